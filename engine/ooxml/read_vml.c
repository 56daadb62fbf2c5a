/* VML: w:pict and the preview of w:object (ECMA-376-4:2016, 14, 19). Word up to 2007 wrote all its lines and text boxes so.
 *
 * A shape's place stands in its style attribute, as in CSS; inside a group in the group's own coordinates. */
#include <math.h>

#include "base/diag/ooxml.h"
#include "ooxml/read_look.h"
#include "ooxml/read_shape.h"
#include "ooxml/vml.h"
#include "ooxml/walk.h"

/* ---- places ---- */

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

/* wrapcoords="0 0 0 21600 21600 21600": pairs, commas or spaces between. */
static const struct contour *read_contour(struct reader *r, const char *s)
{
    double *v = mem_alloc(2 * CONTOUR_MOST * sizeof *v);
    const struct contour *out;
    size_t n = 0;

    for (char *end = NULL; s && n < 2 * CONTOUR_MOST; s = end + strspn(end, ", \t\r\n")) {
        const long number = strtol(s, &end, 10);

        if (end == s)
            break;
        v[n++] = (double)number;
    }
    out = drawing_contour(r, v, n / 2);
    free(v);
    return out;
}

static void read_wrap(struct reader *r, const struct css *c, const xmlNode *shape, struct placement *p)
{
    static const char *const SIDES[] = {[WRAP_BOTH] = "both", [WRAP_LEFT] = "left", [WRAP_RIGHT] = "right", [WRAP_LARGEST] = "largest"};
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
    p->side = (enum wrap_side)fmax(name_index(attr(child(shape, NS_W10, "wrap"), "side"), SIDES, 4), WRAP_BOTH);
    if (p->wrap == WRAP_TIGHT || p->wrap == WRAP_THROUGH)
        p->contour = read_contour(r, attr(shape, "wrapcoords"));
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
    read_wrap(d->r, c, shape, p);
}

/* ---- text ---- */

