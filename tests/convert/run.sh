#!/bin/sh
# Files of others, read. A case is the parts of a DOCX, tests/convert/NAME.parts (see tests/package/pack_case.c), with what is expected beside it:
#   NAME.tree NAME.txt           what these writers give (compared where the file exists)
#   NAME.frames                  what layout gives, compared where the file exists
#   NAME.diag.vi NAME.diag.en    standard error in that language; no file: nothing is said
#   NAME.status                  the exit status; no file: 0. If it is not 0, no output may be left.
#   NAME.odt.tree                what is read of the ODT that we write, compared where the file exists
#   NAME.odt.txt                 the text of the ODT that we write, where ODF cannot say what the case does; no file: NAME.txt
# Every case goes through every other writer; the DOCX and ODT that we write of it have the same text when they are read again,
# and once more in the other of the two.
#
# run.sh [--regen] [NAME]...; VANBAN is the program, PACK the one that makes a DOCX of parts, WRAP a command before it. --regen writes
# the expected files anew, for people only: read the diff afterwards.
set -u
: "${VANBAN:?the program to test}"
top=$(cd "${srcdir:-.}" && pwd) || exit 99
cases=$top/tests/convert
PACK=${PACK:-$(dirname "$VANBAN")/tests/package/pack_case}
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
[ -x "$VANBAN" ] && [ -x "$PACK" ] || { echo "not ok - there is no program $VANBAN or $PACK"; exit 99; }
regen=false
[ "${1:-}" != --regen ] || { regen=true; shift; }
FONTCONFIG_FILE=$top/tests/fonts.conf
SOURCE_DATE_EPOCH=1780000000
export FONTCONFIG_FILE SOURCE_DATE_EPOCH
passed=0 failed=0

# run LANG FORMATS OUT FILE: converts; standard error to $work/err; gives the exit status.
run()
{
    (cd "$work" && exec ${WRAP:-} "$VANBAN" convert --lang "$1" -f "$2" -o "$3/" "$4") >"$work/said" 2>"$work/err"
}

complain()
{
    printf '    %s\n' "$1"
    good=false
}

# compare EXPECTED GOT: exact; an absent expected file stands for an empty one.
compare()
{
    expected=$1
    [ -f "$expected" ] || expected=/dev/null
    if $regen && [ -s "$2" ]; then
        cp "$2" "$1"
    elif $regen; then
        rm -f "$1"
    elif ! diff -u "$expected" "$2" >"$work/diff"; then
        complain "$(basename "$1") differs:"
        sed '1,2d; s/^/    /; 60q' "$work/diff"
    fi
}

# again KIND: what we write of the case in that format has the same text, and so has what we write of that in the other one.
again()
{
    other=odt want=$work/vi/$name.txt
    [ "$1" = docx ] || other=docx
    [ -f "$work/others/$name.$1" ] || return
    run vi "txt,tree,$other" "again-$1" "others/$name.$1" || complain "our own $1: status $?: $(cat "$work/err")"
    [ "$1" = docx ] || [ ! -f "$cases/$name.odt.tree" ] || compare "$cases/$name.odt.tree" "$work/again-odt/$name.tree"
    run vi txt "back-$1" "again-$1/$name.$other" || complain "our own $1 as $other: status $?: $(cat "$work/err")"
    for trip in again-$1 back-$1; do
        [ "$trip" = again-docx ] || [ ! -f "$cases/$name.odt.txt" ] || want=$cases/$name.odt.txt
        cmp -s "$want" "$work/$trip/$name.txt" || {
            complain "our own $1 has another text ($trip):"
            diff "$want" "$work/$trip/$name.txt" | sed 's/^/    /; 20q'
        }
    done
}

check()
{
    name=$1 good=true
    rm -rf "${work:?}"/*
    "$PACK" "$cases/$name.parts" "$work/$name.docx" || { complain "it cannot be packed"; return; }
    want=0
    [ ! -f "$cases/$name.status" ] || want=$(cat "$cases/$name.status")
    for lang in vi en; do
        run $lang tree,txt "$lang" "$name.docx"
        status=$?
        compare "$cases/$name.diag.$lang" "$work/err"
        $regen && want=$status
        [ $status = "$want" ] || complain "exit status $status instead of $want ($lang)"
    done
    if [ "$want" != 0 ]; then
        $regen && echo "$want" >"$cases/$name.status"
        [ ! -d "$work/vi" ] || [ -z "$(ls "$work/vi")" ] || complain "it failed and left $(ls "$work/vi")"
        return
    fi
    compare "$cases/$name.tree" "$work/vi/$name.tree"
    compare "$cases/$name.txt" "$work/vi/$name.txt"
    run vi pdf,docx,odt,svg,png,frames others "$name.docx" || complain "the other writers: status $?: $(cat "$work/err")"
    [ ! -f "$cases/$name.frames" ] || compare "$cases/$name.frames" "$work/others/$name.frames"
    for kind in docx odt; do
        again "$kind"
    done
}

[ $# -gt 0 ] || set -- $(cd "$cases" && ls *.parts | sed 's/\.parts$//')
for case in "$@"; do
    check "$case"
    if $good; then
        passed=$((passed + 1))
        echo "ok - convert/$case"
    else
        failed=$((failed + 1))
        echo "not ok - convert/$case"
    fi
done
echo "$passed passed, $failed failed, 0 skipped"
[ $failed = 0 ]
