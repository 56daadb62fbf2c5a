/* Files in memory: a server renders without a disk, a document reaches only what it was given, and contexts in threads
 * do not disturb each other. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/span.h"
#include "render/vanban.h"

static const unsigned char picture[] = {
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44, 0x52,
    0x00, 0x00, 0x00, 0x03, 0x00, 0x00, 0x00, 0x02, 0x08, 0x00, 0x00, 0x00, 0x00, 0xb8, 0x1f, 0x39,
    0xc6, 0x00, 0x00, 0x00, 0x0b, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9c, 0x63, 0x60, 0x80, 0x00, 0x00,
    0x00, 0x08, 0x00, 0x01, 0xb7, 0x58, 0x73, 0x95, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4e, 0x44,
    0xae, 0x42, 0x60, 0x82,
};
static const char paper[] = "---\nten_loai: Báo cáo\nthe_thuc: dang-2026\nngay: 30/6/2026\ntrich_yeu: kết quả quý II\n"
                            "noi_nhan: [Lưu Văn phòng Tỉnh uỷ]\n"
                            "nguoi_ky: { quyen_han: T/M Ban Thường vụ, ho_ten: Đỗ Văn Khoẻ }\n---\n"
                            "Có {{ so_lieu.tong | so }} đảng viên, {{ khoi | length }} khối.\n\n![Sơ đồ](anh/so-do.png)\n";
static const char defaults[] = "co_quan: { ten: Tỉnh uỷ Tân Phú }\ndia_danh: Tân Phú\n";
static const char figures[] = "so_lieu: { tong: 1200 }\n";
static const char table[] = "ten,so\nMột,1\nHai,2\n";
static const char template[] = "<van-ban xmlns=\"urn:vanban:1\" ten-loai=\"Báo cáo\" ngay=\"30/6/2026\" so=\"2\">\n"
                               "<trich-yeu>thử</trich-yeu><noi-nhan>Lưu VP</noi-nhan>\n"
                               "<nguoi-ky><quyen-han>T/M Tỉnh uỷ</quyen-han><ho-ten>A</ho-ten></nguoi-ky>\n"
                               "<noi-dung><include tep=\"phan/chung.xml\"/></noi-dung></van-ban>\n";
static const char part[] = "<phan-chung xmlns=\"urn:vanban:1\"><doan>Có {{ so_lieu.tong | so }} người.</doan></phan-chung>\n";

#define FILE_OF(n, b) {n, b, sizeof(b) - 1}

static const vb_file all[] = {
    FILE_OF("nam/2026/bao-cao.md", paper),   FILE_OF("./nam/vanban.yaml", defaults), FILE_OF("nam/so-lieu.yaml", figures),
    FILE_OF("nam/khoi.csv", table),          FILE_OF("nam/mau.xml", template),       FILE_OF("nam/phan/chung.xml", part),
    {"nam/2026/anh/so-do.png", picture, sizeof picture},
};
enum { ALL = sizeof all / sizeof *all };

static void note(void *user, const vb_diagnostic *d)
{
    buf_printf(user, "%s:%d:%d %s\n", d->file ? d->file : "", d->line, d->column, d->code);
}

static vb_context *start(struct buf *said)
{
    vb_context *c = vb_context_new();

    *said = (struct buf){0};
    vb_context_set_sink(c, note, said);
    vb_context_set_share(c, getenv("srcdir") ? getenv("srcdir") : ".");
    return c;
}

static vb_document *load(vb_context *c, const char *const *names, size_t n, const char *with)
{
    return vb_document_load(c, names, n, &(vb_options){.template_file = with});
}

static const char *const inputs[] = {"nam/2026/bao-cao.md", "nam/so-lieu.yaml", "nam/khoi.csv"};

static void document_and_all_that_it_needs(void **state)
{
    struct buf said;
    vb_context *c = start(&said);
    vb_document *d;
    void *out = NULL;
    size_t n;

    (void)state;
    vb_context_set_files(c, all, ALL);
    d = load(c, inputs, 3, NULL);
    assert_null(said.p);
    assert_non_null(d);
    assert_true(vb_document_render(d, vb_format_find("txt"), 0, &out, &n));
    assert_non_null(strstr(out, "Tân Phú, ngày 30 tháng 6 năm 2026\n"));
    assert_non_null(strstr(out, "Có 1.200 đảng viên, 2 khối.\n"));
    vb_free(out);
    assert_true(vb_document_render(d, vb_format_find("pdf"), 0, &out, &n));
    assert_memory_equal(out, "%PDF-", 5);
    vb_free(out);
    vb_document_free(d);
    d = load(c, inputs + 1, 1, "nam/mau.xml");
    assert_null(said.p);
    assert_non_null(d);
    vb_document_free(d);
    vb_context_free(c);
}

/* Nothing of the disk, whatever the way that leads to it. */
static void nothing_else(void **state)
{
    static const char link[] = "---\nten_loai: Báo cáo\n---\n![x](%s)\n";
    char place[] = "/tmp/vanban-memory-XXXXXX";
    int fd = mkstemp(place);
    const char *const paths[] = {place, "../../../../../../..", "../x.png", "templates/profiles/dang-2026.xml"};
    const char *name = "a.md";

    (void)state;
    assert_true(fd >= 0 && write(fd, picture, sizeof picture) == (ssize_t)sizeof picture);
    close(fd);
    for (size_t i = 0; i < 4; i++) {
        struct buf said, text = {0};
        vb_context *c = start(&said);

        for (const char *p = link; *p; p++)
            if (*p == '%')
                buf_puts(&text, paths[i]), p++;
            else
                buf_putc(&text, *p);
        vb_context_set_files(c, &(vb_file){name, text.p, text.n}, 1);
        assert_null(load(c, &name, 1, NULL));
        assert_non_null(strstr(said.p, "a.md:4:1 image-missing\n"));
        buf_release(&said);
        name = place;
        assert_null(load(c, &name, 1, NULL));
        assert_non_null(strstr(said.p, "file-not-found\n"));
        name = "-";
        buf_clear(&said);
        assert_null(load(c, &name, 1, NULL));
        assert_non_null(strstr(said.p, "file-not-found\n"));
        name = "a.md";
        buf_release(&said);
        buf_release(&text);
        vb_context_free(c);
    }
    unlink(place);
}

