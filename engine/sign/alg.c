/* Signature algorithms over OpenSSL's EVP. RFC 8017, RFC 4055 (RSA in X.509 and CMS), RFC 5758 (ECDSA), RFC 8419 (EdDSA), RFC 8933. */
#include "sign/alg.h"

#include <openssl/err.h>
#include <openssl/objects.h>
#include <openssl/rsa.h>

static const struct {
    int nid;
    const char *name;
    bool strong;
} digests[] = {
    {NID_sha256, "SHA256", true},     {NID_sha384, "SHA384", true},     {NID_sha512, "SHA512", true},
    {NID_sha3_256, "SHA3-256", true}, {NID_sha3_384, "SHA3-384", true}, {NID_sha3_512, "SHA3-512", true},
    {NID_shake256, "SHAKE256", true}, {NID_sha224, "SHA224", false},    {NID_sha1, "SHA1", false},
    {NID_md5, "MD5", false},
};

/* Curves by the name that EVP gives them. A key with explicit parameters has none. */
static const struct {
    const char *group, *shown;
    int bits, md;
} curves[] = {
    {"prime256v1", "P-256", 256, NID_sha256},
    {"secp384r1", "P-384", 384, NID_sha384},
    {"secp521r1", "P-521", 521, NID_sha512},
    {"brainpoolP256r1", "brainpoolP256r1", 256, NID_sha256},
    {"brainpoolP384r1", "brainpoolP384r1", 384, NID_sha384},
    {"brainpoolP512r1", "brainpoolP512r1", 512, NID_sha512},
};
enum { DIGESTS = sizeof digests / sizeof *digests, CURVES = sizeof curves / sizeof *curves };

const EVP_MD *alg_md(int nid)
{
    for (size_t i = 0; i < DIGESTS; i++)
        if (digests[i].nid == nid)
            return EVP_get_digestbynid(nid);
    return NULL;
}

bool alg_md_strong(int nid)
{
    for (size_t i = 0; i < DIGESTS; i++)
        if (digests[i].nid == nid)
            return digests[i].strong;
    return false;
}

static int curve_of(EVP_PKEY *key)
{
    char name[64];

    if (EVP_PKEY_get_group_name(key, name, sizeof name, NULL) != 1)
        return -1;
    for (size_t i = 0; i < CURVES; i++)
        if (strcmp(curves[i].group, name) == 0)
            return (int)i;
    return -1;
}

bool alg_key_strong(EVP_PKEY *key)
{
    switch (EVP_PKEY_get_base_id(key)) {
    case EVP_PKEY_RSA:
    case EVP_PKEY_RSA_PSS:
        return EVP_PKEY_get_bits(key) >= ALG_RSA_BITS;
    case EVP_PKEY_EC:
        return curve_of(key) >= 0;
    case EVP_PKEY_ED25519:
    case EVP_PKEY_ED448:
        return true;
    default:
        return false;
    }
}

void alg_key_name(EVP_PKEY *key, struct buf *out)
{
    int id = key ? EVP_PKEY_get_base_id(key) : EVP_PKEY_NONE;
    int curve = id == EVP_PKEY_EC ? curve_of(key) : -1;

    if (curve >= 0)
        buf_printf(out, "EC %s", curves[curve].shown);
    else if (id == EVP_PKEY_RSA || id == EVP_PKEY_RSA_PSS)
        buf_printf(out, "%s %d", id == EVP_PKEY_RSA ? "RSA" : "RSA-PSS", EVP_PKEY_get_bits(key));
    else
        buf_puts(out, id == EVP_PKEY_NONE || !OBJ_nid2sn(id) ? "?" : OBJ_nid2sn(id));
}

bool alg_of_key(EVP_PKEY *key, struct alg *out)
{
    int id = EVP_PKEY_get_base_id(key), wanted = NID_undef;

    if (!alg_key_strong(key) || id == EVP_PKEY_ED25519 || id == EVP_PKEY_ED448)
        return false;
    *out = (struct alg){.scheme = SCHEME_RSA, .md = NID_sha256};
    if (id == EVP_PKEY_EC) {
        out->scheme = SCHEME_ECDSA;
        out->md = curves[curve_of(key)].md;
    } else if (id == EVP_PKEY_RSA_PSS) {
        out->scheme = SCHEME_RSA_PSS;
        /* A certificate may bind the key to one digest (2: no other is allowed); RFC 4055 section 3.3. */
        if (EVP_PKEY_get_default_digest_nid(key, &wanted) == 2)
            out->md = wanted;
        out->mgf = out->md;
        out->salt = EVP_MD_get_size(EVP_get_digestbynid(out->md));
    }
    ERR_clear_error();
    return alg_md_strong(out->md);
}

