/* vanban impact: which papers and places a value reaches, before it is changed. */
#include "cli/cli.h"

#include "base/diag/cli.h"
#include "base/file.h"
#include "store/impact.h"
#include "store/stale.h"

struct impact_run {
    struct cli *cli;
    struct buf out;
    size_t n;
};

static void put(void *user, const struct impact *i)
{
    struct impact_run *r = user;
    struct cli *cli = r->cli;
    size_t from = r->out.n;

    r->n++;
    if (cli->json) {
        buf_putc(&r->out, '{');
        say_json_member(&r->out, from, "paper", i->paper);
        say_json_member(&r->out, from, "path", i->path);
        say_json_member(&r->out, from, "value", i->token ? token_words(&cli->arena, cli->ctx.lang, i->token) : NULL);
        buf_puts(&r->out, ",\"places\":");
        workspace_places_json(cli, i->places, &r->out);
        buf_puts(&r->out, "}\n");
        return;
    }
    const char *places = workspace_places(cli, i->places);
    buf_printf(&r->out, "%s%s%s", i->paper, *places ? " " : "", places);
    if (i->path)
        buf_printf(&r->out, ": %s = %s\n", i->path, token_words(&cli->arena, cli->ctx.lang, i->token));
    else
        buf_puts(&r->out, cli->ctx.lang == LANG_EN ? ": made of the whole file\n" : ": dùng cả tệp\n");
}

/* FILE:PATH; the file is the longest beginning that is one. Its real name, *path behind it; NULL: reported. */
static const char *split(struct cli *cli, const char *text, const char **path)
{
    for (size_t n = strlen(text) + 1; n-- > 0;) {
        const char *file;

        if (text[n] && text[n] != ':')
            continue;
        file = arena_span(&cli->arena, span_make(text, n));
        if (n && file_exists(&cli->ctx, file) && !file_is_dir(file)) {
            *path = text[n] ? text + n + 1 : text + n;
            return file_real(&cli->ctx, &cli->arena, file);
        }
    }
    return NULL;
}

/* The same for NAME:PATH, a paper of the workspace: its own file, else the first of its data. Paths count from the workspace. */
static const char *split_paper(struct cli *cli, const struct workspace *ws, const char *text, const char **path)
{
    size_t n = strcspn(text, ":");
    const struct ws_paper *paper = workspace_paper(ws, arena_span(&cli->arena, span_make(text, n)));

    *path = text[n] ? text + n + 1 : text + n;
    if (!paper)
        diag(&cli->ctx, DIAG_CLI_IMPACT, (struct pos){0}, text);
    return paper ? paper->files[0] : NULL;
}

static enum status run_impact(struct cli *cli, const struct options *options)
{
    struct impact_run r = {.cli = cli};
    struct workspace ws = {0};
    struct depend store = {0};
    const char *path = "", *file;
    bool ok, known = false;
    size_t secret = 0;

    if (!options_one(cli, options))
        return STATUS_INPUT;
    file = split(cli, options->operands[0], &path);
    ok = workspace_enter(cli, options, &ws) && (file || (file = split_paper(cli, &ws, options->operands[0], &path))) &&
         depend_open(&cli->ctx, &ws, false, &store) &&
         impact_find(&store, workspace_path(&ws, file), path, options->secret, put, &r, &known, &secret);
    if (ok && !known)
        diag(&cli->ctx, DIAG_CLI_IMPACT_UNKNOWN, (struct pos){0}, workspace_path(&ws, file));
    else if (ok && r.n == 0 && !secret && !cli->json)
        buf_puts(&r.out, cli->ctx.lang == LANG_EN ? "no paper reads it\n" : "không văn bản nào dùng giá trị này\n");
    if (ok && secret && !options->secret)
        diag(&cli->ctx, DIAG_CLI_IMPACT_SECRET, (struct pos){0}, workspace_path(&ws, file), arena_printf(&cli->arena, "%zu", secret));
    ok = ok && say_result(cli, buf_span(&r.out));
    buf_release(&r.out);
    depend_close(&store);
    workspace_release(&ws);
    return ok || say_status(cli) != STATUS_DONE ? say_status(cli) : STATUS_SYSTEM;
}

static const struct option_row rows[] = {
    OPTIONS_OF_WORKSPACE,
    {'\0', "mat", {NULL}, OPTION_FLAG, offsetof(struct options, secret),
     {[LANG_VI] = "nêu tên cả văn bản mật dùng tệp này", [LANG_EN] = "names the secret papers too that are made of the file"}},
};

const struct command command_impact = {
    .name = "impact",
    .alias = "anh-huong",
    .run = run_impact,
    .rows = rows,
    .row_count = sizeof rows / sizeof *rows,
    .operands = {[LANG_VI] = "TỆP|VĂN-BẢN[:ĐƯỜNG-DẪN]", [LANG_EN] = "FILE|DOC[:PATH]"},
    .summary = {[LANG_VI] = "Cho biết sửa một giá trị thì những văn bản nào, chỗ nào thay đổi theo", [LANG_EN] = "Tells which papers and places a value reaches, before it is changed"},
    .examples = {[LANG_VI] = "  vanban impact du-lieu/so-lieu.yaml:so_lieu.khoi\n"
                             "      các văn bản in con số này, từng chỗ một\n"
                             "  vanban impact 'du-lieu/khoi.xlsx:Quý 1!C7'\n"
                             "      một ô của bảng tính\n",
                 [LANG_EN] = "  vanban impact du-lieu/so-lieu.yaml:so_lieu.khoi\n"
                             "      the papers that print this figure, place by place\n"
                             "  vanban impact 'du-lieu/khoi.xlsx:Quý 1!C7'\n"
                             "      a cell of a spreadsheet\n"},
};
