/* Properties of characters and paragraphs as WordprocessingML (ECMA-376-1:2016, 17.3.1, 17.3.2).
 *
 * Idea: a writer never prints a property set, only a difference against what holds already, so a
 * file carries direct formatting where the document deviates and nowhere else. Values are compared
 * in the file's own units, rounded once, half away from zero. Invariant: elements come out in the
 * order of CT_PPrBase and EG_RPrBase, which Word insists on. */
#include <math.h>
#include <stdlib.h>

#include "ooxml/writer.h"

enum {
    TWIPS_MAX = 31680,      /* 22 inches: Word's largest page, indent and spacing */
    HALF_POINTS_MAX = 3276, /* 1638 pt: Word's largest size */
    BORDER_MIN = 2,         /* [1/8 pt], 17.3.4 */
    BORDER_MAX = 96,
    BORDER_SPACE_MAX = 31, /* [pt] */
    KERN_FROM = 2,         /* [1/2 pt]: pairs are kerned from 1 pt on */
};

static long scaled(double v, double factor, long limit)
{
    double r = round(v * factor);
    if (!(r > -(double)limit)) /* also not a number */
        return isnan(r) ? 0 : -limit;
    return r < (double)limit ? (long)r : limit;
}

long docx_twips(double points)
{
    return scaled(points, 20, TWIPS_MAX);
}

static long half_points(double points)
{
    long v = scaled(points, 2, HALF_POINTS_MAX);
    return v < 2 ? 2 : v;
}

static long line_units(const struct para_props *p)
{
    return p->line_rule == LINE_MULTIPLE ? scaled(p->line, 240, TWIPS_MAX) : docx_twips(p->line);
}

