/* The option parser: one table a command and one of the common options drive it and the help.
 * Options and operands may stand in any order; "--" ends the options; "-" is an operand. */
#include "base/diag/cli.h"
#include "cli/cli.h"

#include <sys/stat.h>

#define FIELD(field) offsetof(struct options, field)

const struct option_row common_options[] = {
    {'\0',
     "lang",
     {[LANG_VI] = "vi|en", [LANG_EN] = "vi|en"},
     OPTION_TEXT,
     FIELD(lang),
     {[LANG_VI] = "ngôn ngữ của thông báo", [LANG_EN] = "language of the messages"}},
    {'\0',
     "json",
     {NULL},
     OPTION_FLAG,
     FIELD(json),
     {[LANG_VI] = "thông báo dạng JSON, mỗi thông báo một dòng",
      [LANG_EN] = "messages as JSON, one a line"}},
    {'\0',
     "limit",
     {[LANG_VI] = "TÊN=SỐ", [LANG_EN] = "NAME=NUMBER"},
     OPTION_TEXT,
     FIELD(limits),
     {[LANG_VI] = "giới hạn khi đọc DOCX, ODT: part=100M,ratio=500",
      [LANG_EN] = "bounds on DOCX and ODT read: part=100M,ratio=500"}},
    {'v',
     "verbose",
     {NULL},
     OPTION_FLAG,
     FIELD(verbose),
     {[LANG_VI] = "nói rõ hơn", [LANG_EN] = "tell more"}},
    {'q',
     "quiet",
     {NULL},
     OPTION_FLAG,
     FIELD(quiet),
     {[LANG_VI] = "chỉ báo lỗi", [LANG_EN] = "tell errors only"}},
    {'h',
     "help",
     {NULL},
     OPTION_FLAG,
     FIELD(help),
     {[LANG_VI] = "hiện phần hướng dẫn này", [LANG_EN] = "show this help"}},
    {'\0',
     "version",
     {NULL},
     OPTION_FLAG,
     FIELD(version),
     {[LANG_VI] = "hiện số phiên bản", [LANG_EN] = "show the version"}},
};
const size_t common_option_count = sizeof common_options / sizeof *common_options;

struct parser {
    struct cli *cli;
    const struct command *command;
    const char *const *args;
    size_t count, i;
    struct options *out;
};

static size_t row_count(const struct parser *p)
{
    return common_option_count + (p->command ? p->command->row_count : 0);
}

static const struct option_row *row_at(const struct parser *p, size_t i)
{
    size_t own = p->command ? p->command->row_count : 0;
    return i < own ? &p->command->rows[i] : &common_options[i - own];
}

static const struct option_row *lookup_name(const struct parser *p, struct span name)
{
    for (size_t i = 0; i < row_count(p); i++) {
        if (span_is(name, row_at(p, i)->name))
            return row_at(p, i);
    }
    return NULL;
}

static const struct option_row *lookup_letter(const struct parser *p, char letter)
{
    for (size_t i = 0; i < row_count(p); i++) {
        if (row_at(p, i)->letter == letter)
            return row_at(p, i);
    }
    return NULL;
}

static bool unknown(const struct parser *p, const char *written, struct span name)
{
    struct cli *cli = p->cli;
    const char **names = ARENA_NEWS(&cli->arena, row_count(p) + 1, const char *);
    for (size_t i = 0; i < row_count(p); i++)
        names[i] = row_at(p, i)->name;
    const char *near = name.n > 1 ? span_nearest(arena_span(&cli->arena, name), names) : NULL;
    const char *command = p->command ? p->command->name : "";
    const char *help = arena_printf(&cli->arena, "vanban%s%s --help", *command ? " " : "", command);
    if (near)
        diag(&cli->ctx, DIAG_CLI_UNKNOWN_OPTION_NEAR, (struct pos){0}, written,
             arena_printf(&cli->arena, "--%s", near), help);
    else
        diag(&cli->ctx, DIAG_CLI_UNKNOWN_OPTION, (struct pos){0}, written, help);
    return false;
}

/* Sets the option; `value` is what was written with it, NULL when the next argument is the value.
 */
