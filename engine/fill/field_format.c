/* The switches of a field: \* for letters, \# for figures, \@ for dates, \b and \f for what stands around a value
 * (ECMA-376 part 1, 17.16.4). Figures and dates come out as Vietnamese papers write them: points between thousands, a comma
 * before decimals, whichever way round the picture was typed. */
#include "fill/field.h"

#include "base/diag/mustache.h"
#include "text/date.h"
#include "text/text.h"

/* ---- the instruction ---- */

static const char *next_word(struct arena *a, const char **p, bool *quoted)
{
    static const char *const quotes[][2] = {{"\"", "\""}, {"\u201c", "\u201d"}, {"\u201d", "\u201d"}};
    const char *from;

    *p += strspn(*p, " \t\r\n\xc2\xa0");
    *quoted = false;
    for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++) {
        size_t n = strlen(quotes[i][0]);
        const char *end;

        if (strncmp(*p, quotes[i][0], n) != 0)
            continue;
        *quoted = true;
        from = *p + n;
        end = strstr(from, quotes[i][1]);
        *p = end ? end + strlen(quotes[i][1]) : from + strlen(from);
        return arena_span(a, span_make(from, (size_t)((end ? end : *p) - from)));
    }
    from = *p;
    *p += **p == '\\' && (*p)[1] ? 2 : strcspn(*p, " \t\r\n\"");
    return from == *p ? NULL : arena_span(a, span_make(from, (size_t)(*p - from)));
}

static bool same(const char *x, const char *y)
{
    while (*x && *y && (*x | 32) == (*y | 32))
        x++, y++;
    return *x == *y;
}

bool field_read(struct arena *a, const char *instruction, struct field_switches *out)
{
    bool quoted;
    const char *word = next_word(a, &instruction, &quoted);

    *out = (struct field_switches){0};
    if (!word || quoted || !same(word, "MERGEFIELD") || !(out->name = next_word(a, &instruction, &quoted)))
        return false;
    while ((word = next_word(a, &instruction, &quoted))) {
        const char **to = NULL, *argument;

        if (quoted || *word != '\\')
            continue;
        switch (word[1]) {
        case '*': to = &out->format; break;
        case '#': to = &out->number; break;
        case '@': to = &out->date; break;
        case 'b': to = &out->before; break;
        case 'f': to = &out->after; break;
        default: continue; /* \m and \v: how Word maps addresses and sets upright text */
        }
        argument = next_word(a, &instruction, &quoted);
        if (to == &out->format && argument && (same(argument, "MERGEFORMAT") || same(argument, "CHARFORMAT")))
            continue;
        *to = argument;
    }
    return true;
}

/* ---- figures ---- */

/* What a picture says: "#.##0,00 đ" */
struct picture {
    struct span before, after;
    int decimals, least; /* after the comma: at most, at least */
    int digits;          /* before it: at least */
    bool groups;
};

static struct picture read_picture(struct span s)
{
    struct picture p = {0};
    size_t from = 0, to, mark = s.n, commas = 0, points = 0;
    char decimal = '\0';

    while (from < s.n && !strchr("#0x", s.p[from]))
        from++;
    for (to = s.n; to > from && !strchr("#0x", s.p[to - 1]);)
        to--;
    p.before = span_make(s.p, from);
    p.after = span_make(s.p + to, s.n - to);
    for (size_t i = from; i < to; i++) {
        commas += s.p[i] == ',';
        points += s.p[i] == '.';
        mark = s.p[i] == ',' || s.p[i] == '.' ? i : mark;
    }
    if (mark < to && mark > from) { /* the last mark divides decimals, unless it parts thousands */
        bool both = commas && points, once = commas + points == 1, thousands = to - mark - 1 == 3;

        if (both || (once && (!thousands || (s.p[mark] == '.' && !memchr(s.p + from, '#', to - from)))))
            decimal = s.p[mark];
    }
    p.groups = commas + points > (decimal ? 1u : 0u);
    for (size_t i = from; i < to; i++) {
        bool fraction = decimal && i > mark;

        p.digits += !fraction && s.p[i] == '0';
        p.decimals += fraction && (s.p[i] == '0' || s.p[i] == '#');
        p.least += fraction && s.p[i] == '0';
    }
    return p;
}

static void put_literal(struct buf *b, struct span s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] != '\'' && s.p[i] != '"')
            buf_putc(b, s.p[i]);
}

/* The section of "positive;negative;zero" that holds for the sign. */
static struct span section(const char *picture, int sign, bool *own_sign)
{
    struct span all[3];
    size_t n = 0;

    for (const char *p = picture; n < 3; p++) {
        size_t length = strcspn(p, ";");

        all[n++] = span_make(p, length);
        p += length;
        if (!*p)
            break;
    }
    *own_sign = sign < 0 && n > 1;
    return sign < 0 && n > 1 ? all[1] : sign == 0 && n > 2 ? all[2] : all[0];
}

