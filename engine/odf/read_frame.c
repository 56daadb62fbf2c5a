/* Frames and shapes: pictures, text boxes, lines, formulas (ODF 1.3 part 3, 10; placement 19.10.3, 20.290 to 20.394). */
#include "base/diag/odf.h"
#include "odf/reader.h"

#include <math.h>

#include "model/picture.h"

enum { PATH_POINTS = 4096 };

static bool same(const char *a, const char *b)
{
    return a && strcmp(a, b) == 0;
}

bool odt_is_frame(const xmlNode *n)
{
    static const char *const names[] = {"frame", "a", "line", "connector", "rect", "ellipse", "circle", "custom-shape", "polyline",
                                        "polygon", "path", "g", "control"};
    if (odt_ns(n->ns) != ODT_DRAW)
        return false;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (same((const char *)n->name, names[i]))
            return true;
    return false;
}

/* ---- place ---- */

struct word {
    const char *name;
    int value;
};

static int word(const char *v, const struct word *rows, size_t n, int otherwise)
{
    for (size_t i = 0; v && i < n; i++)
        if (same(v, rows[i].name))
            return rows[i].value;
    return otherwise;
}
#define WORD(v, rows, otherwise) word((v), (rows), sizeof(rows) / sizeof *(rows), (otherwise))

static const char *graphic(const struct odt *o, const struct odt_style *s, enum odt_ns ns, const char *name)
{
    return odt_property(o, s, "graphic-properties", ns, name);
}

/* "0,0 100,50 …" in the units of svg:viewBox "0 0 width height": `*n` pairs in shares of it. NULL: none. */
static const double *points_of(struct odt *o, const xmlNode *node, size_t most, size_t *n)
{
    const char *v = odt_attr(node, ODT_DRAW, "points"), *box = odt_attr(node, ODT_SVG, "viewBox");
    double view[4] = {0, 0, 0, 0};
    *n = 0;
    for (int i = 0; i < 4 && odt_next_number(&box, &view[i]); i++) {
    }
    if (!v || view[2] <= 0 || view[3] <= 0)
        return NULL;
    double *points = ARENA_NEWS(o->arena, 2 * most, double);
    size_t count = 0;
    for (; count < 2 * most && odt_next_number(&v, &points[count]); count++)
        points[count] = (points[count] - view[count % 2]) / view[2 + count % 2];
    *n = count / 2;
    return points;
}

/* What text follows in place of the frame's box (10.4.11.2). Writer goes on with the outer line where a bay is not asked for. */
static void contour_read(struct odt *o, const xmlNode *n, const struct odt_style *s, struct placement *p)
{
    const xmlNode *polygon = odt_child(n, ODT_DRAW, "contour-polygon");
    struct contour *c = ARENA_NEW(o->arena, struct contour);
    if (p->wrap != WRAP_SQUARE || !odt_true(graphic(o, s, ODT_STYLE, "wrap-contour")))
        return;
    c->points = polygon ? points_of(o, polygon, CONTOUR_MOST, &c->n) : NULL;
    if (c->n < 3)
        return;
    p->contour = c;
    p->wrap = same(graphic(o, s, ODT_STYLE, "wrap-contour-mode"), "full") ? WRAP_THROUGH : WRAP_TIGHT;
}

