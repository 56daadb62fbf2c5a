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
        *next = fmin(*next, o->bottom);
        whole = whole || o->whole;
        n = cut_lanes(lanes, n, o->left, o->right);
    }
    for (size_t i = 0; i < n && !whole; i++)
        if (lanes[i].end - lanes[i].start >= least - FIT_SLACK)
            out[kept++] = (struct lane){lanes[i].start - w->x, lanes[i].end - w->x};
    return kept;
}
