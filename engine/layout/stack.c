/* Blocks one below the other, as a list of atoms: lines and table rows. The body of a section, a
 * table cell and a footnote are all stacks; what differs is who cuts them.
 *
 * Every rule about where a page may end is a level on the atom that would begin the next page: a
 * legal place is LEVEL_FREE, and a cut takes the last place of the lowest level (Word layout 5.2
 * to 5.4; gaps 3.1 to 3.9). */
#include "layout/layout.h"

#include <math.h>

struct stacker {
    struct layout *l;
    struct stack *out;
    size_t cap;
    double after;   /* of the paragraph above */
    const struct node *above; /* the paragraph right above, or NULL */
    bool keep_next; /* the block above keeps with what follows */
};

static struct atom *atom_add(struct stacker *s)
{
    struct stack *out = s->out;
    out->atoms = layout_grow(&s->l->scratch, out->atoms, out->n, &s->cap, sizeof *out->atoms);
    struct atom *a = &out->atoms[out->n++];
    *a = (struct atom){0};
    return a;
}

static enum break_level line_level(const struct para_props *props, size_t k, size_t n)
{
    if (props->widow_control && (k < 2 || n - k < 2))
        return LEVEL_WIDOW;
    return props->keep_lines ? LEVEL_KEEP_LINES : LEVEL_FREE;
}

/* Between paragraphs of one style the space of those that ask for it does not count (Word layout 3.7). */
static double para_gap(const struct stacker *s, const struct para_box *p)
{
    const struct para_props *above = s->above ? para_props(s->above) : NULL;
    const bool same = s->above && s->above->as.para.style == p->node->as.para.style;
    const double after = same && above->contextual ? 0 : s->after;
    return fmax(after, same && p->props->contextual ? 0 : p->props->before);
}

static void stack_para(struct stacker *s, struct para_box *p)
{
    const struct para_props *props = p->props;
    for (size_t i = 0; i < p->n_lines; i++) {
        struct atom *a = atom_add(s);
        a->type = ATOM_LINE;
        a->para = p;
        a->index = i;
        if (i > 0) {
            a->level = line_level(props, i, p->n_lines);
            continue;
        }
        a->level = s->keep_next ? LEVEL_KEEP_NEXT : LEVEL_FREE;
        a->gap = para_gap(s, p);
        if (props->page_break_before) {
            a->page_break = true;
            a->top_gap = fmax(0, props->before - s->after);
        }
    }
    s->after = fmax(0, props->after);
    s->above = p->node;
    s->keep_next = props->keep_next;
}

/* A signature block is never alone on a page: at least two lines of text go with it, empty
 * paragraphs not counted. The paragraph's own keep_next does the rest. */
static void stack_bind_signature(struct stack *s)
{
    int lines = 0;
    for (size_t i = s->n; i-- > 0 && s->atoms[i].type == ATOM_LINE && lines < 2;) {
        struct atom *a = &s->atoms[i];
        lines += a->para->n_pieces > 0;
        if (lines < 2 && a->level == LEVEL_FREE)
            a->level = LEVEL_KEEP_NEXT;
        if (a->page_break)
            return;
    }
}

static void stack_table(struct stacker *s, struct table_box *t)
{
    const char *role = t->node->as.table.role;
    const bool signature = role && strcmp(role, "khoi-ky") == 0;
    if (signature)
        stack_bind_signature(s->out);
    for (size_t r = 0; r < t->n_rows; r++) {
        struct atom *a = atom_add(s);
        a->type = ATOM_ROW;
        a->table = t;
        a->index = r;
        const bool keep = r == 0 ? s->keep_next || (signature && s->out->n > 1)
                                 : (signature && t->rows[r].cant_split) || r <= t->header_rows ||
                                       t->rows[r - 1].keep_next;
        a->level = keep ? LEVEL_KEEP_NEXT : LEVEL_FREE;
        a->gap = r == 0 ? s->after : 0;
        a->page_break = t->rows[r].page_break;
    }
    s->after = 0;
    s->above = NULL;
    s->keep_next = t->n_rows > 0 && t->rows[t->n_rows - 1].keep_next;
}

/* The empty paragraph that Word asks for behind a table at a cell's end takes no room (7.10). */
static bool closes_cell(const struct node *n)
{
    return !n->next && !n->first && n->prev && n->prev->type == NODE_TABLE && n->parent && n->parent->type == NODE_CELL &&
           !n->as.para.label;
}

/* `note`: its number goes before the first paragraph. */
void stack_build(struct layout *l, const struct node *first, double width, int parent_tag,
                 struct note *note, struct stack *out)
{
    struct stacker s = {.l = l, .out = out};
    struct tag_list list = {.n = 0};
    const int number = note ? note->number : 0;
    *out = (struct stack){0};
    for (const struct node *n = first; n && !l->failed; n = n->next) {
        if (n->type == NODE_PARA && !closes_cell(n)) {
            struct para_tags tags = tags_para(l, &list, n, parent_tag);
            const bool numbered = number && n == first;
            if (numbered)
                tags.label = tags_add(l, TAG_LBL, parent_tag, n);
            struct para_box *p = para_build(l, n, width, tags, numbered ? number : 0);
            stack_para(&s, p);
            notes_build(l, p->note_first, p->note_end);
        } else if (n->type == NODE_TABLE) {
            list.n = 0;
            stack_table(&s, table_build(l, n, width, parent_tag));
        }
    }
    out->after = s.after;
    if (out->n)
        out->atoms[0].top_gap = out->atoms[0].gap;
}

/* ---- heights and cuts ---- */

double atom_height(const struct atom *a)
{
    if (a->type == ATOM_LINE)
        return a->para->lines[a->index].height;
    const struct row_box *row = &a->table->rows[a->index];
    return row->top + row->height + (a->index + 1 == a->table->n_rows ? row->bottom : 0);
}

double atom_fit(const struct atom *a)
{
    if (a->type == ATOM_LINE)
        return a->para->lines[a->index].fit;
    const struct row_box *row = &a->table->rows[a->index];
    return row->top + row->height + row->bottom;
}

static double atom_gap(const struct stack *s, size_t from, size_t i)
{
    return i > from ? s->atoms[i].gap : s->atoms[i].top_gap;
}

size_t stack_take(const struct stack *s, size_t from, double avail, enum break_level level,
                  bool force, double *used)
{
    size_t best = from;
    double y = 0, best_used = 0, bottom = 0;
    for (size_t i = from; i < s->n; i++) {
        const struct atom *a = &s->atoms[i];
        if (i > from && a->level <= level) {
            best = i;
            best_used = bottom;
        }
        y += atom_gap(s, from, i);
        bottom = y + atom_fit(a);
        y += atom_height(a);
        const bool last = i + 1 == s->n;
        if (fmax(bottom, last ? y + s->after : 0) > avail + PAGE_SLACK) {
            if (best == from && force) {
                best = from + 1;
                best_used =
                    i == from ? bottom : atom_gap(s, from, from) + atom_fit(&s->atoms[from]);
            }
            *used = best_used;
            return best;
        }
    }
    *used = from < s->n ? fmax(bottom, y + s->after) : 0;
    return s->n;
}

double stack_rest(const struct stack *s, size_t from)
{
    double y = 0, bottom = 0;
    for (size_t i = from; i < s->n; i++) {
        y += atom_gap(s, from, i);
        bottom = y + atom_fit(&s->atoms[i]);
        y += atom_height(&s->atoms[i]);
    }
    return from < s->n ? fmax(bottom, y + s->after) : 0;
}
