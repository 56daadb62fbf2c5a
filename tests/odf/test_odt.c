/* ODT: parts against goldens, and the rules that a golden does not show. VANBAN_REGEN=1 writes the
 * goldens anew; ODT_OUT=FILE keeps the sample for other programs to read. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include <libxml/parser.h>
#include <zip.h>

#include "odf/odf.h"

/* ---- a document ---- */

static struct style *add_style(struct doc *d, const char *id, const char *name,
                               const struct style *base)
{
    struct style *s = ARENA_NEW(&d->arena, struct style);
    if (base)
        *s = *base;
    s->id = id;
    s->name = name;
    s->parent = base;
    s->next = NULL;
    s->outline = 0;
    s->used = true;
    d->styles.v[d->styles.n++] = s;
    return s;
}

struct styles {
    struct style *body, *center, *organ, *kind, *heading, *item, *cell, *note, *number, *strong;
};

static struct styles make_styles(struct doc *d)
{
    struct styles s;
    d->styles.v = ARENA_NEWS(&d->arena, 16, struct style *);
    s.body = add_style(d, "VanBan", "Văn bản", NULL);
    s.body->chr = (struct char_props){.family = "Times New Roman", .size = 14, .lang = "vi-VN"};
    s.body->para =
        (struct para_props){.align = ALIGN_JUSTIFY, .first = 36, .after = 6, .before = 6};
    s.body->para.line_rule = LINE_EXACT;
    s.body->para.line = 18;
    s.body->para.widow_control = true;
    d->body = s.body;
    s.center = add_style(d, "Giua", "Giữa", s.body);
    s.center->para.align = ALIGN_CENTER;
    s.center->para.first = 0;
    s.organ = add_style(d, "CoQuan", "Cơ quan ban hành", s.center);
    s.organ->chr.bold = true;
    s.organ->para.before = s.organ->para.after = 0;
    s.organ->para.line_rule = LINE_MULTIPLE;
    s.organ->para.line = 1;
    s.kind = add_style(d, "TenLoai", "Tên loại", s.center);
    s.kind->chr.bold = true;
    s.kind->chr.size = 16;
    s.kind->para.edge.bottom = (struct border){.width = 0.75, .space = 2};
    s.heading = add_style(d, "Muc1", "Mục I", s.body);
    s.heading->chr.bold = true;
    s.heading->outline = 1;
    s.heading->next = s.body;
    s.heading->para.keep_next = true;
    s.item = add_style(d, "Gach", "Gạch đầu dòng", s.body);
    s.cell = add_style(d, "OBang", "Ô bảng", s.center);
    s.cell->chr.size = 12;
    s.cell->para.before = s.cell->para.after = 0;
    s.cell->para.line_rule = LINE_AT_LEAST;
    s.cell->para.line = 12;
    s.note = add_style(d, "ChuThich", "Chú thích", s.body);
    s.note->chr.size = 10;
    s.note->para.first = 0;
    s.note->para.line_rule = LINE_MULTIPLE;
    s.note->para.line = 1.15;
    s.number = add_style(d, "SoTrang", "Số trang", s.organ);
    s.number->chr.bold = false;
    s.strong = add_style(d, "Dam", "Đậm", NULL);
    s.strong->kind = STYLE_CHAR;
    s.strong->chr = s.body->chr;
    s.strong->chr.bold = true;
    return s;
}

static struct node *block(struct doc *d, enum node_type type, struct node *parent)
{
    char place[32];
    snprintf(place, sizeof place, "n.%zu", d->ids.n);
    return node_new(d, type, parent, place, (struct pos){0});
}

static struct node *para(struct doc *d, struct node *parent, const struct style *style,
                         const char *text)
{
    struct node *p = block(d, NODE_PARA, parent);
    p->as.para.style = style;
    if (text)
        node_text(d, p, text);
    return p;
}

static struct node *section(struct doc *d, const struct styles *s, bool landscape)
{
    struct node *n = block(d, NODE_SECTION, d->root);
    struct section *geometry = &n->as.section;
    geometry->width = landscape ? 841.89 : 595.276;
    geometry->height = landscape ? 595.276 : 841.89;
    geometry->top = geometry->bottom = 56.693;
    geometry->left = 85.039;
    geometry->right = 42.52;
    geometry->header_distance = 28.346;
    geometry->landscape = landscape;
    geometry->title_page = true;
    geometry->header = block(d, NODE_CELL, NULL);
    struct node *p = para(d, geometry->header, s->number, NULL);
    block(d, NODE_PAGE_NUMBER, p);
    return n;
}

static struct node *table(struct doc *d, struct node *parent, enum table_kind kind, size_t columns,
                          double width)
{
    struct node *t = block(d, NODE_TABLE, parent);
    double *widths = ARENA_NEWS(&d->arena, columns, double);
    for (size_t i = 0; i < columns; i++)
        widths[i] = width;
    t->as.table.kind = kind;
    t->as.table.widths = widths;
    t->as.table.columns = columns;
    return t;
}

