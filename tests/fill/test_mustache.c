/* docxtemplater's dialect: what each form gives and what each fault is told as, in both languages. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <cmocka.h>

#include "fill/mustache.h"
#include "office.h"

#define T(text) "<w:r><w:t xml:space=\"preserve\">" text "</w:t></w:r>"
#define P(text) "<w:p>" T(text) "</w:p>"
#define C(inside) "<w:tc>" inside "</w:tc>"
#define ROW(inside) "<w:tr>" inside "</w:tr>"
#define TABLE(inside) "<w:tbl>" inside "</w:tbl>"

static void test_values(void **state)
{
    (void)state;
    office_gives(P("{ten}, {tuoi}"), "{\"ten\": \"A & <B>\", \"tuoi\": 12}", FILL_STRICT, P("A &amp; &lt;B&gt;, 12"));
    office_gives(P("{Họ và tên}"), "{\"Họ và tên\": \"Lê Na\"}", FILL_STRICT, P("Lê Na"));
    office_gives(P("{a.b.c}"), "{\"a\": {\"b\": {\"c\": \"x\"}}}", FILL_STRICT, P("x"));
    office_gives(P("{a.b}"), "{\"a.b\": \"cả tên\", \"a\": {\"b\": \"x\"}}", FILL_STRICT, P("cả tên"));
    office_gives(P("x {ten}"), "{\"ten\": null}", FILL_STRICT, P("x "));
    office_gives(P("{ten}"), "{}", FILL_DOCXTEMPLATER, P("undefined"));
    office_gives(P("{a}{b}{c}"), "{\"a\": true, \"b\": [1, 2], \"c\": {}}", FILL_DOCXTEMPLATER, P("true1,2[object Object]"));
}

/* Word breaks a tag wherever it likes. */
static void test_split_tags(void **state)
{
    (void)state;
    office_gives("<w:p><w:r><w:t>a{t</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>en</w:t></w:r><w:r><w:t>} b</w:t></w:r></w:p>", "{\"ten\": \"X\"}",
          FILL_STRICT,
          "<w:p><w:r><w:t xml:space=\"preserve\">aX</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\"></w:t></w:r><w:r><w:t "
          "xml:space=\"preserve\"> b</w:t></w:r></w:p>");
    office_gives(P("{=[[ ]]=}") P("[[ten]] {x}") P("[[={ }=]]{ten}"), "{\"ten\": \"X\"}", FILL_DOCXTEMPLATER, P("") P("X {x}") P("X"));
    office_gives("<w:p>" T("{=[") T("[ ]]=}[") T("[ten]") T("]") "</w:p>", "{\"ten\": \"X\"}", FILL_DOCXTEMPLATER,
          "<w:p>" T("") T("X") T("") T("") "</w:p>");
}

static void test_loops(void **state)
{
    (void)state;
    office_gives(P("{#a}{.}, {/a}het"), "{\"a\": [\"x\", \"y\"]}", FILL_STRICT, P("x, y, het"));
    office_gives(P("{#a}có{/a}{^a}không{/a}"), "{\"a\": false}", FILL_STRICT, P("không"));
    office_gives(P("{#a}{ten} của {noi}; {/}"), "{\"noi\": \"N\", \"a\": {\"ten\": \"T\"}}", FILL_STRICT, P("T của N; "));
    office_gives(P("{#a}{$index + 1}.{ten} {/a}"), "{\"a\": [{\"ten\": \"x\"}, {\"ten\": \"y\"}]}", FILL_STRICT, P("1.x 2.y "));
    office_gives(P("{#a}") P("{ten}") P("{/a}"), "{\"a\": [{\"ten\": \"x\"}, {\"ten\": \"y\"}]}", FILL_STRICT, P("x") P("y"));
    office_gives(P("{#a}") P("{#b}") P("{.}") P("{/b}") P("{/a}"), "{\"a\": [{\"b\": [\"1\", \"2\"]}, {\"b\": [\"3\"]}]}", FILL_STRICT, P("1") P("2") P("3"));
    office_gives(P("{#a}") P("x") P("{/a}"), "{\"a\": true}", FILL_DOCXTEMPLATER_PLAIN, P("") P("x") P(""));
    office_gives(TABLE(ROW(C(P("{#a}{x}")) C(P("{y}{/a}")))), "{\"a\": [{\"x\": 1, \"y\": 2}, {\"x\": 3, \"y\": 4}]}", FILL_STRICT,
          TABLE(ROW(C(P("1")) C(P("2"))) ROW(C(P("3")) C(P("4")))) "<w:p/>");
    office_gives(TABLE(ROW(C(P("{-w:tr a}{.}{/a}")) C(P("z")))), "{\"a\": [1, 2]}", FILL_STRICT,
          TABLE(ROW(C(P("1")) C(P("z"))) ROW(C(P("2")) C(P("z")))) "<w:p/>");
    office_gives(P("{-w:p a}{.}{/a}"), "{\"a\": [1, 2]}", FILL_STRICT, P("1") P("2"));
}

