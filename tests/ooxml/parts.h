/* A DOCX for tests made of the text of its parts, and a reader over it. */
#ifndef TESTS_OOXML_PARTS_H
#define TESTS_OOXML_PARTS_H

#include "ooxml/reader.h"

/* The inside of each part's root; NULL: no such part. */
struct parts {
    const char *styles, *numbering, *settings, *body;
    const char *theme;            /* the inside of a:themeElements */
    const char *extra_name;       /* one more part, word/NAME, with its content as it is */
    struct span extra;
    const char *extra_kind;       /* the kind of its relationship, rId9 */
};

struct opened {
    struct ctx ctx;
    struct package *package;
    struct reader r;
    struct buf zip;
    char told[600]; /* slugs of what was told, one space between */
};

/* Opens the file and reads styles, numbering and settings. */
void parts_open(const struct parts *parts, struct opened *out);
void parts_close(struct opened *o);
/* The first element `name` of the namespace w in the document's body; fails the test when there is none. */
const xmlNode *parts_find(struct opened *o, const char *name, int nth);

#endif
