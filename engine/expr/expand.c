/* {{ }} in literal text.
 *
 * Idea: one pass over the text; a tag that is whole is parsed and printed, each fault is reported
 * and the pass goes on, so a clerk sees all faults of a text at once. What other template languages
 * have
 * ({% %}, a }} that nothing opens) is refused rather than printed in a paper. */
#include "expr/eval.h"

bool expr_has_tags(struct span text)
{
    return memmem(text.p, text.n, "{{", 2) != NULL;
}

static bool at(struct span s, size_t i, const char *two)
{
    return i + 1 < s.n && s.p[i] == two[0] && s.p[i + 1] == two[1];
}

size_t expr_tag_end(struct span text, size_t i)
{
    size_t depth = 0;
    for (i += 2; i < text.n;) {
        if (lex_is_quote(text, i)) {
            i = lex_string_end(text, i);
            if (!i) {
                return 0;
            }
            continue;
        }
        if (!depth && at(text, i, "}}")) {
            return i + 2;
        }
        depth += text.p[i] == '{';
        depth -= depth && text.p[i] == '}';
        i++;
    }
    return 0;
}

struct expansion {
    struct evaluator *ev;
    const struct value *scalar;
    const struct scope *scope;
    struct span text;
    size_t end_of_tags; /* bytes at and after it hold no "}}" that a tag could end with */
    struct buf out;
    bool trim_next; /* the tag before ended with -}} */
    bool failed;
};

static void fail(struct expansion *x, enum diag_code code, size_t i)
{
    diag(x->ev->ctx, code, value_pos_at(x->scalar, i));
    x->failed = true;
}

static void put_text(struct expansion *x, struct span s)
{
    while (x->trim_next && s.n && strchr(" \t\r\n", s.p[0]) && s.p[0]) {
        s = span_make(s.p + 1, s.n - 1);
    }
    x->trim_next = x->trim_next && !s.n;
    buf_putspan(&x->out, s);
}

static void trim_output(struct expansion *x)
{
    size_t n = x->out.n;
    while (n && strchr(" \t\r\n", x->out.p[n - 1])) {
        n--;
    }
    x->out.n = n;
    if (x->out.p) {
        x->out.p[n] = '\0';
    }
}

static void print_tag(struct expansion *x, size_t from, size_t to)
{
    struct evaluator *ev = x->ev;
    struct span source = span_make(x->text.p + from, to - from);
    const struct expr *e = expr_parse_in(ev, x->scalar, from, source);
    struct result v;
    struct span s;
    struct run r = {ev, e, x->scope};
    if (!e || !expr_eval(ev, e, x->scope, &v) || !print_result(&r, e->root, &v, &s)) {
        x->failed = true;
        return;
    }
    x->trim_next = false;
    buf_putspan(&x->out, s);
}

/* The tag at text[i]; the byte after it. A minus is the sign that trims only with a space after it:
 * {{-5}} is a number. */
static size_t expand_tag(struct expansion *x, size_t i)
{
    struct span text = x->text;
    size_t end = i < x->end_of_tags ? expr_tag_end(text, i) : 0;
    if (!end) {
        /* A string or brace left open hides the end: the parser will say where. */
        const char *close = i < x->end_of_tags ? memmem(text.p + i, text.n - i, "}}", 2) : NULL;
        if (!close) {
            x->end_of_tags = i;
            fail(x, DIAG_EXPR_TAG_OPEN, i);
            return i + 2;
        }
        end = (size_t)(close - text.p) + 2;
    }
    size_t from = i + 2, to = end - 2;
    if (to > from + 1 && text.p[from] == '-' && strchr(" \t\r\n", text.p[from + 1])) {
        from++;
        trim_output(x);
    }
    bool trim_after = to > from && text.p[to - 1] == '-';
    print_tag(x, from, to - trim_after);
    x->trim_next = trim_after;
    return end;
}

static bool expand(struct expansion *x)
{
    struct span text = x->text;
    size_t from = 0, i = 0;
    /* Inside another text the first fault ends it: the rest is that text's to report. */
    while (i < text.n && x->out.n <= EXPR_MAX_STRING && !(x->failed && x->ev->nesting)) {
        bool tag = at(text, i, "{{");
        if (!tag && !at(text, i, "{%") && !at(text, i, "}}")) {
            i++;
            continue;
        }
        put_text(x, span_make(text.p + from, i - from));
        if (tag) {
            i = expand_tag(x, i);
        } else {
            fail(x, text.p[i] == '{' ? DIAG_EXPR_TAG_STATEMENT : DIAG_EXPR_TAG_CLOSE, i);
            i += 2;
        }
        from = i;
    }
    put_text(x, span_make(text.p + from, i - from));
    if (x->out.n > EXPR_MAX_STRING) {
        fail(x, DIAG_EXPR_STRING, 0);
    }
    return !x->failed;
}

const char *expr_text(struct evaluator *ev, const struct value *scalar, const struct scope *scope)
{
    if (!value_is_text(scalar)) {
        return "";
    }
    struct span text = span_make(scalar->as.scalar.text, scalar->as.scalar.n);
    if (!expr_is_literal(scalar)) {
        return arena_span(&ev->arena, text);
    }
    struct expansion x = {.ev = ev, .scalar = scalar, .scope = scope, .text = text};
    x.end_of_tags = text.n;
    bool done = expand(&x);
    if (!done) {
        buf_release(&x.out);
        return NULL;
    }
    return arena_buf(&ev->arena, &x.out);
}

bool expr_figure(struct evaluator *ev, const struct value *v, mpq_t out)
{
    struct run r = {ev, &(struct expr){.source = SPAN(""), .where = v->pos}, NULL};
    struct node node = {.type = NODE_LITERAL};
    struct result of = result_data(v);
    return need_number(&r, &node, &of, out);
}
