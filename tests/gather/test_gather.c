/* The sources of vanban.yaml and the rules between them, on files in memory: what becomes of them, and what is refused. */
#include "data/reader.h"
#include "gather/gather.h"
#include "merge/rules.h"
#include "../data/pack_sheets.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

enum { FILES_MOST = 8 };

struct fixture {
    struct ctx ctx;
    struct data data;
    struct memory_file files[FILES_MOST];
    struct buf bytes[FILES_MOST], said;
};

static void sink(void *user, const struct diagnostic *d)
{
    struct fixture *f = user;

    diag_format(&f->said, d, f->ctx.lang);
    buf_putc(&f->said, '\n');
}

static void start(struct fixture *f)
{
    *f = (struct fixture){0};
    ctx_init(&f->ctx);
    f->ctx.lang = LANG_EN;
    f->ctx.sink = sink;
    f->ctx.sink_user = f;
    f->ctx.files = f->files;
    data_init(&f->data, &f->ctx);
}

static void finish(struct fixture *f)
{
    data_release(&f->data);
    for (size_t i = 0; i < f->ctx.n_files; i++)
        buf_release(&f->bytes[i]);
    buf_release(&f->said);
}

static void add(struct fixture *f, const char *name, const char *text)
{
    size_t i = f->ctx.n_files++;

    if (data_is_sheets(name))
        pack_sheets(&f->ctx, name, span_of(text), &f->bytes[i]);
    else
        buf_puts(&f->bytes[i], text);
    f->files[i] = (struct memory_file){name, buf_span(&f->bytes[i])};
}

/* One form: the label in column A, the figure in column C. */
static void add_form(struct fixture *f, const char *name, const char *who, const char *figure)
{
    struct arena a = {0};

    add(f, name,
        arena_printf(&a,
                     "%%%% sheet Biểu\n<sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Đơn vị:</t></is></c>"
                     "<c r=\"B1\" t=\"inlineStr\"><is><t>%s</t></is></c></row><row r=\"4\"><c r=\"A4\" t=\"inlineStr\"><is><t>Số khối</t></is></c>"
                     "<c r=\"C4\"><v>%s</v></c></row></sheetData>\n",
                     who, figure));
    arena_release(&a);
}

static bool gather(struct fixture *f, const char *yaml)
{
    add(f, "vanban.yaml", yaml);
    return data_read_defaults(&f->data, "vanban.yaml") && gather_sources(&f->data, "vanban.yaml", f->data.sources) &&
           rules_check(&f->ctx, &f->data, f->data.rules);
}

static void expect(struct fixture *f, const char *path, const char *text)
{
    struct arena a = {0};
    const struct value *v = f->data.root;

    for (const char *p = path; v && *p;) {
        size_t n = strcspn(p, ".");
        const char *step = arena_span(&a, span_make(p, n));

        v = *step >= '0' && *step <= '9' ? value_item(v, (size_t)(*step - '0')) : value_member(v, step);
        p += n + (p[n] == '.');
    }
    if (!v)
        print_error("there is no %s\n", path);
    assert_non_null(v);
    assert_string_equal(v->type == VALUE_SCALAR ? v->as.scalar.text : v->type == VALUE_NULL ? "~" : "…", text);
    arena_release(&a);
}

static void test_forms(void **state)
{
    struct fixture f;

    (void)state;
    start(&f);
    add_form(&f, "ky2/b.xlsx", "Hưng Phúc", "20");
    add_form(&f, "ky2/a.xlsx", "Hưng Bình", "460");
    add_form(&f, "ky2/~$a.xlsx", "Hưng Bình", "1");
    add_form(&f, "ky1/x.xlsx", "HƯNG BÌNH", "480");
    add_form(&f, "ky1/y.xlsx", "Lê Lợi", "7");
    assert_true(gather(&f, "nguon:\n  xa:\n    tep: ky2/*.xlsx\n    o: { ten: Đơn vị, so_khoi: Số khối, lai: C4 }\n    khoa: ten\n"
                           "    ky_truoc: ky1/*.xlsx\n"));
    assert_int_equal(value_count(value_member(f.data.root, "xa")), 2);
    expect(&f, "xa.0.ten", "Hưng Bình");
    expect(&f, "xa.0.nguon", "ky2/a.xlsx");
    expect(&f, "xa.0.so_khoi", "460");
    expect(&f, "xa.0.lai", "460");
    expect(&f, "xa.0.so_khoi_truoc", "480");
    expect(&f, "xa.0.so_khoi_tang", "-20");
    expect(&f, "xa.0.so_khoi_tang_phan_tram", "-4,17");
    expect(&f, "xa.1.so_khoi_tang", "~");
    expect(&f, "xa_chua_bao_cao.0.ten", "Lê Lợi");
    assert_int_equal(value_count(value_member(f.data.root, "xa_chua_bao_cao")), 1);
    assert_int_equal(f.ctx.errors + f.ctx.warnings, 0);
    finish(&f);
}

static void test_mixed(void **state)
{
    struct fixture f;

    (void)state;
    start(&f);
    add(&f, "xa/hung-binh.yaml", "so_lieu: { khoi: 460 }\n");
    add(&f, "xa/le-loi.json", "{ \"so_lieu\": { \"khoi\": 20 } }");
    add(&f, "ds.csv", "ten;so\nHưng Bình;1\nCửa Nam;2\n");
    assert_true(gather(&f, "nguon:\n  xa:\n    tep: xa/*\n    o: { khoi: so_lieu.khoi }\n    danh_sach: { tep: ds.csv, cot: Tên }\n  ds: ds.csv\n"));
    expect(&f, "xa.0.khoi", "460");
    expect(&f, "xa.1.nguon", "xa/le-loi.json");
    expect(&f, "xa_chua_bao_cao.0.ten", "Cửa Nam");
    expect(&f, "ds.1.so", "2");
    assert_non_null(strstr(f.said.p, "“le-loi” has reported but is not in danh_sach"));
    finish(&f);
}

