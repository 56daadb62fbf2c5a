/* Turning what is drawn: a matrix that every item drawn meanwhile bears; one within another is multiplied. */
#include "layout/layout.h"

#include <math.h>

static const struct frame_matrix *turn_begin(struct layout *l, struct frame_matrix in)
{
    const struct frame_matrix *before = l->matrix;
    struct frame_matrix *m = ARENA_NEW(&l->frames->arena, struct frame_matrix);
    *m = in;
    if (before) {
        m->xx = before->xx * in.xx + before->xy * in.yx;
        m->xy = before->xx * in.xy + before->xy * in.yy;
        m->x0 = before->xx * in.x0 + before->xy * in.y0 + before->x0;
        m->yx = before->yx * in.xx + before->yy * in.yx;
        m->yy = before->yx * in.xy + before->yy * in.yy;
        m->y0 = before->yx * in.x0 + before->yy * in.y0 + before->y0;
    }
    l->matrix = m;
    return before;
}

const struct frame_matrix *turn_box(struct layout *l, enum turn turn, double x, double y, double w, double h)
{
    if (turn == TURN_DOWN) /* the first line is the rightmost */
        return turn_begin(l, (struct frame_matrix){.yx = 1, .xy = -1, .x0 = x + w, .y0 = y});
    if (turn == TURN_UP)
        return turn_begin(l, (struct frame_matrix){.yx = -1, .xy = 1, .x0 = x, .y0 = y + h});
    return turn_begin(l, (struct frame_matrix){.xx = 1, .yy = 1, .x0 = x, .y0 = y});
}

static struct frame_matrix rotation(double degrees)
{
    const double quarters = degrees / 90, turn = degrees * (3.14159265358979323846 / 180);
    const bool whole = quarters == floor(quarters); /* exact where it can be */
    const int q = whole ? (int)fmod(fmod(quarters, 4) + 4, 4) : 0;
    const double c = whole ? (q == 0) - (q == 2) : cos(turn), s = whole ? (q == 1) - (q == 3) : sin(turn);
    return (struct frame_matrix){.xx = c, .yx = s, .xy = -s, .yy = c};
}

struct box_size turned_size(double degrees, double width, double height)
{
    const struct frame_matrix m = rotation(degrees);
    return (struct box_size){fabs(m.xx) * width + fabs(m.xy) * height, fabs(m.yx) * width + fabs(m.yy) * height};
}

const struct frame_matrix *turn_about(struct layout *l, double degrees, double x, double y)
{
    struct frame_matrix m = rotation(degrees);
    m.x0 = x - m.xx * x - m.xy * y;
    m.y0 = y - m.yx * x - m.yy * y;
    return turn_begin(l, m);
}

const struct frame_matrix *turn_scaled(struct layout *l, double x, double y, double a, double b)
{
    return turn_begin(l, (struct frame_matrix){.xx = a, .yy = b, .x0 = x, .y0 = y});
}

void turn_end(struct layout *l, const struct frame_matrix *before)
{
    l->matrix = before;
}
