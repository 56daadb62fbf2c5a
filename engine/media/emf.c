/* Enhanced metafiles ([MS-EMF] 2.3): a table of the records that draw or change what is drawn. What a record does not have is
 * read as 0; records that are not in the table, EMF+ among them, are passed over. */
#include "media/emf.h"

#include <math.h>

static const double POINTS = 72 / 25.4; /* a millimetre */

struct span emf_part(struct span r, size_t at)
{
    return part_of(r, u32_at(r, at), u32_at(r, at + 4));
}

void emf_box(struct span r, size_t at, double *v)
{
    for (size_t i = 0; i < 4; i++)
        v[i] = i32_at(r, at + 4 * i);
}

/* ---- runs of points ---- */

struct points {
    struct span s;
    size_t n;
    bool wide; /* 32 bits a number */
};

static struct points points_at(struct span r, size_t at, size_t n, bool wide)
{
    const struct span s = part_of(r, at, r.n);
    const size_t room = s.n / (wide ? 8 : 4);
    return (struct points){s, n < room ? n : room, wide};
}

static void point(const struct points *p, size_t i, double *v)
{
    v[0] = p->wide ? i32_at(p->s, 8 * i) : i16_at(p->s, 4 * i);
    v[1] = p->wide ? i32_at(p->s, 8 * i + 4) : i16_at(p->s, 4 * i + 2);
}

static void add_lines(struct gdi *g, const struct points *p, size_t from, size_t n, bool closed)
{
    double v[2];
    for (size_t i = 0; i < n; i++) {
        point(p, from + i, v);
        gdi_step(g, i ? STEP_LINE : STEP_MOVE, v);
    }
    if (closed && n)
        gdi_step(g, STEP_CLOSE, NULL);
}

static void add_curves(struct gdi *g, const struct points *p, size_t from)
{
    double v[6];
    for (size_t i = from; i + 3 <= p->n; i += 3) {
        for (size_t k = 0; k < 3; k++)
            point(p, i + k, v + 2 * k);
        gdi_curve_to(g, v);
    }
}

static bool is_wide(struct span r)
{
    return u32_at(r, 0) < 85;
}

static void poly_bezier(struct gdi *g, struct span r)
{
    const struct points p = points_at(r, 28, u32_at(r, 24), is_wide(r));
    const double x = g->now.x, y = g->now.y;
    double v[2] = {0};
    if (p.n) {
        point(&p, 0, v);
        gdi_move_to(g, v[0], v[1]);
        add_curves(g, &p, 1);
    }
    gdi_draw(g, PAINT_LINE);
    gdi_move_to(g, x, y);
}

static void polygon(struct gdi *g, struct span r)
{
    const struct points p = points_at(r, 28, u32_at(r, 24), is_wide(r));
    add_lines(g, &p, 0, p.n, true);
    gdi_draw(g, PAINT_FILL | PAINT_LINE);
}

static void polyline(struct gdi *g, struct span r)
{
    const struct points p = points_at(r, 28, u32_at(r, 24), is_wide(r));
    add_lines(g, &p, 0, p.n, false);
    gdi_draw(g, PAINT_LINE);
}

static void poly_bezier_to(struct gdi *g, struct span r)
{
    const struct points p = points_at(r, 28, u32_at(r, 24), is_wide(r));
    add_curves(g, &p, 0);
    gdi_draw(g, PAINT_LINE);
}

static void polyline_to(struct gdi *g, struct span r)
{
    const struct points p = points_at(r, 28, u32_at(r, 24), is_wide(r));
    double v[2];
    for (size_t i = 0; i < p.n; i++) {
        point(&p, i, v);
        gdi_line_to(g, v[0], v[1]);
    }
    gdi_draw(g, PAINT_LINE);
}

static void poly_poly(struct gdi *g, struct span r, bool closed)
{
    const size_t n = u32_at(r, 24);
    const struct points p = n <= r.n / 4 ? points_at(r, 32 + 4 * n, u32_at(r, 28), is_wide(r)) : (struct points){.n = 0};
    size_t from = 0;
    for (size_t i = 0; i < n && from < p.n; i++) {
        const size_t count = u32_at(r, 32 + 4 * i), rest = p.n - from;
        add_lines(g, &p, from, count < rest ? count : rest, closed);
        from += count < rest ? count : rest;
    }
    gdi_draw(g, closed ? PAINT_FILL | PAINT_LINE : PAINT_LINE);
}

