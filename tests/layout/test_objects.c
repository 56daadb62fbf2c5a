/* Objects: where they stand, what text makes of them, how they are drawn. */
#include "base/diag/layout.h"
#include "paper.h"

static const double single = 12 * TNR_SINGLE, ascent = 12 * TNR_ASCENT;
static const double width = 595.28 - 144;

static struct node *add(struct paper *p, enum node_type type, struct node *parent)
{
    char place[32];
    snprintf(place, sizeof place, "o.%d", p->places++);
    return node_new(p->doc, type, parent, place, (struct pos){.file = "thu.docx", .line = p->places});
}

static struct placement *placed(struct paper *p, enum wrap wrap, double x, double y)
{
    struct placement *at = ARENA_NEW(&p->doc->arena, struct placement);
    *at = (struct placement){.from_x = FROM_COLUMN, .from_y = FROM_PARAGRAPH, .x = x, .y = y, .wrap = wrap};
    return at;
}

static struct shape *shape(struct paper *p, struct node *para, enum shape_kind kind, double w, double h, const struct placement *at)
{
    struct shape *s = &add(p, NODE_SHAPE, para)->as.shape;
    *s = (struct shape){.kind = kind, .width = w, .height = h, .placement = at, .stroke = {.width = 0.5}};
    return s;
}

static const struct frame_item *path(struct paper *p, size_t page, size_t k)
{
    for (size_t i = 0; i < p->frames->pages[page].n; i++)
        if (p->frames->pages[page].items[i].type == FRAME_PATH && k-- == 0)
            return &p->frames->pages[page].items[i];
    fail_msg("no path");
    return NULL;
}

static void lines(struct paper *p, struct node *parent, const char *name, int n)
{
    char text[64];
    for (int i = 1; i <= n; i++) {
        snprintf(text, sizeof text, "%s%d", name, i);
        paper_para(p, parent, text);
    }
}

static const char *const words = "một hai ba bốn năm sáu bảy tám chín mười một hai ba bốn năm sáu bảy tám chín mười một hai ba bốn năm sáu "
                                 "bảy tám chín mười một hai ba bốn năm sáu bảy tám chín mười một hai ba bốn năm sáu bảy tám chín mười "
                                 "một hai ba bốn năm sáu bảy tám chín mười một hai ba bốn năm sáu bảy tám chín mười";

/* ---- places ---- */

/* The rule under an organ's name: from the column and the paragraph (Word layout 10). */
static void line_below_its_paragraph(void **state)
{
    struct paper *p = *state;
    paper_para(p, p->section, "trên");
    struct node *para = paper_para(p, p->section, "ĐẢNG BỘ");
    paper_own(p, para)->before = 10;
    shape(p, para, SHAPE_LINE, 100, 0, placed(p, WRAP_NONE, 176.65, 16));
    paper_layout(p);
    const struct frame_item *line = path(p, 0, 0);
    assert_near(line->x, 72 + 176.65);
    assert_near(line->y, 72 + single + 16); /* the paragraph begins above its space */
    assert_near(line->as.path.line, 0.5);
    assert_int_equal(line->as.path.n, 2);
    assert_near(line->as.path.steps[1].v[0], 100);
    assert_int_equal(p->frames->tags[line->tag].type, TAG_ARTIFACT);
    assert_near(paper_find(p, "ĐẢNG", NULL)->y, 72 + single + 10 + ascent); /* the anchor takes no room */
}

