/* What a PDF carries of its source: only what was read, and enough to make it again; what is wrong with it is told. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>

#include "data/canonical.h"
#include "pdf/attach.h"
#include "pdf/update.h"
#include "render/vanban.h"

static const unsigned char picture[] = {
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44, 0x52,
    0x00, 0x00, 0x00, 0x03, 0x00, 0x00, 0x00, 0x02, 0x08, 0x00, 0x00, 0x00, 0x00, 0xb8, 0x1f, 0x39,
    0xc6, 0x00, 0x00, 0x00, 0x0b, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9c, 0x63, 0x60, 0x80, 0x00, 0x00,
    0x00, 0x08, 0x00, 0x01, 0xb7, 0x58, 0x73, 0x95, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4e, 0x44,
    0xae, 0x42, 0x60, 0x82,
};
/* The picture lies above the folder of the paper; the table is named in the text; the figure 07,5 is no JSON. */
static const char paper[] = "---\nten_loai: Báo cáo\nthe_thuc: dang\nngay: 30/6/2026\nso: 07\ntrich_yeu: kết quả quý II\n"
                            "co_quan: { ten: Tỉnh uỷ Tân Phú }\n"
                            "noi_nhan: [Lưu Văn phòng Tỉnh uỷ]\n"
                            "bang:\n  khoi:\n    cot: [{ ten: Khối }, { ten: Số, kieu: so }]\n    tep: khoi.csv\n"
                            "nguoi_ky: { quyen_han: T/M Ban Thường vụ, ho_ten: Đỗ Văn Khoẻ }\n---\n"
                            "Có {{ so_lieu.tong | so }} đảng viên, tăng {{ so_lieu.ty_le + 1 }}.\n\n"
                            "{{ bang.khoi }}\n\n![Sơ đồ](../anh/so-do.png)\n";
static const char defaults[] = "dia_danh: Tân Phú\n";
static const char figures[] = "so_lieu:\n  tong: \"1.200\"\n  ty_le: 07,5\n  rieng: KIN-THAT-SU\n  huyen: { B: 2, A: 1 }\n";
static const char table[] = "Khối,Số\nMột,1\nHai,2\n";

#define FILE_OF(n, b) {n, b, sizeof(b) - 1}

static const vb_file all[] = {FILE_OF("2026/bao-cao.md", paper), FILE_OF("vanban.yaml", defaults), FILE_OF("so-lieu.yaml", figures),
                              FILE_OF("2026/khoi.csv", table), {"anh/so-do.png", picture, sizeof picture}};
static const char *const inputs[] = {"2026/bao-cao.md", "so-lieu.yaml"};

struct world {
    vb_context *c;
    struct buf said;
    struct ctx ctx;
    struct arena arena;
    void *pdf;
    size_t n;
};

static void note(void *user, const vb_diagnostic *d)
{
    buf_printf(user, "%s\n", d->code);
}

static vb_context *context(struct world *w)
{
    vb_context *c = vb_context_new();

    vb_context_set_sink(c, note, &w->said);
    vb_context_set_share(c, getenv("srcdir") ? getenv("srcdir") : ".");
    return c;
}

/* The paper with its source, as a PDF. */
static int setup(void **state)
{
    struct world *w = mem_alloc(sizeof *w);
    vb_document *d;

    ctx_init(&w->ctx);
    w->c = context(w);
    vb_context_set_files(w->c, all, sizeof all / sizeof *all);
    d = vb_document_load(w->c, inputs, 2, &(vb_options){.embed_source = true});
    if (!d || !vb_document_render(d, vb_format_find("pdf"), 0, &w->pdf, &w->n))
        fail_msg("%s", w->said.p);
    assert_null(w->said.p);
    vb_document_free(d);
    vb_context_free(w->c);
    w->c = context(w); /* knows no file */
    *state = w;
    return 0;
}

static int teardown(void **state)
{
    struct world *w = *state;

    vb_context_free(w->c);
    vb_free(w->pdf);
    buf_release(&w->said);
    arena_release(&w->arena);
    free(w);
    return 0;
}

static struct pdf_file *open_pdf(struct world *w)
{
    struct pdf_file *f = pdf_open(&w->ctx, "a.pdf", span_make(w->pdf, w->n), &w->arena);

