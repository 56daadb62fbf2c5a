/* Whom we trust, and the way from a certificate to there (RFC 5280 section 6, by OpenSSL). Internal to sign but for opening. */
#ifndef SIGN_CHAIN_H
#define SIGN_CHAIN_H

#include <openssl/x509.h>

#include "base/ctx.h"

/* Certificates that are trusted as they are, and CRLs that were given with them. */
struct trust {
    STACK_OF(X509) *anchors;
    STACK_OF(X509_CRL) *crls;
};

enum { LIMIT_TRUST_BYTES = 8 << 20, LIMIT_CHAIN = 10 };

/* Reads PEM files (certificates, CRLs) or one certificate or CRL in DER. NULL: reported. No files: nobody is trusted. */
struct trust *trust_open(struct ctx *ctx, const char *const *files, size_t n);
void trust_free(struct trust *t);
/* A store of the anchors that judges at a time. The caller frees it; NULL only without memory. */
X509_STORE *trust_store(const struct trust *t, int64_t at);

enum chain_purpose { CHAIN_SIGNER, CHAIN_TSA };

enum chain_fault {
    CHAIN_GOOD,
    CHAIN_UNTRUSTED, /* no way to an anchor */
    CHAIN_TIME,      /* `at` is not valid yet or no more at that time */
    CHAIN_BROKEN,    /* a signature on the way is wrong */
    CHAIN_PURPOSE,   /* a certificate is not meant for this */
    CHAIN_WEAK,      /* a key or digest on the way */
    CHAIN_OTHER,
};

struct chain {
    enum chain_fault fault;
    const char *reason;   /* OpenSSL's words in English; static */
    X509 *at;             /* borrowed from `certs` or the input: where it fails; NULL: unknown */
    STACK_OF(X509) *certs; /* owned: the leaf first, the anchor last; as far as it was built */
};

/* `others`: certificates that may stand between; NULL: none. */
void chain_build(const struct trust *t, X509 *leaf, STACK_OF(X509) *others, int64_t at, enum chain_purpose purpose, struct chain *out);
void chain_release(struct chain *c);

#endif
