#include "build.h"

static const char PNG[] = /* one grey pixel */
    "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\0\0\0\0\x3a\x7e\x9b\x55\0\0\0\nIDAT"
    "\x78\x9c\x63\x68\0\0\0\x82\0\x81\x77\xcd\x72\xb6\0\0\0\0IEND\xae\x42\x60\x82";

static struct style *add_style(struct doc *d, const char *id, const char *name,
                               const struct style *parent)
{
    struct style *s = ARENA_NEW(&d->arena, struct style);
    if (parent)
        *s = *parent;
    s->id = id;
    s->name = name;
    s->parent = parent;
    s->next = NULL;
    s->outline = 0;
    s->used = true;
    d->styles.v[d->styles.n++] = s;
    return s;
}

static void add_tabs(struct doc *d, struct style *s, size_t n, const double *at)
{
    struct tab *tabs = ARENA_NEWS(&d->arena, n, struct tab);
    for (size_t i = 0; i < n; i++)
        tabs[i] =
            (struct tab){.at = at[i], .align = i ? TAB_RIGHT : TAB_LEFT, .leader = i ? '.' : 0};
    s->para.tabs = tabs;
    s->para.n_tabs = n;
}

static void add_styles(struct doc *d)
{
    d->styles.v = ARENA_NEWS(&d->arena, 16, struct style *);
    struct style *body = add_style(d, "NoiDung", "Nội dung", NULL);
    body->chr = (struct char_props){.family = "Times New Roman", .size = 15, .lang = "vi-VN"};
    body->para = (struct para_props){.align = ALIGN_JUSTIFY,
                                     .first = 36,
                                     .after = 6,
                                     .line_rule = LINE_EXACT,
                                     .line = 18,
                                     .widow_control = true};
    d->body = body;

    struct style *block = add_style(d, "KhoiDau", "Khối đầu", body);
    block->para = (struct para_props){
        .align = ALIGN_CENTER, .line_rule = LINE_MULTIPLE, .line = 1, .widow_control = true};
    struct style *organ = add_style(d, "CoQuan", "Cơ quan", block);
    organ->chr.bold = true;
    organ->chr.size = 14;
    organ->chr.spacing = -0.3;
    struct style *rule = add_style(d, "GachDuoi", "Gạch dưới", block);
    rule->para.edge.bottom = (struct border){.width = 0.75, .space = 1};

    struct style *one = add_style(d, "Muc1", "Mục cấp 1", body);
    one->chr.bold = true;
    one->outline = 1;
    one->para.keep_next = true;
    one->next = body;
    struct style *two = add_style(d, "Muc2", "Mục cấp 2", one);
    two->chr.italic = true;
    two->outline = 2;
    two->next = body;
    struct style *cell = add_style(d, "OBang", "Ô bảng", body);
    cell->para =
        (struct para_props){.line_rule = LINE_AT_LEAST, .line = 15, .widow_control = false};
    cell->chr.size = 13;
    struct style *note = add_style(d, "ChuThich", "Chú thích", body);
    note->para = (struct para_props){.line_rule = LINE_MULTIPLE, .line = 1, .widow_control = true};
    note->chr.size = 11;
    struct style *tabbed = add_style(d, "CoTab", "Có điểm dừng, có chấm", body);
    add_tabs(d, tabbed, 2, (const double[]){72, 300});

    struct style *strong = add_style(d, "Dam", "Đậm", NULL);
    strong->kind = STYLE_CHAR;
    strong->chr = body->chr;
    strong->chr.bold = true;
    add_style(d, "ThuaRa", "Không ai dùng", body)->used = false;
}

struct doc *build_doc(void)
{
    struct doc *d = doc_new();
    d->root = node_new(d, NODE_DOCUMENT, NULL, "", (struct pos){0});
    add_styles(d);
    d->meta = (struct doc_meta){.title = "Kế hoạch về công tác thi đua",
                                .subject = "về công tác thi đua",
                                .author = "Ban Chỉ đạo",
                                .kind = "Kế hoạch",
                                .symbol = "Số 01-KH/BCĐ",
                                .date = {2013, 2, 25},
                                .lang = "vi-VN",
                                .generator = "vanban"};
    build_section(d, "noi_dung");
    return d;
}

