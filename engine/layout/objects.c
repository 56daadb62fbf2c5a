/* Objects: shapes with their texts, pictures, and where those stand that are not letters of their line.
 *
 * A place is counted from the page, its margins, the column, the paragraph, the line or the letter of the anchor (ECMA-376-1:2016,
 * 20.4; Word layout 10). In a table cell an object that is laid out there takes the cell for the page and the column. */
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

static bool sideways(const struct shape *s)
{
    return s->turn != TURN_NONE;
}

/* Along the lines, and across them. */
static double room_along(const struct shape *s, double width, double height)
{
    return fmax(1, sideways(s) ? height - s->pad_top - s->pad_bottom : width - s->pad_left - s->pad_right);
}

static double room_across(const struct shape *s, double width, double height)
{
    return fmax(0, sideways(s) ? width - s->pad_left - s->pad_right : height - s->pad_top - s->pad_bottom);
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
    stack_build(l, o->node->first, room_along(s, o->width, o->height), tag, NULL, &o->text);
    l->note = note;
    if (s->grow && !sideways(s))
        o->height = stack_rest(&o->text, 0) + s->pad_top + s->pad_bottom;
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

/* ---- shapes ---- */

enum { MOST_STEPS = 10 };
#define ROUND 0.5522847498 /* handles of a quarter of a circle, in radii */

/* A rectangle whose corners are quarters of ellipses. */
static size_t round_steps(struct frame_step *v, double w, double h, double rx, double ry)
{
    const double kx = rx * (1 - ROUND), ky = ry * (1 - ROUND);
    const struct frame_step steps[] = {
        {STEP_MOVE, {rx, 0}}, {STEP_LINE, {w - rx, 0}}, {STEP_CURVE, {w - kx, 0, w, ky, w, ry}},
        {STEP_LINE, {w, h - ry}}, {STEP_CURVE, {w, h - ky, w - kx, h, w - rx, h}},
        {STEP_LINE, {rx, h}}, {STEP_CURVE, {kx, h, 0, h - ky, 0, h - ry}},
        {STEP_LINE, {0, ry}}, {STEP_CURVE, {0, ky, kx, 0, rx, 0}}, {STEP_CLOSE, {0}}};
    memcpy(v, steps, sizeof steps);
    return sizeof steps / sizeof *steps;
}

static size_t line_steps(struct frame_step *v, const struct shape *s, double w, double h)
{
    v[0] = (struct frame_step){STEP_MOVE, {s->flip_x ? w : 0, s->flip_y ? h : 0}};
    v[1] = (struct frame_step){STEP_LINE, {s->flip_x ? 0 : w, s->flip_y ? 0 : h}};
    return 2;
}

static size_t rect_steps(struct frame_step *v, double x, double y, double w, double h)
{
    const struct frame_step steps[] = {{STEP_MOVE, {x, y}}, {STEP_LINE, {x + w, y}}, {STEP_LINE, {x + w, y + h}},
                                       {STEP_LINE, {x, y + h}}, {STEP_CLOSE, {0}}};
    memcpy(v, steps, sizeof steps);
    return sizeof steps / sizeof *steps;
}

/* Runs through the points; a share outside the shape is kept, as Word does. */
static size_t path_steps(struct frame_step *v, const struct shape *s, double w, double h)
{
    size_t n = 0;
    for (size_t i = 0; i < s->n_points; i++)
        v[n++] = (struct frame_step){i ? STEP_LINE : STEP_MOVE,
                                     {(s->flip_x ? 1 - s->points[2 * i] : s->points[2 * i]) * w,
                                      (s->flip_y ? 1 - s->points[2 * i + 1] : s->points[2 * i + 1]) * h}};
    if (s->closed && n)
        v[n++].type = STEP_CLOSE;
    return n;
}

static size_t shape_steps(struct layout *l, const struct shape *s, double w, double h, struct frame_step **out)
{
    struct frame_step *v = *out = ARENA_NEWS(&l->frames->arena, MOST_STEPS + s->n_points + 1, struct frame_step);
    const double round = fmin(w, h) / 6; /* the corner that nobody has changed */
    switch (s->kind) {
    case SHAPE_LINE: return line_steps(v, s, w, h);
    case SHAPE_ELLIPSE: return round_steps(v, w, h, w / 2, h / 2);
    case SHAPE_ROUND_RECT: return round_steps(v, w, h, round, round);
    case SHAPE_PATH: return path_steps(v, s, w, h);
    case SHAPE_RECT: break;
    }
    return rect_steps(v, 0, 0, w, h);
}

static struct frame_item *draw_steps(struct layout *l, int tag, double x, double y, const struct frame_step *steps, size_t n)
{
    struct frame_item *item = layout_item(l, FRAME_PATH, tag, x, y);
    item->as.path.steps = steps;
    item->as.path.n = n;
    return item;
}

static void put_line(struct frame_item *item, const struct border *b)
{
    static const enum stroke drawn[] = {[STROKE_DOTTED] = STROKE_DOTTED, [STROKE_DASHED] = STROKE_DASHED, [STROKE_DASH_DOT] = STROKE_DASH_DOT,
                                        [STROKE_WAVE] = STROKE_SOLID};
    item->as.path.line = b->width;
    item->as.path.stroke = drawn[b->stroke];
    item->as.path.color = b->color;
}

/* The two lines of a double one: beside the line's middle, or inside and outside the edge. */
static void draw_double(struct layout *l, const struct object *o, double x, double y)
{
    const struct shape *s = &o->node->as.shape;
    const double w = o->width, h = o->height, length = hypot(w, h), part = s->stroke.width;
    for (int side = -1; side <= 1; side += 2) {
        struct frame_step *v = ARENA_NEWS(&l->frames->arena, MOST_STEPS, struct frame_step);
        size_t n;
        if (s->kind == SHAPE_LINE) {
            const double ahead = s->flip_x != s->flip_y ? -1 : 1;
            n = line_steps(v, s, w, h);
            const double dx = length > 0 ? -h / length * part * side * ahead : 0, dy = length > 0 ? w / length * part * side : 0;
            put_line(draw_steps(l, o->tag, x + dx, y + dy, v, n), &s->stroke);
        } else {
            n = rect_steps(v, -part * side, -part * side, w + 2 * part * side, h + 2 * part * side);
            put_line(draw_steps(l, o->tag, x, y, v, n), &s->stroke);
        }
    }
}

static void draw_outline(struct layout *l, const struct object *o, double x, double y)
{
    const struct shape *s = &o->node->as.shape;
    const bool twice = s->stroke.stroke == STROKE_DOUBLE && s->stroke.width > 0 && (s->kind == SHAPE_LINE || s->kind == SHAPE_RECT);
    struct frame_step *steps;
    if (s->fill.on || (s->stroke.width > 0 && !twice)) {
        const size_t n = shape_steps(l, s, o->width, o->height, &steps);
        struct frame_item *item = draw_steps(l, o->tag, x, y, steps, n);
        item->as.path.fill = s->fill;
        if (s->kind == SHAPE_LINE)
            item->as.path.fill.on = false;
        if (!twice && s->stroke.width > 0)
            put_line(item, &s->stroke);
    }
    if (twice)
        draw_double(l, o, x, y);
}

/* What begins below the box is not seen, as in Word; it is told. */
static void draw_inner(struct layout *l, const struct object *o, double x, double y, double room)
{
    const struct stack *s = &o->text;
    struct cut cut = {.from = 0, .to = 0};
    double top = 0;
    while (cut.to < s->n) {
        const struct atom *a = &s->atoms[cut.to];
        const double next = top + (cut.to ? a->gap : a->top_gap);
        if (cut.to && next > room + PAGE_SLACK)
            break;
        top = next + atom_height(a);
        cut.to++;
    }
    if (cut.to < s->n)
        diag(layout_ctx(l), DIAG_LAYOUT_BOX_FULL, o->node->pos);
    draw_stack(l, s, &cut, x, y);
}

static void draw_words(struct layout *l, const struct object *o, double x, double y)
{
    const struct shape *s = &o->node->as.shape;
    const double along = room_along(s, o->width, o->height), across = room_across(s, o->width, o->height);
    const double free = s->valign == VALIGN_TOP ? 0 : fmax(0, across - stack_rest(&o->text, 0)) / (s->valign == VALIGN_MIDDLE ? 2 : 1);
    if (!sideways(s)) {
        draw_inner(l, o, x + s->pad_left, y + s->pad_top + free, across);
        return;
    }
    const struct frame_matrix *before = turn_box(l, s->turn, x + s->pad_left, y + s->pad_top, across, along);
    draw_inner(l, o, 0, free, across);
    turn_end(l, before);
}

/* ---- drawing ---- */

static double share(double v)
{
    return v > -9 && v < 0.99 ? v : 0;
}

void draw_picture(struct layout *l, const struct node *node, int tag, double x, double y, double w, double h)
{
    const struct image *image = &node->as.image;
    const struct frame_matrix *before = image->rotation != 0 ? turn_about(l, image->rotation, x + w / 2, y + h / 2) : l->matrix;
    struct frame_item *item = layout_item(l, FRAME_IMAGE, tag, x, y);
    item->as.image.w = w;
    item->as.image.h = h;
    item->as.image.bytes = image->bytes;
    if (share(image->crop_left) + share(image->crop_right) < 0.99 && share(image->crop_top) + share(image->crop_bottom) < 0.99) {
        item->as.image.crop_left = share(image->crop_left);
        item->as.image.crop_right = share(image->crop_right);
        item->as.image.crop_top = share(image->crop_top);
        item->as.image.crop_bottom = share(image->crop_bottom);
    }
    turn_end(l, before);
}

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
    const double rotation = o->node->as.shape.rotation;
    const struct frame_matrix *before = rotation != 0 ? turn_about(l, rotation, x + o->width / 2, y + o->height / 2) : l->matrix;
    draw_outline(l, o, x, y);
    if (o->text.n)
        draw_words(l, o, x, y);
    turn_end(l, before);
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
