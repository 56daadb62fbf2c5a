/* Inside expr: tokens, the parsed tree and the tables of what can be called. Owned by lex.c and
 * parse.c; eval.c and the calls read it. Not for other modules. */
#ifndef EXPR_SYNTAX_H
#define EXPR_SYNTAX_H

#include "expr/expr.h"

enum token_type {
    T_END,
    T_NAME,
    T_NUMBER,
    T_STRING,
    T_PLUS,
    T_MINUS,
    T_STAR,
    T_SLASH,
    T_FLOOR,
    T_PERCENT,
    T_POWER,
    T_TILDE,
    T_EQ,
    T_NE,
    T_LT,
    T_LE,
    T_GT,
    T_GE,
    T_ASSIGN,
    T_PIPE,
    T_DOT,
    T_COMMA,
    T_COLON,
    T_LPAREN,
    T_RPAREN,
    T_LBRACKET,
    T_RBRACKET,
    T_LBRACE,
    T_RBRACE,
    T_AND,
    T_OR,
    T_NOT,
    T_IN,
    T_IS,
    T_IF,
    T_ELSE,
    T_TRUE,
    T_FALSE,
    T_NONE,
};

struct token {
    enum token_type type;
    uint32_t at, end; /* bytes of the source */
};

enum node_type {
    NODE_LITERAL,
    NODE_NAME,
    NODE_ATTRIBUTE, /* kids[0].name */
    NODE_INDEX,     /* kids[0][kids[1]] */
    NODE_SLICE,     /* kids[0][kids[1]:kids[2]:kids[3]], NULL where left out */
    NODE_LIST,      /* and tuples */
    NODE_MAP,       /* key, value, key, value */
    NODE_FILTER,    /* kids[0] the subject, then the arguments by slot, NULL where not given */
    NODE_TEST,
    NODE_METHOD,
    NODE_FUNCTION, /* kids[0] is NULL */
    NODE_INVOKE,   /* kids[0] is called; then the arguments, named as in `keywords` */
    NODE_FORMAT,   /* kids[0].format(...), the same */
    NODE_PERCENT,  /* kids[0] | format(...), the same */
    NODE_NEGATIVE,
    NODE_POSITIVE,
    NODE_NOT,
    NODE_AND,
    NODE_OR,
    NODE_BINARY,    /* op */
    NODE_COMPARE,   /* kids[0] ops[0] kids[1] ops[1] ... as Python chains them */
    NODE_CONDITION, /* kids[0] if kids[1] else kids[2]; kids[2] may be NULL */
};

enum compare_op { CMP_EQ, CMP_NE, CMP_LT, CMP_LE, CMP_GT, CMP_GE, CMP_IN, CMP_NOT_IN };

struct callee;
struct node {
    enum node_type type;
    uint32_t at;         /* byte of the source to blame: the name, the filter's name, ... */
    uint32_t start, end; /* the whole text, parentheses included */
    int depth;           /* levels under this one */
    union {
        struct {
            const char *raw, *folded;
        } name;
        struct result literal;
        const struct callee *callee;
        enum token_type op;
        const enum compare_op *ops;
        const char *const *keywords;
    } as;
    bool negated; /* is not */
    bool tuple;   /* NODE_LIST: written ( , ) or bare */
    struct node **kids;
    size_t n;
};

/* Bounds of one expression's source. */
enum { EXPR_MAX_SOURCE = 1 << 16, EXPR_MAX_CHAIN = 1000, CALL_MAX_ARGS = 8, INVOKE_MAX_ARGS = 32 };

struct expr {
    const struct node *root;
    struct span source;
    struct pos where;           /* of the first byte, unless it stands in a scalar */
    const struct value *scalar; /* the literal text it was found in, or NULL */
    size_t offset;              /* in that text */
};

struct pos expr_pos(const struct expr *e, size_t at);

/* The tokens of e->source, ending with T_END, to be freed with free(). NULL: reported. */
struct token *lex_tokens(struct ctx *ctx, const struct expr *e);
/* The value of a string token, quotes off, escapes resolved, NFC. false: reported. */
bool lex_string(struct evaluator *ev, const struct expr *e, const struct token *t,
                struct span *out);

/* Parses e->source into e->root. false: reported, once. */
bool parse_expr(struct evaluator *ev, struct expr *e);
/* As expr_parse for source that stands at `offset` of a scalar's text. */
const struct expr *expr_parse_in(struct evaluator *ev, const struct value *scalar, size_t offset,
                                 struct span source);

#endif
