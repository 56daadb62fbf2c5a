/* Namespaces in the spelling of filling.
 *
 * Idea: the root element tells whether a part needs it, as good as none does. Then its tags go by once, with the prefixes in
 * reach that stand for a namespace of the table; names get the table's prefix, and the root declares what it lacks. What
 * cannot be spelled so is told, for what filling puts in would mean something else there. */
#include "fill/spelling.h"

#include "base/diag/fill.h"
#include "package/xscan.h"
#include "package/xml.h"

#define OFFICE "http://schemas.openxmlformats.org/"
#define STRICT "http://purl.oclc.org/ooxml/"
#define ODF(name) "urn:oasis:names:tc:opendocument:xmlns:" name ":1.0"

enum {
    SPELLING_BINDINGS = 64,  /* declarations in reach that concern the table */
    SPELLING_ATTRIBUTES = 64, /* of an element, with names of the table */
};

static const struct {
    const char *prefix, *uri, *strict;
} rows[] = {
    {"w", OFFICE "wordprocessingml/2006/main", STRICT "wordprocessingml/main"},
    {"a", OFFICE "drawingml/2006/main", STRICT "drawingml/main"},
    {"m", OFFICE "officeDocument/2006/math", STRICT "officeDocument/math"},
    {"w14", "http://schemas.microsoft.com/office/word/2010/wordml", NULL},
    {"w15", "http://schemas.microsoft.com/office/word/2012/wordml", NULL},
    {"office", ODF("office"), NULL}, /* ODT from here */
    {"text", ODF("text"), NULL},
    {"table", ODF("table"), NULL},
    {"draw", ODF("drawing"), NULL},
    {"style", ODF("style"), NULL},
    {"number", ODF("datastyle"), NULL},
    {"fo", ODF("xsl-fo-compatible"), NULL},
    {"svg", ODF("svg-compatible"), NULL},
    {"xlink", "http://www.w3.org/1999/xlink", NULL},
};
enum { ROWS_ODT = 5, ROWS = sizeof rows / sizeof *rows };

struct binding {
    struct span prefix; /* n 0: of elements without one */
    int row;            /* -1: a namespace that is not in the table */
    int depth;          /* of the element that declares it */
};

struct spelling {
    struct arena *a;
    enum spelling_kind kind;
    int first, last; /* rows of the format */
    struct xscan s;
    struct binding v[SPELLING_BINDINGS];
    size_t n;
    int depth;
    bool lacks[ROWS]; /* the root does not declare the prefix of the row */
    size_t root;      /* byte of `out` behind the root's name */
    struct buf out;
    size_t done;      /* bytes of the part that stand in `out` */
    bool cannot;
};

static int row_of(const struct spelling *p, struct span uri)
{
    for (int i = p->first; i < p->last; i++)
        if (span_is(uri, rows[i].uri) || (rows[i].strict && span_is(uri, rows[i].strict)))
            return i;
    return -1;
}

/* Whether the attribute declares a prefix, the empty one too. */
static bool declared(struct span name, struct span *prefix)
{
    *prefix = span_is(name, "xmlns") ? span_make(name.p, 0) : span_make(name.p + 6, name.n > 6 ? name.n - 6 : 0);
    return span_is(name, "xmlns") || (span_starts(name, "xmlns:") && prefix->n);
}

static struct span prefix_of(struct span name)
{
    const char *colon = memchr(name.p, ':', name.n);

    return span_make(name.p, colon ? (size_t)(colon - name.p) : 0);
}

/* ---- kinds ---- */

/* The same namespace in a document of the other kind: FAMILY/2006/NAME and FAMILY/NAME. n 0: it has no other name there. */
static struct span other_uri(struct arena *a, enum spelling_kind kind, struct span uri)
{
    const char *from = kind == SPELLING_TRANSITIONAL ? STRICT : OFFICE, *slash;
    size_t head = strlen(from);

