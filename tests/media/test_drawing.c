/* Metafiles played: broken ones first, then what each kind of record draws and where. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <stdlib.h>

#include "media/drawing.h"

/* ---- building ---- */

static void put(struct buf *b, int bytes, uint32_t v)
{
    for (; bytes--; v >>= 8)
        buf_putc(b, (char)v);
}

static void put_all(struct buf *b, const int32_t *v, size_t n)
{
    for (size_t i = 0; i < n; i++)
        put(b, 4, (uint32_t)v[i]);
}

#define RECORD(b, type, ...)                                                                        \
    do {                                                                                            \
        const int32_t v_[] = {__VA_ARGS__};                                                         \
        put((b), 4, (type)), put((b), 4, 8 + sizeof v_), put_all((b), v_, sizeof v_ / sizeof *v_); \
    } while (0)

/* 100 by 50 mm in ten units a millimetre. */
static void begin_emf(struct buf *b)
{
    const int32_t box[] = {0, 0, 999, 499, 0, 0, 10000, 5000}, device[] = {0, 0, 0, 1000, 1000, 100, 100};
    put(b, 4, 1), put(b, 4, 88);
    put_all(b, box, 8);
    buf_puts(b, " EMF");
    put(b, 4, 0x10000), put(b, 4, 0), put(b, 4, 0), put(b, 4, 8);
    put_all(b, device, 7);
}

static void end_emf(struct buf *b)
{
    RECORD(b, 14, 0, 16, 20);
}

static const struct drawing *play(struct arena *a, const struct buf *b)
{
    return drawing_play(a, span_make(b->p, b->n));
}

#define MM (72 / 25.4)

static void expect_point(const struct frame_step *step, enum frame_step_type type, double x, double y)
{
    const int last = type == STEP_CURVE ? 4 : 0;
    assert_int_equal(step->type, type);
    assert_true(fabs(step->v[last] - x * MM) < 0.01);
    assert_true(fabs(step->v[last + 1] - y * MM) < 0.01);
}

/* ---- broken files ---- */

static void refuses(void **state)
{
    static const char *const none[] = {"", "\1", "\327\315\306\232", "\37\213\10\0", "\1\0\11\0\0\3"};
    struct arena a = {0};
    struct buf b = {0};
    double w, h;
    (void)state;
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        assert_int_equal(drawing_size(span_of(none[i]), &w, &h), DRAWING_NONE);
        assert_null(drawing_play(&a, span_of(none[i])));
    }
    begin_emf(&b);
    for (size_t n = 0; n < b.n; n++)
        assert_int_equal(drawing_size(span_make(b.p, n), &w, &h), DRAWING_NONE);
    end_emf(&b);
    assert_null(play(&a, &b)); /* nothing is drawn */
    b.p[32] = b.p[33] = b.p[8] = b.p[16] = b.p[17] = 0; /* neither frame nor bounds are wide */
    assert_int_equal(drawing_size(buf_span(&b), &w, &h), DRAWING_NONE);
    buf_release(&b);
    arena_release(&a);
}

/* A file cut anywhere draws what is before, and is known to be cut. */
static void plays_what_is_whole(void **state)
{
    struct arena a = {0};
    struct buf b = {0};
    (void)state;
    begin_emf(&b);
    const size_t head = b.n;
    RECORD(&b, 43, 0, 0, 100, 100);
    const size_t first = b.n;
    RECORD(&b, 43, 0, 0, 200, 200);
    end_emf(&b);
    assert_false(play(&a, &b)->cut);
    for (size_t n = head; n < b.n; n++) {
        const struct drawing *d = drawing_play(&a, span_make(b.p, n));
        assert_int_equal(d ? d->n : 0, n < first ? 0 : n < b.n - 20 ? (n < first + 24 ? 1 : 2) : 2);
        assert_true(!d || d->cut || n >= b.n - 12); /* of the last record the kind is enough */
    }
    put(&b, 4, 0); /* behind the end nothing is looked at */
    assert_false(play(&a, &b)->cut);
    b.p[head + 4] = 4; /* a record shorter than its head */
    assert_null(play(&a, &b));
    buf_release(&b);
    arena_release(&a);
}

