/* Tests of faults: each row one diagnostic, complete, in both languages; and hostile input. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "table.h"

struct fault {
    const char *source, *en, *vi;
};

/* clang-format off */
static const struct fault faults[] = {
{"tonng",
"m.xml:1:1: error: there is no `tonng` in the data; the nearest key is `tong`: correct the name, or add the value [value-missing]",
"m.xml:1:1: lỗi: dữ liệu không có `tonng`; khoá gần nhất là `tong`: sửa lại tên hoặc bổ sung giá trị [value-missing]"},
{"so_lieu.khoi[0].tenn",
"m.xml:1:17: error: there is no `so_lieu.khoi[0].tenn` in the data; the nearest key is `ten`: correct the name, or add the value [value-missing]",
"m.xml:1:17: lỗi: dữ liệu không có `so_lieu.khoi[0].tenn`; khoá gần nhất là `ten`: sửa lại tên hoặc bổ sung giá trị [value-missing]"},
{"khoi[9].ten",
"m.xml:1:6: error: there is no `so_lieu.khoi[9]` in the data; add it, or write `| default('…')` if it may be missing [value-missing]",
"m.xml:1:6: lỗi: dữ liệu không có `so_lieu.khoi[9]`; bổ sung vào dữ liệu, hoặc viết thêm `| default('…')` nếu được phép thiếu [value-missing]"},
{"zzzzzz",
"m.xml:1:1: error: there is no `zzzzzz` in the data; add it, or write `| default('…')` if it may be missing [value-missing]",
"m.xml:1:1: lỗi: dữ liệu không có `zzzzzz`; bổ sung vào dữ liệu, hoặc viết thêm `| default('…')` nếu được phép thiếu [value-missing]"},
{"so_lieu.khoii | sum('so_luong')",
"m.xml:1:9: error: there is no `so_lieu.khoii` in the data; the nearest key is `khoi`: correct the name, or add the value [value-missing]",
"m.xml:1:9: lỗi: dữ liệu không có `so_lieu.khoii`; khoá gần nhất là `khoi`: sửa lại tên hoặc bổ sung giá trị [value-missing]"},
{"khoi | sum('so_luon')",
"m.xml:1:8: error: there is no `so_lieu.khoi[0].so_luon` in the data; the nearest key is `so_luong`: correct the name, or add the value [value-missing]",
"m.xml:1:8: lỗi: dữ liệu không có `so_lieu.khoi[0].so_luon`; khoá gần nhất là `so_luong`: sửa lại tên hoặc bổ sung giá trị [value-missing]"},
{"chu + 1",
"m.xml:1:1: error: a number is needed, but `so_lieu.chu` is text \"abc\"; mend the data at d.yaml:14:8 [value-type]",
"m.xml:1:1: lỗi: cần con số, nhưng `so_lieu.chu` là chữ \"abc\"; sửa dữ liệu tại d.yaml:14:8 [value-type]"},
{"1 + khoi",
"m.xml:1:5: error: a number is needed, but `so_lieu.khoi` is a list; mend the data at d.yaml:21:5 [value-type]",
"m.xml:1:5: lỗi: cần con số, nhưng `so_lieu.khoi` là danh sách; sửa dữ liệu tại d.yaml:21:5 [value-type]"},
{"1/3 | so(2)",
"m.xml:1:7: error: a number is needed, but the filter `so` gives text \"3,00\"; a filter works before + - * /: put the computation in parentheses, as in `(a / b) | so(1)` [value-type]",
"m.xml:1:7: lỗi: cần con số, nhưng bộ lọc `so` cho ra chữ \"3,00\"; bộ lọc tác dụng trước các phép + - * /: đặt phép tính trong ngoặc, ví dụ `(a / b) | so(1)` [value-type]"},
{"1/3",
"m.xml:1:1: error: the number (about 0,3333) has no finite decimal; round it with a filter: `| so(1)` or `| phan_tram(1)` [number-infinite]",
"m.xml:1:1: lỗi: con số này (khoảng 0,3333) không viết được thành số thập phân hữu hạn; làm tròn bằng bộ lọc: `| so(1)` hoặc `| phan_tram(1)` [number-infinite]"},
{"bare + 1",
"m.xml:1:1: error: `so_lieu.bare` is written 4.140, which may be 4140 or 4,14; at d.yaml:11:9 write \"4.140\" in quotes or 4140 for the former, 4,14 for the latter [figure-ambiguous]",
"m.xml:1:1: lỗi: `so_lieu.bare` ghi là 4.140, có thể hiểu là 4140 hoặc 4,14; tại d.yaml:11:9 viết \"4.140\" trong ngoặc kép hoặc 4140 nếu là số trước, viết 4,14 nếu là số sau [figure-ambiguous]"},
{"bare > 4",
"m.xml:1:1: error: `so_lieu.bare` is written 4.140, which may be 4140 or 4,14; at d.yaml:11:9 write \"4.140\" in quotes or 4140 for the former, 4,14 for the latter [figure-ambiguous]",
"m.xml:1:1: lỗi: `so_lieu.bare` ghi là 4.140, có thể hiểu là 4140 hoặc 4,14; tại d.yaml:11:9 viết \"4.140\" trong ngoặc kép hoặc 4140 nếu là số trước, viết 4,14 nếu là số sau [figure-ambiguous]"},
{"chu | ngay",
"m.xml:1:1: error: a date (such as 25/02/2013) is needed, but `so_lieu.chu` is text \"abc\"; mend the data at d.yaml:14:8 [value-type]",
"m.xml:1:1: lỗi: cần ngày (như 25/02/2013), nhưng `so_lieu.chu` là chữ \"abc\"; sửa dữ liệu tại d.yaml:14:8 [value-type]"},
{"chu < 1",
"m.xml:1:1: error: a number is needed, but `so_lieu.chu` is text \"abc\"; mend the data at d.yaml:14:8 [value-type]",
"m.xml:1:1: lỗi: cần con số, nhưng `so_lieu.chu` là chữ \"abc\"; sửa dữ liệu tại d.yaml:14:8 [value-type]"},
{"'a' + 1",
"m.xml:1:1: error: `+` cannot join text with what is not text; join with `~`, as in `'Số ' ~ n` [plus-text]",
"m.xml:1:1: lỗi: `+` không nối được chữ với thứ không phải chữ; hãy nối bằng `~`, ví dụ `'Số ' ~ n` [plus-text]"},
{"true < false or 1 < 'a'",
"m.xml:1:21: error: a number is needed, but `'a'` is text \"a\" [value-type]",
"m.xml:1:21: lỗi: cần con số, nhưng `'a'` là chữ \"a\" [value-type]"},
{"tong / khong",
"m.xml:1:8: error: division by zero; test the divisor first, as in `{{ a / b if b else 0 }}` [division-by-zero]",
"m.xml:1:8: lỗi: chia cho số 0; kiểm tra số chia trước, ví dụ `{{ a / b if b else 0 }}` [division-by-zero]"},
{"7 % 0",
"m.xml:1:5: error: division by zero; test the divisor first, as in `{{ a / b if b else 0 }}` [division-by-zero]",
"m.xml:1:5: lỗi: chia cho số 0; kiểm tra số chia trước, ví dụ `{{ a / b if b else 0 }}` [division-by-zero]"},
{"2**0.5",
"m.xml:1:4: error: a whole number from -4096 to 4096 is needed, but this is a number 0,5 [value-range]",
"m.xml:1:4: lỗi: cần số nguyên từ -4096 đến 4096, nhưng đây là con số 0,5 [value-range]"},
{"2**5000",
"m.xml:1:4: error: a whole number from -4096 to 4096 is needed, but this is a number 5000 [value-range]",
"m.xml:1:4: lỗi: cần số nguyên từ -4096 đến 4096, nhưng đây là con số 5000 [value-range]"},
{"'a' * 99999999",
"m.xml:1:7: error: a whole number from -1048576 to 1048576 is needed, but this is a number 99999999 [value-range]",
"m.xml:1:7: lỗi: cần số nguyên từ -1048576 đến 1048576, nhưng đây là con số 99999999 [value-range]"},
{"range(1, 5, 0)",
"m.xml:1:13: error: the step is 0; give a step of at least 1, or below 0 to count down [step-zero]",
"m.xml:1:13: lỗi: bước bằng 0; cho bước từ 1 trở lên, hoặc số âm để đếm lùi [step-zero]"},
{"khoi",
"m.xml:1:1: error: `so_lieu.khoi` is a list and cannot be printed as it is; join it: `| join(', ')` [print-list]",
"m.xml:1:1: lỗi: `so_lieu.khoi` là danh sách, không in thẳng ra được; nối lại bằng `| join(', ')` [print-list]"},
{"chia",
"m.xml:1:1: error: `so_lieu.chia` is a group of values and cannot be printed as it is; name one of its members: `.ten` [print-map]",
"m.xml:1:1: lỗi: `so_lieu.chia` là một nhóm giá trị, không in thẳng ra được; ghi rõ giá trị bên trong: `.ten` [print-map]"},
{"do_mat",
"m.xml:1:1: error: `do_mat` has no value; fill it in, or write `| default('…')` if it may be empty [print-none]",
"m.xml:1:1: lỗi: `do_mat` để trống; điền giá trị, hoặc viết thêm `| default('…')` nếu được phép trống [print-none]"},
{"gap",
"m.xml:1:1: error: `gap` is true or false, which has no text; choose the words: `'có' if … else 'không'` [print-bool]",
"m.xml:1:1: lỗi: `gap` là giá trị đúng/sai, không in thẳng ra được; chọn chữ cần in: `'có' if … else 'không'` [print-bool]"},
{"tong == 1",
"m.xml:1:1: error: this value is true or false, which has no text; choose the words: `'có' if … else 'không'` [print-bool]",
"m.xml:1:1: lỗi: giá trị này là giá trị đúng/sai, không in thẳng ra được; chọn chữ cần in: `'có' if … else 'không'` [print-bool]"},
{"vong",
"d.yaml:4:11: error: the text `vong` (d.yaml:4:8) contains itself through its expressions; print the figures, not the text [text-cycle]",
"d.yaml:4:11: lỗi: đoạn chữ `vong` (d.yaml:4:8) chứa lại chính nó qua các biểu thức; hãy in con số, không in đoạn chữ ấy [text-cycle]"},
{"",
"m.xml:1:1: error: the expression is empty; write what is to be printed, as in `{{ so_lieu.tong }}`, or delete the tag [expression-empty]",
"m.xml:1:1: lỗi: biểu thức để trống; ghi giá trị cần in, ví dụ `{{ so_lieu.tong }}`, hoặc xoá thẻ này [expression-empty]"},
{"1 +",
"m.xml:1:4: error: expected a name, a number or a text, found the end of the expression; mend the expression here [expression-syntax]",
"m.xml:1:4: lỗi: cần một tên, con số hoặc đoạn chữ, nhưng gặp chỗ kết thúc biểu thức; sửa lại biểu thức ở chỗ này [expression-syntax]"},
{"(1",
"m.xml:1:3: error: expected `)`, found the end of the expression; mend the expression here [expression-syntax]",
"m.xml:1:3: lỗi: cần `)`, nhưng gặp chỗ kết thúc biểu thức; sửa lại biểu thức ở chỗ này [expression-syntax]"},
{"[1, 2",
"m.xml:1:6: error: expected `]`, found the end of the expression; mend the expression here [expression-syntax]",
"m.xml:1:6: lỗi: cần `]`, nhưng gặp chỗ kết thúc biểu thức; sửa lại biểu thức ở chỗ này [expression-syntax]"},
{"{'a' 1}",
"m.xml:1:6: error: expected `:`, found `1`; mend the expression here [expression-syntax]",
"m.xml:1:6: lỗi: cần `:`, nhưng gặp `1`; sửa lại biểu thức ở chỗ này [expression-syntax]"},
{"tong tong",
"m.xml:1:6: error: two names stand side by side, `tong` and `tong`; a name has no blanks, write `tong_tong`, or put an operator between them [expression-names]",
"m.xml:1:6: lỗi: hai tên đứng liền nhau, `tong` và `tong`; tên không có dấu cách, hãy viết `tong_tong`, hoặc thêm dấu phép tính ở giữa [expression-names]"},
{"tong AND tong",
"m.xml:1:6: error: `AND` is written `and` here [expression-spelling]",
"m.xml:1:6: lỗi: ở đây `AND` phải viết là `and` [expression-spelling]"},
{"tong && tong",
"m.xml:1:6: error: `&&` is written `and` here [expression-spelling]",
"m.xml:1:6: lỗi: ở đây `&&` phải viết là `and` [expression-spelling]"},
{"!tong",
"m.xml:1:1: error: `!` is written `not` here [expression-spelling]",
"m.xml:1:1: lỗi: ở đây `!` phải viết là `not` [expression-spelling]"},
{"7,5",
"m.xml:1:2: error: in an expression a decimal is written with a point: 7.5; it is printed with a comma [expression-comma]",
"m.xml:1:2: lỗi: trong biểu thức, số thập phân viết với dấu chấm: 7.5; khi in ra sẽ là dấu phẩy [expression-comma]"},
{"12abc",
"m.xml:1:3: error: `a` cannot stand here in an expression; text goes into quotes, a decimal is written with a point (7.5) [expression-character]",
"m.xml:1:3: lỗi: `a` không được đứng ở đây trong biểu thức; chữ thì đặt trong dấu nháy, số thập phân viết với dấu chấm (7.5) [expression-character]"},
{"tong & 1",
"m.xml:1:6: error: `&` is written `and` here [expression-spelling]",
"m.xml:1:6: lỗi: ở đây `&` phải viết là `and` [expression-spelling]"},
{"'abc",
"m.xml:1:1: error: the text that begins here has no closing quote; add the same quote at its end [expression-string-open]",
"m.xml:1:1: lỗi: đoạn chữ bắt đầu ở đây chưa có dấu nháy đóng; thêm đúng loại dấu nháy ấy ở cuối [expression-string-open]"},
{"'\\u00zz'",
"m.xml:1:2: error: this escape names no character; `\\x` needs 2 hexadecimal digits, `\\u` 4, `\\U` 8 [expression-escape]",
"m.xml:1:2: lỗi: mã ký tự này không hợp lệ; sau `\\x` cần 2 chữ số thập lục phân, sau `\\u` cần 4, sau `\\U` cần 8 [expression-escape]"},
{"tong | sso",
"m.xml:1:8: error: there is no filter `sso`; did you mean `so`? [filter-unknown]",
"m.xml:1:8: lỗi: không có bộ lọc `sso`; có phải ý là `so`? [filter-unknown]"},
{"tong | zzzzzzzz",
"m.xml:1:8: error: there is no filter `zzzzzzzz`; filters of figures are so, phan_tram, bang_chu, round, of dates ngay and ngay_ngan, of text upper, lower, trim, join [filter-unknown]",
"m.xml:1:8: lỗi: không có bộ lọc `zzzzzzzz`; với con số dùng so, phan_tram, bang_chu, round, với ngày dùng ngay, ngay_ngan, với chữ dùng upper, lower, trim, join [filter-unknown]"},
{"tong | ",
"m.xml:1:8: error: expected the name of a filter, found the end of the expression; mend the expression here [expression-syntax]",
"m.xml:1:8: lỗi: cần tên bộ lọc, nhưng gặp chỗ kết thúc biểu thức; sửa lại biểu thức ở chỗ này [expression-syntax]"},
{"tong is od",
"m.xml:1:9: error: there is no test `od`; after `is` write defined, none, string, number, even, odd or in [test-unknown]",
"m.xml:1:9: lỗi: không có phép thử `od`; sau `is` viết defined, none, string, number, even, odd hoặc in [test-unknown]"},
{"tong is 5",
"m.xml:1:9: error: expected the name of a test, found `5`; mend the expression here [expression-syntax]",
"m.xml:1:9: lỗi: cần tên phép thử, nhưng gặp `5`; sửa lại biểu thức ở chỗ này [expression-syntax]"},
{"chu.uper()",
"m.xml:1:5: error: there is no method `.uper()`; did you mean `.upper()`? [method-unknown]",
"m.xml:1:5: lỗi: không có phương thức `.uper()`; có phải ý là `.upper()`? [method-unknown]"},
{"rang(5)",
"m.xml:1:1: error: there is no function `rang()`; did you mean `range()`? [function-unknown]",
"m.xml:1:1: lỗi: không có hàm `rang()`; có phải ý là `range()`? [function-unknown]"},
{"int(5)",
"m.xml:1:1: error: there is no function `int()`; the functions are range() and dict(), everything else is a filter: `x | so` [function-unknown]",
"m.xml:1:1: lỗi: không có hàm `int()`; chỉ có hàm range() và dict(), còn lại dùng bộ lọc: `x | so` [function-unknown]"},
{"tong | so(1, 2)",
"m.xml:1:14: error: `so` takes fewer arguments (decimals); delete this one [argument-many]",
"m.xml:1:14: lỗi: `so` không nhận nhiều tham số như vậy (decimals); bỏ tham số này [argument-many]"},
{"tong | so(x=1)",
"m.xml:1:11: error: `so` has no argument `x`; its arguments: decimals [argument-name]",
"m.xml:1:11: lỗi: `so` không có tham số `x`; các tham số: decimals [argument-name]"},
{"tong | so(1, decimals=2)",
"m.xml:1:14: error: `so` is given the argument `decimals` twice (decimals); keep one [argument-twice]",
"m.xml:1:14: lỗi: `so` nhận tham số `decimals` hai lần (decimals); chỉ giữ một [argument-twice]"},
{"'a' | replace('b')",
"m.xml:1:7: error: `replace` lacks the argument `new` (old, new, count); add it in parentheses [argument-few]",
"m.xml:1:7: lỗi: `replace` còn thiếu tham số `new` (old, new, count); ghi thêm trong ngoặc [argument-few]"},
{"[1] | map",
"m.xml:1:7: error: `map` lacks the argument `filter` (filter, arg1, arg2, arg3, arg4, attribute, default); add it in parentheses [argument-few]",
"m.xml:1:7: lỗi: `map` còn thiếu tham số `filter` (filter, arg1, arg2, arg3, arg4, attribute, default); ghi thêm trong ngoặc [argument-few]"},
{"[1] | map('uper')",
"m.xml:1:7: error: there is no filter `uper`; did you mean `upper`? [filter-unknown]",
"m.xml:1:7: lỗi: không có bộ lọc `uper`; có phải ý là `upper`? [filter-unknown]"},
{"[1] | map('upper', 1)",
"m.xml:1:7: error: `upper` takes fewer arguments (no arguments); delete this one [argument-many]",
"m.xml:1:7: lỗi: `upper` không nhận nhiều tham số như vậy (không có tham số nào); bỏ tham số này [argument-many]"},
{"[1] | select('divisibleby')",
"m.xml:1:7: error: `divisibleby` lacks the argument `num` (num); add it in parentheses [argument-few]",
"m.xml:1:7: lỗi: `divisibleby` còn thiếu tham số `num` (num); ghi thêm trong ngoặc [argument-few]"},
{"105 | bang_chu('lee')",
"m.xml:1:16: error: \"lee\" is not possible here; choose one of 'le', 'ngan', 'bon' [argument-option]",
"m.xml:1:16: lỗi: \"lee\" không dùng được ở đây; chọn một trong các giá trị 'le', 'ngan', 'bon' [argument-option]"},
{"1 | round(0, 'up')",
"m.xml:1:14: error: \"up\" is not possible here; choose one of 'common', 'ceil', 'floor' [argument-option]",
"m.xml:1:14: lỗi: \"up\" không dùng được ở đây; chọn một trong các giá trị 'common', 'ceil', 'floor' [argument-option]"},
{"0 | la_ma",
"m.xml:1:1: error: a whole number from 1 to 3999 is needed, but this is a number 0 [value-range]",
"m.xml:1:1: lỗi: cần số nguyên từ 1 đến 3999, nhưng đây là con số 0 [value-range]"},
{"2.5 | la_ma",
"m.xml:1:1: error: a whole number from 1 to 3999 is needed, but this is a number 2,5 [value-range]",
"m.xml:1:1: lỗi: cần số nguyên từ 1 đến 3999, nhưng đây là con số 2,5 [value-range]"},
{"'%s' | format",
"m.xml:1:8: error: the pattern asks for a value that was not given; add it, or mend the pattern [format-few]",
"m.xml:1:8: lỗi: mẫu cần một giá trị chưa được cho; ghi thêm giá trị hoặc sửa lại mẫu [format-few]"},
{"'{:q}'.format(1)",
"m.xml:1:8: error: `{:q}` is no field of format(); write one such as {} , {0} , {ten} or {:,.1f} , and {{ for the brace itself [format-unknown]",
"m.xml:1:8: lỗi: `{:q}` không phải trường của format(); viết trường như {} , {0} , {ten} hay {:,.1f} , muốn in chính dấu ngoặc thì viết {{ [format-unknown]"},
{"'{0} {}'.format(1)",
"m.xml:1:10: error: `{}` is no field of format(); write one such as {} , {0} , {ten} or {:,.1f} , and {{ for the brace itself [format-unknown]", "m.xml:1:10: lỗi: `{}` không phải trường của format(); viết trường như {} , {0} , {ten} hay {:,.1f} , muốn in chính dấu ngoặc thì viết {{ [format-unknown]"},
{"'{'.format(1)",
"m.xml:1:5: error: `{` is no field of format(); write one such as {} , {0} , {ten} or {:,.1f} , and {{ for the brace itself [format-unknown]", "m.xml:1:5: lỗi: `{` không phải trường của format(); viết trường như {} , {0} , {ten} hay {:,.1f} , muốn in chính dấu ngoặc thì viết {{ [format-unknown]"},
{"'%s' % (1, 2)",
"m.xml:1:1: error: more values are given than the pattern has places for; delete those that are not printed, or mend the pattern [format-many]", "m.xml:1:1: lỗi: số giá trị đã cho nhiều hơn số chỗ trong mẫu; bỏ giá trị không in hoặc sửa lại mẫu [format-many]"},
{"'{:1001}'.format(1)",
"m.xml:1:11: error: `{:1001}` is no field of format(); write one such as {} , {0} , {ten} or {:,.1f} , and {{ for the brace itself [format-unknown]", "m.xml:1:11: lỗi: `{:1001}` không phải trường của format(); viết trường như {} , {0} , {ten} hay {:,.1f} , muốn in chính dấu ngoặc thì viết {{ [format-unknown]"},
{"'abc'.index('z')",
"m.xml:1:7: error: \"z\" does not stand in it; ask with `in` first, or write find(), which gives -1 [index-missing]", "m.xml:1:7: lỗi: không có \"z\" trong đó; hãy hỏi trước bằng `in`, hoặc viết find(), hàm này cho -1 [index-missing]"},
{"[1] | random",
"m.xml:1:7: error: `random` of Jinja cannot be used in a document: the same data must give the same document; put the choice into the data [jinja-refused]", "m.xml:1:7: lỗi: `random` của Jinja không dùng được trong văn bản: cùng một dữ liệu phải cho cùng một văn bản; hãy chọn sẵn trong dữ liệu [jinja-refused]"},
{"khoi.append(1)",
"m.xml:1:6: error: `append` of Jinja cannot be used in a document: a list or mapping is never changed; set a new one in a namespace: `{% set ns.ds = ns.ds + [x] %}` [jinja-refused]", "m.xml:1:6: lỗi: `append` của Jinja không dùng được trong văn bản: danh sách và nhóm giá trị không bao giờ bị sửa; đặt cái mới trong namespace: `{% set ns.ds = ns.ds + [x] %}` [jinja-refused]"},
{"'a' | truncate(2)",
"m.xml:1:16: error: a whole number from 3 to 1048576 is needed, but this is 2 [value-range]", "m.xml:1:16: lỗi: cần số nguyên từ 3 đến 1048576, nhưng đây là 2 [value-range]"},
{"'a'.center(9, 'xy')",
"m.xml:1:15: error: \"xy\" is not possible here; choose one of ' ', '.', '0' [argument-option]", "m.xml:1:15: lỗi: \"xy\" không dùng được ở đây; chọn một trong các giá trị ' ', '.', '0' [argument-option]"},
{"[1] | urlencode",
"m.xml:1:7: error: a list is needed, but `[1] | urlencode` is a number 1 [value-type]", "m.xml:1:7: lỗi: cần danh sách, nhưng `[1] | urlencode` là con số 1 [value-type]"},
{"1e401",
"m.xml:1:1: error: the number is too long to compute with (over 4096 bits) or to spell out; check the figures and the power [limit-number]", "m.xml:1:1: lỗi: con số quá dài, không tính hoặc đọc thành chữ được (quá 4096 bit); kiểm tra lại con số và phép luỹ thừa [limit-number]"},
{"1__0",
"m.xml:1:2: error: `_` cannot stand here in an expression; text goes into quotes, a decimal is written with a point (7.5) [expression-character]", "m.xml:1:2: lỗi: `_` không được đứng ở đây trong biểu thức; chữ thì đặt trong dấu nháy, số thập phân viết với dấu chấm (7.5) [expression-character]"},
{"0x",
"m.xml:1:2: error: `x` cannot stand here in an expression; text goes into quotes, a decimal is written with a point (7.5) [expression-character]", "m.xml:1:2: lỗi: `x` không được đứng ở đây trong biểu thức; chữ thì đặt trong dấu nháy, số thập phân viết với dấu chấm (7.5) [expression-character]"},
{"dict([1])",
"m.xml:1:6: error: a pair of key and value is needed, but `[1]` is a number 1 [value-type]", "m.xml:1:6: lỗi: cần một cặp khoá và giá trị, nhưng `[1]` là con số 1 [value-type]"},
{"'%q' | format(1)",
"m.xml:1:8: error: the pattern holds a `%` that begins no format such as %s, %d, %.1f or %05d; write `%%` for the sign itself [format-unknown]",
"m.xml:1:8: lỗi: mẫu có dấu `%` không mở đầu một định dạng như %s, %d, %.1f hay %05d; muốn in chính dấu này thì viết `%%` [format-unknown]"},
{"mixed | sum",
"m.xml:1:9: error: a number is needed, but `so_lieu.mixed[1]` is nothing (no value); mend the data at d.yaml:28:14 [value-type]",
"m.xml:1:9: lỗi: cần con số, nhưng `so_lieu.mixed[1]` là giá trị trống; sửa dữ liệu tại d.yaml:28:14 [value-type]"},
{"mixed | sort",
"m.xml:1:9: error: these values have no common order; compare figures with figures or text with text [compare-order]",
"m.xml:1:9: lỗi: các giá trị này không so sánh lớn nhỏ được với nhau; chỉ so con số với con số, chữ với chữ [compare-order]"},
{"[1, 'a'] | sort",
"m.xml:1:12: error: these values have no common order; compare figures with figures or text with text [compare-order]",
"m.xml:1:12: lỗi: các giá trị này không so sánh lớn nhỏ được với nhau; chỉ so con số với con số, chữ với chữ [compare-order]"},
{"khoi | join(',')",
"m.xml:1:8: error: text is needed, but `so_lieu.khoi[0]` is a group of values with keys; mend the data at d.yaml:21:7 [value-type]",
"m.xml:1:8: lỗi: cần chữ, nhưng `so_lieu.khoi[0]` là nhóm giá trị có khoá; sửa dữ liệu tại d.yaml:21:7 [value-type]"},
{"tong.ten",
"m.xml:1:6: error: a group of values with keys is needed, but `so_lieu.tong` is text \"7392\"; mend the data at d.yaml:8:9 [value-type]",
"m.xml:1:6: lỗi: cần nhóm giá trị có khoá, nhưng `so_lieu.tong` là chữ \"7392\"; sửa dữ liệu tại d.yaml:8:9 [value-type]"},
{"khoi.ten",
"m.xml:1:6: error: a group of values with keys is needed, but `so_lieu.khoi` is a list; mend the data at d.yaml:21:5 [value-type]",
"m.xml:1:6: lỗi: cần nhóm giá trị có khoá, nhưng `so_lieu.khoi` là danh sách; sửa dữ liệu tại d.yaml:21:5 [value-type]"},
{"ten.x",
"m.xml:1:5: error: a group of values with keys is needed, but `so_lieu.ten` is text \"Nguyễn Thị Ánh\"; mend the data at d.yaml:15:8 [value-type]",
"m.xml:1:5: lỗi: cần nhóm giá trị có khoá, nhưng `so_lieu.ten` là chữ \"Nguyễn Thị Ánh\"; sửa dữ liệu tại d.yaml:15:8 [value-type]"},
{"'a'.split('')",
"m.xml:1:11: error: \"\" is not possible here; choose one of ' ', ', ' [argument-option]",
"m.xml:1:11: lỗi: \"\" không dùng được ở đây; chọn một trong các giá trị ' ', ', ' [argument-option]"},
{"khong | la_ma",
"m.xml:1:1: error: a whole number from 1 to 3999 is needed, but `so_lieu.khong` is text \"0\"; mend the data at d.yaml:17:10 [value-range]",
"m.xml:1:1: lỗi: cần số nguyên từ 1 đến 3999, nhưng `so_lieu.khong` là chữ \"0\"; sửa dữ liệu tại d.yaml:17:10 [value-range]"},
{"so_lieu.chu[::0]",
"m.xml:1:15: error: the step is 0; give a step of at least 1, or below 0 to count down [step-zero]",
"m.xml:1:15: lỗi: bước bằng 0; cho bước từ 1 trở lên, hoặc số âm để đếm lùi [step-zero]"},
{"[1,2][::0]",
"m.xml:1:9: error: the step is 0; give a step of at least 1, or below 0 to count down [step-zero]",
"m.xml:1:9: lỗi: bước bằng 0; cho bước từ 1 trở lên, hoặc số âm để đếm lùi [step-zero]"},
{"7,5 + 1",
"m.xml:1:2: error: in an expression a decimal is written with a point: 7.5; it is printed with a comma [expression-comma]",
"m.xml:1:2: lỗi: trong biểu thức, số thập phân viết với dấu chấm: 7.5; khi in ra sẽ là dấu phẩy [expression-comma]"},
{"'%s %s' | format(1, khoi)",
"m.xml:1:21: error: `so_lieu.khoi` is a list and cannot be printed as it is; join it: `| join(', ')` [print-list]", "m.xml:1:21: lỗi: `so_lieu.khoi` là danh sách, không in thẳng ra được; nối lại bằng `| join(', ')` [print-list]"},
{"x.y + 1",
"m.xml:1:1: error: there is no `x` in the data; add it, or write `| default('…')` if it may be missing [value-missing]",
"m.xml:1:1: lỗi: dữ liệu không có `x`; bổ sung vào dữ liệu, hoặc viết thêm `| default('…')` nếu được phép thiếu [value-missing]"},
{"[] | first",
"m.xml:1:6: error: there is no `[][0]` in the data; add it, or write `| default('…')` if it may be missing [value-missing]",
"m.xml:1:6: lỗi: dữ liệu không có `[][0]`; bổ sung vào dữ liệu, hoặc viết thêm `| default('…')` nếu được phép thiếu [value-missing]"},
{"{'a': 1}.b",
"m.xml:1:10: error: there is no `b` in the data; add it, or write `| default('…')` if it may be missing [value-missing]",
"m.xml:1:10: lỗi: dữ liệu không có `b`; bổ sung vào dữ liệu, hoặc viết thêm `| default('…')` nếu được phép thiếu [value-missing]"},
{"dict(5)",
"m.xml:1:6: error: a list is needed, but `5` is a number 5 [value-type]",
"m.xml:1:6: lỗi: cần danh sách, nhưng `5` là con số 5 [value-type]"},
{"dict(a=1, 5)",
"m.xml:1:11: error: expected `name=`, found `5`; mend the expression here [expression-syntax]",
"m.xml:1:11: lỗi: cần `name=`, nhưng gặp `5`; sửa lại biểu thức ở chỗ này [expression-syntax]"},
{"1e",
"m.xml:1:2: error: `e` cannot stand here in an expression; text goes into quotes, a decimal is written with a point (7.5) [expression-character]",
"m.xml:1:2: lỗi: `e` không được đứng ở đây trong biểu thức; chữ thì đặt trong dấu nháy, số thập phân viết với dấu chấm (7.5) [expression-character]"},
{"ty_le is even",
"m.xml:1:1: error: a whole number is needed, but `so_lieu.ty_le` is text \"7,5\"; mend the data at d.yaml:9:10 [value-type]",
"m.xml:1:1: lỗi: cần số nguyên, nhưng `so_lieu.ty_le` là chữ \"7,5\"; sửa dữ liệu tại d.yaml:9:10 [value-type]"},
{"chu | bang_chu",
"m.xml:1:1: error: a number is needed, but `so_lieu.chu` is text \"abc\"; mend the data at d.yaml:14:8 [value-type]",
"m.xml:1:1: lỗi: cần con số, nhưng `so_lieu.chu` là chữ \"abc\"; sửa dữ liệu tại d.yaml:14:8 [value-type]"},
{"(1/3) | so",
"m.xml:1:9: error: the number (about 0,3333) has no finite decimal; round it with a filter: `| so(1)` or `| phan_tram(1)` [number-infinite]",
"m.xml:1:9: lỗi: con số này (khoảng 0,3333) không viết được thành số thập phân hữu hạn; làm tròn bằng bộ lọc: `| so(1)` hoặc `| phan_tram(1)` [number-infinite]"},
};
/* clang-format on */

