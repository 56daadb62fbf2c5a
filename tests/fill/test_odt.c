/* Filling ODT: tags in text, rows, headers and properties; what Writer has for filling; faults in both languages. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <cmocka.h>

#include "fill/fill.h"
#include "package/read.h"
#include "package/zip.h"

#define HEAD "<office:document xmlns:office=\"o\" xmlns:text=\"t\" xmlns:table=\"b\" xmlns:meta=\"m\">"
#define FOOT "</office:document>"

static void note(void *user, const struct diagnostic *d)
{
    diag_format(user, d, LANG_EN);
    buf_putc(user, '\n');
}

static void note_vi(void *user, const struct diagnostic *d)
{
    diag_format(user, d, LANG_VI);
    buf_putc(user, '\n');
}

/* Fills an ODT with this text, and this in its styles and its properties. */
static bool fill(const char *text, const char *styles, const char *meta, const char *json, enum lang lang, struct buf *out, struct buf *said)
{
    const char *inside[] = {text, styles, meta};
    struct buf parts[3] = {{0}, {0}, {0}}, file = {0};
    struct zip_part all[] = {{"mimetype", SPAN("application/vnd.oasis.opendocument.text"), true}, {"content.xml", {0}, false},
                             {"styles.xml", {0}, false}, {"meta.xml", {0}, false}};
    struct data data;
    struct ctx ctx;
    bool ok;

    ctx_init(&ctx);
    ctx.lang = lang;
    ctx.sink = lang == LANG_EN ? note : note_vi;
    ctx.sink_user = said;
    for (size_t i = 0; i < 3; i++) {
        buf_printf(&parts[i], HEAD "%s" FOOT, inside[i]);
        all[i + 1].content = buf_span(&parts[i]);
    }
    zip_write(&ctx, all, 4, &file);
    data_init(&data, &ctx);
    ok = data_read_memory(&data, "d.json", span_of(json)) && fill_package(&ctx, "mau.odt", buf_span(&file), &data, FILL_STRICT, out);
    data_release(&data);
    for (size_t i = 0; i < 3; i++)
        buf_release(&parts[i]);
    buf_release(&file);
    return ok;
}

static void part_is(const struct buf *file, const char *part, const char *expected)
{
    struct ctx ctx;
    struct package *p;
    struct span text;
    struct buf b = {0};

    ctx_init(&ctx);
    p = package_open(&ctx, "out.odt", buf_span(file));
    assert_non_null(p);
    assert_true(package_part(p, part, &text));
    buf_put(&b, text.p + sizeof HEAD - 1, text.n - (sizeof HEAD - 1) - (sizeof FOOT - 1));
    assert_string_equal(b.p ? b.p : "", expected);
    buf_release(&b);
    package_close(p);
}

static void gives(const char *text, const char *json, const char *expected)
{
    struct buf out = {0}, said = {0};
    bool ok = fill(text, "", "", json, LANG_EN, &out, &said);

    if (!ok)
        print_error("%s\n%s", text, said.p);
    assert_true(ok);
    part_is(&out, "content.xml", expected);
    buf_release(&out);
    buf_release(&said);
}

#define P(inside) "<text:p>" inside "</text:p>"
#define ROW(one, two)                                                                                                  \
    "<table:table-row><table:table-cell>" P(one) "</table:table-cell><table:table-cell>" P(two) "</table:table-cell></table:table-row>"

static void test_tags(void **state)
{
    (void)state;
    gives(P("a {{ t<text:span text:style-name=\"B\">en }} b</text:span>"), "{\"ten\": \"A & B\"}", P("a A &amp; B<text:span text:style-name=\"B\"> b</text:span>"));
    gives("<text:h text:outline-level=\"1\">{{ ten }}</text:h>", "{\"ten\": 1}", "<text:h text:outline-level=\"1\">1</text:h>");
    gives(P("{{ t }}"), "{\"t\": \" x\\ny\\tz  w \"}",
          P("<text:s text:c=\"1\"/>x<text:line-break/>y<text:tab/>z<text:s text:c=\"2\"/>w<text:s text:c=\"1\"/>"));
    gives(P("{{<text:s/>ten<text:line-break/>}}"), "{\"ten\": 1}", P("1"));
    gives(P("{%p for x in a %}") P("{{ x }}") P("{%p endfor %}"), "{\"a\": [1, 2]}", P("1") P("2"));
    gives(P("{%p if a %}") "<text:section>" P("x") "</text:section>" P("{%p endif %}"), "{\"a\": true}", "<text:section>" P("x") "</text:section>");
    gives("<table:table>" ROW("{%tr for x in a %}", "") ROW("{{ x.b }}", "{{ x.c }}") ROW("{%tr endfor %}", "") "</table:table>",
          "{\"a\": [{\"b\": 1, \"c\": 2}, {\"b\": 3, \"c\": 4}]}", "<table:table>" ROW("1", "2") ROW("3", "4") "</table:table>");
    gives(P("<text:a xlink:href=\"http://a/{{ x }}\" xmlns:xlink=\"x\">{{ x }}</text:a>"), "{\"x\": \"b\"}",
          P("<text:a xlink:href=\"http://a/b\" xmlns:xlink=\"x\">b</text:a>"));
}

