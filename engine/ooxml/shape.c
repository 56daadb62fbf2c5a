/* Lines, rectangles and text boxes as DrawingML (ECMA-376-1:2016, 20.4; Microsoft's wordprocessingShape, MS-ODRAWXML 2.24), which
 * Word knows from 2010 on and LibreOffice as well. */
#include <math.h>
#include <stdlib.h>

#include "ooxml/writer.h"

#define A_NS "http://schemas.openxmlformats.org/drawingml/2006/main"
#define WPS_NS "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"

enum { EMU = 12700, LARGEST = 1584 /* [pt] */ };

static long emu(double points)
{
    return lround(fmin(fmax(points, -LARGEST), LARGEST) * EMU);
}

static void pair(struct xml *x, const char *element, const char *a, long va, const char *b, long vb)
{
    xml_open(x, element);
    xml_attr_int(x, a, va);
    xml_attr_int(x, b, vb);
    xml_close(x);
}

static void color(struct xml *x, uint32_t rgb)
{
    struct buf b = {0};
    buf_printf(&b, "%06X", (unsigned)(rgb & 0xffffff));
    xml_open(x, "a:solidFill");
    xml_leaf(x, "a:srgbClr", "val", b.p);
    xml_close(x);
    buf_release(&b);
}

/* ---- the place ---- */

static const char *const FROM[] = {[FROM_COLUMN] = "column",           [FROM_MARGIN] = "margin",
                                   [FROM_PAGE] = "page",               [FROM_PARAGRAPH] = "paragraph",
                                   [FROM_LINE] = "line",               [FROM_CHARACTER] = "character",
                                   [FROM_LEFT_MARGIN] = "leftMargin",  [FROM_RIGHT_MARGIN] = "rightMargin",
                                   [FROM_INSIDE_MARGIN] = "insideMargin", [FROM_OUTSIDE_MARGIN] = "outsideMargin",
                                   [FROM_TOP_MARGIN] = "topMargin",    [FROM_BOTTOM_MARGIN] = "bottomMargin"};

static void position(struct xml *x, const char *element, enum place_from from, enum place_align align, double at, bool upright)
{
    static const char *const ACROSS[] = {NULL, "left", "center", "right", "inside", "outside"};
    static const char *const DOWN[] = {NULL, "top", "center", "bottom", "inside", "outside"};
    xml_open(x, element);
    xml_attr(x, "relativeFrom", FROM[from]);
    if (align == PLACE_AT) {
        struct buf b = {0};
        buf_printf(&b, "%ld", emu(at));
        xml_element(x, "wp:posOffset", b.p);
        buf_release(&b);
    } else {
        xml_element(x, "wp:align", upright ? DOWN[align] : ACROSS[align]);
    }
    xml_close(x);
}

static void open_anchor(struct xml *x, const struct placement *p)
{
    xml_open(x, "wp:anchor");
    xml_attr_int(x, "distT", emu(p->room_top));
    xml_attr_int(x, "distB", emu(p->room_bottom));
    xml_attr_int(x, "distL", emu(p->room_left));
    xml_attr_int(x, "distR", emu(p->room_right));
    xml_attr_int(x, "simplePos", 0);
    xml_attr_int(x, "relativeHeight", p->order > 0 ? p->order : 0);
    xml_attr_int(x, "behindDoc", p->behind);
    xml_attr_int(x, "locked", 0);
    xml_attr_int(x, "layoutInCell", p->in_cell);
    xml_attr_int(x, "allowOverlap", 1);
    pair(x, "wp:simplePos", "x", 0, "y", 0);
    position(x, "wp:positionH", p->from_x, p->align_x, p->x, false);
    position(x, "wp:positionV", p->from_y, p->align_y, p->y, true);
}

static void write_wrap(struct xml *x, const struct placement *p)
{
    if (p->wrap == WRAP_NONE)
        xml_leaf(x, "wp:wrapNone", NULL, NULL);
    else if (p->wrap == WRAP_TOP_BOTTOM)
        xml_leaf(x, "wp:wrapTopAndBottom", NULL, NULL);
    else
        xml_leaf(x, "wp:wrapSquare", "wrapText", "bothSides");
}

/* ---- the shape ---- */

