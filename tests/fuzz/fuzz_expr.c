/* Expressions from hostile bytes, over a small data tree: each gives a text or exactly one
 * diagnostic, and the same bytes as a literal text give a text or at least one. Nothing leaks,
 * nothing runs long. */
#include "expr/expr.h"
#include "text/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char yaml[] = "ngay: 3/2/2026\n"
                           "trich_yeu: \"về {{ tong }}\"\n"
                           "vong: \"{{ vong }}\"\n"
                           "do_mat: ~\n"
                           "gap: true\n"
                           "so_lieu:\n"
                           "  tong: 7392\n"
                           "  bare: 4.140\n"
                           "  ten: Nguyễn Thị Ánh\n"
                           "  khoi: [ { ten: Xã, so: 12 }, { ten: Ấp, so: \"1.200\" } ]\n"
                           "  so: [10, 9, \"1,5\", 2]\n";

static void count_read(void *user, const char *path, enum read_kind kind, uint32_t node)
{
    size_t *reads = user;
    (void)kind;
    (void)node;
    *reads += path != NULL;
}

static void as_expression(struct ctx *ctx, const struct data *data, struct span source)
{
    struct evaluator *ev = expr_new(ctx, data);
    struct pos where = {"fuzz.xml", 1, 1, NULL};
    struct result v;
    ctx->errors = 0;
    const struct expr *e = expr_parse(ev, source, where);
    const char *printed = e && expr_eval(ev, e, NULL, &v) ? expr_print(ev, &v, where) : NULL;
    if (ctx->errors != (printed ? 0 : 1))
        __builtin_trap();
    if (printed && text_utf8_check(span_of(printed)) != strlen(printed))
        __builtin_trap();
    expr_free(ev);
}

static void as_text(struct ctx *ctx, struct data *data, struct span text)
{
    static const struct source source = {.file = "fuzz.md", .document = true, .markdown = true};
    struct evaluator *ev = expr_new(ctx, data);
    struct value *v = value_text(data, text, true, (struct pos){"fuzz.md", 1, 1, NULL}, &source);
    ctx->errors = 0;
    const char *printed = expr_text(ev, v, NULL);
    if ((printed == NULL) != (ctx->errors > 0))
        __builtin_trap();
    expr_free(ev);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct ctx ctx;
    struct data data;
    size_t reads = 0;
    struct tracer tracer = {.read = count_read, .user = &reads};
    struct span source = span_make((const char *)bytes, size);
    ctx_init(&ctx);
    ctx.tracer = &tracer;
    data_init(&data, &ctx);
    if (!data_read_memory(&data, "fuzz.yaml", span_of(yaml)))
        __builtin_trap();
    as_expression(&ctx, &data, source);
    /* Texts of the data are UTF-8 in normal form without zero bytes when they come here. */
    if (text_utf8_check(source) == size && !memchr(bytes, 0, size))
        as_text(&ctx, &data, source);
    data_release(&data);
    return 0;
}
