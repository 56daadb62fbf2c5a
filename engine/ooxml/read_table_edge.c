/* Borders of cells: what each says for itself, then what is drawn where two meet (17.4.66).
 *
 * Word stores lines with the table (its outer and inner ones), with the row's exception and with the cell. Cells that touch
 * both speak of the same line; the heavier wins. One that faces several others with different lines leaves them to those. */
#include "ooxml/table_read.h"

#include <stdlib.h>

static const char *const side_names[SIDES][2] = {{"top", "top"}, {"bottom", "bottom"}, {"left", "start"}, {"right", "end"}};

static const xmlNode *border_child(const xmlNode *borders, const char *const names[2])
{
    const xmlNode *n = child_w(borders, names[0]);

    return n ? n : child_w(borders, names[1]);
}

/* ---- what is said of a cell ---- */

/* Its place among others: whether a side lies at the edge of the table, or of an area of its style. */
struct extent {
    bool at[SIDES];
};

static const xmlNode *table_border(const xmlNode *pr, const char *borders, enum side side, bool outer)
{
    static const char *const across[] = {"insideH", "insideH"}, *const upright[] = {"insideV", "insideV"};
    const xmlNode *n = child_w(pr, borders);

    if (!n)
        return NULL;
    return border_child(n, outer ? side_names[side] : side < SIDE_LEFT ? across : upright);
}

static void set_edge(const struct table_read *t, struct table_cell *c, enum side side, const xmlNode *border, bool own)
{
    if (!border)
        return;
    c->edge[side] = read_border(t->r, border);
    c->own[side] = own;
}

/* Whether the area of a style, w:tblStylePr, ends at this side of the cell. */
static bool area_ends(const struct table_read *t, const struct table_cell *c, const xmlNode *pr, enum side side, const struct extent *e)
{
    const char *type = pr->parent && is_w(pr->parent, "tblStylePr") ? attr(pr->parent, "type") : NULL;

    (void)t, (void)c;
    if (!type)
        return e->at[side];
    if (strcmp(type, "firstRow") == 0 || strcmp(type, "lastRow") == 0 || strcmp(type, "band1Horz") == 0 || strcmp(type, "band2Horz") == 0)
        return side < SIDE_LEFT || e->at[side];
    if (strcmp(type, "firstCol") == 0 || strcmp(type, "lastCol") == 0 || strcmp(type, "band1Vert") == 0 || strcmp(type, "band2Vert") == 0)
        return side >= SIDE_LEFT || e->at[side];
    return strcmp(type, "wholeTable") != 0 || e->at[side];
}

static void say_cell(const struct table_read *t, const struct table_row *row, struct table_cell *c, const struct extent *e)
{
    const xmlNode *whole[CELL_NODES_MOST], *areas[CELL_NODES_MOST];
    size_t n_whole = table_style_nodes(t->style, 1u << AREA_WHOLE, "tblPr", whole, CELL_NODES_MOST);
    size_t n_areas = table_style_of(t, c, "tcPr", areas);

    for (enum side s = SIDE_TOP; s < SIDES; s++) {
        const xmlNode *pr = s == SIDE_BOTTOM ? c->last_pr : c->pr;

        for (size_t i = 0; i < n_whole; i++)
            set_edge(t, c, s, table_border(whole[i], "tblBorders", s, e->at[s]), false);
        for (size_t i = 0; i < n_areas; i++)
            set_edge(t, c, s, table_border(areas[i], "tcBorders", s, area_ends(t, c, areas[i], s, e)), true);
        set_edge(t, c, s, table_border(t->pr, "tblBorders", s, e->at[s]), false);
        set_edge(t, c, s, table_border(row->exception, "tblBorders", s, e->at[s]), false);
        set_edge(t, c, s, border_child(child_w(pr, "tcBorders"), side_names[s]), true);
    }
}

static void say_cells(struct table_read *t)
{
    for (int i = 0; i < t->n_rows; i++) {
        struct table_row *row = &t->rows[i];

        for (int k = 0; k < row->n; k++) {
            struct table_cell *c = &row->cells[k];
            struct extent e = {{i == 0, c->last_row == t->n_rows - 1, k == 0, k == row->n - 1}};

            if (c->origin == c)
                say_cell(t, row, c, &e);
        }
    }
}

/* ---- conflicts ---- */

static double brightness(uint32_t c)
{
    return (c >> 16 & 255) + (c & 255) + 2.0 * (c >> 8 & 255);
}

/* The line that is drawn where `a` (above or before) and `b` meet. */
static struct border winner(struct border a, bool a_own, struct border b, bool b_own)
{
    double x = border_thickness(a), y = border_thickness(b);

