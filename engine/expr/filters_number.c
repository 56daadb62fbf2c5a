/* Filters of numbers and dates, Jinja's and those of an office.
 *
 * The office's spellings: figures in groups of three with '.', decimals with ','; the percent sign
 * follows its figure without a space ("35,7%"), as Vietnamese papers write it; dates after HD 05, I.4.
 * Rounding is half away from zero and happens only here. */
#include "base/diag/expr.h"
#include "expr/eval.h"
#include "text/date.h"
#include "text/text.h"
#include "text/words.h"

enum { MAX_DECIMALS = 100 };

static struct arena *arena(struct call *c)
{
    return &c->run->ev->arena;
}

/* A filter over the subject's figure; `how` may change v. */
typedef bool number_fn(struct call *c, mpq_t v, struct result *out);

static bool with_number(struct call *c, number_fn *how, struct result *out)
{
    mpq_t v;
    mpq_init(v);
    bool done = call_subject_number(c, v) && how(c, v, out);
    mpq_clear(v);
    return done;
}

static bool give_number(struct call *c, mpq_t v, struct result *out)
{
    return python_number(c->run, c->node, v, c->subject.floating, out);
}

/* Text, or the error that a number without a finite decimal needs its decimals told. */
static bool give_text(struct call *c, const mpq_t v, const char *text, struct result *out)
{
    if (!text) {
        return FAULT(c->run, c->node, DIAG_EXPR_INFINITE, number_fixed(arena(c), v, 4));
    }
    *out = result_text(text);
    return true;
}

/* -- Jinja's */

static bool absolute(struct call *c, mpq_t v, struct result *out)
{
    mpq_abs(v, v);
    return give_number(c, v, out);
}

bool filter_abs(struct call *c, struct result *out)
{
    return with_number(c, absolute, out);
}

static bool round_number(struct call *c, mpq_t v, struct result *out)
{
    static const struct {
        const char *name;
        enum rounding how;
    } methods[] = {{"common", ROUND_HALF}, {"ceil", ROUND_CEIL}, {"floor", ROUND_FLOOR}};
    long decimals;
    const char *method;
    if (!call_whole(c, 0, 0, -MAX_DECIMALS, MAX_DECIMALS, &decimals) ||
        !call_text(c, 1, "common", &method)) {
        return false;
    }
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++) {
        if (strcmp(methods[i].name, method) == 0) {
            bool python = c->run->ev->python;
            number_round(v, decimals, python && methods[i].how == ROUND_HALF ? ROUND_EVEN : methods[i].how);
            return python_number(c->run, c->node, v, c->subject.floating || methods[i].how != ROUND_HALF, out);
        }
    }
    return FAULT(c->run, call_arg_node(c, 1), DIAG_EXPR_OPTION, method,
                 "'common', 'ceil', 'floor'");
}

bool filter_round(struct call *c, struct result *out)
{
    return with_number(c, round_number, out);
}

/* int() and float() of Python: what is none is the default, 0. */
static bool python_to_number(struct call *c, bool whole, struct result *out)
{
    mpq_t v;
    long base;
    mpq_init(v);
    bool is = c->subject.type == RESULT_STRING, done = call_whole(c, 1, 10, 2, 36, &base);
    if (done && is) {
        is = (whole && python_read_whole(c->subject.as.string, (int)base, v)) || python_read_float(c->subject.as.string, v);
    } else if (done) {
        is = try_figure(c->run, &c->subject, v) == FIGURE_OK;
    }
    if (done && !is && c->given[0]) {
        *out = c->args[0];
    } else if (done) {
        if (whole && is) {
            number_round(v, 0, mpq_sgn(v) < 0 ? ROUND_CEIL : ROUND_FLOOR);
        }
        done = python_number(c->run, c->node, v, !whole, out);
    }
    mpq_clear(v);
    return done;
}

/* Text of the expression too is read as a figure here: '12' | int. */
static bool to_number(struct call *c, bool whole, struct result *out)
{
    mpq_t v;
    if (c->run->ev->python) {
        return python_to_number(c, whole, out);
    }
    mpq_init(v);
    enum figure_form form = c->subject.type == RESULT_STRING
                                ? figure_parse(c->subject.as.string, true, v)
                                : try_figure(c->run, &c->subject, v);
    bool done = true;
    if (form == FIGURE_NONE && c->given[0]) {
        *out = c->args[0];
    } else if (form == FIGURE_OK || call_subject_number(c, v)) {
        if (whole) {
            number_round(v, 0, mpq_sgn(v) < 0 ? ROUND_CEIL : ROUND_FLOOR);
        }
        done = python_number(c->run, c->node, v, !whole, out);
    } else {
        done = false;
    }
    mpq_clear(v);
    return done;
}

bool filter_int(struct call *c, struct result *out)
{
    return to_number(c, true, out);
}

