/* Lines of files that others have made: set as Word sets them. Numbers are worked out from the rules of Word
 * (engine/layout says which). */
#include "base/diag/font.h"
#include "paper.h"

static const double width = 595.28 - 144;

static int setup(void **state)
{
    paper_setup(state);
    struct paper *p = *state;
    p->doc->settings.compat = 15;
    return 0;
}

static double measure(struct paper *p, const char *text)
{
    struct face *face = fonts_substitute(p->fonts, p->style->chr.family, false, false, (struct pos){0});

    return face_measure(face, span_of(text), false, (struct pos){0}) * p->style->chr.size;
}

static struct char_props *chr_of(struct paper *p, struct node *run)
{
    struct char_props *c = ARENA_NEW(&p->doc->arena, struct char_props);

    *c = p->style->chr;
    run->as.text.chr = c;
    return c;
}

static void room(struct paper *p, double w)
{
    p->section->as.section.right = 595.28 - 72 - w;
}

/* ---- the squeeze (Word layout 1.7) ---- */

static void squeeze(void **state)
{
    struct paper *p = *state;
    const double line = measure(p, "aaaa bb cc dddd"), spaces = 3 * measure(p, " ");

    p->style->para.align = ALIGN_JUSTIFY;
    paper_para(p, p->section, "aaaa bb cc dddd eeeeeeeeeeeee fff");
    room(p, line - 0.10 * spaces); /* without dddd it would be stretched far more */
    paper_layout(p);
    assert_false(span_starts(span_make(paper_text(p, 0, 0)->as.text.text, 15), "aaaa bb cc dddd") &&
                 paper_text(p, 0, 0)->as.text.bytes == 15); /* not before mode 15 */
    p->doc->settings.squeeze = true;
    paper_layout(p);
    assert_true(item_is(paper_text(p, 0, 0), "aaaa bb cc dddd"));
    assert_near(paper_text(p, 0, 0)->as.text.width, line - 0.10 * spaces);
    room(p, line - 0.26 * spaces); /* beyond the quarter */
    paper_layout(p);
    assert_true(item_is(paper_text(p, 0, 0), "aaaa bb cc"));
    p->style->para.align = ALIGN_LEFT;
    room(p, line - 0.10 * spaces);
    paper_layout(p);
    assert_true(item_is(paper_text(p, 0, 0), "aaaa bb cc"));
}

/* The paragraph's last word may be squeezed in too; a short word that would stretch the line only little is not. */
static void squeeze_last_and_little(void **state)
{
    struct paper *p = *state;
    const double line = measure(p, "aaaa bb cc dddd"), spaces = 3 * measure(p, " ");

    p->doc->settings.squeeze = true;
    p->style->para.align = ALIGN_JUSTIFY;
    paper_para(p, p->section, "aaaa bb cc dddd");
    room(p, line - 0.10 * spaces);
    paper_layout(p);
    assert_int_equal(paper_texts(p, 0), 1);
    assert_near(paper_text(p, 0, 0)->as.text.width, line - 0.10 * spaces);
    p->section->first->first->as.text.text = "aaaa bb cc dd eeee ff gggg hh iiii jj kkkk ll , x";
    /* the comma: 2.5 of 3 pt are there, over 12 spaces: stretch 0.07, squeeze 0.08 */
    room(p, measure(p, "aaaa bb cc dd eeee ff gggg hh iiii jj kkkk ll ,") - 3);
    paper_layout(p);
    assert_true(item_is(paper_text(p, 0, 0), "aaaa bb cc dd eeee ff gggg hh iiii jj kkkk ll"));
}

/* Spaces before the first word keep their width. */
static void squeeze_behind_spaces(void **state)
{
    struct paper *p = *state;
    const double line = measure(p, "   aaaa bb cc"), space = measure(p, " ");

    p->doc->settings.squeeze = true;
    p->style->para.align = ALIGN_JUSTIFY;
    paper_para(p, p->section, "   aaaa bb cc eeeeeeeeeeeee fff");
    room(p, line + 10);
    paper_layout(p);
    assert_near(paper_text(p, 0, 0)->as.text.glyphs[3].x, 3 * space);
    assert_near(paper_text(p, 0, 0)->as.text.width, line + 10);
    room(p, line - 0.6 * space); /* a quarter of two spaces is not that much */
    paper_layout(p);
    assert_true(item_is(paper_text(p, 0, 0), "   aaaa bb"));
}

