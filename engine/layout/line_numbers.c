/* Numbers beside the lines of the text, which count what stands in the columns: no tables, notes, headers or text boxes
 * (ECMA-376-1, 17.6.8). They are furniture: who reads the page aloud or takes its text gets none. */
#include "layout/layout.h"
#include "model/number.h"

static void restart(struct layout *l, const struct line_numbers *n)
{
    l->line_number = n->first - 1;
    l->lines_begun = true;
}

void lines_begin_section(struct layout *l, const struct section *s)
{
    if (s->lines.every > 0 && (!l->lines_begun || s->lines.restart == LINES_BY_SECTION))
        restart(l, &s->lines);
}

void lines_begin_page(struct layout *l, const struct section *s)
{
    if (s->lines.every > 0 && s->lines.restart == LINES_BY_PAGE)
        restart(l, &s->lines);
}

/* What stands to the right of an object belongs to the line before; the mark of a page's end is a line as well. */
static bool counts(const struct line_numbers *n, const struct para_box *p, const struct line *line)
{
    return !p->props->unnumbered && line->above >= 0 && (!n->skip_empty || p->n_pieces > 0);
}

static void print(struct layout *l, const struct line_numbers *n, struct pos pos, double x, double baseline)
{
    const struct char_props *look = n->style ? &n->style->chr : &l->doc->body->chr;
    const struct run *run = items_run(l, look, TAGS_FURNITURE, NULL, pos);
    if (!run)
        return;
    const char *number = number_text(&l->frames->arena, n->format, l->line_number, look->lang);
    const struct shaped shaped = face_shape(run->face, span_of(number), false, pos);
    const double width = shaped.width * run->em;
    const double distance = n->distance > 0 ? n->distance : l->section->columns.n > 1 ? LINES_DISTANCE_COLUMNS : LINES_DISTANCE;
    struct frame_glyph *glyphs = ARENA_NEWS(&l->frames->arena, shaped.n + 1, struct frame_glyph);
    double at = 0;
    for (size_t k = 0; k < shaped.n; k++) {
        glyphs[k] = (struct frame_glyph){.id = shaped.glyphs[k].id, .x = (float)at, .cluster = shaped.glyphs[k].cluster};
        at += shaped.glyphs[k].advance * run->em;
    }
    struct frame_item *item = layout_item(l, FRAME_TEXT, TAGS_FURNITURE, x - distance - width, baseline);
    item->as.text.face = run->face;
    item->as.text.size = run->size;
    item->as.text.stretch = face_stretch(run->face);
    item->as.text.width = width;
    item->as.text.color = run->color;
    item->as.text.glyphs = glyphs;
    item->as.text.n = shaped.n;
    item->as.text.text = number;
    item->as.text.bytes = strlen(number);
}

void line_number(struct layout *l, const struct line_numbers *n, const struct para_box *p, size_t i, double x, double baseline)
{
    if (!counts(n, p, &p->lines[i]))
        return;
    l->line_number++;
    if (l->line_number % n->every == 0)
        print(l, n, p->node->pos, x, baseline);
}
