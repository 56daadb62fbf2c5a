/* Paths by X509_verify_cert at a given time, never at the machine's clock. Level 2 of OpenSSL's security levels: RSA from 2048
 * bits and no SHA-1 in between. */
#include "base/diag/sign.h"
#include "sign/chain.h"

#include <stdlib.h>

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include "base/file.h"

enum { SECURITY_LEVEL = 2 };

/* PEM files hold certificates and CRLs in any order. */
static bool add_pem(struct trust *t, struct span text)
{
    BIO *bio = BIO_new_mem_buf(text.p, (int)text.n);
    STACK_OF(X509_INFO) *all = bio ? PEM_X509_INFO_read_bio(bio, NULL, NULL, NULL) : NULL;
    bool any = false;

    for (int i = 0; i < sk_X509_INFO_num(all); i++) {
        X509_INFO *info = sk_X509_INFO_value(all, i);
        if (info->x509 && sk_X509_push(t->anchors, info->x509) > 0) {
            info->x509 = NULL;
            any = true;
        }
        if (info->crl && sk_X509_CRL_push(t->crls, info->crl) > 0) {
            info->crl = NULL;
            any = true;
        }
    }
    sk_X509_INFO_pop_free(all, X509_INFO_free);
    BIO_free(bio);
    ERR_clear_error();
    return any;
}

static bool add_der(struct trust *t, struct span text)
{
    const unsigned char *p = (const unsigned char *)text.p;
    X509 *x = d2i_X509(NULL, &p, (long)text.n);
    X509_CRL *crl = NULL;

    p = (const unsigned char *)text.p;
    if (!x)
        crl = d2i_X509_CRL(NULL, &p, (long)text.n);
    ERR_clear_error();
    if (x)
        return sk_X509_push(t->anchors, x) > 0;
    return crl && sk_X509_CRL_push(t->crls, crl) > 0;
}

struct trust *trust_open(struct ctx *ctx, const char *const *files, size_t n)
{
    struct trust *t = mem_alloc(sizeof *t);
    struct buf text = {0};
    bool ok = true;

    t->anchors = sk_X509_new_null();
    t->crls = sk_X509_CRL_new_null();
    for (size_t i = 0; ok && i < n; i++) {
        buf_clear(&text);
        ok = file_read(ctx, files[i], LIMIT_TRUST_BYTES, &text);
        if (ok && !add_pem(t, buf_span(&text)) && !add_der(t, buf_span(&text))) {
            diag(ctx, DIAG_TRUST_UNREADABLE, pos_file(files[i]));
            ok = false;
        }
    }
    buf_release(&text);
    if (ok)
        return t;
    trust_free(t);
    return NULL;
}

void trust_free(struct trust *t)
{
    if (!t)
        return;
    sk_X509_pop_free(t->anchors, X509_free);
    sk_X509_CRL_pop_free(t->crls, X509_CRL_free);
    free(t);
}

X509_STORE *trust_store(const struct trust *t, int64_t at)
{
    X509_STORE *store = X509_STORE_new();
    X509_VERIFY_PARAM *param = store ? X509_STORE_get0_param(store) : NULL;

    if (!store)
        return NULL;
    for (int i = 0; i < sk_X509_num(t->anchors); i++)
        X509_STORE_add_cert(store, sk_X509_value(t->anchors, i));
    X509_VERIFY_PARAM_set_time(param, (time_t)at);
    X509_VERIFY_PARAM_set_depth(param, LIMIT_CHAIN);
    X509_VERIFY_PARAM_set_auth_level(param, SECURITY_LEVEL);
    X509_VERIFY_PARAM_set_flags(param, X509_V_FLAG_PARTIAL_CHAIN);
    return store;
}

static enum chain_fault fault_of(int error)
{
    switch (error) {
    case X509_V_OK:
        return CHAIN_GOOD;
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_CERT_CHAIN_TOO_LONG:
    case X509_V_ERR_CERT_UNTRUSTED:
        return CHAIN_UNTRUSTED;
    case X509_V_ERR_CERT_NOT_YET_VALID:
    case X509_V_ERR_CERT_HAS_EXPIRED:
        return CHAIN_TIME;
    case X509_V_ERR_CERT_SIGNATURE_FAILURE:
    case X509_V_ERR_UNABLE_TO_DECRYPT_CERT_SIGNATURE:
        return CHAIN_BROKEN;
    case X509_V_ERR_INVALID_PURPOSE:
    case X509_V_ERR_INVALID_CA:
    case X509_V_ERR_PATH_LENGTH_EXCEEDED:
    case X509_V_ERR_KEYUSAGE_NO_CERTSIGN:
        return CHAIN_PURPOSE;
    case X509_V_ERR_EE_KEY_TOO_SMALL:
    case X509_V_ERR_CA_KEY_TOO_SMALL:
    case X509_V_ERR_CA_MD_TOO_WEAK:
        return CHAIN_WEAK;
    default:
        return CHAIN_OTHER;
    }
}

static bool may_sign(X509 *leaf)
{
    return (X509_get_key_usage(leaf) & (KU_DIGITAL_SIGNATURE | KU_NON_REPUDIATION)) != 0;
}

void chain_build(const struct trust *t, X509 *leaf, STACK_OF(X509) *others, int64_t at, enum chain_purpose purpose, struct chain *out)
{
    X509_STORE *store = trust_store(t, at);
    X509_STORE_CTX *c = X509_STORE_CTX_new();
    int error = X509_V_ERR_UNSPECIFIED;

    *out = (struct chain){.fault = CHAIN_OTHER, .reason = "out of memory"};
    if (store && c && X509_STORE_CTX_init(c, store, leaf, others) == 1 &&
        (purpose != CHAIN_TSA || X509_STORE_CTX_set_purpose(c, X509_PURPOSE_TIMESTAMP_SIGN) == 1)) {
        error = X509_verify_cert(c) == 1 ? X509_V_OK : X509_STORE_CTX_get_error(c);
        if (error == X509_V_OK && purpose == CHAIN_SIGNER && !may_sign(leaf))
            error = X509_V_ERR_INVALID_PURPOSE;
        out->fault = fault_of(error);
        out->reason = X509_verify_cert_error_string(error);
        out->certs = X509_STORE_CTX_get1_chain(c);
        out->at = out->fault == CHAIN_GOOD ? NULL : sk_X509_value(out->certs, X509_STORE_CTX_get_error_depth(c));
    }
    X509_STORE_CTX_free(c);
    X509_STORE_free(store);
    ERR_clear_error();
}

void chain_release(struct chain *c)
{
    sk_X509_pop_free(c->certs, X509_free);
    *c = (struct chain){0};
}
