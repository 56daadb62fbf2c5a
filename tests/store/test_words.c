/* What differs between two texts of a paper: the words of a paragraph, and which paragraphs, rows and cells are the ones that changed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "render/passages.h"
#include "store/words.h"
#include "text/compare.h"

static const char *const marks[] = {"[-", "-]", "{+", "+}"};

static void test_marks(void **state)
{
    (void)state;
    static const struct {
        const char *before, *after;
        size_t around;
        const char *wanted;
    } rows[] = {
        {"Có 480 khối.", "Có 460 khối.", 0, "Có [-480-]{+460+} khối."},
        {"đạt 480, còn", "đạt 460, còn", 0, "đạt [-480-]{+460+}, còn"},
        {"a b c", "a c", 0, "a [-b-] c"},
        {"a c", "a b c", 0, "a {+b+} c"},
        {"a b", "a", 0, "a [-b-]"},
        {"b a", "a", 0, "[-b-] a"},
        {"a", "a b.", 0, "a {+b.+}"},
        {"a x b y c", "a u b v c", 0, "a [-x-]{+u+} b [-y-]{+v+} c"},
        {"a b c d", "u v c d", 0, "[-a b-]{+u v+} c d"},
        {NULL, "mới cả", 0, "{+mới cả+}"},
        {"cũ cả", NULL, 0, "[-cũ cả-]"},
        {"", "", 0, ""},
        {"như nhau", "như nhau", 0, "như nhau"},
        {"1 2 3 4 5 x 6 7 8 9", "1 2 3 4 5 y 6 7 8 9", 2, "… 4 5 [-x-]{+y+} 6 7 …"},
        {"x 1 2 3 4 5 6 y", "u 1 2 3 4 5 6 v", 1, "[-x-]{+u+} 1 … 6 [-y-]{+v+}"},
        {"như nhau", "như nhau", 3, "…"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf out = {0};

        words_mark(rows[i].before, rows[i].after, marks, rows[i].around, &out);
        assert_string_equal(out.p ? out.p : "", rows[i].wanted);
        buf_release(&out);
    }
}

static void test_alike(void **state)
{
    (void)state;
    assert_true(words_alike("a b c", "a b c") == 1);
    assert_true(words_alike("", "") == 1);
    assert_true(words_alike("a b", "c d") == 0);
    assert_true(words_alike("a b c d", "a b x y") == 0.5);
}

/* A text too long for the table still has what both begin and end with. */
static void test_large(void **state)
{
    (void)state;
    struct buf x = {0}, y = {0}, out = {0};

    for (int i = 0; i < 5000; i++) {
        buf_printf(&x, "%sx%d", i ? " " : "giữ ", i);
        buf_printf(&y, "%sy%d", i ? " " : "giữ ", i);
    }
    words_mark(x.p, y.p, marks, 0, &out);
    assert_memory_equal(out.p, "giữ [-x0 x1 ", 14);
    assert_non_null(strstr(out.p, "x4999-]{+y0 "));
    buf_release(&x);
    buf_release(&y);
    buf_release(&out);
}

static void put(void *user, const struct passage_change *c)
{
    struct buf *out = user;

    buf_printf(out, "%s%s%s|%s>%s;", c->row ? "row " : "", c->moved ? "moved " : "", c->place, c->before ? c->before : "", c->after ? c->after : "");
}

struct lines {
    const char *place[12], *text[12];
};

static size_t passages(const struct lines *l, vb_passage *out)
{
    size_t n = 0;

    for (; n < 12 && l->place[n]; n++)
        out[n] = (vb_passage){l->place[n], l->text[n]};
    return n;
}

