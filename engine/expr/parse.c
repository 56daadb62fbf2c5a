/* Recursive descent over the tokens, with Jinja's own levels: inline if, or, and, not, comparison,
 * + -, ~, * / // %, ** (from left to right, as Jinja has it), unary, then member, index, call,
 * filter and test, which bind tightest: `1 + x | so` filters x, `-5 | abs` is 5.
 *
 * Invariants: what is called exists and its arguments are in their slots when a tree is handed out;
 * recursion is bounded by LIMIT_DEPTH, the depth of the tree by EXPR_MAX_CHAIN; the first fault is
 * reported and ends the parse. */
#include <stdlib.h>

#include "expr/eval.h"
#include "text/text.h"

struct parser {
    struct evaluator *ev;
    const struct expr *expr;
    const struct token *t; /* the token at hand */
    uint32_t last_end;     /* end of the token before it */
    int depth;
};

struct kids {
    struct node **v;
    size_t n, cap;
};

static struct node *parse_condition(struct parser *p);
static struct node *parse_unary(struct parser *p, bool with_filters);

/* -- helpers */

static struct arena *arena(struct parser *p)
{
    return &p->ev->arena;
}

static struct span token_span(const struct parser *p, const struct token *t)
{
    return span_make(p->expr->source.p + t->at, t->end - t->at);
}

static void advance(struct parser *p)
{
    p->last_end = p->t->end;
    if (p->t->type != T_END) {
        p->t++;
    }
}

static bool accept(struct parser *p, enum token_type type)
{
    bool is = p->t->type == type;
    if (is) {
        advance(p);
    }
    return is;
}

/* "expected {1}, found {2}" at the token at hand. Always NULL. */
static struct node *unexpected(struct parser *p, const char *expected)
{
    struct arena a = {0};
    enum lang lang = p->ev->ctx->lang;
    struct span s = token_span(p, p->t);
    const char *found = p->t->type == T_END ? diag_text(DIAG_EXPR_THE_END, lang)
                                            : arena_printf(&a, "`%s`", arena_span(&a, s));
    diag(p->ev->ctx, DIAG_EXPR_SYNTAX, expr_pos(p->expr, p->t->at), expected, found);
    arena_release(&a);
    return NULL;
}

static bool expect(struct parser *p, enum token_type type, const char *spelling)
{
    return accept(p, type) || unexpected(p, spelling);
}

static bool enter(struct parser *p)
{
    if (++p->depth <= LIMIT_DEPTH) {
        return true;
    }
    diag(p->ev->ctx, DIAG_EXPR_DEEP, expr_pos(p->expr, p->t->at));
    return false;
}

