#!/bin/sh
# Both real papers in three formats: no diagnostics but true ones, and every word of the found text in its order.
# (in composed letters: the found texts are decomposed here and there, uconv of ICU composes them).
# The texts are not part of this project: REAL_PAPERS names their folder, by default beside the checkout.
# usage: run.sh   (VANBAN: the program; srcdir: the source tree)
set -u
srcdir=${srcdir:-.}
vanban=${VANBAN:-./vanban}
here=$srcdir/tests/real
papers=${REAL_PAPERS:-$srcdir/../shared/real}
[ -f "$papers/bao-cao-6-thang-2021.txt" ] || { echo "SKIP: no real papers"; exit 77; }
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
sh "$here/papers.sh" "$papers" "$work/in" || exit 1
bad=0

check() { # NAME OPTION...
    name=$1
    shift
    (cd "$work/in" && "$vanban" render --lang vi "$@" -f pdf,docx,odt,txt -o "$work/out/" "$name.md") 2>"$work/$name.diag" ||
        { echo "FAIL: $name is refused"; cat "$work/$name.diag"; bad=1; return; }
    diff -u "$here/$name.diag" "$work/$name.diag" || { echo "FAIL: $name says something else"; bad=1; }
    awk 'n == 2 && $0 != "" { sub(/^#+ /, ""); if (match($0, /^[IVX]+\. /)) $0 = substr($0, 1, RLENGTH - 2) "-" substr($0, RLENGTH)
        print } $0 == "---" { n++ }' "$work/in/$name.md" | uconv -x any-nfc >"$work/wanted"
    awk '$0 == "Nơi nhận:" { exit } on { print } $0 == "-----" { on = 1 }' "$work/out/$name.txt" >"$work/got"
    diff -u "$work/wanted" "$work/got" >"$work/diff" || { echo "FAIL: $name loses or changes words"; head -20 "$work/diff"; bad=1; }
    for suffix in pdf docx odt; do
        [ -s "$work/out/$name.$suffix" ] || { echo "FAIL: no $name.$suffix"; bad=1; }
    done
    [ $bad -ne 0 ] || echo "PASS: $name"
}

case $vanban in /*) ;; *) vanban=$PWD/$vanban ;; esac
check ke-hoach-2013
check bao-cao-2021 --draft
exit $bad
