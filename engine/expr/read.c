/* Reads of data, told to the tracer.
 *
 * Invariant: nothing of a value's content reaches a document without a call to the tracer that
 * names its path, so the store can tell which value went into which node. Without a tracer no path
 * is made. */
#include "expr/read.h"

#include "expr/number.h"

/* What a template made is no data: the reads that made it were told. */
static bool is_made(const struct value *v)
{
    return v && v->source && v->source->made;
}

static void trace(struct ctx *ctx, const struct value *v, enum read_kind kind)
{
    const struct tracer *t = ctx->tracer;

    if ((!t && !ctx->sources) || !v || is_made(v)) {
        return;
    }
    if (ctx->sources) {
        ctx->sources->value(ctx->sources->user, v, kind);
    }
    if (!t) {
        return;
    }
    if (t->value) {
        t->value(t->user, v, NULL, kind, ctx->node);
    }
    if (t->read) {
        struct arena scratch = {0};
        t->read(t->user, value_path(&scratch, v), kind, ctx->node);
        arena_release(&scratch);
    }
}

/* Nothing was found in `in` (NULL: the root) under the key, or at the index where it is NULL. */
static void trace_absent(struct ctx *ctx, const struct value *in, const char *key, size_t index)
{
    const struct tracer *t = ctx->tracer;
    struct arena scratch = {0};

    if (!t || is_made(in)) {
        return;
    }
    const char *parent = in ? value_path(&scratch, in) : "";
    const char *missing = key ? key : arena_printf(&scratch, "[%zu]", index);
    if (t->value) {
        t->value(t->user, in, missing, READ_ABSENT, ctx->node);
    }
    if (t->read) {
        t->read(t->user, arena_printf(&scratch, "%s%s%s", parent, *parent && key ? "." : "", missing), READ_ABSENT, ctx->node);
    }
    arena_release(&scratch);
}

static void trace_content(struct ctx *ctx, const struct value *v)
{
    trace(ctx, v, v->type == VALUE_LIST || v->type == VALUE_MAP ? READ_SHAPE : READ_VALUE);
}

void read_value(struct ctx *ctx, const struct value *v)
{
    trace(ctx, v, READ_VALUE);
}

void read_shape(struct ctx *ctx, const struct value *v)
{
    trace(ctx, v, READ_SHAPE);
}

void read_absent_member(struct ctx *ctx, const struct value *map, const char *folded_key)
{
    trace_absent(ctx, map, folded_key, 0);
}

void read_absent_item(struct ctx *ctx, const struct value *list, size_t i)
{
    trace_absent(ctx, list, NULL, i);
}

const struct value *read_member(struct ctx *ctx, const struct value *map, const char *folded_key)
{
    const struct value *v = value_member(map, folded_key);
    if (v) {
        trace_content(ctx, v);
    } else {
        read_absent_member(ctx, map, folded_key);
    }
    return v;
}

const struct value *read_item(struct ctx *ctx, const struct value *list, size_t i)
{
    const struct value *v = value_item(list, i);
    if (v) {
        trace_content(ctx, v);
    } else {
        read_absent_item(ctx, list, i);
    }
    return v;
}

size_t read_count(struct ctx *ctx, const struct value *list)
{
    read_shape(ctx, list);
    return value_count(list);
}

static bool is_zero(const struct value *v)
{
    mpq_t figure;
    mpq_init(figure);
    struct span text = span_make(v->as.scalar.text, v->as.scalar.n);
    bool zero = figure_parse(text, false, figure) == FIGURE_OK && mpq_sgn(figure) == 0;
    mpq_clear(figure);
    return zero;
}

static bool is_true(const struct value *v)
{
    if (!v || v->type == VALUE_NULL) {
        return false;
    }
    if (v->type == VALUE_BOOL) {
        return v->as.boolean;
    }
    if (v->type != VALUE_SCALAR) {
        return value_count(v) > 0;
    }
    return v->as.scalar.n > 0 && (v->as.scalar.quoted || !is_zero(v));
}

bool read_truth(struct ctx *ctx, const struct value *v)
{
    read_shape(ctx, v);
    return is_true(v);
}

void read_token(const struct value *v, enum read_kind kind, struct buf *out)
{
    bool whole = kind == READ_VALUE;

    if (!v) {
        buf_putc(out, '-');
        return;
    }
    switch (v->type) {
    case VALUE_NULL:
        buf_putc(out, '~');
        break;
    case VALUE_BOOL:
        buf_puts(out, v->as.boolean ? "!true" : "!false");
        break;
    case VALUE_SCALAR:
        if (whole) {
            buf_putc(out, v->as.scalar.quoted ? '"' : '=');
            buf_put(out, v->as.scalar.text, v->as.scalar.n);
        } else {
            buf_puts(out, is_true(v) ? "?1" : "?0");
        }
        break;
    case VALUE_LIST:
        buf_printf(out, "[%zu", value_count(v));
        break;
    case VALUE_MAP:
        for (size_t i = 0; i < value_count(v); i++) {
            buf_putc(out, i ? ',' : '{');
            buf_puts(out, value_item(v, i)->key);
        }
        if (value_count(v) == 0)
            buf_putc(out, '{');
        break;
    }
    if (whole && (v->type == VALUE_LIST || v->type == VALUE_MAP)) { /* with all that is in it */
        for (size_t i = 0; i < value_count(v); i++) {
            buf_putc(out, '\x1f');
            read_token(value_item(v, i), kind, out);
        }
    }
}
