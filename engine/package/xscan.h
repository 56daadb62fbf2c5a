/* A scanner over the bytes of an XML part: where each tag, text and comment begins and ends.
 *
 * Filling keeps what it does not change to the byte, so it works on tokens with offsets and never on a tree that is
 * written anew. The scanner checks that the part is well-formed XML 1.0 (fifth edition) in UTF-8 without a DTD and takes
 * what libxml2 takes, token for token (tests/fuzz/fuzz_xscan.c); namespaces are the caller's. */
#ifndef PACKAGE_XSCAN_H
#define PACKAGE_XSCAN_H

#include "base/span.h"

enum {
    XSCAN_MAX_DEPTH = 257,  /* elements open at once, as libxml2 has it */
    XSCAN_MAX_NAME = 50000, /* bytes of a name, likewise */
};

enum xscan_type {
    XSCAN_START,   /* <a ...> or <a ... /> */
    XSCAN_CLOSE,   /* </a>; an empty-element tag has none */
    XSCAN_TEXT,    /* up to the next '<'; references not resolved */
    XSCAN_CDATA,   /* <![CDATA[ ... ]]> */
    XSCAN_COMMENT, /* <!-- ... --> */
    XSCAN_PI,      /* <? ... ?>, the XML declaration too */
};

struct xscan_token {
    enum xscan_type type;
    bool empty;       /* XSCAN_START: no close tag follows */
    size_t from, to;  /* bytes of the part */
    struct span name; /* of a tag, the target of a PI */
};

enum xscan_fault {
    XSCAN_OK,
    XSCAN_BAD_CHARACTER, /* not UTF-8, or none that XML has */
    XSCAN_BAD_MARKUP,
    XSCAN_BAD_NESTING,   /* a close tag that fits no open one, or an element left open */
    XSCAN_BAD_REFERENCE, /* &...; that nothing declares */
    XSCAN_DTD,
    XSCAN_ENCODING,      /* declared as another than UTF-8 */
    XSCAN_DEEP,
    XSCAN_END_EARLY,     /* the bytes end within something, or there is no element */
};

struct xscan {
    struct span bytes;
    size_t at;
    bool declared, rooted; /* past the XML declaration; the root element was met */
    enum xscan_fault fault; /* and `at` is where */
    int depth;
    struct span open[XSCAN_MAX_DEPTH];
};

void xscan_init(struct xscan *s, struct span bytes);
/* false: the end, or s->fault says why not. */
bool xscan_next(struct xscan *s, struct xscan_token *out);
/* The attributes of a XSCAN_START one by one; *at is 0 before the first. The value is raw, its quotes off. */
bool xscan_attribute(const struct xscan *s, const struct xscan_token *t, size_t *at, struct span *name, struct span *value);
/* The value of one attribute; false: there is none. */
bool xscan_attribute_named(const struct xscan *s, const struct xscan_token *t, const char *name, struct span *value);
/* The value of the first attribute of this local name, whatever its prefix; false: there is none. */
bool xscan_attribute_local(const struct xscan *s, const struct xscan_token *t, const char *local, struct span *value);
/* A name without its prefix. */
struct span xscan_local(struct span name);
/* The character that a reference stands for: s.p[*i] is '&' of a token that was scanned; *i moves on. */
uint32_t xscan_reference(struct span s, size_t *i);
/* Appends the text with its references resolved. */
void xscan_decode(struct span raw, struct buf *out);

#endif
