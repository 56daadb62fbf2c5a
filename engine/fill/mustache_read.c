/* Reading a part of docxtemplater's dialect: XML into pieces, letters into tags.
 *
 * Idea: delimiters are looked for in the letters of the whole part as one text, since Word breaks a tag into runs wherever
 * it likes; then the pieces are gone through once, and what stands inside a tag goes behind it, except paragraphs
 * and breaks, which only came in by typing. */
#include <stdlib.h>

#include "base/diag/mustache.h"
#include "fill/mustache.h"
#include "fill/typing.h"
#include "fill/where.h"
#include "package/xscan.h"
#include "text/text.h"

/* Elements whose letters a reader sees, of documents, drawings, formulas and properties. */
static const char *const holders[] = {
    "w:t", "a:t", "m:t", "dc:title", "dc:subject", "dc:creator", "dc:description", "cp:category", "cp:keywords",
    "cp:contentStatus", "Company", "Manager", "HyperlinkBase", "PublishDate", "Abstract", "CompanyAddress",
    "CompanyPhone", "CompanyFax", "CompanyEmail", "vt:lpstr", "vt:lpwstr",
};
static const char *const structure[] = {
    "w:tc", "w:tr", "w:tbl", "w:ftr", "w:hdr", "w:body", "w:document", "w:p", "w:r", "w:br", "w:rPr", "w:pPr",
    "w:sdtContent", "w:sdt", "w:drawing", "w:sectPr", "w:type", "w:headerReference", "w:footerReference", "w:bookmarkStart",
    "w:bookmarkEnd", "w:commentRangeStart", "w:commentRangeEnd", "w:commentReference", "a:p", "a:r", "a:rPr", "a:br",
};

static bool listed(const char *const *names, size_t n, struct span name)
{
    for (size_t i = 0; i < n; i++)
        if (span_is(name, names[i]))
            return true;
    return false;
}
#define LISTED(names, name) listed((names), sizeof(names) / sizeof *(names), (name))

void pieces_add(struct arena *a, struct pieces *to, struct mustache_piece piece)
{
    ARENA_ROOM(a, to->v, to->n, to->cap);
    to->v[to->n++] = piece;
}

bool piece_is(const struct mustache_piece *p, enum piece_type type, const char *name)
{
    return p->type == type && span_is(p->name, name);
}

bool piece_is_content(const struct mustache_piece *p)
{
    return p->type == PIECE_LETTERS || p->type == PIECE_TAG;
}

/* ---- XML ---- */

static void flush(struct arena *a, struct pieces *out, struct span bytes, size_t from, size_t to, bool letters)
{
    if (to > from)
        pieces_add(a, out, (struct mustache_piece){.type = letters ? PIECE_LETTERS : PIECE_XML,
                                                   .text = span_make(bytes.p + from, to - from)});
}

static bool split(struct arena *a, struct span bytes, struct pieces *out)
{
    struct xscan s;
    struct xscan_token t;
    size_t from = 0;
    bool letters = false;

    xscan_init(&s, bytes);
    while (xscan_next(&s, &t)) {
        bool tag = t.type == XSCAN_START || t.type == XSCAN_CLOSE, holds = tag && LISTED(holders, t.name);

        if (!tag || !(holds || LISTED(structure, t.name)))
            continue;
        flush(a, out, bytes, from, t.from, letters);
        letters = holds && t.type == XSCAN_START && !t.empty;
        pieces_add(a, out, (struct mustache_piece){
                               .type = t.type == XSCAN_CLOSE ? PIECE_END : t.empty ? PIECE_EMPTY : PIECE_START,
                               .text = span_make(bytes.p + t.from, t.to - t.from), .name = t.name, .holds = holds});
        from = t.to;
    }
    flush(a, out, bytes, from, bytes.n, false);
    return s.fault == XSCAN_OK;
}

/* ---- delimiters ---- */

struct delimiter {
    size_t at, n;
    bool closes, changes;
};

struct delimiters {
    struct delimiter *v;
    size_t n, cap;
};

