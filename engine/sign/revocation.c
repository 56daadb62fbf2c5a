/* Judging evidence. The rules: it is signed by the issuer or by a responder that the issuer named (RFC 6960 4.2.2.2), speaks of this
 * certificate, and of a time not before the one that is asked for. Signers of evidence are judged at the evidence's own time,
 * since they may have expired since. */
#include "sign/revocation.h"

#include <stdlib.h>

#include <openssl/err.h>
#include <openssl/ocsp.h>
#include <openssl/x509v3.h>

#include "base/arena.h"
#include "sign/names.h"

enum { CLOCKS_DIFFER = 300 }; /* seconds that a responder's clock may be ahead */

static bool known(struct span a, const struct buf *b)
{
    return span_equal(a, buf_span(b));
}

bool evidence_add_crl(struct evidence *e, struct span der)
{
    const unsigned char *p = (const unsigned char *)der.p;
    X509_CRL *crl;

    for (size_t i = 0; i < e->n_crls; i++)
        if (known(der, &e->crls[i].der))
            return false;
    crl = e->n_crls < LIMIT_EVIDENCE && der.n <= LIMIT_FETCH_BYTES ? d2i_X509_CRL(NULL, &p, (long)der.n) : NULL;
    ERR_clear_error();
    if (!crl)
        return false;
    e->crls = mem_resize(e->crls, e->n_crls + 1, sizeof *e->crls);
    e->crls[e->n_crls] = (struct evidence_crl){.crl = crl};
    buf_putspan(&e->crls[e->n_crls++].der, der);
    return true;
}

bool evidence_add_ocsp(struct evidence *e, struct span der)
{
    const unsigned char *p = (const unsigned char *)der.p;
    OCSP_RESPONSE *response;

    for (size_t i = 0; i < e->n_ocsps; i++)
        if (known(der, &e->ocsps[i].der))
            return false;
    response = e->n_ocsps < LIMIT_EVIDENCE && der.n <= LIMIT_FETCH_BYTES ? d2i_OCSP_RESPONSE(NULL, &p, (long)der.n) : NULL;
    ERR_clear_error();
    if (!response)
        return false;
    e->ocsps = mem_resize(e->ocsps, e->n_ocsps + 1, sizeof *e->ocsps);
    e->ocsps[e->n_ocsps] = (struct evidence_ocsp){.response = response};
    buf_putspan(&e->ocsps[e->n_ocsps++].der, der);
    return true;
}

void evidence_add_trust(struct evidence *e, const struct trust *t)
{
    for (int i = 0; i < sk_X509_CRL_num(t->crls); i++) {
        unsigned char *der = NULL;
        int n = i2d_X509_CRL(sk_X509_CRL_value(t->crls, i), &der);
        if (n > 0)
            evidence_add_crl(e, span_make((const char *)der, (size_t)n));
        OPENSSL_free(der);
    }
}

void evidence_release(struct evidence *e)
{
    for (size_t i = 0; i < e->n_crls; i++) {
        X509_CRL_free(e->crls[i].crl);
        buf_release(&e->crls[i].der);
    }
    for (size_t i = 0; i < e->n_ocsps; i++) {
        OCSP_RESPONSE_free(e->ocsps[i].response);
        buf_release(&e->ocsps[i].der);
    }
    free(e->crls);
    free(e->ocsps);
    *e = (struct evidence){0};
}

/* Told for `at` or later: the next is due after it, or, where none is announced, it was told after it. */
static bool covers(const ASN1_TIME *this_update, const ASN1_TIME *next_update, int64_t at, int64_t *told)
{
    int64_t next;

    if (!this_update || !time_of_asn1(this_update, told))
        return false;
    if (!next_update)
        return *told + CLOCKS_DIFFER >= at;
    return time_of_asn1(next_update, &next) && next >= *told && next >= at;
}

static void take(struct revocation *r, enum revocation_state state, int64_t when, bool by_ocsp, int64_t told, int64_t at)
{
    /* What was revoked after the time asked for was good then. */
    if (state == REVOCATION_REVOKED && when > at)
        state = REVOCATION_GOOD;
    /* Revoked by anybody is revoked; of two that say good the newer counts. */
    if (r->state == REVOCATION_REVOKED || (r->state == REVOCATION_GOOD && state == REVOCATION_GOOD && told <= r->told))
        return;
    *r = (struct revocation){state, when, by_ocsp, told};
}

/* A response is believed at the time at which it was made. */
static OCSP_BASICRESP *believed(const struct evidence_ocsp *e, const struct trust *t, X509 *issuer, STACK_OF(X509) *others)
{
    OCSP_BASICRESP *basic = OCSP_response_status(e->response) == OCSP_RESPONSE_STATUS_SUCCESSFUL ? OCSP_response_get1_basic(e->response) : NULL;
    STACK_OF(X509) *certs = others ? sk_X509_dup(others) : sk_X509_new_null();
    X509_STORE *store = NULL;
    int64_t made;
    bool ok = basic && certs && sk_X509_push(certs, issuer) > 0 && time_of_asn1(OCSP_resp_get0_produced_at(basic), &made) &&
              (store = trust_store(t, made)) && OCSP_basic_verify(basic, certs, store, 0) == 1;

    X509_STORE_free(store);
    sk_X509_free(certs);
    if (ok)
        return basic;
    OCSP_BASICRESP_free(basic);
    return NULL;
}

static void ask_ocsp(const struct evidence_ocsp *e, const struct trust *t, X509 *cert, X509 *issuer, STACK_OF(X509) *others, int64_t at,
                     struct revocation *r)
{
    OCSP_BASICRESP *basic = believed(e, t, issuer, others);

