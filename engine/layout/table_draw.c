/* Drawing the rows of a table that stand on one page.
 *
 * The rows come as slots: repeated header rows, then rows or slices in order. Borders are gathered
 * on two boards of marks, a mark for every piece of grid line that some cell touches, so that a
 * line between two cells is drawn once and long lines are one rectangle. */
#include "layout/layout.h"

#include <math.h>
#include <stdlib.h>

struct board {
    struct slot *slots;
    size_t n, columns;
    unsigned char *across; /* (n + 1) * columns: horizontal lines, above slot i */
    unsigned char *down;   /* n * (columns + 1): vertical lines beside slot i */
};

static void board_mark(struct board *b, const struct cell_box *c, size_t first, size_t end)
{
    for (size_t k = c->col; k < c->col_end; k++)
        b->across[first * b->columns + k] = b->across[end * b->columns + k] = 1;
    for (size_t i = first; i < end; i++)
        b->down[i * (b->columns + 1) + c->col] = b->down[i * (b->columns + 1) + c->col_end] = 1;
}

static double slot_bottom(const struct slot *s, double border)
{
    return s->y + border + s->height;
}

static void board_draw(struct layout *l, const struct table_box *t, const struct board *b, double x)
{
    const double w = t->border;
    for (size_t i = 0; i <= b->n; i++) {
        const double y = i < b->n ? b->slots[i].y : slot_bottom(&b->slots[i - 1], w);
        for (size_t k = 0, from; k < b->columns; k++) {
            for (from = k; k < b->columns && b->across[i * b->columns + k];)
                k++;
            if (k > from)
                draw_rect(l, x + t->grid[from] - w / 2, y, t->grid[k] - t->grid[from] + w, w, 0);
        }
    }
    for (size_t k = 0; k <= b->columns; k++) {
        for (size_t i = 0, from; i < b->n; i++) {
            for (from = i; i < b->n && b->down[i * (b->columns + 1) + k];)
                i++;
            if (i > from)
                draw_rect(l, x + t->grid[k] - w / 2, b->slots[from].y, w,
                          slot_bottom(&b->slots[i - 1], w) + w - b->slots[from].y, 0);
        }
    }
}

/* Draws what of the cell stands in slots [first, end); `ends`: all the rest. */
static void cell_draw(struct layout *l, const struct table_box *t, struct cell_box *c,
                      const struct slot *slots, size_t first, size_t end, double x, bool ends)
{
    const struct cell *cell = &c->node->as.cell;
    const struct slot *last = &slots[end - 1];
    const double top = slots[first].y + t->border + cell->pad_top;
    const double room = slot_bottom(last, t->border) - cell->pad_bottom - top;
    const size_t from = slots[first].repeat ? 0 : c->cursor;
    size_t to = c->stack.n;
    double y = top, used;
    if (!ends)
        to = stack_take(&c->stack, from, room, last->level, last->force, &used);
    else if (from == 0 && cell->valign != VALIGN_TOP)
        y += fmax(0, room - stack_rest(&c->stack, 0)) / (cell->valign == VALIGN_MIDDLE ? 2 : 1);
    const struct cut cut = {.from = from, .to = to};
    draw_stack(l, &c->stack, &cut, x + t->grid[c->col] + cell->pad_left, y);
    if (!slots[first].repeat)
        c->cursor = to;
}

/* The slots of one kind (repeated or not) that hold rows of the cell. */
static size_t cell_slots(const struct cell_box *c, const struct slot *slots, size_t n, size_t first)
{
    size_t end = first;
    while (end < n && slots[end].row < c->row_end && slots[end].repeat == slots[first].repeat)
        end++;
    return end;
}

static void slots_cell(struct layout *l, struct table_box *t, struct cell_box *c, struct board *b,
                       size_t first, double x)
{
    const size_t end = cell_slots(c, b->slots, b->n, first);
    const struct slot *last = &b->slots[end - 1];
    const bool ends = last->repeat || (last->row + 1 == c->row_end && !last->partial);
    l->repeat = last->repeat;
    cell_draw(l, t, c, b->slots, first, end, x, ends);
    l->repeat = false;
    board_mark(b, c, first, end);
}

void table_draw(struct layout *l, struct table_box *t, struct slot *slots, size_t n, double x)
{
    struct board b = {.slots = slots, .n = n, .columns = t->columns};
    size_t start = 0; /* first slot that is not a repetition */
    b.across = mem_alloc((n + 1) * t->columns);
    b.down = mem_alloc(n * (t->columns + 1));
    while (start < n && slots[start].repeat)
        start++;
    for (size_t i = 0; i < n; i++) {
        const struct row_box *row = &t->rows[slots[i].row];
        for (size_t k = 0; i == start && k < t->n_spanning; k++) { /* cells from earlier pages */
            struct cell_box *c = t->spanning[k];
            if (c->row < slots[i].row && c->row_end > slots[i].row)
                slots_cell(l, t, c, &b, i, x);
        }
        for (size_t k = row->first_cell; k < row->end_cell; k++)
            slots_cell(l, t, &t->cells[k], &b, i, x);
    }
    if (t->border > 0)
        board_draw(l, t, &b, x);
    free(b.across);
    free(b.down);
    if (n > start) {
        const struct slot *last = &slots[n - 1];
        if (last->partial)
            table_reflow(t, last->row);
        table_reflow_spans(t, last->partial ? last->row : last->row + 1);
    }
}
