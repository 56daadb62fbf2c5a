/* Comparison and order.
 *
 * Idea: an operand is none, bool, number or text; a scalar of the data is text that may also be a
 * figure. Two scalars of the data compare as figures when both are, else as text; a number and a
 * text that is no figure are unequal, and have no order. Text has the order of the Vietnamese
 * collation. Whether keys of a list sort as figures is decided for the whole list, else the order
 * would not be transitive ("2" < "10" < "1a" < "2"). */
#include "expr/eval.h"

#include "base/diag/expr.h"
#include "text/text.h"

struct operand {
    enum { IS_NONE, IS_MISSING, IS_BOOL, IS_NUMBER, IS_TEXT, IS_COMPOUND } type;
    bool boolean;
    bool data; /* text of the data: may be a figure */
    enum figure_form form;
    mpq_t number;
    struct span text;
    const struct value *value;
};

static bool operand_load(struct run *r, const struct node *node, const struct result *v,
                         struct operand *out)
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

static int sign(int i)
{
    return (i > 0) - (i < 0);
}

/* Python's order of text: by code point. */
static int bytes_compare(struct span x, struct span y)
{
    int order = memcmp(x.p, y.p, x.n < y.n ? x.n : y.n);
    return order ? sign(order) : (x.n > y.n) - (x.n < y.n);
}

