/* Windows metafiles ([MS-WMF] 2.3): records of 16-bit words, the last argument first. The window of logical units that a file
 * sets fills the picture; how it maps to a device is left to whoever plays it. */
#include "media/gdi.h"

#include <math.h>

enum { PLACEABLE = 22, HEAD = 18 };

struct wmf {
    struct gdi *g;
    size_t free_from; /* no place in the table before it is free */
};

/* The nth word behind size and function. */
static int word(struct span r, size_t n)
{
    return i16_at(r, 6 + 2 * n);
}

/* ---- state ---- */

static void number(struct wmf *p, struct span r)
{
    enum { BACKGROUND = 0x02, ROP = 0x04, FILL_MODE = 0x06, ALIGN = 0x2E };
    struct gdi_state *s = &p->g->now;
    const unsigned v = u16_at(r, 6);
    switch (byte_at(r, 4)) {
    case BACKGROUND: s->opaque = v == 2; break;
    case ROP: s->rop = v; break;
    case FILL_MODE: s->winding = v == 2; break;
    case ALIGN: s->text_align = v; break;
    }
}

static void color(struct wmf *p, struct span r)
{
    enum { GROUND = 0x01 };
    *(byte_at(r, 4) == GROUND ? &p->g->now.ground_color : &p->g->now.text_color) = gdi_color(u32_at(r, 6));
}

static void window(struct wmf *p, struct span r)
{
    enum { ORIGIN = 0x0B, EXTENT = 0x0C, OFFSET = 0x0F };
    struct gdi_state *s = &p->g->now;
    const double y = word(r, 0), x = word(r, 1);
    switch (byte_at(r, 4)) {
    case ORIGIN: s->window_x = x, s->window_y = y; break;
    case EXTENT: s->window_w = x, s->window_h = y; break;
    case OFFSET: s->window_x += x, s->window_y += y; break;
    default: gdi_scale_window(p->g, word(r, 3), word(r, 2), word(r, 1), word(r, 0)); break;
    }
}

static void save(struct wmf *p, struct span r)
{
    (void)r;
    gdi_save(p->g);
}

static void restore(struct wmf *p, struct span r)
{
    gdi_restore(p->g, word(r, 0));
}

static void clip(struct wmf *p, struct span r)
{
    enum { EXCLUDE = 0x15 };
    const double box[] = {word(r, 3), word(r, 2), word(r, 1), word(r, 0)};
    gdi_clip_rectangles(p->g, box, 1, true, byte_at(r, 4) == EXCLUDE);
}

/* ---- objects: each takes the first place that is free ---- */

static void add(struct wmf *p, const struct gdi_object *o)
{
    size_t at = p->free_from;
    while (at < p->g->n_objects && p->g->objects[at].kind != GDI_NONE)
        at++;
    gdi_object(p->g, at, o);
    p->free_from = at + 1;
}

static void create_other(struct wmf *p, struct span r)
{
    (void)r;
    add(p, &(struct gdi_object){.kind = GDI_OTHER});
}

static void create_pen(struct wmf *p, struct span r)
{
    add(p, &(struct gdi_object){GDI_PEN, {.pen = gdi_pen(u16_at(r, 6), word(r, 1), u32_at(r, 12))}});
}

static void create_brush(struct wmf *p, struct span r)
{
    add(p, &(struct gdi_object){GDI_BRUSH, {.brush = gdi_brush(u16_at(r, 6), u32_at(r, 8))}});
}

static void create_pattern(struct wmf *p, struct span r)
{
    const struct gdi_bitmap b = {.head = part_of(r, 10, r.n)};
    add(p, &(struct gdi_object){GDI_BRUSH, {.brush = gdi_pattern(p->g, &b)}});
}

static void create_font(struct wmf *p, struct span r)
{
    enum { FACE = 24, FACE_BYTES = 32, BOLD = 600 };
    struct buf family = {0};
    for (size_t i = 0; i < FACE_BYTES && byte_at(r, FACE + i); i++)
        buf_utf8(&family, byte_at(r, FACE + i)); /* names beyond ASCII are of fonts that are not here */
    const struct gdi_font font = {.height = word(r, 0), .escapement = word(r, 2) / 10.0, .bold = word(r, 4) >= BOLD, .italic = byte_at(r, 16),
                                  .underline = byte_at(r, 17), .strike = byte_at(r, 18), .charset = byte_at(r, 19), .family = arena_buf(p->g->a, &family)};
    add(p, &(struct gdi_object){GDI_FONT, {.font = font}});
}

