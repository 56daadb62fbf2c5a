/* Pictures and shapes at their places (ODF 1.3 part 3, 10.3, 10.4, 16.37, 20), and columns.
 *
 * A shape with text is a text box, another a drawing object. The place is told by two pairs of properties, from what and where,
 * and by svg:x and svg:y. */
#include "odf/write.h"

#include <math.h>

/* ---- places ---- */

static const char *const from_x[] = {
    [FROM_COLUMN] = "paragraph", [FROM_MARGIN] = "page-content", [FROM_PAGE] = "page", [FROM_PARAGRAPH] = "paragraph",
    [FROM_LINE] = "paragraph", [FROM_CHARACTER] = "char", [FROM_LEFT_MARGIN] = "page-start-margin", [FROM_RIGHT_MARGIN] = "page-end-margin",
    [FROM_INSIDE_MARGIN] = "page-start-margin", [FROM_OUTSIDE_MARGIN] = "page-end-margin", [FROM_TOP_MARGIN] = "page-content",
    [FROM_BOTTOM_MARGIN] = "page-content"};
static const char *const from_y[] = {
    [FROM_COLUMN] = "paragraph", [FROM_MARGIN] = "page-content", [FROM_PAGE] = "page", [FROM_PARAGRAPH] = "paragraph", [FROM_LINE] = "line",
    [FROM_CHARACTER] = "char", [FROM_LEFT_MARGIN] = "page-content", [FROM_RIGHT_MARGIN] = "page-content", [FROM_INSIDE_MARGIN] = "page-content",
    [FROM_OUTSIDE_MARGIN] = "page-content", [FROM_TOP_MARGIN] = "page", [FROM_BOTTOM_MARGIN] = "page-content"};
static const char *const at_x[] = {[PLACE_AT] = "from-left", [PLACE_START] = "left", [PLACE_CENTER] = "center", [PLACE_END] = "right",
                                   [PLACE_INSIDE] = "inside", [PLACE_OUTSIDE] = "outside"};
static const char *const at_y[] = {[PLACE_AT] = "from-top", [PLACE_START] = "top", [PLACE_CENTER] = "middle", [PLACE_END] = "bottom",
                                   [PLACE_INSIDE] = "top", [PLACE_OUTSIDE] = "bottom"};

/* Word counts z-orders from any number; nothing but their order matters, and ODF takes the order of the file. */
void odf_place(struct odf *o, const struct placement *p)
{
    xml_attr(&o->x, "text:anchor-type", p ? "char" : "as-char");
    if (p && p->align_x == PLACE_AT)
        odf_length(&o->x, "svg:x", p->x);
    if (p && p->align_y == PLACE_AT)
        odf_length(&o->x, "svg:y", p->y);
}

/* Turned clockwise about its middle [degrees]: in ODF to the left about the upper left corner of a shape at 0, 0, then moved
 * (19.228); LibreOffice takes it of what is drawn and of pictures. */
static void put_turned(struct odf *o, const struct placement *p, double width, double height, double rotation)
{
    const double angle = -rotation * acos(-1) / 180, x = p && p->align_x == PLACE_AT ? p->x : 0, y = p && p->align_y == PLACE_AT ? p->y : 0;
    struct buf b = {0};
    xml_attr(&o->x, "text:anchor-type", p ? "char" : "as-char");
    buf_puts(&b, "rotate (");
    buf_number(&b, angle, 6);
    buf_puts(&b, ") translate (");
    buf_number(&b, x - (width * cos(angle) + height * sin(angle) - width) / 2, 3);
    buf_puts(&b, "pt ");
    buf_number(&b, y - (height * cos(angle) - width * sin(angle) - height) / 2, 3);
    buf_puts(&b, "pt)");
    xml_attr(&o->x, "draw:transform", b.p);
    buf_release(&b);
}

void odf_place_turned(struct odf *o, const struct placement *p, double width, double height, double rotation)
{
    if (rotation < 0 || rotation > 0)
        put_turned(o, p, width, height, rotation);
    else
        odf_place(o, p);
}