static void check_faults(enum lang lang)
{
    struct table t;
    table_init(&t, lang);
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        const char *expected = lang == LANG_EN ? faults[i].en : faults[i].vi;
        if (table_print(&t, faults[i].source)) {
            fail_msg("`%s` prints", faults[i].source);
        }
        if (strncmp(t.said.p, expected, strlen(expected)) != 0 ||
            strcmp(t.said.p + strlen(expected), "\n") != 0) {
            fail_msg("`%s`:\n%s%s", faults[i].source, t.said.p, expected);
        }
        assert_int_equal(t.ctx.errors, 1);
    }
    table_release(&t);
}

static void test_english(void **state)
{
    (void)state;
    check_faults(LANG_EN);
}

static void test_vietnamese(void **state)
{
    (void)state;
    check_faults(LANG_VI);
}

/* Every faulty tag of a text is told of, at its own place: line 5, column 3 on. */
static void test_texts(void **state)
{
    (void)state;
    static const struct {
        const char *text, *said;
    } rows[] = {
        {"ưu {{ tongg }} và {{ }} và {{ tong | sso }}",
         "k.md:5:9: error: there is no `tongg` in the data; the nearest key is `tong`: correct the "
         "name, or add the value [value-missing]\n"
         "k.md:5:23: error: the expression is empty; write what is to be printed, as in `{{ "
         "so_lieu.tong }}`, or delete the tag [expression-empty]\n"
         "k.md:5:40: error: there is no filter `sso`; did you mean `so`? [filter-unknown]\n"},
        {"a {{ tong", "k.md:5:5: error: this `{{` has no `}}`; close the expression with `}}`, or "
                      "write `{{ '{{' }}` to print the braces [tag-open]\n"},
        {"a tong }} b", "k.md:5:10: error: this `}}` has no `{{` before it; open the expression "
                        "with `{{`, or write `{{ '}}' }}` to print the braces [tag-close]\n"},
        {"{% if x %}a{% endif %}",
         "k.md:5:3: error: `{% %}` (if, for, set) does not work in the text of a document, only "
         "`{{ }}` does; choose with `{{ 'a' if x else 'b' }}`, or put the loop into a template "
         "[tag-statement]\n"
         "k.md:5:14: error: `{% %}` (if, for, set) does not work in the text of a document, only "
         "`{{ }}` does; choose with `{{ 'a' if x else 'b' }}`, or put the loop into a template "
         "[tag-statement]\n"},
        {"{{ 'a }} b {{ tong }}",
         "k.md:5:6: error: the text that begins here has no closing quote; add the same quote at "
         "its end [expression-string-open]\n"},
        {"{{ {1 }} b", "k.md:5:9: error: expected `:`, found the end of the expression; mend the "
                       "expression here [expression-syntax]\n"},
        {"{{ khoi == 1 }}", "k.md:5:6: error: `khoi == 1` is true or false, which has no text; "
                            "choose the words: `'có' if … else 'không'` [print-bool]\n"},
    };
    static const struct source source = {.file = "k.md", .document = true, .markdown = true};
    struct table t;
    table_init(&t, LANG_EN);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        table_clear(&t);
        struct value *v =
            value_text(&t.data, span_of(rows[i].text), true, (struct pos){"k.md", 5, 3, NULL}, &source);
        assert_null(expr_text(t.ev, v, NULL));
        assert_string_equal(t.said.p, rows[i].said);
    }
    table_release(&t);
}

