/* Fonts of mathematics. One that is installed and has a MATH table says everything itself. Where the family asked for is another,
 * Cambria Math as a rule, sizes are those kept of it (math_kept.c), and glyphs of whatever font of mathematics there is are drawn
 * out to fill them; what none has is drawn with letters of text. */
#include "font/math_own.h"

#include "font/face.h"
#include "font/twins.h"
#include "text/letters.h"
#include "text/text.h"

#include <hb-ot.h>
#include <math.h>

#define UNITS 2048.0 /* of what is kept */

static const double SUB_TOP = 0.16, SUP_BOTTOM = 0.36; /* where scripts meet the letter that they stand at, as a rule [em] */

struct math_font {
    struct math_font *next;
    struct fonts *fonts;
    const char *asked;
    struct face *text;    /* of the family, or what stands in for it */
    struct face *letters[4]; /* bold + 2 italic: found when asked for */
    struct face *signs;   /* has a MATH table; NULL: there is none */
    bool kept;            /* sizes are not those of `signs` */
    double constants[MATH_CONSTANTS];
};

/* ---- the font ---- */

static bool has_math(const struct face *face)
{
    return hb_ot_math_has_data(face->hb_face);
}

static struct face *find_signs(struct fonts *fonts)
{
    static const char *const families[] = {"Cambria Math",         "STIX Two Math",     "STIX Math",         "STIXMath",
                                           "XITS Math",            "TeX Gyre Termes Math", "Libertinus Math", "TeX Gyre Pagella Math",
                                           "TeX Gyre Bonum Math",  "Latin Modern Math", "Asana Math",        "DejaVu Math TeX Gyre"};
    struct found found;

    for (size_t i = 0; i < sizeof families / sizeof *families; i++)
        if (finder_lookup(fonts->finder, families[i], false, false, &found)) {
            struct face *face = fonts_substitute(fonts, families[i], false, false, (struct pos){0});
            if (face && has_math(face))
                return face;
        }
    return NULL;
}

static bool is_share(int which)
{
    return which == SCRIPT_SCALE || which == SCRIPT_SCRIPT_SCALE || which == DEGREE_RAISE;
}

static void read_constants(struct math_font *f)
{
    for (int i = 0; i < MATH_CONSTANTS; i++) {
        const double v = f->kept ? kept_constants()[i] : hb_ot_math_get_constant(f->signs->hb_font, (hb_ot_math_constant_t)i);
        f->constants[i] = v / (is_share(i) ? 100 : f->kept ? UNITS : f->signs->scale);
    }
}

struct math_font *fonts_math(struct fonts *fonts, const char *family, struct pos pos)
{
    for (struct math_font *f = fonts->maths; f; f = f->next)
        if (family_equal(f->asked, family))
            return f;
    struct face *text = fonts_substitute(fonts, family, false, false, pos);
    if (!text)
        return NULL;
    struct math_font *f = ARENA_NEW(&fonts->arena, struct math_font);
    f->fonts = fonts;
    f->asked = arena_str(&fonts->arena, family);
    f->text = text;
    f->signs = has_math(text) ? text : find_signs(fonts);
    f->kept = f->signs != text;
    read_constants(f);
    f->next = fonts->maths;
    fonts->maths = f;
    return f;
}

double math_constant(const struct math_font *f, enum math_constant which)
{
    return f->constants[which];
}

const struct face_metrics *math_metrics(const struct math_font *f)
{
    return face_metrics(f->text);
}

struct face *math_face(const struct math_font *f)
{
    return f->text;
}

/* ---- glyphs ---- */

static struct face *letter_face(struct math_font *f, struct math_style style)
{
    struct face **face = &f->letters[style.bold + 2 * style.italic];

    if (!*face)
        *face = fonts_substitute(f->fonts, f->asked, style.bold, style.italic, (struct pos){0});
    return *face ? *face : f->text;
}

static uint32_t glyph_of(struct face *face, uint32_t c)
{
    hb_codepoint_t id = 0;

    hb_font_get_nominal_glyph(face->hb_font, c, &id);
    return id;
}

/* The form of a glyph for scripts (ssty), or the glyph. */
static uint32_t script_form(const struct math_font *f, uint32_t c, uint32_t glyph, int level)
{
    const hb_feature_t feature = {HB_TAG('s', 's', 't', 'y'), (uint32_t)level, HB_FEATURE_GLOBAL_START, HB_FEATURE_GLOBAL_END};
    hb_buffer_t *b = f->fonts->buffer;
    unsigned n;

    hb_buffer_reset(b);
    hb_buffer_add_utf32(b, &c, 1, 0, 1);
    hb_buffer_set_direction(b, HB_DIRECTION_LTR);
    hb_buffer_set_script(b, hb_script_from_iso15924_tag(HB_TAG('Z', 'm', 't', 'h')));
    hb_shape(f->signs->hb_font, b, &feature, 1);
    const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(b, &n);
    return n == 1 && info[0].codepoint ? info[0].codepoint : glyph;
}

/* The face and glyph that draw a character. Letters that no font has are drawn as those of text are. */
static void find_glyph(struct math_font *f, uint32_t c, int level, struct math_glyph *out)
{
    struct math_style style;
    uint32_t plain;

    if (f->signs && face_covers(f->signs, c)) {
        out->face = f->signs;
        out->id = glyph_of(f->signs, c);
        if (level > 0)
            out->id = script_form(f, c, out->id, level);
        return;
    }
    out->face = face_for(f->text, c);
    if (!face_covers(out->face, c) && text_math_plain(c, &plain, &style)) {
        c = plain;
        out->face = face_for(letter_face(f, style), c);
    }
    out->id = glyph_of(out->face, c);
}