static void put_place(struct xml *x, const struct placement *p)
{
    static const char *const wraps[] = {[WRAP_NONE] = "run-through", [WRAP_TOP_BOTTOM] = "none"};
    if (!p) {
        odf_length(x, "fo:margin", 0);
        xml_attr(x, "style:vertical-pos", "top");
        xml_attr(x, "style:vertical-rel", "baseline");
        return;
    }
    odf_length(x, "fo:margin-top", p->room_top);
    odf_length(x, "fo:margin-bottom", p->room_bottom);
    odf_length(x, "fo:margin-left", p->room_left);
    odf_length(x, "fo:margin-right", p->room_right);
    static const char *const sides[] = {[WRAP_BOTH] = "parallel", [WRAP_LEFT] = "left", [WRAP_RIGHT] = "right", [WRAP_LARGEST] = "biggest"};
    const bool beside = p->wrap != WRAP_NONE && p->wrap != WRAP_TOP_BOTTOM;
    xml_attr(x, "style:wrap", beside ? sides[p->side] : wraps[p->wrap]);
    if (p->contour && beside && p->wrap != WRAP_SQUARE) {
        xml_attr(x, "style:wrap-contour", "true");
        xml_attr(x, "style:wrap-contour-mode", p->wrap == WRAP_THROUGH ? "full" : "outside");
    }
    xml_attr(x, "style:run-through", p->behind ? "background" : "foreground");
    xml_attr(x, "style:flow-with-text", p->in_cell && p->from_y == FROM_PARAGRAPH ? "true" : "false");
    xml_attr(x, "style:vertical-pos", at_y[p->align_y]);
    xml_attr(x, "style:vertical-rel", from_y[p->from_y]);
    xml_attr(x, "style:horizontal-pos", at_x[p->align_x]);
    xml_attr(x, "style:horizontal-rel", from_x[p->from_x]);
}

/* fo:clip counts in lengths of the picture as it is drawn whole. */
static void put_clip(struct xml *x, const struct image *i)
{
    double across = 1 - i->crop_left - i->crop_right, upright = 1 - i->crop_top - i->crop_bottom;
    double width = across > 0 ? i->width / across : 0, height = upright > 0 ? i->height / upright : 0;
    const double sides[] = {i->crop_top * height, i->crop_right * width, i->crop_bottom * height, i->crop_left * width};
    struct buf b = {0};
    if (!(i->crop_top > 0 || i->crop_right > 0 || i->crop_bottom > 0 || i->crop_left > 0))
        return;
    buf_puts(&b, "rect(");
    for (int k = 0; k < 4; k++) {
        buf_puts(&b, k ? ", " : "");
        buf_number(&b, sides[k], 3);
        buf_puts(&b, "pt");
    }
    buf_puts(&b, ")");
    xml_attr(x, "fo:clip", b.p);
    buf_release(&b);
}

/* The line around a picture, and how it is mirrored (20.183, 20.318). */
static void put_picture(struct xml *x, const struct image *i)
{
    odf_length(x, "fo:padding", 0);
    odf_line(x, "fo:border", i->stroke);
    if (i->flip_x || i->flip_y)
        xml_attr(x, "style:mirror", i->flip_x && i->flip_y ? "vertical horizontal" : i->flip_x ? "horizontal" : "vertical");
    put_clip(x, i);
}

static const char *const valigns[] = {[VALIGN_TOP] = "top", [VALIGN_MIDDLE] = "middle", [VALIGN_BOTTOM] = "bottom"};

static bool is_box(const struct shape *s)
{
    return s->kind == SHAPE_RECT || s->kind == SHAPE_ROUND_RECT;
}

static void put_text_box(struct xml *x, const struct shape *s)
{
    odf_length(x, "fo:padding-top", s->pad_top);
    odf_length(x, "fo:padding-bottom", s->pad_bottom);
    odf_length(x, "fo:padding-left", s->pad_left);
    odf_length(x, "fo:padding-right", s->pad_right);
    if (is_box(s)) {
        odf_line(x, "fo:border", s->stroke);
        odf_ground(x, "fo:background-color", s->fill);
    } else {
        xml_attr(x, "fo:border", "none");
    }
    xml_attr(x, "draw:textarea-vertical-align", valigns[s->valign]);
}

static void put_drawn(struct xml *x, const struct shape *s)
{
    struct buf color = {0};
    xml_attr(x, "draw:stroke", s->stroke.width > 0 ? "solid" : "none");
    if (s->stroke.width > 0) {
        odf_length(x, "svg:stroke-width", border_thickness(s->stroke));
        xml_attr(x, "svg:stroke-color", odf_color(&color, s->stroke.color));
    }
    xml_attr(x, "draw:fill", !s->fill.on ? "none" : s->gradient && s->gradient->n ? "gradient" : "solid");
    if (s->fill.on)
        xml_attr(x, "draw:fill-color", odf_color(&color, s->fill.color));
    odf_put_look(x, s);
    buf_release(&color);
}

bool odf_image_is_framed(const struct image *i)
{
    return i->stroke.width > 0 || i->flip_y;
}

