/* styles.xml (ODF 1.3 part 3, 3.1.3.3, 3.15, 16.2): fonts, the default style, the named styles that
 * the document uses, pages.
 *
 * Invariant: the default style is the document's base style; a named style says only in what it
 * differs from its parent, or from the default style. */
#include "odf/write.h"

#include <stdlib.h>

void odf_namespaces(struct odf *o)
{
    struct xml *x = &o->x;
    static const char *const rows[][2] = {
        {"xmlns:office", "urn:oasis:names:tc:opendocument:xmlns:office:1.0"},
        {"xmlns:style", "urn:oasis:names:tc:opendocument:xmlns:style:1.0"},
        {"xmlns:text", "urn:oasis:names:tc:opendocument:xmlns:text:1.0"},
        {"xmlns:table", "urn:oasis:names:tc:opendocument:xmlns:table:1.0"},
        {"xmlns:draw", "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"},
        {"xmlns:fo", "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"},
        {"xmlns:svg", "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"},
        {"xmlns:xlink", "http://www.w3.org/1999/xlink"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        xml_attr(x, rows[i][0], rows[i][1]);
    if (doc_was_read(o->doc)) /* for what ODF 1.3 cannot say */
        xml_attr(x, "xmlns:loext", "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0");
    xml_attr(x, "office:version", "1.3");
}

/* ---- fonts ---- */

static const char *generic_family(const char *family)
{
    static const char *const rows[][2] = {{"Times New Roman", "roman"},
                                          {"Arial", "swiss"},
                                          {"Calibri", "swiss"},
                                          {"Courier New", "modern"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strcmp(rows[i][0], family) == 0)
            return rows[i][1];
    return NULL;
}

/* The name as CSS wants it: in quotes if it has a space. */
static void put_font_face(struct odf *o, const char *family)
{
    const char *quoted = strchr(family, ' ') ? arena_printf(&o->arena, "'%s'", family) : family;
    xml_open(&o->x, "style:font-face");
    xml_attr(&o->x, "style:name", family);
    xml_attr(&o->x, "svg:font-family", quoted);
    xml_attr(&o->x, "style:font-family-generic", generic_family(family));
    xml_attr(&o->x, "style:font-pitch", "variable");
    xml_close(&o->x);
}

struct families {
    const char **v;
    size_t n, cap;
};

static void add_family(struct families *f, const char *family)
{
    if (!family)
        return;
    for (size_t i = 0; i < f->n; i++)
        if (strcmp(f->v[i], family) == 0)
            return;
    MEM_ROOM(f->v, f->n, f->cap);
    f->v[f->n++] = family;
}

void odf_font_faces(struct odf *o)
{
    const struct doc *doc = o->doc;
    struct families families = {0};
    add_family(&families, doc->body->chr.family);
    for (size_t i = 0; i < doc->styles.n; i++)
        if (doc->styles.v[i]->used)
            add_family(&families, doc->styles.v[i]->chr.family);
    for (const struct node *n = doc->root; n; n = node_next(n, doc->root))
        if (n->type == NODE_TEXT && n->as.text.chr)
            add_family(&families, n->as.text.chr->family);
    xml_open(&o->x, "office:font-face-decls");
    for (size_t i = 0; i < families.n; i++)
        put_font_face(o, families.v[i]);
    xml_close(&o->x);
    free(families.v);
}

/* ---- named styles ---- */

static void put_default_style(struct odf *o)
{
    xml_open(&o->x, "style:default-style");
    xml_attr(&o->x, "style:family", "paragraph");
    odf_default_para_props(&o->x, o->doc);
    odf_char_props(&o->x, &o->doc->body->chr, (struct char_base){0});
    xml_close(&o->x);
}

static void put_style(struct odf *o, const struct style *s)
{
    const struct style *base = s->parent ? s->parent : o->doc->body;
    const bool para = s->kind == STYLE_PARA;
    struct xml *x = &o->x;
    xml_open(x, "style:style");
    xml_attr(x, "style:name", s->id);
    xml_attr(x, "style:display-name", s->name);
    xml_attr(x, "style:family", para ? "paragraph" : "text");
    if (s->parent)
        xml_attr(x, "style:parent-style-name", s->parent->id);
    if (para) {
        if (s->next && s->next != s)
            xml_attr(x, "style:next-style-name", s->next->id);
        if (s->outline > 0) {
            xml_attr_int(x, "style:default-outline-level", s->outline);
            xml_attr(x, "style:list-style-name",
                     ""); /* or its indents come from the outline's list */
        }
        xml_attr(x, "style:class", "text");
        odf_para_props(x, &s->para, &base->para, (struct page_start){.joins = doc_was_read(o->doc)});
    }
    odf_char_props(x, &s->chr, (struct char_base){.para = &base->chr});
    xml_close(x);
}

/* A line of one point, so that what stands after the signatures takes no room. */
static void put_after_table(struct odf *o)
{
    struct para_props para = {.line_rule = LINE_EXACT, .line = 1};
    struct char_props chr = o->doc->body->chr;
    chr.size = 1;
    xml_open(&o->x, "style:style");
    xml_attr(&o->x, "style:name", ODF_AFTER_TABLE);
    xml_attr(&o->x, "style:display-name", "Sau bảng");
    xml_attr(&o->x, "style:family", "paragraph");
    odf_para_props(&o->x, &para, &o->doc->body->para, (struct page_start){0});
    odf_char_props(&o->x, &chr, (struct char_base){.para = &o->doc->body->chr});
    xml_close(&o->x);
}

static void put_text_style(struct odf *o, const char *name, const char *shown,
                           enum vertical vertical)
{
    struct char_props chr = o->doc->body->chr;
    chr.vertical = vertical;
    xml_open(&o->x, "style:style");
    xml_attr(&o->x, "style:name", name);
    xml_attr(&o->x, "style:display-name", shown);
    xml_attr(&o->x, "style:family", "text");
    odf_char_props(&o->x, &chr, (struct char_base){.para = &o->doc->body->chr});
    xml_close(&o->x);
}

/* Footnotes count through the document and stand at the foot of their page. Only under its own
 * names for these styles does LibreOffice set the number before the note superior too. */
static void put_notes(struct odf *o)
{
    struct xml *x = &o->x;
    put_text_style(o, "Footnote_20_anchor", "Footnote anchor", VERTICAL_SUPER);
    put_text_style(o, "Footnote_20_Symbol", "Footnote Symbol", VERTICAL_SUPER);
    xml_open(x, "text:notes-configuration");
    xml_attr(x, "text:note-class", "footnote");
    xml_attr(x, "text:citation-style-name", "Footnote_20_Symbol");
    xml_attr(x, "text:citation-body-style-name", "Footnote_20_anchor");
    xml_attr(x, "style:num-suffix", doc_was_read(o->doc) ? "" : " "); /* what was read has the space in its text */
    xml_attr(x, "style:num-format", "1");
    xml_attr_int(x, "text:start-value", 0);
    xml_attr(x, "text:footnotes-position", "page");
    xml_attr(x, "text:start-numbering-at", "document");
    xml_close(x);
}

static void put_named_styles(struct odf *o)
{
    const struct style_list *styles = &o->doc->styles;
    xml_open(&o->x, "office:styles");
    put_default_style(o);
    odf_looks(o);
    for (size_t i = 0; i < styles->n; i++)
        if (styles->v[i]->used || styles->v[i] == o->doc->body)
            put_style(o, styles->v[i]);
    if (o->last_line)
        put_after_table(o);
    odf_lists(o);
    if (o->links) /* looks like the text around it, as in the PDF */
        put_text_style(o, ODF_LINK, "Liên kết", VERTICAL_BASE);
    if (o->frames) {
        xml_open(&o->x, "style:style");
        xml_attr(&o->x, "style:name", ODF_FRAME);
        xml_attr(&o->x, "style:family", "graphic");
        xml_close(&o->x);
    }
    if (o->notes > 0)
        put_notes(o);
    odf_line_numbers(o);
    xml_close(&o->x);
}

void odf_styles(struct odf *o, struct buf *out)
{
    struct buf masters = {0};
    struct xml *x = &o->x;
    xml_begin(x, out);
    xml_open(x, "office:document-styles");
    odf_namespaces(o);
    odf_font_faces(o);
    x->out = &masters; /* they stand behind the styles that their headers ask for */
    odf_master_pages(o);
    x->out = out;
    put_named_styles(o);
    x->out = &masters;
    xml_close(x);
    xml_end(x);

    o->x = (struct xml){.out = out};
    xml_open(x, "office:automatic-styles");
    odf_page_layouts(o);
    auto_write(x, &o->autos);
    xml_close(x);
    buf_putspan(out, buf_span(&masters));
    buf_release(&masters);
    auto_release(&o->autos);
}
