/* vanban profiles, vanban fonts: what is there. */
#include "cli/cli.h"

typedef bool (*describe)(vb_context *c, bool verbose, char **out);

static enum status run(struct cli *cli, const struct options *options, describe what)
{
    if (options->count > 0) {
        diag(&cli->ctx, DIAG_CLI_EXTRA_OPERAND, (struct pos){0}, options->operands[0]);
        return STATUS_INPUT;
    }
    char *text = NULL;
    if (what(cli->library, options->verbose, &text))
        say_result(cli, span_of(text));
    vb_free(text);
    return say_status(cli);
}

static enum status run_profiles(struct cli *cli, const struct options *options)
{
    return run(cli, options, vb_profiles_describe);
}

static enum status run_fonts(struct cli *cli, const struct options *options)
{
    return run(cli, options, vb_fonts_describe);
}

const struct command command_profiles = {
    .name = "profiles",
    .run = run_profiles,
    .operands = {"", ""},
    .summary = {[LANG_VI] = "Liệt kê các bộ quy định thể thức và thời gian có hiệu lực",
                [LANG_EN] = "Lists the profiles (rules of form) and when they are in force"},
    .examples = {[LANG_VI] = "  vanban profiles             tên và thời gian có hiệu lực\n"
                             "  vanban profiles -v          từng quy định và nguồn của nó\n",
                 [LANG_EN] = "  vanban profiles             names and time in force\n"
                             "  vanban profiles -v          every rule with its source\n"},
};

const struct command command_fonts = {
    .name = "fonts",
    .run = run_fonts,
    .operands = {"", ""},
    .summary = {[LANG_VI] = "Cho biết phông chữ nào sẽ được dùng và có đủ chữ Việt không",
                [LANG_EN] = "Tells which fonts will be used and whether they cover Vietnamese"},
    .examples = {[LANG_VI] = "  vanban fonts                phông chữ cho từng họ chữ\n"
                             "  vanban fonts -v             kèm tệp và phiên bản\n",
                 [LANG_EN] = "  vanban fonts                the font of every family\n"
                             "  vanban fonts -v             with file and version\n"},
};
