/* The data module: golden files (one input, its .dump or .diag beside it), then the interfaces and
 * the bounds. With REGEN=1 in the environment the goldens are written anew; look at the difference.
 */
#include "base/file.h"
#include "data/reader.h"
#include "data/tag.h"
#include "pack_sheets.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

struct fixture {
    struct ctx ctx;
    struct data data;
    struct buf said;
};

static void sink(void *user, const struct diagnostic *d)
{
    struct fixture *f = user;
    diag_format(&f->said, d, f->ctx.lang);
    buf_putc(&f->said, '\n');
}

static void start(struct fixture *f, enum lang lang)
{
    *f = (struct fixture){0};
    ctx_init(&f->ctx);
    f->ctx.lang = lang;
    f->ctx.sink = sink;
    f->ctx.sink_user = f;
    data_init(&f->data, &f->ctx);
}

static void finish(struct fixture *f)
{
    data_release(&f->data);
    buf_release(&f->said);
}

static bool read_string(struct fixture *f, const char *name, const char *text)
{
    return data_read_memory(&f->data, name, span_of(text));
}

static void put_file(const char *path, struct span text)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fwrite(text.p, 1, text.n, file);
    fclose(file);
}

static void check_golden(struct ctx *ctx, const char *path, struct span found)
{
    struct buf wanted = {0};
    if (getenv("REGEN")) {
        put_file(path, found);
        return;
    }
    assert_true(file_read(ctx, path, LIMIT_FILE_BYTES, &wanted));
    if (!span_equal(buf_span(&wanted), found))
        print_error("%s differs; found:\n%.*s\n", path, (int)found.n, found.p);
    assert_true(span_equal(buf_span(&wanted), found));
    buf_release(&wanted);
}

static void check_case(const char *folder, const char *name)
{
    struct arena a = {0};
    struct fixture vi, en;
    struct buf input = {0}, found = {0};
    start(&vi, LANG_VI);
    start(&en, LANG_EN);
    char *path = path_join(&a, folder, name);
    assert_true(file_read(&vi.ctx, path, LIMIT_FILE_BYTES, &input));
    size_t n = strlen(name);
    if (n > 6 && strcmp(name + n - 6, ".parts") == 0) { /* a spreadsheet */
        struct buf packed = {0};
        name = arena_span(&a, span_make(name, n - 6));
        pack_sheets(&vi.ctx, name, buf_span(&input), &packed);
        buf_release(&input);
        input = packed;
    }
    bool ok = data_read_memory(&vi.data, name, buf_span(&input));
    assert_int_equal(ok, data_read_memory(&en.data, name, buf_span(&input)));
    assert_int_equal(ok, vi.ctx.errors == 0);
    if (ok) {
        value_dump(vi.data.root, &found);
    }
    if (!ok || vi.said.n) { /* hints stand behind the values */
        buf_putspan(&found, buf_span(&vi.said));
        buf_putspan(&found, buf_span(&en.said));
    }
    check_golden(&vi.ctx, arena_printf(&a, "%s.%s", path, ok ? "dump" : "diag"), buf_span(&found));
    buf_release(&found);
    buf_release(&input);
    finish(&vi);
    finish(&en);
    arena_release(&a);
}

static void test_golden(void **state)
{
    (void)state;
    static const char *const inputs[] = {".md", ".yaml", ".json", ".csv", ".parts"};
    struct arena a = {0};
    const char *srcdir = getenv("srcdir");
    char *folder = path_join(&a, srcdir ? srcdir : ".", "tests/data/golden");
    DIR *dir = opendir(folder);
    assert_non_null(dir);
    int cases = 0;
    for (const struct dirent *entry; (entry = readdir(dir));) {
        const char *dot = strrchr(entry->d_name, '.');
        for (size_t i = 0; dot && i < sizeof(inputs) / sizeof(inputs[0]); i++) {
            if (strcmp(dot, inputs[i]) != 0)
                continue;
            check_case(folder, entry->d_name);
            cases++;
        }
    }
    closedir(dir);
    arena_release(&a);
    assert_true(cases > 60);
}