static void poly_polyline(struct gdi *g, struct span r)
{
    poly_poly(g, r, false);
}

static void poly_polygon(struct gdi *g, struct span r)
{
    poly_poly(g, r, true);
}

static void poly_draw(struct gdi *g, struct span r)
{
    enum { CLOSE = 1, LINE = 2, CURVE = 4, MOVE = 6 };
    const bool wide = is_wide(r);
    const struct points p = points_at(r, 28, u32_at(r, 24), wide);
    const size_t types = 28 + p.n * (wide ? 8 : 4);
    double v[6];
    for (size_t i = 0; i < p.n; i++) {
        const unsigned type = byte_at(r, types + i);
        point(&p, i, v);
        if ((type & MOVE) == MOVE) {
            gdi_move_to(g, v[0], v[1]);
        } else if ((type & CURVE) && i + 2 < p.n) {
            point(&p, i + 1, v + 2);
            point(&p, i + 2, v + 4);
            gdi_curve_to(g, v);
            i += 2;
        } else if (type & LINE) {
            gdi_line_to(g, v[0], v[1]);
        }
        if (byte_at(r, types + i) & CLOSE)
            gdi_close(g);
    }
    gdi_draw(g, PAINT_LINE);
}

/* ---- shapes ---- */

static void move_to(struct gdi *g, struct span r)
{
    gdi_move_to(g, i32_at(r, 8), i32_at(r, 12));
}

static void line_to(struct gdi *g, struct span r)
{
    gdi_line_to(g, i32_at(r, 8), i32_at(r, 12));
    gdi_draw(g, PAINT_LINE);
}

static void boxed(struct gdi *g, struct span r)
{
    enum { ELLIPSE = 42, RECTANGLE = 43 };
    double b[4];
    emf_box(r, 8, b);
    if (u32_at(r, 0) == ELLIPSE)
        gdi_ellipse(g, b[0], b[1], b[2], b[3]);
    else if (u32_at(r, 0) == RECTANGLE)
        gdi_rectangle(g, b[0], b[1], b[2], b[3]);
    else
        gdi_round_rectangle(g, b[0], b[1], b[2], b[3], i32_at(r, 24), i32_at(r, 28));
    gdi_draw(g, PAINT_FILL | PAINT_LINE);
}

static void arc(struct gdi *g, struct span r)
{
    enum { CHORD = 46, PIE = 47, ARC_TO = 55 };
    const uint32_t type = u32_at(r, 0);
    double b[4], ends[4];
    emf_box(r, 8, b);
    emf_box(r, 24, ends);
    gdi_arc(g, type == CHORD ? ARC_CHORD : type == PIE ? ARC_PIE : type == ARC_TO ? ARC_FROM_POSITION : ARC_OPEN, b, ends[0], ends[1], ends[2], ends[3]);
    gdi_draw(g, type == CHORD || type == PIE ? PAINT_FILL | PAINT_LINE : PAINT_LINE);
}

static void angle_arc(struct gdi *g, struct span r)
{
    gdi_angle_arc(g, i32_at(r, 8), i32_at(r, 12), u32_at(r, 16), float_at(r, 20), float_at(r, 24));
    gdi_draw(g, PAINT_LINE);
}

static void set_pixel(struct gdi *g, struct span r)
{
    const double x = i32_at(r, 8), y = i32_at(r, 12);
    gdi_fill(g, x, y, x + 1, y + 1, gdi_color(u32_at(r, 16)));
}

