/* VML: w:pict and the preview of w:object (ECMA-376-4:2016, 14, 19). Word up to 2007 wrote all its lines and text boxes so.
 *
 * A shape's place stands in its style attribute, as in CSS; inside a group in the group's own coordinates. */
#include <math.h>

#include "ooxml/read_look.h"
#include "ooxml/read_shape.h"
#include "ooxml/walk.h"

enum { STYLE_ROWS = 48 };

/* ---- the style attribute ---- */

struct css {
    struct { struct span name, value; } v[STYLE_ROWS];
    size_t n;
};

static void css_read(const char *s, struct css *out)
{
    out->n = 0;
    while (s && *s && out->n < STYLE_ROWS) {
        size_t n = strcspn(s, ";"), colon = strcspn(s, ":");

        if (colon < n) {
            out->v[out->n].name = span_trim(span_make(s, colon));
            out->v[out->n++].value = span_trim(span_make(s + colon + 1, n - colon - 1));
        }
        s += n + (s[n] != 0);
    }
}

/* Copies a value; "" where there is none. */
static const char *css_get(const struct css *c, const char *name, char *out, size_t size)
{
    out[0] = 0;
    for (size_t i = 0; i < c->n; i++)
        if (span_is(c->v[i].name, name) && c->v[i].value.n < size) {
            memcpy(out, c->v[i].value.p, c->v[i].value.n);
            out[c->v[i].value.n] = 0;
        }
    return out;
}

static bool css_is(const struct css *c, const char *name, const char *value)
{
    char word[64];

    return strcmp(css_get(c, name, word, sizeof word), value) == 0;
}

/* A length; without a unit in units of `unit` points. */
static bool css_length(const struct css *c, const char *name, double unit, double *out)
{
    char word[64];

    return to_length(css_get(c, name, word, sizeof word), unit, out);
}

/* ---- places ---- */

static const double PIXEL = 0.75; /* [pt]: a length without a unit */

/* "x,y" of v:line and coordsize. */
static bool pair(const char *s, double unit, double *x, double *y)
{
    const char *comma = s ? strchr(s, ',') : NULL;

    return comma && to_length(s, unit, x) && to_length(comma + 1, unit, y);
}

static void read_align(const struct css *c, const char *name, enum place_align *out)
{
    static const struct {
        const char *name;
        enum place_align align;
    } NAMES[] = {{"left", PLACE_START}, {"top", PLACE_START}, {"center", PLACE_CENTER}, {"right", PLACE_END}, {"bottom", PLACE_END},
                 {"inside", PLACE_INSIDE}, {"outside", PLACE_OUTSIDE}};

    for (size_t i = 0; i < sizeof NAMES / sizeof NAMES[0]; i++)
        if (css_is(c, name, NAMES[i].name))
            *out = NAMES[i].align;
}

static void read_wrap(const struct css *c, const xmlNode *shape, struct placement *p)
{
    static const struct {
        const char *name;
        enum wrap wrap;
    } NAMES[] = {{"square", WRAP_SQUARE}, {"tight", WRAP_TIGHT}, {"through", WRAP_THROUGH}, {"topAndBottom", WRAP_TOP_BOTTOM},
                 {"none", WRAP_NONE}};
    const char *type = attr(child(shape, NS_W10, "wrap"), "type");

    p->room_left = p->room_right = 9; /* 14.1.2.19: 9 pt at the sides, nothing above and below */
    css_length(c, "mso-wrap-distance-left", 1, &p->room_left);
    css_length(c, "mso-wrap-distance-right", 1, &p->room_right);
    css_length(c, "mso-wrap-distance-top", 1, &p->room_top);
    css_length(c, "mso-wrap-distance-bottom", 1, &p->room_bottom);
    for (size_t i = 0; type && i < sizeof NAMES / sizeof NAMES[0]; i++)
        if (strcmp(type, NAMES[i].name) == 0)
            p->wrap = NAMES[i].wrap;
}

/* Tenths of a percent of the page or of what lies between its margins. */
static void read_share(struct reader *r, const struct css *c, bool upright, double *io)
{
    const struct node *n = r->walk ? r->walk->section : NULL;
    const struct section *s = n ? &n->as.section : NULL;
    double v = 0;

    if (!s || !css_length(c, upright ? "mso-height-percent" : "mso-width-percent", 1, &v) || !(v > 0))
        return;
    if (css_is(c, upright ? "mso-height-relative" : "mso-width-relative", "page"))
        *io = v / 1000 * (upright ? s->height : s->width);
    else
        *io = v / 1000 * (upright ? s->height - fabs(s->top) - fabs(s->bottom) : s->width - s->left - s->right);
}

