/* Noting what a document is made of, while it is read. */
#include "render/source.h"

#include <stdint.h>
#include <stdlib.h>

#include "base/diag/render.h"
#include "base/file.h"
#include "data/canonical.h"

/* ---- values that were read ---- */

enum { ON_THE_WAY = 1, SHAPE = 2, WHOLE = 4 };

struct seen {
    const struct value *v;
    unsigned how;
};

/* A file that was named. */
struct noted {
    const char *path; /* as it was named */
    const char *as;   /* as it is named when the document is made again */
};

struct source_note {
    vb_context *context;
    struct source_of *source;
    struct source_watch watch;
    struct seen *marks; /* open addressing by the pointer */
    size_t n_marks, places;
    struct noted *files;
    size_t n_files, cap_files;
    const char **folders; /* of the roots, each once */
    size_t n_folders;
    size_t bytes;
    bool too_much;
};

static struct seen *mark_of(struct source_note *n, const struct value *v)
{
    size_t i = ((uintptr_t)v >> 4) * 0x9E3779B97F4A7C15u >> 20 & (n->places - 1);

    while (n->marks[i].v && n->marks[i].v != v)
        i = (i + 1) & (n->places - 1);
    return &n->marks[i];
}

static void grow(struct source_note *n)
{
    struct seen *old = n->marks;
    const size_t places = n->places;

    n->places = places ? 2 * places : 1024;
    n->marks = mem_alloc(n->places * sizeof *n->marks);
    for (size_t i = 0; i < places; i++)
        if (old[i].v)
            *mark_of(n, old[i].v) = old[i];
    free(old);
}

/* false: it was there already. */
static bool set_mark(struct source_note *n, const struct value *v, unsigned how)
{
    struct seen *m;
    bool before;

    if (2 * (n->n_marks + 1) > n->places)
        grow(n);
    m = mark_of(n, v);
    before = m->v != NULL;
    n->n_marks += !before;
    m->v = v;
    m->how |= how;
    return !before;
}

static void value_read(void *user, const struct value *v, enum read_kind kind)
{
    const bool container = v->type == VALUE_LIST || v->type == VALUE_MAP;

    set_mark(user, v, ON_THE_WAY | (!container ? 0 : kind == READ_SHAPE ? SHAPE : WHOLE));
    for (v = v->parent; v && set_mark(user, v, ON_THE_WAY); v = v->parent)
        ;
}

static unsigned how_of(struct source_note *n, const struct value *v)
{
    return n->places ? mark_of(n, v)->how : 0;
}

static enum value_kept kept(void *user, const struct value *v)
{
    struct source_note *n = user;

    if (v->source && v->source->made)
        return VALUE_LEFT_OUT;
    if (how_of(n, v))
        return VALUE_KEPT;
    for (const struct value *p = v->parent; p; p = p->parent)
        if (how_of(n, p) & WHOLE)
            return VALUE_KEPT;
    return v->parent && v->parent->parent && how_of(n, v->parent) & SHAPE ? VALUE_AS_NULL : VALUE_LEFT_OUT;
}

/* ---- files ---- */

static const struct noted *find(const struct source_note *n, const char *path)
{
    for (size_t i = 0; path && i < n->n_files; i++)
        if (strcmp(n->files[i].path, path) == 0)
            return &n->files[i];
    return NULL;
}

static struct noted *add(struct source_note *n, const char *path, const char *as)
{
    struct noted *f;

    MEM_ROOM(n->files, n->n_files, n->cap_files);
    f = &n->files[n->n_files++];
    *f = (struct noted){.path = arena_str(&n->source->arena, path), .as = as};
    return f;
}

static const char *hex_of(struct arena *a, struct span bytes)
{
    char *out = arena_alloc(a, DIGEST_HEX);

    digest_hex(bytes, out);
    return out;
}

/* What nobody else is called; the lists that we make have their names. */
static const char *attachment_name(struct source_note *n, const char *as)
{
    struct arena *a = &n->source->arena;
    const char *base = path_base(a, as, true), *name = base;

    for (size_t k = 2, i = 0; i < n->source->n_files || strcmp(name, "manifest.json") == 0 || strcmp(name, "values.json") == 0;) {
        if (i < n->source->n_files && strcmp(n->source->files[i].name, name) != 0) {
            i++;
            continue;
        }
        name = arena_printf(a, "%zu-%s", k++, base);
        i = 0;
    }
    return name;
}