static bool write_pss(const struct alg *a, X509_ALGOR *out)
{
    RSA_PSS_PARAMS *pss = RSA_PSS_PARAMS_new();
    X509_ALGOR *mask = X509_ALGOR_new();
    ASN1_STRING *packed = NULL, *all = NULL;
    bool ok = false;

    if (!pss || !mask)
        goto end;
    pss->hashAlgorithm = X509_ALGOR_new();
    pss->maskGenAlgorithm = X509_ALGOR_new();
    pss->saltLength = ASN1_INTEGER_new();
    if (!pss->hashAlgorithm || !pss->maskGenAlgorithm || !pss->saltLength || !ASN1_INTEGER_set(pss->saltLength, a->salt))
        goto end;
    X509_ALGOR_set_md(pss->hashAlgorithm, EVP_get_digestbynid(a->md));
    X509_ALGOR_set_md(mask, EVP_get_digestbynid(a->mgf));
    packed = ASN1_item_pack(mask, ASN1_ITEM_rptr(X509_ALGOR), NULL);
    if (!packed || !X509_ALGOR_set0(pss->maskGenAlgorithm, OBJ_nid2obj(NID_mgf1), V_ASN1_SEQUENCE, packed))
        goto end;
    packed = NULL;
    all = ASN1_item_pack(pss, ASN1_ITEM_rptr(RSA_PSS_PARAMS), NULL);
    if (!all || !X509_ALGOR_set0(out, OBJ_nid2obj(NID_rsassaPss), V_ASN1_SEQUENCE, all))
        goto end;
    all = NULL;
    ok = true;
end:
    ASN1_STRING_free(packed);
    ASN1_STRING_free(all);
    X509_ALGOR_free(mask);
    RSA_PSS_PARAMS_free(pss);
    return ok;
}

bool alg_write(const struct alg *a, X509_ALGOR *out)
{
    int nid;

    if (a->scheme == SCHEME_RSA_PSS)
        return write_pss(a, out);
    if (!OBJ_find_sigid_by_algs(&nid, a->md, a->scheme == SCHEME_RSA ? EVP_PKEY_RSA : EVP_PKEY_EC))
        return false;
    return X509_ALGOR_set0(out, OBJ_nid2obj(nid), a->scheme == SCHEME_RSA ? V_ASN1_NULL : V_ASN1_UNDEF, NULL) == 1;
}

int alg_read_digest(const X509_ALGOR *digest)
{
    const ASN1_OBJECT *oid;
    int type;

    X509_ALGOR_get0(&oid, &type, NULL, digest);
    return type == V_ASN1_UNDEF || type == V_ASN1_NULL ? OBJ_obj2nid(oid) : NID_undef;
}

static bool read_pss(const X509_ALGOR *signature, struct alg *out)
{
    const void *value;
    int type;
    RSA_PSS_PARAMS *pss;
    bool ok = false;

    X509_ALGOR_get0(NULL, &type, &value, signature);
    if (type != V_ASN1_SEQUENCE || !(pss = ASN1_item_unpack(value, ASN1_ITEM_rptr(RSA_PSS_PARAMS))))
        return false;
    /* What is absent has the value of RFC 4055 section 3.1: SHA-1, salt of 20 bytes. */
    out->scheme = SCHEME_RSA_PSS;
    out->md = pss->hashAlgorithm ? alg_read_digest(pss->hashAlgorithm) : NID_sha1;
    out->mgf = NID_sha1;
    out->salt = pss->saltLength ? (int)ASN1_INTEGER_get(pss->saltLength) : 20;
    if (pss->maskGenAlgorithm) {
        const ASN1_OBJECT *oid;
        X509_ALGOR *mask;
        X509_ALGOR_get0(&oid, &type, &value, pss->maskGenAlgorithm);
        mask = OBJ_obj2nid(oid) == NID_mgf1 && type == V_ASN1_SEQUENCE ? ASN1_item_unpack(value, ASN1_ITEM_rptr(X509_ALGOR)) : NULL;
        if (!mask)
            goto end;
        out->mgf = alg_read_digest(mask);
        X509_ALGOR_free(mask);
    }
    ok = out->salt >= 0 && out->salt <= 512 && (!pss->trailerField || ASN1_INTEGER_get(pss->trailerField) == 1);
end:
    RSA_PSS_PARAMS_free(pss);
    return ok;
}

/* Signature algorithms that are one with their digest and that OpenSSL 3.0 does not take apart. */
static const struct {
    int nid, md;
    enum scheme scheme;
} whole[] = {
    {NID_ED25519, NID_sha512, SCHEME_EDDSA},
    {NID_ED448, NID_shake256, SCHEME_EDDSA},
    {NID_ecdsa_with_SHA3_256, NID_sha3_256, SCHEME_ECDSA},
    {NID_ecdsa_with_SHA3_384, NID_sha3_384, SCHEME_ECDSA},
    {NID_ecdsa_with_SHA3_512, NID_sha3_512, SCHEME_ECDSA},
};

