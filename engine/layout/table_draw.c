/* Drawing the rows of a table that stand on one page.
 *
 * The rows come as slots: repeated header rows, then rows or slices in order. Lines are gathered on two boards, a place
 * for every piece of grid line that some cell touches, so that a line between two cells is drawn once and long lines
 * are one item. With room between cells each has its own lines. */
#include "layout/layout.h"

#include <math.h>
#include <stdlib.h>

struct board {
    struct slot *slots;
    size_t n, columns;
    const struct border **across; /* (n + 1) * columns: horizontal lines, above slot i */
    const struct border **down;   /* n * (columns + 1): vertical lines beside slot i */
    double end;                   /* what the lines below the last slot take */
};

static double slot_bottom(const struct slot *s)
{
    return s->y + s->top + s->height;
}

/* Of two lines in one place the thicker one is seen. */
static void board_put(const struct border **at, const struct border *b)
{
    if (b->width > 0 && (!*at || border_thickness(*b) > border_thickness(**at)))
        *at = b;
}

static void board_mark(const struct table_box *t, struct board *b, const struct cell_box *c, size_t first, size_t end)
{
    const struct borders *edge = cell_edge(t, c);
    for (size_t k = c->col; k < c->col_end; k++) {
        board_put(&b->across[first * b->columns + k], &edge->top);
        board_put(&b->across[end * b->columns + k], &edge->bottom);
    }
    for (size_t i = first; i < end; i++) {
        board_put(&b->down[i * (b->columns + 1) + c->col], &edge->left);
        board_put(&b->down[i * (b->columns + 1) + c->col_end], &edge->right);
    }
}

static bool same_line(const struct border *a, const struct border *b)
{
    return a == b || (a && b && a->width == b->width && a->stroke == b->stroke && a->color == b->color);
}

static double thickness(const struct border *b)
{
    return b ? border_thickness(*b) : 0;
}

/* How far a line across reaches over grid line k: to the outer edge of the line that it meets there. */
static double board_reach(const struct board *b, size_t i, size_t k)
{
    const double above = i > 0 ? thickness(b->down[(i - 1) * (b->columns + 1) + k]) : 0;
    const double below = i < b->n ? thickness(b->down[i * (b->columns + 1) + k]) : 0;
    return fmax(above, below) / 2;
}

static void board_draw(struct layout *l, const struct table_box *t, const struct board *b, double x)
{
    for (size_t i = 0; i <= b->n; i++) {
        const double y = i < b->n ? b->slots[i].y : slot_bottom(&b->slots[i - 1]);
        const struct border **row = &b->across[i * b->columns];
        for (size_t k = 0, from; k < b->columns; k += k == from) {
            for (from = k; k < b->columns && row[k] && same_line(row[k], row[from]);)
                k++;
            if (k == from)
                continue;
            const double left = t->grid[from] - board_reach(b, i, from), right = t->grid[k] + board_reach(b, i, k);
            draw_edge(l, *row[from], x + left, y, right - left, false);
        }
    }
    for (size_t k = 0; k <= b->columns; k++) {
        for (size_t i = 0, from; i < b->n; i += i == from) {
            const struct border *line = b->down[i * (b->columns + 1) + k];
            for (from = i; i < b->n && line && same_line(b->down[i * (b->columns + 1) + k], line);)
                i++;
            if (i == from)
                continue;
            const double under = i < b->n ? b->slots[i].top : b->end;
            draw_edge(l, *line, x + t->grid[k] - thickness(line) / 2, b->slots[from].y,
                      slot_bottom(&b->slots[i - 1]) + under - b->slots[from].y, true);
        }
    }
}

/* The lines of a cell that shares none. */
static void cell_box_draw(struct layout *l, const struct borders *e, double x, double y, double w, double h)
{
    const double right = thickness(&e->right), top = thickness(&e->top);
    draw_edge(l, e->top, x, y - top, w, false);
    draw_edge(l, e->bottom, x, y + h, w, false);
    draw_edge(l, e->left, x, y - top, h + top + thickness(&e->bottom), true);
    draw_edge(l, e->right, x + w - right, y - top, h + top + thickness(&e->bottom), true);
}

/* What of a row of exact height is seen: Word cuts the rest off. A line that would lose its baseline lies over the next row and is
 * left out, but for the first. */
