/* Values that are more than text: what each form gives, and what each fault is told as. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <cmocka.h>

#include "office.h"
#include "package/read.h"

#define WORD "application/vnd.openxmlformats-officedocument.wordprocessingml."
#define T(text) "<w:r><w:t xml:space=\"preserve\">" text "</w:t></w:r>"
#define P(text) "<w:p>" T(text) "</w:p>"
#define RP(props, text) "<w:r><w:rPr>" props "</w:rPr><w:t xml:space=\"preserve\">" text "</w:t></w:r>"

/* 4 by 2 points, 96 to the inch. */
static const char png[] =
    "\211\120\116\107\015\012\032\012\000\000\000\015\111\110\104\122\000\000\000\004\000\000\000\002\010\000\000\000"
    "\000\132\303\042\277\000\000\000\011\160\110\131\163\000\000\016\304\000\000\016\304\001\225\053\016\033\000\000"
    "\000\013\111\104\101\124\170\332\143\140\200\001\000\000\012\000\001\354\044\003\271\000\000\000\000\111\105\116"
    "\104\256\102\140\202";

static const struct memory_file files[] = {{"dau.png", {png, sizeof png - 1}}, {"hong.png", {png, 40}}, {"chu.txt", {"chu", 3}}};

static const struct office_part styles = {
    "word/styles.xml",
    "<w:styles " OFFICE_NS "><w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Thuong\"><w:name w:val=\"Normal\"/></w:style>"
    "<w:style w:type=\"paragraph\" w:styleId=\"Muc1\"><w:name w:val=\"heading 1\"/></w:style>"
    "<w:style w:type=\"character\" w:styleId=\"Nhan\"><w:name w:val=\"Nhấn mạnh\"/></w:style>"
    "<w:style w:type=\"table\" w:styleId=\"Luoi\"><w:name w:val=\"Table Grid\"/></w:style></w:styles>",
    WORD "styles+xml", "styles"};

static void fill(struct office *o, const char *body, const char *json, enum fill_mode mode)
{
    office_fill_files(o, body, &styles, 1, json, mode, LANG_EN, files, sizeof files / sizeof *files);
}

static void gives(const char *body, const char *json, const char *expected)
{
    struct office o;
    struct buf b = {0};

    fill(&o, body, json, FILL_STRICT);
    if (!o.ok)
        print_error("%s\n%s", body, o.messages.p);
    assert_true(o.ok);
    assert_string_equal(office_part_text(&o, "word/document.xml", &b), expected);
    buf_release(&b);
    office_release(&o);
}

static void refuses(const char *body, const char *json, const char *message)
{
    struct office o;

    fill(&o, body, json, FILL_STRICT);
    assert_false(o.ok);
    assert_string_equal(o.messages.p, message);
    assert_int_equal(o.out.n, 0);
    office_release(&o);
}

static void part_is(const char *body, const char *json, const char *part, const char *expected)
{
    struct office o;
    struct buf b = {0};

    fill(&o, body, json, FILL_STRICT);
    if (!o.ok)
        print_error("%s\n%s", body, o.messages.p);
    assert_true(o.ok);
    assert_string_equal(office_part_text(&o, part, &b), expected);
    buf_release(&b);
    office_release(&o);
}

static void test_richtext(void **state)
{
    (void)state;
    gives("<w:p>" T("{{r x }}") "</w:p>", "{\"x\": {\"$richtext\": \"a <&> b\", \"bold\": true, \"color\": \"#ff0000\", \"size\": 28}}",
          "<w:p>" RP("<w:b/><w:color w:val=\"ff0000\"/><w:sz w:val=\"28\"/><w:szCs w:val=\"28\"/>", "a &lt;&amp;&gt; b") "</w:p>");
    gives("<w:p>" T("{{r x }}") "</w:p>",
          "{\"x\": {\"$richtext\": [\"a\", {\"text\": [\"b\", {\"text\": \"c\", \"bold\": false, \"underline\": \"wave\"}], \"bold\": true, "
          "\"size\": \"13,5pt\"}, {\"text\": \"d\", \"font\": \"eastAsia:SimSun\", \"lang\": \"vi-VN\", \"superscript\": true}]}}",
          "<w:p>" T("a") RP("<w:b/><w:sz w:val=\"27\"/><w:szCs w:val=\"27\"/>", "b")
          RP("<w:b w:val=\"0\"/><w:sz w:val=\"27\"/><w:szCs w:val=\"27\"/><w:u w:val=\"wave\"/>", "c")
          RP("<w:rFonts w:ascii=\"SimSun\" w:hAnsi=\"SimSun\" w:eastAsia=\"SimSun\" w:cs=\"SimSun\"/><w:vertAlign w:val=\"superscript\"/>"
             "<w:lang w:val=\"vi-VN\"/>", "d") "</w:p>");
    gives("<w:p>" T("{{r x }}") "</w:p>", "{\"x\": {\"$richtext\": \"a\\nb\\tc\"}}",
          "<w:p><w:r><w:t xml:space=\"preserve\">a</w:t><w:br/><w:t xml:space=\"preserve\">b</w:t><w:tab/><w:t xml:space=\"preserve\">c</w:t></w:r></w:p>");
    gives("<w:p>" RP("<w:i/>", "x {{ x }} y") "</w:p>", "{\"x\": {\"$richtext\": \"a\", \"style\": \"nhấn mạnh\"}}",
          "<w:p>" RP("<w:i/>", "x ") RP("<w:rStyle w:val=\"Nhan\"/><w:i/>", "a") RP("<w:i/>", " y") "</w:p>");
    gives(P("{{p x }}"), "{\"x\": {\"$richtext\": \"a\", \"highlight\": \"yellow\"}}", "<w:p>" RP("<w:highlight w:val=\"yellow\"/>", "a") "</w:p>");
}

