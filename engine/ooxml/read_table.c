/* Tables (17.4): the grid, rows and cells; merged cells are one node, covered ones none.
 *
 * Idea: first the rows are listed as they stand, through content controls and revisions; then merged cells find their origin;
 * then the tree is built row by row, so that labels of lists count in the order of the text; last the borders. */
#include "ooxml/table_read.h"

#include <stdlib.h>

static const double WORD_PAD = 5.4; /* left and right where no style says it [pt] */

/* ---- listing ---- */

struct growing {
    void *v;
    size_t n, cap;
};

static void *add(struct growing *g, size_t size)
{
    g->v = mem_room(g->v, g->n, &g->cap, size);
    return memset((char *)g->v + g->n++ * size, 0, size);
}

/* Deleted rows and cells are not in the final text. */
static bool is_deleted(const xmlNode *pr, const char *name)
{
    return child_w(pr, name) != NULL;
}

static bool says(const xmlNode *n, const char *value)
{
    const char *v = n ? val(n) : NULL;

    return v && strcmp(v, value) == 0;
}

static int span_of_cell(const xmlNode *pr, int col)
{
    long span = 1;

    if (!to_int(child_val(pr, "gridSpan"), &span) || span < 1)
        span = 1;
    return span > GRID_COLUMNS_MOST - col ? GRID_COLUMNS_MOST - col : (int)span;
}

static void list_cells(const xmlNode *holder, struct growing *cells, int *col)
{
    for (const xmlNode *n = first_element(holder); n; n = next_element(n)) {
        const xmlNode *pr, *across, *down;
        struct table_cell *c;

        if (!is_w(n, "tc")) {
            if (!is_w(n, "trPr") && !is_w(n, "tblPrEx") && !is_w(n, "sdtPr") && !is_w(n, "customXmlPr"))
                list_cells(n, cells, col);
            continue;
        }
        pr = child_w(n, "tcPr");
        if (is_deleted(pr, "cellDel") || *col >= GRID_COLUMNS_MOST)
            continue;
        across = child_w(pr, "hMerge");
        down = child_w(pr, "vMerge");
        if (across && !says(across, "restart") && cells->n > 0) {
            struct table_cell *before = (struct table_cell *)cells->v + cells->n - 1;

            *col += span_of_cell(pr, *col);
            before->end = *col;
            continue;
        }
        c = add(cells, sizeof *c);
        c->tc = n;
        c->pr = c->last_pr = pr;
        c->col = *col;
        *col += span_of_cell(pr, *col);
        c->end = *col;
        c->continues = down && !says(down, "restart");
    }
}

static void list_row(struct table_read *t, const xmlNode *tr, struct growing *rows)
{
    const xmlNode *pr = child_w(tr, "trPr");
    struct growing cells = {0};
    struct table_row *row;
    long before = 0;
    int col;

    if (is_deleted(pr, "del"))
        return;
    to_int(child_val(pr, "gridBefore"), &before);
    col = before < 0 ? 0 : before >= GRID_COLUMNS_MOST ? GRID_COLUMNS_MOST - 1 : (int)before;
    row = add(rows, sizeof *row);
    row->tr = tr;
    row->pr = pr;
    row->exception = child_w(tr, "tblPrEx");
    row->skip = col;
    list_cells(tr, &cells, &col);
    row->n = (int)cells.n;
    t->columns = col > t->columns ? col : t->columns;
    if (row->n == 0) { /* nothing is left of it */
        free(cells.v);
        rows->n--;
        return;
    }
    row->cells = mem_resize(cells.v, cells.n, sizeof *row->cells); /* rows are many, cells few */
}

static void list_rows(struct table_read *t, const xmlNode *holder, struct growing *rows)
{
    for (const xmlNode *n = first_element(holder); n; n = next_element(n)) {
        if (is_w(n, "tr"))
            list_row(t, n, rows);
        else if (!is_w(n, "tblPr") && !is_w(n, "tblGrid") && !is_w(n, "sdtPr") && !is_w(n, "customXmlPr") && !is_w(n, "del"))
            list_rows(t, n, rows);
    }
}

/* ---- merging downwards ---- */

