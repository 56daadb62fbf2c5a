/* What stands in a paragraph (ODF 1.3 part 3, 6 and 7.3 to 7.7). White space is collapsed over the whole paragraph (6.1.2). Fields
 * print what was stored, but for page numbers; what a change deleted stands elsewhere in the file and is not read. */
#include "odf/format.h"
#include "odf/reader.h"

#include "text/text.h"

/* Where inlines go. Text is collected until its look changes. */
struct inlines {
    struct odt *o;
    struct node *para, *parent;
    struct buf text;
    const struct char_props *chr; /* of `text` */
    const struct style *style;
    bool space;                   /* white space here is dropped */
    bool hidden;                  /* the paragraph is not printed */
};

/* The look that text is read in. */
struct look {
    const struct char_props *chr;
    const struct style *style;
};

static void walk(struct inlines *in, const xmlNode *holder, struct look look);

static void flush(struct inlines *in)
{
    if (in->text.n == 0)
        return;
    struct node *n = odt_node(in->o, NODE_TEXT, in->parent);
    n->as.text.text = text_nfc(in->o->arena, buf_span(&in->text));
    n->as.text.chr = in->chr;
    n->as.text.style = in->style;
    buf_clear(&in->text);
}

static void look_set(struct inlines *in, struct look look)
{
    if (in->chr == look.chr && in->style == look.style)
        return;
    flush(in);
    in->chr = look.chr;
    in->style = look.style;
}

static struct node *mark(struct inlines *in, enum node_type type, struct look look)
{
    flush(in);
    struct node *n = odt_node(in->o, type, in->parent);
    if (type == NODE_BREAK) {
        n->as.brk.chr = look.chr;
    } else {
        n->as.text.chr = look.chr;
        n->as.text.style = look.style;
    }
    return n;
}

static void put_text(struct inlines *in, const char *p, struct look look)
{
    look_set(in, look);
    for (; *p; p++) {
        const bool blank = *p == ' ' || *p == '\t' || *p == '\n' || *p == '\r';
        if (blank && in->space)
            continue;
        buf_putc(&in->text, blank ? ' ' : *p);
        in->space = blank;
    }
}

/* ---- elements ---- */

typedef void inline_read(struct inlines *in, const xmlNode *n, struct look look);

static void read_span(struct inlines *in, const xmlNode *n, struct look look)
{
    const struct style *named;
    const char *name = odt_attr(n, ODT_TEXT, "style-name");
    look.chr = odt_span(in->o, name, look.chr, &named);
    if (named)
        look.style = named;
    walk(in, n, look);
}

static void read_spaces(struct inlines *in, const xmlNode *n, struct look look)
{
    long count = odt_int(odt_attr(n, ODT_TEXT, "c"), 1);
    look_set(in, look);
    for (count = count > ODT_REPEAT ? ODT_REPEAT : count; count > 0; count--)
        buf_putc(&in->text, ' ');
    in->space = false;
}

static void read_tab(struct inlines *in, const xmlNode *n, struct look look)
{
    (void)n;
    mark(in, NODE_TAB, look);
    in->space = false;
}

static void read_break(struct inlines *in, const xmlNode *n, struct look look)
{
    (void)n;
    mark(in, NODE_LINE_BREAK, look);
    in->space = false;
}

static void read_nothing(struct inlines *in, const xmlNode *n, struct look look)
{
    (void)in, (void)n, (void)look;
}

static void read_link(struct inlines *in, const xmlNode *n, struct look look)
{
    const char *url = odt_attr(n, ODT_XLINK, "href");
    const struct style *named;
    struct node *parent = in->parent;
    look.chr = odt_span(in->o, odt_attr(n, ODT_TEXT, "style-name"), look.chr, &named);
    look.style = named ? named : look.style;
    if (!url || !*url || parent->type == NODE_LINK) {
        walk(in, n, look);
        return;
    }
    flush(in);
    in->parent = odt_node(in->o, NODE_LINK, parent);
    in->parent->as.link.url = arena_str(in->o->arena, url);
    walk(in, n, look);
    flush(in);
    in->parent = parent;
}

