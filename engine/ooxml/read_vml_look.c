/* How shapes of VML look: the style attribute, colours, lines, grounds (ECMA-376-4:2016, 19.1). */
#include <math.h>

#include "ooxml/read_look.h"
#include "ooxml/vml.h"

/* ---- the style attribute ---- */

void css_read(const char *s, struct css *out)
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
const char *css_get(const struct css *c, const char *name, char *out, size_t size)
{
    out[0] = 0;
    for (size_t i = 0; i < c->n; i++)
        if (span_is(c->v[i].name, name) && c->v[i].value.n < size) {
            memcpy(out, c->v[i].value.p, c->v[i].value.n);
            out[c->v[i].value.n] = 0;
        }
    return out;
}

bool css_is(const struct css *c, const char *name, const char *value)
{
    char word[64];

    return strcmp(css_get(c, name, word, sizeof word), value) == 0;
}

/* A length; without a unit in units of `unit` points. */
bool css_length(const struct css *c, const char *name, double unit, double *out)
{
    char word[64];

    return to_length(css_get(c, name, word, sizeof word), unit, out);
}

/* ---- colours, lines, grounds ---- */

/* "0.5", or "32768f" in parts of 65536. */
double vml_fraction(const char *s)
{
    double v = 0;

    if (!to_number(s, &v))
        return 0;
    return strchr(s, 'f') ? v / 65536 : v;
}

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
const char *vml_either(const xmlNode *shape, const xmlNode *type, const char *name)
{
    const char *s = attr(shape, name);

    return s ? s : attr(type, name);
}

/* Ends of a line: as in DrawingML, but for their names. */
static struct arrow read_end(const xmlNode *stroke, const char *kind, const char *width, const char *length)
{
    static const char *const KINDS[] = {[ARROW_NONE] = "none", [ARROW_TRIANGLE] = "block", [ARROW_OPEN] = "open",
                                        [ARROW_STEALTH] = "classic", [ARROW_DIAMOND] = "diamond", [ARROW_OVAL] = "oval"};
    static const char *const WIDE[] = {"narrow", "medium", "wide"}, *const LONG[] = {"short", "medium", "long"};
    static const double SIZES[] = {2, 3, 5};
    int k = name_index(attr(stroke, kind), KINDS, 6), w = name_index(attr(stroke, width), WIDE, 3), l = name_index(attr(stroke, length), LONG, 3);

    if (k <= ARROW_NONE)
        return (struct arrow){0};
    return (struct arrow){(enum arrow_kind)k, SIZES[w < 0 ? 1 : w], SIZES[l < 0 ? 1 : l]};
}

void vml_stroke(const xmlNode *shape, const xmlNode *type, struct shape *s)
{
    const xmlNode *stroke = child(shape, NS_V, "stroke");
    const char *weight = vml_either(shape, type, "strokeweight"), *dash = attr(stroke, "dashstyle"), *lines = attr(stroke, "linestyle");
    const char *color = vml_either(shape, type, "strokecolor");

    if (!vml_on(vml_either(shape, type, "stroked"), true) || !vml_on(attr(stroke, "on"), true))
        return;
    s->stroke.width = PIXEL;
    to_length(weight ? weight : attr(stroke, "weight"), PIXEL, &s->stroke.width);
    s->stroke.width = fmin(fmax(s->stroke.width, 0), 1584);
    read_color(color ? color : attr(stroke, "color"), &s->stroke.color);
    s->head = read_end(stroke, "startarrow", "startarrowwidth", "startarrowlength");
    s->tail = read_end(stroke, "endarrow", "endarrowwidth", "endarrowlength");
    if (dash && strcmp(dash, "solid") != 0)
        s->stroke.stroke = strstr(dash, "Dot") || strstr(dash, "dot") || strcmp(dash, "1 1") == 0
                               ? (strstr(dash, "ash") ? STROKE_DASH_DOT : STROKE_DOTTED) : STROKE_DASHED;
    if (lines && strcmp(lines, "single") != 0) {
        s->stroke.stroke = strcmp(lines, "thickBetweenThin") == 0 ? STROKE_TRIPLE : STROKE_DOUBLE;
        s->stroke.width /= 3; /* of each of the lines */
    }
}

/* Two colours; VML counts the angle from upwards, against the clock (19.1.2.5). */
static const struct gradient *read_gradient(struct reader *r, const xmlNode *fill, uint32_t first)
{
    const char *type = attr(fill, "type");
    struct gradient *g;
    double angle = 0;
    uint32_t second = 0xFFFFFF;

    if (!type || strncmp(type, "gradient", 8) != 0)
        return NULL;
    read_color(attr(fill, "color2"), &second);
    to_number(attr(fill, "angle"), &angle);
    g = ARENA_NEW(&r->doc->arena, struct gradient);
    g->stops = ARENA_NEWS(&r->doc->arena, 2, struct gradient_stop);
    g->stops[0] = (struct gradient_stop){0, first};
    g->stops[1] = (struct gradient_stop){1, second};
    g->n = 2;
    g->radial = strcmp(type, "gradientRadial") == 0;
    g->angle = 270 - angle;
    g->x = g->y = 0.5;
    return g;
}

void vml_fill(struct reader *r, const xmlNode *shape, const xmlNode *type, struct shape *s)
{
    const xmlNode *fill = child(shape, NS_V, "fill");
    const char *color = vml_either(shape, type, "fillcolor"), *opacity = attr(fill, "opacity");
    double v = opacity ? vml_fraction(opacity) : 1;

    if (!vml_on(vml_either(shape, type, "filled"), true) || !vml_on(attr(fill, "on"), true))
        return;
    if (!(v > 0))
        return;
    s->fill = (struct fill){.on = true, .color = 0xFFFFFF};
    read_color(color ? color : attr(fill, "color"), &s->fill.color);
    s->fill.color = color_over(s->fill.color, 0xFFFFFF, fmin(v, 1)); /* as on paper */
    s->gradient = read_gradient(r, fill, s->fill.color);
}

