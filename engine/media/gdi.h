/* The device that metafiles are played on: what GDI keeps between records, and what it makes of shapes. Private to media.
 * Everything that is drawn is in the picture's own points at once: a path does not change with the transform after it. */
#ifndef MEDIA_GDI_H
#define MEDIA_GDI_H

#include "media/bytes.h"
#include "media/drawing.h"

struct affine {
    double xx, yx, xy, yy, x0, y0; /* x becomes xx x + xy y + x0, y yx x + yy y + y0 */
};
/* First `inner`, then `outer`. */
struct affine affine_of(const struct affine *outer, const struct affine *inner);

enum gdi_kind { GDI_NONE, GDI_PEN, GDI_BRUSH, GDI_FONT, GDI_OTHER };

struct gdi_pen {
    double width; /* logical; 0: a hair */
    bool none;
    uint32_t color;
    enum drawing_dash dash;
    enum drawing_cap cap;
    enum drawing_join join;
};

struct gdi_brush {
    bool none;
    uint32_t color;
};

struct gdi_font {
    double height; /* > 0: of the cell; < 0: of the letters; logical */
    double escapement; /* counter-clockwise [degrees] */
    bool bold, italic, underline, strike;
    unsigned charset;
    const char *family;
};

struct gdi_object {
    enum gdi_kind kind;
    union {
        struct gdi_pen pen;
        struct gdi_brush brush;
        struct gdi_font font;
    } as;
};

/* What SaveDC keeps. */
struct gdi_state {
    struct affine world;
    int map_mode;
    double window_x, window_y, window_w, window_h, view_x, view_y, view_w, view_h;
    struct gdi_pen pen;
    struct gdi_brush brush;
    struct gdi_font font;
    uint32_t text_color, ground_color;
    bool opaque, winding, clockwise;
    unsigned text_align, rop;
    double x, y; /* the position, logical */
    const struct drawing_clip *clip, *meta; /* meta: what a new clip begins from */
};

enum gdi_map { MAP_TEXT = 1, MAP_ISOTROPIC = 7, MAP_ANISOTROPIC = 8 };
enum gdi_paint { PAINT_FILL = 1, PAINT_LINE = 2 };
/* Raster operations that are told apart. */
enum gdi_raster { RASTER_COPY, RASTER_AND, RASTER_OR, RASTER_NOTHING, RASTER_PATTERN, RASTER_BLACK, RASTER_WHITE };

struct gdi {
    struct arena *a;
    struct drawing *out;
    size_t cap_ops, n_steps, n_chars, n_pixels;
    struct affine device; /* of the device to the picture */
    double unit_w, unit_h; /* of the fixed map modes: device units a millimetre */
    struct gdi_state now;
    struct gdi_state *saved;
    size_t n_saved, cap_saved;
    struct gdi_object *objects;
    size_t n_objects;
    struct frame_step *path; /* under way */
    size_t n_path, cap_path;
    bool bracket;            /* between BeginPath and EndPath: nothing is drawn yet */
    bool ended;              /* EndPath was there: what comes next begins anew */
    bool figure;             /* the path has a place to go on from */
    uint32_t table[256]; /* of the character set asked for last */
    unsigned charset;
    bool table_known;
    double left, top, right, bottom; /* what was reached; left > right: nothing */
};

/* ---- state (gdi.c) ---- */

void gdi_init(struct gdi *g, struct arena *a, struct drawing *out);
void gdi_release(struct gdi *g);
void gdi_save(struct gdi *g);
void gdi_restore(struct gdi *g, int which); /* < 0: so many back; > 0: the nth; else nothing */
/* An object takes its place in the table; `at` beyond it is left out. */
void gdi_object(struct gdi *g, size_t at, const struct gdi_object *o);
void gdi_select(struct gdi *g, const struct gdi_object *o);
void gdi_select_stock(struct gdi *g, unsigned which); /* [MS-EMF] 2.1.31, without the high bit */
/* Logical units to the picture, and to the device. */
struct affine gdi_transform(const struct gdi *g);
void gdi_scale_window(struct gdi *g, int xn, int xd, int yn, int yd);
void gdi_scale_view(struct gdi *g, int xn, int xd, int yn, int yd);
struct drawing_op *gdi_op(struct gdi *g, enum drawing_op_type type); /* NULL: enough was drawn */
uint32_t gdi_color(uint32_t ref); /* 0x00BBGGRR to 0xRRGGBB */
double gdi_within(double v); /* not too far away to be drawn; what is no number is 0 */
enum gdi_raster gdi_raster(uint32_t code);
struct gdi_pen gdi_pen(unsigned style, double width, uint32_t color);
struct gdi_brush gdi_brush(unsigned style, uint32_t color);

