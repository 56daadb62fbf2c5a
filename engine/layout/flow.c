/* Filling: how much of a text one column of a page takes.
 *
 * A column takes atoms while they fit: an atom fits when its last text does, the extra of a line
 * spacing and the space after need not (Word layout 5.1, 3.8), together with the notes it refers
 * to. Where it is full, the last place with the lowest break level ends it; a row that may be
 * split gives a slice before that. If the column's first atom alone is too high, it is placed
 * nevertheless: every column takes something, so the flow ends.
 *
 * Atoms are copied from the section's stack one block at a time, since a paragraph beside an object or in a
 * column of another width is fitted anew when its place is known. An object that reaches up into text already
 * looked at sends the filling back to the column's top, where the object is known then. */
#include "base/diag/layout.h"
#include "layout/layout.h"

#include <math.h>

enum { SLICE_TRIES = 200, /* more lines than a page has */
       RESTARTS = 16 };

static double atom_notes(const struct layout *l, const struct atom *a)
{
    if (a->type == ATOM_RULE)
        return 0;
    if (a->type == ATOM_LINE) {
        const struct line *line = &a->para->lines[a->index];
        return notes_height(l, line->note_first, line->note_end);
    }
    const struct slot whole = {.row = a->index, .height = HUGE_VAL};
    return l->n_notes ? table_slice_notes(l, a->table, &whole) : 0;
}

static double with_rule(const struct layout *l, double notes, double more)
{
    return notes + more + (notes == 0 && more > 0 ? notes_room(l) : 0);
}

static double room(const struct filler *f)
{
    return f->area.bottom - f->area.top;
}

static double atom_gap(const struct filler *f, size_t i)
{
    return i > 0 || f->below ? f->s.atoms[i].gap : f->s.atoms[i].top_gap;
}

/* ---- atoms for the column ---- */

bool source_empty(const struct source *s)
{
    return !s->para && s->next >= s->stack->n;
}

/* What stands beside a line of the paragraph goes on the page with it: floating tables, and what text gives way to and hangs on
 * the paragraph. Of 46 such pictures printed by Word none reaches below the text; seven stand on the next page, with their line. */
static bool goes_along(const struct object *o)
{
    const struct placement *at = o->placement;
    return o->table || (object_moves_text(o) && at->align_y == PLACE_AT && (at->from_y == FROM_PARAGRAPH || at->from_y == FROM_LINE));
}

static void need_of_objects(struct filler *f, const struct para_box *p, size_t at, size_t line, double top)
{
    double y = top;
    size_t k = at;
    for (size_t i = 0; i < p->n_objects; i++) {
        const struct object *o = &p->objects[i];
        for (; k < f->s.n && line < o->line; k++, line++)
            y += p->lines[line].above + atom_height(&f->s.atoms[k]);
        if (k < f->s.n && line == o->line && goes_along(o)) /* the line may have gone down below it */
            f->s.atoms[k].need = fmax(f->s.atoms[k].need, o->y + o->height - y - p->lines[line].above);
    }
}

enum pull { PULL_MORE, PULL_END, PULL_AGAIN };

/* The paragraph's lines from `line` on, as many as the column may take; `first`: its first atom in the section's stack. Of a
 * line an atom's source is what follows the paragraph there, but of the first the paragraph itself. */
