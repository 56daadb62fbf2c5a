/* Guides and custom geometry (ECMA-376-1:2016, 20.1.9): coordinates are numbers or names of guides, guides are formulas of
 * others before them. */
#include <math.h>
#include <stdlib.h>

#include "ooxml/geometry.h"

enum { COMMAND_POINTS = 3 };
static const double ANGLE = 3.14159265358979 / 180 / 60000; /* [radians] */

/* ---- guides ---- */

static bool span_number(struct span s, double *out)
{
    char word[32];

    if (s.n == 0 || s.n >= sizeof word)
        return false;
    memcpy(word, s.p, s.n);
    word[s.n] = 0;
    return to_number(word, out);
}

double guide_value(const struct guides *g, struct span s)
{
    double v;

    for (size_t i = g->n; i > 0; i--)
        if (g->v[i - 1].name.n == s.n && memcmp(g->v[i - 1].name.p, s.p, s.n) == 0)
            return g->v[i - 1].v;
    return span_number(s, &v) ? v : 0;
}

static struct span next_word(struct span *rest)
{
    struct span word;
    size_t n = 0;

    *rest = span_trim(*rest);
    while (n < rest->n && rest->p[n] != ' ')
        n++;
    word = span_make(rest->p, n);
    *rest = span_make(rest->p + n, rest->n - n);
    return word;
}

/* A formula of 20.1.9.11: an operator and up to three values. A value alone stands for itself. */
static double formula(const struct guides *g, struct span s)
{
    struct span op = next_word(&s), rest = s;
    double v[3] = {0}, a;

    for (int i = 0; i < 3 && rest.n > 0; i++)
        v[i] = guide_value(g, next_word(&rest));
    a = v[1] * ANGLE;
    if (span_is(op, "*/"))
        return fabs(v[2]) > 0 ? v[0] * v[1] / v[2] : 0;
    if (span_is(op, "+-"))
        return v[0] + v[1] - v[2];
    if (span_is(op, "+/"))
        return fabs(v[2]) > 0 ? (v[0] + v[1]) / v[2] : 0;
    if (span_is(op, "?:"))
        return v[0] > 0 ? v[1] : v[2];
    if (span_is(op, "min"))
        return fmin(v[0], v[1]);
    if (span_is(op, "max"))
        return fmax(v[0], v[1]);
    if (span_is(op, "abs"))
        return fabs(v[0]);
    if (span_is(op, "sqrt"))
        return v[0] > 0 ? sqrt(v[0]) : 0;
    if (span_is(op, "mod"))
        return sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
    if (span_is(op, "pin"))
        return v[1] < v[0] ? v[0] : v[1] > v[2] ? v[2] : v[1];
    if (span_is(op, "sin"))
        return v[0] * sin(a);
    if (span_is(op, "cos"))
        return v[0] * cos(a);
    if (span_is(op, "tan"))
        return v[0] * tan(a);
    if (span_is(op, "at2"))
        return atan2(v[1], v[0]) / ANGLE;
    if (span_is(op, "cat2"))
        return v[0] * cos(atan2(v[2], v[1]));
    if (span_is(op, "sat2"))
        return v[0] * sin(atan2(v[2], v[1]));
    return span_is(op, "val") ? v[0] : guide_value(g, op);
}

static void add_value(struct guides *g, struct span name, double v)
{
    if (g->n < GUIDES_MAX)
        g->v[g->n++] = (struct guide){name, isfinite(v) ? fmin(fmax(v, -1e15), 1e15) : 0};
}

void guide_add(struct guides *g, struct span name, struct span text)
{
    if (name.n > 0)
        add_value(g, name, formula(g, text));
}

void guides_begin(struct guides *g, double width, double height)
{
    static const struct {
        const char *name;
        char of; /* width, height, the shorter side, the longer, a whole turn, nothing */
        double share;
    } ROWS[] = {{"w", 'w', 1}, {"h", 'h', 1}, {"l", '0', 0}, {"t", '0', 0}, {"r", 'w', 1}, {"b", 'h', 1}, {"hc", 'w', 2}, {"vc", 'h', 2},
                {"wd2", 'w', 2}, {"wd3", 'w', 3}, {"wd4", 'w', 4}, {"wd5", 'w', 5}, {"wd6", 'w', 6}, {"wd8", 'w', 8}, {"wd10", 'w', 10},
                {"wd12", 'w', 12}, {"wd32", 'w', 32}, {"hd2", 'h', 2}, {"hd3", 'h', 3}, {"hd4", 'h', 4}, {"hd5", 'h', 5}, {"hd6", 'h', 6},
                {"hd8", 'h', 8}, {"hd10", 'h', 10}, {"hd12", 'h', 12}, {"hd32", 'h', 32}, {"ss", 's', 1}, {"ssd2", 's', 2}, {"ssd4", 's', 4},
                {"ssd6", 's', 6}, {"ssd8", 's', 8}, {"ssd16", 's', 16}, {"ssd32", 's', 32}, {"ls", 'l', 1}, {"cd2", 'c', 2}, {"cd4", 'c', 4},
                {"cd8", 'c', 8}, {"3cd4", 'c', 4 / 3.0}, {"3cd8", 'c', 8 / 3.0}, {"5cd8", 'c', 8 / 5.0}, {"7cd8", 'c', 8 / 7.0}};

    g->n = 0;
    for (size_t i = 0; i < sizeof ROWS / sizeof ROWS[0]; i++) {
        char of = ROWS[i].of;
        double v = of == 'w' ? width : of == 'h' ? height : of == 's' ? fmin(width, height) : of == 'l' ? fmax(width, height) : of == 'c' ? 21600000 : 0;

        add_value(g, span_of(ROWS[i].name), of == '0' ? 0 : v / ROWS[i].share);
    }
}

