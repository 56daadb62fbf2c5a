/* Filling ODT: tags in text, rows, headers and properties; what Writer has for filling; faults in both languages. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <cmocka.h>

#include "again.h"
#include "package/read.h"
#include "package/zip.h"

#define ODF "urn:oasis:names:tc:opendocument:xmlns:"
#define HEAD "<office:document xmlns:office=\"" ODF "office:1.0\"" \
    " xmlns:text=\"" ODF "text:1.0\"" \
    " xmlns:table=\"" ODF "table:1.0\"" \
    " xmlns:meta=\"" ODF "meta:1.0\"" \
    " xmlns:style=\"" ODF "style:1.0\"" \
    " xmlns:fo=\"" ODF "xsl-fo-compatible:1.0\"" \
    " xmlns:draw=\"" ODF "drawing:1.0\"" \
    " xmlns:svg=\"" ODF "svg-compatible:1.0\"" \
    " xmlns:xlink=\"http://www.w3.org/1999/xlink\">"
#define FOOT "</office:document>"

/* 4 by 2 points, 96 to the inch. */
static const char png[] =
    "\211\120\116\107\015\012\032\012\000\000\000\015\111\110\104\122\000\000\000\004\000\000\000\002\010\000\000\000"
    "\000\132\303\042\277\000\000\000\011\160\110\131\163\000\000\016\304\000\000\016\304\001\225\053\016\033\000\000"
    "\000\013\111\104\101\124\170\332\143\140\200\001\000\000\012\000\001\354\044\003\271\000\000\000\000\111\105\116"
    "\104\256\102\140\202";

/* con.odt is made when a test needs it. */
static struct memory_file files[] = {{"dau.png", {png, sizeof png - 1}}, {"con.odt", {"", 0}}};

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
    ctx.files = files;
    ctx.n_files = sizeof files / sizeof *files;
    for (size_t i = 0; i < 3; i++) {
        buf_printf(&parts[i], HEAD "%s" FOOT, inside[i]);
        all[i + 1].content = buf_span(&parts[i]);
    }
    zip_write(&ctx, all, 4, &file);
    data_init(&data, &ctx);
    data.exact_keys = true;
    ok = data_read_memory(&data, "d.json", span_of(json)) && fill_again(&ctx, "mau.odt", buf_span(&file), &data, FILL_STRICT, out);
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

/* ---- rich values ---- */

#define STYLES(inside) "<office:automatic-styles>" inside "</office:automatic-styles>"
#define LOOK(name, attributes) "<style:style style:name=\"" name "\" style:family=\"text\"><style:text-properties" attributes "/></style:style>"
#define BOLD " fo:font-weight=\"bold\" style:font-weight-asian=\"bold\" style:font-weight-complex=\"bold\""
#define SPANNED(style, text) "<text:span text:style-name=\"" style "\">" text "</text:span>"
#define PS(style, inside) "<text:p text:style-name=\"" style "\">" inside "</text:p>"
#define LIST(attributes, inside) "<text:list text:style-name=\"L\"" attributes ">" inside "</text:list>"
#define ITEM(inside) "<text:list-item>" inside "</text:list-item>"

static void test_letters(void **state)
{
    (void)state;
    gives(P("a {{ x }} b"), "{\"x\": {\"$richtext\": [\"c\", {\"text\": \"d\", \"bold\": true}]}}",
          P("a c" SPANNED("VbT1", "d") " b") STYLES(LOOK("VbT1", BOLD)));
    gives(P("a<text:span text:style-name=\"T\">b{{ x }}c</text:span>"), "{\"x\": {\"$richtext\": \"d\\u0007e\", \"color\": \"ff0000\"}}",
          P("a" SPANNED("T", "b" SPANNED("VbT1", "d"))) P(SPANNED("T", SPANNED("VbT1", "e") "c")) STYLES(LOOK("VbT1", " fo:color=\"#ff0000\"")));
    gives(P("{{ x }}"), "{\"x\": {\"$richtext\": \"d\", \"url\": \"http://a/?b&c\"}}",
          P("<text:a xlink:type=\"simple\" xlink:href=\"http://a/?b&amp;c\">d</text:a>"));
    gives(P("{{ x }}"), "{\"x\": {\"$listing\": \"a\\nb\\tc\\u0007d\"}}", P("a<text:line-break/>b<text:tab/>c") P("d"));
    gives(P("a{{ x }}"), "{\"x\": \"b\\fc\"}",
          P("ab") PS("VbP1", "c") STYLES("<style:style style:name=\"VbP1\" style:family=\"paragraph\"><style:paragraph-properties fo:break-before=\"page\"/></style:style>"));
    gives(P("{% set x %}a<text:span>b</text:span>{% endset %}{{ x }}{{ x }}"), "{}", P("a<text:span>b</text:span>a<text:span>b</text:span>"));
}

