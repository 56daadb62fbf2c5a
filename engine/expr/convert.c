/* From what a result is to what is needed of it, and the words for it when it does not fit.
 *
 * Idea: scalars of the data are text; they become figures here, when a figure is needed, and
 * nowhere else. A report names the data's path and place, for that is what the clerk will mend. */
#include <stdlib.h>

#include "base/diag/expr.h"
#include "data/cite.h"
#include "expr/eval.h"
#include "text/text.h"

enum { SHOWN_CHARACTERS = 40, NEAREST_CANDIDATES = 1000 };

const char *noun(const struct run *r, diag_code row)
{
    return diag_text(row, r->ev->ctx->lang);
}

bool is_textual(const struct result *v)
{
    return v->type == RESULT_STRING || (v->type == RESULT_DATA && value_is_text(v->as.data));
}

bool is_listing(const struct result *v)
{
    return v->type == RESULT_LIST || (v->type == RESULT_DATA && v->as.data->type == VALUE_LIST);
}

bool is_mapping(const struct result *v)
{
    return v->type == RESULT_MAP || (v->type == RESULT_DATA && v->as.data->type == VALUE_MAP);
}

static struct span scalar_span(const struct value *v)
{
    return span_make(v->as.scalar.text, v->as.scalar.n);
}

/* -- reports */

char *expr_node_text(const struct run *r, struct arena *a, const struct node *node)
{
    struct span s = r->expr->source;
    size_t end = node->end < s.n ? node->end : s.n;
    return arena_span(a, span_trim(span_make(s.p + node->start, end - node->start)));
}

/* At most SHOWN_CHARACTERS of a text, in quotes. */
static const char *shown(struct arena *a, struct span s)
{
    size_t end = 0, n = 0;
    while (end < s.n && n < SHOWN_CHARACTERS) {
        text_next(s, &end);
        n++;
    }
    return arena_printf(a, "\"%s%s\"", arena_span(a, span_make(s.p, end)), end < s.n ? "…" : "");
}

/* What a result is, as a noun phrase: chữ "abc", danh sách, ... */
static const char *describe(struct run *r, struct arena *a, const struct result *v)
{
    static const diag_code rows[] = {
        [RESULT_UNDEFINED] = DIAG_EXPR_A_NONE, [RESULT_NONE] = DIAG_EXPR_A_NONE,
        [RESULT_BOOL] = DIAG_EXPR_A_BOOL,      [RESULT_NUMBER] = DIAG_EXPR_A_NUMBER,
        [RESULT_STRING] = DIAG_EXPR_A_TEXT,    [RESULT_LIST] = DIAG_EXPR_A_LIST,
        [RESULT_MAP] = DIAG_EXPR_A_MAP,        [RESULT_DATA] = DIAG_EXPR_A_TEXT,
        [RESULT_MARKUP] = DIAG_EXPR_A_MARKUP,  [RESULT_CALLABLE] = DIAG_EXPR_A_CALLABLE,
        [RESULT_SPACE] = DIAG_EXPR_A_MAP,
    };
    static const diag_code data_rows[] = {
        [VALUE_NULL] = DIAG_EXPR_A_NONE,   [VALUE_BOOL] = DIAG_EXPR_A_BOOL,
        [VALUE_SCALAR] = DIAG_EXPR_A_TEXT, [VALUE_LIST] = DIAG_EXPR_A_LIST,
        [VALUE_MAP] = DIAG_EXPR_A_MAP,
    };
    const char *word =
        noun(r, v->type == RESULT_DATA ? data_rows[v->as.data->type] : rows[v->type]);
    const char *detail = NULL;
    if (v->type == RESULT_STRING) {
        detail = shown(a, v->as.string);
    } else if (v->type == RESULT_NUMBER) {
        detail = number_comma(a, v->as.number);
    } else if (v->type == RESULT_DATA && value_is_text(v->as.data)) {
        detail = shown(a, scalar_span(v->as.data));
    }
    return detail ? arena_printf(a, "%s %s", word, detail) : word;
}