static void bears_senseless_records(void **state)
{
    struct arena a = {0};
    struct buf b = {0};
    (void)state;
    begin_emf(&b);
    for (uint32_t type = 2; type <= 130; type++) {
        if (type == 14)
            continue;
        put(&b, 4, type), put(&b, 4, 8); /* without anything */
        put(&b, 4, type), put(&b, 4, 120);
        for (int i = 0; i < 28; i++)
            put(&b, 4, 0xFFFFFFFF);
        put(&b, 4, type), put(&b, 4, 120);
        for (int i = 0; i < 28; i++)
            put(&b, 4, 0x7FFFFFF0);
    }
    end_emf(&b);
    play(&a, &b);
    buf_release(&b);
    arena_release(&a);
}

/* More than is drawn of one picture. */
static void keeps_its_bounds(void **state)
{
    struct arena a = {0};
    struct buf b = {0};
    (void)state;
    begin_emf(&b);
    for (int i = 0; i < DRAWING_SAVED + 5; i++)
        put(&b, 4, 33), put(&b, 4, 8);
    for (int i = 0; i < 40; i++) { /* one outline within another */
        RECORD(&b, 59);
        RECORD(&b, 42, 0, 0, 100 + i, 100);
        RECORD(&b, 60);
        RECORD(&b, 67, 1);
    }
    for (int i = 0; i < DRAWING_OPS + 10; i++)
        RECORD(&b, 15, i % 100, 0, 0);
    end_emf(&b);
    const struct drawing *d = play(&a, &b);
    assert_int_equal(d->n, DRAWING_OPS);
    assert_true(d->cut);
    assert_int_equal(d->ops[0].clip->depth, DRAWING_CLIPS);
    buf_release(&b);
    arena_release(&a);
}

/* ---- what is drawn ---- */

static void draws_shapes(void **state)
{
    struct arena a = {0};
    struct buf b = {0};
    double w, h;
    (void)state;
    begin_emf(&b);
    RECORD(&b, 95, 1, 0, 0, 0, 0, 0x12200, 20, 0, 0x0000FF, 0, 0); /* red, two millimetres wide, flat, to a point */
    RECORD(&b, 37, 1);
    RECORD(&b, 39, 2, 0, 0xFF0000, 0);
    RECORD(&b, 37, 2);
    RECORD(&b, 43, 100, 100, 300, 200);
    RECORD(&b, 37, (int32_t)0x80000008); /* no pen, no brush: nothing */
    RECORD(&b, 37, (int32_t)0x80000005);
    RECORD(&b, 43, 100, 100, 300, 200);
    RECORD(&b, 37, (int32_t)0x80000007);
    RECORD(&b, 27, 10, 20);
    RECORD(&b, 54, 30, 40);
    RECORD(&b, 45, 100, 100, 300, 300, 300, 200, 200, 100); /* a quarter, from the right up */
    end_emf(&b);
    assert_int_equal(drawing_size(buf_span(&b), &w, &h), DRAWING_EMF);
    assert_true(fabs(w - 100 * MM) < 0.01 && fabs(h - 50 * MM) < 0.01);
    const struct drawing *d = play(&a, &b);
    assert_int_equal(d->n, 3);
    const struct drawing_op *op = &d->ops[0];
    assert_int_equal(op->as.path.n, 5);
    expect_point(&op->as.path.steps[0], STEP_MOVE, 10, 10);
    expect_point(&op->as.path.steps[2], STEP_LINE, 30, 20);
    assert_true(op->as.path.filled);
    assert_int_equal(op->as.path.fill, 0x0000FF);
    assert_int_equal(op->as.path.line.color, 0xFF0000);
    assert_true(fabs(op->as.path.line.width - 2 * MM) < 0.01);
    assert_int_equal(op->as.path.line.cap, CAP_FLAT);
    assert_int_equal(op->as.path.line.join, JOIN_MITER);
    assert_false(d->ops[1].as.path.filled);
    expect_point(&d->ops[1].as.path.steps[1], STEP_LINE, 3, 4);
    assert_int_equal(d->ops[2].as.path.n, 2);
    expect_point(&d->ops[2].as.path.steps[0], STEP_MOVE, 30, 20);
    expect_point(&d->ops[2].as.path.steps[1], STEP_CURVE, 20, 10);
    buf_release(&b);
    arena_release(&a);
}

