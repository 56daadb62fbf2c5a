/* Paragraph properties as ODF attributes (ODF 1.3 part 3, 16.29.10, 17.6, 20), with the lines that cells, frames and pages
 * have as well. One row an attribute group, as for characters (props.c). */
#include "odf/write.h"

static bool same_align(const struct para_props *a, const struct para_props *b)
{
    return a->align == b->align;
}

static void put_align(struct xml *x, const struct para_props *p)
{
    static const char *const values[] = {[ALIGN_LEFT] = "start",
                                         [ALIGN_CENTER] = "center",
                                         [ALIGN_RIGHT] = "end",
                                         [ALIGN_JUSTIFY] = "justify",
                                         [ALIGN_JUSTIFY_ALL] = "justify",
                                         [ALIGN_DISTRIBUTE] = "justify"}; /* of words: ODF has no other */
    xml_attr(x, "fo:text-align", values[p->align]);
    if (p->align == ALIGN_JUSTIFY_ALL || p->align == ALIGN_DISTRIBUTE)
        xml_attr(x, "fo:text-align-last", "justify");
}

/* Together: LibreOffice takes the three for one item and would fill the missing ones with its own.
 */
static bool same_indents(const struct para_props *a, const struct para_props *b)
{
    return a->left == b->left && a->right == b->right && a->first == b->first &&
           border_room(a->edge.left) == border_room(b->edge.left) &&
           border_room(a->edge.right) == border_room(b->edge.right);
}

/* In ODF side lines stand between margin and text. */
static void put_indents(struct xml *x, const struct para_props *p)
{
    odf_length(x, "fo:margin-left", p->left - border_room(p->edge.left));
    odf_length(x, "fo:margin-right", p->right - border_room(p->edge.right));
    odf_length(x, "fo:text-indent", p->first);
    xml_attr(x, "style:auto-text-indent", "false");
}

static bool same_spaces(const struct para_props *a, const struct para_props *b)
{
    return a->before == b->before && a->after == b->after;
}

static void put_spaces(struct xml *x, const struct para_props *p)
{
    odf_length(x, "fo:margin-top", p->before);
    odf_length(x, "fo:margin-bottom", p->after);
}

static bool same_line(const struct para_props *a, const struct para_props *b)
{
    return a->line_rule == b->line_rule && a->line == b->line;
}

static void put_line(struct xml *x, const struct para_props *p)
{
    switch (p->line_rule) {
    case LINE_MULTIPLE:
        xml_attr_num(x, "fo:line-height", p->line * 100, 2, "%");
        break;
    case LINE_EXACT:
        odf_length(x, "fo:line-height", p->line);
        break;
    case LINE_AT_LEAST:
        odf_length(x, "style:line-height-at-least", p->line);
        break;
    }
}

static bool same_keeps(const struct para_props *a, const struct para_props *b)
{
    return a->keep_next == b->keep_next && a->keep_lines == b->keep_lines;
}

static void put_keeps(struct xml *x, const struct para_props *p)
{
    xml_attr(x, "fo:keep-with-next", p->keep_next ? "always" : "auto");
    xml_attr(x, "fo:keep-together", p->keep_lines ? "always" : "auto");
}

static bool same_widows(const struct para_props *a, const struct para_props *b)
{
    return a->widow_control == b->widow_control;
}

static void put_widows(struct xml *x, const struct para_props *p)
{
    xml_attr_int(x, "fo:widows", p->widow_control ? 2 : 0);
    xml_attr_int(x, "fo:orphans", p->widow_control ? 2 : 0);
}

static bool same_break(const struct para_props *a, const struct para_props *b)
{
    return a->page_break_before == b->page_break_before;
}

static void put_break(struct xml *x, const struct para_props *p)
{
    xml_attr(x, "fo:break-before", p->page_break_before ? "page" : "auto");
}

static bool same_borders(const struct para_props *a, const struct para_props *b)
{
    return borders_same(&a->edge, &b->edge);
}

static const char *const line_names[] = {
    [STROKE_SOLID] = "solid", [STROKE_DOUBLE] = "double", [STROKE_DOTTED] = "dotted", [STROKE_DASHED] = "dashed",
    [STROKE_DASH_DOT] = "dashed", [STROKE_TRIPLE] = "double", [STROKE_THICK] = "solid", [STROKE_WAVE] = "solid"};

void odf_line(struct xml *x, const char *name, struct border b)
{
    struct buf text = {0};
    if (b.width > 0) {
        buf_number(&text, border_thickness(b), 3);
        buf_printf(&text, "pt %s #%06x", line_names[b.stroke], (unsigned)(b.color & 0xffffff));
    }
    xml_attr(x, name, b.width > 0 ? text.p : "none");
    buf_release(&text);
}

/* The widths of a double line's parts have an attribute of their own (ODF 1.3 part 3, 20.256). */
static void put_border(struct xml *x, const char *side, struct border b)
{
    struct buf name = {0}, text = {0};
    buf_printf(&name, "fo:border-%s", side);
    odf_line(x, name.p, b);
    if (b.width > 0 && b.stroke == STROKE_DOUBLE) {
        buf_clear(&name);
        buf_printf(&name, "style:border-line-width-%s", side);
        buf_clear(&text);
        for (int i = 0; i < 3; i++) {
            buf_puts(&text, i ? " " : "");
            buf_number(&text, b.width, 3);
            buf_puts(&text, "pt");
        }
        xml_attr(x, name.p, text.p);
    }
    buf_clear(&name);
    buf_printf(&name, "fo:padding-%s", side);
    odf_length(x, name.p, b.width > 0 ? b.space : 0);
    buf_release(&name);
    buf_release(&text);
}

