/* What the text of the page under way keeps clear of: objects with a wrap, as wide as they are and the room kept around them. */
#include "layout/layout.h"

#include <math.h>

void obstacles_clear(struct layout *l)
{
    l->n_obstacles = 0;
}

bool object_moves_text(const struct object *o)
{
    return o->placement && o->placement->wrap != WRAP_NONE;
}

static bool is_known(const struct layout *l, const struct object *o)
{
    for (size_t i = 0; i < l->n_obstacles; i++)
        if (l->obstacles[i].object == o)
            return true;
    return false;
}

/* The box around what the object covers, in shares of its size where it has a contour. */
static void cover(struct obstacle *out, const struct contour *c)
{
    double low[2] = {1, 1}, high[2] = {0, 0};
    for (size_t i = 0; i < 2 * c->n; i++) {
        low[i % 2] = fmin(low[i % 2], c->points[i]);
        high[i % 2] = fmax(high[i % 2], c->points[i]);
    }
    out->left = out->x + low[0] * out->width;
    out->right = out->x + high[0] * out->width;
    out->top = out->y + low[1] * out->height;
    out->bottom = out->y + high[1] * out->height;
}

/* The object with its left upper corner at x, y. One that is turned takes the box around it, without its contour. */
static struct obstacle obstacle_at(const struct object *o, double x, double y)
{
    const struct placement *at = o->placement;
    const double turn = o->node->type == NODE_IMAGE ? o->node->as.image.rotation : o->node->type == NODE_SHAPE ? o->node->as.shape.rotation : 0;
    const struct box_size size = turned_size(turn, o->width, o->height);
    struct obstacle out = {.left = x + (o->width - size.width) / 2, .right = x + (o->width + size.width) / 2,
                           .top = y + (o->height - size.height) / 2, .bottom = y + (o->height + size.height) / 2,
                           .whole = at->wrap == WRAP_TOP_BOTTOM, .side = at->side, .object = o};
    if (at->contour && (at->wrap == WRAP_TIGHT || at->wrap == WRAP_THROUGH) && fmod(turn, 360) == 0) {
        out.contour = at->contour;
        out.bays = at->wrap == WRAP_THROUGH;
        out.x = x;
        out.y = y;
        out.width = o->width;
        out.height = o->height;
        out.room_top = at->room_top;
        out.room_bottom = at->room_bottom;
        out.room_left = at->room_left;
        out.room_right = at->room_right;
        cover(&out, at->contour);
    }
    out.left -= at->room_left;
    out.right += at->room_right;
    out.top -= at->room_top;
    out.bottom += at->room_bottom;
    return out;
}

enum { BAYS_OBSTACLES = 16 }; /* of a page whose bays are looked for */

static void obstacle_add(struct layout *l, const struct object *o)
{
    l->obstacles = layout_grow(&l->scratch, l->obstacles, l->n_obstacles, &l->cap_obstacles, sizeof *l->obstacles);
    struct obstacle *out = &l->obstacles[l->n_obstacles++];
    *out = obstacle_at(o, o->x, o->y);
    out->bays = out->bays && l->n_obstacles <= BAYS_OBSTACLES;
}

double obstacles_of_para(struct layout *l, struct para_box *p, size_t from, double x, double top, double lead, double bottom)
{
    double highest = top;
    double line = top + lead;
    size_t k = from;
    for (size_t i = 0; i < p->n_objects; i++) {
        struct object *o = &p->objects[i];
        if (!o->placement || o->line < from || is_known(l, o))
            continue;
        for (; k < o->line; k++)
            line += p->lines[k].height;
        if (line > bottom)
            break;
        const struct spot spot = object_spot(l, p, o, x, top, line);
        object_place(l, o, &spot);
        if (!object_moves_text(o) || l->n_obstacles >= MOST_OBSTACLES)
            continue;
        obstacle_add(l, o);
        if (o->y - o->placement->room_top < highest)
            highest = o->y - o->placement->room_top;
    }
    return highest;
}

/* ---- within a cell ---- */

/* Counted from the paragraph and the column, as it will be drawn. */
static bool stands_inside(const struct object *o)
{
    const struct placement *at = o->placement;
    return object_moves_text(o) && (at->from_x == FROM_COLUMN || at->in_cell) && (at->from_y == FROM_PARAGRAPH || at->from_y == FROM_LINE) &&
           at->align_y == PLACE_AT;
}

static double inside_x(const struct object *o, double width)
{
    switch (o->placement->align_x) {
    case PLACE_AT: return o->placement->x;
    case PLACE_CENTER: return (width - o->width) / 2;
    case PLACE_END: case PLACE_OUTSIDE: return width - o->width;
    default: return 0;
    }
}

void obstacles_inside(struct layout *l, struct inner *inner, struct para_box *p, double y, double own_gap)
{
    for (size_t i = 0; i < p->n_objects && inner->n < MOST_INNER; i++) {
        const struct object *o = &p->objects[i];
        if (!stands_inside(o))
            continue;
        inner->v[inner->n++] = obstacle_at(o, inside_x(o, p->width), y + o->placement->y);
    }
    const struct beside beside = {.v = inner->v, .n = inner->n, .y = y, .lead = own_gap, .bottom = HUGE_VAL};
    if (inner->n && wrap_meets(&beside, p->width))
        para_refit(l, p, 0, p->width, &beside);
}

double obstacles_bottom(const struct inner *inner)
{
    double bottom = 0;
    for (size_t i = 0; i < inner->n; i++)
        bottom = fmax(bottom, inner->v[i].bottom);
    return bottom;
}

/* ---- of headers ---- */

static double own_gap(const struct atom *a, bool below)
{
    return below ? a->own_gap : a->top_gap;
}

void obstacles_of_stack(struct layout *l, const struct stack *s, double x, double y)
{
    for (size_t i = 0; i < s->n; i++) {
        const struct atom *a = &s->atoms[i];
        y += i ? a->gap : a->top_gap;
        if (a->type == ATOM_LINE && a->index == 0 && a->para->n_objects)
            obstacles_of_para(l, a->para, 0, x, y - own_gap(a, i > 0), own_gap(a, i > 0), HUGE_VAL);
        y += atom_height(a);
    }
}
