/* Lists: levels, counters, labels (ODF 1.3 part 3, 5.3, 16.30 to 16.34, 17.19).
 *
 * A text:list outside others begins to count anew unless it continues one; lists in it count with it. A level begins anew
 * when an item of a level above was counted. Headings count by the outline style, in one list of the whole document. */
#include "odf/reader.h"

#include <math.h>

#include "text/text.h"

/* The counters of one list; n < 0: nothing was counted yet. */
struct odt_count {
    const char *style, *id;
    long n[ODT_LEVELS];
    struct odt_count *next;
};

struct odt_lists {
    struct odt_count *all; /* the last one first */
    struct odt_count outline;
};

/* ---- levels ---- */

static enum numbering_format format_of(const char *v)
{
    static const struct {
        const char *name;
        enum numbering_format format;
    } rows[] = {{"1", NUMBERING_DECIMAL}, {"a", NUMBERING_LOWER_LETTER}, {"A", NUMBERING_LETTER}, {"i", NUMBERING_LOWER_ROMAN},
                {"I", NUMBERING_ROMAN}, {"01, 02, 03, ...", NUMBERING_DECIMAL_ZERO}, {"1st", NUMBERING_ORDINAL}};
    for (size_t i = 0; v && i < sizeof rows / sizeof *rows; i++)
        if (strcmp(v, rows[i].name) == 0)
            return rows[i].format;
    return v && *v ? NUMBERING_DECIMAL : NUMBERING_NONE;
}

/* Bullets of symbol fonts stand in the private area; those that offices use, as Unicode has them. */
static const char *bullet_of(struct arena *a, const char *v)
{
    static const struct {
        unsigned char low;
        const char *text;
    } rows[] = {{0xb7, "•"}, {0xa7, "▪"}, {0xa8, "◻"}, {0xd8, "➢"}, {0xfc, "✓"}, {0xfe, "☑"}, {0x76, "❖"}, {0x6e, "■"}, {0x6f, "□"},
                {0x71, "❑"}, {0x2d, "-"}, {0xe0, "→"}, {0xf0, "⇨"}};
    const unsigned char *p = (const unsigned char *)v;
    if (!v || !*v)
        return "";
    if (p[0] == 0xef && (p[1] == 0x80 || p[1] == 0x81 || p[1] == 0x82 || p[1] == 0x83) && p[2]) { /* U+F000 to U+F0FF */
        const unsigned char low = (unsigned char)((p[1] & 3) << 6 | (p[2] & 0x3f));
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
            if (rows[i].low == low)
                return rows[i].text;
        return "•";
    }
    if (p[0] >= 0xee && p[0] <= 0xef && !(p[0] == 0xef && p[1] >= 0xa4)) /* the rest of the private area */
        return "•";
    return arena_str(a, v);
}

static void level_indents(const xmlNode *n, struct odt_level *out)
{
    const xmlNode *p = odt_child(n, ODT_STYLE, "list-level-properties");
    const xmlNode *label = odt_child(p, ODT_STYLE, "list-level-label-alignment");
    const char *mode = odt_attr(p, ODT_TEXT, "list-level-position-and-space-mode"), *align = odt_attr(p, ODT_FO, "text-align");
    double before = 0, width = 0;
    out->tab = -1;
    if (align)
        out->align = strcmp(align, "end") == 0 || strcmp(align, "right") == 0 ? ALIGN_RIGHT : strcmp(align, "center") == 0
                   ? ALIGN_CENTER : ALIGN_LEFT;
    if (mode && strcmp(mode, "label-alignment") == 0) {
        const char *followed = odt_attr(label, ODT_TEXT, "label-followed-by");
        out->followed = followed && strcmp(followed, "space") == 0     ? SUFFIX_SPACE
                      : followed && strcmp(followed, "nothing") == 0 ? SUFFIX_NOTHING : SUFFIX_TAB;
        out->aligned = true;
        odt_length(odt_attr(label, ODT_FO, "margin-left"), &out->left);
        odt_length(odt_attr(label, ODT_FO, "text-indent"), &out->first);
        odt_length(odt_attr(label, ODT_TEXT, "list-tab-stop-position"), &out->tab);
        return;
    }
    odt_length(odt_attr(p, ODT_TEXT, "space-before"), &before);
    odt_length(odt_attr(p, ODT_TEXT, "min-label-width"), &width);
    out->left = before + width;
    out->first = -width;
    out->followed = width > 0 ? SUFFIX_TAB : SUFFIX_NOTHING;
}

