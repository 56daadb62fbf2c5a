/* A document from what its PDF carries, and from nothing else.
 *
 * The files are in memory under the names that they were noted with, below a folder that is deep enough for every ".." in them; nothing
 * is installed but the fonts. What is attached was written by whoever made the file: it is read as any input is. */
#include "render/source.h"

#include <stdlib.h>

#include "base/diag/render.h"
#include "data/canonical.h"

struct reading {
    vb_context *c;
    const char *name;
    struct source_of *source;
    struct pdf_file *pdf;
    struct data manifest;
    const char *deep; /* the folder of the files */
    struct memory_file *files;
    size_t n_files;
};

static bool broken(struct reading *r, const char *what)
{
    if (!pdf_failed(r->pdf))
        diag(&r->c->ctx, DIAG_SOURCE_BROKEN, pos_file(r->name), what);
    return false;
}

/* The text of a member; NULL: it is none. */
static const char *text_of(const struct value *map, const char *key)
{
    const struct value *v = value_member(map, key);

    return value_is_text(v) ? v->as.scalar.text : NULL;
}

static bool is_digest(struct span bytes, const char *sha256)
{
    char own[DIGEST_HEX];

    digest_hex(bytes, own);
    return sha256 && strcmp(own, sha256) == 0;
}

/* The newest revision that nobody signed is the first; everything else was appended to it. */
static bool open_first(struct reading *r, struct span pdf)
{
    struct arena *a = &r->source->arena;
    struct pdf_file *all = pdf_open(&r->c->ctx, r->name, pdf, a);
    struct span first;

    if (!all)
        return false;
    first = span_make(pdf.p, pdf_revision_at(all, 0)->end);
    r->source->original = span_make(arena_span(a, first), first.n);
    r->pdf = pdf_open(&r->c->ctx, r->name, r->source->original, a);
    return r->pdf != NULL;
}

static bool read_manifest(struct reading *r)
{
    const struct value *format;
    struct span text;

    if (!pdf_attached(r->pdf, "manifest.json", &text)) {
        if (!pdf_failed(r->pdf))
            diag(&r->c->ctx, DIAG_SOURCE_NONE, pos_file(r->name));
        return false;
    }
    r->source->manifest = arena_span(&r->source->arena, text);
    if (!data_read_memory(&r->manifest, arena_printf(&r->source->arena, "%s/manifest.json", r->name), text))
        return false;
    format = value_member(r->manifest.root, "format");
    if (value_is_text(format) && strcmp(format->as.scalar.text, "1") != 0) {
        diag(&r->c->ctx, DIAG_SOURCE_FORMAT, pos_file(r->name), format->as.scalar.text);
        return false;
    }
    return format || broken(r, "format");
}

/* As many folders as the files go up, and one. */
static void make_deep(struct reading *r, const struct value *files)
{
    struct buf deep = {0};

    buf_puts(&deep, "/_");
    for (size_t i = 0; i < value_count(files); i++) {
        const char *path = text_of(value_item(files, i), "path");
        size_t ups = 0;
        for (const char *p = path; p && (p = strstr(p, "..")); p += 2)
            ups++;
        while (deep.n / 2 <= ups && deep.n < 2 * LIMIT_DEPTH)
            buf_puts(&deep, "/_");
    }
    r->deep = arena_buf(&r->source->arena, &deep);
}

static const char *place_of(struct reading *r, const char *path)
{
    if (!path || *path == '/' || strncmp(path, "templates/", 10) == 0)
        return path;
    return arena_printf(&r->source->arena, "%s/%s", r->deep, path);
}

