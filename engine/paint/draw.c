/* Items on a surface: colours, rectangles, pictures and text; the pages in their order. */
#include "paint/draw.h"

#include "base/diag/paint.h"

#include <math.h>
#include <stdlib.h>

static const double RADIAN = 3.14159265358979 / 180;

void painter_init(struct painter *p, struct ctx *ctx, cairo_surface_t *surface)
{
    cairo_font_options_t *options = cairo_font_options_create();

    *p = (struct painter){.ctx = ctx, .cr = cairo_create(surface)};
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    cairo_set_font_options(p->cr, options);
    cairo_font_options_destroy(options);
}

void painter_release(struct painter *p)
{
    cairo_destroy(p->cr);
    for (size_t i = 0; i < p->n_files; i++) {
        cairo_font_face_destroy(p->files[i].cairo);
        signs_release(&p->files[i]);
    }
    free(p->files);
    free(p->faces);
    free(p->glyphs);
    free(p->starts);
    free(p->clusters);
    buf_release(&p->text);
}

bool painter_finish(struct painter *p, cairo_surface_t *surface)
{
    cairo_status_t status = cairo_status(p->cr);

    cairo_surface_finish(surface);
    if (status == CAIRO_STATUS_SUCCESS)
        status = cairo_surface_status(surface);
    if (status != CAIRO_STATUS_SUCCESS)
        diag(p->ctx, DIAG_PAINT_FAILED, (struct pos){0}, cairo_status_to_string(status));
    return status == CAIRO_STATUS_SUCCESS;
}

cairo_status_t painter_write(void *closure, const unsigned char *bytes, unsigned length)
{
    buf_put(closure, bytes, length);
    return CAIRO_STATUS_SUCCESS;
}

/* ---- items ---- */

/* A change of colour ends Cairo's text object. */
void draw_color(struct painter *p, uint32_t color)
{
    if (p->colored && p->color == color)
        return;
    cairo_set_source_rgb(p->cr, (color >> 16 & 0xFF) / 255.0, (color >> 8 & 0xFF) / 255.0,
                         (color & 0xFF) / 255.0);
    p->colored = true;
    p->color = color;
    p->pen.down = false;
}

static void draw_rect(struct painter *p, const struct frame_item *item)
{
    draw_color(p, item->as.rect.color);
    cairo_rectangle(p->cr, item->x, item->y, item->as.rect.w, item->as.rect.h);
    cairo_fill(p->cr);
    p->pen.down = false;
}

static void trace(cairo_t *cr, double x, double y, const struct frame_step *steps, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const double *v = steps[i].v;
        switch (steps[i].type) {
        case STEP_MOVE: cairo_move_to(cr, x + v[0], y + v[1]); break;
        case STEP_LINE: cairo_line_to(cr, x + v[0], y + v[1]); break;
        case STEP_CURVE: cairo_curve_to(cr, x + v[0], y + v[1], x + v[2], y + v[3], x + v[4], y + v[5]); break;
        case STEP_CLOSE: cairo_close_path(cr); break;
        }
    }
}

/* A linear one runs so far that the corners get its ends; a radial one to the farthest corner. */
static cairo_pattern_t *gradient_pattern(const struct frame_item *item)
{
    const struct gradient *g = item->as.path.gradient;
    const double w = item->as.path.w, h = item->as.path.h, mx = item->x + w / 2, my = item->y + h / 2;
    cairo_pattern_t *pattern;

    if (g->radial) {
        const double x = item->x + g->x * w, y = item->y + g->y * h;
        const double radius = hypot(fmax(g->x, 1 - g->x) * w, fmax(g->y, 1 - g->y) * h);

        pattern = cairo_pattern_create_radial(x, y, 0, x, y, radius);
    } else {
        const double a = g->angle * RADIAN, half = (fabs(w * cos(a)) + fabs(h * sin(a))) / 2;

        pattern = cairo_pattern_create_linear(mx - half * cos(a), my - half * sin(a), mx + half * cos(a), my + half * sin(a));
    }
    for (size_t i = 0; i < g->n; i++) {
        const uint32_t c = g->stops[i].color;

        cairo_pattern_add_color_stop_rgb(pattern, g->stops[i].at, (c >> 16 & 0xFF) / 255.0, (c >> 8 & 0xFF) / 255.0, (c & 0xFF) / 255.0);
    }
    return pattern;
}

static void draw_ground(struct painter *p, const struct frame_item *item)
{
    trace(p->cr, item->x, item->y, item->as.path.steps, item->as.path.n);
    if (item->as.path.gradient) {
        cairo_pattern_t *pattern = gradient_pattern(item);

        cairo_set_source(p->cr, pattern);
        cairo_pattern_destroy(pattern);
        p->colored = false;
    } else {
        draw_color(p, item->as.path.fill.color);
    }
    if (item->as.path.even_odd)
        cairo_set_fill_rule(p->cr, CAIRO_FILL_RULE_EVEN_ODD);
    cairo_fill(p->cr);
    cairo_set_fill_rule(p->cr, CAIRO_FILL_RULE_WINDING);
}

