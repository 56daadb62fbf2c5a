/* Preset shapes (ECMA-376-1:2016, 20.1.9.18): their rules (presets.h) over a shape's size and what the file changes of them. */
#include <math.h>
#include <stdlib.h>

#include "ooxml/geometry.h"
#include "ooxml/presets.h"

static const double SHARE = 1 / 100000.0;

/* ---- what needs no path ---- */

static const struct plain {
    const char *name;
    enum shape_kind kind;
} PLAIN[] = {
    {"rect", SHAPE_RECT}, {"textBox", SHAPE_RECT}, {"flowChartProcess", SHAPE_RECT}, {"line", SHAPE_LINE},
    {"straightConnector1", SHAPE_LINE}, {"ellipse", SHAPE_ELLIPSE}, {"flowChartConnector", SHAPE_ELLIPSE},
    {"roundRect", SHAPE_ROUND_RECT}, {"flowChartAlternateProcess", SHAPE_ROUND_RECT},
};

/* The value that the file gives a guide of a:avLst. */
static bool adjusted(const xmlNode *adjust, const char *name, double *out)
{
    for (const xmlNode *n = first_element(adjust); n; n = next_element(n)) {
        const char *is_name = attr(n, "name"), *text = attr(n, "fmla");

        if (is_name && text && strcmp(is_name, name) == 0 && strncmp(text, "val ", 4) == 0)
            return to_number(text + 4, out);
    }
    return false;
}

static bool plain_shape(const char *name, const xmlNode *adjust, struct outlines *out)
{
    for (size_t i = 0; i < sizeof PLAIN / sizeof PLAIN[0]; i++) {
        double round = DEFAULT_ROUND / SHARE;

        if (strcmp(name, PLAIN[i].name) != 0)
            continue;
        adjusted(adjust, "adj", &round);
        out->v[0] = (struct outline){.kind = PLAIN[i].kind, .closed = PLAIN[i].kind != SHAPE_LINE};
        if (PLAIN[i].kind == SHAPE_ROUND_RECT)
            out->v[0].round = fmin(fmax(round * SHARE, 0), 0.5);
        out->n = 1;
        return true;
    }
    return false;
}

/* ---- rules ---- */

static int compare_name(const void *name, const void *preset)
{
    return strcmp(name, ((const struct preset *)preset)->name);
}

static const struct preset *find(const struct preset *v, size_t n, const char *name)
{
    return bsearch(name, v, n, sizeof *v, compare_name);
}

static struct span word(const char **s)
{
    const char *p = *s + strspn(*s, " ");
    size_t n = strcspn(p, " |;");

    *s = p + n;
    return span_make(p, n);
}

/* "name formula;name formula". What the file says of a name holds in place of the formula. */
static void add_rules(struct guides *g, const char *rules, const xmlNode *changed)
{
    while (rules && *rules) {
        struct span name = word(&rules);
        size_t n = strcspn(rules, ";");
        struct span text = span_trim(span_make(rules, n));

        for (const xmlNode *c = first_element(changed); c; c = next_element(c))
            if (attr(c, "name") && attr(c, "fmla") && span_is(name, attr(c, "name")))
                text = span_of(attr(c, "fmla"));
        guide_add(g, name, text);
        rules += n + (rules[n] == ';');
    }
}

static void draw_command(struct pen *p, const struct guides *g, char command, const char **s)
{
    static const struct { char command; int values; } COUNTS[] = {{'M', 2}, {'L', 2}, {'Q', 4}, {'A', 4}, {'C', 6}};
    double v[6] = {0};

    for (size_t i = 0; i < sizeof COUNTS / sizeof COUNTS[0]; i++)
        for (int k = 0; COUNTS[i].command == command && k < COUNTS[i].values; k++)
            v[k] = guide_value(g, word(s));
    switch (command) {
    case 'M': trace_move(p, v[0], v[1]); break;
    case 'L': trace_line(p, v[0], v[1]); break;
    case 'C': trace_curve(p, v); break;
    case 'Q': trace_quadratic(p, v); break;
    case 'A': trace_arc(p, v[0], v[1], v[2], v[3]); break;
    case 'Z': trace_close(p); break;
    default: break;
    }
}

/* One path, up to the next '|' or the end. */
static void draw_path(struct pen *p, const struct guides *g, const char **s, double width, double height)
{
    static const struct { char mark; enum shade shade; } SHADES[] = {{'D', SHADE_DARK}, {'d', SHADE_DARKISH}, {'U', SHADE_LIGHT}, {'u', SHADE_LIGHTISH}};

    p->width = width;
    p->height = height;
    p->no_fill = p->no_stroke = false;
    p->shade = SHADE_NONE;
    while (**s && **s != '|') {
        struct span command = word(s);

        if (span_is(command, "W")) {
            p->width = guide_value(g, word(s));
            p->height = guide_value(g, word(s));
        }
        p->no_fill = p->no_fill || span_is(command, "N");
        p->no_stroke = p->no_stroke || span_is(command, "S");
        for (size_t i = 0; i < sizeof SHADES / sizeof SHADES[0]; i++)
            if (command.n == 1 && *command.p == SHADES[i].mark)
                p->shade = SHADES[i].shade;
        if (command.n == 1)
            draw_command(p, g, *command.p, s);
    }
    *s += **s == '|';
    trace_end(p);
}

static void draw_preset(struct reader *r, const struct preset *preset, const xmlNode *adjust, const struct area *a, struct outlines *out)
{
    const double width = a->width * EMU_PER_POINT, height = a->height * EMU_PER_POINT;
    const char *text = preset->text;
    struct guides *g = mem_alloc(sizeof *g);
    struct pen *p = mem_alloc(sizeof *p);

    *p = (struct pen){.arena = &r->doc->arena, .out = out};
    guides_begin(g, width, height);
    add_rules(g, preset->adjust, adjust);
    add_rules(g, preset->guides, NULL);
    for (const char *s = preset->paths; *s;)
        draw_path(p, g, &s, width, height);
    if (text) {
        struct span sides[4];

        for (int i = 0; i < 4; i++)
            sides[i] = word(&text);
        geometry_text(g, sides, width, height, out);
    }
    free(g);
    free(p);
}

bool geometry_preset(struct reader *r, const char *name, const xmlNode *adjust, const struct area *a, struct outlines *out)
{
    const struct preset *preset;

    *out = (struct outlines){.n = 0};
    if (name && plain_shape(name, adjust, out))
        return true;
    preset = name ? find(PRESETS_ARROWS, N_PRESETS_ARROWS, name) : NULL;
    if (!preset && name)
        preset = find(PRESETS_SHAPES, N_PRESETS_SHAPES, name);
    if (preset)
        draw_preset(r, preset, adjust, a, out);
    if (out->n > 0)
        return true;
    out->v[0] = (struct outline){.kind = SHAPE_RECT, .closed = true};
    out->n = 1;
    return preset != NULL;
}
