/* Widths of columns by what they hold, and figures on the decimal comma.
 *
 * Figures stand on the comma by a right indent that makes up for the decimals a cell lacks: a decimal tab would do it
 * in LibreOffice, but Word takes the mark to align on from the settings of the machine, and "7,5" moves where that is
 * a point.
 *
 * A column is wanted as wide as its widest cell and never below its longest word; a cell over several columns asks that
 * they hold its longest word together. */
#include <math.h>

#include "base/diag/merge.h"
#include "merge/bind_table.h"

struct wish table_measure(struct table_binding *t, const struct node *para)
{
    const struct char_props *chr = para->first ? text_props(para, para->first) : NULL;
    const double indent = para_props(para)->right;
    struct wish w = {indent, indent};
    struct buf text = {0};

    node_plain_text(para, &text);
    if (text.n && chr) {
        w.natural = indent + fit_width(t->b, chr, text.p, para->pos);
        for (char *p = text.p; *p;) {
            char *end = p + strcspn(p, " ");
            char kept = *end;

            *end = '\0';
            w.least = fmax(w.least, indent + fit_width(t->b, chr, p, para->pos));
            *end = kept;
            p = end + (kept == ' ');
        }
    }
    buf_release(&text);
    return w;
}

size_t table_place(struct table_binding *t, size_t row, const struct node *cell)
{
    size_t c = 0;

    while (c < t->n && *table_at(t, row, c) != cell)
        c++;
    return c;
}

typedef void cell_visit(struct table_binding *t, const struct node *cell, size_t row, size_t column, void *user);

static void each_cell(struct table_binding *t, cell_visit *visit, void *user)
{
    size_t r = 0;

    for (const struct node *row = t->table->first; row; row = row->next, r++)
        for (const struct node *cell = row->first; cell; cell = cell->next)
            visit(t, cell, r, table_place(t, r, cell), user);
}

/* What stands behind a figure's units: ",50%", "%", nothing. */
static double behind_comma(struct table_binding *t, const struct node *para)
{
    const struct char_props *chr = para->first ? text_props(para, para->first) : NULL;
    struct buf text = {0};
    double width = 0;

    node_plain_text(para, &text);
    if (text.n && chr)
        width = fit_width(t->b, chr, text.p + strcspn(text.p, ",%"), para->pos);
    buf_release(&text);
    return width;
}

static bool on_comma(const struct table_binding *t, const struct node *cell, size_t row, size_t column)
{
    return t->columns[column].decimal && row >= t->head_rows && cell->as.cell.col_span == 1;
}

static void find_behind(struct table_binding *t, const struct node *cell, size_t row, size_t column, void *user)
{
    double *behind = user;

    if (on_comma(t, cell, row, column))
        behind[column] = fmax(behind[column], behind_comma(t, cell->first));
}

static void set_behind(struct table_binding *t, const struct node *cell, size_t row, size_t column, void *user)
{
    const double *behind = user;
    struct para_props *own;
    double lack;

    if (!on_comma(t, cell, row, column) || !cell->first->first)
        return;
    lack = behind[column] - behind_comma(t, cell->first);
    if (!(lack > 0.01))
        return;
    own = ARENA_NEW(&t->b->doc->arena, struct para_props);
    *own = *para_props(cell->first);
    own->right += lack;
    cell->first->as.para.own = own;
}

static void single_wish(struct table_binding *t, const struct node *cell, size_t row, size_t column, void *user)
{
    struct wish *wishes = user, w;

    (void)row;
    if (cell->as.cell.col_span > 1)
        return;
    w = table_measure(t, cell->first);
    if (cell->first->as.para.role == ROLE_CELL_HEAD)
        w.natural /= 2; /* a name goes over two lines rather than make a column of figures wide */
    wishes[column].natural = fmax(wishes[column].natural, w.natural + 2 * TABLE_PAD + TABLE_LINE);
    wishes[column].least = fmax(wishes[column].least, w.least + 2 * TABLE_PAD + TABLE_LINE);
}

