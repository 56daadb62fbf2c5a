/* word/styles.xml: styles of paragraphs and characters (ECMA-376-1:2016, 17.7).
 *
 * Idea: a look is made by laying the elements of a chain of styles over the defaults, the lowest base first. What a style
 * looks like by itself goes into the document's table; the same with a table style below it, or without its list, is made
 * when a paragraph asks and kept. A chain that loops or is longer than anybody makes is cut. */
#include "ooxml/read_look.h"
#include "ooxml/walk.h"

static unsigned slot_of(const char *id)
{
    unsigned h = 5381;

    for (; *id; id++)
        h = h * 33 + (unsigned char)*id;
    return h % STYLE_SLOTS;
}

struct raw_style *style_find(struct reader *r, const char *id, const char *type)
{
    struct raw_style *s = id ? r->styles->by_id[slot_of(id)] : NULL;

    while (s && (strcmp(s->id, id) != 0 || strcmp(s->type, type) != 0))
        s = s->same_slot;
    return s;
}

size_t style_chain(const struct raw_style *s, const struct raw_style **out)
{
    size_t n = 0;

    for (const struct raw_style *p = s; p && n < CHAIN_MAX; p = p->base)
        n++;
    for (size_t i = n; i > 0; i--, s = s->base)
        out[i - 1] = s;
    return n;
}

/* ---- looks ---- */

/* The list of a style: the nearest that says one. */
static void chain_list(const struct raw_style *const *chain, size_t n, struct para_more *out)
{
    for (size_t i = 0; i < n; i++) {
        const xmlNode *number = child_w(child_w(chain[i]->node, "pPr"), "numPr");
        long v;

        if (number && to_int(val(child_w(number, "numId")), &v))
            out->list = v;
    }
}

/* The indents of a level lie below those of the style that stands on it and above those of its bases. */
static void lay_style(struct reader *r, const struct raw_style *s, bool no_list, struct base *b)
{
    const xmlNode *ppr = child_w(s->node, "pPr"), *number = child_w(ppr, "numPr");

    look_rpr(r, child_w(s->node, "rPr"), &b->look);
    if (number) {
        struct para_props none = b->para;

        look_ppr(r, ppr, b->look.chr.size, &none, &b->more);
        b->more.level = list_level(r, b->more.list, s->id, b->more.level);
        if (!no_list && b->more.list > 0)
            look_ppr(r, list_ppr(r, b->more.list, b->more.level), b->look.chr.size, &b->para, &b->more);
    }
    look_ppr(r, ppr, b->look.chr.size, &b->para, &b->more);
    if (number)
        b->more.level = list_level(r, b->more.list, s->id, b->more.level);
}

static void make_base(struct reader *r, struct base *b)
{
    const struct styles *styles = r->styles;
    const struct raw_style *chain[CHAIN_MAX];
    size_t n = style_chain(b->raw, chain);
    struct para_more list = {0};
    unsigned table = 0, defaults;
    double size;

    b->look = styles->look;
    b->para = styles->para;
    b->more = styles->more;
    for (size_t i = 0; b->cell && i < b->cell->n_rpr; i++)
        look_rpr(r, b->cell->rpr[i], &b->look);
    for (size_t i = 0; b->cell && i < b->cell->n_ppr; i++)
        look_ppr(r, b->cell->ppr[i], b->look.chr.size, &b->para, &b->more);
    size = b->look.chr.size;
    defaults = look_toggles(&styles->look);
    table = b->cell ? look_toggles(&b->look) & ~defaults : 0;
    look_set_toggles(&b->look, b->cell ? 0 : defaults);
    chain_list(chain, n, &list);
    for (size_t i = 0; i < n; i++)
        lay_style(r, chain[i], b->no_list || list.list <= 0, b);
    if (b->cell)
        look_set_toggles(&b->look, (look_toggles(&b->look) ^ table) | defaults);
    /* Older files: the size that new documents had does not win over the table style's (17.15.3, compatSetting). */
    if (b->cell && !styles->style_size_wins && b->look.chr.size >= 10 && b->look.chr.size <= 10)
        b->look.chr.size = size;
}

