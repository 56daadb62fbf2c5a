/* Walks a parsed expression.
 *
 * Idea: values of the data stay RESULT_DATA until their content is needed; walking `a.b[2]` reads
 * nothing, printing it reads one path. Everything made lives in the evaluator's arena, numbers too
 * (their limbs are copied there), so there is nothing to free one by one.
 * Invariant: each node costs a step and each byte or item made is charged before it is made. */
#include "expr/eval.h"

#include <stdlib.h>

#include "text/text.h"

struct evaluator *expr_new(struct ctx *ctx, const struct data *data)
{
    struct evaluator *ev = mem_alloc(sizeof *ev);
    ev->ctx = ctx;
    ev->data = data;
    return ev;
}

void expr_free(struct evaluator *ev)
{
    if (ev) {
        arena_release(&ev->arena);
        free(ev);
    }
}

struct pos expr_pos(const struct expr *e, size_t at)
{
    if (e->scalar) {
        return value_pos_at(e->scalar, e->offset + at);
    }
    struct pos pos = e->where;
    if (!pos.line) {
        return pos;
    }
    for (size_t i = 0; i < at && i < e->source.n; i++) {
        unsigned char c = (unsigned char)e->source.p[i];
        if (c == '\n') {
            pos.line++;
            pos.col = 1;
        } else if ((c & 0xc0) != 0x80 && pos.col) {
            pos.col++;
        }
    }
    return pos;
}

/* -- charges */

bool run_charge(struct run *r, const struct node *node, size_t steps)
{
    struct evaluator *ev = r->ev;
    if (steps > EXPR_MAX_STEPS || ev->steps + steps > EXPR_MAX_STEPS ||
        ev->arena.total > EVAL_MAX_MEMORY) {
        return FAULT(r, node, DIAG_EXPR_MUCH);
    }
    ev->steps += steps;
    return true;
}

bool run_charge_bytes(struct run *r, const struct node *node, size_t bytes)
{
    if (bytes > EXPR_MAX_STRING) {
        return FAULT(r, node, DIAG_EXPR_STRING);
    }
    return run_charge(r, node, bytes / 64);
}

bool run_list(struct run *r, const struct node *node, size_t n, struct list *out)
{
    if (n > EXPR_MAX_LIST) {
        return FAULT(r, node, DIAG_EXPR_LIST);
    }
    if (!run_charge(r, node, n / 4)) {
        return false;
    }
    out->v = ARENA_NEWS(&r->ev->arena, n ? n : 1, struct result);
    out->n = n;
    return true;
}

/* -- results */

struct result result_data(const struct value *v)
{
    return (struct result){.type = RESULT_DATA, .as.data = v};
}

struct result result_text(const char *s)
{
    return (struct result){.type = RESULT_STRING, .as.string = span_of(s)};
}

struct result result_bool(bool b)
{
    return (struct result){.type = RESULT_BOOL, .as.boolean = b};
}

struct result result_list(struct list list)
{
    struct result out = {.type = RESULT_LIST};
    out.as.list.v = list.v;
    out.as.list.n = list.n;
    return out;
}

/* -- names and members */

static bool make_missing(struct run *r, const struct node *node, const struct value *parent,
                         const char *name, const char *path, struct result *out)
{
    struct missing *m = ARENA_NEW(&r->ev->arena, struct missing);
    m->pos = expr_pos(r->expr, node->type == NODE_INDEX ? node->kids[1]->at : node->at);
    m->parent = parent;
    m->name = name;
    *out = (struct result){.type = RESULT_UNDEFINED, .path = path, .as.missing = m};
    return true;
}

