/* SignedData read and made. The rules of what is accepted: one signer, DER all through, bounds on every list; what PAdES asks beyond
 * that is told in fields of struct cms and judged by verify. ETSI EN 319 122-1, EN 319 142-1 clause 6.3. */
#include "base/diag/sign.h"
#include "sign/cms.h"

#include <stdlib.h>

#include <openssl/err.h>
#include <openssl/ess.h>
#include <openssl/x509v3.h>

#include "base/arena.h"
#include "sign/cms_asn1.h"
#include "sign/cms_ess.h"
#include "sign/key.h"
#include "sign/names.h"

static struct span span_of_asn1(const ASN1_STRING *s)
{
    return span_make((const char *)ASN1_STRING_get0_data(s), (size_t)ASN1_STRING_length(s));
}

static CMS_SIGNER *signer_of(const struct cms *c)
{
    return sk_CMS_SIGNER_value(c->info->data->signers, 0);
}

void cms_free(struct cms *c)
{
    if (!c)
        return;
    sk_X509_free(c->certs);
    sk_X509_CRL_free(c->crls);
    ASN1_item_free((ASN1_VALUE *)c->info, ASN1_ITEM_rptr(CMS_INFO));
    free(c);
}

static void read_signed_attributes(struct cms *c, const STACK_OF(X509_ATTRIBUTE) *attributes)
{
    bool there;
    const ASN1_TYPE *v = cms_only_value(attributes, NID_pkcs9_messageDigest, &there);

    if (v && v->type == V_ASN1_OCTET_STRING)
        c->message_digest = span_of_asn1(v->value.octet_string);
    v = cms_only_value(attributes, NID_pkcs9_contentType, &there);
    c->type_agrees = v && v->type == V_ASN1_OBJECT && OBJ_cmp(v->value.object, c->info->data->content->type) == 0;
    v = cms_only_value(attributes, NID_pkcs9_signingTime, &c->has_signing_time);
    if (v && (v->type == V_ASN1_UTCTIME || v->type == V_ASN1_GENERALIZEDTIME))
        time_of_asn1(v->value.asn1_string, &c->signing_time);
    c->ess_agrees = cms_ess_agrees(attributes, c->signer, &c->has_ess);
}

static void read_timestamp(struct cms *c, const STACK_OF(X509_ATTRIBUTE) *attributes)
{
    bool there;
    const ASN1_TYPE *v = cms_only_value(attributes, NID_id_smime_aa_timeStampToken, &there);

    if (v && v->type == V_ASN1_SEQUENCE)
        c->timestamp = span_of_asn1(v->value.sequence);
}

static X509 *find_signer(const STACK_OF(X509) *certs, const CMS_SIGNER_ID *id)
{
    for (int i = 0; i < sk_X509_num(certs); i++) {
        X509 *x = sk_X509_value(certs, i);
        const ASN1_OCTET_STRING *key_id = id->type == 1 ? X509_get0_subject_key_id(x) : NULL;
        if (id->type == 0 ? X509_NAME_cmp(X509_get_issuer_name(x), id->d.issuer_serial->issuer) == 0 &&
                                ASN1_INTEGER_cmp(X509_get0_serialNumber(x), id->d.issuer_serial->serial) == 0
                          : key_id && ASN1_OCTET_STRING_cmp(key_id, id->d.key_id) == 0)
            return x;
    }
    return NULL;
}

/* Lists of the whole within their bounds. */
static bool within(const CMS_SIGNED *d, const CMS_SIGNER *s)
{
    return sk_CMS_CERTIFICATE_num(d->certificates) <= LIMIT_CMS_CERTS && sk_CMS_CRL_num(d->crls) <= LIMIT_CMS_CRLS &&
           X509at_get_attr_count(s->signed_attributes) <= LIMIT_CMS_ATTRIBUTES &&
           X509at_get_attr_count(s->unsigned_attributes) <= LIMIT_CMS_ATTRIBUTES && sk_X509_ALGOR_num(d->digests) <= LIMIT_CMS_ATTRIBUTES;
}

