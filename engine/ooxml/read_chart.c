/* What a chart says (ECMA-376-1:2016, 21.2): kind, series with the values stored in the file, categories, legend, title. Bars,
 * lines, areas and pies; those in depth as flat ones. Axes of two kinds, secondary axes and labels of data are not read. */
#include "ooxml/read_chart.h"

#include "ooxml/read_look.h"
#include "ooxml/read_shape.h"

static const double GAP_WIDTH = 150; /* 21.2.2.75 */

#define child_c(parent, name) child((parent), NS_CHART, (name))

static const char *content_of(const xmlNode *n)
{
    return n && n->children && n->children->content ? (const char *)n->children->content : "";
}

/* c:strRef or c:numRef with its cache, or the literal itself. */
static const xmlNode *cache_of(const xmlNode *holder)
{
    static const char *const names[] = {"strRef", "strCache", "numRef", "numCache", "strLit", NULL, "numLit", NULL};
    for (size_t i = 0; i < sizeof names / sizeof *names; i += 2) {
        const xmlNode *n = child_c(holder, names[i]);
        if (n)
            return names[i + 1] ? child_c(n, names[i + 1]) : n;
    }
    return NULL;
}

/* Which point c:pt is; CHART_POINTS: none that is drawn. */
static size_t point_index(const xmlNode *pt)
{
    double v = CHART_POINTS;
    to_number(attr(pt, "idx"), &v);
    return v >= 0 && v < CHART_POINTS ? (size_t)v : CHART_POINTS;
}

static void read_values(const xmlNode *val, struct series *out)
{
    for (const xmlNode *pt = first_element(cache_of(val)); pt; pt = next_element(pt)) {
        const size_t i = is(pt, NS_CHART, "pt") ? point_index(pt) : CHART_POINTS;
        double v = 0;
        if (i == CHART_POINTS || !to_value(content_of(child_c(pt, "v")), &v))
            continue;
        out->v[i] = v;
        if (i >= out->n)
            out->n = i + 1;
    }
}

static void read_names(struct reader *r, const xmlNode *cat, struct chart *c)
{
    for (const xmlNode *pt = first_element(cache_of(cat)); pt; pt = next_element(pt)) {
        const size_t i = is(pt, NS_CHART, "pt") ? point_index(pt) : CHART_POINTS;
        if (i == CHART_POINTS || c->names[i])
            continue;
        c->names[i] = arena_str(&r->doc->arena, content_of(child_c(pt, "v")));
        if (i >= c->points)
            c->points = i + 1;
    }
}

static const char *first_value(struct reader *r, const xmlNode *holder)
{
    const xmlNode *literal = child_c(holder, "v"), *v = literal ? literal : child_c(child_c(cache_of(holder), "pt"), "v");
    return v ? arena_str(&r->doc->arena, content_of(v)) : NULL;
}

static void read_series(struct reader *r, const xmlNode *ser, struct chart *c)
{
    struct series *s = &c->series[c->n];
    const xmlNode *look = child_c(ser, "spPr"), *smooth = child_c(ser, "smooth");
    char accent[] = "accent1";
    accent[6] = (char)('1' + c->n % 6);
    if (!theme_color(r, accent, &s->color))
        s->color = 0x4F81BD;
    s->name = first_value(r, child_c(ser, "tx"));
    s->smooth = !smooth || to_on(val(smooth), true);
    if (!shape_color(r, look, &s->color) || c->kind == CHART_LINES)
        shape_color(r, child(look, NS_A, "ln"), &s->color);
    read_names(r, child_c(ser, "cat"), c);
    read_values(child_c(ser, "val"), s);
    if (s->n > c->points)
        c->points = s->n;
    c->n++;
}

/* All text of c:title; NULL: it has none of its own. */
static const char *title_text(struct reader *r, const xmlNode *title)
{
    const xmlNode *tx = child_c(title, "tx"), *rich = child_c(tx, "rich");
    struct buf out = {0};
    for (const xmlNode *p = first_element(rich); p; p = next_element(p))
        for (const xmlNode *run = first_element(p); run; run = next_element(run))
            buf_puts(&out, content_of(child(run, NS_A, "t")));
    if (out.n)
        return arena_buf(&r->doc->arena, &out);
    buf_release(&out);
    return first_value(r, tx);
}

static bool read_kind(const xmlNode *n, struct chart *c)
{
    static const struct {
        const char *name;
        enum chart_kind kind;
    } kinds[] = {{"barChart", CHART_COLUMNS}, {"bar3DChart", CHART_COLUMNS}, {"lineChart", CHART_LINES}, {"line3DChart", CHART_LINES},
                 {"areaChart", CHART_AREAS}, {"area3DChart", CHART_AREAS}, {"pieChart", CHART_PIE}, {"pie3DChart", CHART_PIE}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (!is(n, NS_CHART, kinds[i].name))
            continue;
        const char *dir = val(child_c(n, "barDir")), *grouping = val(child_c(n, "grouping"));
        c->kind = kinds[i].kind == CHART_COLUMNS && dir && strcmp(dir, "bar") == 0 ? CHART_BARS : kinds[i].kind;
        c->stacked = grouping && strcmp(grouping, "stacked") == 0;
        return !grouping || strcmp(grouping, "percentStacked") != 0;
    }
    return false;
}

static void read_legend(const xmlNode *legend, struct chart *c)
{
    const char *place = legend ? val(child_c(legend, "legendPos")) : NULL;
    if (legend)
        c->legend = place && (*place == 'b' || strcmp(place, "t") == 0) ? LEGEND_BOTTOM : LEGEND_RIGHT;
}

bool chart_read(struct reader *r, const xmlNode *space, struct chart *out)
{
    const xmlNode *chart = child_c(space, "chart"), *area = child_c(chart, "plotArea"), *plot = NULL, *axis = child_c(area, "valAx");
    double gap = GAP_WIDTH;
    *out = (struct chart){.line = 0x868686, .grid = axis && child_c(axis, "majorGridlines")};
    for (const xmlNode *n = first_element(area); n; n = next_element(n)) {
        struct chart other = *out;
        const size_t length = strlen((const char *)n->name);
        if (length < 5 || strcmp((const char *)n->name + length - 5, "Chart") != 0)
            continue;
        if (plot || !read_kind(n, &other)) /* of several kinds at once, or one that is not drawn */
            return false;
        *out = other;
        plot = n;
    }
    if (!plot)
        return false;
    to_number(val(child_c(plot, "gapWidth")), &gap);
    out->gap = gap >= 0 && gap <= 500 ? gap / 100 : GAP_WIDTH / 100;
    out->series = ARENA_NEWS(&r->doc->arena, CHART_SERIES, struct series);
    for (const xmlNode *ser = first_element(plot); ser && out->n < CHART_SERIES; ser = next_element(ser))
        if (is(ser, NS_CHART, "ser"))
            read_series(r, ser, out);
    shape_color(r, child(child_c(axis, "spPr"), NS_A, "ln"), &out->line);
    read_legend(child_c(chart, "legend"), out);
    if (child_c(chart, "title"))
        out->title = title_text(r, child_c(chart, "title"));
    return out->n > 0 && out->points > 0;
}
