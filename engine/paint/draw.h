/* Drawing items on any Cairo surface. Private to paint. */
#ifndef PAINT_DRAW_H
#define PAINT_DRAW_H

#include "paint/paint.h"

#include <cairo.h>

/* A font file that has been opened; two families asked for may be one. */
struct paint_file {
    const struct face *face; /* the first that is served by it */
    cairo_font_face_t *cairo;
    struct glyph_use *uses; /* by glyph id; for PDF, see clusters.c */
    size_t n_glyphs;
};

/* Glyphs that are shown by one call. */
struct paint_span {
    bool silent; /* without their characters */
    size_t glyphs, clusters, bytes;
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
    double size;
    struct paint_file *file; /* of `face` */

    /* The text that is being shown. */
    cairo_glyph_t *glyphs;
    bool *starts; /* a glyph: it begins a word */
    size_t n_glyphs, cap_glyphs;
    struct paint_span *spans; /* as many as glyphs fit */
    size_t n_spans;
    cairo_text_cluster_t *clusters; /* likewise */
    size_t n_clusters;
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
bool draw_face(struct painter *p, const struct face *face, double size); /* false: reported */
/* The file of a face, opened; NULL: reported. It moves when the next one is opened. */
struct paint_file *find_file(struct painter *p, const struct face *face);

/* Counts every glyph that a PDF of these pages will show. */
void clusters_count(struct painter *p, const struct frames *f);
/* Fills the painter's glyphs, where layout wants them, with spans, clusters and text. */
void clusters_fill(struct painter *p, const struct frame_item *item);

#endif
