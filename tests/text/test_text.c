/* Tests of text: UTF-8, normal form, case, order, keys, breaks, marks. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "text/phrase.h"
#include "text/text.h"

static struct span bytes(const char *s)
{
    return span_of(s);
}

static void test_utf8_check(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t length, bad; /* bad == length: all valid */
    } rows[] = {
        {"", 0, 0},
        {"abc", 3, 3},
        {"Trích yếu văn bản của Đảng uỷ", 39, 39},
        {"abcdefgh\x80", 9, 8},       /* a tail alone, behind the fast part */
        {"\xC0\xAF", 2, 0},           /* overlong '/' */
        {"\xC1\xBF", 2, 0},           /* overlong DEL */
        {"\xE0\x80\xAF", 3, 0},       /* overlong in three */
        {"\xE0\xA0\x80", 3, 3},       /* U+0800 */
        {"\xF0\x80\x80\xAF", 4, 0},   /* overlong in four */
        {"\xF0\x90\x80\x80", 4, 4},   /* U+10000 */
        {"\xED\xA0\x80", 3, 0},       /* a surrogate */
        {"\xED\x9F\xBF", 3, 3},       /* U+D7FF */
        {"\xF4\x8F\xBF\xBF", 4, 4},   /* U+10FFFF */
        {"\xF4\x90\x80\x80", 4, 0},   /* above */
        {"\xF5\x80\x80\x80", 4, 0},   /* never a lead */
        {"\xFF", 1, 0},               /* never at all */
        {"a\xE1\xBB", 3, 1},          /* cut short */
        {"ab\xE1\xBB\x87\xE1", 6, 5}, /* cut short after a good one */
        {"\xE1\x41\x87", 3, 0},       /* not a tail */
        {"a\0b", 3, 3},               /* NUL is a character */
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct span s = span_make(rows[i].text, rows[i].length);
        assert_int_equal(text_utf8_check(s), rows[i].bad);
    }
}

static void test_utf8_next(void **state)
{
    (void)state;
    struct span s = bytes("aéệ\xF0\x9F\x98\x80");
    static const uint32_t expected[] = {'a', 0xE9, 0x1EC7, 0x1F600};
    size_t i = 0;
    for (size_t k = 0; k < 4; k++)
        assert_int_equal(text_next(s, &i), expected[k]);
    assert_int_equal(i, s.n);
    assert_int_equal(text_length(s), 4);
    assert_int_equal(text_length(span_make("", 0)), 0);
    i = 0;
    assert_int_equal(text_next(span_make("\xE1\xBB", 2), &i), 0xFFFD); /* stays inside */
    assert_int_equal(i, 2);
}

