/* Numbered lists in the loops of docxtemplater's dialect: the rule is that of restart.h, over pieces. */
#include "fill/mustache.h"
#include "fill/restart.h"

static void look_at(struct restart_look *k, const struct pieces *p, int loops)
{
    for (size_t i = 0; i < p->n; i++) {
        const struct mustache_tag *t = p->v[i].tag;

        if (!t)
            restart_look_text(k, p->v[i].text, loops);
        else if (t->kind == TAG_LOOP)
            look_at(k, &t->inside, loops + 1);
        else
            restart_look_value(k);
    }
}

struct restarts *mustache_lists(struct mustache *m, const struct mustache_tag *t)
{
    struct restarts *found = NULL;
    struct restart_look *k;

    if (!m->rich || !m->document || restart_known(m->restarts, t, &found))
        return found;
    k = restart_look_new(m->rich);
    look_at(k, &t->inside, 0);
    return restart_found(k, m->bytes, t, &m->restarts);
}

void mustache_lists_turn(struct mustache *m, struct restarts *lists, struct texts *out, size_t from)
{
    struct buf b = {0};
    struct span made;

    for (size_t i = from; i < out->n; i++)
        buf_putspan(&b, out->v[i]);
    if (!restart_turn(m->rich, lists, &b, 0)) {
        buf_release(&b);
        return;
    }
    made.n = b.n;
    made.p = arena_buf(m->arena, &b);
    out->n = from;
    for (size_t i = 0, to; i < made.n; i = to) { /* a tag is one text, and what stands between two is */
        const char *end = memchr(made.p + i + 1, made.p[i] == '<' ? '>' : '<', made.n - i - 1);

        to = !end ? made.n : (size_t)(end - made.p) + (made.p[i] == '<');
        texts_add(m->arena, out, span_make(made.p + i, to - i));
    }
}
