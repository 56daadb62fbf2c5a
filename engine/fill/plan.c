/* From tags to what is left out of the part and what goes in.
 *
 * Idea: a tag in the text leaves only its own bytes out, in each run that it touches, so the runs stay; a tag for a
 * paragraph, cell or row takes the place of that element. All cuts and marks are collected first and applied in one pass
 * over the part, so no rule sees what another has changed. docxtpl does the same by regular expressions in turn
 * (patch_xml); where ours differ, the text does not. */
#include "base/diag/fill.h"
#include "fill/own.h"

#include <stdlib.h>

void plan_cut(struct part *p, size_t from, size_t to)
{
    if (from < to)
        *VECTOR_ADD(p->arena, p->cuts) = (struct cut){(uint32_t)from, (uint32_t)to};
}

static struct mark *add_mark(struct part *p, size_t at, int rank)
{
    struct mark *m = VECTOR_ADD(p->arena, p->marks);
    *m = (struct mark){.at = (uint32_t)at, .rank = rank, .serial = (uint32_t)p->marks.n};
    return m;
}

void plan_text(struct part *p, size_t at, int rank, struct span text)
{
    add_mark(p, at, rank)->text = text;
}

void plan_tag(struct part *p, size_t at, int rank, struct tag *tag, struct site *site)
{
    struct mark *m = add_mark(p, at, rank);
    m->tag = tag;
    m->site = site;
}

struct site *plan_site(struct part *p, enum site_kind kind, uint32_t element)
{
    struct site *s = ARENA_NEW(p->arena, struct site);
    s->kind = kind;
    s->part = p;
    s->text = part_within(p, element, KIND_TEXT);
    s->run = part_within(p, element, KIND_RUN);
    s->paragraph = part_within(p, element, KIND_PARAGRAPH);
    s->cell = part_within(p, element, KIND_CELL);
    return s;
}

struct span part_start(const struct part *p, uint32_t element)
{
    const struct element *e = &p->elements.v[element];
    const char *from = p->bytes.p + e->from + 1;
    size_t n = 0;
    while (!strchr(" \t\r\n/>", from[n]))
        n++;
    return span_make(from, n);
}

/* -- tags that take the place of an element */

static const struct { enum kind kind; enum site_kind site; diag_code outside; } levels[] = {
    [LEVEL_PARAGRAPH] = {KIND_PARAGRAPH, SITE_PARAGRAPHS, DIAG_FILL_OUTSIDE_PARAGRAPH},
    [LEVEL_CELL] = {KIND_CELL, SITE_CELLS, DIAG_FILL_OUTSIDE_CELL},
    [LEVEL_ROW] = {KIND_ROW, SITE_ROWS, DIAG_FILL_OUTSIDE_ROW},
};

/* The element around that a tag of `at_least` this level has taken; 0: none. */
static uint32_t taken_around(const struct part *p, const unsigned char *taken, uint32_t element)
{
    uint32_t found = 0;
    for (; element; element = p->elements.v[element].parent)
        found = taken[element] ? element : found;
    return found;
}

static void report_lost(struct part *p, const struct tag *t, uint32_t element)
{
    struct buf lost = {0};
    for (size_t i = 1; i < p->letters.n; i++) {
        const struct letters *l = &p->letters.v[i];
        if (l->from < p->elements.v[element].from || l->to > p->elements.v[element].to || l->gap)
            continue;
        for (size_t at = l->from; at < l->to;) {
            bool inside = false;
            for (const struct tag *other = p->tags.v; other < p->tags.v + p->tags.n && !inside; other++) {
                inside = other->from <= at && at < other->to;
                at = inside ? other->to : at;
            }
            if (!inside)
                buf_putc(&lost, p->bytes.p[at++]);
        }
    }
    if (span_trim(buf_span(&lost)).n)
        diag(p->f->ctx, DIAG_FILL_LOST, t->pos, arena_span(p->arena, span_trim(buf_span(&lost))));
    buf_release(&lost);
}

