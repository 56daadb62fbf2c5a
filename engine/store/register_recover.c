/* What archived files say of their entries (render/facts.h): compared with the register, and taken into one that has lost them. */
#include "store/register_private.h"

#include <stdlib.h>

#include "base/diag/register.h"
#include "base/file.h"
#include "render/facts.h"
#include "text/date.h"

/* The year in the name of a file, luu/2026/KH/01-KH-BCĐ.pdf; 0: none. */
static int year_of(const char *file)
{
    const char *slash = strchr(file, '/');
    long year = slash ? strtol(slash + 1, NULL, 10) : 0;

    return year > 0 && year < 10000 ? (int)year : 0;
}

/* Files that say nothing, or cannot be read as PDF, are no fault here. */
static bool read_facts(struct reg *r, struct arena *a, const char *file, struct span pdf, vb_paper *out)
{
    struct ctx quiet = *r->ctx;

    quiet.sink = NULL;
    return facts_read(&quiet, file, pdf, year_of(file), a, out);
}

bool reg_file_speaks(struct reg *r, const char *file, const char *path)
{
    struct ctx quiet = *r->ctx;
    struct arena a = {0};
    struct buf pdf = {0};
    vb_paper paper;
    bool speaks;

    quiet.sink = NULL;
    speaks = file_read(&quiet, path, LIMIT_PDF_BYTES, &pdf) && read_facts(r, &a, file, buf_span(&pdf), &paper) && paper.number;
    buf_release(&pdf);
    arena_release(&a);
    return speaks;
}

/* ---- comparing ---- */

struct facet {
    enum { FULL, DAY, SUBJECT, SIGNERS } which;
    const char *name[2];
};

bool reg_agrees(struct reg *r, const char *path, struct span pdf, const struct reg_row *row)
{
    static const struct facet facets[] = {{FULL, {"số, ký hiệu", "number and symbol"}}, {DAY, {"ngày", "the day"}},
                                          {SUBJECT, {"trích yếu", "the subject"}}, {SIGNERS, {"người ký", "the signer"}}};
    const struct reg_series none = {0};
    struct arena a = {0};
    struct reg_row says;
    vb_paper paper;
    bool same = true;

    if (read_facts(r, &a, row->file, pdf, &paper)) {
        reg_row_of(&paper, &none, &says, &a);
        const char *number = paper.number ? number_of_paper(&a, paper.number) : NULL;
        const char *x[] = {number ? arena_printf(&a, "%s%s", number, says.symbol) : NULL, says.day, says.subject, says.signers};
        const char *y[] = {row->full, row->day, row->subject, row->signers};

        for (size_t i = 0; i < sizeof facets / sizeof *facets; i++) {
            if (!x[i] || !y[i] || strcmp(x[i], y[i]) == 0)
                continue;
            diag(r->ctx, DIAG_ARCHIVE_SAYS, pos_file(path), row->full, facets[i].name[r->ctx->lang], x[i], y[i]);
            same = false;
        }
    }
    arena_release(&a);
    return same;
}

/* ---- recovering ---- */

/* What the file does not say, for people. */
static const char *unknowns(struct reg *r, struct arena *a, const struct reg_row *row)
{
    const bool vi = r->ctx->lang == LANG_VI;
    const struct {
        bool known;
        const char *name;
    } rows[] = {{row->day, vi ? "ngày văn bản" : "its date"}, {row->subject, vi ? "trích yếu" : "the subject"}, {row->signers, vi ? "người ký" : "the signer"}};
    struct buf out = {0};

    buf_puts(&out, vi ? "ngày chuyển, tệp văn bản gốc, các bước đã qua, lý do, ghi chú" : "the day it was handed over, its document, the steps before, reasons, notes");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (!rows[i].known)
            buf_printf(&out, ", %s", rows[i].name);
    return arena_buf(a, &out);
}

/* The entry as the file has it; false: it says too little, or it lies under another name than it would have been given. */
static bool entry_of(struct reg *r, const struct reg_rules *rules, const char *file, struct span pdf, struct arena *a, vb_paper *paper, struct reg_row *out)
{
    struct ctx *ctx = r->ctx, quiet = *ctx;
    struct reg_series series;
    const char *number, *base;
    struct buf plain = {0};
    bool ok;
    char hex[65];

    quiet.sink = NULL;
    if (!read_facts(r, a, file, pdf, paper) || !paper->number || !(number = number_of_paper(a, paper->number)) ||
        !reg_series_of(&quiet, a, rules, paper, &series))
        return false;
    reg_row_of(paper, &series, out, a);
    out->number = strtoll(number, NULL, 10);
    out->full = arena_printf(a, "%s%s", number, out->symbol);
    for (const char *c = out->full; *c; c++)
        buf_putc(&plain, *c == '/' ? '-' : *c);
    base = strrchr(file, '/');
    ok = base && span_starts(span_of(base + 1), plain.p);
    buf_release(&plain);
    vb_digest(pdf.p, pdf.n, hex);
    out->state = "issued";
    out->file = arena_str(a, file);
    out->digest = arena_str(a, hex);
    return ok;
}

