/* Strings: a span borrows bytes, a buffer owns them. All text is UTF-8.
 * Owned by base; everybody may include it. */
#ifndef BASE_SPAN_H
#define BASE_SPAN_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Borrowed bytes; not NUL-terminated. */
struct span {
    const char *p;
    size_t n;
};

#define SPAN(literal) ((struct span){(literal), sizeof(literal) - 1})

static inline struct span span_of(const char *s)
{
    return (struct span){s, s ? strlen(s) : 0};
}

static inline struct span span_make(const char *p, size_t n)
{
    return (struct span){p, n};
}

bool span_equal(struct span a, struct span b);
/* Asked for every name of a large file: the first letter decides most of it. */
static inline bool span_is(struct span a, const char *s)
{
    return a.n == 0 ? *s == '\0' : *a.p == *s && strlen(s) == a.n && memcmp(a.p, s, a.n) == 0;
}
bool span_starts(struct span a, const char *prefix);
struct span span_trim(struct span a); /* ASCII white space and U+00A0 off both ends */
/* The candidate with the least edit distance to `word`, NULL if none is near (over a third of the word's
 * length). `candidates` ends with NULL. */
const char *span_nearest(const char *word, const char *const *candidates);

/* Owned bytes. `p` is never NULL after the first write and always NUL-terminated. {0} is an empty
 * buffer. */
struct buf {
    char *p;
    size_t n, cap;
};

/* Room for n more bytes and the NUL behind what is there, for who writes them there and adds to b->n. */
void buf_reserve(struct buf *b, size_t n);
void buf_put(struct buf *b, const void *bytes, size_t n);
void buf_puts(struct buf *b, const char *s);
void buf_putspan(struct buf *b, struct span s);
void buf_put_grown(struct buf *b, char c); /* the slow way of buf_putc */
static inline void buf_putc(struct buf *b, char c)
{
    if (b->cap - b->n < 2) {
        buf_put_grown(b, c);
        return;
    }
    b->p[b->n++] = c;
    b->p[b->n] = '\0';
}
void buf_utf8(struct buf *b, uint32_t code_point);
void buf_json(struct buf *b, const char *text); /* a JSON string with its quotes; NULL: null */
/* printf in the C locale whatever the process's locale is: %s %d %i %u %x %X %c %% %zu %ld %lu %lld %llu
 * with flags and widths; no floating point: use buf_number. */
void buf_printf(struct buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* A double with at most `decimals` (0..9) decimals, trailing zeros cut, always a '.', "-0" as "0". */
void buf_number(struct buf *b, double v, int decimals);
void buf_clear(struct buf *b);            /* empty, keeps the memory */
void buf_release(struct buf *b);          /* frees; {0} afterwards */
char *buf_detach(struct buf *b);          /* the malloc'ed string, never NULL; b is {0} afterwards */
static inline struct span buf_span(const struct buf *b)
{
    return (struct span){b->p ? b->p : "", b->n};
}

#endif
