/* The expression language: Jinja2's core, exact numbers, strict about what is missing.
 *
 * `expr_text` expands the {{ }} of one literal text. Control flow of templates is not here: templates
 * call expr_eval for their conditions and loops and push scopes. Nothing walks attributes of anything
 * but data; methods are a white list; power, repetition and range are bounded. */
#ifndef EXPR_EXPR_H
#define EXPR_EXPR_H

#include "data/value.h"
#include "expr/number.h"

enum result_type {
    RESULT_UNDEFINED, /* a missing value: only `is defined`, default() and truth tests accept it */
    RESULT_NONE,
    RESULT_BOOL,
    RESULT_NUMBER,
    RESULT_STRING,
    RESULT_LIST,
    RESULT_MAP,
    RESULT_DATA, /* a value of the tree, not read yet */
    RESULT_MARKUP,   /* made by a template in the form of its output: it can be printed and tested, nothing else */
    RESULT_CALLABLE, /* x(...) */
    RESULT_SPACE,    /* namespace(): members that `set` changes */
};

struct callable;

struct result {
    enum result_type type;
    union {
        bool boolean;
        mpq_ptr number;      /* lives as long as the evaluator; read only, its limbs are the arena's */
        struct span string;
        struct { struct result *v; size_t n; } list;
        struct { struct result *keys, *values; size_t n; struct callable *self; } map; /* self: runs when the map itself is called; may be NULL */
        const struct value *data;
        const struct missing *missing; /* RESULT_UNDEFINED: where it was looked for; may be NULL */
        struct span markup;
        struct callable *callable;
        struct space *space;
    } as;
    bool floating; /* RESULT_NUMBER: a float of Python */
    bool tuple;    /* RESULT_LIST: likewise */
    const char *path;    /* RESULT_UNDEFINED: the data path that is missing */
    const char *written; /* RESULT_NUMBER: as written in the data, if it was read and not computed */
};

/* Names: innermost scope first, then the members of the data root, then `so_lieu`'s members. */
struct scope {
    const struct scope *outer;
    const char *name;
    struct result value;
    const struct value *data; /* a computed value: what of the data it starts from, for messages; may be NULL */
    bool faulty;              /* there is no value, which was reported: what reads it fails without a word */
};

/* Bounds of one evaluation. */
enum { EXPR_MAX_STEPS = 1 << 21, EXPR_MAX_STRING = 1 << 20, EXPR_MAX_LIST = 250000, EXPR_MAX_BITS = 4096 };

/* An evaluator serves one merge; everything it returns lives until expr_free. */
struct evaluator;
struct evaluator *expr_new(struct ctx *ctx, const struct data *data);
void expr_free(struct evaluator *ev);

/* How expressions are read and run; said before the first is parsed.
 * EXPR_EXACT: names and keys are told apart as written; a key that is not there as written is looked for folded.
 * EXPR_CALLS: x(...) may call what the scopes and members hold (macros).
 * EXPR_PYTHON: numbers, printing and what is missing are as in Jinja2 under Python.
 * EXPR_JOINS: + joins two texts of the data, as it does in JavaScript; without, each must be a figure. Likewise what is
 * missing may be compared: it equals only what is missing or null, and every < and > with it is false. */
enum { EXPR_EXACT = 1, EXPR_CALLS = 2, EXPR_PYTHON = 4, EXPR_JOINS = 8 };
void expr_mode(struct evaluator *ev, unsigned mode);

/* What x(...) runs. The arguments live until it returns. */
struct expr_call {
    struct evaluator *ev;
    struct pos pos; /* for reports */
    const struct result *args;
    const char *const *names; /* of each argument; NULL: given by place, before all that are named */
    size_t n;
};
struct callable {
    bool (*call)(struct callable *self, const struct expr_call *call, struct result *out); /* false: reported */
};
/* Gives a member of namespace() a value. false: it is no namespace, or full. */
bool expr_space_set(struct evaluator *ev, const struct result *space, const char *name, const struct result *value);

