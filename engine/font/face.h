/* A face and the words it has shaped. Private to font. */
#ifndef FONT_FACE_H
#define FONT_FACE_H

#include "font/find.h"
#include "font/font.h"

#include <hb.h>

/* A shaped word; found by its bytes and `kern`. */
struct word {
    uint64_t hash;
    struct span text;
    bool kern;
    struct shaped shaped;
};

struct face {
    struct fonts *fonts;
    struct face *next;
    char *asked;
    bool bold, italic;
    bool usable; /* false: was refused and reported */
    struct found found;
    struct face_metrics metrics;
    const char *package; /* Debian's, to name in diagnostics */

    hb_face_t *hb_face;
    hb_font_t *hb_font; /* scaled to upem: positions are font units */
    double upem;
    bool plain;        /* characters outside `touched` map one to one when nothing is kerned */
    hb_set_t *touched; /* glyphs that a substitution or placement without marks may start from */
    hb_set_t *missing; /* characters reported */
    bool lacks_vietnamese; /* reported */

    struct word *words; /* open addressing; a free place has text.p NULL */
    size_t n_words, n_places;

    struct face_keep keeps[FACE_KEEPS];
};

struct fonts {
    struct ctx *ctx;
    struct arena arena; /* strings, words and glyphs */
    struct finder *finder;
    bool asked; /* fontconfig was asked for its configuration */
    hb_buffer_t *buffer;
    struct face *faces;
};

const char *style_name(enum lang lang, bool bold, bool italic);

#endif
