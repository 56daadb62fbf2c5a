/* Paragraphs, notes and tables of Markdown and HTML as DOCX has them. Tables are in the template's table style: "Table
 * Grid", else the first that it has, else lines of our own. */
#include "base/diag/rich.h"
#include "base/xml.h"
#include "fill/docx_write.h"
#include "fill/props.h"
#include "fill/subdoc.h"

void docx_own_place(struct rich_place *place, struct buf *paragraph, struct buf *run)
{
    props_paragraph(place->paragraph, "", SPAN(""), paragraph); /* without what belongs to the end of a section */
    props_run(place->run, SPAN(""), run);
    place->paragraph = buf_span(paragraph);
    place->run = buf_span(run);
}

/* ---- paragraphs ---- */

/* What a paragraph has from where it stands: indent in an item, none in a cell; `flush`: none on its first line. */
static void put_place(struct markup *m, struct xml *x, bool flush)
{
    if (m->indent) {
        xml_open(x, "w:ind");
        xml_attr_int(x, "w:left", m->indent);
        xml_attr_int(x, "w:firstLine", 0);
        xml_close(x);
    } else if (m->in_cell) {
        xml_open(x, "w:ind");
        xml_attr_int(x, "w:left", 0);
        xml_attr_int(x, "w:right", 0);
        xml_attr_int(x, "w:firstLine", 0);
        xml_close(x);
    } else if (flush) {
        xml_leaf(x, "w:ind", "w:firstLine", "0");
    }
}

static void put_rule(struct xml *x)
{
    static const char *const line[][2] = {{"w:val", "single"}, {"w:sz", "6"}, {"w:space", "1"}, {"w:color", "auto"}};

    xml_open(x, "w:pBdr");
    xml_open(x, "w:bottom");
    for (size_t i = 0; i < 4; i++)
        xml_attr(x, line[i][0], line[i][1]);
    xml_close(x);
    xml_close(x);
}

/* What the block has, as <w:pPr>. */
static void put_look(struct markup *m, const struct block_look *look, struct xml *x)
{
    xml_open(x, "w:pPr");
    if (look->style)
        xml_leaf(x, "w:pStyle", "w:val", look->style);
    if (look->heading && !look->style)
        xml_leaf(x, "w:keepNext", NULL, NULL);
    if (m->list && !look->placed && !look->heading && !look->rule) {
        xml_open(x, "w:numPr");
        xml_open(x, "w:ilvl");
        xml_attr_int(x, "w:val", m->list_level);
        xml_close(x);
        xml_leaf(x, "w:numId", "w:val", m->list);
        xml_close(x);
        m->list = NULL;
    }
    if (look->rule)
        put_rule(x);
    if (look->placed)
        put_place(m, x, look->flush);
    if (look->align)
        xml_leaf(x, "w:jc", "w:val", look->align);
    if (look->heading && !look->style) {
        xml_open(x, "w:outlineLvl");
        xml_attr_int(x, "w:val", look->heading - 1);
        xml_close(x);
    }
    xml_close(x);
}

void docx_begin_block(struct markup *m, const struct block_look *look)
{
    struct buf over = {0}, drop = {0};
    struct xml x = {.out = &over};

    put_look(m, look, &x);
    buf_printf(&drop, "numPr%s%s", look->no_indent ? " ind" : "", look->no_breaks ? " keepNext pageBreakBefore" : "");
    buf_puts(m->out, "<w:p>");
    props_paragraph(look->bare ? SPAN("") : m->place.paragraph, drop.p, buf_span(&over), m->out);
    m->table_last = false;
    buf_release(&over);
    buf_release(&drop);
}

void docx_end_block(struct markup *m)
{
    buf_puts(m->out, "</w:p>");
}

/* ---- notes ---- */

