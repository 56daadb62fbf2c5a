/* Lines: breaks, alignment, tabs, heights, decoration. Numbers are worked out from the rules of
 * Word (engine/layout says which); Liberation Serif has the widths of Times New Roman. */
#include "base/diag/layout.h"
#include "paper.h"

static const double width = 595.28 - 144;

static double measure(struct paper *p, const char *text)
{
    struct face *face = fonts_face(p->fonts, "Times New Roman", false, false, (struct pos){0});

    return face_measure(face, span_of(text), false, (struct pos){0}) * p->style->chr.size;
}

/* ---- the official page ---- */

/* Line 19 was condensed by hand on the official page: its ink is 150.4 mm wide, not 160.9. */
static void hd05_para(struct paper *p, const char *text)
{
    static const char condensed[] = "a) Thể thức và kỹ thuật";
    struct node *para = paper_para(p, p->section, text);

    if (strncmp(text, condensed, sizeof condensed - 1) == 0) {
        struct char_props *chr = ARENA_NEW(&p->doc->arena, struct char_props);

        *chr = p->style->chr;
        chr->spacing = -0.4;
        para->first->as.text.chr = chr;
    }
}

/* Page 1 of HD 05-HD/VPTW as plain paragraphs; each line must break where the authority's own page
 * does. In the file paragraphs begin at 42 mm and more, the lines after at 30 mm. */
static void hd05_breaks(void **state)
{
    struct paper *p = *state;
    const char *dir = getenv("srcdir");
    char path[600], line[1024], want[64][512];
    struct buf para = {0};
    size_t n = 0;
    FILE *f;

    p->style->chr.size = 15;
    p->style->para = (struct para_props){.align = ALIGN_JUSTIFY,
                                         .first = 36,
                                         .after = 9,
                                         .line_rule = LINE_EXACT,
                                         .line = 19,
                                         .widow_control = true};
    p->section->as.section.left = 30 / 25.4 * 72;
    p->section->as.section.right = 15 / 25.4 * 72;
    p->section->as.section.top = p->section->as.section.bottom = 20 / 25.4 * 72;
    snprintf(path, sizeof path, "%s/tests/layout/hd05-01.tsv", dir ? dir : ".");
    f = fopen(path, "r");
    assert_non_null(f);
    while (fgets(line, sizeof line, f)) {
        char *field[5] = {0}, *save = NULL;
        int k = 0;

        for (char *t = strtok_r(line, "\t\n", &save); t && k < 5; t = strtok_r(NULL, "\t\n", &save))
            field[k++] = t;
        const int number = atoi(field[0]);
        if (k < 5 || number < 11 || number == 15 || number == 16)
            continue;
        if (atoi(field[2]) > 40 && para.n) {
            hd05_para(p, para.p);
            buf_clear(&para);
        }
        if (para.n)
            buf_putc(&para, ' ');
        buf_puts(&para, field[4]);
        snprintf(want[n++], sizeof *want, "%s", field[4]);
    }
    fclose(f);
    hd05_para(p, para.p);
    buf_release(&para);
    paper_layout(p);
    assert_true(n > 15);
    assert_int_equal(paper_texts(p, 0), n);
    for (size_t i = 0; i < n; i++)
        assert_true(item_is(paper_text(p, 0, i), want[i]));
    assert_near(paper_text(p, 0, 0)->y, 20 / 25.4 * 72 + 0.8 * 19);
    assert_near(paper_text(p, 0, 1)->y - paper_text(p, 0, 0)->y, 19);
    assert_near(paper_text(p, 0, 4)->y - paper_text(p, 0, 3)->y, 28);
    assert_near(paper_text(p, 0, 0)->x, 30 / 25.4 * 72 + 36);
    assert_near(paper_text(p, 0, 0)->x + paper_text(p, 0, 0)->as.text.width, 195 / 25.4 * 72);
    assert_int_equal(p->diagnostics, 0);
}

/* ---- breaks ---- */

static void breaks_greedy(void **state)
{
    struct paper *p = *state;
    const double w = measure(p, "một hai ba");

    p->section->as.section.right = 595.28 - 72 - w; /* exactly as wide as the first line */
    paper_para(p, p->section, "một hai ba   bốn năm");
    paper_layout(p);
    assert_int_equal(paper_texts(p, 0), 2);
    assert_true(item_is(paper_text(p, 0, 0), "một hai ba")); /* the spaces hang */
    assert_true(item_is(paper_text(p, 0, 1), "bốn năm"));
    assert_near(paper_text(p, 0, 0)->as.text.width, w);
    p->section->as.section.right += 0.05; /* too narrow now */
    paper_layout(p);
    assert_true(item_is(paper_text(p, 0, 0), "một hai"));
}

