/* Calls of filters, tests, methods and functions.
 *
 * Invariant: a call's node has its subject in kids[0] and each argument in the slot that the
 * callee's row names, whether it was given by place or by name; so nothing has to be matched when
 * it runs. */
#include "base/diag/expr.h"
#include "expr/parse.h"
#include "text/text.h"

struct node *parse_unknown(struct parser *p, enum node_type kind, const struct token *t,
                           const char *name)
{
    static const struct {
        enum node_type kind;
        diag_code plain, near;
    } rows[] = {
        {NODE_FILTER, DIAG_EXPR_FILTER, DIAG_EXPR_FILTER_NEAR},
        {NODE_TEST, DIAG_EXPR_TEST, DIAG_EXPR_TEST_NEAR},
        {NODE_METHOD, DIAG_EXPR_METHOD, DIAG_EXPR_METHOD_NEAR},
        {NODE_FUNCTION, DIAG_EXPR_FUNCTION, DIAG_EXPR_FUNCTION_NEAR},
    };
    diag_code why = callee_refused(kind, name);
    if (why != DIAG__NONE) {
        diag(p->ev->ctx, DIAG_EXPR_REFUSED, expr_pos(p->expr, t->at), name, diag_text(why, p->ev->ctx->lang));
        return NULL;
    }
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

static bool bad_argument(struct parser *p, diag_code code, uint32_t at,
                         const struct callee *callee, const char *detail)
{
    return callee_fault(p->ev->ctx, code, expr_pos(p->expr, at), callee, detail);
}

static bool keyword_slot(struct parser *p, const struct callee *callee, const struct token *t,
                         size_t *slot)
{
    struct span word = parse_span(p, t);
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
        parse_advance(p);
        parse_advance(p);
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
        if (!parse_accept(p, T_COMMA)) {
            break;
        }
    }
    return parse_expect(p, T_RPAREN, "`)`");
}

struct node *parse_call(struct parser *p, enum node_type kind, const struct callee *callee,
                        struct node *subject, const struct token *name, struct node *bare)
{
    struct node *slots[CALL_MAX_ARGS + 1] = {subject, bare};
    if (!bare && parse_accept(p, T_LPAREN) && !parse_arguments(p, callee, slots + 1)) {
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
    struct node *node = parse_make(p, kind, name->at, kids);
    if (node) {
        node->as.callee = callee;
    }
    return node;
}

struct node *parse_filter(struct parser *p, struct node *subject)
{
    const struct token *t = p->t;
    if (t->type != T_NAME) {
        return parse_unexpected(p, diag_text(DIAG_EXPR_A_FILTER, p->ev->ctx->lang));
    }
    const char *name = arena_span(parse_arena(p), parse_span(p, t));
    const struct callee *callee = filter_lookup(name);
    parse_advance(p);
    if (strcmp(name, "format") == 0 && p->t->type == T_LPAREN) {
        struct node *node = parse_invoke(p, NODE_PERCENT, subject);
        if (node) {
            node->at = t->at;
        }
        return node;
    }
    return callee ? parse_call(p, NODE_FILTER, callee, subject, t, NULL)
                  : parse_unknown(p, NODE_FILTER, t, name);
}

/* What may follow a test's name as its argument without parentheses. */
static bool starts_value(enum token_type t)
{
    return t == T_NAME || t == T_NUMBER || t == T_STRING || t == T_LBRACKET || t == T_LBRACE ||
           t == T_TRUE || t == T_FALSE || t == T_NONE;
}

struct node *parse_test(struct parser *p, struct node *subject)
{
    bool negated = parse_accept(p, T_NOT);
    const struct token *t = p->t;
    const char *name = arena_span(parse_arena(p), parse_span(p, t));
    const struct callee *callee = test_lookup(name);
    if (!callee && t->type != T_NAME) {
        return parse_unexpected(p, diag_text(DIAG_EXPR_A_TEST, p->ev->ctx->lang));
    }
    parse_advance(p);
    if (!callee) {
        return parse_unknown(p, NODE_TEST, t, name);
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

struct node *parse_dict(struct parser *p, uint32_t at)
{
    struct kids kids = {0};
    while (p->t->type != T_RPAREN) {
        bool named = p->t->type == T_NAME && p->t[1].type == T_ASSIGN;
        if (!named && !kids.n) { /* dict(x, a=1): the pairs of x go first */
            struct node *first = parse_condition(p);
            if (!first) {
                return NULL;
            }
            kids_add(p, &kids, NULL);
            kids_add(p, &kids, first);
            if (!parse_accept(p, T_COMMA)) {
                break;
            }
            continue;
        }
        if (!named) {
            return parse_unexpected(p, "`name=`");
        }
        struct token key = *p->t;
        parse_advance(p);
        parse_advance(p);
        struct node *value = parse_condition(p);
        if (!value) {
            return NULL;
        }
        const char *name = arena_span(parse_arena(p), parse_span(p, &key));
        struct node *key_node = parse_make(p, NODE_LITERAL, key.at, (struct kids){0});
        key_node->as.literal = result_text(name);
        kids_add(p, &kids, key_node);
        kids_add(p, &kids, value);
        if (!parse_accept(p, T_COMMA)) {
            break;
        }
    }
    return parse_expect(p, T_RPAREN, "`)`") ? parse_make(p, NODE_MAP, at, kids) : NULL;
}

struct node *parse_space(struct parser *p, const struct callee *callee, const struct token *name)
{
    parse_advance(p);
    struct node *map = parse_dict(p, name->at);
    struct kids kids = {0};
    if (!map) {
        return NULL;
    }
    kids_add(p, &kids, NULL);
    kids_add(p, &kids, map);
    while (kids.n <= CALL_MAX_ARGS) {
        kids_add(p, &kids, NULL);
    }
    struct node *node = parse_make(p, NODE_FUNCTION, name->at, kids);
    if (node) {
        node->as.callee = callee;
    }
    return node;
}

struct node *parse_invoke(struct parser *p, enum node_type type, struct node *of)
{
    const char **names = ARENA_NEWS(parse_arena(p), INVOKE_MAX_ARGS, const char *);
    struct kids kids = {0};
    uint32_t at = p->t->at;
    kids_add(p, &kids, of);
    parse_advance(p);
    while (p->t->type != T_RPAREN) {
        bool named = p->t->type == T_NAME && p->t[1].type == T_ASSIGN;
        if (kids.n > INVOKE_MAX_ARGS || (!named && kids.n > 1 && names[kids.n - 2])) {
            return parse_unexpected(p, "`)`");
        }
        if (named) {
            names[kids.n - 1] = arena_span(parse_arena(p), parse_span(p, p->t));
            parse_advance(p);
            parse_advance(p);
        }
        struct node *arg = parse_condition(p);
        if (!arg) {
            return NULL;
        }
        kids_add(p, &kids, arg);
        if (!parse_accept(p, T_COMMA)) {
            break;
        }
    }
    if (!parse_expect(p, T_RPAREN, "`)`")) {
        return NULL;
    }
    struct node *node = parse_make(p, type, at, kids);
    if (node) {
        node->as.keywords = names;
    }
    return node;
}
