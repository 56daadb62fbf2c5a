/* The request and the response by OpenSSL's TS; the token itself is a SignedData and judged as every other one (cms.h). */
#include "base/diag/sign.h"
#include "sign/timestamp.h"

#include <openssl/err.h>
#include <openssl/rand.h>
#include <openssl/ts.h>
#include <openssl/x509v3.h>

#include "base/arena.h"
#include "sign/names.h"
#include "sign/signatures.h"

enum {
    NONCE_BYTES = 8,
    BER = (char)0x80, /* for a length that is told last: the padding behind it is still there */
};

static TS_REQ *make_request(int md, struct span digest)
{
    TS_REQ *request = TS_REQ_new();
    TS_MSG_IMPRINT *imprint = TS_MSG_IMPRINT_new();
    X509_ALGOR *alg = X509_ALGOR_new();
    ASN1_INTEGER *nonce = ASN1_INTEGER_new();
    uint64_t number;
    bool ok = request && imprint && alg && nonce && RAND_bytes((unsigned char *)&number, NONCE_BYTES) == 1 &&
              ASN1_INTEGER_set_uint64(nonce, number >> 1) && X509_ALGOR_set0(alg, OBJ_nid2obj(md), V_ASN1_NULL, NULL) &&
              TS_MSG_IMPRINT_set_algo(imprint, alg) && TS_MSG_IMPRINT_set_msg(imprint, (unsigned char *)digest.p, (int)digest.n) &&
              TS_REQ_set_version(request, 1) && TS_REQ_set_msg_imprint(request, imprint) && TS_REQ_set_nonce(request, nonce) &&
              TS_REQ_set_cert_req(request, 1);

    TS_MSG_IMPRINT_free(imprint);
    X509_ALGOR_free(alg);
    ASN1_INTEGER_free(nonce);
    if (ok)
        return request;
    TS_REQ_free(request);
    return NULL;
}

/* The token of a response that grants one for our nonce. */
static bool unpack(struct ctx *ctx, const char *url, TS_REQ *request, struct span answer, struct buf *token)
{
    const unsigned char *p = (const unsigned char *)answer.p;
    TS_RESP *response = d2i_TS_RESP(NULL, &p, (long)answer.n);
    TS_STATUS_INFO *status = response ? TS_RESP_get_status_info(response) : NULL;
    long code = status ? ASN1_INTEGER_get(TS_STATUS_INFO_get0_status(status)) : -1;
    TS_TST_INFO *info = response ? TS_RESP_get_tst_info(response) : NULL;
    const ASN1_INTEGER *nonce = info ? TS_TST_INFO_get_nonce(info) : NULL;
    unsigned char *der = NULL;
    int n = -1;

    if ((code == TS_STATUS_GRANTED || code == TS_STATUS_GRANTED_WITH_MODS) && nonce && ASN1_INTEGER_cmp(nonce, TS_REQ_get_nonce(request)) == 0)
        n = i2d_PKCS7(TS_RESP_get_token(response), &der);
    if (n > 0)
        buf_put(token, der, (size_t)n);
    else if (code > TS_STATUS_GRANTED_WITH_MODS) {
        struct arena a = {0};
        diag(ctx, DIAG_TSA_REFUSED, (struct pos){0}, url, arena_printf(&a, "%ld", code));
        arena_release(&a);
    } else
        diag(ctx, DIAG_TSA_WRONG, (struct pos){0}, url);
    OPENSSL_free(der);
    TS_RESP_free(response);
    ERR_clear_error();
    return n > 0;
}

/* The imprint that the token has is over the digest that was asked for. */
static bool is_over(const TS_TST_INFO *info, int md, struct span digest)
{
    TS_MSG_IMPRINT *imprint = TS_TST_INFO_get_msg_imprint((TS_TST_INFO *)info);
    const ASN1_OCTET_STRING *own = TS_MSG_IMPRINT_get_msg(imprint);

    return alg_read_digest(TS_MSG_IMPRINT_get_algo(imprint)) == md &&
           span_equal(span_make((const char *)ASN1_STRING_get0_data(own), (size_t)ASN1_STRING_length(own)), digest);
}

