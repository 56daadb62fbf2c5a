/* Timestamps over the whole file come first, since they prove when the signatures before them were there; then each signature is judged at the
 * best time that is proved for it. A fault is told once, in the order: what was signed, by whom, is that one trusted, what came after. */
#include "base/diag/sign.h"
#include "sign/verify.h"

#include <stdlib.h>

#include <openssl/err.h>

#include "sign/changes.h"
#include "sign/dss.h"
#include "sign/names.h"
#include "sign/signatures.h"
#include "sign/timestamp.h"

struct session {
    struct ctx *ctx;
    const char *name;
    struct arena *a;
    struct pdf_file *file;
    const struct verify_request *request;
    struct evidence evidence;
    STACK_OF(X509) *known; /* owned */
};

/* One signature while it is looked at. */
struct look {
    struct session *s;
    const struct signature *signature;
    struct verified out;
    struct pos pos;
    struct cms *cms;
    int64_t at;         /* the time at which the path is judged */
    bool evidence_kept; /* revocation is told from the file itself */
};

static void fail(struct look *l, enum verdict verdict)
{
    if (l->out.verdict < verdict)
        l->out.verdict = verdict;
}

static void learn(struct session *s, const struct cms *c)
{
    for (int i = 0; i < sk_X509_num(c->certs); i++) {
        X509 *x = sk_X509_value(c->certs, i);
        if (sk_X509_num(s->known) < 4 * LIMIT_CMS_CERTS && X509_up_ref(x) && sk_X509_push(s->known, x) <= 0)
            X509_free(x);
    }
    for (int i = 0; i < sk_X509_CRL_num(c->crls); i++) {
        unsigned char *der = NULL;
        int n = i2d_X509_CRL(sk_X509_CRL_value(c->crls, i), &der);
        if (n > 0)
            evidence_add_crl(&s->evidence, span_make((const char *)der, (size_t)n));
        OPENSSL_free(der);
    }
}

/* ---- the path ---- */

static void tell_path(struct look *l, const struct chain *chain, X509 *leaf)
{
    static const diag_code codes[] = {
        [CHAIN_UNTRUSTED] = DIAG_VERIFY_UNTRUSTED, [CHAIN_TIME] = DIAG_VERIFY_CERT_TIME, [CHAIN_BROKEN] = DIAG_VERIFY_PATH_BROKEN,
        [CHAIN_PURPOSE] = DIAG_VERIFY_PURPOSE,     [CHAIN_WEAK] = DIAG_VERIFY_PATH_WEAK, [CHAIN_OTHER] = DIAG_VERIFY_PATH,
    };
    X509 *where = chain->at ? chain->at : leaf;

    if (chain->fault == CHAIN_TIME)
        diag(l->s->ctx, DIAG_VERIFY_CERT_TIME, l->pos, name_of_subject(l->s->a, where), name_of_time(l->s->a, l->at));
    else
        diag(l->s->ctx, codes[chain->fault], l->pos, name_of_subject(l->s->a, where), chain->reason);
    fail(l, chain->fault == CHAIN_BROKEN ? VERDICT_FAILED : VERDICT_UNKNOWN);
}

static void judge_revocation(struct look *l, const struct chain *chain)
{
    struct session *s = l->s;

    for (int i = 0; i + 1 < sk_X509_num(chain->certs); i++) {
        X509 *cert = sk_X509_value(chain->certs, i), *issuer = sk_X509_value(chain->certs, i + 1);
        struct revocation r = revocation_check(&s->evidence, s->request->trust, cert, issuer, s->known, l->at);
        if (r.state == REVOCATION_UNKNOWN) {
            l->evidence_kept = false;
            if (!s->request->fetch.offline && s->request->fetch.n_allowed) {
                struct chain one = {.certs = sk_X509_new_null()};
                sk_X509_push(one.certs, cert);
                sk_X509_push(one.certs, issuer);
                revocation_fetch(s->ctx, &s->request->fetch, s->request->trust, &one, l->at, &s->evidence);
                sk_X509_free(one.certs);
                r = revocation_check(&s->evidence, s->request->trust, cert, issuer, s->known, l->at);
            } else
                diag(s->ctx, DIAG_VERIFY_REVOCATION_UNKNOWN, l->pos, name_of_subject(s->a, cert));
        }
        if (r.state == REVOCATION_REVOKED)
            diag(s->ctx, DIAG_VERIFY_REVOKED, l->pos, name_of_subject(s->a, cert), name_of_time(s->a, r.when));
        if (r.state != REVOCATION_GOOD)
            fail(l, r.state == REVOCATION_REVOKED ? VERDICT_FAILED : VERDICT_UNKNOWN);
    }
}

