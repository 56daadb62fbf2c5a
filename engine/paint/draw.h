/* Drawing items on any Cairo surface. Private to paint. */
#ifndef PAINT_DRAW_H
#define PAINT_DRAW_H

#include "paint/paint.h"

#include <cairo.h>

/* A glyph that the PDF shows. */
struct paint_sign {
    uint32_t glyph;
    size_t count;
    struct span text;   /* of the first cluster that it makes alone; n 0: it never does */
    unsigned char code; /* in a file that is coded */
    double advance, cut; /* [em]: of the font, and what Cairo cuts off it; advance 0: not asked yet */
};

/* A font file that has been opened; two families asked for may be one. */
struct paint_file {
    const struct face *face; /* the first that is served by it */
    cairo_font_face_t *cairo;
    struct outlines *outlines; /* that Cairo does not have; NULL: it has them. Borrowed from `face` */
    unsigned char *cmap; /* what Cairo takes for the font's characters: codes.c; NULL: it has none */
    double size;         /* at which it comes first: Cairo has these glyphs at hand then; 0: it is not shown */
    size_t n_glyphs;
    uint32_t *places;    /* of a glyph: its index in `signs` and one; 0: it is not shown. NULL: not asked yet */
    struct paint_sign *signs;
    size_t n_signs, cap_signs;
    bool coded;          /* the signs have codes of a byte, and their characters come from ToUnicode alone */
    bool ambiguous;      /* they cannot have */
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
    bool whole;  /* Cairo is to have the outlines of fonts */
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
    bool unclear; /* a cluster of some text cannot be told apart from a code */
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
void draw_drawing(struct painter *p, const struct frame_item *item);
void draw_color(struct painter *p, uint32_t color);
/* `stretch`: sideways. false: reported. */
bool draw_face(struct painter *p, const struct face *face, double size, double stretch);
/* The file of a face, opened; NULL: reported. It moves when the next one is opened. */
struct paint_file *find_file(struct painter *p, const struct face *face);

/* Finds what glyphs the pages show, and in what files. */
void signs_collect(struct painter *p, const struct frames *f);
/* The sign of a glyph; NULL: it was not met. */
struct paint_sign *sign_of(const struct paint_file *file, uint32_t glyph);
void signs_release(struct paint_file *file);

/* Writes into each file with stand-ins which of the painter's it is. */
void outlines_mark(struct painter *p);
/* Makes the programs of the fonts in a PDF that Cairo wrote of stand-ins, into the plan. false: it is not of the expected form. */
bool outlines_put(struct painter *p, struct span pdf, struct paint_plan *plan);

size_t codes_cmap_size(void);
void codes_cmap_clear(unsigned char *cmap);
/* Gives every file codes that can have them; codes.c tells why. Without `allowed` none gets them. */
void codes_give(struct painter *p, bool allowed);
/* What the codes mean, as a ToUnicode map. */
void codes_map(const struct paint_file *file, struct buf *out);
/* The file whose last code this is; NULL: none. */
const struct paint_file *codes_file(const struct painter *p, unsigned last);
/* Puts the maps into a PDF that Cairo wrote; false: it is not of the expected form, or one does not fit. */
bool codes_tell(const struct painter *p, struct span pdf);

/* Is there a file that needs it? Shows all its glyphs without their characters; rehearse.c tells why. */
bool rehearse(struct painter *p);
/* Takes the first page out of a PDF that Cairo wrote; false: it is not of the expected form, and
 * unchanged. */
bool rehearse_drop(struct span pdf);

/* ---- the bytes of a PDF that Cairo wrote (patch.c) ---- */

bool text_at(struct span s, size_t at, const char *text);
/* Steps behind `text`; false: it does not stand at *at. */
bool pass(struct span s, size_t *at, const char *text);
/* "key NUMBER" in the dictionary at `at`, where Cairo begins a line with every key. */
bool number_of(struct span pdf, size_t at, const char *key, size_t *out);
/* The digits at *at; false: there are none, or too many. */
bool number_at(struct span s, size_t *at, size_t *out);
struct pdf_view {
    struct span bytes;
    size_t first, entries; /* of the cross-reference table (ISO 32000-1, 7.5.4) */
};
bool view_pdf(struct span s, struct pdf_view *out);
/* Where an object stands; false: the table does not say. */
bool find_object(const struct pdf_view *pdf, size_t number, size_t *out);

#endif
