/* Pages: layouts and master pages become sections (ODF 1.3 part 3, 16.5, 16.9).
 *
 * In ODF a header lies inside the page's margins: the text begins below the header's least height and its distance. A master
 * page that another one follows is the first page of a section, as offices write title pages.
 * Headers are read once a master page and shared by its sections. */
#include "odf/format.h"
#include "odf/reader.h"

#include <math.h>

enum { COLUMNS_MAX = 20 };

struct odt_page {
    const xmlNode *properties;
    double header_height, header_gap, footer_height, footer_gap;
    bool has_header, has_footer;
    struct node *header, *even_header, *first_header, *footer, *even_footer, *first_footer;
    bool first_apart; /* the first page has a header or footer of its own in the same master page */
};

static void margin_height(const xmlNode *layout, const char *name, const char *gap, double *height, double *distance)
{
    const xmlNode *p = odt_child(odt_child(layout, ODT_STYLE, name), ODT_STYLE, "header-footer-properties");
    if (!odt_length(odt_attr(p, ODT_FO, "min-height"), height))
        odt_length(odt_attr(p, ODT_SVG, "height"), height);
    odt_length(odt_attr(p, ODT_FO, gap), distance);
}

/* The room between text and header counts as the header's: space after its last paragraph. */
static void add_gap(struct odt *o, struct node *n, bool below, double gap)
{
    struct node *para = n ? below ? n->last : n->first : NULL;
    if (!para || para->type != NODE_PARA || gap <= 0)
        return;
    struct para_props *own = odt_own(o, para);
    *(below ? &own->after : &own->before) += gap;
}

static struct node *margin_read(struct odt *o, const xmlNode *master, const char *name, bool below, double gap)
{
    const xmlNode *n = odt_child(master, ODT_STYLE, name);
    if (!n || strcmp(odt_attr(n, ODT_STYLE, "display") ? odt_attr(n, ODT_STYLE, "display") : "", "false") == 0)
        return NULL;
    struct node *cell = odt_node(o, NODE_CELL, NULL);
    odt_blocks(o, n, cell, NULL);
    odt_fill_empty(o, cell);
    add_gap(o, cell, below, gap);
    return cell;
}

static struct odt_page *page_of(struct odt *o, const struct odt_style *master)
{
    struct odt_style *m = master ? odt_style(o, ODT_MASTER, master->name) : NULL;
    struct odt_page *page = m ? m->page : NULL;
    if (page)
        return page;
    page = ARENA_NEW(o->arena, struct odt_page);
    if (!m)
        return page;
    m->page = page;
    const struct odt_style *layout = odt_style(o, ODT_PAGE_LAYOUT, odt_attr(m->node, ODT_STYLE, "page-layout-name"));
    const enum odt_scope scope = o->scope;
    struct node *section = o->section;
    const bool margin = o->margin, break_next = o->break_next;
    page->properties = layout ? odt_child(layout->node, ODT_STYLE, "page-layout-properties") : NULL;
    if (layout) {
        margin_height(layout->node, "header-style", "margin-bottom", &page->header_height, &page->header_gap);
        margin_height(layout->node, "footer-style", "margin-top", &page->footer_height, &page->footer_gap);
    }
    o->scope = ODT_STYLES;
    o->margin = true;
    page->header = margin_read(o, m->node, "header", true, page->header_gap);
    page->even_header = margin_read(o, m->node, "header-left", true, page->header_gap);
    page->first_header = margin_read(o, m->node, "header-first", true, page->header_gap);
    page->footer = margin_read(o, m->node, "footer", false, page->footer_gap);
    page->even_footer = margin_read(o, m->node, "footer-left", false, page->footer_gap);
    page->first_footer = margin_read(o, m->node, "footer-first", false, page->footer_gap);
    page->first_apart = page->first_header || page->first_footer;
    page->has_header = page->header != NULL;
    page->has_footer = page->footer != NULL;
    o->scope = scope;
    o->margin = margin;
    o->section = section;
    o->break_next = break_next;
    return page;
}

static void length(const xmlNode *n, enum odt_ns ns, const char *name, double *out)
{
    odt_length(odt_attr(n, ns, name), out);
}