static void read_place(struct drawing *d, const struct css *c, const xmlNode *shape)
{
    struct placement *p = &d->at;
    char word[64];
    double order = 0;

    d->letter = !css_is(c, "position", "absolute") && !css_is(c, "position", "relative");
    if (d->letter)
        return;
    p->from_x = drawing_from(css_get(c, "mso-position-horizontal-relative", word, sizeof word), FROM_COLUMN);
    p->from_y = drawing_from(css_get(c, "mso-position-vertical-relative", word, sizeof word), FROM_PARAGRAPH);
    read_align(c, "mso-position-horizontal", &p->align_x);
    read_align(c, "mso-position-vertical", &p->align_y);
    css_length(c, "margin-left", PIXEL, &p->x);
    css_length(c, "margin-top", PIXEL, &p->y);
    if (css_length(c, "z-index", 1, &order)) {
        p->behind = order < 0;
        p->order = (int)fabs(order);
    }
    p->in_cell = to_on(attr_ns(shape, NS_O, "allowincell"), true);
    read_wrap(c, shape, p);
}

/* ---- looks ---- */

static bool vml_on(const char *s, bool absent)
{
    return s ? !(strcmp(s, "f") == 0 || strcmp(s, "false") == 0 || strcmp(s, "0") == 0) : absent;
}

/* "#rrggbb", "#rgb" or a name; what is computed from other colours is left as it was. */
static void read_color(const char *s, uint32_t *io)
{
    static const struct {
        const char *name;
        uint32_t color;
    } NAMES[] = {{"black", 0}, {"white", 0xFFFFFF}, {"red", 0xFF0000}, {"green", 0x008000}, {"blue", 0x0000FF}, {"yellow", 0xFFFF00},
                 {"gray", 0x808080}, {"silver", 0xC0C0C0}, {"maroon", 0x800000}, {"navy", 0x000080}, {"purple", 0x800080},
                 {"olive", 0x808000}, {"teal", 0x008080}, {"lime", 0x00FF00}, {"aqua", 0x00FFFF}, {"fuchsia", 0xFF00FF},
                 {"window", 0xFFFFFF}, {"windowText", 0}};
    size_t n = s ? strcspn(s, " [") : 0;

    if (n == 4 && s[0] == '#') {
        const char full[] = {s[1], s[1], s[2], s[2], s[3], s[3], 0};

        to_color(full, io);
        return;
    }
    if (n && to_color(s, io))
        return;
    for (size_t i = 0; n && i < sizeof NAMES / sizeof NAMES[0]; i++)
        if (span_is(span_make(s, n), NAMES[i].name))
            *io = NAMES[i].color;
}

/* An attribute of the shape, else of its v:shapetype. */
static const char *either(const xmlNode *shape, const xmlNode *type, const char *name)
{
    const char *s = attr(shape, name);

    return s ? s : attr(type, name);
}

static void read_stroke(const xmlNode *shape, const xmlNode *type, struct shape *s)
{
    const xmlNode *stroke = child(shape, NS_V, "stroke");
    const char *weight = either(shape, type, "strokeweight"), *dash = attr(stroke, "dashstyle"), *lines = attr(stroke, "linestyle");
    const char *color = either(shape, type, "strokecolor");

    if (!vml_on(either(shape, type, "stroked"), true) || !vml_on(attr(stroke, "on"), true))
        return;
    s->stroke.width = PIXEL;
    to_length(weight ? weight : attr(stroke, "weight"), PIXEL, &s->stroke.width);
    s->stroke.width = fmin(fmax(s->stroke.width, 0), 1584);
    read_color(color ? color : attr(stroke, "color"), &s->stroke.color);
    if (dash && strcmp(dash, "solid") != 0)
        s->stroke.stroke = strstr(dash, "Dot") || strstr(dash, "dot") || strcmp(dash, "1 1") == 0
                               ? (strstr(dash, "ash") ? STROKE_DASH_DOT : STROKE_DOTTED) : STROKE_DASHED;
    if (lines && strcmp(lines, "single") != 0) {
        s->stroke.stroke = strcmp(lines, "thickBetweenThin") == 0 ? STROKE_TRIPLE : STROKE_DOUBLE;
        s->stroke.width /= 3; /* of each of the lines */
    }
}

