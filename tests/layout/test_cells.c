/* Tables as files of others have them: lines of their own, heights that are told, columns that follow their content,
 * turned text, tables in tables. */
#include "paper.h"

static const double single = 12 * TNR_SINGLE, ascent = 12 * TNR_ASCENT;
static const double two[] = {100, 150}, none[] = {0, 0};

static struct borders *own_edge(struct paper *p, struct node *cell, double top, double rest)
{
    struct borders *e = ARENA_NEW(&p->doc->arena, struct borders);

    e->top.width = top;
    e->bottom.width = e->left.width = e->right.width = rest;
    cell->as.cell.edge = e;
    return e;
}

static void pads(struct node *cell, double side)
{
    cell->as.cell.pad_left = cell->as.cell.pad_right = side;
}

static double width_of(const char *text)
{
    struct paper *p;
    void *state;

    paper_setup(&state);
    p = state;
    paper_para(p, p->section, text);
    paper_layout(p);
    const double w = paper_text(p, 0, 0)->as.text.width;
    paper_teardown(&state);
    return w;
}

/* The thickest line of a row makes room for all its cells (Word layout 7.4). */
static void edges_thickest(void **state)
{
    struct paper *p = *state;
    struct node *table = paper_table(p, p->section, two, 2, 0), *row = paper_row(p, table), *cell;

    own_edge(p, paper_cell(p, row, "a"), 3, 0.5);
    own_edge(p, paper_cell(p, row, "b"), 1, 0.5);
    row = paper_row(p, table);
    own_edge(p, paper_cell(p, row, "c"), 0.5, 0.5);
    cell = paper_cell(p, row, "d");
    own_edge(p, cell, 0.5, 2)->bottom.stroke = STROKE_DOUBLE;
    paper_para(p, p->section, "sau");
    paper_layout(p);
    assert_near(paper_find(p, "b", NULL)->y, 72 + 3 + ascent);
    assert_near(paper_find(p, "c", NULL)->y, 72 + 3 + single + 0.5 + ascent);
    assert_near(paper_find(p, "sau", NULL)->y, 72 + 3 + 2 * single + 0.5 + 6 + ascent);
}

static void edges_drawn(void **state)
{
    struct paper *p = *state;
    struct node *row = paper_row(p, paper_table(p, p->section, two, 2, 0));
    struct borders *e = own_edge(p, paper_cell(p, row, "a"), 0, 0);

    e->bottom = (struct border){.width = 1, .color = 0xff0000};
    e->right = (struct border){.width = 2, .stroke = STROKE_DOUBLE};
    paper_cell(p, row, "b")->as.cell.fill = (struct fill){true, 0xeeeeee};
    paper_layout(p);
    assert_int_equal(paper_rects(p, 0), 4); /* the ground, the line below, two lines between */
    assert_int_equal(paper_rect(p, 0, 0)->as.rect.color, 0xeeeeee);
    assert_near(paper_rect(p, 0, 0)->x, 172);
    assert_near(paper_rect(p, 0, 0)->as.rect.h, single);
    assert_int_equal(paper_rect(p, 0, 1)->as.rect.color, 0xff0000);
    assert_near(paper_rect(p, 0, 1)->y, 72 + single);
    assert_near(paper_rect(p, 0, 1)->as.rect.w, 100 + 3);
    assert_near(paper_rect(p, 0, 2)->x, 172 - 3);
    assert_near(paper_rect(p, 0, 3)->x, 172 + 1);
    assert_near(paper_rect(p, 0, 3)->as.rect.h, single + 1);
}