/* One fault each: the text and the slug of the only diagnostic. */
static void test_markdown_faults(void **state)
{
    (void)state;
    static const struct {
        const char *text, *expected;
    } cases[] = {
        {"## a\n", "1:1: error: the heading skips a level; write: # a "},
        {"# a\n### b\n", "2:1: error: the heading skips a level; write: ## b "},
        {"# a\n##### b\n", "write: #### b [md-heading-deep]"},
        {"#a\n", "write: # a [md-heading-space]"},
        {"#\n", "[md-heading-empty]"},
        {"# ##\n", "[md-heading-empty]"},
        {"Mục tiêu\n---\n",
         "2:1: error: a line of - or = under a text would make that text a heading; delete "
         "this line, or write the heading as: # Mục tiêu ["},
        {"Mục tiêu\n=\n", "[md-heading-underlined]"},
        {"- a\n  ---\n", "[md-heading-underlined]"},
        {"a\n\n-----\n", "3:1: error: a line of dashes"},
        {"* * *\n", "[md-rule]"},
        {"______\n", "[md-rule]"},
        {"```c\nx\n\ny\n```\nsau\n", "1:1: error: a code block"},
        {"~~~\n", "[md-fence]"},
        {"    Thực hiện\n",
         "1:5: error: the line is indented by four spaces or more, which makes it code; the "
         "indentation of paragraphs is set by itself, write: Thực hiện ["},
        {"\tThực hiện\n", "1:2: error: the line is indented"},
        {"- a\n\n      b\n", "write:   b [md-indented]"},
        {"a <b>c\n", "1:3: error: HTML is not allowed in a document; delete <b> "},
        {"<!-- x -->\n", "[md-html]"},
        {"<div\n", NULL},
        {"> a\n", "write: a [md-quote]"},
        {"* a\n", "write: - a [md-star]"},
        {"-Đoàn\n", "write: - Đoàn [md-dash-space]"},
        {"-5 độ\n", NULL},
        {"-\n", "[md-item-empty]"},
        {"- a\n        + b\n", "write:   + b [md-item-indent]"},
        {"- a\n\n  b\n", "3:3: error: this cannot stand inside an item"},
        {"- a\n  b) c\n", "2:3: error: this cannot stand inside an item, which holds one paragraph "
                          "and further items; begin the line in the first column, write: b) c ["},
        {"- a\nb) c\n", NULL},
        {"- a\n  # b\n", "[md-item-block]"},
        {"+ + + + + + + + + a\n", "[md-item-deep]"},
        {"x\n2. a\n", "[md-number-joined]"},
        {"năm\n2013. Sau\n", NULL},
        {"1. a\n3. b\n", "the item is numbered 3, 2 was expected; write: 2. b ["},
        {"[a]: http://b\n", "place: [a](http://b) [md-definition]"},
        {"|a|b|\n|-|-|\n|1|\n",
         "3:1: error: the row has 1 cells, the table has 2 columns; write: | 1 |  | ["},
        {"|a|b|\n|-|-|\n|1|2|3|\n", "write: | 1 | 2 \\| 3 | [md-table-cells]"},
        {"|a|b|\n|-|\n", "1:1: error: a table's first row is followed by"},
        {"|a|\n|-|\n|1|\nsau\n|2|\n", "4:1: error: the line follows the table"},
        {"|a|b|\n|1|2|\n", "write below this line: |---|---| [md-table-rule]"},
        {"|a|b|\n|-|-|\nsau\n", "3:1: error: the line follows the table"},
        {"a **b\n", "1:3: error: these ** make nothing bold"},
        {"a \\*\\*b **c**\n", NULL},
        {"a `b` c\n", "1:3: error: text between ` is code"},
        {"&copy; x\n", "1:1: error: &copy; is not a known sign"},
        {"&#0;\n", "[md-entity]"},
        {"&#xD800;\n", "[md-entity]"},
        {"a ![b](c.png)\n", "1:3: error: a picture stands"},
        {"![*a*](c.png)\n", "[md-image-text]"},
        {"a[^1]\n", "1:2: error: the footnote [^1] is not written"},
        {"[^1]: a\n", "1:1: error: the footnote [^1] is referred to nowhere"},
        {"a[^1] b[^1]\n\n[^1]: c\n", "stands already at -:1:2;"},
        {"a[^1]\n\n[^1]: c\n\n[^1]: d\n", "stands already at -:3:1;"},
        {"a[^1]\n\n[^1]: c[^2]\n\n[^2]: d\n", "[md-note-nested]"},
        {"a {{ b\n\nc }}\n", "1:3: error: {{ is not closed"},
        {"a {{ '}}' \n", "[md-tag-open]"},
        {"*a **b *c **d *e **f *g **h *i **j k** l* m** n* o** p* q** r* s** t*\n",
         "[md-inline-deep]"},
        {"---\na: 1\n", "1:1: error: the front matter"},
        {"---\nnoi_dung: []\n---\nx\n",
         "2:1: error: noi_dung stands in the front matter, and text follows it at -:4 too"},
        {"---\na: [\n---\nx\n", "2:4: error: in the bracket"},
        {"---\n- a\n---\nx\n", "2:1: error: the file is a list"},
        {"---\n---\n", "1:1: error: the file holds no data"},
    };
    int bad = 0;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct fixture f;
        start(&f, LANG_EN);
        struct source source = {.file = "-", .markdown = true};
        struct value *v = markdown_read(&f.data, &source, span_of(cases[i].text));
        bool list = v && v->type != VALUE_MAP;
        if (list) /* reported where the file is merged */
            assert_false(data_read_memory(&f.data, "-", span_of(cases[i].text)));
        bool good = cases[i].expected ? f.ctx.errors == 1 && strstr(f.said.p, cases[i].expected)
                                      : f.ctx.errors == 0;
        if (!good)
            print_error("%s: %d errors\n%s", cases[i].text, f.ctx.errors, f.said.n ? f.said.p : "");
        bad += !good;
        finish(&f);
    }
    assert_int_equal(bad, 0);
}