/* Fills the fields of `c` from its info. DIAG__NONE: all is well. */
static diag_code open_info(struct cms *c)
{
    CMS_SIGNED *d = c->info->data;
    CMS_SIGNER *s;

    if (OBJ_obj2nid(c->info->type) != NID_pkcs7_signed)
        return DIAG_CMS_BROKEN;
    if (sk_CMS_SIGNER_num(d->signers) != 1)
        return DIAG_CMS_SIGNERS;
    s = signer_of(c);
    if (!within(d, s))
        return DIAG_CMS_TOO_MUCH;
    c->certs = sk_X509_new_null();
    c->crls = sk_X509_CRL_new_null();
    for (int i = 0; i < sk_CMS_CERTIFICATE_num(d->certificates); i++)
        if (sk_CMS_CERTIFICATE_value(d->certificates, i)->type == 0)
            sk_X509_push(c->certs, sk_CMS_CERTIFICATE_value(d->certificates, i)->d.x509);
    for (int i = 0; i < sk_CMS_CRL_num(d->crls); i++)
        if (sk_CMS_CRL_value(d->crls, i)->type == 0)
            sk_X509_CRL_push(c->crls, sk_CMS_CRL_value(d->crls, i)->d.crl);
    c->signer = find_signer(c->certs, s->id);
    c->md = alg_read_digest(s->digest);
    if (!alg_md(c->md) || !alg_read(s->signature_algorithm, c->md, &c->alg))
        return DIAG_CMS_ALGORITHM;
    c->content_type = OBJ_obj2nid(d->content->type);
    c->has_content = d->content->content != NULL;
    c->content = c->has_content ? span_of_asn1(d->content->content) : (struct span){"", 0};
    c->signature = span_of_asn1(s->signature);
    c->has_attributes = s->signed_attributes != NULL;
    if (c->has_attributes)
        read_signed_attributes(c, s->signed_attributes);
    read_timestamp(c, s->unsigned_attributes);
    return DIAG__NONE;
}

struct cms *cms_parse(struct ctx *ctx, struct pos pos, struct span der, size_t *used)
{
    const unsigned char *p = (const unsigned char *)der.p, *start = p;
    diag_code fault = DIAG_CMS_BROKEN;
    struct cms *c;

    *used = 0;
    if (der.n > LIMIT_CMS_BYTES) {
        diag(ctx, DIAG_CMS_TOO_MUCH, pos);
        return NULL;
    }
    c = mem_alloc(sizeof *c);
    c->info = (struct cms_info *)ASN1_item_d2i(NULL, &p, (long)der.n, ASN1_ITEM_rptr(CMS_INFO));
    if (c->info) {
        *used = (size_t)(p - start);
        fault = open_info(c);
    }
    ERR_clear_error();
    if (fault == DIAG__NONE)
        return c;
    diag(ctx, fault, pos);
    cms_free(c);
    return NULL;
}

/* What was signed: the attributes as a SET OF, or the content. */
static unsigned char *signed_bytes(const CMS_SIGNER *s, int *n)
{
    unsigned char *der = NULL;

    *n = ASN1_item_i2d((const ASN1_VALUE *)s->signed_attributes, &der, ASN1_ITEM_rptr(CMS_SIGNED_ATTRIBUTES));
    return *n > 0 ? der : NULL;
}

bool cms_signature_holds(const struct cms *c, X509 *signer, struct span content)
{
    EVP_PKEY *key = X509_get0_pubkey(signer);
    struct span message = content;
    unsigned char *der = NULL;
    bool ok = key != NULL;
    int n;

    if (c->has_attributes) {
        der = signed_bytes(signer_of(c), &n);
        ok = ok && der;
        message = span_make((const char *)der, der ? (size_t)n : 0);
    }
    ok = ok && alg_verify(&c->alg, key, message, c->signature);
    OPENSSL_free(der);
    ERR_clear_error();
    return ok;
}

