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

static void trace(cairo_t *cr, const struct frame_item *item)
{
    const double x = item->x, y = item->y;
    for (size_t i = 0; i < item->as.path.n; i++) {
        const double *v = item->as.path.steps[i].v;
        switch (item->as.path.steps[i].type) {
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
    trace(p->cr, item);
    if (item->as.path.gradient) {
        cairo_pattern_t *pattern = gradient_pattern(item);

        cairo_set_source(p->cr, pattern);
        cairo_pattern_destroy(pattern);
        p->colored = false;
    } else {
        draw_color(p, item->as.path.fill.color);
    }
    cairo_fill(p->cr);
}

static void draw_path(struct painter *p, const struct frame_item *item)
{
    static const struct { double dashes[4]; int n; } patterns[] = { /* in widths of the line, as Word has them */
        [STROKE_DOTTED] = {{1, 1}, 2}, [STROKE_DASHED] = {{4, 3}, 2}, [STROKE_DASH_DOT] = {{4, 3, 1, 3}, 4}};
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
        trace(p->cr, item);
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

void draw_page(struct painter *p, const struct frame_page *page)
{
    for (size_t i = 0; i < page->n; i++)
        draw_item(p, &page->items[i]);
}
