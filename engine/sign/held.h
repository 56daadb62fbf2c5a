/* Changing what hangs at a key of an object in a revision. Internal to sign. */
#ifndef SIGN_HELD_H
#define SIGN_HELD_H

#include "pdf/update.h"

struct held {
    uint32_t num; /* of its own object; 0: direct */
    struct pdf_obj copy;
};

/* The dictionary (or array) at a key, wherever it stands, as a copy to change; an empty one where there is none of the kind. Give it back by held_put. */
struct held held_take(struct pdf_update *u, struct pdf_file *f, const struct pdf_obj *holder, const char *key, bool array);
/* What is direct goes into the holder, which must be put by the caller in any case. */
void held_put(struct pdf_update *u, struct pdf_file *f, struct pdf_obj *holder, const char *key, const struct held *h);

#endif
