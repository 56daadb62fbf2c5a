/* package_open and what follows: files made to harm first, then parts, trees, relationships and the changed package. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <cmocka.h>

#include "base/diag/package.h"
#include "package/opc.h"
#include "package/write.h"
#include "package/xml.h"
#include "package/zip.h"
#include "pack.h"

#define TYPES(main)                                                                                                     \
    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"                                    \
    "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"            \
    "<Default Extension=\"XML\" ContentType=\"application/xml\"/>"                                                      \
    "<Override PartName=\"/word/document.xml\" ContentType=\"" main "\"/></Types>"
#define WORD "application/vnd.openxmlformats-officedocument.wordprocessingml."
#define REL "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define RELS(inside) "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" inside "</Relationships>"
#define DOCUMENT "<w:document xmlns:w=\"w\"><w:body><w:p/></w:body></w:document>"

static const char types[] = TYPES(WORD "document.main+xml");
static const char rels[] = RELS("<Relationship Id=\"r1\" Type=\"" REL "officeDocument\" Target=\"word/document.xml\"/>");

struct seen {
    diag_code code;
    int n;
    char text[400];
};

static void note(void *user, const struct diagnostic *d)
{
    struct seen *seen = user;

    if (seen->n++ == 0) {
        size_t n = strlen(d->text);

        seen->code = d->code;
        n = n < sizeof seen->text - 1 ? n : sizeof seen->text - 1;
        memcpy(seen->text, d->text, n);
        seen->text[n] = '\0';
    }
}

static struct ctx context(struct seen *seen)
{
    struct ctx ctx;

    ctx_init(&ctx);
    *seen = (struct seen){0};
    ctx.lang = LANG_EN;
    ctx.sink = note;
    ctx.sink_user = seen;
    return ctx;
}

/* Opens bytes; what was told stands in *seen. */
static bool opens(struct span bytes, struct seen *seen)
{
    struct ctx ctx = context(seen);
    struct package *p = package_open(&ctx, "a.docx", bytes);
    bool ok = p != NULL;

    assert_int_equal(seen->n, ok ? 0 : 1);
    package_close(p);
    return ok;
}

static void refused(struct span bytes, diag_code code)
{
    struct seen seen;

    assert_false(opens(bytes, &seen));
    if (seen.code != code)
        print_error("%s instead of %s: %s\n", diag_slug(seen.code), diag_slug(code), seen.text);
    assert_int_equal(seen.code, code);
}

/* A DOCX with these entries behind its three. */
static struct buf docx(const struct packed *more, size_t n)
{
    struct packed *all = mem_resize(NULL, n + 3, sizeof *all);
    struct buf b = {0};

    all[0] = (struct packed){.name = "[Content_Types].xml", .content = span_of(types), .deflated = true};
    all[1] = (struct packed){.name = "_rels/.rels", .content = span_of(rels), .deflated = true};
    all[2] = (struct packed){.name = "word/document.xml", .content = SPAN(DOCUMENT), .deflated = true};
    if (n)
        memcpy(all + 3, more, n * sizeof *all);
    pack_zip(all, n + 3, &b);
    free(all);
    return b;
}

static void refuses_entry(struct packed e, diag_code code)
{
    struct buf b = docx(&e, 1);

    refused(buf_span(&b), code);
    buf_release(&b);
}

/* ---- refusals ---- */

static void test_other_files(void **state)
{
    static const struct {
        const char *head;
        diag_code code;
    } files[] = {
        {"", DIAG_PACKAGE_EMPTY}, {"{\\rtf1\\ansi", DIAG_PACKAGE_OTHER_FILE}, {"%PDF-1.7\n", DIAG_PACKAGE_OTHER_FILE},
        {"\xef\xbb\xbf <!DOCTYPE html><p>", DIAG_PACKAGE_OTHER_FILE}, {"MIME-Version: 1.0\n", DIAG_PACKAGE_OTHER_FILE},
        {"<?xml version='1.0'?><?mso-application progid='Word.Document'?>", DIAG_PACKAGE_OTHER_FILE},
        {"<?xml version='1.0'?><office:document>", DIAG_PACKAGE_OTHER_FILE}, {"xin", DIAG_PACKAGE_NO_ZIP},
        {"GIF89a", DIAG_PACKAGE_NO_ZIP}, {"PK\3\4", DIAG_PACKAGE_TRUNCATED},
    };

    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        refused(span_of(files[i].head), files[i].code);
}

