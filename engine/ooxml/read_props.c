/* Formatting of characters: w:rPr (ECMA-376-1:2016, 17.3.2), shading and borders.
 *
 * Each element is laid over what holds already; what is not there leaves it as it was. Values out of their range are taken at
 * the bound, values that are none are passed over, as Word does. */
#include <math.h>

#include "base/diag/ooxml.h"
#include "ooxml/read_look.h"
#include "text/text.h"

enum { SIZE_MAX_PT = 1638, SPACING_MAX = 1584, SCALE_MAX = 6 };

static double between(double v, double low, double high)
{
    return v < low ? low : v > high ? high : v;
}

/* ---- toggles ---- */

enum { TOGGLE_BOLD = 1, TOGGLE_ITALIC = 2, TOGGLE_CAPS = 4, TOGGLE_SMALL_CAPS = 8, TOGGLE_STRIKE = 16, TOGGLE_HIDDEN = 32 };

unsigned look_toggles(const struct look *l)
{
    return (l->chr.bold ? TOGGLE_BOLD : 0) | (l->chr.italic ? TOGGLE_ITALIC : 0) | (l->chr.caps == CAPS_ALL ? TOGGLE_CAPS : 0) |
           (l->small_caps ? TOGGLE_SMALL_CAPS : 0) | (l->chr.strike ? TOGGLE_STRIKE : 0) | (l->chr.hidden ? TOGGLE_HIDDEN : 0);
}

void look_set_toggles(struct look *l, unsigned t)
{
    l->chr.bold = t & TOGGLE_BOLD;
    l->chr.italic = t & TOGGLE_ITALIC;
    l->chr.caps = t & TOGGLE_CAPS ? CAPS_ALL : CAPS_NONE;
    l->small_caps = t & TOGGLE_SMALL_CAPS;
    l->chr.strike = t & TOGGLE_STRIKE;
    l->chr.hidden = t & TOGGLE_HIDDEN;
}

struct char_props look_chr(const struct look *l)
{
    struct char_props c = l->chr;

    c.kern = l->kern_from > 0 && l->kern_from <= c.size;
    if (c.caps == CAPS_NONE && l->small_caps)
        c.caps = CAPS_SMALL;
    if (l->highlight.on)
        c.fill = l->highlight;
    return c;
}

/* ---- borders and shading ---- */

/* ST_Border (17.18.2) as the strokes we draw. Of lines of unequal width the thicker one is w:sz wide; the other's width and the
 * gap are those that LibreOffice's authors found in Word (editeng, borderline). The first one lies above or at the left. */
enum border_lines { LINES_EVEN, THIN_THICK, THICK_THIN, THIN_THICK_THIN };
enum border_gap { GAP_SMALL, GAP_MEDIUM, GAP_LARGE };
static const struct border_name {
    const char *name;
    enum stroke stroke;
    enum border_lines lines;
    enum border_gap gap;
} BORDERS[] = {
    {"single", STROKE_SOLID, LINES_EVEN, 0}, {"thick", STROKE_THICK, LINES_EVEN, 0}, {"double", STROKE_DOUBLE, LINES_EVEN, 0},
    {"dotted", STROKE_DOTTED, LINES_EVEN, 0}, {"dashed", STROKE_DASHED, LINES_EVEN, 0}, {"dashSmallGap", STROKE_DASHED, LINES_EVEN, 0},
    {"dotDash", STROKE_DASH_DOT, LINES_EVEN, 0}, {"dotDotDash", STROKE_DASH_DOT, LINES_EVEN, 0},
    {"dashDotStroked", STROKE_DASH_DOT, LINES_EVEN, 0}, {"triple", STROKE_TRIPLE, LINES_EVEN, 0},
    {"wave", STROKE_WAVE, LINES_EVEN, 0}, {"doubleWave", STROKE_WAVE, LINES_EVEN, 0}, {"inset", STROKE_SOLID, LINES_EVEN, 0},
    {"outset", STROKE_SOLID, LINES_EVEN, 0}, {"threeDEmboss", STROKE_SOLID, LINES_EVEN, 0}, {"threeDEngrave", STROKE_SOLID, LINES_EVEN, 0},
    {"thinThickSmallGap", STROKE_DOUBLE, THIN_THICK, GAP_SMALL}, {"thickThinSmallGap", STROKE_DOUBLE, THICK_THIN, GAP_SMALL},
    {"thinThickMediumGap", STROKE_DOUBLE, THIN_THICK, GAP_MEDIUM}, {"thickThinMediumGap", STROKE_DOUBLE, THICK_THIN, GAP_MEDIUM},
    {"thinThickLargeGap", STROKE_DOUBLE, THIN_THICK, GAP_LARGE}, {"thickThinLargeGap", STROKE_DOUBLE, THICK_THIN, GAP_LARGE},
    {"thinThickThinSmallGap", STROKE_TRIPLE, THIN_THICK_THIN, GAP_SMALL}, {"thinThickThinMediumGap", STROKE_TRIPLE, THIN_THICK_THIN, GAP_MEDIUM},
    {"thinThickThinLargeGap", STROKE_TRIPLE, THIN_THICK_THIN, GAP_LARGE},
};
static const double THIN = 0.75, WIDE_THICK = 1.5; /* [pt] */

