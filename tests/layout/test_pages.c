/* Pages: filling, widows and orphans, keeping together, sections, headers, notes, structure tags.
 * A page of the fixture takes 50 lines of 13.8 pt: the body is 697.89 pt high. */
#include "base/diag/layout.h"
#include "paper.h"

enum { LINES = 50 };

static const double single = 12 * TNR_SINGLE;

/* `n` paragraphs of one line. */
static void fill(struct paper *p, int n)
{
    for (int i = 0; i < n; i++)
        paper_para(p, p->section, "đầy");
}

/* ---- filling ---- */

static void fill_to_the_line(void **state)
{
    struct paper *p = *state;

    fill(p, LINES);
    paper_para(p, p->section, "qua");
    paper_layout(p);
    assert_int_equal(p->frames->n_pages, 2);
    assert_int_equal(paper_texts(p, 0), LINES);
    assert_near(paper_text(p, 1, 0)->y, 72 + 12 * TNR_ASCENT);
    assert_int_equal(p->frames->pages[1].number, 2);
}

/* The extra of a multiple and the space after need not fit; `before` is lost at the top. */
static void fill_extra_hangs(void **state)
{
    struct paper *p = *state;
    struct para_props *own;

    p->section->as.section.bottom = 841.89 - 72 - 3 * single - 0.01;
    fill(p, 2);
    own = paper_own(p, paper_para(p, p->section, "ba"));
    own->line = 3;
    own->after = 40;
    own = paper_own(p, paper_para(p, p->section, "bốn"));
    own->before = 30;
    paper_layout(p);
    assert_int_equal(paper_page_of(p, "ba"), 0);
    assert_int_equal(paper_page_of(p, "bốn"), 1);
    assert_near(paper_find(p, "bốn", NULL)->y, 72 + 12 * TNR_ASCENT);
}

static void fill_page_break_before(void **state)
{
    struct paper *p = *state;
    struct para_props *own;

    paper_own(p, paper_para(p, p->section, "một"))->after = 10;
    own = paper_own(p, paper_para(p, p->section, "hai"));
    own->page_break_before = true;
    own->before = 24;
    paper_layout(p);
    assert_int_equal(p->frames->n_pages, 2);
    assert_near(paper_text(p, 1, 0)->y, 72 + 14 + 12 * TNR_ASCENT);
}

/* ---- widows and orphans: lines of the paragraph, room on the page, lines that stay ---- */

static void widow_table(void **state)
{
    static const struct {
        int lines, room, stay;
        bool control;
    } rows[] = {
        {1, 0, 0, true}, {2, 1, 0, true},  {2, 2, 2, true},  {3, 1, 0, true}, {3, 2, 0, true},
        {4, 1, 0, true}, {4, 2, 2, true},  {4, 3, 2, true},  {5, 3, 3, true}, {5, 4, 3, true},
        {9, 8, 7, true}, {3, 2, 2, false}, {2, 1, 1, false},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        void *s;
        struct paper *p;
        int stay = 0;

        (void)state;
        paper_setup(&s);
        p = s;
        fill(p, LINES - rows[i].room);
        paper_own(p, paper_lines(p, p->section, "dòng", rows[i].lines))->widow_control =
            rows[i].control;
        paper_layout(p);
        for (size_t k = 0; k < paper_texts(p, 0); k++)
            stay += paper_text(p, 0, k)->as.text.text[0] == 'd';
        if (stay != rows[i].stay)
            fail_msg("%d lines, room for %d: %d stay", rows[i].lines, rows[i].room, stay);
        paper_teardown(&s);
    }
}

/* ---- keeping ---- */

static void keep_next_takes_two_lines(void **state)
{
    struct paper *p = *state;

    fill(p, LINES - 2);
    paper_own(p, paper_para(p, p->section, "tiêu đề"))->keep_next = true;
    paper_lines(p, p->section, "dòng", 4);
    paper_layout(p);
    assert_int_equal(paper_page_of(p, "tiêu đề"), 1);
}

static void keep_next_fits(void **state)
{
    struct paper *p = *state;

    fill(p, LINES - 3);
    paper_own(p, paper_para(p, p->section, "tiêu đề"))->keep_next = true;
    paper_lines(p, p->section, "dòng", 4);
    paper_layout(p);
    assert_int_equal(paper_page_of(p, "tiêu đề"), 0);
    assert_int_equal(paper_page_of(p, "dòng2"), 0);
    assert_int_equal(paper_page_of(p, "dòng3"), 1);
}

