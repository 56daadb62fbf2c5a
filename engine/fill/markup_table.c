/* Tables of Markdown and HTML. Columns are as wide as their longest words and their share of the letters ask for. */
#include "base/diag/rich.h"
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

/* Shares of the width. */
static void share(const struct value *columns, const struct value *rows, size_t n, long *width)
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
    for (size_t c = 0; c < n; c++)
        width[c] = (long)(TABLE_WIDTH * most[c] / sum);
}

static void put_cell(struct markup *m, const struct value *content, const char *align, bool head, long width)
{
    const struct rich_writer *w = m->r->w;
    struct markup inner = *m;
    struct look look = {.bold = head};

    inner.in_cell = true;
    inner.level = 0;
    inner.indent = 0;
    inner.list = NULL;
    inner.table_last = false;
    w->begin_cell(&inner, width);
    if (content && content->type == VALUE_LIST && content->as.items.n) { /* HTML: a cell of several blocks */
        markup_blocks(&inner, content);
    } else {
        struct block_look block = {.no_indent = true, .no_breaks = true, .placed = true, .align = align ? align : head ? "center" : "left"};

        w->begin_block(&inner, &block);
        markup_inlines(&inner, content && content->type == VALUE_MAP ? value_member(content, "doan") : content, &look, m->place.run);
        w->end_block(&inner);
    }
    w->end_cell(&inner);
    m->ok &= inner.ok;
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
    const struct rich_writer *w = m->r->w;
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
    share(columns, rows, n, width);
    w->begin_table(m, width, n);
    for (size_t i = head ? 0 : 1; i <= value_count(rows); i++) {
        const struct value *row = i ? value_item(rows, i - 1) : NULL;

        w->begin_row(m, i == 0);
        for (size_t c = 0; c < n; c++) {
            const struct value *column = value_item(columns, c);

            put_cell(m, i ? value_item(row, c) : column ? value_member(column, "ten") : NULL, i ? align_of(column) : NULL, i == 0, width[c]);
        }
        w->end_row(m, i == 0);
    }
    w->end_table(m);
    m->table_last = true;
}
