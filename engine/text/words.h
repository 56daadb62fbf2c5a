/* Numbers in words (bang_chu): mươi, mốt, tư, lăm, linh or lẻ, nghìn or ngàn, tỷ. */
#ifndef TEXT_WORDS_H
#define TEXT_WORDS_H

#include "base/arena.h"

enum {
    WORDS_LE = 1,     /* "lẻ" instead of "linh" */
    WORDS_NGAN = 2,   /* "ngàn" instead of "nghìn" */
    WORDS_BON = 4,    /* "hai mươi bốn" instead of "hai mươi tư" */
};

/* `number`: optional '-', digits, optional '.' and digits, any length up to 60 digits: "39.5" gives
 * "ba mươi chín phẩy năm". NULL if it is not of that form. */
char *words_number(struct arena *a, const char *number, unsigned flags);

#endif
