/* Figures as Vietnamese write them, and exact numbers as Vietnamese print them.
 *
 * A figure is `[-]digits` with groups of three after '.' and decimals after ',', or a plain decimal
 * with '.'. The one form that both readings fit, up to three digits, a point, three digits (4.140),
 * is decided by the quotes: YAML and JSON mean 4.14 by the bare form, an office means 4140 by the
 * quoted one, so the bare one is refused. Rounding is half away from zero, as figures are rounded
 * on paper; nothing passes through floating point. */
#include "expr/number.h"

#include <stdlib.h>

enum { FIGURE_MAX_DIGITS = 1000 }; /* under EXPR_MAX_BITS */

/* What stands around the separators: digits before, '.' groups, digits after ','. */
struct shape {
    size_t lead;      /* digits before the first separator */
    size_t dots;      /* '.' seen */
    size_t after_dot; /* digits after the last '.', before a ',' */
    bool groups_of_three;
    bool comma;
    size_t after_comma;
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static size_t digits_from(struct span s, size_t i)
{
    size_t n = 0;
    while (i + n < s.n && is_digit(s.p[i + n])) {
        n++;
    }
    return n;
}

/* Takes the text apart; false when it is no figure at all. */
static bool figure_shape(struct span s, struct shape *out)
{
    *out = (struct shape){.groups_of_three = true};
    size_t i = out->lead = digits_from(s, 0);
    if (!out->lead) {
        return false;
    }
    while (i < s.n && s.p[i] == '.') {
        size_t n = digits_from(s, i + 1);
        if (!n) {
            return false;
        }
        out->dots++;
        out->after_dot = n;
        out->groups_of_three &= n == 3;
        i += 1 + n;
    }
    if (i < s.n && s.p[i] == ',') {
        out->comma = true;
        out->after_comma = digits_from(s, i + 1);
        i += 1 + out->after_comma;
    }
    return i == s.n && (!out->comma || out->after_comma);
}

/* The value of the digits of `s` with the last `decimals` of them behind the point. */
static void figure_set(mpq_t out, struct span s, bool negative, size_t decimals)
{
    char digits[FIGURE_MAX_DIGITS + 1];
    size_t n = 0;
    for (size_t i = 0; i < s.n && n < FIGURE_MAX_DIGITS; i++) {
        if (is_digit(s.p[i])) {
            digits[n++] = s.p[i];
        }
    }
    digits[n] = '\0';
    mpz_set_str(mpq_numref(out), digits, 10);
    mpz_ui_pow_ui(mpq_denref(out), 10, decimals);
    if (negative) {
        mpz_neg(mpq_numref(out), mpq_numref(out));
    }
    mpq_canonicalize(out);
}

/* '-' and U+2212, which Word sets for it. */
static struct span strip_sign(struct span s, bool *negative)
{
    *negative = span_starts(s, "-") || span_starts(s, "\u2212");
    size_t n = !*negative ? 0 : s.p[0] == '-' ? 1 : 3;
    return span_make(s.p + n, s.n - n);
}

enum figure_form figure_parse(struct span text, bool quoted, mpq_t out)
{
    bool negative;
    struct span s = strip_sign(span_trim(text), &negative);
    struct shape f;
    if (s.n > FIGURE_MAX_DIGITS || !figure_shape(s, &f)) {
        return FIGURE_NONE;
    }
    if (!f.dots) {
        figure_set(out, s, negative, f.after_comma);
        return FIGURE_OK;
    }
    bool zero_led = s.p[0] == '0';
    bool grouped = f.groups_of_three && f.lead <= 3 && !zero_led;
    if (grouped && (f.dots > 1 || f.comma || quoted)) {
        figure_set(out, s, negative, f.after_comma);
        return FIGURE_OK;
    }
    if (grouped) {
        figure_set(out, s, negative, 0);
        return FIGURE_AMBIGUOUS;
    }
    if (f.dots > 1 || f.comma || (zero_led && f.lead > 1)) {
        return FIGURE_NONE;
    }
    figure_set(out, s, negative, f.after_dot);
    return FIGURE_OK;
}

/* The decimals that a finite decimal needs, or -1 if there is none: the denominator may hold
 * nothing but twos and fives. */
static long decimals_needed(const mpq_t v)
{
    mpz_t rest, factor;
    mpz_init(rest);
    mpz_init_set_ui(factor, 2);
    long twos = (long)mpz_remove(rest, mpq_denref(v), factor);
    mpz_set_ui(factor, 5);
    long fives = (long)mpz_remove(rest, rest, factor);
    bool finite = mpz_cmp_ui(rest, 1) == 0;
    mpz_clear(rest);
    mpz_clear(factor);
    return !finite ? -1 : twos > fives ? twos : fives;
}

/* |v| * 10^decimals, rounded half away from zero, as digits; at least decimals + 1 of them. */
static char *scaled_digits(struct arena *a, const mpq_t v, size_t decimals)
{
    mpz_t scaled, half;
    mpz_init(scaled);
    mpz_init(half);
    mpz_ui_pow_ui(scaled, 10, decimals);
    mpz_mul(scaled, scaled, mpq_numref(v));
    mpz_abs(scaled, scaled);
    mpz_mul_2exp(scaled, scaled, 1);
    mpz_add(scaled, scaled, mpq_denref(v));
    mpz_mul_2exp(half, mpq_denref(v), 1);
    mpz_fdiv_q(scaled, scaled, half);
    size_t room = mpz_sizeinbase(scaled, 10) + 2;
    char *digits = mem_alloc(room);
    mpz_get_str(digits, 10, scaled);
    size_t n = strlen(digits);
    size_t pad = n <= decimals ? decimals + 1 - n : 0;
    char *out = arena_alloc(a, pad + n + 1);
    memset(out, '0', pad);
    memcpy(out + pad, digits, n + 1);
    free(digits);
    mpz_clear(scaled);
    mpz_clear(half);
    return out;
}

static bool all_zero(const char *digits)
{
    return digits[strspn(digits, "0")] == '\0';
}

/* Puts sign, groups (when `group` is not 0) and the decimal point together. */
static char *assemble(struct arena *a, const mpq_t v, size_t decimals, char group, char point)
{
    char *digits = scaled_digits(a, v, decimals);
    size_t n = strlen(digits), whole = n - decimals;
    char *out = arena_alloc(a, n + whole / 3 + 3), *p = out;
    if (mpq_sgn(v) < 0 && !all_zero(digits)) {
        *p++ = '-';
    }
    for (size_t i = 0; i < whole; i++) {
        if (group && i && (whole - i) % 3 == 0) {
            *p++ = group;
        }
        *p++ = digits[i];
    }
    if (decimals) {
        *p++ = point;
        memcpy(p, digits + whole, decimals);
        p += decimals;
    }
    *p = '\0';
    return out;
}

char *number_decimal(struct arena *a, const mpq_t v)
{
    long decimals = decimals_needed(v);
    return decimals < 0 ? NULL : assemble(a, v, (size_t)decimals, 0, '.');
}

char *number_comma(struct arena *a, const mpq_t v)
{
    long decimals = decimals_needed(v);
    return decimals < 0 ? NULL : assemble(a, v, (size_t)decimals, 0, ',');
}

char *number_fixed(struct arena *a, const mpq_t v, int decimals)
{
    return assemble(a, v, decimals > 0 ? (size_t)decimals : 0, 0, ',');
}

char *number_vietnamese(struct arena *a, const mpq_t v, int decimals)
{
    long needed = decimals < 0 ? decimals_needed(v) : decimals;
    return needed < 0 ? NULL : assemble(a, v, (size_t)needed, '.', ',');
}

void number_round(mpq_t v, long decimals, enum rounding how)
{
    mpz_t scale, twice;
    mpz_init(scale);
    mpz_init(twice);
    mpz_ui_pow_ui(scale, 10, decimals < 0 ? (unsigned long)-decimals : (unsigned long)decimals);
    mpq_t factor;
    mpq_init(factor);
    mpq_set_z(factor, scale);
    if (decimals < 0) {
        mpq_inv(factor, factor);
    }
    mpq_mul(v, v, factor);
    mpz_ptr num = mpq_numref(v), den = mpq_denref(v);
    switch (how) {
    case ROUND_CEIL:
        mpz_cdiv_q(num, num, den);
        break;
    case ROUND_FLOOR:
        mpz_fdiv_q(num, num, den);
        break;
    case ROUND_EVEN: /* floor((2v + 1) / 2), one less where that was a half and gave an odd number */
        mpz_mul_2exp(num, num, 1);
        mpz_add(num, num, den);
        mpz_mul_2exp(twice, den, 1);
        mpz_fdiv_qr(num, twice, num, twice);
        if (mpz_sgn(twice) == 0 && mpz_odd_p(num)) {
            mpz_sub_ui(num, num, 1);
        }
        break;
    case ROUND_HALF: /* sign(v) * floor((2|v| + 1) / 2), the quotient cut towards zero */
        mpz_mul_2exp(num, num, 1);
        if (mpz_sgn(num) < 0) {
            mpz_sub(num, num, den);
        } else {
            mpz_add(num, num, den);
        }
        mpz_mul_2exp(twice, den, 1);
        mpz_tdiv_q(num, num, twice);
        break;
    }
    mpz_set_ui(den, 1);
    mpq_div(v, v, factor);
    mpq_clear(factor);
    mpz_clear(twice);
    mpz_clear(scale);
}