static void places_on_the_page(void **state)
{
    static const struct {
        enum place_from x, y;
        enum place_align align_x, align_y;
        double left, top;
    } cases[] = {
        {FROM_PAGE, FROM_PAGE, PLACE_AT, PLACE_AT, 5, 7},
        {FROM_PAGE, FROM_PAGE, PLACE_CENTER, PLACE_END, (595.28 - 40) / 2, 841.89 - 20},
        {FROM_MARGIN, FROM_MARGIN, PLACE_END, PLACE_START, 595.28 - 72 - 40, 72},
        {FROM_MARGIN, FROM_MARGIN, PLACE_INSIDE, PLACE_CENTER, 72, (841.89 - 20) / 2},
        {FROM_PAGE, FROM_BOTTOM_MARGIN, PLACE_OUTSIDE, PLACE_AT, 595.28 - 40, 841.89 - 72 + 7},
        {FROM_RIGHT_MARGIN, FROM_TOP_MARGIN, PLACE_START, PLACE_END, 595.28 - 72, 72 - 20},
        {FROM_LEFT_MARGIN, FROM_LINE, PLACE_CENTER, PLACE_AT, (72 - 40) / 2.0, 72 + 7},
        {FROM_CHARACTER, FROM_PARAGRAPH, PLACE_AT, PLACE_AT, 72 + 5 + 23.33, 72 + 7},
    };
    struct paper *p = *state;
    struct node *para = paper_para(p, p->section, "trái");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct placement *at = placed(p, WRAP_NONE, 5, 7);
        at->from_x = cases[i].x;
        at->from_y = cases[i].y;
        at->align_x = cases[i].align_x;
        at->align_y = cases[i].align_y;
        at->order = (int)i;
        shape(p, para, SHAPE_RECT, 40, 20, at);
    }
    node_text(p->doc, para, "phải");
    paper_layout(p);
    const double letter = paper_find(p, "trái", NULL)->x; /* one run: the text is one item */
    assert_near(letter, 72);
    for (size_t i = 0; i + 1 < sizeof cases / sizeof *cases; i++) {
        assert_near(path(p, 0, i)->x, cases[i].left);
        assert_near(path(p, 0, i)->y, cases[i].top);
    }
    assert_true(path(p, 0, 7)->x > 72 + 5 + 15);
}

static void order_and_behind(void **state)
{
    struct paper *p = *state;
    struct node *para = paper_para(p, p->section, "chữ");
    struct placement *a = placed(p, WRAP_NONE, 1, 0), *b = placed(p, WRAP_NONE, 2, 0), *c = placed(p, WRAP_NONE, 3, 0);
    a->order = 9;
    b->order = 2;
    c->behind = true;
    shape(p, para, SHAPE_RECT, 10, 10, a);
    shape(p, para, SHAPE_RECT, 10, 10, b);
    shape(p, para, SHAPE_RECT, 10, 10, c);
    paper_layout(p);
    const struct frame_page *page = &p->frames->pages[0];
    assert_int_equal(page->n, 4);
    assert_near(page->items[0].x, 75);
    assert_true(item_is(&page->items[1], "chữ"));
    assert_near(page->items[2].x, 74);
    assert_near(page->items[3].x, 73);
}

/* In a cell the cell is the page (layoutInCell). */
static void in_a_cell(void **state)
{
    static const double widths[] = {200, 200};
    struct paper *p = *state;
    struct node *row = paper_row(p, paper_table(p, p->section, widths, 2, 0.5));
    paper_cell(p, row, "một");
    struct node *cell = paper_cell(p, row, "hai");
    struct placement *at = placed(p, WRAP_NONE, 30, 20);
    at->in_cell = true;
    at->from_x = FROM_PAGE;
    shape(p, cell->first, SHAPE_LINE, 50, 0, at);
    paper_layout(p);
    assert_near(path(p, 0, 0)->x, paper_find(p, "hai", NULL)->x + 30);
    assert_near(path(p, 0, 0)->y, paper_find(p, "hai", NULL)->y - ascent + 20);
}

