/* Which elements a piece of XML closes and opens: "</w:t></w:r></w:p><w:p>" closes t, r, p and opens p.
 *
 * A branch of an {% if %} or the body of a loop may be left out or come many times when it gives back exactly the elements
 * that it takes; then what is well-formed stays so. The bytes are those of a part that was scanned, cut anywhere but
 * within a tag's markup that holds no tag of ours. */
#include "fill/own.h"

/* Behind the '>' of the tag at s.p[0], quotes respected; 0: it goes on in the next piece. */
static size_t markup_end(struct span s)
{
    char quote = 0;
    if (span_starts(s, "<!--")) {
        const char *end = memmem(s.p, s.n, "-->", 3);
        return end ? (size_t)(end - s.p) + 3 : 0;
    }
    if (span_starts(s, "<![CDATA[")) {
        const char *end = memmem(s.p, s.n, "]]>", 3);
        return end ? (size_t)(end - s.p) + 3 : 0;
    }
    for (size_t i = 1; i < s.n; i++) {
        char c = s.p[i];
        if (quote)
            quote = c == quote ? 0 : quote;
        else if (c == '"' || c == '\'')
            quote = c;
        else if (c == '>')
            return i + 1;
    }
    return 0;
}

static struct span name_of(struct span tag)
{
    size_t from = tag.p[1] == '/' ? 2 : 1, to = from;
    while (to < tag.n && (unsigned char)tag.p[to] > ' ' && tag.p[to] != '/' && tag.p[to] != '>')
        to++;
    return span_make(tag.p + from, to - from);
}

static void add_tag(struct arena *a, struct shape *s, struct span tag)
{
    struct span name = name_of(tag);
    if (tag.p[1] == '!' || tag.p[1] == '?' || tag.p[tag.n - 2] == '/')
        return;
    if (tag.p[1] != '/') {
        *VECTOR_ADD(a, s->opens) = name;
    } else if (s->opens.n) {
        s->opens.n--;
    } else {
        *VECTOR_ADD(a, s->closes) = name;
    }
}

void shape_add(struct arena *a, struct shape *s, struct span xml)
{
    struct span rest = xml;
    if (s->begun.n) { /* a tag that an attribute's value had interrupted */
        struct buf b = {0};
        buf_putspan(&b, s->begun);
        buf_putspan(&b, xml);
        rest.n = b.n;
        rest.p = arena_buf(a, &b);
        s->begun = (struct span){0};
    }
    for (const char *open; rest.n && (open = memchr(rest.p, '<', rest.n));) {
        rest = span_make(open, rest.n - (size_t)(open - rest.p));
        size_t n = markup_end(rest);
        if (!n) {
            s->begun = rest;
            return;
        }
        add_tag(a, s, span_make(rest.p, n));
        rest = span_make(rest.p + n, rest.n - n);
    }
}

bool shape_even(const struct shape *s)
{
    bool even = s->closes.n == s->opens.n && !s->begun.n;
    for (size_t i = 0; even && i < s->opens.n; i++)
        even = span_equal(s->closes.v[i], s->opens.v[s->opens.n - 1 - i]);
    return even;
}

bool piece_tag_next(struct span s, size_t *at, struct piece_tag *out, bool *letters)
{
    const char *from = *at < s.n ? memchr(s.p + *at, '<', s.n - *at) : NULL, *to;
    size_t n = 0, end = from ? (size_t)(from - s.p) : s.n;

    for (*letters = false; *at < end; ++*at)
        *letters |= (unsigned char)s.p[*at] > ' ';
    to = from ? memchr(from, '>', s.n - end) : NULL;
    if (!to)
        return false;
    *at = (size_t)(to + 1 - s.p);
    out->whole = span_make(from, (size_t)(to + 1 - from));
    out->close = from[1] == '/';
    out->empty = to[-1] == '/';
    from += 1 + out->close;
    while (from + n < to && !strchr(" \t\r\n/", from[n]))
        n++;
    out->name = span_make(from, n);
    from = memchr(out->name.p, ':', n);
    if (from)
        out->name = span_make(from + 1, n - (size_t)(from + 1 - out->name.p));
    return true;
}
