/* Writing values as canonical JSON, and the form that JSON cannot hold. */
#include "data/canonical.h"

#include <stdlib.h>

/* ---- JSON ---- */

bool value_is_json_number(const struct value *v)
{
    const char *p = v->as.scalar.text;
    size_t whole;

    if (v->type != VALUE_SCALAR || v->as.scalar.quoted)
        return false;
    p += *p == '-';
    whole = strspn(p, "0123456789");
    if (!whole || (*p == '0' && whole > 1))
        return false;
    p += whole;
    if (*p == '.') {
        size_t decimals = strspn(p + 1, "0123456789");
        p += decimals ? decimals + 1 : 0;
    }
    return !*p;
}

static enum value_kept kept(const struct value_filter *filter, const struct value *v)
{
    return filter ? filter->kept(filter->user, v) : VALUE_KEPT;
}

static int by_key(const void *x, const void *y)
{
    return strcmp((*(const struct value *const *)x)->written_key, (*(const struct value *const *)y)->written_key);
}

static void put_items(const struct value *v, const struct value_filter *filter, struct buf *out)
{
    const bool map = v->type == VALUE_MAP;
    const size_t n = value_count(v);
    struct value **items = mem_alloc((n + 1) * sizeof *items);
    const char *between = "";

    if (n)
        memcpy(items, v->as.items.v, n * sizeof *items);
    if (map)
        qsort(items, n, sizeof *items, by_key);
    buf_putc(out, map ? '{' : '[');
    for (size_t i = 0; i < n; i++) {
        const enum value_kept how = kept(filter, items[i]);
        if (map && how == VALUE_LEFT_OUT)
            continue;
        buf_puts(out, between);
        between = ",";
        if (map) {
            buf_json(out, items[i]->written_key);
            buf_putc(out, ':');
        }
        if (how == VALUE_KEPT)
            value_canonical(items[i], filter, out);
        else
            buf_puts(out, "null");
    }
    buf_putc(out, map ? '}' : ']');
    free(items);
}

void value_canonical(const struct value *v, const struct value_filter *filter, struct buf *out)
{
    switch (v->type) {
    case VALUE_NULL:
        buf_puts(out, "null");
        return;
    case VALUE_BOOL:
        buf_puts(out, v->as.boolean ? "true" : "false");
        return;
    case VALUE_SCALAR:
        if (value_is_json_number(v))
            buf_puts(out, v->as.scalar.text);
        else
            buf_json(out, v->as.scalar.text);
        return;
    case VALUE_LIST:
    case VALUE_MAP:
        put_items(v, filter, out);
        return;
    }
}

/* ---- making trees ---- */

static struct value *add(struct data *d, struct value *to, const char *key, struct value *v)
{
    if (key)
        value_insert(d, to, span_of(key), (struct pos){0}, v);
    else
        value_append(d, to, v);
    return v;
}

struct value *value_add_text(struct data *d, struct value *to, const char *key, const char *text)
{
    return add(d, to, key, value_text(d, span_of(text), true, (struct pos){0}, NULL));
}

struct value *value_add_true(struct data *d, struct value *map, const char *key)
{
    struct value *v = value_new(d, VALUE_BOOL, (struct pos){0}, NULL);

    v->as.boolean = true;
    return add(d, map, key, v);
}

struct value *value_add_many(struct data *d, struct value *to, const char *key, enum value_type type)
{
    return add(d, to, key, value_new(d, type, (struct pos){0}, NULL));
}

/* ---- the form ---- */

struct forming {
    const struct value_filter *filter;
    struct data *to;
    struct value *bare, *keys, *order;
    struct data ranks; /* keys in the order in which they were met first: `index` */
};

/* May it be taken for a figure where it stands without quotes? */
static bool may_be_figure(const char *p)
{
    while (*p && strchr("+-.,", *p))
        p++;
    if (strncmp(p, "\u2212", 3) == 0)
        p += 3;
    return *p >= '0' && *p <= '9';
}

static size_t rank_of(struct forming *f, const struct value *v)
{
    const struct value *known = value_member(f->ranks.root, v->written_key);

    if (known)
        return known->index;
    value_add_text(f->to, f->keys, NULL, v->written_key);
    return value_add_true(&f->ranks, f->ranks.root, v->written_key)->index;
}

static void form_value(struct forming *f, const struct value *v);

static void form_map(struct forming *f, const struct value *map)
{
    size_t last = 0;
    bool ordered = true, first = true;

    for (size_t i = 0; i < value_count(map); i++) {
        const struct value *v = value_item(map, i);
        size_t rank;
        if (kept(f->filter, v) == VALUE_LEFT_OUT)
            continue;
        rank = rank_of(f, v);
        ordered &= first || rank > last;
        first = false;
        last = rank;
    }
    if (ordered)
        return;
    char *path = value_path(&f->to->arena, map);
    if (value_member(f->order, path)) /* keys with stops in them: the other one has this path as well */
        return;
    struct value *keys = value_add_many(f->to, f->order, path, VALUE_LIST);
    for (size_t i = 0; i < value_count(map); i++)
        if (kept(f->filter, value_item(map, i)) != VALUE_LEFT_OUT)
            value_add_text(f->to, keys, NULL, value_item(map, i)->written_key);
}

static void form_value(struct forming *f, const struct value *v)
{
    if (v->type == VALUE_SCALAR && !v->as.scalar.quoted && !value_is_json_number(v) && may_be_figure(v->as.scalar.text))
        value_add_text(f->to, f->bare, NULL, value_path(&f->to->arena, v));
    if (v->type == VALUE_MAP)
        form_map(f, v);
    for (size_t i = 0; i < value_count(v); i++)
        if (kept(f->filter, value_item(v, i)) == VALUE_KEPT)
            form_value(f, value_item(v, i));
}

void value_put_form(const struct value *root, const struct value_filter *filter, const char *(*path)(void *user, const char *file), void *user,
                    struct data *to, struct value *form)
{
    struct forming f = {.filter = filter, .to = to};
    struct value *files = value_add_many(to, form, "files", VALUE_LIST), *keys = NULL;
    const struct source *of = NULL;

    f.bare = value_add_many(to, form, "bare", VALUE_LIST);
    f.keys = value_add_many(to, form, "keys", VALUE_LIST);
    f.order = value_add_many(to, form, "order", VALUE_MAP);
    data_init(&f.ranks, to->ctx);
    f.ranks.exact_keys = true;
    for (size_t i = 0; i < value_count(root); i++) {
        const struct value *v = value_item(root, i);
        if (kept(filter, v) == VALUE_LEFT_OUT)
            continue;
        if (!keys || v->source != of) {
            struct value *file = value_add_many(to, files, NULL, VALUE_MAP);
            of = v->source;
            value_add_text(to, file, "path", path(user, of ? of->file : ""));
            if (of && of->document)
                value_add_true(to, file, "document");
            if (of && of->table)
                value_add_true(to, file, "table");
            keys = value_add_many(to, file, "keys", VALUE_LIST);
        }
        value_add_text(to, keys, NULL, v->written_key);
        if (kept(filter, v) == VALUE_KEPT)
            form_value(&f, v);
    }
    data_release(&f.ranks);
}
