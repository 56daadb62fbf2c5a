/* The body as content.xml (ODF 1.3 part 3, 3.1.3.2; text 5 and 6, tables 9, frames 10.4).
 *
 * Idea: a row of one table writes a node. The body is written into a buffer of its own, because the
 * automatic styles that it needs stand before it in the file. Invariant: a paragraph carries its
 * node's id as xml:id, and its characters survive the white space rule of 6.1.2: whatever would be
 * collapsed is written as text:s. */
#include "model/picture.h"
#include "odf/format.h"
#include "odf/write.h"

#include <stdlib.h>

static void put_inlines(struct odf *o, const struct node *parent);
static void put_run_of(struct odf *o, const struct node *n, const struct node *end);
static void put_block(struct odf *o, const struct node *block, struct page_start start);

/* ---- inlines ---- */

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* A run's characters. `last`: nothing follows in the paragraph, where a space would be dropped too.
 */
static void put_chars(struct odf *o, struct span s, bool last)
{
    size_t start = 0, i = 0;
    while (i < s.n) {
        size_t spaces = 0;
        if (!is_space(s.p[i])) {
            o->space = false;
            i++;
            continue;
        }
        xml_textn(&o->x, span_make(s.p + start, i - start));
        while (i < s.n && is_space(s.p[i])) {
            spaces++;
            i++;
        }
        if (!o->space && !(last && i == s.n)) {
            xml_text(&o->x, " ");
            spaces--;
        }
        if (spaces > 0) {
            xml_open(&o->x, "text:s");
            if (spaces > 1)
                xml_attr_int(&o->x, "text:c", (long)spaces);
            xml_close(&o->x);
        }
        o->space = true;
        start = i;
    }
    xml_textn(&o->x, span_make(s.p + start, i - start));
}

static bool is_last(const struct node *n)
{
    return !n->next && (n->parent->type != NODE_LINK || !n->parent->next);
}

/* The character style of a run: named, automatic over it, or NULL. */
static const char *text_style(struct odf *o, const struct text *t)
{
    const struct char_base base = {.para = odf_para_look(o, o->para),
                                   .named = t->style ? &t->style->chr : NULL,
                                   .root = &o->doc->body->chr};
    if (!t->chr || odf_char_same(t->chr, base))
        return t->style ? t->style->id : NULL;
    struct auto_style style = {.family = AUTO_TEXT};
    style.as.text.named = t->style;
    style.as.text.chr = t->chr;
    style.as.text.base = base;
    return auto_name(&o->autos, &style);
}

static void put_text(struct odf *o, const struct node *n)
{
    const char *style = text_style(o, &n->as.text);
    if (style) {
        xml_open(&o->x, "text:span");
        xml_attr(&o->x, "text:style-name", style);
    }
    put_chars(o, span_of(n->as.text.text), is_last(n));
    if (style)
        xml_close(&o->x);
}

/* An element that stands for a character, in the look of its run. */
static void put_in_span(struct odf *o, const struct text *t, const char *element)
{
    const char *style = doc_was_read(o->doc) ? text_style(o, t) : NULL;
    if (style) {
        xml_open(&o->x, "text:span");
        xml_attr(&o->x, "text:style-name", style);
    }
    xml_leaf(&o->x, element, NULL, NULL);
    if (style)
        xml_close(&o->x);
}

static void put_tab(struct odf *o, const struct node *n)
{
    put_in_span(o, &n->as.text, "text:tab");
    o->space = true;
}

static void put_line_break(struct odf *o, const struct node *n)
{
    (void)n;
    xml_leaf(&o->x, "text:line-break", NULL, NULL);
    o->space = true;
}

/* The number inside is what a reader shows that does not count pages. */
/* `format`: NULL where the page's own holds. */
static void put_page(struct odf *o, const struct text *look, const enum numbering_format *format)
{
    const char *style = doc_was_read(o->doc) ? text_style(o, look) : NULL;
    if (style) {
        xml_open(&o->x, "text:span");
        xml_attr(&o->x, "text:style-name", style);
    }
    if (format && *format == NUMBERING_DASH)
        xml_text(&o->x, "- ");
    xml_open(&o->x, "text:page-number");
    if (format)
        odf_format(&o->x, *format);
    xml_attr(&o->x, "text:select-page", "current");
    xml_text(&o->x, "1");
    xml_close(&o->x);
    if (format && *format == NUMBERING_DASH)
        xml_text(&o->x, " -");
    if (style)
        xml_close(&o->x);
    o->space = false;
}

static void put_page_number(struct odf *o, const struct node *n)
{
    put_page(o, &n->as.text, NULL);
}

