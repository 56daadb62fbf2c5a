/* word/styles.xml (ECMA-376-1:2016, 17.7).
 *
 * The tree's styles are resolved; here every style becomes what it changes against its base, and
 * the body style becomes the document's defaults. So a clerk who changes the body's font or a
 * heading's parent in Word sees it follow, as with a file made by hand. */
#include "ooxml/writer.h"

const struct para_props DOCX_PLAIN_PARA = {
    .line_rule = LINE_MULTIPLE, .line = 1, .widow_control = true};

static const struct char_props PLAIN_CHAR = {0};

void docx_make_styles(struct docx *w)
{
    const struct style *body = w->doc->body;
    w->spacer = (struct style){.kind = STYLE_PARA, .id = "DoanTrong", .name = "Đoạn trống"};
    w->spacer.para = (struct para_props){
        .line_rule = LINE_EXACT, .line = 1, .widow_control = true, .keep_next = true};
    w->spacer.chr = body->chr;
    w->spacer.chr.size = 1;
    w->note_mark =
        (struct style){.kind = STYLE_CHAR, .id = "FootnoteReference", .name = "footnote reference"};
    w->note_mark.chr = body->chr;
    w->note_mark.chr.vertical = VERTICAL_SUPER;
}

static void write_defaults(struct xml *x, const struct docx *w)
{
    struct char_props chr = w->doc->body->chr;
    if (!chr.lang)
        chr.lang = w->doc->meta.lang;
    xml_open(x, "w:docDefaults");
    xml_open(x, "w:rPrDefault");
    docx_rpr(x, NULL, &chr, char_diff(&PLAIN_CHAR, &chr) | CHAR_KERN);
    xml_close(x);
    xml_open(x, "w:pPrDefault");
    if (para_differs(&DOCX_PLAIN_PARA, &w->doc->body->para)) {
        xml_open(x, "w:pPr");
        docx_ppr(x, &DOCX_PLAIN_PARA, &w->doc->body->para, NULL, NULL, -1);
        xml_close(x);
    }
    xml_close(x);
    xml_close(x);
}

static const char *const KIND[] = {[STYLE_PARA] = "paragraph", [STYLE_CHAR] = "character"};

/* What Word assumes of every file: without them it brings in those of the user's own template. */
static const struct builtin {
    const char *type, *id, *name;
    bool cell_margins;
} BUILTINS[] = {
    {"paragraph", "Normal", "Normal", false},
    {"character", "DefaultParagraphFont", "Default Paragraph Font", false},
    {"table", "TableNormal", "Normal Table", true},
    {"numbering", "NoList", "No List", false},
};
enum {
    CELL_MARGIN = 108, /* [twip] left and right in a table that the clerk inserts */
};

static void measure(struct xml *x, const char *name, long twips)
{
    xml_open(x, name);
    xml_attr_int(x, "w:w", twips);
    xml_attr(x, "w:type", "dxa");
    xml_close(x);
}

static void write_builtin(struct xml *x, const struct builtin *b)
{
    bool hidden = strcmp(b->type, "paragraph") != 0;
    xml_open(x, "w:style");
    xml_attr(x, "w:type", b->type);
    xml_attr(x, "w:default", "1");
    xml_attr(x, "w:styleId", b->id);
    xml_leaf(x, "w:name", "w:val", b->name);
    xml_leaf(x, "w:uiPriority", "w:val", "99");
    if (hidden) {
        xml_leaf(x, "w:semiHidden", NULL, NULL);
        xml_leaf(x, "w:unhideWhenUsed", NULL, NULL);
    }
    if (b->cell_margins) {
        xml_open(x, "w:tblPr");
        measure(x, "w:tblInd", 0);
        xml_open(x, "w:tblCellMar");
        measure(x, "w:top", 0);
        measure(x, "w:left", CELL_MARGIN);
        measure(x, "w:bottom", 0);
        measure(x, "w:right", CELL_MARGIN);
        xml_close(x);
        xml_close(x);
    }
    xml_close(x);
}

/* The shown name without commas: Word parts a name from its aliases by them (17.7.4.9). */
static void write_name(struct xml *x, const char *name)
{
    struct buf b = {0};
    for (; *name; name++)
        if (*name != ',')
            buf_putc(&b, *name);
    xml_leaf(x, "w:name", "w:val", buf_span(&b).p);
    buf_release(&b);
}

