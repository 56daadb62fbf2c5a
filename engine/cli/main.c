/* The program: finds the command, reads its options, hands over. It never calls setlocale: the
 * language is a field of the context. */
#include "base/diag/cli.h"
#include "cli/cli.h"

#include <signal.h>
#include <stdio.h>

static const struct command *const commands[] = {&command_render, &command_convert, &command_check, &command_sign, &command_verify, &command_number, &command_issue, &command_revise, &command_log, &command_register, &command_templates, &command_profiles,
                                                 &command_fonts, &command_build,
                                                 &command_init, &command_watch, &command_status, &command_impact, &command_diff};
enum { COMMANDS = sizeof commands / sizeof *commands };

static const struct command *lookup_command(const char *name)
{
    for (size_t i = 0; i < COMMANDS; i++) {
        const char *alias = commands[i]->alias;
        if (strcmp(name, commands[i]->name) == 0 || (alias && strcmp(name, alias) == 0))
            return commands[i];
    }
    return NULL;
}

static enum status unknown_command(struct cli *cli, const char *name)
{
    const char *names[2 * COMMANDS + 1];
    size_t n = 0;
    for (size_t i = 0; i < COMMANDS; i++) {
        names[n++] = commands[i]->name;
        if (commands[i]->alias)
            names[n++] = commands[i]->alias;
    }
    names[n] = NULL;
    const char *near = span_nearest(name, names);
    if (near)
        diag(&cli->ctx, DIAG_CLI_UNKNOWN_COMMAND_NEAR, (struct pos){0}, name, near);
    else
        diag(&cli->ctx, DIAG_CLI_UNKNOWN_COMMAND, (struct pos){0}, name);
    return STATUS_INPUT;
}

static enum status show_help(struct cli *cli, const struct command *command)
{
    struct buf text = {0};
    if (command)
        help_command(&text, cli->ctx.lang, command);
    else
        help_program(&text, cli->ctx.lang, commands, COMMANDS);
    bool ok = say_result(cli, buf_span(&text));
    buf_release(&text);
    return ok ? STATUS_DONE : STATUS_SYSTEM;
}

static enum status show_version(struct cli *cli)
{
    const char *text = arena_printf(&cli->arena, "vanban %s\n", vb_version());
    return say_result(cli, span_of(text)) ? STATUS_DONE : STATUS_SYSTEM;
}

/* --lang, --json and -q hold for messages about the command line too, so they are looked for before
 * any is given: once the ends of the options are known, what is not understood does not matter
 * here. */
static void prepare_messages(struct cli *cli, const char *const *args, size_t count)
{
    const char *wanted = NULL;
    for (size_t i = 0; i < count && strcmp(args[i], "--") != 0; i++) {
        if (strncmp(args[i], "--lang=", 7) == 0)
            wanted = args[i] + 7;
        else if (strcmp(args[i], "--lang") == 0 && i + 1 < count)
            wanted = args[i + 1];
        else if (strcmp(args[i], "--json") == 0)
            cli->json = true;
    }
    bool known = wanted && (strcmp(wanted, "en") == 0 || strcmp(wanted, "vi") == 0);
    cli->ctx.lang = place_lang(known ? wanted : NULL);
    vb_context_set_lang(cli->library, cli->ctx.lang == LANG_EN ? VB_EN : VB_VI);
}

static enum status run(struct cli *cli, const char *const *args, size_t count)
{
    struct options options = {0};
    size_t next = 0;
    if (!options_parse(cli, NULL, args, count, true, &options, &next))
        return STATUS_INPUT;
    const struct command *command = NULL;
    if (next < count) {
        command = lookup_command(args[next]);
        if (!command)
            return unknown_command(cli, args[next]);
        next++;
        size_t end;
        if (!options_parse(cli, command, args + next, count - next, false, &options, &end))
            return STATUS_INPUT;
    }
    if (options.help)
        return show_help(cli, command);
    if (options.version)
        return show_version(cli);
    if (!command) {
        diag(&cli->ctx, DIAG_CLI_NO_COMMAND, (struct pos){0});
        return STATUS_INPUT;
    }
    cli->quiet = options.quiet;
    if (!place_time(cli, &cli->now))
        return STATUS_INPUT;
    vb_context_set_time(cli->library, cli->now);
    if (options.limits && !vb_context_set_limits(cli->library, options.limits))
        return STATUS_INPUT;
    const char *share = place_share(&cli->arena);
    if (share)
        vb_context_set_share(cli->library, share);
    enum status status = command->run(cli, &options);
    say_more_errors(cli);
    return status;
}

int main(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "--token-child") == 0)
        return vb_token_serve();
    struct cli cli = {.library = vb_context_new()};
    if (!cli.library)
        return STATUS_SYSTEM;
    ctx_init(&cli.ctx);
    say_init(&cli);
    signal(SIGXFSZ,
           SIG_IGN); /* a file over the user's limit is an error of write(), told like others */
    const char *const *args = (const char *const *)argv + (argc > 0);
    size_t count = argc > 0 ? (size_t)argc - 1 : 0;
    prepare_messages(&cli, args, count);
    enum status status = run(&cli, args, count);
    vb_context_free(cli.library);
    arena_release(&cli.arena);
    return status;
}