const struct base *style_base(struct reader *r, const struct raw_style *s, const struct cell_look *cell, bool no_list)
{
    struct base **slot = &r->styles->bases[slot_of(s->id)], *b = *slot;

    while (b && (b->raw != s || b->cell != cell || b->no_list != no_list))
        b = b->next;
    if (!b) {
        b = ARENA_NEW(&r->doc->arena, struct base);
        *b = (struct base){.raw = s, .cell = cell, .no_list = no_list};
        make_base(r, b);
        b->next = *slot;
        *slot = b;
    }
    return b;
}

void look_char_style(struct reader *r, const struct raw_style *s, struct look *io)
{
    const struct raw_style *chain[CHAIN_MAX];
    size_t n = style_chain(s, chain);
    unsigned below = look_toggles(io), defaults = look_toggles(&r->styles->look);

    look_set_toggles(io, 0);
    for (size_t i = 0; i < n; i++)
        look_rpr(r, child_w(chain[i]->node, "rPr"), io);
    look_set_toggles(io, (look_toggles(io) ^ below) | defaults);
}

/* ---- what paragraphs and runs ask ---- */

/* With the styles that a writer names along with it. */
static void mark_used(struct style *s)
{
    for (; s && !s->used; s = (struct style *)s->parent) {
        s->used = true;
        if (s->next && s->next != s)
            mark_used((struct style *)s->next);
    }
}

void read_rpr(struct reader *r, const xmlNode *rpr, struct look *io, const struct style **style)
{
    const struct raw_style *raw = style_find(r, child_val(rpr, "rStyle"), "character");

    /* The entries of a table of contents lead to their places without looking like links: so in all 48 printed by Word. */
    if (raw && field_lists(r) && strcmp(raw->style->name, "Hyperlink") == 0)
        raw = NULL;
    if (raw) {
        look_char_style(r, raw, io);
        mark_used(raw->style);
    }
    if (style)
        *style = raw ? raw->style : NULL;
    look_rpr(r, rpr, io);
}

static const struct style *style_of(struct raw_style *raw)
{
    if (raw)
        mark_used(raw->style);
    return raw ? raw->style : NULL;
}

const struct style *para_style(struct reader *r, const char *id)
{
    return style_of(style_find(r, id, "paragraph"));
}

const struct style *char_style(struct reader *r, const char *id)
{
    return style_of(style_find(r, id, "character"));
}

const struct style *char_style_named(struct reader *r, const char *name)
{
    for (size_t i = 0; i < r->styles->n; i++) {
        struct raw_style *raw = &r->styles->all[i];

        if (raw->style && raw->style->kind == STYLE_CHAR && strcmp(raw->style->name, name) == 0)
            return style_of(raw);
    }
    return NULL;
}

/* The role and level of a heading stay with its style or what w:outlineLvl says. */
static void set_heading(struct para *para, int outline)
{
    if (outline <= 0)
        return;
    para->role = ROLE_HEADING;
    para->level = outline;
}

unsigned read_para(struct reader *r, const xmlNode *ppr, const struct cell_text *cell, struct node *node, struct look *text)
{
    struct para *para = &node->as.para;
    struct raw_style *raw = style_find(r, child_val(ppr, "pStyle"), "paragraph");
    const xmlNode *number = child_w(ppr, "numPr");
    struct para_more more = {.list = -1, .level = -1, .outline = -1};
    struct para_props props = {0};
    const struct base *b;
    struct look mark;
    long list, level;

    raw = raw ? raw : r->styles->body;
    mark_used(raw->style);
    if (number)
        look_ppr(r, ppr, 0, &props, &more);
    b = style_base(r, raw, cell_look(r, cell), more.list == 0);
    list = more.list >= 0 ? more.list : b->more.list;
    level = more.level >= 0 ? more.level : more.list < 0 ? b->more.level : 0;
    props = b->para;
    more = b->more;
    if (number && list > 0)
        look_ppr(r, list_ppr(r, list, level), b->look.chr.size, &props, &more);
    look_ppr(r, ppr, b->look.chr.size, &props, &more);
    para->style = raw->style;
    props = *intern_para(r, &props);
    para->own = intern_para(r, &props);
    set_heading(para, more.outline >= 0 ? (more.outline + 1) % 10 : raw->style->outline);
    *text = mark = b->look;
    if (child_w(ppr, "rPr")) {
        struct char_props chr;

        read_rpr(r, child_w(ppr, "rPr"), &mark, NULL);
        chr = look_chr(&mark);
        para->mark = intern_chr(r, &chr);
    } else if (b->cell) {
        struct char_props chr = look_chr(&mark);

        para->mark = intern_chr(r, &chr);
    }
    if (!b->look.chr.underline) /* what only underlines the mark does not reach its label (14 paragraphs of Word's of 14) */
        mark.chr.underline = false;
    if (list > 0 && !is_bare_end(ppr))
        list_label(r, list, level < 0 ? 0 : level, &mark, para);
    if (r->styles->fixed_spaces)
        return 0;
    return (more.before.automatic ? SPACE_BEFORE : 0) | (more.after.automatic ? SPACE_AFTER : 0);
}

