/* Inside the parser: its state and what parse.c (operators, members), parse_value.c (values) and
 * parse_call.c (calls) need of each other. Not for others. */
#ifndef EXPR_PARSE_H
#define EXPR_PARSE_H

#include "expr/eval.h"

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

/* -- parse.c */
struct arena *parse_arena(struct parser *p);
struct span parse_span(const struct parser *p, const struct token *t);
void parse_advance(struct parser *p);
bool parse_accept(struct parser *p, enum token_type type);
/* "expected {1}, found {2}" at the token at hand. Always NULL. */
struct node *parse_unexpected(struct parser *p, const char *expected);
bool parse_expect(struct parser *p, enum token_type type, const char *spelling);
bool parse_enter(struct parser *p); /* one level deeper; the caller counts depth down again */
bool kids_add(struct parser *p, struct kids *k, struct node *kid);
/* A node over its kids, from byte `at` to the last token taken; NULL when the chain gets too deep.
 */
struct node *parse_make(struct parser *p, enum node_type type, uint32_t at, struct kids kids);
void parse_set_name(struct parser *p, struct node *node, const struct token *t);
struct node *parse_condition(struct parser *p);
struct node *parse_unary(struct parser *p, bool with_filters);

/* -- parse_value.c */
struct node *parse_primary(struct parser *p);
struct node *parse_number(struct parser *p); /* a T_NUMBER */

/* -- parse_call.c */
struct node *parse_unknown(struct parser *p, enum node_type kind, const struct token *t,
                           const char *name);
/* The call of `callee`, whose name has just been taken. `bare`: a test's one argument without
 * parentheses. */
struct node *parse_call(struct parser *p, enum node_type kind, const struct callee *callee,
                        struct node *subject, const struct token *name, struct node *bare);
struct node *parse_filter(struct parser *p, struct node *subject);
struct node *parse_test(struct parser *p, struct node *subject);
/* dict(a=1, b=2), the only call whose keywords are free; its `(` has been taken. */
struct node *parse_dict(struct parser *p, uint32_t at);
/* namespace(a=1) or namespace(map). */
struct node *parse_space(struct parser *p, const struct callee *callee, const struct token *name);
/* A call whose keywords are free, of what `of` gives; its `(` is next. */
struct node *parse_invoke(struct parser *p, enum node_type type, struct node *of);

#endif