/* A cell that goes on must stand at the same columns as what is above it; else it is a cell by itself. */
static struct table_cell *cell_above(const struct table_row *above, const struct table_cell *c)
{
    for (int i = 0; above && i < above->n; i++)
        if (above->cells[i].col == c->col)
            return above->cells[i].end == c->end ? above->cells[i].origin : NULL;
    return NULL;
}

static bool only_covered(const struct table_row *row, int index)
{
    for (int i = 0; i < row->n; i++)
        if (row->cells[i].origin->first_row == index)
            return false;
    return true;
}

static void find_origins(struct table_read *t)
{
    for (int i = 0; i < t->n_rows; i++) {
        struct table_row *row = &t->rows[i];

        for (int k = 0; k < row->n; k++) {
            struct table_cell *c = &row->cells[k], *above = c->continues && i > 0 ? cell_above(row - 1, c) : NULL;

            c->origin = above ? above : c;
            c->first_row = c->last_row = i;
            if (!above)
                continue;
            above->last_row = i;
            above->last_pr = c->pr;
        }
    }
}

/* ---- widths ---- */

/* dxa as points, a percentage as its negative share, else 0 (17.4.87). */
static double width_of(const xmlNode *w)
{
    const char *type = attr(w, "type"), *value = attr(w, "w");
    double v = 0;

    if (!value)
        return 0;
    if (strchr(value, '%') && to_number(value, &v))
        return v > 0 ? -(v < 100 ? v : 100) / 100 : 0;
    if (type && strcmp(type, "pct") == 0)
        return to_number(value, &v) && v > 0 ? -(v < 5000 ? v : 5000) / 5000 : 0;
    if (type && (strcmp(type, "auto") == 0 || strcmp(type, "nil") == 0))
        return 0;
    return to_points(value, &v) && v > 0 ? v : 0;
}

/* A column that the grid does not tell is as wide as a cell in it says. */
static double column_from_cells(const struct table_read *t, int col)
{
    double widest = 0;

    for (int i = 0; i < t->n_rows; i++)
        for (int k = 0; k < t->rows[i].n; k++) {
            const struct table_cell *c = &t->rows[i].cells[k];
            double w = c->col <= col && c->end > col ? width_of(child_w(c->pr, "tcW")) : 0;

            w /= c->end - c->col;
            widest = w > widest ? w : widest;
        }
    return widest;
}

static void read_grid(struct table_read *t, const xmlNode *tbl)
{
    struct table *out = &t->node->as.table;
    double *widths = ARENA_NEWS(&t->r->doc->arena, (size_t)t->columns, double), known = 0, rest;
    const xmlNode *grid = child_w(tbl, "tblGrid");
    int n = 0, missing = 0;

    for (const xmlNode *c = grid ? first_element(grid) : NULL; c && n < t->columns; c = next_element(c))
        if (is_w(c, "gridCol")) {
            to_points(attr(c, "w"), &widths[n]);
            n++;
        }
    for (int i = 0; i < t->columns; i++) {
        if (widths[i] <= 0)
            widths[i] = i >= n || n == 0 ? column_from_cells(t, i) : 0;
        missing += i >= n && widths[i] <= 0;
        known += widths[i];
    }
    rest = (section_text_width(t->r) - known) / (missing ? missing : 1);
    for (int i = n; i < t->columns; i++)
        if (widths[i] <= 0)
            widths[i] = rest > 2 * WORD_PAD ? rest : 2 * WORD_PAD;
    if (known <= 0 && missing == 0)
        for (int i = 0; i < t->columns; i++)
            widths[i] = section_text_width(t->r) / t->columns;
    out->widths = widths;
    out->columns = (size_t)t->columns;
}

/* ---- properties of the table ---- */

size_t table_style_of(const struct table_read *t, const struct table_cell *c, const char *name, const xmlNode **out)
{
    unsigned areas = table_areas(t->style, t->look, c->first_row, t->n_rows, c->col, t->columns);

    if (c->end == t->columns && c->end - c->col > 1) /* its right end lies in the last column */
        areas |= table_areas(t->style, t->look, c->first_row, t->n_rows, t->columns - 1, t->columns) & (1u << AREA_LAST_COLUMN);
    return table_style_nodes(t->style, areas, name, out, CELL_NODES_MOST);
}

