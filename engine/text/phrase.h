/* Breaking names and titles by sense. */
#ifndef TEXT_PHRASE_H
#define TEXT_PHRASE_H

#include "base/ctx.h"

/* What a line break costs, from the best place to one within a word. */
#define BREAK_BEST 0.0
#define BREAK_GOOD 1.0
#define BREAK_FAIR 4.0
#define BREAK_POOR 9.0
#define BREAK_BAD 25.0

/* costs[i], 0 < i < n: of a line that begins with words[i], the syllables between the spaces of a text. */
void text_break_costs(struct arena *a, const struct span *words, size_t n, double *costs);

#endif
