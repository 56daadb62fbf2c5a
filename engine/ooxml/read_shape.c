/* DrawingML: shapes with their text, pictures, groups (ECMA-376-1:2016, 20.1, 20.2; Microsoft's wordprocessingShape and
 * wordprocessingGroup, [MS-ODRAWXML] 2.20). Patterns become one colour; shadows and the like are
 * left out. */
#include <math.h>

#include "base/diag/ooxml.h"
#include "ooxml/read_look.h"
#include "ooxml/read_shape.h"
#include "ooxml/walk.h"

static const double EMU = 1 / 12700.0;       /* [pt] */
static const double ANGLE = 1 / 60000.0;     /* [degrees] */
static const double SHARE = 1 / 100000.0;
static const double LINE_WIDTH = 0.75;       /* of a:ln without w: 9525 EMU */

/* ---- colours ---- */

/* Changes to a colour, in their order (20.1.2.3). */
static uint32_t changed(const xmlNode *color, uint32_t rgb)
{
    for (const xmlNode *n = first_element(color); n; n = next_element(n)) {
        const char *name = (const char *)n->name;
        double v = 0, hsl[3];

        if (!to_number(val(n), &v))
            continue;
        v *= SHARE;
        rgb_to_hsl(rgb, hsl);
        if (strcmp(name, "lumMod") == 0)
            hsl[2] *= v;
        else if (strcmp(name, "lumOff") == 0)
            hsl[2] += v;
        else if (strcmp(name, "satMod") == 0)
            hsl[1] *= v;
        else if (strcmp(name, "tint") == 0)
            hsl[2] = hsl[2] * v + 1 - v;
        else if (strcmp(name, "shade") == 0)
            hsl[2] *= v;
        else
            continue;
        rgb = hsl_to_rgb(hsl);
    }
    return rgb;
}

/* One of the elements that are a colour. */
static bool color_of(struct reader *r, const xmlNode *n, uint32_t *out)
{
    static const struct {
        const char *name;
        uint32_t color;
    } PRESETS[] = {{"black", 0}, {"white", 0xFFFFFF}, {"red", 0xFF0000}, {"green", 0x008000}, {"blue", 0x0000FF}, {"yellow", 0xFFFF00},
                   {"gray", 0x808080}, {"grey", 0x808080}, {"orange", 0xFFA500}};
    uint32_t rgb = 0;
    bool found = false;

    if (is(n, NS_A, "srgbClr")) {
        found = to_color(val(n), &rgb);
    } else if (is(n, NS_A, "schemeClr")) {
        found = theme_color(r, val(n), &rgb);
    } else if (is(n, NS_A, "sysClr")) {
        found = to_color(attr(n, "lastClr"), &rgb);
    } else if (is(n, NS_A, "prstClr")) {
        for (size_t i = 0; i < sizeof PRESETS / sizeof PRESETS[0]; i++)
            if (val(n) && strcmp(val(n), PRESETS[i].name) == 0) {
                rgb = PRESETS[i].color;
                found = true;
            }
    }
    if (found)
        *out = changed(n, rgb);
    return found;
}

bool shape_color(struct reader *r, const xmlNode *holder, uint32_t *out)
{
    const xmlNode *fill = child(holder, NS_A, "solidFill"), *stops = child(child(holder, NS_A, "gradFill"), NS_A, "gsLst");

    if (!fill && stops)
        fill = child(stops, NS_A, "gs");
    if (!fill)
        fill = child(child(holder, NS_A, "pattFill"), NS_A, "bgClr");
    return fill && color_of(r, first_element(fill), out);
}

/* ---- lines and grounds ---- */

/* a:headEnd and a:tailEnd; medium ones are three widths of the line wide and long. */
static struct arrow read_end(const xmlNode *n)
{
    static const char *const KINDS[] = {[ARROW_NONE] = "none", [ARROW_TRIANGLE] = "triangle", [ARROW_OPEN] = "arrow",
                                        [ARROW_STEALTH] = "stealth", [ARROW_DIAMOND] = "diamond", [ARROW_OVAL] = "oval"};
    static const char *const SIZES[] = {"sm", "med", "lg"};
    static const double WIDTHS[] = {2, 3, 5};
    int kind = name_index(attr(n, "type"), KINDS, 6), width = name_index(attr(n, "w"), SIZES, 3), length = name_index(attr(n, "len"), SIZES, 3);