static void test_compound_files(void **state)
{
    static const struct {
        const char *stream;
        diag_code code;
    } files[] = {{"WordDocument", DIAG_PACKAGE_DOC}, {"EncryptedPackage", DIAG_PACKAGE_ENCRYPTED}, {"Workbook", DIAG_PACKAGE_WRONG_TYPE}};

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        char bytes[1536] = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

        for (size_t k = 0; files[i].stream[k]; k++)
            bytes[1024 + 2 * k] = files[i].stream[k];
        refused(span_make(bytes, sizeof bytes), files[i].code);
    }
}

/* A file cut anywhere is refused with one diagnostic, and so is one with any byte of its structure changed: never a
 * crash, never silence. */
static void test_cut_and_changed(void **state)
{
    struct buf b = docx(NULL, 0);
    struct seen seen;

    (void)state;
    assert_true(opens(buf_span(&b), &seen));
    for (size_t n = 0; n < b.n; n++) {
        char *copy = mem_alloc(n + 1);

        memcpy(copy, b.p, n);
        assert_false(opens(span_make(copy, n), &seen));
        free(copy);
    }
    for (size_t i = 0; i < b.n; i++) {
        char was = b.p[i];

        for (int bit = 0; bit < 8; bit++) {
            b.p[i] = (char)(was ^ 1 << bit);
            opens(buf_span(&b), &seen);
        }
        b.p[i] = was;
    }
    buf_release(&b);
}

static void test_entries(void **state)
{
    struct span x = SPAN("x");
    struct packed twice[] = {{.name = "a", .content = x}, {.name = "A", .content = x}};
    struct packed overlap[] = {{.name = "a", .content = x}, {.name = "b", .content = x, .same_as = 4}};
    struct packed same[] = {{.name = "a", .content = x}, {.name = "b", .local_name = "a", .content = x, .same_as = 4}};
    struct buf b;

    (void)state;
    refuses_entry((struct packed){.name = "../a", .content = x}, DIAG_PACKAGE_NAME);
    refuses_entry((struct packed){.name = "a/../../b", .content = x}, DIAG_PACKAGE_NAME);
    refuses_entry((struct packed){.name = "a\\..\\b", .content = x}, DIAG_PACKAGE_NAME);
    refuses_entry((struct packed){.name = "/a", .content = x}, DIAG_PACKAGE_NAME);
    refuses_entry((struct packed){.name = "C:a", .content = x}, DIAG_PACKAGE_NAME);
    refuses_entry((struct packed){.name = "a//b", .content = x}, DIAG_PACKAGE_NAME);
    refuses_entry((struct packed){.name = "", .content = x}, DIAG_PACKAGE_NAME);
    refuses_entry((struct packed){.name = "a\nb", .content = x}, DIAG_PACKAGE_NAME);
    refuses_entry((struct packed){.name = "a", .content = x, .attributes = 0120777}, DIAG_PACKAGE_LINK);
    refuses_entry((struct packed){.name = "a", .content = x, .attributes = 0020777}, DIAG_PACKAGE_LINK);
    refuses_entry((struct packed){.name = "a", .content = x, .flags = 1}, DIAG_PACKAGE_ENCRYPTED_ENTRY);
    refuses_entry((struct packed){.name = "a", .content = x, .method = 99}, DIAG_PACKAGE_METHOD);
    refuses_entry((struct packed){.name = "a", .content = x, .method = 14}, DIAG_PACKAGE_METHOD);
    refuses_entry((struct packed){.name = "a", .content = x, .local_name = "b"}, DIAG_PACKAGE_DAMAGED);
    refuses_entry((struct packed){.name = "a", .content = x, .packed_size = 1 << 20, .size = 1 << 20}, DIAG_PACKAGE_DAMAGED);
    refuses_entry((struct packed){.name = "a", .content = x, .deflated = true, .size = 1u << 30}, DIAG_PACKAGE_BOMB_PART);
    b = docx(twice, 2);
    refused(buf_span(&b), DIAG_PACKAGE_TWICE);
    buf_release(&b);
    b = docx(overlap, 2);
    refused(buf_span(&b), DIAG_PACKAGE_DAMAGED);
    buf_release(&b);
    b = docx(same, 2);
    refused(buf_span(&b), DIAG_PACKAGE_DAMAGED);
    buf_release(&b);
}

