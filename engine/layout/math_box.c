/* Boxes of formulas: signs, rules and other boxes at their places. */
#include "layout/math.h"

struct math_box *box_new(const struct setting *s)
{
    return ARENA_NEW(&s->l->scratch, struct math_box);
}

static struct math_item *add_item(const struct setting *s, struct math_box *box, enum math_item_type type, double x, double y)
{
    struct math_item *item = ARENA_NEW(&s->l->scratch, struct math_item);

    item->type = type;
    item->x = x;
    item->y = y;
    item->color = s->color;
    if (box->last)
        box->last->next = item;
    else
        box->items = item;
    box->last = item;
    return item;
}

static bool is_inked(const struct math_box *box)
{
    return box->ascent != 0 || box->descent != 0;
}

/* A box that has ink may lie above or below the baseline altogether. */
static void grow(struct math_box *box, bool first, double ascent, double descent)
{
    box->ascent = first ? ascent : fmax(box->ascent, ascent);
    box->descent = first ? descent : fmax(box->descent, descent);
}

void box_put(const struct setting *s, struct math_box *box, const struct math_box *child, double x, double y)
{
    const bool first = !is_inked(box);

    if (child->items)
        add_item(s, box, MATH_INNER, x, y)->as.box = child;
    if (is_inked(child))
        grow(box, first, child->ascent - y, child->descent + y);
}

void box_rule(const struct setting *s, struct math_box *box, double x, double top, double width, double height)
{
    const bool first = !is_inked(box);
    struct math_item *item = add_item(s, box, MATH_RULE, x, top);

    item->as.rule.width = width;
    item->as.rule.height = height;
    grow(box, first, -top, top + height);
}

struct math_box *box_sign(const struct setting *s, uint32_t c, struct math_glyph glyph)
{
    const double em = math_em(s);
    struct math_box *box = box_new(s);
    struct math_item *item = add_item(s, box, MATH_GLYPH, 0, 0);

    item->as.sign.glyph = glyph;
    item->as.sign.size = em;
    item->as.sign.c = c;
    box->width = glyph.advance * em;
    box->ascent = glyph.ascent * em;
    box->descent = glyph.descent * em;
    box->italic = glyph.italic * em;
    box->sub_kern = glyph.sub_kern * em;
    box->sup_kern = glyph.sup_kern * em;
    box->letter = true;
    return box;
}

struct setting style_script(struct setting s)
{
    s.level = s.level < 2 ? s.level + 1 : 2;
    s.display = false;
    return s;
}

struct setting style_cramped(struct setting s)
{
    s.cramped = true;
    return s;
}
