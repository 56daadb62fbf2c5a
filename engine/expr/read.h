/* The one door to data: every read of a value by the merge, whether from an expression or from the
 * built-in form, passes these functions, which tell the tracer of the context. */
#ifndef EXPR_READ_H
#define EXPR_READ_H

#include "data/value.h"

/* The member (traced as VALUE when it is a scalar, SHAPE when a list or map; ABSENT when missing).
 */
const struct value *read_member(struct ctx *ctx, const struct value *map, const char *folded_key);
const struct value *read_item(struct ctx *ctx, const struct value *list, size_t i);
size_t read_count(struct ctx *ctx, const struct value *list); /* traced as SHAPE */

/* For those who walk first and read later, as expressions do: the walk itself is value_member and
 * value_item, and these tell what was then used of the value. */
void read_value(struct ctx *ctx, const struct value *v); /* its content */
void read_shape(struct ctx *ctx,
                const struct value *v); /* that it is there, its type, length, keys */
void read_absent_member(struct ctx *ctx, const struct value *map, const char *folded_key);
void read_absent_item(struct ctx *ctx, const struct value *list, size_t i);
/* Traced as SHAPE. Empty text, list and map, null, false and a bare figure of value zero are false.
 */
bool read_truth(struct ctx *ctx, const struct value *v);

/* What such a read sees of the value, so that two of them can be compared later: "=480" and "\"480" (quoted) of a scalar, "~" of
 * null, "!true", "[12" of a list's length, "{ten,so" of a map's keys, "?1" of a scalar's truth, "-" of NULL: absent. */
void read_token(const struct value *v, enum read_kind kind, struct buf *out);

#endif
