/* Widths of a table's columns, and where its grid stands.
 *
 * Of a fixed table the widths hold. Else columns follow their content (Word layout 7.7): what the cells prefer is taken
 * where it can be, a column is never narrower than its widest word, and what a column needs more comes first from the
 * room beside the table, then from columns that have more than they must. A column that nobody gave a width is as
 * wide as its longest line; where that is too much, columns share by what they would like beyond what they need.
 * Widths that were given are kept even where the table then reaches over the margin, as in Word up to mode 14. */
#include "layout/layout.h"

#include <math.h>
#include <stdlib.h>

#define SAME_WIDTH 0.06 /* what producers round away */

/* ---- what content needs ---- */

static double para_least(const struct para_box *p)
{
    double widest = 0, word = 0;
    for (size_t i = 0; i < p->n_pieces; i++) {
        const struct piece *v = &p->pieces[i];
        if (v->type == PIECE_WORD || v->type == PIECE_IMAGE || v->type == PIECE_FORMULA) {
            word = (v->before == BREAK_ALLOWED ? 0 : word) + v->width;
            widest = fmax(widest, word);
        } else {
            word = 0;
        }
    }
    return widest + fmax(0, p->props->left + fmin(0, p->props->first)) + fmax(0, p->props->right);
}

/* The spaces may have been stretched. */
static double para_natural(const struct para_box *p)
{
    double widest = 0, line = 0;
    for (size_t k = 0; k < p->n_lines; k++) {
        const struct line *at = &p->lines[k];
        for (size_t i = at->first; i < at->end; i++) {
            const struct piece *v = &p->pieces[i];
            if (v->type == PIECE_BREAK)
                line = 0;
            else
                line += v->width;
            if (v->type == PIECE_SPACE && i >= at->stretch_from && i < at->shown)
                line -= at->stretch * (double)v->bytes;
            widest = fmax(widest, line);
        }
    }
    return widest + fmax(0, p->props->left + fmax(0, p->props->first)) + fmax(0, p->props->right);
}

static double stack_measure(const struct stack *s, double (*para)(const struct para_box *))
{
    double widest = 0;
    for (size_t i = 0; i < s->n; i++) {
        const struct atom *a = &s->atoms[i];
        if (a->index > 0)
            continue;
        if (a->type == ATOM_LINE)
            widest = fmax(widest, para(a->para));
        else if (para == para_least && a->table->least > 0)
            widest = fmax(widest, a->table->least);
        else
            widest = fmax(widest, a->table->grid[a->table->columns] - a->table->grid[0]);
    }
    return widest;
}

double stack_least(const struct stack *s)
{
    return stack_measure(s, para_least);
}

double stack_natural(const struct stack *s)
{
    return stack_measure(s, para_natural);
}

/* ---- before the content is known ---- */

static double share(double width, double of)
{
    return width < 0 ? -width * of : width;
}

/* What the table wants to be wide; 0: as wide as its columns. */
static double table_wish(const struct table_box *t)
{
    return share(t->node->as.table.width, t->room);
}

/* The width of each column as the file has it, 0 where it says none: the cells' where all of a column agree, for Word
 * goes by them, else the grid's. */
static void columns_given(const struct table_box *t, double *width)
{
    const struct table *table = &t->node->as.table;
    const double base = table->width != 0 ? table_wish(t) : t->room;
    for (size_t i = 0; i < t->columns; i++)
        width[i] = 0; /* of the cells; -1: they differ */
    for (size_t i = 0; i < t->n_cells; i++) {
        const struct cell_box *c = &t->cells[i];
        const double w = share(c->node->as.cell.width, base);
        if (c->col_end != c->col + 1 || w == 0 || width[c->col] < 0)
            continue;
        if (width[c->col] > 0 && fabs(width[c->col] - w) > SAME_WIDTH)
            width[c->col] = -1;
        else
            width[c->col] = w;
    }
    for (size_t i = 0; i < t->columns; i++) {
        const double grid = table->widths && i < table->columns ? fmax(0, table->widths[i]) : 0;
        const bool differ = width[i] < 0;
        if (width[i] <= 0 || fabs(width[i] - grid) <= SAME_WIDTH)
            width[i] = grid;
        for (size_t k = 0; differ && grid == 0 && k < t->n_cells; k++) {
            const struct cell_box *c = &t->cells[k];
            if (c->col == i && c->col_end == i + 1)
                width[i] = fmax(width[i], share(c->node->as.cell.width, base));
        }
    }
}

/* Up to Word's mode 14 it is a table's text, and not its lines, that stands between the margins (7.2). */
static bool text_at_margin(const struct layout *l, const struct table_box *t)
{
    return l->doc->settings.table_text_at_margin && t->n_cells > 0;
}

