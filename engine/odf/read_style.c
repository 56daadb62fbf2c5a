/* The table of styles, and the look that comes of a style and those above it (ODF 1.3 part 3, 16.2). */
#include "odf/reader.h"

static const struct {
    const char *name;
    enum odt_family family;
} families[] = {
    {"paragraph", ODT_PARA_STYLE},    {"text", ODT_TEXT_STYLE},       {"table", ODT_TABLE_STYLE},
    {"table-column", ODT_COLUMN_STYLE}, {"table-row", ODT_ROW_STYLE}, {"table-cell", ODT_CELL_STYLE},
    {"section", ODT_SECTION_STYLE},   {"graphic", ODT_GRAPHIC_STYLE},
};

static bool family_of(const xmlNode *n, enum odt_family *out)
{
    const char *v = odt_attr(n, ODT_STYLE, "family");
    for (size_t i = 0; v && i < sizeof families / sizeof *families; i++) {
        if (strcmp(v, families[i].name) == 0) {
            *out = families[i].family;
            return true;
        }
    }
    return false;
}

static uint32_t hash(enum odt_family family, const char *name)
{
    uint32_t h = 2166136261u ^ (uint32_t)family; /* FNV-1a */
    for (; *name; name++)
        h = (h ^ (unsigned char)*name) * 16777619u;
    return h % ODT_HASH;
}

static struct odt_style *lookup(const struct odt *o, enum odt_family family, enum odt_scope scope, const char *name)
{
    struct odt_style *s = o->styles[hash(family, name)];
    while (s && !(s->family == family && s->scope == scope && strcmp(s->name, name) == 0))
        s = s->next;
    return s;
}

struct odt_style *odt_style(const struct odt *o, enum odt_family family, const char *name)
{
    if (!name)
        return NULL;
    struct odt_style *s = o->scope != ODT_COMMON ? lookup(o, family, o->scope, name) : NULL;
    return s ? s : lookup(o, family, ODT_COMMON, name);
}

static void add(struct odt *o, const xmlNode *n, enum odt_family family, enum odt_scope scope)
{
    const bool drawn = family == ODT_GRADIENT || family == ODT_MARKER;
    const char *name = odt_attr(n, drawn ? ODT_DRAW : ODT_STYLE, "name");
    if (!name || lookup(o, family, scope, name))
        return;
    struct odt_style *s = ARENA_NEW(o->arena, struct odt_style), **slot = &o->styles[hash(family, name)];
    s->family = family;
    s->scope = scope;
    s->name = arena_str(o->arena, name);
    s->node = n;
    s->next = *slot;
    *slot = s;
    if (family == ODT_MASTER && !o->first_master)
        o->first_master = s;
}

static void collect_one(struct odt *o, const xmlNode *n, enum odt_scope scope)
{
    enum odt_family family;
    if (odt_is(n, ODT_STYLE, "style") && family_of(n, &family))
        add(o, n, family, scope);
    else if (odt_is(n, ODT_STYLE, "default-style") && family_of(n, &family))
        o->defaults[family] = n;
    else if (odt_is(n, ODT_TEXT, "list-style"))
        add(o, n, ODT_LIST_STYLE, scope);
    else if (odt_is(n, ODT_TEXT, "outline-style"))
        o->outline = n;
    else if (odt_is(n, ODT_STYLE, "page-layout"))
        add(o, n, ODT_PAGE_LAYOUT, ODT_COMMON);
    else if (odt_is(n, ODT_STYLE, "master-page"))
        add(o, n, ODT_MASTER, ODT_COMMON);
    else if (odt_is(n, ODT_STYLE, "font-face"))
        add(o, n, ODT_FONT, ODT_COMMON);
    else if (odt_is(n, ODT_DRAW, "gradient"))
        add(o, n, ODT_GRADIENT, ODT_COMMON);
    else if (odt_is(n, ODT_DRAW, "marker"))
        add(o, n, ODT_MARKER, ODT_COMMON);
}

