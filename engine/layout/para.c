/* A paragraph becomes lines: fitted, aligned, with heights and baselines.
 *
 * Heights follow Word layout 2: a line is as high as the fonts on it, the extra of a multiple lies
 * below, an exact line has its baseline at four fifths whatever the font; an empty paragraph has
 * the height of its mark. Borders take room inside the first and the last line (3.12). */
#include "layout/math.h"


struct extent {
    double ascent, descent;
    double text; /* of the fonts, also of the one that a picture stands in */
    bool image;  /* makes an exact line higher: a clipped picture helps nobody */
};

static void extent_run(struct extent *e, const struct run *r)
{
    e->ascent = fmax(e->ascent, r->metrics->ascent * r->size + r->raise);
    e->descent = fmax(e->descent, r->metrics->descent * r->size - r->raise);
    e->text = fmax(e->text, (r->metrics->ascent + r->metrics->descent) * r->size);
}

/* In a file of Word spaces and tabs do not make a line higher: where a line has nothing else, the paragraph's mark does, or
 * they do where the paragraph goes on. Measured on papers printed by Word: tabs of Calibri 11 pt between words of Times New
 * Roman 13 pt; a tab and a space of 16 pt before a mark of 13 pt. */
static bool is_blank(const struct layout *l, const struct piece *v)
{
    return l->read && !l->doc->settings.from_writer && (v->type == PIECE_SPACE || v->type == PIECE_TAB);
}

/* Of a label in a file of others only what lies above the baseline makes the line higher, unless it is all there is. A line of
 * objects alone is as high as its text would be at least, all of it above the baseline: a drawn line of no height printed by
 * Word has 14.92 pt of Times New Roman 13 pt above it and nothing below. */
static struct extent para_extent(const struct layout *l, const struct piece *v, size_t first, size_t end)
{
    struct extent e = {0}, label = {0}, blank = {0};
    double above = 0, below = 0; /* of formulas */
    for (size_t i = first; i < end; i++) {
        if (v[i].type == PIECE_IMAGE) {
            const double raise = v[i].object ? 0 : v[i].node->as.image.raise;
            e.ascent = fmax(e.ascent, v[i].height + raise);
            e.descent = fmax(e.descent, -raise);
            e.text = fmax(e.text, (v[i].run->metrics->ascent + v[i].run->metrics->descent) * v[i].run->size);
            e.image = true;
        } else if (v[i].type == PIECE_FORMULA) {
            extent_run(&e, v[i].run);
            above = fmax(above, v[i].box->above);
            below = fmax(below, v[i].box->below);
        } else if (v[i].run->label) {
            extent_run(&label, v[i].run);
        } else {
            extent_run(is_blank(l, &v[i]) ? &blank : &e, v[i].run);
        }
    }
    if (e.image && e.descent == 0 && l->read)
        e.ascent = fmax(e.ascent, e.text);
    if (e.ascent == 0 && e.descent == 0)
        e = label.ascent > 0 ? label : blank;
    if (!e.image)
        e.text = e.ascent + e.descent;
    e.ascent = fmax(e.ascent, fmax(label.ascent, above));
    e.descent = fmax(e.descent, below);
    return e;
}

/* Nothing but spaces and tabs up to the paragraph's end. */
static bool ends_blank(const struct layout *l, const struct para_box *p, const struct line *line)
{
    for (size_t i = line->first; i < line->end; i++)
        if (!is_blank(l, &p->pieces[i]) || p->pieces[i].run->label)
            return false;
    return line->end == p->n_pieces && p->node->as.para.mark;
}

static struct extent mark_extent(struct layout *l, const struct para_box *p)
{
    struct extent e = {0};
    const struct run *run = items_run(l, mark_props(p->node), 0, NULL, p->node->pos);
    if (run)
        extent_run(&e, run);
    return e;
}

/* In a file of others a multiple is one of the text's height: a picture is as high as it is, and what a label adds above the
 * text is not multiplied. Measured on 8 pictures printed by Word, 43 to 216 pt high, alone and between words, within 0.05 pt;
 * on bullets of Symbol 13 pt before Times New Roman at 1.5 lines: 23.36 pt from line to line, where 23.82 would be multiplied. */
