/* A chart becomes shapes and text boxes in the room of its drawing. Distances are those of Word's automatic layout, measured on
 * seven charts that Word printed (bars both ways, lines, areas, pie): 11 pt around, 10 pt text, ticks 3.1 pt long, axes 9 pt from
 * their labels. The reader knows no fonts, so widths of labels are estimated; text is placed by its middle or end. */
#include "ooxml/read_chart.h"

#include <math.h>

#include "ooxml/read_look.h"

static const double AROUND = 11, TEXT = 10, TICK = 3.1, THIN = 0.75, THICK = 2.25;
static const double LABEL_LEFT = 6.5;      /* from the frame to the labels of the upright axis */
static const double LABEL_GAP = 9;         /* from them to the axis */
static const double LABEL_BELOW = 16.05;   /* from the axis to the baseline of the labels below it */
static const double BELOW = 24.6;          /* from the axis to the frame's lower edge, without a legend */
static const double LEGEND_BELOW = 23.6;   /* what a legend below takes more */
static const double LEGEND_BASE = 11.4;    /* its baseline above the frame's lower edge */
static const double KEY = 5.25, KEY_GAP = 2.45; /* square before an entry */
static const double LINE_KEY = 18.8;       /* sample of a line */
static const double ENTRY_PITCH = 17.6, ENTRY_GAP = 7.9, LEGEND_GAP = 15.9;
static const double MARK = 6.9;
static const double ASCENT = 0.95;         /* of the text, about [em] */
static const double TITLE = 18;            /* its size */
enum { STEPS_MOST = 10, CURVE = 8, PIE_STEPS = 90 };

struct plot {
    struct drawing *d;
    const struct chart *c;
    double left, right, top, bottom;
    double min, max, step;
};

/* ---- parts ---- */

static double text_width(const char *text, double size)
{
    double w = 0;
    for (struct span s = span_of(text); s.n; s = span_make(s.p + 1, s.n - 1)) {
        const unsigned char ch = (unsigned char)*s.p;
        if ((ch & 0xC0) == 0x80)
            continue;
        w += strchr("ijl.,:;'|!() ", ch) ? 0.27 : strchr("mwMW", ch) ? 0.82 : ch >= 'A' && ch <= 'Z' ? 0.62 : ch >= '0' && ch <= '9' ? 0.554 : 0.5;
    }
    return w * size;
}

static void put_rect(struct plot *p, double x, double y, double w, double h, uint32_t color)
{
    const struct area a = {.x = x, .y = y, .width = w, .height = h};
    struct node *n = w > 0 && h > 0 ? drawing_node(p->d, NODE_SHAPE, &a, false) : NULL;
    if (n)
        n->as.shape.fill = (struct fill){true, color};
}

static void put_line(struct plot *p, double x, double y, double w, double h, double thick, uint32_t color)
{
    const struct area a = {.x = x, .y = y, .width = w, .height = h};
    struct node *n = drawing_node(p->d, NODE_SHAPE, &a, false);
    if (!n)
        return;
    n->as.shape.kind = SHAPE_LINE;
    n->as.shape.stroke = (struct border){.width = thick, .color = color};
}

/* The points, x and y in the frame, are changed to shares of their box. */
static void put_path(struct plot *p, double *v, size_t n, double thick, bool filled, uint32_t color)
{
    double x0 = HUGE_VAL, y0 = HUGE_VAL, x1 = -HUGE_VAL, y1 = -HUGE_VAL;
    for (size_t i = 0; i < n; i++) {
        x0 = fmin(x0, v[2 * i]), x1 = fmax(x1, v[2 * i]);
        y0 = fmin(y0, v[2 * i + 1]), y1 = fmax(y1, v[2 * i + 1]);
    }
    const struct area a = {.x = x0, .y = y0, .width = fmax(x1 - x0, 0.01), .height = fmax(y1 - y0, 0.01)};
    struct node *node = n > 1 ? drawing_node(p->d, NODE_SHAPE, &a, false) : NULL;
    if (!node)
        return;
    for (size_t i = 0; i < n; i++) {
        v[2 * i] = (v[2 * i] - x0) / a.width;
        v[2 * i + 1] = (v[2 * i + 1] - y0) / a.height;
    }
    node->as.shape.kind = SHAPE_PATH;
    node->as.shape.points = v;
    node->as.shape.n_points = n;
    node->as.shape.closed = filled;
    node->as.shape.fill = (struct fill){filled, color};
    node->as.shape.stroke = (struct border){.width = thick, .color = color};
}

