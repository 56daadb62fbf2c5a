/* Inside fill: the filler, which one filling belongs to. Not for other modules. */
#ifndef FILL_OWN_H
#define FILL_OWN_H

#include "fill/part.h"
#include "fill/rich.h"

struct filler {
    struct ctx *ctx;
    const char *name; /* of the template, for diagnostics */
    enum fill_mode mode;
    struct evaluator *ev;
    struct arena arena;
    size_t steps;     /* against FILL_MAX_STEPS */
    size_t written;   /* against FILL_MAX_OUTPUT */
    int depth;        /* against FILL_MAX_DEPTH */
    struct rich rich;
    struct restarts *restarts; /* of loops that ran */
    struct odt_restarts *odt_restarts;
};

#endif