static void test_blocks(void **state)
{
    (void)state;
    gives(P("{{ x }}"), "{\"x\": {\"$paragraphs\": [\"a\", \"b\"]}}", P("a") P("b"));
    gives(P("c {{ x }} d"), "{\"x\": {\"$paragraphs\": [\"a\", \"b\"]}}", P("c ") P("a") P("b") P(" d"));
    gives(P("{{p x }}"), "{\"x\": \"a\"}", P("a"));
    gives("<table:table-cell>" P("{{ x }}") "</table:table-cell>", "{\"x\": {\"$paragraphs\": []}}", "<table:table-cell>" P("") "</table:table-cell>");
    gives(LIST("", ITEM(P("a")) ITEM(P("{{ x }}")) ITEM(P("d"))), "{\"x\": {\"$paragraphs\": [\"b\", \"c\"]}}",
          LIST("", ITEM(P("a")) ITEM(P("b")) ITEM(P("c")) ITEM(P("d"))));
    gives(LIST(" xml:id=\"n\"", ITEM(P("a")) ITEM(P("{{ x }}")) ITEM(P("d"))), "{\"x\": {\"$markdown\": \"b\"}}",
          LIST(" xml:id=\"n\"", ITEM(P("a"))) P("b") LIST(" text:continue-list=\"n\"", ITEM(P("d"))));
    gives(LIST(" xml:id=\"n\"", ITEM(P("{{ x }}")) ITEM(P("d"))), "{\"x\": {\"$markdown\": \"b\"}}", P("b") LIST("", ITEM(P("d"))));
    gives(P("{{ x }}"), "{\"x\": {\"$html\": \"<p>a<br>b</p><p align='right'>c</p>\"}}",
          P("a<text:line-break/>b") PS("VbP1", "c")
          STYLES("<style:style style:name=\"VbP1\" style:family=\"paragraph\"><style:paragraph-properties fo:text-indent=\"0pt\" fo:text-align=\"right\"/></style:style>"));
}

/* A table of HTML with cells over several columns and rows: heading rows together, covered cells in their places. */
static void test_html_table(void **state)
{
    struct buf out = {0}, said = {0}, b = {0};
    struct span text;
    struct ctx ctx;
    struct package *p;

    (void)state;
    ctx_init(&ctx);
    assert_true(fill(P("{{p x|html }}"), "", "", "{\"x\": \"<table><tr><th rowspan=2>a<th colspan=2>b<tr><th>c<th>d<tr><td rowspan=2 colspan=2>e<td>f<tr><td>g</table>\"}",
                     LANG_EN, &out, &said));
    p = package_open(&ctx, "out.odt", buf_span(&out));
    assert_non_null(p);
    assert_true(package_part(p, "content.xml", &text));
    for (size_t i = 0; i < text.n; i++) { /* the tags of the table without their styles, and the letters */
        static const char *const keep[] = {"<table:table-header-rows>", "</table:table-header-rows>", "<table:table-row", "<table:covered-table-cell/>", "<table:table-cell",
                                           " table:number-columns-spanned=\"2\"", " table:number-rows-spanned=\"2\""};

        for (size_t k = 0; k < sizeof keep / sizeof *keep; k++)
            if (span_starts(span_make(text.p + i, text.n - i), keep[k]))
                buf_puts(&b, (const char *const[]){"(", ")", "/", "o", " ", "2", "^2"}[k]);
        if (text.p[i] == '>' && i + 1 < text.n && text.p[i + 1] != '<')
            buf_putc(&b, text.p[i + 1]);
    }
    assert_string_equal(b.p, "(/ ^2a 2bo/o c d)/ 2^2eo f/oo g");
    package_close(p);
    buf_release(&b);
    buf_release(&out);
    buf_release(&said);
}

