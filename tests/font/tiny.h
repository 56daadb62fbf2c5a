/* Tiny TrueType fonts for the tests: a square for every character that is asked for. */
#ifndef TESTS_FONT_TINY_H
#define TESTS_FONT_TINY_H

#include "base/span.h"

struct tiny {
    const char *family;
    int version;              /* fontRevision, whole number */
    int ascent, descent, gap; /* hhea; descent negative; units of 1/1000 em */
    int win_ascent, win_descent;
    const uint32_t (*ranges)[2]; /* characters, ascending; ends with {0, 0} */
};

/* Regular, upem 1000, every advance 500. */
void tiny_font(const struct tiny *font, struct buf *out);

#endif
