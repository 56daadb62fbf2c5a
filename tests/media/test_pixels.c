/* GIF and BMP to points: damaged ones first, then each way that rows and colours are kept. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "media/pixels.h"

enum { W = 0xFFFFFFFF, R = 0xFFFF0000, B = 0xFF0000FF, K = 0xFF000000 };

/* 5 by 6 points; the colour of each is x + y, counted in four. */
static const unsigned char gif[] = {
    0x47, 0x49, 0x46, 0x38, 0x37, 0x61, 0x05, 0x00, 0x06, 0x00, 0x81, 0x00, 0x00, 0xff, 0xff, 0xff, 0xff, 0x00, 0x00,
    0x00, 0x00, 0xff, 0x00, 0x00, 0x00, 0x2c, 0x00, 0x00, 0x00, 0x00, 0x05, 0x00, 0x06, 0x00, 0x00, 0x08, 0x12, 0x00,
    0x01, 0x04, 0x10, 0x30, 0x40, 0x20, 0x41, 0x83, 0x05, 0x07, 0x26, 0x3c, 0xa8, 0x10, 0xa1, 0xc0, 0x80, 0x00, 0x3b};
enum { GIF_SCREEN = 6, GIF_BLOCK = 25, GIF_FLAGS = 34, GIF_CODE_BITS = 35 };

static struct span bytes_of(const void *p, size_t n)
{
    return span_make(p, n);
}

static bool reads_gif(const unsigned char *p, size_t n, struct pixels *out, struct arena *a)
{
    return gif_read(a, bytes_of(p, n), out);
}

static void refuses_gifs(void **state)
{
    struct arena a = {0};
    struct pixels out;
    unsigned char copy[sizeof gif];
    (void)state;
    for (size_t n = 0; n <= GIF_CODE_BITS; n++)
        assert_false(reads_gif(gif, n, &out, &a));
    for (size_t n = GIF_CODE_BITS + 2; n < sizeof gif; n++) /* cut within the points: what is there is shown */
        assert_true(reads_gif(gif, n, &out, &a));
    memcpy(copy, gif, sizeof gif);
    copy[GIF_CODE_BITS] = 9;
    assert_false(reads_gif(copy, sizeof copy, &out, &a));
    memcpy(copy, gif, sizeof gif);
    copy[GIF_BLOCK] = 0x3B; /* the end before a picture */
    assert_false(reads_gif(copy, sizeof copy, &out, &a));
    memcpy(copy, gif, sizeof gif);
    memset(copy + GIF_SCREEN, 0xFF, 4); /* 65535 points square */
    assert_false(reads_gif(copy, sizeof copy, &out, &a));
    memcpy(copy, gif, sizeof gif);
    memset(copy + GIF_CODE_BITS + 2, 0xFF, 0x12); /* codes that no table has */
    assert_true(reads_gif(copy, sizeof copy, &out, &a));
    assert_int_equal(out.v[0], 0);
    arena_release(&a);
}

static void reads_gifs(void **state)
{
    static const uint32_t colors[] = {W, R, B, K};
    static const unsigned rows[] = {0, 4, 2, 1, 3, 5}; /* in the file, if they are interlaced */
    struct arena a = {0};
    struct pixels out;
    unsigned char copy[sizeof gif];
    unsigned width, height;
    (void)state;
    assert_true(gif_size(bytes_of(gif, sizeof gif), &width, &height));
    assert_int_equal(width, 5);
    assert_int_equal(height, 6);
    assert_true(reads_gif(gif, sizeof gif, &out, &a));
    for (unsigned y = 0; y < 6; y++)
        for (unsigned x = 0; x < 5; x++)
            assert_int_equal(out.v[5 * y + x], colors[(x + y) % 4]);
    memcpy(copy, gif, sizeof gif);
    copy[GIF_FLAGS] |= 0x40;
    assert_true(reads_gif(copy, sizeof copy, &out, &a));
    for (unsigned y = 0; y < 6; y++)
        for (unsigned x = 0; x < 5; x++)
            assert_int_equal(out.v[5 * rows[y] + x], colors[(x + y) % 4]);
    arena_release(&a);
}

/* A screen larger than the picture, and a colour that is transparent. */
static void lays_gifs_on_their_screen(void **state)
{
    static const unsigned char control[] = {0x21, 0xF9, 4, 1, 0, 0, 1, 0};
    unsigned char file[sizeof gif + sizeof control];
    struct arena a = {0};
    struct pixels out;
    (void)state;
    memcpy(file, gif, GIF_BLOCK);
    memcpy(file + GIF_BLOCK, control, sizeof control);
    memcpy(file + GIF_BLOCK + sizeof control, gif + GIF_BLOCK, sizeof gif - GIF_BLOCK);
    file[GIF_SCREEN] = 8;
    file[GIF_BLOCK + sizeof control + 1] = 2; /* from the left */
    assert_true(gif_read(&a, bytes_of(file, sizeof file), &out));
    assert_int_equal(out.width, 8);
    assert_true(out.alpha);
    assert_int_equal(out.v[0], 0);
    assert_int_equal(out.v[2], W);
    assert_int_equal(out.v[3], 0); /* the red one */
    assert_int_equal(out.v[4], B);
    arena_release(&a);
}

/* ---- BMP ---- */

struct file {
    unsigned char v[200];
    size_t n;
};

static void put(struct file *f, unsigned bytes, uint32_t v)
{
    for (; bytes--; v >>= 8)
        f->v[f->n++] = (unsigned char)v;
}

