/* Pages: geometry, the header, and the notes at the foot.
 *
 * The header starts at its distance from the paper's edge and pushes the body down when it is
 * higher than the margin (Word layout 4.2). Notes stand at the bottom of the body under a rule; a
 * page that takes a line takes its notes, and what does not fit is carried to the next page's foot.
 */
#include "layout/layout.h"

#include <math.h>

#define RULE_ABOVE 6.0
#define RULE_THICK 0.5
#define RULE_BELOW 3.0

static void header_draw(struct layout *l, const struct node *header, struct stack *stack)
{
    const struct section *s = l->section;
    const double height = stack_rest(stack, 0);
    const struct cut cut = {.from = 0, .to = stack->n};
    draw_stack(l, stack, &cut, l->body_left, s->header_distance);
    if (s->header_distance + height <= l->body_top)
        return;
    if (s->header_distance + height > l->body_bottom - l->text_height / 2) {
        diag(layout_ctx(l), DIAG_LAYOUT_HEADER_HIGH, header->pos);
        return;
    }
    l->body_top = s->header_distance + height;
}

/* What the first page alone has above its text is content, tagged before the text (flow_section). */
static void page_header(struct layout *l, const struct node *header)
{
    const bool silent = l->silent;
    struct stack stack;
    if (header == l->section->first_header) {
        header_draw(l, header, &l->first_header);
        return;
    }
    l->furniture = true;
    l->silent = silent || l->header == header;
    l->header = header;
    stack_build(l, header->first, l->text_width, TAGS_FURNITURE, NULL, &stack);
    header_draw(l, header, &stack);
    l->furniture = false;
    l->silent = silent;
}

static void footer_room(struct layout *l)
{
    const double height = stack_rest(&l->first_footer, 0);
    if (height > l->text_height / 2)
        diag(layout_ctx(l), DIAG_LAYOUT_FOOTER_HIGH, l->section->first_footer->pos);
    else
        l->body_bottom -= height;
}

static bool page_add(struct layout *l)
{
    const struct section *s = l->section;
    struct frames *f = l->frames;
    if (f->n_pages >= LIMIT_PAGES) {
        l->failed = l->too_many_pages = true;
        return false;
    }
    f->pages = layout_grow(&f->arena, f->pages, f->n_pages, &l->cap_pages, sizeof *f->pages);
    l->page = &f->pages[f->n_pages++];
    *l->page =
        (struct frame_page){.width = s->width, .height = s->height, .number = l->page_number};
    return true;
}

/* Sides change by the parity of the page's number, as in Word; so that it is that of the sheet's side
 * too, a part that begins at 1 begins on a front: the back before it stays empty. */
bool page_begin(struct layout *l, bool first_of_section)
{
    const struct section *s = l->section;
    const bool restart = first_of_section && s->restart_numbers;
    l->page_number++;
    if (restart && s->mirrored && l->frames->n_pages % 2 == 1 && !page_add(l))
        return false;
    l->page_number = restart ? 1 : l->page_number;
    if (!page_add(l))
        return false;
    l->body_left = s->mirrored && l->page_number % 2 == 0 ? s->right : s->left;
    l->body_top = s->top;
    l->body_bottom = s->height - s->bottom;
    if (first_of_section && s->first_footer)
        footer_room(l);
    const struct node *header = first_of_section && s->title_page ? s->first_header : s->header;
    if (header && header->first)
        page_header(l, header);
    return !l->failed;
}

/* Contact on the first page ends where the text of the others does. */
void page_footer(struct layout *l)
{
    const struct section *s = l->section;
    const struct cut cut = {.from = 0, .to = l->first_footer.n};
    draw_stack(l, &l->first_footer, &cut, l->body_left, s->height - s->bottom - stack_rest(&l->first_footer, 0));
}

void page_last_mark(struct layout *l)
{
    const struct cut cut = {.from = 0, .to = l->last_mark.n};
    draw_stack(l, &l->last_mark, &cut, l->body_left, l->section->last_mark_top);
}

/* ---- notes ---- */

int notes_add(struct layout *l, const struct node *node, int parent_tag)
{
    if (l->n_notes == l->cap_notes) {
        l->cap_notes = l->cap_notes ? 2 * l->cap_notes : 16;
        l->notes = mem_resize(l->notes, l->cap_notes, sizeof *l->notes);
    }
    const int i = (int)l->n_notes++;
    l->notes[i] = (struct note){
        .node = node, .number = i + 1, .tag = tags_add(l, TAG_NOTE, parent_tag, node)};
    return i;
}

/* After the paragraph that refers to them, since a paragraph is built in shared memory. A note
 * inside a note would grow the array meanwhile: work on a copy. */
void notes_build(struct layout *l, int first, int end)
{
    for (int i = first; i < end; i++) {
        struct note note = l->notes[i];
        stack_build(l, note.node->first, l->text_width, note.tag, &note, &note.stack);
        l->notes[i].stack = note.stack;
    }
}

double notes_rule(void)
{
    return RULE_ABOVE + RULE_THICK + RULE_BELOW;
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
        if (l->notes[i].placed)
            continue;
        l->notes[i].placed = true;
        if (l->n_queue == l->cap_queue) {
            l->cap_queue = l->cap_queue ? 2 * l->cap_queue : 16;
            l->queue = mem_resize(l->queue, l->cap_queue, sizeof *l->queue);
        }
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

void notes_draw(struct layout *l, double body_end)
{
    const size_t n = l->n_queue; /* drawing a note adds the notes it refers to itself */
    const double room = l->body_bottom - body_end - notes_rule(), x = l->body_left;
    if (n == 0)
        return;
    size_t *to = ARENA_NEWS(&l->scratch, n, size_t), left = 0;
    const double height = notes_take(l, room, body_end <= l->body_top, to);
    double y = l->body_bottom - height;
    if (height > 0)
        draw_rect(l, x, y - RULE_BELOW - RULE_THICK, NOTE_RULE, RULE_THICK, 0);
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
}
