/* Values as Jinja2 under Python has them, for templates that were written for docxtpl.
 *
 * A number is still an exact rational; one that is a float in Python is brought to the nearest double after each
 * operation, which is what IEEE arithmetic gives, and prints with the fewest digits that name it (repr). */
#include "expr/eval.h"

#include "base/diag/expr.h"
#include "text/text.h"

enum { MANTISSA = 53, SHORTEST_DIGITS = 17 };

/* -- floats */

/* Rounds half to even to 53 bits; beyond what a double holds the value stays. */
void python_float(mpq_t v)
{
    mpz_t num, rest;
    if (mpq_sgn(v) == 0) {
        return;
    }
    mpz_init(num);
    mpz_init(rest);
    int sign = mpq_sgn(v);
    mpz_abs(num, mpq_numref(v));
    long shift = MANTISSA + 1 - ((long)mpz_sizeinbase(num, 2) - (long)mpz_sizeinbase(mpq_denref(v), 2));
    mpz_t den;
    mpz_init_set(den, mpq_denref(v));
    for (;;) { /* the quotient gets 53 bits */
        mpz_t n, d;
        mpz_init_set(n, num);
        mpz_init_set(d, den);
        if (shift >= 0) {
            mpz_mul_2exp(n, n, (mp_bitcnt_t)shift);
        } else {
            mpz_mul_2exp(d, d, (mp_bitcnt_t)-shift);
        }
        mpz_fdiv_qr(n, rest, n, d);
        if (mpz_sizeinbase(n, 2) > MANTISSA) {
            shift--;
            mpz_clear(n);
            mpz_clear(d);
            continue;
        }
        mpz_mul_2exp(rest, rest, 1);
        int half = mpz_cmp(rest, d);
        if (half > 0 || (half == 0 && mpz_odd_p(n))) {
            mpz_add_ui(n, n, 1);
        }
        mpz_set(mpq_numref(v), n);
        mpz_set_ui(mpq_denref(v), 1);
        mpz_clear(n);
        mpz_clear(d);
        break;
    }
    if (shift >= 0) {
        mpq_div_2exp(v, v, (mp_bitcnt_t)shift);
    } else {
        mpq_mul_2exp(v, v, (mp_bitcnt_t)-shift);
    }
    if (sign < 0) {
        mpq_neg(v, v);
    }
    mpz_clear(den);
    mpz_clear(num);
    mpz_clear(rest);
}

/* 10 to the power `e`. */
static void power_of_ten(mpq_t out, long e)
{
    mpz_ui_pow_ui(mpq_numref(out), 10, (unsigned long)(e < 0 ? -e : e));
    mpz_set_ui(mpq_denref(out), 1);
    if (e < 0) {
        mpq_inv(out, out);
    }
}

char *python_significant(struct arena *a, const mpq_t v, size_t n, long *point)
{
    mpq_t scaled, ten;
    char *digits = NULL;
    mpq_init(scaled);
    mpq_init(ten);
    *point = (long)mpz_sizeinbase(mpq_numref(v), 10) - (long)mpz_sizeinbase(mpq_denref(v), 10) + 1;
    for (;; --*point) {
        power_of_ten(ten, (long)n - *point);
        mpq_mul(scaled, v, ten);
        mpz_ui_pow_ui(mpq_numref(ten), 10, n - 1);
        mpz_set_ui(mpq_denref(ten), 1);
        if (mpq_cmp(scaled, ten) < 0) { /* fewer digits, which rounding might make up for */
            continue;
        }
        number_round(scaled, 0, ROUND_EVEN);
        digits = arena_alloc(a, mpz_sizeinbase(mpq_numref(scaled), 10) + 2);
        mpz_get_str(digits, 10, mpq_numref(scaled));
        if (strlen(digits) > n) { /* 9.99 became 10.0 */
            digits[n] = '\0';
            ++*point;
        }
        break;
    }
    mpq_clear(ten);
    mpq_clear(scaled);
    return digits;
}

static bool names(const mpq_t v, const char *digits, long point)
{
    mpq_t back, ten;
    mpq_init(back);
    mpq_init(ten);
    mpz_set_str(mpq_numref(back), digits, 10);
    power_of_ten(ten, point - (long)strlen(digits));
    mpq_mul(back, back, ten);
    python_float(back);
    bool same = mpq_equal(back, v);
    mpq_clear(back);
    mpq_clear(ten);
    return same;
}

