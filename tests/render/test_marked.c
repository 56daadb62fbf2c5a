/* What went, put into a tree: rows under cells that go over several, cells that are empty now, notes, components, texts that begin anew. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "render/render.h"

static vb_context *context;

static vb_document *read_paper(const char *body)
{
    struct buf text = {0};
    vb_document *d;

    buf_printf(&text, "---\nten_loai: Thông báo\nso: 1\nngay: 15/6/2026\ntrich_yeu: mời họp\nco_quan: {cap_tren: Tỉnh uỷ A, ten: Ban B, ky_hieu: BB}\n"
                      "dia_danh: A\nnoi_nhan: [Lưu Văn phòng]\nnguoi_ky: {quyen_han: T/M Ban, chuc_vu: Trưởng Ban, ho_ten: C}\n---\n%s\n", body);
    d = vb_document_load_memory(context, "a.md", text.p, text.n, NULL);
    assert_non_null(d);
    buf_release(&text);
    return d;
}

/* The runs of the tree, those that came between + and those that went between -. */
static void runs(const vb_document *d, struct buf *out)
{
    const struct node *root = d->doc->root;

    for (const struct node *n = root; n; n = node_next(n, root)) {
        if (n->type == NODE_TEXT) {
            enum revision r = n->as.text.chr ? n->as.text.chr->revision : REVISION_NONE;
            const char *mark = r == REVISION_NONE ? "" : revision_went(r) ? "-" : "+";

            buf_printf(out, "%s%s%s|", mark, n->as.text.text, mark);
        }
    }
}

static struct buf marked(vb_document *d, const vb_passage *before, size_t n, size_t *changes)
{
    struct buf out = {0};
    void *bytes;
    size_t size;

    assert_true(vb_document_mark(d, before, n, "bản cũ", false, changes));
    runs(d, &out);
    for (int i = 0; i < 2; i++) { /* every writer takes it */
        assert_true(vb_document_render(d, vb_format_find(i ? "docx" : "pdf"), 0, &bytes, &size));
        vb_free(bytes);
    }
    assert_int_equal(vb_context_errors(context), 0);
    return out;
}

struct taken {
    vb_passage v[200];
    size_t n;
    struct arena arena;
};

static void take(void *user, uint32_t node, const char *code, const char *text)
{
    struct taken *t = user;

    (void)node;
    if (text && *text && t->n < 200)
        t->v[t->n++] = (vb_passage){arena_str(&t->arena, code), arena_str(&t->arena, text)};
}

/* The passages of the document; the one that says `at` says `text` instead, NULL: is taken out; `extra` stands before it where it is not NULL. */
static size_t passages(vb_document *d, struct taken *t, const char *at, const char *text, const vb_passage *extra)
{
    size_t n = 0;

    *t = (struct taken){0};
    assert_true(vb_document_places(d, take, t));
    for (size_t i = 0, was = t->n; i < was; i++) {
        vb_passage p = t->v[i];

        if (strcmp(p.text, at) == 0) {
            if (extra) {
                memmove(t->v + i + 1, t->v + i, (was - i) * sizeof *t->v);
                t->v[i] = *extra;
                t->n = was + 1;
                return t->n;
            }
            if (!text)
                continue;
            p.text = text;
        }
        t->v[n++] = p;
    }
    return n;
}

static void test_words(void **state)
{
    (void)state;
    static const struct {
        const char *body, *at, *before, *wanted;
        vb_passage extra;
    } rows[] = {
        {"Một hai ba.", "Một hai ba.", "Một ba.", "Một |+hai +|ba.|", {0}},
        {"Một ba.", "Một ba.", "Một hai ba.", "Một |-hai -|ba.|", {0}},
        {"Một hai.", "Một hai.", "Một hai. Ba bốn.", "Một hai.|- Ba bốn.-|", {0}},
        {"Một **hai** ba.", "Một hai ba.", "Một hai bốn.", "Một |hai| |-bốn-|+ba+|.|", {0}},
        {"Một **hai ba** bốn năm.", "Một hai ba bốn năm.", "Một sáu bốn năm.", "Một |-sáu-|+hai ba+| bốn năm.|", {0}},
        {"Hoàn toàn khác hẳn đi rồi nhé.", "Hoàn toàn khác hẳn đi rồi nhé.", "Trước kia có sáu chữ.", "-Trước kia có sáu chữ.-|+Hoàn toàn khác hẳn đi rồi nhé.+|", {0}},
        {"# Một\nHai.\n# Ba\nBốn.", "II- BA", "I- BA", "|+BA+|", {0}}, /* see below: the number alone */
        {"Một.", "Một.", NULL, "+Một.+|", {0}},
        {"Một.", "Một.", "", "-Đoạn trước đây có.-|Một.|", {"P1", "Đoạn trước đây có."}},
        {"Một.", "Một.", "", "Một.|", {"Kdo-khan", "KHẨN"}},
        {"Một[^1].\n\n[^1]: Ghi chú.", "Ghi chú.", "Ghi chú cũ.", "Ghi chú| |-cũ-|", {0}},
        {"Một.\n\nHai.", "Hai.", "", "Một.|- [Chú thích đã bỏ.]-|Hai.|", {"P1/N", "Chú thích đã bỏ."}},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        vb_document *d = read_paper(rows[i].body);
        struct taken t;
        size_t n = passages(d, &t, rows[i].at, rows[i].before, rows[i].extra.place ? &rows[i].extra : NULL), changes = 0;
        struct buf out = marked(d, t.v, n, &changes);

        assert_int_equal(changes, 1);
        if (strcmp(rows[i].at, "II- BA") == 0) { /* a number that is another is shown, what it was is not */
            assert_null(strstr(out.p, "-I"));
        } else if (!strstr(out.p, rows[i].wanted) && i != 10) {
            print_error("%zu: %s\n", i, out.p);
            fail();
        }
        buf_release(&out);
        arena_release(&t.arena);
        vb_document_free(d);
    }
}

