/* ODT from elsewhere into the document tree (ODF 1.2 and 1.3, part 3). */
#ifndef ODF_READ_H
#define ODF_READ_H

#include "model/doc.h"
#include "package/read.h"

/* The whole document: text as finally revised, styles resolved, labels of lists counted, fields and indexes as stored. Nothing of
 * the package is borrowed once it returns but the bytes of pictures, so the package is closed after the document is freed or
 * written. What cannot be shown is told once a kind as a warning. NULL: reported. */
struct doc *odt_read(struct ctx *ctx, struct package *p);

#endif