static const struct placement *place_of(struct odt *o, const xmlNode *n, const struct odt_style *s)
{
    static const struct word x_pos[] = {{"left", PLACE_START}, {"center", PLACE_CENTER}, {"right", PLACE_END},
                                        {"inside", PLACE_INSIDE}, {"outside", PLACE_OUTSIDE}};
    static const struct word y_pos[] = {{"top", PLACE_START}, {"middle", PLACE_CENTER}, {"bottom", PLACE_END}};
    static const struct word x_rel[] = {{"page", FROM_PAGE}, {"page-content", FROM_MARGIN}, {"char", FROM_CHARACTER},
                                        {"page-start-margin", FROM_LEFT_MARGIN}, {"page-end-margin", FROM_RIGHT_MARGIN}};
    static const struct word y_rel[] = {{"page", FROM_PAGE}, {"page-content", FROM_MARGIN}, {"line", FROM_LINE},
                                        {"baseline", FROM_LINE}};
    static const struct word wraps[] = {{"none", WRAP_TOP_BOTTOM}, {"run-through", WRAP_NONE}, {"left", WRAP_SQUARE},
                                        {"right", WRAP_SQUARE}, {"parallel", WRAP_SQUARE}, {"dynamic", WRAP_SQUARE},
                                        {"biggest", WRAP_SQUARE}};
    static const struct word sides[] = {{"left", WRAP_LEFT}, {"right", WRAP_RIGHT}, {"biggest", WRAP_LARGEST}};
    const char *anchor = odt_attr(n, ODT_TEXT, "anchor-type");
    if (!anchor)
        anchor = graphic(o, s, ODT_TEXT, "anchor-type");
    if (same(anchor, "as-char"))
        return NULL;
    const bool page = same(anchor, "page"), frame = odt_is(n, ODT_DRAW, "frame");
    struct placement *p = ARENA_NEW(o->arena, struct placement);
    p->from_x = (enum place_from)WORD(graphic(o, s, ODT_STYLE, "horizontal-rel"), x_rel, page ? FROM_PAGE : FROM_COLUMN);
    p->from_y = (enum place_from)WORD(graphic(o, s, ODT_STYLE, "vertical-rel"), y_rel, page ? FROM_PAGE : FROM_PARAGRAPH);
    p->align_x = (enum place_align)WORD(graphic(o, s, ODT_STYLE, "horizontal-pos"), x_pos, PLACE_AT);
    p->align_y = (enum place_align)WORD(graphic(o, s, ODT_STYLE, "vertical-pos"), y_pos, PLACE_AT);
    p->wrap = (enum wrap)WORD(graphic(o, s, ODT_STYLE, "wrap"), wraps, frame ? WRAP_TOP_BOTTOM : WRAP_NONE);
    p->side = (enum wrap_side)WORD(graphic(o, s, ODT_STYLE, "wrap"), sides, WRAP_BOTH);
    contour_read(o, n, s, p);
    p->behind = same(graphic(o, s, ODT_STYLE, "run-through"), "background");
    p->order = (int)odt_int(odt_attr(n, ODT_DRAW, "z-index"), 0);
    p->in_cell = true;
    odt_length(odt_attr(n, ODT_SVG, "x"), &p->x);
    odt_length(odt_attr(n, ODT_SVG, "y"), &p->y);
    odt_length(graphic(o, s, ODT_FO, "margin-top"), &p->room_top);
    odt_length(graphic(o, s, ODT_FO, "margin-bottom"), &p->room_bottom);
    odt_length(graphic(o, s, ODT_FO, "margin-left"), &p->room_left);
    odt_length(graphic(o, s, ODT_FO, "margin-right"), &p->room_right);
    return p;
}

static const char *alt_of(struct odt *o, const xmlNode *n)
{
    const xmlNode *text = odt_child(n, ODT_SVG, "desc");
    struct buf b = {0};
    if (!text)
        text = odt_child(n, ODT_SVG, "title");
    if (!text)
        return NULL;
    odt_all_text(text, &b);
    return arena_buf(o->arena, &b);
}

static const char *name_of(struct odt *o, const xmlNode *n)
{
    const char *v = odt_attr(n, ODT_DRAW, "name");
    return v ? arena_str(o->arena, v) : NULL;
}

/* draw:transform="rotate (0.5) translate (1cm 2cm)": turned to the left [rad] about the upper left corner, then moved. */
static double turned(struct odt *o, const xmlNode *n, double width, double height, const struct placement **place)
{
    const char *v = odt_attr(n, ODT_DRAW, "transform"), *turn = v ? strstr(v, "rotate") : NULL, *move = v ? strstr(v, "translate") : NULL;
    double angle = 0, x = 0, y = 0;
    if (turn && (turn = strchr(turn, '(')))
        angle = odt_number(turn + 1);
    if (move && (move = strchr(move, '('))) {
        const size_t first = strspn(move + 1, " "), length = strcspn(move + 1 + first, " ,)");
        odt_length(arena_span(o->arena, span_make(move + 1 + first, length)), &x);
        const char *second = move + 1 + first + length;
        second += strspn(second, " ,");
        odt_length(arena_span(o->arena, span_make(second, strcspn(second, " ,)"))), &y);
    }
    if (*place && (*place)->align_x == PLACE_AT && move) { /* where it would stand unturned: about its middle */
        struct placement *p = ARENA_NEW(o->arena, struct placement);
        *p = **place;
        p->x = x + (width * cos(angle) + height * sin(angle) - width) / 2;
        p->y = y + (height * cos(angle) - width * sin(angle) - height) / 2;
        *place = p;
    }
    const double degrees = -angle * 180 / acos(-1);
    return degrees < 0 ? degrees + 360 : degrees;
}

