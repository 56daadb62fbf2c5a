#!/bin/sh
# vanban register rebuild: from a whole journal the same register; from a lost or cut one what the archived files say.
set -u
. "$(dirname "$0")/common.sh"

an_office
paper kh.md "Kế hoạch" && paper qd.md "Quyết định" "bo_cuc: muc" && paper bc.md "Báo cáo" "ngay: 28/5/2026" "do_khan: Khẩn"
paper thay.md "Kế hoạch" "thay_the: 01-KH/BCĐ" && sed -i 's/thử nghiệm/này thay thế Kế hoạch số 01-KH\/BCĐ, ngày 29\/5\/2026 của Ban Chỉ đạo/' thay.md
paper mat.md "Kế hoạch" "do_mat: Mật"
for file in kh qd bc thay mat kh; do
    run 0 issue $file.md || check "issue $file.md"
done
signed=
if organ_keys leader organ; then
    paper ky.md "Thông báo"
    SOURCE_DATE_EPOCH=$(date +%s)
    year=$(TZ=UTC-7 date +%Y) signed=1
    run 0 render -f pdf ky.md && run 0 sign --key leader.key --cert leader.pem ky.pdf -o da-ky.pdf &&
        run 0 issue ky.md --signed da-ky.pdf --key organ.key --cert organ.pem --trust trust.pem; check "rebuild: a paper that its leader signed is issued"
fi
run 0 register print -f csv -o whole.csv
cp luu/so-dang-ky.ndjson journal

run 0 register rebuild && [ ! -s err ] && run 0 register print -f csv -o again.csv && cmp -s whole.csv again.csv && cmp -s journal luu/so-dang-ky.ndjson
check "rebuild: a whole journal gives the same register"

# what can be known: all columns but the day it was handed over, and what was noted
known()
{
    cut -d , -f 1-6 "$1" | grep -v -e '^03-KH' -e '^05-KH'
}

rm luu/so-dang-ky.ndjson .vanban/so-dang-ky.sqlite*
run 2 number next --ten-loai KH && grep -q register-gone err && run 2 number next --ten-loai KH; check "an empty register before a full archive is not begun"
run 1 register rebuild && run 0 register print -f csv -o found.csv; check "rebuild: without a journal"
known whole.csv >x && known found.csv | cmp -s x -; check "rebuild: number, kind, day, subject, signer and addressees are in the files"
run 0 register rebuild && [ ! -s err ]; check "rebuild: what was recovered stays"
grep -q '^01-KH.*Được thay thế bằng 02-KH/BCĐ' found.csv && grep -q '^02-KH.*Thay thế 01-KH/BCĐ' found.csv; check "rebuild: which paper supersedes which"
[ -z "$signed" ] || grep -q '^01-TB/BCĐ' found.csv; check "rebuild: the number that the organ's signature filled in"
[ -z "$signed" ] || grep '^01-TB/BCĐ' found.csv | grep -q "/$year"; check "rebuild: and the day"
run 0 issue kh.md && [ "$(cut -d ' ' -f 1 out)" != "01-KH/BCĐ" ]; check "rebuild: numbers go on behind what was found"

# The journal ends early: entries that it does not have, and one that it has as given only.
for lines in 2 3 4 6 8 12; do
    rm -rf .vanban
    head -n $lines journal >luu/so-dang-ky.ndjson
    run 1 register rebuild && grep -q archive-recovered err && run 0 register print -f csv -o cut.csv && known whole.csv >x && known cut.csv | diff x - >>err
    check "rebuild: a journal of $lines lines"
done

# Only the last line is gone, which the database has read: the paper is not on its way, it was issued.
rm -rf .vanban luu/2026/KH/0[5-9]* && cp journal luu/so-dang-ky.ndjson && run 0 register rebuild
sed '$d' journal >luu/so-dang-ky.ndjson
run 2 number next --ten-loai KH && grep -q register-apart err; check "a journal that lost its last line is refused"
run 1 register rebuild && [ "$(grep -c archive-recovered err)" = 1 ] && run 0 register print -f csv -o cut.csv && known whole.csv >x && known cut.csv | diff x - >>err
check "rebuild: a journal that lost its last line"

# What lies there and is no paper of this register stays what it is.
cp journal luu/so-dang-ky.ndjson && rm -rf .vanban luu/2026/KH/0[4-9]*
cp luu/2026/KH/01-KH-BCĐ.pdf luu/2026/KH/77-KH-BCĐ.pdf && echo x >luu/2026/KH/x.pdf
run 1 register rebuild && [ "$(grep -c archive-stray err)" = 2 ] && ! grep -q archive-recovered err; check "rebuild: copies and other files are only named"
exit $((failures > 0))
