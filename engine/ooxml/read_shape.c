/* DrawingML: shapes with their text, pictures, groups (ECMA-376-1:2016, 20.1, 20.2; Microsoft's wordprocessingShape and
 * wordprocessingGroup, [MS-ODRAWXML] 2.20). Gradients and patterns become one colour; shadows and the like are left out. */
#include <math.h>

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

static void read_line(struct reader *r, const xmlNode *properties, const xmlNode *style, struct shape *s)
{
    static const char *const DASHES[] = {"dash", "lgDash", "sysDash"};
    static const char *const DOTS[] = {"dot", "sysDot"};
    const xmlNode *ln = child(properties, NS_A, "ln"), *ref = child(style, NS_A, "lnRef");
    const char *dash = val(child(ln, NS_A, "prstDash")), *compound = attr(ln, "cmpd");
    long index = 0;
    bool on;

    ref = ref ? ref : child(style, NS_WPS, "lnRef");
    to_int(attr(ref, "idx"), &index);
    on = ref && index > 0 && color_of(r, first_element(ref), &s->stroke.color);
    if (ln) {
        bool colored = shape_color(r, ln, &s->stroke.color);

        on = (on || colored) && !child(ln, NS_A, "noFill");
    }
    if (!on)
        return;
    s->stroke.width = index > 0 ? 0.5 * (double)(index < 4 ? index : 3) : LINE_WIDTH; /* of the theme's line styles */
    to_length(attr(ln, "w"), EMU, &s->stroke.width);
    s->stroke.width = fmin(fmax(s->stroke.width, 0.1), 1584);
    if (dash && name_index(dash, DASHES, 3) >= 0)
        s->stroke.stroke = STROKE_DASHED;
    else if (dash && name_index(dash, DOTS, 2) >= 0)
        s->stroke.stroke = STROKE_DOTTED;
    else if (dash && strcmp(dash, "solid") != 0)
        s->stroke.stroke = STROKE_DASH_DOT;
    if (compound && (strcmp(compound, "dbl") == 0 || strcmp(compound, "thickThin") == 0 || strcmp(compound, "thinThick") == 0)) {
        s->stroke.stroke = STROKE_DOUBLE;
        s->stroke.width /= 3; /* of each of the lines */
    }
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
}

/* ---- text ---- */

static void read_insets(const xmlNode *body, struct shape *s)
{
    s->pad_left = s->pad_right = 7.2;
    s->pad_top = s->pad_bottom = 3.6;
    to_length(attr(body, "lIns"), EMU, &s->pad_left);
    to_length(attr(body, "rIns"), EMU, &s->pad_right);
    to_length(attr(body, "tIns"), EMU, &s->pad_top);
    to_length(attr(body, "bIns"), EMU, &s->pad_bottom);
}

static void read_body(const xmlNode *body, struct shape *s)
{
    const char *anchor = attr(body, "anchor"), *turn = attr(body, "vert");

    read_insets(body, s);
    if (anchor)
        s->valign = strcmp(anchor, "ctr") == 0 ? VALIGN_MIDDLE : strcmp(anchor, "b") == 0 ? VALIGN_BOTTOM : VALIGN_TOP;
    if (turn)
        s->turn = strcmp(turn, "vert270") == 0 ? TURN_UP : strcmp(turn, "vert") == 0 || strcmp(turn, "eaVert") == 0 ? TURN_DOWN : TURN_NONE;
    s->grow = child(body, NS_A, "spAutoFit") != NULL;
}

