/* Recursive descent over the tokens, with Jinja's own levels: inline if, or, and, not, comparison,
 * + -, ~, * / // %, ** (from left to right, as Jinja has it), unary, then member, index, call,
 * filter and test, which bind tightest: `1 + x | so` filters x, `-5 | abs` is 5.
 *
 * Invariants: what is called exists and its arguments are in their slots when a tree is handed out;
 * recursion is bounded by LIMIT_DEPTH, the depth of the tree by EXPR_MAX_CHAIN; the first fault is
 * reported and ends the parse. */
#include <stdlib.h>

#include "base/diag/expr.h"
#include "expr/parse.h"
#include "text/text.h"

/* -- helpers */

struct arena *parse_arena(struct parser *p)
{
    return &p->ev->arena;
}

struct span parse_span(const struct parser *p, const struct token *t)
{
    return span_make(p->expr->source.p + t->at, t->end - t->at);
}

void parse_advance(struct parser *p)
{
    p->last_end = p->t->end;
    if (p->t->type != T_END) {
        p->t++;
    }
}

bool parse_accept(struct parser *p, enum token_type type)
{
    bool is = p->t->type == type;
    if (is) {
        parse_advance(p);
    }
    return is;
}

/* The word that was meant by AND, Or, NOT; NULL. */
static const char *reserved_word(struct span s)
{
    static const char *const words[] = {"and", "or", "not", "in", "is", "if", "else"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t n = strlen(words[i]), same = 0;
        while (s.n == n && same < n && (s.p[same] | 32) == words[i][same])
            same++;
        if (same == n)
            return words[i];
    }
    return NULL;
}

struct node *parse_unexpected(struct parser *p, const char *expected)
{
    struct arena a = {0};
    enum lang lang = p->ev->ctx->lang;
    struct span s = parse_span(p, p->t);
    const char *found = p->t->type == T_END ? diag_text(DIAG_EXPR_THE_END, lang)
                                            : arena_printf(&a, "`%s`", arena_span(&a, s));
    const char *word = p->t->type == T_NAME ? reserved_word(s) : NULL, *before = NULL;
    if (p->t->type == T_NAME && p->last_end && p->t[-1].type == T_NAME)
        before = arena_span(&a, parse_span(p, p->t - 1));
    if (span_is(s, "="))
        diag(p->ev->ctx, DIAG_EXPR_EQUALS, expr_pos(p->expr, p->t->at));
    else if (word)
        diag(p->ev->ctx, DIAG_EXPR_SPELLING, expr_pos(p->expr, p->t->at), arena_span(&a, s), word);
    else if (before)
        diag(p->ev->ctx, DIAG_EXPR_TWO_NAMES, expr_pos(p->expr, p->t->at), before, arena_span(&a, s));
    else
        diag(p->ev->ctx, DIAG_EXPR_SYNTAX, expr_pos(p->expr, p->t->at), expected, found);
    arena_release(&a);
    return NULL;
}

bool parse_expect(struct parser *p, enum token_type type, const char *spelling)
{
    return parse_accept(p, type) || parse_unexpected(p, spelling);
}

bool parse_enter(struct parser *p)
{
    if (++p->depth <= LIMIT_DEPTH) {
        return true;
    }
    diag(p->ev->ctx, DIAG_EXPR_DEEP, expr_pos(p->expr, p->t->at));
    return false;
}

bool kids_add(struct parser *p, struct kids *k, struct node *kid)
{
    if (k->n == k->cap) {
        size_t cap = k->cap ? k->cap * 2 : 4;
        struct node **grown = ARENA_NEWS(parse_arena(p), cap, struct node *);
        if (k->n) {
            memcpy(grown, k->v, k->n * sizeof *grown);
        }
        k->v = grown;
        k->cap = cap;
    }
    k->v[k->n++] = kid;
    return true;
}

/* A node over its kids, from byte `at` to the last token taken; NULL when the chain gets too deep.
 */
