/* What the tracer of a context tells, in the words of vanban.h. */
#ifndef RENDER_READINGS_H
#define RENDER_READINGS_H

#include "base/ctx.h"

struct value;
/* Functions of struct tracer; `user` is the vb_context. */
void readings_value(void *user, const struct value *v, const char *missing, enum read_kind kind, uint32_t node);
void readings_file(void *user, const char *path, const char *part);

#endif
