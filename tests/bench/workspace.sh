#!/bin/sh
# A workspace of many papers (10,000, or $1): a full build, then one value that seven papers print. Seconds and the most memory of a process.
set -u
: "${VANBAN:?the program to measure}"
n=${1:-10000}
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
VANBAN_LANG=en
export VANBAN_LANG

# timed NAME COMMAND...
timed()
{
    name=$1
    shift
    /usr/bin/time -f '%e %M' -o "$work/time" "$@" >"$work/said" 2>&1
    status=$?
    awk -v name="$name" '{ t = $1; m = $2 } END { printf "%-34s %8.2f s %8.1f MiB\n", name, t, m / 1024 }' "$work/time"
    [ $status -le 1 ] || { cat "$work/said"; exit 1; }
}

mkdir -p "$work/o/van-ban" "$work/o/du-lieu" && cd "$work/o" || exit 99
cat >vanban.yaml <<'END'
co_quan: { cap_tren: Tỉnh uỷ Tân Phú, ten: Ban Dân vận, ky_hieu: BDV }
dia_danh: Tân Phú
nguoi_ky: { quyen_han: K/T Trưởng Ban, chuc_vu: Phó Trưởng Ban, ho_ten: Nguyễn Văn An }
van_ban: [{ tep: "van-ban/*.md", du_lieu: du-lieu/so-lieu.yaml, ra: pdf }]
END
printf 'so_lieu:\n  khoi: 480\n  xa: 411\n' >du-lieu/so-lieu.yaml
awk -v n="$n" 'BEGIN {
    for (i = 1; i <= n; i++) {
        file = sprintf("van-ban/bc-%05d.md", i)
        printf "---\nten_loai: Báo cáo\nso: %d\nngay: 15/6/2026\ntrich_yeu: về công tác dân vận\nnoi_nhan: [Lưu Văn phòng]\n---\nBáo cáo như sau:\n\n# Tình hình\nVăn bản %d: có {{ so_lieu.%s }} đơn vị.\n\n# Nhiệm vụ\nTiếp tục thực hiện các chủ trương của cấp uỷ về công tác dân vận.\n", i, i, i <= 7 ? "khoi" : "xa" >file
        close(file)
    }
}'
timed "build of $n papers" "$VANBAN" build
head -1 "$work/said"
timed "status, nothing changed" "$VANBAN" status
sed -i 's/khoi: 480/khoi: 460/' du-lieu/so-lieu.yaml
timed "status, one value changed" "$VANBAN" status
tail -1 "$work/said"
timed "build of the 7" "$VANBAN" build
head -1 "$work/said"
timed "build, nothing changed" "$VANBAN" build
du -sk .vanban | awk '{ printf "%-34s %8.1f MiB\n", "the store", $1 / 1024 }'
