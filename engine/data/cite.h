/* Mentions of cited papers in texts on their way to the page.
 *
 * The expression vien_dan.X cannot know whether it is the first mention of that paper: a template is expanded before
 * the merge reads its texts in the order of the page. It gives a mark, and the merge puts the words in its place. A mark
 * is a number between two control characters; no file may hold these, so nobody can write one. */
#ifndef DATA_CITE_H
#define DATA_CITE_H

#include "data/value.h"

struct mention {
    const char *name; /* folded: X of vien_dan.X */
    struct pos pos;   /* of the expression */
};

/* A new mention's mark, in the data's arena; one mention costs CITE_BYTES of memory at most. */
enum { CITE_BYTES = 256 };
const char *cite_mark(const struct data *d, const char *name, struct pos pos);
/* The text holds a mark. */
bool cite_in(struct span text);
/* The mention whose mark starts at text[i], and where the mark ends; NULL: none starts there. */
const struct mention *cite_at(const struct data *d, struct span text, size_t i, size_t *end);

#endif
