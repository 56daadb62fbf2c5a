/* Objects: shapes with their texts, pictures, and where those stand that are not letters of their line.
 *
 * A place is counted from the page, its margins, the column, the paragraph, the line or the letter of the anchor (ECMA-376-1:2016,
 * 20.4; Word layout 10). In a table cell an object that is laid out there takes the cell for the page and the column. */
#include "base/diag/layout.h"
#include "layout/layout.h"

#include <math.h>

/* ---- building ---- */

static size_t count_objects(const struct node *n)
{
    size_t count = 0;
    for (; n; n = n->next) {
        if (n->type == NODE_SHAPE || (n->type == NODE_IMAGE && n->as.image.placement))
            count++;
        else if (n->type == NODE_LINK || n->type == NODE_FIELD)
            count += count_objects(n->first);
    }
    return count;
}

/* Wide enough that the lines of a WordArt end where its paragraphs do [pt]. */
static const double STRETCHED_LINE = 20000;

/* Their column is as wide as the longest of them. */
static void fit_column(struct layout *l, const struct stack *s)
{
    const double width = stack_natural(s) + FIT_SLACK;
    for (size_t i = 0; i < s->n; i++)
        if (s->atoms[i].type == ATOM_LINE && s->atoms[i].index == 0)
            para_refit(l, s->atoms[i].para, 0, width, NULL);
}

static void shape_build(struct layout *l, struct object *o, int tag)
{
    const struct shape *s = &o->node->as.shape;
    o->placement = s->placement;
    o->width = fmax(0, s->width);
    o->height = fmax(0, s->height);
    o->tag = s->alt && *s->alt ? tags_figure(l, tag, o->node, s->alt) : TAGS_FURNITURE;
    if (!o->node->first)
        return;
    const struct note *note = l->note;
    l->note = NULL;
    const struct room room = shape_room(s, o->width, o->height);
    stack_build(l, o->node->first, s->stretched ? STRETCHED_LINE : room.along, tag, NULL, &o->text);
    l->note = note;
    if (s->stretched)
        fit_column(l, &o->text);
    if (s->grow && s->turn == TURN_NONE)
        o->height = stack_rest(&o->text, 0) + room.upright;
}

static void object_build(struct layout *l, struct object *o, const struct node *n, int tag)
{
    o->node = n;
    if (n->type == NODE_SHAPE) {
        shape_build(l, o, tag);
        return;
    }
    o->placement = n->as.image.placement;
    o->width = fmax(0, n->as.image.width);
    o->height = fmax(0, n->as.image.height);
    o->tag = tags_figure(l, tag, n, n->as.image.alt);
}

static void build_all(struct layout *l, struct para_box *p, const struct node *n, int tag)
{
    for (; n && !l->failed; n = n->next) {
        if (n->type == NODE_SHAPE || (n->type == NODE_IMAGE && n->as.image.placement))
            object_build(l, &p->objects[p->n_objects++], n, tag);
        else if (n->type == NODE_LINK || n->type == NODE_FIELD)
            build_all(l, p, n->first, tag);
    }
}

static void table_object(struct layout *l, struct object *o, struct table_box *t)
{
    o->node = t->node;
    o->table = t;
    o->placement = t->node->as.table.placement;
    stack_of_table(l, t, &o->text);
    o->width = t->grid[t->columns] - t->grid[0];
    o->height = stack_rest(&o->text, 0);
}

void objects_build(struct layout *l, struct para_box *p, int parent_tag)
{
    const size_t n = count_objects(p->node->first), tables = l->n_floating;
    if (n + tables == 0)
        return;
    p->objects = ARENA_NEWS(&l->scratch, n + tables + 1, struct object);
    for (size_t i = 0; i < tables; i++)
        table_object(l, &p->objects[i], l->floating[i]);
    p->n_objects = tables;
    l->n_floating = 0;
    build_all(l, p, p->node->first, parent_tag);
}

/* ---- placing ---- */

struct range {
    double start, size;
};

/* The part of the page that x is counted from. */
static struct range range_x(const struct layout *l, const struct placement *at, const struct spot *spot)
{
    const struct section *s = l->sheet->section;
    const double width = l->page->width, left = l->body_left, text = fmax(1, width - s->left - s->right);
    const struct range left_margin = {0, left}, right_margin = {left + text, width - left - text};
    const bool odd = l->page_number % 2 != 0;
    if (l->in_cell && at->in_cell && at->from_x != FROM_CHARACTER)
        return (struct range){spot->x, spot->width};
    switch (at->from_x) {
    case FROM_PAGE: return (struct range){0, width};
    case FROM_MARGIN: return (struct range){left, text};
    case FROM_CHARACTER: return (struct range){spot->letter, 0};
    case FROM_LEFT_MARGIN: return left_margin;
    case FROM_RIGHT_MARGIN: return right_margin;
    case FROM_INSIDE_MARGIN: return odd ? left_margin : right_margin;
    case FROM_OUTSIDE_MARGIN: return odd ? right_margin : left_margin;
    default: return (struct range){spot->x, spot->width};
    }
}

