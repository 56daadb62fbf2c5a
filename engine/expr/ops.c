/* The operators + - * / // % ** and ~.
 *
 * Arithmetic is exact; // and % round towards minus infinity as in Python. Text is joined by ~, and
 * by
 * + when one side is text of the expression: two texts of the data are never joined by +, because a
 * figure mistyped as text would be joined in silence. Power and repetition are bounded before they
 * are done. */
#include "base/diag/expr.h"
#include "expr/eval.h"

#include <math.h>

static bool divide(struct run *r, const struct node *node, mpq_t x, const mpq_t y)
{
    if (mpq_sgn(y) == 0) {
        return FAULT(r, node->kids[1], DIAG_EXPR_DIVISION);
    }
    mpq_div(x, x, y);
    return true;
}

static void floor_number(mpq_t x)
{
    mpz_fdiv_q(mpq_numref(x), mpq_numref(x), mpq_denref(x));
    mpz_set_ui(mpq_denref(x), 1);
}

/* x becomes `x op y`. */
static bool arithmetic(struct run *r, const struct node *node, enum token_type op, mpq_t x, mpq_t y)
{
    switch (op) {
    case T_PLUS:
        mpq_add(x, x, y);
        return true;
    case T_MINUS:
        mpq_sub(x, x, y);
        return true;
    case T_STAR:
        mpq_mul(x, x, y);
        return true;
    case T_SLASH:
        return divide(r, node, x, y);
    case T_FLOOR:
        if (!divide(r, node, x, y)) {
            return false;
        }
        floor_number(x);
        return true;
    default: { /* T_PERCENT: x - y * floor(x / y) */
        mpq_t quotient;
        mpq_init(quotient);
        mpq_set(quotient, x);
        bool done = divide(r, node, quotient, y);
        if (done) {
            floor_number(quotient);
            mpq_mul(quotient, quotient, y);
            mpq_sub(x, x, quotient);
        }
        mpq_clear(quotient);
        return done;
    }
    }
}

static bool numeric(struct run *r, const struct node *node, enum token_type op,
                    const struct result *x, const struct result *y, struct result *out)
{
    mpq_t a, b;
    mpq_init(a);
    mpq_init(b);
    bool floating = op == T_SLASH || x->floating || y->floating;
    bool done = need_number(r, node->kids[0], x, a) && need_number(r, node->kids[1], y, b);
    if (done && r->ev->python && (x->floating || y->floating)) {
        python_float(a);
        python_float(b);
    }
    done = done && arithmetic(r, node, op, a, b) && python_number(r, node, a, floating, out);
    mpq_clear(a);
    mpq_clear(b);
    return done;
}

/* A float to a power: what C gives, as Python does. */
static bool float_power(struct run *r, const struct node *node, const struct result *x, const struct result *y, struct result *out)
{
    mpq_t a, b;
    mpq_init(a);
    mpq_init(b);
    bool done = need_number(r, node->kids[0], x, a) && need_number(r, node->kids[1], y, b);
    if (done) {
        python_float(a);
        python_float(b);
        double v = pow(mpq_get_d(a), mpq_get_d(b));
        if (mpq_sgn(a) == 0 && mpq_sgn(b) < 0) {
            done = FAULT(r, node->kids[0], DIAG_EXPR_DIVISION);
        } else if (!isfinite(v)) {
            done = FAULT(r, node, DIAG_EXPR_BIG);
        } else {
            mpq_set_d(a, v);
            done = python_number(r, node, a, true, out);
        }
    }
    mpq_clear(a);
    mpq_clear(b);
    return done;
}

bool op_power(struct run *r, const struct node *node, const struct result *x,
              const struct result *y, struct result *out)
{
    if (r->ev->python && (x->floating || y->floating)) {
        return float_power(r, node, x, y, out);
    }
    mpq_t v;
    long e;
    bool floating = x->floating || y->floating;
    mpq_init(v);
    bool done = need_number(r, node->kids[0], x, v) &&
                need_whole(r, node->kids[1], y, -EXPR_MAX_BITS, EXPR_MAX_BITS, &e);
    if (done && e < 0) {
        if (mpq_sgn(v) == 0) {
            done = FAULT(r, node->kids[0], DIAG_EXPR_DIVISION);
        } else {
            mpq_inv(v, v);
            e = -e;
            floating = true;
        }
    }
    if (done) {
        size_t top = mpz_sizeinbase(mpq_numref(v), 2), bottom = mpz_sizeinbase(mpq_denref(v), 2);
        size_t bits = top > bottom ? top : bottom;
        if (bits > 1 && (bits - 1) * (size_t)e > EXPR_MAX_BITS) {
            done = FAULT(r, node, DIAG_EXPR_BIG);
        }
    }
    if (done) {
        mpz_pow_ui(mpq_numref(v), mpq_numref(v), (unsigned long)e);
        mpz_pow_ui(mpq_denref(v), mpq_denref(v), (unsigned long)e);
        done = python_number(r, node, v, floating, out);
    }
    mpq_clear(v);
    return done;
}

