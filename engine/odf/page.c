/* Pages: a layout and a master page a section, two where the first page differs (ODF 1.3 part
 * 3, 16.5, 16.9).
 *
 * Idea: the first page is a master page of its own that names the next one (style:next-style-name),
 * as Word itself writes it and every version of LibreOffice reads it; style:header-first would
 * print the number on the first page in readers of ODF 1.2. In ODF the header lies inside the page:
 * the page's margin is the distance to the header, and the header fills the rest of the top margin.
 * Invariant: the body begins at the top margin on every page, unless the header is taller. */
#include <math.h>

#include "odf/format.h"
#include "odf/write.h"

/* Sections that were read keep what they took over of first pages even where they have none. */
static bool has_first(const struct odf *o, const struct section *s)
{
    const bool own = s->first_footer && (s->title_page || !doc_was_read(o->doc));
    return own || (s->title_page && (s->header || s->first_header || s->footer));
}

bool odf_shares_page(const struct node *section)
{
    return section->next && section->next->as.section.start == SECTION_CONTINUOUS;
}

static const struct node *first_header(const struct section *s)
{
    return s->title_page ? s->first_header : s->header;
}

static const char *master_name(struct odf *o, bool first, size_t index)
{
    const char *base = first ? "TrangDau" : "Trang";
    return index == 0 ? base : arena_printf(&o->arena, "%s%zu", base, index + 1);
}

const char *odf_master(struct odf *o, const struct node *section, size_t index)
{
    return master_name(o, has_first(o, &section->as.section), index);
}

/* Writer knows the rule's length as whole percents of the text's width only. */
static void put_footnote_line(struct odf *o, const struct section *s)
{
    double width = s->width - s->left - s->right;
    struct xml *x = &o->x;

    xml_open(x, "style:footnote-sep");
    odf_length(x, "style:width", 0.5);
    odf_length(x, "style:distance-before-sep", 6);
    odf_length(x, "style:distance-after-sep", 3);
    xml_attr(x, "style:line-style", "solid");
    xml_attr(x, "style:adjustment", "left");
    xml_attr(x, "style:rel-width", arena_printf(&o->arena, "%ld%%", lround(fmin(NOTE_RULE / fmax(width, 1), 1) * 100)));
    xml_attr(x, "style:color", "#000000");
    xml_close(x);
}

/* A header grows downward, a footer upward from the margin, and the text gives way. */
static void put_margin_style(struct xml *x, const char *element, const char *gap, double height)
{
    xml_open(x, element);
    xml_open(x, "style:header-footer-properties");
    odf_length(x, "fo:min-height", height > 0 ? height : 0);
    odf_length(x, "fo:margin-left", 0);
    odf_length(x, "fo:margin-right", 0);
    odf_length(x, gap, 0);
    xml_attr(x, "style:dynamic-spacing", "false");
    xml_close(x);
    xml_close(x);
}

/* Lines around the page. In ODF they stand between the margin and the text (20.30): what Word counts from the paper becomes
 * margin, the rest padding. `outer` are the margins that are left to say: top, bottom, left, right. */
static void put_page_edge(struct xml *x, const struct section *s, double outer[4])
{
    static const char *const sides[] = {"top", "bottom", "left", "right"};
    const struct border *const edges[] = {&s->page_edge.top, &s->page_edge.bottom, &s->page_edge.left, &s->page_edge.right};
    for (int i = 0; i < 4; i++) {
        struct buf name = {0};
        double room = border_room(*edges[i]), pad = s->page_edge_from_paper ? outer[i] - room : edges[i]->space;
        if (!(edges[i]->width > 0) || pad < 0 || room > outer[i])
            continue;
        outer[i] = s->page_edge_from_paper ? edges[i]->space : outer[i] - room;
        buf_printf(&name, "fo:border-%s", sides[i]);
        odf_line(x, name.p, *edges[i]);
        buf_clear(&name);
        buf_printf(&name, "fo:padding-%s", sides[i]);
        odf_length(x, name.p, pad);
        buf_release(&name);
    }
}