static enum place_from floats_from(const char *s, enum place_from otherwise)
{
    return !s ? otherwise : strcmp(s, "page") == 0 ? FROM_PAGE : strcmp(s, "margin") == 0 ? FROM_MARGIN : otherwise;
}

static enum place_align floats_align(const char *s)
{
    static const struct {
        const char *name;
        enum place_align align;
    } rows[] = {{"left", PLACE_START}, {"top", PLACE_START},     {"center", PLACE_CENTER},   {"right", PLACE_END},
                {"bottom", PLACE_END}, {"inside", PLACE_INSIDE}, {"outside", PLACE_OUTSIDE}};

    for (size_t i = 0; s && i < sizeof rows / sizeof *rows; i++)
        if (strcmp(s, rows[i].name) == 0)
            return rows[i].align;
    return PLACE_AT;
}

/* A table beside the text (17.4.57). */
static const struct placement *floating(struct reader *r, const xmlNode *pr)
{
    const xmlNode *n = child_w(pr, "tblpPr");
    struct placement *p;

    if (!n)
        return NULL;
    p = ARENA_NEW(&r->doc->arena, struct placement);
    p->from_x = floats_from(attr(n, "horzAnchor"), FROM_COLUMN);
    p->from_y = floats_from(attr(n, "vertAnchor"), FROM_MARGIN); /* Word takes the margin where nothing is said, not the page */
    if (attr(n, "vertAnchor") && strcmp(attr(n, "vertAnchor"), "text") == 0)
        p->from_y = FROM_PARAGRAPH;
    p->align_x = floats_align(attr(n, "tblpXSpec"));
    p->align_y = floats_align(attr(n, "tblpYSpec"));
    to_points(attr(n, "tblpX"), &p->x);
    to_points(attr(n, "tblpY"), &p->y);
    to_points(attr(n, "leftFromText"), &p->room_left);
    to_points(attr(n, "rightFromText"), &p->room_right);
    to_points(attr(n, "topFromText"), &p->room_top);
    to_points(attr(n, "bottomFromText"), &p->room_bottom);
    p->wrap = WRAP_SQUARE;
    return p;
}

static enum align align_of(const char *jc)
{
    if (jc && strcmp(jc, "center") == 0)
        return ALIGN_CENTER;
    return jc && (strcmp(jc, "right") == 0 || strcmp(jc, "end") == 0) ? ALIGN_RIGHT : ALIGN_LEFT;
}

/* The last of the table's w:tblPr that has the child: the style's first, then its own. */
static const xmlNode *table_child(const struct table_read *t, const char *name)
{
    const xmlNode *of_style[CELL_NODES_MOST];
    size_t n = table_style_nodes(t->style, 1u << AREA_WHOLE, "tblPr", of_style, CELL_NODES_MOST);
    const xmlNode *found = child_w(t->pr, name);

    while (!found && n > 0)
        found = child_w(of_style[--n], name);
    return found;
}

static void read_table_properties(struct table_read *t)
{
    struct table *out = &t->node->as.table;
    const xmlNode *spacing = table_child(t, "tblCellSpacing"), *layout = table_child(t, "tblLayout"), *jc = table_child(t, "jc");
    const char *kind = attr(layout, "type");

    out->width = width_of(child_w(t->pr, "tblW"));
    out->autofit = !kind || strcmp(kind, "fixed") != 0;
    out->align = align_of(jc ? val(jc) : NULL);
    to_points(attr(table_child(t, "tblInd"), "w"), &out->left);
    if (spacing && width_of(spacing) > 0)
        out->spacing = 2 * width_of(spacing); /* 17.4.45: half of what lies between two cells */
    out->placement = floating(t->r, t->pr);
}

/* ---- rows ---- */