    assert_non_null(f);
    return f;
}

static const char *attached(struct world *w, const char *name)
{
    struct span out;

    return pdf_attached(open_pdf(w), name, &out) ? arena_span(&w->arena, out) : NULL;
}

static void only_what_was_read(void **state)
{
    struct world *w = *state;
    const char *values = attached(w, "values.json"), *manifest = attached(w, "manifest.json");

    assert_non_null(values);
    assert_non_null(strstr(values, "\"so_lieu\":{\"tong\":\"1.200\",\"ty_le\":\"07,5\"},"));
    assert_null(strstr(values, "KIN"));
    assert_null(strstr(values, "huyen"));
    assert_null(strstr(manifest, "huyen"));
    assert_non_null(strstr(manifest, "\"path\":\"1/../anh/so-do.png\""));
    assert_non_null(strstr(manifest, "\"path\":\"templates/profiles/dang-2026.xml\""));
    assert_null(strstr(manifest, "dang-2018"));
    assert_string_equal(attached(w, "khoi.csv"), table);
    assert_memory_equal(attached(w, "so-do.png"), picture, sizeof picture);
    assert_non_null(memmem(w->pdf, w->n, "/AFRelationship/Source", 22));
    assert_non_null(memmem(w->pdf, w->n, "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A<", 50));
    assert_null(attached(w, "nothing"));
}

static void the_same_bytes_again(void **state)
{
    struct world *w = *state;
    vb_document *d = vb_document_from_pdf(w->c, "a.pdf", w->pdf, w->n);
    void *again, *text;
    size_t n;

    if (!d)
        fail_msg("%s", w->said.p);
    assert_true(vb_document_render(d, vb_format_find("pdf"), 0, &again, &n));
    assert_int_equal(n, w->n);
    assert_memory_equal(again, w->pdf, n);
    assert_true(vb_document_render(d, vb_format_find("txt"), 0, &text, &n));
    assert_non_null(strstr(text, "Có 1.200 đảng viên, tăng 8,5."));
    assert_null(w->said.p);
    vb_free(again);
    vb_free(text);
    vb_document_free(d);
}

static const char *same(void *user, const char *file)
{
    (void)user;
    return file;
}

/* Order, bare texts that are no JSON numbers, types; two maps of the same keys in another order. */
static void values_come_back_as_they_were(void **state)
{
    static const char text[] = "b: 007\na: {z: 1, y: [~, true, \"null\", 4.140, \"4.140\", -0.50, +1, 1e5, 2/9/1945]}\n"
                               "c: [{x: 1, w: 2}, {w: 1, x: 2}, {v: \"\", x: \"\\t\\\"\"}]\n";
    struct world *w = *state;
    struct data one, two, form;
    struct buf json = {0}, again = {0};
    struct value *map;

    data_init(&one, &w->ctx);
    data_init(&two, &w->ctx);
    data_init(&form, &w->ctx);
    form.exact_keys = true;
    assert_true(data_read_memory(&one, "a.yaml", span_of(text)));
    value_canonical(one.root, NULL, &json);
    assert_string_equal(json.p, "{\"a\":{\"y\":[null,true,\"null\",4.140,\"4.140\",-0.50,\"+1\",\"1e5\",\"2/9/1945\"],\"z\":1},\"b\":\"007\","
                                "\"c\":[{\"w\":2,\"x\":1},{\"w\":1,\"x\":2},{\"v\":\"\",\"x\":\"\\u0009\\\"\"}]}");
    map = value_add_many(&form, form.root, "form", VALUE_MAP);
    value_put_form(one.root, NULL, same, NULL, &form, map);
    assert_true(data_restore(&two, "b.pdf", "/_", buf_span(&json), map));
    value_canonical(two.root, NULL, &again);
    assert_string_equal(json.p, again.p);
    assert_string_equal(value_item(two.root, 0)->key, "b");
    assert_false(value_item(two.root, 0)->as.scalar.quoted);
    assert_string_equal(value_item(two.root, 0)->source->file, "/_/a.yaml");
    const struct value *a = value_item(two.root, 1), *c = value_item(two.root, 2), *y = value_item(a, 1);
    assert_string_equal(value_item(a, 0)->key, "z");
    for (size_t i = 0; i < value_count(y); i++)
        if (value_is_text(value_item(y, i)))
            assert_int_equal(value_item(y, i)->as.scalar.quoted, i == 2 || i == 4);
    assert_string_equal(value_item(value_item(c, 0), 0)->key, "x");
    assert_string_equal(value_item(value_item(c, 1), 0)->key, "w");
    assert_string_equal(value_item(value_item(c, 2), 0)->key, "v");
    assert_ptr_equal(value_item(y, 0)->parent->parent, a);
    data_release(&one);
    data_release(&two);
    data_release(&form);
    buf_release(&json);
    buf_release(&again);
}

