/* Frames to PDF, PNG and SVG through Cairo; the only user of cairo.h. */
#ifndef PAINT_PAINT_H
#define PAINT_PAINT_H

#include "layout/frame.h"

/* What Cairo cannot write of a PDF, for pdf/finish.h to put in: which pages are one, what each element of structure is. */
struct paint_element {
    int tag;          /* index into the tags of the frames */
    const char *name; /* of its structure type */
    bool inner;       /* made for a part of the tag's own text: a span or a link in it */
    const char *url;  /* of a link, else NULL */
};

struct paint_plan {
    struct arena *arena; /* of what stands below; given by the caller */
    /* The PDF has the pages of the frames, and behind them pages of artifacts, each to be laid under or over one of them.
     * A page of the frames: the indices of these, 0 where there is none. */
    struct paint_layers {
        size_t below, above;
    } *layers;
    /* Streams of the PDF that are to be replaced: of the programs of fonts. */
    struct paint_program {
        uint32_t object;
        size_t size;       /* of the program as it is */
        struct span bytes; /* the same by FlateDecode */
    } *programs;
    size_t n_programs;
    struct paint_element *elements; /* of the structure tree, parents before children, in the order of the tree */
    size_t n_elements;
};

/* Appends a PDF that lacks what the plan tells: fonts embedded and subset, structure tags, outline. Without a plan it has the
 * pages as they are, and no tags. */
bool paint_pdf(struct ctx *ctx, const struct frames *f, struct paint_plan *plan, struct buf *out);
/* One page. dpi for PNG, e.g. 96. */
bool paint_png(struct ctx *ctx, const struct frames *f, size_t page, double dpi, struct buf *out);
bool paint_svg(struct ctx *ctx, const struct frames *f, size_t page, struct buf *out);

/* Versions of the libraries that run; the second in the arena. */
const char *paint_cairo_version(void);
const char *paint_freetype_version(struct arena *a);

#endif
