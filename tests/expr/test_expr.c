/* Tests of what expressions give: printed results, truth, traces, figures, numbers, text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "expr/read.h"
#include "table.h"

struct row {
    const char *source, *printed;
};

static void check_rows(const struct row *rows, size_t n)
{
    struct table t;
    table_init(&t, LANG_EN);
    for (size_t i = 0; i < n; i++) {
        const char *got = table_print(&t, rows[i].source);
        if (!got || strcmp(got, rows[i].printed) != 0) {
            fail_msg("`%s` gives `%s`, not `%s`\n%s", rows[i].source, got ? got : "(fault)",
                     rows[i].printed, t.said.p);
        }
        assert_int_equal(t.ctx.errors, 0);
    }
    table_release(&t);
}

#define CHECK(...)                                                                                 \
    const struct row rows[] = {__VA_ARGS__};                                                       \
    (void)state;                                                                                   \
    check_rows(rows, sizeof rows / sizeof *rows)

static void test_literals(void **state)
{
    CHECK({"7.5", "7,5"}, {"4.140", "4,14"}, {"12", "12"}, {"007", "7"}, {"'abc'", "abc"},
          {"\"abc\"", "abc"}, {"'a' 'b' \"c\"", "abc"}, {"''", ""}, {"“xin” ~ ‘a’", "xina"},
          {"\"nói “có”\"", "nói “có”"}, {"'it\\'s'", "it's"}, {"'a\\tb\\n'", "a\tb\n"},
          {"'\\u0041\\x42\\U00000043'", "ABC"}, {"'\\q\\\\'", "\\q\\"},
          {"'Tie\u0302\u0301ng'", "Tiếng"}, {"(7)", "7"}, {"((('a')))", "a"}, {"[1, 2,][1]", "2"},
          {"(1, 2)[0]", "1"}, {"(5,)[0]", "5"}, {"{'a': 1, 'b': 2}.b", "2"},
          {"{'tên': 5}.ten", "5"}, {"{'tên': 5}['tên']", "5"}, {"dict(a=1, b='x').b", "x"},
          {"{}|length", "0"}, {"()|length", "0"}, {"\u00a07\u00a0", "7"}, {" \n7\n ", "7"});
}

static void test_data(void **state)
{
    CHECK({"tong", "7392"}, {"so_lieu.tong", "7392"}, {"Tổng", "7392"}, {"Số_liệu.Tổng", "7392"},
          {"so_lieu['Tổng']", "7392"}, {"so_lieu.in", "chữ in"}, {"ty_le", "7,5"},
          {"quoted", "4.140"}, {"bare", "4.140"}, {"nam_mo_hinh", "05"},
          {"dien_thoai", "0912345678"}, {"khoi[0].ten", "Xã"}, {"khoi.0.ten", "Xã"},
          {"khoi[-1].ten", "Ấp"}, {"khoi[1].ten", "Đảng uỷ"}, {"khoi[khong].ten", "Xã"},
          {"chia.khoi_xa", "3"}, {"chia['Khối xã']", "3"}, {"chia['khoi_' ~ 'tinh']", "1"},
          {"ten[0]", "N"}, {"ten[-3:]", "Ánh"}, {"ten[::-1]", "hnÁ ịhT nễyugN"},
          {"[1,2,3,4][1:3]|join", "23"}, {"[1,2,3,4][::2]|join", "13"},
          {"[1,2,3,4][::-1]|join", "4321"}, {"[1,2,3,4][3:0:-2]|join", "42"},
          {"[1,2,3][9:]|join", ""}, {"[1,2,3][:-1]|join", "12"},
          {"(khoi[1:]|first).ten", "Đảng uỷ"}, {"so_list[1:]|join(';')", "9;1,5;2"},
          {"trich_yeu", "về 7392 mô hình"}, {"tho", "{{ 1 + 1 }}"}, {"rong", ""},
          {"khoi[0].so_luong", "12"});
}

static void test_arithmetic(void **state)
{
    CHECK({"1 + 2", "3"}, {"1 - 2", "-1"}, {"2 * 3.5", "7"}, {"7 / 2", "3,5"}, {"1/8", "0,125"},
          {"7 // 2", "3"}, {"-7 // 2", "-4"}, {"7 % 3", "1"}, {"-7 % 3", "2"}, {"7.5 % 2", "1,5"},
          {"7 % -3", "-2"}, {"2**10", "1024"}, {"2**3**2", "64"}, {"-2**2", "4"}, {"2**-2", "0,25"},
          {"0**0", "1"}, {"0.1 + 0.2", "0,3"}, {"1/3*3", "1"}, {"1 + 2 * 3", "7"},
          {"(1 + 2) * 3", "9"}, {"10 - 2 - 3", "5"}, {"-5", "-5"}, {"+5", "5"}, {"- -5", "5"},
          {"-0", "0"}, {"tong + 1", "7393"}, {"ty_le * 2", "15"}, {"quoted + 1", "4141"},
          {"nam_mo_hinh + 1", "6"}, {"tong / 2", "3696"}, {"khoi[2].so_luong + 0", "1200"},
          {"1000000 * 1000000", "1000000000000"}, {"'a' + 'b'", "ab"}, {"'Số ' + ten[0]", "Số N"},
          {"chu + '!'", "abc!"}, {"'a' ~ 1 ~ 2.5", "a12,5"}, {"tong ~ ' mô hình'", "7392 mô hình"},
          {"'a' * 3", "aaa"}, {"3 * 'ab'", "ababab"}, {"'a' * -1", ""},
          {"([1, 2] * 2) | join", "1212"}, {"([1] + [2]) | join", "12"},
          {"(so_list + [1]) | length", "5"}, {"2 ~ 3 * 2", "26"});
}

static void test_conditions(void **state)
{
    CHECK({"'a' if true else 'b'", "a"}, {"'a' if false else 'b'", "b"}, {"'a' if false", ""},
          {"'x' if 0 else 'y' if 0 else 'z'", "z"}, {"'có' if gap else 'không'", "có"},
          {"'a' or 'b'", "a"}, {"'' or 'b'", "b"}, {"'a' and 'b'", "b"}, {"0 and x", "0"},
          {"x or 'k'", "k"}, {"gap and 'a' or 'b'", "a"}, {"'k' if not x", "k"},
          {"'k' if not khong", "k"}, {"'k' if not rong", "k"}, {"'k' if not do_mat", "k"},
          {"do_mat | default('-')", "-"}, {"x | default('-')", "-"}, {"x | d", ""},
          {"x.y.z | default('-')", "-"}, {"khoi[9].ten | default('-')", "-"},
          {"rong | default('-')", ""}, {"rong | default('-', true)", "-"},
          {"tong | default('-')", "7392"}, {"none | default(1)", "1"},
          {"x | default(tong)", "7392"});
}

static void test_office_filters(void **state)
{
    CHECK({"tong | so", "7.392"}, {"1234567.5 | so", "1.234.567,5"}, {"0 | so", "0"},
          {"999 | so", "999"}, {"1000 | so", "1.000"}, {"-1234 | so", "-1.234"},
          {"tong | so(1)", "7.392,0"}, {"(1/3) | so(2)", "0,33"}, {"(2/3) | so(2)", "0,67"},
          {"0.005 | so(2)", "0,01"}, {"-0.005 | so(2)", "-0,01"}, {"-0.004 | so(2)", "0,00"},
          {"quoted | so", "4.140"}, {"ty_le | so(decimals=2)", "7,50"},
          {"0.357 | phan_tram", "35,7%"}, {"(1/3) | phan_tram(1)", "33,3%"},
          {"1 | phan_tram(1)", "100,0%"}, {"1 | phan_tram", "100%"},
          {"(khoi[0].so_luong / tong) | phan_tram(1)", "0,2%"},
          {"39.5 | bang_chu", "ba mươi chín phẩy năm"},
          {"tong | bang_chu | viet_hoa", "Bảy nghìn ba trăm chín mươi hai"},
          {"105 | bang_chu", "một trăm linh năm"}, {"105 | bang_chu('le')", "một trăm lẻ năm"},
          {"24 | bang_chu('bon')", "hai mươi bốn"},
          {"1105 | bang_chu('ngan', 'le')", "một ngàn một trăm lẻ năm"},
          {"ngay | ngay", "ngày 03 tháng 02 năm 2026"}, {"ngay | ngay_ngan", "03/02/2026"},
          {"'2013-02-25' | ngay", "ngày 25 tháng 02 năm 2013"}, {"14 | la_ma", "XIV"},
          {"1 | thu_tu", "thứ nhất"}, {"2 | thu_tu", "thứ hai"}, {"3 | thu_tu", "thứ ba"},
          {"4 | thu_tu", "thứ tư"}, {"5 | thu_tu", "thứ năm"}, {"21 | thu_tu", "thứ hai mươi mốt"},
          {"12 | tang_giam", "tăng 12"}, {"(9 - 12) | tang_giam", "giảm 3"},
          {"0 | tang_giam", "không thay đổi"}, {"0.04 | tang_giam(1)", "không thay đổi"},
          {"1234.56 | tang_giam(1)", "tăng 1.234,6"}, {"ten | in_hoa", "NGUYỄN THỊ ÁNH"},
          {"ten | in_thuong", "nguyễn thị ánh"}, {"'đảng uỷ' | viet_hoa", "Đảng uỷ"});
}

static void test_text_filters(void **state)
{
    CHECK({"'uỷ ban' | upper", "UỶ BAN"}, {"'UỶ BAN' | lower", "uỷ ban"},
          {"'ĐẢNG uỶ' | capitalize", "Đảng uỷ"}, {"'nguyễn thị ánh' | title", "Nguyễn Thị Ánh"},
          {"'  a b\t' | trim", "a b"}, {"'xxaxx' | trim('x')", "a"}, {"'..a' | trim('.')", "a"},
          {"'aXbX' | replace('X', '-')", "a-b-"}, {"'aXbX' | replace('X', '-', 1)", "a-bX"},
          {"'ab' | replace('', '-')", "-a-b-"}, {"'uỷ' | replace('uỷ', 'ủy')", "ủy"},
          {"ten | length", "14"}, {"'' | length", "0"}, {"ten | first", "N"}, {"ten | last", "h"},
          {"'abc' | reverse", "cba"}, {"'ab' | list | join('-')", "a-b"},
          {"5 | string ~ 'x'", "5x"}, {"ten | safe", "Nguyễn Thị Ánh"}, {"'<' | e", "<"},
          {"'%s có %d, %.1f%% %03d' | format('a', 5.7, 1.25, 7)", "a có 5, 1,3% 007"},
          {"'%5s|' | format('uỷ')", "   uỷ|"}, {"'%04d' | format(-7)", "-007"},
          {"'xin chào'.upper()", "XIN CHÀO"}, {"' a '.strip()", "a"}, {"' a '.lstrip()", "a "},
          {"' a '.rstrip()", " a"}, {"'a,b,c'.split(',') | join('-')", "a-b-c"},
          {"' a  b '.split() | join('-')", "a-b"}, {"'a,b,c'.split(',', 1) | join('-')", "a-b,c"},
          {"''.split() | length", "0"}, {"''.split(',') | length", "1"},
          {"', '.join(['a', 'b'])", "a, b"}, {"'aXb'.replace('X', '-')", "a-b"},
          {"'a b'.title()", "A B"}, {"'aB'.capitalize()", "Ab"}, {"ten.split()[-1]", "Ánh"},
          {"ten.upper() | lower", "nguyễn thị ánh"});
}

/* The signs of a number are ours, whatever the pattern's comma suggests. */
static void test_patterns(void **state)
{
    CHECK({"'{:,.0f}'.format(1234567.5)", "1.234.568"}, {"'{:,.2f}'.format(tong)", "7.392,00"}, {"'{:.1f}|{}'.format(7.25, 7.5)", "7,3|7,5"},
          {"'{:>6}|{:<4}|{:^5}|{:*^7}'.format('a', 'b', 'c', ten[0])", "     a|b   |  c  |***N***"}, {"'{0}{1}{0}'.format('a', 'b')", "aba"},
          {"'{x}-{y.ten}'.format(x=1, y=khoi[0])", "1-Xã"}, {"'{0[1]}{0[0]}'.format([1, 2])", "21"}, {"'{{}}{:03d}'.format(7)", "{}007"},
          {"'{:{}.{p}f}|'.format(3.14159, 8, p=2)", "    3,14|"}, {"'{:+}{:+}'.format(1, -1)", "+1-1"}, {"'{:x}{:#X}{:b}{:o}'.format(255, 255, 5, 8)", "ff0XFF10110"},
          {"'{:010,}'.format(1234)", "00.001.234"}, {"'{:.1%}'.format(0.125)", "12,5%"}, {"'{:e}{:.3g}'.format(12345.678, 12345.678)", "1,234568e+041,23e+04"},
          {"'{:.2}'.format('abc')", "ab"}, {"'%d/%s' % (5, 'a')", "5/a"}, {"'%.1f%%' % 7.25", "7,3%"}, {"'%(a)s%(b)03d' % {'a': 'x', 'b': 5}", "x005"},
          {"'%-4s|%4s|' % ('a', 'b')", "a   |   b|"}, {"'%*d' % (4, 5)", "   5"}, {"tong % 100", "92"}, {"quoted % 100", "40"}, {"'%s' | format('a')", "a"},
          {"'%(x)s' | format(x=1)", "1"}, {"['%d'] | map('format', 3) | join", "3"}, {"'{:,.2f} {:_}'.format(0.005, 1234)", "0,01 1_234"},
          {"1e3 + 1_000 + 0x10 + 0b11 + 0o17", "2034"}, {"2.5e-1", "0,25"});
}

