#!/bin/sh
# The story of samples/khong-gian: twelve papers out of three files of data, one of them XLSX; four are issued, two of which their leader signed
# first; one cell is corrected, 480 to 460; what it touches is told, built and compared; what was issued gets papers in its place; the register
# is printed. The figures are those of a report on the khối dân vận of Nghệ An. VANBAN is the program, srcdir the tree.
set -u
: "${VANBAN:?the program to test}"
unset LC_ALL LC_MESSAGES LANG VANBAN_WHO VANBAN_PIN
VANBAN_LANG=vi
export VANBAN_LANG
top=$(cd "${srcdir:-.}" && pwd) || exit 99
PACK=${PACK:-$(dirname "$VANBAN")/tests/data/pack_case}
case $PACK in /*) ;; *) PACK=$PWD/$PACK ;; esac
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
failures=0

check()
{
    if [ $? = 0 ]; then
        echo "ok - story: $1"
    else
        cat "$work/out" "$work/err" 2>/dev/null | sed 's/^/    /'
        echo "not ok - story: $1"
        failures=$((failures + 1))
    fi
}

# run STATUS ARGUMENT...
run()
{
    wanted=$1
    shift
    "$VANBAN" "$@" >"$work/out" 2>"$work/err" </dev/null
    got=$?
    [ $got = "$wanted" ] || { echo "    exit status $got, not $wanted: vanban $*" && return 1; }
}

has()
{
    grep -qF -- "$1" "$work/out"
}

# says FILE WORDS: the PDF has them, on however many lines.
says()
{
    pdftotext "$1" - 2>>"$work/err" | tr '\n\f' '  ' | tr -s ' ' >"$work/out"
    grep -qF -- "$2" "$work/out"
}

# sheet FIGURE: the spreadsheet with that many khối.
sheet()
{
    sed "s|<v>480</v>|<v>$1</v>|" "$top/tests/store/khoi.xlsx.parts" >"$work/khoi.parts" && "$PACK" "$work/khoi.parts" du-lieu/khoi.xlsx
}

cp -r "$top/samples/khong-gian" "$work/o" && chmod -R u+w "$work/o" && cd "$work/o" || exit 99
sheet 480 && cmp -s du-lieu/khoi.xlsx "$top/samples/khong-gian/du-lieu/khoi.xlsx"; check "the sample's spreadsheet is the one of its parts"
keys=
if openssl version >/dev/null 2>&1; then
    keys=yes
    mkdir khoa
    for who in lanh-dao co-quan; do
        openssl ecparam -genkey -name prime256v1 -noout -out "$work/$who.key" 2>/dev/null
        openssl req -x509 -new -key "$work/$who.key" -out "$work/$who.pem" -days 30 -subj "/CN=$who" \
            -addext keyUsage=critical,digitalSignature,nonRepudiation 2>/dev/null
        openssl pkcs12 -export -in "$work/$who.pem" -inkey "$work/$who.key" -out khoa/$who.p12 -passout pass:x 2>/dev/null
    done
    cat "$work/lanh-dao.pem" "$work/co-quan.pem" >khoa/goc.pem
    printf 'ky_so:\n  co_quan: { p12: khoa/co-quan.p12 }\n  ca_nhan: { p12: khoa/lanh-dao.p12 }\n  tin_cay: khoa/goc.pem\n' >>vanban.yaml
    VANBAN_PIN=x
    export VANBAN_PIN
fi
year=$(TZ=UTC-7 date +%Y)
sed -i 's/<doan>\(.*\)bồi dưỡng nghiệp vụ/<doan>\1bồi dưỡng ngiệp vụ/' mau/mo-lop.xml # found when it has been issued

run 0 build && has 'đã dựng 12' && [ ! -s "$work/err" ]; check "twelve papers out of three files"
says xuat/bc-01.pdf 'Có 435/480 khối dân vận chủ động xây dựng chương trình công tác hằng năm, đạt 90,6%' && has 'với 4.140 thành viên' &&
    has 'đã có 300/411 xã (73%)'; check "with the figures of the spreadsheet and their percentages"
run 0 impact du-lieu/khoi.xlsx:so_khoi && [ "$(cut -d ' ' -f 1 "$work/out" | tr '\n' ' ')" = "bc-01 cv-02 kh-01 kh-02 tb-02 " ]; check "impact names those who print the cell"

# Four are issued: the leader has signed two of them.
if [ $keys ]; then
    run 0 log bc-01 --step trinh-ky --who "Chuyên viên" && run 0 sign bc-01 --who "Phó Trưởng Ban" && run 0 sign kh-01; check "the leader signs two"
fi
run 0 issue bc-01 && has "01-BC/BDV  luu/$year/BC/01-BC-BDV.pdf" && run 0 issue kh-01 && has '01-KH/BDV' && run 0 issue cv-02 && has '01-CV/BDV' &&
    run 0 issue tb-01 && has '01-TB/BDV'; check "four are issued, by their names alone"
if [ $keys ]; then
    run 0 verify bc-01 && has 'lanh-dao' && has 'co-quan' && run 0 verify tb-01 && ! has 'lanh-dao'; check "signed by the leader and the organ, or by the organ"
fi
run 2 issue bc-01 && grep -q issued-already "$work/err" && [ ! -e luu/$year/BC/02-BC-BDV.pdf ]; check "no paper is issued twice by mistake"
run 0 status && has '0 trên 12 văn bản cần dựng lại' && ! has 'nay khác'; check "all is in order"
find luu -name '*.pdf' -exec sha256sum {} + | sort >"$work/archive"
find xuat -type f -exec stat -c '%n %i %y' {} + | sort >"$work/before"

# One cell.
sheet 460
run 1 status && has "so_khoi: 480 → 460 (du-lieu/khoi.xlsx 'Khối dân vận'!D4), ở bc-01 §I; §II.1, cv-02 đoạn 1, kh-01 §I; §II, bảng 1, dòng 1, cột 2; §II, bảng 1, dòng 2, cột 2" &&
    has '5 trên 12 văn bản cần dựng lại'; check "status: the value, the five papers, the places"
has 'đã thành lập [-480/480-]{+460/460+} khối dân vận' && has 'Có [-435/480-]{+435/460+} khối dân vận' && has 'đạt [-90,6%-]{+94,6%+}.' &&
    has '[-45-]{+25+}'; check "the sentences, the percentages that follow, the difference in a cell"
has 'bc-01 đã phát hành số 01-BC/BDV, nay khác dữ liệu' && has 'cv-02 đã phát hành số 01-CV/BDV' && has 'kh-01 đã phát hành số 01-KH/BDV' &&
    ! has 'tb-01 đã phát hành' && ! has 'bc-03'; check "and the issued ones that differ now, no other"
run 1 diff kh-01 && has '§I: Kiểm tra [-480-]{+460+} khối dân vận'; check "diff shows the words"
run 0 build && has 'đã dựng 5, không cần dựng 7'; check "build makes the five"
find xuat -type f -exec stat -c '%n %i %y' {} + | sort | diff "$work/before" - | sed -n 's|^> xuat/\([^ .]*\)\..*|\1|p' | sort -u | tr '\n' ' ' >"$work/out"
[ "$(cat "$work/out")" = "bc-01 cv-02 kh-01 kh-02 tb-02 " ]; check "and touches no other file"
find luu -name '*.pdf' -exec sha256sum {} + | sort | cmp -s "$work/archive" -; check "what was issued is as it was"
run 0 status && has '0 trên 12' && has 'kh-01 đã phát hành số 01-KH/BDV, nay khác dữ liệu'; check "it still differs, which status goes on telling"

# The issued ones get their replacement.
run 0 revise bc-01 --reason "sai số liệu" && [ "$(cat "$work/out")" = van-ban/bc-01-thay-the.md ] && run 0 revise kh-01 --supersede --reason "sai số liệu" &&
    [ "$(cat "$work/out")" = van-ban/kh-01-thay-the.yaml ] && run 0 revise cv-02 --reason "sai số liệu"; check "revise writes the papers that take their place"
run 0 build && has 'đã dựng 3, không cần dựng 12' && says xuat/bc-01-thay-the.pdf 'Số -BC/BDV'; check "which are built as drafts"
if [ $keys ]; then
    run 0 sign kh-01-thay-the; check "one is signed by the leader"
fi
run 0 issue bc-01-thay-the && has '02-BC/BDV' && run 0 issue kh-01-thay-the && has '02-KH/BDV' && run 0 issue cv-02-thay-the && has '02-CV/BDV'; check "and issued"
today=$(TZ=UTC-7 date +%-d/%-m/%Y | sed -E 's|^([0-9])/|0\1/|; s|/([12])/|/0\1/|')
says luu/$year/KH/02-KH-BDV.pdf "Kế hoạch này thay thế Kế hoạch số 01-KH/BDV, ngày $today của Ban Dân vận kiểm tra hoạt động" && has 'Kiểm tra 460 khối dân vận' &&
    says luu/$year/BC/02-BC-BDV.pdf "Báo cáo này thay thế Báo cáo số 01-BC/BDV, ngày $today của Ban Dân vận về tổ chức" &&
    has 'Có 435/460 khối dân vận chủ động xây dựng chương trình công tác hằng năm, đạt 94,6%'; check "they say what they replace, in the official words"
if [ $keys ]; then
    run 0 verify kh-01-thay-the && has 'lanh-dao' && has 'co-quan'; check "signed as the old one was"
fi
run 0 log kh-01 && has 'thay thế  01-KH/BDV bằng 02-KH/BDV' && run 0 log kh-01-thay-the && has 'soạn thảo: sai số liệu'; check "log has the line of both"
run 0 status && has '0 trên 15' && ! has 'nay khác'; check "nothing that holds differs from the data"

# Form only: what was printed, and what it is to be.
sed -i 's/bồi dưỡng ngiệp vụ/bồi dưỡng nghiệp vụ/' mau/mo-lop.xml
run 0 revise tb-01 --rectify --reason "sai chính tả" && [ "$(cat "$work/out")" = van-ban/tb-01-dinh-chinh.md ] && [ ! -s "$work/err" ] &&
    grep -q '^| 1 | Đoạn.*1 | báo các lớp bồi dưỡng ngiệp vụ công tác dân | báo các lớp bồi dưỡng nghiệp vụ công tác dân |$' van-ban/tb-01-dinh-chinh.md &&
    grep -q '^  - "Thường trực Tỉnh uỷ"$' van-ban/tb-01-dinh-chinh.md; check "revise --rectify writes the công văn with its table"
run 0 build && run 0 issue tb-01-dinh-chinh && has '03-CV/BDV' && says luu/$year/CV/03-CV-BDV.pdf "Thông báo số 01-TB/BDV, ngày $today của Ban Dân vận" &&
    has 'Đã in' && has 'Sửa lại là'; check "which is built and issued"
run 0 status && ! has 'tb-01 đã phát hành'; check "and settles the paper"
sed -i 's/1800/1900/' du-lieu/lop.csv
run 0 revise tb-01 --rectify --reason "sai số" -o thu.md && grep -q revise-figures "$work/err" && rm thu.md && sed -i '/thu.md/d' vanban.yaml; check "changed figures are warned of"
sed -i 's/1900/1800/' du-lieu/lop.csv

# The register.
run 0 register print -f csv -o so.csv && [ "$(grep -c BDV so.csv)" = 8 ] && grep -q '^01-KH/BDV.*Được thay thế bằng 02-KH/BDV' so.csv &&
    grep -q '^02-KH/BDV.*Thay thế 01-KH/BDV' so.csv && grep -q '^01-TB/BDV.*Được đính chính bằng 03-CV/BDV' so.csv; check "the register as CSV, both entries of each pair"
run 0 register print -o so/ && says so/so-dang-ky.pdf 'Được thay thế bằng 02-BC/BDV' && has '03-CV/BDV' && [ -s so/so-dang-ky.docx ] && [ -s so/so-dang-ky.odt ]
check "and as PDF, DOCX and ODT"
run 0 status --archive; check "the archive is as the register has it"
exit $((failures > 0))
