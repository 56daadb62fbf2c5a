/* Paths of VML (19.1.2, the attribute path of v:shape): numbers behind letters, with or without commas. Arcs between angles (ae, al)
 * are not drawn; formulas have become numbers before (read_vml_formula.c). */
#include <math.h>
#include <stdlib.h>

#include "ooxml/geometry.h"

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
        trace_move(p, c[0], c[1]);
    else if (command == 'l' || command == 'r')
        trace_line(p, c[0], c[1]);
    else if (command == 'c' || command == 'v')
        trace_curve(p, c);
}

/* A quarter of an ellipse from the pen to x, y: it sets out along x, or along y. */
static void vml_quadrant(struct pen *p, bool along_x, double x, double y)
{
    static const double handle = 0.5523;
    const double dx = x - p->x, dy = y - p->y;
    const double c[] = {p->x + (along_x ? handle * dx : 0), p->y + (along_x ? 0 : handle * dy),
                        x - (along_x ? 0 : handle * dx), y - (along_x ? handle * dy : 0), x, y};

    trace_curve(p, c);
}

/* An arc of the ellipse in a box between the rays to two points: left, top, right, bottom, then the points. at and ar run against
 * the clock, wa and wr with it; at and wa begin where the pen is, joined by a line. */
static void vml_arc(struct pen *p, const char *command, const double *c)
{
    static const double unit = 180 * 60000 / 3.14159265358979, turn = 360 * 60000;
    const double rx = fabs(c[2] - c[0]) / 2, ry = fabs(c[3] - c[1]) / 2, x = (c[0] + c[2]) / 2, y = (c[1] + c[3]) / 2;
    const bool clockwise = command[0] == 'w', joined = command[1] == (clockwise ? 'a' : 't');

    if (!(rx > 0) || !(ry > 0))
        return;
    const double from = atan2(c[5] - y, c[4] - x), on = atan2(rx * sin(from), ry * cos(from)); /* the ray, the place on the ellipse */
    double sweep = (atan2(c[7] - y, c[6] - x) - from) * unit;

    sweep += clockwise ? (sweep <= 0 ? turn : 0) : sweep >= 0 ? -turn : 0;
    if (joined)
        trace_line(p, x + rx * cos(on), y + ry * sin(on));
    else
        trace_move(p, x + rx * cos(on), y + ry * sin(on));
    trace_arc(p, rx, ry, from * unit, sweep);
}

/* qx, qy, at, ar, wa, wr: their name, then points, as many as there are. *path goes on behind them. */
static bool vml_round(struct pen *p, const char **path)
{
    static const char *const NAMES[] = {"qx", "qy", "at", "ar", "wa", "wr"};
    const char *name = *path;
    int i = 0;

    while (i < 6 && strncmp(name, NAMES[i], 2) != 0)
        i++;
    if (i == 6)
        return false;
    *path += 2;
    for (bool along_x = i == 0, more = true; more; along_x = !along_x) {
        double c[8];
        int n = 0;

        while (n < (i < 2 ? 2 : 8) && vml_number(path, &c[n]))
            n++;
        for (more = n > 0; n > 0 && n < 8; n++)
            c[n] = n < (i < 2 ? 2 : 8) ? 0 : c[n - 1];
        if (more && i < 2)
            vml_quadrant(p, along_x, c[0], c[1]);
        else if (more)
            vml_arc(p, name, c);
    }
    return true;
}

/* False: it has something that we do not draw. */
static bool vml_path(struct pen *p, const char *path)
{
    char command = 0;

    while (*path) {
        double c[6];
        int n = 0, need = command == 'c' || command == 'v' ? 6 : 2;

        path += strspn(path, " ");
        while (command && strchr("mtlrcv", command) && n < need && vml_number(&path, &c[n]))
            n++;
        for (; n > 0 && n < need; n++) /* zeros at the end may be left out */
            c[n] = 0;
        if (n == need) {
            vml_point(p, command, c);
            continue;
        }
        if (!*path)
            break;
        if (vml_round(p, &path)) {
            command = 0;
            continue;
        }
        command = *path++;
        if (command == 'x') {
            trace_close(p);
        } else if (command == 'e') {
            trace_end(p);
            p->no_fill = p->no_stroke = false;
        } else if (command == 'n' && (*path == 'f' || *path == 's')) {
            p->no_fill = p->no_fill || *path == 'f';
            p->no_stroke = p->no_stroke || *path == 's';
            path++;
        } else if (!strchr("mtlrcv", command)) {
            return false; /* arcs between angles, and the like */
        }
    }
    trace_end(p);
    return true;
}

bool geometry_vml(struct reader *r, const char *path, const struct area *box, struct outlines *out)
{
    struct pen *p = mem_alloc(sizeof *p);
    bool drawn;

    *out = (struct outlines){.n = 0};
    *p = (struct pen){.arena = &r->doc->arena, .out = out, .left = box->x, .top = box->y, .width = box->width, .height = box->height};
    drawn = !strchr(path, '@') && vml_path(p, path) && out->n > 0; /* '@' refers to formulas */
    free(p);
    return drawn;
}