static void test_passages(void **state)
{
    (void)state;
    static const struct {
        struct lines before, after;
        const char *wanted;
    } rows[] = {
        {{{"SI"}, {"Có 480 khối"}}, {{"SI"}, {"Có 460 khối"}}, "SI|Có 480 khối>Có 460 khối;"},
        {{{"SI"}, {"một"}}, {{"SI"}, {"hai"}}, "SI|một>hai;"}, /* alone in its place */
        {{{0}, {0}}, {{"SI"}, {"một"}}, "SI|>một;"},
        {{{"SI"}, {"một"}}, {{0}, {0}}, "SI|một>;"},
        /* what is alike is one, whatever came before it */
        {{{"SI", "SI", "SI"}, {"đầu", "toàn tỉnh có 480 khối dân vận", "cuối"}},
         {{"SI", "SI", "SI", "SI"}, {"đầu", "một đoạn mới hẳn", "toàn tỉnh có 460 khối dân vận", "cuối"}},
         "SI|>một đoạn mới hẳn;SI|toàn tỉnh có 480 khối dân vận>toàn tỉnh có 460 khối dân vận;"},
        /* components by their names */
        {{{"Kso-ky-hieu", "Kdo-khan", "Kdia-danh-ngay"}, {"Số 1", "KHẨN", "Tân Phú, ngày 1"}},
         {{"Kso-ky-hieu", "Kdia-danh-ngay"}, {"Số 2", "Tân An, ngày 2"}},
         "Kso-ky-hieu|Số 1>Số 2;Kdo-khan|KHẨN>;Kdia-danh-ngay|Tân Phú, ngày 1>Tân An, ngày 2;"},
        /* a row in the middle goes: those below it change their numbers, and are the same */
        {{{"T1/R1/C1", "T1/R1/C2", "T1/R2/C1", "T1/R2/C2", "T1/R3/C1", "T1/R3/C2"}, {"A", "5", "B", "5", "C", "5"}},
         {{"T1/R1/C1", "T1/R1/C2", "T1/R2/C1", "T1/R2/C2"}, {"A", "5", "C", "5"}},
         "row T1/R2/C1|B>;row T1/R2/C2|5>;"},
        /* one comes and another changes in one cell, which had no text */
        {{{"T1/R1/C1", "T1/R1/C2"}, {"Huyện Tân An", "7"}},
         {{"T1/R1/C1", "T1/R1/C2", "T1/R1/C3", "T1/R2/C1"}, {"Huyện Tân An", "8", "mới", "Huyện khác"}},
         "T1/R1/C2|7>8;T1/R1/C3|>mới;row T1/R2/C1|>Huyện khác;"},
        {{{"T1/R1/C1", "T1/R1/C2"}, {"Huyện Tân An", "7"}}, {{"T1/R2/C1"}, {"Huyện Tân An"}}, "T1/R2/C2|7>;"},
        /* figures of a row that are all other: told by the place */
        {{{"T1/R1/C1", "T1/R2/C1"}, {"480", "11"}}, {{"T1/R1/C1", "T1/R2/C1"}, {"460", "12"}}, "T1/R1/C1|480>460;T1/R2/C1|11>12;"},
        {{{"SI", "SII", "SIII"}, {"đoạn này dài và được chuyển đi nơi khác", "hai", "ba"}},
         {{"SII", "SIII", "SIV"}, {"hai", "ba", "đoạn này dài và được chuyển đi nơi khác"}},
         "moved SI|đoạn này dài và được chuyển đi nơi khác>;moved SIV|>đoạn này dài và được chuyển đi nơi khác;"},
    };

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        vb_passage before[12], after[12];
        size_t n = passages(&rows[i].before, before), m = passages(&rows[i].after, after);
        struct buf out = {0};

        passages_compare(before, n, after, m, put, &out);
        assert_string_equal(out.p ? out.p : "", rows[i].wanted);
        buf_clear(&out);
        passages_compare(after, m, after, m, put, &out);
        assert_int_equal(out.n, 0);
        buf_release(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_marks),
        cmocka_unit_test(test_alike),
        cmocka_unit_test(test_large),
        cmocka_unit_test(test_passages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