static struct file bmp(int32_t width, int32_t height, unsigned bits, unsigned packing, size_t n_colors)
{
    static const uint32_t colors[] = {0xFFFFFF, 0xFF0000, 0x0000FF, 0};
    struct file f = {{'B', 'M'}, 10};
    put(&f, 4, (uint32_t)(54 + 4 * n_colors + (packing == 3 ? 12 : 0)));
    put(&f, 4, 40);
    put(&f, 4, (uint32_t)width);
    put(&f, 4, (uint32_t)height);
    put(&f, 2, 1);
    put(&f, 2, bits);
    put(&f, 4, packing);
    for (int i = 0; i < 3; i++)
        put(&f, 4, 0);
    put(&f, 4, (uint32_t)n_colors);
    put(&f, 4, 0);
    for (size_t i = 0; i < n_colors; i++)
        put(&f, 4, colors[i]);
    return f;
}

static void expect(const struct file *f, const uint32_t *want, size_t n)
{
    struct arena a = {0};
    struct pixels out;
    assert_true(bmp_read(&a, bytes_of(f->v, f->n), &out));
    assert_int_equal((size_t)out.width * out.height, n);
    for (size_t i = 0; i < n; i++)
        assert_int_equal(out.v[i], want[i]);
    arena_release(&a);
}

static void refuses_bmps(void **state)
{
    static const struct {
        int32_t width, height;
        unsigned bits, packing;
    } bad[] = {{0, 1, 24, 0}, {1, 0, 24, 0}, {-1, 1, 24, 0}, {1, INT32_MIN, 24, 0}, {40000, 1, 24, 0}, {1, -40000, 24, 0},
               {20000, 20000, 1, 0}, {1, 1, 7, 0}, {1, 1, 24, 4}, {1, 1, 24, 1}};
    struct arena a = {0};
    struct pixels out;
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct file f = bmp(bad[i].width, bad[i].height, bad[i].bits, bad[i].packing, 0);
        put(&f, 4, 0);
        assert_false(bmp_read(&a, bytes_of(f.v, f.n), &out));
    }
    struct file whole = bmp(1, 2, 24, 0, 0);
    put(&whole, 4, 0xFF0000);
    put(&whole, 3, 0x0000FF);
    assert_true(bmp_read(&a, bytes_of(whole.v, whole.n), &out));
    for (size_t n = 0; n < whole.n; n++)
        assert_false(bmp_read(&a, bytes_of(whole.v, n), &out));
    arena_release(&a);
}

static void reads_bmps(void **state)
{
    struct file f = bmp(2, 2, 24, 0, 0);
    (void)state;
    put(&f, 4, 0x0000FF), put(&f, 2, 0), put(&f, 2, 0); /* the lower row: blue, black */
    put(&f, 4, 0xFFFFFF), put(&f, 2, 0xFF00), put(&f, 2, 0xEEEE);
    expect(&f, (const uint32_t[]){W, R, B, K}, 4);
    f = bmp(2, -1, 32, 0, 0);
    put(&f, 4, 0x00FF0000), put(&f, 4, 0x000000FF); /* the fourth byte says nothing */
    expect(&f, (const uint32_t[]){R, B}, 2);
    f = bmp(3, -1, 16, 0, 0);
    put(&f, 2, 0x7C00), put(&f, 2, 0x001F), put(&f, 4, 0x7FFF);
    expect(&f, (const uint32_t[]){R, B, W}, 3);
    f = bmp(2, -1, 16, 3, 0);
    put(&f, 4, 0xF800), put(&f, 4, 0x07E0), put(&f, 4, 0x001F);
    put(&f, 2, 0xF800), put(&f, 2, 0xFFFF);
    expect(&f, (const uint32_t[]){R, W}, 2);
    f = bmp(9, -1, 1, 0, 2);
    put(&f, 4, 0x80AA); /* 10101010 1 */
    expect(&f, (const uint32_t[]){R, W, R, W, R, W, R, W, R}, 9);
    f = bmp(3, -1, 4, 0, 4);
    put(&f, 4, 0x3012);
    expect(&f, (const uint32_t[]){R, B, K}, 3);
    f = bmp(2, -1, 8, 0, 4);
    put(&f, 4, 0x0902); /* a colour that is not in the table is black */
    expect(&f, (const uint32_t[]){B, K}, 2);
}

static void reads_runs(void **state)
{
    struct file f = bmp(4, 2, 8, 1, 4);
    (void)state;
    put(&f, 2, 0x0103), put(&f, 2, 0x0000);                   /* lower row: three red; next row */
    put(&f, 2, 0x0300), put(&f, 4, 0x00010302);               /* as they are: blue, black, red, and a byte that fills up */
    put(&f, 2, 0x0100);
    expect(&f, (const uint32_t[]){B, K, R, W, R, R, R, W}, 8);
    f = bmp(4, 1, 4, 2, 4);
    put(&f, 2, 0x1203), put(&f, 2, 0x0200), put(&f, 2, 0x0900); /* red, blue, red; then a move out of the picture */
    put(&f, 2, 0x1105);
    expect(&f, (const uint32_t[]){R, B, R, W}, 4);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(refuses_gifs), cmocka_unit_test(reads_gifs), cmocka_unit_test(lays_gifs_on_their_screen),
        cmocka_unit_test(refuses_bmps), cmocka_unit_test(reads_bmps), cmocka_unit_test(reads_runs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
