/* Of vanban status: issued papers whose sources say something else now. They are never built anew; a paper takes their place, or not. */
#include "cli/office.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "cli/status.h"
#include "store/kept.h"

enum { SENTENCES_OF = 20 }; /* papers whose sentences are shown without -v */

/* The entry that holds of each paper, by its place in the workspace; number 0: none. */
struct finding {
    const struct issued_status *s;
    struct reg_row *rows;
    struct arena *a;
};

static bool note_row(void *user, const struct reg_row *row)
{
    struct finding *f = user;
    const struct ws_paper *paper = workspace_paper(f->s->ws, row->document);

    if (paper) {
        struct reg_row *to = &f->rows[paper - f->s->ws->papers];

        *to = *row;
        to->full = arena_str(f->a, row->full);
        to->day = arena_str(f->a, row->day);
    }
    return true;
}

/* false: there is no register, or it was reported why it cannot be asked. */
static bool find_rows(const struct issued_status *s, struct finding *f)
{
    const struct reg_place place = {.root = s->ws->root, .who = "", .now = s->cli->now, .read_only = access(".vanban", W_OK) != 0};
    struct reg *reg = file_exists(&s->cli->ctx, "luu/so-dang-ky.ndjson") ? reg_open(&s->cli->ctx, &place) : NULL;
    bool ok = reg && reg_each_current(reg, note_row, f);

    reg_close(reg);
    return ok;
}

/* What the paper says now, under the number and the day that it was issued with; a fault of it is the build's to tell. */
static bool say_now(const struct issued_status *s, const struct ws_paper *paper, const struct reg_row *row, struct passages *out)
{
    const vb_options how = kept_options(&s->cli->arena, workspace_options(paper), row);
    vb_document *d;
    bool ok;

    *out = (struct passages){0};
    vb_context_set_sink(s->cli->library, NULL, NULL);
    d = vb_document_load(s->cli->library, paper->files, paper->n_files, &how);
    ok = d && !vb_document_secrecy(d) && passages_of_document(d, out);
    vb_document_free(d);
    vb_context_reset(s->cli->library);
    say_init(s->cli);
    return ok;
}

/* A draft has blanks for the number and the day. */
static bool is_number_or_day(const vb_passage *p)
{
    return strcmp(p->place, "Kso-ky-hieu") == 0 || strcmp(p->place, "Kdia-danh-ngay") == 0;
}

/* The paper as it was built says what was issued: the common case, for which no paper is made. */
static bool built_is_issued(const struct issued_status *s, const struct ws_paper *paper, const struct passages *issued)
{
    struct passages built;
    bool same = words_of_store(s->store, paper->name, &built) && built.n == issued->n;

    for (size_t i = 0; same && i < built.n; i++)
        same = strcmp(built.v[i].text, issued->v[i].text) == 0 || is_number_or_day(&issued->v[i]);
    passages_release(&built);
    return same;
}

static void put_change(void *user, const struct passage_change *c)
{
    const struct issued_status *s = user;
    const char *place = workspace_places(s->cli, c->place);
    struct buf marked = {0};

    workspace_change(s->cli, c, false, &marked);
    buf_printf(s->out, "  %s%s%s\n", place, *place ? ": " : "", marked.p ? marked.p : "");
    buf_release(&marked);
}

static void put_paper(const struct issued_status *s, const struct ws_paper *paper, const struct reg_row *row, bool sentences, const struct passages *issued,
                      const struct passages *now)
{
    struct cli *cli = s->cli;
    size_t from = s->out->n;

    if (cli->json) {
        buf_putc(s->out, '{');
        say_json_member(s->out, from, "paper", paper->name);
        say_json_member(s->out, from, "why", "issued");
        say_json_member(s->out, from, "number", row->full);
        buf_puts(s->out, "}\n");
        return;
    }
    buf_printf(s->out, cli->ctx.lang == LANG_EN ? "%s was issued as %s and differs from its data now; a paper in its place: vanban revise %s --reason \"…\"\n"
                                                : "%s đã phát hành số %s, nay khác dữ liệu; soạn văn bản thay thế: vanban revise %s --reason \"…\"\n",
               paper->name, row->full, paper->name);
    if (sentences)
        passages_compare_lines(issued->v, issued->n, now->v, now->n, put_change, (void *)s);
}

/* A paper for which a rectification was written is to say what that says. */
static bool read_kept(const struct issued_status *s, const struct reg_row *row, struct passages *out, bool *there)
{
    if (!kept_read(&s->cli->ctx, KEPT_RECTIFIED, s->ws->root, row, out, there) || *there)
        return *there;
    passages_release(out);
    return kept_read(&s->cli->ctx, KEPT_ISSUED, s->ws->root, row, out, there);
}

bool status_issued(const struct issued_status *s)
{
    struct arena a = {0};
    struct finding f = {s, ARENA_NEWS(&a, s->ws->n + 1, struct reg_row), &a};
    size_t n = 0;
    bool ok = true;

    memset(f.rows, 0, (s->ws->n + 1) * sizeof *f.rows);
    if (!find_rows(s, &f)) {
        arena_release(&a);
        return s->cli->errors_shown == 0;
    }
    for (size_t i = 0; i < s->ws->n && ok; i++) {
        const struct ws_paper *paper = &s->ws->papers[i];
        struct passages issued = {0}, now = {0};
        bool there = false;

        if (!f.rows[i].number)
            continue;
        ok = read_kept(s, &f.rows[i], &issued, &there);
        if (ok && there && (s->stale[i] || !built_is_issued(s, paper, &issued)) && say_now(s, paper, &f.rows[i], &now) && !kept_same(&issued, &now))
            put_paper(s, paper, &f.rows[i], !s->stale[i] && (s->verbose || n++ < SENTENCES_OF), &issued, &now);
        passages_release(&issued);
        passages_release(&now);
    }
    arena_release(&a);
    return ok;
}
