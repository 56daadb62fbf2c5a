/* The words of one paragraph that came and went, as runs of its own.
 *
 * The paragraph's text is known with the node of each byte, as node_plain_text makes it. Changes are made from the end backward, so that
 * places before them keep their bytes. */
#include "render/marked.h"

#include <stdlib.h>

#include "text/compare.h"

static const double ALIKE = 0.2; /* less of the words in common: the whole paragraph is another */

static const struct {
    uint32_t color;
    bool underline, strike, twice;
} looks[] = {
    [REVISION_CAME] = {0x0B5CAD, true, false, false},
    [REVISION_WENT] = {0xB00020, false, true, false},
    [REVISION_CAME_HERE] = {0x1B7F3B, true, false, true},
    [REVISION_WENT_AWAY] = {0x1B7F3B, false, true, true},
};

const struct char_props *marked_look(const struct marking *m, const struct char_props *chr, enum revision r)
{
    struct char_props *own = ARENA_NEW(&m->doc->arena, struct char_props);

    *own = *chr;
    own->revision = r;
    if (m->tracked)
        return own;
    own->color = looks[r].color;
    if (looks[r].underline) {
        own->underline = true;
        own->words_only = own->underline_colored = false;
        own->underline_stroke = looks[r].twice ? STROKE_DOUBLE : STROKE_SOLID;
    }
    own->strike = looks[r].strike && !looks[r].twice;
    own->double_strike = looks[r].strike && looks[r].twice;
    return own;
}

static bool is_written(const struct node *n)
{
    switch (n->type) {
    case NODE_TEXT: case NODE_TAB: case NODE_LINE_BREAK: case NODE_PAGE_NUMBER: case NODE_NOTE_MARK:
        return true;
    default:
        return false;
    }
}

static void mark_node(const struct marking *m, const struct node *para, struct node *n, enum revision r)
{
    if (is_written(n))
        n->as.text.chr = marked_look(m, text_props(para, n), r);
    else if (n->type == NODE_FOOTNOTE)
        n->as.note.chr = marked_look(m, text_props(para, n), r);
}

void mark_para(const struct marking *m, struct node *para, enum revision r)
{
    struct para *p = &para->as.para;

    for (struct node *n = para->first; n;) {
        mark_node(m, para, n, r);
        if (n->type == NODE_LINK || n->type == NODE_FIELD) {
            n = node_next(n, para);
            continue;
        }
        while (n != para && !n->next) /* what stands in notes and boxes has passages of its own */
            n = n->parent;
        n = n == para ? NULL : n->next;
    }
    if (p->label && !m->tracked)
        p->label_chr = marked_look(m, label_props(para), r);
    if (m->tracked)
        p->mark = marked_look(m, mark_props(para), r);
}

static struct node *new_run(const struct marking *m, const char *text, const struct node *like, const struct char_props *chr)
{
    struct node *n = node_bare(m->doc, NODE_TEXT);

    n->as.text = (struct text){.text = arena_str(&m->doc->arena, text), .style = like && is_written(like) ? like->as.text.style : NULL, .chr = chr};
    return n;
}

void mark_append(const struct marking *m, struct node *para, const char *text, enum revision r)
{
    const struct node *last = para->last && is_written(para->last) ? para->last : NULL;

    if (!*text)
        return;
    node_append(para, new_run(m, text, last, marked_look(m, last ? text_props(para, last) : mark_props(para), r)));
}

/* ---- the text with its nodes ---- */

struct piece {
    struct node *node;
    size_t from, n;
};

struct pieces {
    struct piece *v;
    size_t n, cap, bytes;
};

static void collect(struct pieces *p, struct node *holder)
{
    for (struct node *n = holder->first; n; n = n->next) {
        size_t bytes = n->type == NODE_TEXT ? strlen(n->as.text.text) : 1;

        if (n->type == NODE_LINK || n->type == NODE_FIELD) {
            collect(p, n);
        } else if (n->type == NODE_TEXT || n->type == NODE_TAB || n->type == NODE_LINE_BREAK) {
            MEM_ROOM(p->v, p->n, p->cap);
            p->v[p->n++] = (struct piece){n, p->bytes, bytes};
            p->bytes += bytes;
        }
    }
}

/* Parts the i-th run at that byte of its text; what is behind it is the next one. */
static bool divide(const struct marking *m, struct pieces *p, size_t i, size_t at)
{
    struct node *n = p->v[i].node, *behind;

    if (n->type != NODE_TEXT || at == 0 || at >= p->v[i].n)
        return false;
    behind = new_run(m, n->as.text.text + at, n, n->as.text.chr);
    if (n->next)
        node_insert_before(n->next, behind);
    else
        node_append(n->parent, behind);
    n->as.text.text = arena_span(&m->doc->arena, span_make(n->as.text.text, at));
    MEM_ROOM(p->v, p->n, p->cap);
    memmove(p->v + i + 2, p->v + i + 1, (p->n - i - 1) * sizeof *p->v);
    p->n++;
    p->v[i + 1] = (struct piece){behind, p->v[i].from + at, p->v[i].n - at};
    p->v[i].n = at;
    return true;
}

