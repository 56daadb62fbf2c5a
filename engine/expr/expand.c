/* {{ }} in literal text.
 *
 * Idea: the text is cut into pieces once, literal or a parsed expression, and may be printed many
 * times. Each fault is reported and the pass goes on, so a clerk sees all faults of a text at once.
 * What other template languages have ({% %}, a }} that nothing opens) is refused rather than
 * printed in a paper. */
#include "base/diag/expr.h"
#include "data/tag.h"
#include "expr/eval.h"

bool expr_has_tags(struct span text)
{
    return memmem(text.p, text.n, "{{", 2) != NULL;
}

static bool at(struct span s, size_t i, const char *two)
{
    return i + 1 < s.n && s.p[i] == two[0] && s.p[i + 1] == two[1];
}

struct piece {
    struct span text;       /* literal text, unless it is a tag */
    const struct expr *tag; /* NULL in a tag that does not parse */
    bool is_tag, trim_before, trim_after;
};

struct expr_literal {
    const struct value *scalar;
    struct piece *v;
    size_t n, cap;
    size_t end_of_tags; /* bytes at and after it hold no "}}" that a tag could end with */
    bool failed;
    struct printing *print; /* NULL: the pieces are kept */
    bool ended;             /* nothing more is to be printed */
};

/* Printing pieces one after the other. */
struct printing {
    struct evaluator *ev;
    const struct scope *scope;
    const struct value *scalar;
    struct buf out;
    bool trim_next; /* the tag before ended with -}} */
    bool failed;
};

static void trim_output(struct buf *out)
{
    while (out->n && strchr(" \t\r\n", out->p[out->n - 1])) {
        out->p[--out->n] = '\0';
    }
}

static bool print_tag(struct printing *p, const struct expr *e)
{
    struct result v;
    struct span s;
    struct run r = {p->ev, e, p->scope};
    if (!e || !expr_eval(p->ev, e, p->scope, &v) || !print_result(&r, e->root, &v, &s)) {
        return false;
    }
    buf_putspan(&p->out, s);
    return true;
}

/* false: no more is wanted. Inside another text the first fault ends it: the rest is that text's to
 * report. */
static bool print_piece(struct printing *p, const struct piece *piece)
{
    struct span s = piece->text;
    if (piece->is_tag) {
        if (piece->trim_before) {
            trim_output(&p->out);
        }
        p->failed |= !print_tag(p, piece->tag);
        p->trim_next = piece->trim_after;
    } else {
        while (p->trim_next && s.n && s.p[0] && strchr(" \t\r\n", s.p[0])) {
            s = span_make(s.p + 1, s.n - 1);
        }
        p->trim_next = p->trim_next && !s.n;
        buf_putspan(&p->out, s);
    }
    if (p->out.n > EXPR_MAX_STRING) {
        diag(p->ev->ctx, DIAG_EXPR_STRING, value_pos_at(p->scalar, 0));
        p->failed = true;
        return false;
    }
    return !p->failed || !p->ev->nesting;
}

static const char *printed(struct printing *p, bool failed)
{
    if (failed) {
        buf_release(&p->out);
        return NULL;
    }
    return arena_buf(&p->ev->arena, &p->out);
}

/* Keeps the piece, or prints it at once: then faults of spelling and of values are told in order.
 */
static void add_piece(struct evaluator *ev, struct expr_literal *l, struct piece piece)
{
    if (l->print) {
        l->ended |= !print_piece(l->print, &piece);
        return;
    }
    ARENA_ROOM(&ev->arena, l->v, l->n, l->cap);
    l->v[l->n++] = piece;
}

static void fail(struct evaluator *ev, struct expr_literal *l, diag_code code, size_t i)
{
    diag(ev->ctx, code, value_pos_at(l->scalar, i));
    l->failed = true;
}

/* The tag at text[i]; the byte after it. A minus is the sign that trims only with a space after it:
 * {{-5}} is a number. */
static size_t parse_tag(struct evaluator *ev, struct expr_literal *l, struct span text, size_t i)
{
    size_t end = i < l->end_of_tags ? tag_end(text, i) : 0;
    if (!end) {
        /* A string or brace left open hides the end: the parser will say where. */
        const char *close = i < l->end_of_tags ? memmem(text.p + i, text.n - i, "}}", 2) : NULL;
        if (!close) {
            l->end_of_tags = i;
            fail(ev, l, DIAG_EXPR_TAG_OPEN, i);
            return i + 2;
        }
        end = (size_t)(close - text.p) + 2;
    }
    struct piece piece = {.is_tag = true};
    size_t from = i + 2, to = end - 2;
    if (to > from + 1 && text.p[from] == '-' && strchr(" \t\r\n", text.p[from + 1])) {
        from++;
        piece.trim_before = true;
    }
    piece.trim_after = to > from && text.p[to - 1] == '-';
    to -= piece.trim_after;
    piece.tag = expr_parse_in(ev, l->scalar, from, span_make(text.p + from, to - from));
    l->failed |= !piece.tag;
    add_piece(ev, l, piece);
    return end;
}

static void parse_literal(struct evaluator *ev, const struct value *scalar, struct printing *print,
                          struct expr_literal *l)
{
    struct span text = span_make(scalar->as.scalar.text, scalar->as.scalar.n);
    size_t from = 0, i = 0;
    *l = (struct expr_literal){.scalar = scalar, .print = print, .end_of_tags = text.n};
    while (i < text.n && !l->ended && !(l->failed && ev->nesting)) {
        bool tag = at(text, i, "{{");
        if (!tag && !at(text, i, "{%") && !at(text, i, "}}")) {
            i++;
            continue;
        }
        add_piece(ev, l, (struct piece){.text = span_make(text.p + from, i - from)});
        if (tag) {
            i = parse_tag(ev, l, text, i);
        } else {
            fail(ev, l, text.p[i] == '{' ? DIAG_EXPR_TAG_STATEMENT : DIAG_EXPR_TAG_CLOSE, i);
            i += 2;
        }
        from = i;
    }
    if (!l->ended) {
        add_piece(ev, l, (struct piece){.text = span_make(text.p + from, i - from)});
    }
}

const struct expr_literal *expr_text_parse(struct evaluator *ev, const struct value *scalar)
{
    struct expr_literal *l = ARENA_NEW(&ev->arena, struct expr_literal);
    parse_literal(ev, scalar, NULL, l);
    return l->failed ? NULL : l;
}

const char *expr_text_print(struct evaluator *ev, const struct expr_literal *l,
                            const struct scope *scope)
{
    struct printing p = {.ev = ev, .scope = scope, .scalar = l->scalar};
    for (size_t i = 0; i < l->n && print_piece(&p, &l->v[i]); i++) {
    }
    return printed(&p, p.failed);
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
    struct printing p = {.ev = ev, .scope = scope, .scalar = scalar};
    struct expr_literal l;
    parse_literal(ev, scalar, &p, &l);
    return printed(&p, p.failed || l.failed);
}

bool expr_figure(struct evaluator *ev, const struct value *v, mpq_t out)
{
    struct run r = {ev, &(struct expr){.source = SPAN(""), .where = v->pos}, NULL};
    struct node node = {.type = NODE_LITERAL};
    struct result of = result_data(v);
    return need_number(&r, &node, &of, out);
}

void expr_text_paths(const struct expr_literal *l, void (*each)(void *user, const char *path),
                     void *user)
{
    for (size_t i = 0; i < l->n; i++) {
        if (l->v[i].tag) {
            expr_paths(l->v[i].tag, each, user);
        }
    }
}