    if (kind <= ARROW_NONE)
        return (struct arrow){0};
    return (struct arrow){(enum arrow_kind)kind, WIDTHS[width < 0 ? 1 : width], WIDTHS[length < 0 ? 1 : length]};
}

/* The line of a shape or picture; none: width 0. */
static struct border read_line(struct reader *r, const xmlNode *properties, const xmlNode *style)
{
    static const char *const DASHES[] = {"dash", "lgDash", "sysDash"};
    static const char *const DOTS[] = {"dot", "sysDot"};
    const xmlNode *ln = child(properties, NS_A, "ln"), *ref = child(style, NS_A, "lnRef");
    const char *dash = val(child(ln, NS_A, "prstDash")), *compound = attr(ln, "cmpd");
    struct border b = {0};
    long index = 0;
    bool on;

    ref = ref ? ref : child(style, NS_WPS, "lnRef");
    to_int(attr(ref, "idx"), &index);
    on = ref && index > 0 && color_of(r, first_element(ref), &b.color);
    if (ln) {
        bool colored = shape_color(r, ln, &b.color);

        on = (on || colored) && !child(ln, NS_A, "noFill");
    }
    if (!on)
        return b;
    b.width = index > 0 ? 0.5 * (double)(index < 4 ? index : 3) : LINE_WIDTH; /* of the theme's line styles */
    to_length(attr(ln, "w"), EMU, &b.width);
    b.width = fmin(fmax(b.width, 0.1), 1584);
    if (dash && name_index(dash, DASHES, 3) >= 0)
        b.stroke = STROKE_DASHED;
    else if (dash && name_index(dash, DOTS, 2) >= 0)
        b.stroke = STROKE_DOTTED;
    else if (dash && strcmp(dash, "solid") != 0)
        b.stroke = STROKE_DASH_DOT;
    if (compound && (strcmp(compound, "dbl") == 0 || strcmp(compound, "thickThin") == 0 || strcmp(compound, "thinThick") == 0)) {
        b.stroke = STROKE_DOUBLE;
        b.width /= 3; /* of each of the lines */
    }
    return b;
}

/* a:gradFill with two colours at least; NULL: none. */
static const struct gradient *read_gradient(struct reader *r, const xmlNode *fill)
{
    enum { STOPS_MAX = 32 };
    const xmlNode *path = child(fill, NS_A, "path"), *to = child(path, NS_A, "fillToRect");
    double angle = 0, left = 0, right = 0, top = 0, bottom = 0;
    struct gradient *g;

    if (!fill)
        return NULL;
    g = ARENA_NEW(&r->doc->arena, struct gradient);
    g->stops = ARENA_NEWS(&r->doc->arena, STOPS_MAX, struct gradient_stop);
    for (const xmlNode *n = first_element(child(fill, NS_A, "gsLst")); n && g->n < STOPS_MAX; n = next_element(n)) {
        struct gradient_stop *s = &g->stops[g->n];

        if (to_number(attr(n, "pos"), &s->at) && color_of(r, first_element(n), &s->color))
            g->n++;
    }
    for (size_t i = 0; i < g->n; i++)
        g->stops[i].at = fmin(fmax(g->stops[i].at * SHARE, 0), 1);
    to_number(attr(child(fill, NS_A, "lin"), "ang"), &angle);
    to_number(attr(to, "l"), &left);
    to_number(attr(to, "r"), &right);
    to_number(attr(to, "t"), &top);
    to_number(attr(to, "b"), &bottom);
    g->angle = fmod(angle * ANGLE, 360);
    g->radial = path != NULL;
    g->x = fmin(fmax((left + 1 / SHARE - right) * SHARE / 2, 0), 1);
    g->y = fmin(fmax((top + 1 / SHARE - bottom) * SHARE / 2, 0), 1);
    return g->n > 1 ? g : NULL;
}

