#!/bin/sh
# The register under load, as the whole program uses it: processes that issue papers side by side, and that are killed. VANBAN is the program.
set -u
. "$(dirname "$0")/common.sh"

work=$CONFORMANCE_DIR/register
rm -rf "$work"
mkdir -p "$work"
cd "$work" || exit 3
cat >vanban.yaml <<'END'
co_quan: { cap_tren: Tỉnh uỷ Kiên Giang, ten: Ban Chỉ đạo, ky_hieu: BCĐ }
dia_danh: Rạch Giá
nhiem_ky: [ { ten: 2025 - 2030, tu: 15/6/2025 } ]
END
cat >paper.md <<'END'
---
ten_loai: Kế hoạch
trich_yeu: về kiểm tra sổ đăng ký
ngay: 15/6/2026
noi_nhan: [Lưu Văn phòng]
nguoi_ky: [ { quyen_han: T/M BAN CHỈ ĐẠO, chuc_vu: TRƯỞNG BAN, ho_ten: Nguyễn Văn A } ]
---
Nội dung.
END

# issued: the numbers of the issued papers, in order.
issued()
{
    "$VANBAN" register print -f csv -o - | grep -v 'Huỷ số' | sed -n 's/^\([0-9]*\)-KH.*/\1/p' | sed 's/^0//' | sort -n
}

for process in 1 2 3 4 5 6 7 8; do
    (for paper in 1 2 3 4 5; do "$VANBAN" issue paper.md >>"out.$process" 2>>"err.$process" || echo "status $?" >>"err.$process"; done) &
done
wait
if [ "$(issued | tr '\n' ' ')" = "$(seq 1 40 | tr '\n' ' ')" ] && [ -z "$(cat err.*)" ] && [ "$(sort -u out.* | wc -l)" = 40 ]; then
    ok "register: 8 processes issue 40 papers: no number twice, no gap, nothing said"
else
    not_ok "register: 8 processes issue 40 papers" "$(cat err.* | head -n 3)"
fi

# A process is killed after a time that differs from round to round.
for round in 1 2 3 4 5 6 7 8 9 10 11 12; do
    "$VANBAN" issue paper.md >>killed 2>&1 &
    first=$!
    "$VANBAN" issue paper.md >>killed 2>&1 &
    second=$!
    sleep "0.0$((round * 7 % 10))$round"
    kill -9 $first $second 2>/dev/null
    wait $first $second 2>/dev/null
done
"$VANBAN" issue paper.md >last 2>&1
status=$?
last=$(issued | tail -n 1)
if [ $status = 0 ] && [ "$(issued | uniq -d | wc -l)" = 0 ] && [ "$(issued | wc -l)" = "$last" ] && "$VANBAN" register rebuild >rebuilt 2>&1; then
    ok "register: killed while issuing: no number twice, no gap, the archive is whole, the next goes on"
else
    not_ok "register: killed while issuing" "$(cat last rebuilt 2>/dev/null | head -n 3)"
fi
finish
