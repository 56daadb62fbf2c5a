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
    if ((!ctx->tracer && !ctx->sources) || !v || is_made(v)) {
        return;
    }
    if (ctx->sources) {
        ctx->sources->value(ctx->sources->user, v, kind);
    }
    if (!ctx->tracer) {
        return;
    }
    struct arena scratch = {0};
    ctx->tracer->read(ctx->tracer->user, value_path(&scratch, v), kind, ctx->node);
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
    if (!ctx->tracer || is_made(map)) {
        return;
    }
    struct arena scratch = {0};
    const char *parent = map ? value_path(&scratch, map) : "";
    const char *path = arena_printf(&scratch, "%s%s%s", parent, *parent ? "." : "", folded_key);
    ctx->tracer->read(ctx->tracer->user, path, READ_ABSENT, ctx->node);
    arena_release(&scratch);
}

void read_absent_item(struct ctx *ctx, const struct value *list, size_t i)
{
    if (!ctx->tracer || is_made(list)) {
        return;
    }
    struct arena scratch = {0};
    const char *parent = list ? value_path(&scratch, list) : "";
    ctx->tracer->read(ctx->tracer->user, arena_printf(&scratch, "%s[%zu]", parent, i), READ_ABSENT,
                      ctx->node);
    arena_release(&scratch);
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

bool read_truth(struct ctx *ctx, const struct value *v)
{
    read_shape(ctx, v);
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
