/* Fractions, scripts, limits and large operators: MathML Core 3.3 and 3.4 with the names of the MATH table. */
#include "layout/math.h"
#include "text/text.h"

/* ---- fractions ---- */

static const double RULE_BEYOND = 0.06; /* a fraction's rule goes beyond its wider part, and the fraction beyond the rule [em] */

/* Two boxes over each other, without the line. */
static struct math_box *stack(const struct setting *s, const struct math_box *up, const struct math_box *down, double rise, double drop,
                              double side)
{
    struct math_box *box = box_new(s);

    box->width = fmax(up->width, down->width) + 2 * side;
    box_put(s, box, up, (box->width - up->width) / 2, -rise);
    box_put(s, box, down, (box->width - down->width) / 2, drop);
    return box;
}

static struct math_box *set_ruled(const struct setting *s, const struct math_box *up, const struct math_box *down)
{
    const double axis = math_at(s, AXIS), rule = math_at(s, FRACTION_RULE), side = RULE_BEYOND * math_em(s);
    const double rise = fmax(math_at(s, s->display ? NUMERATOR_UP_DISPLAY : NUMERATOR_UP),
                             axis + rule / 2 + math_at(s, s->display ? NUMERATOR_GAP_DISPLAY : NUMERATOR_GAP) + up->descent);
    const double drop = fmax(math_at(s, s->display ? DENOMINATOR_DOWN_DISPLAY : DENOMINATOR_DOWN),
                             rule / 2 - axis + math_at(s, s->display ? DENOMINATOR_GAP_DISPLAY : DENOMINATOR_GAP) + down->ascent);
    struct math_box *box = stack(s, up, down, rise, drop, 2 * side);

    box_rule(s, box, side, -axis - rule / 2, box->width - 2 * side, rule);
    return box;
}

static struct math_box *set_stacked(const struct setting *s, const struct math_box *up, const struct math_box *down)
{
    double rise = math_at(s, s->display ? STACK_UP_DISPLAY : STACK_UP), drop = math_at(s, s->display ? STACK_DOWN_DISPLAY : STACK_DOWN);
    const double gap = rise - up->descent + drop - down->ascent;
    const double lacks = math_at(s, s->display ? STACK_GAP_DISPLAY : STACK_GAP) - gap;

    if (lacks > 0) {
        rise += lacks / 2;
        drop += lacks / 2;
    }
    return stack(s, up, down, rise, drop, RULE_BEYOND * math_em(s));
}

static struct math_box *set_slashed(const struct setting *s, const struct math_box *up, const struct math_box *down, double apart)
{
    const double least = apart > 0 ? (up->ascent + up->descent + down->ascent + down->descent) / math_em(s) : 0;
    struct math_box *box = box_new(s), *slash = box_sign(s, '/', math_tall(s->font, '/', least, apart > 0));

    box_put(s, box, up, 0, -apart);
    box_put(s, box, slash, up->width, 0);
    box_put(s, box, down, up->width + slash->width, apart);
    box->width = up->width + slash->width + down->width;
    return box;
}

struct math_box *set_fraction(const struct setting *s, const struct math *m)
{
    const bool linear = m->fraction == FRACTION_LINEAR;
    struct setting inner = linear || s->display ? *s : style_script(*s);
    inner.display = linear && s->display;
    const struct setting below = style_cramped(inner);
    const struct math_box *up = math_set(&inner, m->base), *down = math_set(&below, m->below);

    switch (m->fraction) {
    case FRACTION_LINEAR: return set_slashed(s, up, down, 0);
    case FRACTION_SKEWED: return set_slashed(s, up, down, math_at(s, AXIS));
    case FRACTION_NO_BAR: return set_stacked(s, up, down);
    default: return set_ruled(s, up, down);
    }
}

/* ---- scripts ---- */

struct corners {
    struct math_box *sub, *sup; /* NULL: none */
    double drop, rise;
};

static bool is_empty(const struct math *m)
{
    return !m || (m->type == MATH_ROW && !m->first) || (m->type == MATH_TEXT && !*m->text);
}

static struct corners corners_of(const struct setting *s, const struct math *m, const struct math_box *base)
{
    const struct setting sup = style_script(*s), sub = style_cramped(sup);
    struct corners c = {.sub = is_empty(m->below) ? NULL : math_set(&sub, m->below),
                        .sup = is_empty(m->above) ? NULL : math_set(&sup, m->above)};

    if (c.sup) {
        c.rise = fmax(math_at(s, s->cramped ? SUP_UP_CRAMPED : SUP_UP), c.sup->descent + math_at(s, SUP_BOTTOM_LEAST));
        if (!base->letter)
            c.rise = fmax(c.rise, base->ascent - math_at(s, SUP_DROP_MOST));
    }
    if (c.sub) {
        c.drop = fmax(math_at(s, SUB_DOWN), c.sub->ascent - math_at(s, SUB_TOP_MOST));
        if (!base->letter)
            c.drop = fmax(c.drop, base->descent + math_at(s, SUB_DROP_LEAST));
    }
    if (c.sub && c.sup) {
        const double lacks = math_at(s, SUB_SUP_GAP) - (c.rise - c.sup->descent + c.drop - c.sub->ascent);
        if (lacks > 0) {
            const double up = fmin(lacks, fmax(0, math_at(s, SUP_BOTTOM_MOST) - (c.rise - c.sup->descent)));
            c.rise += up;
            c.drop += lacks - up;
        }
    }
    return c;
}

