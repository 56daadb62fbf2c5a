/* OpenSSL's own check wants every certificate that is named to be at hand, which timestamps of real authorities do not give, and knows no
 * SHAKE256. An ESSCertIDv2 whose digest is the usual one is an ESSCertID on the wire, so one template reads both. */
#include "sign/cms_ess.h"

#include <openssl/asn1t.h>
#include <openssl/x509v3.h>

#include "sign/alg.h"

typedef struct ess_serial {
    GENERAL_NAMES *issuer;
    ASN1_INTEGER *serial;
} ESS_SERIAL;
typedef struct ess_id {
    X509_ALGOR *algorithm; /* NULL: SHA-1 in the first version, SHA-256 in the second */
    ASN1_OCTET_STRING *digest;
    ESS_SERIAL *serial; /* NULL: not said */
} ESS_ID;
DEFINE_STACK_OF(ESS_ID)
typedef struct ess_list {
    STACK_OF(ESS_ID) *ids;
    STACK_OF(ASN1_TYPE) *policies;
} ESS_LIST;

DECLARE_ASN1_ITEM(ESS_SERIAL)
DECLARE_ASN1_ITEM(ESS_ID)
DECLARE_ASN1_ITEM(ESS_LIST)

ASN1_SEQUENCE(ESS_SERIAL) = {
    ASN1_SEQUENCE_OF(ESS_SERIAL, issuer, GENERAL_NAME),
    ASN1_SIMPLE(ESS_SERIAL, serial, ASN1_INTEGER),
} ASN1_SEQUENCE_END(ESS_SERIAL)

ASN1_SEQUENCE(ESS_ID) = {
    ASN1_OPT(ESS_ID, algorithm, X509_ALGOR),
    ASN1_SIMPLE(ESS_ID, digest, ASN1_OCTET_STRING),
    ASN1_OPT(ESS_ID, serial, ESS_SERIAL),
} ASN1_SEQUENCE_END(ESS_ID)

ASN1_SEQUENCE(ESS_LIST) = {
    ASN1_SEQUENCE_OF(ESS_LIST, ids, ESS_ID),
    ASN1_SEQUENCE_OF_OPT(ESS_LIST, policies, ASN1_ANY),
} ASN1_SEQUENCE_END(ESS_LIST)

const ASN1_TYPE *cms_only_value(const STACK_OF(X509_ATTRIBUTE) *attributes, int nid, bool *there)
{
    int at = X509at_get_attr_by_NID(attributes, nid, -1);
    X509_ATTRIBUTE *a = at >= 0 ? X509at_get_attr(attributes, at) : NULL;

    *there = a != NULL;
    if (!a || X509_ATTRIBUTE_count(a) != 1 || X509at_get_attr_by_NID(attributes, nid, at) >= 0)
        return NULL;
    return X509_ATTRIBUTE_get0_type(a, 0);
}

static bool is_serial_of(const ESS_SERIAL *s, X509 *x)
{
    const GENERAL_NAME *issuer = sk_GENERAL_NAME_num(s->issuer) == 1 ? sk_GENERAL_NAME_value(s->issuer, 0) : NULL;

    return issuer && issuer->type == GEN_DIRNAME && X509_NAME_cmp(issuer->d.directoryName, X509_get_issuer_name(x)) == 0 &&
           ASN1_INTEGER_cmp(s->serial, X509_get0_serialNumber(x)) == 0;
}

static bool names(const ESS_ID *id, int usual_md, X509 *x)
{
    const int md = id->algorithm ? alg_read_digest(id->algorithm) : usual_md;
    unsigned char digest[ALG_MD_BYTES], *der = NULL;
    const int size = i2d_X509(x, &der);
    const struct span whole = span_make((const char *)der, size > 0 ? (size_t)size : 0);
    size_t n;
    const bool ok = size > 0 && alg_digest(md, &whole, 1, digest, &n) && (size_t)ASN1_STRING_length(id->digest) == n &&
                    memcmp(ASN1_STRING_get0_data(id->digest), digest, n) == 0 && (!id->serial || is_serial_of(id->serial, x));

    OPENSSL_free(der);
    return ok;
}

/* One of the two attributes; true also where it is absent. */
static bool agrees(const STACK_OF(X509_ATTRIBUTE) *attributes, int nid, int usual_md, X509 *signer, bool *there)
{
    const ASN1_TYPE *value = cms_only_value(attributes, nid, there);
    const unsigned char *p = value && value->type == V_ASN1_SEQUENCE ? value->value.sequence->data : NULL;
    ESS_LIST *list = p ? (ESS_LIST *)ASN1_item_d2i(NULL, &p, value->value.sequence->length, ASN1_ITEM_rptr(ESS_LIST)) : NULL;
    const ESS_ID *first = list ? sk_ESS_ID_value(list->ids, 0) : NULL;
    const bool ok = first && signer && !(first->algorithm && nid == NID_id_smime_aa_signingCertificate) && names(first, usual_md, signer);

    ASN1_item_free((ASN1_VALUE *)list, ASN1_ITEM_rptr(ESS_LIST));
    return ok || !*there;
}

bool cms_ess_agrees(const STACK_OF(X509_ATTRIBUTE) *attributes, X509 *signer, bool *there)
{
    bool old_there, new_there;
    const bool old = agrees(attributes, NID_id_smime_aa_signingCertificate, NID_sha1, signer, &old_there);
    const bool new = agrees(attributes, NID_id_smime_aa_signingCertificateV2, NID_sha256, signer, &new_there);

    *there = old_there || new_there;
    return *there && old && new;
}
