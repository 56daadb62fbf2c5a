/* What is drawn around text: underlines, strikes, grounds and boxes of runs; borders and grounds of paragraphs. */
#include "layout/layout.h"

#include <math.h>

static const double BOX_LINE = 0.5; /* around a run [pt] */
static const double BAR_LINE = 0.5; /* of a bar tab [pt] */
static const double REVISED_LINE = 1, REVISED_SPACE = 14; /* of the bar beside a line with changes, and from it to the text [pt] */
static const uint32_t REVISED_COLOR = 0x505050;

/* ---- lines ---- */

/* Half waves two lines high, as long as they are high. */
static void draw_wave(struct layout *l, double x, double y, double length, double thick, uint32_t color)
{
    enum { WAVES_MOST = 1000 };
    const double half = 2 * thick;
    const size_t n = (size_t)fmin(floor(length / half), WAVES_MOST);
    if (n == 0)
        return;
    struct frame_step *steps = ARENA_NEWS(&l->frames->arena, n + 1, struct frame_step);
    steps[0] = (struct frame_step){.type = STEP_MOVE};
    for (size_t i = 0; i < n; i++) {
        const double from = half * (double)i, bulge = i % 2 ? half : -half;
        steps[i + 1] = (struct frame_step){.type = STEP_CURVE, .v = {from + half / 3, bulge, from + 2 * half / 3, bulge, from + half, 0}};
    }
    struct frame_item *item = layout_item(l, FRAME_PATH, TAGS_FURNITURE, x, y + half);
    item->as.path.steps = steps;
    item->as.path.n = n + 1;
    item->as.path.line = thick / 2;
    item->as.path.color = color;
}

/* ---- runs ---- */

typedef bool same_mark(const struct run *a, const struct run *b);

static bool same_ground(const struct run *a, const struct run *b)
{
    const struct char_props *x = a->look, *y = b->look;
    return x->fill.on == y->fill.on && x->fill.color == y->fill.color && x->boxed == y->boxed && x->box_color == y->box_color &&
           a->size == b->size && a->face == b->face && a->raise == b->raise;
}

static bool same_rules(const struct run *a, const struct run *b)
{
    const struct char_props *x = a->look, *y = b->look;
    return x->underline == y->underline && x->strike == y->strike && x->double_strike == y->double_strike &&
           x->words_only == y->words_only && x->underline_stroke == y->underline_stroke &&
           x->underline_colored == y->underline_colored && x->underline_color == y->underline_color && x->revision == y->revision &&
           a->face == b->face && a->size == b->size && a->em == b->em && a->raise == b->raise && a->color == b->color &&
           a->tag == b->tag && a->url == b->url;
}

static size_t mark_end(const struct line *line, const struct piece *v, size_t i, same_mark *same)
{
    size_t j = i + 1;
    while (j < line->shown && (v[j].run == v[i].run || same(v[i].run, v[j].run)))
        j++;
    return j;
}

static double mark_width(const struct piece *v, size_t from, size_t to)
{
    return v[to - 1].x + v[to - 1].width - v[from].x;
}

/* Grounds lie in the natural box of their run (Word layout 9). */
void marks_under(struct layout *l, const struct para_box *p, const struct line *line, double x, double baseline)
{
    const struct piece *v = p->pieces;
    for (size_t i = line->first, j; i < line->shown; i = j) {
        const struct run *run = v[i].run;
        j = mark_end(line, v, i, same_ground);
        if (!run->look->fill.on && !run->look->boxed)
            continue;
        const double top = baseline - run->raise - run->metrics->ascent * run->size, left = x + v[i].x;
        const double h = (run->metrics->ascent + run->metrics->descent) * run->size, w = mark_width(v, i, j);
        if (run->look->fill.on)
            draw_rect(l, left, top, w, h, run->look->fill.color);
        if (run->look->boxed) {
            draw_rect(l, left, top, w, BOX_LINE, run->look->box_color);
            draw_rect(l, left, top + h - BOX_LINE, w, BOX_LINE, run->look->box_color);
            draw_rect(l, left, top, BOX_LINE, h, run->look->box_color);
            draw_rect(l, left + w - BOX_LINE, top, BOX_LINE, h, run->look->box_color);
        }
    }
}

static void draw_underline(struct layout *l, const struct run *run, double x, double y, double w)
{
    const struct char_props *look = run->look;
    const double thick = run->metrics->underline_thickness * run->size, top = y + run->metrics->underline_position * run->size;
    const uint32_t color = look->underline_colored ? look->underline_color : run->color;
    if (look->underline_stroke == STROKE_WAVE)
        draw_wave(l, x, top, w, thick, color);
    else if (look->underline_stroke == STROKE_THICK)
        draw_rect(l, x, top, w, 2 * thick, color);
    else
        draw_edge(l, (struct border){.width = thick, .stroke = look->underline_stroke, .color = color}, x, top, w, false);
}

/* A double strike lies a line's width above and below the place of the single one. */
static void draw_strike(struct layout *l, const struct run *run, double x, double y, double w)
{
    const double thick = run->metrics->strike_thickness * run->size, top = y - run->metrics->strike_position * run->size;
    if (!run->look->double_strike) {
        draw_rect(l, x, top, w, thick, run->color);
        return;
    }
    draw_rect(l, x, top - thick, w, thick, run->color);
    draw_rect(l, x, top + thick, w, thick, run->color);
}