/* Rows before cells before paragraphs, as docxtpl does: a tag in a row that is a tag itself is gone with the row. */
static void take_elements(struct part *p, unsigned char *taken)
{
    for (int level = LEVEL_ROW; level >= LEVEL_PARAGRAPH; level--) {
        for (size_t i = 0; i < p->tags.n; i++) {
            struct tag *t = &p->tags.v[i];
            if ((int)t->level != level || t->attribute)
                continue;
            uint32_t e = part_within(p, t->element, levels[level].kind);
            if (!e) {
                diag(p->f->ctx, levels[level].outside, t->pos);
                t->state = TAG_DROPPED;
            } else if (!taken_around(p, taken, e)) {
                taken[e] = (unsigned char)level;
            }
        }
    }
}

static void plan_taken(struct part *p, unsigned char *taken)
{
    uint32_t last = 0;
    for (size_t i = 0; i < p->tags.n; i++) {
        struct tag *t = &p->tags.v[i];
        uint32_t e = t->state == TAG_KEPT ? taken_around(p, taken, t->element) : 0;
        if (!e)
            continue;
        if (t->level != (enum level)taken[e]) {
            t->state = TAG_DROPPED;
            continue;
        }
        t->state = TAG_TAKEN;
        if (e != last) {
            plan_cut(p, p->elements.v[e].from, p->elements.v[e].to);
            if (t->form != '#')
                report_lost(p, t, e);
        }
        last = e;
        if (t->form != '#')
            plan_tag(p, p->elements.v[e].from, RANK_STANDS, t, plan_site(p, levels[t->level].site, t->element));
    }
}

/* -- tags in the text */

/* <w:t> holding a tag keeps its spaces. DrawingML's a:t keeps them without being told. */
static void keep_spaces(struct part *p, uint32_t text)
{
    struct element *e = &p->elements.v[text];
    struct span name = part_start(p, text), start = span_make(p->bytes.p + e->from, e->open - e->from);
    bool word = e->kind == KIND_TEXT && name.n > 1 && name.p[name.n - 1] == 't' && name.p[name.n - 2] != 'x' && !span_is(name, "a:t");
    if (word && !e->tagged && !memmem(start.p, start.n, "xml:space", 9))
        add_mark(p, e->from + 1 + name.n, RANK_STANDS)->attribute = true;
    e->tagged = true;
}

/* 1 where the run begins a field, -1 where it ends one. *field: it is one of a field's own runs. */
static int field_step(const struct part *p, const struct element *run, bool *field)
{
    struct span s = span_make(p->bytes.p + run->from, run->to - run->from);
    struct piece_tag t;
    size_t at = 0;
    bool letters;
    int step = 0;
    *field = false;
    while (piece_tag_next(s, &at, &t, &letters)) {
        bool mark = !t.close && span_is(t.name, "fldChar");
        *field |= mark || span_is(t.name, "instrText");
        if (mark)
            step += memmem(t.whole.p, t.whole.n, "begin", 5) ? 1 : memmem(t.whole.p, t.whole.n, "end", 3) ? -1 : 0;
    }
    return step;
}

/* Fields that stand whole inside a tag go with it: their results are the tag's letters. */
static void cut_fields(struct part *p, const struct tag *t)
{
    size_t before = p->cuts.n;
    int depth = 0;
    for (size_t i = t->element; depth >= 0 && i < p->elements.n && p->elements.v[i].from < t->to; i++) {
        const struct element *run = &p->elements.v[i];
        bool field;
        if (run->kind != KIND_RUN || run->from < t->from || run->to > t->to)
            continue;
        depth += field_step(p, run, &field);
        if (field)
            plan_cut(p, run->from, run->to);
    }
    if (depth)
        p->cuts.n = before; /* one begins before the tag or goes on behind it: all stay */
}

void plan_cut_tag(struct part *p, const struct tag *t, bool keep)
{
    bool in_code = t->first && p->elements.v[p->letters.v[t->first].text].code, code = false;
    for (uint32_t i = t->first; i; i = p->letters.v[i].next) {
        const struct letters *l = &p->letters.v[i];
        uint32_t from = l->from < t->from ? t->from : l->from, to = l->to > t->to ? t->to : l->to;
        if (!in_code && p->elements.v[l->text].code) {
            code = true;
            continue;
        }
        plan_cut(p, from, to);
        if (!l->gap && keep)
            keep_spaces(p, l->text);
        if (i == t->last)
            break;
    }
    if (code)
        cut_fields(p, t);
}