static void test_limits(void **state)
{
    static const struct {
        enum limit limit;
        size_t value;
        diag_code code;
    } rows[] = {
        {LIMIT_PACKAGE, 100, DIAG_PACKAGE_BIG}, {LIMIT_PARTS, 2, DIAG_PACKAGE_BOMB_PARTS},
        {LIMIT_PART, 100, DIAG_PACKAGE_BOMB_PART}, {LIMIT_INFLATED, 600, DIAG_PACKAGE_BOMB_TOTAL},
        {LIMIT_ELEMENTS, 3, DIAG_PACKAGE_XML_LARGE},
    };
    struct buf b = docx(NULL, 0);

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct seen seen;
        struct ctx ctx = context(&seen);

        ctx.limits[rows[i].limit] = rows[i].value;
        assert_null(package_open(&ctx, "a.docx", buf_span(&b)));
        assert_int_equal(seen.n, 1);
        assert_int_equal(seen.code, rows[i].code);
    }
    buf_release(&b);
}

/* Faults of a part that nobody needed for opening: told when it is asked for, once. */
static void part_refused(struct packed e, diag_code code)
{
    struct buf b = docx(&e, 1);
    struct seen seen;
    struct ctx ctx = context(&seen);
    struct package *p = package_open(&ctx, "a.docx", buf_span(&b));
    struct span out;

    assert_non_null(p);
    assert_int_equal(seen.n, 0);
    if (strstr(e.name, ".xml")) {
        assert_null(package_xml(p, e.name));
        assert_null(package_xml(p, e.name));
    } else {
        assert_false(package_part(p, e.name, &out));
        assert_false(package_part(p, e.name, &out));
    }
    assert_int_equal(seen.n, 1);
    if (seen.code != code)
        print_error("%s: %s\n", diag_slug(seen.code), seen.text);
    assert_int_equal(seen.code, code);
    package_close(p);
    buf_release(&b);
}

static void test_parts_faulty(void **state)
{
    size_t many = 8 << 20, depth = 3000;
    char *zeros = mem_alloc(many), *deep = mem_alloc(3 * depth);

    (void)state;
    for (size_t i = 0; i < depth; i++)
        memcpy(deep + 3 * i, "<a>", 3);
    part_refused((struct packed){.name = "z", .content = {zeros, many}, .deflated = true}, DIAG_PACKAGE_BOMB_RATIO);
    part_refused((struct packed){.name = "z", .content = SPAN("xyz"), .deflated = true, .size = 2}, DIAG_PACKAGE_DAMAGED);
    part_refused((struct packed){.name = "z", .content = SPAN("xyz"), .deflated = true, .size = 4}, DIAG_PACKAGE_DAMAGED);
    part_refused((struct packed){.name = "z", .content = SPAN("xyz"), .method = 8}, DIAG_PACKAGE_DAMAGED);
    part_refused((struct packed){.name = "z", .content = SPAN("xyz"), .crc_xor = 1}, DIAG_PACKAGE_DAMAGED);
    part_refused((struct packed){.name = "a.xml", .content = SPAN("")}, DIAG_PACKAGE_XML_EMPTY);
    part_refused((struct packed){.name = "a.xml", .content = SPAN("<a><b></a>")}, DIAG_PACKAGE_XML);
    part_refused((struct packed){.name = "a.xml", .content = SPAN("<a>&x;</a>")}, DIAG_PACKAGE_XML);
    part_refused((struct packed){.name = "a.xml", .content = SPAN("<a>\xff</a>")}, DIAG_PACKAGE_ENCODING);
    part_refused((struct packed){.name = "a.xml", .content = SPAN("<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/hostname'>]><a>&x;</a>")}, DIAG_PACKAGE_DTD);
    part_refused((struct packed){.name = "a.xml", .content = {deep, 3 * depth}}, DIAG_PACKAGE_XML_DEEP);
    free(zeros);
    free(deep);
}

