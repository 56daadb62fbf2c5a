/* Dates in the Gregorian calendar. The written form follows HD 05-HD/VPTW II.4: a zero before days
 * below ten and before months one and two, none before months three to nine. Day numbers count from
 * 1970-01-01 (era of 400 years of 146097 days, years beginning in March). */
#include "text/date.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

bool date_valid(struct date d)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (d.year < 1 || d.year > 9999 || d.month < 1 || d.month > 12 || d.day < 1)
        return false;
    int last = days[d.month - 1] + (d.month == 2 && is_leap(d.year));
    return d.day <= last;
}

/* Takes a number of `least` to `most` digits off the front; false leaves *s as it is. */
static bool take_number(struct span *s, size_t least, size_t most, int *out)
{
    size_t n = 0;
    int value = 0;
    while (n < s->n && n < most && is_digit(s->p[n]))
        value = value * 10 + (s->p[n++] - '0');
    if (n < least)
        return false;
    *out = value;
    *s = span_make(s->p + n, s->n - n);
    return true;
}

static bool take_char(struct span *s, char c)
{
    if (s->n == 0 || s->p[0] != c)
        return false;
    *s = span_make(s->p + 1, s->n - 1);
    return true;
}

bool date_parse(struct span s, struct date *out)
{
    struct date d = {0};
    s = span_trim(s);
    struct span rest = s;
    bool ok = take_number(&rest, 4, 4, &d.year);
    if (ok) {
        ok = take_char(&rest, '-') && take_number(&rest, 2, 2, &d.month) && take_char(&rest, '-') &&
             take_number(&rest, 2, 2, &d.day);
    } else {
        rest = s;
        ok = take_number(&rest, 1, 2, &d.day) && rest.n > 0;
        char separator = ok ? rest.p[0] : '\0';
        ok = ok && (separator == '/' || separator == '-') && take_char(&rest, separator) &&
             take_number(&rest, 1, 2, &d.month) && take_char(&rest, separator) &&
             take_number(&rest, 4, 4, &d.year);
    }
    if (!ok || rest.n > 0 || !date_valid(d))
        return false;
    *out = d;
    return true;
}

/* A part that is not given is a blank for the pen: three spaces stand where " 03 " would. */
char *date_long(struct arena *a, struct date d)
{
    struct buf out = {0};
    buf_puts(&out, "ngày");
    if (d.day)
        buf_printf(&out, " %02d ", d.day);
    else
        buf_puts(&out, "   ");
    buf_puts(&out, "tháng");
    if (d.month)
        buf_printf(&out, d.month <= 2 ? " %02d " : " %d ", d.month);
    else
        buf_puts(&out, "   ");
    buf_puts(&out, "năm");
    if (d.year)
        buf_printf(&out, " %d", d.year);
    return arena_buf(a, &out);
}

char *date_short(struct arena *a, struct date d)
{
    return arena_printf(a, d.month <= 2 ? "%02d/%02d/%d" : "%02d/%d/%d", d.day, d.month, d.year);
}

int date_compare(struct date a, struct date b)
{
    int x[] = {a.year, a.month, a.day}, y[] = {b.year, b.month, b.day};
    for (int i = 0; i < 3; i++) {
        if (x[i] != y[i])
            return x[i] < y[i] ? -1 : 1;
    }
    return 0;
}

static int64_t floor_div(int64_t x, int64_t y)
{
    return x / y - (x % y < 0);
}

struct date date_from_unix(int64_t seconds, int utc_offset_minutes)
{
    int64_t day = floor_div(floor_div(seconds, 60) + utc_offset_minutes, 24 * 60) + 719468;
    int64_t era = floor_div(day, 146097);
    int64_t of_era = day - era * 146097;
    int64_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int64_t of_year = of_era - (365 * year + year / 4 - year / 100);
    int64_t month = (5 * of_year + 2) / 153; /* 0 is March */
    struct date d;
    d.day = (int)(of_year - (153 * month + 2) / 5 + 1);
    d.month = (int)(month < 10 ? month + 3 : month - 9);
    d.year = (int)(year + era * 400 + (month >= 10));
    return d;
}

int64_t date_to_unix(struct date d)
{
    int64_t year = d.year - (d.month <= 2);
    int64_t era = floor_div(year, 400);
    int64_t of_era = year - era * 400;
    int64_t of_year = (153 * (d.month > 2 ? d.month - 3 : d.month + 9) + 2) / 5 + d.day - 1;
    int64_t day = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
    return (era * 146097 + day - 719468) * 86400;
}

char *date_iso(struct arena *a, struct date d)
{
    return arena_printf(a, "%04d-%02d-%02d", d.year, d.month, d.day);
}

char *number_written(struct arena *a, int64_t number)
{
    return arena_printf(a, "%02lld", (long long)number);
}

char *number_of_paper(struct arena *a, const char *text)
{
    enum { MOST = 999999 };
    int64_t number = 0;

    for (; *text >= '0' && *text <= '9' && number <= MOST; text++)
        number = 10 * number + (*text - '0');
    return *text || number < 1 || number > MOST ? NULL : number_written(a, number);
}
