/* Properties of text, paragraphs and boxes (ODF 1.3 part 3, 16.29.10, 17.6, 20): a row an attribute.
 *
 * Attributes are taken in the file's order, so those that others depend on (shorthands such as fo:border before
 * fo:border-top) are read first. */
#include "odf/reader.h"

#include <math.h>

static bool same(const char *a, const char *b)
{
    return strcmp(a, b) == 0;
}

/* ---- text ---- */

typedef void chr_set(struct odt *o, struct char_props *p, const char *v);

/* "'Times New Roman', serif": the first of the list. */
static void set_family(struct odt *o, struct char_props *p, const char *v)
{
    struct span s = span_trim(span_make(v, strcspn(v, ",")));
    if (s.n >= 2 && (*s.p == '\'' || *s.p == '"'))
        s = span_make(s.p + 1, s.n - 2);
    if (s.n > 0)
        p->family = arena_span(o->arena, s);
}

static void set_font(struct odt *o, struct char_props *p, const char *v)
{
    const struct odt_style *font = odt_style(o, ODT_FONT, v);
    const char *family = font ? odt_attr(font->node, ODT_SVG, "font-family") : NULL;
    set_family(o, p, family && *family ? family : v);
}

static void set_size(struct odt *o, struct char_props *p, const char *v)
{
    double n;
    (void)o;
    if (odt_percent(v, &n))
        p->size *= n;
    else if (odt_length(v, &n))
        p->size = n;
    p->size = fmax(1, fmin(1000, p->size));
}

static void set_weight(struct odt *o, struct char_props *p, const char *v)
{
    (void)o;
    p->bold = same(v, "bold") || odt_int(v, 400) >= 600;
}

static void set_slant(struct odt *o, struct char_props *p, const char *v)
{
    (void)o;
    p->italic = same(v, "italic") || same(v, "oblique");
}

