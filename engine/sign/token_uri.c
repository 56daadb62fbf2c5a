/* What a PKCS#11 URI (RFC 7512) says of the PIN, and what is no such URI. A PIN in it (pin-value) would stand on the command line, where every
 * user of the machine can read it; a program that gives it (pin-source=|...) would be run by whoever wrote the URI. */
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <p11-kit/uri.h>

#include "base/diag/sign.h"
#include "base/diag/token.h"
#include "sign/token.h"

bool token_uri_check(struct ctx *ctx, const char *uri)
{
    P11KitUri *parsed = p11_kit_uri_new();
    const int result = p11_kit_uri_parse(uri, P11_KIT_URI_FOR_ANY, parsed);
    bool ok = false;

    if (result == P11_KIT_URI_OK && p11_kit_uri_get_pin_value(parsed)) /* the URI is not shown: the PIN is in it */
        diag(ctx, DIAG_TOKEN_URI_PIN, (struct pos){0});
    else if (result != P11_KIT_URI_OK)
        diag(ctx, DIAG_TOKEN_URI, (struct pos){0}, strstr(uri, "pin-value") ? "pkcs11:" : uri);
    else if (p11_kit_uri_any_unrecognized(parsed))
        diag(ctx, DIAG_TOKEN_URI_PART, pos_file(uri));
    else
        ok = true;
    p11_kit_uri_free(parsed);
    return ok;
}

/* One line of a file that nobody but its owner can read. */
static bool read_pin(const char *path, struct secret *out)
{
    struct stat st;
    const int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    ssize_t n = -1;

    secret_init(out);
    if (fd >= 0 && out->p && fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && (st.st_mode & (S_IRWXG | S_IRWXO)) == 0)
        n = read(fd, out->p, SECRET_BYTES - 1);
    if (fd >= 0)
        close(fd);
    if (n >= 0) {
        out->p[n] = '\0';
        out->n = strcspn(out->p, "\r\n");
    }
    return n >= 0;
}

bool token_pin(struct ctx *ctx, const struct key_source *from, const char *what, struct secret *out)
{
    P11KitUri *uri = p11_kit_uri_new();
    const char *source = p11_kit_uri_parse(from->pkcs11, P11_KIT_URI_FOR_ANY, uri) == P11_KIT_URI_OK ? p11_kit_uri_get_pin_source(uri) : NULL;
    const char *path = source && strncmp(source, "file:", 5) == 0 ? source + 5 : source;
    bool ok;

    if (path && strncmp(path, "///", 3) == 0) /* file:///home/... */
        path += 2;
    if (source) {
        ok = *path == '/' && read_pin(path, out);
        if (!ok)
            diag(ctx, DIAG_TOKEN_PIN_SOURCE, pos_file(from->pkcs11), source);
    } else {
        ok = secret_ask(out, &from->ask, what);
        if (!ok)
            diag(ctx, DIAG_KEY_NO_SECRET, pos_file(what));
    }
    if (ok && out->n > TOKEN_PIN_BYTES) {
        diag(ctx, DIAG_TOKEN_PIN_WRONG, pos_file(from->pkcs11), what);
        ok = false;
    }
    p11_kit_uri_free(uri);
    return ok;
}
