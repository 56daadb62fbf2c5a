#!/bin/sh
# The register under load, as the whole program uses it: 8 processes that issue 250 papers each, and 100 rounds of processes that are killed.
# VANBAN is the program.
set -u
. "$(dirname "$0")/common.sh"

work=$CONFORMANCE_DIR/register
rm -rf "$work"
papers=250
all=$((8 * papers))

# office NAME: a workspace, which is gone into.
office()
{
    mkdir -p "$work/$1/van-ban"
    cd "$work/$1" || exit 3
    cat >vanban.yaml <<'END'
co_quan: { cap_tren: Tỉnh uỷ Kiên Giang, ten: Ban Chỉ đạo, ky_hieu: BCĐ }
dia_danh: Rạch Giá
nhiem_ky: [ { ten: 2025 - 2030, tu: 15/6/2025 } ]
van_ban: [ "van-ban/*.md" ]
END
}

# write_papers FIRST LAST WORD: papers of which each says the word.
write_papers()
{
    awk -v first="$1" -v last="$2" -v word="$3" 'BEGIN {
        for (i = first; i <= last; i++) {
            file = sprintf("van-ban/kh-%04d.md", i)
            printf "---\nten_loai: Kế hoạch\ntrich_yeu: về kiểm tra sổ đăng ký\nngay: 15/6/2026\nnoi_nhan: [Lưu Văn phòng]\nnguoi_ky: [ { quyen_han: T/M BAN CHỈ ĐẠO, chuc_vu: TRƯỞNG BAN, ho_ten: Nguyễn Văn A } ]\n---\nNội dung %d, %s.\n", i, word >file
            close(file)
        }
    }'
}

# names FIRST LAST
names()
{
    seq -f 'kh-%04g' "$1" "$2"
}

# numbers PATTERN: those of the entries of which the line fits, in order.
numbers()
{
    "$VANBAN" register print -f csv -o - | grep "$1" | sed -n 's/^\([0-9]*\)-KH.*/\1/p' | sed 's/^0//' | sort -n
}

office crowd
write_papers 1 $all "lần đầu"
for process in 1 2 3 4 5 6 7 8; do
    # shellcheck disable=SC2046
    "$VANBAN" issue $(names $((process * papers - papers + 1)) $((process * papers))) >"out.$process" 2>"err.$process" || echo "status $?" >>"err.$process" &
done
wait
seq 1 $all >wanted
if numbers . | cmp -s wanted - && [ -z "$(cat err.*)" ] && [ "$(cat out.* | sort -u | wc -l)" = $all ] && [ "$(find luu -name '*.pdf' | wc -l)" = $all ]; then
    ok "register: 8 processes issue $all papers: no number twice, no gap, nothing said"
else
    not_ok "register: 8 processes issue $all papers" "$(cat err.* | head -n 3)"
fi

# Two processes are killed after a time that differs from round to round; what they issue says something new each time.
office killed
round=0
while [ $round -lt 100 ]; do
    round=$((round + 1))
    write_papers 1 60 "vòng $round"
    for process in 1 2; do
        # shellcheck disable=SC2046
        "$VANBAN" issue $(names $((process * 30 - 29)) $((process * 30))) >>"killed.$process" 2>&1 &
        eval "pid$process=$!"
    done
    sleep "0.0$((round * 37 % 90 + 10))"
    # shellcheck disable=SC2154
    kill -9 "$pid1" "$pid2" 2>/dev/null
    wait "$pid1" "$pid2" 2>/dev/null
done
write_papers 1 1 "sau cùng"
"$VANBAN" issue kh-0001 >last 2>&1
status=$?
highest=$(numbers . | tail -n 1)
seq 1 "$highest" >wanted
told=$(cat killed.* last | grep -c '^[0-9]*-KH/BCĐ  luu/.*\.pdf$')
if [ $status = 0 ] && [ "$highest" -gt 100 ] && numbers . | cmp -s wanted - && [ "$(numbers . | wc -l)" -ge "$told" ] &&
    [ "$(cat killed.* last | sort | uniq -d | wc -l)" = 0 ] && "$VANBAN" register rebuild >rebuilt 2>&1; then
    ok "register: killed 100 times while issuing: no number twice, none without an entry, the archive is whole, the next goes on"
else
    not_ok "register: killed while issuing" "$(cat last rebuilt 2>/dev/null | head -n 3)"
fi
finish