static void line_height(const struct layout *l, struct line *line, const struct para_props *props, struct extent e)
{
    const double natural = e.ascent + e.descent;
    enum line_rule rule = props->line_rule;
    if (!(props->line > 0))
        rule = LINE_AT_LEAST;
    else if (rule == LINE_EXACT && e.image)
        rule = LINE_AT_LEAST;
    line->height = natural;
    line->baseline = e.ascent;
    line->fit = natural;
    if (rule == LINE_MULTIPLE) {
        line->height = l->read ? natural + (props->line - 1) * e.text : natural * props->line;
        line->fit = fmin(natural, fmax(line->height, e.ascent));
    } else if (rule == LINE_EXACT) {
        line->height = props->line;
        line->baseline = 0.8 * props->line;
        line->fit = fmin(line->height, line->baseline + e.descent);
    } else if (natural < props->line) {
        line->height = line->fit = props->line;
        line->baseline = props->line - e.descent;
    }
}

static void line_notes(struct line *line, const struct piece *v, int *note)
{
    line->note_first = *note;
    for (size_t i = line->first; i < line->end; i++)
        if (v[i].note >= *note)
            *note = v[i].note + 1;
    line->note_end = *note;
}

static struct line *line_add(struct layout *l)
{
    MEM_ROOM(l->lines, l->n_lines, l->cap_lines);
    struct line *line = &l->lines[l->n_lines++];
    *line = (struct line){0};
    return line;
}

/* The line of an empty paragraph, or the one after a break that ends the paragraph. */
static void line_empty(struct layout *l, struct para_box *p, int note)
{
    struct extent e = {0};
    struct line *line = line_add(l);
    line->first = line->shown = line->end = p->n_pieces;
    line->note_first = line->note_end = note;
    if (p->n_pieces && !p->node->as.para.mark)
        extent_run(&e, p->pieces[p->n_pieces - 1].run);
    else
        e = mark_extent(l, p);
    line_height(l, line, p->props, e);
}

/* A label that ends or is centred at its place begins before it. */
static double label_shift(const struct para_box *p)
{
    const enum align align = p->node->as.para.label_align;
    return align == ALIGN_RIGHT ? p->label_width : align == ALIGN_CENTER ? p->label_width / 2 : 0;
}

/* From mode 15 on a stop beyond the text's edge, whatever the indent, holds text back at that edge; before, it stands where it
 * was put (6.7). Measured on two tables of contents whose stop lies 16 pt beyond the margin. */
static double tab_reach(const struct layout *l, const struct para_box *p)
{
    if (!l->read)
        return p->width - p->props->right;
    return l->doc->settings.squeeze ? p->width : HUGE_VAL;
}

static struct measure para_measure(const struct layout *l, const struct para_box *p, bool first)
{
    const struct para_props *props = p->props;
    const double default_tab = l->doc->settings.default_tab;
    return (struct measure){
        .start = props->left + (first ? props->first - label_shift(p) : 0),
        .end = p->width - props->right,
        .width = p->width,
        .tabs = props->tabs,
        .n_tabs = props->n_tabs,
        .hanging = first && props->first < 0 ? props->left : -HUGE_VAL,
        .default_tab = default_tab > 0 ? default_tab : DEFAULT_TAB,
        .squeeze = l->doc->settings.squeeze && props->align == ALIGN_JUSTIFY,
        .reach = tab_reach(l, p),
        .text = p->text,
    };
}

/* Does a line that begins with piece i begin the paragraph's text? The breaks of a page before a label do not. */
static bool begins_text(const struct para_box *p, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (p->pieces[k].type != PIECE_BREAK || p->pieces[k].to == BREAK_TO_LINE)
            return false;
    return i == 0 || p->pieces[i].run->label;
}

/* The line after a break is there though it is empty; after the break of a page there is nothing (3.5). */
static bool ends_open(const struct para_box *p)
{
    const struct piece *last = p->n_pieces ? &p->pieces[p->n_pieces - 1] : NULL;
    return !last || (last->type == PIECE_BREAK && last->to == BREAK_TO_LINE);
}

/* The line that begins with piece i. */
static struct line *line_make(struct layout *l, struct para_box *p, size_t i, const struct measure *m, int *note)
{
    struct fit fit;
    fit_line(p->pieces, p->n_pieces, i, m, &fit);
    struct line *line = line_add(l);
    line->first = i;
    line->shown = fit.shown;
    line->end = fit.end;
    line->squeezed = fit.squeezed;
    line->to = p->pieces[fit.end - 1].to;
    line_align(p, line, m, fit.end == p->n_pieces || line->to != BREAK_TO_LINE);
    line_height(l, line, p->props, ends_blank(l, p, line) ? mark_extent(l, p) : para_extent(l, p->pieces, line->first, line->end));
    if (l->read && line->shown == line->first && line->to > BREAK_TO_LINE)
        line->fit = 0; /* the break of a page or column hangs (flow.c) */
    line_notes(line, p->pieces, note);
    return line;
}