static void read_lines(const struct border_name *name, double size, struct border *b)
{
    const double thick = name->gap == GAP_LARGE ? WIDE_THICK : size, thin = name->gap == GAP_MEDIUM ? size / 2 : THIN;

    b->stroke = name->stroke;
    b->width = size;
    if (name->lines == LINES_EVEN)
        return;
    b->gap = name->gap == GAP_LARGE ? size : thin;
    b->width = name->lines == THICK_THIN ? thick : thin;
    b->second = name->lines == THICK_THIN ? thin : thick;
}

/* A frame of pictures, w:sz points wide, is two lines at its edges. */
static void read_art(struct reader *r, const char *name, double size, struct border *b)
{
    tell_once(r, DIAG_DOCX_BORDER_ART, name);
    b->stroke = STROKE_DOUBLE;
    b->width = b->second = THIN;
    b->gap = fmax(size - 2 * THIN, THIN);
}

struct border read_border(struct reader *r, const xmlNode *n)
{
    const char *name = val(n);
    struct border b = {.stroke = STROKE_SOLID};
    long size = 4, space = 0; /* half a point where no size is given, as Word draws it */
    bool known = false;

    if (!name || strcmp(name, "nil") == 0 || strcmp(name, "none") == 0)
        return b;
    to_int(attr(n, "sz"), &size);
    to_int(attr(n, "space"), &space);
    for (size_t i = 0; i < sizeof BORDERS / sizeof BORDERS[0] && !known; i++) {
        known = strcmp(name, BORDERS[i].name) == 0;
        if (known)
            read_lines(&BORDERS[i], fmax(between((double)size, 0, 96) / 8, 0.25), &b);
    }
    if (!known)
        read_art(r, name, between((double)size, 1, 31), &b);
    b.space = between((double)space, 0, 31);
    read_theme_color(r, n, "color", "themeColor", "themeTint", "themeShade", &b.color);
    return b;
}

uint32_t color_over(uint32_t over, uint32_t under, double share)
{
    uint32_t out = 0;

    for (int shift = 16; shift >= 0; shift -= 8)
        out |= (uint32_t)((double)(over >> shift & 255) * share + (double)(under >> shift & 255) * (1 - share) + 0.5) << shift;
    return out;
}

/* The share of a pattern's surface that has its own colour (17.18.78). */
static double pattern_share(const char *name)
{
    long percent;

    if (strncmp(name, "pct", 3) == 0 && to_int(name + 3, &percent))
        return between((double)percent, 0, 100) / 100;
    if (strcmp(name, "clear") == 0 || strcmp(name, "nil") == 0)
        return 0;
    if (strcmp(name, "solid") == 0)
        return 1;
    return strncmp(name, "thin", 4) == 0 ? 0.25 : 0.5;
}