static bool run_name(struct run *r, const struct node *node, struct result *out)
{
    const char *raw = node->as.name.raw, *folded = node->as.name.folded;
    for (const struct scope *s = r->scope; s; s = s->outer) {
        if (strcmp(s->name, folded) == 0 || strcmp(s->name, raw) == 0) {
            *out = s->value;
            return run_charge(r, node, 1);
        }
    }
    const struct value *root = r->ev->data ? r->ev->data->root : NULL;
    const struct value *v = value_member(root, folded);
    if (!v) {
        const struct value *figures = value_member(root, "so_lieu");
        read_absent_member(r->ev->ctx, root, folded);
        v = value_member(figures, folded);
        if (!v && figures) {
            read_absent_member(r->ev->ctx, figures, folded);
        }
    }
    if (!v) {
        return make_missing(r, node, NULL, folded, arena_str(&r->ev->arena, folded), out);
    }
    *out = result_data(v);
    return true;
}

static bool data_member(struct run *r, const struct node *node, const struct value *map,
                        const char *folded, struct result *out)
{
    const struct value *v = value_member(map, folded);
    if (v) {
        *out = result_data(v);
        return true;
    }
    struct arena *a = &r->ev->arena;
    if (map->type == VALUE_NULL) {
        read_value(r->ev->ctx, map);
    }
    read_absent_member(r->ev->ctx, map, folded);
    const char *parent = value_path(a, map);
    const char *path = arena_printf(a, "%s%s%s", parent, *parent ? "." : "", folded);
    return make_missing(r, node, map, arena_str(a, folded), path, out);
}

/* The key as written, else a key that folds to the same. */
static bool map_member(struct run *r, const struct node *node, const struct result *map,
                       const char *raw, const char *folded, struct result *out)
{
    if (!run_charge(r, node, map->as.map.n / 4 + 1)) {
        return false;
    }
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < map->as.map.n; i++) {
            struct span key = map->as.map.keys[i].as.string;
            struct arena scratch = {0};
            bool is = pass == 0 ? span_is(key, raw) : strcmp(text_fold(&scratch, key), folded) == 0;
            arena_release(&scratch);
            if (is) {
                *out = map->as.map.values[i];
                return true;
            }
        }
    }
    return make_missing(r, node, NULL, folded, arena_str(&r->ev->arena, raw), out);
}

bool run_member(struct run *r, const struct node *node, const struct result *of, const char *raw,
                const char *folded, struct result *out)
{
    if (of->type == RESULT_UNDEFINED) {
        *out = *of;
        return true;
    }
    if (of->type == RESULT_MAP) {
        return map_member(r, node, of, raw, folded, out);
    }
    if (of->type == RESULT_DATA &&
        (of->as.data->type == VALUE_MAP || of->as.data->type == VALUE_NULL)) {
        return data_member(r, node, of->as.data, folded, out);
    }
    /* The pairs of groupby: .grouper and .list. */
    if (of->type == RESULT_LIST && of->as.list.n == 2 &&
        (strcmp(raw, "grouper") == 0 || strcmp(raw, "list") == 0)) {
        *out = of->as.list.v[raw[0] == 'l'];
        return true;
    }
    return report_need(r, node, of, DIAG_EXPR_A_MAP);
}

static bool missing_item(struct run *r, const struct node *node, const struct result *of, long i,
                         struct result *out)
{
    struct arena *a = &r->ev->arena;
    const char *parent = node->n && node->kids[0] ? expr_node_text(r, a, node->kids[0]) : "";
    if (of->type == RESULT_DATA) {
        parent = value_path(a, of->as.data);
        if (i >= 0) {
            read_absent_item(r->ev->ctx, of->as.data, (size_t)i);
        }
    }
    return make_missing(r, node, NULL, NULL, arena_printf(a, "%s[%ld]", parent, i), out);
}

bool run_item(struct run *r, const struct node *node, const struct result *of, long i,
              struct result *out)
{
    if (of->type == RESULT_UNDEFINED) {
        *out = *of;
        return true;
    }
    struct list list;
    size_t n = 0;
    if (of->type == RESULT_DATA && of->as.data->type == VALUE_LIST) {
        n = i < 0 ? read_count(r->ev->ctx, of->as.data) : value_count(of->as.data);
    } else if (is_textual(of)) {
        struct span s;
        if (!need_text(r, node, of, &s) || !need_characters(r, node, s, &list)) {
            return false;
        }
        n = list.n;
    } else if (of->type == RESULT_LIST) {
        list = (struct list){of->as.list.v, of->as.list.n};
        n = list.n;
    } else {
        return report_need(r, node, of, DIAG_EXPR_A_LIST);
    }
    long at = i < 0 ? i + (long)n : i;
    if (at < 0 || (size_t)at >= n) {
        return missing_item(r, node, of, i, out);
    }
    *out = of->type == RESULT_DATA && of->as.data->type == VALUE_LIST
               ? result_data(value_item(of->as.data, (size_t)at))
               : list.v[at];
    return true;
}

