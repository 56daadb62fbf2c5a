/* Pages: geometry, headers and footers.
 *
 * The header starts at its distance from the paper's edge and pushes the body down when it is higher than the margin; the
 * footer ends at its distance from the lower edge and pushes the body's end up (Word layout 4.2, 4.3); a negative margin is
 * not pushed (4.4). What stands on one page only and prints no number that layout makes is content, tagged with the text;
 * all other headers and footers are furniture: measured when their page begins, drawn when the last page is known. */
#include "base/diag/layout.h"
#include "layout/layout.h"

#include <math.h>

struct page_plan {
    const struct section_box *box; /* NULL: an empty page */
    const struct node *header, *footer;
    struct stack above, below;
    double left;
    bool first;  /* page of its section */
    bool has_header, has_footer; /* in any way */
    bool totals; /* one of them prints how many pages there are */
};

/* ---- what a section prints on some of its pages ---- */

/* Something in it depends on its page. */
static bool holds_field(const struct node *top)
{
    for (const struct node *n = top->first; n; n = node_next(n, top))
        if (n->type == NODE_PAGE_NUMBER || (n->type == NODE_FIELD && n->as.field.kind != FIELD_OTHER))
            return true;
    return false;
}

static const struct section *section_before(const struct node *section)
{
    const struct node *n = section->prev;
    while (n && n->type != NODE_SECTION)
        n = n->prev;
    return n ? &n->as.section : NULL;
}

/* One that was taken over is content where it came first. */
static bool is_content(const struct node *cell, const struct node *before)
{
    return cell && cell->first && cell != before && !holds_field(cell);
}

void section_measure(struct layout *l, const struct section *s)
{
    l->text_width = fmax(1, s->width - s->left - s->right);
    l->text_height = fmax(1, s->height - fabs(s->top) - fabs(s->bottom));
}

struct section_box *section_begin(struct layout *l, const struct node *section)
{
    struct section_box *box = ARENA_NEW(&l->scratch, struct section_box);
    const struct section *s = &section->as.section, *before = section_before(section);
    box->section = s;
    box->index = l->n_sections++;
    box->first_header_content = is_content(s->first_header, before ? before->first_header : NULL);
    box->first_footer_content = is_content(s->first_footer, before ? before->first_footer : NULL);
    l->section = s;
    l->section_index = box->index;
    section_measure(l, s);
    l->tag = box->tag = section->prev || section->next ? tags_add(l, TAG_SECT, TAGS_ROOT, section) : TAGS_ROOT;
    if (box->first_header_content)
        stack_build(l, s->first_header->first, l->text_width, l->tag, NULL, &box->first_header);
    return box;
}

void section_feet(struct layout *l, struct section_box *box)
{
    section_measure(l, box->section);
    if (box->first_footer_content)
        stack_build(l, box->section->first_footer->first, l->text_width, l->tag, NULL, &box->first_footer);
    if (box->section->last_mark)
        stack_build(l, box->section->last_mark->first, l->text_width, l->tag, NULL, &box->last_mark);
}

/* ---- a page ---- */

static bool page_add(struct layout *l, const struct section *s, int number)
{
    struct frames *f = l->frames;
    if (f->n_pages >= LIMIT_PAGES) {
        l->failed = l->too_many_pages = true;
        return false;
    }
    f->pages = layout_grow(&f->arena, f->pages, f->n_pages, &l->cap_pages, sizeof *f->pages);
    l->plans = layout_grow(&l->scratch, l->plans, f->n_pages, &l->cap_plans, sizeof *l->plans);
    l->plans[f->n_pages] = (struct page_plan){0};
    l->page = &f->pages[f->n_pages++];
    *l->page = (struct frame_page){.width = s->width, .height = s->height, .number = number};
    return true;
}

static const struct node *choose(const struct layout *l, bool first, const struct node *first_one, const struct node *even, const struct node *all)
{
    const struct node *n = first ? first_one : l->doc->settings.even_headers && l->page_number % 2 == 0 ? even : all;
    return n && n->first ? n : NULL;
}

