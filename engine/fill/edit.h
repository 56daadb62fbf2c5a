/* Inside fill: changes to a part that are collected first and made in one pass, and names that were met. Not for other
 * modules. */
#ifndef FILL_EDIT_H
#define FILL_EDIT_H

#include "fill/part.h"
#include "package/xscan.h"

struct edit {
    size_t from, to;
    struct span text;
    size_t serial;
};

struct edits {
    struct arena *a;
    struct span text; /* the part as it is */
    VECTOR(struct edit) v;
};

/* The bytes from..to become `text`, which lives as long as the arena. What begins within bytes that go is gone with them. */
void edit(struct edits *e, size_t from, size_t to, struct span text);
/* The same of a span of the part. */
void edit_span(struct edits *e, struct span at, struct span text);
/* The part changed, in the arena; the part itself if nothing is to be done. */
struct span edits_apply(struct edits *e);

/* Open addressing; {0} is empty. */
struct names {
    struct span *v;
    unsigned *used; /* numbers given to names that are like it */
    size_t n, cap;
};

/* false: it was there. The name is borrowed. */
bool names_add(struct arena *a, struct names *n, struct span s);
/* A new name "s_2", "s_3" … that was not there, at most `longest` bytes; `s` was added. As many steps as names are new. */
struct span names_new(struct arena *a, struct names *n, struct span s, size_t longest);

/* Whether a name has stood before and is to get another. `twice`: whether the template itself has it more than once, which is
 * not ours to mend: asked once a name. */
bool names_repeated(struct arena *a, struct names *n, struct span s, bool (*twice)(void *user, struct span s), void *user);

#endif
