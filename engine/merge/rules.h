/* Rules between the sources of a workspace: `doi_chieu` of vanban.yaml. */
#ifndef MERGE_RULES_H
#define MERGE_RULES_H

#include "data/value.h"

/* Every rule is an expression that must be true, or { dung: EXPRESSION, thong_bao: TEXT }. One that reads a name which is not among
 * the data is left out: it is between other sources. false: one does not hold, or cannot be read; reported with both sides and
 * where they stand. `rules` NULL: there are none. */
bool rules_check(struct ctx *ctx, const struct data *d, const struct value *rules);

#endif
