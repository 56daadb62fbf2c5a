/* Lists of the tree: how their levels count (ECMA-376-1:2016, 17.9) and what their labels say. */
#include "model/number.h"

struct numbering *doc_numbering(struct doc *d, struct numbering_level *levels)
{
    struct numbering *list = ARENA_NEW(&d->arena, struct numbering);

    if (d->numberings.n == d->numberings.cap) {
        int cap = d->numberings.cap ? 2 * d->numberings.cap : 4;
        struct numbering **v = ARENA_NEWS(&d->arena, (size_t)cap, struct numbering *);

        for (int i = 0; i < d->numberings.n; i++)
            v[i] = d->numberings.v[i];
        d->numberings.v = v;
        d->numberings.cap = cap;
    }
    d->numberings.v[d->numberings.n++] = list;
    list->id = d->numberings.n;
    list->levels = levels ? levels : ARENA_NEWS(&d->arena, NUMBERING_LEVELS, struct numbering_level);
    for (int i = 0; i < NUMBERING_LEVELS; i++)
        list->begins[i] = -1;
    return list;
}

static long first_number(const struct numbering *list, int level, unsigned *begun)
{
    const unsigned bit = 1u << level;
    if (list->begins[level] < 0 || (*begun & bit))
        return list->levels[level].start;
    *begun |= bit;
    return list->begins[level];
}

void numbering_step(const struct numbering *list, int level, struct numbering_count *c, unsigned *begun)
{
    for (int i = 0; i <= level; i++) {
        const bool begins = list->begins[i] >= 0 && !(*begun & 1u << i);
        if (begins || !c->active[i])
            c->n[i] = first_number(list, i, begun);
        else if (i == level && c->n[i] < NUMBERING_MAX)
            c->n[i]++;
        c->active[i] = true;
    }
    for (int i = level + 1; i < NUMBERING_LEVELS; i++) {
        const int restart = list->levels[i].restart;
        if (restart < 0 || (restart > 0 && level < restart))
            c->active[i] = false;
    }
}

const char *numbering_label(struct arena *a, const struct numbering *list, int level, const struct numbering_count *c, const char *lang)
{
    const struct numbering_level *l = &list->levels[level];
    struct buf out = {0};

    buf_puts(&out, "");
    for (const char *p = l->pattern; *p; p++) {
        const int i = *p == '%' && p[1] >= '1' && p[1] <= '9' ? p[1] - '1' : -1;

        if (i < 0 || l->format == NUMBERING_BULLET) {
            buf_putc(&out, *p);
            continue;
        }
        p++;
        if (i > level) /* of a level below: Word prints nothing */
            continue;
        const enum numbering_format own = list->levels[i].format;
        buf_puts(&out, number_text(a, l->legal && own != NUMBERING_NONE ? NUMBERING_DECIMAL : own, c->n[i], lang));
    }
    return arena_buf(a, &out);
}
