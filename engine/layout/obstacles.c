/* What the text of the page under way keeps clear of: objects with a wrap, as wide as they are and the room kept around them. */
#include "layout/layout.h"

void obstacles_clear(struct layout *l)
{
    l->n_obstacles = 0;
}

static bool is_obstacle(const struct object *o)
{
    return o->placement && o->placement->wrap != WRAP_NONE && o->placement->wrap != WRAP_THROUGH;
}

static bool is_known(const struct layout *l, const struct object *o)
{
    for (size_t i = 0; i < l->n_obstacles; i++)
        if (l->obstacles[i].object == o)
            return true;
    return false;
}

static void obstacle_add(struct layout *l, const struct object *o)
{
    const struct placement *at = o->placement;
    l->obstacles = layout_grow(&l->scratch, l->obstacles, l->n_obstacles, &l->cap_obstacles, sizeof *l->obstacles);
    l->obstacles[l->n_obstacles++] = (struct obstacle){
        .left = o->x - at->room_left, .right = o->x + o->width + at->room_right,
        .top = o->y - at->room_top, .bottom = o->y + o->height + at->room_bottom,
        .whole = at->wrap == WRAP_TOP_BOTTOM, .object = o};
}

double obstacles_of_para(struct layout *l, struct para_box *p, size_t from, double x, double top)
{
    double highest = top;
    double line = top;
    size_t k = from;
    for (size_t i = 0; i < p->n_objects; i++) {
        struct object *o = &p->objects[i];
        const size_t at = para_line_of(p, o);
        if (!o->placement || at < from || is_known(l, o))
            continue;
        for (; k < at; k++)
            line += p->lines[k].height;
        const struct spot spot = object_spot(l, p, o, x, top, line);
        object_place(l, o, &spot);
        if (!is_obstacle(o) || l->n_obstacles >= MOST_OBSTACLES)
            continue;
        obstacle_add(l, o);
        if (o->y - o->placement->room_top < highest)
            highest = o->y - o->placement->room_top;
    }
    return highest;
}

void obstacles_of_stack(struct layout *l, const struct stack *s, double x, double y)
{
    for (size_t i = 0; i < s->n; i++) {
        const struct atom *a = &s->atoms[i];
        y += i ? a->gap : a->top_gap;
        if (a->type == ATOM_LINE && a->index == 0 && a->para->n_objects)
            obstacles_of_para(l, a->para, 0, x, y);
        y += atom_height(a);
    }
}
