/* The styles of the template: looked up by id or by the name that Word shows (ECMA-376-1, 17.7). */
#include "base/diag/rich.h"
#include "fill/odt_own.h"
#include "package/xml.h"
#include "text/text.h"

struct style {
    const char *id, *name, *folded, *list, *based;
    enum style_kind kind;
    int level;   /* in the list; -1: not told */
    int outline; /* its level in the outline, 9: it is text; -1: not told */
    bool is_default;
};

struct rich_styles {
    struct style *v;
    size_t n;
    const char **told; /* names that were missed */
    size_t n_told;
    const char **added; /* ids */
    size_t n_added, cap_added;
};

enum { STYLES_MAX_TOLD = 64, STYLES_MAX_BASES = 32 };

static const char *attribute(struct arena *a, const xmlNode *node, const char *name)
{
    xmlChar *value = node ? xmlGetNoNsProp(node, (const xmlChar *)name) : NULL;
    char *copy;

    for (const xmlAttr *at = node && !value ? node->properties : NULL; at && !value; at = at->next)
        if (xmlStrEqual(at->name, (const xmlChar *)name) && at->children)
            value = xmlNodeListGetString(node->doc, at->children, 1);
    copy = value ? arena_str(a, (const char *)value) : NULL;
    xmlFree(value);
    return copy;
}

static const xmlNode *child(const xmlNode *node, const char *name)
{
    const xmlNode *c = node ? node->children : NULL;

    while (c && !(c->type == XML_ELEMENT_NODE && xmlStrEqual(c->name, (const xmlChar *)name)))
        c = c->next;
    return c;
}

/* A level that begins with 0; -1: none is told. */
static int level_of(struct arena *a, const xmlNode *node)
{
    const char *s = attribute(a, node, "val");

    return s && *s >= '0' && *s <= '9' && !s[1] ? *s - '0' : -1;
}

static void read_style(struct rich *r, const xmlNode *node, struct style *out)
{
    static const char *const kinds[] = {[STYLE_PARAGRAPH] = "paragraph", [STYLE_CHARACTER] = "character", [STYLE_TABLE] = "table",
                                        [STYLE_LIST] = "numbering"};
    const xmlNode *paragraph = child(node, "pPr");
    const char *kind = attribute(r->arena, node, "type"), *on = attribute(r->arena, node, "default");

    out->id = attribute(r->arena, node, "styleId");
    out->name = attribute(r->arena, child(node, "name"), "val");
    out->name = out->name ? out->name : out->id;
    out->folded = out->name ? text_fold(r->arena, span_of(out->name)) : NULL;
    out->list = attribute(r->arena, child(child(paragraph, "numPr"), "numId"), "val");
    out->level = level_of(r->arena, child(child(paragraph, "numPr"), "ilvl"));
    out->outline = level_of(r->arena, child(paragraph, "outlineLvl"));
    out->based = attribute(r->arena, child(node, "basedOn"), "val");
    out->kind = STYLE_PARAGRAPH;
    for (size_t i = 0; kind && i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(kind, kinds[i]) == 0)
            out->kind = (enum style_kind)i;
    out->is_default = on && (strcmp(on, "1") == 0 || strcmp(on, "true") == 0 || strcmp(on, "on") == 0);
}

/* Styles that Writer shows: not the automatic ones. */
static void read_odt_styles(struct rich *r)
{
    static const char *const families[] = {[STYLE_PARAGRAPH] = "paragraph", [STYLE_CHARACTER] = "text", [STYLE_TABLE] = "table"};
    size_t n;
    const struct odt_style *v = odt_styles(r, "styles.xml", &n);

    r->styles->v = ARENA_NEWS(r->arena, n + 1, struct style);
    for (size_t i = 0; i < n; i++) {
        struct style *s = &r->styles->v[r->styles->n];
        size_t kind = 0;

        while (kind < 3 && !span_is(v[i].family, families[kind]))
            kind++;
        if (v[i].automatic || kind == 3 || !span_is(v[i].element, "style"))
            continue;
        s->id = arena_span(r->arena, v[i].name);
        s->name = arena_span(r->arena, v[i].shown);
        s->folded = text_fold(r->arena, v[i].shown);
        s->kind = (enum style_kind)kind;
        r->styles->n++;
    }
}

static struct rich_styles *styles_of(struct rich *r)
{
    const char *part;
    xmlDoc *doc;
    const xmlNode *root;
    size_t n = 0;

    if (r->styles)
        return r->styles;
    r->styles = ARENA_NEW(r->arena, struct rich_styles);
    if (r->odt) {
        read_odt_styles(r);
        return r->styles;
    }
    part = add_known_part(r->add, "styles");
    doc = part ? package_xml(r->package, part) : NULL;
    root = doc ? xmlDocGetRootElement(doc) : NULL;
    for (const xmlNode *c = root ? root->children : NULL; c; c = c->next)
        n++;
    r->styles->v = ARENA_NEWS(r->arena, n + 1, struct style);
    for (const xmlNode *c = root ? root->children : NULL; c; c = c->next) {
        struct style *s = &r->styles->v[r->styles->n];

        if (c->type != XML_ELEMENT_NODE || !xmlStrEqual(c->name, (const xmlChar *)"style"))
            continue;
        read_style(r, c, s);
        r->styles->n += s->id != NULL;
    }
    return r->styles;
}

