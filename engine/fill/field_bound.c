/* Values of bound controls go into the part of custom XML that they are bound to (ECMA-376 part 1, 17.5.2.6): Word shows what
 * stands there, whatever the control holds.
 *
 * Of XPath only what Word writes is followed: /prefix:name[1]/prefix:name[1]/@name. */
#include "base/diag/mustache.h"
#include "fill/field.h"

#include <libxml/tree.h>

#include "package/opc.h"
#include "package/xml.h"

/* Parts that every package has under a name that never changes. */
static const struct {
    const char *store, *kind;
} known[] = {
    {"{6C3C8BC8-F283-45AE-878A-BAB7291924A1}", "core-properties"},
    {"{6668398D-A668-4E3E-A5EB-62B293D839F1}", "extended-properties"},
};

static bool same_id(const char *x, const char *y)
{
    while (*x && *y && (*x == *y || ((*x | 32) == (*y | 32) && (*x | 32) >= 'a')))
        x++, y++;
    return *x == *y;
}

/* The part with this id; NULL: none. */
static const char *find_store(struct package *p, const char *store)
{
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (same_id(store, known[i].store)) {
            const struct opc_rel *r = opc_rel_by_kind(p, "", known[i].kind);

            return r && !r->external && !r->dangling ? r->target : NULL;
        }
    }
    for (size_t i = 0; i < package_parts(p); i++) {
        const char *name = package_part_name(p, i);
        const struct opc_rel *r = strncmp(name, "customXml/", 10) == 0 ? opc_rel_by_kind(p, name, "customXmlProps") : NULL;
        xmlDoc *props = r && !r->external && !r->dangling ? package_xml(p, r->target) : NULL;
        xmlNode *root = props ? xmlDocGetRootElement(props) : NULL;
        xmlChar *id = root ? xmlGetProp(root, (const xmlChar *)"itemID") : NULL;
        bool found = id && same_id((const char *)id, store);

        xmlFree(id);
        if (found)
            return name;
    }
    return NULL;
}

/* ---- paths ---- */

/* The namespace of a prefix in "xmlns:a='..' xmlns:b='..'"; empty: none. */
static struct span namespace_of(const char *mappings, struct span prefix)
{
    struct buf key = {0};
    const char *at;
    struct span found = {0};

    if (prefix.n && mappings) {
        buf_puts(&key, "xmlns:");
        buf_putspan(&key, prefix);
        buf_putc(&key, '=');
        at = strstr(mappings, key.p);
        if (at && (at[key.n] == '\'' || at[key.n] == '"')) {
            at += key.n;
            found = span_make(at + 1, strcspn(at + 1, (char[]){*at, '\0'}));
        }
        buf_release(&key);
    }
    return found;
}

struct step {
    struct span prefix, name;
    unsigned long index;
    bool attribute;
};

static bool read_step(const char **p, struct step *s)
{
    size_t n, colon;

    *s = (struct step){.index = 1};
    if (**p != '/')
        return false;
    ++*p;
    s->attribute = **p == '@';
    *p += s->attribute;
    n = strcspn(*p, "/[]@()*|'\" ");
    colon = strcspn(*p, ":");
    if (n == 0)
        return false;
    if (colon < n)
        s->prefix = span_make(*p, colon);
    s->name = colon < n ? span_make(*p + colon + 1, n - colon - 1) : span_make(*p, n);
    *p += n;
    if (**p == '[') {
        s->index = 0;
        for (++*p; **p >= '0' && **p <= '9' && s->index < 1000000; ++*p)
            s->index = s->index * 10 + (unsigned long)(**p - '0');
        if (**p != ']' || s->index == 0)
            return false;
        ++*p;
    }
    return s->name.n > 0;
}

static bool matches(const xmlNs *ns, const xmlChar *name, const struct step *s, const char *mappings)
{
    struct span wanted = namespace_of(mappings, s->prefix), has = span_of(ns && ns->href ? (const char *)ns->href : "");

    return span_is(s->name, (const char *)name) && (s->prefix.n ? span_equal(wanted, has) : has.n == 0);
}

static xmlNode *child(xmlNode *first, const struct step *s, const char *mappings)
{
    unsigned long count = 0;

    for (xmlNode *n = first; n; n = n->next)
        if (n->type == XML_ELEMENT_NODE && matches(n->ns, n->name, s, mappings) && ++count == s->index)
            return n;
    return NULL;
}

/* Sets what the path leads to. false: it leads nowhere. */
static bool set_value(xmlDoc *doc, const struct bound_value *b)
{
    const char *p = b->path;
    xmlNode *at = NULL;
    struct step s;

    while (*p) {
        if (!read_step(&p, &s))
            return false;
        if (s.attribute) {
            for (xmlAttr *a = at ? at->properties : NULL; a && !*p; a = a->next) {
                if (matches(a->ns, a->name, &s, b->prefixes)) {
                    xmlSetNsProp(at, a->ns, a->name, (const xmlChar *)b->value);
                    return true;
                }
            }
            return false;
        }
        at = child(at ? at->children : xmlDocGetRootElement(doc), &s, b->prefixes);
        if (!at)
            return false;
    }
    if (!at)
        return false;
    while (at->children) {
        xmlNode *c = at->children;

        xmlUnlinkNode(c);
        xmlFreeNode(c);
    }
    xmlNodeAddContent(at, (const xmlChar *)b->value);
    return true;
}

/* ---- parts ---- */

static bool apply(struct fielding *x, const char *part, const struct bound_value *b)
{
    xmlChar *written = NULL;
    struct span text;
    xmlDoc *doc;
    int size = 0;
    bool found;

    if (!add_text(x->f->rich.add, part, &text))
        return false;
    doc = package_parse(x->f->ctx, x->f->name, part, text);
    if (!doc)
        return false;
    found = set_value(doc, b);
    if (found) {
        xmlDocDumpMemoryEnc(doc, &written, &size, "UTF-8");
        text = span_make((const char *)written, (size_t)size);
        text.p = arena_span(&x->f->arena, text);
        add_replace(x->f->rich.add, part, text);
        xmlFree(written);
    }
    xmlFreeDoc(doc);
    return found;
}

bool field_bind(struct fielding *x)
{
    for (size_t i = 0; i < x->bound.n; i++) {
        const struct bound_value *b = &x->bound.v[i];
        const char *part = b->store && b->path ? find_store(x->package, b->store) : NULL;
        int before = x->f->ctx->errors;

        if (!part)
            continue; /* Word shows the control's own content then */
        if (!apply(x, part, b) && x->f->ctx->errors == before)
            diag(x->f->ctx, DIAG_FIELD_UNBOUND, b->pos, b->path, part);
        x->failed |= x->f->ctx->errors > before;
    }
    return !x->failed;
}
