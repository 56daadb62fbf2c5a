/* Formulas in signs that grow with them: roots, brackets, accents, braces, lines and boxes. */
#include "layout/math.h"
#include "text/text.h"

static uint32_t first_of(const char *text)
{
    const struct span s = span_of(text);
    size_t i = 0;

    return s.n ? text_next(s, &i) : 0;
}

/* ---- roots ---- */

/* The sign is as high as its content asks for; its upper end is the line's. What it is too high hangs below, as in Word. */
struct math_box *set_radical(const struct setting *s, const struct math *m)
{
    const struct setting inner = style_cramped(*s);
    const struct math_box *of = math_set(&inner, m->base);
    const double rule = math_at(s, RADICAL_RULE), gap = math_at(s, s->display ? RADICAL_GAP_DISPLAY : RADICAL_GAP);
    const double need = of->ascent + of->descent + gap + rule;
    const struct math_box *sign = box_sign(s, 0x221A, math_tall(s->font, 0x221A, need / math_em(s), true));
    const double spare = fmax(0, sign->ascent + sign->descent - need), top = of->ascent + gap + spare / 2 + rule;
    struct math_box *box = box_new(s);

    if (m->above) {
        struct setting degree = style_script(*s);
        degree.level = 2;
        const struct math_box *d = math_set(&degree, m->above);
        const double raised = math_constant(s->font, DEGREE_RAISE) * (sign->ascent + sign->descent) - (sign->ascent + sign->descent - top);
        if (d->width > 0) {
            box->width = math_at(s, DEGREE_BEFORE);
            box_put(s, box, d, box->width, -(raised + d->descent));
            box->width = fmax(0, box->width + d->width + math_at(s, DEGREE_AFTER));
        }
    }
    box_put(s, box, sign, box->width, sign->ascent - top);
    box->width += sign->width;
    box_rule(s, box, box->width, -top, of->width, rule);
    box_put(s, box, of, box->width, 0);
    box->width += of->width;
    return box;
}

/* ---- brackets ---- */

/* Brackets need not hold all of what is in them: Word has the size of 23.7 pt around 27.2 pt, not that of 30.6 pt. */
static const double BRACKET_SHARE = 0.85;

static double half_height(const struct math_box *box, double axis)
{
    return fmax(box->ascent - axis, box->descent + axis);
}

static const struct math_box *bracket(const struct setting *s, const char *text, double least)
{
    const uint32_t c = first_of(text);

    if (!c)
        return box_new(s);
    return box_sign(s, c, least > 0 ? math_tall(s->font, c, least / math_em(s), true) : math_sign(s->font, c, s->level));
}

struct math_box *set_fence(const struct setting *s, const struct math *m)
{
    const double axis = math_at(s, AXIS);
    double half = 0;
    size_t n = 0, i = 0;

    for (const struct math *c = m->first; c; c = c->next)
        n++;
    const struct math_box **v = ARENA_NEWS(&s->l->scratch, n + 1, const struct math_box *);
    for (const struct math *c = m->first; c; c = c->next, i++) {
        v[i] = math_set(s, c);
        half = fmax(half, half_height(v[i], axis));
    }
    const double least = m->fixed ? 0 : 2 * half * BRACKET_SHARE;
    const struct math_box *open = bracket(s, m->text, least), *close = bracket(s, m->close, least);
    struct math_box *box = box_new(s);
    box_put(s, box, open, 0, 0);
    box->width = open->width;
    for (i = 0; i < n; i++) {
        const struct math_box *between = i > 0 ? bracket(s, m->separator, least) : NULL;
        if (between) {
            box_put(s, box, between, box->width, 0);
            box->width += between->width;
        }
        box_put(s, box, v[i], box->width, 0);
        box->width += v[i]->width + (v[i]->leans ? v[i]->italic : 0);
    }
    box_put(s, box, close, box->width, 0);
    box->width += close->width;
    box->kind = *m->text ? CLASS_OPEN : CLASS_ORDINARY;
    box->ends = *m->close ? CLASS_CLOSE : CLASS_ORDINARY;
    return box;
}

/* ---- what stands over and under ---- */

