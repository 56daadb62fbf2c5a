/* The tree as text: -f tree for people who look for a fault and for golden tests, -f txt for reading. */
#include "model/doc.h"

static const char *const node_names[] = {
    [NODE_DOCUMENT] = "document",     [NODE_SECTION] = "section",       [NODE_PARA] = "para",
    [NODE_TABLE] = "table",           [NODE_ROW] = "row",               [NODE_CELL] = "cell",
    [NODE_TEXT] = "text",             [NODE_TAB] = "tab",               [NODE_LINE_BREAK] = "break",
    [NODE_PAGE_NUMBER] = "page-number", [NODE_IMAGE] = "image",         [NODE_LINK] = "link",
    [NODE_FOOTNOTE] = "footnote",       [NODE_BREAK] = "page-break",    [NODE_FIELD] = "field",
    [NODE_SHAPE] = "shape",           [NODE_NOTE_MARK] = "note-mark",   [NODE_BOOKMARK] = "bookmark",
    [NODE_FORMULA] = "formula",
};

static const char *const align_names[] = {"left", "center", "right", "justify", "justify-all", "distribute"};

static void dump_number(struct buf *out, const char *name, double v)
{
    buf_printf(out, " %s=", name);
    buf_number(out, v, 2);
}

static void dump_quoted(struct buf *out, const char *name, const char *text)
{
    if (!text)
        return;
    buf_putc(out, ' ');
    if (name) {
        buf_puts(out, name);
        buf_putc(out, '=');
    }
    buf_putc(out, '"');
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            buf_putc(out, '\\');
        buf_putc(out, *text);
    }
    buf_putc(out, '"');
}

/* The name of a value that is not the plain one, which is 0. */
static void dump_word(struct buf *out, const char *const *words, unsigned value)
{
    if (value)
        buf_printf(out, " %s", words[value]);
}

static void dump_color(struct buf *out, const char *name, uint32_t color)
{
    buf_printf(out, " %s=%06x", name, (unsigned)color);
}

static void dump_columns(const struct columns *c, struct buf *out)
{
    if (c->n <= 1)
        return;
    buf_printf(out, " columns=%d", c->n);
    if (c->widths) {
        buf_puts(out, " widths=");
        for (int i = 0; i < c->n; i++) {
            buf_puts(out, i ? "," : "");
            buf_number(out, c->widths[i], 2);
        }
    } else {
        dump_number(out, "space", c->space);
    }
    if (c->line)
        buf_puts(out, " line");
}

static void dump_lines(const struct line_numbers *l, struct buf *out)
{
    static const char *const restarts[] = {"page", "section", "never"};

    if (l->every <= 0)
        return;
    buf_printf(out, " lines=%d/%d/%s", l->first, l->every, restarts[l->restart]);
    if (l->distance > 0)
        dump_number(out, "off", l->distance);
}

static void dump_section(const struct section *s, struct buf *out)
{
    static const char *const starts[] = {"", "continuous", "new-column", "even-page", "odd-page"};
    static const char *const valigns[] = {"", "middle", "bottom", "both"};

    dump_number(out, "width", s->width);
    dump_number(out, "height", s->height);
    dump_number(out, "top", s->top);
    dump_number(out, "bottom", s->bottom);
    dump_number(out, "left", s->left);
    dump_number(out, "right", s->right);
    dump_number(out, "header", s->header_distance);
    if (s->title_page)
        buf_puts(out, " title-page");
    if (s->landscape)
        buf_puts(out, " landscape");
    if (s->mirrored)
        buf_puts(out, " mirrored");
    if (s->restart_numbers)
        buf_puts(out, " restart");
    if (s->restart_numbers && s->first_number != 1)
        buf_printf(out, " first=%d", s->first_number);
    if (s->page_format)
        buf_printf(out, " format=%d", (int)s->page_format);
    dump_word(out, starts, s->start);
    dump_word(out, valigns, s->valign);
    dump_columns(&s->columns, out);
    dump_lines(&s->lines, out);
    if (s->page_edge.top.width > 0 || s->page_edge.left.width > 0)
        buf_puts(out, " framed");
}

