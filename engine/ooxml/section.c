/* Sections, their headers and footers (ECMA-376-1:2016, 17.6 and 17.10).
 *
 * A section without a header of its own inherits the one before (17.10.1), so where the tree says
 * "none" after a section that had one, an empty header is written. The first page of a section with
 * `title_page` has its own or none: without a header of type "first" Word prints none there. */
#include <math.h>

#include "ooxml/format.h"
#include "ooxml/writer.h"

#define TYPE_HEADER "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
#define TYPE_FOOTER "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"

static const double SPACER_HEIGHT = 1; /* of docx_spacer [pt] */

/* A header part; gives its relation. */
static const char *write_header(struct story *s, const struct node *blocks)
{
    struct docx *w = s->docx;
    struct story header;
    const char *name = arena_printf(&w->arena, "header%d.xml", ++w->headers);
    story_begin(&header, w, "w:hdr");
    if (blocks)
        docx_blocks(&header, blocks);
    else
        docx_empty_para(&header, w->doc->body, NULL, 0, NULL);
    story_end(&header);
    story_add(&header, name, TYPE_HEADER);
    return docx_rel(w, &s->rels, "header", name, false);
}

/* A footer part; gives its relation. Without blocks it has the least height. */
static const char *write_footer(struct story *s, const struct node *section, const struct node *blocks)
{
    struct docx *w = s->docx;
    struct story footer;
    const char *name = arena_printf(&w->arena, "footer%d.xml", ++w->footers);
    story_begin(&footer, w, "w:ftr");
    if (blocks)
        docx_blocks(&footer, blocks);
    else
        docx_spacer(&footer, section, NULL);
    story_end(&footer);
    story_add(&footer, name, TYPE_FOOTER);
    return docx_rel(w, &s->rels, "footer", name, false);
}

static void put_reference(struct story *s, const char *element, const char *type, const char *rel)
{
    xml_open(&s->x, element);
    xml_attr(&s->x, "w:type", type);
    xml_attr(&s->x, "r:id", rel);
    xml_close(&s->x);
}

static void refer_header(struct story *s, const struct section *section)
{
    struct docx *w = s->docx;
    if (!section->header && !w->header_rel)
        return;
    if (!w->header_rel || section->header != w->header)
        w->header_rel = write_header(s, section->header);
    w->header = section->header;
    put_reference(s, "w:headerReference", "default", w->header_rel);
}

/* A section inherits the first page's header too, so after one that had it an empty one is written. */
static void refer_first_header(struct story *s, const struct section *section)
{
    if (!section->title_page || (!section->first_header && !s->docx->first_header))
        return;
    s->docx->first_header = true;
    put_reference(s, "w:headerReference", "first", write_header(s, section->first_header));
}

/* Sections inherit footers too. The pages after the first get one of the least height: LibreOffice would give them a line
 * of the body's. */
static void refer_footers(struct story *s, const struct node *node)
{
    struct docx *w = s->docx;
    const struct node *first = node->as.section.first_footer;
    if (!first && !w->footer_rel)
        return;
    if (!w->footer_rel)
        w->footer_rel = write_footer(s, node, NULL);
    put_reference(s, "w:footerReference", "default", w->footer_rel);
    if (node->as.section.title_page)
        put_reference(s, "w:footerReference", "first", first ? write_footer(s, node, first) : w->footer_rel);
}

/* Of our own papers: where there is no footer, Word wants a number. */
static double footer_distance(const struct story *s, const struct section *section)
{
    if (doc_was_read(s->docx->doc))
        return section->footer_distance;
    return section->first_footer ? fmax(section->bottom - SPACER_HEIGHT, 0) : section->header_distance;
}

static void write_page(struct story *s, const struct section *section)
{
    struct xml *x = &s->x;
    const struct {
        const char *name;
        double points;
    } margins[] = {
        {"w:top", section->top},
        {"w:right", section->right},
        {"w:bottom", section->bottom},
        {"w:left", section->left},
        {"w:header", section->header_distance},
        {"w:footer", footer_distance(s, section)},
        {"w:gutter", 0},
    };
    xml_open(x, "w:pgSz");
    xml_attr_int(x, "w:w", docx_twips(section->width));
    xml_attr_int(x, "w:h", docx_twips(section->height));
    xml_attr(x, "w:orient", section->landscape ? "landscape" : NULL);
    xml_close(x);
    xml_open(x, "w:pgMar");
    for (size_t i = 0; i < sizeof(margins) / sizeof(margins[0]); i++)
        xml_attr_int(x, margins[i].name, docx_twips(margins[i].points));
    xml_close(x);
}

/* ---- of files of others ---- */

/* A section inherits each kind of header and footer from the one before, so one is written where it changes, and an empty one
 * where it ends. */
