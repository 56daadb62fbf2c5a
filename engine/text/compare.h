/* What two rows of things have in common, and two texts in their words. */
#ifndef TEXT_COMPARE_H
#define TEXT_COMPARE_H

#include "base/arena.h"

enum step { STEP_SAME, STEP_GONE, STEP_CAME };

/* The way from one row to the other; where some went and others came, those that went are first. */
struct steps {
    unsigned char *v; /* of enum step */
    size_t n;
};

/* By the longest common subsequence; where the table for it would be too large, all between the common beginning and end counts as
 * changed. */
struct steps steps_between(bool (*same)(const void *user, size_t before, size_t after), const void *user, size_t n, size_t m);
void steps_release(struct steps *s);

/* The words of a text, which they point into: between spaces; marks at a word's end stand for themselves, so that "480," and "480" are one
 * word. */
struct words {
    struct span *v;
    size_t n;
};
struct words words_of(const char *text);
void words_release(struct words *w);
struct steps words_steps(const struct words *before, const struct words *after);
/* The share of their words that both have, 0 to 1. */
double words_alike(const char *a, const char *b);

#endif
