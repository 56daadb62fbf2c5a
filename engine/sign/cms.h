/* CMS SignedData (RFC 5652) with one signer, as PAdES and RFC 3161 want it: made, read, checked against its own signer. Internal to sign.
 *
 * OpenSSL's own CMS signer always adds signingTime, which ETSI EN 319 142-1 clause 6.3 forbids; and its reader hides what a
 * verification has to tell. So the ASN.1 templates stand here (cms_asn1.c); every byte of DER is read and written by OpenSSL's template machine. */
#ifndef SIGN_CMS_H
#define SIGN_CMS_H

#include <openssl/x509.h>

#include "base/ctx.h"
#include "sign/alg.h"

struct sign_key;
struct cms_info;

enum {
    LIMIT_CMS_BYTES = 4 << 20, /* a CMS or a timestamp; CRLs inside make them large */
    LIMIT_CMS_CERTS = 64,
    LIMIT_CMS_CRLS = 64,
    LIMIT_CMS_ATTRIBUTES = 32,
};

/* What a SignedData says. Pointers live until cms_free. */
struct cms {
    struct cms_info *info;
    STACK_OF(X509) *certs;      /* borrowed certificates, in their order */
    STACK_OF(X509_CRL) *crls;   /* likewise */
    X509 *signer;               /* the certificate that the signer's id names; NULL: not in there */
    int md;                     /* digest of content and attributes */
    struct alg alg;             /* of the signature */
    int content_type;           /* NID of the encapsulated content */
    bool has_content;
    struct span content;        /* encapsulated; empty when detached */
    bool has_attributes;        /* signed ones: without them the signature is over the content itself */
    struct span message_digest; /* attribute; .p NULL: absent */
    bool type_agrees;           /* the attribute content-type is there once and says content_type */
    bool has_signing_time;
    int64_t signing_time;       /* claimed by the signer; meaningless unless has_signing_time */
    bool has_ess;               /* signing-certificate or its version 2 is there */
    bool ess_agrees;            /* and names `signer` */
    struct span signature;
    struct span timestamp;      /* DER of the first signature-time-stamp token; .p NULL: none */
};

/* Reads DER; *used is what the value takes of `der` (the rest is the caller's to judge). NULL: reported once at `pos`. */
struct cms *cms_parse(struct ctx *ctx, struct pos pos, struct span der, size_t *used);
void cms_free(struct cms *c);

/* The signature's value over its signed attributes (or, without these, over `content`). Says nothing about the content's digest. */
bool cms_signature_holds(const struct cms *c, X509 *signer, struct span content);

/* Makes a PAdES baseline SignedData over content whose digest (of `md`) is given: content-type, message-digest,
 * signing-certificate-v2, no signingTime; the key's certificate first, then its chain. NULL: reported. */
struct cms *cms_sign(struct ctx *ctx, struct sign_key *key, const unsigned char *digest, size_t n);

/* The same in steps, for a signature that is made elsewhere: what is to be signed (`attributes`, DER; NULL: reported), then the signature (false: it does
 * not hold, which is the caller's to report). */
struct cms *cms_begin(struct ctx *ctx, const struct sign_key *who, const unsigned char *digest, size_t n, struct buf *attributes);
bool cms_end(struct cms *c, struct span signature);

/* Adds a signature-time-stamp (RFC 5126 6.1.1) to the unsigned attributes. */
bool cms_add_timestamp(struct cms *c, struct span token);

bool cms_encode(const struct cms *c, struct buf *out);

#endif
