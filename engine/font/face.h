/* A face and the words it has shaped. Private to font. */
#ifndef FONT_FACE_H
#define FONT_FACE_H

#include "font/find.h"
#include "font/font.h"

#include <hb.h>

enum { FACE_OTHERS = 16 }; /* faces that help one out */
enum { FACE_KNOWN = 0x2100 }; /* characters below are asked for once: Vietnamese and its signs */

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
    bool lenient; /* of a file of others: see fonts_substitute */
    bool signs;   /* and asked for as a font of signs */
    struct found found;
    struct face_metrics metrics;
    const char *package; /* Debian's, to name in diagnostics */

    hb_face_t *hb_face;
    hb_font_t *hb_font; /* scaled to `scale` units an em: the file's own, or those of `advances` */
    hb_font_t *drawn;   /* with the advances of the file */
    double upem, scale;
    uint16_t *advances; /* of each glyph where another family's are kept, else NULL */
    size_t n_advances;
    double stretch;     /* of the glyphs, so that they fill them */
    bool plain;        /* characters outside `touched` map one to one when nothing is kerned */
    hb_set_t *touched; /* glyphs that a substitution or placement without marks may start from */
    hb_set_t *missing; /* characters reported */
    bool lacks_vietnamese; /* reported */

    hb_map_t *lacks; /* characters that other faces print: index into `others`; HB_MAP_VALUE_INVALID is not in it */
    struct face *others[FACE_OTHERS];
    size_t n_others;

    struct word *words; /* open addressing; a free place has text.p NULL */
    size_t n_words, n_places;

    unsigned char covers[FACE_KNOWN]; /* a character: 0 not asked yet, 1 no, 2 yes */
    int32_t *drawn_advances;          /* of a glyph [units], one more; 0: not asked yet */
    size_t n_glyphs;

    struct face_keep keeps[FACE_KEEPS];
};

struct math_font;
struct fonts {
    struct ctx *ctx;
    struct arena arena; /* strings, words and glyphs */
    struct finder *finder;
    bool asked; /* fontconfig was asked for its configuration */
    hb_buffer_t *buffer;
    struct face *faces;
    struct math_font *maths;
};

/* face.c */
const char *style_name(enum lang lang, bool bold, bool italic);

/* substitute.c */
bool find_standin(const struct finder *f, const char *family, bool bold, bool italic, struct found *out);
/* Measures the face as the family asked for where its advances are known. */
void keep_advances(struct face *face);

#endif
