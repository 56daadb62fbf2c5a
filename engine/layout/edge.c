/* The lines of borders: one, two or three strokes, or a row of dashes. */
#include "layout/layout.h"

#include <math.h>

static void stroke(struct layout *l, double x, double y, double length, double width, bool down, uint32_t color)
{
    draw_rect(l, x, y, down ? width : length, down ? length : width, color);
}

static void dashes(struct layout *l, struct border b, double x, double y, double length, bool down)
{
    struct frame_step *steps = ARENA_NEWS(&l->frames->arena, 2, struct frame_step);
    struct frame_item *item = layout_item(l, FRAME_PATH, TAGS_FURNITURE, x + (down ? b.width / 2 : 0), y + (down ? 0 : b.width / 2));
    steps[0] = (struct frame_step){.type = STEP_MOVE};
    steps[1] = (struct frame_step){.type = STEP_LINE, .v = {down ? 0 : length, down ? length : 0}};
    item->as.path.steps = steps;
    item->as.path.n = 2;
    item->as.path.line = b.width;
    item->as.path.stroke = b.stroke;
    item->as.path.color = b.color;
}

void draw_edge(struct layout *l, struct border b, double x, double y, double length, bool down)
{
    int strokes = 1;
    if (!(b.width > 0) || !(length > 0))
        return;
    if (b.stroke == STROKE_DOTTED || b.stroke == STROKE_DASHED || b.stroke == STROKE_DASH_DOT) {
        dashes(l, b, x, y, length, down);
        return;
    }
    if (b.stroke == STROKE_DOUBLE || b.stroke == STROKE_TRIPLE)
        strokes = b.stroke == STROKE_DOUBLE ? 2 : 3;
    for (int i = 0; i < strokes; i++)
        stroke(l, x + (down ? 2 * i * b.width : 0), y + (down ? 0 : 2 * i * b.width), length, b.width, down, b.color);
}
