/* XML with exact places.
 *
 * Idea: libxml2 decides whether a template is well-formed; it does not tell where in a text an
 * expression stands. So what it has accepted is cut into tags and texts once more by rules that are
 * simple for well-formed XML without a DOCTYPE (XML 1.0, 2.4 to 3.1): a '<' always begins markup,
 * five entities and character references are all there are. Invariant: places are asked for in
 * rising order, so the whole costs one pass. */
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/SAX2.h>
#include <stdlib.h>

#include "base/diag/template.h"
#include "data/input.h"
#include "data/marks.h"
#include "template/tree.h"

/* ---- the check ---- */

struct checking {
    struct ctx *ctx;
    const char *file;
    struct span text;
    xmlParserCtxtPtr parser;
    bool failed;
};

static struct pos fault_pos(struct checking *c, int line, int byte)
{
    struct span s = input_line_at(c->text, line);
    size_t n = byte > 1 ? (size_t)byte - 1 : 0;

    return (struct pos){c->file, line, 1 + marks_columns(s.p, n < s.n ? n : s.n), NULL};
}

/* The faults that writers of templates make most get words of their own; the rest is told as
 * libxml2 does. */
static void report(struct checking *c, xmlErrorPtr error, struct pos pos)
{
    struct arena a = {0};

    switch (error->code) {
    case XML_ERR_TAG_NAME_MISMATCH:
        diag(c->ctx, DIAG_TEMPLATE_XML_TAG, pos, error->str1, error->str2,
             arena_printf(&a, "%d", error->int1));
        break;
    case XML_ERR_NAME_REQUIRED:
    case XML_ERR_ENTITYREF_SEMICOL_MISSING:
    case XML_ERR_UNDECLARED_ENTITY:
    case XML_ERR_LT_IN_ATTRIBUTE:
        diag(c->ctx, DIAG_TEMPLATE_XML_SIGN, pos);
        break;
    default:
        diag(c->ctx, DIAG_TEMPLATE_XML, pos,
             arena_span(&a, span_trim(span_of(error->message ? error->message : ""))));
    }
    arena_release(&a);
}

static void xml_fault(void *user, xmlErrorPtr error)
{
    struct checking *c = user;

    /* What follows the first fault says nothing new. */
    if (c->failed || error->level < XML_ERR_ERROR)
        return;
    c->failed = true;
    report(c, error, fault_pos(c, error->line, error->int2));
}

static void doctype(void *user, const xmlChar *name, const xmlChar *public_id,
                    const xmlChar *system_id)
{
    struct checking *c = user;

    (void)name, (void)public_id, (void)system_id;
    if (!c->failed)
        diag(c->ctx, DIAG_TEMPLATE_DOCTYPE, fault_pos(c, xmlSAX2GetLineNumber(c->parser), 0));
    c->failed = true;
    xmlStopParser(c->parser);
}

/* libxml2 compares the attributes of a tag with each other: a tag must not be long. */
static bool check_runs(struct checking *c)
{
    size_t from = 0;

    for (size_t i = 0; i <= c->text.n; i++) {
        if (i < c->text.n && c->text.p[i] != '<')
            continue;
        if (i - from > TEMPLATE_MAX_RUN) {
            diag(c->ctx, DIAG_TEMPLATE_RUN, input_pos(c->file, c->text, from, 1));
            return false;
        }
        from = i;
    }
    return true;
}

