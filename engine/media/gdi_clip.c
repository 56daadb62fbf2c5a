/* What is seen of what is drawn: outlines one within another. */
#include "media/gdi.h"

#include <math.h>

static struct drawing_clip *push_clip(struct gdi *g)
{
    const int depth = g->now.clip ? g->now.clip->depth + 1 : 1;
    if (depth > DRAWING_CLIPS) {
        g->out->cut = true;
        return NULL;
    }
    struct drawing_clip *clip = ARENA_NEW(g->a, struct drawing_clip);
    clip->outer = g->now.clip;
    clip->depth = depth;
    g->now.clip = clip;
    return clip;
}

static void set_clip(struct gdi *g, const struct frame_step *steps, size_t n, bool even_odd)
{
    struct drawing_clip *clip = push_clip(g);
    if (!clip)
        return;
    clip->steps = steps;
    clip->n = n;
    clip->even_odd = even_odd;
}

/* All but what the outlines have: one around everything, and those within it. */
static struct frame_step *around(struct gdi *g, size_t n)
{
    static const struct affine same = {.xx = 1, .yy = 1};
    struct frame_step *v = ARENA_NEWS(g->a, n + 5, struct frame_step);
    gdi_corners(&same, -1e6, -1e6, 1e6, 1e6, v + n);
    return v;
}

void gdi_clip_path(struct gdi *g, int mode)
{
    enum { AND = 1, DIFF = 4, COPY = 5 };
    if (mode != AND && mode != DIFF)
        g->now.clip = NULL;
    if (mode == AND || mode == DIFF || mode == COPY) {
        struct frame_step *v = around(g, g->n_path);
        if (g->n_path)
            memcpy(v, g->path, g->n_path * sizeof *v);
        set_clip(g, v, g->n_path + (mode == DIFF ? 5 : 0), mode == DIFF || !g->now.winding);
    }
    gdi_drop_path(g);
}

/* Upright rectangles, one within another, are one. */
static bool join_upright(struct gdi *g, const struct frame_step *v)
{
    const double *a = v[0].v, *b = v[2].v, *c = v[1].v;
    const double box[] = {fmin(a[0], b[0]), fmin(a[1], b[1]), fmax(a[0], b[0]), fmax(a[1], b[1])};
    const struct drawing_clip *before = g->now.clip;
    if (!(c[0] == a[0] && c[1] == b[1]) && !(c[0] == b[0] && c[1] == a[1]))
        return false;
    if (before && before->upright)
        g->now.clip = before->outer;
    struct drawing_clip *clip = push_clip(g);
    if (!clip)
        return true;
    clip->upright = true;
    for (int i = 0; i < 4; i++)
        clip->box[i] = !before || !before->upright ? box[i] : i < 2 ? fmax(box[i], before->box[i]) : fmin(box[i], before->box[i]);
    if (clip->box[2] < clip->box[0] || clip->box[3] < clip->box[1])
        clip->box[2] = clip->box[0]; /* nothing is seen */
    return true;
}

void gdi_clip_rectangles(struct gdi *g, const double *r, size_t n, bool logical, bool outside)
{
    const struct affine m = logical ? gdi_transform(g) : g->device;
    if (n > (DRAWING_STEPS - g->n_steps) / 5) {
        g->out->cut = true;
        return;
    }
    g->n_steps += 5 * n;
    struct frame_step *v = around(g, 5 * n);
    for (size_t i = 0; i < n; i++)
        gdi_corners(&m, r[4 * i], r[4 * i + 1], r[4 * i + 2], r[4 * i + 3], v + 5 * i);
    if (outside || n != 1 || !join_upright(g, v))
        set_clip(g, v, 5 * n + (outside ? 5 : 0), outside);
}