static void test_word_filters(void **state)
{
    CHECK({"'a' | center(4) ~ '|'", " a  |"}, {"'a\nb\n\nc' | indent(2)", "a\n  b\n\n  c"}, {"'a\nb' | indent('> ', true)", "> a\n> b"},
          {"'a\n\nb' | indent(1, blank=true)", "a\n \n b"}, {"'một hai ba bốn' | truncate(9, leeway=0)", "một..."}, {"'một hai ba' | truncate(7, true, '…', 0)", "một ha…"},
          {"'một hai' | truncate(4)", "một hai"}, {"'Số 12: a-b, c_d' | wordcount", "5"}, {"'<p>a <b>b</b></p><!-- c -->  d &amp; &#272;' | striptags", "a b d & Đ"},
          {"'a b/ờ?' | urlencode", "a%20b/%E1%BB%9D%3F"}, {"{'a': 'x y', 'b': '/'} | urlencode", "a=x+y&b=%2F"}, {"13000000 | filesizeformat", "13,0 MB"},
          {"1024 | filesizeformat(true)", "1,0 KiB"}, {"1 | filesizeformat", "1 Byte"}, {"'ab'.ljust(4, '.') ~ 'c'.rjust(3)", "ab..  c"}, {"'-5'.zfill(4)", "-005"},
          {"'hello'.find('l') ~ 'hello'.rfind('l') ~ 'hello'.find('z')", "23-1"}, {"'hello'.count('l') ~ [1, 2, 1].count(1)", "22"}, {"'ờ-a'.index('a')", "2"},
          {"'a=b=c'.partition('=') | join('|')", "a|=|b=c"}, {"'a=b=c'.rpartition('=') | join('|')", "a=b|=|c"}, {"'a b c'.rsplit(' ', 1) | join('|')", "a b|c"},
          {"'a\r\nb\n'.splitlines() | join('|')", "a|b"}, {"'tệp.docx'.removesuffix('.docx') ~ 'abc'.removeprefix('a')", "tệpbc"}, {"'Ờ a'.swapcase()", "ờ A"},
          {"'a\tb'.expandtabs(4)", "a   b"}, {"1 if 'đa'.isalpha() and '12'.isdigit() and not '1a'.isdigit() and ' '.isspace() and 'a1'.isalnum()", "1"},
          {"1 if 'A B'.isupper() and 'a b'.islower() and 'Aa Bb'.istitle() and not 'aA'.istitle()", "1"}, {"1 if 'abc'.endswith(('x', 'c')) and 'abc'.startswith('b', 1)", "1"},
          {"dict(chia, x=9).x", "9"}, {"dict([['a', 1]]).a", "1"}, {"[[1], [2, 3]] | sum(start=[]) | join", "123"},
          {"[[2, 1], [1, 9], [1, 2]] | sort | map('join') | join(' ')", "12 19 21"}, {"khoi | sort(attribute='ma,ten') | join(' ', 'ten')", "Đảng uỷ Ấp Xã"},
          {"{'b': [1, {}], 'a': []} | tojson(2)", "{\n  \"b\": [\n    1,\n    {}\n  ],\n  \"a\": []\n}"},
          {"khoi | groupby('khac', default='k') | map('first') | join", "k"}, {"1 if true is sameas true and 1 is not sameas true and khoi is sameas khoi", "1"});
}