static void read_ground(struct reader *r, const xmlNode *properties, const xmlNode *style, struct shape *s)
{
    const xmlNode *ref = child(style, NS_WPS, "fillRef");
    long index = 0;

    ref = ref ? ref : child(style, NS_A, "fillRef");
    to_int(attr(ref, "idx"), &index);
    if (child(properties, NS_A, "noFill"))
        return;
    s->fill.on = shape_color(r, properties, &s->fill.color) || (index > 0 && color_of(r, first_element(ref), &s->fill.color));
    s->gradient = s->fill.on ? read_gradient(r, child(properties, NS_A, "gradFill")) : NULL;
}

/* ---- text ---- */

static void read_insets(const xmlNode *body, struct shape *s)
{
    const struct {
        const char *name;
        double *to, plain;
    } SIDES[] = {{"lIns", &s->pad_left, 7.2}, {"rIns", &s->pad_right, 7.2}, {"tIns", &s->pad_top, 3.6}, {"bIns", &s->pad_bottom, 3.6}};

    for (size_t i = 0; i < sizeof SIDES / sizeof SIDES[0]; i++) {
        double v = SIDES[i].plain;

        to_length(attr(body, SIDES[i].name), EMU, &v);
        *SIDES[i].to += v;
    }
}

static void read_body(const xmlNode *body, struct shape *s)
{
    const char *anchor = attr(body, "anchor"), *turn = attr(body, "vert"), *warp = attr(child(body, NS_A, "prstTxWarp"), "prst");

    read_insets(body, s);
    if (anchor)
        s->valign = strcmp(anchor, "ctr") == 0 ? VALIGN_MIDDLE : strcmp(anchor, "b") == 0 ? VALIGN_BOTTOM : VALIGN_TOP;
    if (turn)
        s->turn = strcmp(turn, "vert270") == 0 ? TURN_UP : strcmp(turn, "vert") == 0 || strcmp(turn, "eaVert") == 0 ? TURN_DOWN : TURN_NONE;
    s->grow = child(body, NS_A, "spAutoFit") != NULL;
    s->stretched = warp && strcmp(warp, "textNoShape") != 0; /* along the outline in Word: at least as large */
}

/* Text that does not turn with its shape (21.1.2.1.1): a rectangle turned by half or mirrored is itself again. Page numbers of Word's
 * gallery stand in such. */
static void keep_upright(const xmlNode *body, struct shape *s)
{
    if (!to_on(attr(body, "upright"), false) || s->kind != SHAPE_RECT || s->gradient || fabs(fmod(s->rotation, 180)) > 0.01)
        return;
    s->rotation = 0;
    s->flip_x = s->flip_y = false;
}

static void read_text(struct reader *r, const xmlNode *wsp, struct node *n)
{
    const xmlNode *content = child_w(child(wsp, NS_WPS, "txbx"), "txbxContent");

    read_body(child(wsp, NS_WPS, "bodyPr"), &n->as.shape);
    keep_upright(child(wsp, NS_WPS, "bodyPr"), &n->as.shape);
    if (content)
        read_blocks(r, content, NULL, n);
}

/* ---- shapes ---- */

static void read_turn(const xmlNode *transform, struct area *a)
{
    double angle = 0;

    if (to_number(attr(transform, "rot"), &angle))
        a->rotation = fmod(angle * ANGLE, 360);
    a->flip_x = to_on(attr(transform, "flipH"), false);
    a->flip_y = to_on(attr(transform, "flipV"), false);
}

static void flip_points(struct reader *r, struct shape *s)
{
    double *v;

    if (s->kind != SHAPE_PATH || (!s->flip_x && !s->flip_y))
        return;
    v = ARENA_NEWS(&r->doc->arena, 2 * s->n_points + 1, double);
    for (size_t i = 0; i < s->n_points; i++) {
        v[2 * i] = s->flip_x ? 1 - s->points[2 * i] : s->points[2 * i];
        v[2 * i + 1] = s->flip_y ? 1 - s->points[2 * i + 1] : s->points[2 * i + 1];
    }
    s->points = v;
    s->flip_x = s->flip_y = false;
}

