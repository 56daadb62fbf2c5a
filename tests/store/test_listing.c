/* Adding a paper to vanban.yaml: where the entry goes, what stays, and what is left to the clerk. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "store/listing.h"

/* The text with "{ ten: n-1 }" added; NULL: it is not added. In the arena. */
static const char *added(struct arena *a, const char *text)
{
    struct buf out = {0};
    bool ok = listing_add(a, span_of(text), "{ ten: n-1, tep: n.md }", &out);
    const char *result = ok ? arena_span(a, buf_span(&out)) : NULL;

    buf_release(&out);
    return result;
}

static void test_places(void **state)
{
    static const struct {
        const char *before, *after;
    } cases[] = {
        {"van_ban:\n  - a.md\n", "van_ban:\n  - a.md\n  - { ten: n-1, tep: n.md }\n"},
        {"van_ban:\n- a.md", "van_ban:\n- a.md\n- { ten: n-1, tep: n.md }\n"},
        {"van_ban:\n  - tep: a.md\n    ra: pdf\n\n# hết\ndia_danh: X\n",
         "van_ban:\n  - tep: a.md\n    ra: pdf\n  - { ten: n-1, tep: n.md }\n\n# hết\ndia_danh: X\n"},
        {"dia_danh: X\nvan_ban:\n  # mọi báo cáo\n  - { tep: a.md,\n      ra: pdf }\nkho_mat: m\n",
         "dia_danh: X\nvan_ban:\n  # mọi báo cáo\n  - { tep: a.md,\n      ra: pdf }\n  - { ten: n-1, tep: n.md }\nkho_mat: m\n"},
    };
    struct arena a = {0};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(added(&a, cases[i].before), cases[i].after);
    arena_release(&a);
}

static void test_left_alone(void **state)
{
    static const char *const texts[] = {
        "", "van_ban: a.md\n", "van_ban: [ a.md ]\n", "van_ban: []\n", "van_ban:\n", "dia_danh: X\n", "van_ban:\n  -\n    - a.md\n  - [\n", "{ van_ban: [ a ] }",
        "van_ban: &x\n  - *x\n",
    };
    struct arena a = {0};

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_null(added(&a, texts[i]));
    arena_release(&a);
}

static void test_entry(void **state)
{
    static const char *const files[] = {"van-ban/k.yaml", "du-lieu/a b.xlsx", "du-lieu/c.yaml"};
    struct ws_paper like = {.name = "k", .files = files, .n_files = 3, .own = true, .template_file = "mau/k.xml", .formats = {"pdf", "docx"}, .n_formats = 2,
                            .folder = "xuat"};
    struct arena a = {0};

    (void)state;
    assert_string_equal(listing_entry(&a, &like, "k-thay-the", "van-ban/k-thay-the.yaml", false),
                        "{ ten: k-thay-the, tep: van-ban/k-thay-the.yaml, mau: mau/k.xml, du_lieu: [\"du-lieu/a b.xlsx\", du-lieu/c.yaml], ra: [pdf, docx] }");
    like.own = false;
    like.folder = "noi khác";
    like.draft = true;
    like.n_formats = 1;
    assert_string_equal(listing_entry(&a, &like, "a: \"b\"", "x.md", true), "{ ten: \"a: \\\"b\\\"\", tep: x.md, ra: pdf, noi_ra: \"noi khác\", du_thao: true }");
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_places), cmocka_unit_test(test_left_alone), cmocka_unit_test(test_entry)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
