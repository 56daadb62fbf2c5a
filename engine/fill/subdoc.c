/* Sub-documents: $subdoc. The body of another DOCX goes into the text with all that it uses: styles that the template does
 * not have, lists, pictures and other parts, links, notes. Styles of one name are one, and the template's holds, as when
 * pasting with the styles of the target; headers, footers and the page of the sub-document do not come along.
 *
 * Idea: copy nodes, walk each copy once, and change every id to one of the document. A kind of id is one row. */
#include "base/diag/rich.h"
#include "fill/docx_write.h"
#include "fill/subdoc.h"

#include "package/xml.h"

/* ---- nodes ---- */

bool node_is(const xmlNode *node, const char *name)
{
    return node->type == XML_ELEMENT_NODE && xmlStrEqual(node->name, (const xmlChar *)name);
}

xmlNode *node_child(const xmlNode *node, const char *name)
{
    xmlNode *c = node ? node->children : NULL;

    while (c && !node_is(c, name))
        c = c->next;
    return c;
}

static xmlAttr *find_attribute(const xmlNode *node, const char *name)
{
    xmlAttr *at = node ? node->properties : NULL;

    while (at && !xmlStrEqual(at->name, (const xmlChar *)name))
        at = at->next;
    return at;
}

static const char *attribute_text(struct arena *a, const xmlAttr *at)
{
    xmlChar *value = xmlNodeListGetString(at->doc, at->children, 1);
    const char *copy = value ? arena_str(a, (const char *)value) : "";

    xmlFree(value);
    return copy;
}

const char *node_attribute(struct arena *a, const xmlNode *node, const char *name)
{
    const xmlAttr *at = find_attribute(node, name);

    return at ? attribute_text(a, at) : NULL;
}

static void set_attribute(xmlAttr *at, const char *value)
{
    xmlNode *text = xmlNewDocText(at->doc, (const xmlChar *)value);

    xmlFreeNodeList(at->children);
    at->children = at->last = text;
    text->parent = (xmlNode *)at;
}

void node_set(xmlNode *node, const char *name, const char *value)
{
    xmlAttr *at = find_attribute(node, name);

    if (at)
        set_attribute(at, value);
}

void node_remove(xmlNode *node)
{
    xmlUnlinkNode(node);
    xmlFreeNode(node);
}

void node_free(xmlNode *node)
{
    if (node)
        xmlFreeDoc(node->doc);
}

void node_write(xmlNode *node, struct buf *out)
{
    xmlBuffer *b = xmlBufferCreate();

    xmlNodeDump(b, node->doc, node, 0, 0);
    buf_put(out, xmlBufferContent(b), (size_t)xmlBufferLength(b));
    xmlBufferFree(b);
}

/* ---- renaming ---- */

const char *renames_lookup(const struct renames *r, const char *from)
{
    for (size_t i = 0; i < r->n; i++)
        if (strcmp(r->v[i].from, from) == 0)
            return r->v[i].to;
    return NULL;
}

void renames_add(struct rich *rich, struct renames *r, const char *from, const char *to)
{
    ARENA_ROOM(rich->arena, r->v, r->n, r->cap);
    r->v[r->n++] = (struct renamed){from, to};
}

/* ---- the walk ---- */

static bool is_relation(const xmlAttr *at)
{
    static const char end[] = "/relationships";
    const char *uri = at->ns ? (const char *)at->ns->href : NULL;
    size_t n = uri ? strlen(uri) : 0;

    return n >= sizeof end && strcmp(uri + n - (sizeof end - 1), end) == 0;
}

/* Relationships to their new ids; ids of revisions and paragraphs go, they are unique in a file. */
static void take_attributes(struct taking *t, xmlNode *node)
{
    for (xmlAttr *at = node->properties, *next; at; at = next) {
        next = at->next;
        if (xmlStrEqual(at->name, (const xmlChar *)"paraId") || xmlStrEqual(at->name, (const xmlChar *)"textId")) {
            xmlRemoveProp(at);
        } else if (is_relation(at)) {
            const char *id = attribute_text(t->s->r->arena, at), *now = *id ? take_relation(t, id) : NULL;

            if (now)
                set_attribute(at, now);
            else if (*id)
                xmlRemoveProp(at);
        }
    }
}

static const char *take_bookmark(struct taking *t, const char *id)
{
    const char *now = renames_lookup(&t->s->bookmarks, id);

    if (!now) {
        now = arena_printf(t->s->r->arena, "%u", add_number(t->s->r->add));
        renames_add(t->s->r, &t->s->bookmarks, id, now);
    }
    return now;
}