static uint32_t shaded(uint32_t color, enum shade shade)
{
    static const double KEPT[] = {[SHADE_DARK] = 0.6, [SHADE_DARKISH] = 0.8, [SHADE_LIGHT] = 0.6, [SHADE_LIGHTISH] = 0.8};

    if (shade == SHADE_NONE)
        return color;
    return color_over(color, shade == SHADE_DARK || shade == SHADE_DARKISH ? 0 : 0xFFFFFF, KEPT[shade]);
}

/* Gives a node the outline that was read, with the look of the whole shape. */
static void put_outline(struct reader *r, struct shape *to, const struct outline *outline, const struct shape *look)
{
    to->kind = outline->kind;
    to->points = outline->points;
    to->n_points = outline->n_points;
    to->closed = outline->closed;
    to->round = outline->round;
    if (to->kind == SHAPE_ROUND_RECT && !(to->round > 0))
        to->kind = SHAPE_RECT;
    if (!outline->no_stroke)
        to->stroke = look->stroke;
    if (!outline->closed && !outline->no_stroke) {
        to->head = look->head;
        to->tail = look->tail;
    }
    if (!outline->no_fill && outline->closed) {
        to->fill = look->fill;
        to->fill.color = shaded(look->fill.color, outline->shade);
        to->gradient = outline->shade == SHADE_NONE ? look->gradient : NULL;
    }
    flip_points(r, to);
}

/* A flipped shape's text stands in the flipped rectangle, upright. */
static void put_text_room(struct shape *s, const double *text, const struct area *a)
{
    s->pad_left += text[a->flip_x ? 2 : 0] * a->width;
    s->pad_right += text[a->flip_x ? 0 : 2] * a->width;
    s->pad_top += text[a->flip_y ? 3 : 1] * a->height;
    s->pad_bottom += text[a->flip_y ? 1 : 3] * a->height;
}

struct node *shape_put(struct drawing *d, const struct area *a, bool whole, const struct outlines *o, const struct shape *look)
{
    struct node *node = NULL;

    for (size_t i = 0; i < o->n; i++) { /* the last holds the text: it lies over the others */
        bool last = i + 1 == o->n;

        node = drawing_node(d, NODE_SHAPE, a, whole && (last || !d->letter));
        if (!node)
            return NULL;
        put_outline(d->r, &node->as.shape, &o->v[i], look);
        if (last)
            put_text_room(&node->as.shape, o->text, a);
    }
    return node;
}

void shape_read(struct drawing *d, const xmlNode *wsp, const struct area *at, const struct frame *in)
{
    struct reader *r = d->r;
    const xmlNode *properties = child(wsp, NS_WPS, "spPr"), *style = child(wsp, NS_WPS, "style"), *ln = child(properties, NS_A, "ln");
    const xmlNode *preset = child(properties, NS_A, "prstGeom"), *custom = child(properties, NS_A, "custGeom");
    struct shape look = {0};
    struct outlines o = {.n = 0};
    struct area a = *at;
    struct node *node;

    read_turn(child(properties, NS_A, "xfrm"), &a);
    drawing_turn(in, &a);
    look.stroke = read_line(r, properties, style);
    look.head = read_end(child(ln, NS_A, "headEnd"));
    look.tail = read_end(child(ln, NS_A, "tailEnd"));
    read_ground(r, properties, style, &look);
    if (custom)
        geometry_custom(r, custom, &a, &o);
    if (o.n == 0 && !geometry_preset(r, preset ? attr(preset, "prst") : "rect", child(preset, NS_A, "avLst"), &a, &o))
        tell_once(r, DIAG_DOCX_SHAPE, attr(preset, "prst"));
    node = shape_put(d, &a, !in, &o, &look);
    if (node)
        read_text(r, wsp, node);
}

/* ---- pictures ---- */

static double crop(const xmlNode *n, const char *name)
{
    double v = 0;

    to_number(attr(n, name), &v);
    return fmin(fmax(v * SHARE, 0), 0.99);
}