/* At least: the line comes on top; exact: it is in it (7.5). */
static void heights_told(void **state)
{
    struct paper *p = *state;
    struct node *table = paper_table(p, p->section, two, 2, 0.5), *row, *cell;

    for (int i = 0; i < 3; i++) {
        row = paper_row(p, table);
        row->as.row.rule = i == 1 ? LINE_EXACT : LINE_AT_LEAST;
        row->as.row.height = i == 2 ? 5 : 36;
        paper_cell(p, row, i == 0 ? "một" : i == 1 ? "hai" : "ba");
        cell = paper_cell(p, row, NULL);
        cell->as.cell.valign = VALIGN_BOTTOM;
        if (i == 1)
            paper_lines(p, cell, "nhiều", 9); /* what has no room to its baseline is not seen */
        else
            paper_para(p, cell, i == 0 ? "đáy" : "cuối");
    }
    paper_layout(p);
    assert_near(paper_find(p, "hai", NULL)->y, 72 + 36.5 + 0.5 + ascent);
    assert_near(paper_find(p, "ba", NULL)->y, 72 + 36.5 + 36 + 0.5 + ascent);
    assert_near(paper_find(p, "đáy", NULL)->y, 72 + 36.5 - single + ascent);
    paper_find(p, "nhiều2", NULL);
    assert_int_equal(paper_texts(p, 0), 2 + 1 + 2 + 2);
}

/* In a file of Word the margins of the cells stand outside the least height. */
static void heights_and_margins(void **state)
{
    struct paper *p = *state;
    struct node *table = paper_table(p, p->section, two, 2, 0.5), *row = paper_row(p, table), *cell = paper_cell(p, row, "một");

    row->as.row.rule = LINE_AT_LEAST;
    row->as.row.height = 36;
    cell->as.cell.pad_top = 5;
    cell->as.cell.pad_bottom = 3;
    paper_cell(p, row, NULL);
    paper_cell(p, paper_row(p, table), "hai");
    paper_layout(p);
    assert_near(paper_find(p, "hai", NULL)->y, 72 + 36 + 2 * 0.5 + ascent);
    p->doc->settings.compat = 15;
    paper_layout(p);
    assert_near(paper_find(p, "hai", NULL)->y, 72 + 36 + 8 + 2 * 0.5 + ascent);
    p->doc->settings.from_writer = true;
    paper_layout(p);
    assert_near(paper_find(p, "hai", NULL)->y, 72 + 36 + 2 * 0.5 + ascent);
}

/* A row higher than its text is not cut: it goes to the next page. */
static void heights_move(void **state)
{
    struct paper *p = *state;
    struct node *row;

    for (int i = 0; i < 48; i++)
        paper_para(p, p->section, "đầy");
    row = paper_row(p, paper_table(p, p->section, two, 1, 0.5));
    row->as.row.rule = LINE_AT_LEAST;
    row->as.row.height = 100;
    paper_cell(p, row, "ô");
    paper_layout(p);
    assert_int_equal(paper_page_of(p, "ô"), 1);
}

static void columns_skipped(void **state)
{
    struct paper *p = *state;
    struct node *table = paper_table(p, p->section, two, 2, 0.5), *row = paper_row(p, table);

    paper_cell(p, row, "a");
    paper_cell(p, row, "b");
    row = paper_row(p, table);
    row->as.row.skip = 1;
    paper_cell(p, row, "dưới b");
    paper_layout(p);
    assert_near(paper_find(p, "dưới b", NULL)->x, 172);
}

static void tables_aligned(void **state)
{
    struct paper *p = *state;
    const double column = 595.28 - 144;
    struct node *table;

    for (int i = 0; i < 4; i++) {
        table = paper_table(p, p->section, two, 2, 0.5);
        table->as.table.align = i == 0 ? ALIGN_CENTER : i == 1 ? ALIGN_RIGHT : ALIGN_LEFT;
        struct node *cell = paper_cell(p, paper_row(p, table), i == 0 ? "giữa" : i == 1 ? "phải" : i == 2 ? "trái" : "lề");
        cell->as.cell.pad_left = 5.4;
        if (i == 3) {
            static const struct placement at = {.from_x = FROM_PAGE, .align_x = PLACE_CENTER};
            table->as.table.placement = &at;
        }
    }
    p->doc->settings.table_text_at_margin = true;
    paper_layout(p);
    assert_near(paper_find(p, "giữa", NULL)->x, 72 + (column - 250) / 2 + 5.4);
    assert_near(paper_find(p, "phải", NULL)->x, 72 + column - 250 + 5.4);
    assert_near(paper_find(p, "trái", NULL)->x, 72);
    assert_near(paper_find(p, "lề", NULL)->x, (595.28 - 250) / 2 + 5.4);
}

