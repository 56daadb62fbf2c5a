/* Filters that call another one for each item, and those that cut a list into parts. What they hand out stays a value of the data. */
#include "expr/eval.h"

#include "base/diag/expr.h"

/* -- one call an item */

/* What map() and select() go through: nothing, of anything that is untrue in Python. */
static bool subject_items(struct call *c, struct list *out)
{
    if (c->run->ev->python && !run_truth(c->run, &c->subject)) {
        return run_list(c->run, c->node, 0, out);
    }
    return call_subject_list(c, out);
}

bool filter_map(struct call *c, struct result *out)
{
    enum { FILTER, FIRST_ARG, ATTRIBUTE = 5, DEFAULT = 6 };
    struct list list, mapped;
    const char *attribute, *filter;
    if (!call_text(c, FILTER, NULL, &filter) || !call_text(c, ATTRIBUTE, NULL, &attribute) ||
        !subject_items(c, &list) || !run_list(c->run, c->node, list.n, &mapped) ||
        !run_charge(c->run, c->node, list.n)) {
        return false;
    }
    if (!filter && !attribute) {
        return callee_fault(c->run->ev->ctx, DIAG_EXPR_ARGUMENT_FEW,
                            expr_pos(c->run->expr, c->node->at), filter_lookup("map"), "filter");
    }
    for (size_t i = 0; i < list.n; i++) {
        struct result *to = &mapped.v[i];
        bool done = attribute ? run_path(c->run, c->node, &list.v[i], attribute, to)
                              : call_by_name(c, false, filter, FIRST_ARG, &list.v[i], to);
        if (!done) {
            return false;
        }
        if (to->type == RESULT_UNDEFINED && c->given[DEFAULT]) {
            *to = c->args[DEFAULT];
        } else if (to->type == RESULT_UNDEFINED && !c->run->ev->python) {
            return report_missing(c->run, c->node, to);
        }
    }
    return give_list(mapped, out);
}

/* select, reject and their forms by attribute. `first`: where the test's name stands. */
static bool sift(struct call *c, size_t first, bool keep, struct result *out)
{
    struct list list, kept;
    const char *test, *attribute = "";
    if ((first && !call_text(c, 0, "", &attribute)) || !call_text(c, first, NULL, &test) ||
        !subject_items(c, &list) || !run_list(c->run, c->node, list.n, &kept) ||
        !run_charge(c->run, c->node, list.n)) {
        return false;
    }
    kept.n = 0;
    for (size_t i = 0; i < list.n; i++) {
        struct result v, holds;
        if (!run_path(c->run, c->node, &list.v[i], attribute, &v)) {
            return false;
        }
        if (!test) {
            holds = result_bool(run_truth(c->run, &v));
        } else if (!call_by_name(c, true, test, first + 1, &v, &holds)) {
            return false;
        }
        if (holds.as.boolean == keep) {
            kept.v[kept.n++] = list.v[i];
        }
    }
    return give_list(kept, out);
}

bool filter_select(struct call *c, struct result *out)
{
    return sift(c, 0, true, out);
}

bool filter_reject(struct call *c, struct result *out)
{
    return sift(c, 0, false, out);
}

bool filter_selectattr(struct call *c, struct result *out)
{
    return sift(c, 1, true, out);
}

bool filter_rejectattr(struct call *c, struct result *out)
{
    return sift(c, 1, false, out);
}

/* -- parts */

/* Items [from, to) and `fill` more of the second argument. */
static bool part(struct call *c, struct list list, size_t from, size_t to, size_t fill,
                 struct result *out)
{
    struct list some;
    if (!run_list(c->run, c->node, to - from + fill, &some)) {
        return false;
    }
    for (size_t i = 0; i < some.n; i++) {
        some.v[i] = from + i < to ? list.v[from + i] : c->args[1];
    }
    return give_list(some, out);
}

bool filter_batch(struct call *c, struct result *out)
{
    struct list list, batches;
    long size;
    if (!call_whole(c, 0, 1, 1, EXPR_MAX_LIST, &size) || !call_subject_list(c, &list)) {
        return false;
    }
    size_t each = (size_t)size;
    if (!run_list(c->run, c->node, (list.n + each - 1) / each, &batches)) {
        return false;
    }
    for (size_t i = 0; i < batches.n; i++) {
        size_t from = i * each, to = from + each < list.n ? from + each : list.n;
        size_t fill = c->given[1] ? each - (to - from) : 0;
        if (!part(c, list, from, to, fill, &batches.v[i])) {
            return false;
        }
    }
    return give_list(batches, out);
}

bool filter_slice(struct call *c, struct result *out)
{
    struct list list, slices;
    long count;
    if (!call_whole(c, 0, 1, 1, EXPR_MAX_LIST, &count) || !call_subject_list(c, &list) ||
        !run_list(c->run, c->node, (size_t)count, &slices) || !run_charge(c->run, c->node, (size_t)count)) {
        return false;
    }
    size_t each = list.n / slices.n, longer = list.n % slices.n, from = 0;
    for (size_t i = 0; i < slices.n; i++) {
        size_t to = from + each + (i < longer);
        size_t fill = c->given[1] && i >= longer;
        if (!part(c, list, from, to, fill, &slices.v[i])) {
            return false;
        }
        from = to;
    }
    return give_list(slices, out);
}
