/* From pieces to statements: what Jinja calls parsing.
 *
 * Every fault is reported with its tag, and the parse goes on, so that one run shows them all; a tag with a fault in its
 * expression still opens its block. */
#include "fill/own.h"
#include "fill/typing.h"

#include "base/diag/fill.h"
#include "text/text.h"

struct parser {
    struct part *p;
    size_t at; /* piece */
    int depth;
    bool ok, stopped; /* stopped: too deep, what follows is not read */
};

/* The words of a tag's source. */
struct words {
    struct parser *parser;
    const struct tag *tag;
    struct span rest;
};

static struct ctx *ctx_of(const struct parser *x)
{
    return x->p->f->ctx;
}

static bool fault(struct parser *x, const struct tag *t, diag_code code, const char *detail)
{
    diag(ctx_of(x), code, t->pos, detail);
    return x->ok = false;
}

static void skip_blanks(struct words *w)
{
    while (w->rest.n && strchr(" \t\r\n", w->rest.p[0]))
        w->rest = span_make(w->rest.p + 1, w->rest.n - 1);
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c & 0x80);
}

/* The name that stands next; n 0: none does. */
static struct span next_name(struct words *w)
{
    size_t n = 0;
    skip_blanks(w);
    while (n < w->rest.n && (is_letter(w->rest.p[n]) || (n && w->rest.p[n] >= '0' && w->rest.p[n] <= '9')))
        n++;
    struct span name = span_make(w->rest.p, n);
    w->rest = span_make(w->rest.p + n, w->rest.n - n);
    return name;
}

static bool accept(struct words *w, char c)
{
    skip_blanks(w);
    if (!w->rest.n || w->rest.p[0] != c)
        return false;
    w->rest = span_make(w->rest.p + 1, w->rest.n - 1);
    return true;
}

static bool accept_word(struct words *w, const char *word)
{
    struct words before = *w;
    if (span_is(next_name(w), word))
        return true;
    *w = before;
    return false;
}

static bool at_end(struct words *w)
{
    skip_blanks(w);
    return !w->rest.n;
}

static const struct expr *take_expr(struct words *w, enum expr_part part, bool whole)
{
    size_t end = 0;
    struct parser *x = w->parser;
    const struct expr *e = expr_parse_part(x->p->f->kept->reader, w->rest, w->tag->pos, part, whole ? NULL : &end);
    if (!e)
        x->ok = false;
    w->rest = whole || !e ? span_make("", 0) : span_make(w->rest.p + end, w->rest.n - end);
    return e;
}

/* Whatever stands behind the end of a statement. */
static void expect_end(struct words *w)
{
    if (w->parser->ok && !at_end(w))
        fault(w->parser, w->tag, DIAG_FILL_REST, arena_span(w->parser->p->arena, span_trim(w->rest)));
}

static bool take_names(struct words *w, struct targets *out, int depth)
{
    enum { MOST = 16, DEEPEST = 8 };
    struct arena *a = w->parser->p->arena;
    out->names = ARENA_NEWS(a, MOST, const char *);
    out->inner = ARENA_NEWS(a, MOST, struct targets);
    do {
        struct targets inner = {0};
        bool parentheses = accept(w, '(');
        struct span name = parentheses ? (struct span){0} : next_name(w);
        if (out->n == MOST || depth == DEEPEST || (parentheses ? !take_names(w, &inner, depth + 1) || !accept(w, ')') : !name.n))
            return false;
        out->inner[out->n] = inner;
        out->names[out->n++] = parentheses ? inner.names[0] : arena_span(a, name);
    } while (accept(w, ','));
    if (out->n == 1 && out->inner[0].n) { /* (k, v) is k, v */
        const struct targets only = out->inner[0];
        *out = only;
    }
    return true;
}

/* x   k, v   (k, v)   k, (v, w)   ns.x */
static bool take_targets(struct words *w, struct targets *out)
{
    if (!take_names(w, out, 0))
        return fault(w->parser, w->tag, DIAG_FILL_TARGET, NULL);
    if (out->n == 1 && accept(w, '.')) {
        struct span member = next_name(w);
        if (!member.n)
            return fault(w->parser, w->tag, DIAG_FILL_TARGET, NULL);
        out->member = arena_span(w->parser->p->arena, member);
    }
    return true;
}

/* -- blocks */