/* Replaces the data of an attachment. */
static void replace(struct world *w, const char *name, const char *text)
{
    struct pdf_file *f = open_pdf(w);
    struct pdf_update *u = pdf_update_new(f);
    const struct pdf_obj *list = pdf_get(f, pdf_get(f, pdf_trailer(f), "Root"), "AF");
    struct pdf_obj dict = pdf_dict();
    struct buf out = {0};

    for (size_t i = 0; i < list->as.array.n; i++) {
        const struct pdf_obj *spec = pdf_at(f, list, i);
        if (strcmp(pdf_text(&w->arena, pdf_get(f, spec, "UF")), name) == 0)
            pdf_update_put(u, pdf_dict_get(pdf_get(f, spec, "EF"), "F")->as.ref.num, pdf_stream(&w->arena, &dict, span_of(text)));
    }
    pdf_update_rewrite(u, &out);
    vb_free(w->pdf);
    w->n = out.n;
    w->pdf = buf_detach(&out);
}

/* What is said when the PDF is read, and made again in a format; both in one list. */
static const char *says(struct world *w, const char *format)
{
    vb_document *d;
    void *out = NULL;
    size_t n;

    buf_clear(&w->said);
    d = vb_document_from_pdf(w->c, "a.pdf", w->pdf, w->n);
    if (d && vb_document_render(d, vb_format_find(format), 0, &out, &n))
        buf_puts(&w->said, "written");
    vb_free(out);
    vb_document_free(d);
    return w->said.p;
}

static void what_is_wrong_is_told(void **state)
{
    static const struct { const char *manifest, *said; } cases[] = {
        {"", "data-empty\n"},
        {"{", "json-syntax\n"},
        {"[]", "data-top-list\n"},
        {"{}", "source-broken\n"},
        {"{\"format\":2}", "source-format\n"},
        {"{\"format\":1}", "source-broken\n"},
        {"{\"format\":1,\"made\":[]}", "source-broken\n"},
        {"{\"format\":1,\"made\":{}}", "source-broken\n"},
        {"{\"format\":1,\"made\":{\"files\":[]}}", "source-broken\n"},
        {"{\"format\":1,\"made\":{\"files\":[1]}}", "source-broken\n"},
        {"{\"format\":1,\"made\":{\"files\":[{\"name\":\"khoi.csv\",\"path\":\"1/khoi.csv\",\"sha256\":\"00\"}]}}", "source-broken\n"},
        {"{\"format\":1,\"made\":{\"document\":\"/etc/passwd\",\"files\":[]}}", "file-not-found\n"},
        {"{\"format\":1,\"made\":{\"document\":\"1/x.docx\",\"files\":[],\"values\":{}}}", "source-broken\n"},
        {"{\"format\":1,\"made\":{\"files\":[],\"values\":{\"sha256\":\"00\"}}}", "source-broken\n"},
    };
    struct world *w = *state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        replace(w, "manifest.json", cases[i].manifest);
        if (strcmp(says(w, "pdf"), cases[i].said) != 0)
            fail_msg("%s: %s", cases[i].manifest, w->said.p);
    }
    w->n = 20;
    assert_string_equal(says(w, "pdf"), "pdf-truncated\n");
}

static const char *with(struct world *w, const char *text, const char *from, const char *to)
{
    const char *at = strstr(text, from);

    assert_non_null(at);
    return arena_printf(&w->arena, "%.*s%s%s", (int)(at - text), text, to, at + strlen(from));
}

