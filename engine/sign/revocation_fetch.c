/* Fetching evidence from where the certificates say (RFC 5280 4.2.2.1, 4.2.1.13), as far as the allow-list goes. */
#include <stdlib.h>

#include <openssl/err.h>
#include <openssl/ocsp.h>
#include <openssl/x509v3.h>

#include "base/arena.h"
#include "base/diag/sign.h"
#include "sign/names.h"
#include "sign/revocation.h"

static bool make_request(X509 *cert, X509 *issuer, struct buf *out)
{
    OCSP_REQUEST *request = OCSP_REQUEST_new();
    /* SHA-1 names the certificate here and protects nothing; many responders know no other (RFC 5019 2.1.1). */
    OCSP_CERTID *id = OCSP_cert_to_id(EVP_sha1(), cert, issuer);
    unsigned char *der = NULL;
    int n = -1;

    if (request && id && OCSP_request_add0_id(request, id)) {
        id = NULL;
        n = i2d_OCSP_REQUEST(request, &der);
    }
    if (n > 0)
        buf_put(out, der, (size_t)n);
    OPENSSL_free(der);
    OCSP_CERTID_free(id);
    OCSP_REQUEST_free(request);
    return n > 0;
}

static bool fetch_ocsp(struct ctx *ctx, const struct fetch *f, X509 *cert, X509 *issuer, struct evidence *e)
{
    STACK_OF(OPENSSL_STRING) *urls = X509_get1_ocsp(cert);
    struct buf request = {0}, answer = {0};
    bool ok = false;

    for (int i = 0; !ok && i < sk_OPENSSL_STRING_num(urls); i++) {
        const char *url = sk_OPENSSL_STRING_value(urls, i);
        buf_clear(&request);
        ok = fetch_allows(f, url) && make_request(cert, issuer, &request) &&
             fetch_url(ctx, f, url, "application/ocsp-request", buf_span(&request), FETCH_OCSP_SECONDS, &answer) &&
             evidence_add_ocsp(e, buf_span(&answer));
    }
    X509_email_free(urls);
    buf_release(&request);
    buf_release(&answer);
    return ok;
}

static bool fetch_from(struct ctx *ctx, const struct fetch *f, const DIST_POINT *p, struct evidence *e)
{
    const GENERAL_NAMES *names = p->distpoint && p->distpoint->type == 0 ? p->distpoint->name.fullname : NULL;
    struct arena a = {0};
    struct buf answer = {0};
    bool ok = false;

    for (int i = 0; !ok && i < sk_GENERAL_NAME_num(names); i++) {
        const GENERAL_NAME *g = sk_GENERAL_NAME_value(names, i);
        const ASN1_IA5STRING *uri = g->type == GEN_URI ? g->d.uniformResourceIdentifier : NULL;
        const char *url = uri ? arena_span(&a, span_make((const char *)ASN1_STRING_get0_data(uri), (size_t)ASN1_STRING_length(uri))) : "";
        ok = uri && strlen(url) == (size_t)ASN1_STRING_length(uri) && fetch_allows(f, url) &&
             fetch_url(ctx, f, url, NULL, (struct span){0}, FETCH_CRL_SECONDS, &answer) && evidence_add_crl(e, buf_span(&answer));
        buf_clear(&answer);
    }
    buf_release(&answer);
    arena_release(&a);
    return ok;
}

static bool fetch_crl(struct ctx *ctx, const struct fetch *f, X509 *cert, struct evidence *e)
{
    CRL_DIST_POINTS *points = X509_get_ext_d2i(cert, NID_crl_distribution_points, NULL, NULL);
    bool ok = false;

    for (int i = 0; !ok && i < sk_DIST_POINT_num(points); i++)
        ok = fetch_from(ctx, f, sk_DIST_POINT_value(points, i), e);
    CRL_DIST_POINTS_free(points);
    return ok;
}

bool revocation_fetch(struct ctx *ctx, const struct fetch *f, const struct trust *t, const struct chain *chain, int64_t at, struct evidence *e)
{
    bool all = true;

    for (int i = 0; i + 1 < sk_X509_num(chain->certs); i++) {
        X509 *cert = sk_X509_value(chain->certs, i), *issuer = sk_X509_value(chain->certs, i + 1);
        struct arena a = {0};
        if (revocation_check(e, t, cert, issuer, chain->certs, at).state == REVOCATION_UNKNOWN) {
            fetch_ocsp(ctx, f, cert, issuer, e);
            if (revocation_check(e, t, cert, issuer, chain->certs, at).state == REVOCATION_UNKNOWN)
                fetch_crl(ctx, f, cert, e);
        }
        switch (revocation_check(e, t, cert, issuer, chain->certs, at).state) {
        case REVOCATION_GOOD:
            break;
        case REVOCATION_REVOKED:
            diag(ctx, DIAG_REVOKED, (struct pos){0}, name_of_subject(&a, cert));
            all = false;
            break;
        case REVOCATION_UNKNOWN:
            diag(ctx, DIAG_REVOCATION_MISSING, (struct pos){0}, name_of_subject(&a, cert));
            all = false;
            break;
        }
        arena_release(&a);
        ERR_clear_error();
    }
    return all;
}
