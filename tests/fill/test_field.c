/* Merge fields and content controls: what each gives, and what each fault is told as, in both languages. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <cmocka.h>

#include "office.h"

#define T(text) "<w:r><w:t xml:space=\"preserve\">" text "</w:t></w:r>"
#define P(inside) "<w:p>" inside "</w:p>"
#define SIMPLE(instr) "<w:fldSimple w:instr=\"" instr "\"><w:r><w:t>«cũ»</w:t></w:r></w:fldSimple>"
#define CHAR(type) "<w:r><w:fldChar w:fldCharType=\"" type "\"/></w:r>"
#define INSTR(text) "<w:r><w:instrText xml:space=\"preserve\">" text "</w:instrText></w:r>"
#define COMPLEX(instr, result) CHAR("begin") INSTR(instr) CHAR("separate") result CHAR("end")
#define SDT(props, content) "<w:sdt><w:sdtPr>" props "</w:sdtPr><w:sdtContent>" content "</w:sdtContent></w:sdt>"
#define TAG(name) "<w:tag w:val=\"" name "\"/>"

static void gives(const char *body, const char *json, const char *expected)
{
    office_gives(body, json, FILL_STRICT, expected);
}

static void test_merge_fields(void **state)
{
    (void)state;
    gives(P(SIMPLE(" MERGEFIELD ten ")), "{\"ten\": \"A & B\"}", P(T("A &amp; B")));
    gives(P(SIMPLE("MERGEFIELD Họ_và_tên \\* MERGEFORMAT")), "{\"Họ và tên\": \"Lê Na\"}", P(T("Lê Na")));
    gives(P(SIMPLE("MERGEFIELD &quot;Họ và tên&quot;")), "{\"ho_va_ten\": \"Lê Na\"}", P(T("Lê Na")));
    gives(P(SIMPLE("MERGEFIELD khach.ten")), "{\"khach\": {\"ten\": \"X\"}}", P(T("X")));
    gives(P(SIMPLE("PAGE") SIMPLE("DATE \\@ &quot;dd&quot;")), "{}", P(SIMPLE("PAGE") SIMPLE("DATE \\@ &quot;dd&quot;")));
    gives(P(T("a") COMPLEX(" MERGEFIELD ten ", T("«cũ»")) T("b")), "{\"ten\": \"X\"}", P(T("a") T("X") T("b")));
    gives(P(CHAR("begin") INSTR(" MERGE") INSTR("FIELD te") INSTR("n ") CHAR("separate") "<w:bookmarkStart w:id=\"1\"/>"
            "<w:r><w:rPr><w:b/></w:rPr><w:t>c</w:t></w:r><w:bookmarkEnd w:id=\"1\"/>" CHAR("end")),
          "{\"ten\": \"x\\ny\"}",
          P("<w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">x</w:t><w:br/><w:t xml:space=\"preserve\">y</w:t></w:r>"
            "<w:bookmarkStart w:id=\"1\"/><w:bookmarkEnd w:id=\"1\"/>"));
    gives(P("<w:r><w:rPr><w:i/></w:rPr><w:t>a</w:t><w:fldChar w:fldCharType=\"begin\"/><w:instrText>MERGEFIELD ten</w:instrText>"
            "<w:fldChar w:fldCharType=\"end\"/><w:t>b</w:t></w:r>"),
          "{\"ten\": \"X\"}",
          P("<w:r><w:rPr><w:i/></w:rPr><w:t>a</w:t></w:r><w:r><w:rPr><w:i/></w:rPr><w:t xml:space=\"preserve\">X</w:t></w:r>"
            "<w:r><w:rPr><w:i/></w:rPr><w:t>b</w:t></w:r>"));
    gives(P(COMPLEX(" PAGE ", T("1")) COMPLEX(" MERGEFIELD a ", T("c"))), "{\"a\": null}", P(COMPLEX(" PAGE ", T("1"))));
    gives(P(T("{{ ten }} ") SIMPLE("MERGEFIELD ten")), "{\"ten\": \"{{ x }}\"}", P(T("{{ x }} ") T("{{ x }}")));
}

static void formats(const char *instruction, const char *value, const char *expected)
{
    char body[600], json[200], out[300];
    struct buf b = {0};

    buf_printf(&b, P(SIMPLE("MERGEFIELD a %s")), instruction);
    memcpy(body, b.p, b.n + 1);
    buf_clear(&b);
    buf_printf(&b, "{\"a\": %s}", value);
    memcpy(json, b.p, b.n + 1);
    buf_clear(&b);
    buf_printf(&b, P(T("%s")), expected);
    memcpy(out, b.p, b.n + 1);
    buf_release(&b);
    gives(body, json, out);
}

static void test_switches(void **state)
{
    (void)state;
    formats("\\* Upper", "\"đảng ủy\"", "ĐẢNG ỦY");
    formats("\\* lower", "\"ĐẢNG ỦY\"", "đảng ủy");
    formats("\\* FirstCap \\* MERGEFORMAT", "\"đảng ủy\"", "Đảng ủy");
    formats("\\* Caps", "\"nguyễn thị ánh\"", "Nguyễn Thị Ánh");
    formats("\\b &quot;Ông &quot; \\f &quot;, &quot;", "\"Nam\"", "Ông Nam, ");
    formats("\\# #,##0", "1234567", "1.234.567");
    formats("\\# #.##0", "1234567", "1.234.567");
    formats("\\# &quot;#,##0.00 đ&quot;", "1234.5", "1.234,50 đ");
    formats("\\# &quot;#.##0,##&quot;", "1234.5", "1.234,5");
    formats("\\# 0.00", "1234.5", "1234,50");
    formats("\\# 000", "7", "007");
    formats("\\# #,##0;(#,##0)", "-1234", "(1.234)");
    formats("\\# #,##0", "-1234", "-1.234");
    formats("\\@ dd/MM/yyyy", "\"2026-02-03\"", "03/02/2026");
    formats("\\@ &quot;'ngày' dd 'tháng' M 'năm' yyyy&quot;", "\"3/2/2026\"", "ngày 03 tháng 2 năm 2026");
    formats("\\@ &quot;dddd, d MMMM yy&quot;", "\"2026-02-03\"", "Thứ ba, 3 tháng 2 26");
}

static void test_controls(void **state)
{
    (void)state;
    gives(P(SDT(TAG("ten") "<w:showingPlcHdr/><w:text/>", "<w:r><w:rPr><w:rStyle w:val=\"PlaceholderText\"/></w:rPr><w:t>Bấm vào đây</w:t></w:r>")),
          "{\"ten\": \"Lan\"}", P(SDT(TAG("ten") "<w:text/>", T("Lan"))));
    gives(P(SDT("<w:alias w:val=\"Họ tên\"/>" TAG("x1"), "<w:r><w:rPr><w:b/></w:rPr><w:t>cũ</w:t></w:r>")), "{\"ho_ten\": \"Lan\"}",
          P(SDT("<w:alias w:val=\"Họ tên\"/>" TAG("x1"), "<w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">Lan</w:t></w:r>")));
    gives(SDT(TAG("a"), "<w:p><w:pPr><w:jc w:val=\"both\"/></w:pPr><w:r><w:t>cũ</w:t></w:r></w:p>"), "{\"a\": [\"x\", \"y\"]}",
          SDT(TAG("a"), "<w:p><w:pPr><w:jc w:val=\"both\"/></w:pPr>" T("x") "</w:p><w:p><w:pPr><w:jc w:val=\"both\"/></w:pPr>" T("y") "</w:p>"));
    gives("<w:tbl><w:tr>" SDT(TAG("a"), "<w:tc><w:tcPr><w:vAlign w:val=\"top\"/></w:tcPr><w:p><w:r><w:t>c</w:t></w:r></w:p></w:tc>") "</w:tr></w:tbl>",
          "{\"a\": 1}",
          "<w:tbl><w:tr>" SDT(TAG("a"), "<w:tc><w:tcPr><w:vAlign w:val=\"top\"/></w:tcPr><w:p>" T("1") "</w:p></w:tc>") "</w:tr></w:tbl>");
    gives(P(SDT(TAG("d") "<w:date><w:dateFormat w:val=\"d/M/yyyy\"/></w:date>", T("c"))), "{\"d\": \"2026-02-03\"}",
          P(SDT(TAG("d") "<w:date w:fullDate=\"2026-02-03T00:00:00Z\"><w:dateFormat w:val=\"d/M/yyyy\"/></w:date>", T("3/2/2026"))));
    gives(P(SDT(TAG("c") "<w:dropDownList><w:listItem w:displayText=\"Chấp thuận\" w:value=\"1\"/><w:listItem w:displayText=\"Từ chối\" w:value=\"2\"/></w:dropDownList>", T("c"))),
          "{\"c\": 2}",
          P(SDT(TAG("c") "<w:dropDownList><w:listItem w:displayText=\"Chấp thuận\" w:value=\"1\"/><w:listItem w:displayText=\"Từ chối\" w:value=\"2\"/></w:dropDownList>", T("Từ chối"))));
    gives(P(SDT(TAG("k") "<w14:checkbox><w14:checked w14:val=\"0\"/><w14:checkedState w14:val=\"00FE\" w14:font=\"Wingdings\"/></w14:checkbox>", T("o"))),
          "{\"k\": true}",
          P(SDT(TAG("k") "<w14:checkbox><w14:checked w14:val=\"1\"/><w14:checkedState w14:val=\"00FE\" w14:font=\"Wingdings\"/></w14:checkbox>",
                "<w:r><w:rPr><w:rFonts w:ascii=\"Wingdings\" w:eastAsia=\"Wingdings\" w:hAnsi=\"Wingdings\" w:hint=\"eastAsia\"/></w:rPr>"
                "<w:t xml:space=\"preserve\">þ</w:t></w:r>")));
    gives(P(SDT(TAG("goog_rdk_0"), T("chữ") SDT(TAG("ten"), T("c")))), "{\"ten\": \"X\"}", P(SDT(TAG("goog_rdk_0"), T("chữ") SDT(TAG("ten"), T("X")))));
}

static void test_repeated_section(void **state)
{
#define ITEM(id, name) SDT("<w:id w:val=\"" id "\"/><w15:repeatingSectionItem/>", P(SDT("<w:id w:val=\"9\"/>" TAG("ten"), T(name)) T("; ") SDT(TAG("noi"), T("c"))))
#define COPY(name) SDT("<w15:repeatingSectionItem/>", P(SDT(TAG("ten"), T(name)) T("; ") SDT(TAG("noi"), T("HN"))))
    (void)state;
    gives(SDT(TAG("ds") "<w15:repeatingSection/>", ITEM("7", "c")), "{\"noi\": \"HN\", \"ds\": [{\"ten\": \"A\"}, {\"ten\": \"B\"}]}",
          SDT(TAG("ds") "<w15:repeatingSection/>",
              SDT("<w:id w:val=\"7\"/><w15:repeatingSectionItem/>", P(SDT("<w:id w:val=\"9\"/>" TAG("ten"), T("A")) T("; ") SDT(TAG("noi"), T("HN")))) COPY("B")));
    gives(SDT(TAG("ds") "<w15:repeatingSection/>", ITEM("7", "c")) P(T("x")), "{\"ds\": []}", SDT(TAG("ds") "<w15:repeatingSection/>", "") P(T("x")));
}

/* Word shows what stands in the custom XML part. */
static void test_bound(void **state)
{
    static const struct office_part parts[] = {
        {"customXml/item1.xml", "<g xmlns=\"urn:g\"><ten>cũ</ten><ten so=\"1\">cũ</ten></g>", NULL, "customXml"},
        {"customXml/itemProps1.xml",
         "<ds:datastoreItem ds:itemID=\"{ABCDEF00-0000-4000-8000-000000000001}\" xmlns:ds=\"http://schemas.openxmlformats.org/officeDocument/2006/customXml\"/>",
         NULL, NULL},
        {"customXml/_rels/item1.xml.rels",
         "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r1\" "
         "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXmlProps\" Target=\"itemProps1.xml\"/></Relationships>",
         NULL, NULL},
    };
#define BINDING(path) "<w:dataBinding w:prefixMappings=\"xmlns:n='urn:g'\" w:xpath=\"" path "\" w:storeItemID=\"{abcdef00-0000-4000-8000-000000000001}\"/>"
    struct office o;
    struct buf b = {0};

    (void)state;
    office_fill(&o,
                P(SDT(TAG("ten") BINDING("/n:g[1]/n:ten[2]") "<w:text/>", T("c"))) P(SDT(TAG("so") BINDING("/n:g/n:ten[2]/@so"), T("c")))
                    P(SDT(TAG("k") BINDING("/n:g/n:ten[3]"), T("c"))) P(SDT(TAG("k") BINDING("//*"), T("c"))),
                parts, 3, "{\"ten\": \"A & B\", \"so\": 12, \"k\": 1}", FILL_STRICT, LANG_EN);
    assert_true(o.ok);
    assert_non_null(strstr(office_part_text(&o, "customXml/item1.xml", &b), "<g xmlns=\"urn:g\"><ten>cũ</ten><ten so=\"12\">A &amp; B</ten></g>"));
    assert_string_equal(o.messages.p,
                        "mau.docx: body, paragraph 3, k: warning: the control is bound to /n:g/n:ten[3] of customXml/item1.xml, which has no such place; Word may show the old value [field-unbound]\n"
                        "mau.docx: body, paragraph 4, k: warning: the control is bound to //* of customXml/item1.xml, which has no such place; Word may show the old value [field-unbound]\n");
    buf_release(&b);
    office_release(&o);
}