bool alg_read(const X509_ALGOR *signature, int md, struct alg *out)
{
    const ASN1_OBJECT *oid;
    int type, nid, own_md = NID_undef, pkey = NID_undef;

    X509_ALGOR_get0(&oid, &type, NULL, signature);
    nid = OBJ_obj2nid(oid);
    *out = (struct alg){.md = md};
    if (nid == NID_rsassaPss)
        return read_pss(signature, out) && out->md == md && md != NID_shake256 && out->mgf != NID_shake256 && alg_md(out->md) && alg_md(out->mgf);
    if (type != V_ASN1_UNDEF && type != V_ASN1_NULL)
        return false;
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
        if (whole[i].nid == nid) {
            out->scheme = whole[i].scheme;
            return whole[i].md == md;
        }
    if (md == NID_shake256 || !alg_md(md))
        return false;
    if (nid == NID_rsaEncryption || nid == NID_X9_62_id_ecPublicKey) {
        out->scheme = nid == NID_rsaEncryption ? SCHEME_RSA : SCHEME_ECDSA;
        return true;
    }
    if (!OBJ_find_sigid_algs(nid, &own_md, &pkey) || own_md != md)
        return false;
    out->scheme = pkey == EVP_PKEY_EC ? SCHEME_ECDSA : SCHEME_RSA;
    return pkey == EVP_PKEY_EC || pkey == EVP_PKEY_RSA;
}

static bool fits(const struct alg *a, EVP_PKEY *key)
{
    int id = EVP_PKEY_get_base_id(key);

    switch (a->scheme) {
    case SCHEME_RSA: return id == EVP_PKEY_RSA;
    case SCHEME_RSA_PSS: return id == EVP_PKEY_RSA || id == EVP_PKEY_RSA_PSS;
    case SCHEME_ECDSA: return id == EVP_PKEY_EC;
    case SCHEME_EDDSA: return id == (a->md == NID_shake256 ? EVP_PKEY_ED448 : EVP_PKEY_ED25519);
    }
    return false;
}

static bool set_padding(const struct alg *a, EVP_PKEY_CTX *ctx)
{
    if (a->scheme == SCHEME_ECDSA || a->scheme == SCHEME_EDDSA)
        return true;
    if (a->scheme == SCHEME_RSA)
        return EVP_PKEY_CTX_set_rsa_padding(ctx, RSA_PKCS1_PADDING) > 0;
    return EVP_PKEY_CTX_set_rsa_padding(ctx, RSA_PKCS1_PSS_PADDING) > 0 &&
           EVP_PKEY_CTX_set_rsa_mgf1_md(ctx, EVP_get_digestbynid(a->mgf)) > 0 &&
           EVP_PKEY_CTX_set_rsa_pss_saltlen(ctx, a->salt) > 0;
}

bool alg_verify(const struct alg *a, EVP_PKEY *key, struct span message, struct span signature)
{
    EVP_MD_CTX *ctx = EVP_MD_CTX_new();
    EVP_PKEY_CTX *padding = NULL;
    bool ok = ctx && fits(a, key) && EVP_DigestVerifyInit(ctx, &padding, a->scheme == SCHEME_EDDSA ? NULL : EVP_get_digestbynid(a->md), NULL, key) == 1 &&
              set_padding(a, padding) &&
              EVP_DigestVerify(ctx, (const unsigned char *)signature.p, signature.n, (const unsigned char *)message.p, message.n) == 1;

    EVP_MD_CTX_free(ctx);
    ERR_clear_error();
    return ok;
}

bool alg_sign_digest(const struct alg *a, EVP_PKEY *key, struct span digest, struct buf *out)
{
    EVP_PKEY_CTX *ctx = EVP_PKEY_CTX_new(key, NULL);
    size_t n = 0;
    bool ok = ctx && fits(a, key) && EVP_PKEY_sign_init(ctx) > 0 && set_padding(a, ctx) &&
              EVP_PKEY_CTX_set_signature_md(ctx, EVP_get_digestbynid(a->md)) > 0 &&
              EVP_PKEY_sign(ctx, NULL, &n, (const unsigned char *)digest.p, digest.n) > 0;
    unsigned char *bytes = ok ? OPENSSL_malloc(n) : NULL;

    ok = bytes && EVP_PKEY_sign(ctx, bytes, &n, (const unsigned char *)digest.p, digest.n) > 0;
    if (ok)
        buf_put(out, bytes, n);
    OPENSSL_free(bytes);
    EVP_PKEY_CTX_free(ctx);
    return ok;
}

bool alg_digest(int nid, const struct span *parts, size_t n_parts, unsigned char out[ALG_MD_BYTES], size_t *n)
{
    const EVP_MD *md = alg_md(nid);
    EVP_MD_CTX *ctx = md ? EVP_MD_CTX_new() : NULL;
    unsigned int size = 0;
    bool ok = ctx && EVP_DigestInit_ex(ctx, md, NULL) == 1;

    for (size_t i = 0; ok && i < n_parts; i++)
        ok = EVP_DigestUpdate(ctx, parts[i].p, parts[i].n) == 1;
    if (nid == NID_shake256) {
        size = ALG_MD_BYTES; /* RFC 8702 section 3.1 */
        ok = ok && EVP_DigestFinalXOF(ctx, out, size) == 1;
    } else
        ok = ok && EVP_DigestFinal_ex(ctx, out, &size) == 1;
    EVP_MD_CTX_free(ctx);
    *n = size;
    return ok;
}