static void dump_placement(const struct placement *p, struct buf *out)
{
    static const char *const froms[] = {"column", "margin", "page", "paragraph", "line", "character", "left-margin", "right-margin",
                                        "inside-margin", "outside-margin", "top-margin", "bottom-margin"};
    static const char *const aligns[] = {"", "start", "center", "end", "inside", "outside"};
    static const char *const sides[] = {"", "left-of-it", "right-of-it", "larger-side"};
    static const char *const wraps[] = {"", "square", "top-bottom", "tight", "through"};

    if (!p)
        return;
    buf_printf(out, " from=%s,%s", froms[p->from_x], froms[p->from_y]);
    if (p->align_x)
        buf_printf(out, " x=%s", aligns[p->align_x]);
    else
        dump_number(out, "x", p->x);
    if (p->align_y)
        buf_printf(out, " y=%s", aligns[p->align_y]);
    else
        dump_number(out, "y", p->y);
    dump_word(out, wraps, p->wrap);
    dump_word(out, sides, p->side);
    if (p->contour)
        buf_printf(out, " contour=%zu", p->contour->n);
    if (p->behind)
        buf_puts(out, " behind");
}

static void dump_border(struct buf *out, const char *name, struct border b)
{
    if (b.width <= 0)
        return;
    dump_number(out, name, b.width);
    if (b.stroke)
        buf_printf(out, "/%d", (int)b.stroke);
    if (b.color)
        buf_printf(out, "/%06x", (unsigned)b.color);
}

static void dump_table(const struct table *t, struct buf *out)
{
    dump_quoted(out, "role", t->role);
    dump_number(out, "left", t->left);
    buf_puts(out, " widths=");
    for (size_t i = 0; i < t->columns; i++) {
        if (i)
            buf_putc(out, ',');
        buf_number(out, t->widths[i], 2);
    }
    if (t->border > 0)
        dump_number(out, "border", t->border);
    if (t->header_rows)
        buf_printf(out, " header-rows=%d", t->header_rows);
    if (t->align == ALIGN_CENTER || t->align == ALIGN_RIGHT)
        buf_puts(out, t->align == ALIGN_CENTER ? " center" : " right");
    if (t->autofit)
        buf_puts(out, " autofit");
    if (t->width != 0)
        dump_number(out, "width", t->width);
    if (t->spacing > 0)
        dump_number(out, "spacing", t->spacing);
    dump_placement(t->placement, out);
}

static void dump_row(const struct row *r, struct buf *out)
{
    if (r->skip)
        buf_printf(out, " skip=%d", r->skip);
    if (r->rule != LINE_MULTIPLE)
        dump_number(out, r->rule == LINE_EXACT ? "height" : "at-least", r->height);
}

static void dump_cell(const struct cell *c, struct buf *out)
{
    if (c->col_span > 1)
        buf_printf(out, " cols=%d", c->col_span);
    if (c->row_span > 1)
        buf_printf(out, " rows=%d", c->row_span);
    if (c->pad_top > 0)
        dump_number(out, "top", c->pad_top);
    if (c->pad_left > 0)
        dump_number(out, "left", c->pad_left);
    if (c->edge) {
        buf_puts(out, " edge:");
        dump_border(out, "top", c->edge->top);
        dump_border(out, "bottom", c->edge->bottom);
        dump_border(out, "left", c->edge->left);
        dump_border(out, "right", c->edge->right);
    }
    if (c->fill.on)
        dump_color(out, "fill", c->fill.color);
    if (c->width != 0)
        dump_number(out, "width", c->width);
    if (c->hide_mark)
        buf_puts(out, " hide-mark");
    if (c->turn)
        buf_puts(out, c->turn == TURN_UP ? " up" : " down");
}