static void watermark_of_a_header(void **state)
{
    struct paper *p = *state;
    struct node *cell = add(p, NODE_CELL, NULL), *para = paper_para(p, cell, "đầu");
    struct placement *at = placed(p, WRAP_NONE, 0, 0);
    at->from_x = at->from_y = FROM_PAGE;
    at->align_x = at->align_y = PLACE_CENTER;
    at->behind = true;
    struct shape *s = shape(p, para, SHAPE_RECT, 200, 100, at);
    s->rotation = 315;
    p->section->as.section.header = cell;
    lines(p, p->section, "d", 60);
    paper_layout(p);
    for (size_t page = 0; page < 2; page++) {
        const struct frame_item *item = &p->frames->pages[page].items[0];
        assert_int_equal(item->type, FRAME_PATH);
        assert_near(item->x, (595.28 - 200) / 2);
        assert_near(item->matrix->xx, sqrt(0.5));
        const double cx = 595.28 / 2, cy = 841.89 / 2; /* turned about its middle */
        assert_near(item->matrix->xx * cx + item->matrix->xy * cy + item->matrix->x0, cx);
        assert_near(item->matrix->yx * cx + item->matrix->yy * cy + item->matrix->y0, cy);
    }
}

/* ---- text around ---- */

static void text_runs_beside(void **state)
{
    struct paper *p = *state;
    struct node *para = paper_para(p, p->section, words);
    struct placement *at = placed(p, WRAP_SQUARE, 0, 0);
    at->room_right = 9;
    shape(p, para, SHAPE_RECT, 100, 2 * single, at);
    paper_layout(p);
    assert_near(paper_text(p, 0, 0)->x, 72 + 109);
    assert_near(paper_text(p, 0, 1)->x, 72 + 109);
    assert_near(paper_text(p, 0, 2)->x, 72);
    assert_true(paper_text(p, 0, 0)->as.text.width <= width - 109 + 0.02);
    assert_true(paper_text(p, 0, 2)->as.text.width > width - 109);
}

static void text_runs_on_both_sides(void **state)
{
    struct paper *p = *state;
    struct node *para = paper_para(p, p->section, words);
    shape(p, para, SHAPE_RECT, 100, 2 * single, placed(p, WRAP_SQUARE, 180, 0));
    paper_layout(p);
    assert_near(paper_text(p, 0, 0)->x, 72);
    assert_near(paper_text(p, 0, 1)->x, 72 + 280);
    assert_near(paper_text(p, 0, 0)->y, paper_text(p, 0, 1)->y);
    assert_near(paper_text(p, 0, 2)->y, 72 + single + ascent);
    assert_near(paper_text(p, 0, 4)->y, 72 + 2 * single + ascent);
    assert_near(paper_text(p, 0, 4)->x, 72);
}

/* The space above goes along with what gives way. */
static void space_above_is_kept_below(void **state)
{
    struct paper *p = *state;
    paper_para(p, p->section, "trên");
    struct node *para = paper_para(p, p->section, NULL);
    paper_own(p, para)->before = 20;
    shape(p, para, SHAPE_RECT, 50, 40, placed(p, WRAP_TOP_BOTTOM, 0, 10));
    node_text(p->doc, para, "dưới");
    paper_layout(p);
    assert_near(path(p, 0, 0)->y, 72 + single + 10);
    assert_near(paper_find(p, "dưới", NULL)->y, 72 + single + 50 + 20 + ascent);
}

/* No lane narrower than an inch. */
static void narrow_room_is_left_empty(void **state)
{
    struct paper *p = *state;
    struct node *para = paper_para(p, p->section, words);
    shape(p, para, SHAPE_RECT, width - 60, 40, placed(p, WRAP_SQUARE, 0, 0));
    paper_layout(p);
    assert_near(paper_text(p, 0, 0)->y, 72 + 40 + ascent);
    assert_near(paper_text(p, 0, 0)->x, 72);
}

/* The marks of empty paragraphs stand there all the same. */
static void narrow_room_for_marks(void **state)
{
    struct paper *p = *state;
    shape(p, paper_para(p, p->section, NULL), SHAPE_RECT, width - 20, 40, placed(p, WRAP_SQUARE, 0, 0));
    paper_para(p, p->section, NULL);
    paper_para(p, p->section, "dưới");
    paper_layout(p);
    assert_near(paper_find(p, "dưới", NULL)->y, 72 + 40 + ascent);
}

