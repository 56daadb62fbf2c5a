/* Tables: places, heights, merged cells, borders, rows over pages. A page of the fixture takes 50
 * lines. */
#include "base/diag/layout.h"
#include "paper.h"

enum { LINES = 50 };

static const double single = 12 * TNR_SINGLE, ascent = 12 * TNR_ASCENT;
static const double two[] = {100, 150}, three[] = {50, 60, 70};

static void fill(struct paper *p, int n)
{
    for (int i = 0; i < n; i++)
        paper_para(p, p->section, "đầy");
}

static void pads(struct node *cell, double top, double bottom, double left)
{
    cell->as.cell.pad_top = top;
    cell->as.cell.pad_bottom = bottom;
    cell->as.cell.pad_left = cell->as.cell.pad_right = left;
}

/* ---- one page ---- */

/* Rows of a 0.5 pt table in TNR 13 are 15.449 pt apart (Word layout 7.4). */
static void rows_pitch(void **state)
{
    struct paper *p = *state;
    struct node *table = paper_table(p, p->section, two, 2, 0.5);

    p->style->chr.size = 13;
    table->as.table.left = -5.4;
    for (int i = 0; i < 7; i++) {
        struct node *row = paper_row(p, table);

        pads(paper_cell(p, row, "trái"), 0, 0, 5.4);
        pads(paper_cell(p, row, "phải"), 0, 0, 5.4);
    }
    paper_para(p, p->section, "sau");
    paper_layout(p);
    assert_near(paper_text(p, 0, 0)->y, 72 + 0.5 + 13 * TNR_ASCENT);
    assert_near(paper_text(p, 0, 0)->x, 72);
    assert_near(paper_text(p, 0, 1)->x, 72 + 100);
    for (size_t i = 2; i < 14; i += 2)
        assert_near(paper_text(p, 0, i)->y - paper_text(p, 0, i - 2)->y, 15.449);
    assert_near(paper_text(p, 0, 14)->y, 72 + 7 * 15.449 + 0.5 + 13 * TNR_ASCENT);
    assert_int_equal(paper_rects(p, 0), 8 + 3); /* a line of the grid is one rectangle */
    assert_near(paper_rect(p, 0, 0)->x, 72 - 5.4 - 0.25);
    assert_near(paper_rect(p, 0, 0)->as.rect.w, 250.5);
    assert_near(paper_rect(p, 0, 9)->x, 72 - 5.4 + 100 - 0.25);
    assert_near(paper_rect(p, 0, 9)->y, 72);
    assert_near(paper_rect(p, 0, 9)->as.rect.h, 7 * 15.449 + 0.5);
}

static void rows_padding_and_spacing(void **state)
{
    struct paper *p = *state;
    struct node *table, *row;
    struct para_props *own;

    paper_own(p, paper_para(p, p->section, "trước"))->after = 7;
    table = paper_table(p, p->section, two, 2, 1);
    row = paper_row(p, table);
    pads(paper_cell(p, row, "một"), 2, 3, 5);
    own = paper_own(p, row->first->first);
    own->before = 4;
    own->after = 6; /* both count into the row */
    paper_cell(p, row, "hai");
    row = paper_row(p, table);
    paper_cell(p, row, "dưới");
    paper_own(p, paper_para(p, p->section, "sau"))->before = 9;
    paper_layout(p);
    const double top = 72 + single + 7;
    assert_near(paper_find(p, "một", NULL)->y, top + 1 + 2 + 4 + ascent);
    assert_near(paper_find(p, "hai", NULL)->y, top + 1 + ascent);
    assert_near(paper_find(p, "dưới", NULL)->y, top + 1 + 15 + single + 1 + ascent);
    assert_near(paper_find(p, "sau", NULL)->y, top + 3 + 15 + 2 * single + 9 + ascent);
}

static void cells_valign(void **state)
{
    struct paper *p = *state;
    struct node *row = paper_row(p, paper_table(p, p->section, three, 3, 0));

    paper_lines(p, paper_cell(p, row, NULL), "d", 3);
    paper_cell(p, row, "giữa")->as.cell.valign = VALIGN_MIDDLE;
    paper_cell(p, row, "đáy")->as.cell.valign = VALIGN_BOTTOM;
    paper_layout(p);
    assert_near(paper_find(p, "giữa", NULL)->y, 72 + single + ascent);
    assert_near(paper_find(p, "đáy", NULL)->y, 72 + 2 * single + ascent);
    assert_int_equal(paper_rects(p, 0), 0);
}