/* Each column has its share of the width, gaps within (20.18); where they are equal only one gap is kept. */
static void columns_read(struct odt *o, const xmlNode *properties, struct section *page)
{
    struct columns *out = &page->columns;
    const xmlNode *c = odt_child(properties, ODT_STYLE, "columns");
    const long n = odt_int(odt_attr(c, ODT_FO, "column-count"), 1);
    double total = 0, start[COLUMNS_MAX + 1] = {0}, end[COLUMNS_MAX] = {0}, share[COLUMNS_MAX] = {0};
    int found = 0;
    *out = (struct columns){0};
    if (n < 2 || n > COLUMNS_MAX)
        return;
    out->n = (int)n;
    out->line = odt_child(c, ODT_STYLE, "column-sep") != NULL;
    for (const xmlNode *k = odt_first(c); k && found < n; k = odt_next(k)) {
        if (!odt_is(k, ODT_STYLE, "column"))
            continue;
        length(k, ODT_FO, "start-indent", &start[found]);
        length(k, ODT_FO, "end-indent", &end[found]);
        share[found] = (double)odt_int(odt_attr(k, ODT_STYLE, "rel-width"), 0);
        total += share[found++];
    }
    if (odt_attr(c, ODT_FO, "column-gap")) {
        length(c, ODT_FO, "column-gap", &out->space);
        return;
    }
    out->space = end[0] + start[1]; /* Writer gives each column its side of the gap */
    bool equal = true;
    for (int i = 1; i < found; i++)
        equal = equal && fabs(share[i] - share[0]) <= 1;
    if (found < n || equal || total <= 0)
        return;
    const double width = page->width - page->left - page->right;
    double *widths = ARENA_NEWS(o->arena, (size_t)n, double), *spaces = ARENA_NEWS(o->arena, (size_t)n, double);
    for (int i = 0; i < n; i++) {
        widths[i] = fmax(1, width * share[i] / total - start[i] - end[i]);
        spaces[i] = i + 1 < n ? end[i] + start[i + 1] : 0;
    }
    out->widths = widths;
    out->spaces = spaces;
}

/* What a page is: its size and margins, with room for header and footer. */
static void geometry(struct odt *o, const struct odt_page *page, struct section *s)
{
    const xmlNode *p = page->properties;
    const char *usage = p ? odt_attr(p->parent, ODT_STYLE, "page-usage") : NULL;
    double all = 56.7; /* two centimetres, Writer's own */
    struct fill ground = {0};
    s->width = 595.3;
    s->height = 841.9;
    length(p, ODT_FO, "page-width", &s->width);
    length(p, ODT_FO, "page-height", &s->height);
    s->width = fmax(36, s->width);
    s->height = fmax(36, s->height);
    length(p, ODT_FO, "margin", &all);
    s->top = s->bottom = s->left = s->right = all;
    length(p, ODT_FO, "margin-top", &s->top);
    length(p, ODT_FO, "margin-bottom", &s->bottom);
    length(p, ODT_FO, "margin-left", &s->left);
    length(p, ODT_FO, "margin-right", &s->right);
    s->landscape = s->width > s->height;
    s->mirrored = usage && strcmp(usage, "mirrored") == 0;
    odt_box_apply(p, &s->page_edge, &ground);
    s->top += border_room(s->page_edge.top);
    s->bottom += border_room(s->page_edge.bottom);
    s->left += border_room(s->page_edge.left);
    s->right += border_room(s->page_edge.right);
    s->header_distance = s->top;
    s->footer_distance = s->bottom;
    if (page->has_header)
        s->top += page->header_height + page->header_gap;
    if (page->has_footer)
        s->bottom += page->footer_height + page->footer_gap;
    columns_read(o, p, s);
}