static bool kids_add(struct parser *p, struct kids *k, struct node *kid)
{
    if (k->n == k->cap) {
        size_t cap = k->cap ? k->cap * 2 : 4;
        struct node **grown = ARENA_NEWS(arena(p), cap, struct node *);
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
static struct node *make(struct parser *p, enum node_type type, uint32_t at, struct kids kids)
{
    struct node *node = ARENA_NEW(arena(p), struct node);
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
    return make(p, type, at, kids);
}

static struct node *make_literal(struct parser *p, uint32_t at, struct result value)
{
    struct node *node = make(p, NODE_LITERAL, at, (struct kids){0});
    node->as.literal = value;
    return node;
}

static void set_name(struct parser *p, struct node *node, const struct token *t)
{
    struct span s = token_span(p, t);
    node->as.name.raw = arena_span(arena(p), s);
    node->as.name.folded = text_fold(arena(p), s);
}

/* -- calls: arguments go into their slots here, once */

static struct node *unknown(struct parser *p, enum node_type kind, const struct token *t,
                            const char *name)
{
    static const struct {
        enum node_type kind;
        enum diag_code plain, near;
    } rows[] = {
        {NODE_FILTER, DIAG_EXPR_FILTER, DIAG_EXPR_FILTER_NEAR},
        {NODE_TEST, DIAG_EXPR_TEST, DIAG_EXPR_TEST_NEAR},
        {NODE_METHOD, DIAG_EXPR_METHOD, DIAG_EXPR_METHOD_NEAR},
        {NODE_FUNCTION, DIAG_EXPR_FUNCTION, DIAG_EXPR_FUNCTION_NEAR},
    };
    struct arena a = {0};
    const char *near = text_nearest(text_fold(&a, span_of(name)), callee_names(&a, kind));
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (rows[i].kind == kind) {
            diag(p->ev->ctx, near ? rows[i].near : rows[i].plain, expr_pos(p->expr, t->at), name,
                 near);
        }
    }
    arena_release(&a);
    return NULL;
}

static bool bad_argument(struct parser *p, enum diag_code code, uint32_t at,
                         const struct callee *callee, const char *detail)
{
    struct buf names = {0};
    for (size_t i = 0; callee->args[i]; i++) {
        buf_printf(&names, "%s%s", i ? ", " : "", callee->args[i]);
    }
    diag(p->ev->ctx, code, expr_pos(p->expr, at), callee->name, detail, names.n ? names.p : "()");
    buf_release(&names);
    return false;
}

static bool keyword_slot(struct parser *p, const struct callee *callee, const struct token *t,
                         size_t *slot)
{
    struct span word = token_span(p, t);
    for (*slot = 0; callee->args[*slot]; ++*slot) {
        if (span_is(word, callee->args[*slot])) {
            return true;
        }
    }
    struct arena a = {0};
    bad_argument(p, DIAG_EXPR_ARGUMENT_NAME, t->at, callee, arena_span(&a, word));
    arena_release(&a);
    return false;
}

/* One argument of a call into its slot; kids[0] is the subject. */
static bool parse_argument(struct parser *p, const struct callee *callee, struct node **slots,
                           size_t *placed)
{
    uint32_t at = p->t->at;
    size_t slot = *placed;
    if (p->t->type == T_NAME && p->t[1].type == T_ASSIGN) {
        if (!keyword_slot(p, callee, p->t, &slot)) {
            return false;
        }
        advance(p);
        advance(p);
    } else if (slot >= callee->positional) {
        return bad_argument(p, DIAG_EXPR_ARGUMENT_MANY, at, callee, "");
    } else {
        ++*placed;
    }
    if (slots[slot]) {
        return bad_argument(p, DIAG_EXPR_ARGUMENT_TWICE, at, callee, callee->args[slot]);
    }
    slots[slot] = parse_condition(p);
    return slots[slot] != NULL;
}

static bool parse_arguments(struct parser *p, const struct callee *callee, struct node **slots)
{
    size_t placed = 0;
    while (p->t->type != T_RPAREN) {
        if (!parse_argument(p, callee, slots, &placed)) {
            return false;
        }
        if (!accept(p, T_COMMA)) {
            break;
        }
    }
    return expect(p, T_RPAREN, "`)`");
}

/* The call of `callee`, whose name has just been taken. `bare`: a test's one argument without
 * parentheses. */
static struct node *parse_call(struct parser *p, enum node_type kind, const struct callee *callee,
                               struct node *subject, const struct token *name, struct node *bare)
{
    struct node *slots[CALL_MAX_ARGS + 1] = {subject, bare};
    if (!bare && accept(p, T_LPAREN) && !parse_arguments(p, callee, slots + 1)) {
        return NULL;
    }
    for (size_t i = 0; i < callee->required; i++) {
        if (!slots[i + 1]) {
            bad_argument(p, DIAG_EXPR_ARGUMENT_FEW, name->at, callee, callee->args[i]);
            return NULL;
        }
    }
    struct kids kids = {0};
    for (size_t i = 0; i <= CALL_MAX_ARGS; i++) {
        kids_add(p, &kids, slots[i]);
    }
    struct node *node = make(p, kind, name->at, kids);
    if (node) {
        node->as.callee = callee;
    }
    return node;
}

static struct node *parse_filter(struct parser *p, struct node *subject)
{
    const struct token *t = p->t;
    if (t->type != T_NAME) {
        return unexpected(p, diag_text(DIAG_EXPR_A_FILTER, p->ev->ctx->lang));
    }
    const char *name = arena_span(arena(p), token_span(p, t));
    const struct callee *callee = filter_lookup(name);
    advance(p);
    return callee ? parse_call(p, NODE_FILTER, callee, subject, t, NULL)
                  : unknown(p, NODE_FILTER, t, name);
}

/* What may follow a test's name as its argument without parentheses. */
static bool starts_value(enum token_type t)
{
    return t == T_NAME || t == T_NUMBER || t == T_STRING || t == T_LBRACKET || t == T_LBRACE ||
           t == T_TRUE || t == T_FALSE || t == T_NONE;
}

static struct node *parse_test(struct parser *p, struct node *subject)
{
    bool negated = accept(p, T_NOT);
    const struct token *t = p->t;
    const char *name = arena_span(arena(p), token_span(p, t));
    const struct callee *callee = test_lookup(name);
    if (!callee && t->type != T_NAME) {
        return unexpected(p, diag_text(DIAG_EXPR_A_TEST, p->ev->ctx->lang));
    }
    advance(p);
    if (!callee) {
        return unknown(p, NODE_TEST, t, name);
    }
    struct node *bare = NULL;
    if (callee->positional && starts_value(p->t->type)) {
        bare = parse_unary(p, false);
        if (!bare) {
            return NULL;
        }
    }
    struct node *node = parse_call(p, NODE_TEST, callee, subject, t, bare);
    if (node) {
        node->negated = negated;
    }
    return node;
}

/* -- primaries */

static struct node *parse_number(struct parser *p)
{
    const struct token *t = p->t;
    struct span s = token_span(p, t);
    const char *point = memchr(s.p, '.', s.n);
    size_t decimals = point ? (size_t)(s.p + s.n - point) - 1 : 0;
    if (s.n > 1000) {
        diag(p->ev->ctx, DIAG_EXPR_BIG, expr_pos(p->expr, t->at));
        return NULL;
    }
    char *digits = arena_span(arena(p), s);
    if (point) {
        memmove(digits + (point - s.p), digits + (point - s.p) + 1, decimals + 1);
    }
    mpq_t v;
    mpq_init(v);
    mpz_set_str(mpq_numref(v), digits, 10);
    mpz_ui_pow_ui(mpq_denref(v), 10, decimals);
    mpq_canonicalize(v);
    advance(p);
    struct node *node = make(p, NODE_LITERAL, t->at, (struct kids){0});
    struct run run = {p->ev, p->expr, NULL};
    bool made = make_number(&run, node, v, &node->as.literal);
    mpq_clear(v);
    return made ? node : NULL;
}

/* Neighbouring strings are one, as in Python. */
static struct node *parse_string(struct parser *p)
{
    uint32_t at = p->t->at;
    struct buf b = {0};
    while (p->t->type == T_STRING) {
        struct span part;
        if (!lex_string(p->ev, p->expr, p->t, &part)) {
            buf_release(&b);
            return NULL;
        }
        buf_putspan(&b, part);
        advance(p);
    }
    return make_literal(p, at, result_text(arena_buf(arena(p), &b)));
}

/* Items up to `close`; a trailing comma is allowed. */
static bool parse_items(struct parser *p, enum token_type close, const char *spelling,
                        struct kids *kids, bool *comma)
{
    *comma = false;
    while (p->t->type != close) {
        struct node *item = parse_condition(p);
        if (!item) {
            return false;
        }
        kids_add(p, kids, item);
        if (!accept(p, T_COMMA)) {
            break;
        }
        *comma = true;
    }
    return expect(p, close, spelling);
}

static struct node *parse_list(struct parser *p)
{
    uint32_t at = p->t->at;
    bool comma;
    struct kids kids = {0};
    advance(p);
    return parse_items(p, T_RBRACKET, "`]`", &kids, &comma) ? make(p, NODE_LIST, at, kids) : NULL;
}

static struct node *parse_parentheses(struct parser *p)
{
    uint32_t at = p->t->at;
    bool comma;
    struct kids kids = {0};
    advance(p);
    if (!parse_items(p, T_RPAREN, "`)`", &kids, &comma)) {
        return NULL;
    }
    if (kids.n != 1 || comma) {
        return make(p, NODE_LIST, at, kids);
    }
    kids.v[0]->start = at;
    kids.v[0]->end = p->last_end;
    return kids.v[0];
}

static struct node *parse_map(struct parser *p)
{
    uint32_t at = p->t->at;
    struct kids kids = {0};
    advance(p);
    while (p->t->type != T_RBRACE) {
        struct node *key = parse_condition(p);
        if (!key || !expect(p, T_COLON, "`:`")) {
            return NULL;
        }
        struct node *value = parse_condition(p);
        if (!value) {
            return NULL;
        }
        kids_add(p, &kids, key);
        kids_add(p, &kids, value);
        if (!accept(p, T_COMMA)) {
            break;
        }
    }
    return expect(p, T_RBRACE, "`}`") ? make(p, NODE_MAP, at, kids) : NULL;
}

/* dict(a=1, b=2), the only call whose keywords are free. */
static struct node *parse_dict(struct parser *p, uint32_t at)
{
    struct kids kids = {0};
    while (p->t->type != T_RPAREN) {
        if (p->t->type != T_NAME || p->t[1].type != T_ASSIGN) {
            return unexpected(p, "`name=`");
        }
        struct token key = *p->t;
        advance(p);
        advance(p);
        struct node *value = parse_condition(p);
        if (!value) {
            return NULL;
        }
        const char *name = arena_span(arena(p), token_span(p, &key));
        kids_add(p, &kids, make_literal(p, key.at, result_text(name)));
        kids_add(p, &kids, value);
        if (!accept(p, T_COMMA)) {
            break;
        }
    }
    return expect(p, T_RPAREN, "`)`") ? make(p, NODE_MAP, at, kids) : NULL;
}

static struct node *parse_name(struct parser *p)
{
    const struct token *t = p->t;
    advance(p);
    if (p->t->type == T_LPAREN) {
        const char *name = arena_span(arena(p), token_span(p, t));
        if (strcmp(name, "dict") == 0) {
            advance(p);
            return parse_dict(p, t->at);
        }
        const struct callee *callee = function_lookup(name);
        return callee ? parse_call(p, NODE_FUNCTION, callee, NULL, t, NULL)
                      : unknown(p, NODE_FUNCTION, t, name);
    }
    struct node *node = make(p, NODE_NAME, t->at, (struct kids){0});
    set_name(p, node, t);
    return node;
}

static struct node *parse_primary(struct parser *p)
{
    uint32_t at = p->t->at;
    switch (p->t->type) {
    case T_NAME:
        return parse_name(p);
    case T_NUMBER:
        return parse_number(p);
    case T_STRING:
        return parse_string(p);
    case T_LPAREN:
        return parse_parentheses(p);
    case T_LBRACKET:
        return parse_list(p);
    case T_LBRACE:
        return parse_map(p);
    case T_TRUE:
    case T_FALSE: {
        bool value = p->t->type == T_TRUE;
        advance(p);
        return make_literal(p, at, result_bool(value));
    }
    case T_NONE:
        advance(p);
        return make_literal(p, at, (struct result){.type = RESULT_NONE});
    default:
        return unexpected(p, diag_text(DIAG_EXPR_A_VALUE, p->ev->ctx->lang));
    }
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
        if (!accept(p, T_COLON)) {
            break;
        }
        slice = true;
    }
    if (!slice && !kids.v[1]) {
        return unexpected(p, diag_text(DIAG_EXPR_A_VALUE, p->ev->ctx->lang));
    }
    if (!expect(p, T_RBRACKET, "`]`")) {
        return NULL;
    }
    while (slice && kids.n < 4) {
        kids_add(p, &kids, NULL);
    }
    return make(p, slice ? NODE_SLICE : NODE_INDEX, of->at, kids);
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
        return unexpected(p, diag_text(DIAG_EXPR_A_NAME, p->ev->ctx->lang));
    }
    advance(p);
    if (p->t->type == T_LPAREN) {
        const char *name = arena_span(arena(p), token_span(p, t));
        const struct callee *callee = method_lookup(name);
        return callee ? parse_call(p, NODE_METHOD, callee, of, t, NULL)
                      : unknown(p, NODE_METHOD, t, name);
    }
    struct node *node = make_over(p, NODE_ATTRIBUTE, t->at, of, NULL);
    if (node) {
        set_name(p, node, t);
    }
    return node;
}

