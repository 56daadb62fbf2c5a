/* Inside fill: other dialects than docxtpl's, by the package. Not for other modules. */
#ifndef FILL_PACKAGE_H
#define FILL_PACKAGE_H

#include "fill/mustache.h"
#include "fill/own.h"
#include "package/write.h"

/* -- mustache.c */
/* Whether the package has tags with one brace and none of Jinja's, or {{#x}} with {{/x}}: then *doubled. */
bool mustache_is(struct package *p, bool *doubled);
/* Fills all parts; the changes live in the filler's arena. false: reported. */
bool mustache_package(struct filler *f, struct package *p, const struct data *data, struct mustache_options options,
                      const struct package_change **changes, size_t *n);

/* -- field.c */
/* Fills merge fields and content controls of the parts as they are by now. false: reported. */
bool fields_package(struct filler *f, struct package *p, const struct data *data);

/* -- odt_field.c */
/* The same of an ODT: user fields, input fields, placeholders and user-defined properties. strict: a placeholder without data
 * is a fault. */
bool odt_fields(struct filler *f, struct package *p, const struct data *data, bool strict);

#endif
