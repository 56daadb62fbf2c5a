/* How results print, in a document and as JSON.
 *
 * A value of the data prints as written. A computed number prints as a decimal with a comma and
 * without groups; what has no finite decimal, and what is no text at all (a list, true, nothing),
 * is refused with the filter that says what is wanted: an official paper never shows "None". */
#include "base/diag/expr.h"
#include "data/canonical.h"
#include "expr/eval.h"
#include "text/text.h"

static bool refuse(struct run *r, const struct node *node, const struct result *v)
{
    bool data = v->type == RESULT_DATA;
    diag_code code = DIAG_EXPR_PRINT_LIST;
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

struct json {
    struct run *r;
    const struct node *node;
    int indent; /* of a level; -1: all on one line */
    struct buf *out;
};

static bool put_json(struct json *j, const struct result *v, int depth);

/* Under EXPR_PYTHON as Jinja's tojson: ASCII, and nothing that HTML would read. */
static void json_string(const struct json *j, struct span s)
{
    static const char html[] = "<>&'", letters[] = "\b\t\n\f\r", escapes[] = "btnfr";
    bool python = j->r->ev->python;
    struct buf *b = j->out;
    buf_putc(b, '"');
    for (size_t i = 0; i < s.n;) {
        size_t from = i;
        uint32_t c = text_next(s, &i);
        const char *letter = c && c < 0x20 ? strchr(letters, (char)c) : NULL;
        if (c == '"' || c == '\\') {
            buf_printf(b, "\\%c", (char)c);
        } else if (letter) {
            buf_printf(b, "\\%c", escapes[letter - letters]);
        } else if (c < 0x20 || (python && ((c < 0x80 && strchr(html, (char)c)) || (c > 0x7e && c < 0x10000)))) {
            buf_printf(b, "\\u%04x", (unsigned)c);
        } else if (python && c >= 0x10000) {
            buf_printf(b, "\\u%04x\\u%04x", (unsigned)(0xd800 + ((c - 0x10000) >> 10)), (unsigned)(0xdc00 + ((c - 0x10000) & 0x3ff)));
        } else {
            buf_put(b, s.p + from, i - from);
        }
    }
    buf_putc(b, '"');
}

static void json_line(const struct json *j, int depth)
{
    if (j->indent >= 0) {
        buf_printf(j->out, "\n%*s", j->indent * depth, "");
    }
}

/* Before item i. */
static void json_next(const struct json *j, size_t i, int depth)
{
    buf_puts(j->out, !i ? "" : j->indent < 0 ? ", " : ",");
    json_line(j, depth);
}

static bool json_list(struct json *j, struct list list, int depth)
{
    buf_putc(j->out, '[');
    for (size_t i = 0; i < list.n; i++) {
        json_next(j, i, depth + 1);
        if (!put_json(j, &list.v[i], depth + 1)) {
            return false;
        }
    }
    if (list.n) {
        json_line(j, depth);
    }
    buf_putc(j->out, ']');
    return true;
}

/* Jinja has the keys in order. */
static bool json_map(struct json *j, const struct result *v, int depth)
{
    struct list keys, values;
    struct sort_key *order = NULL;
    if (!need_pairs(j->r, j->node, v, &keys, &values)) {
        return false;
    }
    if (j->r->ev->python &&
        (!keys_make(j->r, j->node, keys, NULL, false, true, &order) || !keys_sort(j->r, j->node, order, keys.n, false))) {
        return false;
    }
    buf_putc(j->out, '{');
    for (size_t i = 0; i < keys.n; i++) {
        size_t at = order ? order[i].index : i;
        json_next(j, i, depth + 1);
        json_string(j, keys.v[at].as.string);
        buf_puts(j->out, ": ");
        if (!put_json(j, &values.v[at], depth + 1)) {
            return false;
        }
    }
    if (keys.n) {
        json_line(j, depth);
    }
    buf_putc(j->out, '}');
    return true;
}

static bool json_decimal(struct json *j, const struct result *v)
{
    struct arena *a = &j->r->ev->arena;
    const char *decimal = v->floating ? python_float_text(a, v->as.number) : number_decimal(a, v->as.number);
    if (!decimal) {
        return FAULT(j->r, j->node, DIAG_EXPR_INFINITE, number_fixed(a, v->as.number, 4));
    }
    buf_puts(j->out, decimal);
    return true;
}

bool print_more(struct run *r, const struct node *node, int depth, const struct buf *out)
{
    if (depth > LIMIT_DEPTH) {
        return FAULT(r, node, DIAG_EXPR_DEEP);
    }
    if (out->n > EXPR_MAX_STRING) {
        return FAULT(r, node, DIAG_EXPR_STRING);
    }
    return run_charge(r, node, 1);
}

static bool put_json(struct json *j, const struct result *v, int depth)
{
    struct run *r = j->r;
    if (!print_more(r, j->node, depth, j->out)) {
        return false;
    }
    if (is_listing(v)) {
        struct list list;
        return need_list(r, j->node, v, &list) && json_list(j, list, depth);
    }
    if (is_mapping(v)) {
        return json_map(j, v, depth);
    }
    struct result settled = *v;
    if (!run_settle(r, j->node, &settled)) {
        return false;
    }
    switch (settled.type) {
    case RESULT_UNDEFINED:
        return report_missing(r, j->node, v);
    case RESULT_BOOL:
        buf_puts(j->out, settled.as.boolean ? "true" : "false");
        return true;
    case RESULT_NUMBER:
        return json_decimal(j, &settled);
    case RESULT_STRING:
        if (v->type == RESULT_DATA && value_is_json_number(v->as.data)) {
            buf_putspan(j->out, settled.as.string);
        } else {
            json_string(j, settled.as.string);
        }
        return true;
    default:
        buf_puts(j->out, "null");
        return true;
    }
}

bool print_json(struct run *r, const struct node *node, const struct result *v, int indent, struct buf *out)
{
    struct json j = {.r = r, .node = node, .indent = indent, .out = out};
    return put_json(&j, v, 0);
}
