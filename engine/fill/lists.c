/* Lists that are added to the template's. */
#include "fill/lists.h"

#include <stdlib.h>

#include "fill/subdoc.h"
#include "package/xml.h"

/* What the template's numbering has: largest ids, and the lists. */
struct rich_lists {
    const char *part;
    xmlNode *root; /* NULL: the template has none */
    long form, list;
    struct renames copies; /* of forms */
};

enum { LISTS_LEVELS = 9 };

static struct rich_lists *lists_of(struct rich *r)
{
    struct rich_lists *l = r->lists;
    xmlDoc *doc;

    if (l)
        return l;
    l = r->lists = ARENA_NEW(r->arena, struct rich_lists);
    l->part = add_known_part(r->add, "numbering");
    doc = l->part ? package_xml(r->package, l->part) : NULL;
    l->root = doc ? xmlDocGetRootElement(doc) : NULL;
    for (xmlNode *c = l->root ? l->root->children : NULL; c; c = c->next) {
        const char *form = node_is(c, "abstractNum") ? node_attribute(r->arena, c, "abstractNumId") : NULL;
        const char *list = node_is(c, "num") ? node_attribute(r->arena, c, "numId") : NULL;

        if (form && strtol(form, NULL, 10) > l->form)
            l->form = strtol(form, NULL, 10);
        if (list && strtol(list, NULL, 10) > l->list)
            l->list = strtol(list, NULL, 10);
    }
    if (!l->part)
        l->part = add_needed_part(r->add, "numbering", "word/numbering.xml", ADD_WORD "numbering+xml",
                                  arena_printf(r->arena, "<w:numbering xmlns:w=\"%s\"/>", additions_uri(r->add, "wordprocessingml", "main")));
    return l;
}

const char *lists_new_form(struct rich *r)
{
    return arena_printf(r->arena, "%ld", ++lists_of(r)->form);
}

void lists_add_form(struct rich *r, struct span xml)
{
    add_into(r->add, lists_of(r)->part, "num numIdMacAtCleanup", xml);
}

/* <w:lvlOverride> of each level, so that it counts from where the form begins: what the list overrides already stays. */
static void put_restarts(struct rich *r, const xmlNode *form, const xmlNode *list, struct buf *out)
{
    for (int i = 0; i < LISTS_LEVELS; i++) {
        const char *level = arena_printf(r->arena, "%d", i), *start = "1", *own;
        xmlNode *override = NULL, *full = NULL, *found;

        for (xmlNode *c = form ? form->children : NULL; c; c = c->next)
            if (node_is(c, "lvl") && (own = node_attribute(r->arena, c, "ilvl")) && strcmp(own, level) == 0 &&
                (found = node_child(c, "start")))
                start = node_attribute(r->arena, found, "val");
        for (xmlNode *c = list ? list->children : NULL; c; c = c->next)
            if (node_is(c, "lvlOverride") && (own = node_attribute(r->arena, c, "ilvl")) && strcmp(own, level) == 0)
                override = c;
        if (override) {
            full = node_child(override, "lvl");
            found = node_child(override, "startOverride");
            found = found ? found : node_child(full, "start");
            start = found ? node_attribute(r->arena, found, "val") : start;
        }
        buf_printf(out, "<w:lvlOverride w:ilvl=\"%d\"><w:startOverride w:val=\"%ld\"/>", i, strtol(start ? start : "1", NULL, 10));
        if (full)
            node_write(full, out);
        buf_puts(out, "</w:lvlOverride>");
    }
}

const char *lists_add(struct rich *r, const char *form, struct span overrides)
{
    struct rich_lists *l = lists_of(r);
    const char *id = arena_printf(r->arena, "%ld", ++l->list);
    struct buf b = {0};

    buf_printf(&b, "<w:num w:numId=\"%s\"><w:abstractNumId w:val=\"%s\"/>", id, form);
    buf_putspan(&b, overrides);
    buf_puts(&b, "</w:num>");
    add_into(r->add, l->part, "numIdMacAtCleanup", buf_span(&b));
    buf_release(&b);
    return id;
}

const char *lists_add_again(struct rich *r, const char *form, const xmlNode *form_node, const xmlNode *list)
{
    struct buf b = {0};
    const char *id;

    put_restarts(r, form_node, list, &b);
    id = lists_add(r, form, buf_span(&b));
    buf_release(&b);
    return id;
}

