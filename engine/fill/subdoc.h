/* Inside the merging of sub-documents: what the files of it share. Not for other files of fill. */
#ifndef FILL_SUBDOC_H
#define FILL_SUBDOC_H

#include <libxml/tree.h>

#include "fill/rich_own.h"

/* An id of the sub-document and what it became. */
struct renamed {
    const char *from, *to;
};

struct renames {
    struct renamed *v;
    size_t n, cap;
};

/* A sub-document, open for the whole filling: styles and parts are taken over once, lists anew each time. */
struct subdoc {
    struct subdoc *next;
    const char *path;
    struct rich *r;
    struct package *package;
    const char *main; /* its document part */
    struct renames styles, forms, parts; /* forms: abstract lists; parts: by name */
    struct renames lists, bookmarks;     /* of the insertion at hand */
    size_t insertions;
};

/* One walk over nodes that are taken over. */
struct taking {
    struct subdoc *s;
    const char *source; /* part of the sub-document whose relationships the nodes use */
    const char *target; /* part of the document that they go into */
    int depth;          /* of notes and parts inside each other */
    bool ok;
};

enum { SUBDOC_MAX_DEPTH = 8, SUBDOC_MAX_PARTS = 4096 };

const char *renames_lookup(const struct renames *r, const char *from);
void renames_add(struct rich *rich, struct renames *r, const char *from, const char *to);

/* Attributes by local name, whatever the prefix. In the arena; NULL: absent. */
const char *node_attribute(struct arena *a, const xmlNode *node, const char *name);
void node_set(xmlNode *node, const char *name, const char *value); /* an attribute that is there */
bool node_is(const xmlNode *node, const char *name);
xmlNode *node_child(const xmlNode *node, const char *name);
void node_remove(xmlNode *node);
/* A copy that can stand in another file: namespaces that it uses are declared in it. Freed with node_free. */
xmlNode *node_copy(xmlNode *node);
/* The same, and ids are those of the document. NULL:
 * nothing is left of it. Freed with node_free. */
xmlNode *node_take(struct taking *t, xmlNode *node);
void node_free(xmlNode *node);
void node_write(xmlNode *node, struct buf *out);

/* Changes all ids in a node and what is under it to ids of the document. */
void take_node(struct taking *t, xmlNode *node);

/* The part that holds the document's "footnote"s or "endnote"s, made when there is none. -- subdoc_parts.c */
const char *notes_part(struct rich *r, const char *kind);
/* An id for a new note of that part: Word takes none above 32767. */
const char *notes_id(struct rich *r, const char *kind);

/* The document's id for a style of the sub-document; NULL: it has none of that id. -- subdoc_styles.c */
const char *take_style(struct taking *t, enum style_kind kind, const char *id);
/* The same for a list, -- subdoc_lists.c */
const char *take_list(struct taking *t, const char *id);
/* for a part that a relationship leads to, and for a note. NULL: it is to be left out. -- subdoc_parts.c */
const char *take_relation(struct taking *t, const char *id);
const char *take_note(struct taking *t, const char *kind, const char *id);

#endif
