/* Pictures and shapes of a DOCX: DrawingML and VML, groups, custom outlines, what cannot be shown. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <cmocka.h>

#include "ooxml/read.h"
#include "parts.h"

static void near_to(double a, double b)
{
    if (fabs(a - b) > 0.01)
        fail_msg("%d/1000 is not %d/1000", (int)(a * 1000), (int)(b * 1000));
}

/* Drawing number `nth` of the document; NULL: there are fewer. */
static const struct node *drawing(const struct doc *d, int nth)
{
    for (const struct node *n = d->root; n; n = node_next(n, d->root))
        if ((n->type == NODE_SHAPE || n->type == NODE_IMAGE) && nth-- == 0)
            return n;
    return NULL;
}

static struct doc *read_body(const char *body, struct opened *o)
{
    struct doc *d;

    parts_open(&(struct parts){.body = body}, o);
    d = docx_read(&o->ctx, o->package);
    assert_non_null(d);
    return d;
}

#define RUN(inside) "<w:p><w:r>" inside "<w:t>sau</w:t></w:r></w:p>"
#define ANCHOR(x, y, cx, cy, wrap, graphic)                                                                             \
    RUN("<w:drawing><wp:anchor distT=\"0\" distB=\"12700\" distL=\"114300\" distR=\"114300\" behindDoc=\"1\" layoutInCell=\"0\" relativeHeight=\"7\">" \
        "<wp:positionH relativeFrom=\"margin\">" x "</wp:positionH><wp:positionV relativeFrom=\"paragraph\">" y "</wp:positionV>" \
        "<wp:extent cx=\"" cx "\" cy=\"" cy "\"/>" wrap "<wp:docPr id=\"1\" name=\"Hình\" descr=\"đường kẻ\"/>" \
        "<a:graphic><a:graphicData>" graphic "</a:graphicData></a:graphic></wp:anchor></w:drawing>")
#define OFFSET(v) "<wp:posOffset>" v "</wp:posOffset>"

static void damaged_drawings_are_passed_over(void **state)
{
    struct opened o;
    struct doc *d = read_body(RUN("<w:drawing/><w:drawing><wp:inline/></w:drawing><w:pict><v:shape style=\"position\"/><v:line/></w:pict>")
                              RUN("<w:pict><v:group style=\"position:absolute;width:1e9pt\" coordsize=\"0,0\"><v:group><v:rect style=\"width:5\"/></v:group></v:group></w:pict>")
                              ANCHOR("", OFFSET("x"), "-5", "99999999999999999999", "",
                                     "<wps:wsp><wps:spPr><a:custGeom><a:gdLst><a:gd name=\"a\" fmla=\"*/ 1 1 0\"/></a:gdLst><a:pathLst><a:path w=\"0\" h=\"0\">"
                                     "<a:lnTo><a:pt x=\"a\" y=\"zz\"/></a:lnTo><a:close/></a:path></a:pathLst></a:custGeom></wps:spPr></wps:wsp>"), &o);

    (void)state;
    for (int i = 0; drawing(d, i); i++) {
        const struct node *n = drawing(d, i);

        assert_int_equal(n->type, NODE_SHAPE);
        assert_true(n->as.shape.width >= 0 && n->as.shape.height >= 0 && n->as.shape.height < 2e5);
    }
    doc_free(d);
    parts_close(&o);
}

static void a_line_stands_where_word_has_it(void **state)
{
    struct opened o;
    struct doc *d = read_body(ANCHOR(OFFSET("868680"), OFFSET("-25400"), "1270000", "0", "<wp:wrapSquare distL=\"25400\"/>",
                                     "<wps:wsp><wps:spPr><a:xfrm flipV=\"1\"><a:ext cx=\"1270000\" cy=\"0\"/></a:xfrm><a:prstGeom prst=\"straightConnector1\"/>"
                                     "<a:ln w=\"9525\"><a:solidFill><a:srgbClr val=\"FF0000\"/></a:solidFill><a:prstDash val=\"sysDot\"/></a:ln></wps:spPr><wps:bodyPr/></wps:wsp>"), &o);
    const struct node *n = drawing(d, 0);
    const struct shape *s = &n->as.shape;

    (void)state;
    assert_int_equal(s->kind, SHAPE_LINE);
    near_to(s->width, 100);
    near_to(s->stroke.width, 0.75);
    assert_int_equal(s->stroke.color, 0xFF0000);
    assert_int_equal(s->stroke.stroke, STROKE_DOTTED);
    assert_true(s->flip_y);
    assert_string_equal(s->alt, "đường kẻ");
    assert_int_equal(s->placement->from_x, FROM_MARGIN);
    near_to(s->placement->x, 68.4);
    near_to(s->placement->y, -2);
    assert_int_equal(s->placement->wrap, WRAP_SQUARE);
    near_to(s->placement->room_left, 2);
    near_to(s->placement->room_right, 9);
    near_to(s->placement->room_bottom, 1);
    assert_true(s->placement->behind);
    assert_false(s->placement->in_cell);
    doc_free(d);
    parts_close(&o);
}

