/* Exact numbers: GMP rationals with the written form kept. */
#ifndef EXPR_NUMBER_H
#define EXPR_NUMBER_H

#include <gmp.h>

#include "base/ctx.h"
#include "data/value.h"

/* How a figure was written, for printing it unfiltered. */
enum figure_form {
    FIGURE_OK,
    FIGURE_NONE,      /* not a figure */
    FIGURE_AMBIGUOUS, /* bare 4.140: 4140 or 4,14? */
};

/* Reads a figure as Vietnamese write it: "7,5", "4.140", "-12", "1.234.567,89", "7.392"; and plain
 * decimals of computation ("7.5" bare: 7,5 because not three digits follow). `quoted` as in struct
 * value: a quoted "4.140" is 4140; the bare 4.140 is FIGURE_AMBIGUOUS. Percent signs and units are
 * not read. `out` must be initialised. */
enum figure_form figure_parse(struct span text, bool quoted, mpq_t out);
/* The exact decimal, '.' as the point ("39.5"); NULL if it has no finite decimal. */
char *number_decimal(struct arena *a, const mpq_t v);
/* Vietnamese: '.' groups of three, ',' decimals. `decimals` -1: as many as it needs (must be
 * finite). Half away from zero. */
char *number_vietnamese(struct arena *a, const mpq_t v, int decimals);
/* As number_decimal with ',' as the point and no groups: how a computed number prints unfiltered.
 */
char *number_comma(struct arena *a, const mpq_t v);
/* With exactly `decimals`, ',' as the point and no groups. Half away from zero. */
char *number_fixed(struct arena *a, const mpq_t v, int decimals);

enum rounding { ROUND_HALF /* away from zero */, ROUND_CEIL, ROUND_FLOOR, ROUND_EVEN /* halves to the even neighbour */ };
/* Rounds to `decimals` places in place; negative: to tens, hundreds, ... */
void number_round(mpq_t v, long decimals, enum rounding how);

#endif
