/* Setting Markdown and HTML: $markdown, $html and the filters of these names.
 *
 * Body text looks as the paragraph that the tag stands in, headings as the template's headings; the direct formatting of
 * that paragraph stays, so a template that has no styles to speak of gives what its author sees. */
#include "base/diag/rich.h"
#include "fill/markup.h"

#include <stdlib.h>

#include "data/reader.h"

/* ---- paragraphs ---- */

static const char *alignment(const struct value *v)
{
    static const char *const words[][2] = {{"trai", "left"}, {"giua", "center"}, {"phai", "right"}, {"deu", "both"}};

    for (size_t i = 0; value_is_text(v) && i < 4; i++)
        if (strcmp(v->as.scalar.text, words[i][0]) == 0)
            return words[i][1];
    return NULL;
}

/* A paragraph of body text; the first of an item has its number. */
static void put_paragraph(struct markup *m, const struct value *content, const char *align, const char *style)
{
    struct look look = {.bold = m->head};
    struct block_look block = {.style = style, .no_indent = m->level > 0, .placed = !m->list};

    block.flush = align && strcmp(align, "both") != 0;
    block.align = align ? align : m->centred ? "center" : m->in_cell ? "left" : NULL;
    m->r->w->begin_block(m, &block);
    markup_inlines(m, content, &look, m->place.run);
    m->r->w->end_block(m);
}

static void put_heading(struct markup *m, const struct value *v)
{
    const struct value *cap = value_member(v, "cap"), *content = value_member(v, "noi_dung");
    long level = value_is_text(cap) ? strtol(cap->as.scalar.text, NULL, 10) : 1;
    const char *style = styles_lookup_name(m->r, STYLE_PARAGRAPH, arena_printf(m->r->arena, "heading %ld", level));
    struct block_look block = {.style = style, .bare = style != NULL, .heading = (int)level};
    struct look look = {.bold = !style};

    m->r->w->begin_block(m, &block);
    markup_inlines(m, value_member(v, "muc"), &look, style ? SPAN("") : m->place.run);
    m->r->w->end_block(m);
    if (content)
        markup_blocks(m, content);
}

/* ---- lists ---- */

static void put_block(struct markup *m, const struct value *v);

static const char *list_style_name(const struct markup *m, bool ordered)
{
    const char *name = ordered ? "list number" : "list bullet";

    return m->level > 1 ? arena_printf(m->r->arena, "%s %d", name, m->level) : name;
}

static void put_list(struct markup *m, const struct value *items, const struct value *mark, const struct value *from)
{
    bool ordered = items->key && strcmp(items->key, "liet_ke") == 0;
    long start = value_is_text(from) ? strtol(from->as.scalar.text, NULL, 10) : 1;
    const struct rich_writer *w = m->r->w;
    struct markup inner = *m;
    const char *style, *list;

    if (inner.level == LISTS_LEVELS)
        inner.level--;
    inner.level++;
    style = styles_lookup_name(m->r, STYLE_PARAGRAPH, list_style_name(&inner, ordered));
    if (start < 0 || start > 32767)
        start = 1;
    list = w->begin_list(&inner, ordered, value_is_text(mark) ? mark->as.scalar.text : ordered ? "1." : "-", start, style);
    inner.indent = m->indent + 2L * MARKUP_INDENT;
    for (size_t i = 0; i < items->as.items.n; i++) {
        const struct value *item = items->as.items.v[i];

        if (item->type == VALUE_MAP && (value_member(item, "gach") || value_member(item, "liet_ke"))) {
            inner.list = NULL;
            put_block(&inner, item); /* of the item before */
            continue;
        }
        w->begin_item(&inner, list);
        if (item->type == VALUE_LIST) { /* HTML: blocks of an item */
            const struct value *first = item->as.items.n ? item->as.items.v[0] : NULL;

            if (!first || (first->type == VALUE_MAP && !value_member(first, "doan")))
                put_paragraph(&inner, NULL, NULL, style); /* a list in a list keeps its number */
            markup_blocks(&inner, item);
            continue;
        }
        put_paragraph(&inner, item->type == VALUE_MAP ? value_member(item, "doan") : item, NULL, style);
    }
    w->end_list(&inner);
    m->ok = inner.ok;
    m->table_last = inner.table_last;
}

/* ---- other blocks ---- */

static void put_quote(struct markup *m, const struct value *blocks)
{
    const char *style = styles_built_in(m->r, STYLE_PARAGRAPH, "quote");
    struct markup inner = *m;

    if (style) {
        inner.place.paragraph = m->r->w->styled(m->r, style);
        inner.place.run = SPAN("");
    } else {
        inner.indent += 2L * MARKUP_INDENT;
    }
    markup_blocks(&inner, blocks);
    m->ok = inner.ok;
}

