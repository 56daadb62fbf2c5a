/* Filling for tests, with what the shelf has kept too. cmocka.h stands before it. */
#ifndef TESTS_FILL_AGAIN_H
#define TESTS_FILL_AGAIN_H

#include "fill/fill.h"

/* As fill_package. What succeeds is filled twice more, of the shelf if nothing was reported: the bytes are the same, and as much is reported. */
static inline bool fill_again(struct ctx *ctx, const char *name, struct span file, const struct data *data, enum fill_mode mode, struct buf *out)
{
    int before = ctx->warnings + ctx->hints, said;
    diag_sink sink = ctx->sink;

    ctx->templates = fill_shelf_new();
    bool ok = fill_package(ctx, name, file, data, mode, NULL, out);
    said = ctx->warnings + ctx->hints - before;
    ctx->sink = NULL;
    for (int i = 0; ok && i < 2; i++) {
        struct buf again = {0};

        before = ctx->warnings + ctx->hints;
        assert_true(fill_package(ctx, name, file, data, mode, NULL, &again));
        assert_int_equal(ctx->warnings + ctx->hints - before, said);
        assert_int_equal(again.n, out->n);
        assert_memory_equal(again.p, out->p, out->n);
        buf_release(&again);
    }
    ctx->sink = sink;
    fill_shelf_free(ctx->templates);
    ctx->templates = NULL;
    return ok;
}

#endif