static void room_for_text(const struct layout *l, struct table_box *t)
{
    if (!text_at_margin(l, t))
        return;
    const struct cell_box *last = &t->cells[t->rows[0].end_cell > 0 ? t->rows[0].end_cell - 1 : 0];
    t->room += t->cells[0].node->as.cell.pad_left + last->node->as.cell.pad_right;
}

/* The left line of the grid, from the left edge of the column. */
static double table_left(const struct layout *l, const struct table_box *t, double total)
{
    const struct table *table = &t->node->as.table;
    const struct placement *at = table->placement;
    double from = 0, room = t->width;
    if (at) {
        if (at->from_x == FROM_PAGE) {
            from = -l->section->left;
            room = l->section->width;
        }
        switch (at->align_x) {
        case PLACE_AT: return from + at->x;
        case PLACE_START: case PLACE_INSIDE: return from;
        case PLACE_CENTER: return from + (room - total) / 2;
        case PLACE_END: case PLACE_OUTSIDE: return from + room - total;
        }
    }
    switch (table->align) {
    case ALIGN_CENTER: return (room - total) / 2;
    case ALIGN_RIGHT: return room - total;
    default: break;
    }
    return table->left - (text_at_margin(l, t) ? t->cells[0].node->as.cell.pad_left : 0);
}

static void table_grid(const struct layout *l, struct table_box *t, const double *width)
{
    double total = 0;
    for (size_t i = 0; i < t->columns; i++)
        total += width[i];
    t->grid[0] = table_left(l, t, total);
    for (size_t i = 0; i < t->columns; i++)
        t->grid[i + 1] = t->grid[i] + width[i];
}

void columns_set(struct layout *l, struct table_box *t)
{
    const struct table *table = &t->node->as.table;
    double *width = ARENA_NEWS(&l->scratch, t->columns, double), sum = 0;
    size_t unknown = 0;
    t->room = t->width;
    room_for_text(l, t);
    columns_given(t, width);
    for (size_t i = 0; i < t->columns; i++) {
        sum += width[i];
        unknown += width[i] == 0;
    }
    t->given = ARENA_NEWS(&l->scratch, t->columns, double);
    memcpy(t->given, width, t->columns * sizeof *width);
    t->grid = ARENA_NEWS(&l->scratch, t->columns + 1, double);
    const double wish = table->width != 0 ? table_wish(t) : 0;
    if (unknown > 0 && (table->autofit || wish > 0 || sum == 0)) { /* shared for now, or for good */
        const double rest = fmax(wish > 0 ? wish : t->room, 0) - sum;
        for (size_t i = 0; i < t->columns; i++)
            if (width[i] == 0)
                width[i] = fmax(0, rest / (double)unknown);
    } else if (table->width < 0 && sum > 0) {
        for (size_t i = 0; i < t->columns; i++)
            t->given[i] = width[i] = width[i] * wish / sum;
    }
    table_grid(l, t, width);
}

/* ---- when the content is known ---- */

/* What every column needs and what it would like. */
static void columns_need(const struct table_box *t, double *least, double *natural)
{
    for (size_t i = 0; i < t->n_cells; i++) {
        const struct cell_box *c = &t->cells[i];
        if (c->node->as.cell.turn != TURN_NONE)
            continue;
        const double around = t->grid[c->col_end] - t->grid[c->col] - cell_room(t, c);
        const double like = stack_natural(&c->stack) + around;
        const bool one_line = c->node->as.cell.no_wrap && c->node->as.cell.width == 0; /* 17.4.29: a width holds all the same */
        const double need = one_line ? like : stack_least(&c->stack) + around;
        if (c->col_end == c->col + 1) {
            least[c->col] = fmax(least[c->col], need);
            natural[c->col] = fmax(natural[c->col], like);
            continue;
        }
        double has = 0, likes = 0; /* of a cell over several columns: in even parts what these lack */
        for (size_t k = c->col; k < c->col_end; k++) {
            has += t->given[k] > 0 ? fmax(t->given[k], least[k]) : least[k];
            likes += t->given[k] > 0 ? t->given[k] : natural[k];
        }
        for (size_t k = c->col; k < c->col_end; k++) {
            const double n = (double)(c->col_end - c->col);
            if (need > has)
                least[k] = (t->given[k] > 0 ? fmax(t->given[k], least[k]) : least[k]) + (need - has) / n;
            if (like > likes && t->given[k] == 0)
                natural[k] += (like - likes) / n;
        }
    }
}

