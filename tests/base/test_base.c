/* Tests of base: memory, buffers, diagnostics, XML, files. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <dirent.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/diag/base.h"
#include "base/file.h"
#include "base/xml.h"

/* What the sink was told last, and how often. */
struct heard {
    int count;
    diag_code code;
    char line[4096];
};

static void hear(void *user, const struct diagnostic *d)
{
    struct heard *h = user;
    struct buf line = {0};
    diag_format(&line, d, LANG_EN);
    h->count++;
    h->code = d->code;
    snprintf(h->line, sizeof h->line, "%s", line.p);
    buf_release(&line);
}

static struct ctx listening(struct heard *h)
{
    struct ctx ctx;
    ctx_init(&ctx);
    ctx.lang = LANG_EN;
    ctx.sink = hear;
    ctx.sink_user = h;
    *h = (struct heard){0};
    return ctx;
}

static void test_arena(void **state)
{
    (void)state;
    struct arena a = {0};
    for (size_t size = 0; size < 5000; size += 7) {
        unsigned char *p = arena_alloc(&a, size);
        assert_int_equal((uintptr_t)p % 16, 0);
        for (size_t i = 0; i < size; i++)
            assert_int_equal(p[i], 0);
        memset(p, 0xFF, size);
    }
    unsigned char *large = arena_alloc(&a, 3 << 20), *small = arena_alloc(&a, 1);
    large[(3 << 20) - 1] = 1;
    assert_int_equal(*small, 0);
    assert_true(a.total > 3 << 20);
    assert_null(arena_str(&a, NULL));
    assert_string_equal(arena_str(&a, "uỷ"), "uỷ");
    assert_string_equal(arena_span(&a, span_make("abc", 2)), "ab");
    assert_string_equal(arena_span(&a, (struct span){0}), "");
    assert_string_equal(arena_printf(&a, "%s-%d", "x", 7), "x-7");
    char long_text[1000];
    memset(long_text, 'y', sizeof long_text - 1);
    long_text[sizeof long_text - 1] = '\0';
    assert_string_equal(arena_printf(&a, "%s", long_text), long_text);
    struct buf b = {0};
    assert_string_equal(arena_buf(&a, &b), "");
    buf_puts(&b, "moved");
    assert_string_equal(arena_buf(&a, &b), "moved");
    assert_null(b.p);
    arena_release(&a);
    assert_null(a.head);
    arena_release(&a);
}

static void test_span(void **state)
{
    (void)state;
    assert_true(span_equal(SPAN("ab"), span_make("abc", 2)));
    assert_false(span_equal(SPAN("ab"), SPAN("ac")));
    assert_true(span_equal((struct span){0}, SPAN("")));
    assert_true(span_is(SPAN("x"), "x"));
    assert_false(span_is(SPAN("x"), "xy"));
    assert_true(span_starts(SPAN("abc"), "ab"));
    assert_true(span_starts(SPAN("abc"), ""));
    assert_false(span_starts(SPAN("a"), "ab"));
    static const char *const trims[][2] = {
        {" \t\r\n\v\f a b \n", "a b"},
        {"\u00A0 \u00A0x\u00A0", "x"},
        {" ", ""},
        {"\u00A0", ""},
        {"", ""},
        {"à", "à"}, /* its second byte is that of U+00A0 */
        {"xà", "xà"},
    };
    for (size_t i = 0; i < sizeof trims / sizeof *trims; i++)
        assert_true(span_is(span_trim(span_of(trims[i][0])), trims[i][1]));
}

static void test_nearest(void **state)
{
    (void)state;
    static const char *const words[] = {"render", "profiles", "fonts", NULL};
    assert_string_equal(span_nearest("redner", words), "render");
    assert_string_equal(span_nearest("profile", words), "profiles");
    assert_string_equal(span_nearest("font", words), "fonts");
    assert_null(span_nearest("convert", words));
    assert_null(span_nearest("", words));
}

