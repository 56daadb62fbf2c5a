/* Runs: text, tabs, breaks, fields, links, pictures (ECMA-376-1:2016, 17.3.3, 17.16, 20.4).
 *
 * Invariant: a run with a character style names it and adds only what differs from the paragraph's
 * style with the character style laid over it. */
#include <math.h>

#include "ooxml/writer.h"

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
    return of_chr & of_para & (CHAR_BOLD | CHAR_ITALIC | CHAR_STRIKE);
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
    if (!(mask & CHAR_UNDERLINE))
        p->underline = was.underline;
    if (!(mask & CHAR_VERTICAL))
        p->vertical = was.vertical;
    if (!(mask & CHAR_LANG))
        p->lang = was.lang;
}

static void write_rpr(struct story *s, const struct node *para, const struct text *text)
{
    const struct style *style = text->style;
    struct char_props base = para->as.para.style->chr;
    unsigned forced = 0;
    if (style) {
        const struct char_props *body = &s->docx->doc->body->chr;
        unsigned mask = char_diff(body, &style->chr);
        forced = toggles(mask, char_diff(body, &base));
        lay_over(&base, &style->chr, mask);
    }
    const struct char_props *own = text->chr ? text->chr : &base;
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
    xml_open(&s->x, "w:t");
    xml_attr(&s->x, "xml:space", has_loose_space(text) ? "preserve" : NULL);
    xml_text(&s->x, text);
    xml_close(&s->x);
}

void docx_label(struct story *s, const struct node *para)
{
    const struct text look = {.style = para->as.para.label_style, .chr = para->as.para.label_chr};
    struct buf label = {0};
    buf_puts(&label, para->as.para.label);
    if (label_spaced(para))
        buf_putc(&label, ' ');
    xml_open(&s->x, "w:r");
    write_rpr(s, para, &look);
    docx_run_text(s, label.p);
    xml_close(&s->x);
    buf_release(&label);
}

static void write_text(struct story *s, const struct node *para, const struct node *n)
{
    if (!n->as.text.text || !*n->as.text.text)
        return;
    xml_open(&s->x, "w:r");
    write_rpr(s, para, &n->as.text);
    docx_run_text(s, n->as.text.text);
    xml_close(&s->x);
}

static void write_sign(struct story *s, const struct node *para, const struct text *look, const char *element, const char *type)
{
    xml_open(&s->x, "w:r");
    write_rpr(s, para, look);
    xml_leaf(&s->x, element, type ? "w:type" : NULL, type);
    xml_close(&s->x);
}

static void write_tab(struct story *s, const struct node *para, const struct node *n)
{
    write_sign(s, para, &n->as.text, "w:tab", NULL);
}

static void write_break(struct story *s, const struct node *para, const struct node *n)
{
    write_sign(s, para, &n->as.text, "w:br", NULL);
}

static void write_page_break(struct story *s, const struct node *para, const struct node *n)
{
    write_sign(s, para, &(struct text){.chr = n->as.brk.chr}, "w:br", n->as.brk.column ? "column" : "page");
}

static void write_page_number(struct story *s, const struct node *para, const struct node *n)
{
    (void)para;
    (void)n;
    xml_open(&s->x, "w:fldSimple");
    xml_attr(&s->x, "w:instr", " PAGE ");
    xml_open(&s->x, "w:r");
    xml_element(&s->x, "w:t", "2"); /* what shows until the reader counts */
    xml_close(&s->x);
    xml_close(&s->x);
}

static void write_field_mark(struct story *s, const char *type)
{
    xml_open(&s->x, "w:r");
    xml_leaf(&s->x, "w:fldChar", "w:fldCharType", type);
    xml_close(&s->x);
}

