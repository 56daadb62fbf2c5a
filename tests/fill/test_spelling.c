/* Templates that spell their namespaces otherwise than Word and Writer: other prefixes, strict documents. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <cmocka.h>

#include "again.h"
#include "office.h"
#include "package/read.h"
#include "package/zip.h"

#define W "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define STRICT "http://purl.oclc.org/ooxml/"
#define TYPES(inside) "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" " \
    "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>" \
    "<Override PartName=\"/word/document.xml\" ContentType=\"" WORD "document.main+xml\"/>" inside "</Types>"
#define WORD "application/vnd.openxmlformats-officedocument.wordprocessingml."
#define LINKS(inside) "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" inside "</Relationships>"
#define LINK(id, uri, kind, target) "<Relationship Id=\"" id "\" Type=\"" uri kind "\" Target=\"" target "\"/>"
#define KINDS "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

static void note(void *user, const struct diagnostic *d)
{
    diag_format(user, d, LANG_EN);
    buf_putc(user, '\n');
}

/* A DOCX of that main part and styles. */
static void make(struct ctx *ctx, const char *document, const char *styles, bool strict, struct buf *file)
{
    const char *uri = strict ? LINKS(LINK("r1", STRICT "officeDocument/relationships/", "officeDocument", "word/document.xml"))
                             : LINKS(LINK("r1", KINDS, "officeDocument", "word/document.xml"));
    struct zip_part parts[] = {{"[Content_Types].xml", SPAN(TYPES("<Override PartName=\"/word/styles.xml\" ContentType=\"" WORD "styles+xml\"/>")), false},
                               {"_rels/.rels", span_of(uri), false},
                               {"word/document.xml", span_of(document), false},
                               {"word/_rels/document.xml.rels", SPAN(LINKS(LINK("r1", KINDS, "styles", "styles.xml"))), false},
                               {"word/styles.xml", span_of(styles), false}};

    zip_write(ctx, parts, 5, file);
}

static bool fill(struct buf *file, const char *name, const char *json, const struct memory_file *files, size_t n, struct buf *out, struct buf *said)
{
    struct ctx ctx;
    struct data data;
    bool ok;

    ctx_init(&ctx);
    ctx.lang = LANG_EN;
    ctx.sink = note;
    ctx.sink_user = said;
    ctx.files = files;
    ctx.n_files = n;
    data_init(&data, &ctx);
    data.exact_keys = true;
    ok = data_read_memory(&data, "d.json", span_of(json)) && fill_again(&ctx, name, buf_span(file), &data, FILL_STRICT, out);
    data_release(&data);
    return ok;
}

static void part_of(const struct buf *file, const char *part, struct buf *text)
{
    struct ctx ctx;
    struct package *p;
    struct span bytes;

    ctx_init(&ctx);
    p = package_open(&ctx, "out", buf_span(file));
    assert_non_null(p);
    assert_true(package_part(p, part, &bytes));
    buf_clear(text);
    buf_putspan(text, bytes);
    buf_putc(text, '\0');
    package_close(p);
}

/* Fills a DOCX of this main part; the result is `expected`, or the one message is. Its styles stay as they are. */
static void gives(const char *document, const char *json, const char *expected, const char *message)
{
    static const char styles[] = "<s:styles xmlns:s=\"" W "\"><s:style s:styleId=\"A\"/></s:styles>";
    struct buf file = {0}, out = {0}, said = {0}, text = {0};
    struct ctx ctx;
    bool ok;

    ctx_init(&ctx);
    make(&ctx, document, styles, false, &file);
    ok = fill(&file, "mau.docx", json, NULL, 0, &out, &said);
    if (message) {
        if (ok)
            print_error("not refused: %s\n", document);
        assert_false(ok);
        assert_string_equal(said.p, message);
        assert_int_equal(out.n, 0);
    } else {
        if (!ok)
            print_error("%s\n%s", document, said.p);
        assert_true(ok);
        part_of(&out, "word/document.xml", &text);
        assert_string_equal(text.p, expected);
        part_of(&out, "word/styles.xml", &text);
        assert_string_equal(text.p, styles);
    }
    buf_release(&file);
    buf_release(&out);
    buf_release(&said);
    buf_release(&text);
}

#define NS0(inside) "<ns0:document xmlns:ns0=\"" W "\"><ns0:body>" inside "</ns0:body></ns0:document>"
#define NOW(inside) "<w:document xmlns:w=\"" W "\" xmlns:ns0=\"" W "\"><w:body>" inside "</w:body></w:document>"