/* Underline and strike of the text and tabs of a run on the line; the bar in the margin of a page that stands upright. */
void marks_over(struct layout *l, const struct para_box *p, const struct line *line, double x, double baseline)
{
    const struct piece *v = p->pieces;
    bool revised = false;
    for (size_t i = line->first, j; i < line->shown; i = j) {
        const struct run *run = v[i].run;
        const struct char_props *look = run->look;
        j = mark_end(line, v, i, same_rules);
        revised |= look->revision != REVISION_NONE;
        const double y = baseline - run->raise;
        if (look->underline && !look->words_only)
            draw_underline(l, run, x + v[i].x, y, mark_width(v, i, j));
        for (size_t a = i, b; look->underline && look->words_only && a < j; a = b) {
            for (b = a; b < j && v[b].type != PIECE_SPACE && v[b].type != PIECE_TAB; b++)
                ;
            if (b > a)
                draw_underline(l, run, x + v[a].x, y, mark_width(v, a, b));
            b += b == a;
        }
        if (look->strike || look->double_strike)
            draw_strike(l, run, x + v[i].x, y, mark_width(v, i, j));
    }
    if (revised && !l->matrix)
        draw_rect(l, l->body_left - REVISED_SPACE, baseline - line->baseline, REVISED_LINE, line->height, REVISED_COLOR);
}

/* ---- paragraphs of our own ---- */

/* One line of the box around a paragraph, along one of its lines of text. */
static void draw_box_line(struct layout *l, const struct para_props *props, bool first, bool last, double x, double y, double w,
                          double h)
{
    const double line = props->edge.left.width;
    const uint32_t color = props->edge.left.color;
    if (first)
        draw_rect(l, x, y, w, line, color);
    if (last)
        draw_rect(l, x, y + h - line, w, line, color);
    draw_rect(l, x, y, line, h, color);
    draw_rect(l, x + w - line, y, line, h, color);
}

/* The second line of a double box stands two of its widths inside the first. */
static void draw_box(struct layout *l, const struct para_box *p, size_t i, double x, double y)
{
    const struct para_props *props = p->props;
    const bool first = i == 0, last = i + 1 == p->n_lines;
    const double room = border_room(props->edge.left), inset = 2 * props->edge.left.width;
    const double left = x + props->left - room, width = p->width - props->left - props->right + 2 * room;
    const double height = p->lines[i].height;
    draw_box_line(l, props, first, last, left, y, width, height);
    if (props->edge.left.stroke == STROKE_DOUBLE)
        draw_box_line(l, props, first, last, left + inset, y + (first ? inset : 0), width - 2 * inset,
                      height - (first ? inset : 0) - (last ? inset : 0));
}

static void own_frame(struct layout *l, const struct para_box *p, size_t i, double x, double y)
{
    const struct para_props *props = p->props;
    const double left = x + props->left, width = p->width - props->left - props->right;
    if (props->edge.left.width > 0)
        draw_box(l, p, i, x, y);
    else if (i == 0 && props->edge.top.width > 0)
        draw_rect(l, left, y, width, props->edge.top.width, props->edge.top.color);
}

/* ---- paragraphs of files of others ---- */

struct extent_x {
    double from, to; /* of the ground; borders at the sides lie outside, with their space inside it */
};

/* A hanging indent widens frame and ground to the left. */
static struct extent_x frame_extent(const struct para_box *p, double x)
{
    const struct para_props *props = p->props;
    return (struct extent_x){
        .from = x + props->left + fmin(0, props->first) - (props->edge.left.width > 0 ? props->edge.left.space : 0),
        .to = x + p->width - props->right + (props->edge.right.width > 0 ? props->edge.right.space : 0)};
}

static void bar_tabs(struct layout *l, const struct para_box *p, size_t i, double x, double y)
{
    for (size_t k = 0; k < p->props->n_tabs; k++)
        if (p->props->tabs[k].align == TAB_BAR)
            draw_rect(l, x + p->props->tabs[k].at, y, BAR_LINE, p->lines[i].height, 0);
}

void frame_under(struct layout *l, const struct para_box *p, size_t i, double x, double y, double above)
{
    const struct para_props *props = p->props;
    const struct borders *edge = &props->edge;
    const double h = p->lines[i].height + above, top = y - above;
    if (!l->read) {
        own_frame(l, p, i, x, y);
        return;
    }
    const struct extent_x e = frame_extent(p, x);
    if (props->fill.on)
        draw_rect(l, e.from, top, e.to - e.from, h, props->fill.color);
    bar_tabs(l, p, i, x, top);
    const double left = border_thickness(edge->left), right = border_thickness(edge->right);
    const struct border first = p->joined_above ? props->between : edge->top;
    if (i == 0 && first.width > 0)
        draw_edge(l, first, e.from - left, y, e.to - e.from + left + right, false);
    if (left > 0)
        draw_edge(l, edge->left, e.from - left, top, h, true);
    if (right > 0)
        draw_edge(l, edge->right, e.to, top, h, true);
}

void frame_over(struct layout *l, const struct para_box *p, size_t i, double x, double y)
{
    const struct para_props *props = p->props;
    const struct border b = props->edge.bottom;
    const double bottom = y + p->lines[i].height;
    if (i + 1 < p->n_lines || b.width <= 0 || p->joined_below)
        return;
    if (l->read) {
        const struct extent_x e = frame_extent(p, x);
        const double left = border_thickness(props->edge.left), right = border_thickness(props->edge.right);
        draw_edge(l, b, e.from - left, bottom - border_thickness(b), e.to - e.from + left + right, false);
    } else if (props->edge.left.width <= 0) {
        draw_rect(l, x + props->left, bottom - b.width, p->width - props->left - props->right, b.width, b.color);
    }
}
