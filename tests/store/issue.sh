#!/bin/sh
# vanban issue and log: number, file, signature and entry of a paper, what is refused, and what a crash or a full disk leaves. VANBAN is the
# program.
set -u
. "$(dirname "$0")/common.sh"

an_office
paper kh.md "Kế hoạch"
run 0 log kh.md --step trinh-ky --who "Chuyên viên" --reason "kính trình"; check "log: a step before the number"
run 0 issue kh.md && [ "$(cat out)" = "01-KH/BCĐ  luu/2026/KH/01-KH-BCĐ.pdf" ] && [ ! -s err ]; check "issue"
pdftotext luu/2026/KH/01-KH-BCĐ.pdf - 2>>err | grep -q 'Số 01-KH/BCĐ'; check "issue: the number is printed"
pdftotext luu/2026/KH/01-KH-BCĐ.pdf - 2>>err | grep -q 'ngày 29 tháng 5 năm 2026'; check "issue: and the day"
tail -n 1 luu/so-dang-ky.ndjson | grep -q "\"van_tay\":\"$(sha256sum <luu/2026/KH/01-KH-BCĐ.pdf | cut -d ' ' -f 1)\""; check "issue: the register has the file's digest"
paper own.md "Kế hoạch" "so: 2" "ngay: 28/5/2026"
run 0 phat-hanh own.md --json && grep -q '"so":2,.*"trang_thai":"issued".*"ngay":"2026-05-28".*"noi_luu":"Lưu Văn phòng"' out; check "issue: a number and a day of its own"
run 2 issue own.md && grep -q register-taken err; check "issue: not twice under one number"
run 0 number next --ten-loai KH --tai-lieu given.md && paper given.md "Kế hoạch" "so: 3" && run 0 issue given.md && grep -q '^03-KH' out; check "issue: under the number that it was given"
paper bad.md "Kế hoạch" "kieu: 1"
run 2 issue bad.md && [ "$(grep -c . luu/so-dang-ky.ndjson)" = 11 ]; check "issue: a faulty paper takes no number"
run 2 issue kh.md --ngay 31/2/2026 && grep -q option-value err; check "issue: no day, told"
run 0 log kh.md && [ "$(grep -c . out)" = 4 ] && head -n 1 out | grep -q 'Chuyên viên  trình ký: kính trình' && tail -n 1 out | grep -q 'phát hành  01-KH/BCĐ'; check "log: the line of a document"
run 0 log 02-KH/BCĐ --json && [ "$(grep -c '"so_ky_hieu":"02-KH/BCĐ"' out)" = 3 ]; check "log: of a number"
run 2 log other.md && grep -q register-not-named err; check "log: unknown, told"
run 2 log kh.md --step x && grep -q option-value err; check "log: no such step, told"

paper new.md "Kế hoạch" "thay_the: 01-KH/BCĐ" && sed -i 's/thử nghiệm/này thay thế Kế hoạch số 01-KH\/BCĐ, ngày 29\/5\/2026 của Ban Chỉ đạo/' new.md
run 0 issue new.md && run 0 register print -f csv -o - --ten-loai KH && grep -q '^01-KH.*Được thay thế bằng 04-KH/BCĐ, ngày 29/5/2026' out &&
    grep -q '^04-KH.*Thay thế 01-KH/BCĐ' out; check "issue: a paper that supersedes another; both entries say it"
run 0 register amend 02-KH/BCĐ --by 03-KH/BCĐ && grep -q 'Được sửa đổi, bổ sung bằng 03-KH/BCĐ' out; check "register amend"
run 2 register amend 02-KH/BCĐ --by 03-KH/BCĐ && grep -q register-said err; check "register amend: said already, told"
run 0 register recall 03-KH/BCĐ --reason "gửi nhầm" && grep -q 'Thu hồi (gửi nhầm)' out; check "register recall"
run 2 register recall 03-KH/BCĐ --reason x && grep -q register-said err; check "register recall: once"
run 2 register repeal 02-KH/BCĐ --by 02-KH/BCĐ && grep -q register-itself err; check "register repeal: itself, told"
run 2 number void --ten-loai KH --so 3 --reason x && grep -q register-is-issued err; check "number void: issued, told"

paper sai.md "Quyết định" "bo_cuc: muc"
sed -i 's/Nội dung thử nghiệm/Toàn tỉnh có 480 khối. Bản này có lổi chính tả, cần sữa/' sai.md
run 0 issue sai.md; check "issue: a paper with faults"
run 2 revise sai.md --rectify --reason "sai chính tả" && grep -q revise-nothing err && [ ! -e sai-dinh-chinh.md ]; check "revise --rectify: nothing was corrected, told"
sed -i 's/lổi/lỗi/; s/sữa/sửa/' sai.md
run 0 revise sai.md --rectify --reason "sai chính tả" && [ "$(cat out)" = sai-dinh-chinh.md ] && [ ! -s err ] &&
    grep -q '^| 1 | .*có lổi chính tả, cần sữa\. | .*có lỗi chính tả, cần sửa\. |$' sai-dinh-chinh.md; check "revise --rectify: the table of what was printed and what it is to be"
