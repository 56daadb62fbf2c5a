/* Signatures that are made elsewhere: by an agent at the signer's desk, by an HSM, by a service. What comes back is checked as if it came from an
 * enemy: that it is one signature over exactly the bytes that were given out, and holds; or that a whole file begins with our bytes, has
 * one signature more, which covers all of it, and that no signature in it is broken. */
#include <openssl/err.h>
#include <openssl/pem.h>

#include "base/diag/handover.h"
#include "sign/names.h"
#include "sign/pades_private.h"
#include "sign/revision.h"
#include "sign/signatures.h"
#include "sign/verify.h"

enum {
    ROOM_CMS = 16384,      /* a CMS with the signer's chain that is not known yet */
    ROOM_TIMESTAMP = 16384,
};

static void put_base64(struct buf *out, struct span bytes)
{
    unsigned char *text = OPENSSL_malloc(4 * (bytes.n / 3 + 1) + 1);

    if (text && EVP_EncodeBlock(text, (const unsigned char *)bytes.p, (int)bytes.n) > 0)
        buf_puts(out, (const char *)text);
    OPENSSL_free(text);
}

static void put_digest(struct buf *out, int md, const struct span *parts, size_t n_parts)
{
    unsigned char digest[ALG_MD_BYTES];
    size_t n;

    if (!alg_digest(md, parts, n_parts, digest, &n))
        n = 0;
    buf_puts(out, "{\"algorithm\":");
    buf_json(out, OBJ_nid2sn(md));
    buf_puts(out, ",\"hex\":\"");
    for (size_t i = 0; i < n; i++)
        buf_printf(out, "%02x", digest[i]);
    buf_puts(out, "\",\"base64\":\"");
    put_base64(out, span_make((const char *)digest, n));
    buf_puts(out, "\"}");
}

/* The attributes that a bare signature is over. */
static bool put_attributes(struct buf *out, struct ctx *ctx, const struct sign_key *who, const struct span parts[2])
{
    static const char *const schemes[] = {[SCHEME_RSA] = "RSA PKCS#1 v1.5", [SCHEME_RSA_PSS] = "RSA PSS", [SCHEME_ECDSA] = "ECDSA"};
    const struct alg alg = sign_key_alg(who);
    unsigned char digest[ALG_MD_BYTES];
    struct buf der = {0};
    struct cms *c = NULL;
    size_t n;

    if (alg_digest(alg.md, parts, 2, digest, &n))
        c = cms_begin(ctx, who, digest, n, &der);
    if (c) {
        const struct span all = buf_span(&der);
        buf_printf(out, ",\"attributes\":{\"signature\":\"%s\",\"der\":\"", schemes[alg.scheme]);
        put_base64(out, all);
        buf_puts(out, "\",\"digest\":");
        put_digest(out, alg.md, &all, 1);
        buf_putc(out, '}');
    }
    cms_free(c);
    buf_release(&der);
    return c != NULL;
}

static size_t room_for(const struct sign_key *who)
{
    size_t room = ROOM_CMS + ROOM_TIMESTAMP;

    for (int i = 0; who && i < sk_X509_num(sign_key_chain(who)); i++)
        room += (size_t)i2d_X509(sk_X509_value(sign_key_chain(who), i), NULL);
    return room;
}

bool pades_prepare(struct ctx *ctx, const char *name, struct span pdf, struct sign_key *who, const struct pades_request *request, struct buf *out,
                   struct buf *order)
{
    const struct draft d = {.ctx = ctx, .name = name, .request = request, .key = who, .room = room_for(who)};
    struct gap gap;
    bool ok = revision_write(&d, pdf, out, &gap);

    if (ok) {
        revision_fill_range(out, &gap);
        const struct span parts[] = {span_make(out->p, gap.begin), span_make(out->p + gap.end, out->n - gap.end)};
        buf_printf(order, "{\"subfilter\":\"ETSI.CAdES.detached\",\"byteRange\":[0,%zu,%zu,%zu],\"room\":%zu,\"digest\":", gap.begin, gap.end,
                   out->n - gap.end, d.room);
        put_digest(order, who ? sign_key_alg(who).md : NID_sha256, parts, 2);
        ok = !who || put_attributes(order, ctx, who, parts);
        buf_puts(order, "}\n");
    }
    if (!ok) {
        buf_release(out);
        buf_release(order);
    }
    ERR_clear_error();
    return ok;
}

/* Taking back. */
struct finishing {
    struct ctx *ctx;
    const char *name;
    const struct pades_handed *handed;
    const struct pades_request *request;
    struct sign_key *who;
    struct gap gap;    /* of the file's last signature */
    size_t room;       /* bytes in it */
    bool open;         /* nothing stands there yet */
    size_t signatures; /* that have a value */
};

