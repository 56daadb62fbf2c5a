/* Lists of a sub-document (ECMA-376-1, 17.9): what they look like is taken over once, and every insertion has lists of its
 * own, so that they count from the start. */
#include <stdlib.h>

#include "fill/lists.h"
#include "fill/subdoc.h"
#include "package/xml.h"

static xmlNode *numbering(struct taking *t)
{
    const struct opc_rel *rel = opc_rel_by_kind(t->s->package, t->s->main, "numbering");
    xmlDoc *doc = rel && !rel->external && !rel->dangling ? package_xml(t->s->package, rel->target) : NULL;

    return doc ? xmlDocGetRootElement(doc) : NULL;
}

static xmlNode *find(struct taking *t, const char *element, const char *attribute, const char *id)
{
    xmlNode *root = numbering(t);
    struct arena scratch = {0};
    xmlNode *found = NULL;

    for (xmlNode *c = root ? root->children : NULL; c && !found; c = c->next) {
        const char *own = node_is(c, element) ? node_attribute(&scratch, c, attribute) : NULL;

        if (own && strcmp(own, id) == 0)
            found = c;
    }
    arena_release(&scratch);
    return found;
}

/* What an abstract list names: styles; pictures of bullets do not come along. */
static void take_links(struct taking *t, xmlNode *form)
{
    static const char *const dropped[] = {"nsid", "tmpl"};

    for (size_t i = 0; i < 2; i++) {
        xmlNode *node = node_child(form, dropped[i]);

        if (node)
            node_remove(node);
    }
    for (xmlNode *c = form->children, *next; c; c = next) {
        const char *id = NULL, *now = NULL;

        next = c->next;
        if (node_is(c, "styleLink") || node_is(c, "numStyleLink")) {
            id = node_attribute(t->s->r->arena, c, "val");
            now = id ? take_style(t, STYLE_LIST, id) : NULL;
            if (now)
                node_set(c, "val", now);
            else
                node_remove(c);
        } else if (node_is(c, "lvl")) {
            xmlNode *picture = node_child(c, "lvlPicBulletId");

            if (picture)
                node_remove(picture);
        }
    }
}

static const char *take_form(struct taking *t, const char *id)
{
    struct rich *r = t->s->r;
    const char *now = renames_lookup(&t->s->forms, id);
    xmlNode *form = now ? NULL : find(t, "abstractNum", "abstractNumId", id), *copy;
    struct taking inner = {t->s, "word/numbering.xml", "word/numbering.xml", t->depth + 1, true};
    struct buf b = {0};

    if (!form)
        return now;
    now = lists_new_form(r);
    renames_add(t->s->r, &t->s->forms, id, now);
    copy = node_take(&inner, form);
    node_set(copy, "abstractNumId", now);
    take_links(&inner, copy);
    node_write(copy, &b);
    node_free(copy);
    lists_add_form(r, buf_span(&b));
    buf_release(&b);
    return now;
}

const char *take_list(struct taking *t, const char *id)
{
    struct rich *r = t->s->r;
    const char *now = renames_lookup(&t->s->lists, id), *form;
    xmlNode *list;
    struct buf b = {0};

    if (now || strcmp(id, "0") == 0)
        return now ? now : id;
    list = t->depth > 4 * SUBDOC_MAX_DEPTH ? NULL : find(t, "num", "numId", id);
    form = list ? node_attribute(r->arena, node_child(list, "abstractNumId"), "val") : NULL;
    form = form ? take_form(t, form) : NULL;
    if (!form)
        return NULL;
    if (t->s->insertions > 1) {
        now = lists_add_again(r, form, find(t, "abstractNum", "abstractNumId", node_attribute(r->arena, node_child(list, "abstractNumId"), "val")), list);
    } else {
        for (xmlNode *c = list->children; c; c = c->next)
            if (node_is(c, "lvlOverride")) {
                struct taking inner = {t->s, "word/numbering.xml", "word/numbering.xml", t->depth + 1, true};
                xmlNode *copy = node_take(&inner, c);

                if (copy)
                    node_write(copy, &b);
                node_free(copy);
            }
        now = lists_add(r, form, buf_span(&b));
        buf_release(&b);
    }
    renames_add(t->s->r, &t->s->lists, id, now);
    return now;
}
