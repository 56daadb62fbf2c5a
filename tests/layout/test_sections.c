/* Sections, columns and breaks; headers and footers of all kinds; numbers that are known at the end; endnotes. */
#include "paper.h"

static const double single = 12 * TNR_SINGLE, ascent = 12 * TNR_ASCENT;

static struct node *add(struct paper *p, enum node_type type, struct node *parent)
{
    char place[32];
    snprintf(place, sizeof place, "s.%d", p->places++);
    return node_new(p->doc, type, parent, place, (struct pos){.file = "thu.docx", .line = p->places});
}

static struct node *section(struct paper *p, enum section_start start)
{
    struct node *n = add(p, NODE_SECTION, p->doc->root);
    n->as.section = p->section->as.section;
    n->as.section.start = start;
    return n;
}

static void lines(struct paper *p, struct node *parent, const char *name, int n)
{
    char text[64];
    for (int i = 1; i <= n; i++) {
        snprintf(text, sizeof text, "%s%d", name, i);
        paper_para(p, parent, text);
    }
}

static void put_break(struct paper *p, struct node *para, bool column)
{
    add(p, NODE_BREAK, para)->as.brk.column = column;
}

static struct node *cell(struct paper *p, const char *text)
{
    struct node *n = add(p, NODE_CELL, NULL);
    paper_para(p, n, text);
    return n;
}

static const struct frame_item *at(struct paper *p, const char *text, size_t page, double x, double y)
{
    size_t on;
    const struct frame_item *item = paper_find(p, text, &on);
    assert_int_equal(on, page);
    assert_near(item->x, x);
    assert_near(item->y, y);
    return item;
}

/* ---- breaks ---- */

static void break_alone_leaves_no_line(void **state)
{
    struct paper *p = *state;
    paper_para(p, p->section, "một");
    put_break(p, paper_para(p, p->section, NULL), false);
    paper_own(p, paper_para(p, p->section, "hai"))->before = 24;
    paper_layout(p);
    assert_int_equal(p->frames->n_pages, 2);
    at(p, "hai", 1, 72, 72 + ascent);
}

static void break_first_keeps_the_space_above(void **state)
{
    struct paper *p = *state;
    paper_own(p, paper_para(p, p->section, "một"))->after = 10;
    struct node *para = paper_para(p, p->section, NULL);
    paper_own(p, para)->before = 24;
    put_break(p, para, false);
    node_text(p->doc, para, "hai");
    paper_layout(p);
    at(p, "hai", 1, 72, 72 + 14 + ascent);
}

static void break_within_goes_on_on_the_next_page(void **state)
{
    struct paper *p = *state;
    struct node *para = paper_para(p, p->section, "trước");
    paper_own(p, para)->before = 24;
    put_break(p, para, false);
    node_text(p->doc, para, "sau");
    paper_layout(p);
    at(p, "trước", 0, 72, 72 + 24 + ascent);
    at(p, "sau", 1, 72, 72 + ascent);
}

/* ---- columns ---- */

static void columns_are_filled_in_turn(void **state)
{
    struct paper *p = *state;
    p->section->as.section.columns = (struct columns){.n = 2, .space = 36, .line = true};
    lines(p, p->section, "d", 51);
    paper_layout(p);
    const double width = (595.28 - 144 - 36) / 2;
    assert_int_equal(p->frames->n_pages, 1);
    at(p, "d51", 0, 72 + width + 36, 72 + ascent);
    assert_int_equal(paper_rects(p, 0), 1);
    assert_near(paper_rect(p, 0, 0)->x + 0.25, 72 + width + 18);
}

static void columns_of_unequal_width_fit_anew(void **state)
{
    static const double widths[] = {300, 100}, spaces[] = {20, 0};
    struct paper *p = *state;
    p->section->as.section.columns = (struct columns){.n = 2, .widths = widths, .spaces = spaces};
    lines(p, p->section, "d", 48);
    paper_para(p, p->section, "mươi một hai ba bốn năm sáu bảy tám chín mười mười một mười hai mười ba mười bốn mười lăm mười sáu "
                              "mười bảy mười tám mười chín hai mươi hai mốt hai hai hai ba hai bốn hai lăm hai sáu hai bảy hai tám hai chín");
    paper_layout(p);
    size_t page;
    const struct frame_item *first = paper_find(p, "mươi", &page);
    assert_near(first->x, 72); /* two lines of 300 stay, as the rest is more than one */
    double below = 0;
    for (size_t k = 0; k < paper_texts(p, 0); k++)
        if (paper_text(p, 0, k)->x > 390) {
            assert_near(paper_text(p, 0, k)->x, 392);
            assert_true(paper_text(p, 0, k)->as.text.width <= 100.02);
            below++;
        }
    assert_true(below >= 2);
}

