/* What stands in a cell, as text: numbers, dates and words.
 *
 * Numbers are worked on as decimal digits and never as doubles. A spreadsheet stores the 17 digits of a double and shows 15 at
 * most (so 0.1+0.2 is stored as 0.30000000000000004 and shown as 0.3); what is shown is what its author meant. */
#include "data/grid.h"

#include "data/input.h"
#include "text/date.h"
#include "text/text.h"

enum {
    SHOWN_DIGITS = 15,
    LONGEST_NUMBER = 400, /* digits; a double has 309 before the point */
    DAY = 86400,
    LAST_SERIAL = 2958465, /* 31/12/9999 */
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static void set(struct data *d, struct cell *cell, enum cell_kind kind, const char *text, size_t n)
{
    cell->kind = (uint8_t)kind;
    cell->text = arena_span(&d->arena, span_make(text, n));
    cell->n = (uint32_t)n;
}

/* ---- numbers ---- */

struct decimal {
    bool negative;
    char digits[LONGEST_NUMBER + 1]; /* without zeros before */
    int n;
    int power; /* of ten, of the last digit */
};

/* [sign] digits [. digits] [E [sign] digits] (XML Schema's double without its names). */
static bool decimal_parse(struct span s, struct decimal *out)
{
    size_t i = 0, seen = 0;
    int exponent = 0;
    bool point = false, minus = false;

    *out = (struct decimal){0};
    if (i < s.n && (s.p[i] == '-' || s.p[i] == '+'))
        out->negative = s.p[i++] == '-';
    for (; i < s.n && (is_digit(s.p[i]) || (s.p[i] == '.' && !point)); i++) {
        if (s.p[i] == '.') {
            point = true;
            continue;
        }
        seen++;
        out->power -= point;
        if (out->n == 0 && s.p[i] == '0')
            continue;
        if (out->n == LONGEST_NUMBER)
            return false;
        out->digits[out->n++] = s.p[i];
    }
    if (seen && i < s.n && (s.p[i] | 32) == 'e') {
        size_t from;

        i++;
        if (i < s.n && (s.p[i] == '-' || s.p[i] == '+'))
            minus = s.p[i++] == '-';
        for (from = i; i < s.n && is_digit(s.p[i]) && exponent < LONGEST_NUMBER; i++)
            exponent = exponent * 10 + s.p[i] - '0';
        if (i == from || exponent > LONGEST_NUMBER)
            return false;
        out->power += minus ? -exponent : exponent;
    }
    return seen > 0 && i == s.n && out->power > -2 * LONGEST_NUMBER && out->power < LONGEST_NUMBER;
}

/* To the digits that a spreadsheet shows, and no zeros behind them. */
static void decimal_round(struct decimal *x)
{
    if (x->n > SHOWN_DIGITS) {
        bool up = x->digits[SHOWN_DIGITS] >= '5';

        x->power += x->n - SHOWN_DIGITS;
        x->n = SHOWN_DIGITS;
        for (int i = x->n - 1; up && i >= 0; i--) {
            up = x->digits[i] == '9';
            x->digits[i] = up ? '0' : (char)(x->digits[i] + 1);
        }
        if (up) { /* 999…9: all are zeros now */
            x->digits[0] = '1';
            x->power++;
        }
    }
    while (x->n > 0 && x->digits[x->n - 1] == '0') {
        x->n--;
        x->power++;
    }
}

static void decimal_print(const struct decimal *x, char point, struct buf *out)
{
    int whole = x->n + x->power; /* digits before the point */

    if (x->n == 0) {
        buf_putc(out, '0');
        return;
    }
    if (x->negative)
        buf_putc(out, '-');
    for (int i = 0; i < (whole > 0 ? whole : 1); i++)
        buf_putc(out, whole > 0 && i < x->n ? x->digits[i] : '0');
    if (x->power >= 0)
        return;
    buf_putc(out, point);
    for (int i = whole; i < x->n; i++)
        buf_putc(out, i < 0 ? '0' : x->digits[i]);
}

/* A plain whole number as nearly all are: its digits are what is kept. */
static bool is_plain(struct span s)
{
    if (s.n == 0 || s.n > SHOWN_DIGITS || (s.p[0] == '0' && s.n > 1))
        return false;
    for (size_t i = 0; i < s.n; i++)
        if (!is_digit(s.p[i]))
            return false;
    return true;
}

void grid_number(struct data *d, struct span stored, struct cell *cell)
{
    struct decimal x;
    struct buf text = {0};

    stored = span_trim(stored);
    if (is_plain(stored)) {
        set(d, cell, CELL_NUMBER, stored.p, stored.n);
        return;
    }
    if (!decimal_parse(stored, &x)) {
        set(d, cell, CELL_BROKEN, stored.p, stored.n);
        return;
    }
    decimal_round(&x);
    decimal_print(&x, d->exact_keys ? '.' : ',', &text);
    set(d, cell, CELL_NUMBER, text.p, text.n);
    buf_release(&text);
}

/* ---- dates ---- */

static void put_time(struct buf *out, int64_t seconds)
{
    buf_printf(out, "%02lld:%02lld", (long long)(seconds / 3600), (long long)(seconds / 60 % 60));
    if (seconds % 60)
        buf_printf(out, ":%02lld", (long long)(seconds % 60));
}

static void set_moment(struct data *d, struct cell *cell, const struct date *date, int64_t seconds, bool time)
{
    struct buf text = {0};

    if (date)
        buf_printf(&text, "%02d/%02d/%04d", date->day, date->month, date->year);
    if (time) {
        buf_puts(&text, date ? " " : "");
        put_time(&text, seconds);
    }
    set(d, cell, CELL_DATE, text.p, text.n);
    buf_release(&text);
}

/* Days, and seconds of the day to the nearest. */
static bool split_days(struct span stored, int64_t *days, int64_t *seconds)
{
    enum { NANO = 1000000000 };
    struct decimal x;
    int64_t fraction = 0, scale = NANO;
    int whole;

    if (!decimal_parse(span_trim(stored), &x) || x.negative)
        return false;
    decimal_round(&x);
    whole = x.n ? x.n + x.power : 0;
    if (whole > 7)
        return false;
    *days = 0;
    for (int i = 0; i < whole; i++)
        *days = *days * 10 + (i < x.n ? x.digits[i] - '0' : 0);
    for (int i = whole; i < x.n && scale > 1; i++) {
        scale /= 10;
        fraction += scale * (i < 0 ? 0 : x.digits[i] - '0');
    }
    *seconds = (fraction * DAY + NANO / 2) / NANO;
    *days += *seconds / DAY;
    *seconds %= DAY;
    return true;
}

/* 29500-1, 18.17.4.1: day 1 is 1/1/1900, and 1900 is taken for a leap year; or day 0 is 1/1/1904. */
static bool serial_date(int64_t days, bool base_1904, struct date *out)
{
    enum { UNIX_1900 = 25569, UNIX_1904 = 24107, NO_DAY = 60 /* 29/2/1900 */ };

    if (!base_1904 && (days < 1 || days == NO_DAY))
        return false;
    if (days > LAST_SERIAL)
        return false;
    days -= base_1904 ? UNIX_1904 : days > NO_DAY ? UNIX_1900 : UNIX_1900 - 1;
    *out = date_from_unix(days * DAY, 0);
    return true;
}

void grid_serial(struct data *d, struct span stored, bool base_1904, const struct grid_shown *shown, struct cell *cell)
{
    struct date day;
    int64_t days, seconds;

    if (!split_days(stored, &days, &seconds) || (shown->date && !serial_date(days, base_1904, &day)))
        set(d, cell, CELL_BROKEN, stored.p, stored.n);
    else if (shown->date)
        set_moment(d, cell, &day, seconds, shown->time);
    else
        set_moment(d, cell, NULL, (shown->elapsed ? days * DAY : 0) + seconds, true);
}

/* At most `most` digits at *s, which moves on. */
static bool take_digits(struct span *s, size_t most, int64_t *out)
{
    size_t n = 0;

    *out = 0;
    while (n < s->n && n < most && is_digit(s->p[n]))
        *out = *out * 10 + s->p[n++] - '0';
    *s = span_make(s->p + n, s->n - n);
    return n > 0;
}

static bool take_sign(struct span *s, char c)
{
    if (!s->n || *s->p != c)
        return false;
    *s = span_make(s->p + 1, s->n - 1);
    return true;
}

/* Parts of a second are dropped; a zone is not looked at: a sheet has none. */
static bool take_clock(struct span *s, int64_t *seconds)
{
    int64_t hours, minutes, rest = 0;

    if (!take_digits(s, 2, &hours) || !take_sign(s, ':') || !take_digits(s, 2, &minutes))
        return false;
    if (take_sign(s, ':') && !take_digits(s, 2, &rest))
        return false;
    *seconds = hours * 3600 + minutes * 60 + rest;
    return hours < 24 && minutes < 60 && rest < 60;
}

void grid_iso(struct data *d, struct span stored, struct cell *cell)
{
    struct span s = span_trim(stored);
    int64_t year, month, day, seconds = 0;
    bool clock = s.n > 2 && s.p[2] == ':', ok = clock;
    struct date date = {0};

    if (!clock && take_digits(&s, 4, &year) && take_sign(&s, '-') && take_digits(&s, 2, &month) && take_sign(&s, '-') && take_digits(&s, 2, &day)) {
        date = (struct date){(int)year, (int)month, (int)day};
        ok = date_valid(date);
    }
    if (clock || (ok && take_sign(&s, 'T')))
        ok = take_clock(&s, &seconds);
    if (!ok)
        set(d, cell, CELL_BROKEN, stored.p, stored.n);
    else
        set_moment(d, cell, clock ? NULL : &date, seconds, clock || seconds != 0);
}

void grid_duration(struct data *d, struct span stored, struct cell *cell)
{
    static const struct {
        char unit;
        int seconds;
    } units[] = {{'H', 3600}, {'M', 60}, {'S', 1}};
    struct span s = span_trim(stored);
    bool ok = take_sign(&s, 'P') && take_sign(&s, 'T');
    int64_t seconds = 0, n, ignored;

    for (size_t i = 0; ok && s.n && i < sizeof units / sizeof *units; i++) {
        struct span before = s;

        ok = take_digits(&s, 7, &n);
        if (ok && units[i].unit == 'S' && take_sign(&s, '.'))
            ok = take_digits(&s, 18, &ignored);
        if (ok && take_sign(&s, units[i].unit))
            seconds += n * units[i].seconds;
        else
            s = before;
    }
    if (!ok || s.n)
        set(d, cell, CELL_BROKEN, stored.p, stored.n);
    else
        set_moment(d, cell, NULL, seconds, true);
}

/* ---- words ---- */

bool grid_text(struct data *d, struct span text, struct cell *cell)
{
    struct arena scratch = {0};
    struct buf lines = {0};

    text = span_trim(text);
    if (text.n == 0)
        return false;
    if (memchr(text.p, '\r', text.n)) {
        for (size_t i = 0; i < text.n; i++)
            if (text.p[i] != '\r')
                buf_putc(&lines, text.p[i]);
            else if (i + 1 == text.n || text.p[i + 1] != '\n')
                buf_putc(&lines, '\n');
        text = buf_span(&lines);
    }
    if (!text_is_visible(text))
        text = span_trim(span_of(text_visible(&scratch, text)));
    if (!text_is_nfc(text))
        text = span_of(text_nfc(&scratch, text));
    if (text.n) {
        set(d, cell, CELL_TEXT, text.p, text.n);
        cell->suspect = !input_is_clean(d, text);
    }
    arena_release(&scratch);
    buf_release(&lines);
    return text.n > 0;
}
