/* Paragraphs, notes and tables of Markdown and HTML as ODT has them (ODF 1.3 part 3: 5.1, 6.3, 9.1). */
#include "base/diag/rich.h"
#include "base/xml.h"
#include "fill/odt_own.h"

#define PARAGRAPH "paragraph-properties"

/* ---- paragraphs ---- */

static void set_indent(struct rich *r, struct odt_attrs *a, long left, bool right)
{
    odt_set(a, PARAGRAPH, "fo:margin-left", left % 20 ? arena_printf(r->arena, "%ld.%ldpt", left / 20, left % 20 / 2) : arena_printf(r->arena, "%ldpt", left / 20));
    if (right)
        odt_set(a, PARAGRAPH, "fo:margin-right", "0pt");
    odt_set(a, PARAGRAPH, "fo:text-indent", "0pt");
}

static void set_look(struct markup *m, const struct block_look *look, struct odt_attrs *a)
{
    static const char *const indents[] = {"fo:margin-left", "fo:margin-right", "fo:text-indent", "style:auto-text-indent"};

    odt_set(a, NULL, "style:list-style-name", NULL);
    for (size_t i = 0; look->no_indent && i < 4; i++)
        odt_set(a, PARAGRAPH, indents[i], NULL);
    if (look->no_breaks)
        odt_set(a, PARAGRAPH, "fo:keep-with-next", NULL);
    if (look->style && !look->bare)
        odt_set(a, NULL, "style:parent-style-name", look->style);
    if (look->heading && !look->style)
        odt_set(a, PARAGRAPH, "fo:keep-with-next", "always");
    if (look->rule) {
        odt_set(a, PARAGRAPH, "fo:border-bottom", "0.75pt solid #000000");
        odt_set(a, PARAGRAPH, "fo:padding-bottom", "1pt");
    }
    if (look->placed && m->level == 0 && m->indent)
        set_indent(m->r, a, m->indent, false);
    else if (look->placed && m->level == 0 && m->in_cell)
        set_indent(m->r, a, 0, true);
    else if (look->placed && look->flush)
        odt_set(a, PARAGRAPH, "fo:text-indent", "0pt");
    if (look->align)
        odt_set(a, PARAGRAPH, "fo:text-align", strcmp(look->align, "both") == 0 ? "justify" : look->align);
}

/* Blocks of the text, not of a cell or note in it, stand outside the lists around the tag. */
static void come_out(struct markup *m)
{
    if (m->level == 0 && !m->in_cell && !m->in_note)
        odt_leave_lists(m->r, &m->place, m->out);
}

void odt_begin_block(struct markup *m, const struct block_look *look)
{
    struct rich *r = m->r;
    struct odt_attrs a = {.n = 0};
    const char *base = look->bare ? look->style : arena_span(r->arena, m->place.paragraph), *style;

    come_out(m);
    set_look(m, look, &a);
    odt_take_page(r, m->place.part, &a);
    style = odt_look(r, m->place.part, "paragraph", base ? base : "", &a);
    m->heading = look->heading;
    if (look->heading)
        buf_printf(m->out, "<text:h text:outline-level=\"%d\"%s%s%s>", look->heading, *style ? " text:style-name=\"" : "", style, *style ? "\"" : "");
    else
        odt_begin_p(m->out, style);
    m->list = NULL;
    m->table_last = false;
}

void odt_end_block(struct markup *m)
{
    buf_puts(m->out, m->heading ? "</text:h>" : "</text:p>");
    m->heading = 0;
}

/* ---- notes ---- */

void odt_note(struct markup *m, const struct value *blocks)
{
    struct rich *r = m->r;
    struct odt_rich *o = r->odt;
    const char *style = styles_built_in(r, STYLE_PARAGRAPH, "footnote text"), *page = o->page;
    struct markup inner = {.r = r, .owner = m->owner, .out = m->out, .depth = m->depth, .in_note = true, .ok = true};
    size_t base = o->base, from;

    if (m->in_note || strcmp(m->place.part, "content.xml") != 0) {
        m->ok = rich_fault(r, DIAG_MARKUP_NOTE, m->owner);
        return;
    }
    buf_printf(m->out, "<text:note text:id=\"ftnVb%u\" text:note-class=\"footnote\"><text:note-citation>%u</text:note-citation><text:note-body>",
               ++o->number, ++o->notes);
    inner.place = (struct rich_place){.part = m->place.part, .level = RICH_BLOCK, .paragraph = span_of(style ? style : ""), .pos = m->place.pos};
    o->page = NULL;
    o->base = o->n_lists;
    from = m->out->n;
    markup_blocks(&inner, blocks);
    if (m->out->n == from)
        buf_puts(m->out, "<text:p/>");
    o->base = base;
    o->page = page;
    buf_puts(m->out, "</text:note-body></text:note>");
    m->ok &= inner.ok;
}