void shape_picture(struct drawing *d, const xmlNode *pic, const struct area *at, const struct frame *in)
{
    const xmlNode *properties = child(pic, NS_PIC, "spPr"), *fill = child(pic, NS_PIC, "blipFill"), *blip = child(fill, NS_A, "blip"), *source = child(fill, NS_A, "srcRect");
    struct reader *r = d->r;
    struct area a = *at;
    struct node *n;

    read_turn(child(properties, NS_A, "xfrm"), &a);
    drawing_turn(in, &a);
    n = drawing_picture(d, &a, !in, attr_r(blip, "embed"), attr_r(blip, "link"));
    if (!n)
        return;
    n->as.image.stroke = read_line(r, properties, NULL);
    n->as.image.crop_left = crop(source, "l");
    n->as.image.crop_right = crop(source, "r");
    n->as.image.crop_top = crop(source, "t");
    n->as.image.crop_bottom = crop(source, "b");
    if (n->as.image.crop_left + n->as.image.crop_right >= 1 || n->as.image.crop_top + n->as.image.crop_bottom >= 1)
        n->as.image.crop_left = n->as.image.crop_right = n->as.image.crop_top = n->as.image.crop_bottom = 0;
}

/* ---- groups ---- */

static double number(const xmlNode *n, const char *name)
{
    double v = 0;

    to_length(attr(n, name), EMU, &v);
    return v;
}

/* The place of a part by its a:xfrm, in the whole. */
static struct area area_in(const struct frame *f, const xmlNode *transform)
{
    const xmlNode *off = child(transform, NS_A, "off"), *ext = child(transform, NS_A, "ext");

    return (struct area){.x = f->x + (number(off, "x") - f->from_x) * f->scale_x, .y = f->y + (number(off, "y") - f->from_y) * f->scale_y,
                         .width = fmax(number(ext, "cx") * f->scale_x, 0), .height = fmax(number(ext, "cy") * f->scale_y, 0)};
}

/* The coordinates inside a group that fills `a`. */
static struct frame frame_in(const struct area *a, const xmlNode *transform, const struct frame *around)
{
    const xmlNode *off = child(transform, NS_A, "chOff"), *ext = child(transform, NS_A, "chExt");
    double width = number(ext, "cx"), height = number(ext, "cy");

    struct frame f = {.x = a->x, .y = a->y, .from_x = number(off, "x"), .from_y = number(off, "y"),
                      .scale_x = width > 0 ? a->width / width : 1, .scale_y = height > 0 ? a->height / height : 1,
                      .box = *a, .around = around, .depth = around ? around->depth + 1 : 0};

    read_turn(transform, &f.box);
    return f;
}

static void read_parts(struct drawing *d, const xmlNode *group, const struct frame *f)
{
    for (const xmlNode *n = first_element(group); n; n = next_element(n)) {
        const char *holder = is(n, NS_WPG, "grpSp") ? "grpSpPr" : "spPr";
        const xmlNode *properties = child(n, ns_of(n), holder), *transform;
        struct area a;

        if (!properties && is(n, NS_WPG, "graphicFrame")) {
            a = area_in(f, child(n, NS_WPG, "xfrm"));
            drawing_turn(f, &a);
            tell_once(d->r, DIAG_DOCX_DRAWING, "wpg:graphicFrame");
            drawing_placeholder(d, &a, false);
            continue;
        }
        transform = child(properties, NS_A, "xfrm");
        a = area_in(f, transform);
        if (is(n, NS_WPS, "wsp")) {
            shape_read(d, n, &a, f);
        } else if (is(n, NS_PIC, "pic")) {
            shape_picture(d, n, &a, f);
        } else if ((is(n, NS_WPG, "grpSp") || is(n, NS_WPG, "wgp")) && f->depth < GROUPS_NESTED) {
            struct frame inner = frame_in(&a, transform, f);

            read_parts(d, n, &inner);
        }
    }
}

void shape_group(struct drawing *d, const xmlNode *group)
{
    const xmlNode *transform = child(child(group, NS_WPG, "grpSpPr"), NS_A, "xfrm");
    const struct area whole = {.width = d->width, .height = d->height};
    struct frame f = frame_in(&whole, transform, NULL);

    drawing_settle(d);
    read_parts(d, group, &f);
    drawing_room(d);
}