void odf_frame_props(struct xml *x, const struct auto_style *s)
{
    const struct shape *shape = s->as.frame.shape;
    const struct image *image = s->as.frame.image;
    /* Without a parent LibreOffice makes a drawing of it, in which no table can stand and which has no border. */
    if (s->as.frame.text || (image && odf_image_is_framed(image)))
        xml_attr(x, "style:parent-style-name", ODF_FRAME);
    xml_open(x, "style:graphic-properties");
    put_place(x, s->as.frame.placement);
    if (s->as.frame.image) {
        put_picture(x, s->as.frame.image);
    } else if (s->as.frame.text) {
        put_text_box(x, shape);
    } else {
        put_drawn(x, shape);
        xml_attr(x, "draw:auto-grow-height", "false");
        xml_attr(x, "draw:auto-grow-width", "false");
        odf_length(x, "fo:padding-top", shape->pad_top);
        odf_length(x, "fo:padding-bottom", shape->pad_bottom);
        odf_length(x, "fo:padding-left", shape->pad_left);
        odf_length(x, "fo:padding-right", shape->pad_right);
        xml_attr(x, "draw:textarea-vertical-align", valigns[shape->valign]);
    }
    xml_close(x);
}

/* ---- shapes ---- */

static void put_sizes(struct odf *o, const struct shape *s)
{
    odf_place_turned(o, s->placement, s->width, s->height, s->rotation);
    odf_length(&o->x, "svg:width", s->width);
    odf_length(&o->x, "svg:height", s->height);
}

/* A line from corner to corner; svg:x1 and the others take the place of svg:x and svg:y. */
static void put_line(struct odf *o, const struct shape *s)
{
    const struct placement *p = s->placement;
    double x = p && p->align_x == PLACE_AT ? p->x : 0, y = p && p->align_y == PLACE_AT ? p->y : 0;
    xml_attr(&o->x, "text:anchor-type", p ? "char" : "as-char");
    odf_length(&o->x, "svg:x1", x + (s->flip_x ? s->width : 0));
    odf_length(&o->x, "svg:y1", y + (s->flip_y ? s->height : 0));
    odf_length(&o->x, "svg:x2", x + (s->flip_x ? 0 : s->width));
    odf_length(&o->x, "svg:y2", y + (s->flip_y ? 0 : s->height));
}

static void put_list(struct odf *o, const double *v, size_t n)
{
    enum { SIZE = 10000 };
    struct buf points = {0};
    for (size_t i = 0; i < n; i++)
        buf_printf(&points, "%s%ld,%ld", i ? " " : "", lround(v[2 * i] * SIZE), lround(v[2 * i + 1] * SIZE));
    xml_attr(&o->x, "svg:viewBox", "0 0 10000 10000");
    xml_attr(&o->x, "draw:points", points.n ? points.p : "0,0");
    buf_release(&points);
}

static void put_points(struct odf *o, const struct shape *s)
{
    put_sizes(o, s);
    put_list(o, s->points, s->n_points);
}

void odf_contour(struct odf *o, const struct image *i)
{
    const struct placement *p = i->placement;
    if (!p || !p->contour || (p->wrap != WRAP_TIGHT && p->wrap != WRAP_THROUGH))
        return;
    xml_open(&o->x, "draw:contour-polygon");
    odf_length(&o->x, "svg:width", i->width);
    odf_length(&o->x, "svg:height", i->height);
    put_list(o, p->contour->points, p->contour->n);
    xml_attr(&o->x, "draw:recreate-on-edit", "false");
    xml_close(&o->x);
}

static void put_description(struct odf *o, const struct shape *s)
{
    if (s->alt)
        xml_element(&o->x, "svg:desc", s->alt);
}

static void put_box(struct odf *o, const struct node *n)
{
    const struct node *para = o->para;
    const struct shape *s = &n->as.shape;
    const char *brk = o->brk;
    odf_place(o, s->placement);
    odf_length(&o->x, "svg:width", s->width);
    if (!s->grow)
        odf_length(&o->x, "svg:height", s->height);
    xml_open(&o->x, "draw:text-box");
    if (s->grow)
        odf_length(&o->x, "fo:min-height", s->height);
    o->brk = NULL;
    odf_blocks(o, n);
    o->brk = brk;
    o->para = para;
    xml_close(&o->x);
    put_description(o, s);
}

