/* Changes applied in the order of their places, and a set of names. */
#include "fill/edit.h"

#include <limits.h>
#include <stdlib.h>

/* ---- changes ---- */

void edit(struct edits *e, size_t from, size_t to, struct span text)
{
    struct edit *c = VECTOR_ADD(e->a, e->v);

    *c = (struct edit){from, to, text, e->v.n};
}

void edit_span(struct edits *e, struct span at, struct span text)
{
    size_t from = (size_t)(at.p - e->text.p);

    edit(e, from, from + at.n, text);
}

static int by_place(const void *x, const void *y)
{
    const struct edit *a = x, *b = y;

    if (a->from != b->from)
        return a->from < b->from ? -1 : 1;
    return a->serial < b->serial ? -1 : 1;
}

struct span edits_apply(struct edits *e)
{
    struct buf out = {0};
    size_t at = 0, n;

    if (!e->v.n)
        return e->text;
    qsort(e->v.v, e->v.n, sizeof *e->v.v, by_place);
    for (size_t i = 0; i < e->v.n; i++) {
        const struct edit *c = &e->v.v[i];

        if (c->from < at) /* in what goes */
            continue;
        buf_put(&out, e->text.p + at, c->from - at);
        buf_putspan(&out, c->text);
        at = c->to;
    }
    buf_put(&out, e->text.p + at, e->text.n - at);
    n = out.n;
    return span_make(arena_buf(e->a, &out), n);
}

/* ---- names ---- */

static size_t hash_of(struct span s)
{
    size_t h = 1469598103934665603u;

    for (size_t i = 0; i < s.n; i++)
        h = (h ^ (unsigned char)s.p[i]) * 1099511628211u;
    return h;
}

static size_t slot_of(const struct names *n, struct span s)
{
    size_t i = hash_of(s) & (n->cap - 1);

    while (n->v[i].p && !span_equal(n->v[i], s))
        i = (i + 1) & (n->cap - 1);
    return i;
}

bool names_add(struct arena *a, struct names *n, struct span s)
{
    size_t slot;

    if (2 * n->n >= n->cap) {
        struct names bigger = {.cap = n->cap ? 2 * n->cap : 64, .n = n->n};

        bigger.v = ARENA_NEWS(a, bigger.cap, struct span);
        bigger.used = ARENA_NEWS(a, bigger.cap, unsigned);
        for (size_t i = 0; i < n->cap; i++) {
            if (!n->v[i].p)
                continue;
            slot = slot_of(&bigger, n->v[i]);
            bigger.v[slot] = n->v[i];
            bigger.used[slot] = n->used[i];
        }
        *n = bigger;
    }
    slot = slot_of(n, s);
    if (n->v[slot].p)
        return false;
    n->v[slot] = s;
    n->n++;
    return true;
}

struct span names_new(struct arena *a, struct names *n, struct span s, size_t longest)
{
    for (;;) {
        unsigned *used = &n->used[slot_of(n, s)];
        char *tail = arena_printf(a, "_%u", *used = *used < 2 ? 2 : *used + 1);
        size_t most = longest - strlen(tail), k = s.n < most ? s.n : most;
        struct span now;

        while (k && k < s.n && ((unsigned char)s.p[k] & 0xc0) == 0x80)
            k--;
        now = span_of(arena_printf(a, "%s%s", arena_span(a, span_make(s.p, k)), tail));
        if (names_add(a, n, now))
            return now;
    }
}

bool names_repeated(struct arena *a, struct names *n, struct span s, bool (*twice)(void *user, struct span s), void *user)
{
    unsigned *used;

    if (names_add(a, n, s))
        return false;
    used = &n->used[slot_of(n, s)];
    if (*used == 0)
        *used = twice(user, s) ? UINT_MAX : 1;
    return *used != UINT_MAX;
}
