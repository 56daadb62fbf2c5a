/* Tables (ODF 1.3 part 3, 9). A cell that others cover is written as covered; a row that begins behind some columns has cells
 * without anything in them there. */
#include "odf/write.h"

#include <stdlib.h>

/* Which grid columns a cell of an upper row still covers: for each column the rows that are left.
 */
static void put_covered(struct odf *o, const struct table *t, int *left, size_t *column)
{
    while (*column < t->columns && left[*column] > 0) {
        left[(*column)++]--;
        xml_leaf(&o->x, "table:covered-table-cell", NULL, NULL);
    }
}

static void put_cell(struct odf *o, const struct table *t, const struct node *n, int *left,
                     size_t *column)
{
    const struct cell *c = &n->as.cell;
    struct auto_style style = {.family = AUTO_CELL};
    style.as.cell.cell = c;
    style.as.cell.border = t->kind == TABLE_DATA ? t->border : 0;
    xml_open(&o->x, "table:table-cell");
    xml_attr(&o->x, "table:style-name", auto_name(&o->autos, &style));
    if (c->col_span > 1)
        xml_attr_int(&o->x, "table:number-columns-spanned", c->col_span);
    if (c->row_span > 1)
        xml_attr_int(&o->x, "table:number-rows-spanned", c->row_span);
    xml_attr(&o->x, "office:value-type", "string");
    odf_blocks(o, n);
    xml_close(&o->x);
    for (int i = 0; i < c->col_span && *column < t->columns; i++) {
        if (i > 0)
            xml_leaf(&o->x, "table:covered-table-cell", NULL, NULL);
        left[(*column)++] = c->row_span - 1;
    }
}

static void put_row(struct odf *o, const struct table *t, const struct node *n, int *left)
{
    struct auto_style style = {.family = AUTO_ROW};
    size_t column = 0;
    bool skips = n->as.row.skip > 0 && (size_t)n->as.row.skip < t->columns;
    style.as.row = &n->as.row;
    xml_open(&o->x, "table:table-row");
    xml_attr(&o->x, "table:style-name", auto_name(&o->autos, &style));
    for (; skips && column < (size_t)n->as.row.skip; column++)
        xml_leaf(&o->x, "table:table-cell", NULL, NULL);
    for (const struct node *cell = n->first; cell; cell = cell->next) {
        put_covered(o, t, left, &column);
        put_cell(o, t, cell, left, &column);
    }
    put_covered(o, t, left, &column);
    xml_close(&o->x);
}

static void put_columns(struct odf *o, const struct table *t)
{
    for (size_t i = 0; i < t->columns; i++) {
        struct auto_style style = {.family = AUTO_COLUMN};
        style.as.width = t->widths[i];
        xml_leaf(&o->x, "table:table-column", "table:style-name", auto_name(&o->autos, &style));
    }
}

/* In Word the first paragraph of a table can begin the page. */
static bool begins_page(const struct node *table)
{
    const struct node *row = table->first, *cell = row ? row->first : NULL, *para = cell ? cell->first : NULL;
    return para && para->type == NODE_PARA && para_props(para)->page_break_before;
}

bool odf_floats(const struct odf *o, const struct node *n)
{
    return n->type == NODE_TABLE && n->as.table.placement && doc_was_read(o->doc);
}

/* ODF fixes the widths of columns: those that followed the content are written as they were laid out. NULL: none are known. */
static const struct table_grid *grid_of(const struct odf *o, const struct node *n)
{
    const struct table_grids *g = &o->doc->grids;
    size_t low = 0, high = g->n;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (g->v[middle].table < n->id)
            low = middle + 1;
        else
            high = middle;
    }
    return low < g->n && g->v[low].table == n->id ? &g->v[low] : NULL;
}

/* In ODF only a text box can stand beside the text. */
static void put_floating(struct odf *o, const struct node *table)
{
    struct node *box = ARENA_NEW(&o->arena, struct node), *inner = ARENA_NEW(&o->arena, struct node);
    const struct table_grid *grid = grid_of(o, table);
    *inner = *table;
    inner->prev = inner->next = NULL;
    inner->as.table.placement = NULL;
    if (grid) {
        inner->as.table.widths = grid->width;
        inner->id = 0; /* its place is the box's */
    }
    box->type = NODE_SHAPE;
    box->first = box->last = inner;
    box->as.shape = (struct shape){.kind = SHAPE_RECT, .grow = true, .placement = table->as.table.placement};
    for (size_t i = 0; i < table->as.table.columns; i++)
        box->as.shape.width += inner->as.table.widths[i];
    odf_shape(o, box);
    o->space = true;
}

void odf_floating(struct odf *o)
{
    const struct node *n = o->floating;
    o->floating = NULL;
    for (; n && odf_floats(o, n); n = n->next)
        put_floating(o, n);
}

/* Up to Word's mode 14 the text of the first cell stands at the margin, and the table further left. */
static const struct table *placed(struct odf *o, const struct node *n)
{
    const struct node *row = n->first, *cell = row ? row->first : NULL;
    const struct table_grid *grid = grid_of(o, n);
    struct table *t;

    if (grid) {
        t = ARENA_NEW(&o->arena, struct table);
        *t = n->as.table;
        t->widths = grid->width;
        t->left = grid->left;
        return t;
    }
    if (!o->doc->settings.table_text_at_margin || !cell || n->as.table.align == ALIGN_CENTER || n->as.table.align == ALIGN_RIGHT)
        return &n->as.table;
    t = ARENA_NEW(&o->arena, struct table);
    *t = n->as.table;
    t->left -= cell->as.cell.pad_left;
    return t;
}

void odf_table(struct odf *o, const struct node *n, struct page_start start)
{
    if (odf_floats(o, n)) {
        if (!o->floating)
            o->floating = n;
        return;
    }
    const struct table *t = placed(o, n);
    struct auto_style style = {.family = AUTO_TABLE, .start = start};
    int *left = mem_alloc((t->columns + 1) * sizeof *left), row_number = 0;
    if (!style.start.brk)
        style.start.brk = o->brk;
    o->brk = NULL;
    style.as.table = t;
    if (!style.start.brk && doc_was_read(o->doc) && begins_page(n))
        style.start.brk = "page";
    xml_open(&o->x, "table:table");
    xml_attr(&o->x, "table:name", arena_printf(&o->arena, "Bảng %d", ++o->tables));
    xml_attr(&o->x, "table:style-name", auto_name(&o->autos, &style));
    put_columns(o, t);
    if (t->header_rows > 0)
        xml_open(&o->x, "table:table-header-rows");
    for (const struct node *row = n->first; row; row = row->next) {
        put_row(o, t, row, left);
        if (++row_number == t->header_rows)
            xml_close(&o->x);
    }
    if (row_number < t->header_rows)
        xml_close(&o->x);
    xml_close(&o->x);
    free(left);
}
