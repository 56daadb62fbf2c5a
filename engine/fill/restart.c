/* Which lists a loop repeats, from the texts between its statements, and new lists for each turn. A paragraph is of a list by
 * its own w:numPr or by its style's; a heading's style is none here, for headings count on. */
#include "fill/restart.h"

#include "fill/lists.h"
#include "fill/rich_own.h"

enum { RESTART_LISTS = 32 };

/* The list that a paragraph is of, while the tags of its properties go by. */
struct membership {
    struct span style, own; /* w:pStyle; w:numId of its own, p NULL: none */
    size_t at;              /* where w:numPr, or w:numId if there is a w:numPr without one, has to go in */
    bool leads;             /* nothing that stands behind w:numPr was met */
    bool numbered;          /* there is a w:numPr */
    bool former;            /* in what the properties were before a tracked change */
};

/* A list met in the body of a loop. */
struct met {
    const char *id;
    size_t direct, inner; /* items in the body itself, and in loops within */
    size_t places;        /* items in the whole part */
    bool behind;          /* something else comes before the first item */
};

/* A list that a loop repeats whole. */
struct restart {
    const char *id;
    const char *now; /* of the turn at hand */
    bool used;       /* a turn before had items of it */
};

struct restarts {
    struct restarts *next;
    const void *loop;
    struct restart lists[RESTART_LISTS];
    size_t n;
};

struct restart_look {
    struct rich *rich;
    struct met met[RESTART_LISTS];
    size_t n;
    int loops;            /* that we are in, below the one at hand */
    bool structure, rows; /* an element was met; the first was a row */
    bool seen;            /* a paragraph that shows something has ended */
    bool shows;           /* the paragraph at hand */
    struct membership of; /* and its list */
};

/* The value of w:val in a start tag. */
static bool val_of(struct span tag, struct span *out)
{
    const char *p = memmem(tag.p, tag.n, "val=", 4), *end;

    if (!p || p + 5 >= tag.p + tag.n)
        return false;
    end = memchr(p + 5, p[4], (size_t)(tag.p + tag.n - p - 5));
    *out = span_make(p + 5, end ? (size_t)(end - p - 5) : 0);
    return end != NULL;
}

/* ---- membership ---- */

/* Takes a tag, which ends at byte `end`. Whether the properties of a paragraph end with it. */
static bool note_tag(struct membership *m, const struct piece_tag *t, size_t end)
{
    static const char *const before[] = {"pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr", "ilvl"};
    bool leads = false;

    if (span_is(t->name, "pPrChange"))
        m->former = !t->close && !t->empty;
    if (m->former)
        return false;
    if (span_is(t->name, "pPr") && !t->close) {
        *m = (struct membership){.at = end, .leads = true};
        return false;
    }
    for (size_t i = 0; i < sizeof before / sizeof *before; i++)
        leads |= span_is(t->name, before[i]);
    if (span_is(t->name, "numPr") && t->empty)
        m->own = SPAN("0");
    m->numbered |= span_is(t->name, "numPr");
    m->leads &= leads && !(t->close && span_is(t->name, "numPr"));
    if (m->leads)
        m->at = end;
    if (span_is(t->name, "pStyle") && !t->close && !val_of(t->whole, &m->style))
        m->style.p = NULL;
    else if (span_is(t->name, "numId") && !t->close && !val_of(t->whole, &m->own))
        m->own.p = NULL;
    return span_is(t->name, "pPr");
}

/* The id of the list; n 0: none. *level: of the style in its list. */
static struct span list_of(struct rich *r, const struct membership *m, int *level)
{
    const char *list = m->style.p && !m->own.p && !styles_is_heading(r, m->style) ? styles_list(r, m->style, level) : NULL;
    struct span id = list ? span_of(list) : m->own;

    return span_is(id, "0") ? (struct span){0} : id;
}

/* ---- finding ---- */

static void meet(struct restart_look *k, struct span id)
{
    struct met *m = NULL;

    for (size_t i = 0; i < k->n && !m; i++)
        if (span_is(id, k->met[i].id))
            m = &k->met[i];
    if (!m && k->n < RESTART_LISTS) {
        m = &k->met[k->n++];
        *m = (struct met){.id = arena_span(k->rich->arena, id), .behind = k->seen};
    }
    if (m) {
        m->direct += k->loops == 0;
        m->inner += k->loops > 0;
    }
    k->shows = true;
}

void restart_look_text(struct restart_look *k, struct span text, int loops)
{
    struct piece_tag t;
    struct span id;
    size_t at = 0;
    bool letters, more;
    int level;

    k->loops = loops;
    do {
        more = piece_tag_next(text, &at, &t, &letters);
        k->shows |= letters;
        if (!more)
            break;
        if (!t.close && !k->structure && (span_is(t.name, "p") || span_is(t.name, "tr") || span_is(t.name, "tbl"))) {
            k->structure = true;
            k->rows = span_is(t.name, "tr");
        }
        if (note_tag(&k->of, &t, at) && (id = list_of(k->rich, &k->of, &level)).n)
            meet(k, id);
        if (span_is(t.name, "p") && !t.close)
            k->shows = false;
        else if (span_is(t.name, "p"))
            k->seen |= k->shows;
        else if (span_is(t.name, "drawing") || span_is(t.name, "pict"))
            k->shows = true;
    } while (more);
}

