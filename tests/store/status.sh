#!/bin/sh
# A figure is corrected: status names the papers and sentences, impact told them before, diff shows the words, build touches nothing else.
# The figures are those of a report on the khối dân vận of a province: 480 khối where 460 are, 435 of them with a programme, 300 of 411 xã.
set -u
. "$(dirname "$0")/workspace.sh"

say()
{
    "$VANBAN" "$@" >"$work/said" 2>&1
}

says()
{
    grep -qF -- "$1" "$work/said"
    ok $? "$2"
}

# paper NAME LINE...: a report; lines behind its head are its text.
paper()
{
    name=$1
    shift
    {
        printf -- '---\nten_loai: Báo cáo\nso: 1\nngay: 15/6/2026\ntrich_yeu: về công tác dân vận\nnoi_nhan: [Lưu Văn phòng]\n---\nBan Dân vận báo cáo như sau:\n\n'
        printf '%s\n' "$@"
    } >"van-ban/$name.md"
}

say init --yes "$work/o"
[ $? = 0 ] && [ -f "$work/o/vanban.yaml" ] && [ -d "$work/o/luu" ]
ok $? "init makes a workspace"
say init --yes "$work/o"
[ $? = 2 ] && grep -q workspace-there "$work/said"
ok $? "and not over another"
say init --yes --samples "$work/mau" && say build -C "$work/mau" -q && [ -s "$work/mau/xuat/bao-cao-mau.pdf" ]
ok $? "a sample builds without a message"
[ ! -s "$work/said" ]
ok $? "(none was said)"

cd "$work/o" || exit 99
printf 'so_lieu:\n  khoi: 480\n  co_chuong_trinh: 435\n  xa: 411\n  nong_thon_moi: 300\n  thanh_vien: "4.140"\n' >du-lieu/so-lieu.yaml
printf 'huyen,khoi\nTân An,120\nTân Bình,340\n' >du-lieu/huyen.csv
printf 'lop:\n  tinh: 6\n  hoc_vien: 150\n' >du-lieu/lop.yaml
sed -i '/tep:/d' vanban.yaml
cat >>vanban.yaml <<'END'
  - { tep: "van-ban/bc-*.md", du_lieu: du-lieu/so-lieu.yaml, ra: [pdf, txt] }
  - { tep: "van-ban/ht-*.md", du_lieu: [du-lieu/huyen.csv, du-lieu/so-lieu.yaml], ra: txt }
  - { ten: lop-hoc, mau: mau/lop.xml, du_lieu: [du-lieu/lop.yaml, du-lieu/so-lieu.yaml], ra: txt }
END
printf '%s\n' '<van-ban xmlns="urn:vanban:1" ten-loai="Thông báo"><trich-yeu>mở lớp bồi dưỡng</trich-yeu>' \
    '<noi-dung><doan>Mở {{ lop.tinh }} lớp với {{ lop.hoc_vien }} học viên.</doan></noi-dung></van-ban>' >mau/lop.xml
printf 'so: 3\nngay: 15/6/2026\nnoi_nhan: [Lưu Văn phòng]\n' >>du-lieu/lop.yaml
paper bc-01 '# Tổ chức' 'Toàn tỉnh có {{ so_lieu.khoi | so }} khối dân vận với {{ so_lieu.thanh_vien | so }} thành viên.'
paper bc-02 '# Tổ chức' '## Số lượng' 'Đã thành lập {{ so_lieu.khoi }}/{{ so_lieu.khoi }} khối.' '# Hoạt động' \
    'Có {{ so_lieu.co_chuong_trinh }}/{{ so_lieu.khoi }} khối có chương trình, đạt {{ (so_lieu.co_chuong_trinh / so_lieu.khoi) | phan_tram(1) }}.'
for i in 3 4 5 6 7 8; do
    paper "bc-0$i" '# Nông thôn mới' "Văn bản $i: có {{ so_lieu.nong_thon_moi }}/{{ so_lieu.xa }} xã, đạt {{ (so_lieu.nong_thon_moi / so_lieu.xa) | phan_tram(0) }}."
