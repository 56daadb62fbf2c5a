/* Shared by the two files of marked papers. */
#ifndef RENDER_MARKED_H
#define RENDER_MARKED_H

#include "model/doc.h"

struct marking {
    struct doc *doc;
    bool tracked; /* only noted, not shown */
};

/* A copy of a look with the revision. */
const struct char_props *marked_look(const struct marking *m, const struct char_props *chr, enum revision r);
/* All of a paragraph came or went. */
void mark_para(const struct marking *m, struct node *para, enum revision r);
/* Of a paragraph that says `after` now, and said `before`. */
void mark_words(const struct marking *m, struct node *para, const char *before, const char *after);
/* A run with the text at the end of the paragraph. */
void mark_append(const struct marking *m, struct node *para, const char *text, enum revision r);

#endif
