/* The value tree: construction, keys, paths and places.
 *
 * Invariant: the members of a map stand in written order in `items` and, by folded key, in an AA tree (Andersson 1993), so that a
 * hostile file of a million keys costs n log n. Maps that were made alike (rows of a table) have one tree, that of their model, whose
 * members stand at the same places; one that gets a member more gets a tree of its own. */
#include "data/value.h"

#include "base/diag/data.h"
#include "base/file.h"
#include "data/marks.h"
#include "text/text.h"

#include <assert.h>

void data_init(struct data *d, struct ctx *ctx)
{
    *d = (struct data){.ctx = ctx};
    d->root = value_new(d, VALUE_MAP, (struct pos){0}, NULL);
    d->mentions = mentions_new(&d->arena);
}

void data_release(struct data *d)
{
    arena_release(&d->arena);
    *d = (struct data){0};
}

struct value *value_new(struct data *d, enum value_type type, struct pos pos,
                        const struct source *source)
{
    struct value *v = ARENA_NEW(&d->arena, struct value);
    v->type = type;
    v->pos = pos;
    v->source = source;
    d->values++;
    return v;
}

struct value *value_text(struct data *d, struct span text, bool quoted, struct pos pos,
                         const struct source *source)
{
    struct value *v = value_new(d, VALUE_SCALAR, pos, source);
    v->as.scalar.text = arena_span(&d->arena, text);
    v->as.scalar.n = text.n;
    v->as.scalar.quoted = quoted;
    return v;
}

bool value_append(struct data *d, struct value *list, struct value *item)
{
    assert(list->type == VALUE_LIST || list->type == VALUE_MAP);
    if (list->as.items.n == list->as.items.cap) {
        uint32_t cap = list->as.items.cap ? 2 * list->as.items.cap : 4;
        struct value **v = ARENA_NEWS(&d->arena, cap, struct value *);
        if (list->as.items.n)
            memcpy(v, list->as.items.v, list->as.items.n * sizeof(struct value *));
        list->as.items.v = v;
        list->as.items.cap = cap;
    }
    item->parent = list;
    item->index = (uint32_t)list->as.items.n;
    list->as.items.v[list->as.items.n++] = item;
    return true;
}

static struct value_node *tree_skew(struct value_node *t)
{
    struct value_node *l = t->less;
    if (!l || l->level != t->level)
        return t;
    t->less = l->more;
    l->more = t;
    return l;
}

static struct value_node *tree_split(struct value_node *t)
{
    struct value_node *r = t->more;
    if (!r || !r->more || r->more->level != t->level)
        return t;
    t->more = r->less;
    r->less = t;
    r->level++;
    return r;
}

/* The key is not in the tree yet. Depth is at most 2 log n. */
static struct value_node *tree_insert(struct value_node *t, struct value_node *node)
{
    if (!t)
        return node;
    if (strcmp(node->member->key, t->member->key) < 0)
        t->less = tree_insert(t->less, node);
    else
        t->more = tree_insert(t->more, node);
    return tree_split(tree_skew(t));
}

static void put_node(struct data *d, struct value *map, const struct value *member)
{
    struct value_node *node = ARENA_NEW(&d->arena, struct value_node);

    *node = (struct value_node){.member = member, .level = 1};
    map->as.items.by_key = tree_insert(map->as.items.by_key, node);
}

const struct value *value_member(const struct value *map, const char *folded_key)
{
    const struct value_node *t = map && map->type == VALUE_MAP ? map->as.items.by_key : NULL;

    while (t) {
        int c = strcmp(folded_key, t->member->key);
        if (c == 0)
            return t->member->parent == map ? t->member : value_item(map, t->member->index);
        t = c < 0 ? t->less : t->more;
    }
    return NULL;
}

/* Has the tree of another map. */
static bool shares_tree(const struct value *map)
{
    return map->as.items.by_key && map->as.items.by_key->member->parent != map;
}