/* ---- pictures ---- */

/* A picture that can be shown; the part's name goes to `name`. */
static bool picture_part(struct odt *o, const xmlNode *image, struct span *bytes, const char **name)
{
    const char *href = odt_attr(image, ODT_XLINK, "href");
    struct picture picture;
    if (!href)
        return false;
    if (strncmp(href, "./", 2) == 0)
        href += 2;
    return package_has(o->package, href) && package_part(o->package, href, bytes) &&
           picture_read_any(*bytes, &picture) == PICTURE_OK && (*name = href);
}

/* Writer puts a picture with its caption into a box: no text beside it, the caption below. There it is a line of its own. */
static void stand_in_line(struct odt *o, struct node *image)
{
    const struct placement *at = image->as.image.placement;
    if (!o->box || !at || at->wrap != WRAP_TOP_BOTTOM)
        return;
    image->as.image.placement = NULL;
    odt_node(o, NODE_LINE_BREAK, image->parent);
}

/* No line follows a picture that ends its paragraph. */
static void box_close(struct node *box)
{
    for (struct node *para = box->first; para; para = para->next) {
        struct node *last = para->last;
        if (para->type == NODE_PARA && last && last->type == NODE_LINE_BREAK && last->prev && last->prev->type == NODE_IMAGE) {
            para->last = last->prev;
            para->last->next = NULL;
        }
    }
}

/* The line around a picture, of which half stands out, and how it is mirrored. */
static void image_look(struct odt *o, const struct odt_style *s, struct image *i)
{
    const char *border = graphic(o, s, ODT_FO, "border"), *mirror = graphic(o, s, ODT_STYLE, "mirror");
    if (border)
        odt_border(border, &i->stroke);
    i->flip_x = mirror && strstr(mirror, "horizontal");
    i->flip_y = mirror && strstr(mirror, "vertical");
    if (i->stroke.width > 0 && i->width > i->stroke.width && i->height > i->stroke.width) {
        i->width -= i->stroke.width;
        i->height -= i->stroke.width;
    }
}

static bool image_read(struct odt *o, const xmlNode *frame, const struct odt_style *s, struct node *para)
{
    struct span bytes;
    const char *name = NULL, *tried = NULL;
    for (const xmlNode *n = odt_first(frame); n; n = odt_next(n)) {
        if (!odt_is(n, ODT_DRAW, "image"))
            continue;
        tried = odt_attr(n, ODT_XLINK, "href");
        if (picture_part(o, n, &bytes, &name))
            break;
    }
    if (!name) {
        if (tried)
            odt_tell(o, DIAG_ODT_PICTURE, tried);
        return tried != NULL;
    }
    struct node *n = odt_node(o, NODE_IMAGE, para);
    n->as.image.file = arena_str(o->arena, name);
    n->as.image.bytes = bytes;
    n->as.image.alt = alt_of(o, frame);
    n->as.image.name = name_of(o, frame);
    n->as.image.placement = place_of(o, frame, s);
    odt_length(odt_attr(frame, ODT_SVG, "width"), &n->as.image.width);
    odt_length(odt_attr(frame, ODT_SVG, "height"), &n->as.image.height);
    struct picture size;
    const double w = n->as.image.width, h = n->as.image.height;
    picture_size_any(bytes, &size);
    n->as.image.drawn = picture_is_drawn(size.kind);
    if (!(w > 0) && !(h > 0)) { /* 96 dots to the inch */
        n->as.image.width = size.width * 0.75;
        n->as.image.height = size.height * 0.75;
    } else if (!(w > 0)) {
        n->as.image.width = h * size.width / size.height;
    } else if (!(h > 0)) {
        n->as.image.height = w * size.height / size.width;
    }
    image_look(o, s, &n->as.image);
    n->as.image.rotation = turned(o, frame, n->as.image.width, n->as.image.height, &n->as.image.placement);
    stand_in_line(o, n);
    return true;
}

/* ---- shapes ---- */

