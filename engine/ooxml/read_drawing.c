/* Wholes and parts of drawings, pictures, and w:drawing itself (ECMA-376-1:2016, 20.4).
 *
 * Groups are flattened: each part is a node of its own with the place of the whole moved on. */
#include <math.h>
#include <stdlib.h>

#include "base/diag/ooxml.h"
#include "model/picture.h"
#include "ooxml/read_drawing.h"
#include "ooxml/read_chart.h"
#include "ooxml/read_shape.h"
#include "ooxml/walk.h"

static const double EMU = 1 / 12700.0; /* [pt] */
enum { PLACEHOLDER_COLOR = 0xA6A6A6 };

/* ---- nodes ---- */

static void keep_names(struct drawing *d, enum node_type type, struct node *n)
{
    if (type == NODE_IMAGE) {
        n->as.image.alt = d->alt;
        n->as.image.name = d->name;
    } else {
        n->as.shape.alt = d->alt;
        n->as.shape.name = d->name;
    }
}

struct node *drawing_node(struct drawing *d, enum node_type type, const struct area *a, bool whole)
{
    struct reader *r = d->r;
    struct arena *arena = &r->doc->arena;
    struct placement *at = NULL;
    struct node *n;

    if (r->drawings >= DRAWING_PARTS * 16)
        return NULL;
    n = node_new(r->doc, type, d->parent, arena_printf(arena, "%s.ve%u", d->parent->place, ++r->drawings), d->parent->pos);
    if (!d->letter || !whole) {
        at = ARENA_NEW(arena, struct placement);
        *at = d->at;
        if (!whole) { /* text keeps clear of the whole: drawing_room */
            at->x += a->x;
            at->y += a->y;
            at->wrap = WRAP_NONE;
            at->contour = NULL;
        }
    }
    keep_names(d, type, n);
    if (type == NODE_IMAGE) {
        n->as.image.width = a->width;
        n->as.image.height = a->height;
        n->as.image.rotation = a->rotation;
        n->as.image.flip_x = a->flip_x;
        n->as.image.flip_y = a->flip_y;
        n->as.image.placement = at;
    } else {
        n->as.shape.width = a->width;
        n->as.shape.height = a->height;
        n->as.shape.rotation = a->rotation;
        n->as.shape.flip_x = a->flip_x;
        n->as.shape.flip_y = a->flip_y;
        n->as.shape.placement = at;
    }
    return n;
}

void drawing_room(struct drawing *d)
{
    const struct area a = {.width = d->width, .height = d->height};

    if (d->letter || d->at.wrap != WRAP_NONE)
        drawing_node(d, NODE_SHAPE, &a, true);
}

/* The place of something `size` long in the stretch from `start`, `length` long. */
static double aligned(enum place_align align, double start, double length, double size)
{
    switch (align) {
    case PLACE_CENTER:
        return start + (length - size) / 2;
    case PLACE_END: case PLACE_OUTSIDE:
        return start + length - size;
    default:
        return start;
    }
}

void drawing_settle(struct drawing *d)
{
    const struct node *n = d->r->walk ? d->r->walk->section : NULL;
    const struct section *s = n ? &n->as.section : NULL;
    struct placement *at = &d->at;

    if (d->letter) { /* its parts count from the letter's own place */
        *at = (struct placement){.from_x = FROM_CHARACTER, .from_y = FROM_LINE, .wrap = WRAP_NONE, .in_cell = true};
        return;
    }
    if (s && at->align_x != PLACE_AT) {
        double length = at->from_x == FROM_PAGE ? s->width : s->width - s->left - s->right;

        if (at->from_x != FROM_PAGE)
            at->from_x = at->from_x == FROM_COLUMN ? FROM_COLUMN : FROM_MARGIN;
        at->x = aligned(at->align_x, 0, length, d->width);
        at->align_x = PLACE_AT;
    }
    if (s && at->align_y != PLACE_AT) {
        double length = at->from_y == FROM_PAGE ? s->height : s->height - fabs(s->top) - fabs(s->bottom);

        if (at->from_y != FROM_PAGE)
            at->from_y = FROM_MARGIN;
        at->y = aligned(at->align_y, 0, length, d->height);
        at->align_y = PLACE_AT;
    }
}

void drawing_turn(const struct frame *f, struct area *a)
{
    static const double degree = 3.14159265358979323846 / 180;

    for (; f; f = f->around) {
        const struct area *box = &f->box;
        const double sine = sin(box->rotation * degree), cosine = cos(box->rotation * degree);
        double x = a->x + a->width / 2 - (box->x + box->width / 2), y = a->y + a->height / 2 - (box->y + box->height / 2);

        x = box->flip_x ? -x : x;
        y = box->flip_y ? -y : y;
        a->rotation = fmod((box->flip_x != box->flip_y ? -a->rotation : a->rotation) + box->rotation, 360);
        a->flip_x ^= box->flip_x;
        a->flip_y ^= box->flip_y;
        a->x = box->x + box->width / 2 + x * cosine - y * sine - a->width / 2;
        a->y = box->y + box->height / 2 + x * sine + y * cosine - a->height / 2;
    }
}