/* false: told. */
static bool judge_path(struct look *l, X509 *leaf, enum chain_purpose purpose)
{
    enum verdict before = l->out.verdict;
    struct chain chain;
    bool ok;

    l->out.verdict = VERDICT_PASSED;
    chain_build(l->s->request->trust, leaf, l->s->known, l->at, purpose, &chain);
    if (chain.fault != CHAIN_GOOD)
        tell_path(l, &chain, leaf);
    else
        judge_revocation(l, &chain);
    ok = l->out.verdict == VERDICT_PASSED;
    fail(l, before);
    chain_release(&chain);
    return ok;
}

/* ---- what is signed ---- */

static void describe(struct look *l)
{
    struct arena *a = l->s->a;
    const struct pdf_obj *m = pdf_get(l->s->file, l->signature->dict, "M");
    X509 *x = l->cms->signer;
    struct buf key = {0};

    l->out.digest = OBJ_nid2sn(l->cms->md);
    if (x) {
        alg_key_name(X509_get0_pubkey(x), &key);
        l->out.key = arena_buf(a, &key);
        l->out.signer = name_of_subject(a, x);
        l->out.issuer = name_of_issuer(a, x);
        l->out.serial = name_of_serial(a, x);
        l->out.organization = name_part(a, x, NID_organizationName);
        l->out.email = name_part(a, x, NID_pkcs9_emailAddress);
    }
    if (l->cms->has_signing_time)
        l->out.claimed = l->cms->signing_time;
    if (m->type == PDF_STRING)
        time_of_pdf(m->as.text, &l->out.claimed);
}

static bool judge_strength(struct look *l, const struct cms *c)
{
    if (alg_md_strong(c->md) && (c->alg.scheme != SCHEME_RSA_PSS || alg_md_strong(c->alg.mgf)) && alg_key_strong(X509_get0_pubkey(c->signer)))
        return true;
    struct buf key = {0};
    alg_key_name(X509_get0_pubkey(c->signer), &key);
    diag(l->s->ctx, DIAG_VERIFY_WEAK, l->pos, key.p, OBJ_nid2sn(c->md));
    buf_release(&key);
    fail(l, VERDICT_UNKNOWN);
    return false;
}

/* Digest and signature over the bytes of the file. false: told. */
static bool judge_bytes(struct look *l)
{
    const struct signature *g = l->signature;
    const struct span bytes = pdf_bytes(l->s->file);
    const struct span parts[] = {span_make(bytes.p, g->gap), span_make(bytes.p + g->gap_end, g->end - g->gap_end)};
    struct cms *c = l->cms;
    unsigned char digest[ALG_MD_BYTES];
    diag_code fault = DIAG__NONE;
    size_t n;

    if (!c->signer)
        fault = DIAG_VERIFY_NO_CERT;
    else if (c->has_content || !c->has_attributes || !c->type_agrees || !c->message_digest.p || (c->has_ess && !c->ess_agrees) ||
             (g->format == SIGNATURE_CADES && !c->has_ess))
        fault = DIAG_VERIFY_ATTRIBUTES;
    else if (!alg_digest(c->md, parts, 2, digest, &n) || !span_equal(c->message_digest, span_make((const char *)digest, n)))
        fault = DIAG_VERIFY_CHANGED;
    else if (!cms_signature_holds(c, c->signer, (struct span){"", 0}))
        fault = DIAG_VERIFY_SIGNATURE;
    if (fault == DIAG__NONE)
        return true;
    diag(l->s->ctx, fault, l->pos);
    fail(l, VERDICT_FAILED);
    return false;
}

/* ---- time ---- */

/* A timestamp that holds, by somebody who is trusted for it. */
static bool judge_timestamp(struct look *l, const struct timestamp *t)
{
    if (!t->imprint || !t->holds) {
        diag(l->s->ctx, DIAG_VERIFY_TIMESTAMP_WRONG, l->pos);
        fail(l, VERDICT_FAILED);
        return false;
    }
    l->at = t->time;
    return judge_strength(l, t->cms) && judge_path(l, t->cms->signer, CHAIN_TSA);
}

/* true: there is one over this signature; whether its authority is trusted shows in out.proved. */
static bool judge_signature_timestamp(struct look *l)
{
    struct timestamp t;
    bool holds;

    if (!l->cms->timestamp.p)
        return false;
    if (!timestamp_read(l->s->ctx, l->pos, l->cms->timestamp, &l->cms->signature, 1, &t)) {
        fail(l, VERDICT_FAILED);
        return false;
    }
    learn(l->s, t.cms);
    holds = t.imprint && t.holds;
    if (judge_timestamp(l, &t) && (!l->out.proved || t.time < l->out.proved)) {
        l->out.proved = t.time;
        l->out.authority = name_of_subject(l->s->a, t.cms->signer);
    }
    timestamp_release(&t);
    return holds;
}