static void test_figure(void **state)
{
    (void)state;
    struct table t;
    table_init(&t, LANG_EN);
    const struct value *figures = value_member(t.data.root, "so_lieu");
    mpq_t v;
    mpq_init(v);
    assert_true(expr_figure(t.ev, value_member(figures, "quoted"), v));
    assert_true(mpq_cmp_ui(v, 4140, 1) == 0);
    table_clear(&t);
    assert_false(expr_figure(t.ev, value_member(figures, "chu"), v));
    assert_string_equal(t.trace.p, "V so_lieu.chu\n");
    assert_string_equal(t.said.p,
                        "d.yaml:14:8: error: a number is needed, but `so_lieu.chu` is text "
                        "\"abc\"; mend the data at d.yaml:14:8 [value-type]\n");
    table_clear(&t);
    assert_false(expr_figure(t.ev, value_member(figures, "bare"), v));
    assert_int_equal(t.ctx.errors, 1);
    mpq_clear(v);
    table_release(&t);
}

/* Where a source of several lines stands in a template. */
static void test_places(void **state)
{
    (void)state;
    struct table t;
    table_init(&t, LANG_EN);
    table_clear(&t);
    struct result v;
    const struct expr *e =
        expr_parse(t.ev, SPAN("1 +\n  'ưu' ~ tongg"), (struct pos){"m.xml", 3, 9, NULL});
    assert_non_null(e);
    assert_false(expr_eval(t.ev, e, NULL, &v));
    assert_int_equal(strncmp(t.said.p, "m.xml:4:10: ", 12), 0);
    table_clear(&t);
    assert_null(expr_parse(t.ev, SPAN("a +"), (struct pos){"m.xml", 0, 0, NULL}));
    assert_int_equal(strncmp(t.said.p, "m.xml: error: expected", 22), 0);
    table_clear(&t);
    assert_null(expr_parse(t.ev, SPAN("'\xff'"), (struct pos){"m.xml", 1, 1, NULL}));
    assert_non_null(strstr(t.said.p, "[expression-utf8]"));
    table_release(&t);
}

