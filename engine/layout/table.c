/* Tables: cells onto the grid, their content, heights of rows.
 *
 * A row is as high as the thickest line above it and its content; after the last row of a page the line below
 * follows (Word layout 7.4). Lines are centred on the grid and take nothing from the text's width (7.3). A cell
 * keeps a cursor: what stands before it is on earlier pages, and the height of a row that goes on is that of what its
 * cells still hold.
 *
 * Cells are placed first, so that the widths of the columns and the lines are known before any text is set. Text that
 * is turned comes last: its lines are as long as the rows are high. */
#include "base/diag/layout.h"
#include "layout/layout.h"

#include <math.h>

enum {
    AUTOFIT_NESTED = 3, /* tables in each other whose columns follow their content: each is set twice */
    TURN_TRIES = 8,     /* lengths of the lines of a turned cell */
};

/* What building has added since, to be taken back. */
struct mark {
    size_t tags, notes, fields;
};

static struct mark mark_now(const struct layout *l)
{
    return (struct mark){l->frames->n_tags, l->n_notes, l->n_fields};
}

static void mark_return(struct layout *l, struct mark m)
{
    l->frames->n_tags = m.tags;
    l->n_notes = m.notes;
    l->n_fields = m.fields;
}

/* ---- places ---- */

static size_t clamp_span(int span, size_t room)
{
    const size_t n = span > 1 ? (size_t)span : 1;
    return n < room ? n : room;
}

/* Whether the page begins anew with the row. */
static bool row_breaks(const struct node *row)
{
    const struct node *cell = row->first;
    const struct node *para = cell && cell->type == NODE_CELL ? cell->first : NULL;
    return para && para->type == NODE_PARA && para_props(para)->page_break_before;
}

static void row_place(struct layout *l, struct table_box *t, size_t r, const struct node *node, size_t *until)
{
    struct row_box *row = &t->rows[r];
    size_t col = node->as.row.skip > 0 ? (size_t)node->as.row.skip : 0;
    row->exact = node->as.row.rule == LINE_EXACT && node->as.row.height > 0;
    row->least = node->as.row.rule != LINE_MULTIPLE ? fmax(0, node->as.row.height) : 0;
    row->cant_split = node->as.row.cant_split || row->exact || r < t->header_rows;
    row->page_break = row_breaks(node);
    row->first_cell = t->n_cells;
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
    }
    row->end_cell = t->n_cells;
}

/* What the lines take between the rows: of cells that begin, end or (where a page ends) go on there. */
static void table_lines(struct table_box *t)
{
    for (size_t r = 0; r < t->n_rows; r++)
        t->rows[r].top = t->rows[r].bottom = border_thickness(t->line.top);
    for (size_t i = 0; i < t->n_cells; i++) {
        const struct cell_box *c = &t->cells[i];
        const struct borders *e = cell_edge(t, c);
        const double top = border_thickness(e->top), bottom = border_thickness(e->bottom);
        t->rows[c->row].top = fmax(t->rows[c->row].top, top);
        for (size_t r = c->row; r < c->row_end; r++)
            t->rows[r].bottom = fmax(t->rows[r].bottom, bottom);
        if (c->row_end < t->n_rows && t->spacing == 0)
            t->rows[c->row_end].top = fmax(t->rows[c->row_end].top, bottom);
    }
    for (size_t r = t->n_rows; t->spacing > 0 && r-- > 0;) { /* no line is shared */
        t->rows[r].top += t->spacing + (r > 0 ? t->rows[r - 1].bottom : 0);
        t->rows[r].bottom += t->spacing;
    }
}