/* One line of text: `x` is its left end, middle or right end, `y` its baseline. */
static void put_text(struct plot *p, const char *text, double x, double y, enum align align, double size, bool bold)
{
    struct reader *r = p->d->r;
    const double room = 2 * text_width(text, size) + 2 * size;
    const double left = align == ALIGN_CENTER ? x - room / 2 : align == ALIGN_RIGHT ? x - room : x;
    const struct area a = {.x = left, .y = y - ASCENT * size, .width = room, .height = 1.3 * size};
    struct node *box = *text ? drawing_node(p->d, NODE_SHAPE, &a, false) : NULL;
    if (!box)
        return;
    struct node *para = node_new(r->doc, NODE_PARA, box, arena_printf(&r->doc->arena, "%s.1", box->place), box->pos);
    para->as.para.style = r->doc->body;
    para->as.para.own = intern_para(r, &(struct para_props){.align = align, .line_rule = LINE_MULTIPLE, .line = 1});
    struct char_props chr = r->doc->body->chr;
    chr.size = size;
    chr.bold = bold;
    chr.color = 0;
    node_text(r->doc, para, text)->as.text.chr = intern_chr(r, &chr);
}

static const char *number_text(struct plot *p, double v)
{
    struct buf out = {0};
    int decimals = 0;
    for (double step = p->step; decimals < 6 && fabs(step - round(step)) > 1e-6 * fabs(step); decimals++)
        step *= 10;
    buf_number(&out, v, decimals);
    return arena_buf(&p->d->r->doc->arena, &out);
}

static const char *category(struct plot *p, size_t i)
{
    return p->c->names[i] ? p->c->names[i] : arena_printf(&p->d->r->doc->arena, "%zu", i + 1);
}

/* ---- the scale ---- */

/* Steps of 1, 2 or 5 times a power of ten, ten at most, so that a twentieth is left above the largest value. */
static void plot_scale(struct plot *p)
{
    double low = 0, high = 0;
    for (size_t i = 0; i < p->c->points; i++) {
        double sum = 0;
        for (size_t k = 0; k < p->c->n; k++) {
            sum = p->c->stacked ? sum + p->c->series[k].v[i] : p->c->series[k].v[i];
            low = fmin(low, sum), high = fmax(high, sum);
        }
    }
    const double more = (high - low) / 20;
    if (!(more > 0) || more > 1e15) {
        p->max = p->step = 1;
        return;
    }
    high += high > 0 ? more : 0;
    low -= low < 0 ? more : 0;
    const double power = pow(10, floor(log10((high - low) / STEPS_MOST)));
    static const double factors[] = {1, 2, 5, 10};
    for (size_t i = 0; i < 4; i++) {
        p->step = power * factors[i];
        p->max = ceil(high / p->step - 1e-9) * p->step;
        p->min = floor(low / p->step + 1e-9) * p->step;
        if ((high - low) / p->step <= STEPS_MOST)
            return;
    }
}

static size_t plot_steps(const struct plot *p)
{
    return (size_t)fmin(round((p->max - p->min) / p->step), 3 * STEPS_MOST);
}

static double share(const struct plot *p, double v)
{
    return (v - p->min) / (p->max - p->min);
}

static double upright(const struct plot *p, double v)
{
    return p->bottom - share(p, v) * (p->bottom - p->top);
}

/* ---- axes ---- */