static void test_merge(void **state)
{
    (void)state;
    struct fixture f;
    start(&f, LANG_EN);
    assert_true(read_string(&f, "so-lieu.yaml", "a: 1\nten: x\n"));
    assert_true(read_string(&f, "dir/Khối thi đua.csv", "Tên,Số\nA,1\n"));
    assert_true(read_string(&f, "kh.md", "---\nTên loại: Kế hoạch\n---\nnội dung\n"));
    const struct value *root = f.data.root;
    assert_int_equal(value_count(root), 5);
    const struct value *kind = value_member(root, "ten_loai");
    assert_true(kind->source->document && kind->source->markdown);
    assert_false(value_member(root, "a")->source->document);
    assert_true(value_member(root, "noi_dung")->parent == root);
    const struct value *table = value_member(root, "khoi_thi_dua");
    struct arena a = {0};
    assert_string_equal(value_path(&a, value_member(value_item(table, 0), "ten")),
                        "khoi_thi_dua[0].ten");
    assert_string_equal(value_path(&a, root), "");
    assert_null(value_member(root, "b"));
    assert_null(value_member(table, "b"));
    assert_null(value_item(table, 1));
    assert_int_equal(value_item(root, 4)->index, 4);
    assert_false(read_string(&f, "x.json", "{\"A\": 2, \"c\": 3}"));
    assert_string_equal(f.said.p,
                        "x.json:1:3: error: \"A\" and \"a\" at so-lieu.yaml:1:1 are one key, a; "
                        "delete or rename one of the two [data-key-folds]\n");
    assert_false(read_string(&f, "x.docx", "a: 1"));
    assert_false(read_string(&f, "——.csv", "a\n1\n"));
    assert_int_equal(f.ctx.errors, 3);
    arena_release(&a);
    finish(&f);
}

