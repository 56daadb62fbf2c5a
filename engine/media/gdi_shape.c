/* Rectangles and parts of ellipses as steps of a path. */
#include "media/gdi.h"

#include <math.h>

static const double PI = 3.14159265358979323846;

void gdi_rectangle(struct gdi *g, double x1, double y1, double x2, double y2)
{
    gdi_step(g, STEP_MOVE, (double[]){x1, y1});
    gdi_step(g, STEP_LINE, (double[]){x2, y1});
    gdi_step(g, STEP_LINE, (double[]){x2, y2});
    gdi_step(g, STEP_LINE, (double[]){x1, y2});
    gdi_step(g, STEP_CLOSE, NULL);
}

struct ellipse {
    double x, y, rx, ry;
};

static void ellipse_at(const struct ellipse *e, double angle, double *v)
{
    v[0] = e->x + e->rx * cos(angle);
    v[1] = e->y + e->ry * sin(angle);
}

/* From the place of `from` on, by `sweep` radians, in pieces of a quarter at most. */
static void arc_steps(struct gdi *g, const struct ellipse *e, double from, double sweep)
{
    const int n = (int)fmin(fmax(ceil(fabs(sweep) / (PI / 2) - 1e-9), 1), 8);
    const double part = sweep / n, k = 4.0 / 3 * tan(part / 4);
    for (int i = 0; i < n; i++) {
        const double a = from + i * part, b = a + part;
        double v[6];
        ellipse_at(e, a, v);
        ellipse_at(e, b, v + 4);
        v[2] = v[4] + k * e->rx * sin(b);
        v[3] = v[5] - k * e->ry * cos(b);
        v[0] -= k * e->rx * sin(a);
        v[1] += k * e->ry * cos(a);
        gdi_step(g, STEP_CURVE, v);
    }
}

static struct ellipse ellipse_in(double x1, double y1, double x2, double y2)
{
    return (struct ellipse){(x1 + x2) / 2, (y1 + y2) / 2, fabs(x2 - x1) / 2, fabs(y2 - y1) / 2};
}

void gdi_ellipse(struct gdi *g, double x1, double y1, double x2, double y2)
{
    const struct ellipse e = ellipse_in(x1, y1, x2, y2);
    gdi_step(g, STEP_MOVE, (double[]){e.x + e.rx, e.y});
    arc_steps(g, &e, 0, 2 * PI);
    gdi_step(g, STEP_CLOSE, NULL);
}

void gdi_round_rectangle(struct gdi *g, double x1, double y1, double x2, double y2, double w, double h)
{
    const struct ellipse box = ellipse_in(x1, y1, x2, y2);
    const double rx = fmin(fabs(w) / 2, box.rx), ry = fmin(fabs(h) / 2, box.ry), dx = box.rx - rx, dy = box.ry - ry;
    for (int i = 0; i < 4; i++) { /* clockwise from the right end of the lower corner */
        const struct ellipse corner = {box.x + (i == 0 || i == 3 ? dx : -dx), box.y + (i < 2 ? dy : -dy), rx, ry};
        double from[2];
        ellipse_at(&corner, i * PI / 2, from);
        gdi_step(g, i ? STEP_LINE : STEP_MOVE, from);
        arc_steps(g, &corner, i * PI / 2, PI / 2);
    }
    gdi_step(g, STEP_CLOSE, NULL);
}

/* Counter-clockwise as it is seen counts down where y runs downward. */
static double direction(const struct gdi *g)
{
    const struct affine m = gdi_transform(g);
    return (m.xx * m.yy - m.xy * m.yx < 0) == g->now.clockwise ? -1 : 1;
}

static void arc_begin(struct gdi *g, enum gdi_arc kind, const struct ellipse *e, double from)
{
    double v[2];
    ellipse_at(e, from, v);
    if (kind == ARC_FROM_POSITION)
        gdi_line_to(g, v[0], v[1]);
    else
        gdi_step(g, STEP_MOVE, v);
}

void gdi_arc(struct gdi *g, enum gdi_arc kind, const double box[4], double xs, double ys, double xe, double ye)
{
    const struct ellipse e = ellipse_in(box[0], box[1], box[2], box[3]);
    if (!(e.rx > 0) || !(e.ry > 0))
        return;
    const double from = atan2((ys - e.y) / e.ry, (xs - e.x) / e.rx), to = atan2((ye - e.y) / e.ry, (xe - e.x) / e.rx), way = direction(g);
    double sweep = (to - from) * way;
    if (sweep <= 1e-9)
        sweep += 2 * PI;
    arc_begin(g, kind, &e, from);
    arc_steps(g, &e, from, sweep * way);
    if (kind == ARC_PIE)
        gdi_step(g, STEP_LINE, (double[]){e.x, e.y});
    if (kind == ARC_PIE || kind == ARC_CHORD)
        gdi_step(g, STEP_CLOSE, NULL);
    if (kind == ARC_FROM_POSITION) {
        double end[2];
        ellipse_at(&e, to, end);
        g->now.x = end[0];
        g->now.y = end[1];
    }
}

void gdi_angle_arc(struct gdi *g, double x, double y, double radius, double from, double sweep)
{
    const struct ellipse e = {x, y, fabs(radius), fabs(radius)};
    const double way = direction(g) * (g->now.clockwise ? -1 : 1), begin = way * from * PI / 180, turn = way * fmin(fmax(sweep, -360), 360) * PI / 180;
    double end[2];
    arc_begin(g, ARC_FROM_POSITION, &e, begin);
    arc_steps(g, &e, begin, turn);
    ellipse_at(&e, begin + turn, end);
    g->now.x = end[0];
    g->now.y = end[1];
}
