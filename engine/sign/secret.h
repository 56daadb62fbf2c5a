/* Secrets: PINs and pass phrases, in memory that is locked, left out of core dumps and wiped. No OpenSSL here: the
 * program and render include this header. */
#ifndef SIGN_SECRET_H
#define SIGN_SECRET_H

#include "base/span.h"

enum { SECRET_BYTES = 1024 }; /* the longest PIN or pass phrase, with its NUL */

/* `p` points at pages of its own (mmap, mlock, MADV_DONTDUMP, MADV_WIPEONFORK); NULL: empty. Always NUL-terminated. Where the
 * limit of locked memory is used up the pages may be swapped; they are still wiped. */
struct secret {
    char *p;
    size_t n; /* bytes without the NUL */
};

void secret_init(struct secret *s);
void secret_release(struct secret *s); /* wipes; {0} afterwards; legal on {0} */

/* Where a secret comes from: writes at most `size` bytes (no NUL) to `out`, their number to *n. `what` says in the user's
 * language what it is for (a file's or a token's name). false: there is none, or the user gave up. */
struct secret_source {
    bool (*ask)(void *user, const char *what, char *out, size_t size, size_t *n);
    void *user;
};

/* Asks; one line end is taken off. false: there is none. */
bool secret_ask(struct secret *s, const struct secret_source *from, const char *what);

/* For a program, before its first secret: the process writes no core dump and no debugger of the same user attaches, and private
 * keys live in OpenSSL's locked heap. Process-wide, so the library never does it by itself. */
void secret_guard_process(void);

#endif