static void text_boxes_hold_blocks(void **state)
{
    struct opened o;
    struct doc *d = read_body(ANCHOR("<wp:align>center</wp:align>", OFFSET("0"), "1270000", "635000", "<wp:wrapNone/>",
                                     "<wps:wsp><wps:spPr><a:prstGeom prst=\"roundRect\"/><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>"
                                     "<wps:style><a:lnRef idx=\"2\"><a:schemeClr val=\"accent1\"/></a:lnRef><a:fillRef idx=\"1\"><a:schemeClr val=\"accent1\"/></a:fillRef></wps:style>"
                                     "<wps:txbx><w:txbxContent><w:p><w:r><w:t>Trong khung</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl></w:txbxContent></wps:txbx>"
                                     "<wps:bodyPr lIns=\"0\" vert=\"vert270\" anchor=\"b\"><a:spAutoFit/></wps:bodyPr></wps:wsp>")
                              RUN("<w:pict><v:shapetype id=\"_x0000_t202\" coordsize=\"21600,21600\" path=\"m,l,21600r21600,l21600,xe\"/>"
                                  "<v:shape id=\"Text Box 2\" type=\"#_x0000_t202\" stroked=\"f\" fillcolor=\"#ff0 [1]\" style=\"position:absolute;margin-left:0.5in;margin-top:-3pt;width:120pt;"
                                  "height:40pt;z-index:-251;mso-position-horizontal:right;mso-position-horizontal-relative:page;v-text-anchor:middle\">"
                                  "<v:textbox inset=\"1mm,,2pt,\"><w:txbxContent><w:p><w:r><w:t>VML</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict>"), &o);
    const struct shape *s = &drawing(d, 0)->as.shape;
    struct buf text = {0};

    (void)state;
    assert_int_equal(s->kind, SHAPE_ROUND_RECT);
    assert_int_equal(s->placement->align_x, PLACE_CENTER);
    near_to(s->stroke.width, 0);
    assert_false(s->fill.on);
    near_to(s->pad_left, 0);
    near_to(s->pad_right, 7.2);
    assert_int_equal(s->turn, TURN_UP);
    assert_int_equal(s->valign, VALIGN_BOTTOM);
    assert_true(s->grow);
    assert_int_equal(drawing(d, 0)->first->type, NODE_PARA);
    assert_int_equal(drawing(d, 0)->first->next->type, NODE_TABLE);
    s = &drawing(d, 1)->as.shape;
    assert_int_equal(s->kind, SHAPE_RECT);
    assert_int_equal(s->fill.color, 0xFFFF00);
    near_to(s->stroke.width, 0);
    near_to(s->placement->x, 36);
    assert_int_equal(s->placement->from_x, FROM_PAGE);
    assert_int_equal(s->placement->align_x, PLACE_END);
    assert_true(s->placement->behind);
    near_to(s->pad_left, 72 / 25.4);
    near_to(s->pad_top, 3.6);
    near_to(s->pad_right, 2);
    node_plain_text(drawing(d, 1)->first, &text);
    assert_string_equal(text.p, "VML");
    buf_release(&text);
    doc_free(d);
    parts_close(&o);
}

static void vml_lines_and_groups(void **state)
{
    struct opened o;
    struct doc *d = read_body(RUN("<w:pict><v:line style=\"position:absolute;z-index:5\" from=\"172.5pt,12pt\" to=\"72.5pt,2pt\" strokeweight=\"1.5pt\"/></w:pict>")
                              RUN("<w:pict><v:group style=\"position:absolute;margin-left:10pt;margin-top:20pt;width:100pt;height:50pt\" coordorigin=\"1000,0\" coordsize=\"2000,1000\">"
                                  "<v:oval style=\"position:absolute;left:2000;top:500;width:1000;height:500\"/>"
                                  "<v:shape style=\"left:1000;top:0;width:500;height:500\" coordsize=\"100,100\" path=\"m0,0l100,0,50,100xe m20,20 r10,0e\"/></v:group></w:pict>"), &o);
    const struct shape *s = &drawing(d, 0)->as.shape;

    (void)state;
    assert_int_equal(s->kind, SHAPE_LINE);
    near_to(s->placement->x, 72.5);
    near_to(s->placement->y, 2);
    near_to(s->width, 100);
    near_to(s->height, 10);
    assert_true(s->flip_x && s->flip_y);
    near_to(s->stroke.width, 1.5);
    s = &drawing(d, 1)->as.shape;
    assert_int_equal(s->kind, SHAPE_ELLIPSE);
    near_to(s->placement->x, 60);
    near_to(s->placement->y, 45);
    near_to(s->width, 50);
    s = &drawing(d, 2)->as.shape; /* in their order */
    assert_int_equal(s->n_points, 3);
    assert_true(s->closed);
    near_to(s->points[4], 0.5);
    near_to(s->points[5], 1);
    s = &drawing(d, 3)->as.shape;
    assert_int_equal(s->n_points, 2);
    assert_false(s->closed);
    doc_free(d);
    parts_close(&o);
}

