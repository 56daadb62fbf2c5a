/* What single lines tell: indentation, marks of items, rules (CommonMark 0.29, 4 and 5). */
#include "data/markdown_line.h"

char line_char(const struct md *md, const struct line *line, size_t i)
{
    return line->at + i < line->to ? md->text.p[line->at + i] : 0;
}

static bool line_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool line_is_letter(char c)
{
    return (unsigned char)c >= 0x80 || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

bool line_is_gap(char c)
{
    return c == ' ' || c == '\t' || c == 0;
}

void line_skip_indent(const struct md *md, struct line *line)
{
    for (; line->at < line->to; line->at++) {
        char c = md->text.p[line->at];
        if (c == ' ')
            line->column++;
        else if (c == '\t')
            line->column += 4 - line->column % 4;
        else
            break;
    }
}

size_t line_count(const struct md *md, const struct line *line, char c)
{
    size_t n = 0;
    while (line_char(md, line, n) == c)
        n++;
    return n;
}

char *line_mended(struct md *md, const struct line *line, const char *head, size_t skip)
{
    return arena_printf(&md->d->arena, "%s%s", head, md_copy(md, line->at + skip, line->to));
}

bool line_is_thematic(const struct md *md, const struct line *line)
{
    char c = line_char(md, line, 0);
    size_t n = 0;
    if (c != '-' && c != '*' && c != '_')
        return false;
    for (size_t i = line->at; i < line->to; i++) {
        if (md->text.p[i] == c)
            n++;
        else if (!line_is_gap(md->text.p[i]))
            return false;
    }
    return n >= 3;
}

bool line_is_underline(const struct md *md, const struct line *line)
{
    char c = line_char(md, line, 0);
    return (c == '-' || c == '=') && line_count(md, line, c) == line->to - line->at;
}

bool line_find_marker(const struct md *md, const struct line *line, struct marker *marker)
{
    char c = line_char(md, line, 0);
    *marker = (struct marker){.mark = c, .length = 1};
    if (c == '-' || c == '+' || c == '*')
        return line_is_gap(line_char(md, line, 1));
    size_t n = 0;
    for (; n < 9 && line_is_digit(line_char(md, line, n)); n++)
        marker->number = marker->number * 10 + (line_char(md, line, n) - '0');
    marker->mark = line_char(md, line, n);
    marker->length = n + 1;
    return n > 0 && (marker->mark == '.' || marker->mark == ')') &&
           line_is_gap(line_char(md, line, n + 1));
}

bool marker_is_number(const struct marker *marker)
{
    return marker->mark == '.' || marker->mark == ')';
}

bool line_has_mark(const struct md *md, const struct line *line)
{
    char c = line_char(md, line, 0);
    if (c >= 'a' && c <= 'z')
        return line_char(md, line, 1) == ')' && line_char(md, line, 2) == ' ';
    if (span_starts(span_make(md->text.p + line->at, line->to - line->at), "đ) "))
        return true;
    size_t i = 0;
    int parts = 0;
    for (;; parts++) {
        size_t digits = 0;
        while (line_is_digit(line_char(md, line, i + digits)))
            digits++;
        if (digits < 1 || digits > 2 || line_char(md, line, i + digits) != '.')
            break;
        i += digits + 1;
    }
    return parts >= 2 && line_char(md, line, i) == ' ';
}

bool md_is_block_start(const struct md *md, size_t at, size_t to)
{
    struct line line = {at, to, to, 0};
    struct marker marker;
    char c = line_char(md, &line, 0);
    return c == '#' || c == '>' || line_find_marker(md, &line, &marker) || line_is_thematic(md, &line) ||
           line_has_mark(md, &line) || md_note_end(md, at, to) > 0;
}