/* ---- reading the part ---- */

static void read_defaults(struct reader *r, const xmlNode *root)
{
    struct styles *styles = r->styles;
    const xmlNode *defaults = child_w(root, "docDefaults");

    styles->look = (struct look){.chr = {.family = "Times New Roman", .size = 10, .automatic = true}};
    styles->para = (struct para_props){.line_rule = LINE_MULTIPLE, .line = 1, .widow_control = true};
    styles->more = (struct para_more){.list = -1, .level = -1, .outline = -1};
    look_rpr(r, child_w(child_w(defaults, "rPrDefault"), "rPr"), &styles->look);
    look_ppr(r, child_w(child_w(defaults, "pPrDefault"), "pPr"), styles->look.chr.size, &styles->para, &styles->more);
    styles->more.list = styles->more.level = styles->more.outline = -1;
}

/* "heading 3" in any case: 3; else 0. */
static int heading_level(const char *name)
{
    static const char HEADING[] = "heading ";

    for (size_t i = 0; i < sizeof HEADING - 1; i++)
        if (!name || (name[i] | (HEADING[i] == ' ' ? 0 : 32)) != HEADING[i])
            return 0;
    name += sizeof HEADING - 1;
    return name[0] >= '1' && name[0] <= '9' && !name[1] ? name[0] - '0' : 0;
}

