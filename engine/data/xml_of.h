/* Asking small trees of XML: elements and attributes by their local names. Internal to data. */
#ifndef DATA_XML_OF_H
#define DATA_XML_OF_H

#include <libxml/tree.h>

#include "base/arena.h"

static inline bool xml_is(const xmlNode *n, const char *local)
{
    return n->type == XML_ELEMENT_NODE && strcmp((const char *)n->name, local) == 0;
}

static inline const xmlNode *xml_child(const xmlNode *n, const char *local)
{
    for (const xmlNode *c = n->children; c; c = c->next)
        if (xml_is(c, local))
            return c;
    return NULL;
}

/* The first attribute of this name with (without) a prefix, in the arena; NULL: there is none. */
static inline char *xml_attribute_of(struct arena *a, const xmlNode *n, const char *local, bool prefixed)
{
    for (const xmlAttr *at = n->properties; at; at = at->next) {
        if ((at->ns != NULL) == prefixed && strcmp((const char *)at->name, local) == 0) {
            xmlChar *value = xmlNodeListGetString(n->doc, at->children, 1);
            char *copy = arena_str(a, value ? (const char *)value : "");

            xmlFree(value);
            return copy;
        }
    }
    return NULL;
}

static inline char *xml_attribute(struct arena *a, const xmlNode *n, const char *local)
{
    return xml_attribute_of(a, n, local, false);
}

static inline char *xml_attribute_prefixed(struct arena *a, const xmlNode *n, const char *local)
{
    return xml_attribute_of(a, n, local, true);
}

/* ST_OnOff and xsd:boolean. */
static inline bool xml_truth(const char *value)
{
    return value && (strcmp(value, "1") == 0 || strcmp(value, "true") == 0 || strcmp(value, "on") == 0);
}

#endif