run 0 issue sai-dinh-chinh.md && grep -q '^01-CV' out && run 0 register print -f csv -o - --ten-loai CV && grep -q 'Đính chính 01-QĐ/BCĐ' out &&
    run 0 register print -f csv -o - --ten-loai "Quyết định" && grep -q 'Được đính chính bằng 01-CV/BCĐ' out; check "issue: a rectification; both entries say it"
run 2 revise sai.md --rectify --reason x && grep -q there-already err; check "revise: what is there stays"
sed -i 's/480/460/' sai.md
run 0 revise sai.md --rectify --reason "sai số" -o so.md && [ "$(grep -c revise-figures err)" = 1 ]; check "revise --rectify: figures are warned of"
run 0 revise sai.md --reason "sai số liệu" && run 0 issue sai-thay-the.md && grep -q '^02-QĐ' out &&
    pdftotext luu/2026/QĐ/02-QĐ-BCĐ.pdf - 2>>err | tr '\n' ' ' | grep -q 'Quyết định này thay thế Quyết định số 01-QĐ/BCĐ, ngày 29/5/2026'; check "revise --supersede, then issue"
run 0 log sai.md && grep -q 'thay thế  01-QĐ/BCĐ bằng 02-QĐ/BCĐ' out && run 0 register print -f csv -o - --ten-loai "Quyết định" && grep -q '^01-QĐ.*Được thay thế bằng 02-QĐ/BCĐ' out; check "revise: the old entry says it"
run 2 revise sai.md --reason x && grep -q no-longer err; check "revise: what was superseded is not superseded again"
run 2 revise sai.md && grep -q verb-needs err; check "revise: no reason, told"
run 2 revise other.md --reason x && grep -q -e register-not-named err; check "revise: not in the register, told"

paper mat.md "Kế hoạch" "do_mat: Mật"
run 0 issue mat.md && [ "$(cat out)" = "05-KH/BCĐ  mat/luu/2026/KH/05-KH-BCĐ.pdf" ] && [ -s mat/luu/2026/KH/05-KH-BCĐ.pdf ] && [ "$(stat -c %a mat)" = 700 ] && [ ! -e luu/2026/KH/05-KH-BCĐ.pdf ] &&
    [ "$(grep -c secret err)" = 1 ]; check "issue: a secret paper lies apart"
tail -n 1 luu/so-dang-ky.ndjson | grep -q '"so":5,' && ! tail -n 2 luu/so-dang-ky.ndjson | grep -q -e trich_yeu -e nguoi_ky -e mat.md; check "issue: the shared register has its number only"
run 0 register print --mat -f csv -o - && grep -q '^05-KH/BCĐ.*phát hành' out; check "register print --mat"

run 0 register rebuild && cp luu/2026/KH/01-KH-BCĐ.pdf keep && echo x >>luu/2026/KH/01-KH-BCĐ.pdf && rm luu/2026/KH/02-KH-BCĐ.pdf &&
    run 1 register rebuild && grep -q 'archive-changed' err && grep -q 'archive-gone' err; check "register rebuild: files that changed or are gone"
printf 'luu/2026/KH/01-KH-BCĐ.pdf archive-changed\nluu/2026/KH/02-KH-BCĐ.pdf archive-gone\nluu/2026/la.docx archive-stray\n' >named
: >luu/2026/la.docx
run 1 status --archive --lang en && grep -q '; 3 archived files with something wrong' out && [ ! -s err ] &&
    sed -n 's/^\(luu[^:]*\): warning: .*\[\(.*\)\]$/\1 \2/p' out | sort | diff named - >err; check "status --archive: what changed, what is gone, what no entry has"
run 1 status --archive --json && grep -q '"file":"luu/2026/KH/01-KH-BCĐ.pdf".*"code":"archive-changed"' out && tail -n 1 out | grep -q '"wrong":3}'; check "status --archive: as JSON"
rm luu/2026/la.docx && cp keep luu/2026/KH/01-KH-BCĐ.pdf
run 0 status --archive --mat && grep -q '^1 mục; 0 ' out && echo x >>mat/luu/2026/KH/05-KH-BCĐ.pdf && run 1 status -C luu --archive --mat &&
    grep -q '^mat/luu/2026/KH/05-KH-BCĐ.pdf: .*archive-changed' out; check "status --archive: of secret papers"

