/* Hostile bodies and whole packages through filling, strict and as docxtpl: a result or diagnostics, nothing leaks, nothing
 * runs long, and a body that was changed is well-formed. An input that is no ZIP file is the content of a body: of an ODT if
 * it begins with an element of ODF, else of a DOCX; a whole part if it begins with <?xml, and HTML of the data if it begins with <!. */
#include "fill/fill.h"
#include "package/xscan.h"
#include "package/read.h"
#include "package/zip.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char json[] = "{\"r\": {\"$richtext\": [\"k\", {\"text\": \"l\\fm\", \"bold\": true, \"url\": \"u\"}]}, \"p\": {\"$paragraphs\": [\"1\", \"2\"]}, "
                           "\"m\": {\"$markdown\": \"# k\\n\\n- l\\n- m[^1]\\n\\n| a | b |\\n|---|---|\\n| c | d |\\n\\n[^1]: n\"}, "
                           "\"h\": {\"$html\": \"<ol><li>k<table><tr><td>l</td></tr></table></li></ol>\"}, \"b\": {\"$pagebreak\": true}, "
                           "\"i\": {\"$image\": \"a.png\"}, \"a\": \"x & <y>\\nz\", \"ds\": [{\"t\": \"1\", \"n\": 2.5}, {\"t\": \"b\", \"n\": 3}], \"d\": {\"k\": null, \"b\": true}}";

static const char png[] =
    "\211\120\116\107\015\012\032\012\000\000\000\015\111\110\104\122\000\000\000\004\000\000\000\002\010\000\000\000"
    "\000\132\303\042\277\000\000\000\011\160\110\131\163\000\000\016\304\000\000\016\304\001\225\053\016\033\000\000"
    "\000\013\111\104\101\124\170\332\143\140\200\001\000\000\012\000\001\354\044\003\271\000\000\000\000\111\105\116"
    "\104\256\102\140\202";
static const struct memory_file files[] = {{"a.png", {png, sizeof png - 1}}};

static void package_of(struct ctx *ctx, struct span body, struct buf *part, struct buf *out)
{
    static const char before[] = "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>";
    bool whole = span_starts(body, "<?xml");
    buf_puts(part, whole ? "" : before);
    buf_putspan(part, body);
    buf_puts(part, whole ? "" : "</w:body></w:document>");
    const struct zip_part parts[] = {
        {"[Content_Types].xml",
         SPAN("<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"xml\" "
              "ContentType=\"application/xml\"/><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package."
              "relationships+xml\"/><Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-"
              "officedocument.wordprocessingml.document.main+xml\"/></Types>"), true},
        {"_rels/.rels",
         SPAN("<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r\" Type=\"http:"
              "//schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>"),
         true},
        {"word/document.xml", buf_span(part), true}};
    zip_write(ctx, parts, 3, out);
}

/* The same as ODT. */
static void odt_of(struct ctx *ctx, struct span body, struct buf *part, struct buf *out)
{
    static const char before[] = "<office:document-content xmlns:office=\"o\" xmlns:text=\"t\" xmlns:table=\"b\" xmlns:draw=\"d\" xmlns:svg=\"v\" "
                                 "xmlns:style=\"s\" xmlns:fo=\"f\" xmlns:xlink=\"x\"><office:automatic-styles><style:style style:name=\"P\" "
                                 "style:family=\"paragraph\" style:master-page-name=\"S\"><style:paragraph-properties fo:text-indent=\"1cm\"/>"
                                 "</style:style></office:automatic-styles><office:body><office:text>";
    buf_puts(part, before);
    buf_putspan(part, body);
    buf_puts(part, "</office:text></office:body></office:document-content>");
    const struct zip_part parts[] = {{"mimetype", SPAN("application/vnd.oasis.opendocument.text"), true}, {"content.xml", buf_span(part), true},
                                     {"META-INF/manifest.xml", SPAN("<manifest:manifest xmlns:manifest=\"m\"/>"), true}};
    zip_write(ctx, parts, 3, out);
}

