/* The theme: fonts and colours by name (ECMA-376-1:2016, 14.2.7, 20.1.4, 20.1.6).
 *
 * A file without one has Office's own, which Word assumes as well. */
#include <math.h>
#include <stdlib.h>

#include "ooxml/read_look.h"

enum font_slot { FONT_LATIN, FONT_EAST, FONT_COMPLEX, FONT__SLOTS };
enum { COLOR_SLOTS = 12, SCRIPTS_MAX = 64 };

struct script_font {
    const char *script, *family;
};
struct theme {
    const char *font[2][FONT__SLOTS]; /* major, minor */
    struct script_font scripts[2][SCRIPTS_MAX];
    size_t n_scripts[2];
    uint32_t color[COLOR_SLOTS];
    const xmlNode *mapping;           /* w:clrSchemeMapping; NULL: each to its own */
    const char *east_script, *complex_script;
};

static const char *const COLOR_NAMES[COLOR_SLOTS] = {"dk1", "lt1", "dk2", "lt2", "accent1", "accent2",
                                                     "accent3", "accent4", "accent5", "accent6", "hlink", "folHlink"};
/* The theme of Word 2013 and later. */
static const uint32_t COLORS[COLOR_SLOTS] = {0x000000, 0xFFFFFF, 0x44546A, 0xE7E6E6, 0x4472C4, 0xED7D31,
                                             0xA5A5A5, 0xFFC000, 0x5B9BD5, 0x70AD47, 0x0563C1, 0x954F72};

/* What documents call colours, and the attribute of w:clrSchemeMapping that says which one it is (17.18.97, 20.1.10.54). */
static const struct color_alias {
    const char *name, *mapped, *plain;
} ALIASES[] = {
    {"bg1", "bg1", "lt1"}, {"background1", "bg1", "lt1"}, {"tx1", "t1", "dk1"}, {"text1", "t1", "dk1"},
    {"bg2", "bg2", "lt2"}, {"background2", "bg2", "lt2"}, {"tx2", "t2", "dk2"}, {"text2", "t2", "dk2"},
    {"dark1", NULL, "dk1"}, {"light1", NULL, "lt1"}, {"dark2", NULL, "dk2"}, {"light2", NULL, "lt2"},
    {"accent1", "accent1", "accent1"}, {"accent2", "accent2", "accent2"}, {"accent3", "accent3", "accent3"},
    {"accent4", "accent4", "accent4"}, {"accent5", "accent5", "accent5"}, {"accent6", "accent6", "accent6"},
    {"hyperlink", "hyperlink", "hlink"}, {"hlink", "hyperlink", "hlink"},
    {"followedHyperlink", "followedHyperlink", "folHlink"}, {"folHlink", "followedHyperlink", "folHlink"},
};

/* ---- reading ---- */

static const char *typeface(const xmlNode *n)
{
    const char *name = attr(n, "typeface");

    return name && *name ? name : NULL;
}

static void read_fonts(struct theme *t, int which, const xmlNode *fonts)
{
    t->font[which][FONT_LATIN] = typeface(child(fonts, NS_A, "latin"));
    t->font[which][FONT_EAST] = typeface(child(fonts, NS_A, "ea"));
    t->font[which][FONT_COMPLEX] = typeface(child(fonts, NS_A, "cs"));
    for (const xmlNode *n = first_element(fonts); n && t->n_scripts[which] < SCRIPTS_MAX; n = next_element(n)) {
        struct script_font f = {attr(n, "script"), typeface(n)};

        if (is(n, NS_A, "font") && f.script && f.family)
            t->scripts[which][t->n_scripts[which]++] = f;
    }
}

static void read_colors(struct theme *t, const xmlNode *scheme)
{
    for (int i = 0; i < COLOR_SLOTS; i++) {
        const xmlNode *n = first_element(child(scheme, NS_A, COLOR_NAMES[i]));
        const char *system = is(n, NS_A, "sysClr") ? attr(n, "lastClr") : NULL;

        if (n)
            to_color(system ? system : attr(n, "val"), &t->color[i]);
    }
}

/* The script whose font stands in for an empty w:ea or w:cs of the theme, from w:themeFontLang (17.15.1.88). */
static const char *script_of(const char *lang)
{
    static const char *const SCRIPTS[][2] = {{"ja", "Jpan"}, {"ko", "Hang"}, {"zh-CN", "Hans"}, {"zh-SG", "Hans"}, {"zh", "Hant"},
                                             {"ar", "Arab"}, {"he", "Hebr"}, {"th", "Thai"}, {"km", "Khmr"}, {"lo", "Laoo"},
                                             {"hi", "Deva"}, {"vi", "Viet"}};

    for (size_t i = 0; lang && i < sizeof SCRIPTS / sizeof SCRIPTS[0]; i++)
        if (strncmp(lang, SCRIPTS[i][0], strlen(SCRIPTS[i][0])) == 0)
            return SCRIPTS[i][1];
    return NULL;
}

void read_theme(struct reader *r)
{
    struct theme *t = ARENA_NEW(&r->doc->arena, struct theme);
    const xmlNode *elements = child(reader_root(r, "theme"), NS_A, "themeElements"), *settings = reader_root(r, "settings");
    const xmlNode *fonts = child(elements, NS_A, "fontScheme"), *lang = child_w(settings, "themeFontLang");

    r->styles->theme = t;
    memcpy(t->color, COLORS, sizeof t->color);
    read_colors(t, child(elements, NS_A, "clrScheme"));
    read_fonts(t, 0, child(fonts, NS_A, "majorFont"));
    read_fonts(t, 1, child(fonts, NS_A, "minorFont"));
    t->mapping = child_w(settings, "clrSchemeMapping");
    t->east_script = script_of(attr(lang, "eastAsia"));
    t->complex_script = script_of(attr(lang, "bidi"));
}