static void keep_next_chain(void **state)
{
    struct paper *p = *state;

    fill(p, LINES - 3);
    paper_own(p, paper_para(p, p->section, "chương"))->keep_next = true;
    paper_own(p, paper_para(p, p->section, "mục"))->keep_next = true;
    paper_lines(p, p->section, "dòng", 3);
    paper_layout(p);
    assert_int_equal(paper_page_of(p, "chương"), 1);
    assert_near(paper_find(p, "chương", NULL)->y, 72 + 12 * TNR_ASCENT);
}

/* A chain longer than a page is cut where the page is full. */
static void keep_next_chain_too_long(void **state)
{
    struct paper *p = *state;

    p->style->para.keep_next = true;
    fill(p, 3 * LINES);
    paper_layout(p);
    assert_int_equal(p->frames->n_pages, 3);
    assert_int_equal(paper_texts(p, 0), LINES);
}

static void keep_lines_moves_whole(void **state)
{
    struct paper *p = *state;

    fill(p, LINES - 5);
    paper_own(p, paper_lines(p, p->section, "dòng", 8))->keep_lines = true;
    paper_own(p, paper_lines(p, p->section, "dài", 2 * LINES))->keep_lines = true;
    paper_layout(p);
    assert_int_equal(paper_page_of(p, "dòng1"), 1);
    assert_int_equal(paper_page_of(p, "dài1"), 2); /* longer than a page: begins on a new one */
    assert_int_equal(paper_page_of(p, "dài51"), 3);
}

/* ---- signature block ---- */

static void signature(struct paper *p, int height)
{
    const double widths[] = {200, 250};
    struct node *table = paper_table(p, p->section, widths, 2, 0);
    struct node *row = paper_row(p, table);

    table->as.table.kind = TABLE_LAYOUT;
    table->as.table.role = "khoi-ky";
    row->as.row.cant_split = true;
    paper_cell(p, row, "Nơi nhận:");
    struct node *cell = paper_cell(p, row, NULL);
    for (int i = 1; i < height; i++)
        paper_para(p, cell, NULL);
    paper_para(p, cell, "Họ tên");
}

/* Lines of the last paragraph, room after it, lines of it that go along. */
static void signature_not_alone(void **state)
{
    static const struct {
        int lines, room, along;
    } rows[] = {{1, 8, 2}, {2, 8, 2}, {3, 8, 3}, {4, 8, 2}, {7, 8, 2}, {7, 10, 0}};

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        void *s;
        struct paper *p;
        size_t on;

        (void)state;
        paper_setup(&s);
        p = s;
        fill(p, LINES - rows[i].room - rows[i].lines);
        paper_own(p, paper_lines(p, p->section, "dòng", rows[i].lines))->keep_next = true;
        signature(p, 10);
        paper_layout(p);
        on = paper_page_of(p, "Họ tên");
        assert_int_equal(on, rows[i].along ? 1 : 0);
        assert_int_equal(paper_page_of(p, "Nơi nhận"), on);
        if (rows[i].along && paper_texts(p, 1) != 2 + (size_t)rows[i].along)
            fail_msg("%d lines: %zu items go along", rows[i].lines, paper_texts(p, 1));
        paper_teardown(&s);
    }
}

/* ---- sections and headers ---- */

static struct node *header(struct paper *p, struct node *section)
{
    struct node *cell = node_new(p->doc, NODE_CELL, NULL, "header", (struct pos){0});
    struct node *para = paper_para(p, cell, "- ");

    paper_own(p, para)->align = ALIGN_CENTER;
    node_new(p->doc, NODE_PAGE_NUMBER, para, "so", (struct pos){0});
    node_text(p->doc, para, " -");
    section->as.section.header = cell;
    return cell;
}

static void section_pages(void **state)
{
    struct paper *p = *state;
    struct node *annex = node_new(p->doc, NODE_SECTION, p->doc->root, "phu_luc", (struct pos){0});

    annex->as.section = p->section->as.section;
    annex->as.section.width = 841.89;
    annex->as.section.height = 595.28;
    annex->as.section.landscape = annex->as.section.restart_numbers = true;
    annex->as.section.first_number = 1;
    p->section->as.section.title_page = true;
    header(p, p->section);
    annex->as.section.header = p->section->as.section.header;
    fill(p, LINES + 1);
    paper_own(p, paper_para(p, annex, "phụ lục"))->before = 20;
    paper_layout(p);
    assert_int_equal(p->frames->n_pages, 3);
    assert_int_equal(paper_texts(p, 0), LINES); /* no header on the first page */
    assert_true(item_is(paper_text(p, 1, 0), "- 2 -"));
    assert_near(paper_text(p, 1, 0)->y, 36 + 12 * TNR_ASCENT);
    assert_int_equal(p->frames->tags[paper_text(p, 1, 0)->tag].type, TAG_ARTIFACT);
    assert_near(paper_text(p, 1, 1)->y, 72 + 12 * TNR_ASCENT);
    assert_near(p->frames->pages[2].width, 841.89);
    assert_int_equal(p->frames->pages[2].number, 1);
    assert_true(item_is(paper_text(p, 2, 0), "- 1 -"));
    assert_near(paper_find(p, "phụ lục", NULL)->y, 72 + 20 + 12 * TNR_ASCENT);
    annex->as.section.first_number = 0; /* its cover is not counted */
    paper_layout(p);
    assert_true(item_is(paper_text(p, 2, 0), "- 0 -"));
}

