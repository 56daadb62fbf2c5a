/* The public API: from memory to memory, the trace, the office's defaults, faults. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "render/render.h"

static const char paper[] = "---\n"
                            "ten_loai: Báo cáo\n"
                            "the_thuc: dang-2026\n"
                            "co_quan: { ten: Tỉnh uỷ Tân Phú }\n"
                            "so: 7\n"
                            "dia_danh: Tân Phú\n"
                            "ngay: 30/6/2026\n"
                            "trich_yeu: kết quả quý II\n"
                            "noi_nhan: [Lưu Văn phòng Tỉnh uỷ]\n"
                            "nguoi_ky: { quyen_han: T/M Ban Thường vụ, ho_ten: Đỗ Văn Khoẻ }\n"
                            "so_lieu: { tong: 1200, thua: 3 }\n"
                            "---\n"
                            "Có {{ tong | so }} đảng viên.\n";

struct seen {
    struct buf text;
    uint32_t node;
};

static void note(void *user, const vb_diagnostic *d)
{
    struct seen *s = user;

    buf_printf(&s->text, "%s:%d:%d %s\n", d->file ? d->file : "", d->line, d->column, d->code);
}

static void trace(void *user, const char *path, vb_read kind, uint32_t node)
{
    static const char *const kinds[] = {"value", "absent", "shape"};
    struct seen *s = user;

    if (strncmp(path, "so_lieu", 7) != 0)
        return;
    buf_printf(&s->text, "%s %s\n", path, kinds[kind]);
    s->node = node;
}

static vb_context *start(struct seen *s)
{
    vb_context *c = vb_context_new();

    memset(s, 0, sizeof *s);
    vb_context_set_sink(c, note, s);
    vb_context_set_share(c, getenv("srcdir") ? getenv("srcdir") : ".");
    return c;
}

static vb_document *load(vb_context *c, const char *text)
{
    return vb_document_load_memory(c, "thu.md", text, strlen(text), NULL);
}

static void test_formats(void **state)
{
    size_t n = 0;
    const vb_format *all = vb_formats(&n);

    (void)state;
    assert_true(n >= 8);
    for (size_t i = 0; i < n; i++)
        assert_ptr_equal(vb_format_find(all[i].name), &all[i]);
    assert_null(vb_format_find("doc"));
    assert_string_equal(vb_format_find("odt")->suffix, ".odt");
}

/* Every format, in two contexts and again in the first one: the same bytes. */
static void test_same_bytes(void **state)
{
    size_t n = 0;
    const vb_format *all = vb_formats(&n);
    struct seen a, b;
    vb_context *x = start(&a), *y = start(&b);
    vb_document *d = load(x, paper), *e = load(y, paper), *again = load(x, paper);

    (void)state;
    assert_non_null(d);
    assert_non_null(e);
    assert_non_null(again);
    assert_int_equal(vb_document_pages(d), 1);
    for (size_t i = 0; i < n; i++) {
        void *p = NULL, *q = NULL;
        size_t np = 0, nq = 0;

        assert_true(vb_document_render(d, &all[i], 0, &p, &np));
        assert_true(vb_document_render(e, &all[i], 0, &q, &nq));
        assert_int_equal(np, nq);
        assert_memory_equal(p, q, np);
        vb_free(q);
        assert_true(vb_document_render(again, &all[i], 0, &q, &nq));
        assert_int_equal(np, nq);
        assert_memory_equal(p, q, np);
        vb_free(p);
        vb_free(q);
    }
    vb_document_free(d);
    vb_document_free(e);
    vb_document_free(again);
    vb_context_free(x);
    vb_context_free(y);
    assert_int_equal(a.text.n + b.text.n, 0);
}

static void test_text(void **state)
{
    struct seen s;
    vb_context *c = start(&s);
    vb_document *d = load(c, paper);
    void *text = NULL;
    size_t n = 0;

    (void)state;
    assert_true(vb_document_render(d, vb_format_find("txt"), 0, &text, &n));
    assert_int_equal(n, strlen(text));
    assert_non_null(strstr(text, "\nCó 1.200 đảng viên.\n"));
    assert_non_null(strstr(text, "TỈNH UỶ TÂN PHÚ\n*\nSố 07-BC/TU\n"));
    vb_free(text);
    assert_false(vb_document_render(d, vb_format_find("png"), 1, &text, &n)); /* no second page */
    assert_non_null(strstr(s.text.p, "no-page"));
    buf_release(&s.text);
    vb_document_free(d);
    vb_context_free(c);
}