static size_t stack_seen(const struct stack *s, size_t from, double room)
{
    double y = 0;
    size_t i = from;
    for (; i < s->n; i++) {
        const struct atom *a = &s->atoms[i];
        const double top = y + (i > from ? a->gap : a->top_gap);
        if (i > from && top + (a->type == ATOM_LINE ? a->para->lines[a->index].baseline : 0) > room)
            break;
        y = top + atom_height(a);
    }
    return i;
}

/* Draws what of the cell stands in slots [first, end); `ends`: all the rest. */
static void cell_draw(struct layout *l, const struct table_box *t, struct cell_box *c,
                      const struct slot *slots, size_t first, size_t end, double x, bool ends)
{
    const struct cell *cell = &c->node->as.cell;
    const struct slot *last = &slots[end - 1];
    const double above = slots[first].y + slots[first].top;
    const double top = above + cell->pad_top, left = x + t->grid[c->col] + cell->pad_left + t->spacing / (c->col > 0 ? 2 : 1);
    const double room = slot_bottom(last) - cell->pad_bottom - top;
    const size_t from = slots[first].repeat ? 0 : c->cursor;
    size_t to = c->stack.n;
    const bool outer = l->in_cell;
    const double outer_top = l->cell_top;
    double y = top, used;
    l->in_cell = true;
    l->cell_top = top;
    if (cell->turn != TURN_NONE) {
        const double wide = cell_room(t, c), high = stack_rest(&c->stack, 0);
        const double down = cell->valign == VALIGN_TOP ? 0 : fmax(0, wide - high) / (cell->valign == VALIGN_MIDDLE ? 2 : 1);
        const struct frame_matrix *before = turn_box(l, cell->turn, left, top, wide, room);
        const struct cut cut = {.to = from == 0 ? to : 0};
        draw_stack(l, &c->stack, &cut, 0, down);
        turn_end(l, before);
    } else {
        if (ends)
            used = stack_rest(&c->stack, from);
        else
            to = stack_take(&c->stack, from, room, last->level, last->force, &used);
        if (cell->valign != VALIGN_TOP && (c->stack.whole || (ends && from == 0)))
            y += fmax(0, room - used) / (cell->valign == VALIGN_MIDDLE ? 2 : 1);
        if (ends && t->rows[c->row].exact && c->row_end == c->row + 1)
            to = stack_seen(&c->stack, from, room);
        const struct cut cut = {.from = from, .to = to};
        draw_stack(l, &c->stack, &cut, left, y);
    }
    l->in_cell = outer;
    l->cell_top = outer_top;
    if (!slots[first].repeat)
        c->cursor = ends ? c->stack.n : to;
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
    const double s = t->spacing, inset = c->col > 0 ? s / 2 : s, outset = c->col_end < t->columns ? s / 2 : s;
    const double left = x + t->grid[c->col] + inset, width = x + t->grid[c->col_end] - outset - left;
    const double top = b->slots[first].y + (s > 0 ? b->slots[first].top : 0);
    const struct fill fill = c->node->as.cell.fill;
    if (fill.on)
        draw_rect(l, left, top, width, slot_bottom(last) - top, fill.color);
    l->repeat = last->repeat;
    cell_draw(l, t, c, b->slots, first, end, x, ends);
    l->repeat = false;
    if (s > 0)
        cell_box_draw(l, cell_edge(t, c), left, top, width, slot_bottom(last) - top);
    else
        board_mark(t, b, c, first, end);
}

void table_draw(struct layout *l, struct table_box *t, struct slot *slots, size_t n, double x)
{
    struct board b = {.slots = slots, .n = n, .columns = t->columns, .end = t->rows[slots[n - 1].row].bottom};
    size_t start = 0; /* first slot that is not a repetition */
    b.across = mem_alloc((n + 1) * t->columns * sizeof *b.across);
    b.down = mem_alloc(n * (t->columns + 1) * sizeof *b.down);
    while (start < n && slots[start].repeat)
        start++;
    for (size_t i = 0; i < n; i++) {
        const struct row_box *row = &t->rows[slots[i].row];
        for (size_t k = t->passed; i == start && k < t->n_spanning && t->spanning[k]->row < slots[i].row; k++)
            if (t->spanning[k]->row_end > slots[i].row) /* cells from earlier pages */
                slots_cell(l, t, t->spanning[k], &b, i, x);
        for (size_t k = row->first_cell; k < row->end_cell; k++)
            slots_cell(l, t, &t->cells[k], &b, i, x);
    }
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