/* TSTInfo (RFC 3161 2.4.2): version 1, no critical extension that nobody knows. */
static TS_TST_INFO *info_of(const struct cms *c, int64_t *time)
{
    const unsigned char *p = (const unsigned char *)c->content.p;
    TS_TST_INFO *info = c->content_type == NID_id_smime_ct_TSTInfo && c->has_content ? d2i_TS_TST_INFO(NULL, &p, (long)c->content.n) : NULL;

    if (info && TS_TST_INFO_get_version(info) == 1 && TS_TST_INFO_get_ext_by_critical(info, 1, -1) < 0 &&
        time_of_asn1(TS_TST_INFO_get_time(info), time))
        return info;
    TS_TST_INFO_free(info);
    return NULL;
}

bool timestamp_read(struct ctx *ctx, struct pos pos, struct span token, const struct span *parts, size_t n_parts, struct timestamp *out)
{
    unsigned char digest[ALG_MD_BYTES];
    TS_TST_INFO *info = NULL;
    size_t used, n;
    struct cms *c = cms_parse(ctx, pos, token, &used);

    *out = (struct timestamp){.cms = c};
    if (!c)
        return false;
    info = info_of(c, &out->time);
    if (!info || (used != token.n && !(token.p[1] == BER && signature_padding_is_zero(token, used)))) {
        diag(ctx, DIAG_TIMESTAMP_BROKEN, pos);
        TS_TST_INFO_free(info);
        timestamp_release(out);
        ERR_clear_error();
        return false;
    }
    out->imprint_md = alg_read_digest(TS_MSG_IMPRINT_get_algo(TS_TST_INFO_get_msg_imprint(info)));
    out->imprint = alg_digest(out->imprint_md, parts, n_parts, digest, &n) && is_over(info, out->imprint_md, span_make((const char *)digest, n));
    out->holds = c->signer && c->has_attributes && c->type_agrees && c->ess_agrees && alg_digest(c->md, &c->content, 1, digest, &n) &&
                 span_equal(c->message_digest, span_make((const char *)digest, n)) && cms_signature_holds(c, c->signer, c->content);
    TS_TST_INFO_free(info);
    ERR_clear_error();
    return true;
}

void timestamp_release(struct timestamp *t)
{
    cms_free(t->cms);
    *t = (struct timestamp){0};
}

/* A token that is no good is refused before it is built in: its own signature, and the digest that we asked for. */
static bool check(struct ctx *ctx, const char *url, struct span token, int md, struct span digest)
{
    struct timestamp t;
    int64_t time;
    TS_TST_INFO *info;
    bool ok;

    if (!timestamp_read(ctx, (struct pos){0}, token, NULL, 0, &t))
        return false;
    info = info_of(t.cms, &time);
    ok = info && is_over(info, md, digest) && t.holds;
    if (!ok)
        diag(ctx, DIAG_TSA_WRONG, (struct pos){0}, url);
    TS_TST_INFO_free(info);
    timestamp_release(&t);
    return ok;
}

bool timestamp_fetch(struct ctx *ctx, const struct fetch *f, const char *url, int md, struct span digest, struct buf *token)
{
    TS_REQ *request = make_request(md, digest);
    unsigned char *der = NULL;
    int n = request ? i2d_TS_REQ(request, &der) : -1;
    struct buf answer = {0};
    bool ok = n > 0 &&
              fetch_url(ctx, f, url, "application/timestamp-query", span_make((const char *)der, (size_t)n), FETCH_TSA_SECONDS, &answer) &&
              unpack(ctx, url, request, buf_span(&answer), token) && check(ctx, url, buf_span(token), md, digest);

    OPENSSL_free(der);
    TS_REQ_free(request);
    buf_release(&answer);
    return ok;
}