struct node *build_section(struct doc *d, const char *place)
{
    struct node *n = node_new(d, NODE_SECTION, d->root, place, (struct pos){0});
    n->as.section = (struct section){.width = 595.3,
                                     .height = 841.9,
                                     .top = 56.7,
                                     .bottom = 56.7,
                                     .left = 85.05,
                                     .right = 42.5,
                                     .header_distance = 28.35,
                                     .title_page = true,
                                     .header = build_header(d)};
    return n;
}

struct node *build_node(struct doc *d, enum node_type type, struct node *parent)
{
    char *place = arena_printf(&d->arena, "n%zu", d->ids.n);
    return node_new(d, type, parent, place, (struct pos){"vb.md", 3, 1, NULL});
}

struct node *build_para(struct doc *d, struct node *parent, const char *style, const char *text)
{
    struct node *n = build_node(d, NODE_PARA, parent);
    n->as.para.style = doc_style(d, style);
    if (text)
        node_text(d, n, text);
    return n;
}

struct node *build_header(struct doc *d)
{
    struct node *holder = build_node(d, NODE_CELL, NULL);
    build_node(d, NODE_PAGE_NUMBER, build_para(d, holder, "KhoiDau", NULL));
    return holder;
}

struct node *build_table(struct doc *d, struct node *parent, size_t columns, double border)
{
    struct node *n = build_node(d, NODE_TABLE, parent);
    double *widths = ARENA_NEWS(&d->arena, columns, double);
    for (size_t i = 0; i < columns; i++)
        widths[i] = 100;
    n->as.table = (struct table){.kind = border > 0 ? TABLE_DATA : TABLE_LAYOUT,
                                 .widths = widths,
                                 .columns = columns,
                                 .border = border};
    return n;
}

struct node *build_cell(struct doc *d, struct node *row, int col_span, int row_span,
                        const char *text)
{
    struct node *n = build_node(d, NODE_CELL, row);
    n->as.cell = (struct cell){
        .col_span = col_span, .row_span = row_span, .pad_left = 5.4, .pad_right = 5.4};
    build_para(d, n, "OBang", text);
    return n;
}

static void add_heading_block(struct doc *d, struct node *section)
{
    struct node *table = build_table(d, section, 2, 0);
    table->as.table.role = "khoi-dau";
    table->as.table.left = -10;
    struct node *row = build_node(d, NODE_ROW, table);
    struct node *left = build_node(d, NODE_CELL, row);
    build_para(d, left, "KhoiDau", "TỈNH UỶ KIÊN GIANG");
    build_para(d, left, "CoQuan", "BAN CHỈ ĐẠO");
    build_para(d, left, "KhoiDau", "*");
    struct node *right = build_node(d, NODE_CELL, row);
    build_para(d, right, "CoQuan", "ĐẢNG CỘNG SẢN VIỆT NAM");
    build_para(d, right, "GachDuoi", NULL);
}

struct doc *build_paper(void)
{
    struct doc *d = build_doc();
    struct node *section = d->root->first;
    add_heading_block(d, section);
    struct node *n = build_para(d, section, "Muc1", "MỤC ĐÍCH, YÊU CẦU");
    n->as.para.label = "I-";
    n = build_para(d, section, "Muc2", "Mục đích");
    n->as.para.label = "1.";
    n = build_para(d, section, "NoiDung", "Nâng cao nhận thức; số      -KH giữ chỗ để ghi.");
    struct para_props *own = ARENA_NEW(&d->arena, struct para_props);
    *own = n->as.para.style->para;
    own->left = 18;
    own->first = -18;
    own->line = 20.04;
    own->keep_lines = true;
    own->align = ALIGN_LEFT;
    n->as.para.own = own;
    n->as.para.label = "-";
    n = build_para(d, section, "CoTab", "Điểm dừng của riêng đoạn");
    own = ARENA_NEW(&d->arena, struct para_props);
    *own = n->as.para.style->para;
    struct tab *tabs = ARENA_NEWS(&d->arena, 2, struct tab);
    tabs[0] = (struct tab){.at = 72, .align = TAB_CENTER};
    tabs[1] = (struct tab){.at = 400, .align = TAB_DECIMAL, .leader = '_'};
    own->tabs = tabs;
    n->as.para.own = own;
    build_para(d, section, "NoiDung", "Hết phần thứ nhất.");

