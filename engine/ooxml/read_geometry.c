/* Outlines: preset shapes, custom geometry with its guides (ECMA-376-1:2016, 20.1.9), VML paths (19.1.2, v:shape path).
 *
 * An outline is a row of points in shares of the shape's size; curves are cut into straight pieces, short enough for print. */
#include <math.h>
#include <stdlib.h>

#include "ooxml/read_drawing.h"

enum { CURVE_STEPS = 16, GUIDES_MAX = 400, COMMAND_POINTS = 3 };
static const double PI = 3.14159265358979;

/* ---- outlines under way ---- */

struct pen {
    struct arena *arena;
    struct shape *v;         /* of OUTLINES_MAX */
    size_t n;                /* begun */
    double *points;          /* of the one under way */
    size_t n_points, cap, all;
    double x, y;             /* where the pen is, in the path's own units */
    double left, top, width, height;
};

static void finish(struct pen *p, bool closed)
{
    if (p->n_points > 1 && p->n < OUTLINES_MAX)
        p->v[p->n++] = (struct shape){.kind = SHAPE_PATH, .points = p->points, .n_points = p->n_points, .closed = closed};
    p->points = NULL;
    p->n_points = p->cap = 0;
}

static void put(struct pen *p, double x, double y)
{
    if (p->all >= OUTLINE_POINTS)
        return;
    if (p->n_points == p->cap) {
        size_t cap = p->cap ? 2 * p->cap : 16;
        double *points = ARENA_NEWS(p->arena, 2 * cap, double);

        if (p->n_points)
            memcpy(points, p->points, 2 * p->n_points * sizeof *points);
        p->points = points;
        p->cap = cap;
    }
    p->points[2 * p->n_points] = p->width > 0 ? (x - p->left) / p->width : 0;
    p->points[2 * p->n_points + 1] = p->height > 0 ? (y - p->top) / p->height : 0;
    p->n_points++;
    p->all++;
    p->x = x;
    p->y = y;
}

static void move(struct pen *p, double x, double y)
{
    finish(p, false);
    put(p, x, y);
    p->x = x;
    p->y = y;
}

static void close_path(struct pen *p)
{
    double x = p->left, y = p->top;

    if (p->n_points) {
        x += p->points[0] * p->width;
        y += p->points[1] * p->height;
    }
    finish(p, true);
    p->x = x;
    p->y = y;
}

static void curve(struct pen *p, const double *c)
{
    double x = p->x, y = p->y;

    for (int i = 1; i <= CURVE_STEPS; i++) {
        double t = (double)i / CURVE_STEPS, u = 1 - t;
        double a = u * u * u, b = 3 * u * u * t, d = 3 * u * t * t, e = t * t * t;

        put(p, a * x + b * c[0] + d * c[2] + e * c[4], a * y + b * c[1] + d * c[3] + e * c[5]);
    }
}

static void quadratic(struct pen *p, const double *c)
{
    const double cubic[] = {p->x + (c[0] - p->x) * 2 / 3, p->y + (c[1] - p->y) * 2 / 3,
                            c[2] + (c[0] - c[2]) * 2 / 3, c[3] + (c[1] - c[3]) * 2 / 3, c[2], c[3]};

    curve(p, cubic);
}

/* a:arcTo: along an ellipse that passes through the pen at `start`. Angles in radians, clockwise. */
static void arc(struct pen *p, double rx, double ry, double start, double sweep)
{
    double cx = p->x - rx * cos(start), cy = p->y - ry * sin(start);

    for (int i = 1; i <= CURVE_STEPS; i++) {
        double angle = start + sweep * i / CURVE_STEPS;

        put(p, cx + rx * cos(angle), cy + ry * sin(angle));
    }
}

/* ---- presets ---- */

