/* Line fitting: greedy, first fit, advances summed unrounded, the spaces after the last word hang
 * (Word layout 1.1 to 1.4; tabs 6). Where the measure allows it, the spaces of a justified line may
 * shrink for the first word that does not fit (1.7).
 *
 * A pen runs along the line. A tab opens a stretch of text whose start depends on the text itself
 * (right, centre, decimal); the pen knows the stretch's width so far and can tell its end at any
 * time. */
#include "layout/layout.h"

#include <math.h>

struct pen {
    double base; /* the stretch begins here when the tab has no width left */
    double stop;
    enum tab_align align; /* TAB_LEFT also stands for no tab: stop = base */
    double width;         /* of the stretch so far */
    double lead;          /* of it before the decimal separator; -1 = none yet */
};

static void pen_begin(struct pen *pen, double x)
{
    *pen = (struct pen){.base = x, .stop = x, .align = TAB_LEFT, .lead = -1};
}

static double pen_start(const struct pen *pen)
{
    double ahead = 0;
    if (pen->align == TAB_RIGHT)
        ahead = pen->width;
    else if (pen->align == TAB_CENTER)
        ahead = pen->width / 2;
    else if (pen->align == TAB_DECIMAL)
        ahead = pen->lead >= 0 ? pen->lead : pen->width;
    return fmax(pen->base, pen->stop - ahead);
}

static double pen_x(const struct pen *pen)
{
    return pen_start(pen) + pen->width;
}

/* Width of the piece before its decimal separator, -1 if it has none. The text of a separator is
 * one byte, so the glyph is found by what a one-byte cluster holds. */
static double piece_lead(const struct piece *p, const char *text)
{
    double w = 0;
    if (!text)
        return -1;
    for (size_t i = 0; i < p->n_glyphs; i++) {
        const size_t at = p->offset + p->glyphs[i].cluster - p->base;
        if (text[at] == p->run->decimal)
            return w;
        w += p->glyphs[i].advance * p->run->em + p->run->spacing;
    }
    return -1;
}

static void pen_add(struct pen *pen, const struct piece *p, const char *text)
{
    if (pen->align == TAB_DECIMAL && pen->lead < 0 && p->type == PIECE_WORD) {
        const double lead = piece_lead(p, text);
        if (lead >= 0)
            pen->lead = pen->width + lead;
    }
    pen->width += p->width;
}

/* The first stop strictly beyond x (6.3, 6.4). `given`: somebody set it. Within a hanging indent no default stop counts:
 * the indent is the stop. */
static struct tab tab_find(const struct measure *m, double x, bool *given)
{
    const double beyond = x + 0.001;
    struct tab best = {.at = (floor(beyond / m->default_tab) + 1) * m->default_tab, .align = TAB_LEFT};
    *given = false;
    for (size_t i = 0; i < m->n_tabs; i++) {
        struct tab tab = m->tabs[i];
        tab.at = fmin(tab.at, m->reach);
        if (tab.align != TAB_BAR && tab.at > beyond && (!*given || tab.at < best.at)) {
            best = tab;
            *given = true;
        }
    }
    if (m->hanging > m->start && m->hanging > beyond && (!*given || m->hanging < best.at)) {
        best = (struct tab){.at = m->hanging, .align = TAB_LEFT};
        *given = true;
    }
    return best;
}

/* Where a tab to a place of the line leads; what follows is set there as at a stop. */
static struct tab tab_place(const struct measure *m, const struct piece *tab)
{
    const bool indent = tab->to & PLACE_INDENT;
    const double from = indent ? m->start : 0, to = indent ? m->end : m->width;
    switch ((tab->to & ~PLACE_INDENT) - 1) {
    case ALIGN_CENTER: return (struct tab){.at = (from + to) / 2, .align = TAB_CENTER, .leader = tab->leader};
    case ALIGN_RIGHT: return (struct tab){.at = to, .align = TAB_RIGHT, .leader = tab->leader};
    default: return (struct tab){.at = from, .align = TAB_LEFT, .leader = tab->leader};
    }
}

/* false: a default stop beyond the line's end, the tab goes to the next line (6.7); but before mode 15 it stays where a stop that
 * somebody set has already led beyond that end (eight lines of a form printed by Word). */
static bool pen_tab(struct pen *pen, const struct measure *m, const struct piece *tab, struct tab *out)
{
    bool given = true;
    const double x = pen_x(pen);
    *out = tab->to ? tab_place(m, tab) : tab_find(m, x, &given);
    const bool fits = given || out->at <= m->end + FIT_SLACK || (m->reach == HUGE_VAL && x > m->end);
    *pen = (struct pen){.base = x, .stop = out->at, .align = out->align, .lead = -1};
    return fits;
}

static void fit_end(const struct piece *v, size_t first, size_t end, struct fit *out)
{
    out->end = out->shown = end;
    if (out->shown > first && v[out->shown - 1].type == PIECE_BREAK)
        out->shown--;
    while (out->shown > first && v[out->shown - 1].type == PIECE_SPACE)
        out->shown--;
}

/* ---- the squeeze ---- */

/* The share of their width that the spaces may lose: a quarter at most, and half of what they would gain without the word.
 * Measured on 1,900 words that did not fit into lines of nine papers printed by Word for Windows (Times New Roman 12 to 16 pt,
 * Arial 18 pt): nearest to the half are 0.5006 and 0.502 of it, taken and refused, nearest to the quarter 0.2500, taken. */
#define SQUEEZE_MOST 0.25
#define SQUEEZE_HALF 0.5