static enum stroke stroke_of(const char *v)
{
    static const struct {
        const char *name;
        enum stroke stroke;
    } rows[] = {{"dotted", STROKE_DOTTED}, {"dash", STROKE_DASHED}, {"long-dash", STROKE_DASHED}, {"dot-dash", STROKE_DASH_DOT},
                {"dot-dot-dash", STROKE_DASH_DOT}, {"wave", STROKE_WAVE}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (same(v, rows[i].name))
            return rows[i].stroke;
    return STROKE_SOLID;
}

static void set_underline(struct odt *o, struct char_props *p, const char *v)
{
    (void)o;
    p->underline = !same(v, "none");
    if (p->underline_stroke != STROKE_DOUBLE || !p->underline)
        p->underline_stroke = stroke_of(v);
}

static void set_underline_type(struct odt *o, struct char_props *p, const char *v)
{
    (void)o;
    if (same(v, "double"))
        p->underline_stroke = STROKE_DOUBLE;
    else if (p->underline_stroke == STROKE_DOUBLE)
        p->underline_stroke = STROKE_SOLID;
}

static void set_underline_color(struct odt *o, struct char_props *p, const char *v)
{
    (void)o;
    p->underline_colored = odt_color(v, &p->underline_color);
}

static void set_underline_mode(struct odt *o, struct char_props *p, const char *v)
{
    (void)o;
    p->words_only = same(v, "skip-white-space");
}

static void set_strike(struct odt *o, struct char_props *p, const char *v)
{
    (void)o;
    p->strike = !same(v, "none");
    p->double_strike = p->strike && p->double_strike;
}

static void set_strike_type(struct odt *o, struct char_props *p, const char *v)
{
    (void)o;
    p->strike = !same(v, "none");
    p->double_strike = same(v, "double");
}

static void set_color(struct odt *o, struct char_props *p, const char *v)
{
    (void)o;
    if (odt_color(v, &p->color))
        p->automatic = false;
}

static void set_window_color(struct odt *o, struct char_props *p, const char *v)
{
    (void)o;
    p->automatic = odt_true(v);
    if (p->automatic)
        p->color = 0;
}

static void set_spacing(struct odt *o, struct char_props *p, const char *v)
{
    (void)o;
    p->spacing = 0;
    odt_length(v, &p->spacing);
}

/* "super 58%", "33% 58%", "0% 100%" */
static void set_position(struct odt *o, struct char_props *p, const char *v)
{
    double raise = 0;
    char first[16];
    const size_t n = strcspn(v, " ");
    (void)o;
    if (n >= sizeof first)
        return;
    memcpy(first, v, n);
    first[n] = '\0';
    if (same(first, "super"))
        raise = 1;
    else if (same(first, "sub"))
        raise = -1;
    else
        odt_percent(first, &raise);
    p->vertical = raise > 0 ? VERTICAL_SUPER : raise < 0 ? VERTICAL_SUB : VERTICAL_BASE;
}

static void set_kern(struct odt *o, struct char_props *p, const char *v)
{
    (void)o;
    p->kern = odt_true(v);
}

static void set_language(struct odt *o, struct char_props *p, const char *v)
{
    if (!same(v, "none") && !same(v, "zxx"))
        p->lang = same(v, "vi") ? "vi-VN" : arena_str(o->arena, v);
}

static void set_transform(struct odt *o, struct char_props *p, const char *v)
{
    (void)o;
    if (same(v, "uppercase"))
        p->caps = CAPS_ALL;
    else if (p->caps == CAPS_ALL)
        p->caps = CAPS_NONE;
}

static void set_variant(struct odt *o, struct char_props *p, const char *v)
{
    (void)o;
    if (same(v, "small-caps"))
        p->caps = CAPS_SMALL;
    else if (p->caps == CAPS_SMALL)
        p->caps = CAPS_NONE;
}

static void set_display(struct odt *o, struct char_props *p, const char *v)
{
    (void)o;
    p->hidden = same(v, "none");
}

static void set_ground(struct odt *o, struct char_props *p, const char *v)
{
    (void)o;
    p->fill.on = odt_color(v, &p->fill.color);
}

static void set_scale(struct odt *o, struct char_props *p, const char *v)
{
    (void)o;
    if (odt_percent(v, &p->scale))
        p->scale = fmax(0.01, fmin(6, p->scale));
}

static void set_boxed(struct odt *o, struct char_props *p, const char *v)
{
    struct border b = {0};
    (void)o;
    odt_border(v, &b);
    p->boxed = b.width > 0;
    p->box_color = b.color;
}

static const struct chr_row {
    enum odt_ns ns;
    const char *name;
    chr_set *set;
} chr_rows[] = {
    {ODT_FO, "font-family", set_family},
    {ODT_STYLE, "font-name", set_font},
    {ODT_FO, "font-size", set_size},
    {ODT_FO, "font-weight", set_weight},
    {ODT_FO, "font-style", set_slant},
    {ODT_STYLE, "text-underline-style", set_underline},
    {ODT_STYLE, "text-underline-type", set_underline_type},
    {ODT_STYLE, "text-underline-color", set_underline_color},
    {ODT_STYLE, "text-underline-mode", set_underline_mode},
    {ODT_STYLE, "text-line-through-style", set_strike},
    {ODT_STYLE, "text-line-through-type", set_strike_type},
    {ODT_FO, "color", set_color},
    {ODT_STYLE, "use-window-font-color", set_window_color},
    {ODT_FO, "letter-spacing", set_spacing},
    {ODT_STYLE, "text-position", set_position},
    {ODT_STYLE, "letter-kerning", set_kern},
    {ODT_FO, "language", set_language},
    {ODT_FO, "text-transform", set_transform},
    {ODT_FO, "font-variant", set_variant},
    {ODT_TEXT, "display", set_display},
    {ODT_FO, "background-color", set_ground},
    {ODT_STYLE, "text-scale", set_scale},
    {ODT_FO, "border", set_boxed},
};

void odt_chr_apply(struct odt *o, const xmlNode *properties, struct char_props *io)
{
    for (const xmlAttr *a = properties ? properties->properties : NULL; a; a = a->next) {
        const char *name = (const char *)a->name;
        for (size_t i = 0; i < sizeof chr_rows / sizeof *chr_rows; i++) {
            if (same(name, chr_rows[i].name) && odt_ns(a->ns) == chr_rows[i].ns) {
                chr_rows[i].set(o, io, odt_value(a));
                break;
            }
        }
    }
}

/* ---- boxes ---- */

static struct border *side(struct borders *edge, const char *name, const char *prefix)
{
    const size_t n = strlen(prefix);
    if (strncmp(name, prefix, n) != 0)
        return NULL;
    name += n;
    return same(name, "-top") ? &edge->top : same(name, "-bottom") ? &edge->bottom : same(name, "-left") ? &edge->left
         : same(name, "-right") ? &edge->right : NULL;
}

/* A double line's parts (20.256): the inner line, the gap, the outer one; ours are equal. */
static void line_width(struct border *b, const char *v)
{
    double parts[3] = {0};
    for (int i = 0; i < 3 && v; i++) {
        char word[24];
        const size_t n = strcspn(v, " ");
        if (n >= sizeof word)
            return;
        memcpy(word, v, n);
        word[n] = '\0';
        odt_length(word, &parts[i]);
        v = v[n] ? v + n + 1 : NULL;
    }
    if (b->stroke == STROKE_DOUBLE && parts[0] > 0)
        b->width = (parts[0] + parts[1] + parts[2]) / 3;
}

void odt_box_apply(const xmlNode *n, struct borders *edge, struct fill *fill)
{
    struct border *const all[] = {&edge->top, &edge->bottom, &edge->left, &edge->right};
    const char *border = odt_attr(n, ODT_FO, "border"), *padding = odt_attr(n, ODT_FO, "padding");
    for (int i = 0; i < 4; i++) {
        if (border)
            odt_border(border, all[i]);
        if (padding)
            odt_length(padding, &all[i]->space);
    }
    for (const xmlAttr *a = n ? n->properties : NULL; a; a = a->next) {
        const char *name = (const char *)a->name, *v = odt_value(a);
        struct border *b;
        if (odt_ns(a->ns) != ODT_FO)
            continue;
        if ((b = side(edge, name, "border")))
            odt_border(v, b);
        else if ((b = side(edge, name, "padding")))
            odt_length(v, &b->space);
        else if (same(name, "background-color"))
            fill->on = odt_color(v, &fill->color);
    }
    const char *widths = odt_attr(n, ODT_STYLE, "border-line-width");
    for (int i = 0; i < 4 && widths; i++)
        line_width(all[i], widths);
    for (const xmlAttr *a = n ? n->properties : NULL; a; a = a->next) {
        struct border *b = odt_ns(a->ns) == ODT_STYLE ? side(edge, (const char *)a->name, "border-line-width") : NULL;
        if (b)
            line_width(b, odt_value(a));
    }
}

/* ---- paragraphs ---- */

typedef void para_set(struct odt_para *p, const char *v);

/* A share is of what the style above has. */
static void length_or_share(const char *v, double *io)
{
    double share;
    if (odt_percent(v, &share))
        *io *= share;
    else
        odt_length(v, io);
}

static void set_margin(struct odt_para *p, const char *v)
{
    length_or_share(v, &p->p.left);
    length_or_share(v, &p->p.right);
    length_or_share(v, &p->p.before);
    length_or_share(v, &p->p.after);
    p->indented = true;
}

static void set_left(struct odt_para *p, const char *v)
{
    length_or_share(v, &p->p.left);
    p->indented = true;
}

static void set_right(struct odt_para *p, const char *v)
{
    length_or_share(v, &p->p.right);
}

static void set_first(struct odt_para *p, const char *v)
{
    length_or_share(v, &p->p.first);
    p->indented = true;
}

static void set_before(struct odt_para *p, const char *v)
{
    length_or_share(v, &p->p.before);
}

static void set_after(struct odt_para *p, const char *v)
{
    length_or_share(v, &p->p.after);
}

static void set_align(struct odt_para *p, const char *v)
{
    p->p.align = same(v, "center") ? ALIGN_CENTER : same(v, "end") || same(v, "right") ? ALIGN_RIGHT
               : same(v, "justify") ? ALIGN_JUSTIFY : ALIGN_LEFT;
}

/* Of a justified paragraph, so it has to be read behind the other. */
static void set_align_last(struct odt_para *p, const char *v)
{
    if (align_justifies(p->p.align))
        p->p.align = same(v, "justify") ? ALIGN_JUSTIFY_ALL : ALIGN_JUSTIFY;
}

static void set_line_height(struct odt_para *p, const char *v)
{
    double n;
    p->p.line_rule = LINE_MULTIPLE;
    p->p.line = 1;
    if (odt_percent(v, &n) && n > 0) {
        p->p.line = n;
    } else if (odt_length(v, &n) && n > 0) {
        p->p.line_rule = LINE_EXACT;
        p->p.line = n;
    }
}

static void set_line_least(struct odt_para *p, const char *v)
{
    double n;
    if (odt_length(v, &n) && n > 0) {
        p->p.line_rule = LINE_AT_LEAST;
        p->p.line = n;
    }
}

static void set_keep_next(struct odt_para *p, const char *v)
{
    p->p.keep_next = same(v, "always");
}

static void set_keep_lines(struct odt_para *p, const char *v)
{
    p->p.keep_lines = same(v, "always");
}

static void set_widows(struct odt_para *p, const char *v)
{
    p->p.widow_control = odt_int(v, 0) >= 2;
}

static void set_break_before(struct odt_para *p, const char *v)
{
    p->p.page_break_before = same(v, "page");
}

static void set_break_after(struct odt_para *p, const char *v)
{
    p->break_after = same(v, "page");
}

static void set_contextual(struct odt_para *p, const char *v)
{
    p->p.contextual = odt_true(v);
}

static void set_number_lines(struct odt_para *p, const char *v)
{
    p->p.unnumbered = !odt_true(v);
}

static const struct para_row {
    enum odt_ns ns;
    const char *name;
    para_set *set;
} para_rows[] = {
    {ODT_FO, "margin", set_margin}, /* before its parts */
    {ODT_FO, "margin-left", set_left},
    {ODT_FO, "margin-right", set_right},
    {ODT_FO, "text-indent", set_first},
    {ODT_FO, "margin-top", set_before},
    {ODT_FO, "margin-bottom", set_after},
    {ODT_FO, "text-align", set_align},
    {ODT_FO, "text-align-last", set_align_last},
    {ODT_FO, "line-height", set_line_height},
    {ODT_STYLE, "line-height-at-least", set_line_least},
    {ODT_FO, "keep-with-next", set_keep_next},
    {ODT_FO, "keep-together", set_keep_lines},
    {ODT_FO, "orphans", set_widows},
    {ODT_FO, "widows", set_widows},
    {ODT_FO, "break-before", set_break_before},
    {ODT_FO, "break-after", set_break_after},
    {ODT_STYLE, "contextual-spacing", set_contextual},
    {ODT_TEXT, "number-lines", set_number_lines},
};

static char leader_of(const xmlNode *stop)
{
    const char *style = odt_attr(stop, ODT_STYLE, "leader-style"), *text = odt_attr(stop, ODT_STYLE, "leader-text");
    if (!style || same(style, "none"))
        return 0;
    if (text && *text > ' ' && *text < 127)
        return *text;
    return same(style, "dotted") ? '.' : same(style, "dash") ? '-' : '_';
}

static struct tab tab_read(const xmlNode *stop)
{
    const char *type = odt_attr(stop, ODT_STYLE, "type");
    struct tab t = {.leader = leader_of(stop)};
    odt_length(odt_attr(stop, ODT_STYLE, "position"), &t.at);
    if (type)
        t.align = same(type, "center") ? TAB_CENTER : same(type, "right") ? TAB_RIGHT : same(type, "char") ? TAB_DECIMAL : TAB_LEFT;
    return t;
}

/* The stops of a style stand for those of the styles above. */
static void tabs_apply(struct odt *o, const xmlNode *stops, struct para_props *p)
{
    size_t n = 0;
    for (const xmlNode *s = odt_first(stops); s; s = odt_next(s))
        n += odt_is(s, ODT_STYLE, "tab-stop") && n < ODT_REPEAT;
    struct tab *tabs = ARENA_NEWS(o->arena, n + 1, struct tab);
    p->tabs = tabs;
    p->n_tabs = 0;
    for (const xmlNode *s = odt_first(stops); s && p->n_tabs < n; s = odt_next(s)) {
        if (!odt_is(s, ODT_STYLE, "tab-stop"))
            continue;
        const struct tab tab = tab_read(s);
        size_t i = p->n_tabs++;
        for (; i > 0 && tabs[i - 1].at > tab.at; i--)
            tabs[i] = tabs[i - 1];
        tabs[i] = tab;
    }
}

void odt_para_apply(struct odt *o, const xmlNode *n, struct odt_para *io)
{
    if (!n)
        return;
    for (size_t i = 0; i < sizeof para_rows / sizeof *para_rows; i++) {
        const char *v = odt_attr(n, para_rows[i].ns, para_rows[i].name);
        if (v)
            para_rows[i].set(io, v);
    }
    odt_box_apply(n, &io->p.edge, &io->p.fill);
    const xmlNode *stops = odt_child(n, ODT_STYLE, "tab-stops");
    if (stops)
        tabs_apply(o, stops, &io->p);
}

const struct para_props *odt_finish(struct odt *o, const struct odt_para *p)
{
    struct para_props *out = ARENA_NEW(o->arena, struct para_props);
    *out = p->p;
    out->left += border_room(out->edge.left);
    out->right += border_room(out->edge.right);
    if (!o->tabs_from_margin && out->n_tabs > 0 && p->p.left != 0) {
        struct tab *tabs = ARENA_NEWS(o->arena, out->n_tabs, struct tab);
        for (size_t i = 0; i < out->n_tabs; i++) {
            tabs[i] = p->p.tabs[i];
            tabs[i].at += p->p.left;
        }
        out->tabs = tabs;
    }
    return out;
}