struct node *parse_make(struct parser *p, enum node_type type, uint32_t at, struct kids kids)
{
    struct node *node = ARENA_NEW(parse_arena(p), struct node);
    node->type = type;
    node->at = at;
    node->start = kids.n && kids.v[0] && kids.v[0]->start < at ? kids.v[0]->start : at;
    node->end = p->last_end;
    node->kids = kids.v;
    node->n = kids.n;
    for (size_t i = 0; i < kids.n; i++) {
        if (kids.v[i] && kids.v[i]->depth >= node->depth) {
            node->depth = kids.v[i]->depth + 1;
        }
    }
    if (node->depth > EXPR_MAX_CHAIN) {
        diag(p->ev->ctx, DIAG_EXPR_DEEP, expr_pos(p->expr, at));
        return NULL;
    }
    return node;
}

static struct node *make_over(struct parser *p, enum node_type type, uint32_t at, struct node *x,
                              struct node *y)
{
    struct kids kids = {0};
    kids_add(p, &kids, x);
    if (y) {
        kids_add(p, &kids, y);
    }
    return parse_make(p, type, at, kids);
}

void parse_set_name(struct parser *p, struct node *node, const struct token *t)
{
    struct span s = parse_span(p, t);
    node->as.name.raw = text_nfc(parse_arena(p), s);
    node->as.name.folded = text_fold(parse_arena(p), s);
}

/* -- postfixes */

/* [i], [from:to:step] with any of the three left out. */
static struct node *parse_subscript(struct parser *p, struct node *of)
{
    struct kids kids = {0};
    kids_add(p, &kids, of);
    bool slice = false;
    for (int part = 0; part < 3; part++) {
        struct node *bound = NULL;
        if (p->t->type != T_COLON && p->t->type != T_RBRACKET) {
            bound = parse_condition(p);
            if (!bound) {
                return NULL;
            }
        }
        kids_add(p, &kids, bound);
        if (!parse_accept(p, T_COLON)) {
            break;
        }
        slice = true;
    }
    if (!slice && !kids.v[1]) {
        return parse_unexpected(p, diag_text(DIAG_EXPR_A_VALUE, p->ev->ctx->lang));
    }
    if (!parse_expect(p, T_RBRACKET, "`]`")) {
        return NULL;
    }
    while (slice && kids.n < 4) {
        kids_add(p, &kids, NULL);
    }
    return parse_make(p, slice ? NODE_SLICE : NODE_INDEX, of->at, kids);
}

/* .name, .0 and .method() */
static struct node *parse_member(struct parser *p, struct node *of)
{
    const struct token *t = p->t;
    if (t->type == T_NUMBER) {
        struct node *index = parse_number(p);
        return index ? make_over(p, NODE_INDEX, of->at, of, index) : NULL;
    }
    if (t->type != T_NAME) {
        return parse_unexpected(p, diag_text(DIAG_EXPR_A_NAME, p->ev->ctx->lang));
    }
    parse_advance(p);
    if (p->t->type == T_LPAREN) {
        const char *name = arena_span(parse_arena(p), parse_span(p, t));
        const struct callee *callee = method_lookup(name);
        if (strcmp(name, "format") == 0) {
            struct node *node = parse_invoke(p, NODE_FORMAT, of);
            if (node) {
                node->at = t->at;
            }
            return node;
        }
        if (callee) {
            return parse_call(p, NODE_METHOD, callee, of, t, NULL);
        }
        if (!p->ev->calls || callee_refused(NODE_METHOD, name) != DIAG__NONE) {
            return parse_unknown(p, NODE_METHOD, t, name);
        }
    }
    struct node *node = make_over(p, NODE_ATTRIBUTE, t->at, of, NULL);
    if (node) {
        parse_set_name(p, node, t);
    }
    return node && p->t->type == T_LPAREN ? parse_invoke(p, NODE_INVOKE, node) : node;
}

static struct node *parse_postfixes(struct parser *p, struct node *node)
{
    while (node) {
        if (parse_accept(p, T_DOT)) {
            node = parse_member(p, node);
        } else if (parse_accept(p, T_LBRACKET)) {
            node = parse_subscript(p, node);
        } else {
            break;
        }
    }
    return node;
}

/* Filters, tests, and members of what they give. */
static struct node *parse_filters(struct parser *p, struct node *node)
{
    while (node) {
        if (parse_accept(p, T_PIPE)) {
            node = parse_filter(p, node);
        } else if (parse_accept(p, T_IS)) {
            node = parse_test(p, node);
        } else {
            break;
        }
    }
    return node;
}

/* -- levels of operators */

