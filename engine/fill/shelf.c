/* The shelf of templates: reading one takes longer than filling it.
 *
 * Idea: what does not hang on the data stands in one thing of its own, the package with what was inflated, and the parts with
 * their tags and parsed statements. A filling takes it from the shelf and gives it back. It goes back only if nothing was
 * reported while it was out: then there is no message that the next filling would owe, and what is kept holds no fault. */
#include "fill/own.h"

#include <stdlib.h>

#include "expr/expr.h"
#include "fill/spelling.h"
#include "package/xml.h"

enum {
    SHELF_TEMPLATES = 4,
    SHELF_FILE = 4 << 20,    /* bytes of a template's file */
    SHELF_MEMORY = 32 << 20, /* of what was made of one */
};

struct fill_shelf {
    struct kept *newest;
};

struct fill_shelf *fill_shelf_new(void)
{
    return mem_alloc(sizeof(struct fill_shelf));
}

static void kept_free(struct kept *k)
{
    package_close(k->package);
    expr_free(k->reader);
    arena_release(&k->arena);
    free(k);
}

void fill_shelf_free(struct fill_shelf *shelf)
{
    for (struct kept *k = shelf ? shelf->newest : NULL, *next; k; k = next) {
        next = k->next;
        kept_free(k);
    }
    free(shelf);
}

static bool is_same(const struct kept *k, const struct ctx *ctx, const char *name, struct span bytes, enum fill_mode mode)
{
    return k->mode == mode && k->lang == ctx->lang && strcmp(k->name, name) == 0 && memcmp(k->limits, ctx->limits, sizeof k->limits) == 0 &&
           span_equal(k->bytes, bytes);
}

static int reports(const struct ctx *ctx)
{
    return ctx->errors + ctx->warnings + ctx->hints;
}

struct kept *kept_take(struct ctx *ctx, const char *name, struct span bytes, enum fill_mode mode)
{
    struct kept *k;

    for (struct kept **at = ctx->templates ? &ctx->templates->newest : NULL; at && *at; at = &(*at)->next) {
        k = *at;
        if (is_same(k, ctx, name, bytes, mode)) {
            *at = k->next;
            k->reports = reports(ctx);
            return k;
        }
    }
    k = mem_alloc(sizeof *k);
    k->reports = reports(ctx);
    k->lang = ctx->lang;
    k->mode = mode;
    memcpy(k->limits, ctx->limits, sizeof k->limits);
    k->name = arena_str(&k->arena, name);
    k->may_stay = ctx->templates && bytes.n <= SHELF_FILE;
    k->bytes = k->may_stay ? span_make(arena_span(&k->arena, bytes), bytes.n) : bytes;
    k->package = package_open(ctx, k->name, k->bytes);
    if (!k->package) {
        kept_free(k);
        return NULL;
    }
    spelling_set(k->package, SPELLING_ANY);
    k->reader = expr_new(ctx, NULL);
    return k;
}

void kept_give(struct ctx *ctx, struct kept *k)
{
    struct kept **at;

    if (!k->may_stay || reports(ctx) != k->reports || k->arena.total + package_arena(k->package)->total > SHELF_MEMORY) {
        kept_free(k);
        return;
    }
    package_fell_trees(k->package); /* filling may have changed them */
    k->next = ctx->templates->newest;
    ctx->templates->newest = k;
    at = &k->next;
    for (int i = 1; i < SHELF_TEMPLATES && *at; i++)
        at = &(*at)->next;
    if (*at) { /* there is one at the most, for each came by this way */
        kept_free(*at);
        *at = NULL;
    }
}