bool run_path(struct run *r, const struct node *node, const struct result *of, const char *path,
              struct result *out)
{
    *out = *of;
    for (const char *p = path; *p;) {
        struct span part = span_make(p, strcspn(p, "."));
        struct arena scratch = {0};
        const char *raw = arena_span(&scratch, part);
        struct result from = *out;
        bool index = part.n && part.n < 8 && strspn(raw, "0123456789") == part.n;
        bool done = run_charge(r, node, 1) &&
                    (index && is_listing(&from)
                         ? run_item(r, node, &from, strtol(raw, NULL, 10), out)
                         : run_member(r, node, &from, raw, text_fold(&scratch, part), out));
        arena_release(&scratch);
        if (!done) {
            return false;
        }
        p += part.n;
        p += *p == '.';
    }
    return true;
}

/* -- nodes */

static bool run_index(struct run *r, const struct node *node, struct result *out)
{
    struct result of, key;
    if (!run_node(r, node->kids[0], &of) || !run_node(r, node->kids[1], &key)) {
        return false;
    }
    if (of.type == RESULT_UNDEFINED) {
        *out = of;
        return true;
    }
    if (is_mapping(&of)) {
        struct span s;
        if (!need_text(r, node->kids[1], &key, &s)) {
            return false;
        }
        struct arena *a = &r->ev->arena;
        return run_member(r, node, &of, arena_span(a, s), text_fold(a, s), out);
    }
    long i;
    return need_whole(r, node->kids[1], &key, -EXPR_MAX_STRING, EXPR_MAX_STRING, &i) &&
           run_item(r, node, &of, i, out);
}

/* Python's slice bounds. */
static long clamp_bound(long i, long n, long low, long high)
{
    i = i < 0 ? i + n : i;
    return i < low ? low : i > high ? high : i;
}

static bool slice_bound(struct run *r, const struct node *kid, long otherwise, long *out)
{
    struct result v;
    *out = otherwise;
    return !kid || (run_node(r, kid, &v) &&
                    (v.type == RESULT_NONE ||
                     need_whole(r, kid, &v, -EXPR_MAX_STRING, EXPR_MAX_STRING, out)));
}

static bool slice_list(struct run *r, const struct node *node, struct list list, struct list *out)
{
    long n = (long)list.n, step, from, to;
    if (!slice_bound(r, node->kids[3], 1, &step)) {
        return false;
    }
    if (step == 0) {
        return FAULT(r, node->kids[3], DIAG_EXPR_STEP);
    }
    long low = step < 0 ? -1 : 0, high = step < 0 ? n - 1 : n;
    const struct node *kid_from = node->kids[1], *kid_to = node->kids[2];
    if (!slice_bound(r, kid_from, 0, &from) || !slice_bound(r, kid_to, 0, &to)) {
        return false;
    }
    from = kid_from ? clamp_bound(from, n, low, high) : step < 0 ? high : low;
    to = kid_to ? clamp_bound(to, n, low, high) : step < 0 ? low : high;
    size_t count = 0;
    for (long i = from; step < 0 ? i > to : i < to; i += step) {
        count++;
    }
    if (!run_list(r, node, count, out)) {
        return false;
    }
    for (size_t k = 0; k < count; k++) {
        out->v[k] = list.v[from + (long)k * step];
    }
    return true;
}