static const struct {
    const char *body, *json, *vi, *en;
    bool ok;
} faults[] = {
    {P("") P(SIMPLE("MERGEFIELD ten")), "{}",
     "mau.docx: thân bài, đoạn 2, MERGEFIELD ten: lỗi: trong dữ liệu không có \"ten\" cho trường này; thêm vào, ghi null nếu muốn bỏ trống [field-missing]\n",
     "mau.docx: body, paragraph 2, MERGEFIELD ten: error: there is no \"ten\" in the data for this field; add it, as null when it is to be left out [field-missing]\n", false},
    {P(SDT(TAG("ten") "<w:showingPlcHdr/>", T("c"))), "{}",
     "mau.docx: thân bài, đoạn 1, ten: lỗi: trong dữ liệu không có \"ten\" cho trường này; thêm vào, ghi null nếu muốn bỏ trống [field-missing]\n",
     "mau.docx: body, paragraph 1, ten: error: there is no \"ten\" in the data for this field; add it, as null when it is to be left out [field-missing]\n", false},
    {P(SIMPLE("MERGEFIELD a \\@ dd")), "{\"a\": \"mai\"}",
     "mau.docx: thân bài, đoạn 1, MERGEFIELD a: lỗi: \"mai\" không phải ngày tháng; ghi như 03/02/2026 hoặc 2026-02-03 [field-date]\n",
     "mau.docx: body, paragraph 1, MERGEFIELD a: error: \"mai\" is not a date; write it as 03/02/2026 or 2026-02-03 [field-date]\n", false},
    {P(SIMPLE("MERGEFIELD a \\* CardText")), "{\"a\": 1}",
     "mau.docx: thân bài, đoạn 1, MERGEFIELD a: cảnh báo: không có cách viết \"\\* CardText\" nên bỏ qua; có Upper, Lower, FirstCap và Caps [field-switch]\n",
     "mau.docx: body, paragraph 1, MERGEFIELD a: warning: the switch \"\\* CardText\" is not known and does nothing; there are Upper, Lower, FirstCap and Caps [field-switch]\n", true},
    {P(SDT(TAG("c") "<w:dropDownList><w:listItem w:displayText=\"Có\" w:value=\"1\"/></w:dropDownList>", T("c"))), "{\"c\": \"Không\"}",
     "mau.docx: thân bài, đoạn 1, c: lỗi: \"Không\" không có trong danh sách của \"c\"; chọn một trong: Có [field-choice]\n",
     "mau.docx: body, paragraph 1, c: error: \"Không\" is not in the list of \"c\"; choose among: Có [field-choice]\n", false},
    {P(SDT(TAG("c") "<w14:checkbox/>", T("c"))), "{\"c\": \"x\"}",
     "mau.docx: thân bài, đoạn 1, c: lỗi: \"c\" là ô đánh dấu; giá trị phải là true hoặc false [field-checkbox]\n",
     "mau.docx: body, paragraph 1, c: error: \"c\" is a checkbox; its value is true or false [field-checkbox]\n", false},
    {P(SDT(TAG("c") "<w15:repeatingSection/>", T("c"))), "{\"c\": [1]}",
     "mau.docx: thân bài, đoạn 1, c: lỗi: \"c\" là phần lặp lại; giá trị phải là danh sách, và phần đó có ít nhất một mục làm mẫu [field-section]\n",
     "mau.docx: body, paragraph 1, c: error: \"c\" is a repeating section; its value is a list, and it holds one item at least as the pattern [field-section]\n", false},
    {P(SDT(TAG("c") "<w:picture/>", T("c"))), "{\"c\": 1}",
     "mau.docx: thân bài, đoạn 1, c: lỗi: \"c\" là ô nhập hình, không điền được; thay bằng thẻ {{ }} có hình [field-picture]\n",
     "mau.docx: body, paragraph 1, c: error: \"c\" is a control for a picture, which is not filled; write a tag {{ }} with a picture in its place [field-picture]\n", false},
    {P(CHAR("begin") INSTR("MERGEFIELD a") "<w:hyperlink>" CHAR("separate") CHAR("end") "</w:hyperlink>"), "{\"a\": 1}",
     "mau.docx: thân bài, đoạn 1, MERGEFIELD a: lỗi: trường \"a\" bắt đầu trong một liên kết, thay đổi hoặc ô nhập và kết thúc ở ngoài; xoá trường trong Word rồi chèn lại [field-broken]\n",
     "mau.docx: body, paragraph 1, MERGEFIELD a: error: the field \"a\" begins inside a link, a change or a control and ends outside it; delete it in Word and insert it anew [field-broken]\n", false},
    {P(CHAR("begin") INSTR(" IF ") COMPLEX("MERGEFIELD a", T("c")) INSTR(" = 1 ") CHAR("separate") T("x") CHAR("end")), "{\"a\": 1}",
     "mau.docx: thân bài, đoạn 1, MERGEFIELD a: cảnh báo: trường \"a\" nằm trong mã của một trường khác, kết quả của trường đó vẫn là kết quả cũ cho đến khi cập nhật trong Word (F9) [field-nested]\n",
     "mau.docx: body, paragraph 1, MERGEFIELD a: warning: the field \"a\" stands in the instruction of another field, whose result is the old one until Word updates it (F9) [field-nested]\n", true},
};

