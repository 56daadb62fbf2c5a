/* Templates: what the reader refuses, and that the shipped schema refuses the same; the values that
 * come of a template; which read belongs to which node; who wins where a key is given twice;
 * bounds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <libxml/relaxng.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "model/doc.h"
#include "template/template.h"

struct seen {
    struct ctx ctx;
    struct buf text; /* "slug:line:col " of every diagnostic, or the reads */
    struct tracer tracer;
};

static void note(void *user, const struct diagnostic *d)
{
    struct seen *s = user;

    buf_printf(&s->text, "%s%s:%d:%d", s->text.n ? " " : "", d->slug, d->pos.line, d->pos.col);
}

static const char *top(void)
{
    return getenv("srcdir") ? getenv("srcdir") : ".";
}

static void start(struct seen *s)
{
    memset(s, 0, sizeof *s);
    ctx_init(&s->ctx);
    s->ctx.sink = note;
    s->ctx.sink_user = s;
}

#define HEAD "<van-ban xmlns=\"urn:vanban:1\">\n"
#define BODY HEAD "<noi-dung>"
#define FOOT "</noi-dung></van-ban>"

static void put_texts(const struct value *list, struct buf *out)
{
    for (size_t i = 0; i < value_count(list); i++) {
        const struct value *v = value_item(list, i);

        buf_printf(out, "- \"%s\"\n", value_is_text(v) ? v->as.scalar.text : "?");
    }
}

/* Expands over the data; the texts of the root's noi_dung, or what was reported. */
static char *expand(const char *xml, const char *yaml)
{
    struct seen s;
    struct data d;
    struct template *t;

    start(&s);
    data_init(&d, &s.ctx);
    assert_true(data_read_memory(&d, "du-lieu.yaml", span_of(yaml)));
    t = template_open_memory(&d, "mau.xml", span_of(xml));
    if (t && template_expand(t, value_count(d.root)))
        put_texts(value_member(d.root, "noi_dung"), &s.text);
    assert_true(s.text.n > 0);
    template_close(t);
    data_release(&d);
    return s.text.p;
}

static void expect(const char *xml, const char *yaml, const char *wanted)
{
    char *got = expand(xml, yaml);

    assert_string_equal(got, wanted);
    free(got);
}

/* ---- the reader and the schema ---- */

static const struct {
    const char *xml, *wanted; /* wanted NULL: accepted */
    bool schema_too;          /* the schema tells right from wrong here */
} structures[] = {
    {BODY "<doan>Một</doan>" FOOT, NULL, true},
    {BODY "<doan so-dong=\"2\">Một <dam>hai</dam></doan>" FOOT, NULL, true},
    {BODY "<if test=\"1\"><doan>a</doan><elif test=\"0\"><doan>b</doan></elif><else/></if>" FOOT,
     NULL, true},
    {BODY "<bang><for each=\"x\" in=\"[1]\"><dong><o/></dong></for></bang>" FOOT, NULL, true},
    {BODY "<bang><cot can=\"{{ 'trai' }}\" rong=\"{{ 3 }}\">a</cot></bang>" FOOT, NULL, true},
    {BODY "<!-- c --><?pi x?><doan><![CDATA[a < b]]></doan>" FOOT, NULL, true},
    {"<van-ban/>", "template-namespace:1:1", true},
    {"<van-ban xmlns=\"urn:khac\"/>", "template-namespace:1:17", true},
    {"<mau xmlns=\"urn:vanban:1\"/>", "template-root:1:1", true},
    {BODY "<doan>Một</doan>", "template-xml:2:25", false},
    {BODY "<doann/>" FOOT, "template-element:2:11", true},
    {BODY "<o/>" FOOT, "template-place:2:11", true},
    {BODY "<muc>chữ</muc>" FOOT, "template-text:2:16", true},
    {BODY "<muc><y>a</y></muc>" FOOT, "template-place:2:16", true},
    {BODY "<anh tep=\"a.png\"/>" FOOT, "template-missing:2:11", true},
    {BODY "<for in=\"x\"/>" FOOT, "template-missing:2:11", true},
    {BODY "<doan mau=\"x\"/>" FOOT, "template-attribute:2:17", true},
    {BODY "<doan so-dong=\"hai\"/>" FOOT, "template-number:2:26", true},
    {BODY "<bang><cot can=\"mid\">a</cot></bang>" FOOT, "template-choice:2:27", true},
    {BODY "<bang><cot can=\"trai giua\">a</cot></bang>" FOOT, "template-choice:2:27", true},
    {BODY "<elif test=\"1\"/>" FOOT, "template-place:2:11", true},
    {BODY "<if test=\"1\"><else/><doan/></if>" FOOT, "template-branch:2:31", true},
    {BODY "<if test=\"1\"><else/><else/></if>" FOOT, "template-branch:2:31", true},
    {BODY "<set name=\"a b\" value=\"1\"/>" FOOT, "template-name:2:22", true},
    {BODY "<set name=\"in\" value=\"1\"/>" FOOT, "template-name:2:22", false},
    {BODY "<set name=\"a\" value=\"1\">x</set>" FOOT, "template-text:2:35", true},
    {BODY "<xuong-dong/>" FOOT, "template-place:2:11", true},
    {BODY "<doan><muc/></doan>" FOOT, "template-place:2:17", true},
    {BODY "<md>a <dam>b</dam></md>" FOOT, "template-place:2:17", true},
    {BODY "<van-ban/>" FOOT, "template-root:2:11", true},
    {BODY "<if test=\"1 +\"/>" FOOT, "expression-syntax:2:24", false},
    {BODY "<doan>Số {{ 1 + }}</doan>" FOOT, "expression-syntax:2:27", false},
    {BODY "<doan>a\n  &lt;&#x1F600; {{ )</doan>" FOOT, "tag-open:3:17", false},
    {"<!DOCTYPE van-ban>" HEAD "</van-ban>", "template-doctype:1:1", false},
    {"", "template-root:0:0", false},
};