/* Their own signs are drawn where combining ones would have no width. */
static bool is_drawn_out(uint32_t c)
{
    return c == 0x302 || c == 0x303 || c == 0x304 || c == 0x305 || c == 0x332 || c == 0x20D6 || c == 0x20D7 || c == 0x20E1;
}

static const double DRAWN_OUT = 1.5; /* times its own width a base is at least */

struct math_box *set_accent(const struct setting *s, const struct math *m)
{
    const struct setting inner = style_cramped(*s);
    const struct math_box *of = math_set(&inner, m->base);
    const uint32_t c = first_of(m->text);
    struct math_box *box = box_new(s);

    box_put(s, box, of, 0, 0);
    box->width = of->width;
    box->italic = of->italic;
    box->leans = of->leans;
    box->letter = of->letter;
    if (!c)
        return box;
    struct math_glyph g = math_sign(s->font, c, s->level);
    if (is_drawn_out(c) && of->width > DRAWN_OUT * g.ink * math_em(s) && g.ink > 0) {
        const double by = of->width / math_em(s) / g.ink;
        g.scale_x *= by;
        g.left *= by;
        g.ink *= by;
    }
    g.advance = 0; /* it stands by its ink */
    const struct math_box *accent = box_sign(s, c, g);
    const double rise = fmax(0, of->ascent - math_at(s, ACCENT_BASE)), em = math_em(s);
    box_put(s, box, accent, (of->width + of->italic - g.ink * em) / 2 - g.left * em, -rise);
    return box;
}

struct math_box *set_bar(const struct setting *s, const struct math *m)
{
    const struct setting inner = style_cramped(*s);
    const struct math_box *of = math_set(&inner, m->base);
    const double rule = math_at(s, m->under ? UNDERBAR_RULE : OVERBAR_RULE), gap = math_at(s, m->under ? UNDERBAR_GAP : OVERBAR_GAP);
    struct math_box *box = box_new(s);

    box->width = of->width;
    box_put(s, box, of, 0, 0);
    box_rule(s, box, 0, m->under ? of->descent + gap : -(of->ascent + gap + rule), of->width, rule);
    return box;
}

struct math_box *set_group(const struct setting *s, const struct math *m)
{
    const struct math_box *of = math_set(s, m->base);
    const uint32_t c = first_of(m->text);
    struct math_box *box = box_new(s);
    const struct math_box *sign = c ? box_sign(s, c, math_wide(s->font, c, of->width / math_em(s))) : box_new(s);

    box->width = fmax(of->width, sign->width);
    box_put(s, box, of, (box->width - of->width) / 2, 0);
    if (m->under)
        box_put(s, box, sign, (box->width - sign->width) / 2, of->descent + math_at(s, STRETCH_GAP_BELOW) + sign->ascent);
    else
        box_put(s, box, sign, (box->width - sign->width) / 2, -(of->ascent + math_at(s, STRETCH_GAP_ABOVE) + sign->descent));
    return box;
}

/* ---- boxes ---- */

struct math_box *set_border(const struct setting *s, const struct math *m)
{
    const struct math_box *of = math_set(s, m->base);
    const double rule = math_at(s, FRACTION_RULE), side = rule + math_at(s, FRACTION_RULE) * 2;
    const double top = of->ascent + side, bottom = of->descent + side;
    struct math_box *box = box_new(s);

    box->width = of->width + 2 * side;
    box_put(s, box, of, side, 0);
    if (m->edges & BORDER_TOP)
        box_rule(s, box, 0, -top, box->width, rule);
    if (m->edges & BORDER_BOTTOM)
        box_rule(s, box, 0, bottom - rule, box->width, rule);
    if (m->edges & BORDER_LEFT)
        box_rule(s, box, 0, -top, rule, top + bottom);
    if (m->edges & BORDER_RIGHT)
        box_rule(s, box, box->width - rule, -top, rule, top + bottom);
    return box;
}

struct math_box *set_phantom(const struct setting *s, const struct math *m)
{
    struct math_box *box = box_new(s);

    *box = *math_set(s, m->base);
    if (!m->shown)
        box->items = box->last = NULL;
    if (m->zero & ZERO_WIDTH)
        box->width = 0;
    if (m->zero & ZERO_ASCENT)
        box->ascent = 0;
    if (m->zero & ZERO_DESCENT)
        box->descent = 0;
    return box;
}