static void plot_margins(struct plot *p, double legend_width)
{
    const struct chart *c = p->c;
    const bool bars = c->kind == CHART_BARS;
    double widest = 0, last = 0;
    for (size_t i = 0; i <= plot_steps(p); i++) {
        const double w = text_width(number_text(p, p->min + (double)i * p->step), TEXT);
        widest = bars ? widest : fmax(widest, w);
        last = bars ? w / 2 : 0;
    }
    for (size_t i = 0; bars && i < c->points; i++)
        widest = fmax(widest, text_width(category(p, i), TEXT));
    if (c->kind == CHART_AREAS)
        last = text_width(category(p, c->points - 1), TEXT) / 2;
    p->left = fmin(LABEL_LEFT + widest + LABEL_GAP, p->d->width / 2);
    p->right = p->d->width - (c->legend == LEGEND_RIGHT ? legend_width : AROUND + last);
    p->top = AROUND + (c->title ? 1.4 * TITLE : 0);
    p->bottom = p->d->height - BELOW - (c->legend == LEGEND_BOTTOM ? LEGEND_BELOW : 0);
}

static double slot_width(const struct plot *p, double length)
{
    return length / (double)p->c->points;
}

/* The middle of a category along its axis; areas reach from end to end. */
static double slot_middle(const struct plot *p, size_t i)
{
    const double length = p->right - p->left;
    if (p->c->kind == CHART_AREAS)
        return p->left + (p->c->points > 1 ? length * (double)i / (double)(p->c->points - 1) : length / 2);
    return p->left + slot_width(p, length) * ((double)i + 0.5);
}

static void draw_axes(struct plot *p)
{
    const bool bars = p->c->kind == CHART_BARS;
    const double w = p->right - p->left, h = p->bottom - p->top;
    const uint32_t color = p->c->line;
    const size_t n = plot_steps(p);
    for (size_t i = 0; i <= n; i++) {
        const double v = p->min + (double)i * p->step, x = p->left + share(p, v) * w, y = upright(p, v);
        if (bars) {
            put_line(p, x, p->bottom, 0, TICK, THIN, color);
            if (p->c->grid && i > 0)
                put_line(p, x, p->top, 0, h, THIN, color);
            put_text(p, number_text(p, v), x, p->bottom + LABEL_BELOW, ALIGN_CENTER, TEXT, false);
        } else {
            put_line(p, p->left - TICK, y, TICK, 0, THIN, color);
            if (p->c->grid && i > 0)
                put_line(p, p->left, y, w, 0, THIN, color);
            put_text(p, number_text(p, v), p->left - LABEL_GAP, y + 0.33 * TEXT, ALIGN_RIGHT, TEXT, false);
        }
    }
    put_line(p, p->left, p->top, 0, h, THIN, color);
    put_line(p, p->left, p->bottom, w, 0, THIN, color);
    for (size_t i = 0; i < p->c->points; i++) {
        if (bars)
            put_text(p, category(p, i), p->left - LABEL_GAP, p->bottom - slot_width(p, h) * ((double)i + 0.5) + 0.33 * TEXT,
                     ALIGN_RIGHT, TEXT, false);
        else
            put_text(p, category(p, i), slot_middle(p, i), p->bottom + LABEL_BELOW, ALIGN_CENTER, TEXT, false);
    }
}

/* ---- series ---- */

static void draw_bars(struct plot *p)
{
    const struct chart *c = p->c;
    const bool bars = c->kind == CHART_BARS;
    const double w = p->right - p->left, h = p->bottom - p->top, slot = slot_width(p, bars ? h : w);
    const double bar = slot / ((c->stacked ? 1 : (double)c->n) + c->gap);
    for (size_t i = 0; i < c->points; i++) {
        double sum = 0;
        for (size_t k = 0; k < c->n; k++) {
            const double from = c->stacked ? sum : 0, to = from + c->series[k].v[i];
            const double at = slot * (double)i + bar * (c->gap / 2 + (c->stacked ? 0 : (double)k));
            const double a = share(p, fmin(from, to)), b = share(p, fmax(from, to));
            sum = to;
            if (bars)
                put_rect(p, p->left + a * w, p->bottom - at - bar, (b - a) * w, bar, c->series[k].color);
            else
                put_rect(p, p->left + at, p->bottom - b * h, bar, (b - a) * h, c->series[k].color);
        }
    }
}

