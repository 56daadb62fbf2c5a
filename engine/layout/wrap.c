/* Room beside objects: the lanes that a line has left and right of what text keeps clear of.
 *
 * A lane narrower than an inch is left empty, as in Word; where none is left the line goes down to the next place where
 * one may be. A text box or picture in a column of its own width so becomes "text above and below". */
#include "layout/layout.h"

#include <math.h>

static bool meets(const struct obstacle *o, double top, double bottom, double left, double right)
{
    return o->top < bottom - FIT_SLACK && o->bottom > top + FIT_SLACK &&
           (o->whole || (o->left < right - FIT_SLACK && o->right > left + FIT_SLACK));
}

bool wrap_meets(const struct beside *w, double width)
{
    for (size_t i = 0; i < w->n; i++)
        if (meets(&w->v[i], w->y, HUGE_VAL, w->x, w->x + width))
            return true;
    return false;
}

/* Takes [left, right] out of the lanes; x on the page. */
static size_t cut_lanes(struct lane *v, size_t n, double left, double right)
{
    size_t kept = 0;
    struct lane out[LANES];
    for (size_t i = 0; i < n; i++) {
        if (right <= v[i].start || left >= v[i].end) {
            out[kept++] = v[i];
            continue;
        }
        if (left > v[i].start && kept < LANES)
            out[kept++] = (struct lane){v[i].start, left};
        if (right < v[i].end && kept < LANES)
            out[kept++] = (struct lane){right, v[i].end};
        if (kept == LANES)
            break;
    }
    memcpy(v, out, kept * sizeof *v);
    return kept;
}

/* Where text stands on one side only, the other is taken too. */
static struct lane taken(const struct obstacle *o, struct lane span, double left, double right)
{
    const bool left_larger = o->left - left >= right - o->right;
    const enum wrap_side side = o->side != WRAP_LARGEST ? o->side : left_larger ? WRAP_LEFT : WRAP_RIGHT;
    return (struct lane){side == WRAP_RIGHT ? -HUGE_VAL : span.start, side == WRAP_LEFT ? HUGE_VAL : span.end};
}

/* The stretches that an obstacle takes of a line. */
static size_t spans_of(const struct obstacle *o, double top, double bottom, struct lane out[SPANS])
{
    if (o->contour)
        return contour_spans(o, top, bottom, out);
    out[0] = (struct lane){o->left, o->right};
    return 1;
}

size_t wrap_lanes(const struct beside *w, double y, double height, double start, double end, double narrowest, struct lane *out,
                  double *next)
{
    const double left = w->x + start, right = w->x + end, least = fmin(narrowest, right - left);
    struct lane lanes[LANES] = {{left, right}};
    size_t n = 1, kept = 0;
    bool whole = false;
    *next = HUGE_VAL;
    for (size_t i = 0; i < w->n; i++) {
        const struct obstacle *o = &w->v[i];
        if (!meets(o, y, y + height, left, right))
            continue;
        struct lane spans[SPANS];
        const size_t n_spans = spans_of(o, y, y + height, spans);
        *next = fmin(*next, o->contour ? contour_next(o, y) : o->bottom);
        whole = whole || o->whole;
        for (size_t k = 0; k < n_spans; k++) {
            const struct lane cut = taken(o, spans[k], left, right);
            n = cut_lanes(lanes, n, cut.start, cut.end);
        }
    }
    for (size_t i = 0; i < n && !whole; i++)
        if (lanes[i].end - lanes[i].start >= least - FIT_SLACK)
            out[kept++] = (struct lane){lanes[i].start - w->x, lanes[i].end - w->x};
    return kept;
}
