/* XML parts: text in UTF-8, then libxml2's tree.
 *
 * Idea: libxml2's own tree builder, with the two handlers that a hostile part would abuse replaced: a DOCTYPE ends the
 * parsing, and elements are counted. Encodings are made UTF-8 beforehand (29500-2, 6.2.5 knows UTF-8 and UTF-16), since
 * libxml2 prints the faults of a conversion by itself. */
#include "base/diag/package.h"
#include "package/xml.h"

#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include "package/own.h"
#include "text/text.h"

/* ---- text ---- */

static void utf16(struct span s, bool big, struct buf *out)
{
    const unsigned char *p = (const unsigned char *)s.p;
    uint32_t high = 0;

    for (size_t i = 0; i + 1 < s.n; i += 2) {
        uint32_t c = big ? (uint32_t)p[i] << 8 | p[i + 1] : (uint32_t)p[i + 1] << 8 | p[i];

        if (c >= 0xd800 && c < 0xdc00) {
            high = c;
            continue;
        }
        if (c >= 0xdc00 && c < 0xe000)
            c = high ? 0x10000 + ((high - 0xd800) << 10) + (c - 0xdc00) : 0xfffd;
        high = 0;
        buf_utf8(out, c);
    }
}

/* Without a mark, the first character '<' tells UTF-16 (XML 1.0, appendix F). */
static bool to_utf8(struct arena *a, struct span in, struct span *out)
{
    struct buf b = {0};
    bool big = in.n >= 2 && (memcmp(in.p, "\xfe\xff", 2) == 0 || memcmp(in.p, "\0<", 2) == 0);
    bool little = in.n >= 2 && (memcmp(in.p, "\xff\xfe", 2) == 0 || memcmp(in.p, "<\0", 2) == 0);

    if (big || little) {
        size_t mark = in.p[0] == '\xfe' || in.p[0] == '\xff' ? 2 : 0;

        utf16(span_make(in.p + mark, in.n - mark), big, &b);
        *out = span_make(NULL, b.n);
        out->p = arena_buf(a, &b);
        return true;
    }
    if (in.n >= 3 && memcmp(in.p, "\xef\xbb\xbf", 3) == 0)
        in = span_make(in.p + 3, in.n - 3);
    *out = in;
    return text_utf8_check(in) == in.n;
}

bool package_text(struct package *p, const char *part, struct span *out)
{
    struct part *found = package_lookup(p, part);
    struct span bytes;

    if (!found || !package_part(p, part, &bytes))
        return false;
    if (found->text_state == PART_UNREAD) {
        found->text_state = to_utf8(&p->arena, bytes, &found->text) ? PART_READ : PART_FAULTY;
        if (found->text_state == PART_FAULTY)
            diag(p->ctx, DIAG_PACKAGE_ENCODING, pos_file(p->name), found->entry->name);
        else if (p->respell && !p->respell(p, found->entry->name, &found->text))
            found->text_state = PART_FAULTY;
    }
    *out = found->text;
    return found->text_state == PART_READ;
}

void package_respell(struct package *p, bool (*respell)(struct package *p, const char *part, struct span *text))
{
    p->respell = respell;
}

/* ---- tree ---- */

struct building {
    struct ctx *ctx;
    const char *file, *part;
    xmlParserCtxtPtr parser;
    size_t elements;
    bool failed;
};

static void stop(struct building *b, diag_code code, const char *detail)
{
    struct arena a = {0};

    if (!b->failed)
        diag(b->ctx, code, pos_file(b->file), b->part, arena_printf(&a, "%d", xmlSAX2GetLineNumber(b->parser)), detail);
    arena_release(&a);
    b->failed = true;
    xmlStopParser(b->parser);
}

static void doctype(void *user, const xmlChar *name, const xmlChar *public_id, const xmlChar *system_id)
{
    xmlParserCtxtPtr parser = user;

    (void)name, (void)public_id, (void)system_id;
    stop(parser->_private, DIAG_PACKAGE_DTD, "");
}

static void start(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int n_namespaces,
                  const xmlChar **namespaces, int n_attributes, int n_defaulted, const xmlChar **attributes)
{
    xmlParserCtxtPtr parser = user;
    struct building *b = parser->_private;

    if (++b->elements > b->ctx->limits[LIMIT_ELEMENTS]) {
        struct arena a = {0};

        stop(b, DIAG_PACKAGE_XML_LARGE, arena_printf(&a, "%zu", b->ctx->limits[LIMIT_ELEMENTS]));
        arena_release(&a);
    } else if (parser->nodeNr >= LIMIT_XML_DEPTH) {
        stop(b, DIAG_PACKAGE_XML_DEEP, "");
    } else {
        xmlSAX2StartElementNs(user, name, prefix, uri, n_namespaces, namespaces, n_attributes, n_defaulted, attributes);
    }
}

static void fault(void *user, xmlErrorPtr error)
{
    xmlParserCtxtPtr parser = user;
    struct building *b = parser->_private;
    struct arena a = {0};

    /* An undeclared prefix is well-formed XML; libxml2 calls a namespace that is no URI an error as well. */
    if (b->failed || error->level < XML_ERR_ERROR || error->domain == XML_FROM_NAMESPACE)
        return;
    b->failed = true;
    diag(b->ctx, DIAG_PACKAGE_XML, pos_file(b->file), b->part, arena_printf(&a, "%d", error->line),
         arena_span(&a, span_trim(span_of(error->message ? error->message : ""))));
    arena_release(&a);
}

xmlDoc *package_parse(struct ctx *ctx, const char *file, const char *part, struct span text)
{
    struct building b = {ctx, file, part, NULL, 0, false};
    xmlDoc *doc;

    if (text.n == 0) {
        diag(ctx, DIAG_PACKAGE_XML_EMPTY, pos_file(file), part);
        return NULL;
    }
    b.parser = xmlCreateMemoryParserCtxt(text.p, (int)text.n);
    if (!b.parser)
        mem_fail(); /* the one way this fails */
    b.parser->_private = &b;
    b.parser->sax->initialized = XML_SAX2_MAGIC;
    b.parser->sax->serror = fault;
    b.parser->sax->internalSubset = doctype;
    b.parser->sax->startElementNs = start;
    b.parser->userData = b.parser;
    xmlCtxtUseOptions(b.parser, XML_PARSE_NONET | XML_PARSE_IGNORE_ENC | XML_PARSE_COMPACT | XML_PARSE_BIG_LINES);
    xmlParseDocument(b.parser);
    doc = b.parser->myDoc;
    b.parser->myDoc = NULL;
    if (!b.parser->wellFormed && !b.failed) {
        diag(ctx, DIAG_PACKAGE_XML, pos_file(file), part, "1", "");
        b.failed = true;
    }
    xmlFreeParserCtxt(b.parser);
    if (b.failed || !xmlDocGetRootElement(doc)) {
        xmlFreeDoc(doc);
        return NULL;
    }
    return doc;
}

xmlDoc *package_xml(struct package *p, const char *part)
{
    struct part *found = package_lookup(p, part);
    struct span text;

    if (!found || !package_text(p, part, &text))
        return NULL;
    if (found->xml_state == PART_UNREAD) {
        found->xml = package_parse(p->ctx, p->name, found->entry->name, text);
        found->xml_state = found->xml ? PART_READ : PART_FAULTY;
    }
    return found->xml;
}
