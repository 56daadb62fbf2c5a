/* Lines become frame items. Neighbouring pieces that look alike are one item with its inner spaces,
 * so that whoever extracts the text of the PDF gets lines and not words; the glyphs' places carry
 * the stretch. The spaces that hang are not drawn (Word layout 1.2, 9). */
#include "layout/math.h"

#include <stdlib.h>

enum { LEADER_MAX = 2000 };

struct frame_item *layout_item(struct layout *l, enum frame_item_type type, int tag, double x,
                               double y)
{
    struct frame_page *page = l->page;
    if (!page->cap && l->layer_depth == 0 && page > l->frames->pages) { /* about as many as on the page before */
        page->cap = page[-1].n + 4;
        page->items = ARENA_NEWS(&l->frames->arena, page->cap, struct frame_item);
    }
    page->items =
        layout_grow(&l->frames->arena, page->items, page->n, &page->cap, sizeof *page->items);
    struct frame_item *item = &page->items[page->n++];
    *item =
        (struct frame_item){.type = type, .tag = l->repeat ? TAGS_FURNITURE : tag, .x = x, .y = y, .matrix = l->matrix};
    return item;
}

void draw_rect(struct layout *l, double x, double y, double w, double h, uint32_t color)
{
    struct frame_item *item = layout_item(l, FRAME_RECT, TAGS_FURNITURE, x, y);
    item->as.rect.w = w;
    item->as.rect.h = h;
    item->as.rect.color = color;
}

/* ---- text ---- */

static bool same_look(const struct run *a, const struct run *b)
{
    return a == b || (a->face == b->face && a->size == b->size && a->em == b->em && a->raise == b->raise &&
                      a->sign == b->sign && a->color == b->color && a->tag == b->tag && a->url == b->url);
}

/* A hyphen between the parts of a word is printed at the line's end only. */
static bool is_shown(const struct line *line, const struct piece *v, size_t i)
{
    return v[i].type != PIECE_HYPHEN || i + 1 == line->shown;
}

static double run_stretch(const struct run *run)
{
    const double wide = run->sign ? run->sign->stretch : face_stretch(run->face);
    return run->size > 0 ? run->em / run->size * wide : 1;
}

static size_t draw_glyphs(const struct line *line, const struct piece *v, size_t i,
                          struct frame_glyph *out, double x0, size_t offset)
{
    const struct run *run = v[i].run;
    const bool stretched = v[i].type == PIECE_SPACE && i >= line->stretch_from;
    const double extra = run->spacing + (stretched ? line->stretch : 0) + (i >= line->stretch_from ? line->spread : 0);
    double x = v[i].x - x0;
    for (size_t k = 0; k < v[i].n_glyphs; k++) {
        const struct glyph *glyph = &v[i].glyphs[k];
        out[k] = (struct frame_glyph){
            .id = glyph->id,
            .x = (float)(x + (double)glyph->x_offset * run->em),
            .y = (float)(-(double)glyph->y_offset * run->size),
            .cluster = (uint32_t)(v[i].offset - offset + glyph->cluster - v[i].base),
        };
        x += glyph->advance * run->em;
        if (k + 1 == v[i].n_glyphs || glyph[1].cluster != glyph->cluster)
            x += extra;
    }
    return v[i].n_glyphs;
}

static void draw_text(struct layout *l, const struct para_box *p, const struct line *line,
                      size_t from, size_t to, double x, double baseline)
{
    const struct piece *v = p->pieces;
    const struct run *run = v[from].run;
    const struct piece *last = &v[to - 1];
    size_t n = 0;
    for (size_t i = from; i < to; i++)
        n += v[i].n_glyphs;
    if (n == 0)
        return;
    struct frame_glyph *glyphs = ARENA_NEWS(&l->frames->arena, n + 1, struct frame_glyph);
    struct frame_item *item =
        layout_item(l, FRAME_TEXT, run->tag, x + v[from].x, baseline - run->raise);
    item->as.text.face = run->face;
    item->as.text.size = run->sign ? run->size * run->sign->scale : run->size;
    item->as.text.stretch = run_stretch(run);
    item->as.text.width = last->x + last->width - v[from].x;
    item->as.text.color = run->color;
    item->as.text.url = run->url;
    item->as.text.glyphs = glyphs;
    item->as.text.n = n;
    item->as.text.text = p->text + v[from].offset;
    item->as.text.bytes = last->offset + last->bytes - v[from].offset;
    for (size_t i = from; i < to; i++) {
        glyphs += draw_glyphs(line, v, i, glyphs, v[from].x, v[from].offset);
        if (v[i].field >= 0)
            if (l->fields[v[i].field].of == FIELD_OF_PAGE)
            l->fields[v[i].field].actual = l->page->number;
    }
}

