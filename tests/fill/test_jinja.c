/* docxtpl's dialect: what comes out of a small body, to the byte; and every fault in both languages, against
 * tests/fill/faults.vi and faults.en (FILL_REGEN=1 in the environment writes these anew, for people only). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "office.h"

#define R(text) "<w:r><w:t>" text "</w:t></w:r>"
#define P(text) "<w:p>" R(text) "</w:p>"
#define K(text) "<w:r><w:t xml:space=\"preserve\">" text "</w:t></w:r>" /* a run that held a tag */
#define KP(text) "<w:p>" K(text) "</w:p>"
#define C(content) "<w:tc>" content "</w:tc>"
#define TR(cells) "<w:tr>" cells "</w:tr>"
#define TBL(rows) "<w:tbl><w:tblGrid><w:gridCol w:w=\"90\"/></w:tblGrid>" rows "</w:tbl>"

static const char json[] =
    "{\"ten\": \"Nguyễn Thị Ánh\", \"Ten\": \"khác\", \"lạ\": \"A < B & \\\"C\\\"\", \"ds\": [{\"t\": \"x\", \"n\": 1}, {\"t\": \"y\", \"n\": 2}],"
    " \"d\": {\"a\": \"1\", \"b\": \"2\"}, \"f\": 3.50, \"i\": 7, \"to\": 1e16, \"rong\": null, \"dung\": true, \"l\": [\"a\", \"it's\", 1.0, null],"
    " \"dong\": \"a\\nb\\tc\", \"xml\": \"<w:br/>\", \"Họ Tên\": \"Lê\", \"doan\": \"1\\u00072\", \"bang\": [[1, 2], [3, 4]],"
    " \"cay\": [{\"t\": \"a\", \"c\": [{\"t\": \"b\", \"c\": []}, {\"t\": \"c\", \"c\": [{\"t\": \"d\", \"c\": []}]}]}, {\"t\": \"e\", \"c\": []}]}";

struct row {
    const char *body, *expected;
};

static void run(const struct row *rows, size_t n, enum fill_mode mode)
{
    for (size_t i = 0; i < n; i++) {
        struct office o;
        struct buf text = {0};
        office_fill(&o, rows[i].body, NULL, 0, json, mode, LANG_EN);
        if (!o.ok)
            fail_msg("%s: %s", rows[i].body, o.messages.p);
        office_part_text(&o, "word/document.xml", &text);
        assert_string_equal(text.p, rows[i].expected);
        buf_release(&text);
        office_release(&o);
    }
}
#define RUN(rows, mode) run(rows, sizeof rows / sizeof *rows, mode)