static struct table_box *table_place(struct layout *l, const struct node *node)
{
    struct table_box *t = ARENA_NEW(&l->scratch, struct table_box);
    const struct table *table = &node->as.table;
    const struct border line = {.width = fmax(0, table->border)};
    size_t cells = 0, r = 0;
    t->node = node;
    t->line = (struct borders){line, line, line, line};
    t->spacing = fmax(0, table->spacing);
    t->columns = table->columns ? table->columns : 1;
    for (const struct node *row = node->first; row; row = row->next) {
        t->n_rows += row->type == NODE_ROW;
        for (const struct node *c = row->first; c; c = c->next)
            cells += c->type == NODE_CELL;
    }
    const int header = table->header_rows;
    t->header_rows = header > 0 && (size_t)header < t->n_rows ? (size_t)header : 0;
    t->rows = ARENA_NEWS(&l->scratch, t->n_rows + 1, struct row_box);
    t->cells = ARENA_NEWS(&l->scratch, cells + 1, struct cell_box);
    t->spanning = ARENA_NEWS(&l->scratch, cells + 1, struct cell_box *);
    size_t *until = ARENA_NEWS(&l->scratch, t->columns, size_t); /* the first row in which a column is free again */
    for (const struct node *row = node->first; row; row = row->next)
        if (row->type == NODE_ROW)
            row_place(l, t, r++, row, until);
    for (size_t i = t->n_spanning; i-- > 0;) {
        struct row_box *last = &t->rows[t->spanning[i]->row_end - 1];
        t->spanning[i]->next_end = last->ends;
        last->ends = t->spanning[i];
    }
    table_lines(t);
    return t;
}

/* ---- content ---- */

double cell_room(const struct table_box *t, const struct cell_box *c)
{
    const struct cell *cell = &c->node->as.cell;
    const double s = t->spacing / 2;
    return t->grid[c->col_end] - t->grid[c->col] - cell->pad_left - cell->pad_right - (c->col > 0 ? s : 2 * s) -
           (c->col_end < t->columns ? s : 2 * s);
}

/* A row whose first paragraph keeps with the next one keeps with the next row (5.5). */
static bool row_keeps_next(const struct row_box *row, const struct cell_box *cells)
{
    const struct stack *s = &cells[row->first_cell].stack;
    return row->end_cell > row->first_cell && s->n > 0 && s->atoms[0].type == ATOM_LINE &&
           s->atoms[0].para->props->keep_next;
}

static void row_build(struct layout *l, struct table_box *t, size_t r, const struct node *node, int table_tag)
{
    struct row_box *row = &t->rows[r];
    const bool data = t->node->as.table.kind == TABLE_DATA;
    const bool header = node->as.row.header || r < t->header_rows;
    const int row_tag = data ? tags_add(l, TAG_TR, table_tag, node) : table_tag;
    row->note_first = (int)l->n_notes;
    for (size_t i = row->first_cell; i < row->end_cell && !l->failed; i++) {
        struct cell_box *c = &t->cells[i];
        c->tag = row_tag;
        if (data) {
            c->tag = tags_add(l, header ? TAG_TH : TAG_TD, row_tag, c->node);
            if (!l->furniture) {
                l->frames->tags[c->tag].col_span = (int)(c->col_end - c->col);
                l->frames->tags[c->tag].row_span = (int)(c->row_end - c->row);
            }
        }
        if (c->node->as.cell.turn == TURN_NONE)
            stack_build(l, c->node->first, fmax(cell_room(t, c), 1), c->tag, NULL, &c->stack);
        c->stack.whole = l->read && !l->doc->settings.from_writer;
    }
    row->note_end = (int)l->n_notes;
    row->keep_next = row_keeps_next(row, t->cells);
}

static void table_content(struct layout *l, struct table_box *t, int parent_tag)
{
    const bool data = t->node->as.table.kind == TABLE_DATA;
    const int tag = data ? tags_add(l, TAG_TABLE, parent_tag, t->node) : parent_tag;
    size_t r = 0;
    l->tables++;
    for (const struct node *row = t->node->first; row && !l->failed; row = row->next)
        if (row->type == NODE_ROW)
            row_build(l, t, r++, row, tag);
    l->tables--;
}

/* ---- heights ---- */

double cell_pads(const struct cell_box *c)
{
    return c->node->as.cell.pad_top + c->node->as.cell.pad_bottom;
}

double cell_need(const struct cell_box *c)
{
    if (c->node->as.cell.turn != TURN_NONE)
        return cell_pads(c) + (c->cursor ? 0 : c->length);
    return cell_pads(c) + stack_rest(&c->stack, c->cursor);
}

/* Height of the content of the rows from `from` on that a cell covers, with the lines between them. */
static double rows_room(const struct table_box *t, const struct cell_box *c, size_t from)
{
    double room = -t->rows[from].top;
    for (size_t r = from; r < c->row_end; r++)
        room += t->rows[r].height + t->rows[r].top;
    return room;
}