static xmlNode *find(struct rich *r, const char *element, const char *attribute, const char *id)
{
    struct rich_lists *l = lists_of(r);
    struct arena scratch = {0};
    xmlNode *found = NULL;

    for (xmlNode *c = l->root ? l->root->children : NULL; c && !found; c = c->next) {
        const char *own = node_is(c, element) ? node_attribute(&scratch, c, attribute) : NULL;

        if (own && strcmp(own, id) == 0)
            found = c;
    }
    arena_release(&scratch);
    return found;
}

const char *lists_again(struct rich *r, const char *id)
{
    xmlNode *list = find(r, "num", "numId", id);
    const char *form = list ? node_attribute(r->arena, node_child(list, "abstractNumId"), "val") : NULL;

    return form ? lists_add_again(r, form, find(r, "abstractNum", "abstractNumId", form), list) : NULL;
}

static const char *value_of(struct rich *r, const xmlNode *node, const char *name)
{
    const xmlNode *c = node_child(node, name);

    return c ? node_attribute(r->arena, c, "val") : NULL;
}

int lists_style_level(struct rich *r, struct span id, struct span style, int otherwise)
{
    const char *form = lists_form(r, arena_span(r->arena, id)), *own;
    const xmlNode *node = form ? find(r, "abstractNum", "abstractNumId", form) : NULL;

    for (const xmlNode *c = node ? node->children : NULL; c; c = c->next)
        if (node_is(c, "lvl") && (own = value_of(r, c, "pStyle")) && span_is(style, own) && (own = node_attribute(r->arena, c, "ilvl")))
            return *own >= '0' && *own < '0' + LISTS_LEVELS ? *own - '0' : otherwise;
    return otherwise;
}

const char *lists_form(struct rich *r, const char *id)
{
    xmlNode *list = find(r, "num", "numId", id);

    return list ? node_attribute(r->arena, node_child(list, "abstractNumId"), "val") : NULL;
}

/* A form whose levels belong to no style and whose level `level` is of that kind. */
static bool is_form(struct rich *r, const xmlNode *form, bool ordered, const char *mark, int level)
{
    bool fits = false;
    int at = 0;

    for (const xmlNode *c = form->children; c; c = c->next) {
        const char *kind, *text;

        if (!node_is(c, "lvl"))
            continue;
        if (node_child(c, "pStyle"))
            return false;
        kind = value_of(r, c, "numFmt");
        text = value_of(r, c, "lvlText");
        if (at++ != level || !kind || !text)
            continue;
        if (!ordered)
            fits = strcmp(kind, "bullet") == 0 && *text;
        else
            fits = strcmp(kind, "decimal") == 0 && strcmp(text, arena_printf(r->arena, "%%%d%c", level + 1, mark[strlen(mark) - 1])) == 0;
    }
    return fits;
}

const char *lists_find_form(struct rich *r, bool ordered, const char *mark, int level)
{
    struct rich_lists *l = lists_of(r);

    for (xmlNode *c = l->root ? l->root->children : NULL; c; c = c->next)
        if (node_is(c, "abstractNum") && is_form(r, c, ordered, mark, level))
            return node_attribute(r->arena, c, "abstractNumId");
    return NULL;
}

const char *lists_copy_form(struct rich *r, const char *form)
{
    static const char *const dropped[] = {"nsid", "tmpl", "name", "styleLink", "numStyleLink"};
    struct rich_lists *l = lists_of(r);
    const char *now = renames_lookup(&l->copies, form);
    xmlNode *node = now ? NULL : find(r, "abstractNum", "abstractNumId", form), *copy;
    struct buf b = {0};

    if (now || !node || !node_child(node, "lvl"))
        return now;
    now = lists_new_form(r);
    renames_add(r, &l->copies, form, now);
    copy = node_copy(node);
    node_set(copy, "abstractNumId", now);
    for (size_t i = 0; i < sizeof dropped / sizeof *dropped; i++)
        if ((node = node_child(copy, dropped[i])))
            node_remove(node);
    for (xmlNode *c = copy->children; c; c = c->next) /* a style has one form */
        if (node_is(c, "lvl") && (node = node_child(c, "pStyle")))
            node_remove(node);
    node_write(copy, &b);
    lists_add_form(r, buf_span(&b));
    buf_release(&b);
    node_free(copy);
    return now;
}