static void keep(struct source_note *n, const char *as, struct span bytes)
{
    struct source_of *s = n->source;
    struct source_file *f;

    n->bytes += bytes.n;
    if (n->too_much || s->n_files == LIMIT_SOURCE_FILES || n->bytes > LIMIT_SOURCE_BYTES) {
        n->too_much = true;
        return;
    }
    if (!s->files)
        s->files = ARENA_NEWS(&s->arena, LIMIT_SOURCE_FILES, struct source_file);
    f = &s->files[s->n_files];
    *f = (struct source_file){.path = as, .name = attachment_name(n, as), .sha256 = hex_of(&s->arena, bytes)};
    if (s->embed)
        f->bytes = span_make(arena_span(&s->arena, bytes), bytes.n);
    s->n_files++;
}

/* "templates/mau/x.xml" of an installed file; NULL: it is none. */
static const char *installed(const struct source_note *n, const char *path)
{
    const char *share = n->context->ctx.share;
    const size_t k = share ? strlen(share) : 0;

    return k && strncmp(path, share, k) == 0 && path[k] == '/' ? path + k + 1 : NULL;
}

static const char *folder_number(struct source_note *n, const char *path)
{
    struct arena *a = &n->source->arena;
    const char *dir = path_dir(a, path), *real = file_real(&n->context->ctx, a, dir);
    size_t i = 0;

    real = real ? real : dir;
    while (i < n->n_folders && strcmp(n->folders[i], real) != 0)
        i++;
    if (i == n->n_folders) {
        n->folders = mem_resize(n->folders, n->n_folders + 1, sizeof *n->folders);
        n->folders[n->n_folders++] = real;
    }
    return arena_printf(a, "%zu", i + 1);
}

void source_note_root(struct source_note *n, const char *path, const struct span *bytes)
{
    struct arena *a = &n->source->arena;
    const char *as = installed(n, path);

    if (find(n, path))
        return;
    as = as ? arena_str(a, as) : path_join(a, folder_number(n, path), path_base(a, path, true));
    add(n, path, as);
    if (bytes)
        keep(n, as, *bytes);
}

/* The name of a file that `by` names: from its folder the way that the document says. */
static const char *name_beside(struct source_note *n, const struct noted *by, const char *path)
{
    struct arena *a = &n->source->arena;
    const char *dir = path_dir(a, by->path);
    const size_t k = strlen(dir);

    if (strcmp(dir, ".") == 0)
        return *path == '/' ? arena_str(a, path) : path_join(a, path_dir(a, by->as), path);
    if (strncmp(path, dir, k) != 0 || (path[k] != '/' && dir[k - 1] != '/'))
        return arena_str(a, path);
    return path_join(a, path_dir(a, by->as), path + k + (path[k] == '/'));
}

static void file_read_by(void *user, const char *path, const char *named_by, struct span bytes)
{
    struct source_note *n = user;
    const struct noted *by = find(n, named_by);
    const char *as = installed(n, path);

    if (n->too_much || (!by && !as)) /* the latter: one of the data */
        return;
    as = as ? arena_str(&n->source->arena, as) : name_beside(n, by, path);
    for (size_t i = 0; i < n->n_files; i++)
        if (strcmp(n->files[i].as, as) == 0)
            return;
    if (!find(n, path))
        add(n, path, as);
    keep(n, as, bytes);
}

/* ---- the whole ---- */

struct source_note *source_note_new(vb_context *c, bool embed)
{
    struct source_note *n = mem_alloc(sizeof *n);

    n->context = c;
    n->source = mem_alloc(sizeof *n->source);
    n->source->embed = embed;
    n->watch = (struct source_watch){value_read, file_read_by, n};
    return n;
}

void source_free(struct source_of *s)
{
    if (!s)
        return;
    arena_release(&s->arena);
    free(s);
}

void source_note_free(struct source_note *n)
{
    if (!n)
        return;
    source_note_watch(n, false);
    source_free(n->source);
    free(n->marks);
    free(n->files);
    free(n->folders);
    free(n);
}

