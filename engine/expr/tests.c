/* Tests (`is`). Those that ask what a value of the data is read its shape, or its content where the
 * answer hangs on it: `12` is a number, `abc` is not. */
#include "base/diag/expr.h"
#include "expr/eval.h"
#include "text/text.h"

static bool give(bool holds, struct result *out)
{
    *out = result_bool(holds);
    return true;
}

/* A value of the data that is only asked for its kind. */
static void saw_shape(struct call *c)
{
    if (c->subject.type == RESULT_DATA) {
        read_shape(c->run->ev->ctx, c->subject.as.data);
    }
}

static bool is_data(const struct call *c, enum value_type type)
{
    return c->subject.type == RESULT_DATA && c->subject.as.data->type == type;
}

bool test_defined(struct call *c, struct result *out)
{
    saw_shape(c);
    return give(c->subject.type != RESULT_UNDEFINED, out);
}

bool test_undefined(struct call *c, struct result *out)
{
    saw_shape(c);
    return give(c->subject.type == RESULT_UNDEFINED, out);
}

bool test_none(struct call *c, struct result *out)
{
    saw_shape(c);
    return give(c->subject.type == RESULT_NONE || is_data(c, VALUE_NULL), out);
}

static bool test_bool_value(struct call *c, bool value, struct result *out)
{
    bool boolean = false;
    if (is_data(c, VALUE_BOOL)) {
        read_value(c->run->ev->ctx, c->subject.as.data);
        boolean = c->subject.as.data->as.boolean == value;
    } else if (c->subject.type == RESULT_BOOL) {
        boolean = c->subject.as.boolean == value;
    } else {
        saw_shape(c);
    }
    return give(boolean, out);
}

bool test_true(struct call *c, struct result *out)
{
    return test_bool_value(c, true, out);
}

bool test_false(struct call *c, struct result *out)
{
    return test_bool_value(c, false, out);
}

bool test_boolean(struct call *c, struct result *out)
{
    saw_shape(c);
    return give(c->subject.type == RESULT_BOOL || is_data(c, VALUE_BOOL), out);
}

bool test_mapping(struct call *c, struct result *out)
{
    saw_shape(c);
    return give(is_mapping(&c->subject), out);
}

bool test_sequence(struct call *c, struct result *out)
{
    saw_shape(c);
    bool missing = c->run->ev->python && c->subject.type == RESULT_UNDEFINED;
    return give(missing || is_mapping(&c->subject) || is_listing(&c->subject) || is_textual(&c->subject), out);
}

/* -- figures */

enum figure_kind { NO_FIGURE, WHOLE, FRACTION };

static bool figure_kind(struct call *c, enum figure_kind *out)
{
    mpq_t v;
    if (c->run->ev->python) {
        *out = c->subject.type != RESULT_NUMBER ? NO_FIGURE : c->subject.floating ? FRACTION : WHOLE;
        return true;
    }
    mpq_init(v);
    enum figure_form form = try_figure(c->run, &c->subject, v);
    *out = form == FIGURE_NONE ? NO_FIGURE : mpz_cmp_ui(mpq_denref(v), 1) == 0 ? WHOLE : FRACTION;
    mpq_clear(v);
    return form != FIGURE_AMBIGUOUS || report_ambiguous(c->run, c->node, c->subject.as.data);
}

/* true and false are numbers in Python, but no integers to Jinja. */
bool test_number(struct call *c, struct result *out)
{
    enum figure_kind kind;
    if (c->run->ev->python && c->subject.type == RESULT_BOOL) {
        return give(true, out);
    }
    return figure_kind(c, &kind) && give(kind != NO_FIGURE, out);
}

bool test_integer(struct call *c, struct result *out)
{
    enum figure_kind kind;
    return figure_kind(c, &kind) && give(kind == WHOLE, out);
}

bool test_float(struct call *c, struct result *out)
{
    enum figure_kind kind;
    return figure_kind(c, &kind) && give(kind == FRACTION, out);
}

/* Text in quotes is text even when it could be read as a figure. */
bool test_string(struct call *c, struct result *out)
{
    if (!is_data(c, VALUE_SCALAR) || c->subject.as.data->as.scalar.quoted) {
        saw_shape(c);
        return give(is_textual(&c->subject), out);
    }
    enum figure_kind kind;
    return figure_kind(c, &kind) && give(kind == NO_FIGURE, out);
}