static void dump_shape(const struct shape *s, struct buf *out)
{
    static const char *const kinds[] = {"rect", "line", "ellipse", "round-rect", "path"};
    static const char *const ends[] = {"none", "triangle", "open", "stealth", "diamond", "oval"};

    buf_printf(out, " %s", kinds[s->kind]);
    dump_number(out, "width", s->width);
    dump_number(out, "height", s->height);
    dump_border(out, "stroke", s->stroke);
    if (s->fill.on)
        dump_color(out, "fill", s->fill.color);
    if (s->gradient)
        buf_printf(out, " gradient=%zu", s->gradient->n);
    if (s->head.kind || s->tail.kind)
        buf_printf(out, " ends=%s,%s", ends[s->head.kind], ends[s->tail.kind]);
    if (s->stretched)
        buf_puts(out, " stretched");
    dump_placement(s->placement, out);
    dump_quoted(out, "alt", s->alt);
}

static void dump_switch(struct buf *out, const char *name, bool base, bool is)
{
    if (base != is)
        buf_printf(out, " %s%s", is ? "" : "not-", name);
}

/* What differs from the style's look. */
static void dump_look(const struct char_props *base, const struct char_props *c, struct buf *out)
{
    static const char *const verticals[] = {"base", "super", "sub"}, *const caps[] = {"no-caps", "caps", "small-caps"};

    if (!c || c == base)
        return;
    if (c->family != base->family && (!c->family || !base->family || strcmp(c->family, base->family) != 0))
        dump_quoted(out, "font", c->family ? c->family : "");
    if (c->size != base->size)
        dump_number(out, "size", c->size);
    dump_switch(out, "bold", base->bold, c->bold);
    dump_switch(out, "italic", base->italic, c->italic);
    dump_switch(out, "underline", base->underline, c->underline);
    dump_switch(out, "strike", base->strike || base->double_strike, c->strike || c->double_strike);
    dump_switch(out, "hidden", base->hidden, c->hidden);
    if (c->vertical != base->vertical)
        buf_printf(out, " %s", verticals[c->vertical]);
    if (c->caps != base->caps)
        buf_printf(out, " %s", caps[c->caps]);
    if (c->color != base->color)
        dump_color(out, "color", c->color);
    if (c->fill.on)
        dump_color(out, "fill", c->fill.color);
    if (c->scale != base->scale)
        dump_number(out, "scale", c->scale);
    if (c->raise != base->raise)
        dump_number(out, "raise", c->raise);
}

static void dump_deviation(struct buf *out, const char *name, double base, double v)
{
    if (base != v)
        dump_number(out, name, v);
}

/* What differs from the style's setting. */
static void dump_setting(const struct para_props *base, const struct para_props *p, struct buf *out)
{
    static const char *const rules[] = {"line", "line-exact", "line-least"};

    if (p->align != base->align)
        buf_printf(out, " %s", align_names[p->align]);
    dump_deviation(out, "left", base->left, p->left);
    dump_deviation(out, "right", base->right, p->right);
    dump_deviation(out, "first", base->first, p->first);
    dump_deviation(out, "before", base->before, p->before);
    dump_deviation(out, "after", base->after, p->after);
    if (p->line_rule != base->line_rule || p->line != base->line)
        dump_number(out, rules[p->line_rule], p->line);
    dump_switch(out, "unnumbered", base->unnumbered, p->unnumbered);
    dump_switch(out, "page-break-before", base->page_break_before, p->page_break_before);
    if (p->n_tabs != base->n_tabs || p->tabs != base->tabs)
        buf_printf(out, " tabs=%zu", p->n_tabs);
    if (p->fill.on)
        dump_color(out, "fill", p->fill.color);
}

static void dump_text(const struct node *n, bool read, struct buf *out)
{
    static const char *const revisions[] = {"", "came", "went", "came-here", "went-away"};
    const struct text *t = &n->as.text;
    const struct node *para = n->parent;

    if (t->style)
        buf_printf(out, " %s", t->style->id);
    if (t->chr && t->chr->spacing != 0)
        dump_number(out, "spacing", t->chr->spacing);
    while (read && para && para->type != NODE_PARA)
        para = para->parent;
    if (read && para)
        dump_look(&para->as.para.style->chr, t->chr, out);
    if (t->chr && t->chr->revision)
        buf_printf(out, " %s", revisions[t->chr->revision]);
    dump_quoted(out, NULL, t->text);
}