/* Furniture is built for each page: it prints the page's number. What it says is said once. */
static void plan_build(struct layout *l, struct page_plan *plan)
{
    const bool silent = l->silent;
    l->furniture = true;
    l->totals_used = false;
    l->silent = silent || l->header == plan->header;
    l->header = plan->header;
    if (plan->header)
        stack_build(l, plan->header->first, l->text_width, TAGS_FURNITURE, NULL, &plan->above);
    l->silent = silent || l->footer == plan->footer;
    l->footer = plan->footer;
    if (plan->footer)
        stack_build(l, plan->footer->first, l->text_width, TAGS_FURNITURE, NULL, &plan->below);
    plan->totals = l->totals_used;
    l->furniture = false;
    l->silent = silent;
}

/* Said once, not once a page. */
static void say_high(struct layout *l, diag_code code, const struct node *what)
{
    if (l->high != what)
        diag(layout_ctx(l), code, what->pos);
    l->high = what;
}

static void push_down(struct layout *l, const struct section *s, double height, const struct node *header)
{
    if (s->top < 0 || s->header_distance + height <= l->body_top)
        return;
    if (s->header_distance + height > l->body_bottom - l->text_height / 2)
        say_high(l, DIAG_LAYOUT_HEADER_HIGH, header);
    else
        l->body_top = s->header_distance + height;
}

static void push_up(struct layout *l, const struct section *s, double height, const struct node *footer)
{
    const double top = s->height - s->footer_distance - height;
    if (s->bottom < 0 || top >= l->body_bottom)
        return;
    if (l->body_bottom - top > l->text_height / 2)
        say_high(l, DIAG_LAYOUT_FOOTER_HIGH, footer);
    else
        l->body_bottom = top;
}

static void draw_whole(struct layout *l, const struct stack *s, double x, double y)
{
    const struct cut cut = {.from = 0, .to = s->n};
    draw_stack(l, s, &cut, x, y);
}

/* Header and footer of the page under way; what is content is drawn, the footer when the page ends. */
static void page_plan(struct layout *l, const struct section_box *box, bool first)
{
    const struct section *s = box->section;
    struct page_plan *plan = &l->plans[l->frames->n_pages - 1];
    const bool titled = first && s->title_page;
    const struct node *header = choose(l, titled, s->first_header, s->even_header, s->header);
    const struct node *footer = choose(l, titled, s->first_footer, s->even_footer, s->footer);
    const bool own_header = titled && box->first_header_content, own_footer = titled && box->first_footer_content;
    *plan = (struct page_plan){.box = box, .header = own_header ? NULL : header, .footer = own_footer ? NULL : footer, .left = l->body_left,
                               .first = first, .has_header = header != NULL, .has_footer = footer != NULL};
    plan_build(l, plan);
    l->page_foot = own_footer ? &box->first_footer : NULL;
    if (footer)
        push_up(l, s, stack_rest(own_footer ? &box->first_footer : &plan->below, 0), footer);
    if (header)
        push_down(l, s, stack_rest(own_header ? &box->first_header : &plan->above, 0), header);
    obstacles_clear(l);
    if (own_header)
        draw_whole(l, &box->first_header, l->body_left, s->header_distance);
    obstacles_of_stack(l, &plan->above, plan->left, s->header_distance);
    obstacles_of_stack(l, &plan->below, plan->left, s->height - s->footer_distance - stack_rest(&plan->below, 0));
}

/* Is an empty page needed so that the section begins on a page of its parity? */
static bool wants_empty(const struct layout *l, const struct section *s, bool restart)
{
    const bool odd = l->page_number % 2 != 0;
    if (restart && s->mirrored)
        return l->frames->n_pages % 2 == 1;
    if (s->start != SECTION_ODD_PAGE && s->start != SECTION_EVEN_PAGE)
        return false;
    if (restart)
        return l->frames->n_pages > 0 && (l->page->number % 2 != 0) == odd;
    return (s->start == SECTION_ODD_PAGE) != odd;
}

/* Sides change by the parity of the page's number, as in Word; so that it is that of the sheet's side
 * too, a part that begins at 1 begins on a front: the back before it stays empty. */
bool page_begin(struct layout *l, const struct section_box *box, bool first_of_section)
{
    const struct section *s = box->section;
    const bool restart = first_of_section && s->restart_numbers;
    const int next = l->page_number + 1;
    l->page_number = restart ? s->first_number : next;
    if (first_of_section && wants_empty(l, s, restart)) {
        if (!page_add(l, s, next))
            return false;
        l->page_number += !restart;
    }
    if (!page_add(l, s, l->page_number))
        return false;
    l->sheet = box;
    l->page_notes = 0;
    l->section_counts[box->index]++;
    l->body_left = s->mirrored && l->page_number % 2 == 0 ? s->right : s->left;
    l->body_top = fabs(s->top);
    l->body_bottom = s->height - fabs(s->bottom);
    section_measure(l, s);
    page_plan(l, box, first_of_section);
    lines_begin_page(l, s);
    l->page_y = l->body_top;
    l->floor = l->body_bottom;
    return !l->failed;
}

