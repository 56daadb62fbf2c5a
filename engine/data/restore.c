/* Values from canonical JSON and their form: the tree that was written, but for what was left out and for the places in files. */
#include <stdint.h>
#include <stdlib.h>

#include "base/diag/data.h"
#include "base/file.h"
#include "data/canonical.h"
#include "data/reader.h"
#include "text/text.h"

struct restoring {
    struct data *d;
    const char *folder;
    const struct value *order; /* keys by the path of their map; NULL: none */
    struct data sets;          /* "bare": paths, "keys": ranks, as members of maps */
    struct value *bare, *keys;
};

/* The texts of a list as the members of a map. */
static struct value *set_of(struct data *d, const char *name, const struct value *list)
{
    struct value *set = value_add_many(d, d->root, name, VALUE_MAP);

    for (size_t i = 0; i < value_count(list); i++) {
        const struct value *v = value_item(list, i);
        if (value_is_text(v) && v->as.scalar.n && !value_member(set, v->as.scalar.text))
            value_add_true(d, set, v->as.scalar.text);
    }
    return set;
}

struct ranked {
    size_t rank, at;
    struct value *v;
};

static int by_rank(const void *x, const void *y)
{
    const struct ranked *a = x, *b = y;

    if (a->rank != b->rank)
        return a->rank < b->rank ? -1 : 1;
    return a->at < b->at ? -1 : a->at > b->at;
}

/* Puts the members into the order of `keys`, whose members' `index` are ranks; others stay behind. */
static void set_order(struct value *map, const struct value *keys)
{
    const size_t n = value_count(map);
    struct ranked *v = mem_alloc((n + 1) * sizeof *v);

    for (size_t i = 0; i < n; i++) {
        const struct value *key = value_member(keys, map->as.items.v[i]->written_key);
        v[i] = (struct ranked){key ? key->index : SIZE_MAX, i, map->as.items.v[i]};
    }
    qsort(v, n, sizeof *v, by_rank);
    for (size_t i = 0; i < n; i++) {
        map->as.items.v[i] = v[i].v;
        v[i].v->index = i;
    }
    free(v);
}

static void restore_value(struct restoring *r, struct value *v, const struct source *source)
{
    struct arena a = {0};

    v->source = source;
    v->pos.file = source->file;
    if (v->type == VALUE_SCALAR && value_count(r->bare) && value_member(r->bare, value_path(&a, v)))
        v->as.scalar.quoted = false;
    if (v->type == VALUE_MAP) {
        const struct value *own = value_count(r->order) ? value_member(r->order, value_path(&a, v)) : NULL;
        set_order(v, own ? set_of(&r->sets, arena_printf(&a, "%zu", value_count(r->sets.root)), own) : r->keys);
    }
    arena_release(&a);
    for (size_t i = 0; i < value_count(v); i++)
        restore_value(r, v->as.items.v[i], source);
}

static bool broken(struct data *d, const char *name, const char *what)
{
    diag(d->ctx, DIAG_DATA_RESTORE, pos_file(name), what);
    return false;
}

static bool is_true(const struct value *v)
{
    return v && v->type == VALUE_BOOL && v->as.boolean;
}

/* Puts the members that a file has from `all` into the root. */
static bool take_file(struct restoring *r, const char *name, const struct value *all, const struct value *file)
{
    const struct value *path = value_member(file, "path"), *keys = value_member(file, "keys");
    struct data *d = r->d;
    struct source *source = ARENA_NEW(&d->arena, struct source);

    if (!value_is_text(path) || !keys || keys->type != VALUE_LIST)
        return broken(d, name, "path, keys");
    source->file = path_join(&d->arena, r->folder, path->as.scalar.text);
    source->document = is_true(value_member(file, "document"));
    source->table = is_true(value_member(file, "table"));
    for (size_t i = 0; i < value_count(keys); i++) {
        const struct value *key = value_item(keys, i);
        const struct value *v;
        struct value *own;
        if (!value_is_text(key))
            return broken(d, name, "keys");
        v = value_member(all, d->exact_keys ? key->as.scalar.text : text_fold(&d->arena, span_of(key->as.scalar.text)));
        if (!v)
            return broken(d, name, key->as.scalar.text);
        own = ARENA_NEW(&d->arena, struct value);
        *own = *v;
        for (size_t k = 0; k < value_count(own); k++)
            own->as.items.v[k]->parent = own;
        if (!value_insert(d, d->root, span_of(v->written_key), v->key_pos, own))
            return false;
        restore_value(r, own, source);
    }
    return true;
}

bool data_restore(struct data *d, const char *name, const char *folder, struct span json, const struct value *form)
{
    struct restoring r = {.d = d, .folder = folder, .order = value_member(form, "order")};
    const struct value *files = value_member(form, "files");
    struct source *source = ARENA_NEW(&d->arena, struct source);
    struct value *all;
    bool ok;

    source->file = arena_str(&d->arena, name);
    all = json_read_again(d, source, json);
    if (!all)
        return false;
    if (all->type != VALUE_MAP || !files)
        return broken(d, name, "files");
    data_init(&r.sets, d->ctx);
    r.sets.exact_keys = true;
    r.bare = set_of(&r.sets, "bare", value_member(form, "bare"));
    r.keys = set_of(&r.sets, "keys", value_member(form, "keys"));
    ok = true;
    for (size_t i = 0; ok && i < value_count(files); i++)
        ok = take_file(&r, name, all, value_item(files, i));
    data_release(&r.sets);
    return ok;
}