static const struct odf_picture *add_picture(struct odf *o, struct span bytes)
{
    struct picture picture;
    const bool known = picture_size_any(bytes, &picture) != PICTURE_UNKNOWN;
    const struct picture_format *format = picture_format(known ? picture.kind : PICTURE_JPEG);
    MEM_ROOM(o->pictures, o->n_pictures, o->cap_pictures);
    struct odf_picture *p = &o->pictures[o->n_pictures++];
    p->bytes = bytes;
    p->type = format->type;
    p->name = arena_printf(&o->arena, "Pictures/%zu.%s", o->n_pictures, picture.kind == PICTURE_JPEG ? "jpg" : format->suffix);
    return p;
}

static void put_image(struct odf *o, const struct node *n)
{
    const struct image *image = &n->as.image;
    const struct odf_picture *picture = add_picture(o, image->bytes);
    xml_open(&o->x, "draw:frame");
    struct auto_style style = {.family = AUTO_FRAME};
    if (doc_was_read(o->doc)) {
        style.as.frame.placement = image->placement;
        style.as.frame.image = image;
        o->frames = o->frames || odf_image_is_framed(image);
    }
    xml_attr(&o->x, "draw:style-name", auto_name(&o->autos, &style));
    xml_attr(&o->x, "draw:name", arena_printf(&o->arena, "Hình %zu", o->n_pictures));
    odf_place_turned(o, image->placement, image->width, image->height, image->rotation);
    const double line = style.as.frame.image ? image->stroke.width : 0; /* half of it stands out on each side; ODF counts it in */
    odf_length(&o->x, "svg:width", image->width + line);
    odf_length(&o->x, "svg:height", image->height + line);
    xml_open(&o->x, "draw:image");
    xml_attr(&o->x, "xlink:href", picture->name);
    xml_attr(&o->x, "xlink:type", "simple");
    xml_attr(&o->x, "xlink:show", "embed");
    xml_attr(&o->x, "xlink:actuate", "onLoad");
    xml_attr(&o->x, "draw:mime-type", picture->type);
    xml_close(&o->x);
    if (image->alt)
        xml_element(&o->x, "svg:desc", image->alt);
    odf_contour(o, image);
    xml_close(&o->x);
    o->space = false;
}

static void put_link(struct odf *o, const struct node *n)
{
    xml_open(&o->x, "text:a");
    xml_attr(&o->x, "xlink:type", "simple");
    xml_attr(&o->x, "xlink:href", n->as.link.url);
    xml_attr(&o->x, "text:style-name", ODF_LINK);
    xml_attr(&o->x, "text:visited-style-name", ODF_LINK);
    put_inlines(o, n);
    xml_close(&o->x);
    o->links = true;
}

/* A break inside a paragraph cannot be said in ODF: what follows is a paragraph of its own (put_para). */
static bool is_break(const struct node *n)
{
    return n->type == NODE_BREAK;
}

/* Fields whose result the reader makes; others are their result as it was stored. */
static void put_field(struct odf *o, const struct node *n)
{
    const struct text look = {.style = n->as.field.style, .chr = n->as.field.chr};
    if (n->as.field.kind == FIELD_PAGE) {
        put_page(o, &look, &n->as.field.format);
        return;
    }
    if (n->as.field.kind == FIELD_PAGES) {
        struct buf stored = {0};
        for (const struct node *t = n->first; t; t = t->next)
            if (t->type == NODE_TEXT)
                buf_puts(&stored, t->as.text.text);
        xml_element(&o->x, "text:page-count", stored.n ? stored.p : "1");
        buf_release(&stored);
        o->space = false;
        return;
    }
    put_inlines(o, n);
}

static void put_bookmark(struct odf *o, const struct node *n)
{
    xml_leaf(&o->x, "text:bookmark", "text:name", n->as.bookmark.name);
}

static void put_footnote(struct odf *o, const struct node *n)
{
    const struct node *outer = o->para;
    const char *brk = o->brk;
    const bool endnote = n->as.note.endnote;
    char *number = arena_printf(&o->arena, "%d", ++o->notes);
    xml_open(&o->x, "text:note");
    xml_attr(&o->x, "text:id", arena_printf(&o->arena, "n%s", number));
    xml_attr(&o->x, "text:note-class", endnote ? "endnote" : "footnote");
    xml_open(&o->x, "text:note-citation");
    xml_attr(&o->x, "text:label", n->as.note.mark);
    xml_text(&o->x, n->as.note.mark ? n->as.note.mark : number);
    xml_close(&o->x);
    xml_open(&o->x, "text:note-body");
    o->brk = NULL;
    odf_blocks(o, n);
    xml_close(&o->x);
    xml_close(&o->x);
    o->brk = brk;
    o->para = outer;
    o->space = false;
}

/* ---- blocks ---- */