static double stacked_to(const struct chart *c, size_t k, size_t i)
{
    double sum = c->series[k].v[i];
    for (size_t j = 0; c->stacked && j < k; j++)
        sum += c->series[j].v[i];
    return sum;
}

/* Through the points, bent as Catmull and Rom have it. */
static double between(const double *y, size_t n, size_t i, double t)
{
    const double a = y[i > 0 ? i - 1 : 0], b = y[i], c = y[i + 1], d = y[i + 2 < n ? i + 2 : n - 1];
    return b + t * ((c - a) + t * ((2 * a - 5 * b + 4 * c - d) + t * (3 * (b - c) + d - a))) / 2;
}

static void draw_line_series(struct plot *p, size_t k)
{
    const struct series *s = &p->c->series[k];
    const size_t n = p->c->points, parts = s->smooth ? CURVE : 1, all = n > 1 ? (n - 1) * parts + 1 : 1;
    double *v = ARENA_NEWS(&p->d->r->doc->arena, 2 * all, double), y[CHART_POINTS];
    for (size_t i = 0; i < n; i++)
        y[i] = upright(p, stacked_to(p->c, k, i));
    for (size_t i = 0; i < all; i++) {
        const size_t at = i / parts;
        const double t = (double)(i % parts) / (double)parts, x = slot_middle(p, at);
        v[2 * i] = t > 0 ? x + t * (slot_middle(p, at + 1) - x) : x;
        v[2 * i + 1] = t > 0 ? between(y, n, at, t) : y[at];
    }
    put_path(p, v, all, THICK, false, s->color);
    for (size_t i = 0; i < n; i++)
        put_rect(p, slot_middle(p, i) - MARK / 2, y[i] - MARK / 2, MARK, MARK, s->color);
}

/* The last series lies in front; of stacked ones the first, which is the lowest. */
static void draw_area_series(struct plot *p, size_t k)
{
    const size_t n = p->c->points;
    double *v = ARENA_NEWS(&p->d->r->doc->arena, 2 * n + 4, double);
    for (size_t i = 0; i < n; i++) {
        v[2 * i] = slot_middle(p, i);
        v[2 * i + 1] = upright(p, stacked_to(p->c, k, i));
    }
    v[2 * n] = slot_middle(p, n - 1);
    v[2 * n + 2] = slot_middle(p, 0);
    v[2 * n + 1] = v[2 * n + 3] = upright(p, fmin(fmax(0, p->min), p->max));
    put_path(p, v, n + 2, 0, true, p->c->series[k].color);
}

static uint32_t slice_color(struct plot *p, size_t i)
{
    char accent[] = "accent1";
    uint32_t color = 0x4F81BD;
    accent[6] = (char)('1' + i % 6);
    theme_color(p->d->r, accent, &color);
    return color;
}

static void draw_pie(struct plot *p, double legend_width)
{
    const struct chart *c = p->c;
    const double top = AROUND + (c->title ? 1.4 * TITLE : 0), full = 2 * 3.14159265358979323846;
    const double right = p->d->width - (c->legend == LEGEND_RIGHT ? legend_width : AROUND);
    const double bottom = p->d->height - AROUND - (c->legend == LEGEND_BOTTOM ? LEGEND_BELOW : 0);
    const double radius = fmin(right - AROUND, bottom - top) / 2, x = (AROUND + right) / 2, y = (top + bottom) / 2;
    double sum = 0, at = 0;
    for (size_t i = 0; i < c->points; i++)
        sum += fabs(c->series[0].v[i]);
    for (size_t i = 0; i < c->points && sum > 0 && radius > 0; i++) {
        const double part = fabs(c->series[0].v[i]) / sum;
        const size_t n = (size_t)ceil(part * PIE_STEPS) + 1;
        double *v = ARENA_NEWS(&p->d->r->doc->arena, 2 * n + 2, double);
        for (size_t k = 0; k < n; k++) {
            const double turn = full * (at + part * (double)k / (double)(n - 1 ? n - 1 : 1));
            v[2 * k] = x + radius * sin(turn);
            v[2 * k + 1] = y - radius * cos(turn);
        }
        v[2 * n] = x;
        v[2 * n + 1] = y;
        if (part > 0)
            put_path(p, v, n + 1, 0, true, slice_color(p, i));
        at += part;
    }
}