static void test_links(void **state)
{
    (void)state;
    const char *body = "<w:p>" T("{{r x }}") "</w:p>", *json = "{\"x\": {\"$richtext\": [{\"text\": \"a\", \"url\": \"http://a.vn/?b=1&c=2\"}, "
                                                               "{\"text\": \"b\", \"url\": \"http://a.vn/?b=1&c=2\"}]}}";
    gives(body, json,
          "<w:p><w:hyperlink xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" r:id=\"rIdVb1\" w:tgtFrame=\"_blank\">" T("a")
          "</w:hyperlink><w:hyperlink xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" r:id=\"rIdVb1\" w:tgtFrame=\"_blank\">"
          T("b") "</w:hyperlink></w:p>");
    part_is(body, json, "word/_rels/document.xml.rels",
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" "
            "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"/word/styles.xml\"/><Relationship Id=\"rIdVb1\" "
            "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink\" Target=\"http://a.vn/?b=1&amp;c=2\" "
            "TargetMode=\"External\"/></Relationships>");
}

static void test_paragraphs(void **state)
{
    (void)state;
    gives(P("{{p x }}"), "{\"x\": {\"$paragraphs\": [{\"text\": \"a\", \"parastyle\": \"Heading 1\"}, \"b\", {\"text\": [\"c\", {\"text\": \"d\", "
                         "\"italic\": true}]}]}}",
          "<w:p><w:pPr><w:pStyle w:val=\"Muc1\"/></w:pPr>" T("a") "</w:p>" P("b") "<w:p>" T("c") RP("<w:i/>", "d") "</w:p>");
    /* without p: the paragraph around is divided, and what is left of it goes when it is empty */
    gives(P("{{ x }}"), "{\"x\": {\"$paragraphs\": [\"a\"]}}", P("a"));
    gives(P("x {{ x }} y"), "{\"x\": {\"$paragraphs\": [\"a\"]}}", P("x ") P("a") P(" y"));
    gives("<w:tbl><w:tblGrid><w:gridCol w:w=\"9\"/></w:tblGrid><w:tr><w:tc>" P("{{ x }}") "</w:tc></w:tr></w:tbl>",
          "{\"x\": {\"$paragraphs\": [\"a\"]}}", "<w:tbl><w:tblGrid><w:gridCol w:w=\"9\"/></w:tblGrid><w:tr><w:tc>" P("a") "</w:tc></w:tr></w:tbl>");
    gives("<w:p>" RP("<w:i/>", "{{ x }}") "</w:p>", "{\"x\": {\"$listing\": \"a\\n<b>\"}}",
          "<w:p><w:r><w:rPr><w:i/></w:rPr><w:t xml:space=\"preserve\">a</w:t><w:br/><w:t xml:space=\"preserve\">&lt;b&gt;</w:t></w:r></w:p>");
    gives(P("a{{ x }}b"), "{\"x\": {\"$pagebreak\": true}}", P("a") "<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>" P("b"));
}

#define DRAWING(cx, cy, id)                                                                                                                      \
    "<w:r><w:drawing><wp:inline xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" "                            \
    "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\" "   \
    "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\">"            \
    "<wp:extent cx=\"" cx "\" cy=\"" cy "\"/><wp:docPr id=\"" id "\" name=\"dau.png\"/><wp:cNvGraphicFramePr><a:graphicFrameLocks "              \
    "noChangeAspect=\"1\"/></wp:cNvGraphicFramePr><a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\">"    \
    "<pic:pic><pic:nvPicPr><pic:cNvPr id=\"0\" name=\"dau.png\"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed=\"rIdVb1\"/>"         \
    "<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"" cx "\" cy=\"" cy "\"/></a:xfrm>"  \
    "<a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"

static void test_pictures(void **state)
{
    (void)state;
    gives("<w:p>" T("{{r x }}") "</w:p>", "{\"x\": {\"$image\": \"dau.png\"}}", "<w:p>" DRAWING("38100", "19050", "1000001") "</w:p>");
    gives("<w:p>" T("{{r x }}") "</w:p>", "{\"x\": {\"$image\": \"dau.png\", \"width\": \"2,5cm\"}}", "<w:p>" DRAWING("900000", "450000", "1000001") "</w:p>");
    gives("<w:p>" T("{{r x }}") "</w:p>", "{\"x\": {\"$image\": \"dau.png\", \"width\": \"1in\", \"height\": \"72pt\"}}",
          "<w:p>" DRAWING("914400", "914400", "1000001") "</w:p>");
    /* twice the same: one part, one relationship, two ids */
    gives("<w:p>" T("{{r x }}") T("{{r x }}") "</w:p>", "{\"x\": {\"$image\": \"dau.png\", \"height\": \"10mm\"}}",
          "<w:p>" DRAWING("720000", "360000", "1000001") DRAWING("720000", "360000", "1000002") "</w:p>");
    part_is("<w:p>" T("{{r x }}") "</w:p>", "{\"x\": {\"$image\": \"dau.png\"}}", "[Content_Types].xml",
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" "
            "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>"
            "<Override PartName=\"/word/document.xml\" ContentType=\"" WORD "document.main+xml\"/><Override PartName=\"/word/styles.xml\" ContentType=\"" WORD
            "styles+xml\"/><Override PartName=\"/word/media/image1.png\" ContentType=\"image/png\"/></Types>");
}

