/* The context at its start. */
#include "base/ctx.h"

void ctx_init(struct ctx *ctx)
{
    *ctx = (struct ctx){.lang = LANG_VI};
}
