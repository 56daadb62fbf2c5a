/* vanban profiles, vanban fonts, vanban templates: what is there. */
#include "base/diag/cli.h"
#include "cli/cli.h"

typedef bool (*describe)(vb_context *c, bool verbose, char **out);
typedef bool (*describe_json)(vb_context *c, char **out); /* NULL: there is no such form */

static enum status run(struct cli *cli, const struct options *options, describe what, describe_json json)
{
    if (options->count > 0) {
        diag(&cli->ctx, DIAG_CLI_EXTRA_OPERAND, (struct pos){0}, options->operands[0]);
        return STATUS_INPUT;
    }
    char *text = NULL;
    if (json && options->json ? json(cli->library, &text) : what(cli->library, options->verbose, &text))
        say_result(cli, span_of(text));
    vb_free(text);
    return say_status(cli);
}

static enum status run_profiles(struct cli *cli, const struct options *options)
{
    return run(cli, options, vb_profiles_describe, vb_profiles_json);
}

static enum status run_fonts(struct cli *cli, const struct options *options)
{
    return run(cli, options, vb_fonts_describe, NULL);
}

static enum status run_templates(struct cli *cli, const struct options *options)
{
    char *text = NULL;
    if (!options->schema)
        return run(cli, options, vb_templates_describe, vb_templates_json);
    if (!vb_schema(options->schema, &text)) {
        diag(&cli->ctx, DIAG_CLI_UNKNOWN_SCHEMA, (struct pos){0}, options->schema);
        return STATUS_INPUT;
    }
    say_result(cli, span_of(text));
    vb_free(text);
    return say_status(cli);
}

static const struct option_row template_rows[] = {
    {'\0',
     "schema",
     {[LANG_VI] = "rng|json|office", [LANG_EN] = "rng|json|office"},
     OPTION_TEXT,
     offsetof(struct options, schema),
     {[LANG_VI] = "in lược đồ cho trình soạn thảo: rng của tệp mẫu, json của tệp dữ liệu, office của vanban.yaml",
      [LANG_EN] = "print the schema for editors: rng of templates, json of data, office of vanban.yaml"}},
};

const struct command command_templates = {
    .name = "templates",
    .run = run_templates,
    .rows = template_rows,
    .row_count = sizeof template_rows / sizeof *template_rows,
    .operands = {"", ""},
    .summary = {[LANG_VI] = "Liệt kê các mẫu có sẵn và dữ liệu mà mỗi mẫu cần",
                [LANG_EN] = "Lists the installed templates and the data that each reads"},
    .examples = {[LANG_VI] = "  vanban templates            tên mẫu, công dụng, các khoá dữ liệu\n"
                             "  vanban templates -v         từng đường dẫn dữ liệu mà mẫu đọc\n",
                 [LANG_EN] = "  vanban templates            names, what for, keys of the data\n"
                             "  vanban templates -v         every path of the data that a template reads\n"},
};

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