static enum pull pull_para(struct filler *f, struct para_box *p, size_t line, const struct atom *first, size_t source)
{
    struct layout *l = f->l;
    const size_t at = f->s.n;
    const double gap = !first ? 0 : at > 0 || f->below ? first->gap : first->top_gap;
    const double lead = !first ? 0 : at > 0 || f->below ? first->own_gap : first->top_gap;
    const double top = f->area.top + f->y + gap - lead;
    if (p->n_objects) {
        const double highest = obstacles_of_para(l, p, line, f->area.x, top, lead, f->area.bottom);
        if (highest < top - PAGE_SLACK && at > 0 && f->restarts++ < RESTARTS)
            return PULL_AGAIN;
    }
    const struct beside wrap = {.v = l->obstacles, .n = l->n_obstacles, .x = f->area.x, .y = top, .lead = lead, .bottom = f->area.bottom,
                                .force = at == 0 && !f->below};
    const bool beside = l->n_obstacles > 0 && wrap_meets(&wrap, f->area.width);
    if (beside || line < p->bent || p->width != f->area.width)
        para_refit(l, p, line, f->area.width, beside ? &wrap : NULL);
    const size_t next = stack_lines(l, &f->s, p, line, room(f) - f->y + 2 * gap);
    for (size_t k = at; k < f->s.n; k++)
        f->s.atoms[k].source = source + (first ? p->source_lines : 0);
    f->rest.next = source + (first ? p->source_lines : 0);
    f->rest.para = next < p->n_lines || p->open ? p : NULL;
    f->rest.line = next;
    if (first) {
        struct atom *a = &f->s.atoms[at];
        a->source = source;
        a->level = first->level;
        a->begins = first->begins;
        a->gap += first->gap;
        a->top_gap += first->top_gap;
        a->own_gap = first->own_gap;
    }
    if (p->n_objects)
        need_of_objects(f, p, at, line, top + lead);
    return PULL_MORE;
}

/* How far a table has to go down so that what stands beside the text does not lie over it; its rows do not part for it. */
static double table_gives_way(const struct filler *f, const struct atom *a, double top)
{
    const struct layout *l = f->l;
    const struct table_box *t = a->table;
    const double left = f->area.x + t->grid[0], right = f->area.x + t->grid[t->columns];
    double height = 0, y = top;
    for (size_t r = a->index; r < t->n_rows; r++)
        height += t->rows[r].top + t->rows[r].height;
    for (size_t tries = 0; tries <= l->n_obstacles; tries++) {
        double next = y;
        for (size_t i = 0; i < l->n_obstacles; i++) {
            const struct obstacle *o = &l->obstacles[i];
            if (o->left < right - FIT_SLACK && o->right > left + FIT_SLACK && o->top < y + height - FIT_SLACK && o->bottom > y + FIT_SLACK)
                next = fmax(next, o->bottom);
        }
        if (!(next > y))
            break;
        y = next;
    }
    return y - top;
}

static enum pull pull(struct filler *f)
{
    struct source *from = &f->rest;
    if (source_empty(from))
        return PULL_END;
    if (from->para)
        return pull_para(f, from->para, from->line, NULL, from->next);
    const struct atom *a = &from->stack->atoms[from->next];
    if (a->type == ATOM_LINE)
        return pull_para(f, a->para, 0, a, from->next);
    struct atom *copy = stack_add(f->l, &f->s);
    *copy = *a;
    if (a->type == ATOM_ROW && a->index == 0 && f->l->n_obstacles > 0) {
        const double gap = f->s.n > 1 || f->below ? a->gap : a->top_gap, more = table_gives_way(f, a, f->area.top + f->y + gap);
        copy->gap += more;
        copy->top_gap += more;
    }
    copy->source = from->next++;
    return PULL_MORE;
}

/* What is left when the column takes its cut. */
static void find_rest(struct filler *f)
{
    if (f->cut.to >= f->s.n)
        return;
    const struct atom *a = &f->s.atoms[f->cut.to];
    f->rest = (struct source){.stack = f->from.stack, .next = a->source};
    if (a->type == ATOM_LINE && a->index > 0) {
        f->rest.para = a->para;
        f->rest.line = a->index;
    }
}

/* ---- where the column ends ---- */

/* Tries a slice of the row at `i` in the room that is left: line by line less, until its notes fit
 * too. */
static bool fill_slice(struct filler *f, size_t i, enum break_level level, bool force)
{
    const struct table_box *t = f->s.atoms[i].table;
    const struct row_box *row = &t->rows[f->s.atoms[i].index];
    const double y = f->y + atom_gap(f, i), all = room(f), lines = row->top + row->bottom;
    double avail = all - y - lines - f->notes;
    for (int tries = 0; tries < SLICE_TRIES; tries++) {
        struct slot slot = {.row = f->s.atoms[i].index, .level = level, .force = force};
        if (!table_slice(t, slot.row, avail, level, force, &slot.height))
            return false;
        const double notes = with_rule(f->l, f->notes, table_slice_notes(f->l, t, &slot));
        const double over = y + lines + slot.height + notes - all;
        if (over <= PAGE_SLACK || force) {
            f->cut = (struct cut){.to = i, .partial = true, .header = f->cut.header, .slice = slot.height, .level = level, .force = force};
            return true;
        }
        avail = slot.height - 2 * PAGE_SLACK;
    }
    return false;
}

