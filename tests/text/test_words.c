/* Tests of numbers in words and of dates. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "text/date.h"
#include "text/words.h"

static void test_numbers(void **state)
{
    (void)state;
    struct arena a = {0};
    static const char *const rows[][2] = {
        {"0", "không"},
        {"1", "một"},
        {"4", "bốn"},
        {"5", "năm"},
        {"9", "chín"},
        {"10", "mười"},
        {"11", "mười một"},
        {"14", "mười bốn"},
        {"15", "mười lăm"},
        {"19", "mười chín"},
        {"20", "hai mươi"},
        {"21", "hai mươi mốt"},
        {"24", "hai mươi tư"},
        {"25", "hai mươi lăm"},
        {"31", "ba mươi mốt"},
        {"55", "năm mươi lăm"},
        {"91", "chín mươi mốt"},
        {"99", "chín mươi chín"},
        {"100", "một trăm"},
        {"101", "một trăm linh một"},
        {"104", "một trăm linh bốn"},
        {"105", "một trăm linh năm"},
        {"110", "một trăm mười"},
        {"111", "một trăm mười một"},
        {"115", "một trăm mười lăm"},
        {"121", "một trăm hai mươi mốt"},
        {"500", "năm trăm"},
        {"555", "năm trăm năm mươi lăm"},
        {"1000", "một nghìn"},
        {"1001", "một nghìn không trăm linh một"},
        {"1005", "một nghìn không trăm linh năm"},
        {"1015", "một nghìn không trăm mười lăm"},
        {"1024", "một nghìn không trăm hai mươi tư"},
        {"1100", "một nghìn một trăm"},
        {"4140", "bốn nghìn một trăm bốn mươi"},
        {"7392", "bảy nghìn ba trăm chín mươi hai"},
        {"10000", "mười nghìn"},
        {"21000", "hai mươi mốt nghìn"},
        {"100000", "một trăm nghìn"},
        {"104004", "một trăm linh bốn nghìn không trăm linh bốn"},
        {"1000000", "một triệu"},
        {"1000005", "một triệu không trăm linh năm"},
        {"1005000", "một triệu không trăm linh năm nghìn"},
        {"24024024", "hai mươi tư triệu không trăm hai mươi tư nghìn không trăm hai mươi tư"},
        {"1000000000", "một tỷ"},
        {"1000000001", "một tỷ không trăm linh một"},
        {"1000000000000", "một nghìn tỷ"},
        {"1234000000000", "một nghìn hai trăm ba mươi tư tỷ"},
        {"1005000000000", "một nghìn không trăm linh năm tỷ"},
        {"1000000000000000", "một triệu tỷ"},
        {"1000000000000000000", "một tỷ tỷ"},
        {"1000000005000000000", "một tỷ không trăm linh năm tỷ"},
        {"1000000000000000005", "một tỷ tỷ không trăm linh năm"},
        {"1005000000000000000000", "một nghìn không trăm linh năm tỷ tỷ"},
        {"1000000000000000000000000000", "một tỷ tỷ tỷ"},
        {"007", "bảy"},
        {"000", "không"},
        {"-1", "âm một"},
        {"-0", "không"},
        {"-0.0", "không phẩy không"},
        {"-0.5", "âm không phẩy năm"},
        {"-24.5", "âm hai mươi tư phẩy năm"},
        {"39.5", "ba mươi chín phẩy năm"},
        {"7.25", "bảy phẩy hai mươi lăm"},
        {"7.0", "bảy phẩy không"},
        {"7.50", "bảy phẩy năm mươi"},
        {"0.05", "không phẩy không năm"},
        {"0.075", "không phẩy không bảy mươi lăm"},
        {"206.375", "hai trăm linh sáu phẩy ba trăm bảy mươi lăm"},
        {"3.14159", "ba phẩy một bốn một năm chín"},
        {"3.004159", "ba phẩy không không bốn một năm chín"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_string_equal(words_number(&a, rows[i][0], 0), rows[i][1]);
    arena_release(&a);
}

static void test_flags(void **state)
{
    (void)state;
    struct arena a = {0};
    static const struct {
        const char *number;
        unsigned flags;
        const char *words;
    } rows[] = {
        {"105", WORDS_LE, "một trăm lẻ năm"},
        {"1005", WORDS_LE, "một nghìn không trăm lẻ năm"},
        {"1005", WORDS_NGAN, "một ngàn không trăm linh năm"},
        {"24", WORDS_BON, "hai mươi bốn"},
        {"14", WORDS_BON, "mười bốn"},
        {"24104", WORDS_LE | WORDS_NGAN | WORDS_BON, "hai mươi bốn ngàn một trăm lẻ bốn"},
        {"1.24", WORDS_BON, "một phẩy hai mươi bốn"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_string_equal(words_number(&a, rows[i].number, rows[i].flags), rows[i].words);
    arena_release(&a);
}

static void test_not_numbers(void **state)
{
    (void)state;
    struct arena a = {0};
    static const char *const rows[] = {
        "",
        "-",
        ".",
        "-.",
        "1.",
        ".5",
        "1,5",
        "1.2.3",
        "+1",
        " 1",
        "1 ",
        "1e3",
        "--1",
        "0x1",
        "một",
        "1-",
        "1\xC2\xA0",
        "1234567890123456789012345678901234567890123456789012345678901", /* 61 digits */
        "1.234567890123456789012345678901234567890123456789012345678901",
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_null(words_number(&a, rows[i], 0));
    assert_non_null(
        words_number(&a, "-123456789012345678901234567890123456789012345678901234567890", 0));
    arena_release(&a);
}