/* A label that is text: in its character style, with the space after it. */
static void put_label(struct odf *o, const struct node *n)
{
    const struct text look = {.style = n->as.para.label_style, .chr = n->as.para.label_chr};
    const char *style = text_style(o, &look);
    if (style) {
        xml_open(&o->x, "text:span");
        xml_attr(&o->x, "text:style-name", style);
    }
    put_chars(o, span_of(n->as.para.label), false);
    if (label_spaced(n))
        put_chars(o, SPAN(" "), false);
    if (style)
        xml_close(&o->x);
    if (*n->as.para.label && n->as.para.suffix == SUFFIX_TAB) {
        xml_leaf(&o->x, "text:tab", NULL, NULL);
        o->space = true;
    }
}

/* Begins the paragraph, or a part of it. */
static void open_para(struct odf *o, const struct node *n, unsigned part, struct page_start start)
{
    const struct para *p = &n->as.para;
    const bool heading = p->style->outline > 0;
    xml_open(&o->x, heading ? "text:h" : "text:p");
    if (!(part & PART_LATER) && !o->nameless)
        xml_attr(&o->x, "xml:id", arena_printf(&o->arena, "p%08x", (unsigned)n->id));
    xml_attr(&o->x, "text:style-name", odf_para_style(o, n, part, start));
    if (heading)
        xml_attr_int(&o->x, "text:outline-level", p->style->outline);
    o->para = n;
    o->space = true;
    odf_floating(o);
}

static bool holds_more(const struct node *brk)
{
    const struct node *n = brk->next;
    while (n && (is_break(n) || n->type == NODE_BOOKMARK))
        n = n->next;
    return n != NULL;
}

/* A page's break alone in its paragraph hangs at the foot of a full page in Word, where ODF would have the empty paragraph begin a
 * page before the next one begins its own: it is written as low as can be. */
static bool hangs(const struct odf *o, const struct node *n, struct page_start start)
{
    const struct node *only = n->first;
    return doc_was_read(o->doc) && only && !only->next && is_break(only) && !only->as.brk.column && !n->as.para.label &&
           !start.brk && !start.master && !o->floating && !para_props(n)->page_break_before && n->parent->type == NODE_SECTION &&
           n->prev && n->prev->type == NODE_PARA && n->next && n->next->type == NODE_PARA;
}

static void put_para(struct odf *o, const struct node *n, struct page_start start)
{
    const struct para *p = &n->as.para;
    const struct node *from = n->first;
    unsigned part = o->brk ? PART_BEHIND : PART_WHOLE;
    if (!start.brk)
        start.brk = o->brk;
    o->brk = NULL;
    if (hangs(o, n, start))
        part |= PART_HANGS;
    if (from && is_break(from) && holds_more(from)) { /* the whole paragraph is on the next page, its label too */
        start.brk = from->as.brk.column ? "column" : "page";
        part = p->label ? PART_WHOLE : PART_GOES_ON;
        from = from->next;
    }
    if (odf_listed(p))
        odf_list_open(o, p);
    for (;;) {
        const struct node *end = from;
        while (end && !is_break(end))
            end = end->next;
        const bool more = end && end->next;
        open_para(o, n, part | (more ? PART_BROKEN : PART_WHOLE), start);
        if (!(part & PART_LATER) && p->label && !odf_listed(p))
            put_label(o, n);
        put_run_of(o, from, end);
        if (end)
            o->brk = end->as.brk.column ? "column" : "page";
        if (!more)
            break;
        xml_close(&o->x);
        start = (struct page_start){.brk = o->brk};
        o->brk = NULL;
        from = end->next;
        part = PART_BEHIND | PART_GOES_ON | PART_LATER;
    }
    xml_close(&o->x);
    if (odf_listed(p))
        odf_list_close(o, p);
}

/* ---- the rows ---- */

static const struct node_row {
    void (*block)(struct odf *o, const struct node *n, struct page_start start);
    void (*line)(struct odf *o, const struct node *n);
} node_rows[] = {
    [NODE_PARA] = {.block = put_para},
    [NODE_TABLE] = {.block = odf_table},
    [NODE_TEXT] = {.line = put_text},
    [NODE_TAB] = {.line = put_tab},
    [NODE_LINE_BREAK] = {.line = put_line_break},
    [NODE_PAGE_NUMBER] = {.line = put_page_number},
    [NODE_IMAGE] = {.line = put_image},
    [NODE_LINK] = {.line = put_link},
    [NODE_FOOTNOTE] = {.line = put_footnote},
    [NODE_FIELD] = {.line = put_field},
    [NODE_BOOKMARK] = {.line = put_bookmark},
    [NODE_SHAPE] = {.line = odf_shape},
    [NODE_FORMULA] = {.line = odf_formula},
};

/* The inlines from `n` up to `end`. */
static void put_run_of(struct odf *o, const struct node *n, const struct node *end)
{
    for (; n && n != end; n = n->next)
        if ((size_t)n->type < sizeof node_rows / sizeof *node_rows && node_rows[n->type].line)
            node_rows[n->type].line(o, n);
}