static void text_above_and_below(void **state)
{
    struct paper *p = *state;
    paper_para(p, p->section, "trên");
    struct placement *at = placed(p, WRAP_TOP_BOTTOM, 100, 5);
    at->room_bottom = 6;
    shape(p, paper_para(p, p->section, NULL), SHAPE_RECT, 50, 100, at);
    paper_para(p, p->section, "dưới");
    paper_layout(p);
    assert_near(path(p, 0, 0)->y, 72 + single + 5);
    assert_near(paper_find(p, "dưới", NULL)->y, 72 + single + 111 + single + ascent); /* the empty paragraph gave way too */
}

/* What stands above its anchor moves text that came before. */
static void object_above_its_anchor(void **state)
{
    struct paper *p = *state;
    lines(p, p->section, "d", 10);
    struct placement *at = placed(p, WRAP_SQUARE, 0, 72);
    at->from_x = FROM_MARGIN;
    at->from_y = FROM_PAGE;
    shape(p, paper_para(p, p->section, "neo"), SHAPE_RECT, 150, 3 * single, at);
    paper_layout(p);
    assert_near(path(p, 0, 0)->y, 72);
    assert_near(paper_find(p, "d1", NULL)->x, 72 + 150);
    assert_near(paper_find(p, "d3", NULL)->x, 72 + 150);
    assert_near(paper_find(p, "d4", NULL)->x, 72);
}

/* A paragraph that leaves an object behind is fitted anew on the next page. */
static void paragraph_over_a_page_end(void **state)
{
    struct paper *p = *state;
    lines(p, p->section, "d", 47);
    struct node *para = paper_para(p, p->section, NULL);
    struct placement *at = placed(p, WRAP_SQUARE, 0, 72 + 47 * single);
    at->from_y = FROM_PAGE;
    shape(p, para, SHAPE_RECT, 200, 500, at);
    node_text(p->doc, para, words);
    paper_layout(p);
    assert_int_equal(p->frames->n_pages, 2);
    assert_near(paper_text(p, 1, 0)->x, 72);
    assert_true(paper_text(p, 1, 0)->as.text.width > 300);
}

/* What text gives way to and hangs on a line goes to the next page with it; what lies over the text does not. */
static void object_goes_along(void **state)
{
    struct paper *p = *state;
    lines(p, p->section, "d", 40);
    struct node *para = paper_para(p, p->section, NULL);
    struct placement *at = placed(p, WRAP_TOP_BOTTOM, 0, single);
    shape(p, para, SHAPE_RECT, 200, 200, at);
    node_text(p->doc, para, "neo");
    paper_layout(p);
    assert_int_equal(p->frames->n_pages, 2);
    assert_true(item_is(paper_text(p, 1, 0), "neo"));
    assert_near(path(p, 1, 0)->y, 72 + single);
    at->wrap = WRAP_NONE;
    paper_layout(p);
    assert_int_equal(p->frames->n_pages, 1);
}

/* The line that had to go down below one of them is not what the other hangs below: both fit, and stay. */
static void object_beside_a_line_that_gave_way(void **state)
{
    struct paper *p = *state;
    struct placement *low = placed(p, WRAP_SQUARE, 0, 100);
    const double text = p->section->as.section.height - 144;

    paper_para(p, p->section, "trên");
    struct node *para = paper_para(p, p->section, "dưới");
    shape(p, para, SHAPE_RECT, 500, 80, placed(p, WRAP_SQUARE, 0, 0));
    shape(p, para, SHAPE_RECT, 20, text - single - 101, low);
    paper_layout(p);
    assert_int_equal(p->frames->n_pages, 1);
    low->y += 2; /* now it reaches below the text */
    paper_layout(p);
    assert_int_equal(paper_page_of(p, "dưới"), 1);
}

