/* Filters of lists and maps. They read the shape of what they walk and the content only of what
 * they compare, add or join; what they hand out stays a value of the data, printed as written. */
#include "expr/eval.h"

#include "base/diag/expr.h"
#include "text/text.h"

static struct arena *arena(struct call *c)
{
    return &c->run->ev->arena;
}

static bool new_list(struct call *c, size_t n, struct list *out)
{
    return run_list(c->run, c->node, n, out);
}

/* A list of two, for items and groups. */
static bool pair(struct call *c, struct result x, struct result y, struct result *out)
{
    struct list two;
    if (!new_list(c, 2, &two)) {
        return false;
    }
    two.v[0] = x;
    two.v[1] = y;
    *out = result_list(two);
    out->tuple = true;
    return true;
}

/* What is missing is replaced, a key without a value too; with `boolean` whatever is untrue. */
bool filter_default(struct call *c, struct result *out)
{
    const struct result *v = &c->subject;
    bool python = c->run->ev->python; /* there none is a value */
    bool missing = v->type == RESULT_UNDEFINED || (v->type == RESULT_NONE && !python);
    if (!python && v->type == RESULT_DATA && v->as.data->type == VALUE_NULL) {
        read_value(c->run->ev->ctx, v->as.data);
        missing = true;
    }
    if (!missing && call_bool(c, 1, false)) {
        missing = !run_truth(c->run, v);
    }
    *out = !missing ? *v : c->given[0] ? c->args[0] : result_text("");
    return true;
}

bool filter_length(struct call *c, struct result *out)
{
    const struct result *v = &c->subject;
    size_t n;
    if (v->type == RESULT_DATA && (is_listing(v) || is_mapping(v))) {
        n = read_count(c->run->ev->ctx, v->as.data);
    } else if (is_textual(v)) {
        struct span s;
        if (!call_subject_text(c, &s) || !run_charge(c->run, c->node, s.n / 64)) {
            return false;
        }
        n = text_length(s);
    } else {
        struct list list;
        if (!call_subject_list(c, &list)) {
            return false;
        }
        n = list.n;
    }
    mpq_t q;
    mpq_init(q);
    mpq_set_ui(q, n, 1);
    bool done = make_number(c->run, c->node, q, out);
    mpq_clear(q);
    return done;
}

/* The subject's items; of a text its characters. */
static bool any_items(struct call *c, struct list *out)
{
    struct span s;
    if (!is_textual(&c->subject)) {
        return call_subject_list(c, out);
    }
    return call_subject_text(c, &s) && need_characters(c->run, c->node, s, out);
}

static bool one_item(struct call *c, long i, struct result *out)
{
    struct result of = c->subject;
    struct list keys;
    if (is_mapping(&of)) {
        if (!call_subject_list(c, &keys)) {
            return false;
        }
        of = result_list(keys);
    }
    return run_item(c->run, c->node, &of, i, out);
}

bool filter_first(struct call *c, struct result *out)
{
    return one_item(c, 0, out);
}

bool filter_last(struct call *c, struct result *out)
{
    return one_item(c, -1, out);
}

bool filter_list(struct call *c, struct result *out)
{
    struct list list;
    return any_items(c, &list) && give_list(list, out);
}

bool filter_reverse(struct call *c, struct result *out)
{
    struct list list, turned;
    if (!any_items(c, &list) || !new_list(c, list.n, &turned)) {
        return false;
    }
    for (size_t i = 0; i < list.n; i++) {
        turned.v[i] = list.v[list.n - 1 - i];
    }
    if (!is_textual(&c->subject)) {
        return give_list(turned, out);
    }
    struct buf b = {0};
    for (size_t i = 0; i < turned.n; i++) {
        buf_putspan(&b, turned.v[i].as.string);
    }
    return make_text(c->run, c->node, &b, out);
}

bool filter_attr(struct call *c, struct result *out)
{
    const char *name;
    return call_text(c, 0, "", &name) &&
           run_member(c->run, c->node, &c->subject, name, text_fold(arena(c), span_of(name)), out);
}

bool filter_join(struct call *c, struct result *out)
{
    struct list list;
    const char *between, *attribute;
    if (!call_text(c, 0, "", &between) || !call_text(c, 1, "", &attribute) ||
        !call_subject_list(c, &list) || !run_charge(c->run, c->node, list.n)) {
        return false;
    }
    struct buf b = {0};
    for (size_t i = 0; i < list.n && b.n <= EXPR_MAX_STRING; i++) {
        struct result v;
        struct span s;
        if (!run_path(c->run, c->node, &list.v[i], attribute, &v) ||
            !need_words(c->run, c->node, &v, &s)) {
            buf_release(&b);
            return false;
        }
        buf_puts(&b, i ? between : "");
        buf_putspan(&b, s);
    }
    return make_text(c->run, c->node, &b, out);
}

