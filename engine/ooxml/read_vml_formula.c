/* Formulas of VML (v:formulas, 14.1.2.6 and 14.1.2.8): what a path writes as @3 is the value of the fourth of them, counted from the shape's
 * size and from the adjustments that its user has made (adj="5400,,10800"; an empty one is the type's own). */
#include <math.h>
#include <stdlib.h>

#include "ooxml/vml.h"

enum { FORMULAS_MAX = 128, ADJUSTS_MAX = 8, PATH_MOST = 1 << 16 };
static const double ANGLE = 3.14159265358979 / 180 / 65536; /* of fd [radians] */

struct values {
    double formula[FORMULAS_MAX], adjust[ADJUSTS_MAX];
    size_t n;
    const struct area *box;  /* coordorigin and coordsize */
    const struct area *size; /* of the shape [pt] */
};

static void read_adjusts(const char *s, double *out)
{
    for (int i = 0; s && *s && i < ADJUSTS_MAX; i++) {
        char *end;
        const long v = strtol(s, &end, 10);

        if (end != s)
            out[i] = (double)v;
        s += strcspn(s, ",");
        s += *s == ',';
    }
}

static double named(const struct values *v, const char *name, size_t n)
{
    static const double EMU = 12700, PIXELS = 96.0 / 72;
    const double x = v->box->x, y = v->box->y, width = v->box->width, height = v->box->height;
    const struct {
        const char *name;
        double value;
    } NAMES[] = {{"width", width}, {"height", height}, {"xcenter", x + width / 2}, {"ycenter", y + height / 2}, {"xlimo", 0}, {"ylimo", 0},
                 {"lineDrawn", 1}, {"pixelWidth", v->size->width * PIXELS}, {"pixelHeight", v->size->height * PIXELS},
                 {"emuWidth", v->size->width * EMU}, {"emuHeight", v->size->height * EMU}, {"emuWidth2", v->size->width * EMU / 2},
                 {"emuHeight2", v->size->height * EMU / 2}};

    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++)
        if (strlen(NAMES[i].name) == n && memcmp(NAMES[i].name, name, n) == 0)
            return NAMES[i].value;
    return 0;
}

/* A number, @ and a formula, # and an adjustment, or a name; *s goes on behind it. */
static double operand(const struct values *v, const char **s)
{
    const char *p = *s + strspn(*s, " ");
    const char kind = *p;
    char *end;
    double out = 0;

    if (kind == '@' || kind == '#') {
        const unsigned long i = strtoul(p + 1, &end, 10);

        if (kind == '@' && i < v->n)
            out = v->formula[i];
        else if (kind == '#' && i < ADJUSTS_MAX)
            out = v->adjust[i];
    } else if (kind == '-' || (kind >= '0' && kind <= '9')) {
        out = (double)strtol(p, &end, 10);
    } else {
        const size_t n = strcspn(p, " ");

        out = named(v, p, n);
        end = (char *)(uintptr_t)(p + n);
    }
    *s = end;
    return out;
}

static double evaluate(const struct values *v, const char *s)
{
    const size_t n = strcspn(s, " ");
    const char *rest = s + n;
    const double a = operand(v, &rest), b = operand(v, &rest), c = operand(v, &rest);
    const struct {
        const char *name;
        double value;
    } RULES[] = {
        {"val", a}, {"sum", a + b - c}, {"prod", fabs(c) > 0 ? a * b / c : 0}, {"mid", (a + b) / 2}, {"abs", fabs(a)},
        {"min", fmin(a, b)}, {"max", fmax(a, b)}, {"if", a > 0 ? b : c}, {"mod", sqrt(a * a + b * b + c * c)},
        {"atan2", atan2(b, a) / ANGLE}, {"sin", a * sin(b * ANGLE)}, {"cos", a * cos(b * ANGLE)}, {"tan", a * tan(b * ANGLE)},
        {"cosatan2", a * cos(atan2(c, b))}, {"sinatan2", a * sin(atan2(c, b))}, {"sqrt", sqrt(fmax(a, 0))},
        {"sumangle", a + b * 65536 - c * 65536}, {"ellipse", fabs(b) > 0 ? c * sqrt(fmax(0, 1 - a / b * (a / b))) : 0},
    };

    for (size_t i = 0; i < sizeof RULES / sizeof *RULES; i++)
        if (strlen(RULES[i].name) == n && memcmp(RULES[i].name, s, n) == 0)
            return isfinite(RULES[i].value) ? fmin(fmax(RULES[i].value, -1e9), 1e9) : 0;
    return 0;
}

const char *vml_formula_path(struct reader *r, const xmlNode *shape, const xmlNode *type, const struct area *box, const struct area *size)
{
    const char *path = vml_either(shape, type, "path");
    const xmlNode *formulas = child(shape, NS_V, "formulas");
    struct values v = {.box = box, .size = size};
    struct buf out = {0};

    formulas = formulas ? formulas : child(type, NS_V, "formulas");
    if (!path || !formulas || !strchr(path, '@'))
        return NULL;
    read_adjusts(attr(type, "adj"), v.adjust);
    read_adjusts(attr(shape, "adj"), v.adjust);
    for (const xmlNode *f = first_element(formulas); f && v.n < FORMULAS_MAX; f = next_element(f)) {
        const char *rule = is(f, NS_V, "f") ? attr(f, "eqn") : NULL;
        const double value = rule ? evaluate(&v, rule) : 0;

        v.formula[v.n++] = value;
    }
    for (const char *s = path; *s && out.n < PATH_MOST;) {
        if (*s == '@' || *s == '#') { /* a comma keeps it from what follows; two in a row would be a number more */
            buf_printf(&out, "%ld", lround(operand(&v, &s)));
            if (*s == '@' || *s == '#' || (*s >= '0' && *s <= '9'))
                buf_putc(&out, ',');
        } else {
            const bool number = (*s >= '0' && *s <= '9') && (s[1] == '@' || s[1] == '#');

            buf_putc(&out, *s++);
            if (number)
                buf_putc(&out, ',');
        }
    }
    return arena_buf(&r->doc->arena, &out);
}
