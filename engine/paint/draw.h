/* Drawing items on any Cairo surface. Private to paint. */
#ifndef PAINT_DRAW_H
#define PAINT_DRAW_H

#include "paint/paint.h"

#include <cairo.h>

/* A font file that has been opened; two families asked for may be one. */
struct paint_file {
    const struct face *face; /* the first that is served by it */
    cairo_font_face_t *cairo;
    bool *used;  /* a glyph id: the PDF shows it; see rehearse.c */
    double size; /* at which it comes first: Cairo has these glyphs at hand then */
    size_t n_glyphs;
};

struct paint_face {
    const struct face *face;
    size_t file; /* index into the painter's files */
};

/* Where Cairo is within a line of PDF text; text.c explains it. Lengths in em. */
struct paint_pen {
    bool down; /* the text object of the last glyph is still open */
    double y;  /* baseline [pt] */
    double size;
    double x;   /* where Cairo believes a reader to be, from the page's left edge */
    double lag; /* how far the reader is behind */
};

struct painter {
    struct ctx *ctx;
    cairo_t *cr;
    bool pdf;    /* text keeps its characters */
    bool pixels; /* pictures must be decoded */

    bool colored; /* `color` is Cairo's current source */
    uint32_t color;
    struct paint_pen pen;

    struct paint_file *files;
    size_t n_files, cap_files;
    struct paint_face *faces;
    size_t n_faces, cap_faces;
    const struct face *face; /* Cairo's current face, and its size */
    double size, stretch;
    struct paint_file *file; /* of `face` */

    /* The text that is being shown. */
    cairo_glyph_t *glyphs;
    cairo_text_cluster_t *clusters;
    bool *starts; /* a glyph: it begins a word */
    size_t n_glyphs, n_clusters, cap_glyphs;
    struct buf text;
    bool space_after; /* the line ends within a paragraph: a space belongs after it */
};

void painter_init(struct painter *p, struct ctx *ctx, cairo_surface_t *surface);
void painter_release(struct painter *p);
/* Reports Cairo's or the surface's error; true: there is none. */
bool painter_finish(struct painter *p, cairo_surface_t *surface);
/* For cairo_*_create_for_stream and the like; `closure` is a struct buf. */
cairo_status_t painter_write(void *closure, const unsigned char *bytes, unsigned length);

void draw_page(struct painter *p, const struct frame_page *page); /* in order, without tags */
void draw_item(struct painter *p, const struct frame_item *item);
void draw_text(struct painter *p, const struct frame_item *item);
void draw_image(struct painter *p, const struct frame_item *item);
void draw_color(struct painter *p, uint32_t color);
/* `stretch`: sideways. false: reported. */
bool draw_face(struct painter *p, const struct face *face, double size, double stretch);
/* The file of a face, opened; NULL: reported. It moves when the next one is opened. */
struct paint_file *find_file(struct painter *p, const struct face *face);

/* Shows all glyphs of the pages without their characters; rehearse.c tells why. */
void rehearse(struct painter *p, const struct frames *f);
/* Takes the first page out of a PDF that Cairo wrote; false: it is not of the expected form, and
 * unchanged. */
bool rehearse_drop(struct span pdf);

#endif