static bool join_texts(struct run *r, const struct node *node, const struct result *x,
                       const struct result *y, struct result *out)
{
    struct span a, b;
    if (!need_words(r, node->kids[0], x, &a) || !need_words(r, node->kids[1], y, &b) ||
        !run_charge_bytes(r, node, a.n + b.n)) {
        return false;
    }
    struct buf text = {0};
    buf_putspan(&text, a);
    buf_putspan(&text, b);
    return make_text(r, node, &text, out);
}

static bool join_lists(struct run *r, const struct node *node, const struct result *x,
                       const struct result *y, struct result *out)
{
    struct list a, b, all;
    if (!need_list(r, node->kids[0], x, &a) || !need_list(r, node->kids[1], y, &b) ||
        !run_list(r, node, a.n + b.n, &all)) {
        return false;
    }
    for (size_t i = 0; i < all.n; i++) {
        all.v[i] = i < a.n ? a.v[i] : b.v[i - a.n];
    }
    *out = result_list(all);
    out->tuple = x->tuple && y->tuple;
    return true;
}

/* A text where it must not be taken for a figure. */
static bool is_words(struct run *r, const struct result *v)
{
    mpq_t figure;
    bool words = v->type == RESULT_STRING;
    if (v->type == RESULT_DATA && v->as.data->type == VALUE_SCALAR) {
        mpq_init(figure);
        words = v->as.data->as.scalar.quoted || try_figure(r, v, figure) == FIGURE_NONE;
        mpq_clear(figure);
    }
    return words;
}

/* Text of the expression, or of the data where it is no figure. */
static bool is_pattern(struct run *r, const struct result *v)
{
    mpq_t figure;
    mpq_init(figure);
    bool is = v->type == RESULT_STRING || (is_textual(v) && try_figure(r, v, figure) == FIGURE_NONE);
    mpq_clear(figure);
    return is;
}

static bool plus(struct run *r, const struct node *node, const struct result *x,
                 const struct result *y, struct result *out)
{
    if (r->ev->joins && (is_words(r, x) || is_words(r, y))) {
        return join_texts(r, node, x, y, out);
    }
    if (is_listing(x) && is_listing(y)) {
        return join_lists(r, node, x, y, out);
    }
    if (x->type == RESULT_STRING || y->type == RESULT_STRING) {
        if (!is_textual(x) || !is_textual(y)) {
            return FAULT(r, node, DIAG_EXPR_PLUS);
        }
        return join_texts(r, node, x, y, out);
    }
    return numeric(r, node, T_PLUS, x, y, out);
}

/* `of` n times; none for n below 1, as in Python. */
static bool repeat(struct run *r, const struct node *node, const struct result *of,
                   const struct node *times_node, const struct result *times, struct result *out)
{
    long n;
    if (!need_whole(r, times_node, times, -EXPR_MAX_STRING, EXPR_MAX_STRING, &n)) {
        return false;
    }
    size_t count = n > 0 ? (size_t)n : 0;
    if (of->type == RESULT_STRING) {
        size_t length = of->as.string.n;
        if (length && count > EXPR_MAX_STRING / length) {
            return FAULT(r, node, DIAG_EXPR_STRING);
        }
        if (!run_charge_bytes(r, node, length * count)) {
            return false;
        }
        struct buf b = {0};
        for (size_t i = 0; length && i < count; i++) {
            buf_putspan(&b, of->as.string);
        }
        return make_text(r, node, &b, out);
    }
    struct list list, all;
    if (!need_list(r, node, of, &list)) {
        return false;
    }
    if (list.n && count > EXPR_MAX_LIST / list.n) {
        return FAULT(r, node, DIAG_EXPR_LIST);
    }
    if (!run_list(r, node, list.n * count, &all)) {
        return false;
    }
    for (size_t i = 0; i < all.n; i++) {
        all.v[i] = list.v[i % list.n];
    }
    *out = result_list(all);
    out->tuple = of->tuple;
    return true;
}

static bool times(struct run *r, const struct node *node, const struct result *x,
                  const struct result *y, struct result *out)
{
    if (x->type == RESULT_STRING || is_listing(x)) {
        return repeat(r, node, x, node->kids[1], y, out);
    }
    if (y->type == RESULT_STRING || is_listing(y)) {
        return repeat(r, node, y, node->kids[0], x, out);
    }
    return numeric(r, node, T_STAR, x, y, out);
}

bool op_binary(struct run *r, const struct node *node, enum token_type op, const struct result *x,
               const struct result *y, struct result *out)
{
    switch (op) {
    case T_PLUS:
        return plus(r, node, x, y, out);
    case T_STAR:
        return times(r, node, x, y, out);
    case T_TILDE:
        return join_texts(r, node, x, y, out);
    case T_POWER:
        return op_power(r, node, x, y, out);
    case T_PERCENT: {
        struct span pattern;
        return is_pattern(r, x) ? need_text(r, node->kids[0], x, &pattern) && op_format(r, node, pattern, y, out)
                              : numeric(r, node, op, x, y, out);
    }
    default:
        return numeric(r, node, op, x, y, out);
    }
}