static struct node *parse_signed(struct parser *p, enum node_type type)
{
    uint32_t at = p->t->at;
    parse_advance(p);
    struct node *of = parse_unary(p, false);
    return of ? make_over(p, type, at, of, NULL) : NULL;
}

struct node *parse_unary(struct parser *p, bool with_filters)
{
    struct node *node = NULL;
    if (parse_enter(p)) {
        node = p->t->type == T_MINUS  ? parse_signed(p, NODE_NEGATIVE)
               : p->t->type == T_PLUS ? parse_signed(p, NODE_POSITIVE)
                                      : parse_primary(p);
        node = parse_postfixes(p, node);
        if (with_filters) {
            node = parse_filters(p, node);
        }
    }
    p->depth--;
    return node;
}

/* The binary operators from loosest to tightest. */
static const enum token_type levels[][5] = {
    {T_PLUS, T_MINUS, T_END},
    {T_TILDE, T_END},
    {T_STAR, T_SLASH, T_FLOOR, T_PERCENT, T_END},
    {T_POWER, T_END},
};

static bool at_level(enum token_type type, size_t level)
{
    for (const enum token_type *t = levels[level]; *t != T_END; t++) {
        if (*t == type) {
            return true;
        }
    }
    return false;
}

static struct node *parse_binary(struct parser *p, size_t level)
{
    if (level == sizeof levels / sizeof *levels) {
        return parse_unary(p, true);
    }
    struct node *node = parse_binary(p, level + 1);
    while (node && at_level(p->t->type, level)) {
        enum token_type op = p->t->type;
        uint32_t at = node->at;
        parse_advance(p);
        struct node *right = parse_binary(p, level + 1);
        node = right ? make_over(p, NODE_BINARY, at, node, right) : NULL;
        if (node) {
            node->as.op = op;
        }
    }
    return node;
}

static bool accept_compare(struct parser *p, enum compare_op *op)
{
    static const struct {
        enum token_type token;
        enum compare_op op;
    } rows[] = {{T_EQ, CMP_EQ}, {T_NE, CMP_NE}, {T_LT, CMP_LT}, {T_LE, CMP_LE},
                {T_GT, CMP_GT}, {T_GE, CMP_GE}, {T_IN, CMP_IN}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (parse_accept(p, rows[i].token)) {
            *op = rows[i].op;
            return true;
        }
    }
    if (p->t->type == T_NOT && p->t[1].type == T_IN) {
        parse_advance(p);
        parse_advance(p);
        *op = CMP_NOT_IN;
        return true;
    }
    return false;
}

static struct node *parse_compare(struct parser *p)
{
    struct node *node = parse_binary(p, 0);
    struct kids kids = {0};
    enum compare_op op, *ops = NULL;
    size_t cap = 0;
    while (node && accept_compare(p, &op)) {
        if (!kids.n) {
            kids_add(p, &kids, node);
        }
        if (kids.n > cap) {
            cap = kids.n * 2;
            enum compare_op *grown = ARENA_NEWS(parse_arena(p), cap, enum compare_op);
            if (ops) {
                memcpy(grown, ops, (kids.n - 1) * sizeof *ops);
            }
            ops = grown;
        }
        ops[kids.n - 1] = op;
        node = parse_binary(p, 0);
        kids_add(p, &kids, node);
    }
    if (!node || !kids.n) {
        return node;
    }
    node = parse_make(p, NODE_COMPARE, kids.v[0]->at, kids);
    if (node) {
        node->as.ops = ops;
    }
    return node;
}

static struct node *parse_not(struct parser *p)
{
    if (p->t->type != T_NOT) {
        return parse_compare(p);
    }
    uint32_t at = p->t->at;
    struct node *node = NULL;
    if (parse_enter(p)) {
        parse_advance(p);
        struct node *of = parse_not(p);
        node = of ? make_over(p, NODE_NOT, at, of, NULL) : NULL;
    }
    p->depth--;
    return node;
}

static struct node *parse_logic(struct parser *p, enum token_type token)
{
    bool is_or = token == T_OR;
    struct node *node = is_or ? parse_logic(p, T_AND) : parse_not(p);
    while (node && parse_accept(p, token)) {
        struct node *right = is_or ? parse_logic(p, T_AND) : parse_not(p);
        node = right ? make_over(p, is_or ? NODE_OR : NODE_AND, node->at, node, right) : NULL;
    }
    return node;
}