/* A text box is an upright rectangle: what is none is drawn, with its text in it, where that is paragraphs. */
static bool is_drawn(const struct node *n)
{
    const struct shape *s = &n->as.shape;
    const bool turned = s->rotation < 0 || s->rotation > 0;
    for (const struct node *c = n->first; c; c = c->next)
        if (c->type != NODE_PARA)
            return false;
    return n->first && (turned || s->kind == SHAPE_ELLIPSE || s->kind == SHAPE_ROUND_RECT);
}

static void put_drawn_text(struct odf *o, const struct node *n)
{
    static const struct {
        const char *type, *path;
    } kinds[] = {
        [SHAPE_RECT] = {"rectangle", "M 0 0 L 21600 0 21600 21600 0 21600 0 0 Z N"},
        [SHAPE_ELLIPSE] = {"ellipse", "U 10800 10800 10800 10800 0 360 Z N"},
        [SHAPE_ROUND_RECT] = {"round-rectangle", "M 3600 0 L 18000 0 X 21600 3600 L 21600 18000 Y 18000 21600 L 3600 21600 X 0 18000 "
                                                 "L 0 3600 Y 3600 0 Z N"},
    };
    const struct shape *s = &n->as.shape;
    const enum shape_kind kind = s->kind == SHAPE_ELLIPSE || s->kind == SHAPE_ROUND_RECT ? s->kind : SHAPE_RECT;
    const struct node *para = o->para;
    const char *brk = o->brk;
    put_sizes(o, s);
    o->brk = NULL;
    put_description(o, s);
    odf_blocks(o, n);
    o->brk = brk;
    o->para = para;
    xml_open(&o->x, "draw:enhanced-geometry");
    xml_attr(&o->x, "svg:viewBox", "0 0 21600 21600");
    xml_attr(&o->x, "draw:type", kinds[kind].type);
    xml_attr(&o->x, "draw:enhanced-path", kinds[kind].path);
    xml_close(&o->x);
}

void odf_shape(struct odf *o, const struct node *n)
{
    static const char *const elements[] = {[SHAPE_RECT] = "draw:rect", [SHAPE_LINE] = "draw:line", [SHAPE_ELLIPSE] = "draw:ellipse",
                                           [SHAPE_ROUND_RECT] = "draw:rect"};
    const struct shape *s = &n->as.shape;
    struct auto_style style = {.family = AUTO_FRAME};
    const bool drawn_text = is_drawn(n), text = n->first && !drawn_text;
    style.as.frame.placement = s->placement;
    style.as.frame.shape = s;
    style.as.frame.text = text;
    if (!text)
        odf_keep_look(o, s);
    xml_open(&o->x, text ? "draw:frame" : drawn_text ? "draw:custom-shape" : s->kind == SHAPE_PATH ? (s->closed ? "draw:polygon" : "draw:polyline") : elements[s->kind]);
    xml_attr(&o->x, "draw:style-name", auto_name(&o->autos, &style));
    xml_attr(&o->x, "draw:name", arena_printf(&o->arena, "Hình vẽ %d", ++o->drawings));
    o->frames = o->frames || text;
    if (text) {
        put_box(o, n);
    } else if (drawn_text) {
        put_drawn_text(o, n);
    } else if (s->kind == SHAPE_LINE) {
        put_line(o, s);
        put_description(o, s);
    } else if (s->kind == SHAPE_PATH) {
        put_points(o, s);
        put_description(o, s);
    } else {
        put_sizes(o, s);
        put_description(o, s);
    }
    xml_close(&o->x);
    o->space = false;
}

/* ---- columns ---- */

void odf_columns(struct xml *x, const struct columns *c)
{
    xml_open(x, "style:columns");
    xml_attr_int(x, "fo:column-count", c->n > 1 ? c->n : 1);
    if (!c->widths || c->n <= 1)
        odf_length(x, "fo:column-gap", c->n > 1 ? c->space : 0);
    if (c->line && c->n > 1) {
        xml_open(x, "style:column-sep");
        odf_length(x, "style:width", 0.5);
        xml_attr(x, "style:color", "#000000");
        xml_close(x);
    }
    for (int i = 0; c->widths && i < c->n && c->n > 1; i++) { /* each with half of the gaps beside it (20.18) */
        double before = i > 0 && c->spaces ? c->spaces[i - 1] / 2 : 0, after = i + 1 < c->n && c->spaces ? c->spaces[i] / 2 : 0;
        xml_open(x, "style:column");
        xml_attr_num(x, "style:rel-width", round((c->widths[i] + before + after) * 20), 0, "*");
        odf_length(x, "fo:start-indent", before);
        odf_length(x, "fo:end-indent", after);
        xml_close(x);
    }
    xml_close(x);
}
