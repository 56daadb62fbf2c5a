/* Which paragraph a read of the data belongs to, in a whole paper: the store stands on it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>

#include "font/font.h"
#include "merge/bind.h"

struct seen {
    struct ctx ctx;
    struct tracer tracer;
    struct buf reads; /* "path@node\n" */
};

static void trace(void *user, const char *path, enum read_kind kind, uint32_t node)
{
    struct seen *s = user;

    (void)kind;
    buf_printf(&s->reads, "%s@%08x\n", path, node);
}

static struct doc *bind(struct seen *s, const char *yaml)
{
    struct bind_options options = {.profile = "dang-2026"};
    struct fonts *fonts;
    struct data d;
    struct doc *doc;

    memset(s, 0, sizeof *s);
    ctx_init(&s->ctx);
    s->ctx.share = getenv("srcdir") ? getenv("srcdir") : ".";
    s->tracer = (struct tracer){.read = trace, .user = s};
    s->ctx.tracer = &s->tracer;
    data_init(&d, &s->ctx);
    assert_true(data_read_memory(&d, "a.yaml", span_of(yaml)));
    fonts = fonts_new(&s->ctx);
    doc = bind_document(&s->ctx, &d, fonts, &options);
    fonts_free(fonts);
    data_release(&d);
    assert_non_null(doc);
    return doc;
}

static void expect(const struct seen *s, const struct doc *doc, const char *path, const char *place)
{
    struct arena a = {0};
    uint32_t id = doc_place_id(place);
    bool made = false;

    for (const struct node *n = doc->root; n; n = node_next(n, doc->root))
        made |= n->id == id;
    if (!made)
        fail_msg("no node at %s", place);
    if (!strstr(s->reads.p, arena_printf(&a, "\n%s@%08x\n", path, id)))
        fail_msg("%s was not read for %s:\n%s", path, place, s->reads.p);
    arena_release(&a);
}

/* Every read belongs to a node of the paper, or to the paper as a whole. */
static void expect_nodes(const struct seen *s, const struct doc *doc)
{
    for (const char *p = s->reads.p; (p = strchr(p, '@')); p++) {
        uint32_t id = (uint32_t)strtoul(p + 1, NULL, 16);
        const struct node *n = doc->root;

        while (n && n->id != id)
            n = node_next(n, doc->root);
        if (id && !n)
            fail_msg("a read went into a node that is not there: %.60s", p);
    }
}

static void expect_none(const struct seen *s, const char *path, const char *place)
{
    struct arena a = {0};

    if (strstr(s->reads.p, arena_printf(&a, "\n%s@%08x\n", path, doc_place_id(place))))
        fail_msg("%s was read for %s:\n%s", path, place, s->reads.p);
    arena_release(&a);
}

#define HEAD \
    "co_quan: { cap_tren: Đảng bộ tỉnh Tân Phú, ten: Đảng uỷ phường Tân An, ky_hieu: ĐU }\n" \
    "so: 3\ndia_danh: Tân An\nngay: 15/6/2026\ndo_khan: Khẩn\nlan_du_thao: 2\nnguoi_soan_thao: NVA\nso_ban: 20\n" \
    "noi_nhan: [Như trên, Lưu Văn phòng]\n" \
    "nguoi_ky: { quyen_han: T/M Ban Thường vụ, chuc_vu: Phó Bí thư, ho_ten: Lê Văn Tám }\n"

static void test_keys(void **state)
{
    struct seen s;
    struct doc *doc = bind(&s, HEAD "ten_loai: Tờ trình\ntrich_yeu: [về, việc]\nkinh_trinh: [Tỉnh uỷ, Ban Tổ chức]\n"
                                    "can_cu: [Điều một, Điều hai]\nlien_he: Số 1\nnoi_dung: [Kính đề nghị.]\n");

    (void)state;
    expect(&s, doc, "so", "so");
    expect(&s, doc, "ngay", "ngay");
    expect(&s, doc, "dia_danh", "ngay");
    expect(&s, doc, "do_khan", "do_khan");
    expect(&s, doc, "lan_du_thao", "lan_du_thao");
    expect(&s, doc, "nguoi_soan_thao", "nguoi_soan_thao");
    expect(&s, doc, "so_ban", "nguoi_soan_thao");
    expect(&s, doc, "trich_yeu[1]", "trich_yeu");
    expect(&s, doc, "kinh_trinh[0]", "kinh_trinh[0]");
    expect(&s, doc, "kinh_trinh[1]", "kinh_trinh[1]");
    expect_none(&s, "kinh_trinh[1]", "kinh_trinh[0]");
    expect(&s, doc, "can_cu[1]", "can_cu[1]");
    expect_none(&s, "can_cu[1]", "can_cu[0]");
    expect(&s, doc, "noi_nhan[1]", "noi_nhan[1]");
    expect(&s, doc, "lien_he", "lien_he");
    expect_nodes(&s, doc);
    doc_free(doc);
    buf_release(&s.reads);
}

/* A mention reads what it prints, for the paragraph that it stands in. */
static void test_mentions(void **state)
{
    struct seen s;
    struct doc *doc = bind(&s, HEAD "ten_loai: Kế hoạch\ntrich_yeu: về kiểm tra\n"
                                    "vien_dan: [ { ma: qd, ten_loai: Quy định, so: 399-QĐ/TW, ngay: 09/01/2026, co_quan: Ban Bí thư, trich_yeu: về thể thức } ]\n"
                                    "noi_dung: [ 'Theo {{ vien_dan.qd }}.', 'Lại theo {{ vien_dan.qd }}.' ]\n");

    (void)state;
    expect(&s, doc, "vien_dan[0].so", "noi_dung[0]");
    expect(&s, doc, "vien_dan[0].trich_yeu", "noi_dung[0]");
    expect(&s, doc, "vien_dan[0].so", "noi_dung[1]");
    expect_none(&s, "vien_dan[0].trich_yeu", "noi_dung[1]");
    expect_nodes(&s, doc);
    doc_free(doc);
    buf_release(&s.reads);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_keys), cmocka_unit_test(test_mentions)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