/* Contact on the first page ends where the text of the others does. */
void page_end(struct layout *l, bool last_of_section)
{
    const struct section *s = l->sheet->section;
    notes_draw(l, l->body_left, l->page_y, l->floor, l->page_y <= l->body_top);
    if (l->page_foot)
        draw_whole(l, l->page_foot, l->body_left, s->height - s->footer_distance - stack_rest(l->page_foot, 0));
    if (last_of_section && l->n_queue == 0 && s->last_mark)
        draw_whole(l, &l->sheet->last_mark, l->body_left, s->last_mark_top);
    layers_merge(l);
}

/* ---- furniture, at the end ---- */

/* What lies within lines that are counted from the text: it, and the header and footer where the section says so. */
static struct area edge_area(const struct layout *l, const struct section *s, const struct page_plan *plan)
{
    struct area a = {plan->left, l->page->width - s->left - s->right, fabs(s->top), l->page->height - fabs(s->bottom)};
    if (plan->has_header && s->page_edge_holds_header)
        a.top = fmin(a.top, s->header_distance);
    if (plan->has_footer && s->page_edge_holds_footer)
        a.bottom = fmax(a.bottom, l->page->height - s->footer_distance);
    return a;
}

/* The lines stand outside the text, or inside the paper's edge, at their space from it (17.6.10). */
static void page_edge(struct layout *l, const struct section *s, const struct page_plan *plan)
{
    const struct borders *e = &s->page_edge;
    const bool paper = s->page_edge_from_paper;
    const double width = l->page->width, height = l->page->height, thick[] = {border_thickness(e->top), border_thickness(e->bottom),
                                                                             border_thickness(e->left), border_thickness(e->right)};
    const struct area text = edge_area(l, s, plan);
    if (s->page_edge_on != EDGE_ON_ALL && (s->page_edge_on == EDGE_ON_FIRST) != plan->first)
        return;
    const double y0 = paper ? e->top.space : text.top - e->top.space - thick[0];
    const double y1 = paper ? height - e->bottom.space - thick[1] : text.bottom + e->bottom.space;
    const double x0 = paper ? e->left.space : text.x - e->left.space - thick[2];
    const double x1 = paper ? width - e->right.space - thick[3] : text.x + text.width + e->right.space;
    draw_frame(l, e, x0, y0, x1 + thick[3], y1 + thick[1]);
}

static void plan_draw(struct layout *l, struct page_plan *plan)
{
    const struct section *s = plan->box->section;
    const struct frame_page text = *l->page;
    l->sheet = plan->box;
    l->section = s;
    l->section_index = plan->box->index;
    l->page_number = text.number;
    l->body_left = plan->left;
    l->body_top = fabs(s->top);
    l->body_bottom = s->height - fabs(s->bottom);
    section_measure(l, s);
    if (plan->totals)
        plan_build(l, plan);
    l->page->items = NULL;
    l->page->n = l->page->cap = 0;
    l->furniture = true;
    draw_whole(l, &plan->above, plan->left, s->header_distance);
    draw_whole(l, &plan->below, plan->left, s->height - s->footer_distance - stack_rest(&plan->below, 0));
    page_edge(l, s, plan);
    layers_merge(l);
    l->furniture = false;
    if (l->page->n == 0) {
        *l->page = text;
        return;
    }
    struct frame_item *items = ARENA_NEWS(&l->frames->arena, l->page->n + text.n, struct frame_item);
    memcpy(items, l->page->items, l->page->n * sizeof *items);
    if (text.n)
        memcpy(items + l->page->n, text.items, text.n * sizeof *items);
    l->page->items = items;
    l->page->n = l->page->cap = l->page->n + text.n;
}

void pages_finish(struct layout *l)
{
    l->total_pages = l->frames->n_pages;
    memcpy(l->section_pages, l->section_counts, l->n_sections * sizeof *l->section_pages);
    for (size_t i = 0; i < l->frames->n_pages && !l->failed; i++) {
        l->page = &l->frames->pages[i];
        if (l->plans[i].box)
            plan_draw(l, &l->plans[i]);
    }
}
