#!/bin/sh
# vanban number: which series a number comes from, what the office allows, what is said. VANBAN is the program.
set -u
. "$(dirname "$0")/common.sh"

# number STATUS OUTPUT ARGUMENT...: what it prints is OUTPUT.
number()
{
    wanted=$1 output=$2
    shift 2
    "$VANBAN" number "$@" >out 2>err </dev/null
    got=$?
    [ $got = "$wanted" ] || { echo "    exit status $got, not $wanted: vanban number $*" && return 1; }
    [ "$(cat out)" = "$output" ] || { echo "    \"$(cat out)\", not \"$output\": vanban number $*" && return 1; }
}

office()
{
    rm -rf "$work/office"
    mkdir -p "$work/office/sub"
    cat >"$work/office/vanban.yaml"
    cd "$work/office/sub" || exit 99
}

office <<'END'
co_quan: { cap_tren: Tỉnh uỷ Kiên Giang, ten: Ban Chỉ đạo, ky_hieu: BCĐ }
nhiem_ky:
  - { ten: 2020 - 2025, tu: 10/6/2020 }
  - { ten: 2025 - 2030, tu: 15/6/2025 }
END
number 0 01-KH/BCĐ next --ten-loai KH; check "the first number"
number 0 02-KH/BCĐ next --ten-loai "kế hoạch"; check "a kind by its name"
number 0 01-BC/BCĐ next --ten-loai BC; check "each kind has its series"
number 0 01-KH/BCĐ next --ten-loai KH --ngay 14/6/2025; check "the term before"
number 0 03-KH/BCĐ next --ten-loai KH --ngay 31/12/2026; check "a year is no term"
[ -s ../luu/so-dang-ky.ndjson ] && [ -s ../.vanban/so-dang-ky.sqlite ] && [ ! -e luu ]; check "the register is that of the folder with vanban.yaml"
number 2 '' next --ten-loai KH --ngay 1/1/2020 && grep -q register-no-term err; check "no term: told"
number 2 '' next --ten-loai XX && grep -q kind-unknown err; check "no such kind: told"
number 2 '' next --ten-loai KH --ngay 31/2/2026 && grep -q date-invalid err; check "no such day: told"
number 0 01-QĐ/BCĐ next --ten-loai "Quyết định"; check "quyết định"
number 0 01-QĐ/BCĐ next --ten-loai "Quy định" && grep -q register-same-symbol err; check "a symbol that is there twice: warned"
number 0 04-KH/BCĐ reserve --ten-loai KH --for 2h; check "reserve"
number 0 05-KH/BCĐ next --ten-loai KH; check "a reserved number is not given"
SOURCE_DATE_EPOCH=1780007200 number 0 04-KH/BCĐ next --ten-loai KH; check "a reservation ends"
number 0 06-KH/BCĐ take --ten-loai KH --so 6; check "take"
number 2 '' take --ten-loai KH --so 6 && grep -q register-taken err; check "taken: told"
number 2 '' take --ten-loai KH --so 9 && grep -q register-jump err; check "a gap needs a rule"
number 2 '' take --ten-loai KH --so 0 && grep -q option-value err; check "no number"
number 2 '' void --ten-loai KH --so 6 && grep -q verb-needs err; check "void needs a reason"
number 0 06-KH/BCĐ void --ten-loai KH --so 6 --reason "in hỏng"; check "void"
number 2 '' void --ten-loai KH --so 6 --reason "in hỏng" && grep -q register-is-void err; check "void twice: told"
number 0 07-KH/BCĐ next --ten-loai KH; check "a void number is not given again"
number 2 '' skip --ten-loai KH --reason x && grep -q register-no-skip err; check "skip needs a rule"
number 2 '' && grep -q no-verb err; check "no verb: told"
number 2 '' next --ten-loai KH x && grep -q one-file err; check "too many words: told"
"$VANBAN" number next --json --ten-loai CV --trich-yeu "về việc thử" --noi-nhan "A; B" --so-ban 12 --who "Văn thư" >out 2>err &&
    grep -q '"so":1,' out && grep -q '"so_ban":"12"' out && grep -q '"noi_nhan":"A; B"' out &&
    tail -n 1 ../luu/so-dang-ky.ndjson | grep -q '"ai":"Văn thư","viec":"cap"'; check "--json, and one number for many"

