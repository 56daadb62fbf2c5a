/* What a finished PDF holds and claims: what takes a claim away first. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <cmocka.h>

#include "../paint/sheet.h"
#include "base/diag/pdf.h"
#include "pdf/form.h"
#include "pdf/icc.h"
#include "pdf/read.h"

static const struct doc_meta meta = {.title = "Kế hoạch <A&B>", .author = "Tỉnh uỷ", .subject = "về việc học tập", .kind = "Kế hoạch",
                                     .symbol = "Số 01-KH/TU", .date = {2026, 2, 25}, .lang = "vi-VN", .generator = "vanban 0"};

struct world {
    struct ctx ctx;
    int n;
    diag_code last;
    struct sheet sheet;
    struct buf out;
    struct arena a;
    struct pdf_file *pdf;
};

static void see(void *user, const struct diagnostic *d)
{
    struct world *w = user;

    w->n++;
    w->last = d->code;
}

static int setup(void **state)
{
    struct world *w = mem_alloc(sizeof *w);

    ctx_init(&w->ctx);
    w->ctx.sink = see;
    w->ctx.sink_user = w;
    sheet_open(&w->sheet, &w->ctx);
    sheet_page(&w->sheet, 595.28, 841.89, 1);
    *state = w;
    return 0;
}

static int teardown(void **state)
{
    struct world *w = *state;

    buf_release(&w->out);
    sheet_close(&w->sheet);
    arena_release(&w->a);
    free(w);
    return 0;
}

static void finish(struct world *w, const struct doc_meta *m)
{
    buf_clear(&w->out);
    if (!sheet_pdf(&w->sheet, &w->ctx, m, &w->out))
        fail_msg("%s", diag_slug(w->last));
    w->pdf = pdf_open(&w->ctx, "out.pdf", buf_span(&w->out), &w->a);
    assert_non_null(w->pdf);
}

static const struct pdf_obj *catalogue(struct world *w)
{
    return pdf_get(w->pdf, pdf_trailer(w->pdf), "Root");
}

static bool says(struct world *w, const char *text)
{
    struct span xmp;

    assert_true(pdf_decode(w->pdf, pdf_get(w->pdf, catalogue(w), "Metadata"), &xmp));
    return memmem(xmp.p, xmp.n, text, strlen(text)) != NULL;
}

static void claims(struct world *w, const char *level, bool ua)
{
    assert_int_equal(says(w, "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>"), level != NULL);
    if (level)
        assert_true(says(w, level));
    assert_int_equal(says(w, "<pdfuaid:part>1</pdfuaid:part>"), ua);
    assert_int_equal(says(w, "pdfaSchema:prefix>pdfuaid<"), ua);
}

static void a_picture_must_be_described(void **state)
{
    struct world *w = *state;
    struct buf png = {0};

    assert_true(paint_png(&w->ctx, &w->sheet.frames, 0, 20, &png));
    sheet_image(&w->sheet, sheet_tag(&w->sheet, TAG_FIGURE, 0), 10, 10, 100, 100, buf_span(&png));
    finish(w, &meta);
    assert_int_equal(w->n, 1);
    assert_int_equal(w->last, DIAG_PDF_NO_ALT);
    claims(w, "conformance>U<", false);
    w->sheet.frames.tags[w->sheet.frames.n_tags - 1].alt = "Sơ đồ";
    finish(w, &meta);
    assert_int_equal(w->n, 1);
    claims(w, "conformance>A<", true);
    assert_null(memmem(w->out.p, w->out.n, "/Interpolate", 12));
    assert_non_null(memmem(w->out.p, w->out.n, "/Alt<FEFF0053", 13));
    buf_release(&png);
}

/* Printing colours where the output intent is sRGB: no PDF/A, told once; readers need no less. */
static void printing_colors_are_no_archive(void **state)
{
    static const char jpeg[] = "\377\330\377\300\0\024\10\0\5\0\7\4\1\21\0\2\21\0\3\21\0\4\21\0"
                               "\377\332\0\16\4\1\0\2\0\3\0\4\0\0\77\0\0\377\331";
    struct world *w = *state;

    sheet_image(&w->sheet, sheet_tag(&w->sheet, TAG_FIGURE, 0), 10, 10, 100, 100, span_make(jpeg, sizeof jpeg - 1));
    w->sheet.frames.tags[w->sheet.frames.n_tags - 1].alt = "Ảnh";
    sheet_image(&w->sheet, 1, 10, 150, 100, 100, span_make(jpeg, sizeof jpeg - 1));
    finish(w, &meta);
    assert_non_null(memmem(w->out.p, w->out.n, "/DeviceCMYK", 11));
    assert_int_equal(w->n, 1);
    assert_int_equal(w->last, DIAG_PDF_CMYK);
    assert_int_equal(says(w, "pdfaid:part>"), false);
    assert_true(says(w, "<pdfuaid:part>1</pdfuaid:part>"));
}