struct finding {
    struct mustache *m;
    struct span text;
    struct span open, close;
    size_t next_open, next_close; /* found already; text.n: no more */
    struct delimiters found;
    const struct pieces *raw;
    struct where where; /* of the letters that were asked about last */
    size_t piece, letters;
};

static size_t find(struct span text, size_t from, struct span what)
{
    const char *p = from < text.n ? memmem(text.p + from, text.n - from, what.p, what.n) : NULL;

    return p ? (size_t)(p - text.p) : text.n;
}

static void look(struct finding *f, size_t from)
{
    if (f->next_open < from || from == 0)
        f->next_open = find(f->text, from, f->open);
    if (f->next_close < from || from == 0)
        f->next_close = find(f->text, from, f->close);
}

static void found(struct finding *f, size_t at, size_t n, bool closes, bool changes)
{
    struct delimiters *d = &f->found;

    MEM_ROOM(d->v, d->n, d->cap);
    d->v[d->n++] = (struct delimiter){at, n, closes, changes};
}

static struct pos part_pos(const struct mustache *m)
{
    return (struct pos){.file = m->file, .place = m->place};
}

/* Of the letter at `at`, which is behind those asked about before. */
static struct pos letter_pos(struct finding *f, size_t at)
{
    const struct mustache *m = f->m;
    struct pos pos = part_pos(m);

    for (; f->piece < f->raw->n; f->piece++) {
        const struct mustache_piece *p = &f->raw->v[f->piece];

        if (p->type == PIECE_START)
            where_begin(&f->where, p->name);
        else if (p->type == PIECE_END)
            where_end(&f->where, p->name);
        if (p->type != PIECE_LETTERS)
            continue;
        if (f->letters + p->text.n > at)
            break;
        f->letters += p->text.n;
    }
    if (m->document)
        pos.place = where_place(m->arena, m->ctx->lang, m->place, &f->where);
    return pos;
}

static bool fault(struct mustache *m, diag_code code, struct pos pos, const char *one, const char *two)
{
    diag(m->ctx, code, pos, one, two);
    m->failed = true;
    return false;
}

/* {=[[ ]]=}: from here on tags are [[name]]. *at goes behind it. */
static bool change(struct finding *f, size_t *at)
{
    size_t from = *at + f->open.n + 1, equals = find(f->text, from, SPAN("=")), end = find(f->text, equals + 1, f->close);
    struct span inside = span_make(f->text.p + from, equals < f->text.n ? equals - from : 0);
    const char *space = memchr(inside.p, ' ', inside.n);
    size_t left = space ? (size_t)(space - inside.p) : 0;

    if (end == f->text.n || left == 0 || left + 1 == inside.n || memchr(space + 1, ' ', inside.n - left - 1)) {
        struct arena a = {0};
        size_t n = f->text.n - *at < 24 ? f->text.n - *at : 24;

        while (n && ((unsigned char)f->text.p[*at + n] & 0xc0) == 0x80 && *at + n < f->text.n)
            n--;
        fault(f->m, DIAG_MUSTACHE_DELIMITERS, letter_pos(f, *at), arena_span(&a, span_make(f->text.p + *at, n)), NULL);
        arena_release(&a);
        return false;
    }
    found(f, *at, f->open.n, false, true);
    found(f, end, f->close.n, true, true);
    *at = end + f->close.n;
    f->open = span_make(inside.p, left);
    f->close = span_make(inside.p + left + 1, inside.n - left - 1);
    f->next_open = find(f->text, *at, f->open);
    f->next_close = find(f->text, *at, f->close);
    return true;
}

static bool find_delimiters(struct finding *f)
{
    bool inside = false;

    for (size_t at = 0;;) {
        bool closes;
        size_t where;

        look(f, at);
        if (f->next_open == f->text.n && f->next_close == f->text.n)
            return true;
        closes = f->next_open == f->next_close ? inside : f->next_close < f->next_open;
        where = closes ? f->next_close : f->next_open;
        if (!closes && where + f->open.n < f->text.n && f->text.p[where + f->open.n] == '=') {
            at = where;
            if (!change(f, &at))
                return false;
            inside = false;
            continue;
        }
        found(f, where, closes ? f->close.n : f->open.n, closes, false);
        inside = !closes;
        at = where + (closes ? f->close.n : f->open.n);
    }
}

