/* Inside fill: what the files of the HTML reader share. */
#ifndef FILL_HTML_OWN_H
#define FILL_HTML_OWN_H

#include <libxml/tree.h>

#include "fill/markup.h"

struct html {
    struct rich *r;
    struct data *d;
    const struct value *owner;
    bool ok;
};

/* -- html.c: values in the data of the markup */
struct value *html_make(struct html *h, enum value_type type);
struct value *html_map(struct html *h, const char *key, struct value *member); /* { key: member } */
void html_set(struct html *h, struct value *map, const char *key, const char *word);
void html_append(struct html *h, struct value *list, struct value *item);
bool html_is(const xmlNode *node, const char *name);
/* The blocks of a list's item, cell or quotation. */
struct value *html_inside(struct html *h, const xmlNode *node, const char *align, bool pre, int depth);

/* -- html_style.c */
const char *html_attribute(struct html *h, const xmlNode *node, const char *name); /* NULL: absent, or not UTF-8 */
/* The value of a declaration in a style attribute, lower case and trimmed; NULL: absent. */
const char *html_css(struct html *h, const char *style, const char *name);
const char *html_align(struct html *h, const xmlNode *node);
/* "#f00", "#FF0000", "rgb(255, 0, 0)" to "FF0000"; NULL: nothing of these. */
const char *html_color(struct html *h, const char *text);

/* -- html_table.c: appends the caption and the table to the blocks */
void html_table(struct html *h, struct value *blocks, const xmlNode *node, int depth);

#endif
