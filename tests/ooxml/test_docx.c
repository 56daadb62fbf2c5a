/* DOCX: parts against goldens (one tag a line, so that a difference shows), and the rules that a
 * golden does not show. VANBAN_REGEN=1 writes the goldens; DOCX_OUT=DIR keeps the packages, for the
 * validators. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <cmocka.h>

#include <libxml/parser.h>
#include <stdio.h>
#include <zip.h>

#include "base/diag/ooxml.h"
#include "base/file.h"
#include "build.h"
#include "ooxml/docx.h"

/* ---- help ---- */

struct seen {
    int n;
    diag_code last;
    struct pos pos;
};

static void note(void *user, const struct diagnostic *d)
{
    struct seen *seen = user;
    seen->n++;
    seen->last = d->code;
    seen->pos = d->pos;
}

static bool write_seen(const struct doc *d, struct buf *out, struct seen *seen)
{
    struct ctx ctx;
    ctx_init(&ctx);
    *seen = (struct seen){0};
    ctx.sink = note;
    ctx.sink_user = seen;
    return docx_write(&ctx, d, out);
}

static struct buf write_whole(struct doc *d)
{
    struct buf out = {0};
    struct seen seen;
    assert_true(write_seen(d, &out, &seen));
    assert_int_equal(seen.n, 0);
    return out;
}

static void assert_refused(struct doc *d, diag_code code)
{
    struct buf out = {0};
    struct seen seen;
    assert_false(write_seen(d, &out, &seen));
    assert_int_equal(seen.n, 1);
    assert_int_equal(seen.last, code);
    assert_int_equal(seen.pos.line, 3);
    assert_int_equal(out.n, 0);
    buf_release(&out);
    doc_free(d);
}

static zip_t *open_package(const struct buf *package)
{
    zip_source_t *source = zip_source_buffer_create(package->p, package->n, 0, NULL);
    zip_t *archive = zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, NULL);
    assert_non_null(archive);
    return archive;
}

static struct buf read_part(const struct buf *package, const char *name)
{
    struct buf b = {0};
    char chunk[4096];
    zip_int64_t n;
    zip_t *archive = open_package(package);
    zip_file_t *f = zip_fopen(archive, name, 0);
    if (!f)
        fail_msg("no part %s", name);
    while ((n = zip_fread(f, chunk, sizeof(chunk))) > 0)
        buf_put(&b, chunk, (size_t)n);
    zip_fclose(f);
    zip_discard(archive);
    return b;
}

/* A line end after every tag; the text itself stays as it is. */
static struct buf broken(const struct buf *xml)
{
    struct buf b = {0};
    for (size_t i = 0; i < xml->n; i++) {
        buf_putc(&b, xml->p[i]);
        if (xml->p[i] == '>' && xml->p[i + 1] == '<')
            buf_putc(&b, '\n');
    }
    return b;
}

static void put_file(const char *path, const struct buf *b)
{
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(b->p, 1, b->n, f), b->n);
    fclose(f);
}

static void check_golden(const char *name, const struct buf *got)
{
    const char *top = getenv("srcdir");
    struct buf path = {0}, want = {0};
    struct ctx ctx;
    ctx_init(&ctx);
    buf_printf(&path, "%s/tests/ooxml/golden/%s", top ? top : ".", name);
    if (getenv("VANBAN_REGEN"))
        put_file(path.p, got);
    assert_true(file_read(&ctx, path.p, LIMIT_FILE_BYTES, &want));
    assert_string_equal(got->p, want.p);
    buf_release(&path);
    buf_release(&want);
}

/* Every part that is XML must be well-formed. */
static void check_well_formed(const struct buf *package)
{
    zip_t *archive = open_package(package);
    for (zip_int64_t i = 0; i < zip_get_num_entries(archive, 0); i++) {
        const char *name = zip_get_name(archive, (zip_uint64_t)i, 0);
        if (strstr(name, "media/"))
            continue;
        struct buf part = read_part(package, name);
        xmlDoc *xml = xmlReadMemory(part.p, (int)part.n, name, NULL,
                                    XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_HUGE);
        if (!xml)
            fail_msg("%s is not well-formed", name);
        xmlFreeDoc(xml);
        buf_release(&part);
    }
    zip_discard(archive);
}