/* What is left is a document that Word opens. */
static void test_mending(void **state)
{
    (void)state;
    office_gives(TABLE(ROW(C(P("{#a}{x}")) C(P("{/a}")))) P("b"), "{\"a\": []}", FILL_STRICT, P("b"));
    office_gives(TABLE(ROW(C(P("{-w:p a}x{/a}")))) P("b"), "{\"a\": []}", FILL_STRICT, TABLE(ROW(C("<w:p></w:p>"))) P("b"));
    office_gives(P("{@x}") P("b"), "{\"x\": \"<w:p/><w:tbl/>\"}", FILL_STRICT, "<w:p/><w:tbl/>" P("b"));
    office_gives(P("{@x}") P("b{y}"), "{\"x\": null, \"y\": 1}", FILL_STRICT, P("b1"));
}

static void test_line_breaks(void **state)
{
    static const char run[] = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">{a}</w:t></w:r></w:p>";

    (void)state;
    office_gives(run, "{\"a\": \"x\\ny\"}", FILL_STRICT,
          "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">x</w:t></w:r><w:r><w:br/></w:r><w:r><w:rPr><w:b/></w:rPr><w:t "
          "xml:space=\"preserve\">y</w:t></w:r></w:p>");
    office_gives(P("{a}"), "{\"a\": \"x\\ny\"}", FILL_DOCXTEMPLATER_PLAIN, P("x\ny"));
}

static void test_expressions(void **state)
{
    static const struct {
        const char *source, *ours;
    } rows[] = {
        {"a && b || !c", "((a and b) or (not c))"}, {"a === 'x'", "(a == \"x\")"}, {"a ? b : c ? d : e", "(b if a else (d if c else e))"},
        {"a | upper", "(a | upper)"}, {"a | round:2:'floor'", "(a | round(2, \"floor\"))"}, {"a[0].b", "a[0].b"},
        {"1 + 2 * -x", "(1 + (2 * (-x)))"}, {"a == \u2018y\u201d", NULL}, {"a == \u2018y\u2019", "(a == \"y\")"}, {"'a\"b'", "\"a\\\"b\""},
        {"f(a, 'b')", "f(a, \"b\")"}, {"a ||", NULL}, {"a b", NULL}, {"(a", NULL}, {"'a", NULL}, {"'a\\", NULL}, {"", NULL}, {"a.", NULL},
        {"$event", NULL}, {"a != null", "(a != none)"}, {"a <= b", "(a <= b)"}, {"[1, 2]", "[1, 2]"}, {"a ? b", NULL},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena a = {0};
        const char *assigned, *got = mustache_expression(&a, rows[i].source, &assigned);

        if (!rows[i].ours)
            assert_null(got);
        else
            assert_string_equal(got, rows[i].ours);
        assert_null(assigned);
        arena_release(&a);
    }
    office_gives(P("{x = a + 1}{x * 2}{#b}{x}{/b}"), "{\"a\": 2, \"b\": [1]}", FILL_STRICT, P("63"));
    office_gives(P("{a + b}"), "{\"a\": \"x\", \"b\": \"y\"}", FILL_DOCXTEMPLATER, P("xy"));
    office_gives(P("{#ds}{x}{#$index &lt; ds.length - 1}, {/}{/ds}; {ds.length} {t.length} {m.length} {k.length}"),
          "{\"ds\": [{\"x\": 1}, {\"x\": 2}], \"t\": \"ba\", \"m\": {\"length\": \"dài\"}}", FILL_DOCXTEMPLATER, P("1, 2; 2 2 dài undefined"));
    office_gives(P("{#k > 2}a{/}{k == 3 ? 'b' : 'c'}{k == null ? 'd' : 'e'}{}"), "{}", FILL_DOCXTEMPLATER, P("cdundefined"));
    office_gives(P("{#a > 2 &amp;&amp; b}{a > 5 ? 'lớn' : 'vừa'}{/}"), "{\"a\": 4, \"b\": true}", FILL_STRICT, P("vừa"));
}

/* ---- faults ---- */

