/* What one value becomes by a format of Python: its digits, signs, separators and padding.
 *
 * The signs are those of the evaluator: under EXPR_PYTHON a point and commas between thousands, else a comma and points,
 * whatever the pattern's ',' suggests, as in all that is printed. A decimal is rounded from its exact value, half to even
 * under EXPR_PYTHON. */
#include "base/diag/expr.h"
#include "expr/format.h"

#include <stdlib.h>

#include "data/cite.h"
#include "text/text.h"

/* -- what a number becomes */

struct digits {
    bool negative;
    const char *prefix; /* 0x */
    struct buf whole, rest;
};

/* v >= 0 with so many decimals. */
static void put_fixed(struct run *r, mpq_t v, long decimals, struct digits *d)
{
    number_round(v, decimals, r->ev->python ? ROUND_EVEN : ROUND_HALF);
    const char *text = number_fixed(&r->ev->arena, v, (int)decimals);
    size_t whole = strcspn(text, ",");
    buf_put(&d->whole, text, whole);
    buf_puts(&d->rest, text[whole] ? "." : "");
    buf_puts(&d->rest, text[whole] ? text + whole + 1 : "");
}

/* v >= 0 as d.ddde+dd with so many digits. */
static void put_exponent(struct run *r, const mpq_t v, long count, char e, struct digits *d)
{
    long point = 1;
    struct arena *a = &r->ev->arena;
    const char *text = mpq_sgn(v) ? python_significant(a, v, (size_t)count, &point) : arena_printf(a, "%0*d", (int)count, 0);
    long power = point - 1;
    buf_put(&d->whole, text, 1);
    buf_puts(&d->rest, count > 1 ? "." : "");
    buf_puts(&d->rest, text + 1);
    buf_printf(&d->rest, "%c%c%02ld", e, power < 0 ? '-' : '+', power < 0 ? -power : power);
}

/* The zeros at the end of the decimals, which stand before `tail` bytes of exponent. */
static void cut_zeros(struct buf *rest, size_t tail)
{
    size_t from = rest->n - tail, to = from;
    if (!from || rest->p[0] != '.') {
        return;
    }
    while (to > 1 && rest->p[to - 1] == '0') {
        to--;
    }
    to -= to == 1;
    memmove(rest->p + to, rest->p + from, tail + 1);
    rest->n = to + tail;
}

/* %g: so many digits that count, in the shorter form. `dotted`: as str() of a float, "1.0" and "1e+20". */
static void put_general(struct run *r, mpq_t v, const struct spec *s, bool dotted, struct digits *d)
{
    long count = s->precision < 0 ? 6 : s->precision ? s->precision : 1, point = 1;
    if (mpq_sgn(v)) {
        python_significant(&r->ev->arena, v, (size_t)count, &point);
    }
    if (point > -4 && point <= count - dotted) {
        put_fixed(r, v, count - point, d);
        if (!s->alternate) {
            cut_zeros(&d->rest, 0);
        }
        buf_puts(&d->rest, dotted && !d->rest.n ? ".0" : "");
        return;
    }
    put_exponent(r, v, count, s->type == 'G' ? 'E' : 'e', d);
    if (!s->alternate) {
        cut_zeros(&d->rest, d->rest.n - strcspn(d->rest.p, "eE"));
    }
}

