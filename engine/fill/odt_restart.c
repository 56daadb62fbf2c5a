/* Numbered lists of ODT in loops. A text:list counts from its start (ODF 1.3 part 3, 5.3.3), so a list that a loop repeats
 * whole restarts by itself; one that the loop goes over item by item has to be told to count on: the rule is that of
 * restart.h. */
#include "fill/odt_own.h"
#include "fill/own.h"
#include "fill/restart.h"

enum { ODT_RESTART_LISTS = 32 };

/* A list style in the body of a loop. */
struct met {
    struct span style;
    size_t direct, inner; /* paragraphs in the body itself, and in loops within */
    bool behind;          /* something else comes before it */
    bool again;           /* its first list goes on one before */
};

struct odt_restarts {
    struct odt_restarts *next;
    const struct statement *loop;
    struct { const char *style, *id; } lists[ODT_RESTART_LISTS]; /* that count on; id: of this run's first */
    size_t n;
};

struct look_at {
    struct met met[ODT_RESTART_LISTS];
    size_t n;
    int loops, depth;     /* loops within; lists that are open in the body */
    bool structure, rows; /* an element was met; the first was a row */
    bool seen, shows;     /* a paragraph that shows something has ended; the one at hand does */
    struct met *list;     /* at hand */
};

static void begin_list(struct look_at *k, struct span tag)
{
    struct span style, value;

    if (k->depth++)
        return;
    k->list = NULL;
    if (!odt_tag_value(tag, "style-name", &style) || !style.n)
        return;
    for (size_t i = 0; i < k->n && !k->list; i++)
        k->list = span_equal(k->met[i].style, style) ? &k->met[i] : NULL;
    if (!k->list && k->n < ODT_RESTART_LISTS) {
        k->list = &k->met[k->n++];
        *k->list = (struct met){.style = style, .behind = k->seen};
        k->list->again = odt_tag_value(tag, "continue-list", &value) || (odt_tag_value(tag, "continue-numbering", &value) && span_is(value, "true"));
    }
}

static void end_paragraph(struct look_at *k)
{
    if (k->depth && k->list) {
        k->list->direct += k->loops == 0;
        k->list->inner += k->loops > 0;
        k->seen = true;
    }
    k->seen |= k->shows;
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
        bool paragraph = span_is(t.name, "p") || span_is(t.name, "h"), list = span_is(t.name, "list");
        if (!t.close && !k->structure && (paragraph || list || span_is(t.name, "table-row") || span_is(t.name, "table"))) {
            k->structure = true;
            k->rows = span_is(t.name, "table-row");
        }
        if (list && !t.close && !t.empty)
            begin_list(k, t.whole);
        else if (list && t.close)
            k->depth -= k->depth > 0;
        else if (paragraph && !t.close)
            k->shows = false;
        else if (paragraph)
            end_paragraph(k);
        else if (span_is(t.name, "frame"))
            k->shows = true;
    } while (more);
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

struct odt_restarts *odt_restarts_of(struct part *p, const struct statement *loop)
{
    struct filler *f = p->f;
    struct look_at k = {.n = 0};
    struct odt_restarts *r = f->odt_restarts;

    while (r && r->loop != loop)
        r = r->next;
    if (!r) {
        r = ARENA_NEW(&f->arena, struct odt_restarts);
        *r = (struct odt_restarts){.next = f->odt_restarts, .loop = loop};
        f->odt_restarts = r;
        body_walk(&loop->body, 0, look_at_piece, &k);
        for (size_t i = 0; i < k.n; i++) {
            const struct met *m = &k.met[i];
            bool whole = (m->inner && !m->direct) || (!k.rows && m->behind);

            if (!whole && !m->again)
                r->lists[r->n++].style = arena_span(&f->arena, m->style);
        }
    }
    for (size_t i = 0; i < r->n; i++) /* the loop runs anew: its lists begin */
        r->lists[i].id = NULL;
    return r->n ? r : NULL;
}

/* The start tag of the first list of the style that stands in no other list. */
static bool find_list(struct span text, const char *style, struct span *tag)
{
    struct piece_tag t;
    struct span value;
    size_t at = 0;
    int depth = 0;
    bool letters;

    while (piece_tag_next(text, &at, &t, &letters)) {
        if (!span_is(t.name, "list") || t.empty)
            continue;
        *tag = t.whole;
        if (!t.close && depth == 0 && odt_tag_value(t.whole, "style-name", &value) && span_is(value, style))
            return true;
        depth += t.close ? -1 : 1;
    }
    return false;
}

static void insert(struct buf *out, size_t at, const char *text)
{
    struct buf tail = {0};

    buf_put(&tail, out->p + at, out->n - at);
    out->n = at;
    buf_puts(out, text);
    buf_putspan(out, buf_span(&tail));
    buf_release(&tail);
}

void odt_restart_turn(struct part *p, struct odt_restarts *r, struct buf *out, size_t from)
{
    struct arena *a = &p->f->arena;

    for (size_t i = 0; i < r->n; i++) {
        struct span tag, id;
        size_t end;

        if (!find_list(span_make(out->p + from, out->n - from), r->lists[i].style, &tag))
            continue;
        end = (size_t)(tag.p + tag.n - 1 - out->p);
        if (r->lists[i].id) {
            insert(out, end, arena_printf(a, " text:continue-list=\"%s\"", r->lists[i].id));
        } else if (odt_tag_value(tag, "id", &id)) {
            r->lists[i].id = arena_span(a, id);
        } else {
            r->lists[i].id = odt_name(&p->f->rich, "VbCount");
            insert(out, end, arena_printf(a, " xml:id=\"%s\"", r->lists[i].id));
        }
    }
}
