/* A run and what it holds (17.3.3): text, tabs, breaks, special characters, pictures, marks of notes and fields. */
#include "ooxml/read_look.h"
#include "ooxml/walk.h"
#include "text/symbol.h"

const struct char_props *run_chr(struct reader *r, const struct look *look)
{
    struct char_props chr = look_chr(look);

    return intern_chr(r, &chr);
}

struct run {
    const xmlNode *node;
    struct look look;
    const struct style *style;
};

/* ---- text ---- */

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static void put_tab(struct reader *r, const struct run *run, struct inline_at *at, enum node_type type)
{
    struct node *n = inline_node(r, at, type);

    n->as.text = (struct text){.style = run->style, .chr = run_chr(r, &run->look)};
}

static void put_place_tab(struct reader *r, const struct run *run, const xmlNode *n, struct inline_at *at)
{
    const char *align = attr(n, "alignment"), *from = attr(n, "relativeTo");
    struct place_tab *tab = ARENA_NEW(&r->doc->arena, struct place_tab);

    tab->align = align && strcmp(align, "center") == 0 ? ALIGN_CENTER : align && strcmp(align, "right") == 0 ? ALIGN_RIGHT : ALIGN_LEFT;
    tab->from_indent = from && strcmp(from, "indent") == 0;
    tab->leader = leader_of(attr(n, "leader"));
    put_tab(r, run, at, NODE_TAB);
    at->parent->last->as.text.place = tab;
}

/* Line ends inside are spaces; a tab character is a tab. */
static void put_text(struct reader *r, const struct run *run, struct inline_at *at, struct span s)
{
    while (s.n > 0) {
        size_t n = 0;

        while (n < s.n && s.p[n] != '\t' && s.p[n] != '\n' && s.p[n] != '\r')
            n++;
        inline_text(r, at, &run->look, run->style, span_make(s.p, n));
        if (n == s.n)
            return;
        if (s.p[n] == '\t')
            put_tab(r, run, at, NODE_TAB);
        else
            inline_text(r, at, &run->look, run->style, SPAN(" "));
        s = span_make(s.p + n + 1, s.n - n - 1);
    }
}

static struct span content(struct reader *r, const xmlNode *t)
{
    const xmlNode *only = t->children;

    if (!only)
        return SPAN("");
    if (!only->next && only->type == XML_TEXT_NODE)
        return span_of((const char *)only->content);
    xmlChar *text = xmlNodeGetContent(t);
    struct span s = span_of(arena_str(&r->doc->arena, text ? (const char *)text : ""));
    xmlFree(text);
    return s;
}

static void read_text(struct reader *r, const struct run *run, const xmlNode *t, struct inline_at *at)
{
    const xmlChar *space = xmlGetNsProp((xmlNode *)t, (const xmlChar *)"space", XML_XML_NAMESPACE);
    struct span s = content(r, t);

    if (!space || strcmp((const char *)space, "preserve") != 0) {
        while (s.n > 0 && is_space(s.p[0]))
            s = span_make(s.p + 1, s.n - 1);
        while (s.n > 0 && is_space(s.p[s.n - 1]))
            s.n--;
    }
    xmlFree((xmlChar *)space);
    put_text(r, run, at, s);
}

/* A character of a font of symbols, named by its number there (17.3.3.30). */
static void read_sym(struct reader *r, const struct run *run, const xmlNode *n, struct inline_at *at)
{
    const char *font = attr(n, "font"), *code = attr(n, "char");
    struct run other = *run;
    uint32_t sign;
    unsigned long c = 0;
    struct buf b = {0};

    for (int i = 0; code && code[i] && i < 6; i++) {
        char ch = code[i];
        int d = ch >= '0' && ch <= '9' ? ch - '0' : (ch | 32) >= 'a' && (ch | 32) <= 'f' ? (ch | 32) - 'a' + 10 : -1;

        if (d < 0)
            return;
        c = c << 4 | (unsigned long)d;
    }
    if (c < 0x20 || (c >= 0xd800 && c < 0xe000) || c > 0x10ffff)
        return;
    if (!symbol_char(font, (uint32_t)c, &sign))
        sign = (uint32_t)c;
    if (font)
        other.look.chr.family = other.look.hansi = other.look.east = other.look.complex = intern_str(r, font);
    buf_utf8(&b, sign);
    inline_text(r, at, &other.look, other.style, buf_span(&b));
    buf_release(&b);
}

/* ---- breaks ---- */

static void read_break(struct reader *r, const struct run *run, const xmlNode *n, struct inline_at *at)
{
    const char *type = attr(n, "type");
    struct node *b;

    if (!type || (strcmp(type, "page") != 0 && strcmp(type, "column") != 0) || r->walk->in_margin) {
        put_tab(r, run, at, NODE_LINE_BREAK);
        return;
    }
    b = inline_node(r, at, NODE_BREAK);
    b->as.brk.column = *type == 'c';
    b->as.brk.chr = run_chr(r, &run->look);
}

/* ---- the run ---- */

