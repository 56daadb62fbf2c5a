/* What an expression is made of at its leaves: figures, strings, lists, maps, names, calls of
 * functions, and anything in parentheses. */
#include "base/diag/expr.h"
#include "expr/parse.h"

static struct node *make_literal(struct parser *p, uint32_t at, struct result value)
{
    struct node *node = parse_make(p, NODE_LITERAL, at, (struct kids){0});
    node->as.literal = value;
    return node;
}

enum { NUMBER_MAX_SOURCE = 1000, NUMBER_MAX_POWER = 400 };

/* The value of digits as the lexer lets them pass. false: too long. */
static bool number_value(const char *p, mpq_t v, bool *floating)
{
    char digits[NUMBER_MAX_SOURCE + 1];
    size_t n = 0, decimals = 0;
    long power = 0;
    bool point = false;
    char letter = p[0] == '0' ? (char)(p[1] | 32) : '\0';
    int base = letter == 'x' ? 16 : letter == 'o' ? 8 : letter == 'b' ? 2 : 10;
    for (p += base == 10 ? 0 : 2; *p && (base == 16 || (*p | 32) != 'e'); p++) {
        point |= *p == '.';
        if (*p != '.' && *p != '_') {
            digits[n++] = *p;
            decimals += point;
        }
    }
    if (*p) {
        bool minus = *++p == '-';
        for (p += *p == '-' || *p == '+'; *p && power <= NUMBER_MAX_POWER; p++) {
            power = *p == '_' ? power : power * 10 + (*p - '0');
        }
        if (power > NUMBER_MAX_POWER) {
            return false;
        }
        *floating = true;
        power = minus ? -power : power;
    }
    *floating |= point;
    digits[n] = '\0';
    mpz_set_str(mpq_numref(v), digits, base);
    mpz_ui_pow_ui(mpq_denref(v), 10, decimals + (power < 0 ? (size_t)-power : 0));
    if (power > 0) {
        mpz_t ten;
        mpz_init(ten);
        mpz_ui_pow_ui(ten, 10, (unsigned long)power);
        mpz_mul(mpq_numref(v), mpq_numref(v), ten);
        mpz_clear(ten);
    }
    mpq_canonicalize(v);
    return true;
}

struct node *parse_number(struct parser *p)
{
    const struct token *t = p->t;
    struct span s = parse_span(p, t);
    mpq_t v;
    bool floating = false;
    mpq_init(v);
    struct node *node = NULL;
    if (s.n > NUMBER_MAX_SOURCE || !number_value(arena_span(parse_arena(p), s), v, &floating)) {
        diag(p->ev->ctx, DIAG_EXPR_BIG, expr_pos(p->expr, t->at));
    } else {
        parse_advance(p);
        struct run run = {p->ev, p->expr, NULL};
        node = parse_make(p, NODE_LITERAL, t->at, (struct kids){0});
        node = python_number(&run, node, v, floating, &node->as.literal) ? node : NULL;
    }
    mpq_clear(v);
    return node;
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
        parse_advance(p);
    }
    return make_literal(p, at, result_text(arena_buf(parse_arena(p), &b)));
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
        if (!parse_accept(p, T_COMMA)) {
            break;
        }
        *comma = true;
    }
    return parse_expect(p, close, spelling);
}

static struct node *parse_list(struct parser *p)
{
    uint32_t at = p->t->at;
    bool comma;
    struct kids kids = {0};
    parse_advance(p);
    return parse_items(p, T_RBRACKET, "`]`", &kids, &comma) ? parse_make(p, NODE_LIST, at, kids)
                                                            : NULL;
}

static struct node *parse_parentheses(struct parser *p)
{
    uint32_t at = p->t->at;
    bool comma;
    struct kids kids = {0};
    parse_advance(p);
    if (!parse_items(p, T_RPAREN, "`)`", &kids, &comma)) {
        return NULL;
    }
    if (kids.n != 1 || comma) {
        struct node *node = parse_make(p, NODE_LIST, at, kids);
        if (node) {
            node->tuple = true;
        }
        return node;
    }
    kids.v[0]->start = at;
    kids.v[0]->end = p->last_end;
    return kids.v[0];
}

static struct node *parse_map(struct parser *p)
{
    uint32_t at = p->t->at;
    struct kids kids = {0};
    parse_advance(p);
    while (p->t->type != T_RBRACE) {
        struct node *key = parse_condition(p);
        if (!key || !parse_expect(p, T_COLON, "`:`")) {
            return NULL;
        }
        struct node *value = parse_condition(p);
        if (!value) {
            return NULL;
        }
        kids_add(p, &kids, key);
        kids_add(p, &kids, value);
        if (!parse_accept(p, T_COMMA)) {
            break;
        }
    }
    return parse_expect(p, T_RBRACE, "`}`") ? parse_make(p, NODE_MAP, at, kids) : NULL;
}

static struct node *parse_name(struct parser *p)
{
    const struct token *t = p->t;
    parse_advance(p);
    if (p->t->type == T_LPAREN) {
        const char *name = arena_span(parse_arena(p), parse_span(p, t));
        if (strcmp(name, "dict") == 0) {
            parse_advance(p);
            return parse_dict(p, t->at);
        }
        const struct callee *callee = function_lookup(name);
        if (callee && strcmp(name, "namespace") == 0) {
            return parse_space(p, callee, t);
        }
        if (callee) {
            return parse_call(p, NODE_FUNCTION, callee, NULL, t, NULL);
        }
        if (!p->ev->calls || callee_refused(NODE_FUNCTION, name) != DIAG__NONE) {
            return parse_unknown(p, NODE_FUNCTION, t, name);
        }
    }
    struct node *node = parse_make(p, NODE_NAME, t->at, (struct kids){0});
    parse_set_name(p, node, t);
    return p->t->type == T_LPAREN ? parse_invoke(p, NODE_INVOKE, node) : node;
}

struct node *parse_primary(struct parser *p)
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
        parse_advance(p);
        return make_literal(p, at, result_bool(value));
    }
    case T_NONE:
        parse_advance(p);
        return make_literal(p, at, (struct result){.type = RESULT_NONE});
    default:
        return parse_unexpected(p, diag_text(DIAG_EXPR_A_VALUE, p->ev->ctx->lang));
    }
}
