/* Tables of an ODT after loops and merged cells: each row has as many covered cells as its own and the spans from above ask
 * for, a span over rows ends where another cell stands, and there are as many columns as the longest row has.
 *
 * A covered cell that nothing covers becomes an empty cell, so the cells behind it stay in their columns. */
#include "base/xml.h"
#include "fill/odt_tidy.h"

enum { TABLE_COLUMNS = 1024, TABLE_DEPTH = 32 };

#define COVERED "<table:covered-table-cell/>"
#define EMPTY "<table:table-cell office:value-type=\"string\"><text:p/></table:table-cell>"

struct cell {
    size_t from, to;
    bool covered;
    size_t columns, rows, repeat;
    struct span rows_at; /* the value of number-rows-spanned; p NULL: none */
};

/* A cell that reaches into rows below. */
struct reach {
    size_t left;         /* rows that it still covers */
    size_t rows, column, columns;
    struct span at;
};

struct column {
    size_t from, to, repeat;
    struct span style;
};

struct table {
    size_t from, row_close;
    int depth, row_depth, cell_depth; /* -1: not in one */
    VECTOR(struct column) columns;
    VECTOR(struct cell) cells;        /* of the row at hand */
    VECTOR(struct reach) reaches;
    size_t most;
    struct edits own;                 /* made if something has changed the table */
};

struct odt_tables {
    struct rich *r;
    const char *part;
    struct span before;
    struct edits *e;
    struct table open[TABLE_DEPTH];
    int n, skipped; /* skipped: deeper ones, left as they are */
};

struct odt_tables *odt_tables_new(struct rich *r, const char *part, struct span before, struct edits *e)
{
    struct odt_tables *t = ARENA_NEW(r->arena, struct odt_tables);

    *t = (struct odt_tables){.r = r, .part = part, .before = before, .e = e};
    return t;
}

static size_t number_of(const struct xscan *s, const struct xscan_token *k, const char *local, struct span *at)
{
    struct span value;
    size_t n = 0;

    if (!xscan_attribute_local(s, k, local, &value))
        return 1;
    if (at)
        *at = value;
    for (size_t i = 0; i < value.n && value.p[i] >= '0' && value.p[i] <= '9' && n < TABLE_COLUMNS; i++)
        n = 10 * n + (size_t)(value.p[i] - '0');
    return n < 1 ? 1 : n > TABLE_COLUMNS ? TABLE_COLUMNS : n;
}

/* ---- rows ---- */

/* The span from above that covers the column; NULL: none. */
static struct reach *reach_at(struct table *w, size_t column)
{
    for (size_t i = 0; i < w->reaches.n; i++)
        if (w->reaches.v[i].left && w->reaches.v[i].column <= column && column < w->reaches.v[i].column + w->reaches.v[i].columns)
            return &w->reaches.v[i];
    return NULL;
}

static void end_reach(struct odt_tables *t, struct table *w, struct reach *reach)
{
    edit_span(&w->own, reach->at, span_of(arena_printf(t->r->arena, "%zu", reach->rows - reach->left)));
    reach->left = 0;
}

static void insert(struct odt_tables *t, struct table *w, size_t at, size_t n, const char *what)
{
    struct buf b = {0};

    for (size_t i = 0; i < n; i++)
        buf_puts(&b, what);
    if (n)
        edit(&w->own, at, at, span_of(arena_buf(t->r->arena, &b)));
    buf_release(&b);
}

/* One covered cell; what it stands for follows from its column. */
static void take_covered(struct odt_tables *t, struct table *w, const struct cell *c, size_t *column, size_t *pending, bool spanned)
{
    size_t covered = 0, empty = 0;

    for (size_t i = 0; i < c->repeat; i++) {
        if (reach_at(w, *column))
            covered++;
        else if (*pending)
            --*pending, covered++;
        else if (!spanned)
            empty++;
        else
            continue; /* its cell spans fewer columns now */
        ++*column;
    }
    if (covered == c->repeat)
        return;
    insert(t, w, c->from, covered, COVERED);
    insert(t, w, c->from, empty, EMPTY);
    edit(&w->own, c->from, c->to, SPAN(""));
}

