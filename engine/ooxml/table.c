/* Tables (ECMA-376-1:2016, 17.4).
 *
 * Idea: the tree leaves out cells that a merged cell covers; Word wants them written, each with
 * w:vMerge. `below` remembers for every grid column which cell reaches down into the next row.
 * Geometry: in compatibility mode 14 the grid begins at margin + tblInd - the table's left cell
 * margin; that margin is 0 here and the padding stands in the cells, so the grid begins at `left`.
 */
#include <math.h>

#include "base/diag/ooxml.h"
#include "ooxml/writer.h"

struct reach {
    const struct node *cell;
    int rows; /* still to cover; only of the cell's first column */
    size_t span;
};

struct grid {
    const struct table *table;
    bool read; /* of a file of others: widths are what the file prefers */
    struct reach *below;
    long *edge; /* [twip]; columns + 1, rounded once from the left, so that widths add up */
    size_t columns;
};

static struct grid grid_make(struct arena *a, const struct table *t, bool read)
{
    struct grid g = {.table = t, .read = read, .columns = t->columns ? t->columns : 1};
    double at = 0;
    g.below = ARENA_NEWS(a, g.columns, struct reach);
    g.edge = ARENA_NEWS(a, g.columns + 1, long);
    for (size_t i = 0; i < t->columns; i++) {
        at += t->widths[i];
        g.edge[i + 1] = docx_twips(at);
    }
    return g;
}

static void write_width(struct xml *x, const char *name, long twips)
{
    xml_open(x, name);
    xml_attr_int(x, "w:w", twips);
    xml_attr(x, "w:type", "dxa");
    xml_close(x);
}

/* What a table or cell prefers: points, or a share below 0; 0 is no wish. */
static void write_preferred(struct xml *x, const char *name, double width)
{
    if (width > 0) {
        write_width(x, name, docx_twips(width));
        return;
    }
    xml_open(x, name);
    xml_attr_int(x, "w:w", width < 0 ? lround(-width * 5000) : 0); /* fiftieths of a percent */
    xml_attr(x, "w:type", width < 0 ? "pct" : "auto");
    xml_close(x);
}

static void write_borders(struct xml *x, double width)
{
    static const char *const EDGES[] = {"w:top",   "w:left",    "w:bottom",
                                        "w:right", "w:insideH", "w:insideV"};
    struct border border = {.width = width};
    if (!(width > 0))
        return;
    xml_open(x, "w:tblBorders");
    for (size_t i = 0; i < sizeof(EDGES) / sizeof(EDGES[0]); i++)
        docx_border(x, EDGES[i], &border);
    xml_close(x);
}

/* A table beside the text (17.4.57). */
static void write_placement(struct xml *x, const struct placement *p)
{
    static const char *const ALIGN_X[] = {[PLACE_START] = "left", [PLACE_CENTER] = "center", [PLACE_END] = "right",
                                          [PLACE_INSIDE] = "inside", [PLACE_OUTSIDE] = "outside"};
    static const char *const ALIGN_Y[] = {[PLACE_START] = "top", [PLACE_CENTER] = "center", [PLACE_END] = "bottom",
                                          [PLACE_INSIDE] = "inside", [PLACE_OUTSIDE] = "outside"};
    const struct {
        const char *name;
        double points;
    } rooms[] = {{"w:leftFromText", p->room_left}, {"w:rightFromText", p->room_right}, {"w:topFromText", p->room_top},
                 {"w:bottomFromText", p->room_bottom}};
    xml_open(x, "w:tblpPr");
    for (size_t i = 0; i < sizeof(rooms) / sizeof(rooms[0]); i++)
        xml_attr_int(x, rooms[i].name, docx_twips(rooms[i].points));
    xml_attr(x, "w:vertAnchor", p->from_y == FROM_PAGE ? "page" : p->from_y == FROM_MARGIN ? "margin" : "text");
    xml_attr(x, "w:horzAnchor", p->from_x == FROM_PAGE ? "page" : p->from_x == FROM_MARGIN ? "margin" : "text");
    if (p->align_x != PLACE_AT)
        xml_attr(x, "w:tblpXSpec", ALIGN_X[p->align_x]);
    else
        xml_attr_int(x, "w:tblpX", docx_twips(p->x));
    if (p->align_y != PLACE_AT)
        xml_attr(x, "w:tblpYSpec", ALIGN_Y[p->align_y]);
    else
        xml_attr_int(x, "w:tblpY", docx_twips(p->y));
    xml_close(x);
}

