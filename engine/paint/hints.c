/* The programs of a TrueType font left out of what a PDF embeds (OpenType 1.9: glyf, loca, maxp).
 *
 * They move outlines to the dots of a screen: a third of a subset as it is compressed, and of the time that takes. A printer
 * has no use for them, and FreeType, with which poppler and PDFium draw, hints a font without programs by itself (FT_Load_Glyph).
 *
 * All happens in place, in a private mapping of the file: the tables of programs lose their names in the directory, and in a glyph what
 * stands behind its program moves over it. What becomes free is zero, which compresses to nothing, so no offset changes. A glyph that is
 * not as expected stays as it is; nothing is read or written outside the table. */
#include "paint/sfnt.h"

enum { HEAD_SIZE = 54, HEAD_LOCA_FORMAT = 50, MAXP_GLYPHS = 4, MAXP_PROGRAM = 26 /* the longest program of a glyph */ };

/* The table whose entry of the directory begins at `entry`; {0} where it is not whole. */
static struct font_table table_at(unsigned char *bytes, size_t n, const unsigned char *entry)
{
    size_t from = sfnt_number(entry + 8, 4), size = sfnt_number(entry + 12, 4);

    return from > n || size > n - from ? (struct font_table){0} : (struct font_table){bytes + from, size};
}

/* Numbers of points come first, then the program's length and the program, then what draws. */
static size_t drop_simple(unsigned char *g, size_t n)
{
    size_t at = GLYPH_HEAD + 2 * sfnt_number(g, 2), size;

    if (at + 2 > n)
        return n;
    size = sfnt_number(g + at, 2);
    at += 2;
    if (size == 0 || size > n - at)
        return n;
    memmove(g + at, g + at + size, n - at - size);
    memset(g + n - size, 0, size);
    g[at - 2] = g[at - 1] = 0;
    return n - size;
}

/* Parts of other glyphs, each with flags; a program stands behind the last. */
static size_t drop_composite(unsigned char *g, size_t n)
{
    size_t at = GLYPH_HEAD, flags;

    do {
        if (at + 4 > n)
            return n;
        flags = sfnt_number(g + at, 2);
        g[at] &= (unsigned char)~(COMPONENT_PROGRAM >> 8);
        at += sfnt_component(flags);
    } while (flags & COMPONENT_MORE);
    if (!(flags & COMPONENT_PROGRAM) || at >= n)
        return n;
    memset(g + at, 0, n - at);
    return at;
}

size_t hints_drop_glyph(unsigned char *g, size_t n)
{
    if (n <= GLYPH_HEAD)
        return n;
    return g[0] & 0x80 ? drop_composite(g, n) : drop_simple(g, n);
}

void hints_drop(unsigned char *bytes, size_t n, size_t directory)
{
    struct font_table head = {0}, maxp = {0}, loca = {0}, glyf = {0};
    unsigned char *programs[3];
    size_t tables, n_programs = 0, glyphs, wide;

    if (directory > n || n - directory < 12)
        return;
    tables = sfnt_number(bytes + directory + 4, 2);
    for (unsigned char *e = bytes + directory + 12; tables > 0 && (size_t)(bytes + n - e) >= 16; tables--, e += 16) {
        if (memcmp(e, "head", 4) == 0)
            head = table_at(bytes, n, e);
        else if (memcmp(e, "maxp", 4) == 0)
            maxp = table_at(bytes, n, e);
        else if (memcmp(e, "loca", 4) == 0)
            loca = table_at(bytes, n, e);
        else if (memcmp(e, "glyf", 4) == 0)
            glyf = table_at(bytes, n, e);
        else if ((memcmp(e, "fpgm", 4) == 0 || memcmp(e, "prep", 4) == 0 || memcmp(e, "cvt ", 4) == 0) && n_programs < 3)
            programs[n_programs++] = e;
    }
    if (head.n < HEAD_SIZE || maxp.n < MAXP_PROGRAM + 2 || !glyf.p || !loca.p)
        return;
    glyphs = sfnt_number(maxp.p + MAXP_GLYPHS, 2);
    wide = head.p[HEAD_LOCA_FORMAT + 1] ? 4 : 2;
    if ((glyphs + 1) * wide > loca.n)
        return;
    for (size_t i = 0; i < glyphs; i++) {
        const unsigned char *at = loca.p + i * wide;
        size_t scale = wide == 2 ? 2 : 1, from = sfnt_number(at, (int)wide) * scale, to = sfnt_number(at + wide, (int)wide) * scale;

        if (from < to && to <= glyf.n)
            hints_drop_glyph(glyf.p + from, to - from);
    }
    for (size_t i = 0; i < n_programs; i++)
        programs[i][0] = 'x';
    maxp.p[MAXP_PROGRAM] = maxp.p[MAXP_PROGRAM + 1] = 0;
}