/* As it was read: its code and the result that was stored. */
static void write_field(struct story *s, const struct node *para, const struct node *n)
{
    const struct field *f = &n->as.field;
    const char *code = f->code ? f->code : f->kind == FIELD_PAGES ? "NUMPAGES" : f->kind == FIELD_SECTION_PAGES ? "SECTIONPAGES" : NULL;

    if (!code) {
        docx_inlines(s, para, n);
        return;
    }
    write_field_mark(s, "begin");
    xml_open(&s->x, "w:r");
    xml_open(&s->x, "w:instrText");
    xml_attr(&s->x, "xml:space", "preserve");
    xml_text(&s->x, code);
    xml_close(&s->x);
    xml_close(&s->x);
    write_field_mark(s, "separate");
    docx_inlines(s, para, n);
    write_field_mark(s, "end");
}

static void write_note_number(struct story *s, const struct node *para, const struct node *n)
{
    write_sign(s, para, &n->as.text, "w:footnoteRef", NULL);
}

static void write_bookmark(struct story *s, const struct node *para, const struct node *n)
{
    (void)para;
    xml_open(&s->x, "w:bookmarkStart");
    xml_attr_int(&s->x, "w:id", s->docx->bookmarks);
    xml_attr(&s->x, "w:name", n->as.bookmark.name);
    xml_close(&s->x);
    xml_open(&s->x, "w:bookmarkEnd");
    xml_attr_int(&s->x, "w:id", s->docx->bookmarks++);
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
    }
    s->links++;
    docx_inlines(s, para, n);
    s->links--;
    if (target)
        xml_close(&s->x);
}

/* ---- pictures ---- */

static const struct image_kind {
    const char *magic, *suffix;
} IMAGE_KINDS[] = {
    {"\x89PNG\r\n\x1a\n", "png"},
    {"\xff\xd8\xff", "jpeg"},
};

static const char *image_suffix(struct span bytes)
{
    for (size_t i = 0; i < sizeof(IMAGE_KINDS) / sizeof(IMAGE_KINDS[0]); i++)
        if (bytes.p && span_starts(bytes, IMAGE_KINDS[i].magic))
            return IMAGE_KINDS[i].suffix;
    return NULL;
}

/* English Metric Units, 20.1.10.41. */
static long emu(double points)
{
    enum {
        PER_POINT = 12700,
        PAGE_MAX = 1584 /* [pt] */
    };
    return points > 0 ? lround(fmin(points, PAGE_MAX) * PER_POINT) : 0;
}

static void extent(struct xml *x, const char *name, const struct image *image)
{
    xml_open(x, name);
    xml_attr_int(x, "cx", emu(image->width));
    xml_attr_int(x, "cy", emu(image->height));
    xml_close(x);
}

static void drawing_name(struct xml *x, const char *element, int id, const struct image *image)
{
    struct buf name = {0};
    buf_printf(&name, "Hình %d", id);
    xml_open(x, element);
    xml_attr_int(x, "id", id);
    xml_attr(x, "name", name.p);
    xml_attr(x, "descr", image->alt);
    xml_close(x);
    buf_release(&name);
}

static void write_pic(struct xml *x, const char *rel, int id, const struct image *image)
{
    xml_open(x, "pic:pic");
    xml_attr(x, "xmlns:pic", "http://schemas.openxmlformats.org/drawingml/2006/picture");
    xml_open(x, "pic:nvPicPr");
    drawing_name(x, "pic:cNvPr", id, image);
    xml_leaf(x, "pic:cNvPicPr", NULL, NULL);
    xml_close(x);
    xml_open(x, "pic:blipFill");
    xml_leaf(x, "a:blip", "r:embed", rel);
    xml_open(x, "a:stretch");
    xml_leaf(x, "a:fillRect", NULL, NULL);
    xml_close(x);
    xml_close(x);
    xml_open(x, "pic:spPr");
    xml_open(x, "a:xfrm");
    xml_open(x, "a:off");
    xml_attr(x, "x", "0");
    xml_attr(x, "y", "0");
    xml_close(x);
    extent(x, "a:ext", image);
    xml_close(x);
    xml_open(x, "a:prstGeom");
    xml_attr(x, "prst", "rect");
    xml_leaf(x, "a:avLst", NULL, NULL);
    xml_close(x);
    xml_close(x);
    xml_close(x);
}