bool scan_check(struct data *d, const char *file, struct span *text)
{
    struct checking c = {.ctx = d->ctx, .file = file};
    xmlSAXHandler handler = {
        .initialized = XML_SAX2_MAGIC, .serror = xml_fault, .internalSubset = doctype};

    if (text->n > TEMPLATE_MAX_BYTES) {
        diag(d->ctx, DIAG_TEMPLATE_LARGE, pos_file(file));
        return false;
    }
    if (!input_check(d, file, text, 1))
        return false;
    c.text = *text;
    if (!check_runs(&c))
        return false;
    if (text->n == 0) {
        diag(d->ctx, DIAG_TEMPLATE_ROOT, pos_file(file), TEMPLATE_NS);
        return false;
    }
    c.parser = xmlCreateMemoryParserCtxt(text->p, (int)text->n);
    if (!c.parser)
        mem_fail(); /* the one way this fails */
    *c.parser->sax = handler;
    c.parser->userData = &c;
    xmlCtxtUseOptions(c.parser, XML_PARSE_NONET | XML_PARSE_IGNORE_ENC);
    xmlParseDocument(c.parser);
    if (!c.parser->wellFormed && !c.failed) {
        diag(d->ctx, DIAG_TEMPLATE_XML, pos_file(file), "");
        c.failed = true;
    }
    xmlFreeParserCtxt(c.parser);
    return !c.failed;
}

/* ---- places ---- */

static struct pos place(struct scan *s, size_t at)
{
    for (; s->seen < at; s->seen++) {
        unsigned char c = (unsigned char)s->text.p[s->seen];

        if (c == '\n' ||
            (c == '\r' && (s->seen + 1 == s->text.n || s->text.p[s->seen + 1] != '\n'))) {
            s->line++;
            s->col = 1;
        } else if ((c & 0xc0) != 0x80) {
            s->col++;
        }
    }
    return (struct pos){s->source->file, s->line, s->col, NULL};
}

/* ---- tags ---- */

