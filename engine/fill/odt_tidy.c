/* What has to hold in a part of an ODT after loops have repeated pieces of it and values have parted paragraphs: names and
 * identifiers stand once (ODF 1.3 part 3: 19.911 xml:id, 19.737 table:name, 19.200 draw:name, 19.872 text:name), marked
 * paragraphs that show nothing are gone, and items and lists that held only these; tables are mended (odt_table.c).
 *
 * Idea: one pass over the tokens with a stack of what is open; whether a block stays is known when it ends. */
#include "fill/odt_tidy.h"

#include "fill/tidy.h"

/* An element that is open. */
struct opened {
    struct span name;    /* local */
    size_t from;
    size_t kept;         /* blocks in it that stay */
    size_t gone_from, gone_to; /* an empty marked paragraph that is dropped if another block stays; to 0: none */
    bool marked, seen;   /* of a paragraph: TIDY_EMPTY stands in it; something to see */
    bool dropped;        /* something that stood in it was left out */
    struct span id, again; /* of a list: its xml:id; continue-list's value */
};

enum { NAME = 4096 }; /* bytes of a name at most */

struct twin {
    struct span from, now; /* a name and what its last bearer is called */
};

struct odt_tidy {
    struct edits e;
    struct span before;
    struct opened open[XSCAN_MAX_DEPTH + 1];
    int depth, paragraph; /* paragraph: the depth of the one we are in, 0: none */
    struct names ids, names[3], marks;
    VECTOR(struct twin) id_twins, mark_twins;
    VECTOR(struct twin) gone_lists;
    struct odt_tables *tables;
    const struct xscan_token *at; /* the element at hand */
};

/* ---- names ---- */

/* The template itself has this value more than once in such elements: that is not ours to mend. */
static bool was_twice(void *user, struct span value)
{
    const struct odt_tidy *t = user;
    const struct xscan_token *k = t->at;
    const char *p = t->before.p, *end = p + t->before.n, *tag;
    struct span quoted = {value.p - 1, value.n + 2};
    int n = 0;

    while ((p = memmem(p, (size_t)(end - p), quoted.p, quoted.n))) {
        for (tag = p; tag > t->before.p && *tag != '<'; tag--) {
        }
        n += (size_t)(p - tag) > k->name.n + 1 && memcmp(tag + 1, k->name.p, k->name.n) == 0 && strchr(" \t\r\n", tag[1 + k->name.n]);
        p += quoted.n;
    }
    return n > 1;
}

#define add_twin(t, twins, old, new) (*VECTOR_ADD((t)->e.a, twins) = (struct twin){old, new})

static const struct twin *last_twin(const struct twin *v, size_t n, struct span name)
{
    while (n-- > 0)
        if (span_equal(v[n].from, name))
            return &v[n];
    return NULL;
}

static bool get(const struct xscan *s, const struct xscan_token *k, const char *local, struct span *name, struct span *value)
{
    size_t at = 0;

    while (xscan_attribute(s, k, &at, name, value))
        if (span_is(xscan_local(*name), local))
            return true;
    return false;
}

/* Kinds of elements whose name stands once in the file. */
static int kind_of_name(struct span local)
{
    static const char *const names[] = {"frame", "custom-shape", "rect", "line", "ellipse", "circle", "polyline", "polygon", "path", "connector", "g", "control"};

    if (span_is(local, "table"))
        return 0;
    if (span_is(local, "section"))
        return 1;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (span_is(local, names[i]))
            return 2;
    return -1;
}

static void on_id(struct odt_tidy *t, const struct xscan *s, const struct xscan_token *k)
{
    struct span id, now, drawn;

    if (!xscan_attribute_named(s, k, "xml:id", &id) || names_add(t->e.a, &t->ids, id))
        return;
    now = names_new(t->e.a, &t->ids, id, NAME);
    edit_span(&t->e, id, now);
    add_twin(t, t->id_twins, id, now);
    if (xscan_attribute_named(s, k, "draw:id", &drawn) && span_equal(drawn, id))
        edit_span(&t->e, drawn, now);
}

static void on_named(struct odt_tidy *t, const struct xscan *s, const struct xscan_token *k, struct span local)
{
    int kind = kind_of_name(local);
    struct span name, value;

    if (kind >= 0 && get(s, k, "name", &name, &value) && value.n && names_repeated(t->e.a, &t->names[kind], value, was_twice, t))
        edit_span(&t->e, value, names_new(t->e.a, &t->names[kind], value, NAME));
    if (span_is(local, "note") && get(s, k, "id", &name, &value) && !names_add(t->e.a, &t->ids, value))
        edit_span(&t->e, value, names_new(t->e.a, &t->ids, value, NAME));
}

/* Bookmarks, marks of references, comments: what ends one that was renamed bears its new name. */
static void on_mark(struct odt_tidy *t, const struct xscan *s, const struct xscan_token *k, struct span local)
{
    static const char *const begins[] = {"bookmark-start", "bookmark", "reference-mark-start", "reference-mark", "annotation"};
    static const char *const ends[] = {"bookmark-end", "reference-mark-end", "annotation-end"};
    struct span name, value;
    const struct twin *twin;

    if (!span_starts(local, "bookmark") && !span_starts(local, "reference-mark") && !span_starts(local, "annotation"))
        return;
    if (!get(s, k, "name", &name, &value))
        return;
    for (size_t i = 0; i < 5; i++) {
        if (!span_is(local, begins[i]) || !names_repeated(t->e.a, &t->marks, value, was_twice, t))
            continue;
        add_twin(t, t->mark_twins, value, names_new(t->e.a, &t->marks, value, NAME));
        edit_span(&t->e, value, t->mark_twins.v[t->mark_twins.n - 1].now);
    }
    for (size_t i = 0; i < 3; i++)
        if (span_is(local, ends[i]) && (twin = last_twin(t->mark_twins.v, t->mark_twins.n, value)))
            edit_span(&t->e, value, twin->now);
}