/* A key of the papers' own files stays, and what vanban.yaml says of sources is no data. */
static void test_layers(void **state)
{
    struct fixture f;

    (void)state;
    start(&f);
    assert_true(data_read_memory(&f.data, "a.yaml", SPAN("xa: 1\n")));
    assert_true(gather(&f, "nguon: { xa: a/*.xlsx, trong: b/*.csv }\ndoi_chieu: \"chua_co == 1\"\n"));
    expect(&f, "xa", "1");
    assert_int_equal(value_count(value_member(f.data.root, "trong")), 0);
    assert_null(value_member(f.data.root, "nguon"));
    assert_null(value_member(f.data.root, "doi_chieu"));
    finish(&f);
}

static void test_rules(void **state)
{
    static const char yaml[] = "nguon:\n  khoi: khoi.xlsx\n  tong: { tep: khoi.xlsx, vung: \"A1:B2\" }\n"
                               "doi_chieu:\n  - \"khoi_tong.so == tong[0].so\"\n  - { dung: \"khoi_tong.so == 3\", thong_bao: lệch }\n";
    struct fixture f;

    (void)state;
    start(&f);
    add(&f, "khoi.xlsx",
        "%% sheet S 1\n<sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Tên</t></is></c><c r=\"B1\" t=\"inlineStr\"><is><t>Số</t></is></c></row>"
        "<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>x</t></is></c><c r=\"B2\"><v>1</v></c></row>"
        "<row r=\"3\"><c r=\"A3\" t=\"inlineStr\"><is><t>Tổng</t></is></c><c r=\"B3\"><v>3</v></c></row></sheetData>\n");
    assert_false(gather(&f, yaml));
    assert_string_equal(f.said.p, "vanban.yaml:5:6: error: the check “khoi_tong.so == tong[0].so” fails: 3 (khoi.xlsx: 'S 1'!B3) differs from 1 "
                                  "(khoi.xlsx: 'S 1'!B2); correct the figure that is wrong [check-failed]\n");
    finish(&f);
}

static void test_faults(void **state)
{
    static const struct {
        const char *yaml, *expected;
    } cases[] = {
        {"nguon: [a]\n", "vanban.yaml:1:8: error: nguon names sources"},
        {"nguon: { xa: ~ }\n", "the source “xa” does not say its files"},
        {"nguon: { xa: { tep: a.csv, trangg: 1 } }\n", "did you mean trang?"},
        {"nguon: { xa: { tep: a.csv, khoa: [1] } }\n", "khoa must be a text"},
        {"nguon: { xa: ../a.csv }\n", "must be a file or a pattern below the folder"},
        {"nguon: { xa: /etc/*.csv }\n", "[source-path]"},
        {"nguon: { xa: \"*/a.csv\" }\n", "[source-path]"},
        {"nguon: { xa: khong.csv }\n", "vanban.yaml:1:14: error: there is no file"},
        {"nguon: { xa: vanban.md }\n", "[data-format]"},
        {"nguon: { xa: { tep: a.csv, khoa: ma } }\n", "has no text under “ma”"},
        {"nguon: { xa: { tep: a.csv, khoa: ten } }\n", "a.csv:3:1: error: “x” has reported twice, first at a.csv:2:1"},
        {"nguon: { xa: { tep: a.csv, o: { x: C1 } } }\n", "[form-place]"},
        {"nguon: { xa: { tep: a.csv, danh_sach: 3 } }\n", "[source-list]"},
        {"nguon: { xa: { tep: a.csv, danh_sach: { tep: a.csv } } }\n", "[source-list]"},
        {"nguon: { xa: { tep: b.xlsx, o: { x: Không } } }\n", "b.xlsx: Biểu: error: there is no “Không” here"},
        {"nguon: { xa: { tep: b.xlsx, o: [x] } }\n", "[form-place]"},
        {"nguon: { xa: { tep: b.xlsx, trang: Khác, o: { x: C1 } } }\n", "b.xlsx has no sheet “Khác”; it has: Biểu"},
        {"nguon: { xa: { tep: b.xlsx, vung: xyz } }\n", "[sheet-area]"},
        {"nguon: { xa: { tep: b.xlsx, tieu_de: 4-x } }\n", "[sheet-area]"},
        {"nguon: { xa: { tep: b.xlsx, tieu_de: 9-4 } }\n", "[sheet-area]"},
        {"doi_chieu: [{ dungg: \"1 == 1\" }]\n", "[rule-form]"},
        {"doi_chieu: \"1 ==\"\n", "vanban.yaml:1:"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fixture f;

        start(&f);
        add(&f, "a.csv", "ten,so\nX,1\nx,2\n");
        add_form(&f, "b.xlsx", "A", "1");
        assert_false(gather(&f, cases[i].yaml));
        assert_int_equal(f.ctx.errors, 1);
        if (!strstr(f.said.p, cases[i].expected))
            print_error("%s: %s\n", cases[i].yaml, f.said.p);
        assert_non_null(strstr(f.said.p, cases[i].expected));
        finish(&f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_forms), cmocka_unit_test(test_mixed), cmocka_unit_test(test_layers),
        cmocka_unit_test(test_rules), cmocka_unit_test(test_faults),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