/* Each opening one has its closing one. */
static bool check_delimiters(struct finding *f)
{
    bool inside = false, ok = true;

    for (size_t i = 0; i <= f->found.n; i++) {
        const struct delimiter *d = i < f->found.n ? &f->found.v[i] : NULL;
        struct arena a = {0};

        if ((d && !d->closes && inside) || (!d && inside)) {
            size_t from = f->found.v[i - 1].at, n = (d ? d->at : f->text.n) - from;

            n = n < 40 ? n : 40;
            while (from + n < f->text.n && ((unsigned char)f->text.p[from + n] & 0xc0) == 0x80)
                n--;
            ok = fault(f->m, DIAG_MUSTACHE_UNCLOSED, letter_pos(f, from), arena_span(&a, span_make(f->text.p + from, n)), NULL);
        } else if (d && d->closes && !inside) {
            size_t from = i ? f->found.v[i - 1].at + f->found.v[i - 1].n : 0, n;

            from = d->at - from < 40 ? from : d->at - 40;
            while (((unsigned char)f->text.p[from] & 0xc0) == 0x80)
                from++;
            n = d->at + d->n - from;
            ok = fault(f->m, DIAG_MUSTACHE_UNOPENED, letter_pos(f, d->at), arena_span(&a, span_make(f->text.p + from, n)), NULL);
        }
        inside = d && !d->closes;
        arena_release(&a);
    }
    return ok;
}

/* ---- tags ---- */

static char *tidy(struct arena *a, struct span raw)
{
    struct buf b = {0};
    char *copy;

    xscan_decode(raw, &b);
    copy = arena_span(a, span_trim(typing_tidy(a, buf_span(&b), false)));
    buf_release(&b);
    return copy;
}

/* {-w:tr list} */
static bool read_dash(struct arena *a, const char *s, struct mustache_tag *t)
{
    size_t n = strcspn(s + 1, " \t\n");

    if (*s != '-' || n == 0 || s[1 + n] == '\0' || s[1] == ' ')
        return false;
    t->element = arena_span(a, span_make(s + 1, n));
    t->kind = TAG_LOOP;
    t->source = arena_span(a, span_trim(span_of(s + 1 + n)));
    return true;
}

static bool is_paid(const char *s)
{
    return (*s && strchr("%~:?$", *s) && !(s[0] == '$' && strncmp(s, "$index", 6) == 0)) || strncmp(s, "r@", 2) == 0;
}

static bool parse_source(struct mustache *m, struct mustache_tag *t)
{
    const char *translated;
    bool plain = true;

    t->item = strcmp(t->source, ".") == 0 || strcmp(t->source, "this") == 0;
    if (t->kind == TAG_END || t->item)
        return true;
    t->flat = text_nfc(m->arena, span_of(t->source));
    if (!*t->source) /* docxtemplater finds nothing under "" and prints what it prints for that */
        return !m->options.strict || fault(m, DIAG_MUSTACHE_EMPTY, t->pos, t->written, NULL);
    for (const char *p = t->source; *p; p++)
        plain = plain && !strchr("()[]'\"+*/|&=<>!?:.-$", *p);
    translated = mustache_expression(m->arena, t->source, &t->assigned);
    if (!translated)
        return plain || fault(m, DIAG_MUSTACHE_EXPRESSION, t->pos, t->written, NULL);
    if (plain && memchr(t->source, ' ', strlen(t->source)))
        return true; /* "Full name" is a key */
    t->e = expr_parse(m->ev, span_of(translated), t->pos);
    m->failed |= !t->e;
    return t->e != NULL;
}

