/* The tree as text: -f tree for people who look for a fault and for golden tests, -f txt for reading. */
#include "model/doc.h"

static const char *const node_names[] = {
    [NODE_DOCUMENT] = "document",     [NODE_SECTION] = "section",       [NODE_PARA] = "para",
    [NODE_TABLE] = "table",           [NODE_ROW] = "row",               [NODE_CELL] = "cell",
    [NODE_TEXT] = "text",             [NODE_TAB] = "tab",               [NODE_LINE_BREAK] = "break",
    [NODE_PAGE_NUMBER] = "page-number", [NODE_IMAGE] = "image",         [NODE_LINK] = "link",
    [NODE_FOOTNOTE] = "footnote",
};

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

static void dump_section(const struct section *s, struct buf *out)
{
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
}

static void dump_text(const struct text *t, struct buf *out)
{
    if (t->style)
        buf_printf(out, " %s", t->style->id);
    if (t->chr && t->chr->spacing != 0)
        dump_number(out, "spacing", t->chr->spacing);
    dump_quoted(out, NULL, t->text);
}

static void dump_node(const struct node *n, int depth, struct buf *out)
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
        buf_printf(out, " @%s", n->place);
        break;
    case NODE_TABLE:
        dump_table(&n->as.table, out);
        break;
    case NODE_CELL:
        dump_cell(&n->as.cell, out);
        break;
    case NODE_TEXT:
        dump_text(&n->as.text, out);
        break;
    case NODE_LINK:
        dump_quoted(out, "url", n->as.link.url);
        break;
    case NODE_IMAGE:
        dump_quoted(out, "alt", n->as.image.alt);
        break;
    default:
        break;
    }
    buf_putc(out, '\n');
    if (n->type == NODE_SECTION && n->as.section.first_header)
        dump_node(n->as.section.first_header, depth + 1, out);
    for (const struct node *c = n->first; c; c = c->next)
        dump_node(c, depth + 1, out);
    if (n->type == NODE_SECTION && n->as.section.first_footer)
        dump_node(n->as.section.first_footer, depth + 1, out);
    if (n->type == NODE_SECTION && n->as.section.last_mark)
        dump_node(n->as.section.last_mark, depth + 1, out);
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
        dump_node(s, 1, out);
}

static void plain_row(const struct node *row, struct buf *out)
{
    for (const struct node *cell = row->first; cell; cell = cell->next) {
        if (cell->prev)
            buf_putc(out, '\t');
        for (const struct node *p = cell->first; p; p = p->next) {
            if (p->prev)
                buf_putc(out, ' ');
            if (p->type == NODE_PARA)
                node_plain_text(p, out);
        }
    }
    buf_putc(out, '\n');
}

/* A layout table's cells are read one after the other, each with its own lines. */
static void plain_blocks(const struct node *parent, struct buf *out)
{
    for (const struct node *b = parent->first; b; b = b->next) {
        if (b->type == NODE_PARA) {
            node_plain_text(b, out);
            buf_putc(out, '\n');
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
        if (s->as.section.first_footer)
            plain_blocks(s->as.section.first_footer, out);
        if (s->as.section.last_mark)
            plain_blocks(s->as.section.last_mark, out);
    }
}