/* Only what stands behind the last tab shrinks; text that ends at a tab is not squeezed. */
static void squeeze_behind_tab(void **state)
{
    struct paper *p = *state;
    static const struct tab left[] = {{100, TAB_LEFT, 0}}, right[] = {{100, TAB_RIGHT, 0}};
    struct node *para = paper_para(p, p->section, "a b");
    const double spaces = 3 * measure(p, " ");

    p->doc->settings.squeeze = true;
    p->style->para.align = ALIGN_JUSTIFY;
    p->style->para.tabs = left;
    p->style->para.n_tabs = 1;
    node_new(p->doc, NODE_TAB, para, "t", (struct pos){0});
    node_text(p->doc, para, "aaaa bb cc dddd eeee");
    room(p, 100 + measure(p, "aaaa bb cc dddd") - 0.10 * spaces);
    paper_layout(p);
    assert_true(item_is(paper_text(p, 0, 1), "aaaa bb cc dddd"));
    assert_near(paper_text(p, 0, 1)->x, 72 + 100);
    assert_near(paper_text(p, 0, 1)->as.text.width, measure(p, "aaaa bb cc dddd") - 0.10 * spaces);
    p->style->para.tabs = right;
    room(p, 100 + measure(p, " bb cc dddd") - 0.10 * spaces);
    paper_layout(p);
    assert_false(item_is(paper_text(p, 0, 1), "aaaa bb cc dddd"));
}

/* ---- text ---- */

static void text_caps(void **state)
{
    struct paper *p = *state;
    struct node *para = paper_para(p, p->section, "Quyết định");

    chr_of(p, para->first)->caps = CAPS_ALL;
    para = paper_para(p, p->section, "Ab1 c");
    chr_of(p, para->first)->caps = CAPS_SMALL;
    paper_layout(p);
    assert_true(item_is(paper_text(p, 0, 0), "QUYẾT ĐỊNH"));
    assert_true(item_is(paper_text(p, 0, 1), "A"));
    assert_near(paper_text(p, 0, 1)->as.text.size, 12);
    assert_true(item_is(paper_text(p, 0, 2), "B"));
    assert_near(paper_text(p, 0, 2)->as.text.size, 9.5);
    assert_true(item_is(paper_text(p, 0, 3), "1 "));
    assert_true(item_is(paper_text(p, 0, 4), "C"));
}

static void text_hidden(void **state)
{
    struct paper *p = *state;
    struct node *para = paper_para(p, p->section, "một");

    chr_of(p, node_text(p->doc, para, " giấu"))->hidden = true;
    node_text(p->doc, para, " hai");
    paper_layout(p);
    assert_true(item_is(paper_text(p, 0, 0), "một hai"));
}

static void text_scale_and_spacing(void **state)
{
    struct paper *p = *state;
    struct node *para = paper_para(p, p->section, "rộng");
    struct char_props *c = chr_of(p, para->first);

    c->scale = 1.5;
    c->spacing = 1;
    paper_layout(p);
    assert_near(paper_text(p, 0, 0)->as.text.width, 1.5 * measure(p, "rộng") + 4); /* after the last as well (1.6) */
    assert_near(paper_text(p, 0, 0)->as.text.stretch, 1.5);
}

static void text_soft_hyphen(void **state)
{
    struct paper *p = *state;

    paper_para(p, p->section, "aaa bbb\u00adccc");
    room(p, measure(p, "aaa bbb-") + 1);
    paper_layout(p);
    assert_int_equal(paper_text(p, 0, 0)->as.text.n, strlen("aaa bbb-"));
    assert_near(paper_text(p, 0, 0)->as.text.width, measure(p, "aaa bbb-"));
    assert_true(item_is(paper_text(p, 0, 1), "ccc"));
    room(p, measure(p, "aaa bbb-") - 1); /* the hyphen has no room */
    paper_layout(p);
    assert_true(item_is(paper_text(p, 0, 0), "aaa"));
    room(p, width);
    paper_layout(p);
    assert_true(item_is(paper_text(p, 0, 0), "aaa bbb"));
    assert_near(paper_text(p, 0, 1)->x, 72 + measure(p, "aaa bbb"));
    assert_true(item_is(paper_text(p, 0, 1), "ccc"));
}

