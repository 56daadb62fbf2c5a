/* Notes: their numbers, and the text at the foot of a page or column, or at the end.
 *
 * Footnotes stand at the bottom of the column under a rule; a page that takes a line takes its notes, and what does not
 * fit is carried to the next page's foot. Endnotes are appended to the text of their section or of the last one. */
#include "layout/layout.h"
#include "model/number.h"

#include <math.h>

#define RULE_ABOVE 6.0
#define RULE_THICK 0.5
#define RULE_BELOW 3.0

/* ---- numbers ---- */

static bool has_mark(const struct node *note)
{
    for (const struct node *n = note->first; n; n = node_next(n, note))
        if (n->type == NODE_NOTE_MARK)
            return true;
    return false;
}

int fields_add(struct layout *l, enum field_of of, int guess)
{
    MEM_ROOM(l->fields, l->n_fields, l->cap_fields);
    struct field_box *f = &l->fields[l->n_fields];
    const int number = l->n_fields < l->known_fields ? f->actual : guess;
    *f = (struct field_box){of, number, number, l->section_index};
    return (int)l->n_fields++;
}

static int first_number(const struct layout *l, bool endnote)
{
    const int start = endnote ? l->doc->settings.endnotes.start : l->doc->settings.footnotes.start;
    return start > 0 ? start : 1;
}

/* Numbers that begin on each page again are known when the page is: the last run's are taken. */
static void note_number(struct layout *l, struct note *note)
{
    const struct note_ref *ref = &note->node->as.note;
    const struct doc_settings *s = &l->doc->settings;
    const bool per_page = !ref->endnote && s->footnotes.per_page;
    note->field = -1;
    if (ref->mark) {
        note->label = ref->mark;
        return;
    }
    int number = first_number(l, ref->endnote) + l->note_counts[ref->endnote]++;
    if (per_page) {
        note->field = fields_add(l, FIELD_OF_NOTE, number);
        number = l->fields[note->field].printed;
    }
    note->label = number_text(&l->frames->arena, ref->endnote ? s->endnotes.format : s->footnotes.format, number, NULL);
}

/* As the file has it, built when the first section gives it a width. */
static void separator_build(struct layout *l)
{
    const struct node *separator = l->doc->settings.footnotes.separator;
    const bool furniture = l->furniture;
    if (!separator || l->separator.n > 0)
        return;
    l->furniture = true;
    stack_build(l, separator->first, l->text_width, TAGS_FURNITURE, NULL, &l->separator);
    l->furniture = furniture;
}

void notes_section(struct layout *l)
{
    separator_build(l);
    if (l->doc->settings.footnotes.per_section)
        l->note_counts[0] = 0;
    if (l->doc->settings.endnotes.per_section)
        l->note_counts[1] = 0;
}

int notes_add(struct layout *l, const struct node *node, int parent_tag)
{
    MEM_ROOM(l->notes, l->n_notes, l->cap_notes);
    const int i = (int)l->n_notes++;
    l->notes[i] = (struct note){.node = node, .tag = tags_add(l, TAG_NOTE, parent_tag, node)};
    note_number(l, &l->notes[i]);
    l->notes[i].labelled = !node->as.note.mark && !has_mark(node);
    return i;
}

/* After the paragraph that refers to them, since a paragraph is built in shared memory. A note inside a note would grow
 * the array meanwhile: work on a copy. Endnotes wait for the end of the text. */
void notes_build(struct layout *l, int first, int end)
{
    for (int i = first; i < end; i++) {
        const struct note *outer = l->note;
        struct note note = l->notes[i];
        if (note.node->as.note.endnote)
            continue;
        l->note = &note;
        stack_build(l, note.node->first, l->text_width, note.tag, &note, &note.stack);
        l->note = outer;
        l->notes[i].stack = note.stack;
    }
}

/* The endnotes that have not been printed, as blocks below the text; a note in one of them comes behind it. */
void notes_append(struct layout *l, struct stack *out)
{
    bool any = false;
    for (; l->ended_notes < l->n_notes; l->ended_notes++) {
        struct note note = l->notes[l->ended_notes];
        if (!note.node->as.note.endnote)
            continue;
        l->note = &note;
        stack_append(l, note.node->first, l->text_width, note.tag, &note, out, !any);
        l->note = NULL;
        any = true;
    }
}