static void part_tree(struct data *d, struct value *map)
{
    map->as.items.by_key = NULL;
    for (size_t i = 0; i < map->as.items.n; i++)
        put_node(d, map, map->as.items.v[i]);
}

static void report_twice(struct data *d, const struct value *first, const char *written,
                         struct pos key_pos)
{
    char *line = pos_text(&d->arena, first->key_pos);
    if (strcmp(first->written_key, written) == 0)
        diag(d->ctx, DIAG_DATA_KEY_TWICE, key_pos, written, line);
    else
        diag(d->ctx, DIAG_DATA_KEY_FOLDS, key_pos, written, first->written_key, first->key, line);
}

bool value_insert(struct data *d, struct value *map, struct span key, struct pos key_pos,
                  struct value *item)
{
    assert(map->type == VALUE_MAP);
    const char *written = text_nfc(&d->arena, span_trim(key));
    const char *folded = d->exact_keys ? written : text_fold(&d->arena, span_of(written));
    if (!folded[0]) {
        diag(d->ctx, DIAG_DATA_KEY_EMPTY, key_pos, written);
        return false;
    }
    const struct value *first = value_member(map, folded);
    if (first) {
        report_twice(d, first, written, key_pos);
        return false;
    }
    item->key = folded;
    item->written_key = written;
    item->key_pos = key_pos;
    value_append(d, map, item);
    if (shares_tree(map))
        part_tree(d, map);
    else
        put_node(d, map, item);
    return true;
}

struct value *value_map_like(struct data *d, const struct value *like, struct value *members, struct pos pos, const struct source *source)
{
    size_t n = like->as.items.n;
    struct value *map = ARENA_NEW(&d->arena, struct value);

    *map = (struct value){.type = VALUE_MAP, .pos = pos, .source = source};
    map->as.items.v = ARENA_NEWS(&d->arena, n, struct value *);
    map->as.items.n = n;
    map->as.items.cap = (uint32_t)n;
    map->as.items.by_key = like->as.items.by_key;
    for (size_t i = 0; i < n; i++) {
        const struct value *same = like->as.items.v[i];
        struct value *m = &members[i];

        map->as.items.v[i] = m;
        m->parent = map;
        m->index = (uint32_t)i;
        m->key = same->key;
        m->written_key = same->written_key;
        m->key_pos = same->key_pos;
    }
    return map;
}

enum { CHAIN_MOST = LIMIT_DEPTH * 4 };

/* The value and what it stands in, from the inside; at most CHAIN_MOST. How many. */
static size_t chain_of(const struct value *v, const struct value **chain)
{
    size_t n = 0;

    for (; v && v->parent && n < CHAIN_MOST; v = v->parent)
        chain[n++] = v;
    return n;
}

static void put_steps(struct buf *path, const struct value *const *chain, size_t n)
{
    while (n-- > 0) {
        if (chain[n]->key)
            buf_printf(path, "%s%s", path->n ? "." : "", chain[n]->key);
        else
            buf_printf(path, "[%u]", (unsigned)chain[n]->index);
    }
}

char *value_path(struct arena *a, const struct value *v)
{
    const struct value *chain[CHAIN_MOST];
    size_t n = chain_of(v, chain);
    struct buf path = {0};

    put_steps(&path, chain, n);
    return arena_buf(a, &path);
}

char *value_own_path(struct arena *a, const struct value *v)
{
    const struct value *chain[CHAIN_MOST];
    const struct file_part *part = v->source ? v->source->part : NULL;
    size_t n = chain_of(v, chain), own = 0;
    struct buf path = {0};

    while (part && own < n && chain[own]->source && chain[own]->source->part == part)
        own++;
    put_steps(&path, chain, part ? own : n);
    return arena_buf(a, &path);
}

static const struct value *at_key(const struct value *v, const char *path, size_t *tries);