/* ---- afterwards ---- */

/* What stands behind the last saving is in none, and no signature covers it: white space and padding may. */
static bool ends_with_a_saving(struct pdf_file *f)
{
    const struct span bytes = pdf_bytes(f);

    for (size_t i = pdf_revision_at(f, pdf_revisions(f) - 1)->eof; i < bytes.n; i++)
        if (!strchr("\t\n\f\r ", bytes.p[i]))
            return false;
    return true;
}

static void judge_changes(struct look *l)
{
    struct session *s = l->s;
    struct arena then_arena = {0};
    struct pdf_file *then;
    struct changes changes;
    const struct permission by = permission_read(s->file, l->signature->dict, l->signature->field->dict);

    l->out.certifies = by.certifies;
    l->out.filled = "";
    if (!ends_with_a_saving(s->file)) {
        diag(s->ctx, DIAG_VERIFY_UNSOUND, l->pos, "EOF");
        l->out.changed = true;
        fail(l, VERDICT_FAILED);
        return;
    }
    if (l->signature->revision + 1 == pdf_revisions(s->file))
        return;
    then = pdf_open(s->ctx, s->name, span_make(pdf_bytes(s->file).p, pdf_revision_at(s->file, l->signature->revision)->end), &then_arena);
    if (!then) {
        fail(l, VERDICT_FAILED);
        l->out.changed = true;
        return;
    }
    changes_find(then, s->file, &by, &changes);
    l->out.filled = arena_buf(s->a, &changes.filled);
    if (changes.kind == CHANGE_OTHER)
        diag(s->ctx, DIAG_VERIFY_CHANGED_AFTER, l->pos, changes.what);
    else if (changes.kind == CHANGE_UNSOUND)
        diag(s->ctx, DIAG_VERIFY_UNSOUND, l->pos, changes.what);
    else if (changes.kind == CHANGE_LOCKED)
        diag(s->ctx, DIAG_VERIFY_LOCKED, l->pos, changes.what);
    else if (changes.kind == CHANGE_FILLED && by.level == 1)
        diag(s->ctx, DIAG_VERIFY_NOT_ALLOWED, l->pos);
    else
        changes.kind = CHANGE_NONE;
    l->out.changed = changes.kind != CHANGE_NONE;
    if (l->out.changed)
        fail(l, VERDICT_FAILED);
    arena_release(&then_arena);
}

/* ---- all ---- */

static const char *level_name(const struct look *l, bool stamped, bool archived)
{
    bool baseline = l->signature->format == SIGNATURE_CADES && l->cms->has_ess && !l->cms->has_signing_time;

    if (!baseline)
        return "PDF";
    if (!stamped)
        return "PAdES B-B";
    if (!l->evidence_kept)
        return "PAdES B-T";
    return archived ? "PAdES B-LTA" : "PAdES B-LT";
}

/* What holds for both kinds before anything is read. false: told. */
static bool judge_place(struct look *l)
{
    const struct signature *g = l->signature;

    if (!g->whole) {
        diag(l->s->ctx, DIAG_VERIFY_RANGE, l->pos);
        fail(l, VERDICT_FAILED);
        return false;
    }
    l->out.revision = g->revision + 1;
    if (g->format == SIGNATURE_UNKNOWN) {
        diag(l->s->ctx, DIAG_VERIFY_FORMAT, l->pos, g->subfilter);
        fail(l, VERDICT_UNKNOWN);
        return false;
    }
    if (!signature_padding_is_zero(g->contents, signature_der(g).n)) {
        diag(l->s->ctx, DIAG_VERIFY_PADDING, l->pos);
        fail(l, VERDICT_FAILED);
        return false;
    }
    return true;
}

static void look_at_timestamp(struct look *l)
{
    const struct signature *g = l->signature;
    const struct span bytes = pdf_bytes(l->s->file);
    struct timestamp t;

    if (!judge_place(l))
        return;
    const struct span parts[] = {span_make(bytes.p, g->gap), span_make(bytes.p + g->gap_end, g->end - g->gap_end)};
    if (!timestamp_read(l->s->ctx, l->pos, signature_der(g), parts, 2, &t)) {
        fail(l, VERDICT_FAILED);
        return;
    }
    learn(l->s, t.cms);
    l->cms = t.cms;
    describe(l);
    l->out.claimed = t.time;
    l->out.level = "RFC 3161";
    if (judge_timestamp(l, &t) && l->out.verdict == VERDICT_PASSED) {
        l->out.proved = t.time;
        l->out.authority = l->out.signer;
    }
    judge_changes(l);
    l->cms = NULL;
    timestamp_release(&t);
}

