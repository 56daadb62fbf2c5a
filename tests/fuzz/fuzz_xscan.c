/* The scanner of filling and libxml2 agree on every input: they refuse the same and see the same elements, attributes,
 * texts, comments and instructions in the same order.
 *
 * libxml2 parses as XML 1.0 without namespaces (SAX1), which the scanner leaves to its callers. Left out are what the
 * scanner refuses by design: zero bytes, other encodings than UTF-8, and document types. */
#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include "package/xscan.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* -- what libxml2 sees */

static void put_line(struct buf *b, char kind, const char *text, size_t n)
{
    buf_putc(b, kind);
    buf_put(b, text, n);
    buf_putc(b, '\x1e');
}

/* Letters in pieces are one text. */
static void put_letters(struct buf *b, const char *text, size_t n)
{
    if (n && b->n && b->p[b->n - 1] == '\x1d')
        b->p[--b->n] = '\0';
    else if (n)
        buf_putc(b, 'T');
    if (n) {
        buf_put(b, text, n);
        buf_putc(b, '\x1d');
    }
}

static void on_start(void *user, const xmlChar *name, const xmlChar **attributes)
{
    struct buf *b = user;
    put_line(b, '<', (const char *)name, strlen((const char *)name));
    for (; attributes && attributes[0]; attributes += 2) {
        put_line(b, '@', (const char *)attributes[0], strlen((const char *)attributes[0]));
        put_line(b, '=', (const char *)attributes[1], strlen((const char *)attributes[1]));
    }
}

static void on_end(void *user, const xmlChar *name)
{
    put_line(user, '>', (const char *)name, strlen((const char *)name));
}

static void on_letters(void *user, const xmlChar *text, int n)
{
    put_letters(user, (const char *)text, (size_t)n);
}

static void on_cdata(void *user, const xmlChar *text, int n)
{
    put_line(user, 'C', (const char *)text, (size_t)n);
}

static void on_comment(void *user, const xmlChar *text)
{
    put_line(user, '!', (const char *)text, strlen((const char *)text));
}

static void on_pi(void *user, const xmlChar *target, const xmlChar *text)
{
    (void)text;
    put_line(user, '?', (const char *)target, strlen((const char *)target));
}

static void ignore(void *user, const char *message, ...)
{
    (void)user, (void)message;
}

static bool by_libxml2(struct span s, struct buf *out)
{
    xmlSAXHandler sax = {.startElement = on_start, .endElement = on_end, .characters = on_letters, .ignorableWhitespace = on_letters,
                         .cdataBlock = on_cdata, .comment = on_comment, .processingInstruction = on_pi, .error = ignore, .warning = ignore,
                         .fatalError = ignore};
    xmlParserCtxt *c = xmlCreateMemoryParserCtxt(s.p, (int)s.n);
    bool well;
    if (!c)
        return false;
    xmlCtxtUseOptions(c, XML_PARSE_SAX1 | XML_PARSE_NOENT | XML_PARSE_NONET); /* else it leaves & in attributes as a reference */
    *c->sax = sax;
    c->userData = out;
    xmlParseDocument(c);
    well = c->wellFormed;
    xmlFreeParserCtxt(c);
    return well;
}

/* -- what the scanner sees */

/* Line ends are LF (XML 1.0, 2.11); in an attribute any blank is a space, unless a reference stands for it (3.3.3). */
static void put_text(struct buf *b, struct span raw, bool references, bool attribute)
{
    for (size_t i = 0; i < raw.n;) {
        char c = raw.p[i];
        if (c == '&' && references) {
            buf_utf8(b, xscan_reference(raw, &i));
            continue;
        }
        i++;
        if (c == '\r') {
            i += i < raw.n && raw.p[i] == '\n';
            c = '\n';
        }
        buf_putc(b, attribute && (c == '\n' || c == '\t') ? ' ' : c);
    }
}

static void put_token(struct xscan *s, const struct xscan_token *t, struct buf *out)
{
    struct span bytes = span_make(s->bytes.p + t->from, t->to - t->from), name, value;
    struct buf b = {0};
    size_t at = 0;
    switch (t->type) {
    case XSCAN_START:
        put_line(out, '<', t->name.p, t->name.n);
        while (xscan_attribute(s, t, &at, &name, &value)) {
            put_line(out, '@', name.p, name.n);
            buf_clear(&b);
            put_text(&b, value, true, true);
            put_line(out, '=', b.p ? b.p : "", b.n);
        }
        if (t->empty)
            put_line(out, '>', t->name.p, t->name.n);
        break;
    case XSCAN_CLOSE:
        put_line(out, '>', t->name.p, t->name.n);
        break;
    case XSCAN_TEXT:
        put_text(&b, bytes, true, false);
        if (s->depth)
            put_letters(out, b.p, b.n);
        break;
    case XSCAN_CDATA:
        put_text(&b, span_make(bytes.p + 9, bytes.n - 12), false, false);
        if (b.n)
            put_line(out, 'C', b.p, b.n);
        break;
    case XSCAN_COMMENT:
        put_text(&b, span_make(bytes.p + 4, bytes.n - 7), false, false);
        put_line(out, '!', b.p ? b.p : "", b.n);
        break;
    case XSCAN_PI:
        if (!span_is(t->name, "xml"))
            put_line(out, '?', t->name.p, t->name.n);
        break;
    }
    buf_release(&b);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct span bytes = span_make((const char *)data, size);
    struct buf theirs = {0}, ours = {0};
    struct xscan s;
    struct xscan_token t;
    xscan_init(&s, bytes);
    while (xscan_next(&s, &t))
        put_token(&s, &t, &ours);
    bool other = memchr(data, 0, size) || s.fault == XSCAN_DTD || s.fault == XSCAN_ENCODING ||
                 (size > 1 && ((data[0] == 0xfe && data[1] == 0xff) || (data[0] == 0xff && data[1] == 0xfe))) ||
                 (size > 3 && memcmp(data, "\x4c\x6f\xa7\x94", 4) == 0); /* EBCDIC */
    if (!other) {
        bool well = by_libxml2(bytes, &theirs);
        if (well != (s.fault == XSCAN_OK))
            __builtin_trap();
        if (well && (theirs.n != ours.n || (ours.n && memcmp(theirs.p, ours.p, ours.n) != 0)))
            __builtin_trap();
    }
    buf_release(&theirs);
    buf_release(&ours);
    return 0;
}
