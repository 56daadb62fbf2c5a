/* Families with equal advances. Private to font. */
#ifndef FONT_TWINS_H
#define FONT_TWINS_H

#include <stdbool.h>

/* A family of Microsoft's and the free one with the same advances and line heights. */
struct twin {
    const char *family, *free;
    const char *package; /* Debian's, of the free one */
    struct {
        int position, thickness; /* of family's underline: post table, units of 1/2048 em */
    } underline[2];              /* regular, bold */
};

const struct twin *twin_lookup(const char *family); /* by either name, any case; NULL = none */
/* The other name of the pair. */
const char *twin_other(const struct twin *t, const char *family);
bool family_equal(const char *x, const char *y); /* any case (ASCII) */

#endif
