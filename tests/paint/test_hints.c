/* Fonts without their programs draw the same, and so do subsets made of a file behind its stand-ins; broken ones do no harm. */
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
#include "paint/sfnt.h"

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_BBOX_H
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

static void assert_same_outlines(FT_Face a, FT_UInt of_a, FT_Face b, FT_UInt of_b)
{
    const FT_Int32 how = FT_LOAD_NO_HINTING | FT_LOAD_NO_SCALE;

    assert_int_equal(FT_Load_Glyph(a, of_a, how), 0);
    assert_int_equal(FT_Load_Glyph(b, of_b, how), 0);
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
            assert_same_outlines(a, glyph, b, glyph);
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

/* Metrics for every glyph, as a subset of Cairo's has them. */
static unsigned char *all_metrics(const struct sfnt *f)
{
    unsigned char *out = mem_alloc(4 * f->n_glyphs);
    const unsigned char *hmtx = f->table[SFNT_HMTX].p;

    for (size_t i = 0; i < f->n_glyphs; i++) {
        const bool whole = i < f->n_metrics;
        memcpy(out + 4 * i, hmtx + 4 * (whole ? i : f->n_metrics - 1), 2);
        memcpy(out + 4 * i + 2, whole ? hmtx + 4 * i + 2 : hmtx + 4 * f->n_metrics + 2 * (i - f->n_metrics), 2);
    }
    return out;
}

/* The font's glyphs from `from` on, made a font of their own. */
static bool make(const struct sfnt *file, size_t from, size_t n, struct buf *out)
{
    unsigned char *metrics = all_metrics(file);
    uint16_t *numbers = mem_alloc(n * sizeof *numbers);
    struct sfnt subset = *file;
    bool ok;

    for (size_t i = 0; i < n; i++)
        numbers[i] = sfnt_place(file, from + i) == sfnt_place(file, from + i + 1) ? SFNT_EMPTY : (uint16_t)(from + i);
    subset.n_glyphs = subset.n_metrics = n;
    subset.table[SFNT_HMTX] = (struct font_table){metrics + 4 * from, 4 * n};
    ok = sfnt_make(file, &subset, numbers, out);
    free(metrics);
    free(numbers);
    return ok;
}

static void test_subsets(void **state)
{
    static const size_t from[] = {0, 3, 700};
    FT_Library library;

    (void)state;
    assert_int_equal(FT_Init_FreeType(&library), 0);
    for (size_t i = 0; i < 6; i++) {
        struct buf was = {0}, is = {0};
        struct sfnt file;
        FT_Face a, b;
        size_t n;

        font_file(families[i / 2], i % 2, &was);
        assert_true(sfnt_read(buf_span(&was), 0, &file));
        n = from[i % 3] ? 120 : file.n_glyphs;
        assert_true(make(&file, from[i % 3], n, &is));
        assert_int_equal(FT_New_Memory_Face(library, (const FT_Byte *)was.p, (FT_Long)was.n, 0, &a), 0);
        assert_int_equal(FT_New_Memory_Face(library, (const FT_Byte *)is.p, (FT_Long)is.n, 0, &b), 0);
        assert_true((size_t)b->num_glyphs >= n); /* parts stand behind */
        for (size_t k = 0; k < n; k++)
            assert_same_outlines(a, (FT_UInt)(from[i % 3] + k), b, (FT_UInt)k);
        FT_Done_Face(a);
        FT_Done_Face(b);
        buf_release(&was);
        buf_release(&is);
    }
    FT_Done_FreeType(library);
}

/* The stand-ins have the boxes and the widths of the glyphs. */
static void test_stand_ins(void **state)
{
    FT_Library library;

    (void)state;
    assert_int_equal(FT_Init_FreeType(&library), 0);
    for (size_t i = 0; i < 6; i++) {
        struct buf was = {0}, is = {0};
        struct outlines *o;
        FT_Face a, b;
        int misfits = 0;

        font_file(families[i / 2], i % 2, &was);
        buf_putspan(&is, buf_span(&was));
        o = outlines_hide(buf_span(&was), (unsigned char *)is.p, 0);
        assert_non_null(o);
        assert_int_equal(FT_New_Memory_Face(library, (const FT_Byte *)was.p, (FT_Long)was.n, 0, &a), 0);
        assert_int_equal(FT_New_Memory_Face(library, (const FT_Byte *)is.p, (FT_Long)is.n, 0, &b), 0);
        for (FT_UInt glyph = 0; glyph < (FT_UInt)a->num_glyphs; glyph++) {
            const FT_Int32 how = FT_LOAD_NO_HINTING | FT_LOAD_NO_SCALE;
            FT_BBox x, y;
            assert_int_equal(FT_Load_Glyph(a, glyph, how), 0);
            assert_int_equal(FT_Load_Glyph(b, glyph, how), 0);
            assert_int_equal(a->glyph->metrics.horiAdvance, b->glyph->metrics.horiAdvance);
            if (b->glyph->outline.n_points == 0 || a->glyph->outline.n_points == 0) {
                assert_int_equal(a->glyph->outline.n_points, 0);
                continue;
            }
            assert_int_equal(b->glyph->outline.n_points, 2);
            FT_Outline_Get_BBox(&a->glyph->outline, &x);
            FT_Outline_Get_CBox(&b->glyph->outline, &y);
            misfits += labs(x.xMin - y.xMin) > 2 || labs(x.yMax - y.yMax) > 2;

        }
        assert_true(misfits <= 2); /* their boxes are wrong in the file */
        FT_Done_Face(a);
        FT_Done_Face(b);
        outlines_free(o);
        buf_release(&was);
        buf_release(&is);
    }
    FT_Done_FreeType(library);
}

static void test_broken_subsets(void **state)
{
    struct buf whole = {0};
    uint32_t seed = 7;

    (void)state;
    font_file(families[1], false, &whole);
    for (size_t n = 0; n < whole.n; n += n < 1200 ? 13 : 9973) { /* cut short */
        unsigned char *p = mem_alloc(n), *copy = mem_alloc(n);
        memcpy(p, whole.p, n);
        memcpy(copy, whole.p, n);
        outlines_free(outlines_hide(span_make((const char *)p, n), copy, 0));
        outlines_free(outlines_hide(span_make((const char *)p, n), copy, n / 2));
        free(p);
        free(copy);
    }
    for (int round = 0; round < 60; round++) {
        unsigned char *p = mem_alloc(whole.n), *copy = mem_alloc(whole.n);
        struct buf out = {0};
        struct sfnt file;
        memcpy(p, whole.p, whole.n);
        for (int i = 0; i < 400; i++) {
            seed = seed * 1664525u + 1013904223u;
            p[(seed >> 8) % (i % 40 ? whole.n : 1000)] ^= (unsigned char)(1u << (seed & 7));
        }
        memcpy(copy, p, whole.n);
        outlines_free(outlines_hide(span_make((const char *)p, whole.n), copy, 0));
        if (sfnt_read(span_make((const char *)p, whole.n), 0, &file))
            make(&file, 0, file.n_glyphs, &out);
        buf_release(&out);
        free(p);
        free(copy);
    }
    buf_release(&whole);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_same_outlines), cmocka_unit_test(test_broken), cmocka_unit_test(test_subsets),
                                       cmocka_unit_test(test_stand_ins), cmocka_unit_test(test_broken_subsets)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