/* An entry of that number that was on its way keeps what it knows beside. */
static void join(struct reg_row *row, const struct reg_row *before)
{
    row->id = before->id;
    row->document = before->document;
    row->reason = before->reason;
    row->note = before->note;
}

static bool enter(struct reg *r, const char *path, struct reg_row *row, struct arena *a, bool *taken)
{
    const struct reg_series series = {row->organ, row->kinds, row->period};
    struct reg_row before;
    bool ok;

    if (!reg_begin(r))
        return false;
    ok = reg_lookup(r, &series, row->number, a, &before);
    if (!ok || (before.id && (strcmp(before.state, "issued") == 0 || strcmp(before.state, "void") == 0 || (before.held && reg_held(r, before.id))))) {
        reg_abort(r);
        return ok;
    }
    if (before.id)
        join(row, &before);
    if (!reg_stage(r, row)) {
        reg_abort(r);
        return false;
    }
    ok = *taken = reg_commit(r, "khoi-phuc", NULL);
    if (ok)
        diag(r->ctx, DIAG_ARCHIVE_RECOVERED, pos_file(path), row->full, unknowns(r, a, row));
    return ok;
}

bool reg_recover(struct reg *r, const struct reg_rules *rules, const char *file, const char *path, bool *taken)
{
    struct arena a = {0};
    struct buf pdf = {0};
    struct reg_row row;
    vb_paper paper;
    bool ok = true;

    *taken = false;
    if (file_read(r->ctx, path, LIMIT_PDF_BYTES, &pdf) && entry_of(r, rules, file, buf_span(&pdf), &a, &paper, &row))
        ok = enter(r, path, &row, &a, taken);
    buf_release(&pdf);
    arena_release(&a);
    return ok;
}

static bool entry_with(struct reg *r, const char *file, struct arena *a, struct reg_row *out)
{
    sqlite3_stmt *s = reg_select(r, "WHERE tep = ?1");
    bool found;

    db_text(s, 1, file);
    found = db_row(&r->db, s);
    if (found)
        reg_row_read(s, a, out);
    sqlite3_finalize(s);
    return found;
}

bool reg_recover_relations(struct reg *r, const char *file, const char *path)
{
    struct arena a = {0};
    struct buf pdf = {0};
    struct reg_row row;
    vb_paper paper;
    bool ok = true;

    if (file_read(r->ctx, path, LIMIT_PDF_BYTES, &pdf) && read_facts(r, &a, file, buf_span(&pdf), &paper) && (paper.supersedes || paper.repeals)) {
        ok = reg_begin(r);
        if (ok && entry_with(r, file, &a, &row) && reg_stage_relations(r, &row, REG_SUPERSEDED, paper.supersedes, &a) &&
            reg_stage_relations(r, &row, REG_REPEALED, paper.repeals, &a) && reg_stage(r, &row))
            ok = reg_commit(r, "khoi-phuc", NULL);
        else if (ok)
            reg_abort(r);
    }
    buf_release(&pdf);
    arena_release(&a);
    return ok;
}

/* ---- what is missing ---- */

struct gaps {
    struct reg *r;
    char *series; /* owned; NULL: none so far */
    int64_t last;
    struct buf missing;
    size_t n, entries;
};

static void tell_gaps(struct gaps *g)
{
    struct arena a = {0};

    if (g->series)
        diag(g->r->ctx, DIAG_ARCHIVE_GAPS, (struct pos){0}, g->series, number_written(&a, g->last),
             g->n ? g->missing.p : g->r->ctx->lang == LANG_VI ? "không có" : "none");
    free(g->series);
    buf_clear(&g->missing);
    g->series = NULL;
    g->last = 0;
    g->n = 0;
    arena_release(&a);
}

static bool see_number(void *user, const struct reg_row *row)
{
    enum { SHOWN = 30 };
    struct gaps *g = user;

    g->entries++;
    struct buf series = {0};

    buf_printf(&series, "%s, %s, %s", row->organ, row->kinds, row->period);
    if (!g->series || strcmp(g->series, series.p) != 0) {
        tell_gaps(g);
        g->series = buf_detach(&series);
    }
    buf_release(&series);
    for (int64_t n = g->last + 1; n < row->number && g->n <= SHOWN; n++, g->n++)
        buf_printf(&g->missing, g->n == SHOWN ? "%s…" : "%s%lld", g->n ? ", " : "", (long long)n);
    g->last = row->number;
    return true;
}

bool reg_recover_gaps(struct reg *r, size_t *entries)
{
    struct gaps g = {.r = r};
    bool ok = reg_each(r, NULL, see_number, &g);

    tell_gaps(&g);
    buf_release(&g.missing);
    *entries = g.entries;
    return ok;
}
