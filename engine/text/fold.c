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

enum { LONGEST_NEAR = 64 }; /* longer words are no keys, and the work grows with the square */

/* Edit distance with neighbours swapped as one edit (optimal string alignment), on bytes: folded
 * words are ASCII but for scripts that no key is written in. Both at most LONGEST_NEAR long. */
static size_t distance(const char *x, size_t nx, const char *y, size_t ny)
{
    size_t rows[3][LONGEST_NEAR + 1];
    size_t *before = rows[0], *above = rows[1], *row = rows[2];
    for (size_t j = 0; j <= ny; j++)
        above[j] = j;
    for (size_t i = 1; i <= nx; i++) {
        row[0] = i;
        for (size_t j = 1; j <= ny; j++) {
            size_t best = above[j - 1] + (x[i - 1] != y[j - 1]);
            if (above[j] + 1 < best)
                best = above[j] + 1;
            if (row[j - 1] + 1 < best)
                best = row[j - 1] + 1;
            bool swapped = i > 1 && j > 1 && x[i - 1] == y[j - 2] && x[i - 2] == y[j - 1];
            if (swapped && before[j - 2] + 1 < best)
                best = before[j - 2] + 1;
            row[j] = best;
        }
        size_t *spare = before;
        before = above;
        above = row;
        row = spare;
    }
    return above[ny];
}

const char *text_nearest(const char *word, const char *const *candidates)
{
    size_t n = strlen(word);
    if (n == 0 || n > LONGEST_NEAR)
        return NULL;
    const char *best = NULL;
    size_t best_distance = n / 3 + 1;
    for (; *candidates; candidates++) {
        size_t m = strlen(*candidates);
        size_t apart = m > n ? m - n : n - m;
        if (m > LONGEST_NEAR || apart >= best_distance)
            continue;
        size_t d = distance(word, n, *candidates, m);
        if (d < best_distance) {
            best = *candidates;
            best_distance = d;
        }
    }
    return best;
}