static void refer_read(struct story *s, const struct node *node)
{
    static const char *const TYPES[] = {"default", "first", "even"};
    struct docx *w = s->docx;
    const struct section *section = &node->as.section;
    const struct node *const headers[] = {section->header, section->first_header, section->even_header};
    const struct node *const footers[] = {section->footer, section->first_footer, section->even_footer};
    for (int footer = 0; footer < 2; footer++)
        for (int i = 0; i < 3; i++) {
            const struct node *now = footer ? footers[i] : headers[i];
            const struct node **was = &w->margin[footer][i];
            if (now == *was || (i == 1 && !section->title_page) || (i == 2 && !w->doc->settings.even_headers))
                continue;
            *was = now;
            put_reference(s, footer ? "w:footerReference" : "w:headerReference", TYPES[i],
                          footer ? write_footer(s, node, now) : write_header(s, now));
        }
}

static void write_page_edges(struct xml *x, const struct section *section)
{
    static const char *const ON[] = {[EDGE_ON_ALL] = NULL, [EDGE_ON_FIRST] = "firstPage", [EDGE_ON_OTHERS] = "notFirstPage"};
    const struct borders *e = &section->page_edge;
    if (!(e->top.width > 0 || e->left.width > 0 || e->bottom.width > 0 || e->right.width > 0))
        return;
    xml_open(x, "w:pgBorders");
    xml_attr(x, "w:display", ON[section->page_edge_on]);
    xml_attr(x, "w:offsetFrom", section->page_edge_from_paper ? "page" : "text");
    docx_border(x, "w:top", &e->top);
    docx_border(x, "w:left", &e->left);
    docx_border(x, "w:bottom", &e->bottom);
    docx_border(x, "w:right", &e->right);
    xml_close(x);
}

static void write_columns(struct xml *x, const struct columns *c)
{
    if (c->n <= 1)
        return;
    xml_open(x, "w:cols");
    xml_attr_int(x, "w:num", c->n);
    if (c->line)
        xml_attr(x, "w:sep", "1");
    if (!c->widths)
        xml_attr_int(x, "w:space", docx_twips(c->space));
    else
        xml_attr(x, "w:equalWidth", "0");
    for (int i = 0; c->widths && i < c->n; i++) {
        xml_open(x, "w:col");
        xml_attr_int(x, "w:w", docx_twips(c->widths[i]));
        xml_attr_int(x, "w:space", c->spaces ? docx_twips(c->spaces[i]) : 0);
        xml_close(x);
    }
    xml_close(x);
}

static void write_lines(struct xml *x, const struct line_numbers *l)
{
    static const char *const RESTART[] = {[LINES_BY_PAGE] = NULL, [LINES_BY_SECTION] = "newSection", [LINES_ON] = "continuous"};
    if (l->every <= 0)
        return;
    xml_open(x, "w:lnNumType");
    xml_attr_int(x, "w:countBy", l->every);
    if (l->first > 1)
        xml_attr_int(x, "w:start", l->first - 1);
    if (l->distance > 0)
        xml_attr_int(x, "w:distance", docx_twips(l->distance));
    xml_attr(x, "w:restart", RESTART[l->restart]);
    xml_close(x);
}

static void write_numbers(struct xml *x, const struct section *section)
{
    if (!section->restart_numbers && section->page_format == NUMBERING_DECIMAL)
        return;
    xml_open(x, "w:pgNumType");
    if (section->page_format != NUMBERING_DECIMAL)
        xml_attr(x, "w:fmt", docx_format_name(section->page_format).val);
    if (section->restart_numbers)
        xml_attr_int(x, "w:start", section->first_number);
    xml_close(x);
}

void docx_section(struct story *s, const struct node *node)
{
    static const char *const STARTS[] = {[SECTION_NEW_PAGE] = NULL, [SECTION_CONTINUOUS] = "continuous", [SECTION_NEW_COLUMN] = "nextColumn",
                                         [SECTION_EVEN_PAGE] = "evenPage", [SECTION_ODD_PAGE] = "oddPage"};
    static const char *const VALIGN[] = {[VALIGN_TOP] = NULL, [VALIGN_MIDDLE] = "center", [VALIGN_BOTTOM] = "bottom", [VALIGN_BOTH] = "both"};
    const struct section *section = &node->as.section;
    xml_open(&s->x, "w:sectPr");
    if (doc_was_read(s->docx->doc)) {
        refer_read(s, node);
    } else {
        refer_header(s, section);
        refer_first_header(s, section);
        refer_footers(s, node);
    }
    if (STARTS[section->start])
        xml_leaf(&s->x, "w:type", "w:val", STARTS[section->start]);
    write_page(s, section);
    write_page_edges(&s->x, section);
    write_lines(&s->x, &section->lines);
    write_numbers(&s->x, section);
    write_columns(&s->x, &section->columns);
    if (VALIGN[section->valign])
        xml_leaf(&s->x, "w:vAlign", "w:val", VALIGN[section->valign]);
    if (section->title_page)
        xml_leaf(&s->x, "w:titlePg", NULL, NULL);
    xml_close(&s->x);
}
