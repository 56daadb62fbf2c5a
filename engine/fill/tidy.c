/* One pass over a filled part that collects changes, one that applies them.
 *
 * Drawings: ECMA-376-1, 20.4.2.5 docPr/@id. Bookmarks: 17.13.6, a name and an id stand once. Grids: 17.4.48; a row has as
 * many grid columns as its cells span (17.4.17), and the grid as many as the longest row. */
#include "fill/tidy.h"

#include "fill/edit.h"

struct ended {
    struct span id, now; /* of a bookmark that begins anew */
};

struct cell {
    size_t column, span;
    struct span width; /* the value of tcW in twips; p NULL: none */
};

struct table {
    size_t from;
    VECTOR(struct span) widths;  /* values of gridCol; p NULL: none is given */
    VECTOR(struct xscan_token) columns;
    VECTOR(struct cell) cells;
    size_t grid_end;             /* where a column goes in; 0: no grid */
    size_t column, count;        /* of the row at hand: grid columns, cells */
    size_t most, most_cells;
    int depth;                   /* of its own tag */
    bool in_row;
};

struct paragraph {
    size_t from;
    int depth;
    bool marked, seen; /* seen: something to see, or the end of a section */
    bool in_props;
};

struct tidy {
    struct arena *a;
    struct span before, text;
    bool docxtpl;
    struct edits edits;
    VECTOR(struct table) tables;         /* open ones */
    VECTOR(struct paragraph) paragraphs; /* open ones */
    VECTOR(struct ended) bookmarks;
    struct names drawings, marks, mark_names;
    unsigned long next;
    enum { AFTER_OTHER, AFTER_PARAGRAPH, AFTER_TABLE } last; /* the block that ended last at this depth */
    size_t dropped_from, dropped_to; /* a marked paragraph that ended, to be dropped if more follows */
};

/* ---- changes ---- */

static void change(struct tidy *t, size_t from, size_t to, struct span text)
{
    edit(&t->edits, from, to, text);
}

static void change_span(struct tidy *t, struct span at, struct span text)
{
    size_t from = (size_t)(at.p - t->text.p);

    change(t, from, from + at.n, text);
}

static struct span number(struct tidy *t, unsigned long n)
{
    return span_of(arena_printf(t->a, "%lu", n));
}

static struct span new_id(struct tidy *t, struct names *ids)
{
    struct span id;

    do
        id = number(t, ++t->next);
    while (!names_add(t->a, ids, id));
    return id;
}

/* ---- ids ---- */

/* The template itself has this attribute value more than once: that is not ours to mend. */
static bool was_twice(void *user, struct span value)
{
    const struct tidy *t = user;
    const char *p = t->before.p, *end = p + t->before.n, *tag;
    struct span quoted = {value.p - 1, value.n + 2};
    int n = 0;

    while ((p = memmem(p, (size_t)(end - p), quoted.p, quoted.n))) {
        for (tag = p; tag > t->before.p && *tag != '<'; tag--)
            ;
        n += span_starts(span_make(tag, (size_t)(end - tag)), "<w:bookmarkStart") || memmem(tag, (size_t)(p - tag), "docPr", 5);
        p += quoted.n;
    }
    return n > 1;
}

static void on_drawing(struct tidy *t, const struct xscan *s, const struct xscan_token *k)
{
    struct span id;

    if (xscan_attribute_named(s, k, "id", &id) && names_repeated(t->a, &t->drawings, id, was_twice, t))
        change_span(t, id, new_id(t, &t->drawings));
}

enum { MARK_NAME = 40 }; /* bytes of a name: Word has as many characters */

static void on_bookmark(struct tidy *t, const struct xscan *s, const struct xscan_token *k)
{
    struct span id, name;

    if (xscan_attribute_local(s, k, "id", &id) && names_repeated(t->a, &t->marks, id, was_twice, t)) {
        struct ended *e = VECTOR_ADD(t->a, t->bookmarks);

        *e = (struct ended){id, new_id(t, &t->marks)};
        change_span(t, id, e->now);
    }
    if (xscan_attribute_local(s, k, "name", &name) && names_repeated(t->a, &t->mark_names, name, was_twice, t))
        change_span(t, name, names_new(t->a, &t->mark_names, name, MARK_NAME));
}

static void on_bookmark_end(struct tidy *t, const struct xscan *s, const struct xscan_token *k)
{
    struct span id;

    if (!xscan_attribute_local(s, k, "id", &id))
        return;
    for (size_t i = t->bookmarks.n; i-- > 0;) {
        if (!span_equal(t->bookmarks.v[i].id, id))
            continue;
        change_span(t, id, t->bookmarks.v[i].now);
        t->bookmarks.v[i] = t->bookmarks.v[--t->bookmarks.n];
        return;
    }
}

/* ---- tables ---- */

static long value_of(struct span s)
{
    long v = 0;

    for (size_t i = 0; i < s.n && s.p[i] >= '0' && s.p[i] <= '9' && v < 100000; i++)
        v = 10 * v + (s.p[i] - '0');
    return v;
}

