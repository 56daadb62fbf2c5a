/* Keys with their certificates: from PKCS#12, from PEM or DER files, or behind PKCS#11. No OpenSSL here, so that render can hold one. */
#ifndef SIGN_KEY_H
#define SIGN_KEY_H

#include "base/ctx.h"
#include "sign/secret.h"

struct sign_key;
struct x509_st;       /* OpenSSL's X509 */
struct stack_st_X509; /* its STACK_OF(X509) */
struct alg;

/* Where the key is: p12, or key and cert, or pkcs11. `cert` alone gives a bare certificate, whose owner signs elsewhere. */
struct key_source {
    const char *p12;       /* a PKCS#12 file with key, certificate and chain */
    const char *key;       /* a private key in PEM (encrypted or not) or DER */
    const char *cert;      /* its certificate in PEM, the chain may follow in the file; or DER */
    const char *pkcs11;    /* a PKCS#11 URI (RFC 7512) */
    const char *helper;    /* for pkcs11: the program whose main calls token_serve; NULL: the vanban that is installed */
    int wait;              /* for pkcs11: how long a driver may take to answer [ms]; 0: as usual */
    struct secret_source ask; /* for the PIN or pass phrase, only if one is needed */
};

/* NULL: reported. The secret is gone when this returns, but for a token whose key wants its PIN at each signature. Of a file's key only
 * OpenSSL holds it, to be freed below. `from` and its texts outlive the key. */
struct sign_key *sign_key_open(struct ctx *ctx, const struct key_source *from);
void sign_key_free(struct sign_key *k);

/* Borrowed from the key. */
struct x509_st *sign_key_cert(const struct sign_key *k);
struct stack_st_X509 *sign_key_chain(const struct sign_key *k); /* without the certificate itself */
struct alg sign_key_alg(const struct sign_key *k);

/* The signature of a message made with the key's algorithm; ECDSA as DER. false: reported. */
bool sign_key_sign(struct ctx *ctx, struct sign_key *k, struct span message, struct buf *out);

#endif
