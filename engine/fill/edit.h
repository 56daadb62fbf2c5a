/* Inside fill: changes to a part that are collected first and made in one pass, and names that were met. Not for other
 * modules. */
#ifndef FILL_EDIT_H
#define FILL_EDIT_H

#include "fill/part.h"
#include "fill/xscan.h"

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
    size_t n, cap;
};

/* false: it was there. The name is borrowed. */
bool names_add(struct arena *a, struct names *n, struct span s);

#endif