/* `archived`: a document timestamp that holds covers it, at l->out.proved. */
static void look_at_signature(struct look *l, bool archived)
{
    size_t used;
    bool stamped;

    if (!judge_place(l) || !(l->cms = cms_parse(l->s->ctx, l->pos, signature_der(l->signature), &used))) {
        fail(l, l->out.verdict == VERDICT_PASSED ? VERDICT_FAILED : l->out.verdict);
        return;
    }
    learn(l->s, l->cms);
    describe(l);
    if (!signature_padding_is_zero(l->signature->contents, used)) {
        diag(l->s->ctx, DIAG_VERIFY_PADDING, l->pos);
        fail(l, VERDICT_FAILED);
    } else if (judge_bytes(l)) {
        l->evidence_kept = true;
        stamped = judge_signature_timestamp(l);
        l->at = l->out.proved ? l->out.proved : l->s->ctx->now;
        judge_strength(l, l->cms);
        judge_path(l, l->cms->signer, CHAIN_SIGNER);
        l->out.level = level_name(l, stamped, archived);
        judge_changes(l);
    } else if (l->signature->whole)
        l->out.changed = true;
    cms_free(l->cms);
    l->cms = NULL;
}

static struct look begin(struct session *s, const struct signature *g)
{
    return (struct look){.s = s,
                         .signature = g,
                         .pos = {.file = s->name, .place = arena_str(s->a, g->field->name)},
                         .at = s->ctx->now,
                         .out = {.field = arena_str(s->a, g->field->name),
                                 .timestamp = g->format == SIGNATURE_TIMESTAMP,
                                 .filled = "",
                                 .revisions = pdf_revisions(s->file)}};
}

static void look_at_all(struct session *s, const struct signature *v, size_t n, void (*found)(void *user, const struct verified *v), void *user,
                        enum verdict *worst)
{
    struct look *looks = ARENA_NEWS(s->a, n + 1, struct look);

    for (size_t i = 0; i < n; i++) {
        looks[i] = begin(s, &v[i]);
        if (v[i].format == SIGNATURE_TIMESTAMP)
            look_at_timestamp(&looks[i]);
    }
    for (size_t i = 0; i < n; i++) {
        bool archived = false;
        if (v[i].format != SIGNATURE_TIMESTAMP) {
            for (size_t k = i + 1; k < n && v[i].whole; k++)
                if (v[k].format == SIGNATURE_TIMESTAMP && looks[k].out.proved && v[k].end > v[i].end) {
                    archived = true;
                    if (!looks[i].out.proved || looks[k].out.proved < looks[i].out.proved) {
                        looks[i].out.proved = looks[k].out.proved;
                        looks[i].out.authority = looks[k].out.authority;
                    }
                }
            look_at_signature(&looks[i], archived);
        }
        if (*worst < looks[i].out.verdict)
            *worst = looks[i].out.verdict;
        found(user, &looks[i].out);
    }
}

bool verify_pdf(struct ctx *ctx, const char *name, struct span pdf, const struct verify_request *request, struct arena *a,
                void (*found)(void *user, const struct verified *v), void *user, enum verdict *worst)
{
    struct arena own = {0};
    struct session s = {.ctx = ctx, .name = name, .a = a, .request = request, .file = pdf_open(ctx, name, pdf, &own)};
    struct signature *v = NULL;
    bool all = true, ok = s.file != NULL;
    size_t n = ok ? signatures_read(s.file, &v, &all) : 0;

    *worst = VERDICT_PASSED;
    if (ok && (pdf_failed(s.file) || !all)) {
        if (!pdf_failed(s.file))
            diag(ctx, DIAG_SIGN_FORM, pos_file(name));
        ok = false;
    }
    if (ok && n == 0) {
        diag(ctx, DIAG_VERIFY_NONE, pos_file(name));
        *worst = VERDICT_FAILED;
    }
    if (ok && n > 0) {
        s.known = sk_X509_new_null();
        dss_read(s.file, s.known, &s.evidence);
        evidence_add_trust(&s.evidence, request->trust);
        look_at_all(&s, v, n, found, user, worst);
        sk_X509_pop_free(s.known, X509_free);
        evidence_release(&s.evidence);
    }
    arena_release(&own);
    ERR_clear_error();
    return ok;
}