static struct node *shape_new(struct odt *o, const xmlNode *n, const struct odt_style *s, struct node *para, enum shape_kind kind)
{
    static const struct word fills[] = {{"solid", 1}};
    static const struct word aligns[] = {{"middle", VALIGN_MIDDLE}, {"bottom", VALIGN_BOTTOM}};
    struct node *node = odt_node(o, NODE_SHAPE, para);
    struct shape *shape = &node->as.shape;
    const char *stroke = graphic(o, s, ODT_DRAW, "stroke");
    shape->kind = kind;
    shape->placement = place_of(o, n, s);
    shape->alt = alt_of(o, n);
    shape->name = name_of(o, n);
    odt_length(odt_attr(n, ODT_SVG, "width"), &shape->width);
    odt_length(odt_attr(n, ODT_SVG, "height"), &shape->height);
    shape->rotation = turned(o, n, shape->width, shape->height, &shape->placement);
    if (!odt_is(n, ODT_DRAW, "frame") && !same(stroke, "none")) {
        shape->stroke.width = 0.75; /* a line of no width is as thin as can be seen */
        odt_length(graphic(o, s, ODT_SVG, "stroke-width"), &shape->stroke.width);
        shape->stroke.width = fmax(0.25, shape->stroke.width);
        odt_color(graphic(o, s, ODT_SVG, "stroke-color"), &shape->stroke.color);
        shape->stroke.stroke = same(stroke, "dash") ? STROKE_DASHED : STROKE_SOLID;
    }
    if (!odt_is(n, ODT_DRAW, "frame"))
        shape->fill.on = WORD(graphic(o, s, ODT_DRAW, "fill"), fills, 0) &&
                         odt_color(graphic(o, s, ODT_DRAW, "fill-color"), &shape->fill.color);
    if (same(graphic(o, s, ODT_DRAW, "fill"), "gradient") && !odt_is(n, ODT_DRAW, "frame") && (shape->gradient = odt_gradient(o, s))) {
        if (!odt_color(graphic(o, s, ODT_DRAW, "fill-color"), &shape->fill.color)) /* what shows where gradients do not */
            shape->fill.color = shape->gradient->stops[0].color;
        shape->fill.on = true;
    }
    shape->head = odt_arrow(o, s, shape->stroke.width, false);
    shape->tail = odt_arrow(o, s, shape->stroke.width, true);
    shape->valign = (enum valign)WORD(graphic(o, s, ODT_DRAW, "textarea-vertical-align"), aligns, VALIGN_TOP);
    return node;
}

static bool is_empty(const struct node *para)
{
    return para->type == NODE_PARA && !para->first && !para->as.para.label;
}

/* A text box without lines that holds one table is how a table stands beside the text in ODF. It comes before its paragraph. */
static void table_free(struct node *box)
{
    const struct shape *s = &box->as.shape;
    struct node *table = box->first, *para = box->parent;
    while (para && para->type != NODE_PARA)
        para = para->parent;
    if (!table || table->type != NODE_TABLE || (table->next && (table->next->next || !is_empty(table->next))) || !s->placement ||
        s->stroke.width > 0 || s->fill.on || !para || !para->parent)
        return;
    *(box->prev ? &box->prev->next : &box->parent->first) = NULL;
    box->parent->last = box->prev;
    table->next = table->prev = NULL;
    table->as.table.placement = s->placement;
    node_insert_before(para, table);
}

static void text_box_read(struct odt *o, const xmlNode *frame, const xmlNode *box, const struct odt_style *s, struct node *para)
{
    struct node *node = shape_new(o, frame, s, para, SHAPE_RECT);
    struct shape *shape = &node->as.shape;
    const struct odt_style *all[ODT_ANCESTORS];
    struct borders edge = {0};
    for (size_t i = odt_ancestors(o, s, all); i-- > 0;)
        odt_box_apply(odt_child(all[i]->node, ODT_STYLE, "graphic-properties"), &edge, &shape->fill);
    shape->stroke = edge.top;
    shape->stroke.space = 0;
    shape->pad_top = edge.top.space + border_thickness(edge.top);
    shape->pad_bottom = edge.bottom.space + border_thickness(edge.bottom);
    shape->pad_left = edge.left.space + border_thickness(edge.left);
    shape->pad_right = edge.right.space + border_thickness(edge.right);
    double least;
    if (odt_length(odt_attr(box, ODT_FO, "min-height"), &least)) {
        shape->height = fmax(shape->height, least);
        shape->grow = true;
    }
    odt_length(odt_attr(box, ODT_FO, "min-width"), &shape->width);
    const bool within = o->box;
    o->box = true;
    odt_blocks(o, box, node, NULL);
    o->box = within;
    box_close(node);
    table_free(node);
}

