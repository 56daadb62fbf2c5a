/* Lists: levels, counters, labels (ODF 1.3 part 3, 5.3, 16.30 to 16.34, 17.19).
 *
 * A text:list outside others begins to count anew unless it continues one; lists in it count with it. A level begins anew
 * when an item of a level above was counted. Headings count by the outline style, in one list of the whole document. */
#include "odf/reader.h"

#include <math.h>

#include "model/number.h"
#include "odf/format.h"

/* A list of the tree for each list style that goes on with a count. */
struct member {
    const struct odt_levels *levels;
    struct numbering *numbering;
    struct member *next;
};

/* The counters of one list. */
struct odt_count {
    const char *style, *id;
    struct numbering_count count;
    struct numbering *base, *now; /* base: of the first paragraph, whose numbers the others share; now: of the last one */
    const struct odt_levels *levels; /* of `now` */
    struct member *members;
    int began;                    /* the level that `now` makes begin anew; -1: none */
    unsigned begun;               /* of `now` */
    struct odt_count *next;
};

struct odt_lists {
    struct odt_count *all; /* the last one first */
    struct odt_count *outline;
};

/* ---- levels ---- */

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
    const char *format = odt_attr(n, ODT_STYLE, "num-format");
    l->format = l->bullet ? NUMBERING_BULLET : !format ? NUMBERING_NONE
              : odt_format(format, odt_true(odt_attr(n, ODT_STYLE, "num-letter-sync")));
    const char *list_format = odt_attr(n, ODT_LOEXT, "num-list-format");
    if (!list_format)
        list_format = odt_attr(n, ODT_STYLE, "num-list-format");
    l->list_format = list_format ? arena_str(o->arena, list_format) : NULL;
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

static struct odt_levels *levels_of(struct odt *o, const char *name)
{
    struct odt_style *s = odt_style(o, ODT_LIST_STYLE, name);
    if (!s)
        return NULL;
    if (!s->levels)
        s->levels = levels_read(o, s->node);
    return s->levels;
}

/* "%1%.%2%)" of ODF 1.4 and LibreOffice as "%1.%2)"; false: a number that has no format stands in it. */
static bool list_format_read(const struct odt_levels *levels, int level, struct buf *out)
{
    for (const char *p = levels->v[level].list_format; *p; p++) {
        const int i = *p == '%' && p[1] >= '1' && p[1] <= '9' && p[2] == '%' ? p[1] - '1' : -1;
        buf_putc(out, *p);
        if (i < 0)
            continue;
        if (i > level || levels->v[i].format == NUMBERING_NONE || levels->v[i].bullet)
            return false;
        buf_putc(out, p[1]);
        p += 2;
    }
    return true;
}

