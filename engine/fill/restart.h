/* Inside fill: numbered lists that a loop repeats whole count from their start in each turn. Not for other modules.
 *
 * A list (w:num) is repeated whole when none of it stands outside of the loop and the loop holds more than its items: an
 * inner loop makes them, or something that is no item of it comes before the first. A loop over single items of a list goes
 * on counting. */
#ifndef FILL_RESTART_H
#define FILL_RESTART_H

#include "fill/own.h"

struct restarts;

/* The lists that the loop repeats whole, found once a loop; NULL: none. */
struct restarts *restarts_of(struct part *p, const struct statement *loop);
/* One turn was printed to `out` from byte `from` on: its lists become lists of their own, but for the very first. */
void restart_turn(struct part *p, struct restarts *r, struct buf *out, size_t from);

/* The same of ODT, where lists that are not repeated whole have to be told to count on: asked each time that the loop runs. */
struct odt_restarts *odt_restarts_of(struct part *p, const struct statement *loop);
void odt_restart_turn(struct part *p, struct odt_restarts *r, struct buf *out, size_t from);

/* Goes over what a loop's body prints, in its order: the texts between its statements, NULL for a printed value; `loops`: in how many loops
 * within the body it stands. Begin with 0. */
void body_walk(const struct block *body, int loops, void (*each)(void *user, const struct span *text, int loops), void *user);

#endif