/* Its bounds are reached: whatever is evaluated next fails too. */
bool expr_exhausted(const struct evaluator *ev);

struct expr; /* a parsed expression */
/* `where` is the position of the first character; NULL: reported. */
const struct expr *expr_parse(struct evaluator *ev, struct span source, struct pos where);
/* What one evaluator has parsed, another of the same modes may run, as long as the first lives. */
/* The expression that a statement's source begins with. `end` NULL: it is all of the source; else *end is the byte where it
 * stops. EXPR_LIST: a, b is a list; EXPR_LOOPED: the same, and `if` ends it. */
enum expr_part { EXPR_ONE, EXPR_LIST, EXPR_LOOPED };
const struct expr *expr_parse_part(struct evaluator *ev, struct span source, struct pos where, enum expr_part part, size_t *end);
bool expr_eval(struct evaluator *ev, const struct expr *e, const struct scope *scope, struct result *out);
bool expr_truth(struct evaluator *ev, const struct expr *e, const struct scope *scope, bool *out);
/* The result as printed: numbers with the decimal comma; a number read from data and not computed as
 * written; a computed number without a finite decimal is an error that names the filters. NULL: reported. */
const char *expr_print(struct evaluator *ev, const struct result *r, struct pos where);
/* The same of what `e` gave: reports at its place. */
const char *expr_print_of(struct evaluator *ev, const struct expr *e, const struct scope *scope, const struct result *r);

/* Expands {{ }} in a scalar of a document (its source says `document`); in any other scalar the text is
 * returned as it is. Positions come from the scalar's marks. NULL: reported (every fault of the text). */
const char *expr_text(struct evaluator *ev, const struct value *scalar, const struct scope *scope);
/* The same in two steps, for a text that is printed many times: the pieces live as long as the evaluator.
 * NULL: reported. */
struct expr_literal;
const struct expr_literal *expr_text_parse(struct evaluator *ev, const struct value *scalar);
const char *expr_text_print(struct evaluator *ev, const struct expr_literal *l, const struct scope *scope);
bool expr_has_tags(struct span text); /* holds "{{" */

/* The items that a loop over the result goes through: of a list; of a map its keys. false: reported. */
bool expr_items(struct evaluator *ev, const struct expr *e, const struct result *r, struct result **items, size_t *n);
/* The name that a loop gives its own state: a map of index (from 1), index0, revindex, revindex0, first, last, length, previtem,
 * nextitem and depth, made once and told of each turn. `depth` from 1: of a loop that runs inside itself; `again`: what
 * loop(items) runs, NULL if it must not. */
struct result expr_loop_new(struct evaluator *ev, size_t depth, struct callable *again);
void expr_loop_turn(struct evaluator *ev, struct result *loop, const struct result *items, size_t i, size_t n);

/* The two sides of an expression that is one comparison X == Y, for messages. `text` is the side as printed,
 * NULL if it cannot be printed; `data` the value of the data that it starts from, NULL if there is none.
 * false: it is no such comparison, or evaluating it has reported. */
struct expr_side {
    const char *text;
    const struct value *data;
};
bool expr_sides(struct evaluator *ev, const struct expr *e, const struct scope *scope, struct expr_side out[2]);
/* The value of the data that an expression starts from, as of a side. NULL: none. */
const struct value *expr_origin(struct evaluator *ev, const struct expr *e, const struct scope *scope);
/* Calls `each` with every path of names that the expression reads: "ky.ten", "mo_hinh". */
void expr_paths(const struct expr *e, void (*each)(void *user, const char *path), void *user);
void expr_text_paths(const struct expr_literal *l, void (*each)(void *user, const char *path), void *user);

/* A figure of the data (traced as VALUE); `out` initialised. false: reported, with both readings of an ambiguous one. */
bool expr_figure(struct evaluator *ev, const struct value *v, mpq_t out);

#endif
