/* Which mechanism of PKCS#11 makes a signature, and what it is given: the digest where the token only does the arithmetic, else the message. RFC
 * 8017 section 9.2 (DigestInfo), PKCS#11 v2.40 current mechanisms 2.1, 2.3. */
#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/objects.h>
#include <p11-kit/pkcs11.h>

#include "base/diag/sign.h"
#include "base/diag/token.h"
#include "sign/token.h"

#ifndef CKM_SHA384_RSA_PKCS
#define CKM_SHA384_RSA_PKCS 0x41UL
#endif
#ifndef CKM_SHA512_RSA_PKCS
#define CKM_SHA512_RSA_PKCS 0x42UL
#endif

/* A way of signing. Those above are tried first. */
static const struct way {
    enum scheme scheme;
    int md; /* NID; 0: any */
    uint64_t mechanism;
    bool whole; /* is given the message */
} ways[] = {
    {SCHEME_RSA, 0, CKM_RSA_PKCS, false},
    {SCHEME_RSA, NID_sha256, CKM_SHA256_RSA_PKCS, true},
    {SCHEME_RSA, NID_sha384, CKM_SHA384_RSA_PKCS, true},
    {SCHEME_RSA, NID_sha512, CKM_SHA512_RSA_PKCS, true},
    {SCHEME_RSA_PSS, 0, CKM_RSA_PKCS_PSS, false},
    {SCHEME_RSA_PSS, NID_sha256, CKM_SHA256_RSA_PKCS_PSS, true},
    {SCHEME_RSA_PSS, NID_sha384, CKM_SHA384_RSA_PKCS_PSS, true},
    {SCHEME_RSA_PSS, NID_sha512, CKM_SHA512_RSA_PKCS_PSS, true},
    {SCHEME_ECDSA, 0, CKM_ECDSA, false},
    {SCHEME_ECDSA, NID_sha256, CKM_ECDSA_SHA256, true},
    {SCHEME_ECDSA, NID_sha384, CKM_ECDSA_SHA384, true},
    {SCHEME_ECDSA, NID_sha512, CKM_ECDSA_SHA512, true},
};

static const struct {
    int md;
    uint64_t hash, mask;
} hashes[] = {
    {NID_sha256, CKM_SHA256, CKG_MGF1_SHA256},
    {NID_sha384, CKM_SHA384, CKG_MGF1_SHA384},
    {NID_sha512, CKM_SHA512, CKG_MGF1_SHA512},
};

static const struct way *way_of(const struct token *t, const struct alg *alg)
{
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
        if (ways[i].scheme == alg->scheme && (!ways[i].md || ways[i].md == alg->md) && token_has(t, ways[i].mechanism))
            return &ways[i];
    return NULL;
}

bool token_choose(struct ctx *ctx, const char *uri, const struct token *t, struct alg *alg)
{
    if (way_of(t, alg))
        return true;
    if (alg->scheme == SCHEME_RSA) {
        struct alg pss = {SCHEME_RSA_PSS, alg->md, alg->md, EVP_MD_get_size(EVP_get_digestbynid(alg->md))};
        if (way_of(t, &pss)) {
            *alg = pss;
            return true;
        }
    }
    diag(ctx, DIAG_TOKEN_MECHANISM, pos_file(uri));
    return false;
}

/* What RSA with PKCS#1 v1.5 encrypts: the digest with its algorithm. */
static bool put_digest_info(int md, struct span digest, struct buf *out)
{
    X509_SIG *info = X509_SIG_new();
    X509_ALGOR *algorithm = NULL;
    ASN1_OCTET_STRING *value = NULL;
    unsigned char *der = NULL;
    int n = -1;

    if (info) {
        X509_SIG_getm(info, &algorithm, &value);
        if (X509_ALGOR_set0(algorithm, OBJ_nid2obj(md), V_ASN1_NULL, NULL) == 1 &&
            ASN1_OCTET_STRING_set(value, (const unsigned char *)digest.p, (int)digest.n) == 1)
            n = i2d_X509_SIG(info, &der);
    }
    if (n > 0)
        buf_put(out, der, (size_t)n);
    OPENSSL_free(der);
    X509_SIG_free(info);
    return n > 0;
}

/* r and s one behind the other, as a SEQUENCE of two INTEGERs (RFC 3279 section 2.2.3). */
static bool put_ecdsa(struct span raw, struct buf *out)
{
    ECDSA_SIG *signature = ECDSA_SIG_new();
    const int half = (int)(raw.n / 2);
    const unsigned char *p = (const unsigned char *)raw.p;
    BIGNUM *r = BN_bin2bn(p, half, NULL), *s = BN_bin2bn(p + half, half, NULL);
    unsigned char *der = NULL;
    int n = -1;

    if (raw.n > 0 && raw.n % 2 == 0 && signature && r && s && ECDSA_SIG_set0(signature, r, s) == 1) {
        r = s = NULL;
        n = i2d_ECDSA_SIG(signature, &der);
    }
    if (n > 0)
        buf_put(out, der, (size_t)n);
    OPENSSL_free(der);
    BN_free(r);
    BN_free(s);
    ECDSA_SIG_free(signature);
    return n > 0;
}

bool token_sign(struct ctx *ctx, struct token *t, const struct alg *alg, struct span message, struct buf *out)
{
    const struct way *way = way_of(t, alg);
    struct token_order order = {.mechanism = way ? way->mechanism : 0};
    unsigned char digest[ALG_MD_BYTES];
    struct span signature = {NULL, 0};
    struct buf info = {0};
    size_t n = 0;
    bool ok = way && alg_digest(alg->md, &message, 1, digest, &n);

    order.data = way && way->whole ? message : span_make((const char *)digest, n);
    if (ok && way->mechanism == CKM_RSA_PKCS) {
        ok = put_digest_info(alg->md, order.data, &info);
        order.data = buf_span(&info);
    }
    for (size_t i = 0; alg->scheme == SCHEME_RSA_PSS && i < sizeof hashes / sizeof *hashes; i++)
        if (hashes[i].md == alg->md) {
            order.hash = hashes[i].hash;
            order.mask = hashes[i].mask;
            order.salt = (uint64_t)alg->salt;
        }
    ok = ok && token_ask(ctx, t, &order, &signature);
    if (ok && alg->scheme == SCHEME_ECDSA)
        ok = put_ecdsa(signature, out) || (diag(ctx, DIAG_KEY_SIGNS_WRONG, (struct pos){0}), false);
    else if (ok)
        buf_putspan(out, signature);
    buf_release(&info);
    ERR_clear_error();
    return ok;
}
