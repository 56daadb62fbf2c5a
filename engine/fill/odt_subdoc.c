/* Sub-documents in ODT: the body of another ODT goes into the text with the styles, pictures and objects that it uses.
 * Common styles of one name are one, and the template's holds, as when pasting; automatic ones come along under new names.
 * Headers, footers, pages, comments and recorded changes (their final text stays) do not come along.
 *
 * Idea: copy nodes, walk each copy once, and change every name of a style to one of the document (ODF 1.3 part 3, 16). */
#include "base/diag/rich.h"
#include "fill/odt_own.h"
#include "fill/subdoc.h"
#include "package/xml.h"

struct odt_subdoc {
    struct odt_subdoc *next;
    const char *path;
    struct package *package;
    struct renames styles[2]; /* for content.xml and styles.xml: "family\nname" */
    struct renames objects;
};

struct walk {
    struct rich *r;
    struct odt_subdoc *s;
    const char *part;     /* that the nodes go into */
    size_t blocks;        /* of the body that were written */
    int depth;            /* styles that name styles */
};

enum { STYLES_DEEP = 32, OBJECT_PARTS = 256 };

/* ---- what a name of a style is about ---- */

static const struct { const char *element, *attribute, *family; } uses[] = {
    {"p", "style-name", "paragraph"},        {"h", "style-name", "paragraph"},        {"span", "style-name", "text"},
    {"a", "style-name", "text"},             {"a", "visited-style-name", "text"},     {"list", "style-name", "list"},
    {"list-item", "style-override", "list"}, {"section", "style-name", "section"},    {"table", "style-name", "table"},
    {"table-column", "style-name", "table-column"}, {"table-column", "default-cell-style-name", "table-cell"},
    {"table-row", "style-name", "table-row"}, {"table-row", "default-cell-style-name", "table-cell"},
    {"table-cell", "style-name", "table-cell"}, {"covered-table-cell", "style-name", "table-cell"},
    {"ruby", "style-name", "ruby"},          {"table-of-content", "style-name", "section"},
    {"map", "apply-style-name", NULL},       {NULL, "cond-style-name", "paragraph"},
    {NULL, "parent-style-name", NULL},       {NULL, "next-style-name", NULL},         {NULL, "list-style-name", "list"},
    {NULL, "data-style-name", "data"},       {"list-level-style-number", "style-name", "text"},
    {"list-level-style-bullet", "style-name", "text"}, {NULL, "text-style-name", "paragraph"},
    {"drop-cap", "style-name", "text"},      {"index-title", "style-name", "section"},
};


static bool in_namespace(const xmlNode *n, const char *end)
{
    const char *uri = n->ns ? (const char *)n->ns->href : "";

    return strstr(uri, end) != NULL;
}

/* The family of the style that an attribute names; NULL: it names none. */
static const char *family_of(const xmlNode *node, const char *attribute, const char *own)
{
    if (strcmp(attribute, "style-name") == 0 && in_namespace(node, ":drawing:"))
        return "graphic";
    for (size_t i = 0; i < sizeof uses / sizeof *uses; i++)
        if (strcmp(attribute, uses[i].attribute) == 0 && (!uses[i].element || node_is(node, uses[i].element)))
            return uses[i].family ? uses[i].family : own;
    return strcmp(attribute, "style-name") == 0 && in_namespace(node, ":text:") ? "text" : NULL;
}

/* ---- styles ---- */

static xmlNode *root_of(struct walk *w, const char *part)
{
    xmlDoc *doc = package_has(w->s->package, part) ? package_xml(w->s->package, part) : NULL;

    return doc ? xmlDocGetRootElement(doc) : NULL;
}

static bool is_of(struct arena *a, const xmlNode *style, const char *family, const char *name)
{
    const char *own = node_attribute(a, style, "name"), *its = node_attribute(a, style, "family");

    if (!own || strcmp(own, name) != 0)
        return false;
    if (strcmp(family, "list") == 0)
        return node_is(style, "list-style");
    if (strcmp(family, "data") == 0)
        return in_namespace(style, ":datastyle:");
    return node_is(style, "style") && its && strcmp(its, family) == 0;
}

static xmlNode *find_style(struct walk *w, const char *part, const char *group, const char *family, const char *name)
{
    xmlNode *root = root_of(w, part), *in = root ? node_child(root, group) : NULL, *found = NULL;
    struct arena scratch = {0};

    for (xmlNode *c = in ? in->children : NULL; c && !found; c = c->next)
        if (c->type == XML_ELEMENT_NODE && is_of(&scratch, c, family, name))
            found = c;
    arena_release(&scratch);
    return found;
}