const char *python_float_text(struct arena *a, const mpq_t value)
{
    struct buf b = {0};
    mpq_t v;
    long point = 0;
    const char *digits = "0";
    if (mpq_sgn(value) == 0) {
        return "0.0";
    }
    mpq_init(v);
    mpq_abs(v, value);
    python_float(v);
    for (size_t n = 1; n <= SHORTEST_DIGITS; n++) {
        digits = python_significant(a, v, n, &point);
        if (names(v, digits, point)) {
            break;
        }
    }
    mpq_clear(v);
    size_t n = strlen(digits);
    while (n > 1 && digits[n - 1] == '0') {
        n--;
    }
    buf_puts(&b, mpq_sgn(value) < 0 ? "-" : "");
    if (point > 16 || point < -3) {
        long e = point - 1;
        buf_put(&b, digits, 1);
        buf_puts(&b, n > 1 ? "." : "");
        buf_put(&b, digits + 1, n - 1);
        buf_printf(&b, "e%c%02ld", e < 0 ? '-' : '+', e < 0 ? -e : e);
    } else if (point <= 0) {
        buf_puts(&b, "0.");
        for (long i = point; i < 0; i++) {
            buf_putc(&b, '0');
        }
        buf_put(&b, digits, n);
    } else {
        for (long i = 0; i < point; i++) {
            buf_putc(&b, (size_t)i < n ? digits[i] : '0');
        }
        buf_putc(&b, '.');
        if ((size_t)point < n) {
            buf_put(&b, digits + point, n - (size_t)point);
        } else {
            buf_putc(&b, '0');
        }
    }
    return arena_buf(a, &b);
}

bool python_number(struct run *r, const struct node *node, mpq_t v, bool floating, struct result *out)
{
    if (!r->ev->python) {
        return make_number(r, node, v, out);
    }
    floating |= mpz_cmp_ui(mpq_denref(v), 1) != 0;
    if (floating) {
        python_float(v);
    }
    bool made = make_number(r, node, v, out);
    if (made) {
        out->floating = floating;
    }
    return made;
}

/* -- what the data hold */

/* Digits at s[*i] appended, with `loose` single '_' between them; how many. */
static size_t take_digits(struct span s, size_t *i, bool loose, struct buf *digits)
{
    size_t n = 0;
    for (; *i < s.n; ++*i) {
        size_t at = *i + (loose && n && s.p[*i] == '_');
        if (at == s.n || s.p[at] < '0' || s.p[at] > '9') {
            break;
        }
        buf_putc(digits, s.p[at]);
        *i = at;
        n++;
    }
    return n;
}

/* JSON's grammar of numbers; `loose`: that of float(), +1_0. and .5 as well. *floating: with a point or an exponent. */
static bool read_number(struct span s, bool loose, mpq_t out, bool *floating)
{
    size_t i = s.n && (s.p[0] == '-' || (loose && s.p[0] == '+')), from = i, decimals = 0;
    long e = 0;
    struct buf digits = {0};
    buf_puts(&digits, s.n && s.p[0] == '-' ? "-" : "");
    size_t whole = take_digits(s, &i, loose, &digits);
    bool ok = (whole || loose) && whole < EXPR_MAX_BITS / 4 && (loose || s.p[from] != '0' || whole == 1), point = ok && i < s.n && s.p[i] == '.';
    if (point) {
        i++;
        decimals = take_digits(s, &i, loose, &digits);
        ok = (decimals || loose) && decimals < EXPR_MAX_BITS / 4;
    }
    ok = ok && whole + decimals;
    bool power = ok && i < s.n && (s.p[i] | 32) == 'e';
    if (power) {
        bool minus = ++i < s.n && s.p[i] == '-';
        i += i < s.n && (s.p[i] == '-' || s.p[i] == '+');
        size_t begins = i;
        for (; i < s.n && s.p[i] >= '0' && s.p[i] <= '9' && e < 1000; i++) {
            e = e * 10 + (s.p[i] - '0');
        }
        ok = i > begins && e <= 400;
        e = minus ? -e : e;
    }
    ok = ok && i == s.n;
    if (ok) {
        mpq_t ten;
        mpq_init(ten);
        mpz_set_str(mpq_numref(out), digits.p, 10);
        mpz_set_ui(mpq_denref(out), 1);
        power_of_ten(ten, e - (long)decimals);
        mpq_mul(out, out, ten);
        mpq_clear(ten);
        *floating = point || power;
    }
    buf_release(&digits);
    return ok;
}

bool python_read_float(struct span s, mpq_t out)
{
    bool floating;
    return read_number(span_trim(s), true, out, &floating);
}

bool python_read_whole(struct span s, int base, mpq_t out)
{
    s = span_trim(s);
    size_t i = s.n && (s.p[0] == '-' || s.p[0] == '+');
    char letter = i + 1 < s.n && s.p[i] == '0' ? (char)(s.p[i + 1] | 32) : '\0';
    if ((base == 16 && letter == 'x') || (base == 8 && letter == 'o') || (base == 2 && letter == 'b')) {
        i += 2;
    }
    struct buf digits = {0};
    bool ok = i < s.n && s.n < EXPR_MAX_BITS / 4;
    for (bool after = false; ok && i < s.n; i++) {
        ok = s.p[i] != '_' || (after && i + 1 < s.n);
        after = s.p[i] != '_';
        buf_put(&digits, s.p + i, ok && after);
    }
    ok = ok && digits.n && digits.p[0] != '-' && digits.p[0] != '+' && mpz_set_str(mpq_numref(out), digits.p, base) == 0;
    if (ok) {
        mpz_set_ui(mpq_denref(out), 1);
        if (s.p[0] == '-') {
            mpq_neg(out, out);
        }
    }
    buf_release(&digits);
    return ok;
}

