/* What changed between two texts of a paper, in its words. */
#ifndef STORE_WORDS_H
#define STORE_WORDS_H

#include "render/vanban.h"
#include "store/depend.h"

struct para {
    const char *place, *text; /* place: a code of vb_place_words */
};
struct paras {
    struct arena arena;
    struct para *v;
    size_t n, cap;
};

/* A paragraph that is not the same. */
struct para_change {
    const char *place;
    const char *before, *after; /* NULL: there was, is none */
};

void paras_add(struct paras *p, const char *place, const char *text);
void paras_release(struct paras *p);
bool paras_of_document(vb_document *d, struct paras *out);
/* As the paper was when it was built last; false: it never was, or is secret (nothing is reported). */
bool paras_of_store(struct depend *d, const char *paper, struct paras *out);

/* In the order of the paper. */
void paras_compare(const struct paras *before, const struct paras *after, void (*each)(void *user, const struct para_change *c), void *user);

/* The words of both, those that went and that came between marks; `marks`: before and behind what went, before and behind what came. What
 * stayed is cut to `around` words beside a change (0: all of it). */
void words_mark(const char *before, const char *after, const char *const marks[4], size_t around, struct buf *out);

#endif