static bool refuse(const struct finishing *f, diag_code code)
{
    diag(f->ctx, code, pos_file(f->handed->name), f->name);
    return false;
}

static bool is_zero(struct span s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i])
            return false;
    return true;
}

/* Finds the last signature of a file and what stands there. *covers: it is over the file to its end. false: reported. */
static bool look(struct finishing *f, const char *name, struct span pdf, bool *covers, struct buf *value)
{
    struct arena a = {0};
    struct pdf_file *file = pdf_open(f->ctx, name, pdf, &a);
    struct signature *v = NULL;
    bool all = true;
    size_t n = file ? signatures_read(file, &v, &all) : 0;

    *covers = false;
    f->signatures = 0;
    f->open = false;
    for (size_t i = 0; i < n; i++) {
        const bool empty = is_zero(v[i].contents);
        f->signatures += !empty;
        if (!v[i].whole || v[i].end != pdf.n || v[i].format == SIGNATURE_TIMESTAMP)
            continue;
        *covers = true;
        f->open = empty;
        f->gap = (struct gap){.begin = v[i].gap, .end = v[i].gap_end};
        f->room = v[i].contents.n;
        buf_clear(value);
        if (!empty)
            buf_putspan(value, signature_der(&v[i]));
    }
    arena_release(&a);
    return file != NULL;
}

/* "-----BEGIN ...", or Base64 and white space alone, as bytes. */
static void unpack(struct span in, struct buf *out)
{
    struct buf letters = {0};
    BIO *bio = BIO_new_mem_buf(in.p, (int)in.n);
    char *name = NULL, *header = NULL;
    unsigned char *der = NULL;
    long n = 0;
    bool text = true;

    if (bio && PEM_read_bio(bio, &name, &header, &der, &n) == 1)
        buf_put(out, der, (size_t)n);
    else {
        for (size_t i = 0; i < in.n && text; i++) {
            const char c = in.p[i];
            if (c == ' ' || c == '\n' || c == '\r' || c == '\t')
                continue;
            text = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '+' || c == '/' || c == '=';
            buf_putc(&letters, c);
        }
        if (text && letters.n > 0 && letters.n % 4 == 0) {
            unsigned char *bytes = OPENSSL_malloc(letters.n);
            const int size = bytes ? EVP_DecodeBlock(bytes, (const unsigned char *)letters.p, (int)letters.n) : -1;
            const int padding = (letters.p[letters.n - 1] == '=') + (letters.p[letters.n - 2] == '=');
            if (size >= padding)
                buf_put(out, bytes, (size_t)(size - padding));
            OPENSSL_free(bytes);
        }
        if (out->n == 0)
            buf_putspan(out, in);
    }
    OPENSSL_free(name);
    OPENSSL_free(header);
    OPENSSL_free(der);
    BIO_free(bio);
    buf_release(&letters);
    ERR_clear_error();
}

/* ContentInfo with id-signedData (RFC 5652 section 3) in its first bytes. */
static bool is_cms(struct span s)
{
    static const char signed_data[] = "\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x07\x02";

    return s.n > 20 && s.p[0] == 0x30 && memmem(s.p, 20, signed_data, sizeof signed_data - 1) != NULL;
}

/* One signer, over these bytes, by his own certificate, which is in there and may sign. */
static bool judge(const struct finishing *f, const struct cms *c, const struct span parts[2])
{
    unsigned char digest[ALG_MD_BYTES];
    struct sign_key signer = {.cert = c->signer};
    size_t n = 0;

    if (!c->signer)
        return refuse(f, DIAG_FINISH_NO_CERT);
    if (c->has_content || !c->has_attributes || !c->type_agrees || c->content_type != NID_pkcs7_data)
        return refuse(f, DIAG_FINISH_FORM);
    if (!alg_digest(c->md, parts, 2, digest, &n) || !span_equal(c->message_digest, span_make((const char *)digest, n)))
        return refuse(f, DIAG_FINISH_DIGEST);
    if (!alg_md_strong(c->md))
        return refuse(f, DIAG_FINISH_WEAK);
    if (!cms_signature_holds(c, c->signer, (struct span){"", 0}) || (c->has_ess && !c->ess_agrees))
        return refuse(f, DIAG_FINISH_WRONG);
    if (!key_judge(f->ctx, f->handed->name, &signer))
        return false;
    if (f->who && X509_cmp(sign_key_cert(f->who), c->signer) != 0)
        return refuse(f, DIAG_FINISH_OTHER_CERT);
    if (c->has_signing_time)
        diag(f->ctx, DIAG_FINISH_SIGNING_TIME, pos_file(f->handed->name));
    if (!c->has_ess)
        diag(f->ctx, DIAG_FINISH_NO_ESS, pos_file(f->handed->name));
    return true;
}