const char *styles_lookup_name(struct rich *r, enum style_kind kind, const char *name)
{
    const struct rich_styles *s = styles_of(r);
    const char *folded = text_fold(r->arena, span_of(name));

    for (size_t i = 0; i < s->n; i++)
        if (s->v[i].kind == kind && strcmp(s->v[i].folded, folded) == 0)
            return s->v[i].id;
    return NULL;
}

const char *styles_built_in(struct rich *r, enum style_kind kind, const char *word_name)
{
    static const char *const writer[][2] = {{"quote", "quotations"}, {"html preformatted", "preformatted text"}, {"hyperlink", "internet link"},
                                            {"footnote text", "footnote"}};
    const char *id = styles_lookup_name(r, kind, word_name);

    for (size_t i = 0; r->odt && !id && i < sizeof writer / sizeof *writer; i++)
        if (strcmp(writer[i][0], word_name) == 0)
            id = styles_lookup_name(r, kind, writer[i][1]);
    return id;
}

/* NULL: no style has this id or this name. */
static const char *styles_lookup(struct rich *r, enum style_kind kind, const char *name)
{
    const struct rich_styles *s = styles_of(r);

    for (size_t i = 0; i < s->n; i++)
        if (s->v[i].kind == kind && strcmp(s->v[i].id, name) == 0)
            return s->v[i].id;
    return styles_lookup_name(r, kind, name);
}

bool styles_has_id(struct rich *r, const char *id)
{
    const struct rich_styles *s = styles_of(r);

    for (size_t i = 0; i < s->n; i++)
        if (strcmp(s->v[i].id, id) == 0)
            return true;
    for (size_t i = 0; i < s->n_added; i++)
        if (strcmp(s->added[i], id) == 0)
            return true;
    return false;
}

void styles_add_id(struct rich *r, const char *id)
{
    struct rich_styles *s = styles_of(r);

    ARENA_ROOM(r->arena, s->added, s->n_added, s->cap_added);
    s->added[s->n_added++] = id;
}

/* Once a name. */
static bool is_told(struct rich *r, const char *name)
{
    struct rich_styles *s = styles_of(r);

    for (size_t i = 0; i < s->n_told; i++)
        if (strcmp(s->told[i], name) == 0)
            return true;
    if (!s->told)
        s->told = ARENA_NEWS(r->arena, STYLES_MAX_TOLD, const char *);
    if (s->n_told < STYLES_MAX_TOLD)
        s->told[s->n_told++] = name;
    return s->n_told == STYLES_MAX_TOLD;
}

const char *styles_wanted(struct rich *r, enum style_kind kind, const struct value *v, const char *name)
{
    const struct rich_styles *s = styles_of(r);
    const char *id = styles_lookup(r, kind, name), **names, *near;
    size_t n = 0;

    if (id || is_told(r, name))
        return id || r->odt ? id : name; /* no name that Writer shows can stand for a style */
    names = ARENA_NEWS(r->arena, s->n + 1, const char *);
    for (size_t i = 0; i < s->n; i++)
        if (s->v[i].kind == kind)
            names[n++] = s->v[i].name;
    near = span_nearest(name, names);
    if (near)
        diag(r->ctx, DIAG_RICH_STYLE, v->pos, name, arena_printf(r->arena, "\"%s\"", near));
    else
        diag(r->ctx, DIAG_RICH_STYLE_NONE, v->pos, name);
    return r->odt ? NULL : name;
}

const char *styles_table(struct rich *r)
{
    const struct rich_styles *s = styles_of(r);
    const char *grid = styles_lookup_name(r, STYLE_TABLE, "table grid");

    for (size_t i = 0; i < s->n && !grid; i++)
        if (s->v[i].kind == STYLE_TABLE && !s->v[i].is_default)
            grid = s->v[i].id;
    return grid;
}

static const struct style *by_id(const struct rich_styles *s, struct span id)
{
    for (size_t i = 0; i < s->n; i++)
        if (span_is(id, s->v[i].id))
            return &s->v[i];
    return NULL;
}

static const struct style *base_of(const struct rich_styles *s, const struct style *style)
{
    return style->based ? by_id(s, span_of(style->based)) : NULL;
}

const char *styles_list(struct rich *r, struct span id, int *level)
{
    const struct rich_styles *s = styles_of(r);
    const struct style *style = by_id(s, id);
    int told = -1;

    for (int i = 0; style && i < STYLES_MAX_BASES; i++, style = base_of(s, style)) {
        told = told < 0 ? style->level : told;
        if (style->list) {
            *level = told < 0 ? 0 : told;
            return style->list;
        }
    }
    return NULL;
}

bool styles_is_heading(struct rich *r, struct span id)
{
    const struct rich_styles *s = styles_of(r);
    const struct style *style = by_id(s, id);

    for (int i = 0; style && style->outline < 0 && i < STYLES_MAX_BASES; i++)
        style = base_of(s, style);
    return style && style->outline >= 0 && style->outline < 9;
}
