#!/bin/sh
# A workspace: build makes what is stale and nothing else, and comes to the same bytes whatever happened before.
set -u
. "$(dirname "$0")/workspace.sh"

# paper NAME SENTENCE
paper()
{
    printf -- '---\nten_loai: Báo cáo\nso: 1\nngay: 15/6/2026\ntrich_yeu: về khối dân vận\nnoi_nhan: [Lưu Văn phòng]\n---\nBáo cáo như sau:\n\n# Tình hình\n%s\n' "$2" >"$1.md"
}

build()
{
    "$VANBAN" build "$@" >"$work/said" 2>&1
}

# stamps: what the system says of the outputs.
stamps()
{
    stat -c '%n %i %y' xuat/* | sort
}

mkdir "$work/o" && cd "$work/o" && mkdir van-ban du-lieu || exit 99
cat >vanban.yaml <<'END'
co_quan: { cap_tren: Tỉnh uỷ Tân Phú, ten: Ban Dân vận, ky_hieu: BDV }
dia_danh: Tân Phú
nguoi_ky: { quyen_han: K/T Trưởng Ban, chuc_vu: Phó Trưởng Ban, ho_ten: Nguyễn Văn An }
van_ban:
  - { tep: "van-ban/*.md", du_lieu: du-lieu/so-lieu.yaml, ra: [pdf, docx] }
  - { ten: giay-moi, tep: du-lieu/moi.yaml, mau: mau.xml, du_lieu: du-lieu/so-lieu.yaml, ra: txt }
END
printf 'so_lieu:\n  khoi: 480\n  xa: 411\n  dat: 300\n' >du-lieu/so-lieu.yaml
printf 'khach: Ông Lê Văn Tám\nphong: 2\nso: 2\nngay: 15/6/2026\nnoi_nhan: [Lưu Văn phòng]\n' >du-lieu/moi.yaml
printf '%s\n' '<van-ban xmlns="urn:vanban:1" ten-loai="Thông báo"><trich-yeu>mời họp</trich-yeu>' \
    '<noi-dung><doan>Mời {{ khach }} về {{ so_lieu.khoi }} khối.</doan></noi-dung></van-ban>' >mau.xml
paper van-ban/a 'Có {{ so_lieu.khoi }} khối.'
paper van-ban/b 'Có {{ so_lieu.xa }} xã.'
paper van-ban/c 'Đạt {{ (so_lieu.dat / so_lieu.xa) | phan_tram(0) }}.'

build
ok $? "a workspace is built"
[ "$(ls xuat | tr '\n' ' ')" = "a.docx a.pdf b.docx b.pdf c.docx c.pdf giay-moi.txt " ]
ok $? "outputs stand in xuat/"
stamps >"$work/before"
build && grep -q '^0 built, 4 up to date' "$work/said" && stamps | diff "$work/before" - >"$work/said"
ok $? "nothing changed, nothing is built"

sed -i 's/khoi: 480/khoi: 460/' du-lieu/so-lieu.yaml
build && grep -q '^2 built, 2 up to date' "$work/said"
ok $? "one value, and the two papers that print it"
stamps | diff "$work/before" - | sed -n 's|^> xuat/\([^ ]*\) .*|\1|p' | tr '\n' ' ' >"$work/said"
[ "$(cat "$work/said")" = "a.docx a.pdf giay-moi.txt " ]
ok $? "the other outputs are the same files"
grep -q '460 khối' xuat/giay-moi.txt
ok $? "the new value is printed"

printf '  khac: 1\n' >>du-lieu/so-lieu.yaml
sed -i 's/phong: 2/phong: 3/' du-lieu/moi.yaml
touch du-lieu/so-lieu.yaml van-ban/a.md
build && grep -q '^0 built, 4 up to date' "$work/said"
ok $? "what no paper reads builds nothing"
sed -i 's/Ông Lê/Bà Lê/' du-lieu/moi.yaml
build && grep -q '^1 built' "$work/said" && grep -q 'Bà Lê' xuat/giay-moi.txt
ok $? "a paper's own data"
sed -i 's/mời họp/mời họp tổng kết/' mau.xml
build && grep -q '^1 built' "$work/said"
ok $? "its template"
printf 'do_khan: Khẩn\n' >>du-lieu/so-lieu.yaml
build && grep -q '^4 built' "$work/said"
ok $? "a key that papers looked for in vain"
sed -i '/do_khan/d; s/  khac: 1//' du-lieu/so-lieu.yaml
build && grep -q '^4 built' "$work/said"
ok $? "and it goes again"
sed -i 's/dia_danh: Tân Phú/dia_danh: Tân An/' vanban.yaml
build && grep -q '^4 built' "$work/said"
ok $? "a default of the office"

rm xuat/b.pdf
build && grep -q '^1 built' "$work/said" && [ -f xuat/b.pdf ]
ok $? "an output that is gone comes back"
echo mine >xuat/b.docx
sed -i 's/Có /Hiện có /' van-ban/b.md
build
[ $? = 2 ] && grep -q 'output-edited' "$work/said" && [ "$(cat xuat/b.docx)" = mine ]
ok $? "an output that was changed by hand is kept"
build --force b && [ "$(head -c 2 xuat/b.docx)" = PK ]
ok $? "--force writes it"

sed -i 's/^noi_nhan/noi_nhann/' van-ban/a.md
build -j 2
[ $? = 2 ] && grep -q 'van-ban/a.md:6:1: error' "$work/said" && grep -q '0 built, 3 up to date, 1 failed' "$work/said"
ok $? "a paper with a fault is reported, its outputs stay"
sed -i 's/^noi_nhann/noi_nhan/' van-ban/a.md
rm van-ban/c.md
build && grep -q '1 removed' "$work/said" && [ ! -e xuat/c.pdf ] && [ ! -e xuat/c.docx ]
ok $? "a paper that is gone takes its outputs along"

sed 's/^so: 1/so: 1\ndo_mat: Mật/' van-ban/b.md >van-ban/m.md
build && [ -f xuat/m.pdf ] && [ "$(stat -c %a mat)" = 700 ] && ! grep -qa 'van-ban/m\.md' .vanban/phu-thuoc.db*
ok $? "a secret paper is not in the shared store"
grep -qa 'Nguyễn Văn An' mat/*
[ $? = 1 ]
ok $? "and its store holds no words of it"
build && grep -q '^0 built' "$work/said"
ok $? "a secret paper is built once"
printf '\n## Thêm\nMột đoạn.\n' >>van-ban/m.md
build && grep -q '^1 built' "$work/said"
ok $? "and again when its file changes"
rm van-ban/m.md && build

# Sources that are gathered: what vanban.yaml says of them, and which files there are.
mkdir du-lieu/xa && printf 'ten,khoi\nTân An,3\n' >du-lieu/xa/a.csv && cp vanban.yaml "$work/kept"
printf 'nguon:\n  xa: { tep: "du-lieu/xa/*.csv" }\n' >>vanban.yaml
build && grep -q '^3 built' "$work/said"
ok $? "a source is named"
build && grep -q '^0 built' "$work/said"
ok $? "and nothing more is"
cp du-lieu/xa/a.csv du-lieu/xa/b.csv
build && grep -q '^0 built' "$work/said"
ok $? "nor is another file of it, which nobody reads"
cp "$work/kept" vanban.yaml && build

# Interrupted anywhere, then built again: the bytes of a clean build.
mkdir "$work/clean" && cp -R vanban.yaml van-ban du-lieu mau.xml "$work/clean"
(cd "$work/clean" && build)
rm -rf xuat .vanban
for ms in 01 03 05 08 12 20; do
    "$VANBAN" build -j 2 >"$work/said" 2>&1 &
    sleep "0.$ms"
    kill -9 $! 2>/dev/null
    wait $! 2>/dev/null
done
build && diff -r xuat "$work/clean/xuat" >"$work/said" && ! ls -A xuat | grep -q tmp
ok $? "interrupted and built again: the same bytes as at once"

# Interrupted, and then another value: what the first left is nobody's handwork, and its temporary files go.
for signal in TERM KILL; do
    sed -i "s/khoi: .*/khoi: 47$failures/" du-lieu/so-lieu.yaml
    "$VANBAN" build -j 2 >"$work/said" 2>&1 &
    sleep 0.05
    kill -$signal $! 2>/dev/null
    wait $! 2>/dev/null
    sed -i "s/khoi: .*/khoi: 48$failures/" du-lieu/so-lieu.yaml
    build && ! grep -q output-edited "$work/said" && ! ls -A xuat | grep -q tmp
    ok $? "interrupted by $signal, another value, built"
done
sed -i 's/khoi: .*/khoi: 480/' du-lieu/so-lieu.yaml "$work/clean/du-lieu/so-lieu.yaml"
build && (cd "$work/clean" && build)
echo damaged >.vanban/phu-thuoc.db
rm -f .vanban/phu-thuoc.db-*
build && grep -q 'store-renewed' "$work/said" && diff -r xuat "$work/clean/xuat" >"$work/said"
ok $? "a damaged store is begun anew"

# vanban.yaml: every fault at its place.
fault()
{
    printf '%s\n' "$2" >vanban.yaml
    build
    status=$?
    [ $status = 2 ] && grep -q "$3" "$work/said"
    ok $? "$1"
}
fault "no list of papers" 'dia_danh: Tân Phú' '^vanban.yaml: error: .*\[no-papers\]'
fault "an unknown key" 'van_ban: [{ tep: "van-ban/*.md", dulieu: x.yaml }]' '^vanban.yaml:1:34: error: .*du_lieu.*\[workspace-key\]'
fault "a wrong type" 'van_ban: [{ tep: [a, b] }]' '^vanban.yaml:1:18: error: .*workspace-type\]'
fault "a path that leads out" 'van_ban: [{ tep: ../a.md }]' '^vanban.yaml:1:18: error: .*\[workspace-path\]'
fault "a paper without files" 'van_ban: [{ ten: a }]' '^vanban.yaml:1:11: error: .*\[paper-no-source\]'
fault "a paper without a name" 'van_ban: [{ mau: mau.xml, du_lieu: du-lieu/so-lieu.yaml }]' 'paper-no-name'
fault "two of one name" 'van_ban: [van-ban/a.md, van-ban/a.md]' 'paper-twice'
fault "a format that is none" 'van_ban: [{ tep: van-ban/a.md, ra: pdx }]' 'workspace-choice'
fault "a name for many" 'van_ban: [{ ten: a, tep: "van-ban/*.md" }]' 'pattern-name'
cd "$work" && build
[ $? = 2 ] && grep -q 'no-workspace' "$work/said"
ok $? "no workspace"
exit $((failures > 0))
