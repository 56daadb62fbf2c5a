/* Lines, surfaces, cut and turned pictures: painted and looked at, pixel by pixel. */
#include "paint/draw.h"
#include "sheet.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

struct world {
    struct ctx ctx;
    struct sheet sheet;
    struct buf out;
};

static cairo_status_t read_bytes(void *closure, unsigned char *bytes, unsigned length)
{
    struct span *rest = closure;
    memcpy(bytes, rest->p, length);
    *rest = span_make(rest->p + length, rest->n - length);
    return CAIRO_STATUS_SUCCESS;
}

/* The last page at 72 dpi, a pixel a point. */
static cairo_surface_t *pixels(struct world *w)
{
    buf_clear(&w->out);
    assert_true(paint_png(&w->ctx, &w->sheet.frames, w->sheet.frames.n_pages - 1, 72, &w->out));
    struct span rest = buf_span(&w->out);
    cairo_surface_t *s = cairo_image_surface_create_from_png_stream(read_bytes, &rest);
    assert_int_equal(cairo_surface_status(s), CAIRO_STATUS_SUCCESS);
    return s;
}

static unsigned at(cairo_surface_t *s, int x, int y)
{
    const unsigned char *row = cairo_image_surface_get_data(s) + (ptrdiff_t)cairo_image_surface_get_stride(s) * y;
    uint32_t v;
    memcpy(&v, row + 4 * (ptrdiff_t)x, sizeof v);
    return v & 0xFFFFFF;
}

static int setup(void **state)
{
    struct world *w = mem_alloc(sizeof *w);
    memset(w, 0, sizeof *w);
    ctx_init(&w->ctx);
    sheet_open(&w->sheet, &w->ctx);
    sheet_page(&w->sheet, 100, 100, 1);
    *state = w;
    return 0;
}

static int teardown(void **state)
{
    struct world *w = *state;
    buf_release(&w->out);
    sheet_close(&w->sheet);
    free(w);
    return 0;
}

static struct frame_item *path(struct world *w, double x, double y, const struct frame_step *steps, size_t n)
{
    struct frame_item *item = sheet_rect(&w->sheet, -1, x, y, 0, 0);
    item->type = FRAME_PATH;
    item->as.path.steps = steps;
    item->as.path.n = n;
    item->as.path.fill = (struct fill){0};
    item->as.path.line = 0;
    item->as.path.stroke = STROKE_SOLID;
    item->as.path.color = 0;
    return item;
}

static const struct frame_step line_down[] = {{STEP_MOVE, {0, 0}}, {STEP_LINE, {0, 60}}};
static const struct frame_step square[] = {
    {STEP_MOVE, {0, 0}}, {STEP_LINE, {40, 0}}, {STEP_LINE, {40, 40}}, {STEP_LINE, {0, 40}}, {STEP_CLOSE, {0}}};

static void lines_and_surfaces(void **state)
{
    struct world *w = *state;
    struct frame_item *item = path(w, 20, 20, square, 5);
    item->as.path.fill = (struct fill){true, 0x00FF00};
    item->as.path.line = 4;
    item->as.path.color = 0xFF0000;
    cairo_surface_t *s = pixels(w);
    assert_int_equal(at(s, 40, 40), 0x00FF00);
    assert_int_equal(at(s, 19, 40), 0xFF0000); /* half of the line stands outside */
    assert_int_equal(at(s, 20, 40), 0xFF0000);
    assert_int_equal(at(s, 16, 40), 0xFFFFFF);
    assert_int_equal(at(s, 59, 61), 0xFF0000);
    cairo_surface_destroy(s);
}

static void dashes_follow_the_width(void **state)
{
    struct world *w = *state;
    struct frame_item *item = path(w, 50, 10, line_down, 2);
    item->as.path.line = 4;
    item->as.path.stroke = STROKE_DASHED; /* 16 on, 12 off */
    cairo_surface_t *s = pixels(w);
    assert_int_equal(at(s, 50, 20), 0);
    assert_int_equal(at(s, 50, 30), 0xFFFFFF);
    assert_int_equal(at(s, 50, 45), 0);
    cairo_surface_destroy(s);
    w->sheet.frames.pages[0].n = 0;
    path(w, 50, 10, line_down, 2)->as.path.line = 4; /* the pattern is not kept */
    s = pixels(w);
    assert_int_equal(at(s, 50, 30), 0);
    cairo_surface_destroy(s);
}

static void items_are_turned(void **state)
{
    static const struct frame_matrix quarter = {.yx = 1, .xy = -1, .x0 = 100};
    struct world *w = *state;
    sheet_rect(&w->sheet, -1, 10, 20, 30, 5)->matrix = &quarter; /* x becomes 100 - y, y becomes x */
    sheet_rect(&w->sheet, -1, 0, 0, 4, 4);
    cairo_surface_t *s = pixels(w);
    assert_int_equal(at(s, 77, 12), 0);
    assert_int_equal(at(s, 77, 38), 0);
    assert_int_equal(at(s, 77, 42), 0xFFFFFF);
    assert_int_equal(at(s, 20, 22), 0xFFFFFF);
    assert_int_equal(at(s, 2, 2), 0); /* what follows stands upright again */
    cairo_surface_destroy(s);
}

static void pictures_are_cut(void **state)
{
    struct world *w = *state;
    struct buf png = {0};
    sheet_rect(&w->sheet, -1, 0, 0, 50, 50);
    assert_true(paint_png(&w->ctx, &w->sheet.frames, 0, 72, &png)); /* black at the upper left */
    sheet_page(&w->sheet, 100, 100, 2);
    struct frame_item *item = sheet_image(&w->sheet, -1, 10, 10, 80, 40, buf_span(&png));
    item->as.image.crop_left = 0.25;
    item->as.image.crop_right = 0.25;
    item->as.image.crop_bottom = 0.75; /* what is left: 25 of black, 25 of white, a quarter high */
    cairo_surface_t *s = pixels(w);
    assert_int_equal(at(s, 15, 30), 0);
    assert_int_equal(at(s, 45, 45), 0);
    assert_int_equal(at(s, 55, 45), 0xFFFFFF);
    cairo_surface_destroy(s);
    buf_release(&png);
}

static void text_may_run_up(void **state)
{
    static const struct frame_matrix up = {.yx = -1, .xy = 1, .y0 = 90};
    struct world *w = *state;
    sheet_line(&w->sheet, sheet_tag(&w->sheet, TAG_P, 0), 10, 20, 0, "Dọc")->matrix = &up;
    sheet_line(&w->sheet, sheet_tag(&w->sheet, TAG_P, 0), 10, 20, 0, "Ngang");
    buf_clear(&w->out);
    assert_true(sheet_pdf(&w->sheet, &w->ctx, &(struct doc_meta){0}, &w->out));
    cairo_surface_t *s = pixels(w);
    int ink = 0;
    for (int y = 50; y < 82; y++)
        for (int x = 8; x < 22; x++)
            ink += at(s, x, y) != 0xFFFFFF;
    assert_true(ink > 20);
    cairo_surface_destroy(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(lines_and_surfaces, setup, teardown),
        cmocka_unit_test_setup_teardown(dashes_follow_the_width, setup, teardown),
        cmocka_unit_test_setup_teardown(items_are_turned, setup, teardown),
        cmocka_unit_test_setup_teardown(pictures_are_cut, setup, teardown),
        cmocka_unit_test_setup_teardown(text_may_run_up, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