static void check_case(const char *name, struct doc *(*build)(void), const char *const *parts)
{
    struct doc *one = build(), *two = build();
    struct buf package = write_whole(one), again = write_whole(two);
    assert_int_equal(package.n, again.n);
    assert_memory_equal(package.p, again.p, package.n);
    check_well_formed(&package);
    for (size_t i = 0; parts[i]; i++) {
        struct buf xml = read_part(&package, parts[i]), lines = broken(&xml), file = {0};
        const char *slash = strrchr(parts[i], '/');
        buf_printf(&file, "%s-", name);
        for (const char *p = slash ? slash + 1 : parts[i]; *p; p++)
            if (*p != '[' && *p != ']') /* no shell likes them in a file's name */
                buf_putc(&file, *p);
        check_golden(file.p, &lines);
        buf_release(&xml);
        buf_release(&lines);
        buf_release(&file);
    }
    const char *keep = getenv("DOCX_OUT");
    if (keep) {
        struct buf path = {0};
        buf_printf(&path, "%s/%s.docx", keep, name);
        put_file(path.p, &package);
        buf_release(&path);
    }
    buf_release(&package);
    buf_release(&again);
    doc_free(one);
    doc_free(two);
}

static size_t count(const struct buf *b, const char *what)
{
    size_t n = 0;
    for (const char *p = strstr(b->p, what); p; p = strstr(p + 1, what))
        n++;
    return n;
}

/* word/document.xml of a document with one paragraph of `text`. */
static struct buf document_of(const char *text)
{
    struct doc *d = build_doc();
    build_para(d, d->root->first, "NoiDung", text);
    struct buf package = write_whole(d), xml;
    check_well_formed(&package);
    xml = read_part(&package, "word/document.xml");
    buf_release(&package);
    doc_free(d);
    return xml;
}

/* ---- goldens ---- */

static void test_paper(void **state)
{
    (void)state;
    check_case("paper", build_paper,
               (const char *const[]){"[Content_Types].xml", "_rels/.rels", "word/document.xml",
                                     "word/_rels/document.xml.rels", "word/styles.xml",
                                     "word/settings.xml", "word/fontTable.xml", "word/header1.xml",
                                     "docProps/core.xml", "docProps/app.xml", NULL});
}

static void test_tables(void **state)
{
    (void)state;
    check_case("tables", build_tables, (const char *const[]){"word/document.xml", NULL});
}

static void test_inlines(void **state)
{
    (void)state;
    check_case("inlines", build_inlines,
               (const char *const[]){"word/document.xml", "word/_rels/document.xml.rels",
                                     "word/footnotes.xml", "word/_rels/footnotes.xml.rels",
                                     "word/settings.xml", NULL});
}

static void test_lists(void **state)
{
    (void)state;
    check_case("lists", build_lists,
               (const char *const[]){"word/document.xml", "word/numbering.xml", "word/styles.xml",
                                     "word/_rels/document.xml.rels", NULL});
}

/* ---- rules ---- */

static void test_order_of_parts(void **state)
{
    (void)state;
    struct doc *d = build_inlines();
    struct buf package = write_whole(d);
    static const char *const NAMES[] = {
        "[Content_Types].xml",
        "_rels/.rels",
        "word/document.xml",
        "word/_rels/document.xml.rels",
        "word/styles.xml",
        "word/settings.xml",
        "word/fontTable.xml",
        "docProps/core.xml",
        "docProps/app.xml",
        "word/media/image1.png",
        "word/header1.xml",
        "word/footnotes.xml",
        "word/_rels/footnotes.xml.rels",
    };
    size_t n = sizeof(NAMES) / sizeof(NAMES[0]);
    zip_t *archive = open_package(&package);
    assert_int_equal(zip_get_num_entries(archive, 0), n);
    for (size_t i = 0; i < n; i++)
        assert_string_equal(zip_get_name(archive, i, 0), NAMES[i]);
    zip_discard(archive);
    buf_release(&package);
    doc_free(d);
}