static void put_inlines(struct odf *o, const struct node *parent)
{
    put_run_of(o, parent->first, NULL);
}

/* A paragraph for tables beside the text that none follows. */
static void put_holder(struct odf *o, struct page_start start)
{
    struct node *holder = ARENA_NEW(&o->arena, struct node);
    holder->type = NODE_PARA;
    holder->as.para.style = o->doc->body;
    const bool nameless = o->nameless;
    o->nameless = true;
    put_para(o, holder, start);
    o->nameless = nameless;
}

static void put_block(struct odf *o, const struct node *block, struct page_start start)
{
    if (o->floating && block->type == NODE_TABLE && !odf_floats(o, block)) {
        put_holder(o, start);
        start = (struct page_start){0};
    }
    if (node_rows[block->type].block)
        node_rows[block->type].block(o, block, start);
}

void odf_blocks(struct odf *o, const struct node *parent)
{
    const struct node *floating = o->floating;
    o->floating = NULL;
    for (const struct node *n = parent->first; n; n = n->next)
        put_block(o, n, (struct page_start){0});
    if (o->floating)
        put_holder(o, (struct page_start){0});
    o->floating = floating;
}

/* A text box at its place on the page of the line that it is anchored to, which is the last one. */
static void put_last_mark(struct odf *o, const struct section *s)
{
    struct xml *x = &o->x;
    const struct auto_style style = {.family = AUTO_MARK};
    o->frames = true;
    xml_open(x, "draw:frame");
    xml_attr(x, "draw:style-name", auto_name(&o->autos, &style));
    xml_attr(x, "draw:name", "Chỉ dẫn trang cuối");
    xml_attr(x, "text:anchor-type", "paragraph");
    odf_length(x, "svg:x", 0);
    odf_length(x, "svg:y", s->last_mark_top);
    odf_length(x, "svg:width", s->width - s->left - s->right);
    xml_open(x, "draw:text-box");
    odf_length(x, "fo:min-height", 0);
    odf_blocks(o, s->last_mark);
    xml_close(x);
    xml_close(x);
}

/* Behind a last table, or a reader adds a line of its own height; and to hold what stands on the last page. */
static void put_last_line(struct odf *o, const struct section *s)
{
    o->last_line = true;
    xml_open(&o->x, "text:p");
    xml_attr(&o->x, "text:style-name", ODF_AFTER_TABLE);
    if (s->last_mark)
        put_last_mark(o, s);
    xml_close(&o->x);
}

/* A section in the flow of the text, for its columns (5.4). */
static void open_section(struct odf *o, const struct section *s, size_t index)
{
    struct auto_style style = {.family = AUTO_SECTION};
    style.as.columns = &s->columns;
    xml_open(&o->x, "text:section");
    xml_attr(&o->x, "text:style-name", auto_name(&o->autos, &style));
    xml_attr(&o->x, "text:name", arena_printf(&o->arena, "Phần %zu", index + 1));
}

static void put_sections(struct odf *o)
{
    size_t index = 0;
    for (const struct node *s = o->doc->root->first; s; s = s->next, index++) {
        const struct section *section = &s->as.section;
        const bool flows = index > 0 && section->start == SECTION_CONTINUOUS; /* on the page of the one before */
        struct page_start start = {.master = odf_master(o, s, index)};
        start.renumbers = section->restart_numbers;
        start.number = section->first_number;
        const bool columns = section->columns.n > 1 && (flows || odf_shares_page(s));
        if (flows)
            start = (struct page_start){0};
        if (columns)
            open_section(o, section, index);
        for (const struct node *n = s->first; n; n = n->next) {
            put_block(o, n, start);
            if (!odf_floats(o, n))
                start = (struct page_start){0};
        }
        if (o->floating)
            put_holder(o, start);
        if (columns)
            xml_close(&o->x);
        if (s->as.section.last_mark || (!s->next && s->last && s->last->type == NODE_TABLE))
            put_last_line(o, &s->as.section);
    }
}

void odf_content(struct odf *o, struct buf *out)
{
    struct buf body = {0};
    struct xml *x = &o->x;
    xml_begin(x, out);
    xml_open(x, "office:document-content");
    odf_namespaces(o);
    odf_font_faces(o);
    x->out = &body;
    xml_open(x, "office:body");
    xml_open(x, "office:text");
    put_sections(o);
    xml_close(x);
    xml_close(x);
    xml_close(x);
    xml_end(x);

    struct xml styles = {.out = out};
    xml_open(&styles, "office:automatic-styles");
    auto_write(&styles, &o->autos);
    xml_close(&styles);
    buf_putspan(out, buf_span(&body));
    buf_release(&body);
    auto_release(&o->autos);
}
