#!/bin/sh
# vanban watch as a clerk has it: files saved as editors save them, folders that come, vanban.yaml broken and mended, many saves at once. Each
# step waits for the line that it brings, with an end.
set -u
: "${VANBAN:?the program to test}"
work=$(mktemp -d) || exit 99
watcher=
trap '[ -z "$watcher" ] || kill "$watcher" 2>/dev/null; rm -rf "$work"' EXIT
failures=0
VANBAN_LANG=en
SOURCE_DATE_EPOCH=1795000000
export VANBAN_LANG SOURCE_DATE_EPOCH
mkfifo "$work/lines" || exit 99
exec 3<>"$work/lines"

ok()
{
    if [ "$1" = 0 ]; then
        echo "ok - watch: $2"
    else
        sed 's/^/    /' "$work/said"
        echo "not ok - watch: $2"
        failures=$((failures + 1))
    fi
}

# until_line WORDS: reads lines up to one that has the words. `read` takes no byte more than its line.
until_line()
{
    # shellcheck disable=SC2016
    timeout 30 sh -c 'while read -r line; do printf "%s\n" "$line" >>"$1"; case $line in *"$2"*) exit 0 ;; esac; done; exit 1' - "$work/said" "$1" <&3
}

# save FILE: a new file under the old name, as vim does it.
save()
{
    cat >"$1.tmp~" && mv "$1" "$1~" && mv "$1.tmp~" "$1" && rm "$1~"
}

paper()
{
    printf -- '---\nten_loai: Báo cáo\nso: 1\nngay: 15/6/2026\ntrich_yeu: về khối dân vận\nnoi_nhan: [Lưu Văn phòng]\n---\nCó %s khối.\n' "$1"
}

mkdir "$work/o" && cd "$work/o" && mkdir van-ban du-lieu || exit 99
: >"$work/said"
cat >vanban.yaml <<'END'
co_quan: { cap_tren: Tỉnh uỷ Tân Phú, ten: Ban Dân vận, ky_hieu: BDV }
dia_danh: Tân Phú
nguoi_ky: { quyen_han: K/T Trưởng Ban, chuc_vu: Phó Trưởng Ban, ho_ten: Nguyễn Văn An }
van_ban:
  - { tep: "van-ban/*.md", du_lieu: du-lieu/so-lieu.yaml, ra: txt }
END
printf 'so_lieu:\n  khoi: 480\n' >du-lieu/so-lieu.yaml
paper '{{ so_lieu.khoi }}' >van-ban/a.md
paper 'mười' >van-ban/b.md

"$VANBAN" watch >&3 2>&1 &
watcher=$!
until_line 'watching 3 folders' && until_line '2 built, 0 up to date'
ok $? "builds at once"
printf 'so_lieu:\n  khoi: 460\n' | save du-lieu/so-lieu.yaml
until_line '1 built, 1 up to date' && grep -q '460 khối' xuat/a.txt
ok $? "a figure saved by an editor"
paper 'hai mươi' >van-ban/b.md
until_line '1 built, 1 up to date' && grep -q 'hai mươi' xuat/b.txt
ok $? "a file written over"
mkdir van-ban/moi && paper 'ba' >van-ban/c.md
until_line '1 built, 2 up to date' && grep -q 'ba khối' xuat/c.txt
ok $? "a new paper"
rm van-ban/c.md
until_line '1 removed' && [ ! -e xuat/c.txt ]
ok $? "one that is deleted"
cp vanban.yaml "$work/kept" && echo 'van_ban: [' >vanban.yaml
until_line 'vanban.yaml:'
ok $? "vanban.yaml is broken"
sed 's/Tân Phú/Tân An/' "$work/kept" >vanban.yaml
until_line '2 built' && grep -q 'Tân An, ngày' xuat/a.txt
ok $? "and mended"
sed -i 's|van-ban/\*.md|van-ban/m*/*.md|' vanban.yaml
until_line '2 removed'
ok $? "another pattern"
paper 'bốn' >van-ban/moi/d.md
until_line '1 built' && grep -q 'bốn khối' xuat/d.txt
ok $? "a folder that came while it watched"
: >"$work/said"
i=0
while [ $i -lt 60 ]; do
    i=$((i + 1))
    paper "số $i" >van-ban/moi/d.md
done
until_line '1 built' && until [ -e "$work/done" ] || grep -q 'số 60 khối' xuat/d.txt; do
    until_line '1 built' || : >"$work/done"
done
[ "$(grep -c built "$work/said")" -lt 20 ] && [ ! -e "$work/done" ]
ok $? "sixty saves at once are few builds"
sed -i 's/^so: 1/soo: 1/' van-ban/moi/d.md
until_line 'van-ban/moi/d.md:3:1: error' && until_line '1 failed' && grep -q 'số 60' xuat/d.txt
ok $? "a slip is told, the output stays"
paper 'năm' | save van-ban/moi/d.md
until_line '1 built' && grep -q 'năm khối' xuat/d.txt
ok $? "and mended"
kill "$watcher" && wait "$watcher" 2>/dev/null
watcher=
[ ! -e .vanban/dung.lock ] || "$VANBAN" build -q
ok $? "ended, nothing is held"
exit $((failures > 0))
