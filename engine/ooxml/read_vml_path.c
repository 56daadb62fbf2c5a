/* Paths of VML (19.1.2, the attribute path of v:shape): numbers behind letters, with or without commas. Arcs and what refers to
 * formulas are not drawn. */
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
            return false; /* arcs and the like */
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