/* `unit` repeated between head and tail. */
static char *repeated(const char *head, const char *unit, size_t times, const char *tail)
{
    struct buf b = {0};
    buf_puts(&b, head);
    for (size_t i = 0; i < times; i++) {
        buf_puts(&b, unit);
    }
    buf_puts(&b, tail);
    return buf_detach(&b);
}

/* Each is refused with one diagnostic of the named kind, without much time or memory. */
static void test_hostile(void **state)
{
    (void)state;
    static const struct {
        const char *head, *unit;
        size_t times;
        const char *tail, *slug;
    } rows[] = {
        {"9**9**", "9", 1, "**99", "limit-number"},
        {"", "'a'*10**9", 1, "", "value-range"},
        {"", "range(10**9)", 1, "", "value-range"},
        {"", "range(1000000)", 1, "", "limit-list"},
        {"", "(", 100000, "1", "expression-long"},
        {"", "(", 60000, "1", "expression-deep"},
        {"", "[", 60000, "1", "expression-deep"},
        {"", "{1:", 20000, "1", "expression-deep"},
        {"1", "+1", 500000, "", "expression-long"},
        {"1", "+1", 30000, "", "expression-deep"},
        {"1", " or 1", 10000, "", "expression-deep"},
        {"1", " if 1", 10000, "", "expression-deep"},
        {"", "- ", 30000, "1", "expression-deep"},
        {"", "not ", 15000, "1", "expression-deep"},
        {"a", "[0]", 20000, "", "expression-deep"},
        {"a", ".b", 30000, "", "expression-deep"},
        {"a", "|upper", 10000, "", "expression-deep"},
        {"a", " is odd", 5000, "", "expression-deep"},
        {"", "9", 60000, "", "limit-number"},
        {"", "9", 1000, "**4", "limit-number"},
        {"", "1000000", 1, "**4000", "limit-number"},
        {"", "'", 60001, "", "expression-string-open"},
        {"", "('a'*1000000)", 1, "*2", "limit-text"},
        {"'a'*1000000", "~'a'*1000000", 2, "", "limit-text"},
        {"(['a'*1000000]*100)", "|join", 1, "", "limit-text"},
        {"(range(240000)|map('string')", "|sort|sort|sort", 1, ")", "limit-work"},
        {"([range(249999)]*1000)", "|map('sum')", 1, "|sum", "limit-work"},
        {"([[[1]*1000]*1000]*1000)", "|tojson", 1, "", "limit-text"},
        {"'a' if [[[1]*1000]*1000]*1000 == ", "[[[1]*1000]*1000]*1000", 1, "", "limit-work"},
        {"('a'*100000)", ".replace('a','b'*100000)", 1, "", "limit-text"},
        {"('%100s'*9999)", "|format(1)", 1, "", "format-few"},
        {"('a '*500000)", ".split()", 1, "|length", "limit-list"},
        {"2**4000", "", 0, "|bang_chu|float", "value-type"},
        {"(2**4000)", "|bang_chu", 1, "", "limit-number"},
    };
    struct table t;
    table_init(&t, LANG_EN);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *source = repeated(rows[i].head, rows[i].unit, rows[i].times, rows[i].tail);
        const char *got = table_print(&t, source);
        struct buf slug = {0};
        buf_printf(&slug, "[%s]\n", rows[i].slug);
        if (got || t.ctx.errors != 1 || !strstr(t.said.p, slug.p)) {
            fail_msg("row %zu (%.40s): %.40s\n%s", i, source, got ? got : "-", t.said.p);
        }
        buf_release(&slug);
        free(source);
    }
    table_release(&t);
}

