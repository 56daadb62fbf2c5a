/* What the device keeps: transforms, saved states, objects, and the list of what is drawn. */
#include "media/gdi.h"

#include <math.h>
#include <stdlib.h>

static const double FAR = 1e7; /* [pt] nothing is drawn beyond */

struct affine affine_of(const struct affine *o, const struct affine *i)
{
    return (struct affine){o->xx * i->xx + o->xy * i->yx, o->yx * i->xx + o->yy * i->yx, o->xx * i->xy + o->xy * i->yy,
                           o->yx * i->xy + o->yy * i->yy, o->xx * i->x0 + o->xy * i->y0 + o->x0, o->yx * i->x0 + o->yy * i->y0 + o->y0};
}

void gdi_init(struct gdi *g, struct arena *a, struct drawing *out)
{
    *g = (struct gdi){.a = a, .out = out, .device = {.xx = 1, .yy = 1}, .unit_w = 96 / 25.4, .unit_h = 96 / 25.4,
                      .left = INFINITY, .top = INFINITY, .right = -INFINITY, .bottom = -INFINITY};
    g->now = (struct gdi_state){.world = {.xx = 1, .yy = 1}, .map_mode = MAP_TEXT, .window_w = 1, .window_h = 1, .view_w = 1, .view_h = 1,
                                .brush = {.color = 0xFFFFFF}, .ground_color = 0xFFFFFF, .opaque = true, .rop = 13};
    gdi_select_stock(g, 13); /* SYSTEM_FONT */
}

void gdi_release(struct gdi *g)
{
    free(g->saved);
    free(g->objects);
    free(g->path);
}

void gdi_save(struct gdi *g)
{
    if (g->n_saved == DRAWING_SAVED) {
        g->out->cut = true;
        return;
    }
    MEM_ROOM(g->saved, g->n_saved, g->cap_saved);
    g->saved[g->n_saved++] = g->now;
}

void gdi_restore(struct gdi *g, int which)
{
    const size_t back = which < 0 ? (size_t)-(int64_t)which : 0;
    size_t to = g->n_saved;
    if (back && back <= g->n_saved)
        to = g->n_saved - back;
    else if (which > 0 && (size_t)which <= g->n_saved)
        to = (size_t)which - 1;
    if (to < g->n_saved) {
        g->now = g->saved[to];
        g->n_saved = to;
    }
}

/* ---- objects ---- */

void gdi_object(struct gdi *g, size_t at, const struct gdi_object *o)
{
    enum { MOST = 65536 };
    if (at >= MOST)
        return;
    if (at >= g->n_objects) {
        const size_t n = at < 32 ? 64 : 2 * at;
        g->objects = mem_resize(g->objects, n, sizeof *g->objects);
        memset(g->objects + g->n_objects, 0, (n - g->n_objects) * sizeof *g->objects);
        g->n_objects = n;
    }
    g->objects[at] = *o;
}

void gdi_select(struct gdi *g, const struct gdi_object *o)
{
    switch (o->kind) {
    case GDI_PEN: g->now.pen = o->as.pen; break;
    case GDI_BRUSH: g->now.brush = o->as.brush; break;
    case GDI_FONT: g->now.font = o->as.font; break;
    case GDI_NONE:
    case GDI_OTHER: break;
    }
}

void gdi_select_stock(struct gdi *g, unsigned which)
{
    static const uint32_t brushes[] = {0xFFFFFF, 0xC0C0C0, 0x808080, 0x404040, 0};
    struct gdi_object o = {.kind = GDI_NONE};
    if (which <= 5)
        o = (struct gdi_object){GDI_BRUSH, {.brush = {.none = which == 5, .color = which < 5 ? brushes[which] : 0}}};
    else if (which <= 8)
        o = (struct gdi_object){GDI_PEN, {.pen = {.none = which == 8, .color = which == 6 ? 0xFFFFFF : 0}}};
    else if (which >= 10 && which <= 17)
        o = (struct gdi_object){GDI_FONT, {.font = {.height = -12, .family = which == 10 || which == 11 || which == 16 ? "Courier New" : "Arial"}}};
    else if (which == 18)
        o = (struct gdi_object){GDI_BRUSH, {.brush = {.color = 0xFFFFFF}}};
    else if (which == 19)
        o.kind = GDI_PEN;
    gdi_select(g, &o);
}

uint32_t gdi_color(uint32_t ref)
{
    return (ref & 0xFF) << 16 | (ref & 0xFF00) | (ref >> 16 & 0xFF);
}