/* ---- tables ---- */

static const char *table_style(struct markup *m)
{
    struct rich *r = m->r;
    struct odt_attrs a = {.n = 0};
    struct buf width = {0};

    if (m->in_cell || m->in_note) {
        odt_set(&a, "table-properties", "style:rel-width", "100%");
    } else {
        buf_number(&width, (double)odt_text_width(r) / RICH_EMU_PT, 2);
        buf_puts(&width, "pt");
        odt_set(&a, "table-properties", "style:width", arena_buf(r->arena, &width));
        odt_take_page(r, m->place.part, &a);
        for (size_t i = 0; i < a.n; i++)
            if (a.v[i].props && strcmp(a.v[i].props, PARAGRAPH) == 0)
                a.v[i].props = "table-properties";
    }
    odt_set(&a, "table-properties", "table:align", "margins");
    return odt_look(r, m->place.part, "table", "", &a);
}

void odt_begin_table(struct markup *m, const long *width, size_t n)
{
    struct rich *r = m->r;
    long sum = 0;

    come_out(m);
    odt_part_lists(m);
    buf_printf(m->out, "<table:table table:name=\"%s\" table:style-name=\"%s\">", odt_name(r, "Vb"), table_style(m));
    for (size_t c = 0; c < n; c++)
        sum += width[c];
    for (size_t c = 0; c < n; c++) {
        struct odt_attrs a = {.n = 0};
        struct buf b = {0};

        buf_number(&b, (double)odt_text_width(r) / RICH_EMU_PT * (double)width[c] / (double)sum, 2);
        buf_puts(&b, "pt");
        odt_set(&a, "table-column-properties", "style:column-width", arena_buf(r->arena, &b));
        odt_set(&a, "table-column-properties", "style:rel-column-width", arena_printf(r->arena, "%ld*", width[c]));
        buf_printf(m->out, "<table:table-column table:style-name=\"%s\"/>", odt_look(r, m->place.part, "table-column", "", &a));
    }
}

void odt_begin_row(struct markup *m, enum markup_row row)
{
    struct odt_attrs a = {.n = 0};

    if (row & ROW_HEAD_FIRST)
        buf_puts(m->out, "<table:table-header-rows>");
    if (row)
        odt_set(&a, "table-row-properties", "fo:keep-together", "always");
    buf_puts(m->out, "<table:table-row");
    if (row)
        buf_printf(m->out, " table:style-name=\"%s\"", odt_look(m->r, m->place.part, "table-row", "", &a));
    buf_putc(m->out, '>');
}

static void put_covered(struct markup *m, size_t n)
{
    for (size_t i = 0; i < n; i++)
        buf_puts(m->out, "<table:covered-table-cell/>");
}

void odt_begin_cell(struct markup *m, const struct markup_cell *cell)
{
    struct odt_attrs a = {.n = 0};

    if (cell->below)
        return;
    odt_set(&a, "table-cell-properties", "fo:padding", "0.1cm");
    odt_set(&a, "table-cell-properties", "fo:border", "0.5pt solid #000000");
    if (cell->down > 1)
        odt_set(&a, "table-cell-properties", "style:vertical-align", "middle");
    buf_printf(m->out, "<table:table-cell table:style-name=\"%s\"", odt_look(m->r, m->place.part, "table-cell", "", &a));
    if (cell->across > 1)
        buf_printf(m->out, " table:number-columns-spanned=\"%zu\"", cell->across);
    if (cell->down > 1)
        buf_printf(m->out, " table:number-rows-spanned=\"%zu\"", cell->down);
    buf_puts(m->out, " office:value-type=\"string\">");
    m->outer_base = m->r->odt->base;
    m->r->odt->base = m->r->odt->n_lists;
}

void odt_end_cell(struct markup *m, const struct markup_cell *cell)
{
    if (!cell->below) {
        m->r->odt->base = m->outer_base;
        buf_puts(m->out, "</table:table-cell>");
    }
    put_covered(m, cell->across - !cell->below);
}

void odt_end_row(struct markup *m, enum markup_row row)
{
    buf_puts(m->out, row & ROW_HEAD_LAST ? "</table:table-row></table:table-header-rows>" : "</table:table-row>");
}

void odt_end_table(struct markup *m)
{
    buf_puts(m->out, "</table:table>");
    odt_rejoin_lists(m);
}
