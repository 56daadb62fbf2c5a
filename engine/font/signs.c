/* How the characters of Word's fonts of signs look: their advances, and the boxes of their ink as Word embeds them in its PDFs
 * (Symbol's other advances are those of Adobe's metrics). The glyph of whatever font has the character is drawn to fill the
 * box, so a bullet is as large and stands as high as Word's. */
#include "font/face.h"
#include "font/standins.h"

#include <hb-ot.h>
#include <math.h>

enum { UNITS = 2048 }; /* an em */
enum { BULLET = 0x2022, DISC = 0x25CF }; /* the latter is nearer in size to Symbol's bullet */
static const double FAR = 0.12; /* [em] */

struct sign {
    uint32_t c;
    int16_t advance;
    int16_t box[4]; /* left, bottom, right, top of the ink; all 0: as the stand-in draws it, in the middle */
};

static const struct sign symbol[] = {
    {0x002b, 1124, {37, 0, 1087, 1050}}, {0x00a9, 1618, {0}}, {0x00ac, 1460, {0}}, {0x00ae, 1618, {0}}, {0x00b0, 819, {0}},
    {0x00b1, 1124, {0}}, {0x00b7, 512, {0}}, {0x00d7, 1124, {0}}, {0x00f7, 1124, {0}}, {0x0192, 1024, {0}},
    {0x0391, 1479, {0}}, {0x0392, 1366, {0}}, {0x0393, 1235, {0}}, {0x0394, 1253, {0}}, {0x0395, 1251, {0}},
    {0x0396, 1251, {0}}, {0x0397, 1479, {0}}, {0x0398, 1518, {0}}, {0x0399, 682, {0}}, {0x039a, 1479, {0}},
    {0x039b, 1405, {0}}, {0x039c, 1821, {0}}, {0x039d, 1479, {0}}, {0x039e, 1321, {0}}, {0x039f, 1479, {0}},
    {0x03a0, 1573, {0}}, {0x03a1, 1139, {0}}, {0x03a3, 1212, {0}}, {0x03a4, 1251, {0}}, {0x03a5, 1413, {0}},
    {0x03a6, 1563, {0}}, {0x03a7, 1479, {0}}, {0x03a8, 1628, {0}}, {0x03a9, 1573, {0}}, {0x03b1, 1292, {0}},
    {0x03b2, 1124, {0}}, {0x03b3, 842, {0}}, {0x03b4, 1012, {69, -31, 943, 1422}}, {0x03b5, 899, {0}}, {0x03b6, 1012, {0}},
    {0x03b7, 1235, {0}}, {0x03b8, 1067, {0}}, {0x03b9, 674, {0}}, {0x03ba, 1124, {0}}, {0x03bb, 1124, {0}},
    {0x03bc, 1180, {0}}, {0x03bd, 1067, {0}}, {0x03be, 1010, {0}}, {0x03bf, 1124, {0}}, {0x03c0, 1124, {0}},
    {0x03c1, 1124, {0}}, {0x03c2, 899, {0}}, {0x03c3, 1235, {0}}, {0x03c4, 899, {0}}, {0x03c5, 1180, {0}},
    {0x03c6, 1067, {0}}, {0x03c7, 1124, {0}}, {0x03c8, 1405, {0}}, {0x03c9, 1405, {0}}, {0x03d1, 1292, {0}},
    {0x03d2, 1270, {0}}, {0x03d5, 1235, {0}}, {0x03d6, 1460, {0}}, {0x2022, 942, {106, 211, 837, 942}}, {0x2026, 2048, {0}},
    {0x2032, 506, {0}}, {0x2033, 842, {0}}, {0x203e, 1024, {0}}, {0x2044, 342, {0}}, {0x20ac, 1536, {0}},
    {0x2111, 1405, {0}}, {0x2118, 2021, {0}}, {0x211c, 1628, {0}}, {0x2122, 1823, {0}}, {0x2135, 1686, {0}},
    {0x2190, 2021, {0}}, {0x2191, 1235, {0}}, {0x2192, 2021, {0}}, {0x2193, 1235, {0}}, {0x2194, 2134, {0}},
    {0x21b5, 1348, {0}}, {0x21d0, 2021, {0}}, {0x21d1, 1235, {0}}, {0x21d2, 2021, {0}}, {0x21d3, 1235, {0}},
    {0x21d4, 2134, {0}}, {0x2200, 1460, {0}}, {0x2202, 1012, {0}}, {0x2203, 1124, {0}}, {0x2205, 1686, {0}},
    {0x2207, 1460, {0}}, {0x2208, 1460, {0}}, {0x2209, 1460, {0}}, {0x220b, 899, {0}}, {0x220f, 1686, {0}},
    {0x2211, 1460, {0}}, {0x2212, 1124, {37, 477, 1087, 576}}, {0x221a, 1124, {0}}, {0x221d, 1460, {0}},
    {0x221e, 1460, {0}}, {0x2220, 1573, {0}}, {0x2227, 1235, {0}}, {0x2228, 1235, {0}}, {0x2229, 1573, {0}},
    {0x222a, 1573, {0}}, {0x222b, 561, {0}}, {0x2234, 1767, {0}}, {0x2245, 1124, {0}}, {0x2248, 1124, {0}},
    {0x2260, 1124, {0}}, {0x2261, 1124, {0}}, {0x2264, 1124, {0}}, {0x2265, 1124, {0}}, {0x2282, 1460, {0}},
    {0x2283, 1460, {0}}, {0x2284, 1460, {0}}, {0x2286, 1460, {0}}, {0x2287, 1460, {0}}, {0x2295, 1573, {0}},
    {0x2297, 1573, {0}}, {0x22a5, 1348, {0}}, {0x25ca, 1012, {0}}, {0x2660, 1542, {0}}, {0x2663, 1542, {0}},
    {0x2665, 1542, {0}}, {0x2666, 1542, {0}}, {0x27e8, 674, {0}}, {0x27e9, 674, {0}},
};
static const struct sign wingdings[] = {
    {0x2022, 937, {173, 444, 765, 1036}}, {0x2192, 2006, {173, 0, 1834, 1480}}, {0x25aa, 937, {173, 444, 765, 1036}},
    {0x25c6, 2020, {173, -97, 1848, 1578}}, {0x2605, 1825, {209, 142, 1615, 1480}}, {0x270d, 1863, {74, 0, 1789, 1096}},
    {0x2713, 1609, {148, 251, 1535, 1568}}, {0x2756, 1825, {173, 0, 1653, 1480}}, {0x2794, 2186, {173, 0, 2014, 1480}},
    {0x27a2, 1627, {173, 0, 1455, 1480}}, {0x1f4d6, 2492, {173, -25, 2320, 1579}}, {0x1f658, 2048, {74, 0, 1974, 1086}},
    {0x1f659, 2048, {74, 0, 1974, 1086}}, {0x1f65a, 2048, {74, 0, 1974, 1086}}, {0x1f65b, 2048, {74, 0, 1974, 1086}},
    {0x1f65c, 2048, {56, 0, 1993, 1086}}, {0x1f65d, 2048, {56, 0, 1993, 1086}}, {0x1f65e, 2048, {56, 0, 1993, 1086}},
    {0x1f65f, 2048, {56, 0, 1993, 1086}},
};
/* What is drawn where no font has the sign. */
static const struct {
    uint32_t c, plain;
} plainer[] = {
    {0x2717, 0x00d7}, {0x2611, 0x25a0}, {0x2612, 0x25a0}, {0x2713, 0x221a}, {0x2751, 0x25a1}, {0x2752, 0x25a1}, {0x21e6, 0x2190},
    {0x21e7, 0x2191}, {0x21e8, 0x2192}, {0x21e9, 0x2193}, {0x2756, 0x25ca}, {0x25c6, 0x2666}, {0x27a2, 0x25ba}, {0x2605, 0x002a}, {0x2794, 0x2192}, {0x1f4d6, 0x2767},
    {0x1f658, 0x2619}, {0x1f659, 0x2619}, {0x1f65a, 0x2767}, {0x1f65b, 0x2767}, {0x1f65c, 0x2619}, {0x1f65d, 0x2619},
    {0x1f65e, 0x2767}, {0x1f65f, 0x2767},
};

