/* Checks between the figures of a paper: how one that fails is told. Owned by bind_check.c; the merge (kiem_tra) and
 * templates (assert) use it. */
#ifndef MERGE_CHECK_H
#define MERGE_CHECK_H

#include "expr/expr.h"

struct check {
    const struct expr *test;
    const char *written; /* the test as written */
    const char *said;    /* the author's own message, or NULL */
    struct pos pos;
};

/* Reports a check that failed: the message with, where two totals were compared, both and where they stand. */
void check_report(struct ctx *ctx, struct evaluator *ev, const struct check *c, const struct scope *scope);

#endif
