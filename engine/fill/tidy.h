/* Inside fill: what has to hold in a part after loops have repeated pieces of it. Not for other modules. */
#ifndef FILL_TIDY_H
#define FILL_TIDY_H

#include "base/arena.h"

/* Stands in a paragraph that is dropped if it holds nothing to see: what is left of the one that a block was put into. */
#define TIDY_EMPTY "<?vanban-empty?>"

/* The part with unique ids of drawings and unique bookmarks, with the grid of its tables mended and without empty marked
 * paragraphs. `before` is the part as it was: a table that nothing changed stays. `docxtpl`: grids as docxtpl mends them.
 * In the arena, or `text` itself if nothing is to be done. */
struct span tidy_part(struct arena *a, struct span before, struct span text, bool docxtpl);

#endif