static void put_layout(struct odf *o, const struct node *section, bool header, bool footer, const char *name)
{
    const struct section *s = &section->as.section;
    struct xml *x = &o->x;
    xml_open(x, "style:page-layout");
    xml_attr(x, "style:name", name);
    if (s->mirrored)
        xml_attr(x, "style:page-usage", "mirrored");
    xml_open(x, "style:page-layout-properties");
    odf_length(x, "fo:page-width", s->width);
    odf_length(x, "fo:page-height", s->height);
    xml_attr(x, "style:print-orientation", s->landscape ? "landscape" : "portrait");
    double outer[] = {header ? s->header_distance : s->top, footer && doc_was_read(o->doc) ? s->footer_distance : s->bottom,
                      s->left, s->right};
    put_page_edge(x, s, outer);
    odf_length(x, "fo:margin-top", outer[0]);
    odf_length(x, "fo:margin-bottom", outer[1]);
    odf_length(x, "fo:margin-left", outer[2]);
    odf_length(x, "fo:margin-right", outer[3]);
    odf_format(x, s->page_format);
    if (s->page_format == NUMBERING_DASH) {
        xml_attr(x, "style:num-prefix", "- ");
        xml_attr(x, "style:num-suffix", " -");
    }
    xml_attr(x, "style:writing-mode", "lr-tb");
    if (s->columns.n > 1 && s->start != SECTION_CONTINUOUS && !odf_shares_page(section))
        odf_columns(x, &s->columns);
    put_footnote_line(o, s);
    xml_close(x);
    if (header)
        put_margin_style(x, "style:header-style", "fo:margin-bottom", s->top - s->header_distance);
    if (footer)
        put_margin_style(x, "style:footer-style", "fo:margin-top", doc_was_read(o->doc) ? s->bottom - s->footer_distance : 0);
    xml_close(x);
}

void odf_page_layouts(struct odf *o)
{
    size_t index = 0;
    for (const struct node *n = o->doc->root->first; n; n = n->next, index++) {
        const struct section *s = &n->as.section;
        if (has_first(o, s))
            put_layout(o, n, first_header(s) != NULL, s->first_footer != NULL, master_name(o, true, index));
        put_layout(o, n, s->header != NULL, s->footer != NULL, master_name(o, false, index));
    }
}

/* Sections that were read take over headers of those before: an id may stand in the part only once. */
static bool is_repeated(struct odf *o, const struct node *blocks)
{
    for (size_t i = 0; i < o->n_written; i++)
        if (o->written[i] == blocks)
            return true;
    MEM_ROOM(o->written, o->n_written, o->cap_written);
    o->written[o->n_written++] = blocks;
    return false;
}

static void put_margin(struct odf *o, const char *element, const struct node *blocks)
{
    if (!blocks)
        return;
    xml_open(&o->x, element);
    o->nameless = is_repeated(o, blocks);
    odf_blocks(o, blocks);
    o->nameless = false;
    xml_close(&o->x);
}

static void put_master(struct odf *o, size_t index, bool first, const struct section *s)
{
    const struct node *header = first ? first_header(s) : s->header, *footer = first ? s->first_footer : s->footer;
    const bool even = !first && o->doc->settings.even_headers;
    struct xml *x = &o->x;
    const char *name = master_name(o, first, index), *shown = first ? "Trang đầu" : "Trang sau";
    xml_open(x, "style:master-page");
    xml_attr(x, "style:name", name);
    xml_attr(x, "style:display-name",
             index == 0 ? shown : arena_printf(&o->arena, "%s %zu", shown, index + 1));
    xml_attr(x, "style:page-layout-name", name);
    if (first)
        xml_attr(x, "style:next-style-name", master_name(o, false, index));
    put_margin(o, "style:header", header);
    if (even && header)
        put_margin(o, "style:header-left", s->even_header);
    put_margin(o, "style:footer", footer);
    if (even && footer)
        put_margin(o, "style:footer-left", s->even_footer);
    xml_close(x);
}

void odf_master_pages(struct odf *o)
{
    size_t index = 0;
    o->margins = true;
    odf_lists_part(o);
    xml_open(&o->x, "office:master-styles");
    for (const struct node *n = o->doc->root->first; n; n = n->next, index++) {
        const struct section *s = &n->as.section;
        if (has_first(o, s))
            put_master(o, index, true, s);
        put_master(o, index, false, s);
    }
    xml_close(&o->x);
}

/* ---- numbers of lines ---- */

const struct line_numbers *odf_numbers_lines(const struct odf *o)
{
    const struct node *n = o->doc->root->first;
    while (n && (n->type != NODE_SECTION || n->as.section.lines.every <= 0))
        n = n->next;
    return n ? &n->as.section.lines : NULL;
}

void odf_line_numbers(struct odf *o)
{
    const struct line_numbers *l = odf_numbers_lines(o);
    struct xml *x = &o->x;
    if (!l)
        return;
    xml_open(x, "text:linenumbering-configuration");
    xml_attr(x, "text:style-name", l->style ? l->style->id : NULL);
    xml_attr(x, "text:number-lines", "true");
    odf_length(x, "text:offset", l->distance > 0 ? l->distance : LINES_DISTANCE);
    odf_format(x, l->format);
    xml_attr(x, "text:number-position", "left");
    xml_attr_int(x, "text:increment", l->every);
    xml_attr(x, "text:restart-on-page", l->restart == LINES_BY_PAGE ? "true" : "false");
    xml_attr(x, "text:count-empty-lines", l->skip_empty ? "false" : "true");
    xml_attr(x, "text:count-in-text-boxes", "false");
    xml_close(x);
}
