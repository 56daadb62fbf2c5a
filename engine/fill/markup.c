/* Setting Markdown and HTML: $markdown, $html and the filters of these names.
 *
 * Body text looks as the paragraph that the tag stands in, headings as the template's headings; the direct formatting of
 * that paragraph stays, so a template that has no styles to speak of gives what its author sees. */
#include "fill/markup.h"

#include <stdlib.h>

#include "base/xml.h"
#include "data/reader.h"

/* ---- paragraphs ---- */

void markup_open(struct markup *m, const char *drop, struct span over)
{
    buf_puts(m->out, "<w:p>");
    props_paragraph(m->place.paragraph, drop, over, m->out);
    m->table_last = false;
}

void markup_close(struct markup *m)
{
    buf_puts(m->out, "</w:p>");
}

/* What a paragraph has from where it stands: indent in an item, none in a cell; `flush`: none on its first line. */
static void put_place(struct markup *m, struct xml *x, bool flush)
{
    if (m->indent) {
        xml_open(x, "w:ind");
        xml_attr_int(x, "w:left", m->indent);
        xml_attr_int(x, "w:firstLine", 0);
        xml_close(x);
    } else if (m->in_cell) {
        xml_open(x, "w:ind");
        xml_attr_int(x, "w:left", 0);
        xml_attr_int(x, "w:right", 0);
        xml_attr_int(x, "w:firstLine", 0);
        xml_close(x);
    } else if (flush) {
        xml_leaf(x, "w:ind", "w:firstLine", "0");
    }
}

static const char *alignment(const struct value *v)
{
    static const char *const words[][2] = {{"trai", "left"}, {"giua", "center"}, {"phai", "right"}, {"deu", "both"}};

    for (size_t i = 0; value_is_text(v) && i < 4; i++)
        if (strcmp(v->as.scalar.text, words[i][0]) == 0)
            return words[i][1];
    return NULL;
}

/* A paragraph of body text; the first of an item has its number. */
static void put_paragraph(struct markup *m, const struct value *content, const char *jc, const char *style)
{
    struct look look = {0};
    struct buf over = {0};
    struct xml x = {.out = &over};

    xml_open(&x, "w:pPr");
    if (style)
        xml_leaf(&x, "w:pStyle", "w:val", style);
    if (m->list) {
        xml_open(&x, "w:numPr");
        xml_open(&x, "w:ilvl");
        xml_attr_int(&x, "w:val", m->list_level);
        xml_close(&x);
        xml_leaf(&x, "w:numId", "w:val", m->list);
        xml_close(&x);
        m->list = NULL;
    } else {
        put_place(m, &x, jc && strcmp(jc, "both") != 0);
    }
    if (jc)
        xml_leaf(&x, "w:jc", "w:val", jc);
    else if (m->in_cell)
        xml_leaf(&x, "w:jc", "w:val", "left");
    xml_close(&x);
    markup_open(m, m->level ? "ind numPr" : "numPr", buf_span(&over));
    buf_release(&over);
    markup_inlines(m, content, &look, m->place.run);
    markup_close(m);
}

static void put_heading(struct markup *m, const struct value *v)
{
    const struct value *cap = value_member(v, "cap"), *content = value_member(v, "noi_dung");
    long level = value_is_text(cap) ? strtol(cap->as.scalar.text, NULL, 10) : 1;
    const char *style = styles_lookup_name(m->r, STYLE_PARAGRAPH, arena_printf(m->r->arena, "heading %ld", level));
    struct buf over = {0};
    struct xml x = {.out = &over};
    struct look look = {.bold = !style};
    struct span base = m->place.paragraph;

    xml_open(&x, "w:pPr");
    if (style)
        xml_leaf(&x, "w:pStyle", "w:val", style);
    else
        xml_leaf(&x, "w:keepNext", NULL, NULL);
    if (!style) {
        xml_open(&x, "w:outlineLvl");
        xml_attr_int(&x, "w:val", level - 1);
        xml_close(&x);
    }
    xml_close(&x);
    if (style)
        m->place.paragraph = SPAN("");
    markup_open(m, "numPr", buf_span(&over));
    m->place.paragraph = base;
    buf_release(&over);
    markup_inlines(m, value_member(v, "muc"), &look, style ? SPAN("") : m->place.run);
    markup_close(m);
    if (content)
        markup_blocks(m, content);
}

/* ---- lists ---- */

static void put_block(struct markup *m, const struct value *v);