static void ignore(void *user, xmlErrorPtr error)
{
    (void)user, (void)error;
}

static void test_structures(void **state)
{
    struct arena a = {0};
    char *path = arena_printf(&a, "%s/templates/schemas/van-ban.rng", top());
    xmlRelaxNGParserCtxtPtr parser = xmlRelaxNGNewParserCtxt(path);
    xmlRelaxNGPtr schema = xmlRelaxNGParse(parser);

    (void)state;
    assert_non_null(schema);
    for (size_t i = 0; i < sizeof structures / sizeof *structures; i++) {
        struct span xml = span_of(structures[i].xml);
        struct seen s;
        struct data d;
        struct template *t;

        start(&s);
        data_init(&d, &s.ctx);
        t = template_open_memory(&d, "mau.xml", xml);
        if (structures[i].wanted)
            assert_string_equal(s.text.p ? s.text.p : "", structures[i].wanted);
        assert_int_equal(t == NULL, structures[i].wanted != NULL);
        if (structures[i].schema_too) {
            xmlDocPtr doc = xmlReadMemory(xml.p, (int)xml.n, "mau.xml", NULL,
                                          XML_PARSE_NONET | XML_PARSE_NOERROR);
            xmlRelaxNGValidCtxtPtr v = xmlRelaxNGNewValidCtxt(schema);

            xmlRelaxNGSetValidStructuredErrors(v, ignore, NULL);
            assert_int_equal(xmlRelaxNGValidateDoc(v, doc) == 0, structures[i].wanted == NULL);
            xmlRelaxNGFreeValidCtxt(v);
            xmlFreeDoc(doc);
        }
        template_close(t);
        data_release(&d);
        buf_release(&s.text);
    }
    xmlRelaxNGFree(schema);
    xmlRelaxNGFreeParserCtxt(parser);
    arena_release(&a);
}

/* The shipped schemas are what the table gives now (make schemas). */
static void test_schemas(void **state)
{
    static const struct {
        const char *name;
        void (*write)(struct buf *out);
    } schemas[] = {{"van-ban.rng", template_write_rng},
                   {"du-lieu.schema.json", template_write_json_schema},
                   {"vanban.schema.json", template_write_office_schema}};

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct arena a = {0};
        struct buf shipped = {0}, made = {0};
        struct seen s;

        start(&s);
        assert_true(file_read(&s.ctx,
                              arena_printf(&a, "%s/templates/schemas/%s", top(), schemas[i].name),
                              1 << 20, &shipped));
        schemas[i].write(&made);
        assert_string_equal(shipped.p, made.p);
        buf_release(&shipped);
        buf_release(&made);
        arena_release(&a);
    }
}

/* ---- values ---- */