/* A symbol is divided behind its hyphen, as any word (1.4); never behind the slash. */
/* The hyphen that divides nothing looks like any other. */
static void text_joint(void **state)
{
    struct paper *p = *state;

    paper_para(p, p->section, "Hình 2\u20111");
    room(p, measure(p, "Hình 2-"));
    paper_layout(p);
    assert_true(item_is(paper_text(p, 0, 0), "Hình"));
    assert_true(item_is(paper_text(p, 0, 1), "2-1"));
    assert_int_equal(p->diagnostics, 0);
}

static void text_hyphen(void **state)
{
    struct paper *p = *state;

    paper_para(p, p->section, "số 36-HD/VPTW");
    room(p, measure(p, "số 36-HD/V"));
    paper_layout(p);
    assert_true(item_is(paper_text(p, 0, 0), "số 36-"));
    assert_true(item_is(paper_text(p, 0, 1), "HD/VPTW"));
}

/* ---- faces ---- */

static void faces_stand_in(void **state)
{
    struct paper *p = *state;
    struct node *para = paper_para(p, p->section, "aen");

    chr_of(p, para->first)->family = "Cambria";
    paper_layout(p);
    assert_near(paper_text(p, 0, 0)->as.text.width, 12 * (1000 + 999 + 1143) / 2048.0);
    assert_near(paper_text(p, 0, 0)->y, 72 + 12 * 1946 / 2048.0);
    assert_true(paper_text(p, 0, 0)->as.text.stretch > 1.01);
    assert_int_equal(p->diagnostics, 1);
    assert_int_equal(p->last, DIAG_FONT_REPLACED);
    para = paper_para(p, p->section, "đậm");
    chr_of(p, para->first)->family = "cambria";
    chr_of(p, para->first)->bold = true;
    paper_layout(p);
    assert_int_equal(p->diagnostics, 1); /* once a family */
}

/* A sign that no font has is printed as a box and told; nothing fails. */
static void faces_lack(void **state)
{
    struct paper *p = *state;

    paper_para(p, p->section, "a \U00100000 b");
    paper_layout(p);
    assert_int_equal(p->diagnostics, 1);
    assert_int_equal(p->last, DIAG_FONT_GLYPH_NOWHERE);
}

/* ---- labels ---- */

static struct node *labelled(struct paper *p, const char *label, double left, double first, enum suffix suffix)
{
    struct node *para = paper_para(p, p->section, "mục");
    struct para_props *own = paper_own(p, para);

    own->left = left;
    own->first = first;
    para->as.para.label = label;
    para->as.para.suffix = suffix;
    return para;
}

static void labels(void **state)
{
    struct paper *p = *state;

    labelled(p, "1.", 54, -44, SUFFIX_TAB);      /* the indent is the stop, though 36 lies before it */
    labelled(p, "1.1.1.1.1.", 20, -10, SUFFIX_TAB); /* wider than the indent: the next default stop (6.5) */
    labelled(p, "a)", 36, 35, SUFFIX_TAB);
    labelled(p, "i.", 36, -10, SUFFIX_NOTHING);
    labelled(p, "x", 50, -10, SUFFIX_TAB)->as.para.label_align = ALIGN_RIGHT;
    paper_layout(p);
    assert_near(paper_text(p, 0, 0)->x, 72 + 10);
    assert_near(paper_text(p, 0, 1)->x, 72 + 54);
    assert_near(paper_text(p, 0, 3)->x, 72 + 72);
    assert_near(paper_text(p, 0, 4)->x, 72 + 71);
    assert_near(paper_text(p, 0, 5)->x, 72 + 108);
    assert_true(item_is(paper_text(p, 0, 6), "i.mục"));
    assert_near(paper_text(p, 0, 7)->x, 72 + 40 - measure(p, "x"));
    assert_near(paper_text(p, 0, 8)->x, 72 + 50);
}

/* Above the baseline a label makes its line higher, below it does not (2.3). */
static void label_height(void **state)
{
    struct paper *p = *state;
    struct node *para = labelled(p, "1.", 36, -36, SUFFIX_TAB);
    struct char_props *big = ARENA_NEW(&p->doc->arena, struct char_props);

    *big = p->style->chr;
    big->size = 24;
    para->as.para.label_chr = big;
    paper_para(p, p->section, "sau");
    paper_layout(p);
    assert_near(paper_text(p, 0, 0)->y, 72 + 24 * TNR_ASCENT);
    assert_near(paper_text(p, 0, 2)->y, paper_text(p, 0, 0)->y + 12 * TNR_DESCENT + 12 * TNR_ASCENT);
}