static void level_read(struct odt *o, const xmlNode *n, struct odt_levels *out)
{
    const long level = odt_int(odt_attr(n, ODT_TEXT, "level"), 0);
    const char *prefix = odt_attr(n, ODT_STYLE, "num-prefix"), *suffix = odt_attr(n, ODT_STYLE, "num-suffix");
    if (level < 1 || level > ODT_LEVELS)
        return;
    struct odt_level *l = &out->v[level - 1];
    *l = (struct odt_level){.given = true, .prefix = arena_str(o->arena, prefix ? prefix : ""),
                            .suffix = arena_str(o->arena, suffix ? suffix : "")};
    if (odt_is(n, ODT_TEXT, "list-level-style-bullet"))
        l->bullet = bullet_of(o->arena, odt_attr(n, ODT_TEXT, "bullet-char"));
    else if (odt_is(n, ODT_TEXT, "list-level-style-image"))
        l->bullet = "•";
    l->format = l->bullet ? NUMBERING_BULLET : format_of(odt_attr(n, ODT_STYLE, "num-format"));
    l->shown = (int)odt_int(odt_attr(n, ODT_TEXT, "display-levels"), 1);
    l->start = (int)odt_int(odt_attr(n, ODT_TEXT, "start-value"), 1);
    l->look = odt_child(n, ODT_STYLE, "text-properties");
    const char *style = odt_attr(n, ODT_TEXT, "style-name");
    l->style = style ? arena_str(o->arena, style) : NULL;
    level_indents(n, l);
}

static struct odt_levels *levels_read(struct odt *o, const xmlNode *list_style)
{
    struct odt_levels *out = ARENA_NEW(o->arena, struct odt_levels);
    for (int i = 0; i < ODT_LEVELS; i++)
        out->v[i] = (struct odt_level){.prefix = "", .suffix = "", .format = NUMBERING_NONE, .shown = 1, .start = 1,
                                       .followed = SUFFIX_NOTHING, .tab = -1};
    for (const xmlNode *n = odt_first(list_style); n; n = odt_next(n))
        level_read(o, n, out);
    return out;
}

static const struct odt_levels *levels_of(struct odt *o, const char *name)
{
    struct odt_style *s = odt_style(o, ODT_LIST_STYLE, name);
    if (!s)
        return NULL;
    if (!s->levels)
        s->levels = levels_read(o, s->node);
    return s->levels;
}

/* ---- counters ---- */

static struct odt_lists *lists(struct odt *o)
{
    if (!o->lists) {
        o->lists = ARENA_NEW(o->arena, struct odt_lists);
        for (int i = 0; i < ODT_LEVELS; i++)
            o->lists->outline.n[i] = -1;
    }
    return o->lists;
}

static struct odt_count *count_new(struct odt *o, const char *style, const char *id)
{
    struct odt_count *c = ARENA_NEW(o->arena, struct odt_count);
    for (int i = 0; i < ODT_LEVELS; i++)
        c->n[i] = -1;
    c->style = style;
    c->id = id ? arena_str(o->arena, id) : NULL;
    c->next = lists(o)->all;
    o->lists->all = c;
    return c;
}

static bool same(const char *a, const char *b)
{
    return a && b && strcmp(a, b) == 0;
}

enum { COUNTS_BACK = 4096 }; /* lists looked back at for the one that is continued */