/* What is left of the column beside the table's indent, and halves of its outer lines. */
static double room_shared(const struct table_box *t)
{
    const struct row_box *row = &t->rows[0];
    double lines = 0;
    if (row->end_cell > row->first_cell)
        lines = border_thickness(cell_edge(t, &t->cells[row->first_cell])->left) +
                border_thickness(cell_edge(t, &t->cells[row->end_cell - 1])->right);
    return t->room - fmax(0, t->node->as.table.left) - lines / 2;
}

/* From mode 15 on an autofit table in the flow that says no width of its own is never wider than its column: the widths that
 * were given shrink alike, where the words allow it. Measured on three papers printed by Word: 9,337 twips given, 9,111 printed
 * in 9,121, 4,234 and 4,877 of them for 4,338 and 4,999; 9,350 given at an indent of 1,080, 8,270 printed in 9,360. */
static bool given_shrink(const struct layout *l, const struct table_box *t, double given)
{
    const struct table *table = &t->node->as.table;
    return l->doc->settings.compat >= 15 && table->autofit && table->width == 0 && !table->placement && given > room_shared(t);
}

/* False: a word is too wide for that. */
static bool shrink_alike(const struct table_box *t, double given, double room, const double *least, double *width)
{
    for (size_t i = 0; i < t->columns; i++)
        if (t->given[i] * room / given < least[i])
            return false;
    for (size_t i = 0; i < t->columns; i++)
        width[i] = t->given[i] * room / given;
    return true;
}

bool columns_fit(struct layout *l, struct table_box *t)
{
    double *least = ARENA_NEWS(&l->scratch, t->columns, double), *natural = ARENA_NEWS(&l->scratch, t->columns, double);
    double *width = ARENA_NEWS(&l->scratch, t->columns, double);
    double given = 0, want = 0, need = 0;
    bool known = true, same = true;
    columns_need(t, least, natural);
    for (size_t i = 0; i < t->columns; i++) {
        width[i] = fmax(t->given[i] > 0 ? t->given[i] : natural[i], least[i]);
        given += t->given[i];
        known = known && t->given[i] > 0;
        want += width[i];
        need += least[i];
    }
    t->least = need;
    const double wish = t->node->as.table.width != 0 ? table_wish(t) : 0;
    if (known && given_shrink(l, t, given)) {
        const double room = room_shared(t);
        want = shrink_alike(t, given, room, least, width) ? room : want;
        given = room;
    }
    double total = fmax(fmin(want, t->room), given);
    if (wish > 0 && !known)
        total = wish;
    else if (wish > 0)
        total = fmax(given, need <= wish ? fmin(total, wish) : fmin(total, fmax(wish, t->room)));
    if (want > total && want > need) { /* what is liked beyond the need gives way */
        const double kept = fmax(0, total - need) / (want - need);
        for (size_t i = 0; i < t->columns; i++)
            width[i] = least[i] + (width[i] - least[i]) * kept;
    } else if (want < total && !known && want > 0) {
        for (size_t i = 0; i < t->columns; i++)
            width[i] = width[i] * total / want;
    }
    if (need > total && need > t->room && need > 0)
        for (size_t i = 0; i < t->columns; i++)
            width[i] = least[i] * fmax(total, t->room) / need;
    for (size_t i = 0; i < t->columns; i++)
        same = same && fabs(width[i] - (t->grid[i + 1] - t->grid[i])) < FIT_SLACK;
    if (!same)
        table_grid(l, t, width);
    return !same;
}

/* ---- what writers are told ---- */

void columns_keep(struct layout *l, const struct table_box *t)
{
    struct frames *f = l->frames;
    const struct table *table = &t->node->as.table;
    if (!l->read || !table->autofit || t->columns != table->columns)
        return;
    double *width = ARENA_NEWS(&f->arena, t->columns, double);
    for (size_t i = 0; i < t->columns; i++)
        width[i] = t->grid[i + 1] - t->grid[i];
    f->grids = layout_grow(&f->arena, f->grids, f->n_grids, &l->cap_grids, sizeof *f->grids);
    f->grids[f->n_grids] = (struct table_grid){.table = t->node->id, .order = (uint32_t)f->n_grids, .left = t->grid[0], .width = width};
    f->n_grids++;
}

static int by_table(const void *a, const void *b)
{
    const struct table_grid *x = a, *y = b;
    return x->table != y->table ? (x->table < y->table ? -1 : 1) : (x->order < y->order ? -1 : x->order > y->order);
}

void columns_tell(struct frames *f)
{
    size_t n = 0;
    if (f->n_grids)
        qsort(f->grids, f->n_grids, sizeof *f->grids, by_table);
    for (size_t i = 0; i < f->n_grids; i++)
        if (i + 1 == f->n_grids || f->grids[i + 1].table != f->grids[i].table)
            f->grids[n++] = f->grids[i];
    f->n_grids = n;
}