static struct buf typed(const char *type)
{
    struct buf b = {0};
    struct packed parts[] = {{.name = "[Content_Types].xml", .content = span_of(type)}, {.name = "_rels/.rels", .content = span_of(rels)},
                             {.name = "word/document.xml", .content = SPAN(DOCUMENT)}};

    pack_zip(parts, 3, &b);
    return b;
}

static void test_types(void **state)
{
    static const struct {
        const char *types;
        diag_code code;
    } rows[] = {
        {TYPES("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"), DIAG_PACKAGE_WRONG_TYPE},
        {TYPES("application/vnd.ms-word.document.macroEnabled.main+xml"), DIAG_PACKAGE_MACROS},
        {TYPES("application/vnd.ms-word.template.macroEnabledTemplate.main+xml"), DIAG_PACKAGE_MACROS},
        {TYPES("text/plain"), DIAG_PACKAGE_WRONG_TYPE}, {"<Types", DIAG_PACKAGE_XML},
        {"<!DOCTYPE Types><Types/>", DIAG_PACKAGE_DTD}, {"<Types/>", DIAG_PACKAGE_WRONG_TYPE},
    };
    struct packed plain = {.name = "a.txt", .content = SPAN("x")};
    struct packed alone = {.name = "[Content_Types].xml", .content = span_of(types)};
    struct buf b = {0};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        b = typed(rows[i].types);
        refused(buf_span(&b), rows[i].code);
        buf_release(&b);
    }
    refuses_entry((struct packed){.name = "word/vbaProject.bin", .content = SPAN("x")}, DIAG_PACKAGE_MACROS);
    pack_zip(&plain, 1, &b);
    refused(buf_span(&b), DIAG_PACKAGE_PLAIN_ZIP);
    buf_clear(&b);
    pack_zip(&alone, 1, &b);
    refused(buf_span(&b), DIAG_OPC_NO_MAIN);
    buf_release(&b);
}

#define REL_ROW(id, kind, target) "<Relationship Id=\"" id "\" Type=\"" REL kind "\" Target=\"" target "\"/>"

static void test_relationship_faults(void **state)
{
    static const char *const loops[] = {RELS(REL_ROW("h", "header", "document.xml")), RELS(REL_ROW("h", "aFChunk", "/word/document.xml"))};
    static const char round[] = RELS(REL_ROW("h", "header", "h.xml")), back[] = RELS(REL_ROW("d", "image", "x/../document.xml"));
    struct packed circle[] = {{.name = "word/h.xml", .content = SPAN("<a/>")}, {.name = "word/_rels/document.xml.rels", .content = span_of(round)},
                              {.name = "word/_rels/h.xml.rels", .content = span_of(back)}};
    struct buf b;

    (void)state;
    for (size_t i = 0; i < 2; i++)
        refuses_entry((struct packed){.name = "word/_rels/document.xml.rels", .content = span_of(loops[i])}, DIAG_OPC_LOOP);
    b = docx(circle, 3);
    refused(buf_span(&b), DIAG_OPC_LOOP);
    buf_release(&b);
    refuses_entry((struct packed){.name = "word/_rels/document.xml.rels", .content = span_of(round)}, DIAG_OPC_DANGLING);
    refuses_entry((struct packed){.name = "word/_rels/document.xml.rels", .content = SPAN("<a")}, DIAG_PACKAGE_XML);
}

#define MANIFEST(inside)                                                                                              \
    "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\">" inside "</manifest:manifest>"
#define LOCKED                                                                                                          \
    MANIFEST("<manifest:file-entry manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\">"               \
             "<manifest:encryption-data/></manifest:file-entry>")

