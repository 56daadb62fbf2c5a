/* Paragraph and character properties as ODF attributes (ODF 1.3 part 3, 16.29.10, 17.6, 20).
 *
 * One row an attribute group: how to tell that two property sets agree in it, and how to write it.
 * Invariant: an attribute is written only when it says something that the base does not. */
#include "odf/write.h"

void odf_length(struct xml *x, const char *name, double points)
{
    xml_attr_num(x, name, points, 3, "pt");
}

const char *odf_color(struct buf *out, uint32_t color)
{
    buf_clear(out);
    buf_printf(out, "#%06x", (unsigned)(color & 0xffffff));
    return out->p;
}

static bool same_text(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

static const char *yes_no(bool v)
{
    return v ? "true" : "false";
}

/* ---- characters ---- */

/* Latin, Asian and complex text have attributes of their own; ours are always set alike. */
static void put_thrice(struct xml *x, const char *const names[3], const char *value)
{
    for (int i = 0; i < 3; i++)
        xml_attr(x, names[i], value);
}

static bool same_family(const struct char_props *a, const struct char_props *b)
{
    return same_text(a->family, b->family);
}

static void put_family(struct xml *x, const struct char_props *p)
{
    static const char *const names[] = {"style:font-name", "style:font-name-asian",
                                        "style:font-name-complex"};
    put_thrice(x, names, p->family);
}

static bool same_size(const struct char_props *a, const struct char_props *b)
{
    return a->size == b->size;
}

static void put_size(struct xml *x, const struct char_props *p)
{
    odf_length(x, "fo:font-size", p->size);
    odf_length(x, "style:font-size-asian", p->size);
    odf_length(x, "style:font-size-complex", p->size);
}

static bool same_bold(const struct char_props *a, const struct char_props *b)
{
    return a->bold == b->bold;
}

static void put_bold(struct xml *x, const struct char_props *p)
{
    static const char *const names[] = {"fo:font-weight", "style:font-weight-asian",
                                        "style:font-weight-complex"};
    put_thrice(x, names, p->bold ? "bold" : "normal");
}

static bool same_italic(const struct char_props *a, const struct char_props *b)
{
    return a->italic == b->italic;
}

static void put_italic(struct xml *x, const struct char_props *p)
{
    static const char *const names[] = {"fo:font-style", "style:font-style-asian",
                                        "style:font-style-complex"};
    put_thrice(x, names, p->italic ? "italic" : "normal");
}

static bool same_underline(const struct char_props *a, const struct char_props *b)
{
    if (!a->underline || !b->underline)
        return a->underline == b->underline;
    return a->underline_stroke == b->underline_stroke && a->words_only == b->words_only &&
           a->underline_colored == b->underline_colored && (!a->underline_colored || a->underline_color == b->underline_color);
}

static void put_underline(struct xml *x, const struct char_props *p)
{
    static const char *const styles[] = {
        [STROKE_SOLID] = "solid", [STROKE_DOUBLE] = "solid", [STROKE_DOTTED] = "dotted", [STROKE_DASHED] = "dash",
        [STROKE_DASH_DOT] = "dot-dash", [STROKE_TRIPLE] = "solid", [STROKE_THICK] = "solid", [STROKE_WAVE] = "wave"};
    struct buf color = {0};
    xml_attr(x, "style:text-underline-style", p->underline ? styles[p->underline_stroke] : "none");
    if (!p->underline)
        return;
    if (p->underline_stroke == STROKE_DOUBLE)
        xml_attr(x, "style:text-underline-type", "double");
    xml_attr(x, "style:text-underline-width", p->underline_stroke == STROKE_THICK ? "bold" : "auto");
    xml_attr(x, "style:text-underline-color", p->underline_colored ? odf_color(&color, p->underline_color) : "font-color");
    if (p->words_only)
        xml_attr(x, "style:text-underline-mode", "skip-white-space");
    buf_release(&color);
}

static bool same_strike(const struct char_props *a, const struct char_props *b)
{
    return a->strike == b->strike && a->double_strike == b->double_strike;
}

static void put_strike(struct xml *x, const struct char_props *p)
{
    xml_attr(x, "style:text-line-through-style", p->strike || p->double_strike ? "solid" : "none");
    if (p->double_strike)
        xml_attr(x, "style:text-line-through-type", "double");
}

static bool same_kern(const struct char_props *a, const struct char_props *b)
{
    return a->kern == b->kern;
}

static void put_kern(struct xml *x, const struct char_props *p)
{
    xml_attr(x, "style:letter-kerning", yes_no(p->kern));
}

static bool same_vertical(const struct char_props *a, const struct char_props *b)
{
    return a->vertical == b->vertical && a->raise == b->raise;
}

static void put_vertical(struct xml *x, const struct char_props *p)
{
    static const char *const values[] = {
        [VERTICAL_BASE] = "0% 100%", [VERTICAL_SUPER] = "super 65%", [VERTICAL_SUB] = "sub 65%"};
    struct buf raised = {0};
    if (p->vertical == VERTICAL_BASE && (p->raise < 0 || p->raise > 0) && p->size > 0) {
        buf_number(&raised, p->raise / p->size * 100, 1);
        buf_puts(&raised, "% 100%");
    }
    xml_attr(x, "style:text-position", raised.n ? raised.p : values[p->vertical]);
    buf_release(&raised);
}

static bool same_spacing(const struct char_props *a, const struct char_props *b)
{
    return a->spacing == b->spacing;
}

static void put_spacing(struct xml *x, const struct char_props *p)
{
    if (p->spacing == 0)
        xml_attr(x, "fo:letter-spacing", "normal");
    else
        odf_length(x, "fo:letter-spacing", p->spacing);
}

static bool same_color(const struct char_props *a, const struct char_props *b)
{
    return a->color == b->color && a->automatic == b->automatic;
}

static void put_color(struct xml *x, const struct char_props *p)
{
    struct buf text = {0};
    if (p->automatic)
        xml_attr(x, "style:use-window-font-color", "true");
    else
        xml_attr(x, "fo:color", odf_color(&text, p->color));
    buf_release(&text);
}

static bool same_lang(const struct char_props *a, const struct char_props *b)
{
    return same_text(a->lang, b->lang);
}

/* "vi-VN" as language and country. Vietnamese is no Asian or complex script: those stay unset. */
static void put_lang(struct xml *x, const struct char_props *p)
{
    struct buf language = {0};
    const char *dash;
    if (!p->lang)
        return;
    dash = strchr(p->lang, '-');
    buf_put(&language, p->lang, dash ? (size_t)(dash - p->lang) : strlen(p->lang));
    xml_attr(x, "fo:language", language.p);
    xml_attr(x, "fo:country", dash ? dash + 1 : "none");
    xml_attr(x, "style:language-asian", "none");
    xml_attr(x, "style:country-asian", "none");
    xml_attr(x, "style:language-complex", "none");
    xml_attr(x, "style:country-complex", "none");
    buf_release(&language);
}

static bool same_caps(const struct char_props *a, const struct char_props *b)
{
    return a->caps == b->caps;
}

static void put_caps(struct xml *x, const struct char_props *p)
{
    xml_attr(x, "fo:font-variant", p->caps == CAPS_SMALL ? "small-caps" : "normal");
    xml_attr(x, "fo:text-transform", p->caps == CAPS_ALL ? "uppercase" : "none");
}

static bool same_hidden(const struct char_props *a, const struct char_props *b)
{
    return a->hidden == b->hidden;
}

static void put_hidden(struct xml *x, const struct char_props *p)
{
    xml_attr(x, "text:display", p->hidden ? "none" : "true");
}

static double scale_of(const struct char_props *p)
{
    return p->scale > 0 ? p->scale : 1;
}

static bool same_scale(const struct char_props *a, const struct char_props *b)
{
    return scale_of(a) == scale_of(b);
}

static void put_scale(struct xml *x, const struct char_props *p)
{
    xml_attr_num(x, "style:text-scale", scale_of(p) * 100, 0, "%");
}

void odf_ground(struct xml *x, const char *name, struct fill fill)
{
    struct buf color = {0};
    xml_attr(x, name, fill.on ? odf_color(&color, fill.color) : "transparent");
    buf_release(&color);
}

static bool same_ground(const struct char_props *a, const struct char_props *b)
{
    return fill_same(a->fill, b->fill);
}

static void put_ground(struct xml *x, const struct char_props *p)
{
    odf_ground(x, "fo:background-color", p->fill);
}

static bool same_box(const struct char_props *a, const struct char_props *b)
{
    return a->boxed == b->boxed && (!a->boxed || a->box_color == b->box_color);
}

static void put_box(struct xml *x, const struct char_props *p)
{
    struct buf line = {0};
    buf_printf(&line, "0.5pt solid #%06x", (unsigned)(p->box_color & 0xffffff));
    xml_attr(x, "fo:border", p->boxed ? line.p : "none");
    buf_release(&line);
}

/* `rare`: what only files of others have is not said where it is not there. */
static const struct char_row {
    bool (*same)(const struct char_props *a, const struct char_props *b);
    void (*put)(struct xml *x, const struct char_props *p);
    bool rare;
} char_rows[] = {
    {.same = same_family, .put = put_family},       {.same = same_size, .put = put_size},
    {.same = same_bold, .put = put_bold},           {.same = same_italic, .put = put_italic},
    {.same = same_underline, .put = put_underline}, {.same = same_strike, .put = put_strike},
    {.same = same_color, .put = put_color},         {.same = same_spacing, .put = put_spacing},
    {.same = same_vertical, .put = put_vertical},   {.same = same_kern, .put = put_kern},
    {.same = same_lang, .put = put_lang},
    {same_caps, put_caps, true}, {same_hidden, put_hidden, true}, {same_scale, put_scale, true},
    {same_ground, put_ground, true}, {same_box, put_box, true},
};
enum { N_CHAR_ROWS = sizeof char_rows / sizeof *char_rows };

/* The properties that this row's attributes come from before the automatic style. */
static bool row_same(const struct char_row *row, const struct char_props *p, struct char_base base)
{
    if (base.named && !(base.root && row->same(base.named, base.root)))
        return row->same(p, base.named);
    static const struct char_props plain = {0};
    return base.para ? row->same(p, base.para) : row->rare && row->same(p, &plain);
}

bool odf_char_same(const struct char_props *p, struct char_base base)
{
    for (int i = 0; i < N_CHAR_ROWS; i++)
        if (!row_same(&char_rows[i], p, base))
            return false;
    return true;
}

void odf_char_props(struct xml *x, const struct char_props *p, struct char_base base)
{
    if (odf_char_same(p, base))
        return;
    xml_open(x, "style:text-properties");
    for (int i = 0; i < N_CHAR_ROWS; i++)
        if (!row_same(&char_rows[i], p, base))
            char_rows[i].put(x, p);
    xml_close(x);
}