void python_value(struct run *r, struct result *v)
{
    static const struct node nowhere = {.type = NODE_LITERAL};
    mpq_t number;
    bool floating = false;
    if (!r->ev->python || v->type != RESULT_DATA || v->as.data->type == VALUE_LIST || v->as.data->type == VALUE_MAP) {
        return;
    }
    const struct value *data = v->as.data;
    if (!run_settle(r, &nowhere, v) || v->type != RESULT_STRING || data->as.scalar.quoted) {
        return;
    }
    mpq_init(number);
    if (read_number(v->as.string, false, number, &floating)) {
        struct result made;
        if (python_number(r, &nowhere, number, floating, &made)) {
            *v = made;
        }
    }
    mpq_clear(number);
}

/* -- str() and repr() */

static bool put(struct run *r, const struct node *node, const struct result *v, bool repr, int depth, struct buf *out);

static void put_quoted(struct span s, struct buf *out)
{
    char quote = memchr(s.p, '\'', s.n) && !memchr(s.p, '"', s.n) ? '"' : '\'';
    buf_putc(out, quote);
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c == (unsigned char)quote || c == '\\') {
            buf_putc(out, '\\');
            buf_putc(out, (char)c);
        } else if (c == '\n') {
            buf_puts(out, "\\n");
        } else if (c == '\r') {
            buf_puts(out, "\\r");
        } else if (c == '\t') {
            buf_puts(out, "\\t");
        } else if (c < 0x20 || c == 0x7f) {
            buf_printf(out, "\\x%02x", c);
        } else {
            buf_putc(out, (char)c);
        }
    }
    buf_putc(out, quote);
}

static bool put_list(struct run *r, const struct node *node, const struct result *v, int depth, struct buf *out)
{
    struct list list;
    if (!need_list(r, node, v, &list)) {
        return false;
    }
    buf_putc(out, v->tuple ? '(' : '[');
    for (size_t i = 0; i < list.n; i++) {
        buf_puts(out, i ? ", " : "");
        if (!put(r, node, &list.v[i], true, depth + 1, out)) {
            return false;
        }
    }
    buf_puts(out, v->tuple && list.n == 1 ? "," : "");
    buf_putc(out, v->tuple ? ')' : ']');
    return true;
}

static bool put_map(struct run *r, const struct node *node, const struct result *v, int depth, struct buf *out)
{
    struct list keys, values;
    if (!need_pairs(r, node, v, &keys, &values)) {
        return false;
    }
    buf_putc(out, '{');
    for (size_t i = 0; i < keys.n; i++) {
        buf_puts(out, i ? ", " : "");
        if (!put(r, node, &keys.v[i], true, depth + 1, out)) {
            return false;
        }
        buf_puts(out, ": ");
        if (!put(r, node, &values.v[i], true, depth + 1, out)) {
            return false;
        }
    }
    buf_putc(out, '}');
    return true;
}

static bool put(struct run *r, const struct node *node, const struct result *v, bool repr, int depth, struct buf *out)
{
    struct arena *a = &r->ev->arena;
    if (!print_more(r, node, depth, out)) {
        return false;
    }
    if (is_listing(v)) {
        return put_list(r, node, v, depth, out);
    }
    if (is_mapping(v)) {
        return put_map(r, node, v, depth, out);
    }
    struct result settled = *v;
    python_value(r, &settled);
    switch (settled.type) {
    case RESULT_UNDEFINED:
        buf_puts(out, repr ? "Undefined" : "");
        return true;
    case RESULT_BOOL:
        buf_puts(out, settled.as.boolean ? "True" : "False");
        return true;
    case RESULT_NUMBER:
        buf_puts(out, settled.floating ? python_float_text(a, settled.as.number) : number_decimal(a, settled.as.number));
        return true;
    case RESULT_STRING:
        if (repr) {
            put_quoted(settled.as.string, out);
        } else {
            buf_putspan(out, settled.as.string);
        }
        return true;
    case RESULT_NONE:
        buf_puts(out, "None");
        return true;
    default:
        return report_need(r, node, v, DIAG_EXPR_A_TEXT);
    }
}

static bool text_of(struct run *r, const struct node *node, const struct result *v, bool repr, struct span *out)
{
    struct buf b = {0};
    if (!put(r, node, v, repr, 0, &b)) {
        buf_release(&b);
        return false;
    }
    size_t n = b.n;
    *out = span_make(arena_buf(&r->ev->arena, &b), n);
    return true;
}

bool python_print(struct run *r, const struct node *node, const struct result *v, struct span *out)
{
    if (v->type == RESULT_STRING) {
        *out = v->as.string;
        return true;
    }
    return text_of(r, node, v, false, out);
}

bool python_repr(struct run *r, const struct node *node, const struct result *v, struct span *out)
{
    return text_of(r, node, v, true, out);
}
