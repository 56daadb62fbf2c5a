/* Rich values as DOCX has them: runs and paragraphs (ECMA-376-1: 17.3.2 run properties, in their order 17.3.2.28;
 * 17.16.22 hyperlink).
 *
 * Invariant: between two calls of a pen the output is inside a paragraph, and inside a run only if in_run says so; what
 * begins a new paragraph closes the run and the link, and opens both again only when letters follow. */
#include "base/xml.h"
#include "fill/docx_write.h"
#include "fill/props.h"
#include "fill/tidy.h"

/* ---- places ---- */

static void enter_runs(struct rich *r, const struct rich_place *place, struct buf *out)
{
    (void)r;
    if (place->level == RICH_TEXT) {
        buf_puts(out, "</w:t></w:r>");
    } else if (place->level == RICH_BLOCK) {
        buf_puts(out, "<w:p>");
        buf_putspan(out, place->paragraph);
    }
}

static void oput_text(struct span props, struct buf *out)
{
    buf_puts(out, "<w:r>");
    buf_putspan(out, props);
    buf_puts(out, "<w:t xml:space=\"preserve\">");
}

static void leave_runs(struct rich *r, const struct rich_place *place, struct buf *out)
{
    (void)r;
    if (place->level == RICH_TEXT)
        oput_text(place->after, out);
    else if (place->level == RICH_BLOCK)
        buf_puts(out, "</w:p>");
}

static void enter_blocks(struct rich *r, const struct rich_place *place, struct buf *out)
{
    (void)r;
    if (place->level != RICH_BLOCK)
        buf_puts(out, TIDY_EMPTY);
    if (place->level == RICH_TEXT)
        buf_puts(out, "</w:t></w:r>");
    if (place->level != RICH_BLOCK)
        buf_puts(out, "</w:p>");
}

static void leave_blocks(struct rich *r, const struct rich_place *place, bool table_last, struct buf *out)
{
    (void)r;
    if (table_last && place->ends_cell && place->level == RICH_BLOCK)
        buf_puts(out, "<w:p/>"); /* a cell ends with a paragraph (17.4.65) */
    if (place->level == RICH_BLOCK)
        return;
    buf_puts(out, "<w:p>");
    buf_putspan(out, place->paragraph);
    buf_puts(out, TIDY_EMPTY);
    if (place->level == RICH_TEXT)
        oput_text(place->run, out);
}

/* ---- the pen ---- */

static void need_run(struct pen *p)
{
    if (p->in_run)
        return;
    if (p->link)
        buf_printf(p->out, "<w:hyperlink xmlns:r=\"%s\" r:id=\"%s\" w:tgtFrame=\"_blank\">", 
                   additions_uri(p->r->add, "officeDocument", "relationships"), p->link);
    buf_puts(p->out, "<w:r>");
    buf_putspan(p->out, p->props);
    p->in_run = true;
}

static void end_text(struct pen *p)
{
    if (p->in_text)
        buf_puts(p->out, "</w:t>");
    p->in_text = false;
}

static void close_run(struct pen *p)
{
    end_text(p);
    if (p->in_run)
        buf_puts(p->out, p->link ? "</w:r></w:hyperlink>" : "</w:r>");
    p->in_run = false;
}

static void put_letters(struct pen *p, struct span text)
{
    struct xml x = {.out = p->out};

    if (!text.n)
        return;
    need_run(p);
    if (!p->in_text)
        buf_puts(p->out, "<w:t xml:space=\"preserve\">");
    p->in_text = true;
    xml_textn(&x, text);
}

static void put_mark(struct pen *p, const char *element)
{
    need_run(p);
    end_text(p);
    buf_puts(p->out, element);
}

/* A paragraph more: the section that the old one ends is not ended twice. */
static void new_paragraph(struct pen *p)
{
    const char *from = memmem(p->paragraph.p, p->paragraph.n, "<w:sectPr", 9), *end = "</w:sectPr>";
    const char *to = from ? memmem(from, p->paragraph.n - (size_t)(from - p->paragraph.p), end, strlen(end)) : NULL;

    close_run(p);
    buf_puts(p->out, "</w:p><w:p>");
    if (to) {
        buf_put(p->out, p->paragraph.p, (size_t)(from - p->paragraph.p));
        to += strlen(end);
        buf_put(p->out, to, p->paragraph.n - (size_t)(to - p->paragraph.p));
    } else {
        buf_putspan(p->out, p->paragraph);
    }
}

static void put_text(struct pen *p, struct span text)
{
    size_t from = 0, i;

    for (i = 0; i < text.n; i++) {
        char c = text.p[i];

        if (c != '\n' && c != '\t' && c != '\a' && c != '\f' && c != '\r')
            continue;
        put_letters(p, span_make(text.p + from, i - from));
        from = i + 1;
        if (c == '\n') {
            put_mark(p, "<w:br/>");
        } else if (c == '\t') {
            put_mark(p, "<w:tab/>");
        } else if (c == '\a') {
            new_paragraph(p);
        } else if (c == '\f') {
            close_run(p);
            buf_puts(p->out, "</w:p><w:p><w:r><w:br w:type=\"page\"/></w:r>");
            new_paragraph(p);
        }
    }
    put_letters(p, span_make(text.p + from, i - from));
}

static void listing(struct rich *r, const struct rich_place *place, struct span text, struct buf *out)
{
    struct pen pen = {.r = r, .place = place, .out = out, .props = place->run, .paragraph = place->paragraph, .in_run = true, .in_text = true};

    put_text(&pen, text);
    need_run(&pen);
    if (!pen.in_text)
        buf_puts(out, "<w:t xml:space=\"preserve\">");
}

