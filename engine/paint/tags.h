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

enum layer { LAYER_TEXT, LAYER_BELOW, LAYER_WITHIN, LAYER_ABOVE }; /* the first: no artifact */

struct tagger {
    struct painter *painter;
    const struct frames *frames;
    struct paint_plan *plan;
    struct levels open, path;
    bool *inner;  /* a tag: it has other elements in it */
    bool *opened; /* a tag: has been opened */
    int *filled;  /* a tag: its children before this one have been opened or filled in */
    const struct frame_item **waiting; /* artifacts, until the next leaf is open */
    size_t n_waiting, cap_waiting;
    size_t n_elements; /* room for the plan's elements */
    bool *blank;       /* a page: nothing of what is tagged can be seen, and so nothing is drawn */
};

void tagger_init(struct tagger *t, struct painter *p, const struct frames *f, struct paint_plan *plan);
void tagger_release(struct tagger *t);
/* What is tagged, and what must be drawn within a tag; `layers` are the page's. Before the first page, `blank` must be known. */
void tagger_draw_page(struct tagger *t, size_t page, const enum layer *layers);
void tagger_close_all(struct tagger *t);
bool tagger_is_artifact(const struct tagger *t, const struct frame_item *item);

/* The layer of every item of a page; layers.c tells how. */
void layers_find(const struct tagger *t, const struct frame_page *page, enum layer *out);
/* Nothing of what is tagged can be seen. Of such a page Cairo leaves out every tag, those that others end as well. */
bool layers_are_blank(const struct frame_page *page, const enum layer *layers);

#endif
