/* Inside expr: the evaluator, conversions between results, and the calls. Not for other modules.
 *
 * Every function that can fail reports once and returns false; a report names the node it concerns.
 * Work is charged (run_charge) before it is done, so one evaluation and one evaluator stay bounded.
 */
#ifndef EXPR_EVAL_H
#define EXPR_EVAL_H

#include "expr/read.h"
#include "expr/syntax.h"

struct evaluator {
    struct ctx *ctx;
    const struct data *data;
    struct arena arena;
    size_t steps; /* of the evaluation under way, nested texts included */
    size_t total; /* of all */
    bool joins;   /* + joins texts of the data */
    int nesting;  /* texts of the document that are being expanded inside each other */
    bool exact, calls, python; /* EXPR_ of expr_mode */
};

enum {
    EVAL_MAX_NESTING = 16,
    EVAL_MAX_MEMORY = 1 << 28, /* of one evaluator */
    EVAL_MAX_TOTAL = 1 << 26,  /* steps of one evaluator */
};

/* One expression being evaluated. */
struct run {
    struct evaluator *ev;
    const struct expr *expr;
    const struct scope *scope;
};

/* Where a missing value was looked for; result.as.missing. */
struct missing {
    struct pos pos;
    const struct value *parent; /* its keys are candidates; NULL: a name */
    const char *name;           /* folded */
};

struct list {
    struct result *v;
    size_t n;
};

/* Reports at the node; FAULT gives false as well. */
#define REPORT(run, node, code, ...)                                                               \
    diag((run)->ev->ctx, code, expr_pos((run)->expr, (node)->at) __VA_OPT__(, ) __VA_ARGS__)
#define FAULT(run, node, code, ...) (REPORT(run, node, code __VA_OPT__(, ) __VA_ARGS__), false)

/* -- eval.c */
bool run_node(struct run *r, const struct node *node, struct result *out);
bool run_charge(struct run *r, const struct node *node, size_t steps);
bool run_charge_bytes(struct run *r, const struct node *node, size_t bytes);
bool run_list(struct run *r, const struct node *node, size_t n, struct list *out); /* room for n */
struct result result_data(const struct value *v);
struct result result_text(const char *s);
struct result result_bool(bool b);
struct result result_list(struct list list);
static inline bool give_list(struct list list, struct result *out)
{
    *out = result_list(list);
    return true;
}
/* -- index.c */
bool run_index(struct run *r, const struct node *node, struct result *out);
bool run_slice(struct run *r, const struct node *node, struct result *out);

/* -- members.c */
bool run_name(struct run *r, const struct node *node, struct result *out);
/* Members by name or index; a missing one gives RESULT_UNDEFINED. */
bool run_member(struct run *r, const struct node *node, const struct result *of, const char *raw,
                const char *folded, struct result *out);
bool run_item(struct run *r, const struct node *node, const struct result *of, long i,
              struct result *out);
/* "a.b.0" as map() and sort() take it. */
bool run_path(struct run *r, const struct node *node, const struct result *of, const char *path,
              struct result *out);

/* -- convert.c */
bool report_missing(struct run *r, const struct node *node, const struct result *v); /* false */
bool report_need(struct run *r, const struct node *node, const struct result *v,
                 diag_code need); /* false; `need` is a noun's row */
bool need_number(struct run *r, const struct node *node, const struct result *v, mpq_t out);
bool need_whole(struct run *r, const struct node *node, const struct result *v, long min, long max,
                long *out);
/* `need_words` takes what is to be printed; `need_text` letters to work on: the mention of a cited
 * paper has none yet. */
bool need_words(struct run *r, const struct node *node, const struct result *v, struct span *out);
bool need_text(struct run *r, const struct node *node, const struct result *v, struct span *out);
bool need_list(struct run *r, const struct node *node, const struct result *v, struct list *out);
bool need_characters(struct run *r, const struct node *node, struct span s, struct list *out);
bool need_pairs(struct run *r, const struct node *node, const struct result *v, struct list *keys,
                struct list *values);
bool make_number(struct run *r, const struct node *node, const mpq_t v, struct result *out);
bool make_text(struct run *r, const struct node *node, struct buf *b,
               struct result *out); /* takes b */
bool run_truth(struct run *r, const struct result *v);
bool is_textual(const struct result *v); /* a string, or a scalar of the data */
bool is_listing(const struct result *v);
bool is_mapping(const struct result *v);
/* The content of a scalar of the data, traced; a literal text of the document is expanded. */
bool data_text(struct run *r, const struct node *node, const struct value *v, struct span *out);
bool expr_is_literal(const struct value *v); /* of the document's own file, outside so_lieu */
/* As data_text for null, bool and text alike; lists and maps stay. */
bool run_settle(struct run *r, const struct node *node, struct result *v);
char *expr_node_text(const struct run *r, struct arena *a,
                     const struct node *node); /* as written */