/* What a label adds above the text is not multiplied. */
static void label_multiple(void **state)
{
    struct paper *p = *state;
    struct char_props *big = ARENA_NEW(&p->doc->arena, struct char_props);

    p->style->para.line = 1.5;
    *big = p->style->chr;
    big->size = 24;
    labelled(p, "1.", 36, -36, SUFFIX_TAB)->as.para.label_chr = big;
    paper_para(p, p->section, "sau");
    paper_layout(p);
    assert_near(paper_text(p, 0, 0)->y, 72 + 24 * TNR_ASCENT);
    assert_near(paper_text(p, 0, 2)->y, paper_text(p, 0, 0)->y + 12 * TNR_DESCENT + 0.5 * 12 * TNR_SINGLE + 12 * TNR_ASCENT);
}

/* Spaces and tabs make no line higher; where there is nothing else the mark does. */
static void blank_height(void **state)
{
    struct paper *p = *state;
    struct node *para = paper_para(p, p->section, "a"), *blank = paper_para(p, p->section, "   ");
    struct char_props *mark = ARENA_NEW(&p->doc->arena, struct char_props);

    chr_of(p, node_text(p->doc, para, " "))->size = 40;
    node_text(p->doc, para, "b");
    chr_of(p, blank->first)->size = 40;
    *mark = p->style->chr;
    mark->size = 20;
    blank->as.para.mark = mark;
    paper_para(p, p->section, "sau");
    paper_layout(p);
    assert_near(paper_text(p, 0, 0)->y, 72 + 12 * TNR_ASCENT);
    assert_near(paper_find(p, "sau", NULL)->y, 72 + 12 * TNR_SINGLE + 20 * TNR_SINGLE + 12 * TNR_ASCENT);
}

/* The metrics of a font of signs count though another prints them, and nothing is said of it. */
static void label_of_signs(void **state)
{
    struct paper *p = *state;
    struct node *para = labelled(p, "\u2022", 36, -18, SUFFIX_TAB);
    struct char_props *signs = ARENA_NEW(&p->doc->arena, struct char_props);

    *signs = p->style->chr;
    signs->family = "Symbol";
    para->as.para.label_chr = signs;
    paper_layout(p);
    assert_near(paper_text(p, 0, 0)->y, 72 + 12 * 2059 / 2048.0);
    assert_near(paper_text(p, 0, 0)->as.text.width, 12 * 942 / 2048.0);
    assert_int_equal(p->diagnostics, 0);
}

/* Text in an old font becomes Unicode in one that everybody has; what is Unicode already stays. */
static void recode(void **state)
{
    struct paper *p = *state;
    struct node *para = paper_para(p, p->section, "C\u00e9ng h\u00dfa"), *other = paper_para(p, p->section, "đã là Unicode");

    chr_of(p, para->first)->family = ".VnTime";
    chr_of(p, other->first)->family = ".VnTimeH";
    other = paper_para(p, p->section, "C\u00f4ng");
    doc_recode(p->doc);
    assert_string_equal(para->first->as.text.text, "C\u00e9ng h\u00dfa"); /* one for, one against */
    chr_of(p, node_text(p->doc, para, "x\u00b7 \u00ae"))->family = ".VnTime";
    doc_recode(p->doc);
    assert_string_equal(para->first->as.text.text, "Cộng hòa");
    assert_string_equal(para->first->as.text.chr->family, "Times New Roman");
    assert_string_equal(para->last->as.text.text, "xã đ");
    assert_string_equal(para->next->first->as.text.text, "đã là Unicode");
    assert_string_equal(other->first->as.text.text, "Công");
    doc_recode(p->doc);
    assert_string_equal(para->first->as.text.text, "Cộng hòa");
}

/* ---- paragraphs ---- */