/* Outlines at their first settings, in hundredths; a pair of 999 ends one and begins another. */
static const struct preset {
    const char *name;
    enum shape_kind kind;
    bool open;
    short points[40];
    int n; /* numbers in points */
} PRESETS[] = {
    {"rect", SHAPE_RECT, false, {0}, 0},
    {"flowChartProcess", SHAPE_RECT, false, {0}, 0},
    {"textBox", SHAPE_RECT, false, {0}, 0},
    {"roundRect", SHAPE_ROUND_RECT, false, {0}, 0},
    {"flowChartAlternateProcess", SHAPE_ROUND_RECT, false, {0}, 0},
    {"flowChartTerminator", SHAPE_ROUND_RECT, false, {0}, 0},
    {"ellipse", SHAPE_ELLIPSE, false, {0}, 0},
    {"flowChartConnector", SHAPE_ELLIPSE, false, {0}, 0},
    {"line", SHAPE_LINE, true, {0}, 0},
    {"straightConnector1", SHAPE_LINE, true, {0}, 0},
    {"lineInv", SHAPE_PATH, true, {0, 100, 100, 0}, 4},
    {"bentConnector2", SHAPE_PATH, true, {0, 0, 100, 0, 100, 100}, 6},
    {"bentConnector3", SHAPE_PATH, true, {0, 0, 50, 0, 50, 100, 100, 100}, 8},
    {"curvedConnector2", SHAPE_PATH, true, {0, 0, 50, 4, 84, 21, 96, 50, 100, 100}, 10},
    {"curvedConnector3", SHAPE_PATH, true, {0, 0, 25, 6, 42, 25, 50, 50, 58, 75, 75, 94, 100, 100}, 14},
    {"triangle", SHAPE_PATH, false, {50, 0, 100, 100, 0, 100}, 6},
    {"rtTriangle", SHAPE_PATH, false, {0, 0, 100, 100, 0, 100}, 6},
    {"diamond", SHAPE_PATH, false, {50, 0, 100, 50, 50, 100, 0, 50}, 8},
    {"flowChartDecision", SHAPE_PATH, false, {50, 0, 100, 50, 50, 100, 0, 50}, 8},
    {"parallelogram", SHAPE_PATH, false, {25, 0, 100, 0, 75, 100, 0, 100}, 8},
    {"flowChartInputOutput", SHAPE_PATH, false, {20, 0, 100, 0, 80, 100, 0, 100}, 8},
    {"trapezoid", SHAPE_PATH, false, {25, 0, 75, 0, 100, 100, 0, 100}, 8},
    {"homePlate", SHAPE_PATH, false, {0, 0, 75, 0, 100, 50, 75, 100, 0, 100}, 10},
    {"chevron", SHAPE_PATH, false, {0, 0, 75, 0, 100, 50, 75, 100, 0, 100, 25, 50}, 12},
    {"pentagon", SHAPE_PATH, false, {50, 0, 100, 38, 81, 100, 19, 100, 0, 38}, 10},
    {"hexagon", SHAPE_PATH, false, {25, 0, 75, 0, 100, 50, 75, 100, 25, 100, 0, 50}, 12},
    {"octagon", SHAPE_PATH, false, {29, 0, 71, 0, 100, 29, 100, 71, 71, 100, 29, 100, 0, 71, 0, 29}, 16},
    {"star5", SHAPE_PATH, false, {50, 0, 62, 38, 100, 38, 69, 62, 81, 100, 50, 76, 19, 100, 31, 62, 0, 38, 38, 38}, 20},
    {"rightArrow", SHAPE_PATH, false, {0, 25, 50, 25, 50, 0, 100, 50, 50, 100, 50, 75, 0, 75}, 14},
    {"leftArrow", SHAPE_PATH, false, {100, 25, 50, 25, 50, 0, 0, 50, 50, 100, 50, 75, 100, 75}, 14},
    {"upArrow", SHAPE_PATH, false, {25, 100, 25, 50, 0, 50, 50, 0, 100, 50, 75, 50, 75, 100}, 14},
    {"downArrow", SHAPE_PATH, false, {25, 0, 25, 50, 0, 50, 50, 100, 100, 50, 75, 50, 75, 0}, 14},
    {"leftRightArrow", SHAPE_PATH, false, {0, 50, 25, 0, 25, 25, 75, 25, 75, 0, 100, 50, 75, 100, 75, 75, 25, 75, 25, 100}, 20},
    {"upDownArrow", SHAPE_PATH, false, {50, 0, 100, 25, 75, 25, 75, 75, 100, 75, 50, 100, 0, 75, 25, 75, 25, 25, 0, 25}, 20},
    {"wedgeRectCallout", SHAPE_PATH, false, {0, 0, 100, 0, 100, 100, 42, 100, 29, 112, 17, 100, 0, 100}, 14},
    {"leftBracket", SHAPE_PATH, true, {100, 0, 50, 2, 15, 5, 0, 8, 0, 92, 15, 95, 50, 98, 100, 100}, 16},
    {"rightBracket", SHAPE_PATH, true, {0, 0, 50, 2, 85, 5, 100, 8, 100, 92, 85, 95, 50, 98, 0, 100}, 16},
    {"leftBrace", SHAPE_PATH, true, {100, 0, 65, 3, 50, 8, 50, 42, 35, 47, 0, 50, 35, 53, 50, 58, 50, 92, 65, 97, 100, 100}, 22},
    {"rightBrace", SHAPE_PATH, true, {0, 0, 35, 3, 50, 8, 50, 42, 65, 47, 100, 50, 65, 53, 50, 58, 50, 92, 35, 97, 0, 100}, 22},
};

