/* Text and bitmaps on the device. */
#include "media/gdi.h"
#include "text/codepage.h"

#include <math.h>

/* ---- text ---- */

static void set_place(struct drawing_op *op, const struct gdi *g, double x, double y)
{
    static const double DEGREES = 180 / 3.14159265358979323846;
    const struct gdi_state *s = &g->now;
    const struct affine m = gdi_transform(g);
    /* Letters stand upright though the map mode counts upward; only the world's transform turns or mirrors them. */
    const bool free = s->map_mode >= MAP_ISOTROPIC;
    const double sign_x = free && (s->view_w < 0) != (s->window_w < 0) ? -1 : 1;
    const bool upward = free ? (s->view_h < 0) != (s->window_h < 0) : s->map_mode > MAP_TEXT;
    const double xx = m.xx * sign_x, yx = m.yx * sign_x, xy = upward ? -m.xy : m.xy, yy = upward ? -m.yy : m.yy;
    const double wide = hypot(xx, yx), det = xx * yy - xy * yx, high = wide > 0 ? fabs(det) / wide : 0;

    op->as.text.x = gdi_within(m.xx * x + m.xy * y + m.x0);
    op->as.text.y = gdi_within(m.yx * x + m.yy * y + m.y0);
    op->as.text.size = gdi_within(fabs(s->font.height) * high);
    op->as.text.cell = s->font.height > 0;
    op->as.text.stretch = high > 0 ? fmin(fmax(wide / high, 0.01), 100) : 1;
    op->as.text.mirrored = det < 0;
    op->as.text.angle = atan2(yx, xx) * DEGREES - s->font.escapement;
}

static const double *scaled(struct gdi *g, const double *advances, size_t n)
{
    const struct affine m = gdi_transform(g);
    const double wide = hypot(m.xx, m.yx);
    double *v = ARENA_NEWS(g->a, n, double);
    for (size_t i = 0; i < n; i++)
        v[i] = gdi_within(advances[i] * wide);
    return v;
}

/* The position goes on behind the text where the alignment says so; without advances it is not known how far. */
static void move_on(struct gdi *g, const double *advances, size_t n)
{
    for (size_t i = 0; advances && i < n; i++)
        g->now.x += advances[i];
}

void gdi_text(struct gdi *g, double x, double y, unsigned options, const double box[4], const uint32_t *chars, const double *advances, size_t n)
{
    enum { UPDATE = 1, RIGHT = 2, CENTER = 6, BOTTOM = 8, BASELINE = 24 };
    const struct gdi_state *s = &g->now;
    const struct drawing_clip *clip = s->clip;
    struct drawing_op *op;
    if (options & TEXT_OPAQUE)
        gdi_fill(g, box[0], box[1], box[2], box[3], s->ground_color);
    if (s->text_align & UPDATE) {
        x = s->x;
        y = s->y;
    }
    if (n > DRAWING_CHARS - g->n_chars) {
        g->out->cut = true;
        return;
    }
    if (options & TEXT_CLIPPED)
        gdi_clip_rectangles(g, box, 1, true, false);
    op = n ? gdi_op(g, DRAW_TEXT) : NULL;
    g->now.clip = clip;
    if (!op)
        return;
    set_place(op, g, x, y);
    g->n_chars += n;
    op->as.text.chars = chars;
    op->as.text.n = n;
    op->as.text.advances = advances ? scaled(g, advances, n) : NULL;
    op->as.text.family = s->font.family;
    op->as.text.bold = s->font.bold;
    op->as.text.italic = s->font.italic;
    op->as.text.underline = s->font.underline;
    op->as.text.strike = s->font.strike;
    op->as.text.symbols = s->font.charset == 2;
    op->as.text.color = s->text_color;
    op->as.text.grounded = s->opaque && !(options & TEXT_OPAQUE);
    op->as.text.ground = s->ground_color;
    op->as.text.align = (s->text_align & CENTER) == CENTER ? TEXT_AT_CENTER : s->text_align & RIGHT ? TEXT_AT_RIGHT : TEXT_AT_LEFT;
    op->as.text.stand = (s->text_align & BASELINE) == BASELINE ? TEXT_ON_BASELINE : s->text_align & BOTTOM ? TEXT_ABOVE : TEXT_BELOW;
    if (s->text_align & UPDATE)
        move_on(g, advances, n);
}

void gdi_charset(struct gdi *g, uint32_t table[256])
{
    enum { SYMBOLS = 2 };
    const unsigned charset = g->now.font.charset;
    if (!g->table_known || g->charset != charset) {
        text_charset(charset, g->table);
        for (unsigned i = 0; charset == SYMBOLS && i < 256; i++)
            g->table[i] = i;
        g->charset = charset;
        g->table_known = true;
    }
    memcpy(table, g->table, sizeof g->table);
}

/* ---- bitmaps ---- */