/* The CMS out of what came back. NULL: reported. */
static struct cms *read_value(const struct finishing *f, struct span value, const struct span parts[2])
{
    unsigned char digest[ALG_MD_BYTES];
    struct buf attributes = {0};
    struct cms *c = NULL;
    size_t n = 0, used = 0;
    bool ok;

    if (is_cms(value)) {
        c = cms_parse(f->ctx, pos_file(f->handed->name), value, &used);
        ok = c && (used == value.n || refuse(f, DIAG_FINISH_FORM)) && judge(f, c, parts);
    } else if (!f->who)
        return refuse(f, DIAG_FINISH_UNKNOWN), NULL;
    else {
        ok = alg_digest(sign_key_alg(f->who).md, parts, 2, digest, &n) && (c = cms_begin(f->ctx, f->who, digest, n, &attributes)) != NULL &&
             (cms_end(c, value) || refuse(f, DIAG_FINISH_WRONG));
    }
    buf_release(&attributes);
    if (ok)
        return c;
    cms_free(c);
    return NULL;
}

/* Writes the value into the gap of `file`, with a timestamp where the level wants one. */
static bool set_value(const struct finishing *f, struct buf *file, struct span value)
{
    const struct span parts[] = {span_make(file->p, f->gap.begin), span_make(file->p + f->gap.end, file->n - f->gap.end)};
    struct cms *c = read_value(f, value, parts);
    struct buf der = {0}, figures = {0};
    bool ok = c && (f->request->level < PADES_T || c->timestamp.p || pades_stamp(f->ctx, f->request, c)) && cms_encode(c, &der);

    if (ok && der.n > f->room) {
        buf_printf(&figures, "%zu", der.n);
        diag(f->ctx, DIAG_FINISH_ROOM, pos_file(f->name), figures.p);
        buf_release(&figures);
        ok = false;
    }
    if (ok) {
        memset(file->p + f->gap.begin + 1, '0', f->gap.end - f->gap.begin - 2);
        revision_fill_contents(file, &f->gap, buf_span(&der));
    }
    cms_free(c);
    buf_release(&der);
    return ok;
}

static void ignore(void *user, const struct verified *v)
{
    (void)user;
    (void)v;
}

/* A whole file: our bytes, but for the gap that was left, and revisions behind them. The value of its last signature goes to `value`. */
static bool take_file(struct finishing *f, struct span pdf, struct buf *file, struct buf *value)
{
    const struct verify_request how = {f->request->trust, f->request->fetch};
    const struct span handed = f->handed->bytes;
    const size_t before = f->signatures, begin = f->open ? f->gap.begin : pdf.n, end = f->open ? f->gap.end : pdf.n;
    struct arena a = {0};
    enum verdict worst;
    bool covers, ok;

    if (handed.n < pdf.n || memcmp(handed.p, pdf.p, begin) != 0 || memcmp(handed.p + end, pdf.p + end, pdf.n - end) != 0)
        return refuse(f, DIAG_FINISH_OTHER_FILE);
    if (!look(f, f->handed->name, handed, &covers, value))
        return false;
    if (f->signatures <= before)
        return refuse(f, DIAG_FINISH_NOT_SIGNED);
    if (!covers || f->open)
        return refuse(f, DIAG_FINISH_NOT_COVERED);
    ok = verify_pdf(f->ctx, f->handed->name, handed, &how, &a, ignore, NULL, &worst);
    arena_release(&a);
    if (!ok || worst == VERDICT_FAILED)
        return ok && f->ctx->errors == 0 ? refuse(f, DIAG_FINISH_WRONG) : false;
    buf_clear(file);
    buf_putspan(file, handed);
    return true;
}

bool pades_finish(struct ctx *ctx, const char *name, struct span pdf, const struct pades_handed *handed, struct sign_key *who,
                  const struct pades_request *request, struct buf *out)
{
    struct finishing f = {.ctx = ctx, .name = name, .handed = handed, .request = request, .who = who};
    const bool whole = handed->bytes.n > 5 && memcmp(handed->bytes.p, "%PDF-", 5) == 0;
    struct buf value = {0};
    bool covers, ok;

    buf_putspan(out, pdf);
    ok = look(&f, name, pdf, &covers, &value);
    if (ok && whole)
        ok = take_file(&f, pdf, out, &value);
    else if (ok && !f.open) {
        diag(ctx, DIAG_FINISH_NOT_PREPARED, pos_file(name));
        ok = false;
    } else if (ok)
        unpack(handed->bytes, &value);
    ok = ok && ((whole && request->level < PADES_T) || set_value(&f, out, buf_span(&value))) && pades_complete(ctx, name, request, out);
    buf_release(&value);
    if (!ok)
        buf_release(out);
    ERR_clear_error();
    return ok;
}