bool filter_float(struct call *c, struct result *out)
{
    return to_number(c, false, out);
}

/* -- the office's */

static bool grouped(struct call *c, mpq_t v, struct result *out)
{
    long decimals;
    return call_whole(c, 0, -1, 0, MAX_DECIMALS, &decimals) &&
           give_text(c, v, number_vietnamese(arena(c), v, (int)decimals), out);
}

bool filter_so(struct call *c, struct result *out)
{
    return with_number(c, grouped, out);
}

static bool percent(struct call *c, mpq_t v, struct result *out)
{
    mpq_t hundred;
    mpq_init(hundred);
    mpq_set_ui(hundred, 100, 1);
    mpq_mul(v, v, hundred);
    mpq_clear(hundred);
    struct result number;
    if (!grouped(c, v, &number)) {
        return false;
    }
    *out = result_text(arena_printf(arena(c), "%s%%", number.as.string.p));
    return true;
}

bool filter_phan_tram(struct call *c, struct result *out)
{
    return with_number(c, percent, out);
}

static bool change_words(struct call *c, mpq_t v, struct result *out)
{
    int direction = mpq_sgn(v);
    struct result number;
    mpq_abs(v, v);
    if (!grouped(c, v, &number)) {
        return false;
    }
    /* What rounds to nothing has not changed as far as the reader can see. */
    bool visible = strpbrk(number.as.string.p, "123456789") != NULL;
    *out = !visible ? result_text("không thay đổi")
                    : result_text(arena_printf(arena(c), "%s %s", direction > 0 ? "tăng" : "giảm",
                                               number.as.string.p));
    return true;
}

bool filter_tang_giam(struct call *c, struct result *out)
{
    return with_number(c, change_words, out);
}

static bool word_options(struct call *c, unsigned *flags)
{
    static const struct {
        const char *name;
        unsigned flag;
    } options[] = {{"le", WORDS_LE}, {"ngan", WORDS_NGAN}, {"bon", WORDS_BON}};
    *flags = 0;
    for (size_t i = 0; i < 3; i++) {
        const char *name;
        if (!call_text(c, i, NULL, &name)) {
            return false;
        }
        unsigned flag = 0;
        for (size_t k = 0; name && k < sizeof options / sizeof *options; k++) {
            flag |= strcmp(options[k].name, name) == 0 ? options[k].flag : 0;
        }
        if (name && !flag) {
            return FAULT(c->run, call_arg_node(c, i), DIAG_EXPR_OPTION, name,
                         "'le', 'ngan', 'bon'");
        }
        *flags |= flag;
    }
    return true;
}

static bool in_words(struct call *c, mpq_t v, struct result *out)
{
    unsigned flags;
    if (!word_options(c, &flags)) {
        return false;
    }
    const char *decimal = number_decimal(arena(c), v);
    if (!decimal) {
        return give_text(c, v, NULL, out);
    }
    const char *words = words_number(arena(c), decimal, flags);
    if (!words) {
        return FAULT(c->run, c->node, DIAG_EXPR_BIG);
    }
    *out = result_text(words);
    return true;
}

bool filter_bang_chu(struct call *c, struct result *out)
{
    return with_number(c, in_words, out);
}

bool filter_la_ma(struct call *c, struct result *out)
{
    long n;
    if (!need_whole(c->run, c->node->kids[0], &c->subject, 1, 3999, &n)) {
        return false;
    }
    *out = result_text(text_roman(arena(c), (unsigned)n));
    return true;
}

/* Thứ nhất and thứ tư have words of their own; the others count. */
bool filter_thu_tu(struct call *c, struct result *out)
{
    long n;
    if (!need_whole(c->run, c->node->kids[0], &c->subject, 1, 999999, &n)) {
        return false;
    }
    const char *word = n == 1   ? "nhất"
                       : n == 4 ? "tư"
                                : words_number(arena(c), arena_printf(arena(c), "%ld", n), 0);
    *out = result_text(arena_printf(arena(c), "thứ %s", word));
    return true;
}

static bool date_filter(struct call *c, char *(*how)(struct arena *, struct date),
                        struct result *out)
{
    struct span s;
    struct date date;
    if (!is_textual(&c->subject)) {
        return report_need(c->run, c->node->kids[0], &c->subject, DIAG_EXPR_A_DATE);
    }
    if (!call_subject_text(c, &s)) {
        return false;
    }
    if (!date_parse(s, &date)) {
        return report_need(c->run, c->node->kids[0], &c->subject, DIAG_EXPR_A_DATE);
    }
    *out = result_text(how(arena(c), date));
    return true;
}

bool filter_ngay(struct call *c, struct result *out)
{
    return date_filter(c, date_long, out);
}

bool filter_ngay_ngan(struct call *c, struct result *out)
{
    return date_filter(c, date_short, out);
}
