/* A part of docxtemplater's dialect of hostile bytes, over small data: a result, or at least one
 * diagnostic; the strict way and docxtemplater's. */
#include "fill/mustache.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void once(struct ctx *ctx, const struct data *data, struct span bytes, bool strict)
{
    struct arena a = {0};
    struct evaluator *ev = expr_new(ctx, data);
    struct mustache m = {.ctx = ctx, .arena = &a, .ev = ev, .options = {strict, strict, strict}, .file = "fuzz.docx", .place = "thân bài",
                         .document = true, .main = true, .data = data, .root = mustache_root(&a, data)};
    struct pieces pieces;
    struct texts out = {0};
    size_t tags;
    bool ok;

    ctx->errors = 0;
    ok = mustache_read(&m, bytes, &pieces, &tags) && mustache_loops(&m, &pieces) && mustache_run(&m, &pieces, &out);
    if (ok != (ctx->errors == 0))
        __builtin_trap();
    expr_free(ev);
    arena_release(&a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char json[] = "{\"a\": [1, 2, {\"b\": \"x\\ny\"}], \"b\": {\"c\": true}, \"c\": \"<w:p/>\", \"d\": null}";
    struct span bytes = span_make((const char *)data, size);
    struct data tree;
    struct ctx ctx;

    ctx_init(&ctx);
    data_init(&tree, &ctx);
    data_read_memory(&tree, "d.json", SPAN(json));
    mustache_looks(bytes);
    once(&ctx, &tree, bytes, true);
    once(&ctx, &tree, bytes, false);
    data_release(&tree);
    return 0;
}