static void test_loops(void **state)
{
    (void)state;
    gives(P("{%p for x in a %}") "<text:section text:name=\"s\">" P("<text:bookmark-start text:name=\"m\"/>{{ x }}<text:bookmark-end text:name=\"m\"/>")
          "</text:section>" P("{%p endfor %}"), "{\"a\": [1, 2]}",
          "<text:section text:name=\"s\">" P("<text:bookmark-start text:name=\"m\"/>1<text:bookmark-end text:name=\"m\"/>") "</text:section>"
          "<text:section text:name=\"s_2\">" P("<text:bookmark-start text:name=\"m_2\"/>2<text:bookmark-end text:name=\"m_2\"/>") "</text:section>");
    /* item by item: it counts on */
    gives(P("{%p for x in a %}") LIST("", ITEM(P("{{ x }}"))) P("{%p endfor %}"), "{\"a\": [1, 2]}",
          LIST(" xml:id=\"VbCount1\"", ITEM(P("1"))) LIST(" text:continue-list=\"VbCount1\"", ITEM(P("2"))));
    /* whole: it begins anew */
    gives(P("{%p for x in a %}") P("{{ x }}") LIST(" xml:id=\"n\"", ITEM(P("y"))) P("{%p endfor %}"), "{\"a\": [1, 2]}",
          P("1") LIST(" xml:id=\"n\"", ITEM(P("y"))) P("2") LIST(" xml:id=\"n_2\"", ITEM(P("y"))));
    gives(LIST("", ITEM(P("{%p for x in a %}")) ITEM(P("{{ x }}")) ITEM(P("{%p endfor %}"))), "{\"a\": [1, 2]}", LIST("", ITEM(P("1")) ITEM(P("2"))));
    gives("<table:table-cell>" LIST("", ITEM(P("{%p for x in a %}")) ITEM(P("{{ x }}")) ITEM(P("{%p endfor %}"))) "</table:table-cell>", "{\"a\": []}",
          "<table:table-cell><text:p/></table:table-cell>");
}

#define CELL(attributes, inside) "<table:table-cell" attributes ">" P(inside) "</table:table-cell>"
#define TR(inside) "<table:table-row>" inside "</table:table-row>"
#define COVERED "<table:covered-table-cell/>"
#define COLUMNS(n) "<table:table-column table:number-columns-repeated=\"" n "\"/>"
#define COLUMN "<table:table-column/>"

static void test_tables(void **state)
{
    (void)state;
    gives("<table:table>" COLUMNS("2") TR(CELL("", "{%tr for x in a %}") CELL("", "")) TR(CELL("", "{% vm %}k") CELL("", "{{ x }}"))
          TR(CELL("", "{%tr endfor %}") CELL("", "")) "</table:table>", "{\"a\": [1, 2]}",
          "<table:table>" COLUMNS("2") TR(CELL(" table:number-rows-spanned=\"2\"", "k") CELL("", "1")) TR(COVERED CELL("", "2")) "</table:table>");
    /* fewer rows than turns: the span ends with them */
    gives("<table:table>" COLUMNS("2") TR(CELL("", "{%tr for x in a %}") CELL("", "")) TR(CELL("", "{%tr if x > 1 or loop.first %}") CELL("", ""))
          TR(CELL("", "{% vm %}k") CELL("", "{{ x }}")) TR(CELL("", "{%tr endif %}") CELL("", "")) TR(CELL("", "{%tr endfor %}") CELL("", "")) TR(CELL("", "z") CELL("", "z"))
          "</table:table>", "{\"a\": [1, 0, 2]}",
          "<table:table>" COLUMNS("2") TR(CELL(" table:number-rows-spanned=\"2\"", "k") CELL("", "1")) TR(COVERED CELL("", "2")) TR(CELL("", "z") CELL("", "z")) "</table:table>");
    gives("<table:table>" COLUMNS("3") TR(CELL(" table:number-columns-spanned=\"3\"", "{% colspan n %}k") COVERED COVERED)
          TR(CELL("", "{%tc for x in a %}") CELL("", "{{ x }}") CELL("", "{%tc endfor %}")) "</table:table>", "{\"n\": 4, \"a\": [1, 2, 3, 4]}",
          "<table:table>" COLUMN COLUMN COLUMN COLUMN TR(CELL(" table:number-columns-spanned=\"4\"", "k") COVERED COVERED COVERED)
          TR(CELL("", "1") CELL("", "2") CELL("", "3") CELL("", "4")) "</table:table>");
    gives("<table:table>" COLUMNS("3") TR(CELL("", "{%tc for x in a %}") CELL("", "{% hm %}k") CELL("", "{%tc endfor %}")) "</table:table>", "{\"a\": [1, 2]}",
          "<table:table>" COLUMN COLUMN TR(CELL(" table:number-columns-spanned=\"2\"", "k") COVERED) "</table:table>");
    gives(TR(CELL(" table:style-name=\"c\"", "{% cellbg '00FF00' %}k")), "{}",
          TR(CELL(" table:style-name=\"VbCell1\"", "k")) STYLES("<style:style style:name=\"VbCell1\" style:family=\"table-cell\" style:parent-style-name=\"c\">"
          "<style:table-cell-properties fo:background-color=\"#00FF00\"/></style:style>"));
}

