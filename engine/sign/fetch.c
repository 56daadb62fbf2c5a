/* HTTP by OpenSSL's client. The allow-list is asked for every address, also for those that a certificate names: a
 * file that is verified must not choose whom this machine talks to. */
#include "sign/fetch.h"

#include "base/diag/sign.h"

#include <signal.h>
#include <time.h>

#include <openssl/err.h>
#include <openssl/http.h>
#include <openssl/httperr.h>

#include "base/arena.h"
#include "sign/fetch_link.h"

struct address {
    char *host, *port, *path;
    int tls;
};

static bool parse(const char *url, struct address *out)
{
    char *user = NULL;
    bool ok = OSSL_HTTP_parse_url(url, &out->tls, &user, &out->host, &out->port, NULL, &out->path, NULL, NULL) == 1 && (!user || !*user);

    OPENSSL_free(user);
    ERR_clear_error();
    return ok;
}

static void release(struct address *a)
{
    OPENSSL_free(a->host);
    OPENSSL_free(a->port);
    OPENSSL_free(a->path);
}

/* "/tsa" allows "/tsa", "/tsa/x" and "/tsa?x", not "/tsb" nor "/tsax"; nothing with "..", which servers resolve. */
static bool lies_below(const char *path, const char *allowed)
{
    size_t n = strlen(allowed);

    if (strstr(path, "..") || strncmp(path, allowed, n) != 0)
        return false;
    return n == 0 || allowed[n - 1] == '/' || path[n] == '\0' || path[n] == '/' || path[n] == '?';
}

/* Names of hosts have no case; they are ASCII here. */
static bool same_host(const char *a, const char *b)
{
    for (; *a && *b; a++, b++) {
        char x = *a >= 'A' && *a <= 'Z' ? (char)(*a + 32) : *a, y = *b >= 'A' && *b <= 'Z' ? (char)(*b + 32) : *b;
        if (x != y)
            return false;
    }
    return *a == *b;
}

static bool allows(const char *entry, const struct address *wanted)
{
    struct address a = {0};
    bool ok = parse(entry, &a) && a.tls == wanted->tls && same_host(a.host, wanted->host) && strcmp(a.port, wanted->port) == 0 &&
              lies_below(wanted->path, a.path);

    release(&a);
    return ok;
}

bool fetch_allows(const struct fetch *f, const char *url)
{
    struct address wanted = {0};
    bool ok = false;

    if (!f->offline && parse(url, &wanted))
        for (size_t i = 0; !ok && i < f->n_allowed; i++)
            ok = allows(f->allowed[i], &wanted);
    release(&wanted);
    return ok;
}

/* A server that hangs up makes writing raise SIGPIPE, which would end the host program. */
struct quiet {
    sigset_t old, pipe;
    bool was_pending;
};

static void quiet_begin(struct quiet *q)
{
    sigset_t pending;

    sigemptyset(&pending);
    sigpending(&pending);
    q->was_pending = sigismember(&pending, SIGPIPE) == 1;
    sigemptyset(&q->pipe);
    sigaddset(&q->pipe, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &q->pipe, &q->old);
}

static void quiet_end(struct quiet *q)
{
    if (!q->was_pending)
        sigtimedwait(&q->pipe, NULL, &(struct timespec){0, 0});
    pthread_sigmask(SIG_SETMASK, &q->old, NULL);
}

static bool read_answer(BIO *answer, struct buf *out)
{
    char block[16384];
    int n;

    while ((n = BIO_read(answer, block, sizeof block)) > 0) {
        if (out->n + (size_t)n > LIMIT_FETCH_BYTES)
            return false;
        buf_put(out, block, (size_t)n);
    }
    return out->n > 0;
}

/* The one clear reason of a failure; of what OpenSSL says, the first is told where none is known. */
static void tell(struct ctx *ctx, const char *url, int seconds, const struct fetch_link *l)
{
    static const struct {
        int lib, reason;
        diag_code code;
    } rows[] = {
        {ERR_LIB_BIO, BIO_R_CONNECT_TIMEOUT, DIAG_FETCH_TIMEOUT},
        {ERR_LIB_BIO, BIO_R_TRANSFER_TIMEOUT, DIAG_FETCH_TIMEOUT},
        {ERR_LIB_HTTP, HTTP_R_MAX_RESP_LEN_EXCEEDED, DIAG_FETCH_TOO_LARGE},
    };
    static const diag_code of_links[] = {[LINK_GOOD] = DIAG_FETCH_FAILED, [LINK_FAILED] = DIAG_FETCH_FAILED, [LINK_LATE] = DIAG_FETCH_TIMEOUT,
                                         [LINK_UNTRUSTED] = DIAG_FETCH_TLS, [LINK_OTHER_HOST] = DIAG_FETCH_TLS_HOST};
    struct arena a = {0};
    const char *why = l->reason, *detail;
    diag_code code = of_links[l->fault];

    for (unsigned long e; (e = ERR_get_error_all(NULL, NULL, NULL, &detail, NULL)) != 0;) {
        for (size_t i = 0; code == DIAG_FETCH_FAILED && i < sizeof rows / sizeof *rows; i++)
            if (ERR_GET_LIB(e) == rows[i].lib && ERR_GET_REASON(e) == rows[i].reason)
                code = rows[i].code;
        if (!why && ERR_SYSTEM_ERROR(e))
            why = strerrordesc_np(ERR_GET_REASON(e));
        else if (!why)
            why = ERR_GET_REASON(e) == ERR_R_SYS_LIB && *detail ? arena_str(&a, detail) : ERR_reason_error_string(e);
    }
    diag(ctx, code, (struct pos){0}, url, code == DIAG_FETCH_TIMEOUT ? arena_printf(&a, "%d", seconds) : why ? why : "HTTP");
    arena_release(&a);
}

static bool transfer(struct fetch_link *l, const struct address *a, const char *type, struct span body, struct buf *out)
{
    BIO *request = type ? BIO_new_mem_buf(body.p, (int)body.n) : NULL, *way = NULL, *answer = NULL;
    struct quiet quiet;
    bool ok;

    quiet_begin(&quiet);
    if (link_dial(l, &way))
        answer = OSSL_HTTP_transfer(NULL, a->host, a->port, a->path, a->tls, NULL, NULL, way, NULL, a->tls ? link_wrap : NULL, l, 0, NULL, type, request,
                                    NULL, 1, LIMIT_FETCH_BYTES, l->left / LINK_PARTS + 1, 0);
    ok = answer && read_answer(answer, out);
    BIO_free_all(answer);
    BIO_free_all(way);
    quiet_end(&quiet);
    BIO_free(request);
    return ok;
}

bool fetch_url(struct ctx *ctx, const struct fetch *f, const char *url, const char *type, struct span body, int seconds,
               struct buf *out)
{
    struct address a = {0};
    struct fetch_link l = {0};
    bool ok = false;

    if (!fetch_allows(f, url)) {
        diag(ctx, f->offline ? DIAG_FETCH_OFFLINE : DIAG_FETCH_REFUSED, (struct pos){0}, url);
        return false;
    }
    ERR_clear_error();
    if (parse(url, &a) && link_prepare(ctx, f, a.host, a.port, a.tls, seconds, &l)) {
        ok = transfer(&l, &a, type, body, out);
        if (!ok) {
            tell(ctx, url, seconds, &l);
            buf_clear(out);
        }
    }
    ERR_clear_error();
    link_release(&l);
    release(&a);
    return ok;
}
