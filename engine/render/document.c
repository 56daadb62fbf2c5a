/* From files to a checked tree, and from the tree to bytes. */
#include <stdlib.h>

#include "base/file.h"
#include "model/bind.h"
#include "render/render.h"
#include "template/template.h"

static vb_document *build(vb_context *c, const struct data *data, const vb_options *options)
{
    static const vb_options defaults = {0};
    const vb_options *o = options ? options : &defaults;
    struct bind_options bind = {.profile = o->profile,
                                .draft = o->draft,
                                .generator = "vanban " PACKAGE_VERSION,
                                .free_keys = o->template_file != NULL};
    struct doc *doc = bind_document(&c->ctx, data, context_fonts(c), &bind);
    vb_document *d;

    if (!doc)
        return NULL;
    d = mem_alloc(sizeof *d);
    d->context = c;
    d->doc = doc;
    return d;
}

/* The office's defaults: the nearest vanban.yaml from the folder of the first file upward; what the files
 * themselves say wins. None is no fault. */
static bool load_defaults(struct data *data, const char *first)
{
    const char *file = strcmp(first, "-") == 0 ? NULL : file_above(data->ctx, &data->arena, first, "vanban.yaml");

    return !file || data_read_defaults(data, file);
}

/* Puts what the template makes of the data beside it; the first `own` members of the root are the files'. */
static bool apply_template(struct data *data, const char *path, size_t own)
{
    const char *file = template_find(&data->arena, data->ctx, path);
    struct template *t = file ? template_open(data, file) : NULL;
    bool ok = t && template_expand(t, own);

    template_close(t);
    return ok;
}

vb_document *vb_document_load(vb_context *c, const char *const *files, size_t n,
                              const vb_options *options)
{
    struct data data;
    vb_document *d = NULL;
    bool ok = true;
    size_t own;

    data_init(&data, &c->ctx);
    for (size_t i = 0; i < n; i++)
        ok &= data_read_file(&data, files[i]);
    own = value_count(data.root);
    ok = ok && (n == 0 || load_defaults(&data, files[0]));
    if (ok && options && options->template_file)
        ok = apply_template(&data, options->template_file, own);
    if (ok)
        d = build(c, &data, options);
    data_release(&data);
    return d;
}

vb_document *vb_document_load_memory(vb_context *c, const char *name, const void *text, size_t size,
                                     const vb_options *options)
{
    struct data data;
    vb_document *d = NULL;

    data_init(&data, &c->ctx);
    if (data_read_memory(&data, name, span_make(text, size)) &&
        (!options || !options->template_file || apply_template(&data, options->template_file, value_count(data.root))))
        d = build(c, &data, options);
    data_release(&data);
    return d;
}

void vb_document_free(vb_document *d)
{
    if (!d)
        return;
    frames_free(d->frames);
    doc_free(d->doc);
    free(d);
}

const struct frames *document_frames(vb_document *d)
{
    int before = d->context->ctx.errors;

    if (!d->frames)
        d->frames = layout_document(&d->context->ctx, context_fonts(d->context), d->doc);
    /* A missing glyph was found only now: a page with holes is not given out. */
    if (d->frames && d->context->ctx.errors > before) {
        frames_free(d->frames);
        d->frames = NULL;
    }
    return d->frames;
}

size_t vb_document_pages(vb_document *d)
{
    const struct frames *f = document_frames(d);

    return f ? f->n_pages : 0;
}

bool vb_document_render(vb_document *d, const vb_format *format, size_t page, void **out, size_t *size)
{
    const struct vb_writer *w = format->writer;
    struct buf bytes = {0};

    if (w->paged && (!document_frames(d) || (format->per_page && page >= d->frames->n_pages)))
        return false;
    if (!w->write(d, page, &bytes)) {
        buf_release(&bytes);
        return false;
    }
    *size = bytes.n;
    *out = buf_detach(&bytes);
    return true;
}
