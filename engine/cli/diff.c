/* vanban diff: a paper as it was built against what its sources say now, as words. */
#include "cli/cli.h"

#include "base/diag/cli.h"
#include "store/words.h"

struct diff_run {
    struct cli *cli;
    bool whole;
    struct buf out;
    size_t n;
};

static void put(void *user, const struct passage_change *c)
{
    struct diff_run *r = user;
    struct cli *cli = r->cli;
    struct buf marked = {0};
    size_t from = r->out.n;

    r->n++;
    if (cli->json) {
        buf_putc(&r->out, '{');
        buf_puts(&r->out, "\"places\":");
        workspace_places_json(cli, c->place, &r->out);
        say_json_member(&r->out, from, "before", c->before);
        say_json_member(&r->out, from, "after", c->after);
        buf_puts(&r->out, "}\n");
        return;
    }
    const char *place = workspace_places(cli, c->place);
    workspace_change(cli, c, r->whole, &marked);
    buf_printf(&r->out, "%s%s%s\n", place, *place ? ": " : "", marked.p ? marked.p : "");
    buf_release(&marked);
}

static bool compare(struct diff_run *r, const struct workspace *ws, const struct ws_paper *paper)
{
    struct cli *cli = r->cli;
    struct maker maker = {.ctx = &cli->ctx, .library = cli->library, .ws = ws};
    struct passages before = {0}, after = {0};
    struct depend store = {0};
    vb_document *d = NULL;
    bool ok = depend_open(&cli->ctx, ws, false, &store);

    if (ok && !words_of_store(&store, paper->name, &before)) {
        diag(&cli->ctx, DIAG_CLI_DIFF_NEW, paper->pos, paper->name);
        ok = false;
    }
    ok = ok && (d = make_load(&maker, paper)) && passages_of_document(d, &after);
    if (ok)
        passages_compare(before.v, before.n, after.v, after.n, put, r);
    vb_document_free(d);
    passages_release(&before);
    passages_release(&after);
    depend_close(&store);
    return ok;
}

static enum status run_diff(struct cli *cli, const struct options *options)
{
    struct diff_run r = {.cli = cli, .whole = options->verbose};
    const struct ws_paper *paper;
    struct workspace ws = {0};
    bool ok;

    if (!options_one(cli, options))
        return STATUS_INPUT;
    ok = workspace_enter(cli, options, &ws) && (paper = workspace_paper_named(&cli->ctx, &ws, options->operands[0])) && compare(&r, &ws, paper) &&
         say_result(cli, buf_span(&r.out));
    buf_release(&r.out);
    workspace_release(&ws);
    if (!ok)
        return say_status(cli) == STATUS_DONE ? STATUS_SYSTEM : say_status(cli);
    return r.n ? STATUS_FOUND : STATUS_DONE;
}

static const struct option_row rows[] = {OPTIONS_OF_WORKSPACE};

const struct command command_diff = {
    .name = "diff",
    .alias = "so-sanh",
    .run = run_diff,
    .rows = rows,
    .row_count = sizeof rows / sizeof *rows,
    .operands = {[LANG_VI] = "VĂN-BẢN", [LANG_EN] = "DOC"},
    .summary = {[LANG_VI] = "So văn bản đã dựng với nội dung theo dữ liệu hiện tại, từng từ", [LANG_EN] = "Shows a paper as built against what its sources say now, word by word"},
    .examples = {[LANG_VI] = "  vanban diff bc-06\n"
                             "      §II.1: … có [-480-]{+460+} khối dân vận …\n"
                             "  vanban diff -v bc-06\n"
                             "      cả đoạn, không cắt bớt\n",
                 [LANG_EN] = "  vanban diff bc-06\n"
                             "      §II.1: … có [-480-]{+460+} khối dân vận …\n"
                             "  vanban diff -v bc-06\n"
                             "      whole paragraphs\n"},
};
