/* The preset shapes as data, in a notation as short as their rules allow.
 *
 *   adjust   "adj 16667;adj2 50000": what a drawing may change, and what holds where it does not
 *   guides   "a pin 0 adj 50000;x1 +- r 0 a": a name and its formula (20.1.9.11), in their order
 *   text     the sides of the rectangle for text: left, top, right, bottom
 *   paths    parted by '|', drawn in their order. "W 21600 21600" gives a path coordinates of its own; N: not filled, S: not
 *            stroked, D d U u: its ground darker, a little darker, lighter, a little lighter. M L: to a point; C Q: a cubic or
 *            quadratic curve; A: an arc by both radii, its beginning and its sweep; Z: closed. */
#ifndef OOXML_PRESETS_H
#define OOXML_PRESETS_H

#include <stddef.h>

struct preset {
    const char *name, *adjust, *guides, *text, *paths; /* NULL: none; of `text`: the whole */
};

extern const struct preset PRESETS_ARROWS[], PRESETS_SHAPES[]; /* by name */
extern const size_t N_PRESETS_ARROWS, N_PRESETS_SHAPES;

#endif