/* A field that layout prints. */
static struct node *field_new(struct inlines *in, struct look look, enum field_kind kind)
{
    flush(in);
    struct node *field = odt_node(in->o, NODE_FIELD, in->parent);
    field->as.field.kind = kind;
    field->as.field.style = look.style;
    field->as.field.chr = look.chr;
    return field;
}

static void read_page_number(struct inlines *in, const xmlNode *n, struct look look)
{
    const char *which = odt_attr(n, ODT_TEXT, "select-page"), *format = odt_attr(n, ODT_STYLE, "num-format");
    if (odt_attr(n, ODT_TEXT, "page-adjust") || (which && strcmp(which, "current") != 0))
        walk(in, n, look);
    else if (format && *format)
        field_new(in, look, FIELD_PAGE)->as.field.format = odt_format(format, odt_true(odt_attr(n, ODT_STYLE, "num-letter-sync")));
    else
        mark(in, NODE_PAGE_NUMBER, look);
    in->space = false;
}

static void read_page_count(struct inlines *in, const xmlNode *n, struct look look)
{
    const char *format = odt_attr(n, ODT_STYLE, "num-format");
    struct node *field = field_new(in, look, FIELD_PAGES), *parent = in->parent;
    in->parent = field; /* the result as stored */
    walk(in, n, look);
    flush(in);
    in->parent = parent;
    if (format && *format)
        field->as.field.format = odt_format(format, odt_true(odt_attr(n, ODT_STYLE, "num-letter-sync")));
    in->space = false;
}

static void read_bookmark(struct inlines *in, const xmlNode *n, struct look look)
{
    const char *name = odt_attr(n, ODT_TEXT, "name");
    (void)look;
    if (!name)
        return;
    flush(in);
    odt_node(in->o, NODE_BOOKMARK, in->parent)->as.bookmark.name = arena_str(in->o->arena, name);
}

/* A field whose value is told elsewhere shows nothing here. */
static void read_field(struct inlines *in, const xmlNode *n, struct look look)
{
    const char *display = odt_attr(n, ODT_TEXT, "display");
    if (!display || strcmp(display, "none") != 0)
        walk(in, n, look);
}

static void read_hidden_text(struct inlines *in, const xmlNode *n, struct look look)
{
    const char *text = odt_attr(n, ODT_TEXT, "string-value");
    if (!odt_true(odt_attr(n, ODT_TEXT, "is-hidden")) && text)
        put_text(in, text, look);
}

static void read_hidden_para(struct inlines *in, const xmlNode *n, struct look look)
{
    (void)look;
    in->hidden = in->hidden || odt_true(odt_attr(n, ODT_TEXT, "is-hidden"));
}

static void read_ruby(struct inlines *in, const xmlNode *n, struct look look)
{
    walk(in, odt_child(n, ODT_TEXT, "ruby-base"), look);
}

static void text_before(struct odt *o, struct node *next, const char *text, const struct char_props *chr)
{
    struct node *n = odt_node(o, NODE_TEXT, NULL);
    n->as.text.text = text;
    n->as.text.chr = chr;
    node_insert_before(next, n);
}

/* The first paragraph of a note begins with its number; a space parts it from the text where the file says nothing. */
static void note_number(struct odt *o, struct node *note, const struct odt_notes *how)
{
    struct node *para = note->first;
    while (para && para->type != NODE_PARA)
        para = para->next;
    if (!para)
        return;
    const struct char_props *look = odt_span(o, how->number, mark_props(para), NULL);
    struct node *number = odt_node(o, NODE_NOTE_MARK, NULL), *first = para->first;
    number->as.text.chr = look;
    if (!first) {
        node_append(para, number);
        return;
    }
    node_insert_before(first, number);
    if (how->prefix)
        text_before(o, number, how->prefix, look);
    const bool spaced = first->type == NODE_TAB || (first->type == NODE_TEXT && *first->as.text.text == ' ');
    if (how->suffix && *how->suffix)
        text_before(o, first, how->suffix, look);
    else if (!spaced)
        text_before(o, first, " ", look);
}

