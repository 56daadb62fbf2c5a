/* Tags in the letters of paragraphs, however Word has split them over runs, and in attributes.
 *
 * Idea: the letters of a paragraph are put side by side, references resolved, with the place of each byte kept; a tag is
 * looked for there and knows the first and last byte of the part that it stands in. A tag ends in its paragraph:
 * where it goes on in the next, the paragraphs are made one first (join.c). */
#include "base/diag/fill.h"
#include "fill/tags.h"
#include "fill/typing.h"

#include <stdlib.h>

#include "data/tag.h"

static bool at(struct span s, size_t i, const char *what)
{
    size_t n = strlen(what);
    return i <= s.n && s.n - i >= n && memcmp(s.p + i, what, n) == 0;
}

static size_t find(struct span s, size_t from, const char *what)
{
    const char *p = from < s.n ? memmem(s.p + from, s.n - from, what, strlen(what)) : NULL;
    return p ? (size_t)(p - s.p) : s.n;
}

static void line_put(struct tag_line *l, struct span bytes, size_t from, size_t to, uint32_t letters)
{
    size_t at = l->text.n;
    buf_putspan(&l->text, bytes);
    if (l->text.n > l->cap) {
        l->cap = l->text.n * 2 + 64;
        l->from = mem_resize(l->from, l->cap, sizeof *l->from);
        l->to = mem_resize(l->to, l->cap, sizeof *l->to);
        l->letters = mem_resize(l->letters, l->cap, sizeof *l->letters);
    }
    for (; at < l->text.n; at++) {
        l->from[at] = (uint32_t)from;
        l->to[at] = (uint32_t)to;
        l->letters[at] = letters;
    }
}

static uint32_t hex(char c)
{
    return c >= '0' && c <= '9' ? (uint32_t)(c - '0') : (c | 32) >= 'a' && (c | 32) <= 'f' ? (uint32_t)((c | 32) - 'a' + 10) : 16;
}

/* One character of raw bytes at *i: a byte, a reference, or %7B where tags may be written so. */
static void line_put_raw(struct tag_line *l, const struct part *p, struct span raw, size_t *i, size_t base, uint32_t letters, bool cdata)
{
    size_t from = *i;
    char c = raw.p[*i];
    if (c == '&' && !cdata) {
        struct buf b = {0};
        buf_utf8(&b, xscan_reference(raw, i));
        line_put(l, buf_span(&b), base + from, base + *i, letters);
        buf_release(&b);
        return;
    }
    if (c == '%' && p->percent && from + 2 < raw.n && hex(raw.p[from + 1]) < 16 && hex(raw.p[from + 2]) < 16) {
        c = (char)(hex(raw.p[from + 1]) * 16 + hex(raw.p[from + 2]));
        *i += 2;
    }
    ++*i;
    line_put(l, span_make(&c, 1), base + from, base + *i, letters);
}

void tag_line_clear(struct tag_line *l)
{
    buf_clear(&l->text);
    l->looked = 0;
    l->open = false;
}

void tag_line_release(struct tag_line *l)
{
    buf_release(&l->text);
    free(l->from);
    free(l->to);
    free(l->letters);
}

/* The instruction of a field inside a tag of the text is no part of the tag: Word and dictionaries make links of names. */
static bool is_code_in_tag(struct tag_line *l, const struct part *p, const struct letters *t)
{
    struct span s = buf_span(&l->text);
    if (!p->elements.v[t->text].code)
        return false;
    while (l->open || (l->opener = tag_line_opener(s, l->looked)) < s.n) {
        const char *close = s.p[l->opener + 1] == '{' ? "}}" : s.p[l->opener + 1] == '%' ? "%}" : "#}";
        size_t end = find(s, l->open ? l->looked : l->opener + 2, close);
        l->open = end == s.n;
        l->looked = !l->open ? end + 2 : s.n - 1 > l->opener + 2 ? s.n - 1 : l->opener + 2;
        if (l->open)
            return !p->elements.v[p->letters.v[l->letters[l->opener]].text].code;
    }
    l->looked = s.n ? s.n - 1 : 0;
    return false;
}

