/* White space and line-break opportunities. The rule of breaks is Word's as measured, not
 * Unicode's: a slash or a full stop inside a word holds the word together. */
#include "text/text.h"

enum { NBSP = 0xA0, HYPHEN = 0x2010, EN_DASH = 0x2013, EM_DASH = 0x2014 };

/* Bytes of a symbol ("QĐ/UBKTTW-UBKTTU") looked through for its slash. */
enum { SYMBOL_MOST = 40 };

static bool is_blank(uint32_t c)
{
    return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0x2028 || c == 0x2029;
}

char *text_collapse(struct arena *a, struct span s)
{
    struct buf out = {0};
    bool gap = false;
    for (size_t i = 0; i < s.n;) {
        size_t start = i;
        if (is_blank(text_next(s, &i))) {
            gap = out.n > 0;
            continue;
        }
        if (gap)
            buf_putc(&out, ' ');
        gap = false;
        buf_put(&out, s.p + start, i - start);
    }
    return arena_buf(a, &out);
}

static uint32_t char_before(struct span s, size_t i)
{
    do
        i--;
    while (i > 0 && ((unsigned char)s.p[i] & 0xC0) == 0x80);
    return text_next(s, &i);
}

static bool is_digit(uint32_t c)
{
    return c >= '0' && c <= '9';
}

/* A hyphen divides words and ranges ("2013-|2015"), but not the symbol of a paper, which has a
 * slash behind it: HD 05-HD/VPTW page 29 moves "36-HD/VPTW" whole to the next line where "36-"
 * would have fitted by 6.6 mm. Nor a letter from a digit ("KH-2026"). `i` is behind the hyphen. */
static bool hyphen_divides(struct span s, size_t i, uint32_t after)
{
    uint32_t before = i > 1 ? char_before(s, i - 1) : ' ';
    if (is_blank(before) || (is_digit(after) && !is_digit(before)))
        return false;
    for (size_t end = i; end < s.n && end - i < SYMBOL_MOST && !is_blank((unsigned char)s.p[end]);
         end++)
        if (s.p[end] == '/')
            return false;
    return true;
}

bool text_break_before(struct span s, size_t i)
{
    if (i == 0 || i >= s.n || ((unsigned char)s.p[i] & 0xC0) == 0x80)
        return false;
    size_t at = i;
    uint32_t before = char_before(s, i), after = text_next(s, &i);
    if (is_blank(after) ||
        after == NBSP) /* spaces at the end of a line hang: one break behind them */
        return false;
    if (before == '-')
        return hyphen_divides(s, at, after);
    return is_blank(before) || before == HYPHEN || before == EN_DASH || before == EM_DASH;
}

bool text_break_word(struct span s, size_t i)
{
    if (i == 0 || i >= s.n || ((unsigned char)s.p[i] & 0xC0) == 0x80 || (s.p[i - 1] > '-' && s.p[i - 1] <= '~'))
        return false;
    const size_t at = i;
    const uint32_t before = char_before(s, i), after = text_next(s, &i);
    if (is_blank(after) || after == NBSP)
        return false;
    if (before == '-') {
        const uint32_t first = at > 1 ? char_before(s, at - 1) : ' ';
        return !is_blank(first) && first != '-' && after != '-';
    }
    return is_blank(before) || before == HYPHEN || before == EN_DASH || before == EM_DASH;
}