static void test_second_document(void **state)
{
    (void)state;
    struct fixture f;
    start(&f, LANG_VI);
    assert_true(read_string(&f, "-", "---\nten_loai: a\n---\nx\n"));
    assert_true(read_string(&f, "-", "{\"b\": 1}"));
    assert_true(read_string(&f, "c.yaml", "c: 1"));
    assert_true(value_member(f.data.root, "ten_loai")->source->markdown);
    assert_false(value_member(f.data.root, "c")->source->document);
    finish(&f);
}

static void test_defaults(void **state)
{
    (void)state;
    struct fixture f;
    struct arena a = {0};
    const char *path = "test_data.tmp.yaml"; /* in the build folder */
    put_file(path, SPAN("dia_danh: Rạch Giá\nten_loai: Công văn\n"));
    start(&f, LANG_VI);
    assert_true(read_string(&f, "a.yaml", "ten_loai: Kế hoạch\n"));
    assert_true(data_read_defaults(&f.data, path));
    assert_string_equal(value_member(f.data.root, "ten_loai")->as.scalar.text, "Kế hoạch");
    assert_string_equal(value_member(f.data.root, "dia_danh")->as.scalar.text, "Rạch Giá");
    assert_false(value_member(f.data.root, "dia_danh")->source->document);
    remove(path);
    assert_false(data_read_file(&f.data, path));
    assert_int_equal(f.ctx.errors, 1);
    arena_release(&a);
    finish(&f);
}

static void test_mapping_trap(void **state)
{
    (void)state;
    struct fixture f;
    start(&f, LANG_VI);
    assert_true(read_string(&f, "a.yaml",
                            "a:\n- Đối với tập thể: có \"5\" năm\n- Cụ thể như sau:\n"
                            "- {Đối với: x}\n- muc: x\n- Một: 1\n  Hai: 2\n- Ý: [x]\n"));
    const struct value *list = value_member(f.data.root, "a");
    static const bool trap[] = {true, true, false, false, false, false};
    for (size_t i = 0; i < value_count(list); i++)
        assert_int_equal(value_is_mapping_trap(value_item(list, i)), trap[i]);
    assert_false(value_is_mapping_trap(NULL));
    assert_false(value_is_mapping_trap(list));
    value_report_mapping_trap(&f.ctx, value_item(list, 0));
    value_report_mapping_trap(&f.ctx, value_item(list, 1));
    assert_non_null(strstr(f.said.p, "a.yaml:2:3: "));
    assert_non_null(strstr(f.said.p, "- 'Đối với tập thể: có \"5\" năm' ["));
    assert_non_null(strstr(f.said.p, "- \"Cụ thể như sau:\" ["));
    finish(&f);
}

static void test_positions(void **state)
{
    (void)state;
    struct fixture f;
    start(&f, LANG_VI);
    struct buf text = {0};
    buf_puts(&text, "a: \"");
    for (int i = 0; i < 5000; i++)
        buf_puts(&text, "ế");
    buf_puts(&text, "\\n\n  x\"\nb: c\n");
    assert_true(data_read_memory(&f.data, "a.yaml", buf_span(&text)));
    const struct value *v = value_member(f.data.root, "a");
    assert_int_equal(value_pos_at(v, 0).col, 5);
    assert_int_equal(value_pos_at(v, 3000).col, 5 + 1000);
    assert_int_equal(value_pos_at(v, 14997).col, 5 + 4999);
    assert_int_equal(value_pos_at(v, v->as.scalar.n - 1).line, 2);
    assert_int_equal(value_pos_at(v, v->as.scalar.n - 1).col, 3);
    assert_int_equal(value_pos_at(v, SIZE_MAX).col, 4);
    assert_int_equal(value_pos_at(f.data.root, 5).line, 0);
    buf_release(&text);
    finish(&f);
}

