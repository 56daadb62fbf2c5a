/* Reading the entries of nguon, and the rows of their files.
 *
 * Invariant: a row is a map of the file that it comes from, at its place there; what is added to it (nguon, figures of before)
 * never hides what the file says. */
#include "gather/own.h"

#include "base/diag/gather.h"
#include "base/file.h"
#include "data/office.h"
#include "text/text.h"

bool gather_put(struct data *d, struct value *row, const char *key, struct value *v)
{
    return value_insert(d, row, span_of(key), row->pos, v);
}

/* The keys of an entry that are none: reported, with the nearest that is one. */
bool gather_known(struct data *d, const struct value *map, const char *const *keys)
{
    bool ok = true;

    for (size_t i = 0; i < value_count(map); i++) {
        const struct value *v = value_item(map, i);
        const char *near = NULL;
        size_t k = 0;

        while (keys[k] && strcmp(keys[k], v->key) != 0)
            k++;
        if (keys[k])
            continue;
        near = text_nearest(v->key, keys);
        diag(d->ctx, near ? DIAG_GATHER_KEY_NEAR : DIAG_GATHER_KEY, v->key_pos, v->written_key, near ? near : "");
        ok = false;
    }
    return ok;
}

static const char *text_of(const struct value *v)
{
    return value_is_text(v) ? v->as.scalar.text : NULL;
}

void gather_ask(const struct value *entry, struct data_ask *out)
{
    *out = (struct data_ask){
        .sheet = value_member(entry, "trang"),
        .area = value_member(entry, "vung"),
        .head = value_member(entry, "tieu_de"),
        .cells = value_member(entry, "o"),
    };
}

const struct source *gather_table(struct data *d, const struct value *v)
{
    struct source *source = ARENA_NEW(&d->arena, struct source);

    source->file = v->pos.file;
    source->table = true;
    source->part = d->ctx->part;
    return source;
}

/* Who reports in a row. NULL: reported. */
static const char *name_of(struct data *d, const struct source_entry *e, const struct value *row, const char *path)
{
    const struct value *v;

    if (!e->key)
        return path_base(&d->arena, path, false);
    v = value_member(row, text_fold(&d->arena, span_of(e->key->as.scalar.text)));
    if (text_of(v))
        return text_of(v);
    diag(d->ctx, DIAG_GATHER_NO_COLUMN, e->key->pos, e->key->as.scalar.text, pos_text(&d->arena, row->pos));
    return NULL;
}

/* The path as it stands below the folder of vanban.yaml. */
static const char *shown_path(const struct source_entry *e, const char *path)
{
    size_t n = strlen(e->folder);

    return strncmp(path, e->folder, n) == 0 && path[n] == '/' ? path + n + 1 : path;
}

static bool add_rows(struct data *d, const struct source_entry *e, const char *path, struct value *rows, struct value *all, struct reporters *out)
{
    for (size_t i = 0; i < value_count(rows); i++) {
        struct value *row = rows->as.items.v[i];
        const char *name = name_of(d, e, row, path);
        struct value *from = value_text(d, span_of(shown_path(e, path)), true, row->pos, row->source);

        if (!name || !gather_put(d, row, "nguon", from))
            return false;
        value_append(d, all, row);
        reporters_add(out, name, text_fold(&d->arena, span_of(name)), row);
    }
    return true;
}

struct value *gather_rows(struct data *d, const struct source_entry *e, const struct value *path, struct reporters *out, struct value **total)
{
    struct value *all = value_new(d, VALUE_LIST, path->pos, gather_table(d, path));
    const char **files;
    bool ok = true;
    size_t n;

    *total = NULL;
    if (!gather_files(d, e, path, &files, &n))
        return NULL;
    for (size_t i = 0; i < n; i++) { /* the faults of all files are told */
        struct value *rows = data_read_table(d, files[i], path->pos, &e->ask, total);

        ok &= rows && add_rows(d, e, files[i], rows, all, out);
    }
    reporters_settle(out);
    *total = n == 1 ? *total : NULL;
    return ok ? all : NULL;
}

/* A member that is a text if it is there. */
static bool text_member(struct data *d, const struct value *entry, const char *key, const struct value **out)
{
    *out = value_member(entry, key);
    if (!*out || value_is_text(*out))
        return true;
    diag(d->ctx, DIAG_GATHER_TEXT, (*out)->pos, key);
    return false;
}