static void breaks_across_runs(void **state)
{
    struct paper *p = *state;
    struct node *para = paper_para(p, p->section, "aaa bb");
    struct char_props bold = p->style->chr;
    struct node *run;

    bold.bold = true;
    run = node_text(p->doc, para, "bb ccc-");
    run->as.text.chr = &bold;
    node_text(p->doc, para, "ddd");
    p->section->as.section.right = 595.28 - 72 - measure(p, "aaa bb") - 3;
    paper_layout(p);
    /* "bb" + "bb" is one word though it changes its look; after the hyphen the line may end */
    assert_true(item_is(paper_text(p, 0, 0), "aaa"));
    assert_true(item_is(paper_text(p, 0, 1), "bb"));
    assert_true(item_is(paper_text(p, 0, 2), "bb"));
    assert_near(paper_text(p, 0, 1)->y, paper_text(p, 0, 2)->y);
    assert_true(item_is(paper_text(p, 0, 3), "ccc-"));
    assert_true(item_is(paper_text(p, 0, 4), "ddd"));
    assert_true(paper_text(p, 0, 4)->y > paper_text(p, 0, 3)->y);
}

static void breaks_slash_and_nbsp(void **state)
{
    struct paper *p = *state;

    paper_para(p, p->section, "xem văn/bản");
    paper_para(p, p->section, "tr. b\u00a0c d");
    p->section->as.section.right = 595.28 - 72 - measure(p, "xem văn/bả");
    paper_layout(p);
    assert_true(item_is(paper_text(p, 0, 0), "xem"));
    assert_true(item_is(paper_text(p, 0, 1), "văn/bản"));
    p->section->as.section.right = 595.28 - 72 - measure(p, "tr. b  ");
    paper_layout(p);
    assert_true(item_is(paper_find(p, "tr.", NULL), "tr."));
    paper_find(p, "b\u00a0c", NULL);
}

static void breaks_long_word(void **state)
{
    struct paper *p = *state;
    char word[5001];
    size_t letters = 0;

    memset(word, 'm', sizeof word - 1);
    word[sizeof word - 1] = '\0';
    paper_para(p, p->section, "ngắn");
    paper_para(p, p->section, word);
    paper_layout(p);
    for (size_t page = 0; page < p->frames->n_pages; page++) {
        for (size_t i = 0; i < paper_texts(p, page); i++) {
            assert_true(paper_text(p, page, i)->as.text.width <= width + 0.01);
            letters += paper_text(p, page, i)->as.text.n;
        }
    }
    assert_int_equal(letters, 5000 + 4);
    assert_int_equal(p->diagnostics, 1);
    assert_int_equal(p->last, DIAG_LAYOUT_WORD_BROKEN);
}

/* An address is divided behind its slashes and hyphens, without a word; not between letters. */
static void breaks_address(void **state)
{
    struct paper *p = *state;

    paper_para(p, p->section, "https://tulieu.vn/van-ban/huong-dan");
    p->section->as.section.right = 595.28 - 72 - measure(p, "https://tulieu.vn/van-ban/h");
    paper_layout(p);
    assert_true(item_is(paper_text(p, 0, 0), "https://tulieu.vn/van-ban/"));
    assert_true(item_is(paper_text(p, 0, 1), "huong-dan"));
    assert_int_equal(p->diagnostics, 0);
}

static void breaks_no_width(void **state)
{
    struct paper *p = *state;
    struct node *para = paper_para(p, p->section, "abc đe");

    paper_own(p, para)->left = 1000;
    paper_layout(p);
    assert_int_equal(paper_texts(p, 0), 5);
    assert_true(item_is(paper_text(p, 0, 3), "đ"));
}

static void breaks_line_break(void **state)
{
    struct paper *p = *state;
    struct node *para = paper_para(p, p->section, "một ");

    node_new(p->doc, NODE_LINE_BREAK, para, "b", (struct pos){0});
    node_new(p->doc, NODE_LINE_BREAK, para, "c", (struct pos){0});
    node_text(p->doc, para, " hai");
    paper_para(p, p->section, NULL);
    paper_para(p, p->section, "ba");
    paper_layout(p);
    assert_int_equal(paper_texts(p, 0), 3);
    assert_true(item_is(paper_text(p, 0, 1), " hai")); /* a space after a break stays */
    assert_near(paper_text(p, 0, 1)->y - paper_text(p, 0, 0)->y, 2 * 12 * TNR_SINGLE);
    assert_near(paper_text(p, 0, 2)->y - paper_text(p, 0, 1)->y, 2 * 12 * TNR_SINGLE);
}

