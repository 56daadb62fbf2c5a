#!/bin/sh
# Same input, same bytes: every sample is rendered twice into every format, the second time in another
# zone, language, working folder and year, by an absolute path.
set -u
: "${VANBAN:?the program to test}"
top=$(cd "${srcdir:-.}" && pwd) || exit 99
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
formats=pdf,docx,odt,txt,tree,frames,svg
failed=0 count=0

for sample in "$top"/samples/*.md "$top"/samples/*.yaml; do
    [ -f "$sample" ] || continue
    grep -qE '^(ten_loai|Tên loại|noi_dung):' "$sample" || continue
    name=$(basename "$sample")
    count=$((count + 1))
    rm -rf "$work/1" "$work/2"
    (cd "$top/samples" && TZ=UTC0 LC_ALL=C SOURCE_DATE_EPOCH=1780000000 \
        "$VANBAN" render -q -f $formats -o "$work/1/" "$name") >"$work/log" 2>&1
    first=$?
    (cd "$work" && TZ=XXX-13:45 LC_ALL=vi_VN.UTF-8 LANG=vi_VN.UTF-8 SOURCE_DATE_EPOCH=1780000000 \
        "$VANBAN" render -q -f $formats -o "$work/2/" "$sample") >>"$work/log" 2>&1
    second=$?
    if [ $first = 0 ] && [ $second = 0 ] && diff -r "$work/1" "$work/2" >>"$work/log" 2>&1; then
        echo "ok - $name: same bytes"
    else
        sed 's/^/    /' "$work/log"
        echo "not ok - $name: same bytes (exit status $first and $second)"
        failed=1
    fi
done
if [ $count = 0 ]; then
    echo "not ok - samples: none found"
    failed=1
fi
exit $failed