static struct range range_y(const struct layout *l, const struct placement *at, const struct spot *spot)
{
    const struct section *s = l->sheet->section;
    const double height = l->page->height, top = fabs(s->top), bottom = fabs(s->bottom);
    if (l->in_cell && at->in_cell && at->from_y != FROM_LINE && at->from_y != FROM_CHARACTER)
        return (struct range){at->from_y == FROM_PARAGRAPH ? spot->top : l->cell_top, 0};
    switch (at->from_y) {
    case FROM_PAGE: return (struct range){0, height};
    case FROM_MARGIN: return (struct range){top, fmax(0, height - top - bottom)};
    case FROM_LINE: case FROM_CHARACTER: return (struct range){spot->line, 0};
    case FROM_TOP_MARGIN: case FROM_INSIDE_MARGIN: return (struct range){0, top};
    case FROM_BOTTOM_MARGIN: case FROM_OUTSIDE_MARGIN: return (struct range){height - bottom, bottom};
    default: return (struct range){spot->top, 0};
    }
}

static double align(struct range r, enum place_align how, double at, double size, bool odd)
{
    if (how == PLACE_INSIDE)
        how = odd ? PLACE_START : PLACE_END;
    else if (how == PLACE_OUTSIDE)
        how = odd ? PLACE_END : PLACE_START;
    switch (how) {
    case PLACE_START: return r.start;
    case PLACE_CENTER: return r.start + (r.size - size) / 2;
    case PLACE_END: return r.start + r.size - size;
    default: return r.start + at;
    }
}

void object_place(struct layout *l, struct object *o, const struct spot *spot)
{
    const bool odd = l->page_number % 2 != 0;
    o->x = align(range_x(l, o->placement, spot), o->placement->align_x, o->placement->x, o->width, odd);
    o->y = align(range_y(l, o->placement, spot), o->placement->align_y, o->placement->y, o->height, odd);
    o->page = l->frames->n_pages;
}

/* ---- drawing ---- */

void object_draw(struct layout *l, struct object *o, double x, double y)
{
    if (o->node->type == NODE_IMAGE) {
        draw_picture(l, o->node, o->tag, x, y, o->width, o->height);
        return;
    }
    if (o->table) {
        const struct cut cut = {.to = o->text.n};
        draw_stack(l, &o->text, &cut, x - o->table->grid[0], y);
        return;
    }
    shape_draw(l, o, x, y);
}

static double letter_x(const struct para_box *p, const struct line *line, size_t offset)
{
    for (size_t i = line->first; i < line->shown; i++)
        if (p->pieces[i].offset >= offset)
            return p->pieces[i].x;
    return line->shown > line->first ? p->pieces[line->shown - 1].x + p->pieces[line->shown - 1].width : p->props->left;
}

struct spot object_spot(const struct layout *l, const struct para_box *p, const struct object *o, double x, double top, double line)
{
    (void)l;
    return (struct spot){.x = x, .width = p->width, .top = top, .line = line, .letter = x + letter_x(p, &p->lines[o->line], o->offset)};
}

/* Off the paper altogether: nobody sees it. */
static void check_seen(struct layout *l, const struct object *o)
{
    const bool seen = o->x < l->page->width && o->y < l->page->height && o->x + o->width >= 0 && o->y + o->height >= 0;
    if (!seen && !l->matrix)
        diag(layout_ctx(l), DIAG_LAYOUT_OFF_PAGE, o->node->pos);
}

/* The first object whose anchor stands in line i or below. */
static size_t first_of_line(const struct para_box *p, size_t i)
{
    size_t low = 0, high = p->n_objects;
    while (low < high) {
        const size_t middle = (low + high) / 2;
        if (p->objects[middle].line < i)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void objects_draw(struct layout *l, const struct para_box *p, size_t i, double x, double y)
{
    for (size_t k = first_of_line(p, i); k < p->n_objects && p->objects[k].line == i; k++) {
        struct object *o = &p->objects[k];
        if (!o->placement)
            continue;
        if (o->page != l->frames->n_pages || l->furniture || l->repeat) {
            const struct spot spot = object_spot(l, p, o, x, l->para_top, y);
            object_place(l, o, &spot);
        }
        check_seen(l, o);
        layer_begin(l, o->placement);
        object_draw(l, o, o->x, o->y);
        layer_end(l);
    }
}
