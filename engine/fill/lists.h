/* Lists that filling adds (ECMA-376-1, 17.9): abstract lists (what they look like) and lists (what counts on). Internal
 * to fill. */
#ifndef FILL_LISTS_H
#define FILL_LISTS_H

#include <libxml/tree.h>

#include "fill/rich.h"

/* An id that no abstract list has. */
const char *lists_new_form(struct rich *r);
/* <w:abstractNum> with an id of lists_new_form. */
void lists_add_form(struct rich *r, struct span xml);
/* A new list of that form; `overrides` are its <w:lvlOverride>. The id, in the arena. */
const char *lists_add(struct rich *r, const char *form, struct span overrides);
/* The same of a list that has been there before: it counts from the start. The nodes are those of the form and of the
 * list, NULL if there is none. */
const char *lists_add_again(struct rich *r, const char *form, const xmlNode *form_node, const xmlNode *list);
/* A list that is like `id` of the template and counts from the start; NULL: there is no such list. */
const char *lists_again(struct rich *r, const char *id);

/* The level of the list that belongs to the style; `otherwise` if none does. */
int lists_style_level(struct rich *r, struct span id, struct span style, int otherwise);
/* The form of a list of the template; NULL: there is no such list. */
const char *lists_form(struct rich *r, const char *id);
/* A copy of a form of the template, made once: lists of one form share their counters in Word, so what is put in must not
 * disturb the template's own. NULL: the form has no levels of its own. */
const char *lists_copy_form(struct rich *r, const char *form);
/* A form of the template for lists of this kind at this level: numbers that end as `mark` does ("1." or "1)"), or bullets.
 * NULL: none; a form that belongs to headings or other styles is none. */
const char *lists_find_form(struct rich *r, bool ordered, const char *mark, int level);

#endif