# Signing, in the order of the office.
if openssl version >/dev/null 2>&1; then
    for who in leader organ; do
        openssl req -x509 -newkey rsa:2048 -nodes -keyout $who.key -out $who.pem -days 30 -subj "/CN=$who" \
            -addext keyUsage=critical,digitalSignature,nonRepudiation >/dev/null 2>&1
    done
    SOURCE_DATE_EPOCH=$(date +%s)
    day=$(TZ=UTC-7 date +%Y)
    cat leader.pem organ.pem >trust.pem
    paper ky.md "Báo cáo"
    run 0 issue ky.md --key organ.key --cert organ.pem && run 0 verify --trust trust.pem "luu/$day/BC/01-BC-BCĐ.pdf"; check "issue: signed by the organ"
    paper lanh-dao.md "Báo cáo"
    run 0 render -f pdf lanh-dao.md && run 0 sign --key leader.key --cert leader.pem lanh-dao.pdf -o da-ky.pdf &&
        run 0 issue lanh-dao.md --signed da-ky.pdf --key organ.key --cert organ.pem --trust trust.pem && [ ! -s err ] &&
        run 0 verify --trust trust.pem "luu/$day/BC/02-BC-BCĐ.pdf" && grep -q 'so, ngay, thang' out; check "issue: signed by the leader without number and day"
    run 2 issue lanh-dao.md --signed da-ky.pdf && grep -q issue-needs-key err; check "issue: without the organ's key, told"
    run 2 issue lanh-dao.md --signed lanh-dao.pdf --key organ.key --cert organ.pem && grep -q verify-none err; check "issue: not signed, told"
    sed -i 's/thử nghiệm/khác/' lanh-dao.md
    run 2 issue lanh-dao.md --signed da-ky.pdf --key organ.key --cert organ.pem && grep -q issue-other-paper err; check "issue: changed after it was signed, told"
    run 2 issue mat.md --key organ.key --cert organ.pem --level t --tsa http://localhost:1/ && grep -q issue-secret-network err; check "issue: a secret paper and a network, told"
    run 2 issue ky.md --key organ.key --cert leader.pem && run 0 issue ky.md && grep -q '^03-BC' out; check "issue: a number whose signature failed goes to the next"
else
    echo "skip - issue: signed papers: there is no openssl"
fi

# A disk that is full, at every write: the old register, a message, and the next run goes on.
"$VANBAN" register print -f csv -o before.csv 2>err
full=0
for blocks in 0 1 2 3 4 6 8 12 16 24 32 48 64 96 128; do
    paper day.md "Thông báo"
    { # what it says goes through a pipe, which has no limit
        ulimit -f $blocks
        "$VANBAN" issue day.md </dev/null
        echo "status $?"
    } 2>&1 | cat >err
    if grep -q 'status 3' err; then
        [ "$(grep -c 'lỗi.*\[file-' err)" = 1 ] || full=1
    else
        grep -q 'status 0' err || full=1
    fi
    [ $full = 0 ] || break
done
[ $full = 0 ]; check "issue: a full disk at every write is told once"
find luu -name '*.tmp' | grep -q . && full=1
run 0 issue day.md && "$VANBAN" register print -f csv -o after.csv 2>>err && grep -vF TB/BCĐ after.csv | diff before.csv - >>err && [ $full = 0 ]; check "issue: afterwards it goes on, and nothing is half there"
run 1 register rebuild && ! grep -q -e stray -e damaged err; check "issue: the archive is whole"

# Folders that may only be read.
as=
if [ "$(id -u)" = 0 ]; then
    if setpriv --reuid=65534 --regid=65534 --clear-groups true 2>/dev/null && chown -R 65534:65534 "$work" &&
        setpriv --reuid=65534 --regid=65534 --clear-groups "$VANBAN" --version >/dev/null 2>&1; then
        as="setpriv --reuid=65534 --regid=65534 --clear-groups"
    else
        as=none
    fi
fi
if [ "$as" != none ]; then
    for folder in luu luu/2026 luu/2026/TB .vanban .vanban/cho . ; do
        before=$(grep -c '"viec":"phat-hanh"' luu/so-dang-ky.ndjson)
        chmod a-w $folder
        $as "$VANBAN" issue day.md >"$work/out" 2>"$work/err" </dev/null
        got=$?
        chmod u+w $folder
        { [ $got = 3 ] && [ "$(grep -c 'lỗi' err)" = 1 ] && [ "$before" = "$(grep -c '"viec":"phat-hanh"' luu/so-dang-ky.ndjson)" ]; } || [ $got = 0 ]; check "issue: \"$folder\" may only be read"
    done
    run 0 issue day.md; check "issue: afterwards it goes on"
else
    echo "skip - issue: folders that may only be read: root may write everywhere"
fi
exit $((failures > 0))
