/* Tables of Markdown and HTML. Columns are as wide as their longest words and their share of the letters ask for. */
#include "base/diag/rich.h"
#include "fill/markup.h"

#include <stdlib.h>

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

/* ---- the grid ---- */

/* Where cells of rows above go on, by the column where they begin. */
struct above {
    size_t rows, across; /* rows 0: none */
};

/* A row, laid: its places fill it from the left. */
struct laid {
    struct { struct markup_cell cell; const struct value *content; bool bold; } v[MARKUP_CELLS];
    size_t n, columns; /* places, and the columns that they take */
    bool wide;         /* there was no room for all */
};

static size_t number_of(const struct value *cell, const char *key)
{
    const struct value *v = cell->type == VALUE_MAP ? value_member(cell, key) : NULL;

    return value_is_text(v) ? (size_t)strtoul(v->as.scalar.text, NULL, 10) : 1;
}

/* The columns from `at` on that nothing from above takes. */
static size_t free_columns(const struct above *above, size_t at)
{
    size_t n = 0;

    while (at + n < MARKUP_CELLS && !above[at + n].rows)
        n++;
    return n;
}

/* Puts the next row into the grid: a cell of Markdown is its content, one of HTML says how many columns and rows it takes. */
static void lay(const struct value *row, struct above *above, struct laid *out)
{
    size_t next = 0, at = 0, count = value_count(row), last = 0;

    out->n = 0;
    out->wide = false;
    for (size_t c = 0; c < MARKUP_CELLS; c++)
        last = above[c].rows ? c + above[c].across : last;
    while (at < MARKUP_CELLS && (next < count || at < last)) {
        struct markup_cell cell = {.across = 1, .down = 1};
        const struct value *v = NULL, *own = NULL;

        if (above[at].rows) {
            cell = (struct markup_cell){.across = above[at].across, .down = above[at].rows, .below = true};
            above[at].rows--;
        } else if (next < count) {
            size_t room = free_columns(above, at), across;

            v = value_item(row, next++);
            own = v->type == VALUE_MAP ? value_member(v, "o") : NULL;
            across = own ? number_of(v, "ngang") : 1;
            out->wide |= across > MARKUP_CELLS - at;
            cell.across = across > room ? room : across;
            cell.down = own ? number_of(v, "doc") : 1;
            above[at] = (struct above){cell.down - 1, cell.across};
        }
        out->v[out->n].cell = cell;
        out->v[out->n].bold = own && value_member(v, "dam");
        out->v[out->n++].content = own ? own : v;
        at += cell.across;
    }
    out->wide |= next < count;
    out->columns = at;
}

/* ---- widths ---- */

/* How many columns the rows take, `most` the letters of each at most; false: too many. */
static bool measure(const struct value *columns, const struct value *rows, size_t *n, size_t *most)
{
    struct above above[MARKUP_CELLS] = {{0}};

    *n = value_count(columns);
    for (size_t c = 0; c < *n && c < MARKUP_CELLS; c++)
        most[c] = letters_of(value_member(value_item(columns, c), "ten"), 0);
    for (size_t i = 0; i < value_count(rows); i++) {
        struct laid row;
        size_t at = 0;

        lay(value_item(rows, i), above, &row);
        if (row.wide)
            return false;
        *n = row.columns > *n ? row.columns : *n;
        for (size_t k = 0; k < row.n; at += row.v[k++].cell.across) {
            size_t across = row.v[k].cell.across, letters = row.v[k].content ? letters_of(row.v[k].content, 0) / across : 0;

            for (size_t c = at; c < at + across; c++)
                most[c] = letters > most[c] ? letters : most[c];
        }
    }
    return *n <= MARKUP_CELLS;
}

/* Shares of the width. */
static void share(size_t *most, size_t n, long *width)
{
    size_t sum = 0;

    for (size_t c = 0; c < n; c++) {
        most[c] = most[c] < TABLE_LEAST ? TABLE_LEAST : most[c] > TABLE_MOST ? TABLE_MOST : most[c];
        sum += most[c];
    }
    for (size_t c = 0; c < n; c++)
        width[c] = (long)(TABLE_WIDTH * most[c] / sum);
}

/* ---- printing ---- */

static const char *align_of(const struct value *column)
{
    const struct value *can = column ? value_member(column, "can") : NULL;
    const char *word = value_is_text(can) ? can->as.scalar.text : "";

    return strcmp(word, "giua") == 0 ? "center" : strcmp(word, "phai") == 0 ? "right" : strcmp(word, "trai") == 0 ? "left" : NULL;
}