static void end_row(struct odt_tables *t, struct table *w)
{
    size_t column = 0, pending = 0, old = w->reaches.n;
    bool spanned = false;

    for (size_t i = 0; i < w->cells.n; i++) {
        const struct cell *c = &w->cells.v[i];
        struct reach *reach;

        if (c->covered) {
            take_covered(t, w, c, &column, &pending, spanned);
            continue;
        }
        insert(t, w, c->from, pending, COVERED);
        column += pending;
        while ((reach = reach_at(w, column)))
            end_reach(t, w, reach);
        if (c->rows > 1 && c->rows_at.p)
            *VECTOR_ADD(t->r->arena, w->reaches) = (struct reach){0, c->rows, column, c->columns, c->rows_at};
        pending = c->columns - 1;
        spanned = c->columns > 1;
        column += c->repeat;
    }
    insert(t, w, w->row_close, pending, COVERED);
    column += pending;
    for (size_t at = column; at < w->most && reach_at(w, at); at++, column++)
        insert(t, w, w->row_close, 1, COVERED);
    w->most = column > w->most ? column : w->most;
    for (size_t i = 0; i < old; i++)
        w->reaches.v[i].left -= w->reaches.v[i].left > 0;
    for (size_t i = old; i < w->reaches.n; i++)
        w->reaches.v[i].left = w->reaches.v[i].rows - 1;
    if (w->reaches.n > TABLE_COLUMNS) { /* those that have ended */
        size_t n = 0;

        for (size_t i = 0; i < w->reaches.n; i++)
            if (w->reaches.v[i].left)
                w->reaches.v[n++] = w->reaches.v[i];
        w->reaches.n = n;
    }
    w->cells.n = 0;
}

/* ---- columns ---- */

static double width_of(struct odt_tables *t, struct span style)
{
    const struct odt_style *s = style.n ? odt_style_named(t->r, t->part, "style", "table-column", style) : NULL;
    struct span width;

    return s && odt_style_value(s, "table-column-properties", "column-width", &width) ? odt_emu(width) : 0;
}

/* <table:table-column> as wide as this [EMU]; the style stays if it has no width. */
static void put_column(struct odt_tables *t, struct span style, double width, struct buf *out)
{
    const char *name = arena_span(t->r->arena, style);
    struct odt_attrs a = {.n = 0};
    struct buf b = {0};

    if (width > 0) {
        buf_number(&b, width / RICH_EMU_PT, 2);
        buf_puts(&b, "pt");
        odt_set(&a, "table-column-properties", "style:column-width", arena_buf(t->r->arena, &b));
        buf_number(&b, width / RICH_EMU_PT * 20, 0);
        buf_puts(&b, "*");
        odt_set(&a, "table-column-properties", "style:rel-column-width", arena_buf(t->r->arena, &b));
        name = odt_look(t->r, t->part, "table-column", name, &a);
    }
    buf_puts(out, "<table:table-column");
    if (*name)
        buf_printf(out, " table:style-name=\"%s\"", name);
    buf_puts(out, "/>");
}