static void mark_range(const struct marking *m, const struct node *para, struct pieces *p, size_t from, size_t to)
{
    for (size_t i = p->n; i-- > 0;) {
        const struct piece piece = p->v[i];

        if (to <= piece.from || from >= piece.from + piece.n)
            continue;
        divide(m, p, i, to - piece.from);
        if (from > piece.from && divide(m, p, i, from - piece.from))
            mark_node(m, para, p->v[i + 1].node, REVISION_CAME);
        else
            mark_node(m, para, p->v[i].node, REVISION_CAME);
    }
}

/* A run that went, before byte `at`. */
static void put_gone(const struct marking *m, struct node *para, struct pieces *p, size_t at, const char *text)
{
    size_t i = 0;
    struct node *next, *run;

    while (i < p->n && at >= p->v[i].from + p->v[i].n)
        i++;
    if (i == p->n) {
        mark_append(m, para, text, REVISION_WENT);
        return;
    }
    if (at > p->v[i].from && divide(m, p, i, at - p->v[i].from))
        i++;
    next = p->v[i].node;
    run = new_run(m, text, next, marked_look(m, text_props(para, next), REVISION_WENT));
    while (next->parent->type == NODE_FIELD)
        next = next->parent;
    node_insert_before(next, run);
}

/* ---- words ---- */

struct change {
    size_t at, end;   /* bytes of the later text that came */
    const char *gone; /* NULL: nothing */
};

static size_t place_of(const char *text, const struct words *w, size_t i)
{
    return i < w->n ? (size_t)(w->v[i].p - text) : strlen(text);
}

static size_t end_of(const char *text, const struct words *w, size_t i)
{
    return (size_t)(w->v[i].p - text) + w->v[i].n;
}

/* What went, words i to n of `before`, with the space that goes with it, and what came, words k to m of `after`. */
static struct change change_of(struct arena *a, const char *before, const struct words *was, size_t i, size_t n, const char *after,
                               const struct words *is, size_t k, size_t m)
{
    struct change c = {.at = place_of(after, is, k)};
    bool last = k == is->n; /* behind all that is there */

    if (last && k > 0)
        c.at = end_of(after, is, k - 1);
    c.end = c.at;
    if (m > k) {
        c.end = end_of(after, is, m - 1);
        if (i == n && m < is->n && place_of(after, is, m) > c.end)
            c.end = place_of(after, is, m);
    }
    if (n > i) {
        size_t from = place_of(before, was, i), to = end_of(before, was, n - 1);

        if (last && i > 0)
            from = end_of(before, was, i - 1);
        else if (m == k && n < was->n)
            to = place_of(before, was, n);
        c.gone = arena_span(a, span_make(before + from, to - from));
    }
    return c;
}

static struct change *changes_of(struct arena *a, const char *before, const char *after, size_t *count)
{
    struct words was = words_of(before), is = words_of(after);
    struct steps steps = words_steps(&was, &is);
    struct change *out = ARENA_NEWS(a, steps.n + 1, struct change);
    size_t i = 0, k = 0, same = 0;

    *count = 0;
    for (size_t s = 0; s < steps.n; s++)
        same += steps.v[s] == STEP_SAME;
    if (2 * (double)same < ALIKE * (double)(was.n + is.n)) {
        out[(*count)++] = change_of(a, before, &was, 0, was.n, after, &is, 0, is.n);
        steps.n = 0;
    }
    for (size_t s = 0; s < steps.n;) {
        size_t n = i, m = k;

        for (; s < steps.n && steps.v[s] != STEP_SAME; s++) {
            n += steps.v[s] == STEP_GONE;
            m += steps.v[s] == STEP_CAME;
        }
        if (n > i || m > k)
            out[(*count)++] = change_of(a, before, &was, i, n, after, &is, k, m);
        i = n;
        k = m;
        for (; s < steps.n && steps.v[s] == STEP_SAME; s++, i++, k++)
            ;
    }
    steps_release(&steps);
    words_release(&was);
    words_release(&is);
    return out;
}

void mark_words(const struct marking *m, struct node *para, const char *before, const char *after)
{
    struct arena a = {0};
    struct pieces pieces = {0};
    struct buf text = {0};
    struct change *changes;
    size_t count;

    collect(&pieces, para);
    node_plain_text(para, &text);
    const size_t label = text.n - pieces.bytes; /* the label is no node: its words are not marked one by one */
    for (size_t i = 0; i < pieces.n; i++)
        pieces.v[i].from += label;
    changes = changes_of(&a, before, after, &count);
    while (count-- > 0) {
        const struct change *c = &changes[count];

        if (c->gone && (c->at >= label || c->end > label)) /* a number that went is not shown beside the one that came */
            put_gone(m, para, &pieces, c->at > label ? c->at : label, c->gone);
        if (c->end > label && c->end > c->at)
            mark_range(m, para, &pieces, c->at > label ? c->at : label, c->end);
        if (c->at < label && para->as.para.label && !m->tracked)
            para->as.para.label_chr = marked_look(m, label_props(para), REVISION_CAME);
    }
    free(pieces.v);
    buf_release(&text);
    arena_release(&a);
}
