/* Tables: cells onto the grid, heights of rows, slices of rows that go over a page's end.
 *
 * A row is as high as the thickness of its top border and its content; after the last row of a page
 * its bottom border follows (Word layout 7.4). Borders are centred on the grid lines and take
 * nothing from the text's width (7.3). A cell keeps a cursor: what stands before it is on earlier
 * pages, and the height of a row that goes on is that of what its cells still hold. */
#include "layout/layout.h"

#include <math.h>

static size_t clamp_span(int span, size_t room)
{
    const size_t n = span > 1 ? (size_t)span : 1;
    return n < room ? n : room;
}

static void table_grid(struct layout *l, struct table_box *t)
{
    const struct table *table = &t->node->as.table;
    t->grid = ARENA_NEWS(&l->scratch, t->columns + 1, double);
    t->grid[0] = table->left;
    for (size_t i = 0; i < t->columns; i++)
        t->grid[i + 1] = t->grid[i] + fmax(0, i < table->columns ? table->widths[i] : 0);
}

static void cell_build(struct layout *l, struct table_box *t, struct cell_box *c, int row_tag,
                       bool header)
{
    const struct cell *cell = &c->node->as.cell;
    int tag = row_tag;
    if (t->node->as.table.kind == TABLE_DATA) {
        tag = tags_add(l, header ? TAG_TH : TAG_TD, row_tag, c->node);
        if (!l->furniture) {
            l->frames->tags[tag].col_span = (int)(c->col_end - c->col);
            l->frames->tags[tag].row_span = (int)(c->row_end - c->row);
        }
    }
    const double width = t->grid[c->col_end] - t->grid[c->col] - cell->pad_left - cell->pad_right;
    stack_build(l, c->node->first, fmax(width, 1), tag, NULL, &c->stack);
}

/* A row whose first paragraph keeps with the next one keeps with the next row (5.5). */
static bool row_keeps_next(const struct row_box *row, const struct cell_box *cells)
{
    const struct stack *s = &cells[row->first_cell].stack;
    return row->end_cell > row->first_cell && s->n > 0 && s->atoms[0].type == ATOM_LINE &&
           s->atoms[0].para->props->keep_next;
}

/* `until[c]`: the first row in which column c is free again. */
static void row_build(struct layout *l, struct table_box *t, size_t r, const struct node *node,
                      size_t *until, int table_tag)
{
    struct row_box *row = &t->rows[r];
    const bool data = t->node->as.table.kind == TABLE_DATA;
    const int tag = data ? tags_add(l, TAG_TR, table_tag, node) : table_tag;
    size_t col = 0;
    row->cant_split = node->as.row.cant_split || r < t->header_rows;
    row->first_cell = t->n_cells;
    row->note_first = (int)l->n_notes;
    for (const struct node *n = node->first; n; n = n->next) {
        if (n->type != NODE_CELL)
            continue;
        while (col < t->columns && until[col] > r)
            col++;
        if (col >= t->columns) {
            diag(layout_ctx(l), DIAG_LAYOUT_CELL_OUTSIDE, n->pos);
            col = t->columns - 1;
        }
        struct cell_box *c = &t->cells[t->n_cells++];
        c->node = n;
        c->row = r;
        c->col = col;
        /* a merged cell of the header ends with it: the header is printed again alone */
        c->row_end = r + clamp_span(n->as.cell.row_span,
                                    (r < t->header_rows ? t->header_rows : t->n_rows) - r);
        c->col_end = col + clamp_span(n->as.cell.col_span, t->columns - col);
        for (size_t i = c->col; i < c->col_end; i++)
            until[i] = c->row_end;
        col = c->col_end;
        if (c->row_end > r + 1)
            t->spanning[t->n_spanning++] = c;
        cell_build(l, t, c, tag, node->as.row.header || r < t->header_rows);
    }
    row->end_cell = t->n_cells;
    row->note_end = (int)l->n_notes;
    row->keep_next = row_keeps_next(row, t->cells);
}

static double cell_pads(const struct cell_box *c)
{
    return c->node->as.cell.pad_top + c->node->as.cell.pad_bottom;
}

/* Height that the rest of a cell needs. */
static double cell_need(const struct cell_box *c)
{
    return cell_pads(c) + stack_rest(&c->stack, c->cursor);
}

/* Makes the last row of a cell over several rows as high as the cell needs; rows before `from` are
 * on earlier pages. */
static void span_fit(struct table_box *t, const struct cell_box *c, size_t from)
{
    double room = -t->border;
    for (size_t r = c->row > from ? c->row : from; r < c->row_end; r++)
        room += t->rows[r].height + t->border;
    const double need = cell_need(c);
    if (need > room)
        t->rows[c->row_end - 1].height += need - room;
}

static void table_heights(struct table_box *t)
{
    for (size_t i = 0; i < t->n_cells; i++) {
        const struct cell_box *c = &t->cells[i];
        if (c->row_end == c->row + 1)
            t->rows[c->row].height = fmax(t->rows[c->row].height, cell_need(c));
    }
    for (size_t i = 0; i < t->n_spanning; i++)
        span_fit(t, t->spanning[i], 0);
}