static void test_header_picture(void **state)
{
    const struct office_part header = {"word/header1.xml", "<w:hdr " OFFICE_NS ">" P("{{ x }}") "</w:hdr>", WORD "header+xml", "header"};
    struct office o;
    struct buf b = {0};

    (void)state;
    office_fill_files(&o, P("a"), &header, 1, "{\"x\": {\"$image\": \"dau.png\", \"width\": \"1cm\"}}", FILL_STRICT, LANG_EN, files, 1);
    assert_true(o.ok);
    assert_string_equal(office_part_text(&o, "word/_rels/header1.xml.rels", &b),
                        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships "
                        "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rIdVb1\" "
                        "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/image\" Target=\"media/image1.png\"/></Relationships>");
    office_release(&o);
    buf_release(&b);
}

static void test_faults(void **state)
{
    (void)state;
    refuses(P("{{r x}}"), "{\"x\": {\"$richtxt\": \"a\"}}", "d.json:1:9: error: \"$richtxt\" is no tagged form; write $richtext [tagged-form]\n");
    refuses(P("{{r x}}"), "{\"x\": {\"$richtext\": \"a\", \"$image\": \"b\"}}",
            "d.json:1:27: error: \"$image\" stands beside \"$richtext\"; a value has one key that begins with $, take one of them out [tagged-form]\n");
    refuses(P("{{r x}}"), "{\"x\": {\"$richtext\": \"a\", \"blod\": true}}",
            "d.json:1:27: error: $richtext takes no \"blod\"; it takes style color highlight size subscript superscript bold italic underline strike font url rtl lang [tagged-member]\n");
    refuses(P("{{r x}}"), "{\"x\": {\"$richtext\": \"a\", \"color\": \"red\"}}",
            "d.json:1:36: error: color is \"red\", a colour was expected: six digits 0-9 A-F for red, green and blue, as FF0000 [tagged-value]\n");
    refuses(P("{{r x}}"), "{\"x\": {\"$richtext\": {\"a\": 1}}}",
            "d.json:1:23: error: { text } takes no \"a\"; it takes text style color highlight size subscript superscript bold italic underline strike font url rtl lang [tagged-member]\n");
    refuses(P("{{ x}}"), "{\"x\": {\"$image\": \"khong.png\"}}", "d.json:1:19: error: there is no file \"khong.png\" beside the data; check the name and the folder [tagged-file]\n");
    refuses(P("{{ x}}"), "{\"x\": {\"$image\": \"../dau.png\"}}",
            "d.json:1:19: error: \"../dau.png\" leads out of the folder of the data; put the file beside the data file or below it [tagged-file]\n");
    refuses(P("{{ x}}"), "{\"x\": {\"$image\": \"chu.txt\"}}", "d.json:1:19: error: \"chu.txt\" is no PNG or JPEG picture; save the picture in one of these formats [tagged-picture]\n");
    refuses(P("{{ x}}"), "{\"x\": {\"$image\": \"hong.png\"}}", "d.json:1:19: error: the picture \"hong.png\" is damaged or cut off; copy it anew from where it came [tagged-picture]\n");
    refuses(P("{{ x}}"), "{\"x\": {\"$image\": \"dau.png\", \"width\": \"20\"}}",
            "d.json:1:39: error: width is \"20\", a length was expected: a number above 0 with mm, cm, in or pt, as \"35mm\", at most 550 mm [tagged-value]\n");
    refuses("<w:p><w:hyperlink w:tooltip=\"{{ x }}\">" T("a") "</w:hyperlink></w:p>", "{\"x\": {\"$richtext\": \"a\"}}",
            "mau.docx: body, paragraph 1, {{ x }}: error: {{ x }} cannot stand in a property, a link or a note mark; put its tag into the text of a paragraph "
            "[tagged-place]\n");
    refuses(P("{{ x}}"), "{\"x\": {\"$subdoc\": \"chu.txt\"}}",
            "chu.txt: error: this is no DOCX or ODT: it does not begin as a ZIP package; check that it is the right file and was copied whole [package-not-document]\n");
}

static void test_style_missing(void **state)
{
    struct office o;

    (void)state;
    fill(&o, P("{{p x}}"), "{\"x\": {\"$paragraphs\": [{\"text\": \"a\", \"parastyle\": \"Heding 1\"}, {\"text\": \"b\", \"parastyle\": \"Heding 1\"}]}}", FILL_STRICT);
    assert_true(o.ok);
    assert_string_equal(o.messages.p, "d.json:1:52: warning: the template has no style \"Heding 1\"; make it in the template, or use \"heading 1\" [style-missing]\n");
    office_release(&o);
}

#define CELL(jc, inside)                                                                                                                        \
    "<w:tc><w:tcPr><w:tcW w:w=\"4500\" w:type=\"dxa\"/></w:tcPr><w:p><w:pPr><w:ind w:left=\"0\" w:right=\"0\" w:firstLine=\"0\"/><w:jc w:val=\"" jc \
    "\"/></w:pPr>" inside "</w:p></w:tc>"

