/* How results print, in a document and as JSON.
 *
 * A value of the data prints as written. A computed number prints as a decimal with a comma and
 * without groups; what has no finite decimal, and what is no text at all (a list, true, nothing),
 * is refused with the filter that says what is wanted: an official paper never shows "None". */
#include "expr/eval.h"
#include "text/text.h"

static bool refuse(struct run *r, const struct node *node, const struct result *v)
{
    bool data = v->type == RESULT_DATA;
    enum diag_code code = DIAG_EXPR_PRINT_LIST;
    if (is_mapping(v) || v->type == RESULT_SPACE || v->type == RESULT_CALLABLE) {
        code = DIAG_EXPR_PRINT_MAP;
    } else if (v->type == RESULT_NONE || (data && v->as.data->type == VALUE_NULL)) {
        code = DIAG_EXPR_PRINT_NONE;
    } else if (v->type == RESULT_BOOL || (data && v->as.data->type == VALUE_BOOL)) {
        code = DIAG_EXPR_PRINT_BOOL;
    }
    struct arena a = {0};
    const char *what = data ? value_path(&a, v->as.data) : expr_node_text(r, &a, node);
    what = *what ? arena_printf(&a, "`%s`", what) : noun(r, DIAG_EXPR_THIS);
    REPORT(r, node, code, what);
    arena_release(&a);
    return false;
}

static bool print_number(struct run *r, const struct node *node, const struct result *v,
                         struct span *out)
{
    struct arena *a = &r->ev->arena;
    const char *text = v->written ? v->written : number_comma(a, v->as.number);
    if (!text) {
        return FAULT(r, node, DIAG_EXPR_INFINITE, number_fixed(a, v->as.number, 4));
    }
    *out = span_of(text);
    return true;
}

bool print_result(struct run *r, const struct node *node, const struct result *v, struct span *out)
{
    if (r->ev->python) {
        return python_print(r, node, v, out);
    }
    switch (v->type) {
    case RESULT_UNDEFINED:
        return report_missing(r, node, v);
    case RESULT_NUMBER:
        return print_number(r, node, v, out);
    case RESULT_STRING:
        *out = v->as.string;
        return true;
    case RESULT_DATA:
        if (value_is_text(v->as.data)) {
            return data_text(r, node, v->as.data, out);
        }
        return refuse(r, node, v);
    default:
        return refuse(r, node, v);
    }
}

const char *expr_print(struct evaluator *ev, const struct result *v, struct pos where)
{
    const struct expr place = {.source = SPAN(""), .where = where};
    const struct node node = {.type = NODE_LITERAL};
    struct run r = {ev, &place, NULL};
    struct span s;
    if (!ev->nesting) {
        ev->steps = 0;
    }
    return print_result(&r, &node, v, &s) ? arena_span(&ev->arena, s) : NULL;
}

const char *expr_print_of(struct evaluator *ev, const struct expr *e, const struct scope *scope, const struct result *v)
{
    struct run r = {ev, e, scope};
    struct span s;
    return print_result(&r, e->root, v, &s) ? arena_span(&ev->arena, s) : NULL;
}

/* -- JSON (RFC 8259) */

static void json_string(struct buf *b, struct span s)
{
    buf_putc(b, '"');
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c == '"' || c == '\\') {
            buf_putc(b, '\\');
            buf_putc(b, (char)c);
        } else if (c == '\n') {
            buf_puts(b, "\\n");
        } else if (c == '\t') {
            buf_puts(b, "\\t");
        } else if (c < 0x20) {
            buf_printf(b, "\\u%04x", c);
        } else {
            buf_putc(b, (char)c);
        }
    }
    buf_putc(b, '"');
}

/* A bare scalar of JSON's own number grammar, without exponent, stays a number. */
static bool json_number(const struct value *v)
{
    const char *p = v->as.scalar.text;
    if (v->as.scalar.quoted) {
        return false;
    }
    p += *p == '-';
    size_t whole = strspn(p, "0123456789");
    if (!whole || (*p == '0' && whole > 1)) {
        return false;
    }
    p += whole;
    if (*p == '.') {
        size_t decimals = strspn(p + 1, "0123456789");
        p += decimals ? decimals + 1 : 0;
    }
    return !*p;
}

static bool json_list(struct run *r, const struct node *node, struct list list, int depth,
                      struct buf *out)
{
    buf_putc(out, '[');
    for (size_t i = 0; i < list.n; i++) {
        buf_puts(out, i ? ", " : "");
        if (!print_json(r, node, &list.v[i], depth + 1, out)) {
            return false;
        }
    }
    buf_putc(out, ']');
    return true;
}

static bool json_map(struct run *r, const struct node *node, const struct result *v, int depth,
                     struct buf *out)
{
    struct list keys, values;
    if (!need_pairs(r, node, v, &keys, &values)) {
        return false;
    }
    buf_putc(out, '{');
    for (size_t i = 0; i < keys.n; i++) {
        buf_puts(out, i ? ", " : "");
        json_string(out, keys.v[i].as.string);
        buf_puts(out, ": ");
        if (!print_json(r, node, &values.v[i], depth + 1, out)) {
            return false;
        }
    }
    buf_putc(out, '}');
    return true;
}

static bool json_decimal(struct run *r, const struct node *node, const mpq_t number,
                         struct buf *out)
{
    struct arena *a = &r->ev->arena;
    const char *decimal = number_decimal(a, number);
    if (!decimal) {
        return FAULT(r, node, DIAG_EXPR_INFINITE, number_fixed(a, number, 4));
    }
    buf_puts(out, decimal);
    return true;
}

bool print_json(struct run *r, const struct node *node, const struct result *v, int depth,
                struct buf *out)
{
    if (depth > LIMIT_DEPTH) {
        return FAULT(r, node, DIAG_EXPR_DEEP);
    }
    if (out->n > EXPR_MAX_STRING) {
        return FAULT(r, node, DIAG_EXPR_STRING);
    }
    if (!run_charge(r, node, 1)) {
        return false;
    }
    if (is_listing(v)) {
        struct list list;
        return need_list(r, node, v, &list) && json_list(r, node, list, depth, out);
    }
    if (is_mapping(v)) {
        return json_map(r, node, v, depth, out);
    }
    struct result settled = *v;
    if (!run_settle(r, node, &settled)) {
        return false;
    }
    switch (settled.type) {
    case RESULT_UNDEFINED:
        return report_missing(r, node, v);
    case RESULT_BOOL:
        buf_puts(out, settled.as.boolean ? "true" : "false");
        return true;
    case RESULT_NUMBER:
        return json_decimal(r, node, settled.as.number, out);
    case RESULT_STRING:
        if (v->type == RESULT_DATA && json_number(v->as.data)) {
            buf_putspan(out, settled.as.string);
        } else {
            json_string(out, settled.as.string);
        }
        return true;
    default:
        buf_puts(out, "null");
        return true;
    }
}