static void write_table_head(struct xml *x, const struct grid *g)
{
    static const char *const SIDES[] = {"w:top", "w:left", "w:bottom", "w:right"};
    static const char *const ALIGN[] = {[ALIGN_CENTER] = "center", [ALIGN_RIGHT] = "right", [ALIGN_JUSTIFY] = NULL};
    const struct table *t = g->table;
    xml_open(x, "w:tblPr");
    if (t->placement)
        write_placement(x, t->placement);
    if (g->read)
        write_preferred(x, "w:tblW", t->width);
    else
        write_width(x, "w:tblW", g->edge[g->columns]);
    if (ALIGN[t->align])
        xml_leaf(x, "w:jc", "w:val", ALIGN[t->align]);
    if (t->spacing > 0)
        write_width(x, "w:tblCellSpacing", docx_twips(t->spacing / 2)); /* said of each of two neighbours */
    write_width(x, "w:tblInd", docx_twips(g->table->left));
    write_borders(x, g->table->border);
    xml_leaf(x, "w:tblLayout", "w:type", t->autofit ? "autofit" : "fixed");
    xml_open(x, "w:tblCellMar");
    for (size_t i = 0; i < sizeof(SIDES) / sizeof(SIDES[0]); i++)
        write_width(x, SIDES[i], 0);
    xml_close(x);
    xml_close(x);
    xml_open(x, "w:tblGrid");
    for (size_t i = 0; i < g->columns; i++) {
        xml_open(x, "w:gridCol");
        xml_attr_int(x, "w:w", g->edge[i + 1] - g->edge[i]);
        xml_close(x);
    }
    xml_close(x);
}

/* ---- cells ---- */

static void write_padding(struct xml *x, const struct cell *cell)
{
    const struct {
        const char *side;
        long twips;
    } pads[] = {
        {"w:top", docx_twips(cell->pad_top)},
        {"w:left", docx_twips(cell->pad_left)},
        {"w:bottom", docx_twips(cell->pad_bottom)},
        {"w:right", docx_twips(cell->pad_right)},
    };
    size_t n = sizeof(pads) / sizeof(pads[0]), set = 0;
    for (size_t i = 0; i < n; i++)
        set += pads[i].twips != 0;
    if (!set)
        return;
    xml_open(x, "w:tcMar");
    for (size_t i = 0; i < n; i++)
        if (pads[i].twips)
            write_width(x, pads[i].side, pads[i].twips);
    xml_close(x);
}

static const char *const VALIGN[] = {
    [VALIGN_TOP] = NULL, [VALIGN_MIDDLE] = "center", [VALIGN_BOTTOM] = "bottom"};

/* Lines of the cell's own; a cell without them has the table's. */
static void write_edges(struct xml *x, const struct cell *cell)
{
    if (!cell->edge)
        return;
    xml_open(x, "w:tcBorders");
    docx_border(x, "w:top", &cell->edge->top);
    docx_border(x, "w:left", &cell->edge->left);
    docx_border(x, "w:bottom", &cell->edge->bottom);
    docx_border(x, "w:right", &cell->edge->right);
    xml_close(x);
}

/* `merge`: NULL, "restart" or "continue". */
static void open_cell(struct story *s, const struct grid *g, size_t column, size_t span,
                      const char *merge, const struct node *cell)
{
    struct xml *x = &s->x;
    size_t from = column < g->columns ? column : g->columns;
    size_t to = span < g->columns - from ? from + span : g->columns;
    xml_open(x, "w:tc");
    xml_open(x, "w:tcPr");
    if (g->read && cell && (cell->as.cell.width < 0 || cell->as.cell.width > 0))
        write_preferred(x, "w:tcW", cell->as.cell.width);
    else
        write_width(x, "w:tcW", g->edge[to] - g->edge[from]);
    if (span > 1) {
        xml_open(x, "w:gridSpan");
        xml_attr_int(x, "w:val", (long)span);
        xml_close(x);
    }
    if (merge)
        xml_leaf(x, "w:vMerge", "w:val", merge);
    if (cell) {
        write_edges(x, &cell->as.cell);
        if (cell->as.cell.fill.on)
            docx_fill(x, &cell->as.cell.fill);
        if (cell->as.cell.no_wrap)
            xml_leaf(x, "w:noWrap", NULL, NULL);
        write_padding(x, &cell->as.cell);
        if (cell->as.cell.turn != TURN_NONE)
            xml_leaf(x, "w:textDirection", "w:val", cell->as.cell.turn == TURN_UP ? "btLr" : "tbRl");
        if (VALIGN[cell->as.cell.valign])
            xml_leaf(x, "w:vAlign", "w:val", VALIGN[cell->as.cell.valign]);
        if (cell->as.cell.hide_mark)
            xml_leaf(x, "w:hideMark", NULL, NULL);
    }
    xml_close(x);
}

/* Cells without text of their own: covered ones and gaps. Their paragraph has the style of the text
 * that shows, so that it does not make the row higher, and no id: nothing can be edited there. A
 * row keeps with the next by the first cell, so theirs keeps as the row's own first paragraph does.
 */
