/* Tables (ODF 1.3 part 3, 9.1, 17.15 to 17.18). Covered cells are not in the tree. */
#include "odf/reader.h"

#include <math.h>
#include <stdlib.h>

struct table_reading {
    struct odt *o;
    struct node *table;
    double *widths;
    const char **cell_styles; /* default of each column */
    size_t n, cap, column, widest;
    bool relative;            /* the widths are shares only */
    bool header;
    int header_rows;
};

/* ---- columns ---- */

static void column_add(struct table_reading *t, double width, const char *style)
{
    if (t->n == t->cap) {
        t->cap = t->cap ? 2 * t->cap : 16;
        t->widths = mem_resize(t->widths, t->cap, sizeof *t->widths);
        t->cell_styles = mem_resize(t->cell_styles, t->cap, sizeof *t->cell_styles);
    }
    t->widths[t->n] = width;
    t->cell_styles[t->n++] = style;
}

static void column_read(struct table_reading *t, const xmlNode *n)
{
    const struct odt_style *s = odt_style(t->o, ODT_COLUMN_STYLE, odt_attr(n, ODT_TABLE, "style-name"));
    const char *v = odt_property(t->o, s, "table-column-properties", ODT_STYLE, "column-width");
    long repeat = odt_int(odt_attr(n, ODT_TABLE, "number-columns-repeated"), 1);
    double width = 0;
    if (!odt_length(v, &width)) {
        width = (double)odt_int(odt_property(t->o, s, "table-column-properties", ODT_STYLE, "rel-column-width"), 0);
        t->relative = t->relative || width > 0;
    }
    for (; repeat > 0 && t->n < ODT_REPEAT; repeat--)
        column_add(t, fmax(0, width), odt_attr(n, ODT_TABLE, "default-cell-style-name"));
}

static void columns_read(struct table_reading *t, const xmlNode *holder, int deep)
{
    for (const xmlNode *n = odt_first(holder); n && deep < ODT_ANCESTORS; n = odt_next(n)) {
        if (odt_is(n, ODT_TABLE, "table-column"))
            column_read(t, n);
        else if (odt_is(n, ODT_TABLE, "table-columns") || odt_is(n, ODT_TABLE, "table-header-columns") ||
                 odt_is(n, ODT_TABLE, "table-column-group"))
            columns_read(t, n, deep + 1);
    }
}

/* ---- cells ---- */

static enum turn turn_of(const struct odt *o, const struct odt_style *s)
{
    const char *mode = odt_property(o, s, "table-cell-properties", ODT_STYLE, "writing-mode");
    const long angle = odt_int(odt_property(o, s, "table-cell-properties", ODT_STYLE, "rotation-angle"), 0);
    if (!mode)
        mode = odt_property(o, s, "table-cell-properties", ODT_LOEXT, "writing-mode");
    if (angle == 90 || (mode && strcmp(mode, "bt-lr") == 0))
        return TURN_UP;
    return angle == 270 || (mode && strncmp(mode, "tb", 2) == 0) ? TURN_DOWN : TURN_NONE;
}

static void cell_look(struct odt *o, const char *name, struct cell *c)
{
    const struct odt_style *s = odt_style(o, ODT_CELL_STYLE, name), *all[ODT_ANCESTORS];
    struct borders *edge = ARENA_NEW(o->arena, struct borders);
    const char *valign = odt_property(o, s, "table-cell-properties", ODT_STYLE, "vertical-align");
    for (size_t i = odt_ancestors(o, s, all); i-- > 0;)
        odt_box_apply(odt_child(all[i]->node, ODT_STYLE, "table-cell-properties"), edge, &c->fill);
    c->edge = edge;
    c->pad_top = edge->top.space;
    c->pad_bottom = edge->bottom.space;
    c->pad_left = edge->left.space;
    c->pad_right = edge->right.space;
    if (valign)
        c->valign = strcmp(valign, "middle") == 0 ? VALIGN_MIDDLE : strcmp(valign, "bottom") == 0 ? VALIGN_BOTTOM : VALIGN_TOP;
    c->turn = turn_of(o, s);
}