    if (kind == SPELLING_ANY || !span_starts(uri, from))
        return (struct span){0};
    uri = span_make(uri.p + head, uri.n - head);
    slash = memchr(uri.p, '/', uri.n);
    if (!slash || span_starts(uri, "markup-compatibility/") || span_starts(uri, "package/"))
        return (struct span){0};
    struct span family = span_make(uri.p, (size_t)(slash - uri.p)), name = span_make(slash + 1, uri.n - family.n - 1);
    if (kind == SPELLING_TRANSITIONAL)
        return span_of(arena_printf(a, OFFICE "%s/2006/%s", arena_span(a, family), arena_span(a, name)));
    if (!span_starts(name, "2006/"))
        return (struct span){0};
    return span_of(arena_printf(a, STRICT "%s/%s", arena_span(a, family), arena_span(a, span_make(name.p + 5, name.n - 5))));
}

const char *spelling_uri(struct arena *a, enum spelling_kind kind, const char *family, const char *name)
{
    return kind == SPELLING_STRICT ? arena_printf(a, STRICT "%s/%s", family, name) : arena_printf(a, OFFICE "%s/2006/%s", family, name);
}

/* ---- tags ---- */

static void copy_to(struct spelling *p, const char *to)
{
    size_t at = (size_t)(to - p->s.bytes.p);

    buf_put(&p->out, p->s.bytes.p + p->done, at - p->done);
    p->done = at;
}

static void declare(struct spelling *p, struct span prefix, struct span uri)
{
    int row = row_of(p, uri);
    bool known = row >= 0;

    for (size_t i = 0; i < p->n && !known; i++)
        known = span_equal(p->v[i].prefix, prefix);
    for (int i = p->first; i < p->last; i++)
        p->cannot |= i != row && span_is(prefix, rows[i].prefix);
    if (row >= 0 && p->depth == 1 && span_is(prefix, rows[row].prefix))
        p->lacks[row] = false;
    if (!known)
        return;
    if (p->n == SPELLING_BINDINGS)
        p->cannot = true;
    else
        p->v[p->n++] = (struct binding){prefix, row, p->depth};
}

/* The row of a name; -1: none. */
static int row_of_name(const struct spelling *p, struct span name)
{
    struct span prefix = prefix_of(name);

    for (size_t i = p->n; i-- > 0;)
        if (span_equal(p->v[i].prefix, prefix))
            return p->v[i].row;
    return -1;
}

static void put_name(struct spelling *p, struct span name, int row)
{
    struct span local = xscan_local(name);

    copy_to(p, name.p);
    buf_printf(&p->out, "%s:", rows[row].prefix);
    buf_putspan(&p->out, local);
    p->done += name.n;
}

static void put_attributes(struct spelling *p, const struct xscan_token *t)
{
    struct { int row; struct span local; } taken[SPELLING_ATTRIBUTES];
    struct span name, value, prefix, uri;
    size_t at = 0, n = 0;

    while (!p->cannot && xscan_attribute(&p->s, t, &at, &name, &value)) {
        bool declares = declared(name, &prefix);
        int row = declares || !memchr(name.p, ':', name.n) ? -1 : row_of_name(p, name);

        if ((declares || span_is(name, "uri")) && (uri = other_uri(p->a, p->kind, value)).n) {
            copy_to(p, value.p);
            buf_putspan(&p->out, uri);
            p->done += value.n;
        }
        if (row < 0)
            continue;
        struct span local = xscan_local(name);
        for (size_t i = 0; i < n; i++)
            p->cannot |= taken[i].row == row && span_equal(taken[i].local, local);
        if (n == SPELLING_ATTRIBUTES) {
            p->cannot = true;
            return;
        }
        taken[n].row = row;
        taken[n++].local = local;
        put_name(p, name, row);
    }
}

static void put_start(struct spelling *p, const struct xscan_token *t)
{
    struct span name, value, prefix;
    size_t at = 0;
    int row;

    p->depth++;
    while (xscan_attribute(&p->s, t, &at, &name, &value))
        if (declared(name, &prefix))
            declare(p, prefix, value);
    row = row_of_name(p, t->name);
    if (row >= 0)
        put_name(p, t->name, row);
    if (p->depth == 1) {
        copy_to(p, t->name.p + t->name.n);
        p->root = p->out.n;
    }
    put_attributes(p, t);
}