void geometry_text(const struct guides *g, const struct span *sides, double width, double height, struct outlines *out)
{
    double v[4];

    for (int i = 0; i < 4; i++)
        v[i] = guide_value(g, sides[i]);
    if (!(width > 0) || !(height > 0) || v[0] > v[2] || v[1] > v[3])
        return;
    out->text[0] = v[0] / width;
    out->text[1] = v[1] / height;
    out->text[2] = 1 - v[2] / width;
    out->text[3] = 1 - v[3] / height;
}

/* ---- custom geometry ---- */

static void read_guides(struct guides *g, const xmlNode *list)
{
    for (const xmlNode *n = first_element(list); n; n = next_element(n))
        if (is(n, NS_A, "gd") && attr(n, "fmla") && attr(n, "name"))
            guide_add(g, span_of(attr(n, "name")), span_of(attr(n, "fmla")));
}

static void read_all_guides(struct guides *g, const xmlNode *geometry, double width, double height)
{
    guides_begin(g, width, height);
    read_guides(g, child(geometry, NS_A, "avLst"));
    read_guides(g, child(geometry, NS_A, "gdLst"));
}

static double coordinate(const struct guides *g, const xmlNode *n, const char *name)
{
    return attr(n, name) ? guide_value(g, span_of(attr(n, name))) : 0;
}

static void read_path(struct pen *p, const struct guides *g, const xmlNode *path)
{
    for (const xmlNode *n = first_element(path); n; n = next_element(n)) {
        const char *name = (const char *)n->name;
        double c[2 * COMMAND_POINTS] = {0};
        int k = 0;

        for (const xmlNode *pt = first_element(n); pt && k < 2 * COMMAND_POINTS; pt = next_element(pt), k += 2) {
            c[k] = coordinate(g, pt, "x");
            c[k + 1] = coordinate(g, pt, "y");
        }
        if (strcmp(name, "moveTo") == 0)
            trace_move(p, c[0], c[1]);
        else if (strcmp(name, "lnTo") == 0)
            trace_line(p, c[0], c[1]);
        else if (strcmp(name, "cubicBezTo") == 0)
            trace_curve(p, c);
        else if (strcmp(name, "quadBezTo") == 0)
            trace_quadratic(p, c);
        else if (strcmp(name, "arcTo") == 0)
            trace_arc(p, coordinate(g, n, "wR"), coordinate(g, n, "hR"), coordinate(g, n, "stAng"), coordinate(g, n, "swAng"));
        else if (strcmp(name, "close") == 0)
            trace_close(p);
    }
    trace_end(p);
}

void geometry_custom(struct reader *r, const xmlNode *geometry, const struct area *a, struct outlines *out)
{
    static const char *const SHADES[] = {[SHADE_NONE] = "norm", [SHADE_DARK] = "darken", [SHADE_DARKISH] = "darkenLess",
                                         [SHADE_LIGHT] = "lighten", [SHADE_LIGHTISH] = "lightenLess"};
    const double width = a->width * EMU_PER_POINT, height = a->height * EMU_PER_POINT;
    const xmlNode *text = child(geometry, NS_A, "rect");
    struct guides *g = mem_alloc(sizeof *g);
    struct pen *p = mem_alloc(sizeof *p);

    *p = (struct pen){.arena = &r->doc->arena, .out = out};
    for (const xmlNode *n = first_element(child(geometry, NS_A, "pathLst")); n; n = next_element(n)) {
        const char *fill = attr(n, "fill");
        int shade = name_index(fill, SHADES, SHADE__COUNT);

        if (!is(n, NS_A, "path"))
            continue;
        p->width = width;
        p->height = height;
        to_number(attr(n, "w"), &p->width);
        to_number(attr(n, "h"), &p->height);
        p->no_fill = fill && strcmp(fill, "none") == 0;
        p->no_stroke = !to_on(attr(n, "stroke"), true);
        p->shade = shade < 0 ? SHADE_NONE : (enum shade)shade;
        read_all_guides(g, geometry, p->width, p->height); /* in the path's own coordinates */
        read_path(p, g, n);
    }
    read_all_guides(g, geometry, width, height);
    if (text && attr(text, "l") && attr(text, "t") && attr(text, "r") && attr(text, "b")) {
        const struct span sides[] = {span_of(attr(text, "l")), span_of(attr(text, "t")), span_of(attr(text, "r")), span_of(attr(text, "b"))};

        geometry_text(g, sides, width, height, out);
    }
    free(g);
    free(p);
}
