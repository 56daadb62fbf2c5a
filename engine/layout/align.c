/* The room that a line has left: at its ends, or between its words or letters. */
#include "layout/layout.h"

/* Spaces that justify may stretch: those after the last tab (6.7), but for those before the first word: five lines of five papers
 * printed by Word begin with two to twenty-one of them, all as wide as they are. */
static size_t line_spaces(const struct piece *v, const struct line *line, size_t *from)
{
    size_t n = 0;
    *from = line->first;
    for (size_t i = line->first; i < line->shown; i++) {
        if (v[i].type == PIECE_TAB || (v[i].type == PIECE_SPACE && i == *from)) {
            *from = i + 1;
            n = 0;
        } else if (v[i].type == PIECE_SPACE) {
            n += v[i].bytes;
        }
    }
    return n;
}

/* Letters of a piece that room may be put behind: what is one cluster stays together. */
static size_t piece_letters(const struct piece *v)
{
    size_t n = 0;
    if (v->type == PIECE_IMAGE || v->type == PIECE_FORMULA)
        return 1;
    for (size_t k = 0; k < v->n_glyphs && v->type != PIECE_HYPHEN; k++)
        n += k + 1 == v->n_glyphs || v->glyphs[k + 1].cluster != v->glyphs[k].cluster;
    return n;
}

static bool stands_alone(const struct para_box *p, const struct line *line)
{
    const struct piece *v = line->shown > line->first ? &p->pieces[line->first] : NULL;
    return v && v->type == PIECE_FORMULA && v->node->as.formula.alone;
}

/* A formula that stands alone stands between the indents, that of the first line left out. */
static void display_align(struct para_box *p, const struct line *line, const struct measure *m, double width)
{
    const enum align align = p->pieces[line->first].node->as.formula.align;
    const double free = m->end - p->props->left - width, from = p->props->left - m->start;
    const double shift = align == ALIGN_LEFT || free < 0 ? 0 : align == ALIGN_RIGHT ? free : free / 2;
    for (size_t i = line->first; i < line->shown; i++)
        p->pieces[i].x += from + shift;
}

/* All letters and spaces of the line equally far apart, also of the last one (ECMA-376-1, 17.18.44, distribute). */
static void line_spread(struct para_box *p, struct line *line, double free)
{
    size_t n = 0;
    line_spaces(p->pieces, line, &line->stretch_from);
    for (size_t i = line->stretch_from; i < line->shown; i++)
        n += piece_letters(&p->pieces[i]);
    if (n < 2)
        return;
    line->spread = free / (double)(n - 1);
    double shift = 0;
    for (size_t i = line->stretch_from; i < line->shown; i++) {
        struct piece *v = &p->pieces[i];
        const double more = line->spread * (double)piece_letters(v);
        v->x += shift;
        v->width += more;
        shift += more;
    }
    p->pieces[line->shown - 1].width -= line->spread;
}

void line_loosen(struct para_box *p, const struct line *line)
{
    for (size_t i = line->stretch_from; line->stretch != 0 && i < line->shown; i++)
        if (p->pieces[i].type == PIECE_SPACE)
            p->pieces[i].width -= line->stretch * (double)p->pieces[i].bytes;
    for (size_t i = line->stretch_from; line->spread != 0 && i < line->shown; i++)
        p->pieces[i].width -= line->spread * ((double)piece_letters(&p->pieces[i]) - (i + 1 == line->shown));
}

void line_align(struct para_box *p, struct line *line, const struct measure *m, bool last)
{
    const double width = fit_place(p->pieces, line->first, line->shown, m);
    const double free = m->end - m->start - width;
    double shift = 0;
    if (stands_alone(p, line)) {
        display_align(p, line, m, width);
        return;
    }
    if (free <= 0 && !line->squeezed)
        return;
    if (p->props->align == ALIGN_CENTER)
        shift = free / 2;
    else if (p->props->align == ALIGN_RIGHT)
        shift = free;
    else if (align_justifies(p->props->align) && (!last || line->squeezed || p->props->align == ALIGN_JUSTIFY_ALL)) {
        const size_t n = line_spaces(p->pieces, line, &line->stretch_from);
        line->stretch = n ? free / (double)n : 0;
    } else if (p->props->align == ALIGN_DISTRIBUTE) {
        line_spread(p, line, free);
    }
    for (size_t i = line->first; i < line->shown; i++) {
        struct piece *v = &p->pieces[i];
        v->x += shift;
        if (v->type == PIECE_SPACE && i >= line->stretch_from) {
            v->width += line->stretch * (double)v->bytes;
            shift += line->stretch * (double)v->bytes;
        }
    }
}