static void put_code(struct markup *m, const struct value *text)
{
    const char *style = styles_built_in(m->r, STYLE_PARAGRAPH, "html preformatted");
    struct block_look block = {.style = style, .no_indent = true, .placed = true, .flush = true, .align = "left"};
    struct look look = {.font = style ? NULL : "Courier New"};

    m->r->w->begin_block(m, &block);
    markup_inlines(m, text, &look, style ? SPAN("") : m->place.run);
    m->r->w->end_block(m);
}

static void put_rule(struct markup *m)
{
    m->r->w->begin_block(m, &(struct block_look){.no_indent = true, .rule = true});
    m->r->w->end_block(m);
}

/* A picture for itself stands from margin to margin. */
static void put_picture(struct markup *m, const struct value *v)
{
    struct block_look block = {.no_indent = m->level > 0, .placed = !m->list, .flush = true};

    m->r->w->begin_block(m, &block);
    markup_inlines(m, v, &(struct look){0}, m->place.run);
    m->r->w->end_block(m);
}

static void put_block(struct markup *m, const struct value *v)
{
    const struct value *x;

    if (v->type == VALUE_SCALAR) {
        put_paragraph(m, v, NULL, NULL);
    } else if (v->type == VALUE_LIST) {
        markup_blocks(m, v);
    } else if ((x = value_member(v, "doan"))) {
        put_paragraph(m, x, alignment(value_member(v, "can")), NULL);
    } else if (value_member(v, "muc")) {
        put_heading(m, v);
    } else if ((x = value_member(v, "gach")) || (x = value_member(v, "liet_ke"))) {
        put_list(m, x, value_member(v, "dau"), value_member(v, "tu"));
    } else if ((x = value_member(v, "bang"))) {
        markup_table(m, x);
    } else if ((x = value_member(v, "trich"))) {
        put_quote(m, x);
    } else if ((x = value_member(v, "ma"))) {
        put_code(m, x);
    } else if (value_member(v, "ke")) {
        put_rule(m);
    } else if (value_member(v, "anh")) {
        put_picture(m, v);
    }
}

void markup_blocks(struct markup *m, const struct value *blocks)
{
    if (m->depth >= MARKUP_DEPTH || !blocks) {
        m->ok &= !blocks || rich_fault(m->r, DIAG_MARKUP_DEEP, m->owner);
        return;
    }
    m->depth++;
    for (size_t i = 0; i < value_count(blocks); i++)
        put_block(m, blocks->as.items.v[i]);
    m->depth--;
}

/* ---- the forms ---- */

/* A scalar of the data keeps its place; a computed text has the tag's, and the filter's name. */
static const struct value *owner_of(struct rich *r, const struct value *v, const char *text, bool html, struct pos pos)
{
    struct value *made = v ? NULL : value_text(r->markup, span_of(text), true, pos, NULL);

    if (made)
        made->written_key = html ? "html" : "markdown";
    return v ? v : made;
}

bool rich_markup(struct rich *r, const struct rich_place *place, bool html, const struct value *v, const char *text, struct buf *out)
{
    const struct value *owner = owner_of(r, v, text, html, place->pos), *blocks;
    struct markup m = {.r = r, .owner = owner, .place = *place, .out = out, .ok = true};
    struct buf paragraph = {0}, run = {0};

    if (owner->type == VALUE_NULL)
        return true;
    if (owner->type != VALUE_SCALAR)
        return rich_fault(r, DIAG_RICH_TEXT, owner);
    read_value(r->ctx, owner);
    blocks = html ? html_blocks(r, owner) : markdown_blocks(r->markup, owner);
    if (!blocks)
        return false;
    r->w->own_place(&m.place, &paragraph, &run);
    r->w->enter_blocks(r, place, out);
    markup_blocks(&m, blocks);
    r->w->leave_blocks(r, place, m.table_last, out);
    buf_release(&paragraph);
    buf_release(&run);
    return m.ok;
}

bool rich_print_markdown(struct rich *r, const struct rich_place *place, const struct value *form, const struct value *v, struct buf *out)
{
    return rich_members(r, form, "") && rich_markup(r, place, false, v, NULL, out);
}

bool rich_print_html(struct rich *r, const struct rich_place *place, const struct value *form, const struct value *v, struct buf *out)
{
    return rich_members(r, form, "") && rich_markup(r, place, true, v, NULL, out);
}