static void test_odt(void **state)
{
    static const struct {
        const char *mimetype, *manifest, *other;
        int code; /* -1: opens */
    } rows[] = {
        {"application/vnd.oasis.opendocument.text", MANIFEST(""), "content.xml", -1},
        {"application/vnd.oasis.opendocument.text-template\n", MANIFEST(""), "content.xml", -1},
        {"application/vnd.oasis.opendocument.text", MANIFEST(""), "styles.xml", DIAG_ODF_NO_CONTENT},
        {"application/vnd.oasis.opendocument.text", LOCKED, "content.xml", DIAG_PACKAGE_ENCRYPTED},
        {"application/vnd.oasis.opendocument.spreadsheet", MANIFEST(""), "content.xml", DIAG_PACKAGE_WRONG_TYPE},
        {"application/vnd.oasis.opendocument.text-master", MANIFEST(""), "content.xml", DIAG_PACKAGE_WRONG_TYPE},
        {"application/epub+zip", MANIFEST(""), "content.xml", DIAG_PACKAGE_WRONG_TYPE},
        {"application/vnd.oasis.opendocument.text", "<a", "content.xml", DIAG_PACKAGE_XML},
    };
    struct packed macro[] = {{.name = "mimetype", .content = SPAN("application/vnd.oasis.opendocument.text")},
                             {.name = "content.xml", .content = SPAN("<a/>")}, {.name = "Basic/Standard/script-lb.xml", .content = SPAN("<a/>")},
                             {.name = "Basic/Standard/Module1.xml", .content = SPAN("<a/>")}};
    struct seen seen;
    struct buf b = {0};

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct packed parts[] = {{.name = "mimetype", .content = span_of(rows[i].mimetype)},
                                 {.name = "META-INF/manifest.xml", .content = span_of(rows[i].manifest)},
                                 {.name = rows[i].other, .content = SPAN("<a/>")}};

        pack_zip(parts, 3, &b);
        if (rows[i].code < 0)
            assert_true(opens(buf_span(&b), &seen));
        else
            refused(buf_span(&b), (diag_code)rows[i].code);
        buf_clear(&b);
    }
    pack_zip(macro, 3, &b);
    assert_true(opens(buf_span(&b), &seen));
    buf_clear(&b);
    pack_zip(macro, 4, &b);
    refused(buf_span(&b), DIAG_PACKAGE_MACROS);
    buf_release(&b);
}

/* ---- what is read ---- */

static void test_parts(void **state)
{
    static const char links[] =
        RELS(REL_ROW("rId1", "styles", "/word/my%20styles.xml") REL_ROW("rId2", "image", "../media/a.png") REL_ROW("rId3", "image", "NULL")
             "<Relationship Id=\"rId4\" Type=\"http://purl.oclc.org/ooxml/officeDocument/relationships/hyperlink\" Target=\"../x\" TargetMode=\"External\"/>");
    struct packed more[] = {
        {.name = "word/my styles.xml", .content = SPAN("\xef\xbb\xbf<a> <b/></a>"), .deflated = true, .wide = true},
        {.name = "media\\a.png", .content = SPAN("PNG")},
        {.name = "word/u.xml", .content = SPAN("\xff\xfe<\0a\0>\0\xa1\x1e\x3d\xd8\x00\xde<\0/\0a\0>\0")},
        {.name = "word/_rels/document.xml.rels", .content = span_of(links), .deflated = true},
        {.name = "word/empty/", .content = SPAN("")},
    };
    struct buf b = docx(more, 5);
    struct seen seen;
    struct ctx ctx = context(&seen);
    struct package *p = package_open(&ctx, "a.docx", buf_span(&b));
    const struct opc_rel *r;
    struct span out;
    size_t n;

    (void)state;
    assert_non_null(p);
    assert_int_equal(package_kind(p), PACKAGE_DOCX);
    assert_int_equal(package_parts(p), 8);
    assert_string_equal(package_part_name(p, 4), "media/a.png");
    assert_true(package_has(p, "/Word/DOCUMENT.xml"));
    assert_false(package_has(p, "word"));
    assert_false(package_part(p, "absent", &out));
    assert_null(package_xml(p, "absent.xml"));
    assert_true(package_part(p, "media/a.png", &out));
    assert_true(span_is(out, "PNG"));
    assert_true(package_text(p, "word/my styles.xml", &out));
    assert_true(span_is(out, "<a> <b/></a>"));
    assert_true(package_text(p, "word/u.xml", &out));
    assert_true(span_is(out, "<a>\u1ea1\U0001f600</a>"));
    assert_non_null(package_xml(p, "word/u.xml"));
    assert_ptr_equal(package_xml(p, "word/document.xml"), package_xml(p, "word/document.xml"));
    assert_string_equal(opc_main(p), "word/document.xml");
    assert_string_equal(opc_content_type(p, "/word/Document.xml"), WORD "document.main+xml");
    assert_string_equal(opc_content_type(p, "word/u.xml"), "application/xml");
    assert_null(opc_content_type(p, "media/a.png"));
    r = opc_rel_by_id(p, "word/document.xml", "rId1");
    assert_string_equal(r->target, "word/my styles.xml");
    assert_true(opc_rel_is(r, "styles"));
    assert_string_equal(opc_rel_by_kind(p, "word/document.xml", "image")->target, "media/a.png");
    assert_true(opc_rel_by_id(p, "word/document.xml", "rId3")->dangling);
    r = opc_rel_by_id(p, "word/document.xml", "rId4");
    assert_true(r->external && opc_rel_is(r, "hyperlink"));
    assert_string_equal(r->target, "../x");
    assert_null(opc_rel_by_id(p, "word/document.xml", "rId9"));
    assert_null(opc_rels(p, "word/u.xml", &n));
    assert_int_equal(n, 0);
    assert_int_equal(seen.n, 0);
    package_close(p);
    buf_release(&b);
}

