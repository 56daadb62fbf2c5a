/* Inside fill: numbered lists that a loop repeats whole count from their start in each turn. Not for other modules.
 *
 * A list (w:num, named by a paragraph or by its style) is repeated whole when none of it stands outside of the loop and the loop
 * holds more than its items: an inner loop makes them, or something that is no item of it comes before the first. A loop over
 * single items of a list goes on counting, and so do headings. */
#ifndef FILL_RESTART_H
#define FILL_RESTART_H

#include "fill/own.h"

struct restarts;
struct restart_look;

/* The lists that the loop repeats whole, found once a loop; NULL: none. */
struct restarts *restarts_of(struct part *p, const struct statement *loop);
/* One turn was printed to `out` from byte `from` on: its lists become lists of their own, but for the very first. Whether
 * anything changed. */
bool restart_turn(struct rich *rich, struct restarts *r, struct buf *out, size_t from);

/* The same for a loop that is no statement: what its body prints is told in order, markup and letters as text, with the number
 * of loops within the body that it stands in; then what was found, in the part of these bytes, goes to the list `all`. */
struct restart_look *restart_look_new(struct rich *rich);
void restart_look_text(struct restart_look *k, struct span text, int loops);
void restart_look_value(struct restart_look *k);
struct restarts *restart_found(struct restart_look *k, struct span part, const void *loop, struct restarts **all);
bool restart_known(struct restarts *all, const void *loop, struct restarts **out); /* false: it was not looked at yet */

/* The same of ODT, where lists that are not repeated whole have to be told to count on: asked each time that the loop runs. */
struct odt_restarts *odt_restarts_of(struct part *p, const struct statement *loop);
void odt_restart_turn(struct part *p, struct odt_restarts *r, struct buf *out, size_t from);

/* Goes over what a loop's body prints, in its order: the texts between its statements, NULL for a printed value; `loops`: in how many loops
 * within the body it stands. Begin with 0. */
void body_walk(const struct block *body, int loops, void (*each)(void *user, const struct span *text, int loops), void *user);

#endif
