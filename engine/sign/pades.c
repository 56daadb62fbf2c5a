/* A signature is made in two steps: the revision is written with a gap, then what stands around the gap is signed. */
#include "sign/pades.h"

#include <stdlib.h>

#include <openssl/err.h>

#include "base/diag/sign.h"
#include "sign/cms.h"
#include "sign/dss.h"
#include "sign/pades_private.h"
#include "sign/revision.h"
#include "sign/timestamp.h"

enum {
    GAP_CMS = 2048,        /* what a CMS has beside its certificates and its signature */
    GAP_TIMESTAMP = 16384, /* a token with the authority's chain */
};

/* The address of the timestamp authority was given, so it was allowed. */
static struct fetch authority(const struct pades_request *r)
{
    return (struct fetch){.offline = r->fetch.offline, .allowed = &r->tsa, .n_allowed = 1, .trust_tls = r->fetch.trust_tls};
}

bool pades_stamp(struct ctx *ctx, const struct pades_request *r, struct cms *c)
{
    const struct fetch tsa = authority(r);
    unsigned char digest[ALG_MD_BYTES];
    struct buf token = {0};
    size_t n;
    const bool ok = alg_digest(NID_sha256, &c->signature, 1, digest, &n) &&
                    timestamp_fetch(ctx, &tsa, r->tsa, NID_sha256, span_make((const char *)digest, n), &token) && cms_add_timestamp(c, buf_span(&token));

    buf_release(&token);
    return ok;
}

/* The signature with its timestamp, or the timestamp alone, over the file without its gap. false: reported. */
static bool make_value(const struct draft *d, const struct buf *file, const struct gap *gap, struct buf *der)
{
    const struct span parts[] = {span_make(file->p, gap->begin), span_make(file->p + gap->end, file->n - gap->end)};
    const struct pades_request *r = d->request;
    const struct fetch tsa = authority(r);
    unsigned char digest[ALG_MD_BYTES];
    struct cms *c = NULL;
    size_t n;
    bool ok;

    if (d->timestamp)
        return alg_digest(NID_sha256, parts, 2, digest, &n) &&
               timestamp_fetch(d->ctx, &tsa, r->tsa, NID_sha256, span_make((const char *)digest, n), der);
    ok = alg_digest(sign_key_alg(d->key).md, parts, 2, digest, &n) && (c = cms_sign(d->ctx, d->key, digest, n)) != NULL &&
         (r->level < PADES_T || pades_stamp(d->ctx, r, c)) && cms_encode(c, der);
    cms_free(c);
    return ok;
}

static size_t first_room(const struct draft *d)
{
    size_t room = GAP_TIMESTAMP;

    if (d->key) {
        STACK_OF(X509) *chain = sign_key_chain(d->key);
        room = GAP_CMS + (d->request->level >= PADES_T ? GAP_TIMESTAMP : 0) + (size_t)i2d_X509(sign_key_cert(d->key), NULL) +
               (size_t)EVP_PKEY_get_size(X509_get0_pubkey(sign_key_cert(d->key)));
        for (int i = 0; i < sk_X509_num(chain); i++)
            room += (size_t)i2d_X509(sk_X509_value(chain, i), NULL);
    }
    return room;
}

/* One revision with a signature or a document timestamp. If what comes back does not fit, the gap is made as large as it was. */
static bool add_revision(struct draft *d, struct buf *file)
{
    struct buf next = {0}, der = {0};
    struct gap gap = {0};
    bool ok = false, fits = false;

    d->room = first_room(d);
    for (int tries = 0; tries < 2 && !fits; tries++) {
        buf_clear(&next);
        buf_clear(&der);
        ok = revision_write(d, buf_span(file), &next, &gap);
        if (!ok)
            break;
        revision_fill_range(&next, &gap);
        ok = make_value(d, &next, &gap, &der);
        if (!ok)
            break;
        fits = der.n <= d->room;
        d->room = der.n + GAP_CMS;
    }
    if (ok && !fits)
        diag(d->ctx, DIAG_SIGN_TOO_LARGE, pos_file(d->name));
    ok = ok && fits;
    if (ok) {
        revision_fill_contents(&next, &gap, buf_span(&der));
        buf_release(file);
        *file = next;
        next = (struct buf){0};
    }
    buf_release(&next);
    buf_release(&der);
    return ok;
}

bool pades_complete(struct ctx *ctx, const char *name, const struct pades_request *request, struct buf *file)
{
    struct draft d = {.ctx = ctx, .name = name, .request = request, .timestamp = true};

    return (request->level < PADES_LT || dss_add(ctx, name, request->trust, &request->fetch, file)) &&
           (request->level < PADES_LTA || add_revision(&d, file));
}

bool pades_sign(struct ctx *ctx, const char *name, struct span pdf, struct sign_key *key, const struct pades_request *request, struct buf *out)
{
    struct draft d = {.ctx = ctx, .name = name, .request = request, .key = key};
    bool ok;

    buf_putspan(out, pdf);
    ok = add_revision(&d, out) && pades_complete(ctx, name, request, out);
    if (!ok)
        buf_release(out);
    ERR_clear_error();
    return ok;
}
