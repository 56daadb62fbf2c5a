/* The rows of a table.
 *
 * Invariant: a cell that is part of the table is a value or an error of this file; what is left out (a row that numbers the columns,
 * the total, what stands below) is said. The cells are gone through once, in the file's order. */
#include "data/table.h"

#include "base/diag/data.h"
#include "text/text.h"

#include <stdlib.h>

struct table {
    const struct book *b;
    const struct grid *g;
    const struct table_ask *ask;
    struct area area;
    struct table_head head;
    size_t columns;
    const struct cell **held; /* by member: what a cell that is merged over several rows says */
    int *held_to;             /* and the last of these rows; 0: none */
    struct area *merges;      /* over several rows, by their first */
    size_t n_merges, next_merge;
    size_t at;                /* of the next cell */
    size_t made;              /* values */
    struct value *rows, *total;
    const char *last_label;   /* of the last row, if it says that it is a total */
    int row_before;           /* the last row that was read */
    bool ok;
};

/* The text says that its row is a total. */
static bool table_is_total(const char *text)
{
    static const char *const words[] = {"tong", "cong", "tong_cong", "tong_so", "cong_chung", "tong_chung", "tong_cong_chung"};
    struct arena scratch = {0};
    const char *folded = text_fold(&scratch, span_of(text));
    bool total = false;

    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        total |= strcmp(folded, words[i]) == 0;
    arena_release(&scratch);
    return total;
}

static bool fill_value(const struct book *b, const struct grid *g, const struct cell *cell, int row, int col, struct value *out)
{
    out->type = VALUE_NULL;
    out->pos = grid_pos(b, g, cell ? cell->row : row, cell ? cell->col : col);
    out->source = b->source;
    if (!cell)
        return true;
    if (!grid_check(b, g, cell))
        return false;
    if (cell->kind == CELL_TRUE || cell->kind == CELL_FALSE) {
        out->type = VALUE_BOOL;
        out->as.boolean = cell->kind == CELL_TRUE;
        return true;
    }
    out->type = VALUE_SCALAR;
    out->as.scalar.text = cell->text;
    out->as.scalar.n = cell->n;
    out->as.scalar.quoted = cell->kind != CELL_NUMBER;
    return true;
}

struct value *grid_value(const struct book *b, const struct grid *g, const struct cell *cell, int row, int col)
{
    struct value *v = ARENA_NEW(&b->data->arena, struct value);

    return fill_value(b, g, cell, row, col, v) ? v : NULL;
}

/* ---- merged cells of the body ---- */

static int by_top(const void *a, const void *b)
{
    const struct area *x = a, *y = b;

    return x->top != y->top ? (x->top > y->top) - (x->top < y->top) : (x->left > y->left) - (x->left < y->left);
}

static void gather_merges(struct table *t)
{
    t->merges = mem_resize(NULL, t->g->n_merges + 1, sizeof *t->merges);
    for (size_t i = 0; i < t->g->n_merges; i++) {
        const struct area *m = &t->g->merges[i];

        if (m->bottom > m->top && m->bottom > t->head.bottom)
            t->merges[t->n_merges++] = *m;
    }
    qsort(t->merges, t->n_merges, sizeof *t->merges, by_top);
}

/* The member of a column of the sheet, or the number of members. */
static size_t member_of(const struct table *t, int col)
{
    size_t low = 0, high = t->columns;

    while (low < high) {
        size_t mid = low + (high - low) / 2;

        if (t->head.columns[mid] < col)
            low = mid + 1;
        else
            high = mid;
    }
    return low < t->columns && t->head.columns[low] == col ? low : t->columns;
}

/* Takes the merged cells that begin at this row or above it. */
static void hold(struct table *t, int row)
{
    for (; t->next_merge < t->n_merges && t->merges[t->next_merge].top <= row; t->next_merge++) {
        const struct area *m = &t->merges[t->next_merge];
        size_t member = member_of(t, m->left);

        if (member == t->columns)
            continue;
        t->held[member] = grid_at(t->g, m->top, m->left);
        t->held_to[member] = m->bottom;
    }
}

/* ---- rows ---- */