static void para_mark(void **state)
{
    struct paper *p = *state;
    struct node *para = paper_para(p, p->section, NULL);
    struct char_props *mark = ARENA_NEW(&p->doc->arena, struct char_props);

    *mark = p->style->chr;
    mark->size = 3;
    para->as.para.mark = mark;
    para = paper_para(p, p->section, "chữ"); /* its own mark does not count */
    *mark = p->style->chr;
    mark->size = 30;
    para->as.para.mark = mark;
    paper_layout(p);
    assert_near(paper_text(p, 0, 0)->y, 72 + 30 * TNR_SINGLE + 12 * TNR_ASCENT);
}

static void para_contextual(void **state)
{
    struct paper *p = *state;
    struct style other = *p->style;

    p->style->para.before = 4;
    p->style->para.after = 6;
    p->style->para.contextual = true;
    other.para.before = 5;
    paper_para(p, p->section, "một");
    paper_para(p, p->section, "hai");
    paper_para(p, p->section, "ba")->as.para.style = &other;
    paper_layout(p);
    assert_near(paper_text(p, 0, 1)->y - paper_text(p, 0, 0)->y, 12 * TNR_SINGLE);
    assert_near(paper_text(p, 0, 2)->y - paper_text(p, 0, 1)->y, 12 * TNR_SINGLE + 6);
}

/* So it is before a table that begins with a paragraph of that style. */
static void para_contextual_table(void **state)
{
    struct paper *p = *state;
    static const double one[] = {200};
    struct node *table;

    p->style->para.after = 6;
    paper_para(p, p->section, "một");
    table = paper_table(p, p->section, one, 1, 0);
    paper_cell(p, paper_row(p, table), "hai");
    paper_layout(p);
    assert_near(paper_text(p, 0, 1)->y - paper_text(p, 0, 0)->y, 12 * TNR_SINGLE + 6);
    p->style->para.contextual = true;
    paper_layout(p);
    assert_near(paper_text(p, 0, 1)->y - paper_text(p, 0, 0)->y, 12 * TNR_SINGLE);
}

/* In a row they ask the cells beside theirs: the first has the space above, the last the space below, since an end of a row is a
 * paragraph of the base style. */
static void para_contextual_cells(void **state)
{
    struct paper *p = *state;
    const struct style base = *p->style;
    static const double two[] = {200, 200};
    struct node *table, *row;

    p->style->para.before = 4;
    p->style->para.after = 6;
    p->style->para.contextual = true;
    table = paper_table(p, p->section, two, 2, 0);
    for (int i = 0; i < 2; i++) {
        row = paper_row(p, table);
        paper_cell(p, row, i ? "ba" : "một");
        paper_cell(p, row, i ? "bốn" : "hai");
    }
    paper_layout(p);
    assert_near(paper_find(p, "ba", NULL)->y - paper_find(p, "hai", NULL)->y, 4 + 12 * TNR_SINGLE);
    p->doc->body = &base;
    paper_layout(p);
    assert_near(paper_find(p, "hai", NULL)->y - paper_find(p, "một", NULL)->y, -4);
    assert_near(paper_find(p, "ba", NULL)->y - paper_find(p, "một", NULL)->y, 12 * TNR_SINGLE + 6);
    assert_near(paper_find(p, "bốn", NULL)->y - paper_find(p, "hai", NULL)->y, 12 * TNR_SINGLE + 6);
}

/* A floating table as wide as the text keeps its distance from where it hangs. */
static void table_hangs_below(void **state)
{
    struct paper *p = *state;
    static const double wide[] = {595.28 - 144};
    struct placement *at = ARENA_NEW(&p->doc->arena, struct placement);
    struct node *table;

    *at = (struct placement){.from_x = FROM_MARGIN, .from_y = FROM_PARAGRAPH, .y = 9, .wrap = WRAP_SQUARE};
    paper_para(p, p->section, "trên");
    table = paper_table(p, p->section, wide, 1, 0);
    table->as.table.placement = at;
    paper_cell(p, paper_row(p, table), "ô");
    paper_para(p, p->section, "dưới");
    paper_layout(p);
    assert_near(paper_find(p, "ô", NULL)->y - paper_find(p, "trên", NULL)->y, 12 * TNR_SINGLE + 9);
}

