/* The store is a dictionary of three arrays of streams, and of VRI: the same streams by signature, found by the SHA-1 of its /Contents. SHA-1 is the
 * standard's name for an entry here and protects nothing. */
#include "base/diag/sign.h"
#include "sign/dss.h"

#include <stdlib.h>

#include <openssl/err.h>
#include <openssl/ocsp.h>

#include "pdf/update.h"
#include "sign/names.h"
#include "sign/signatures.h"
#include "sign/timestamp.h"

enum { LIMIT_DSS = 256 };

static const struct pdf_obj *store_of(struct pdf_file *f)
{
    uint32_t num;

    return pdf_get(f, pdf_catalogue(f, &num), "DSS");
}

static void read_list(struct pdf_file *f, const struct pdf_obj *list, void (*take)(void *to, struct span der), void *to)
{
    for (size_t i = 0; list->type == PDF_ARRAY && i < list->as.array.n && i < LIMIT_DSS; i++) {
        const struct pdf_obj *stream = pdf_at(f, list, i);
        struct span der;
        if (stream->type == PDF_STREAM && pdf_decode(f, stream, &der))
            take(to, der);
    }
}

static void take_cert(void *to, struct span der)
{
    const unsigned char *p = (const unsigned char *)der.p;
    X509 *x = der.n <= LIMIT_FETCH_BYTES ? d2i_X509(NULL, &p, (long)der.n) : NULL;

    ERR_clear_error();
    if (x && sk_X509_push(to, x) <= 0)
        X509_free(x);
}

static void take_crl(void *to, struct span der)
{
    evidence_add_crl(to, der);
}

static void take_ocsp(void *to, struct span der)
{
    evidence_add_ocsp(to, der);
}

void dss_read(struct pdf_file *f, STACK_OF(X509) *certs, struct evidence *e)
{
    const struct pdf_obj *dss = store_of(f);

    read_list(f, pdf_get(f, dss, "Certs"), take_cert, certs);
    read_list(f, pdf_get(f, dss, "CRLs"), take_crl, e);
    read_list(f, pdf_get(f, dss, "OCSPs"), take_ocsp, e);
}

/* What is gathered for the store. */
struct gathering {
    struct ctx *ctx;
    const char *name;
    const struct trust *trust;
    const struct fetch *fetch;
    STACK_OF(X509) *known;  /* where issuers are looked for; owned */
    STACK_OF(X509) *needed; /* for the store, each once; owned */
    struct evidence evidence;
};

static bool has(const STACK_OF(X509) *list, const X509 *x)
{
    for (int i = 0; i < sk_X509_num(list); i++)
        if (X509_cmp(sk_X509_value(list, i), x) == 0)
            return true;
    return false;
}

static void add_once(STACK_OF(X509) *list, X509 *x)
{
    if (!has(list, x) && sk_X509_num(list) < LIMIT_DSS && X509_up_ref(x) && sk_X509_push(list, x) <= 0)
        X509_free(x);
}

/* The path of a signer or authority at a time, and what tells that it was not revoked. */
static bool gather_path(struct gathering *g, X509 *cert, enum chain_purpose purpose, int64_t at)
{
    struct arena a = {0};
    struct chain chain;
    bool ok;

    chain_build(g->trust, cert, g->known, at, purpose, &chain);
    ok = chain.fault == CHAIN_GOOD;
    if (!ok)
        diag(g->ctx, DIAG_SIGN_NO_PATH, pos_file(g->name), name_of_subject(&a, cert), chain.reason);
    for (int i = 0; ok && i < sk_X509_num(chain.certs); i++)
        add_once(g->needed, sk_X509_value(chain.certs, i));
    ok = ok && revocation_fetch(g->ctx, g->fetch, g->trust, &chain, at, &g->evidence);
    chain_release(&chain);
    arena_release(&a);
    return ok;
}

/* A timestamp over a signature, or over the whole file, judged at its own time, which goes to *at. */
static bool gather_timestamp(struct gathering *g, struct pos pos, struct span token, int64_t *at)
{
    struct timestamp stamp;
    bool ok;

    if (!timestamp_read(g->ctx, pos, token, NULL, 0, &stamp))
        return false;
    for (int i = 0; i < sk_X509_num(stamp.cms->certs); i++)
        add_once(g->known, sk_X509_value(stamp.cms->certs, i));
    *at = stamp.time;
    ok = stamp.cms->signer && gather_path(g, stamp.cms->signer, CHAIN_TSA, stamp.time);
    if (!stamp.cms->signer)
        diag(g->ctx, DIAG_VERIFY_NO_CERT, pos);
    timestamp_release(&stamp);
    return ok;
}

