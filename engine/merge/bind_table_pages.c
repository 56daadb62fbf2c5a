/* Rows of a table over a page's end.
 *
 * A row of a few lines stays whole: dividing it saves no paper and reads badly. A cell over several rows may go over a
 * page's end between them, its text stands on the first page (Word layout 7.8); its first two rows stay together, so
 * that no name stands over one row alone (5.5). More cannot be kept: LibreOffice asks the first place of a row whether
 * it keeps with the next, and in ODT nothing can be said where a cell from above covers that place. */
#include <math.h>

#include "merge/bind_table.h"

enum { WHOLE_LINES = 6 }; /* a row with more may be divided */

/* A row of the table has as many lines as its fullest cell, of those that are one row high. */
static size_t row_lines(struct table_binding *t, size_t at, const struct node *row)
{
    double lines = 1;

    for (const struct node *cell = row->first; cell; cell = cell->next) {
        double room = -2 * TABLE_PAD;

        for (int c = 0; c < cell->as.cell.col_span; c++)
            room += t->table->as.table.widths[table_place(t, at, cell) + (size_t)c];
        if (cell->as.cell.row_span == 1)
            lines = fmax(lines, ceil(table_measure(t, cell->first).natural / fmax(room, 1)));
    }
    return (size_t)fmin(lines, 1e6);
}

/* The first row of cells that go on below it, from the first column on. */
static bool begins_group(struct table_binding *t, size_t at, const struct node *row)
{
    bool spans = false;

    for (const struct node *cell = row->first; cell; cell = cell->next)
        spans |= cell->as.cell.row_span > 1;
    return spans && table_place(t, at, row->first) == 0;
}

/* Word keeps a row with the next when its paragraphs do. */
static void keep_next(struct binder *b, const struct node *row)
{
    for (const struct node *cell = row->first; cell; cell = cell->next) {
        struct para_props *own = ARENA_NEW(&b->doc->arena, struct para_props);

        *own = *para_props(cell->first);
        own->keep_next = true;
        cell->first->as.para.own = own;
    }
}

void table_pages(struct table_binding *t)
{
    bool repeated = t->table->as.table.header_rows > 0;
    size_t at = 0;

    for (struct node *row = t->table->first; row; row = row->next, at++)
        row->as.row.cant_split = row_lines(t, at, row) <= WHOLE_LINES;
    at = 0;
    for (struct node *row = t->table->first; row; row = row->next, at++) {
        bool head = at < t->head_rows, group = row->next && row->as.row.cant_split && row->next->as.row.cant_split && begins_group(t, at, row);

        row->as.row.cant_split |= head;
        if (head ? !repeated : group) /* a repeated heading keeps by itself */
            keep_next(t->b, row);
    }
}
