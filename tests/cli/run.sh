#!/bin/sh
# The command line: options, names of outputs, exit statuses, messages. VANBAN is the program. Prints
# "ok - ..." or "not ok - ..." a check.
set -u
: "${VANBAN:?the program to test}"
unset VANBAN_LANG LC_ALL LC_MESSAGES LANG
SOURCE_DATE_EPOCH=1780000000
export SOURCE_DATE_EPOCH
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 99
failures=0

# check NAME: the exit status of the command before is that of the check.
check()
{
    if [ $? = 0 ]; then
        echo "ok - $1"
    else
        [ ! -s err ] || sed 's/^/    /' err
        echo "not ok - $1"
        failures=$((failures + 1))
    fi
}

# run STATUS ARGUMENT...: runs the program; standard output goes to out, standard error to err.
run()
{
    wanted=$1
    shift
    "$VANBAN" "$@" >out 2>err </dev/null
    got=$?
    [ $got = "$wanted" ] || { echo "    exit status $got, not $wanted: vanban $*" && return 1; }
}

# files FOLDER NAME...: exactly these are in the folder.
files()
{
    folder=$1
    shift
    printf '%s\n' "$@" | sort >wanted
    (cd "$folder" && ls -A) | sort | diff wanted - >&2
}

document()
{
    mkdir -p "$(dirname "$1")"
    cat >"$1" <<'END'
---
ten_loai: Kế hoạch
co_quan: { cap_tren: Tỉnh uỷ Kiên Giang, ten: Ban Chỉ đạo, ky_hieu: BCĐ }
so: 1
dia_danh: Rạch Giá
ngay: 15/6/2026
trich_yeu: về kiểm tra dòng lệnh
noi_nhan: ["Lưu Văn phòng"]
nguoi_ky: [ { quyen_han: T/M BAN CHỈ ĐẠO, chuc_vu: TRƯỞNG BAN, ho_ten: Nguyễn Văn A } ]
---
Nội dung thử nghiệm.
END
}

# Usage.
run 2 && grep -q 'no-command' err && [ ! -s out ]; check "no command"
run 0 --version && grep -q '^vanban [0-9]' out && [ ! -s err ]; check "--version"
run 0 --help && grep -q 'Cách dùng' out && grep -q 'soan' out; check "--help is Vietnamese by default"
run 0 --help --lang en && grep -q '^Usage:' out; check "--lang en after --help"
run 0 --lang=en render --help && grep -q -- '--draft' out && grep -q 'Examples' out; check "help of a command"
run 0 soan --help && grep -q 'vanban soan' out; check "a Vietnamese alias"
run 2 rendr x && grep -q '"render"' err; check "unknown command: the nearest is named"
run 2 xyzxyz && grep -q '\[unknown-command\]' err; check "unknown command"
run 2 render --frmat pdf x.md && grep -q -e '--format' err; check "unknown option: the nearest is named"
run 2 render -Z x.md && grep -q '\[unknown-option\]' err; check "unknown letter"
run 2 render x.md -f && grep -q 'option-needs-value' err; check "an option without its value"
run 2 render --format= x.md && grep -q 'option-needs-value' err; check "an option with an empty value"
run 2 render --draft=1 x.md && grep -q 'option-no-value' err; check "a flag with a value"
run 2 render -f pdf --format docx x.md && grep -q 'option-twice' err; check "an option twice"
run 2 render -f pdf,xyz x.md && grep -q 'unknown-format' err; check "unknown format"
run 2 render -o a.xyz x.md && grep -q 'unknown-format' err; check "unknown suffix of -o"
run 2 render && grep -q 'no-input' err; check "no input"
run 2 render - - && grep -q 'standard-input-twice' err; check "standard input twice"
run 2 render -t - - && grep -q 'standard-input-twice' err; check "standard input as the template and as data"
run 2 profiles x && grep -q 'extra-operand' err; check "an operand too many"
run 2 --lang fr profiles && grep -q 'bad-lang' err; check "unknown language"
run 2 render -f pdf,odt -o - x.md && grep -q 'output-one-format' err; check "two formats on standard output"
run 2 render -f pdf,odt -o x.pdf x.md && grep -q 'output-one-format' err; check "two formats in one file"
run 2 render - && grep -q 'output-one-format' err; check "standard input without -f"
(SOURCE_DATE_EPOCH=x && run 2 profiles && grep -q 'bad-source-date-epoch' err); check "SOURCE_DATE_EPOCH that is no number"
run 2 render --json && grep -q '^{"severity":"error","code":"no-input","message":".*"}$' err; check "--json"

