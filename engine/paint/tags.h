/* The structure tree of a tagged PDF, told to Cairo while the items are drawn. Private to paint. */
#ifndef PAINT_TAGS_H
#define PAINT_TAGS_H

#include "paint/draw.h"

/* What is open. A tag that has other tags in it cannot hold text itself (Cairo marks leaves only):
 * its own text stands in a Span. */
enum level_kind { LEVEL_TAG, LEVEL_SPAN, LEVEL_LINK };

struct level {
    int tag;
    enum level_kind kind;
    const char *url; /* LEVEL_LINK */
};

struct levels {
    struct level *v;
    size_t n, cap;
};

struct tagger {
    struct painter *painter;
    const struct frames *frames;
    struct levels open, path;
    bool *inner;  /* a tag: it has other elements in it */
    bool *opened; /* a tag: has been opened */
    int *filled;  /* a tag: its children before this one have been opened or filled in */
    const struct frame_item **waiting; /* artifacts, until no leaf is open */
    size_t n_waiting, cap_waiting;
};

void tagger_init(struct tagger *t, struct painter *p, const struct frames *f);
void tagger_release(struct tagger *t);
void tagger_draw_page(struct tagger *t, size_t page);
void tagger_close_all(struct tagger *t);

#endif
