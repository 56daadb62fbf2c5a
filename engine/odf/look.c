/* What shapes look like beyond one colour: gradients (ODF 1.3 part 3, 16.40) and ends of lines (16.44). Both are named styles, and a
 * shape's own style names them; the names are made from what they look like, so equal ones are one.
 *
 * ODF has two colours: of more the first and the last are kept, or where these are equal the middle one. */
#include "odf/format.h"
#include "odf/write.h"

#include <math.h>
#include <stdlib.h>

enum { NAME = 48, WIDE = 200 }; /* WIDE: of an arrow, in its own units */

struct fade {
    const char *style;
    uint32_t start, end;
    double angle; /* counter-clockwise from downward [degrees] */
    double x, y;  /* of the middle, in percent */
};

static struct fade fade_of(const struct gradient *g)
{
    const uint32_t first = g->stops[0].color, last = g->stops[g->n - 1].color;
    const double angle = fmod(fmod(90 - g->angle, 360) + 360, 360);
    if (g->radial)
        return (struct fade){"radial", last, first, 0, g->x * 100, g->y * 100};
    if (g->n > 2 && first == last)
        return (struct fade){"axial", g->stops[g->n / 2].color, first, angle, 50, 50}; /* from the middle outward */
    return (struct fade){"linear", first, last, angle, 50, 50};
}

static const char *fade_name(const struct gradient *g, char *out)
{
    const struct fade f = fade_of(g);
    struct buf b = {0};
    buf_printf(&b, "Mau_%s_%06x_%06x_%ld_%ld_%ld", f.style, (unsigned)f.start, (unsigned)f.end, lround(f.angle * 10), lround(f.x), lround(f.y));
    memcpy(out, b.p, b.n < NAME ? b.n + 1 : NAME);
    out[NAME - 1] = '\0';
    buf_release(&b);
    return out;
}

/* ---- ends of lines ---- */

static const struct end {
    const char *name;
    bool middle; /* of it lies on the line's end */
    const char *path; /* across in hundredths of the width, along in hundredths of the length after a colon */
} ENDS[] = {
    [ARROW_NONE] = {"", false, ""},
    [ARROW_TRIANGLE] = {"Mui_ten", false, "M 50:0 L 0:100 100:100 Z"},
    [ARROW_OPEN] = {"Mui_mo", false, "M 50:0 L 0:93 13:100 50:30 87:100 100:93 Z"},
    [ARROW_STEALTH] = {"Mui_lom", false, "M 50:0 L 0:100 50:65 100:100 Z"},
    [ARROW_DIAMOND] = {"Mui_thoi", true, "M 50:0 L 0:50 50:100 100:50 Z"},
    [ARROW_OVAL] = {"Mui_tron", true, "M 50:0 C 22:0 0:22 0:50 C 0:78 22:100 50:100 C 78:100 100:78 100:50 C 100:22 78:0 50:0 Z"},
};

static long end_length(const struct arrow *a)
{
    return a->width > 0 && a->length > 0 ? lround(fmin(fmax(a->length / a->width, 0.1), 10) * WIDE) : WIDE;
}

static const char *end_name(const struct arrow *a, char *out)
{
    struct buf b = {0};
    buf_printf(&b, "%s_%ld", ENDS[a->kind].name, end_length(a));
    memcpy(out, b.p, b.n + 1);
    buf_release(&b);
    return out;
}

static void put_end(struct xml *x, const struct shape *s, const struct arrow *a, const char *which, const char *width, const char *center)
{
    char name[NAME];
    if (a->kind == ARROW_NONE || !(s->stroke.width > 0))
        return;
    xml_attr(x, which, end_name(a, name));
    odf_length(x, width, a->width * fmax(s->stroke.width, LEAST_ARROW_LINE));
    xml_attr(x, center, ENDS[a->kind].middle ? "true" : "false");
}