static struct mustache_tag *make_tag(struct mustache *m, struct span raw, struct span open, struct span close, const struct where *where)
{
    struct mustache_tag *t = ARENA_NEW(m->arena, struct mustache_tag);
    const char *s = tidy(m->arena, raw);

    t->written = arena_printf(m->arena, "%.*s%s%.*s", (int)open.n, open.p, s, (int)close.n, close.p);
    t->pos = part_pos(m);
    if (m->document) {
        t->spot = where_place(m->arena, m->ctx->lang, m->place, where);
        t->pos.place = arena_printf(m->arena, "%s, %s", t->spot, t->written);
    }
    t->source = s;
    if (*s == '#' || *s == '^' || *s == '/' || *s == '@') {
        t->kind = *s == '/' ? TAG_END : *s == '@' ? TAG_XML : TAG_LOOP;
        t->inverted = *s == '^';
        t->source = arena_span(m->arena, span_trim(span_of(s + 1)));
    } else if (is_paid(s)) {
        fault(m, DIAG_MUSTACHE_PAID, t->pos, t->written, NULL);
        return t; /* nothing of it is read */
    } else {
        read_dash(m->arena, s, t);
    }
    parse_source(m, t);
    return t;
}

/* ---- pieces and tags together ---- */

struct joining {
    struct mustache *m;
    struct pieces *out, tail;
    struct span text, open, close; /* the delimiters that hold */
    bool inside, changing;
    size_t begun;     /* in the text: behind the opening delimiter */
    struct where where;
    size_t holder;    /* index in out of the w:t that is open, or of the last */
    size_t tags;
};

static bool dropped(struct span name)
{
    static const char *const names[] = {"w:p", "w:br", "w:bookmarkStart", "w:bookmarkEnd", "a:p", "a:br"};

    return LISTED(names, name);
}

static void take(struct joining *j, struct mustache_piece p)
{
    if (!j->inside) {
        if (p.type == PIECE_START && p.holds)
            j->holder = j->out->n;
        pieces_add(j->m->arena, j->out, p);
    } else if (p.type != PIECE_LETTERS && !((p.type == PIECE_START || p.type == PIECE_END || p.type == PIECE_EMPTY) && dropped(p.name))) {
        p.keep_space = p.type == PIECE_START && p.holds;
        pieces_add(j->m->arena, &j->tail, p);
    }
}

static void open_tag(struct joining *j, const struct delimiter *d)
{
    j->inside = true;
    j->changing = d->changes;
    j->begun = d->at + d->n;
    j->open = span_make(j->text.p + d->at, d->n);
    j->tail = (struct pieces){0};
}

static void close_tag(struct joining *j, const struct delimiter *d)
{
    struct arena *a = j->m->arena;

    j->inside = false;
    if (j->holder < j->out->n && j->out->v[j->holder].holds)
        j->out->v[j->holder].keep_space = true;
    if (!j->changing) {
        j->close = span_make(j->text.p + d->at, d->n);
        pieces_add(a, j->out, (struct mustache_piece){.type = PIECE_TAG, .tag = make_tag(j->m, span_make(j->text.p + j->begun, d->at - j->begun),
                                                                                          j->open, j->close, &j->where)});
        j->tags++;
    }
    for (size_t i = 0; i < j->tail.n; i++)
        take(j, j->tail.v[i]);
}

static void join(struct joining *j, const struct pieces *raw, const struct delimiters *d)
{
    size_t at = 0, next = 0, skip = 0; /* skip: bytes of a delimiter that goes on in the next letters */

    for (size_t i = 0; i < raw->n; i++) {
        struct mustache_piece p = raw->v[i];
        size_t end = at + p.text.n;

        if (p.type == PIECE_START)
            where_begin(&j->where, p.name);
        else if (p.type == PIECE_END)
            where_end(&j->where, p.name);
        if (p.type != PIECE_LETTERS) {
            take(j, p);
            continue;
        }
        at += skip < p.text.n ? skip : p.text.n;
        skip -= skip < p.text.n ? skip : p.text.n;
        for (; next < d->n && d->v[next].at < end; next++) {
            const struct delimiter *x = &d->v[next];

            if (x->at > at)
                take(j, (struct mustache_piece){.type = PIECE_LETTERS, .text = span_make(j->text.p + at, x->at - at)});
            if (x->closes)
                close_tag(j, x);
            else
                open_tag(j, x);
            at = x->at + x->n;
            if (at > end) {
                skip = at - end;
                at = end;
            }
        }
        if (end > at)
            take(j, (struct mustache_piece){.type = PIECE_LETTERS, .text = span_make(j->text.p + at, end - at)});
        at = end;
    }
    for (size_t i = 0; i < j->out->n; i++)
        j->out->v[i].order = i;
}

