/* Runs: text, tabs, breaks, fields, links (ECMA-376-1:2016, 17.3.3, 17.16).
 *
 * Invariant: a run with a character style names it and adds only what differs from the paragraph's
 * style with the character style laid over it. */
#include "base/diag/ooxml.h"
#include "ooxml/writer.h"
#include "text/symbol.h"
#include "text/text.h"

enum {
    URL_MAX = 2083, /* Word refuses a file with a longer target */
    LINKS = 8,      /* links within links, which no input of ours makes */
    SLACK = 16,     /* XML elements a run may need below its paragraph */
};

/* ---- properties ---- */

/* Bold, italic and strike of the paragraph's and the character's style cancel each other out
 * (17.7.3), and not every reader knows it: where both speak, the run says what holds. */
static unsigned toggles(unsigned of_chr, unsigned of_para)
{
    return of_chr & of_para & CHAR_TOGGLES;
}

/* `p` with the properties of `mask` taken from `over`. */
static void lay_over(struct char_props *p, const struct char_props *over, unsigned mask)
{
    struct char_props was = *p;
    *p = *over;
    if (!(mask & CHAR_FAMILY))
        p->family = was.family;
    if (!(mask & CHAR_BOLD))
        p->bold = was.bold;
    if (!(mask & CHAR_ITALIC))
        p->italic = was.italic;
    if (!(mask & CHAR_STRIKE))
        p->strike = was.strike;
    if (!(mask & CHAR_COLOR))
        p->color = was.color;
    if (!(mask & CHAR_SPACING))
        p->spacing = was.spacing;
    if (!(mask & CHAR_KERN))
        p->kern = was.kern;
    if (!(mask & CHAR_SIZE))
        p->size = was.size;
    if (!(mask & CHAR_UNDERLINE)) {
        p->underline = was.underline;
        p->underline_stroke = was.underline_stroke;
        p->words_only = was.words_only;
        p->underline_colored = was.underline_colored;
        p->underline_color = was.underline_color;
    }
    if (!(mask & CHAR_VERTICAL))
        p->vertical = was.vertical;
    if (!(mask & CHAR_LANG))
        p->lang = was.lang;
    if (!(mask & CHAR_CAPS))
        p->caps = was.caps;
    if (!(mask & CHAR_DOUBLE_STRIKE))
        p->double_strike = was.double_strike;
    if (!(mask & CHAR_HIDDEN))
        p->hidden = was.hidden;
    if (!(mask & CHAR_SCALE))
        p->scale = was.scale;
    if (!(mask & CHAR_RAISE))
        p->raise = was.raise;
    if (!(mask & CHAR_BOX)) {
        p->boxed = was.boxed;
        p->box_color = was.box_color;
    }
    if (!(mask & CHAR_FILL))
        p->fill = was.fill;
}

void docx_run_props(struct story *s, const struct node *para, const struct style *style, const struct char_props *chr)
{
    struct char_props base = para->as.para.style->chr;
    unsigned forced = 0;
    if (style) {
        const struct char_props *body = &s->docx->doc->body->chr;
        unsigned mask = char_diff(body, &style->chr);
        forced = toggles(mask, char_diff(body, &base));
        lay_over(&base, &style->chr, mask);
    }
    const struct char_props *own = chr ? chr : &base;
    docx_rpr(&s->x, style ? style->id : NULL, own, char_diff(&base, own) | forced);
}

/* ---- text ---- */

/* White space that a reader may drop unless told otherwise. */
static bool has_loose_space(const char *text)
{
    bool before = true;
    for (; *text; text++) {
        bool space = *text == ' ' || *text == '\t' || *text == '\n' || *text == '\r';
        if (space && before)
            return true;
        before = space;
    }
    return before;
}

void docx_run_text(struct story *s, const char *text)
{
    xml_open(&s->x, s->gone ? "w:delText" : "w:t");
    xml_attr(&s->x, "xml:space", has_loose_space(text) ? "preserve" : NULL);
    xml_text(&s->x, text);
    xml_close(&s->x);
}

void docx_label(struct story *s, const struct node *para)
{
    struct buf label = {0};
    buf_puts(&label, para->as.para.label);
    if (label_spaced(para))
        buf_putc(&label, ' ');
    xml_open(&s->x, "w:r");
    docx_run_props(s, para, para->as.para.label_style, para->as.para.label_chr);
    docx_run_text(s, label.p);
    if (para->as.para.suffix == SUFFIX_TAB)
        xml_leaf(&s->x, "w:tab", NULL, NULL);
    xml_close(&s->x);
    buf_release(&label);
}

/* Characters of a font of signs as its codes (17.3.3.30): Word would show others of that font, or take another font. */
static void write_signs(struct story *s, const char *family, struct span text)
{
    struct buf plain = {0};
    for (size_t i = 0; i < text.n;) {
        const uint32_t c = text_next(text, &i);
        uint32_t code;
        const bool sign = c > 0x7F && symbol_code(family, c, &code);
        if (!sign)
            buf_utf8(&plain, c);
        if (plain.n && (sign || i == text.n)) {
            docx_run_text(s, plain.p);
            buf_clear(&plain);
        }
        if (!sign)
            continue;
        xml_open(&s->x, "w:sym");
        xml_attr(&s->x, "w:font", family);
        xml_attr(&s->x, "w:char", arena_printf(&s->docx->arena, "%04X", (unsigned)code));
        xml_close(&s->x);
    }
    buf_release(&plain);
}

