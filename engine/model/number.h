/* Numbers as papers print them: of pages, notes and lists. */
#ifndef MODEL_NUMBER_H
#define MODEL_NUMBER_H

#include "base/arena.h"
#include "model/props.h"

/* The number in a format; in `a` or constant. Letters go on as Word has them (ECMA-376-1:2016, 17.18.59): z, aa, bb. What has
 * no number (bullet, none) is "". Words are English only and so figures. */
const char *number_text(struct arena *a, enum numbering_format format, int n);

#endif