/* What Word for Windows lays leaders out by: dots of 600 an inch. */
static double whole_dots(const struct layout *l, double length)
{
    static const double dot = 72.0 / 600;
    return l->read ? round(length / dot) * dot : length;
}

/* Leaders stand on a grid of the page, so that those of successive lines are aligned (6.6). In files of others its pitch, that of
 * the letter at a whole size, and both ends of their room are whole dots: 3.24 pt for the full stop of 13 pt, not 3.25, and one
 * stands before 531.35, which is 531.36; 3.60 for Calibri's at 14 pt, which are 117 dots.
 * Measured on 1,238 lines of tables of contents printed by Word: 31 begin and 43 end at another dot if the ends are not rounded,
 * 18 and none if they are (15 of these begin behind words of other widths than Word's). */
static void draw_leader(struct layout *l, const struct piece *tab, double x, double baseline)
{
    static const double tiny = 1e-6;
    const struct run *run = tab->run;
    const struct shaped dot =
        face_shape(run->face, span_make(&tab->leader, 1), false, (struct pos){0});
    const double pitch = whole_dots(l, run->size > 0 ? dot.width * run->em * whole_dots(l, run->size) / run->size : 0);
    if (!(pitch > 0) || dot.n == 0 || !(tab->width > 0))
        return;
    const double first = ceil(whole_dots(l, x + tab->x) / pitch - tiny),
                 last = floor(whole_dots(l, x + tab->x + tab->width) / pitch + tiny);
    const size_t n = last > first ? (size_t)fmin(last - first, LEADER_MAX) : 0;
    if (n == 0)
        return;
    char *text = arena_alloc(&l->frames->arena, n + 1);
    struct frame_glyph *glyphs = ARENA_NEWS(&l->frames->arena, n, struct frame_glyph);
    memset(text, tab->leader, n);
    for (size_t i = 0; i < n; i++)
        glyphs[i] = (struct frame_glyph){
            .id = dot.glyphs[0].id, .x = (float)(pitch * (double)i), .cluster = (uint32_t)i};
    struct frame_item *item = layout_item(l, FRAME_TEXT, TAGS_FURNITURE, first * pitch, baseline);
    item->as.text.face = run->face;
    item->as.text.size = run->size;
    item->as.text.stretch = run_stretch(run);
    item->as.text.width = pitch * (double)n;
    item->as.text.color = run->color;
    item->as.text.glyphs = glyphs;
    item->as.text.n = n;
    item->as.text.text = text;
    item->as.text.bytes = n;
}

/* In the middle of its room, which is larger where it is turned. */
static void draw_image(struct layout *l, const struct piece *v, double x, double baseline)
{
    const double mx = x + v->x + v->width / 2, my = baseline - v->height / 2 - (v->object ? 0 : v->node->as.image.raise);
    if (v->object) {
        object_draw(l, v->object, mx - v->object->width / 2, my - v->object->height / 2);
        return;
    }
    const struct image *image = &v->node->as.image;
    double w = fmax(image->width, 1), h = fmax(image->height, 1);
    const double scale = v->width / turned_size(image->rotation, w, h).width;
    w *= scale;
    h *= scale;
    draw_picture(l, v->node, v->tag, mx - w / 2, my - h / 2, w, h);
}

/* ---- lines ---- */

/* A hyphen that is not shown is no text of the page either: Word prints none. */
static bool is_text(const struct line *line, const struct piece *v, size_t i)
{
    return v[i].type == PIECE_WORD || v[i].type == PIECE_SPACE || (v[i].type == PIECE_HYPHEN && is_shown(line, v, i));
}

static void draw_pieces(struct layout *l, const struct para_box *p, const struct line *line,
                        double x, double baseline)
{
    const struct piece *v = p->pieces;
    for (size_t i = line->first, j; i < line->shown; i = j) {
        j = i + 1;
        if (v[i].type == PIECE_TAB) {
            if (v[i].leader)
                draw_leader(l, &v[i], x, baseline);
        } else if (v[i].type == PIECE_IMAGE) {
            draw_image(l, &v[i], x, baseline);
        } else if (v[i].type == PIECE_FORMULA) {
            math_draw(l, v[i].box, x + v[i].x, baseline - v[i].run->raise, v[i].tag);
        } else if (is_text(line, v, i)) {
            while (j < line->shown && is_text(line, v, j) && same_look(v[i].run, v[j].run))
                j++;
            draw_text(l, p, line, i, j, x, baseline);
        }
    }
}