static const char *format_number(struct fielding *x, const char *picture, const mpq_t v)
{
    struct arena *a = &x->f->arena;
    struct buf b = {0};
    struct picture p;
    mpq_t size;
    bool own_sign;
    char *digits;
    size_t whole;

    p = read_picture(section(picture, mpq_sgn(v), &own_sign));
    mpq_init(size);
    mpq_abs(size, v);
    digits = p.groups ? number_vietnamese(a, size, p.decimals) : number_fixed(a, size, p.decimals);
    mpq_clear(size);
    for (int over = p.decimals - p.least; over > 0 && digits[strlen(digits) - 1] == '0'; over--)
        digits[strlen(digits) - 1] = '\0';
    if (*digits && digits[strlen(digits) - 1] == ',')
        digits[strlen(digits) - 1] = '\0';
    if (mpq_sgn(v) < 0 && !own_sign)
        buf_putc(&b, '-');
    put_literal(&b, p.before);
    whole = strcspn(digits, ",");
    for (int missing = p.digits - (int)whole; missing > 0 && !p.groups; missing--)
        buf_putc(&b, '0');
    buf_puts(&b, digits);
    put_literal(&b, p.after);
    return arena_buf(a, &b);
}

/* ---- dates ---- */

static int weekday(const struct date *d) /* 0: Sunday */
{
    int64_t days = date_to_unix(*d) / 86400;

    return (int)(((days + 4) % 7 + 7) % 7);
}

/* One group of a letter of the picture. */
static void put_date_part(struct arena *a, struct buf *b, const struct date *d, char letter, size_t n)
{
    static const char *const days[] = {"Chủ nhật", "Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy"};

    (void)a;
    switch (letter) {
    case 'd':
        if (n > 2)
            buf_puts(b, days[weekday(d)]);
        else
            buf_printf(b, n == 2 ? "%02d" : "%d", d->day);
        break;
    case 'M':
        if (n > 2)
            buf_printf(b, "tháng %d", d->month);
        else
            buf_printf(b, n == 2 ? "%02d" : "%d", d->month);
        break;
    case 'y':
        if (n > 2)
            buf_printf(b, "%04d", d->year);
        else
            buf_printf(b, "%02d", d->year % 100);
        break;
    default: /* hours, minutes and seconds of a day without time */
        buf_puts(b, n > 1 ? "00" : "0");
    }
}

const char *field_date(struct arena *a, const struct date *d, const char *picture)
{
    struct buf b = {0};

    for (const char *p = picture; *p;) {
        if (*p == '\'') {
            size_t n = strcspn(p + 1, "'");

            buf_put(&b, p + 1, n);
            p += n + 1;
            p += *p == '\'';
        } else if (strchr("dMyYDHhms", *p)) {
            char letter = *p == 'Y' ? 'y' : *p == 'D' ? 'd' : *p;
            size_t n = 1;

            while (p[n] == *p)
                n++;
            put_date_part(a, &b, d, letter, n);
            p += n;
        } else {
            buf_putc(&b, *p++);
        }
    }
    return arena_buf(a, &b);
}

/* ---- letters ---- */

static const char *each_word(struct arena *a, const char *text)
{
    struct buf b = {0};

    while (*text) {
        size_t space = strspn(text, " \t\n"), n = strcspn(text + space, " \t\n");

        buf_put(&b, text, space);
        if (n)
            buf_puts(&b, text_title_first(a, span_make(text + space, n)));
        text += space + n;
    }
    return arena_buf(a, &b);
}

static const char *format_letters(struct fielding *x, const char *format, const char *text, struct pos pos)
{
    struct arena *a = &x->f->arena;

    if (same(format, "Upper"))
        return text_upper(a, span_of(text));
    if (same(format, "Lower"))
        return text_lower(a, span_of(text));
    if (same(format, "FirstCap"))
        return text_title_first(a, span_of(text));
    if (same(format, "Caps"))
        return each_word(a, text);
    diag(x->f->ctx, DIAG_FIELD_SWITCH, pos, format);
    return text;
}

/* ---- all ---- */

static const char *format_value(struct fielding *x, const struct field_switches *s, const struct result *v, const char *text, struct pos pos)
{
    struct date d;
    mpq_t number;

    if (s->date) {
        if (date_parse(span_of(text), &d))
            return field_date(&x->f->arena, &d, s->date);
        diag(x->f->ctx, DIAG_FIELD_DATE, pos, text);
        x->failed = true;
        return NULL;
    }
    if (s->number) {
        bool ok;

        mpq_init(number);
        ok = v->type == RESULT_NUMBER || (v->type == RESULT_DATA && expr_figure(x->f->ev, v->as.data, number));
        if (v->type == RESULT_NUMBER)
            mpq_set(number, v->as.number);
        text = ok ? format_number(x, s->number, number) : NULL;
        x->failed |= !ok;
        mpq_clear(number);
        return text;
    }
    return text;
}

const char *field_format(struct fielding *x, const struct field_switches *s, const struct result *v, struct pos pos)
{
    const char *text = field_text(x, v, pos);

    if (!text || !*text)
        return text;
    text = format_value(x, s, v, text, pos);
    if (text && s->format)
        text = format_letters(x, s->format, text, pos);
    if (!text)
        return NULL;
    return arena_printf(&x->f->arena, "%s%s%s", s->before ? s->before : "", text, s->after ? s->after : "");
}