static bool read_files(struct reading *r, const struct value *files)
{
    struct source_of *s = r->source;
    const size_t n = value_count(files);
    size_t bytes = 0;

    if (!files || files->type != VALUE_LIST || n > LIMIT_SOURCE_FILES)
        return broken(r, "files");
    make_deep(r, files);
    r->files = ARENA_NEWS(&s->arena, n + 1, struct memory_file);
    s->files = ARENA_NEWS(&s->arena, n + 1, struct source_file);
    for (size_t i = 0; i < n; i++) {
        struct source_file *f = &s->files[i];
        const struct value *v = value_item(files, i);
        *f = (struct source_file){.path = text_of(v, "path"), .name = text_of(v, "name"), .sha256 = text_of(v, "sha256")};
        if (!f->path || !f->name || !f->sha256)
            return broken(r, "files");
        f->path = arena_str(&s->arena, f->path);
        f->name = arena_str(&s->arena, f->name);
        f->sha256 = arena_str(&s->arena, f->sha256);
        if (!pdf_attached(r->pdf, f->name, &f->bytes) || !is_digest(f->bytes, f->sha256) || (bytes += f->bytes.n) > LIMIT_SOURCE_BYTES)
            return broken(r, f->name);
        r->files[r->n_files++] = (struct memory_file){place_of(r, f->path), f->bytes};
        s->n_files++;
    }
    return true;
}

static bool read_values(struct reading *r, const struct value *values, struct source_values *out)
{
    struct source_of *s = r->source;
    const char *own = text_of(values, "own");

    if (!pdf_attached(r->pdf, "values.json", &s->values) || !is_digest(s->values, text_of(values, "sha256")))
        return broken(r, "values.json");
    s->values_sha256 = arena_str(&s->arena, text_of(values, "sha256"));
    *out = (struct source_values){.name = arena_printf(&s->arena, "%s/values.json", r->name), .folder = r->deep, .json = s->values, .form = values,
                                  .own = own ? (size_t)strtoul(own, NULL, 10) : 0};
    return true;
}

/* The day in the middle of a year: an undated paper prints no more of it. */
static int64_t within(const char *year)
{
    return year ? (int64_t)((strtol(year, NULL, 10) - 1970) * 31556952 + 15778476) : 0;
}

static vb_document *load(struct reading *r, const struct value *made)
{
    vb_context *c = r->c;
    const struct ctx before = c->ctx;
    const struct value *draft = value_member(made, "draft"), *values = value_member(made, "values");
    const char *template = text_of(made, "template"), *document = text_of(made, "document"), *compat = text_of(made, "compat"),
               *profile = text_of(made, "profile");
    struct arena *a = &r->source->arena;
    const vb_options options = {.profile = profile, .compat = compat, .draft = draft && draft->type == VALUE_BOOL && draft->as.boolean};
    struct source_values restored;
    struct input file = {0};
    struct sources s = {.made_again = true, .template = {.name = template ? arena_str(a, place_of(r, template)) : NULL}};
    vb_document *d;

    if (!values == !document)
        return broken(r, "values"), NULL;
    if (document) {
        file.name = arena_str(a, place_of(r, document));
        s.files = &file;
        s.n = 1;
    } else if (!read_values(r, values, &restored)) {
        return NULL;
    } else {
        s.values = &restored;
    }
    context_fonts(c); /* they are installed ones */
    c->ctx.files = r->files;
    c->ctx.n_files = r->n_files;
    c->ctx.share = NULL;
    c->ctx.now = within(text_of(made, "year"));
    d = document_load(c, &s, &options, NULL);
    c->ctx.files = before.files;
    c->ctx.n_files = before.n_files;
    c->ctx.share = before.share;
    c->ctx.now = before.now;
    return d;
}

vb_document *vb_document_from_pdf(vb_context *c, const char *name, const void *pdf, size_t size)
{
    struct reading r = {.c = c, .source = mem_alloc(sizeof *r.source)};
    const struct value *made;
    struct buf json = {0};
    vb_document *d = NULL;

    r.name = r.source->name = arena_str(&r.source->arena, name);
    r.source->embed = true;
    data_init(&r.manifest, &c->ctx);
    r.manifest.exact_keys = true;
    if (open_first(&r, span_make(pdf, size)) && read_manifest(&r)) {
        made = value_member(r.manifest.root, "made");
        if (!made || made->type != VALUE_MAP)
            broken(&r, "made");
        else if (read_files(&r, value_member(made, "files")))
            d = load(&r, made);
        if (d) {
            value_canonical(made, NULL, &json);
            r.source->made = arena_buf(&r.source->arena, &json);
        }
    }
    data_release(&r.manifest);
    if (!d) {
        source_free(r.source);
        return NULL;
    }
    d->source = r.source;
    return d;
}