static bool same_text(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

/* An on/off property, 17.17.4: present is on. */
static void on_off(struct xml *x, const char *name, bool on)
{
    xml_leaf(x, name, on ? NULL : "w:val", "0");
}

static void val(struct xml *x, const char *name, long value)
{
    xml_open(x, name);
    xml_attr_int(x, "w:val", value);
    xml_close(x);
}

/* ---- characters ---- */

static bool same_underline(const struct char_props *a, const struct char_props *b)
{
    if (!a->underline || !b->underline)
        return a->underline == b->underline;
    return a->underline_stroke == b->underline_stroke && a->words_only == b->words_only &&
           a->underline_colored == b->underline_colored && (!a->underline_colored || a->underline_color == b->underline_color);
}

/* 17.3.2.43: of the advances. */
static long percent(double scale)
{
    return scale > 0 ? scaled(scale, 100, 600) : 100;
}

static long raise_units(const struct char_props *p)
{
    return scaled(p->raise, 2, HALF_POINTS_MAX);
}

unsigned char_diff(const struct char_props *base, const struct char_props *p)
{
    unsigned mask = 0;
    if (!same_text(base->family, p->family))
        mask |= CHAR_FAMILY;
    if (base->bold != p->bold)
        mask |= CHAR_BOLD;
    if (base->italic != p->italic)
        mask |= CHAR_ITALIC;
    if (base->strike != p->strike)
        mask |= CHAR_STRIKE;
    if (base->color != p->color)
        mask |= CHAR_COLOR;
    if (docx_twips(base->spacing) != docx_twips(p->spacing))
        mask |= CHAR_SPACING;
    if (base->kern != p->kern)
        mask |= CHAR_KERN;
    if (half_points(base->size) != half_points(p->size))
        mask |= CHAR_SIZE;
    if (!same_underline(base, p))
        mask |= CHAR_UNDERLINE;
    if (base->vertical != p->vertical)
        mask |= CHAR_VERTICAL;
    if (!same_text(base->lang, p->lang))
        mask |= CHAR_LANG;
    if (base->caps != p->caps)
        mask |= CHAR_CAPS;
    if (base->double_strike != p->double_strike)
        mask |= CHAR_DOUBLE_STRIKE;
    if (base->hidden != p->hidden)
        mask |= CHAR_HIDDEN;
    if (percent(base->scale) != percent(p->scale))
        mask |= CHAR_SCALE;
    if (raise_units(base) != raise_units(p))
        mask |= CHAR_RAISE;
    if (base->boxed != p->boxed || (p->boxed && base->box_color != p->box_color))
        mask |= CHAR_BOX;
    if (!fill_same(base->fill, p->fill))
        mask |= CHAR_FILL;
    return mask;
}

/* The four slots of 17.3.2.26 alike: which of them Word takes depends on the character. */
static void write_family(struct xml *x, const char *family)
{
    if (!family)
        return;
    xml_open(x, "w:rFonts");
    xml_attr(x, "w:ascii", family);
    xml_attr(x, "w:hAnsi", family);
    xml_attr(x, "w:eastAsia", family);
    xml_attr(x, "w:cs", family);
    xml_close(x);
}

static void write_color(struct xml *x, const char *attribute, uint32_t color)
{
    struct buf b = {0};
    buf_printf(&b, "%06X", (unsigned)(color & 0xffffff));
    xml_attr(x, attribute, color ? b.p : "auto");
    buf_release(&b);
}

static void write_lang(struct xml *x, const char *lang)
{
    if (!lang)
        return;
    xml_open(x, "w:lang");
    xml_attr(x, "w:val", lang);
    xml_attr(x, "w:eastAsia", lang);
    xml_attr(x, "w:bidi", lang);
    xml_close(x);
}

const char *docx_color(struct buf *out, uint32_t color)
{
    buf_clear(out);
    buf_printf(out, "%06X", (unsigned)(color & 0xffffff));
    return out->p;
}

/* A ground of one colour is the pattern "clear" over its fill (17.3.5). */
void docx_fill(struct xml *x, const struct fill *fill)
{
    struct buf b = {0};
    xml_open(x, "w:shd");
    xml_attr(x, "w:val", "clear");
    xml_attr(x, "w:color", "auto");
    xml_attr(x, "w:fill", fill->on ? docx_color(&b, fill->color) : "auto");
    xml_close(x);
    buf_release(&b);
}

static void write_underline(struct xml *x, const struct char_props *p)
{
    static const char *const KINDS[] = {
        [STROKE_SOLID] = "single", [STROKE_DOUBLE] = "double", [STROKE_DOTTED] = "dotted", [STROKE_DASHED] = "dash",
        [STROKE_DASH_DOT] = "dotDash", [STROKE_TRIPLE] = "double", [STROKE_THICK] = "thick", [STROKE_WAVE] = "wave"};
    struct buf b = {0};
    xml_open(x, "w:u");
    xml_attr(x, "w:val", !p->underline ? "none" : p->words_only ? "words" : KINDS[p->underline_stroke]);
    if (p->underline && p->underline_colored)
        xml_attr(x, "w:color", docx_color(&b, p->underline_color));
    xml_close(x);
    buf_release(&b);
}

static const char *const VERTICAL[] = {
    [VERTICAL_BASE] = "baseline", [VERTICAL_SUPER] = "superscript", [VERTICAL_SUB] = "subscript"};

void docx_rpr(struct xml *x, const char *style, const struct char_props *p, unsigned mask)
{
    if (!mask && !style)
        return;
    xml_open(x, "w:rPr");
    docx_rpr_inside(x, style, p, mask);
    xml_close(x);
}

void docx_rpr_inside(struct xml *x, const char *style, const struct char_props *p, unsigned mask)
{
    if (style)
        xml_leaf(x, "w:rStyle", "w:val", style);
    if (mask & CHAR_FAMILY)
        write_family(x, p->family);
    if (mask & CHAR_BOLD) {
        on_off(x, "w:b", p->bold);
        on_off(x, "w:bCs", p->bold);
    }
    if (mask & CHAR_ITALIC) {
        on_off(x, "w:i", p->italic);
        on_off(x, "w:iCs", p->italic);
    }
    if (mask & CHAR_CAPS) { /* one of the two; what is not meant may come from a style */
        on_off(x, "w:caps", p->caps == CAPS_ALL);
        on_off(x, "w:smallCaps", p->caps == CAPS_SMALL);
    }
    if (mask & CHAR_STRIKE)
        on_off(x, "w:strike", p->strike);
    if (mask & CHAR_DOUBLE_STRIKE)
        on_off(x, "w:dstrike", p->double_strike);
    if (mask & CHAR_HIDDEN)
        on_off(x, "w:vanish", p->hidden);
    if (mask & CHAR_COLOR) {
        xml_open(x, "w:color");
        write_color(x, "w:val", p->color);
        xml_close(x);
    }
    if (mask & CHAR_SPACING)
        val(x, "w:spacing", docx_twips(p->spacing));
    if (mask & CHAR_SCALE)
        val(x, "w:w", percent(p->scale));
    if (mask & CHAR_KERN)
        val(x, "w:kern", p->kern ? KERN_FROM : 0);
    if (mask & CHAR_RAISE)
        val(x, "w:position", raise_units(p));
    if (mask & CHAR_SIZE) {
        val(x, "w:sz", half_points(p->size));
        val(x, "w:szCs", half_points(p->size));
    }
    if (mask & CHAR_UNDERLINE)
        write_underline(x, p);
    if (mask & CHAR_BOX) {
        const struct border box = {.width = p->boxed ? 0.5 : 0, .color = p->box_color};
        docx_border(x, "w:bdr", &box);
    }
    if (mask & CHAR_FILL)
        docx_fill(x, &p->fill);
    if (mask & CHAR_VERTICAL)
        xml_leaf(x, "w:vertAlign", "w:val", VERTICAL[p->vertical]);
    if (mask & CHAR_LANG)
        write_lang(x, p->lang);
}

/* ---- paragraphs ---- */

static const char *const BORDER_KIND[] = {
    [STROKE_SOLID] = "single", [STROKE_DOUBLE] = "double", [STROKE_DOTTED] = "dotted", [STROKE_DASHED] = "dashed",
    [STROKE_DASH_DOT] = "dotDash", [STROKE_TRIPLE] = "triple", [STROKE_THICK] = "thick", [STROKE_WAVE] = "wave"};

/* Lines of unequal width (17.18.2); w:sz is the thicker one's. */
static const char *uneven_kind(const struct border *b)
{
    const bool thick_last = b->second > b->width;
    const double thick = fmax(b->second, b->width), thin = fmin(b->second, b->width);
    const int gap = b->gap > thin * 1.1 ? 2 : thin < thick / 2.2 ? 0 : 1;
    static const char *const KINDS[][3] = {{"thickThinSmallGap", "thickThinMediumGap", "thickThinLargeGap"},
                                           {"thinThickSmallGap", "thinThickMediumGap", "thinThickLargeGap"},
                                           {"thinThickThinSmallGap", "thinThickThinMediumGap", "thinThickThinLargeGap"}};
    return KINDS[b->stroke == STROKE_TRIPLE ? 2 : thick_last][gap];
}

void docx_border(struct xml *x, const char *name, const struct border *b)
{
    const bool uneven = b->second > 0;
    const double sized = !uneven ? b->width : b->gap > fmin(b->second, b->width) * 1.1 ? b->gap : fmax(b->second, b->width);
    long width = scaled(sized, 8, BORDER_MAX), space = scaled(b->space, 1, BORDER_SPACE_MAX);
    xml_open(x, name);
    if (b->width > 0) {
        xml_attr(x, "w:val", uneven ? uneven_kind(b) : BORDER_KIND[b->stroke]);
        xml_attr_int(x, "w:sz", width < BORDER_MIN ? BORDER_MIN : width);
        xml_attr_int(x, "w:space", space < 0 ? 0 : space);
        write_color(x, "w:color", b->color);
    } else {
        xml_attr(x, "w:val", "nil");
    }
    xml_close(x);
}

static bool same_border(const struct border *a, const struct border *b)
{
    if (!(a->width > 0) || !(b->width > 0))
        return !(a->width > 0) && !(b->width > 0);
    return a->stroke == b->stroke && a->color == b->color && scaled(a->second, 8, BORDER_MAX) == scaled(b->second, 8, BORDER_MAX) &&
           scaled(a->width, 8, BORDER_MAX) == scaled(b->width, 8, BORDER_MAX) &&
           scaled(a->space, 1, BORDER_SPACE_MAX) == scaled(b->space, 1, BORDER_SPACE_MAX);
}

static bool same_tab(const struct tab *a, const struct tab *b)
{
    return docx_twips(a->at) == docx_twips(b->at) && a->align == b->align && a->leader == b->leader;
}

static bool same_tabs(const struct para_props *a, const struct para_props *b)
{
    if (a->n_tabs != b->n_tabs)
        return false;
    for (size_t i = 0; i < a->n_tabs; i++)
        if (!same_tab(&a->tabs[i], &b->tabs[i]))
            return false;
    return true;
}

static const char *leader_name(char leader)
{
    switch (leader) {
    case 0:
    case ' ':
        return NULL;
    case '-':
        return "hyphen";
    case '_':
        return "underscore";
    default:
        return "dot";
    }
}

static void write_tab(struct xml *x, const char *kind, const struct tab *tab)
{
    xml_open(x, "w:tab");
    xml_attr(x, "w:val", kind);
    if (tab->leader)
        xml_attr(x, "w:leader", leader_name(tab->leader));
    xml_attr_int(x, "w:pos", docx_twips(tab->at));
    xml_close(x);
}

static const char *const TAB_KIND[] = {
    [TAB_LEFT] = "left", [TAB_CENTER] = "center", [TAB_RIGHT] = "right", [TAB_DECIMAL] = "decimal",
    [TAB_BAR] = "bar"};

/* Tabs add up along the styles (17.3.1.37): one that no longer holds is cleared. Both lists are in
 * ascending order; a position in both keeps the paragraph's own stop. */
static void write_tabs(struct xml *x, const struct para_props *base, const struct para_props *p)
{
    size_t i = 0, k = 0;
    xml_open(x, "w:tabs");
    while (i < base->n_tabs || k < p->n_tabs) {
        bool old = k == p->n_tabs ||
                   (i < base->n_tabs && docx_twips(base->tabs[i].at) < docx_twips(p->tabs[k].at));
        if (old) {
            struct tab cleared = {.at = base->tabs[i++].at};
            write_tab(x, "clear", &cleared);
            continue;
        }
        if (i < base->n_tabs && docx_twips(base->tabs[i].at) == docx_twips(p->tabs[k].at))
            i++;
        write_tab(x, TAB_KIND[p->tabs[k].align], &p->tabs[k]);
        k++;
    }
    xml_close(x);
}

static const char *const LINE_RULE[] = {
    [LINE_MULTIPLE] = "auto", [LINE_EXACT] = "exact", [LINE_AT_LEAST] = "atLeast"};

static bool same_line(const struct para_props *a, const struct para_props *b)
{
    return a->line_rule == b->line_rule && line_units(a) == line_units(b);
}

static bool same_spacing(const struct para_props *a, const struct para_props *b)
{
    return docx_twips(a->before) == docx_twips(b->before) &&
           docx_twips(a->after) == docx_twips(b->after) && same_line(a, b);
}

static void write_spacing(struct xml *x, const struct para_props *base, const struct para_props *p)
{
    xml_open(x, "w:spacing");
    if (docx_twips(base->before) != docx_twips(p->before))
        xml_attr_int(x, "w:before", docx_twips(p->before));
    if (docx_twips(base->after) != docx_twips(p->after))
        xml_attr_int(x, "w:after", docx_twips(p->after));
    if (!same_line(base, p)) {
        xml_attr_int(x, "w:line", line_units(p));
        xml_attr(x, "w:lineRule", LINE_RULE[p->line_rule]);
    }
    xml_close(x);
}

static bool same_indent(const struct para_props *a, const struct para_props *b)
{
    return docx_twips(a->left) == docx_twips(b->left) &&
           docx_twips(a->right) == docx_twips(b->right) &&
           docx_twips(a->first) == docx_twips(b->first);
}

static void write_indent(struct xml *x, const struct para_props *base, const struct para_props *p)
{
    long first = docx_twips(p->first);
    xml_open(x, "w:ind");
    if (docx_twips(base->left) != docx_twips(p->left))
        xml_attr_int(x, "w:left", docx_twips(p->left));
    if (docx_twips(base->right) != docx_twips(p->right))
        xml_attr_int(x, "w:right", docx_twips(p->right));
    if (docx_twips(base->first) != first)
        xml_attr_int(x, first < 0 ? "w:hanging" : "w:firstLine", labs(first));
    xml_close(x);
}

static const char *const ALIGN[] = {[ALIGN_LEFT] = "left",
                                    [ALIGN_CENTER] = "center",
                                    [ALIGN_RIGHT] = "right",
                                    [ALIGN_JUSTIFY] = "both",
                                    [ALIGN_JUSTIFY_ALL] = "distribute", /* the last line is as wide, which "both" cannot say */
                                    [ALIGN_DISTRIBUTE] = "distribute"};

static bool same_borders(const struct para_props *a, const struct para_props *b)
{
    return same_border(&a->edge.top, &b->edge.top) && same_border(&a->edge.bottom, &b->edge.bottom) &&
           same_border(&a->edge.left, &b->edge.left) && same_border(&a->edge.right, &b->edge.right) &&
           same_border(&a->between, &b->between);
}

static void write_borders(struct xml *x, const struct para_props *base, const struct para_props *p)
{
    xml_open(x, "w:pBdr");
    if (!same_border(&base->edge.top, &p->edge.top))
        docx_border(x, "w:top", &p->edge.top);
    if (!same_border(&base->edge.left, &p->edge.left))
        docx_border(x, "w:left", &p->edge.left);
    if (!same_border(&base->edge.bottom, &p->edge.bottom))
        docx_border(x, "w:bottom", &p->edge.bottom);
    if (!same_border(&base->edge.right, &p->edge.right))
        docx_border(x, "w:right", &p->edge.right);
    if (!same_border(&base->between, &p->between))
        docx_border(x, "w:between", &p->between);
    xml_close(x);
}

/* A paragraph that stands at a place of the page, 17.3.1.11: the text goes past it. */
static void write_frame(struct xml *x, const struct docx_frame *f)
{
    xml_open(x, "w:framePr");
    xml_attr_int(x, "w:w", docx_twips(f->width));
    xml_attr(x, "w:wrap", "around");
    xml_attr(x, "w:vAnchor", "page");
    xml_attr(x, "w:hAnchor", "margin");
    xml_attr(x, "w:xAlign", "center");
    xml_attr_int(x, "w:y", docx_twips(f->top));
    xml_close(x);
}

bool para_differs(const struct para_props *base, const struct para_props *p)
{
    return base->keep_next != p->keep_next || base->keep_lines != p->keep_lines ||
           base->page_break_before != p->page_break_before ||
           base->widow_control != p->widow_control || !same_borders(base, p) || !same_tabs(base, p) ||
           !same_spacing(base, p) || !same_indent(base, p) || base->align != p->align ||
           base->contextual != p->contextual || base->unnumbered != p->unnumbered || !fill_same(base->fill, p->fill);
}

void docx_indents(struct xml *x, const struct para_props *p)
{
    struct para_props other = {.left = p->left + 1, .right = p->right + 1, .first = p->first + 1};
    write_indent(x, &other, p);
}

static void write_number(struct xml *x, const struct docx_number *number)
{
    xml_open(x, "w:numPr");
    val(x, "w:ilvl", number->level);
    val(x, "w:numId", number->id);
    xml_close(x);
}

void docx_ppr(struct xml *x, const struct para_props *base, const struct para_props *p,
              const struct docx_number *number, const struct docx_frame *frame, int outline)
{
    if (base->keep_next != p->keep_next)
        on_off(x, "w:keepNext", p->keep_next);
    if (base->keep_lines != p->keep_lines)
        on_off(x, "w:keepLines", p->keep_lines);
    if (base->page_break_before != p->page_break_before)
        on_off(x, "w:pageBreakBefore", p->page_break_before);
    if (frame)
        write_frame(x, frame);
    if (base->widow_control != p->widow_control)
        on_off(x, "w:widowControl", p->widow_control);
    if (number)
        write_number(x, number);
    if (base->unnumbered != p->unnumbered)
        on_off(x, "w:suppressLineNumbers", p->unnumbered);
    if (!same_borders(base, p))
        write_borders(x, base, p);
    if (!fill_same(base->fill, p->fill))
        docx_fill(x, &p->fill);
    if (!same_tabs(base, p))
        write_tabs(x, base, p);
    if (!same_spacing(base, p))
        write_spacing(x, base, p);
    /* Those of the list win over the style's (17.9.23): where others hold, all are said here. */
    if (number && number->indent && !same_indent(number->indent, p))
        docx_indents(x, p);
    else if (!same_indent(base, p))
        write_indent(x, base, p);
    if (base->contextual != p->contextual)
        on_off(x, "w:contextualSpacing", p->contextual);
    if (base->align != p->align)
        xml_leaf(x, "w:jc", "w:val", ALIGN[p->align]);
    if (outline >= 0)
        val(x, "w:outlineLvl", outline);
}
