/* Frames to PDF, PNG and SVG through Cairo; the only user of cairo.h. */
#ifndef PAINT_PAINT_H
#define PAINT_PAINT_H

#include "layout/frame.h"

/* Appends the whole PDF: fonts embedded and subset, structure tags, outline, title and language.
 * Dates come from meta. */
bool paint_pdf(struct ctx *ctx, const struct frames *f, const struct doc_meta *meta,
               struct buf *out);
/* One page. dpi for PNG, e.g. 96. */
bool paint_png(struct ctx *ctx, const struct frames *f, size_t page, double dpi, struct buf *out);
bool paint_svg(struct ctx *ctx, const struct frames *f, size_t page, struct buf *out);

#endif
