/* The checks that all readers share: size, encoding, control characters; lines and places in a
 * text. */
#include "data/input.h"

#include "base/diag/data.h"
#include "data/marks.h"
#include "text/text.h"

#include <stdio.h>

/* The first byte of a character that is no text, or n: controls other than tab and line ends, the two
 * noncharacters that XML cannot hold, the private characters of symbol fonts (U+E000 to U+F8FF), and U+FFFD, which
 * stands where another program lost a character. */
static size_t find_control(struct span s)
{
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        unsigned char d = i + 1 < s.n ? (unsigned char)s.p[i + 1] : 0;
        unsigned char e = i + 2 < s.n ? (unsigned char)s.p[i + 2] : 0;
        if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7F)
            return i;
        if ((c == 0xC2 && d >= 0x80 && d < 0xA0) || (c == 0xEF && d == 0xBF && e >= 0xBD))
            return i;
        if (c == 0xEE || (c == 0xEF && d < 0xA4))
            return i;
    }
    return s.n;
}

static bool report_control(struct data *d, struct span text, size_t at, struct pos pos)
{
    uint32_t c = text_next(text, &at);
    diag_code code = c == 0xFFFD                  ? DIAG_DATA_LOST
                          : c >= 0xE000 && c <= 0xF8FF ? DIAG_DATA_SYMBOL
                                                       : DIAG_DATA_CONTROL;
    diag(d->ctx, code, pos, arena_printf(&d->arena, "U+%04X", (unsigned)c));
    return false;
}

bool input_check_text(struct data *d, struct span text, struct pos pos)
{
    size_t from = 0;
    for (;;) {
        struct span rest = span_make(text.p + from, text.n - from);
        size_t control = find_control(rest);
        if (control == rest.n)
            return true;
        /* A new paragraph and a new page, to templates of docxtpl. */
        if (!d->exact_keys || (rest.p[control] != '\a' && rest.p[control] != '\f'))
            return report_control(d, text, from + control, pos);
        from += control + 1;
    }
}

/* Programs that add the mark to a text that has it already leave two. */
struct span input_without_mark(struct span text)
{
    while (span_starts(text, "\xEF\xBB\xBF"))
        text = span_make(text.p + 3, text.n - 3);
    return text;
}

static bool report_recoded(struct data *d, struct span line, size_t word, struct pos pos)
{
    size_t end = word;

    while (end < line.n && line.p[end] != ' ')
        end++;
    diag(d->ctx, DIAG_DATA_RECODED, pos, arena_span(&d->arena, span_make(line.p + word, end - word)));
    return false;
}

/* Text in TCVN3 or VNI, or UTF-8 read as Latin 1, is valid UTF-8: only its words give it away. Its first line is
 * reported. */
static bool check_code(struct data *d, const char *file, struct span text, int first_line)
{
    for (size_t i = 0; i < text.n;) {
        struct span line = input_line(span_make(text.p + i, text.n - i), 0);
        size_t word = text_find_recoded(line);
        if (word < line.n)
            return report_recoded(d, line, word, input_pos(file, text, i + word, first_line));
        i += line.n + 1;
    }
    return true;
}

bool input_check_cell(struct data *d, struct span text, struct pos pos)
{
    size_t word = text_find_recoded(text);

    return word < text.n ? report_recoded(d, text, word, pos) : input_check_text(d, text, pos);
}

bool input_is_clean(struct data *d, struct span text)
{
    struct ctx quiet = {0};
    struct data asked = {.ctx = &quiet, .exact_keys = d->exact_keys};
    bool clean = input_check_cell(&asked, text, (struct pos){0});

    arena_release(&asked.arena);
    return clean;
}

bool input_check_bytes(struct data *d, const char *file, struct span *text, int first_line)
{
    struct pos start = {file, first_line, 1, NULL};
    if (text->n > LIMIT_FILE_BYTES) {
        diag(d->ctx, DIAG_DATA_TOO_LARGE, start,
             arena_printf(&d->arena, "%d", LIMIT_FILE_BYTES >> 20));
        return false;
    }
    *text = input_without_mark(*text);
    size_t bad = text_utf8_check(*text), control = find_control(*text);
    if (control < bad)
        return report_control(d, *text, control, input_pos(file, *text, control, first_line));
    if (bad < text->n) {
        diag(d->ctx, DIAG_DATA_NOT_UTF8, input_pos(file, *text, bad, first_line));
        return false;
    }
    return true;
}

bool input_check(struct data *d, const char *file, struct span *text, int first_line)
{
    return input_check_bytes(d, file, text, first_line) && check_code(d, file, *text, first_line);
}

struct span input_line(struct span text, size_t offset)
{
    size_t from = offset < text.n ? offset : text.n, to = from;
    while (from > 0 && text.p[from - 1] != '\n' && text.p[from - 1] != '\r')
        from--;
    while (to < text.n && text.p[to] != '\n' && text.p[to] != '\r')
        to++;
    return span_make(text.p + from, to - from);
}

/* Behind the line end at `i`: "\r\n" is one. */
static size_t skip_line_end(struct span text, size_t i)
{
    return i + (text.p[i] == '\r' && i + 1 < text.n && text.p[i + 1] == '\n' ? 2 : 1);
}

struct span input_line_at(struct span text, int number)
{
    size_t i = 0;
    for (int line = 1; line < number && i < text.n; line++) {
        while (i < text.n && text.p[i] != '\n' && text.p[i] != '\r')
            i++;
        if (i < text.n)
            i = skip_line_end(text, i);
    }
    return input_line(span_make(text.p + i, text.n - i), 0);
}

struct pos input_pos(const char *file, struct span text, size_t offset, int first_line)
{
    struct pos pos = {file, first_line, 1, NULL};
    size_t i = 0, start = 0;
    while (i < offset && i < text.n) {
        if (text.p[i] == '\n' || text.p[i] == '\r') {
            i = skip_line_end(text, i);
            if (i > offset)
                break;
            start = i;
            pos.line++;
        } else {
            i++;
        }
    }
    if (offset > start)
        pos.col += marks_columns(text.p + start, offset - start);
    return pos;
}

bool input_within_limit(struct data *d, struct pos pos)
{
    if (d->values < LIMIT_VALUES)
        return true;
    if (d->values < SIZE_MAX / 2) /* said once */
        diag(d->ctx, DIAG_DATA_TOO_MANY, pos, arena_printf(&d->arena, "%d", LIMIT_VALUES));
    d->values = SIZE_MAX / 2;
    return false;
}
