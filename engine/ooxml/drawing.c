/* Pictures and shapes (ECMA-376-1:2016, 20.1, 20.2, 20.4; [MS-ODRAWXML] 2.20 for shapes).
 *
 * What is a letter of its line is wp:inline, what stands at a place wp:anchor. Shapes are those of Word 2010 and later, inside
 * mc:AlternateContent as Word itself writes them. */
#include <math.h>

#include "base/diag/ooxml.h"
#include "model/picture.h"
#include "ooxml/writer.h"

static const char URI_DRAWING[] = "http://schemas.openxmlformats.org/drawingml/2006/main";
static const char URI_PICTURE[] = "http://schemas.openxmlformats.org/drawingml/2006/picture";
static const char URI_SHAPE[] = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape";

/* What pictures and shapes have in common. */
struct object {
    double width, height;
    const char *alt, *name;
    const struct placement *placement;
};

/* ---- what both have ---- */

static const char *image_suffix(struct span bytes)
{
    struct picture picture;
    return bytes.p && picture_size_any(bytes, &picture) != PICTURE_UNKNOWN ? picture_format(picture.kind)->suffix : NULL;
}

/* English Metric Units, 20.1.10.41. */
static long emu(double points)
{
    enum {
        PER_POINT = 12700,
        PAGE_MAX = 1584 /* [pt] */
    };
    return points > 0 ? lround(fmin(points, PAGE_MAX) * PER_POINT) : 0;
}

/* The same of a place, which may lie before what it counts from. */
static long place(double points)
{
    return points < 0 ? -emu(-points) : emu(points);
}

static void extent(struct xml *x, const char *name, const struct object *o)
{
    xml_open(x, name);
    xml_attr_int(x, "cx", emu(o->width));
    xml_attr_int(x, "cy", emu(o->height));
    xml_close(x);
}

static void drawing_name(struct xml *x, const char *element, int id, const struct object *o)
{
    struct buf name = {0};
    buf_printf(&name, "Hình %d", id);
    xml_open(x, element);
    xml_attr_int(x, "id", id);
    xml_attr(x, "name", o->name ? o->name : name.p);
    xml_attr(x, "descr", o->alt);
    xml_close(x);
    buf_release(&name);
}

/* Sixtieths of a thousandth of a degree. */
static long rotation(double degrees)
{
    return lround(fmod(degrees, 360) * 60000);
}

static const char *const FROM_X[] = {
    [FROM_COLUMN] = "column", [FROM_MARGIN] = "margin", [FROM_PAGE] = "page", [FROM_PARAGRAPH] = "column", [FROM_LINE] = "column",
    [FROM_CHARACTER] = "character", [FROM_LEFT_MARGIN] = "leftMargin", [FROM_RIGHT_MARGIN] = "rightMargin",
    [FROM_INSIDE_MARGIN] = "insideMargin", [FROM_OUTSIDE_MARGIN] = "outsideMargin", [FROM_TOP_MARGIN] = "margin", [FROM_BOTTOM_MARGIN] = "margin"};
static const char *const FROM_Y[] = {
    [FROM_COLUMN] = "paragraph", [FROM_MARGIN] = "margin", [FROM_PAGE] = "page", [FROM_PARAGRAPH] = "paragraph", [FROM_LINE] = "line",
    [FROM_CHARACTER] = "line", [FROM_LEFT_MARGIN] = "margin", [FROM_RIGHT_MARGIN] = "margin", [FROM_INSIDE_MARGIN] = "insideMargin",
    [FROM_OUTSIDE_MARGIN] = "outsideMargin", [FROM_TOP_MARGIN] = "topMargin", [FROM_BOTTOM_MARGIN] = "bottomMargin"};

static void write_position(struct xml *x, const char *name, const char *from, enum place_align align, double at, bool upright)
{
    static const char *const ALIGN[2][PLACE_OUTSIDE + 1] = {
        {[PLACE_START] = "left", [PLACE_CENTER] = "center", [PLACE_END] = "right", [PLACE_INSIDE] = "inside", [PLACE_OUTSIDE] = "outside"},
        {[PLACE_START] = "top", [PLACE_CENTER] = "center", [PLACE_END] = "bottom", [PLACE_INSIDE] = "inside", [PLACE_OUTSIDE] = "outside"}};
    xml_open(x, name);
    xml_attr(x, "relativeFrom", from);
    if (align == PLACE_AT) {
        struct buf b = {0};
        buf_printf(&b, "%ld", place(at));
        xml_element(x, "wp:posOffset", b.p);
        buf_release(&b);
    } else {
        xml_element(x, "wp:align", ALIGN[upright][align]);
    }
    xml_close(x);
}