/* As its face has it. */
static void measure(struct math_glyph *g)
{
    hb_font_t *font = g->face->hb_font;
    hb_glyph_extents_t e = {0};
    const double scale = g->face->scale;

    g->scale_x = g->scale_y = 1;
    g->raise = 0;
    g->advance = hb_font_get_glyph_h_advance(font, g->id) / scale;
    if (has_math(g->face)) {
        g->italic = hb_ot_math_get_glyph_italics_correction(font, g->id) / scale;
        g->sub_kern = hb_ot_math_get_glyph_kerning(font, g->id, HB_OT_MATH_KERN_BOTTOM_RIGHT, (hb_position_t)(SUB_TOP * scale)) / scale;
        g->sup_kern = hb_ot_math_get_glyph_kerning(font, g->id, HB_OT_MATH_KERN_TOP_RIGHT, (hb_position_t)(SUP_BOTTOM * scale)) / scale;
    }
    if (hb_font_get_glyph_extents(g->face->drawn ? g->face->drawn : font, g->id, &e)) {
        g->ascent = e.y_bearing / scale;
        g->descent = -(e.y_bearing + e.height) / scale;
        g->left = e.x_bearing / scale;
        g->ink = e.width / scale;
    }
}

/* Draws the glyph out so that it fills what is wanted. */
static void fill(struct math_glyph *g, double advance, double ascent, double descent)
{
    const double drawn = g->ascent + g->descent;

    if (g->advance > 0) {
        g->scale_x *= advance / g->advance;
        g->left *= advance / g->advance;
        g->ink *= advance / g->advance;
    }
    if (drawn > 0) {
        const double by = (ascent + descent) / drawn;
        g->raise = g->raise * by + ascent - g->ascent * by;
        g->scale_y *= by;
    }
    g->advance = advance;
    g->ascent = ascent;
    g->descent = descent;
}

struct math_glyph math_sign(struct math_font *f, uint32_t c, int level)
{
    struct math_glyph g = {0};
    const struct kept_sign *kept = f->kept ? kept_sign(c) : NULL;

    find_glyph(f, c, level, &g);
    measure(&g);
    if (kept) {
        const double advance = kept->advance[level] / UNITS;

        g.scale_x = g.advance > 0 ? fmin(1.25, fmax(0.8, advance / g.advance)) : 1;
        g.advance = advance;
        g.italic = kept->italic / UNITS;
        g.sub_kern = kept->sub_kern / UNITS;
        g.sup_kern = kept->sup_kern / UNITS;
        g.ascent = (level ? kept->script_top : kept->top) / UNITS;
        g.descent = -(level ? kept->script_bottom : kept->bottom) / UNITS;
    }
    return g;
}

struct math_glyph math_text_sign(struct face *face, uint32_t c)
{
    struct math_glyph g = {.face = face_for(face, c)};

    g.id = glyph_of(g.face, c);
    measure(&g);
    return g;
}

/* ---- what grows ---- */

/* The variant of a glyph that is `least` long, or the longest. */
static void find_variant(const struct math_font *f, struct math_glyph *g, double least, hb_direction_t direction)
{
    hb_ot_math_glyph_variant_t v[16];
    unsigned n = sizeof v / sizeof *v;

    if (g->face != f->signs)
        return;
    hb_ot_math_get_glyph_variants(g->face->hb_font, g->id, direction, 0, &n, v);
    for (unsigned i = 0; i < n; i++) {
        g->id = v[i].glyph;
        if (v[i].advance / g->face->scale >= least)
            break;
    }
}

static const struct kept_size *size_of(const struct kept_ladder *ladder, double least)
{
    size_t i = 0;

    while (i + 1 < ladder->n && (ladder->v[i].ascent + ladder->v[i].descent) / UNITS < least)
        i++;
    return &ladder->v[i];
}

struct math_glyph math_tall(struct math_font *f, uint32_t c, double least, bool exact)
{
    const struct kept_ladder *ladder = f->kept ? kept_ladder(c) : NULL;
    struct math_glyph g = {0};

    find_glyph(f, c, 0, &g);
    if (ladder) {
        const struct kept_size *size = size_of(ladder, least);

        find_variant(f, &g, (size->ascent + size->descent) / UNITS * 0.9, HB_DIRECTION_BTT);
        measure(&g);
        fill(&g, size->advance / UNITS, size->ascent / UNITS, size->descent / UNITS);
    } else {
        find_variant(f, &g, least, HB_DIRECTION_BTT);
        measure(&g);
    }
    const double height = g.ascent + g.descent;
    if (exact && height > 0 && height < least) { /* about the axis */
        const double axis = f->constants[AXIS], by = least / height;

        fill(&g, g.advance, axis + (g.ascent - axis) * by, (g.descent + axis) * by - axis);
    }
    return g;
}

struct math_glyph math_wide(struct math_font *f, uint32_t c, double least)
{
    struct math_glyph g = {0};

    find_glyph(f, c, 0, &g);
    find_variant(f, &g, least, HB_DIRECTION_LTR);
    measure(&g);
    if (g.advance > 0 && g.advance < least)
        fill(&g, least, g.ascent, g.descent);
    return g;
}
