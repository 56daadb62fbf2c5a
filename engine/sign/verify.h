/* Verification of the signatures of a PDF: each with its coverage, digest, path, revocation, strength and time, and what was done to the
 * file afterwards (EN 319 102-1 in outline; the words are for clerks). No OpenSSL here: render includes this header. */
#ifndef SIGN_VERIFY_H
#define SIGN_VERIFY_H

#include "base/ctx.h"
#include "sign/fetch.h"

struct trust;

/* As EN 319 102-1 has them. */
enum verdict {
    VERDICT_PASSED,
    VERDICT_UNKNOWN, /* the bytes are right; who signed, or whether the certificate held, is not proved */
    VERDICT_FAILED,  /* changed, broken, revoked, or too weak */
};

/* One signature or document timestamp. Texts live in the arena given to verify_pdf; NULL: not known. */
struct verified {
    const char *field;
    bool timestamp;       /* a document timestamp */
    enum verdict verdict;
    const char *signer, *organization, *email, *issuer, *serial; /* of the certificate */
    const char *level;    /* "PAdES B-B", "PAdES B-LTA", "PDF"; of a timestamp "RFC 3161" */
    const char *digest, *key; /* "SHA256", "RSA 2048" */
    int64_t claimed;      /* when it says that it was signed; 0: unknown */
    int64_t proved;       /* a timestamp that holds says: not later; 0: none */
    const char *authority; /* whose timestamp that is */
    size_t revision, revisions; /* it covers the first of so many savings, counted from 1; 0: not even one */
    bool certifies;       /* it says what may be changed after it (DocMDP) */
    const char *filled;   /* fields filled in after it, which was allowed; "" is none */
    bool changed;         /* something else was */
};

struct verify_request {
    const struct trust *trust;
    struct fetch fetch;   /* for revocation that is not in the file */
};

/* Verifies every signature; ctx->now is the time of verification. What is wrong with one is reported at its field. `found` is called for each, in
 * the order of signing, behind its diagnostics. The worst verdict goes to *worst (VERDICT_FAILED without a signature). false: the file
 * could not be read (reported). */
bool verify_pdf(struct ctx *ctx, const char *name, struct span pdf, const struct verify_request *request, struct arena *a,
                void (*found)(void *user, const struct verified *v), void *user, enum verdict *worst);

#endif
