/* Papers as a clerk names them, and the key that the office signs with. */
#include "cli/office.h"

#include <unistd.h>

#include "base/diag/cli.h"
#include "base/file.h"
#include "store/settings.h"

/* ---- paths ---- */

/* `folder` is the working folder. Below the root the path is relative to it. */
static const char *from_root(struct cli *cli, const struct office *o, const char *folder, const char *path)
{
    struct arena *a = &cli->arena;
    const char *real = file_exists(&cli->ctx, path) ? file_real(&cli->ctx, a, path) : NULL, *below;

    if (!real)
        real = *path == '/' ? path : path_join(a, folder, path);
    below = office_below(o, real);
    return below ? below : real;
}

static const char *list_from_root(struct cli *cli, const struct office *o, const char *folder, const char *text)
{
    struct buf out = {0};
    const char *const *list;
    size_t n;

    list = options_list(cli, text, &n);
    for (size_t i = 0; i < n; i++)
        buf_printf(&out, "%s%s", i ? "," : "", from_root(cli, o, folder, list[i]));
    return arena_buf(&cli->arena, &out);
}

bool office_enter(struct cli *cli, const struct options *options, size_t first, struct office *o, struct options *out)
{
    static const size_t paths[] = {offsetof(struct options, signed_pdf), offsetof(struct options, p12),  offsetof(struct options, key),
                                   offsetof(struct options, cert),       offsetof(struct options, seal), offsetof(struct options, image),
                                   offsetof(struct options, output),     offsetof(struct options, trust_tls)};
    const char *folder = place_folder(&cli->arena), **operands = ARENA_NEWS(&cli->arena, options->count + 1, const char *);

    *out = *options;
    *o = (struct office){0};
    if (!reg_rules_read(&cli->ctx, &cli->arena, options->dir ? path_join(&cli->arena, folder, options->dir) : folder, &o->rules))
        return false;
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        const char **path = (const char **)(void *)((char *)out + paths[i]);

        if (*path && strcmp(*path, "-") != 0)
            *path = from_root(cli, o, folder, *path);
    }
    if (options->trust)
        out->trust = list_from_root(cli, o, folder, options->trust);
    if (options->template_file && strpbrk(options->template_file, "./"))
        out->template_file = from_root(cli, o, folder, options->template_file);
    for (size_t i = 0; i < options->count; i++)
        operands[i] = i >= first && file_exists(&cli->ctx, options->operands[i]) ? from_root(cli, o, folder, options->operands[i]) : options->operands[i];
    out->operands = operands;
    if (chdir(o->rules.root) != 0) {
        diag(&cli->ctx, DIAG_CLI_NO_FOLDER, (struct pos){0}, o->rules.root);
        return false;
    }
    return workspace_read(&cli->ctx, false, &o->ws);
}

bool office_is_here(struct cli *cli)
{
    return file_above(&cli->ctx, &cli->arena, path_join(&cli->arena, place_folder(&cli->arena), "x"), "vanban.yaml") != NULL;
}

/* ---- papers ---- */

struct office_paper office_paper(const struct office *o, const char *operand)
{
    const struct ws_paper *paper = workspace_paper(&o->ws, operand);

    if (!paper)
        paper = workspace_paper_of(&o->ws, operand);
    return (struct office_paper){.document = paper ? paper->name : operand, .paper = paper};
}

bool office_paper_there(struct cli *cli, const struct office *o, const char *operand)
{
    return office_paper(o, operand).paper || file_exists(&cli->ctx, operand) || strpbrk(operand, "./") || strcmp(operand, "-") == 0 ||
           workspace_paper_named(&cli->ctx, &o->ws, operand);
}

bool office_paper_issued(struct cli *cli, const struct options *options, struct office *o, const char *operand, struct office_paper *out, struct reg_row *row)
{
    bool known;

    *out = office_paper(o, operand);
    if (!reg_knows(o->reg, out->document, &known))
        return false;
    if (!known && out->paper) {
        diag(&cli->ctx, DIAG_CLI_NOT_ISSUED, (struct pos){0}, out->document);
        return false;
    }
    if (!known && !office_paper_there(cli, o, operand))
        return false;
    if (!reg_named(o->reg, out->document, options->term, &cli->arena, row))
        return false;
    if (row->document && strcmp(row->document, out->document) != 0) /* it was named by its number */
        *out = office_paper(o, row->document);
    return true;
}

const char *office_signed_file(struct arena *a, const struct ws_paper *paper)
{
    return arena_printf(a, "%s/%s-da-ky.pdf", paper->folder, paper->name);
}

bool office_is_secret(struct cli *cli, const struct office_paper *paper)
{
    const char *const *files = paper->paper ? paper->paper->files : &paper->document;
    const size_t n = paper->paper ? paper->paper->n_files : 1;
    vb_options how = paper->paper ? workspace_options(paper->paper) : (vb_options){0};
    bool secret = false;
    vb_document *d;

    if (!paper->paper && !file_exists(&cli->ctx, paper->document))
        return false;
    how.draft = how.again = true;
    vb_context_set_sink(cli->library, NULL, NULL);
    d = vb_document_load(cli->library, files, n, &how);
    secret = d && vb_document_secrecy(d);
    for (size_t i = 0; !d && i < n; i++) /* a draft with faults is secret as soon as a file of it says so */
        secret |= workspace_file_says(files[i], "do_mat");
    vb_document_free(d);
    vb_context_reset(cli->library);
    say_init(cli);
    return secret;
}

/* ---- ky_so ---- */

bool office_signer(struct cli *cli, const char *file, bool organ, struct options *options, bool *own_level)
{
    struct settings_signing said;
    const struct settings_key *key = organ ? &said.organ : &said.person;
    const char **picture = organ ? &options->seal : &options->image;

    *own_level = false;
    if (!settings_signing(&cli->ctx, &cli->arena, file, &said))
        return false;
    if (!options->p12 && !options->key && !options->pkcs11) {
        options->p12 = key->p12;
        options->key = key->key;
        options->cert = options->cert ? options->cert : key->cert;
        options->pkcs11 = key->pkcs11;
    }
    if (!*picture)
        *picture = key->picture;
    if (!options->level) {
        options->level = said.level;
        *own_level = said.level != NULL;
    }
    options->tsa = options->tsa ? options->tsa : said.tsa;
    options->trust = options->trust ? options->trust : said.trust;
    options->trust_tls = options->trust_tls ? options->trust_tls : said.trust_tls;
    options->allow = options->allow ? options->allow : said.allow;
    return true;
}
