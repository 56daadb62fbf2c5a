/* Cairo's PDF made whole: PDF/A-2a (ISO 19005-2) and PDF/UA-1 (ISO 14289-1) where the document allows it.
 *
 * What Cairo 1.16 does not write is put in: the artifacts of each page, laid under and over it and marked; alternative texts,
 * scopes and spans of table cells, identifiers of notes; what an annotation says; the language, the title, XMP and
 * the output intent; /ID, made from the content. Streams are taken over as Cairo compressed them.
 *
 * The file claims only what is true of it. A picture without a description, a character of the private area, a glyph that
 * no font had, headings that leave out a level, no title or language: each takes a claim away, and what somebody can mend
 * in the document is told. Nothing is invented. */
#ifndef PDF_FINISH_H
#define PDF_FINISH_H

#include "paint/paint.h"
#include "pdf/attach.h"

/* Appends the file. `painted` and `plan` are of paint_pdf for these frames, `doc` is what these were laid out from, `origin` what that was
 * made from (NULL: not told). false: reported. */
bool pdf_finish(struct ctx *ctx, const struct doc *doc, const struct frames *f, const struct paint_plan *plan, const struct pdf_origin *origin,
                struct span painted, struct buf *out);

#endif