bool report_need(struct run *r, const struct node *node, const struct result *v,
                 diag_code need)
{
    if (v->type == RESULT_UNDEFINED) {
        return report_missing(r, node, v);
    }
    struct arena a = {0};
    const char *what = describe(r, &a, v);
    if (v->type == RESULT_DATA) {
        REPORT(r, node, DIAG_EXPR_NEED_DATA, noun(r, need), value_path(&a, v->as.data), what,
               pos_text(&a, v->as.data->pos));
    } else if (node->type == NODE_FILTER && v->type == RESULT_STRING) {
        REPORT(r, node, DIAG_EXPR_NEED_FILTER, noun(r, need), node->as.callee->name, what);
    } else {
        REPORT(r, node, DIAG_EXPR_NEED, noun(r, need), expr_node_text(r, &a, node), what);
    }
    arena_release(&a);
    return false;
}

/* The keys of a map after those already there; the array always ends with NULL. */
static size_t add_keys(const char **keys, size_t n, const struct value *map)
{
    for (size_t i = 0; i < value_count(map) && n < NEAREST_CANDIDATES; i++) {
        const char *key = map->as.items.v[i]->key;
        if (key) {
            keys[n++] = key;
        }
    }
    return n;
}

/* The existing key nearest to the missing one. Not looked for any more once nobody reads on. */
static const char *nearest_key(struct run *r, struct arena *a, const struct missing *m)
{
    if (!m || !m->name || r->ev->ctx->errors > LIMIT_DIAGNOSTICS) {
        return NULL;
    }
    const char **keys = ARENA_NEWS(a, NEAREST_CANDIDATES + 1, const char *);
    size_t n = 0;
    if (m->parent) {
        n = add_keys(keys, n, m->parent);
    } else {
        const struct value *root = r->ev->data ? r->ev->data->root : NULL;
        for (const struct scope *s = r->scope; s && n < NEAREST_CANDIDATES; s = s->outer) {
            keys[n++] = s->name;
        }
        n = add_keys(keys, n, root);
        n = add_keys(keys, n, value_member(root, "so_lieu"));
    }
    return n ? text_nearest(m->name, keys) : NULL;
}

bool report_missing(struct run *r, const struct node *node, const struct result *v)
{
    struct arena a = {0};
    const struct missing *m = v->as.missing;
    struct pos pos = m ? m->pos : expr_pos(r->expr, node->at);
    const char *near = nearest_key(r, &a, m);
    const char *path = v->path ? v->path : "";
    if (near) {
        diag(r->ev->ctx, DIAG_EXPR_MISSING_NEAR, pos, path, near);
    } else {
        diag(r->ev->ctx, DIAG_EXPR_MISSING, pos, path);
    }
    arena_release(&a);
    return false;
}

bool report_ambiguous(struct run *r, const struct node *node, const struct value *v)
{
    struct arena a = {0};
    mpq_t whole, thousand;
    mpq_init(whole);
    mpq_init(thousand);
    figure_parse(scalar_span(v), false, whole);
    const char *grouped = number_comma(&a, whole);
    mpq_set_ui(thousand, 1000, 1);
    mpq_div(whole, whole, thousand);
    const char *decimal = number_comma(&a, whole);
    const char *written = arena_span(&a, span_trim(scalar_span(v)));
    REPORT(r, node, DIAG_EXPR_AMBIGUOUS, value_path(&a, v), written, grouped, decimal,
           pos_text(&a, v->pos));
    mpq_clear(whole);
    mpq_clear(thousand);
    arena_release(&a);
    return false;
}

/* -- scalars of the data */

/* The literal texts of the document's own file hold expressions; its figures never do. */
bool expr_is_literal(const struct value *v)
{
    if (!v->source || !v->source->document) {
        return false;
    }
    const struct value *top = v;
    while (top->parent && top->parent->parent) {
        top = top->parent;
    }
    return !top->key || strcmp(top->key, "so_lieu") != 0;
}

bool data_text(struct run *r, const struct node *node, const struct value *v, struct span *out)
{
    read_value(r->ev->ctx, v);
    *out = scalar_span(v);
    if (!expr_has_tags(*out) || !expr_is_literal(v)) {
        return true;
    }
    struct evaluator *ev = r->ev;
    if (ev->nesting == EVAL_MAX_NESTING) {
        struct arena a = {0};
        REPORT(r, node, DIAG_EXPR_CYCLE, value_path(&a, v), pos_text(&a, v->pos));
        arena_release(&a);
        return false;
    }
    ev->nesting++;
    const char *text = expr_text(ev, v, NULL);
    ev->nesting--;
    *out = span_of(text);
    return text != NULL;
}