static void custom_outlines(void **state)
{
    struct opened o;
    struct doc *d = read_body(ANCHOR(OFFSET("0"), OFFSET("0"), "1270000", "1270000", "<wp:wrapNone/>",
                                     "<wps:wsp><wps:spPr><a:xfrm rot=\"2700000\" flipH=\"1\"/><a:custGeom><a:gdLst><a:gd name=\"q\" fmla=\"*/ w 1 4\"/></a:gdLst><a:pathLst><a:path w=\"400\" h=\"400\">"
                                     "<a:moveTo><a:pt x=\"q\" y=\"0\"/></a:moveTo><a:lnTo><a:pt x=\"r\" y=\"0\"/></a:lnTo>"
                                     "<a:cubicBezTo><a:pt x=\"400\" y=\"100\"/><a:pt x=\"400\" y=\"200\"/><a:pt x=\"400\" y=\"b\"/></a:cubicBezTo><a:close/></a:path></a:pathLst></a:custGeom></wps:spPr></wps:wsp>"), &o);
    const struct shape *s = &drawing(d, 0)->as.shape;

    (void)state;
    assert_int_equal(s->kind, SHAPE_PATH);
    assert_int_equal(s->n_points, 18);
    near_to(s->points[0], 0.75); /* turned over */
    near_to(s->points[34], 0);
    near_to(s->points[35], 1);
    near_to(s->rotation, 45);
    doc_free(d);
    parts_close(&o);
}

#define PRESET(name, adjust, properties, body) \
    ANCHOR(OFFSET("0"), OFFSET("0"), "1270000", "635000", "<wp:wrapNone/>", "<wps:wsp><wps:spPr><a:prstGeom prst=\"" name "\"><a:avLst>" adjust "</a:avLst></a:prstGeom>" \
           "<a:solidFill><a:srgbClr val=\"808080\"/></a:solidFill>" properties "</wps:spPr>" body "</wps:wsp>")
#define GUIDE(name, value) "<a:gd name=\"" name "\" fmla=\"val " value "\"/>"

static void presets_follow_their_rules(void **state)
{
    struct opened o;
    struct doc *d = read_body(PRESET("rightArrow", GUIDE("adj1", "60000") GUIDE("adj2", "40000"), "", "")
                              PRESET("roundRect", GUIDE("adj", "90000"), "", "") PRESET("roundRect", GUIDE("adj", "0"), "", "")
                              PRESET("rtTriangle", "", "", "<wps:txbx><w:txbxContent><w:p/></w:txbxContent></wps:txbx><wps:bodyPr lIns=\"0\" tIns=\"0\" rIns=\"0\" bIns=\"0\"/>")
                              PRESET("donut", GUIDE("adj", "25000"), "", "") PRESET("rightArrow", GUIDE("adj1", "x/0") GUIDE("adj2", "*/ 1 1 0"), "", "")
                              PRESET("cube", "", "", ""), &o);
    const struct shape *s = &drawing(d, 0)->as.shape;

    (void)state;
    assert_int_equal(s->n_points, 7);
    near_to(s->points[1], 0.2); /* the shaft takes six tenths of the height */
    near_to(s->points[2], 0.8); /* and the head four tenths of the shorter side */
    s = &drawing(d, 1)->as.shape;
    assert_int_equal(s->kind, SHAPE_ROUND_RECT);
    near_to(s->round, 0.5);
    assert_int_equal(drawing(d, 2)->as.shape.kind, SHAPE_RECT);
    s = &drawing(d, 3)->as.shape;
    near_to(s->pad_top, 50 * 7 / 12.0); /* its text stands in the corner that it has */
    near_to(s->pad_right, 100 * 5 / 12.0);
    s = &drawing(d, 4)->as.shape; /* the ground has a hole, both rings have a line */
    assert_true(s->fill.on);
    assert_false(drawing(d, 5)->as.shape.fill.on);
    assert_false(drawing(d, 6)->as.shape.fill.on);
    assert_int_equal(drawing(d, 7)->as.shape.kind, SHAPE_PATH); /* values that are none */
    assert_int_equal(drawing(d, 9)->as.shape.fill.color, 0x666666); /* the cube's dark side */
    assert_string_equal(o.told, "");
    doc_free(d);
    parts_close(&o);
}

