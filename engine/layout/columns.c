/* The text of a section onto pages: columns from left to right, a continuous section below the one before it, and columns
 * of equal height where a continuous section follows.
 *
 * The page under way goes over from section to section: page_y is where free room begins, floor where notes of columns do. */
#include "base/diag/layout.h"
#include "layout/layout.h"

#include <math.h>

enum { MOST_COLUMNS = 64, HEIGHTS_TRIED = 14 };

static double text_width(const struct section *s)
{
    return fmax(1, s->width - s->left - s->right);
}

/* x from the text's left edge; of `n` columns. */
static struct area column_of(const struct section *s, int i, int n)
{
    const struct columns *c = &s->columns;
    struct area a = {0};
    if (n == 1)
        return (struct area){.width = text_width(s)};
    if (!c->widths) {
        a.width = (text_width(s) - (n - 1) * c->space) / n;
        a.x = i * (a.width + c->space);
        return a;
    }
    for (int k = 0; k < i; k++)
        a.x += fmax(1, c->widths[k]) + fmax(0, c->spaces ? c->spaces[k] : c->space);
    a.width = fmax(1, c->widths[i]);
    return a;
}

/* Columns that have no room are one; what would begin outside the paper is not used. */
static int column_count(const struct section *s)
{
    int n = s->columns.n < 1 ? 1 : s->columns.n > MOST_COLUMNS ? MOST_COLUMNS : s->columns.n;
    if (!s->columns.widths && column_of(s, 0, n).width < 1)
        return 1;
    while (n > 1 && s->columns.widths && column_of(s, n - 1, n).x > text_width(s))
        n--;
    return n;
}

static struct area column_area(const struct section *s, int i)
{
    return column_of(s, i, column_count(s));
}

static const struct node *next_section(const struct node *section)
{
    const struct node *n = section->next;
    while (n && n->type != NODE_SECTION)
        n = n->next;
    return n;
}

/* Does it go on on the page of the one before? */
static bool goes_on(const struct section *s, const struct section *page)
{
    return s->start == SECTION_CONTINUOUS && s->width == page->width && s->height == page->height;
}

/* Does it begin in the next column of the page? Word to mode 14 does that where both sections have as many columns; from mode 15
 * on it takes a new page, as it does without a column to go to (seen by the makers of LibreOffice's reader, writerfilter). */
static bool goes_beside(const struct layout *l, const struct section *s)
{
    const struct section *before = l->ended.section;
    return s->start == SECTION_NEW_COLUMN && l->doc->settings.compat > 0 && l->doc->settings.compat < 15 && before &&
           s->width == before->width && s->height == before->height && column_count(s) == column_count(before) &&
           l->ended.column < column_count(s);
}

struct flow {
    struct layout *l;
    struct section_box *box;
    const struct node *section;
    struct source source;
    int column;   /* the first on the page that is free */
    bool below;   /* text stands above on the page */
    bool ended;   /* by a break of the page */
};

static struct pos source_pos(const struct source *s)
{
    if (s->para)
        return s->para->node->pos;
    const struct atom *a = &s->stack->atoms[s->next];
    return a->type == ATOM_ROW ? a->table->node->pos : a->type == ATOM_LINE ? a->para->node->pos : (struct pos){0};
}

static struct filler column_filler(const struct flow *f, int i, const struct source *from, double bottom)
{
    struct area area = column_area(f->box->section, i);
    area.x += f->l->body_left;
    area.top = f->l->page_y;
    area.bottom = bottom;
    return (struct filler){.l = f->l, .from = *from, .area = area, .below = f->below && i == f->column};
}

static bool has_taken(const struct filler *f, const struct object *o)
{
    for (size_t i = 0; i < f->cut.to; i++) {
        const struct atom *a = &f->s.atoms[i];
        if (a->type == ATOM_LINE && a->index == o->line && a->para->n_objects > 0 && o >= a->para->objects && o < a->para->objects + a->para->n_objects)
            return true;
    }
    return false;
}

/* Objects of what the column did not take belong to a later one. */
static void drop_obstacles(struct layout *l, const struct filler *f, size_t from)
{
    size_t kept = from;
    for (size_t i = from; i < l->n_obstacles; i++)
        if (has_taken(f, l->obstacles[i].object))
            l->obstacles[kept++] = l->obstacles[i];
    l->n_obstacles = kept;
}