static void test_nfc(void **state)
{
    (void)state;
    struct arena a = {0};
    static const struct {
        const char *in, *out;
        bool is_nfc;
    } rows[] = {
        {"", "", true},
        {"Uỷ ban Kiểm tra", "Uỷ ban Kiểm tra", true},
        {"Tie\xCC\x82\xCC\x81ng", "Tiếng", false}, /* e + circumflex + acute */
        {"Ti\xC3\xAA\xCC\x81ng", "Tiếng", false},  /* ê + acute */
        {"Vie\xCC\xA3\xCC\x82t", "Việt", false},   /* marks in canonical order */
        {"Vie\xCC\x82\xCC\xA3t", "Việt", false},   /* and not */
        {"\xC6\xA0\xCC\x83", "Ỡ", false},          /* Ơ + tilde */
        {"\xE2\x84\xAB", "Å", false},              /* the Ångström sign */
        {"“–…”\xC2\xA0\xE2\x80\x91", "“–…”\xC2\xA0\xE2\x80\x91", true},
        {"\xE2\x80\x80", "\xE2\x80\x82", false}, /* EN QUAD is EN SPACE */
        {"q\xCC\x83", "q\xCC\x83", true},        /* no composed form exists */
        {"漢字 😀", "漢字 😀", true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_string_equal(text_nfc(&a, bytes(rows[i].in)), rows[i].out);
        assert_int_equal(text_is_nfc(bytes(rows[i].in)), rows[i].is_nfc);
        assert_true(text_is_nfc(bytes(rows[i].out)));
    }
    arena_release(&a);
}

/* The longest growth that NFC has: U+0390's fellow U+1D160 becomes three characters. */
static void test_nfc_growth(void **state)
{
    (void)state;
    struct arena a = {0};
    struct buf in = {0};
    for (int i = 0; i < 1000; i++)
        buf_puts(&in, "\xF0\x9D\x85\xA0\xEF\xAC\xAC");
    char *out = text_nfc(&a, buf_span(&in));
    assert_true(strlen(out) > in.n);
    assert_true(text_is_nfc(span_of(out)));
    buf_release(&in);
    arena_release(&a);
}

static void test_case(void **state)
{
    (void)state;
    struct arena a = {0};
    static const struct {
        const char *lower, *upper;
    } rows[] = {
        {"", ""},
        {"abc xyz 123 [\\]^_`{|}~@", "ABC XYZ 123 [\\]^_`{|}~@"},
        {"uỷ ban nhân dân", "UỶ BAN NHÂN DÂN"},
        {"đảng uỷ", "ĐẢNG UỶ"},
        {"ỗ ẵ ỡ ữ ặ ợ ị ỵ", "Ỗ Ẵ Ỡ Ữ Ặ Ợ Ị Ỵ"},
        {"tỉnh kiên giang", "TỈNH KIÊN GIANG"}, /* i keeps no dot of its own, as in Turkish */
        {"àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ",
         "ÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴĐ"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_string_equal(text_upper(&a, bytes(rows[i].lower)), rows[i].upper);
        assert_string_equal(text_lower(&a, bytes(rows[i].upper)), rows[i].lower);
    }
    assert_string_equal(text_upper(&a, bytes("ﬃﬃﬃ ß")), "FFIFFIFFI SS"); /* grows */
    assert_int_equal(strlen(text_upper(&a, bytes("\u0390\u0390"))), 12); /* each to three */
    arena_release(&a);
}

static void test_title_first(void **state)
{
    (void)state;
    struct arena a = {0};
    static const char *const rows[][2] = {
        {"", ""},
        {"về việc", "Về việc"},
        {"đảng viên", "Đảng viên"},
        {"ổn định", "Ổn định"},
        {"\"ổn định\"", "\"Ổn định\""},
        {"- nâng cao", "- Nâng cao"},
        {"5 năm", "5 năm"},
        {"Đã có", "Đã có"},
        {"...", "..."},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_string_equal(text_title_first(&a, bytes(rows[i][0])), rows[i][1]);
    arena_release(&a);
}

static void test_compare(void **state)
{
    (void)state;
    /* Base letters first (a ă â, d đ, e ê, o ô ơ, u ư), then the tones huyền hỏi ngã sắc nặng. */
    static const char *const sorted[] = {
        "",   "a",      "A",         "à",          "ả",  "ã",    "á",  "ạ",       "an",
        "ăn", "ân",     "Bắc",       "Cà Mau",     "da", "dũng", "đa", "Đà Nẵng", "em",
        "êm", "Hà Nội", "Hải Phòng", "Kiên Giang", "ma", "mà",   "mả", "mã",      "má",
        "mạ", "oi",     "ôi",        "ơi",         "u",  "ư",    "y",
    };
    size_t n = sizeof sorted / sizeof *sorted;
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < n; j++) {
            int expected = i < j ? -1 : i > j;
            if (text_compare(sorted[i], sorted[j]) != expected)
                fail_msg("\"%s\" against \"%s\" is not %d", sorted[i], sorted[j], expected);
        }
    }
    /* Canonically the same, so the code points decide; never equal unless the bytes are. */
    assert_int_equal(text_compare("ế", "e\xCC\x82\xCC\x81"), 1);
    assert_int_equal(text_compare("e\xCC\x82\xCC\x81", "ế"), -1);
}

static void test_fold(void **state)
{
    (void)state;
    struct arena a = {0};
    static const char *const rows[][2] = {
        {"Trích yếu", "trich_yeu"},
        {"trich-yeu", "trich_yeu"},
        {"trich_yeu", "trich_yeu"},
        {"TRI\xCC\x81"
         "CH YE\xCC\x82\xCC\x81U",
         "trich_yeu"}, /* NFD */
        {"Địa danh", "dia_danh"},
        {"Đơn vị tính:", "don_vi_tinh"},
        {"  -- Nơi  nhận -- ", "noi_nhan"},
        {"số 1/2", "so_1_2"},
        {"ưỡễặẵỗ", "uoeaao"},
        {"\xC2\xA0x\xC2\xA0", "x"},
        {"a\xE2\x80\x93z", "a_z"},
        {"_", ""},
        {"", ""},
        {"e\xCC\x81", "e"},
        {"- \xCC\x81x", "x"},
        {"a \xCC\x81x", "a_x"},
        {"ΑΒΓ", "αβγ"},
        {"한글", "한글"},
    };
    for (size_t i = 0; i + 1 < sizeof rows / sizeof *rows; i++)
        assert_string_equal(text_fold(&a, bytes(rows[i][0])), rows[i][1]);
    /* Hangul decomposes into letters; the fold of the fold is the fold. */
    char *once = text_fold(&a, bytes("한글"));
    assert_string_equal(text_fold(&a, bytes(once)), once);
    arena_release(&a);
}

static void test_nearest(void **state)
{
    (void)state;
    static const char *const keys[] = {"ten_loai", "trich_yeu", "noi_nhan", "noi_dung",
                                       "so",       "ngay",      "nguoi_ky", NULL};
    static const char *const none[] = {NULL};
    static const char *const rows[][2] = {
        {"trichyeu", "trich_yeu"},
        {"trich_yue", "trich_yeu"}, /* swapped */
        {"noi_nhna", "noi_nhan"},
        {"noi_dug", "noi_dung"},
        {"ten_loai", "ten_loai"},
        {"nagy", "ngay"},
        {"ngya", "ngay"},
        {"so", "so"},
        {"xo", NULL}, /* a third of two is nothing */
        {"hoan_toan_khac", NULL},
        {"", NULL},
        {"x", NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *got = text_nearest(rows[i][0], keys);
        if (rows[i][1])
            assert_string_equal(got, rows[i][1]);
        else
            assert_null(got);
    }
    assert_null(text_nearest("so", none));
    char *huge = malloc(1 << 20);
    memset(huge, 'a', (1 << 20) - 1);
    huge[(1 << 20) - 1] = '\0';
    assert_null(text_nearest(huge, keys)); /* refused, not computed */
    const char *const long_key[] = {huge, NULL};
    assert_null(text_nearest("ngay", long_key));
    free(huge);
}

static void test_collapse(void **state)
{
    (void)state;
    struct arena a = {0};
    static const char *const rows[][2] = {
        {"", ""},
        {" \t\r\n", ""},
        {"  a \n\t b  ", "a b"},
        {"a\xC2\xA0\xC2\xA0 b", "a\xC2\xA0\xC2\xA0 b"},
        {"\xC2\xA0x", "\xC2\xA0x"},
        {"a\xE2\x80\xA8"
         "b",
         "a b"},
        {"một  hai", "một hai"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_string_equal(text_collapse(&a, bytes(rows[i][0])), rows[i][1]);
    arena_release(&a);
}

/* '|' marks every place where a line may end. */
static void test_breaks(void **state)
{
    (void)state;
    static const char *const rows[] = {
        "",
        "a",
        "Uỷ |ban |Kiểm |tra",
        "Số |01-KH/BCĐ",
        "số |2368-QĐ/ĐUK |ngày |31-|10-|2011",
        "2013-|2015",
        "QĐ-|UBND",
        "KH-2026",
        "Vla-|đi-|mia",
        "-5 |độ",
        "và/hoặc",
        "7.392 |người",
        "a.b",
        "2026 |- |2030",
        "2026–|2030",
        "2026—|2030",
        "a‐|b",
        "a\u2011b",
        "Điều\u00A05 |của",
        "a \u00A0b",
        "-\u00A0b",
        "hai  |dấu   |cách ",
        "- |Nâng |cao",
        "a-",
        "a\t|b",
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buf plain = {0}, got = {0};
        for (const char *p = rows[i]; *p; p++) {
            if (*p != '|')
                buf_putc(&plain, *p);
        }
        struct span s = buf_span(&plain);
        for (size_t k = 0; k < s.n; k++) {
            if (text_break_before(s, k))
                buf_putc(&got, '|');
            buf_putc(&got, s.p[k]);
        }
        assert_false(text_break_before(s, s.n));
        assert_string_equal(buf_span(&got).p, rows[i]);
        buf_release(&plain);
        buf_release(&got);
    }
}

static void test_marks(void **state)
{
    (void)state;
    struct arena a = {0};
    static const struct {
        unsigned n;
        const char *roman;
    } romans[] = {
        {1, "I"},
        {2, "II"},
        {3, "III"},
        {4, "IV"},
        {5, "V"},
        {9, "IX"},
        {14, "XIV"},
        {19, "XIX"},
        {40, "XL"},
        {49, "XLIX"},
        {90, "XC"},
        {400, "CD"},
        {900, "CM"},
        {1994, "MCMXCIV"},
        {2026, "MMXXVI"},
        {3888, "MMMDCCCLXXXVIII"},
        {3999, "MMMCMXCIX"},
        {0, "0"},
        {4000, "4000"},
        {4294967295u, "4294967295"},
    };
    for (size_t i = 0; i < sizeof romans / sizeof *romans; i++)
        assert_string_equal(text_roman(&a, romans[i].n), romans[i].roman);
    static const struct {
        unsigned n;
        const char *letter;
    } letters[] = {
        {0, ""},    {1, "a"},   {4, "d"},    {5, "đ"},     {6, "e"},   {7, "g"},
        {9, "i"},   {10, "k"},  {23, "y"},   {24, "aa"},   {25, "ab"}, {28, "ađ"},
        {46, "ay"}, {47, "ba"}, {552, "yy"}, {553, "aaa"},
    };
    for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
        assert_string_equal(text_letter(&a, letters[i].n), letters[i].letter);
    assert_true(strlen(text_letter(&a, 4294967295u)) >= 7);
    arena_release(&a);
}

/* Where a name is broken well: the guide's own samples. */
static void test_phrases(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t at; /* the line begins with this word, from 0 */
        double cost;
    } cases[] = {
        {"ĐẠI HỘI ĐẠI BIỂU ĐẢNG BỘ TỈNH NGHỆ AN LẦN THỨ …", 4, BREAK_GOOD}, /* ĐẢNG BỘ */
        {"ĐẠI HỘI ĐẠI BIỂU ĐẢNG BỘ TỈNH NGHỆ AN LẦN THỨ …", 9, BREAK_GOOD}, /* LẦN THỨ */
        {"ĐẠI HỘI ĐẠI BIỂU ĐẢNG BỘ TỈNH NGHỆ AN LẦN THỨ …", 5, BREAK_BAD},  /* within ĐẢNG BỘ */
        {"ĐẠI HỘI ĐẠI BIỂU ĐẢNG BỘ TỈNH NGHỆ AN LẦN THỨ …", 6, BREAK_POOR}, /* TỈNH belongs to ĐẢNG BỘ */
        {"ĐẠI HỘI ĐẠI BIỂU ĐẢNG BỘ TỈNH NGHỆ AN LẦN THỨ …", 7, BREAK_POOR}, /* the name to its level */
        {"PHÁT TRIỂN KHOA HỌC, CÔNG NGHỆ", 4, BREAK_BEST},
        {"PHÁT TRIỂN KHOA HỌC, CÔNG NGHỆ", 3, BREAK_BAD},
        {"ĐỔI MỚI SÁNG TẠO VÀ CHUYỂN ĐỔI SỐ", 4, BREAK_GOOD},
        {"ĐỔI MỚI SÁNG TẠO VÀ CHUYỂN ĐỔI SỐ", 5, BREAK_POOR}, /* VÀ at the end of a line */
        {"ban thường vụ tỉnh ủy", 4, BREAK_BAD},             /* the other placing of the tone mark */
        {"TỈNH UỶ SƠN LA - CÔNG AN", 4, BREAK_BAD},
        {"TỈNH UỶ SƠN LA - CÔNG AN", 5, BREAK_BEST},
        {"CHI BỘ TỔ 16", 3, BREAK_BAD},
        {"HOÀNG ĐÌNH GIONG", 1, BREAK_FAIR},
    };
    struct arena a = {0};

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct span words[16];
        double costs[16];
        size_t n = 0;

        for (const char *p = cases[i].text; *p;) {
            size_t k = strcspn(p, " ");

            words[n++] = span_make(p, k);
            p += k + (p[k] == ' ');
        }
        text_break_costs(&a, words, n, costs);
        if (costs[cases[i].at] != cases[i].cost)
            fail_msg("%s, word %zu: %g, expected %g", cases[i].text, cases[i].at, costs[cases[i].at], cases[i].cost);
    }
    text_break_costs(&a, NULL, 0, (double[1]){0});
    arena_release(&a);
}

/* Old codes are known by several words of a line; a foreign name or m² is none. */
static void test_recode(void **state)
{
    static const struct {
        const char *family, *coded, *plain;
    } rows[] = {
        {".VnTime", "C\u00e9ng h\u00dfa x\u00b7 h\u00e9i \u00aea b", "Cộng hòa xã hội đa b"},
        {".VnTimeH", "\u00ae\u00b6ng b\u00e9", "ĐẢNG BỘ"},
        {".vnArial Narrow", "\u00ad\u00ed", "ướ"},
        {"VNI-Times", "Co\u00e4ng ho\u00f8a xa\u00f5 ho\u00e4i, \u00f1\u00f6\u00f4\u00f8ng A\u00c1", "Cộng hòa xã hội, đường Ấ"},
        {".VnTime", "a\u2013b 100%", "a\u2013b 100%"},
    };
    struct arena a = {0};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const enum text_code code = text_code_of(rows[i].family);
        assert_string_equal(text_recode(&a, span_of(rows[i].coded), code), rows[i].plain);
        assert_true(text_code_evidence(span_of(rows[i].plain), code) <= 0);
        assert_int_equal(text_code_evidence(span_of(rows[i].coded), code) > 0, i < 4);
    }
    assert_int_equal(text_code_of("Times New Roman"), CODE_UNICODE);
    assert_int_equal(text_code_of(".Vn"), CODE_TCVN3);
    assert_int_equal(text_code_of(""), CODE_UNICODE);
    assert_string_equal(text_recode(&a, SPAN(""), CODE_VNI), "");
    arena_release(&a);
}

static void test_recoded(void **state)
{
    (void)state;
    static const struct {
        const char *line;
        size_t at; /* SIZE_MAX: nowhere */
    } rows[] = {
        {"Mét ngµy, dù kiÕn t¹i héi tr\u00adêng §¶ng uû", 4 + 1},
        {"Moät ngaøy, döï kieán taïi hoäi tröôøng", 0},
        {"Thá»±c hiá»‡n", 0},
        {"Một ngày, dự kiến tại hội trường Đảng uỷ xã, 1.245,5 m², «Nhân Dân», 30°C", SIZE_MAX},
        {"Đoàn thăm São Paulo, Curaçao, Malmö và Zürich theo chương trình đã duyệt của Thường trực", SIZE_MAX},
        {"München, Köln", SIZE_MAX},
        {"", SIZE_MAX},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct span line = span_of(rows[i].line);
        assert_int_equal(text_find_recoded(line), rows[i].at == SIZE_MAX ? line.n : rows[i].at);
    }
}

static void test_is_upper(void **state)
{
    (void)state;
    static const char *const yes[] = {"MỤC ĐÍCH, YÊU CẦU", "NGUYỄN VĂN AN", "\"TỔ CHỨC\" 2026"};
    static const char *const no[] = {"", "COVID", "Mục đích", "MỤC ĐÍCH, yêu cầu", "A B C", "UBND tỉnh", "12 - 15"};
    for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
        assert_true(text_is_upper(span_of(yes[i])));
    for (size_t i = 0; i < sizeof no / sizeof *no; i++)
        assert_false(text_is_upper(span_of(no[i])));
}

static void test_visible(void **state)
{
    (void)state;
    struct arena a = {0};
    static const char *const rows[][2] = {
        {"ngh\u00adị quy\u200bết\ufeff", "nghị quyết"},
        {"\u202eĐảng\u202c\u2060 uỷ", "Đảng uỷ"},
        {"\u00d0\u1ea2NG", "Đ\u1ea2NG"},
        {"Tân\u00a0Phú – “một”", "Tân\u00a0Phú – “một”"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_string_equal(text_visible(&a, span_of(rows[i][0])), rows[i][1]);
        assert_int_equal(text_is_visible(span_of(rows[i][0])), strcmp(rows[i][0], rows[i][1]) == 0);
    }
    arena_release(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_utf8_check), cmocka_unit_test(test_utf8_next),
        cmocka_unit_test(test_nfc),        cmocka_unit_test(test_nfc_growth),
        cmocka_unit_test(test_case),       cmocka_unit_test(test_title_first),
        cmocka_unit_test(test_compare),    cmocka_unit_test(test_fold),
        cmocka_unit_test(test_nearest),    cmocka_unit_test(test_collapse),
        cmocka_unit_test(test_breaks),     cmocka_unit_test(test_marks),
        cmocka_unit_test(test_phrases),
        cmocka_unit_test(test_recode),
        cmocka_unit_test(test_recoded),    cmocka_unit_test(test_visible),
        cmocka_unit_test(test_is_upper),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