/* A row that says how high it is at least is divided in a file of Word where that much of it fits: seen on a paper printed by
 * Word, where rows of 62 and 143 pt leave 44 and 107 pt. */
static bool may_divide(const struct filler *f, size_t i)
{
    const struct row_box *row = &f->s.atoms[i].table->rows[f->s.atoms[i].index];
    if (row->cant_split)
        return false;
    return !f->l->read || f->l->doc->settings.from_writer || f->y + atom_gap(f, i) + row->top + row->least <= room(f) + PAGE_SLACK;
}

/* The column is full before atom i. */
static void fill_end(struct filler *f, size_t i)
{
    const struct atom *a = &f->s.atoms[i];
    const bool row = a->type == ATOM_ROW && !f->whole_rows;
    if (row && may_divide(f, i) && fill_slice(f, i, LEVEL_FREE, false))
        return;
    for (int level = 0; level < LEVEL__COUNT; level++) {
        if (f->best[level] > 0) {
            f->cut.to = f->best[level];
            return;
        }
        if (f->below) {
            f->cut.to = 0;
            return;
        }
    }
    if (row && a->table->rows[a->index].cant_split && !a->table->rows[a->index].warned) {
        diag(layout_ctx(f->l), DIAG_LAYOUT_ROW_HIGH, a->table->node->pos);
        a->table->rows[a->index].warned = true;
    }
    if (row && fill_slice(f, i, LEVEL_KEEP_LINES, false))
        return;
    if (row && fill_slice(f, i, LEVEL_WIDOW, true))
        return;
    f->cut.to = i + 1;
    f->forced = true;
}

static void repeat_header(struct filler *f)
{
    const struct atom *first = &f->s.atoms[0];
    if (first->type != ATOM_ROW || first->table->header_rows == 0 || first->index < first->table->header_rows)
        return;
    const double h = table_header_height(first->table);
    f->cut.header = !first->table->header_cut && h < room(f) / 2;
    f->y = f->cut.header ? h : 0;
}

/* A break at the very top of a page has done its work. */
static bool ends_here(const struct filler *f, size_t i)
{
    return f->s.atoms[i].begins && (i > 0 || f->below);
}

/* The break of a page or column in a file of others needs no room at the foot, nor does the space above it: measured on two
 * papers printed by Word, with 12 and 7 pt of room. */
static bool hangs(const struct atom *a)
{
    return a->type == ATOM_LINE && a->para->lines[a->index].fit == 0;
}

static enum pull fill_once(struct filler *f)
{
    f->s = (struct stack){.atoms = f->l->window, .cap = f->l->cap_window};
    f->cut = (struct cut){0};
    f->rest = f->from;
    f->ended = BREAK_TO_LINE;
    f->forced = false;
    f->y = 0;
    f->notes = with_rule(f->l, 0, notes_carried(f->l));
    for (int level = 0; level < LEVEL__COUNT; level++)
        f->best[level] = 0;
    for (size_t i = 0;; i++) {
        const enum pull pulled = i < f->s.n ? PULL_MORE : pull(f);
        if (pulled != PULL_MORE) {
            f->cut.to = f->s.n;
            return pulled;
        }
        if (i == 0)
            repeat_header(f);
        const struct atom *a = &f->s.atoms[i];
        if (ends_here(f, i)) {
            f->cut.to = i;
            f->ended = a->begins;
            return PULL_END;
        }
        if (i > 0)
            f->best[a->level] = i;
        const double y = f->y + atom_gap(f, i);
        const double notes = with_rule(f->l, f->notes, atom_notes(f->l, a));
        if (!hangs(a) && y + fmax(atom_fit(a), a->need) + notes > room(f) + PAGE_SLACK) {
            fill_end(f, i);
            return PULL_END;
        }
        f->y = y + atom_height(a);
        f->notes = notes;
    }
}

void flow_fill(struct filler *f)
{
    f->restarts = 0;
    while (fill_once(f) == PULL_AGAIN)
        ;
    f->l->window = f->s.atoms;
    f->l->cap_window = f->s.cap;
    find_rest(f);
}