/* {{r x}}: between the run's halves. The second half keeps the run's properties, but for docxtpl, which loses them. */
static void plan_between_runs(struct part *p, struct tag *t)
{
    const struct element *text = &p->elements.v[t->element];
    uint32_t at = part_within(p, t->element, KIND_RUN);
    const struct element *run = &p->elements.v[at];
    struct site *site = plan_site(p, SITE_RUNS, t->element);
    size_t begins = run->props ? p->elements.v[run->props].to : run->open;
    bool at_start = text->open == t->from && text->from == begins;
    if (p->f->mode == FILL_DOCXTPL && text->close != t->to)
        at_start = false; /* what follows loses its look there */
    if (at_start) {
        plan_tag(p, run->from, RANK_STANDS, t, site);
    } else if (text->close == t->to && text->to == run->close) {
        plan_tag(p, run->to, RANK_STANDS, t, site);
    } else {
        struct span name = part_start(p, at), inner = part_start(p, t->element);
        struct buf b = {0};
        buf_put(&b, p->bytes.p + text->close, text->to - text->close);
        buf_put(&b, p->bytes.p + run->close, run->to - run->close);
        plan_text(p, t->from, RANK_STANDS, span_of(arena_buf(p->arena, &b)));
        plan_tag(p, t->from, RANK_STANDS, t, site);
        buf_puts(&b, "<");
        buf_putspan(&b, name);
        buf_puts(&b, ">");
        if (run->props && p->f->mode != FILL_DOCXTPL)
            buf_put(&b, p->bytes.p + p->elements.v[run->props].from, p->elements.v[run->props].to - p->elements.v[run->props].from);
        buf_puts(&b, "<");
        buf_putspan(&b, inner);
        buf_puts(&b, span_is(inner, "a:t") ? ">" : " xml:space=\"preserve\">");
        plan_text(p, t->from, RANK_STANDS, span_of(arena_buf(p->arena, &b)));
    }
}

/* Whether the letters of the tag's paragraph before it, or after it, are blank and no other tag stands there. */
static bool alone(const struct part *p, const struct tag *t, bool before)
{
    const struct element *paragraph = &p->elements.v[part_within(p, t->element, KIND_PARAGRAPH)];
    for (uint32_t i = paragraph->first_text; i; i = p->letters.v[i].next) {
        const struct letters *l = &p->letters.v[i];
        for (uint32_t at = l->from; at < l->to && !l->gap; at++)
            if ((before ? at < t->from : at >= t->to) && !part_blank(p->bytes.p[at]))
                return false;
    }
    return true;
}

/* The nearest letters in w:t before or behind the paragraph's. */
static const struct element *neighbour(const struct part *p, const struct tag *t, bool before)
{
    const struct element *best = NULL;
    for (size_t i = 1; i < p->elements.n; i++) {
        const struct element *e = &p->elements.v[i];
        if (e->kind != KIND_TEXT)
            continue;
        if (before ? e->to <= t->from : e->from >= t->to) {
            best = e;
            if (!before)
                break;
        } else if (before && e->from > t->from) {
            break;
        }
    }
    return best;
}

/* Breaks and tabs between the tag and the nearest letters of the paragraph. */
static void cut_gaps(struct part *p, const struct tag *t, bool before)
{
    const struct element *paragraph = &p->elements.v[part_within(p, t->element, KIND_PARAGRAPH)];
    uint32_t from = 0;
    for (uint32_t i = before ? paragraph->first_text : p->letters.v[t->last].next; i; i = p->letters.v[i].next) {
        const struct letters *l = &p->letters.v[i];
        if (before && i == t->first)
            break;
        if (!before && !l->gap)
            break;
        if (!before)
            plan_cut(p, l->from, l->to);
        else
            from = l->gap ? from ? from : i : 0;
    }
    for (; before && from && from != t->first; from = p->letters.v[from].next)
        plan_cut(p, p->letters.v[from].from, p->letters.v[from].to);
}