static void put_list(struct markup *m, const struct value *items, const struct value *mark, const struct value *from)
{
    bool ordered = items->key && strcmp(items->key, "liet_ke") == 0;
    long start = value_is_text(from) ? strtol(from->as.scalar.text, NULL, 10) : 1;
    struct markup inner = *m;
    const char *style = NULL, *list;

    if (inner.level == LISTS_LEVELS)
        inner.level--;
    inner.level++;
    list = markup_list(&inner, ordered, value_is_text(mark) ? mark->as.scalar.text : ordered ? "1." : "-", start, &style);
    inner.indent = m->indent + 2L * MARKUP_INDENT;
    for (size_t i = 0; i < items->as.items.n; i++) {
        const struct value *item = items->as.items.v[i];

        inner.list = list;
        if (item->type == VALUE_LIST) { /* HTML: blocks of an item */
            const struct value *first = item->as.items.n ? item->as.items.v[0] : NULL;

            if (!first || (first->type == VALUE_MAP && !value_member(first, "doan")))
                put_paragraph(&inner, NULL, NULL, style); /* a list in a list keeps its number */
            markup_blocks(&inner, item);
            continue;
        }
        if (item->type == VALUE_MAP && (value_member(item, "gach") || value_member(item, "liet_ke"))) {
            inner.list = NULL;
            put_block(&inner, item); /* of the item before */
            continue;
        }
        put_paragraph(&inner, item->type == VALUE_MAP ? value_member(item, "doan") : item, NULL, style);
    }
    m->ok = inner.ok;
    m->table_last = inner.table_last;
}

/* ---- other blocks ---- */

static void put_quote(struct markup *m, const struct value *blocks)
{
    const char *style = styles_lookup_name(m->r, STYLE_PARAGRAPH, "quote");
    struct markup inner = *m;
    struct buf props = {0};

    if (style) {
        buf_printf(&props, "<w:pPr><w:pStyle w:val=\"%s\"/></w:pPr>", style);
        inner.place.paragraph = buf_span(&props);
        inner.place.run = SPAN("");
    } else {
        inner.indent += 2L * MARKUP_INDENT;
    }
    markup_blocks(&inner, blocks);
    m->ok = inner.ok;
    buf_release(&props);
}

static void put_code(struct markup *m, const struct value *text)
{
    const char *style = styles_lookup_name(m->r, STYLE_PARAGRAPH, "html preformatted");
    struct look look = {.font = style ? NULL : "Courier New"};
    struct buf over = {0};
    struct xml x = {.out = &over};

    xml_open(&x, "w:pPr");
    if (style)
        xml_leaf(&x, "w:pStyle", "w:val", style);
    put_place(m, &x, true);
    xml_leaf(&x, "w:jc", "w:val", "left");
    xml_close(&x);
    markup_open(m, "numPr ind", buf_span(&over));
    buf_release(&over);
    markup_inlines(m, text, &look, style ? SPAN("") : m->place.run);
    markup_close(m);
}

static void put_rule(struct markup *m)
{
    markup_open(m, "numPr ind", SPAN("<w:pPr><w:pBdr><w:bottom w:val=\"single\" w:sz=\"6\" w:space=\"1\" w:color=\"auto\"/></w:pBdr></w:pPr>"));
    markup_close(m);
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
        put_paragraph(m, v, NULL, NULL);
    }
}

void markup_blocks(struct markup *m, const struct value *blocks)
{
    if (m->depth >= MARKUP_DEPTH || !blocks) {
        m->ok &= !blocks || rich_fault(m->r, DIAG_MARKUP_DEEP, blocks);
        return;
    }
    m->depth++;
    for (size_t i = 0; i < value_count(blocks); i++)
        put_block(m, blocks->as.items.v[i]);
    m->depth--;
}

/* ---- the forms ---- */

/* A scalar of the data keeps its place; a computed text has the tag's. */
static const struct value *owner_of(struct rich *r, const struct value *v, const char *text, struct pos pos)
{
    return v ? v : value_text(r->markup, span_of(text), true, pos, NULL);
}

bool rich_markup(struct rich *r, const struct rich_place *place, bool html, const struct value *v, const char *text, struct buf *out)
{
    const struct value *owner = owner_of(r, v, text, place->pos), *blocks;
    struct markup m = {.r = r, .place = *place, .out = out, .ok = true};
    struct buf own = {0}, run = {0};

    if (owner->type == VALUE_NULL)
        return true;
    if (owner->type != VALUE_SCALAR)
        return rich_fault(r, DIAG_RICH_TEXT, owner);
    read_value(r->ctx, owner);
    blocks = html ? html_blocks(r, owner) : markdown_blocks(r->markup, owner);
    if (!blocks)
        return false;
    props_paragraph(place->paragraph, "", SPAN(""), &own); /* without what belongs to the end of a section */
    props_run(place->run, SPAN(""), &run);
    m.place.paragraph = buf_span(&own);
    m.place.run = buf_span(&run);
    rich_enter_blocks(place, out);
    markup_blocks(&m, blocks);
    if (m.table_last && place->ends_cell && place->level == RICH_BLOCK)
        buf_puts(out, "<w:p/>");
    rich_leave_blocks(place, out);
    buf_release(&own);
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