office <<'END'
co_quan: [ { ten: Ban Tổ chức, cap_tren: Tỉnh uỷ, ky_hieu: BTCTU }, { ten: Ban Nội chính, cap_tren: Tỉnh uỷ, ky_hieu: BNCTU } ]
nhiem_ky: [ { ten: 2025 - 2030, tu: 15/6/2025 } ]
so_dang_ky: { chung: [ [Quyết định, Quy định] ], chua_so: true, lui_so: true }
END
number 0 01-QĐ/BTCTU-BNCTU next --ten-loai "Quyết định"; check "a joint paper"
number 0 02-QĐ/BTCTU-BNCTU next --ten-loai "Quy định" && [ ! -s err ]; check "kinds of one series"
grep -q '"co_quan":"BTCTU"' ../luu/so-dang-ky.ndjson; check "it is the lead's series"
number 0 "03-QĐ/BTCTU-BNCTU
04-QĐ/BTCTU-BNCTU" skip --ten-loai "Quy định" --count 2 --reason "chừa"; check "skip"
number 0 05-QĐ/BTCTU-BNCTU next --ten-loai "Quy định"; check "the next lies behind what was skipped"
number 0 03-QĐ/BTCTU-BNCTU take --ten-loai "Quy định" --so 3; check "and is filled later"
number 0 08-QĐ/BTCTU-BNCTU take --ten-loai "Quy định" --so 8; check "a gap where the office allows it"

office <<'END'
co_quan: { ten: Đại hội đại biểu Đảng bộ phường Hoa Lư lần thứ I, ky_hieu: ĐH }
nhiem_ky: [ { ten: 2025 - 2030, tu: 15/6/2025, dai_hoi: { tu: 12/6/2025, den: 14/6/2025 } } ]
END
number 0 01-BC/ĐH next --ten-loai BC --ngay 12/6/2025; check "a paper of a congress"
number 0 02-NQ/ĐH next --ten-loai NQ --ngay 14/6/2025; check "all its papers are one series"
number 2 '' next --ten-loai NQ --ngay 15/6/2025 && grep -q register-no-congress err; check "after its close: told"

office <<'END'
the_thuc: nha-nuoc
co_quan: { ten: Uỷ ban nhân dân phường Hoa Lư, ky_hieu: UBND }
so_dang_ky: { chung: tất cả }
END
number 0 01/KH-UBND next --ten-loai KH --ngay 31/12/2025; check "State: the year"
number 0 01/QĐ-UBND next --ten-loai QĐ; check "State: begins again on 1 January"
number 0 02/BC-UBND next --ten-loai BC; check "State: one series for all"

for rules in 'nhiem_ky: 2025' 'nhiem_ky: [ { ten: a } ]' 'nhiem_ky: [ { ten: a, tu: b } ]' 'so_dang_ky: 1' 'so_dang_ky: { chung: [ a ] }' 'so_dang_ky: { chua_so: 1 }'; do
    office <<END
co_quan: { ten: Ban Chỉ đạo, ky_hieu: BCĐ }
$rules
END
    number 2 '' next --ten-loai KH && grep -q 'vanban.yaml:2:.*register-rule-form' err && [ ! -e ../luu ]; check "refused: $rules"
done
office <<'END'
co_quan: { cap_tren: Tỉnh uỷ Kiên Giang, ten: Ban Chỉ đạo, ky_hieu: BCĐ }
dia_danh: Rạch Giá
nhiem_ky: [ { ten: 2025 - 2030, tu: 15/6/2025 } ]
END
for day in 30/5/2026 1/6/2026 30/6/2026 1/7/2026; do
    "$VANBAN" number next --ten-loai KH --ngay $day --trich-yeu "về =1+1, \"thử\"" --so-ban 12 >/dev/null 2>err