static void leave(struct spelling *p)
{
    while (p->n && p->v[p->n - 1].depth == p->depth)
        p->n--;
    p->depth--;
}

/* Whether the root names a namespace of the table by another prefix, or one of another kind of document. */
static bool is_needed(struct spelling *p)
{
    struct xscan_token t;
    struct span name, value, prefix;
    size_t at = 0;
    bool needed = false;

    while (xscan_next(&p->s, &t))
        if (t.type == XSCAN_START)
            break;
    if (p->s.fault != XSCAN_OK || !p->s.rooted)
        return false;
    while (!needed && xscan_attribute(&p->s, &t, &at, &name, &value)) {
        int row = declared(name, &prefix) ? row_of(p, value) : -1;

        needed = (row >= 0 && !span_is(prefix, rows[row].prefix)) ||
                 (declared(name, &prefix) && other_uri(p->a, p->kind, value).n);
    }
    return needed;
}

static void put_lacking(struct spelling *p, struct buf *to)
{
    for (int i = p->first; i < p->last; i++) {
        struct span uri = span_of(rows[i].uri);

        if (!p->lacks[i])
            continue;
        if (rows[i].strict && memmem(p->out.p, p->out.n, rows[i].strict, strlen(rows[i].strict)))
            uri = span_of(rows[i].strict);
        if (memmem(p->out.p, p->out.n, uri.p, uri.n))
            buf_printf(to, " xmlns:%s=\"%s\"", rows[i].prefix, uri.p);
    }
}

/* false: the part stays as it is. */
static bool respell(struct spelling *p, struct span *text)
{
    struct xscan_token t;
    struct buf made = {0};

    xscan_init(&p->s, *text);
    for (int i = 0; i < ROWS; i++)
        p->lacks[i] = true;
    while (!p->cannot && xscan_next(&p->s, &t)) {
        int row = t.type == XSCAN_CLOSE ? row_of_name(p, t.name) : -1;

        if (t.type == XSCAN_START)
            put_start(p, &t);
        else if (row >= 0)
            put_name(p, t.name, row);
        if (t.type == XSCAN_CLOSE || (t.type == XSCAN_START && t.empty))
            leave(p);
    }
    if (p->cannot || p->s.fault != XSCAN_OK)
        return false;
    copy_to(p, text->p + text->n);
    buf_put(&made, p->out.p, p->root);
    put_lacking(p, &made);
    buf_put(&made, p->out.p + p->root, p->out.n - p->root);
    text->n = made.n;
    text->p = arena_buf(p->a, &made);
    return true;
}

static bool spell(struct package *package, enum spelling_kind kind, const char *part, struct span *text)
{
    bool odt = package_kind(package) == PACKAGE_ODT, ok = true;
    struct spelling p = {.a = package_arena(package), .kind = kind, .first = odt ? ROWS_ODT : 0, .last = odt ? ROWS : ROWS_ODT};

    xscan_init(&p.s, *text);
    if (is_needed(&p)) {
        respell(&p, text);
        ok = !p.cannot;
        if (!ok)
            diag(package_ctx(package), DIAG_FILL_SPELLING, pos_file(package_name(package)), part);
    }
    buf_release(&p.out);
    return ok;
}

static bool spell_any(struct package *p, const char *part, struct span *text)
{
    return spell(p, SPELLING_ANY, part, text);
}

static bool spell_transitional(struct package *p, const char *part, struct span *text)
{
    return spell(p, SPELLING_TRANSITIONAL, part, text);
}

static bool spell_strict(struct package *p, const char *part, struct span *text)
{
    return spell(p, SPELLING_STRICT, part, text);
}

void spelling_set(struct package *p, enum spelling_kind kind)
{
    static bool (*const ways[])(struct package *, const char *, struct span *) = {
        [SPELLING_ANY] = spell_any, [SPELLING_TRANSITIONAL] = spell_transitional, [SPELLING_STRICT] = spell_strict};

    package_respell(p, ways[kind]);
}
