/* The form fields of a PDF (ISO 32000-1, 12.7.3). Internal to sign. */
#ifndef SIGN_FIELDS_H
#define SIGN_FIELDS_H

#include "pdf/read.h"

enum { LIMIT_FIELDS = 10000, LIMIT_FIELD_DEPTH = 16 };

/* A terminal field: one that has a value of its own. */
struct field {
    uint32_t num;                /* of the object; 0: it is direct */
    const struct pdf_obj *dict;
    const char *name;            /* fully qualified, UTF-8: "a.b" */
    const char *type;            /* "Sig", "Tx", "Btn", "Ch"; "" is none */
    const struct pdf_obj *value; /* /V, references followed; the null object: empty */
    uint32_t value_num;          /* of its object; 0: direct */
};

/* In the arena of the file, in the order of the form. More than the bounds allow is left out: *all is false then. */
size_t fields_read(struct pdf_file *f, struct field **out, bool *all);

/* The catalogue, and its number. The null object: there is none. */
const struct pdf_obj *pdf_catalogue(struct pdf_file *f, uint32_t *num);

#endif