static void follows_transforms(void **state)
{
    struct arena a = {0};
    struct buf b = {0};
    (void)state;
    begin_emf(&b);
    RECORD(&b, 33);
    RECORD(&b, 17, 8);
    RECORD(&b, 9, 200, -100);  /* the window counts upward */
    RECORD(&b, 11, 1000, 500);
    RECORD(&b, 12, 0, 500);
    RECORD(&b, 43, 20, 20, 40, 40);
    RECORD(&b, 34, -1);
    RECORD(&b, 35, 0, 0x3F800000, (int32_t)0xBF800000, 0, 0x42C80000, 0); /* a quarter about the origin, 100 to the right */
    RECORD(&b, 54, 10, 0);
    RECORD(&b, 36, 0, 0, 0, 0, 0, 0, 1);
    RECORD(&b, 17, 3);         /* hundredths of a millimetre, upward */
    RECORD(&b, 43, 100, -100, 200, -200);
    end_emf(&b);
    const struct drawing *d = play(&a, &b);
    assert_int_equal(d->n, 3);
    expect_point(&d->ops[0].as.path.steps[0], STEP_MOVE, 10, 40);
    expect_point(&d->ops[0].as.path.steps[2], STEP_LINE, 20, 30);
    expect_point(&d->ops[1].as.path.steps[0], STEP_MOVE, 10, 0);
    expect_point(&d->ops[1].as.path.steps[1], STEP_LINE, 10, 1);
    expect_point(&d->ops[2].as.path.steps[0], STEP_MOVE, 1, 1);
    expect_point(&d->ops[2].as.path.steps[2], STEP_LINE, 2, 2);
    buf_release(&b);
    arena_release(&a);
}

static void clips(void **state)
{
    struct arena a = {0};
    struct buf b = {0};
    (void)state;
    begin_emf(&b);
    RECORD(&b, 33);
    RECORD(&b, 30, 100, 100, 300, 300);
    RECORD(&b, 30, 200, 0, 400, 200);
    RECORD(&b, 43, 0, 0, 900, 400);
    RECORD(&b, 29, 0, 0, 10, 10);
    RECORD(&b, 43, 0, 0, 900, 400);
    RECORD(&b, 75, 0, 5);
    RECORD(&b, 43, 0, 0, 900, 400);
    RECORD(&b, 30, 0, 0, 10, 10);
    RECORD(&b, 34, 1);
    RECORD(&b, 43, 0, 0, 900, 400);
    end_emf(&b);
    const struct drawing *d = play(&a, &b);
    const struct drawing_clip *c = d->ops[0].clip;
    assert_true(c->upright && !c->outer);
    const double want[] = {20 * MM, 10 * MM, 30 * MM, 20 * MM};
    for (int i = 0; i < 4; i++)
        assert_true(fabs(c->box[i] - want[i]) < 0.01);
    assert_ptr_equal(d->ops[1].clip->outer, c);
    assert_true(d->ops[1].clip->even_odd);
    assert_int_equal(d->ops[1].clip->n, 10);
    assert_null(d->ops[2].clip);
    assert_null(d->ops[3].clip);
    buf_release(&b);
    arena_release(&a);
}

/* A record of text: two characters of UTF-16 and their advances. */
static void put_text(struct buf *b, uint32_t chars, int options)
{
    RECORD(b, 84, 0, 0, -1, -1, 1, 0, 0, 100, 200, 2, 76, options, 0, 0, 500, 100, 80, (int32_t)chars, 60, 40);
}

