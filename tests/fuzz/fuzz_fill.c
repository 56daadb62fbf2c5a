/* Hostile bodies and whole packages through filling, strict and as docxtpl: a result or diagnostics, nothing leaks, nothing
 * runs long, and a body that was changed is well-formed. An input that is no ZIP file is the content of a body. */
#include "fill/fill.h"
#include "fill/xscan.h"
#include "package/read.h"
#include "package/zip.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char json[] = "{\"a\": \"x & <y>\\nz\", \"ds\": [{\"t\": \"1\", \"n\": 2.5}, {\"t\": \"b\", \"n\": 3}], \"d\": {\"k\": null, \"b\": true}}";

static void package_of(struct ctx *ctx, struct span body, struct buf *part, struct buf *out)
{
    static const char before[] = "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>";
    buf_puts(part, before);
    buf_putspan(part, body);
    buf_puts(part, "</w:body></w:document>");
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
static void fill(struct ctx *ctx, const struct data *d, struct span package, enum fill_mode mode, const struct buf *before)
{
    struct buf out = {0};
    struct span body;
    ctx->errors = 0;
    bool ok = fill_package(ctx, "fuzz.docx", package, d, mode, &out);
    if (ok != (ctx->errors == 0))
        __builtin_trap();
    struct package *p = ok && before ? package_open(ctx, "out.docx", buf_span(&out)) : NULL;
    if (ok && before && (!p || !package_part(p, "word/document.xml", &body) || (!span_equal(body, buf_span(before)) && !well_formed(body))))
        __builtin_trap();
    package_close(p);
    buf_release(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ctx ctx;
    struct data d;
    struct buf package = {0}, part = {0};
    struct span bytes = span_make((const char *)data, size);
    bool zip = size > 1 && data[0] == 'P' && data[1] == 'K';
    ctx_init(&ctx);
    data_init(&d, &ctx);
    d.exact_keys = true;
    if (!data_read_memory(&d, "d.json", SPAN(json)))
        __builtin_trap();
    if (!zip) {
        package_of(&ctx, bytes, &part, &package);
        bytes = buf_span(&package);
    }
    fill(&ctx, &d, bytes, FILL_STRICT, zip ? NULL : &part);
    fill(&ctx, &d, bytes, FILL_DOCXTPL, zip ? NULL : &part);
    buf_release(&package);
    buf_release(&part);
    data_release(&d);
    return 0;
}
