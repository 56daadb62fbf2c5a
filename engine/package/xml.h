/* XML parts of a package, as text and as libxml2's tree. */
#ifndef PACKAGE_XML_H
#define PACKAGE_XML_H

#include <libxml/tree.h>

#include "package/read.h"

/* The text of an XML part in UTF-8: a byte order mark is gone, UTF-16 is converted. Kept until package_close.
 * false: absent (silent), damaged or in another encoding (reported). Whether it is well-formed only package_xml tells. */
bool package_text(struct package *p, const char *part, struct span *out);

/* From now on a text that is asked for the first time goes through `respell`, which may put another in the package's arena in its
 * place; false: it has reported why it can't. The bytes of the part stay. */
void package_respell(struct package *p, bool (*respell)(struct package *p, const char *part, struct span *text));

/* The tree of an XML part: no DTD, no entities but XML's own five, no network; depth, bytes and elements bounded
 * (base/ctx.h). White space is kept. NULL: absent (silent) or faulty (reported, with part and line). Kept until
 * package_close; the caller may change the tree. */
xmlDoc *package_xml(struct package *p, const char *part);
/* Frees the trees of all parts; who asks for one later gets it parsed anew. */
void package_fell_trees(struct package *p);

/* The same of text that is no part (yet): what was made of one. The caller frees it with xmlFreeDoc. */
xmlDoc *package_parse(struct ctx *ctx, const char *file, const char *part, struct span text);

#endif