static void put_borders(struct xml *x, const struct para_props *p)
{
    put_border(x, "top", p->edge.top);
    put_border(x, "bottom", p->edge.bottom);
    put_border(x, "left", p->edge.left);
    put_border(x, "right", p->edge.right);
}

static bool same_para_ground(const struct para_props *a, const struct para_props *b)
{
    return fill_same(a->fill, b->fill);
}

static void put_para_ground(struct xml *x, const struct para_props *p)
{
    odf_ground(x, "fo:background-color", p->fill);
}

static bool same_contextual(const struct para_props *a, const struct para_props *b)
{
    return a->contextual == b->contextual;
}

static void put_contextual(struct xml *x, const struct para_props *p)
{
    xml_attr(x, "style:contextual-spacing", p->contextual ? "true" : "false");
}

static bool same_numbered(const struct para_props *a, const struct para_props *b)
{
    return a->unnumbered == b->unnumbered;
}

static void put_numbered(struct xml *x, const struct para_props *p)
{
    xml_attr(x, "text:number-lines", p->unnumbered ? "false" : "true");
}

static const struct para_row {
    bool (*same)(const struct para_props *a, const struct para_props *b);
    void (*put)(struct xml *x, const struct para_props *p);
    bool rare;
} para_rows[] = {
    {.same = same_align, .put = put_align},   {.same = same_indents, .put = put_indents},
    {.same = same_spaces, .put = put_spaces}, {.same = same_line, .put = put_line},
    {.same = same_keeps, .put = put_keeps},   {.same = same_widows, .put = put_widows},
    {.same = same_break, .put = put_break},   {.same = same_borders, .put = put_borders},
    {same_para_ground, put_para_ground, true}, {same_contextual, put_contextual, true}, {same_numbered, put_numbered, true},
};
enum { N_PARA_ROWS = sizeof para_rows / sizeof *para_rows };

/* Vietnamese papers have the decimal comma. */
static void put_tab(struct xml *x, const struct tab *tab)
{
    static const char *const types[] = {[TAB_LEFT] = "left",
                                        [TAB_CENTER] = "center",
                                        [TAB_RIGHT] = "right",
                                        [TAB_DECIMAL] = "char",
                                        [TAB_BAR] = "left"};
    xml_open(x, "style:tab-stop");
    odf_length(x, "style:position", tab->at);
    xml_attr(x, "style:type", types[tab->align]);
    if (tab->align == TAB_DECIMAL)
        xml_attr(x, "style:char", ",");
    if (tab->leader) {
        xml_attr(x, "style:leader-style", tab->leader == '.' ? "dotted" : "solid");
        xml_attr(x, "style:leader-text", (char[]){tab->leader, '\0'});
    }
    xml_close(x);
}

bool odf_para_same(const struct para_props *p, const struct para_props *base)
{
    for (int i = 0; i < N_PARA_ROWS; i++)
        if (!para_rows[i].same(p, base))
            return false;
    return tabs_same(p, base);
}

static void put_tabs(struct xml *x, const struct para_props *p)
{
    xml_open(x, "style:tab-stops");
    for (size_t i = 0; i < p->n_tabs; i++)
        put_tab(x, &p->tabs[i]);
    xml_close(x);
}

/* Word makes one frame of neighbours whose borders are equal, as Writer does where it is told to; papers of ours have their own. */
void odf_default_para_props(struct xml *x, const struct doc *doc)
{
    static const struct para_props plain = {0};
    const struct para_props *p = &doc->body->para;
    xml_open(x, "style:paragraph-properties");
    for (int i = 0; i < N_PARA_ROWS; i++) {
        if (!para_rows[i].rare || !para_rows[i].same(p, &plain))
            para_rows[i].put(x, p);
        if (para_rows[i].put == put_borders)
            xml_attr(x, "style:join-border", doc_was_read(doc) ? "true" : "false");
    }
    odf_length(x, "style:tab-stop-distance", doc->settings.default_tab > 0 ? doc->settings.default_tab : 36); /* Word's 12.7 mm */
    if (p->n_tabs > 0)
        put_tabs(x, p);
    xml_close(x);
}

void odf_para_props(struct xml *x, const struct para_props *p, const struct para_props *base, struct page_start start)
{
    if (!start.renumbers && !start.brk && !start.line && odf_para_same(p, base))
        return;
    xml_open(x, "style:paragraph-properties");
    if (start.renumbers)
        xml_attr_int(x, "style:page-number", start.number);
    if (start.brk)
        xml_attr(x, "fo:break-before", start.brk);
    if (start.line)
        xml_attr_int(x, "text:line-number", start.line);
    for (int i = 0; i < N_PARA_ROWS; i++) {
        bool said = start.brk && para_rows[i].put == put_break;
        if (said || para_rows[i].same(p, base))
            continue;
        para_rows[i].put(x, p);
        if (para_rows[i].put == put_borders)
            xml_attr(x, "style:join-border", start.joins ? "true" : "false");
    }
    if (!tabs_same(p, base))
        put_tabs(x, p);
    xml_close(x);
}
