/* The XML writer (XML 1.0, fifth edition: Char 2.2, attribute values 3.3.3, line ends 2.11).
 * Invariant: what is in the buffer plus "/>" or the end tags of `open` is well-formed. */
#include "base/xml.h"

#include <assert.h>

void xml_begin(struct xml *x, struct buf *out)
{
    *x = (struct xml){.out = out};
    buf_puts(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
}

/* How many bytes at p are one character that XML 1.0 cannot hold; 0 when it can. */
static size_t forbidden(const char *p, size_t n)
{
    unsigned char c = (unsigned char)p[0];
    if (c < 0x20)
        return c == '\t' || c == '\n' || c == '\r' ? 0 : 1;
    if (n < 3)
        return 0;
    unsigned char d = (unsigned char)p[1], e = (unsigned char)p[2];
    bool surrogate = c == 0xED && d >= 0xA0;
    bool noncharacter = c == 0xEF && d == 0xBF && e >= 0xBE;
    return surrogate || noncharacter ? 3 : 0;
}

static const char *replacement(char c, bool attribute)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '\r': /* a reader would make it a line feed */
        return "&#13;";
    case '"':
        return attribute ? "&quot;" : NULL;
    case '\n': /* a reader would make these spaces */
        return attribute ? "&#10;" : NULL;
    case '\t':
        return attribute ? "&#9;" : NULL;
    }
    return NULL;
}

static void put_escaped(struct buf *out, struct span s, bool attribute)
{
    size_t start = 0, i = 0;
    while (i < s.n) {
        size_t skip = forbidden(s.p + i, s.n - i);
        const char *entity = skip ? "" : replacement(s.p[i], attribute);
        if (!entity) {
            i++;
            continue;
        }
        buf_put(out, s.p + start, i - start);
        buf_puts(out, entity);
        i += skip ? skip : 1;
        start = i;
    }
    buf_put(out, s.n ? s.p + start : "", s.n - start);
}

static void finish_tag(struct xml *x)
{
    if (x->tag_open)
        buf_putc(x->out, '>');
    x->tag_open = false;
}

void xml_open(struct xml *x, const char *name)
{
    assert(x->depth < XML_DEPTH);
    finish_tag(x);
    buf_putc(x->out, '<');
    buf_puts(x->out, name);
    x->open[x->depth++] = name;
    x->tag_open = true;
}

void xml_attr(struct xml *x, const char *name, const char *value)
{
    assert(x->tag_open);
    if (!value)
        return;
    buf_putc(x->out, ' ');
    buf_puts(x->out, name);
    buf_puts(x->out, "=\"");
    put_escaped(x->out, span_of(value), true);
    buf_putc(x->out, '"');
}

void xml_attr_int(struct xml *x, const char *name, long value)
{
    assert(x->tag_open);
    buf_printf(x->out, " %s=\"%ld\"", name, value);
}

void xml_attr_num(struct xml *x, const char *name, double value, int decimals, const char *unit)
{
    assert(x->tag_open);
    buf_printf(x->out, " %s=\"", name);
    buf_number(x->out, value, decimals);
    buf_printf(x->out, "%s\"", unit ? unit : "");
}

void xml_text(struct xml *x, const char *text)
{
    if (text)
        xml_textn(x, span_of(text));
}

void xml_textn(struct xml *x, struct span text)
{
    if (text.n == 0)
        return;
    finish_tag(x);
    put_escaped(x->out, text, false);
}

void xml_close(struct xml *x)
{
    assert(x->depth > 0);
    const char *name = x->open[--x->depth];
    if (x->tag_open)
        buf_puts(x->out, "/>");
    else
        buf_printf(x->out, "</%s>", name);
    x->tag_open = false;
}

void xml_leaf(struct xml *x, const char *name, const char *attr, const char *value)
{
    xml_open(x, name);
    if (attr)
        xml_attr(x, attr, value);
    xml_close(x);
}

void xml_element(struct xml *x, const char *name, const char *text)
{
    xml_open(x, name);
    xml_text(x, text);
    xml_close(x);
}

void xml_end(struct xml *x)
{
    assert(x->depth == 0 && !x->tag_open);
    (void)x;
}
