/* What formulas are set with (OpenType 1.9, MATH). */
#ifndef FONT_MATH_H
#define FONT_MATH_H

#include "font/font.h"

/* In the order of the table MathConstants. */
enum math_constant {
    SCRIPT_SCALE, SCRIPT_SCRIPT_SCALE, /* shares */
    DELIMITED_LEAST, OPERATOR_LEAST, LEADING, AXIS, ACCENT_BASE, FLAT_ACCENT_BASE,
    SUB_DOWN, SUB_TOP_MOST, SUB_DROP_LEAST, SUP_UP, SUP_UP_CRAMPED, SUP_BOTTOM_LEAST, SUP_DROP_MOST, SUB_SUP_GAP, SUP_BOTTOM_MOST,
    AFTER_SCRIPT, UPPER_GAP, UPPER_RISE, LOWER_GAP, LOWER_DROP,
    STACK_UP, STACK_UP_DISPLAY, STACK_DOWN, STACK_DOWN_DISPLAY, STACK_GAP, STACK_GAP_DISPLAY,
    STRETCH_UP, STRETCH_DOWN, STRETCH_GAP_ABOVE, STRETCH_GAP_BELOW,
    NUMERATOR_UP, NUMERATOR_UP_DISPLAY, DENOMINATOR_DOWN, DENOMINATOR_DOWN_DISPLAY, NUMERATOR_GAP, NUMERATOR_GAP_DISPLAY, FRACTION_RULE,
    DENOMINATOR_GAP, DENOMINATOR_GAP_DISPLAY, SKEWED_X, SKEWED_Y,
    OVERBAR_GAP, OVERBAR_RULE, OVERBAR_EXTRA, UNDERBAR_GAP, UNDERBAR_RULE, UNDERBAR_EXTRA,
    RADICAL_GAP, RADICAL_GAP_DISPLAY, RADICAL_RULE, RADICAL_EXTRA, DEGREE_BEFORE, DEGREE_AFTER, DEGREE_RAISE, /* the last a share */
    MATH_CONSTANTS
};

struct math_font;

/* A sign and the glyph that draws it. Lengths in em. */
struct math_glyph {
    struct face *face;
    uint32_t id;
    double advance, italic;  /* as it is measured */
    double sub_kern, sup_kern; /* of what stands below and above its end */
    double ascent, descent;  /* of its ink, likewise */
    double left, ink;        /* where the ink begins, and how wide it is, as drawn */
    double scale_x, scale_y; /* of the glyph as the face has it, about its origin, so that it fills them; then raised by: */
    double raise;
};

/* The font of mathematics that serves a family; no font is needed: what none has is drawn with the letters of text. NULL: there is
 * no font at all, reported. Lives as long as `fonts`. */
struct math_font *fonts_math(struct fonts *fonts, const char *family, struct pos pos);
double math_constant(const struct math_font *f, enum math_constant which); /* [em], or a share */
const struct face_metrics *math_metrics(const struct math_font *f);
/* The face of its letters of text. */
struct face *math_face(const struct math_font *f);
/* The glyph of a character; `level` 0: at the size of text, 1: of scripts, 2: of theirs, which fonts draw wider. */
struct math_glyph math_sign(struct math_font *f, uint32_t c, int level);
/* A character of words that stand in a formula. */
struct math_glyph math_text_sign(struct face *face, uint32_t c);
/* The smallest size of a sign that is `least` em high, or the largest; `exact`: where the largest is too low, it is drawn out. */
struct math_glyph math_tall(struct math_font *f, uint32_t c, double least, bool exact);
/* The same of what grows sideways: drawn out to `least` em. */
struct math_glyph math_wide(struct math_font *f, uint32_t c, double least);

#endif