/* ---- alignment ---- */

static void align_justify(void **state)
{
    struct paper *p = *state;
    const struct frame_item *item;
    const double natural = measure(p, "một hai ba"), room = natural + 10;

    p->style->para.align = ALIGN_JUSTIFY;
    p->section->as.section.right = 595.28 - 72 - room;
    paper_para(p, p->section, "một hai ba bốn");
    paper_layout(p);
    item = paper_text(p, 0, 0);
    assert_true(item_is(item, "một hai ba"));
    assert_near(item->as.text.width, room);
    /* both spaces take 5 pt: glyphs "m ộ t _ h" */
    assert_near(item->as.text.glyphs[4].x, measure(p, "một ") + 5);
    assert_near(item->as.text.glyphs[8].x, measure(p, "một hai ") + 10);
    assert_int_equal(item->as.text.glyphs[4].cluster, strlen("một "));
    assert_near(paper_text(p, 0, 1)->as.text.width, measure(p, "bốn")); /* last line natural */
}

/* A line that a break ends is stretched as well (Word layout 1.8). */
static void align_justify_break(void **state)
{
    struct paper *p = *state;

    p->style->para.align = ALIGN_JUSTIFY;
    paper_lines(p, p->section, "một dòng ", 2);
    paper_layout(p);
    assert_near(paper_text(p, 0, 0)->as.text.width, width);
    assert_near(paper_text(p, 0, 1)->as.text.width, measure(p, "một dòng 2"));
}

static void align_others(void **state)
{
    struct paper *p = *state;
    const double w = measure(p, "chữ");

    paper_own(p, paper_para(p, p->section, "chữ"))->align = ALIGN_RIGHT;
    paper_own(p, paper_para(p, p->section, "chữ "))->align = ALIGN_CENTER;
    struct para_props *own = paper_own(p, paper_para(p, p->section, "chữ"));
    own->left = 30;
    own->right = 50;
    own->first = -12;
    own->align = ALIGN_CENTER;
    paper_layout(p);
    assert_near(paper_text(p, 0, 0)->x, 72 + width - w);
    assert_near(paper_text(p, 0, 1)->x, 72 + (width - w) / 2);
    assert_near(paper_text(p, 0, 2)->x, 72 + 18 + (width - 50 - 18 - w) / 2);
}

static void align_hanging(void **state)
{
    struct paper *p = *state;
    struct node *para = paper_para(p, p->section, "một hai");
    struct para_props *own = paper_own(p, para);

    own->left = 36;
    own->first = -18;
    own->right = width - 36 - measure(p, "hai");
    paper_layout(p);
    assert_near(paper_text(p, 0, 0)->x, 72 + 18);
    assert_near(paper_text(p, 0, 1)->x, 72 + 36);
}

/* ---- tabs ---- */

static struct node *tabbed(struct paper *p, const char *left, const char *right)
{
    struct node *para = paper_para(p, p->section, left);

    p->places++;
    node_new(p->doc, NODE_TAB, para, left, (struct pos){0});
    node_text(p->doc, para, right);
    return para;
}

static void tabs_stops(void **state)
{
    struct paper *p = *state;
    static const struct tab tabs[] = {
        {200, TAB_RIGHT, 0}, {300, TAB_CENTER, 0}, {400, TAB_DECIMAL, 0}};
    struct node *para = tabbed(p, "a", "phải");

    node_new(p->doc, NODE_TAB, para, "t1", (struct pos){0});
    node_text(p->doc, para, "giữa");
    node_new(p->doc, NODE_TAB, para, "t2", (struct pos){0});
    node_text(p->doc, para, "1.234,5");
    paper_own(p, para)->tabs = tabs;
    ((struct para_props *)para->as.para.own)->n_tabs = 3;
    tabbed(p, "b", "mặc định");
    paper_layout(p);
    assert_near(paper_find(p, "phải", NULL)->x, 72 + 200 - measure(p, "phải"));
    assert_near(paper_find(p, "giữa", NULL)->x, 72 + 300 - measure(p, "giữa") / 2);
    assert_near(paper_find(p, "1.234", NULL)->x, 72 + 400 - measure(p, "1.234"));
    assert_near(paper_find(p, "mặc", NULL)->x, 72 + 36);
}

static void tabs_hanging_is_a_stop(void **state)
{
    struct paper *p = *state;
    struct para_props *own = paper_own(p, tabbed(p, "-", "mục"));

    own->left = 20;
    own->first = -10;
    paper_layout(p);
    assert_near(paper_find(p, "mục", NULL)->x, 72 + 20);
}

