/* Drawing shapes: outline, ground, ends of lines and text; and pictures. */
#include "base/diag/layout.h"
#include "layout/layout.h"

#include <math.h>

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

static double round_share(const struct shape *s)
{
    return s->round > 0 ? s->round : DEFAULT_ROUND;
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
    const double round = fmin(w, h) * round_share(s);
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

/* ---- ends of lines ---- */

/* As if a thin line were so wide [pt]: its arrows would not be seen. */
static const double LEAST_LINE = 2;

struct end {
    double x, y, dx, dy; /* the tip, and the direction that it points in, 1 long */
    double width, length;
};

/* A point `back` behind the tip and `aside` to its left. */
static void end_step(struct frame_step *out, enum frame_step_type type, const struct end *e, double back, double aside)
{
    *out = (struct frame_step){type, {e->x - back * e->dx + aside * e->dy, e->y - back * e->dy - aside * e->dx}};
}

static void end_oval(struct frame_step *v, const struct end *e)
{
    round_steps(v, e->length, e->width, e->length / 2, e->width / 2);
    for (int i = 0; i < MOST_STEPS; i++) /* turned into the line's direction, its middle on the tip */
        for (int k = 0; k < 6; k += 2) {
            const double along = v[i].v[k] - e->length / 2, across = v[i].v[k + 1] - e->width / 2;
            v[i].v[k] = e->x + along * e->dx - across * e->dy;
            v[i].v[k + 1] = e->y + along * e->dy + across * e->dx;
        }
}

/* The steps of an arrow; how many. */
static size_t end_steps(struct frame_step *v, enum arrow_kind kind, const struct end *e)
{
    const double half = e->width / 2, length = e->length;
    switch (kind) {
    case ARROW_OVAL:
        end_oval(v, e);
        return MOST_STEPS;
    case ARROW_DIAMOND:
        end_step(&v[0], STEP_MOVE, e, -length / 2, 0);
        end_step(&v[1], STEP_LINE, e, 0, half);
        end_step(&v[2], STEP_LINE, e, length / 2, 0);
        end_step(&v[3], STEP_LINE, e, 0, -half);
        v[4].type = STEP_CLOSE;
        return 5;
    case ARROW_OPEN:
        end_step(&v[0], STEP_MOVE, e, length, half);
        end_step(&v[1], STEP_LINE, e, 0, 0);
        end_step(&v[2], STEP_LINE, e, length, -half);
        return 3;
    case ARROW_STEALTH:
        end_step(&v[0], STEP_MOVE, e, 0, 0);
        end_step(&v[1], STEP_LINE, e, length, half);
        end_step(&v[2], STEP_LINE, e, length * 0.65, 0);
        end_step(&v[3], STEP_LINE, e, length, -half);
        v[4].type = STEP_CLOSE;
        return 5;
    default:
        end_step(&v[0], STEP_MOVE, e, 0, 0);
        end_step(&v[1], STEP_LINE, e, length, half);
        end_step(&v[2], STEP_LINE, e, length, -half);
        v[3].type = STEP_CLOSE;
        return 4;
    }
}

/* The arrow at `tip`, which the line reaches from `from`; the line is cut so that it does not stand out of the tip. */
static void draw_end(struct layout *l, const struct object *o, const struct arrow *arrow, double x, double y, double *tip, const double *from)
{
    const struct border *line = &o->node->as.shape.stroke;
    const double dx = tip[0] - from[0], dy = tip[1] - from[1], length = hypot(dx, dy), unit = fmax(line->width, LEAST_LINE);
    if (arrow->kind == ARROW_NONE || !(length > 0) || !(line->width > 0))
        return;
    const struct end e = {tip[0], tip[1], dx / length, dy / length, arrow->width * unit, arrow->length * unit};
    struct frame_step *v = ARENA_NEWS(&l->frames->arena, MOST_STEPS, struct frame_step);
    struct frame_item *item = layout_item(l, FRAME_PATH, o->tag, x, y);
    item->as.path.n = end_steps(v, arrow->kind, &e);
    item->as.path.steps = v;
    item->as.path.color = line->color;
    if (arrow->kind == ARROW_OPEN)
        item->as.path.line = line->width;
    else
        item->as.path.fill = (struct fill){true, line->color};
    if (arrow->kind == ARROW_TRIANGLE || arrow->kind == ARROW_STEALTH) {
        const double cut = fmin(length, e.length * (arrow->kind == ARROW_STEALTH ? 0.6 : 0.9));
        tip[0] -= cut * e.dx;
        tip[1] -= cut * e.dy;
    }
}

static void draw_ends(struct layout *l, const struct object *o, double x, double y, struct frame_step *v, size_t n)
{
    const struct shape *s = &o->node->as.shape;
    if (n < 2 || v[n - 1].type == STEP_CLOSE)
        return;
    draw_end(l, o, &s->head, x, y, v[0].v, v[1].v);
    draw_end(l, o, &s->tail, x, y, v[n - 1].v, v[n - 2].v);
}

/* ---- the whole ---- */

static void draw_outline(struct layout *l, const struct object *o, double x, double y)
{
    const struct shape *s = &o->node->as.shape;
    const bool twice = s->stroke.stroke == STROKE_DOUBLE && s->stroke.width > 0 && (s->kind == SHAPE_LINE || s->kind == SHAPE_RECT);
    struct frame_step *steps;
    if (s->fill.on || (s->stroke.width > 0 && !twice)) {
        const size_t n = shape_steps(l, s, o->width, o->height, &steps);
        draw_ends(l, o, x, y, steps, n);
        struct frame_item *item = draw_steps(l, o->tag, x, y, steps, n);
        item->as.path.fill = s->fill;
        item->as.path.gradient = s->gradient;
        item->as.path.w = o->width;
        item->as.path.h = o->height;
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

/* WordArt: as wide and high as its box whatever its size. */
static void draw_stretched(struct layout *l, const struct object *o, double x, double y, double along, double across)
{
    const struct cut cut = {.to = o->text.n};
    const double w = stack_natural(&o->text), h = stack_rest(&o->text, 0);
    if (!(w > 0) || !(h > 0))
        return;
    const struct frame_matrix *before = turn_scaled(l, x, y, along / w, across / h);
    draw_stack(l, &o->text, &cut, 0, 0);
    turn_end(l, before);
}

static void draw_words(struct layout *l, const struct object *o, double x, double y)
{
    const struct shape *s = &o->node->as.shape;
    const struct room r = shape_room(s, o->width, o->height);
    const double free = s->valign == VALIGN_TOP ? 0 : fmax(0, r.across - stack_rest(&o->text, 0)) / (s->valign == VALIGN_MIDDLE ? 2 : 1);
    if (s->turn == TURN_NONE && s->stretched) {
        draw_stretched(l, o, x + r.left, y + r.top, r.along, r.across);
        return;
    }
    if (s->turn == TURN_NONE) {
        draw_inner(l, o, x + r.left, y + r.top + free, r.across);
        return;
    }
    const struct frame_matrix *before = turn_box(l, s->turn, x + r.left, y + r.top, r.across, r.along);
    draw_inner(l, o, 0, free, r.across);
    turn_end(l, before);
}

void shape_draw(struct layout *l, const struct object *o, double x, double y)
{
    const double rotation = o->node->as.shape.rotation;
    const struct frame_matrix *before = rotation != 0 ? turn_about(l, rotation, x + o->width / 2, y + o->height / 2) : l->matrix;
    draw_outline(l, o, x, y);
    if (o->text.n)
        draw_words(l, o, x, y);
    turn_end(l, before);
}

/* ---- room for text ---- */

struct room shape_room(const struct shape *s, double width, double height)
{
    static const double corner = 0.29289; /* 1 - cos 45 degrees: the text's corner lies on the arc */
    const double round = s->kind == SHAPE_ROUND_RECT ? corner * round_share(s) * fmin(width, height) : 0;
    const double across = s->kind == SHAPE_ELLIPSE ? corner * width / 2 : round, upright = s->kind == SHAPE_ELLIPSE ? corner * height / 2 : round;
    const double wide = width - s->pad_left - s->pad_right - 2 * across, high = height - s->pad_top - s->pad_bottom - 2 * upright;
    const bool turned = s->turn != TURN_NONE;
    return (struct room){.left = s->pad_left + across, .top = s->pad_top + upright, .along = fmax(1, turned ? high : wide),
                         .across = fmax(0, turned ? wide : high), .upright = s->pad_top + s->pad_bottom + 2 * upright};
}

/* ---- pictures ---- */

static double share(double v)
{
    return v > -9 && v < 0.99 ? v : 0;
}

/* What stands for a metafile that draws nothing. */
static void draw_empty(struct layout *l, struct frame_item *item, double w, double h)
{
    struct frame_step *v = ARENA_NEWS(&l->frames->arena, MOST_STEPS, struct frame_step);
    item->as.path.steps = v;
    item->as.path.n = rect_steps(v, 0, 0, w, h);
    item->as.path.line = 0.5;
    item->as.path.color = 0x808080;
}

void draw_picture(struct layout *l, const struct node *node, int tag, double x, double y, double w, double h)
{
    const struct image *image = &node->as.image;
    const double mx = x + w / 2, my = y + h / 2;
    const struct frame_matrix *before = l->matrix;
    if (image->rotation != 0)
        turn_about(l, image->rotation, mx, my);
    if (image->flip_x || image->flip_y)
        turn_scaled(l, image->flip_x ? 2 * mx : 0, image->flip_y ? 2 * my : 0, image->flip_x ? -1 : 1, image->flip_y ? -1 : 1);
    const struct frame_drawing *drawing = image->drawn ? drawing_of(l, node, tag) : NULL;
    struct frame_item *item = layout_item(l, image->drawn && !drawing ? FRAME_PATH : FRAME_IMAGE, tag, x, y);
    if (item->type == FRAME_PATH) {
        draw_empty(l, item, w, h);
        turn_end(l, before);
        return;
    }
    item->as.image.w = w;
    item->as.image.h = h;
    item->as.image.bytes = image->bytes;
    item->as.image.drawing = drawing;
    if (share(image->crop_left) + share(image->crop_right) < 0.99 && share(image->crop_top) + share(image->crop_bottom) < 0.99) {
        item->as.image.crop_left = share(image->crop_left);
        item->as.image.crop_right = share(image->crop_right);
        item->as.image.crop_top = share(image->crop_top);
        item->as.image.crop_bottom = share(image->crop_bottom);
    }
    if (image->stroke.width > 0) {
        struct frame_step *v = ARENA_NEWS(&l->frames->arena, MOST_STEPS, struct frame_step);
        const size_t n = rect_steps(v, 0, 0, w, h);
        put_line(draw_steps(l, tag, x, y, v, n), &image->stroke);
    }
    turn_end(l, before);
}
