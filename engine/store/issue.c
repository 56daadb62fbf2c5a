/* The order of an issue. What can refuse the paper comes first, then the number, then the file under a name of its own in .vanban/cho/, at
 * last the archive's name and the entry. */
#include "store/issue.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/diag/register.h"
#include "base/file.h"
#include "store/kept.h"

struct issue {
    struct ctx *ctx;
    vb_context *library;
    const struct reg_rules *rules;
    const struct issue_request *request;
    struct arena *a;
    struct reg *common, *own; /* the shared register, that has only the number of a secret paper; the one with its entry */
    struct reg_row shared;    /* the entry in `common` where it is not `own` */
    struct reg_row row;
    vb_paper paper;
    bool secret, blank_number, blank_day; /* as the document leaves them */
};

static bool ends_unsigned(const vb_signing *key)
{
    return !key || !key->level || strcmp(key->level, "b") == 0;
}

/* The whole paper of ours, without a number of the register. false: reported. */
static bool read_paper(struct issue *k, vb_options *options, vb_document **out)
{
    vb_document *d = vb_document_load(k->library, k->request->files, k->request->n, options);

    *out = d;
    if (!d)
        return false;
    if (!vb_document_paper(d, &k->paper)) {
        diag(k->ctx, DIAG_ISSUE_NOT_OURS, pos_file(k->request->files[0]));
        return false;
    }
    k->secret = vb_document_secrecy(d) != NULL;
    k->blank_number = !k->paper.number;
    k->blank_day = k->paper.year == 0;
    if (k->secret && !k->request->lower_level && !ends_unsigned(k->request->key)) {
        diag(k->ctx, DIAG_ISSUE_SECRET_NETWORK, pos_file(k->request->files[0]));
        return false;
    }
    return true;
}

static bool day_of(struct issue *k)
{
    if (k->blank_day)
        return sscanf(k->request->today, "%d-%d-%d", &k->paper.year, &k->paper.month, &k->paper.day) == 3;
    return true;
}

/* The number of a paper that says it itself; 0: it does not. */
static int64_t own_number(const struct issue *k)
{
    return k->paper.number ? strtoll(k->paper.number, NULL, 10) : 0;
}

/* A secret paper's entry in the shared register: that the number is used, and for what kind. */
static struct reg_row bare(const struct reg_row *row)
{
    return (struct reg_row){.organ = row->organ, .kinds = row->kinds, .period = row->period, .kind = row->kind, .symbol = row->symbol,
                            .day = row->day, .secrecy = row->secrecy};
}

static bool give_number(struct issue *k, issue_register open, void *user)
{
    struct reg_series series;
    struct reg_how how = {.held = true, .number = own_number(k), .reason = k->request->reason};
    struct reg_row want;
    bool shares = k->secret && strcmp(k->paper.family, "dang") == 0; /* a secret paper of the State has a series of its own */

    if (!reg_series_of(k->ctx, k->a, k->rules, &k->paper, &series))
        return false;
    reg_row_of(&k->paper, &series, &want, k->a);
    want.document = k->request->document;
    if (k->secret && !(k->own = open(user, true)))
        return false;
    if ((!k->secret || shares) && !(k->common = open(user, false)))
        return false;
    if (!k->secret)
        k->own = k->common;
    if (shares) {
        const struct reg_rules follow = {.file = k->rules->file, .may_skip = true, .may_fill = true};
        const struct reg_row shared = bare(&want);

        if (!reg_give(k->common, k->rules, &shared, &how, k->a, &k->shared))
            return false;
        how.number = k->shared.number;
        return reg_give(k->own, &follow, &want, &how, k->a, &k->row);
    }
    return reg_give(k->own, k->rules, &want, &how, k->a, &k->row);
}

/* ---- the file ---- */

static const char *staged(struct issue *k)
{
    return path_join(k->a, reg_root(k->own), arena_printf(k->a, ".vanban/cho/%lld.pdf", (long long)k->row.id));
}

/* The paper with its number: its text, and with `pdf` its file, also to *bytes. The journal does not speak of these names, so they need not
 * outlast a power cut: the number would be made out again. */
static bool render(struct issue *k, bool pdf, void **bytes, size_t *size)
{
    const vb_options options = kept_options(k->a, k->request->options, &k->row);
    struct file_out outs[2] = {0};
    vb_document *d;
    bool ok;

    d = vb_document_load(k->library, k->request->files, k->request->n, &options);
    ok = d && (!pdf || (vb_document_render(d, vb_format_find("pdf"), 0, bytes, size) &&
                        file_out_prepare(k->ctx, staged(k), span_make(*bytes, *size), &outs[0])));
    ok = ok && kept_prepare(k->ctx, d, KEPT_ISSUED, reg_root(k->own), &k->row, &outs[1]) && file_outs_sync(k->ctx, outs, 2) &&
         file_outs_name(k->ctx, outs, 2, false);
    for (size_t i = 0; i < 2; i++)
        file_out_discard(&outs[i]);
    vb_document_free(d);
    return ok;
}

