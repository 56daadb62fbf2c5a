/* A document in the formats and at the place that the options name. Which files come out is decided before
 * anything is read; all are rendered before the first is written. */
#include "cli/cli.h"

#include "base/diag/cli.h"
#include "base/file.h"

#include <stdio.h>
#include <unistd.h>

enum { MOST_FORMATS = 32 };

/* Where outputs go. */
struct place {
    bool standard;          /* standard output */
    const char *dir, *base; /* a folder and the name without suffix, or */
    const char *file;       /* one file */
};

struct plan {
    const vb_format *formats[MOST_FORMATS];
    size_t count;
    struct place place;
};

static struct pos no_pos(void)
{
    return (struct pos){0};
}

static const char *suffix_of(const vb_format *format)
{
    return format->suffix[0] == '.' ? format->suffix + 1 : format->suffix;
}

static const char *format_list(struct cli *cli)
{
    struct buf out = {0};
    size_t n;
    const vb_format *all = vb_formats(&n);
    for (size_t i = 0; i < n; i++)
        buf_printf(&out, "%s%s", i ? ", " : "", all[i].name);
    return arena_buf(&cli->arena, &out);
}

static bool unknown_format(struct cli *cli, const char *name)
{
    diag(&cli->ctx, DIAG_CLI_UNKNOWN_FORMAT, no_pos(), name, format_list(cli));
    return false;
}

/* A format named twice is one. */
static void add_format(struct plan *plan, const vb_format *format)
{
    for (size_t i = 0; i < plan->count; i++) {
        if (plan->formats[i] == format)
            return;
    }
    if (plan->count < MOST_FORMATS)
        plan->formats[plan->count++] = format;
}

static bool add_named(struct cli *cli, struct plan *plan, const char *list)
{
    for (const char *p = list;;) {
        size_t n = strcspn(p, ",");
        const char *name = arena_span(&cli->arena, span_trim(span_make(p, n)));
        const vb_format *format = vb_format_find(name);
        if (!format)
            return unknown_format(cli, name);
        add_format(plan, format);
        if (!p[n])
            return true;
        p += n + 1;
    }
}

/* ".pdf" of a/ke-hoach.pdf; "" if there is none. */
static const char *suffix_at(struct arena *a, const char *path)
{
    const char *name = path_base(a, path, true);
    return name + strlen(path_base(a, path, false));
}

static bool formats_of(struct cli *cli, const struct options *options, const char *otherwise, struct plan *plan)
{
    if (options->formats)
        return add_named(cli, plan, options->formats);
    const char *suffix = plan->place.file ? suffix_at(&cli->arena, plan->place.file) : "";
    if (*suffix) {
        suffix++;
        size_t n;
        const vb_format *all = vb_formats(&n);
        for (size_t i = 0; i < n && plan->count == 0; i++) {
            if (strcmp(suffix_of(&all[i]), suffix) == 0)
                add_format(plan, &all[i]);
        }
        return plan->count > 0 || unknown_format(cli, suffix);
    }
    return add_named(cli, plan, otherwise);
}

static void place_of(struct cli *cli, const struct options *options, struct place *place)
{
    struct arena *a = &cli->arena;
    const char *first = options->operands[0], *out = options->output;
    bool standard_input = strcmp(first, "-") == 0;
    place->base = standard_input ? "vanban" : path_base(a, first, false);
    if (options->from && first == options->from) /* beside what it is made from */
        place->base = arena_printf(a, "%s-lam-lai", place->base);
    if (!out) {
        place->standard = standard_input;
        place->dir = path_dir(a, first);
    } else if (strcmp(out, "-") == 0) {
        place->standard = true;
    } else if (out[strlen(out) - 1] == '/' || file_is_dir(out) ||
               (!*suffix_at(a, out) && !file_exists(&cli->ctx, out))) {
        place->dir = out;
    } else {
        place->file = out;
    }
}

static bool has_pdf(const struct plan *plan)
{
    for (size_t i = 0; i < plan->count; i++)
        if (plan->formats[i] == vb_format_find("pdf"))
            return true;
    return false;
}

