/* What a signature lets be done to the file after it: DocMDP and FieldMDP (ISO 32000-1, 12.8.2.2 and 12.8.2.4), and the /Lock of its field
 * (ISO 32000-2, 12.7.5.5). Internal to sign. */
#ifndef SIGN_PERMISSION_H
#define SIGN_PERMISSION_H

#include "pdf/read.h"

enum permission_locks { LOCKS_NONE, LOCKS_ALL, LOCKS_THESE, LOCKS_OTHERS };

struct permission {
    int level;      /* 1 nothing, 2 forms and signatures, 3 comments as well; 0: the signature does not say */
    bool certifies; /* it says so itself, by DocMDP: then no further signature may be seen */
    enum permission_locks locks;
    const struct pdf_obj *names; /* of fields, for LOCKS_THESE and LOCKS_OTHERS: an array */
    struct pdf_file *file;       /* where the names are */
};

/* `field` may be the null object. Borrows from the file. */
struct permission permission_read(struct pdf_file *f, const struct pdf_obj *signature, const struct pdf_obj *field);

/* Whether a field must not be changed; a name in the list counts for every field below it. */
bool permission_locks(const struct permission *p, const char *name);

#endif
