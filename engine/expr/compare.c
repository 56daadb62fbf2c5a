/* Comparison and order.
 *
 * Idea: an operand is none, bool, number or text; a scalar of the data is text that may also be a
 * figure. Two scalars of the data compare as figures when both are, else as text; a number and a
 * text that is no figure are unequal, and have no order. Text has the order of the Vietnamese
 * collation. */
#include "expr/eval.h"

#include "base/diag/expr.h"
#include "text/text.h"

bool operand_load(struct run *r, const struct node *node, const struct result *v, struct operand *out)
{
    struct result settled = *v;
    *out = (struct operand){.type = IS_COMPOUND, .form = FIGURE_NONE};
    if (!run_settle(r, node, &settled)) {
        return false;
    }
    mpq_init(out->number);
    switch (settled.type) {
    case RESULT_UNDEFINED:
        out->type = r->ev->python ? IS_MISSING : IS_NONE;
        break;
    case RESULT_NONE:
        out->type = IS_NONE;
        break;
    case RESULT_BOOL:
        out->type = r->ev->python ? IS_NUMBER : IS_BOOL;
        out->form = r->ev->python ? FIGURE_OK : FIGURE_NONE;
        out->boolean = settled.as.boolean;
        mpq_set_ui(out->number, out->boolean, 1);
        break;
    case RESULT_NUMBER:
        out->type = IS_NUMBER;
        out->form = FIGURE_OK;
        mpq_set(out->number, settled.as.number);
        break;
    case RESULT_STRING:
        out->type = IS_TEXT;
        out->text = settled.as.string;
        if (v->type == RESULT_DATA) {
            out->data = true;
            out->value = v->as.data;
            out->form = figure_parse(out->text, out->value->as.scalar.quoted, out->number);
        }
        break;
    default:
        break;
    }
    return true;
}

int order_sign(int i)
{
    return (i > 0) - (i < 0);
}

/* Python's order of text: by code point. */
int bytes_compare(struct span x, struct span y)
{
    int order = memcmp(x.p, y.p, x.n < y.n ? x.n : y.n);
    return order ? order_sign(order) : (x.n > y.n) - (x.n < y.n);
}

static int span_compare(struct span x, struct span y)
{
    struct arena a = {0};
    int order = span_equal(x, y) ? 0 : order_sign(text_compare(arena_span(&a, x), arena_span(&a, y)));
    arena_release(&a);
    return order;
}

enum relation { REL_ORDERED, REL_UNEQUAL /* and without order */, REL_FAULT };

static enum relation operands_relate(struct run *r, const struct node *node,
                                     const struct operand *x, const struct operand *y, int *order)
{
    *order = 0;
    bool x_figure = x->form != FIGURE_NONE, y_figure = y->form != FIGURE_NONE;
    bool numbers = x_figure && y_figure && (x->data || x->type == IS_NUMBER) &&
                   (y->data || y->type == IS_NUMBER);
    if (numbers) {
        bool same = x->data && y->data && span_equal(x->text, y->text) &&
                    x->value->as.scalar.quoted == y->value->as.scalar.quoted;
        const struct operand *bad = x->form == FIGURE_AMBIGUOUS   ? x
                                    : y->form == FIGURE_AMBIGUOUS ? y
                                                                  : NULL;
        if (bad && !same) {
            report_ambiguous(r, node, bad->value);
            return REL_FAULT;
        }
        *order = same ? 0 : order_sign(mpq_cmp(x->number, y->number));
        return REL_ORDERED;
    }
    if (x->type != y->type) {
        return REL_UNEQUAL;
    }
    switch (x->type) {
    case IS_NONE:
    case IS_MISSING:
        return REL_ORDERED;
    case IS_BOOL:
        *order = x->boolean - y->boolean;
        return REL_ORDERED;
    case IS_TEXT:
        *order = r->ev->python ? bytes_compare(x->text, y->text) : span_compare(x->text, y->text);
        return REL_ORDERED;
    default:
        return REL_UNEQUAL;
    }
}

static bool scalars_relate(struct run *r, const struct node *node, const struct result *x,
                           const struct result *y, enum relation *relation, int *order)
{
    struct operand a, b;
    if (!operand_load(r, node, x, &a)) {
        return false;
    }
    if (!operand_load(r, node, y, &b)) {
        mpq_clear(a.number);
        return false;
    }
    *relation = operands_relate(r, node, &a, &b, order);
    mpq_clear(a.number);
    mpq_clear(b.number);
    return *relation != REL_FAULT;
}

static bool equal(struct run *r, const struct node *node, const struct result *x,
                  const struct result *y, int depth, bool *out);

static bool lists_equal(struct run *r, const struct node *node, struct list x, struct list y,
                        int depth, bool *out)
{
    *out = x.n == y.n;
    for (size_t i = 0; *out && i < x.n; i++) {
        if (!equal(r, node, &x.v[i], &y.v[i], depth + 1, out)) {
            return false;
        }
    }
    return true;
}

/* Equal when both hold the same keys, in whatever order, with equal values. */
static bool maps_equal(struct run *r, const struct node *node, const struct result *x,
                       const struct result *y, int depth, bool *out)
{
    struct list x_keys, x_values, y_keys, y_values;
    if (!need_pairs(r, node, x, &x_keys, &x_values) ||
        !need_pairs(r, node, y, &y_keys, &y_values)) {
        return false;
    }
    *out = x_keys.n == y_keys.n;
    for (size_t i = 0; *out && i < x_keys.n; i++) {
        if (!run_charge(r, node, y_keys.n + 1)) {
            return false;
        }
        size_t k = 0;
        while (k < y_keys.n && !span_equal(x_keys.v[i].as.string, y_keys.v[k].as.string)) {
            k++;
        }
        *out = k < y_keys.n;
        if (*out && !equal(r, node, &x_values.v[i], &y_values.v[k], depth + 1, out)) {
            return false;
        }
    }
    return true;
}

