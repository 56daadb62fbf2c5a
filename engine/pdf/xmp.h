/* What a PDF says of itself: the information dictionary (ISO 32000-1, 14.3.3) and the XMP packet (ISO 16684-1), which agree. */
#ifndef PDF_XMP_H
#define PDF_XMP_H

#include "model/doc.h"
#include "pdf/attach.h"

/* What the file claims to be (ISO 19005-2, 6.6.4; ISO 14289-1, 5). */
struct pdf_claim {
    char level; /* 'A', 'U'; 0: no PDF/A */
    bool ua;
    int part; /* of PDF/A: 2, or 3 where files are attached */
};

/* Both from the same meta data; producer: the drawing library's name, or NULL; origin: NULL, nothing is told of it. The dictionary borrows from meta and the arena. */
struct pdf_obj pdf_info(struct arena *a, const struct doc_meta *meta, const char *producer);
void pdf_xmp(const struct doc_meta *meta, const char *producer, const struct pdf_claim *claim, const struct pdf_origin *origin, struct buf *out);

#endif