static void cells_merged(void **state)
{
    struct paper *p = *state;
    struct node *table = paper_table(p, p->section, three, 3, 1), *row = paper_row(p, table), *cell;

    cell = paper_cell(p, row, NULL);
    cell->as.cell.row_span = 2;
    paper_lines(p, cell, "cao", 4);
    cell = paper_cell(p, row, "rộng");
    cell->as.cell.col_span = 2;
    row = paper_row(p, table);
    paper_cell(p, row, "hb");
    paper_cell(p, row, "hc");
    row = paper_row(p, table);
    for (int i = 0; i < 3; i++)
        paper_cell(p, row, "x");
    paper_layout(p);
    assert_near(paper_find(p, "rộng", NULL)->x, 72 + 50);
    assert_near(paper_find(p, "hb", NULL)->x, 72 + 50);
    assert_near(paper_find(p, "hc", NULL)->x, 72 + 110);
    assert_near(paper_find(p, "hb", NULL)->y, 72 + 1 + single + 1 + ascent);
    /* the cell over two rows needs four lines: the second row grows */
    assert_near(paper_find(p, "x", NULL)->y, 72 + 1 + 4 * single + 1 + ascent);
    const struct frame_tag *tag = &p->frames->tags[paper_find(p, "cao1", NULL)->tag];
    assert_int_equal(p->frames->tags[tag->parent].type, TAG_TD);
    assert_int_equal(p->frames->tags[tag->parent].row_span, 2);
    /* the line under row 1 begins at the second column */
    assert_near(paper_rect(p, 0, 1)->x, 72 + 50 - 0.5);
    assert_near(paper_rect(p, 0, 1)->as.rect.w, 131);
}

static void cells_nested_table(void **state)
{
    struct paper *p = *state;
    struct node *row = paper_row(p, paper_table(p, p->section, two, 2, 1));
    struct node *cell = paper_cell(p, row, "trên"), *inner;

    pads(cell, 0, 0, 4);
    inner = paper_row(p, paper_table(p, cell, three, 1, 1));
    paper_cell(p, inner, "trong");
    paper_para(p, cell, "dưới");
    paper_cell(p, row, "cạnh");
    paper_layout(p);
    assert_near(paper_find(p, "trong", NULL)->x, 72 + 4);
    assert_near(paper_find(p, "trong", NULL)->y, 72 + 1 + single + 1 + ascent);
    assert_near(paper_find(p, "dưới", NULL)->y, 72 + 1 + 2 * single + 2 + ascent);
}

static void tags_of_tables(void **state)
{
    struct paper *p = *state;
    struct node *table = paper_table(p, p->section, two, 2, 1), *row;

    table->as.table.header_rows = 1;
    for (int i = 0; i < 2; i++) {
        row = paper_row(p, table);
        paper_cell(p, row, i ? "ô" : "đầu");
        paper_cell(p, row, i ? "ô" : "đầu");
    }
    table = paper_table(p, p->section, two, 2, 0);
    table->as.table.kind = TABLE_LAYOUT;
    row = paper_row(p, table);
    paper_cell(p, row, "xếp");
    paper_cell(p, row, "đặt");
    paper_layout(p);
    const struct frame_tag *tags = p->frames->tags;
    const int head = tags[paper_find(p, "đầu", NULL)->tag].parent,
              data = tags[paper_find(p, "ô", NULL)->tag].parent;
    assert_int_equal(tags[head].type, TAG_TH);
    assert_int_equal(tags[data].type, TAG_TD);
    assert_int_equal(tags[tags[data].parent].type, TAG_TR);
    assert_int_equal(tags[tags[tags[data].parent].parent].type, TAG_TABLE);
    assert_int_equal(tags[paper_find(p, "xếp", NULL)->tag].type, TAG_P);
    assert_int_equal(tags[paper_find(p, "xếp", NULL)->tag].parent, 0);
    assert_true(paper_find(p, "xếp", NULL)->tag < paper_find(p, "đặt", NULL)->tag);
}

/* ---- several pages ---- */

static void pages_header_rows(void **state)
{
    struct paper *p = *state;
    struct node *table = paper_table(p, p->section, two, 2, 0);

    table->as.table.header_rows = 1;
    paper_cell(p, paper_row(p, table), "đầu bảng");
    for (int i = 0; i < 2 * LINES; i++)
        paper_cell(p, paper_row(p, table), "hàng");
    paper_layout(p);
    assert_int_equal(p->frames->n_pages, 3);
    for (size_t i = 0; i < 3; i++) {
        const struct frame_item *head = paper_text(p, i, 0);

        assert_true(item_is(head, "đầu bảng"));
        assert_near(head->y, 72 + ascent);
        assert_int_equal(p->frames->tags[head->tag].type == TAG_ARTIFACT, i > 0);
    }
    assert_near(paper_text(p, 1, 1)->y, 72 + single + ascent);
    assert_int_equal(paper_texts(p, 2), 1 + 2 * LINES - 2 * (LINES - 1));
}