static CMS_ISSUER_SERIAL *issuer_serial_of(X509 *cert)
{
    CMS_ISSUER_SERIAL *id = (CMS_ISSUER_SERIAL *)ASN1_item_new(ASN1_ITEM_rptr(CMS_ISSUER_SERIAL));

    if (id && X509_NAME_set(&id->issuer, X509_get_issuer_name(cert)) && ASN1_STRING_copy(id->serial, X509_get0_serialNumber(cert)))
        return id;
    ASN1_item_free((ASN1_VALUE *)id, ASN1_ITEM_rptr(CMS_ISSUER_SERIAL));
    return NULL;
}

static bool add_certificate(CMS_SIGNED *d, X509 *x)
{
    CMS_CERTIFICATE *entry = (CMS_CERTIFICATE *)ASN1_item_new(ASN1_ITEM_rptr(CMS_CERTIFICATE));

    if (!entry)
        return false;
    entry->type = 0;
    entry->d.x509 = X509_dup(x);
    if (entry->d.x509 && sk_CMS_CERTIFICATE_push(d->certificates, entry) > 0)
        return true;
    ASN1_item_free((ASN1_VALUE *)entry, ASN1_ITEM_rptr(CMS_CERTIFICATE));
    return false;
}

/* DER puts a SET OF in the order of the bytes (X.690 11.6). */
static int by_bytes(const X509_ATTRIBUTE *const *a, const X509_ATTRIBUTE *const *b)
{
    unsigned char *p = NULL, *q = NULL;
    int n = i2d_X509_ATTRIBUTE(*a, &p), m = i2d_X509_ATTRIBUTE(*b, &q);
    int order = n > 0 && m > 0 ? memcmp(p, q, (size_t)(n < m ? n : m)) : 0;

    OPENSSL_free(p);
    OPENSSL_free(q);
    return order ? order : n - m;
}

static bool add_attributes(CMS_SIGNER *s, X509 *cert, int md, const unsigned char *digest, size_t n)
{
    ESS_SIGNING_CERT_V2 *ess = OSSL_ESS_signing_cert_v2_new_init(EVP_get_digestbynid(md), cert, NULL, 0);
    unsigned char *der = NULL;
    int der_n = ess ? i2d_ESS_SIGNING_CERT_V2(ess, &der) : -1;
    STACK_OF(X509_ATTRIBUTE) *all = NULL;
    bool ok = der_n > 0 && X509at_add1_attr_by_NID(&all, NID_pkcs9_contentType, V_ASN1_OBJECT, (const void *)OBJ_nid2obj(NID_pkcs7_data), -1) &&
              X509at_add1_attr_by_NID(&all, NID_pkcs9_messageDigest, V_ASN1_OCTET_STRING, digest, (int)n) &&
              X509at_add1_attr_by_NID(&all, NID_id_smime_aa_signingCertificateV2, V_ASN1_SEQUENCE, der, der_n);

    if (ok) {
        sk_X509_ATTRIBUTE_set_cmp_func(all, by_bytes);
        sk_X509_ATTRIBUTE_sort(all);
    }
    s->signed_attributes = all;
    OPENSSL_free(der);
    ESS_SIGNING_CERT_V2_free(ess);
    return ok;
}