static void test_buf(void **state)
{
    (void)state;
    struct buf b = {0};
    assert_string_equal(buf_span(&b).p, "");
    buf_clear(&b);
    for (int i = 0; i < 1000; i++)
        buf_printf(&b, "%03d,", i);
    assert_int_equal(b.n, 4000);
    assert_memory_equal(b.p + 3996, "999,", 5);
    buf_clear(&b);
    assert_string_equal(b.p, "");
    buf_printf(&b, "%s %5d|%-4d|%05u|%x|%X|%c|%%|%zu|%lld|%llu|%.2s", "chữ", -7, 3, 42u, 255u, 255u,
               'z', (size_t)9, -1234567890123LL, 18446744073709551615ULL, "abc");
    assert_string_equal(b.p,
                        "chữ    -7|3   |00042|ff|FF|z|%|9|-1234567890123|18446744073709551615|ab");
    buf_clear(&b);
    static const uint32_t points[] = {'a', 0xE9, 0x1EC7, 0x1F600, 0xD800, 0x110000};
    for (size_t i = 0; i < 6; i++)
        buf_utf8(&b, points[i]);
    assert_string_equal(b.p, "aéệ\xF0\x9F\x98\x80\uFFFD\uFFFD");
    buf_put(&b, "\0z", 2);
    assert_int_equal(b.p[b.n - 1], 'z');
    char *p = buf_detach(&b);
    assert_null(b.p);
    free(p);
    p = buf_detach(&b);
    assert_string_equal(p, "");
    free(p);
    buf_release(&b);
}

static void test_number(void **state)
{
    (void)state;
    static const struct {
        double v;
        int decimals;
        const char *text;
    } rows[] = {
        {0, 3, "0"},
        {-0.0, 3, "0"},
        {-0.0004, 3, "0"},
        {0.0005, 3, "0.001"},
        {1, 3, "1"},
        {12.5, 3, "12.5"},
        {-12.5, 0, "-13"},
        {12.050, 3, "12.05"},
        {0.1, 9, "0.1"},
        {0.999, 2, "1"},
        {-0.999, 2, "-1"},
        {9.9999, 3, "10"},
        {841.88976378, 6, "841.889764"},
        {0.000000001, 9, "0.000000001"},
        {123456789.125, 9, "123456789.125"},
        {1e15, 2, "1000000000000000"},
        {1e20, 2, "100000000000000000000"},
        {-1e20, 0, "-100000000000000000000"},
        {4294967296.5, 1, "4294967296.5"},
    };
    struct buf b = {0};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        buf_clear(&b);
        buf_number(&b, rows[i].v, rows[i].decimals);
        assert_string_equal(b.p, rows[i].text);
    }
    static const double wild[] = {NAN, INFINITY, -INFINITY};
    for (size_t i = 0; i < 3; i++) {
        buf_clear(&b);
        buf_number(&b, wild[i], 2);
        assert_string_equal(b.p, "0");
    }
    buf_clear(&b);
    buf_number(&b, 1.7976931348623157e308, 9);
    assert_int_equal(b.n, 309);
    buf_release(&b);
}