/* Do the columns hold the rest when they end at `bottom`? */
static bool columns_hold(const struct flow *f, double bottom)
{
    struct layout *l = f->l;
    struct source from = f->source;
    const size_t before = l->n_obstacles;
    bool hold = true;
    for (int i = f->column; i < column_count(f->box->section) && hold && !source_empty(&from); i++) {
        struct filler filler = column_filler(f, i, &from, bottom);
        const size_t obstacles = l->n_obstacles;
        filler.whole_rows = true;
        flow_fill(&filler);
        drop_obstacles(l, &filler, obstacles);
        hold = !filler.ended && !filler.forced;
        from = filler.rest;
    }
    l->n_obstacles = before;
    return hold && source_empty(&from);
}

/* Columns that a continuous section follows are as high as each other, if the rest of them is on this page. */
static double columns_bottom(const struct flow *f)
{
    struct layout *l = f->l;
    const struct node *next = next_section(f->section);
    double low = l->page_y, high = l->floor;
    if (column_count(f->box->section) < 2 || !next || !goes_on(&next->as.section, f->box->section) || !columns_hold(f, high))
        return high;
    for (int i = 0; i < HEIGHTS_TRIED; i++) {
        const double middle = (low + high) / 2;
        if (columns_hold(f, middle))
            high = middle;
        else
            low = middle;
    }
    return high;
}

static void draw_divider(struct layout *l, const struct section *s, int i, double top, double bottom)
{
    const struct area a = column_area(s, i), b = column_area(s, i + 1);
    draw_rect(l, l->body_left + (a.x + a.width + b.x) / 2 - 0.25, top, 0.5, bottom - top, 0);
}

/* What the column leaves free where the section's text is moved on the page; 0: it begins at the top. */
static double left_free(const struct flow *f, const struct filler *column)
{
    double used = 0, bottom = 0;
    if (f->box->section->valign == VALIGN_TOP || f->below || column_count(f->box->section) > 1 || f->l->n_queue || column->cut.partial)
        return 0;
    for (size_t i = 0; i < column->cut.to; i++) {
        const struct atom *a = &column->s.atoms[i];
        used += i ? a->gap : a->top_gap;
        bottom = used + atom_fit(a);
        used += atom_height(a);
    }
    return fmax(0, column->area.bottom - column->area.top - bottom);
}

/* The room of a full page goes between its paragraphs (ECMA-376-1, 17.18.101, both); a page that ends sooner stays as it is. */
static void spread(struct filler *column, double room)
{
    size_t joints = 0;
    for (size_t i = 1; i < column->cut.to; i++)
        joints += column->s.atoms[i].index == 0;
    for (size_t i = 1; i < column->cut.to; i++)
        column->s.atoms[i].gap += column->s.atoms[i].index == 0 ? room / (double)joints : 0;
}

/* Where the text begins. */
static double text_top(const struct flow *f, struct filler *column)
{
    const enum valign valign = f->box->section->valign;
    const double room = left_free(f, column);
    if (valign == VALIGN_BOTH && !column->ended && !source_empty(&column->rest))
        spread(column, room);
    return column->area.top + (valign == VALIGN_BOTTOM ? room : valign == VALIGN_MIDDLE ? room / 2 : 0);
}

/* Below the last line of the column: what a multiple adds to it. A section on the same page begins below that. */
static double extra_below(const struct filler *column)
{
    const struct atom *a = column->cut.to > 0 ? &column->s.atoms[column->cut.to - 1] : NULL;
    return a && a->type == ATOM_LINE && !column->cut.partial ? atom_height(a) - atom_fit(a) : 0;
}

/* Draws what the column takes; its lower end is returned. */
static double column_draw(struct flow *f, struct filler *column)
{
    struct layout *l = f->l;
    if (column->cut.to == 0 && !column->cut.partial)
        return column->area.top;
    const struct pos pos = source_pos(&column->from);
    if (column->below) /* the first gap counts here */
        column->s.atoms[0].top_gap = column->s.atoms[0].gap; /* all of it its own: nothing of the section is above */
    l->numbered = f->box->section->lines.every > 0 ? &f->box->section->lines : NULL;
    const double end = draw_stack(l, &column->s, &column->cut, column->area.x, text_top(f, column));
    if (end > l->page->height && !column->from.para)
        diag(layout_ctx(l), DIAG_LAYOUT_TOO_HIGH, pos);
    return end;
}