static void tabs_leader(void **state)
{
    struct paper *p = *state;
    static const struct tab tabs[] = {{300, TAB_RIGHT, '.'}};
    struct para_props *own = paper_own(p, tabbed(p, "Họ tên", "12"));
    const double pitch = measure(p, ".");

    own->tabs = tabs;
    own->n_tabs = 1;
    paper_layout(p);
    const struct frame_item *dots = paper_text(p, 0, 1);
    assert_int_equal(p->frames->tags[dots->tag].type, TAG_ARTIFACT);
    assert_near(fmod(dots->x + pitch / 2, pitch), pitch / 2);
    assert_true(dots->x >= 72 + measure(p, "Họ tên"));
    assert_true(dots->x + dots->as.text.width <= 72 + 300 - measure(p, "12") + 1e-6);
    assert_true(dots->x + dots->as.text.width + pitch > 72 + 300 - measure(p, "12"));
}

/* Only what stands after the last tab stretches. */
static void tabs_justify(void **state)
{
    struct paper *p = *state;
    struct node *para = tabbed(p, "a b", "cc dd ee");

    p->style->para.align = ALIGN_JUSTIFY;
    p->section->as.section.right = 595.28 - 72 - 36 - measure(p, "cc dd") - 6;
    (void)para;
    paper_layout(p);
    assert_near(paper_text(p, 0, 0)->as.text.width, measure(p, "a b"));
    assert_near(paper_text(p, 0, 1)->as.text.width, measure(p, "cc dd") + 6);
}

/* ---- heights ---- */

static void heights_rules(void **state)
{
    struct paper *p = *state;
    const double s = 12 * TNR_SINGLE, asc = 12 * TNR_ASCENT, desc = 12 * TNR_DESCENT;
    struct para_props *own;
    double y = 72;

    paper_own(p, paper_para(p, p->section, "bội"))->line = 1.5;
    own = paper_own(p, paper_para(p, p->section, "đúng"));
    own->line_rule = LINE_EXACT;
    own->line = 20;
    own = paper_own(p, paper_para(p, p->section, "ít nhất"));
    own->line_rule = LINE_AT_LEAST;
    own->line = 20;
    own = paper_own(p, paper_para(p, p->section, "ít nhất, vừa"));
    own->line_rule = LINE_AT_LEAST;
    own->line = 5;
    paper_para(p, p->section, "cuối");
    paper_layout(p);
    assert_near(paper_text(p, 0, 0)->y, y + asc); /* the extra lies below */
    y += 1.5 * s;
    assert_near(paper_text(p, 0, 1)->y, y + 16);
    y += 20;
    assert_near(paper_text(p, 0, 2)->y, y + 20 - desc);
    y += 20;
    assert_near(paper_text(p, 0, 3)->y, y + asc);
    y += s;
    assert_near(paper_text(p, 0, 4)->y, y + asc);
}

static void heights_mixed(void **state)
{
    struct paper *p = *state;
    struct node *para = paper_para(p, p->section, "nhỏ ");
    struct char_props big = p->style->chr;

    big.size = 24;
    node_text(p->doc, para, "TO")->as.text.chr = &big;
    paper_layout(p);
    assert_near(paper_text(p, 0, 0)->y, 72 + 24 * TNR_ASCENT);
    assert_near(paper_text(p, 0, 1)->y, 72 + 24 * TNR_ASCENT);
}

static void heights_spacing(void **state)
{
    struct paper *p = *state;
    const double s = 12 * TNR_SINGLE;
    struct para_props *own = paper_own(p, paper_para(p, p->section, "một"));

    own->before = 24;
    own->after = 10;
    own = paper_own(p, paper_para(p, p->section, "hai"));
    own->before = 6;
    own = paper_own(p, paper_para(p, p->section, "ba"));
    own->before = 8;
    paper_layout(p);
    assert_near(paper_text(p, 0, 0)->y, 72 + 24 + 12 * TNR_ASCENT); /* kept on the first page */
    assert_near(paper_text(p, 0, 1)->y - paper_text(p, 0, 0)->y, s + 10);
    assert_near(paper_text(p, 0, 2)->y - paper_text(p, 0, 1)->y, s + 8);
}