/* A heading stays with the table's header row and its first row. */
static void pages_keep_with_table(void **state)
{
    struct paper *p = *state;
    struct node *table;

    fill(p, LINES - 2);
    paper_own(p, paper_para(p, p->section, "Bảng 1"))->keep_next = true;
    table = paper_table(p, p->section, two, 2, 0);
    table->as.table.header_rows = 1;
    for (int i = 0; i < 3; i++)
        paper_cell(p, paper_row(p, table), i ? "hàng" : "đầu bảng");
    paper_layout(p);
    assert_int_equal(paper_page_of(p, "Bảng 1"), 1);
    assert_int_equal(paper_page_of(p, "đầu bảng"), 1);
}

static void pages_split_row(void **state)
{
    struct paper *p = *state;
    struct node *table, *row;

    fill(p, LINES - 4);
    table = paper_table(p, p->section, two, 2, 1);
    row = paper_row(p, table);
    paper_lines(p, paper_cell(p, row, NULL), "a", 8);
    paper_lines(p, paper_cell(p, row, NULL), "b", 3);
    paper_cell(p, paper_row(p, table), "sau");
    paper_layout(p);
    assert_int_equal(paper_page_of(p, "a4"), 0);
    assert_int_equal(paper_page_of(p, "a5"), 1);
    assert_int_equal(paper_page_of(p, "b3"), 0);
    assert_near(paper_find(p, "a5", NULL)->y, 72 + 1 + ascent);
    assert_near(paper_find(p, "sau", NULL)->y, 72 + 1 + 4 * single + 1 + ascent);
    /* the slice is closed by a border on either page */
    assert_near(paper_rect(p, 0, 1)->y, 72 + (LINES - 4) * single + 1 + 4 * single);
    assert_near(paper_rect(p, 1, 0)->y, 72);
}

/* Three lines cannot be divided: the row has nothing to leave on the page. */
static void pages_row_moves(void **state)
{
    struct paper *p = *state;
    struct node *row;

    fill(p, LINES - 2);
    row = paper_row(p, paper_table(p, p->section, two, 2, 0));
    paper_lines(p, paper_cell(p, row, NULL), "a", 8);
    paper_lines(p, paper_cell(p, row, NULL), "b", 3);
    paper_layout(p);
    assert_int_equal(paper_page_of(p, "a1"), 1);
}

static void pages_cant_split(void **state)
{
    struct paper *p = *state;
    struct node *table = paper_table(p, p->section, two, 2, 0), *row;

    fill(p, 0);
    paper_cell(p, paper_row(p, table), "trước");
    row = paper_row(p, table);
    row->as.row.cant_split = true;
    paper_lines(p, paper_cell(p, row, NULL), "a", LINES);
    row = paper_row(p, table);
    row->as.row.cant_split = true;
    paper_lines(p, paper_cell(p, row, NULL), "b", 2 * LINES + 5);
    paper_para(p, p->section, "cuối");
    paper_layout(p);
    assert_int_equal(paper_page_of(p, "a1"), 1);
    assert_int_equal(paper_page_of(p, "a50"), 1);
    assert_int_equal(paper_page_of(p, "b1"), 2);
    assert_int_equal(paper_page_of(p, "b105"), 4); /* cut nevertheless, and said once */
    assert_int_equal(paper_page_of(p, "cuối"), 4);
    assert_int_equal(p->diagnostics, 1);
    assert_int_equal(p->last, DIAG_LAYOUT_ROW_HIGH);
}

/* Everything of a cell over many rows is printed, over however many pages. */
static void pages_long_span(void **state)
{
    struct paper *p = *state;
    struct node *table = paper_table(p, p->section, two, 2, 1), *cell;
    size_t lines = 0;

    for (int i = 0; i < 120; i++) {
        struct node *row = paper_row(p, table);

        if (i == 0) {
            cell = paper_cell(p, row, NULL);
            cell->as.cell.row_span = 120;
            paper_lines(p, cell, "m", 150);
        }
        paper_cell(p, row, "hàng");
    }
    paper_layout(p);
    for (size_t i = 0; i < p->frames->n_pages; i++)
        for (size_t k = 0; k < paper_texts(p, i); k++) {
            lines += paper_text(p, i, k)->as.text.text[0] == 'm';
            assert_true(paper_text(p, i, k)->y < 841.89 - 72);
        }
    assert_int_equal(lines, 150);
}