bool geometry_preset(struct reader *r, const char *name, struct shape *out)
{
    for (size_t i = 0; name && i < sizeof PRESETS / sizeof PRESETS[0]; i++) {
        const struct preset *p = &PRESETS[i];
        double *points;

        if (strcmp(name, p->name) != 0)
            continue;
        *out = (struct shape){.kind = p->kind, .closed = !p->open};
        if (p->kind != SHAPE_PATH)
            return true;
        points = ARENA_NEWS(&r->doc->arena, (size_t)p->n, double);
        for (int k = 0; k < p->n; k++)
            points[k] = p->points[k] / 100.0;
        out->points = points;
        out->n_points = (size_t)p->n / 2;
        return true;
    }
    *out = (struct shape){.kind = SHAPE_RECT};
    return false;
}

/* ---- custom geometry ---- */

struct guide {
    const char *name;
    double v;
};
struct guides {
    struct guide v[GUIDES_MAX];
    size_t n;
};

static double value_of(const struct guides *g, const char *s, size_t len)
{
    char word[64];
    double v;

    if (len >= sizeof word)
        return 0;
    memcpy(word, s, len);
    word[len] = 0;
    if (to_number(word, &v))
        return v;
    for (size_t i = g->n; i > 0; i--)
        if (strcmp(g->v[i - 1].name, word) == 0)
            return g->v[i - 1].v;
    return 0;
}

/* A formula of 20.1.9.11: an operator and up to three values. */
static double formula(const struct guides *g, const char *s)
{
    size_t op = strcspn(s, " ");
    double v[3] = {0};
    const char *p = s + op;

    for (int i = 0; i < 3 && *p; i++) {
        size_t n;

        p += strspn(p, " ");
        n = strcspn(p, " ");
        v[i] = value_of(g, p, n);
        p += n;
    }
    if (strncmp(s, "*/", op) == 0)
        return fabs(v[2]) > 0 ? v[0] * v[1] / v[2] : 0;
    if (strncmp(s, "+-", op) == 0)
        return v[0] + v[1] - v[2];
    if (strncmp(s, "+/", op) == 0)
        return fabs(v[2]) > 0 ? (v[0] + v[1]) / v[2] : 0;
    if (strncmp(s, "?:", op) == 0)
        return v[0] > 0 ? v[1] : v[2];
    if (strncmp(s, "min", op) == 0)
        return fmin(v[0], v[1]);
    if (strncmp(s, "max", op) == 0)
        return fmax(v[0], v[1]);
    if (strncmp(s, "abs", op) == 0)
        return fabs(v[0]);
    if (strncmp(s, "sqrt", op) == 0)
        return v[0] > 0 ? sqrt(v[0]) : 0;
    if (strncmp(s, "pin", op) == 0)
        return v[1] < v[0] ? v[0] : v[1] > v[2] ? v[2] : v[1];
    return v[0]; /* val */
}

static void add_guide(struct guides *g, const char *name, double v)
{
    if (name && g->n < GUIDES_MAX)
        g->v[g->n++] = (struct guide){name, isfinite(v) ? v : 0};
}

static void read_guides(struct guides *g, const xmlNode *list)
{
    for (const xmlNode *n = first_element(list); n; n = next_element(n))
        if (is(n, NS_A, "gd") && attr(n, "fmla"))
            add_guide(g, attr(n, "name"), formula(g, attr(n, "fmla")));
}

