/* How text looks in a DOCX: styles, themes, toggles, table styles, lists, signs. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <cmocka.h>

#include "parts.h"
#include "text/symbol.h"

static void near_to(double a, double b)
{
    if (fabs(a - b) > 0.005)
        fail_msg("%d/1000 is not %d/1000", (int)(a * 1000), (int)(b * 1000));
}

/* Paragraph number `nth` of the body. */
static struct node *para(struct opened *o, int nth, const struct cell_text *cell, struct look *text)
{
    struct node *n = node_new(o->r.doc, NODE_PARA, NULL, "p", pos_file("mau.docx"));

    read_para(&o->r, child_w(parts_find(o, "p", nth), "pPr"), cell, n, text);
    return n;
}

#define DEFAULTS                                                                                                        \
    "<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme=\"minorHAnsi\" w:hAnsiTheme=\"minorHAnsi\" "            \
    "w:eastAsiaTheme=\"minorEastAsia\" w:cstheme=\"minorBidi\"/><w:sz w:val=\"24\"/><w:lang w:val=\"vi-VN\"/></w:rPr></w:rPrDefault>" \
    "<w:pPrDefault><w:pPr><w:spacing w:after=\"200\" w:line=\"276\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults>" \
    "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/></w:style>"
#define THEME                                                                                                           \
    "<a:clrScheme><a:dk1><a:sysClr val=\"windowText\" lastClr=\"010203\"/></a:dk1><a:accent1><a:srgbClr val=\"4472C4\"/></a:accent1>" \
    "</a:clrScheme><a:fontScheme><a:majorFont><a:latin typeface=\"Calibri Light\"/><a:ea typeface=\"\"/></a:majorFont>" \
    "<a:minorFont><a:latin typeface=\"Calibri\"/><a:ea typeface=\"\"/><a:cs typeface=\"\"/><a:font script=\"Jpan\" typeface=\"MS Mincho\"/>" \
    "</a:minorFont></a:fontScheme>"

static void no_parts_is_word_s_plain(void **state)
{
    struct opened o;
    struct look text;
    struct node *n;

    (void)state;
    parts_open(&(struct parts){0}, &o);
    n = para(&o, 0, NULL, &text);
    assert_string_equal(n->as.para.style->id, "Normal");
    assert_string_equal(text.chr.family, "Times New Roman");
    near_to(text.chr.size, 10);
    assert_true(n->as.para.own->widow_control);
    assert_int_equal(o.r.compat, 12);
    assert_false(o.r.doc->settings.squeeze);
    assert_string_equal(o.told, "");
    parts_close(&o);
}

static void loops_and_unknown_names_end(void **state)
{
    struct opened o;
    struct look text;
    struct node *n;

    (void)state;
    parts_open(&(struct parts){
        .styles = "<w:style w:type=\"paragraph\" w:styleId=\"A\"><w:basedOn w:val=\"B\"/><w:rPr><w:b/></w:rPr></w:style>"
                  "<w:style w:type=\"paragraph\" w:styleId=\"B\"><w:basedOn w:val=\"A\"/><w:rPr><w:i/><w:sz w:val=\"-4\"/></w:rPr></w:style>"
                  "<w:style w:type=\"paragraph\" w:styleId=\"A\"/><w:style/><w:style w:type=\"character\" w:styleId=\"c\"><w:basedOn w:val=\"c\"/></w:style>",
        .numbering = "<w:abstractNum w:abstractNumId=\"1\"><w:numStyleLink w:val=\"x\"/><w:styleLink w:val=\"x\"/></w:abstractNum>"
                     "<w:num w:numId=\"3\"><w:abstractNumId w:val=\"1\"/></w:num><w:num w:numId=\"4\"><w:abstractNumId w:val=\"77\"/></w:num>",
        .body = "<w:p><w:pPr><w:pStyle w:val=\"B\"/></w:pPr></w:p><w:p><w:pPr><w:pStyle w:val=\"none\"/>"
                "<w:numPr><w:ilvl w:val=\"99\"/><w:numId w:val=\"3\"/></w:numPr></w:pPr></w:p>"
                "<w:p><w:pPr><w:numPr><w:numId w:val=\"4\"/></w:numPr></w:pPr></w:p>"}, &o);
    n = para(&o, 0, NULL, &text);
    assert_true(text.chr.italic);
    near_to(text.chr.size, 10);
    n = para(&o, 1, NULL, &text);
    assert_string_equal(n->as.para.label, "");
    n = para(&o, 2, NULL, &text);
    assert_null(n->as.para.label);
    parts_close(&o);
}