/* x if c else y; chained from left to right as in Jinja. */
struct node *parse_condition(struct parser *p)
{
    struct node *node = parse_enter(p) ? parse_logic(p, T_OR) : NULL;
    while (node && parse_accept(p, T_IF)) {
        struct kids kids = {0};
        struct node *test = parse_logic(p, T_OR), *other = NULL;
        if (test && parse_accept(p, T_ELSE)) {
            other = parse_condition(p);
            test = other ? test : NULL;
        }
        if (!test) {
            node = NULL;
            break;
        }
        kids_add(p, &kids, node);
        kids_add(p, &kids, test);
        kids_add(p, &kids, other);
        node = parse_make(p, NODE_CONDITION, node->at, kids);
    }
    p->depth--;
    return node;
}

/* `7,5` at the end of what is an expression: reported with the mended form. */
static bool decimal_comma(struct parser *p, const struct token *first)
{
    const struct token *t = p->t;
    if (t == first || t->type != T_COMMA || t[-1].type != T_NUMBER || t[1].type != T_NUMBER) {
        return false;
    }
    struct arena a = {0};
    const char *whole = arena_span(&a, parse_span(p, t - 1));
    const char *mended = arena_printf(&a, "%s.%s", whole, arena_span(&a, parse_span(p, t + 1)));
    diag(p->ev->ctx, DIAG_EXPR_COMMA, expr_pos(p->expr, t->at), mended);
    arena_release(&a);
    return true;
}

/* a, b without parentheses, as statements take it; a trailing comma makes a list of one. */
static struct node *parse_bare_list(struct parser *p, struct node *first, bool with_condition)
{
    struct kids kids = {0};
    if (!first || p->t->type != T_COMMA)
        return first;
    kids_add(p, &kids, first);
    while (parse_accept(p, T_COMMA) && p->t->type != T_END && p->t->type != T_ASSIGN) {
        struct node *item = with_condition ? parse_condition(p) : parse_logic(p, T_OR);
        if (!item)
            return NULL;
        kids_add(p, &kids, item);
    }
    struct node *node = parse_make(p, NODE_LIST, first->at, kids);
    if (node) {
        node->tuple = true;
    }
    return node;
}

/* `end` NULL: the source is one expression to its end. Else it may go on behind *end. */
static bool parse_source(struct evaluator *ev, struct expr *e, enum expr_part part, size_t *end)
{
    if (!span_trim(e->source).n) {
        diag(ev->ctx, DIAG_EXPR_EMPTY, expr_pos(e, 0));
        return false;
    }
    if (e->source.n > EXPR_MAX_SOURCE) {
        diag(ev->ctx, DIAG_EXPR_LONG, expr_pos(e, 0));
        return false;
    }
    struct token *tokens = lex_tokens(ev->ctx, e);
    if (!tokens) {
        return false;
    }
    struct parser p = {.ev = ev, .expr = e, .t = tokens};
    struct node *root = part == EXPR_LOOPED ? (parse_enter(&p) ? parse_logic(&p, T_OR) : NULL) : parse_condition(&p);
    if (part != EXPR_ONE) {
        root = parse_bare_list(&p, root, part == EXPR_LIST);
    }
    if (root && !end && p.t->type != T_END) {
        root = decimal_comma(&p, tokens)
                   ? NULL
                   : parse_unexpected(&p, diag_text(DIAG_EXPR_AN_OPERATOR, ev->ctx->lang));
    }
    if (end) {
        *end = p.t->type == T_END ? e->source.n : p.t->at;
    }
    e->root = root;
    free(tokens);
    return root != NULL;
}

bool parse_expr(struct evaluator *ev, struct expr *e)
{
    return parse_source(ev, e, EXPR_ONE, NULL);
}

const struct expr *expr_parse_part(struct evaluator *ev, struct span source, struct pos where, enum expr_part part, size_t *end)
{
    struct expr *e = ARENA_NEW(&ev->arena, struct expr);
    e->source = span_make(arena_span(&ev->arena, source), source.n);
    e->where = where;
    return parse_source(ev, e, part, end) ? e : NULL;
}
