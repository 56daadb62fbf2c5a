/* Private to layout: formulas as boxes (OpenType 1.9, MATH; MathML Core 3). A box is measured by its ink. */
#ifndef LAYOUT_MATH_H
#define LAYOUT_MATH_H

#include "font/math.h"
#include "layout/layout.h"

#include <math.h>

/* What a sign is to those beside it. */
enum math_class { CLASS_ORDINARY, CLASS_OPERATOR, CLASS_BINARY, CLASS_RELATION, CLASS_OPEN, CLASS_CLOSE, CLASS_PUNCTUATION, CLASS_SPACE };

enum math_item_type { MATH_GLYPH, MATH_RULE, MATH_INNER };

/* Stands at x, y from its box's origin; y downward from the baseline. */
struct math_item {
    enum math_item_type type;
    struct math_item *next;
    double x, y;
    uint32_t color;
    union {
        struct {
            struct math_glyph glyph;
            double size;
            uint32_t c; /* what it says */
        } sign;
        struct { double width, height; } rule; /* y is its top */
        const struct math_box *box;
    } as;
};

struct math_box {
    double width, ascent, descent; /* [pt] */
    double italic;                 /* its last letter leans out so far */
    double sub_kern, sup_kern;     /* of scripts at it */
    bool letter;                   /* one sign */
    bool leans;                    /* its last sign is a letter that leans */
    enum math_class kind, ends;    /* how it begins and ends */
    struct math_item *items, *last;
    double above, below;           /* of a part of a row: what its line has above and below the baseline at least */
};

/* How something is set: it goes down to the parts by value. */
struct setting {
    struct layout *l;
    struct math_font *font;
    double size;   /* of text that is not in scripts [pt] */
    int level;     /* of scripts: 0, 1, 2 */
    bool display;  /* large, as where a formula stands alone */
    bool cramped;  /* exponents stand lower */
    uint32_t color;
    const struct char_props *chr;
    struct pos pos;
};

/* A formula in boxes that lines may begin with. */
struct math_part {
    const struct math_box *box;
    bool breaks;  /* a line begins with it in any case */

};

static inline double math_em(const struct setting *s)
{
    const double scaled = s->size * math_constant(s->font, s->level == 1 ? SCRIPT_SCALE : SCRIPT_SCRIPT_SCALE);
    return s->level == 0 ? s->size : floor(scaled * 2) / 2;
}
static inline double math_at(const struct setting *s, enum math_constant which)
{
    return math_constant(s->font, which) * math_em(s);
}

/* math_box.c */
struct math_box *box_new(const struct setting *s);
/* The child at x, y of the box, which becomes as high as it needs; its width stays. */
void box_put(const struct setting *s, struct math_box *box, const struct math_box *child, double x, double y);
void box_rule(const struct setting *s, struct math_box *box, double x, double top, double width, double height);
struct math_box *box_sign(const struct setting *s, uint32_t c, struct math_glyph glyph);
struct setting style_script(struct setting s);
struct setting style_cramped(struct setting s);

/* math_row.c */
struct math_box *math_set(const struct setting *s, const struct math *m); /* NULL: an empty box */
struct math_row {
    const struct math_part *parts;
    size_t n;
};
struct math_row math_row(struct layout *l, const struct node *formula, struct pos pos);

/* math_struct.c, math_sign.c, math_grid.c */
struct math_box *set_fraction(const struct setting *s, const struct math *m);
struct math_box *set_scripts(const struct setting *s, const struct math *m);
struct math_box *set_limits(const struct setting *s, const struct math *m);
struct math_box *set_nary(const struct setting *s, const struct math *m);
struct math_box *set_radical(const struct setting *s, const struct math *m);
struct math_box *set_fence(const struct setting *s, const struct math *m);
struct math_box *set_accent(const struct setting *s, const struct math *m);
struct math_box *set_bar(const struct setting *s, const struct math *m);
struct math_box *set_group(const struct setting *s, const struct math *m);
struct math_box *set_border(const struct setting *s, const struct math *m);
struct math_box *set_phantom(const struct setting *s, const struct math *m);
struct math_box *set_matrix(const struct setting *s, const struct math *m);
struct math_box *set_lines(const struct setting *s, const struct math *m);

/* math_draw.c */
void math_draw(struct layout *l, const struct math_box *box, double x, double baseline, int tag);

#endif