static void draw_path(struct painter *p, const struct frame_item *item)
{
    static const struct { double dashes[4]; int n; } patterns[] = { /* in widths of the line, as Word has them */
        [STROKE_DOTTED] = {{1, 1}, 2}, [STROKE_DASHED] = {{4, 3}, 2}, [STROKE_DASH_DOT] = {{4, 3, 1, 3}, 4}};
    static const cairo_line_cap_t caps[] = {[CAP_FLAT] = CAIRO_LINE_CAP_BUTT, [CAP_ROUND] = CAIRO_LINE_CAP_ROUND, [CAP_SQUARE] = CAIRO_LINE_CAP_SQUARE};
    static const cairo_line_join_t joins[] = {[JOIN_MITER] = CAIRO_LINE_JOIN_MITER, [JOIN_ROUND] = CAIRO_LINE_JOIN_ROUND,
                                              [JOIN_BEVEL] = CAIRO_LINE_JOIN_BEVEL};
    const double line = item->as.path.line;
    const enum stroke stroke = item->as.path.stroke;
    double dashes[4];

    if (item->as.path.fill.on)
        draw_ground(p, item);
    if (line > 0) {
        const int n = (size_t)stroke < sizeof patterns / sizeof *patterns ? patterns[stroke].n : 0;
        draw_color(p, item->as.path.color);
        for (int i = 0; i < n; i++)
            dashes[i] = patterns[stroke].dashes[i] * line;
        cairo_set_dash(p->cr, dashes, n, 0);
        cairo_set_line_width(p->cr, line);
        cairo_set_line_cap(p->cr, caps[item->as.path.cap]);
        cairo_set_line_join(p->cr, joins[item->as.path.join]);
        trace(p->cr, item->x, item->y, item->as.path.steps, item->as.path.n);
        cairo_stroke(p->cr);
        cairo_set_dash(p->cr, NULL, 0, 0);
    }
    p->pen.down = false;
}

static void draw_upright(struct painter *p, const struct frame_item *item)
{
    switch (item->type) {
    case FRAME_TEXT:
        draw_text(p, item);
        break;
    case FRAME_RECT:
        draw_rect(p, item);
        break;
    case FRAME_IMAGE:
        if (item->as.image.drawing)
            draw_drawing(p, item);
        else
            draw_image(p, item);
        break;
    case FRAME_PATH:
        draw_path(p, item);
        break;
    case FRAME_WIDGET: /* empty until the field is filled */
        break;
    }
}

void draw_item(struct painter *p, const struct frame_item *item)
{
    const struct frame_matrix *m = item->matrix;
    cairo_matrix_t before;

    if (!m) {
        draw_upright(p, item);
        return;
    }
    cairo_get_matrix(p->cr, &before);
    cairo_transform(p->cr, &(cairo_matrix_t){m->xx, m->yx, m->xy, m->yy, m->x0, m->y0});
    p->pen.down = false;
    draw_upright(p, item);
    p->pen.down = false;
    cairo_set_matrix(p->cr, &before);
}

/* ---- metafiles ---- */

/* What Cairo restores is not what the painter last set. */
static void forget(struct painter *p)
{
    p->colored = false;
    p->face = NULL;
    p->size = p->stretch = 0;
    p->pen.down = false;
}

static void set_clip(cairo_t *cr, const struct drawing_clip *clip)
{
    for (; clip; clip = clip->outer) {
        if (clip->upright)
            cairo_rectangle(cr, clip->box[0], clip->box[1], clip->box[2] - clip->box[0], clip->box[3] - clip->box[1]);
        else
            trace(cr, 0, 0, clip->steps, clip->n);
        cairo_set_fill_rule(cr, clip->even_odd ? CAIRO_FILL_RULE_EVEN_ODD : CAIRO_FILL_RULE_WINDING);
        cairo_clip(cr);
    }
    cairo_set_fill_rule(cr, CAIRO_FILL_RULE_WINDING);
}

/* A whole drawing may stand out a little, as lines on its edge do; of one that is cropped nothing is seen beyond. */
static void set_box(struct painter *p, const struct frame_item *item, const double *shares)
{
    static const double OUT = 1; /* [pt] */
    const struct frame_drawing *d = item->as.image.drawing;
    const bool whole = shares[0] == 0 && shares[1] == 0 && shares[2] == 0 && shares[3] == 0;
    const double out = whole ? OUT : 0, w = item->as.image.w, h = item->as.image.h;

    cairo_rectangle(p->cr, item->x - out, item->y - out, w + 2 * out, h + 2 * out);
    cairo_clip(p->cr);
    cairo_translate(p->cr, item->x, item->y);
    cairo_scale(p->cr, w / ((1 - shares[2] - shares[3]) * d->width), h / ((1 - shares[0] - shares[1]) * d->height));
    cairo_translate(p->cr, -shares[2] * d->width, -shares[0] * d->height);
}

void draw_drawing(struct painter *p, const struct frame_item *item)
{
    const struct frame_drawing *d = item->as.image.drawing;
    const struct drawing_clip *clip = NULL;

    if (!(item->as.image.w > 0) || !(item->as.image.h > 0))
        return;
    cairo_save(p->cr);
    set_box(p, item, (double[]){item->as.image.crop_top, item->as.image.crop_bottom, item->as.image.crop_left, item->as.image.crop_right});
    cairo_save(p->cr);
    for (size_t i = 0; i < d->n; i++) {
        if (d->parts[i].clip != clip) {
            cairo_restore(p->cr);
            cairo_save(p->cr);
            forget(p);
            clip = d->parts[i].clip;
            set_clip(p->cr, clip);
        }
        draw_item(p, &d->parts[i].item);
    }
    cairo_restore(p->cr);
    cairo_restore(p->cr);
    forget(p);
}

void draw_page(struct painter *p, const struct frame_page *page)
{
    for (size_t i = 0; i < page->n; i++)
        draw_item(p, &page->items[i]);
}
