/* Changes applied in the order of their places, and a set of names. */
#include "fill/edit.h"

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

static struct span *slot_of(const struct names *n, struct span s)
{
    size_t i = hash_of(s) & (n->cap - 1);

    while (n->v[i].p && !span_equal(n->v[i], s))
        i = (i + 1) & (n->cap - 1);
    return &n->v[i];
}

bool names_add(struct arena *a, struct names *n, struct span s)
{
    struct span *slot;

    if (2 * n->n >= n->cap) {
        struct names bigger = {.cap = n->cap ? 2 * n->cap : 64, .n = n->n};

        bigger.v = ARENA_NEWS(a, bigger.cap, struct span);
        for (size_t i = 0; i < n->cap; i++)
            if (n->v[i].p)
                *slot_of(&bigger, n->v[i]) = n->v[i];
        *n = bigger;
    }
    slot = slot_of(n, s);
    if (slot->p)
        return false;
    *slot = s;
    n->n++;
    return true;
}
