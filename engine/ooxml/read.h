/* DOCX from elsewhere into the document tree (ISO/IEC 29500-1, transitional and strict). */
#ifndef OOXML_READ_H
#define OOXML_READ_H

#include "model/doc.h"
#include "package/read.h"

/* The whole document: text as finally revised, styles resolved, labels of lists counted. Nothing of the package is borrowed
 * once it returns but the bytes of pictures, so the package is closed after the document is freed or written.
 * What cannot be shown is told once a kind as a warning. NULL: reported. */
struct doc *docx_read(struct ctx *ctx, struct package *p);

#endif
