/* The sizes of Cambria Math that are kept. Private to font. */
#ifndef FONT_MATH_OWN_H
#define FONT_MATH_OWN_H

#include "font/math.h"

struct kept_sign {
    uint32_t c;
    int16_t advance[3], italic, sub_kern, sup_kern, top, bottom, script_top, script_bottom;
};
struct kept_size {
    int16_t advance, ascent, descent;
};
struct kept_ladder {
    uint32_t c;
    const struct kept_size *v;
    size_t n;
};

const int16_t *kept_constants(void);              /* MATH_CONSTANTS of them; percents as they are */
const struct kept_sign *kept_sign(uint32_t c);     /* NULL: not known */
const struct kept_ladder *kept_ladder(uint32_t c); /* NULL: it does not grow, or is not known */

#endif