static void read_note(struct inlines *in, const xmlNode *n, struct look look)
{
    struct odt *o = in->o;
    const xmlNode *citation = odt_child(n, ODT_TEXT, "note-citation"), *body = odt_child(n, ODT_TEXT, "note-body");
    const char *class = odt_attr(n, ODT_TEXT, "note-class"), *label = odt_attr(citation, ODT_TEXT, "label");
    if (o->note || o->margin)
        return;
    flush(in);
    struct node *note = odt_node(o, NODE_FOOTNOTE, in->parent);
    note->as.note.endnote = class && strcmp(class, "endnote") == 0;
    const struct odt_notes *how = note->as.note.endnote ? &o->endnotes : &o->footnotes;
    note->as.note.chr = odt_span(o, how->reference, look.chr, NULL);
    if (!how->reference || note->as.note.chr == look.chr) {
        struct char_props *raised = ARENA_NEW(o->arena, struct char_props);
        *raised = *look.chr;
        raised->vertical = VERTICAL_SUPER;
        note->as.note.chr = raised;
    }
    note->as.note.mark = label ? arena_str(o->arena, label) : NULL;
    o->note = true;
    odt_blocks(o, body, note, NULL);
    o->note = false;
    odt_fill_empty(o, note);
    note_number(o, note, how);
    in->space = false;
}

static void read_column_break(struct inlines *in, const xmlNode *n, struct look look)
{
    (void)n;
    mark(in, NODE_BREAK, look)->as.brk.column = true;
}

static const struct {
    const char *name;
    inline_read *read;
} rows[] = {
    {"span", read_span},
    {"s", read_spaces},
    {"tab", read_tab},
    {"line-break", read_break},
    {"a", read_link},
    {"note", read_note},
    {"page-number", read_page_number},
    {"page-count", read_page_count},
    {"bookmark", read_bookmark},
    {"bookmark-start", read_bookmark},
    {"variable-set", read_field},
    {"variable-get", read_field},
    {"user-field-get", read_field},
    {"user-field-input", read_field},
    {"expression", read_field},
    {"sequence", read_field},
    {"hidden-text", read_hidden_text},
    {"hidden-paragraph", read_hidden_para},
    {"ruby", read_ruby},
    {"script", read_nothing},
    {"tracked-changes", read_nothing},
    {"number", read_nothing},
};

static void read_element(struct inlines *in, const xmlNode *n, struct look look)
{
    const enum odt_ns ns = odt_ns(n->ns);
    if (ns == ODT_OFFICE) /* remarks */
        return;
    if (odt_is_frame(n)) {
        flush(in);
        odt_frame(in->o, n, in->parent, look.chr);
        in->space = false;
        return;
    }
    for (size_t i = 0; ns == ODT_TEXT && i < sizeof rows / sizeof *rows; i++) {
        if (strcmp((const char *)n->name, rows[i].name) == 0) {
            rows[i].read(in, n, look);
            return;
        }
    }
    walk(in, n, look);
}

static void walk(struct inlines *in, const xmlNode *holder, struct look look)
{
    for (const xmlNode *n = holder ? holder->children : NULL; n; n = n->next) {
        if (n->type == XML_TEXT_NODE || n->type == XML_CDATA_SECTION_NODE)
            put_text(in, (const char *)n->content, look);
        else if (n->type == XML_ELEMENT_NODE)
            read_element(in, n, look);
    }
}

bool odt_inlines(struct odt *o, const xmlNode *holder, struct node *para, const struct char_props *chr, bool column)
{
    struct inlines in = {.o = o, .para = para, .parent = para, .chr = chr, .space = true};
    if (column)
        read_column_break(&in, NULL, (struct look){.chr = chr});
    walk(&in, holder, (struct look){.chr = chr});
    if (in.text.n > 0 && in.space) /* a last space is dropped as well */
        in.text.p[--in.text.n] = '\0';
    flush(&in);
    buf_release(&in.text);
    return !in.hidden;
}
