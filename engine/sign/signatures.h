/* The signatures of a PDF as the file has them, before anything is believed. Internal to sign. */
#ifndef SIGN_SIGNATURES_H
#define SIGN_SIGNATURES_H

#include "pdf/read.h"
#include "sign/fields.h"

enum { LIMIT_SIGNATURES = 100 };

/* How the value is built (ISO 32000-1 12.8.3, EN 319 142-1). */
enum signature_format {
    SIGNATURE_CADES,     /* ETSI.CAdES.detached */
    SIGNATURE_DETACHED,  /* adbe.pkcs7.detached */
    SIGNATURE_TIMESTAMP, /* ETSI.RFC3161 */
    SIGNATURE_UNKNOWN,
};

struct signature {
    const struct field *field;
    const struct pdf_obj *dict;
    enum signature_format format;
    const char *subfilter;  /* as written; "" is none */
    struct span contents;   /* /Contents decoded, with its padding */
    bool whole;             /* /ByteRange is everything but exactly /Contents, up to the end of a revision */
    size_t gap, gap_end;    /* where /Contents stands, if `whole` */
    size_t end;             /* where what is signed ends */
    size_t revision;        /* that ends there */
};

/* In the arena of the file, in the order in which they were made. *all false: there are more than the bounds allow. */
size_t signatures_read(struct pdf_file *f, struct signature **out, bool *all);

/* The DER at the beginning of the contents, by the length that it says itself; the rest is padding. Of what has no length before it (BER),
 * all of the contents. */
struct span signature_der(const struct signature *s);
/* What stands behind the first `used` bytes is only padding. */
bool signature_padding_is_zero(struct span contents, size_t used);

#endif