done
"$VANBAN" number next --ten-loai BC --ngay 2/6/2026 --trich-yeu "=SUM(A1)" >/dev/null 2>>err
"$VANBAN" number reserve --ten-loai BC --ngay 2/6/2026 >/dev/null 2>>err
"$VANBAN" number void --ten-loai KH --so 2 --reason "in hỏng" >/dev/null 2>>err

# register STATUS ARGUMENT...
register()
{
    wanted=$1
    shift
    "$VANBAN" register "$@" >out 2>err </dev/null
    got=$?
    [ $got = "$wanted" ] || { echo "    exit status $got, not $wanted: vanban register $*" && return 1; }
}

cat >wanted <<'END'
01-BC/BCĐ,02/6/2026,Báo cáo =SUM(A1),,,,,,,"Đã cấp số, chưa phát hành"
02-KH/BCĐ,01/6/2026,"Kế hoạch về =1+1, ""thử""",,,,12,,,Huỷ số: in hỏng
03-KH/BCĐ,30/6/2026,"Kế hoạch về =1+1, ""thử""",,,,12,,,"Đã cấp số, chưa phát hành"
END
register 0 print -f csv -o - --from 1/6/2026 --to 30/6/2026 && tr -d '\r' <out | sed 1d | diff wanted - >>err; check "register print: a period as CSV, what is reserved for a while left out"
register 0 print -f txt -o - --ten-loai KH --ky "2025 - 2030" && [ "$(grep -c 'BCĐ	' out)" = 4 ] && grep -q 'SỔ ĐĂNG KÝ VĂN BẢN ĐI' out &&
    [ ! -s err ]; check "register print: one kind, by the template"
register 0 print && [ -s so-dang-ky.pdf ] && [ -s so-dang-ky.docx ] && [ -s so-dang-ky.odt ] && [ ! -s err ]; check "register print: PDF, DOCX, ODT"
pdfinfo so-dang-ky.pdf | grep -q 'Page size: *841.89 x 595.276'; check "register print: the sheet lies on its side"
register 2 print --ten-loai CV && grep -q register-empty err; check "register print: nothing there, told"
register 2 print --from 31/2/2026 && grep -q option-value err; check "register print: no date, told"
register 2 amend 01-KH/BCĐ --by 01-BC/BCĐ && grep -q register-not-issued err; check "register amend: not issued, told"
register 2 amend 99-KH/BCĐ --by 01-BC/BCĐ && grep -q register-not-named err; check "register amend: unknown, told"
register 2 amend && grep -q verb-needs err; check "register amend: what, told"
register 2 burn && grep -q no-verb err; check "register: no such verb, told"
register 0 rebuild && grep -q '^6 mục; 0 ' out; check "register rebuild"
mkdir -p ../luu/2026/KH && : >../luu/2026/KH/77-KH-BCĐ.pdf
register 1 rebuild && grep -q archive-stray err; check "register rebuild: a file that no entry has"