/* What stands behind the steps "[3]" and ".ten". */
static const struct value *at_steps(const struct value *v, const char *path, size_t *tries)
{
    if (!v || !*path)
        return v;
    if (*path == '.')
        return at_key(v, path + 1, tries);
    if (*path != '[')
        return NULL;
    size_t i = 0, k = 1;
    for (; path[k] >= '0' && path[k] <= '9' && i < LIMIT_VALUES; k++)
        i = 10 * i + (size_t)(path[k] - '0');
    return path[k] == ']' && k > 1 ? at_steps(value_item(v, i), path + k + 1, tries) : NULL;
}

/* Keys with dots in them can be read in more ways than there is time for. */
static const struct value *at_key(const struct value *v, const char *path, size_t *tries)
{
    for (size_t n = 0; v && v->type == VALUE_MAP && *tries; --*tries) {
        n += strcspn(path + n, ".[");
        struct arena a = {0};
        const struct value *member = value_member(v, arena_span(&a, span_make(path, n)));
        arena_release(&a);
        const struct value *found = member ? at_steps(member, path + n, tries) : NULL;
        if (found || !path[n])
            return found;
        n++;
    }
    return NULL;
}

const struct value *value_at(const struct value *root, const char *path)
{
    size_t tries = 1000;

    return *path && *path != '[' ? at_key(root, path, &tries) : at_steps(root, path, &tries);
}

struct pos value_pos_at(const struct value *v, size_t offset)
{
    struct pos pos = v->pos;
    if (v->type != VALUE_SCALAR || pos.place)
        return pos;
    size_t from = 0, low = 0, high = v->as.scalar.n_marks;
    while (low < high) { /* the last mark that is not after the offset */
        size_t mid = low + (high - low) / 2;
        if (v->as.scalar.marks[mid].offset <= offset)
            low = mid + 1;
        else
            high = mid;
    }
    if (low > 0) {
        const struct source_mark *m = &v->as.scalar.marks[low - 1];
        from = m->offset;
        pos.line = m->line;
        pos.col = m->col;
    }
    if (offset > v->as.scalar.n)
        offset = v->as.scalar.n;
    pos.col += marks_columns(v->as.scalar.text + from, offset - from);
    return pos;
}

bool value_is_mapping_trap(const struct value *map)
{
    if (!map || map->type != VALUE_MAP || map->as.items.flow || map->as.items.n != 1)
        return false;
    const struct value *member = map->as.items.v[0];
    if (member->type == VALUE_LIST || member->type == VALUE_MAP)
        return false;
    for (const char *p = member->written_key; *p; p++)
        if (*p == ' ' || (unsigned char)*p >= 0x80)
            return true;
    return false;
}

void value_report_mapping_trap(struct ctx *ctx, const struct value *map)
{
    const struct value *member = map->as.items.v[0];
    struct buf prose = {0}, quoted = {0};
    buf_printf(&prose, "%s:", member->written_key);
    if (member->type == VALUE_SCALAR)
        buf_printf(&prose, " %s", member->as.scalar.text);
    else if (member->type == VALUE_BOOL)
        buf_puts(&prose, member->as.boolean ? " true" : " false");
    value_quote(&quoted, buf_span(&prose));
    diag(ctx, DIAG_DATA_MAPPING_TRAP, member->key_pos, quoted.p);
    buf_release(&quoted);
    buf_release(&prose);
}

void value_quote(struct buf *out, struct span text)
{
    bool single = memchr(text.p, '"', text.n) || memchr(text.p, '\\', text.n);
    buf_putc(out, single ? '\'' : '"');
    for (size_t i = 0; i < text.n; i++) {
        if (single && text.p[i] == '\'')
            buf_putc(out, '\'');
        buf_putc(out, text.p[i] == '\n' ? ' ' : text.p[i]);
    }
    buf_putc(out, single ? '\'' : '"');
}