static void lines_have_ends_and_grounds_gradients(void **state)
{
    struct opened o;
    struct doc *d = read_body(PRESET("line", "", "<a:ln w=\"12700\"><a:solidFill><a:srgbClr val=\"000000\"/></a:solidFill><a:headEnd type=\"oval\"/><a:tailEnd type=\"triangle\" w=\"lg\" len=\"sm\"/></a:ln>", "")
                              ANCHOR(OFFSET("0"), OFFSET("0"), "1270000", "635000", "<wp:wrapNone/>", "<wps:wsp><wps:spPr><a:prstGeom prst=\"rect\"/><a:gradFill><a:gsLst>"
                                     "<a:gs pos=\"0\"><a:srgbClr val=\"FF0000\"/></a:gs><a:gs pos=\"200000\"><a:srgbClr val=\"0000FF\"/></a:gs></a:gsLst><a:lin ang=\"5400000\"/></a:gradFill></wps:spPr>"
                                     "<wps:txbx><w:txbxContent><w:p/></w:txbxContent></wps:txbx><wps:bodyPr><a:prstTxWarp prst=\"textArchUp\"/></wps:bodyPr></wps:wsp>")
                              RUN("<w:pict><v:line style=\"position:absolute\" from=\"0,0\" to=\"9pt,0\"><v:stroke startarrow=\"classic\" endarrow=\"none\"/></v:line></w:pict>")
                              RUN("<w:pict><v:shape style=\"position:absolute;width:100pt;height:46pt\" fillcolor=\"black\" stroked=\"f\"><v:fill opacity=\"32768f\"/>"
                                  "<v:textpath style=\"font-family:&quot;Arial&quot;;font-weight:bold\" string=\"MẬT&#xA;KHẨN\"/></v:shape></w:pict>"), &o);
    const struct shape *s = &drawing(d, 0)->as.shape;

    (void)state;
    assert_int_equal(s->head.kind, ARROW_OVAL);
    assert_int_equal(s->tail.kind, ARROW_TRIANGLE);
    near_to(s->tail.width, 5);
    near_to(s->tail.length, 2);
    s = &drawing(d, 1)->as.shape;
    assert_int_equal(s->gradient->n, 2);
    near_to(s->gradient->angle, 90);
    near_to(s->gradient->stops[1].at, 1);
    assert_true(s->stretched);
    assert_int_equal(drawing(d, 2)->as.shape.head.kind, ARROW_STEALTH);
    assert_int_equal(drawing(d, 2)->as.shape.tail.kind, ARROW_NONE);
    s = &drawing(d, 3)->as.shape;
    assert_true(s->stretched && !s->fill.on && s->stroke.width <= 0);
    const struct node *para = drawing(d, 3)->first;
    assert_string_equal(para->first->as.text.text, "MẬT");
    assert_string_equal(para->next->first->as.text.text, "KHẨN");
    assert_int_equal(para->first->as.text.chr->color, 0x808080); /* half of the ink on paper */
    assert_true(para->first->as.text.chr->bold);
    near_to(para->first->as.text.chr->size, 20);
    doc_free(d);
    parts_close(&o);
}

static void pictures_that_cannot_be_shown_leave_a_frame(void **state)
{
    struct opened o;
    struct doc *d;

    (void)state;
    parts_open(&(struct parts){
        .extra_name = "media/a.emf", .extra = SPAN("EMF"), .extra_kind = "image",
        .body = RUN("<w:drawing><wp:inline><wp:extent cx=\"127000\" cy=\"254000\"/><a:graphic><a:graphicData><pic:pic><pic:blipFill>"
                    "<a:blip r:embed=\"rId9\"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
                    "<w:drawing><wp:inline><wp:extent cx=\"1\" cy=\"1\"/><a:graphic><a:graphicData><pic:pic><pic:blipFill>"
                    "<a:blip r:embed=\"rId77\"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>")}, &o);
    d = docx_read(&o.ctx, o.package);
    assert_non_null(d);
    assert_int_equal(drawing(d, 0)->type, NODE_SHAPE);
    assert_null(drawing(d, 0)->as.shape.placement);
    near_to(drawing(d, 0)->as.shape.height, 20);
    assert_string_equal(o.told, "docx-picture docx-picture");
    doc_free(d);
    parts_close(&o);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(damaged_drawings_are_passed_over),
        cmocka_unit_test(a_line_stands_where_word_has_it),
        cmocka_unit_test(text_boxes_hold_blocks),
        cmocka_unit_test(vml_lines_and_groups),
        cmocka_unit_test(custom_outlines),
        cmocka_unit_test(presets_follow_their_rules),
        cmocka_unit_test(lines_have_ends_and_grounds_gradients),
        cmocka_unit_test(pictures_that_cannot_be_shown_leave_a_frame),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