static struct node *parse_postfixes(struct parser *p, struct node *node)
{
    while (node) {
        if (accept(p, T_DOT)) {
            node = parse_member(p, node);
        } else if (accept(p, T_LBRACKET)) {
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
        if (accept(p, T_PIPE)) {
            node = parse_filter(p, node);
        } else if (accept(p, T_IS)) {
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
    advance(p);
    struct node *of = parse_unary(p, false);
    return of ? make_over(p, type, at, of, NULL) : NULL;
}

static struct node *parse_unary(struct parser *p, bool with_filters)
{
    struct node *node = NULL;
    if (enter(p)) {
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
        advance(p);
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
        if (accept(p, rows[i].token)) {
            *op = rows[i].op;
            return true;
        }
    }
    if (p->t->type == T_NOT && p->t[1].type == T_IN) {
        advance(p);
        advance(p);
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
            enum compare_op *grown = ARENA_NEWS(arena(p), cap, enum compare_op);
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
    node = make(p, NODE_COMPARE, kids.v[0]->at, kids);
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
    if (enter(p)) {
        advance(p);
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
    while (node && accept(p, token)) {
        struct node *right = is_or ? parse_logic(p, T_AND) : parse_not(p);
        node = right ? make_over(p, is_or ? NODE_OR : NODE_AND, node->at, node, right) : NULL;
    }
    return node;
}

/* x if c else y; chained from left to right as in Jinja. */
static struct node *parse_condition(struct parser *p)
{
    struct node *node = enter(p) ? parse_logic(p, T_OR) : NULL;
    while (node && accept(p, T_IF)) {
        struct kids kids = {0};
        struct node *test = parse_logic(p, T_OR), *other = NULL;
        if (test && accept(p, T_ELSE)) {
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
        node = make(p, NODE_CONDITION, node->at, kids);
    }
    p->depth--;
    return node;
}

bool parse_expr(struct evaluator *ev, struct expr *e)
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
    struct node *root = parse_condition(&p);
    if (root && p.t->type != T_END) {
        root = unexpected(&p, diag_text(DIAG_EXPR_AN_OPERATOR, ev->ctx->lang));
    }
    e->root = root;
    free(tokens);
    return root != NULL;
}