/* Leaders are counted in whole dots of 600 an inch, at a size in whole dots. */
static void leader_dots(void **state)
{
    struct paper *p = *state;
    static const struct tab tabs[] = {{300, TAB_RIGHT, '.'}};
    struct node *para = paper_para(p, p->section, "Mục");
    struct para_props *own = paper_own(p, para);
    const double dot = 0.12;

    p->style->chr.size = 13;
    own->tabs = tabs;
    own->n_tabs = 1;
    node_new(p->doc, NODE_TAB, para, "t", (struct pos){0});
    node_text(p->doc, para, "7");
    paper_layout(p);
    const struct frame_item *dots = paper_text(p, 0, 1);
    assert_near(dots->as.text.width / (double)dots->as.text.n, 27 * dot);
    assert_near(fmod(dots->x + 27 * dot / 2, 27 * dot), 27 * dot / 2);
}

/* Paragraphs with the same borders stand in one frame, with the line between them that they ask for. */
static void para_frame(void **state)
{
    struct paper *p = *state;
    const struct border line = {.width = 1, .space = 2};

    p->style->para.edge = (struct borders){line, line, line, line};
    p->style->para.between = (struct border){.width = 0.5, .space = 1};
    p->style->para.fill = (struct fill){true, 0xFFFF00};
    paper_para(p, p->section, "một");
    paper_para(p, p->section, "hai");
    paper_layout(p);
    /* ground, top, left, right; ground, between, left, right, bottom */
    assert_int_equal(paper_rects(p, 0), 9);
    const struct frame_item *ground = paper_rect(p, 0, 0), *between = paper_rect(p, 0, 5), *bottom = paper_rect(p, 0, 8);
    assert_int_equal(ground->as.rect.color, 0xFFFF00);
    assert_near(ground->x, 72 - 2);
    assert_near(ground->as.rect.w, width + 4);
    assert_near(paper_rect(p, 0, 1)->as.rect.w, width + 6);
    assert_near(paper_text(p, 0, 0)->y, 72 + 3 + 12 * TNR_ASCENT);
    assert_near(between->y, 72 + 3 + 12 * TNR_SINGLE);
    assert_near(paper_text(p, 0, 1)->y, between->y + 1.5 + 12 * TNR_ASCENT);
    assert_near(bottom->y, between->y + 1.5 + 12 * TNR_SINGLE + 2);
}

/* A break of the page ends its line, which is not stretched, and leaves none behind. */
static void para_break(void **state)
{
    struct paper *p = *state;
    struct node *para = paper_para(p, p->section, "một hai");

    p->style->para.align = ALIGN_JUSTIFY;
    node_new(p->doc, NODE_BREAK, para, "b", (struct pos){0});
    paper_layout(p);
    assert_near(paper_text(p, 0, 0)->as.text.width, measure(p, "một hai"));
}

/* The break of a page finds room at its foot where a line of text would not. */
static void para_page_break(void **state)
{
    struct paper *p = *state;
    const double high = 12 * TNR_SINGLE;
    struct node *para;

    paper_lines(p, p->section, "dòng", 3);
    para = paper_para(p, p->section, NULL);
    node_new(p->doc, NODE_BREAK, para, "b", (struct pos){0});
    node_text(p->doc, para, "sau");
    p->section->as.section.bottom = p->section->as.section.height - 72 - 3.5 * high;
    paper_layout(p);
    assert_int_equal(paper_page_of(p, "dòng3"), 0);
    assert_int_equal(paper_page_of(p, "sau"), 1);
}

/* A multiple makes the text of a line higher, not the picture in it. */
static void para_picture(void **state)
{
    struct paper *p = *state;
    struct node *para = paper_para(p, p->section, NULL);
    struct node *image = node_new(p->doc, NODE_IMAGE, para, "img", (struct pos){0});

    image->as.image = (struct image){.width = 50, .height = 100};
    p->style->para.line = 1.5;
    paper_para(p, p->section, "sau");
    paper_layout(p);
    assert_near(paper_text(p, 0, 0)->y, 72 + 100 + 0.5 * 12 * TNR_SINGLE + 12 * TNR_ASCENT);
}

/* ---- marks ---- */