static double coordinate(const struct guides *g, const xmlNode *n, const char *name)
{
    const char *s = attr(n, name);

    return s ? value_of(g, s, strlen(s)) : 0;
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
            move(p, c[0], c[1]);
        else if (strcmp(name, "lnTo") == 0)
            put(p, c[0], c[1]);
        else if (strcmp(name, "cubicBezTo") == 0)
            curve(p, c);
        else if (strcmp(name, "quadBezTo") == 0)
            quadratic(p, c);
        else if (strcmp(name, "arcTo") == 0)
            arc(p, coordinate(g, n, "wR"), coordinate(g, n, "hR"), coordinate(g, n, "stAng") / 60000 * PI / 180,
                coordinate(g, n, "swAng") / 60000 * PI / 180);
        else if (strcmp(name, "close") == 0)
            close_path(p);
    }
    finish(p, false);
}

size_t geometry_custom(struct reader *r, const xmlNode *geometry, struct shape *v)
{
    struct guides *g = mem_alloc(sizeof *g);
    struct pen p = {.arena = &r->doc->arena, .v = v};

    for (const xmlNode *n = first_element(child(geometry, NS_A, "pathLst")); n; n = next_element(n)) {
        double width = 0, height = 0;

        if (!is(n, NS_A, "path") || !to_number(attr(n, "w"), &width) || !to_number(attr(n, "h"), &height))
            continue;
        g->n = 0;
        add_guide(g, "w", width);
        add_guide(g, "h", height);
        add_guide(g, "r", width);
        add_guide(g, "b", height);
        add_guide(g, "hc", width / 2);
        add_guide(g, "vc", height / 2);
        add_guide(g, "wd2", width / 2);
        add_guide(g, "hd2", height / 2);
        add_guide(g, "ss", fmin(width, height));
        add_guide(g, "ls", fmax(width, height));
        read_guides(g, child(geometry, NS_A, "avLst"));
        read_guides(g, child(geometry, NS_A, "gdLst"));
        p.width = width;
        p.height = height;
        read_path(&p, g, n);
    }
    free(g);
    return p.n;
}

/* ---- VML paths ---- */

/* A number of a path, where commas part numbers and an empty one is 0; false: a command follows. */
static bool vml_number(const char **s, double *out)
{
    const char *p = *s + strspn(*s, " ");
    bool minus = *p == '-';
    double v = 0;

    if (*p == ',') {
        *out = 0;
        *s = p + 1;
        return true;
    }
    p += minus;
    if (*p < '0' || *p > '9')
        return false;
    while ((*p >= '0' && *p <= '9') || *p == '.') /* parts of a unit do not count */
        v = *p == '.' || v > 1e9 ? v : v * 10 + (*p - '0'), p++;
    *out = minus ? -v : v;
    p += strspn(p, " ");
    *s = *p == ',' ? p + 1 : p;
    return true;
}

static void vml_point(struct pen *p, char command, double *c)
{
    bool relative = command == 't' || command == 'r' || command == 'v';

    for (int i = 0; relative && i < 6; i += 2) {
        c[i] += p->x;
        c[i + 1] += p->y;
    }
    if (command == 'm' || command == 't')
        move(p, c[0], c[1]);
    else if (command == 'l' || command == 'r')
        put(p, c[0], c[1]);
    else if (command == 'c' || command == 'v')
        curve(p, c);
}

size_t geometry_vml(struct reader *r, const char *path, double left, double top, double width, double height, struct shape *v)
{
    struct pen p = {.arena = &r->doc->arena, .v = v, .left = left, .top = top, .width = width, .height = height};
    char command = 0;

    if (strchr(path, '@')) /* refers to formulas */
        return 0;
    while (*path) {
        double c[6];
        int n = 0, need = command == 'c' || command == 'v' ? 6 : 2;

        path += strspn(path, " ");
        while (command && strchr("mtlrcv", command) && n < need && vml_number(&path, &c[n]))
            n++;
        if (n == need) {
            vml_point(&p, command, c);
            continue;
        }
        if (!*path)
            break;
        command = *path++;
        if (command == 'x')
            close_path(&p);
        else if (command == 'e')
            finish(&p, false);
        else if (command == 'n' && (*path == 'f' || *path == 's'))
            path++;
        else if (!strchr("mtlrcv", command))
            return 0; /* arcs and the like */
        if (command == 'm' || command == 't')
            finish(&p, false);
    }
    finish(&p, false);
    return p.n;
}
