/* A signature field that the file does not have yet: one that is not seen, or one at a place on a page. Internal to sign. */
#ifndef SIGN_NEW_FIELD_H
#define SIGN_NEW_FIELD_H

#include "pdf/update.h"
#include "sign/pades.h"

struct new_field {
    const char *name;
    uint32_t signature; /* number of its value */
    struct pades_signer who;
    const struct pades_place *at; /* NULL: it is not seen */
    const struct pades_request *request;
    bool is_signed; /* the file has signatures: its structure must stay as it is */
};

/* Adds it to the form, to its page, and to the structure tree if the file is tagged; the catalogue, a copy, is put by the caller. false: reported. */
bool new_field_make(struct pdf_update *u, struct pdf_file *f, const char *file, struct pdf_obj *catalogue, const struct new_field *n);

#endif
