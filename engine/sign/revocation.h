/* Whether a certificate was revoked: OCSP responses (RFC 6960) and CRLs (RFC 5280 section 5), from a pool that was read from the file, given
 * with --trust, or fetched. Internal to sign. */
#ifndef SIGN_REVOCATION_H
#define SIGN_REVOCATION_H

#include "sign/chain.h"
#include "sign/fetch.h"

enum { LIMIT_EVIDENCE = 64 }; /* CRLs and responses looked at, each */

/* What is known. Owned: parsed CRLs and responses with their DER. */
struct evidence {
    struct evidence_crl {
        X509_CRL *crl;
        struct buf der;
    } *crls;
    size_t n_crls;
    struct evidence_ocsp {
        struct ocsp_response_st *response;
        struct buf der;
    } *ocsps;
    size_t n_ocsps;
};

/* Adds what can be read; false: it cannot, or is already there, or there are too many. */
bool evidence_add_crl(struct evidence *e, struct span der);
bool evidence_add_ocsp(struct evidence *e, struct span der);
void evidence_add_trust(struct evidence *e, const struct trust *t);
void evidence_release(struct evidence *e);

enum revocation_state { REVOCATION_UNKNOWN, REVOCATION_GOOD, REVOCATION_REVOKED };
struct revocation {
    enum revocation_state state;
    int64_t when;                 /* revoked at */
    bool by_ocsp;                 /* what it was told from */
    int64_t told;                 /* thisUpdate of that */
};

/* The state of `cert`, issued by `issuer`, as of the time `at`: what is told for that time or later counts, and a revocation after `at` does
 * not. `others`: where a responder's certificate may come from. */
struct revocation revocation_check(const struct evidence *e, const struct trust *t, X509 *cert, X509 *issuer, STACK_OF(X509) *others, int64_t at);

/* Fetches for each certificate of a chain but the anchor what is not known yet at `at`: OCSP, else a CRL. false: something could not be had
 * (reported, with the certificate's name). */
bool revocation_fetch(struct ctx *ctx, const struct fetch *f, const struct trust *t, const struct chain *chain, int64_t at, struct evidence *e);

#endif
