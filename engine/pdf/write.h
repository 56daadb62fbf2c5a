/* Printing objects: the shortest form that is still legible, the same bytes for the same object. */
#ifndef PDF_WRITE_H
#define PDF_WRITE_H

#include "pdf/object.h"

/* Appends the object as it stands in a container: streams are not allowed here. */
void pdf_write(struct buf *out, const struct pdf_obj *o);
/* Appends "NUM GEN obj ... endobj" with ends of lines; streams with their stored data. */
void pdf_write_object(struct buf *out, uint32_t num, uint16_t gen, const struct pdf_obj *o);

/* New numbers for references, given in the order in which they are met. */
struct pdf_renumber {
    uint32_t *to; /* of an old number; 0: not met yet */
    uint32_t most; /* old numbers are below it; others become null */
    uint32_t *met; /* the old numbers, in the order of the new ones; room for `most` */
    size_t n;
};

/* The same with new numbers in references; NUM is the new one already. /Length of a stream is printed as a number. */
void pdf_write_renumbered(struct buf *out, uint32_t num, const struct pdf_obj *o, struct pdf_renumber *r);

#endif