static void read_row_properties(const xmlNode *pr, struct row *out)
{
    const xmlNode *height = child_w(pr, "trHeight");
    const char *rule = attr(height, "hRule");

    out->header = child_on(pr, "tblHeader") > 0;
    out->cant_split = child_on(pr, "cantSplit") > 0;
    out->rule = LINE_MULTIPLE;
    if (!height || !to_points(val(height), &out->height) || out->height <= 0) {
        out->height = 0;
        return;
    }
    out->rule = rule && strcmp(rule, "exact") == 0 ? LINE_EXACT : LINE_AT_LEAST;
}

/* ---- cells ---- */

/* The padding of one side: the cell's own, its row's, the table's, the style's, Word's. */
static double pad_of(const struct table_read *t, const struct table_row *row, const struct table_cell *c, const char *name, const char *strict,
                     double otherwise)
{
    const xmlNode *of_style[CELL_NODES_MOST], *mar[3] = {child_w(c->pr, "tcMar"), child_w(row->exception, "tblCellMar"), child_w(t->pr, "tblCellMar")};
    size_t n;
    double v;

    for (int i = 0; i < 3; i++) {
        const xmlNode *side = child_w(mar[i], name) ? child_w(mar[i], name) : child_w(mar[i], strict);

        if (side && to_points(attr(side, "w"), &v))
            return v < 0 ? 0 : v;
    }
    n = table_style_nodes(t->style, 1u << AREA_WHOLE, "tblPr", of_style, CELL_NODES_MOST);
    while (n > 0) {
        const xmlNode *of = child_w(of_style[--n], "tblCellMar"), *side = child_w(of, name) ? child_w(of, name) : child_w(of, strict);

        if (side && to_points(attr(side, "w"), &v))
            return v < 0 ? 0 : v;
    }
    return otherwise;
}

static void read_cell_fill(const struct table_read *t, const struct table_row *row, const struct table_cell *c, struct fill *out)
{
    const xmlNode *nodes[CELL_NODES_MOST];
    size_t n = table_style_of(t, c, "tcPr", nodes);

    if (child_w(c->pr, "shd")) {
        read_shading(t->r, child_w(c->pr, "shd"), out);
        return;
    }
    if (read_shading(t->r, child_w(row->exception, "shd"), out) || read_shading(t->r, child_w(t->pr, "shd"), out))
        return;
    while (n > 0) {
        const xmlNode *shd = child_w(nodes[--n], "shd");

        if (shd) {
            read_shading(t->r, shd, out);
            return;
        }
    }
    n = table_style_nodes(t->style, 1u << AREA_WHOLE, "tblPr", nodes, CELL_NODES_MOST);
    while (n > 0 && !read_shading(t->r, child_w(nodes[--n], "shd"), out))
        ;
}

static enum valign valign_of(const struct table_read *t, const struct table_cell *c)
{
    const xmlNode *nodes[CELL_NODES_MOST];
    size_t n = table_style_of(t, c, "tcPr", nodes);
    const char *v = child_val(c->pr, "vAlign");

    while (!v && n > 0)
        v = child_val(nodes[--n], "vAlign");
    if (!v)
        return VALIGN_TOP;
    return strcmp(v, "center") == 0 ? VALIGN_MIDDLE : strcmp(v, "bottom") == 0 ? VALIGN_BOTTOM : VALIGN_TOP;
}

static enum turn turn_of(const xmlNode *pr)
{
    const char *v = child_val(pr, "textDirection");

    if (!v)
        return TURN_NONE;
    if (strcmp(v, "btLr") == 0 || strcmp(v, "lr") == 0)
        return TURN_UP;
    return strncmp(v, "tbRl", 4) == 0 || strcmp(v, "rl") == 0 || strcmp(v, "rlV") == 0 ? TURN_DOWN : TURN_NONE;
}

static double inner_width(const struct table_read *t, const struct table_cell *c)
{
    double width = -c->node->as.cell.pad_left - c->node->as.cell.pad_right;

    for (int i = c->col; i < c->end; i++)
        width += t->node->as.table.widths[i];
    return width > 2 * WORD_PAD ? width : 2 * WORD_PAD;
}

