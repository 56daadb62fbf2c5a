/* Metafiles: what they draw becomes parts of a frame item. Outlines and points are taken over as they are; text gets our faces
 * (drawing_text.c). A picture that stands on every page, in a header, is played once. */
#include "base/diag/layout.h"
#include "layout/layout.h"

#include <stdio.h>

enum { MOST_PARTS = 1000000 }; /* on all pages together: a PDF has them as often as they are shown */

/* What was played. */
struct drawn {
    const char *bytes;
    const struct frame_drawing *drawing; /* NULL: nothing, which was told */
    struct drawn *next;
};

struct frame_item *drawing_part(struct layout *l, struct frame_drawing *d, const struct drawing_clip *clip, enum frame_item_type type, int tag)
{
    d->parts = layout_grow(&l->frames->arena, d->parts, d->n, &d->cap, sizeof *d->parts);
    struct frame_part *part = &d->parts[d->n++];
    *part = (struct frame_part){{.type = type, .tag = tag}, clip};
    return &part->item;
}

static void draw_path(struct layout *l, struct frame_drawing *d, const struct drawing_op *op, int tag)
{
    static const enum stroke strokes[] = {[DASH_SOLID] = STROKE_SOLID, [DASH_DASHED] = STROKE_DASHED, [DASH_DOTTED] = STROKE_DOTTED,
                                          [DASH_DASH_DOT] = STROKE_DASH_DOT};
    struct frame_item *item = drawing_part(l, d, op->clip, FRAME_PATH, tag);
    item->as.path.steps = op->as.path.steps;
    item->as.path.n = op->as.path.n;
    item->as.path.fill = (struct fill){op->as.path.filled, op->as.path.fill};
    item->as.path.even_odd = op->as.path.even_odd;
    item->as.path.line = op->as.path.line.width;
    item->as.path.color = op->as.path.line.color;
    item->as.path.stroke = strokes[op->as.path.line.dash];
    item->as.path.cap = op->as.path.line.cap;
    item->as.path.join = op->as.path.line.join;
}

static void draw_pixels(struct layout *l, struct frame_drawing *d, const struct drawing_op *op, int tag)
{
    const double *m = op->as.pixels.m;
    if (m[0] * m[3] == m[1] * m[2]) /* no wider than a line */
        return;
    struct frame_matrix *matrix = ARENA_NEW(&l->frames->arena, struct frame_matrix);
    struct frame_item *item = drawing_part(l, d, op->clip, FRAME_IMAGE, tag);
    *matrix = (struct frame_matrix){m[0], m[1], m[2], m[3], m[4], m[5]};
    item->matrix = matrix;
    item->as.image.w = item->as.image.h = 1;
    item->as.image.pixels = op->as.pixels.pixels;
}

static const struct frame_drawing *play(struct layout *l, const struct node *node, int tag)
{
    struct drawing *drawing = drawing_play(&l->frames->arena, node->as.image.bytes);
    const char *name = node->as.image.file ? node->as.image.file : node->as.image.name ? node->as.image.name : "";
    if (!drawing) {
        diag(layout_ctx(l), DIAG_LAYOUT_DRAWING_EMPTY, node->pos, name);
        return NULL;
    }
    if (drawing->cut)
        diag(layout_ctx(l), DIAG_LAYOUT_DRAWING_CUT, node->pos, name);
    struct frame_drawing *d = ARENA_NEW(&l->frames->arena, struct frame_drawing);
    d->width = drawing->width;
    d->height = drawing->height;
    for (size_t i = 0; i < drawing->n; i++)
        switch (drawing->ops[i].type) {
        case DRAW_PATH: draw_path(l, d, &drawing->ops[i], tag); break;
        case DRAW_TEXT: drawing_text(l, d, &drawing->ops[i], tag, node->pos); break;
        case DRAW_PIXELS: draw_pixels(l, d, &drawing->ops[i], tag); break;
        }
    return d;
}

const struct frame_drawing *drawing_of(struct layout *l, const struct node *node, int tag)
{
    struct drawn *known = l->drawn;
    while (known && known->bytes != node->as.image.bytes.p)
        known = known->next;
    if (!known) {
        known = ARENA_NEW(&l->frames->arena, struct drawn);
        *known = (struct drawn){node->as.image.bytes.p, play(l, node, tag), l->drawn};
        l->drawn = known;
    }
    if (!known->drawing)
        return NULL;
    const bool before = l->drawn_parts > MOST_PARTS;
    l->drawn_parts += known->drawing->n;
    if (l->drawn_parts <= MOST_PARTS)
        return known->drawing;
    if (!before) {
        char most[24];
        snprintf(most, sizeof most, "%d", MOST_PARTS);
        diag(layout_ctx(l), DIAG_LAYOUT_DRAWINGS, node->pos, most);
    }
    return NULL;
}
