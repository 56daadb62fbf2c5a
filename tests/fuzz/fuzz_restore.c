/* Values as canonical JSON and back. An even first byte: the rest is YAML, whose values must come back as they were, keys in their order.
 * An odd one: a line of values and their form, as somebody wrote them into a PDF. */
#include "data/canonical.h"

static const char *same_path(void *user, const char *file)
{
    (void)user;
    return file ? file : "-";
}

static void expect_same(const struct value *a, const struct value *b)
{
    if (a->type != b->type || value_count(a) != value_count(b) || value_is_json_number(a) != value_is_json_number(b))
        __builtin_trap();
    for (size_t i = 0; i < value_count(a); i++) {
        const struct value *x = value_item(a, i), *y = value_item(b, i);
        if (a->type == VALUE_MAP && strcmp(x->written_key, y->written_key) != 0)
            __builtin_trap();
        expect_same(x, y);
    }
}

static void there_and_back(struct ctx *ctx, struct span text)
{
    struct data one, two, form;
    struct buf json = {0}, again = {0};

    data_init(&one, ctx);
    data_init(&two, ctx);
    data_init(&form, ctx);
    form.exact_keys = true;
    if (data_read_memory(&one, "fuzz.yaml", text)) {
        struct value *map = value_add_many(&form, form.root, "form", VALUE_MAP);
        value_canonical(one.root, NULL, &json);
        value_put_form(one.root, NULL, same_path, NULL, &form, map);
        if (!data_restore(&two, "fuzz.pdf", "/_", buf_span(&json), map))
            __builtin_trap();
        value_canonical(two.root, NULL, &again);
        if (!span_equal(buf_span(&json), buf_span(&again)))
            __builtin_trap();
        expect_same(one.root, two.root);
    }
    data_release(&one);
    data_release(&two);
    data_release(&form);
    buf_release(&json);
    buf_release(&again);
}

static void from_a_stranger(struct ctx *ctx, struct span text)
{
    const char *end = memchr(text.p, '\n', text.n);
    const size_t n = end ? (size_t)(end - text.p) : text.n;
    struct data values, form;

    data_init(&values, ctx);
    data_init(&form, ctx);
    form.exact_keys = true;
    if (end && data_read_memory(&form, "form.json", span_make(end + 1, text.n - n - 1))) {
        int before = ctx->errors;
        if (!data_restore(&values, "fuzz.pdf", "/_", span_make(text.p, n), form.root) && ctx->errors == before)
            __builtin_trap();
    }
    data_release(&values);
    data_release(&form);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct ctx ctx;

    ctx_init(&ctx);
    if (size)
        (bytes[0] & 1 ? from_a_stranger : there_and_back)(&ctx, span_make((const char *)bytes + 1, size - 1));
    return 0;
}