static void pages_note_in_a_row(void **state)
{
    struct paper *p = *state;
    struct node *table, *para, *note;

    fill(p, LINES - 4);
    table = paper_table(p, p->section, two, 2, 0);
    para = paper_para(p, paper_cell(p, paper_row(p, table), NULL), "ô");
    note = node_new(p->doc, NODE_FOOTNOTE, para, "note", (struct pos){0});
    paper_lines(p, note, "chú", 1);
    for (int i = 0; i < 5; i++)
        paper_cell(p, paper_row(p, table), "hàng");
    paper_layout(p);
    assert_int_equal(paper_page_of(p, "chú1"), 0);
    assert_int_equal(paper_texts(p, 0), LINES - 4 + 2 + 1 + 3); /* one row beside it */
}

/* The note stands in what a merged cell still holds when its other cells are finished. */
static void pages_note_in_a_merged_cell(void **state)
{
    struct paper *p = *state;
    struct node *table = paper_table(p, p->section, two, 2, 1), *cell, *note;

    for (int i = 0; i < 3; i++) {
        struct node *row = paper_row(p, table);

        if (i == 0) {
            cell = paper_cell(p, row, NULL);
            cell->as.cell.row_span = 3;
            paper_lines(p, cell, "m", 2 * LINES);
            note = node_new(p->doc, NODE_FOOTNOTE, cell->first, "note", (struct pos){0});
            paper_lines(p, note, "chú", LINES - 2);
        }
        paper_cell(p, row, "hàng");
    }
    paper_para(p, p->section, "cuối");
    paper_layout(p);
    assert_true(p->frames->n_pages >= 3 && p->frames->n_pages <= 5);
    paper_find(p, "m100", NULL);
    paper_find(p, "chú48", NULL);
    paper_find(p, "cuối", NULL);
}

/* ---- bounds ---- */

static void bound_grid(void **state)
{
    struct paper *p = *state;
    const double bad[] = {-50, 0, 100};
    struct node *table = paper_table(p, p->section, bad, 3, -1), *row = paper_row(p, table);

    for (int i = 0; i < 5; i++)
        paper_cell(p, row, "abc");
    row->first->as.cell.row_span = 99;
    row->last->as.cell.col_span = -3;
    paper_row(p, table);
    paper_row(p, paper_table(p, p->section, NULL, 0, 1));
    paper_cell(p, p->section->last->first, "x");
    paper_layout(p);
    assert_int_equal(p->last, DIAG_LAYOUT_WORD_BROKEN);
    paper_find(p, "abc", NULL);
    paper_find(p, "x", NULL);
}

static void bound_wide(void **state)
{
    struct paper *p = *state;
    const double wide[] = {300, 300};

    paper_cell(p, paper_row(p, paper_table(p, p->section, wide, 2, 1)), "rộng");
    paper_layout(p);
    assert_int_equal(p->diagnostics, 1);
    assert_int_equal(p->last, DIAG_LAYOUT_TABLE_WIDE);
}

/* Rows and header as high as a page: everything is placed, in order. */
static void bound_high_header(void **state)
{
    struct paper *p = *state;
    struct node *table = paper_table(p, p->section, two, 2, 1);

    table->as.table.header_rows = 1;
    paper_lines(p, paper_cell(p, paper_row(p, table), NULL), "đầu", LINES + 10);
    for (int i = 0; i < 3; i++)
        paper_lines(p, paper_cell(p, paper_row(p, table), NULL), "a", LINES + 3);
    paper_layout(p);
    assert_true(p->frames->n_pages >= 4 && p->frames->n_pages <= 8);
    paper_find(p, "đầu60", NULL);
    paper_find(p, "a53", NULL);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, paper_setup, paper_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(rows_pitch),          TEST(rows_padding_and_spacing),
        TEST(cells_valign),        TEST(cells_merged),
        TEST(cells_nested_table),  TEST(tags_of_tables),
        TEST(pages_header_rows),   TEST(pages_keep_with_table),
        TEST(pages_split_row),     TEST(pages_row_moves),
        TEST(pages_cant_split),    TEST(pages_long_span),
        TEST(pages_note_in_a_row), TEST(pages_note_in_a_merged_cell),
        TEST(bound_grid),          TEST(bound_wide),
        TEST(bound_high_header),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