void tag_line_add(struct tag_line *l, const struct part *p, const struct element *paragraph)
{
    for (uint32_t at = paragraph->first_text; at; at = p->letters.v[at].next) {
        const struct letters *t = &p->letters.v[at];
        struct span raw = span_make(p->bytes.p + t->from, is_code_in_tag(l, p, t) ? 0 : t->to - t->from);
        if (t->gap && p->f->mode != FILL_DOCXTPL) /* docxtpl drops it without a blank */
            line_put(l, SPAN(" "), t->from, t->to, at);
        for (size_t i = 0; !t->gap && i < raw.n;)
            line_put_raw(l, p, raw, &i, t->from, at, t->cdata);
        if (at == paragraph->last_text)
            break;
    }
}

/* -- one tag */

/* Behind the "%}" of the statement at i, strings respected; 0: open. */
static size_t statement_end(struct span s, size_t i)
{
    for (i += 2; i < s.n;) {
        if (tag_quote(s, i)) {
            i = tag_string_end(s, i);
            if (!i)
                return 0;
        } else if (at(s, i, "%}")) {
            return i + 2;
        } else {
            i++;
        }
    }
    return 0;
}

size_t tag_line_end(struct span s, size_t i)
{
    size_t end = s.p[i + 1] == '{' ? tag_end(s, i) : s.p[i + 1] == '%' ? statement_end(s, i) : 0;
    if (!end) { /* a comment, or a string left open hides the end */
        const char *close = s.p[i + 1] == '{' ? "}}" : s.p[i + 1] == '%' ? "%}" : "#}";
        end = find(s, i + 2, close);
        end = end < s.n ? end + 2 : 0;
    }
    return end;
}

size_t tag_line_opener(struct span s, size_t i)
{
    for (; i + 1 < s.n; i++)
        if (s.p[i] == '{' && (s.p[i + 1] == '{' || s.p[i + 1] == '%' || s.p[i + 1] == '#'))
            return i;
    return s.n;
}

size_t tag_line_statement(struct span s, size_t i)
{
    return find(s, i, "{%");
}

bool tag_line_is(struct span s, size_t i, size_t end, const char *word)
{
    struct span inside = span_trim(span_make(s.p + i + 2, end - i - 4));
    while (inside.n && strchr("+-", inside.p[0]) && inside.p[0])
        inside = span_trim(span_make(inside.p + 1, inside.n - 1));
    while (inside.n && strchr("+-", inside.p[inside.n - 1]) && inside.p[inside.n - 1])
        inside = span_trim(span_make(inside.p, inside.n - 1));
    return span_is(inside, word);
}

static const struct { const char *letter; enum level level; } levels[] = {
    {"tr", LEVEL_ROW}, {"tc", LEVEL_CELL}, {"p", LEVEL_PARAGRAPH}, {"r", LEVEL_RUN}};

/* What stands in the tag, its letter and trimming signs taken off. */
static void take_source(struct part *p, struct tag *t, struct span raw)
{
    struct span inside = typing_tidy(p->arena, raw, true);
    size_t from = 0, to = inside.n;
    for (size_t k = 0; k < sizeof levels / sizeof *levels; k++) {
        size_t n = strlen(levels[k].letter);
        if (at(inside, 0, levels[k].letter) && typing_blank(inside, n)) {
            t->level = levels[k].level;
            from = n;
        }
    }
    if (!from && to && (inside.p[0] == '-' || inside.p[0] == '+')) {
        bool sign = t->form == '{' && p->f->mode == FILL_STRICT && !typing_blank(inside, 1); /* {{-5}} is a number */
        t->trim_before = inside.p[0] == '-' && !sign;
        from = sign ? 0 : 1;
    }
    if (to > from && (inside.p[to - 1] == '-' || (inside.p[to - 1] == '+' && t->form == '%')) && t->form != '#') {
        t->trim_after = inside.p[to - 1] == '-';
        to--;
    }
    t->source.n = to > from ? to - from : 0;
    t->source.p = arena_span(p->arena, span_make(inside.p + from, t->source.n));
}

enum { SHOWN = 60 };

