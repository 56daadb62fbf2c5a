/* What fields show, put into a page of another file: imported objects are whole and stand alone, texts and pictures are there. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "base/diag/merge.h"
#include "base/diag/pdf.h"
#include "paint/paint.h"
#include "pdf/import.h"
#include "render/appearance.h"

#include <stdio.h>
#include <stdlib.h>

struct world {
    struct ctx ctx;
    struct fonts *fonts;
    struct arena arena;
    diag_code last;
    int reports;
};

static void see(void *user, const struct diagnostic *d)
{
    struct world *w = user;

    w->last = d->code;
    w->reports++;
}

static int open_world(void **state)
{
    struct world *w = mem_alloc(sizeof *w);

    ctx_init(&w->ctx);
    w->ctx.sink = see;
    w->ctx.sink_user = w;
    w->fonts = fonts_new(&w->ctx);
    *state = w;
    return 0;
}

static int close_world(void **state)
{
    struct world *w = *state;

    fonts_free(w->fonts);
    arena_release(&w->arena);
    free(w);
    return 0;
}

static const struct appearance_box box = {147.4, 68.03};

/* A picture of `width` by `height` pixels: a page as an image. */
static void picture(struct world *w, double width, double height, struct buf *png)
{
    struct frame_item rect = {.type = FRAME_RECT, .tag = 0, .as.rect = {width, height, 0x2030C0}};
    struct frame_page page = {.width = width, .height = height, .number = 1, .items = &rect, .n = 1};
    struct frame_tag tag = {.type = TAG_ARTIFACT, .parent = -1};
    struct frames frames = {.pages = &page, .n_pages = 1, .tags = &tag, .n_tags = 1};

    assert_true(paint_png(&w->ctx, &frames, 0, 72, png));
}

static struct pdf_file *reopen(struct world *w, const char *name, struct buf *b)
{
    struct span bytes = {arena_span(&w->arena, buf_span(b)), b->n};
    struct pdf_file *f;

    buf_release(b);
    f = pdf_open(&w->ctx, name, bytes, &w->arena);
    assert_non_null(f);
    return f;
}

/* The file `base` with `look` as the appearance of a stamp on its page. */
static struct pdf_file *stamped(struct world *w, struct pdf_file *base, struct pdf_file *look)
{
    struct pdf_update *u = pdf_update_new(base);
    struct arena *a = &w->arena;
    struct pdf_obj annotation = pdf_dict(), ap = pdf_dict(), list = pdf_array(), rect = pdf_array(), page;
    uint32_t form = pdf_import_page(u, look, 0), num;
    struct buf out = {0};

    assert_int_not_equal(form, 0);
    for (int i = 0; i < 4; i++)
        pdf_array_add(a, &rect, pdf_int((const int[]){100, 100, 247, 168}[i]));
    pdf_dict_set(a, &ap, "N", pdf_ref(form, 0));
    pdf_dict_set(a, &annotation, "Type", pdf_name("Annot"));
    pdf_dict_set(a, &annotation, "Subtype", pdf_name("Stamp"));
    pdf_dict_set(a, &annotation, "Rect", rect);
    pdf_dict_set(a, &annotation, "AP", ap);
    pdf_array_add(a, &list, annotation);
    page = pdf_copy(a, pdf_page(base, 0, &num));
    pdf_dict_set(a, &page, "Annots", list);
    pdf_update_put(u, num, page);
    pdf_update_write(u, &out);
    if (getenv("KEEP")) {
        FILE *f = fopen(getenv("KEEP"), "wb");
        fwrite(out.p, 1, out.n, f);
        fclose(f);
    }
    return reopen(w, "stamped.pdf", &out);
}

static const struct pdf_obj *form_of(struct pdf_file *f)
{
    uint32_t num;
    const struct pdf_obj *page = pdf_page(f, 0, &num);

    return pdf_get(f, pdf_get(f, pdf_at(f, pdf_get(f, page, "Annots"), 0), "AP"), "N");
}

static struct pdf_file *base_file(struct world *w)
{
    static const char *const lines[] = {"Báo cáo", NULL};
    struct buf b = {0};

    assert_true(appearance_mark(&w->ctx, w->fonts, (struct appearance_box){595, 842}, lines, 1, &b));
    return reopen(w, "base.pdf", &b);
}

/* How many fonts and pictures the form's resources name. */
static size_t resources(struct pdf_file *f, const char *kind)
{
    return pdf_get(f, pdf_get(f, form_of(f), "Resources"), kind)->as.dict.n;
}