static void write_look(struct xml *x, const struct shape *s)
{
    static const char *const GEOMETRY[] = {[SHAPE_RECT] = "rect", [SHAPE_LINE] = "line", [SHAPE_ELLIPSE] = "ellipse",
                                           [SHAPE_ROUND_RECT] = "roundRect", [SHAPE_PATH] = "rect"};
    xml_open(x, "wps:spPr");
    xml_open(x, "a:xfrm");
    if (s->rotation != 0)
        xml_attr_int(x, "rot", lround(fmod(s->rotation, 360) * 60000));
    xml_attr(x, "flipH", s->flip_x ? "1" : NULL);
    xml_attr(x, "flipV", s->flip_y ? "1" : NULL);
    pair(x, "a:off", "x", 0, "y", 0);
    pair(x, "a:ext", "cx", labs(emu(s->width)), "cy", labs(emu(s->height)));
    xml_close(x);
    xml_open(x, "a:prstGeom");
    xml_attr(x, "prst", GEOMETRY[s->kind]);
    xml_leaf(x, "a:avLst", NULL, NULL);
    xml_close(x);
    if (s->fill.on)
        color(x, s->fill.color);
    else
        xml_leaf(x, "a:noFill", NULL, NULL);
    xml_open(x, "a:ln");
    if (s->stroke.width > 0) {
        xml_attr_int(x, "w", emu(s->stroke.width));
        color(x, s->stroke.color);
    } else {
        xml_leaf(x, "a:noFill", NULL, NULL);
    }
    xml_close(x);
    xml_close(x);
}

static void write_body(struct xml *x, const struct shape *s)
{
    static const char *const VALIGN[] = {[VALIGN_TOP] = "t", [VALIGN_MIDDLE] = "ctr", [VALIGN_BOTTOM] = "b"};
    static const char *const TURN[] = {[TURN_NONE] = "horz", [TURN_UP] = "vert270", [TURN_DOWN] = "vert"};
    xml_open(x, "wps:bodyPr");
    xml_attr(x, "vert", TURN[s->turn]);
    xml_attr_int(x, "lIns", emu(s->pad_left));
    xml_attr_int(x, "tIns", emu(s->pad_top));
    xml_attr_int(x, "rIns", emu(s->pad_right));
    xml_attr_int(x, "bIns", emu(s->pad_bottom));
    xml_attr(x, "anchor", VALIGN[s->valign]);
    xml_leaf(x, s->grow ? "a:spAutoFit" : "a:noAutofit", NULL, NULL);
    xml_close(x);
}

static void write_wsp(struct story *st, const struct node *n)
{
    struct xml *x = &st->x;
    xml_open(x, "wps:wsp");
    xml_attr(x, "xmlns:wps", WPS_NS);
    xml_leaf(x, "wps:cNvSpPr", n->first ? "txBox" : NULL, "1");
    write_look(x, &n->as.shape);
    if (n->first) {
        xml_open(x, "wps:txbx");
        xml_open(x, "w:txbxContent");
        docx_blocks(st, n);
        xml_close(x);
        xml_close(x);
    }
    write_body(x, &n->as.shape);
    xml_close(x);
}

void docx_shape(struct story *st, const struct node *n)
{
    const struct shape *s = &n->as.shape;
    const struct placement *p = s->placement;
    struct xml *x = &st->x;
    struct docx *w = st->docx;
    xml_open(x, "w:r");
    xml_open(x, "w:drawing");
    if (p)
        open_anchor(x, p);
    else
        xml_open(x, "wp:inline");
    pair(x, "wp:extent", "cx", labs(emu(s->width)), "cy", labs(emu(s->height)));
    if (p)
        write_wrap(x, p);
    w->pictures++;
    xml_open(x, "wp:docPr");
    xml_attr_int(x, "id", w->pictures);
    xml_attr(x, "name", s->name ? s->name : arena_printf(&w->arena, "Hình %d", w->pictures));
    xml_attr(x, "descr", s->alt);
    xml_close(x);
    xml_open(x, "a:graphic");
    xml_attr(x, "xmlns:a", A_NS);
    xml_open(x, "a:graphicData");
    xml_attr(x, "uri", WPS_NS);
    write_wsp(st, n);
    for (int i = 0; i < 5; i++) /* graphicData, graphic, inline or anchor, drawing, run */
        xml_close(x);
}
