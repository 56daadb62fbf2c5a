/* Keys folded to plain ASCII words, and the nearest of several: what makes "Trích yếu" and
 * trich_yeu one key and lets a diagnostic say what was probably meant. */
#include "text/text.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>

/* Lower-case letters and digits of c without its marks; nothing for a mark alone. False when c is a
 * separator. */
static bool put_folded(struct buf *out, uint32_t c)
{
    if (c < 0x80) {
        if (c >= 'A' && c <= 'Z')
            c += 'a' - 'A';
        bool word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (word)
            buf_putc(out, (char)c);
        return word;
    }
    if (c == 0x110 || c == 0x111) { /* đ does not decompose */
        buf_putc(out, 'd');
        return true;
    }
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *nfc = unorm2_getNFCInstance(&status);
    UChar parts[8];
    int32_t n = unorm2_getDecomposition(nfc, (UChar32)c, parts, 8, &status);
    if (U_FAILURE(status) || n < 0) {
        n = 0;
        U16_APPEND_UNSAFE(parts, n, c);
    }
    bool word = false;
    for (int32_t i = 0; i < n;) {
        UChar32 part;
        U16_NEXT(parts, i, n, part);
        if (u_charType(part) == U_NON_SPACING_MARK) {
            word = true;
        } else if (u_isalnum(part)) {
            buf_utf8(out, (uint32_t)u_foldCase(part, U_FOLD_CASE_DEFAULT));
            word = true;
        }
    }
    return word;
}

char *text_fold(struct arena *a, struct span s)
{
    struct buf out = {0};
    bool gap = false;
    for (size_t i = 0; i < s.n;) {
        size_t before = out.n;
        if (gap && before)
            buf_putc(&out, '_');
        size_t start = out.n;
        bool word = put_folded(&out, text_next(s, &i));
        if (out.n == start) /* a separator, or a mark that belongs to the letter before */
            out.n = before;
        else
            gap = false;
        if (!word)
            gap = true;
    }
    if (out.p)
        out.p[out.n] = '\0';
    return arena_buf(a, &out);
}

const char *text_nearest(const char *word, const char *const *candidates)
{
    return span_nearest(word, candidates);
}
