/* Numbers in words as the office reads them (standards: the-thuc, section 6, "Reading numbers").
 *
 * The digits are read in groups of three from the left. The place of a group is its position modulo
 * three (triệu, nghìn, nothing), and what stands in front of nine digits is read as a number of its
 * own, so many "tỷ": 10^12 nghìn tỷ, 10^15 triệu tỷ, 10^18 tỷ tỷ. A group of zeros is silent; any
 * other group behind the first is read with its hundreds ("không trăm linh năm"). */
#include "text/words.h"

enum { MOST_DIGITS = 60 };

static const char *const digit_names[] = {"không", "một", "hai", "ba",  "bốn",
                                          "năm",   "sáu", "bảy", "tám", "chín"};

struct words {
    struct buf out;
    unsigned flags;
};

static void say(struct words *w, const char *word)
{
    if (w->out.n)
        buf_putc(&w->out, ' ');
    buf_puts(&w->out, word);
}

/* The unit after a ten: lăm after every ten, mốt and tư only after mươi. */
static void say_unit(struct words *w, int tens, int unit)
{
    if (unit == 0)
        return;
    if (unit == 5 && tens >= 1)
        say(w, "lăm");
    else if (unit == 1 && tens >= 2)
        say(w, "mốt");
    else if (unit == 4 && tens >= 2 && !(w->flags & WORDS_BON))
        say(w, "tư");
    else
        say(w, digit_names[unit]);
}

static void say_group(struct words *w, int group, bool with_hundreds)
{
    int hundreds = group / 100, tens = group / 10 % 10, unit = group % 10;
    if (hundreds || with_hundreds) {
        say(w, digit_names[hundreds]);
        say(w, "trăm");
        if (tens == 0 && unit)
            say(w, w->flags & WORDS_LE ? "lẻ" : "linh");
    }
    if (tens == 1) {
        say(w, "mười");
    } else if (tens > 1) {
        say(w, digit_names[tens]);
        say(w, "mươi");
    }
    say_unit(w, tens, unit);
}

/* A whole number without leading zeros. */
static void say_whole(struct words *w, struct span digits)
{
    if (digits.n == 0) {
        say(w, digit_names[0]);
        return;
    }
    bool first = true;
    size_t groups = (digits.n + 2) / 3;
    for (size_t k = groups; k-- > 0;) {
        int group = 0;
        size_t end = digits.n - 3 * k, start = end > 3 ? end - 3 : 0;
        for (size_t i = start; i < end; i++)
            group = group * 10 + (digits.p[i] - '0');
        if (group) {
            say_group(w, group, !first);
            if (k % 3 == 2)
                say(w, "triệu");
            else if (k % 3 == 1)
                say(w, w->flags & WORDS_NGAN ? "ngàn" : "nghìn");
            first = false;
        }
        if (k % 3 == 0 && k > 0)
            say(w, "tỷ");
    }
}

static struct span without_zeros(struct span digits)
{
    while (digits.n && digits.p[0] == '0')
        digits = span_make(digits.p + 1, digits.n - 1);
    return digits;
}

/* Decimals: the zeros in front one by one, then up to three digits as a number (7,25: hai mươi
 * lăm); more than three are told digit by digit. */
static void say_decimals(struct words *w, struct span digits)
{
    struct span rest = without_zeros(digits);
    for (size_t i = rest.n; i < digits.n; i++)
        say(w, digit_names[0]);
    if (rest.n == 0)
        return;
    if (rest.n <= 3) {
        say_whole(w, rest);
        return;
    }
    for (size_t i = 0; i < rest.n; i++)
        say(w, digit_names[rest.p[i] - '0']);
}

static struct span take_digits(struct span *s)
{
    size_t n = 0;
    while (n < s->n && s->p[n] >= '0' && s->p[n] <= '9')
        n++;
    struct span digits = span_make(s->p, n);
    *s = span_make(s->p + n, s->n - n);
    return digits;
}

char *words_number(struct arena *a, const char *number, unsigned flags)
{
    struct span s = span_of(number);
    bool negative = s.n && s.p[0] == '-';
    if (negative)
        s = span_make(s.p + 1, s.n - 1);
    struct span whole = take_digits(&s), decimals = {0};
    bool point = s.n && s.p[0] == '.';
    if (point) {
        s = span_make(s.p + 1, s.n - 1);
        decimals = take_digits(&s);
    }
    if (s.n || whole.n == 0 || (point && decimals.n == 0) || whole.n + decimals.n > MOST_DIGITS)
        return NULL;
    struct words w = {.flags = flags};
    struct span significant = without_zeros(whole);
    if (negative && (significant.n || without_zeros(decimals).n))
        say(&w, "âm");
    say_whole(&w, significant);
    if (point) {
        say(&w, "phẩy");
        say_decimals(&w, decimals);
    }
    return arena_buf(a, &w.out);
}