static void test_markdown(void **state)
{
    (void)state;
    gives("<w:p><w:pPr><w:ind w:firstLine=\"567\"/></w:pPr>" RP("<w:sz w:val=\"28\"/>", "{{p x|markdown }}") "</w:p>", "{\"x\": \"# Mục\\n\\nChữ **đậm**\\ndòng hai.\"}",
          "<w:p><w:pPr><w:pStyle w:val=\"Muc1\"/></w:pPr>" T("Mục") "</w:p><w:p><w:pPr><w:ind w:firstLine=\"567\"/></w:pPr>" RP("<w:sz w:val=\"28\"/>", "Chữ ")
          RP("<w:b/><w:sz w:val=\"28\"/>", "đậm") RP("<w:sz w:val=\"28\"/>", " dòng hai.") "</w:p>");
    gives(P("{{p x|markdown }}"), "{\"x\": \"1. a\\n2. b\\n\\nc\\n\\n1. d\"}",
          "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr>" T("a") "</w:p>"
          "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr>" T("b") "</w:p>" P("c")
          "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"2\"/></w:numPr></w:pPr>" T("d") "</w:p>");
    gives(P("{{p x }}"), "{\"x\": {\"$markdown\": \"| a | b |\\n|---|--:|\\n| 1 | 22 |\"}}",
          "<w:tbl><w:tblPr><w:tblStyle w:val=\"Luoi\"/><w:tblW w:w=\"5000\" w:type=\"pct\"/><w:tblLook w:val=\"04A0\" w:firstRow=\"1\" w:lastRow=\"0\" "
          "w:firstColumn=\"0\" w:lastColumn=\"0\" w:noHBand=\"0\" w:noVBand=\"1\"/></w:tblPr><w:tblGrid><w:gridCol w:w=\"4500\"/><w:gridCol w:w=\"4500\"/></w:tblGrid>"
          "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" CELL("center", RP("<w:b/>", "a")) CELL("center", RP("<w:b/>", "b")) "</w:tr><w:tr>"
          CELL("left", T("1")) CELL("right", T("22")) "</w:tr></w:tbl>");
}

static void test_html(void **state)
{
    struct office o;
    struct buf b = {0};

    (void)state;
    gives(P("{{p x|html }}"), "{\"x\": \"<p>a <b>b</b>  c<br>d</p>e<ul><li>f<ol><li>g</ol></ul>\"}",
          "<w:p>" T("a ") RP("<w:b/>", "b") T(" c") "<w:r><w:br/></w:r>" T("d") "</w:p>" P("e")
          "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr>" T("f") "</w:p>"
          "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"1\"/><w:numId w:val=\"2\"/></w:numPr></w:pPr>" T("g") "</w:p>");
    fill(&o, P("{{p x|html }}"), "{\"x\": \"<script>a</script><la>b</la><la>c</la><a href='javascript:x()'>d</a><img src='http://x/y.png'>\"}", FILL_STRICT);
    assert_true(o.ok);
    assert_string_equal(o.messages.p,
        "d.json:1:8: warning: <script> has no place on paper and was left out with what is in it; take it out of the data [html-dropped]\n"
        "d.json:1:8: warning: <la> is not known, only the text in it is printed; take the tag out, or write p, h1 to h6, ul, ol, table, b, i, u, a, br "
        "[html-unknown]\n"
        "d.json:1:8: warning: the link \"javascript:x()\" leads to no http, https, mailto, tel or ftp address, only its text is printed; mend the address "
        "[html-link]\n"
        "d.json:1:8: warning: the picture \"http://x/y.png\" is no file beside the data and was left out; put a PNG or JPEG there and name it "
        "[html-picture]\n");
    assert_string_equal(office_part_text(&o, "word/document.xml", &b), "<w:p>" T("b") T("c") "</w:p>" P("d"));
    office_release(&o);
    buf_release(&b);
}

/* What stands in w:tcPr behind the width, and in the cell: "[span2|a]". */
static const char *grid_of(const struct office *o, struct buf *out)
{
    static const struct { const char *xml, *word; } words[] = {
        {"<w:tr>", "/ "}, {"<w:tr><w:trPr>", "// "}, {"<w:tcPr>", "["}, {"<w:gridSpan w:val=\"", "span"}, {"<w:vMerge w:val=\"restart\"/>", "down"}, {"<w:vMerge/>", "below"},
        {"<w:t xml:space=\"preserve\">", "|"}, {"<w:b/>", "*"}, {"</w:tc>", "] "}, {"</w:tbl>", "end "}, {"<w:jc w:val=\"center\"/>", "^"}};
    struct buf text = {0};

    office_part_text(o, "word/document.xml", &text);
    for (size_t i = 0; i < text.n; i++) {
        size_t best = 0, n = 0;

        for (size_t k = 0; k < sizeof words / sizeof *words; k++)
            if (span_starts(span_make(text.p + i, text.n - i), words[k].xml) && strlen(words[k].xml) > n)
                n = strlen(words[k].xml), best = k;
        if (!n)
            continue;
        buf_puts(out, words[best].word);
        i += n - 1;
        if (words[best].word[0] == '|' || words[best].word[0] == 's')
            while (text.p[i + 1] != '<' && text.p[i + 1] != '"')
                buf_putc(out, text.p[++i]);
    }
    buf_release(&text);
    return out->p ? out->p : "";
}

/* A table of HTML, laid. */
static void lays(const char *html, const char *expected)
{
    struct office o;
    struct buf json = {0}, b = {0};

    buf_printf(&json, "{\"x\": \"%s\"}", html);
    fill(&o, P("{{p x|html }}"), json.p, FILL_STRICT);
    if (!o.ok)
        print_error("%s\n%s", html, o.messages.p);
    assert_true(o.ok);
    assert_string_equal(grid_of(&o, &b), expected);
    buf_release(&json);
    buf_release(&b);
    office_release(&o);
}

