/* The packet is small and not to be edited in place, so it has no padding. */
#include "pdf/xmp.h"

#include "base/xml.h"

/* Of the schema that says what a file was made from. */
#define VANBAN_NAMESPACE "urn:vanban:origin:1#"
/* And of the one that says what a register keeps of a paper. */
#define REGISTER_NAMESPACE "urn:vanban:register:1#"

/* "Báo cáo, Số 87-BC/ĐU": what stands under Keywords; false: nothing. */
static bool keywords_of(const struct doc_meta *meta, struct buf *out)
{
    buf_printf(out, "%s%s%s", meta->kind ? meta->kind : "", meta->kind && meta->symbol ? ", " : "", meta->symbol ? meta->symbol : "");
    return out->n > 0;
}

static void set_text(struct arena *a, struct pdf_obj *dict, const char *key, const char *value)
{
    if (value && *value)
        pdf_dict_set(a, dict, key, pdf_text_string(a, value));
}

struct pdf_obj pdf_info(struct arena *a, const struct doc_meta *meta, const char *producer)
{
    struct pdf_obj info = pdf_dict();
    struct buf b = {0};

    set_text(a, &info, "Title", meta->title);
    set_text(a, &info, "Author", meta->author);
    set_text(a, &info, "Subject", meta->subject);
    if (keywords_of(meta, &b))
        set_text(a, &info, "Keywords", b.p);
    set_text(a, &info, "Creator", meta->generator);
    set_text(a, &info, "Producer", producer);
    if (date_valid(meta->date)) {
        buf_clear(&b);
        buf_printf(&b, "D:%04d%02d%02d000000+07'00'", meta->date.year, meta->date.month, meta->date.day);
        set_text(a, &info, "CreationDate", b.p);
        set_text(a, &info, "ModDate", b.p);
    }
    buf_release(&b);
    return info;
}

/* ---- the packet ---- */

static void put_simple(struct xml *x, const char *name, const char *value)
{
    if (value && *value)
        xml_element(x, name, value);
}

/* A list of one: rdf:Alt of the default language, or rdf:Seq. */
static void put_list(struct xml *x, const char *name, const char *list, const char *value)
{
    if (!value || !*value)
        return;
    xml_open(x, name);
    xml_open(x, list);
    xml_open(x, "rdf:li");
    if (strcmp(list, "rdf:Alt") == 0)
        xml_attr(x, "xml:lang", "x-default");
    xml_text(x, value);
    xml_close(x);
    xml_close(x);
    xml_close(x);
}

static void put_dates(struct xml *x, struct date date)
{
    struct buf b = {0};

    if (date_valid(date)) {
        buf_printf(&b, "%04d-%02d-%02dT00:00:00+07:00", date.year, date.month, date.day);
        put_simple(x, "xmp:CreateDate", b.p);
        put_simple(x, "xmp:ModifyDate", b.p);
    }
    buf_release(&b);
}

/* ---- schemas that PDF/A does not know, which say what they are (ISO 19005-2, 6.6.2.3.3) ---- */

struct property {
    const char *name, *type, *category, *about;
};

static void put_schema(struct xml *x, const char *name, const char *uri, const char *prefix, const struct property *properties, size_t n)
{
    xml_open(x, "rdf:li");
    xml_attr(x, "rdf:parseType", "Resource");
    xml_element(x, "pdfaSchema:schema", name);
    xml_element(x, "pdfaSchema:namespaceURI", uri);
    xml_element(x, "pdfaSchema:prefix", prefix);
    xml_open(x, "pdfaSchema:property");
    xml_open(x, "rdf:Seq");
    for (size_t i = 0; i < n; i++) {
        xml_open(x, "rdf:li");
        xml_attr(x, "rdf:parseType", "Resource");
        xml_element(x, "pdfaProperty:name", properties[i].name);
        xml_element(x, "pdfaProperty:valueType", properties[i].type);
        xml_element(x, "pdfaProperty:category", properties[i].category);
        xml_element(x, "pdfaProperty:description", properties[i].about);
        xml_close(x);
    }
    xml_close(x);
    xml_close(x);
    xml_close(x);
}