static int span(const xmlNode *n, const char *name)
{
    const long v = odt_int(odt_attr(n, ODT_TABLE, name), 1);
    return v < 1 ? 1 : v > ODT_REPEAT * 64 ? ODT_REPEAT * 64 : (int)v;
}

static void cell_read(struct table_reading *t, const xmlNode *n, const char *row_style, struct node *row)
{
    struct node *cell = odt_node(t->o, NODE_CELL, row);
    const char *style = odt_attr(n, ODT_TABLE, "style-name");
    if (!style)
        style = row_style ? row_style : t->column < t->n ? t->cell_styles[t->column] : NULL;
    cell->as.cell.col_span = span(n, "number-columns-spanned");
    cell->as.cell.row_span = span(n, "number-rows-spanned");
    cell_look(t->o, style, &cell->as.cell);
    odt_blocks(t->o, n, cell, NULL);
    odt_fill_empty(t->o, cell);
    if (t->o->no_space_in_cells && cell->last->type == NODE_PARA && para_props(cell->last)->after > 0)
        odt_own(t->o, cell->last)->after = 0;
}

/* ODF knows no row that begins behind others: a cell that says nothing at all, not even a paragraph, is none. */
static bool is_left_out(const xmlNode *cell)
{
    return !odt_first(cell) && !odt_attr(cell, ODT_TABLE, "style-name") && !odt_attr(cell, ODT_TABLE, "number-columns-spanned") &&
           !odt_attr(cell, ODT_TABLE, "number-rows-spanned") && !odt_attr(cell, ODT_OFFICE, "value-type");
}

static void row_cells(struct table_reading *t, const xmlNode *n, struct node *row)
{
    const char *style = odt_attr(n, ODT_TABLE, "default-cell-style-name");
    t->column = 0;
    for (const xmlNode *c = odt_first(n); c; c = odt_next(c)) {
        const bool covered = odt_is(c, ODT_TABLE, "covered-table-cell");
        if (!covered && !odt_is(c, ODT_TABLE, "table-cell"))
            continue;
        long repeat = odt_int(odt_attr(c, ODT_TABLE, "number-columns-repeated"), 1);
        const bool left_out = !covered && !row->first && t->column == (size_t)row->as.row.skip && is_left_out(c);
        for (; repeat > 0 && t->column < ODT_REPEAT; repeat--, t->column++) {
            if (left_out)
                row->as.row.skip++;
            else if (!covered)
                cell_read(t, c, style, row);
        }
    }
    t->widest = t->column > t->widest ? t->column : t->widest;
}

/* ---- rows ---- */

static void row_read(struct table_reading *t, const xmlNode *n)
{
    const struct odt_style *s = odt_style(t->o, ODT_ROW_STYLE, odt_attr(n, ODT_TABLE, "style-name"));
    const char *keep = odt_property(t->o, s, "table-row-properties", ODT_FO, "keep-together");
    long repeat = odt_int(odt_attr(n, ODT_TABLE, "number-rows-repeated"), 1);
    for (repeat = repeat > ODT_REPEAT ? ODT_REPEAT : repeat; repeat > 0; repeat--) {
        struct node *row = odt_node(t->o, NODE_ROW, t->table);
        row->as.row.header = t->header;
        t->header_rows += t->header;
        row->as.row.cant_split = keep && strcmp(keep, "always") == 0;
        if (odt_length(odt_property(t->o, s, "table-row-properties", ODT_STYLE, "row-height"), &row->as.row.height))
            row->as.row.rule = LINE_EXACT;
        else if (odt_length(odt_property(t->o, s, "table-row-properties", ODT_STYLE, "min-row-height"), &row->as.row.height))
            row->as.row.rule = LINE_AT_LEAST;
        row_cells(t, n, row);
    }
}