static void write_inline(struct xml *x, const char *rel, int id, const struct image *image)
{
    static const char *const DISTANCES[] = {"distT", "distB", "distL", "distR"};
    static const char DRAWING[] = "http://schemas.openxmlformats.org/drawingml/2006/main";
    xml_open(x, "wp:inline");
    for (size_t i = 0; i < sizeof(DISTANCES) / sizeof(DISTANCES[0]); i++)
        xml_attr(x, DISTANCES[i], "0");
    extent(x, "wp:extent", image);
    drawing_name(x, "wp:docPr", id, image);
    xml_open(x, "wp:cNvGraphicFramePr");
    xml_open(x, "a:graphicFrameLocks");
    xml_attr(x, "xmlns:a", DRAWING);
    xml_attr(x, "noChangeAspect", "1");
    xml_close(x);
    xml_close(x);
    xml_open(x, "a:graphic");
    xml_attr(x, "xmlns:a", DRAWING);
    xml_open(x, "a:graphicData");
    xml_attr(x, "uri", "http://schemas.openxmlformats.org/drawingml/2006/picture");
    write_pic(x, rel, id, image);
    xml_close(x);
    xml_close(x);
    xml_close(x);
}

static void write_image(struct story *s, const struct node *para, const struct node *n)
{
    (void)para;
    struct docx *w = s->docx;
    const char *suffix = image_suffix(n->as.image.bytes);
    if (!suffix) {
        docx_fail(w, DIAG_DOCX_IMAGE, n, n->as.image.file);
        return;
    }
    const char *target = arena_printf(&w->arena, "media/image%d.%s", ++w->pictures, suffix);
    docx_part(w, arena_printf(&w->arena, "word/%s", target), NULL)->bytes = n->as.image.bytes;
    xml_open(&s->x, "w:r");
    xml_open(&s->x, "w:drawing");
    write_inline(&s->x, docx_rel(w, &s->rels, "image", target, false), w->pictures, &n->as.image);
    xml_close(&s->x);
    xml_close(&s->x);
}

/* ---- the table ---- */

static void write_note(struct story *s, const struct node *para, const struct node *n)
{
    (void)para;
    docx_note_mark(s, n);
}

static void write_shape(struct story *s, const struct node *para, const struct node *n)
{
    (void)para;
    docx_shape(s, n);
}

static const struct inline_row {
    void (*write)(struct story *s, const struct node *para, const struct node *n);
} INLINES[] = {
    [NODE_TEXT] = {write_text},        [NODE_TAB] = {write_tab},
    [NODE_LINE_BREAK] = {write_break}, [NODE_PAGE_NUMBER] = {write_page_number},
    [NODE_IMAGE] = {write_image},      [NODE_LINK] = {write_link},
    [NODE_FOOTNOTE] = {write_note},    [NODE_BREAK] = {write_page_break},
    [NODE_FIELD] = {write_field},      [NODE_NOTE_MARK] = {write_note_number},
    [NODE_BOOKMARK] = {write_bookmark}, [NODE_SHAPE] = {write_shape},
};
enum { N_INLINES = sizeof(INLINES) / sizeof(INLINES[0]) };

void docx_inlines(struct story *s, const struct node *para, const struct node *holder)
{
    if (s->x.depth + SLACK > XML_DEPTH) {
        docx_fail(s->docx, DIAG_DOCX_DEPTH, holder, NULL);
        return;
    }
    for (const struct node *n = holder->first; n && !s->docx->failed; n = n->next)
        if ((int)n->type < N_INLINES && INLINES[n->type].write)
            INLINES[n->type].write(s, para, n);
}