static void line_read(struct odt *o, const xmlNode *n, const struct odt_style *s, struct node *para)
{
    double x1 = 0, y1 = 0, x2 = 0, y2 = 0;
    odt_length(odt_attr(n, ODT_SVG, "x1"), &x1);
    odt_length(odt_attr(n, ODT_SVG, "y1"), &y1);
    odt_length(odt_attr(n, ODT_SVG, "x2"), &x2);
    odt_length(odt_attr(n, ODT_SVG, "y2"), &y2);
    struct node *node = shape_new(o, n, s, para, SHAPE_LINE);
    struct shape *shape = &node->as.shape;
    shape->width = fabs(x2 - x1);
    shape->height = fabs(y2 - y1);
    shape->flip_x = x2 < x1;
    shape->flip_y = y2 < y1;
    if (shape->placement) {
        struct placement *p = ARENA_NEW(o->arena, struct placement);
        *p = *shape->placement;
        p->x = fmin(x1, x2);
        p->y = fmin(y1, y2);
        shape->placement = p;
    }
    shape->fill.on = false;
}

static void points_read(struct odt *o, const xmlNode *n, struct shape *shape)
{
    shape->points = points_of(o, n, PATH_POINTS, &shape->n_points);
    shape->closed = shape->points && odt_is(n, ODT_DRAW, "polygon");
}

static enum shape_kind kind_of(const xmlNode *n)
{
    static const struct word kinds[] = {{"ellipse", SHAPE_ELLIPSE}, {"circle", SHAPE_ELLIPSE}, {"round-rectangle", SHAPE_ROUND_RECT},
                                        {"polyline", SHAPE_PATH}, {"polygon", SHAPE_PATH}};
    if (odt_is(n, ODT_DRAW, "custom-shape"))
        return (enum shape_kind)WORD(odt_attr(odt_child(n, ODT_DRAW, "enhanced-geometry"), ODT_DRAW, "type"), kinds, SHAPE_RECT);
    return (enum shape_kind)WORD((const char *)n->name, kinds, SHAPE_RECT);
}

static void shape_read(struct odt *o, const xmlNode *n, const struct odt_style *s, struct node *para)
{
    struct node *node = shape_new(o, n, s, para, kind_of(n));
    static const char *const pads[] = {"padding-top", "padding-bottom", "padding-left", "padding-right"};
    struct shape *shape = &node->as.shape;
    double *const to[] = {&shape->pad_top, &shape->pad_bottom, &shape->pad_left, &shape->pad_right};
    for (int i = 0; i < 4; i++)
        odt_length(graphic(o, s, ODT_FO, pads[i]), to[i]);
    if (shape->kind == SHAPE_PATH)
        points_read(o, n, shape);
    odt_blocks(o, n, node, NULL);
}

void odt_frame(struct odt *o, const xmlNode *n, struct node *para, const struct char_props *chr)
{
    const struct odt_style *s = odt_style(o, ODT_GRAPHIC_STYLE, odt_attr(n, ODT_DRAW, "style-name"));
    const xmlNode *box = odt_child(n, ODT_DRAW, "text-box"), *object = odt_child(n, ODT_DRAW, "object");
    if (odt_is(n, ODT_DRAW, "a") || odt_is(n, ODT_DRAW, "g")) {
        for (const xmlNode *c = odt_first(n); c; c = odt_next(c))
            if (odt_is_frame(c))
                odt_frame(o, c, para, chr);
        return;
    }
    if (odt_is(n, ODT_DRAW, "line") || odt_is(n, ODT_DRAW, "connector"))
        line_read(o, n, s, para);
    else if (odt_is(n, ODT_DRAW, "path") || odt_is(n, ODT_DRAW, "control"))
        odt_tell(o, DIAG_ODT_OBJECT, (const char *)n->name);
    else if (!odt_is(n, ODT_DRAW, "frame"))
        shape_read(o, n, s, para);
    else if (box)
        text_box_read(o, n, box, s, para);
    else if (!(object && odt_formula(o, object, para, chr)) && !image_read(o, n, s, para))
        odt_tell(o, DIAG_ODT_OBJECT, odt_attr(n, ODT_DRAW, "name") ? odt_attr(n, ODT_DRAW, "name") : "");
}