static void test_number_filters(void **state)
{
    CHECK({"2.5 | round", "3"}, {"-2.5 | round", "-3"}, {"2.45 | round(1)", "2,5"},
          {"1234.567 | round(-2)", "1200"}, {"2.1 | round(0, 'ceil')", "3"},
          {"-2.1 | round(0, 'floor')", "-3"}, {"2.19 | round(method='floor', precision=1)", "2,1"},
          {"-5 | abs", "5"}, {"ty_le | abs", "7,5"}, {"7.9 | int", "7"}, {"-7.9 | int", "-7"},
          {"'12' | int + 1", "13"}, {"'x' | int(3)", "3"}, {"'7,5' | float", "7,5"},
          {"chu | float(0)", "0"}, {"quoted | int", "4140"}, {"[1, 2, 3.5] | sum", "6,5"},
          {"[] | sum", "0"}, {"[1] | sum(start=10)", "11"}, {"khoi | sum('so_luong')", "1221"},
          {"khoi | sum(attribute='so_luong') | so", "1.221"}, {"so_list | max", "10"},
          {"so_list | min", "1,5"}, {"(khoi | max('so_luong')).ten", "Ấp"},
          {"[] | max | default(0)", "0"}, {"['b', 'a'] | min", "a"});
}

static void test_list_filters(void **state)
{
    CHECK(
        {"khoi | length", "3"}, {"chia | count", "2"},
        {"khoi | map(attribute='ten') | join(', ')", "Xã, Đảng uỷ, Ấp"},
        {"khoi | join(', ', attribute='ten')", "Xã, Đảng uỷ, Ấp"},
        {"khoi | sort('so_luong', reverse=true) | join(', ', 'ten')", "Ấp, Xã, Đảng uỷ"},
        {"khoi | sort('ten') | join(', ', 'ten')", "Ấp, Đảng uỷ, Xã"},
        {"chu_list | sort | join(' ')", "a Ă Â D Đ e"},
        {"so_list | sort | join(' ')", "1,5 2 9 10"},
        {"so_list | sort(true) | join(' ')", "10 9 2 1,5"}, {"tron | sort | join(' ')", "10 1a 2"},
        {"[3, 1, 2] | reverse | join", "213"}, {"['a', 'A', 'b'] | unique | join", "ab"},
        {"[2, 1, 2.0] | unique | join", "21"},
        {"khoi | unique('ma') | join(',', 'ten')", "Xã,Đảng uỷ"},
        {"['a', 'b'] | map('upper') | join", "AB"},
        {"['a-'] | map('replace', '-', '+') | join", "a+"},
        {"[{}] | map(attribute='x', default='k') | join", "k"},
        {"[1, 2, 3, 4] | select('even') | join", "24"}, {"[1, 2, 3] | reject('odd') | join", "2"},
        {"[0, 1, ''] | select | join", "1"}, {"range(9) | select('divisibleby', 4) | join", "048"},
        {"khoi | selectattr('so_luong', '>', 10) | join(',', 'ten')", "Xã,Ấp"},
        {"khoi | selectattr('ghi_chu') | list | length", "0"},
        {"khoi | rejectattr('ma', 'eq', 'a') | length", "2"},
        {"khoi | selectattr('ghi_chu', 'defined') | length", "0"},
        {"khoi | groupby('ma') | map('first') | join(',')", "a,b"},
        {"(khoi | groupby('ma'))[1].grouper", "b"},
        {"(khoi | groupby('ma'))[1].list | join('+', 'ten')", "Xã+Ấp"},
        {"range(5) | batch(2, 'x') | map('join') | join(' ')", "01 23 4x"},
        {"range(7) | slice(3) | map('join', '+') | join(' ')", "0+1+2 3+4 5+6"},
        {"range(7) | slice(3, 'x') | map('join') | join(' ')", "012 34x 56x"},
        {"chia | dictsort | map('first') | join(',')", "khoi_tinh,Khối xã"},
        {"chia | dictsort(by='value', reverse=true) | map('last') | join", "31"},
        {"chia | items | map('join', '=') | join(';')", "Khối xã=3;khoi_tinh=1"},
        {"chia.items() | map('last') | sum", "4"}, {"chia.keys() | join(',')", "Khối xã,khoi_tinh"},
        {"chia.values() | sum", "4"}, {"so_lieu.get('tong')", "7392"},
        {"so_lieu.get('zzz', 'k')", "k"}, {"so_lieu | attr('tong')", "7392"},
        {"chia | list | length", "2"}, {"chia | first", "Khối xã"}, {"range(3) | join", "012"},
        /* what a table of 100,000 rows asks for */
        {"range(100000) | select('ge', 0) | sum", "4999950000"}, {"range(100000) | map('string') | list | length", "100000"},
        {"range(1, 4) | join", "123"}, {"range(3, 0, -1) | join", "321"}, {"range(0) | join", ""},
        {"range(0, 10, 4) | join", "048"}, {"chia | tojson", "{\"Khối xã\": 3, \"khoi_tinh\": 1}"},
        {"['a\"\\n', none, true, 1.5] | tojson", "[\"a\\\"\\n\", null, true, 1.5]"},
        {"[quoted, bare, dien_thoai] | tojson", "[\"4.140\", 4.140, \"0912345678\"]"});
}

