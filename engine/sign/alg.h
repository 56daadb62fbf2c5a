/* Signature algorithms: which a key uses, how they are written in an AlgorithmIdentifier, which are strong enough. Internal to
 * sign. Accepted are RSA PKCS#1 v1.5, RSA PSS and ECDSA on named curves, with SHA-2 and SHA-3 of 256 bits and up (ETSI TS 119 312, ISO 32001), and
 * EdDSA: Ed25519 with SHA-512, Ed448 with SHAKE256 of 512 bits (RFC 8419, ISO 32002), which is read and not made. */
#ifndef SIGN_ALG_H
#define SIGN_ALG_H

#include <openssl/evp.h>
#include <openssl/x509.h>

#include "base/span.h"

enum scheme { SCHEME_RSA, SCHEME_RSA_PSS, SCHEME_ECDSA, SCHEME_EDDSA };

struct alg {
    enum scheme scheme;
    int md;   /* NID of the digest */
    int mgf;  /* PSS: NID of the mask's digest */
    int salt; /* PSS: bytes */
};

enum { ALG_RSA_BITS = 2048, ALG_EC_BITS = 256, ALG_MD_BYTES = 64 };

/* What a key signs with: PSS if its certificate says so, ECDSA with a digest that fits the curve. false: another kind of key (EdDSA too), or one
 * that is too weak. */
bool alg_of_key(EVP_PKEY *key, struct alg *out);

bool alg_write(const struct alg *a, X509_ALGOR *out); /* false: out of memory only */

/* `signature` may be the bare rsaEncryption, as many signers write: then `md` is what the signer's digest algorithm says. false: unknown,
 * or its parts contradict each other. */
bool alg_read(const X509_ALGOR *signature, int md, struct alg *out);

/* The digest of an AlgorithmIdentifier whose parameters are absent or NULL; NID_undef: unknown. */
int alg_read_digest(const X509_ALGOR *digest);
const EVP_MD *alg_md(int nid);  /* NULL: none that is known here */
bool alg_md_strong(int nid);    /* 256 bits and up */
bool alg_key_strong(EVP_PKEY *key);
/* "RSA 2048", "EC P-256", "RSA-PSS 3072" */
void alg_key_name(EVP_PKEY *key, struct buf *out);

bool alg_verify(const struct alg *a, EVP_PKEY *key, struct span message, struct span signature);
/* A signature of a digest with a key in memory. */
bool alg_sign_digest(const struct alg *a, EVP_PKEY *key, struct span digest, struct buf *out);

bool alg_digest(int nid, const struct span *parts, size_t n_parts, unsigned char out[ALG_MD_BYTES], size_t *n);

#endif