/* What a cell over several columns lacks is asked of them in equal parts. */
static void spread_wish(struct table_binding *t, const struct node *cell, size_t row, size_t column, void *user)
{
    struct wish *wishes = user, w;
    double have = 0;
    size_t end = column + (size_t)cell->as.cell.col_span, open = 0;

    (void)row;
    if (cell->as.cell.col_span < 2)
        return;
    w = table_measure(t, cell->first);
    for (size_t c = column; c < end; c++) {
        have += t->columns[c].width > 0 ? t->columns[c].width : wishes[c].least;
        open += !(t->columns[c].width > 0);
    }
    for (size_t c = column; c < end; c++) {
        if (t->columns[c].width > 0)
            continue;
        /* a long name over narrow columns is better wrapped: only its longest word counts */
        wishes[c].least += fmax(0, w.least + 2 * TABLE_PAD + TABLE_LINE - have) / (double)open;
    }
}

struct room {
    double left, least, natural; /* [pt] for the columns without a width: there is, they need, they want */
};

static struct room room_of(struct table_binding *t, const struct wish *wishes, const double *widths)
{
    struct room r = {.left = t->b->text_width};

    for (size_t i = 0; i < t->n; i++) {
        r.left -= widths[i];
        r.least += widths[i] > 0 ? 0 : wishes[i].least;
        r.natural += widths[i] > 0 ? 0 : wishes[i].natural;
    }
    return r;
}

/* Figures cannot be wrapped as texts can: where it is tight they have what they want first, if the texts' words still fit. */
static void settle_figures(struct table_binding *t, const struct wish *wishes, double *widths)
{
    struct room r = room_of(t, wishes, widths);
    double more = 0;

    for (size_t i = 0; i < t->n; i++)
        more += widths[i] > 0 || !column_figures(&t->columns[i]) ? 0 : wishes[i].natural - wishes[i].least;
    for (size_t i = 0; i < t->n && r.natural > r.left && r.least + more <= r.left; i++)
        if (!(widths[i] > 0) && column_figures(&t->columns[i]))
            widths[i] = wishes[i].natural;
}

/* Columns without a width share what is left: each gets its longest word, the rest by what its widest cell wants.
 * Columns that count the rows take no more than they want. */
static bool share(struct table_binding *t, const struct wish *wishes, double *widths)
{
    double text = t->b->text_width;
    struct arena *a = &t->b->doc->arena;
    struct room r;

    for (size_t i = 0; i < t->n; i++)
        widths[i] = t->columns[i].width > 0 ? t->columns[i].width : t->columns[i].type == COLUMN_COUNTED ? wishes[i].natural : 0;
    settle_figures(t, wishes, widths);
    r = room_of(t, wishes, widths);
    if (r.left < fmin(r.least, 1) - 0.01) {
        diag(t->b->ctx, DIAG_TABLE_WIDTH, t->v->pos, arena_printf(a, "%d", (int)ceil((text - r.left) / MM)), arena_printf(a, "%d", (int)(text / MM)));
        return false;
    }
    for (size_t i = 0; i < t->n; i++) {
        if (widths[i] > 0)
            continue;
        if (r.natural <= r.left)
            widths[i] = wishes[i].natural * r.left / r.natural;
        else if (r.least < r.left)
            widths[i] = wishes[i].least + (r.left - r.least) * (wishes[i].natural - wishes[i].least) / (r.natural - r.least);
        else
            widths[i] = wishes[i].least * r.left / r.least;
    }
    if (r.least > r.left + 0.01)
        diag(t->b->ctx, DIAG_TABLE_NARROW, t->v->pos, arena_printf(a, "%d", (int)ceil((text - r.left + r.least) / MM)), arena_printf(a, "%d", (int)(text / MM)));
    return true;
}

bool table_widths(struct table_binding *t)
{
    struct wish wishes[COLUMNS_MAX] = {{0, 0}};
    double *widths = ARENA_NEWS(&t->b->doc->arena, t->n, double), behind[COLUMNS_MAX] = {0};

    each_cell(t, find_behind, behind);
    each_cell(t, set_behind, behind);
    each_cell(t, single_wish, wishes);
    each_cell(t, spread_wish, wishes);
    for (size_t i = 0; i < t->n; i++) /* a long text wants lines, not all of the width */
        wishes[i].natural = fmax(fmin(wishes[i].natural, t->b->text_width * 2 / 3), wishes[i].least);
    if (!share(t, wishes, widths))
        return false;
    t->table->as.table.widths = widths;
    t->table->as.table.columns = t->n;
    return true;
}
