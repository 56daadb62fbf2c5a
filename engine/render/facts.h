/* What the PDF of a paper says of its entry in a register, so that a register that was lost can be made again from the archive:
 * the list phathanh:Entry of an XMP schema of ours (urn:vanban:register:1#) as "Name: value". A secret paper says nothing. Private to render and
 * store.
 *
 * Names: Profile, Family, Kind, Code, Organ, OrganCode, Symbol, Separator, Number, Date (ISO 8601), Subject, Signers, Addressees, Kept, Copies,
 * Urgency, Supersedes, Repeals. Number and Date are not there where the organ's signature fills them in: they are in the fields of the form. */
#ifndef RENDER_FACTS_H
#define RENDER_FACTS_H

#include "pdf/attach.h"
#include "render/render.h"

enum { FACTS_MOST = 24 };

/* Those that the paper has; values in the arena. How many. */
size_t facts_of(const vb_paper *paper, struct arena *a, struct pdf_fact out[FACTS_MOST]);
/* What the file says, with number and date as the organ's signature filled them in; texts in the arena, NULL where it does not say. `year`:
 * of the date where only day and month were filled in. false: it says nothing of itself, or it cannot be read (reported). */
bool facts_read(struct ctx *ctx, const char *name, struct span pdf, int year, struct arena *a, vb_paper *out);

#endif