static void picture_of_a_header_moves_the_text(void **state)
{
    struct paper *p = *state;
    struct node *cell = add(p, NODE_CELL, NULL), *para = paper_para(p, cell, NULL);
    struct placement *at = placed(p, WRAP_SQUARE, 0, 60);
    at->from_y = FROM_PAGE;
    shape(p, para, SHAPE_RECT, 100, 30, at);
    p->section->as.section.header = cell;
    lines(p, p->section, "d", 3);
    paper_layout(p);
    assert_near(paper_find(p, "d1", NULL)->x, 172);
    assert_near(paper_find(p, "d3", NULL)->x, 72);
}

/* A cell makes room for a picture beside its text, and for what of it is lower than the text. */
static void text_runs_beside_in_a_cell(void **state)
{
    static const double widths[] = {300};
    struct paper *p = *state;
    struct node *row = paper_row(p, paper_table(p, p->section, widths, 1, 0));
    struct node *cell = paper_cell(p, row, "");
    struct placement *at = placed(p, WRAP_SQUARE, 0, 0);
    at->in_cell = true;
    shape(p, cell->first, SHAPE_RECT, 100, 60, at);
    node_text(p->doc, cell->first, "một hai ba bốn năm sáu bảy tám chín mười một hai ba bốn năm");
    paper_para(p, p->section, "sau");
    paper_layout(p);
    assert_near(paper_text(p, 0, 0)->x, 72 + 100);
    assert_near(paper_text(p, 0, 1)->x, 72 + 100);
    assert_near(paper_find(p, "sau", NULL)->y, 72 + 60 + ascent);
}

/* A floating table stands beside the next paragraph; a wide one in the flow, below it. */
static void table_beside_text(void **state)
{
    static const double narrow[] = {150}, wide[] = {width};
    struct paper *p = *state;
    lines(p, p->section, "d", 2);
    struct node *table = paper_table(p, p->section, narrow, 1, 0);
    table->as.table.placement = placed(p, WRAP_SQUARE, 20, 5);
    for (int i = 0; i < 2; i++)
        paper_cell(p, paper_row(p, table), i ? "ô hai" : "ô một");
    paper_para(p, p->section, "bên cạnh");
    table = paper_table(p, p->section, wide, 1, 0);
    table->as.table.placement = placed(p, WRAP_SQUARE, 0, 0);
    paper_cell(p, paper_row(p, table), "ô rộng");
    paper_para(p, p->section, "dưới");
    paper_layout(p);
    const double top = 72 + 2 * single;
    assert_near(paper_find(p, "ô một", NULL)->x, 72 + 20);
    assert_near(paper_find(p, "ô hai", NULL)->y, top + 5 + single + ascent);
    assert_near(paper_find(p, "bên", NULL)->x, 72 + 170);
    assert_near(paper_find(p, "bên", NULL)->y, top + ascent);
    assert_near(paper_find(p, "ô rộng", NULL)->y, top + 5 + 2 * single + ascent);
    assert_near(paper_find(p, "dưới", NULL)->y, top + 5 + 3 * single + ascent);
}

/* ---- text boxes ---- */

static struct shape *box(struct paper *p, const char *text, double w, double h, const struct placement *at)
{
    struct node *n = add(p, NODE_SHAPE, p->section->last);
    n->as.shape = (struct shape){.kind = SHAPE_RECT, .width = w, .height = h, .placement = at, .stroke = {.width = 1},
                                 .pad_top = 4, .pad_bottom = 4, .pad_left = 7, .pad_right = 7};
    if (text)
        paper_para(p, n, text);
    return &n->as.shape;
}