static void write_empty_cell(struct story *s, const struct grid *g, const struct node *row,
                             size_t column, size_t span, const struct node *covered_by)
{
    const struct style *style = s->docx->doc->body;
    const struct node *first = row->first ? row->first->first : NULL;
    struct para_props own;
    if (covered_by && covered_by->first && covered_by->first->type == NODE_PARA)
        style = covered_by->first->as.para.style;
    open_cell(s, g, column, span, covered_by ? "continue" : NULL, covered_by);
    own = style->para;
    own.keep_next = own.keep_next || (first && first->type == NODE_PARA && para_props(first)->keep_next);
    docx_empty_para(s, style, &own, 0, NULL);
    xml_close(&s->x);
}

/* Writes the covered cells that begin at `column`; where the next free column is. */
static size_t write_covered(struct story *s, struct grid *g, const struct node *row, size_t column)
{
    while (column < g->columns && g->below[column].rows > 0) {
        struct reach *reach = &g->below[column];
        size_t span = reach->span;
        write_empty_cell(s, g, row, column, span, reach->cell);
        reach->rows--;
        column += span;
    }
    return column;
}

/* As many columns as asked for, free and inside the grid; at least one. */
static size_t fitting_span(const struct grid *g, size_t column, int wanted)
{
    size_t span = 1;
    while (span < (size_t)(wanted > 1 ? wanted : 1) && column + span < g->columns &&
           g->below[column + span].rows == 0)
        span++;
    return span;
}

/* Columns that the row leaves out at its beginning; what a cell from above covers is not left out. */
static size_t row_skip(const struct grid *g, const struct node *row)
{
    size_t column = 0, skip = row->as.row.skip > 0 ? (size_t)row->as.row.skip : 0;
    while (column < skip && column + 1 < g->columns && g->below[column].rows == 0)
        column++;
    return column;
}

static void write_cells(struct story *s, struct grid *g, const struct node *row, size_t rows_left)
{
    size_t column = row_skip(g, row);
    for (const struct node *n = row->first; n && !s->docx->failed; n = n->next) {
        column = write_covered(s, g, row, column);
        size_t span = fitting_span(g, column, n->as.cell.col_span);
        bool merged = n->as.cell.row_span > 1 && rows_left > 0;
        open_cell(s, g, column, span, merged ? "restart" : NULL, n);
        docx_blocks(s, n);
        xml_close(&s->x);
        if (merged && column < g->columns)
            g->below[column] = (struct reach){n, n->as.cell.row_span - 1, span};
        column += span;
    }
    column = write_covered(s, g, row, column);
    while (column < g->columns) { /* a row shorter than the grid */
        size_t span = fitting_span(g, column, (int)(g->columns - column));
        write_empty_cell(s, g, row, column, span, NULL);
        column = write_covered(s, g, row, column + span);
    }
}

/* ---- rows ---- */

static void write_row(struct story *s, struct grid *g, const struct node *row, bool header,
                      size_t rows_left)
{
    xml_open(&s->x, "w:tr");
    const struct row *r = &row->as.row;
    const size_t skip = row_skip(g, row);
    const bool high = r->rule != LINE_MULTIPLE && r->height > 0;
    if (header || r->cant_split || skip > 0 || high || r->revision) {
        xml_open(&s->x, "w:trPr");
        if (skip > 0) {
            xml_open(&s->x, "w:gridBefore");
            xml_attr_int(&s->x, "w:val", (long)skip);
            xml_close(&s->x);
            write_width(&s->x, "w:wBefore", g->edge[skip]);
        }
        if (r->cant_split)
            xml_leaf(&s->x, "w:cantSplit", NULL, NULL);
        if (high) {
            xml_open(&s->x, "w:trHeight");
            xml_attr_int(&s->x, "w:val", docx_twips(r->height));
            xml_attr(&s->x, "w:hRule", r->rule == LINE_EXACT ? "exact" : "atLeast");
            xml_close(&s->x);
        }
        if (header)
            xml_leaf(&s->x, "w:tblHeader", NULL, NULL);
        if (r->revision) {
            docx_revision(s, r->revision);
            xml_close(&s->x);
        }
        xml_close(&s->x);
    }
    write_cells(s, g, row, rows_left);
    xml_close(&s->x);
}

void docx_table(struct story *s, const struct node *table)
{
    enum {
        SLACK = 24 /* XML elements a cell without tables may need */
    };
    size_t rows = 0;
    int index = 0;
    if (s->x.depth + SLACK > XML_DEPTH) {
        docx_fail(s->docx, DIAG_DOCX_DEPTH, table, NULL);
        return;
    }
    for (const struct node *n = table->first; n; n = n->next)
        rows++;
    if (!rows)
        return; /* Word calls a table without rows damaged */
    struct grid g = grid_make(&s->docx->arena, &table->as.table, doc_was_read(s->docx->doc));
    xml_open(&s->x, "w:tbl");
    write_table_head(&s->x, &g);
    for (const struct node *n = table->first; n && !s->docx->failed; n = n->next)
        write_row(s, &g, n, index++ < table->as.table.header_rows, --rows);
    xml_close(&s->x);
}