static bool need_integer(struct call *c, const struct node *node, const struct result *v, mpq_t out)
{
    return need_number(c->run, node, v, out) &&
           (c->run->ev->python || mpz_cmp_ui(mpq_denref(out), 1) == 0 || report_need(c->run, node, v, DIAG_EXPR_A_WHOLE));
}

/* The subject divided by `by` leaves `rest`. */
static bool divides(struct call *c, const mpq_t by, unsigned long rest, struct result *out)
{
    mpq_t v;
    mpq_init(v);
    bool done = need_integer(c, c->node->kids[0], &c->subject, v);
    if (done) {
        mpz_submul_ui(mpq_numref(v), mpq_denref(v), rest);
        mpq_div(v, v, by);
        give(mpz_cmp_ui(mpq_denref(v), 1) == 0, out);
    }
    mpq_clear(v);
    return done;
}

static bool parity(struct call *c, bool odd, struct result *out)
{
    mpq_t two;
    mpq_init(two);
    mpq_set_ui(two, 2, 1);
    bool done = divides(c, two, odd, out);
    mpq_clear(two);
    return done;
}

bool test_even(struct call *c, struct result *out)
{
    return parity(c, false, out);
}

bool test_odd(struct call *c, struct result *out)
{
    return parity(c, true, out);
}

bool test_divisibleby(struct call *c, struct result *out)
{
    mpq_t by;
    mpq_init(by);
    bool done = need_integer(c, call_arg_node(c, 0), &c->args[0], by);
    if (done && mpq_sgn(by) == 0) {
        done = FAULT(c->run, call_arg_node(c, 0), DIAG_EXPR_DIVISION);
    }
    done = done && divides(c, by, 0, out);
    mpq_clear(by);
    return done;
}

bool test_callable(struct call *c, struct result *out)
{
    return give(c->subject.type == RESULT_CALLABLE || (c->run->ev->python && c->subject.type == RESULT_UNDEFINED), out);
}

/* -- comparisons */

/* Of one type and equal; a list or mapping only the same one. */
bool test_sameas(struct call *c, struct result *out)
{
    struct result x = c->subject, y = c->args[0];
    bool holds;
    if (!run_settle(c->run, c->node, &x) || !run_settle(c->run, c->node, &y)) {
        return false;
    }
    if (x.type != y.type || x.floating != y.floating) {
        return give(false, out);
    }
    if (x.type == RESULT_DATA || x.type == RESULT_MAP || x.type == RESULT_LIST) {
        return give(x.type == RESULT_DATA   ? x.as.data == y.as.data
                    : x.type == RESULT_LIST ? x.as.list.v == y.as.list.v
                                            : x.as.map.keys == y.as.map.keys, out);
    }
    return run_compare(c->run, c->node, CMP_EQ, &x, &y, &holds) && give(holds, out);
}

static bool compare(struct call *c, enum compare_op op, struct result *out)
{
    bool holds;
    return run_compare(c->run, c->node, op, &c->subject, &c->args[0], &holds) && give(holds, out);
}

bool test_in(struct call *c, struct result *out)
{
    return compare(c, CMP_IN, out);
}

bool test_eq(struct call *c, struct result *out)
{
    return compare(c, CMP_EQ, out);
}

bool test_ne(struct call *c, struct result *out)
{
    return compare(c, CMP_NE, out);
}

bool test_lt(struct call *c, struct result *out)
{
    return compare(c, CMP_LT, out);
}

bool test_le(struct call *c, struct result *out)
{
    return compare(c, CMP_LE, out);
}

bool test_gt(struct call *c, struct result *out)
{
    return compare(c, CMP_GT, out);
}

bool test_ge(struct call *c, struct result *out)
{
    return compare(c, CMP_GE, out);
}

/* -- text */

bool test_lower(struct call *c, struct result *out)
{
    return method_islower(c, out);
}

bool test_upper(struct call *c, struct result *out)
{
    return method_isupper(c, out);
}

bool test_filter(struct call *c, struct result *out)
{
    struct span s;
    return call_subject_text(c, &s) &&
           give(filter_lookup(arena_span(&c->run->ev->arena, s)) != NULL, out);
}

bool test_test(struct call *c, struct result *out)
{
    struct span s;
    return call_subject_text(c, &s) &&
           give(test_lookup(arena_span(&c->run->ev->arena, s)) != NULL, out);
}