static long width_of(const struct table *w, size_t i)
{
    return w->widths.v[i].p ? value_of(w->widths.v[i]) : 0;
}

static void set_width(struct tidy *t, struct table *w, size_t i, long now)
{
    struct span text = number(t, (unsigned long)now);

    if (w->widths.v[i].p) {
        change_span(t, w->widths.v[i], text);
        w->widths.v[i] = text;
    }
}

static void drop_columns(struct tidy *t, struct table *w, size_t left)
{
    long removed = 0;

    for (size_t i = left; i < w->columns.n; i++) {
        removed += width_of(w, i);
        change(t, w->columns.v[i].from, w->columns.v[i].to, SPAN(""));
    }
    for (size_t i = 0; i < left; i++)
        set_width(t, w, i, width_of(w, i) + removed / (long)left);
    w->columns.n = w->widths.n = left;
}

/* The width of the whole stays. */
static void add_columns(struct tidy *t, struct table *w, size_t n)
{
    long sum = 0;
    size_t old = w->columns.n;
    struct buf b = {0};
    struct span name;

    for (size_t i = 0; i < old; i++)
        sum += width_of(w, i);
    if (!old || !sum)
        return;
    for (size_t i = 0; i < old; i++)
        set_width(t, w, i, (long)((double)width_of(w, i) * ((double)sum / (double)n) / ((double)sum / (double)old)));
    name = w->columns.v[0].name; /* <w:gridCol w:w="…"/>, under the prefix that stands there */
    for (size_t i = old; i < n; i++) {
        size_t colon = name.n > 8 ? name.n - 7 : 0;

        buf_puts(&b, "<");
        buf_putspan(&b, name);
        buf_puts(&b, " ");
        buf_put(&b, name.p, colon);
        buf_printf(&b, "w=\"%ld\"/>", sum / (long)n);
        *VECTOR_ADD(t->a, w->widths) = number(t, (unsigned long)(sum / (long)n));
    }
    change(t, w->grid_end, w->grid_end, span_of(arena_buf(t->a, &b)));
}

/* Cells as wide as the columns under them: a table with fixed columns takes these. */
static void set_cells(struct tidy *t, const struct table *w)
{
    for (size_t i = 0; i < w->cells.n; i++) {
        const struct cell *c = &w->cells.v[i];
        long sum = 0;

        for (size_t k = c->column; k < c->column + c->span && k < w->widths.n; k++)
            sum += width_of(w, k);
        if (c->width.p && sum)
            change_span(t, c->width, number(t, (unsigned long)sum));
    }
}

static void end_table(struct tidy *t, struct table *w, size_t to)
{
    size_t columns = w->columns.n, wanted = t->docxtpl ? w->most_cells : w->most;
    struct span whole = span_make(t->text.p + w->from, to - w->from);

    if (!w->grid_end || (wanted <= columns && w->most >= columns) || w->most == 0 || w->most > 1000)
        return;
    if (!t->docxtpl && memmem(t->before.p, t->before.n, whole.p, whole.n))
        return;
    if (wanted > columns)
        add_columns(t, w, wanted);
    if (w->most < w->widths.n && wanted <= columns)
        drop_columns(t, w, w->most);
    if (!t->docxtpl)
        set_cells(t, w);
}

static void on_table_part(struct tidy *t, const struct xscan *s, const struct xscan_token *k, struct span name, int depth)
{
    struct table *w = t->tables.n ? &t->tables.v[t->tables.n - 1] : NULL;
    struct cell *cell;
    struct span value;

    if (!w)
        return;
    cell = w->cells.n ? &w->cells.v[w->cells.n - 1] : NULL;
    if (span_is(name, "gridCol")) {
        *VECTOR_ADD(t->a, w->columns) = *k;
        *VECTOR_ADD(t->a, w->widths) = xscan_attribute_local(s, k, "w", &value) ? value : (struct span){NULL, 0};
        w->grid_end = k->to;
    } else if (span_is(name, "tr")) {
        w->column = w->count = 0;
        w->in_row = true;
    } else if (span_is(name, "gridBefore") || span_is(name, "gridAfter")) {
        if (xscan_attribute_local(s, k, "val", &value))
            w->column += (size_t)value_of(value);
    } else if (span_is(name, "tc") && w->in_row) {
        cell = VECTOR_ADD(t->a, w->cells);
        *cell = (struct cell){.column = w->column, .span = 1};
        w->column++;
        w->count++;
    } else if (span_is(name, "gridSpan") && cell && xscan_attribute_local(s, k, "val", &value) && value_of(value) > 0) {
        w->column += (size_t)value_of(value) - cell->span;
        cell->span = (size_t)value_of(value);
    } else if (span_is(name, "tcW") && cell) {
        struct span type;

        if (xscan_attribute_local(s, k, "type", &type) && span_is(type, "dxa") && xscan_attribute_local(s, k, "w", &value))
            cell->width = value;
    }
    (void)depth;
}

