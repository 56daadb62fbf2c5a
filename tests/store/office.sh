#!/bin/sh
# Papers by the names of the workspace, and the office's own key: vanban sign, issue, verify and log without an option. VANBAN is the program.
set -u
. "$(dirname "$0")/common.sh"
unset SOURCE_DATE_EPOCH # signatures are of today

# settings LINE...: vanban.yaml with these lines behind the head.
settings()
{
    {
        printf 'co_quan: { cap_tren: Tỉnh uỷ Kiên Giang, ten: Ban Dân vận, ky_hieu: BDV }\ndia_danh: Rạch Giá\n'
        printf 'nguoi_ky: { quyen_han: K/T Trưởng Ban, chuc_vu: Phó Trưởng Ban, ho_ten: Nguyễn Văn An }\n'
        printf 'nhiem_ky: [ { ten: 2025 - 2030, tu: 15/6/2025 } ]\n'
        printf '%s\n' "$@"
    } >vanban.yaml
}

# refused NAME CODE LINE...: what vanban.yaml says is told with its place.
refused()
{
    name=$1 code=$2
    shift 2
    settings "$@"
    run 2 issue kh-01 && grep -q "vanban.yaml:[0-9]*:[0-9]*: .*\[$code\]" err && [ ! -e luu/so-dang-ky.ndjson ]
    check "$name"
}

papers='van_ban: [ { ten: kh-01, tep: van-ban/kh-01.yaml, mau: mau/kh.xml, du_lieu: du-lieu/so-lieu.yaml, ra: [pdf, docx] },
  { tep: "van-ban/*.md", du_lieu: du-lieu/so-lieu.yaml, ra: pdf } ]'
mkdir van-ban mau du-lieu khoa
printf '%s\n' '<van-ban xmlns="urn:vanban:1" ten-loai="Kế hoạch"><trich-yeu>mở lớp bồi dưỡng</trich-yeu>' \
    '<noi-dung><doan>Mở lớp cho {{ so_lieu.khoi }} khối dân vận.</doan></noi-dung></van-ban>' >mau/kh.xml
printf 'noi_nhan: [Thường trực Tỉnh uỷ, Lưu Văn phòng]\n' >van-ban/kh-01.yaml
printf 'so_lieu: { khoi: 480 }\n' >du-lieu/so-lieu.yaml
printf -- '---\nten_loai: Báo cáo\ntrich_yeu: về công tác dân vận\nnoi_nhan: [Lưu Văn phòng]\n---\nCó {{ so_lieu.khoi }} khối.\n' >van-ban/bc-01.md
sed 's/^ten_loai.*/&\ndo_mat: Mật/' van-ban/bc-01.md >van-ban/mat-01.md

refused "a PIN in vanban.yaml" workspace-secret 'ky_so: { co_quan: { p12: khoa/organ.p12, mat_khau: abc } }' "$papers"
refused "a PIN in the token's address" workspace-secret 'ky_so: { co_quan: { pkcs11: "pkcs11:token=a?pin-value=1" } }' "$papers"
refused "a driver in vanban.yaml" workspace-driver 'ky_so: { co_quan: { pkcs11: "pkcs11:token=a?modu le-path=/tmp/x.so" } }' "$papers"
refused "a slip in ky_so" workspace-key 'ky_so: { coquan: { p12: khoa/organ.p12 } }' "$papers"
refused "a level that is none" workspace-choice 'ky_so: { muc: x }' "$papers"
refused "a slip in so_dang_ky" workspace-key 'so_dang_ky: { lui: true }' "$papers"
refused "a wrong type" workspace-type 'ky_so: { co_quan: organ.p12 }' "$papers"
settings "$papers"
run 0 build && run 0 impact kh-01:noi_nhan && grep -q '^kh-01.*noi_nhan' out && rm -rf xuat && run 2 impact kh-09:noi_nhan && grep -q impact err; check "impact takes a paper's name for its own file"
run 2 issue kh-09 && grep -q 'kh-01.*unknown-paper' err; check "a paper that is not listed, with the one that is near"
run 0 issue kh-01 && [ "$(cat out)" = "01-KH/BDV  luu/$(TZ=UTC-7 date +%Y)/KH/01-KH-BDV.pdf" ]; check "issue takes a paper's name"
(cd van-ban && "$VANBAN" issue bc-01.md >../out 2>../err) && grep -q '^01-BC/BDV' out; check "and its own file, from another folder"
cat >du-lieu/so-lieu.yaml <<END
so_lieu: { khoi: 460 }
END
run 0 log bc-01 --step trinh-ky --who A && run 0 log bc-01 && grep -q 'trình ký' out && grep -q 'phát hành  01-BC/BDV' out && cp out all &&
    (cd van-ban && "$VANBAN" log bc-01.md | cmp -s - ../all); check "log takes both, and means one paper"

run 0 issue bc-01 kh-01 --unsigned && [ "$(cut -d ' ' -f 1 out | tr '\n' ' ')" = "02-BC/BDV 02-KH/BDV " ]; check "issue takes several papers"
run 0 issue bc-01 kh-01 --unsigned && [ ! -s out ] && [ "$(grep -c issued-already err)" = 2 ]; check "and passes over what an earlier run has issued"
run 2 issue bc-01 kh-01 --signed x.pdf && grep -q option-one-paper err; check "an option of one paper and several, told"