static void heights_borders(void **state)
{
    struct paper *p = *state;
    struct para_props *own = paper_own(p, paper_para(p, p->section, "khung"));

    own->edge.top = (struct border){.width = 1, .space = 3};
    own->edge.bottom = (struct border){.width = 0.5, .space = 2};
    own->left = 10;
    own->right = 20;
    paper_para(p, p->section, "sau");
    paper_layout(p);
    assert_near(paper_text(p, 0, 0)->y, 72 + 4 + 12 * TNR_ASCENT);
    assert_near(paper_rect(p, 0, 0)->y, 72);
    assert_near(paper_rect(p, 0, 0)->x, 82);
    assert_near(paper_rect(p, 0, 0)->as.rect.w, width - 30);
    assert_near(paper_rect(p, 0, 1)->y, 72 + 4 + 12 * TNR_SINGLE + 2);
    assert_near(paper_text(p, 0, 1)->y, 72 + 4 + 2.5 + 12 * TNR_SINGLE + 12 * TNR_ASCENT);
}

/* ---- looks ---- */

static void looks_spacing(void **state)
{
    struct paper *p = *state;

    p->style->chr.spacing = 2;
    paper_para(p, p->section, "ab c");
    paper_layout(p);
    assert_near(paper_text(p, 0, 0)->as.text.width, measure(p, "ab c") + 8);
    assert_near(paper_text(p, 0, 0)->as.text.glyphs[3].x, measure(p, "ab ") + 6);
}

static void looks_superior(void **state)
{
    struct paper *p = *state;
    struct node *para = paper_para(p, p->section, "m");
    struct char_props up = p->style->chr, down = up;

    up.vertical = VERTICAL_SUPER;
    down.vertical = VERTICAL_SUB;
    node_text(p->doc, para, "2")->as.text.chr = &up;
    node_text(p->doc, para, "0")->as.text.chr = &down;
    paper_layout(p);
    const double y = paper_text(p, 0, 0)->y;
    assert_near(paper_text(p, 0, 1)->as.text.size, 8);
    assert_near(paper_text(p, 0, 1)->y, y - 4);
    assert_near(paper_text(p, 0, 2)->y, y + 1);
}

static void looks_rules(void **state)
{
    struct paper *p = *state;

    p->style->chr.underline = true;
    p->style->chr.strike = true;
    paper_para(p, p->section, "gạch chân  ");
    paper_layout(p);
    const struct frame_item *text = paper_text(p, 0, 0), *rule = paper_rect(p, 0, 0);
    assert_int_equal(paper_rects(p, 0), 2);
    assert_near(rule->as.rect.w, measure(p, "gạch chân"));
    assert_near(rule->y, text->y + 12 * 223.0 / 2048); /* Times New Roman's own, not the twin's */
    assert_near(rule->as.rect.h, 12 * 100.0 / 2048);
    assert_int_equal(p->frames->tags[rule->tag].type, TAG_ARTIFACT);
}

static void looks_label(void **state)
{
    struct paper *p = *state;

    paper_para(p, p->section, "nội dung")->as.para.label = "1.1.";
    paper_layout(p);
    assert_int_equal(paper_texts(p, 0), 1);
    assert_true(item_is(paper_text(p, 0, 0), "1.1. nội dung"));
}

static void looks_image(void **state)
{
    struct paper *p = *state;
    struct node *para = paper_para(p, p->section, NULL);
    struct node *image = node_new(p->doc, NODE_IMAGE, para, "img", (struct pos){0});

    image->as.image = (struct image){.width = 2 * width, .height = 100, .alt = "ảnh"};
    paper_para(p, p->section, "sau");
    paper_layout(p);
    const struct frame_item *item = &p->frames->pages[0].items[0];
    assert_int_equal(item->type, FRAME_IMAGE);
    assert_near(item->as.image.w, width);
    assert_near(item->as.image.h, 50);
    assert_near(item->y, 72);
    assert_near(paper_text(p, 0, 0)->y, 72 + 50 + 12 * TNR_ASCENT);
    assert_int_equal(p->frames->tags[item->tag].type, TAG_FIGURE);
    assert_string_equal(p->frames->tags[item->tag].alt, "ảnh");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, paper_setup, paper_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(hd05_breaks),
        TEST(breaks_greedy),
        TEST(breaks_across_runs),
        TEST(breaks_slash_and_nbsp),
        TEST(breaks_long_word),
        TEST(breaks_address),
        TEST(breaks_no_width),
        TEST(breaks_line_break),
        TEST(align_justify),
        TEST(align_justify_break),
        TEST(align_others),
        TEST(align_hanging),
        TEST(tabs_stops),
        TEST(tabs_hanging_is_a_stop),
        TEST(tabs_leader),
        TEST(tabs_justify),
        TEST(heights_rules),
        TEST(heights_mixed),
        TEST(heights_spacing),
        TEST(heights_borders),
        TEST(looks_spacing),
        TEST(looks_superior),
        TEST(looks_rules),
        TEST(looks_label),
        TEST(looks_image),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
