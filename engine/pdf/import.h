/* A page of another file as a picture of a new revision: what a signature or a filled field shows. */
#ifndef PDF_IMPORT_H
#define PDF_IMPORT_H

#include "pdf/update.h"

/* Copies page `page` of `from`, with all it needs, into the revision as a form XObject (ISO 32000-1, 8.10) whose box is the
 * page's media box. `from` must live as long as `u`. Structure and annotations of the page stay behind. Gives the object's number; 0: the
 * page is not there or broken, reported. */
uint32_t pdf_import_page(struct pdf_update *u, struct pdf_file *from, size_t page);

#endif
