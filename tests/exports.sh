#!/bin/sh
# The shared library shows the functions of vanban.h and nothing else.
set -u
header=${srcdir:-.}/engine/render/vanban.h
library=
for l in .libs/libvanban.so .libs/libvanban.dylib; do
    [ ! -e "$l" ] || library=$l
done
if [ -z "$library" ]; then
    echo "skip - exported symbols: no shared library was built"
    exit 77
fi
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
${NM:-nm} -D --defined-only "$library" | awk '{ print $3 }' | sed 's/@.*//' | sort -u >"$work/has"
grep -oE '\bvb_[a-z_]+\(' "$header" | tr -d '(' | sort -u >"$work/named"
if diff "$work/named" "$work/has" >"$work/diff"; then
    echo "ok - $(wc -l <"$work/has") symbols are those of vanban.h"
else
    sed -n 's/^</    missing: /p; s/^>/    extra: /p' "$work/diff"
    echo "not ok - the symbols are those of vanban.h"
    exit 1
fi