static void test_html_tables(void **state)
{
    struct buf wide = {0};

    (void)state;
    lays("<table><tr><td colspan=2>a<td rowspan=2>b<tr><td>c<td>d</table>", "/ [span2|a] [down|b] / [|c] [|d] [below] end ");
    lays("<table><tr><th rowspan=2>a<th colspan=2>b<tr><th>c<th>d<tr><th>e<td>f</table>",
         "// [down^*|a] [span2^*|b] // [below] [^*|c] [^*|d] / [*|e] [|f] [] end ");
    lays("<table><tr><th rowspan=2>a<th>b<tr><td>c<tr><td>d</table>", "// [down^*|a] [^*|b] // [below] [^*|c] / [|d] [] end "); /* the heading reaches into it */
    lays("<table><tfoot><tr><td>f</tfoot><tbody><tr><td rowspan=9>b<td>c</tbody><thead><tr><th rowspan=0>h</thead><tr><td rowspan=0>x<tr><td>y</table>",
         "// [^*|h] [^] / [|b] [|c] / [down|x] [] / [below] [|y] / [|f] [] end "); /* a group bounds its cells */
    lays("<table><tr><td>a<td rowspan=2>b<tr><td colspan=3>c<td>d</table>", "/ [|a] [down|b] [] / [|c] [below] [|d] end "); /* no room: narrower */
    lays("<table><tr><td rowspan=3>a<tr><tr></table>", "/ [down|a] / [below] / [below] end ");
    lays("<table><tr><td colspan=0>a<td rowspan=-1>b<td colspan=x>c</table>", "/ [|a] [|b] [|c] end ");
    lays("<table><tr><td><table><tr><td rowspan=2>a<tr></table></table>", "/ [/ [down|a] / [below] end ] end ");
    lays("<table><tr><th><p>a</p><p align='right'>b</p></table>", "// [^*|a*|b] end ");
    refuses(P("{{p x|html }}"), "{\"x\": \"<table><tr><td colspan=64>a</table>\"}",
            "d.json:1:8: error: x has a table of more than 63 columns, more than a page can hold; divide the table [markup-wide]\n");
    buf_puts(&wide, "<table><tr><td rowspan=2 colspan=60>");
    for (int i = 0; i < 3; i++)
        buf_puts(&wide, "<td>");
    buf_puts(&wide, "<tr><td>a<td>b<td>c<td>d</table>");
    struct buf json = {0};
    buf_printf(&json, "{\"x\": \"%s\"}", wide.p);
    refuses(P("{{p x|html }}"), json.p, "d.json:1:8: error: x has a table of more than 63 columns, more than a page can hold; divide the table [markup-wide]\n");
    buf_release(&json);
    buf_release(&wide);
}

#define ITEM(list, text) "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"" list "\"/></w:numPr></w:pPr>" T(text) "</w:p>"

static const struct office_part numbers[] = {
    {"word/numbering.xml",
     "<w:numbering " OFFICE_NS "><w:abstractNum w:abstractNumId=\"4\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"5\"/><w:numFmt w:val=\"decimal\"/>"
     "<w:lvlText w:val=\"%1)\"/></w:lvl></w:abstractNum><w:num w:numId=\"7\"><w:abstractNumId w:val=\"4\"/></w:num></w:numbering>",
     WORD "numbering+xml", "numbering"}};

/* Whatever it is, it is read or refused with a word. */
static void test_html_broken(void **state)
{
    static const char *const texts[] = {"<", "<p", "</p></p>", "<table><tr><td><table><tr>", "<ul><p>x<li>", "<li>a<li>b", "&#0;&#xffffff;&bad;", "<td>x",
                                        "<b><p>x</b></p>", "<h1><h2>x", "<img src=dau.png alt=a><img>", "<!DOCTYPE html [<!ENTITY a 'b'>]>&a;", "<pre>\\n a\\tb</pre>"};

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct buf json = {0};
        struct office o;

        buf_printf(&json, "{\"x\": \"%s\"}", texts[i]);
        fill(&o, P("{{p x|html }}"), json.p, FILL_STRICT);
        assert_true(o.ok || o.messages.n);
        office_release(&o);
        buf_clear(&json);
        buf_puts(&json, "{\"x\": \"");
        for (size_t k = 0; k < 400; k++)
            buf_puts(&json, texts[i]);
        buf_puts(&json, "\"}");
        fill(&o, P("{{p x|html }}"), json.p, FILL_STRICT);
        assert_true(o.ok || o.messages.n);
        office_release(&o);
        buf_release(&json);
    }
}

#define PART_STYLES                                                                                                                              \
    "<w:styles " OFFICE_NS "><w:style w:type=\"paragraph\" w:styleId=\"a1\"><w:name w:val=\"heading 1\"/></w:style>"                            \
    "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Muc1\"><w:name w:val=\"Riêng\"/><w:basedOn w:val=\"a1\"/></w:style></w:styles>"

