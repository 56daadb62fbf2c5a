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
    double after;       /* of the paragraph above */
    const struct node *above; /* that paragraph; NULL: a table, or none */
    const struct style *before; /* of what stands before the first block; NULL: none has it */
    bool keep_next;     /* the block above keeps with what follows */
    enum break_to ending; /* the block above ended in a break */
};

struct atom *stack_add(struct layout *l, struct stack *s)
{
    s->atoms = layout_grow(&l->scratch, s->atoms, s->n, &s->cap, sizeof *s->atoms);
    struct atom *a = &s->atoms[s->n++];
    *a = (struct atom){0};
    return a;
}

static enum break_level line_level(const struct para_props *props, size_t k, size_t n)
{
    if (props->widow_control && (k < 2 || n - k < 2))
        return LEVEL_WIDOW;
    return props->keep_lines ? LEVEL_KEEP_LINES : LEVEL_FREE;
}

/* Pieces that are breaks, before any other. */
static size_t leading_breaks(const struct para_box *p)
{
    size_t n = 0;
    while (n < p->n_pieces && p->pieces[n].type == PIECE_BREAK)
        n++;
    return n;
}

/* Breaks inside a paragraph part it; each part has its own widows. */
size_t stack_lines(struct layout *l, struct stack *out, struct para_box *p, size_t from, double room)
{
    const size_t breaks = leading_breaks(p);
    size_t first = from, end = from, k = from;
    double y = 0;
    while (first > 0 && p->lines[first - 1].to == BREAK_TO_LINE)
        first--;
    for (; k < p->n_lines && (y <= room || k == from); k++) {
        const enum break_to begins = k > 0 ? p->lines[k - 1].to : BREAK_TO_LINE;
        if (begins)
            first = k;
        while (end <= k || (end < p->n_lines && p->lines[end - 1].to == BREAK_TO_LINE))
            end++;
        struct atom *a = stack_add(l, out);
        a->type = ATOM_LINE;
        a->para = p;
        a->index = k;
        a->gap = a->top_gap = p->lines[k].above;
        a->begins = begins;
        if (begins && p->lines[k].first <= breaks) /* as if the paragraph began here (3.6) */
            a->top_gap += p->kept_before;
        if (p->lines[k].above < 0)
            a->level = LEVEL_BESIDE;
        else if (k > first)
            a->level = line_level(p->props, k - first, end - first);
        y += p->lines[k].above + p->lines[k].height;
    }
    return k;
}

/* The style of what follows a paragraph in the text, and of what stands before the first one of a cell; NULL: none has it. The end of
 * a row is a paragraph of the base style to Word. */
static const struct style *style_behind(const struct layout *l, const struct node *n)
{
    while (n->parent && n->type != NODE_SECTION && n->type != NODE_ROW && !n->next)
        n = n->parent;
    if (n->type == NODE_ROW)
        return l->doc->body;
    n = n->next;
    while (n && n->type != NODE_PARA)
        n = n->first;
    return n ? n->as.para.style : NULL;
}

static const struct style *style_before(const struct layout *l, const struct node *n)
{
    const struct node *cell = n ? n->parent : NULL, *row = cell ? cell->parent : NULL;
    if (!l->read || l->doc->settings.from_writer || !row || cell->type != NODE_CELL || row->type != NODE_ROW)
        return NULL;
    if (!cell->prev && row->prev)
        return l->doc->body;
    n = cell->prev ? cell->prev->last : row->parent->prev;
    return n && n->type == NODE_PARA ? n->as.para.style : NULL;
}

/* The space below the paragraph above: one that asks for none between those of its style has none before a table that begins with
 * such a one, nor at a cell's end where what follows in the text has that style (measured on six papers printed by Word, in one of
 * which the base style asks for none, and in one another style). */
static double after_here(const struct stacker *s)
{
    const bool asks = s->above && s->l->read && para_props(s->above)->contextual;
    return asks && style_behind(s->l, s->above) == s->above->as.para.style ? 0 : s->after;
}

/* Between paragraphs of one style the space of those that ask for it does not count (Word layout 3.7). */
static double para_gap(const struct stacker *s, const struct para_box *p, double *own)
{
    const struct para_props *above = s->above ? para_props(s->above) : NULL;
    const bool same = (s->above ? s->above->as.para.style : s->before) == p->node->as.para.style;
    const double after = same && above && above->contextual ? 0 : s->after;
    const double before = same && p->props->contextual ? 0 : p->props->before;
    *own = s->l->doc->settings.spaces_add ? before : fmax(0, before - after);
    return after + *own;
}