# Of a secret paper no word gets out of its own store, whatever is done with it by its name.
sed 's/Có {{/Tên XYZZY, có {{/; s/về công tác/về XYZZY/' van-ban/mat-01.md >mat.tmp && mv mat.tmp van-ban/mat-01.md
run 0 build && run 0 log mat-01 --step trinh-ky --reason "XYZZY" && run 0 log mat-01 && grep -q 'trình ký: XYZZY' out && [ -s mat/luu/so-dang-ky.ndjson ]
check "a step of a secret paper is noted in its own register"
run 0 issue mat-01 && grep -q '  mat/luu/.*03-BC-BDV.pdf' out && [ -s "$(cut -d ' ' -f 3 out)" ] && run 2 issue mat-01 && grep -q issued-already err; check "a secret paper is issued, once"
sed -i 's/Tên XYZZY/Tên khác XYZZY/' van-ban/mat-01.md
run 0 revise mat-01 --reason "XYZZY" && run 0 build && run 0 issue mat-01-thay-the && run 0 log mat-01 && grep -q 'thay thế  03-BC/BDV bằng 04-BC/BDV' out; check "and superseded"
run 1 status >/dev/null || run 0 status && ! grep -q XYZZY out && run 0 impact du-lieu/so-lieu.yaml:so_lieu.khoi && ! grep -q XYZZY out && ! grep -rq XYZZY luu .vanban; check "what others share has no word of it"

if openssl version >/dev/null 2>&1; then
    rm -rf luu .vanban mat xuat van-ban/mat-01-thay-the.md
    for who in leader organ; do
        openssl req -x509 -newkey rsa:2048 -nodes -keyout khoa/$who.key -out khoa/$who.pem -days 30 -subj "/CN=$who" \
            -addext keyUsage=critical,digitalSignature,nonRepudiation >/dev/null 2>&1
        openssl pkcs12 -export -in khoa/$who.pem -inkey khoa/$who.key -out khoa/$who.p12 -passout pass:bí-mật 2>/dev/null
    done
    cat khoa/*.pem >khoa/goc.crt
    year=$(TZ=UTC-7 date +%Y)
    settings 'ky_so: { co_quan: { p12: khoa/organ.p12 }, ca_nhan: { p12: khoa/leader.p12 }, muc: b, tin_cay: [khoa/goc.crt] }' "$papers"
    export VANBAN_PIN=bí-mật
    run 2 sign kh-01 && grep -q sign-unbuilt err; check "sign: a paper that was not built"
    run 0 build && run 0 issue kh-01 && run 0 verify kh-01 && [ "$(grep -c 'organ' out)" -ge 1 ] && grep -q 'HỢP LỆ' out; check "issue signs with the office's key"
    sed -i 's/460/461/' du-lieu/so-lieu.yaml
    run 2 sign bc-01 && grep -q sign-stale err && [ ! -e xuat/bc-01-da-ky.pdf ]; check "sign: a draft that is not what the data say now"
    run 0 build && (cd van-ban && "$VANBAN" sign bc-01 --who Sếp >../out 2>../err) && [ -s xuat/bc-01-da-ky.pdf ]; run 0 issue bc-01 && run 0 verify 01-BC/BDV && grep -q 'leader' out &&
        grep -q 'organ' out && grep -q 'so, ngay, thang' out; check "what sign left is issued, from its name alone"
    run 0 log bc-01 && grep -q 'đã ký' out; check "the leader's signature is a step of the paper"
    sed -i 's/461/462/' du-lieu/so-lieu.yaml
    run 0 issue kh-01 --unsigned --ngay "1/2/$year" && run 1 verify 02-KH/BDV && ! grep -q organ out; check "issue --unsigned"
    run 2 issue kh-01 --unsigned --p12 khoa/organ.p12 && grep -q either err; check "--unsigned and a key, told"
    sed -i 's/462/463/' du-lieu/so-lieu.yaml
    run 0 issue kh-01 --key khoa/leader.key --cert khoa/leader.pem && run 0 verify 03-KH/BDV && grep -q leader out; check "options override the office's key"
    [ ! -e xuat/bc-01-da-ky.pdf ]; check "what was signed is used up by issuing it"
    sed -i 's/463/464/' du-lieu/so-lieu.yaml
    printf 'bí-mật\n' >pin
    "$VANBAN" issue bc-01 kh-01 --pin-fd 3 3<pin >out 2>err && [ "$(grep -c luu/ out)" = 2 ]; check "several papers, the pass phrase asked for once"
    settings 'ky_so: { co_quan: { p12: khoa/organ.p12 }, muc: lta, tsa: "http://127.0.0.1:9/" }' "$papers"
    run 0 issue mat-01 && [ -n "$(find mat/luu -name '*.pdf')" ] && ! grep -q 127.0.0.1 err; check "a secret paper takes a level without a network"
    unset VANBAN_PIN
    printf 'sai\n' >pin
    sed -i 's/464/465/' du-lieu/so-lieu.yaml
    "$VANBAN" issue kh-01 --level b --pin-fd 3 3<pin >out 2>err
    [ $? = 2 ] && ! "$VANBAN" log 05-KH/BDV 2>/dev/null | grep -q 'phát hành'; check "a wrong pass phrase issues nothing"
else
    echo "skip - office: signed papers: there is no openssl"
fi
exit $((failures > 0))
