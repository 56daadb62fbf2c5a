/* Slices: the part of a row that fits on a page, and what is left of it for the next.
 *
 * A row ends with all cells that end in it: its own, and those from rows above that it is the last of. */
#include "layout/layout.h"

#include <math.h>

double table_header_height(const struct table_box *t)
{
    double h = 0;
    for (size_t r = 0; r < t->header_rows; r++)
        h += t->rows[r].height + t->rows[r].top;
    return h;
}

/* The cells whose rest must be in row r or later: those of the row, and those that end in it. The first with c NULL;
 * NULL after the last. */
static struct cell_box *row_cell(const struct table_box *t, size_t r, struct cell_box *c)
{
    const struct row_box *row = &t->rows[r];
    if (!c || c->row == r) {
        size_t i = c ? (size_t)(c - t->cells) + 1 : row->first_cell;
        for (; i < row->end_cell; i++)
            if (t->cells[i].row_end == r + 1)
                return &t->cells[i];
        return row->ends;
    }
    return c->next_end;
}

/* Turned text is not divided. */
static size_t cell_take(const struct cell_box *c, double height, enum break_level level, bool force, double *used)
{
    if (c->node->as.cell.turn == TURN_NONE)
        return stack_take(&c->stack, c->cursor, height - cell_pads(c), level, force, used);
    *used = cell_need(c) - cell_pads(c);
    return *used <= height - cell_pads(c) + PAGE_SLACK || force ? c->stack.n : c->cursor;
}

/* A slice that holds all the text is none: the row is higher than its text, and goes whole. */
bool table_slice(const struct table_box *t, size_t r, double avail, enum break_level level,
                 bool force, double *height)
{
    bool moved = false, rest = false;
    *height = 0;
    for (struct cell_box *c = row_cell(t, r, NULL); c; c = row_cell(t, r, c)) {
        double used;
        const size_t to = cell_take(c, avail, level, force, &used);
        if (to == c->cursor && to < c->stack.n)
            return false;
        moved = moved || to > c->cursor;
        rest = rest || to < c->stack.n;
        *height = fmax(*height, used + cell_pads(c));
    }
    return moved && (rest || force || *height + PAGE_SLACK >= t->rows[r].height);
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
    double h = 0;
    for (struct cell_box *c = row_cell(t, slot->row, NULL); c; c = row_cell(t, slot->row, c)) {
        double used;
        h += stack_notes(l, &c->stack, c->cursor, cell_take(c, slot->height, slot->level, slot->force, &used));
    }
    return h;
}

void table_reflow(struct table_box *t, size_t r)
{
    t->rows[r].height = t->rows[r].least = 0;
    t->header_cut = t->header_cut || r < t->header_rows;
    for (struct cell_box *c = row_cell(t, r, NULL); c; c = row_cell(t, r, c))
        t->rows[r].height = fmax(t->rows[r].height, cell_need(c));
}

void table_reflow_spans(struct table_box *t, size_t r)
{
    while (t->passed < t->n_spanning && t->spanning[t->passed]->row_end <= r)
        t->passed++;
    for (size_t i = t->passed; i < t->n_spanning && t->spanning[i]->row <= r; i++)
        if (t->spanning[i]->row_end > r)
            span_fit(t, t->spanning[i], r);
}
