/* Marks of mentions; the mentions stand with the data they were made from. */
#include "data/cite.h"

enum { BEGIN = '\x0e', END = '\x0f' };

struct mentions {
    struct arena *arena;
    struct mention *v;
    size_t n, cap;
};

struct mentions *mentions_new(struct arena *a)
{
    struct mentions *m = ARENA_NEW(a, struct mentions);
    m->arena = a;
    return m;
}

const char *cite_mark(const struct data *d, const char *name, struct pos pos)
{
    struct mentions *m = d->mentions;
    ARENA_ROOM(m->arena, m->v, m->n, m->cap);
    m->v[m->n] = (struct mention){arena_str(m->arena, name), pos};
    return arena_printf(m->arena, "%c%zu%c", BEGIN, m->n++, END);
}

bool cite_in(struct span text)
{
    return text.n && memchr(text.p, BEGIN, text.n) != NULL;
}

const struct mention *cite_at(const struct data *d, struct span text, size_t i, size_t *end)
{
    size_t index = 0, at = i + 1;
    if (i >= text.n || text.p[i] != BEGIN)
        return NULL;
    for (; at < text.n && text.p[at] >= '0' && text.p[at] <= '9' && index < d->mentions->n; at++)
        index = 10 * index + (size_t)(text.p[at] - '0');
    if (at == i + 1 || at >= text.n || text.p[at] != END || index >= d->mentions->n)
        return NULL;
    *end = at + 1;
    return &d->mentions->v[index];
}