void source_note_watch(struct source_note *n, bool on)
{
    n->context->ctx.sources = on ? &n->watch : NULL;
}

static const char *path_as(void *user, const char *file)
{
    const struct noted *f = find(user, file);

    return f ? f->as : "1/-";
}

static void put_values(struct source_note *n, const struct data *data, size_t own, struct data *m)
{
    const struct value_filter filter = {kept, n};
    struct source_of *s = n->source;
    struct value *values = value_add_many(m, m->root, "values", VALUE_MAP);
    struct buf json = {0};
    size_t kept_own = 0;

    value_canonical(data->root, &filter, &json);
    n->bytes += json.n;
    s->values.n = json.n;
    s->values.p = arena_buf(&s->arena, &json);
    s->values_sha256 = hex_of(&s->arena, s->values);
    value_add_text(m, values, "sha256", s->values_sha256);
    value_put_form(data->root, &filter, path_as, n, m, values);
    for (size_t i = 0; i < own; i++)
        kept_own += kept(n, value_item(data->root, i)) != VALUE_LEFT_OUT;
    value_add_text(m, values, "own", arena_printf(&s->arena, "%zu", kept_own));
}

static bool says(struct span where, const char *path)
{
    return memmem(where.p ? where.p : "", where.n, path, strlen(path)) != NULL;
}

/* A file that lies beside the one that names it may have been named from the root all the same: then what is kept says so, and it is found under that name. */
static void name_from_root(struct source_note *n)
{
    struct source_of *s = n->source;

    for (size_t i = 0; i < s->n_files; i++)
        for (size_t k = 0; k < n->n_files; k++) {
            const struct noted *f = &n->files[k];
            bool said = false;
            if (*f->path != '/' || strcmp(f->as, s->files[i].path) != 0 || installed(n, f->path))
                continue;
            said = says(s->values, f->path);
            for (size_t j = 0; !said && j < s->n_files; j++)
                said = says(s->files[j].bytes, f->path);
            if (said)
                s->files[i].path = f->path;
        }
}

static void put_made(struct source_note *n, const struct data *data, size_t own, const vb_options *o, const char *template, const struct doc *doc,
                     struct data *m)
{
    struct source_of *s = n->source;
    const struct { const char *key, *text; } texts[] = {
        {"profile", o->profile}, {"compat", o->compat}, {"template", template ? path_as(n, template) : NULL},
        {"document", data ? NULL : n->files[0].as}};
    struct value *files;

    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (texts[i].text)
            value_add_text(m, m->root, texts[i].key, texts[i].text);
    if (o->draft)
        value_add_true(m, m->root, "draft");
    if (doc && !date_valid(doc->meta.date) && n->context->ctx.now)
        value_add_text(m, m->root, "year", arena_printf(&s->arena, "%d", date_from_unix(n->context->ctx.now, 7 * 60).year));
    if (data)
        put_values(n, data, own, m);
    name_from_root(n);
    files = value_add_many(m, m->root, "files", VALUE_LIST);
    for (size_t i = 0; i < s->n_files; i++) {
        struct value *f = value_add_many(m, files, NULL, VALUE_MAP);
        value_add_text(m, f, "name", s->files[i].name);
        value_add_text(m, f, "path", s->files[i].path);
        value_add_text(m, f, "sha256", s->files[i].sha256);
    }
}

struct source_of *source_note_end(struct source_note *n, const struct data *data, size_t own, const vb_options *options, const char *template,
                                  const struct doc *doc)
{
    struct source_of *s = n->source;
    struct buf json = {0};
    struct data m;

    data_init(&m, &n->context->ctx);
    m.exact_keys = true;
    put_made(n, data, own, options, template, doc, &m);
    value_canonical(m.root, NULL, &json);
    data_release(&m);
    n->bytes += json.n;
    s->made = arena_buf(&s->arena, &json);
    if (n->too_much || n->bytes > LIMIT_SOURCE_BYTES) {
        if (s->embed)
            diag(&n->context->ctx, DIAG_SOURCE_TOO_MUCH, (struct pos){0});
        return NULL;
    }
    n->source = mem_alloc(sizeof *n->source);
    return s;
}