static void test_truth(void **state)
{
    static const struct {
        const char *source;
        bool holds;
    } rows[] = {
        {"1 == 1.0", true},
        {"tong == 7392", true},
        {"chu == 1", false},
        {"chu != 1", true},
        {"'5' == 5", false},
        {"nam_mo_hinh == 5", true},
        {"nam_mo_hinh == '05'", true},
        {"quoted == 4140", true},
        {"bare == bare", true},
        {"khong == 0", true},
        {"none == none", true},
        {"true == 1", false},
        {"[1, [2]] == [1.0, [2]]", true},
        {"[1] == [1, 2]", false},
        {"{'a': 1, 'b': 2} == {'b': 2, 'a': 1}", true},
        {"{'a': 1} == {'a': 2}", false},
        {"so_list == [10, 9, 1.5, 2]", true},
        {"1 < 2 < 3", true},
        {"1 < 3 < 2", false},
        {"3 > 2 > 1 == true", false},
        {"'Đ' > 'D'", true},
        {"'a' < 'Ă'", true},
        {"'Â' < 'b'", true},
        {"so_list[0] > so_list[1]", true},
        {"tron[1] < tron[2]", true},
        {"1 in [1, 2]", true},
        {"3 not in [1, 2]", true},
        {"'b' in 'abc'", true},
        {"'' in ''", true},
        {"9 in so_list", true},
        {"'ten' in khoi[0]", true},
        {"'zzz' in khoi[0]", false},
        {"'Khối xã' in chia", true},
        {"'a' in {'a': 1}", true},
        {"x is defined", false},
        {"x is not defined", true},
        {"x is undefined", true},
        {"x.y.z is defined", false},
        {"tong is defined", true},
        {"do_mat is defined", true},
        {"do_mat is none", true},
        {"none is none", true},
        {"gap is true", true},
        {"gap is false", false},
        {"gap is boolean", true},
        {"chu is string", true},
        {"tong is string", false},
        {"quoted is string", true},
        {"quoted is number", true},
        {"tong is number", true},
        {"ty_le is float", true},
        {"ty_le is integer", false},
        {"chu is number", false},
        {"1 is integer", true},
        {"khoi is sequence", true},
        {"khoi is iterable", true},
        {"tong is mapping", false},
        {"chia is mapping", true},
        {"2 is even", true},
        {"tong is odd", false},
        {"9 is divisibleby 3", true},
        {"9 is divisibleby(2)", false},
        {"2 is in [1, 2]", true},
        {"2 is not in [1]", true},
        {"2 is == 2", true},
        {"2 is eq(2)", true},
        {"2 is equalto 3", false},
        {"2 is ge 2", true},
        {"'UỶ' is upper", true},
        {"'uỷ' is lower", true},
        {"'so' is filter", true},
        {"'odd' is test", true},
        {"not x is defined", true},
        {"true and not false", true},
        {"false or none or 0", false},
        {"x", false},
        {"khoi", true},
        {"[]", false},
        {"{}", false},
        {"'0'", true},
        {"khong", false},
        {"chu.startswith('ab')", true},
        {"chu.endswith('bc')", true},
        {"chu.startswith('abcd')", false},
        {"True and not False and None is none", true},
    };
    (void)state;
    struct table t;
    table_init(&t, LANG_EN);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        bool holds = false;
        const struct expr *e =
            expr_parse(t.ev, span_of(rows[i].source), (struct pos){"m.xml", 1, 1, NULL});
        if (!e || !expr_truth(t.ev, e, NULL, &holds) || holds != rows[i].holds) {
            fail_msg("`%s`: %d\n%s", rows[i].source, holds, t.said.n ? t.said.p : "");
        }
    }
    table_release(&t);
}

