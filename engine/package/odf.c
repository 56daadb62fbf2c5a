/* What an ODT or ODS must be: its type, and a manifest without encryption (ODF 1.3 part 2, 3 and 4). */
#include <libxml/tree.h>

#include "base/diag/package.h"
#include "package/own.h"

static const char MANIFEST[] = "META-INF/manifest.xml";

static bool is_element(const xmlNode *n, const char *name)
{
    return n->type == XML_ELEMENT_NODE && strcmp((const char *)n->name, name) == 0;
}

/* Attributes of a manifest are taken by their local names: the files of OpenOffice.org have another namespace. */
static const char *attribute(struct arena *a, xmlNode *n, const char *name)
{
    for (xmlAttr *at = n->properties; at; at = at->next) {
        if (strcmp((const char *)at->name, name) == 0) {
            xmlChar *value = xmlNodeListGetString(n->doc, at->children, 1);
            const char *copy = arena_str(a, value ? (const char *)value : "");

            xmlFree(value);
            return copy;
        }
    }
    return NULL;
}

static bool is_encrypted(const xmlNode *entry)
{
    for (const xmlNode *c = entry->children; c; c = c->next)
        if (is_element(c, "encryption-data"))
            return true;
    return false;
}

/* The type of the whole as the manifest says it; *encrypted: the first part that is. */
static const char *read_manifest(struct package *p, const char **encrypted)
{
    xmlDoc *doc = package_xml(p, MANIFEST);
    xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;
    const char *type = NULL;

    *encrypted = NULL;
    for (xmlNode *c = root ? root->children : NULL; c; c = c->next) {
        const char *path;

        if (!is_element(c, "file-entry"))
            continue;
        path = attribute(&p->arena, c, "full-path");
        if (path && strcmp(path, "/") == 0)
            type = attribute(&p->arena, c, "media-type");
        if (path && !*encrypted && is_encrypted(c))
            *encrypted = path;
    }
    return type;
}

/* LibreOffice keeps a list of libraries (script-lb.xml) beside every module; a file that only has lists has no macro. */
static bool is_macro(struct span name)
{
    const char *slash = memrchr(name.p, '/', name.n);

    if (span_starts(name, "Scripts/"))
        return name.p[name.n - 1] != '/';
    return span_starts(name, "Basic/") && name.n > 4 && strcmp(name.p + name.n - 4, ".xml") == 0 && slash &&
           strncmp(slash + 1, "script-", 7) != 0;
}

static bool check_macros(struct package *p)
{
    for (size_t i = 0; i < p->zip.n; i++) {
        if (is_macro(span_of(p->zip.entries[i].name))) {
            diag(p->ctx, p->sheets ? DIAG_SHEET_MACROS : DIAG_PACKAGE_MACROS, pos_file(p->name), p->zip.entries[i].name);
            return false;
        }
    }
    return true;
}

bool odf_check(struct package *p)
{
    static const char PREFIX[] = "application/vnd.oasis.opendocument.";
    const char *wanted = p->sheets ? "spreadsheet" : "text", *own;
    int before = p->ctx->errors;
    const char *manifest, *encrypted, *type, *kind;
    struct span mimetype = {0};

    if (package_has(p, "mimetype") && !package_part(p, "mimetype", &mimetype))
        return false;
    manifest = read_manifest(p, &encrypted);
    if (p->ctx->errors > before)
        return false;
    type = mimetype.p ? arena_span(&p->arena, span_trim(mimetype)) : manifest ? manifest : "";
    if (encrypted) {
        diag(p->ctx, p->sheets ? DIAG_SHEET_ENCRYPTED : DIAG_PACKAGE_ENCRYPTED, pos_file(p->name));
        return false;
    }
    own = strncmp(type, PREFIX, sizeof PREFIX - 1) == 0 ? type + sizeof PREFIX - 1 : "";
    p->is_template = strncmp(own, wanted, strlen(wanted)) == 0 && strcmp(own + strlen(wanted), "-template") == 0;
    if (!p->is_template && strcmp(own, wanted) != 0) {
        kind = sniff_kind(type);
        sniff_wrong(p, kind ? kind : *type ? type : MANIFEST);
        return false;
    }
    if (!package_has(p, "content.xml")) {
        diag(p->ctx, p->sheets ? DIAG_SHEET_NONE : DIAG_ODF_NO_CONTENT, pos_file(p->name));
        return false;
    }
    return check_macros(p);
}