void odt_styles_collect(struct odt *o, const xmlNode *root, enum odt_scope scope)
{
    for (const xmlNode *part = odt_first(root); part; part = odt_next(part)) {
        const bool automatic = odt_is(part, ODT_OFFICE, "automatic-styles");
        if (automatic || odt_is(part, ODT_OFFICE, "styles") || odt_is(part, ODT_OFFICE, "master-styles") ||
            odt_is(part, ODT_OFFICE, "font-face-decls"))
            for (const xmlNode *n = odt_first(part); n; n = odt_next(n))
                collect_one(o, n, automatic ? scope : ODT_COMMON);
    }
}

size_t odt_ancestors(const struct odt *o, const struct odt_style *s, const struct odt_style *out[ODT_ANCESTORS])
{
    size_t n = 0;
    (void)o;
    for (; s && n < ODT_ANCESTORS; s = s->parent)
        out[n++] = s;
    return n;
}

const char *odt_property(const struct odt *o, const struct odt_style *s, const char *element, enum odt_ns ns, const char *name)
{
    const struct odt_style *all[ODT_ANCESTORS];
    const size_t n = odt_ancestors(o, s, all);
    for (size_t i = 0; i < n; i++) {
        const char *v = odt_attr(odt_child(all[i]->node, ODT_STYLE, element), ns, name);
        if (v)
            return v;
    }
    return s ? odt_attr(odt_child(o->defaults[s->family], ODT_STYLE, element), ns, name) : NULL;
}

const char *odt_style_attr(const struct odt *o, const struct odt_style *s, enum odt_ns ns, const char *name)
{
    const struct odt_style *all[ODT_ANCESTORS];
    const size_t n = odt_ancestors(o, s, all);
    for (size_t i = 0; i < n; i++) {
        const char *v = odt_attr(all[i]->node, ns, name);
        if (v)
            return v;
    }
    return NULL;
}

/* ---- looks ---- */

static void para_layer(struct odt *o, const xmlNode *n, struct odt_para *para, struct char_props *chr)
{
    odt_para_apply(o, odt_child(n, ODT_STYLE, "paragraph-properties"), para);
    odt_chr_apply(o, odt_child(n, ODT_STYLE, "text-properties"), chr);
}

static void para_resolve(struct odt *o, struct odt_style *s)
{
    const struct odt_style *all[ODT_ANCESTORS];
    struct odt_para *para = ARENA_NEW(o->arena, struct odt_para);
    struct char_props *chr = ARENA_NEW(o->arena, struct char_props);
    para->p = (struct para_props){.line_rule = LINE_MULTIPLE, .line = 1};
    *chr = (struct char_props){.family = "Times New Roman", .size = 12, .lang = "vi-VN"};
    para_layer(o, o->defaults[ODT_PARA_STYLE], para, chr);
    for (size_t i = odt_ancestors(o, s, all); i-- > 0;) {
        const char *list = odt_attr(all[i]->node, ODT_STYLE, "list-style-name");
        para->indented = para->indented && !list;
        para_layer(o, all[i]->node, para, chr);
        if (list)
            para->list_style = arena_str(o->arena, list);
        if (all[i]->scope == ODT_COMMON && !para->list_style)
            para->indented = false; /* a list goes before the indents of styles that know none */
    }
    s->para = para;
    s->chr = chr;
    s->own = odt_finish(o, para);
}

static struct style *named_new(struct odt *o, struct odt_style *s)
{
    struct style *out = ARENA_NEW(o->arena, struct style);
    const char *shown = odt_attr(s->node, ODT_STYLE, "display-name");
    const long level = odt_int(odt_style_attr(o, s, ODT_STYLE, "default-outline-level"), 0);
    out->kind = s->family == ODT_PARA_STYLE ? STYLE_PARA : STYLE_CHAR;
    out->id = s->name;
    out->name = shown ? arena_str(o->arena, shown) : s->name;
    out->outline = level >= 1 && level <= 6 && out->kind == STYLE_PARA ? (int)level : 0;
    return out;
}