static void test_tag_end(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t end;
    } cases[] = {
        {"{{ a }} b", 7},          {"{{", 0},     {"{{}}", 4},
        {"{{ '}}' }}", 10},        {"{{ '", 0},   {"{{ a }", 0},
        {"{{ \"\\\"}}\" }}x", 12}, {"{{ '\\", 0}, {"{{ {} }}", 8},
        {"{{ {'a': {}} }}x", 15},  {"{{ “}}” }}", 14},
        {"{{ ‘}}’ }}", 14},         {"{{ “ }}", 0},
        {"{{ \"“\" }}", 11},         {"{{}", 0},
        {"{{ 'a", 0},              {"{{ { }}", 0},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        assert_int_equal(tag_end(span_of(cases[i].text), 0), cases[i].end);
}

/* Markdown of a `md:` value: its places are those of the YAML file. */
static void test_blocks_of_value(void **state)
{
    (void)state;
    struct fixture f;
    start(&f, LANG_VI);
    assert_true(read_string(&f, "a.yaml", "x:\n  md: |\n    # A\n    - b **c** d\n"));
    const struct value *md = value_member(value_member(f.data.root, "x"), "md");
    struct value *blocks = markdown_blocks(&f.data, md);
    assert_non_null(blocks);
    const struct value *section = value_item(blocks, 0);
    const struct value *items =
        value_member(value_item(value_member(section, "noi_dung"), 0), "gach");
    const struct value *inlines = value_member(value_item(items, 0), "doan");
    const struct value *bold = value_member(value_item(inlines, 1), "dam");
    assert_int_equal(value_item(bold, 0)->pos.line, 4);
    assert_int_equal(value_item(bold, 0)->pos.col, 11);
    assert_int_equal(value_count(markdown_blocks(&f.data, value_member(section, "cap"))), 1);
    assert_null(markdown_blocks(&f.data, section));
    assert_non_null(strstr(f.said.p, "a.yaml:3:5: "));
    finish(&f);
}

static void repeat(struct buf *b, const char *piece, size_t bytes)
{
    for (size_t n = strlen(piece); b->n + n <= bytes;)
        buf_put(b, piece, n);
}

/* Hostile inputs end soon and with a diagnostic or a tree, never with a crash. */
static void test_bounds(void **state)
{
    (void)state;
    static const struct {
        const char *name, *head, *piece, *slug; /* slug NULL: it is read */
        size_t bytes;
    } cases[] = {
        {"a.yaml", "", "[", "data-too-deep", 100000},
        {"a.yaml", "", "- ", "data-too-deep", 200000},
        {"a.yaml", "", "? ", "data-key-not-text", 200000},
        {"a.yaml", "", "{", "yaml-braces", 100000},
        {"a.json", "", "[", "data-too-deep", 100000},
        {"a.json", "", "{\"a\":", "data-too-deep", 500000},
        {"a.yaml", "a: [", "b,", "data-too-many", (2 << 20) + 4096},
        {"a.csv", "a\n", "1\n", "data-too-many", 1 << 20},
        {"a.yaml", "a: ", "x", NULL, 4 << 20},
        {"a.yaml", "a: \"", "\\n", "data-quote-open", 1 << 20},
        {"a.yaml", "a: |\n", " x\n", NULL, 1 << 20},
        {"a.yaml", "a: ", "x", "data-too-large", (16 << 20) + 1},
        {"a.md", "", "x", "md-long", 1 << 20},
        {"a.md", "", "+ ", "md-item-deep", 100000},
        {"a.md", "", "*a **a ", "md-long", 1 << 20},
        {"a.md", "", "*a **a ", "md-strong-open", 100000},
        {"a.md", "", "[", NULL, 200000},
        {"a.md", "", "<?", NULL, 100000},
        {"a.md", "", "{{", "md-tag-open", 200000},
        {"a.md", "", "{{\n\n", "md-tag-open", 4000},
        {"a.md", "", "|", "md-table-rule", 200000},
        {"a.md", "|a|\n|-|\n", "|x|\n", NULL, 1 << 20},
        {"a.md", "", "[^a", NULL, 100000},
        {"a.md", "", "\\*&amp;", NULL, 100000},
        {"a.md", "", "\xEF\xB7\x90", NULL, 200000},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct fixture f;
        struct buf text = {0};
        start(&f, LANG_EN);
        buf_puts(&text, cases[i].head);
        repeat(&text, cases[i].piece, cases[i].bytes);
        bool ok = data_read_memory(&f.data, cases[i].name, buf_span(&text));
        if (ok != !cases[i].slug || (!ok && !strstr(f.said.p, cases[i].slug)))
            fail_msg("%zu %s: %.300s", i, cases[i].piece, f.said.n ? f.said.p : "");
        buf_release(&text);
        finish(&f);
    }
}