static void private_characters_mean_nothing(void **state)
{
    static const char *const texts[] = {"\xEE\x80\x80", "a\xEF\x82\xB7", "\xF3\xB0\x80\x80", "\xF4\x8F\xBF\xBD"};
    static const char *const others[] = {"\xEF\xA4\x80", "\xED\x9F\xBF", "\xF0\x9F\x98\x80", "ữ"};
    struct world *w = *state;
    struct frame_item *item = sheet_line(&w->sheet, sheet_tag(&w->sheet, TAG_P, 0), 80, 80, 0, "ooooooo");

    for (size_t i = 0; i < 4; i++) {
        for (size_t k = 0; k < item->as.text.n; k++)
            ((struct frame_glyph *)(uintptr_t)item->as.text.glyphs)[k].cluster = 0;
        item->as.text.text = texts[i];
        item->as.text.bytes = strlen(texts[i]);
        w->n = 0;
        finish(w, &meta);
        assert_int_equal(w->n, 1);
        assert_int_equal(w->last, DIAG_PDF_PRIVATE);
        claims(w, "conformance>U<", false);
        item->as.text.text = others[i];
        item->as.text.bytes = strlen(others[i]);
        finish(w, &meta);
        assert_int_equal(w->n, 1);
        claims(w, "conformance>A<", true);
    }
}

static void a_missing_glyph_takes_all(void **state)
{
    struct world *w = *state;
    struct frame_item *item = sheet_line(&w->sheet, sheet_tag(&w->sheet, TAG_P, 0), 80, 80, 0, "o");

    sheet_line(&w->sheet, sheet_tag(&w->sheet, TAG_P, 0), 80, 100, 0, "có");
    ((struct frame_glyph *)(uintptr_t)item->as.text.glyphs)[0].id = 0;
    finish(w, &meta);
    claims(w, NULL, false);
}

static void headings_leave_no_level_out(void **state)
{
    struct world *w = *state;

    sheet_line(&w->sheet, sheet_tag(&w->sheet, TAG_H1, 0), 80, 80, 0, "I");
    sheet_line(&w->sheet, sheet_tag(&w->sheet, TAG_H2, 0), 80, 100, 0, "1");
    sheet_line(&w->sheet, sheet_tag(&w->sheet, TAG_H1, 0), 80, 120, 0, "II");
    finish(w, &meta);
    assert_int_equal(w->n, 0);
    claims(w, "conformance>A<", true);
    sheet_line(&w->sheet, sheet_tag(&w->sheet, TAG_H3, 0), 80, 140, 0, "a");
    finish(w, &meta);
    assert_int_equal(w->n, 1);
    assert_int_equal(w->last, DIAG_PDF_HEADINGS);
    claims(w, "conformance>A<", false);
}

