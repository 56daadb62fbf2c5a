/* Pagination: the body of a section is one stack, cut page by page.
 *
 * A page takes atoms while they fit: an atom fits when its last text does, the extra of a line
 * spacing and the space after need not (Word layout 5.1, 3.8), together with the notes it refers
 * to. Where it is full, the last place with the lowest break level ends the page; a row that may be
 * split gives a slice before that. If the page's first atom alone is too high, it is placed
 * nevertheless: every page takes something, so the flow ends. */
#include "layout/layout.h"

#include <math.h>

enum { SLICE_TRIES = 200 }; /* more lines than a page has */

struct filler {
    struct layout *l;
    const struct stack *s;
    double avail;   /* height for body and notes */
    double y;       /* bottom of the atoms taken, with their heights */
    double notes;   /* of the notes so far, with the rule */
    double carried; /* of these, from earlier pages */
    size_t best[LEVEL__COUNT];
};

static double atom_notes(const struct layout *l, const struct atom *a)
{
    if (a->type == ATOM_LINE) {
        const struct line *line = &a->para->lines[a->index];
        return notes_height(l, line->note_first, line->note_end);
    }
    const struct slot whole = {.row = a->index, .height = HUGE_VAL};
    return l->n_notes ? table_slice_notes(l, a->table, &whole) : 0;
}

static double with_rule(double notes, double more)
{
    return notes + more + (notes == 0 && more > 0 ? notes_rule() : 0);
}

/* Tries a slice of the row at `i` in the room that is left: line by line less, until its notes fit
 * too. */
static bool fill_slice(struct filler *f, size_t i, enum break_level level, bool force,
                       struct cut *cut)
{
    const struct table_box *t = f->s->atoms[i].table;
    const double y = f->y + (i > cut->from ? f->s->atoms[i].gap : f->s->atoms[i].top_gap);
    const struct row_box *row = &t->rows[f->s->atoms[i].index];
    const double lines = row->top + row->bottom;
    double avail = f->avail - y - lines - f->notes;
    for (int tries = 0; tries < SLICE_TRIES; tries++) {
        struct slot slot = {.row = f->s->atoms[i].index, .level = level, .force = force};
        if (!table_slice(t, slot.row, avail, level, force, &slot.height))
            return false;
        const double notes = with_rule(f->notes, table_slice_notes(f->l, t, &slot));
        const double over = y + lines + slot.height + notes - f->avail;
        if (over <= PAGE_SLACK || force) {
            cut->to = i;
            cut->partial = true;
            cut->slice = slot.height;
            cut->level = level;
            cut->force = force;
            return true;
        }
        avail = slot.height - 2 * PAGE_SLACK;
    }
    return false;
}

/* The page is full before atom i. */
static void fill_end(struct filler *f, size_t i, struct cut *cut)
{
    const struct atom *a = &f->s->atoms[i];
    const bool row = a->type == ATOM_ROW;
    if (row && !a->table->rows[a->index].cant_split && fill_slice(f, i, LEVEL_FREE, false, cut))
        return;
    for (int level = 0; level < LEVEL__COUNT; level++) {
        if (f->best[level] > cut->from) {
            cut->to = f->best[level];
            return;
        }
    }
    if (row && a->table->rows[a->index].cant_split && !a->table->rows[a->index].warned) {
        diag(layout_ctx(f->l), DIAG_LAYOUT_ROW_HIGH, a->table->node->pos);
        a->table->rows[a->index].warned = true;
    }
    if (row && fill_slice(f, i, LEVEL_KEEP_LINES, false, cut))
        return;
    if (row && fill_slice(f, i, LEVEL_WIDOW, true, cut))
        return;
    cut->to = i + 1;
}

static struct cut fill_page(struct filler *f, size_t from)
{
    const struct stack *s = f->s;
    const struct atom *first = &s->atoms[from];
    struct cut cut = {.from = from, .to = s->n};
    if (first->type == ATOM_ROW && first->table->header_rows > 0 &&
        first->index >= first->table->header_rows) {
        const double h = table_header_height(first->table);
        cut.header = !first->table->header_cut && h < f->avail / 2;
        f->y = cut.header ? h : 0;
    }
    for (size_t i = from; i < s->n; i++) {
        const struct atom *a = &s->atoms[i];
        if (i > from && a->page_break) {
            cut.to = i;
            return cut;
        }
        if (i > from)
            f->best[a->level] = i;
        const double y = f->y + (i > from ? a->gap : a->top_gap);
        const double notes = with_rule(f->notes, atom_notes(f->l, a));
        if (y + atom_fit(a) + notes > f->avail + PAGE_SLACK) {
            fill_end(f, i, &cut);
            return cut;
        }
        f->y = y + atom_height(a);
        f->notes = notes;
    }
    return cut;
}

static struct pos atom_pos(const struct atom *a)
{
    return a->type == ATOM_LINE ? a->para->node->pos : a->table->node->pos;
}

/* Notes carried over that leave no room for text fill a page of their own. */
static bool page_of_notes(struct layout *l, double room)
{
    if (l->n_queue == 0 || notes_carried(l) + notes_rule() < room * 0.8)
        return false;
    notes_draw(l, l->body_top);
    return true;
}

static void flow_pages(struct layout *l, const struct stack *s)
{
    size_t from = 0, high = 0; /* high: what was said to be too high ends here */
    bool first = true;
    while (first || from < s->n || l->n_queue > 0) {
        const bool footed = first && l->section->first_footer;
        if (!page_begin(l, first))
            return;
        first = false;
        const double room = l->body_bottom - l->body_top;
        if (from < s->n && page_of_notes(l, room)) {
            if (footed)
                page_footer(l);
            continue;
        }
        double end = l->body_top;
        if (from < s->n) {
            struct filler f = {.l = l, .s = s, .avail = room};
            f.notes = with_rule(0, notes_carried(l));
            const struct cut cut = fill_page(&f, from);
            end = draw_stack(l, s, &cut, l->body_left, l->body_top);
            if (end > l->page->height && (from != high || from == 0))
                diag(layout_ctx(l), DIAG_LAYOUT_TOO_HIGH, atom_pos(&s->atoms[from]));
            if (end > l->page->height)
                high = cut.to;
            from = cut.to;
        }
        notes_draw(l, end);
        if (footed)
            page_footer(l);
    }
    if (l->section->last_mark)
        page_last_mark(l);
}

void flow_section(struct layout *l, const struct node *section, double after_before)
{
    struct stack s;
    l->section = &section->as.section;
    l->tag = section->prev || section->next ? tags_add(l, TAG_SECT, TAGS_ROOT, section) : TAGS_ROOT;
    l->text_width = fmax(1, l->section->width - l->section->left - l->section->right);
    l->text_height = fmax(1, l->section->height - l->section->top - l->section->bottom);
    if (l->section->first_header)
        stack_build(l, l->section->first_header->first, l->text_width, l->tag, NULL, &l->first_header);
    stack_build(l, section->first, l->text_width, l->tag, NULL, &s);
    if (l->section->first_footer)
        stack_build(l, l->section->first_footer->first, l->text_width, l->tag, NULL, &l->first_footer);
    if (l->section->last_mark)
        stack_build(l, l->section->last_mark->first, l->text_width, l->tag, NULL, &l->last_mark);
    if (s.n && s.atoms[0].type == ATOM_LINE)
        s.atoms[0].top_gap = fmax(0, s.atoms[0].para->props->before - after_before);
    if (!l->failed)
        flow_pages(l, &s);
}