static struct node *cell(struct doc *d, struct node *row, const struct style *style,
                         const char *text)
{
    struct node *c = block(d, NODE_CELL, row);
    para(d, c, style, text);
    return c;
}

/* One black point. */
static const char png[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\0\0\0\0\x3a\x7e\x9b"
                          "\x55\0\0\0\nIDAT\x78\x9c\x63"
                          "\x60\0\0\0\2\0\1\x48\xaf\xa4\x71\0\0\0\0IEND\xae\x42\x60\x82";

static struct node *numbered(struct node *p, const struct numbering *list, int level,
                             const char *label)
{
    p->as.para.label = label;
    p->as.para.numbering = list;
    p->as.para.number_level = level;
    return p;
}

static void add_data_table(struct doc *d, const struct styles *s, struct node *parent)
{
    struct node *t = table(d, parent, TABLE_DATA, 3, 120), *row, *c;
    t->as.table.border = 0.5;
    t->as.table.header_rows = 1;
    row = block(d, NODE_ROW, t);
    row->as.row = (struct row){.header = true, .cant_split = true};
    cell(d, row, s->cell, "Lĩnh vực");
    cell(d, row, s->cell, "Số lượng")->as.cell.col_span = 2;
    row = block(d, NODE_ROW, t);
    c = cell(d, row, s->cell, "Kinh tế");
    c->as.cell.row_span = 2;
    c->as.cell.valign = VALIGN_MIDDLE;
    cell(d, row, s->cell, "7.392");
    cell(d, row, s->cell, "4.140");
    row = block(d, NODE_ROW, t);
    cell(d, row, s->cell, "12");
    cell(d, row, s->cell, "7,5%");
}

static void add_inlines(struct doc *d, const struct styles *s, struct node *parent)
{
    struct node *p = para(d, parent, s->item, "Nâng cao"), *n;
    p->as.para.label = "-";
    n = node_text(d, p, "  nhận thức ");
    n->as.text.style = s->strong;
    n->as.text.chr = &s->strong->chr;
    n = node_text(d, p, "và “trách nhiệm” & <kỷ luật>   ");
    struct char_props *chr = ARENA_NEW(&d->arena, struct char_props);
    *chr = s->strong->chr;
    chr->italic = true;
    chr->spacing = -0.1;
    n->as.text.style = s->strong;
    n->as.text.chr = chr;
    block(d, NODE_LINE_BREAK, p);
    node_text(d, p, " sau");
    block(d, NODE_TAB, p);
    n = block(d, NODE_LINK, p);
    n->as.link.url = "https://example.org/?a=1&b=2";
    node_text(d, n, "liên kết");
    n = block(d, NODE_FOOTNOTE, p);
    para(d, n, s->note, "Theo Kế hoạch số 06-KH/BCĐ.");
    node_text(d, p, "; ");
    n = block(d, NODE_IMAGE, p);
    n->as.image = (struct image){.bytes = {png, sizeof png - 1}, .width = 20, .height = 10};
    n->as.image.alt = "Một điểm";
    para(d, parent, s->item, NULL)->as.para.label = "+";
}

static struct doc *make_doc(void)
{
    struct doc *d = doc_new();
    d->root = node_new(d, NODE_DOCUMENT, NULL, "", (struct pos){0});
    d->meta = (struct doc_meta){.title = "Kế hoạch", .author = "Ban Chỉ đạo", .lang = "vi-VN"};
    d->meta.subject = "về phong trào thi đua";
    d->meta.date = (struct date){2013, 2, 25};
    d->meta.generator = "vanban 0.1.0";
    struct styles s = make_styles(d);
    struct node *first = section(d, &s, false), *second, *t, *row, *p;
    struct numbering *list;

    t = table(d, first, TABLE_LAYOUT, 2, 233.8);
    t->as.table.left = -5;
    row = block(d, NODE_ROW, t);
    row->as.row.cant_split = true;
    cell(d, row, s.organ, "BAN CHỈ ĐẠO")->as.cell.pad_left = 2;
    cell(d, row, s.organ, "ĐẢNG CỘNG SẢN VIỆT NAM");
    p = para(d, first, s.kind, "KẾ HOẠCH");
    struct para_props *own = ARENA_NEW(&d->arena, struct para_props);
    static const struct tab tabs[] = {{100, TAB_LEFT, 0}, {300, TAB_RIGHT, '.'}};
    *own = s.kind->para;
    own->before = 12;
    own->tabs = tabs;
    own->n_tabs = 2;
    p->as.para.own = own;
    list = doc_numbering(d, NULL);
    list->levels[0] = (struct numbering_level){.format = NUMBERING_ROMAN, .before = "", .after = "-",
                                               .shown = 1, .style = s.heading};
    list->levels[1] = (struct numbering_level){.before = "Điều ", .after = ".", .shown = 1,
                                               .style = s.heading, .label = s.strong};
    list->levels[2] = (struct numbering_level){.before = "", .after = ".", .shown = 2,
                                               .alone = true, .style = s.body};
    list->n = 3;
    p = numbered(para(d, first, s.heading, "MỤC ĐÍCH, YÊU CẦU"), list, 0, "I-");
    p->as.para.level = 1;
    p->as.para.own = &s.heading->para; /* the same as the style: no automatic style */
    add_inlines(d, &s, first);
    p = numbered(para(d, first, s.body, "Cơ quan thi hành."), list, 1, "Điều 1.");
    p->as.para.label_style = s.strong;
    p->as.para.label_chr = &s.strong->chr;
    p = numbered(para(d, first, s.body, "Tên khoản"), list, 2, "1.1.");
    node_break_before(d, p->first);
    p = para(d, first, s.body, "Thủ trưởng cơ quan.");
    p->as.para.label = "đ)";
    p->as.para.label_style = s.strong;
    p->as.para.label_chr = &s.strong->chr;
    add_data_table(d, &s, first);
    for (int i = 0; i < 30; i++)
        para(d, first, s.body,
             "Ban Chỉ đạo xây dựng kế hoạch chỉ đạo thực hiện phong trào thi đua “Dân vận khéo” "
             "trong "
             "Khối các cơ quan tỉnh, với những nội dung cụ thể như sau:");

    second = section(d, &s, true);
    second->as.section.restart_numbers = true;
    second->as.section.first_number = 1;
    para(d, second, s.center, "Phụ lục");
    t = table(d, second, TABLE_LAYOUT, 1, 300);
    t->as.table.left = 200;
    cell(d, block(d, NODE_ROW, t), s.organ, "TRƯỞNG BAN");
    return d;
}

/* ---- reading back ---- */

static struct buf write_odt(const struct doc *d)
{
    struct ctx ctx;
    struct buf out = {0};
    ctx_init(&ctx);
    assert_true(odt_write(&ctx, d, &out));
    return out;
}

static struct buf read_part(const struct buf *odt, const char *name)
{
    struct buf part = {0};
    char chunk[4096];
    zip_int64_t got;
    zip_source_t *source = zip_source_buffer_create(odt->p, odt->n, 0, NULL);
    zip_t *archive = zip_open_from_source(source, ZIP_RDONLY, NULL);
    assert_non_null(archive);
    zip_file_t *file = zip_fopen(archive, name, 0);
    assert_non_null(file);
    while ((got = zip_fread(file, chunk, sizeof chunk)) > 0)
        buf_put(&part, chunk, (size_t)got);
    zip_fclose(file);
    zip_discard(archive);
    return part;
}

static void check_golden(const struct buf *odt, const char *part, const char *golden)
{
    struct buf have = read_part(odt, part), want = {0};
    const char *top = getenv("srcdir");
    char path[512], chunk[4096];
    size_t got;
    snprintf(path, sizeof path, "%s/tests/odf/golden/%s", top ? top : ".", golden);
    /* A line an element, so that a difference can be read. */
    xmlDoc *xml = xmlReadMemory(have.p, (int)have.n, part, NULL, 0);
    xmlChar *pretty = NULL;
    int size = 0;
    assert_non_null(xml);
    xmlDocDumpFormatMemoryEnc(xml, &pretty, &size, "UTF-8", 1);
    if (getenv("VANBAN_REGEN")) {
        FILE *f = fopen(path, "wb");
        assert_non_null(f);
        fwrite(pretty, 1, (size_t)size, f);
        fclose(f);
    }
    FILE *f = fopen(path, "rb");
    assert_non_null(f);
    while ((got = fread(chunk, 1, sizeof chunk, f)) > 0)
        buf_put(&want, chunk, got);
    fclose(f);
    assert_string_equal((const char *)pretty, want.p);
    xmlFree(pretty);
    xmlFreeDoc(xml);
    buf_release(&want);
    buf_release(&have);
}

static void test_goldens(void **state)
{
    static const char *const rows[][2] = {{"content.xml", "content.xml"},
                                          {"styles.xml", "styles.xml"},
                                          {"meta.xml", "meta.xml"},
                                          {"settings.xml", "settings.xml"},
                                          {"META-INF/manifest.xml", "manifest.xml"}};
    struct doc *d = make_doc();
    struct buf odt = write_odt(d);
    const char *keep = getenv("ODT_OUT");
    (void)state;
    if (keep) {
        FILE *f = fopen(keep, "wb");
        assert_non_null(f);
        fwrite(odt.p, 1, odt.n, f);
        fclose(f);
    }
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        check_golden(&odt, rows[i][0], rows[i][1]);
    buf_release(&odt);
    doc_free(d);
}

/* ODF 1.3 part 2, 3.3: the first entry, stored, without extra field: the type stands at byte 38. */
static void test_mimetype(void **state)
{
    struct doc *d = make_doc();
    struct buf odt = write_odt(d);
    (void)state;
    assert_memory_equal(odt.p + 30, "mimetypeapplication/vnd.oasis.opendocument.text", 47);
    assert_int_equal(odt.p[8] | odt.p[9], 0);
    buf_release(&odt);
    doc_free(d);
}

static void test_same_bytes(void **state)
{
    struct doc *a = make_doc(), *b = make_doc();
    struct buf x = write_odt(a), y = write_odt(b);
    (void)state;
    assert_int_equal(x.n, y.n);
    assert_memory_equal(x.p, y.p, x.n);
    buf_release(&x);
    buf_release(&y);
    doc_free(a);
    doc_free(b);
}

/* The content of a document of one section with one paragraph per text. */
static struct buf content_of(const char *const *texts)
{
    struct doc *d = doc_new();
    d->root = node_new(d, NODE_DOCUMENT, NULL, "", (struct pos){0});
    struct styles s = make_styles(d);
    struct node *first = section(d, &s, false);
    para(d, first, s.body, "x");
    for (; *texts; texts++)
        para(d, first, s.body, *texts);
    struct buf odt = write_odt(d), content = read_part(&odt, "content.xml");
    buf_release(&odt);
    doc_free(d);
    return content;
}

static void test_spaces(void **state)
{
    static const struct {
        const char *text, *xml;
    } rows[] = {
        {"a b", ">a b</text:p>"},
        {" a", "><text:s/>a</text:p>"},
        {"a ", ">a<text:s/></text:p>"},
        {"a    b", ">a <text:s text:c=\"3\"/>b</text:p>"},
        {"   ", "><text:s text:c=\"3\"/></text:p>"},
        {"a\tb\nc", ">a b c</text:p>"},
        {"<&>\x01", ">&lt;&amp;&gt;</text:p>"},
        {"", "/></office:text>"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf content = content_of((const char *const[]){rows[i].text, NULL});
        assert_non_null(strstr(content.p, rows[i].xml));
        buf_release(&content);
    }
}

/* Spans over rows and columns that reach past the grid and the last row stay inside the table. */
static void test_spans_out_of_grid(void **state)
{
    struct doc *d = doc_new();
    (void)state;
    d->root = node_new(d, NODE_DOCUMENT, NULL, "", (struct pos){0});
    struct styles s = make_styles(d);
    struct node *t = table(d, section(d, &s, false), TABLE_DATA, 2, 50),
                *row = block(d, NODE_ROW, t);
    struct node *c = cell(d, row, s.cell, "a");
    c->as.cell.col_span = 9;
    c->as.cell.row_span = 9;
    row = block(d, NODE_ROW, t);
    t->as.table.header_rows = 7;
    struct buf odt = write_odt(d), content = read_part(&odt, "content.xml");
    assert_non_null(strstr(content.p,
                           "<table:covered-table-cell/><table:covered-table-cell/>"
                           "</table:table-row></table:table-header-rows></table:table>"));
    xmlDoc *xml = xmlReadMemory(content.p, (int)content.n, "c", NULL, 0);
    assert_non_null(xml);
    xmlFreeDoc(xml);
    buf_release(&content);
    buf_release(&odt);
    doc_free(d);
}

/* Printed on both sides: every page layout says so (ODF 1.3 part 3, 16.5 style:page-usage). */
static void test_mirrored(void **state)
{
    struct doc *d = doc_new();
    (void)state;
    d->root = node_new(d, NODE_DOCUMENT, NULL, "", (struct pos){0});
    struct styles s = make_styles(d);
    struct node *only = section(d, &s, false);
    only->as.section.mirrored = true;
    para(d, only, s.body, "Một dòng.");
    struct buf odt = write_odt(d), styles = read_part(&odt, "styles.xml");
    size_t layouts = 0, mirrored = 0;
    for (const char *p = styles.p; (p = strstr(p, "<style:page-layout ")); p++)
        layouts++;
    for (const char *p = styles.p; (p = strstr(p, " style:page-usage=\"mirrored\"")); p++)
        mirrored++;
    assert_true(layouts > 0);
    assert_int_equal(mirrored, layouts);
    buf_release(&styles);
    buf_release(&odt);
    doc_free(d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_goldens),           cmocka_unit_test(test_mimetype),
        cmocka_unit_test(test_same_bytes),        cmocka_unit_test(test_spaces),
        cmocka_unit_test(test_spans_out_of_grid), cmocka_unit_test(test_mirrored),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
