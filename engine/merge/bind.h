/* The merge for the built-in form of a named paper: values of the data -> document tree.
 * Every read of data passes expr/read.h or the evaluator, so that the trace is complete. */
#ifndef MERGE_BIND_H
#define MERGE_BIND_H

#include "data/value.h"
#include "merge/profile.h"

struct fonts;

/* What the merge made, also of a paper that is refused: `doc` may lack parts, kind, form and layout are NULL when they could
 * not be found. `broken`: for each rule of the profile whether something was reported against it. */
struct bind_view {
    const struct doc *doc;
    const struct profile *profile;
    const struct kind *kind;
    const struct form *form;
    const struct layout_rule *layout;
    const bool *broken;
};

struct bind_options {
    const char *profile; /* id or family from the command line, or NULL */
    bool draft;          /* broken rules are warnings; missing parts are left out */
    const char *generator;
    void (*seen)(void *user, const struct bind_view *view); /* told at the end; NULL: nobody looks */
    void *seen_user;
    bool free_keys; /* the root may have keys that are no part of a paper: a template reads them */
};

/* NULL: reported. The tree does not refer to the data afterwards. */
struct doc *bind_document(struct ctx *ctx, const struct data *data, struct fonts *fonts,
                          const struct bind_options *options);

#endif