/* At the corners of `base`, whose last letter leans out over the lower one. */
static struct math_box *put_corners(const struct setting *s, const struct math_box *base, const struct corners *c, double lean)
{
    struct math_box *box = box_new(s);
    double width = base->width;
    const double sup_at = base->width + base->italic + base->sup_kern, sub_at = base->width - lean + base->sub_kern;

    box_put(s, box, base, 0, 0);
    if (c->sup) {
        box_put(s, box, c->sup, sup_at, -c->rise);
        width = fmax(width, sup_at + c->sup->width);
    }
    if (c->sub) {
        box_put(s, box, c->sub, sub_at, c->drop);
        width = fmax(width, sub_at + c->sub->width);
    }
    box->width = width + (c->sub || c->sup ? math_at(s, AFTER_SCRIPT) : 0);
    box->kind = base->kind;
    box->ends = base->kind == CLASS_BINARY || base->kind == CLASS_RELATION ? base->kind : CLASS_ORDINARY;
    return box;
}

static struct math_box *put_before(const struct setting *s, const struct math_box *base, const struct corners *c)
{
    const double width = fmax(c->sub ? c->sub->width : 0, c->sup ? c->sup->width : 0);
    struct math_box *box = box_new(s);

    if (c->sup)
        box_put(s, box, c->sup, width - c->sup->width, -c->rise);
    if (c->sub)
        box_put(s, box, c->sub, width - c->sub->width, c->drop);
    box_put(s, box, base, width, 0);
    box->width = width + base->width;
    box->italic = base->italic;
    box->leans = base->leans;
    return box;
}

struct math_box *set_scripts(const struct setting *s, const struct math *m)
{
    const struct math_box *base = math_set(s, m->base);
    const struct corners c = corners_of(s, m, base);

    return m->before ? put_before(s, base, &c) : put_corners(s, base, &c, 0);
}

/* ---- limits ---- */

static struct math_box *put_limits(const struct setting *s, const struct math *m, const struct math_box *base)
{
    const struct setting over = style_script(*s), under = style_cramped(over);
    const struct math_box *above = is_empty(m->above) ? NULL : math_set(&over, m->above);
    const struct math_box *below = is_empty(m->below) ? NULL : math_set(&under, m->below);
    const double width = fmax(base->width, fmax(above ? above->width : 0, below ? below->width : 0));
    struct math_box *box = box_new(s);

    box->width = width;
    box_put(s, box, base, (width - base->width) / 2, 0);
    if (above)
        box_put(s, box, above, (width - above->width) / 2,
                -(base->ascent + fmax(math_at(s, UPPER_GAP) + above->descent, math_at(s, UPPER_RISE))));
    if (below)
        box_put(s, box, below, (width - below->width) / 2,
                base->descent + fmax(math_at(s, LOWER_GAP) + below->ascent, math_at(s, LOWER_DROP)));
    box->kind = box->ends = CLASS_OPERATOR;
    return box;
}

struct math_box *set_limits(const struct setting *s, const struct math *m)
{
    return put_limits(s, m, math_set(s, m->base));
}

/* ---- large operators ---- */

/* Word takes the size above the least that its font says: of Cambria Math's 2500 units the sum of 3911, the integral of 4406. */
static const double OPERATOR_MORE = 1.2;
static const double OPERAND_ROOM = 3.0 / 18; /* [em] */

static uint32_t sign_of(const char *text)
{
    const struct span s = span_of(text);
    size_t i = 0;

    return s.n ? text_next(s, &i) : 0;
}

struct math_box *set_nary(const struct setting *s, const struct math *m)
{
    const uint32_t c = sign_of(m->text);
    const bool large = s->display && s->level == 0, beside = m->beside || !large;
    struct math_box *sign = c ? box_sign(s, c, large ? math_tall(s->font, c, OPERATOR_MORE * math_constant(s->font, OPERATOR_LEAST), false)
                                                     : math_sign(s->font, c, s->level)) : box_new(s);
    struct math_box *operator, *box = box_new(s);
    const struct math_box *of = math_set(s, m->base);

    sign->letter = false;
    if (beside) {
        const struct corners corners = corners_of(s, m, sign);
        operator = put_corners(s, sign, &corners, sign->italic);
    } else {
        operator = put_limits(s, m, sign);
    }
    box_put(s, box, operator, 0, 0);
    box->width = operator->width + (of->width > 0 ? OPERAND_ROOM * math_em(s) : 0);
    box_put(s, box, of, box->width, 0);
    box->width += of->width;
    box->kind = CLASS_OPERATOR;
    box->ends = of->width > 0 ? of->ends : CLASS_OPERATOR;
    box->italic = of->italic;
    box->leans = of->leans;
    return box;
}