static void read_fill(const xmlNode *shape, const xmlNode *type, struct shape *s)
{
    const xmlNode *fill = child(shape, NS_V, "fill");
    const char *color = either(shape, type, "fillcolor"), *opacity = attr(fill, "opacity");
    double v = 1;

    if (!vml_on(either(shape, type, "filled"), true) || !vml_on(attr(fill, "on"), true))
        return;
    if (opacity && to_number(opacity, &v) && !(v > 0))
        return;
    s->fill = (struct fill){.on = true, .color = 0xFFFFFF};
    read_color(color ? color : attr(fill, "color"), &s->fill.color);
}

static void read_insets(const char *s, struct shape *out)
{
    double *const SIDES[] = {&out->pad_left, &out->pad_top, &out->pad_right, &out->pad_bottom};

    out->pad_left = out->pad_right = 7.2;
    out->pad_top = out->pad_bottom = 3.6;
    for (int i = 0; s && i < 4; i++) {
        to_length(s, 1 / 12700.0, SIDES[i]);
        s = strchr(s, ',');
        s = s ? s + 1 : NULL;
    }
}

static void read_text(struct reader *r, const xmlNode *shape, const struct css *style, struct node *n)
{
    const xmlNode *box = child(shape, NS_V, "textbox"), *content = child_w(box, "txbxContent");
    struct shape *s = &n->as.shape;
    struct css c;

    read_insets(attr(box, "inset"), s);
    css_read(attr(box, "style"), &c);
    s->grow = css_is(&c, "mso-fit-shape-to-text", "t");
    if (css_is(&c, "layout-flow", "vertical"))
        s->turn = css_is(&c, "mso-layout-flow-alt", "bottom-to-top") ? TURN_UP : TURN_DOWN;
    if (css_is(style, "v-text-anchor", "middle"))
        s->valign = VALIGN_MIDDLE;
    else if (css_is(style, "v-text-anchor", "bottom"))
        s->valign = VALIGN_BOTTOM;
    if (content)
        read_blocks(r, content, NULL, n);
}

/* ---- shapes ---- */

/* What stands for a shape type by its number (o:spt), as names of DrawingML. */
static const struct {
    long number;
    const char *name;
} TYPES[] = {
    {1, "rect"}, {2, "roundRect"}, {3, "ellipse"}, {4, "diamond"}, {5, "triangle"}, {6, "rtTriangle"}, {7, "parallelogram"},
    {8, "trapezoid"}, {9, "hexagon"}, {10, "octagon"}, {12, "star5"}, {13, "rightArrow"}, {15, "homePlate"}, {20, "line"},
    {32, "straightConnector1"}, {33, "bentConnector2"}, {34, "bentConnector3"}, {37, "curvedConnector2"}, {38, "curvedConnector3"},
    {55, "chevron"}, {56, "pentagon"}, {61, "wedgeRectCallout"}, {66, "leftArrow"}, {67, "downArrow"}, {68, "upArrow"},
    {69, "leftRightArrow"}, {70, "upDownArrow"}, {75, "rect"}, {85, "leftBracket"}, {86, "rightBracket"}, {87, "leftBrace"},
    {88, "rightBrace"}, {109, "flowChartProcess"}, {110, "flowChartDecision"}, {111, "flowChartInputOutput"},
    {116, "flowChartTerminator"}, {120, "flowChartConnector"}, {176, "flowChartAlternateProcess"}, {202, "textBox"},
};

/* The v:shapetype that `#_x0000_t202` means: Word writes it once, before the first shape of its kind. */
static const xmlNode *type_of(struct reader *r, const xmlNode *shape)
{
    const char *name = attr(shape, "type");
    const struct shape_type *t = r->shape_types;

    name = name && *name == '#' ? name + 1 : NULL;
    while (name && t && strcmp(t->id, name) != 0)
        t = t->next;
    return name && t ? t->node : NULL;
}

static long type_number(const xmlNode *shape, const xmlNode *type)
{
    const char *name = attr(shape, "type"), *mark = name ? strstr(name, "_t") : NULL;
    long n = 0;

    if (!to_int(attr_ns(type, NS_O, "spt"), &n) && mark)
        to_int(mark + 2, &n);
    return n;
}