static void dump_node(const struct node *n, int depth, bool read, struct buf *out);

/* What stands around the text of a section that was read. */
static void dump_margins(const struct section *s, int depth, struct buf *out)
{
    const struct node *const margins[] = {s->header, s->even_header, s->first_header, s->footer, s->even_footer, s->first_footer};
    static const char *const names[] = {"header", "even-header", "first-header", "footer", "even-footer", "first-footer"};

    for (size_t i = 0; i < sizeof margins / sizeof *margins; i++) {
        if (!margins[i])
            continue;
        for (int k = 0; k < depth; k++)
            buf_puts(out, "  ");
        buf_printf(out, "%s:\n", names[i]);
        dump_node(margins[i], depth + 1, true, out);
    }
}

static void dump_node(const struct node *n, int depth, bool read, struct buf *out)
{
    for (int i = 0; i < depth; i++)
        buf_puts(out, "  ");
    buf_puts(out, node_names[n->type]);
    switch (n->type) {
    case NODE_SECTION:
        dump_section(&n->as.section, out);
        break;
    case NODE_PARA:
        buf_printf(out, " %s", n->as.para.style->id);
        if (n->as.para.level)
            buf_printf(out, " level=%d", n->as.para.level);
        if (para_props(n)->keep_next)
            buf_puts(out, " keep-next");
        if (para_props(n)->edge.left.width > 0)
            buf_puts(out, para_props(n)->edge.left.stroke == STROKE_DOUBLE ? " double-box" : " box");
        dump_quoted(out, "label", n->as.para.label);
        if (n->as.para.label_style)
            buf_printf(out, " %s", n->as.para.label_style->id);
        if (n->as.para.numbering)
            buf_printf(out, " list=%d.%d", n->as.para.numbering->id, n->as.para.number_level + 1);
        if (read && n->as.para.own)
            dump_setting(&n->as.para.style->para, n->as.para.own, out);
        buf_printf(out, " @%s", n->place);
        break;
    case NODE_TABLE:
        dump_table(&n->as.table, out);
        break;
    case NODE_ROW:
        dump_row(&n->as.row, out);
        break;
    case NODE_CELL:
        dump_cell(&n->as.cell, out);
        break;
    case NODE_TAB:
        if (n->as.text.place)
            buf_printf(out, " to=%s%s", align_names[n->as.text.place->align], n->as.text.place->from_indent ? ",indent" : "");
        break;
    case NODE_BREAK:
        if (n->as.brk.column)
            buf_puts(out, " column");
        break;
    case NODE_FIELD:
        dump_quoted(out, NULL, n->as.field.code);
        break;
    case NODE_SHAPE:
        dump_shape(&n->as.shape, out);
        break;
    case NODE_BOOKMARK:
        dump_quoted(out, NULL, n->as.bookmark.name);
        break;
    case NODE_FOOTNOTE:
        if (n->as.note.endnote)
            buf_puts(out, " endnote");
        dump_quoted(out, "mark", n->as.note.mark);
        break;
    case NODE_TEXT:
        dump_text(n, read, out);
        break;
    case NODE_FORMULA:
        if (n->as.formula.display)
            buf_puts(out, " display");
        if (n->as.formula.alone)
            buf_printf(out, " alone %s", align_names[n->as.formula.align]);
        dump_quoted(out, NULL, n->as.formula.text);
        buf_putc(out, ' ');
        math_dump(n->as.formula.root, out);
        break;
    case NODE_LINK:
        dump_quoted(out, "url", n->as.link.url);
        break;
    case NODE_IMAGE:
        dump_quoted(out, "alt", n->as.image.alt);
        dump_border(out, "stroke", n->as.image.stroke);
        dump_placement(n->as.image.placement, out);
        break;
    default:
        break;
    }
    buf_putc(out, '\n');
    if (n->type == NODE_SECTION && read)
        dump_margins(&n->as.section, depth + 1, out);
    else if (n->type == NODE_SECTION && n->as.section.first_header)
        dump_node(n->as.section.first_header, depth + 1, read, out);
    for (const struct node *c = n->first; c; c = c->next)
        dump_node(c, depth + 1, read, out);
    if (n->type == NODE_SECTION && n->as.section.first_footer && !read)
        dump_node(n->as.section.first_footer, depth + 1, read, out);
    if (n->type == NODE_SECTION && n->as.section.last_mark)
        dump_node(n->as.section.last_mark, depth + 1, read, out);
}