/* The polygon in 21600ths of the object; without one the box. */
static void write_polygon(struct xml *x, const struct contour *c)
{
    static const double BOX[] = {0, 0, 0, 1, 1, 1, 1, 0};
    const double *v = c ? c->points : BOX;
    const size_t n = c ? c->n : 4;
    xml_open(x, "wp:wrapPolygon");
    xml_attr(x, "edited", "0");
    for (size_t i = 0; i <= n; i++) {
        xml_open(x, i ? "wp:lineTo" : "wp:start");
        xml_attr_int(x, "x", lround(v[2 * (i % n)] * 21600));
        xml_attr_int(x, "y", lround(v[2 * (i % n) + 1] * 21600));
        xml_close(x);
    }
    xml_close(x);
}

static void write_wrap(struct xml *x, const struct placement *p)
{
    static const char *const NAMES[] = {[WRAP_NONE] = "wp:wrapNone", [WRAP_SQUARE] = "wp:wrapSquare", [WRAP_TOP_BOTTOM] = "wp:wrapTopAndBottom",
                                        [WRAP_TIGHT] = "wp:wrapTight", [WRAP_THROUGH] = "wp:wrapThrough"};
    static const char *const SIDES[] = {[WRAP_BOTH] = "bothSides", [WRAP_LEFT] = "left", [WRAP_RIGHT] = "right", [WRAP_LARGEST] = "largest"};
    xml_open(x, NAMES[p->wrap]);
    if (p->wrap != WRAP_NONE && p->wrap != WRAP_TOP_BOTTOM)
        xml_attr(x, "wrapText", SIDES[p->side]);
    if (p->wrap == WRAP_TIGHT || p->wrap == WRAP_THROUGH)
        write_polygon(x, p->contour);
    xml_close(x);
}

/* Opens wp:inline or wp:anchor as far as a:graphicData. */
static void open_object(struct xml *x, const struct object *o, int id, const char *uri, bool locks)
{
    const struct placement *p = o->placement;
    const double distances[] = {p ? p->room_top : 0, p ? p->room_bottom : 0, p ? p->room_left : 0, p ? p->room_right : 0};
    static const char *const DISTANCES[] = {"distT", "distB", "distL", "distR"};
    xml_open(x, p ? "wp:anchor" : "wp:inline");
    for (size_t i = 0; i < sizeof(DISTANCES) / sizeof(DISTANCES[0]); i++)
        xml_attr_int(x, DISTANCES[i], emu(distances[i]));
    if (p) {
        xml_attr(x, "simplePos", "0");
        xml_attr_int(x, "relativeHeight", p->order);
        xml_attr(x, "behindDoc", p->behind ? "1" : "0");
        xml_attr(x, "locked", "0");
        xml_attr(x, "layoutInCell", p->in_cell ? "1" : "0");
        xml_attr(x, "allowOverlap", "1");
        xml_open(x, "wp:simplePos");
        xml_attr(x, "x", "0");
        xml_attr(x, "y", "0");
        xml_close(x);
        write_position(x, "wp:positionH", FROM_X[p->from_x], p->align_x, p->x, false);
        write_position(x, "wp:positionV", FROM_Y[p->from_y], p->align_y, p->y, true);
    }
    extent(x, "wp:extent", o);
    if (p)
        write_wrap(x, p);
    drawing_name(x, "wp:docPr", id, o);
    xml_open(x, "wp:cNvGraphicFramePr");
    if (locks) {
        xml_open(x, "a:graphicFrameLocks");
        xml_attr(x, "xmlns:a", URI_DRAWING);
        xml_attr(x, "noChangeAspect", "1");
        xml_close(x);
    }
    xml_close(x);
    xml_open(x, "a:graphic");
    xml_attr(x, "xmlns:a", URI_DRAWING);
    xml_open(x, "a:graphicData");
    xml_attr(x, "uri", uri);
}

static void close_object(struct xml *x)
{
    xml_close(x);
    xml_close(x);
    xml_close(x);
}