static struct node *autofit(struct paper *p, struct node *parent, const double *widths, size_t columns)
{
    struct node *table = paper_table(p, parent, widths, columns, 0);

    table->as.table.autofit = true;
    return table;
}

/* Widths that the content can live with stay as they are. */
static void columns_kept(void **state)
{
    struct paper *p = *state;
    struct node *row = paper_row(p, autofit(p, p->section, two, 2));

    paper_cell(p, row, "một hai ba bốn năm sáu bảy tám chín mười một hai ba");
    paper_cell(p, row, "b");
    paper_layout(p);
    assert_near(paper_find(p, "b", NULL)->x, 172);
}

/* A word that is too wide takes first the room beside the table, then that of the other column. */
static void columns_grow(void **state)
{
    struct paper *p = *state;
    static const double narrow[] = {20, 100}, wide[] = {20, 431.28};
    const double word = width_of("Thanhniên");
    struct node *table = autofit(p, p->section, narrow, 2), *row = paper_row(p, table);

    pads(paper_cell(p, row, "Thanhniên"), 5);
    paper_cell(p, row, "b");
    row = paper_row(p, autofit(p, p->section, wide, 2));
    pads(paper_cell(p, row, "Thanhniên"), 5);
    paper_cell(p, row, "c");
    paper_cell(p, row, "x"); /* out of the grid: told once */
    paper_layout(p);
    assert_near(paper_find(p, "b", NULL)->x, 72 + word + 10);
    assert_near(paper_find(p, "c", NULL)->x, 72 + word + 10);
    assert_int_equal(p->diagnostics, 1);
}

/* Where a table's text stands at the margins the table may be wider by its cells' margins (gold case 6: 442.8 of 432 pt), and the
 * columns that need less give way by what they have beyond their words. */
static void columns_over_margin(void **state)
{
    struct paper *p = *state;
    static const double three[] = {20, 215.64, 215.64};
    const double word = width_of("Thanhniênxungphong"), column = 595.28 - 144, short_word = width_of("ab");
    struct node *row = paper_row(p, autofit(p, p->section, three, 3));

    p->doc->settings.table_text_at_margin = true;
    pads(paper_cell(p, row, "Thanhniênxungphong"), 5);
    pads(paper_cell(p, row, "ab"), 5);
    pads(paper_cell(p, row, "ab"), 5);
    paper_layout(p);
    const double rest = column + 10 - word - 10;
    assert_true(short_word < 50);
    assert_near(paper_text(p, 0, 1)->x, 72 + word + 10);
    assert_near(paper_text(p, 0, 2)->x, 72 + word + 10 + rest / 2);
}

/* From mode 15 on what was given shrinks alike where the table would be wider than its column. */
static void columns_shrink(void **state)
{
    struct paper *p = *state;
    static const double wide[] = {400, 200};
    const double column = 595.28 - 144;
    struct node *row = paper_row(p, autofit(p, p->section, wide, 2));

    paper_cell(p, row, "một");
    paper_cell(p, row, "hai");
    p->doc->settings.compat = 14;
    paper_layout(p);
    assert_near(paper_text(p, 0, 1)->x - paper_text(p, 0, 0)->x, 400);
    p->doc->settings.compat = 15;
    paper_layout(p);
    assert_near(paper_text(p, 0, 1)->x - paper_text(p, 0, 0)->x, column * 2 / 3);
}