static int span_compare(struct span x, struct span y)
{
    struct arena a = {0};
    int order = span_equal(x, y) ? 0 : sign(text_compare(arena_span(&a, x), arena_span(&a, y)));
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
        *order = same ? 0 : sign(mpq_cmp(x->number, y->number));
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

/* -- keys to sort by */

struct key_counts {
    size_t texts, figures, numbers, others, lists;
    const struct value *ambiguous;
};

/* Loads an item's key as what it is; a figure of the data keeps both its text and its number. */
static bool key_load(struct run *r, const struct node *node, const struct result *v, bool fold_case, int depth, struct sort_key *key,
                     struct key_counts *counts);

/* A key of several: a list, or the values of several attributes. They are compared as they are, without one type for all. */
static bool key_load_list(struct run *r, const struct node *node, struct list list, bool fold_case, int depth, struct sort_key *key,
                          struct key_counts *counts)
{
    if (depth == LIMIT_DEPTH) {
        return FAULT(r, node, DIAG_EXPR_DEEP);
    }
    if (!run_charge(r, node, list.n)) {
        return false;
    }
    key->type = KEY_LIST;
    key->items = ARENA_NEWS(&r->ev->arena, list.n ? list.n : 1, struct sort_key);
    key->n = list.n;
    counts->lists++;
    for (size_t i = 0; i < list.n; i++) {
        struct key_counts own = {0};
        if (!key_load(r, node, &list.v[i], fold_case, depth + 1, &key->items[i], &own)) {
            return false;
        }
        key->items[i].bytes = r->ev->python;
    }
    return true;
}

static bool key_load(struct run *r, const struct node *node, const struct result *v, bool fold_case, int depth, struct sort_key *key,
                     struct key_counts *counts)
{
    struct operand o;
    struct list list;
    if (is_listing(v)) {
        return need_list(r, node, v, &list) && key_load_list(r, node, list, fold_case, depth, key, counts);
    }
    if (!operand_load(r, node, v, &o)) {
        return false;
    }
    struct arena *a = &r->ev->arena;
    bool done = true;
    if (o.type == IS_COMPOUND) {
        done = report_need(r, node, v, DIAG_EXPR_A_TEXT);
    } else if (o.type == IS_NONE || o.type == IS_MISSING || o.type == IS_BOOL) {
        key->type = o.type == IS_BOOL ? KEY_BOOL : KEY_NONE;
        key->text = o.boolean ? "1" : "0";
        counts->others++;
    } else {
        key->type = o.type == IS_NUMBER ? KEY_NUMBER : KEY_TEXT;
        counts->numbers += o.type == IS_NUMBER;
        counts->texts += o.type == IS_TEXT;
        if (o.form != FIGURE_NONE) {
            struct result number;
            done = make_number(r, node, o.number, &number);
            key->number = done ? number.as.number : NULL;
            counts->figures += o.type == IS_TEXT;
        }
        if (o.form == FIGURE_AMBIGUOUS && !counts->ambiguous) {
            counts->ambiguous = o.value;
        }
        if (o.type == IS_TEXT) {
            key->text = fold_case ? text_lower(a, o.text) : arena_span(a, o.text);
        }
    }
    mpq_clear(o.number);
    return done;
}

/* The value of "a", or those of "a,b". */
static bool key_values(struct run *r, const struct node *node, const struct result *item, const char *attribute, struct list *out)
{
    size_t n = 1;
    for (const char *p = attribute; p && (p = strchr(p, ',')); p++) {
        n++;
    }
    if (!run_list(r, node, n, out)) {
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        size_t length = attribute ? strcspn(attribute, ",") : 0;
        struct span path = span_trim(span_make(attribute, length));
        if (!run_path(r, node, item, n > 1 ? arena_span(&r->ev->arena, path) : attribute ? attribute : "", &out->v[i])) {
            return false;
        }
        if (out->v[i].type == RESULT_UNDEFINED && !r->ev->python) {
            return report_missing(r, node, &out->v[i]);
        }
        if (n > 1) {
            attribute += length + 1;
        }
    }
    return true;
}

bool keys_make(struct run *r, const struct node *node, struct list list, const char *attribute,
               bool fold_case, bool mixed, struct sort_key **out)
{
    struct key_counts counts = {0};
    if (!run_charge(r, node, list.n)) {
        return false;
    }
    struct sort_key *keys = ARENA_NEWS(&r->ev->arena, list.n ? list.n : 1, struct sort_key);
    for (size_t i = 0; i < list.n; i++) {
        struct list values;
        if (!key_values(r, node, &list.v[i], attribute, &values) ||
            !(values.n == 1 ? key_load(r, node, &values.v[0], fold_case, 0, &keys[i], &counts)
                            : key_load_list(r, node, values, fold_case, 0, &keys[i], &counts))) {
            return false;
        }
        keys[i].index = i;
        keys[i].bytes = r->ev->python;
    }
    bool as_figures = counts.texts == counts.figures;
    if (as_figures && counts.ambiguous) {
        return report_ambiguous(r, node, counts.ambiguous);
    }
    bool one_type = (counts.texts == 0) + (counts.numbers == 0) + (counts.others == 0) + (counts.lists == 0) >= 3;
    if (!mixed && !one_type && !(as_figures && counts.others == 0 && counts.lists == 0)) {
        return FAULT(r, node, DIAG_EXPR_ORDER);
    }
    for (size_t i = 0; as_figures && i < list.n; i++) {
        if (keys[i].type == KEY_TEXT) {
            keys[i].type = KEY_NUMBER;
        }
    }
    *out = keys;
    return true;
}

int key_compare(const struct sort_key *x, const struct sort_key *y)
{
    if (x->type != y->type) {
        return x->type < y->type ? -1 : 1;
    }
    switch (x->type) {
    case KEY_NUMBER:
        return sign(mpq_cmp(x->number, y->number));
    case KEY_TEXT:
        if (x->bytes) {
            return bytes_compare(span_of(x->text), span_of(y->text));
        }
        return strcmp(x->text, y->text) == 0 ? 0 : sign(text_compare(x->text, y->text));
    case KEY_BOOL:
        return strcmp(x->text, y->text) == 0 ? 0 : sign(text_compare(x->text, y->text));
    case KEY_LIST:
        for (size_t i = 0; i < x->n && i < y->n; i++) {
            int order = key_compare(&x->items[i], &y->items[i]);
            if (order) {
                return order;
            }
        }
        return (x->n > y->n) - (x->n < y->n);
    case KEY_NONE:
        break;
    }
    return 0;
}

/* Merges the runs [from, middle) and [middle, to) of keys into `room`. */
static void merge(const struct sort_key *keys, size_t from, size_t middle, size_t to, int direction,
                  struct sort_key *room)
{
    size_t i = from, j = middle, k = from;
    while (i < middle && j < to) {
        room[k++] = direction * key_compare(&keys[j], &keys[i]) < 0 ? keys[j++] : keys[i++];
    }
    while (i < middle) {
        room[k++] = keys[i++];
    }
    while (j < to) {
        room[k++] = keys[j++];
    }
}

bool keys_sort(struct run *r, const struct node *node, struct sort_key *keys, size_t n,
               bool reverse)
{
    struct sort_key *room = ARENA_NEWS(&r->ev->arena, n ? n : 1, struct sort_key);
    for (size_t width = 1; width < n; width *= 2) {
        if (!run_charge(r, node, n)) {
            return false;
        }
        for (size_t from = 0; from < n; from += 2 * width) {
            size_t middle = from + width < n ? from + width : n;
            size_t to = middle + width < n ? middle + width : n;
            merge(keys, from, middle, to, reverse ? -1 : 1, room);
        }
        memcpy(keys, room, n * sizeof *keys);
    }
    return true;
}