/* Those on the left alone; what ODF has beside, a text between the numbers, is not printed. */
void odt_line_numbers(struct odt *o, const xmlNode *styles)
{
    const xmlNode *n = odt_child(odt_child(styles, ODT_OFFICE, "styles"), ODT_TEXT, "linenumbering-configuration");
    const char *shown = odt_attr(n, ODT_TEXT, "number-lines"), *empty = odt_attr(n, ODT_TEXT, "count-empty-lines");
    const long every = odt_int(odt_attr(n, ODT_TEXT, "increment"), 1);
    const struct odt_style *style = odt_style(o, ODT_TEXT_STYLE, odt_attr(n, ODT_TEXT, "style-name"));
    if (!n || (shown && !odt_true(shown)) || every < 1)
        return;
    o->lines = (struct line_numbers){
        .every = (int)every, .first = 1, .skip_empty = empty && !odt_true(empty),
        .restart = odt_true(odt_attr(n, ODT_TEXT, "restart-on-page")) ? LINES_BY_PAGE : LINES_ON,
        .format = odt_format(odt_attr(n, ODT_STYLE, "num-format"), odt_true(odt_attr(n, ODT_STYLE, "num-letter-sync"))),
        .style = style ? style->named : NULL};
    length(n, ODT_TEXT, "offset", &o->lines.distance);
    o->lines.distance = fmax(0, o->lines.distance);
    if (style && style->named)
        style->named->used = true;
}

void odt_first_line(struct odt *o, long n)
{
    struct line_numbers *lines = &o->section->as.section.lines;
    if (n < 1 || lines->every < 1)
        return;
    lines->first = (int)n;
    if (lines->restart == LINES_ON)
        lines->restart = LINES_BY_SECTION;
}

static enum numbering_format page_format(const struct odt_page *page)
{
    const char *v = odt_attr(page->properties, ODT_STYLE, "num-format");
    return v && *v ? odt_format(v, odt_true(odt_attr(page->properties, ODT_STYLE, "num-letter-sync"))) : NUMBERING_DECIMAL;
}

void odt_section_begin(struct odt *o, const struct odt_style *master, int first_number)
{
    const char *next = master ? odt_attr(master->node, ODT_STYLE, "next-style-name") : NULL;
    const struct odt_style *follow = next ? odt_style(o, ODT_MASTER, next) : NULL;
    const struct odt_page *first = page_of(o, master), *page = first;
    struct node *n = odt_node(o, NODE_SECTION, o->doc->root);
    struct section *s = &n->as.section, rest;
    geometry(o, first, s);
    if (follow && follow != master) {
        page = page_of(o, follow);
        rest = (struct section){0};
        geometry(o, page, &rest);
        if (rest.width == s->width && rest.height == s->height)
            *s = rest;
        else
            page = first; /* where the first page ends cannot be known here: all are as it is */
    }
    s->title_page = page != first || first->first_apart;
    s->header = page->header;
    s->footer = page->footer;
    s->even_header = page->even_header;
    s->even_footer = page->even_footer;
    s->first_header = page != first ? first->header : first->first_header;
    s->first_footer = page != first ? first->footer : first->first_footer;
    if (s->even_header || s->even_footer)
        o->doc->settings.even_headers = true;
    s->page_format = page_format(page);
    s->restart_numbers = first_number >= 0;
    s->first_number = first_number >= 0 ? first_number : 0;
    s->lines = o->lines;
    o->section = n;
    o->master = master;
    o->page_columns = s->columns;
    o->columns_due = o->columns != NULL;
    o->break_next = false;
}

/* A section like the last one, without a new page. */
static void section_below(struct odt *o)
{
    const struct node *last = o->section;
    struct node *n = odt_node(o, NODE_SECTION, o->doc->root);
    n->as.section = last->as.section;
    n->as.section.start = SECTION_CONTINUOUS;
    n->as.section.restart_numbers = false;
    n->as.section.first_number = 0;
    n->as.section.lines = o->lines;
    n->as.section.title_page = false;
    o->section = n;
}

void odt_columns(struct odt *o, const xmlNode *properties)
{
    o->columns = properties;
    o->columns_due = true;
}

struct node *odt_target(struct odt *o, struct node *to)
{
    if (to)
        return to;
    if (!o->section)
        odt_section_begin(o, o->first_master, -1);
    if (o->columns_due) {
        if (o->section->first)
            section_below(o);
        o->section->as.section.columns = o->page_columns;
        if (o->columns)
            columns_read(o, o->columns, &o->section->as.section);
        o->columns_due = false;
    }
    return o->section;
}