/* The cells [from, to) of the next row that has any, within the area. */
static bool next_row(struct table *t, size_t *from, size_t *to, int *row)
{
    const struct cell *c = t->g->cells;
    size_t n = t->g->n;

    while (t->at < n && (c[t->at].row <= t->head.bottom || c[t->at].col < t->area.left || c[t->at].col > t->area.right))
        t->at++;
    if (t->at == n || c[t->at].row > t->area.bottom)
        return false;
    *from = t->at;
    *row = c[t->at].row;
    while (t->at < n && c[t->at].row == *row && c[t->at].col <= t->area.right)
        t->at++;
    *to = t->at;
    return true;
}

/* "(1)", "A", "2": what stands under a head to number its columns. *number is what the next one says. */
static bool is_numbering(const struct cell *c, int *number, bool *sure)
{
    struct span s = span_make(c->text, c->n);
    char expected[16];
    struct buf text = {0};
    bool same;

    if (c->kind == CELL_TEXT && s.n == 1 && s.p[0] >= 'A' && s.p[0] <= 'Z') {
        *sure = true;
        return true;
    }
    if (s.n > 2 && s.n < sizeof expected && strchr("([", s.p[0])) {
        s = span_make(s.p + 1, strcspn(s.p + 1, ")]=+ "));
        *sure = true;
    }
    buf_printf(&text, "%d", *number);
    same = span_equal(s, buf_span(&text));
    buf_release(&text);
    *number += same;
    return same && (c->kind == CELL_TEXT || c->kind == CELL_NUMBER);
}

static bool numbers_columns(const struct table *t, size_t from, size_t to, int row)
{
    enum { ENOUGH = 4 }; /* 1 2 3 may be data, 1 2 3 4 in every column is not */
    bool sure = false;
    int number = 1;

    if (row != t->head.bottom + 1 || to - from != t->columns || t->columns < 2)
        return false;
    for (size_t i = from; i < to; i++)
        if (!is_numbering(&t->g->cells[i], &number, &sure))
            return false;
    return sure || t->columns >= ENOUGH;
}

/* What a row says first, if it says that it is a total. */
static const char *total_label(const struct table *t, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++)
        if (t->g->cells[i].kind == CELL_TEXT)
            return table_is_total(t->g->cells[i].text) ? t->g->cells[i].text : NULL;
    return NULL;
}

static void say(const struct table *t, diag_code code, int row, const char *label)
{
    const char *key = t->ask->key ? t->ask->key : "";

    if (!t->ask->quiet)
        diag(t->b->data->ctx, code, grid_pos(t->b, t->g, row, t->area.left), label ? label : "", key);
}

/* Values below a column that has no name. */
static bool check_named(struct table *t, const struct cell *c)
{
    struct buf cell = {0};
    char *unnamed = &t->head.unnamed[c->col - t->area.left];

    if (*unnamed != 1)
        return true;
    *unnamed = 2; /* said once */
    pos_print_cell(&cell, NULL, c->row, c->col);
    diag(t->b->data->ctx, DIAG_DATA_SHEET_UNNAMED, grid_pos(t->b, t->g, t->head.bottom, c->col), cell.p);
    buf_release(&cell);
    t->ok = false;
    return false;
}

/* NULL: reported, t->ok is false. */
static struct value *make_row(struct table *t, size_t from, size_t to, int row)
{
    struct data *d = t->b->data;
    struct value *members;
    size_t at = from;
    bool ok = true;

    t->made += t->columns + 1;
    if (t->made > LIMIT_CELLS) {
        diag(d->ctx, DIAG_DATA_SHEET_MANY, grid_pos(t->b, t->g, row, t->area.left), arena_printf(&d->arena, "%d", LIMIT_CELLS));
        t->ok = false;
        return NULL;
    }
    members = ARENA_NEWS(&d->arena, t->columns, struct value);
    hold(t, row);
    for (size_t i = 0; i < t->columns; i++) {
        const struct cell *c = NULL;
        int col = t->head.columns[i];

        for (; at < to && t->g->cells[at].col < col; at++)
            ok &= check_named(t, &t->g->cells[at]);
        if (at < to && t->g->cells[at].col == col)
            c = &t->g->cells[at++];
        if (t->held_to[i] >= row && t->held[i])
            c = t->held[i];
        ok &= fill_value(t->b, t->g, c, row, col, &members[i]);
    }
    for (; at < to; at++)
        ok &= check_named(t, &t->g->cells[at]);
    t->ok &= ok;
    return ok ? value_map_like(d, t->head.names, members, grid_pos(t->b, t->g, row, t->area.left), t->b->source) : NULL;
}