static void select_object(struct wmf *p, struct span r)
{
    if (u16_at(r, 6) < p->g->n_objects)
        gdi_select(p->g, &p->g->objects[u16_at(r, 6)]);
}

static void delete_object(struct wmf *p, struct span r)
{
    const size_t at = u16_at(r, 6);
    if (at >= p->g->n_objects)
        return;
    p->g->objects[at].kind = GDI_NONE;
    if (at < p->free_from)
        p->free_from = at;
}

/* ---- outlines ---- */

static void move_to(struct wmf *p, struct span r)
{
    gdi_move_to(p->g, word(r, 1), word(r, 0));
}

static void line_to(struct wmf *p, struct span r)
{
    gdi_line_to(p->g, word(r, 1), word(r, 0));
    gdi_draw(p->g, PAINT_LINE);
}

static void add_lines(struct gdi *g, struct span r, size_t at, size_t n, bool closed)
{
    for (size_t i = 0; i < n; i++)
        gdi_step(g, i ? STEP_LINE : STEP_MOVE, (double[]){i16_at(r, at + 4 * i), i16_at(r, at + 4 * i + 2)});
    if (closed && n)
        gdi_step(g, STEP_CLOSE, NULL);
}

static size_t within(struct span r, size_t at, size_t n)
{
    const size_t room = part_of(r, at, r.n).n / 4;
    return n < room ? n : room;
}

static void poly(struct wmf *p, struct span r)
{
    enum { POLYGON = 0x24 };
    const bool closed = byte_at(r, 4) == POLYGON;
    add_lines(p->g, r, 8, within(r, 8, u16_at(r, 6)), closed);
    gdi_draw(p->g, closed ? PAINT_FILL | PAINT_LINE : PAINT_LINE);
}

static void poly_polygon(struct wmf *p, struct span r)
{
    const size_t n = u16_at(r, 6);
    size_t at = 8 + 2 * n;
    for (size_t i = 0; i < n && at < r.n; i++) {
        const size_t count = within(r, at, u16_at(r, 8 + 2 * i));
        add_lines(p->g, r, at, count, true);
        at += 4 * count;
    }
    gdi_draw(p->g, PAINT_FILL | PAINT_LINE);
}

static void boxed(struct wmf *p, struct span r)
{
    enum { ELLIPSE = 0x18, RECTANGLE = 0x1B };
    struct gdi *g = p->g;
    if (byte_at(r, 4) == ELLIPSE)
        gdi_ellipse(g, word(r, 3), word(r, 2), word(r, 1), word(r, 0));
    else if (byte_at(r, 4) == RECTANGLE)
        gdi_rectangle(g, word(r, 3), word(r, 2), word(r, 1), word(r, 0));
    else
        gdi_round_rectangle(g, word(r, 5), word(r, 4), word(r, 3), word(r, 2), word(r, 1), word(r, 0));
    gdi_draw(g, PAINT_FILL | PAINT_LINE);
}

static void arc(struct wmf *p, struct span r)
{
    enum { ARC = 0x17, PIE = 0x1A };
    const unsigned type = byte_at(r, 4);
    const double box[] = {word(r, 7), word(r, 6), word(r, 5), word(r, 4)};
    gdi_arc(p->g, type == ARC ? ARC_OPEN : type == PIE ? ARC_PIE : ARC_CHORD, box, word(r, 3), word(r, 2), word(r, 1), word(r, 0));
    gdi_draw(p->g, type == ARC ? PAINT_LINE : PAINT_FILL | PAINT_LINE);
}

static void set_pixel(struct wmf *p, struct span r)
{
    const double y = word(r, 2), x = word(r, 3);
    gdi_fill(p->g, x, y, x + 1, y + 1, gdi_color(u32_at(r, 6)));
}

/* ---- text ---- */

static void show(struct wmf *p, struct span r, size_t at, size_t n, size_t advances_at, unsigned options, const double box[4], double x, double y)
{
    struct gdi *g = p->g;
    const size_t room = part_of(r, at, r.n).n;
    if (n > room)
        n = room;
    uint32_t *chars = ARENA_NEWS(g->a, n, uint32_t), table[256];
    double *advances = advances_at && advances_at + 2 * n <= r.n ? ARENA_NEWS(g->a, n, double) : NULL;
    gdi_charset(g, table);
    for (size_t i = 0; i < n; i++) {
        chars[i] = table[byte_at(r, at + i)];
        if (advances)
            advances[i] = i16_at(r, advances_at + 2 * i);
    }
    gdi_text(g, x, y, options, box, chars, advances, n);
}

