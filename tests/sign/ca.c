#include "ca.h"

#include <stdlib.h>
#include <time.h>

#include <openssl/rsa.h>

const struct ca_extension ca_of_ca[] = {{NID_basic_constraints, "critical,CA:TRUE"}, {NID_key_usage, "critical,keyCertSign,cRLSign"},
                                        {NID_subject_key_identifier, "hash"}, {0, NULL}};
const struct ca_extension ca_of_person[] = {{NID_key_usage, "critical,digitalSignature,nonRepudiation"}, {NID_subject_key_identifier, "hash"},
                                            {NID_authority_key_identifier, "keyid"}, {0, NULL}};
const struct ca_extension ca_of_server[] = {{NID_key_usage, "critical,keyEncipherment"}, {0, NULL}};
const struct ca_extension ca_of_tsa[] = {{NID_key_usage, "critical,digitalSignature"}, {NID_ext_key_usage, "critical,timeStamping"}, {0, NULL}};
const struct ca_extension ca_of_ocsp[] = {{NID_key_usage, "critical,digitalSignature"}, {NID_ext_key_usage, "OCSPSigning"},
                                          {NID_id_pkix_OCSP_noCheck, "ignored"}, {0, NULL}};

int64_t ca_now(void)
{
    static int64_t now;

    if (!now)
        now = time(NULL);
    return now;
}

EVP_PKEY *ca_key(const char *kind)
{
    EVP_PKEY *key = NULL;

    if (strcmp(kind, "rsa") == 0)
        return EVP_RSA_gen(2048);
    if (strcmp(kind, "rsa1024") == 0)
        return EVP_RSA_gen(1024);
    if (strcmp(kind, "pss") == 0) {
        EVP_PKEY_CTX *c = EVP_PKEY_CTX_new_from_name(NULL, "RSA-PSS", NULL);
        EVP_PKEY_keygen_init(c);
        EVP_PKEY_CTX_set_rsa_keygen_bits(c, 2048);
        EVP_PKEY_generate(c, &key);
        EVP_PKEY_CTX_free(c);
        return key;
    }
    return EVP_EC_gen(kind);
}

X509 *ca_issue(const char *name, EVP_PKEY *key, X509 *issuer, EVP_PKEY *issuer_key, int days, const struct ca_extension *extensions)
{
    X509 *x = X509_new();
    X509_NAME *subject = X509_get_subject_name(x);
    ASN1_INTEGER *serial = ASN1_INTEGER_new();
    uint64_t number;
    X509V3_CTX c;

    arc4random_buf(&number, sizeof number);
    ASN1_INTEGER_set_uint64(serial, number >> 1 | 1);
    X509_set_version(x, X509_VERSION_3);
    X509_set_serialNumber(x, serial);
    ASN1_INTEGER_free(serial);
    X509_NAME_add_entry_by_NID(subject, NID_organizationName, MBSTRING_UTF8, (const unsigned char *)"Cơ quan MẪU", -1, -1, 0);
    X509_NAME_add_entry_by_NID(subject, NID_commonName, MBSTRING_UTF8, (const unsigned char *)name, -1, -1, 0);
    X509_set_issuer_name(x, issuer ? X509_get_subject_name(issuer) : subject);
    ASN1_TIME_set((ASN1_TIME *)X509_getm_notBefore(x), (time_t)(CA_NOW - 365 * CA_DAY));
    ASN1_TIME_set((ASN1_TIME *)X509_getm_notAfter(x), (time_t)(CA_NOW - 365 * CA_DAY + days * CA_DAY));
    X509_set_pubkey(x, key);
    X509V3_set_ctx(&c, issuer ? issuer : x, x, NULL, NULL, 0);
    for (; extensions->value; extensions++) {
        X509_EXTENSION *e = X509V3_EXT_conf_nid(NULL, &c, extensions->nid, extensions->value);
        if (!e || !X509_add_ext(x, e, -1))
            abort();
        X509_EXTENSION_free(e);
    }
    if (!X509_sign(x, issuer_key ? issuer_key : key, EVP_sha256()))
        abort();
    return x;
}

static void note(void *user, const struct diagnostic *d)
{
    struct ca_seen *seen = user;

    if (seen->n < 8)
        seen->code[seen->n] = d->code;
    seen->n++;
}

struct ctx ca_context(struct ca_seen *seen)
{
    struct ctx ctx;

    ctx_init(&ctx);
    *seen = (struct ca_seen){0};
    ctx.sink = note;
    ctx.sink_user = seen;
    ctx.now = CA_NOW;
    return ctx;
}