/* Printed on both sides: the sides change with the parity of the number; what begins at 1 begins on a front. */
static void section_mirrored(void **state)
{
    struct paper *p = *state;
    struct node *annex;

    p->section->as.section.mirrored = true;
    p->section->as.section.left = 90;
    p->section->as.section.right = 54;
    header(p, p->section);
    fill(p, 2 * LINES + 1);
    annex = node_new(p->doc, NODE_SECTION, p->doc->root, "phu_luc", (struct pos){0});
    annex->as.section = p->section->as.section;
    annex->as.section.restart_numbers = true;
    annex->as.section.first_number = 1;
    paper_para(p, annex, "phụ lục");
    paper_layout(p);
    assert_int_equal(p->frames->n_pages, 5);
    assert_near(paper_text(p, 0, 1)->x, 90);
    assert_near(paper_text(p, 1, 1)->x, 54);
    assert_near(paper_text(p, 2, 1)->x, 90);
    assert_near(paper_text(p, 1, 0)->x - paper_text(p, 0, 0)->x, 54 - 90); /* the header goes along */
    assert_int_equal(p->frames->pages[3].n, 0);
    assert_int_equal(p->frames->pages[4].number, 1);
    assert_near(paper_find(p, "phụ lục", NULL)->x, 90);
    assert_int_equal(p->frames->tags[2].type, TAG_SECT);
    assert_int_equal(p->frames->tags[p->frames->tags[paper_find(p, "phụ lục", NULL)->tag].parent].type, TAG_SECT);
}

static void header_pushes_the_body(void **state)
{
    struct paper *p = *state;
    struct node *cell = header(p, p->section);

    for (int i = 0; i < 5; i++)
        paper_para(p, cell, NULL);
    fill(p, 1);
    paper_layout(p);
    assert_near(paper_text(p, 0, 1)->y, 36 + 6 * single + 12 * TNR_ASCENT);
    for (int i = 0; i < 60; i++)
        paper_para(p, cell, NULL);
    fill(p, 60);
    paper_layout(p);
    assert_int_equal(p->frames->n_pages, 2);
    assert_int_equal(p->diagnostics, 1); /* once, not once a page */
    assert_int_equal(p->last, DIAG_LAYOUT_HEADER_HIGH);
}

/* A page number in the text is set again when its page is known. */
static void body_page_number(void **state)
{
    struct paper *p = *state;
    struct node *para;

    for (int i = 0; i < 11; i++)
        paper_own(p, paper_para(p, p->section, "trang"))->page_break_before = i > 0;
    para = paper_para(p, p->section, "số ");
    node_new(p->doc, NODE_PAGE_NUMBER, para, "so", (struct pos){0});
    node_text(p->doc, para, " đây");
    paper_layout(p);
    assert_true(item_is(paper_find(p, "số", NULL), "số 11 đây"));
}

/* ---- notes ---- */

static struct node *note(struct paper *p, struct node *para, int lines)
{
    struct node *n;

    p->places++;
    n = node_new(p->doc, NODE_FOOTNOTE, para, "chu_thich", (struct pos){0});
    paper_lines(p, n, "chú", lines);
    return n;
}

static void notes_reserve_room(void **state)
{
    struct paper *p = *state;
    struct node *para;

    fill(p, LINES - 3);
    para = paper_para(p, p->section, "có chú thích");
    note(p, para, 1);
    node_text(p->doc, para, ".");
    fill(p, 2);
    paper_layout(p);
    assert_int_equal(p->frames->n_pages, 2);
    assert_int_equal(paper_page_of(p, "có chú"), 0);
    const struct frame_item *chu = paper_find(p, "chú1", NULL);
    assert_near(chu->y, 841.89 - 72 - 12 * TNR_DESCENT);
    assert_near(paper_rect(p, 0, 0)->as.rect.w, 144);
    assert_near(paper_rect(p, 0, 0)->as.rect.h, 0.5);
    assert_true(paper_rect(p, 0, 0)->y < chu->y - 12 * TNR_ASCENT);
    assert_int_equal(p->frames->tags[p->frames->tags[chu->tag].parent].type, TAG_NOTE);
    assert_true(item_is(paper_find(p, "1", NULL), "1"));
    assert_near(paper_find(p, "1", NULL)->as.text.size, 8);
}