/* How it is turned and mirrored, and its size (20.1.7.6). */
static void write_transform(struct xml *x, double degrees, bool flip_x, bool flip_y, const struct object *o)
{
    xml_open(x, "a:xfrm");
    if (rotation(degrees))
        xml_attr_int(x, "rot", rotation(degrees));
    if (flip_x)
        xml_attr(x, "flipH", "1");
    if (flip_y)
        xml_attr(x, "flipV", "1");
    xml_open(x, "a:off");
    xml_attr(x, "x", "0");
    xml_attr(x, "y", "0");
    xml_close(x);
    extent(x, "a:ext", o);
    xml_close(x);
}

static void solid_fill(struct xml *x, uint32_t color)
{
    struct buf b = {0};
    xml_open(x, "a:solidFill");
    xml_leaf(x, "a:srgbClr", "val", docx_color(&b, color));
    xml_close(x);
    buf_release(&b);
}

static void write_end(struct xml *x, const char *element, const struct arrow *arrow)
{
    static const char *const KINDS[] = {[ARROW_NONE] = "none", [ARROW_TRIANGLE] = "triangle", [ARROW_OPEN] = "arrow",
                                        [ARROW_STEALTH] = "stealth", [ARROW_DIAMOND] = "diamond", [ARROW_OVAL] = "oval"};
    if (arrow->kind == ARROW_NONE)
        return;
    xml_open(x, element);
    xml_attr(x, "type", KINDS[arrow->kind]);
    xml_attr(x, "w", arrow->width < 3 ? "sm" : arrow->width > 3 ? "lg" : "med");
    xml_attr(x, "len", arrow->length < 3 ? "sm" : arrow->length > 3 ? "lg" : "med");
    xml_close(x);
}

static void write_line(struct xml *x, const struct border *b, const struct arrow *head, const struct arrow *tail)
{
    static const char *const DASHES[] = {[STROKE_DOTTED] = "sysDot", [STROKE_DASHED] = "dash", [STROKE_DASH_DOT] = "dashDot", [STROKE_WAVE] = NULL};
    const char *dash = b->stroke <= STROKE_WAVE ? DASHES[b->stroke] : NULL;
    xml_open(x, "a:ln");
    if (b->width > 0) {
        xml_attr_int(x, "w", emu(b->stroke == STROKE_DOUBLE ? 3 * b->width : b->width));
        if (b->stroke == STROKE_DOUBLE)
            xml_attr(x, "cmpd", "dbl");
        solid_fill(x, b->color);
        if (dash)
            xml_leaf(x, "a:prstDash", "val", dash);
        write_end(x, "a:headEnd", head);
        write_end(x, "a:tailEnd", tail);
    } else {
        xml_leaf(x, "a:noFill", NULL, NULL);
    }
    xml_close(x);
}

/* ---- pictures ---- */

/* a:srcRect in thousandths of a percent. */
static void write_crop(struct xml *x, const struct image *image)
{
    const struct {
        const char *name;
        double share;
    } sides[] = {{"l", image->crop_left}, {"t", image->crop_top}, {"r", image->crop_right}, {"b", image->crop_bottom}};
    if (!(image->crop_left > 0 || image->crop_top > 0 || image->crop_right > 0 || image->crop_bottom > 0))
        return;
    xml_open(x, "a:srcRect");
    for (size_t i = 0; i < sizeof(sides) / sizeof(sides[0]); i++)
        if (sides[i].share > 0)
            xml_attr_int(x, sides[i].name, lround(sides[i].share * 100000));
    xml_close(x);
}

static void write_pic(struct xml *x, const char *rel, int id, const struct image *image, const struct object *o)
{
    xml_open(x, "pic:pic");
    xml_attr(x, "xmlns:pic", URI_PICTURE);
    xml_open(x, "pic:nvPicPr");
    drawing_name(x, "pic:cNvPr", id, o);
    xml_leaf(x, "pic:cNvPicPr", NULL, NULL);
    xml_close(x);
    xml_open(x, "pic:blipFill");
    xml_leaf(x, "a:blip", "r:embed", rel);
    write_crop(x, image);
    xml_open(x, "a:stretch");
    xml_leaf(x, "a:fillRect", NULL, NULL);
    xml_close(x);
    xml_close(x);
    xml_open(x, "pic:spPr");
    write_transform(x, image->rotation, image->flip_x, image->flip_y, o);
    xml_open(x, "a:prstGeom");
    xml_attr(x, "prst", "rect");
    xml_leaf(x, "a:avLst", NULL, NULL);
    xml_close(x);
    if (image->stroke.width > 0)
        write_line(x, &image->stroke, &(struct arrow){0}, &(struct arrow){0});
    xml_close(x);
    xml_close(x);
}