static bool gather_signature(struct gathering *g, const struct signature *s)
{
    struct pos pos = {.file = g->name, .place = s->field->name};
    int64_t at = g->ctx->now;
    struct cms *c;
    size_t used;
    bool ok;

    if (s->format == SIGNATURE_TIMESTAMP)
        return gather_timestamp(g, pos, signature_der(s), &at);
    c = cms_parse(g->ctx, pos, signature_der(s), &used);
    ok = c && c->signer;
    for (int i = 0; c && i < sk_X509_num(c->certs); i++)
        add_once(g->known, sk_X509_value(c->certs, i));
    if (c && !c->signer)
        diag(g->ctx, DIAG_VERIFY_NO_CERT, pos);
    ok = ok && (!c->timestamp.p || gather_timestamp(g, pos, c->timestamp, &at)) && gather_path(g, c->signer, CHAIN_SIGNER, at);
    cms_free(c);
    return ok;
}

/* A stream that the store has already is used again. */
static struct pdf_obj put_stream(struct pdf_file *f, struct pdf_update *u, const char *key, struct span der)
{
    const struct pdf_obj *old = pdf_get(f, store_of(f), key);
    struct arena *a = pdf_arena(f);
    struct pdf_obj dict = pdf_dict();
    uint32_t num;

    for (size_t i = 0; old->type == PDF_ARRAY && i < old->as.array.n && i < LIMIT_DSS; i++) {
        const struct pdf_obj *entry = pdf_array_at(old, i), *stream = pdf_resolve(f, entry);
        struct span has;
        if (entry->type == PDF_REF && stream->type == PDF_STREAM && pdf_decode(f, stream, &has) && span_equal(has, der))
            return *entry;
    }
    num = pdf_update_reserve(u);
    pdf_update_put(u, num, pdf_stream(a, &dict, span_make(arena_span(a, der), der.n)));
    return pdf_ref(num, 0);
}

static struct pdf_obj put_certs(struct pdf_file *f, struct pdf_update *u, const STACK_OF(X509) *certs)
{
    struct pdf_obj list = pdf_array();

    for (int i = 0; i < sk_X509_num(certs); i++) {
        unsigned char *der = NULL;
        int n = i2d_X509(sk_X509_value(certs, i), &der);
        if (n > 0)
            pdf_array_add(pdf_arena(f), &list, put_stream(f, u, "Certs", span_make((const char *)der, (size_t)n)));
        OPENSSL_free(der);
    }
    return list;
}

/* What stood there for a signature stays as it is: readers take a change of it for tampering. */
static void put_vri(struct pdf_file *f, struct pdf_obj *dss, const struct signature *v, size_t n)
{
    static const char *const keys[][2] = {{"Certs", "Cert"}, {"CRLs", "CRL"}, {"OCSPs", "OCSP"}};
    const struct pdf_obj *old = pdf_get(f, store_of(f), "VRI");
    struct arena *a = pdf_arena(f);
    struct pdf_obj all = pdf_is_dict(old) ? pdf_copy(a, old) : pdf_dict();

    for (size_t i = 0; i < n; i++) {
        const char *name;
        struct pdf_obj one = pdf_dict();
        unsigned char digest[ALG_MD_BYTES];
        struct buf key = {0};
        size_t digest_n;
        if (!alg_digest(NID_sha1, &v[i].contents, 1, digest, &digest_n))
            continue;
        for (size_t k = 0; k < digest_n; k++)
            buf_printf(&key, "%02X", digest[k]);
        for (size_t k = 0; k < 3; k++)
            if (pdf_dict_get(dss, keys[k][0])->type == PDF_ARRAY)
                pdf_dict_set(a, &one, keys[k][1], *pdf_dict_get(dss, keys[k][0]));
        name = arena_buf(a, &key);
        if (pdf_dict_get(&all, name)->type == PDF_NULL)
            pdf_dict_set(a, &all, name, one);
    }
    pdf_dict_set(a, dss, "VRI", all);
}