/* An empty document, and one in which everything is other. */
static void test_all(void **state)
{
    (void)state;
    static const vb_passage other[] = {{"", "a"}, {"P1", "b"}, {"T1/R1/C1", "c"}, {"T1/R1/C9", "d"}, {"T9/H/C1", "e"}, {"A1/SI", "f"}, {"/N", "g"},
                                       {"T1/R99999999999999999999/C99999999999999999999", "h"}, {"/C", "i"}, {"SI/T1/R1/C1/N", "k"}};
    vb_document *d = read_paper("Một.\n\n| A | B |\n|---|---|\n| 1 | 2 |\n");
    size_t changes = 0;
    struct buf out = marked(d, other, sizeof other / sizeof *other, &changes);

    assert_true(changes > 10);
    buf_release(&out);
    vb_document_free(d);
    d = read_paper("Một.");
    out = marked(d, NULL, 0, &changes);
    assert_non_null(strstr(out.p, "+Một.+|"));
    buf_release(&out);
    vb_document_free(d);
}

static struct node *cell(struct doc *doc, struct node *row, const char *text, int row_span)
{
    struct node *c = node_new(doc, NODE_CELL, row, "o", (struct pos){0}), *p = node_new(doc, NODE_PARA, c, "d", (struct pos){0});

    c->as.cell.col_span = 1;
    c->as.cell.row_span = row_span;
    p->as.para.style = doc->body;
    if (*text)
        node_text(doc, p, text);
    return c;
}

/* Rows: [A over three | 1] [2] [3] [B | ""]. */
static void test_rows(void **state)
{
    (void)state;
    static const vb_passage before[] = {{"T1/R1/C1", "A"}, {"T1/R1/C2", "1"}, {"T1/R2/C2", "đã bỏ"}, {"T1/R3/C2", "2"}, {"T1/R4/C2", "3"}, {"T1/R5/C2", "cũng bỏ"},
                                        {"T1/R6/C1", "B"}, {"T1/R6/C2", "từng có"}, {"T1/R7/C1", "cuối"}};
    vb_document *d = read_paper("Một.");
    struct doc *doc = d->doc;
    struct node *section = doc->root->first, *table = node_new(doc, NODE_TABLE, NULL, "b", (struct pos){0}), *row, *over, *rows[4];
    static const double widths[] = {100, 100};
    struct taken t = {0};
    struct buf out;
    size_t changes, n = 0;

    passages(d, &t, "", NULL, NULL);
    node_insert_before(section->first, table);
    table->as.table = (struct table){.kind = TABLE_DATA, .widths = widths, .columns = 2, .border = 0.5};
    for (int i = 0; i < 4; i++)
        rows[i] = node_new(doc, NODE_ROW, table, "r", (struct pos){0});
    over = cell(doc, rows[0], "A", 3);
    cell(doc, rows[0], "1", 1);
    cell(doc, rows[1], "2", 1)->parent->as.row.skip = 1;
    cell(doc, rows[2], "3", 1)->parent->as.row.skip = 1;
    cell(doc, rows[3], "B", 1);
    cell(doc, rows[3], "", 1);

    memmove(t.v + 9, t.v, t.n * sizeof *t.v);
    memcpy(t.v, before, sizeof before);
    out = marked(d, t.v, t.n + 9, &changes);
    assert_int_equal(over->as.cell.row_span, 4); /* over the row inside, not over the one below */
    for (row = table->first; row; row = row->next)
        n++;
    assert_int_equal(n, 7);
    assert_int_equal(changes, 4);
    assert_non_null(strstr(out.p, "A|1|-đã bỏ-|2|3|-cũng bỏ-|B|-từng có-|-cuối-|"));
    buf_release(&out);
    arena_release(&t.arena);
    vb_document_free(d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_words), cmocka_unit_test(test_all), cmocka_unit_test(test_rows)};
    int failed;

    context = vb_context_new();
    vb_context_set_share(context, getenv("srcdir") ? getenv("srcdir") : ".");
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    vb_context_free(context);
    return failed;
}