static void test_subdoc(void **state)
{
    const struct office_part parts[] = {{"word/styles.xml", PART_STYLES, WORD "styles+xml", "styles"}, numbers[0]};
    struct office part, o;
    struct memory_file file = {.name = "phan.docx"};
    struct buf b = {0};
    const char *text;

    (void)state;
    office_fill(&part, "<w:p w14:paraId=\"00000001\"><w:pPr><w:pStyle w:val=\"a1\"/></w:pPr>" T("a") "</w:p><w:p><w:pPr><w:pStyle w:val=\"Muc1\"/></w:pPr>" T("b") "</w:p>"
                ITEM("7", "c") "<w:p><w:r><w:commentReference w:id=\"1\"/></w:r></w:p><w:sectPr/>", parts, 2, "{}", FILL_STRICT, LANG_EN);
    assert_true(part.ok);
    file.bytes = buf_span(&part.file);
    office_fill_files(&o, P("{{p x }}") P("{{p x }}"), &styles, 1, "{\"x\": {\"$subdoc\": \"phan.docx\"}}", FILL_STRICT, LANG_EN, &file, 1);
    if (!o.ok)
        print_error("%s", o.messages.p);
    assert_true(o.ok);
    text = office_part_text(&o, "word/document.xml", &b);
    /* a style of one name is one, another gets a free id; each insertion has lists of its own */
    assert_non_null(strstr(text, "<w:pStyle w:val=\"Muc1\"/></w:pPr><w:r><w:t xml:space=\"preserve\">a<"));
    assert_non_null(strstr(text, "<w:pStyle w:val=\"Muc12\"/></w:pPr><w:r><w:t xml:space=\"preserve\">b<"));
    assert_non_null(strstr(text, "<w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t xml:space=\"preserve\">c<"));
    assert_non_null(strstr(text, "<w:numId w:val=\"2\"/></w:numPr></w:pPr><w:r><w:t xml:space=\"preserve\">c<"));
    assert_null(strstr(text, "comment"));
    assert_null(strstr(text, "sectPr"));
    assert_null(strstr(text, "paraId"));
    text = office_part_text(&o, "word/styles.xml", &b);
    assert_non_null(strstr(text, "w:default=\"0\" w:styleId=\"Muc12\"><w:name w:val=\"Riêng\"/><w:basedOn w:val=\"Muc1\"/></w:style></w:styles>"));
    text = office_part_text(&o, "word/numbering.xml", &b);
    assert_non_null(strstr(text, "<w:num w:numId=\"2\"><w:abstractNumId w:val=\"1\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"5\"/>"));
    office_release(&o);
    office_release(&part);
    buf_release(&b);
}

static void test_replace(void **state)
{
    const struct office_part media = {"word/media/image1.png", "cũ", "image/png", "image"};
    struct memory_file both[] = {{"moi.png", {png, sizeof png - 1}}, {"cu.png", SPAN("cũ")}};
    struct office o;
    struct buf b = {0};

    (void)state;
    office_fill_files(&o, P("a"), &media, 1, "{\"$replace\": {\"media\": {\"cu.png\": \"moi.png\"}}}", FILL_STRICT, LANG_EN, both, 2);
    assert_true(o.ok);
    (void)office_part_text(&o, "word/media/image1.png", &b);
    assert_memory_equal(b.p, png, sizeof png - 1);
    office_release(&o);
    office_fill_files(&o, P("a"), &media, 1, "{\"$replace\": {\"zipname\": {\"word/media/image1.png\": \"moi.png\"}}}", FILL_STRICT, LANG_EN, both, 2);
    assert_true(o.ok);
    office_release(&o);
    office_fill_files(&o, P("a"), &media, 1, "{\"$replace\": {\"zipname\": {\"word/document.xml\": \"moi.png\"}, \"picture\": {\"khac\": \"moi.png\"}, \"x\": {}}}",
                      FILL_STRICT, LANG_EN, both, 2);
    assert_false(o.ok);
    assert_string_equal(o.messages.p,
        "d.json:1:28: error: $replace.zipname may not touch \"word/document.xml\"; only pictures and embedded files can be replaced: word/media/, word/embeddings/, in ODT Pictures/ [replace-part]\n"
        "d.json:1:73: error: the template holds nothing that is \"khac\" for $replace.picture; check the name in the template [replace-missing]\n"
        "d.json:1:97: error: $replace holds \"x\"; write { \"picture\" | \"media\" | \"embedded\" | \"zipname\": { \"old\": \"new file\" } } [replace-form]\n");
    office_release(&o);
    buf_release(&b);
}

static void lists(const char *body, const char *json, enum fill_mode mode, const char *expected, bool added)
{
    struct office o;
    struct buf b = {0};

    office_fill(&o, body, numbers, 1, json, mode, LANG_EN);
    if (!o.ok)
        print_error("%s\n%s", body, o.messages.p);
    assert_true(o.ok);
    assert_string_equal(office_part_text(&o, "word/document.xml", &b), expected);
    assert_int_equal(strstr(office_part_text(&o, "word/numbering.xml", &b),
                            "<w:num w:numId=\"8\"><w:abstractNumId w:val=\"4\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"5\"/></w:lvlOverride>") != NULL, added);
    buf_release(&b);
    office_release(&o);
}

