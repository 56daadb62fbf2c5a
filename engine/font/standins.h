/* What serves families that are neither installed nor have a twin, in files that others have made. Private to font. */
#ifndef FONT_STANDINS_H
#define FONT_STANDINS_H

#include "font/twins.h"

#include <stdint.h>

enum { STANDIN_MOST = 3 };

/* A family of others: the families that may stand in for it, best first, and what it says of lines itself. */
struct standin {
    const char *family;
    const char *by[STANDIN_MOST];
    bool signs; /* a font of signs, which readers turn into Unicode: nothing is lost, nothing is told */
    int ascent, descent; /* 1/2048 em, by the rule of face.c; 0: the stand-in's */
    struct {
        int position, thickness;
    } underline[2]; /* regular, bold; as in struct twin; 0: the stand-in's */
};

/* NULL: not known. */
const struct standin *standin_lookup(const char *family);
/* What serves a family that nobody knows, by its name: sans serif, fixed width or serif. */
const char *standin_guess(const char *family);

struct advance {
    uint16_t c, units; /* character; 1/2048 em */
};
/* Ends with c = 0. NULL: not known. */
const struct advance *advances_of(const char *family, bool bold, bool italic);

#endif
