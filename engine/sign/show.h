/* What fields show, in the revision that signs or fills them. Internal to sign. */
#ifndef SIGN_SHOW_H
#define SIGN_SHOW_H

#include "pdf/update.h"
#include "sign/fields.h"
#include "sign/pades.h"

/* Sets the appearance of a signature's widget, which is merged with its field: `widget` is a copy that the caller puts. A widget of no size
 * shows nothing. false: reported. */
bool show_signature(struct pdf_update *u, struct pdf_file *f, const struct pades_request *request, const struct pades_signer *who,
                    struct pdf_obj *widget);
/* Fills text fields: their values, and how each of their widgets looks. false: reported. */
bool show_fillings(struct pdf_update *u, struct pdf_file *f, const char *name, const struct pades_request *request, const struct field *fields, size_t n);
/* The names of the fields that it fills, an array of text strings: nobody may write over them afterwards. */
struct pdf_obj show_places(struct arena *a, const struct pades_request *request, const struct field *fields, size_t n);

#endif