static void test_fields(void **state)
{
    (void)state;
    gives("<text:user-field-decl office:value-type=\"float\" office:value=\"1\" text:name=\"so\"/>" P("<text:user-field-get text:name=\"so\">1</text:user-field-get>"),
          "{\"so\": \"12 \\\"A\\\"\"}",
          "<text:user-field-decl text:name=\"so\" office:value-type=\"string\" office:string-value=\"12 &quot;A&quot;\"/>"
          P("<text:user-field-get text:name=\"so\">12 \"A\"</text:user-field-get>"));
    gives(P("<text:text-input text:description=\"ten\">bấm</text:text-input><text:text-input text:description=\"\">noi</text:text-input>"),
          "{\"ten\": \"A\", \"noi\": \"x\\ny\"}", P("Ax<text:line-break/>y"));
    gives(P("<text:text-input text:description=\"Nhập tên\">bấm</text:text-input>"), "{}", P("<text:text-input text:description=\"Nhập tên\">bấm</text:text-input>"));
    gives(P("<text:placeholder text:placeholder-type=\"text\">&lt;Chức vụ&gt;</text:placeholder>"), "{\"chuc_vu\": \"Bí thư\"}", P("Bí thư"));
}

static void test_other_parts(void **state)
{
    struct buf out = {0}, said = {0};

    (void)state;
    assert_true(fill(P("x"), P("{{ ten }}"), "<meta:user-defined meta:name=\"so\">cũ</meta:user-defined><meta:keyword>{{ ten }}</meta:keyword>",
                     "{\"ten\": \"A\", \"so\": 7}", LANG_EN, &out, &said));
    part_is(&out, "content.xml", P("x"));
    part_is(&out, "styles.xml", P("A"));
    part_is(&out, "meta.xml", "<meta:user-defined meta:name=\"so\">7</meta:user-defined><meta:keyword>A</meta:keyword>");
    assert_memory_equal(out.p + 30, "mimetype", 8);
    buf_release(&out);
    buf_release(&said);
}

static const struct {
    const char *text, *vi, *en;
} faults[] = {
    {P("<text:placeholder>&lt;ten&gt;</text:placeholder>"),
     "mau.odt: thân bài, ten: lỗi: trong dữ liệu không có \"ten\" cho trường này; thêm vào, ghi null nếu muốn bỏ trống [field-missing]\n",
     "mau.odt: body, ten: error: there is no \"ten\" in the data for this field; add it, as null when it is to be left out [field-missing]\n"},
    {P("") P("{{ x"),
     "mau.odt: thân bài, đoạn 2: lỗi: thẻ `{{ x` chưa đóng trong đoạn này; thêm dấu đóng tương ứng, một thẻ phải nằm gọn trong một đoạn [fill-tag-open]\n",
     "mau.odt: body, paragraph 2: error: the tag `{{ x` has no end in its paragraph; close it with the same braces, and keep a tag in one paragraph [fill-tag-open]\n"},
};

static void test_faults(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        for (int lang = LANG_VI; lang <= LANG_EN; lang++) {
            struct buf out = {0}, said = {0};

            assert_false(fill(faults[i].text, "", "", "{}", (enum lang)lang, &out, &said));
            assert_string_equal(said.p, lang == LANG_VI ? faults[i].vi : faults[i].en);
            assert_int_equal(out.n, 0);
            buf_release(&out);
            buf_release(&said);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_tags), cmocka_unit_test(test_fields), cmocka_unit_test(test_other_parts), cmocka_unit_test(test_faults)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