/* What the paper read, and into which paragraph; thua is not read and not told. */
static void test_trace(void **state)
{
    struct seen s;
    vb_context *c = start(&s);
    vb_document *d;

    (void)state;
    vb_context_set_trace(c, trace, &s);
    d = load(c, paper);
    assert_non_null(d);
    assert_string_equal(s.text.p, "so_lieu.tong value\n");
    assert_true(s.node != 0);
    buf_release(&s.text);
    vb_document_free(d);
    vb_context_free(c);
}

static void test_faults(void **state)
{
    static const struct {
        const char *from, *to, *said;
    } rows[] = {
        {"tong | so", "tongg | so", "thu.md:13:7 value-missing\n"},
        {"30/6/2026", "31/6/2026", "thu.md:7:7 date-invalid\n"},
        {"trich_yeu: kết quả quý II\n", "", "thu.md:0:0 subject-missing\n"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct seen s;
        vb_context *c = start(&s);
        struct buf text = {0};
        const char *at = strstr(paper, rows[i].from);

        buf_put(&text, paper, (size_t)(at - paper));
        buf_puts(&text, rows[i].to);
        buf_puts(&text, at + strlen(rows[i].from));
        assert_null(load(c, text.p));
        assert_string_equal(s.text.p, rows[i].said);
        assert_int_equal(vb_context_errors(c), 1);
        assert_false(vb_context_system_failed(c));
        buf_release(&text);
        buf_release(&s.text);
        vb_context_free(c);
    }
}

/* A draft is given out with warnings; without one the same text is refused. */
static void test_draft(void **state)
{
    static const char text[] = "---\nten_loai: Kế hoạch\nthe_thuc: dang\n---\nNội dung.\n";
    const vb_options draft = {.draft = true};
    struct seen s;
    vb_context *c = start(&s);
    vb_document *d;

    (void)state;
    assert_null(load(c, text));
    assert_true(vb_context_errors(c) > 0);
    d = vb_document_load_memory(c, "thu.md", text, strlen(text), &draft);
    assert_non_null(d);
    vb_document_free(d);
    buf_release(&s.text);
    vb_context_free(c);
}

static void write_file(const char *dir, const char *name, const char *text)
{
    struct arena a = {0};
    FILE *f = fopen(path_join(&a, dir, name), "w");

    assert_non_null(f);
    fputs(text, f);
    fclose(f);
    arena_release(&a);
}

/* vanban.yaml of a folder above gives place and organ; what the paper says itself wins. */
static void test_defaults(void **state)
{
    char dir[] = "/tmp/vanban-test-XXXXXX";
    struct arena a = {0};
    struct ctx ctx;
    struct seen s;
    vb_context *c = start(&s);
    const char *sub, *file;
    vb_document *d;
    void *text = NULL;
    size_t n;

    (void)state;
    ctx_init(&ctx);
    assert_non_null(mkdtemp(dir));
    sub = path_join(&a, dir, "du-lieu");
    assert_true(file_make_dirs(&ctx, sub));
    write_file(dir, "vanban.yaml", "dia_danh: Châu Thành\nco_quan: { ten: Tỉnh uỷ Tân Phú }\n");
    write_file(sub, "x.md",
               "---\nten_loai: Báo cáo\nco_quan: { ten: Tỉnh uỷ An Hoà }\nngay: 1/6/2026\ntrich_yeu: việc\n"
               "noi_nhan: [Lưu VP]\nnguoi_ky: { quyen_han: T/M Tỉnh uỷ, ho_ten: A }\n---\nĐoạn.\n");
    file = path_join(&a, sub, "x.md");
    d = vb_document_load(c, &file, 1, NULL);
    assert_non_null(d);
    assert_true(vb_document_render(d, vb_format_find("txt"), 0, &text, &n));
    assert_non_null(strstr(text, "Châu Thành, ngày 01 tháng 6 năm 2026\n"));
    assert_non_null(strstr(text, "TỈNH UỶ AN HOÀ\n"));
    vb_free(text);
    vb_document_free(d);
    vb_context_free(c);
    unlink(file);
    unlink(path_join(&a, dir, "vanban.yaml"));
    rmdir(sub);
    rmdir(dir);
    arena_release(&a);
}

/* What a template reads of the data, with the node that it was read for. */
struct reads {
    struct buf paths;
    uint32_t nodes[4000];
    size_t n;
};

static void note_read(void *user, const char *path, vb_read kind, uint32_t node)
{
    struct reads *r = user;
    bool own = strncmp(path, "co_quan", 7) == 0; /* read by the merge itself, whose head stands beside the tree */

    buf_printf(&r->paths, "%s ", path);
    if (kind == VB_READ_VALUE && !own && r->n < sizeof r->nodes / sizeof *r->nodes)
        r->nodes[r->n++] = node;
}

/* A paper by an installed template: every value that was read went into a node that the paper has, and nothing that the
 * template made is told as data. */
static void test_template(void **state)
{
    struct seen s;
    struct reads r = {0};
    vb_context *c = start(&s);
    struct arena a = {0};
    const char *files[] = {arena_printf(&a, "%s/samples/phong-trao/bao-cao.yaml", c->ctx.share),
                           arena_printf(&a, "%s/samples/phong-trao/so-lieu.yaml", c->ctx.share)};
    const vb_options options = {.template_file = "bao-cao-phong-trao"};
    vb_document *d;

    (void)state;
    vb_context_set_trace(c, note_read, &r);
    d = vb_document_load(c, files, 2, &options);
    assert_non_null(d);
    assert_null(s.text.p);
    assert_non_null(strstr(r.paths.p, "linh_vuc[2].so_luong "));
    assert_null(strstr(r.paths.p, "noi_dung["));
    assert_true(r.n > 50 && r.n < 4000);
    for (size_t i = 0; i < r.n; i++) {
        const struct node *n = d->doc->root;

        while (n && n->id != r.nodes[i])
            n = node_next(n, d->doc->root);
        if (!n && r.nodes[i])
            fail_msg("read %zu went into a node that is not there", i);
    }
    vb_document_free(d);
    d = vb_document_load(c, files, 2, &(vb_options){.template_file = "khong-co"});
    assert_null(d);
    assert_string_equal(s.text.p, ":0:0 template-unknown\n");
    buf_release(&s.text);
    buf_release(&r.paths);
    vb_context_free(c);
    arena_release(&a);
}

static void test_templates_describe(void **state)
{
    struct seen s;
    vb_context *c = start(&s);
    char *text = NULL;

    (void)state;
    assert_true(vb_templates_describe(c, false, &text));
    assert_non_null(strstr(text, "bao-cao-phong-trao"));
    assert_non_null(strstr(text, "linh_vuc, "));
    vb_free(text);
    assert_true(vb_templates_describe(c, true, &text));
    assert_non_null(strstr(text, "    linh_vuc[].so_luong\n"));
    vb_free(text);
    assert_true(vb_schema("rng", &text));
    vb_free(text);
    assert_false(vb_schema("dtd", &text));
    vb_context_free(c);
}

static void test_describe(void **state)
{
    struct seen s;
    vb_context *c = start(&s);
    char *text = NULL;

    (void)state;
    assert_true(vb_profiles_describe(c, true, &text));
    assert_non_null(strstr(text, "dang-2018"));
    assert_non_null(strstr(text, "suy ra"));
    vb_free(text);
    assert_true(vb_fonts_describe(c, true, &text));
    assert_non_null(strstr(text, "Times New Roman"));
    vb_free(text);
    vb_context_free(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_formats), cmocka_unit_test(test_same_bytes), cmocka_unit_test(test_text),
        cmocka_unit_test(test_trace),   cmocka_unit_test(test_faults),     cmocka_unit_test(test_draft),
        cmocka_unit_test(test_defaults), cmocka_unit_test(test_describe),
        cmocka_unit_test(test_template), cmocka_unit_test(test_templates_describe),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