void odf_put_look(struct xml *x, const struct shape *s)
{
    char name[NAME];
    if (s->fill.on && s->gradient && s->gradient->n)
        xml_attr(x, "draw:fill-gradient-name", fade_name(s->gradient, name));
    put_end(x, s, &s->head, "draw:marker-start", "draw:marker-start-width", "draw:marker-start-center");
    put_end(x, s, &s->tail, "draw:marker-end", "draw:marker-end-width", "draw:marker-end-center");
}

/* ---- what is named ---- */

void odf_keep_look(struct odf *o, const struct shape *s)
{
    if (!s->gradient && s->head.kind == ARROW_NONE && s->tail.kind == ARROW_NONE)
        return;
    MEM_ROOM(o->looks, o->n_looks, o->cap_looks);
    o->looks[o->n_looks++] = s;
}

/* One definition: of a gradient, or of an end. */
struct look {
    char name[NAME];
    const struct gradient *gradient;
    const struct arrow *end;
};

static int by_name(const void *a, const void *b)
{
    const struct look *x = a, *y = b;
    return strcmp(x->name, y->name);
}

static void put_percent(struct xml *x, const char *name, double v)
{
    xml_attr_num(x, name, v, 0, "%");
}

static void put_gradient(struct xml *x, const struct look *l)
{
    const struct fade f = fade_of(l->gradient);
    struct buf color = {0};
    xml_open(x, "draw:gradient");
    xml_attr(x, "draw:name", l->name);
    xml_attr(x, "draw:style", f.style);
    if (l->gradient->radial) {
        put_percent(x, "draw:cx", f.x);
        put_percent(x, "draw:cy", f.y);
    }
    xml_attr(x, "draw:start-color", odf_color(&color, f.start));
    buf_clear(&color);
    xml_attr(x, "draw:end-color", odf_color(&color, f.end));
    put_percent(x, "draw:start-intensity", 100);
    put_percent(x, "draw:end-intensity", 100);
    if (!l->gradient->radial)
        xml_attr_num(x, "draw:angle", f.angle, 1, "deg");
    put_percent(x, "draw:border", 0);
    xml_close(x);
    buf_release(&color);
}

static void put_marker(struct xml *x, const struct look *l)
{
    const long length = end_length(l->end);
    struct buf path = {0}, box = {0};
    const char *p = ENDS[l->end->kind].path;
    while (*p) {
        char *rest;
        if (*p < '0' || *p > '9') {
            buf_putc(&path, *p++);
            continue;
        }
        const long across = strtol(p, &rest, 10);
        const long along = strtol(rest + 1, &rest, 10);
        buf_printf(&path, "%ld %ld", across * WIDE / 100, along * length / 100);
        p = rest;
    }
    buf_printf(&box, "0 0 %d %ld", WIDE, length);
    xml_open(x, "draw:marker");
    xml_attr(x, "draw:name", l->name);
    xml_attr(x, "svg:viewBox", box.p);
    xml_attr(x, "svg:d", path.p);
    xml_close(x);
    buf_release(&path);
    buf_release(&box);
}

void odf_looks(struct odf *o)
{
    struct look *v = mem_alloc((3 * o->n_looks + 1) * sizeof *v);
    size_t n = 0;
    for (size_t i = 0; i < o->n_looks; i++) {
        const struct shape *s = o->looks[i];
        const struct arrow *const ends[] = {&s->head, &s->tail};
        if (s->gradient && s->gradient->n) {
            fade_name(s->gradient, v[n].name);
            v[n++].gradient = s->gradient;
        }
        for (int k = 0; k < 2; k++)
            if (ends[k]->kind != ARROW_NONE) {
                end_name(ends[k], v[n].name);
                v[n++].end = ends[k];
            }
    }
    qsort(v, n, sizeof *v, by_name);
    for (size_t i = 0; i < n; i++)
        if (i == 0 || by_name(&v[i], &v[i - 1]) != 0)
            (v[i].gradient ? put_gradient : put_marker)(&o->x, &v[i]);
    free(v);
}