static const struct {
    const char *body, *json, *vi, *en;
} faults[] = {
    {P("{ten}") P("{#a}x"), "{\"ten\": 1, \"a\": []}",
     "mau.docx: thân bài, đoạn 2, {#a}: lỗi: {#a} mở một vòng lặp mà không đóng; thêm {/} ở chỗ kết thúc [mustache-pair]\n",
     "mau.docx: body, paragraph 2, {#a}: error: {#a} opens a loop that is not closed; write {/} where it ends [mustache-pair]\n"},
    {P("{#a}{#b}x{/a}{/b}"), "{}",
     "mau.docx: thân bài, đoạn 1, {/a}: lỗi: {/a} không đóng {#b} là vòng lặp đang mở gần nhất; đóng các vòng lặp theo thứ tự ngược lại [mustache-pair]\n"
     "mau.docx: thân bài, đoạn 1, {/b}: lỗi: {/b} không đóng {#a} là vòng lặp đang mở gần nhất; đóng các vòng lặp theo thứ tự ngược lại [mustache-pair]\n",
     "mau.docx: body, paragraph 1, {/a}: error: {/a} does not close {#b}, which is the innermost open loop; close loops in the reverse order [mustache-pair]\n"
     "mau.docx: body, paragraph 1, {/b}: error: {/b} does not close {#a}, which is the innermost open loop; close loops in the reverse order [mustache-pair]\n"},
    {P("{a}") TABLE(ROW(C(P("x")) C(P("{b")))) P("{} {$c}"), "{\"a\": 1}",
     "mau.docx: thân bài, bảng 1, hàng 1, ô 2: lỗi: thẻ được mở mà không đóng: \"{b\"; thêm \"}\", hoặc đổi dấu bao thẻ bằng {=[[ ]]=} nếu bản thân văn bản có dấu ngoặc nhọn [mustache-unclosed]\n",
     "mau.docx: body, table 1, row 1, cell 2: error: a tag is opened and not closed: \"{b\"; write its \"}\", or change the delimiters with {=[[ ]]=} when the text itself has braces [mustache-unclosed]\n"},
    {P("{a}") P("{/b}"), "{\"a\": 1}",
     "mau.docx: thân bài, đoạn 2, {/b}: lỗi: {/b} đóng một vòng lặp chưa mở; thêm {#...} ở trước, hoặc bỏ thẻ này [mustache-pair]\n",
     "mau.docx: body, paragraph 2, {/b}: error: {/b} closes a loop that was not opened; write its {#...} before it, or take it out [mustache-pair]\n"},
    {P("{a} và {b"), "{\"a\": 1}",
     "mau.docx: thân bài, đoạn 1: lỗi: thẻ được mở mà không đóng: \"{b\"; thêm \"}\", hoặc đổi dấu bao thẻ bằng {=[[ ]]=} nếu bản thân văn bản có dấu ngoặc nhọn [mustache-unclosed]\n",
     "mau.docx: body, paragraph 1: error: a tag is opened and not closed: \"{b\"; write its \"}\", or change the delimiters with {=[[ ]]=} when the text itself has braces [mustache-unclosed]\n"},
    {P("{a} và b}"), "{\"a\": 1}",
     "mau.docx: thân bài, đoạn 1: lỗi: thẻ được đóng mà chưa mở: \" và b}\"; thêm \"{\", hoặc đổi dấu bao thẻ bằng {=[[ ]]=} nếu bản thân văn bản có dấu ngoặc nhọn [mustache-unopened]\n",
     "mau.docx: body, paragraph 1: error: a tag is closed and was not opened: \" và b}\"; write its \"{\", or change the delimiters with {=[[ ]]=} when the text itself has braces [mustache-unopened]\n"},
    {P("{a}{=[[]]=}"), "{\"a\": 1}",
     "mau.docx: thân bài, đoạn 1: lỗi: \"{=[[]]=}\" không đổi được dấu bao thẻ; ghi hai dấu cách nhau một khoảng trắng, như {=[[ ]]=} [mustache-delimiters]\n",
     "mau.docx: body, paragraph 1: error: \"{=[[]]=}\" changes no delimiters; write two of them with one space between, as {=[[ ]]=} [mustache-delimiters]\n"},
    {P("{ten}, {#ds}x{/}"), "{}",
     "mau.docx: thân bài, đoạn 1, {ten}: lỗi: trong dữ liệu không có \"ten\"; thêm vào, ghi null hoặc [] nếu muốn bỏ trống, hoặc dùng --compat docxtemplater [mustache-missing]\n"
     "mau.docx: thân bài, đoạn 1, {#ds}: lỗi: trong dữ liệu không có \"ds\"; thêm vào, ghi null hoặc [] nếu muốn bỏ trống, hoặc dùng --compat docxtemplater [mustache-missing]\n",
     "mau.docx: body, paragraph 1, {ten}: error: there is no \"ten\" in the data; add it, as null or [] when it is to be left out, or render with --compat docxtemplater [mustache-missing]\n"
     "mau.docx: body, paragraph 1, {#ds}: error: there is no \"ds\" in the data; add it, as null or [] when it is to be left out, or render with --compat docxtemplater [mustache-missing]\n"},
    {P("x {@a}"), "{\"a\": \"<w:p/>\"}",
     "mau.docx: thân bài, đoạn 1, {@a}: lỗi: {@a} thay cho cả đoạn nên phải đứng một mình trong đoạn; chuyển chữ khác sang đoạn khác [mustache-raw]\n",
     "mau.docx: body, paragraph 1, {@a}: error: {@a} takes the place of its paragraph and must stand alone in it; put other text into another paragraph [mustache-raw]\n"},
    {P("{@a}"), "{\"a\": \"<w:p>\"}",
     "mau.docx: thân bài, đoạn 1, {@a}: lỗi: giá trị của {@a} sai cú pháp XML; phải là các phần tử trọn vẹn, như <w:p>...</w:p> [mustache-raw]\n",
     "mau.docx: body, paragraph 1, {@a}: error: the value of {@a} is not well-formed XML; it must be whole elements, as <w:p>...</w:p> [mustache-raw]\n"},
    {P("{-w:tr a}x{/a}"), "{\"a\": []}",
     "mau.docx: thân bài, đoạn 1, {-w:tr a}: lỗi: {-w:tr a} lặp phần tử <w:tr> nhưng không nằm trong phần tử đó; ghi w:p cho đoạn, w:tr cho hàng của bảng [mustache-element]\n",
     "mau.docx: body, paragraph 1, {-w:tr a}: error: {-w:tr a} repeats a <w:tr>, but does not stand in one; write w:p for a paragraph and w:tr for a row of a table [mustache-element]\n"},
    {P("{#a}") TABLE(ROW(C(P("{/a}")))), "{\"a\": []}",
     "mau.docx: thân bài, đoạn 1, {#a}: lỗi: phần giữa {#a} và {/a} không lặp được: hai thẻ ở hai chỗ khác loại; đặt cả hai trong một đoạn, một hàng, hoặc mỗi thẻ trong một đoạn riêng [mustache-position]\n",
     "mau.docx: body, paragraph 1, {#a}: error: what stands between {#a} and {/a} cannot be repeated: they stand in different places of the document; put both into one paragraph, one row, or each into a paragraph of its own [mustache-position]\n"},
    {P("{x ? }") P("{~anh}{y}"), "{\"y\": 1}",
     "mau.docx: thân bài, đoạn 1, {x ?}: lỗi: {x ?} không phải tên cũng không phải biểu thức; dùng tên, \".\", so sánh, && || !, a ? b : c, phép tính và bộ lọc \"| tên:tham số\" [mustache-expression]\n"
     "mau.docx: thân bài, đoạn 2, {~anh}: lỗi: {~anh} là thẻ của phần mở rộng của docxtemplater, không đọc được; dùng thẻ {{ }}, loại thẻ này đọc được hình, chữ định dạng và văn bản con [mustache-module]\n",
     "mau.docx: body, paragraph 1, {x ?}: error: {x ?} is neither a name nor an expression; write names, \".\", comparisons, && || !, a ? b : c, sums and filters \"| name:argument\" [mustache-expression]\n"
     "mau.docx: body, paragraph 2, {~anh}: error: {~anh} is a tag of one of docxtemplater's extra modules, which are not read; write the template with {{ }} tags, which know pictures, rich text and sub-documents [mustache-module]\n"},
};

