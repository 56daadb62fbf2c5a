/* What templates and checks ask of an expression beyond its result: the items to loop over, the two
 * sides of a comparison that fails, the names that it reads.
 *
 * The parser bounds the depth of a tree, so the walks may recurse. */
#include "expr/eval.h"

/* -- loops */

bool expr_items(struct evaluator *ev, const struct expr *e, const struct result *v,
                struct result **items, size_t *n)
{
    struct run r = {ev, e, NULL};
    struct list list;
    if (!need_list(&r, e->root, v, &list)) {
        return false;
    }
    *items = list.v;
    *n = list.n;
    return true;
}

static struct result whole(struct evaluator *ev, size_t v)
{
    struct run r = {ev, &(struct expr){.source = SPAN("")}, NULL};
    struct node node = {.type = NODE_LITERAL};
    struct result out;
    mpq_t q;
    mpq_init(q);
    mpq_set_ui(q, v, 1);
    make_number(&r, &node, q, &out); /* 64 bits always fit */
    mpq_clear(q);
    return out;
}

enum { LOOP_INDEX, LOOP_INDEX0, LOOP_REVINDEX, LOOP_REVINDEX0, LOOP_FIRST, LOOP_LAST, LOOP_LENGTH, LOOP_PREVIOUS, LOOP_NEXT,
       LOOP_CYCLE, LOOP_CHANGED, LOOP_DEPTH, LOOP_DEPTH0, LOOP__COUNT };

struct result expr_loop_new(struct evaluator *ev, size_t depth, struct callable *again)
{
    static const char *const names[] = {
        [LOOP_INDEX] = "index", [LOOP_INDEX0] = "index0", [LOOP_REVINDEX] = "revindex", [LOOP_REVINDEX0] = "revindex0",
        [LOOP_FIRST] = "first", [LOOP_LAST] = "last", [LOOP_LENGTH] = "length", [LOOP_PREVIOUS] = "previtem",
        [LOOP_NEXT] = "nextitem", [LOOP_CYCLE] = "cycle", [LOOP_CHANGED] = "changed", [LOOP_DEPTH] = "depth", [LOOP_DEPTH0] = "depth0"};
    struct result out = {.type = RESULT_MAP};
    struct result *keys = ARENA_NEWS(&ev->arena, LOOP__COUNT, struct result);
    for (size_t k = 0; k < LOOP__COUNT; k++) {
        keys[k] = result_text(names[k]);
    }
    out.as.map.keys = keys;
    out.as.map.values = ARENA_NEWS(&ev->arena, LOOP__COUNT, struct result);
    out.as.map.n = LOOP__COUNT;
    out.as.map.self = again;
    loop_calls_new(ev, &out.as.map.values[LOOP_CYCLE], &out.as.map.values[LOOP_CHANGED]);
    out.as.map.values[LOOP_DEPTH] = whole(ev, depth);
    out.as.map.values[LOOP_DEPTH0] = whole(ev, depth - 1);
    return out;
}

void expr_loop_turn(struct evaluator *ev, struct result *loop, const struct result *items, size_t i, size_t n)
{
    static const struct result none = {.type = RESULT_UNDEFINED};
    struct result *v = loop->as.map.values;
    loop_calls_turn(&v[LOOP_CYCLE], i);
    v[LOOP_INDEX] = whole(ev, i + 1);
    v[LOOP_INDEX0] = whole(ev, i);
    v[LOOP_REVINDEX] = whole(ev, n - i);
    v[LOOP_REVINDEX0] = whole(ev, n - i - 1);
    v[LOOP_FIRST] = result_bool(i == 0);
    v[LOOP_LAST] = result_bool(i + 1 == n);
    v[LOOP_LENGTH] = whole(ev, n);
    v[LOOP_PREVIOUS] = i ? items[i - 1] : none;
    v[LOOP_NEXT] = i + 1 < n ? items[i + 1] : none;
}

/* -- sides */

/* What a computed name, such as one of a `set`, was computed from. NULL: it is no such name. */
static const struct value *scope_data(const struct run *r, const struct node *node)
{
    for (const struct scope *s = r->scope; node->type == NODE_NAME && s; s = s->outer) {
        if (strcmp(s->name, node->as.name.folded) == 0 || strcmp(s->name, node->as.name.raw) == 0) {
            return s->data;
        }
    }
    return NULL;
}

/* The value of the data that a side starts from: what its filters and members are applied to. */
static const struct value *side_data(struct run *r, const struct node *node)
{
    struct result v;
    while (node->type == NODE_FILTER || node->type == NODE_METHOD) {
        node = node->kids[0];
    }
    if (node->type != NODE_NAME && node->type != NODE_ATTRIBUTE && node->type != NODE_INDEX) {
        return NULL;
    }
    if (!run_node(r, node, &v)) {
        return NULL;
    }
    return v.type == RESULT_DATA ? v.as.data : scope_data(r, node);
}

const struct value *expr_origin(struct evaluator *ev, const struct expr *e, const struct scope *scope)
{
    return side_data(&(struct run){ev, e, scope}, e->root);
}

bool expr_sides(struct evaluator *ev, const struct expr *e, const struct scope *scope,
                struct expr_side out[2])
{
    const struct node *root = e->root;
    struct run r = {ev, e, scope};
    if (root->type != NODE_COMPARE || root->n != 2 || root->as.ops[0] != CMP_EQ) {
        return false;
    }
    ev->steps = 0;
    for (size_t i = 0; i < 2; i++) {
        struct result v;
        struct span s;
        out[i] = (struct expr_side){NULL, side_data(&r, root->kids[i])};
        if (!run_node(&r, root->kids[i], &v)) {
            return false;
        }
        if (v.type == RESULT_BOOL || v.type == RESULT_NONE || is_listing(&v) || is_mapping(&v)) {
            continue;
        }
        if (!print_result(&r, root->kids[i], &v, &s)) {
            return false;
        }
        out[i].text = arena_span(&ev->arena, s);
    }
    return true;
}

/* -- names */

struct walk {
    void (*each)(void *user, const char *path);
    void *user;
};

/* "a.b" of a chain of names; false if the chain starts with something else. */
static bool chain(const struct node *node, struct buf *out)
{
    if (node->type == NODE_NAME) {
        buf_puts(out, node->as.name.folded);
        return true;
    }
    if (node->type != NODE_ATTRIBUTE || !chain(node->kids[0], out)) {
        return false;
    }
    buf_printf(out, ".%s", node->as.name.folded);
    return true;
}

static void walk_names(const struct walk *w, const struct node *node)
{
    struct buf path = {0};
    if (!node) {
        return;
    }
    if (chain(node, &path)) {
        w->each(w->user, path.p);
    } else {
        for (size_t i = 0; i < node->n; i++) {
            walk_names(w, node->kids[i]);
        }
    }
    buf_release(&path);
}

void expr_paths(const struct expr *e, void (*each)(void *user, const char *path), void *user)
{
    walk_names(&(struct walk){each, user}, e->root);
}