static void text(struct wmf *p, struct span r)
{
    const size_t n = u16_at(r, 6), places = 8 + (n + 1) / 2 * 2;
    show(p, r, 8, n, 0, 0, (double[4]){0}, i16_at(r, places + 2), i16_at(r, places));
}

static void text_more(struct wmf *p, struct span r)
{
    const unsigned options = u16_at(r, 12) & (TEXT_OPAQUE | TEXT_CLIPPED);
    const size_t n = u16_at(r, 10), at = options ? 22 : 14;
    const double box[] = {word(r, 4), word(r, 5), word(r, 6), word(r, 7)};
    show(p, r, at, n, at + (n + 1) / 2 * 2, options, box, word(r, 1), word(r, 0));
}

/* ---- bitmaps ---- */

/* A bitmap of `head` words behind the raster operation: place and size in it, then where it goes. */
static void bitmap(struct wmf *p, struct span r, size_t words, bool sized, bool from_below)
{
    const size_t at = 10 + 2 * words;
    const size_t k = sized ? 4 : 2, first = words - 8 + (sized ? 0 : 2); /* in words behind the operation */
    const double to[] = {i16_at(r, 10 + 2 * (first + k + 3)), i16_at(r, 10 + 2 * (first + k + 2)), i16_at(r, 10 + 2 * (first + k + 1)), i16_at(r, 10 + 2 * (first + k))};
    const double x = i16_at(r, 10 + 2 * (first + k - 1)), y = i16_at(r, 10 + 2 * (first + k - 2));
    const double from[] = {x, y, sized ? i16_at(r, 10 + 2 * (first + 1)) : to[2], sized ? i16_at(r, 10 + 2 * first) : to[3]};
    const struct gdi_bitmap b = {.head = part_of(r, at, r.n)};
    (from_below ? gdi_dib : gdi_bitmap)(p->g, &b, to, from, u32_at(r, 6));
}

static void blt(struct wmf *p, struct span r)
{
    enum { STRETCH_DIB = 0x43, DIB_STRETCH = 0x41, DIB_BLT = 0x40, PLAIN_WORDS = 12 };
    switch (byte_at(r, 4)) {
    case STRETCH_DIB: bitmap(p, r, 9, true, true); break;
    case DIB_STRETCH: bitmap(p, r, 8, true, false); break;
    case DIB_BLT:
        if (r.n > 2 * PLAIN_WORDS)
            bitmap(p, r, 6, false, false);
        else /* without a bitmap there is an empty word before the size */
            gdi_bitmap(p->g, &(struct gdi_bitmap){.alpha = false}, (double[]){word(r, 8), word(r, 7), word(r, 6), word(r, 5)}, (double[4]){0}, u32_at(r, 6));
        break;
    default: /* PatBlt */
        gdi_bitmap(p->g, &(struct gdi_bitmap){.alpha = false}, (double[]){word(r, 5), word(r, 4), word(r, 3), word(r, 2)}, (double[4]){0}, u32_at(r, 6));
        break;
    }
}

static void dib_to_device(struct wmf *p, struct span r)
{
    const double to[] = {word(r, 8), word(r, 7), word(r, 6), word(r, 5)}, from[] = {word(r, 4), word(r, 3), to[2], to[3]};
    const struct gdi_bitmap b = {.head = part_of(r, 24, r.n)};
    gdi_dib(p->g, &b, to, from, 0xCC0020);
}

/* ---- the whole ---- */

static const struct record {
    uint16_t function;
    void (*play)(struct wmf *p, struct span r);
} RECORDS[] = {
    {0x001E, save}, {0x00F7, create_other}, {0x0102, number}, {0x0104, number}, {0x0106, number}, {0x0127, restore}, {0x012D, select_object},
    {0x012E, number}, {0x0142, create_pattern}, {0x01F0, delete_object}, {0x01F9, create_other}, {0x0201, color}, {0x0209, color},
    {0x020B, window}, {0x020C, window}, {0x020F, window}, {0x0213, line_to}, {0x0214, move_to}, {0x02FA, create_pen}, {0x02FB, create_font},
    {0x02FC, create_brush}, {0x0324, poly}, {0x0325, poly}, {0x0410, window}, {0x0415, clip}, {0x0416, clip}, {0x0418, boxed}, {0x041B, boxed},
    {0x041F, set_pixel}, {0x0521, text}, {0x0538, poly_polygon}, {0x061C, boxed}, {0x061D, blt}, {0x06FF, create_other}, {0x0817, arc},
    {0x081A, arc}, {0x0830, arc}, {0x0940, blt}, {0x0A32, text_more}, {0x0B41, blt}, {0x0D33, dib_to_device}, {0x0F43, blt},
};

