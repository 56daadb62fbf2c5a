/* From files to a checked tree, and from the tree to bytes. */
#include <stdlib.h>

#include "base/diag/mustache.h"
#include "base/diag/render.h"
#include "base/file.h"
#include "data/canonical.h"
#include "expr/read.h"
#include "fill/fill.h"
#include "gather/gather.h"
#include "merge/bind.h"
#include "merge/rules.h"
#include "package/read.h"
#include "render/source.h"
#include "template/template.h"
#include "text/text.h"

static vb_document *build(vb_context *c, const struct data *data, const vb_options *o, bool by_template, const struct watch *watch)
{
    struct bind_options bind = {.profile = o->profile,
                                .draft = o->draft,
                                .generator = "vanban " PACKAGE_VERSION,
                                .seen = watch ? watch->seen : NULL,
                                .seen_user = watch ? watch->user : NULL,
                                .free_keys = by_template};
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
static bool load_defaults(struct data *data, const char *first, struct source_note *note)
{
    const char *file = strcmp(first, "-") == 0 ? NULL : file_above(data->ctx, &data->arena, first, "vanban.yaml");

    if (file && note)
        source_note_root(note, file, NULL);
    return !file || (data_read_defaults(data, file) && gather_sources(data, file, data->sources));
}

/* Reads the template before the data: what it is decides how their keys are read. false: reported. */
static bool read_template(struct ctx *ctx, struct arena *a, struct input *t, struct buf *bytes)
{
    if (!t->name || t->read)
        return true;
    t->name = template_find(a, ctx, t->name);
    if (!t->name || !file_read(ctx, t->name, ctx->limits[LIMIT_PACKAGE], bytes))
        return false;
    t->text = buf_span(bytes);
    t->read = true;
    return true;
}

/* Puts what the template makes of the data beside it; the first `own` members of the root are the files'. */
static bool apply_template(struct data *data, const struct input *input, size_t own)
{
    bool large = input->text.n > TEMPLATE_MAX_BYTES; /* then the reader of files says so */
    struct template *t = large ? template_open(data, input->name) : template_open_memory(data, input->name, input->text);
    bool ok = t && template_expand(t, own);

    template_close(t);
    return ok;
}

/* The mark of secrecy in the data of an office's template: the template decides what is printed, the data whether it is secret. NULL: none. */
static const char *secrecy_of(struct arena *a, const struct data *data)
{
    const struct value *root = data->root;

    for (size_t i = 0; root && root->type == VALUE_MAP && i < root->as.items.n; i++) {
        const struct value *v = root->as.items.v[i];

        if (strcmp(text_fold(a, span_of(v->written_key)), "do_mat") != 0)
            continue;
        read_value(data->ctx, v);
        if (v->type == VALUE_SCALAR && v->as.scalar.n)
            return arena_span(a, span_make(v->as.scalar.text, v->as.scalar.n));
    }
    return NULL;
}

/* The office's template with the data in it, as its bytes. */
static vb_document *fill(vb_context *c, const struct data *data, const struct input *t, const vb_options *o)
{
    struct buf filled = {0};
    enum fill_mode mode;
    vb_document *d;

    if (!fill_mode_named(o->compat, &mode)) {
        diag(&c->ctx, DIAG_FILL_BAD_COMPAT, (struct pos){0}, o->compat);
        return NULL;
    }
    if (!fill_package(&c->ctx, t->name, t->text, data, mode, document_convert, &filled)) {
        buf_release(&filled);
        return NULL;
    }
    d = mem_alloc(sizeof *d);
    d->context = c;
    d->filled = filled;
    d->name = arena_str(&d->arena, t->name);
    d->secrecy = secrecy_of(&d->arena, data);
    return d;
}

/* One file, and it is a DOCX or ODT: nothing is merged into it. false: it is none; *out is NULL when it was reported. */
static bool load_office(vb_context *c, const struct sources *s, struct source_note *note, vb_document **out)
{
    const struct input *only = s->files;
    struct buf bytes = {0};
    char beginning[8];
    size_t n = 0;

    if (s->n != 1 || s->template.name || data_is_sheets(only->name))
        return false;
    if (!only->read)
        n = file_peek(&c->ctx, only->name, beginning, sizeof beginning);
    if (!document_is_office(only->name, only->read ? only->text : span_make(beginning, n)))
        return false;
    if (only->read)
        buf_putspan(&bytes, only->text);
    *out = NULL;
    if (only->read || file_read(&c->ctx, only->name, c->ctx.limits[LIMIT_PACKAGE], &bytes)) {
        if (note)
            source_note_root(note, only->name, &(struct span){bytes.p, bytes.n});
        *out = document_read(c, only->name, &bytes);
    }
    buf_release(&bytes);
    return true;
}

/* A member that the files do not have, from whoever issues the paper. */
static bool give(struct data *data, const char *first, const char *key, const char *text)
{
    struct source *source;
    struct pos pos;

    if (!text || value_member(data->root, key))
        return true;
    source = ARENA_NEW(&data->arena, struct source);
    source->file = arena_str(&data->arena, first);
    pos = pos_file(source->file);
    return value_insert(data, data->root, span_of(key), pos, value_text(data, span_of(text), true, pos, source));
}

/* The data of the files, or of the PDF that is made again; how many members of the root are theirs goes to *own. false: reported. */
static bool read_data(struct data *data, const struct sources *s, const vb_options *options, struct source_note *note, size_t *own)
{
    bool ok = true;

    if (s->values) {
        *own = s->values->own;
        return data_restore(data, s->values->name, s->values->folder, s->values->json, s->values->form);
    }
    for (size_t i = 0; i < s->n; i++)
        ok &= s->files[i].read ? data_read_memory(data, s->files[i].name, s->files[i].text) : data_read_file(data, s->files[i].name);
    if (ok && s->n)
        ok = give(data, s->files[0].name, "so", options->number) && give(data, s->files[0].name, "ngay", options->day);
    *own = value_count(data->root);
    return ok && (!s->defaults || s->n == 0 || load_defaults(data, s->files[0].name, note));
}

/* Gives the document what was noted of it. Of a secret paper nothing is told; NULL: reported. */
static vb_document *take_source(vb_document *d, struct source_note *note, const struct data *data, size_t own, const vb_options *o, const char *template)
{
    if (vb_document_secrecy(d)) {
        if (!o->embed_source)
            return d;
        diag(&d->context->ctx, DIAG_SOURCE_SECRET, (struct pos){0}, vb_document_secrecy(d));
    } else {
        d->source = source_note_end(note, data, own, o, template, d->doc);
        if (d->source || !o->embed_source)
            return d;
    }
    vb_document_free(d);
    return NULL;
}

/* The document of data and template. NULL: reported. */
static vb_document *load_merged(vb_context *c, const struct sources *s, const vb_options *options, const struct watch *watch, struct source_note *note)
{
    struct data data;
    struct input template = s->template;
    struct buf bytes = {0};
    vb_document *d = NULL;
    bool ok, office;
    size_t own = 0;

    data_init(&data, &c->ctx);
    ok = read_template(&c->ctx, &data.arena, &template, &bytes);
    office = ok && template.name && document_is_office(template.name, template.text);
    data.exact_keys = office;
    for (size_t i = 0; note && i < s->n; i++)
        source_note_root(note, s->files[i].name, NULL);
    if (note && ok && template.name)
        source_note_root(note, template.name, &template.text);
    if (note)
        source_note_watch(note, true);
    ok &= read_data(&data, s, options, note, &own);
    ok = ok && rules_check(&c->ctx, &data, data.rules);
    if (ok && template.name && !office)
        ok = apply_template(&data, &template, own);
    if (ok)
        d = office ? fill(c, &data, &template, options) : build(c, &data, options, template.name != NULL, watch);
    if (note)
        source_note_watch(note, false);
    if (d && note)
        d = take_source(d, note, &data, own, options, template.name);
    data_release(&data);
    buf_release(&bytes);
    return d;
}

vb_document *document_load(vb_context *c, const struct sources *s, const vb_options *options, const struct watch *watch)
{
    struct source_note *note = watch || s->made_again ? NULL : source_note_new(c, options->embed_source);
    vb_document *d;

    if (!load_office(c, s, note, &d))
        d = load_merged(c, s, options, watch, note);
    else if (d && note)
        d = take_source(d, note, NULL, 0, options, NULL);
    source_note_free(note);
    return d;
}

static const vb_options no_options = {0};

vb_document *vb_document_load(vb_context *c, const char *const *files, size_t n, const vb_options *options)
{
    const vb_options *o = options ? options : &no_options;
    struct input *inputs = mem_alloc((n + 1) * sizeof *inputs);
    struct sources s = {.files = inputs, .n = n, .defaults = true, .template = {.name = o->template_file}};
    vb_document *d;

    for (size_t i = 0; i < n; i++)
        inputs[i] = (struct input){.name = files[i]};
    c->quiet = o->again;
    d = document_load(c, &s, o, NULL);
    c->quiet = false;
    free(inputs);
    return d;
}

vb_document *vb_document_load_memory(vb_context *c, const char *name, const void *text, size_t size, const vb_options *options)
{
    const vb_options *o = options ? options : &no_options;
    const struct input input = {.name = name, .text = span_make(text, size), .read = true};

    return document_load(c, &(struct sources){.files = &input, .n = 1, .template = {.name = o->template_file}}, o, NULL);
}

void vb_document_free(vb_document *d)
{
    if (!d)
        return;
    frames_free(d->frames);
    doc_free(d->doc);
    package_close(d->package);
    buf_release(&d->bytes);
    buf_release(&d->filled);
    source_free(d->source);
    arena_release(&d->arena);
    free(d);
}

const struct frames *document_frames(vb_document *d)
{
    int before = d->context->ctx.errors;

    if (!document_tree(d))
        return NULL;
    if (!d->frames)
        d->frames = layout_document(&d->context->ctx, context_fonts(d->context), d->doc);
    /* A missing glyph was found only now: a page with holes is not given out. */
    if (d->frames && d->context->ctx.errors > before) {
        frames_free(d->frames);
        d->frames = NULL;
    }
    return d->frames;
}

static bool follows_content(const struct doc *doc)
{
    for (const struct node *n = doc->root; n; n = node_next(n, doc->root))
        if (n->type == NODE_TABLE && n->as.table.autofit)
            return true;
    return false;
}

struct frames *document_lend_grids(vb_document *d)
{
    struct ctx silent = d->context->ctx;
    struct frames *own = NULL;

    if (!doc_was_read(d->doc) || !follows_content(d->doc))
        return NULL;
    silent.sink = NULL;
    if (!d->frames)
        own = layout_document(&silent, context_fonts(d->context), d->doc);
    if (d->frames || own)
        d->doc->grids = (struct table_grids){(d->frames ? d->frames : own)->grids, (d->frames ? d->frames : own)->n_grids};
    return own;
}

const char *vb_document_secrecy(const vb_document *d)
{
    return d->doc && d->doc->meta.secrecy ? d->doc->meta.secrecy : d->secrecy;
}

size_t vb_document_pages(vb_document *d)
{
    const struct frames *f = document_frames(d);

    return f ? f->n_pages : 0;
}

/* An ODT begins with the entry `mimetype` (ODF 1.3 part 2, 3.3). */
enum kept document_kept(const vb_document *d)
{
    if (d->filled.n < 38 || d->marked)
        return KEPT_NONE;
    return memcmp(d->filled.p + 30, "mimetype", 8) == 0 ? KEPT_ODT : KEPT_DOCX;
}

bool vb_document_render(vb_document *d, const vb_format *format, size_t page, void **out, size_t *size)
{
    const struct vb_writer *w = format ? format->writer : NULL;
    struct buf bytes = {0};

    *out = NULL;
    *size = 0;
    if (!w) {
        diag(&d->context->ctx, DIAG_RENDER_NO_FORMAT, (struct pos){0});
        return false;
    }
    if ((w->package == KEPT_NONE || w->package != document_kept(d)) && !document_tree(d))
        return false;
    if (w->paged && !document_frames(d))
        return false;
    if (format->per_page && page >= d->frames->n_pages) {
        struct arena a = {0};

        diag(&d->context->ctx, DIAG_RENDER_NO_PAGE, (struct pos){0}, arena_printf(&a, "%zu", page + 1), arena_printf(&a, "%zu", d->frames->n_pages));
        arena_release(&a);
        return false;
    }
    if (!source_agrees(d, strcmp(format->name, "pdf") == 0))
        return false;
    if (!w->write(d, page, &bytes)) {
        buf_release(&bytes);
        return false;
    }
    *size = bytes.n;
    *out = buf_detach(&bytes);
    return true;
}