# Languages.
(LANG=en_US.UTF-8 && export LANG && run 2 render && grep -q '^error: ' err); check "LANG=en_US is English"
(LANG=C && export LANG && run 2 render && grep -q '^lỗi: ' err); check "LANG=C is Vietnamese"
(LC_ALL=vi_VN.UTF-8 LANG=en_US && export LC_ALL LANG && run 2 render && grep -q '^lỗi: ' err); check "LC_ALL leads LANG"
(VANBAN_LANG=en LC_ALL=vi_VN && export VANBAN_LANG LC_ALL && run 2 render && grep -q '^error: ' err)
check "VANBAN_LANG leads LC_ALL"
(VANBAN_LANG=en && export VANBAN_LANG && run 2 render --lang vi && grep -q '^lỗi: ' err); check "--lang leads VANBAN_LANG"

# What is there.
run 0 profiles && grep -q 'dang-2026' out; check "profiles"
run 0 profiles -v && [ "$(wc -l <out)" -gt 20 ]; check "profiles -v"
run 0 profiles --json && grep -q '^{"id":"dang-2026","family":"dang",.*"to":null,"kinds":\[{"name":' out; check "profiles --json"
run 0 templates --json && grep -q '^{"name":"bao-cao-phong-trao","title":".*","reads":\[".*"linh_vuc\[\].so_luong"' out; check "templates --json"
run 0 fonts && [ -s out ]; check "fonts"

# Outputs.
document 1/van-ban.md
run 2 render -t bao-cao-phong-tro 1/van-ban.md && grep -q 'bao-cao-phong-trao.*template-unknown' err; check "a template's name misspelt"
run 2 render -t zzz 1/van-ban.md && grep -q 'ke-hoach-phong-trao.*template-unknown' err; check "an unknown template: the names are listed"
run 2 render -t zzz.xml 1/van-ban.md && grep -q 'zzz.xml.*file-not-found' err; check "a template's file that is not there"
run 0 render --draft 1/van-ban.md && files 1 van-ban.md van-ban.pdf van-ban.docx van-ban.odt
check "three formats beside the input"
[ ! -s out ] && ! grep -q 'đã ghi' err; check "nothing is told when piped"
run 0 render --draft -f odt -o new/deep 1/van-ban.md && files new/deep van-ban.odt; check "-o names a folder that is missing"
run 0 render --draft -f odt -o slash.d/ 1/van-ban.md && files slash.d van-ban.odt; check "-o with a slash is a folder"
mkdir is.d && run 0 render --draft -f odt -o is.d 1/van-ban.md && files is.d van-ban.odt; check "-o names a folder that is there"
run 0 render --draft -v -o one.odt 1/van-ban.md && [ -s one.odt ] && grep -q 'one.odt' err; check "-o with a suffix is a file; -v tells"
run 0 render --draft -fodt -oout.bin 1/van-ban.md && cmp -s one.odt out.bin; check "-f leads the suffix of -o; letters with values"
run 0 render --draft -f odt -o - 1/van-ban.md && cmp -s one.odt out; check "standard output"
"$VANBAN" render --draft -f odt -o - - <1/van-ban.md >out 2>err && cmp -s one.odt out; check "standard input"
"$VANBAN" render --draft -f odt - <1/van-ban.md >out 2>err && cmp -s one.odt out; check "standard input goes to standard output"
mkdir png && run 0 render --draft -f png -o png 1/van-ban.md && files png van-ban-1.png; check "pages of a PNG"
run 0 render --draft -o png/x.png 1/van-ban.md && [ -s png/x-1.png ]; check "pages of a PNG, named by -o"
ln -s one.odt link.odt && run 0 render --draft -o link.odt 1/van-ban.md && [ -L link.odt ]; check "a symbolic link stays"
chmod 640 one.odt && run 0 render --draft -o one.odt 1/van-ban.md && [ "$(stat -c %a one.odt)" = 640 ]
check "the mode of a file that is replaced stays"
(umask 077 && run 0 render --draft -o private.odt 1/van-ban.md && [ "$(stat -c %a private.odt)" = 600 ]); check "the umask holds"
document 2/-x.md && (cd 2 && "$VANBAN" render --draft -f odt -- -x.md 2>../err && [ -s ./-x.odt ]); check "-- ends the options"