void docx_image(struct story *s, const struct node *para, const struct node *n)
{
    (void)para;
    struct docx *w = s->docx;
    const struct image *image = &n->as.image;
    const struct object o = {image->width, image->height, image->alt, doc_was_read(w->doc) ? image->name : NULL, image->placement};
    const char *suffix = image_suffix(image->bytes);
    if (!suffix) {
        docx_fail(w, DIAG_DOCX_IMAGE, n, image->file);
        return;
    }
    const char *target = arena_printf(&w->arena, "media/image%d.%s", ++w->pictures, suffix);
    int id = ++w->drawings;
    docx_part(w, arena_printf(&w->arena, "word/%s", target), NULL)->bytes = image->bytes;
    xml_open(&s->x, "w:r");
    if (image->raise < 0 || image->raise > 0) {
        xml_open(&s->x, "w:rPr");
        xml_open(&s->x, "w:position");
        xml_attr_int(&s->x, "w:val", (int)lround(image->raise * 2));
        xml_close(&s->x);
        xml_close(&s->x);
    }
    xml_open(&s->x, "w:drawing");
    open_object(&s->x, &o, id, URI_PICTURE, true);
    write_pic(&s->x, docx_rel(w, &s->rels, "image", target, false), id, image, &o);
    close_object(&s->x);
    xml_close(&s->x);
    xml_close(&s->x);
}

/* ---- shapes ---- */

/* A path in thousandths of the shape's size. */
static void write_path(struct xml *x, const struct shape *shape)
{
    enum { SIZE = 100000 };
    xml_open(x, "a:custGeom");
    static const char *const EMPTY[] = {"a:avLst", "a:gdLst", "a:ahLst", "a:cxnLst"};
    for (size_t i = 0; i < sizeof(EMPTY) / sizeof(EMPTY[0]); i++)
        xml_leaf(x, EMPTY[i], NULL, NULL);
    xml_open(x, "a:rect");
    xml_attr(x, "l", "0");
    xml_attr(x, "t", "0");
    xml_attr(x, "r", "r");
    xml_attr(x, "b", "b");
    xml_close(x);
    xml_open(x, "a:pathLst");
    xml_open(x, "a:path");
    xml_attr_int(x, "w", SIZE);
    xml_attr_int(x, "h", SIZE);
    for (size_t i = 0; i < shape->n_points; i++) {
        xml_open(x, i ? "a:lnTo" : "a:moveTo");
        xml_open(x, "a:pt");
        xml_attr_int(x, "x", lround(shape->points[2 * i] * SIZE));
        xml_attr_int(x, "y", lround(shape->points[2 * i + 1] * SIZE));
        xml_close(x);
        xml_close(x);
    }
    if (shape->closed)
        xml_leaf(x, "a:close", NULL, NULL);
    xml_close(x);
    xml_close(x);
    xml_close(x);
}

/* A gradient as it stands (20.1.8.33); a radial one begins at a place of the shape. */
static void write_gradient(struct xml *x, const struct gradient *g)
{
    const double sides[] = {g->x, g->y, 1 - g->x, 1 - g->y};
    static const char *const SIDES[] = {"l", "t", "r", "b"};
    xml_open(x, "a:gradFill");
    xml_open(x, "a:gsLst");
    for (size_t i = 0; i < g->n; i++) {
        struct buf b = {0};
        xml_open(x, "a:gs");
        xml_attr_int(x, "pos", lround(g->stops[i].at * 100000));
        xml_leaf(x, "a:srgbClr", "val", docx_color(&b, g->stops[i].color));
        xml_close(x);
        buf_release(&b);
    }
    xml_close(x);
    if (g->radial) {
        xml_open(x, "a:path");
        xml_attr(x, "path", "circle");
        xml_open(x, "a:fillToRect");
        for (int i = 0; i < 4; i++)
            xml_attr_int(x, SIDES[i], lround(sides[i] * 100000));
        xml_close(x);
        xml_close(x);
    } else {
        xml_open(x, "a:lin");
        xml_attr_int(x, "ang", rotation(g->angle < 0 ? g->angle + 360 : g->angle));
        xml_attr(x, "scaled", "0");
        xml_close(x);
    }
    xml_close(x);
}