static size_t read_outlines(struct reader *r, const xmlNode *shape, const xmlNode *type, struct shape *v)
{
    const char *name = (const char *)shape->name, *path = either(shape, type, "path"), *size = either(shape, type, "coordsize");
    double width = 1000, height = 1000, left = 0, top = 0;
    long number = type_number(shape, type);

    v[0].kind = SHAPE_RECT;
    if (strcmp(name, "line") == 0)
        return geometry_preset(r, "line", v);
    if (strcmp(name, "oval") == 0)
        return geometry_preset(r, "ellipse", v);
    if (strcmp(name, "roundrect") == 0)
        return geometry_preset(r, "roundRect", v);
    if (strcmp(name, "shape") != 0)
        return 1;
    for (size_t i = 0; number && i < sizeof TYPES / sizeof TYPES[0]; i++)
        if (TYPES[i].number == number)
            return geometry_preset(r, TYPES[i].name, v);
    if (size && pair(size, 1, &width, &height) && path) {
        size_t n;

        pair(either(shape, type, "coordorigin"), 1, &left, &top);
        n = geometry_vml(r, path, left, top, width, height, v);
        if (n)
            return n;
        v[0].kind = SHAPE_RECT;
    }
    if (path)
        tell_once(r, DIAG_DOCX_SHAPE, "v:shape");
    return 1;
}

static double crop(const char *s)
{
    double v = 0;

    if (!to_number(s, &v))
        return 0;
    if (strchr(s, 'f'))
        v /= 65536;
    return v < 0 || v > 0.99 ? 0 : v;
}

static void read_image(struct drawing *d, const xmlNode *data, const struct area *a, bool whole)
{
    struct node *n = drawing_picture(d, a, whole, attr_r(data, "id"), attr_ns(data, NS_R, "href"));

    if (!n)
        return;
    n->as.image.crop_left = crop(attr(data, "cropleft"));
    n->as.image.crop_right = crop(attr(data, "cropright"));
    n->as.image.crop_top = crop(attr(data, "croptop"));
    n->as.image.crop_bottom = crop(attr(data, "cropbottom"));
    if (n->as.image.crop_left + n->as.image.crop_right >= 1 || n->as.image.crop_top + n->as.image.crop_bottom >= 1)
        n->as.image.crop_left = n->as.image.crop_right = n->as.image.crop_top = n->as.image.crop_bottom = 0;
}

static void read_flips(const struct css *c, struct area *a)
{
    char word[64];
    const char *flip = css_get(c, "flip", word, sizeof word);

    a->flip_x ^= strchr(flip, 'x') != NULL;
    a->flip_y ^= strchr(flip, 'y') != NULL;
    css_length(c, "rotation", 1, &a->rotation);
    css_get(c, "rotation", word, sizeof word);
    if (strstr(word, "fd"))
        a->rotation /= 65536;
}

static void read_shape(struct drawing *d, const xmlNode *shape, const struct css *c, const struct area *at, bool whole)
{
    struct reader *r = d->r;
    const xmlNode *type = type_of(r, shape), *data = child(shape, NS_V, "imagedata");
    struct shape look = {0}, outlines[OUTLINES_MAX] = {{0}};
    struct area a = *at;
    size_t n;

    read_flips(c, &a);
    if (data) {
        read_image(d, data, &a, whole);
        return;
    }
    if (child(shape, NS_V, "textpath"))
        tell_once(r, DIAG_DOCX_DRAWING, "v:textpath");
    read_stroke(shape, type, &look);
    read_fill(shape, type, &look);
    n = read_outlines(r, shape, type, outlines);
    for (size_t i = n ? n : 1; i > 0; i--) {
        struct node *node = drawing_node(d, NODE_SHAPE, &a, whole && (i == 1 || !d->letter));

        if (!node)
            return;
        shape_outline(r, &node->as.shape, &outlines[i - 1], &look);
        if (i == 1)
            read_text(r, shape, c, node);
    }
}

/* ---- parts and groups ---- */

static bool is_shape(const xmlNode *n)
{
    static const char *const NAMES[] = {"shape", "rect", "roundrect", "oval", "line", "polyline", "image"};

    return ns_of(n) == NS_V && name_index((const char *)n->name, NAMES, sizeof NAMES / sizeof NAMES[0]) >= 0;
}