/* Colours that go over into each other, in strips; triangles in the colour of their corners together. */
static void gradient(struct gdi *g, struct span r)
{
    enum { STRIPS = 32, TRIANGLES = 2 };
    const size_t n = u32_at(r, 24), rectangles = u32_at(r, 28);
    const bool down = u32_at(r, 32) == 1;
    if (u32_at(r, 32) >= TRIANGLES || n > r.n / 16)
        return;
    for (size_t i = 0; i < rectangles && 36 + 16 * n + 8 * i + 8 <= r.n; i++) {
        const size_t a = u32_at(r, 36 + 16 * n + 8 * i), b = u32_at(r, 40 + 16 * n + 8 * i);
        if (a >= n || b >= n)
            continue;
        const size_t p = 36 + 16 * a, q = 36 + 16 * b;
        const double x = i32_at(r, p), y = i32_at(r, p + 4), w = i32_at(r, q) - x, h = i32_at(r, q + 4) - y;
        for (int k = 0; k < STRIPS; k++) {
            const double from = (double)k / STRIPS, to = (k + 1.0) / STRIPS, mid = (k + 0.5) / STRIPS;
            uint32_t color = 0;
            for (size_t c = 8; c <= 12; c += 2)
                color = color << 8 | (uint32_t)((u16_at(r, p + c) * (1 - mid) + u16_at(r, q + c) * mid) / 257);
            if (down)
                gdi_fill(g, x, y + h * from, x + w, y + h * to, color);
            else
                gdi_fill(g, x + w * from, y, x + w * to, y + h, color);
        }
    }
}

/* ---- paths ---- */

static void path(struct gdi *g, struct span r)
{
    enum { BEGIN = 59, END, CLOSE, FILL, STROKE_AND_FILL, STROKE, CLIP = 67, ABORT };
    switch (u32_at(r, 0)) {
    case BEGIN: gdi_begin_path(g); break;
    case END: gdi_end_path(g); break;
    case CLOSE: gdi_close(g); break;
    case FILL: gdi_draw_path(g, PAINT_FILL); break;
    case STROKE_AND_FILL: gdi_draw_path(g, PAINT_FILL | PAINT_LINE); break;
    case STROKE: gdi_draw_path(g, PAINT_LINE); break;
    case CLIP: gdi_clip_path(g, i32_at(r, 8)); break;
    default: gdi_drop_path(g); break;
    }
}

/* ---- clips and regions ---- */

static void clip_rectangle(struct gdi *g, struct span r)
{
    enum { EXCLUDE = 29 };
    double b[4];
    emf_box(r, 8, b);
    gdi_clip_rectangles(g, b, 1, true, u32_at(r, 0) == EXCLUDE);
}

/* The rectangles of a region ([MS-EMF] 2.2.24) in the arena. */
static double *region(struct gdi *g, struct span r, size_t at, size_t *n)
{
    const size_t room = part_of(r, at + 32, r.n).n / 16, count = u32_at(r, at + 8);
    *n = count < room ? count : room;
    double *v = ARENA_NEWS(g->a, 4 * *n, double);
    for (size_t i = 0; i < *n; i++)
        emf_box(r, at + 32 + 16 * i, v + 4 * i);
    return v;
}

static void clip_region(struct gdi *g, struct span r)
{
    enum { AND = 1, DIFF = 4, COPY = 5 };
    const uint32_t mode = u32_at(r, 12);
    size_t n;
    if (mode != AND && mode != DIFF)
        g->now.clip = g->now.meta;
    if (u32_at(r, 8) < 32 || (mode != AND && mode != DIFF && mode != COPY))
        return;
    const double *v = region(g, r, 16, &n);
    gdi_clip_rectangles(g, v, n, false, mode == DIFF);
}

static void meta_region(struct gdi *g, struct span r)
{
    (void)r;
    g->now.meta = g->now.clip;
}

static void paint_region(struct gdi *g, struct span r)
{
    enum { FILL_REGION = 71 };
    const bool own = u32_at(r, 0) == FILL_REGION;
    const struct gdi_brush *brush = &g->now.brush;
    const uint32_t index = u32_at(r, 28);
    size_t n;
    if (own && index < g->n_objects && g->objects[index].kind == GDI_BRUSH)
        brush = &g->objects[index].as.brush;
    if (brush->none)
        return;
    const double *v = region(g, r, own ? 32 : 28, &n);
    for (size_t i = 0; i < n; i++)
        gdi_fill_device(g, v + 4 * i, brush->color);
}

/* ---- state ---- */

static void number(struct gdi *g, struct span r)
{
    enum { MAP_MODE = 17, BACKGROUND, FILL_MODE, ROP, ALIGN = 22, TEXT_COLOR = 24, BACK_COLOR, DIRECTION = 57 };
    const uint32_t v = u32_at(r, 8);
    switch (u32_at(r, 0)) {
    case MAP_MODE: g->now.map_mode = v >= 1 && v <= 8 ? (int)v : 1; break;
    case BACKGROUND: g->now.opaque = v == 2; break;
    case FILL_MODE: g->now.winding = v == 2; break;
    case ROP: g->now.rop = v; break;
    case ALIGN: g->now.text_align = v; break;
    case TEXT_COLOR: g->now.text_color = gdi_color(v); break;
    case BACK_COLOR: g->now.ground_color = gdi_color(v); break;
    case DIRECTION: g->now.clockwise = v == 2; break;
    }
}