static void test_prefixes(void **state)
{
    static const char bold[] = "{\"x\": {\"$richtext\": \"A\", \"bold\": true}}";

    (void)state;
    gives(NS0("<ns0:p><ns0:r><ns0:t>{{ x }}</ns0:t></ns0:r></ns0:p>"), "{\"x\": \"A\"}",
          NOW("<w:p><w:r><w:t xml:space=\"preserve\">A</w:t></w:r></w:p>"), NULL);
    gives(NS0("<ns0:p><ns0:pPr><ns0:jc ns0:val = 'left' /></ns0:pPr><ns0:r><ns0:t>{{r x }}</ns0:t></ns0:r></ns0:p>"), bold,
          NOW("<w:p><w:pPr><w:jc w:val = 'left' /></w:pPr><w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">A</w:t></w:r></w:p>"), NULL);
    gives(NS0("<ns0:p><ns0:r><ns0:t>{#a}{.}{/a}</ns0:t></ns0:r></ns0:p>"), "{\"a\": [1, 2]}",
          NOW("<w:p><w:r><w:t xml:space=\"preserve\">12</w:t></w:r></w:p>"), NULL);
    /* elements without a prefix, attributes with one; what stands in another namespace stays */
    gives("<?xml version=\"1.0\"?><!-- a --><document xmlns=\"" W "\" xmlns:w=\"" W "\"><body><p w:rsidR=\"1\"><r><t>{{ x }}</t></r><x xmlns=\"u:x\"><p/></x><p/></p></body></document>",
          "{\"x\": 1}",
          "<?xml version=\"1.0\"?><!-- a --><w:document xmlns=\"" W "\" xmlns:w=\"" W "\"><w:body><w:p w:rsidR=\"1\"><w:r><w:t xml:space=\"preserve\">1</w:t></w:r>"
          "<x xmlns=\"u:x\"><p/></x><w:p/></w:p></w:body></w:document>", NULL);
    /* the prefix is of something else within */
    gives(NS0("<ns0:p><y xmlns:ns0=\"u:x\"><ns0:t/></y><ns0:r><ns0:t>{{ x }}</ns0:t></ns0:r></ns0:p>"), "{\"x\": 1}",
          NOW("<w:p><y xmlns:ns0=\"u:x\"><ns0:t/></y><w:r><w:t xml:space=\"preserve\">1</w:t></w:r></w:p>"), NULL);
}

static void test_refusals(void **state)
{
    static const char told[] = "mau.docx: error: the part word/document.xml of the file gives a prefix that Word or Writer uses to another namespace, or "
                               "names one attribute twice; open the file there and save it again [fill-xml]\n";
    struct buf b = {0};

    (void)state;
    gives("<n:document xmlns:n=\"" W "\" xmlns:w=\"u:x\"><n:body><w:a/></n:body></n:document>", "{}", NULL, told);
    gives("<n:document xmlns:n=\"" W "\" xmlns:w=\"" W "\"><n:body><n:p n:a=\"1\" w:a=\"2\"/></n:body></n:document>", "{}", NULL, told);
    buf_puts(&b, "<n:document xmlns:n=\"" W "\">");
    for (int i = 0; i < 100; i++)
        buf_printf(&b, "<n:p xmlns:p%d=\"" W "\">", i);
    for (int i = 0; i < 100; i++)
        buf_puts(&b, "</n:p>");
    buf_puts(&b, "</n:document>");
    gives(b.p, "{}", NULL, told);
    buf_clear(&b);
    buf_puts(&b, "<n:document xmlns:n=\"" W "\"><n:p ");
    for (int i = 0; i < 100; i++)
        buf_printf(&b, " n:a%d=\"\"", i);
    buf_puts(&b, "/></n:document>");
    gives(b.p, "{}", NULL, told);
    buf_release(&b);
    gives("<n:document xmlns:n=\"" W "\"><n:body>{{ x }}</n:document>", "{}", NULL,
          "mau.docx: error: the part word/document.xml of the template is broken at byte 98: elements do not close in order; open the file in Word and save it again [fill-xml]\n");
}

/* A paragraph of another vocabulary: a value of one line fits, one that begins a paragraph would close what is not open. */
static void test_foreign_elements(void **state)
{
    (void)state;
    gives("<w:document xmlns:w=\"" W "\" xmlns:a=\"u:a\"><w:body><a:p><a:r><a:t>{{ x }}</a:t></a:r></a:p></w:body></w:document>", "{\"x\": \"y\"}",
          "<w:document xmlns:w=\"" W "\" xmlns:a=\"u:a\"><w:body><a:p><a:r><a:t>y</a:t></a:r></a:p></w:body></w:document>", NULL);
    gives("<w:document xmlns:w=\"" W "\" xmlns:a=\"u:a\"><w:body><a:p><a:r><a:t>{{r x }}</a:t></a:r></a:p></w:body></w:document>",
          "{\"x\": {\"$richtext\": [{\"text\": \"y\\u0007z\"}]}}", NULL,
          "mau.docx: error: a tag in the part word/document.xml of the file stands in an element that is not one of Word's paragraphs, and its value "
          "does not fit there; put the tag into a paragraph [fill-xml]\n");
}

/* What is put in is of the document's own kind. */
#define DOCUMENT(uri, inside) "<w:document xmlns:w=\"" uri "\"><w:body>" inside "<w:sectPr/></w:body></w:document>"
#define STYLES(uri) "<w:styles xmlns:w=\"" uri "\"/>"

static void test_kinds(void **state)
{
    static const char *const uris[] = {W, STRICT "wordprocessingml/main"};
    static const char *const rels[] = {"http://schemas.openxmlformats.org/officeDocument/2006/relationships", STRICT "officeDocument/relationships"};
    static const char *const drawings[] = {"http://schemas.openxmlformats.org/drawingml/2006/", STRICT "drawingml/"};

    (void)state;
    for (int strict = 0; strict < 2; strict++) {
        struct buf part = {0}, part_document = {0}, document = {0}, styles = {0}, file = {0}, out = {0}, said = {0}, text = {0}, x = {0};
        struct memory_file files[] = {{"phan.docx", {0}}};
        struct ctx ctx;

        ctx_init(&ctx);
        buf_printf(&styles, STYLES("%s"), uris[strict]);
        buf_printf(&part_document, "<n:document xmlns:n=\"%s\" xmlns:a=\"%smain\"><n:body><n:p><n:r><a:graphic><a:graphicData uri=\"%spicture\"/></a:graphic></n:r></n:p></n:body></n:document>",
                   uris[!strict], drawings[!strict], drawings[!strict]);
        make(&ctx, part_document.p, styles.p, !strict, &part);
        files[0].bytes = buf_span(&part);
        buf_printf(&document, DOCUMENT("%s", "<w:p><w:r><w:t>{{p phan }}</w:t></w:r></w:p><w:p><w:r><w:t>{{p muc|markdown }}</w:t></w:r></w:p>"), uris[strict]);
        make(&ctx, document.p, styles.p, strict, &file);
        if (!fill(&file, "mau.docx", "{\"phan\": {\"$subdoc\": \"phan.docx\"}, \"muc\": \"1. a[^1]\\n\\n[^1]: b\\n\"}", files, 1, &out, &said))
            print_error("%s", said.p);
        assert_true(out.n > 0);
        part_of(&out, "word/document.xml", &text);
        buf_printf(&x, "xmlns:a=\"%smain\"><w:r><a:graphic><a:graphicData uri=\"%spicture\"/></a:graphic></w:r></w:p>", drawings[strict], drawings[strict]);
        assert_non_null(strstr(text.p, x.p));
        assert_null(strstr(text.p, uris[!strict]));
        part_of(&out, "word/numbering.xml", &text);
        assert_non_null(strstr(text.p, uris[strict]));
        assert_null(strstr(text.p, uris[!strict]));
        part_of(&out, "word/_rels/document.xml.rels", &text);
        buf_clear(&x);
        buf_printf(&x, "%s/numbering", rels[strict]);
        assert_non_null(strstr(text.p, x.p));
        struct buf *const all[] = {&part, &part_document, &document, &styles, &file, &out, &said, &text, &x};
        for (size_t i = 0; i < sizeof all / sizeof *all; i++)
            buf_release(all[i]);
    }
}

#define ODF "urn:oasis:names:tc:opendocument:xmlns:"

static void test_odt(void **state)
{
    static const char before[] = "<ns0:document-content xmlns:ns0=\"" ODF "office:1.0\" xmlns:ns1=\"" ODF "text:1.0\" xmlns:w=\"u:x\"><ns0:body><ns0:text>"
                                 "<ns1:p ns1:style-name=\"P1\">{{ x }}</ns1:p></ns0:text></ns0:body></ns0:document-content>";
    struct zip_part parts[] = {{"mimetype", SPAN("application/vnd.oasis.opendocument.text"), true}, {"content.xml", SPAN(before), false},
                               {"styles.xml", SPAN("<o:document-styles xmlns:o=\"" ODF "office:1.0\"/>"), false}};
    struct buf file = {0}, out = {0}, said = {0}, text = {0};
    struct ctx ctx;

    (void)state;
    ctx_init(&ctx);
    zip_write(&ctx, parts, 3, &file);
    if (!fill(&file, "mau.odt", "{\"x\": \"a\\nb\"}", NULL, 0, &out, &said))
        print_error("%s", said.p);
    part_of(&out, "content.xml", &text);
    assert_string_equal(text.p, "<office:document-content xmlns:office=\"" ODF "office:1.0\" xmlns:text=\"" ODF "text:1.0\" xmlns:ns0=\"" ODF "office:1.0\" xmlns:ns1=\""
                                ODF "text:1.0\" xmlns:w=\"u:x\"><office:body><office:text><text:p text:style-name=\"P1\">a<text:line-break/>b</text:p></office:text></office:body></office:document-content>");
    part_of(&out, "styles.xml", &text);
    assert_string_equal(text.p, parts[2].content.p);
    buf_release(&file);
    buf_release(&out);
    buf_release(&said);
    buf_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_prefixes), cmocka_unit_test(test_refusals), cmocka_unit_test(test_foreign_elements), cmocka_unit_test(test_kinds), cmocka_unit_test(test_odt)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