static bool equal(struct run *r, const struct node *node, const struct result *x,
                  const struct result *y, int depth, bool *out)
{
    if (!run_charge(r, node, 1)) {
        return false;
    }
    if (depth > LIMIT_DEPTH) {
        return FAULT(r, node, DIAG_EXPR_DEEP);
    }
    if (is_listing(x) && is_listing(y)) {
        struct list a, b;
        if (r->ev->python && x->tuple != y->tuple) {
            *out = false;
            return true;
        }
        return need_list(r, node, x, &a) && need_list(r, node, y, &b) &&
               lists_equal(r, node, a, b, depth, out);
    }
    if (is_mapping(x) && is_mapping(y)) {
        return maps_equal(r, node, x, y, depth, out);
    }
    enum relation relation;
    int order;
    if (!scalars_relate(r, node, x, y, &relation, &order)) {
        return false;
    }
    *out = relation == REL_ORDERED && order == 0;
    return true;
}

static bool map_holds(struct run *r, const struct node *node, struct span key,
                      const struct result *map, bool *out)
{
    struct arena a = {0};
    const char *folded = r->ev->exact ? arena_span(&a, key) : text_fold(&a, key);
    bool charged = true;
    *out = false;
    if (map->type == RESULT_DATA) {
        const struct value *member = value_member(map->as.data, folded);
        *out = member != NULL;
        if (member) {
            read_shape(r->ev->ctx, member);
        } else {
            read_absent_member(r->ev->ctx, map->as.data, folded);
        }
    } else {
        charged = run_charge(r, node, map->as.map.n / 4);
        for (size_t i = 0; charged && !*out && i < map->as.map.n; i++) {
            *out = span_equal(map->as.map.keys[i].as.string, key);
        }
    }
    arena_release(&a);
    return charged;
}

static bool holds(struct run *r, const struct node *node, const struct result *x,
                  const struct result *y, bool *out)
{
    struct span needle, hay;
    if (is_textual(y)) {
        if (x->type == RESULT_UNDEFINED) {
            return report_missing(r, node, x);
        }
        if (!need_text(r, node, x, &needle) || !need_text(r, node, y, &hay)) {
            return false;
        }
        *out = !needle.n || memmem(hay.p, hay.n, needle.p, needle.n) != NULL;
        return run_charge(r, node, hay.n / 64);
    }
    if (is_mapping(y)) {
        return need_text(r, node, x, &needle) && map_holds(r, node, needle, y, out);
    }
    struct list list;
    *out = false;
    if (!need_list(r, node, y, &list)) {
        return false;
    }
    for (size_t i = 0; i < list.n && !*out; i++) {
        if (!equal(r, node, x, &list.v[i], 0, out)) {
            return false;
        }
    }
    return true;
}

/* Lists by their first items that differ. */
static bool lists_relate(struct run *r, const struct node *node, const struct result *x, const struct result *y, int depth,
                         enum relation *relation, int *order)
{
    struct list a, b;
    if (depth > LIMIT_DEPTH) {
        return FAULT(r, node, DIAG_EXPR_DEEP);
    }
    if (!need_list(r, node, x, &a) || !need_list(r, node, y, &b)) {
        return false;
    }
    *relation = REL_ORDERED;
    *order = (a.n > b.n) - (a.n < b.n);
    for (size_t i = 0; i < a.n && i < b.n; i++) {
        int first = 0;
        bool both = is_listing(&a.v[i]) && is_listing(&b.v[i]);
        if (!run_charge(r, node, 1) || !(both ? lists_relate(r, node, &a.v[i], &b.v[i], depth + 1, relation, &first)
                                              : scalars_relate(r, node, &a.v[i], &b.v[i], relation, &first))) {
            return false;
        }
        if (*relation != REL_ORDERED || first) {
            *order = first;
            break;
        }
    }
    return true;
}

static bool ordered(struct run *r, const struct node *node, enum compare_op op,
                    const struct result *x, const struct result *y, bool *out)
{
    enum relation relation;
    int order;
    bool lists = is_listing(x) && is_listing(y) && x->tuple == y->tuple;
    if (lists ? !lists_relate(r, node, x, y, 0, &relation, &order) : !scalars_relate(r, node, x, y, &relation, &order)) {
        return false;
    }
    if (relation == REL_UNEQUAL) {
        bool number = x->type == RESULT_NUMBER || y->type == RESULT_NUMBER;
        const struct result *other = x->type == RESULT_NUMBER ? y : x;
        if (number && (is_textual(other) || other->type == RESULT_DATA)) {
            return report_need(r, node, other, DIAG_EXPR_A_NUMBER);
        }
        return FAULT(r, node, DIAG_EXPR_ORDER);
    }
    *out = op == CMP_LT   ? order < 0
           : op == CMP_LE ? order <= 0
           : op == CMP_GT ? order > 0
                          : order >= 0;
    return true;
}

bool run_compare(struct run *r, const struct node *node, enum compare_op op, const struct result *x,
                 const struct result *y, bool *out)
{
    switch (op) {
    case CMP_EQ:
        return equal(r, node, x, y, 0, out);
    case CMP_NE:
        if (!equal(r, node, x, y, 0, out)) {
            return false;
        }
        *out = !*out;
        return true;
    case CMP_IN:
        return holds(r, node, x, y, out);
    case CMP_NOT_IN:
        if (!holds(r, node, x, y, out)) {
            return false;
        }
        *out = !*out;
        return true;
    default:
        return ordered(r, node, op, x, y, out);
    }
}