static const char *pattern_of(struct odt *o, const struct odt_levels *levels, int level)
{
    const struct odt_level *l = &levels->v[level];
    struct buf b = {0};
    if (l->list_format && !l->bullet && list_format_read(levels, level, &b))
        return arena_buf(o->arena, &b);
    buf_clear(&b);
    buf_puts(&b, l->prefix);
    if (l->bullet)
        buf_puts(&b, l->bullet);
    bool any = false;
    for (int i = l->format == NUMBERING_NONE || l->bullet ? level : level - l->shown + 1; i <= level; i++) {
        if (i < 0 || levels->v[i].format == NUMBERING_NONE || levels->v[i].bullet)
            continue;
        buf_printf(&b, any ? ".%%%d" : "%%%d", i + 1);
        any = true;
    }
    buf_puts(&b, l->suffix);
    return arena_buf(o->arena, &b);
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

/* As the tree has them; lists of one style share them. */
static void levels_model(struct odt *o, struct odt_levels *levels)
{
    if (levels->model)
        return;
    levels->model = ARENA_NEWS(o->arena, NUMBERING_LEVELS, struct numbering_level);
    for (int i = 0; i < NUMBERING_LEVELS; i++) {
        const struct odt_level *l = &levels->v[i];
        struct para_props *para = ARENA_NEW(o->arena, struct para_props);
        *para = (struct para_props){.line_rule = LINE_MULTIPLE, .line = 1, .left = l->left, .first = l->first};
        levels->model[i] = (struct numbering_level){.format = l->format, .before = "", .after = "", .pattern = pattern_of(o, levels, i),
                                                    .suffix = l->followed, .align = l->align, .start = l->start, .restart = -1,
                                                    .para = l->given ? para : NULL};
        if (l->style || l->look)
            levels->model[i].label_chr = label_look(o, l, &o->doc->body->chr);
        levels->counts = levels->counts || (l->format != NUMBERING_NONE && !l->bullet);
    }
}

/* ---- counters ---- */

static struct odt_lists *lists(struct odt *o)
{
    if (!o->lists) {
        o->lists = ARENA_NEW(o->arena, struct odt_lists);
        o->lists->outline = ARENA_NEW(o->arena, struct odt_count);
        o->lists->outline->began = -1;
    }
    return o->lists;
}

static struct odt_count *count_new(struct odt *o, const char *style, const char *id)
{
    struct odt_count *c = ARENA_NEW(o->arena, struct odt_count);
    c->began = -1;
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

/* ---- the lists of the tree ---- */

static struct numbering *numbering_new(struct odt *o, struct odt_count *c, const struct odt_levels *levels)
{
    struct numbering *n = doc_numbering(o->doc, levels->model);
    n->n = NUMBERING_LEVELS;
    n->shares = c ? c->base : NULL;
    if (c && !c->base)
        c->base = n;
    return n;
}

/* The list that goes on with the count in this style. */
static struct numbering *numbering_member(struct odt *o, struct odt_count *c, const struct odt_levels *levels)
{
    struct member *m = c->members;
    for (int back = 0; m && back < COUNTS_BACK; m = m->next, back++)
        if (m->levels == levels)
            return m->numbering;
    m = ARENA_NEW(o->arena, struct member);
    *m = (struct member){levels, numbering_new(o, c, levels), c->members};
    c->members = m;
    return m->numbering;
}

/* One that makes a level begin at a number holds until a level above counts, where the first style's start counts again. */
static struct numbering *numbering_of(struct odt *o, struct odt_count *c, struct odt_levels *levels, int level, int start)
{
    levels_model(o, levels);
    if (!levels->counts) {
        if (!levels->uncounted)
            levels->uncounted = numbering_new(o, NULL, levels);
        return levels->uncounted;
    }
    if (start >= 0) {
        numbering_member(o, c, levels);
        c->now = numbering_new(o, c, levels);
        c->now->begins[level] = start;
        c->began = level;
        c->begun = 0;
    } else if (c->levels != levels || level < c->began) {
        c->now = numbering_member(o, c, levels);
        c->began = -1;
    }
    c->levels = levels;
    return c->now;
}

/* ---- labels ---- */

static void tab_add(struct odt *o, struct para_props *p, double at)
{
    struct tab *tabs = ARENA_NEWS(o->arena, p->n_tabs + 1, struct tab);
    size_t i = p->n_tabs;
    for (size_t k = 0; k < i; k++)
        if (fabs(p->tabs[k].at - at) < 0.05)
            return;
    if (i)
        memcpy(tabs, p->tabs, i * sizeof *tabs);
    for (; i > 0 && tabs[i - 1].at > at; i--)
        tabs[i] = tabs[i - 1];
    tabs[i] = (struct tab){.at = at};
    p->tabs = tabs;
    p->n_tabs++;
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
    if (labelled && l->followed == SUFFIX_TAB && l->tab >= 0 && o->doc->settings.from_writer) /* in Word's way it is the indent */
        tab_add(o, &p.p, l->tab - (o->tabs_from_margin ? 0 : p.p.left));
    para->as.para.own = odt_finish(o, &p);
}

/* Counts the paragraph. A level without a number and text around it has no label, yet it counts. */
static void label_set(struct odt *o, struct odt_levels *levels, struct odt_count *c, int level, int start, struct node *node,
                      const struct char_props *chr)
{
    const struct odt_level *l = &levels->v[level];
    struct para *para = &node->as.para;
    const struct numbering *numbering = numbering_of(o, c, levels, level, start);
    unsigned uncounted = 0;
    numbering_step(numbering, level, &c->count, levels->counts ? &c->begun : &uncounted);
    para->numbering = numbering;
    para->number_level = level;
    para->label_chr = label_look(o, l, chr);
    if (l->format != NUMBERING_NONE || *numbering->levels[level].pattern)
        para->label = numbering_label(o->arena, numbering, level, &c->count, para->label_chr->lang);
    if (para->label && !*para->label && l->format == NUMBERING_NONE)
        para->label = NULL;
    para->suffix = l->followed;
    para->label_align = l->align;
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
    const bool header = odt_true(odt_attr(n, ODT_TEXT, "is-list-header"));
    if (l->format == NUMBERING_NONE && !*l->prefix && !*l->suffix)
        return;
    level_para(o, l, look, para, !header);
    if (header)
        return;
    const bool restart = odt_true(odt_attr(n, ODT_TEXT, "restart-numbering"));
    const long start = odt_int(odt_attr(n, ODT_TEXT, "start-value"), restart ? l->start : -1);
    label_set(o, o->outline_levels, lists(o)->outline, (int)level - 1, (int)start, para, chr);
    if (!o->outline_levels->model[level - 1].style)
        o->outline_levels->model[level - 1].style = para->as.para.style;
}

void odt_list_para(struct odt *o, const xmlNode *n, struct odt_list *list, const struct odt_para *look, struct node *para,
                   const struct char_props *chr)
{
    if (!list) {
        if (odt_is(n, ODT_TEXT, "h"))
            heading_para(o, n, look, para, chr);
        return;
    }
    struct odt_levels *levels = list->levels;
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
    label_set(o, levels, list->count, list->level, list->start, para, chr);
}