/* A paragraph without deviations of its own carries its style's name and nothing else. */
static void test_no_direct_formatting(void **state)
{
    (void)state;
    struct buf xml = document_of("Một đoạn.");
    assert_non_null(strstr(xml.p, "<w:pPr><w:pStyle w:val=\"NoiDung\"/></w:pPr>"
                                  "<w:r><w:t>Một đoạn.</w:t></w:r></w:p>"));
    assert_int_equal(count(&xml, "<w:rPr>"), 0);
    buf_release(&xml);
}

/* Footnotes put a paragraph of a point's height before a table that begins the text; else none is there. */
static void test_spacer_before_head(void **state)
{
    (void)state;
    for (int notes = 0; notes < 2; notes++) {
        struct doc *d = build_doc();
        struct node *section = d->root->first;
        build_cell(d, build_node(d, NODE_ROW, build_table(d, section, 1, 0)), 1, 1, "Đầu trang");
        struct node *p = build_para(d, section, "NoiDung", "Một đoạn.");
        if (notes)
            build_para(d, build_node(d, NODE_FOOTNOTE, p), "ChuThich", "Lời chú.");
        struct buf package = write_whole(d), xml = read_part(&package, "word/document.xml");
        check_well_formed(&package);
        assert_int_equal(count(&xml, "\"DoanTrong\""), notes);
        assert_int_equal(count(&xml, "<w:body><w:tbl>"), !notes);
        buf_release(&xml);
        buf_release(&package);
        doc_free(d);
    }
}

/* Sides that change are a setting of the whole document (17.15.1.57), before the stops of tabs. */
static void test_mirrored(void **state)
{
    (void)state;
    for (int mirrored = 0; mirrored < 2; mirrored++) {
        struct doc *d = build_doc();
        build_para(d, d->root->first, "NoiDung", "Một đoạn.");
        d->root->first->as.section.mirrored = mirrored;
        struct buf package = write_whole(d), xml = read_part(&package, "word/settings.xml");
        check_well_formed(&package);
        assert_int_equal(count(&xml, "<w:mirrorMargins/><w:defaultTabStop"), mirrored);
        buf_release(&xml);
        buf_release(&package);
        doc_free(d);
    }
}

static void test_ids(void **state)
{
    (void)state;
    struct doc *d = build_tables();
    struct buf package = write_whole(d), xml = read_part(&package, "word/document.xml");
    size_t ids = count(&xml, " w14:paraId=\""), paras = count(&xml, "<w:p>");
    assert_int_equal(paras, 5); /* covered cells and gaps: nothing to edit there */
    assert_true(ids > 10);
    for (const char *p = strstr(xml.p, "w14:paraId"); p; p = strstr(p + 1, "w14:paraId")) {
        char id[sizeof("w14:paraId=\"00000000\"")];
        memcpy(id, p, sizeof(id) - 1);
        id[sizeof(id) - 1] = '\0';
        assert_int_equal(count(&xml, id), 1);
    }
    buf_release(&xml);
    buf_release(&package);
    doc_free(d);
}

static void test_space_kept(void **state)
{
    (void)state;
    static const struct {
        const char *text, *want;
    } CASES[] = {
        {"a b", "<w:t>a b</w:t>"},
        {" a", "<w:t xml:space=\"preserve\"> a</w:t>"},
        {"a ", "<w:t xml:space=\"preserve\">a </w:t>"},
        {"a  b", "<w:t xml:space=\"preserve\">a  b</w:t>"},
        {" ", "<w:t xml:space=\"preserve\"> </w:t>"},
        {"a\u00a0b", "<w:t>a\u00a0b</w:t>"},
    };
    for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
        struct buf xml = document_of(CASES[i].text);
        assert_non_null(strstr(xml.p, CASES[i].want));
        buf_release(&xml);
    }
}

