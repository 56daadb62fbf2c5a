/* Charts of a DOCX: what is drawn of them, what is not, and what a damaged one does. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <cmocka.h>

#include "ooxml/read.h"
#include "parts.h"

#define NS "xmlns:c=\"http://schemas.openxmlformats.org/drawingml/2006/chart\" xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\""
#define POINT(i, v) "<c:pt idx=\"" i "\"><c:v>" v "</c:v></c:pt>"
#define NAMES "<c:cat><c:strRef><c:strCache>" POINT("0", "Quý I") POINT("1", "Quý II") "</c:strCache></c:strRef></c:cat>"
#define SERIES(color, a, b)                                                                                             \
    "<c:ser><c:tx><c:v>Thu</c:v></c:tx><c:spPr><a:solidFill><a:srgbClr val=\"" color "\"/></a:solidFill></c:spPr>" NAMES  \
    "<c:val><c:numRef><c:numCache>" POINT("0", a) POINT("1", b) "</c:numCache></c:numRef></c:val></c:ser>"
#define CHART(inside) "<c:chartSpace " NS "><c:chart><c:plotArea>" inside "</c:plotArea></c:chart></c:chartSpace>"
#define COLUMNS(inside) CHART("<c:barChart><c:barDir val=\"col\"/>" inside "<c:gapWidth val=\"100\"/></c:barChart><c:valAx><c:majorGridlines/></c:valAx>")

static struct doc *read_chart(const char *chart, struct opened *o)
{
    struct doc *d;

    parts_open(&(struct parts){
        .body = "<w:p><w:r><w:drawing><wp:inline><wp:extent cx=\"4572000\" cy=\"2743200\"/><wp:docPr id=\"1\"/><a:graphic><a:graphicData>"
                "<c:chart xmlns:c=\"http://schemas.openxmlformats.org/drawingml/2006/chart\" r:id=\"rId9\"/>"
                "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>",
        .extra_name = "chart1.xml", .extra = span_of(chart), .extra_kind = "chart"}, o);
    d = docx_read(&o->ctx, o->package);
    assert_non_null(d);
    return d;
}

static const struct node *find_text(const struct doc *d, const char *text)
{
    for (const struct node *n = d->root; n; n = node_next(n, d->root))
        if (n->type == NODE_TEXT && strcmp(n->as.text.text, text) == 0)
            return n;
    return NULL;
}

static size_t count(const struct doc *d, enum shape_kind kind, uint32_t color)
{
    size_t n = 0;

    for (const struct node *s = d->root; s; s = node_next(s, d->root))
        n += s->type == NODE_SHAPE && s->as.shape.kind == kind && s->as.shape.fill.on && s->as.shape.fill.color == color;
    return n;
}

/* A faulty chart leaves an empty frame as large as it, and one sentence. */
static void damaged_charts(void **state)
{
    static const char *const charts[] = {
        "<c:chartSpace " NS "/>",
        CHART(""),
        COLUMNS(""),
        CHART("<c:scatterChart>" SERIES("FF0000", "1", "2") "</c:scatterChart>"),
        CHART("<c:barChart>" SERIES("FF0000", "1", "2") "</c:barChart><c:lineChart>" SERIES("FF0000", "1", "2") "</c:lineChart>"),
        COLUMNS("<c:ser><c:val><c:numRef><c:numCache>" POINT("99999999999", "1") POINT("-1", "1") POINT("x", "1") "</c:numCache></c:numRef></c:val></c:ser>"),
    };

    (void)state;
    for (size_t i = 0; i < sizeof charts / sizeof *charts; i++) {
        struct opened o;
        struct doc *d = read_chart(charts[i], &o);
        const struct node *frame = d->root->first->first->first;

        assert_int_equal(frame->type, NODE_SHAPE);
        assert_null(frame->next);
        assert_true(fabs(frame->as.shape.width - 360) < 0.01);
        assert_non_null(strstr(o.told, "docx-drawing"));
        doc_free(d);
        parts_close(&o);
    }
}

/* Values that no scale can hold are drawn as nothing. */
static void wild_values(void **state)
{
    static const char *const values[][2] = {{"0", "0"}, {"-5", "-7"}, {"1e300", "-1e300"}, {"nan", "inf"}, {"", "abc"}};

    (void)state;
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        struct opened o;
        struct buf chart = {0};

        buf_printf(&chart, COLUMNS("<c:ser>" NAMES "<c:val><c:numLit>" POINT("0", "%s") POINT("1", "%s") "</c:numLit></c:val></c:ser>"), values[i][0], values[i][1]);
        struct doc *d = read_chart(chart.p, &o);
        for (const struct node *n = d->root; n; n = node_next(n, d->root))
            if (n->type == NODE_SHAPE)
                assert_true(n->as.shape.width >= 0 && n->as.shape.width < 2000 && n->as.shape.height >= 0 && n->as.shape.height < 2000);
        doc_free(d);
        parts_close(&o);
        buf_release(&chart);
    }
}

/* 12.5 and 22.1: the axis goes to 25 in steps of 5, as Word has it. */
static void columns(void **state)
{
    struct opened o;
    struct doc *d = read_chart(COLUMNS(SERIES("FF0000", "12.5", "22.1") SERIES("00FF00", "10", "5")), &o);

    (void)state;
    assert_int_equal(count(d, SHAPE_RECT, 0xFF0000), 2);
    assert_int_equal(count(d, SHAPE_RECT, 0x00FF00), 2);
    assert_non_null(find_text(d, "25"));
    assert_non_null(find_text(d, "Quý II"));
    assert_null(find_text(d, "30"));
    assert_null(find_text(d, "Thu")); /* no legend was asked for */
    assert_string_equal(o.told, "");
    doc_free(d);
    parts_close(&o);
    d = read_chart(COLUMNS(SERIES("FF0000", "125000000", "2.21E8")), &o);
    assert_non_null(find_text(d, "250000000"));
    doc_free(d);
    parts_close(&o);
}

static void pie_with_legend(void **state)
{
    struct opened o;
    struct doc *d = read_chart("<c:chartSpace " NS "><c:chart><c:title><c:tx><c:rich><a:p><a:r><a:t>Cơ cấu</a:t></a:r></a:p></c:rich></c:tx></c:title><c:plotArea>"
                               "<c:pieChart>" SERIES("FF0000", "3", "1") "</c:pieChart></c:plotArea><c:legend><c:legendPos val=\"b\"/></c:legend></c:chart></c:chartSpace>", &o);
    size_t slices = 0;

    (void)state;
    for (const struct node *s = d->root; s; s = node_next(s, d->root))
        slices += s->type == NODE_SHAPE && s->as.shape.kind == SHAPE_PATH;
    assert_int_equal(slices, 2);
    assert_non_null(find_text(d, "Quý I"));
    assert_non_null(find_text(d, "Cơ cấu"));
    doc_free(d);
    parts_close(&o);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(damaged_charts),
        cmocka_unit_test(wild_values),
        cmocka_unit_test(columns),
        cmocka_unit_test(pie_with_legend),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
