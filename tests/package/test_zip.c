/* zip_write: what stands in the package byte for byte, and that a fault is told once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <cmocka.h>

#include <zip.h>

#include "base/diag/package.h"
#include "package/zip.h"

enum { MAX_DIAGNOSTICS = 4 };
struct seen {
    diag_code code[MAX_DIAGNOSTICS];
    int n;
};

static void note(void *user, const struct diagnostic *d)
{
    struct seen *seen = user;
    if (seen->n < MAX_DIAGNOSTICS)
        seen->code[seen->n] = d->code;
    seen->n++;
}

static struct ctx context(struct seen *seen)
{
    struct ctx ctx;
    ctx_init(&ctx);
    *seen = (struct seen){0};
    ctx.sink = note;
    ctx.sink_user = seen;
    return ctx;
}

static unsigned le16(const char *p)
{
    const unsigned char *u = (const unsigned char *)p;
    return u[0] | (unsigned)u[1] << 8;
}

static zip_t *open_archive(const struct buf *b)
{
    zip_source_t *source = zip_source_buffer_create(b->p, b->n, 0, NULL);
    assert_non_null(source);
    zip_t *archive = zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, NULL);
    assert_non_null(archive);
    return archive;
}

static void test_order_and_content(void **state)
{
    (void)state;
    char *big = mem_alloc(100000);
    for (size_t i = 0; i < 100000; i++)
        big[i] = (char)('a' + i % 7);
    struct zip_part parts[] = {
        {"mimetype", SPAN("application/x"), true},
        {"content.xml", {big, 100000}, false},
        {"empty.xml", {NULL, 0}, false},
        {"Pictures/1.png", SPAN("\0\1\2\3"), true},
    };
    struct seen seen;
    struct ctx ctx = context(&seen);
    struct buf out = {0};
    assert_true(zip_write(&ctx, parts, 4, &out));
    assert_int_equal(seen.n, 0);
    assert_true(out.n < 2000);

    zip_t *archive = open_archive(&out);
    assert_int_equal(zip_get_num_entries(archive, 0), 4);
    for (zip_uint64_t i = 0; i < 4; i++) {
        assert_string_equal(zip_get_name(archive, i, 0), parts[i].name);
        zip_stat_t st;
        assert_int_equal(zip_stat_index(archive, i, 0, &st), 0);
        assert_int_equal(st.size, parts[i].content.n);
        char *got = mem_alloc(st.size + 1);
        zip_file_t *f = zip_fopen_index(archive, i, 0);
        assert_int_equal(zip_fread(f, got, st.size + 1), st.size);
        if (st.size)
            assert_memory_equal(got, parts[i].content.p, st.size);
        if (parts[i].stored)
            assert_int_equal(st.comp_method, ZIP_CM_STORE);
        zip_fclose(f);
        free(got);
    }
    zip_discard(archive);
    buf_release(&out);
    free(big);
}

/* The first entry of an ODF package: stored, no extra field, sizes in the local header, its bytes
 * at offset 38; so `file` and mail gateways know the type. */
static void test_first_local_header(void **state)
{
    (void)state;
    struct zip_part part = {"mimetype", SPAN("application/vnd.oasis.opendocument.text"), true};
    struct seen seen;
    struct ctx ctx = context(&seen);
    struct buf out = {0};
    assert_true(zip_write(&ctx, &part, 1, &out));
    assert_memory_equal(out.p, "PK\3\4", 4);
    assert_int_equal(le16(out.p + 6), 0);       /* flags: no data descriptor, plain name */
    assert_int_equal(le16(out.p + 8), 0);       /* stored */
    assert_int_equal(le16(out.p + 10), 1);      /* 00:00:02 */
    assert_int_equal(le16(out.p + 12), 0x0021); /* 1980-01-01 */
    assert_int_equal(le16(out.p + 18), part.content.n);
    assert_int_equal(le16(out.p + 26), 8); /* length of the name */
    assert_int_equal(le16(out.p + 28), 0); /* no extra field */
    assert_memory_equal(out.p + 30, "mimetype", 8);
    assert_memory_equal(out.p + 38, part.content.p, part.content.n);
    buf_release(&out);
}

static void test_same_bytes(void **state)
{
    (void)state;
    struct zip_part parts[] = {{"a.xml", SPAN("<a/>"), false}, {"b/c.xml", SPAN("<c/>"), false}};
    struct seen seen;
    struct ctx ctx = context(&seen);
    struct buf one = {0}, two = {0};
    assert_true(zip_write(&ctx, parts, 2, &one));
    assert_true(zip_write(&ctx, parts, 2, &two));
    assert_int_equal(one.n, two.n);
    assert_memory_equal(one.p, two.p, one.n);
    buf_release(&one);
    buf_release(&two);
}

static void test_appends(void **state)
{
    (void)state;
    struct zip_part part = {"a", SPAN("x"), false};
    struct seen seen;
    struct ctx ctx = context(&seen);
    struct buf out = {0};
    buf_puts(&out, "before");
    assert_true(zip_write(&ctx, &part, 1, &out));
    assert_memory_equal(out.p, "beforePK\3\4", 10);
    buf_release(&out);
}

static void test_vietnamese_name(void **state)
{
    (void)state;
    struct zip_part part = {"Hình/ảnh.png", SPAN("x"), true};
    struct seen seen;
    struct ctx ctx = context(&seen);
    struct buf out = {0};
    assert_true(zip_write(&ctx, &part, 1, &out));
    zip_t *archive = open_archive(&out);
    assert_string_equal(zip_get_name(archive, 0, ZIP_FL_ENC_STRICT), part.name);
    zip_discard(archive);
    buf_release(&out);
}

static void assert_refused(const struct zip_part *parts, size_t n)
{
    struct seen seen;
    struct ctx ctx = context(&seen);
    struct buf out = {0};
    assert_false(zip_write(&ctx, parts, n, &out));
    assert_int_equal(seen.n, 1);
    assert_int_equal(seen.code[0], DIAG_ZIP_WRITE);
    assert_int_equal(out.n, 0);
    buf_release(&out);
}

static void test_faults(void **state)
{
    (void)state;
    struct zip_part twice[] = {{"a", SPAN("1"), false}, {"a", SPAN("2"), false}};
    assert_refused(twice, 2);
    struct zip_part bad_name = {"\xff\xfe", SPAN("1"), false};
    assert_refused(&bad_name, 1);
    assert_refused(NULL, 0); /* a package without parts is no package */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_order_and_content), cmocka_unit_test(test_first_local_header),
        cmocka_unit_test(test_same_bytes),        cmocka_unit_test(test_appends),
        cmocka_unit_test(test_vietnamese_name),   cmocka_unit_test(test_faults),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
