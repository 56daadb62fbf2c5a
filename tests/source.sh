#!/bin/sh
# What a PDF carries of its source is enough: every sample is written with it and made again from the PDF alone, in an empty folder, and is
# the same to the byte; another font is named; a file that was tampered with is refused with a message and leaves nothing.
set -u
: "${VANBAN:?the program to test}"
top=$(cd "${srcdir:-.}" && pwd) || exit 99
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
mkdir "$work/empty"
FONTCONFIG_FILE=$top/tests/fonts.conf
export FONTCONFIG_FILE
failed=0 count=0

result() # STATUS NAME
{
    if [ "$1" = 0 ]; then
        echo "ok - $2"
    else
        sed 's/^/    /' "$work/log"
        echo "not ok - $2"
        failed=1
    fi
}

# again FOLDER NAME WORDS...: renders in the folder, twice with the same name, and once from the first.
again()
{
    folder=$1 name=$2
    shift 2
    rm -rf "$work/out"
    (cd "$folder" && "$VANBAN" render -q --embed-source -f pdf -o "$work/out/" "$@") >"$work/log" 2>&1
    status=$?
    for pdf in "$work"/out/*.pdf; do
        [ $status = 0 ] || break
        count=$((count + 1))
        (cd "$work/empty" && HOME=/nonexistent "$VANBAN" render -q --from "$pdf") >>"$work/log" 2>&1 &&
            cmp "$pdf" "${pdf%.pdf}-lam-lai.pdf" >>"$work/log" 2>&1
        status=$?
    done
    result $status "$name: made again byte for byte"
}

for sample in "$top"/samples/*.md "$top"/samples/*.yaml; do
    grep -qE '^(ten_loai|Tên loại|noi_dung):' "$sample" || continue
    ! grep -q '^do_mat:' "$sample" || continue
    again "$top/samples" "$(basename "$sample")" "$(basename "$sample")"
done
for command in "$top"/samples/*/lenh; do
    folder=$(dirname "$command")
    while IFS= read -r words; do
        # shellcheck disable=SC2086
        again "$folder" "$(basename "$folder") $words" $words
    done <"$command"
done
[ $count -gt 40 ]
result $? "samples: found ($count)"

# Pictures named from the root, beside the document or not, and the document named so as well.
mkdir -p "$work/goc/khac"
cp "$top/samples/ky-so/chu-ky.png" "$work/goc/anh.png"
for named in "$work/goc/anh.png" anh.png ../goc/anh.png; do
    sed 's/^so: .*/so: 7/' "$top/samples/bao-cao-6-thang.md" >"$work/goc/van-ban.md"
    printf '\n![Chữ ký](%s)\n' "$named" >>"$work/goc/van-ban.md"
    again "$work/goc" "a picture named ${named#"$work"}, the document beside" van-ban.md
    again "$work/goc/khac" "a picture named ${named#"$work"}, the document from the root" "$work/goc/van-ban.md"
done

# A secret paper: refused, nothing is written.
rm -rf "$work/out"
"$VANBAN" render --lang en --embed-source -o "$work/out/" "$top/samples/bao-cao-mat.md" >"$work/log" 2>&1
[ $? = 2 ] && grep -q source-secret "$work/log" && [ ! -e "$work/out" ]
result $? "a secret paper keeps its source"

# Nor one that a template in DOCX prints, whatever it prints of the mark.
printf 'Độ mật: Mật\n' >"$work/mat.yaml"
# shellcheck disable=SC2046
(cd "$top/samples/mau-word" && "$VANBAN" render --lang en --embed-source -f pdf -o "$work/out/" $(head -1 lenh) "$work/mat.yaml") >"$work/log" 2>&1
[ $? = 2 ] && grep -q source-secret "$work/log" && [ ! -e "$work/out" ]
result $? "a secret paper of a template in DOCX keeps its source"

# Other formats from the PDF, where the template is a DOCX: the same file as from the data.
cd "$top/samples/mau-word" && words=$(head -1 lenh)
# shellcheck disable=SC2086
"$VANBAN" render -q --embed-source -f pdf,docx -o "$work/one/" $words >"$work/log" 2>&1 &&
    "$VANBAN" render -q --from "$work"/one/*.pdf -f docx -o "$work/again.docx" >>"$work/log" 2>&1 &&
    cmp "$work"/one/*.docx "$work/again.docx" >>"$work/log" 2>&1
result $? "a template in DOCX: filled again from the PDF"

# Another font of the same name.
cd "$work" || exit 99
"$VANBAN" render -q --embed-source -o font.pdf "$top/samples/ke-hoach.md" >log 2>&1
mkdir fonts
for font in "$(fc-match -f '%{file}' 'Liberation Serif')" "$(fc-match -f '%{file}' 'Liberation Serif:bold')" \
    "$(fc-match -f '%{file}' 'Liberation Serif:italic')" "$(fc-match -f '%{file}' 'Liberation Serif:bold:italic')"; do
    cp "$font" fonts/
done
printf x >>fonts/LiberationSerif-Bold.ttf
sed "s|<dir>.*</dir>|<dir>$work/fonts</dir>|" "$top/tests/fonts.conf" >fonts.conf
FONTCONFIG_FILE=$work/fonts.conf "$VANBAN" render --lang en --from font.pdf -o other.pdf >log 2>&1
[ $? = 2 ] && grep -q 'LiberationSerif-Bold.ttf.*\[source-other\]' log && [ "$(grep -c source-other log)" = 1 ] && [ ! -e other.pdf ]
result $? "another font is named, nothing is written"
FONTCONFIG_FILE=$work/fonts.conf "$VANBAN" render --lang en --from font.pdf -f docx -o other.docx >log 2>&1
result $? "another format is written all the same"

# Cut off, and with bytes that were changed: a message, no crash, nothing written but what is the same.
size=$(wc -c <font.pdf)
i=0
while [ $i -lt 40 ]; do
    i=$((i + 1))
    at=$((size * i / 41))
    if [ $((i % 2)) = 0 ]; then
        head -c $at font.pdf >bad.pdf
    else
        { head -c $at font.pdf && printf '\377' && tail -c +$((at + 2)) font.pdf; } >bad.pdf
    fi
    rm -f made.pdf
    "$VANBAN" render --from bad.pdf -o made.pdf >log 2>&1
    status=$?
    [ $status = 2 ] && [ -s log ] && [ ! -e made.pdf ] || { [ $status = 0 ] && cmp -s bad.pdf made.pdf; } || break
done
[ $i = 40 ]
result $? "a changed file at byte $at of $size (status $status)"
for words in "--from font.pdf x.md" "--from font.pdf --draft" "--embed-source -f docx x.md" "--from no.pdf"; do
    # shellcheck disable=SC2086
    "$VANBAN" render $words >log 2>&1
    [ $? = 2 ] && [ "$(grep -c '\]$' log)" = 1 ]
    result $? "render $words: refused in one line"
done
exit $failed