static void put_cell(struct markup *m, const struct markup_cell *cell, const struct value *content, const char *align, bool bold, bool head)
{
    const struct rich_writer *w = m->r->w;
    struct markup inner = *m;
    struct look look = {.bold = bold};

    inner.in_cell = true;
    inner.head = bold;
    inner.centred = head;
    inner.level = 0;
    inner.indent = 0;
    inner.list = NULL;
    inner.table_last = false;
    w->begin_cell(&inner, cell);
    if (content && content->type == VALUE_LIST && content->as.items.n) { /* HTML: a cell of several blocks */
        markup_blocks(&inner, content);
    } else if (!cell->below) {
        struct block_look block = {.no_indent = true, .no_breaks = true, .placed = true, .align = align ? align : head ? "center" : "left"};

        w->begin_block(&inner, &block);
        markup_inlines(&inner, content && content->type == VALUE_MAP ? value_member(content, "doan") : content, &look, m->place.run);
        w->end_block(&inner);
    }
    w->end_cell(&inner, cell);
    m->ok &= inner.ok;
}

/* Fills up a row that is shorter than the table. */
static void put_row(struct markup *m, struct laid *row, const struct value *columns, size_t n, const long *width, bool head)
{
    size_t at = 0;

    while (row->columns < n) {
        row->v[row->n].cell = (struct markup_cell){.across = 1, .down = 1};
        row->v[row->n].bold = false;
        row->v[row->n++].content = NULL;
        row->columns++;
    }
    for (size_t i = 0; i < row->n; i++) {
        struct markup_cell *cell = &row->v[i].cell;
        const char *align = head ? NULL : align_of(value_item(columns, at));

        for (size_t c = 0; c < cell->across; c++)
            cell->width += width[at++];
        put_cell(m, cell, row->v[i].content, align, head || row->v[i].bold, head);
    }
}

/* The rows that are heading: as many as it says, and those that its cells reach into. */
static size_t heads_of(const struct value *table, const struct value *rows)
{
    const struct value *told = value_member(table, "dau");
    size_t n = value_is_text(told) ? (size_t)strtoul(told->as.scalar.text, NULL, 10) : 0;

    for (size_t i = 0; i < n && i < value_count(rows); i++) {
        const struct value *row = value_item(rows, i);

        for (size_t c = 0; c < value_count(row); c++) {
            size_t reach = i + number_of(value_item(row, c), "doc");

            n = reach > n ? reach : n;
        }
    }
    return n;
}

void markup_table(struct markup *m, const struct value *table)
{
    const struct value *columns = value_member(table, "cot"), *rows = value_member(table, "dong");
    const struct rich_writer *w = m->r->w;
    size_t n, most[MARKUP_CELLS] = {0}, heads = heads_of(table, rows);
    long width[MARKUP_CELLS];
    struct above above[MARKUP_CELLS] = {{0}};
    struct laid row = {.n = 0};
    bool head = false;

    if (!measure(columns, rows, &n, most)) { /* as many as Word can hold */
        m->ok = rich_fault(m->r, DIAG_MARKUP_WIDE, m->owner);
        return;
    }
    if (n == 0)
        return;
    for (size_t c = 0; c < value_count(columns); c++) {
        row.v[c].cell = (struct markup_cell){.across = 1, .down = 1};
        row.v[c].bold = false;
        row.v[c].content = value_member(value_item(columns, c), "ten");
        head |= letters_of(row.v[c].content, 0) > 0;
    }
    row.n = row.columns = value_count(columns);
    share(most, n, width);
    w->begin_table(m, width, n);
    if (head) { /* Markdown's */
        enum markup_row only = ROW_HEAD | ROW_HEAD_FIRST | ROW_HEAD_LAST;

        w->begin_row(m, only);
        put_row(m, &row, columns, n, width, true);
        w->end_row(m, only);
    }
    for (size_t i = 0; i < value_count(rows); i++) {
        enum markup_row kind = i >= heads ? ROW_BODY : ROW_HEAD | (i == 0 ? ROW_HEAD_FIRST : 0) | (i + 1 == heads ? ROW_HEAD_LAST : 0);

        lay(value_item(rows, i), above, &row);
        w->begin_row(m, kind);
        put_row(m, &row, columns, n, width, i < heads);
        w->end_row(m, kind);
    }
    w->end_table(m);
    m->table_last = true;
}