# Failures leave nothing behind.
run 2 render missing.md && grep -q 'missing.md' err && [ ! -e missing.pdf ]; check "no such input"
run 2 render --draft -f txt -o 1/van-ban.md 1/van-ban.md && grep -q 'output-is-input' err && grep -q ten_loai 1/van-ban.md
check "an input is never overwritten"
mkdir 3 && document 3/a.md && mkdir 3/a.docx && run 2 render --draft 3/a.md && grep -q 'file-is-directory' err && files 3 a.md a.docx
check "one output that cannot be: none appears"
run 2 render --draft -f odt -o /dev/null 1/van-ban.md && grep -q 'file-not-regular' err; check "a device is no output file"
run 3 render --draft -f odt -o 1/van-ban.md/x/ 1/van-ban.md && grep -q 'folder-not-made' err; check "a folder that cannot be made"
if [ -w /dev/full ]; then
    "$VANBAN" render --draft -f odt -o - 1/van-ban.md >/dev/full 2>err
    [ $? = 3 ] && grep -q 'output-failed' err; check "a full disk under standard output"
fi
mkdir small && (ulimit -f 1 && run 3 render --draft -f odt -o small/ 1/van-ban.md) && grep -q 'file-write-failed' err &&
    [ -z "$(ls -A small)" ]
check "a write that fails half-way leaves nothing"
if [ "$(id -u)" = 0 ]; then
    echo "skip - a folder without permission: root may write everywhere"
else
    mkdir locked && chmod 500 locked && run 3 render --draft -f odt -o locked/ 1/van-ban.md && grep -q 'file-write-denied' err
    check "a folder without permission"
fi
printf -- '---\nten_loai: [\n---\n' >bad.md
run 2 render bad.md && grep -q '^bad.md:[0-9]*:[0-9]*: lỗi: .* \[[a-z0-9-]*\]$' err; check "the form of a message"

