/* Tests of numbers in their formats and of how lists count. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "model/number.h"

static void numbers_in_formats(void **state)
{
    static const struct {
        enum numbering_format format;
        long n;
        const char *lang, *want;
    } rows[] = {
        {NUMBERING_DECIMAL, 12, NULL, "12"},          {NUMBERING_DECIMAL, -3, NULL, "-3"},
        {NUMBERING_ROMAN, 1994, NULL, "MCMXCIV"},     {NUMBERING_LOWER_ROMAN, 4, NULL, "iv"},
        {NUMBERING_ROMAN, 0, NULL, "0"},              {NUMBERING_ROMAN, 4000, NULL, "4000"},
        {NUMBERING_LETTER, 26, NULL, "Z"},            {NUMBERING_LETTER, 28, NULL, "BB"},
        {NUMBERING_LOWER_LETTER, 780, NULL, "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzz"}, {NUMBERING_LOWER_LETTER, 781, NULL, "781"},
        {NUMBERING_ALPHABET, 28, NULL, "AB"},         {NUMBERING_LOWER_ALPHABET, 702, NULL, "zz"},
        {NUMBERING_LOWER_ALPHABET, 703, NULL, "aaa"}, {NUMBERING_ALPHABET, 0, NULL, "0"},
        {NUMBERING_DECIMAL_ZERO, 7, NULL, "07"},      {NUMBERING_DECIMAL_ZERO, 0, NULL, "00"},
        {NUMBERING_THREE_FIGURES, 7, NULL, "007"},    {NUMBERING_FOUR_FIGURES, 70, NULL, "0070"},
        {NUMBERING_FIVE_FIGURES, 123456, NULL, "123456"}, {NUMBERING_HEX, 31, NULL, "1F"},
        {NUMBERING_DASH, 4, NULL, "- 4 -"},           {NUMBERING_CHICAGO, 6, NULL, "\xe2\x80\xa0\xe2\x80\xa0"},
        {NUMBERING_CIRCLE, 20, NULL, "⑳"},            {NUMBERING_CIRCLE, 21, NULL, "21"},
        {NUMBERING_PAREN, 1, NULL, "⑴"},              {NUMBERING_FULL_STOP, 2, NULL, "⒉"},
        {NUMBERING_ORDINAL, 1, "en-US", "1st"},       {NUMBERING_ORDINAL, 12, "en-US", "12th"},
        {NUMBERING_ORDINAL, 23, NULL, "23rd"},        {NUMBERING_ORDINAL, 2, "vi-VN", "2"},
        {NUMBERING_WORDS, 121, "en-US", "One hundred twenty-one"}, {NUMBERING_WORDS, 14, "vi-VN", "Mười bốn"},
        {NUMBERING_WORDS, 5000, NULL, "Five thousand"}, {NUMBERING_ORDINAL_WORDS, 12, NULL, "Twelfth"},
        {NUMBERING_ORDINAL_WORDS, 21, "en", "Twenty-first"}, {NUMBERING_ORDINAL_WORDS, 30, NULL, "Thirtieth"},
        {NUMBERING_ORDINAL_WORDS, 17, NULL, "Seventeenth"}, {NUMBERING_ORDINAL_WORDS, 1, "vi-VN", "Thứ nhất"},
        {NUMBERING_ORDINAL_WORDS, 3, "vi-VN", "Thứ ba"}, {NUMBERING_VIETNAMESE, 21, "en-US", "hai mươi mốt"},
        {NUMBERING_WORDS, 0, NULL, "0"},              {NUMBERING_NONE, 3, NULL, ""}, {NUMBERING_BULLET, 3, NULL, ""},
    };
    struct arena a = {0};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_string_equal(number_text(&a, rows[i].format, rows[i].n, rows[i].lang), rows[i].want);
    for (int f = 0; f < NUMBERING__COUNT; f++) /* every format, whatever the number */
        for (long n = -1; n < 1000001; n = n < 30 ? n + 1 : n * 7)
            assert_non_null(number_text(&a, (enum numbering_format)f, n, NULL));
    arena_release(&a);
}

static struct numbering *list_make(struct doc *d)
{
    struct numbering *list = doc_numbering(d, NULL);
    list->n = 3;
    for (int i = 0; i < NUMBERING_LEVELS; i++)
        list->levels[i] = (struct numbering_level){.pattern = "", .start = 1, .restart = -1};
    list->levels[0].pattern = "Điều %1.";
    list->levels[0].format = NUMBERING_ROMAN;
    list->levels[1].pattern = "%1.%2)";
    list->levels[2].pattern = "%1-%2-%3%4 100%";
    list->levels[2].legal = true;
    list->levels[2].restart = 0;
    return list;
}

/* Steps of level (from 0) or, from 10 on, of the second list. */
static void lists_share_numbers(void **state)
{
    static const struct {
        int step;
        const char *want;
    } rows[] = {
        {0, "Điều I."}, {1, "I.1)"}, {2, "1-1-1 100%"}, {2, "1-1-2 100%"}, {0, "Điều II."}, {2, "2-1-3 100%"}, /* it goes on */
        {10, "Điều VII."}, {11, "VII.1)"}, {0, "Điều VIII."}, {10, "Điều IX."}, {1, "IX.1)"}, {11, "IX.2)"},
    };
    struct doc *d = doc_new();
    struct numbering *lists[2] = {list_make(d), NULL};
    struct numbering_count count = {0};
    unsigned begun[2] = {0};
    (void)state;
    lists[1] = doc_numbering(d, lists[0]->levels);
    lists[1]->shares = lists[0];
    lists[1]->begins[0] = 7;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const int which = rows[i].step / 10, level = rows[i].step % 10;
        numbering_step(lists[which], level, &count, &begun[which]);
        assert_string_equal(numbering_label(&d->arena, lists[which], level, &count, NULL), rows[i].want);
    }
    doc_free(d);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(numbers_in_formats), cmocka_unit_test(lists_share_numbers)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
