/* Matrices and lines of equations over each other. */
#include "layout/math.h"

#include <stdlib.h>

/* As Word has them, measured at 11 pt: 12.75 pt from row to row, 11.4 pt between columns. */
static const double ROW_PITCH = 12.75 / 11, COLUMN_ROOM = 11.4 / 11, LINE_ROOM = 0.2; /* [em] */
enum { COLUMNS_MOST = 64 };

struct grid {
    const struct math_box **cells; /* NULL: none */
    size_t rows, columns;
    double *widths, *ascents, *descents;
};

static size_t count(const struct math *first)
{
    size_t n = 0;

    for (; first; first = first->next)
        n++;
    return n;
}

static void grid_new(const struct setting *s, struct grid *g, size_t rows, size_t columns)
{
    *g = (struct grid){.rows = rows, .columns = columns};
    g->cells = ARENA_NEWS(&s->l->scratch, rows * columns + 1, const struct math_box *);
    g->widths = ARENA_NEWS(&s->l->scratch, columns + 1, double);
    g->ascents = ARENA_NEWS(&s->l->scratch, rows + 1, double);
    g->descents = ARENA_NEWS(&s->l->scratch, rows + 1, double);
}

static void grid_cell(struct grid *g, size_t row, size_t column, const struct math_box *box)
{
    g->cells[row * g->columns + column] = box;
    g->widths[column] = fmax(g->widths[column], box->width);
    g->ascents[row] = fmax(g->ascents[row], box->ascent);
    g->descents[row] = fmax(g->descents[row], box->descent);
}

static char align_of(const char *columns, size_t i)
{
    const size_t n = strlen(columns);

    return n ? columns[i < n ? i : n - 1] : 'c';
}

/* The rows in the middle of the axis. */
static struct math_box *grid_box(const struct setting *s, const struct grid *g, const char *columns, double room)
{
    struct math_box *box = box_new(s);
    double y = 0, *at = ARENA_NEWS(&s->l->scratch, g->rows + 1, double);

    for (size_t r = 0; r < g->rows; r++) {
        if (r > 0)
            y += fmax(ROW_PITCH * math_em(s), g->descents[r - 1] + g->ascents[r] + LINE_ROOM * math_em(s));
        at[r] = y;
    }
    const double top = g->rows ? g->ascents[0] : 0, bottom = g->rows ? at[g->rows - 1] + g->descents[g->rows - 1] : 0;
    const double up = (bottom - top) / 2 + math_at(s, AXIS); /* of the first baseline */
    for (size_t c = 0; c < g->columns; c++) {
        box->width += c > 0 ? room : 0;
        for (size_t r = 0; r < g->rows; r++) {
            const struct math_box *cell = g->cells[r * g->columns + c];
            const double free = cell ? g->widths[c] - cell->width : 0;
            const char align = align_of(columns, c);
            if (cell)
                box_put(s, box, cell, box->width + (align == 'l' ? 0 : align == 'r' ? free : free / 2), at[r] - up);
        }
        box->width += g->widths[c];
    }
    return box;
}

struct math_box *set_matrix(const struct setting *s, const struct math *m)
{
    struct setting inner = *s;
    struct grid g;
    size_t columns = 0, r = 0;

    inner.display = false;
    for (const struct math *row = m->first; row; row = row->next) {
        const size_t n = count(row->first);
        columns = n > columns ? n : columns;
    }
    columns = columns < COLUMNS_MOST ? columns : COLUMNS_MOST;
    grid_new(s, &g, count(m->first), columns);
    for (const struct math *row = m->first; row; row = row->next, r++) {
        size_t c = 0;
        for (const struct math *cell = row->first; cell && c < columns; cell = cell->next)
            grid_cell(&g, r, c++, math_set(&inner, cell));
    }
    return grid_box(s, &g, m->columns, COLUMN_ROOM * math_em(s));
}

/* ---- lines ---- */

/* The pieces of a line between its '&': what stands before an odd one is aligned to the right, before an even one to the left. */
static size_t split(const struct setting *s, const struct math *line, struct math **out)
{
    struct math *part = math_new(&s->l->scratch, MATH_ROW);
    size_t n = 0;

    out[n++] = part;
    for (const struct math *c = line->first; c; c = c->next) {
        struct math *copy = ARENA_NEW(&s->l->scratch, struct math);
        *copy = *c;
        copy->next = NULL;
        const char *text = c->type == MATH_TEXT ? c->text : "", *at;
        while (c->type == MATH_TEXT && (at = strchr(text, '&')) && n < COLUMNS_MOST) {
            copy->text = arena_span(&s->l->scratch, span_make(text, (size_t)(at - text)));
            math_append(part, copy);
            part = math_new(&s->l->scratch, MATH_ROW);
            out[n++] = part;
            copy = ARENA_NEW(&s->l->scratch, struct math);
            *copy = *c;
            copy->next = NULL;
            copy->text = text = at + 1;
        }
        math_append(part, copy);
    }
    return n;
}

struct math_box *set_lines(const struct setting *s, const struct math *m)
{
    struct math *parts[COLUMNS_MOST];
    struct grid g;
    size_t columns = 1, r = 0;

    for (const struct math *line = m->first; line; line = line->next) {
        const size_t n = split(s, line, parts);
        columns = n > columns ? n : columns;
    }
    grid_new(s, &g, count(m->first), columns);
    for (const struct math *line = m->first; line; line = line->next, r++) {
        const size_t n = split(s, line, parts);
        for (size_t c = 0; c < n; c++)
            grid_cell(&g, r, c, math_set(s, parts[c]));
    }
    char *align = ARENA_NEWS(&s->l->scratch, columns + 1, char);
    for (size_t c = 0; c < columns; c++)
        align[c] = columns == 1 || c % 2 ? 'l' : 'r';
    return grid_box(s, &g, align, 0);
}