static void test_diag_format(void **state)
{
    (void)state;
    static const struct {
        struct pos pos;
        const char *clause, *en, *vi;
    } rows[] = {
        {{"a.md", 3, 5, NULL}, NULL, "a.md:3:5: warning: text [slug]", "a.md:3:5: cảnh báo: text [slug]"},
        {{"a.md", 3, 0, NULL},
         "HD 05 II.1",
         "a.md:3: warning: text (HD 05 II.1) [slug]",
         "a.md:3: cảnh báo: text (HD 05 II.1) [slug]"},
        {{"a.md", 0, 7, NULL}, NULL, "a.md: warning: text [slug]", "a.md: cảnh báo: text [slug]"},
        {{"a.docx", 0, 0, "thân bài, đoạn 2"},
         NULL,
         "a.docx: thân bài, đoạn 2: warning: text [slug]",
         "a.docx: thân bài, đoạn 2: cảnh báo: text [slug]"},
        {{NULL, 3, 5, NULL}, NULL, "warning: text [slug]", "cảnh báo: text [slug]"},
        {{"a\n\x1B[31m\xC2\x9Bz", 1, 1, NULL},
         NULL,
         "a  [31m z:1:1: warning: text [slug]",
         "a  [31m z:1:1: cảnh báo: text [slug]"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct diagnostic d = {.severity = SEVERITY_WARNING,
                               .pos = rows[i].pos,
                               .slug = "slug",
                               .text = "text",
                               .clause = rows[i].clause};
        struct buf b = {0};
        diag_format(&b, &d, LANG_EN);
        assert_string_equal(b.p, rows[i].en);
        buf_clear(&b);
        diag_format(&b, &d, LANG_VI);
        assert_string_equal(b.p, rows[i].vi);
        buf_release(&b);
    }
}

static void test_diag_arguments(void **state)
{
    (void)state;
    struct heard h;
    struct ctx ctx = listening(&h);
    struct pos pos = {"f", 1, 2, NULL};
    diag(&ctx, DIAG_FILE_READ_FAILED, pos, "name", "why");
    assert_string_equal(h.line, "f:1:2: error: \"name\" cannot be read: why [file-read-failed]");
    diag(&ctx, DIAG_FILE_READ_FAILED, pos, "name"); /* missing: empty */
    assert_string_equal(h.line, "f:1:2: error: \"name\" cannot be read:  [file-read-failed]");
    diag(&ctx, DIAG_FILE_READ_FAILED, pos, "{2}", "{1}\t\x1B\x7F"); /* not filled in again */
    assert_string_equal(h.line, "f:1:2: error: \"{2}\" cannot be read: {1}    [file-read-failed]");
    char *huge = malloc(100001);
    memset(huge, 'x', 100000);
    memcpy(huge + 997, "ệệ", 6); /* the cut falls into a character */
    huge[100000] = '\0';
    diag(&ctx, DIAG_FILE_READ_FAILED, pos, "n", huge);
    assert_true(strlen(h.line) < 1200);
    assert_non_null(strstr(h.line, "xxệ… [file"));
    free(huge);
    diag_rule(&ctx, DIAG_FILE_NOT_FOUND, SEVERITY_HINT, pos, "HD 05", "n");
    assert_non_null(strstr(h.line, "f:1:2: hint: "));
    assert_non_null(strstr(h.line, " (HD 05) [file-not-found]"));
    assert_int_equal(ctx.errors, 4);
    assert_int_equal(ctx.hints, 1);
}

static void test_diag_limit(void **state)
{
    (void)state;
    struct heard h;
    struct ctx ctx = listening(&h);
    for (int i = 0; i < 1000; i++)
        diag_rule(&ctx, DIAG_FILE_NOT_FOUND, SEVERITY_HINT, (struct pos){0}, NULL, "x");
    assert_int_equal(h.count, LIMIT_DIAGNOSTICS);
    for (int i = 0; i < 1000; i++) /* hints do not crowd out errors */
        diag(&ctx, DIAG_FILE_NOT_FOUND, (struct pos){0}, "x");
    assert_int_equal(h.count, 2 * LIMIT_DIAGNOSTICS);
    assert_int_equal(ctx.errors, 1000);
    ctx.sink = NULL; /* counted without a sink too */
    diag(&ctx, DIAG_FILE_NOT_FOUND, (struct pos){0}, "x");
    assert_int_equal(ctx.errors, 1001);
}

static void test_diag_rows(void **state)
{
    (void)state;
    diag_code code, last = DIAG__NONE;

    for (size_t i = 0; (code = diag_nth(i)) != DIAG__NONE; last = code, i++) {
        assert_true(code > last && code < DIAG__END); /* sorted: they are looked up by halves */
        assert_non_null(diag_slug(code));
        assert_true(diag_text(code, LANG_VI)[0] && diag_text(code, LANG_EN)[0]);
    }
}

static void test_path_fits(void **state)
{
    static const struct { const char *pattern, *name; bool fits; } rows[] = {
        {"*.xlsx", "a.xlsx", true}, {"*.xlsx", "a.xls", false}, {"*", "", true}, {"**", "a", true}, {"", "a", false}, {"", "", true},
        {"xa-?.yaml", "xa-ế.yaml", true}, {"xa-?.yaml", "xa-.yaml", false}, {"?", "ab", false}, {"a*b*c", "aXbYbc", true},
        {"a*b*c", "aXbYb", false}, {"*a", "aaab", false}, {"a", "b", false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(path_fits(rows[i].pattern, rows[i].name), rows[i].fits);
    assert_true(path_is_pattern("du-lieu/*.csv") && path_is_pattern("a?"));
    assert_false(path_is_pattern("du-lieu/a.csv"));
}

static void test_limits(void **state)
{
    static const char *const bad[] = {"", ",", "part", "part=", "part=0", "part=-1", "part=1M,", "part=2G", "x=1", "part=1T", "part=M",
                                      "parts=99999999999999", "part=1,ratio"};
    struct ctx ctx;

    (void)state;
    ctx_init(&ctx);
    assert_true(ctx_set_limits(&ctx, "part=3M,ratio=7,part=1k"));
    assert_int_equal(ctx.limits[LIMIT_PART], 1024);
    assert_int_equal(ctx.limits[LIMIT_RATIO], 7);
    assert_int_equal(ctx.limits[LIMIT_PARTS], limit_table[LIMIT_PARTS].value);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_false(ctx_set_limits(&ctx, bad[i]));
        assert_int_equal(ctx.errors, i + 1);
    }
    assert_int_equal(ctx.limits[LIMIT_PART], 1024);
}

static void test_xml(void **state)
{
    (void)state;
    struct buf b = {0};
    struct xml x;
    xml_begin(&x, &b);
    xml_open(&x, "w:doc");
    xml_attr(&x, "a", "<&>\"'\t\n\r\x01ệ");
    xml_attr(&x, "none", NULL);
    xml_attr_int(&x, "n", -3);
    xml_attr_num(&x, "w", 12.50, 3, "pt");
    xml_attr_num(&x, "h", 2, 3, NULL);
    xml_leaf(&x, "e", NULL, NULL);
    xml_leaf(&x, "e", "k", "v");
    xml_leaf(&x, "e", "k", NULL);
    xml_element(&x, "t", "");
    xml_element(&x, "t", NULL);
    xml_element(&x, "t", "a<b>&\"'\r\n\tz");
    xml_open(&x, "p");
    xml_textn(&x, span_make("a\0b\x1F"
                            "c",
                            5));
    xml_text(&x, "\xED\xA0\x80|\xEF\xBF\xBE|\xEF\xBF\xBF|\xEF\xBF\xBD");
    xml_close(&x);
    xml_open(&x, "p");
    xml_textn(&x, (struct span){0});
    xml_close(&x);
    xml_close(&x);
    xml_end(&x);
    assert_string_equal(
        b.p, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
             "<w:doc a=\"&lt;&amp;&gt;&quot;'&#9;&#10;&#13;ệ\" n=\"-3\" w=\"12.5pt\" h=\"2\">"
             "<e/><e k=\"v\"/><e/><t/><t/><t>a&lt;b&gt;&amp;\"'&#13;\n\tz</t>"
             "<p>abc|||\uFFFD</p><p/></w:doc>");
    buf_release(&b);
}

/* A folder of our own, the working folder of each file test. */
static int enter_folder(void **state)
{
    char name[] = "/tmp/test_base.XXXXXX";
    struct arena a = {0};
    if (!mkdtemp(name) || chdir(name) != 0)
        return -1;
    *state = strdup(name);
    arena_release(&a);
    return *state ? 0 : -1;
}

static int leave_folder(void **state)
{
    static const char *const left[] = {"a", "b", "link", "full", "x/y/z", "x/y", "x", "dir"};
    for (size_t i = 0; i < sizeof left / sizeof *left; i++)
        remove(left[i]);
    int failed =
        chdir("/") != 0 || rmdir(*state) != 0; /* a temporary file left behind fails here */
    free(*state);
    return failed;
}

static void put_file(const char *path, const char *text)
{
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(text, f);
    assert_int_equal(fclose(f), 0);
}

static void expect_file(const char *path, const char *text)
{
    struct heard h;
    struct ctx ctx = listening(&h);
    struct buf b = {0};
    assert_true(file_read(&ctx, path, 1 << 20, &b));
    assert_string_equal(b.p, text);
    buf_release(&b);
}

static void test_file_read(void **state)
{
    (void)state;
    struct heard h;
    struct ctx ctx = listening(&h);
    struct buf b = {0};
    put_file("a", "12345");
    assert_true(file_read(&ctx, "a", 5, &b));
    assert_string_equal(b.p, "12345");
    assert_true(file_read(&ctx, "a", 5, &b)); /* appends; the bound is the file's */
    assert_string_equal(b.p, "1234512345");
    assert_int_equal(h.count, 0);
    buf_release(&b);
    static const struct {
        const char *path;
        diag_code code;
    } bad[] = {
        {"missing", DIAG_FILE_NOT_FOUND},
        {"a/b", DIAG_FILE_NOT_FOUND},
        {"", DIAG_FILE_NOT_FOUND},
        {".", DIAG_FILE_IS_DIRECTORY},
        {"/dev/zero", DIAG_FILE_NOT_REGULAR},
        {"fifo", DIAG_FILE_NOT_REGULAR},
        {"a", DIAG_FILE_TOO_LARGE},
    };
    assert_int_equal(mkfifo("fifo", 0600), 0);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        h.count = 0;
        assert_false(file_read(&ctx, bad[i].path, 4, &b));
        assert_int_equal(h.count, 1);
        assert_int_equal(h.code, bad[i].code);
    }
    remove("fifo");
    buf_release(&b);
    put_file("a", "");
    expect_file("a", "");
}

static void test_file_write(void **state)
{
    (void)state;
    struct heard h;
    struct ctx ctx = listening(&h);
    struct file_out out, second;
    put_file("a", "old");
    assert_int_equal(chmod("a", 0640), 0);
    assert_true(file_out_write(&ctx, "a", SPAN("new"), &out));
    assert_true(file_out_write(&ctx, "b", SPAN("other"), &second));
    expect_file("a", "old"); /* not before the commit */
    assert_false(file_exists(&ctx, "b"));
    assert_true(file_out_commit(&ctx, &out));
    file_out_discard(&out);
    file_out_discard(&second);
    expect_file("a", "new");
    assert_false(file_exists(&ctx, "b"));
    struct stat st;
    assert_int_equal(stat("a", &st), 0);
    assert_int_equal(st.st_mode & 0777, 0640);
    assert_int_equal(symlink("a", "link"), 0);
    assert_true(file_out_write(&ctx, "link", SPAN("through"), &out));
    assert_true(file_out_commit(&ctx, &out));
    expect_file("a", "through");
    assert_int_equal(lstat("link", &st), 0);
    assert_true(S_ISLNK(st.st_mode));
    assert_int_equal(h.count, 0);
    static const struct {
        const char *path;
        diag_code code;
    } bad[] = {
        {"missing/a", DIAG_FILE_NO_FOLDER},
        {".", DIAG_FILE_IS_DIRECTORY},
        {"/dev/null", DIAG_FILE_NOT_REGULAR},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        h.count = 0;
        assert_false(file_out_write(&ctx, bad[i].path, SPAN("x"), &out));
        assert_int_equal(h.count, 1);
        assert_int_equal(h.code, bad[i].code);
        file_out_discard(&out);
    }
    struct file_out none = {0};
    file_out_discard(&none);
}

static size_t count_temps(void)
{
    DIR *d = opendir(".");
    size_t n = 0;

    for (struct dirent *e; (e = readdir(d));)
        n += strncmp(e->d_name, ".vanban-", 8) == 0;
    closedir(d);
    return n;
}

/* Many together: one that cannot be synced or named leaves the others alone. */
static void test_files_together(void **state)
{
    (void)state;
    struct heard h;
    struct ctx ctx = listening(&h);
    struct file_out outs[4] = {0}, lost;

    assert_int_equal(mkdir("many", 0777), 0);
    assert_true(file_out_write(&ctx, "many/a", SPAN("1"), &outs[0]));
    assert_true(file_out_write_marked(&ctx, "x-", "b", SPAN("2"), &outs[1]));
    char *temp = strdup(outs[1].temp);
    file_out_hand_over(&outs[1]); /* to another process */
    assert_int_equal(access(temp, F_OK), 0);
    file_out_adopt("b", temp, &outs[1]);
    assert_true(file_out_write(&ctx, "c", SPAN("3"), &outs[3]));
    assert_int_equal(unlink(outs[3].temp), 0);
    assert_true(file_outs_sync(&ctx, outs, 3)); /* outs[2] is none */
    assert_false(file_exists(&ctx, "b"));
    assert_false(file_outs_name(&ctx, outs, 4, true));
    assert_int_equal(h.count, 1);
    assert_true(outs[3].failed && !outs[0].failed && !outs[1].failed);
    expect_file("many/a", "1");
    expect_file("b", "2");
    assert_int_equal(count_temps(), 0);

    h.count = 0;
    file_out_adopt("d", temp, &outs[0]); /* it is gone */
    assert_true(file_out_write(&ctx, "e", SPAN("5"), &outs[1]));
    assert_false(file_outs_sync(&ctx, outs, 2));
    assert_int_equal(h.count, 1);
    assert_true(file_outs_name(&ctx, outs, 2, false));
    expect_file("e", "5");
    assert_false(file_exists(&ctx, "d"));
    free(temp);

    assert_true(file_put(&ctx, "f/g/h", SPAN("6")));
    expect_file("f/g/h", "6");
    assert_true(file_out_write_marked(&ctx, "x-", "i", SPAN("7"), &lost));
    file_out_hand_over(&lost);
    assert_int_equal(count_temps(), 1);
    file_sweep(".", "y-");
    assert_int_equal(count_temps(), 1);
    file_sweep(".", "x-");
    assert_int_equal(count_temps(), 0);
    file_sweep("no-folder", "x-");
    static const char *const made[] = {"many/a", "many", "e", "f/g/h", "f/g", "f"};
    for (size_t i = 0; i < sizeof made / sizeof *made; i++)
        assert_int_equal(remove(made[i]), 0);
}

/* What takes the name in between is told, and our file is gone. */
static void test_file_commit_fails(void **state)
{
    (void)state;
    struct heard h;
    struct ctx ctx = listening(&h);
    struct file_out out;
    assert_true(file_out_write(&ctx, "dir", SPAN("x"), &out));
    assert_int_equal(mkdir("dir", 0777), 0);
    assert_false(file_out_commit(&ctx, &out));
    assert_int_equal(h.count, 1);
    assert_true(file_is_dir("dir"));
}

static void test_folders(void **state)
{
    (void)state;
    struct heard h;
    struct ctx ctx = listening(&h);
    assert_true(file_make_dirs(&ctx, "x/y//z/"));
    assert_true(file_is_dir("x/y/z"));
    assert_true(file_make_dirs(&ctx, "x/y"));
    assert_true(file_make_dirs(&ctx, "./x/../x/y"));
    assert_true(file_make_dirs(&ctx, "/"));
    put_file("a", "");
    assert_int_equal(h.count, 0);
    assert_false(file_make_dirs(&ctx, "a/b"));
    assert_int_equal(h.code, DIAG_FOLDER_NOT_MADE);
    assert_int_equal(h.count, 1);
}

static void test_paths(void **state)
{
    (void)state;
    struct arena a = {0};
    static const char *const rows[][4] = {
        {"a/ke-hoach.md", "a", "ke-hoach.md", "ke-hoach"},
        {"ke-hoach.md", ".", "ke-hoach.md", "ke-hoach"},
        {"/ke-hoach", "/", "ke-hoach", "ke-hoach"},
        {"/a/b.tar.gz", "/a", "b.tar.gz", "b.tar"},
        {"a//b", "a", "b", "b"},
        {"a/b/", "a", "b", "b"},
        {"a.d/b", "a.d", "b", "b"},
        {".md", ".", ".md", ".md"},
        {"a/.md", "a", ".md", ".md"},
        {"b.", ".", "b.", "b"},
        {"", ".", "", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_string_equal(path_dir(&a, rows[i][0]), rows[i][1]);
        assert_string_equal(path_base(&a, rows[i][0], true), rows[i][2]);
        assert_string_equal(path_base(&a, rows[i][0], false), rows[i][3]);
    }
    assert_string_equal(path_dir(&a, "/"), "/");
    static const char *const joins[][3] = {
        {"a", "b", "a/b"}, {"a/", "b", "a/b"}, {".", "b", "b"},
        {"", "b", "b"},    {"/", "b", "/b"},   {"a", "/b", "/b"},
    };
    for (size_t i = 0; i < sizeof joins / sizeof *joins; i++)
        assert_string_equal(path_join(&a, joins[i][0], joins[i][1]), joins[i][2]);
    arena_release(&a);
}

/* A file that another one names lies in its folder or below, links followed. */
static void test_file_beside(void **state)
{
    (void)state;
    struct heard h;
    struct ctx ctx = listening(&h);
    struct arena a = {0};
    char *path;
    static const struct {
        const char *name;
        enum file_beside found;
    } rows[] = {
        {"phan/a.md", FILE_BESIDE}, {"./phan/a.md", FILE_BESIDE}, {"phan", FILE_ABSENT}, {"khong-co.md", FILE_ABSENT}, {"", FILE_ABSENT},
        {"../van-ban/phan/a.md", FILE_OUTSIDE}, {"phan/../../b.md", FILE_OUTSIDE}, {"/etc/passwd", FILE_OUTSIDE}, {"ra-ngoai.md", FILE_OUTSIDE},
        {"..", FILE_OUTSIDE}, {"phan/..a.md", FILE_ABSENT},
    };
    assert_int_equal(mkdir("van-ban", 0777), 0);
    assert_int_equal(mkdir("van-ban/phan", 0777), 0);
    put_file("van-ban/phan/a.md", "a");
    put_file("b.md", "b");
    assert_int_equal(symlink("../b.md", "van-ban/ra-ngoai.md"), 0);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(file_beside(&ctx, &a, "van-ban/ke-hoach.md", rows[i].name, &path), rows[i].found);
    assert_int_equal(file_beside(&ctx, &a, NULL, "b.md", &path), FILE_BESIDE);
    assert_string_equal(path, "b.md");
    remove("van-ban/ra-ngoai.md");
    remove("van-ban/phan/a.md");
    remove("van-ban/phan");
    remove("van-ban");
    remove("b.md");
    arena_release(&a);
}

#define FILE_TEST(f) cmocka_unit_test_setup_teardown(f, enter_folder, leave_folder)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_arena),
        cmocka_unit_test(test_span),
        cmocka_unit_test(test_nearest),
        cmocka_unit_test(test_buf),
        cmocka_unit_test(test_number),
        cmocka_unit_test(test_diag_format),
        cmocka_unit_test(test_diag_arguments),
        cmocka_unit_test(test_diag_limit),
        cmocka_unit_test(test_diag_rows),
        cmocka_unit_test(test_path_fits), cmocka_unit_test(test_limits),
        cmocka_unit_test(test_xml),
        FILE_TEST(test_file_read),
        FILE_TEST(test_file_write),
        FILE_TEST(test_files_together),
        FILE_TEST(test_file_commit_fails),
        FILE_TEST(test_folders),
        FILE_TEST(test_file_beside),
        cmocka_unit_test(test_paths),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
