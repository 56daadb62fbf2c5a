/* What the tests of expressions share: a data tree, an evaluator, everything it reported and read.
 */
#ifndef TESTS_EXPR_TABLE_H
#define TESTS_EXPR_TABLE_H

#include "expr/expr.h"

struct table {
    struct ctx ctx;
    struct tracer tracer;
    struct data data;
    struct evaluator *ev;
    struct buf said;  /* diagnostics, a line each */
    struct buf trace; /* "V path\n", "S path\n", "A path\n" */
};

/* The data tree of all tests, from YAML. */
void table_init(struct table *t, enum lang lang);
void table_release(struct table *t);
/* The printed expression at m.xml:1:1, or NULL; `said` and `trace` begin empty. */
const char *table_print(struct table *t, const char *source);
void table_clear(struct table *t);

#endif