static void test_restart(void **state)
{
    const char *inner = P("{%p for m in muc %}") P("Mục {{ m.t }}") P("{%p for v in m.v %}") ITEM("7", "{{ v }}") P("{%p endfor %}") P("{%p endfor %}"),
               *json = "{\"muc\": [{\"t\": \"A\", \"v\": [\"1\", \"2\"]}, {\"t\": \"B\", \"v\": [\"3\"]}]}";

    (void)state;
    lists(inner, json, FILL_STRICT, P("Mục A") ITEM("7", "1") ITEM("7", "2") P("Mục B") ITEM("8", "3"), true);
    lists(inner, json, FILL_DOCXTPL, P("Mục A") ITEM("7", "1") ITEM("7", "2") P("Mục B") ITEM("7", "3"), false);
    /* single items go on */
    lists(P("{%p for v in x %}") ITEM("7", "{{ v }}") P("{%p endfor %}"), "{\"x\": [\"1\", \"2\"]}", FILL_STRICT, ITEM("7", "1") ITEM("7", "2"), false);
    lists(P("{%p for v in x %}") ITEM("7", "{{ v }}") P("giải thích") P("{%p endfor %}"), "{\"x\": [\"1\", \"2\"]}", FILL_STRICT,
          ITEM("7", "1") P("giải thích") ITEM("7", "2") P("giải thích"), false);
    /* the list goes on behind the loop */
    lists(P("{%p for v in x %}") P("m") ITEM("7", "{{ v }}") P("{%p endfor %}") ITEM("7", "z"), "{\"x\": [\"1\", \"2\"]}", FILL_STRICT,
          P("m") ITEM("7", "1") P("m") ITEM("7", "2") ITEM("7", "z"), false);
}

/* docxtemplater's loops, by the same rule; --compat leaves them. */
static void test_restart_mustache(void **state)
{
    const char *inner = P("{#muc}") P("Mục {t}") P("{#v}") ITEM("7", "{.}") P("{/v}") P("{/muc}"),
               *json = "{\"muc\": [{\"t\": \"A\", \"v\": [\"1\", \"2\"]}, {\"t\": \"B\", \"v\": [\"3\"]}]}";

    (void)state;
    lists(inner, json, FILL_STRICT, P("Mục A") ITEM("7", "1") ITEM("7", "2") P("Mục B") ITEM("8", "3"), true);
    lists(inner, json, FILL_DOCXTEMPLATER, P("Mục A") ITEM("7", "1") ITEM("7", "2") P("Mục B") ITEM("7", "3"), false);
    lists(P("{#x}") ITEM("7", "{.}") P("{/x}"), "{\"x\": [\"1\", \"2\"]}", FILL_STRICT, ITEM("7", "1") ITEM("7", "2"), false);
    lists(P("{#x}") P("m") ITEM("7", "{.}") P("{/x}") ITEM("7", "z"), "{\"x\": [\"1\", \"2\"]}", FILL_STRICT,
          P("m") ITEM("7", "1") P("m") ITEM("7", "2") ITEM("7", "z"), false);
}

/* A list that a style, or the one that it is based on, brings; a heading's numbers go on. */
#define STYLED(style, more, text) "<w:p><w:pPr><w:pStyle w:val=\"" style "\"/><w:keepNext/>" more "<w:jc w:val=\"left\"/></w:pPr>" T(text) "</w:p>"
#define OWN(level) "<w:numPr><w:ilvl w:val=\"" level "\"/><w:numId w:val=\"8\"/></w:numPr>"

static void styled_lists(const char *item, const char *again)
{
    static const struct office_part parts[] = {
        {"word/numbering.xml",
         "<w:numbering " OFFICE_NS "><w:abstractNum w:abstractNumId=\"4\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/></w:lvl><w:lvl w:ilvl=\"1\"><w:pStyle "
         "w:val=\"Con\"/></w:lvl></w:abstractNum><w:num w:numId=\"7\"><w:abstractNumId w:val=\"4\"/></w:num></w:numbering>", WORD "numbering+xml", "numbering"},
        {"word/styles.xml",
         "<w:styles " OFFICE_NS "><w:style w:type=\"paragraph\" w:styleId=\"So\"><w:pPr><w:numPr><w:numId w:val=\"7\"/></w:numPr></w:pPr></w:style>"
         "<w:style w:type=\"paragraph\" w:styleId=\"Con\"><w:basedOn w:val=\"So\"/></w:style>"
         "<w:style w:type=\"paragraph\" w:styleId=\"Ba\"><w:basedOn w:val=\"So\"/><w:pPr><w:numPr><w:ilvl w:val=\"2\"/></w:numPr></w:pPr></w:style>"
         "<w:style w:type=\"paragraph\" w:styleId=\"Thoi\"><w:basedOn w:val=\"So\"/><w:pPr><w:numPr><w:numId w:val=\"0\"/></w:numPr></w:pPr></w:style>"
         "<w:style w:type=\"paragraph\" w:styleId=\"Chu\"><w:basedOn w:val=\"Chuong\"/><w:pPr><w:outlineLvl w:val=\"9\"/></w:pPr></w:style>"
         "<w:style w:type=\"paragraph\" w:styleId=\"Vong\"><w:basedOn w:val=\"Vong\"/></w:style>"
         "<w:style w:type=\"paragraph\" w:styleId=\"Chuong\"><w:basedOn w:val=\"So\"/><w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr></w:style></w:styles>",
         WORD "styles+xml", "styles"}};
    static const char *const loops[][2] = {{P("{%p for v in x %}"), P("{%p endfor %}")}, {P("{#x}"), P("{/x}")}};

    for (size_t i = 0; i < 2; i++) {
        struct buf body = {0}, expected = {0}, b = {0};
        struct office o;

        buf_printf(&body, "%s" P("m") "%s%s", loops[i][0], item, loops[i][1]);
        buf_printf(&expected, P("m") "%s" P("m") "%s", item, again);
        office_fill(&o, body.p, parts, 2, "{\"x\": [\"1\", \"2\"]}", FILL_STRICT, LANG_EN);
        if (!o.ok)
            print_error("%s\n%s", body.p, o.messages.p);
        assert_true(o.ok);
        assert_string_equal(office_part_text(&o, "word/document.xml", &b), expected.p);
        buf_release(&b);
        buf_release(&body);
        buf_release(&expected);
        office_release(&o);
    }
}

