/* Sections, their headers and footers (ECMA-376-1:2016, 17.6 and 17.10).
 *
 * A section without a header of its own inherits the one before (17.10.1), so where the tree says
 * "none" after a section that had one, an empty header is written. The first page of a section with
 * `title_page` has its own or none: without a header of type "first" Word prints none there. */
#include <math.h>

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

static void write_page(struct xml *x, const struct section *section)
{
    const struct {
        const char *name;
        double points;
    } margins[] = {
        {"w:top", section->top},
        {"w:right", section->right},
        {"w:bottom", section->bottom},
        {"w:left", section->left},
        {"w:header", section->header_distance},
        /* where there is no footer, Word wants a number */
        {"w:footer", section->first_footer ? fmax(section->bottom - SPACER_HEIGHT, 0) : section->header_distance},
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

void docx_section(struct story *s, const struct node *node)
{
    const struct section *section = &node->as.section;
    xml_open(&s->x, "w:sectPr");
    refer_header(s, section);
    refer_first_header(s, section);
    refer_footers(s, node);
    write_page(&s->x, section);
    if (section->restart_numbers)
        xml_leaf(&s->x, "w:pgNumType", "w:start", "1");
    if (section->title_page)
        xml_leaf(&s->x, "w:titlePg", NULL, NULL);
    xml_close(&s->x);
}