static void test_trace(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"so_lieu.khoi[1].ten", "V so_lieu.khoi[1].ten\n"},
        {"tong", "A tong\nV so_lieu.tong\n"},
        {"so_lieu.khoi | sum('so_luong')",
         "S so_lieu.khoi\nV so_lieu.khoi[0].so_luong\nV so_lieu.khoi[1].so_luong\n"
         "V so_lieu.khoi[2].so_luong\n"},
        {"so_lieu.khoi | length", "S so_lieu.khoi\n"},
        {"so_lieu.khoi[-1].ten", "S so_lieu.khoi\nV so_lieu.khoi[2].ten\n"},
        {"so_lieu.khoi | selectattr('so_luong', '>', 10) | map(attribute='ten') | join",
         "S so_lieu.khoi\nV so_lieu.khoi[0].so_luong\nV so_lieu.khoi[1].so_luong\n"
         "V so_lieu.khoi[2].so_luong\nV so_lieu.khoi[0].ten\nV so_lieu.khoi[2].ten\n"},
        {"x | default('k')", "A x\nA so_lieu.x\n"},
        {"so_lieu.khoi[9].ten | default('k')", "A so_lieu.khoi[9]\n"},
        {"so_lieu.chia['zzz'] | default('k')", "A so_lieu.chia.zzz\n"},
        {"'a' if so_lieu.khoi[0].ghi_chu is defined", "A so_lieu.khoi[0].ghi_chu\n"},
        {"'a' if so_lieu.tong is defined", "S so_lieu.tong\n"},
        {"'a' if gap", "S gap\n"},
        {"'a' if so_lieu.khoi", "S so_lieu.khoi\n"},
        {"'a' if so_lieu.tong == so_lieu.ty_le", "V so_lieu.tong\nV so_lieu.ty_le\n"},
        {"'a' if 'ten' in so_lieu.khoi[0]", "S so_lieu.khoi[0].ten\n"},
        {"do_mat | default('-')", "V do_mat\n"},
        {"do_mat.x | default('1')", "V do_mat\nA do_mat.x\n"},
        {"so_lieu.chia.items() | map('last') | sum",
         "S so_lieu.chia\nV so_lieu.chia.khoi_xa\nV so_lieu.chia.khoi_tinh\n"},
        {"trich_yeu", "V trich_yeu\nV so_lieu.tong\n"},
        {"(so_lieu.khoi[0].so_luong / so_lieu.tong) | phan_tram(1)",
         "V so_lieu.khoi[0].so_luong\nV so_lieu.tong\n"},
        {"'x' if false and so_lieu.tong", ""},
    };
    struct table t;
    table_init(&t, LANG_EN);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_non_null(table_print(&t, rows[i].source));
        assert_string_equal(t.trace.p, rows[i].printed);
    }
    table_release(&t);
}

