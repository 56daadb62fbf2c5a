/* UTF-8 as Unicode 15 table 3-7 allows it: no overlong form, no surrogate, nothing above U+10FFFF.
 * Files are checked once where they are read; all else assumes valid text and only keeps from
 * running over the end. */
#include "text/text.h"

static bool is_tail(unsigned char c)
{
    return (c & 0xC0) == 0x80;
}

/* Length of the well-formed character at p, 0 if there is none. */
static size_t sequence_length(const unsigned char *p, size_t n)
{
    unsigned char c = p[0];
    if (c < 0x80)
        return 1;
    if (c >= 0xC2 && c <= 0xDF)
        return n >= 2 && is_tail(p[1]) ? 2 : 0;
    if (c >= 0xE0 && c <= 0xEF) {
        unsigned char low = c == 0xE0 ? 0xA0 : 0x80, high = c == 0xED ? 0x9F : 0xBF;
        return n >= 3 && p[1] >= low && p[1] <= high && is_tail(p[2]) ? 3 : 0;
    }
    if (c >= 0xF0 && c <= 0xF4) {
        unsigned char low = c == 0xF0 ? 0x90 : 0x80, high = c == 0xF4 ? 0x8F : 0xBF;
        bool ok = n >= 4 && p[1] >= low && p[1] <= high && is_tail(p[2]) && is_tail(p[3]);
        return ok ? 4 : 0;
    }
    return 0;
}

size_t text_utf8_check(struct span s)
{
    const unsigned char *p = (const unsigned char *)s.p;
    size_t i = 0;
    while (i < s.n) {
        uint64_t eight;
        if (s.n - i >= sizeof eight) { /* eight ASCII characters at once */
            memcpy(&eight, p + i, sizeof eight);
            if (!(eight & 0x8080808080808080u)) {
                i += sizeof eight;
                continue;
            }
        }
        size_t n = sequence_length(p + i, s.n - i);
        if (n == 0)
            return i;
        i += n;
    }
    return s.n;
}

uint32_t text_next(struct span s, size_t *i)
{
    const unsigned char *p = (const unsigned char *)s.p + *i;
    size_t left = s.n - *i;
    uint32_t c = p[0];
    size_t n = c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
    if (n > left) {
        *i = s.n;
        return 0xFFFD;
    }
    if (n > 1) {
        c &= 0x7Fu >> n;
        for (size_t k = 1; k < n; k++)
            c = c << 6 | (p[k] & 0x3Fu);
    }
    *i += n;
    return c;
}

size_t text_length(struct span s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        n += !is_tail((unsigned char)s.p[i]);
    return n;
}