void span_fit(struct table_box *t, const struct cell_box *c, size_t from)
{
    const double over = cell_need(c) - rows_room(t, c, c->row > from ? c->row : from);
    struct row_box *last = &t->rows[c->row_end - 1];
    if (over > 0 && !last->exact)
        last->height += over;
}

/* In a file of Word the least height of a row is one of text: the margins of its cells stand outside it. Measured on seven rows
 * printed by Word, 37.5 and 52.5 pt with margins of 5 pt: 47.5 and 62.5 pt from row to row. */
static double row_least(const struct layout *l, const struct table_box *t, const struct row_box *row)
{
    double pads = 0;
    if (row->exact)
        return fmax(0, row->least - row->top);
    if (!l->read || l->doc->settings.from_writer || !(row->least > 0))
        return row->least;
    for (size_t i = row->first_cell; i < row->end_cell; i++)
        pads = fmax(pads, cell_pads(&t->cells[i]));
    return row->least + pads;
}

static void table_heights(const struct layout *l, struct table_box *t)
{
    for (size_t r = 0; r < t->n_rows; r++) {
        struct row_box *row = &t->rows[r];
        row->height = row_least(l, t, row);
        row->least = row->height;
    }
    for (size_t i = 0; i < t->n_cells; i++) {
        const struct cell_box *c = &t->cells[i];
        struct row_box *row = &t->rows[c->row];
        if (c->row_end == c->row + 1 && !row->exact && c->node->as.cell.turn == TURN_NONE)
            row->height = fmax(row->height, cell_need(c));
    }
    for (size_t i = 0; i < t->n_spanning; i++)
        if (t->spanning[i]->node->as.cell.turn == TURN_NONE)
            span_fit(t, t->spanning[i], 0);
}

/* Turned text takes the height that its rows have; where the lines then are more than the cell is wide, they grow longer. */
static void cell_turn(struct layout *l, struct table_box *t, struct cell_box *c)
{
    const struct mark mark = mark_now(l);
    const double room = cell_room(t, c), high = rows_room(t, c, c->row) - cell_pads(c);
    struct row_box *row = &t->rows[c->row];
    stack_build(l, c->node->first, l->text_height, c->tag, NULL, &c->stack);
    const double whole = stack_natural(&c->stack);
    double length = fmax(fmax(high, stack_least(&c->stack)), 1);
    if (row->exact)
        length = fmax(high, 1);
    for (int i = 0; i < TURN_TRIES && !l->failed; i++) {
        mark_return(l, mark);
        stack_build(l, c->node->first, length, c->tag, NULL, &c->stack);
        if (row->exact || length >= whole || stack_rest(&c->stack, 0) <= room + PAGE_SLACK)
            break;
        length = i + 2 < TURN_TRIES ? fmin(whole, length * 1.3) : whole;
    }
    c->length = length;
    if (c->row_end == c->row + 1 && !row->exact) {
        row->height = fmax(row->height, cell_need(c));
        row->cant_split = true;
    } else if (c->row_end > c->row + 1) {
        span_fit(t, c, 0);
    }
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

struct table_box *table_build(struct layout *l, const struct node *node, double width, int parent_tag)
{
    struct table_box *t = table_place(l, node);
    const struct mark mark = mark_now(l);
    const bool silent = l->silent;
    bool again = true;
    t->width = width;
    columns_set(l, t);
    if (node->as.table.autofit && l->tables < AUTOFIT_NESTED) {
        const int said = l->nobody.errors + l->nobody.warnings + l->nobody.hints;
        l->silent = true; /* a word that is divided now may have its room in the end */
        table_content(l, t, parent_tag);
        l->silent = silent;
        again = columns_fit(l, t) || l->nobody.errors + l->nobody.warnings + l->nobody.hints > said;
        if (again)
            mark_return(l, mark);
    }
    if (again)
        table_content(l, t, parent_tag);
    columns_keep(l, t);
    table_width_check(l, t);
    table_heights(l, t);
    for (size_t i = 0; i < t->n_cells && !l->failed; i++)
        if (t->cells[i].node->as.cell.turn != TURN_NONE)
            cell_turn(l, t, &t->cells[i]);
    return t;
}
