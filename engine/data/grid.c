/* Books of sheets: keeping cells, and finding them.
 *
 * Invariant: the cells of a sheet rise by row and column, so a place is looked up by halves. */
#include "data/grid.h"

#include "base/diag/data.h"
#include "data/input.h"
#include "text/text.h"

#include <stdlib.h>

void book_release(struct book *b)
{
    for (size_t i = 0; i < b->n; i++) {
        free(b->grids[i].cells);
        free(b->grids[i].merges);
        free(b->grids[i].blocks);
    }
    free(b->grids);
    free(b->names);
    *b = (struct book){0};
}

struct grid *book_sheet(struct book *b, const char *name, bool hidden)
{
    if (b->n == GRID_SHEETS) {
        diag(b->data->ctx, DIAG_DATA_SHEET_SHEETS, pos_file(b->source->file), arena_printf(&b->data->arena, "%d", GRID_SHEETS));
        return NULL;
    }
    MEM_ROOM(b->grids, b->n, b->cap);
    b->grids[b->n] = (struct grid){.name = name, .hidden = hidden};
    return &b->grids[b->n++];
}

struct pos grid_pos(const struct book *b, const struct grid *g, int row, int col)
{
    return (struct pos){b->source->file, row, col, g->name};
}

bool grid_add(struct book *b, struct grid *g, const struct cell *cell)
{
    const struct cell *last = g->n ? &g->cells[g->n - 1] : NULL;
    struct pos pos = grid_pos(b, g, cell->row, cell->col);

    if (last && (cell->row < last->row || (cell->row == last->row && cell->col <= last->col))) {
        diag(b->data->ctx, DIAG_DATA_SHEET_ORDER, pos);
        return false;
    }
    if (b->cells++ == LIMIT_CELLS) {
        diag(b->data->ctx, DIAG_DATA_SHEET_MANY, pos, arena_printf(&b->data->arena, "%d", LIMIT_CELLS));
        return false;
    }
    MEM_ROOM(g->cells, g->n, g->cap);
    g->cells[g->n++] = *cell;
    return true;
}

void grid_merge(struct grid *g, struct area area)
{
    MEM_ROOM(g->merges, g->n_merges, g->cap_merges);
    g->merges[g->n_merges++] = area;
}

void grid_block(struct grid *g, struct block block)
{
    MEM_ROOM(g->blocks, g->n_blocks, g->cap_blocks);
    g->blocks[g->n_blocks++] = block;
}

void book_name(struct book *b, struct named named)
{
    MEM_ROOM(b->names, b->n_names, b->cap_names);
    b->names[b->n_names++] = named;
}

const struct cell *grid_at(const struct grid *g, int row, int col)
{
    size_t low = 0, high = g->n;

    while (low < high) {
        size_t mid = low + (high - low) / 2;
        const struct cell *c = &g->cells[mid];

        if (c->row < row || (c->row == row && c->col < col))
            low = mid + 1;
        else
            high = mid;
    }
    return low < g->n && g->cells[low].row == row && g->cells[low].col == col ? &g->cells[low] : NULL;
}

struct grid *book_lookup(const struct book *b, const char *name)
{
    struct arena a = {0};
    const char *wanted = text_fold(&a, span_of(name));
    struct grid *found = NULL;

    for (size_t i = 0; i < b->n && !found; i++)
        if (strcmp(text_fold(&a, span_of(b->grids[i].name)), wanted) == 0)
            found = &b->grids[i];
    arena_release(&a);
    return found;
}

/* "$C$7" at *s, which moves on; a part that is not written stays 0. */
static void take_corner(struct span *s, int *row, int *col)
{
    *row = *col = 0;
    for (int part = 0; part < 2; part++) {
        if (s->n && *s->p == '$')
            *s = span_make(s->p + 1, s->n - 1);
        for (; s->n; *s = span_make(s->p + 1, s->n - 1)) {
            int letter = *s->p & ~32;

            if (part == 0 && letter >= 'A' && letter <= 'Z' && *col <= GRID_COLUMNS)
                *col = *col * 26 + letter - 'A' + 1;
            else if (part == 1 && *s->p >= '0' && *s->p <= '9' && *row <= GRID_ROWS)
                *row = *row * 10 + *s->p - '0';
            else
                break;
        }
    }
}

bool area_parse(struct span s, struct area *out)
{
    s = span_trim(s);
    take_corner(&s, &out->top, &out->left);
    out->bottom = out->top;
    out->right = out->left;
    if (s.n && *s.p == ':') {
        s = span_make(s.p + 1, s.n - 1);
        take_corner(&s, &out->bottom, &out->right);
        if (!out->top && !out->bottom)
            out->bottom = GRID_ROWS;
        if (!out->left && !out->right)
            out->right = GRID_COLUMNS;
        out->bottom = out->bottom ? out->bottom : GRID_ROWS;
        out->right = out->right ? out->right : GRID_COLUMNS;
        out->top = out->top ? out->top : 1;
        out->left = out->left ? out->left : 1;
    }
    return s.n == 0 && out->top >= 1 && out->left >= 1 && out->top <= out->bottom && out->left <= out->right &&
           out->bottom <= GRID_ROWS && out->right <= GRID_COLUMNS;
}

bool grid_check(const struct book *b, const struct grid *g, const struct cell *cell)
{
    struct data *d = b->data;
    struct pos pos = grid_pos(b, g, cell->row, cell->col);
    struct span text = span_make(cell->text, cell->n);

    switch ((enum cell_kind)cell->kind) {
    case CELL_ERROR:
        diag(d->ctx, DIAG_DATA_SHEET_ERROR, pos, cell->text);
        return false;
    case CELL_UNCOMPUTED:
        diag(d->ctx, DIAG_DATA_SHEET_UNCOMPUTED, pos);
        return false;
    case CELL_BROKEN:
        diag(d->ctx, DIAG_DATA_SHEET_BROKEN, pos, cell->text);
        return false;
    case CELL_TEXT:
        return !cell->suspect || input_check_cell(d, text, pos);
    default:
        return true;
    }
}
