/* What changed between two texts of a paper, in its words. */
#ifndef STORE_WORDS_H
#define STORE_WORDS_H

#include "render/passages.h"
#include "store/depend.h"

/* As the paper was when it was built last; false: it never was, or is secret (nothing is reported). passages_release always. */
bool words_of_store(struct depend *d, const char *paper, struct passages *out);

/* The words of both, those that went and that came between marks; `marks`: before and behind what went, before and behind what came. What
 * stayed is cut to `around` words beside a change (0: all of it). */
void words_mark(const char *before, const char *after, const char *const marks[4], size_t around, struct buf *out);

#endif
