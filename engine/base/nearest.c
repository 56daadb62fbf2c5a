/* The nearest of several words, so that a diagnostic can say what was probably meant. The work is
 * bounded: words longer than any key or option are not compared. */
#include "base/span.h"

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

const char *span_nearest(const char *word, const char *const *candidates)
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