static void write_store(struct pdf_file *f, struct pdf_update *u, const struct gathering *g, const struct signature *v, size_t n)
{
    struct arena *a = pdf_arena(f);
    struct pdf_obj dss = pdf_dict(), crls = pdf_array(), ocsps = pdf_array(), copy, extensions, extension = pdf_dict();
    uint32_t catalogue_num, num = pdf_update_reserve(u);
    const struct pdf_obj *catalogue = pdf_catalogue(f, &catalogue_num), *old = pdf_get(f, catalogue, "Extensions");

    for (size_t i = 0; i < g->evidence.n_crls; i++)
        pdf_array_add(a, &crls, put_stream(f, u, "CRLs", buf_span(&g->evidence.crls[i].der)));
    for (size_t i = 0; i < g->evidence.n_ocsps; i++)
        pdf_array_add(a, &ocsps, put_stream(f, u, "OCSPs", buf_span(&g->evidence.ocsps[i].der)));
    pdf_dict_set(a, &dss, "Type", pdf_name("DSS"));
    pdf_dict_set(a, &dss, "Certs", put_certs(f, u, g->needed));
    if (g->evidence.n_crls)
        pdf_dict_set(a, &dss, "CRLs", crls);
    if (g->evidence.n_ocsps)
        pdf_dict_set(a, &dss, "OCSPs", ocsps);
    put_vri(f, &dss, v, n);
    pdf_update_put(u, num, dss);
    copy = pdf_copy(a, catalogue);
    pdf_dict_set(a, &copy, "DSS", pdf_ref(num, 0));
    /* EN 319 142-1 annex: what ISO 32000-1 does not know is announced. */
    extensions = pdf_is_dict(old) ? pdf_copy(a, old) : pdf_dict();
    pdf_dict_set(a, &extension, "BaseVersion", pdf_name("1.7"));
    pdf_dict_set(a, &extension, "ExtensionLevel", pdf_int(1));
    pdf_dict_set(a, &extensions, "ESIC", extension);
    pdf_dict_set(a, &copy, "Extensions", extensions);
    pdf_update_put(u, catalogue_num, copy);
}

/* Only what speaks of a certificate that is needed goes on into the store; what --trust brought may be much more. */
static bool is_needed(const struct gathering *g, X509_CRL *crl)
{
    for (int i = 0; i < sk_X509_num(g->needed); i++)
        if (X509_NAME_cmp(X509_CRL_get_issuer(crl), X509_get_subject_name(sk_X509_value(g->needed, i))) == 0)
            return true;
    return false;
}

static void drop_others(struct gathering *g)
{
    size_t n = 0;

    for (size_t i = 0; i < g->evidence.n_crls; i++) {
        struct evidence_crl *c = &g->evidence.crls[i];
        if (is_needed(g, c->crl))
            g->evidence.crls[n++] = *c;
        else {
            X509_CRL_free(c->crl);
            buf_release(&c->der);
        }
    }
    g->evidence.n_crls = n;
}

bool dss_add(struct ctx *ctx, const char *name, const struct trust *trust, const struct fetch *fetch, struct buf *file)
{
    struct arena a = {0};
    struct gathering g = {ctx, name, trust, fetch, sk_X509_new_null(), sk_X509_new_null(), {0}};
    struct pdf_file *f = pdf_open(ctx, name, buf_span(file), &a);
    struct pdf_update *u = f ? pdf_update_new(f) : NULL;
    struct signature *v = NULL;
    struct buf out = {0};
    bool all = true, ok = u != NULL;
    size_t n = ok ? signatures_read(f, &v, &all) : 0;

    if (ok) {
        dss_read(f, g.known, &g.evidence);
        evidence_add_trust(&g.evidence, trust);
    }
    for (size_t i = 0; i < n && ok; i++)
        ok = gather_signature(&g, &v[i]);
    if (ok) {
        drop_others(&g);
        write_store(f, u, &g, v, n);
        pdf_update_write(u, &out);
        ok = !pdf_failed(f);
    }
    if (ok) {
        buf_release(file);
        *file = out;
        out = (struct buf){0};
    }
    buf_release(&out);
    sk_X509_pop_free(g.known, X509_free);
    sk_X509_pop_free(g.needed, X509_free);
    evidence_release(&g.evidence);
    arena_release(&a);
    ERR_clear_error();
    return ok;
}