static void read_cell(struct table_read *t, const struct table_row *row, struct table_cell *c, struct node *parent)
{
    double around;
    struct cell_text text = {t->style, table_areas(t->style, t->look, c->first_row, t->n_rows, c->col, t->columns)};
    struct cell *out;

    c->node = block_node(t->r, NODE_CELL, parent);
    out = &c->node->as.cell;
    out->col_span = c->end - c->col;
    out->row_span = c->last_row - c->first_row + 1;
    out->pad_top = pad_of(t, row, c, "top", "top", 0);
    out->pad_bottom = pad_of(t, row, c, "bottom", "bottom", 0);
    out->pad_left = pad_of(t, row, c, "left", "start", WORD_PAD);
    out->pad_right = pad_of(t, row, c, "right", "end", WORD_PAD);
    out->width = width_of(child_w(c->pr, "tcW"));
    out->no_wrap = child_on(c->pr, "noWrap") > 0;
    out->hide_mark = child_on(c->pr, "hideMark") > 0;
    out->turn = turn_of(c->pr);
    out->valign = valign_of(t, c);
    read_cell_fill(t, row, c, &out->fill);
    around = t->r->walk->cell_width;
    t->r->walk->cell_width = inner_width(t, c);
    read_blocks(t->r, c->tc, &text, c->node);
    t->r->walk->cell_width = around;
}

/* ---- the table ---- */

static void read_rows(struct table_read *t)
{
    bool heading = true;

    for (int i = 0; i < t->n_rows; i++) {
        struct table_row *row = &t->rows[i];
        struct node *n;

        n = block_node(t->r, NODE_ROW, t->node);
        read_row_properties(row->pr, &n->as.row);
        n->as.row.skip = row->skip;
        heading &= n->as.row.header;
        t->node->as.table.header_rows += heading;
        for (int k = 0; k < row->n; k++)
            if (row->cells[k].origin == &row->cells[k])
                read_cell(t, row, &row->cells[k], n);
    }
    if (t->node->as.table.header_rows == t->n_rows)
        t->node->as.table.header_rows = 0; /* nothing would be left to follow them */
}

/* A row that only goes on with cells from above has nothing to show: its height goes to the row before. */
static void drop_covered_rows(struct table_read *t)
{
    int i = t->n_rows - 1;
    struct node *before;

    for (struct node *row = t->node->last; row; row = before, i--) {
        before = row->prev;
        if (row->first || i == 0 || !only_covered(&t->rows[i], i))
            continue;
        for (int k = 0; k < t->rows[i].n; k++)
            t->rows[i].cells[k].origin->node->as.cell.row_span--;
        if (before->as.row.rule != LINE_EXACT) {
            before->as.row.height += row->as.row.height;
            before->as.row.rule = before->as.row.height > 0 ? LINE_AT_LEAST : LINE_MULTIPLE;
        }
        before->next = row->next;
        *(row->next ? &row->next->prev : &t->node->last) = before;
    }
}

/* With lines or a heading it shows data; without, it places text. */
static enum table_kind kind_of(const struct table_read *t)
{
    if (t->node->as.table.header_rows > 0)
        return TABLE_DATA;
    for (int i = 0; i < t->n_rows; i++)
        for (int k = 0; k < t->rows[i].n; k++)
            if (t->rows[i].cells[k].node && t->rows[i].cells[k].node->as.cell.edge)
                return TABLE_DATA;
    return TABLE_LAYOUT;
}

void read_table(struct reader *r, const xmlNode *tbl, struct node *parent)
{
    struct table_read t = {.r = r, .pr = child_w(tbl, "tblPr")};
    struct growing rows = {0};

    t.style = table_style(r, child_val(t.pr, "tblStyle"));
    t.look = table_look_flags(child_w(t.pr, "tblLook"));
    list_rows(&t, tbl, &rows);
    t.rows = rows.v;
    t.n_rows = (int)rows.n;
    if (t.n_rows > 0) {
        t.node = block_node(r, NODE_TABLE, parent);
        find_origins(&t);
        read_grid(&t, tbl);
        read_table_properties(&t);
        read_rows(&t);
        table_edges(&t);
        drop_covered_rows(&t);
        t.node->as.table.kind = kind_of(&t);
    }
    for (int i = 0; i < t.n_rows; i++)
        free(t.rows[i].cells);
    free(t.rows);
}