static void gives_frame(const char *text, const char *json, const char *name, const char *size)
{
    struct buf out = {0}, said = {0}, b = {0};
    struct ctx ctx;
    struct package *p;
    struct span content, picture;

    if (!fill(text, "", "", json, LANG_EN, &out, &said))
        print_error("%s\n%s", text, said.p);
    ctx_init(&ctx);
    p = package_open(&ctx, "out.odt", buf_span(&out));
    assert_non_null(p);
    assert_true(package_part(p, "content.xml", &content) && package_part(p, "Pictures/image1.png", &picture));
    assert_true(span_equal(picture, span_make(png, sizeof png - 1)));
    buf_putspan(&b, content);
    assert_non_null(strstr(b.p, name));
    assert_non_null(strstr(b.p, size));
    assert_non_null(strstr(b.p, "xlink:href=\"Pictures/image1.png\""));
    assert_null(strstr(b.p, "vanban-picture"));
    package_close(p);
    buf_release(&b);
    buf_release(&out);
    buf_release(&said);
}

#define FRAME(name, inside)                                                                                            \
    P("<draw:frame draw:name=\"" name "\" svg:width=\"40mm\" svg:height=\"40mm\"><draw:image xlink:href=\"Pictures/cu.png\"/>" inside "</draw:frame>")

static void test_pictures(void **state)
{
    (void)state;
    gives_frame(P("a {{ x }}"), "{\"x\": {\"$image\": \"dau.png\", \"width\": \"20mm\", \"alt\": \"Dấu\"}}", "draw:name=\"dau.png (", "svg:width=\"20mm\" svg:height=\"10mm\"");
    gives_frame(P("a {{ x }}"), "{\"x\": {\"$image\": \"dau.png\", \"alt\": \"Dấu\"}}", "<svg:desc>Dấu</svg:desc>", "svg:width=\"1.058mm\" svg:height=\"0.529mm\"");
    /* by its name, by its title, by a tag: whole and in proportion within the frame */
    gives_frame(FRAME("x", ""), "{\"x\": {\"$image\": \"dau.png\"}}", "draw:name=\"x\"", "svg:width=\"40mm\" svg:height=\"20mm\"");
    gives_frame(FRAME("y", "<svg:title>a.x</svg:title>"), "{\"a\": {\"x\": {\"$image\": \"dau.png\"}}}", "draw:name=\"y\"", "svg:width=\"40mm\" svg:height=\"20mm\"");
    gives_frame(P("{%p for x in a %}") FRAME("{{ x }}", "") P("{%p endfor %}"), "{\"a\": [{\"$image\": \"dau.png\", \"width\": \"10mm\"}]}", "draw:name=\"dau.png\"",
                "svg:width=\"10mm\" svg:height=\"5mm\"");
    gives_frame(FRAME("y", "<svg:title>{{ x }}</svg:title>"), "{\"x\": {\"$image\": \"dau.png\"}}", "draw:name=\"y\"", "svg:width=\"40mm\" svg:height=\"20mm\"");
}

/* An ODT of this text and these automatic styles, with a picture, as con.odt. */
static void make_part(const char *styles, const char *text, struct buf *out)
{
    struct buf content = {0};
    struct ctx ctx;

    ctx_init(&ctx);
    buf_printf(&content, HEAD "<office:automatic-styles>%s</office:automatic-styles><office:body><office:text>%s</office:text></office:body>" FOOT, styles, text);
    const struct zip_part parts[] = {{"mimetype", SPAN("application/vnd.oasis.opendocument.text"), true}, {"content.xml", buf_span(&content), false},
        {"styles.xml", SPAN(HEAD "<office:styles><style:style style:name=\"Nhan\" style:display-name=\"Nh\303\241n\" style:family=\"text\"/></office:styles>" FOOT), false},
        {"Pictures/a.png", {png, sizeof png - 1}, true}};
    zip_write(&ctx, parts, 4, out);
    files[1].bytes = buf_span(out);
    buf_release(&content);
}