# Faults of fonts, folders and options in both languages, word for word.
printf '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig><dir>%s/no-fonts</dir><cachedir>%s/cache</cachedir></fontconfig>\n' "$PWD" "$PWD" >fonts.conf
says() # TEXT VIETNAMESE ENGLISH ARGUMENT...: exit status 2 or 3 and exactly this message
{
    name=$1 vi=$2 en=$3
    shift 3
    "$VANBAN" --lang vi "$@" 2>vi.err </dev/null
    [ $? -ge 2 ] && "$VANBAN" --lang en "$@" 2>en.err </dev/null
    [ $? -ge 2 ] && printf '%s\n' "$vi" | diff - vi.err >&2 && printf '%s\n' "$en" | diff - en.err >&2
    check "$name"
}
FONTCONFIG_FILE=$PWD/fonts.conf
export FONTCONFIG_FILE
mkdir nofont && document nofont/a.md
says "no font at all" "nofont/a.md:3:22: lỗi: Chưa cài phông chữ Times New Roman (thường), cũng chưa cài Liberation Serif là phông có cùng độ rộng chữ; hãy cài gói Debian fonts-liberation2 [font-missing]
nofont/a.md:3:47: lỗi: Chưa cài phông chữ Times New Roman (đậm), cũng chưa cài Liberation Serif là phông có cùng độ rộng chữ; hãy cài gói Debian fonts-liberation2 [font-missing]
nofont/a.md:5:11: lỗi: Chưa cài phông chữ Times New Roman (nghiêng), cũng chưa cài Liberation Serif là phông có cùng độ rộng chữ; hãy cài gói Debian fonts-liberation2 [font-missing]" "nofont/a.md:3:22: error: the font Times New Roman (regular) is not installed, nor is Liberation Serif, which has the same widths; install the Debian package fonts-liberation2 [font-missing]
nofont/a.md:3:47: error: the font Times New Roman (bold) is not installed, nor is Liberation Serif, which has the same widths; install the Debian package fonts-liberation2 [font-missing]
nofont/a.md:5:11: error: the font Times New Roman (italic) is not installed, nor is Liberation Serif, which has the same widths; install the Debian package fonts-liberation2 [font-missing]" render -o nofont/ra/ nofont/a.md
files nofont a.md; check "without a font nothing is written"
unset FONTCONFIG_FILE
says "a folder that is a file" "lỗi: không tạo được thư mục \"1/van-ban.md/x\": trên đường dẫn có một tệp, không phải thư mục; chọn nơi khác bằng -o [folder-not-made]" "error: the folder \"1/van-ban.md/x\" cannot be made: a file, not a folder, stands on the way; choose another place with -o [folder-not-made]" render -f odt -o 1/van-ban.md/x/ 1/van-ban.md
says "an unknown format" "lỗi: không có dạng đầu ra \"pdff\"; dùng -f và chọn trong: pdf, docx, odt, png, svg, txt, tree, frames [unknown-format]" "error: there is no output format \"pdff\"; with -f choose among: pdf, docx, odt, png, svg, txt, tree, frames [unknown-format]" render -f pdff 1/van-ban.md
says "an unknown option" "lỗi: không có tuỳ chọn \"--drafft\" ở đây; có phải ý là \"--draft\"? Xem vanban render --help [unknown-option-near]" "error: there is no option \"--drafft\" here; did you mean \"--draft\"? See vanban render --help [unknown-option-near]" render --drafft 1/van-ban.md
says "an unknown limit" "lỗi: không có giới hạn \"phan=3\"; ghi TÊN=SỐ với một trong các tên package, parts, part, inflated, ratio, elements [limit]" "error: there is no limit \"phan=3\"; write NAME=NUMBER with one of package, parts, part, inflated, ratio, elements [limit]" render --limit ratio=3,phan=3 1/van-ban.md
says "a limit that cannot be set" "lỗi: \"ratio=3K\" không đặt được làm giới hạn; ghi số nguyên từ 1 đến 2000, ví dụ 500 hoặc 100M [limit]" "error: \"ratio=3K\" is no limit that can be set; write a whole number from 1 to 2000, as 500 or 100M [limit]" render --limit ratio=3K 1/van-ban.md
says "two keys" "lỗi: --pkcs11 và --p12 chỉ ra hai khoá; mỗi lần chỉ ký bằng một: --p12, hoặc --key kèm --cert, hoặc --pkcs11 [sign-keys]" "error: --pkcs11 and --p12 name two keys; sign with one of them: --p12, or --key with --cert, or --pkcs11 [sign-keys]" sign --pkcs11 pkcs11: --p12 1/a.p12 -o two.pdf 1/van-ban.md
says "a key beside a PKCS#12 file" "lỗi: --p12 và --cert chỉ ra hai khoá; mỗi lần chỉ ký bằng một: --p12, hoặc --key kèm --cert, hoặc --pkcs11 [sign-keys]" "error: --p12 and --cert name two keys; sign with one of them: --p12, or --key with --cert, or --pkcs11 [sign-keys]" sign --cert 1/a.pem --p12 1/a.p12 -o two.pdf 1/van-ban.md
[ ! -e two.pdf ]; check "nothing is signed with two keys"
says "an input that is not there" "lỗi: không có tệp \"khong-co.md\"; kiểm tra lại tên tệp và thư mục [file-not-found]" "error: there is no file \"khong-co.md\"; check the name and the folder [file-not-found]" render khong-co.md

# What is named as an office file is told what it is, as input and as template.
printf '<!DOCTYPE html><html><body>Xin</body></html>' >trang.doc
printf '%%PDF-1.7\n' >in.docx
: >rong.docx
printf 'a: 1\n' >so.yaml
html_vi='trang.doc: lỗi: đây là tệp HTML, dù tên tệp ghi khác; mở tệp bằng Word hoặc LibreOffice rồi lưu thành DOCX hoặc ODT [package-not-document]'
html_en='trang.doc: error: this is HTML, whatever its name says; open it in Word or LibreOffice and save it as DOCX or ODT [package-not-document]'
says "a page of the web named .doc" "$html_vi" "$html_en" convert trang.doc
says "a page of the web as a template" "$html_vi" "$html_en" render -t trang.doc -o trang.docx so.yaml
says "a PDF named .docx" "in.docx: lỗi: đây là tệp PDF, dù tên tệp ghi khác; mở tệp bằng Word hoặc LibreOffice rồi lưu thành DOCX hoặc ODT [package-not-document]" \
    "in.docx: error: this is PDF, whatever its name says; open it in Word or LibreOffice and save it as DOCX or ODT [package-not-document]" convert in.docx
says "an empty file" "rong.docx: lỗi: tệp trống; ở đây cần tệp DOCX hoặc ODT [package-not-document]" \
    "rong.docx: error: the file is empty; a DOCX or ODT is needed [package-not-document]" render -t rong.docx -o x.docx so.yaml

find . -name '.vanban-*' | grep -q . ; [ $? = 1 ]; check "no temporary file is left"
exit $((failures > 0))