static void mark_rules(void **state)
{
    struct paper *p = *state;
    struct node *para = paper_para(p, p->section, "a b");
    struct char_props *c = chr_of(p, para->first);

    c->underline = c->words_only = c->underline_colored = true;
    c->underline_color = 0xFF0000;
    c->underline_stroke = STROKE_DOUBLE;
    c->fill = (struct fill){true, 0x00FF00};
    paper_layout(p);
    assert_int_equal(paper_rects(p, 0), 5); /* the ground, then two lines a word */
    const struct frame_item *ground = paper_rect(p, 0, 0), *one = paper_rect(p, 0, 1), *two = paper_rect(p, 0, 2);
    assert_near(ground->y, 72);
    assert_near(ground->as.rect.h, 12 * TNR_SINGLE);
    assert_near(ground->as.rect.w, measure(p, "a b"));
    assert_near(one->as.rect.w, measure(p, "a"));
    assert_near(two->y - one->y, 2 * one->as.rect.h);
    assert_int_equal(one->as.rect.color, 0xFF0000);
    assert_near(paper_rect(p, 0, 3)->x, 72 + measure(p, "a "));
}

static void mark_dashes(void **state)
{
    struct paper *p = *state;
    struct node *para = paper_para(p, p->section, "abc");
    struct char_props *c = chr_of(p, para->first);

    c->underline = true;
    c->underline_stroke = STROKE_DASHED;
    c->double_strike = true;
    paper_layout(p);
    assert_int_equal(paper_rects(p, 0), 2);
    assert_near(paper_rect(p, 0, 1)->y - paper_rect(p, 0, 0)->y, 2 * paper_rect(p, 0, 0)->as.rect.h);
    const struct frame_item *last = &p->frames->pages[0].items[1];
    assert_int_equal(last->type, FRAME_PATH);
    assert_int_equal(last->as.path.stroke, STROKE_DASHED);
}

static void tab_bar(void **state)
{
    struct paper *p = *state;
    static const struct tab tabs[] = {{20, TAB_BAR, 0}, {400, TAB_RIGHT, 0}};
    struct node *para = paper_para(p, p->section, "a");
    struct para_props *own = paper_own(p, para);

    own->tabs = tabs;
    own->n_tabs = 2;
    own->right = 100; /* the stop beyond it still holds (6.7) */
    node_new(p->doc, NODE_TAB, para, "t", (struct pos){0});
    node_text(p->doc, para, "phải");
    paper_layout(p);
    assert_near(paper_text(p, 0, 1)->x, 72 + 400 - measure(p, "phải"));
    assert_near(paper_text(p, 0, 1)->y, paper_text(p, 0, 0)->y);
    assert_near(paper_rect(p, 0, 0)->x, 72 + 20);
    assert_near(paper_rect(p, 0, 0)->as.rect.h, 12 * TNR_SINGLE);
}

/* From mode 15 on a stop beyond the text's edge holds text back at that edge, whatever the indent. */
static void tab_beyond(void **state)
{
    struct paper *p = *state;
    static const struct tab tabs[] = {{500, TAB_RIGHT, '.'}};
    struct node *para = paper_para(p, p->section, "a");
    struct para_props *own = paper_own(p, para);

    own->tabs = tabs;
    own->n_tabs = 1;
    own->right = 20;
    p->style->chr.size = 13;
    node_new(p->doc, NODE_TAB, para, "t", (struct pos){0});
    node_text(p->doc, para, "12");
    paper_layout(p);
    assert_near(paper_find(p, "12", NULL)->x, 72 + 500 - measure(p, "12"));
    assert_near(paper_text(p, 0, 1)->as.text.width / (double)paper_text(p, 0, 1)->as.text.n, 3.24);
    p->doc->settings.squeeze = true;
    paper_layout(p);
    assert_near(paper_find(p, "12", NULL)->x, 72 + width - measure(p, "12"));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, paper_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(squeeze), TEST(squeeze_last_and_little), TEST(squeeze_behind_spaces), TEST(squeeze_behind_tab), TEST(text_caps), TEST(text_hidden), TEST(text_scale_and_spacing),
        TEST(text_soft_hyphen), TEST(text_hyphen), TEST(text_joint), TEST(faces_stand_in), TEST(faces_lack), TEST(labels), TEST(label_height), TEST(label_multiple), TEST(blank_height), TEST(label_of_signs), TEST(recode),
        TEST(para_mark), TEST(para_contextual), TEST(para_contextual_table), TEST(para_contextual_cells), TEST(table_hangs_below), TEST(leader_dots), TEST(para_frame), TEST(para_break), TEST(para_page_break), TEST(para_picture), TEST(mark_rules), TEST(mark_dashes),
        TEST(tab_bar), TEST(tab_beyond),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
