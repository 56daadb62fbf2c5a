/* ECMA-376 transitional word processing documents, compatibility mode 14, from the document tree. */
#ifndef OOXML_DOCX_H
#define OOXML_DOCX_H

#include "model/doc.h"

bool docx_write(struct ctx *ctx, const struct doc *doc, struct buf *out);

#endif