void doc_dump(const struct doc *d, struct buf *out)
{
    buf_puts(out, "document");
    dump_quoted(out, "title", d->meta.title);
    dump_quoted(out, "author", d->meta.author);
    dump_quoted(out, "symbol", d->meta.symbol);
    dump_quoted(out, "supersedes", d->meta.supersedes);
    dump_quoted(out, "repeals", d->meta.repeals);
    dump_quoted(out, "secrecy", d->meta.secrecy);
    if (d->draft)
        buf_puts(out, " draft");
    buf_putc(out, '\n');
    for (const struct node *s = d->root->first; s; s = s->next)
        dump_node(s, 1, doc_was_read(d), out);
}

/* All in one line, tables in the cell as well. */
static void plain_cell(const struct node *cell, struct buf *out)
{
    for (const struct node *b = cell->first; b; b = b->next) {
        if (b->prev)
            buf_putc(out, ' ');
        if (b->type == NODE_PARA)
            node_plain_text(b, out);
        for (const struct node *row = b->type == NODE_TABLE ? b->first : NULL; row; row = row->next)
            for (const struct node *inner = row->first; inner; inner = inner->next) {
                if (inner->prev || row->prev)
                    buf_putc(out, ' ');
                plain_cell(inner, out);
            }
    }
}

static void plain_row(const struct node *row, struct buf *out)
{
    for (const struct node *cell = row->first; cell; cell = cell->next) {
        if (cell->prev)
            buf_putc(out, '\t');
        plain_cell(cell, out);
    }
    buf_putc(out, '\n');
}

static void plain_blocks(const struct node *parent, struct buf *out);

/* What stands in text boxes comes behind the paragraph that they are anchored in. */
static void plain_boxes(const struct node *para, struct buf *out)
{
    for (const struct node *n = para->first; n; n = n->next) {
        if (n->type == NODE_SHAPE)
            plain_blocks(n, out);
        else if (n->type == NODE_LINK || n->type == NODE_FIELD)
            plain_boxes(n, out);
    }
}

/* A layout table's cells are read one after the other, each with its own lines. */
static void plain_blocks(const struct node *parent, struct buf *out)
{
    for (const struct node *b = parent->first; b; b = b->next) {
        if (b->type == NODE_PARA) {
            node_plain_text(b, out);
            buf_putc(out, '\n');
            plain_boxes(b, out);
            continue;
        }
        if (b->type != NODE_TABLE)
            continue;
        for (const struct node *row = b->first; row; row = row->next) {
            if (b->as.table.kind == TABLE_DATA) {
                plain_row(row, out);
                continue;
            }
            for (const struct node *cell = row->first; cell; cell = cell->next)
                plain_blocks(cell, out);
        }
    }
}

static void plain_notes(const struct node *section, struct buf *out)
{
    for (const struct node *n = section; n; n = node_next(n, section))
        if (n->type == NODE_FOOTNOTE)
            plain_blocks(n, out);
}

void doc_plain(const struct doc *d, struct buf *out)
{
    for (const struct node *s = d->root->first; s; s = s->next) {
        if (s->prev) /* a part begins */
            buf_putc(out, '\n');
        if (s->as.section.title_page && s->as.section.first_header)
            plain_blocks(s->as.section.first_header, out);
        plain_blocks(s, out);
        plain_notes(s, out);
        if (s->as.section.first_footer && (s->as.section.title_page || !doc_was_read(d)))
            plain_blocks(s->as.section.first_footer, out);
        if (s->as.section.last_mark)
            plain_blocks(s->as.section.last_mark, out);
    }
}