/* -- numbers and order */

/* sum(start=[]) puts lists together. */
static bool sum_lists(struct call *c, struct list list, const char *attribute, struct result *out)
{
    struct list all, part;
    size_t n = 0;
    for (int pass = 0; pass < 2; pass++) {
        size_t at = 0;
        for (size_t i = 0; i <= list.n; i++) {
            struct result v = c->args[1];
            if ((i && !run_path(c->run, c->node, &list.v[i - 1], attribute, &v)) || !need_list(c->run, c->node, &v, &part)) {
                return false;
            }
            if (pass) {
                memcpy(all.v + at, part.v, part.n * sizeof *all.v);
            }
            at += part.n;
        }
        n = at;
        if (!pass && !new_list(c, n, &all)) {
            return false;
        }
    }
    return give_list(all, out);
}

bool filter_sum(struct call *c, struct result *out)
{
    struct list list;
    const char *attribute;
    if (!call_text(c, 0, "", &attribute) || !call_subject_list(c, &list) ||
        !run_charge(c->run, c->node, list.n)) {
        return false;
    }
    if (c->given[1] && is_listing(&c->args[1])) {
        return sum_lists(c, list, attribute, out);
    }
    mpq_t total, item;
    mpq_init(total);
    mpq_init(item);
    bool floating = c->given[1] && c->args[1].floating;
    bool done = !c->given[1] || need_number(c->run, call_arg_node(c, 1), &c->args[1], total);
    for (size_t i = 0; done && i < list.n; i++) {
        struct result v;
        done = run_path(c->run, c->node, &list.v[i], attribute, &v) &&
               need_number(c->run, c->node, &v, item);
        if (done) {
            mpq_add(total, total, item);
            floating |= v.floating;
            if (c->run->ev->python && floating) {
                python_float(total);
            }
            done = mpz_sizeinbase(mpq_denref(total), 2) <= EXPR_MAX_BITS ||
                   FAULT(c->run, c->node, DIAG_EXPR_BIG);
        }
    }
    done = done && python_number(c->run, c->node, total, floating, out);
    mpq_clear(total);
    mpq_clear(item);
    return done;
}

/* The attribute, and where the switches stand: ours, or Jinja's when a switch is given first, which has the attribute last. */
static bool order_arguments(struct call *c, size_t switches, const char **attribute, size_t *first)
{
    bool jinja = c->given[0] && c->args[0].type == RESULT_BOOL;
    *first = jinja ? 0 : 1;
    return call_text(c, jinja ? switches : 0, NULL, attribute);
}

/* The items in the order of their keys. */
static bool pick(struct call *c, struct list from, const struct sort_key *keys, size_t n,
                 struct list *out)
{
    if (!new_list(c, n, out)) {
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        out->v[i] = from.v[keys[i].index];
    }
    return true;
}

bool filter_sort(struct call *c, struct result *out)
{
    struct list list, sorted;
    struct sort_key *keys;
    const char *attribute;
    size_t first;
    return order_arguments(c, 2, &attribute, &first) && call_subject_list(c, &list) &&
           keys_make(c->run, c->node, list, attribute, !call_bool(c, first + 1, false), false, &keys) &&
           keys_sort(c->run, c->node, keys, list.n, call_bool(c, first, false)) &&
           pick(c, list, keys, list.n, &sorted) && give_list(sorted, out);
}

static bool extreme(struct call *c, int direction, struct result *out)
{
    struct list list;
    struct sort_key *keys;
    const char *attribute;
    size_t first;
    if (!order_arguments(c, 1, &attribute, &first) || !call_subject_list(c, &list) ||
        !keys_make(c->run, c->node, list, attribute, !call_bool(c, first, false), false, &keys)) {
        return false;
    }
    if (!list.n) {
        return one_item(c, 0, out);
    }
    size_t best = 0;
    for (size_t i = 1; i < list.n; i++) {
        if (direction * key_compare(&keys[i], &keys[best]) > 0) {
            best = i;
        }
    }
    *out = list.v[best];
    return true;
}

bool filter_min(struct call *c, struct result *out)
{
    return extreme(c, -1, out);
}