/* ---- the legend ---- */

static size_t entries(const struct plot *p)
{
    return p->c->kind == CHART_PIE ? p->c->points : p->c->n;
}

static const char *entry_text(struct plot *p, size_t i)
{
    if (p->c->kind == CHART_PIE)
        return category(p, i);
    return p->c->series[i].name ? p->c->series[i].name : arena_printf(&p->d->r->doc->arena, "Series%zu", i + 1);
}

static double key_width(const struct plot *p)
{
    return p->c->kind == CHART_LINES ? LINE_KEY : KEY;
}

static void draw_key(struct plot *p, size_t i, double x, double base)
{
    const uint32_t color = p->c->kind == CHART_PIE ? slice_color(p, i) : p->c->series[i].color;
    if (p->c->kind == CHART_LINES) {
        put_line(p, x, base - 3.3, LINE_KEY, 0, THICK, color);
        put_rect(p, x + (LINE_KEY - MARK) / 2, base - 3.3 - MARK / 2, MARK, MARK, color);
    } else {
        put_rect(p, x, base - 0.7 - KEY, KEY, KEY, color);
    }
}

static double legend_width(struct plot *p)
{
    double widest = 0;
    for (size_t i = 0; i < entries(p); i++)
        widest = fmax(widest, text_width(entry_text(p, i), TEXT));
    return fmin(10 + widest + KEY_GAP + key_width(p) + LEGEND_GAP, p->d->width / 2);
}

static void draw_legend(struct plot *p, double width)
{
    const size_t n = entries(p);
    const double key = key_width(p) + KEY_GAP;
    if (p->c->legend == LEGEND_RIGHT) {
        const double x = p->d->width - width + LEGEND_GAP, first = p->d->height / 2 + 3.3 - ENTRY_PITCH * (double)(n - 1) / 2;
        for (size_t i = 0; i < n; i++) {
            draw_key(p, i, x, first + ENTRY_PITCH * (double)i);
            put_text(p, entry_text(p, i), x + key, first + ENTRY_PITCH * (double)i, ALIGN_LEFT, TEXT, false);
        }
    } else if (p->c->legend == LEGEND_BOTTOM) {
        double all = -ENTRY_GAP, x;
        for (size_t i = 0; i < n; i++)
            all += key + text_width(entry_text(p, i), TEXT) + ENTRY_GAP;
        x = (p->d->width - all) / 2;
        for (size_t i = 0; i < n; i++) {
            const size_t k = p->c->kind == CHART_BARS ? n - 1 - i : i; /* as bars lie above each other */
            draw_key(p, k, x, p->d->height - LEGEND_BASE);
            put_text(p, entry_text(p, k), x + key, p->d->height - LEGEND_BASE, ALIGN_LEFT, TEXT, false);
            x += key + text_width(entry_text(p, k), TEXT) + ENTRY_GAP;
        }
    }
}

void chart_draw(struct drawing *d, const struct chart *c)
{
    struct plot p = {.d = d, .c = c};
    const double width = legend_width(&p);
    plot_scale(&p);
    plot_margins(&p, width);
    if (c->kind == CHART_PIE) {
        draw_pie(&p, width);
    } else if (p.right > p.left && p.bottom > p.top) {
        draw_axes(&p);
        if (c->kind == CHART_COLUMNS || c->kind == CHART_BARS)
            draw_bars(&p);
        for (size_t k = 0; k < c->n; k++) {
            if (c->kind == CHART_AREAS)
                draw_area_series(&p, c->stacked ? c->n - 1 - k : k);
            else if (c->kind == CHART_LINES)
                draw_line_series(&p, k);
        }
    }
    draw_legend(&p, width);
    if (c->title)
        put_text(&p, c->title, d->width / 2, AROUND + TITLE, ALIGN_CENTER, TITLE, true);
}