/* Many keys: the tree of a map stays flat. */
static void test_many_keys(void **state)
{
    (void)state;
    struct fixture f;
    struct buf text = {0};
    start(&f, LANG_VI);
    for (int i = 0; i < 20000; i++)
        buf_printf(&text, "k%d: %d\n", i, i);
    assert_true(data_read_memory(&f.data, "a.yaml", buf_span(&text)));
    struct arena a = {0};
    for (int i = 0; i < 20000; i += 7) {
        const struct value *v = value_member(f.data.root, arena_printf(&a, "k%d", i));
        assert_non_null(v);
        assert_int_equal(v->index, i);
    }
    assert_true(f.data.root->as.items.by_key->level < 20);
    arena_release(&a);
    buf_release(&text);
    finish(&f);
}

/* Every path that a value says of itself leads back to it; others lead nowhere, in bounded time. */
static void test_value_at(void **state)
{
    (void)state;
    struct fixture f;
    struct arena a = {0};
    struct buf dots = {0};
    start(&f, LANG_EN);
    f.data.exact_keys = true;
    assert_true(read_string(&f, "a.yaml", "so_lieu:\n  khoi: 480\n  xa: [{ten: A}, {ten: B}]\n\"1.1\": x\n\"a.b\": {c: y}\na: {b: {d: z}}\n"));
    const struct value *root = f.data.root;
    assert_ptr_equal(value_at(root, ""), root);
    assert_string_equal(value_at(root, "so_lieu.khoi")->as.scalar.text, "480");
    assert_string_equal(value_at(root, "so_lieu.xa[1].ten")->as.scalar.text, "B");
    assert_string_equal(value_at(root, "1.1")->as.scalar.text, "x");
    assert_string_equal(value_at(root, "a.b.c")->as.scalar.text, "y");
    assert_string_equal(value_at(root, "a.b.d")->as.scalar.text, "z");
    static const char *const nowhere[] = {"so_lieu.khoi.x", "so_lieu.xa[2]", "so_lieu.xa[2].ten", "so_lieu.xa[", "so_lieu.xa[]", "so_lieu.xa[x]", "so_lieu.xa[0",
                                          "so_lieu.xa[99999999999999999999]", "so_lieu.khoi[0]", "khong_co", ".", "..", "so_lieu.", "[0]x"};
    for (size_t i = 0; i < sizeof nowhere / sizeof *nowhere; i++)
        assert_null(value_at(root, nowhere[i]));
    const struct value *item = value_at(root, "so_lieu.xa[0]");
    assert_ptr_equal(value_at(root, value_path(&a, item)), item);
    for (int i = 0; i < 5000; i++)
        buf_puts(&dots, "a.");
    assert_null(value_at(root, dots.p));
    buf_release(&dots);
    arena_release(&a);
    finish(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_golden),          cmocka_unit_test(test_markdown_faults),
        cmocka_unit_test(test_merge),           cmocka_unit_test(test_second_document),
        cmocka_unit_test(test_defaults),        cmocka_unit_test(test_mapping_trap),
        cmocka_unit_test(test_positions),       cmocka_unit_test(test_tag_end),
        cmocka_unit_test(test_blocks_of_value), cmocka_unit_test(test_bounds),
        cmocka_unit_test(test_many_keys),       cmocka_unit_test(test_value_at),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