/* Another engine, library or font is named; what can be changed only by hand as well. */
static void what_differs_is_named(void **state)
{
    struct world *w = *state;
    const char *manifest = attached(w, "manifest.json"), *values = attached(w, "values.json");

    assert_string_equal(says(w, "pdf"), "written");
    replace(w, "manifest.json", with(w, manifest, "\"version\":\"", "\"version\":\"0.0."));
    assert_string_equal(says(w, "pdf"), "source-other\n");
    assert_string_equal(says(w, "docx"), "source-other\nwritten");
    replace(w, "manifest.json", with(w, manifest, "\"icu\":\"", "\"icu\":\"1"));
    assert_string_equal(says(w, "pdf"), "source-other\n");
    replace(w, "manifest.json", with(w, manifest, "\"index\":0,\"sha256\":\"", "\"index\":0,\"sha256\":\"x"));
    assert_string_equal(says(w, "pdf"), "source-other\n");
    assert_string_equal(says(w, "txt"), "written"); /* has no pages */
    replace(w, "values.json", with(w, values, "kết quả", "KẾT QUẢ"));
    assert_string_equal(says(w, "pdf"), "source-broken\n");
    replace(w, "values.json", values);
    replace(w, "manifest.json", manifest);
    assert_string_equal(says(w, "pdf"), "source-differs\n"); /* these two are not compressed now */
}

static void others_carry_nothing(void **state)
{
    struct world *w = *state;
    vb_document *d;

    vb_free(w->pdf);
    vb_context_set_files(w->c, all, sizeof all / sizeof *all);
    d = vb_document_load(w->c, inputs, 2, NULL);
    assert_true(vb_document_render(d, vb_format_find("pdf"), 0, &w->pdf, &w->n));
    vb_document_free(d);
    assert_null(attached(w, "values.json"));
    assert_non_null(memmem(w->pdf, w->n, "<pdfaid:part>2</pdfaid:part>", 28));
    assert_non_null(memmem(w->pdf, w->n, "  values.json</rdf:li>", 22));
    assert_non_null(memmem(w->pdf, w->n, "  so-do.png</rdf:li>", 20));
    assert_string_equal(says(w, "pdf"), "source-none\n");
}

static void a_secret_paper_tells_nothing(void **state)
{
    static const char secret[] = "---\nten_loai: Báo cáo\nthe_thuc: dang-2026\nngay: 30/6/2026\ntrich_yeu: kín\ndo_mat: Mật\nco_quan: { ten: Tỉnh uỷ Tân Phú }\n"
                                 "dia_danh: Tân Phú\nnoi_nhan: [Lưu Văn phòng Tỉnh uỷ]\nnguoi_ky: { quyen_han: T/M Ban Thường vụ, ho_ten: Đỗ Văn Khoẻ }\n---\nA.\n";
    struct world *w = *state;
    const vb_file file = FILE_OF("mat.md", secret);
    const char *name = file.name;
    vb_document *d;

    vb_free(w->pdf);
    w->pdf = NULL;
    vb_context_set_files(w->c, &file, 1);
    d = vb_document_load(w->c, &name, 1, &(vb_options){.embed_source = true});
    assert_null(d);
    assert_non_null(strstr(w->said.p, "source-secret\n"));
    d = vb_document_load(w->c, &name, 1, NULL);
    assert_non_null(d);
    assert_true(vb_document_render(d, vb_format_find("pdf"), 0, &w->pdf, &w->n));
    assert_null(memmem(w->pdf, w->n, "vanban:Sources", 14));
    vb_document_free(d);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(only_what_was_read, setup, teardown),
        cmocka_unit_test_setup_teardown(the_same_bytes_again, setup, teardown),
        cmocka_unit_test_setup_teardown(values_come_back_as_they_were, setup, teardown),
        cmocka_unit_test_setup_teardown(what_is_wrong_is_told, setup, teardown),
        cmocka_unit_test_setup_teardown(what_differs_is_named, setup, teardown),
        cmocka_unit_test_setup_teardown(others_carry_nothing, setup, teardown),
        cmocka_unit_test_setup_teardown(a_secret_paper_tells_nothing, setup, teardown),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