static const struct odt_style *template_style(struct walk *w, const char *family, const char *shown)
{
    size_t n;
    const struct odt_style *v = odt_styles(w->r, "styles.xml", &n);
    bool list = strcmp(family, "list") == 0;

    for (size_t i = 0; i < n; i++)
        if (!v[i].automatic && span_is(v[i].shown, shown) && (list ? span_is(v[i].element, "list-style") : span_is(v[i].element, "style") && span_is(v[i].family, family)))
            return &v[i];
    return NULL;
}

static void take(struct walk *w, xmlNode *node, const char *own);

/* A font by its declaration in the other file: the family itself, so nothing has to be declared here. */
static void take_font(struct walk *w, xmlNode *node, xmlAttr *at)
{
    static const char *const names[][2] = {{"font-name", "font-family"}, {"font-name-asian", "font-family-asian"}, {"font-name-complex", "font-family-complex"}};
    struct rich *r = w->r;
    const char *name = node_attribute(r->arena, node, (const char *)at->name), *family = NULL;
    xmlNode *root = root_of(w, "styles.xml"), *faces = root ? node_child(root, "font-face-decls") : NULL;

    for (size_t i = 0; i < 3; i++) {
        if (!xmlStrEqual(at->name, (const xmlChar *)names[i][0]))
            continue;
        for (xmlNode *c = faces ? faces->children : NULL; c && !family; c = c->next) {
            const char *own = c->type == XML_ELEMENT_NODE ? node_attribute(r->arena, c, "name") : NULL;

            if (own && strcmp(own, name) == 0)
                family = node_attribute(r->arena, c, "font-family");
        }
        xmlNs *ns = i ? at->ns : xmlSearchNs(node->doc, node, (const xmlChar *)"fo");
        if (!ns)
            ns = xmlNewNs(node, (const xmlChar *)"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0", (const xmlChar *)"fo");
        xmlRemoveProp(at);
        if (ns)
            xmlSetNsProp(node, ns, (const xmlChar *)names[i][1], (const xmlChar *)(family ? family : name));
        return;
    }
}

/* The page of the other file is not ours: where it began one, the text begins a page. */
static void take_page(struct walk *w, xmlNode *style)
{
    const char *page = node_attribute(w->r->arena, style, "master-page-name");
    xmlNode *props = node_child(style, "paragraph-properties");
    xmlNs *fo;

    if (!page)
        return;
    for (xmlAttr *at = style->properties, *next; at; at = next) {
        next = at->next;
        if (xmlStrEqual(at->name, (const xmlChar *)"master-page-name"))
            xmlRemoveProp(at);
    }
    for (xmlAttr *at = props ? props->properties : NULL, *next; at; at = next) {
        next = at->next;
        if (xmlStrEqual(at->name, (const xmlChar *)"page-number"))
            xmlRemoveProp(at);
    }
    fo = props ? xmlSearchNs(props->doc, props, (const xmlChar *)"fo") : NULL;
    if (*page && w->blocks && fo)
        xmlSetNsProp(props, fo, (const xmlChar *)"break-before", (const xmlChar *)"page");
}

static void add_style(struct walk *w, const char *part, bool automatic, xmlNode *style, const char *family, const char *name)
{
    xmlNode *copy = node_copy(style);
    struct walk inner = *w;
    struct buf b = {0};

    inner.part = part;
    inner.depth++;
    node_set(copy, "name", name);
    take_page(&inner, copy);
    take(&inner, copy, family);
    node_write(copy, &b);
    add_into(w->r->add, part, automatic ? "automatic-styles/" : "styles/", buf_span(&b));
    buf_release(&b);
    node_free(copy);
}