static void column_break(void **state)
{
    struct paper *p = *state;
    p->section->as.section.columns = (struct columns){.n = 2, .space = 36};
    paper_para(p, p->section, "trái");
    put_break(p, paper_para(p, p->section, NULL), true);
    paper_para(p, p->section, "phải");
    put_break(p, paper_para(p, p->section, NULL), true);
    paper_para(p, p->section, "sang trang");
    paper_layout(p);
    at(p, "phải", 0, 72 + (595.28 - 144 + 36) / 2, 72 + ascent);
    at(p, "sang trang", 1, 72, 72 + ascent);
}

/* A title over the page, three columns, a text below them. */
static void continuous_sections_share_a_page(void **state)
{
    struct paper *p = *state;
    paper_own(p, paper_para(p, p->section, "tên"))->after = 10;
    struct node *two = section(p, SECTION_CONTINUOUS), *three = section(p, SECTION_CONTINUOUS);
    two->as.section.columns = (struct columns){.n = 3, .space = 20};
    lines(p, two, "d", 7);
    paper_para(p, three, "cuối");
    paper_layout(p);
    const double width = (595.28 - 144 - 40) / 3, top = 72 + single + 10;
    assert_int_equal(p->frames->n_pages, 1);
    at(p, "d1", 0, 72, top + ascent);
    at(p, "d4", 0, 72 + width + 20, top + ascent); /* 3, 3, 1: as low as can be */
    at(p, "d7", 0, 72 + 2 * (width + 20), top + ascent);
    at(p, "cuối", 0, 72, top + 3 * single + ascent);
}

/* A picture between two columns makes both give way; they are balanced all the same. */
static void columns_around_an_object(void **state)
{
    struct paper *p = *state;
    struct placement at = {.from_x = FROM_COLUMN, .from_y = FROM_PARAGRAPH, .x = 150, .y = 20, .wrap = WRAP_SQUARE};
    p->section->as.section.columns = (struct columns){.n = 2, .space = 20};
    for (int i = 0; i < 4; i++) {
        struct node *para = paper_para(p, p->section, NULL);
        if (i == 0)
            add(p, NODE_SHAPE, para)->as.shape = (struct shape){.width = 150, .height = 90, .placement = &at};
        for (int k = 0; k < 30; k++)
            node_text(p->doc, para, "một hai ba ");
    }
    paper_para(p, section(p, SECTION_CONTINUOUS), "cuối");
    paper_layout(p);
    assert_int_equal(p->frames->n_pages, 1);
    double lowest = 0;
    for (size_t k = 0; k + 1 < paper_texts(p, 0); k++)
        lowest = fmax(lowest, paper_text(p, 0, k)->y);
    assert_near(paper_find(p, "cuối", NULL)->y, lowest + single);
}

static void continuous_of_another_paper_begins_a_page(void **state)
{
    struct paper *p = *state;
    paper_para(p, p->section, "đứng");
    struct node *two = section(p, SECTION_CONTINUOUS);
    two->as.section.width = 841.89;
    two->as.section.height = 595.28;
    paper_para(p, two, "nằm");
    paper_layout(p);
    assert_int_equal(p->frames->n_pages, 2);
    assert_near(p->frames->pages[1].width, 841.89);
}

static void odd_page_leaves_one_empty(void **state)
{
    struct paper *p = *state;
    paper_para(p, p->section, "một");
    paper_para(p, section(p, SECTION_ODD_PAGE), "ba");
    paper_para(p, section(p, SECTION_EVEN_PAGE), "bốn");
    paper_layout(p);
    assert_int_equal(p->frames->n_pages, 4);
    assert_int_equal(p->frames->pages[1].n, 0);
    assert_int_equal(p->frames->pages[2].number, 3);
    assert_int_equal(paper_page_of(p, "bốn"), 3);
}

/* What the paragraph before has spent is not given again (3.4). */
static void first_of_a_section(void **state)
{
    struct paper *p = *state;
    paper_own(p, paper_para(p, p->section, "một"))->after = 10;
    paper_own(p, paper_para(p, section(p, SECTION_NEW_PAGE), "hai"))->before = 24;
    paper_layout(p);
    at(p, "hai", 1, 72, 72 + 14 + ascent);
}

/* The empty paragraph that ends a section in Word prints no line, but for its space below. */
static void mark_of_a_section(void **state)
{
    struct paper *p = *state;
    p->doc->settings.compat = 15;
    lines(p, p->section, "d", 50);
    paper_own(p, paper_para(p, p->section, NULL))->after = 10;
    struct node *two = section(p, SECTION_NEW_PAGE), *three = section(p, SECTION_NEW_PAGE);
    paper_own(p, paper_para(p, two, "hai"))->before = 24;
    paper_para(p, three, "ba");
    paper_layout(p);
    assert_int_equal(p->frames->n_pages, 3);
    at(p, "hai", 1, 72, 72 + 14 + ascent);
}

