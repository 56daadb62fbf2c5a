/* Pages: a layout and a master page a section, two where the first page differs (ODF 1.3 part
 * 3, 16.5, 16.9).
 *
 * Idea: the first page is a master page of its own that names the next one (style:next-style-name),
 * as Word itself writes it and every version of LibreOffice reads it; style:header-first would
 * print the number on the first page in readers of ODF 1.2. In ODF the header lies inside the page:
 * the page's margin is the distance to the header, and the header fills the rest of the top margin.
 * Invariant: the body begins at the top margin on every page, unless the header is taller. */
#include <math.h>

#include "odf/write.h"

static bool has_first(const struct section *s)
{
    return s->first_footer || (s->title_page && (s->header || s->first_header));
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
    return master_name(o, has_first(&section->as.section), index);
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

static void put_header_style(struct xml *x, double height)
{
    xml_open(x, "style:header-style");
    xml_open(x, "style:header-footer-properties");
    odf_length(x, "fo:min-height", height > 0 ? height : 0);
    odf_length(x, "fo:margin-left", 0);
    odf_length(x, "fo:margin-right", 0);
    odf_length(x, "fo:margin-bottom", 0);
    xml_attr(x, "style:dynamic-spacing", "false");
    xml_close(x);
    xml_close(x);
}

/* The footer grows upward from the margin and the text gives way. */
static void put_footer_style(struct xml *x)
{
    xml_open(x, "style:footer-style");
    xml_open(x, "style:header-footer-properties");
    odf_length(x, "fo:min-height", 0);
    odf_length(x, "fo:margin-left", 0);
    odf_length(x, "fo:margin-right", 0);
    odf_length(x, "fo:margin-top", 0);
    xml_attr(x, "style:dynamic-spacing", "false");
    xml_close(x);
    xml_close(x);
}

static void put_layout(struct odf *o, const struct section *s, bool header, bool footer, const char *name)
{
    struct xml *x = &o->x;
    xml_open(x, "style:page-layout");
    xml_attr(x, "style:name", name);
    if (s->mirrored)
        xml_attr(x, "style:page-usage", "mirrored");
    xml_open(x, "style:page-layout-properties");
    odf_length(x, "fo:page-width", s->width);
    odf_length(x, "fo:page-height", s->height);
    xml_attr(x, "style:print-orientation", s->landscape ? "landscape" : "portrait");
    odf_length(x, "fo:margin-top", header ? s->header_distance : s->top);
    odf_length(x, "fo:margin-bottom", s->bottom);
    odf_length(x, "fo:margin-left", s->left);
    odf_length(x, "fo:margin-right", s->right);
    xml_attr(x, "style:num-format", "1");
    xml_attr(x, "style:writing-mode", "lr-tb");
    put_footnote_line(o, s);
    xml_close(x);
    if (header)
        put_header_style(x, s->top - s->header_distance);
    if (footer)
        put_footer_style(x);
    xml_close(x);
}

void odf_page_layouts(struct odf *o)
{
    size_t index = 0;
    for (const struct node *n = o->doc->root->first; n; n = n->next, index++) {
        const struct section *s = &n->as.section;
        if (has_first(s))
            put_layout(o, s, first_header(s) != NULL, s->first_footer != NULL, master_name(o, true, index));
        put_layout(o, s, s->header != NULL, false, master_name(o, false, index));
    }
}

static void put_master(struct odf *o, size_t index, bool first, const struct node *header, const struct node *footer)
{
    struct xml *x = &o->x;
    const char *name = master_name(o, first, index), *shown = first ? "Trang đầu" : "Trang sau";
    xml_open(x, "style:master-page");
    xml_attr(x, "style:name", name);
    xml_attr(x, "style:display-name",
             index == 0 ? shown : arena_printf(&o->arena, "%s %zu", shown, index + 1));
    xml_attr(x, "style:page-layout-name", name);
    if (first)
        xml_attr(x, "style:next-style-name", master_name(o, false, index));
    if (header) {
        xml_open(x, "style:header");
        odf_blocks(o, header);
        xml_close(x);
    }
    if (footer) {
        xml_open(x, "style:footer");
        odf_blocks(o, footer);
        xml_close(x);
    }
    xml_close(x);
}

void odf_master_pages(struct odf *o)
{
    size_t index = 0;
    xml_open(&o->x, "office:master-styles");
    for (const struct node *n = o->doc->root->first; n; n = n->next, index++) {
        const struct section *s = &n->as.section;
        if (has_first(s))
            put_master(o, index, true, first_header(s), s->first_footer);
        put_master(o, index, false, s->header, NULL);
    }
    xml_close(&o->x);
}