/* Texts that contain each other: work is bounded over all of them together. */
static void test_laughs(void **state)
{
    (void)state;
    struct buf yaml = {0};
    buf_puts(&yaml, "ten_loai: Báo cáo\nnoi_dung: [\"{{ a9 }}\"]\na0: \"{{ '' }}\"\n");
    for (int i = 1; i <= 9; i++) {
        buf_printf(&yaml, "a%d: \"", i);
        for (int k = 0; k < 20; k++) {
            buf_printf(&yaml, "{{ a%d }}", i - 1);
        }
        buf_puts(&yaml, "\"\n");
    }
    struct table t;
    table_init(&t, LANG_EN);
    struct data data;
    data_init(&data, &t.ctx);
    assert_true(data_read_memory(&data, "l.yaml", buf_span(&yaml)));
    struct evaluator *ev = expr_new(&t.ctx, &data);
    assert_null(expr_text(ev, value_item(value_member(data.root, "noi_dung"), 0), NULL));
    assert_int_equal(t.ctx.errors, 1);
    assert_non_null(strstr(t.said.p, "[limit-work]"));
    expr_free(ev);
    data_release(&data);
    buf_release(&yaml);
    table_release(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_english), cmocka_unit_test(test_vietnamese),
        cmocka_unit_test(test_texts),   cmocka_unit_test(test_figure),
        cmocka_unit_test(test_places),  cmocka_unit_test(test_hostile),
        cmocka_unit_test(test_laughs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
