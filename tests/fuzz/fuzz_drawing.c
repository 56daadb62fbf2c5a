/* Metafiles from hostile bytes: what they draw stays within its bounds and says nothing that is no number. */
#include "media/drawing.h"

#include <math.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void expect(bool good)
{
    if (!good)
        __builtin_trap();
}

static void check_steps(const struct frame_step *steps, size_t n)
{
    static const int numbers[] = {[STEP_MOVE] = 2, [STEP_LINE] = 2, [STEP_CURVE] = 6, [STEP_CLOSE] = 0};
    for (size_t i = 0; i < n; i++)
        for (int k = 0; k < numbers[steps[i].type]; k++)
            expect(fabs(steps[i].v[k]) <= 1e7);
}

static void check_op(const struct drawing_op *op)
{
    for (const struct drawing_clip *c = op->clip; c; c = c->outer) {
        expect(c->depth <= DRAWING_CLIPS && (!c->outer || c->outer->depth < c->depth));
        check_steps(c->steps, c->n);
    }
    switch (op->type) {
    case DRAW_PATH:
        check_steps(op->as.path.steps, op->as.path.n);
        expect(op->as.path.line.width >= 0 && op->as.path.line.width <= 1e7);
        break;
    case DRAW_TEXT:
        expect(op->as.text.n > 0 && isfinite(op->as.text.x) && isfinite(op->as.text.y) && isfinite(op->as.text.angle) && op->as.text.size >= 0);
        expect(op->as.text.stretch > 0 && op->as.text.chars[op->as.text.n - 1] <= 0x10FFFF);
        for (size_t i = 0; op->as.text.advances && i < op->as.text.n; i++)
            expect(isfinite(op->as.text.advances[i]));
        break;
    case DRAW_PIXELS:
        for (int i = 0; i < 6; i++)
            expect(fabs(op->as.pixels.m[i]) <= 1e7);
        expect(op->as.pixels.pixels->width > 0 && op->as.pixels.pixels->height > 0);
        break;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct span bytes = span_make((const char *)data, size);
    struct arena arena = {0};
    double width = 0, height = 0;
    const enum drawing_kind kind = drawing_size(bytes, &width, &height);
    const struct drawing *d = drawing_play(&arena, bytes);
    expect(!d || (kind != DRAWING_NONE && d->n > 0 && d->n <= DRAWING_OPS && d->width > 0 && d->height > 0));
    for (size_t i = 0; d && i < d->n; i++)
        check_op(&d->ops[i]);
    arena_release(&arena);
    return 0;
}