    if (a_own != b_own)
        return a_own ? a : b;
    if (x != y)
        return x > y ? a : b;
    if (a.stroke != b.stroke)
        return a.stroke < b.stroke ? a : b;
    return brightness(a.color) <= brightness(b.color) ? a : b;
}

static bool same(struct border a, struct border b)
{
    return (a.width <= 0 && b.width <= 0) || (a.width == b.width && a.stroke == b.stroke && a.color == b.color);
}

struct meeting {
    struct table_cell *a, *b; /* a: above or before */
    enum side a_side, b_side;
    struct border line;
};

static void note_line(struct table_cell *c, enum side side, struct border line, struct border *drawn)
{
    if (!c->set[side]) {
        *drawn = line;
        c->set[side] = true;
    } else if (!same(*drawn, line)) {
        c->mixed[side] = true;
        if (border_thickness(line) > border_thickness(*drawn))
            *drawn = line;
    }
}

struct meetings {
    struct meeting *v;
    size_t n, cap;
};

static void meet(struct meetings *m, struct table_cell *a, enum side a_side, struct table_cell *b, enum side b_side)
{
    if (a == b)
        return;
    MEM_ROOM(m->v, m->n, m->cap);
    m->v[m->n++] = (struct meeting){a, b, a_side, b_side, winner(a->edge[a_side], a->own[a_side], b->edge[b_side], b->own[b_side])};
}

static void find_meetings(struct table_read *t, struct meetings *m)
{
    for (int i = 0; i < t->n_rows; i++) {
        struct table_row *row = &t->rows[i], *below = i + 1 < t->n_rows ? row + 1 : NULL;

        for (int k = 0; k + 1 < row->n; k++)
            meet(m, row->cells[k].origin, SIDE_RIGHT, row->cells[k + 1].origin, SIDE_LEFT);
        for (int k = 0, j = 0; below && k < row->n && j < below->n;) {
            struct table_cell *a = &row->cells[k], *b = &below->cells[j];

            if (a->col < b->end && b->col < a->end)
                meet(m, a->origin, SIDE_BOTTOM, b->origin, SIDE_TOP);
            if (a->end <= b->end)
                k++;
            else
                j++;
        }
    }
}

static void resolve(struct table_read *t)
{
    struct meetings m = {0};

    find_meetings(t, &m);
    for (size_t i = 0; i < m.n; i++) {
        struct meeting *x = &m.v[i];

        note_line(x->a, x->a_side, x->line, &x->a->edge[x->a_side]);
        note_line(x->b, x->b_side, x->line, &x->b->edge[x->b_side]);
    }
    /* A side with several lines is drawn by the cells across, unless one of those has several itself. */
    for (size_t i = 0; i < m.n; i++) {
        struct meeting *x = &m.v[i];

        if (x->a->mixed[x->a_side] && !x->b->mixed[x->b_side])
            x->a->edge[x->a_side].width = 0;
        else if (x->b->mixed[x->b_side] && !x->a->mixed[x->a_side])
            x->b->edge[x->b_side].width = 0;
    }
    free(m.v);
}

/* ---- into the tree ---- */

static const struct borders *keep(struct table_read *t, const struct table_cell *c, const struct borders *last)
{
    struct borders *kept;

    if (c->edge[SIDE_TOP].width <= 0 && c->edge[SIDE_BOTTOM].width <= 0 && c->edge[SIDE_LEFT].width <= 0 && c->edge[SIDE_RIGHT].width <= 0)
        return NULL;
    if (last && same(last->top, c->edge[SIDE_TOP]) && same(last->bottom, c->edge[SIDE_BOTTOM]) && same(last->left, c->edge[SIDE_LEFT]) &&
        same(last->right, c->edge[SIDE_RIGHT]))
        return last;
    kept = ARENA_NEW(&t->r->doc->arena, struct borders);
    *kept = (struct borders){c->edge[SIDE_TOP], c->edge[SIDE_BOTTOM], c->edge[SIDE_LEFT], c->edge[SIDE_RIGHT]};
    return kept;
}

void table_edges(struct table_read *t)
{
    const struct borders *last = NULL;

    say_cells(t);
    if (t->node->as.table.spacing <= 0)
        resolve(t);
    for (int i = 0; i < t->n_rows; i++)
        for (int k = 0; k < t->rows[i].n; k++) {
            struct table_cell *c = &t->rows[i].cells[k];

            if (c->origin != c)
                continue;
            c->node->as.cell.edge = keep(t, c, last);
            last = c->node->as.cell.edge ? c->node->as.cell.edge : last;
        }
}