static bool make_plan(struct cli *cli, const struct options *options, const char *otherwise, struct plan *plan)
{
    place_of(cli, options, &plan->place);
    if (!formats_of(cli, options, otherwise, plan))
        return false;
    if (options->embed_source && !has_pdf(plan)) {
        diag(&cli->ctx, DIAG_CLI_EMBED_PDF, no_pos());
        return false;
    }
    if (!plan->place.dir || plan->place.standard) {
        if (plan->count > 1) {
            diag(&cli->ctx, DIAG_CLI_OUTPUT_ONE_FORMAT, no_pos(),
                 plan->place.file ? plan->place.file : "-");
            return false;
        }
        if (plan->place.standard && !plan->formats[0]->text && isatty(STDOUT_FILENO)) {
            diag(&cli->ctx, DIAG_CLI_OUTPUT_TERMINAL, no_pos(), plan->formats[0]->name);
            return false;
        }
    }
    return true;
}

/* `page` counts from 1; 0: the format has one file for all pages. NULL: standard output. */
static const char *output_path(struct cli *cli, const struct place *place, const vb_format *format,
                               size_t page)
{
    struct arena *a = &cli->arena;
    if (place->standard)
        return NULL;
    if (place->file && page == 0)
        return place->file;
    struct buf name = {0};
    const char *suffix = place->file ? suffix_at(a, place->file) : NULL;
    buf_puts(&name, place->file ? path_base(a, place->file, false) : place->base);
    if (page)
        buf_printf(&name, "-%zu", page);
    buf_printf(&name, "%s%s", suffix ? "" : ".", suffix ? suffix : suffix_of(format));
    const char *dir = place->file ? path_dir(a, place->file) : place->dir;
    return path_join(a, dir, arena_buf(a, &name));
}

static bool render_one(struct cli *cli, const struct options *options, const struct plan *plan,
                       vb_document *document, const vb_format *format, size_t page,
                       struct outputs *outputs)
{
    const char *path = output_path(cli, &plan->place, format, page);
    if (path && options_is_input(options, path)) {
        diag(&cli->ctx, DIAG_CLI_OUTPUT_IS_INPUT, no_pos(), path);
        return false;
    }
    void *bytes = NULL;
    size_t size = 0;
    if (!vb_document_render(document, format, page ? page - 1 : 0, &bytes, &size))
        return false;
    outputs_add(outputs, path, bytes, size);
    return true;
}

static bool render_all(struct cli *cli, const struct options *options, const struct plan *plan,
                       vb_document *document, struct outputs *outputs)
{
    for (size_t i = 0; i < plan->count; i++) {
        const vb_format *format = plan->formats[i];
        if (!format->per_page) {
            if (!render_one(cli, options, plan, document, format, 0, outputs))
                return false;
            continue;
        }
        size_t pages = vb_document_pages(document);
        if (pages > 1 && plan->place.standard) {
            diag(&cli->ctx, DIAG_CLI_OUTPUT_PAGES, no_pos(), format->name);
            return false;
        }
        for (size_t page = 1; page <= pages; page++) {
            if (!render_one(cli, options, plan, document, format, page, outputs))
                return false;
        }
        if (pages == 0)
            return false;
    }
    return true;
}

static void tell_outputs(const struct cli *cli, const struct options *options,
                         const struct outputs *outputs)
{
    bool tell = options->verbose || isatty(STDERR_FILENO);
    if (!tell || options->quiet || options->json)
        return;
    for (size_t i = 0; i < outputs->n; i++) {
        if (outputs->items[i].path)
            fprintf(stderr, "%s %s\n",
                    cli->ctx.lang == LANG_EN ? "written:" : "đã ghi:", outputs->items[i].path);
    }
}

enum status deliver(struct cli *cli, const struct options *options, const char *otherwise,
                    vb_document *(*load)(struct cli *cli, const struct options *options, void *user), void *user)
{
    struct plan plan = {0};
    struct outputs outputs = {0};
    if (!make_plan(cli, options, otherwise, &plan))
        return STATUS_INPUT;
    vb_document *document = load(cli, options, user);
    bool ok = document && render_all(cli, options, &plan, document, &outputs) &&
              say_status(cli) == STATUS_DONE && outputs_commit(cli, &outputs);
    if (ok)
        tell_outputs(cli, options, &outputs);
    outputs_release(&outputs);
    vb_document_free(document);
    enum status status = say_status(cli);
    return ok || status != STATUS_DONE ? status : STATUS_INPUT;
}