static void test_read(void **state)
{
    (void)state;
    struct table t;
    table_init(&t, LANG_EN);
    table_clear(&t);
    const struct value *figures = read_member(&t.ctx, t.data.root, "so_lieu");
    const struct value *list = read_member(&t.ctx, figures, "so_list");
    assert_int_equal(read_count(&t.ctx, list), 4);
    assert_non_null(read_item(&t.ctx, list, 0));
    assert_null(read_item(&t.ctx, list, 4));
    assert_null(read_member(&t.ctx, t.data.root, "zzz"));
    assert_non_null(read_member(&t.ctx, figures, "tong"));
    assert_false(read_truth(&t.ctx, value_member(figures, "khong")));
    assert_string_equal(t.trace.p, "S so_lieu\nS so_lieu.so_list\nS so_lieu.so_list\n"
                                   "V so_lieu.so_list[0]\nA so_lieu.so_list[4]\nA zzz\n"
                                   "V so_lieu.tong\nS so_lieu.khong\n");
    t.ctx.tracer = NULL;
    assert_null(read_member(&t.ctx, t.data.root, "zzz"));
    table_release(&t);
}

static void test_scopes(void **state)
{
    (void)state;
    struct table t;
    table_init(&t, LANG_EN);
    mpq_t three;
    mpq_init(three);
    mpq_set_ui(three, 3, 1);
    struct scope outer = {.name = "khoi", .value = {.type = RESULT_STRING, .as.string = SPAN("a")}};
    struct scope inner = {
        .outer = &outer, .name = "n", .value = {.type = RESULT_NUMBER, .as.number = three, .written = "03"}};
    const struct value *first =
        value_item(value_member(value_member(t.data.root, "so_lieu"), "khoi"), 0);
    struct scope item = {.outer = &inner, .name = "m", .value = {.type = RESULT_DATA, .as.data = first}};
    static const struct row rows[] = {
        {"khoi", "a"},   {"n", "03"}, {"n + 0", "3"}, {"m.ten", "Xã"}, {"m['so_luong'] * n", "36"},
        {"tong", "7392"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct pos where = {0};
        struct result v;
        const struct expr *e = expr_parse(t.ev, span_of(rows[i].source), where);
        assert_non_null(e);
        assert_true(expr_eval(t.ev, e, &item, &v));
        assert_string_equal(expr_print(t.ev, &v, where), rows[i].printed);
    }
    mpq_clear(three);
    table_release(&t);
}

static void test_figures(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool quoted;
        enum figure_form form;
        const char *value;
    } rows[] = {
        {"12", false, FIGURE_OK, "12"},
        {"-12", false, FIGURE_OK, "-12"},
        {"\u221212", false, FIGURE_OK, "-12"},
        {" 12 ", false, FIGURE_OK, "12"},
        {"05", false, FIGURE_OK, "5"},
        {"0912345678", false, FIGURE_OK, "912345678"},
        {"7,5", false, FIGURE_OK, "7.5"},
        {"7,500", false, FIGURE_OK, "7.5"},
        {"7.5", false, FIGURE_OK, "7.5"},
        {"7.25", true, FIGURE_OK, "7.25"},
        {"4.140", false, FIGURE_AMBIGUOUS, NULL},
        {"4.140", true, FIGURE_OK, "4140"},
        {"-4.140", false, FIGURE_AMBIGUOUS, NULL},
        {"7.392", true, FIGURE_OK, "7392"},
        {"0.357", false, FIGURE_OK, "0.357"},
        {"0.357", true, FIGURE_OK, "0.357"},
        {"1.234.567", false, FIGURE_OK, "1234567"},
        {"1.234.567,89", false, FIGURE_OK, "1234567.89"},
        {"4.140,5", false, FIGURE_OK, "4140.5"},
        {"1234.567", false, FIGURE_OK, "1234.567"},
        {"1234.567", true, FIGURE_OK, "1234.567"},
        {"1234567", true, FIGURE_OK, "1234567"},
        {"0,0", false, FIGURE_OK, "0"},
        {"-0", false, FIGURE_OK, "0"},
        {"", false, FIGURE_NONE, NULL},
        {"-", false, FIGURE_NONE, NULL},
        {"+5", false, FIGURE_NONE, NULL},
        {"abc", false, FIGURE_NONE, NULL},
        {"12a", false, FIGURE_NONE, NULL},
        {"12 a", false, FIGURE_NONE, NULL},
        {".5", false, FIGURE_NONE, NULL},
        {"5.", false, FIGURE_NONE, NULL},
        {",5", false, FIGURE_NONE, NULL},
        {"5,", false, FIGURE_NONE, NULL},
        {"1,234.56", false, FIGURE_NONE, NULL},
        {"1.23.456", false, FIGURE_NONE, NULL},
        {"1.2345.678", true, FIGURE_NONE, NULL},
        {"1,2,3", false, FIGURE_NONE, NULL},
        {"1..2", false, FIGURE_NONE, NULL},
        {"7,5%", false, FIGURE_NONE, NULL},
        {"1e5", false, FIGURE_NONE, NULL},
        {"--5", false, FIGURE_NONE, NULL},
        {"012.345", true, FIGURE_NONE, NULL},
        {"25/02/2013", false, FIGURE_NONE, NULL},
        {"1 234", false, FIGURE_NONE, NULL},
        {"0x10", false, FIGURE_NONE, NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena a = {0};
        mpq_t v;
        mpq_init(v);
        enum figure_form form = figure_parse(span_of(rows[i].text), rows[i].quoted, v);
        if (form != rows[i].form ||
            (rows[i].value && strcmp(number_decimal(&a, v), rows[i].value) != 0)) {
            fail_msg("\"%s\": form %d, value %s", rows[i].text, form, number_decimal(&a, v));
        }
        mpq_clear(v);
        arena_release(&a);
    }
    char *nines = test_malloc(100000);
    memset(nines, '9', 100000);
    mpq_t v;
    mpq_init(v);
    assert_int_equal(figure_parse(span_make(nines, 1000), false, v), FIGURE_OK);
    assert_int_equal(figure_parse(span_make(nines, 100000), false, v), FIGURE_NONE);
    mpq_clear(v);
    test_free(nines);
}

static void test_formats(void **state)
{
    (void)state;
    static const struct {
        long top;
        unsigned long bottom;
        int decimals;
        const char *vietnamese, *decimal;
    } rows[] = {
        {0, 1, -1, "0", "0"},
        {7392, 1, -1, "7.392", "7392"},
        {-7392, 1, -1, "-7.392", "-7392"},
        {999, 1, 0, "999", "999"},
        {1000000, 1, -1, "1.000.000", "1000000"},
        {15, 2, -1, "7,5", "7.5"},
        {15, 2, 0, "8", "7.5"},
        {-15, 2, 0, "-8", "-7.5"},
        {1, 3, 2, "0,33", NULL},
        {2, 3, 2, "0,67", NULL},
        {-2, 3, 0, "-1", NULL},
        {1, 3, -1, NULL, NULL},
        {1, 8, -1, "0,125", "0.125"},
        {1, 8, 2, "0,13", "0.125"},
        {1, 1024, -1, "0,0009765625", "0.0009765625"},
        {-1, 1000, 2, "0,00", "-0.001"},
        {999999, 1000, 2, "1.000,00", "999.999"},
        {5, 1, 3, "5,000", "5"},
        {1, 7, 5, "0,14286", NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena a = {0};
        mpq_t v;
        mpq_init(v);
        mpq_set_si(v, rows[i].top, rows[i].bottom);
        mpq_canonicalize(v);
        char *vietnamese = number_vietnamese(&a, v, rows[i].decimals);
        char *decimal = number_decimal(&a, v);
        assert_int_equal(vietnamese == NULL, rows[i].vietnamese == NULL);
        assert_int_equal(decimal == NULL, rows[i].decimal == NULL);
        if (vietnamese) {
            assert_string_equal(vietnamese, rows[i].vietnamese);
        }
        if (decimal) {
            assert_string_equal(decimal, rows[i].decimal);
        }
        mpq_clear(v);
        arena_release(&a);
    }
}

/* A literal text of a document, and the same as a figure of so_lieu. */
static const char *expand(struct table *t, const char *text, bool document)
{
    static const struct source source = {.file = "ke-hoach.md", .document = true, .markdown = true};
    static const struct source plain = {.file = "so.yaml"};
    const struct source *of = document ? &source : &plain;
    table_clear(t);
    return expr_text(
        t->ev, value_text(&t->data, span_of(text), true, (struct pos){of->file, 5, 3, NULL}, of), NULL);
}

static void test_texts(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"không có gì", "không có gì"},
        {"", ""},
        {"{{ tong }}", "7392"},
        {"có {{ tong | so }} mô hình, {{ ty_le }}%.", "có 7.392 mô hình, 7,5%."},
        {"{{tong}}{{tong}}", "73927392"},
        {"{{ '}}' }}{{ '{{' }}", "}}{{"},
        {"{{ {'a': {'b': 1}}.a.b }}", "1"},
        {"a {{- ' b ' -}} c", "a b c"},
        {"{{-5}} {{ -5 }}", "-5 -5"},
        {"a {{- '' -}} ", "a"},
        {"{ x } {# y #} { {", "{ x } {# y #} { {"},
        {"{{ “}}” }}", "}}"},
        {"{{\n  tong\n}}", "7392"},
    };
    struct table t;
    table_init(&t, LANG_EN);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *got = expand(&t, rows[i].source, true);
        if (!got || strcmp(got, rows[i].printed) != 0) {
            fail_msg("`%s` gives `%s`\n%s", rows[i].source, got ? got : "(fault)", t.said.p);
        }
    }
    assert_string_equal(expand(&t, "{{ tong }} {%", false), "{{ tong }} {%");
    table_release(&t);

    assert_true(expr_has_tags(SPAN("a {{ b")));
    assert_false(expr_has_tags(SPAN("a { { b {% %}")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_literals),       cmocka_unit_test(test_data),
        cmocka_unit_test(test_arithmetic),     cmocka_unit_test(test_conditions),
        cmocka_unit_test(test_office_filters), cmocka_unit_test(test_text_filters),
        cmocka_unit_test(test_number_filters), cmocka_unit_test(test_patterns), cmocka_unit_test(test_word_filters), cmocka_unit_test(test_list_filters),
        cmocka_unit_test(test_truth),          cmocka_unit_test(test_trace),
        cmocka_unit_test(test_read),           cmocka_unit_test(test_scopes),
        cmocka_unit_test(test_figures),        cmocka_unit_test(test_formats),
        cmocka_unit_test(test_texts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