void restart_look_value(struct restart_look *k)
{
    k->shows = true;
}

void body_walk(const struct block *body, int loops, void (*each)(void *user, const struct span *text, int loops), void *user)
{
    for (const struct statement *s = body->first; s; s = s->next) {
        if (s->type == FILL_TEXT || s->type == FILL_PRINT)
            each(user, s->type == FILL_TEXT ? &s->text : NULL, loops);
        body_walk(&s->body, loops + (s->type == FILL_FOR), each, user);
        body_walk(&s->otherwise, loops, each, user);
    }
}

static void look_at_piece(void *user, const struct span *text, int loops)
{
    if (text)
        restart_look_text(user, *text, loops);
    else
        restart_look_value(user);
}

struct restart_look *restart_look_new(struct rich *rich)
{
    struct restart_look *k = ARENA_NEW(rich->arena, struct restart_look);

    k->rich = rich;
    return k;
}

/* How many paragraphs of the part are of each list that was met. */
static void count_places(struct restart_look *k, struct span part)
{
    struct piece_tag t;
    struct membership m = {.leads = false};
    struct span id;
    size_t at = 0;
    bool letters;
    int level;

    while (k->n && piece_tag_next(part, &at, &t, &letters)) {
        if (!note_tag(&m, &t, at) || !(id = list_of(k->rich, &m, &level)).n)
            continue;
        for (size_t i = 0; i < k->n; i++)
            k->met[i].places += span_is(id, k->met[i].id);
    }
}

struct restarts *restart_found(struct restart_look *k, struct span part, const void *loop, struct restarts **all)
{
    struct restarts *r = ARENA_NEW(k->rich->arena, struct restarts);

    *r = (struct restarts){.next = *all, .loop = loop};
    *all = r;
    count_places(k, part);
    for (size_t i = 0; i < k->n; i++) {
        const struct met *m = &k->met[i];
        bool whole = (m->inner && !m->direct) || (!k->rows && m->behind);

        if (whole && m->places == m->direct + m->inner)
            r->lists[r->n++].id = m->id;
    }
    return r->n ? r : NULL;
}

bool restart_known(struct restarts *all, const void *loop, struct restarts **out)
{
    while (all && all->loop != loop)
        all = all->next;
    *out = all && all->n ? all : NULL;
    return all != NULL;
}

struct restarts *restarts_of(struct part *p, const struct statement *loop)
{
    struct restarts *r;
    struct restart_look *k;

    if (restart_known(p->f->restarts, loop, &r))
        return r;
    k = restart_look_new(&p->f->rich);
    body_walk(&loop->body, 0, look_at_piece, k);
    return restart_found(k, p->bytes, loop, &p->f->restarts);
}

/* ---- a turn ---- */

/* The list of this turn in place of `id`; NULL: it stays. */
static const char *list_now(struct rich *rich, struct restarts *r, struct span id)
{
    for (size_t i = 0; i < r->n; i++) {
        struct restart *l = &r->lists[i];

        if (!span_is(id, l->id))
            continue;
        if (l->used && !l->now)
            l->now = lists_again(rich, l->id);
        l->now = l->now ? l->now : l->id;
        return l->now == l->id ? NULL : l->now;
    }
    return NULL;
}

bool restart_turn(struct rich *rich, struct restarts *r, struct buf *out, size_t from)
{
    struct buf made = {0};
    struct span text = span_make(out->p + from, out->n - from), id;
    struct piece_tag t;
    struct membership m = {.leads = false};
    const char *now;
    size_t at = 0, done = 0, to;
    bool letters;
    int level = 0;

    for (size_t i = 0; i < r->n; i++)
        r->lists[i].now = NULL;
    while (piece_tag_next(text, &at, &t, &letters)) {
        if (!note_tag(&m, &t, at) || !(id = list_of(rich, &m, &level)).n || !(now = list_now(rich, r, id)))
            continue;
        to = m.own.p ? (size_t)(m.own.p - text.p) : m.at;
        buf_put(&made, text.p + done, to - done);
        if (m.own.p)
            buf_puts(&made, now);
        else if (m.numbered)
            buf_printf(&made, "<w:numId w:val=\"%s\"/>", now);
        else
            buf_printf(&made, "<w:numPr><w:ilvl w:val=\"%d\"/><w:numId w:val=\"%s\"/></w:numPr>",
                       lists_style_level(rich, id, m.style, level), now);
        done = m.own.p ? to + m.own.n : to;
    }
    for (size_t i = 0; i < r->n; i++)
        r->lists[i].used |= r->lists[i].now != NULL;
    if (done) {
        buf_put(&made, text.p + done, text.n - done);
        out->n = from;
        buf_putspan(out, buf_span(&made));
    }
    buf_release(&made);
    return done > 0;
}