static void shows_text(void **state)
{
    struct arena a = {0};
    struct buf b = {0};
    (void)state;
    begin_emf(&b);
    put(&b, 4, 82), put(&b, 4, 104), put(&b, 4, 1); /* a font 40 units high, bold, turned by 90 degrees */
    put_all(&b, (int32_t[]){-40, 0, 900, 0, 700, 1}, 6);
    put(&b, 4, 0);
    buf_put(&b, "A\0r\0i\0a\0l\0", 10);
    for (int i = 0; i < 54; i++)
        put(&b, 1, 0);
    RECORD(&b, 37, 1);
    RECORD(&b, 22, 24 | 6);
    put_text(&b, 0x00620061, 0);
    RECORD(&b, 18, 1);
    RECORD(&b, 17, 3); /* letters are upright though the mode counts upward */
    put_text(&b, 0xDC40D840, 2);
    end_emf(&b);
    const struct drawing *d = play(&a, &b);
    assert_int_equal(d->n, 3);
    const struct drawing_op *op = &d->ops[0];
    assert_int_equal(op->type, DRAW_TEXT);
    assert_true(fabs(op->as.text.size - 4 * MM) < 0.01 && !op->as.text.cell && fabs(op->as.text.stretch - 1) < 0.01);
    assert_true(fabs(op->as.text.x - 10 * MM) < 0.01 && fabs(op->as.text.y - 20 * MM) < 0.01 && fabs(op->as.text.angle + 90) < 0.01);
    assert_true(op->as.text.bold && op->as.text.italic && op->as.text.grounded && !op->as.text.mirrored);
    assert_int_equal(op->as.text.align, TEXT_AT_CENTER);
    assert_int_equal(op->as.text.stand, TEXT_ON_BASELINE);
    assert_string_equal(op->as.text.family, "Arial");
    assert_int_equal(op->as.text.n, 2);
    assert_int_equal(op->as.text.chars[1], 'b');
    assert_true(fabs(op->as.text.advances[0] - 6 * MM) < 0.01 && fabs(op->as.text.advances[1] - 4 * MM) < 0.01);
    assert_int_equal(d->ops[1].type, DRAW_PATH); /* its ground */
    op = &d->ops[2];
    assert_int_equal(op->as.text.n, 1); /* two halves of one character */
    assert_int_equal(op->as.text.chars[0], 0x20040);
    assert_true(fabs(op->as.text.advances[0] - 1 * MM) < 0.01 && !op->as.text.mirrored && !op->as.text.grounded);
    assert_true(fabs(op->as.text.y + 2 * MM) < 0.01);
    buf_release(&b);
    arena_release(&a);
}

/* A bitmap of 2 by 1 points of 24 bits, black and white, drawn by a raster operation. */
static void put_bitmap(struct buf *b, uint32_t rop)
{
    RECORD(b, 81, 0, 0, -1, -1, 100, 100, 0, 0, 2, 1, 80, 40, 120, 8, 0, (int32_t)rop, 200, 100, 40, 2, 1, 24 << 16 | 1, 0, 0, 0, 0, 0, 0,
           (int32_t)0xFF000000, 0xFFFF);
}

static void shows_bitmaps(void **state)
{
    struct arena a = {0};
    struct buf b = {0};
    (void)state;
    begin_emf(&b);
    put_bitmap(&b, 0xCC0020);
    put_bitmap(&b, 0x8800C6); /* with what lies below: white leaves it */
    put_bitmap(&b, 0xEE0086); /* or: black leaves it */
    put_bitmap(&b, 0xAA0029); /* nothing */
    put_bitmap(&b, 0x000042); /* black, whatever the bitmap */
    end_emf(&b);
    const struct drawing *d = play(&a, &b);
    static const uint32_t want[][2] = {{0xFF000000, 0xFFFFFFFF}, {0xFF000000, 0}, {0, 0xFFFFFFFF}};
    assert_int_equal(d->n, 4);
    for (int i = 0; i < 3; i++) {
        const struct pixels *p = d->ops[i].as.pixels.pixels;
        assert_int_equal(p->width, 2);
        assert_int_equal(p->v[0], want[i][0]);
        assert_int_equal(p->v[1], want[i][1]);
        assert_int_equal(p->alpha, i > 0);
        assert_true(fabs(d->ops[i].as.pixels.m[0] - 20 * MM) < 0.01 && fabs(d->ops[i].as.pixels.m[5] - 10 * MM) < 0.01);
    }
    assert_int_equal(d->ops[3].type, DRAW_PATH);
    assert_int_equal(d->ops[3].as.path.fill, 0);
    buf_release(&b);
    arena_release(&a);
}

