/* Outlines under way: a pen runs along paths, curves are cut into straight pieces short enough for print, and what comes out are
 * rings of points in shares of the shape's size. */
#include <math.h>

#include "ooxml/geometry.h"

enum { CURVE_STEPS = 16 };
static const double PI = 3.14159265358979;
static const double ANGLE = 3.14159265358979 / 180 / 60000; /* [radians] */

static void ring_end(struct pen *p, bool closed)
{
    if (p->n_points > 1 && p->n_rings < OUTLINES_MAX)
        p->rings[p->n_rings++] = (struct outline){.kind = SHAPE_PATH, .points = p->points, .n_points = p->n_points, .closed = closed};
    p->points = NULL;
    p->n_points = p->cap = 0;
}

void trace_line(struct pen *p, double x, double y)
{
    if (p->all >= OUTLINE_POINTS)
        return;
    if (p->n_points == p->cap) {
        size_t cap = p->cap ? 2 * p->cap : 16;
        double *points = ARENA_NEWS(p->arena, 2 * cap, double);

        if (p->n_points)
            memcpy(points, p->points, 2 * p->n_points * sizeof *points);
        p->points = points;
        p->cap = cap;
    }
    p->points[2 * p->n_points] = p->width > 0 ? (x - p->left) / p->width : 0;
    p->points[2 * p->n_points + 1] = p->height > 0 ? (y - p->top) / p->height : 0;
    p->n_points++;
    p->all++;
    p->x = x;
    p->y = y;
}

void trace_move(struct pen *p, double x, double y)
{
    ring_end(p, false);
    trace_line(p, x, y);
    p->x = x;
    p->y = y;
}

void trace_close(struct pen *p)
{
    double x = p->left, y = p->top;

    if (p->n_points) {
        x += p->points[0] * p->width;
        y += p->points[1] * p->height;
    }
    ring_end(p, true);
    p->x = x;
    p->y = y;
}

void trace_curve(struct pen *p, const double *c)
{
    double x = p->x, y = p->y;

    for (int i = 1; i <= CURVE_STEPS; i++) {
        double t = (double)i / CURVE_STEPS, u = 1 - t;
        double a = u * u * u, b = 3 * u * u * t, d = 3 * u * t * t, e = t * t * t;

        trace_line(p, a * x + b * c[0] + d * c[2] + e * c[4], a * y + b * c[1] + d * c[3] + e * c[5]);
    }
}

void trace_quadratic(struct pen *p, const double *c)
{
    const double cubic[] = {p->x + (c[0] - p->x) * 2 / 3, p->y + (c[1] - p->y) * 2 / 3,
                            c[2] + (c[0] - c[2]) * 2 / 3, c[3] + (c[1] - c[3]) * 2 / 3, c[2], c[3]};

    trace_curve(p, cubic);
}

/* The angle that such a one of the file means on an ellipse: there it is that of a ray from the middle. */
static double on_ellipse(double angle, double rx, double ry)
{
    double t = atan2(rx * sin(angle), ry * cos(angle));

    return t + round((angle - t) / (2 * PI)) * 2 * PI;
}

void trace_arc(struct pen *p, double rx, double ry, double start, double sweep)
{
    double from = on_ellipse(start * ANGLE, rx, ry), to = on_ellipse((start + sweep) * ANGLE, rx, ry);
    double cx = p->x - rx * cos(from), cy = p->y - ry * sin(from);
    int steps = (int)fmin(fmax(ceil(fabs(to - from) / (PI / 2)), 1), 4) * CURVE_STEPS;

    for (int i = 1; i <= steps; i++) {
        double angle = from + (to - from) * i / steps;

        trace_line(p, cx + rx * cos(angle), cy + ry * sin(angle));
    }
}

/* ---- the path's end ---- */

static struct outline *outline_add(struct pen *p, const struct outline *ring)
{
    struct outline *o;

    if (p->out->n == OUTLINES_MAX)
        return NULL;
    o = &p->out->v[p->out->n++];
    *o = *ring;
    o->no_fill = p->no_fill;
    o->no_stroke = p->no_stroke;
    o->shade = p->shade;
    return o;
}

/* All rings as one ground: from the first's beginning to each other ring, around it and back. What is open is closed in it. */
static void ground_add(struct pen *p)
{
    struct outline whole = {.kind = SHAPE_PATH, .closed = true}, *o;
    double *v;
    size_t n = 0, k = 0;

    for (size_t i = 0; i < p->n_rings; i++)
        n += p->rings[i].n_points + 2;
    v = ARENA_NEWS(p->arena, 2 * n, double);
    for (size_t i = 0; i < p->n_rings; i++) {
        const struct outline *r = &p->rings[i];

        memcpy(v + 2 * k, r->points, 2 * r->n_points * sizeof *v);
        k += r->n_points;
        memcpy(v + 2 * k++, r->points, 2 * sizeof *v);
        if (i > 0)
            memcpy(v + 2 * k++, p->rings[0].points, 2 * sizeof *v);
    }
    whole.points = v;
    whole.n_points = k;
    o = outline_add(p, &whole);
    if (o)
        o->no_stroke = true;
}

void trace_end(struct pen *p)
{
    size_t most = 0;
    bool simple;

    ring_end(p, false);
    for (size_t i = 0; i < p->n_rings; i++)
        most = p->rings[i].n_points > most ? p->rings[i].n_points : most;
    simple = p->no_fill || most < 3 || (p->n_rings == 1 && p->rings[0].closed);
    if (!simple)
        ground_add(p);
    for (size_t i = 0; i < p->n_rings && (simple || !p->no_stroke); i++) {
        struct outline *o = outline_add(p, &p->rings[i]);

        if (o && !simple)
            o->no_fill = true;
    }
    p->n_rings = 0;
}
