/* The vocabulary of our templates: one table of elements and attributes, which drives the reader,
 * its diagnostics, the expansion and the generated schemas (RELAX NG for templates, JSON Schema for
 * the data). Owned by vocab.c; internal to template. */
#ifndef TEMPLATE_VOCAB_H
#define TEMPLATE_VOCAB_H

#include "base/arena.h"

#define TEMPLATE_NS "urn:vanban:1"

enum attribute_type {
    ATTRIBUTE_TEXT,   /* with {{ }}; a member of the value under the folded name */
    ATTRIBUTE_NUMBER, /* the same, a figure */
    ATTRIBUTE_CHOICE, /* the same, one of `choices` */
    ATTRIBUTE_NOTE,   /* plain text about the template; no value comes of it */
    ATTRIBUTE_FILE,   /* the name of a file, as it stands */
    ATTRIBUTE_EXPR,   /* an expression without braces */
    ATTRIBUTE_NAME,   /* a name that expressions can use */
};

struct attribute {
    const char *name;
    enum attribute_type type;
    bool required;
    const char *choices; /* separated by spaces */
    const char *key;     /* of the member, when it is not the folded name */
    const char *node;    /* place of the node that it is set in, when it is not the member's own */
};

enum content {
    CONTENT_EMPTY,
    CONTENT_TEXT,     /* text with {{ }} */
    CONTENT_INLINE,   /* text with {{ }} and inline elements */
    CONTENT_MARKDOWN, /* text, set as a document's body is */
    CONTENT_PARTS,    /* elements only */
    CONTENT_HOST,     /* what the element around may have: the language elements */
};

/* Where the value of an element goes. */
enum put {
    PUT_ROOT,
    PUT_MEMBER,  /* a member of the map around, once */
    PUT_LIST,    /* an item of the list that is such a member */
    PUT_ORGANS,  /* a member; a list of them where the template has more than one */
    PUT_ITEM,    /* an item of the list around, in a map of its own if there is a key */
    PUT_INLINE,  /* the same, between the texts of a paragraph */
    PUT_CONTROL, /* nowhere: for, if, set, ... */
};

struct element {
    const char *name;
    const char *parents; /* separated by spaces; "*": everywhere but in empty elements and md */
    enum content content;
    enum put put;
    const char *key;
    const char *items; /* CONTENT_PARTS: the member that holds the items among the children; "": the
                          value is a list */
    const char *text_key; /* CONTENT_TEXT: the value is a map, with the text under this key */
    const char *node; /* the node that reads around its children belong to: "." its own place, ".x"
                       * a member's place, else a fixed place; NULL: that of the element around */
    bool one_node;    /* PUT_LIST: the whole list is one paragraph */
    bool keep_empty;
    bool boxed;                         /* the content is the one paragraph of a list of blocks */
    const struct attribute *attributes; /* ends with a NULL name; may be NULL */
};

const struct element *vocab_elements(size_t *n);
/* The row of this name that may stand in `parent` (NULL: at the top); NULL if none. */
const struct element *vocab_lookup(const char *name, const struct element *parent);
const struct element *vocab_any(const char *name); /* a row of this name, wherever it stands */
bool vocab_allows(const struct element *e, const struct element *parent);
const struct attribute *vocab_attribute(const struct element *e, const char *name);
static inline bool vocab_is(const struct element *e, const char *name)
{
    return e && strcmp(e->name, name) == 0;
}
/* Is `word` one of the words of `list`? */
bool vocab_has_word(const char *list, const char *word);
/* The words with commas between them. */
const char *vocab_list(struct arena *a, const char *words);
/* The folded keys of a paper: attributes and children of van-ban, and what the merge itself reads.
 */
void vocab_paper_keys(void (*each)(void *user, const char *key), void *user);

#endif