static const struct {
    const char *family;
    const struct sign *signs;
    size_t n;
} fonts_of_signs[] = {
    {"Symbol", symbol, sizeof symbol / sizeof *symbol},
    {"Wingdings", wingdings, sizeof wingdings / sizeof *wingdings},
};

static const struct sign *sign_lookup(const char *family, uint32_t c)
{
    for (size_t i = 0; i < sizeof fonts_of_signs / sizeof *fonts_of_signs; i++)
        for (size_t k = 0; k < fonts_of_signs[i].n && family_equal(family, fonts_of_signs[i].family); k++)
            if (fonts_of_signs[i].signs[k].c == c)
                return &fonts_of_signs[i].signs[k];
    return NULL;
}

static uint32_t plainer_sign(uint32_t c)
{
    for (size_t i = 0; i < sizeof plainer / sizeof *plainer; i++)
        if (plainer[i].c == c)
            return plainer[i].plain;
    return 0;
}

/* Draws `c` with the face that has it, to fill the box of the sign. false: no face has it, or its ink would stand more than FAR above
 * or below the other text, so that readers would take it for a line of its own. */
static bool fill_box(struct face *face, uint32_t c, const struct sign *sign, struct face_sign *out)
{
    struct face *other = face_for(face, c);
    hb_font_t *font = other->drawn ? other->drawn : other->hb_font;
    const double em = other->scale;
    const int16_t *box = sign->box;
    hb_codepoint_t glyph;
    hb_glyph_extents_t ink;

    if (!face_covers(other, c) || box[2] <= box[0] || !hb_font_get_nominal_glyph(font, c, &glyph) ||
        !hb_font_get_glyph_extents(font, glyph, &ink) || ink.width <= 0 || ink.height >= 0)
        return false;
    const double wide = (double)(box[2] - box[0]) / UNITS * em / ink.width;
    const double high = (double)(box[3] - box[1]) / UNITS * em / -ink.height;
    const double left = (double)box[0] / UNITS - ink.x_bearing / em * wide;
    const double up = (double)box[3] / UNITS - ink.y_bearing / em * high;
    if (fabs(up - other->metrics.descent * (high - 1)) > FAR || wide > 2 * high || high > 2 * wide)
        return false;
    *out = (struct face_sign){.face = other,
                              .glyph = {.id = glyph, .x_offset = (float)left, .y_offset = (float)up,
                                        .advance = (double)sign->advance / UNITS},
                              .scale = high,
                              .stretch = wide / high};
    return true;
}

bool face_sign(struct face *face, uint32_t c, struct face_sign *out)
{
    const struct sign *sign = face->signs ? sign_lookup(face->asked, c) : NULL;
    const uint32_t plain = face->signs ? plainer_sign(c) : 0;
    struct face *other = face->signs ? face_for(face, c) : face;
    hb_codepoint_t glyph;

    if (sign && ((c == BULLET && fill_box(face, DISC, sign, out)) || fill_box(face, c, sign, out)))
        return true;
    if (plain && !face_covers(other, c)) {
        other = face_for(face, plain);
        c = plain;
    } else if (!sign) {
        return false;
    }
    if (!hb_font_get_nominal_glyph(other->drawn ? other->drawn : other->hb_font, c, &glyph) || glyph == 0)
        return false;
    const double own = face_advance(other, glyph), advance = sign ? (double)sign->advance / UNITS : own;
    *out = (struct face_sign){.face = other, .glyph = {.id = glyph, .advance = advance}, .scale = 1, .stretch = 1};
    out->glyph.x_offset = (float)((advance - own) / 2);
    return true;
}