/* ---- WMF ---- */

#define WORDS(b, function, ...)                                           \
    do {                                                                  \
        const int v_[] = {__VA_ARGS__};                                   \
        put((b), 4, 3 + sizeof v_ / sizeof *v_), put((b), 2, (function)); \
        for (size_t i_ = 0; i_ < sizeof v_ / sizeof *v_; i_++)            \
            put((b), 2, (uint32_t)v_[i_]);                                \
    } while (0)

static void plays_wmf(void **state)
{
    struct arena a = {0};
    struct buf b = {0};
    double w, h;
    (void)state;
    put(&b, 2, 1), put(&b, 2, 9), put(&b, 2, 0x300), put(&b, 4, 0), put(&b, 2, 3), put(&b, 4, 0), put(&b, 2, 0);
    const size_t head = b.n;
    WORDS(&b, 0x20C, 400, 800); /* twips: 40 by 20 points */
    WORDS(&b, 0x2FA, 0, 20, 0, 0xFF, 0);
    WORDS(&b, 0x12D, 0);
    WORDS(&b, 0x1F0, 0); /* its place is free, but the pen is in use */
    WORDS(&b, 0x2FC, 0, 0xFF00, 0, 0);
    WORDS(&b, 0x12D, 0);
    WORDS(&b, 0x41B, 300, 600, 100, 200);
    WORDS(&b, 0x20B, 100, 0);
    WORDS(&b, 0x213, 100, 400);
    put(&b, 4, 3), put(&b, 2, 0);
    assert_int_equal(drawing_size(buf_span(&b), &w, &h), DRAWING_WMF);
    assert_true(fabs(w - 40) < 0.01 && fabs(h - 20) < 0.01);
    const struct drawing *d = play(&a, &b);
    assert_int_equal(d->n, 2);
    assert_false(d->cut);
    expect_point(&d->ops[0].as.path.steps[0], STEP_MOVE, 10 / MM, 5 / MM);
    expect_point(&d->ops[0].as.path.steps[2], STEP_LINE, 30 / MM, 15 / MM);
    assert_int_equal(d->ops[0].as.path.fill, 0x00FF00);
    assert_int_equal(d->ops[0].as.path.line.color, 0xFF0000);
    assert_true(fabs(d->ops[0].as.path.line.width - 1) < 0.01);
    expect_point(&d->ops[1].as.path.steps[1], STEP_LINE, 20 / MM, 0);
    for (size_t n = head; n < b.n - 2; n++)
        assert_true(!(d = drawing_play(&a, span_make(b.p, n))) || d->cut || n >= b.n - 6);
    b.p[head] = 0; /* no record is shorter than three words */
    assert_null(play(&a, &b));
    buf_release(&b);
    arena_release(&a);
}

/* Without a window what is drawn fills the picture. */
static void finds_the_window(void **state)
{
    struct arena a = {0};
    struct buf b = {0};
    (void)state;
    put(&b, 2, 1), put(&b, 2, 9), put(&b, 2, 0x300), put(&b, 4, 0), put(&b, 2, 3), put(&b, 4, 0), put(&b, 2, 0);
    WORDS(&b, 0x41B, 300, 600, 100, 200);
    put(&b, 4, 3), put(&b, 2, 0);
    const struct drawing *d = play(&a, &b);
    expect_point(&d->ops[0].as.path.steps[0], STEP_MOVE, 0, 0);
    expect_point(&d->ops[0].as.path.steps[2], STEP_LINE, 72 / MM, 72 / MM);
    buf_release(&b);
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(refuses), cmocka_unit_test(plays_what_is_whole), cmocka_unit_test(bears_senseless_records), cmocka_unit_test(keeps_its_bounds),
        cmocka_unit_test(draws_shapes), cmocka_unit_test(follows_transforms), cmocka_unit_test(clips), cmocka_unit_test(shows_text),
        cmocka_unit_test(shows_bitmaps), cmocka_unit_test(plays_wmf), cmocka_unit_test(finds_the_window),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