/* w:outlineLvl of a style: -1 where the base has the same. */
static int outline_of(const struct style *s, const struct style *base)
{
    enum { BODY_TEXT = 9 };
    if (s->outline == base->outline)
        return -1;
    return s->outline > 0 ? s->outline - 1 : BODY_TEXT;
}

/* The nearest ancestor that is in the file: a style based on one that is not loses all it inherits.
 */
static const struct style *written_parent(const struct docx *w, const struct style *s)
{
    const struct style *p = s->parent;
    while (p && (p->kind != s->kind || !(p->used || p == w->doc->body)))
        p = p->parent;
    return p;
}

/* Styles that Word knows by their name. */
static bool is_word_s(const struct style *s)
{
    static const char *const NAMES[] = {"Normal", "heading ", "toc ", "header", "footer", "footnote ", "endnote ", "caption", "List ",
                                        "Title", "Subtitle", "Body Text", "Hyperlink", "Strong", "Emphasis", "Balloon Text", "page number",
                                        "No Spacing", "Quote", "Default Paragraph Font", "annotation "};
    for (size_t i = 0; s->name && i < sizeof(NAMES) / sizeof(NAMES[0]); i++)
        if (strncmp(s->name, NAMES[i], strlen(NAMES[i])) == 0)
            return true;
    return false;
}

static void write_style(struct xml *x, const struct docx *w, const struct style *s, int priority)
{
    const struct style *parent = written_parent(w, s);
    struct style plain = *w->doc->body; /* the defaults hold no outline level */
    plain.outline = 0;
    const struct style *base = parent ? parent : &plain;
    int outline = s->kind == STYLE_PARA ? outline_of(s, base) : -1;
    struct docx_number number;
    bool numbered = docx_style_number(w, s, &number);

    xml_open(x, "w:style");
    xml_attr(x, "w:type", KIND[s->kind]);
    if (doc_was_read(w->doc) && s == w->doc->body)
        xml_attr(x, "w:default", "1");
    xml_attr(x, "w:customStyle", s == &w->note_mark || (doc_was_read(w->doc) && is_word_s(s)) ? NULL : "1");
    xml_attr(x, "w:styleId", s->id);
    write_name(x, s->name ? s->name : s->id);
    if (parent)
        xml_leaf(x, "w:basedOn", "w:val", parent->id);
    if (s->kind == STYLE_PARA && s->next && s->next != s && s->next->used)
        xml_leaf(x, "w:next", "w:val", s->next->id);
    xml_open(x, "w:uiPriority");
    xml_attr_int(x, "w:val", priority);
    xml_close(x);
    xml_leaf(x, "w:qFormat", NULL, NULL);
    if (s->kind == STYLE_PARA && (numbered || outline >= 0 || para_differs(&base->para, &s->para))) {
        xml_open(x, "w:pPr");
        docx_ppr(x, &base->para, &s->para, numbered ? &number : NULL, NULL, outline);
        xml_close(x);
    }
    docx_rpr(x, NULL, &s->chr, char_diff(&base->chr, &s->chr));
    xml_close(x);
}

/* The file has a style in the place of Word's own. */
static bool is_written(const struct docx *w, const struct builtin *b)
{
    const struct style *s = doc_style(w->doc, b->id);
    if (doc_was_read(w->doc) && strcmp(b->type, "paragraph") == 0) /* the document's body */
        return true;
    return s && (s->used || s == w->doc->body || !doc_was_read(w->doc));
}

void docx_styles(struct docx *w, struct buf *out)
{
    struct xml x = {0};
    int priority = 1;
    xml_begin(&x, out);
    xml_open(&x, "w:styles");
    xml_attr(&x, "xmlns:w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main");
    write_defaults(&x, w);
    for (size_t i = 0; i < sizeof(BUILTINS) / sizeof(BUILTINS[0]); i++)
        if (!is_written(w, &BUILTINS[i]))
            write_builtin(&x, &BUILTINS[i]);
    for (size_t i = 0; i < w->doc->styles.n; i++) {
        const struct style *s = w->doc->styles.v[i];
        if (s->used || s == w->doc->body)
            write_style(&x, w, s, priority++);
    }
    if (w->spacer_used)
        write_style(&x, w, &w->spacer, priority++);
    if (w->n_notes && (!doc_was_read(w->doc) || !doc_style(w->doc, w->note_mark.id)))
        write_style(&x, w, &w->note_mark, priority);
    xml_close(&x);
    xml_end(&x);
}