/* A secret paper says nothing of itself. */
static void no_title_no_claim(void **state)
{
    static const struct doc_meta secret = {.secrecy = "Mật", .lang = "vi-VN", .generator = "vanban 0"};
    struct world *w = *state;

    sheet_line(&w->sheet, sheet_tag(&w->sheet, TAG_P, 0), 80, 80, 0, "kín");
    finish(w, &secret);
    assert_int_equal(w->n, 0);
    claims(w, "conformance>A<", false);
    assert_int_equal(pdf_get(w->pdf, catalogue(w), "ViewerPreferences")->type, PDF_NULL);
    assert_false(says(w, "dc:"));
    assert_false(says(w, "CreateDate"));
}

static void the_file_says_what_it_is(void **state)
{
    static const char *const keys[] = {"Title", "Author", "Subject", "Keywords"};
    static const char *const texts[] = {"Kế hoạch <A&B>", "Tỉnh uỷ", "về việc học tập", "Kế hoạch, Số 01-KH/TU"};
    static const char *const words[] = {"Kế hoạch &lt;A&amp;B&gt;</rdf:li>", "Tỉnh uỷ</rdf:li>", "về việc học tập</rdf:li>",
                                        "Kế hoạch, Số 01-KH/TU</pdf:Keywords>"};
    struct world *w = *state;
    const struct pdf_obj *id, *info;

    sheet_line(&w->sheet, sheet_tag(&w->sheet, TAG_P, 0), 80, 80, 0, "một");
    finish(w, &meta);
    info = pdf_get(w->pdf, pdf_trailer(w->pdf), "Info");
    for (size_t i = 0; i < 4; i++) {
        assert_string_equal(pdf_text(&w->a, pdf_get(w->pdf, info, keys[i])), texts[i]);
        assert_true(says(w, words[i]));
    }
    assert_string_equal(pdf_text(&w->a, pdf_get(w->pdf, info, "CreationDate")), "D:20260225000000+07'00'");
    assert_true(says(w, "<xmp:CreateDate>2026-02-25T00:00:00+07:00</xmp:CreateDate>"));
    assert_string_equal(pdf_text(&w->a, pdf_get(w->pdf, catalogue(w), "Lang")), "vi-VN");
    assert_true(pdf_get(w->pdf, pdf_get(w->pdf, catalogue(w), "ViewerPreferences"), "DisplayDocTitle")->as.boolean);
    id = pdf_get(w->pdf, pdf_trailer(w->pdf), "ID");
    assert_int_equal(pdf_at(w->pdf, id, 0)->as.text.n, 16);
    struct pdf_obj first = *pdf_at(w->pdf, id, 0);
    finish(w, &meta);
    assert_true(pdf_equal(&first, pdf_at(w->pdf, pdf_get(w->pdf, pdf_trailer(w->pdf), "ID"), 0), 2));
    sheet_line(&w->sheet, sheet_tag(&w->sheet, TAG_P, 0), 80, 100, 0, "hai");
    finish(w, &meta);
    assert_false(pdf_equal(&first, pdf_at(w->pdf, pdf_get(w->pdf, pdf_trailer(w->pdf), "ID"), 0), 2));
}

static size_t contents(struct world *w, size_t page, bool *below, bool *above)
{
    uint32_t num;
    const struct pdf_obj *p = pdf_page(w->pdf, page, &num), *c = pdf_get(w->pdf, p, "Contents");
    const struct pdf_obj *forms = pdf_get(w->pdf, pdf_get(w->pdf, p, "Resources"), "XObject");

    *below = pdf_is_name(pdf_get(w->pdf, pdf_get(w->pdf, forms, "Below"), "Subtype"), "Form");
    *above = pdf_is_name(pdf_get(w->pdf, pdf_get(w->pdf, forms, "Above"), "Subtype"), "Form");
    return c->type == PDF_ARRAY ? c->as.array.n : 1;
}

