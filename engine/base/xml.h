/* Writing XML into a buffer: escapes by itself, checks nesting by assert, cannot fail. Text that XML 1.0
 * cannot hold (C0 controls) is left out. No pretty-printing: white space is content in ODF and OOXML. */
#ifndef BASE_XML_H
#define BASE_XML_H

#include "base/span.h"

enum { XML_DEPTH = 64 };

struct xml {
    struct buf *out;
    const char *open[XML_DEPTH]; /* names, borrowed until closed */
    int depth;
    bool tag_open; /* "<name" written, '>' not yet */
};

void xml_begin(struct xml *x, struct buf *out); /* writes the XML declaration */
void xml_open(struct xml *x, const char *name); /* name: a literal, e.g. "w:p" */
void xml_attr(struct xml *x, const char *name, const char *value); /* NULL value: nothing written */
void xml_attr_int(struct xml *x, const char *name, long value);
/* A number with at most `decimals` decimals followed by `unit`: xml_attr_num(x, "fo:margin-top", 9, 3, "pt"). */
void xml_attr_num(struct xml *x, const char *name, double value, int decimals, const char *unit);
void xml_text(struct xml *x, const char *text);
void xml_textn(struct xml *x, struct span text);
void xml_close(struct xml *x);                                   /* "<a/>" if nothing is inside */
void xml_leaf(struct xml *x, const char *name, const char *attr, const char *value); /* one attribute or none (attr NULL) */
void xml_element(struct xml *x, const char *name, const char *text);
void xml_end(struct xml *x); /* asserts that everything is closed */

#endif