/* What an element's id becomes; NULL: the element is left out. `val` is the attribute of the row. */
static const char *take_id(struct taking *t, const xmlNode *node, int what, const char *id)
{
    switch (what) {
    case 'p':
        return take_style(t, STYLE_PARAGRAPH, id);
    case 'c':
        return take_style(t, STYLE_CHARACTER, id);
    case 't':
        return take_style(t, STYLE_TABLE, id);
    case 'n':
        return take_list(t, id);
    case 'b':
        return take_bookmark(t, id);
    case 'd':
        return arena_printf(t->s->r->arena, "%u", add_number(t->s->r->add));
    case 'f':
        return take_note(t, node_is(node, "footnoteReference") ? "footnote" : "endnote", id);
    }
    return NULL;
}

/* The elements whose meaning lies in an id, and those that have none here (what 0). */
static const struct {
    const char *name, *attribute;
    int what;
} ids[] = {
    {"pStyle", "val", 'p'},          {"rStyle", "val", 'c'},          {"tblStyle", "val", 't'},
    {"numId", "val", 'n'},           {"bookmarkStart", "id", 'b'},    {"bookmarkEnd", "id", 'b'},
    {"docPr", "id", 'd'},            {"footnoteReference", "id", 'f'}, {"endnoteReference", "id", 'f'},
    {"headerReference", NULL, 0},    {"footerReference", NULL, 0},    {"commentRangeStart", NULL, 0},
    {"commentRangeEnd", NULL, 0},    {"commentReference", NULL, 0},   {"proofErr", NULL, 0},
    {"permStart", NULL, 0},          {"permEnd", NULL, 0},
};

/* false: the node is gone. */
static bool take_element(struct taking *t, xmlNode *node)
{
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        const char *id, *now;

        if (!node_is(node, ids[i].name))
            continue;
        id = ids[i].attribute ? node_attribute(t->s->r->arena, node, ids[i].attribute) : NULL;
        now = id ? take_id(t, node, ids[i].what, id) : NULL;
        if (!now) {
            node_remove(node);
            return false;
        }
        node_set(node, ids[i].attribute, now);
        break;
    }
    take_attributes(t, node);
    return true;
}

void take_node(struct taking *t, xmlNode *node)
{
    for (xmlNode *c = node->children, *next; c; c = next) {
        next = c->next;
        if (c->type == XML_COMMENT_NODE || c->type == XML_PI_NODE)
            node_remove(c);
        else if (c->type == XML_ELEMENT_NODE && take_element(t, c))
            take_node(t, c);
    }
}

xmlNode *node_copy(xmlNode *node)
{
    xmlDoc *doc = xmlNewDoc((const xmlChar *)"1.0");
    xmlNode *copy = xmlDocCopyNode(node, doc, 1);

    doc->encoding = xmlStrdup((const xmlChar *)"UTF-8"); /* letters stay letters */
    xmlDocSetRootElement(doc, copy);
    return copy;
}

xmlNode *node_take(struct taking *t, xmlNode *node)
{
    xmlNode *copy = node_copy(node);

    xmlDoc *doc = copy->doc;

    if (!take_element(t, copy)) {
        xmlFreeDoc(doc);
        return NULL;
    }
    take_node(t, copy);
    return copy;
}

/* ---- the form ---- */

static struct subdoc *open_subdoc(struct rich *r, const struct value *name)
{
    struct subdoc *s;
    struct span bytes;
    struct package *p;

    if (!rich_file(r, name, RICH_MAX_FILE, &bytes))
        return NULL;
    for (s = r->subdocs; s; s = s->next)
        if (strcmp(s->path, name->as.scalar.text) == 0)
            return s;
    p = rich_package(r, name, bytes);
    if (!p)
        return NULL;
    s = ARENA_NEW(r->arena, struct subdoc);
    *s = (struct subdoc){.next = r->subdocs, .path = name->as.scalar.text, .r = r, .package = p, .main = opc_main(p)};
    r->subdocs = s;
    return s;
}

void rich_release(struct rich *r)
{
    for (struct subdoc *s = r->subdocs; s; s = s->next)
        package_close(s->package);
    r->subdocs = NULL;
}

bool docx_subdoc(struct rich *r, const struct rich_place *place, const struct value *v, struct buf *out)
{
    struct subdoc *s = open_subdoc(r, v);
    xmlDoc *doc = s ? package_xml(s->package, s->main) : NULL;
    const xmlNode *body = doc ? node_child(xmlDocGetRootElement(doc), "body") : NULL;
    struct taking t = {s, s ? s->main : NULL, place->part, 0, true};
    bool paragraph = true;

    if (!doc)
        return false;
    s->insertions++;
    s->lists.n = s->bookmarks.n = 0;
    r->w->enter_blocks(r, place, out);
    for (xmlNode *c = body ? body->children : NULL; c; c = c->next) {
        xmlNode *copy;

        if (c->type != XML_ELEMENT_NODE || node_is(c, "sectPr"))
            continue;
        copy = node_take(&t, c);
        if (!copy)
            continue;
        node_write(copy, out);
        paragraph = !node_is(copy, "tbl");
        node_free(copy);
    }
    r->w->leave_blocks(r, place, !paragraph, out);
    return t.ok;
}