void drawing_placeholder(struct drawing *d, const struct area *a, bool whole)
{
    struct node *n = drawing_node(d, NODE_SHAPE, a, whole);

    if (n)
        n->as.shape.stroke = (struct border){.width = 0.5, .color = PLACEHOLDER_COLOR};
}

/* ---- pictures ---- */

/* What a part is, found out once. */
struct picture_part {
    const char *name;
    struct span bytes;
    enum picture_state state;
    bool drawn;
    struct picture_part *next;
};

static const struct picture_part *picture_part(struct reader *r, const char *name)
{
    struct picture_part *p = r->pictures;
    struct picture size;

    while (p && strcmp(p->name, name) != 0)
        p = p->next;
    if (!p) {
        p = ARENA_NEW(&r->doc->arena, struct picture_part);
        p->name = arena_str(&r->doc->arena, name);
        p->state = package_part(r->package, name, &p->bytes) ? picture_read_any(p->bytes, &size) : PICTURE_DAMAGED;
        p->drawn = p->state == PICTURE_OK && picture_is_drawn(size.kind);
        p->next = r->pictures;
        r->pictures = p;
    }
    return p;
}

struct node *drawing_picture(struct drawing *d, const struct area *a, bool whole, const char *id, const char *link)
{
    struct reader *r = d->r;
    const struct opc_rel *rel = id && *id ? opc_rel_by_id(r->package, r->part, id) : NULL;
    const struct picture_part *p = NULL;
    struct node *n;

    if (rel && !rel->external && !rel->dangling)
        p = picture_part(r, rel->target);
    if (p && p->state == PICTURE_OK) {
        n = drawing_node(d, NODE_IMAGE, a, whole);
        if (n) {
            n->as.image.bytes = p->bytes;
            n->as.image.drawn = p->drawn;
        }
        return n;
    }
    if (p && p->state == PICTURE_UNKNOWN)
        tell_once(r, DIAG_DOCX_PICTURE_KIND, p->name);
    else if (p)
        tell_once(r, DIAG_DOCX_PICTURE_DAMAGED, p->name);
    else
        tell_once(r, DIAG_DOCX_PICTURE_OUTSIDE, rel ? rel->target : link ? link : "");
    drawing_placeholder(d, a, whole);
    return NULL;
}

/* ---- w:drawing ---- */

static double emu(const xmlNode *n, const char *name)
{
    double v = 0;

    to_length(attr(n, name), EMU, &v);
    return v;
}

static enum place_align align_of(const xmlNode *n)
{
    static const struct {
        const char *name;
        enum place_align align;
    } NAMES[] = {{"left", PLACE_START}, {"top", PLACE_START}, {"center", PLACE_CENTER}, {"right", PLACE_END}, {"bottom", PLACE_END},
                 {"inside", PLACE_INSIDE}, {"outside", PLACE_OUTSIDE}};
    const char *text = n && n->children && n->children->content ? (const char *)n->children->content : "";

    for (size_t i = 0; i < sizeof NAMES / sizeof NAMES[0]; i++)
        if (span_is(span_trim(span_of(text)), NAMES[i].name))
            return NAMES[i].align;
    return PLACE_START;
}

static const char *text_of(const xmlNode *n)
{
    return n && n->children && n->children->content ? (const char *)n->children->content : NULL;
}

/* Shares are of the page or of what lies between its margins, by the section under way. */
static double share_of(struct reader *r, enum place_from from, bool upright)
{
    const struct node *n = r->walk ? r->walk->section : NULL;
    const struct section *s = n ? &n->as.section : NULL;

    if (!s)
        return 0;
    switch (from) {
    case FROM_PAGE:
        return upright ? s->height : s->width;
    case FROM_LEFT_MARGIN: case FROM_INSIDE_MARGIN:
        return upright ? fabs(s->top) : s->left;
    case FROM_RIGHT_MARGIN: case FROM_OUTSIDE_MARGIN:
        return upright ? fabs(s->bottom) : s->right;
    case FROM_TOP_MARGIN:
        return fabs(s->top);
    case FROM_BOTTOM_MARGIN:
        return fabs(s->bottom);
    default:
        return upright ? s->height - fabs(s->top) - fabs(s->bottom) : s->width - s->left - s->right;
    }
}

