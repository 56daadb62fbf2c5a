/* Items on a surface: colours, rectangles, pictures and text; the pages in their order. */
#include "paint/draw.h"

#include <stdlib.h>

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
        free(p->files[i].used);
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

void draw_item(struct painter *p, const struct frame_item *item)
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
    }
}

void draw_page(struct painter *p, const struct frame_page *page)
{
    for (size_t i = 0; i < page->n; i++)
        draw_item(p, &page->items[i]);
}
