/* The formats of Python: pattern % values, and pattern.format(values). Both spellings are read into one struct spec. */
#include "base/diag/expr.h"
#include "expr/format.h"

#include <stdlib.h>

#include "text/text.h"

enum { FORMAT_MAX_WIDTH = 1000, FORMAT_MAX_PRECISION = 100, FORMAT_MAX_NESTING = 2 };

struct formatting {
    struct run *r;
    const struct node *node; /* the call */
    const struct format_args *args;
    size_t next;             /* argument by place */
    struct span field;       /* with its braces */
    bool numbered;           /* a pattern of braces gave a number */
    struct buf *out;
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The number at *p, at most FORMAT_MAX_WIDTH + 1; -1: none stands there. */
static long take_number(const char **p, const char *end)
{
    long n = 0;
    if (*p == end || !is_digit(**p)) {
        return -1;
    }
    for (; *p < end && is_digit(**p); ++*p) {
        n = n > FORMAT_MAX_WIDTH ? n : n * 10 + (**p - '0');
    }
    return n;
}

static bool fits(const struct spec *s)
{
    return s->width <= FORMAT_MAX_WIDTH && s->precision <= FORMAT_MAX_PRECISION;
}

/* -- pattern % values */

static bool refused(struct formatting *f)
{
    return FAULT(f->r, f->node, DIAG_EXPR_FORMAT);
}

static const struct node *blamed(const struct formatting *f, size_t i)
{
    return f->args->nodes ? f->args->nodes[i] : f->node;
}

static bool next_value(struct formatting *f, const struct result **v, const struct node **node)
{
    if (f->next >= f->args->n || (f->args->names && f->args->names[f->next])) {
        return FAULT(f->r, f->node, DIAG_EXPR_FORMAT_FEW);
    }
    *node = blamed(f, f->next);
    *v = &f->args->v[f->next++];
    return true;
}

/* The value called so: a keyword, or a member of the mapping that was given. */
static bool named_value(struct formatting *f, struct span name, struct result *v, const struct node **node)
{
    struct arena *a = &f->r->ev->arena;
    const char *raw = arena_span(a, name);
    *node = f->node;
    for (size_t i = 0; i < f->args->n; i++) {
        if (f->args->names && f->args->names[i] && strcmp(f->args->names[i], raw) == 0) {
            *v = f->args->v[i];
            *node = blamed(f, i);
            return true;
        }
    }
    if (!f->args->map) {
        return FAULT(f->r, f->node, DIAG_EXPR_FORMAT_FEW);
    }
    return run_member(f->r, f->node, f->args->map, raw, text_fold(a, name), v);
}

/* A width or precision: digits, or '*' for the next value. */
static bool take_size(struct formatting *f, const char **p, const char *end, long *out)
{
    const struct result *v;
    const struct node *node;
    if (*p == end || **p != '*') {
        *out = take_number(p, end);
        return true;
    }
    ++*p;
    return next_value(f, &v, &node) && need_whole(f->r, node, v, -FORMAT_MAX_WIDTH, FORMAT_MAX_WIDTH, out);
}

/* What stands behind the '%' at *p. */
static bool put_percent(struct formatting *f, const char **p, const char *end)
{
    static const char flags[] = "#0- +";
    struct spec s = {.fill = SPAN(" "), .precision = -1};
    struct span name = {0};
    if (*p < end && **p == '(') {
        const char *close = memchr(*p, ')', (size_t)(end - *p));
        if (!close) {
            return refused(f);
        }
        name = span_make(*p + 1, (size_t)(close - *p) - 1);
        *p = close + 1;
    }
    for (; *p < end && **p && strchr(flags, **p); ++*p) {
        s.alternate |= **p == '#';
        s.zero |= **p == '0';
        s.align = **p == '-' ? '<' : s.align;
        s.sign = **p == '+' || (**p == ' ' && !s.sign) ? **p : s.sign;
    }
    if (!take_size(f, p, end, &s.width)) {
        return false;
    }
    if (s.width < -1) {
        s.align = '<';
        s.width = -s.width;
    }
    if (*p < end && **p == '.') {
        ++*p;
        if (!take_size(f, p, end, &s.precision)) {
            return false;
        }
        s.precision = s.precision < 0 ? 0 : s.precision;
    }
    *p += *p < end && strchr("hlL", **p) && **p;
    s.type = *p < end ? *(*p)++ : '\0';
    if (s.type == '%') {
        buf_putc(f->out, '%');
        return true;
    }
    if (!s.type || !strchr("diuoxXeEfFgGcrsa", s.type) || !fits(&s)) {
        return refused(f);
    }
    struct result member;
    const struct result *v = &member;
    const struct node *node;
    if (!(name.p ? named_value(f, name, &member, &node) : next_value(f, &v, &node))) {
        return false;
    }
    if (strchr("rsa", s.type) || (s.type == 'c' && is_textual(v))) {
        return format_words(f->r, node, v, s.type, &s, '>', f->out);
    }
    if (strchr("diu", s.type)) { /* a decimal is cut there */
        struct result whole = *v;
        mpq_t number;
        mpq_init(number);
        bool done = v->type == RESULT_BOOL || need_number(f->r, node, v, number);
        if (done && v->type != RESULT_BOOL) {
            number_round(number, 0, mpq_sgn(number) < 0 ? ROUND_CEIL : ROUND_FLOOR);
            done = make_number(f->r, node, number, &whole);
        }
        mpq_clear(number);
        s.type = 'd';
        s.least = s.precision;
        s.precision = -1;
        return done && format_number(f->r, node, &whole, &s, f->out);
    }
    return format_number(f->r, node, v, &s, f->out);
}

static bool percent(struct formatting *f, struct span pattern)
{
    const char *p = pattern.p, *end = p + pattern.n;
    while (p < end) {
        const char *sign = memchr(p, '%', (size_t)(end - p));
        buf_put(f->out, p, (size_t)((sign ? sign : end) - p));
        if (!sign) {
            break;
        }
        p = sign + 1;
        if (!put_percent(f, &p, end) || !run_charge_bytes(f->r, f->node, f->out->n)) {
            return false;
        }
    }
    bool more = f->next < f->args->n && !(f->args->names && f->args->names[f->next]) && !f->args->spare;
    return !more || FAULT(f->r, f->node, DIAG_EXPR_FORMAT_MANY);
}

/* -- pattern.format(values) */

static bool braces(struct formatting *f, struct span pattern, int depth);

static bool refused_field(struct formatting *f)
{
    struct arena a = {0};
    REPORT(f->r, f->node, DIAG_EXPR_FORMAT_FIELD, arena_span(&a, f->field));
    arena_release(&a);
    return false;
}

static bool parse_spec(struct span text, struct spec *s)
{
    const char *p = text.p, *end = p + text.n;
    size_t first = 0;
    *s = (struct spec){.fill = SPAN(" "), .precision = -1};
    if (text.n) {
        text_next(text, &first);
    }
    if (first < text.n && strchr("<>^=", p[first]) && p[first]) {
        s->fill = span_make(p, first);
        s->align = p[first];
        p += first + 1;
    } else if (p < end && *p && strchr("<>^=", *p)) {
        s->align = *p++;
    }
    if (p < end && *p && strchr("+- ", *p)) {
        s->sign = *p++;
    }
    if (p < end && *p == '#') {
        s->alternate = true;
        p++;
    }
    if (p < end && *p == '0') {
        s->zero = true;
        if (s->align && span_is(s->fill, " ")) {
            s->fill = SPAN("0");
        }
        p++;
    }
    s->width = take_number(&p, end);
    if (p < end && (*p == ',' || *p == '_')) {
        s->group = *p++;
    }
    if (p < end && *p == '.') {
        p++;
        s->precision = take_number(&p, end);
        if (s->precision < 0) {
            return false;
        }
    }
    s->type = p < end ? *p++ : '\0';
    return p == end && fits(s) && (!s->type || strchr("bcdeEfFgGnosxX%", s->type));
}

/* .name and [key] behind the name of a field. */
static bool walk_field(struct formatting *f, const struct node *node, struct span rest, struct result *v)
{
    struct arena *a = &f->r->ev->arena;
    const char *p = rest.p, *end = p + rest.n;
    while (p < end) {
        bool index = *p == '[';
        const char *to = index ? memchr(p, ']', (size_t)(end - p)) : p + 1;
        while (!index && to < end && *to != '.' && *to != '[') {
            to++;
        }
        struct span name = to ? span_make(p + 1, (size_t)(to - p) - 1) : (struct span){0};
        if ((!index && *p != '.') || !to || !name.n) {
            return refused_field(f);
        }
        const struct result of = *v;
        const char *raw = arena_span(a, name);
        bool number = index && name.n < 8 && strspn(raw, "0123456789") == name.n && !is_mapping(&of);
        if (!(number ? run_item(f->r, node, &of, strtol(raw, NULL, 10), v) : run_member(f->r, node, &of, raw, text_fold(a, name), v))) {
            return false;
        }
        p = to + index;
    }
    return true;
}

static bool field_value(struct formatting *f, struct span field, struct result *v, const struct node **node)
{
    size_t n = 0;
    while (n < field.n && field.p[n] != '.' && field.p[n] != '[') {
        n++;
    }
    struct span name = span_make(field.p, n);
    const char *p = name.p;
    long at = take_number(&p, name.p + n);
    bool by_place = at >= 0 && p == name.p + n;
    if (!n || by_place) {
        if (n ? f->next > 0 : f->numbered) { /* {} and {0} in one pattern */
            return refused_field(f);
        }
        f->numbered |= n > 0;
        size_t i = n ? (size_t)at : f->next++;
        if (i >= f->args->n || (f->args->names && f->args->names[i])) {
            return FAULT(f->r, f->node, DIAG_EXPR_FORMAT_FEW);
        }
        *v = f->args->v[i];
        *node = blamed(f, i);
    } else if (!named_value(f, name, v, node)) {
        return false;
    }
    return walk_field(f, *node, span_make(field.p + n, field.n - n), v);
}

static bool put_value(struct formatting *f, const struct node *node, const struct result *v, char conversion, struct span spec)
{
    struct spec s;
    if (!parse_spec(spec, &s)) {
        return refused_field(f);
    }
    bool python = f->r->ev->python, figure = v->type == RESULT_NUMBER || (python && v->type == RESULT_BOOL && spec.n);
    bool asked = (s.type && s.type != 's') || s.group || s.sign || s.alternate || s.align == '=';
    if (!conversion && (asked || (figure && s.type != 's' && spec.n))) {
        return format_number(f->r, node, v, &s, f->out);
    }
    if (conversion && asked) {
        return refused_field(f);
    }
    if (python && spec.n && !conversion && (!is_textual(v) || (figure && s.type == 's'))) {
        return report_need(f->r, node, v, DIAG_EXPR_A_TEXT);
    }
    if (s.zero && !s.align) {
        s.fill = SPAN("0");
    }
    return format_words(f->r, node, v, conversion, &s, '<', f->out);
}

/* What stands between the braces: name!r:spec. */
static bool put_field(struct formatting *f, struct span field, int depth)
{
    size_t n = 0, brackets = 0;
    for (; n < field.n && (brackets || (field.p[n] != '!' && field.p[n] != ':')); n++) {
        brackets = field.p[n] == '[' ? 1 : field.p[n] == ']' ? 0 : brackets;
    }
    struct result v;
    const struct node *node = f->node;
    char conversion = 0;
    if (!field_value(f, span_make(field.p, n), &v, &node)) {
        return false;
    }
    if (n < field.n && field.p[n] == '!') {
        conversion = n + 1 < field.n ? field.p[n + 1] : '\0';
        if (!conversion || !strchr("rsa", conversion) || (n + 2 < field.n && field.p[n + 2] != ':')) {
            return refused_field(f);
        }
        n += 2;
    }
    struct span spec = n < field.n ? span_make(field.p + n + 1, field.n - n - 1) : SPAN("");
    if (!memchr(spec.p, '{', spec.n)) {
        return put_value(f, node, &v, conversion, spec);
    }
    struct buf inner = {0}, *out = f->out;
    f->out = &inner;
    bool done = depth < FORMAT_MAX_NESTING && braces(f, spec, depth + 1);
    f->out = out;
    done = done ? put_value(f, node, &v, conversion, buf_span(&inner)) : depth < FORMAT_MAX_NESTING ? false : refused_field(f);
    buf_release(&inner);
    return done;
}

static bool braces(struct formatting *f, struct span pattern, int depth)
{
    for (size_t i = 0; i < pattern.n;) {
        char c = pattern.p[i];
        if (c != '{' && c != '}') {
            buf_putc(f->out, c);
            i++;
            continue;
        }
        if (i + 1 < pattern.n && pattern.p[i + 1] == c && depth == 1) {
            buf_putc(f->out, c);
            i += 2;
            continue;
        }
        size_t end = i + 1;
        for (size_t open = 1; c == '{' && end < pattern.n; end++) {
            open += pattern.p[end] == '{' ? 1 : pattern.p[end] == '}' ? (size_t)-1 : 0;
            if (!open) {
                break;
            }
        }
        if (c == '}' || end == pattern.n) {
            f->field = span_make(pattern.p + i, pattern.n - i);
            return refused_field(f);
        }
        f->field = depth == 1 ? span_make(pattern.p + i, end + 1 - i) : f->field;
        if (!put_field(f, span_make(pattern.p + i + 1, end - i - 1), depth) || !run_charge_bytes(f->r, f->node, f->out->n)) {
            return false;
        }
        i = end + 1;
    }
    return true;
}

/* -- calls */

static bool format(struct run *r, const struct node *node, struct span pattern, const struct format_args *args, bool by_braces,
                   struct result *out)
{
    struct buf b = {0};
    struct formatting f = {.r = r, .node = node, .args = args, .out = &b};
    if (!(by_braces ? braces(&f, pattern, 1) : percent(&f, pattern))) {
        buf_release(&b);
        return false;
    }
    return make_text(r, node, &b, out);
}

bool format_percent(struct run *r, const struct node *node, struct span pattern, const struct format_args *args, struct result *out)
{
    return format(r, node, pattern, args, false, out);
}

bool op_format(struct run *r, const struct node *node, struct span pattern, const struct result *v, struct result *out)
{
    struct format_args one = {.v = v, .n = 1};
    const struct format_args many = {.v = v->as.list.v, .n = v->as.list.n}, named = {.v = v, .n = 1, .map = v, .spare = true};
    bool tuple = v->type == RESULT_LIST && v->tuple;
    one.spare = is_listing(v) || v->type == RESULT_UNDEFINED;
    return format(r, node, pattern, tuple ? &many : is_mapping(v) ? &named : &one, false, out);
}

bool run_format(struct run *r, const struct node *node, struct result *out)
{
    struct result of, values[INVOKE_MAX_ARGS];
    struct span pattern;
    if (!run_node(r, node->kids[0], &of) || !need_text(r, node->kids[0], &of, &pattern)) {
        return false;
    }
    for (size_t i = 1; i < node->n; i++) {
        if (!run_node(r, node->kids[i], &values[i - 1])) {
            return false;
        }
        if (values[i - 1].type == RESULT_UNDEFINED && !r->ev->python) {
            return report_missing(r, node->kids[i], &values[i - 1]);
        }
    }
    const struct format_args args = {.v = values, .names = node->as.keywords, .nodes = (const struct node *const *)node->kids + 1,
                                     .n = node->n - 1};
    return format(r, node, pattern, &args, node->type == NODE_FORMAT, out);
}