/* The width of the whole stays. */
static void set_columns(struct odt_tables *t, struct table *w, size_t now)
{
    size_t old = 0, done = 0;
    double sum = 0, kept = 0;

    for (size_t i = 0; i < w->columns.n; i++) {
        const struct column *c = &w->columns.v[i];
        double width = width_of(t, c->style);

        for (size_t k = 0; k < c->repeat; k++, old++) {
            sum += width;
            kept += old < now ? width : 0;
        }
    }
    for (size_t i = 0; i < w->columns.n; i++) {
        const struct column *c = &w->columns.v[i];
        double width = width_of(t, c->style) * (now > old ? (double)old / (double)now : kept > 0 ? sum / kept : 1);
        struct buf b = {0};

        for (size_t k = 0; k < c->repeat && done < now; k++, done++)
            put_column(t, c->style, width, &b);
        for (; i + 1 == w->columns.n && done < now; done++)
            put_column(t, c->style, sum / (double)now, &b);
        edit(&w->own, c->from, c->to, span_of(b.n ? arena_buf(t->r->arena, &b) : ""));
        buf_release(&b);
    }
}

static void end_table(struct odt_tables *t, struct table *w, size_t to)
{
    struct span whole = span_make(t->e->text.p + w->from, to - w->from);
    size_t columns = 0;

    if (memmem(t->before.p, t->before.n, whole.p, whole.n)) /* as the template has it */
        return;
    for (size_t i = 0; i < w->reaches.n; i++)
        if (w->reaches.v[i].left)
            end_reach(t, w, &w->reaches.v[i]);
    for (size_t i = 0; i < w->columns.n; i++)
        columns += w->columns.v[i].repeat;
    if (w->columns.n && w->most && w->most <= TABLE_COLUMNS && w->most != columns)
        set_columns(t, w, w->most);
    for (size_t i = 0; i < w->own.v.n; i++)
        edit(t->e, w->own.v.v[i].from, w->own.v.v[i].to, w->own.v.v[i].text);
}

/* ---- the pass ---- */

void odt_tables_start(struct odt_tables *t, const struct xscan *s, const struct xscan_token *k, int depth)
{
    struct table *w = t->n ? &t->open[t->n - 1] : NULL;
    struct span local = xscan_local(k->name);

    if (span_is(local, "table") && !k->empty) {
        if (t->n == TABLE_DEPTH) {
            t->skipped++;
            return;
        }
        t->open[t->n++] = (struct table){.from = k->from, .depth = depth, .row_depth = -1, .cell_depth = -1,
                                           .own = {.a = t->r->arena, .text = t->e->text}};
    } else if (!w || t->skipped || w->cell_depth >= 0) {
        return;
    } else if (span_is(local, "table-column")) {
        struct column *c = VECTOR_ADD(t->r->arena, w->columns);

        *c = (struct column){.from = k->from, .to = k->to, .repeat = number_of(s, k, "number-columns-repeated", NULL)};
        if (!xscan_attribute_local(s, k, "style-name", &c->style))
            c->style = SPAN("");
    } else if (span_is(local, "table-row") && !k->empty) {
        w->row_depth = depth;
    } else if ((span_is(local, "table-cell") || span_is(local, "covered-table-cell")) && w->row_depth >= 0) {
        struct cell *c = VECTOR_ADD(t->r->arena, w->cells);

        *c = (struct cell){.from = k->from, .to = k->to, .covered = local.p[0] == 'c'};
        c->columns = number_of(s, k, "number-columns-spanned", NULL);
        c->rows = number_of(s, k, "number-rows-spanned", &c->rows_at);
        c->repeat = number_of(s, k, "number-columns-repeated", NULL);
        w->cell_depth = k->empty ? -1 : depth;
    }
}

void odt_tables_close(struct odt_tables *t, const struct xscan_token *k, int depth)
{
    struct table *w = t->n ? &t->open[t->n - 1] : NULL;

    if (!w)
        return;
    if (t->skipped) {
        t->skipped -= span_is(xscan_local(k->name), "table");
    } else if (depth == w->cell_depth) {
        w->cells.v[w->cells.n - 1].to = k->to;
        w->cell_depth = -1;
    } else if (depth == w->row_depth && w->cell_depth < 0) {
        w->row_close = k->from;
        end_row(t, w);
        w->row_depth = -1;
    } else if (depth == w->depth) {
        end_table(t, w, k->to);
        t->n--;
    }
}
