/* Secrets live in whole pages of their own, because mlock and madvise work on pages: nothing else shares them, and
 * unmapping them leaves nothing behind for the next malloc. */
#include "sign/secret.h"

#include <malloc.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include <openssl/crypto.h>

#include "base/arena.h"

enum {
    SECURE_HEAP = 64 << 10, /* some RSA keys of 4096 bits; within the usual limit of locked memory */
    SECURE_LEAST = 32,
};

void secret_init(struct secret *s)
{
    void *p = mmap(NULL, SECRET_BYTES, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    *s = (struct secret){0};
    if (p == MAP_FAILED)
        p = NULL;
    if (p) {
        mlock(p, SECRET_BYTES);
        madvise(p, SECRET_BYTES, MADV_DONTDUMP);
        madvise(p, SECRET_BYTES, MADV_WIPEONFORK);
    }
    s->p = p;
}

void secret_release(struct secret *s)
{
    if (s->p) {
        explicit_bzero(s->p, SECRET_BYTES);
        munmap(s->p, SECRET_BYTES);
    }
    *s = (struct secret){0};
}

bool secret_ask(struct secret *s, const struct secret_source *from, const char *what)
{
    size_t n = 0;

    secret_init(s);
    if (!s->p || !from || !from->ask || !from->ask(from->user, what, s->p, SECRET_BYTES - 1, &n) || n >= SECRET_BYTES) {
        secret_release(s);
        return false;
    }
    if (n > 0 && s->p[n - 1] == '\n')
        n--;
    if (n > 0 && s->p[n - 1] == '\r')
        n--;
    s->p[n] = '\0';
    s->n = n;
    return true;
}

/* OpenSSL frees parts of private keys (a key's DER among them) as they are; here they are wiped. */
static void wipe_and_free(void *p, const char *file, int line)
{
    (void)file;
    (void)line;
    if (p)
        explicit_bzero(p, malloc_usable_size(p));
    free(p);
}

static void *get(size_t n, const char *file, int line)
{
    (void)file;
    (void)line;
    return malloc(n);
}

static void *resize(void *p, size_t n, const char *file, int line)
{
    const size_t old = p ? malloc_usable_size(p) : 0;
    void *more;

    if (p && n <= old && n > 0)
        return p;
    more = n ? malloc(n) : NULL;
    if (n && !more)
        return NULL;
    if (more && p)
        memcpy(more, p, old);
    wipe_and_free(p, file, line);
    return more;
}

void secret_guard_process(void)
{
    struct rlimit none = {0, 0};

    CRYPTO_set_mem_functions(get, resize, wipe_and_free); /* refused, and left, if OpenSSL has memory already */
    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
    setrlimit(RLIMIT_CORE, &none);
    CRYPTO_secure_malloc_init(SECURE_HEAP, SECURE_LEAST);
}
