/* Printing objects: the shortest form that is still legible, the same bytes for the same object. */
#ifndef PDF_WRITE_H
#define PDF_WRITE_H

#include "pdf/object.h"

/* Appends the object as it stands in a container: streams are not allowed here. */
void pdf_write(struct buf *out, const struct pdf_obj *o);
/* Appends "NUM GEN obj ... endobj" with ends of lines; streams with their stored data. */
void pdf_write_object(struct buf *out, uint32_t num, uint16_t gen, const struct pdf_obj *o);

#endif