/* The box of a part in the coordinates of what it stands in; a line's is the one between its ends. */
static void part_box(const xmlNode *n, const struct css *c, double unit, struct area *a)
{
    double x = 0, y = 0, x2 = 0, y2 = 0;

    if (strcmp((const char *)n->name, "line") == 0 && pair(attr(n, "from"), unit, &x, &y) && pair(attr(n, "to"), unit, &x2, &y2)) {
        a->x = fmin(x, x2);
        a->y = fmin(y, y2);
        a->width = fabs(x2 - x);
        a->height = fabs(y2 - y);
        a->flip_x = x2 < x;
        a->flip_y = y2 < y;
        return;
    }
    css_length(c, "left", unit, &a->x);
    css_length(c, "top", unit, &a->y);
    css_length(c, "width", unit, &a->width);
    css_length(c, "height", unit, &a->height);
    a->width = fmax(a->width, 0);
    a->height = fmax(a->height, 0);
}

static struct frame frame_of_group(const xmlNode *group, const struct area *a, int depth)
{
    struct frame f = {.x = a->x, .y = a->y, .scale_x = 1, .scale_y = 1, .depth = depth};
    double width = 1000, height = 1000;

    pair(attr(group, "coordsize"), 1, &width, &height);
    pair(attr(group, "coordorigin"), 1, &f.from_x, &f.from_y);
    if (width > 0 && height > 0) {
        f.scale_x = a->width / width;
        f.scale_y = a->height / height;
    }
    return f;
}

static void read_group(struct drawing *d, const xmlNode *group, const struct frame *f)
{
    for (const xmlNode *n = first_element(group); n; n = next_element(n)) {
        struct area a = {0};
        struct css c;

        if (!is_shape(n) && !is(n, NS_V, "group"))
            continue;
        css_read(attr(n, "style"), &c);
        part_box(n, &c, 1, &a);
        a.x = f->x + (a.x - f->from_x) * f->scale_x;
        a.y = f->y + (a.y - f->from_y) * f->scale_y;
        a.width *= f->scale_x;
        a.height *= f->scale_y;
        if (is_shape(n)) {
            read_shape(d, n, &c, &a, false);
        } else if (f->depth < GROUPS_NESTED) {
            struct frame inner = frame_of_group(n, &a, f->depth + 1);

            read_group(d, n, &inner);
        }
    }
}

static void read_whole(struct reader *r, const xmlNode *n, struct node *parent)
{
    struct drawing d = {.r = r, .parent = parent};
    struct area a = {0};
    struct css c;
    const char *alt = attr(n, "alt");

    css_read(attr(n, "style"), &c);
    if (css_is(&c, "visibility", "hidden"))
        return;
    read_place(&d, &c, n);
    part_box(n, &c, PIXEL, &a);
    read_share(r, &c, false, &a.width);
    read_share(r, &c, true, &a.height);
    if (!d.letter) { /* a line's ends count from its place */
        d.at.x += a.x;
        d.at.y += a.y;
    }
    a.x = a.y = 0;
    d.width = a.width;
    d.height = a.height;
    d.alt = intern_str(r, alt && *alt ? alt : NULL);
    d.name = intern_str(r, attr(n, "id"));
    if (is(n, NS_V, "group")) {
        struct frame f = frame_of_group(n, &a, 0);

        drawing_settle(&d);
        read_group(&d, n, &f);
        if (d.letter)
            drawing_room(&d);
    } else if (to_on(attr_ns(n, NS_O, "hr"), false)) { /* <hr>: as wide as the column */
        a.width = a.width > 0 ? a.width : section_text_width(r);
        read_shape(&d, n, &c, &a, true);
    } else {
        read_shape(&d, n, &c, &a, true);
    }
}

static void keep_type(struct reader *r, const xmlNode *n)
{
    struct shape_type *t = ARENA_NEW(&r->doc->arena, struct shape_type);

    *t = (struct shape_type){attr(n, "id") ? attr(n, "id") : "", n, r->shape_types};
    r->shape_types = t;
}

void read_pict(struct reader *r, const xmlNode *pict, struct node *parent)
{
    bool shown = false;

    for (const xmlNode *n = first_element(pict); n; n = next_element(n)) {
        if (is(n, NS_V, "shapetype")) {
            keep_type(r, n);
        } else if (is_shape(n) || is(n, NS_V, "group")) {
            read_whole(r, n, parent);
            shown = true;
        }
    }
    if (!shown && child(pict, NS_O, "OLEObject"))
        tell_once(r, DIAG_DOCX_DRAWING, "o:OLEObject");
}