/* ---- paths (gdi_path.c, gdi_shape.c, gdi_clip.c) ---- */

void gdi_move_to(struct gdi *g, double x, double y);
void gdi_line_to(struct gdi *g, double x, double y);
void gdi_curve_to(struct gdi *g, const double v[6]);
void gdi_close(struct gdi *g);
/* A step of a figure that has nothing to do with the position; logical. */
void gdi_step(struct gdi *g, enum frame_step_type type, const double *v);
/* What was added since the last time is drawn, unless it belongs to a path in brackets. */
void gdi_draw(struct gdi *g, unsigned paint);
void gdi_begin_path(struct gdi *g);
void gdi_end_path(struct gdi *g);
void gdi_draw_path(struct gdi *g, unsigned paint); /* the one in brackets */
void gdi_clip_path(struct gdi *g, int mode);       /* to it; [MS-EMF] 2.1.29 */
void gdi_drop_path(struct gdi *g);
void gdi_rectangle(struct gdi *g, double x1, double y1, double x2, double y2);
void gdi_round_rectangle(struct gdi *g, double x1, double y1, double x2, double y2, double w, double h);
void gdi_ellipse(struct gdi *g, double x1, double y1, double x2, double y2);
enum gdi_arc { ARC_OPEN, ARC_FROM_POSITION, ARC_CHORD, ARC_PIE };
/* From where the ray through (xs, ys) meets the ellipse in the box to that through (xe, ye), counter-clockwise unless the state says so. */
void gdi_arc(struct gdi *g, enum gdi_arc kind, const double box[4], double xs, double ys, double xe, double ye);
void gdi_angle_arc(struct gdi *g, double x, double y, double radius, double from, double sweep); /* counter-clockwise [degrees] */
/* Clips to rectangles, four numbers each; logical, or of the device. */
void gdi_clip_rectangles(struct gdi *g, const double *v, size_t n, bool logical, bool outside);
/* The five steps of a rectangle. */
void gdi_corners(const struct affine *m, double x1, double y1, double x2, double y2, struct frame_step *v);
/* A rectangle in one colour. */
void gdi_fill(struct gdi *g, double x1, double y1, double x2, double y2, uint32_t color);
void gdi_fill_device(struct gdi *g, const double box[4], uint32_t color); /* in units of the device */

/* ---- text and points (gdi_show.c) ---- */

enum { TEXT_OPAQUE = 2, TEXT_CLIPPED = 4 };
/* `chars` and `advances` (logical, or NULL) are in the arena. */
void gdi_text(struct gdi *g, double x, double y, unsigned options, const double box[4], const uint32_t *chars, const double *advances, size_t n);
/* A part of a bitmap on a rectangle of logical units; `from`: x, y, width, height in it, from the top; all 0: all of it. */
void gdi_pixels(struct gdi *g, const struct pixels *p, const double to[4], const double from[4], enum gdi_raster raster);
/* A device-independent bitmap within a record, drawn as gdi_pixels does or as the raster operation draws without one. */
struct gdi_bitmap {
    struct span head, bits; /* bits empty: they stand behind the head */
    bool alpha;             /* the fourth byte of a point is one */
};
void gdi_bitmap(struct gdi *g, const struct gdi_bitmap *b, const double to[4], const double from[4], uint32_t rop);
/* The same where `from` is counted from the bitmap's bottom, if that comes first in it. */
void gdi_dib(struct gdi *g, const struct gdi_bitmap *b, const double to[4], const double from[4], uint32_t rop);
/* A brush of a pattern: the colour that it has on the whole. */
struct gdi_brush gdi_pattern(struct gdi *g, const struct gdi_bitmap *b);
/* What the bytes of text in the font at hand stand for; a font of symbols has its own codes. */
void gdi_charset(struct gdi *g, uint32_t table[256]);

/* ---- the players ---- */

void emf_play(struct gdi *g, struct span file);
bool emf_size(struct span file, double *width, double *height);
void wmf_play(struct gdi *g, struct span file);
bool wmf_size(struct span file, double *width, double *height);

#endif
