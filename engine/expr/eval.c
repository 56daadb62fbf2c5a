/* Walks a parsed expression.
 *
 * Idea: values of the data stay RESULT_DATA until their content is needed; walking `a.b[2]` reads
 * nothing, printing it reads one path. Everything made lives in the evaluator's arena, numbers too
 * (their limbs are copied there), so there is nothing to free one by one.
 * Invariant: each node costs a step and each byte or item made is charged before it is made. */
#include "base/diag/expr.h"
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

void expr_mode(struct evaluator *ev, unsigned mode)
{
    ev->exact = mode & EXPR_EXACT;
    ev->calls = mode & EXPR_CALLS;
    ev->python = mode & EXPR_PYTHON;
    ev->joins = mode & EXPR_JOINS;
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

bool expr_exhausted(const struct evaluator *ev)
{
    return ev->total > EVAL_MAX_TOTAL || ev->arena.total > EVAL_MAX_MEMORY;
}

bool run_charge(struct run *r, const struct node *node, size_t steps)
{
    struct evaluator *ev = r->ev;
    if (steps > EXPR_MAX_STEPS || ev->steps + steps > EXPR_MAX_STEPS || expr_exhausted(ev)) {
        return FAULT(r, node, DIAG_EXPR_MUCH);
    }
    ev->steps += steps;
    ev->total += steps;
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

/* -- nodes */

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
    out->tuple = node->tuple;
    return true;
}

/* The key's value; one that is there already is replaced. */
static bool put_pair(struct run *r, const struct node *node, struct list *keys, struct list *values, struct span key, struct result value)
{
    size_t i = 0;
    if (!run_charge(r, node, keys->n / 4 + 1)) {
        return false;
    }
    while (i < keys->n && !span_equal(keys->v[i].as.string, key)) {
        i++;
    }
    keys->v[i] = (struct result){.type = RESULT_STRING, .as.string = key};
    values->v[i] = value;
    keys->n += i == keys->n;
    return true;
}

/* The pairs that dict(x) begins with: those of a mapping, or the items of a list. */
static bool first_pairs(struct run *r, const struct node *node, struct list *keys, struct list *values)
{
    struct result of;
    struct list pairs, pair;
    if (!run_node(r, node, &of)) {
        return false;
    }
    if (is_mapping(&of)) {
        return need_pairs(r, node, &of, keys, values);
    }
    if (!need_list(r, node, &of, &pairs) || !run_list(r, node, pairs.n, keys) || !run_list(r, node, pairs.n, values)) {
        return false;
    }
    for (size_t i = 0; i < pairs.n; i++) {
        if (!is_listing(&pairs.v[i]) || !need_list(r, node, &pairs.v[i], &pair) || pair.n != 2) {
            return report_need(r, node, &pairs.v[i], DIAG_EXPR_A_PAIR);
        }
        keys->v[i] = pair.v[0];
        values->v[i] = pair.v[1];
    }
    return true;
}

static bool run_map(struct run *r, const struct node *node, struct result *out)
{
    struct list keys, values, first_keys = {0}, first_values = {0};
    bool spread = node->n && !node->kids[0];
    if (spread && !first_pairs(r, node->kids[1], &first_keys, &first_values)) {
        return false;
    }
    size_t most = first_keys.n + node->n / 2;
    if (!run_list(r, node, most, &keys) || !run_list(r, node, most, &values)) {
        return false;
    }
    keys.n = 0;
    for (size_t i = 0; i < most - spread; i++) {
        bool given = i < first_keys.n;
        size_t kid = given ? 0 : 2 * (i - first_keys.n + spread);
        const struct node *blamed = given ? node->kids[1] : node->kids[kid];
        struct result key = given ? first_keys.v[i] : (struct result){0}, value = given ? first_values.v[i] : (struct result){0};
        struct span s;
        if ((!given && !run_node(r, node->kids[kid], &key)) || !need_text(r, blamed, &key, &s) ||
            (!given && !run_node(r, node->kids[kid + 1], &value)) || !put_pair(r, node, &keys, &values, s, value)) {
            return false;
        }
    }
    *out = (struct result){.type = RESULT_MAP};
    out->as.map.keys = keys.v;
    out->as.map.values = values.v;
    out->as.map.n = keys.n;
    return true;
}

static bool run_call(struct run *r, const struct node *node, struct result *out)
{
    struct call c = {.run = r, .node = node};
    if (node->kids[0] && !run_node(r, node->kids[0], &c.subject)) {
        return false;
    }
    if (node->kids[0] && c.subject.type == RESULT_UNDEFINED && !node->as.callee->takes_missing) {
        if (!r->ev->python || node->type == NODE_METHOD) {
            return report_missing(r, node->kids[0], &c.subject);
        }
        if (node->type == NODE_FILTER) {
            c.subject = result_text("");
        }
    }
    for (size_t i = 0; i < CALL_MAX_ARGS; i++) {
        const struct node *kid = node->kids[i + 1];
        c.given[i] = kid != NULL;
        if (kid && !run_node(r, kid, &c.args[i])) {
            return false;
        }
        if (kid && c.args[i].type == RESULT_UNDEFINED && !node->as.callee->takes_missing) {
            if (!r->ev->python) {
                return report_missing(r, kid, &c.args[i]);
            }
            c.args[i] = node->type == NODE_FILTER ? result_text("") : c.args[i];
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
        done = python_number(r, node, v, of.floating, out);
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
    bool printed = r->ev->python && node->as.op == T_TILDE;
    if (x.type == RESULT_UNDEFINED && !printed) {
        return report_missing(r, node->kids[0], &x);
    }
    if (y.type == RESULT_UNDEFINED && !printed && !(r->ev->python && node->as.op == T_PERCENT && x.type == RESULT_STRING)) {
        return report_missing(r, node->kids[1], &y);
    }
    return op_binary(r, node, node->as.op, &x, &y, out);
}

/* Of something missing Python asks only whether it equals, or is in, something; JavaScript also how it compares. */
static bool compares_missing(const struct run *r, enum compare_op op)
{
    return r->ev->joins || (r->ev->python && (op == CMP_EQ || op == CMP_NE || op == CMP_IN || op == CMP_NOT_IN));
}

/* In JavaScript what is missing stands in no order with anything. */
static bool without_order(const struct run *r, enum compare_op op, const struct result *x, const struct result *y)
{
    return r->ev->joins && op != CMP_EQ && op != CMP_NE && (x->type == RESULT_UNDEFINED || y->type == RESULT_UNDEFINED);
}

static bool run_comparison(struct run *r, const struct node *node, struct result *out)
{
    struct result x, y;
    bool holds = true;
    if (!run_node(r, node->kids[0], &x)) {
        return false;
    }
    for (size_t i = 1; i < node->n && holds; i++, x = y) {
        if (x.type == RESULT_UNDEFINED && !compares_missing(r, node->as.ops[i - 1])) {
            return report_missing(r, node->kids[i - 1], &x);
        }
        if (!run_node(r, node->kids[i], &y)) {
            return false;
        }
        if (y.type == RESULT_UNDEFINED && !compares_missing(r, node->as.ops[i - 1])) {
            return report_missing(r, node->kids[i], &y);
        }
        if (without_order(r, node->as.ops[i - 1], &x, &y)) {
            holds = false;
            break;
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
        *out = r->ev->python ? (struct result){.type = RESULT_UNDEFINED, .path = expr_node_text(r, &r->ev->arena, node)} : result_text("");
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
    [NODE_INVOKE] = run_invoke,
    [NODE_FORMAT] = run_format,
    [NODE_PERCENT] = run_format,
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