done
paper ht-01 '# Các huyện' '| Đơn vị | Số khối |' '|---|--:|' '| Toàn tỉnh | {{ so_lieu.khoi }} |'
paper ht-02 '# Các huyện' 'Huyện {{ huyen[0].huyen }} có {{ huyen[0].khoi }} khối.'
paper ht-03 '# Lớp' 'Tổng kết năm.'

say status
[ $? = 1 ] && grep -q 'never built: bc-01, ' "$work/said"
ok $? "nothing was built"
say build && grep -q '^12 built' "$work/said"
ok $? "twelve papers"
say status
[ $? = 0 ] && [ "$(cat "$work/said")" = "0 of 12 papers stale" ]
ok $? "all are up to date"
grep -q '435/480 khối có chương trình, đạt 90,6%' xuat/bc-02.txt && grep -q 'đạt 73%' xuat/bc-03.txt
ok $? "the percentages are those of the figures"

say impact du-lieu/so-lieu.yaml:so_lieu.khoi
ok $? "impact"
printf '%s\n' 'bc-01 §I: so_lieu.khoi = 480' 'bc-02 §I.1; §II: so_lieu.khoi = 480' 'ht-01 §I, table 1, row 1, column 2: so_lieu.khoi = 480' | diff - "$work/said" >"$work/diff"
ok $? "names the three papers with their places"
(cd du-lieu && say impact huyen.csv:huyen && grep -q '^ht-02 §I: huyen\[0\]\.khoi = 120$' "$work/said")
ok $? "from another folder, of a table"
say impact vanban.yaml:dia_danh && [ "$(grep -c 'place and date: dia_danh' "$work/said")" = 12 ]
ok $? "of the office's defaults"
say impact du-lieu/so-lieu.yaml:so_lieu.khong_co && says 'no paper reads it' "of what nobody reads"
say impact khong-co.yaml:a
[ $? = 2 ]
ok $? "of a file that is not there"

stat -c '%n %i %y' xuat/* | sort >"$work/before"
sed -i 's/khoi: 480/khoi: 460/' du-lieu/so-lieu.yaml
say status
[ $? = 1 ]
ok $? "one value, and status is 1"
says 'so_lieu.khoi: 480 → 460 (du-lieu/so-lieu.yaml), in bc-01 §I, bc-02 §I.1; §II, ht-01 §I, table 1, row 1, column 2' "the value, the papers, the places"
says 'có [-480-]{+460+} khối dân vận' "the sentence"
says 'đạt [-90,6%-]{+94,6%+}.' "the percentage that follows"
says '3 of 12 papers stale' "and no other paper"
say status --json
says '{"paper":"bc-01","why":"value","file":"du-lieu/so-lieu.yaml","path":"so_lieu.khoi","before":"480","after":"460","places":["§I"]}' "as JSON"
say diff bc-02
[ $? = 1 ] && printf '%s\n' '§I.1: Đã thành lập [-480/480-]{+460/460+} khối.' \
    '§II: Có [-435/480-]{+435/460+} khối có chương trình, đạt [-90,6%-]{+94,6%+}.' | diff - "$work/said" >"$work/diff"
ok $? "diff shows the words"
say diff bc-03 && [ ! -s "$work/said" ]
ok $? "and none where nothing changed"
say diff bc-99
[ $? = 2 ] && grep -q unknown-paper "$work/said"
ok $? "of a paper that is not listed"
say build && grep -q '^3 built, 9 up to date' "$work/said"
ok $? "build makes the three"
stat -c '%n %i %y' xuat/* | sort | diff "$work/before" - | sed -n 's|^> xuat/\([^ ]*\) .*|\1|p' | tr '\n' ' ' >"$work/said"
[ "$(cat "$work/said")" = "bc-01.pdf bc-01.txt bc-02.pdf bc-02.txt ht-01.txt " ]
ok $? "and touches no other file"
exit $((failures > 0))