/* Beyond the paper's edge nothing can be read. */
static void table_width_check(struct layout *l, const struct table_box *t)
{
    if (t->grid[t->columns] <= l->section->width - l->section->left)
        return;
    struct buf a = {0}, b = {0};
    buf_number(&a, (t->grid[t->columns] - t->grid[0]) / 72 * 25.4, 1);
    buf_number(&b, l->text_width / 72 * 25.4, 1);
    diag(layout_ctx(l), DIAG_LAYOUT_TABLE_WIDE, t->node->pos, buf_span(&a).p, buf_span(&b).p);
    buf_release(&a);
    buf_release(&b);
}

struct table_box *table_build(struct layout *l, const struct node *node, int parent_tag)
{
    struct table_box *t = ARENA_NEW(&l->scratch, struct table_box);
    size_t cells = 0, r = 0;
    t->node = node;
    t->border = fmax(0, node->as.table.border);
    t->columns = node->as.table.columns ? node->as.table.columns : 1;
    for (const struct node *row = node->first; row; row = row->next) {
        t->n_rows += row->type == NODE_ROW;
        for (const struct node *c = row->first; c; c = c->next)
            cells += c->type == NODE_CELL;
    }
    const int header = node->as.table.header_rows;
    t->header_rows = header > 0 && (size_t)header < t->n_rows ? (size_t)header : 0;
    t->rows = ARENA_NEWS(&l->scratch, t->n_rows + 1, struct row_box);
    t->cells = ARENA_NEWS(&l->scratch, cells + 1, struct cell_box);
    t->spanning = ARENA_NEWS(&l->scratch, cells + 1, struct cell_box *);
    size_t *until = ARENA_NEWS(&l->scratch, t->columns, size_t);
    table_grid(l, t);
    table_width_check(l, t);
    const bool data = node->as.table.kind == TABLE_DATA;
    const int tag = data ? tags_add(l, TAG_TABLE, parent_tag, node) : parent_tag;
    for (const struct node *row = node->first; row; row = row->next)
        if (row->type == NODE_ROW)
            row_build(l, t, r++, row, until, tag);
    table_heights(t);
    return t;
}

double table_header_height(const struct table_box *t)
{
    double h = 0;
    for (size_t r = 0; r < t->header_rows; r++)
        h += t->rows[r].height + t->border;
    return h;
}

/* ---- slices ---- */

/* The cells whose rest must be in row r or later: those of the row, and those that end in it;
 * `i` goes on from 0, *out is NULL after the last. */
static size_t table_row_cells(const struct table_box *t, size_t r, size_t i, struct cell_box **out)
{
    const struct row_box *row = &t->rows[r];
    const size_t own = row->end_cell - row->first_cell;
    for (; i < own + t->n_spanning; i++) {
        struct cell_box *c = i < own ? &t->cells[row->first_cell + i] : t->spanning[i - own];
        const bool here = i < own ? c->row_end == r + 1 : c->row < r && c->row_end == r + 1;
        if (here) {
            *out = c;
            return i + 1;
        }
    }
    *out = NULL;
    return i;
}

bool table_slice(const struct table_box *t, size_t r, double avail, enum break_level level,
                 bool force, double *height)
{
    struct cell_box *c;
    bool moved = false;
    *height = 0;
    for (size_t i = table_row_cells(t, r, 0, &c); c; i = table_row_cells(t, r, i, &c)) {
        double used;
        const size_t to =
            stack_take(&c->stack, c->cursor, avail - cell_pads(c), level, force, &used);
        if (to == c->cursor && to < c->stack.n)
            return false;
        moved = moved || to > c->cursor;
        *height = fmax(*height, used + cell_pads(c));
    }
    return moved;
}

static double stack_notes(const struct layout *l, const struct stack *s, size_t from, size_t to)
{
    double h = 0;
    for (size_t i = from; i < to; i++) {
        const struct atom *a = &s->atoms[i];
        if (a->type == ATOM_LINE)
            h += notes_height(l, a->para->lines[a->index].note_first,
                              a->para->lines[a->index].note_end);
        else
            h += notes_height(l, a->table->rows[a->index].note_first,
                              a->table->rows[a->index].note_end);
    }
    return h;
}

double table_slice_notes(const struct layout *l, const struct table_box *t, const struct slot *slot)
{
    struct cell_box *c;
    double h = 0;
    for (size_t i = table_row_cells(t, slot->row, 0, &c); c;
         i = table_row_cells(t, slot->row, i, &c)) {
        double used;
        const double avail = slot->height - cell_pads(c);
        const size_t to = stack_take(&c->stack, c->cursor, avail, slot->level, slot->force, &used);
        h += stack_notes(l, &c->stack, c->cursor, to);
    }
    return h;
}

void table_reflow(struct table_box *t, size_t r)
{
    struct cell_box *c;
    t->rows[r].height = 0;
    t->header_cut = t->header_cut || r < t->header_rows;
    for (size_t i = table_row_cells(t, r, 0, &c); c; i = table_row_cells(t, r, i, &c))
        t->rows[r].height = fmax(t->rows[r].height, cell_need(c));
}

void table_reflow_spans(struct table_box *t, size_t r)
{
    for (size_t i = 0; i < t->n_spanning; i++) {
        const struct cell_box *c = t->spanning[i];
        if (c->row <= r && c->row_end > r)
            span_fit(t, c, r);
    }
}
