/* Merged cells: places that are named (gop), and cells one below the other with the same text (gop_giong of a column).
 *
 * `hang` counts the rows of the body from 1, the total row being the last; the heading is merged by groups of columns.
 * Invariant: nothing that a cell holds is lost by merging. */
#include "base/diag/merge.h"
#include "merge/bind_table.h"


bool table_whole(struct binder *b, const struct value *map, const char *key, size_t fallback, size_t *out)
{
    const struct value *v = bind_member(b, map, key);
    const char *text = bind_string(b, v, key);

    *out = fallback;
    if (!v || !text)
        return !v;
    if (text[strspn(text, "0123456789")] == '\0' && strlen(text) < 6)
        *out = (size_t)strtoul(text, NULL, 10);
    else
        *out = 0;
    if (*out == 0)
        diag(b->ctx, DIAG_TABLE_WHOLE, v->pos, key, text);
    return *out > 0;
}

struct area {
    size_t row, column, rows, columns; /* row: on the grid */
    struct pos pos;
};

static const char *number(struct table_binding *t, size_t n)
{
    return arena_printf(&t->b->doc->arena, "%zu", n);
}

static bool is_anchor(struct table_binding *t, size_t row, size_t column)
{
    const struct node *cell = *table_at(t, row, column);

    return cell && cell->as.cell.row_span == 1 && cell->as.cell.col_span == 1;
}

/* A text, or a footnote, which is none. */
static bool holds(const struct node *cell, struct buf *text)
{
    const struct node *last = cell->first->last;

    node_plain_text(cell->first, text);
    return text->n > 0 || (last && last->type != NODE_TEXT);
}

static void remove_cell(struct node *cell)
{
    struct node *row = cell->parent;

    *(cell->prev ? &cell->prev->next : &row->first) = cell->next;
    *(cell->next ? &cell->next->prev : &row->last) = cell->prev;
}

/* Every cell but the first must be empty and not merged already. */
static bool check_area(struct table_binding *t, const struct area *m)
{
    struct buf text = {0};

    for (size_t r = m->row; r < m->row + m->rows; r++)
        for (size_t c = m->column; c < m->column + m->columns; c++) {
            if (!is_anchor(t, r, c)) {
                diag(t->b->ctx, DIAG_TABLE_MERGE_OVERLAP, m->pos, number(t, r - t->head_rows + 1), t->columns[c].title);
                return false;
            }
            if (r == m->row && c == m->column)
                continue;
            if (holds(*table_at(t, r, c), &text)) {
                diag(t->b->ctx, DIAG_TABLE_MERGE_LOST, m->pos, number(t, r - t->head_rows + 1), t->columns[c].title,
                     arena_buf(&t->b->doc->arena, &text));
                return false;
            }
        }
    return true;
}

static void merge(struct table_binding *t, const struct area *m)
{
    struct node *cell = *table_at(t, m->row, m->column);

    for (size_t r = m->row; r < m->row + m->rows; r++)
        for (size_t c = m->column; c < m->column + m->columns; c++) {
            struct node **at = table_at(t, r, c);

            if (*at != cell)
                remove_cell(*at);
            *at = cell;
        }
    cell->as.cell.row_span = (int)m->rows;
    cell->as.cell.col_span = (int)m->columns;
}

static bool read_area(struct table_binding *t, const struct value *v, struct area *m)
{
    static const char EXAMPLE[] = "{ hang: 1, cot: 2, so_hang: 3 }";
    static const struct key keys[] = {{"hang", false}, {"cot", false}, {"so_hang", false}, {"so_cot", false}, {NULL, false}};
    const struct value *column;
    size_t body = t->rows - t->head_rows, row;

    if (!bind_is_map(t->b, v, "gop", EXAMPLE) || !bind_keys(t->b, v, keys) || !bind_needed(t->b, v, "gop", "hang", EXAMPLE) ||
        !(column = bind_needed(t->b, v, "gop", "cot", EXAMPLE)) || !table_whole(t->b, v, "hang", 1, &row) ||
        !table_whole(t->b, v, "so_hang", 1, &m->rows) || !table_whole(t->b, v, "so_cot", 1, &m->columns) ||
        (m->column = table_column(t, column, "gop")) >= t->n)
        return false;
    if (row > body || m->rows > body - row + 1 || m->columns > t->n - m->column) {
        diag(t->b->ctx, DIAG_TABLE_MERGE_OUTSIDE, v->pos, number(t, row), number(t, row + m->rows - 1), number(t, m->column + 1),
             number(t, m->column + m->columns), number(t, body), number(t, t->n));
        return false;
    }
    if (m->rows * m->columns == 1) {
        diag(t->b->ctx, DIAG_TABLE_MERGE_ONE, v->pos);
        return false;
    }
    m->row = t->head_rows + row - 1;
    m->pos = v->pos;
    return true;
}

bool table_merge(struct table_binding *t)
{
    const struct value *v = bind_member(t->b, t->v, "gop");
    size_t count = v && v->type == VALUE_LIST ? read_count(t->b->ctx, v) : 0;
    bool ok = true;

    if (v && v->type != VALUE_LIST) {
        diag(t->b->ctx, DIAG_TYPE_LIST, v->pos, "gop", value_kind_name(t->b, v));
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        struct area m;

        if (read_area(t, read_item(t->b->ctx, v, i), &m) && check_area(t, &m))
            merge(t, &m);
        else
            ok = false;
    }
    return ok;
}

/* ---- cells with the same text ---- */

static bool same_text(const struct node *a, const struct node *b)
{
    struct buf x = {0}, y = {0};
    bool same;

    node_plain_text(a->first, &x);
    node_plain_text(b->first, &y);
    same = x.n > 0 && x.n == y.n && memcmp(x.p, y.p, x.n) == 0;
    buf_release(&x);
    buf_release(&y);
    return same;
}

/* Two rows are apart in a column if they are apart in a column to the left that merges too: a name that comes again
 * under another day is another. */
static bool left_apart(struct table_binding *t, size_t row, size_t column)
{
    for (size_t c = 0; c < column; c++)
        if (t->columns[c].same && *table_at(t, row, c) != *table_at(t, row - 1, c))
            return true;
    return false;
}

void table_merge_same(struct table_binding *t)
{
    for (size_t r = t->head_rows + 1; r < t->head_rows + t->body_rows; r++)
        for (size_t c = 0; c < t->n; c++) {
            struct node *above = *table_at(t, r - 1, c), **at = table_at(t, r, c);

            if (!t->columns[c].same || left_apart(t, r, c) || !is_anchor(t, r, c) || above->as.cell.col_span > 1 ||
                !same_text(above, *at))
                continue;
            remove_cell(*at);
            *at = above;
            above->as.cell.row_span++;
        }
}