static void person(void **state)
{
    struct world *w = *state;
    struct buf png = {0}, pdf = {0};
    struct person_look look = {.picture_width = 110, .name = "Nguyễn Thị Hồng Ánh", .email = "anh.nth@mau.example", .organ = "Ban Chỉ đạo phong trào thi đua \"Dân vận khéo\" của Đảng uỷ các cơ quan tỉnh Tân Phú",
                               .time = "2026-06-15 17:24:51 +07:00"};
    struct pdf_file *f;

    picture(w, 300, 150, &png);
    look.picture = (struct appearance_picture){"chu-ky.png", buf_span(&png)};
    assert_true(appearance_person(&w->ctx, w->fonts, box, &look, &pdf));
    f = reopen(w, "look.pdf", &pdf);
    assert_int_equal(pdf_pages(f), 1); /* smaller letters rather than a second page */
    f = stamped(w, base_file(w), f);
    assert_true(pdf_is_name(pdf_get(f, form_of(f), "Subtype"), "Form"));
    assert_int_equal(pdf_get(f, form_of(f), "BBox")->as.array.n, 4);
    assert_int_equal(resources(f, "Font"), 1);
    assert_int_equal(resources(f, "XObject"), 1);
    for (size_t i = 0; i < pdf_places(f); i++)
        assert_int_not_equal(pdf_object(f, pdf_place_at(f, i)->num)->type, PDF_NULL);
    assert_false(pdf_failed(f));
    assert_int_equal(w->reports, 0);
    buf_release(&png);
}

static void seal_in_real_size(void **state)
{
    struct world *w = *state;
    struct buf png = {0}, pdf = {0};
    struct appearance_picture seal = {"dau.png", {0}};
    struct pdf_file *f;
    struct span content;

    picture(w, 100, 100, &png);
    seal.bytes = buf_span(&png);
    assert_true(appearance_seal(&w->ctx, w->fonts, (struct appearance_box){102, 102}, &seal, 85, &pdf));
    f = stamped(w, base_file(w), reopen(w, "look.pdf", &pdf));
    assert_int_equal(resources(f, "XObject"), 1);
    assert_true(pdf_decode(f, form_of(f), &content));
    assert_non_null(memmem(content.p, content.n, "85 0 0 -85", 10)); /* Cairo's picture: one unit, 85 pt wide and high */
    buf_release(&png);
}

static void blank_fits(void **state)
{
    struct world *w = *state;
    struct buf narrow = {0}, wide = {0};
    struct span content[2];

    assert_true(appearance_blank(&w->ctx, w->fonts, (struct appearance_box){21, 16.1}, "07", 14, false, ALIGN_CENTER, &narrow));
    assert_true(appearance_blank(&w->ctx, w->fonts, (struct appearance_box){21, 16.1}, "12345", 14, true, ALIGN_RIGHT, &wide));
    for (int i = 0; i < 2; i++) {
        struct pdf_file *f = stamped(w, base_file(w), reopen(w, "look.pdf", i ? &wide : &narrow));
        assert_true(pdf_decode(f, form_of(f), &content[i]));
    }
    assert_non_null(memmem(content[0].p, content[0].n, "14 0 0", 6));
    assert_null(memmem(content[1].p, content[1].n, "14 0 0", 6)); /* 5 figures of half an em in 21 pt: 8.4 pt */
    assert_non_null(memmem(content[1].p, content[1].n, "8.4 0 0", 7));
    assert_int_equal(w->reports, 0);
}

static void broken_input(void **state)
{
    struct world *w = *state;
    struct person_look look = {.picture = {"x.png", SPAN("no picture")}, .picture_width = 110};
    struct buf pdf = {0};
    struct pdf_file *base = base_file(w);

    assert_false(appearance_person(&w->ctx, w->fonts, box, &look, &pdf));
    assert_int_equal(w->last, DIAG_IMAGE_FILE);
    assert_int_equal(pdf.n, 0);
    assert_int_equal(pdf_import_page(pdf_update_new(base), base, 3), 0);
    assert_int_equal(w->last, DIAG_PDF_PAGES);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(broken_input, open_world, close_world),
        cmocka_unit_test_setup_teardown(person, open_world, close_world),
        cmocka_unit_test_setup_teardown(seal_in_real_size, open_world, close_world),
        cmocka_unit_test_setup_teardown(blank_fits, open_world, close_world),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