static void theme_defaults_and_toggles(void **state)
{
    struct opened o;
    struct look text, run;
    struct node *n;
    const char *family;
    struct span s = SPAN("Xin chào 漢字");

    (void)state;
    parts_open(&(struct parts){
        .theme = THEME, .settings = "<w:themeFontLang w:val=\"vi-VN\" w:eastAsia=\"ja-JP\"/>"
                                    "<w:clrSchemeMapping w:t1=\"accent1\"/><w:compat><w:compatSetting w:name=\"compatibilityMode\" w:val=\"15\"/></w:compat>",
        .styles = DEFAULTS
            "<w:style w:type=\"paragraph\" w:styleId=\"Heading1\"><w:name w:val=\"heading 1\"/><w:basedOn w:val=\"Normal\"/>"
            "<w:rPr><w:b/><w:color w:val=\"FF0000\" w:themeColor=\"accent1\" w:themeShade=\"80\"/></w:rPr></w:style>"
            "<w:style w:type=\"character\" w:styleId=\"Strong\"><w:name w:val=\"Strong\"/><w:rPr><w:b/><w:caps/></w:rPr></w:style>",
        .body = "<w:p><w:pPr><w:pStyle w:val=\"Heading1\"/></w:pPr><w:r><w:rPr><w:rStyle w:val=\"Strong\"/></w:rPr></w:r>"
                "<w:r><w:rPr><w:rStyle w:val=\"Strong\"/><w:b/><w:color w:themeColor=\"text1\"/><w:w w:val=\"150%\"/></w:rPr></w:r></w:p>"}, &o);
    n = para(&o, 0, NULL, &text);
    assert_int_equal(n->as.para.role, ROLE_HEADING);
    assert_int_equal(n->as.para.level, 1);
    assert_true(text.chr.bold);
    assert_int_equal(text.chr.color, 0x1F3864); /* accent 1, half as light */
    run = text;
    read_rpr(&o.r, child_w(parts_find(&o, "r", 0), "rPr"), &run, NULL);
    assert_false(run.chr.bold); /* the two styles cancel each other out */
    assert_int_equal(run.chr.caps, CAPS_ALL);
    run = text;
    read_rpr(&o.r, child_w(parts_find(&o, "r", 1), "rPr"), &run, NULL);
    assert_true(run.chr.bold); /* said directly */
    assert_int_equal(run.chr.color, 0x4472C4); /* mapped by the settings */
    near_to(run.chr.scale, 1.5);
    assert_int_equal(look_slice(&text, s, &family), sizeof "Xin chào " - 1);
    assert_string_equal(family, "Calibri");
    look_slice(&text, SPAN("漢字"), &family);
    assert_string_equal(family, "MS Mincho");
    assert_true(o.r.doc->settings.squeeze);
    assert_string_equal(o.r.doc->styles.v[1]->name, "heading 1");
    assert_int_equal(o.r.doc->styles.v[1]->outline, 1);
    parts_close(&o);
}

static void vietnamese_letters_take_hansi(void **state)
{
    struct opened o;
    struct look run;
    const char *family;

    (void)state;
    parts_open(&(struct parts){.styles = DEFAULTS,
        .body = "<w:p><w:r><w:rPr><w:rFonts w:ascii=\"Arial\" w:hAnsi=\"Tahoma\"/></w:rPr></w:r></w:p>"}, &o);
    para(&o, 0, NULL, &run);
    read_rpr(&o.r, child_w(parts_find(&o, "r", 0), "rPr"), &run, NULL);
    assert_int_equal(look_slice(&run, SPAN("Qu\xc3\xbd"), &family), 2);
    assert_string_equal(family, "Arial");
    look_slice(&run, SPAN("\xc3\xbd"), &family);
    assert_string_equal(family, "Tahoma");
    parts_close(&o);
}