/* Beside an object no word is divided and none runs over: it goes on below instead. */
static bool line_fits(const struct para_box *p, const struct line *line, const struct measure *m)
{
    if (line->end < p->n_pieces && p->pieces[line->end].before == BREAK_EMERGENCY)
        return false;
    if (line->shown == line->first)
        return true;
    const struct piece *last = &p->pieces[line->shown - 1];
    return last->x + last->width <= m->end + FIT_SLACK + line->stretch;
}

/* What stands beside each other in one row is as high as the highest. */
static void row_even(struct line *row, size_t n)
{
    double height = 0, baseline = 0, fit = 0;
    for (size_t i = 0; i < n; i++) {
        baseline = fmax(baseline, row[i].baseline);
        height = fmax(height, row[i].height);
        fit = fmax(fit, row[i].fit);
    }
    for (size_t i = 0; i < n; i++) {
        row[i].baseline = baseline;
        row[i].height = height;
        row[i].fit = fit;
        if (i > 0)
            row[i].above = -height;
    }
}

/* The lines of one row; how many, 0: none fits into the lanes. */
static size_t row_make(struct layout *l, struct para_box *p, size_t *i, const struct lane *lanes, size_t n, const struct beside *w, int *note)
{
    const size_t start = l->n_lines;
    for (size_t k = 0; k < n && *i < p->n_pieces; k++) {
        struct measure m = para_measure(l, p, begins_text(p, *i));
        const bool whole = lanes[k].start <= m.start && lanes[k].end >= m.end;
        const int notes = *note;
        m.start = fmax(m.start, lanes[k].start);
        m.end = fmin(m.end, lanes[k].end);
        struct line *line = line_make(l, p, *i, &m, note);
        if (!whole && !w->force && !line_fits(p, line, &m)) {
            l->n_lines--;
            *note = notes;
            continue;
        }
        *i = line->end;
        if (p->pieces[line->end - 1].type == PIECE_BREAK)
            break;
    }
    row_even(l->lines + start, l->n_lines - start);
    return l->n_lines - start;
}

enum { ROW_TRIES = 64 }; /* places tried for a line before it is set where it was to stand */

/* A row at y or below; *y becomes its top. */
static size_t row_place(struct layout *l, struct para_box *p, size_t *i, const struct beside *w, double *y, int *note)
{
    const double top = *y;
    const struct measure m = para_measure(l, p, begins_text(p, *i));
    struct beside forced = *w;
    struct lane lanes[LANES];
    const double lead = *i == 0 ? w->lead : 0;
    double height = p->pieces[*i].run ? p->pieces[*i].run->size : 1, next;
    for (int tries = 0; tries < ROW_TRIES; tries++) {
        const size_t at = *i, start = l->n_lines;
        const int notes = *note;
        size_t n = wrap_lanes(w, *y, lead + height, fmin(m.start, m.end), m.end, LEAST_LANE, lanes, &next);
        n = n ? row_make(l, p, i, lanes, n, w, note) : 0;
        if (n && l->lines[start].fit <= height + FIT_SLACK)
            return n;
        if (n) { /* higher than thought: does it meet more? */
            height = l->lines[start].fit;
        } else if (next < w->bottom) {
            *y = next;
        } else if (!w->force) {
            break;
        } else {
            tries = ROW_TRIES;
        }
        l->n_lines = start;
        *i = at;
        *note = notes;
    }
    *y = w->force ? top : fmax(top, next < HUGE_VAL ? next : top);
    forced.force = true;
    return row_make(l, p, i, &(struct lane){fmin(m.start, m.end), m.end}, 1, &forced, note);
}

enum { MARK_LANE = 1 }; /* room that the mark of an empty paragraph asks for beside an object [pt] */

/* The line of an empty paragraph gives way as well, but where text finds no inch the mark still has room: on a paper printed by
 * Word rows of empty paragraphs stand beside text boxes that leave 2 to 24 pt. */
static void empty_place(struct line *line, const struct para_box *p, const struct beside *w)
{
    struct lane lanes[LANES];
    double y = w->y, next;
    for (int tries = 0; tries < ROW_TRIES; tries++, y = next)
        if (wrap_lanes(w, y, w->lead + line->height, 0, p->width, MARK_LANE, lanes, &next) || next >= w->bottom)
            break;
    line->above = w->force && y + w->lead + line->height > w->bottom ? 0 : y - w->y;
}

enum { SPARE_LINES = 4 }; /* below a column's end: enough to know of widows */

