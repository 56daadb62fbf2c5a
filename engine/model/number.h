/* Numbers as papers print them: of pages, notes and lists; and how lists count. */
#ifndef MODEL_NUMBER_H
#define MODEL_NUMBER_H

#include "base/arena.h"
#include "model/doc.h"

/* The number in a format; in `a` or constant. Letters go on as Word has them (ECMA-376-1:2016, 17.18.59): z, aa, bb. What has
 * no number (bullet, none) is "", what the format cannot say stands in figures. `lang` is the text's ("vi-VN"): words and
 * ordinals are Vietnamese or English; NULL: English. */
const char *number_text(struct arena *a, enum numbering_format format, long n, const char *lang);

/* Where the levels of a list stand, together with those that share its numbers. Zero: nothing was counted. */
struct numbering_count {
    long n[NUMBERING_LEVELS];
    bool active[NUMBERING_LEVELS]; /* counted since a level above was */
};
/* Counts a paragraph of the list, which was read, on a level; levels above that had none count as begun (17.9.11). `begun`
 * tells which levels of the list have begun where it says, 0 at first. */
void numbering_step(const struct numbering *list, int level, struct numbering_count *c, unsigned *begun);
/* The pattern of the level with the numbers put in, in the language `lang` where words stand. */
const char *numbering_label(struct arena *a, const struct numbering *list, int level, const struct numbering_count *c, const char *lang);

#endif