/* Columns nobody gave a width are as wide as their text; over the column they share. */
static void columns_of_content(void **state)
{
    struct paper *p = *state;
    struct node *table = autofit(p, p->section, none, 2), *row = paper_row(p, table);
    const double first = width_of("một hai");

    paper_cell(p, row, "một hai");
    paper_cell(p, row, "ba");
    row = paper_row(p, autofit(p, p->section, none, 2));
    paper_cell(p, row, "ngắn");
    paper_cell(p, row, "dài dài dài dài dài dài dài dài dài dài dài dài dài dài dài dài dài dài dài dài dài dài dài dài dài dài dài");
    row = paper_row(p, autofit(p, p->section, none, 2));
    row->parent->as.table.width = -1;
    paper_cell(p, row, "nửa");
    paper_cell(p, row, "kia");
    paper_layout(p);
    assert_near(paper_find(p, "ba", NULL)->x, 72 + first);
    assert_true(paper_find(p, "dài", NULL)->x < 72 + 60);
    assert_true(paper_find(p, "kia", NULL)->x > 72 + 150);
}

/* The cells' widths go before the grid's where they agree; shares are of the table. */
static void columns_of_cells(void **state)
{
    struct paper *p = *state;
    struct node *table = paper_table(p, p->section, two, 2, 0), *row;

    for (int i = 0; i < 2; i++) {
        row = paper_row(p, table);
        paper_cell(p, row, "a")->as.cell.width = 60;
        paper_cell(p, row, i ? "b2" : "b1")->as.cell.width = i ? 150 : 140;
        paper_cell(p, row, "c");
    }
    static const double three[] = {100, 150, 50};
    table->as.table.widths = three;
    table->as.table.columns = 3;
    row = paper_row(p, paper_table(p, p->section, none, 2, 0));
    row->parent->as.table.width = 200;
    paper_cell(p, row, "d")->as.cell.width = -0.25;
    paper_cell(p, row, "e")->as.cell.width = -0.75;
    paper_layout(p);
    assert_near(paper_find(p, "b1", NULL)->x, 72 + 60);
    assert_near(paper_find(p, "c", NULL)->x, 72 + 60 + 150);
    assert_near(paper_find(p, "e", NULL)->x, 72 + 50);
}

static void cells_apart(void **state)
{
    struct paper *p = *state;
    struct node *table = paper_table(p, p->section, two, 2, 1), *row;

    table->as.table.spacing = 4;
    for (int i = 0; i < 2; i++) {
        row = paper_row(p, table);
        paper_cell(p, row, i ? "c" : "a");
        paper_cell(p, row, i ? "d" : "b");
    }
    paper_para(p, p->section, "sau");
    paper_layout(p);
    assert_near(paper_find(p, "a", NULL)->x, 72 + 4);
    assert_near(paper_find(p, "b", NULL)->x, 72 + 100 + 2);
    assert_near(paper_find(p, "a", NULL)->y, 72 + 4 + 1 + ascent);
    assert_near(paper_find(p, "c", NULL)->y, 72 + 5 + single + 1 + 4 + 1 + ascent);
    assert_near(paper_find(p, "sau", NULL)->y, 72 + 5 + 6 + 2 * single + 5 + ascent);
    assert_int_equal(paper_rects(p, 0), 16); /* four lines a cell */
}

/* Turned text makes its row as high as the cell is wide for it. */
static void cells_turned(void **state)
{
    struct paper *p = *state;
    static const double widths[] = {16, 100};
    struct node *row = paper_row(p, paper_table(p, p->section, widths, 2, 0));
    const double length = width_of("Cộng cả năm");

    paper_cell(p, row, "Cộng cả năm")->as.cell.turn = TURN_UP;
    paper_cell(p, row, "b")->as.cell.valign = VALIGN_BOTTOM;
    paper_para(p, p->section, "sau");
    paper_layout(p);
    const struct frame_item *item = paper_find(p, "Cộng cả năm", NULL);
    assert_non_null(item->matrix);
    assert_near(item->matrix->yx, -1);
    assert_near(item->matrix->x0, 72);
    assert_near(item->matrix->y0, 72 + length);
    assert_near(paper_find(p, "b", NULL)->y, 72 + length - single + ascent);
    assert_near(paper_find(p, "sau", NULL)->y, 72 + length + ascent);
}

