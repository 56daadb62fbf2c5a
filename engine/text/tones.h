/* Where the tone mark stands in oa, oe, uy: on the first vowel ("hòa", the older habit) or on the main one ("hoà"). A text keeps
 * to one of them; the first word of either kind is remembered. */
#ifndef TEXT_TONES_H
#define TEXT_TONES_H

#include "base/ctx.h"

struct tones {
    struct {
        const char *text; /* NULL: none yet */
        struct pos pos;
    } older, newer;
};

static inline bool tones_mixed(const struct tones *t)
{
    return t->older.text && t->newer.text;
}
/* Looks at the words of a text that stands at `pos`; words are copied into the arena. */
void tones_note(struct tones *t, struct arena *a, const char *text, struct pos pos);
/* The line or cell of the first word of the newer kind. */
char *tones_newer_place(const struct tones *t, struct arena *a);

#endif
