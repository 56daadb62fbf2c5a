/* What a DOCX holds that was read is written again, as DOCX and as ODT. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <cmocka.h>

#include "odf/odf.h"
#include "ooxml/docx.h"
#include "ooxml/read.h"
#include "parts.h"

#define STYLES                                                                                                          \
    "<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\"/><w:sz w:val=\"26\"/></w:rPr></w:rPrDefault></w:docDefaults>" \
    "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/></w:style>"            \
    "<w:style w:type=\"paragraph\" w:styleId=\"Heading2\"><w:name w:val=\"heading 2\"/><w:basedOn w:val=\"Normal\"/><w:pPr><w:keepNext/>" \
    "<w:numPr><w:ilvl w:val=\"1\"/><w:numId w:val=\"1\"/></w:numPr><w:outlineLvl w:val=\"1\"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>" \
    "<w:style w:type=\"character\" w:styleId=\"Nhan\"><w:name w:val=\"Nhấn\"/><w:rPr><w:b/><w:smallCaps/></w:rPr></w:style>"
#define NUMBERING                                                                                                       \
    "<w:abstractNum w:abstractNumId=\"4\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"upperRoman\"/><w:lvlText w:val=\"Phần %1\"/></w:lvl>" \
    "<w:lvl w:ilvl=\"1\"><w:start w:val=\"3\"/><w:numFmt w:val=\"lowerLetter\"/><w:pStyle w:val=\"Heading2\"/><w:isLgl/><w:suff w:val=\"space\"/><w:lvlText w:val=\"%1.%2)\"/>" \
    "<w:lvlJc w:val=\"right\"/><w:pPr><w:ind w:left=\"720\" w:hanging=\"360\"/></w:pPr><w:rPr><w:i/></w:rPr></w:lvl>"      \
    "<w:lvl w:ilvl=\"2\"><w:start w:val=\"1\"/><w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"-\"/></w:lvl></w:abstractNum>" \
    "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"4\"/></w:num>"
#define BODY                                                                                                            \
    "<w:p><w:pPr><w:pStyle w:val=\"Heading2\"/></w:pPr><w:r><w:t>Đầu mục</w:t></w:r></w:p>"                              \
    "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"2\"/><w:numId w:val=\"1\"/></w:numPr><w:pBdr><w:top w:val=\"dashed\" w:sz=\"8\" w:space=\"1\" w:color=\"FF0000\"/>" \
    "<w:between w:val=\"single\" w:sz=\"4\"/></w:pBdr><w:shd w:val=\"clear\" w:fill=\"EEEEEE\"/><w:tabs><w:tab w:val=\"bar\" w:pos=\"300\"/><w:tab w:val=\"right\" w:leader=\"dot\" w:pos=\"9000\"/></w:tabs>" \
    "<w:contextualSpacing/><w:jc w:val=\"both\"/><w:rPr><w:sz w:val=\"40\"/></w:rPr></w:pPr>"                             \
    "<w:r><w:rPr><w:rStyle w:val=\"Nhan\"/><w:dstrike/><w:vanish w:val=\"0\"/><w:w w:val=\"90\"/><w:position w:val=\"6\"/><w:u w:val=\"dotted\" w:color=\"00FF00\"/>" \
    "<w:bdr w:val=\"single\" w:sz=\"4\"/><w:shd w:val=\"clear\" w:fill=\"FFFF00\"/></w:rPr><w:t>chữ</w:t><w:tab/></w:r>"   \
    "<w:bookmarkStart w:id=\"1\" w:name=\"cho\"/><w:bookmarkEnd w:id=\"1\"/><w:hyperlink w:anchor=\"cho\"><w:r><w:t>đây</w:t></w:r></w:hyperlink>" \
    "<w:r><w:br w:type=\"page\"/><w:t>sau</w:t></w:r><w:fldSimple w:instr=\" NUMPAGES \"><w:r><w:t>9</w:t></w:r></w:fldSimple>" \
    "<w:fldSimple w:instr=\" REF cho \"><w:r><w:t>kết quả</w:t></w:r></w:fldSimple></w:p>"                                \
    "<w:tbl><w:tblPr><w:tblW w:w=\"5000\" w:type=\"pct\"/><w:jc w:val=\"center\"/><w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid><w:gridCol w:w=\"2000\"/><w:gridCol w:w=\"3000\"/></w:tblGrid>" \
    "<w:tr><w:trPr><w:trHeight w:val=\"600\" w:hRule=\"exact\"/></w:trPr><w:tc><w:tcPr><w:tcW w:w=\"2000\" w:type=\"dxa\"/><w:tcBorders><w:bottom w:val=\"double\" w:sz=\"6\" w:color=\"0000FF\"/></w:tcBorders>" \
    "<w:shd w:val=\"clear\" w:fill=\"DDDDDD\"/><w:textDirection w:val=\"btLr\"/><w:vAlign w:val=\"center\"/></w:tcPr><w:p/></w:tc><w:tc><w:tcPr><w:tcW w:w=\"3000\" w:type=\"dxa\"/></w:tcPr><w:p/></w:tc></w:tr>" \
    "<w:tr><w:trPr><w:gridBefore w:val=\"1\"/></w:trPr><w:tc><w:tcPr><w:tcW w:w=\"3000\" w:type=\"dxa\"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>" \
    "<w:p><w:pPr><w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1000\" w:bottom=\"900\" w:left=\"800\" w:right=\"700\" w:header=\"300\" w:footer=\"200\"/>" \
    "<w:pgNumType w:fmt=\"lowerRoman\" w:start=\"5\"/><w:cols w:num=\"2\" w:sep=\"1\" w:space=\"400\"/><w:vAlign w:val=\"bottom\"/></w:sectPr></w:pPr>" \
    "<w:r><w:drawing><wp:anchor distT=\"0\" distB=\"0\" distL=\"12700\" distR=\"0\" behindDoc=\"1\" layoutInCell=\"1\" relativeHeight=\"3\">" \
    "<wp:positionH relativeFrom=\"page\"><wp:align>right</wp:align></wp:positionH><wp:positionV relativeFrom=\"paragraph\"><wp:posOffset>-12700</wp:posOffset></wp:positionV>" \
    "<wp:extent cx=\"1270000\" cy=\"635000\"/><wp:wrapSquare/><wp:docPr id=\"1\" name=\"Khung\" descr=\"mô tả\"/><a:graphic><a:graphicData><wps:wsp><wps:spPr><a:xfrm rot=\"5400000\"/>" \
    "<a:prstGeom prst=\"ellipse\"/><a:solidFill><a:srgbClr val=\"123456\"/></a:solidFill><a:ln w=\"25400\"><a:solidFill><a:srgbClr val=\"654321\"/></a:solidFill></a:ln></wps:spPr>" \
    "<wps:txbx><w:txbxContent><w:p><w:r><w:t>Trong khung</w:t></w:r></w:p></w:txbxContent></wps:txbx><wps:bodyPr anchor=\"ctr\"/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r></w:p>" \
    "<w:p><w:r><w:t>Hết</w:t></w:r></w:p><w:sectPr><w:type w:val=\"continuous\"/><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1000\" w:bottom=\"900\" w:left=\"800\" w:right=\"700\" w:header=\"300\" w:footer=\"200\"/></w:sectPr>"

static struct doc *read_all(struct opened *o)
{
    struct doc *d;

    parts_open(&(struct parts){.styles = STYLES, .numbering = NUMBERING, .body = BODY,
                               .settings = "<w:defaultTabStop w:val=\"500\"/><w:compat><w:compatSetting w:name=\"compatibilityMode\" w:val=\"15\"/></w:compat>"}, o);
    d = docx_read(&o->ctx, o->package);
    assert_non_null(d);
    assert_string_equal(o->told, "");
    return d;
}

static void a_docx_comes_back_the_same(void **state)
{
    struct opened o;
    struct doc *first = read_all(&o), *second;
    struct buf file = {0}, before = {0}, after = {0};
    struct package *p;

    (void)state;
    assert_true(docx_write(&o.ctx, first, &file));
    p = package_open(&o.ctx, "mau.docx", buf_span(&file));
    assert_non_null(p);
    second = docx_read(&o.ctx, p);
    assert_non_null(second);
    doc_dump(first, &before);
    doc_dump(second, &after);
    assert_string_equal(before.p, after.p);
    assert_int_equal(second->settings.compat, 15);
    assert_int_equal((int)second->settings.default_tab, 25);
    assert_string_equal(o.told, "");
    buf_release(&before);
    buf_release(&after);
    doc_free(second);
    package_close(p);
    buf_release(&file);
    doc_free(first);
    parts_close(&o);
}

static void an_odt_has_it_too(void **state)
{
    static const char *const CONTENT[] = {
        "text:style-name=\"DanhSo1\"", "<draw:custom-shape", ">Trong khung<", "<text:page-count>", "<text:bookmark text:name=\"cho\"/>",
        "fo:break-before=\"page\"", "fo:background-color=\"#dddddd\"", "style:row-height=\"30pt\"", "table:align=\"center\"",
        "style:text-underline-style=\"dotted\"", "style:text-scale=\"90%\"", "style:horizontal-pos=\"right\"", "<text:section ",
        "fo:background-color=\"#ffff00\"", "pt double #0000ff\"",
        "fo:column-count=\"2\"" /* not of the page, which goes on without columns */};
    static const char *const STYLE_PARTS[] = {
        "text:bullet-char=\"-\"", "style:num-prefix=\"Phần \"", "text:display-levels=\"2\"", "text:start-value=\"3\"", "style:num-format=\"i\"",
        "style:default-outline-level=\"2\""};
    struct opened o;
    struct doc *d = read_all(&o);
    struct buf file = {0};
    struct package *p;
    struct span text;

    (void)state;
    assert_true(odt_write(&o.ctx, d, &file));
    p = package_open(&o.ctx, "mau.odt", buf_span(&file));
    assert_non_null(p);
    assert_non_null(package_xml(p, "content.xml"));
    assert_non_null(package_xml(p, "styles.xml"));
    assert_true(package_text(p, "content.xml", &text));
    for (size_t i = 0; i < sizeof CONTENT / sizeof CONTENT[0]; i++)
        if (!memmem(text.p, text.n, CONTENT[i], strlen(CONTENT[i])))
            fail_msg("content.xml lacks %s", CONTENT[i]);
    assert_true(package_text(p, "styles.xml", &text));
    for (size_t i = 0; i < sizeof STYLE_PARTS / sizeof STYLE_PARTS[0]; i++)
        if (!memmem(text.p, text.n, STYLE_PARTS[i], strlen(STYLE_PARTS[i])))
            fail_msg("styles.xml lacks %s", STYLE_PARTS[i]);
    package_close(p);
    buf_release(&file);
    doc_free(d);
    parts_close(&o);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_docx_comes_back_the_same),
        cmocka_unit_test(an_odt_has_it_too),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