/* The document's name for a style of the sub-document; NULL: there is none of this name. */
static const char *take_style_of(struct walk *w, const char *family, const char *name)
{
    struct rich *r = w->r;
    bool content = strcmp(w->part, "content.xml") == 0;
    struct renames *known = &w->s->styles[content ? 0 : 1];
    const char *key = arena_printf(r->arena, "%s\n%s", family, name), *now = renames_lookup(known, key), *shown;
    xmlNode *style;

    if (now)
        return now;
    if (w->depth > STYLES_DEEP)
        return NULL;
    style = find_style(w, "content.xml", "automatic-styles", family, name);
    if (style) {
        now = odt_name(r, "VbSub");
        renames_add(r, known, key, now);
        add_style(w, w->part, true, style, family, now);
        return now;
    }
    style = find_style(w, "styles.xml", "styles", family, name);
    if (!style)
        return NULL;
    shown = node_attribute(r->arena, style, "display-name");
    const struct odt_style *ours = template_style(w, family, shown ? shown : name);
    if (ours) {
        now = arena_span(r->arena, ours->name);
        renames_add(r, known, key, now);
        return now;
    }
    now = renames_lookup(&w->s->styles[content ? 1 : 0], key); /* common ones serve both parts */
    if (now) {
        renames_add(r, known, key, now);
        return now;
    }
    now = odt_style_named(r, "styles.xml", strcmp(family, "list") == 0 ? "list-style" : "style", NULL, span_of(name)) ? odt_name(r, "VbSub") : name;
    renames_add(r, &w->s->styles[0], key, now);
    renames_add(r, &w->s->styles[1], key, now);
    add_style(w, "styles.xml", false, style, family, now);
    return now;
}

/* ---- pictures and objects ---- */

static const char *media_type(struct walk *w, const char *path)
{
    struct rich *r = w->r;
    xmlNode *root = root_of(w, "META-INF/manifest.xml");

    for (xmlNode *c = root ? root->children : NULL; c; c = c->next) {
        const char *own = node_is(c, "file-entry") ? node_attribute(r->arena, c, "full-path") : NULL;

        if (own && strcmp(own, path) == 0)
            return node_attribute(r->arena, c, "media-type");
    }
    return NULL;
}

/* A folder of the sub-document under a new name: "Object 1". */
static const char *take_object(struct walk *w, const char *name)
{
    struct rich *r = w->r;
    struct package *p = w->s->package;
    const char *now = renames_lookup(&w->s->objects, name), *type;
    size_t n = strlen(name), copied = 0;
    struct buf b = {0};

    if (now)
        return now;
    for (unsigned i = 1;; i++) {
        now = arena_printf(r->arena, "Object %u", 1000 + ++r->odt->number + i);
        if (!package_has(r->package, arena_printf(r->arena, "%s/content.xml", now)))
            break;
    }
    for (size_t i = 0; i < package_parts(p) && copied < OBJECT_PARTS; i++) {
        const char *part = package_part_name(p, i);
        struct span bytes;

        if (strncmp(part, name, n) != 0 || part[n] != '/' || part[strlen(part) - 1] == '/' || !package_part(p, part, &bytes))
            continue;
        type = media_type(w, part);
        bytes.p = arena_span(r->arena, bytes);
        add_part_as(r->add, arena_printf(r->arena, "%s%s", now, part + n), type ? type : "", bytes);
        copied++;
    }
    renames_add(r, &w->s->objects, name, now);
    type = media_type(w, arena_printf(r->arena, "%s/", name));
    buf_printf(&b, "<manifest:file-entry manifest:full-path=\"%s/\" manifest:media-type=\"%s\"/>", now, type ? type : "");
    if (copied && package_has(r->package, "META-INF/manifest.xml"))
        add_into(r->add, "META-INF/manifest.xml", "", buf_span(&b));
    buf_release(&b);
    return now;
}

static void take_link(struct walk *w, xmlNode *node)
{
    struct rich *r = w->r;
    const char *href = node_attribute(r->arena, node, "href"), *name = href, *now, *type;
    struct span bytes;

    if (!href)
        return;
    if (strncmp(name, "./", 2) == 0)
        name += 2;
    if (package_part(w->s->package, name, &bytes)) { /* a picture, or what is shown in place of an object */
        const char *dot = strrchr(name, '.');

        type = media_type(w, name);
        bytes.p = arena_span(r->arena, bytes);
        now = strncmp(name, "ObjectReplacements/", 19) == 0 || !dot
            ? arena_printf(r->arena, "ObjectReplacements/Vb %u", ++r->odt->number)
            : add_part(r->add, "Pictures/image", arena_str(r->arena, dot + 1), type ? type : "", bytes);
        if (!strrchr(now, '.'))
            add_part_as(r->add, now, type ? type : "", bytes);
        node_set(node, "href", now);
    } else if (node_is(node, "object") || node_is(node, "object-ole")) {
        node_set(node, "href", arena_printf(r->arena, "./%s", take_object(w, name)));
    }
}