/* The rows from here on are not the table's. */
static bool ends(const struct table *t, size_t cells, int row)
{
    return !t->ask->whole && t->row_before && row > t->row_before + 1 && 2 * cells <= t->columns;
}

static void add_row(struct table *t, size_t from, size_t to, int row)
{
    const char *label = total_label(t, from, to);
    struct value *map;

    if (t->last_label)
        say(t, value_count(t->rows) > 1 ? DIAG_DATA_SHEET_SUBTOTAL : DIAG_DATA_SHEET_TOTAL, t->row_before, t->last_label);
    if (t->last_label && value_count(t->rows) == 1) { /* the first row, and others follow */
        t->total = t->rows->as.items.v[0];
        t->rows->as.items.n = 0;
    }
    map = make_row(t, from, to, row);
    if (map)
        value_append(t->b->data, t->rows, map);
    t->last_label = label;
    t->row_before = row;
}

static void read_rows(struct table *t)
{
    size_t from, to;
    int row;

    while (next_row(t, &from, &to, &row)) {
        if (ends(t, to - from, row)) {
            say(t, DIAG_DATA_SHEET_BELOW, row, NULL);
            break;
        }
        if (numbers_columns(t, from, to, row))
            say(t, DIAG_DATA_SHEET_NUMBERING, row, NULL);
        else
            add_row(t, from, to, row);
        if (t->made > LIMIT_CELLS)
            return;
    }
    if (value_count(t->rows) && (t->last_label || t->ask->totals)) {
        if (t->total)
            say(t, DIAG_DATA_SHEET_SUBTOTAL, t->row_before, t->last_label);
        else
            t->total = t->rows->as.items.v[--t->rows->as.items.n];
        if (t->last_label && t->total->pos.line == t->row_before)
            say(t, DIAG_DATA_SHEET_TOTAL, t->row_before, t->last_label);
    }
}

static struct area whole_sheet(const struct grid *g)
{
    struct area a = {1, 1, 1, 1};

    for (size_t i = 0; i < g->n; i++)
        a.right = g->cells[i].col > a.right ? g->cells[i].col : a.right;
    a.bottom = g->n ? g->cells[g->n - 1].row : 1;
    return a;
}

struct value *table_read(const struct book *b, const struct grid *g, const struct table_ask *ask, struct value **total)
{
    struct area all = whole_sheet(g);
    struct table t = {.b = b, .g = g, .ask = ask, .area = ask->area.top ? ask->area : all, .ok = true};

    *total = NULL;
    t.area.bottom = t.area.bottom < all.bottom ? t.area.bottom : all.bottom;
    t.area.right = t.area.right < all.right ? t.area.right : all.right;
    if (t.area.bottom < t.area.top || t.area.right < t.area.left) {
        diag(b->data->ctx, DIAG_DATA_SHEET_NO_HEAD, grid_pos(b, g, ask->area.top, ask->area.left));
        return NULL;
    }
    if (!table_find_head(b, g, &t.area, ask, &t.head))
        return NULL;
    t.columns = value_count(t.head.names);
    t.held = mem_resize(NULL, t.columns + 1, sizeof *t.held);
    t.held_to = mem_alloc((t.columns + 1) * sizeof *t.held_to);
    t.rows = ARENA_NEW(&b->data->arena, struct value);
    *t.rows = (struct value){.type = VALUE_LIST, .pos = grid_pos(b, g, t.head.bottom, t.area.left), .source = b->source};
    gather_merges(&t);
    read_rows(&t);
    free(t.merges);
    free(t.held);
    free(t.held_to);
    *total = t.total;
    if (t.total)
        t.total->parent = NULL;
    return t.ok ? t.rows : NULL;
}