static void write_text(struct story *s, const struct node *para, const struct node *n)
{
    const struct char_props *chr = text_props(para, n);
    if (!n->as.text.text || !*n->as.text.text)
        return;
    xml_open(&s->x, "w:r");
    docx_run_props(s, para, n->as.text.style, n->as.text.chr);
    if (is_symbol_font(chr->family) && !s->gone)
        write_signs(s, chr->family, span_of(n->as.text.text));
    else
        docx_run_text(s, n->as.text.text);
    xml_close(&s->x);
}

static void write_place_tab(struct xml *x, const struct place_tab *tab)
{
    static const char *const ALIGN[] = {[ALIGN_LEFT] = "left", [ALIGN_CENTER] = "center", [ALIGN_RIGHT] = "right", [ALIGN_JUSTIFY] = "left"};
    xml_open(x, "w:ptab");
    xml_attr(x, "w:relativeTo", tab->from_indent ? "indent" : "margin");
    xml_attr(x, "w:alignment", ALIGN[tab->align]);
    xml_attr(x, "w:leader", tab->leader == '.' ? "dot" : tab->leader == '-' ? "hyphen" : tab->leader == '_' ? "underscore" : "none");
    xml_close(x);
}

static void write_tab(struct story *s, const struct node *para, const struct node *n)
{
    xml_open(&s->x, "w:r");
    docx_run_props(s, para, n->as.text.style, n->as.text.chr);
    if (n->as.text.place)
        write_place_tab(&s->x, n->as.text.place);
    else
        xml_leaf(&s->x, "w:tab", NULL, NULL);
    xml_close(&s->x);
}

static void write_break(struct story *s, const struct node *para, const struct node *n)
{
    xml_open(&s->x, "w:r");
    docx_run_props(s, para, n->as.text.style, n->as.text.chr);
    xml_leaf(&s->x, "w:br", NULL, NULL);
    xml_close(&s->x);
}

static void write_page_number(struct story *s, const struct node *para, const struct node *n)
{
    xml_open(&s->x, "w:fldSimple");
    xml_attr(&s->x, "w:instr", " PAGE ");
    xml_open(&s->x, "w:r");
    docx_run_props(s, para, n->as.text.style, n->as.text.chr);
    xml_element(&s->x, "w:t", "2"); /* what shows until the reader counts */
    xml_close(&s->x);
    xml_close(&s->x);
}

/* ---- links ---- */