/* Beside something only the lines of the column are made: those below are fitted anew in any case. */
static void para_lines(struct layout *l, struct para_box *p, size_t from, int note, const struct beside *wrap)
{
    struct beside w = wrap ? *wrap : (struct beside){0};
    double y = w.y;
    int spare = SPARE_LINES;
    p->open = false;
    for (size_t i = from; i < p->n_pieces;) {
        if (wrap) {
            if (y > w.bottom && spare-- == 0) {
                p->open = true;
                return;
            }
            const double top = y;
            const size_t first = l->n_lines;
            const double lead = i == 0 ? w.lead : 0;
            row_place(l, p, &i, &w, &y, &note);
            l->lines[first].above = y - top;
            y += lead + l->lines[first].height;
            w.force = false;
            continue;
        }
        const struct measure m = para_measure(l, p, begins_text(p, i));
        i = line_make(l, p, i, &m, &note)->end;
    }
    if (ends_open(p))
        line_empty(l, p, note);
    if (p->n_pieces == 0 && wrap)
        empty_place(&l->lines[0], p, wrap);
}

/* The first is not among the lines made now if `from` > 0. */
static void para_borders(const struct layout *l, struct para_box *p, size_t from)
{
    struct line *first = &p->lines[0], *last = &p->lines[p->n_lines - 1];
    const double room = border_room(p->joined_above ? p->props->between : p->props->edge.top);
    if (from == 0) {
        first->height += room;
        first->baseline += room;
        first->fit += room;
    }
    if (p->props->edge.bottom.width > 0 && !p->joined_below && !p->open) {
        last->height += border_room(p->props->edge.bottom);
        if (!l->read || l->doc->settings.from_writer) /* in a file of Word it hangs over the foot of the page */
            last->fit = last->height;
    }
}

/* The lines made, behind those that are kept. */
static void lines_keep(struct layout *l, struct para_box *p, size_t from)
{
    if (from + l->n_lines > p->cap_lines) {
        p->cap_lines = from == 0 ? l->n_lines : 2 * (from + l->n_lines);
        struct line *lines = ARENA_NEWS(&l->scratch, p->cap_lines, struct line);
        if (from)
            memcpy(lines, p->lines, from * sizeof *lines);
        p->lines = lines;
    }
    memcpy(p->lines + from, l->lines, l->n_lines * sizeof *l->lines);
    p->n_lines = from + l->n_lines;
    para_borders(l, p, from);
}

struct para_box *para_build(struct layout *l, const struct node *node, double width,
                            struct para_tags tags, const struct note *note)
{
    struct para_box *p = ARENA_NEW(&l->scratch, struct para_box);
    p->node = node;
    p->props = para_props(node);
    p->width = width;
    objects_build(l, p, tags.text);
    p->note_first = (int)l->n_notes;
    items_collect(l, p, tags, note);
    p->note_end = (int)l->n_notes;
    const struct measure m = para_measure(l, p, true);
    items_divide(l, p, m.end - fmax(m.start, p->props->left));
    p->n_pieces = l->n_pieces;
    p->pieces = ARENA_NEWS(&l->scratch, p->n_pieces + 1, struct piece);
    if (p->n_pieces)
        memcpy(p->pieces, l->pieces, p->n_pieces * sizeof *p->pieces);
    p->joined_above = l->read && node_paras_join(node->prev, node);
    p->joined_below = l->read && node_paras_join(node, node->next);
    l->n_lines = 0;
    para_lines(l, p, 0, p->note_first, NULL);
    lines_keep(l, p, 0);
    objects_settle(p);
    return p;
}

void para_refit(struct layout *l, struct para_box *p, size_t from, double width, const struct beside *wrap)
{
    const size_t piece = from > 0 ? p->lines[from - 1].end : 0;
    const int note = from > 0 ? p->lines[from - 1].note_end : p->note_first;
    for (size_t k = from; k < p->n_lines; k++)
        line_loosen(p, &p->lines[k]);
    p->width = width;
    l->n_lines = 0;
    para_lines(l, p, piece, note, wrap);
    lines_keep(l, p, from);
    if (wrap || p->bent > from)
        p->bent = wrap ? p->n_lines + 1 : from;
    objects_settle(p);
}

/* Anchors stand in the order of the text, as lines do. */
void objects_settle(struct para_box *p)
{
    size_t k = 0;
    for (size_t i = 0; i < p->n_objects; i++) {
        while (k + 1 < p->n_lines && p->lines[k + 1].first < p->n_pieces && p->pieces[p->lines[k + 1].first].offset <= p->objects[i].offset)
            k++;
        p->objects[i].line = k;
    }
}
