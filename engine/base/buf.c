/* Spans and buffers. A buffer grows by doubling and always has room for the NUL behind its bytes.
 *
 * No function here depends on the process's locale: of printf's conversions only those of integers
 * and byte strings are used, and these never consult it (C17 7.21.6.1; the ' flag is not used). */
#include "base/span.h"

#include "base/arena.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

bool span_equal(struct span a, struct span b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

bool span_starts(struct span a, const char *prefix)
{
    size_t n = strlen(prefix);
    return a.n >= n && (n == 0 || memcmp(a.p, prefix, n) == 0);
}

static bool is_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

struct span span_trim(struct span a)
{
    for (;;) {
        if (a.n && is_space(a.p[0]))
            a = span_make(a.p + 1, a.n - 1);
        else if (a.n >= 2 && memcmp(a.p, "\xC2\xA0", 2) == 0)
            a = span_make(a.p + 2, a.n - 2);
        else
            break;
    }
    for (;;) {
        if (a.n && is_space(a.p[a.n - 1]))
            a.n--;
        else if (a.n >= 2 && memcmp(a.p + a.n - 2, "\xC2\xA0", 2) == 0)
            a.n -= 2;
        else
            return a;
    }
}

void buf_reserve(struct buf *b, size_t n)
{
    if (b->p && n < b->cap - b->n)
        return;
    size_t need =
        n > SIZE_MAX / 4 - b->n ? SIZE_MAX / 2 : b->n + n + 1; /* too much fails in mem_resize */
    size_t cap = b->cap ? b->cap : 64;
    while (cap < need)
        cap *= 2;
    b->p = mem_resize(b->p, cap, 1);
    b->cap = cap;
}

void buf_put(struct buf *b, const void *bytes, size_t n)
{
    buf_reserve(b, n);
    if (n)
        memcpy(b->p + b->n, bytes, n);
    b->n += n;
    b->p[b->n] = '\0';
}

void buf_puts(struct buf *b, const char *s)
{
    buf_put(b, s, strlen(s));
}

void buf_putspan(struct buf *b, struct span s)
{
    buf_put(b, s.p, s.n);
}

void buf_put_grown(struct buf *b, char c)
{
    buf_put(b, &c, 1);
}

void buf_utf8(struct buf *b, uint32_t code_point)
{
    uint32_t c = code_point;
    char out[4];
    size_t n;
    if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
        c = 0xFFFD;
    if (c < 0x80) {
        out[0] = (char)c;
        n = 1;
    } else if (c < 0x800) {
        out[0] = (char)(0xC0 | c >> 6);
        n = 2;
    } else if (c < 0x10000) {
        out[0] = (char)(0xE0 | c >> 12);
        n = 3;
    } else {
        out[0] = (char)(0xF0 | c >> 18);
        n = 4;
    }
    for (size_t i = 1; i < n; i++)
        out[i] = (char)(0x80 | (c >> 6 * (n - 1 - i) & 0x3F));
    buf_put(b, out, n);
}

void buf_printf(struct buf *b, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    buf_reserve(b, 64);
    int n = vsnprintf(b->p + b->n, b->cap - b->n, format, args);
    va_end(args);
    assert(n >= 0);
    if ((size_t)n >= b->cap - b->n) {
        buf_reserve(b, (size_t)n);
        vsnprintf(b->p + b->n, b->cap - b->n, format, again);
    }
    va_end(again);
    b->n += (size_t)n;
}

void buf_number(struct buf *b, double v, int decimals)
{
    static const double scales[] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};
    assert(decimals >= 0 && decimals <= 9);
    if (!isfinite(v)) /* no file format that is written here has a word for it */
        v = 0;
    double whole, part = fabs(modf(v, &whole)) * scales[decimals];
    uint32_t digits = (uint32_t)round(part);
    whole = fabs(whole);
    if (digits >= (uint32_t)scales[decimals]) {
        digits = 0;
        whole += 1;
    }
    if (v < 0 && (whole > 0 || digits > 0))
        buf_putc(b, '-');
    if (whole < 1e18) {
        buf_printf(b, "%llu", (unsigned long long)whole);
    } else {
        char text[320]; /* %.0f writes no decimal point, so no locale comes in */
        snprintf(text, sizeof text, "%.0f", whole);
        buf_puts(b, text);
    }
    if (digits == 0)
        return;
    char text[16];
    int n = snprintf(text, sizeof text, "%0*lu", decimals, (unsigned long)digits);
    while (n > 0 && text[n - 1] == '0')
        n--;
    buf_putc(b, '.');
    buf_put(b, text, (size_t)n);
}

void buf_clear(struct buf *b)
{
    b->n = 0;
    if (b->p)
        b->p[0] = '\0';
}

void buf_release(struct buf *b)
{
    free(b->p);
    *b = (struct buf){0};
}

char *buf_detach(struct buf *b)
{
    if (!b->p)
        buf_reserve(b, 0);
    char *p = b->p;
    p[b->n] = '\0';
    *b = (struct buf){0};
    return p;
}

void buf_json(struct buf *b, const char *text)
{
    if (!text) {
        buf_puts(b, "null");
        return;
    }
    buf_putc(b, '"');
    for (const char *p = text; *p; p++) {
        if (*p == '"' || *p == '\\')
            buf_putc(b, '\\');
        if ((unsigned char)*p < 0x20)
            buf_printf(b, "\\u%04x", (unsigned)(unsigned char)*p);
        else
            buf_putc(b, *p);
    }
    buf_putc(b, '"');
}
