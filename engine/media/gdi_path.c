/* Outlines: what is under way, filled and drawn along, or seen through. */
#include "media/gdi.h"

#include <math.h>

static const double HAIR = 0.5; /* [pt] a line that says no width */

/* ---- steps ---- */

static void reach(struct gdi *g, double x, double y)
{
    g->left = fmin(g->left, x);
    g->right = fmax(g->right, x);
    g->top = fmin(g->top, y);
    g->bottom = fmax(g->bottom, y);
}

void gdi_step(struct gdi *g, enum frame_step_type type, const double *v)
{
    static const int numbers[] = {[STEP_MOVE] = 2, [STEP_LINE] = 2, [STEP_CURVE] = 6, [STEP_CLOSE] = 0};
    const struct affine m = gdi_transform(g);
    struct frame_step step = {.type = type};
    if (g->ended)
        gdi_drop_path(g);
    if (g->n_steps == DRAWING_STEPS) {
        g->out->cut = true;
        return;
    }
    for (int i = 0; i < numbers[type]; i += 2) {
        step.v[i] = gdi_within(m.xx * v[i] + m.xy * v[i + 1] + m.x0);
        step.v[i + 1] = gdi_within(m.yx * v[i] + m.yy * v[i + 1] + m.y0);
        reach(g, step.v[i], step.v[i + 1]);
    }
    g->n_steps++;
    MEM_ROOM(g->path, g->n_path, g->cap_path);
    g->path[g->n_path++] = step;
    if (type == STEP_MOVE || type == STEP_CLOSE)
        g->figure = false;
}

static void start(struct gdi *g)
{
    if (!g->figure || g->ended)
        gdi_step(g, STEP_MOVE, (double[]){g->now.x, g->now.y});
    g->figure = true;
}

void gdi_move_to(struct gdi *g, double x, double y)
{
    g->now.x = x;
    g->now.y = y;
    g->figure = false;
}

void gdi_line_to(struct gdi *g, double x, double y)
{
    start(g);
    gdi_step(g, STEP_LINE, (double[]){x, y});
    g->now.x = x;
    g->now.y = y;
}

void gdi_curve_to(struct gdi *g, const double v[6])
{
    start(g);
    gdi_step(g, STEP_CURVE, v);
    g->now.x = v[4];
    g->now.y = v[5];
}

void gdi_close(struct gdi *g)
{
    if (g->figure)
        gdi_step(g, STEP_CLOSE, NULL);
}

void gdi_drop_path(struct gdi *g)
{
    g->n_path = 0;
    g->bracket = g->ended = g->figure = false;
}

/* ---- drawing ---- */

/* Operations that leave the drawing as it is, or draw in black or white whatever the colour ([MS-EMF] 2.1.26). */
static uint32_t color_by_rop(const struct gdi *g, uint32_t color)
{
    return g->now.rop == 1 ? 0 : g->now.rop == 16 ? 0xFFFFFF : color;
}

static double scale_of(const struct affine *m)
{
    return sqrt(fabs(m->xx * m->yy - m->xy * m->yx));
}

static const struct frame_step *kept(struct gdi *g, size_t *n)
{
    struct frame_step *v = ARENA_NEWS(g->a, g->n_path, struct frame_step);
    memcpy(v, g->path, g->n_path * sizeof *v);
    *n = g->n_path;
    return v;
}

static void emit(struct gdi *g, unsigned paint)
{
    const bool fill = (paint & PAINT_FILL) && !g->now.brush.none, line = (paint & PAINT_LINE) && !g->now.pen.none;
    if (!g->n_path || (!fill && !line) || g->now.rop == 11)
        return;
    struct drawing_op *op = gdi_op(g, DRAW_PATH);
    if (!op)
        return;
    op->as.path.steps = kept(g, &op->as.path.n);
    op->as.path.filled = fill;
    op->as.path.even_odd = !g->now.winding;
    op->as.path.fill = color_by_rop(g, g->now.brush.color);
    if (line) {
        const struct affine m = gdi_transform(g);
        const struct gdi_pen *pen = &g->now.pen;
        op->as.path.line = (struct drawing_line){gdi_within(fmax(pen->width * scale_of(&m), HAIR)), color_by_rop(g, pen->color), pen->dash, pen->cap, pen->join};
    }
}

void gdi_draw(struct gdi *g, unsigned paint)
{
    if (g->bracket)
        return;
    emit(g, paint);
    gdi_drop_path(g);
}

void gdi_begin_path(struct gdi *g)
{
    gdi_drop_path(g);
    g->bracket = true;
}

void gdi_end_path(struct gdi *g)
{
    g->bracket = false;
    g->ended = true;
}

void gdi_draw_path(struct gdi *g, unsigned paint)
{
    emit(g, paint);
    gdi_drop_path(g);
}

void gdi_corners(const struct affine *m, double x1, double y1, double x2, double y2, struct frame_step *v)
{
    const double corners[4][2] = {{x1, y1}, {x2, y1}, {x2, y2}, {x1, y2}};
    for (int i = 0; i < 4; i++)
        v[i] = (struct frame_step){i ? STEP_LINE : STEP_MOVE, {gdi_within(m->xx * corners[i][0] + m->xy * corners[i][1] + m->x0),
                                                              gdi_within(m->yx * corners[i][0] + m->yy * corners[i][1] + m->y0)}};
    v[4].type = STEP_CLOSE;
}

static void fill(struct gdi *g, const struct affine *m, double x1, double y1, double x2, double y2, uint32_t color)
{
    struct drawing_op *op;
    if (g->n_steps + 5 > DRAWING_STEPS || !(op = gdi_op(g, DRAW_PATH)))
        return;
    struct frame_step *v = ARENA_NEWS(g->a, 5, struct frame_step);
    gdi_corners(m, x1, y1, x2, y2, v);
    for (int i = 0; i < 4; i++)
        reach(g, v[i].v[0], v[i].v[1]);
    g->n_steps += 5;
    op->as.path.steps = v;
    op->as.path.n = 5;
    op->as.path.filled = true;
    op->as.path.fill = color;
}

void gdi_fill(struct gdi *g, double x1, double y1, double x2, double y2, uint32_t color)
{
    const struct affine m = gdi_transform(g);
    fill(g, &m, x1, y1, x2, y2, color);
}

void gdi_fill_device(struct gdi *g, const double box[4], uint32_t color)
{
    fill(g, &g->device, box[0], box[1], box[2], box[3], color);
}
