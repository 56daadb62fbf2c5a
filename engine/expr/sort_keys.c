/* Keys to sort lists by. Whether they sort as figures is decided for the whole list, else the order would not be transitive
 * ("2" < "10" < "1a" < "2"). */
#include "expr/eval.h"

#include "base/diag/expr.h"
#include "text/text.h"

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
        return order_sign(mpq_cmp(x->number, y->number));
    case KEY_TEXT:
        if (x->bytes) {
            return bytes_compare(span_of(x->text), span_of(y->text));
        }
        return strcmp(x->text, y->text) == 0 ? 0 : order_sign(text_compare(x->text, y->text));
    case KEY_BOOL:
        return strcmp(x->text, y->text) == 0 ? 0 : order_sign(text_compare(x->text, y->text));
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
