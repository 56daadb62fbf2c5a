/* Faces for files of others: no family may be refused there, and no character. What stands in is chosen among the fonts
 * that are installed, by the tables of standins.c and then by the family's name, never by fontconfig's rules, so that it
 * does not depend on a machine's configuration. */
#include "font/face.h"
#include "font/standins.h"

#include <stdlib.h>

enum { UNITS = 2048 }; /* of struct advance */

/* The style or the nearest one of the family. */
static bool find_near(const struct finder *f, const char *family, bool bold, bool italic, struct found *out)
{
    return finder_lookup(f, family, bold, italic, out) || finder_lookup(f, family, bold, !italic, out) ||
           finder_lookup(f, family, !bold, italic, out) || finder_lookup(f, family, !bold, !italic, out);
}

bool find_standin(const struct finder *f, const char *family, bool bold, bool italic, struct found *out)
{
    static const char *const none[] = {NULL};
    const struct standin *s = standin_lookup(family);

    if (find_near(f, family, bold, italic, out))
        return true;
    for (size_t i = 0; s && i < STANDIN_MOST && s->by[i]; i++)
        if (find_near(f, s->by[i], bold, italic, out))
            return true;
    return find_near(f, standin_guess(family), bold, italic, out) || finder_covering(f, 'a', none, bold, italic, out) ||
           finder_covering(f, 0, none, bold, italic, out);
}

/* ---- advances of the family asked for ---- */

static hb_position_t kept_advance(hb_font_t *font, void *data, hb_codepoint_t glyph, void *user)
{
    const struct face *face = data;
    (void)font, (void)user;
    return glyph < face->n_advances ? face->advances[glyph] : 0;
}

/* Mean ratio of the small letters that are known. */
static double mean_stretch(const struct face *face, const struct advance *v)
{
    double wanted = 0, have = 0;
    for (; v->c; v++) {
        hb_codepoint_t glyph;
        if (v->c < 'a' || v->c > 'z' || !hb_font_get_nominal_glyph(face->hb_font, v->c, &glyph))
            continue;
        wanted += v->units;
        have += hb_font_get_glyph_h_advance(face->hb_font, glyph);
    }
    return have > 0 ? wanted / have : 1;
}

static void keep_one(struct face *face, hb_codepoint_t c, uint16_t units)
{
    hb_codepoint_t glyph;
    if (hb_font_get_nominal_glyph(face->hb_font, c, &glyph) && glyph < face->n_advances)
        face->advances[glyph] = units;
}

/* Accented letters are as wide as plain ones, those with two marks too; but a horn widens its letter. */
static void keep_advance(struct face *face, hb_codepoint_t c, uint16_t units, int marks)
{
    enum { MARK_FIRST = 0x300, MARK_HORN = 0x31b, MARK_LAST = 0x328 };
    hb_unicode_funcs_t *unicode = hb_unicode_funcs_get_default();
    keep_one(face, c, units);
    for (hb_codepoint_t mark = MARK_FIRST; marks > 0 && mark <= MARK_LAST; mark++) {
        hb_codepoint_t whole;
        if (mark != MARK_HORN && hb_unicode_compose(unicode, c, mark, &whole))
            keep_advance(face, whole, units, marks - 1);
    }
}

void keep_advances(struct face *face)
{
    const struct advance *v = advances_of(face->asked, face->bold, face->italic);

    if (!v || family_equal(face->asked, face->found.family))
        return;
    hb_font_set_scale(face->hb_font, UNITS, UNITS);
    face->scale = UNITS;
    face->stretch = mean_stretch(face, v);
    face->n_advances = hb_face_get_glyph_count(face->hb_face);
    face->advances = mem_alloc(face->n_advances * sizeof *face->advances);
    for (size_t i = 0; i < face->n_advances; i++) {
        const double units = hb_font_get_glyph_h_advance(face->hb_font, (hb_codepoint_t)i) * face->stretch + 0.5;
        face->advances[i] = units > 0 ? (uint16_t)(units < UINT16_MAX ? units : UINT16_MAX) : 0;
    }
    for (; v->c; v++)
        keep_advance(face, v->c, v->units, 2);
    hb_font_funcs_t *funcs = hb_font_funcs_create();
    hb_font_funcs_set_glyph_h_advance_func(funcs, kept_advance, NULL, NULL);
    face->drawn = face->hb_font;
    face->hb_font = hb_font_create_sub_font(face->drawn);
    hb_font_set_funcs(face->hb_font, funcs, face, NULL);
    hb_font_funcs_destroy(funcs);
}

/* ---- characters that a face lacks ---- */

static struct face *other_face(struct face *face, uint32_t c)
{
    static const char *const first[] = {"Liberation Serif", "Liberation Sans", "Liberation Mono", "DejaVu Serif",
                                        "DejaVu Sans",      "OpenSymbol",      NULL};
    struct found found;

    if (!finder_covering(face->fonts->finder, c, first, face->bold, face->italic, &found))
        return face;
    struct face *other = fonts_substitute(face->fonts, found.family, face->bold, face->italic, (struct pos){0});
    return other && face_covers(other, c) ? other : face;
}

struct face *face_for(struct face *face, uint32_t code_point)
{
    if (code_point < 0x80 || !face->lenient || face_covers(face, code_point))
        return face;
    if (!face->lacks)
        face->lacks = hb_map_create();
    if (hb_map_has(face->lacks, code_point))
        return face->others[hb_map_get(face->lacks, code_point)];
    struct face *other = other_face(face, code_point);
    size_t i = 0;
    while (i < face->n_others && face->others[i] != other)
        i++;
    if (i == FACE_OTHERS)
        return other;
    face->others[i] = other;
    face->n_others += i == face->n_others;
    hb_map_set(face->lacks, code_point, (hb_codepoint_t)i);
    return other;
}

double face_stretch(const struct face *face)
{
    return face->stretch;
}