static struct statement *add_statement(struct parser *x, struct block *b, enum node_type type, const struct piece *piece)
{
    struct statement *s = ARENA_NEW(x->p->arena, struct statement);
    *s = (struct statement){.type = type, .tag = piece->tag, .site = piece->site, .text = piece->text};
    if (b->last)
        b->last->next = s;
    else
        b->first = s;
    b->last = s;
    return s;
}

/* The tags that end the block being read; NULL-terminated. */
typedef const char *const *enders;

static const struct tag *parse_block(struct parser *x, struct block *out, const struct tag *opener, enders ends, struct words *ended_by);

static const struct tag *parse_body(struct parser *x, struct block *out, const struct tag *opener, enders ends, struct words *ended_by)
{
    const struct tag *end;
    if (x->depth == FILL_MAX_DEPTH) {
        fault(x, opener, DIAG_FILL_DEEP, NULL);
        x->stopped = true;
        return NULL;
    }
    x->depth++;
    end = parse_block(x, out, opener, ends, ended_by);
    x->depth--;
    return end;
}

static void parse_if(struct parser *x, struct statement *s, struct words *w)
{
    static const char *const ends[] = {"elif", "else", "endif", NULL}, *const last[] = {"endif", NULL};
    const struct tag *opener = s->tag, *end;
    for (;;) {
        struct words by;
        s->e = take_expr(w, EXPR_ONE, true);
        end = parse_body(x, &s->body, opener, ends, &by);
        if (!end)
            return;
        *w = by;
        if (accept_word(w, "elif")) {
            const struct piece piece = {.tag = end};
            s = add_statement(x, &s->otherwise, FILL_IF, &piece);
            continue;
        }
        if (accept_word(w, "else")) {
            expect_end(w);
            end = parse_body(x, &s->otherwise, opener, last, &by);
            *w = by;
        }
        if (end) {
            next_name(w);
            expect_end(w);
        }
        return;
    }
}

static void parse_for(struct parser *x, struct statement *s, struct words *w)
{
    static const char *const ends[] = {"else", "endfor", NULL}, *const last[] = {"endfor", NULL};
    struct words by;
    if (take_targets(w, &s->targets)) {
        if (s->targets.member || !accept_word(w, "in"))
            fault(x, s->tag, DIAG_FILL_FOR, NULL);
        else
            s->e = take_expr(w, EXPR_LOOPED, false);
    }
    if (s->e && accept_word(w, "if"))
        s->filter = take_expr(w, EXPR_ONE, false);
    s->recursive = s->e && accept_word(w, "recursive");
    if (s->e)
        expect_end(w);
    const struct tag *end = parse_body(x, &s->body, s->tag, ends, &by);
    if (end && accept_word(&by, "else")) {
        expect_end(&by);
        end = parse_body(x, &s->otherwise, s->tag, last, &by);
    }
    if (end) {
        next_name(&by);
        expect_end(&by);
    }
}

static void end_simply(struct parser *x, struct statement *s, enders ends)
{
    struct words by;
    if (parse_body(x, &s->body, s->tag, ends, &by)) {
        next_name(&by);
        if (s->type != FILL_MACRO) /* {% endmacro name %} */
            expect_end(&by);
    }
}

static struct assignment *add_assignment(struct parser *x, struct statement *s, size_t *cap)
{
    s->assign = vector_more(x->p->arena, s->assign, &s->n_assign, cap, sizeof *s->assign);
    return &s->assign[s->n_assign - 1];
}

/* {% filter upper | trim %}: an expression over FILL_BODY. */
static const struct expr *filter_over_body(struct parser *x, const struct tag *t, struct span filters)
{
    struct words w = {x, t, {0}};
    struct buf b = {0};
    buf_puts(&b, FILL_BODY " | ");
    buf_putspan(&b, filters);
    w.rest.n = b.n;
    w.rest.p = arena_buf(x->p->arena, &b);
    return take_expr(&w, EXPR_ONE, true);
}

static void parse_set(struct parser *x, struct statement *s, struct words *w)
{
    static const char *const ends[] = {"endset", NULL};
    if (!take_targets(w, &s->targets))
        return;
    if (accept(w, '=')) {
        s->e = take_expr(w, EXPR_LIST, true);
        return;
    }
    s->type = FILL_SET_BLOCK;
    if (accept(w, '|')) {
        s->filter = filter_over_body(x, s->tag, w->rest);
        w->rest = span_make("", 0);
    }
    expect_end(w);
    end_simply(x, s, ends);
}