/* A line goes to the page that has room for its note as well. */
static void notes_go_with_their_line(void **state)
{
    struct paper *p = *state;

    fill(p, LINES - 3);
    note(p, paper_para(p, p->section, "dời"), 4);
    fill(p, 1);
    paper_layout(p);
    assert_int_equal(paper_page_of(p, "dời"), 1);
    assert_int_equal(paper_page_of(p, "chú4"), 1);
}

static void notes_longer_than_a_page(void **state)
{
    struct paper *p = *state;

    fill(p, 3);
    note(p, paper_para(p, p->section, "dài"), 3 * LINES);
    note(p, paper_para(p, p->section, "nữa"), 2);
    fill(p, 3);
    paper_layout(p);
    assert_true(p->frames->n_pages >= 4 && p->frames->n_pages < 8);
    paper_find(p, "chú150", NULL);
    paper_find(p, "nữa", NULL);
    size_t lines = 0;
    for (size_t i = 0; i < p->frames->n_pages; i++)
        for (size_t k = 0; k < paper_texts(p, i); k++) {
            const struct frame_item *item = paper_text(p, i, k);
            lines += item->as.text.bytes > 4 && memcmp(item->as.text.text, "chú", 4) == 0;
            assert_true(item->y < 841.89 - 72);
        }
    assert_int_equal(lines, 3 * LINES + 2);
}

static void notes_inside_notes(void **state)
{
    struct paper *p = *state;
    struct node *outer = note(p, paper_para(p, p->section, "thân"), 1);

    for (int i = 0; i < 40; i++)
        note(p, paper_para(p, outer, "lồng"), 1);
    paper_layout(p);
    size_t notes = 0;
    for (size_t i = 0; i < p->frames->n_tags; i++)
        notes += p->frames->tags[i].type == TAG_NOTE;
    assert_int_equal(notes, 41);
    paper_find(p, "41", NULL); /* the last number, under a note */
}

/* ---- structure ---- */

static enum frame_tag_type tag_type(const struct paper *p, int tag)
{
    return p->frames->tags[tag].type;
}

static int tag_up(const struct paper *p, int tag)
{
    return p->frames->tags[tag].parent;
}

static struct node *item(struct paper *p, const char *label, const char *text, int level)
{
    struct node *para = paper_para(p, p->section, text);

    para->as.para.role = ROLE_ITEM;
    para->as.para.label = label;
    para->as.para.level = level;
    return para;
}

static void tags_lists(void **state)
{
    struct paper *p = *state;

    item(p, "-", "một", 1);
    item(p, "+", "trong một", 2);
    item(p, "-", "hai", 1);
    paper_para(p, p->section, "xen");
    item(p, NULL, "khác", 1);
    paper_layout(p);
    const int one = paper_find(p, "một", NULL)->tag, in = paper_find(p, "trong", NULL)->tag,
              two = paper_find(p, "hai", NULL)->tag, other = paper_find(p, "khác", NULL)->tag;
    assert_int_equal(tag_type(p, one), TAG_LBODY);
    assert_int_equal(tag_type(p, paper_find(p, "- ", NULL)->tag), TAG_LBL);
    assert_int_equal(tag_type(p, tag_up(p, one)), TAG_LI);
    const int list = tag_up(p, tag_up(p, one));
    assert_int_equal(tag_type(p, list), TAG_L);
    assert_int_equal(tag_up(p, list), 0);
    assert_int_equal(tag_up(p, tag_up(p, two)), list);
    assert_int_equal(tag_up(p, tag_up(p, tag_up(p, in))), one);
    assert_int_not_equal(tag_up(p, tag_up(p, other)), list);
}