/* Furniture lies below; a ground that covers what was drawn before it above; one between two texts in the second's tag. */
static void artifacts_lie_in_layers(void **state)
{
    struct world *w = *state;
    bool below, above;

    sheet_line(&w->sheet, 1, 290, 40, 0, "1");
    sheet_rect(&w->sheet, 1, 80, 90, 100, 0.7);
    sheet_line(&w->sheet, sheet_tag(&w->sheet, TAG_P, 0), 80, 80, 0, "một");
    sheet_page(&w->sheet, 400, 300, 2);
    sheet_line(&w->sheet, sheet_tag(&w->sheet, TAG_P, 0), 80, 80, 0, "hai");
    sheet_rect(&w->sheet, 1, 70, 60, 100, 40);
    sheet_page(&w->sheet, 400, 300, 3);
    sheet_line(&w->sheet, sheet_tag(&w->sheet, TAG_P, 0), 80, 80, 0, "ba");
    sheet_rect(&w->sheet, 1, 70, 60, 100, 40);
    sheet_line(&w->sheet, sheet_tag(&w->sheet, TAG_P, 0), 80, 80, 0, "bốn");
    sheet_page(&w->sheet, 400, 300, 4);
    sheet_rect(&w->sheet, 1, 70, 60, 100, 40);
    sheet_line(&w->sheet, sheet_tag(&w->sheet, TAG_P, 0), 80, 80, 0, "năm");
    sheet_line(&w->sheet, 1, 75, 80, 0, "sáu");
    sheet_rect(&w->sheet, 1, 70, 60, 100, 40);
    finish(w, &meta);
    assert_int_equal(pdf_pages(w->pdf), 4);
    assert_int_equal(contents(w, 0, &below, &above), 2);
    assert_true(below && !above);
    assert_int_equal(contents(w, 1, &below, &above), 3);
    assert_true(!below && above);
    assert_int_equal(contents(w, 2, &below, &above), 1);
    assert_true(!below && !above);
    assert_int_equal(contents(w, 3, &below, &above), 4);
    assert_true(below && above);
}

/* Cairo leaves out the tags of a page on which nothing can be seen. */
static void blank_pages_have_no_tags(void **state)
{
    struct world *w = *state;
    int p = sheet_tag(&w->sheet, TAG_P, 0);

    sheet_line(&w->sheet, p, 80, 80, 0, " \u00a0\u200b");
    sheet_page(&w->sheet, 400, 300, 2);
    sheet_line(&w->sheet, p, 80, 80, 0, "hai");
    sheet_page(&w->sheet, 400, 300, 3);
    sheet_line(&w->sheet, p, 80, 80, 0, " ");
    sheet_page(&w->sheet, 400, 300, 4);
    sheet_line(&w->sheet, p, 80, 80, 0, "bốn");
    finish(w, &meta);
    assert_int_equal(w->n, 0);
    assert_int_equal(pdf_pages(w->pdf), 4);
    claims(w, "conformance>A<", true);
}

static void cells_and_notes_say_what_they_are(void **state)
{
    struct world *w = *state;
    int table = sheet_tag(&w->sheet, TAG_TABLE, 0), row = sheet_tag(&w->sheet, TAG_TR, table), cell = sheet_tag(&w->sheet, TAG_TH, row);

    sheet_line(&w->sheet, sheet_tag(&w->sheet, TAG_P, cell), 80, 80, 0, "Cột");
    w->sheet.frames.tags[cell].col_span = 2;
    row = sheet_tag(&w->sheet, TAG_TR, table);
    sheet_line(&w->sheet, sheet_tag(&w->sheet, TAG_P, sheet_tag(&w->sheet, TAG_TH, row)), 80, 100, 0, "Hàng");
    sheet_line(&w->sheet, sheet_tag(&w->sheet, TAG_P, sheet_tag(&w->sheet, TAG_TD, row)), 180, 100, 0, "1");
    sheet_line(&w->sheet, sheet_tag(&w->sheet, TAG_NOTE, 0), 80, 120, 0, "(1) chú thích");
    finish(w, &meta);
    assert_non_null(memmem(w->out.p, w->out.n, "/A<</Scope/Column/ColSpan 2/O/Table>>", 37));
    assert_non_null(memmem(w->out.p, w->out.n, "/A<</Scope/Row/O/Table>>", 24));
    assert_int_equal(pdf_get(w->pdf, pdf_get(w->pdf, pdf_get(w->pdf, catalogue(w), "StructTreeRoot"), "IDTree"), "Names")->as.array.n, 2);
}