static void test_faults(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        struct office o;

        office_fill(&o, faults[i].body, NULL, 0, faults[i].json, FILL_STRICT, LANG_VI);
        assert_false(o.ok);
        assert_int_equal(o.out.n, 0);
        assert_string_equal(o.messages.p, faults[i].vi);
        office_release(&o);
        office_fill(&o, faults[i].body, NULL, 0, faults[i].json, FILL_STRICT, LANG_EN);
        assert_string_equal(o.messages.p, faults[i].en);
        office_release(&o);
    }
}

/* Braces of Jinja make it the other dialect; braces that are no tags none at all. */
static void test_recognising(void **state)
{
    (void)state;
    office_gives(P("{{ ten }} {x}"), "{\"ten\": \"N\"}", FILL_STRICT, P("N {x}"));
    office_gives(P("{{#a}}{{.}}, {{/a}}{{ten}} {x}"), "{\"a\": [\"x\", \"y\"], \"ten\": \"N\"}", FILL_STRICT, P("x, y, N {x}"));
    office_gives(P("tập {1, 2} và { }"), "{}", FILL_STRICT, P("tập {1, 2} và { }"));
    office_gives(P("a{# ghi chú #}b"), "{}", FILL_STRICT, P("ab"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values),      cmocka_unit_test(test_split_tags), cmocka_unit_test(test_loops),  cmocka_unit_test(test_mending),
        cmocka_unit_test(test_line_breaks), cmocka_unit_test(test_expressions), cmocka_unit_test(test_faults), cmocka_unit_test(test_recognising),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
