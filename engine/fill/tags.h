/* Inside fill: the letters of a paragraph as one text, and where tags begin and end in it. */
#ifndef FILL_TAGS_H
#define FILL_TAGS_H

#include "fill/own.h"

/* The letters of one paragraph, references resolved, and where each byte came from. */
struct tag_line {
    struct buf text;
    uint32_t *from, *to, *letters;
    size_t cap;
    size_t opener, looked; /* a tag that is open, or open with what was not looked at yet */
    bool open;
};

void tag_line_clear(struct tag_line *l);
void tag_line_add(struct tag_line *l, const struct part *p, const struct element *paragraph); /* behind what it has */
void tag_line_release(struct tag_line *l);

/* Behind the end of the tag at i; 0: it is open. */
size_t tag_line_end(struct span s, size_t i);
/* Where the next tag begins at or behind i: "{{", "{%" or "{#", or only "{%"; s.n: nowhere. */
size_t tag_line_opener(struct span s, size_t i);
size_t tag_line_statement(struct span s, size_t i);
/* Whether nothing but the word stands in the tag. */
bool tag_line_is(struct span s, size_t i, size_t end, const char *word);

#endif