bool read_shading(struct reader *r, const xmlNode *shd, struct fill *out)
{
    const char *pattern = val(shd);
    uint32_t ground = 0xFFFFFF, over = 0;
    bool filled;
    double share;

    if (!shd)
        return false;
    share = pattern ? pattern_share(pattern) : 0;
    filled = read_theme_color(r, shd, "fill", "themeFill", "themeFillTint", "themeFillShade", &ground);
    read_theme_color(r, shd, "color", "themeColor", "themeTint", "themeShade", &over);
    if (pattern && strcmp(pattern, "nil") == 0)
        filled = false;
    *out = (struct fill){.on = filled || share > 0, .color = color_over(over, ground, share)};
    return out->on;
}

/* ---- w:rPr ---- */

/* The names of w:highlight (17.18.40). */
static const struct {
    const char *name;
    uint32_t color;
} HIGHLIGHTS[] = {
    {"black", 0x000000}, {"blue", 0x0000FF}, {"cyan", 0x00FFFF}, {"darkBlue", 0x000080}, {"darkCyan", 0x008080},
    {"darkGray", 0x808080}, {"darkGreen", 0x008000}, {"darkMagenta", 0x800080}, {"darkRed", 0x800000}, {"darkYellow", 0x808000},
    {"green", 0x00FF00}, {"lightGray", 0xC0C0C0}, {"magenta", 0xFF00FF}, {"red", 0xFF0000}, {"white", 0xFFFFFF},
    {"yellow", 0xFFFF00},
};

static const struct {
    const char *name;
    enum stroke stroke;
} UNDERLINES[] = {
    {"double", STROKE_DOUBLE}, {"thick", STROKE_THICK}, {"dotted", STROKE_DOTTED}, {"dottedHeavy", STROKE_DOTTED},
    {"dash", STROKE_DASHED}, {"dashedHeavy", STROKE_DASHED}, {"dashLong", STROKE_DASHED}, {"dashLongHeavy", STROKE_DASHED},
    {"dotDash", STROKE_DASH_DOT}, {"dashDotHeavy", STROKE_DASH_DOT}, {"dotDotDash", STROKE_DASH_DOT},
    {"dashDotDotHeavy", STROKE_DASH_DOT}, {"wave", STROKE_WAVE}, {"wavyHeavy", STROKE_WAVE}, {"wavyDouble", STROKE_WAVE},
};

static void read_underline(struct reader *r, const xmlNode *n, struct char_props *io)
{
    const char *kind = val(n);

    if (!kind)
        return;
    io->underline = strcmp(kind, "none") != 0;
    io->words_only = strcmp(kind, "words") == 0;
    io->underline_stroke = STROKE_SOLID;
    for (size_t i = 0; i < sizeof UNDERLINES / sizeof UNDERLINES[0]; i++)
        if (strcmp(kind, UNDERLINES[i].name) == 0)
            io->underline_stroke = UNDERLINES[i].stroke;
    io->underline_colored = read_theme_color(r, n, "color", "themeColor", "themeTint", "themeShade", &io->underline_color);
}

/* A font by the theme's name for it, else by its own (17.3.2.26). */
static void read_font(struct reader *r, const xmlNode *n, const char *theme, const char *own, const char **io)
{
    const char *family = theme_font(r, attr(n, theme));

    if (!family && !attr(n, theme))
        family = attr(n, own);
    else if (!family)
        family = attr(n, own); /* the theme has none for these characters */
    if (family && *family)
        *io = intern_str(r, family);
}

static void read_fonts(struct reader *r, const xmlNode *n, struct look *io)
{
    const char *hint = attr(n, "hint");

    read_font(r, n, "asciiTheme", "ascii", &io->chr.family);
    read_font(r, n, "hAnsiTheme", "hAnsi", &io->hansi);
    read_font(r, n, "eastAsiaTheme", "eastAsia", &io->east);
    read_font(r, n, "cstheme", "cs", &io->complex);
    if (hint)
        io->prefers_east = strcmp(hint, "eastAsia") == 0;
}