/* ---- the changed package ---- */

static struct buf changed(struct buf *from, const struct package_change *changes, size_t n)
{
    struct seen seen;
    struct ctx ctx = context(&seen);
    struct package *p = package_open(&ctx, "a", buf_span(from));
    struct buf out = {0};

    assert_non_null(p);
    assert_true(package_write(p, changes, n, &out));
    package_close(p);
    return out;
}

static void has(struct buf *b, const char *part, const char *content)
{
    struct seen seen;
    struct ctx ctx = context(&seen);
    struct package *p = package_open(&ctx, "a", buf_span(b));
    struct span out = {0};

    assert_non_null(p);
    assert_int_equal(package_part(p, part, &out), content != NULL);
    if (content)
        assert_true(span_is(out, content));
    package_close(p);
}

static void test_write(void **state)
{
    struct packed more[] = {{.name = "z.bin", .content = SPAN("zzzzzzzz"), .deflated = true, .wide = true}, {.name = "b.xml", .content = SPAN("<b/>")}};
    struct package_change changes[] = {{.name = "new.png", .content = SPAN("1"), .stored = true},
                                       {.name = "word/document.xml", .content = SPAN("<one/>")},
                                       {.name = "b.xml", .removed = true},
                                       {.name = "Word/document.xml", .content = SPAN("<two/>")},
                                       {.name = "new.png", .content = SPAN("2"), .stored = true}};
    struct buf b = docx(more, 2), out = changed(&b, changes, 5), again = changed(&b, changes, 5), same = changed(&b, NULL, 0), twice;

    (void)state;
    has(&out, "word/document.xml", "<two/>");
    has(&out, "z.bin", "zzzzzzzz");
    has(&out, "b.xml", NULL);
    has(&out, "new.png", "2");
    has(&out, "_rels/.rels", rels);
    assert_int_equal(out.n, again.n);
    assert_memory_equal(out.p, again.p, out.n);
    twice = changed(&same, NULL, 0);
    assert_int_equal(same.n, twice.n);
    assert_memory_equal(same.p, twice.p, same.n);
    buf_release(&b);
    buf_release(&out);
    buf_release(&again);
    buf_release(&same);
    buf_release(&twice);
}

static void test_write_template(void **state)
{
    struct buf b = typed(TYPES(WORD "template.main+xml")), out = changed(&b, NULL, 0);
    struct packed ott[] = {{.name = "content.xml", .content = SPAN("<a/>")},
                           {.name = "mimetype", .content = SPAN("application/vnd.oasis.opendocument.text-template"), .deflated = true}};

    (void)state;
    has(&out, "[Content_Types].xml", types);
    buf_clear(&b);
    buf_release(&out);
    pack_zip(ott, 2, &b);
    out = changed(&b, NULL, 0);
    assert_memory_equal(out.p + 30, "mimetypeapplication/vnd.oasis.opendocument.textPK", 49);
    buf_release(&b);
    buf_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_other_files), cmocka_unit_test(test_compound_files), cmocka_unit_test(test_cut_and_changed),
        cmocka_unit_test(test_entries), cmocka_unit_test(test_limits), cmocka_unit_test(test_parts_faulty),
        cmocka_unit_test(test_types), cmocka_unit_test(test_relationship_faults), cmocka_unit_test(test_odt),
        cmocka_unit_test(test_parts), cmocka_unit_test(test_write), cmocka_unit_test(test_write_template),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
