/* Tables of Markdown and HTML, in the template's table style: "Table Grid", else the first that it has, else lines of
 * our own. Columns are as wide as their longest words and their share of the letters ask for. */
#include "base/xml.h"
#include "fill/markup.h"
#include "text/text.h"

enum {
    TABLE_WIDTH = 9000,   /* [twip] the shares of the columns; the table itself is as wide as the text */
    TABLE_LEAST = 5,      /* letters that a column counts at least, and */
    TABLE_MOST = 60,      /* at most */
};

static size_t letters_of(const struct value *v, int depth)
{
    size_t n = 0;

    if (!v || depth > MARKUP_DEPTH)
        return 0;
    if (v->type == VALUE_SCALAR)
        return text_length(span_make(v->as.scalar.text, v->as.scalar.n));
    for (size_t i = 0; i < value_count(v); i++)
        n += letters_of(v->as.items.v[i], depth + 1);
    return n;
}

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

/* The widths of the grid. */
static void put_grid(struct markup *m, const struct value *columns, const struct value *rows, size_t n, long *width)
{
    size_t most[MARKUP_CELLS] = {0}, sum = 0;

    for (size_t c = 0; c < n; c++) {
        const struct value *head = value_item(columns, c);

        most[c] = head ? letters_of(value_member(head, "ten"), 0) : 0;
        for (size_t i = 0; i < value_count(rows); i++) {
            size_t k = letters_of(value_item(value_item(rows, i), c), 0);

            most[c] = k > most[c] ? k : most[c];
        }
        most[c] = most[c] < TABLE_LEAST ? TABLE_LEAST : most[c] > TABLE_MOST ? TABLE_MOST : most[c];
        sum += most[c];
    }
    buf_puts(m->out, "<w:tblGrid>");
    for (size_t c = 0; c < n; c++) {
        width[c] = (long)(TABLE_WIDTH * most[c] / sum);
        buf_printf(m->out, "<w:gridCol w:w=\"%ld\"/>", width[c]);
    }
    buf_puts(m->out, "</w:tblGrid>");
}

static void put_cell(struct markup *m, const struct value *content, const char *align, bool head, long width)
{
    struct markup inner = *m;
    struct buf over = {0};
    struct xml x = {.out = &over};
    struct look look = {.bold = head};
    bool blocks = content && content->type == VALUE_LIST; /* HTML: a cell of several blocks */

    buf_printf(m->out, "<w:tc><w:tcPr><w:tcW w:w=\"%ld\" w:type=\"dxa\"/></w:tcPr>", width);
    inner.in_cell = true;
    inner.level = 0;
    inner.indent = 0;
    inner.list = NULL;
    if (blocks && content->as.items.n) {
        inner.table_last = false;
        markup_blocks(&inner, content);
        if (inner.table_last)
            buf_puts(m->out, "<w:p/>");
    } else {
        xml_open(&x, "w:pPr");
        xml_open(&x, "w:ind");
        xml_attr_int(&x, "w:left", 0);
        xml_attr_int(&x, "w:right", 0);
        xml_attr_int(&x, "w:firstLine", 0);
        xml_close(&x);
        xml_leaf(&x, "w:jc", "w:val", align ? align : head ? "center" : "left");
        xml_close(&x);
        markup_open(&inner, "numPr ind keepNext pageBreakBefore", buf_span(&over));
        markup_inlines(&inner, content && content->type == VALUE_MAP ? value_member(content, "doan") : content, &look, m->place.run);
        markup_close(&inner);
    }
    buf_puts(m->out, "</w:tc>");
    m->ok &= inner.ok;
    buf_release(&over);
}

static const char *align_of(const struct value *column)
{
    const struct value *can = column ? value_member(column, "can") : NULL;
    const char *word = value_is_text(can) ? can->as.scalar.text : "";

    return strcmp(word, "giua") == 0 ? "center" : strcmp(word, "phai") == 0 ? "right" : strcmp(word, "trai") == 0 ? "left" : NULL;
}

void markup_table(struct markup *m, const struct value *table)
{
    const struct value *columns = value_member(table, "cot"), *rows = value_member(table, "dong");
    size_t n = value_count(columns);
    long width[MARKUP_CELLS];
    bool head = false;

    for (size_t i = 0; i < value_count(rows); i++)
        n = value_count(value_item(rows, i)) > n ? value_count(value_item(rows, i)) : n;
    if (n == 0)
        return;
    if (n > MARKUP_CELLS) { /* as many as Word can hold */
        m->ok = rich_fault(m->r, DIAG_MARKUP_WIDE, table);
        return;
    }
    for (size_t c = 0; c < value_count(columns); c++)
        head |= letters_of(value_member(value_item(columns, c), "ten"), 0) > 0;
    if (m->table_last)
        buf_puts(m->out, "<w:p/>"); /* two tables side by side would be one */
    buf_puts(m->out, "<w:tbl>");
    put_props(m);
    put_grid(m, columns, rows, n, width);
    for (size_t i = head ? 0 : 1; i <= value_count(rows); i++) {
        const struct value *row = i ? value_item(rows, i - 1) : NULL;

        buf_puts(m->out, i ? "<w:tr>" : "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
        for (size_t c = 0; c < n; c++) {
            const struct value *column = value_item(columns, c);

            put_cell(m, i ? value_item(row, c) : column ? value_member(column, "ten") : NULL, i ? align_of(column) : NULL, i == 0, width[c]);
        }
        buf_puts(m->out, "</w:tr>");
    }
    buf_puts(m->out, "</w:tbl>");
    m->table_last = true;
}