static void test_date_parse(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        struct date date;
    } good[] = {
        {"25/02/2013", {2013, 2, 25}},
        {"25/2/2013", {2013, 2, 25}},
        {"5/3/2020", {2020, 3, 5}},
        {"25-02-2013", {2013, 2, 25}},
        {"2013-02-25", {2013, 2, 25}},
        {" 2013-02-25\n", {2013, 2, 25}},
        {"\xC2\xA0"
         "1/1/2026 ",
         {2026, 1, 1}},
        {"29/02/2024", {2024, 2, 29}},
        {"29/2/2000", {2000, 2, 29}},
        {"31/12/9999", {9999, 12, 31}},
        {"30/4/1975", {1975, 4, 30}},
    };
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        struct date d = {0};
        assert_true(date_parse(span_of(good[i].text), &d));
        assert_int_equal(date_compare(d, good[i].date), 0);
    }
    static const char *const bad[] = {
        "",
        " ",
        "25",
        "25/",
        "25/02",
        "25/02/",
        "25/02/13",
        "25/02/20133",
        "31/4/2026",
        "31/04/2026",
        "29/02/2023",
        "29/2/1900",
        "30/2/2024",
        "0/1/2026",
        "32/1/2026",
        "1/0/2026",
        "1/13/2026",
        "1/1/0000",
        "25/02-2013",
        "25-02/2013",
        "25.02.2013",
        "2013/02/25",
        "2013-2-25",
        "2013-02-5",
        "2013-02-30",
        "2013-02-25x",
        "x25/02/2013",
        "025/02/2013",
        "25/002/2013",
        "-5/02/2013",
        "25 /02/2013",
        "25/02/2013 10:00",
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct date d = {1, 2, 3};
        assert_false(date_parse(span_of(bad[i]), &d));
        assert_int_equal(d.day, 3); /* left alone */
    }
}