/* {%- and -%} at the edge of a paragraph join it with the neighbour's text; elsewhere they take the blanks, as Jinja has it. */
static void plan_trim(struct part *p, const struct tag *t, bool before)
{
    const struct element *text = &p->elements.v[t->element], *other = NULL;
    if (t->form == '%' && !t->attribute && text->kind == KIND_TEXT && alone(p, t, before))
        other = neighbour(p, t, before);
    if (other) {
        struct shape shape = {0};
        size_t from = before ? other->close : t->to, to = before ? t->from : other->open;
        shape_add(p->arena, &shape, span_make(p->bytes.p + from, to - from));
        if (shape_even(&shape)) {
            plan_cut(p, from, to);
            if (before)
                keep_spaces(p, (uint32_t)(other - p->elements.v));
            return;
        }
    }
    size_t edge = before ? t->from : t->to;
    if (before)
        for (; edge > text->open && part_blank(p->bytes.p[edge - 1]); edge--) {
        }
    else
        for (; edge < text->close && part_blank(p->bytes.p[edge]); edge++) {
        }
    if (!t->attribute && text->kind == KIND_TEXT && edge == (before ? text->open : text->close))
        cut_gaps(p, t, before);
    plan_cut(p, before ? edge : t->to, before ? t->from : edge);
}

/* Letters of a paragraph, not a text that stands for itself. */
static bool in_text(const struct part *p, const struct tag *t, enum kind kind)
{
    const struct element *paragraph = &p->elements.v[part_within(p, t->element, KIND_PARAGRAPH)];
    return kind == KIND_TEXT || (p->words->letters_anywhere && paragraph->from < paragraph->open);
}

static void plan_inline(struct part *p, struct tag *t)
{
    enum kind kind = p->elements.v[t->element].kind;
    if (t->attribute) {
        plan_cut(p, t->from, t->to);
        if (t->form != '#')
            plan_tag(p, t->from, RANK_STANDS, t, plan_site(p, SITE_ATTRIBUTE, t->element));
        return;
    }
    plan_cut_tag(p, t, true);
    if (t->form == '#')
        return;
    if (t->level == LEVEL_RUN && kind == KIND_TEXT && part_within(p, t->element, KIND_RUN)) {
        plan_between_runs(p, t);
        return;
    }
    if (t->trim_before)
        plan_trim(p, t, true);
    if (t->trim_after)
        plan_trim(p, t, false);
    plan_tag(p, t->from, RANK_STANDS, t, plan_site(p, in_text(p, t, kind) ? SITE_LETTERS : SITE_PLAIN, t->element));
}

/* -- runs that have nothing left */

static int by_from(const void *x, const void *y)
{
    const struct cut *a = x, *b = y;
    return a->from < b->from ? -1 : a->from > b->from;
}

static int by_at(const void *x, const void *y)
{
    const struct mark *a = x, *b = y;
    if (a->at != b->at)
        return a->at < b->at ? -1 : 1;
    if (a->rank != b->rank)
        return a->rank < b->rank ? -1 : 1;
    return a->serial < b->serial ? -1 : 1;
}

static void merge_cuts(struct part *p)
{
    size_t n = 0;
    if (!p->cuts.n)
        return;
    qsort(p->cuts.v, p->cuts.n, sizeof *p->cuts.v, by_from);
    for (size_t i = 1; i < p->cuts.n; i++) {
        struct cut *last = &p->cuts.v[n];
        if (p->cuts.v[i].from <= last->to)
            last->to = p->cuts.v[i].to > last->to ? p->cuts.v[i].to : last->to;
        else
            p->cuts.v[++n] = p->cuts.v[i];
    }
    p->cuts.n = n + 1;
}

/* Among the first n cuts, which are sorted. */
static bool is_cut(const struct part *p, size_t n, uint32_t from, uint32_t to)
{
    size_t low = 0, high = n;
    while (low < high) { /* the first cut that ends at `to` or behind it */
        size_t middle = low + (high - low) / 2;
        if (p->cuts.v[middle].to < to)
            low = middle + 1;
        else
            high = middle;
    }
    return low < n && p->cuts.v[low].from <= from;
}