enum place_from drawing_from(const char *name, enum place_from otherwise)
{
    static const struct {
        const char *name;
        enum place_from from;
    } NAMES[] = {
        {"column", FROM_COLUMN}, {"margin", FROM_MARGIN}, {"page", FROM_PAGE}, {"paragraph", FROM_PARAGRAPH}, {"line", FROM_LINE},
        {"character", FROM_CHARACTER}, {"leftMargin", FROM_LEFT_MARGIN}, {"rightMargin", FROM_RIGHT_MARGIN},
        {"insideMargin", FROM_INSIDE_MARGIN}, {"outsideMargin", FROM_OUTSIDE_MARGIN}, {"topMargin", FROM_TOP_MARGIN},
        {"bottomMargin", FROM_BOTTOM_MARGIN},
        {"char", FROM_CHARACTER}, {"left-margin-area", FROM_LEFT_MARGIN}, {"right-margin-area", FROM_RIGHT_MARGIN},
        {"inner-margin-area", FROM_INSIDE_MARGIN}, {"outer-margin-area", FROM_OUTSIDE_MARGIN}, {"top-margin-area", FROM_TOP_MARGIN},
        {"bottom-margin-area", FROM_BOTTOM_MARGIN},
    };

    for (size_t i = 0; name && i < sizeof NAMES / sizeof NAMES[0]; i++)
        if (strcmp(name, NAMES[i].name) == 0)
            return NAMES[i].from;
    return otherwise;
}

static void read_position(struct reader *r, const xmlNode *n, bool upright, enum place_from *from, enum place_align *align, double *at)
{
    const xmlNode *aligned_at = child(n, NS_WP, "align");
    const char *share = text_of(child(n, NS_WP14, upright ? "pctPosVOffset" : "pctPosHOffset"));
    double v;

    *from = drawing_from(attr(n, "relativeFrom"), upright ? FROM_PARAGRAPH : FROM_COLUMN);
    *align = aligned_at ? align_of(aligned_at) : PLACE_AT;
    to_length(text_of(child(n, NS_WP, "posOffset")), EMU, at);
    if (share && to_number(share, &v))
        *at = v / 100000 * share_of(r, *from, upright);
}

/* wp14:sizeRelH and sizeRelV: a share of the page or of what lies between its margins. */
static void read_relative_size(struct reader *r, const xmlNode *anchor, bool upright, double *io)
{
    const xmlNode *n = child(anchor, NS_WP14, upright ? "sizeRelV" : "sizeRelH");
    double v;

    if (n && to_number(text_of(child(n, NS_WP14, upright ? "pctHeight" : "pctWidth")), &v) && v > 0 && v <= 1e6)
        *io = v / 100000 * share_of(r, drawing_from(attr(n, "relativeFrom"), FROM_MARGIN), upright);
}

enum { CONTOUR_UNIT = 21600 }; /* of wrap polygons: as large as the object (20.4.2.16) */

const struct contour *drawing_contour(struct reader *r, const double *points, size_t n)
{
    while (n > 1 && points[2 * n - 2] <= points[0] && points[2 * n - 2] >= points[0] && points[2 * n - 1] <= points[1] && points[2 * n - 1] >= points[1])
        n--; /* the end of the line is its beginning */

    struct contour *c = n >= 3 ? ARENA_NEW(&r->doc->arena, struct contour) : NULL;
    double *v = c ? ARENA_NEWS(&r->doc->arena, 2 * n, double) : NULL;

    for (size_t i = 0; c && i < 2 * n; i++)
        v[i] = fmin(fmax(points[i] / CONTOUR_UNIT, -1), 2);
    if (c)
        *c = (struct contour){v, n};
    return c;
}

static const struct contour *read_polygon(struct reader *r, const xmlNode *polygon)
{
    double *v = mem_alloc(2 * CONTOUR_MOST * sizeof *v);
    const struct contour *c;
    size_t n = 0;

    for (const xmlNode *at = first_element(polygon); at && n < CONTOUR_MOST; at = next_element(at))
        if (to_number(attr(at, "x"), &v[2 * n]) && to_number(attr(at, "y"), &v[2 * n + 1]))
            n++;
    c = drawing_contour(r, v, n);
    free(v);
    return c;
}

