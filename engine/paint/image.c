/* Pictures: PNG decoded by Cairo, JPEG handed through to PDF and SVG as it is, points of other kinds as model/picture.h gives
 * them. Sizes are read from the file's head before anything is allocated. */
#include "base/diag/paint.h"
#include "model/picture.h"
#include "paint/draw.h"

static cairo_status_t read_bytes(void *closure, unsigned char *bytes, unsigned length)
{
    struct span *rest = closure;

    if (length > rest->n)
        return CAIRO_STATUS_READ_ERROR;
    memcpy(bytes, rest->p, length);
    *rest = span_make(rest->p + length, rest->n - length);
    return CAIRO_STATUS_SUCCESS;
}

/* The pixels of a JPEG stay untouched, and so cost no memory; Cairo takes the data instead. */
static cairo_surface_t *wrap_jpeg(struct span bytes, const struct picture *size)
{
    cairo_surface_t *s =
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)size->width, (int)size->height);

    cairo_surface_set_mime_data(s, CAIRO_MIME_TYPE_JPEG, (const unsigned char *)bytes.p, bytes.n,
                                NULL, NULL);
    return s;
}

/* Cairo may keep a surface until the page ends, so it gets points of its own. */
static cairo_surface_t *copy_pixels(const struct pixels *pixels)
{
    cairo_surface_t *s = cairo_image_surface_create(pixels->alpha ? CAIRO_FORMAT_ARGB32 : CAIRO_FORMAT_RGB24, (int)pixels->width, (int)pixels->height);
    unsigned char *rows = cairo_image_surface_get_data(s);
    const size_t stride = (size_t)cairo_image_surface_get_stride(s), row = pixels->width * sizeof *pixels->v;

    for (size_t y = 0; rows && y < pixels->height; y++)
        memcpy(rows + y * stride, pixels->v + y * pixels->width, row);
    cairo_surface_mark_dirty(s);
    return s;
}

static cairo_surface_t *read_pixels(struct span bytes, const struct picture *size)
{
    struct arena arena = {0};
    struct pixels pixels = {0};
    cairo_surface_t *s;

    picture_pixels(&arena, bytes, size->kind, &pixels);
    s = copy_pixels(&pixels);
    arena_release(&arena);
    return s;
}

static cairo_surface_t *open_image(struct span bytes, const struct picture *size)
{
    switch (size->kind) {
    case PICTURE_PNG: return cairo_image_surface_create_from_png_stream(read_bytes, &bytes);
    case PICTURE_JPEG: return wrap_jpeg(bytes, size);
    default: return read_pixels(bytes, size);
    }
}

/* A grey frame where a picture cannot be shown. */
static void draw_frame(struct painter *p, const struct frame_item *item)
{
    draw_color(p, 0x808080);
    cairo_rectangle(p->cr, item->x, item->y, item->as.image.w, item->as.image.h);
    cairo_set_line_width(p->cr, 0.5);
    cairo_stroke(p->cr);
}

/* The surface is given up. */
static void show(struct painter *p, const struct frame_item *item, cairo_surface_t *image, unsigned points_wide, unsigned points_high)
{
    if (cairo_surface_status(image) != CAIRO_STATUS_SUCCESS) {
        diag(p->ctx, DIAG_PAINT_IMAGE, (struct pos){0});
        draw_frame(p, item);
    } else {
        const double left = item->as.image.crop_left * points_wide, top = item->as.image.crop_top * points_high;
        const double width = points_wide - left - item->as.image.crop_right * points_wide;
        const double height = points_high - top - item->as.image.crop_bottom * points_high;
        cairo_save(p->cr);
        cairo_translate(p->cr, item->x, item->y);
        cairo_scale(p->cr, item->as.image.w / width, item->as.image.h / height);
        cairo_set_source_surface(p->cr, image, -left, -top);
        cairo_rectangle(p->cr, 0, 0, width, height);
        cairo_fill(p->cr);
        cairo_restore(p->cr);
        p->colored = false;
    }
    cairo_surface_destroy(image);
}

void draw_image(struct painter *p, const struct frame_item *item)
{
    struct span bytes = item->as.image.bytes;
    struct picture size = {0};

    p->pen.down = false;
    if (item->as.image.pixels) {
        show(p, item, copy_pixels(item->as.image.pixels), item->as.image.pixels->width, item->as.image.pixels->height);
        return;
    }
    if (picture_size_any(bytes, &size) != PICTURE_OK) {
        diag(p->ctx, DIAG_PAINT_IMAGE, (struct pos){0});
        draw_frame(p, item);
        return;
    }
    if (size.jpeg && p->pixels) {
        diag(p->ctx, DIAG_PAINT_JPEG, (struct pos){0});
        draw_frame(p, item);
        return;
    }
    show(p, item, open_image(bytes, &size), size.width, size.height);
}
