/* Messages. Every one, the library's and the program's own, passes say(): as a line for people, or
 * with
 * --json as one JSON object a line. With -q only errors are told. */
#include "base/diag/cli.h"
#include "cli/cli.h"

#include <stdio.h>

void say_json_member(struct buf *out, size_t from, const char *key, const char *value)
{
    if (!value)
        return;
    buf_printf(out, "%s\"%s\":", out->n > from + 1 ? "," : "", key);
    buf_json(out, value);
}

static void put_json(struct buf *out, const struct diagnostic *d)
{
    static const char *const severities[] = {
        [SEVERITY_HINT] = "hint", [SEVERITY_WARNING] = "warning", [SEVERITY_ERROR] = "error"};
    buf_putc(out, '{');
    say_json_member(out, 0, "severity", severities[d->severity]);
    say_json_member(out, 0, "file", d->pos.file);
    if (d->pos.line > 0)
        buf_printf(out, ",\"line\":%d", d->pos.line);
    if (d->pos.line > 0 && d->pos.col > 0)
        buf_printf(out, ",\"column\":%d", d->pos.col);
    say_json_member(out, 0, "place", d->pos.place);
    say_json_member(out, 0, "code", d->slug);
    say_json_member(out, 0, "message", d->text);
    say_json_member(out, 0, "clause", d->clause);
    buf_putc(out, '}');
}

static void say(struct cli *cli, const struct diagnostic *d)
{
    if (d->severity == SEVERITY_ERROR)
        cli->errors_shown++;
    else if (cli->quiet)
        return;
    struct buf line = {0};
    if (cli->json)
        put_json(&line, d);
    else
        diag_format(&line, d, cli->ctx.lang);
    buf_putc(&line, '\n');
    fwrite(line.p, 1, line.n, cli->found ? stdout : stderr);
    buf_release(&line);
}

static void own_sink(void *user, const struct diagnostic *d)
{
    struct cli *cli = user;
    if (diag_is_system(d->code))
        cli->system_failed = true;
    say(cli, d);
}

static void library_sink(void *user, const vb_diagnostic *d)
{
    static const enum severity severities[] = {
        [VB_HINT] = SEVERITY_HINT, [VB_WARNING] = SEVERITY_WARNING, [VB_ERROR] = SEVERITY_ERROR};
    const struct diagnostic own = {.severity = severities[d->severity],
                                   .pos = {.file = d->file, .line = d->line, .col = d->column, .place = d->place},
                                   .slug = d->code,
                                   .text = d->text,
                                   .clause = d->clause};
    say(user, &own);
}

void say_errors(void *user, const vb_diagnostic *d)
{
    vb_diagnostic nowhere = *d;

    nowhere.file = NULL; /* a file that is none of the user's */
    nowhere.line = nowhere.column = 0;
    if (d->severity == VB_ERROR)
        library_sink(user, &nowhere);
}

void say_init(struct cli *cli)
{
    cli->ctx.sink = own_sink;
    cli->ctx.sink_user = cli;
    vb_context_set_sink(cli->library, library_sink, cli);
}

void say_more_errors(struct cli *cli)
{
    int more = vb_context_errors(cli->library) + cli->ctx.errors - cli->errors_shown;
    if (more > 0)
        diag(&cli->ctx, DIAG_CLI_MORE_ERRORS, (struct pos){0},
             arena_printf(&cli->arena, "%d", more));
}

bool say_result(struct cli *cli, struct span text)
{
    bool ok = fwrite(text.p, 1, text.n, stdout) == text.n;
    if (fflush(stdout) != 0 || !ok) {
        diag(&cli->ctx, DIAG_CLI_OUTPUT_FAILED, (struct pos){0});
        return false;
    }
    return true;
}

enum status say_status(const struct cli *cli)
{
    if (cli->system_failed || vb_context_system_failed(cli->library))
        return STATUS_SYSTEM;
    return cli->ctx.errors || vb_context_errors(cli->library) ? STATUS_INPUT : STATUS_DONE;
}