    for (int i = 0; basic && i < OCSP_resp_count(basic); i++) {
        OCSP_SINGLERESP *single = OCSP_resp_get0(basic, i);
        const OCSP_CERTID *named = OCSP_SINGLERESP_get0_id(single);
        ASN1_OBJECT *md = NULL;
        ASN1_GENERALIZEDTIME *revoked = NULL, *this_update = NULL, *next_update = NULL;
        OCSP_CERTID *own;
        int64_t told, when = 0;
        int status, reason;
        const EVP_MD *digest;

        OCSP_id_get0_info(NULL, &md, NULL, NULL, (OCSP_CERTID *)named);
        digest = EVP_get_digestbyobj(md);
        own = digest ? OCSP_cert_to_id(digest, cert, issuer) : NULL;
        status = OCSP_single_get0_status(single, &reason, &revoked, &this_update, &next_update);
        if (own && OCSP_id_cmp(own, named) == 0 && covers(this_update, next_update, at, &told)) {
            if (status == V_OCSP_CERTSTATUS_GOOD)
                take(r, REVOCATION_GOOD, 0, true, told, at);
            else if (status == V_OCSP_CERTSTATUS_REVOKED && time_of_asn1(revoked, &when))
                take(r, REVOCATION_REVOKED, when, true, told, at);
        }
        OCSP_CERTID_free(own);
    }
    OCSP_BASICRESP_free(basic);
}

/* Two lists of names have one in common. */
static bool names_meet(const GENERAL_NAMES *a, const GENERAL_NAMES *b)
{
    for (int i = 0; i < sk_GENERAL_NAME_num(a); i++)
        for (int k = 0; k < sk_GENERAL_NAME_num(b); k++)
            if (GENERAL_NAME_cmp(sk_GENERAL_NAME_value(a, i), sk_GENERAL_NAME_value(b, k)) == 0)
                return true;
    return false;
}

/* A CRL that is a part of all only speaks of the certificates that point at it (RFC 5280 5.2.5). */
static bool is_for(const ISSUING_DIST_POINT *part, X509 *cert)
{
    CRL_DIST_POINTS *points;
    bool ca = X509_check_ca(cert) == 1, meets = false;

    if (part->indirectCRL > 0 || part->onlyattr > 0 || part->onlysomereasons || (part->onlyuser > 0 && ca) || (part->onlyCA > 0 && !ca))
        return false;
    if (!part->distpoint)
        return true;
    if (part->distpoint->type != 0)
        return false;
    points = X509_get_ext_d2i(cert, NID_crl_distribution_points, NULL, NULL);
    for (int i = 0; !meets && i < sk_DIST_POINT_num(points); i++) {
        const DIST_POINT *p = sk_DIST_POINT_value(points, i);
        meets = p->distpoint && p->distpoint->type == 0 && names_meet(p->distpoint->name.fullname, part->distpoint->name.fullname);
    }
    CRL_DIST_POINTS_free(points);
    return meets;
}

static bool speaks_of(X509_CRL *crl, X509 *cert)
{
    int critical;
    ISSUING_DIST_POINT *part = X509_CRL_get_ext_d2i(crl, NID_issuing_distribution_point, &critical, NULL);
    bool ok = critical != -2 && (critical == -1 || part) && (!part || is_for(part, cert)); /* -2: there twice, -1: absent */

    ISSUING_DIST_POINT_free(part);
    for (int i = 0; ok && i < X509_CRL_get_ext_count(crl); i++) {
        X509_EXTENSION *e = X509_CRL_get_ext(crl, i);
        ok = !X509_EXTENSION_get_critical(e) || OBJ_obj2nid(X509_EXTENSION_get_object(e)) == NID_issuing_distribution_point;
    }
    return ok && X509_CRL_get_ext_by_NID(crl, NID_delta_crl, -1) < 0;
}

static void ask_crl(X509_CRL *crl, X509 *cert, X509 *issuer, int64_t at, struct revocation *r)
{
    EVP_PKEY *key = X509_get0_pubkey(issuer);
    X509_REVOKED *entry = NULL;
    int64_t told, when = 0;

    if (X509_NAME_cmp(X509_CRL_get_issuer(crl), X509_get_subject_name(issuer)) != 0 || !(X509_get_key_usage(issuer) & KU_CRL_SIGN) || !key ||
        !covers(X509_CRL_get0_lastUpdate(crl), X509_CRL_get0_nextUpdate(crl), at, &told) || !speaks_of(crl, cert) || X509_CRL_verify(crl, key) != 1)
        return;
    /* 2 is removeFromCRL: it was held and is good again. */
    if (X509_CRL_get0_by_cert(crl, &entry, cert) != 1)
        take(r, REVOCATION_GOOD, 0, false, told, at);
    else if (time_of_asn1(X509_REVOKED_get0_revocationDate(entry), &when))
        take(r, REVOCATION_REVOKED, when, false, told, at);
}

struct revocation revocation_check(const struct evidence *e, const struct trust *t, X509 *cert, X509 *issuer, STACK_OF(X509) *others, int64_t at)
{
    struct revocation r = {0};

    for (size_t i = 0; i < e->n_ocsps; i++)
        ask_ocsp(&e->ocsps[i], t, cert, issuer, others, at, &r);
    for (size_t i = 0; i < e->n_crls; i++)
        ask_crl(e->crls[i].crl, cert, issuer, at, &r);
    ERR_clear_error();
    return r;
}