    struct node *annex = build_section(d, "phu_luc.0");
    annex->as.section.width = 841.9;
    annex->as.section.height = 595.3;
    annex->as.section.landscape = true;
    annex->as.section.restart_numbers = true;
    annex->as.section.first_number = 1;
    build_para(d, annex, "Muc1", "Phụ lục");
    struct node *last = build_section(d, "phu_luc.1");
    last->as.section.title_page = false;
    last->as.section.header = NULL;
    build_para(d, last, "NoiDung", "Phần không có đầu trang.");
    return d;
}

struct doc *build_tables(void)
{
    struct doc *d = build_doc();
    struct node *section = d->root->first;
    struct node *t = build_table(d, section, 3, 0.5);
    t->as.table.header_rows = 1;
    t->as.table.left = 5.4;
    struct node *row = build_node(d, NODE_ROW, t);
    row->as.row.header = row->as.row.cant_split = true;
    build_cell(d, row, 1, 2, "Lĩnh vực");
    build_cell(d, row, 2, 1, "Số mô hình");
    row = build_node(d, NODE_ROW, t);
    build_cell(d, row, 1, 1, "Năm 2012")->as.cell.valign = VALIGN_MIDDLE;
    build_cell(d, row, 1, 1, "Năm 2013")->as.cell.valign = VALIGN_BOTTOM;
    row = build_node(d, NODE_ROW, t);
    build_cell(d, row, 2, 2, "Gộp hai cột, hai hàng");
    build_cell(d, row, 1, 9, "Gộp quá số hàng");
    row = build_node(d, NODE_ROW, t); /* wholly covered */
    (void)row;
    row = build_node(d, NODE_ROW, t); /* shorter than the grid */
    build_cell(d, row, 1, 1, "Thiếu ô");

    struct node *next = build_table(d, section, 1, 0); /* a table right after a table */
    struct node *cell = build_cell(d, build_node(d, NODE_ROW, next), 1, 1, "Ô chứa bảng");
    struct node *inner = build_table(d, cell, 1, 0.25);
    inner->as.table.widths = ARENA_NEWS(&d->arena, 1, double);
    build_cell(d, build_node(d, NODE_ROW, inner), 1, 1, "Bảng trong ô");
    build_table(d, section, 2, 0); /* no rows */

    struct node *annex = build_section(d, "phu_luc.0");
    build_cell(d, build_node(d, NODE_ROW, build_table(d, annex, 1, 1)), 1, 1, "Cuối phần");
    struct node *empty = build_section(d, "phu_luc.1");
    (void)empty;
    struct node *last = build_section(d, "phu_luc.2");
    build_cell(d, build_node(d, NODE_ROW, build_table(d, last, 1, 1)), 1, 1, "Cuối văn bản");
    return d;
}

static struct node *styled(struct doc *d, struct node *para, const char *text, const char *style)
{
    struct node *n = node_text(d, para, text);
    struct char_props *chr = ARENA_NEW(&d->arena, struct char_props);
    *chr = para->as.para.style->chr;
    n->as.text.style = style ? doc_style(d, style) : NULL;
    n->as.text.chr = chr;
    return n;
}

static struct char_props *chr_of(struct node *text)
{
    return (struct char_props *)text->as.text.chr;
}

struct doc *build_inlines(void)
{
    struct doc *d = build_doc();
    struct node *section = d->root->first;
    struct node *p = build_para(d, section, "NoiDung", "Chữ thường, ");
    chr_of(styled(d, p, "chữ đậm ", "Dam"))->bold = true;
    struct node *n = styled(d, p, "đậm mà đỏ", "Dam");
    chr_of(n)->bold = true;
    chr_of(n)->color = 0xC00000;
    n = styled(d, p, "x", NULL);
    chr_of(n)->vertical = VERTICAL_SUPER;
    chr_of(n)->underline = chr_of(n)->strike = chr_of(n)->kern = true;
    chr_of(n)->size = 12.3;
    chr_of(n)->spacing = 0.33;
    chr_of(n)->family = "Arial";
    chr_of(n)->lang = "en-GB";

    p = build_para(d, section, "Muc1", "Đậm ");
    chr_of(styled(d, p, "trong đậm", "Dam"))->bold = true;
    chr_of(styled(d, p, " rồi thôi", NULL))->bold = false;