static void parse_with(struct parser *x, struct statement *s, struct words *w)
{
    static const char *const ends[] = {"endwith", NULL};
    size_t cap = 0;
    while (!at_end(w)) {
        struct assignment *a = add_assignment(x, s, &cap);
        if (!take_targets(w, &a->to) || (!accept(w, '=') && !fault(x, s->tag, DIAG_FILL_TARGET, NULL)))
            break;
        a->value = take_expr(w, EXPR_ONE, false);
        if (!a->value || !accept(w, ','))
            break;
    }
    expect_end(w);
    end_simply(x, s, ends);
}

/* name(a, b=1) */
static void take_parameters(struct parser *x, struct statement *s, struct words *w)
{
    size_t cap = 0;
    while (!accept(w, ')')) {
        struct span name = next_name(w);
        struct assignment *a = add_assignment(x, s, &cap);
        *a = (struct assignment){.to = {.names = ARENA_NEWS(x->p->arena, 1, const char *), .n = 1}};
        a->to.names[0] = arena_span(x->p->arena, name);
        if (name.n && accept(w, '='))
            a->value = take_expr(w, EXPR_ONE, false);
        if (!name.n || (!accept(w, ',') && !span_starts(span_trim(w->rest), ")"))) {
            fault(x, s->tag, DIAG_FILL_MACRO, NULL);
            w->rest = span_make("", 0);
            return;
        }
    }
}

/* Whether one of the tags of pieces [from, to) has the word. */
static bool mentions(const struct parser *x, size_t from, size_t to, const char *word)
{
    size_t n = strlen(word);
    for (; from < to; from++) {
        const struct tag *t = x->p->pieces.v[from].tag;
        if (t && memmem(t->source.p, t->source.n, word, n))
            return true;
    }
    return false;
}

static void parse_macro(struct parser *x, struct statement *s, struct words *w)
{
    static const char *const ends[] = {"endmacro", NULL};
    size_t from = x->at;
    struct span name = next_name(w);
    s->targets.names = ARENA_NEWS(x->p->arena, 1, const char *);
    s->targets.names[0] = arena_span(x->p->arena, name);
    s->targets.n = 1;
    if (!name.n || !accept(w, '('))
        fault(x, s->tag, DIAG_FILL_MACRO, NULL);
    else
        take_parameters(x, s, w);
    expect_end(w);
    end_simply(x, s, ends);
    s->varargs = mentions(x, from, x->at, "varargs");
    s->kwargs = mentions(x, from, x->at, "kwargs");
}

/* {% call(row) list(items) %} */
static void parse_call(struct parser *x, struct statement *s, struct words *w)
{
    static const char *const ends[] = {"endcall", NULL};
    if (accept(w, '('))
        take_parameters(x, s, w);
    s->e = take_expr(w, EXPR_ONE, true);
    end_simply(x, s, ends);
}

static void parse_filter(struct parser *x, struct statement *s, struct words *w)
{
    static const char *const ends[] = {"endfilter", NULL};
    s->e = filter_over_body(x, s->tag, w->rest);
    w->rest = span_make("", 0);
    end_simply(x, s, ends);
}

static void parse_unsupported(struct parser *x, struct statement *s, struct words *w)
{
    w->rest = span_make("", 0);
    fault(x, s->tag, DIAG_FILL_UNSUPPORTED, NULL);
}

static void parse_nothing(struct parser *x, struct statement *s, struct words *w)
{
    (void)x;
    (void)s;
    w->rest = span_make("", 0);
}

static const struct {
    const char *word;
    enum node_type type;
    void (*parse)(struct parser *x, struct statement *s, struct words *w);
} statements[] = {
    {"if", FILL_IF, parse_if},
    {"for", FILL_FOR, parse_for},
    {"set", FILL_SET, parse_set},
    {"with", FILL_WITH, parse_with},
    {"macro", FILL_MACRO, parse_macro},
    {"call", FILL_CALL, parse_call},
    {"filter", FILL_FILTER, parse_filter},
    {"include", FILL_TEXT, parse_unsupported},
    {"import", FILL_TEXT, parse_unsupported},
    {"from", FILL_TEXT, parse_unsupported},
    {"extends", FILL_TEXT, parse_unsupported},
    {"block", FILL_TEXT, parse_unsupported},
    {"autoescape", FILL_TEXT, parse_nothing}, /* what is printed is escaped by what it is */
    {"endautoescape", FILL_TEXT, parse_nothing},
};
enum { STATEMENTS = sizeof statements / sizeof *statements };