/* The tag on one line, cut where it gets long. */
static const char *shown(struct arena *a, struct span s)
{
    struct buf b = {0};
    bool blank = false;
    size_t i = 0;
    for (; i < s.n && b.n < SHOWN; i++) {
        bool now = part_blank(s.p[i]);
        if (!now || !blank)
            buf_putc(&b, now ? ' ' : s.p[i]);
        blank = now;
    }
    for (; i < s.n && (s.p[i] & 0xc0) == 0x80; i++)
        buf_putc(&b, s.p[i]);
    if (i < s.n)
        buf_puts(&b, "…");
    return arena_buf(a, &b);
}

static struct pos pos_of(const struct part *p, uint32_t element, const char *written)
{
    struct pos pos = pos_file(p->f->name);
    const char *place = part_place(p, element);
    pos.place = written ? arena_printf(p->arena, "%s, %s", place, written) : place;
    return pos;
}

struct finder {
    struct part *p;
    struct tag_line line;
    bool again; /* a tag is open at the end of its paragraph, and paragraphs were not joined yet */
    bool raw; /* between {% raw %} and {% endraw %} */
    bool ok;
};

/* Cuts what is behind the tag's bytes out of the text: {_{ loses its '_'. */
static bool take_escape(struct finder *f, struct span s, size_t i)
{
    static const char *const escapes[] = {"{_{", "}_}", "{_%", "%_}"};
    for (size_t k = 0; k < sizeof escapes / sizeof *escapes; k++) {
        if (at(s, i, escapes[k])) {
            plan_cut(f->p, f->line.from[i + 1], f->line.to[i + 1]);
            return true;
        }
    }
    return false;
}

static bool is_word(struct span s, const char *word)
{
    return span_is(span_trim(s), word);
}

/* {{%tr for x in xs %}}: docxtpl takes the statement for the row whatever else stands there, and templates rely on it. */
static bool in_braces(struct span s, size_t i)
{
    if (!at(s, i, "{{%"))
        return false;
    for (size_t k = 0; k < sizeof levels / sizeof *levels; k++)
        if (levels[k].level != LEVEL_RUN && at(s, i + 3, levels[k].letter) && typing_blank(s, i + 3 + strlen(levels[k].letter)))
            return true;
    return false;
}

static struct tag *add_tag(struct finder *f, struct span s, size_t i, size_t end, uint32_t element, bool attribute)
{
    struct part *p = f->p;
    struct tag *t = VECTOR_ADD(p->arena, p->tags);
    *t = (struct tag){.form = s.p[i + 1],
                      .from = f->line.from[i],
                      .to = f->line.to[end - 1],
                      .first = attribute ? 0 : f->line.letters[i],
                      .last = attribute ? 0 : f->line.letters[end - 1],
                      .element = element,
                      .attribute = attribute};
    t->written = shown(p->arena, span_make(s.p + i, end - i));
    t->spot = part_place(p, element);
    t->pos = pos_of(p, element, t->written);
    take_source(p, t, span_make(s.p + i + 2, end - i - 4));
    return t;
}

static bool fault(struct finder *f, diag_code code, uint32_t element, struct span s)
{
    struct part *p = f->p;
    const char *tag = shown(p->arena, s);
    diag(p->f->ctx, code, pos_of(p, element, NULL), tag);
    p->unread |= s.p[1] == '%';
    return f->ok = false;
}

/* Where another tag begins inside the one that ends at `end`: its braces are not whole. end: nowhere. */
static size_t inner_opener(struct span s, size_t i, size_t end)
{
    for (i += 2; i + 2 < end;) {
        size_t string = tag_quote(s, i) ? tag_string_end(s, i) : 0;
        if (string > i)
            i = string;
        else if (at(s, i, "{{") || at(s, i, "{%"))
            return i;
        else
            i++;
    }
    return end;
}

/* Braces of an end without a beginning would be printed: {ten }}. */
static void stray_end(struct finder *f, struct span s, size_t i, uint32_t element, bool attribute)
{
    bool ends = at(s, i, "}}") || at(s, i, "%}");
    if (!ends || attribute || f->raw || f->p->f->mode != FILL_STRICT || (f->again && !f->p->joined))
        return;
    uint32_t within = f->p->letters.v[f->line.letters[i]].text;
    size_t from = i < 30 ? 0 : i - 30;
    while (from < i && ((unsigned char)s.p[from] & 0xc0) == 0x80)
        from++;
    diag(f->p->f->ctx, DIAG_FILL_STRAY, pos_of(f->p, within ? within : element, NULL), shown(f->p->arena, span_make(s.p + from, i + 2 - from)));
}