static bool set(struct parser *p, const struct option_row *row, const char *value)
{
    struct cli *cli = p->cli;
    char *field = (char *)p->out + row->offset;
    const char *written = arena_printf(&cli->arena, "--%s", row->name);
    if (row->kind == OPTION_FLAG) {
        if (value) {
            diag(&cli->ctx, DIAG_CLI_OPTION_NO_VALUE, (struct pos){0}, written, value);
            return false;
        }
        *(bool *)(void *)field = true;
        return true;
    }
    if (!value && p->i < p->count)
        value = p->args[p->i++];
    if (!value || !*value) {
        diag(&cli->ctx, DIAG_CLI_OPTION_NEEDS_VALUE, (struct pos){0}, written,
             row->argument[cli->ctx.lang]);
        return false;
    }
    const char **text = (const char **)(void *)field;
    if (*text) {
        diag(&cli->ctx, DIAG_CLI_OPTION_TWICE, (struct pos){0}, written);
        return false;
    }
    *text = value;
    return true;
}

static bool parse_long(struct parser *p, const char *arg)
{
    const char *equals = strchr(arg, '=');
    struct span name = span_make(arg + 2, equals ? (size_t)(equals - arg) - 2 : strlen(arg) - 2);
    const struct option_row *row = lookup_name(p, name);
    if (!row)
        return unknown(p, arg, name);
    return set(p, row, equals ? equals + 1 : NULL);
}

/* -q, -vq, -f pdf, -fpdf. */
static bool parse_letters(struct parser *p, const char *arg)
{
    for (size_t k = 1; arg[k]; k++) {
        const struct option_row *row = lookup_letter(p, arg[k]);
        if (!row)
            return unknown(p, arg, span_of(arg + 1));
        if (row->kind == OPTION_TEXT)
            return set(p, row, arg[k + 1] ? arg + k + 1 : NULL);
        if (!set(p, row, NULL))
            return false;
    }
    return true;
}

static bool check_lang(struct cli *cli, const char *lang)
{
    if (!lang || strcmp(lang, "vi") == 0 || strcmp(lang, "en") == 0)
        return true;
    diag(&cli->ctx, DIAG_CLI_BAD_LANG, (struct pos){0}, lang);
    return false;
}

bool options_parse(struct cli *cli, const struct command *command, const char *const *args,
                   size_t count, bool leading, struct options *out, size_t *next)
{
    struct parser p = {cli, command, args, count, 0, out};
    bool only_operands = false;
    out->operands = ARENA_NEWS(&cli->arena, count + 1, const char *);
    out->count = 0;
    while (p.i < count) {
        const char *arg = args[p.i];
        bool operand = only_operands || arg[0] != '-' || arg[1] == '\0';
        if (operand && leading)
            break;
        p.i++;
        if (operand)
            out->operands[out->count++] = arg;
        else if (strcmp(arg, "--") == 0)
            only_operands = true;
        else if (!(arg[1] == '-' ? parse_long(&p, arg) : parse_letters(&p, arg)))
            return false;
    }
    *next = p.i;
    return check_lang(cli, out->lang);
}

bool options_inputs(struct cli *cli, const struct options *options, const char *command)
{
    size_t standard = options->template_file && strcmp(options->template_file, "-") == 0;
    for (size_t i = 0; i < options->count; i++)
        standard += strcmp(options->operands[i], "-") == 0;
    if (options->count == 0)
        diag(&cli->ctx, DIAG_CLI_NO_INPUT, (struct pos){0}, command);
    else if (standard > 1)
        diag(&cli->ctx, DIAG_CLI_STDIN_TWICE, (struct pos){0});
    return options->count > 0 && standard <= 1;
}

bool options_one(struct cli *cli, const struct options *options)
{
    if (options->count > 1)
        diag(&cli->ctx, DIAG_CLI_ONE_FILE, (struct pos){0}, options->operands[1]);
    return options->count == 1;
}

const char *const *options_list(struct cli *cli, const char *text, size_t *n)
{
    size_t most = 1;
    for (const char *p = text; p && *p; p++)
        most += *p == ',';
    const char **list = ARENA_NEWS(&cli->arena, most, const char *);
    *n = 0;
    for (const char *p = text; p && *p;) {
        size_t length = strcspn(p, ",");
        if (length > 0)
            list[(*n)++] = arena_span(&cli->arena, span_make(p, length));
        p += length + (p[length] == ',');
    }
    return list;
}

bool options_is_input(const struct options *options, const char *path)
{
    struct stat out, in;
    if (stat(path, &out) != 0)
        return false;
    for (size_t i = 0; i < options->count; i++) {
        if (stat(options->operands[i], &in) == 0 && in.st_dev == out.st_dev && in.st_ino == out.st_ino)
            return true;
    }
    return false;
}
