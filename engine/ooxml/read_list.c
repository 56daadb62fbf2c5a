/* word/numbering.xml and the labels of paragraphs (ECMA-376-1:2016, 17.9).
 *
 * Idea: an abstract list has nine levels and nine counters; lists (w:num) that refer to it count on together. One that
 * overrides a level's start begins there when it is first met. A list of the document's tree is an abstract list, or a w:num
 * with changes of its own, which shares the numbers of the former. */
#include "base/diag/ooxml.h"
#include "model/number.h"
#include "ooxml/format.h"
#include "ooxml/read_label.h"
#include "ooxml/read_look.h"
#include "text/symbol.h"

enum { LINK_MAX = 8, LIST_SLOTS = 64 };

struct level {
    const char *pattern;     /* "%1.%2)" */
    enum numbering_format format;
    bool legal;
    long start, restart;     /* restart: as in numbering_level */
    enum suffix suffix;
    enum align align;
    const char *style;       /* w:pStyle; NULL: none */
    const xmlNode *ppr, *rpr;
};

struct abstract {
    long id;
    const xmlNode *node;
    struct level levels[NUMBERING_LEVELS];
    struct numbering_count count;
    struct numbering *numbering; /* in the document, of the lists without changes */
    bool read;
};

struct list {
    long id;
    struct abstract *abstract;
    struct level *own[NUMBERING_LEVELS]; /* levels that it changes; NULL: the abstract list's */
    bool restarts[NUMBERING_LEVELS];     /* begins at own start when first met */
    bool changed, relaid;                /* relaid: not only in where it begins */
    unsigned begun;
    struct numbering *numbering;         /* of a list with changes */
    struct list *same_slot;
};

struct lists {
    struct abstract *abstracts;
    size_t n_abstracts;
    struct list *lists;
    size_t n_lists;
    struct list *by_id[LIST_SLOTS];
};

/* ---- reading ---- */

static void read_level(struct reader *r, const xmlNode *n, struct level *out)
{
    static const char *const SUFFIXES[] = {[SUFFIX_SPACE] = "space", [SUFFIX_TAB] = "tab", [SUFFIX_NOTHING] = "nothing"};
    const xmlNode *format = child_w(n, "numFmt"), *restart = child_w(n, "lvlRestart");
    const char *align = val(child_w(n, "lvlJc")), *style = val(child_w(n, "pStyle"));
    int suffix = name_index(val(child_w(n, "suff")), SUFFIXES, 3);
    const char *pattern;
    long v;

    pattern = val(child_w(n, "lvlText"));
    out->pattern = pattern ? pattern : "";
    out->legal = on_off(child_w(n, "isLgl"));
    out->format = NUMBERING_DECIMAL;
    if (format && !docx_format_read(val(format), attr(format, "format"), &out->format))
        tell_once(r, DIAG_DOCX_NUMBER_FORMAT, val(format));
    if (child_w(n, "lvlPicBulletId")) {
        out->format = NUMBERING_BULLET;
        out->pattern = "•";
    }
    out->start = to_int(val(child_w(n, "start")), &v) && v >= 0 && v <= NUMBERING_MAX ? v : 0;
    out->restart = restart && to_int(val(restart), &v) && v >= 0 && v <= NUMBERING_LEVELS ? v : -1;
    out->suffix = suffix < 0 ? SUFFIX_TAB : (enum suffix)suffix;
    out->align = ALIGN_LEFT;
    if (align && (strcmp(align, "right") == 0 || strcmp(align, "end") == 0))
        out->align = ALIGN_RIGHT;
    else if (align && strcmp(align, "center") == 0)
        out->align = ALIGN_CENTER;
    out->style = style;
    out->ppr = child_w(n, "pPr");
    out->rpr = child_w(n, "rPr");
}

static int level_number(const xmlNode *n)
{
    long v = 0;

    to_int(attr(n, "ilvl"), &v);
    return v < 0 || v >= NUMBERING_LEVELS ? -1 : (int)v;
}

static struct abstract *abstract_by_id(const struct lists *l, long id)
{
    for (size_t i = 0; i < l->n_abstracts; i++)
        if (l->abstracts[i].id == id)
            return &l->abstracts[i];
    return NULL;
}

