/* The lines of borders: one, two or three strokes, or a row of dashes. */
#include "layout/layout.h"

#include <math.h>

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

enum { LINES_MOST = 3 };

/* The lines of a border from above or left: where each begins, and how wide it is. */
struct lines {
    double at[LINES_MOST], width[LINES_MOST];
    int n;
};

static struct lines lines_of(struct border b)
{
    const double gap = b.gap > 0 ? b.gap : b.width;
    struct lines v = {.width = {b.width, b.second > 0 ? b.second : b.width, b.width}};
    double at = 0;
    if (b.width > 0)
        v.n = b.stroke == STROKE_TRIPLE ? 3 : b.stroke == STROKE_DOUBLE ? 2 : 1;
    for (int i = 0; i < v.n; i++) {
        v.at[i] = at;
        at += v.width[i] + gap;
    }
    return v;
}

static bool is_dashed(struct border b)
{
    return b.stroke == STROKE_DOTTED || b.stroke == STROKE_DASHED || b.stroke == STROKE_DASH_DOT;
}

void draw_edge(struct layout *l, struct border b, double x, double y, double length, bool down)
{
    const struct lines v = lines_of(b);
    if (v.n == 0 || !(length > 0))
        return;
    if (is_dashed(b)) {
        dashes(l, b, x, y, length, down);
        return;
    }
    for (int i = 0; i < v.n; i++)
        draw_rect(l, x + (down ? v.at[i] : 0), y + (down ? 0 : v.at[i]), down ? v.width[i] : length, down ? length : v.width[i], b.color);
}

/* ---- frames ---- */

/* The same from outside, whichever side it is: [0] is the outermost. */
static struct lines lines_inwards(struct border b, bool last_is_outer)
{
    const struct lines v = lines_of(b);
    struct lines out = v;
    const double all = v.n ? v.at[v.n - 1] + v.width[v.n - 1] : 0;
    for (int i = 0; last_is_outer && i < v.n; i++) {
        out.width[i] = v.width[v.n - 1 - i];
        out.at[i] = all - v.at[v.n - 1 - i] - out.width[i];
    }
    return out;
}

/* How far line k of a side reaches in where it meets line k of its neighbour. */
static double reach(const struct lines *v, int k)
{
    return v->n == 0 ? 0 : v->at[k < v->n ? k : v->n - 1];
}

void draw_frame(struct layout *l, const struct borders *e, double x0, double y0, double x1, double y1)
{
    const struct lines top = lines_inwards(e->top, false), bottom = lines_inwards(e->bottom, true);
    const struct lines left = lines_inwards(e->left, false), right = lines_inwards(e->right, true);
    for (int k = 0; k < LINES_MOST; k++) {
        const double from_x = x0 + reach(&left, k), to_x = x1 - reach(&right, k), from_y = y0 + reach(&top, k), to_y = y1 - reach(&bottom, k);
        struct border b[] = {e->top, e->bottom, e->left, e->right};
        const struct lines *const sides[] = {&top, &bottom, &left, &right};
        for (int i = 0; i < 4; i++) {
            if (k >= sides[i]->n)
                continue;
            b[i] = (struct border){.width = sides[i]->width[k], .stroke = is_dashed(b[i]) ? b[i].stroke : STROKE_SOLID, .color = b[i].color};
            const bool down = i > 1;
            const double at = sides[i]->at[k], width = b[i].width;
            draw_edge(l, b[i], i == 2 ? x0 + at : i == 3 ? x1 - at - width : from_x, i == 0 ? y0 + at : i == 1 ? y1 - at - width : from_y,
                      down ? to_y - from_y : to_x - from_x, down);
        }
    }
}