static void test_part(void **state)
{
    struct buf con = {0}, out = {0}, said = {0}, b = {0};
    struct ctx ctx;
    struct package *p;
    struct span text;

    (void)state;
    make_part("<style:style style:name=\"P1\" style:family=\"paragraph\" style:master-page-name=\"M\"><style:paragraph-properties fo:text-align=\"center\"/></style:style>",
              "<text:sequence-decls/>" PS("P1", SPANNED("Nhan", "b") "<text:user-field-get text:name=\"u\">c</text:user-field-get><office:annotation/>"
              "<draw:frame draw:name=\"k\"><draw:image xlink:href=\"Pictures/a.png\"/></draw:frame>"), &con);
    assert_true(fill(P("a {{ x }}"), "<office:styles/>", "", "{\"x\": {\"$subdoc\": \"con.odt\"}}", LANG_EN, &out, &said));
    ctx_init(&ctx);
    p = package_open(&ctx, "out.odt", buf_span(&out));
    assert_true(p && package_part(p, "content.xml", &text));
    buf_putspan(&b, text);
    assert_non_null(strstr(b.p, P("a ") "<text:p "));
    assert_non_null(strstr(b.p, "text:style-name=\"VbSub1\""));
    assert_non_null(strstr(b.p, ">b</text:span>c<draw:frame"));
    assert_non_null(strstr(b.p, "xlink:href=\"Pictures/image1.png\""));
    assert_non_null(strstr(b.p, "fo:text-align=\"center\""));
    assert_null(strstr(b.p, "master-page-name"));
    assert_null(strstr(b.p, "annotation"));
    buf_clear(&b);
    assert_true(package_part(p, "styles.xml", &text));
    buf_putspan(&b, text);
    assert_non_null(strstr(b.p, "style:name=\"Nhan\"")); /* a common style that the template has not */
    assert_true(package_has(p, "Pictures/image1.png"));
    package_close(p);
    buf_clear(&out);
    files[1].bytes = SPAN("PK");
    assert_false(fill(P("{{ x }}"), "", "", "{\"x\": {\"$subdoc\": \"con.odt\"}}", LANG_EN, &out, &said));
    buf_release(&b);
    buf_release(&con);
    buf_release(&out);
    buf_release(&said);
}

static const struct {
    const char *text, *vi, *en;
} faults[] = {
    {P("<text:placeholder>&lt;ten&gt;</text:placeholder>"),
     "mau.odt: thân bài, đoạn 1, ten: lỗi: trong dữ liệu không có \"ten\" cho trường này; thêm vào, ghi null nếu muốn bỏ trống [field-missing]\n",
     "mau.odt: body, paragraph 1, ten: error: there is no \"ten\" in the data for this field; add it, as null when it is to be left out [field-missing]\n"},
    {P("") P("{{ x"),
     "mau.odt: thân bài, đoạn 2: lỗi: thẻ `{{ x` chưa đóng mà thẻ khác đã bắt đầu hoặc đã hết văn bản; thêm đúng dấu đóng của nó [fill-tag-open]\n",
     "mau.odt: body, paragraph 2: error: the tag `{{ x` is not closed before another tag begins or the text ends; close it with the same braces [fill-tag-open]\n"},
    {"<table:table>" TR(CELL("", "{% cellbg 'xanh' %}")) "</table:table>",
     "mau.odt: thân bài, bảng 1, hàng 1, ô 1, {% cellbg 'xanh' %}: lỗi: cellbg nhận \"xanh\", ở đây cần màu: sáu chữ số 0-9 và A-F, ví dụ FFE699, hoặc auto [fill-color]\n",
     "mau.odt: body, table 1, row 1, cell 1, {% cellbg 'xanh' %}: error: cellbg got \"xanh\", a colour was expected: six digits of 0-9 and A-F, as FFE699, or auto [fill-color]\n"},
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
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_tags), cmocka_unit_test(test_fields), cmocka_unit_test(test_other_parts), cmocka_unit_test(test_faults),
                                       cmocka_unit_test(test_letters), cmocka_unit_test(test_blocks), cmocka_unit_test(test_html_table), cmocka_unit_test(test_loops),
                                       cmocka_unit_test(test_tables), cmocka_unit_test(test_pictures),
                                       cmocka_unit_test(test_part)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