/* Over several rows it takes their height, and a row of told height gives the length of its lines. */
static void cells_turned_told(void **state)
{
    struct paper *p = *state;
    struct node *table = paper_table(p, p->section, two, 2, 0), *row = paper_row(p, table), *cell;

    row->as.row.rule = LINE_EXACT;
    row->as.row.height = 40;
    paper_cell(p, row, "một hai ba bốn")->as.cell.turn = TURN_DOWN;
    paper_cell(p, row, "x");
    row = paper_row(p, table);
    cell = paper_cell(p, row, "dọc");
    cell->as.cell.turn = TURN_UP;
    cell->as.cell.row_span = 4;
    paper_cell(p, row, "1");
    for (int i = 0; i < 3; i++)
        paper_cell(p, paper_row(p, table), "2");
    paper_para(p, p->section, "sau");
    paper_layout(p);
    assert_near(paper_find(p, "một hai", NULL)->matrix->x0, 172);
    paper_find(p, "ba bốn", NULL); /* on a line of its own */
    assert_near(paper_find(p, "dọc", NULL)->matrix->y0, 72 + 40 + 4 * single);
    assert_near(paper_find(p, "sau", NULL)->y, 72 + 40 + 4 * single + ascent);
}

/* The empty paragraph after a table at a cell's end takes no room (7.10), one in the middle does. */
static void cells_closed(void **state)
{
    struct paper *p = *state;
    struct node *table = paper_table(p, p->section, two, 2, 0);
    struct node *cell = paper_cell(p, paper_row(p, table), NULL);

    paper_cell(p, paper_row(p, paper_table(p, cell, two, 1, 0)), "trong");
    paper_para(p, cell, NULL);
    paper_para(p, p->section, "sau");
    paper_layout(p);
    assert_near(paper_find(p, "sau", NULL)->y, 72 + single + ascent);
}

/* Tables in each other, all of them measured: neither time nor memory runs away, every text is there. */
static void bound_nested(void **state)
{
    struct paper *p = *state;
    struct node *cell = p->section;

    for (int i = 0; i < 24; i++) {
        struct node *row = paper_row(p, autofit(p, cell, none, 2));
        cell = paper_cell(p, row, i == 23 ? "đáy" : NULL);
        paper_cell(p, row, "bên cạnh");
    }
    paper_layout(p);
    assert_int_equal(paper_texts(p, 0) > 0, 1);
    paper_find(p, "đ", NULL);
}

/* Rows by the ten thousand with merged cells are linear. */
static void bound_long(void **state)
{
    struct paper *p = *state;
    struct node *table = autofit(p, p->section, two, 2), *cell;

    table->as.table.header_rows = 1;
    for (int i = 0; i < 20001; i++) {
        struct node *row = paper_row(p, table);
        if (i == 0 || i % 2) {
            cell = paper_cell(p, row, "gộp");
            cell->as.cell.row_span = i ? 2 : 1;
        }
        paper_cell(p, row, "hàng");
    }
    paper_layout(p);
    assert_int_equal(p->frames->n_pages, (20000 + 48) / 49);
    assert_int_equal(paper_texts(p, 0), 2 + 49 + 25);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, paper_setup, paper_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(edges_thickest),   TEST(edges_drawn),       TEST(heights_told),     TEST(heights_move), TEST(heights_and_margins),
        TEST(columns_skipped),  TEST(tables_aligned),    TEST(columns_kept),     TEST(columns_grow), TEST(columns_over_margin), TEST(columns_shrink),
        TEST(columns_of_content), TEST(columns_of_cells), TEST(cells_apart),     TEST(cells_turned),
        TEST(cells_turned_told), TEST(cells_closed),     TEST(bound_nested),     TEST(bound_long),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