bool run_settle(struct run *r, const struct node *node, struct result *v)
{
    if (v->type != RESULT_DATA) {
        return true;
    }
    const struct value *data = v->as.data;
    switch (data->type) {
    case VALUE_NULL:
        read_value(r->ev->ctx, data);
        *v = (struct result){.type = RESULT_NONE};
        return true;
    case VALUE_BOOL:
        read_value(r->ev->ctx, data);
        *v = result_bool(data->as.boolean);
        return true;
    case VALUE_SCALAR:
        v->type = RESULT_STRING;
        return data_text(r, node, data, &v->as.string);
    case VALUE_LIST:
    case VALUE_MAP:
        return true;
    }
    return true;
}

enum figure_form try_figure(struct run *r, const struct result *v, mpq_t out)
{
    if (v->type == RESULT_NUMBER) {
        mpq_set(out, v->as.number);
        return FIGURE_OK;
    }
    if (v->type == RESULT_BOOL && r->ev->python) {
        mpq_set_ui(out, v->as.boolean, 1);
        return FIGURE_OK;
    }
    if (v->type != RESULT_DATA || !value_is_text(v->as.data)) {
        return FIGURE_NONE;
    }
    const struct value *data = v->as.data;
    read_value(r->ev->ctx, data);
    return figure_parse(scalar_span(data), data->as.scalar.quoted, out);
}

/* -- needs */

bool need_number(struct run *r, const struct node *node, const struct result *v, mpq_t out)
{
    switch (try_figure(r, v, out)) {
    case FIGURE_OK:
        return true;
    case FIGURE_AMBIGUOUS:
        return report_ambiguous(r, node, v->as.data);
    case FIGURE_NONE:
        break;
    }
    return report_need(r, node, v, DIAG_EXPR_A_NUMBER);
}

bool need_whole(struct run *r, const struct node *node, const struct result *v, long min, long max,
                long *out)
{
    mpq_t q;
    mpq_init(q);
    bool number = need_number(r, node, v, q);
    bool fits = number && mpz_cmp_ui(mpq_denref(q), 1) == 0 && mpz_fits_slong_p(mpq_numref(q));
    if (fits) {
        *out = mpz_get_si(mpq_numref(q));
        fits = *out >= min && *out <= max;
    }
    mpq_clear(q);
    if (number && !fits) {
        struct arena a = {0};
        const char *low = arena_printf(&a, "%ld", min), *high = arena_printf(&a, "%ld", max);
        const char *what = describe(r, &a, v);
        if (v->type == RESULT_DATA) {
            REPORT(r, node, DIAG_EXPR_WHOLE_DATA, low, high, value_path(&a, v->as.data), what,
                   pos_text(&a, v->as.data->pos));
        } else {
            REPORT(r, node, DIAG_EXPR_WHOLE, low, high, what);
        }
        arena_release(&a);
    }
    return fits;
}

bool need_words(struct run *r, const struct node *node, const struct result *v, struct span *out)
{
    if (v->type == RESULT_STRING) {
        *out = v->as.string;
        return true;
    }
    if (v->type == RESULT_DATA && value_is_text(v->as.data)) {
        return data_text(r, node, v->as.data, out);
    }
    if (v->type == RESULT_NUMBER || r->ev->python) {
        return print_result(r, node, v, out);
    }
    return report_need(r, node, v, DIAG_EXPR_A_TEXT);
}

bool need_text(struct run *r, const struct node *node, const struct result *v, struct span *out)
{
    return need_words(r, node, v, out) &&
           (!cite_in(*out) || FAULT(r, node, DIAG_EXPR_MENTION));
}

static struct list whole_list(const struct result *v)
{
    return (struct list){v->as.list.v, v->as.list.n};
}