static void write_preset(struct xml *x, const char *name, double round)
{
    xml_open(x, "a:prstGeom");
    xml_attr(x, "prst", name);
    xml_open(x, "a:avLst");
    if (round > 0) {
        struct buf b = {0};
        xml_open(x, "a:gd");
        xml_attr(x, "name", "adj");
        buf_printf(&b, "val %ld", lround(round * 100000));
        xml_attr(x, "fmla", b.p);
        xml_close(x);
        buf_release(&b);
    }
    xml_close(x);
    xml_close(x);
}

static void write_shape_props(struct xml *x, const struct shape *shape, const struct object *o)
{
    static const char *const KINDS[] = {[SHAPE_RECT] = "rect", [SHAPE_LINE] = "line", [SHAPE_ELLIPSE] = "ellipse", [SHAPE_ROUND_RECT] = "roundRect"};
    xml_open(x, "wps:spPr");
    write_transform(x, shape->rotation, shape->flip_x, shape->flip_y, o);
    if (shape->kind == SHAPE_PATH)
        write_path(x, shape);
    else
        write_preset(x, KINDS[shape->kind], shape->kind == SHAPE_ROUND_RECT ? shape->round : 0);
    if (shape->gradient)
        write_gradient(x, shape->gradient);
    else if (shape->fill.on)
        solid_fill(x, shape->fill.color);
    else
        xml_leaf(x, "a:noFill", NULL, NULL);
    write_line(x, &shape->stroke, &shape->head, &shape->tail);
    xml_close(x);
}

static void write_body(struct xml *x, const struct shape *shape)
{
    static const char *const VALIGN[] = {[VALIGN_TOP] = "t", [VALIGN_MIDDLE] = "ctr", [VALIGN_BOTTOM] = "b"};
    static const char *const TURN[] = {[TURN_NONE] = "horz", [TURN_UP] = "vert270", [TURN_DOWN] = "vert"};
    xml_open(x, "wps:bodyPr");
    xml_attr(x, "rot", "0");
    xml_attr(x, "vert", TURN[shape->turn]);
    xml_attr(x, "wrap", "square");
    xml_attr_int(x, "lIns", emu(shape->pad_left));
    xml_attr_int(x, "tIns", emu(shape->pad_top));
    xml_attr_int(x, "rIns", emu(shape->pad_right));
    xml_attr_int(x, "bIns", emu(shape->pad_bottom));
    xml_attr(x, "anchor", VALIGN[shape->valign]);
    if (shape->stretched) {
        xml_open(x, "a:prstTxWarp");
        xml_attr(x, "prst", "textPlain");
        xml_leaf(x, "a:avLst", NULL, NULL);
        xml_close(x);
    }
    xml_leaf(x, shape->grow ? "a:spAutoFit" : "a:noAutofit", NULL, NULL);
    xml_close(x);
}

void docx_shape(struct story *s, const struct node *para, const struct node *n)
{
    enum { SHAPE_ELEMENTS = 28 };
    (void)para;
    const struct shape *shape = &n->as.shape;
    const struct object o = {shape->width, shape->height, shape->alt, shape->name, shape->placement};
    struct xml *x = &s->x;
    if (x->depth + SHAPE_ELEMENTS > XML_DEPTH) {
        docx_fail(s->docx, DIAG_DOCX_DEPTH, n, NULL);
        return;
    }
    xml_open(x, "w:r");
    xml_open(x, "mc:AlternateContent");
    xml_open(x, "mc:Choice");
    xml_attr(x, "xmlns:wps", URI_SHAPE);
    xml_attr(x, "Requires", "wps");
    xml_open(x, "w:drawing");
    open_object(x, &o, ++s->docx->drawings, URI_SHAPE, false);
    xml_open(x, "wps:wsp");
    xml_leaf(x, n->first ? "wps:cNvSpPr" : "wps:cNvCnPr", n->first ? "txBox" : NULL, "1");
    write_shape_props(x, shape, &o);
    if (n->first) {
        xml_open(x, "wps:txbx");
        xml_open(x, "w:txbxContent");
        docx_blocks(s, n);
        xml_close(x);
        xml_close(x);
    }
    write_body(x, shape);
    xml_close(x);
    close_object(x);
    xml_close(x);
    xml_close(x);
    xml_close(x);
    xml_close(x);
}
