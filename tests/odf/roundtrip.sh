#!/bin/sh
# Papers of ours as ODT, read again: the same lines on the same pages as the PDF of the paper itself has. And a file of Word (word.parts:
# squeezed lines, columns that follow their content, ends of paragraphs with a look of their own, breaks within paragraphs, bullets of
# Symbol, indents beside the list's, a first page that is page 0) as ODT, read again: the same frames but for tags.
# usage: roundtrip.sh (in the build folder, srcdir set)
set -u
top=$(cd "${srcdir:-.}" && pwd)
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
vanban=${VANBAN:-./vanban}

# The text of every item with its page; runs of one line may be parted otherwise.
lines() {
    awk '/^page / { page = $2 } / text / { y = $3; sub(/^[^"]*"/, ""); sub(/"[^"]*$/, ""); if (key != page " " y) { if (key) print key0 ": " t; t = "" }
         key = page " " y; key0 = page; t = t $0 } END { print key0 ": " t }' "$1" | tr -d ' '
}

status=0
for name in cong-van ke-hoach bao-cao-6-thang quyet-dinh-can-bo bieu-dang-vien nn-to-trinh huong-dan; do
    for sample in "$top/samples/$name.md" "$top/samples/$name.yaml"; do
        [ -f "$sample" ] || continue
        "$vanban" render "$sample" -o "$work/$name.odt" >/dev/null 2>&1 &&
            "$vanban" render "$sample" -f frames -o "$work/$name.frames" >/dev/null 2>&1 &&
            "$vanban" convert "$work/$name.odt" -f frames -o "$work/$name.again" >"$work/out" 2>&1 || {
            echo "not ok - $name: $(head -3 "$work/out")"
            status=1
            continue
        }
        lines "$work/$name.frames" >"$work/a"
        lines "$work/$name.again" >"$work/b"
        if cmp -s "$work/a" "$work/b"; then
            echo "ok - $name: $(wc -l <"$work/a") lines"
        else
            echo "not ok - $name: $(diff "$work/a" "$work/b" | grep -c '^[<>]') lines differ"
            diff "$work/a" "$work/b" | head -6
            status=1
        fi
    done
done

# What stands where: texts with their places, without the tags.
places() {
    awk '/^page / || /^ *(text|rule|image) / { sub(/ [A-Za-z0-9]+:[0-9]+ /, " "); print }' "$1"
}

pack=${PACK:-tests/package/pack_case}
"$pack" "$top/tests/odf/word.parts" "$work/word.docx" && "$vanban" convert "$work/word.docx" -f odt -o "$work/word.odt" >"$work/out" 2>&1 &&
    "$vanban" convert "$work/word.docx" -f frames -o "$work/word.frames" >"$work/out" 2>&1 &&
    "$vanban" convert "$work/word.odt" -f frames -o "$work/word.again" >"$work/out" 2>&1 || {
    echo "not ok - word: $(head -3 "$work/out")"
    exit 1
}
places "$work/word.frames" >"$work/a"
places "$work/word.again" >"$work/b"
if [ "$(grep -c '^page ' "$work/a")" -ge 4 ] && cmp -s "$work/a" "$work/b"; then
    echo "ok - a file of Word: $(wc -l <"$work/a") places"
else
    echo "not ok - a file of Word: $(diff "$work/a" "$work/b" | grep -c '^[<>]') places differ"
    diff "$work/a" "$work/b" | head -6
    status=1
fi
exit $status