static void indents_and_tabs_add_up(void **state)
{
    struct opened o;
    struct look text;
    const struct para_props *p;

    (void)state;
    parts_open(&(struct parts){
        .styles = DEFAULTS
            "<w:style w:type=\"paragraph\" w:styleId=\"L\"><w:basedOn w:val=\"Normal\"/><w:pPr><w:tabs><w:tab w:val=\"left\" w:pos=\"720\"/>"
            "<w:tab w:val=\"right\" w:leader=\"dot\" w:pos=\"9000\"/></w:tabs><w:ind w:left=\"100\" w:firstLine=\"200\"/></w:pPr></w:style>",
        .numbering = "<w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/>"
                     "<w:lvlText w:val=\"%1.\"/><w:pPr><w:ind w:left=\"720\" w:hanging=\"360\"/></w:pPr></w:lvl></w:abstractNum>"
                     "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>",
        .body = "<w:p><w:pPr><w:pStyle w:val=\"L\"/><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr><w:tabs>"
                "<w:tab w:val=\"clear\" w:pos=\"720\"/><w:tab w:val=\"center\" w:pos=\"300\"/></w:tabs><w:ind w:right=\"40\"/></w:pPr></w:p>"
                "<w:p><w:pPr><w:pStyle w:val=\"L\"/><w:spacing w:before=\"120\" w:line=\"360\" w:lineRule=\"exact\"/></w:pPr></w:p>"}, &o);
    p = para(&o, 0, NULL, &text)->as.para.own;
    near_to(p->left, 36);
    near_to(p->first, -18);
    near_to(p->right, 2);
    assert_int_equal(p->n_tabs, 2);
    near_to(p->tabs[0].at, 15);
    assert_int_equal(p->tabs[0].align, TAB_CENTER);
    assert_int_equal(p->tabs[1].leader, '.');
    near_to(p->after, 10);
    near_to(p->line, 1.15);
    p = para(&o, 1, NULL, &text)->as.para.own;
    near_to(p->left, 5);
    near_to(p->first, 10);
    assert_int_equal(p->line_rule, LINE_EXACT);
    near_to(p->line, 18);
    near_to(p->before, 6);
    parts_close(&o);
}

/* A length does not put out an automatic space that the defaults or a style switched on; only w:beforeAutospacing does. */
static void automatic_spaces_stay(void **state)
{
    struct opened o;
    struct look text;
    const struct para_props *p;

    (void)state;
    parts_open(&(struct parts){
        .styles = "<w:docDefaults><w:pPrDefault><w:pPr><w:spacing w:before=\"100\" w:beforeAutospacing=\"1\" w:after=\"100\" "
                  "w:afterAutospacing=\"1\"/></w:pPr></w:pPrDefault></w:docDefaults>"
                  "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:pPr><w:spacing w:after=\"0\"/></w:pPr></w:style>"
                  "<w:style w:type=\"paragraph\" w:styleId=\"H\"><w:basedOn w:val=\"Normal\"/><w:pPr><w:spacing w:before=\"240\"/></w:pPr></w:style>",
        .body = "<w:p><w:pPr><w:pStyle w:val=\"H\"/></w:pPr></w:p>"
                "<w:p><w:pPr><w:pStyle w:val=\"H\"/><w:spacing w:beforeAutospacing=\"0\" w:after=\"60\" w:afterAutospacing=\"0\"/></w:pPr></w:p>"}, &o);
    p = para(&o, 0, NULL, &text)->as.para.own;
    near_to(p->before, 14);
    near_to(p->after, 14);
    p = para(&o, 1, NULL, &text)->as.para.own;
    near_to(p->before, 12);
    near_to(p->after, 3);
    parts_close(&o);
}

#define LEVEL(i, format, text) "<w:lvl w:ilvl=\"" i "\"><w:start w:val=\"1\"/><w:numFmt w:val=\"" format "\"/><w:lvlText w:val=\"" text "\"/></w:lvl>"
#define ITEM(list, level) "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"" level "\"/><w:numId w:val=\"" list "\"/></w:numPr></w:pPr></w:p>"