/* A picture cut out by a mask: with AND what is white leaves the drawing as it is, with OR what is black. */
static void cut_out(struct pixels *p, uint32_t clear)
{
    for (size_t i = 0; i < (size_t)p->width * p->height; i++)
        if ((p->v[i] & 0xFFFFFF) == clear) {
            p->v[i] = 0;
            p->alpha = true;
        }
}

/* The part of a bitmap that is asked for. */
static struct pixels *part(struct gdi *g, const struct pixels *p, const double from[4])
{
    struct pixels *out = ARENA_NEW(g->a, struct pixels);
    const double left = fmax(floor(from[0]), 0), top = fmax(floor(from[1]), 0);
    const double right = fmin(ceil(from[0] + from[2]), p->width), bottom = fmin(ceil(from[1] + from[3]), p->height);
    *out = *p;
    if (!(from[2] > 0) || !(from[3] > 0) || !(right > left) || !(bottom > top) || (left == 0 && top == 0 && right == p->width && bottom == p->height))
        return out;
    out->width = (unsigned)(right - left);
    out->height = (unsigned)(bottom - top);
    for (unsigned y = 0; y < out->height; y++) /* to the front of the rows themselves */
        memmove(out->v + (size_t)y * out->width, p->v + (size_t)(y + (unsigned)top) * p->width + (unsigned)left, out->width * sizeof *out->v);
    return out;
}

void gdi_pixels(struct gdi *g, const struct pixels *p, const double to[4], const double from[4], enum gdi_raster raster)
{
    const struct affine m = gdi_transform(g);
    struct drawing_op *op = gdi_op(g, DRAW_PIXELS);
    if (!op)
        return;
    struct pixels *seen = part(g, p, from);
    if (raster == RASTER_AND || raster == RASTER_OR)
        cut_out(seen, raster == RASTER_AND ? 0xFFFFFF : 0);
    const double v[] = {m.xx * to[2], m.yx * to[2], m.xy * to[3], m.yy * to[3], m.xx * to[0] + m.xy * to[1] + m.x0, m.yx * to[0] + m.yy * to[1] + m.y0};
    for (int i = 0; i < 6; i++)
        op->as.pixels.m[i] = gdi_within(v[i]);
    op->as.pixels.pixels = seen;
}

/* What a raster operation draws without a bitmap. */
static bool plain(struct gdi *g, const double to[4], enum gdi_raster raster)
{
    const uint32_t color = raster == RASTER_BLACK ? 0 : raster == RASTER_WHITE ? 0xFFFFFF : g->now.brush.color;
    if (raster == RASTER_NOTHING)
        return true;
    if (raster != RASTER_PATTERN && raster != RASTER_BLACK && raster != RASTER_WHITE)
        return false;
    if (raster != RASTER_PATTERN || !g->now.brush.none)
        gdi_fill(g, to[0], to[1], to[0] + to[2], to[1] + to[3], color);
    return true;
}

/* false: there is none that can be drawn; it was counted. */
static bool read_bitmap(struct gdi *g, const struct gdi_bitmap *b, struct dib *dib, struct pixels *out)
{
    if (!dib_head(b->head, dib) || (size_t)dib->width * dib->height > DRAWING_PIXELS - g->n_pixels) {
        g->out->cut = true;
        return false;
    }
    g->n_pixels += (size_t)dib->width * dib->height;
    return dib_read(g->a, dib, b->bits.n ? b->bits : part_of(b->head, dib->head, b->head.n), b->alpha, out);
}

static void draw_bitmap(struct gdi *g, const struct gdi_bitmap *b, const double to[4], const double from[4], uint32_t rop, bool upward)
{
    const enum gdi_raster raster = b->alpha ? RASTER_COPY : gdi_raster(rop);
    struct dib dib;
    struct pixels pixels;
    if (plain(g, to, raster) || !b->head.n || !read_bitmap(g, b, &dib, &pixels))
        return;
    const double y = upward && !dib.from_top ? dib.height - from[1] - from[3] : from[1];
    gdi_pixels(g, &pixels, to, (double[]){from[0], y, from[2], from[3]}, raster);
}

void gdi_bitmap(struct gdi *g, const struct gdi_bitmap *b, const double to[4], const double from[4], uint32_t rop)
{
    draw_bitmap(g, b, to, from, rop, false);
}

void gdi_dib(struct gdi *g, const struct gdi_bitmap *b, const double to[4], const double from[4], uint32_t rop)
{
    draw_bitmap(g, b, to, from, rop, true);
}

struct gdi_brush gdi_pattern(struct gdi *g, const struct gdi_bitmap *b)
{
    struct dib dib;
    struct pixels p;
    uint64_t sum[3] = {0};
    if (!read_bitmap(g, b, &dib, &p))
        return (struct gdi_brush){.color = 0x808080};
    const size_t n = (size_t)p.width * p.height;
    for (size_t i = 0; i < n; i++)
        for (int c = 0; c < 3; c++)
            sum[c] += p.v[i] >> (16 - 8 * c) & 0xFF;
    return (struct gdi_brush){.color = (uint32_t)(sum[0] / n << 16 | sum[1] / n << 8 | sum[2] / n)};
}
