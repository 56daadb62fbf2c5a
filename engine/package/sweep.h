/* A part read element by element and never as a tree: for parts that may hold millions of them. */
#ifndef PACKAGE_SWEEP_H
#define PACKAGE_SWEEP_H

#include "package/read.h"
#include "package/xscan.h"

struct sweep {
    struct package *package;
    const char *part;
    struct xscan x;
    struct xscan_token t; /* XSCAN_START, XSCAN_CLOSE, or text: XSCAN_TEXT, XSCAN_CDATA */
    struct span name;     /* of a tag, without its prefix */
    bool failed;          /* reported */
};

/* false: there is no such part (silent), or its text cannot be read (reported, failed is set). */
bool sweep_open(struct sweep *s, struct package *p, const char *part);
/* The next tag or text; comments are passed over. false: the end, or a fault (reported, failed is set): no XML, a
 * DOCTYPE, deeper than LIMIT_XML_DEPTH. */
bool sweep_next(struct sweep *s);
/* Goes behind the end of the element whose start tag stands in s->t. */
bool sweep_skip(struct sweep *s);
/* The value of an attribute as it is written, whatever its prefix; empty: there is none. */
struct span sweep_attribute(const struct sweep *s, const char *local);
/* Appends the text of the token with its references resolved. */
void sweep_text(const struct sweep *s, struct buf *out);

#endif