static void labels_count_as_word_does(void **state)
{
    static const char *const WANT[] = {"Phần I", "Phần II", "II.a", "II.b", "Phần III", "III.a", "3.a.01", "Phần V", "Một)", "Hai)", "\xe2\x96\xaa", "#1"};
    struct opened o;
    struct look text;

    (void)state;
    parts_open(&(struct parts){
        .styles = DEFAULTS,
        .numbering = "<w:abstractNum w:abstractNumId=\"0\">" LEVEL("0", "upperRoman", "Phần %1") LEVEL("1", "lowerLetter", "%1.%2")
                     "<w:lvl w:ilvl=\"2\"><w:start w:val=\"1\"/><w:numFmt w:val=\"decimalZero\"/><w:lvlText w:val=\"%1.%2.%3\"/></w:lvl></w:abstractNum>"
                     "<w:abstractNum w:abstractNumId=\"1\">" LEVEL("0", "cardinalText", "%1)")
                     "<w:lvl w:ilvl=\"1\"><w:numFmt w:val=\"bullet\"/><w:lvlText w:val=\"\xef\x82\xa7\"/><w:rPr><w:rFonts w:ascii=\"Wingdings\" w:hAnsi=\"Wingdings\"/></w:rPr></w:lvl>"
                     LEVEL("2", "japaneseCounting", "#%3") "</w:abstractNum>"
                     "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>"
                     "<w:num w:numId=\"2\"><w:abstractNumId w:val=\"0\"/><w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"5\"/></w:lvlOverride></w:num>"
                     "<w:num w:numId=\"3\"><w:abstractNumId w:val=\"1\"/></w:num>",
        .body = ITEM("1", "0") ITEM("1", "0") ITEM("1", "1") ITEM("1", "1") ITEM("1", "0") ITEM("1", "1") ITEM("1", "2") ITEM("2", "0")
                ITEM("3", "0") ITEM("3", "0") ITEM("3", "1") ITEM("3", "2")}, &o);
    for (int i = 0; i < (int)(sizeof WANT / sizeof WANT[0]); i++) {
        struct node *n = para(&o, i, NULL, &text);

        if (i == 6) /* roman above, figures below: only w:isLgl makes them alike */
            assert_string_equal(n->as.para.label, "III.a.01");
        else
            assert_string_equal(n->as.para.label, WANT[i]);
        if (i == 10)
            assert_string_equal(n->as.para.label_chr->family, "Wingdings"); /* it makes the line as high as Word does */
    }
    assert_ptr_equal(para(&o, 7, NULL, &text)->as.para.numbering->shares, para(&o, 0, NULL, &text)->as.para.numbering);
    assert_int_equal(para(&o, 7, NULL, &text)->as.para.numbering->begins[0], 5);
    assert_string_equal(o.told, "docx-number-format");
    assert_int_equal(o.r.doc->numberings.n, 3);
    parts_close(&o);
}

static void table_styles_lie_below_paragraph_styles(void **state)
{
    struct opened o;
    struct look text;
    struct node *n;
    struct cell_text cell;
    const xmlNode *nodes[8];

    (void)state;
    parts_open(&(struct parts){
        .styles = DEFAULTS
            "<w:style w:type=\"paragraph\" w:styleId=\"B\"><w:basedOn w:val=\"Normal\"/><w:rPr><w:b/></w:rPr></w:style>"
            "<w:style w:type=\"table\" w:styleId=\"T0\"><w:tblPr><w:tblStyleRowBandSize w:val=\"2\"/></w:tblPr><w:pPr><w:spacing w:after=\"0\" w:line=\"240\" w:lineRule=\"auto\"/></w:pPr></w:style>"
            "<w:style w:type=\"table\" w:styleId=\"T\"><w:basedOn w:val=\"T0\"/><w:rPr><w:sz w:val=\"20\"/></w:rPr>"
            "<w:tblStylePr w:type=\"firstRow\"><w:rPr><w:b/></w:rPr><w:tcPr><w:shd w:val=\"clear\" w:fill=\"D9D9D9\"/></w:tcPr></w:tblStylePr>"
            "<w:tblStylePr w:type=\"band2Horz\"><w:rPr><w:i/></w:rPr></w:tblStylePr></w:style>",
        .body = "<w:p/><w:p><w:pPr><w:pStyle w:val=\"B\"/></w:pPr></w:p><w:tbl><w:tblPr><w:tblLook w:val=\"0420\"/></w:tblPr></w:tbl>"}, &o);
    unsigned look = table_look_flags(parts_find(&o, "tblLook", 0));

    cell.style = table_style(&o.r, "T");
    cell.areas = table_areas(cell.style, look, 0, 6, 0, 2);
    n = para(&o, 0, &cell, &text);
    assert_true(text.chr.bold);
    near_to(text.chr.size, 10);
    near_to(n->as.para.own->after, 0);
    near_to(n->as.para.own->line, 1);
    assert_non_null(n->as.para.mark);
    n = para(&o, 1, &cell, &text); /* bold in both: neither */
    assert_false(text.chr.bold);
    assert_int_equal(table_style_nodes(cell.style, cell.areas, "tcPr", nodes, 8), 1);
    assert_int_equal(table_areas(cell.style, look, 2, 6, 0, 2), 1u << AREA_WHOLE);
    assert_int_equal(table_areas(cell.style, look, 3, 6, 0, 2), 1u << AREA_WHOLE | 1u << AREA_BAND2_ROW);
    cell.areas = table_areas(cell.style, look, 4, 6, 0, 2);
    para(&o, 0, &cell, &text);
    assert_true(text.chr.italic);
    parts_close(&o);
}