/* ---- blocks ---- */

static void drop(struct odt_tidy *t, struct opened *in, size_t from, size_t to)
{
    edit(&t->e, from, to, SPAN(""));
    in->dropped = true;
}

/* One more block stays in `in`. */
static void keep(struct odt_tidy *t, struct opened *in)
{
    if (in->gone_to)
        drop(t, in, in->gone_from, in->gone_to);
    in->gone_to = 0;
    in->kept++;
}

static void end_paragraph(struct odt_tidy *t, const struct opened *l, struct opened *in, size_t to)
{
    if (!l->marked || l->seen) {
        keep(t, in);
    } else if (in->kept || in->gone_to) {
        drop(t, in, l->from, to);
    } else {
        in->gone_from = l->from;
        in->gone_to = to;
    }
}

static bool is_list(struct span local)
{
    return span_is(local, "list") || span_is(local, "list-item") || span_is(local, "list-header");
}

static void end_block(struct odt_tidy *t, struct opened *l, struct opened *in, size_t close, size_t to)
{
    if (is_list(l->name) && !l->kept) {
        if (span_is(l->name, "list"))
            add_twin(t, t->gone_lists, l->id, l->again);
        drop(t, in, l->from, to);
        return;
    }
    if (!l->kept && !l->gone_to && l->dropped && span_is(l->name, "table-cell"))
        edit(&t->e, close, close, SPAN("<text:p/>"));
    keep(t, in);
}

/* A list that goes on another that is gone goes on what that one went on, or begins. */
static void on_list(struct odt_tidy *t, const struct xscan *s, const struct xscan_token *k, struct opened *l)
{
    struct span name, value, whole;
    const struct twin *gone, *twin;

    if (!xscan_attribute_named(s, k, "xml:id", &l->id))
        l->id = SPAN("");
    if (!get(s, k, "continue-list", &name, &value))
        return;
    l->again = value;
    gone = value.n ? last_twin(t->gone_lists.v, t->gone_lists.n, value) : NULL;
    if (gone && gone->now.n) {
        edit_span(&t->e, value, gone->now);
    } else if (gone) {
        whole = span_make(name.p - 1, (size_t)(value.p + value.n + 1 - name.p) + 1);
        edit_span(&t->e, whole, SPAN(""));
    } else if ((twin = last_twin(t->id_twins.v, t->id_twins.n, value))) {
        edit_span(&t->e, value, twin->now);
    }
}

/* ---- the pass ---- */

static bool is_paragraph(struct span local)
{
    return span_is(local, "p") || span_is(local, "h");
}

static bool is_span(struct span local)
{
    return span_is(local, "span") || span_is(local, "a") || span_is(local, "soft-page-break");
}

static void on_start(struct odt_tidy *t, const struct xscan *s, const struct xscan_token *k)
{
    struct span local = xscan_local(k->name);
    struct opened *l = &t->open[t->depth + 1];

    t->at = k;
    *l = (struct opened){.name = local, .from = k->from};
    if (span_is(local, "list"))
        on_list(t, s, k, l);
    on_id(t, s, k);
    on_named(t, s, k, local);
    on_mark(t, s, k, local);
    odt_tables_start(t->tables, s, k, t->depth);
    for (int i = t->paragraph; i && i <= t->depth && !is_span(local); i++)
        t->open[i].seen = true;
    if (k->empty) {
        keep(t, &t->open[t->depth]);
        return;
    }
    t->depth++;
    if (is_paragraph(local))
        t->paragraph = t->depth;
}

static void on_close(struct odt_tidy *t, const struct xscan_token *k)
{
    struct opened *l = &t->open[t->depth], *in = &t->open[t->depth - 1];

    t->depth--;
    odt_tables_close(t->tables, k, t->depth);
    if (is_paragraph(l->name)) {
        end_paragraph(t, l, in, k->to);
        t->paragraph = 0;
        for (int i = t->depth; i > 0 && !t->paragraph; i--) /* a text box stands in a paragraph */
            t->paragraph = is_paragraph(t->open[i].name) ? i : 0;
    } else {
        end_block(t, l, in, k->from, k->to);
    }
}

struct span odt_tidy(struct rich *r, const char *part, struct span before, struct span text)
{
    struct odt_tidy t = {.e = {.a = r->arena, .text = text}, .before = before};
    struct xscan s;
    struct xscan_token k;

    t.tables = odt_tables_new(r, part, before, &t.e);
    xscan_init(&s, text);
    while (xscan_next(&s, &k)) {
        if (k.type == XSCAN_START) {
            on_start(&t, &s, &k);
        } else if (k.type == XSCAN_CLOSE) {
            on_close(&t, &k);
        } else if (k.type == XSCAN_PI && span_is(span_make(text.p + k.from, k.to - k.from), TIDY_EMPTY)) {
            edit(&t.e, k.from, k.to, SPAN(""));
            if (t.paragraph)
                t.open[t.paragraph].marked = true;
        } else if ((k.type == XSCAN_TEXT || k.type == XSCAN_CDATA) && t.paragraph && k.to > k.from) {
            t.open[t.paragraph].seen = true;
        }
    }
    return edits_apply(&t.e);
}