static void test_faults(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        for (int lang = LANG_VI; lang <= LANG_EN; lang++) {
            struct office o;

            office_fill(&o, faults[i].body, NULL, 0, faults[i].json, FILL_STRICT, (enum lang)lang);
            assert_int_equal(o.ok, faults[i].ok);
            assert_int_equal(o.out.n > 0, faults[i].ok);
            assert_string_equal(o.messages.p ? o.messages.p : "", lang == LANG_VI ? faults[i].vi : faults[i].en);
            office_release(&o);
        }
    }
}

/* Other programs leave fields alone, and so does filling in their way. */
static void test_compatible(void **state)
{
    struct office o;
    struct buf b = {0};

    (void)state;
    office_fill(&o, P(T("{{ a }}") SIMPLE("MERGEFIELD x")), NULL, 0, "{\"a\": 1, \"x\": 2}", FILL_DOCXTPL, LANG_EN);
    assert_true(o.ok);
    assert_string_equal(office_part_text(&o, "word/document.xml", &b), P(T("1") SIMPLE("MERGEFIELD x")));
    buf_release(&b);
    office_release(&o);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_merge_fields), cmocka_unit_test(test_switches), cmocka_unit_test(test_controls), cmocka_unit_test(test_repeated_section),
        cmocka_unit_test(test_bound),        cmocka_unit_test(test_faults),   cmocka_unit_test(test_compatible),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