static void rows_read(struct table_reading *t, const xmlNode *holder, int deep)
{
    for (const xmlNode *n = odt_first(holder); n && deep < ODT_ANCESTORS; n = odt_next(n)) {
        if (odt_is(n, ODT_TABLE, "table-row")) {
            row_read(t, n);
        } else if (odt_is(n, ODT_TABLE, "table-header-rows")) {
            t->header = !t->table->first;
            rows_read(t, n, deep + 1);
            t->header = false;
        } else if (odt_is(n, ODT_TABLE, "table-rows") || odt_is(n, ODT_TABLE, "table-row-group")) {
            rows_read(t, n, deep + 1);
        }
    }
}

/* ---- the table ---- */

static void table_look(struct table_reading *t, const struct odt_style *s)
{
    struct odt *o = t->o;
    struct table *table = &t->table->as.table;
    const char *align = odt_property(o, s, "table-properties", ODT_TABLE, "align");
    const char *rel = odt_property(o, s, "table-properties", ODT_STYLE, "rel-width");
    double width = 0, sum = 0, share;
    const bool given = odt_length(odt_property(o, s, "table-properties", ODT_STYLE, "width"), &width) && width > 0;
    odt_length(odt_property(o, s, "table-properties", ODT_FO, "margin-left"), &table->left);
    if (align)
        table->align = strcmp(align, "center") == 0 ? ALIGN_CENTER : strcmp(align, "right") == 0 ? ALIGN_RIGHT : ALIGN_LEFT;
    for (size_t i = 0; i < t->n; i++)
        sum += t->widths[i];
    if (t->relative && given && sum > 0)
        for (size_t i = 0; i < t->n; i++)
            t->widths[i] *= width / sum;
    else if (odt_percent(rel, &share) && share > 0)
        table->width = -fmin(share, 1);
    else if (t->relative || sum == 0)
        table->width = given ? width : -1;
}

static void columns_keep(struct table_reading *t)
{
    while (t->n < t->widest)
        column_add(t, 0, NULL);
    double *widths = ARENA_NEWS(t->o->arena, t->n + 1, double);
    if (t->n)
        memcpy(widths, t->widths, t->n * sizeof *widths);
    t->table->as.table.widths = widths;
    t->table->as.table.columns = t->n;
}

/* A page that begins with the table begins in its first cell. */
static void table_breaks(struct odt *o, const struct node *table)
{
    struct node *row = table->first, *cell = row ? row->first : NULL, *para = cell ? cell->first : NULL;
    if (para && para->type == NODE_PARA)
        odt_own(o, para)->page_break_before = true;
}

/* Data have lines around most cells, or a heading; what only stands in columns is laid out. */
static enum table_kind table_kind(const struct node *table)
{
    size_t cells = 0, lined = 0;
    if (table->as.table.header_rows > 0)
        return TABLE_DATA;
    for (const struct node *row = table->first; row; row = row->next) {
        for (const struct node *c = row->first; c; c = c->next) {
            const struct borders *e = c->as.cell.edge;
            cells++;
            lined += e->top.width > 0 || e->bottom.width > 0;
        }
    }
    return cells > 1 && 2 * lined >= cells ? TABLE_DATA : TABLE_LAYOUT;
}

void odt_table(struct odt *o, const xmlNode *n, struct node *to)
{
    const struct odt_style *s = odt_style(o, ODT_TABLE_STYLE, odt_attr(n, ODT_TABLE, "style-name"));
    const char *before = odt_property(o, s, "table-properties", ODT_FO, "break-before");
    const bool first = !o->section;
    struct table_reading t = {.o = o};
    if (!to)
        odt_page_break(o, s, "table-properties");
    const bool began = !to && o->section && !o->section->first;
    t.table = odt_node(o, NODE_TABLE, odt_target(o, to));
    const bool breaks = !to && !first && !began && (o->break_next || (before && strcmp(before, "page") == 0));
    if (!to)
        o->break_next = false;
    columns_read(&t, n, 0);
    rows_read(&t, n, 0);
    table_look(&t, s);
    columns_keep(&t);
    t.table->as.table.header_rows = t.header_rows;
    t.table->as.table.kind = table_kind(t.table);
    if (breaks)
        table_breaks(o, t.table);
    free(t.widths);
    free(t.cell_styles);
}