# What is printed can be read in again.
"$VANBAN" register print -f csv -o all.csv 2>err
office <<'END'
co_quan: { cap_tren: Tỉnh uỷ Kiên Giang, ten: Ban Chỉ đạo, ky_hieu: BCĐ }
nhiem_ky: [ { ten: 2025 - 2030, tu: 15/6/2025 } ]
END
cat >so.csv <<'END'
"Số, ký hiệu văn bản",Ngày tháng văn bản,Tên loại và trích yếu nội dung văn bản,Người ký,Số lượng bản,Ghi chú
01-KH/BCĐ,20/6/2025,Kế hoạch về việc một,Nguyễn Văn A,12,
07-KH/BCĐ,21/6/2025,"Kế hoạch về việc hai, ba",Nguyễn Văn A,3,đã gửi
END
number 0 2 import so.csv && number 0 08-KH/BCĐ next --ten-loai KH; check "import: the series goes on behind it"
register 0 print -f csv -o - && grep -q '^07-KH/BCĐ,21/6/2025,"Kế hoạch về việc hai, ba",Nguyễn Văn A,,,3,,,đã gửi' out; check "import: what is entered"
before=$(wc -l <../luu/so-dang-ky.ndjson)
number 2 '' import so.csv && [ "$(grep -c import-twice err)" = 2 ] && [ "$before" = "$(wc -l <../luu/so-dang-ky.ndjson)" ]; check "import: twice, told, nothing entered"
printf 'Số ký hiệu,Ngày\n9-KH/BCĐ,1/7/2025\nKH/BCĐ,1/7/2025\n10-KH/BCĐ,31/6/2025\n11-XX/BCĐ,1/7/2025\n9-KH/BCĐ,1/7/2025\n' >bad.csv
number 2 '' import bad.csv && [ "$(grep -c import-row err)" = 3 ] && grep -q 'bad.csv:3' err && [ "$before" = "$(wc -l <../luu/so-dang-ky.ndjson)" ]; check "import: bad rows, each told at its place"
# A register as an office keeps it: a title above, heads that are numbered, days as texts and as days, TB of two kinds, lines below.
sheet()
{
    t='<c t="inlineStr"><is><t>%s</t></is></c>'
    row="<row>$t$t$t$t<c><v>%s</v></c></row>"
    # shellcheck disable=SC2059
    {
        printf '%%%% styles\n<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>\n%%%% sheet Sổ 2025\n<sheetData><row r="1">'"$t"'</row>' 'SỔ ĐĂNG KÝ VĂN BẢN ĐI'
        printf "<row r=\"4\">$t$t$t$t$t</row>" 'Số, ký hiệu văn bản' 'Ngày tháng văn bản' 'Tên loại và trích yếu nội dung văn bản' 'Người ký' 'Số lượng bản'
        printf "$row" '(1)' '(2)' '(3)' '(4)' 5
        printf "$row" '21-KH/BCĐ' "$1" 'Kế hoạch tổ chức Lễ phát động' 'Hà Ngọc Chiến' 20
        printf "<row>$t<c s=\"1\"><v>45830</v></c>$t$t<c><v>5</v></c></row>" "$2" 'Thông báo về việc họp' 'Hà Ngọc Chiến'
        printf "<row r=\"20\">$t</row></sheetData><mergeCells><mergeCell ref=\"A1:E1\"/></mergeCells>\n" 'Người lập sổ'
    } >sheet.parts
    "$PACK" sheet.parts so.xlsx
}
PACK=${PACK:-$(dirname "$VANBAN")/tests/data/pack_case}
before=$(wc -l <../luu/so-dang-ky.ndjson)
sheet 31/6/2025 TB/22
number 2 '' import so.xlsx && grep -q "so.xlsx: 'Sổ 2025'!B6: .*31/6/2025.*import-row" err && grep -q "so.xlsx: 'Sổ 2025'!A7: .*TB/22.*import-row" err &&
    [ "$before" = "$(wc -l <../luu/so-dang-ky.ndjson)" ]; check "import of a workbook: each fault names its cell"
sheet 20/6/2025 22-TB/BCĐ
number 0 2 import so.xlsx && register 0 print -f csv -o - && grep -q '^21-KH/BCĐ,20/6/2025,Kế hoạch tổ chức Lễ phát động,Hà Ngọc Chiến,,,20' out &&
    grep -q '^22-TB/BCĐ,22/6/2025,Thông báo về việc họp,' out; check "import of a workbook: days, and the kind by its words"
number 2 '' import none.csv && grep -q file-not-found err; check "import: no file, told"
number 2 '' import && grep -q verb-needs err; check "import: which, told"

rm -rf "$work/office" && mkdir "$work/empty" && cd "$work/empty" && number 2 '' next --ten-loai KH && grep -q register-no-workspace err; check "no workspace: told"
exit $((failures > 0))