static bool read_entry(struct data *d, const struct value *v, struct source_entry *e)
{
    const char *keys[OFFICE_NAMES_MOST];
    const struct value *ignored;

    e->name = v->written_key;
    e->pos = v->key_pos;
    if (value_is_text(v)) {
        e->files = v;
        return true;
    }
    if (v->type != VALUE_MAP || !value_is_text(value_member(v, "tep"))) {
        diag(d->ctx, DIAG_GATHER_NO_FILE, v->type == VALUE_NULL ? v->key_pos : v->pos, v->written_key);
        return false;
    }
    office_names("nguon", keys, OFFICE_NAMES_MOST);
    if (!gather_known(d, v, keys) || !text_member(d, v, "tep", &e->files) || !text_member(d, v, "khoa", &e->key) ||
        !text_member(d, v, "ky_truoc", &e->before) || !text_member(d, v, "trang", &ignored) || !text_member(d, v, "vung", &ignored) ||
        !text_member(d, v, "tieu_de", &ignored))
        return false;
    e->expected = value_member(v, "danh_sach");
    if (e->expected && e->expected->type != VALUE_LIST && e->expected->type != VALUE_MAP) {
        diag(d->ctx, DIAG_GATHER_LIST, e->expected->pos);
        return false;
    }
    gather_ask(v, &e->ask);
    return true;
}

/* A key that the papers' own files have keeps its value. */
static bool put_root(struct data *d, const char *name, struct pos pos, struct value *v)
{
    return value_member(d->root, text_fold(&d->arena, span_of(name))) || value_insert(d, d->root, span_of(name), pos, v);
}

static bool collect(struct data *d, const struct value *v, const char *folder)
{
    struct source_entry e = {.folder = folder};
    struct reporters now = {0}, before = {0};
    struct value *rows = NULL, *total = NULL, *unused, *missing = NULL;
    bool ok = read_entry(d, v, &e) && (rows = gather_rows(d, &e, e.files, &now, &total)) && reporters_once(d, &e, &now);

    if (ok && e.before)
        ok = gather_rows(d, &e, e.before, &before, &unused) && reporters_once(d, &e, &before) && gather_compare(d, &now, &before);
    if (ok && (e.expected || e.before))
        ok = (missing = reporters_missing(d, &e, &now, e.before ? &before : NULL)) &&
             put_root(d, arena_printf(&d->arena, "%s_chua_bao_cao", e.name), e.pos, missing);
    ok = ok && put_root(d, e.name, e.pos, rows) &&
         (!total || put_root(d, arena_printf(&d->arena, "%s_tong", e.name), total->pos, total));
    reporters_release(&now);
    reporters_release(&before);
    return ok;
}

/* What is read meanwhile is read for this source. */
static bool read_source(struct data *d, const char *file, const struct value *v)
{
    struct file_part *part = ARENA_NEW(&d->arena, struct file_part);
    bool ok;

    *part = (struct file_part){arena_str(&d->arena, file), arena_printf(&d->arena, "%s%s", GATHER_PART, v->key)};
    d->ctx->part = part;
    ctx_file_used(d->ctx, file); /* the source counts though no file fits its pattern */
    ok = collect(d, v, path_dir(&d->arena, file));
    d->ctx->part = NULL;
    return ok;
}

bool gather_source(struct data *d, const char *file, const struct value *entries, const char *key)
{
    const struct value *v = value_member(entries, key);

    return v && read_source(d, file, v);
}

/* The files of a path behind those of before. */
static bool add_files(struct data *d, const struct source_entry *e, const struct value *path, const char ***out, size_t *n)
{
    const char **more, **all;
    size_t n_more;

    if (!path)
        return true;
    if (!gather_files(d, e, path, &more, &n_more))
        return false;
    all = ARENA_NEWS(&d->arena, *n + n_more + 1, const char *);
    if (*n)
        memcpy(all, *out, *n * sizeof *all);
    if (n_more)
        memcpy(all + *n, more, n_more * sizeof *all);
    *out = all;
    *n += n_more;
    return true;
}

bool gather_paths(struct data *d, const char *file, const struct value *entries, const char *key, const char ***out, size_t *n)
{
    const struct value *v = value_member(entries, key), *list;
    struct source_entry e = {.folder = path_dir(&d->arena, file)};

    *n = 0;
    if (!v || !read_entry(d, v, &e))
        return false;
    list = e.expected ? value_member(e.expected, "tep") : NULL;
    return add_files(d, &e, e.files, out, n) && add_files(d, &e, e.before, out, n) && add_files(d, &e, value_is_text(list) ? list : NULL, out, n);
}

bool gather_sources(struct data *d, const char *file, const struct value *entries)
{
    bool ok = true;

    if (!entries)
        return true;
    if (entries->type != VALUE_MAP || value_count(entries) > GATHER_SOURCES_MOST) {
        diag(d->ctx, DIAG_GATHER_ENTRIES, entries->pos, arena_printf(&d->arena, "%d", GATHER_SOURCES_MOST));
        return false;
    }
    for (size_t i = 0; i < value_count(entries); i++)
        ok &= read_source(d, file, value_item(entries, i));
    return ok;
}
