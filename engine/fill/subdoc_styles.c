/* Styles of a sub-document (ECMA-376-1, 17.7): one of the template's by the same name is used, others come along with
 * those that they stand on. */
#include "fill/subdoc.h"
#include "package/xml.h"

static const char *kind_name(enum style_kind kind)
{
    return (const char *const[]){"paragraph", "character", "table", "numbering"}[kind];
}

static xmlNode *find_style(struct taking *t, const char *id)
{
    const struct opc_rel *rel = opc_rel_by_kind(t->s->package, t->s->main, "styles");
    xmlDoc *doc = rel && !rel->external && !rel->dangling ? package_xml(t->s->package, rel->target) : NULL;
    struct arena scratch = {0};
    xmlNode *found = NULL;

    for (xmlNode *c = doc ? xmlDocGetRootElement(doc)->children : NULL; c && !found; c = c->next) {
        const char *own = node_is(c, "style") ? node_attribute(&scratch, c, "styleId") : NULL;

        if (own && strcmp(own, id) == 0)
            found = c;
    }
    arena_release(&scratch);
    return found;
}

/* An id that neither the template nor what was added has. */
static const char *free_id(struct taking *t, const char *id)
{
    struct rich *r = t->s->r;
    const char *now = id;

    for (unsigned i = 2; styles_has_id(r, now); i++)
        now = arena_printf(r->arena, "%s%u", id, i);
    styles_add_id(r, now);
    return now;
}

/* The styles that a style names, in the order of 17.7.4.17; not in take_node's table, since `link` and `next` lead back. */
static void take_named(struct taking *t, xmlNode *style, enum style_kind kind)
{
    static const char *const names[] = {"basedOn", "next", "link"};

    for (size_t i = 0; i < 3; i++) {
        xmlNode *node = node_child(style, names[i]);
        const char *id = node ? node_attribute(t->s->r->arena, node, "val") : NULL;
        enum style_kind other = kind == STYLE_PARAGRAPH ? STYLE_CHARACTER : STYLE_PARAGRAPH;
        const char *now = id ? take_style(t, i == 2 ? other : kind, id) : NULL;

        if (now)
            node_set(node, "val", now);
        else if (node)
            node_remove(node);
    }
}

static const char *add_style(struct taking *t, enum style_kind kind, xmlNode *style, const char *id)
{
    struct rich *r = t->s->r;
    const char *now = free_id(t, id);
    struct taking inner = {t->s, "word/styles.xml", "word/styles.xml", t->depth + 1, true};
    const char *root = arena_printf(r->arena, "<w:styles xmlns:w=\"%s\"/>", additions_uri(r->add, "wordprocessingml", "main"));
    const char *part = add_needed_part(r->add, "styles", "word/styles.xml", ADD_WORD "styles+xml", root);
    struct buf b = {0};
    xmlNode *copy;

    renames_add(t->s->r, &t->s->styles, arena_printf(r->arena, "%d %s", kind, id), now);
    copy = node_take(&inner, style);
    node_set(copy, "styleId", now);
    node_set(copy, "default", "0");
    take_named(&inner, copy, kind);
    node_write(copy, &b);
    node_free(copy);
    add_into(r->add, part, "", buf_span(&b));
    buf_release(&b);
    return now;
}

const char *take_style(struct taking *t, enum style_kind kind, const char *id)
{
    struct rich *r = t->s->r;
    const char *key = arena_printf(r->arena, "%d %s", kind, id), *now = renames_lookup(&t->s->styles, key), *name, *type;
    xmlNode *style;

    if (now)
        return now;
    style = find_style(t, id);
    type = style ? node_attribute(r->arena, style, "type") : NULL;
    if (!type || strcmp(type, kind_name(kind)) != 0 || t->depth > 4 * SUBDOC_MAX_DEPTH)
        return NULL;
    name = node_attribute(r->arena, node_child(style, "name"), "val");
    now = styles_lookup_name(r, kind, name ? name : id);
    if (!now)
        return add_style(t, kind, style, id);
    renames_add(t->s->r, &t->s->styles, key, now);
    return now;
}
