/* Shared by the files of the expansion; internal to template. */
#ifndef TEMPLATE_EXPAND_H
#define TEMPLATE_EXPAND_H

#include "template/tree.h"

/* The text of a paragraph as it grows: into one string, or, with inline elements, into a list. */
struct text_out {
    struct value *list; /* NULL: `text` is all */
    struct buf text;
    bool filled; /* something other than white space came */
};

/* Where values go. */
struct target {
    struct value *map, *list;
    struct text_out *out; /* inside a paragraph */
};

struct expansion {
    struct template *t;
    struct ctx *ctx;
    struct data *data;
    struct evaluator *ev;
    struct value *made; /* the map of what the template gives */
    size_t steps;
    int faults; /* other than asserts */
    bool ok;
};

/* ---- expand.c ---- */

/* Expands the children of n. `scope` grows with each set among them. */
void expand_children(struct expansion *x, const struct template_node *n, const struct target *to,
                     const struct scope **scope);
void expand_fault(struct expansion *x); /* something was reported */

/* ---- expand_value.c ---- */

void expand_element(struct expansion *x, const struct template_node *n, const struct target *to,
                    const struct scope *scope);
void expand_text(struct expansion *x, const struct template_node *n, const struct target *to,
                 const struct scope *scope);
/* The text of an element that holds only text, white space collapsed; NULL: it is empty or was
 * reported. */
const char *expand_plain(struct expansion *x, const struct template_node *n,
                         const struct scope *scope);
struct value *expand_scalar(struct expansion *x, const struct template_node *n, const char *text);
/* Reads from here on belong to the node that will be built at this place; the id that was before.
 */
uint32_t expand_enter(struct expansion *x, const struct value *parent, const char *key);
uint32_t expand_enter_item(struct expansion *x, const struct value *list);

/* ---- expand_md.c ---- */

void expand_markdown(struct expansion *x, const struct template_node *n, struct value *list,
                     const struct scope *scope);

#endif