/* ---- the walk ---- */

static bool is_one_of(const xmlNode *node, const char *const *names)
{
    while (*names && !node_is(node, *names))
        names++;
    return *names != NULL;
}

static const char *const left_out[] = {"annotation", "annotation-end", "change", "change-start", "change-end", "soft-page-break", "control",
                                       "forms", "tracked-changes", "sequence-decls", "variable-decls", "user-field-decls", "dde-connection-decls",
                                       "alphabetical-index-auto-mark-file", NULL};
/* Fields that stand for a declaration: what they show stays. */
static const char *const flattened[] = {"variable-set", "variable-get", "variable-input", "user-field-get", "user-field-input", "sequence",
                                        "dde-connection", "user-defined", NULL};

static void flatten(xmlNode *node)
{
    for (xmlNode *c = node->children, *next; c; c = next) {
        next = c->next;
        xmlUnlinkNode(c);
        xmlAddPrevSibling(node, c);
    }
    node_remove(node);
}

static void take_attributes(struct walk *w, xmlNode *node, const char *own)
{
    for (xmlAttr *at = node->properties, *next; at; at = next) {
        const char *name = (const char *)at->name, *family = family_of(node, name, own), *value, *now;

        next = at->next;
        if (strncmp(name, "font-name", 9) == 0) {
            take_font(w, node, at);
            continue;
        }
        if (!family || (own && strcmp(name, "name") == 0))
            continue;
        value = node_attribute(w->r->arena, node, name);
        now = *value ? take_style_of(w, family, value) : NULL;
        if (now)
            node_set(node, name, now);
        else if (*value)
            xmlRemoveProp(at);
    }
}

/* Changes the names in a node and what is under it. `own`: the family of the style that it is, or NULL. */
static void take(struct walk *w, xmlNode *node, const char *own)
{
    take_attributes(w, node, own);
    take_link(w, node);
    for (xmlNode *c = node->children, *next; c; c = next) {
        next = c->next;
        if (c->type == XML_COMMENT_NODE || c->type == XML_PI_NODE) {
            node_remove(c);
        } else if (c->type != XML_ELEMENT_NODE) {
            continue;
        } else if (is_one_of(c, left_out)) {
            node_remove(c);
        } else {
            take(w, c, own); /* as deep as package_xml lets in */
            if (is_one_of(c, flattened) && in_namespace(c, ":text:"))
                flatten(c);
        }
    }
}

/* ---- the form ---- */

static struct odt_subdoc *open_subdoc(struct rich *r, const struct value *name)
{
    struct odt_subdoc *s;
    struct span bytes;
    struct package *p;

    if (!rich_file(r, name, RICH_MAX_FILE, &bytes))
        return NULL;
    for (s = r->odt->subdocs; s; s = s->next)
        if (strcmp(s->path, name->as.scalar.text) == 0)
            return s;
    p = rich_package(r, name, bytes);
    if (!p)
        return NULL;
    s = ARENA_NEW(r->arena, struct odt_subdoc);
    *s = (struct odt_subdoc){.next = r->odt->subdocs, .path = name->as.scalar.text, .package = p};
    r->odt->subdocs = s;
    return s;
}

void odt_release(struct odt_rich *odt)
{
    for (struct odt_subdoc *s = odt->subdocs; s; s = s->next)
        package_close(s->package);
    odt->subdocs = NULL;
}

bool odt_subdoc(struct rich *r, const struct rich_place *place, const struct value *file, struct buf *out)
{
    struct odt_subdoc *s = open_subdoc(r, file);
    struct walk w = {.r = r, .s = s, .part = place->part};
    xmlNode *root = s ? root_of(&w, "content.xml") : NULL, *body = root ? node_child(root, "body") : NULL, *text = body ? node_child(body, "text") : NULL;

    if (!root)
        return false;
    r->w->enter_blocks(r, place, out);
    odt_leave_lists(r, place, out);
    for (xmlNode *c = text ? text->children : NULL; c; c = c->next) {
        xmlNode *copy;

        if (c->type != XML_ELEMENT_NODE || is_one_of(c, left_out))
            continue;
        copy = node_copy(c);
        take(&w, copy, NULL);
        node_write(copy, out);
        node_free(copy);
        w.blocks++;
    }
    r->w->leave_blocks(r, place, false, out);
    return true;
}