static void read_abstract(struct reader *r, const xmlNode *n, struct abstract *a)
{
    long id = -1;

    to_int(attr(n, "abstractNumId"), &id);
    a->id = id;
    a->node = n;
    for (int i = 0; i < NUMBERING_LEVELS; i++)
        a->levels[i] = (struct level){.pattern = "", .format = NUMBERING_NONE, .suffix = SUFFIX_NOTHING, .restart = -1};
    for (const xmlNode *c = first_element(n); c; c = next_element(c)) {
        int i = is_w(c, "lvl") ? level_number(c) : -1;

        if (i >= 0)
            read_level(r, c, &a->levels[i]);
    }
}

/* w:numStyleLink: the levels stand in the abstract list that w:styleLink names (17.9.21, 17.9.27). */
static struct abstract *follow_links(struct lists *l, struct abstract *a)
{
    for (int step = 0; a && step < LINK_MAX; step++) {
        const char *link = val(child_w(a->node, "numStyleLink"));
        struct abstract *to = NULL;

        if (!link)
            return a;
        for (size_t i = 0; i < l->n_abstracts && !to; i++) {
            const char *name = val(child_w(l->abstracts[i].node, "styleLink"));

            if (name && strcmp(name, link) == 0)
                to = &l->abstracts[i];
        }
        if (!to || to == a)
            return a;
        a = to;
    }
    return a;
}

static void read_override(struct reader *r, const xmlNode *n, struct list *list)
{
    const xmlNode *start = child_w(n, "startOverride"), *level = child_w(n, "lvl");
    int i = level_number(n);
    long v;

    if (i < 0 || (!start && !level))
        return;
    list->own[i] = ARENA_NEW(&r->doc->arena, struct level);
    *list->own[i] = list->abstract->levels[i];
    if (level)
        read_level(r, level, list->own[i]);
    if (level && !child_w(level, "start")) /* as Word counts, though 17.9.25 says 0 */
        list->own[i]->start = list->abstract->levels[i].start;
    if (to_int(val(start), &v) && v >= 0 && v <= NUMBERING_MAX) {
        list->relaid = list->relaid || list->own[i]->start != v;
        list->own[i]->start = v;
        list->restarts[i] = true;
    }
    list->relaid = list->relaid || level;
    list->changed = true;
}

static void read_list_element(struct reader *r, struct lists *l, const xmlNode *n, struct list *list)
{
    long id = 0, abstract = -1;
    struct list **slot;

    to_int(attr(n, "numId"), &id);
    to_int(val(child_w(n, "abstractNumId")), &abstract);
    list->id = id;
    list->abstract = follow_links(l, abstract_by_id(l, abstract));
    if (list->abstract)
        for (const xmlNode *c = first_element(n); c; c = next_element(c))
            if (is_w(c, "lvlOverride"))
                read_override(r, c, list);
    slot = &l->by_id[(unsigned long)id % LIST_SLOTS];
    list->same_slot = *slot;
    *slot = list;
}

/* Made when first asked for: styles need the indents of levels before the body needs labels. */
static struct lists *lists_of(struct reader *r)
{
    struct lists *l = r->lists;
    const xmlNode *root;
    size_t abstracts = 0, lists = 0;

    if (l)
        return l;
    l = r->lists = ARENA_NEW(&r->doc->arena, struct lists);
    root = reader_root(r, "numbering");
    for (const xmlNode *c = first_element(root); c; c = next_element(c)) {
        abstracts += is_w(c, "abstractNum");
        lists += is_w(c, "num");
    }
    l->abstracts = ARENA_NEWS(&r->doc->arena, abstracts + 1, struct abstract);
    l->lists = ARENA_NEWS(&r->doc->arena, lists + 1, struct list);
    for (const xmlNode *c = first_element(root); c; c = next_element(c))
        if (is_w(c, "abstractNum"))
            read_abstract(r, c, &l->abstracts[l->n_abstracts++]);
    for (const xmlNode *c = first_element(root); c; c = next_element(c))
        if (is_w(c, "num"))
            read_list_element(r, l, c, &l->lists[l->n_lists++]);
    return l;
}

bool read_numbering(struct reader *r)
{
    const int errors = r->ctx->errors;

    lists_of(r);
    return r->ctx->errors == errors;
}