enum item {
    ITEM_NONE, ITEM_TEXT, ITEM_TAB, ITEM_PLACE_TAB, ITEM_BREAK, ITEM_LINE, ITEM_NO_BREAK_HYPHEN, ITEM_SOFT_HYPHEN, ITEM_SYM, ITEM_PAGE,
    ITEM_FIELD_CHAR, ITEM_FIELD_CODE, ITEM_FOOTNOTE, ITEM_ENDNOTE, ITEM_NOTE_MARK, ITEM_RUBY, ITEM_DRAWING, ITEM_PICT, ITEM_INLINES,
};

static enum item item_of(const xmlNode *n)
{
    static const struct {
        const char *name;
        enum item item;
    } rows[] = {
        {"t", ITEM_TEXT}, {"tab", ITEM_TAB}, {"br", ITEM_BREAK}, {"fldChar", ITEM_FIELD_CHAR}, {"instrText", ITEM_FIELD_CODE},
        {"cr", ITEM_LINE}, {"noBreakHyphen", ITEM_NO_BREAK_HYPHEN}, {"softHyphen", ITEM_SOFT_HYPHEN}, {"sym", ITEM_SYM},
        {"pgNum", ITEM_PAGE}, {"ptab", ITEM_PLACE_TAB}, {"footnoteReference", ITEM_FOOTNOTE}, {"endnoteReference", ITEM_ENDNOTE},
        {"footnoteRef", ITEM_NOTE_MARK}, {"endnoteRef", ITEM_NOTE_MARK},
        {"ruby", ITEM_RUBY}, {"drawing", ITEM_DRAWING}, {"pict", ITEM_PICT}, {"object", ITEM_PICT}, {"rPr", ITEM_NONE}, {"delText", ITEM_NONE}, {"delInstrText", ITEM_NONE},
        {"lastRenderedPageBreak", ITEM_NONE}, {"commentReference", ITEM_NONE}, {"annotationRef", ITEM_NONE},
        {"separator", ITEM_NONE}, {"continuationSeparator", ITEM_NONE},
    };

    if (ns_of(n) != NS_W)
        return ITEM_INLINES;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (strcmp((const char *)n->name, rows[i].name) == 0)
            return rows[i].item;
    return ITEM_INLINES;
}

/* Pictures and shapes; the run's position holds for pictures in the line: equations of other programs stand lower by it. */
static void read_object(struct reader *r, const struct run *run, const xmlNode *n, enum item item, struct inline_at *at)
{
    inline_flush(r, at);
    struct node *before = at->parent->last;
    (item == ITEM_DRAWING ? read_drawing : read_pict)(r, n, at->parent);
    for (struct node *made = before ? before->next : at->parent->first; made; made = made->next)
        if (made->type == NODE_IMAGE && !made->as.image.placement)
            made->as.image.raise = run->look.chr.raise;
}

static void read_item(struct reader *r, const struct run *run, const xmlNode *n, enum item item, struct inline_at *at)
{
    switch (item) {
    case ITEM_TEXT:
        read_text(r, run, n, at);
        break;
    case ITEM_TAB:
        put_tab(r, run, at, NODE_TAB);
        break;
    case ITEM_PLACE_TAB:
        put_place_tab(r, run, n, at);
        break;
    case ITEM_BREAK:
        read_break(r, run, n, at);
        break;
    case ITEM_LINE:
        put_tab(r, run, at, NODE_LINE_BREAK);
        break;
    case ITEM_NO_BREAK_HYPHEN:
        inline_text(r, at, &run->look, run->style, SPAN("\xe2\x80\x91"));
        break;
    case ITEM_SOFT_HYPHEN:
        inline_text(r, at, &run->look, run->style, SPAN("\xc2\xad"));
        break;
    case ITEM_SYM:
        read_sym(r, run, n, at);
        break;
    case ITEM_PAGE:
        put_tab(r, run, at, NODE_PAGE_NUMBER);
        break;
    case ITEM_FOOTNOTE:
    case ITEM_ENDNOTE:
        read_note(r, n, item == ITEM_ENDNOTE, &run->look, run->style, at);
        break;
    case ITEM_NOTE_MARK:
        if (r->walk->in_note)
            put_tab(r, run, at, NODE_NOTE_MARK);
        break;
    case ITEM_DRAWING:
    case ITEM_PICT:
        read_object(r, run, n, item, at);
        break;
    case ITEM_RUBY:
        read_inlines(r, child_w(n, "rubyBase"), at);
        break;
    default:
        read_inlines(r, n, at);
        break;
    }
}

void read_run(struct reader *r, const xmlNode *node, struct inline_at *at)
{
    struct run run = {.node = node, .look = at->look};
    const xmlNode *rpr = child_w(node, "rPr");

    if (rpr)
        read_rpr(r, rpr, &run.look, &run.style);
    for (const xmlNode *n = first_element(node); n; n = next_element(n)) {
        enum item item = item_of(n);

        if (item == ITEM_FIELD_CHAR)
            field_char(r, n, &run.look, run.style, at);
        else if (item == ITEM_FIELD_CODE)
            field_code(r, (const char *)content(r, n).p);
        else if (item == ITEM_TEXT && field_hides(r))
            field_dress(r, &run.look, run.style);
        else if (item != ITEM_NONE && !field_hides(r) && !run.look.chr.hidden)
            read_item(r, &run, n, item, at);
        /* The mark of such a note is what follows in its run (17.11.14). */
        if ((item == ITEM_FOOTNOTE || item == ITEM_ENDNOTE) && note_has_mark(n))
            return;
    }
}