/* ---- looks ---- */

static void put_switch(struct xml *x, const char *name, bool on, bool off)
{
    if (on || off)
        xml_leaf(x, name, off ? "w:val" : NULL, "0");
}

static void put_font(struct xml *x, const struct look *look)
{
    static const char *const regions[][2] = {{"ascii", "w:ascii"}, {"hAnsi", "w:hAnsi"}, {"eastAsia", "w:eastAsia"}, {"cs", "w:cs"}};

    if (!look->font)
        return;
    xml_open(x, "w:rFonts");
    for (size_t i = 0; i < 4; i++)
        if (i != 2 || (look->region && strcmp(look->region, regions[i][0]) == 0))
            xml_attr(x, regions[i][1], look->font);
    xml_close(x);
}

static void put_value(struct xml *x, const char *name, const char *value)
{
    if (value)
        xml_leaf(x, name, "w:val", value);
}

static void put_props(const struct look *l, struct buf *out)
{
    struct xml x = {.out = out};
    size_t before = out->n;

    xml_open(&x, "w:rPr");
    xml_textn(&x, SPAN("")); /* the start tag is closed: an empty one is taken back below */
    size_t empty = out->n;
    put_value(&x, "w:rStyle", l->style);
    put_font(&x, l);
    put_switch(&x, "w:b", l->bold, l->bold_off);
    put_switch(&x, "w:bCs", l->bold && l->rtl, false);
    put_switch(&x, "w:i", l->italic, l->italic_off);
    put_switch(&x, "w:iCs", l->italic && l->rtl, false);
    put_switch(&x, "w:strike", l->strike, l->strike_off);
    put_value(&x, "w:color", l->color);
    if (l->size) {
        struct buf size = {0};

        buf_printf(&size, "%ld", l->size);
        put_value(&x, "w:sz", size.p);
        put_value(&x, "w:szCs", size.p);
        buf_release(&size);
    }
    put_value(&x, "w:highlight", l->pen);
    put_value(&x, "w:u", l->underline);
    if (l->fill) {
        xml_open(&x, "w:shd");
        xml_attr(&x, "w:val", "clear");
        xml_attr(&x, "w:color", "auto");
        xml_attr(&x, "w:fill", l->fill);
        xml_close(&x);
    }
    put_value(&x, "w:vertAlign", l->raised == LOOK_SUB ? "subscript" : l->raised == LOOK_SUPER ? "superscript" : NULL);
    put_switch(&x, "w:rtl", l->rtl, false);
    put_value(&x, "w:lang", l->lang);
    bool nothing = out->n == empty;
    xml_close(&x);
    if (nothing) {
        out->n = before;
        out->p[before] = '\0';
    }
}

static void put_run(struct pen *p, const struct look *look, struct span text)
{
    struct buf own = {0}, props = {0};
    struct span around = p->props;

    close_run(p);
    put_props(look, &own);
    props_run(around, buf_span(&own), &props);
    p->props = buf_span(&props);
    p->link = look->url ? add_relation(p->r->add, p->place->part, "hyperlink", look->url, true) : NULL;
    put_text(p, text);
    close_run(p);
    p->props = around;
    p->link = NULL;
    buf_release(&own);
    buf_release(&props);
}

/* <w:pPr> of a paragraph in a style. */
static struct span styled(struct rich *r, const char *style)
{
    struct buf b = {0};
    struct xml x = {.out = &b};
    size_t n;

    xml_open(&x, "w:pPr");
    xml_leaf(&x, "w:pStyle", "w:val", style);
    xml_close(&x);
    n = b.n;
    return span_make(arena_buf(r->arena, &b), n);
}

/* The paragraph's properties without what belongs to the end of a section. */
static struct span bare_paragraph(struct rich *r, const struct rich_place *place)
{
    struct buf b = {0};
    size_t n;

    props_paragraph(place->paragraph, "", SPAN(""), &b);
    n = b.n;
    return span_make(arena_buf(r->arena, &b), n);
}

static void begin_paragraph(struct pen *p, const char *style)
{
    if (style) {
        p->paragraph = styled(p->r, style);
    } else if (!p->r->docxtpl) {
        p->paragraph = bare_paragraph(p->r, p->place);
        p->props = p->place->run;
    }
    buf_puts(p->out, "<w:p>");
    buf_putspan(p->out, p->paragraph);
}

static void end_paragraph(struct pen *p)
{
    buf_puts(p->out, "</w:p>");
}

const struct rich_writer docx_writer = {
    .enter_runs = enter_runs,
    .leave_runs = leave_runs,
    .enter_blocks = enter_blocks,
    .leave_blocks = leave_blocks,
    .text = put_text,
    .close = close_run,
    .run = put_run,
    .listing = listing,
    .begin_paragraph = begin_paragraph,
    .end_paragraph = end_paragraph,
    .styled = styled,
    .draw = docx_draw,
    .own_place = docx_own_place,
    .begin_block = docx_begin_block,
    .end_block = docx_end_block,
    .begin_list = docx_begin_list,
    .begin_item = docx_begin_item,
    .end_list = docx_end_list,
    .note = docx_note,
    .begin_table = docx_begin_table,
    .begin_row = docx_begin_row,
    .begin_cell = docx_begin_cell,
    .end_cell = docx_end_cell,
    .end_row = docx_end_row,
    .end_table = docx_end_table,
    .subdoc = docx_subdoc,
};
