/* A line of Markdown by itself; internal to the reader of blocks. */
#ifndef DATA_MARKDOWN_LINE_H
#define DATA_MARKDOWN_LINE_H

#include "data/markdown.h"

/* A line behind its indentation. */
struct line {
    size_t at, to, end; /* first character, end (trailing blanks off), line end */
    int column;         /* of `at`, from 0; a tab goes to the next multiple of 4 */
};

/* The mark of an item. */
struct marker {
    char mark; /* - + * . ) */
    long number;
    size_t length; /* of the mark */
};

/* The character i bytes behind the first; 0 behind the end. */
char line_char(const struct md *md, const struct line *line, size_t i);
/* Of ASCII, or any character outside it. */
bool line_is_letter(char c);
bool line_is_gap(char c);
void line_skip_indent(const struct md *md, struct line *line);
/* How often character c is repeated at the line's begin. */
size_t line_count(const struct md *md, const struct line *line, char c);
/* The rest of the line behind `skip` bytes with `head` before it: a mended line; in the arena. */
char *line_mended(struct md *md, const struct line *line, const char *head, size_t skip);
/* Only this character and blanks, three times or more: *** - - - ___ */
bool line_is_thematic(const struct md *md, const struct line *line);
/* Only - or only =. */
bool line_is_underline(const struct md *md, const struct line *line);
/* The mark that the line begins with, a blank behind it; false: none. */
bool line_find_marker(const struct md *md, const struct line *line, struct marker *marker);
bool marker_is_number(const struct marker *marker);
/* "a) ", "đ) " or "1.1. ": a paragraph that brings its own mark. */
bool line_has_mark(const struct md *md, const struct line *line);

#endif