/* ---- fonts ---- */

static const char *script_font(const struct theme *t, int which, const char *script)
{
    for (size_t i = 0; script && i < t->n_scripts[which]; i++)
        if (strcmp(t->scripts[which][i].script, script) == 0)
            return t->scripts[which][i].family;
    return NULL;
}

/* Names of 17.18.96: major or minor, then the characters. */
const char *theme_font(struct reader *r, const char *name)
{
    const struct theme *t = r->styles->theme;
    int which = name && strncmp(name, "major", 5) == 0 ? 0 : 1;
    const char *kind = name && (which == 0 || strncmp(name, "minor", 5) == 0) ? name + 5 : "";

    if (strcmp(kind, "Ascii") == 0 || strcmp(kind, "HAnsi") == 0)
        return t->font[which][FONT_LATIN];
    if (strcmp(kind, "EastAsia") == 0)
        return t->font[which][FONT_EAST] ? t->font[which][FONT_EAST] : script_font(t, which, t->east_script);
    if (strcmp(kind, "Bidi") == 0)
        return t->font[which][FONT_COMPLEX] ? t->font[which][FONT_COMPLEX] : script_font(t, which, t->complex_script);
    return NULL;
}

/* ---- colours ---- */

bool theme_color(struct reader *r, const char *name, uint32_t *rgb)
{
    const struct theme *t = r->styles->theme;

    for (size_t i = 0; name && i < sizeof ALIASES / sizeof ALIASES[0]; i++)
        if (strcmp(name, ALIASES[i].name) == 0) {
            const char *mapped = ALIASES[i].mapped ? attr(t->mapping, ALIASES[i].mapped) : NULL;

            name = ALIASES[i].plain;
            for (size_t k = 0; mapped && k < sizeof ALIASES / sizeof ALIASES[0]; k++)
                if (strcmp(mapped, ALIASES[k].name) == 0)
                    name = ALIASES[k].plain;
            break;
        }
    for (int i = 0; name && i < COLOR_SLOTS; i++)
        if (strcmp(name, COLOR_NAMES[i]) == 0) {
            *rgb = t->color[i];
            return true;
        }
    return false;
}

void rgb_to_hsl(uint32_t rgb, double hsl[3])
{
    double c[3] = {(double)(rgb >> 16 & 255) / 255, (double)(rgb >> 8 & 255) / 255, (double)(rgb & 255) / 255};
    double high = fmax(c[0], fmax(c[1], c[2])), low = fmin(c[0], fmin(c[1], c[2])), d = high - low;

    hsl[0] = hsl[1] = 0;
    hsl[2] = (high + low) / 2;
    if (!(d > 0))
        return;
    hsl[1] = hsl[2] > 0.5 ? d / (2 - high - low) : d / (high + low);
    if (high <= c[0])
        hsl[0] = (c[1] - c[2]) / d + (c[1] < c[2] ? 6 : 0);
    else if (high <= c[1])
        hsl[0] = (c[2] - c[0]) / d + 2;
    else
        hsl[0] = (c[0] - c[1]) / d + 4;
    hsl[0] /= 6;
}

static uint32_t hue_part(double p, double q, double t)
{
    double v;

    t -= floor(t);
    if (t < 1.0 / 6)
        v = p + (q - p) * 6 * t;
    else if (t < 0.5)
        v = q;
    else if (t < 2.0 / 3)
        v = p + (q - p) * (2.0 / 3 - t) * 6;
    else
        v = p;
    v = v < 0 ? 0 : v > 1 ? 1 : v;
    return (uint32_t)(v * 255 + 1e-9); /* Word cuts: 4472C4 at half its lightness is 1F3864 */
}

uint32_t hsl_to_rgb(const double hsl[3])
{
    double s = fmin(fmax(hsl[1], 0), 1), l = fmin(fmax(hsl[2], 0), 1), q = l < 0.5 ? l * (1 + s) : l + s - l * s, p = 2 * l - q;

    return hue_part(p, q, hsl[0] + 1.0 / 3) << 16 | hue_part(p, q, hsl[0]) << 8 | hue_part(p, q, hsl[0] - 1.0 / 3);
}

static uint32_t with_lightness(uint32_t rgb, double keep, double add)
{
    double hsl[3];

    rgb_to_hsl(rgb, hsl);
    hsl[2] = hsl[2] * keep + add;
    return hsl_to_rgb(hsl);
}

uint32_t color_tint(uint32_t rgb, double keep)
{
    return with_lightness(rgb, keep, 1 - keep);
}

uint32_t color_shade(uint32_t rgb, double keep)
{
    return with_lightness(rgb, keep, 0);
}

/* ST_UcharHexNumber as a share; absent or faulty: 1, all of it stays. */
static double hex_share(const char *s)
{
    char *end;
    long v = s ? strtol(s, &end, 16) : 255;

    return s && (*end || v < 0 || v > 255) ? 1 : (double)v / 255;
}

bool read_theme_color(struct reader *r, const xmlNode *n, const char *name, const char *theme, const char *tint,
                      const char *shade, uint32_t *out)
{
    uint32_t rgb;

    if (!theme_color(r, attr(n, theme), &rgb))
        return to_color(attr(n, name), out);
    if (attr(n, tint))
        rgb = color_tint(rgb, hex_share(attr(n, tint)));
    if (attr(n, shade))
        rgb = color_shade(rgb, hex_share(attr(n, shade)));
    *out = rgb;
    return true;
}
