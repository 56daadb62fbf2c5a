/* What was changed in a PDF after a signature, and whether that was allowed (ISO 32000-1, 12.8.2.2). Internal to sign. */
#ifndef SIGN_CHANGES_H
#define SIGN_CHANGES_H

#include "pdf/read.h"
#include "sign/permission.h"

enum change_kind {
    CHANGE_NONE,    /* or certificates, evidence and document timestamps: always allowed */
    CHANGE_FILLED,  /* form fields filled in, further signatures: allowed but under DocMDP level 1 */
    CHANGE_LOCKED,  /* a field that the signature locks was filled in or signed */
    CHANGE_UNSOUND, /* nothing that was signed is another now, but it was saved in a way in which changes can hide */
    CHANGE_OTHER,   /* anything else: the paper is not what was signed */
};

struct changes {
    enum change_kind kind;
    const char *what;  /* CHANGE_LOCKED: the field; CHANGE_UNSOUND, CHANGE_OTHER: what was found first, "object 12"; in the arena of `now` */
    struct buf filled; /* names of fields that were filled, joined by ", " */
};

/* Compares the file as it was when what is signed was all of it with the file as it is. Both are read by the same reader; objects are compared by
 * their value, one by one, so that nothing that was there can have become anything else. */
void changes_find(struct pdf_file *then, struct pdf_file *now, const struct permission *by, struct changes *out);

#endif
