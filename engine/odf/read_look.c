/* Gradients and ends of lines, which the style of a shape names (ODF 1.3 part 3, 16.40, 16.44, 20.113 to 20.118). */
#include "odf/format.h"
#include "odf/reader.h"

#include <math.h>
#include <stdlib.h>

static const char *graphic(const struct odt *o, const struct odt_style *s, const char *name)
{
    return odt_property(o, s, "graphic-properties", ODT_DRAW, name);
}

static double share(const xmlNode *n, const char *name, double otherwise)
{
    double v = otherwise;
    const char *text = odt_attr(n, ODT_DRAW, name);
    if (text)
        odt_percent(text, &v);
    return fmin(fmax(v, 0), 1);
}

/* "45deg", "0.5rad", "50grad"; without a unit tenths of a degree, as LibreOffice writes them. Counter-clockwise. */
static double angle_of(const char *text)
{
    static const struct {
        const char *unit;
        double degrees;
    } units[] = {{"deg", 1}, {"grad", 0.9}, {"rad", 57.29577951308232}, {"", 0.1}};
    const size_t digits = text ? strspn(text, "-0123456789.") : 0;
    double v = 0;
    if (!text || digits == 0)
        return 0;
    for (size_t i = 0; i < digits; i++) { /* no locale: a point is a point */
        if (text[i] == '.') {
            v += i + 1 < digits && text[i + 1] >= '0' && text[i + 1] <= '9' ? (text[i + 1] - '0') / 10.0 : 0;
            break;
        }
        if (text[i] != '-')
            v = fmin(v * 10 + (text[i] - '0'), 1e6);
    }
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (strcmp(text + digits, units[i].unit) == 0)
            return (*text == '-' ? -v : v) * units[i].degrees;
    return 0;
}

const struct gradient *odt_gradient(struct odt *o, const struct odt_style *s)
{
    const char *name = graphic(o, s, "fill-gradient-name");
    const struct odt_style *look = name ? odt_style(o, ODT_GRADIENT, name) : NULL;
    uint32_t start, end;
    if (!look || !odt_color(odt_attr(look->node, ODT_DRAW, "start-color"), &start) || !odt_color(odt_attr(look->node, ODT_DRAW, "end-color"), &end))
        return NULL;
    const char *style = odt_attr(look->node, ODT_DRAW, "style");
    const bool axial = style && strcmp(style, "axial") == 0, straight = !style || axial || strcmp(style, "linear") == 0;
    const double border = fmin(share(look->node, "border", 0), 0.99);
    struct gradient *g = ARENA_NEW(o->arena, struct gradient);
    struct gradient_stop *v = g->stops = ARENA_NEWS(o->arena, 3, struct gradient_stop);
    g->radial = !straight;
    if (axial) {
        v[0] = (struct gradient_stop){border / 2, end};
        v[1] = (struct gradient_stop){0.5, start};
        v[2] = (struct gradient_stop){1 - border / 2, end};
    } else if (straight) {
        v[0] = (struct gradient_stop){border, start};
        v[1] = (struct gradient_stop){1, end};
    } else {
        g->x = share(look->node, "cx", 0.5);
        g->y = share(look->node, "cy", 0.5);
        v[0] = (struct gradient_stop){0, end};
        v[1] = (struct gradient_stop){1 - border, start};
    }
    g->n = axial ? 3 : 2;
    if (straight)
        g->angle = fmod(fmod(90 - angle_of(odt_attr(look->node, ODT_DRAW, "angle")), 360) + 360, 360);
    return g;
}

/* By the name: ours, or LibreOffice's, in which a space is "_20_". */
static enum arrow_kind kind_of(const char *name)
{
    static const struct {
        const char *part;
        enum arrow_kind kind;
    } rows[] = {{"Mui_mo", ARROW_OPEN},   {"Mui_lom", ARROW_STEALTH},   {"Mui_thoi", ARROW_DIAMOND}, {"Mui_tron", ARROW_OVAL}, {"Circle", ARROW_OVAL},
                {"Diamond", ARROW_DIAMOND}, {"45", ARROW_DIAMOND}, {"oncave", ARROW_STEALTH}, {"Line", ARROW_OPEN}, {"Stealth", ARROW_STEALTH},
                {"Oval", ARROW_OVAL}, {"Open", ARROW_OPEN}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strstr(name, rows[i].part))
            return rows[i].kind;
    return ARROW_TRIANGLE;
}

struct arrow odt_arrow(struct odt *o, const struct odt_style *s, double line, bool tail)
{
    static const double WIDE = 8.5; /* [pt] where nothing is said: LibreOffice's three millimetres */
    const char *name = graphic(o, s, tail ? "marker-end" : "marker-start");
    const struct odt_style *look = name && *name ? odt_style(o, ODT_MARKER, name) : NULL;
    double width = WIDE, box[4] = {0, 0, 1, 1};
    const char *view = look ? odt_attr(look->node, ODT_SVG, "viewBox") : NULL;
    if (!look || !(line > 0))
        return (struct arrow){.kind = ARROW_NONE};
    odt_length(graphic(o, s, tail ? "marker-end-width" : "marker-start-width"), &width);
    for (int i = 0; i < 4 && odt_next_number(&view, &box[i]); i++) {
    }
    const double across = fmin(fmax(width / fmax(line, LEAST_ARROW_LINE), 0.1), 100);
    const double ratio = box[2] > 0 && box[3] > 0 ? fmin(fmax(box[3] / box[2], 0.1), 10) : 1;
    return (struct arrow){kind_of(name), across, across * ratio};
}