static void read_insets(const char *s, struct shape *out)
{
    double *const SIDES[] = {&out->pad_left, &out->pad_top, &out->pad_right, &out->pad_bottom};

    static const double PLAIN[] = {7.2, 3.6, 7.2, 3.6};

    for (int i = 0; i < 4; i++) {
        double v = PLAIN[i];

        to_length(s, 1 / 12700.0, &v);
        *SIDES[i] += v;
        s = s ? strchr(s, ',') : NULL;
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
    {8, "trapezoid"}, {9, "hexagon"}, {10, "octagon"}, {11, "plus"}, {12, "star5"}, {13, "rightArrow"}, {15, "homePlate"},
    {16, "cube"}, {19, "arc"}, {20, "line"}, {21, "plaque"}, {22, "can"}, {23, "donut"}, {32, "straightConnector1"},
    {33, "bentConnector2"}, {34, "bentConnector3"}, {35, "bentConnector4"}, {37, "curvedConnector2"},
    {38, "curvedConnector3"}, {39, "curvedConnector4"}, {41, "callout1"}, {47, "borderCallout1"}, {53, "ribbon"},
    {54, "ribbon2"}, {55, "chevron"}, {56, "pentagon"}, {57, "noSmoking"}, {58, "star8"}, {61, "wedgeRectCallout"},
    {62, "wedgeRoundRectCallout"}, {63, "wedgeEllipseCallout"}, {64, "wave"}, {65, "foldedCorner"}, {66, "leftArrow"},
    {67, "downArrow"}, {68, "upArrow"}, {69, "leftRightArrow"}, {70, "upDownArrow"}, {74, "heart"}, {75, "rect"},
    {77, "leftArrowCallout"}, {78, "rightArrowCallout"}, {79, "upArrowCallout"}, {80, "downArrowCallout"}, {84, "bevel"},
    {85, "leftBracket"}, {86, "rightBracket"}, {87, "leftBrace"}, {88, "rightBrace"}, {89, "leftUpArrow"},
    {90, "bentUpArrow"}, {91, "bentArrow"}, {93, "stripedRightArrow"}, {94, "notchedRightArrow"}, {95, "blockArc"},
    {96, "smileyFace"}, {97, "verticalScroll"}, {98, "horizontalScroll"}, {101, "uturnArrow"}, {102, "curvedRightArrow"},
    {103, "curvedLeftArrow"}, {104, "curvedUpArrow"}, {105, "curvedDownArrow"}, {106, "cloudCallout"},
    {109, "flowChartProcess"}, {110, "flowChartDecision"}, {111, "flowChartInputOutput"}, {112, "flowChartPredefinedProcess"},
    {113, "flowChartInternalStorage"}, {114, "flowChartDocument"}, {115, "flowChartMultidocument"},
    {116, "flowChartTerminator"}, {117, "flowChartPreparation"}, {118, "flowChartManualInput"},
    {119, "flowChartManualOperation"}, {120, "flowChartConnector"}, {121, "flowChartPunchedCard"},
    {122, "flowChartPunchedTape"}, {123, "flowChartSummingJunction"}, {124, "flowChartOr"}, {125, "flowChartCollate"},
    {126, "flowChartSort"}, {127, "flowChartExtract"}, {128, "flowChartMerge"}, {130, "flowChartOnlineStorage"},
    {132, "flowChartMagneticDisk"}, {133, "flowChartMagneticDrum"}, {134, "flowChartDisplay"}, {135, "flowChartDelay"},
    {176, "flowChartAlternateProcess"}, {177, "flowChartOffpageConnector"}, {182, "leftRightUpArrow"}, {183, "sun"},
    {184, "moon"}, {185, "bracketPair"}, {186, "bracePair"}, {187, "star4"}, {188, "doubleWave"}, {202, "textBox"},
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

static void read_outlines(struct reader *r, const xmlNode *shape, const xmlNode *type, const struct area *a, struct outlines *out)
{
    static const struct {
        const char *element, *preset;
    } ELEMENTS[] = {{"line", "line"}, {"oval", "ellipse"}, {"roundrect", "roundRect"}, {"rect", "rect"}, {"image", "rect"}};
    const char *name = (const char *)shape->name, *path = vml_either(shape, type, "path"), *size = vml_either(shape, type, "coordsize");
    struct area box = {.width = 1000, .height = 1000};
    const bool sized = size && pair(size, 1, &box.width, &box.height);
    const char *counted;
    long number = type_number(shape, type);
    double round;

    for (size_t i = 0; i < sizeof ELEMENTS / sizeof ELEMENTS[0]; i++)
        if (strcmp(name, ELEMENTS[i].element) == 0) {
            geometry_preset(r, ELEMENTS[i].preset, NULL, a, out);
            round = vml_fraction(attr(shape, "arcsize"));
            if (attr(shape, "arcsize"))
                out->v[0].round = fmin(fmax(round, 0), 0.5);
            return;
        }
    pair(vml_either(shape, type, "coordorigin"), 1, &box.x, &box.y);
    counted = sized ? vml_formula_path(r, shape, type, &box, a) : NULL;
    if (counted && attr(shape, "adj") && geometry_vml(r, counted, &box, out)) /* the presets know the plain ones */
        return;
    for (size_t i = 0; number && i < sizeof TYPES / sizeof TYPES[0]; i++)
        if (TYPES[i].number == number) {
            geometry_preset(r, TYPES[i].name, NULL, a, out);
            return;
        }
    if (sized && path && geometry_vml(r, counted ? counted : path, &box, out))
        return;
    geometry_preset(r, "rect", NULL, a, out);
    if (path)
        tell_once(r, DIAG_DOCX_SHAPE, "v:shape");
}

static double crop(const char *s)
{
    double v = vml_fraction(s);

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

/* `in`: the group that it is a part of; NULL: it is the whole. */
static void read_shape(struct drawing *d, const xmlNode *shape, const struct css *c, const struct area *at, const struct frame *in)
{
    struct reader *r = d->r;
    const xmlNode *type = type_of(r, shape), *data = child(shape, NS_V, "imagedata"), *words = child(shape, NS_V, "textpath");
    struct shape look = {0};
    struct outlines outlines = {.n = 0};
    struct area a = *at;
    struct node *node;

    read_flips(c, &a);
    drawing_turn(in, &a);
    if (data) {
        read_image(d, data, &a, !in);
        return;
    }
    vml_stroke(shape, type, &look);
    vml_fill(r, shape, type, &look);
    if (words && attr(words, "string")) {
        vml_words(d, words, &look, &a, !in);
        return;
    }
    read_outlines(r, shape, type, &a, &outlines);
    node = shape_put(d, &a, !in, &outlines, &look);
    if (node)
        read_text(r, shape, c, node);
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

static struct frame frame_of_group(const xmlNode *group, const struct css *c, const struct area *a, const struct frame *around)
{
    struct frame f = {.x = a->x, .y = a->y, .scale_x = 1, .scale_y = 1, .box = *a, .around = around, .depth = around ? around->depth + 1 : 0};
    double width = 1000, height = 1000;

    read_flips(c, &f.box);
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
            read_shape(d, n, &c, &a, f);
        } else if (f->depth < GROUPS_NESTED) {
            struct frame inner = frame_of_group(n, &c, &a, f);

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
        struct frame f = frame_of_group(n, &c, &a, NULL);

        drawing_settle(&d);
        read_group(&d, n, &f);
        drawing_room(&d);
    } else if (to_on(attr_ns(n, NS_O, "hr"), false)) { /* <hr>: as wide as the column */
        a.width = a.width > 0 ? a.width : section_text_width(r);
        read_shape(&d, n, &c, &a, NULL);
    } else {
        read_shape(&d, n, &c, &a, NULL);
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