const char *noun(const struct run *r, diag_code row);
/* A figure without reporting; FIGURE_NONE for what is no scalar. Traced. */
enum figure_form try_figure(struct run *r, const struct result *v, mpq_t out);
bool report_ambiguous(struct run *r, const struct node *node, const struct value *v);

/* -- ops.c */
bool op_binary(struct run *r, const struct node *node, enum token_type op, const struct result *x,
               const struct result *y, struct result *out);
bool op_power(struct run *r, const struct node *node, const struct result *x,
              const struct result *y, struct result *out);

/* -- compare.c */
bool run_compare(struct run *r, const struct node *node, enum compare_op op, const struct result *x,
                 const struct result *y, bool *out);
/* An operand, loaded. */
struct operand {
    enum { IS_NONE, IS_MISSING, IS_BOOL, IS_NUMBER, IS_TEXT, IS_COMPOUND } type;
    bool boolean;
    bool data; /* text of the data: may be a figure */
    enum figure_form form;
    mpq_t number;
    struct span text;
    const struct value *value;
};
bool operand_load(struct run *r, const struct node *node, const struct result *v, struct operand *out); /* false: reported */
int order_sign(int i); /* -1, 0 or 1 */
int bytes_compare(struct span x, struct span y); /* Python's order of text: by code point */

/* -- sort_keys.c */
/* Keys to sort by: figures if all are, else text by the Vietnamese order. */
struct sort_key {
    enum { KEY_NONE, KEY_BOOL, KEY_NUMBER, KEY_TEXT, KEY_LIST } type;
    mpq_ptr number;
    const char *text;
    size_t index; /* in the list */
    bool bytes;   /* texts by code point, as Python orders them */
    struct sort_key *items; /* KEY_LIST */
    size_t n;
};
/* `attribute` NULL: the items themselves; "a,b": by a, then by b. `mixed`: keys of several types are allowed. */
bool keys_make(struct run *r, const struct node *node, struct list list, const char *attribute,
               bool fold_case, bool mixed, struct sort_key **out);
int key_compare(const struct sort_key *x, const struct sort_key *y);
bool keys_sort(struct run *r, const struct node *node, struct sort_key *keys, size_t n,
               bool reverse); /* stable */

/* -- print.c */
bool print_result(struct run *r, const struct node *node, const struct result *v, struct span *out);
/* `indent` of each level; -1: all on one line. */
bool print_json(struct run *r, const struct node *node, const struct result *v, int indent, struct buf *out);
/* Whether a value that nests this deep may still be added to what is printed. */
bool print_more(struct run *r, const struct node *node, int depth, const struct buf *out);

/* -- python.c: what EXPR_PYTHON does otherwise */
/* The data's scalar as Python's JSON reader gives it, traced; anything else stays. */
void python_value(struct run *r, struct result *v);
void python_float(mpq_t v); /* to the nearest float */
bool python_print(struct run *r, const struct node *node, const struct result *v, struct span *out); /* str() */
bool python_repr(struct run *r, const struct node *node, const struct result *v, struct span *out);
/* float() and int() of a text. false: Python raises. */
bool python_read_float(struct span s, mpq_t out);
bool python_read_whole(struct span s, int base, mpq_t out);
const char *python_float_text(struct arena *a, const mpq_t value); /* repr() of a float */
/* The digits of v > 0 rounded to n places: v is about 0.DIGITS times 10 to *point. */
char *python_significant(struct arena *a, const mpq_t v, size_t n, long *point);
/* A number that a filter or operator made of `like`: a float stays one. */
bool python_number(struct run *r, const struct node *node, mpq_t v, bool floating, struct result *out);

/* -- format.c: the formats of Python */
struct format_args {
    const struct result *v;
    const char *const *names;        /* NULL, also of one: given by place */
    const struct node *const *nodes; /* to blame; NULL: the call */
    size_t n;
    const struct result *map;        /* where %(name)s is looked for; NULL: nowhere */
    bool spare;                      /* values that the pattern has no place for are no fault */
};
bool format_percent(struct run *r, const struct node *node, struct span pattern, const struct format_args *args, struct result *out);
bool op_format(struct run *r, const struct node *node, struct span pattern, const struct result *v, struct result *out); /* pattern % v */
bool run_format(struct run *r, const struct node *node, struct result *out);

/* -- objects.c: what changes while a template runs */
bool run_invoke(struct run *r, const struct node *node, struct result *out);
/* A loop's cycle() and changed(); `turn` is told with the result that stands for the former. */
struct loop_calls *loop_calls_new(struct evaluator *ev, struct result *cycle, struct result *changed);
void loop_calls_turn(const struct result *cycle, size_t i);
bool space_member(struct run *r, const struct result *space, const char *name, struct result *out);

