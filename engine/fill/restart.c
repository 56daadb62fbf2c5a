/* Which lists a loop repeats, from the texts between its statements, and new lists for each turn. */
#include "fill/restart.h"

#include "fill/lists.h"

enum { RESTART_LISTS = 32 };

/* A list met in the body of a loop. */
struct met {
    struct span id;
    size_t direct, inner; /* items in the body itself, and in loops within */
    size_t places;        /* where the body names it */
    bool behind;          /* something else comes before the first item */
};

struct restarts {
    struct restarts *next;
    const struct statement *loop;
    struct { const char *id; bool used; } lists[RESTART_LISTS];
    size_t n;
};

struct look_at {
    struct met met[RESTART_LISTS];
    size_t n;
    int loops;                /* that we are in, below the one at hand */
    bool structure, rows;     /* an element was met; the first was a row */
    bool seen;                /* a paragraph that shows something has ended */
    bool shows;               /* the paragraph at hand */
    struct span list;         /* and its list; p NULL: none */
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

/* ---- finding ---- */

static void end_paragraph(struct look_at *k)
{
    struct met *m = NULL;

    if (!k->list.p) {
        k->seen |= k->shows;
        return;
    }
    for (size_t i = 0; i < k->n && !m; i++)
        if (span_equal(k->met[i].id, k->list))
            m = &k->met[i];
    if (!m && k->n < RESTART_LISTS) {
        m = &k->met[k->n++];
        *m = (struct met){.id = k->list, .behind = k->seen};
    }
    if (m) {
        m->places++;
        m->direct += k->loops == 0;
        m->inner += k->loops > 0;
    }
    k->seen = true;
    k->list.p = NULL;
}

static void look_at_text(struct look_at *k, struct span text)
{
    struct piece_tag t;
    size_t at = 0;
    bool letters, more;

    do {
        more = piece_tag_next(text, &at, &t, &letters);
        k->shows |= letters;
        if (!more)
            break;
        if (!t.close && !k->structure && (span_is(t.name, "p") || span_is(t.name, "tr") || span_is(t.name, "tbl"))) {
            k->structure = true;
            k->rows = span_is(t.name, "tr");
        }
        if (span_is(t.name, "p") && !t.close)
            k->shows = false;
        else if (span_is(t.name, "p"))
            end_paragraph(k);
        else if (span_is(t.name, "numId") && !t.close && !val_of(t.whole, &k->list))
            k->list.p = NULL;
        else if (span_is(t.name, "drawing") || span_is(t.name, "pict"))
            k->shows = true;
    } while (more);
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
    struct look_at *k = user;

    k->loops = loops;
    if (text)
        look_at_text(k, *text);
    else
        k->shows = true;
}

/* How often the part names the list. */
static size_t places_in(struct span part, struct span id)
{
    struct piece_tag t;
    struct span value;
    size_t at = 0, n = 0;
    bool letters;

    while (piece_tag_next(part, &at, &t, &letters))
        n += span_is(t.name, "numId") && !t.close && val_of(t.whole, &value) && span_equal(value, id);
    return n;
}

struct restarts *restarts_of(struct part *p, const struct statement *loop)
{
    struct filler *f = p->f;
    struct look_at k = {.n = 0};
    struct restarts *r = f->restarts;

    while (r && r->loop != loop)
        r = r->next;
    if (r)
        return r->n ? r : NULL;
    r = ARENA_NEW(&f->arena, struct restarts);
    *r = (struct restarts){.next = f->restarts, .loop = loop};
    f->restarts = r;
    body_walk(&loop->body, 0, look_at_piece, &k);
    for (size_t i = 0; i < k.n; i++) {
        const struct met *m = &k.met[i];
        bool whole = (m->inner && !m->direct) || (!k.rows && m->behind);

        if (whole && !span_is(m->id, "0") && places_in(p->bytes, m->id) == m->places)
            r->lists[r->n++].id = arena_span(&f->arena, m->id);
    }
    return r->n ? r : NULL;
}

/* ---- a turn ---- */

static void rename_list(struct buf *out, size_t from, const char *old, const char *now)
{
    struct buf made = {0};
    struct span text = span_make(out->p + from, out->n - from), value;
    struct piece_tag t;
    size_t at = 0, done = 0;
    bool letters;

    while (piece_tag_next(text, &at, &t, &letters)) {
        if (!span_is(t.name, "numId") || t.close || !val_of(t.whole, &value) || !span_is(value, old))
            continue;
        buf_put(&made, text.p + done, (size_t)(value.p - text.p) - done);
        buf_puts(&made, now);
        done = (size_t)(value.p + value.n - text.p);
    }
    if (done) {
        buf_put(&made, text.p + done, text.n - done);
        out->n = from;
        buf_putspan(out, buf_span(&made));
    }
    buf_release(&made);
}

static bool names_list(struct span text, const char *id)
{
    return places_in(text, span_of(id)) > 0;
}

void restart_turn(struct part *p, struct restarts *r, struct buf *out, size_t from)
{
    for (size_t i = 0; i < r->n; i++) {
        const char *id = r->lists[i].id, *now;

        if (!names_list(span_make(out->p + from, out->n - from), id))
            continue;
        now = r->lists[i].used ? lists_again(&p->f->rich, id) : NULL;
        r->lists[i].used = true;
        if (now)
            rename_list(out, from, id, now);
    }
}