/* A URL as RFC 3986 allows it: Word calls a file with any other target damaged. */
static char *clean_url(struct arena *a, const char *url)
{
    static const char PLAIN[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                                "-._~:/?#@!$&'()*+,;=";
    static const char HEX[] = "0123456789abcdefABCDEF";
    struct buf b = {0};
    for (const char *p = url; *p; p++) {
        bool escape = *p == '%' && p[1] && strchr(HEX, p[1]) && p[2] && strchr(HEX, p[2]);
        if (escape || strchr(PLAIN, *p))
            buf_putc(&b, *p);
        else
            buf_printf(&b, "%%%02X", (unsigned)(unsigned char)*p);
    }
    return arena_buf(a, &b);
}

/* The address as Word takes it; NULL: the words stay, the link goes. */
static const char *link_target(struct arena *a, const char *url)
{
    const char *target = url && *url && strlen(url) <= URL_MAX ? clean_url(a, url) : NULL;
    return target && strlen(target) <= URL_MAX ? target : NULL;
}

static void write_link(struct story *s, const struct node *para, const struct node *n)
{
    struct docx *w = s->docx;
    const char *target = link_target(&w->arena, n->as.link.url);
    if (s->links == LINKS) {
        docx_fail(w, DIAG_DOCX_DEPTH, n, NULL);
        return;
    }
    if (target) {
        xml_open(&s->x, "w:hyperlink");
        if (*target == '#')
            xml_attr(&s->x, "w:anchor", target + 1);
        else
            xml_attr(&s->x, "r:id", docx_rel(w, &s->rels, "hyperlink", target, true));
        xml_attr(&s->x, "w:tooltip", n->as.link.tooltip);
    }
    s->links++;
    docx_inlines(s, para, n);
    s->links--;
    if (target)
        xml_close(&s->x);
}

/* ---- breaks, fields, marks ---- */

static void write_page_break(struct story *s, const struct node *para, const struct node *n)
{
    xml_open(&s->x, "w:r");
    docx_run_props(s, para, NULL, n->as.brk.chr);
    xml_leaf(&s->x, "w:br", "w:type", n->as.brk.column ? "column" : "page");
    xml_close(&s->x);
}

static void field_char(struct story *s, const struct node *para, const struct node *n, const char *type)
{
    xml_open(&s->x, "w:r");
    docx_run_props(s, para, n->as.field.style, n->as.field.chr);
    xml_leaf(&s->x, "w:fldChar", "w:fldCharType", type);
    xml_close(&s->x);
}

/* A complex field (17.16.18): its code, then its result as it stands. */
static void write_field(struct story *s, const struct node *para, const struct node *n)
{
    static const char *const CODES[] = {[FIELD_OTHER] = NULL, [FIELD_PAGE] = "PAGE", [FIELD_PAGES] = "NUMPAGES", [FIELD_SECTION_PAGES] = "SECTIONPAGES"};
    const char *code = n->as.field.code ? n->as.field.code : CODES[n->as.field.kind];
    if (code) {
        field_char(s, para, n, "begin");
        xml_open(&s->x, "w:r");
        xml_open(&s->x, "w:instrText");
        xml_attr(&s->x, "xml:space", "preserve");
        xml_text(&s->x, arena_printf(&s->docx->arena, " %s ", code));
        xml_close(&s->x);
        xml_close(&s->x);
        field_char(s, para, n, "separate");
    }
    if (n->first) {
        docx_inlines(s, para, n);
    } else if (code) { /* what shows until the reader counts */
        xml_open(&s->x, "w:r");
        docx_run_props(s, para, n->as.field.style, n->as.field.chr);
        docx_run_text(s, "1");
        xml_close(&s->x);
    }
    if (code)
        field_char(s, para, n, "end");
}

static void write_bookmark(struct story *s, const struct node *para, const struct node *n)
{
    (void)para;
    xml_open(&s->x, "w:bookmarkStart");
    xml_attr_int(&s->x, "w:id", ++s->docx->bookmarks);
    xml_attr(&s->x, "w:name", n->as.bookmark.name);
    xml_close(&s->x);
    xml_open(&s->x, "w:bookmarkEnd");
    xml_attr_int(&s->x, "w:id", s->docx->bookmarks);
    xml_close(&s->x);
}

static void write_note_mark(struct story *s, const struct node *para, const struct node *n)
{
    if (!s->note)
        return;
    xml_open(&s->x, "w:r");
    docx_run_props(s, para, n->as.text.style, n->as.text.chr);
    xml_leaf(&s->x, s->note->as.note.endnote ? "w:endnoteRef" : "w:footnoteRef", NULL, NULL);
    xml_close(&s->x);
}

/* ---- the table ---- */

static void write_note(struct story *s, const struct node *para, const struct node *n)
{
    docx_note_mark(s, para, n);
}

static const struct inline_row {
    void (*write)(struct story *s, const struct node *para, const struct node *n);
} INLINES[] = {
    [NODE_TEXT] = {write_text},        [NODE_TAB] = {write_tab},
    [NODE_LINE_BREAK] = {write_break}, [NODE_PAGE_NUMBER] = {write_page_number},
    [NODE_IMAGE] = {docx_image},      [NODE_LINK] = {write_link},
    [NODE_FOOTNOTE] = {write_note},    [NODE_BREAK] = {write_page_break},
    [NODE_FIELD] = {write_field},      [NODE_BOOKMARK] = {write_bookmark},
    [NODE_NOTE_MARK] = {write_note_mark}, [NODE_SHAPE] = {docx_shape},
    [NODE_FORMULA] = {docx_formula},
};
enum { N_INLINES = sizeof(INLINES) / sizeof(INLINES[0]) };

/* ---- tracked changes ---- */

void docx_revision(struct story *s, enum revision r)
{
    xml_open(&s->x, revision_went(r) ? "w:del" : "w:ins");
    xml_attr_int(&s->x, "w:id", ++s->docx->bookmarks);
    xml_attr(&s->x, "w:author", "vanban");
}

static enum revision revision_of(const struct node *para, const struct node *n)
{
    switch (n->type) {
    case NODE_TEXT: case NODE_TAB: case NODE_LINE_BREAK: case NODE_PAGE_NUMBER: case NODE_NOTE_MARK: case NODE_FOOTNOTE:
        return text_props(para, n)->revision;
    default:
        return REVISION_NONE;
    }
}

static void end_revision(struct story *s, enum revision r)
{
    if (r)
        xml_close(&s->x);
    s->gone = false;
}

void docx_inlines(struct story *s, const struct node *para, const struct node *holder)
{
    enum revision open = REVISION_NONE;

    if (s->x.depth + SLACK > XML_DEPTH) {
        docx_fail(s->docx, DIAG_DOCX_DEPTH, holder, NULL);
        return;
    }
    for (const struct node *n = holder->first; n && !s->docx->failed; n = n->next) {
        enum revision r = revision_of(para, n);

        if (r != open) {
            end_revision(s, open);
            if (r)
                docx_revision(s, r);
            s->gone = revision_went(r);
            open = r;
        }
        if ((int)n->type < N_INLINES && INLINES[n->type].write)
            INLINES[n->type].write(s, para, n);
    }
    end_revision(s, open);
}
