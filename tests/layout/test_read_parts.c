/* Files of others over the end of a page: rows that are divided, and what is wider than the text. Numbers are worked out from the
 * rules of Word (engine/layout says which). */
#include "paper.h"

static const double width = 595.28 - 144, single = 12 * TNR_SINGLE, ascent = 12 * TNR_ASCENT;
static const double two[] = {100, 150};

static int setup(void **state)
{
    paper_setup(state);
    struct paper *p = *state;
    p->doc->settings.compat = 15;
    return 0;
}

/* Room for so many lines, and a little. */
static void room_for(struct paper *p, double lines)
{
    p->section->as.section.bottom = p->section->as.section.height - 72 - lines * single - 1;
}

static struct node *filled_cell(struct paper *p, struct node *row, int paras, const char *name)
{
    struct node *cell = paper_cell(p, row, NULL);

    for (int i = 1; i <= paras; i++) {
        char text[32];

        snprintf(text, sizeof text, "%s%d", name, i);
        paper_para(p, cell, text);
    }
    return cell;
}

/* In a cell a line takes its whole height and the space below its paragraph, at the end of a page too. */
static void slice_is_whole(void **state)
{
    struct paper *p = *state;
    struct node *row = paper_row(p, paper_table(p, p->section, two, 2, 0));

    p->style->para.after = single / 2;
    filled_cell(p, row, 6, "a");
    paper_cell(p, row, "b");
    room_for(p, 4.2); /* three lines and the spaces below them; the third without its own would leave room for more */
    paper_layout(p);
    assert_int_equal(paper_page_of(p, "a2"), 0);
    assert_int_equal(paper_page_of(p, "a3"), 1);
    p->doc->settings.from_writer = true;
    paper_layout(p);
    assert_int_equal(paper_page_of(p, "a3"), 0);
}

/* What stands in the middle of a row stands in the middle of each of its parts. */
static void slice_valign(void **state)
{
    struct paper *p = *state;
    struct node *row = paper_row(p, paper_table(p, p->section, two, 2, 0));

    filled_cell(p, row, 6, "a");
    paper_cell(p, row, "b")->as.cell.valign = VALIGN_MIDDLE;
    room_for(p, 4);
    paper_layout(p);
    assert_int_equal(paper_page_of(p, "a5"), 1);
    assert_near(paper_find(p, "b", NULL)->y, 72 + 1.5 * single + ascent);
}

/* A row that is to have a height goes whole to the next page where that does not fit; longer than a page it is divided there. */
static void least_height(void **state)
{
    struct paper *p = *state;
    struct node *row = paper_row(p, paper_table(p, paper_lines(p, p->section, "d", 3)->parent, two, 2, 0));

    row->as.row.rule = LINE_AT_LEAST;
    row->as.row.height = 5 * single;
    filled_cell(p, row, 12, "a");
    paper_cell(p, row, "b");
    room_for(p, 7);
    paper_layout(p);
    assert_int_equal(paper_page_of(p, "a1"), 1);
    assert_int_equal(paper_page_of(p, "a7"), 1);
    assert_int_equal(paper_page_of(p, "a12"), 2);
    row->as.row.height = 3 * single;
    paper_layout(p);
    assert_int_equal(paper_page_of(p, "a4"), 0);
}

/* A cell whose text is not to be divided has the width that it says. */
static void no_wrap(void **state)
{
    struct paper *p = *state;
    struct node *table = paper_table(p, p->section, two, 2, 0), *row = paper_row(p, table);
    struct node *cell = paper_cell(p, row, "một hai ba bốn năm sáu bảy tám");

    table->as.table.autofit = true;
    cell->as.cell.no_wrap = true;
    cell->as.cell.width = 100;
    paper_cell(p, row, "b");
    paper_layout(p);
    assert_near(paper_find(p, "b", NULL)->x, 72 + 100);
    cell->as.cell.width = 0;
    paper_layout(p);
    assert_true(paper_find(p, "b", NULL)->x > 72 + 110);
}

/* A picture that is wider than the text keeps its size. */
static void wide_picture(void **state)
{
    struct paper *p = *state;
    struct node *image = node_new(p->doc, NODE_IMAGE, paper_para(p, p->section, NULL), "img", (struct pos){0});

    image->as.image = (struct image){.width = width + 50, .height = 100};
    paper_para(p, p->section, "sau");
    paper_layout(p);
    assert_near(paper_find(p, "sau", NULL)->y, 72 + 100 + ascent);
}

/* A line of objects alone is as high as its text would be. */
static void low_picture(void **state)
{
    struct paper *p = *state;
    struct node *image = node_new(p->doc, NODE_IMAGE, paper_para(p, p->section, NULL), "img", (struct pos){0});

    image->as.image = (struct image){.width = 100, .height = 2};
    p->style->para.line = 1.5;
    paper_para(p, p->section, "sau");
    paper_layout(p);
    assert_near(paper_find(p, "sau", NULL)->y, 72 + 1.5 * single + ascent);
}

/* Families of one width: that of theirs, not of the font that stands in. */
static void fixed_width(void **state)
{
    struct paper *p = *state;
    struct char_props *c = ARENA_NEW(&p->doc->arena, struct char_props);

    *c = p->style->chr;
    c->family = "Consolas";
    node_text(p->doc, paper_para(p, p->section, NULL), "f(x_1);")->as.text.chr = c;
    paper_layout(p);
    assert_near(paper_text(p, 0, 0)->as.text.width, 7 * 12 * 1126 / 2048.0);
}

