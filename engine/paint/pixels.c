/* One page as a picture: PNG in memory, SVG with outlines of the letters. */
#include "base/diag/paint.h"
#include "paint/draw.h"

#include <cairo-svg.h>
#include <math.h>

enum { PNG_SIDE = 30000 }; /* Cairo ends at 32767 */

static bool page_exists(const struct frames *f, size_t page)
{
    return page < f->n_pages && f->pages[page].width > 0 && f->pages[page].height > 0;
}

static void report_size(struct ctx *ctx, double width, double height)
{
    struct buf b[3] = {{0}, {0}, {0}};

    buf_number(&b[0], width, 0);
    buf_number(&b[1], height, 0);
    buf_printf(&b[2], "%d", PNG_SIDE);
    diag(ctx, DIAG_PAINT_PAGE, (struct pos){0}, b[0].p, b[1].p, b[2].p);
    for (int i = 0; i < 3; i++)
        buf_release(&b[i]);
}

bool paint_png(struct ctx *ctx, const struct frames *f, size_t page, double dpi, struct buf *out)
{
    size_t start = out->n;
    struct painter p;
    cairo_surface_t *s;
    double width, height;
    bool ok;

    if (!page_exists(f, page))
        return false;
    width = ceil(f->pages[page].width * dpi / 72 - 1e-6);
    height = ceil(f->pages[page].height * dpi / 72 - 1e-6);
    if (!(width >= 1 && height >= 1 && width <= PNG_SIDE && height <= PNG_SIDE)) {
        report_size(ctx, width, height);
        return false;
    }
    s = cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)width, (int)height);
    painter_init(&p, ctx, s);
    p.pixels = true;
    cairo_set_source_rgb(p.cr, 1, 1, 1);
    cairo_paint(p.cr);
    cairo_scale(p.cr, dpi / 72, dpi / 72);
    draw_page(&p, &f->pages[page]);
    ok = cairo_status(p.cr) == CAIRO_STATUS_SUCCESS &&
         cairo_surface_write_to_png_stream(s, painter_write, out) == CAIRO_STATUS_SUCCESS;
    ok = painter_finish(&p, s) && ok;
    painter_release(&p);
    cairo_surface_destroy(s);
    if (!ok)
        out->n = start;
    return ok;
}

/* Cairo numbers surfaces and pictures through the life of the process; in the file they count
 * from 1. */
static bool is_name(const char *p, size_t *length)
{
    static const char *const names[] = {"\"surface", "\"image", "#surface", "#image"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strncmp(p, names[i], *length = strlen(names[i])) == 0)
            return p[*length] >= '0' && p[*length] <= '9';
    return false;
}

static unsigned long read_digits(const char **p)
{
    unsigned long v = 0;

    while (**p >= '0' && **p <= '9')
        v = v * 10 + (unsigned long)(*(*p)++ - '0');
    return v;
}

static void renumber(struct buf *out, size_t start)
{
    struct buf copy = {0};
    unsigned long least = 0;
    size_t length = 0;

    for (const char *p = out->p + start; *p; p++)
        if (is_name(p, &length)) {
            const char *digits = p + length;
            unsigned long n = read_digits(&digits);
            least = least && least < n ? least : n;
        }
    for (const char *p = out->p + start; *p;)
        if (is_name(p, &length)) {
            buf_put(&copy, p, length);
            p += length;
            buf_printf(&copy, "%lu", read_digits(&p) - least + 1);
        } else {
            buf_putc(&copy, *p++);
        }
    out->n = start;
    buf_putspan(out, buf_span(&copy));
    buf_release(&copy);
}

bool paint_svg(struct ctx *ctx, const struct frames *f, size_t page, struct buf *out)
{
    size_t start = out->n;
    struct painter p;
    cairo_surface_t *s;
    bool ok;

    if (!page_exists(f, page))
        return false;
    s = cairo_svg_surface_create_for_stream(painter_write, out, f->pages[page].width,
                                            f->pages[page].height);
    painter_init(&p, ctx, s);
    draw_page(&p, &f->pages[page]);
    ok = painter_finish(&p, s);
    painter_release(&p);
    cairo_surface_destroy(s);
    if (ok)
        renumber(out, start);
    else
        out->n = start;
    return ok;
}