void docx_note(struct markup *m, const struct value *blocks)
{
    struct rich *r = m->r;
    const char *style = styles_lookup_name(r, STYLE_PARAGRAPH, "footnote text"), *mark = styles_lookup_name(r, STYLE_CHARACTER, "footnote reference");
    const char *look = mark ? arena_printf(r->arena, "<w:rPr><w:rStyle w:val=\"%s\"/></w:rPr>", mark) : "<w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr>";
    const char *part, *id;
    struct buf text = {0}, props = {0};
    struct markup inner = {.r = r, .owner = m->owner, .out = &text, .depth = m->depth, .in_note = true, .ok = true};

    if (m->in_note || strcmp(m->place.part, opc_main(r->package)) != 0) {
        m->ok = rich_fault(r, DIAG_MARKUP_NOTE, m->owner);
        return;
    }
    part = notes_part(r, "footnote");
    id = notes_id(r, "footnote");
    if (style)
        buf_printf(&props, "<w:pPr><w:pStyle w:val=\"%s\"/></w:pPr>", style);
    inner.place = (struct rich_place){.part = part, .level = RICH_BLOCK, .paragraph = buf_span(&props), .pos = m->place.pos};
    markup_blocks(&inner, blocks);
    if (!text.n)
        buf_puts(&text, "<w:p></w:p>");
    /* the mark stands first in the first paragraph */
    const char *at = memmem(text.p, text.n, "</w:pPr>", 8);
    size_t from = at ? (size_t)(at + 8 - text.p) : strlen("<w:p>");
    struct buf note = {0};
    buf_printf(&note, "<w:footnote w:id=\"%s\">", id);
    buf_put(&note, text.p, from);
    buf_printf(&note, "<w:r>%s<w:footnoteRef/></w:r><w:r><w:t xml:space=\"preserve\"> </w:t></w:r>", look);
    buf_put(&note, text.p + from, text.n - from);
    buf_puts(&note, "</w:footnote>");
    add_into(r->add, part, "", buf_span(&note));
    buf_printf(m->out, "<w:r>%s<w:footnoteReference w:id=\"%s\"/></w:r>", look, id);
    buf_release(&note);
    buf_release(&text);
    buf_release(&props);
    m->ok &= inner.ok;
}

/* ---- tables ---- */

static void put_props(struct markup *m)
{
    const char *style = styles_table(m->r);

    buf_puts(m->out, "<w:tblPr>");
    if (style)
        buf_printf(m->out, "<w:tblStyle w:val=\"%s\"/>", style);
    buf_puts(m->out, "<w:tblW w:w=\"5000\" w:type=\"pct\"/>");
    if (!style) {
        static const char *const sides[] = {"top", "left", "bottom", "right", "insideH", "insideV"};

        buf_puts(m->out, "<w:tblBorders>");
        for (size_t i = 0; i < 6; i++)
            buf_printf(m->out, "<w:%s w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/>", sides[i]);
        buf_puts(m->out, "</w:tblBorders>");
    }
    buf_puts(m->out, "<w:tblLook w:val=\"04A0\" w:firstRow=\"1\" w:lastRow=\"0\" w:firstColumn=\"0\" w:lastColumn=\"0\" w:noHBand=\"0\" w:noVBand=\"1\"/></w:tblPr>");
}

void docx_begin_table(struct markup *m, const long *width, size_t n)
{
    if (m->table_last)
        buf_puts(m->out, "<w:p/>"); /* two tables side by side would be one */
    buf_puts(m->out, "<w:tbl>");
    put_props(m);
    buf_puts(m->out, "<w:tblGrid>");
    for (size_t c = 0; c < n; c++)
        buf_printf(m->out, "<w:gridCol w:w=\"%ld\"/>", width[c]);
    buf_puts(m->out, "</w:tblGrid>");
}

void docx_begin_row(struct markup *m, enum markup_row row)
{
    buf_puts(m->out, row ? "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" : "<w:tr>");
}

void docx_begin_cell(struct markup *m, const struct markup_cell *cell)
{
    buf_printf(m->out, "<w:tc><w:tcPr><w:tcW w:w=\"%ld\" w:type=\"dxa\"/>", cell->width);
    if (cell->across > 1)
        buf_printf(m->out, "<w:gridSpan w:val=\"%zu\"/>", cell->across);
    if (cell->below)
        buf_puts(m->out, "<w:vMerge/></w:tcPr><w:p/>");
    else
        buf_puts(m->out, cell->down > 1 ? "<w:vMerge w:val=\"restart\"/><w:vAlign w:val=\"center\"/></w:tcPr>" : "</w:tcPr>");
}

void docx_end_cell(struct markup *m, const struct markup_cell *cell)
{
    (void)cell;
    buf_puts(m->out, m->table_last ? "<w:p/></w:tc>" : "</w:tc>"); /* a cell ends with a paragraph (17.4.65) */
}

void docx_end_row(struct markup *m, enum markup_row row)
{
    (void)row;
    buf_puts(m->out, "</w:tr>");
}

void docx_end_table(struct markup *m)
{
    buf_puts(m->out, "</w:tbl>");
}
