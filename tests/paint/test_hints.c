/* Fonts without their programs draw the same; broken ones do no harm. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "font/font.h"
#include "paint/draw.h"

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_OUTLINE_H
#include FT_TRUETYPE_TABLES_H

static const char *const families[] = {"Liberation Serif", "Liberation Sans", "Liberation Mono"};

/* The file of a family, in memory of its own. */
static void font_file(const char *family, bool bold, struct buf *out)
{
    struct ctx ctx;
    struct fonts *fonts;
    struct face *face;

    ctx_init(&ctx);
    fonts = fonts_new(&ctx);
    face = fonts_face(fonts, family, bold, false, (struct pos){0});
    assert_non_null(face);
    assert_true(file_read(&ctx, face_file(face), SIZE_MAX, out));
    fonts_free(fonts);
}

static void assert_same_outline(FT_Face a, FT_Face b, FT_UInt glyph)
{
    const FT_Int32 how = FT_LOAD_NO_HINTING | FT_LOAD_NO_SCALE;

    assert_int_equal(FT_Load_Glyph(a, glyph, how), 0);
    assert_int_equal(FT_Load_Glyph(b, glyph, how), 0);
    const FT_Outline *x = &a->glyph->outline, *y = &b->glyph->outline;
    assert_int_equal(x->n_points, y->n_points);
    assert_int_equal(x->n_contours, y->n_contours);
    if (x->n_points) {
        assert_memory_equal(x->points, y->points, (size_t)x->n_points * sizeof *x->points);
        assert_memory_equal(x->tags, y->tags, (size_t)x->n_points);
        assert_memory_equal(x->contours, y->contours, (size_t)x->n_contours * sizeof *x->contours);
    }
    assert_int_equal(a->glyph->metrics.horiAdvance, b->glyph->metrics.horiAdvance);
}

static void test_same_outlines(void **state)
{
    static const FT_ULong gone[] = {FT_MAKE_TAG('f', 'p', 'g', 'm'), FT_MAKE_TAG('p', 'r', 'e', 'p'), FT_MAKE_TAG('c', 'v', 't', ' ')};
    FT_Library library;

    (void)state;
    assert_int_equal(FT_Init_FreeType(&library), 0);
    for (size_t i = 0; i < 2 * sizeof families / sizeof *families; i++) {
        struct buf was = {0}, is = {0};
        FT_Face a, b;

        font_file(families[i / 2], i % 2, &was);
        buf_putspan(&is, buf_span(&was));
        hints_drop((unsigned char *)is.p, is.n, 0);
        assert_int_equal(FT_New_Memory_Face(library, (const FT_Byte *)was.p, (FT_Long)was.n, 0, &a), 0);
        assert_int_equal(FT_New_Memory_Face(library, (const FT_Byte *)is.p, (FT_Long)is.n, 0, &b), 0);
        for (size_t k = 0; k < sizeof gone / sizeof *gone; k++) {
            FT_ULong n = 0;
            assert_int_equal(FT_Load_Sfnt_Table(a, gone[k], 0, NULL, &n), 0);
            assert_int_not_equal(FT_Load_Sfnt_Table(b, gone[k], 0, NULL, &n), 0);
        }
        assert_int_equal(((TT_MaxProfile *)FT_Get_Sfnt_Table(b, FT_SFNT_MAXP))->maxSizeOfInstructions, 0);
        assert_true(a->num_glyphs > 1000);
        for (FT_UInt glyph = 0; glyph < (FT_UInt)a->num_glyphs; glyph++)
            assert_same_outline(a, b, glyph);
        FT_Done_Face(a);
        FT_Done_Face(b);
        buf_release(&was);
        buf_release(&is);
    }
    FT_Done_FreeType(library);
}

/* Cut short and with bytes changed: the sanitizers watch. Twice is once. */
static void test_broken(void **state)
{
    struct buf whole = {0};
    uint32_t seed = 1;

    (void)state;
    font_file(families[0], false, &whole);
    for (size_t n = 0; n < whole.n; n += n < 1200 ? 1 : 9973) {
        unsigned char *p = mem_alloc(n);
        memcpy(p, whole.p, n);
        hints_drop(p, n, 0);
        hints_drop(p, n, n / 2);
        free(p);
    }
    for (int round = 0; round < 100; round++) {
        unsigned char *p = mem_alloc(whole.n);
        memcpy(p, whole.p, whole.n);
        for (int i = 0; i < 40; i++) {
            seed = seed * 1664525u + 1013904223u;
            p[(seed >> 8) % (i % 2 ? 1000 : whole.n)] ^= (unsigned char)(1u << (seed & 7));
        }
        hints_drop(p, whole.n, 0);
        free(p);
    }
    struct buf again = {0};
    hints_drop((unsigned char *)whole.p, whole.n, 0);
    buf_putspan(&again, buf_span(&whole));
    hints_drop((unsigned char *)again.p, again.n, 0);
    assert_memory_equal(again.p, whole.p, whole.n);
    buf_release(&again);
    buf_release(&whole);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_same_outlines), cmocka_unit_test(test_broken)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