static void read_wrap(struct reader *r, const xmlNode *anchor, struct placement *p)
{
    static const char *const SIDES[] = {[WRAP_BOTH] = "bothSides", [WRAP_LEFT] = "left", [WRAP_RIGHT] = "right", [WRAP_LARGEST] = "largest"};
    static const struct {
        const char *name;
        enum wrap wrap;
    } NAMES[] = {{"wrapNone", WRAP_NONE}, {"wrapSquare", WRAP_SQUARE}, {"wrapTight", WRAP_TIGHT}, {"wrapThrough", WRAP_THROUGH},
                 {"wrapTopAndBottom", WRAP_TOP_BOTTOM}};

    p->room_top = emu(anchor, "distT");
    p->room_bottom = emu(anchor, "distB");
    p->room_left = emu(anchor, "distL");
    p->room_right = emu(anchor, "distR");
    for (size_t i = 0; i < sizeof NAMES / sizeof NAMES[0]; i++) {
        const xmlNode *n = child(anchor, NS_WP, NAMES[i].name);

        if (!n)
            continue;
        p->wrap = NAMES[i].wrap;
        p->side = (enum wrap_side)fmax(name_index(attr(n, "wrapText"), SIDES, 4), WRAP_BOTH);
        p->contour = read_polygon(r, child(n, NS_WP, "wrapPolygon"));
        to_length(attr(n, "distT"), EMU, &p->room_top);
        to_length(attr(n, "distB"), EMU, &p->room_bottom);
        to_length(attr(n, "distL"), EMU, &p->room_left);
        to_length(attr(n, "distR"), EMU, &p->room_right);
    }
}

static void read_anchor(struct drawing *d, const xmlNode *n)
{
    struct placement *p = &d->at;
    double order = 0;

    read_wrap(d->r, n, p);
    read_position(d->r, child(n, NS_WP, "positionH"), false, &p->from_x, &p->align_x, &p->x);
    read_position(d->r, child(n, NS_WP, "positionV"), true, &p->from_y, &p->align_y, &p->y);
    read_relative_size(d->r, n, false, &d->width);
    read_relative_size(d->r, n, true, &d->height);
    p->behind = to_on(attr(n, "behindDoc"), false);
    p->in_cell = to_on(attr(n, "layoutInCell"), true);
    if (to_number(attr(n, "relativeHeight"), &order))
        p->order = (int)fmin(fmax(order, 0), 2147483647);
    if (to_on(attr(n, "simplePos"), false)) {
        const xmlNode *simple = child(n, NS_WP, "simplePos");

        p->from_x = p->from_y = FROM_PAGE;
        p->align_x = p->align_y = PLACE_AT;
        p->x = emu(simple, "x");
        p->y = emu(simple, "y");
    }
}

/* A chart is a part of its own; false: it has one that is not drawn. */
static bool read_chart(struct drawing *d, const xmlNode *n)
{
    const struct opc_rel *rel = opc_rel_by_id(d->r->package, d->r->part, attr_r(n, "id") ? attr_r(n, "id") : "");
    xmlDoc *part = rel && !rel->external && !rel->dangling ? reader_xml(d->r, rel->target) : NULL;
    struct chart *chart = part ? ARENA_NEW(&d->r->doc->arena, struct chart) : NULL;

    if (!chart || !chart_read(d->r, xmlDocGetRootElement(part), chart))
        return false;
    drawing_settle(d);
    chart_draw(d, chart);
    drawing_room(d);
    return true;
}

/* What stands in a:graphicData. */
static void read_graphic(struct drawing *d, const xmlNode *data)
{
    const struct area whole = {.width = d->width, .height = d->height};
    const xmlNode *n = first_element(data);
    diag_code code = DIAG_DOCX_DRAWING;

    if (is(n, NS_PIC, "pic")) {
        shape_picture(d, n, &whole, NULL);
    } else if (is(n, NS_WPS, "wsp")) {
        shape_read(d, n, &whole, NULL);
    } else if (is(n, NS_WPG, "wgp") || is(n, NS_WPC, "wpc")) {
        shape_group(d, n);
    } else if (!is(n, NS_CHART, "chart") || !read_chart(d, n)) {
        if (is(n, NS_CHART, "chart"))
            code = DIAG_DOCX_CHART;
        else if (is(n, NS_DIAGRAM, "relIds"))
            code = DIAG_DOCX_DIAGRAM;
        tell_once(d->r, code, n ? (const char *)n->name : attr(data, "uri"));
        drawing_placeholder(d, &whole, true);
    }
}

void read_drawing(struct reader *r, const xmlNode *n, struct node *parent)
{
    for (const xmlNode *c = first_element(n); c; c = next_element(c)) {
        struct drawing d = {.r = r, .parent = parent, .letter = is(c, NS_WP, "inline")};
        const xmlNode *size = child(c, NS_WP, "extent"), *about = child(c, NS_WP, "docPr");
        const char *alt = attr(about, "descr");

        if ((!d.letter && !is(c, NS_WP, "anchor")) || to_on(attr(about, "hidden"), false))
            continue;
        d.width = fmax(emu(size, "cx"), 0);
        d.height = fmax(emu(size, "cy"), 0);
        d.alt = intern_str(r, alt && *alt ? alt : attr(about, "title"));
        d.name = intern_str(r, attr(about, "name"));
        if (!d.letter)
            read_anchor(&d, c);
        read_graphic(&d, child(child(c, NS_A, "graphic"), NS_A, "graphicData"));
    }
}