static const char *const closers[] = {"elif", "else", "endif", "endfor", "endset", "endwith", "endmacro", "endcall", "endfilter",
                                      "endraw", NULL};

static bool is_one_of(struct span name, enders words)
{
    for (size_t i = 0; words && words[i]; i++)
        if (span_is(name, words[i]))
            return true;
    return false;
}

static void report_unknown(struct parser *x, const struct tag *t, struct span name, struct span rest)
{
    const char *names[STATEMENTS + sizeof closers / sizeof *closers];
    size_t n = 0;
    for (; n < STATEMENTS; n++)
        names[n] = statements[n].word;
    memcpy(names + n, closers, sizeof closers); /* with the NULL */
    typing_statement(ctx_of(x), t->pos, name, rest, names);
    x->ok = false;
    x->p->unread = true;
}

static void parse_statement(struct parser *x, struct block *out, const struct piece *piece, struct words *w)
{
    struct words before = *w;
    struct span name = next_name(w);
    for (size_t i = 0; i < STATEMENTS; i++) {
        if (span_is(name, statements[i].word)) {
            struct statement *s = add_statement(x, out, statements[i].type, piece);
            statements[i].parse(x, s, w);
            return;
        }
    }
    struct span rest = w->rest;
    *w = before;
    if (is_one_of(name, closers) && x->p->unread)
        x->ok = false;
    else if (is_one_of(name, closers))
        fault(x, piece->tag, DIAG_FILL_NOT_OPEN, arena_span(x->p->arena, name));
    else
        report_unknown(x, piece->tag, name, rest);
}

/* Reads up to a tag of `ends`, which is given back with its words; NULL: the part ended, reported. */
static const struct tag *parse_block(struct parser *x, struct block *out, const struct tag *opener, enders ends, struct words *ended_by)
{
    while (x->at < x->p->pieces.n && !x->stopped) {
        const struct piece *piece = &x->p->pieces.v[x->at++];
        const struct tag *t = piece->tag;
        if (!t) {
            add_statement(x, out, FILL_TEXT, piece);
            continue;
        }
        struct words w = {x, t, t->source};
        if (t->form == '{') {
            struct statement *s = add_statement(x, out, FILL_PRINT, piece);
            s->e = take_expr(&w, EXPR_LIST, true);
            continue;
        }
        struct words before = w;
        if (is_one_of(next_name(&w), ends)) {
            *ended_by = before;
            return t;
        }
        w = before;
        parse_statement(x, out, piece, &w);
    }
    x->ok &= !x->p->unread;
    if (opener && !x->stopped && !x->p->unread) {
        const char *end = ends[0];
        for (size_t i = 0; ends[i]; i++)
            end = ends[i];
        fault(x, opener, DIAG_FILL_BLOCK_OPEN, end);
    }
    return NULL;
}

/* -- shapes: what a branch leaves open */

bool statement_elif(const struct statement *s)
{
    const struct statement *other = s->otherwise.first;
    return s->type == FILL_IF && other && other->type == FILL_IF && !other->site;
}

static void shape_of(struct part *p, const struct block *b, struct shape *out);

static void check_shape(struct part *p, const struct statement *s, const struct block *b)
{
    struct shape shape = {0};
    shape_of(p, b, &shape);
    if (!shape_even(&shape) && !p->uneven)
        p->uneven = s;
}

/* A chain of elif is walked, not descended: it may be long. */
static void shape_of(struct part *p, const struct block *b, struct shape *out)
{
    for (const struct statement *s = b->first; s; s = s->next) {
        if (s->type == FILL_TEXT) {
            shape_add(p->arena, out, s->text);
            continue;
        }
        const struct statement *link = s;
        for (; statement_elif(link); link = link->otherwise.first)
            check_shape(p, link, &link->body);
        check_shape(p, link, &link->body);
        check_shape(p, link, &link->otherwise);
    }
}

bool part_parse(struct part *p)
{
    struct parser x = {.p = p, .ok = true};
    struct block *block = ARENA_NEW(p->arena, struct block);
    struct shape whole = {0};
    parse_block(&x, block, NULL, NULL, NULL);
    p->block = block;
    if (x.ok)
        shape_of(p, block, &whole);
    return x.ok;
}