static void read_highlight(const xmlNode *n, struct fill *io)
{
    const char *name = val(n);

    if (!name)
        return;
    io->on = false;
    for (size_t i = 0; i < sizeof HIGHLIGHTS / sizeof HIGHLIGHTS[0]; i++)
        if (strcmp(name, HIGHLIGHTS[i].name) == 0)
            *io = (struct fill){.on = true, .color = HIGHLIGHTS[i].color};
}

static void read_vertical(const xmlNode *n, struct char_props *io)
{
    static const char *const NAMES[] = {[VERTICAL_BASE] = "baseline", [VERTICAL_SUPER] = "superscript", [VERTICAL_SUB] = "subscript"};
    int i = name_index(val(n), NAMES, 3);

    if (i >= 0)
        io->vertical = (enum vertical)i;
}

/* w:w: "150", and "150%" as others than Word write it; Word keeps to 1..600. */
static void read_scale(const xmlNode *n, struct char_props *io)
{
    const char *s = val(n);
    long percent = 0;

    if (s && strchr(s, '%')) {
        double v;

        if (to_number(s, &v))
            io->scale = between(v / 100, 0.01, SCALE_MAX);
    } else if (to_int(s, &percent) && percent > 0) {
        io->scale = between((double)percent / 100, 0.01, SCALE_MAX);
    }
    if (io->scale >= 1 && io->scale <= 1)
        io->scale = 0;
}

static void read_box(struct reader *r, const xmlNode *n, struct char_props *io)
{
    struct border b = read_border(r, n);

    io->boxed = b.width > 0;
    io->box_color = b.color;
}

static void read_element(struct reader *r, const xmlNode *n, struct look *io)
{
    static const struct {
        const char *name;
        size_t at;
    } SWITCHES[] = {
        {"b", offsetof(struct look, chr.bold)}, {"i", offsetof(struct look, chr.italic)},
        {"strike", offsetof(struct look, chr.strike)}, {"dstrike", offsetof(struct look, chr.double_strike)},
        {"smallCaps", offsetof(struct look, small_caps)}, {"vanish", offsetof(struct look, chr.hidden)},
        {"cs", offsetof(struct look, is_complex)}, {"rtl", offsetof(struct look, is_complex)},
    };
    const char *name = (const char *)n->name;
    double v = 0;

    for (size_t i = 0; i < sizeof SWITCHES / sizeof SWITCHES[0]; i++)
        if (strcmp(name, SWITCHES[i].name) == 0) {
            *(bool *)((char *)io + SWITCHES[i].at) = on_off(n);
            return;
        }
    if (strcmp(name, "rFonts") == 0) {
        read_fonts(r, n, io);
    } else if (strcmp(name, "sz") == 0) {
        if (to_length(val(n), 0.5, &v) && v > 0)
            io->chr.size = between(v, 0.5, SIZE_MAX_PT);
    } else if (strcmp(name, "color") == 0) {
        uint32_t color = 0;

        io->chr.automatic = !read_theme_color(r, n, "val", "themeColor", "themeTint", "themeShade", &color);
        io->chr.color = color;
    } else if (strcmp(name, "u") == 0) {
        read_underline(r, n, &io->chr);
    } else if (strcmp(name, "lang") == 0) {
        const char *lang = val(n);

        io->chr.lang = lang && *lang ? intern_str(r, lang) : io->chr.lang;
    } else if (strcmp(name, "caps") == 0) {
        io->chr.caps = on_off(n) ? CAPS_ALL : CAPS_NONE;
    } else if (strcmp(name, "vertAlign") == 0) {
        read_vertical(n, &io->chr);
    } else if (strcmp(name, "spacing") == 0) {
        if (to_points(val(n), &v))
            io->chr.spacing = between(v, -SPACING_MAX, SPACING_MAX);
    } else if (strcmp(name, "position") == 0) {
        if (to_length(val(n), 0.5, &v))
            io->chr.raise = between(v, -SPACING_MAX, SPACING_MAX);
    } else if (strcmp(name, "kern") == 0) {
        if (to_length(val(n), 0.5, &v))
            io->kern_from = v > 0 ? v : 0;
    } else if (strcmp(name, "w") == 0) {
        read_scale(n, &io->chr);
    } else if (strcmp(name, "highlight") == 0) {
        read_highlight(n, &io->highlight);
    } else if (strcmp(name, "shd") == 0) {
        read_shading(r, n, &io->chr.fill);
    } else if (strcmp(name, "bdr") == 0) {
        read_box(r, n, &io->chr);
    }
}

