/* The style that a paragraph is written with: its named one, or an automatic one for what deviates. */
#include "odf/write.h"

const struct char_props *odf_para_look(const struct odf *o, const struct node *para)
{
    return doc_was_read(o->doc) ? mark_props(para) : &para->as.para.style->chr;
}

/* ODF has no line between paragraphs of one frame: it becomes the upper one's of the lower, and both stand by themselves. */
static const struct para_props *parted(struct odf *o, const struct node *n, unsigned part, struct page_start *start)
{
    const struct para_props *p = para_props(n);
    const bool lined = p->between.width > 0, above = lined && node_paras_join(n->prev, n), below = lined && node_paras_join(n, n->next);
    if (!doc_was_read(o->doc) || !(above || below || part != PART_WHOLE))
        return n->as.para.own;
    struct para_props *own = ARENA_NEW(&o->arena, struct para_props);
    *own = *p;
    if (part & PART_BEHIND)
        own->before = 0;
    if (part & PART_GOES_ON)
        own->first = 0;
    if (part & PART_BROKEN)
        own->after = 0;
    if (part & PART_HANGS) {
        own->before = own->after = 0;
        own->line_rule = LINE_EXACT;
        own->line = 1;
    }
    if (above)
        own->edge.top = p->between;
    if (below)
        own->edge.bottom = (struct border){0};
    start->joins = start->joins && !above && !below;
    return own;
}

/* In ODF the lines of all sections have numbers or none has: what has none is told paragraph by paragraph, and where a section
 * begins anew its first paragraph says so. */
static const struct para_props *unnumbered(struct odf *o, const struct node *n, const struct para_props *props, struct page_start *start)
{
    const struct section *s = n->parent && n->parent->type == NODE_SECTION ? &n->parent->as.section : NULL;
    if (!s || !odf_numbers_lines(o))
        return props;
    if (s->lines.every > 0) {
        const bool anew = s->lines.restart == LINES_BY_SECTION || (s->lines.first != 1 && !n->parent->prev);
        start->line = anew && !n->prev ? s->lines.first : 0;
        return props;
    }
    struct para_props *own = ARENA_NEW(&o->arena, struct para_props);
    *own = props ? *props : n->as.para.style->para;
    own->unnumbered = true;
    return own;
}

/* What holds where the paragraph says nothing: the style's, but a list goes before the style's indents. */
static const struct para_props *base_of(struct odf *o, const struct node *n)
{
    const struct para *p = &n->as.para;
    const struct para_props *base = &p->style->para, *level = odf_listed(p) ? p->numbering->levels[p->number_level].para : NULL;
    struct para_props *own;
    if (!doc_was_read(o->doc) || !level || (level->left == base->left && level->first == base->first))
        return base;
    own = ARENA_NEW(&o->arena, struct para_props);
    *own = *base;
    own->left = level->left;
    own->first = level->first;
    return own;
}

const char *odf_para_style(struct odf *o, const struct node *n, unsigned part, struct page_start start)
{
    const struct para *p = &n->as.para;
    start.joins = doc_was_read(o->doc);
    const struct para_props *props = unnumbered(o, n, parted(o, n, part, &start), &start);
    const struct char_props *look = odf_para_look(o, n);
    struct auto_style style = {.family = AUTO_PARA, .start = start};
    style.as.para.style = p->style;
    style.as.para.own = props ? props : &p->style->para;
    style.as.para.base = base_of(o, n);
    if (odf_para_same(style.as.para.own, style.as.para.base) && !start.master && !start.brk && !start.line &&
        odf_char_same(look, (struct char_base){.para = &p->style->chr}))
        return p->style->id;
    style.as.para.look = look;
    return auto_name(&o->autos, &style);
}