/* A template's includes end where its folder does; what is installed is in reach by its name. */
static void templates(void **state)
{
    static const char out[] = "<van-ban xmlns=\"urn:vanban:1\" ten-loai=\"Báo cáo\"><noi-dung><include tep=\"../b.xml\"/></noi-dung></van-ban>";
    const vb_file files[] = {FILE_OF("x/a.xml", out), FILE_OF("b.xml", part), FILE_OF("so-lieu.yaml", figures)};
    const char *name = "so-lieu.yaml";
    struct buf said;
    vb_context *c = start(&said);

    (void)state;
    vb_context_set_files(c, files, 3);
    assert_null(load(c, &name, 1, "x/a.xml"));
    assert_string_equal(said.p, "x/a.xml:1:74 template-include\n");
    buf_clear(&said);
    assert_null(load(c, &name, 1, "bao-cao-phong-trao"));
    assert_non_null(strstr(said.p, "bao-cao-phong-trao.xml:"));
    assert_null(strstr(said.p, "not-found"));
    buf_clear(&said);
    vb_context_set_files(c, files, 0); /* given, and none */
    assert_null(load(c, &name, 1, NULL));
    assert_string_equal(said.p, ":0:0 file-not-found\n");
    buf_release(&said);
    vb_context_free(c);
}

/* ---- checking ---- */

static void count_item(void *user, const vb_item *item)
{
    size_t *n = user;

    assert_non_null(item->name);
    assert_non_null(item->file);
    n[item->state]++;
}

static void checks(void **state)
{
    struct buf said;
    vb_context *c = start(&said);
    size_t items[4] = {0};
    vb_result r;

    (void)state;
    vb_context_set_files(c, all, ALL);
    assert_true(vb_check(c, inputs, 3, NULL, count_item, items, &r));
    assert_null(said.p);
    assert_int_equal(r.papers, 1);
    assert_int_equal(r.data + r.templates + r.unreadable + (size_t)r.errors, 0);
    assert_true(items[VB_ITEM_GOOD] > 20);
    assert_int_equal(items[VB_ITEM_FAULTY] + items[VB_ITEM_MISSING] + items[VB_ITEM_READS], 0);
    assert_false(vb_check(c, inputs, 2, NULL, NULL, NULL, &r)); /* without the table */
    assert_non_null(strstr(said.p, "nam/2026/bao-cao.md:9:"));
    buf_clear(&said);
    assert_true(vb_check(c, (const char *const[]){"nam/mau.xml", "nam/phan/chung.xml", "nam/khoi.csv"}, 2, NULL, count_item, items, &r));
    assert_int_equal(r.templates, 2);
    assert_int_equal(items[VB_ITEM_READS], 1);
    assert_false(vb_check(c, (const char *const[]){"khong-co.yaml", "nam/2026/anh/so-do.png"}, 2, NULL, NULL, NULL, &r));
    assert_int_equal(r.unreadable, 2);
    assert_int_equal(r.errors, 2);
    buf_release(&said);
    vb_context_free(c);
}

/* ---- threads ---- */

enum { THREADS = 4, PAPERS = 20 };

struct work {
    struct buf first; /* the bytes of the first round */
    bool same;
    pthread_t thread;
};

static void *render_papers(void *user)
{
    static const char *const formats[] = {"pdf", "docx", "odt"};
    struct work *w = user;
    struct buf said;
    vb_context *c = start(&said);

    w->same = true;
    vb_context_set_files(c, all, ALL);
    for (int i = 0; i < PAPERS; i++) {
        vb_document *d = load(c, inputs, 3, NULL);
        struct buf bytes = {0};

        for (size_t f = 0; d && f < 3; f++) {
            void *out = NULL;
            size_t n = 0;

            if (vb_document_render(d, vb_format_find(formats[f]), 0, &out, &n))
                buf_put(&bytes, out, n);
            vb_free(out);
        }
        vb_document_free(d);
        if (i == 0) {
            w->first = bytes;
            continue;
        }
        w->same = w->same && bytes.n == w->first.n && memcmp(bytes.p, w->first.p, bytes.n) == 0;
        buf_release(&bytes);
    }
    buf_release(&said);
    vb_context_free(c);
    return NULL;
}

static void threads(void **state)
{
    struct work work[THREADS] = {0};

    (void)state;
    for (size_t i = 0; i < THREADS; i++)
        assert_int_equal(pthread_create(&work[i].thread, NULL, render_papers, &work[i]), 0);
    for (size_t i = 0; i < THREADS; i++)
        assert_int_equal(pthread_join(work[i].thread, NULL), 0);
    for (size_t i = 0; i < THREADS; i++) {
        assert_true(work[i].same);
        assert_true(work[i].first.n > 10000);
        assert_int_equal(work[i].first.n, work[0].first.n);
        assert_memory_equal(work[i].first.p, work[0].first.p, work[0].first.n);
    }
    for (size_t i = 0; i < THREADS; i++)
        buf_release(&work[i].first);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(document_and_all_that_it_needs),
        cmocka_unit_test(nothing_else),
        cmocka_unit_test(templates),
        cmocka_unit_test(checks),
        cmocka_unit_test(threads),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