static bool is_odf(struct span s)
{
    return span_starts(s, "<text:") || span_starts(s, "<table:") || span_starts(s, "<office:");
}

static bool well_formed(struct span xml)
{
    struct xscan s;
    struct xscan_token t;
    xscan_init(&s, xml);
    while (xscan_next(&s, &t)) {
    }
    return !s.fault;
}

/* `before`: the body's part as it was, which nobody looked at if it held no tag; NULL: a package of the fuzzer's. */
static void fill(struct ctx *ctx, const struct data *d, struct span package, enum fill_mode mode, const struct buf *before, const char *main)
{
    struct buf out = {0}, again = {0};
    struct span body;
    ctx->errors = 0;
    ctx->templates = fill_shelf_new();
    bool ok = fill_package(ctx, "fuzz.docx", package, d, mode, NULL, &out);
    if (ok != (ctx->errors == 0))
        __builtin_trap();
    if (ok && (!fill_package(ctx, "fuzz.docx", package, d, mode, NULL, &again) || !span_equal(buf_span(&out), buf_span(&again))))
        __builtin_trap(); /* of the shelf, if nothing was reported */
    fill_shelf_free(ctx->templates);
    ctx->templates = NULL;
    buf_release(&again);
    struct package *p = ok && before ? package_open(ctx, "out.docx", buf_span(&out)) : NULL;
    if (ok && before && (!p || !package_part(p, main, &body) || (!span_equal(body, buf_span(before)) && !well_formed(body))))
        __builtin_trap();
    package_close(p);
    buf_release(&out);
}

/* HTML as a value of the data, printed in a DOCX and in an ODT. */
static void fill_html(struct ctx *ctx, struct span html)
{
    struct buf text = {0};
    struct data d;
    buf_puts(&text, "{\"h\": \"");
    for (size_t i = 0; i < html.n; i++) {
        unsigned char c = (unsigned char)html.p[i];
        if (c == '"' || c == '\\')
            buf_putc(&text, '\\');
        buf_putc(&text, c < ' ' ? ' ' : (char)c);
    }
    buf_puts(&text, "\"}");
    data_init(&d, ctx);
    d.exact_keys = true;
    for (int odf = 0; odf < 2 && data_read_memory(&d, "d.json", buf_span(&text)); odf++) {
        struct buf package = {0}, part = {0};
        (odf ? odt_of : package_of)(ctx, odf ? SPAN("<text:p>{{ h|html }}</text:p>") : SPAN("<w:p><w:r><w:t>{{p h|html }}</w:t></w:r></w:p>"), &part, &package);
        fill(ctx, &d, buf_span(&package), FILL_STRICT, &part, odf ? "content.xml" : "word/document.xml");
        buf_release(&package);
        buf_release(&part);
    }
    data_release(&d);
    buf_release(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ctx ctx;
    struct data d;
    struct buf package = {0}, part = {0};
    struct span bytes = span_make((const char *)data, size);
    bool zip = size > 1 && data[0] == 'P' && data[1] == 'K';
    bool odf = !zip && is_odf(bytes);
    const char *main = odf ? "content.xml" : "word/document.xml";
    ctx_init(&ctx);
    ctx.files = files;
    ctx.n_files = 1;
    if (span_starts(bytes, "<!")) {
        fill_html(&ctx, bytes);
        return 0;
    }
    data_init(&d, &ctx);
    d.exact_keys = true;
    if (!data_read_memory(&d, "d.json", SPAN(json)))
        __builtin_trap();
    if (!zip) {
        (odf ? odt_of : package_of)(&ctx, bytes, &part, &package);
        bytes = buf_span(&package);
    }
    fill(&ctx, &d, bytes, FILL_STRICT, zip ? NULL : &part, main);
    fill(&ctx, &d, bytes, FILL_DOCXTPL, zip ? NULL : &part, main);
    buf_release(&package);
    buf_release(&part);
    data_release(&d);
    return 0;
}
