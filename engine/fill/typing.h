/* Inside fill: what typing and Word's autocorrection do to tags. */
#ifndef FILL_TYPING_H
#define FILL_TYPING_H

#include "base/arena.h"
#include "base/ctx.h"
#include "base/span.h"

/* The bytes of the blank at s[i], of any width, breaking or not; 0: there is none. */
size_t typing_blank(struct span s, size_t i);
/* What stands inside a tag: every blank a plain one, signs without width left out, dashes as minus if asked for; strings
 * stay as they are. In the arena, with a NUL behind. */
struct span typing_tidy(struct arena *a, struct span s, bool dashes);
/* Reports a statement that does not exist, with the one that may be meant. `rest`: what stands behind the word;
 * `statements`: all that there are, closers too, up to NULL. */
void typing_statement(struct ctx *ctx, struct pos pos, struct span name, struct span rest, const char *const *statements);

#endif