/* The columns of one page; false: nothing could be placed below the text of another section. */
static bool page_columns(struct flow *f)
{
    struct layout *l = f->l;
    const int n = column_count(f->box->section);
    const double bottom = columns_bottom(f), top = l->page_y;
    const int first = f->column;
    double end = first > 0 ? l->ended.end : top, floor = l->floor;
    bool any = false;
    int i = first;
    for (; i < n && !source_empty(&f->source) && !l->failed; i++) {
        struct filler column = column_filler(f, i, &f->source, bottom);
        const size_t obstacles = l->n_obstacles;
        flow_fill(&column);
        const double lower = column_draw(f, &column);
        drop_obstacles(l, &column, obstacles);
        any = any || column.cut.to > 0 || column.cut.partial;
        if (lower >= end)
            l->page_extra = extra_below(&column);
        end = fmax(end, lower);
        f->source = column.rest;
        f->below = false;
        if (n > 1)
            floor = fmin(floor, notes_draw(l, column.area.x, lower, l->floor, false));
        if (column.ended == BREAK_TO_PAGE || (column.ended && i + 1 == n) || !any) {
            f->ended = any;
            break;
        }
    }
    for (int k = first; f->box->section->columns.line && k < (i < n - 1 ? i : n - 1); k++)
        draw_divider(l, f->box->section, k, top, end);
    l->page_y = n > 1 && l->n_queue ? fmax(end, floor) : end; /* the next column takes what did not fit */
    l->floor = floor;
    l->ended = (struct columns_end){f->box->section, i, top, end};
    f->column = 0;
    return any;
}

/* Notes carried over that leave no room for text fill a page of their own. */
static bool page_of_notes(struct layout *l)
{
    return l->n_queue > 0 && notes_carried(l) + notes_room(l) >= (l->body_bottom - l->body_top) * 0.8;
}

static void flow_pages(struct flow *f, bool first)
{
    struct layout *l = f->l;
    bool fresh = !first; /* false: a page has to begin */
    while (!l->failed) {
        if (!fresh && !page_begin(l, f->box, first))
            return;
        f->below = fresh && l->page_y > l->body_top;
        fresh = first = false;
        if (!source_empty(&f->source) && !page_of_notes(l))
            page_columns(f);
        if (source_empty(&f->source))
            return;
        page_end(l, false);
    }
}

/* Nothing goes on on the last page: notes that did not fit fill pages of their own. */
static void end_pages(struct layout *l, const struct section_box *box)
{
    do
        page_end(l, true);
    while (l->n_queue > 0 && page_begin(l, box, false));
}

double flow_section(struct layout *l, const struct node *section, double after)
{
    struct section_box *box = section_begin(l, section);
    const struct section *s = box->section;
    const struct node *next = next_section(section);
    const bool beside = l->page && !l->broken && goes_beside(l, s);
    const bool on = l->page && !l->broken && (beside || goes_on(s, l->sheet->section));
    struct stack text;
    struct flow f = {.l = l, .box = box, .section = section};
    notes_section(l);
    lines_begin_section(l, s);
    l->text_width = column_area(s, 0).width;
    l->flowing = true;
    stack_build(l, section->first, l->text_width, box->tag, NULL, &text);
    l->flowing = false;
    if (s->own_endnotes || !next)
        notes_append(l, &text);
    section_feet(l, box);
    if (text.n && text.atoms[0].type == ATOM_LINE) {
        const double before = text.atoms[0].para->props->before;
        text.atoms[0].gap = text.atoms[0].top_gap = text.atoms[0].own_gap = fmax(0, before - after);
    }
    if (beside) {
        f.column = l->ended.column;
        l->page_y = l->ended.top;
    } else if (on) {
        l->page_y += l->page_extra + after; /* of all its columns */
    }
    l->page_extra = 0;
    f.source.stack = &text;
    if (!l->failed)
        flow_pages(&f, !on);
    if (!l->failed && (!next || text.broken || !(goes_on(&next->as.section, l->sheet->section) || goes_beside(l, &next->as.section))))
        end_pages(l, box);
    l->broken = text.broken;
    return text.after;
}