void scan_init(struct scan *s, struct data *d, const struct source *source, struct span text)
{
    *s = (struct scan){.data = d, .source = source, .text = text, .line = 1, .col = 1};
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool starts(const struct scan *s, size_t at, const char *with)
{
    return span_starts(span_make(s->text.p + at, s->text.n - at), with);
}

/* The byte behind `close`, looked for from `from` on. */
static size_t behind(const struct scan *s, size_t from, const char *close)
{
    const char *p =
        from < s->text.n ? memmem(s->text.p + from, s->text.n - from, close, strlen(close)) : NULL;

    return p ? (size_t)(p - s->text.p) + strlen(close) : s->text.n;
}

static size_t skip_space(const struct scan *s, size_t i)
{
    while (i < s->text.n && is_space(s->text.p[i]))
        i++;
    return i;
}

static size_t name_end(const struct scan *s, size_t i)
{
    while (i < s->text.n && !is_space(s->text.p[i]) && !strchr("=/>", s->text.p[i]))
        i++;
    return i;
}

static void start_tag(struct scan *s)
{
    size_t i = name_end(s, s->at + 1);
    char quote = '\0';

    s->name = span_make(s->text.p + s->at + 1, i - s->at - 1);
    s->attributes = i;
    for (; i < s->text.n && (quote || s->text.p[i] != '>'); i++)
        if (quote ? s->text.p[i] == quote : s->text.p[i] == '"' || s->text.p[i] == '\'')
            quote = quote ? '\0' : s->text.p[i];
    s->empty_tag = s->text.p[i - 1] == '/';
    s->end = i < s->text.n ? i + 1 : i;
}

enum scan_type scan_next(struct scan *s)
{
    static const char *const skipped[][2] = {{"<!--", "-->"}, {"<?", "?>"}};

    s->at = s->end;
    for (size_t k = 0; k < 2 && s->at < s->text.n; k++)
        if (starts(s, s->at, skipped[k][0])) {
            s->at = behind(s, s->at + strlen(skipped[k][0]), skipped[k][1]);
            k = (size_t)-1;
        }
    if (s->at >= s->text.n)
        return SCAN_DONE;
    s->cdata = starts(s, s->at, "<![CDATA[");
    if (s->cdata) {
        s->end = behind(s, s->at, "]]>");
        s->run = span_make(s->text.p + s->at + 9, s->end - s->at - 12);
        return SCAN_TEXT;
    }
    if (s->text.p[s->at] != '<') {
        const char *next = memchr(s->text.p + s->at, '<', s->text.n - s->at);

        s->end = next ? (size_t)(next - s->text.p) : s->text.n;
        s->run = span_make(s->text.p + s->at, s->end - s->at);
        return SCAN_TEXT;
    }
    if (starts(s, s->at, "</")) {
        s->end = behind(s, s->at, ">");
        return SCAN_END;
    }
    start_tag(s);
    return SCAN_START;
}

struct pos scan_pos(struct scan *s)
{
    return place(s, s->at);
}

/* ---- texts ---- */

static const struct {
    const char *entity;
    char c;
} entities[] = {{"&lt;", '<'}, {"&gt;", '>'}, {"&amp;", '&'}, {"&quot;", '"'}, {"&apos;", '\''}};

/* Puts what the reference at s[0] == '&' stands for; its length. */
static size_t put_reference(struct marks *m, struct span s)
{
    struct buf c = {0};
    size_t n = 1;

    for (size_t i = 0; i < sizeof entities / sizeof *entities; i++)
        if (span_starts(s, entities[i].entity)) {
            marks_put(m, span_make(&entities[i].c, 1));
            return strlen(entities[i].entity);
        }
    if (span_starts(s, "&#")) {
        bool hex = s.n > 2 && s.p[2] == 'x';
        uint32_t v = 0;

        for (n = hex ? 3 : 2; n < s.n && s.p[n] != ';'; n++) {
            int digit = s.p[n] <= '9' ? s.p[n] - '0' : (s.p[n] | 0x20) - 'a' + 10;

            v = v < 0x110000 ? v * (hex ? 16 : 10) + (uint32_t)digit : v;
        }
        buf_utf8(&c, v);
        marks_put(m, buf_span(&c));
        buf_release(&c);
        n++;
    }
    return n < s.n ? n : s.n;
}

/* The bytes [from, from + run.n) of the file as text; line ends are '\n', in attributes spaces. */
static void put_text(struct scan *s, struct marks *m, size_t from, struct span run, bool attribute,
                     bool raw, size_t indent)
{
    size_t i = 0;

    while (i < run.n) {
        size_t end = i;
        struct pos pos = place(s, from + i);
        char c = run.p[i];

        marks_at(m, pos.line, pos.col);
        if (c == '&' && !raw) {
            i += put_reference(m, span_make(run.p + i, run.n - i));
            continue;
        }
        if (c == '\n' || c == '\r') {
            i += 1 + (c == '\r' && i + 1 < run.n && run.p[i + 1] == '\n');
            marks_put(m, attribute ? SPAN(" ") : SPAN("\n"));
            for (size_t k = 0; k < indent && i < run.n && (run.p[i] == ' ' || run.p[i] == '\t');
                 k++)
                i++;
            continue;
        }
        while (end < run.n && run.p[end] != '\n' && run.p[end] != '\r' &&
               (raw || run.p[end] != '&'))
            end++;
        marks_put(m, span_make(run.p + i, end - i));
        i = end;
    }
}

bool scan_attribute(struct scan *s, struct span *name, struct pos *pos, struct value **value)
{
    size_t i = skip_space(s, s->attributes), from = i;
    struct marks m = {0};
    const char *close;
    struct pos start;

    if (i >= s->text.n || s->text.p[i] == '>' || s->text.p[i] == '/')
        return false;
    i = name_end(s, i);
    *name = span_make(s->text.p + from, i - from);
    *pos = place(s, from);
    i = skip_space(s, i);
    i = skip_space(s, i + 1); /* behind '=' */
    close = i + 1 < s->text.n ? memchr(s->text.p + i + 1, s->text.p[i], s->text.n - i - 1) : NULL;
    if (!close)
        return false;
    from = i + 1;
    start = place(s, from);
    s->attributes = (size_t)(close - s->text.p) + 1;
    put_text(s, &m, from, span_make(s->text.p + from, s->attributes - 1 - from), true, false, 0);
    *value = marks_finish(&m, s->data, true, start, s->source);
    return true;
}

struct value *scan_text(struct scan *s, size_t indent)
{
    size_t from = (size_t)(s->run.p - s->text.p);
    struct pos start = place(s, from);
    struct marks m = {0};

    put_text(s, &m, from, s->run, false, s->cdata, indent);
    return marks_finish(&m, s->data, true, start, s->source);
}
