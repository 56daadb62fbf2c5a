/* Tags that go on in the next paragraph: a long {% set %} or {# note #} that was typed with the Enter key.
 *
 * What docxtpl does: everything between the letters of such a tag goes, so that the paragraphs become one, which begins as
 * the first and ends as the last. The part is cut so and read anew before its tags are looked for; nothing else of filling
 * knows of it. A tag that opens while another is open, a section that would be lost, or elements that do not close as they
 * opened: then the first tag was never closed, and stays so. */
#include "fill/own.h"

#include "fill/tags.h"

enum { JOIN_PARAGRAPHS = 256, JOIN_BYTES = 1 << 16 };

struct joiner {
    struct part *p;
    struct tag_line line;
    VECTOR(struct join) cuts;
};

/* The next paragraph behind `at` that has letters; 0: none. */
static uint32_t next_paragraph(const struct part *p, uint32_t at, unsigned *passed)
{
    for (*passed = 0, at++; at < p->elements.n; at++) {
        const struct element *e = &p->elements.v[at];
        if (e->kind != KIND_PARAGRAPH)
            continue;
        ++*passed;
        if (e->first_text)
            return at;
    }
    return 0;
}

static uint32_t last_letters(const struct part *p, const struct element *e)
{
    uint32_t found = 0;
    for (uint32_t i = e->first_text; i; i = p->letters.v[i].next)
        found = p->letters.v[i].gap ? found : i;
    return found;
}

static uint32_t first_letters(const struct part *p, const struct element *e)
{
    uint32_t i = e->first_text;
    while (i && p->letters.v[i].gap)
        i = p->letters.v[i].next;
    return i;
}

/* What lies between the letters of two paragraphs may go. */
static bool may_cut(struct part *p, const struct element *a, const struct element *b, struct join *out)
{
    uint32_t last = last_letters(p, a), first = first_letters(p, b);
    struct shape shape = {0};
    if (!last || !first || p->letters.v[last].cdata || p->letters.v[first].cdata || p->letters.v[first].from < p->letters.v[last].to)
        return false;
    struct span between = span_make(p->bytes.p + p->letters.v[last].to, p->letters.v[first].from - p->letters.v[last].to);
    *out = (struct join){.from = p->letters.v[last].to, .to = p->letters.v[first].from};
    shape_add(p->arena, &shape, between);
    return shape_even(&shape) && !memmem(between.p, between.n, "sectPr", 6);
}

/* Takes in paragraphs behind `at` until the tag at line[i] ends. 0: it does not; else the paragraph in which it does. */
static uint32_t take_in(struct joiner *j, uint32_t at, size_t i)
{
    struct part *p = j->p;
    size_t cuts = j->cuts.n, n = j->line.text.n;
    bool comment = j->line.text.p[i + 1] == '#';
    for (int k = 0; k < JOIN_PARAGRAPHS && j->line.text.n - n < JOIN_BYTES; k++) {
        struct join cut;
        unsigned passed;
        uint32_t next = next_paragraph(p, at, &passed);
        size_t from = j->line.text.n;
        if (!next || !may_cut(p, &p->elements.v[at], &p->elements.v[next], &cut))
            break;
        cut.paragraphs = passed;
        *VECTOR_ADD(p->arena, j->cuts) = cut;
        tag_line_add(&j->line, p, &p->elements.v[next]);
        struct span s = buf_span(&j->line.text);
        size_t end = tag_line_end(s, i), opener = tag_line_opener(s, from > i + 2 ? from : i + 2);
        if (end && (comment || opener >= end - 1))
            return next;
        if (!comment && opener < s.n)
            break;
        at = next;
    }
    j->cuts.n = cuts;
    j->line.text.n = n;
    j->line.text.p[n] = '\0';
    return 0;
}

/* Goes through the paragraph's tags; the last paragraph that it became one with. */
static uint32_t join_paragraph(struct joiner *j, uint32_t at, bool *raw)
{
    tag_line_clear(&j->line);
    tag_line_add(&j->line, j->p, &j->p->elements.v[at]);
    for (size_t i = 0; i < j->line.text.n;) {
        struct span s = buf_span(&j->line.text);
        size_t end;
        i = *raw ? tag_line_statement(s, i) : tag_line_opener(s, i);
        if (i >= s.n)
            break;
        end = tag_line_end(s, i);
        if (!end && !*raw) {
            uint32_t last = take_in(j, at, i);
            at = last ? last : at;
            s = buf_span(&j->line.text);
            end = last ? tag_line_end(s, i) : 0;
        }
        if (!end) {
            i += 2;
            continue;
        }
        if (s.p[i + 1] == '%' && tag_line_is(s, i, end, *raw ? "endraw" : "raw"))
            *raw = !*raw;
        i = end;
    }
    return at;
}

bool part_join(struct part *p)
{
    struct joiner j = {.p = p};
    bool raw = false;
    for (uint32_t i = 1; i < p->elements.n; i++) {
        const struct element *e = &p->elements.v[i];
        if (e->kind == KIND_PARAGRAPH && e->first_text && (e->tagged || raw))
            i = join_paragraph(&j, i, &raw);
    }
    tag_line_release(&j.line);
    if (!j.cuts.n)
        return true;
    struct buf b = {0};
    size_t from = 0;
    for (size_t i = 0; i < j.cuts.n; i++) {
        struct join *cut = &j.cuts.v[i];
        buf_put(&b, p->bytes.p + from, cut->from - from);
        from = cut->to;
        if (p->f->mode != FILL_DOCXTPL) /* which has no blank there */
            buf_putc(&b, ' ');
        cut->from = (uint32_t)b.n; /* where it was, in what the part is now */
    }
    buf_put(&b, p->bytes.p + from, p->bytes.n - from);
    p->bytes.n = b.n;
    p->bytes.p = arena_buf(p->arena, &b);
    p->joins = j.cuts.v;
    p->n_joins = j.cuts.n;
    p->elements.n = p->letters.n = p->attributes.n = 0;
    return part_read(p, p->words);
}