/* Version 1: the signer is named by issuer and serial number, all certificates are X.509 (sections 5.1, 5.3). */
static bool fill_info(CMS_INFO *info, X509 *cert, const STACK_OF(X509) *chain, const struct alg *alg, const unsigned char *digest, size_t n)
{
    CMS_SIGNED *d = info->data;
    CMS_SIGNER *s = (CMS_SIGNER *)ASN1_item_new(ASN1_ITEM_rptr(CMS_SIGNER));
    X509_ALGOR *md = X509_ALGOR_new();
    bool ok = s && md && sk_CMS_SIGNER_push(d->signers, s) > 0;

    if (!ok) {
        ASN1_item_free((ASN1_VALUE *)s, ASN1_ITEM_rptr(CMS_SIGNER));
        X509_ALGOR_free(md);
        return false;
    }
    X509_ALGOR_set_md(md, EVP_get_digestbynid(alg->md));
    X509_ALGOR_set_md(s->digest, EVP_get_digestbynid(alg->md));
    if (sk_X509_ALGOR_push(d->digests, md) <= 0) {
        X509_ALGOR_free(md);
        return false;
    }
    info->type = OBJ_nid2obj(NID_pkcs7_signed);
    d->content->type = OBJ_nid2obj(NID_pkcs7_data);
    d->certificates = sk_CMS_CERTIFICATE_new_null();
    s->id->type = 0;
    s->id->d.issuer_serial = issuer_serial_of(cert);
    ok = ASN1_INTEGER_set(d->version, 1) && ASN1_INTEGER_set(s->version, 1) && d->certificates && s->id->d.issuer_serial &&
         alg_write(alg, s->signature_algorithm) && add_certificate(d, cert);
    for (int i = 0; ok && i < sk_X509_num(chain); i++)
        ok = add_certificate(d, sk_X509_value(chain, i));
    return ok && add_attributes(s, cert, alg->md, digest, n);
}

struct cms *cms_begin(struct ctx *ctx, const struct sign_key *who, const unsigned char *digest, size_t n, struct buf *attributes)
{
    struct cms *c = mem_alloc(sizeof *c);
    const struct alg alg = sign_key_alg(who);
    unsigned char *der = NULL;
    int size = 0;

    c->info = (struct cms_info *)ASN1_item_new(ASN1_ITEM_rptr(CMS_INFO));
    if (c->info && fill_info(c->info, sign_key_cert(who), sign_key_chain(who), &alg, digest, n))
        der = signed_bytes(signer_of(c), &size);
    if (!der) {
        diag(ctx, DIAG_KEY_SIGNS_WRONG, (struct pos){0});
        ERR_clear_error();
        cms_free(c);
        return NULL;
    }
    buf_put(attributes, der, (size_t)size);
    OPENSSL_free(der);
    return c;
}

bool cms_end(struct cms *c, struct span signature)
{
    const bool ok = ASN1_OCTET_STRING_set(signer_of(c)->signature, (const unsigned char *)signature.p, (int)signature.n) &&
                    open_info(c) == DIAG__NONE && c->signer && cms_signature_holds(c, c->signer, (struct span){"", 0});

    ERR_clear_error();
    return ok;
}

/* A token that gives a wrong signature is not rare: nothing is handed on that does not verify. */
struct cms *cms_sign(struct ctx *ctx, struct sign_key *key, const unsigned char *digest, size_t n)
{
    struct buf attributes = {0}, signature = {0};
    struct cms *c = cms_begin(ctx, key, digest, n, &attributes);

    const bool made = c && sign_key_sign(ctx, key, buf_span(&attributes), &signature);

    if (c && !(made && cms_end(c, buf_span(&signature)))) {
        if (made)
            diag(ctx, DIAG_KEY_SIGNS_WRONG, (struct pos){0});
        cms_free(c);
        c = NULL;
    }
    buf_release(&attributes);
    buf_release(&signature);
    return c;
}

bool cms_add_timestamp(struct cms *c, struct span token)
{
    CMS_SIGNER *s = signer_of(c);

    if (!X509at_add1_attr_by_NID(&s->unsigned_attributes, NID_id_smime_aa_timeStampToken, V_ASN1_SEQUENCE,
                                 (const unsigned char *)token.p, (int)token.n))
        return false;
    read_timestamp(c, s->unsigned_attributes);
    return true;
}

bool cms_encode(const struct cms *c, struct buf *out)
{
    unsigned char *der = NULL;
    int n = ASN1_item_i2d((const ASN1_VALUE *)c->info, &der, ASN1_ITEM_rptr(CMS_INFO));

    if (n > 0)
        buf_put(out, der, (size_t)n);
    OPENSSL_free(der);
    return n > 0;
}