bool filter_max(struct call *c, struct result *out)
{
    return extreme(c, 1, out);
}

/* The first of equal items, in the order of the list. */
bool filter_unique(struct call *c, struct result *out)
{
    struct list list, kept;
    struct sort_key *keys;
    const char *attribute;
    size_t at;
    if (!order_arguments(c, 1, &attribute, &at) || !call_subject_list(c, &list) ||
        !keys_make(c->run, c->node, list, attribute, !call_bool(c, at, false), true, &keys) ||
        !keys_sort(c->run, c->node, keys, list.n, false) || !new_list(c, list.n, &kept)) {
        return false;
    }
    bool *first = arena_array(arena(c), list.n ? list.n : 1, sizeof *first);
    for (size_t i = 0; i < list.n; i++) {
        first[keys[i].index] = i == 0 || key_compare(&keys[i - 1], &keys[i]) != 0;
    }
    kept.n = 0;
    for (size_t i = 0; i < list.n; i++) {
        if (first[i]) {
            kept.v[kept.n++] = list.v[i];
        }
    }
    return give_list(kept, out);
}

/* The attribute of each item, or the default. */
static bool group_keys(struct call *c, struct list list, const char *attribute, struct list *out)
{
    if (!new_list(c, list.n, out)) {
        return false;
    }
    for (size_t i = 0; i < list.n; i++) {
        if (!run_path(c->run, c->node, &list.v[i], attribute, &out->v[i])) {
            return false;
        }
        if (out->v[i].type == RESULT_UNDEFINED && c->given[1]) {
            out->v[i] = c->args[1];
        } else if (out->v[i].type == RESULT_UNDEFINED) {
            return report_missing(c->run, c->node, &out->v[i]);
        }
    }
    return true;
}

/* Groups in the order of their keys: [key, items], also .grouper and .list. */
bool filter_groupby(struct call *c, struct result *out)
{
    struct list list, values, sorted, groups;
    struct sort_key *keys;
    const char *attribute;
    if (!call_text(c, 0, "", &attribute) || !call_subject_list(c, &list) || !group_keys(c, list, attribute, &values) ||
        !keys_make(c->run, c->node, values, NULL, !call_bool(c, 2, false), false, &keys) ||
        !keys_sort(c->run, c->node, keys, list.n, false) || !pick(c, list, keys, list.n, &sorted) ||
        !new_list(c, list.n, &groups)) {
        return false;
    }
    groups.n = 0;
    for (size_t from = 0, to; from < list.n; from = to) {
        for (to = from + 1; to < list.n && key_compare(&keys[from], &keys[to]) == 0; to++) {
        }
        struct list members = {sorted.v + from, to - from};
        if (!pair(c, values.v[keys[from].index], result_list(members), &groups.v[groups.n++])) {
            return false;
        }
    }
    return give_list(groups, out);
}

bool filter_dictsort(struct call *c, struct result *out)
{
    struct list keys, values, pairs;
    struct sort_key *order;
    const char *by;
    if (!call_text(c, 1, "key", &by)) {
        return false;
    }
    bool by_value = strcmp(by, "value") == 0;
    if (!by_value && strcmp(by, "key") != 0) {
        return FAULT(c->run, call_arg_node(c, 1), DIAG_EXPR_OPTION, by, "'key', 'value'");
    }
    if (!need_pairs(c->run, c->node->kids[0], &c->subject, &keys, &values) ||
        !keys_make(c->run, c->node, by_value ? values : keys, NULL, !call_bool(c, 0, false), false,
                   &order) ||
        !keys_sort(c->run, c->node, order, keys.n, call_bool(c, 2, false)) ||
        !new_list(c, keys.n, &pairs)) {
        return false;
    }
    for (size_t i = 0; i < keys.n; i++) {
        if (!pair(c, keys.v[order[i].index], values.v[order[i].index], &pairs.v[i])) {
            return false;
        }
    }
    return give_list(pairs, out);
}

bool filter_items(struct call *c, struct result *out)
{
    struct list keys, values, pairs;
    if (!need_pairs(c->run, c->node->kids[0] ? c->node->kids[0] : c->node, &c->subject, &keys,
                    &values) ||
        !new_list(c, keys.n, &pairs)) {
        return false;
    }
    for (size_t i = 0; i < keys.n; i++) {
        if (!pair(c, keys.v[i], values.v[i], &pairs.v[i])) {
            return false;
        }
    }
    return give_list(pairs, out);
}