static void numbering_through_styles(void **state)
{
    struct opened o;
    struct look text;
    struct node *n;

    (void)state;
    parts_open(&(struct parts){
        .styles = DEFAULTS
            "<w:style w:type=\"paragraph\" w:styleId=\"H2\"><w:name w:val=\"heading 2\"/><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr><w:ind w:left=\"10\"/></w:pPr></w:style>",
        .numbering = "<w:abstractNum w:abstractNumId=\"0\">" LEVEL("0", "decimal", "%1.")
                     "<w:lvl w:ilvl=\"1\"><w:start w:val=\"4\"/><w:numFmt w:val=\"lowerRoman\"/><w:pStyle w:val=\"H2\"/><w:suff w:val=\"space\"/>"
                     "<w:lvlText w:val=\"%1.%2\"/><w:lvlJc w:val=\"right\"/><w:isLgl/><w:pPr><w:ind w:left=\"900\" w:hanging=\"300\"/></w:pPr></w:lvl></w:abstractNum>"
                     "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>",
        .body = "<w:p><w:pPr><w:pStyle w:val=\"H2\"/></w:pPr></w:p><w:p><w:pPr><w:pStyle w:val=\"H2\"/><w:numPr><w:numId w:val=\"0\"/></w:numPr></w:pPr></w:p>"}, &o);
    n = para(&o, 0, NULL, &text);
    assert_string_equal(n->as.para.label, "1.4");
    assert_int_equal(n->as.para.number_level, 1);
    assert_int_equal(n->as.para.suffix, SUFFIX_SPACE);
    assert_int_equal(n->as.para.label_align, ALIGN_RIGHT);
    near_to(n->as.para.own->left, 0.5); /* the style's own wins over its level's */
    near_to(n->as.para.own->first, -15);
    n = para(&o, 1, NULL, &text);
    assert_null(n->as.para.label);
    near_to(n->as.para.own->first, 0);
    parts_close(&o);
}

static void signs_become_characters(void **state)
{
    uint32_t c = 0;

    (void)state;
    assert_true(symbol_char("Symbol", 0xF0B7, &c));
    assert_int_equal(c, 0x2022);
    assert_true(symbol_char("Symbol", 'a', &c));
    assert_int_equal(c, 0x3B1);
    assert_true(symbol_char("Wingdings", 0xF0A8, &c));
    assert_int_equal(c, 0x25A1);
    assert_false(symbol_char("Arial", 0xF0B7, &c));
    assert_false(symbol_char("Symbol", 5, &c));
    assert_true(is_symbol_font("Wingdings 2"));
}

static void alternatives_are_chosen(void **state)
{
    struct opened o;

    (void)state;
    parts_open(&(struct parts){
        .body = "<w:p><w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><mc:AlternateContent xmlns:q=\"urn:q\"><mc:Choice Requires=\"q\"><w:tab/></mc:Choice>"
                "<mc:Fallback><w:t>a</w:t></mc:Fallback></mc:AlternateContent></mc:Choice><mc:Fallback><w:pict/></mc:Fallback></mc:AlternateContent>"
                "<mc:AlternateContent/></w:r></w:p><w:p><w:br/></w:p>"}, &o);
    const xmlNode *run = parts_find(&o, "r", 0);

    assert_true(is_w(first_element(run), "t"));
    assert_null(child_w(run, "pict"));
    assert_non_null(parts_find(&o, "br", 0));
    parts_close(&o);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(loops_and_unknown_names_end),
        cmocka_unit_test(no_parts_is_word_s_plain),
        cmocka_unit_test(theme_defaults_and_toggles),
        cmocka_unit_test(vietnamese_letters_take_hansi),
        cmocka_unit_test(indents_and_tabs_add_up),
        cmocka_unit_test(automatic_spaces_stay),
        cmocka_unit_test(labels_count_as_word_does),
        cmocka_unit_test(table_styles_lie_below_paragraph_styles),
        cmocka_unit_test(numbering_through_styles),
        cmocka_unit_test(signs_become_characters),
        cmocka_unit_test(alternatives_are_chosen),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
