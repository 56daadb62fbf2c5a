/* The context at its start. */
#include "base/ctx.h"

const struct limit_row limit_table[LIMIT__COUNT] = {
    [LIMIT_PACKAGE] = {"package", 64 << 20}, [LIMIT_PARTS] = {"parts", 4096},
    [LIMIT_PART] = {"part", 64 << 20},       [LIMIT_INFLATED] = {"inflated", 256 << 20},
    [LIMIT_RATIO] = {"ratio", 256},          [LIMIT_ELEMENTS] = {"elements", 2 << 20},
};

void ctx_init(struct ctx *ctx)
{
    *ctx = (struct ctx){.lang = LANG_VI};
    for (int i = 0; i < LIMIT__COUNT; i++)
        ctx->limits[i] = limit_table[i].value;
}