static void text_in_the_middle_of_its_page(void **state)
{
    struct paper *p = *state;
    p->section->as.section.valign = VALIGN_MIDDLE;
    paper_para(p, p->section, "giữa");
    paper_layout(p);
    at(p, "giữa", 0, 72, 72 + (841.89 - 144 - single) / 2 + ascent);
}

/* ---- headers and footers ---- */

static void footer_stands_on_its_distance(void **state)
{
    struct paper *p = *state;
    struct section *s = &p->section->as.section;
    s->footer = cell(p, "chân một");
    paper_para(p, s->footer, "chân hai");
    s->footer_distance = 60;
    s->title_page = true;
    lines(p, p->section, "d", 55);
    paper_layout(p);
    assert_int_equal(p->frames->n_pages, 2);
    at(p, "d50", 0, 72, 72 + 49 * single + ascent); /* none on the first page */
    at(p, "chân hai", 1, 72, 841.89 - 60 - 12 * TNR_DESCENT);
    assert_int_equal(p->frames->tags[paper_find(p, "chân một", NULL)->tag].type, TAG_ARTIFACT);
    s->title_page = false;
    paper_layout(p); /* 87.6 from the edge: the text ends above it */
    at(p, "d48", 0, 72, 72 + 47 * single + ascent);
    assert_int_equal(paper_page_of(p, "d49"), 0);
    assert_int_equal(paper_page_of(p, "d50"), 1);
}

static void negative_margin_is_not_pushed(void **state)
{
    struct paper *p = *state;
    struct section *s = &p->section->as.section;
    s->header = cell(p, "đầu");
    for (int i = 0; i < 9; i++)
        paper_para(p, s->header, NULL);
    s->top = -72;
    paper_para(p, p->section, "thân");
    paper_layout(p);
    at(p, "thân", 0, 72, 72 + ascent);
}

static void even_pages_have_their_own(void **state)
{
    struct paper *p = *state;
    struct section *s = &p->section->as.section;
    p->doc->settings.even_headers = true;
    s->header = cell(p, "lẻ");
    s->even_header = cell(p, "chẵn");
    lines(p, p->section, "d", 110);
    paper_layout(p);
    assert_int_equal(p->frames->n_pages, 3);
    assert_true(item_is(paper_text(p, 0, 0), "lẻ"));
    assert_true(item_is(paper_text(p, 1, 0), "chẵn"));
    assert_true(item_is(paper_text(p, 2, 0), "lẻ"));
}

/* A letterhead is content; one that prints the page's number is not. */
static void first_header_as_content(void **state)
{
    struct paper *p = *state;
    struct section *s = &p->section->as.section;
    s->title_page = true;
    s->first_header = cell(p, "TÊN CƠ QUAN");
    s->first_footer = cell(p, "Trang ");
    add(p, NODE_PAGE_NUMBER, s->first_footer->first);
    paper_para(p, p->section, "thân");
    paper_layout(p);
    assert_int_equal(p->frames->tags[paper_find(p, "TÊN", NULL)->tag].type, TAG_P);
    assert_int_equal(p->frames->tags[paper_find(p, "Trang 1", NULL)->tag].type, TAG_ARTIFACT);
}

static struct node *field(struct paper *p, struct node *para, enum field_kind kind)
{
    struct node *n = add(p, NODE_FIELD, para);
    n->as.field.kind = kind;
    return n;
}

static void totals_in_headers_and_text(void **state)
{
    struct paper *p = *state;
    struct section *s = &p->section->as.section;
    struct node *two = section(p, SECTION_NEW_PAGE);
    s->header = two->as.section.header = cell(p, "tổng ");
    field(p, s->header->first, FIELD_PAGES);
    node_text(p->doc, s->header->first, ", phần ");
    field(p, s->header->first, FIELD_SECTION_PAGES);
    struct node *para = paper_para(p, p->section, "văn bản có ");
    field(p, para, FIELD_PAGES);
    lines(p, p->section, "d", 100);
    lines(p, two, "e", 10);
    paper_layout(p);
    assert_int_equal(p->frames->n_pages, 4);
    paper_find(p, "văn bản có 4", NULL);
    assert_true(item_is(paper_text(p, 0, 0), "tổng 4, phần 3"));
    assert_true(item_is(paper_text(p, 3, 0), "tổng 4, phần 1"));
    two->as.section.page_format = NUMBERING_LOWER_ROMAN;
    two->as.section.restart_numbers = true;
    two->as.section.first_number = 4;
    two->as.section.footer = cell(p, "số ");
    add(p, NODE_PAGE_NUMBER, two->as.section.footer->first);
    paper_layout(p);
    paper_find(p, "số iv", NULL);
}