static void read_text(struct reader *r, const xmlNode *wsp, struct node *n)
{
    const xmlNode *content = child_w(child(wsp, NS_WPS, "txbx"), "txbxContent");

    read_body(child(wsp, NS_WPS, "bodyPr"), &n->as.shape);
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

/* Gives a node the outline that was read, with the look of the whole shape. */
void shape_outline(struct reader *r, struct shape *to, const struct shape *outline, const struct shape *look)
{
    to->kind = outline->kind;
    to->points = outline->points;
    to->n_points = outline->n_points;
    to->closed = outline->closed;
    to->stroke = look->stroke;
    if (outline->kind != SHAPE_LINE && (outline->kind != SHAPE_PATH || outline->closed))
        to->fill = look->fill;
    flip_points(r, to);
}

void shape_read(struct drawing *d, const xmlNode *wsp, const struct area *at, bool whole)
{
    struct reader *r = d->r;
    const xmlNode *properties = child(wsp, NS_WPS, "spPr"), *style = child(wsp, NS_WPS, "style");
    const xmlNode *preset = child(properties, NS_A, "prstGeom"), *custom = child(properties, NS_A, "custGeom");
    struct shape look = {0}, outlines[OUTLINES_MAX] = {{0}};
    struct area a = *at;
    size_t n = 1;

    read_turn(child(properties, NS_A, "xfrm"), &a);
    read_line(r, properties, style, &look);
    read_ground(r, properties, style, &look);
    if (custom)
        n = geometry_custom(r, custom, outlines);
    else if (preset && !geometry_preset(r, attr(preset, "prst"), &outlines[0]))
        tell_once(r, DIAG_DOCX_SHAPE, attr(preset, "prst"));
    for (size_t i = n ? n : 1; i > 0; i--) { /* the first, which holds the text, above the others */
        struct node *node = drawing_node(d, NODE_SHAPE, &a, whole && (i == 1 || !d->letter));

        if (!node)
            return;
        shape_outline(r, &node->as.shape, &outlines[i - 1], &look);
        if (i == 1)
            read_text(r, wsp, node);
    }
}

/* ---- pictures ---- */

static double crop(const xmlNode *n, const char *name)
{
    double v = 0;

    to_number(attr(n, name), &v);
    return fmin(fmax(v * SHARE, 0), 0.99);
}

void shape_picture(struct drawing *d, const xmlNode *pic, const struct area *at, bool whole)
{
    const xmlNode *fill = child(pic, NS_PIC, "blipFill"), *blip = child(fill, NS_A, "blip"), *source = child(fill, NS_A, "srcRect");
    struct area a = *at;
    struct node *n;

    read_turn(child(child(pic, NS_PIC, "spPr"), NS_A, "xfrm"), &a);
    n = drawing_picture(d, &a, whole, attr_r(blip, "embed"), attr_r(blip, "link"));
    if (!n)
        return;
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
static struct frame frame_in(const struct area *a, const xmlNode *transform, int depth)
{
    const xmlNode *off = child(transform, NS_A, "chOff"), *ext = child(transform, NS_A, "chExt");
    double width = number(ext, "cx"), height = number(ext, "cy");

    return (struct frame){.x = a->x, .y = a->y, .from_x = number(off, "x"), .from_y = number(off, "y"),
                          .scale_x = width > 0 ? a->width / width : 1, .scale_y = height > 0 ? a->height / height : 1, .depth = depth};
}

static void read_parts(struct drawing *d, const xmlNode *group, const struct frame *f)
{
    for (const xmlNode *n = first_element(group); n; n = next_element(n)) {
        const char *holder = is(n, NS_WPG, "grpSp") ? "grpSpPr" : "spPr";
        const xmlNode *properties = child(n, ns_of(n), holder), *transform;
        struct area a;

        if (!properties && is(n, NS_WPG, "graphicFrame")) {
            a = area_in(f, child(n, NS_WPG, "xfrm"));
            tell_once(d->r, DIAG_DOCX_DRAWING, "wpg:graphicFrame");
            drawing_placeholder(d, &a, false);
            continue;
        }
        transform = child(properties, NS_A, "xfrm");
        a = area_in(f, transform);
        if (is(n, NS_WPS, "wsp")) {
            shape_read(d, n, &a, false);
        } else if (is(n, NS_PIC, "pic")) {
            shape_picture(d, n, &a, false);
        } else if ((is(n, NS_WPG, "grpSp") || is(n, NS_WPG, "wgp")) && f->depth < GROUPS_NESTED) {
            struct frame inner = frame_in(&a, transform, f->depth + 1);

            read_parts(d, n, &inner);
        }
    }
}

void shape_group(struct drawing *d, const xmlNode *group)
{
    const xmlNode *transform = child(child(group, NS_WPG, "grpSpPr"), NS_A, "xfrm");
    const struct area whole = {.width = d->width, .height = d->height};
    struct frame f = frame_in(&whole, transform, 0);

    drawing_settle(d);
    read_parts(d, group, &f);
    if (d->letter)
        drawing_room(d);
}