/* The list that this one goes on from; NULL: none. */
static struct odt_count *count_continued(struct odt *o, const xmlNode *list, const char *style)
{
    const char *id = odt_attr(list, ODT_TEXT, "continue-list");
    const bool last = odt_true(odt_attr(list, ODT_TEXT, "continue-numbering"));
    int back = 0;
    for (struct odt_count *c = lists(o)->all; c && (id || last) && back < COUNTS_BACK; c = c->next, back++)
        if (id ? same(c->id, id) : same(c->style, style))
            return c;
    return NULL;
}

void odt_list_begin(struct odt *o, const xmlNode *list, struct odt_list *around, struct odt_list *out)
{
    const char *style = odt_attr(list, ODT_TEXT, "style-name"), *id = odt_attr(list, ODT_XML, "id");
    *out = (struct odt_list){.around = around, .start = -1};
    out->level = around ? around->level + 1 : 0;
    if (out->level >= ODT_LEVELS)
        out->level = ODT_LEVELS - 1;
    out->style = style ? arena_str(o->arena, style) : around ? around->style : NULL;
    out->levels = levels_of(o, out->style);
    if (around) {
        out->count = around->count;
        return;
    }
    out->count = count_continued(o, list, out->style);
    if (!out->count)
        out->count = count_new(o, out->style, id);
    else if (id) /* known by either name from now on: by the later one, as Writer continues the last */
        out->count->id = arena_str(o->arena, id);
}

/* ---- labels ---- */

static void number_put(struct arena *a, struct buf *b, enum numbering_format format, long n)
{
    if (n > 0 && n < 4000 && (format == NUMBERING_ROMAN || format == NUMBERING_LOWER_ROMAN)) {
        for (const char *p = text_roman(a, (unsigned)n); *p; p++)
            buf_putc(b, format == NUMBERING_ROMAN ? *p : (char)(*p - 'A' + 'a'));
    } else if (n > 0 && (format == NUMBERING_LETTER || format == NUMBERING_LOWER_LETTER)) { /* a … z, aa, bb: 18.3.7 */
        for (long i = 0; i <= (n - 1) / 26 && i < 16; i++)
            buf_putc(b, (char)((format == NUMBERING_LETTER ? 'A' : 'a') + (n - 1) % 26));
    } else {
        buf_printf(b, format == NUMBERING_DECIMAL_ZERO && n < 10 ? "0%ld" : "%ld", n);
    }
}

static const char *label_of(struct odt *o, const struct odt_levels *levels, struct odt_count *c, int level)
{
    const struct odt_level *l = &levels->v[level];
    struct buf b = {0};
    if (l->bullet) {
        buf_puts(&b, l->prefix);
        buf_puts(&b, l->bullet);
        buf_puts(&b, l->suffix);
        return arena_buf(o->arena, &b);
    }
    if (l->format == NUMBERING_NONE && !*l->prefix && !*l->suffix)
        return NULL;
    buf_puts(&b, l->prefix);
    bool any = false;
    for (int i = l->format == NUMBERING_NONE ? level : level - l->shown + 1; i <= level; i++) {
        if (i < 0 || levels->v[i].format == NUMBERING_NONE || levels->v[i].bullet)
            continue;
        if (any)
            buf_putc(&b, '.');
        any = true;
        number_put(o->arena, &b, levels->v[i].format, c->n[i] < 0 ? levels->v[i].start : c->n[i]);
    }
    buf_puts(&b, l->suffix);
    return arena_buf(o->arena, &b);
}

/* A level above that was not counted yet is counted with it, as in Writer. */
static void count_on(const struct odt_levels *levels, struct odt_count *c, int level, int start)
{
    for (int i = 0; i < level; i++)
        if (c->n[i] < 0)
            c->n[i] = levels->v[i].start;
    c->n[level] = start >= 0 ? start : c->n[level] < 0 ? levels->v[level].start : c->n[level] + 1;
    for (int i = level + 1; i < ODT_LEVELS; i++)
        c->n[i] = -1;
}