void look_rpr(struct reader *r, const xmlNode *rpr, struct look *io)
{
    for (const xmlNode *n = first_element(rpr); n; n = next_element(n))
        if (ns_of(n) == NS_W)
            read_element(r, n, io);
}

/* ---- fonts by character (17.3.2.26) ---- */

enum slot { SLOT_ASCII, SLOT_HANSI, SLOT_EAST, SLOT_COMPLEX, SLOT_ANY };

struct range {
    uint32_t first, last;
};

static bool in_ranges(uint32_t c, const struct range *v, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (c >= v[i].first && c <= v[i].last)
            return true;
    return false;
}

/* Vietnamese letters outside ASCII are of the slot hAnsi. */
static enum slot slot_of(uint32_t c, const struct look *f)
{
    static const struct range COMPLEX[] = {{0x0590, 0x08FF}, {0x0900, 0x0FFF}, {0x1000, 0x109F}, {0x1780, 0x18AF}, {0xFB1D, 0xFDFF},
                                           {0xFE70, 0xFEFE}};
    static const struct range EAST[] = {{0x1100, 0x11FF}, {0x2E80, 0xA4CF}, {0xA960, 0xA97F}, {0xAC00, 0xD7FF}, {0xF900, 0xFAFF},
                                        {0xFE30, 0xFE6F}, {0xFF00, 0xFFEF}, {0x1F200, 0x1F2FF}, {0x20000, 0x3FFFF}};
    static const struct range HINTED[] = {{0xA1, 0xA1}, {0xA4, 0xA4}, {0xA7, 0xA8}, {0xAA, 0xAA}, {0xAD, 0xAD}, {0xAF, 0xB4},
                                          {0xB6, 0xBA}, {0xBC, 0xBF}, {0xD7, 0xD7}, {0xF7, 0xF7}, {0x2B0, 0x2FF}, {0x370, 0x4FF},
                                          {0x2010, 0x2BFF}, {0xE000, 0xF8FF}};

    if (f->is_complex)
        return SLOT_COMPLEX;
    if (c == ' ' || c == '\n')
        return SLOT_ANY;
    if (c < 0x80)
        return SLOT_ASCII;
    if (in_ranges(c, EAST, sizeof EAST / sizeof EAST[0]))
        return SLOT_EAST;
    if (c < 0x500 || c >= 0xE000 || (c >= 0x2010 && c <= 0x2BFF))
        return f->prefers_east && in_ranges(c, HINTED, sizeof HINTED / sizeof HINTED[0]) ? SLOT_EAST : SLOT_HANSI;
    return in_ranges(c, COMPLEX, sizeof COMPLEX / sizeof COMPLEX[0]) ? SLOT_COMPLEX : SLOT_HANSI;
}

static const char *slot_font(enum slot slot, const struct look *f, const char *ascii)
{
    const char *font = slot == SLOT_HANSI ? f->hansi : slot == SLOT_EAST ? f->east : slot == SLOT_COMPLEX ? f->complex : ascii;

    return font ? font : ascii;
}

size_t look_slice(const struct look *run, struct span text, const char **family)
{
    const char *first = NULL;
    size_t at = 0;

    while (at < text.n) {
        size_t start = at;
        enum slot slot = slot_of(text_next(text, &at), run);
        const char *font = slot_font(slot, run, run->chr.family);

        if (slot == SLOT_ANY) /* a space is of the font of what it stands between */
            continue;
        if (first && font != first && (!font || strcmp(font, first) != 0)) {
            *family = first;
            return start;
        }
        first = font;
    }
    *family = first ? first : run->chr.family;
    return text.n;
}