static void test_text(void **state)
{
    static const struct row rows[] = {
        {P("Không có thẻ {x} { {") P("{{ten}}"), P("Không có thẻ {x} { {") KP("Nguyễn Thị Ánh")},
        {"<w:p>" R("Ông {") R("{ t") "<w:proofErr w:type=\"x\"/>" R("en }") R("}!") "</w:p>",
         "<w:p>" K("Ông Nguyễn Thị Ánh") "<w:proofErr w:type=\"x\"/>" K("!") "</w:p>"},
        {"<w:p><w:hyperlink>" R("{{ t") "</w:hyperlink>" R("en }}.") "</w:p>",
         "<w:p><w:hyperlink>" K("Nguyễn Thị Ánh") "</w:hyperlink>" K(".") "</w:p>"},
        {"<w:p><w:r><w:t>{{</w:t><w:br/><w:t>ten }}</w:t></w:r></w:p>",
         "<w:p><w:r><w:t xml:space=\"preserve\">Nguyễn Thị Ánh</w:t><w:t xml:space=\"preserve\"></w:t></w:r></w:p>"},
        {P("{{ doan }}"), KP("1") KP("2")},
        {P("{% for k, v in iteritems(d) %}{{ k }}{{ v }}{% endfor %}"), KP("a1b2")},
        {P("{{ lạ }}"), KP("A &lt; B &amp; \"C\"")},
        {P("{{ dong }}"), "<w:p><w:r><w:t xml:space=\"preserve\">a</w:t><w:br/><w:t xml:space=\"preserve\">b</w:t><w:tab/>"
                          "<w:t xml:space=\"preserve\">c</w:t></w:r></w:p>"},
        {"<w:p><w:pPr><w:jc/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t>1{{ '\\a' }}2{{ '\\f' }}3</w:t></w:r></w:p>",
         "<w:p><w:pPr><w:jc/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">1</w:t></w:r></w:p>"
         "<w:p><w:pPr><w:jc/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">2</w:t></w:r></w:p>"
         "<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>"
         "<w:p><w:pPr><w:jc/></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">3</w:t></w:r></w:p>"},
        {P("{_{ ten }_} {_% if %_}{{ i }}"), KP("{{ ten }} {% if %}7")},
        {P("{% raw %}{{ ten }}{% x %}{% endraw %}{{ i }}"), KP("{{ ten }}{% x %}7")},
        {P("a{# ghi chú #}b{{ i }}"), KP("ab7")},
        {P("{{ ‘a’ ~ “b” }}{{ 'x' if 1 &lt; 2 }}{{ d['a'] }}{{ Ten }}{{ ho_ten }}"), KP("abx1khácLê")},
        {P("a  {{- i -}}  b"), KP("a7b")},
        {P("{{ i\u00a0+ 1 }}"), KP("8")},
        {"<w:p w:x=\"{{ ten }}\"/>", "<w:p w:x=\"Nguyễn Thị Ánh\"/>"},
        {"<w:p w:x=\"{{ lạ }}\"/>", "<w:p w:x=\"A &lt; B &amp; &quot;C&quot;\"/>"},
    };
    (void)state;
    RUN(rows, FILL_STRICT);
}

static void test_elements(void **state)
{
    static const struct row rows[] = {
        {P("{%p if i %}") P("có") P("{%p else %}") P("không") P("{%p endif %}"), P("có")},
        {P("{%p for x in ds %}") P("{{ loop.index }}/{{ loop.length }} {{ x.t }}") P("{%p endfor %}"), KP("1/2 x") KP("2/2 y")},
        {TBL(TR(C(P("{%tr for x in ds if x.n > 1 %}"))) TR(C(P("{{ x.t }}"))) TR(C(P("{%tr endfor %}")))), TBL(TR(C(KP("y"))))},
        {TBL(TR(C(P("{%tc for x in ds %}")) C(P("{{ x.t }}")) C(P("{%tc endfor %}")))),
         "<w:tbl><w:tblGrid><w:gridCol w:w=\"45\"/><w:gridCol w:w=\"45\"/></w:tblGrid>" TR(C(KP("x")) C(KP("y"))) "</w:tbl>"},
        {P("{#p bỏ #}") P("giữ {{ i }}"), KP("giữ 7")},
        {"<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>x{{r i }}y</w:t></w:r></w:p>",
         "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">x</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">7</w:t></w:r>"
         "<w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">y</w:t></w:r></w:p>"},
        {"<w:p>" R("{%r if i %}") R("có") R("{%r endif %}") "</w:p>", "<w:p>" R("có") "</w:p>"},
        {P("{{p ten }}"), KP("Nguyễn Thị Ánh")},
        {P("A{% if not i %}") P("B{% endif %}C"), KP("AC")},
        {P("A{% if i %}") P("B{% endif %}C"), KP("A") KP("BC")},
        {P("Trước") P("{%- if i %} giữa {% endif -%}") P("sau"), KP("Trước giữa sau")},
        {TBL(TR(C(P("{% colspan ds | length - 1 %}x")))), TBL(TR(C("<w:tcPr><w:gridSpan w:val=\"1\"/></w:tcPr>" P("x"))))},
        {TBL(TR(C("<w:tcPr><w:tcW/><w:shd w:fill=\"red\"/><w:vAlign/></w:tcPr>" P("{% cellbg 'FF0000' %}x")))),
         TBL(TR(C("<w:tcPr><w:tcW/><w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"FF0000\"/><w:vAlign/></w:tcPr>" P("x"))))},
        {TBL(TR(C(P("{%tr for x in ds %}"))) TR(C(P("{% vm %}{{ x.t }}"))) TR(C(P("{%tr endfor %}")))),
         TBL(TR(C("<w:tcPr><w:vMerge w:val=\"restart\"/></w:tcPr>" KP("x")))
                 TR(C("<w:tcPr><w:vMerge w:val=\"continue\"/></w:tcPr><w:p></w:p>")))},
    };
    (void)state;
    RUN(rows, FILL_STRICT);
}

/* A tag that goes on in the next paragraph makes the paragraphs one, as in docxtpl. */
static void test_joined(void **state)
{
    static const struct row rows[] = {
        {P("a {# ghi chú") P("dài {{ x }} {%") P("nữa #} b {{ i }}") P("{{ i }}"), KP("a  b 7") KP("7")},
        {P("{% set x =") "<w:p/>" P("i + 1 %}{{ x }}"), KP("8")},
        {"<w:p><w:pPr><w:jc/></w:pPr>" R("a {{ i") "</w:p><w:p><w:pPr><w:b/></w:pPr><w:r><w:rPr><w:i/></w:rPr><w:t>+ 1 }} b</w:t><w:br/></w:r></w:p>",
         "<w:p><w:pPr><w:jc/></w:pPr><w:r><w:t xml:space=\"preserve\">a 8 b</w:t><w:br/></w:r></w:p>"},
        {P("{{ i") P("+ 1 }}{{ i") P("+ 2 }}"), KP("89")},
        {TBL(TR(C(P("{{ i") P("}}")) C(P("{{ i }}")))), "<w:tbl><w:tblGrid><w:gridCol w:w=\"45\"/><w:gridCol w:w=\"45\"/></w:tblGrid>" TR(C(KP("7")) C(KP("7"))) "</w:tbl>"},
        {P("{% raw %}{{ a") P("b {% endraw %}{{ i }}"), KP("{{ a") KP("b 7")},
        {P("{%p if i") P("== 7 %}") P("có") P("{%p endif %}"), P("có")},
    };
    (void)state;
    static const struct row blank[] = {{P("{% for x in") P("ds %}{{ x.t }}{% endfor %}"), KP("xy")}};
    RUN(rows, FILL_STRICT);
    RUN(rows, FILL_DOCXTPL);
    RUN(blank, FILL_STRICT);
}

static void test_statements(void **state)
{
    static const struct row rows[] = {
        {P("{% if i == 6 %}a{% elif i == 7 %}b{% else %}c{% endif %}"), KP("b")},
        {P("{% for k, v in d.items() %}{{ k }}={{ v }}{{ '' if loop.last else ', ' }}{% else %}rỗng{% endfor %}"), KP("a=1, b=2")},
        {P("{% for x in [] %}a{% else %}rỗng{% endfor %}"), KP("rỗng")},
        {P("{% for a, b in bang %}{{ loop.index0 }}{{ loop.revindex }}{{ a + b }}{{ loop.cycle('c', 'l') }} {% endfor %}"), KP("023c 117l ")},
        {P("{% for x in [1, 1, 2] %}{% if loop.changed(x) %}{{ x }}{% endif %}{% endfor %}"), KP("12")},
        {P("{% set a = i + 1 %}{% for x in ds %}{% set a = 0 %}{% endfor %}{{ a }}"), KP("8")},
        {P("{% set ns = namespace(n=0) %}{% for x in ds %}{% set ns.n = ns.n + x.n %}{% endfor %}{{ ns.n }}"), KP("3")},
        {P("{% set a, b = 1, 2 %}{{ a }}{{ b }}{% with a = 5 %}{{ a }}{% endwith %}{{ a }}"), KP("1251")},
        {P("{% set t %}{{ ten }} ({{ i }}){% endset %}{{ t | upper }}"), KP("NGUYỄN THỊ ÁNH (7)")},
        {P("{% filter upper %}abc{% endfilter %}"), KP("ABC")},
        {P("{% macro m(a, b=2) %}[{{ a }}{{ b }}]{% endmacro %}{{ m(1) }}{{ m(b=0, a=3) }}"), KP("[12][30]")},
        {P("{% macro m() %}({{ caller(3) }}){% endmacro %}{% call(x) m() %}{{ x }}{% endcall %}"), KP("(3)")},
        {P("{%p macro m(a) %}") P("P{{ a }}") P("{%p endmacro %}") P("{{p m(5) }}") P("x{{ m(6) }}y"),
         KP("P5") KP("x") KP("P6") KP("y")},
        {P("{% for n in cay recursive %}{{ loop.depth }}{{ n.t }}{% if n.c %}({{ loop(n.c) }}){% endif %}{{ ' ' if not loop.last }}{% endfor %}"),
         KP("1a(2b 2c(3d)) 1e")},
        {P("{%p for n in cay recursive %}") P("{{ n.t }}") P("{{p loop(n.c) }}") P("{%p endfor %}"), KP("a") KP("b") KP("c") KP("d") KP("e")},
        {P("{% for a, (b, c) in [(1, (2, 3))] %}{{ a }}{{ b }}{{ c }}{% endfor %}{% set (a, b) = 4, 5 %}{{ a }}{{ b }}"), KP("12345")},
        {P("{% macro m(a) %}{{ a }}{{ varargs | join }}{% for k, v in kwargs.items() %}{{ k }}{{ v }}{% endfor %}{% endmacro %}{{ m(1, 2, 3, x=4) }}"), KP("123x4")},
        {P("a {%+ if i +%} b{% endif %}"), KP("a  b")},
        {P("{% set j = joiner('; ') %}{% for x in ds %}{{ j() }}{{ x.t }}{% endfor %}"), KP("x; y")},
        {P("{% set c = cycler('a', 'b') %}{{ c.next() }}{{ c.next() }}{{ c.next() }}{{ c.current }}"), KP("abab")},
    };
    (void)state;
    RUN(rows, FILL_STRICT);
}

static void test_python(void **state)
{
    static const struct row rows[] = {
        {P("{{ f }} {{ i / 2 }} {{ 6 / 3 }} {{ i // 2 }} {{ 0.1 + 0.2 }} {{ to }} {{ 1 / 3 }} {{ 2 ** 10 }}"),
         KP("3.5 3.5 2.0 3 0.30000000000000004 1e+16 0.3333333333333333 1024")},
        {P("{{ rong }} {{ dung }} {{ khong }}{{ l }} {{ d }} {{ (1, 2) }} {{ (1,) }}"), KP("None True ['a', \"it's\", 1.0, None] {'a': '1', 'b': '2'} (1, 2) (1,)")},
        {P("{{ 2.5 | round }} {{ 3.5 | round }} {{ f | int }} {{ '%.1f' | format(0.25) }} {{ [1, 2.5] | sum }}"), KP("2.0 4.0 3 0.2 3.5")},
        {P("{{ lạ }}|{{ lạ | e }}|{{ xml }}"), KP("A &lt; B &amp; \"C\"|A &lt; B &amp; \"C\"|<w:br/>")},
        {P("{% for x in khong %}a{% else %}b{% endfor %}{% if khong == 'x' %}c{% endif %}{{ khong | upper }}{{ khong | default('d') }}"), KP("bd")},
        {P("{{ '7' + '5' }}{{ d.a + d.b }}{{ d.a == 1 }}"), KP("7512False")},
        {P("{{p khong }}") P("x"), P("x")},
    };
    (void)state;
    RUN(rows, FILL_DOCXTPL);
}

/* Header, notes, properties and link targets. */
static void test_parts(void **state)
{
    static const struct office_part parts[] = {
        {"word/header1.xml", "<w:hdr " OFFICE_NS ">" P("{{ ten }}") "</w:hdr>",
         "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml", "header"},
        {"word/footnotes.xml", "<w:footnotes " OFFICE_NS "><w:footnote>" P("{{ i }}") "</w:footnote></w:footnotes>",
         "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml", "footnotes"},
        {"word/comments.xml", "<w:comments " OFFICE_NS "><w:comment>" P("{{ khong }}") "</w:comment></w:comments>",
         "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml", "comments"},
    };
    struct office o;
    struct buf text = {0};
    (void)state;
    office_fill(&o, P("x"), parts, sizeof parts / sizeof *parts, json, FILL_STRICT, LANG_VI);
    if (!o.ok)
        fail_msg("%s", o.messages.p);
    assert_non_null(strstr(office_part_text(&o, "word/header1.xml", &text), KP("Nguyễn Thị Ánh")));
    buf_clear(&text);
    assert_non_null(strstr(office_part_text(&o, "word/footnotes.xml", &text), KP("7")));
    buf_clear(&text);
    assert_string_equal(office_part_text(&o, "word/comments.xml", &text), parts[2].xml);
    buf_release(&text);
    office_release(&o);
}

static const char *const faults[] = {
    P("a") P("{{ tenn }}"),
    P("{{ d.c.x }}") TBL(TR(C(P("x")) C(P("y"))) TR(C(P("x")) C(P("{{ khong }}")))),
    P("{{ ten | uper }}{{ ten is strin }}{{ foo(1) }}{{ ten.bar() }}"),
    P("{{ ten") P("{% if i") P("{# ghi chú") P("sau"),
    P("{% if i %}") P("{% for x in ds %}"),
    P("{{ ten") P("{{ i }}") P("{# x") P("a {{ i") P("+ }}") P("{{ khong }}"),
    P("{{ i") TBL(TR(C(P("}}")))) P("{{ i") "<w:p><w:pPr><w:sectPr/></w:pPr></w:p>" P("}}"),
    P("{# a") P("b #}") TBL(TR(C(P("{# a") P("b #}") P("{{ khong }}")))) P("{{ khong }}"),
    P("{% endif %}{% else %}"),
    P("{% fo x in ds %}{% lap %}{% include 'x' %}"),
    P("{% for in ds %}{% endfor %}{% for x of ds %}{% endfor %}{% for x in ds recursive %}{% endfor %}{% for a, b in ds %}{% endfor %}"),
    P("{% for a, b in l %}{{ a }}{% endfor %}"),
    P("{% for a, b in [[1, 2, 3]] %}{{ a }}{% endfor %}"),
    P("{% set 1 = 2 %}{% set x = 1 y %}{% endif x %}"),
    P("{%tr if i %}") P("{%tc if i %}") P("{% vm %}"),
    P("chữ bị mất {%p if i %}") P("{%p endif %}"),
    P("{% if not i %}a") TBL(TR(C(P("b{% endif %}c")))),
    TBL(TR(C(P("{{tr ten }}")))),
    P("{% macro 1() %}{% endmacro %}{% macro m(a %}{% endmacro %}{% call x %}{% endcall %}"),
    P("{% macro m(a) %}{% endmacro %}{{ m(1, 2) }}{{ m(b=1) }}{{ khac() }}"),
    P("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}"),
    P("{% for x in ds recursive %}{{ loop(ds) }}{% endfor %}"),
    P("{% for x in ds %}{{ loop(ds) }}{% endfor %}{% for x in ds recursive %}{{ loop() }}{{ loop(i) }}{% endfor %}"),
    P("{% set d.x = 1 %}"),
    P("{% macro m() %}{{ dong }}{% endmacro %}") "<w:p w:x=\"{{ m() }}\"/>",
    P("{{ l }}{{ d }}{{ rong }}{{ dung }}{{ 1 / 3 }}"),
    P("{% for x in range(100000) %}{% for y in range(100000) %}{% endfor %}{% endfor %}"),
    "<w:p><w:r><w:t>&bad;{{ ten }}</w:t></w:r></w:p>",
    "<w:p><w:r><w:pict><w:txbxContent>" P("{{ khong }}") "</w:txbxContent></w:pict></w:r></w:p>",
    P("{{ ten } và {{ i }}") P("{% if {{ i }} %}a{% endif %}"),
    P("{% if i %}{% elseif i %}{% end if %}") P("{% p if i %}") P("{%TR for x in ds %}") P("{%pif i %}") P("{% foreach x in ds %}"),
    P("{{ ho ten }}{% if i AND ten %}{% endif %}{{ i &amp;&amp; ten }}"),
};

static void all_faults(enum lang lang, struct buf *out)
{
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        struct office o;
        office_fill(&o, faults[i], NULL, 0, json, FILL_STRICT, lang);
        buf_printf(out, "%zu\n%s", i + 1, o.messages.p ? o.messages.p : "");
        assert_true(!o.ok || strstr(o.messages.p ? o.messages.p : "", "[fill-lost]"));
        office_release(&o);
    }
}

static void test_faults(void **state)
{
    static const struct { const char *file; enum lang lang; } rows[] = {{"faults.vi", LANG_VI}, {"faults.en", LANG_EN}};
    const char *top = getenv("srcdir");
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct buf got = {0}, path = {0}, expected = {0};
        char chunk[4096];
        size_t n;
        all_faults(rows[i].lang, &got);
        buf_printf(&path, "%s/tests/fill/%s", top ? top : ".", rows[i].file);
        if (getenv("FILL_REGEN")) {
            FILE *f = fopen(path.p, "w");
            assert_non_null(f);
            fwrite(got.p, 1, got.n, f);
            fclose(f);
        }
        FILE *f = fopen(path.p, "r");
        assert_non_null(f);
        while ((n = fread(chunk, 1, sizeof chunk, f)) > 0)
            buf_put(&expected, chunk, n);
        fclose(f);
        assert_string_equal(got.p, expected.p);
        buf_release(&got);
        buf_release(&path);
        buf_release(&expected);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_text),   cmocka_unit_test(test_elements), cmocka_unit_test(test_statements), cmocka_unit_test(test_joined),
                                       cmocka_unit_test(test_python), cmocka_unit_test(test_parts),    cmocka_unit_test(test_faults)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