static void text_box(void **state)
{
    struct paper *p = *state;
    paper_para(p, p->section, "thân");
    struct shape *s = box(p, "trong hộp", 100, 60, placed(p, WRAP_NONE, 50, 20));
    s->fill = (struct fill){true, 0xFFFF00};
    paper_layout(p);
    assert_near(paper_find(p, "trong hộp", NULL)->x, 72 + 50 + 7);
    assert_near(paper_find(p, "trong hộp", NULL)->y, 72 + 20 + 4 + ascent);
    assert_int_equal(path(p, 0, 0)->as.path.fill.color, 0xFFFF00);
    s->valign = VALIGN_MIDDLE;
    paper_layout(p);
    assert_near(paper_find(p, "trong hộp", NULL)->y, 72 + 20 + 4 + (52 - single) / 2 + ascent);
    s->valign = VALIGN_TOP;
    s->grow = true;
    paper_layout(p);
    assert_near(path(p, 0, 0)->as.path.steps[2].v[1], single + 8);
    assert_int_equal(p->diagnostics, 0);
    s->grow = false;
    s->height = 10;
    paper_para(p, p->section->last->last, "không thấy");
    paper_layout(p);
    assert_int_equal(p->last, DIAG_LAYOUT_BOX_FULL);
}

static void text_box_in_its_line(void **state)
{
    struct paper *p = *state;
    paper_para(p, p->section, "thân ");
    box(p, "hộp", 100, 60, NULL);
    paper_para(p, p->section, "sau");
    paper_layout(p);
    assert_near(paper_find(p, "thân", NULL)->y, 72 + 60);
    assert_near(paper_find(p, "hộp", NULL)->y, 72 + 4 + ascent);
    assert_near(paper_find(p, "sau", NULL)->y, 72 + 60 + 12 * TNR_DESCENT + ascent);
}

static void text_box_on_its_side(void **state)
{
    struct paper *p = *state;
    paper_para(p, p->section, "thân");
    box(p, "dọc", 40, 200, placed(p, WRAP_NONE, 0, 0))->turn = TURN_UP;
    paper_layout(p);
    const struct frame_item *item = paper_find(p, "dọc", NULL);
    const struct frame_matrix *m = item->matrix;
    assert_near(m->xy * item->y + m->x0, 72 + 7 + ascent); /* its baseline, from the left */
    assert_near(m->yx * item->x + m->y0, 72 + 200 - 4);    /* it begins at the lower end */
}

/* ---- nothing loops, nothing is lost without a word ---- */

static void odd_objects_end(void **state)
{
    struct paper *p = *state;
    for (int i = 0; i < 300; i++) {
        struct node *para = paper_para(p, p->section, words);
        struct placement *at = placed(p, i % 2 ? WRAP_SQUARE : WRAP_TOP_BOTTOM, (i % 7) * 90 - 90, i % 3 ? -2000 : 5);
        at->from_y = i % 5 ? FROM_PARAGRAPH : FROM_PAGE;
        shape(p, para, SHAPE_RECT, i % 11 ? 120 : 3000, i % 13 ? 50 : 5000, at);
    }
    paper_para(p, p->section, "hết");
    paper_layout(p);
    paper_find(p, "hết", NULL);
    assert_true(p->frames->n_pages < 400);
}

static void object_off_the_paper_is_told(void **state)
{
    struct paper *p = *state;
    shape(p, paper_para(p, p->section, "neo"), SHAPE_RECT, 50, 50, placed(p, WRAP_NONE, 2000, 0));
    paper_layout(p);
    assert_int_equal(p->diagnostics, 1);
    assert_int_equal(p->last, DIAG_LAYOUT_OFF_PAGE);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, paper_setup, paper_teardown)
    const struct CMUnitTest tests[] = {
        TEST(line_below_its_paragraph), TEST(places_on_the_page), TEST(order_and_behind), TEST(in_a_cell), TEST(watermark_of_a_header),
        TEST(text_runs_beside), TEST(text_runs_on_both_sides), TEST(space_above_is_kept_below), TEST(narrow_room_is_left_empty), TEST(narrow_room_for_marks), TEST(text_above_and_below),
        TEST(object_above_its_anchor), TEST(paragraph_over_a_page_end), TEST(object_goes_along), TEST(object_beside_a_line_that_gave_way), TEST(picture_of_a_header_moves_the_text), TEST(text_runs_beside_in_a_cell), TEST(table_beside_text), TEST(text_box),
        TEST(text_box_in_its_line), TEST(text_box_on_its_side), TEST(odd_objects_end), TEST(object_off_the_paper_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
