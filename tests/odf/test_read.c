/* Reading ODT: small packages of our own, and what the tree says of them. Malformed ones first. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include "base/diag/odf.h"
#include "odf/odf.h"
#include "odf/read.h"
#include "package/zip.h"

#include <cmocka.h>

#define NAMES                                                                                                     \
    " xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0'"                                            \
    " xmlns:style='urn:oasis:names:tc:opendocument:xmlns:style:1.0'"                                              \
    " xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0'"                                                \
    " xmlns:loext='urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0'"                      \
    " xmlns:table='urn:oasis:names:tc:opendocument:xmlns:table:1.0'"                                              \
    " xmlns:draw='urn:oasis:names:tc:opendocument:xmlns:drawing:1.0'"                                             \
    " xmlns:fo='urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0'"                                     \
    " xmlns:svg='urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0'"                                       \
    " xmlns:config='urn:oasis:names:tc:opendocument:xmlns:config:1.0'"                                            \
    " xmlns:xlink='http://www.w3.org/1999/xlink' xmlns:dc='http://purl.org/dc/elements/1.1/'"                     \
    " xmlns:math='http://www.w3.org/1998/Math/MathML' office:version='1.3'"

/* A white dot. */
static const char png[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\0\0\0\0\x3a\x7e\x9b\x55\0\0\0\nIDAT\x78\x9c\x63\x60\0\0\0\2\0\1\x48\xaf\xa4\x71"
                          "\0\0\0\0IEND\xae\x42\x60\x82";

struct reading {
    struct ctx ctx;
    struct buf file;
    struct package *package;
    struct doc *doc;
    int told;
    diag_code last;
};

static void see(void *user, const struct diagnostic *d)
{
    struct reading *r = user;

    r->told++;
    r->last = d->code;
}

static int setup(void **state)
{
    struct reading *r = mem_alloc(sizeof *r);

    ctx_init(&r->ctx);
    r->ctx.sink = see;
    r->ctx.sink_user = r;
    *state = r;
    return 0;
}

static void forget(struct reading *r)
{
    doc_free(r->doc);
    package_close(r->package);
    buf_release(&r->file);
    r->doc = NULL;
    r->package = NULL;
}

static int teardown(void **state)
{
    forget(*state);
    free(*state);
    return 0;
}

/* Reads a file of these styles (office:styles, …) and this text; NULL: refused. */
static struct doc *read_parts(struct reading *r, const char *styles, const char *automatic, const char *text, const char *settings)
{
    struct buf content = {0}, style = {0}, config = {0};

    buf_printf(&content, "<office:document-content" NAMES "><office:automatic-styles>%s</office:automatic-styles>"
               "<office:body><office:text>%s</office:text></office:body></office:document-content>", automatic, text);
    buf_printf(&style, "<office:document-styles" NAMES ">%s</office:document-styles>", styles);
    buf_printf(&config, "<office:document-settings" NAMES "><office:settings><config:config-item-set>%s"
               "</config:config-item-set></office:settings></office:document-settings>", settings);
    const struct zip_part parts[] = {
        {"mimetype", SPAN("application/vnd.oasis.opendocument.text"), true},
        {"content.xml", buf_span(&content), false},
        {"styles.xml", buf_span(&style), false},
        {"settings.xml", buf_span(&config), false},
        {"Pictures/diem.png", {png, sizeof png - 1}, true},
        {"Object 1/content.xml", SPAN("<math xmlns='http://www.w3.org/1998/Math/MathML'><semantics><annotation>a over b"
                                      "</annotation></semantics></math>"), false},
        {"META-INF/manifest.xml", SPAN("<manifest:manifest xmlns:manifest='urn:oasis:names:tc:opendocument:xmlns:manifest:1.0'>"
                                       "<manifest:file-entry manifest:full-path='/' manifest:media-type="
                                       "'application/vnd.oasis.opendocument.text'/></manifest:manifest>"), false},
    };
    forget(r);
    assert_true(zip_write(&r->ctx, parts, sizeof parts / sizeof *parts, &r->file));
    r->package = package_open(&r->ctx, "thu.odt", buf_span(&r->file));
    assert_non_null(r->package);
    r->doc = odt_read(&r->ctx, r->package);
    buf_release(&content);
    buf_release(&style);
    buf_release(&config);
    return r->doc;
}

static struct node *read_text(struct reading *r, const char *styles, const char *automatic, const char *text)
{
    struct doc *d = read_parts(r, styles, automatic, text, "");

    assert_non_null(d);
    return d->root->first;
}

/* The text of all, a line a paragraph. */
static void text_is(struct reading *r, const char *expected)
{
    struct buf out = {0};

    doc_plain(r->doc, &out);
    assert_string_equal(out.n ? out.p : "", expected);
    buf_release(&out);
}

static struct node *block(struct node *section, int i)
{
    struct node *n = section->first;

    while (n && i-- > 0)
        n = n->next;
    assert_non_null(n);
    return n;
}

#define assert_near(a, b) assert_true(fabs((a) - (b)) < 0.01)

/* ---- bounds ---- */

static void no_text(void **state)
{
    struct reading *r = *state;
    const struct zip_part parts[] = {
        {"mimetype", SPAN("application/vnd.oasis.opendocument.text"), true},
        {"content.xml", SPAN("<office:document-content" NAMES "><office:body/></office:document-content>"), false},
    };

    assert_true(zip_write(&r->ctx, parts, 2, &r->file));
    r->package = package_open(&r->ctx, "thu.odt", buf_span(&r->file));
    if (r->package)
        assert_null(odt_read(&r->ctx, r->package));
    assert_int_equal(r->told, 1);
}

static void styles_in_a_circle(void **state)
{
    struct reading *r = *state;
    struct node *s = read_text(r, "<office:styles><style:style style:name='A' style:family='paragraph' style:parent-style-name='B'/>"
                                  "<style:style style:name='B' style:family='paragraph' style:parent-style-name='A'/>"
                                  "<style:style style:name='C' style:family='text' style:parent-style-name='C'/></office:styles>",
                               "", "<text:p text:style-name='A'>một<text:span text:style-name='C'>hai</text:span></text:p>");

    assert_string_equal(s->first->as.para.style->id, "A");
    text_is(r, "mộthai\n");
}

static void repeats_are_bounded(void **state)
{
    struct reading *r = *state;
    struct node *s = read_text(r, "", "", "<text:p>a<text:s text:c='999999999'/>b</text:p><table:table>"
                                          "<table:table-column table:number-columns-repeated='999999999'/>"
                                          "<table:table-row table:number-rows-repeated='3'><table:table-cell "
                                          "table:number-columns-repeated='999999999' table:number-rows-spanned='-4'/>"
                                          "</table:table-row></table:table>");

    assert_true(s->last->as.table.columns <= 1024);
}

static void nested_deep(void **state)
{
    struct reading *r = *state;
    struct buf b = {0};

    for (int i = 0; i < 60; i++)
        buf_puts(&b, "<text:section>");
    buf_puts(&b, "<text:p>đáy</text:p>");
    for (int i = 0; i < 60; i++)
        buf_puts(&b, "</text:section>");
    buf_puts(&b, "<text:p>sau</text:p>");
    read_text(r, "", "", b.p);
    assert_int_equal(r->told, 1);
    assert_int_equal(r->last, DIAG_ODT_DEEP);
    text_is(r, "sau\n");
    buf_release(&b);
}

static void empty(void **state)
{
    struct reading *r = *state;
    struct node *s = read_text(r, "", "", "");

    assert_int_equal(s->type, NODE_SECTION);
    assert_int_equal(s->first->type, NODE_PARA);
}

/* ---- text ---- */

static void white_space(void **state)
{
    struct reading *r = *state;

    read_text(r, "", "", "<text:p>  một \n <text:span> hai</text:span><text:s text:c='2'/> ba <text:tab/>\n bốn </text:p>");
    text_is(r, "một hai   ba   bốn\n");
}

static void looks_inherit(void **state)
{
    struct reading *r = *state;
    struct node *s = read_text(r,
        "<office:font-face-decls><style:font-face style:name='F1' svg:font-family=\"'Times New Roman'\"/></office:font-face-decls>"
        "<office:styles><style:default-style style:family='paragraph'><style:paragraph-properties style:tab-stop-distance='36pt'/>"
        "<style:text-properties style:font-name='F1' fo:font-size='14pt'/></style:default-style>"
        "<style:style style:name='Standard' style:family='paragraph'/>"
        "<style:style style:name='Text_20_body' style:display-name='Text body' style:family='paragraph' style:parent-style-name='Standard'>"
        "<style:paragraph-properties fo:margin-top='6pt' fo:text-indent='1cm' fo:text-align='justify' fo:line-height='150%'/></style:style>"
        "<style:style style:name='Manh' style:family='text'><style:text-properties fo:font-weight='bold'/></style:style></office:styles>",
        "<style:style style:name='P1' style:family='paragraph' style:parent-style-name='Text_20_body'>"
        "<style:paragraph-properties fo:margin-left='20pt' fo:border-left='0.5pt solid #ff0000' fo:padding-left='2pt'>"
        "<style:tab-stops><style:tab-stop style:position='100pt' style:type='right' style:leader-style='dotted'/></style:tab-stops>"
        "</style:paragraph-properties><style:text-properties fo:font-size='50%'/></style:style>"
        "<style:style style:name='T1' style:family='text' style:parent-style-name='Manh'><style:text-properties fo:font-style='italic' "
        "style:text-position='super 58%'/></style:style>",
        "<text:p text:style-name='P1'>a<text:span text:style-name='T1'>b</text:span></text:p>");
    const struct node *p = s->first;
    const struct para_props *own = para_props(p);

    assert_string_equal(p->as.para.style->name, "Text body");
    assert_near(own->before, 6);
    assert_near(own->first, 72 / 2.54);
    assert_int_equal(own->align, ALIGN_JUSTIFY);
    assert_near(own->line, 1.5);
    assert_near(own->left, 22.5); /* the side line stands between margin and text */
    assert_int_equal(own->edge.left.color, 0xff0000);
    assert_int_equal(own->n_tabs, 1);
    assert_near(own->tabs[0].at, 120); /* from the indent, as Writer counts unless told otherwise */
    assert_int_equal(own->tabs[0].leader, '.');
    const struct char_props *a = text_props(p, p->first), *b = text_props(p, p->last);
    assert_string_equal(a->family, "Times New Roman");
    assert_near(a->size, 7);
    assert_false(a->bold);
    assert_true(b->bold && b->italic);
    assert_int_equal(b->vertical, VERTICAL_SUPER);
    assert_string_equal(p->last->as.text.style->id, "Manh");
    assert_near(r->doc->settings.default_tab, 36);
}

static void fields_as_stored(void **state)
{
    struct reading *r = *state;
    struct node *s = read_text(r, "", "",
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>xoá</text:p></text:deletion></text:changed-region>"
        "</text:tracked-changes><text:p>Trang <text:page-number text:select-page='current'>7</text:page-number>/<text:page-count>9"
        "</text:page-count> <text:date>1/1/2026</text:date><text:change-start text:change-id='1'/> thêm<text:change-end/>"
        "<text:variable-set text:display='none'>ẩn</text:variable-set><text:hidden-text text:is-hidden='true' "
        "text:string-value='giấu'/><text:bookmark-start text:name='đích'/><office:annotation><text:p>nhắc</text:p>"
        "</office:annotation><text:a xlink:href='https://a.vn/'> liên kết</text:a></text:p>"
        "<text:p>mất<text:hidden-paragraph text:is-hidden='true'/></text:p><text:p>còn</text:p>");
    int numbers = 0, fields = 0, marks = 0;

    for (const struct node *n = s->first->first; n; n = n->next) {
        numbers += n->type == NODE_PAGE_NUMBER;
        fields += n->type == NODE_FIELD && n->as.field.kind == FIELD_PAGES;
        marks += n->type == NODE_BOOKMARK;
    }
    assert_int_equal(numbers * 100 + fields * 10 + marks, 111);
    text_is(r, "Trang /9 1/1/2026 thêm liên kết\ncòn\n");
}

static void notes(void **state)
{
    struct reading *r = *state;
    struct node *s = read_text(r, "<office:styles><text:notes-configuration text:note-class='footnote' style:num-format='i' "
                                  "text:start-value='2'/></office:styles>", "",
        "<text:p>a<text:note text:note-class='footnote'><text:note-citation>1</text:note-citation><text:note-body><text:p>chú"
        "</text:p></text:note-body></text:note><text:note text:note-class='endnote'><text:note-citation text:label='*'>*"
        "</text:note-citation><text:note-body/></text:note></text:p>");
    const struct node *foot = s->first->first->next, *end = foot->next;

    assert_int_equal(foot->type, NODE_FOOTNOTE);
    assert_false(foot->as.note.endnote);
    assert_int_equal(foot->first->first->type, NODE_NOTE_MARK);
    assert_true(end->as.note.endnote);
    assert_string_equal(end->as.note.mark, "*");
    assert_int_equal(end->first->type, NODE_PARA);
    assert_int_equal(r->doc->settings.footnotes.format, NUMBERING_LOWER_ROMAN);
    assert_int_equal(r->doc->settings.footnotes.start, 3);
}

/* ---- lists ---- */

#define LEVEL(n, format, suffix, more)                                                                                \
    "<text:list-level-style-number text:level='" n "' style:num-format='" format "' style:num-suffix='" suffix "' " more ">"  \
    "<style:list-level-properties text:list-level-position-and-space-mode='label-alignment'><style:list-level-label-alignment " \
    "text:label-followed-by='listtab' fo:margin-left='36pt' fo:text-indent='-18pt'/></style:list-level-properties>"   \
    "</text:list-level-style-number>"
static const char list_styles[] =
    "<office:styles><text:list-style style:name='L'>" LEVEL("1", "1", ".", "") LEVEL("2", "a", ")", "text:display-levels='2'")
    "<text:list-level-style-bullet text:level='3' text:bullet-char='\xef\x82\xb7'/></text:list-style></office:styles>";

static void lists_count(void **state)
{
    struct reading *r = *state;
    struct node *s = read_text(r, list_styles, "",
        "<text:list text:style-name='L' xml:id='x'><text:list-item><text:p>một</text:p><text:p>tiếp</text:p><text:list>"
        "<text:list-item><text:p>con</text:p></text:list-item><text:list-item><text:p>con</text:p><text:list><text:list-item>"
        "<text:p>chấm</text:p></text:list-item></text:list></text:list-item></text:list></text:list-item>"
        "<text:list-header><text:p>không số</text:p></text:list-header><text:list-item text:start-value='5'><text:p>năm</text:p>"
        "</text:list-item></text:list><text:p>giữa</text:p>"
        "<text:list text:style-name='L' text:continue-list='x'><text:list-item><text:p>sáu</text:p></text:list-item></text:list>"
        "<text:list text:style-name='L'><text:list-item><text:p>lại một</text:p></text:list-item></text:list>"
        "<text:list text:style-name='L' text:continue-numbering='true'><text:list-item><text:p>hai</text:p></text:list-item></text:list>");

    text_is(r, "1. một\ntiếp\n1.a) con\n1.b) con\n•chấm\nkhông số\n5. năm\ngiữa\n6. sáu\n1. lại một\n2. hai\n");
    assert_near(para_props(s->first)->left, 36);
    assert_near(para_props(s->first)->first, -18);
    assert_int_equal(s->first->as.para.suffix, SUFFIX_TAB);
    assert_int_equal(s->first->as.para.role, ROLE_ITEM);
    assert_near(para_props(block(s, 1))->left, 36); /* no label, yet in the item */
    assert_near(para_props(block(s, 1))->first, 0);
}

/* Lists of the tree: one a count, others where an item says its number, one for all that count nothing. */
static void lists_live(void **state)
{
    struct reading *r = *state;
    struct node *s = read_text(r,
        "<office:styles><text:list-style style:name='L'>" LEVEL("1", "I", ".", "style:num-prefix='Điều '")
        LEVEL("2", "a", ")", "text:display-levels='2' loext:num-list-format='%1%-%2%)' style:num-letter-sync='true'")
        "</text:list-style><text:list-style style:name='B'><text:list-level-style-bullet text:level='1' text:bullet-char='-'/>"
        "</text:list-style></office:styles>", "",
        "<text:list text:style-name='L'><text:list-item><text:p>A</text:p></text:list-item><text:list-item text:start-value='4'>"
        "<text:p>B</text:p><text:list><text:list-item text:start-value='28'><text:p>C</text:p></text:list-item><text:list-item>"
        "<text:p>D</text:p></text:list-item></text:list></text:list-item><text:list-item><text:p>E</text:p><text:list><text:list-item>"
        "<text:p>F</text:p></text:list-item></text:list></text:list-item></text:list>"
        "<text:list text:style-name='L'><text:list-item><text:p>G</text:p></text:list-item></text:list>"
        "<text:list text:style-name='B'><text:list-item><text:p>H</text:p></text:list-item></text:list>"
        "<text:list text:style-name='B'><text:list-item><text:p>I</text:p></text:list-item></text:list>");
    const struct para *p[9];
    for (int i = 0; i < 9; i++)
        p[i] = &block(s, i)->as.para;

    text_is(r, "Điều I. A\nĐiều IV. B\nIV-bb) C\nIV-cc) D\nĐiều V. E\nV-a) F\nĐiều I. G\n-H\n-I\n");
    assert_string_equal(p[0]->numbering->levels[0].pattern, "Điều %1.");
    assert_string_equal(p[0]->numbering->levels[1].pattern, "%1-%2)");
    assert_int_equal(p[0]->numbering->levels[1].format, NUMBERING_LOWER_LETTER);
    assert_null(p[0]->numbering->shares);
    assert_ptr_equal(p[1]->numbering->shares, p[0]->numbering);
    assert_int_equal(p[1]->numbering->begins[0], 4);
    assert_ptr_equal(p[2]->numbering->shares, p[0]->numbering);
    assert_int_equal(p[2]->numbering->begins[1], 28);
    assert_int_equal(p[2]->number_level, 1);
    assert_ptr_equal(p[3]->numbering, p[2]->numbering);
    assert_ptr_equal(p[4]->numbering, p[0]->numbering); /* a level above counted: the style's own start holds again */
    assert_null(p[6]->numbering->shares);
    assert_ptr_not_equal(p[6]->numbering, p[0]->numbering);
    assert_ptr_equal(p[6]->numbering->levels, p[0]->numbering->levels);
    assert_ptr_equal(p[7]->numbering, p[8]->numbering);
}

static void headings_count(void **state)
{
    struct reading *r = *state;
    struct node *s = read_text(r,
        "<office:styles><style:style style:name='Heading_20_1' style:family='paragraph' style:default-outline-level='1'/>"
        "<text:outline-style style:name='Outline'><text:outline-level-style text:level='1' style:num-format='I' style:num-suffix='.'/>"
        "<text:outline-level-style text:level='2' style:num-format='1' style:num-suffix='.'/></text:outline-style></office:styles>", "",
        "<text:h text:style-name='Heading_20_1' text:outline-level='1'>A</text:h><text:h text:outline-level='2'>B</text:h>"
        "<text:h text:outline-level='2'>C</text:h><text:h text:outline-level='1'>D</text:h><text:h text:outline-level='2'>E</text:h>"
        "<text:h text:outline-level='1' text:is-list-header='true'>F</text:h>");

    assert_string_equal(s->first->as.para.label, "I.");
    assert_int_equal(s->first->as.para.style->outline, 1);
    assert_string_equal(block(s, 2)->as.para.label, "2.");
    assert_string_equal(block(s, 3)->as.para.label, "II.");
    assert_string_equal(block(s, 4)->as.para.label, "1.");
    assert_null(block(s, 5)->as.para.label);
    assert_int_equal(block(s, 1)->as.para.level, 2);
}

/* ---- pages ---- */

static const char pages[] =
    "<office:automatic-styles><style:page-layout style:name='A4'><style:page-layout-properties fo:page-width='21cm' fo:page-height='29.7cm' "
    "fo:margin-top='10mm' fo:margin-bottom='2cm' fo:margin-left='3cm' fo:margin-right='15mm'/><style:header-style>"
    "<style:header-footer-properties fo:min-height='5mm' fo:margin-bottom='5mm'/></style:header-style></style:page-layout>"
    "<style:page-layout style:name='Ngang'><style:page-layout-properties fo:page-width='29.7cm' fo:page-height='21cm'/></style:page-layout>"
    "<style:page-layout style:name='Dau'><style:page-layout-properties fo:page-width='21cm' fo:page-height='29.7cm' fo:margin-top='2cm'/>"
    "</style:page-layout></office:automatic-styles><office:master-styles>"
    "<style:master-page style:name='Dau' style:page-layout-name='Dau' style:next-style-name='Sau'/>"
    "<style:master-page style:name='Sau' style:page-layout-name='A4'><style:header><text:p>đầu trang</text:p></style:header>"
    "<style:header-left><text:p>trang chẵn</text:p></style:header-left></style:master-page>"
    "<style:master-page style:name='Ngang' style:page-layout-name='Ngang'><style:footer><text:p>chân</text:p></style:footer>"
    "</style:master-page></office:master-styles>";

static void sections(void **state)
{
    struct reading *r = *state;
    struct node *s = read_text(r, pages,
        "<style:style style:name='P1' style:family='paragraph' style:master-page-name='Ngang'><style:paragraph-properties "
        "style:page-number='5'/></style:style><style:style style:name='P2' style:family='paragraph'><style:paragraph-properties "
        "fo:break-before='page'/></style:style><style:style style:name='S1' style:family='section'><style:section-properties>"
        "<style:columns fo:column-count='2' fo:column-gap='1cm'/></style:section-properties></style:style>",
        "<text:p>một</text:p><text:p text:style-name='P2'>hai</text:p><text:p text:style-name='P1'>ba</text:p>"
        "<text:section text:style-name='S1'><text:p>bốn</text:p></text:section><text:p>năm</text:p>");
    const struct section *first = &s->as.section, *second = &s->next->as.section;

    assert_near(first->width, 595.28);
    assert_near(first->header_distance, 28.35);
    assert_near(first->top, 2 * 28.35);
    assert_near(first->left, 85.04);
    assert_true(first->title_page && !first->first_header && first->header && first->even_header);
    assert_true(r->doc->settings.even_headers);
    assert_near(para_props(first->header->first)->after, 14.17); /* the distance to the text */
    assert_true(para_props(block(s, 1))->page_break_before);
    assert_true(second->landscape && second->footer && second->restart_numbers);
    assert_int_equal(second->first_number, 5);
    assert_int_equal(s->next->next->as.section.columns.n, 2);
    assert_int_equal(s->next->next->as.section.start, SECTION_CONTINUOUS);
    assert_int_equal(s->next->next->next->as.section.columns.n, 0);
    assert_null(s->next->next->next->next);
    text_is(r, "một\nhai\n\nba\n\nbốn\n\nnăm\n");
}

static void settings(void **state)
{
    struct reading *r = *state;
    const struct doc *d = read_parts(r, "<office:styles><style:style style:name='Standard' style:family='paragraph'>"
                                        "<style:paragraph-properties fo:margin-top='6pt' fo:margin-left='10pt'><style:tab-stops>"
                                        "<style:tab-stop style:position='50pt'/></style:tab-stops></style:paragraph-properties>"
                                        "</style:style></office:styles>", "", "<text:p>a</text:p><text:p>b</text:p>",
        "<config:config-item config:name='AddParaTableSpacing'>false</config:config-item>"
        "<config:config-item config:name='AddParaTableSpacingAtStart'>false</config:config-item>"
        "<config:config-item config:name='TabsRelativeToIndent'>false</config:config-item>");

    assert_false(d->settings.spaces_add);
    assert_true(d->settings.from_writer);
    assert_near(para_props(d->root->first->first)->before, 0);
    assert_near(para_props(d->root->first->last)->before, 6);
    assert_near(para_props(d->root->first->last)->tabs[0].at, 50);
}

/* ---- tables and frames ---- */

static void tables(void **state)
{
    struct reading *r = *state;
    struct node *s = read_text(r, "",
        "<style:style style:name='B' style:family='table'><style:table-properties style:width='300pt' table:align='center'/></style:style>"
        "<style:style style:name='B.A' style:family='table-column'><style:table-column-properties style:column-width='100pt'/></style:style>"
        "<style:style style:name='B.1' style:family='table-row'><style:table-row-properties style:min-row-height='20pt' "
        "fo:keep-together='always'/></style:style>"
        "<style:style style:name='C1' style:family='table-cell'><style:table-cell-properties fo:border='0.5pt solid #000000' "
        "fo:border-bottom='2.25pt double #0000ff' style:border-line-width-bottom='0.75pt 0.75pt 0.75pt' fo:padding='2pt' "
        "fo:background-color='#eeeeee' style:vertical-align='middle' style:writing-mode='tb-rl'/></style:style>",
        "<table:table table:style-name='B'><table:table-column table:style-name='B.A' table:number-columns-repeated='3'/>"
        "<table:table-header-rows><table:table-row table:style-name='B.1'><table:table-cell table:style-name='C1' "
        "table:number-columns-spanned='2' table:number-rows-spanned='2'><text:p>gộp</text:p></table:table-cell>"
        "<table:covered-table-cell/><table:table-cell><text:p>c</text:p></table:table-cell></table:table-row></table:table-header-rows>"
        "<table:table-row><table:covered-table-cell table:number-columns-repeated='2'/><table:table-cell><table:table>"
        "<table:table-column/><table:table-row><table:table-cell/></table:table-row></table:table></table:table-cell>"
        "</table:table-row></table:table>");
    const struct node *t = s->first, *row = t->first, *cell = row->first;

    assert_int_equal(t->as.table.kind, TABLE_DATA);
    assert_int_equal(t->as.table.columns, 3);
    assert_near(t->as.table.widths[2], 100);
    assert_int_equal(t->as.table.align, ALIGN_CENTER);
    assert_int_equal(t->as.table.header_rows, 1);
    assert_true(row->as.row.cant_split && row->as.row.rule == LINE_AT_LEAST);
    assert_near(row->as.row.height, 20);
    assert_int_equal(cell->as.cell.col_span * 10 + cell->as.cell.row_span, 22);
    assert_near(cell->as.cell.edge->bottom.width, 0.75);
    assert_int_equal(cell->as.cell.edge->bottom.stroke, STROKE_DOUBLE);
    assert_near(cell->as.cell.pad_left, 2);
    assert_true(cell->as.cell.fill.on);
    assert_int_equal(cell->as.cell.valign, VALIGN_MIDDLE);
    assert_int_equal(cell->as.cell.turn, TURN_DOWN);
    assert_null(cell->next->next);
    assert_int_equal(row->next->first->first->type, NODE_TABLE);
    assert_null(row->next->first->next);
}

static void contours(void **state)
{
    struct reading *r = *state;
    struct node *s = read_text(r, "",
        "<style:style style:name='G' style:family='graphic'><style:graphic-properties style:wrap='biggest' style:wrap-contour='true' "
        "style:wrap-contour-mode='full'/></style:style>"
        "<style:style style:name='H' style:family='graphic'><style:graphic-properties style:wrap='left' style:wrap-contour='true'/></style:style>",
        "<text:p><draw:frame draw:style-name='G' svg:width='100pt' text:anchor-type='paragraph'><draw:text-box/>"
        "<draw:contour-polygon svg:viewBox='0 0 200 100' draw:points='0,0 200,0 100,100'/></draw:frame>"
        "<draw:frame draw:style-name='H' text:anchor-type='paragraph'><draw:text-box/>"
        "<draw:contour-polygon svg:viewBox='0 0 0 100' draw:points='0,0 200,0 100,100'/></draw:frame></text:p>");
    const struct node *bay = s->first->first, *box = bay->next;
    const struct placement *at = bay->as.shape.placement;

    assert_int_equal(at->wrap, WRAP_THROUGH);
    assert_int_equal(at->side, WRAP_LARGEST);
    assert_int_equal(at->contour->n, 3);
    assert_near(at->contour->points[4], 0.5);
    assert_near(at->contour->points[5], 1);
    assert_int_equal(box->as.shape.placement->wrap, WRAP_SQUARE);
    assert_int_equal(box->as.shape.placement->side, WRAP_LEFT);
    assert_null(box->as.shape.placement->contour);
}

/* What is numbered stands in the styles; a paragraph may be left out, and the first one of a section say where it begins. */
static void line_numbers(void **state)
{
    struct reading *r = *state;
    struct node *s = read_text(r, "<office:styles><text:linenumbering-configuration text:number-lines='true' text:increment='5' text:offset='9pt' "
                                  "text:count-empty-lines='false' style:num-format='i'/></office:styles>",
                               "<style:style style:name='A' style:family='paragraph'><style:paragraph-properties text:line-number='7'/></style:style>"
                               "<style:style style:name='B' style:family='paragraph'><style:paragraph-properties text:number-lines='false' "
                               "fo:text-align='justify' fo:text-align-last='justify'/></style:style>",
                               "<text:p text:style-name='A'>a</text:p><text:p text:style-name='B'>b</text:p>");
    const struct line_numbers *lines = &s->as.section.lines;

    assert_int_equal(lines->every, 5);
    assert_int_equal(lines->first, 7);
    assert_int_equal(lines->restart, LINES_BY_SECTION);
    assert_int_equal(lines->format, NUMBERING_LOWER_ROMAN);
    assert_near(lines->distance, 9);
    assert_true(lines->skip_empty);
    assert_false(para_props(s->first)->unnumbered);
    assert_true(para_props(s->first->next)->unnumbered);
    assert_int_equal(para_props(s->first->next)->align, ALIGN_JUSTIFY_ALL);

    forget(r);
    s = read_text(r, "<office:styles><text:linenumbering-configuration text:number-lines='false'/></office:styles>", "", "<text:p>a</text:p>");
    assert_int_equal(s->as.section.lines.every, 0);
}

static void frames(void **state)
{
    struct reading *r = *state;
    struct node *s = read_text(r, "",
        "<style:style style:name='G' style:family='graphic'><style:graphic-properties style:wrap='parallel' style:horizontal-pos='right' "
        "style:horizontal-rel='page' fo:padding='3pt' fo:border='1pt solid #000000'/></style:style>",
        "<text:p>a<draw:frame draw:style-name='G' svg:width='100pt' text:anchor-type='paragraph'><draw:text-box fo:min-height='20pt'>"
        "<text:p>hộp</text:p></draw:text-box></draw:frame><draw:line svg:x1='10pt' svg:y1='5pt' svg:x2='2pt' svg:y2='5pt' "
        "text:anchor-type='paragraph'/><draw:frame text:anchor-type='as-char'><draw:image xlink:href='Pictures/thieu.png'/></draw:frame>"
        "<draw:frame text:anchor-type='as-char'><draw:object xlink:href='./Object 1'/><draw:image xlink:href='x.svm'/></draw:frame></text:p>");
    const struct node *box = s->first->first->next, *line = box->next;

    assert_int_equal(box->type, NODE_SHAPE);
    assert_int_equal(box->as.shape.placement->wrap, WRAP_SQUARE);
    assert_int_equal(box->as.shape.placement->align_x, PLACE_END);
    assert_int_equal(box->as.shape.placement->from_x, FROM_PAGE);
    assert_near(box->as.shape.pad_left, 4);
    assert_true(box->as.shape.grow);
    assert_int_equal(box->first->type, NODE_PARA);
    assert_int_equal(line->as.shape.kind, SHAPE_LINE);
    assert_true(line->as.shape.flip_x);
    assert_near(line->as.shape.placement->x, 2);
    assert_string_equal(s->first->last->as.formula.text, "a over b");
    assert_int_equal(r->told, 1); /* the picture that is not there */
}

static const struct image *image_of(struct node *section)
{
    assert_int_equal(section->first->first->type, NODE_IMAGE);
    return &section->first->first->as.image;
}

/* A picture with a line around it, mirrored, is read, written and read again the same. */
static void pictures(void **state)
{
    struct reading *r = *state;
    const struct image *i = image_of(read_text(r, "",
        "<style:style style:name='G' style:family='graphic'><style:graphic-properties fo:border='2pt solid #ff0000' style:mirror='vertical horizontal'/></style:style>",
        "<text:p><draw:frame draw:style-name='G' svg:width='102pt' svg:height='52pt' text:anchor-type='as-char'><draw:image xlink:href='Pictures/diem.png'/>"
        "</draw:frame></text:p>"));
    struct buf out = {0};
    struct doc *again;
    struct package *p;

    for (int turn = 0; turn < 2; turn++) {
        assert_true(i->flip_x && i->flip_y);
        assert_near(i->stroke.width, 2);
        assert_int_equal(i->stroke.color, 0xff0000);
        assert_near(i->width, 100);
        assert_near(i->height, 50);
        if (turn == 1)
            break;
        assert_true(odt_write(&r->ctx, r->doc, &out));
        p = package_open(&r->ctx, "lai.odt", buf_span(&out));
        again = odt_read(&r->ctx, p);
        assert_non_null(again);
        i = image_of(again->root->first);
    }
    doc_free(again);
    package_close(p);
    buf_release(&out);
}

/* What only a header holds asks for styles as well. */
static void header_styles(void **state)
{
    struct reading *r = *state;
    struct doc *d = read_parts(r,
        "<office:styles/><office:automatic-styles><style:page-layout style:name='L'/></office:automatic-styles><office:master-styles>"
        "<style:master-page style:name='Standard' style:page-layout-name='L'><style:header><text:p><draw:frame svg:width='20pt' svg:height='9pt' "
        "text:anchor-type='paragraph'><draw:text-box><text:p>hộp</text:p></draw:text-box></draw:frame></text:p></style:header></style:master-page>"
        "</office:master-styles>", "", "<text:p>a</text:p>", "");
    struct buf out = {0}, text = {0};
    struct package *p;
    struct span part;

    assert_true(odt_write(&r->ctx, d, &out));
    p = package_open(&r->ctx, "lai.odt", buf_span(&out));
    assert_true(package_part(p, "styles.xml", &part));
    buf_putspan(&text, part);
    assert_non_null(strstr(text.p, "hộp"));
    assert_non_null(strstr(text.p, "style:parent-style-name=\"Khung\""));
    assert_non_null(strstr(text.p, "<style:style style:name=\"Khung\""));
    package_close(p);
    buf_release(&text);
    buf_release(&out);
}

/* What the formula gives, in one line. */
static void formula(struct reading *r, const char *math, const char *expected)
{
    struct buf text = {0}, b = {0};

    buf_printf(&text, "<text:p><draw:frame text:anchor-type='as-char'><draw:object><math xmlns='http://www.w3.org/1998/Math/MathML'>%s</math>"
               "</draw:object></draw:frame></text:p>", math);
    for (const struct node *n = read_text(r, "", "", text.p)->first->first; n; n = n->next) {
        assert_int_equal(n->type, NODE_FORMULA);
        buf_puts(&b, n->as.formula.text);
    }
    assert_string_equal(b.p ? b.p : "", expected);
    buf_release(&text);
    buf_release(&b);
}

static void formulas(void **state)
{
    static const char *const rows[][2] = {
        {"<mi>E</mi><mo>=</mo><mi>m</mi><mo>⋅</mo><msup><mi>c</mi><mn>2</mn></msup>", "E=m⋅c^2"},
        {"<mfrac><mrow><mo>-</mo><mi>b</mi><mo>±</mo><msqrt><msup><mi>b</mi><mn>2</mn></msup> <mo>-</mo><mn>4</mn></msqrt></mrow><mi>a</mi></mfrac>", "(-b±√(b^2-4))/a"},
        {"<msqrt><mi>x</mi></msqrt><mroot><mi>y</mi><mn>3</mn></mroot>", "√x3 √y"},
        {"<munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow><mi>n</mi></munderover><msub><mi>a</mi><mi>i</mi></msub>", "∑_(i=1)^n a_i"},
        {"<mfenced open='[' close=')'><mi>a</mi><mi>b</mi></mfenced>", "[a,b)"},
        {"<mtable><mtr><mtd><mn>1</mn></mtd><mtd><mn>0</mn></mtd></mtr><mtr><mtd><mn>0</mn></mtd><mtd><mn>1</mn></mtd></mtr></mtable>", "1, 0; 0, 1"},
        {"<mrow><mo>(</mo><mi>a</mi><mo>)</mo></mrow><mrow><mi>sin</mi><mo>&#x2061;</mo><mi>x</mi></mrow>", "(a)sin x"},
        {"<mover accent='true'><mi>x</mi><mo>^</mo></mover><munder><mi>y</mi><mo>_</mo></munder><munder><mi>z</mi><mi>n</mi></munder>", "x̂y̲z_n"},
        {"<mmultiscripts><mi>C</mi><mi>a</mi><none/><mprescripts/><none/><mi>b</mi></mmultiscripts>", "^b(C_a)"},
        {"<menclose notation='box'><mi>x</mi></menclose><mfrac linethickness='0'><mi>n</mi><mi>k</mi></mfrac>", "xn¦k"},
        {"<semantics><mi>x</mi><annotation>y</annotation></semantics>", "x"},
        {"<semantics><mrow/><annotation>a over b</annotation></semantics>", "a over b"},
        {"<mphantom><mi>x</mi></mphantom><mfrac/><msup/><mroot><mi>z</mi></mroot>", "/√z"},
    };
    struct reading *r = *state;
    struct buf deep = {0};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        formula(r, rows[i][0], rows[i][1]);
    for (int i = 0; i < 120; i++)
        buf_puts(&deep, "<mrow>");
    buf_puts(&deep, "<mi>x</mi>");
    for (int i = 0; i < 120; i++)
        buf_puts(&deep, "</mrow>");
    formula(r, "<mi>a</mi>", "a");
    formula(r, deep.p, "");
    buf_release(&deep);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(no_text),     TEST(styles_in_a_circle), TEST(repeats_are_bounded), TEST(nested_deep), TEST(empty),
        TEST(white_space), TEST(looks_inherit),      TEST(fields_as_stored),    TEST(notes),       TEST(lists_count), TEST(lists_live),
        TEST(headings_count), TEST(sections),        TEST(settings),            TEST(tables),      TEST(frames), TEST(contours), TEST(line_numbers), TEST(pictures), TEST(header_styles), TEST(formulas),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