    p = build_para(d, section, "CoTab", "Trước tab");
    build_node(d, NODE_TAB, p);
    node_text(d, p, "sau tab");
    build_node(d, NODE_LINE_BREAK, p);
    node_text(d, p, "  dòng hai ");

    p = build_para(d, section, "NoiDung", "Xem ");
    n = build_node(d, NODE_LINK, p);
    n->as.link.url = "https://example.vn/a b?q=Đảng&x=50%&y=%20";
    node_text(d, n, "liên kết");
    n = build_node(d, NODE_LINK, p);
    n->as.link.url = "#dich";
    node_text(d, n, "trong bài");
    n = build_node(d, NODE_LINK, p);
    n->as.link.url = "";
    node_text(d, n, "không địa chỉ");
    n = build_node(d, NODE_FOOTNOTE, p);
    struct node *note = build_para(d, n, "ChuThich", "Lời chú, ");
    struct node *link = build_node(d, NODE_LINK, note);
    link->as.link.url = "mailto:a@example.vn";
    node_text(d, link, "thư");
    build_para(d, n, "ChuThich", "Đoạn hai.");
    n = build_node(d, NODE_FOOTNOTE, p);
    build_para(d, n, "ChuThich", "Chú thích thứ hai.");

    p = build_para(d, section, "NoiDung", NULL);
    n = build_node(d, NODE_IMAGE, p);
    n->as.image = (struct image){.file = "anh.png",
                                 .bytes = {PNG, sizeof(PNG) - 1},
                                 .width = 72,
                                 .height = 36.5,
                                 .alt = "Ảnh \"một\" điểm"};
    return d;
}

/* ---- lists ---- */

static struct numbering *add_list(struct doc *d, struct numbering_level first,
                                  struct numbering_level second)
{
    struct numbering *list = doc_numbering(d, NULL);
    list->levels[0] = first;
    list->levels[1] = second;
    list->n = second.style ? 2 : 1;
    return list;
}

static struct node *add_numbered(struct doc *d, struct node *section, const char *style,
                                 const struct numbering *list, int level, const char *label,
                                 const char *text)
{
    struct node *n = build_para(d, section, style, text);
    n->as.para.label = label;
    n->as.para.numbering = list;
    n->as.para.number_level = level;
    return n;
}

/* Chương above its name; Điều that runs through, with khoản; letters that are text; another text
 * that counts anew. */
struct doc *build_lists(void)
{
    struct doc *d = build_doc();
    struct node *section = d->root->first, *n;
    const struct style *one = doc_style(d, "Muc1"), *two = doc_style(d, "Muc2");
    const struct style *strong = doc_style(d, "Dam");
    struct numbering_level chapter = {.format = NUMBERING_ROMAN, .before = "Chương ", .after = "",
                                      .shown = 1, .alone = true, .style = one};
    struct numbering_level article = {.before = "Điều ", .after = ".", .shown = 1, .style = two,
                                      .label = strong};
    struct numbering_level clause = {.before = "", .after = ".", .shown = 2, .style = two};
    struct numbering *chapters = add_list(d, chapter, (struct numbering_level){0});
    struct numbering *articles = add_list(d, article, clause), *anew;

    n = add_numbered(d, section, "Muc1", chapters, 0, "Chương I", "CHUNG");
    node_break_before(d, n->first);
    add_numbered(d, section, "Muc2", articles, 0, "Điều 1.", "Phạm vi");
    n = add_numbered(d, section, "NoiDung", articles, 0, "Điều 2.", "Cơ quan thi hành.");
    n->as.para.label_style = strong;
    n->as.para.label_chr = &strong->chr;
    n = build_para(d, section, "NoiDung", "Thủ trưởng cơ quan.");
    n->as.para.label = "đ)";
    n->as.para.label_style = strong;
    n->as.para.label_chr = &strong->chr;
    add_numbered(d, section, "Muc2", articles, 1, "2.1.", "Khoản một");
    anew = add_list(d, chapter, (struct numbering_level){0});
    n = add_numbered(d, section, "Muc1", anew, 0, "Chương I", "PHỤ");
    node_break_before(d, n->first);
    return d;
}