struct judged {
    size_t n;
};

static void count_signature(void *user, const vb_signature *s)
{
    if (!s->timestamp)
        ((struct judged *)user)->n++;
}

/* The leader's file: sound, and made from this document. `plain` is the paper without number and date. */
static bool take_signed(struct issue *k, struct span plain, struct buf *out)
{
    const vb_signing look = {.offline = true, .trust = k->request->key->trust, .n_trust = k->request->key->n_trust};
    const char *name = k->request->signed_pdf;
    struct judged judged = {0};
    vb_verdict worst;

    if (!file_read(k->ctx, name, LIMIT_PDF_BYTES, out) ||
        !vb_verify(k->library, name, out->p, out->n, &look, count_signature, &judged, &worst))
        return false;
    if (judged.n == 0 || worst == VB_FAILED) { /* of none at all it has been told */
        if (judged.n)
            diag(k->ctx, DIAG_ISSUE_NOT_SIGNED, pos_file(name));
        return false;
    }
    if (out->n < plain.n || memcmp(out->p, plain.p, plain.n) != 0) {
        diag(k->ctx, DIAG_ISSUE_OTHER_PAPER, pos_file(name), k->request->files[0]);
        return false;
    }
    return true;
}

static bool sign(struct issue *k, bool filled, struct span pdf, void **bytes, size_t *size)
{
    vb_signing how = *k->request->key;

    how.role = "organ";
    how.offline |= k->secret;
    if (k->secret)
        how.level = how.tsa = NULL;
    if (filled) {
        how.number = k->blank_number ? arena_printf(k->a, "%lld", (long long)k->row.number) : NULL;
        how.day = k->blank_day ? k->row.day : NULL;
    }
    return vb_sign(k->library, k->request->signed_pdf ? k->request->signed_pdf : k->request->files[0], pdf.p, pdf.n, &how, bytes, size);
}

/* Gives the staged file its name in the archive, which the register keeps for this entry. */
static bool archive(struct issue *k)
{
    const char *to = path_join(k->a, reg_root(k->own), k->row.file), *dir = path_dir(k->a, to);

    if (!file_is_dir(dir) && !file_make_dirs(k->ctx, dir))
        return false;
    if (rename(staged(k), to) != 0)
        return file_write_failed(k->ctx, to, errno);
    file_sync_folder(to);
    return true;
}

static bool make_and_sign(struct issue *k, struct span from_leader)
{
    void *bytes = NULL, *signed_bytes = NULL;
    size_t size = 0, signed_size = 0;
    bool leader = from_leader.n > 0;
    bool ok = render(k, !leader, &bytes, &size);
    char hex[65];

    ok = ok && reg_advance(k->own, &k->row, "rendered", "soan");
    if (ok && k->request->key) {
        ok = sign(k, leader, leader ? from_leader : span_make(bytes, size), &signed_bytes, &signed_size) &&
             file_put(k->ctx, staged(k), span_make(signed_bytes, signed_size)) && reg_advance(k->own, &k->row, "signed", "ky");
    }
    if (ok) {
        vb_digest(signed_bytes ? signed_bytes : bytes, signed_bytes ? signed_size : size, hex);
        k->row.digest = arena_str(k->a, hex);
        k->row.sent = k->request->today;
        ok = archive(k);
    }
    vb_free(bytes);
    vb_free(signed_bytes);
    return ok;
}

static bool plain_bytes(vb_document *d, void **bytes, size_t *size)
{
    return vb_document_render(d, vb_format_find("pdf"), 0, bytes, size);
}

bool issue_paper(struct ctx *ctx, vb_context *library, const struct reg_rules *rules, issue_register open, void *user,
                 const struct issue_request *request, struct arena *a, struct reg_row *out)
{
    struct issue k = {.ctx = ctx, .library = library, .rules = rules, .request = request, .a = a};
    vb_options options = request->options;
    struct buf leader = {0};
    vb_document *d = NULL;
    void *plain = NULL;
    size_t size = 0;
    bool ok;

    if (request->signed_pdf && !request->key) {
        diag(ctx, DIAG_ISSUE_NEEDS_KEY, pos_file(request->signed_pdf));
        return false;
    }
    ok = read_paper(&k, &options, &d) && day_of(&k);
    if (ok && request->signed_pdf)
        ok = plain_bytes(d, &plain, &size) && take_signed(&k, span_make(plain, size), &leader);
    ok = ok && give_number(&k, open, user) && make_and_sign(&k, buf_span(&leader));
    if (ok && k.shared.id)
        ok = reg_issued(k.common, &k.shared, NULL, NULL);
    ok = ok && reg_issued(k.own, &k.row, k.paper.supersedes, k.paper.repeals);
    if (ok)
        *out = k.row;
    vb_document_free(d);
    vb_free(plain);
    buf_release(&leader);
    return ok;
}
