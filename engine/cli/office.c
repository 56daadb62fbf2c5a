/* What the commands of the register share. */
#include "cli/office.h"

#include "base/diag/cli.h"
#include "base/file.h"

bool office_open(struct cli *cli, struct office *out)
{
    *out = (struct office){0};
    return reg_rules_read(&cli->ctx, &cli->arena, place_folder(&cli->arena), &out->rules);
}

bool office_register(struct cli *cli, const struct options *options, bool secret, struct office *o)
{
    struct arena *a = &cli->arena;
    const char *apart = o->rules.secret;
    const struct reg_place place = {
        .root = secret ? *apart == '/' ? apart : path_join(a, o->rules.root, apart) : o->rules.root,
        .who = place_who(a, options->who),
        .now = cli->now,
        .secret = secret,
    };

    o->reg = reg_open(&cli->ctx, &place);
    return o->reg != NULL;
}

bool office_look(struct cli *cli, bool secret, struct office *o)
{
    const struct reg_place place = {.root = secret ? o->rules.secret : ".", .now = cli->now, .read_only = true};

    o->reg = reg_open(&cli->ctx, &place);
    return o->reg != NULL;
}

void office_close(struct office *o)
{
    reg_close(o->reg);
    workspace_release(&o->ws);
    o->reg = NULL;
}

enum status office_status(const struct cli *cli, bool ok)
{
    enum status status = say_status(cli);

    return ok || status != STATUS_DONE ? status : STATUS_INPUT;
}

const char *office_below(const struct office *o, const char *real)
{
    size_t n = strlen(o->rules.root);

    return strncmp(real, o->rules.root, n) == 0 && real[n] == '/' ? real + n + 1 : NULL;
}

const char *office_path(struct cli *cli, const struct office *o, const char *file)
{
    const char *real = file_real(&cli->ctx, &cli->arena, file), *below = real ? office_below(o, real) : NULL;

    return below ? below : file;
}

const struct verb *office_verb(struct cli *cli, const struct options *options, const char *command, const struct verb *verbs, size_t n)
{
    struct buf names = {0};

    for (size_t i = 0; i < n; i++) {
        if (options->count && strcmp(options->operands[0], verbs[i].name) == 0) {
            buf_release(&names);
            return &verbs[i];
        }
        buf_printf(&names, "%s%s", i ? ", " : "", verbs[i].name);
    }
    diag(&cli->ctx, DIAG_CLI_NO_VERB, (struct pos){0}, command, arena_buf(&cli->arena, &names));
    return NULL;
}

bool office_needs(struct cli *cli, const char *command, const char *option, const char *value)
{
    if (!value)
        diag(&cli->ctx, DIAG_CLI_VERB_NEEDS, (struct pos){0}, command, option);
    return value != NULL;
}