static void draw_heading(struct layout *l, const struct para_box *p, double y)
{
    struct frames *f = l->frames;
    const int level = p->node->as.para.style->outline;
    if (level <= 0 || l->furniture || l->repeat)
        return;
    struct buf text = {0};
    node_plain_text(p->node, &text);
    if (p->node->as.para.role == ROLE_ANNEX && p->node->next) { /* its title stands below it */
        buf_puts(&text, ". ");
        node_plain_text(p->node->next, &text);
    }
    f->headings =
        layout_grow(&f->arena, f->headings, f->n_headings, &l->cap_headings, sizeof *f->headings);
    f->headings[f->n_headings++] = (struct frame_heading){
        .level = level, .text = arena_buf(&f->arena, &text), .page = (int)f->n_pages - 1, .y = y};
}

/* `above`: the room above the line that belongs to the paragraph's frame or ground. */
static void draw_line(struct layout *l, const struct para_box *p, size_t i, double x, double y, double above)
{
    const struct line *line = &p->lines[i];
    frame_under(l, p, i, x, y, above);
    if (i == 0)
        draw_heading(l, p, y);
    marks_under(l, p, line, x, y + line->baseline);
    draw_pieces(l, p, line, x, y + line->baseline);
    marks_over(l, p, line, x, y + line->baseline);
    frame_over(l, p, i, x, y);
    if (p->n_objects)
        objects_draw(l, p, i, x, y);
    if (!l->repeat)
        notes_place(l, line->note_first, line->note_end);
}

/* ---- stacks ---- */

static void slot_add(struct slot *slots, size_t *n, const struct table_box *t, size_t row,
                     double height, double *y)
{
    slots[*n] = (struct slot){.row = row, .y = *y, .top = t->rows[row].top, .height = height};
    *y += t->rows[row].top + height;
    (*n)++;
}

/* The rows of one table from atom i on; *i becomes the atom after them. */
static double draw_rows(struct layout *l, const struct stack *s, const struct cut *cut, size_t *i,
                        double x, double y)
{
    struct table_box *t = s->atoms[*i].table;
    const size_t first = *i;
    size_t end = first, n = 0;
    while (end < cut->to && s->atoms[end].table == t)
        end++;
    const bool partial = cut->partial && end == cut->to && s->atoms[end].table == t;
    struct slot *slots = mem_alloc((end - first + t->header_rows + 1) * sizeof *slots);
    if (cut->header && first == cut->from) {
        for (size_t r = 0; r < t->header_rows; r++) {
            slot_add(slots, &n, t, r, t->rows[r].height, &y);
            slots[n - 1].repeat = true;
        }
    }
    for (size_t k = first; k < end; k++)
        slot_add(slots, &n, t, s->atoms[k].index, t->rows[s->atoms[k].index].height, &y);
    if (partial) {
        slot_add(slots, &n, t, s->atoms[end].index, cut->slice, &y);
        slots[n - 1].partial = true;
        slots[n - 1].level = cut->level;
        slots[n - 1].force = cut->force;
    }
    y += t->rows[slots[n - 1].row].bottom;
    table_draw(l, t, slots, n, x);
    free(slots);
    *i = end + partial;
    return y;
}

double draw_stack(struct layout *l, const struct stack *s, const struct cut *cut, double x,
                  double y)
{
    const size_t end = cut->to + cut->partial;
    const struct line_numbers *const numbered = l->numbered; /* of this stack alone, not of what stands in it */
    double bottom = y;
    l->numbered = NULL;
    for (size_t i = cut->from; i < end;) {
        const struct atom *a = &s->atoms[i];
        const double gap = i == cut->from ? a->top_gap : a->gap;
        y += gap;
        if (a->type == ATOM_RULE) {
            notes_line(l, x, y);
            bottom = y += atom_height(a);
            i++;
        } else if (a->type == ATOM_LINE) {
            const bool joined = a->index == 0 && i > cut->from && a->para->joined_above;
            if (i == cut->from || a->index == 0)
                l->para_top = y - fmax(0, a->para->lines[a->index].above) -
                              (a->index > 0 ? 0 : i > cut->from ? a->own_gap : a->top_gap);
            draw_line(l, a->para, a->index, x, y, joined ? gap : 0);
            if (numbered)
                line_number(l, numbered, a->para, a->index, x, y + a->para->lines[a->index].baseline);
            bottom = y + atom_fit(a);
            y += atom_height(a);
            i++;
        } else {
            bottom = y = draw_rows(l, s, cut, &i, x, y);
        }
    }
    return bottom;
}
