/* Open packaging conventions (ISO/IEC 29500-2): content types and relationships of a DOCX. */
#ifndef PACKAGE_OPC_H
#define PACKAGE_OPC_H

#include "package/read.h"

/* The content type of a part, from [Content_Types].xml; NULL: none is given. */
const char *opc_content_type(struct package *p, const char *part);

/* The main document part, found by relationship and not by name; never NULL for a DOCX that opened. */
const char *opc_main(struct package *p);

struct opc_rel {
    const char *id, *type; /* type: the URI as written; ask opc_rel_is */
    const char *target;    /* a part's name as the package spells it, of an external one the URI as written */
    bool external;         /* leads out of the file */
    bool dangling;         /* internal, and there is no such part: target is the name that was meant */
};

/* All relationships of a part, in the file's order; "" is the package itself. NULL: none. */
const struct opc_rel *opc_rels(struct package *p, const char *source, size_t *n);
/* One of them; NULL: absent. */
const struct opc_rel *opc_rel_by_id(struct package *p, const char *source, const char *id);
/* The first of a kind, NULL: none. */
const struct opc_rel *opc_rel_by_kind(struct package *p, const char *source, const char *kind);
/* Whether its type is `kind`, the last word of the URI: "styles", "header". The types of transitional and strict
 * documents and of Microsoft's and the packaging's own compare equal. */
bool opc_rel_is(const struct opc_rel *rel, const char *kind);
/* The name of the part that holds the relationships of `source`: "word/_rels/document.xml.rels"; in the arena. */
char *opc_rels_part(struct arena *a, const char *source);

#endif