static void find_in_line(struct finder *f, uint32_t element, bool attribute)
{
    struct span s = buf_span(&f->line.text);
    for (size_t i = 0; i + 1 < s.n;) {
        char c = s.p[i + 1];
        if (!f->raw && (s.p[i] == '{' || s.p[i] == '}' || s.p[i] == '%') && c == '_' && take_escape(f, s, i)) {
            i += 3;
            continue;
        }
        if (s.p[i] != '{' || (c != '{' && c != '%' && c != '#') || (f->raw && c != '%')) {
            stray_end(f, s, i, element, attribute);
            i += at(s, i, "}}") || at(s, i, "%}") ? 2 : 1;
            continue;
        }
        bool braces = !f->raw && !attribute && in_braces(s, i);
        i += braces;
        c = s.p[i + 1];
        size_t end = tag_line_end(s, i);
        uint32_t within = attribute ? element : f->p->letters.v[f->line.letters[i]].text;
        if (f->raw && (!end || !is_word(span_make(s.p + i + 2, end - i - 4), "endraw"))) {
            i++;
            continue;
        }
        if (!end && !attribute && !f->p->joined) {
            f->again = true;
            return;
        }
        if (!end) {
            fault(f, c == '#' ? DIAG_FILL_COMMENT_OPEN : DIAG_FILL_TAG_OPEN, within, span_make(s.p + i, s.n - i));
            return;
        }
        size_t inner = c == '#' || f->raw ? end : inner_opener(s, i, end);
        if (inner < end) {
            bool name = c == '%' && at(s, inner, "{{");
            fault(f, name ? DIAG_FILL_TAG_IN_TAG : DIAG_FILL_TAG_OPEN, within, span_make(s.p + i, (name ? end : inner) - i));
            i = name ? end : inner;
            continue;
        }
        if (f->p->tags.n == FILL_MAX_TAGS) {
            fault(f, DIAG_FILL_TAGS, within, span_make(s.p + i, end - i));
            return;
        }
        struct tag *t = add_tag(f, s, i, end, within, attribute);
        if (braces) {
            t->from = f->line.from[i - 1];
            t->first = f->line.letters[i - 1];
        }
        if (braces && at(s, end, "}")) {
            t->to = f->line.to[end];
            t->last = f->line.letters[end++];
        }
        if (t->form == '%' && (is_word(t->source, "raw") || f->raw)) {
            t->form = '#'; /* it says what is between; it does nothing itself */
            f->raw = !f->raw;
        }
        i = end;
    }
}

static void find_in_attributes(struct finder *f)
{
    struct part *p = f->p;
    for (size_t k = 0; k < p->attributes.n; k++) {
        const struct attribute *a = &p->attributes.v[k];
        struct span raw = span_make(p->bytes.p + a->from, a->to - a->from);
        buf_clear(&f->line.text);
        for (size_t i = 0; i < raw.n;)
            line_put_raw(&f->line, p, raw, &i, a->from, 0, false);
        find_in_line(f, a->element, true);
    }
}

static int by_place(const void *x, const void *y)
{
    const struct tag *a = x, *b = y;
    return a->from < b->from ? -1 : a->from > b->from;
}

bool part_find_tags(struct part *p)
{
    struct finder f = {.p = p, .ok = true};
    for (uint32_t i = 1; i < p->elements.n && !f.again; i++) {
        const struct element *e = &p->elements.v[i];
        if (e->kind == KIND_PARAGRAPH && e->first_text && (e->tagged || f.raw)) {
            tag_line_clear(&f.line);
            tag_line_add(&f.line, p, e);
            find_in_line(&f, i, false);
        }
    }
    if (f.again) {
        tag_line_release(&f.line);
        p->joined = true;
        p->tags.n = p->cuts.n = 0;
        return part_join(p) && part_find_tags(p);
    }
    f.raw = false;
    find_in_attributes(&f);
    if (p->tags.n)
        qsort(p->tags.v, p->tags.n, sizeof *p->tags.v, by_place);
    tag_line_release(&f.line);
    return f.ok;
}