static void test_rounding(void **state)
{
    (void)state;
    static const struct {
        double indent;
        const char *want;
    } CASES[] = {
        {12.025, "w:left=\"241\""},  {12.024, "w:left=\"240\""},    {-12.025, "w:left=\"-241\""},
        {1e300, "w:left=\"31680\""}, {-1e300, "w:left=\"-31680\""},
    };
    for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
        struct doc *d = build_doc();
        struct node *p = build_para(d, d->root->first, "NoiDung", "x");
        struct para_props own = p->as.para.style->para;
        own.left = CASES[i].indent;
        p->as.para.own = &own;
        struct buf package = write_whole(d), xml = read_part(&package, "word/document.xml");
        assert_non_null(strstr(xml.p, CASES[i].want));
        buf_release(&xml);
        buf_release(&package);
        doc_free(d);
    }
}

static void test_columns_add_up(void **state)
{
    (void)state;
    struct doc *d = build_doc();
    struct node *t = build_table(d, d->root->first, 3, 0.5);
    double *widths = ARENA_NEWS(&d->arena, 3, double);
    for (size_t i = 0; i < 3; i++)
        widths[i] = 33.33; /* 666.6 twips each: 1999.8 in all */
    t->as.table.widths = widths;
    build_cell(d, build_node(d, NODE_ROW, t), 3, 1, "x");
    struct buf package = write_whole(d), xml = read_part(&package, "word/document.xml");
    assert_non_null(strstr(xml.p, "<w:tblGrid><w:gridCol w:w=\"667\"/><w:gridCol w:w=\"666\"/>"
                                  "<w:gridCol w:w=\"667\"/></w:tblGrid>"));
    assert_non_null(strstr(xml.p, "<w:tblW w:w=\"2000\" w:type=\"dxa\"/>"));
    assert_non_null(strstr(xml.p, "<w:tcW w:w=\"2000\" w:type=\"dxa\"/>"));
    buf_release(&xml);
    buf_release(&package);
    doc_free(d);
}

/* Word cuts a picture off at the height of an exact line. */
static void test_picture_in_exact_line(void **state)
{
    (void)state;
    struct doc *d = build_inlines();
    struct buf package = write_whole(d), xml = read_part(&package, "word/document.xml");
    assert_int_equal(count(&xml, "<w:spacing w:line=\"360\" w:lineRule=\"atLeast\"/>"), 1);
    buf_release(&xml);
    buf_release(&package);
    doc_free(d);
}

/* ---- hostile ---- */

static void test_hostile_text(void **state)
{
    (void)state;
    struct buf xml = document_of("\x01\x02&<>\"']]>\x0b\x1f\xef\xbf\xbe\xef\xbf\xbfz");
    assert_non_null(strstr(xml.p, "&amp;&lt;&gt;\"']]&gt;z</w:t>"));
    buf_release(&xml);
    xml = document_of("\u202eمرحبا\u202c \u0378 \U0010fffd \u0300\u0301"); /* RTL, unassigned */
    assert_non_null(strstr(xml.p, "\u202eمرحبا\u202c \u0378 \U0010fffd"));
    buf_release(&xml);
    xml = document_of("</w:t></w:r></w:p><w:p/>");
    assert_int_equal(count(&xml, "<w:p/>"), 0);
    buf_release(&xml);
}

static void test_very_long_text(void **state)
{
    (void)state;
    struct buf text = {0};
    for (int i = 0; i < 200000; i++)
        buf_puts(&text, "đảng ");
    struct buf xml = document_of(text.p);
    assert_true(xml.n > text.n);
    buf_release(&xml);
    buf_release(&text);
}