static const struct record *record_of(unsigned function)
{
    size_t low = 0, high = sizeof RECORDS / sizeof *RECORDS;
    while (low < high) {
        const size_t mid = (low + high) / 2;
        if (RECORDS[mid].function == function)
            return &RECORDS[mid];
        if (RECORDS[mid].function < function)
            low = mid + 1;
        else
            high = mid;
    }
    return NULL;
}

/* Where the records begin; 0: it is none. */
static size_t begin(struct span s)
{
    const size_t head = u32_at(s, 0) == 0x9AC6CDD7 ? PLACEABLE : 0;
    const unsigned type = u16_at(s, head), version = u16_at(s, head + 4);
    return (type == 1 || type == 2) && u16_at(s, head + 2) == HEAD / 2 && (version == 0x100 || version == 0x300) && s.n > head + HEAD ? head + HEAD : 0;
}

/* The next record; false: there is none, or it is broken. */
static bool next(struct span s, size_t *at, struct span *r)
{
    const uint32_t words = u32_at(s, *at);
    if (*at + 6 > s.n || words < 3 || words > (s.n - *at) / 2 || u16_at(s, *at + 4) == 0)
        return false;
    *r = part_of(s, *at, 2 * (size_t)words);
    *at += 2 * (size_t)words;
    return true;
}

/* The window that the file begins with; what is placeable says it before. */
static bool first_window(struct span s, double *x, double *y, double *w, double *h)
{
    enum { ORIGIN = 0x020B, EXTENT = 0x020C };
    struct span r;
    bool found = false;
    *x = *y = 0;
    for (size_t at = begin(s); at && !found && next(s, &at, &r);) {
        if (u16_at(r, 4) == ORIGIN)
            *x = word(r, 1), *y = word(r, 0);
        if (u16_at(r, 4) == EXTENT)
            *w = word(r, 1), *h = word(r, 0), found = true;
    }
    return found && fabs(*w) > 0 && fabs(*h) > 0;
}

bool wmf_size(struct span file, double *width, double *height)
{
    static const double TWIPS = 20; /* a point; what logical units are where nothing is said */
    double x, y, w = 0, h = 0;
    if (!begin(file))
        return false;
    if (u32_at(file, 0) == 0x9AC6CDD7) {
        const double inch = u16_at(file, 14) ? u16_at(file, 14) : 1440;
        *width = fabs(i16_at(file, 10) - (double)i16_at(file, 6)) * 72 / inch;
        *height = fabs(i16_at(file, 12) - (double)i16_at(file, 8)) * 72 / inch;
        if (*width > 0 && *height > 0)
            return true;
    }
    const bool known = first_window(file, &x, &y, &w, &h);
    *width = known ? fabs(w) / TWIPS : 72;
    *height = known ? fabs(h) / TWIPS : 72;
    return true;
}

static void play(struct gdi *g, struct span file)
{
    struct wmf p = {.g = g};
    struct span r;
    size_t at = begin(file);
    while (at && next(file, &at, &r)) {
        const struct record *record = record_of(u16_at(r, 4));
        if (record)
            record->play(&p, r);
    }
    g->out->cut |= u16_at(file, at + 4) != 0 || at + 6 > file.n;
}

/* A file that says nothing of its window is played once to see what it reaches. */
static void find_window(struct gdi *g, struct span file)
{
    struct arena a = {0};
    struct drawing nothing = {0};
    struct gdi trial;
    gdi_init(&trial, &a, &nothing);
    play(&trial, file);
    if (trial.right > trial.left && trial.bottom > trial.top) {
        g->now.window_x = trial.left;
        g->now.window_y = trial.top;
        g->now.window_w = trial.right - trial.left;
        g->now.window_h = trial.bottom - trial.top;
    }
    gdi_release(&trial);
    arena_release(&a);
}

void wmf_play(struct gdi *g, struct span file)
{
    struct gdi_state *s = &g->now;
    double x, y, w = 0, h = 0;
    s->map_mode = MAP_ANISOTROPIC;
    wmf_size(file, &s->view_w, &s->view_h);
    s->window_w = i16_at(file, 10) - (double)i16_at(file, 6);
    s->window_h = i16_at(file, 12) - (double)i16_at(file, 8);
    if (u32_at(file, 0) == 0x9AC6CDD7 && fabs(s->window_w) > 0 && fabs(s->window_h) > 0) {
        s->window_x = i16_at(file, 6);
        s->window_y = i16_at(file, 8);
    } else if (first_window(file, &x, &y, &w, &h)) {
        s->window_w = w;
        s->window_h = h;
    } else {
        find_window(g, file);
    }
    play(g, file);
}