/* Something that is to come out stands in (from, to); the marks are sorted. */
static bool is_marked(const struct part *p, uint32_t from, uint32_t to)
{
    size_t low = 0, high = p->marks.n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (p->marks.v[middle].at <= from)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < p->marks.n && p->marks.v[low].at < to; low++)
        if (!p->marks.v[low].attribute)
            return true;
    return false;
}

/* A run behind the first of a tag whose letters are all the tag's goes with them. */
static void cut_empty_runs(struct part *p, const struct tag *t, size_t cuts)
{
    for (uint32_t i = t->first, done = 0; i && !done;) {
        uint32_t at = part_within(p, p->letters.v[i].text, KIND_RUN);
        const struct element *run = &p->elements.v[at];
        size_t next = run->props ? p->elements.v[run->props].to : run->open;
        bool empty = at && !is_marked(p, run->from, run->to);
        for (uint32_t k = i; empty && k && part_within(p, p->letters.v[k].text, KIND_RUN) == at; k = p->letters.v[k].next) {
            const struct letters *l = &p->letters.v[k];
            const struct element *text = &p->elements.v[l->text];
            empty = (l->gap ? l->from : text->from) == next && is_cut(p, cuts, l->from, l->to);
            next = l->gap ? l->to : text->to;
        }
        if (empty && next == run->close)
            plan_cut(p, run->from, run->to);
        do { /* to the next run */
            done = i == t->last;
            i = p->letters.v[i].next;
        } while (i && !done && part_within(p, p->letters.v[i].text, KIND_RUN) == at);
    }
}

/* -- pieces */

static void add_piece(struct part *p, struct piece piece)
{
    if (piece.tag || piece.text.n)
        *VECTOR_ADD(p->arena, p->pieces) = piece;
}

static void add_bytes(struct part *p, size_t from, size_t to, size_t *cut)
{
    while (*cut < p->cuts.n && p->cuts.v[*cut].to <= from)
        ++*cut;
    for (size_t i = *cut; i < p->cuts.n && p->cuts.v[i].from < to; i++) {
        const struct cut *c = &p->cuts.v[i];
        if (c->from > from)
            add_piece(p, (struct piece){.text = span_make(p->bytes.p + from, c->from - from)});
        from = c->to > from ? c->to : from;
    }
    if (from < to)
        add_piece(p, (struct piece){.text = span_make(p->bytes.p + from, to - from)});
}

void part_plan(struct part *p)
{
    unsigned char *taken = ARENA_NEWS(p->arena, p->elements.n, unsigned char);
    size_t from = 0, cut = 0;
    take_elements(p, taken);
    plan_taken(p, taken);
    for (size_t i = 0; i < p->tags.n; i++)
        if (p->tags.v[i].state == TAG_KEPT && !cell_tag(p, &p->tags.v[i]))
            plan_inline(p, &p->tags.v[i]);
    merge_cuts(p);
    if (p->marks.n)
        qsort(p->marks.v, p->marks.n, sizeof *p->marks.v, by_at);
    size_t kept = p->cuts.n; /* is_cut looks at sorted cuts only */
    for (size_t i = 0; i < p->tags.n; i++)
        if (p->tags.v[i].state == TAG_KEPT && p->tags.v[i].first)
            cut_empty_runs(p, &p->tags.v[i], kept);
    merge_cuts(p);
    for (size_t i = 0; i < p->marks.n; i++) {
        const struct mark *m = &p->marks.v[i];
        if (m->at > from)
            add_bytes(p, from, m->at, &cut);
        from = m->at > from ? m->at : from;
        if (!m->attribute)
            add_piece(p, (struct piece){m->text, m->tag, m->site});
        else if (!is_cut(p, p->cuts.n, m->at, m->at + 1)) /* its element is still there */
            add_piece(p, (struct piece){.text = SPAN(" xml:space=\"preserve\"")});
    }
    add_bytes(p, from, p->bytes.n, &cut);
}