static char *letters(struct arena *a, const struct pieces *raw, size_t *n)
{
    struct buf b = {0};

    for (size_t i = 0; i < raw->n; i++)
        if (raw->v[i].type == PIECE_LETTERS)
            buf_putspan(&b, raw->v[i].text);
    *n = b.n;
    return arena_buf(a, &b);
}

bool mustache_read(struct mustache *m, struct span bytes, struct pieces *out, size_t *tags)
{
    struct pieces raw = {0};
    bool doubled = m->options.doubled;
    struct finding f = {.m = m, .raw = &raw, .open = doubled ? SPAN("{{") : SPAN("{"), .close = doubled ? SPAN("}}") : SPAN("}")};
    struct joining j = {.m = m, .out = out};
    bool ok;

    *out = (struct pieces){0};
    if (!split(m->arena, bytes, &raw))
        return fault(m, DIAG_MUSTACHE_XML, part_pos(m), NULL, NULL);
    f.text.p = letters(m->arena, &raw, &f.text.n);
    ok = find_delimiters(&f) && check_delimiters(&f);
    j.text = f.text;
    if (ok)
        join(&j, &raw, &f.found);
    free(f.found.v);
    *tags = j.tags;
    return ok && !m->failed;
}

/* ---- which dialect ---- */

/* What stands behind '{' when it begins a tag and is no brace of the text. */
static bool starts_name(const char *p, const char *end)
{
    bool closes = p < end && *p == '/';

    while (p < end && *p && strchr("#^@/ =", *p))
        p++;
    return p < end && ((unsigned char)*p >= 0x80 || (*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z') || *p == '_' || *p == '.' || *p == '$' ||
                       *p == '[' || (*p == '}' && closes));
}

enum mustache_looks mustache_looks(struct span bytes)
{
    struct arena a = {0};
    struct pieces raw = {0};
    const char *text, *p, *end;
    size_t n;
    enum mustache_looks looks = MUSTACHE_NONE;

    if (memmem(bytes.p, bytes.n, "{%", 2)) /* most files of this kind: no need to read them through twice */
        return MUSTACHE_JINJA;
    if (!memchr(bytes.p, '{', bytes.n) || !split(&a, bytes, &raw)) {
        arena_release(&a);
        return MUSTACHE_NONE;
    }
    text = letters(&a, &raw, &n);
    end = text + n;
    if (memmem(text, n, "{%", 2))
        looks = MUSTACHE_JINJA;
    else if (memmem(text, n, "{{#", 3) || memmem(text, n, "{{^", 3))
        looks = memmem(text, n, "{{/", 3) ? MUSTACHE_SECTION : MUSTACHE_JINJA;
    else if (memmem(text, n, "{{", 2))
        looks = MUSTACHE_EITHER;
    for (p = text; looks == MUSTACHE_NONE && (p = memchr(p, '{', (size_t)(end - p)));) {
        const char *close = memchr(p, '}', (size_t)(end - p));

        if (!close)
            break;
        if (p[1] == '#' && close - p > 2 && close[-1] == '#') /* {# a comment of Jinja's #} */
            looks = MUSTACHE_JINJA;
        else if (starts_name(p + 1, close + 1) && !memchr(p + 1, '{', (size_t)(close - p - 1)))
            looks = MUSTACHE_SINGLE;
        p++;
    }
    arena_release(&a);
    return looks;
}