/* The label of a paragraph that begins with the break of a page stands behind it, where a first line begins. */
static void label_behind_break(void **state)
{
    struct paper *p = *state;
    struct node *para;

    paper_lines(p, p->section, "dòng", 3);
    room_for(p, 3);
    para = paper_para(p, p->section, NULL);
    paper_own(p, para)->left = 40;
    paper_own(p, para)->first = -25;
    para->as.para.label = "3.";
    para->as.para.suffix = SUFFIX_TAB;
    node_new(p->doc, NODE_BREAK, para, "b", (struct pos){0});
    node_text(p->doc, para, "Tên");
    paper_layout(p);
    assert_int_equal(p->frames->n_pages, 2);
    assert_int_equal(paper_page_of(p, "3."), 1);
    assert_near(paper_find(p, "3.", NULL)->x, 72 + 15);
    assert_near(paper_find(p, "Tên", NULL)->x, 72 + 40);
    assert_near(paper_find(p, "Tên", NULL)->y, 72 + ascent);
}

/* A left stop beyond the text's edge stands at that edge as well, from mode 15 on. */
static void left_stop_beyond(void **state)
{
    struct paper *p = *state;
    static const struct tab tabs[] = {{600, TAB_LEFT, '.'}};
    struct node *para = paper_para(p, p->section, "a");

    paper_own(p, para)->tabs = tabs;
    paper_own(p, para)->n_tabs = 1;
    node_new(p->doc, NODE_TAB, para, "t", (struct pos){0});
    p->doc->settings.squeeze = true;
    paper_layout(p);
    assert_true(paper_text(p, 0, 1)->x + paper_text(p, 0, 1)->as.text.width <= 72 + width + 0.01);
    assert_true(paper_text(p, 0, 1)->x + paper_text(p, 0, 1)->as.text.width > 72 + width - 2 * 3);
}

/* The break of a page that ends a section counts though the next one goes on on its page; the empty end of the section has no line. */
static void break_before_continuous(void **state)
{
    struct paper *p = *state;

    paper_para(p, p->section, "trên");
    node_new(p->doc, NODE_BREAK, paper_para(p, p->section, NULL), "b", (struct pos){0});
    paper_para(p, p->section, NULL);
    struct node *next = node_new(p->doc, NODE_SECTION, p->section->parent, "s", (struct pos){0});
    next->as.section = p->section->as.section;
    next->as.section.start = SECTION_CONTINUOUS;
    paper_para(p, next, "dưới");
    paper_layout(p);
    assert_int_equal(p->frames->n_pages, 2);
    assert_near(paper_find(p, "dưới", NULL)->y, 72 + ascent);
}

/* Space that a style asks not to have between its paragraphs is not there at the end of a cell either, before a cell of that style or
 * the end of the row, which is a paragraph of the base style. */
static void contextual_cell(void **state)
{
    struct paper *p = *state;
    struct style other = *p->style;
    struct node *row;

    p->style->para.after = 6;
    p->style->para.contextual = true;
    row = paper_row(p, paper_table(p, p->section, two, 2, 0));
    paper_cell(p, row, "một");
    paper_cell(p, row, "hai");
    paper_para(p, p->section, "ba");
    paper_layout(p);
    assert_near(paper_find(p, "ba", NULL)->y - paper_find(p, "một", NULL)->y, single);
    p->doc->body = &other;
    paper_layout(p);
    assert_near(paper_find(p, "ba", NULL)->y - paper_find(p, "một", NULL)->y, single + 6);
}

/* Before mode 15 a tab behind a stop beyond the text's edge stays on the line. */
static void tab_behind_beyond(void **state)
{
    struct paper *p = *state;
    static const struct tab tabs[] = {{452, TAB_LEFT, '.'}};
    struct node *para = paper_para(p, p->section, "a");

    paper_own(p, para)->tabs = tabs;
    paper_own(p, para)->n_tabs = 1;
    for (int i = 0; i < 2; i++)
        node_new(p->doc, NODE_TAB, para, "t", (struct pos){0});
    paper_para(p, p->section, "b");
    paper_layout(p);
    assert_near(paper_find(p, "b", NULL)->y - paper_find(p, "a", NULL)->y, single);
    p->doc->settings.squeeze = true;
    paper_layout(p);
    assert_near(paper_find(p, "b", NULL)->y - paper_find(p, "a", NULL)->y, 2 * single);
}

/* A paragraph that asks for a new page has its space above there, but not where a break has led to that page already. */
static void page_before_behind_break(void **state)
{
    struct paper *p = *state;
    struct node *first = paper_para(p, p->section, "trên"), *para = paper_para(p, p->section, "sau");

    paper_own(p, para)->page_break_before = true;
    paper_own(p, para)->before = 18;
    paper_layout(p);
    assert_near(paper_find(p, "sau", NULL)->y, 72 + 18 + ascent);
    node_new(p->doc, NODE_BREAK, first, "b", (struct pos){0});
    paper_layout(p);
    assert_int_equal(p->frames->n_pages, 2);
    assert_near(paper_find(p, "sau", NULL)->y, 72 + ascent);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, paper_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {TEST(slice_is_whole), TEST(slice_valign), TEST(least_height), TEST(no_wrap), TEST(wide_picture), TEST(low_picture),
                                       TEST(fixed_width), TEST(label_behind_break), TEST(left_stop_beyond),
                                       TEST(break_before_continuous), TEST(contextual_cell), TEST(tab_behind_beyond), TEST(page_before_behind_break)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
