/* Blocks: paragraphs, headings, lists, sections, indexes (ODF 1.3 part 3, 5 and 8). */
#include "base/diag/odf.h"
#include "odf/reader.h"

struct node *odt_node(struct odt *o, enum node_type type, struct node *parent)
{
    char place[24];
    struct buf b = {0};
    buf_printf(&b, "%u", ++o->blocks);
    memcpy(place, b.p, b.n + 1);
    buf_release(&b);
    return node_new(o->doc, type, parent, place, pos_file(o->file));
}

void odt_page_break(struct odt *o, const struct odt_style *s, const char *element)
{
    const char *master = s ? odt_style_attr(o, s, ODT_STYLE, "master-page-name") : NULL;
    const struct odt_style *page = master && *master ? odt_style(o, ODT_MASTER, master) : NULL;
    if (page) {
        const char *v = odt_property(o, s, element, ODT_STYLE, "page-number");
        const long number = odt_int(v, 0);
        const bool zero = v && strcmp(v, "0") == 0 && !o->doc->settings.from_writer; /* Writer's word for none */
        odt_section_begin(o, page, number > 0 || zero ? (int)number : -1);
    }
}

/* ---- paragraphs ---- */

static bool is_break(const struct odt *o, const struct odt_style *s, const char *value)
{
    const char *v = odt_property(o, s, "paragraph-properties", ODT_FO, "break-before");
    return v && strcmp(v, value) == 0;
}

struct para_props *odt_own(struct odt *o, struct node *para)
{
    struct para_props *own = ARENA_NEW(o->arena, struct para_props);
    *own = *para_props(para);
    para->as.para.own = own;
    return own;
}

/* `begins`: it is the first of its section, which begins the page already; a cell can begin none. */
static void para_breaks(struct odt *o, struct node *para, bool begins, bool in_flow)
{
    const bool breaks = in_flow && (begins || o->break_next || para_props(para)->page_break_before);
    if (o->break_next && in_flow && !begins)
        odt_own(o, para)->page_break_before = true;
    else if ((begins || !in_flow) && para_props(para)->page_break_before)
        odt_own(o, para)->page_break_before = false;
    if (breaks && o->no_space_on_top && para_props(para)->before != 0)
        odt_own(o, para)->before = 0;
}

static void para_read(struct odt *o, const xmlNode *n, struct node *to, struct odt_list *list)
{
    struct odt_style *s = odt_para_style(o, odt_attr(n, ODT_TEXT, "style-name"));
    const bool heading = odt_is(n, ODT_TEXT, "h");
    if (!to)
        odt_page_break(o, s, "paragraph-properties");
    struct node *parent = odt_target(o, to);
    const bool began = parent->type == NODE_SECTION && !parent->first && parent->as.section.start != SECTION_CONTINUOUS;
    if (parent->type == NODE_SECTION && !parent->first)
        odt_first_line(o, odt_int(odt_property(o, s, "paragraph-properties", ODT_TEXT, "line-number"), 0));
    struct node *para = odt_node(o, NODE_PARA, parent);
    para->as.para.style = odt_named(o, s);
    ((struct style *)(uintptr_t)para->as.para.style)->used = true;
    para->as.para.own = s->scope == ODT_COMMON ? NULL : s->own;
    para->as.para.mark = s->chr;
    if (heading) {
        const long level = odt_int(odt_attr(n, ODT_TEXT, "outline-level"), 1);
        para->as.para.role = ROLE_HEADING;
        para->as.para.level = level < 1 ? 1 : level > 6 ? 6 : (int)level;
    }
    odt_list_para(o, n, list, s->para, para, s->chr);
    if (para->as.para.label && !heading) {
        para->as.para.role = ROLE_ITEM;
        para->as.para.level = list ? list->level + 1 : 1;
    }
    para_breaks(o, para, began, !to);
    if (!to)
        o->break_next = s->para->break_after;
    if (!odt_inlines(o, n, para, s->chr, !to && is_break(o, s, "column"))) {
        struct node *last = para->prev;
        parent->last = last;
        *(last ? &last->next : &parent->first) = NULL;
    }
}

void odt_fill_empty(struct odt *o, struct node *cell)
{
    if (!cell->first)
        odt_node(o, NODE_PARA, cell)->as.para.style = o->doc->body;
}

/* ---- lists ---- */