static void test_hostile_links(void **state)
{
    (void)state;
    static const char *const URLS[] = {"\x01\"><x>", "%", "%4", "%zz", "\xff\xfe", " ", "\\\\a\\b"};
    struct doc *d = build_doc();
    struct node *p = build_para(d, d->root->first, "NoiDung", NULL);
    for (size_t i = 0; i < sizeof(URLS) / sizeof(URLS[0]); i++) {
        struct node *n = build_node(d, NODE_LINK, p);
        n->as.link.url = URLS[i];
        node_text(d, n, "x");
    }
    struct buf url = {0};
    for (int i = 0; i < 1000; i++)
        buf_puts(&url, "đ"); /* 6000 characters when escaped: Word would refuse the file */
    struct node *n = build_node(d, NODE_LINK, p);
    n->as.link.url = url.p;
    node_text(d, n, "quá dài");
    struct buf package = write_whole(d), rels = read_part(&package, "word/_rels/document.xml.rels");
    struct buf xml = read_part(&package, "word/document.xml");
    check_well_formed(&package);
    assert_int_equal(count(&rels, "TargetMode"), sizeof(URLS) / sizeof(URLS[0]));
    assert_non_null(strstr(rels.p, "Target=\"%01%22%3E%3Cx%3E\""));
    assert_non_null(strstr(rels.p, "Target=\"%25zz\""));
    assert_non_null(strstr(xml.p, "</w:hyperlink><w:r><w:t>quá dài</w:t></w:r>"));
    buf_release(&url);
    buf_release(&xml);
    buf_release(&rels);
    buf_release(&package);
    doc_free(d);
}

static void test_refused(void **state)
{
    (void)state;
    struct doc *d = build_doc();
    struct node *p = build_para(d, d->root->first, "NoiDung", "x");
    struct node *n = build_node(d, NODE_IMAGE, p);
    n->as.image = (struct image){.file = "a.gif", .bytes = SPAN("GIF89a"), .alt = ""};
    n = build_node(d, NODE_IMAGE, p);
    n->as.image = (struct image){.file = "b.png", .alt = ""}; /* the second fault is not told */
    assert_refused(d, DIAG_DOCX_IMAGE);

    d = build_doc();
    n = build_node(d, NODE_FOOTNOTE, build_para(d, d->root->first, "NoiDung", "x"));
    n = build_node(d, NODE_FOOTNOTE, build_para(d, n, "ChuThich", "y"));
    build_para(d, n, "ChuThich", "z");
    assert_refused(d, DIAG_DOCX_NOTE);

    d = build_doc();
    p = d->root->first;
    for (int i = 0; i < 40; i++)
        p = build_cell(d, build_node(d, NODE_ROW, build_table(d, p, 1, 0)), 1, 1, "x");
    assert_refused(d, DIAG_DOCX_DEPTH);

    d = build_doc();
    p = build_para(d, d->root->first, "NoiDung", "x");
    for (int i = 0; i < 100000; i++) {
        p = build_node(d, NODE_LINK, p);
        p->as.link.url = "";
    }
    assert_refused(d, DIAG_DOCX_DEPTH);
}

static void test_empty(void **state)
{
    (void)state;
    struct doc *d = build_doc();
    d->meta = (struct doc_meta){0};
    struct buf package = write_whole(d);
    struct buf xml = read_part(&package, "word/document.xml");
    check_well_formed(&package);
    assert_int_equal(count(&xml, "<w:p "), 1); /* Word opens no document without a paragraph */
    buf_release(&xml);
    xml = read_part(&package, "docProps/core.xml");
    assert_int_equal(count(&xml, "dcterms:created"), 0);
    buf_release(&xml);
    buf_release(&package);
    doc_free(d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_paper),
        cmocka_unit_test(test_tables),
        cmocka_unit_test(test_inlines),      cmocka_unit_test(test_lists),
        cmocka_unit_test(test_order_of_parts),
        cmocka_unit_test(test_no_direct_formatting),
        cmocka_unit_test(test_spacer_before_head),
        cmocka_unit_test(test_mirrored),
        cmocka_unit_test(test_ids),
        cmocka_unit_test(test_space_kept),
        cmocka_unit_test(test_rounding),
        cmocka_unit_test(test_columns_add_up),
        cmocka_unit_test(test_picture_in_exact_line),
        cmocka_unit_test(test_hostile_text),
        cmocka_unit_test(test_very_long_text),
        cmocka_unit_test(test_hostile_links),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_empty),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