static void add_field(struct world *w, enum form_use use, int index, const char *name)
{
    struct frame_item *item = sheet_rect(&w->sheet, sheet_tag(&w->sheet, TAG_FORM, 0), 100, 200, 120, 50);

    item->type = FRAME_WIDGET;
    item->as.widget.w = 120;
    item->as.widget.h = 50;
    item->as.widget.use = use;
    item->as.widget.index = index;
    item->as.widget.name = name;
    item->as.widget.size = 14;
}

static void fields_wait_to_be_signed(void **state)
{
    struct world *w = *state;
    const struct pdf_obj *fields, *field;
    uint32_t num;

    sheet_line(&w->sheet, sheet_tag(&w->sheet, TAG_P, 0), 80, 80, 0, "một");
    add_field(w, FORM_NUMBER, 0, NULL);
    add_field(w, FORM_PERSON, 1, "Nguyễn Văn A");
    add_field(w, FORM_NUMBER, 0, NULL);
    finish(w, &meta);
    fields = pdf_get(w->pdf, pdf_get(w->pdf, catalogue(w), "AcroForm"), "Fields");
    assert_int_equal(fields->as.array.n, 3);
    field = pdf_at(w->pdf, fields, 0);
    assert_true(pdf_is_name(pdf_get(w->pdf, field, "FT"), "Tx"));
    assert_string_equal(pdf_text(&w->a, pdf_get(w->pdf, field, "T")), pdf_field_name(FORM_NUMBER));
    assert_string_equal(pdf_text(&w->a, pdf_get(w->pdf, pdf_at(w->pdf, fields, 2), "T")), "so_2"); /* another place of the number */
    field = pdf_at(w->pdf, fields, 1);
    assert_true(pdf_field_signs(FORM_PERSON));
    assert_true(pdf_is_name(pdf_get(w->pdf, field, "FT"), "Sig"));
    assert_string_equal(pdf_text(&w->a, pdf_get(w->pdf, field, "T")), "nguoi_ky_1");
    assert_string_equal(pdf_text(&w->a, pdf_get(w->pdf, field, "TU")), "Chữ ký số của Nguyễn Văn A");
    assert_int_equal(pdf_get(w->pdf, pdf_page(w->pdf, 0, &num), "Annots")->as.array.n, 3);
    claims(w, "conformance>A<", true);
}

static void the_profile_is_whole(void **state)
{
    struct buf icc = {0}, again = {0};

    (void)state;
    pdf_icc_srgb(&icc);
    pdf_icc_srgb(&again);
    assert_int_equal(icc.n, again.n);
    assert_memory_equal(icc.p, again.p, icc.n);
    assert_int_equal((unsigned char)icc.p[2] << 8 | (unsigned char)icc.p[3], icc.n);
    assert_memory_equal(icc.p + 36, "acsp", 4);
    buf_release(&icc);
    buf_release(&again);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_picture_must_be_described, setup, teardown),
        cmocka_unit_test_setup_teardown(printing_colors_are_no_archive, setup, teardown),
        cmocka_unit_test_setup_teardown(private_characters_mean_nothing, setup, teardown),
        cmocka_unit_test_setup_teardown(a_missing_glyph_takes_all, setup, teardown),
        cmocka_unit_test_setup_teardown(headings_leave_no_level_out, setup, teardown),
        cmocka_unit_test_setup_teardown(no_title_no_claim, setup, teardown),
        cmocka_unit_test_setup_teardown(the_file_says_what_it_is, setup, teardown),
        cmocka_unit_test_setup_teardown(artifacts_lie_in_layers, setup, teardown),
        cmocka_unit_test_setup_teardown(blank_pages_have_no_tags, setup, teardown),
        cmocka_unit_test_setup_teardown(cells_and_notes_say_what_they_are, setup, teardown),
        cmocka_unit_test_setup_teardown(fields_wait_to_be_signed, setup, teardown),
        cmocka_unit_test(the_profile_is_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