/* ---- the foot of a page ---- */

double notes_rule(void)
{
    return RULE_ABOVE + RULE_THICK + RULE_BELOW;
}

void notes_line(struct layout *l, double x, double y)
{
    draw_rect(l, x, y + RULE_ABOVE, NOTE_RULE, RULE_THICK, 0);
}

double notes_room(const struct layout *l)
{
    return l->separator.n > 0 ? stack_rest(&l->separator, 0) : notes_rule();
}

/* The file's own: the rule stands in its first line where a dash would. */
static void separator_draw(struct layout *l, double x, double y)
{
    static const double dash = 0.25; /* of the size, above the baseline */
    const struct cut whole = {.to = l->separator.n};
    const struct atom *first = l->separator.atoms;
    if (!first) {
        notes_line(l, x, y);
        return;
    }
    draw_stack(l, &l->separator, &whole, x, y);
    if (!l->doc->settings.footnotes.ruled || first->type != ATOM_LINE)
        return;
    const struct para_box *p = first->para;
    const double size = mark_props(p->node)->size, baseline = y + first->top_gap + p->lines[0].baseline;
    draw_rect(l, x + p->props->left, baseline - dash * size, fmin(NOTE_RULE, p->width), RULE_THICK, 0);
}

double notes_height(const struct layout *l, int first, int end)
{
    double h = 0;
    for (int i = first; i < end; i++)
        if (!l->notes[i].placed)
            h += stack_rest(&l->notes[i].stack, 0);
    return h;
}

double notes_carried(const struct layout *l)
{
    double h = 0;
    for (size_t i = 0; i < l->n_queue; i++)
        h += stack_rest(&l->notes[l->queue[i]].stack, l->notes[l->queue[i]].cursor);
    return h;
}

void notes_place(struct layout *l, int first, int end)
{
    for (int i = first; i < end; i++) {
        if (l->notes[i].placed || l->notes[i].node->as.note.endnote)
            continue;
        l->notes[i].placed = true;
        if (l->notes[i].field >= 0)
            l->fields[l->notes[i].field].actual = first_number(l, false) + l->page_notes++;
        MEM_ROOM(l->queue, l->n_queue, l->cap_queue);
        l->queue[l->n_queue++] = (size_t)i;
    }
}

/* How much of each note of the queue goes into `room`; the whole height is returned. */
static double notes_take(struct layout *l, double room, bool force, size_t *to)
{
    double h = 0;
    bool full = false;
    for (size_t i = 0; i < l->n_queue; i++) {
        const struct note *note = &l->notes[l->queue[i]];
        double used = 0;
        to[i] = note->cursor;
        if (full)
            continue;
        to[i] = stack_take(&note->stack, note->cursor, room - h, LEVEL_KEEP_NEXT, force && i == 0,
                           &used);
        full = to[i] < note->stack.n;
        h += used;
    }
    return h;
}

double notes_draw(struct layout *l, double x, double body_end, double bottom, bool force)
{
    const size_t n = l->n_queue; /* drawing a note adds the notes it refers to itself */
    const double room = bottom - body_end - notes_room(l);
    if (n == 0)
        return bottom;
    size_t *to = ARENA_NEWS(&l->scratch, n, size_t), left = 0;
    const double height = notes_take(l, room, force, to);
    double y = bottom - height;
    if (height > 0)
        separator_draw(l, x, y - notes_room(l));
    for (size_t i = 0; i < n; i++) {
        const size_t index = l->queue[i];
        const struct stack stack = l->notes[index].stack;
        const struct cut cut = {.from = l->notes[index].cursor, .to = to[i]};
        const double rest = stack_rest(&stack, cut.from);
        draw_stack(l, &stack, &cut, x, y);
        y += cut.to == stack.n ? rest : 0;
        l->notes[index].cursor = cut.to;
        if (cut.to < stack.n)
            l->queue[left++] = index;
    }
    for (size_t i = n; i < l->n_queue; i++)
        l->queue[left++] = l->queue[i];
    l->n_queue = left;
    return height > 0 ? bottom - height - notes_room(l) : bottom;
}