static bool run_slice(struct run *r, const struct node *node, struct result *out)
{
    struct result of;
    struct list list, part;
    if (!run_node(r, node->kids[0], &of)) {
        return false;
    }
    if (!is_textual(&of)) {
        if (!need_list(r, node->kids[0], &of, &list) || !slice_list(r, node, list, &part)) {
            return false;
        }
        *out = result_list(part);
        return true;
    }
    struct span s;
    if (!need_text(r, node->kids[0], &of, &s) || !need_characters(r, node, s, &list) ||
        !slice_list(r, node, list, &part)) {
        return false;
    }
    struct buf b = {0};
    for (size_t i = 0; i < part.n; i++) {
        buf_putspan(&b, part.v[i].as.string);
    }
    return make_text(r, node, &b, out);
}

static bool run_items(struct run *r, const struct node *node, struct result *out)
{
    struct list list;
    if (!run_list(r, node, node->n, &list)) {
        return false;
    }
    for (size_t i = 0; i < node->n; i++) {
        if (!run_node(r, node->kids[i], &list.v[i])) {
            return false;
        }
    }
    *out = result_list(list);
    return true;
}

static bool run_map(struct run *r, const struct node *node, struct result *out)
{
    struct list keys, values;
    size_t n = node->n / 2;
    if (!run_list(r, node, n, &keys) || !run_list(r, node, n, &values)) {
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        struct result key;
        struct span s;
        if (!run_node(r, node->kids[2 * i], &key) || !need_text(r, node->kids[2 * i], &key, &s) ||
            !run_node(r, node->kids[2 * i + 1], &values.v[i])) {
            return false;
        }
        keys.v[i] = (struct result){.type = RESULT_STRING, .as.string = s};
    }
    *out = (struct result){.type = RESULT_MAP};
    out->as.map.keys = keys.v;
    out->as.map.values = values.v;
    out->as.map.n = n;
    return true;
}

static bool run_call(struct run *r, const struct node *node, struct result *out)
{
    struct call c = {.run = r, .node = node};
    if (node->kids[0] && !run_node(r, node->kids[0], &c.subject)) {
        return false;
    }
    if (node->kids[0] && c.subject.type == RESULT_UNDEFINED && !node->as.callee->takes_missing) {
        return report_missing(r, node->kids[0], &c.subject);
    }
    for (size_t i = 0; i < CALL_MAX_ARGS; i++) {
        const struct node *kid = node->kids[i + 1];
        c.given[i] = kid != NULL;
        if (kid && !run_node(r, kid, &c.args[i])) {
            return false;
        }
        if (kid && c.args[i].type == RESULT_UNDEFINED && !node->as.callee->takes_missing) {
            return report_missing(r, kid, &c.args[i]);
        }
    }
    if (!node->as.callee->fn(&c, out)) {
        return false;
    }
    if (node->negated) {
        *out = result_bool(!out->as.boolean);
    }
    return true;
}

static bool run_signed(struct run *r, const struct node *node, struct result *out)
{
    struct result of;
    if (!run_node(r, node->kids[0], &of)) {
        return false;
    }
    mpq_t v;
    mpq_init(v);
    bool done = need_number(r, node->kids[0], &of, v);
    if (done) {
        if (node->type == NODE_NEGATIVE) {
            mpq_neg(v, v);
        }
        done = make_number(r, node, v, out);
    }
    mpq_clear(v);
    return done;
}

static bool run_logic(struct run *r, const struct node *node, struct result *out)
{
    if (!run_node(r, node->kids[0], out)) {
        return false;
    }
    if (node->type == NODE_NOT) {
        *out = result_bool(!run_truth(r, out));
        return true;
    }
    bool decided = run_truth(r, out) == (node->type == NODE_OR);
    return decided || run_node(r, node->kids[1], out);
}

static bool run_binary(struct run *r, const struct node *node, struct result *out)
{
    struct result x, y;
    if (!run_node(r, node->kids[0], &x) || !run_node(r, node->kids[1], &y)) {
        return false;
    }
    if (x.type == RESULT_UNDEFINED) {
        return report_missing(r, node->kids[0], &x);
    }
    if (y.type == RESULT_UNDEFINED) {
        return report_missing(r, node->kids[1], &y);
    }
    return op_binary(r, node, node->as.op, &x, &y, out);
}

