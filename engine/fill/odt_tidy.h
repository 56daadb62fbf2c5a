/* Inside fill: mending a part of an ODT after it was filled. Not for other modules. */
#ifndef FILL_ODT_TIDY_H
#define FILL_ODT_TIDY_H

#include "fill/edit.h"
#include "fill/odt_own.h"

/* The part mended; `before` is the part as it was: what the template itself has twice stays, and a table that nothing
 * changed. In the arena, or `text` itself. */
struct span odt_tidy(struct rich *r, const char *part, struct span before, struct span text);

/* -- odt_table.c: cells and columns of tables fit each other (9.1.3, 9.1.5: table:table-cell, table:covered-table-cell). */
struct odt_tables;
struct odt_tables *odt_tables_new(struct rich *r, const char *part, struct span before, struct edits *e);
/* A start tag that stands in `depth` elements, and the end of one that does. */
void odt_tables_start(struct odt_tables *t, const struct xscan *s, const struct xscan_token *k, int depth);
void odt_tables_close(struct odt_tables *t, const struct xscan_token *k, int depth);

/* -- odt_frame.c */

/* Pictures of the template that stand for values: their frames keep place and box, the new picture keeps its proportions in
 * it. `text` with what odt_mark_frame left there resolved. */
struct span odt_fill_frames(struct rich *r, const char *part, struct span text);
/* Whether a tag names a frame with a picture: it stands in its draw:name, svg:title or svg:desc. */
bool odt_names_frame(const struct part *p, const struct tag *t);
/* Appends what stands for the picture in the name. */
void odt_mark_frame(struct rich *r, const struct drawing *d, struct buf *out);
/* One frame with another picture. In the arena. */
struct span odt_frame_with(struct rich *r, const char *part, struct span frame, const struct drawing *d);

#endif
