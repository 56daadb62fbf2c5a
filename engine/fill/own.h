/* Inside fill: the filler, which one filling belongs to. Not for other modules. */
#ifndef FILL_OWN_H
#define FILL_OWN_H

#include "fill/part.h"
#include "fill/rich.h"

/* -- shelf.c */

/* What a template is, whatever the data. */
struct kept {
    struct kept *next;
    const char *name; /* of the template, for diagnostics */
    struct span bytes;
    enum fill_mode mode;
    enum lang lang; /* of the places of its tags */
    size_t limits[LIMIT__COUNT];
    struct arena arena;
    struct package *package;
    struct evaluator *reader; /* has parsed its expressions */
    struct part *parts;       /* that were read, each once */
    bool looked;              /* for docxtemplater's tags: */
    bool mustache, doubled;
    bool may_stay;            /* on the shelf: `bytes` are its own */
    int reports;              /* of the context when it was taken */
};

/* The template, from the context's shelf or read. NULL: reported. */
struct kept *kept_take(struct ctx *ctx, const char *name, struct span bytes, enum fill_mode mode);
/* Back to the shelf, or freed. */
void kept_give(struct ctx *ctx, struct kept *k);

struct filler {
    struct ctx *ctx;
    const char *name; /* of the template, for diagnostics */
    enum fill_mode mode;
    struct kept *kept;
    struct evaluator *ev;
    struct arena arena; /* of this filling */
    size_t steps;     /* against FILL_MAX_STEPS */
    size_t written;   /* against FILL_MAX_OUTPUT */
    int depth;        /* against FILL_MAX_DEPTH */
    struct rich rich;
    struct restarts *restarts; /* of loops that ran */
    struct odt_restarts *odt_restarts;
};

#endif
