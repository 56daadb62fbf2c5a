/* word/numbering.xml: the lists that number headings (ECMA-376-1:2016, 17.9).
 *
 * A list of the tree is an abstract definition and its one instance. The label is followed by a
 * space (w:suff), as the tree prints it; the indents of a level are those of its headings' style.
 * A style whose paragraphs all stand on the same level of a list carries it, so that applying the
 * style in Word gives a number. */
#include "ooxml/format.h"
#include "ooxml/writer.h"
#include "text/symbol.h"
#include "text/text.h"

static void val(struct xml *x, const char *name, long value)
{
    xml_open(x, name);
    xml_attr_int(x, "w:val", value);
    xml_close(x);
}

bool docx_number(const struct node *para, struct docx_number *out)
{
    const struct numbering *list = para->as.para.numbering;
    if (!list)
        return false;
    const struct numbering_level *level = &list->levels[para->as.para.number_level];
    *out = (struct docx_number){.id = list->id,
                                .level = para->as.para.number_level,
                                .indent = level->pattern ? level->para : &level->style->para};
    return true;
}

static const struct numbering_level *level_of(const struct docx *w, const struct docx_number *n)
{
    return &w->doc->numberings.v[n->id - 1]->levels[n->level];
}

/* Of the same level of a layout, whether or not counted anew in another text. */
static bool same_level(const struct docx *w, const struct docx_number *a,
                       const struct docx_number *b)
{
    const struct numbering_level *x = level_of(w, a), *y = level_of(w, b);
    if (x->pattern || y->pattern) /* what was read counts as the file has it */
        return a->id == b->id && a->level == b->level;
    return a->level == b->level && x->style == y->style && x->format == y->format &&
           x->shown == y->shown && strcmp(x->before, y->before) == 0 &&
           strcmp(x->after, y->after) == 0;
}

bool docx_style_number(const struct docx *w, const struct style *s, struct docx_number *out)
{
    const struct node *root = w->doc->root;
    bool found = false;
    struct docx_number number;
    if (s->kind != STYLE_PARA || !w->doc->numberings.n)
        return false;
    for (const struct node *n = root; n; n = node_next(n, root)) {
        if (n->type != NODE_PARA || n->as.para.style != s)
            continue;
        if (!docx_number(n, &number) || (found && !same_level(w, out, &number)))
            return false;
        if (!found)
            *out = number;
        found = true;
    }
    return found && level_of(w, out)->style == s;
}

/* The style that carries this level. */
static const struct style *style_of_level(const struct docx *w, const struct numbering *list,
                                          int level)
{
    const struct style *s = list->levels[level].style;
    struct docx_number number;
    bool is = s && docx_style_number(w, s, &number) && number.id == list->id && number.level == level;
    return is ? s : NULL;
}

/* "Điều %1." or "%2.%3.". */
static char *level_text(struct arena *a, const struct numbering_level *l, int level)
{
    struct buf out = {0};
    buf_puts(&out, l->before);
    for (int i = level - l->shown + 1; i <= level; i++)
        buf_printf(&out, i < level ? "%%%d." : "%%%d", i + 1);
    buf_puts(&out, l->after);
    return arena_buf(a, &out);
}

void docx_number_format(struct xml *x, enum numbering_format format)
{
    const struct format_name name = docx_format_name(format);
    xml_open(x, "w:numFmt");
    xml_attr(x, "w:val", name.val);
    xml_attr(x, "w:format", name.custom);
    xml_close(x);
}

/* A level of a list that was read. */
/* The signs of a label as the codes of its font. */
static const char *coded(struct arena *a, const char *family, const char *pattern)
{
    const struct span s = span_of(pattern);
    struct buf out = {0};
    if (!is_symbol_font(family))
        return pattern;
    buf_puts(&out, "");
    for (size_t i = 0; i < s.n;) {
        uint32_t c = text_next(s, &i);
        if (c > 0x7F)
            symbol_code(family, c, &c);
        buf_utf8(&out, c);
    }
    return arena_buf(a, &out);
}

