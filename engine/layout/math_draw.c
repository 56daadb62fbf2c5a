/* Boxes of formulas as frame items: each sign says its character, rules are the formula's as well. */
#include "layout/math.h"

static void draw_sign(struct layout *l, const struct math_item *sign, double x, double y, int tag)
{
    const struct math_glyph *g = &sign->as.sign.glyph;
    const double size = sign->as.sign.size;
    const bool plain = g->scale_y == 1 && g->raise == 0;
    const double drawn = face_advance(g->face, g->id) * g->scale_x, middle = drawn > 0 && drawn < g->advance ? (g->advance - drawn) / 2 : 0;
    const struct frame_matrix *before = l->matrix;
    struct frame_glyph *glyph = ARENA_NEW(&l->frames->arena, struct frame_glyph);
    struct buf text = {0};

    x += middle * size;
    if (!plain)
        before = turn_scaled(l, x, y - g->raise * size, g->scale_x, g->scale_y);
    glyph->id = g->id;
    buf_utf8(&text, sign->as.sign.c);
    struct frame_item *item = layout_item(l, FRAME_TEXT, tag, plain ? x : 0, plain ? y : 0);
    item->as.text.face = g->face;
    item->as.text.size = size;
    item->as.text.stretch = plain ? g->scale_x : 1;
    item->as.text.width = plain ? g->advance * size : face_advance(g->face, g->id) * size;
    item->as.text.color = sign->color;
    item->as.text.glyphs = glyph;
    item->as.text.n = 1;
    item->as.text.bytes = text.n;
    item->as.text.text = arena_buf(&l->frames->arena, &text);
    if (!plain)
        turn_end(l, before);
}

void math_draw(struct layout *l, const struct math_box *box, double x, double baseline, int tag)
{
    for (const struct math_item *i = box->items; i; i = i->next) {
        if (i->type == MATH_INNER) {
            math_draw(l, i->as.box, x + i->x, baseline + i->y, tag);
        } else if (i->type == MATH_RULE) {
            struct frame_item *item = layout_item(l, FRAME_RECT, tag, x + i->x, baseline + i->y);
            item->as.rect.w = i->as.rule.width;
            item->as.rect.h = i->as.rule.height;
            item->as.rect.color = i->color;
        } else {
            draw_sign(l, i, x + i->x, baseline + i->y, tag);
        }
    }
}