/* -- calls */
struct call {
    struct run *run;
    const struct node *node; /* the call; kids[0] is the subject's node */
    struct result subject;
    struct result args[CALL_MAX_ARGS];
    bool given[CALL_MAX_ARGS];
};
typedef bool call_fn(struct call *c, struct result *out);

struct callee {
    const char *name;
    call_fn *fn;
    unsigned char required;   /* arguments */
    unsigned char positional; /* arguments that may be given by place */
    bool takes_missing;       /* the subject may be a missing value */
    const char *args[CALL_MAX_ARGS + 1];
};

const struct callee *filter_lookup(const char *name);
const struct callee *test_lookup(const char *name);
const struct callee *method_lookup(const char *name);
const struct callee *function_lookup(const char *name);
/* Why there is no such one on purpose: a row of words; DIAG__NONE: it is only unknown. */
diag_code callee_refused(enum node_type kind, const char *name);
/* All names of one of the four tables, ending with NULL, for suggestions. */
const char *const *callee_names(struct arena *a, enum node_type kind);
/* Reports {1} the callee, {2} the detail, {3} its arguments; gives false. */
bool callee_fault(struct ctx *ctx, diag_code code, struct pos pos, const struct callee *callee,
                  const char *detail);
/* The node to blame for argument i, or the call itself. */
const struct node *call_arg_node(const struct call *c, size_t i);
bool call_text(struct call *c, size_t i, const char *otherwise, const char **out);
bool call_whole(struct call *c, size_t i, long otherwise, long min, long max, long *out);
bool call_bool(struct call *c, size_t i, bool otherwise);
bool call_subject_text(struct call *c, struct span *out);
bool call_subject_list(struct call *c, struct list *out);
bool call_subject_number(struct call *c, mpq_t out);
/* Calls the filter or test `name` on v with the arguments from `first` on, as map() and select()
 * do. */
bool call_by_name(struct call *c, bool test, const char *name, size_t first, const struct result *v,
                  struct result *out);

/* One function a row of the tables in calls.c. */
#define CALL_FILTERS(X)                                                                            \
    X(default)                                                                                     \
    X(length)                                                                                      \
    X(upper)                                                                                       \
    X(lower)                                                                                       \
    X(capitalize) X(title) X(trim) X(replace) X(join) X(first) X(last) X(round) X(abs) X(int)      \
        X(float) X(string) X(list) X(sum) X(min) X(max) X(sort) X(unique) X(reverse) X(map)        \
            X(select) X(reject) X(selectattr) X(rejectattr) X(groupby) X(batch) X(slice)           \
                X(dictsort) X(items) X(tojson) X(format) X(same) X(escape) X(attr) X(so) X(phan_tram)        \
                    X(bang_chu) X(ngay) X(ngay_ngan) X(la_ma) X(viet_hoa) X(thu_tu) X(tang_giam) X(markdown) X(html) \
                        X(center) X(filesizeformat) X(indent) X(striptags) X(truncate) X(urlencode) X(wordcount)
#define CALL_TESTS(X)                                                                              \
    X(defined)                                                                                     \
    X(undefined)                                                                                   \
    X(none)                                                                                        \
    X(true)                                                                                        \
    X(false) X(string) X(number) X(integer) X(float) X(mapping) X(sequence) X(boolean) X(even)     \
        X(odd) X(divisibleby) X(in) X(eq) X(ne) X(lt) X(le) X(gt) X(ge) X(lower) X(upper)          \
            X(filter) X(test) X(callable) X(sameas)
#define CALL_METHODS(X)                                                                            \
    X(items)                                                                                       \
    X(keys) X(values) X(get) X(strip) X(lstrip) X(rstrip) X(split) X(rsplit) X(join) X(startswith) X(endswith) X(title)               \
        X(ljust) X(rjust) X(zfill) X(expandtabs) X(find) X(rfind) X(index) X(rindex) X(count) X(removeprefix) X(removesuffix)      \
            X(partition) X(rpartition) X(splitlines) X(swapcase) X(isalpha) X(isalnum) X(isdecimal) X(isdigit) X(isnumeric)        \
                X(isspace) X(islower) X(isupper) X(istitle)
#define CALL_FUNCTIONS(X) X(range) X(iteritems) X(namespace) X(cycler) X(joiner)

#define DECLARE(name) call_fn filter_##name;
CALL_FILTERS(DECLARE)
#undef DECLARE
#define DECLARE(name) call_fn test_##name;
CALL_TESTS(DECLARE)
#undef DECLARE
#define DECLARE(name) call_fn method_##name;
CALL_METHODS(DECLARE)
#undef DECLARE
#define DECLARE(name) call_fn function_##name;
CALL_FUNCTIONS(DECLARE)
#undef DECLARE

#endif
