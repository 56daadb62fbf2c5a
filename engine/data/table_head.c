/* The head of a table: which rows it is, and what the columns are called.
 *
 * Idea: a matrix of the few rows that may be the head, in which merged cells fill every place that they cover; a name is what is
 * read down a column of it, each text once. */
#include "data/table.h"

#include "base/diag/data.h"
#include "text/text.h"

#include <stdlib.h>

enum { HEAD_ROWS = 8 }; /* as high as a head can be */

struct finding {
    const struct book *b;
    const struct grid *g;
    struct area area;
    int width; /* columns of the area */
};

/* Columns of the area with anything in them. */
static size_t count_used(const struct finding *f)
{
    char *seen = mem_alloc((size_t)f->width);
    size_t n = 0;

    for (size_t i = 0; i < f->g->n; i++) {
        const struct cell *c = &f->g->cells[i];

        if (c->row < f->area.top || c->row > f->area.bottom || c->col < f->area.left || c->col > f->area.right)
            continue;
        n += !seen[c->col - f->area.left];
        seen[c->col - f->area.left] = 1;
    }
    free(seen);
    return n;
}

/* The first row with texts in more than half of the columns; 0: there is none. */
static int find_row(const struct finding *f)
{
    size_t used = count_used(f), texts = 0;
    int row = 0;

    for (size_t i = 0; i < f->g->n; i++) {
        const struct cell *c = &f->g->cells[i];

        if (c->row < f->area.top || c->row > f->area.bottom || c->col < f->area.left || c->col > f->area.right)
            continue;
        texts = c->row == row ? texts : 0;
        row = c->row;
        texts += c->kind == CELL_TEXT;
        if (2 * texts > used)
            return row;
    }
    return 0;
}

/* Nothing but texts stands in the row, and something does. */
static bool is_words(const struct finding *f, int row)
{
    bool any = false;

    for (int col = f->area.left; col <= f->area.right; col++) {
        const struct cell *c = grid_at(f->g, row, col);

        if (c && c->kind != CELL_TEXT)
            return false;
        any |= c != NULL;
    }
    return any;
}

/* The rows that merged cells tie to this one; under cells that go over several columns stand those that part them. */
static void spread(const struct finding *f, int row, struct table_head *out)
{
    bool wide = false;

    out->top = out->bottom = row;
    for (size_t i = 0; i < f->g->n_merges; i++) {
        const struct area *m = &f->g->merges[i];

        if (m->top > row || m->bottom < row || m->right < f->area.left || m->left > f->area.right)
            continue;
        out->top = m->top < out->top ? m->top : out->top;
        out->bottom = m->bottom > out->bottom ? m->bottom : out->bottom;
        wide |= m->right > m->left;
    }
    if (wide && out->bottom == row && row < f->area.bottom && is_words(f, row + 1))
        out->bottom = row + 1;
    out->top = out->top < f->area.top ? f->area.top : out->top;
}

/* Puts the cell of merged ones in all their places of the head. Areas of a sound file do not overlap; in another the first
 * one stays, and no place is gone over twice. */
static void cover(const struct finding *f, const struct table_head *head, const struct area *m, const struct cell **seen, char *taken)
{
    const struct cell *first = grid_at(f->g, m->top, m->left);

    for (int row = m->top > head->top ? m->top : head->top; row <= m->bottom && row <= head->bottom; row++) {
        for (int col = m->left > f->area.left ? m->left : f->area.left; col <= m->right && col <= f->area.right; col++) {
            size_t place = (size_t)(row - head->top) * (size_t)f->width + (size_t)(col - f->area.left);

            if (taken[place])
                return;
            taken[place] = 1;
            seen[place] = first;
        }
    }
}

/* The cell that is seen at each place of the head. */
static const struct cell **make_matrix(const struct finding *f, const struct table_head *head)
{
    size_t width = (size_t)f->width, height = (size_t)(head->bottom - head->top + 1);
    const struct cell **seen = mem_resize(NULL, width * height, sizeof(*seen));
    char *taken = mem_alloc(width * height);

    for (size_t i = 0; i < width * height; i++)
        seen[i] = grid_at(f->g, head->top + (int)(i / width), f->area.left + (int)(i % width));
    for (size_t i = 0; i < f->g->n_merges; i++)
        if (f->g->merges[i].top <= head->bottom && f->g->merges[i].bottom >= head->top)
            cover(f, head, &f->g->merges[i], seen, taken);
    free(taken);
    return seen;
}

/* What is read down the column; false: a cell of it is no name, reported. */
static bool name_of(const struct finding *f, const struct cell **seen, int height, int column, struct buf *out)
{
    const struct cell *last = NULL;

    buf_clear(out);
    for (int row = 0; row < height; row++) {
        const struct cell *c = seen[(size_t)row * (size_t)f->width + (size_t)column];

        if (!c || c == last)
            continue;
        if (!grid_check(f->b, f->g, c))
            return false;
        buf_printf(out, "%s%s", out->n ? " " : "", c->text ? c->text : "");
        last = c;
    }
    return true;
}

static bool name_columns(const struct finding *f, struct table_head *head)
{
    struct data *d = f->b->data;
    const struct cell **seen = make_matrix(f, head);
    int height = head->bottom - head->top + 1;
    struct buf name = {0};
    struct arena scratch = {0};
    char *unnamed = arena_alloc(&d->arena, (size_t)f->width);
    bool ok = true;

    head->names = value_new(d, VALUE_MAP, grid_pos(f->b, f->g, head->top, f->area.left), f->b->source);
    head->columns = ARENA_NEWS(&d->arena, (size_t)f->width, int);
    head->unnamed = unnamed;
    for (int i = 0; ok && i < f->width; i++) {
        struct pos pos = grid_pos(f->b, f->g, head->bottom, f->area.left + i);
        char *words;

        ok = name_of(f, seen, height, i, &name);
        words = text_collapse(&scratch, buf_span(&name));
        unnamed[i] = !*words;
        if (!ok || !*words)
            continue;
        head->columns[value_count(head->names)] = f->area.left + i;
        ok = value_insert(d, head->names, span_of(words), pos, value_new(d, VALUE_NULL, pos, f->b->source));
    }
    arena_release(&scratch);
    buf_release(&name);
    free(seen);
    return ok;
}

bool table_find_head(const struct book *b, const struct grid *g, const struct area *area, const struct table_ask *ask, struct table_head *out)
{
    struct finding f = {b, g, *area, area->right - area->left + 1};
    int row = ask->head ? ask->head : g->filter >= area->top && g->filter <= area->bottom ? g->filter : find_row(&f);

    *out = (struct table_head){0};
    if (!row) {
        diag(b->data->ctx, DIAG_DATA_SHEET_NO_HEAD, grid_pos(b, g, area->top, area->left));
        return false;
    }
    if (ask->head && ask->head_end > ask->head) {
        out->top = ask->head;
        out->bottom = ask->head_end;
    } else {
        spread(&f, row, out);
    }
    if (out->bottom - out->top >= HEAD_ROWS) {
        struct arena scratch = {0};

        diag(b->data->ctx, DIAG_DATA_SHEET_HIGH_HEAD, grid_pos(b, g, out->top, area->left), arena_printf(&scratch, "%d", HEAD_ROWS));
        arena_release(&scratch);
        return false;
    }
    return name_columns(&f, out);
}
