/* What the readers of outlines share: the pen that makes them and the guides that their coordinates are counted with. */
#ifndef OOXML_GEOMETRY_H
#define OOXML_GEOMETRY_H

#include "ooxml/read_drawing.h"

static const double EMU_PER_POINT = 12700; /* guides count in EMU */

/* ---- read_pen.c ---- */

/* Collects the rings of a path, then gives them out as outlines in shares of the path's size. */
struct pen {
    struct arena *arena;
    struct outlines *out;
    bool no_fill, no_stroke; /* of the path under way */
    enum shade shade;
    double *points;          /* of the ring under way */
    size_t n_points, cap, all;
    struct outline rings[OUTLINES_MAX]; /* of the path, ended */
    size_t n_rings;
    double x, y;             /* where the pen is, in the path's own units */
    double left, top, width, height;
};
void trace_move(struct pen *p, double x, double y);
void trace_line(struct pen *p, double x, double y);
void trace_curve(struct pen *p, const double *c);     /* cubic: both handles, the end */
void trace_quadratic(struct pen *p, const double *c); /* the handle, the end */
/* Along an ellipse that passes through the pen at `start` (20.1.9.2). Angles in sixtieths of a thousandth of a degree. */
void trace_arc(struct pen *p, double rx, double ry, double start, double sweep);
void trace_close(struct pen *p);
void trace_end(struct pen *p); /* of the path: rings within each other leave a hole */

/* ---- read_geometry.c ---- */

enum { GUIDES_MAX = 400 };
struct guide {
    struct span name;
    double v;
};
struct guides {
    struct guide v[GUIDES_MAX];
    size_t n;
};
/* Those that every shape has (20.1.10.56), for one of this size. */
void guides_begin(struct guides *g, double width, double height);
double guide_value(const struct guides *g, struct span s); /* a number, or the guide of that name; else 0 */
void guide_add(struct guides *g, struct span name, struct span formula);
/* The room that a rectangle for text leaves at the sides. */
void geometry_text(const struct guides *g, const struct span *sides, double width, double height, struct outlines *out);

#endif
