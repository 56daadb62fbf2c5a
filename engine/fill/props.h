/* Properties of runs and paragraphs put together: what is asked for over what stands in the template, in the order that
 * the schema has (ECMA-376-1, 17.3.1.26 and 17.3.2.28). Internal to fill. */
#ifndef FILL_PROPS_H
#define FILL_PROPS_H

#include "base/span.h"

/* Appends <w:rPr>…</w:rPr>, or nothing when there is none. `base` and `over` are such elements or empty; a property of
 * `over` takes the place of the base's. */
void props_run(struct span base, struct span over, struct buf *out);
/* The same of <w:pPr>. `drop`: names (parted by spaces, without prefix) that are not taken from the base; sections and
 * recorded changes never are. */
void props_paragraph(struct span base, const char *drop, struct span over, struct buf *out);

#endif
