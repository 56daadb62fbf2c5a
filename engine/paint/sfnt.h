/* The bytes of a TrueType font (OpenType 1.9). Private to paint. */
#ifndef PAINT_SFNT_H
#define PAINT_SFNT_H

#include "base/span.h"

struct font_table {
    unsigned char *p;
    size_t n;
};

/* Of `n` bytes, the highest first. */
static inline size_t sfnt_number(const unsigned char *p, int n)
{
    size_t v = 0;

    while (n-- > 0)
        v = v << 8 | *p++;
    return v;
}

static inline void sfnt_put(unsigned char *p, size_t v, int n)
{
    while (n-- > 0) {
        p[n] = (unsigned char)v;
        v >>= 8;
    }
}

/* A part of a composite glyph: flags, the glyph's number, where it goes. */
enum {
    GLYPH_HEAD = 10, /* bytes: contours, box */
    COMPONENT_WORDS = 0x0001, COMPONENT_SCALE = 0x0008, COMPONENT_MORE = 0x0020, COMPONENT_TWO_SCALES = 0x0040,
    COMPONENT_MATRIX = 0x0080, COMPONENT_PROGRAM = 0x0100,
};

/* Its bytes. */
static inline size_t sfnt_component(size_t flags)
{
    return (flags & COMPONENT_WORDS ? 8 : 6) + (flags & COMPONENT_SCALE ? 2 : flags & COMPONENT_TWO_SCALES ? 4 : flags & COMPONENT_MATRIX ? 8 : 0);
}

/* The tables that make a font, in the order of a directory. */
enum { SFNT_CMAP, SFNT_GLYF, SFNT_HEAD, SFNT_HHEA, SFNT_HMTX, SFNT_LOCA, SFNT_MAXP, SFNT_TABLES };

struct sfnt {
    struct font_table table[SFNT_TABLES];
    bool wide; /* loca has four bytes a glyph */
    size_t n_glyphs, n_metrics;
};

/* false: it has no such outlines, varies, or a table is missing or too short; `cmap` may be missing. */
bool sfnt_read(struct span bytes, size_t directory, struct sfnt *out);
/* Where glyph i begins in glyf; glyph i + 1 begins where it ends, which is not checked. */
size_t sfnt_place(const struct sfnt *f, size_t i);
/* The program of a subset: the glyphs of `file` that `numbers` names, in this order, the rest of the tables as `subset` has them. Parts of
 * composite glyphs follow. false: a font is not as expected. */
bool sfnt_make(const struct sfnt *file, const struct sfnt *subset, const uint16_t *numbers, struct buf *out);
enum { SFNT_EMPTY = 0xFFFF }; /* in `numbers`: a glyph without outline */

/* Takes the programs out of a TrueType file in memory that is `n` bytes long; the tables are listed at `directory`. What is no such font
 * stays as it is. */
void hints_drop(unsigned char *bytes, size_t n, size_t directory);
/* Takes its program out of a glyph; the bytes that are left, behind which all is zero. */
size_t hints_drop_glyph(unsigned char *glyph, size_t n);

/* ---- outlines.c ---- */

struct outlines;
/* Puts stand-ins over the glyphs in `copy`, which has the same bytes as `file`; the latter is borrowed. NULL: it was left as it is. */
struct outlines *outlines_hide(struct span file, unsigned char *copy, size_t directory);
void outlines_free(struct outlines *o);

#endif
