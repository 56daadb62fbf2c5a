/* The public context: language, sink, trace and folders over the engine's own. */
#include <stdlib.h>

#include "fill/fill.h"
#include "merge/profile.h"
#include "render/readings.h"
#include "render/render.h"

static void pass_on(void *user, const struct diagnostic *d)
{
    vb_context *c = user;
    vb_diagnostic out = {
        .severity = (vb_severity)d->severity,
        .file = d->pos.file,
        .line = d->pos.line,
        .column = d->pos.col,
        .place = d->pos.place,
        .code = d->slug,
        .text = d->text,
        .clause = d->clause,
    };

    c->system_failed |= diag_is_system(d->code);
    if (c->sink && !(c->quiet && out.severity != VB_ERROR))
        c->sink(c->sink_user, &out);
}

static void trace_read(void *user, const char *path, enum read_kind kind, uint32_t node)
{
    vb_context *c = user;

    c->trace(c->trace_user, path, (vb_read)kind, node);
}

vb_context *vb_context_new(void)
{
    vb_context *c = calloc(1, sizeof *c);

    if (!c)
        return NULL;
    ctx_init(&c->ctx);
    c->ctx.shelf = profile_shelf_new();
    c->ctx.templates = fill_shelf_new();
    c->ctx.sink = pass_on;
    c->ctx.sink_user = c;
    vb_context_set_share(c, VB_PKGDATADIR);
    return c;
}

void vb_context_free(vb_context *c)
{
    if (!c)
        return;
    for (struct font_digest *d = c->font_digests, *next; d; d = next) {
        next = d->next;
        free(d->file);
        free(d);
    }
    fonts_free(c->fonts);
    profile_shelf_free(c->ctx.shelf);
    fill_shelf_free(c->ctx.templates);
    free(c->share);
    free(c->files);
    free(c);
}

void vb_context_set_lang(vb_context *c, vb_lang lang)
{
    c->ctx.lang = lang == VB_EN ? LANG_EN : LANG_VI;
}

void vb_context_set_sink(vb_context *c, vb_sink sink, void *user)
{
    c->sink = sink;
    c->sink_user = user;
}

void vb_context_set_share(vb_context *c, const char *dir)
{
    size_t n = strlen(dir) + 1;
    char *copy = mem_alloc(n);

    memcpy(copy, dir, n);
    free(c->share);
    c->ctx.share = c->share = copy;
}

void vb_context_set_files(vb_context *c, const vb_file *files, size_t n)
{
    free(c->files);
    c->files = files ? mem_alloc((n + 1) * sizeof *c->files) : NULL;
    for (size_t i = 0; files && i < n; i++)
        c->files[i] = (struct memory_file){files[i].name, span_make(files[i].bytes, files[i].size)};
    c->ctx.files = c->files;
    c->ctx.n_files = files ? n : 0;
}

void vb_context_set_time(vb_context *c, int64_t unix_seconds)
{
    c->ctx.now = unix_seconds;
}

bool vb_context_set_limits(vb_context *c, const char *limits)
{
    return ctx_set_limits(&c->ctx, limits);
}

int vb_context_errors(const vb_context *c)
{
    return c->ctx.errors;
}

void vb_context_reset(vb_context *c)
{
    c->ctx.errors = c->ctx.warnings = c->ctx.hints = 0;
    c->system_failed = false;
}

bool vb_context_system_failed(const vb_context *c)
{
    return c->system_failed;
}

/* The parts of the tracer that somebody listens to. */
static void listen(vb_context *c)
{
    c->tracer = (struct tracer){c->trace ? trace_read : NULL, c, c->reading ? readings_value : NULL, c->file ? readings_file : NULL};
    c->ctx.tracer = c->trace || c->reading || c->file ? &c->tracer : NULL;
}

void vb_context_set_trace(vb_context *c, vb_trace trace, void *user)
{
    c->trace = trace;
    c->trace_user = user;
    listen(c);
}

void vb_context_set_readings(vb_context *c, void (*reading)(void *user, const vb_reading *r),
                             void (*file)(void *user, const char *path, const char *part), void *user)
{
    c->reading = reading;
    c->file = file;
    c->readings_user = user;
    listen(c);
}

struct fonts *context_fonts(vb_context *c)
{
    if (!c->fonts)
        c->fonts = fonts_new(&c->ctx);
    return c->fonts;
}

const char *vb_version(void)
{
    return PACKAGE_VERSION;
}

void vb_free(void *p)
{
    free(p);
}