static void extent(struct gdi *g, struct span r)
{
    struct gdi_state *s = &g->now;
    double *const to[][2] = {{&s->window_w, &s->window_h}, {&s->window_x, &s->window_y}, {&s->view_w, &s->view_h}, {&s->view_x, &s->view_y}};
    const uint32_t which = u32_at(r, 0) - 9;
    *to[which][0] = i32_at(r, 8);
    *to[which][1] = i32_at(r, 12);
}

static void scale_extent(struct gdi *g, struct span r)
{
    enum { VIEWPORT = 31 };
    (u32_at(r, 0) == VIEWPORT ? gdi_scale_view : gdi_scale_window)(g, i32_at(r, 8), i32_at(r, 12), i32_at(r, 16), i32_at(r, 20));
}

static void save(struct gdi *g, struct span r)
{
    (void)r;
    gdi_save(g);
}

static void restore(struct gdi *g, struct span r)
{
    gdi_restore(g, i32_at(r, 8));
}

static struct affine matrix(struct span r)
{
    return (struct affine){float_at(r, 8), float_at(r, 12), float_at(r, 16), float_at(r, 20), float_at(r, 24), float_at(r, 28)};
}

static void set_world(struct gdi *g, struct span r)
{
    g->now.world = matrix(r);
}

static void modify_world(struct gdi *g, struct span r)
{
    enum { IDENTITY = 1, LEFT, RIGHT, SET };
    const struct affine m = matrix(r);
    switch (u32_at(r, 32)) {
    case IDENTITY: g->now.world = (struct affine){.xx = 1, .yy = 1}; break;
    case LEFT: g->now.world = affine_of(&g->now.world, &m); break;
    case RIGHT: g->now.world = affine_of(&m, &g->now.world); break;
    case SET: g->now.world = m; break;
    }
}

/* ---- objects ---- */

static void select_object(struct gdi *g, struct span r)
{
    const uint32_t index = u32_at(r, 8);
    if (index & 0x80000000)
        gdi_select_stock(g, index & 0x7FFFFFFF);
    else if (index < g->n_objects)
        gdi_select(g, &g->objects[index]);
}

static void delete_object(struct gdi *g, struct span r)
{
    const uint32_t index = u32_at(r, 8);
    if (index < g->n_objects)
        g->objects[index].kind = GDI_NONE;
}

static void create_pen(struct gdi *g, struct span r)
{
    gdi_object(g, u32_at(r, 8), &(struct gdi_object){GDI_PEN, {.pen = gdi_pen(u32_at(r, 12), i32_at(r, 16), u32_at(r, 24))}});
}

static void create_pen_more(struct gdi *g, struct span r)
{
    enum { GEOMETRIC = 0x10000, HOLLOW = 1 };
    const uint32_t style = u32_at(r, 28);
    struct gdi_object o = {GDI_PEN, {.pen = gdi_pen(style, style & GEOMETRIC ? (double)u32_at(r, 32) : 0, u32_at(r, 40))}};
    if (u32_at(r, 36) == HOLLOW)
        o.as.pen.none = true;
    gdi_object(g, u32_at(r, 8), &o);
}

static void create_brush(struct gdi *g, struct span r)
{
    gdi_object(g, u32_at(r, 8), &(struct gdi_object){GDI_BRUSH, {.brush = gdi_brush(u32_at(r, 12), u32_at(r, 16))}});
}

static void create_pattern(struct gdi *g, struct span r)
{
    const struct gdi_bitmap b = {emf_part(r, 16), emf_part(r, 24), false};
    gdi_object(g, u32_at(r, 8), &(struct gdi_object){GDI_BRUSH, {.brush = gdi_pattern(g, &b)}});
}

/* ---- the whole ---- */