static void stack_para(struct stacker *s, struct para_box *p)
{
    const struct para_props *props = p->props;
    const size_t first = s->out->n;
    p->kept_before = fmax(0, props->before - s->after);
    if (!s->out->cap) { /* most cells of a large table hold nothing else */
        s->out->cap = p->n_lines;
        s->out->atoms = ARENA_NEWS(&s->l->scratch, s->out->cap, struct atom);
    }
    stack_lines(s->l, s->out, p, 0, HUGE_VAL);
    struct atom *a = &s->out->atoms[first];
    a->level = s->keep_next ? LEVEL_KEEP_NEXT : LEVEL_FREE;
    a->gap = para_gap(s, p, &a->own_gap);
    a->begins = s->ending;
    if (props->page_break_before && s->ending != BREAK_TO_PAGE) /* the space above counts, but for what the block above has spent (3.6) */
        a->top_gap = p->kept_before;
    if (props->page_break_before)
        a->begins = BREAK_TO_PAGE;
    s->after = fmax(0, props->after);
    s->above = p->node;
    s->keep_next = props->keep_next;
    s->ending = p->lines[p->n_lines - 1].to;
    p->source_lines = p->n_lines;
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
        if (a->begins)
            return;
    }
}

/* Nearer than this below where a floating table hangs no line of the paragraph stands above it [pt]. */
static const double LEAST_ABOVE = 12;

/* A floating table that is set in the flow, since nothing has room beside or above it, keeps its distance from where it hangs
 * (measured on a paper printed by Word). */
static double hangs_below(const struct stacker *s, const struct table_box *t)
{
    const struct placement *at = t->node->as.table.placement;
    const bool there = at && s->l->read && s->l->tables == 0 && at->from_y == FROM_PARAGRAPH && at->align_y == PLACE_AT;
    return there && at->y > 0 && at->y < LEAST_ABOVE ? at->y : 0;
}

static void stack_table(struct stacker *s, struct table_box *t)
{
    const char *role = t->node->as.table.role;
    const bool signature = role && strcmp(role, "khoi-ky") == 0;
    if (signature)
        stack_bind_signature(s->out);
    for (size_t r = 0; r < t->n_rows; r++) {
        struct atom *a = stack_add(s->l, s->out);
        a->type = ATOM_ROW;
        a->table = t;
        a->index = r;
        const bool keep = r == 0 ? s->keep_next || (signature && s->out->n > 1)
                                 : (signature && t->rows[r].cant_split) || r <= t->header_rows ||
                                       t->rows[r - 1].keep_next;
        a->level = keep ? LEVEL_KEEP_NEXT : LEVEL_FREE;
        a->gap = r == 0 ? after_here(s) + hangs_below(s, t) : 0;
        a->begins = t->rows[r].page_break ? BREAK_TO_PAGE : r == 0 ? s->ending : BREAK_TO_LINE;
    }
    s->after = 0;
    s->above = NULL;
    s->before = NULL;
    s->ending = BREAK_TO_LINE;
    s->keep_next = t->n_rows > 0 && t->rows[t->n_rows - 1].keep_next;
}

/* The empty paragraph that Word asks for behind a table at a cell's end takes no room (7.10); at the end of a header or footer it
 * does. */
static bool closes_cell(const struct node *n)
{
    const struct node *cell = n->parent;
    return !n->next && !n->first && n->prev && n->prev->type == NODE_TABLE && cell && cell->type == NODE_CELL && cell->parent &&
           cell->parent->type == NODE_ROW && !n->as.para.label;
}

/* A table with a placement stands beside the next paragraph, or between its lines, unless it is so high that Word would have to
 * divide it. One as wide as the column that begins with the paragraph is set in the flow, where rows go over to the next page. */
static bool floats(struct layout *l, const struct table_box *t, const struct node *n, double width)
{
    const struct placement *at = n->as.table.placement;
    const double all = t->grid[t->columns] - t->grid[0];
    double height = 0;
    if (!at || at->wrap == WRAP_NONE || l->tables > 0 || l->n_floating == MOST_FLOATING || !n->next || n->next->type != NODE_PARA)
        return false;
    const bool on_page = at->from_y == FROM_PAGE || at->from_y == FROM_MARGIN;
    if (!on_page && at->y < LEAST_ABOVE && width - all - at->room_left - at->room_right < LEAST_LANE)
        return false;
    for (size_t r = 0; r < t->n_rows; r++)
        height += t->rows[r].top + t->rows[r].height;
    return height < (on_page ? l->text_height : l->text_height / 2);
}

/* All that an empty cell holds is its mark, which is not to make the row higher (17.4.21). */
static bool is_hidden_mark(const struct node *n)
{
    const struct node *cell = n->parent;
    return cell && cell->type == NODE_CELL && cell->as.cell.hide_mark && !n->prev && !n->next && !n->first && !n->as.para.label;
}

void stack_of_table(struct layout *l, struct table_box *t, struct stack *out)
{
    struct stacker s = {.l = l, .out = out};
    *out = (struct stack){0};
    stack_table(&s, t);
}

static bool prints_nothing(const struct node *n)
{
    for (const struct node *c = n->first; c; c = c->next)
        if (c->type != NODE_BOOKMARK && (c->type != NODE_TEXT || (c->as.text.text && *c->as.text.text)))
            return false;
    return !n->as.para.label;
}