/* Widths of a stretch of line without tabs; spaces at its end are not in it, those before its first word keep their width. */
struct sums {
    double width, spaces;
    double hanging;
};

static void sums_add(struct sums *s, const struct piece *p)
{
    if (p->type == PIECE_SPACE) {
        s->hanging += p->width;
        return;
    }
    s->spaces += s->width > 0 ? s->hanging : 0;
    s->width += s->hanging + p->width;
    s->hanging = 0;
}

/* Does the word that begins at `at` and does not fit go into the line all the same? *end is the piece after it. What lies
 * before the last tab keeps its place: only the spaces behind it shrink, and a tab that text ends or is centred at forbids it. */
static bool fit_squeeze(const struct piece *v, size_t n, size_t first, size_t at, const struct measure *m, size_t *end)
{
    struct sums without = {0}, with;
    struct pen pen;
    size_t i = first;
    pen_begin(&pen, m->start);
    for (; i < at; i++) {
        struct tab stop;
        if (v[i].type != PIECE_TAB) {
            pen_add(&pen, &v[i], m->text);
            sums_add(&without, &v[i]);
            continue;
        }
        pen_tab(&pen, m, &v[i], &stop);
        if (pen.align != TAB_LEFT)
            return false;
        without = (struct sums){0};
    }
    const double room = m->end - pen_start(&pen);
    with = without;
    for (; i < n && (i == at || v[i].before != BREAK_ALLOWED); i++) {
        if (v[i].type == PIECE_TAB || v[i].type == PIECE_BREAK || v[i].type == PIECE_SPACE)
            break;
        sums_add(&with, &v[i]);
    }
    *end = i;
    if (!(with.spaces > 0))
        return false;
    const double shrink = (with.width - room - FIT_SLACK) / with.spaces;
    const double stretch = without.spaces > 0 ? (room - without.width) / without.spaces : HUGE_VAL;
    return shrink <= fmin(SQUEEZE_MOST, SQUEEZE_HALF * stretch);
}

/* The line ends behind the word that was squeezed in, with the spaces and the break behind it. */
static void fit_squeezed(const struct piece *v, size_t n, size_t first, size_t end, struct fit *out)
{
    while (end < n && v[end].type == PIECE_SPACE)
        end++;
    if (end < n && v[end].type == PIECE_BREAK)
        end++;
    fit_end(v, first, end, out);
    out->squeezed = true;
}

/* ---- a line ---- */

static double line_limit(const struct pen *pen, const struct measure *m)
{
    return pen->align != TAB_LEFT ? fmax(m->end, pen->stop) : m->end;
}

/* A word divided behind piece i has a hyphen there, which must fit too. */
static bool hyphen_fits(const struct pen *pen, const struct piece *hyphen, const struct measure *m)
{
    return pen_x(pen) + hyphen->height <= line_limit(pen, m) + FIT_SLACK;
}

void fit_line(const struct piece *v, size_t n, size_t first, const struct measure *m,
              struct fit *out)
{
    struct pen pen;
    size_t allowed = first, emergency = first;
    bool over = false;
    struct tab stop;
    *out = (struct fit){0};
    pen_begin(&pen, m->start);
    for (size_t i = first; i < n; i++) {
        if (i > first && v[i].before != BREAK_NEVER && (v[i - 1].type != PIECE_HYPHEN || hyphen_fits(&pen, &v[i - 1], m))) {
            if (over) {
                fit_end(v, first, i, out);
                return;
            }
            if (v[i].before == BREAK_ALLOWED)
                allowed = i;
            else
                emergency = i;
        }
        if (v[i].type == PIECE_BREAK) {
            fit_end(v, first, i + 1, out);
            return;
        }
        if (v[i].type == PIECE_TAB) {
            if (!pen_tab(&pen, m, &v[i], &stop) && i > first) {
                fit_end(v, first, i, out);
                return;
            }
            continue;
        }
        pen_add(&pen, &v[i], m->text);
        if (v[i].type == PIECE_SPACE || pen_x(&pen) <= line_limit(&pen, m) + FIT_SLACK)
            continue;
        size_t end;
        if (m->squeeze && !over && allowed > first && fit_squeeze(v, n, first, allowed, m, &end)) {
            fit_squeezed(v, n, first, end, out);
            return;
        }
        const size_t cut = allowed > first ? allowed : emergency;
        if (cut > first) {
            fit_end(v, first, cut, out);
            return;
        }
        over = true; /* nothing to cut at: the line is too full, it ends at the first chance */
    }
    fit_end(v, first, n, out);
}

/* Sets x of the pieces and the width of the tabs; natural, from the measure's start. */
double fit_place(struct piece *v, size_t first, size_t shown, const struct measure *m)
{
    struct pen pen;
    struct piece *tab = NULL;
    size_t begin = first;
    pen_begin(&pen, m->start);
    if (shown > first && v[shown - 1].type == PIECE_HYPHEN)
        v[shown - 1].width = v[shown - 1].height;
    for (size_t i = first; i <= shown; i++) {
        if (i < shown && v[i].type != PIECE_TAB) {
            pen_add(&pen, &v[i], m->text);
            continue;
        }
        double x = pen_start(&pen);
        if (tab)
            tab->width = x - tab->x;
        for (size_t k = begin; k < i; k++) {
            v[k].x = x;
            x += v[k].width;
        }
        if (i < shown) {
            struct tab stop;
            tab = &v[i];
            tab->x = pen_x(&pen);
            pen_tab(&pen, m, tab, &stop);
            tab->leader = stop.leader;
            begin = i + 1;
        }
    }
    return pen_x(&pen) - m->start;
}
