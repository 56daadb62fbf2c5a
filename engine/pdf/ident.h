/* 128 bits that tell one file from another (the /ID of a trailer, ISO 32000-1, 14.4). Made from the content, so the
 * same file has the same; no protection against somebody who wants two files to agree: that is what signatures are for. */
#ifndef PDF_IDENT_H
#define PDF_IDENT_H

#include "base/span.h"

struct pdf_ident {
    uint64_t a, b;
};

void pdf_ident_init(struct pdf_ident *id);
void pdf_ident_add(struct pdf_ident *id, struct span bytes); /* pieces count as pieces: "ab" is not "a" and "b" */
void pdf_ident_end(const struct pdf_ident *id, char out[16]);

#endif