static void tags_headings_and_links(void **state)
{
    struct paper *p = *state;
    struct style *h = ARENA_NEW(&p->doc->arena, struct style);
    struct node *para, *link;

    *h = *p->style;
    h->outline = 2;
    fill(p, LINES);
    para = paper_para(p, p->section, "Mục tiêu");
    para->as.para.style = h;
    para->as.para.label = "I-";
    para = paper_para(p, p->section, "xem ");
    link = node_new(p->doc, NODE_LINK, para, "link", (struct pos){0});
    link->as.link.url = "https://example.org/";
    node_text(p->doc, link, "ở đây");
    paper_layout(p);
    assert_int_equal(tag_type(p, paper_find(p, "I- Mục", NULL)->tag), TAG_H2);
    assert_int_equal(p->frames->n_headings, 1);
    assert_int_equal(p->frames->headings[0].page, 1);
    assert_int_equal(p->frames->headings[0].level, 2);
    assert_string_equal(p->frames->headings[0].text, "I- Mục tiêu");
    assert_near(p->frames->headings[0].y, 72);
    const struct frame_item *text = paper_find(p, "ở đây", NULL);
    assert_string_equal(text->as.text.url, "https://example.org/");
    assert_int_equal(tag_type(p, text->tag), TAG_LINK);
    assert_int_equal(tag_up(p, text->tag), paper_find(p, "xem", NULL)->tag);
}

/* ---- bounds ---- */

static void bound_nothing(void **state)
{
    struct paper *p = *state;

    paper_layout(p);
    assert_int_equal(p->frames->n_pages, 1);
    assert_int_equal(p->frames->pages[0].n, 0);
}

static void bound_pages(void **state)
{
    struct paper *p = *state;

    paper_own(p, paper_lines(p, p->section, "d", 1))->page_break_before = true;
    p->style->para.page_break_before = true;
    for (int i = 0; i <= LIMIT_PAGES; i++)
        node_append(p->section, ARENA_NEW(&p->doc->arena, struct node));
    for (struct node *n = p->section->first->next; n; n = n->next) {
        n->type = NODE_PARA;
        n->as.para.style = p->style;
    }
    assert_null(layout_document(&p->ctx, p->fonts, p->doc));
    assert_int_equal(p->diagnostics, 1);
    assert_int_equal(p->last, DIAG_LAYOUT_PAGES);
}

/* A page with no height still takes a line each. */
static void bound_no_height(void **state)
{
    struct paper *p = *state;

    p->section->as.section.bottom = 2000;
    fill(p, 5);
    paper_layout(p);
    assert_int_equal(p->frames->n_pages, 5);
}

static void bound_line_higher_than_page(void **state)
{
    struct paper *p = *state;
    struct para_props *own;

    fill(p, 1);
    own = paper_own(p, paper_para(p, p->section, "cao"));
    own->line_rule = LINE_AT_LEAST;
    own->line = 2000;
    fill(p, 1);
    paper_layout(p);
    assert_int_equal(p->frames->n_pages, 3);
    assert_int_equal(p->last, DIAG_LAYOUT_TOO_HIGH);
}

static void bound_no_face(void **state)
{
    struct paper *p = *state;

    p->style->chr.family = "Phông không có";
    fill(p, 2);
    assert_null(layout_document(&p->ctx, p->fonts, p->doc));
    assert_int_equal(p->diagnostics, 1);
}

static void dump_is_stable(void **state)
{
    struct paper *p = *state;
    struct buf first = {0}, second = {0};

    paper_para(p, p->section, "\"chữ\"");
    paper_layout(p);
    frames_dump(p->frames, &first);
    paper_layout(p);
    frames_dump(p->frames, &second);
    assert_string_equal(first.p, second.p);
    assert_string_equal(first.p, "page 1 595.28x841.89\n"
                                 "  text 72 83.2 27.63 12 LiberationSerif-Regular.ttf P:2 "
                                 "\"\\\"chữ\\\"\"\n"
                                 "tag 0 Document\ntag 2 P in 0\n");
    buf_release(&first);
    buf_release(&second);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, paper_setup, paper_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(fill_to_the_line),
        TEST(fill_extra_hangs),
        TEST(fill_page_break_before),
        cmocka_unit_test(widow_table),
        TEST(keep_next_takes_two_lines),
        TEST(keep_next_fits),
        TEST(keep_next_chain),
        TEST(keep_next_chain_too_long),
        TEST(keep_lines_moves_whole),
        cmocka_unit_test(signature_not_alone),
        TEST(section_pages),
        TEST(section_mirrored),
        TEST(header_pushes_the_body),
        TEST(body_page_number),
        TEST(notes_reserve_room),
        TEST(notes_go_with_their_line),
        TEST(notes_longer_than_a_page),
        TEST(notes_inside_notes),
        TEST(tags_lists),
        TEST(tags_headings_and_links),
        TEST(bound_nothing),
        TEST(bound_pages),
        TEST(bound_no_height),
        TEST(bound_line_higher_than_page),
        TEST(bound_no_face),
        TEST(dump_is_stable),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