/* Character styles are shown over the base style. */
static void named_fill(struct odt *o, struct odt_style *s)
{
    if (s->family == ODT_PARA_STYLE) {
        s->named->para = *s->own;
        s->named->chr = *s->chr;
    } else {
        s->named->chr = *odt_span(o, s->name, &o->doc->body->chr, NULL);
        s->made = s->over = NULL;
    }
    s->named->parent = s->parent ? s->parent->named : NULL;
}

static void list_add(struct odt *o, struct style *s, size_t *cap)
{
    struct style_list *list = &o->doc->styles;
    ARENA_ROOM(o->arena, list->v, list->n, *cap);
    list->v[list->n++] = s;
}

/* A style of every kind in the order of the file would need a list; the order of the table is as stable. */
void odt_styles_resolve(struct odt *o)
{
    size_t cap = 0;
    for (int i = 0; i < ODT_HASH; i++) {
        for (struct odt_style *s = o->styles[i]; s; s = s->next) {
            const char *parent = odt_attr(s->node, ODT_STYLE, "parent-style-name");
            s->parent = parent ? lookup(o, s->family, ODT_COMMON, parent) : NULL;
        }
    }
    struct odt_style *standard = lookup(o, ODT_PARA_STYLE, ODT_COMMON, "Standard");
    if (!standard) {
        standard = ARENA_NEW(o->arena, struct odt_style);
        *standard = (struct odt_style){.family = ODT_PARA_STYLE, .name = "Standard"};
        xmlNode *none = xmlNewDocNode(o->content->doc, NULL, (const xmlChar *)"none", NULL);
        xmlAddChild((xmlNode *)(uintptr_t)o->content, none);
        standard->node = none;
        standard->next = o->styles[hash(ODT_PARA_STYLE, "Standard")];
        o->styles[hash(ODT_PARA_STYLE, "Standard")] = standard;
    }
    o->standard = standard;
    for (int i = 0; i < ODT_HASH; i++)
        for (struct odt_style *s = o->styles[i]; s; s = s->next)
            if (s->scope == ODT_COMMON && (s->family == ODT_PARA_STYLE || s->family == ODT_TEXT_STYLE))
                list_add(o, s->named = named_new(o, s), &cap);
    para_resolve(o, standard);
    named_fill(o, standard);
    o->doc->body = standard->named;
    for (int i = 0; i < ODT_HASH; i++) {
        for (struct odt_style *s = o->styles[i]; s; s = s->next) {
            if (s->named && s->family == ODT_PARA_STYLE && s != standard)
                para_resolve(o, s);
            if (s->named && s != standard)
                named_fill(o, s);
        }
    }
}

struct odt_style *odt_para_style(struct odt *o, const char *name)
{
    struct odt_style *s = odt_style(o, ODT_PARA_STYLE, name);
    if (!s)
        s = lookup(o, ODT_PARA_STYLE, ODT_COMMON, "Standard");
    if (!s->para)
        para_resolve(o, s);
    return s;
}

const struct style *odt_named(struct odt *o, const struct odt_style *s)
{
    const struct odt_style *all[ODT_ANCESTORS];
    const size_t n = odt_ancestors(o, s, all);
    for (size_t i = 0; i < n; i++)
        if (all[i]->named)
            return all[i]->named;
    return o->doc->body;
}

const struct char_props *odt_span(struct odt *o, const char *name, const struct char_props *base, const struct style **named)
{
    const struct odt_style *all[ODT_ANCESTORS];
    struct odt_style *s = odt_style(o, ODT_TEXT_STYLE, name);
    if (named)
        *named = NULL;
    if (!s)
        return base;
    const size_t n = odt_ancestors(o, s, all);
    for (size_t i = 0; i < n && named && !*named; i++)
        *named = all[i]->named;
    if (s->over == base && s->made)
        return s->made;
    struct char_props *made = ARENA_NEW(o->arena, struct char_props);
    *made = *base;
    for (size_t i = n; i-- > 0;)
        odt_chr_apply(o, odt_child(all[i]->node, ODT_STYLE, "text-properties"), made);
    s->over = base;
    s->made = made;
    return made;
}
