#!/bin/sh
# Papers hang on rows: of files that are collected (nguon), of CSV files and spreadsheets that a table names (tep). A change in a row that
# a paper does not read rebuilds nothing.
set -u
. "$(dirname "$0")/workspace.sh"
PACK=${PACK:-$(dirname "$VANBAN")/tests/data/pack_case}

say()
{
    "$VANBAN" "$@" >"$work/said" 2>&1
}

# paper NAME TEXT [HEAD]: a report.
paper()
{
    printf -- '---\nten_loai: Báo cáo\nso: 1\nngay: 15/6/2026\ntrich_yeu: về khối dân vận\nnoi_nhan: [Lưu Văn phòng]\n%s\n---\n%s\n' "${3:-}" "$2" >"van-ban/$1.md"
}

# commune NAME KHOI HO: its form, a spreadsheet.
commune()
{
    printf '%%%% sheet Biểu\n<sheetData><row r="3"><c r="A3" t="inlineStr"><is><t>Số khối</t></is></c><c r="B3"><v>%s</v></c></row><row r="4"><c r="B4"><v>%s</v></c></row></sheetData>\n' \
        "$2" "$3" >"$work/parts"
    "$PACK" "$work/parts" "du-lieu/xa/$1.xlsx"
}

# quarter AN BINH OTHER: a workbook of two sheets.
quarter()
{
    cell='<c t="inlineStr"><is><t>%s</t></is></c>'
    # shellcheck disable=SC2059
    {
        printf '%%%% sheet Quý 1\n<sheetData><row r="1">'"$cell"'</row><row r="3">'"$cell$cell"'</row>' 'Tổng hợp' 'Đơn vị' 'Số khối'
        printf '<row r="4">'"$cell"'<c><v>%s</v></c></row>' 'Tân An' "$1" 'Tân Bình' "$2" | sed 's|<row r="4">|<row>|g'
        printf '</sheetData>\n%%%% sheet Quý 2\n<sheetData><row>'"$cell$cell"'</row><row>'"$cell"'<c><v>%s</v></c></row></sheetData>\n' 'Đơn vị' 'Số khối' 'Tân Hà' "$3"
    } >"$work/parts"
    "$PACK" "$work/parts" van-ban/quy.xlsx
}

say init --yes "$work/o"
cd "$work/o" || exit 99
mkdir -p du-lieu/xa
sed -i '/tep:/d' vanban.yaml
cat >>vanban.yaml <<'END'
  - { tep: "van-ban/*.md", ra: txt }
nguon:
  xa: { tep: "du-lieu/xa/*.xlsx", o: { khoi: Số khối, ho: B4 }, danh_sach: [an, binh, cam, dong] }
doi_chieu:
  - { dung: "(xa | sum('khoi')) > 50", thong_bao: Tổng số khối }
END
commune an 12 120
commune binh 20 200
commune cam 31 310
quarter 120 340 7
printf 'xa,khoi\nTân An,120\nTân Bình,340\n' >van-ban/huyen.csv
cot='cot: [{ ten: Đơn vị }, { ten: Số khối, kieu: so }]'
paper tong "Có {{ xa | sum('khoi') }} khối."
paper dau 'Xã đầu có {{ xa[0].khoi }} khối.'
paper thieu "Chưa báo cáo: {{ xa_chua_bao_cao | map(attribute='ten') | join(', ') }}."
paper quy '{{ bang.q }}' "bang: { q: { $cot, tep: quy.xlsx, trang: Quý 1, vung: \"A3:C5\" } }"
paper huyen '{{ bang.h }}' 'bang: { h: { cot: [{ ten: Xã }, { ten: Khối, kieu: so }], tep: huyen.csv } }'
paper khong 'Không dùng số liệu.'

say build && grep -q '^6 built' "$work/said"
ok $? "six papers"
say build && grep -q '^0 built, 6 up to date' "$work/said"
ok $? "and none again"
grep -q 'Tân Bình.*340' xuat/quy.txt
ok $? "rows of a sheet, an area of it"