static struct list *list_by_id(struct reader *r, long id)
{
    struct list *list = id > 0 ? lists_of(r)->by_id[(unsigned long)id % LIST_SLOTS] : NULL;

    while (list && list->id != id)
        list = list->same_slot;
    return list && list->abstract ? list : NULL;
}

static const struct level *level_of(const struct list *list, long level)
{
    return list->own[level] ? list->own[level] : &list->abstract->levels[level];
}

long list_level(struct reader *r, long list, const char *style, long level)
{
    const struct list *l = list_by_id(r, list);

    for (int i = 0; l && style && i < NUMBERING_LEVELS; i++) {
        const char *name = level_of(l, i)->style;

        if (name && strcmp(name, style) == 0)
            return i;
    }
    return level < 0 ? 0 : level;
}

const xmlNode *list_ppr(struct reader *r, long list, long level)
{
    const struct list *l = list_by_id(r, list);

    return l && level >= 0 && level < NUMBERING_LEVELS ? level_of(l, level)->ppr : NULL;
}

/* ---- the lists of the document's tree ---- */

static void fill_level(struct reader *r, const struct level *from, struct numbering_level *to)
{
    const struct raw_style *style = style_find(r, from->style, "paragraph");

    *to = (struct numbering_level){.format = from->format, .before = "", .after = "", .pattern = intern_str(r, from->pattern),
                                   .suffix = from->suffix, .align = from->align, .start = (int)from->start,
                                   .restart = (int)from->restart, .legal = from->legal};
    if (from->format == NUMBERING_BULLET)
        to->pattern = label_bullet(r, from->rpr, from->pattern);
    if (from->ppr) {
        struct para_props para = r->styles->para;

        look_ppr(r, from->ppr, r->styles->look.chr.size, &para, &(struct para_more){0});
        to->para = intern_para(r, &para);
    }
    if (from->rpr) {
        struct look look = style_base(r, r->styles->body, NULL, false)->look;
        struct char_props chr;

        look_rpr(r, from->rpr, &look);
        chr = look_chr(&look);
        to->label_chr = intern_chr(r, &chr);
    }
    to->style = style ? style->style : NULL;
}

static struct numbering *numbering_new(struct reader *r, const struct list *list)
{
    struct numbering *n = doc_numbering(r->doc, NULL);

    n->n = NUMBERING_LEVELS;
    for (int i = 0; i < NUMBERING_LEVELS; i++)
        fill_level(r, level_of(list, i), &n->levels[i]);
    return n;
}

static struct numbering *numbering_of(struct reader *r, struct list *list)
{
    struct abstract *a = list->abstract;

    if (!a->numbering)
        a->numbering = numbering_new(r, &(struct list){.abstract = a});
    if (!list->changed)
        return a->numbering;
    if (!list->numbering) {
        list->numbering = list->relaid ? numbering_new(r, list) : doc_numbering(r->doc, a->numbering->levels);
        list->numbering->n = NUMBERING_LEVELS;
        list->numbering->shares = a->numbering;
        for (int i = 0; i < NUMBERING_LEVELS; i++)
            if (list->restarts[i])
                list->numbering->begins[i] = (int)level_of(list, i)->start;
    }
    return list->numbering;
}

void list_label(struct reader *r, long id, long level, const struct look *mark, struct para *para)
{
    struct list *list = list_by_id(r, id);
    int at = level < NUMBERING_LEVELS ? (int)level : NUMBERING_LEVELS - 1;
    const struct level *l;
    struct look label = *mark;
    struct char_props chr;

    if (!list)
        return;
    l = level_of(list, at);
    para->numbering = numbering_of(r, list);
    para->number_level = at;
    para->suffix = l->suffix;
    para->label_align = l->align;
    numbering_step(para->numbering, at, &list->abstract->count, &list->begun);
    read_rpr(r, l->rpr, &label, NULL);
    chr = look_chr(&label);
    if (l->format == NUMBERING_BULLET)
        para->label = label_bullet(r, l->rpr, l->pattern); /* its font stays, since it makes the line higher */
    else
        para->label = numbering_label(&r->doc->arena, para->numbering, at, &list->abstract->count, chr.lang);
    para->label_chr = intern_chr(r, &chr);
}
