/* x[i], x['name'] and x[from:to:step], of lists, maps and letters. */
#include "expr/eval.h"

#include "base/diag/expr.h"
#include "text/text.h"

bool run_index(struct run *r, const struct node *node, struct result *out)
{
    struct result of, key;
    if (!run_node(r, node->kids[0], &of) || !run_node(r, node->kids[1], &key)) {
        return false;
    }
    if (of.type == RESULT_UNDEFINED) {
        *out = of;
        return !r->ev->python || report_missing(r, node->kids[0], &of);
    }
    if (is_mapping(&of)) {
        struct span s;
        if (!need_text(r, node->kids[1], &key, &s)) {
            return false;
        }
        struct arena *a = &r->ev->arena;
        return run_member(r, node, &of, arena_span(a, s), text_fold(a, s), out);
    }
    if (r->ev->python && (key.type == RESULT_STRING || key.type == RESULT_NONE)) {
        *out = (struct result){.type = RESULT_UNDEFINED, .path = expr_node_text(r, &r->ev->arena, node)};
        return true;
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

bool run_slice(struct run *r, const struct node *node, struct result *out)
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