static bool put_whole(struct run *r, const struct node *node, const struct result *v, const mpq_t number, const struct spec *s,
                      struct digits *d)
{
    int base = s->type == 'b' ? 2 : s->type == 'o' ? 8 : s->type == 'x' ? 16 : s->type == 'X' ? -16 : 10;
    if (mpz_cmp_ui(mpq_denref(number), 1) != 0 || v->floating) {
        return report_need(r, node, v, DIAG_EXPR_A_WHOLE);
    }
    if (s->type == 'c') {
        unsigned long c = mpz_fits_ulong_p(mpq_numref(number)) ? mpz_get_ui(mpq_numref(number)) : 0;
        if (!c || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff) || d->negative) {
            return report_need(r, node, v, DIAG_EXPR_A_WHOLE);
        }
        buf_utf8(&d->whole, (uint32_t)c);
        return true;
    }
    char *text = mem_alloc(mpz_sizeinbase(mpq_numref(number), base < 0 ? -base : base) + 2);
    mpz_get_str(text, base, mpq_numref(number));
    buf_puts(&d->whole, text);
    free(text);
    if (s->alternate && base != 10) {
        d->prefix = s->type == 'b' ? "0b" : s->type == 'o' ? "0o" : s->type == 'x' ? "0x" : "0X";
    }
    return true;
}

/* As it prints without a format. */
static bool put_plain(struct run *r, const struct node *node, const mpq_t v, bool floating, struct digits *d)
{
    struct arena *a = &r->ev->arena;
    const char *text = floating ? python_float_text(a, v) : number_decimal(a, v);
    if (!text) {
        return FAULT(r, node, DIAG_EXPR_INFINITE, number_fixed(a, v, 4));
    }
    size_t whole = strspn(text, "0123456789");
    buf_put(&d->whole, text, whole);
    buf_puts(&d->rest, text + whole);
    return true;
}

/* number >= 0 */
static bool put_digits(struct run *r, const struct node *node, const struct result *v, mpq_t number, const struct spec *s,
                       struct digits *d)
{
    bool python = r->ev->python, whole = mpz_cmp_ui(mpq_denref(number), 1) == 0 && !v->floating;
    char type = s->type == 'n' ? whole ? 'd' : 'g' : s->type;
    if (python && !whole) {
        python_float(number);
    }
    if (!type && s->precision < 0) {
        return put_plain(r, node, number, python && !whole, d);
    }
    if (type && strchr("bcdoxX", type)) {
        return put_whole(r, node, v, number, s, d);
    }
    if (type == '%') {
        mpz_mul_ui(mpq_numref(number), mpq_numref(number), 100);
        mpq_canonicalize(number);
    }
    if (python) { /* a whole number becomes a float there */
        python_float(number);
    }
    switch (type) {
    case 'e':
    case 'E':
        put_exponent(r, number, (s->precision < 0 ? 6 : s->precision) + 1, type, d);
        break;
    case 'f':
    case 'F':
    case '%':
        put_fixed(r, number, s->precision < 0 ? 6 : s->precision, d);
        buf_puts(&d->rest, type == '%' ? "%" : "");
        break;
    default:
        put_general(r, number, s, python && !type, d);
    }
    return true;
}

/* -- padding */

static void put_times(struct buf *out, struct span what, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        buf_putspan(out, what);
    }
}

static void put_padded(struct buf *out, struct span text, const struct spec *s, char otherwise)
{
    size_t n = text_length(text), width = s->width > 0 ? (size_t)s->width : 0, room = width > n ? width - n : 0;
    char align = s->align ? s->align : otherwise;
    size_t before = align == '<' ? 0 : align == '^' ? room / 2 : room;
    put_times(out, s->fill, before);
    buf_putspan(out, text);
    put_times(out, s->fill, room - before);
}

/* Zeros before the digits until `width` places are taken, separators counted. */
static void group_digits(struct buf *whole, char sign, size_t every, size_t width)
{
    struct buf turned = {0};
    size_t count = 0;
    for (size_t i = whole->n; i > 0 || (width && turned.n < width); count++) {
        if (sign && count && count % every == 0) {
            buf_putc(&turned, sign);
        }
        buf_putc(&turned, i ? whole->p[--i] : '0');
    }
    buf_clear(whole);
    for (size_t i = turned.n; i-- > 0;) {
        buf_putc(whole, turned.p[i]);
    }
    buf_release(&turned);
}

