/* Tags that make a table cell of ODT: colspan, cellbg, vm, hm (ODF 1.3 part 3: 9.1.4 table:table-cell, 9.1.5 covered cells).
 *
 * The number of cells that a cell spans is an attribute, and what it covers stands in the table as covered cells. These are
 * only made for the turns of the loop here; odt_table.c counts them after the loop has run. */
#include "base/diag/fill.h"
#include "fill/odt_own.h"
#include "fill/own.h"

/* name="{{ expression }}" in the cell's start tag, in place of what stands there. */
static void plan_attribute(struct part *p, uint32_t cell, struct tag *t, const char *name, const char *expression, enum site_kind kind)
{
    const struct element *c = &p->elements.v[cell];
    struct span start = span_make(p->bytes.p + c->from, c->open - c->from), value;
    struct tag *print = tag_like(p, t, '{', expression);
    struct site *site = plan_site(p, kind, cell);
    size_t at = c->from + 1 + part_start(p, cell).n;

    if (odt_tag_value(start, strchr(name, ':') + 1, &value)) {
        at = (size_t)(value.p - p->bytes.p);
        if (strcmp(expression, "loop.length") == 0 && value.n && strspn(arena_span(p->arena, value), "0123456789") == value.n)
            print->source = span_of(arena_printf(p->arena, "%s * loop.length", arena_span(p->arena, value)));
        plan_cut(p, at, at + value.n);
        plan_tag(p, at, RANK_STANDS, print, site);
        return;
    }
    plan_text(p, at, RANK_STANDS, span_of(arena_printf(p->arena, " %s=\"", name)));
    plan_tag(p, at, RANK_STANDS, print, site);
    plan_text(p, at, RANK_STANDS, SPAN("\""));
}

void odt_cell_colspan(struct part *p, uint32_t cell, struct tag *t, const char *expression)
{
    plan_attribute(p, cell, t, "table:number-columns-spanned", expression, SITE_ATTRIBUTE);
}

void odt_cell_bg(struct part *p, uint32_t cell, struct tag *t, const char *expression)
{
    plan_attribute(p, cell, t, "table:style-name", expression, SITE_SHADE);
}

/* The cell in the loop's first turn; in the others one that it covers. */
static void plan_first(struct part *p, uint32_t cell, struct tag *t)
{
    const struct element *c = &p->elements.v[cell];

    plan_tag(p, c->from, RANK_BEGINS, tag_like(p, t, '%', "if loop.first"), NULL);
    plan_tag(p, c->to, RANK_ENDS, tag_like(p, t, '%', "else"), NULL);
    plan_text(p, c->to, RANK_ENDS, SPAN("<table:covered-table-cell/>"));
    plan_tag(p, c->to, RANK_ENDS, tag_like(p, t, '%', "endif"), NULL);
}

void odt_cell_vm(struct part *p, uint32_t cell, struct tag *t, const char *expression)
{
    (void)expression;
    plan_attribute(p, cell, t, "table:number-rows-spanned", "loop.length", SITE_ATTRIBUTE);
    plan_first(p, cell, t);
}

void odt_cell_hm(struct part *p, uint32_t cell, struct tag *t, const char *expression)
{
    (void)expression;
    plan_attribute(p, cell, t, "table:number-columns-spanned", "loop.length", SITE_ATTRIBUTE);
    plan_first(p, cell, t);
}

bool odt_print_shade(struct part *p, const struct statement *s, const char *color, struct buf *out)
{
    const struct element *cell = &p->elements.v[s->site->cell];
    struct span start = span_make(p->bytes.p + cell->from, cell->open - cell->from), style;
    struct odt_attrs a = {.n = 0};

    color += *color == '#';
    if (*color && strcmp(color, "auto") != 0) {
        if (strlen(color) != 6 || strspn(color, "0123456789abcdefABCDEF") != 6) {
            diag(p->f->ctx, DIAG_FILL_COLOR, s->tag->pos, color);
            return false;
        }
        odt_set(&a, "table-cell-properties", "fo:background-color", arena_printf(&p->f->arena, "#%s", color));
    }
    if (!odt_tag_value(start, "style-name", &style))
        style = SPAN("");
    buf_puts(out, odt_look(&p->f->rich, p->name, "table-cell", arena_span(&p->f->arena, style), &a));
    return true;
}
