/* The context at its start, and the limits that a user may change. */
#include "base/ctx.h"

#include "base/diag/base.h"

const struct limit_row limit_table[LIMIT__COUNT] = {
    [LIMIT_PACKAGE] = {"package", 64 << 20, 1 << 30}, [LIMIT_PARTS] = {"parts", 4096, 60000},
    [LIMIT_PART] = {"part", 64 << 20, 1 << 30},       [LIMIT_INFLATED] = {"inflated", 256 << 20, 1 << 30},
    [LIMIT_RATIO] = {"ratio", 256, 2000},             [LIMIT_ELEMENTS] = {"elements", 2 << 20, 1 << 26},
};

void ctx_init(struct ctx *ctx)
{
    *ctx = (struct ctx){.lang = LANG_VI};
    for (int i = 0; i < LIMIT__COUNT; i++)
        ctx->limits[i] = limit_table[i].value;
}

/* A whole number with K, M or G behind it; 0: not one. */
static size_t read_size(struct span s)
{
    static const char units[] = "KMG";
    const char *unit = s.n ? memchr(units, s.p[s.n - 1] & ~32, 3) : NULL;
    size_t v = 0;

    s.n -= unit != NULL;
    if (s.n == 0 || s.n > 12)
        return 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9')
            return 0;
        v = v * 10 + (size_t)(s.p[i] - '0');
    }
    return unit ? v << 10 * (unit - units + 1) : v;
}

static int lookup(struct span name)
{
    for (int i = 0; i < LIMIT__COUNT; i++)
        if (span_is(name, limit_table[i].name))
            return i;
    return -1;
}

static bool fault(struct ctx *ctx, diag_code code, struct span written, size_t most)
{
    struct buf names = {0};
    struct arena a = {0};

    for (int i = 0; i < LIMIT__COUNT; i++)
        buf_printf(&names, "%s%s", i ? ", " : "", limit_table[i].name);
    diag(ctx, code, (struct pos){0}, arena_span(&a, written), code == DIAG_LIMIT_UNKNOWN ? names.p : arena_printf(&a, "%zu", most));
    buf_release(&names);
    arena_release(&a);
    return false;
}

bool ctx_set_limits(struct ctx *ctx, const char *text)
{
    size_t limits[LIMIT__COUNT];

    memcpy(limits, ctx->limits, sizeof limits);
    for (const char *at = text;; at++) {
        struct span item = span_make(at, strcspn(at, ","));
        const char *equals = memchr(item.p, '=', item.n);
        size_t n = equals ? (size_t)(equals - item.p) : item.n, value;
        int row = lookup(span_make(item.p, n));

        if (row < 0)
            return fault(ctx, DIAG_LIMIT_UNKNOWN, item, 0);
        value = equals ? read_size(span_make(equals + 1, item.n - n - 1)) : 0;
        if (value == 0 || value > limit_table[row].most)
            return fault(ctx, DIAG_LIMIT_VALUE, item, limit_table[row].most);
        limits[row] = value;
        at += item.n;
        if (!*at)
            break;
    }
    memcpy(ctx->limits, limits, sizeof limits);
    return true;
}