commune binh 20 999
say build && grep -q '^0 built' "$work/said"
ok $? "a cell that nobody reads"
say impact 'du-lieu/xa/binh.xlsx' && printf 'tong paragraph 1: xa[1].khoi = 20\n' | diff - "$work/said" >"$work/diff"
ok $? "impact of a form"
say impact 'du-lieu/xa/binh.xlsx:B3' && grep -q '^tong ' "$work/said" && say impact 'du-lieu/xa/binh.xlsx:ho' && grep -q 'no paper reads it' "$work/said"
ok $? "of its cells"
commune binh 21 999
say status
printf '%s\n' 'xa[1].khoi: 20 → 21 (du-lieu/xa/binh.xlsx Biểu!B3), in tong paragraph 1' 'tong' '  paragraph 1: Có [-63-]{+64+} khối.' '1 of 6 papers stale' |
    diff - "$work/said" >"$work/diff"
ok $? "one cell of a form, with its place"
say build && grep -q '^1 built, 5 up to date' "$work/said"
ok $? "rebuilds who reads it"

commune dong 5 50
say build && grep -q '^2 built, 4 up to date' "$work/said" && grep -q 'Có 69 khối' xuat/tong.txt
ok $? "another form: the sum, and who has not reported"
commune aa 0 0 && mv du-lieu/xa/aa.xlsx du-lieu/xa/zz.xlsx
say build && grep -q '^1 built, 5 up to date' "$work/said"
ok $? "one at the end moves no other row"
rm du-lieu/xa/zz.xlsx && say build && grep -q '^1 built' "$work/said"
ok $? "nor does one that is gone"
sed -i 's/ho: B4/ho: B9/' vanban.yaml
say build && grep -q '^0 built' "$work/said"
ok $? "what vanban.yaml says of a cell that nobody reads"
sed -i 's/khoi: Số khối/khoi: B4/' vanban.yaml
say build && grep -q '^2 built, 4 up to date' "$work/said"
ok $? "and of one that two read"
sed -i 's/khoi: B4/khoi: Số khối/' vanban.yaml
say build && grep -q '^2 built' "$work/said"
ok $? "and back"
commune cam 0 310
say build
[ $? != 0 ] && grep -q '^0 built, 5 up to date, 1 failed' "$work/said" && grep -q 'error: Tổng số khối' "$work/said"
ok $? "a rule that does not hold: of the papers that the value touches"
commune cam 31 310
say build && grep -q '^0 built' "$work/said"
ok $? "and as it was"

quarter 120 340 8
say build && grep -q '^0 built' "$work/said"
ok $? "another sheet"
quarter 120 341 8
say status
grep -qF "dong[1].so_khoi: 340 → 341 (van-ban/quy.xlsx 'Quý 1'!B5), in quy table 1, row 2, column 2" "$work/said" && grep -q '^1 of 6' "$work/said"
ok $? "a cell of a table's sheet"
say build && grep -q '^1 built' "$work/said" && grep -q 'Tân Bình.*341' xuat/quy.txt
ok $? "rebuilds its paper"
say impact van-ban/quy.xlsx:B5 && grep -q '^quy table 1, row 2, column 2: dong\[1\]\.so_khoi = 341$' "$work/said"
ok $? "impact of it"
printf 'xa,khoi,ho\nTân An,120,1\nTân Bình,340,2\n' >van-ban/huyen.csv
say build && grep -q '^1 built' "$work/said"
ok $? "a column more is another table"
printf 'xa,khoi,ho\nTân An,120,1\nTân Bình,340,9\n' >van-ban/huyen.csv
say build && grep -q '^0 built' "$work/said"
ok $? "a value in it"
printf 'xa,khoi,ho\nTân An,125,1\nTân Bình,340,9\n' >van-ban/huyen.csv
say build && grep -q '^1 built, 5 up to date' "$work/said" && grep -q 'Tân An.*125' xuat/huyen.txt
ok $? "and one that is printed"
exit $((failures > 0))