static void put_together(struct run *r, struct digits *d, const struct spec *s, struct buf *out)
{
    bool python = r->ev->python, zeros = s->zero && !s->align;
    if (s->alternate && s->type && strchr("eEfFgG", s->type) && (!d->rest.n || d->rest.p[0] != '.')) {
        buf_puts(&d->rest, " ");
        memmove(d->rest.p + 1, d->rest.p, d->rest.n - 1);
        d->rest.p[0] = '.';
    }
    const char *sign = d->negative ? "-" : s->sign == '+' ? "+" : s->sign == ' ' ? " " : "";
    char group = s->group == ',' && !python ? '.' : s->group;
    bool filled = zeros || (s->align == '=' && span_is(s->fill, "0"));
    size_t beside = strlen(sign) + strlen(d->prefix) + d->rest.n, width = s->width > 0 ? (size_t)s->width : 0, least = s->least > 0 ? (size_t)s->least : 0;
    if (s->type != 'c') {
        group_digits(&d->whole, group, s->type && strchr("boxX", s->type) ? 4 : 3, filled && width > beside + least ? width - beside : least);
    }
    if (!python && d->rest.n && d->rest.p[0] == '.') {
        d->rest.p[0] = ',';
    }
    struct buf text = {0};
    buf_puts(&text, sign);
    buf_puts(&text, d->prefix);
    if (s->align == '=') {
        size_t n = text.n + d->whole.n + d->rest.n;
        put_times(&text, s->fill, width > n ? width - n : 0);
    }
    buf_putspan(&text, buf_span(&d->whole));
    buf_putspan(&text, buf_span(&d->rest));
    put_padded(out, buf_span(&text), s, '>');
    buf_release(&text);
}

bool format_number(struct run *r, const struct node *node, const struct result *v, const struct spec *s, struct buf *out)
{
    struct digits d = {.prefix = ""};
    mpq_t number;
    mpq_init(number);
    bool done = v->type == RESULT_BOOL && r->ev->python;
    if (done) {
        mpq_set_ui(number, v->as.boolean, 1);
    } else {
        done = need_number(r, node, v, number);
    }
    if (done) {
        d.negative = mpq_sgn(number) < 0;
        mpq_abs(number, number);
        done = put_digits(r, node, v, number, s, &d);
    }
    if (done) {
        bool nothing = strspn(d.whole.p, "0") == d.whole.n && (!d.rest.n || !strpbrk(d.rest.p, "123456789"));
        d.negative &= r->ev->python ? v->floating || !nothing : !nothing;
        put_together(r, &d, s, out);
    }
    buf_release(&d.whole);
    buf_release(&d.rest);
    mpq_clear(number);
    return done;
}

/* -- one value */

/* ascii(): what is beyond ASCII as an escape. */
static struct span ascii(struct arena *a, struct span s)
{
    struct buf b = {0};
    for (size_t i = 0; i < s.n;) {
        size_t from = i;
        uint32_t c = text_next(s, &i);
        if (c < 0x80) {
            buf_put(&b, s.p + from, i - from);
        } else {
            buf_printf(&b, c < 0x100 ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\U%08x", (unsigned)c);
        }
    }
    size_t n = b.n;
    return span_make(arena_buf(a, &b), n);
}

bool format_words(struct run *r, const struct node *node, const struct result *v, char conversion, const struct spec *s, char align,
                  struct buf *out)
{
    struct span text;
    bool repr = r->ev->python && (conversion == 'r' || conversion == 'a');
    if (!(repr ? python_repr(r, node, v, &text) : print_result(r, node, v, &text))) {
        return false;
    }
    if (cite_in(text)) {
        return FAULT(r, node, DIAG_EXPR_MENTION);
    }
    if (repr && conversion == 'a') {
        text = ascii(&r->ev->arena, text);
    }
    size_t end = 0;
    for (long n = 0; s->precision >= 0 && n < s->precision && end < text.n; n++) {
        text_next(text, &end);
    }
    put_padded(out, s->precision >= 0 ? span_make(text.p, end) : text, s, align);
    return run_charge_bytes(r, node, out->n);
}