/* ---- notes ---- */

static struct node *note(struct paper *p, struct node *para, const char *text, bool endnote)
{
    struct node *n = add(p, NODE_FOOTNOTE, para);
    n->as.note.endnote = endnote;
    n->as.note.chr = &p->style->chr; /* a raised one would make its line higher */
    add(p, NODE_NOTE_MARK, paper_para(p, n, NULL));
    node_text(p->doc, n->first, text);
    return n;
}

static void note_numbers_begin_on_each_page(void **state)
{
    struct paper *p = *state;
    p->doc->settings.footnotes.per_page = true;
    p->doc->settings.footnotes.format = NUMBERING_LOWER_LETTER;
    note(p, paper_para(p, p->section, "một"), " chú một", false);
    lines(p, p->section, "d", 60);
    note(p, paper_para(p, p->section, "hai"), " chú hai", false);
    note(p, paper_para(p, p->section, "ba"), " chú ba", false);
    paper_layout(p);
    assert_int_equal(paper_page_of(p, "a chú một"), 0);
    assert_int_equal(paper_page_of(p, "a chú hai"), 1);
    assert_int_equal(paper_page_of(p, "b chú ba"), 1);
}

static void own_mark_is_not_counted(void **state)
{
    struct paper *p = *state;
    note(p, paper_para(p, p->section, "một"), " chú một", false)->as.note.mark = "*";
    note(p, paper_para(p, p->section, "hai"), " chú hai", false);
    paper_layout(p);
    paper_find(p, "* chú một", NULL);
    paper_find(p, "1 chú hai", NULL);
}

static void endnotes_stand_at_the_end(void **state)
{
    struct paper *p = *state;
    struct node *two = section(p, SECTION_CONTINUOUS);
    p->doc->settings.endnotes.format = NUMBERING_LOWER_ROMAN;
    note(p, paper_para(p, p->section, "một"), " chú một", true);
    note(p, paper_para(p, two, "hai"), " chú hai", true);
    note(p, paper_para(p, two, "ba"), " chú chân", false);
    paper_layout(p);
    const double below = 72 + 3 * single + notes_rule();
    at(p, "i chú một", 0, 72, below + ascent);
    at(p, "ii chú hai", 0, 72, below + single + ascent);
    at(p, "1 chú chân", 0, 72, 841.89 - 72 - single + ascent);
    p->section->as.section.own_endnotes = true;
    paper_layout(p);
    at(p, "i chú một", 0, 72, 72 + single + notes_rule() + ascent);
    at(p, "hai", 0, 72, 72 + 2 * single + notes_rule() + ascent);
}

/* ---- nothing loops ---- */

static void odd_sections_end(void **state)
{
    static const double widths[] = {0, -5, 1e9};
    struct paper *p = *state;
    struct section *s = &p->section->as.section;
    s->columns = (struct columns){.n = 100000, .space = 1e6};
    lines(p, p->section, "d", 200);
    struct node *two = section(p, SECTION_CONTINUOUS);
    two->as.section.columns = (struct columns){.n = 3, .widths = widths};
    lines(p, two, "e", 20);
    for (int i = 0; i < 5; i++)
        put_break(p, paper_para(p, two, NULL), i % 2);
    struct node *three = section(p, SECTION_EVEN_PAGE);
    three->as.section.top = three->as.section.bottom = 500;
    three->as.section.left = 500;
    lines(p, three, "f", 5);
    three->as.section.header = cell(p, "đầu");
    paper_layout(p);
    assert_true(p->frames->n_pages < 300);
    paper_find(p, "f5", NULL);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, paper_setup, paper_teardown)
    const struct CMUnitTest tests[] = {
        TEST(break_alone_leaves_no_line), TEST(break_first_keeps_the_space_above), TEST(break_within_goes_on_on_the_next_page),
        TEST(columns_are_filled_in_turn), TEST(columns_of_unequal_width_fit_anew), TEST(column_break),
        TEST(continuous_sections_share_a_page), TEST(columns_around_an_object), TEST(continuous_of_another_paper_begins_a_page), TEST(odd_page_leaves_one_empty),
        TEST(first_of_a_section), TEST(mark_of_a_section), TEST(text_in_the_middle_of_its_page), TEST(footer_stands_on_its_distance),
        TEST(negative_margin_is_not_pushed), TEST(even_pages_have_their_own), TEST(first_header_as_content),
        TEST(totals_in_headers_and_text), TEST(note_numbers_begin_on_each_page), TEST(own_mark_is_not_counted),
        TEST(endnotes_stand_at_the_end), TEST(odd_sections_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