static void write_pattern_level(struct xml *x, struct docx *w, const struct numbering *list, int level)
{
    static const char *const SUFFIXES[] = {[SUFFIX_SPACE] = "space", [SUFFIX_TAB] = "tab", [SUFFIX_NOTHING] = "nothing"};
    static const char *const ALIGN[] = {[ALIGN_LEFT] = "left", [ALIGN_CENTER] = "center", [ALIGN_RIGHT] = "right", [ALIGN_JUSTIFY] = "left"};
    const struct numbering_level *l = &list->levels[level];
    const struct style *style = style_of_level(w, list, level);
    xml_open(x, "w:lvl");
    xml_attr_int(x, "w:ilvl", level);
    val(x, "w:start", l->start);
    docx_number_format(x, l->format);
    if (l->restart >= 0)
        val(x, "w:lvlRestart", l->restart);
    if (style)
        xml_leaf(x, "w:pStyle", "w:val", style->id);
    if (l->legal)
        xml_leaf(x, "w:isLgl", NULL, NULL);
    xml_leaf(x, "w:suff", "w:val", SUFFIXES[l->suffix]);
    xml_leaf(x, "w:lvlText", "w:val", coded(&w->arena, l->label_chr ? l->label_chr->family : NULL, l->pattern));
    xml_leaf(x, "w:lvlJc", "w:val", ALIGN[l->align]);
    if (l->para) {
        const struct para_props indents = {.left = l->para->left, .first = l->para->first};
        xml_open(x, "w:pPr");
        docx_indents(x, &indents);
        xml_close(x);
    }
    if (l->label_chr)
        docx_rpr(x, NULL, l->label_chr, char_diff(&w->doc->body->chr, l->label_chr));
    xml_close(x);
}

static void write_level(struct xml *x, struct docx *w, const struct numbering *list, int level)
{
    const struct numbering_level *l = &list->levels[level];
    if (l->pattern) {
        write_pattern_level(x, w, list, level);
        return;
    }
    const struct style *style = style_of_level(w, list, level);
    const struct para_props indents = {.left = l->style->para.left, .first = l->style->para.first};
    xml_open(x, "w:lvl");
    xml_attr_int(x, "w:ilvl", level);
    val(x, "w:start", 1);
    docx_number_format(x, l->format);
    if (style)
        xml_leaf(x, "w:pStyle", "w:val", style->id);
    xml_leaf(x, "w:suff", "w:val", l->alone ? "nothing" : "space");
    xml_leaf(x, "w:lvlText", "w:val", level_text(&w->arena, l, level));
    xml_leaf(x, "w:lvlJc", "w:val", "left");
    xml_open(x, "w:pPr");
    docx_indents(x, &indents);
    xml_close(x);
    if (l->label)
        docx_rpr(x, NULL, &l->label->chr, char_diff(&w->doc->body->chr, &l->label->chr));
    xml_close(x);
}

/* What a list that shares the numbers of another has of its own (17.9.8). */
static void write_overrides(struct xml *x, struct docx *w, const struct numbering *list)
{
    const bool relaid = list->levels != list->shares->levels;
    for (int level = 0; level < list->n; level++) {
        if (!relaid && list->begins[level] < 0)
            continue;
        xml_open(x, "w:lvlOverride");
        xml_attr_int(x, "w:ilvl", level);
        if (list->begins[level] >= 0)
            val(x, "w:startOverride", list->begins[level]);
        if (relaid)
            write_level(x, w, list, level);
        xml_close(x);
    }
}

void docx_numbering(struct docx *w, struct buf *out)
{
    struct xml x = {0};
    xml_begin(&x, out);
    xml_open(&x, "w:numbering");
    xml_attr(&x, "xmlns:w", "http://schemas.openxmlformats.org/wordprocessingml/2006/main");
    for (int i = 0; i < w->doc->numberings.n; i++) {
        const struct numbering *list = w->doc->numberings.v[i];
        if (list->shares)
            continue;
        xml_open(&x, "w:abstractNum");
        xml_attr_int(&x, "w:abstractNumId", i);
        xml_leaf(&x, "w:multiLevelType", "w:val", "multilevel");
        for (int level = 0; level < list->n; level++)
            write_level(&x, w, list, level);
        xml_close(&x);
    }
    for (int i = 0; i < w->doc->numberings.n; i++) {
        const struct numbering *list = w->doc->numberings.v[i];
        xml_open(&x, "w:num");
        xml_attr_int(&x, "w:numId", list->id);
        val(&x, "w:abstractNumId", list->shares ? list->shares->id - 1 : i);
        if (list->shares)
            write_overrides(&x, w, list);
        xml_close(&x);
    }
    xml_close(&x);
    xml_end(&x);
}
