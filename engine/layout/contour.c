/* What a line meets of an object that text follows closely: the stretches that the polygon takes of the band between the line's
 * top and bottom (ECMA-376-1, 20.4.2.18 wrapTight, 20.4.2.17 wrapThrough).
 *
 * Tight: all from the leftmost to the rightmost point of the polygon in the band. Through: between the vertices that lie in the
 * band the polygon is a row of trapezoids; the shadows of all of them, where they do not join. */
#include "layout/layout.h"

#include <math.h>

enum { BAYS_MOST = 32,  /* vertices of a polygon whose bays are looked for: the work grows with their cube */
       STEPS = 48 };    /* lines tried along the height of an object; para.c tries no more places than 64 */

struct corner {
    double x, y;
};

static struct corner corner(const struct obstacle *o, size_t i)
{
    const double *v = &o->contour->points[2 * (i % o->contour->n)];
    return (struct corner){o->x + v[0] * o->width, o->y + v[1] * o->height};
}

/* x of the edge at y, which lies between its ends. */
static double edge_x(struct corner a, struct corner b, double y)
{
    return a.y == b.y ? a.x : a.x + (b.x - a.x) * (y - a.y) / (b.y - a.y);
}

/* The hull of the polygon in the band; false: it has nothing there. */
static bool hull(const struct obstacle *o, double top, double bottom, struct lane *out)
{
    *out = (struct lane){HUGE_VAL, -HUGE_VAL};
    for (size_t i = 0; i < o->contour->n; i++) {
        const struct corner a = corner(o, i), b = corner(o, i + 1);
        const double low = fmax(fmin(a.y, b.y), top), high = fmin(fmax(a.y, b.y), bottom);
        if (low > high)
            continue;
        const double x[] = {edge_x(a, b, low), edge_x(a, b, high), a.y == b.y ? b.x : edge_x(a, b, low)};
        for (size_t k = 0; k < sizeof x / sizeof *x; k++) {
            out->start = fmin(out->start, x[k]);
            out->end = fmax(out->end, x[k]);
        }
    }
    return out->start <= out->end;
}

/* Adds a stretch to those so far, which stay in order and apart; where there are too many the last takes it in. */
static size_t add(struct lane *v, size_t n, struct lane s)
{
    size_t i = 0, end;
    while (i < n && v[i].end < s.start)
        i++;
    for (end = i; end < n && v[end].start <= s.end; end++) {
        s.start = fmin(s.start, v[end].start);
        s.end = fmax(s.end, v[end].end);
    }
    if (end == i && n == SPANS) {
        struct lane *last = &v[i < n ? i : n - 1];
        last->start = fmin(last->start, s.start);
        last->end = fmax(last->end, s.end);
        return n;
    }
    memmove(&v[i + 1], &v[end], (n - end) * sizeof *v);
    v[i] = s;
    return n - (end - i) + 1;
}

/* The trapezoids between two heights that no vertex lies between; edges in the order of their middles. */
static size_t add_slab(const struct obstacle *o, double top, double bottom, struct lane *out, size_t n)
{
    struct lane edges[BAYS_MOST]; /* x at the top and at the bottom */
    size_t count = 0;
    const double middle = (top + bottom) / 2;
    for (size_t i = 0; i < o->contour->n; i++) {
        const struct corner a = corner(o, i), b = corner(o, i + 1);
        if (!(fmin(a.y, b.y) < middle && fmax(a.y, b.y) > middle))
            continue;
        struct lane edge = {edge_x(a, b, top), edge_x(a, b, bottom)};
        size_t k = count++;
        for (; k > 0 && edges[k - 1].start + edges[k - 1].end > edge.start + edge.end; k--)
            edges[k] = edges[k - 1];
        edges[k] = edge;
    }
    for (size_t k = 0; k + 1 < count; k += 2)
        n = add(out, n, (struct lane){fmin(edges[k].start, edges[k].end) - o->room_left,
                                      fmax(edges[k + 1].start, edges[k + 1].end) + o->room_right});
    return n;
}

static size_t bays(const struct obstacle *o, double top, double bottom, struct lane *out)
{
    double y = top;
    size_t n = 0;
    while (y < bottom) {
        double next = bottom;
        for (size_t i = 0; i < o->contour->n; i++) {
            const double at = corner(o, i).y;
            if (at > y && at < next)
                next = at;
        }
        n = add_slab(o, y, next, out, n);
        y = next;
    }
    return n;
}

size_t contour_spans(const struct obstacle *o, double top, double bottom, struct lane out[SPANS])
{
    top -= o->room_bottom;
    bottom += o->room_top;
    if (o->bays && o->contour->n <= BAYS_MOST)
        return bays(o, top, bottom, out);
    if (!hull(o, top, bottom, &out[0]))
        return 0;
    out[0].start -= o->room_left;
    out[0].end += o->room_right;
    return 1;
}

double contour_next(const struct obstacle *o, double y)
{
    return fmin(o->bottom, y + fmax((o->bottom - o->top) / STEPS, 1));
}