static void (*const RECORDS[])(struct gdi *g, struct span r) = {
    [2] = poly_bezier, [3] = polygon, [4] = polyline, [5] = poly_bezier_to, [6] = polyline_to, [7] = poly_polyline, [8] = poly_polygon,
    [9] = extent, [10] = extent, [11] = extent, [12] = extent, [15] = set_pixel, [17] = number, [18] = number, [19] = number, [20] = number,
    [22] = number, [24] = number, [25] = number, [27] = move_to, [28] = meta_region, [29] = clip_rectangle, [30] = clip_rectangle,
    [31] = scale_extent, [32] = scale_extent, [33] = save, [34] = restore, [35] = set_world, [36] = modify_world, [37] = select_object,
    [38] = create_pen, [39] = create_brush, [40] = delete_object, [41] = angle_arc, [42] = boxed, [43] = boxed, [44] = boxed, [45] = arc,
    [46] = arc, [47] = arc, [54] = line_to, [55] = arc, [56] = poly_draw, [57] = number, [59] = path, [60] = path, [61] = path, [62] = path,
    [63] = path, [64] = path, [67] = path, [68] = path, [71] = paint_region, [74] = paint_region, [75] = clip_region, [76] = emf_blt,
    [77] = emf_blt, [78] = emf_blt, [80] = emf_dib, [81] = emf_dib, [82] = emf_font, [83] = emf_text, [84] = emf_text, [85] = poly_bezier,
    [86] = polygon, [87] = polyline, [88] = poly_bezier_to, [89] = polyline_to, [90] = poly_polyline, [91] = poly_polygon, [92] = poly_draw,
    [93] = create_pattern, [94] = create_pattern, [95] = create_pen_more, [108] = emf_small_text, [114] = emf_blt, [116] = emf_blt,
    [118] = gradient,
};

struct header {
    double frame[4]; /* [mm] */
    double device_w, device_h; /* units a millimetre */
};

static bool read_header(struct span s, struct header *h)
{
    double bounds[4];
    if (u32_at(s, 0) != 1 || s.n < 88 || u32_at(s, 40) != 0x464D4520)
        return false;
    const double w = i32_at(s, 72), high = i32_at(s, 76), mw = i32_at(s, 80), mh = i32_at(s, 84);
    h->device_w = w > 0 && mw > 0 ? w / mw : 96 / 25.4;
    h->device_h = high > 0 && mh > 0 ? high / mh : 96 / 25.4;
    if (u32_at(s, 4) >= 108 && u32_at(s, 100) && u32_at(s, 104) && w > 0 && high > 0) { /* the same in micrometres */
        h->device_w = w / u32_at(s, 100) * 1000;
        h->device_h = high / u32_at(s, 104) * 1000;
    }
    emf_box(s, 8, bounds);
    emf_box(s, 24, h->frame);
    for (int i = 0; i < 4; i++)
        h->frame[i] /= 100;
    if (!(h->frame[2] > h->frame[0]) || !(h->frame[3] > h->frame[1]))
        for (int i = 0; i < 4; i++)
            h->frame[i] = bounds[i] / (i % 2 ? h->device_h : h->device_w);
    return h->frame[2] > h->frame[0] && h->frame[3] > h->frame[1];
}

bool emf_size(struct span file, double *width, double *height)
{
    struct header h;
    if (!read_header(file, &h))
        return false;
    *width = (h.frame[2] - h.frame[0]) * POINTS;
    *height = (h.frame[3] - h.frame[1]) * POINTS;
    return true;
}

void emf_play(struct gdi *g, struct span file)
{
    enum { END = 14 };
    struct header h;
    if (!read_header(file, &h))
        return;
    g->unit_w = h.device_w;
    g->unit_h = h.device_h;
    g->device = (struct affine){.xx = POINTS / h.device_w, .yy = POINTS / h.device_h, .x0 = -h.frame[0] * POINTS, .y0 = -h.frame[1] * POINTS};
    for (size_t at = u32_at(file, 4); at + 8 <= file.n;) {
        const size_t n = u32_at(file, at + 4);
        const uint32_t type = u32_at(file, at);
        if (type == END)
            return;
        if (n < 8 || n > file.n - at)
            break;
        if (type < sizeof RECORDS / sizeof *RECORDS && RECORDS[type])
            RECORDS[type](g, part_of(file, at, n));
        at += n;
    }
    g->out->cut = true;
}