static const struct char_props *label_look(struct odt *o, const struct odt_level *l, const struct char_props *chr)
{
    const struct char_props *base = l->style ? odt_span(o, l->style, chr, NULL) : chr;
    if (!l->look)
        return base;
    struct char_props *look = ARENA_NEW(o->arena, struct char_props);
    *look = *base;
    odt_chr_apply(o, l->look, look);
    look->family = base->family; /* symbol fonts were left behind with their codes */
    return look;
}

/* What the level says of the paragraph; one without a label begins where its text does. */
static void level_para(struct odt *o, const struct odt_level *l, const struct odt_para *look, struct node *para, bool labelled)
{
    struct odt_para p = *look;
    if (!l->given)
        return;
    if (!p.indented && l->aligned) {
        p.p.left = l->left;
        p.p.first = labelled ? l->first : 0;
    } else if (!l->aligned) { /* the old way: beside the paragraph's own indents */
        p.p.left += l->left;
        p.p.first = labelled ? l->first : 0;
    }
    if (labelled && l->followed == SUFFIX_TAB && l->tab >= 0) {
        struct tab *tabs = ARENA_NEWS(o->arena, p.p.n_tabs + 1, struct tab);
        size_t i = p.p.n_tabs;
        if (i)
            memcpy(tabs, p.p.tabs, i * sizeof *tabs);
        const double at = l->tab - (o->tabs_from_margin ? 0 : p.p.left);
        for (; i > 0 && tabs[i - 1].at > at; i--)
            tabs[i] = tabs[i - 1];
        tabs[i] = (struct tab){.at = at};
        p.p.tabs = tabs;
        p.p.n_tabs++;
    }
    para->as.para.own = odt_finish(o, &p);
}

static void label_set(struct odt *o, const struct odt_levels *levels, struct odt_count *c, int level, struct node *para,
                      const struct char_props *chr)
{
    const struct odt_level *l = &levels->v[level];
    para->as.para.label = label_of(o, levels, c, level);
    para->as.para.label_chr = label_look(o, l, chr);
    para->as.para.suffix = l->followed;
    para->as.para.label_align = l->align;
}

static void heading_para(struct odt *o, const xmlNode *n, const struct odt_para *look, struct node *para,
                         const struct char_props *chr)
{
    const long level = odt_int(odt_attr(n, ODT_TEXT, "outline-level"), 1);
    if (level < 1 || level > ODT_LEVELS || !o->outline)
        return;
    if (!o->outline_levels)
        o->outline_levels = levels_read(o, o->outline);
    const struct odt_level *l = &o->outline_levels->v[level - 1];
    struct odt_count *c = &lists(o)->outline;
    const bool header = odt_true(odt_attr(n, ODT_TEXT, "is-list-header"));
    if (l->format == NUMBERING_NONE && !*l->prefix && !*l->suffix)
        return;
    level_para(o, l, look, para, !header);
    if (header)
        return;
    const bool restart = odt_true(odt_attr(n, ODT_TEXT, "restart-numbering"));
    const long start = odt_int(odt_attr(n, ODT_TEXT, "start-value"), restart ? l->start : -1);
    count_on(o->outline_levels, c, (int)level - 1, (int)start);
    label_set(o, o->outline_levels, c, (int)level - 1, para, chr);
}

void odt_list_para(struct odt *o, const xmlNode *n, struct odt_list *list, const struct odt_para *look, struct node *para,
                   const struct char_props *chr)
{
    if (!list) {
        if (odt_is(n, ODT_TEXT, "h"))
            heading_para(o, n, look, para, chr);
        return;
    }
    const struct odt_levels *levels = list->levels;
    if (!levels) /* the list says no style: the paragraph's */
        levels = levels_of(o, look->list_style && *look->list_style ? look->list_style : NULL);
    if (!levels && o->outline && odt_is(n, ODT_TEXT, "h")) {
        heading_para(o, n, look, para, chr);
        return;
    }
    if (!levels)
        return;
    level_para(o, &levels->v[list->level], look, para, list->labelled);
    if (!list->labelled)
        return;
    list->labelled = false;
    count_on(levels, list->count, list->level, list->start);
    label_set(o, levels, list->count, list->level, para, chr);
}