/* The items of a list, or the keys of a map. */
bool need_list(struct run *r, const struct node *node, const struct result *v, struct list *out)
{
    if (v->type == RESULT_LIST) {
        *out = whole_list(v);
        return true;
    }
    if (v->type == RESULT_MAP) {
        *out = (struct list){v->as.map.keys, v->as.map.n};
        return true;
    }
    if (r->ev->python && v->type == RESULT_UNDEFINED) {
        return run_list(r, node, 0, out);
    }
    if (r->ev->python && v->type == RESULT_STRING) {
        return need_characters(r, node, v->as.string, out);
    }
    if (v->type != RESULT_DATA || (!is_listing(v) && !is_mapping(v))) {
        return report_need(r, node, v, DIAG_EXPR_A_LIST);
    }
    const struct value *data = v->as.data;
    if (!run_list(r, node, read_count(r->ev->ctx, data), out)) {
        return false;
    }
    for (size_t i = 0; i < out->n; i++) {
        const struct value *item = value_item(data, i);
        out->v[i] = data->type == VALUE_LIST ? result_data(item)
                    : item->written_key      ? result_text(item->written_key)
                                             : result_text(item->key);
        python_value(r, &out->v[i]);
    }
    return true;
}

bool need_characters(struct run *r, const struct node *node, struct span s, struct list *out)
{
    if (!run_list(r, node, text_length(s), out)) {
        return false;
    }
    for (size_t i = 0, n = 0; n < out->n; n++) {
        size_t from = i;
        text_next(s, &i);
        out->v[n] =
            (struct result){.type = RESULT_STRING, .as.string = span_make(s.p + from, i - from)};
    }
    return true;
}

bool need_pairs(struct run *r, const struct node *node, const struct result *v, struct list *keys,
                struct list *values)
{
    if (!is_mapping(v)) {
        return report_need(r, node, v, DIAG_EXPR_A_MAP);
    }
    if (v->type == RESULT_MAP) {
        *keys = (struct list){v->as.map.keys, v->as.map.n};
        *values = (struct list){v->as.map.values, v->as.map.n};
        return true;
    }
    if (!need_list(r, node, v, keys) || !run_list(r, node, keys->n, values)) {
        return false;
    }
    for (size_t i = 0; i < values->n; i++) {
        values->v[i] = result_data(value_item(v->as.data, i));
        python_value(r, &values->v[i]);
    }
    return true;
}

/* -- makes */

/* A read-only integer whose limbs stand in the arena. */
static void arena_integer(struct arena *a, mpz_srcptr v, mpz_ptr out)
{
    size_t n = mpz_size(v);
    mp_limb_t *limbs = arena_array(a, n ? n : 1, sizeof *limbs);
    memcpy(limbs, mpz_limbs_read(v), n * sizeof *limbs);
    mpz_roinit_n(out, limbs, mpz_sgn(v) < 0 ? -(mp_size_t)n : (mp_size_t)n);
}

bool make_number(struct run *r, const struct node *node, const mpq_t v, struct result *out)
{
    if (mpz_sizeinbase(mpq_numref(v), 2) > EXPR_MAX_BITS ||
        mpz_sizeinbase(mpq_denref(v), 2) > EXPR_MAX_BITS) {
        return FAULT(r, node, DIAG_EXPR_BIG);
    }
    mpq_ptr q = arena_alloc(&r->ev->arena, sizeof *q);
    arena_integer(&r->ev->arena, mpq_numref(v), mpq_numref(q));
    arena_integer(&r->ev->arena, mpq_denref(v), mpq_denref(q));
    *out = (struct result){.type = RESULT_NUMBER, .as.number = q};
    return true;
}

bool make_text(struct run *r, const struct node *node, struct buf *b, struct result *out)
{
    bool fits = run_charge_bytes(r, node, b->n);
    if (fits) {
        size_t n = b->n;
        const char *text = arena_buf(&r->ev->arena, b);
        *out = (struct result){.type = RESULT_STRING, .as.string = span_make(text, n)};
    } else {
        buf_release(b);
    }
    return fits;
}

bool run_truth(struct run *r, const struct result *v)
{
    switch (v->type) {
    case RESULT_UNDEFINED:
    case RESULT_NONE:
        return false;
    case RESULT_BOOL:
        return v->as.boolean;
    case RESULT_NUMBER:
        return mpq_sgn(v->as.number) != 0;
    case RESULT_STRING:
        return v->as.string.n > 0;
    case RESULT_LIST:
        return v->as.list.n > 0;
    case RESULT_MAP:
        return v->as.map.n > 0;
    case RESULT_DATA:
        return read_truth(r->ev->ctx, v->as.data);
    case RESULT_MARKUP:
        return v->as.markup.n > 0;
    case RESULT_CALLABLE:
    case RESULT_SPACE:
        return true;
    }
    return false;
}