/* An id that is a name in ODF as well: ASCII letters, figures, '-' and '_', a letter first, none twice. */
static const char *clean_id(struct reader *r, const char *id)
{
    struct buf b = {0};
    size_t stem;

    for (const char *p = id; *p; p++)
        if ((*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z') || (b.n && ((*p >= '0' && *p <= '9') || *p == '-' || *p == '_')))
            buf_putc(&b, *p);
    if (!b.n)
        buf_puts(&b, "S");
    stem = b.n;
    for (int i = 2; doc_style(r->doc, b.p); i++) {
        b.n = stem;
        buf_printf(&b, "-%d", i);
    }
    return arena_buf(&r->doc->arena, &b);
}

static void add_style(struct reader *r, struct raw_style *raw)
{
    struct style_list *list = &r->doc->styles;
    const char *name = val(child_w(raw->node, "name"));
    struct style *s = ARENA_NEW(&r->doc->arena, struct style);

    s->kind = strcmp(raw->type, "character") == 0 ? STYLE_CHAR : STYLE_PARA;
    s->id = clean_id(r, raw->id);
    s->name = intern_str(r, name ? name : raw->id);
    list->v[list->n++] = s;
    raw->style = s;
}

static void fill_style(struct reader *r, struct raw_style *raw)
{
    struct style *s = raw->style;
    struct raw_style *next = style_find(r, val(child_w(raw->node, "next")), "paragraph");

    s->parent = raw->base ? raw->base->style : NULL;
    s->next = next ? next->style : NULL;
    if (s->kind == STYLE_PARA) {
        const struct base *b = style_base(r, raw, NULL, false);

        s->para = b->para;
        s->chr = look_chr(&b->look);
        s->outline = b->more.outline >= 0 ? (b->more.outline + 1) % 10 : heading_level(s->name);
    } else {
        struct look look = style_base(r, r->styles->body, NULL, false)->look;

        look_char_style(r, raw, &look);
        s->chr = look_chr(&look);
        s->para = r->styles->body->style->para;
    }
}

static struct raw_style *add_plain(struct styles *styles, const char *id, const char *type)
{
    struct raw_style *s = &styles->all[styles->n++];

    *s = (struct raw_style){.id = id, .type = type};
    return s;
}

static void read_raw(struct reader *r, const xmlNode *n, struct raw_style *raw)
{
    struct styles *styles = r->styles;
    const char *type = attr(n, "type"), *id = attr(n, "styleId");
    unsigned slot;

    raw->id = id ? id : "";
    raw->type = type ? type : "paragraph";
    raw->node = n;
    slot = slot_of(raw->id);
    raw->same_slot = styles->by_id[slot];
    styles->by_id[slot] = raw;
    if (to_on(attr(n, "default"), false)) {
        if (strcmp(raw->type, "paragraph") == 0 && !styles->body)
            styles->body = raw;
        else if (strcmp(raw->type, "table") == 0 && !styles->table)
            styles->table = raw;
    }
}

/* The length of the chain below `s`; the link that would close a circle or make it too long is cut. */
static int find_base(struct reader *r, struct raw_style *s)
{
    struct raw_style *chain[CHAIN_MAX + 1];
    int n = 0;

    for (; s->depth == 0 && n < CHAIN_MAX; s = s->base) {
        struct raw_style *base = style_find(r, val(child_w(s->node, "basedOn")), s->type);

        s->depth = -1;
        chain[n++] = s;
        s->base = base && base->depth >= 0 ? base : NULL;
        if (!s->base)
            break;
    }
    for (int i = n - 1; i >= 0; i--) {
        struct raw_style *c = chain[i];

        if (c->base && (c->base->depth <= 0 || c->base->depth >= CHAIN_MAX))
            c->base = NULL;
        c->depth = c->base ? c->base->depth + 1 : 1;
    }
    return n;
}

static bool is_text_style(const struct raw_style *s)
{
    return strcmp(s->type, "paragraph") == 0 || strcmp(s->type, "character") == 0;
}

/* What the settings say of how styles are taken (17.15.3). */
static void read_compat(struct styles *styles, const xmlNode *compat)
{
    static const double as_html = 14, fixed = 5; /* measured in Word by LibreOffice's authors, writerfilter */

    styles->fixed_spaces = child_on(compat, "doNotUseHTMLParagraphAutoSpacing") > 0;
    styles->auto_space = styles->fixed_spaces ? fixed : as_html;
    for (const xmlNode *c = first_element(compat); c; c = next_element(c)) {
        const char *name = is_w(c, "compatSetting") ? attr(c, "name") : NULL;

        if (name && strcmp(name, "overrideTableStyleFontSizeAndJustification") == 0)
            styles->style_size_wins = on_off(c);
    }
}

bool read_styles(struct reader *r)
{
    const int errors = r->ctx->errors;
    const xmlNode *root = reader_root(r, "styles");
    struct styles *styles = r->styles = ARENA_NEW(&r->doc->arena, struct styles);
    size_t n = 0;

    read_compat(styles, child_w(reader_root(r, "settings"), "compat"));
    read_theme(r);
    read_defaults(r, root);
    for (const xmlNode *c = first_element(root); c; c = next_element(c))
        n += is_w(c, "style");
    styles->all = ARENA_NEWS(&r->doc->arena, n + 2, struct raw_style);
    for (const xmlNode *c = first_element(root); c; c = next_element(c))
        if (is_w(c, "style"))
            read_raw(r, c, &styles->all[styles->n++]);
    if (!styles->body)
        styles->body = style_find(r, "Normal", "paragraph");
    if (!styles->body) /* none is marked: Word's own, which says nothing */
        styles->body = add_plain(styles, "Normal", "paragraph");
    if (!styles->table)
        styles->table = add_plain(styles, "TableNormal", "table");
    r->doc->styles.v = ARENA_NEWS(&r->doc->arena, styles->n, struct style *);
    for (size_t i = 0; i < styles->n; i++) {
        find_base(r, &styles->all[i]);
        if (is_text_style(&styles->all[i]))
            add_style(r, &styles->all[i]);
    }
    fill_style(r, styles->body);
    for (size_t i = 0; i < styles->n; i++)
        if (styles->all[i].style)
            fill_style(r, &styles->all[i]);
    r->doc->body = styles->body->style;
    mark_used(styles->body->style);
    return r->ctx->errors == errors;
}
