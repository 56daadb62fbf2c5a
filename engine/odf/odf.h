/* ODF 1.3 text documents from the document tree. */
#ifndef ODF_ODF_H
#define ODF_ODF_H

#include "model/doc.h"

bool odt_write(struct ctx *ctx, const struct doc *doc, struct buf *out);

#endif