/* The empty paragraph that bears a section's end in Word has no line, unless it is all of its section; its space below
 * counts (measured in Word: openooxml/betteroffice #648 and #686), and before a new page nothing else does (four sections of
 * two papers printed by Word). */
static bool ends_section(const struct layout *l, const struct node *n)
{
    return l->read && !l->doc->settings.from_writer && n->parent && n->parent->type == NODE_SECTION && n->parent->next && !n->next &&
           n->prev && prints_nothing(n);
}

static void stack_blocks(struct stacker *s, const struct node *first, double width, int parent_tag, struct note *note)
{
    struct layout *l = s->l;
    struct tag_list list = {.n = 0};
    struct inner inner = {.n = 0};
    const bool flowing = l->flowing;
    size_t at = s->out->n;
    double y = 0;
    l->flowing = false;
    for (const struct node *n = first; n && !l->failed; n = n->next) {
        if (n->type == NODE_PARA && ends_section(l, n)) {
            s->after = n->parent->next->as.section.start == SECTION_CONTINUOUS ? fmax(s->after, para_props(n)->after) : para_props(n)->after;
        } else if (n->type == NODE_PARA && !closes_cell(n) && !is_hidden_mark(n)) {
            struct para_tags tags = tags_para(l, &list, n, parent_tag);
            const bool numbered = note && note->labelled && n == first;
            if (numbered)
                tags.label = tags_add(l, TAG_LBL, parent_tag, n);
            struct para_box *p = para_build(l, n, width, tags, numbered ? note : NULL);
            if (!flowing) {
                double own;
                const double gap = para_gap(s, p, &own);
                obstacles_inside(l, &inner, p, y + gap - own, own);
            }
            stack_para(s, p);
            notes_build(l, p->note_first, p->note_end);
        } else if (n->type == NODE_TABLE) {
            list.n = 0;
            struct table_box *t = table_build(l, n, width, parent_tag);
            if (floats(l, t, n, width))
                l->floating[l->n_floating++] = t;
            else
                stack_table(s, t);
        }
        for (; at < s->out->n; at++)
            y += s->out->atoms[at].gap + atom_height(&s->out->atoms[at]);
    }
    l->flowing = flowing;
    const bool in_cell = first && first->parent && first->parent->type == NODE_CELL;
    s->out->broken = s->ending == BREAK_TO_PAGE;
    s->out->after = fmax(in_cell ? after_here(s) : s->after, obstacles_bottom(&inner) - y);
}

/* `note`: its number goes before the first paragraph. */
void stack_build(struct layout *l, const struct node *first, double width, int parent_tag,
                 struct note *note, struct stack *out)
{
    struct stacker s = {.l = l, .out = out, .before = style_before(l, first)};
    *out = (struct stack){0};
    stack_blocks(&s, first, width, parent_tag, note);
    if (out->n)
        out->atoms[0].top_gap = out->atoms[0].gap;
}

void stack_append(struct layout *l, const struct node *first, double width, int parent_tag, struct note *note,
                  struct stack *out, bool ruled)
{
    struct stacker s = {.l = l, .out = out, .after = out->after};
    if (ruled) {
        struct atom *a = stack_add(l, out);
        a->type = ATOM_RULE;
        a->gap = s.after;
        s.after = 0;
        s.keep_next = true;
    }
    stack_blocks(&s, first, width, parent_tag, note);
}

/* ---- heights and cuts ---- */

double atom_height(const struct atom *a)
{
    if (a->type == ATOM_RULE)
        return notes_rule();
    if (a->type == ATOM_LINE)
        return a->para->lines[a->index].height;
    const struct row_box *row = &a->table->rows[a->index];
    return row->top + row->height + (a->index + 1 == a->table->n_rows ? row->bottom : 0);
}

double atom_fit(const struct atom *a)
{
    if (a->type == ATOM_RULE)
        return notes_rule();
    if (a->type == ATOM_LINE)
        return a->para->lines[a->index].fit;
    const struct row_box *row = &a->table->rows[a->index];
    return row->top + row->height + row->bottom;
}

static double atom_gap(const struct stack *s, size_t from, size_t i)
{
    return i > from ? s->atoms[i].gap : s->atoms[i].top_gap;
}

/* The lower end of what atom i needs; `y` is below it. */
static double lower_end(const struct stack *s, size_t i, double y)
{
    const struct atom *a = &s->atoms[i];
    if (!s->whole || a->type != ATOM_LINE)
        return y - atom_height(a) + atom_fit(a);
    const bool ends = a->index + 1 == a->para->n_lines && i + 1 < s->n;
    return y + (ends ? fmin(a->para->props->after, s->atoms[i + 1].gap) : 0);
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
        y += atom_gap(s, from, i) + atom_height(a);
        bottom = lower_end(s, i, y);
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