static void list_read(struct odt *o, const xmlNode *n, struct node *to, struct odt_list *around)
{
    struct odt_list list;
    odt_list_begin(o, n, around, &list);
    for (const xmlNode *item = odt_first(n); item; item = odt_next(item)) {
        if (!odt_is(item, ODT_TEXT, "list-item") && !odt_is(item, ODT_TEXT, "list-header"))
            continue;
        list.labelled = odt_is(item, ODT_TEXT, "list-item");
        list.start = (int)odt_int(odt_attr(item, ODT_TEXT, "start-value"), -1);
        odt_blocks(o, item, to, &list);
    }
}

static void numbered_read(struct odt *o, const xmlNode *n, struct node *to, struct odt_list *around)
{
    struct odt_list list;
    const long level = odt_int(odt_attr(n, ODT_TEXT, "level"), 1);
    (void)around;
    odt_list_begin(o, n, NULL, &list);
    list.level = level < 1 ? 0 : level > ODT_LEVELS ? ODT_LEVELS - 1 : (int)level - 1;
    list.labelled = true;
    list.start = (int)odt_int(odt_attr(n, ODT_TEXT, "start-value"), -1);
    odt_blocks(o, n, to, &list);
}

/* ---- sections and indexes ---- */

static void section_read(struct odt *o, const xmlNode *n, struct node *to, struct odt_list *list)
{
    const struct odt_style *s = odt_style(o, ODT_SECTION_STYLE, odt_attr(n, ODT_TEXT, "style-name"));
    const xmlNode *properties = s ? odt_child(s->node, ODT_STYLE, "section-properties") : NULL;
    const char *display = odt_attr(n, ODT_TEXT, "display");
    const xmlNode *columns = odt_child(properties, ODT_STYLE, "columns");
    if ((display && strcmp(display, "none") == 0) || odt_true(odt_attr(n, ODT_TEXT, "is-hidden")))
        return;
    if (to || odt_int(odt_attr(columns, ODT_FO, "column-count"), 1) < 2) {
        odt_blocks(o, n, to, list);
        return;
    }
    const xmlNode *around = o->columns;
    odt_columns(o, properties);
    odt_blocks(o, n, NULL, list);
    odt_columns(o, around);
}

static void index_read(struct odt *o, const xmlNode *n, struct node *to, struct odt_list *list)
{
    odt_blocks(o, odt_child(n, ODT_TEXT, "index-body"), to, list);
}

static void table_read(struct odt *o, const xmlNode *n, struct node *to, struct odt_list *list)
{
    (void)list;
    odt_table(o, n, to);
}

/* What stands for the page's text is anchored to a paragraph of its own without height. */
static void frame_read(struct odt *o, const xmlNode *n, struct node *to)
{
    struct node *parent = odt_target(o, to);
    struct node *para = parent->last && parent->last->type == NODE_PARA ? parent->last : NULL;
    if (!para) {
        para = odt_node(o, NODE_PARA, parent);
        para->as.para.style = o->doc->body;
    }
    odt_frame(o, n, para, NULL);
}

static const struct {
    const char *name;
    void (*read)(struct odt *o, const xmlNode *n, struct node *to, struct odt_list *list);
} rows[] = {
    {"p", para_read},
    {"h", para_read},
    {"list", list_read},
    {"numbered-paragraph", numbered_read},
    {"section", section_read},
    {"index-title", section_read},
    {"table-of-content", index_read},
    {"illustration-index", index_read},
    {"table-index", index_read},
    {"object-index", index_read},
    {"user-index", index_read},
    {"alphabetical-index", index_read},
    {"bibliography", index_read},
};

static void block_read(struct odt *o, const xmlNode *n, struct node *to, struct odt_list *list)
{
    if (odt_is(n, ODT_TABLE, "table")) {
        table_read(o, n, to, list);
        return;
    }
    if (odt_is_frame(n)) {
        frame_read(o, n, to);
        return;
    }
    if (odt_ns(n->ns) != ODT_TEXT)
        return;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (strcmp((const char *)n->name, rows[i].name) == 0) {
            rows[i].read(o, n, to, list);
            return;
        }
    }
}

void odt_blocks(struct odt *o, const xmlNode *holder, struct node *to, struct odt_list *list)
{
    if (++o->deep > ODT_BLOCKS_DEEP)
        odt_tell(o, DIAG_ODT_DEEP, "");
    else
        for (const xmlNode *n = odt_first(holder); n; n = odt_next(n))
            block_read(o, n, to, list);
    o->deep--;
}