static void test_values(void **state)
{
    (void)state;
    /* white space collapses; what is empty is left out */
    expect(BODY "<doan>  Một\n   hai </doan><doan> {{ rong }} </doan>" FOOT, "rong: ''",
           "- \"Một hai\"\n");
    expect(BODY "<doan>Còn.</doan><gach><for each=\"x\" in=\"[]\"><y>{{ x }}</y></for></gach>" FOOT,
           "a: 1", "- \"Còn.\"\n");
    /* names: of loops, of set, to the end of the element around */
    expect(BODY "<for each=\"x\" in=\"ds\"><set name=\"y\" value=\"x * 2\"/><doan>{{ loop.index "
                "}}{{ loop.first }} {{ y }}</doan></for>" FOOT,
           "ds: [1]", "print-bool:2:92");
    expect(BODY "<for each=\"x\" in=\"ds\"><set name=\"y\" value=\"x * 2\"/><doan>{{ loop.index "
                "}}/{{ loop.length }} {{ y }}</doan></for>" FOOT,
           "ds: [1, 3]", "- \"1/2 2\"\n- \"2/2 6\"\n");
    expect(BODY "<if test=\"1\"><set name=\"y\" value=\"1\"/></if><doan>{{ y }}</doan>" FOOT,
           "a: 1", "value-missing:2:63");
    /* data is never read as a template or as Markdown, nor expanded again */
    expect(BODY "<doan>{{ a }}</doan><md>{{ a }}</md>" FOOT, "a: '{{ b }} **x** <dam>'",
           "- \"{{ b }} **x** <dam>\"\n- \"{{ b }} **x** <dam>\"\n");
    /* a loop ends at its first fault, checks do not */
    expect(BODY "<for each=\"x\" in=\"[1, 2, 3]\"><doan>{{ thieu }}</doan></for>" FOOT, "a: 1",
           "value-missing:2:49");
    expect(BODY
           "<for each=\"x\" in=\"[1, 2, 3]\"><assert test=\"x == 2\">{{ x }}</assert></for>" FOOT,
           "a: 1", "check-failed:2:54 check-failed:2:54");
    expect(BODY "<muc><doan>Không tên.</doan></muc>" FOOT, "a: 1", "template-heading:2:11");
    expect(BODY
           "<for each=\"x\" in=\"range(99999)\"><for each=\"y\" in=\"range(99999)\"/></for>" FOOT,
           "a: 1", "template-much:2:43");
}

/* ---- the trace ---- */

static void trace(void *user, const char *path, enum read_kind kind, uint32_t node)
{
    struct seen *s = user;

    (void)kind;
    buf_printf(&s->text, "%s@%08x\n", path, node);
}

static void expect_read(const struct seen *s, const char *path, const char *place)
{
    struct arena a = {0};

    if (!strstr(s->text.p, arena_printf(&a, "%s@%08x\n", path, doc_place_id(place))))
        fail_msg("%s was not read for %s:\n%s", path, place, s->text.p);
    arena_release(&a);
}

static void test_trace(void **state)
{
    static const char xml[] = HEAD
        "<trich-yeu>về {{ a }}</trich-yeu><noi-nhan>{{ b }}</noi-nhan><noi-nhan>{{ c }}</noi-nhan>"
        "<noi-dung><doan>Không.</doan><doan>{{ d }}<chu-thich>{{ e }}</chu-thich></doan>"
        "<if test=\"f\"><muc><tieu-de>{{ g }}</tieu-de><for each=\"x\" in=\"h\"><doan>{{ x "
        "}}</doan></for>"
        "<bang><cot>A {{ i }}</cot><if test=\"k\"><dong><o>{{ l }}</o></dong></if></bang>"
        "<md>- {{ m }}</md></muc></if></noi-dung></van-ban>";
    struct seen s;
    struct data d;
    struct template *t;

    (void)state;
    start(&s);
    s.tracer = (struct tracer){.read = trace, .user = &s};
    s.ctx.tracer = &s.tracer;
    data_init(&d, &s.ctx);
    assert_true(data_read_memory(
        &d, "d.yaml",
        SPAN(
            "{ a: 1, b: 2, c: 3, d: 4, e: 5, f: 6, g: 7, h: [x, y], i: 9, k: 10, l: 11, m: 12 }")));
    t = template_open_memory(&d, "mau.xml", SPAN(xml));
    assert_non_null(t);
    assert_true(template_expand(t, value_count(d.root)));
    expect_read(&s, "a", "trich_yeu");
    expect_read(&s, "b", "noi_nhan[0]");
    expect_read(&s, "c", "noi_nhan[1]");
    expect_read(&s, "d", "noi_dung[1]");
    expect_read(&s, "e", "noi_dung[1].doan[1].chu_thich");
    expect_read(&s, "f", "than");
    expect_read(&s, "g", "noi_dung[2].muc");
    expect_read(&s, "h", "noi_dung[2].muc");
    expect_read(&s, "h[1]", "noi_dung[2].noi_dung[1]");
    expect_read(&s, "i", "noi_dung[2].noi_dung[2].bang.cot[0]");
    expect_read(&s, "k", "noi_dung[2].noi_dung[2].bang");
    expect_read(&s, "l", "noi_dung[2].noi_dung[2].bang.dong[0][0]");
    expect_read(&s, "m", "noi_dung[2].noi_dung[3].gach[0]");
    template_close(t);
    data_release(&d);
    buf_release(&s.text);
}