static bool run_comparison(struct run *r, const struct node *node, struct result *out)
{
    struct result x, y;
    bool holds = true;
    if (!run_node(r, node->kids[0], &x)) {
        return false;
    }
    for (size_t i = 1; i < node->n && holds; i++, x = y) {
        if (x.type == RESULT_UNDEFINED) {
            return report_missing(r, node->kids[i - 1], &x);
        }
        if (!run_node(r, node->kids[i], &y)) {
            return false;
        }
        if (y.type == RESULT_UNDEFINED) {
            return report_missing(r, node->kids[i], &y);
        }
        const struct node *blamed = node->kids[x.type == RESULT_NUMBER ? i : i - 1];
        if (!run_compare(r, blamed, node->as.ops[i - 1], &x, &y, &holds)) {
            return false;
        }
    }
    *out = result_bool(holds);
    return true;
}

/* Without an else the untrue branch is empty text: the writer asked for nothing there. */
static bool run_condition(struct run *r, const struct node *node, struct result *out)
{
    struct result test;
    if (!run_node(r, node->kids[1], &test)) {
        return false;
    }
    const struct node *chosen = node->kids[run_truth(r, &test) ? 0 : 2];
    if (!chosen) {
        *out = result_text("");
        return true;
    }
    return run_node(r, chosen, out);
}

static bool run_attribute(struct run *r, const struct node *node, struct result *out)
{
    struct result of;
    return run_node(r, node->kids[0], &of) &&
           run_member(r, node, &of, node->as.name.raw, node->as.name.folded, out);
}

static bool run_literal(struct run *r, const struct node *node, struct result *out)
{
    (void)r;
    *out = node->as.literal;
    return true;
}

static bool (*const runners[])(struct run *, const struct node *, struct result *) = {
    [NODE_LITERAL] = run_literal,
    [NODE_NAME] = run_name,
    [NODE_ATTRIBUTE] = run_attribute,
    [NODE_INDEX] = run_index,
    [NODE_SLICE] = run_slice,
    [NODE_LIST] = run_items,
    [NODE_MAP] = run_map,
    [NODE_FILTER] = run_call,
    [NODE_TEST] = run_call,
    [NODE_METHOD] = run_call,
    [NODE_FUNCTION] = run_call,
    [NODE_NEGATIVE] = run_signed,
    [NODE_POSITIVE] = run_signed,
    [NODE_NOT] = run_logic,
    [NODE_AND] = run_logic,
    [NODE_OR] = run_logic,
    [NODE_BINARY] = run_binary,
    [NODE_COMPARE] = run_comparison,
    [NODE_CONDITION] = run_condition,
};

bool run_node(struct run *r, const struct node *node, struct result *out)
{
    return run_charge(r, node, 1) && runners[node->type](r, node, out);
}

/* -- the interface */

const struct expr *expr_parse_in(struct evaluator *ev, const struct value *scalar, size_t offset,
                                 struct span source)
{
    struct expr *e = ARENA_NEW(&ev->arena, struct expr);
    e->source = source;
    e->scalar = scalar;
    e->offset = offset;
    return parse_expr(ev, e) ? e : NULL;
}

const struct expr *expr_parse(struct evaluator *ev, struct span source, struct pos where)
{
    struct expr *e = ARENA_NEW(&ev->arena, struct expr);
    e->source = span_make(arena_span(&ev->arena, source), source.n);
    e->where = where;
    return parse_expr(ev, e) ? e : NULL;
}

bool expr_eval(struct evaluator *ev, const struct expr *e, const struct scope *scope,
               struct result *out)
{
    struct run r = {ev, e, scope};
    if (!ev->nesting) {
        ev->steps = 0;
    }
    return run_node(&r, e->root, out);
}

bool expr_truth(struct evaluator *ev, const struct expr *e, const struct scope *scope, bool *out)
{
    struct result v;
    if (!expr_eval(ev, e, scope, &v)) {
        return false;
    }
    struct run r = {ev, e, scope};
    *out = run_truth(&r, &v);
    return true;
}