static void test_date_forms(void **state)
{
    (void)state;
    struct arena a = {0};
    static const struct {
        struct date date;
        const char *full, *brief, *iso;
    } rows[] = {
        {{2026, 2, 3}, "ngày 03 tháng 02 năm 2026", "03/02/2026", "2026-02-03"},
        {{2020, 3, 5}, "ngày 05 tháng 3 năm 2020", "05/3/2020", "2020-03-05"},
        {{2013, 1, 25}, "ngày 25 tháng 01 năm 2013", "25/01/2013", "2013-01-25"},
        {{2026, 9, 10}, "ngày 10 tháng 9 năm 2026", "10/9/2026", "2026-09-10"},
        {{2026, 10, 9}, "ngày 09 tháng 10 năm 2026", "09/10/2026", "2026-10-09"},
        {{2026, 12, 31}, "ngày 31 tháng 12 năm 2026", "31/12/2026", "2026-12-31"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_string_equal(date_long(&a, rows[i].date), rows[i].full);
        assert_string_equal(date_short(&a, rows[i].date), rows[i].brief);
        assert_string_equal(date_iso(&a, rows[i].date), rows[i].iso);
    }
    /* Room for the pen. */
    assert_string_equal(date_long(&a, (struct date){2026, 0, 0}), "ngày   tháng   năm 2026");
    assert_string_equal(date_long(&a, (struct date){2026, 5, 0}), "ngày   tháng 5 năm 2026");
    assert_string_equal(date_long(&a, (struct date){0}), "ngày   tháng   năm");
    arena_release(&a);
}

static void test_date_unix(void **state)
{
    (void)state;
    static const struct {
        int64_t seconds;
        int offset;
        struct date date;
    } rows[] = {
        {0, 0, {1970, 1, 1}},
        {-1, 0, {1969, 12, 31}},
        {86399, 0, {1970, 1, 1}},
        {951782400, 0, {2000, 2, 29}},
        {951868800, 0, {2000, 3, 1}},
        {1767200399, 7 * 60, {2025, 12, 31}}, /* a second before midnight in Hà Nội */
        {1767200400, 7 * 60, {2026, 1, 1}},
        {1767200400, 0, {2025, 12, 31}},
        {-62135596800, 0, {1, 1, 1}},
        {253402300799, 0, {9999, 12, 31}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct date d = date_from_unix(rows[i].seconds, rows[i].offset);
        assert_int_equal(date_compare(d, rows[i].date), 0);
    }
    for (int64_t day = -800000; day < 3000000; day += 37) { /* there and back */
        struct date d = date_from_unix(day * 86400, 0);
        assert_int_equal(date_to_unix(d), day * 86400);
        if (d.year >= 1 && d.year <= 9999)
            assert_true(date_valid(d));
    }
}

static void test_date_compare(void **state)
{
    (void)state;
    struct date a = {2026, 5, 26}, b = {2026, 5, 27}, c = {2026, 6, 1}, d = {2027, 1, 1};
    assert_int_equal(date_compare(a, b), -1);
    assert_int_equal(date_compare(c, b), 1);
    assert_int_equal(date_compare(c, d), -1);
    assert_int_equal(date_compare(d, d), 0);
}

static void test_number_of_paper(void **state)
{
    static const char *const rows[][2] = {{"7", "07"}, {"07", "07"}, {"0007", "07"}, {"12", "12"}, {"123456", "123456"}, {"0123456", "123456"},
                                          {"", NULL}, {"0", NULL}, {"00", NULL}, {"1234567", NULL}, {"7a", NULL}, {"-7", NULL}, {"7 ", NULL}};
    struct arena a = {0};
    (void)state;

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *number = number_of_paper(&a, rows[i][0]);
        if (rows[i][1])
            assert_string_equal(number, rows[i][1]);
        else
            assert_null(number);
    }
    assert_string_equal(number_written(&a, 9), "09");
    assert_string_equal(number_written(&a, 10), "10");
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_number_of_paper),
        cmocka_unit_test(test_numbers),      cmocka_unit_test(test_flags),
        cmocka_unit_test(test_not_numbers),  cmocka_unit_test(test_date_parse),
        cmocka_unit_test(test_date_forms),   cmocka_unit_test(test_date_unix),
        cmocka_unit_test(test_date_compare),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