/* ---- layers, names ---- */

static void test_layers(void **state)
{
    static const char xml[] =
        "<van-ban xmlns=\"urn:vanban:1\" ten-loai=\"Báo cáo\" dia-danh=\"Tân Phú\"/>";
    struct seen s;
    struct data d;
    struct template *t;

    (void)state;
    start(&s);
    data_init(&d, &s.ctx);
    assert_true(data_read_memory(&d, "a.yaml", SPAN("so: 1\n")));
    assert_true(data_read_memory(&d, "b.yaml", SPAN("dia_danh: Rạch Giá\nbo_cuc: muc\n")));
    t = template_open_memory(&d, "mau.xml", SPAN(xml));
    assert_true(template_expand(t, 1)); /* b.yaml are the defaults */
    assert_string_equal(value_member(d.root, "dia_danh")->as.scalar.text, "Tân Phú");
    assert_string_equal(value_member(d.root, "bo_cuc")->as.scalar.text, "muc");
    assert_string_equal(value_member(d.root, "dia_danh")->pos.file, "mau.xml");
    template_close(t);
    t = template_open_memory(&d, "mau.xml", SPAN(xml));
    assert_false(template_expand(t, value_count(d.root)));
    assert_string_equal(s.text.p, "data-key-twice:1:41 data-key-twice:1:60");
    template_close(t);
    data_release(&d);
    buf_release(&s.text);
}

static void add_path(void *user, const char *path)
{
    buf_printf(user, "%s ", path);
}

static void test_paths(void **state)
{
    static const char xml[] =
        BODY "<for each=\"x\" in=\"so_lieu.ds | sort('a')\"><doan>{{ x.a }} {{ loop.index }} {{ "
             "ky.ten }}</doan>"
             "<set name=\"y\" value=\"x.b\"/><if test=\"y.c > z\"/></for><doan>{{ x }}</doan>" FOOT;
    struct seen s;
    struct data d;
    struct template *t;

    (void)state;
    start(&s);
    data_init(&d, &s.ctx);
    t = template_open_memory(&d, "mau.xml", SPAN(xml));
    template_paths(t, add_path, &s.text);
    assert_string_equal(s.text.p,
                        "ky.ten so_lieu.ds so_lieu.ds[].a so_lieu.ds[].b so_lieu.ds[].b.c x z ");
    template_close(t);
    data_release(&d);
    buf_release(&s.text);
}

static void test_bounds(void **state)
{
    struct buf deep = {0}, wide = {0};
    char *got;

    (void)state;
    buf_puts(&deep, BODY);
    for (int i = 0; i < 80; i++)
        buf_puts(&deep, "<muc>");
    for (int i = 0; i < 80; i++)
        buf_puts(&deep, "</muc>");
    buf_puts(&deep, FOOT);
    expect(deep.p, "a: 1", "template-depth:2:321");
    buf_puts(&wide, BODY "<doan>");
    for (int i = 0; i < 20000; i++)
        buf_puts(&wide, "chữ ");
    buf_puts(&wide, "</doan>" FOOT);
    got = expand(wide.p, "a: 1");
    assert_string_equal(got, "template-run:2:11");
    free(got);
    buf_release(&deep);
    buf_release(&wide);
}

/* For the conformance stage: the table as files FOLDER/N.xml; a line "N accept|refuse" each for those that the schema
 * sees too. */
static int write_structures(const char *folder)
{
    for (size_t i = 0; i < sizeof structures / sizeof *structures; i++) {
        struct arena a = {0};
        FILE *f = fopen(arena_printf(&a, "%s/%zu.xml", folder, i), "w");

        if (!f || fputs(structures[i].xml, f) < 0 || fclose(f) != 0)
            return 1;
        if (structures[i].schema_too)
            printf("%zu %s\n", i, structures[i].wanted ? "refuse" : "accept");
        arena_release(&a);
    }
    return 0;
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_structures), cmocka_unit_test(test_schemas),
        cmocka_unit_test(test_values),     cmocka_unit_test(test_trace),
        cmocka_unit_test(test_layers),     cmocka_unit_test(test_paths),
        cmocka_unit_test(test_bounds),
    };
    int failed = argc > 1 ? write_structures(argv[1]) : cmocka_run_group_tests(tests, NULL, NULL);

    xmlRelaxNGCleanupTypes();
    xmlCleanupParser();
    return failed;
}