static void put_schemas(struct xml *x, const struct pdf_claim *claim, bool origin, bool entry)
{
    static const struct property ua[] = {{"part", "Integer", "internal", "Indicates, which part of ISO 14289 standard is followed"}};
    static const struct property own[] = {{"Engine", "Text", "internal", "The engine that made the file: its version and the digest of its source"},
                                          {"Sources", "Seq Text", "internal", "SHA-256 and name of each thing that the file was made from"}};
    static const struct property kept[] = {{"Entry", "Seq Text", "internal", "What a register keeps of the paper, each as name: value"}};

    if (!claim->level || (!claim->ua && !origin && !entry))
        return;
    xml_open(x, "pdfaExtension:schemas");
    xml_open(x, "rdf:Bag");
    if (claim->ua)
        put_schema(x, "PDF/UA identification schema", "http://www.aiim.org/pdfua/ns/id/", "pdfuaid", ua, 1);
    if (origin)
        put_schema(x, "Origin of a document", VANBAN_NAMESPACE, "vanban", own, 2);
    if (entry)
        put_schema(x, "Entry of a paper in the register of outgoing papers", REGISTER_NAMESPACE, "phathanh", kept, 1);
    xml_close(x);
    xml_close(x);
}

static void put_origin(struct xml *x, const struct pdf_origin *origin)
{
    xml_element(x, "vanban:Engine", origin->engine);
    xml_open(x, "vanban:Sources");
    xml_open(x, "rdf:Seq");
    for (size_t i = 0; i < origin->n_digests; i++)
        xml_element(x, "rdf:li", origin->digests[i]);
    xml_close(x);
    xml_close(x);
}

static void put_entry(struct xml *x, const struct pdf_origin *origin)
{
    struct buf b = {0};

    xml_open(x, "phathanh:Entry");
    xml_open(x, "rdf:Seq");
    for (size_t i = 0; i < origin->n_facts; i++) {
        buf_clear(&b);
        buf_printf(&b, "%s: %s", origin->facts[i].name, origin->facts[i].value);
        xml_element(x, "rdf:li", b.p);
    }
    xml_close(x);
    xml_close(x);
    buf_release(&b);
}

static void put_claims(struct xml *x, const struct pdf_claim *claim)
{
    const char level[] = {claim->level, '\0'};

    if (claim->level) {
        xml_element(x, "pdfaid:part", claim->part == 3 ? "3" : "2");
        xml_element(x, "pdfaid:conformance", level);
    }
    if (claim->ua)
        xml_element(x, "pdfuaid:part", "1");
}

void pdf_xmp(const struct doc_meta *meta, const char *producer, const struct pdf_claim *claim, const struct pdf_origin *origin, struct buf *out)
{
    const bool told = origin && origin->n_digests, entry = origin && origin->n_facts;
    static const char *const names[][2] = {
        {"xmlns:dc", "http://purl.org/dc/elements/1.1/"},
        {"xmlns:pdf", "http://ns.adobe.com/pdf/1.3/"},
        {"xmlns:xmp", "http://ns.adobe.com/xap/1.0/"},
        {"xmlns:pdfaid", "http://www.aiim.org/pdfa/ns/id/"},
        {"xmlns:pdfuaid", "http://www.aiim.org/pdfua/ns/id/"},
        {"xmlns:pdfaExtension", "http://www.aiim.org/pdfa/ns/extension/"},
        {"xmlns:pdfaSchema", "http://www.aiim.org/pdfa/ns/schema#"},
        {"xmlns:pdfaProperty", "http://www.aiim.org/pdfa/ns/property#"},
        {"xmlns:vanban", VANBAN_NAMESPACE},
        {"xmlns:phathanh", REGISTER_NAMESPACE}};
    const bool used[] = {true, true, true, true, true, true, true, true, told, entry};
    struct xml x = {.out = out};
    struct buf b = {0};

    buf_puts(out, "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>");
    xml_open(&x, "x:xmpmeta");
    xml_attr(&x, "xmlns:x", "adobe:ns:meta/");
    xml_open(&x, "rdf:RDF");
    xml_attr(&x, "xmlns:rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#");
    xml_open(&x, "rdf:Description");
    xml_attr(&x, "rdf:about", "");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (used[i])
            xml_attr(&x, names[i][0], names[i][1]);
    put_list(&x, "dc:title", "rdf:Alt", meta->title);
    put_list(&x, "dc:creator", "rdf:Seq", meta->author);
    put_list(&x, "dc:description", "rdf:Alt", meta->subject);
    if (keywords_of(meta, &b))
        put_simple(&x, "pdf:Keywords", b.p);
    put_simple(&x, "pdf:Producer", producer);
    put_simple(&x, "xmp:CreatorTool", meta->generator);
    put_dates(&x, meta->date);
    put_claims(&x, claim);
    if (told)
        put_origin(&x, origin);
    if (entry)
        put_entry(&x, origin);
    put_schemas(&x, claim, told, entry);
    xml_close(&x);
    xml_close(&x);
    xml_close(&x);
    xml_end(&x);
    buf_puts(out, "<?xpacket end=\"r\"?>");
    buf_release(&b);
}