/* ---- paragraphs ---- */

static bool is_seen(struct span name)
{
    static const char *const names[] = {"br", "tab", "drawing", "pict", "object", "sym", "footnoteReference", "endnoteReference", "sectPr",
                                        "AlternateContent", "fldChar", "fldSimple", "hyperlink", "noBreakHyphen", "ptab", "oMath", "sdt"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (span_is(name, names[i]))
            return true;
    return false;
}

/* A paragraph that was marked and is empty goes, unless a cell would then end with a table or hold nothing. */
static void settle(struct tidy *t, bool ends_cell)
{
    if (t->dropped_to && !(ends_cell && t->last != AFTER_PARAGRAPH)) {
        change(t, t->dropped_from, t->dropped_to, SPAN(""));
    } else if (t->dropped_to) {
        t->last = AFTER_PARAGRAPH;
    }
    t->dropped_to = 0;
}

static void end_paragraph(struct tidy *t, struct paragraph *p, size_t to)
{
    settle(t, false);
    if (p->marked && !p->seen) {
        t->dropped_from = p->from;
        t->dropped_to = to;
    } else {
        t->last = AFTER_PARAGRAPH;
    }
}

static void on_start(struct tidy *t, const struct xscan *s, const struct xscan_token *k, int depth)
{
    struct span name = xscan_local(k->name);
    struct paragraph *p = t->paragraphs.n ? &t->paragraphs.v[t->paragraphs.n - 1] : NULL;

    if (span_is(name, "p") && !k->empty && span_starts(k->name, "a:") == false) {
        *VECTOR_ADD(t->a, t->paragraphs) = (struct paragraph){.from = k->from, .depth = depth};
        return;
    }
    if (span_is(name, "p") && k->empty) {
        settle(t, false);
        t->last = AFTER_PARAGRAPH;
    }
    if (p && is_seen(name))
        p->seen = true;
    if (span_is(name, "tbl") && !k->empty) {
        settle(t, false);
        *VECTOR_ADD(t->a, t->tables) = (struct table){.from = k->from, .depth = depth};
    } else if (span_is(name, "tc") || span_is(name, "txbxContent")) {
        t->last = AFTER_OTHER;
    }
    if (span_is(name, "docPr"))
        on_drawing(t, s, k);
    else if (span_is(name, "bookmarkStart"))
        on_bookmark(t, s, k);
    else if (span_is(name, "bookmarkEnd"))
        on_bookmark_end(t, s, k);
    else
        on_table_part(t, s, k, name, depth);
}

static void on_close(struct tidy *t, const struct xscan_token *k, int depth)
{
    struct span name = xscan_local(k->name);
    struct table *w = t->tables.n ? &t->tables.v[t->tables.n - 1] : NULL;

    if (t->paragraphs.n && t->paragraphs.v[t->paragraphs.n - 1].depth == depth) {
        t->paragraphs.n--;
        end_paragraph(t, &t->paragraphs.v[t->paragraphs.n], k->to);
    } else if (w && w->depth == depth) {
        t->tables.n--;
        end_table(t, &t->tables.v[t->tables.n], k->to);
        t->last = AFTER_TABLE;
    } else if (w && span_is(name, "tr")) {
        w->most = w->column > w->most ? w->column : w->most;
        w->most_cells = w->count > w->most_cells ? w->count : w->most_cells;
        w->in_row = false;
    } else if (span_is(name, "tc")) {
        settle(t, true);
    } else if (span_is(name, "txbxContent") || span_is(name, "hdr") || span_is(name, "ftr") || span_is(name, "footnote") || span_is(name, "endnote")) {
        settle(t, true);
    } else if (span_is(name, "body")) {
        settle(t, false);
    }
}

static void on_text(struct tidy *t, const struct xscan_token *k)
{
    if (t->paragraphs.n && k->to > k->from)
        t->paragraphs.v[t->paragraphs.n - 1].seen = true;
}

struct span tidy_part(struct arena *a, struct span before, struct span text, bool docxtpl)
{
    struct tidy t = {.a = a, .edits = {.a = a, .text = text}, .before = before, .text = text, .docxtpl = docxtpl, .next = 1000};
    struct xscan s;
    struct xscan_token k;
    int depth = 0;

    xscan_init(&s, text);
    while (xscan_next(&s, &k)) {
        if (k.type == XSCAN_START) {
            on_start(&t, &s, &k, depth);
            depth += !k.empty;
        } else if (k.type == XSCAN_CLOSE) {
            on_close(&t, &k, --depth);
        } else if (k.type == XSCAN_TEXT || k.type == XSCAN_CDATA) {
            on_text(&t, &k);
        } else if (k.type == XSCAN_PI && span_is(span_make(text.p + k.from, k.to - k.from), TIDY_EMPTY)) {
            change(&t, k.from, k.to, SPAN(""));
            if (t.paragraphs.n)
                t.paragraphs.v[t.paragraphs.n - 1].marked = true;
        }
    }
    settle(&t, false);
    return edits_apply(&t.edits);
}