static void test_restart_styles(void **state)
{
    static const char *const stay[] = {STYLED("Chuong", "", "a"), STYLED("Thoi", "", "a"), STYLED("Vong", "", "a"), STYLED("Khong", "", "a"),
                                       STYLED("So", "<w:numPr/>", "a"), STYLED("So", "<w:numPr><w:numId w:val=\"0\"/></w:numPr>", "a")};

    (void)state;
    styled_lists(STYLED("So", "", "a"), STYLED("So", OWN("0"), "a"));
    styled_lists(STYLED("Con", "", "a"), STYLED("Con", OWN("1"), "a"));
    styled_lists(STYLED("Ba", "", "a"), STYLED("Ba", OWN("2"), "a"));
    styled_lists(STYLED("Chu", "", "a"), STYLED("Chu", OWN("0"), "a"));
    styled_lists(STYLED("So", "<w:numPr><w:ilvl w:val=\"3\"/></w:numPr>", "a"), STYLED("So", OWN("3"), "a"));
    styled_lists(STYLED("So", "", "a") STYLED("Con", "", "b"), STYLED("So", OWN("0"), "a") STYLED("Con", OWN("1"), "b"));
    for (size_t i = 0; i < sizeof stay / sizeof *stay; i++)
        styled_lists(stay[i], stay[i]);
    /* what a tracked change says was before is no list of the paragraph */
    styled_lists("<w:p><w:pPr><w:pStyle w:val=\"So\"/><w:pPrChange w:id=\"1\" w:author=\"a\"><w:pPr><w:pStyle w:val=\"Thoi\"/></w:pPr></w:pPrChange></w:pPr>" T("a") "</w:p>",
                 "<w:p><w:pPr><w:pStyle w:val=\"So\"/>" OWN("0") "<w:pPrChange w:id=\"1\" w:author=\"a\"><w:pPr><w:pStyle w:val=\"Thoi\"/></w:pPr></w:pPrChange></w:pPr>" T("a") "</w:p>");
}

static void test_tidy(void **state)
{
    (void)state;
    gives(P("{%p for v in x %}") "<w:p><w:bookmarkStart w:id=\"3\" w:name=\"dau\"/>" T("{{ v }}") "<w:bookmarkEnd w:id=\"3\"/><w:r><w:drawing><wp:inline><wp:docPr "
          "id=\"9\" name=\"h\"/></wp:inline></w:drawing></w:r></w:p>" P("{%p endfor %}"), "{\"x\": [\"1\", \"2\"]}",
          "<w:p><w:bookmarkStart w:id=\"3\" w:name=\"dau\"/>" T("1") "<w:bookmarkEnd w:id=\"3\"/><w:r><w:drawing><wp:inline><wp:docPr id=\"9\" name=\"h\"/></wp:inline>"
          "</w:drawing></w:r></w:p><w:p><w:bookmarkStart w:id=\"1001\" w:name=\"dau_2\"/>" T("2") "<w:bookmarkEnd w:id=\"1001\"/><w:r><w:drawing><wp:inline><wp:docPr "
          "id=\"1002\" name=\"h\"/></wp:inline></w:drawing></w:r></w:p>");
    gives("<w:tbl><w:tblGrid><w:gridCol w:w=\"600\"/><w:gridCol w:w=\"200\"/></w:tblGrid><w:tr><w:tc><w:tcPr><w:tcW w:w=\"600\" w:type=\"dxa\"/></w:tcPr>" P("a") "</w:tc><w:tc>"
          P("{%tc for v in x %}") "</w:tc><w:tc>" P("{{ v }}") "</w:tc><w:tc>" P("{%tc endfor %}") "</w:tc></w:tr></w:tbl>", "{\"x\": [\"1\", \"2\", \"3\"]}",
          "<w:tbl><w:tblGrid><w:gridCol w:w=\"300\"/><w:gridCol w:w=\"100\"/><w:gridCol w:w=\"200\"/><w:gridCol w:w=\"200\"/></w:tblGrid><w:tr><w:tc><w:tcPr><w:tcW "
          "w:w=\"300\" w:type=\"dxa\"/></w:tcPr>" P("a") "</w:tc><w:tc>" P("1") "</w:tc><w:tc>" P("2") "</w:tc><w:tc>" P("3") "</w:tc></w:tr></w:tbl>");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_richtext), cmocka_unit_test(test_links),         cmocka_unit_test(test_paragraphs), cmocka_unit_test(test_pictures),
        cmocka_unit_test(test_header_picture), cmocka_unit_test(test_faults),  cmocka_unit_test(test_style_missing), cmocka_unit_test(test_markdown),
        cmocka_unit_test(test_html), cmocka_unit_test(test_html_tables), cmocka_unit_test(test_html_broken), cmocka_unit_test(test_subdoc), cmocka_unit_test(test_replace), cmocka_unit_test(test_restart),
        cmocka_unit_test(test_restart_mustache), cmocka_unit_test(test_restart_styles), cmocka_unit_test(test_tidy),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