/* [MS-WMF] 2.1.1.23 and [MS-EMF] 2.1.25. */
struct gdi_pen gdi_pen(unsigned style, double width, uint32_t color)
{
    static const enum drawing_dash dashes[] = {DASH_SOLID, DASH_DASHED, DASH_DOTTED, DASH_DASH_DOT, DASH_DASH_DOT, DASH_SOLID, DASH_SOLID, DASH_DASHED, DASH_DOTTED};
    static const enum drawing_cap caps[] = {CAP_ROUND, CAP_SQUARE, CAP_FLAT, CAP_FLAT};
    static const enum drawing_join joins[] = {JOIN_ROUND, JOIN_BEVEL, JOIN_MITER, JOIN_MITER};
    const unsigned dash = style & 0xF;
    return (struct gdi_pen){.width = fabs(width), .none = dash == 5, .color = gdi_color(color),
                            .dash = dash < sizeof dashes / sizeof *dashes ? dashes[dash] : DASH_SOLID,
                            .cap = caps[style >> 8 & 3], .join = joins[style >> 12 & 3]};
}

/* [MS-WMF] 2.1.1.4. A hatch leaves most of the ground as it is. */
struct gdi_brush gdi_brush(unsigned style, uint32_t color)
{
    enum { SOLID, HOLLOW, HATCHED };
    const uint32_t c = gdi_color(color);
    uint32_t light = 0;
    for (int i = 16; i >= 0; i -= 8)
        light = light << 8 | ((c >> i & 0xFF) + 3 * 0xFF) / 4;
    return (struct gdi_brush){.none = style == HOLLOW, .color = style == HATCHED ? light : c};
}

/* Ternary operations by their codes ([MS-WMF] 2.1.1.31): what office programs use. */
enum gdi_raster gdi_raster(uint32_t code)
{
    static const struct {
        uint32_t code;
        enum gdi_raster raster;
    } rows[] = {
        {0xCC0020, RASTER_COPY}, {0x8800C6, RASTER_AND}, {0xEE0086, RASTER_OR}, {0x660046, RASTER_OR}, {0xF00021, RASTER_PATTERN},
        {0x000042, RASTER_BLACK}, {0xFF0062, RASTER_WHITE}, {0xAA0029, RASTER_NOTHING}, {0x550009, RASTER_NOTHING}, {0x5A0049, RASTER_NOTHING},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (rows[i].code == code)
            return rows[i].raster;
    return RASTER_COPY;
}

/* ---- transforms ---- */

/* Logical units to the device's ([MS-EMF] 2.1.21): the fixed modes count upward. */
static struct affine page_transform(const struct gdi *g)
{
    static const double millimetres[] = {[2] = 0.1, [3] = 0.01, [4] = 0.254, [5] = 0.0254, [6] = 25.4 / 1440};
    const struct gdi_state *s = &g->now;
    double x = 1, y = 1;
    if (s->map_mode > MAP_TEXT && s->map_mode < MAP_ISOTROPIC) {
        x = millimetres[s->map_mode] * g->unit_w;
        y = -millimetres[s->map_mode] * g->unit_h;
    } else if (s->map_mode >= MAP_ISOTROPIC && fabs(s->window_w) > 0 && fabs(s->window_h) > 0) {
        x = s->view_w / s->window_w;
        y = s->view_h / s->window_h;
        if (s->map_mode == MAP_ISOTROPIC) {
            const double least = fmin(fabs(x), fabs(y));
            x = copysign(least, x);
            y = copysign(least, y);
        }
    }
    return (struct affine){.xx = x, .yy = y, .x0 = s->view_x - s->window_x * x, .y0 = s->view_y - s->window_y * y};
}

struct affine gdi_transform(const struct gdi *g)
{
    const struct affine page = page_transform(g), all = affine_of(&page, &g->now.world);
    return affine_of(&g->device, &all);
}

static void scale(double *v, int n, int d)
{
    if (n && d)
        *v = fmin(fmax(*v * n / d, -1e9), 1e9);
}

void gdi_scale_window(struct gdi *g, int xn, int xd, int yn, int yd)
{
    scale(&g->now.window_w, xn, xd);
    scale(&g->now.window_h, yn, yd);
}

void gdi_scale_view(struct gdi *g, int xn, int xd, int yn, int yd)
{
    scale(&g->now.view_w, xn, xd);
    scale(&g->now.view_h, yn, yd);
}

/* ---- what is drawn ---- */

struct drawing_op *gdi_op(struct gdi *g, enum drawing_op_type type)
{
    struct drawing *d = g->out;
    if (d->n == DRAWING_OPS) {
        d->cut = true;
        return NULL;
    }
    if (d->n == g->cap_ops) {
        struct drawing_op *bigger = ARENA_NEWS(g->a, g->cap_ops = g->cap_ops ? 2 * g->cap_ops : 64, struct drawing_op);
        if (d->n)
            memcpy(bigger, d->ops, d->n * sizeof *bigger);
        d->ops = bigger;
    }
    d->ops[d->n] = (struct drawing_op){.type = type, .clip = g->now.clip};
    return &d->ops[d->n++];
}

double gdi_within(double v)
{
    return v > -FAR && v < FAR ? v : v > 0 ? FAR : v < 0 ? -FAR : 0;
}
