#!/bin/sh
# The golden suite. A case is an input tests/golden/SET/NAME.md or NAME.yaml with what is expected beside it:
#   NAME.tree NAME.frames NAME.txt     what these writers give (compared where the file exists)
#   NAME.diag.vi NAME.diag.en          standard error in that language; no file: nothing is said
#   NAME.status                        the exit status; no file: 0. If it is not 0, no output may be left.
#   NAME.args                          more words of the command line, one a line
#   NAME.parts                         a template in DOCX or ODT, packed as NAME.docx or NAME.odt (tests/golden/pack.sh)
# Folders below SET hold what cases refer to; they are no cases. An input that renders also goes through
# every other writer. Each case runs in its own folder, so messages name files as given.
#
# run.sh [--regen] [SET[/NAME]...]; VANBAN is the program, WRAP a command before it (valgrind), GOLDEN_STEP=N
# takes every Nth case. --regen writes the expected files anew, for people only: read the diff afterwards.
set -u
: "${VANBAN:?the program to test}"
top=$(cd "${srcdir:-.}" && pwd) || exit 99
golden=$top/tests/golden
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
[ -x "$VANBAN" ] || { echo "not ok - there is no program $VANBAN"; exit 99; }
. "$golden/pack.sh"
traces="tree frames txt"
others=pdf,docx,odt,svg,png
regen=false
[ "${1:-}" != --regen ] || { regen=true; shift; }
FONTCONFIG_FILE=$top/tests/fonts.conf
SOURCE_DATE_EPOCH=1780000000
export FONTCONFIG_FILE SOURCE_DATE_EPOCH
passed=0 failed=0 number=0

# run LANG FORMATS OUT: renders the case; standard error to $work/err; gives the exit status.
run()
{
    set -- "$@" "$base"
    (
        cd "$place" || exit 99
        language=$1 formats=$2 out=$3 input=$4
        set -- --lang "$language" -f "$formats" -o "$out/"
        if [ -f "$name.args" ]; then
            while IFS= read -r word; do
                set -- "$@" "$word"
            done <"$name.args"
        fi
        exec ${WRAP:-} "$VANBAN" render "$@" "$input"
    ) >"$work/out" 2>"$work/err"
}

# complain TEXT: the case has failed.
complain()
{
    printf '    %s\n' "$1"
    good=false
}

# compare EXPECTED GOT: exact; an absent expected file stands for an empty one.
compare()
{
    if [ -f "$1" ]; then expected=$1; else expected=/dev/null; fi
    diff -u "$expected" "$2" >"$work/diff" && return
    complain "$(basename "$1") differs:"
    sed '1,2d; s/^/    /; 60q' "$work/diff"
}

# wanted: the traces that have an expected file, with commas.
wanted()
{
    list=
    for f in $traces; do
        [ ! -f "$folder/$name.$f" ] || list=$list,$f
    done
    printf '%s' "${list#,}"
}

check_case()
{
    good=true status=0
    place=$(place_of "$folder" "$name" "$work/case") || { complain "its template cannot be packed"; return; }
    [ ! -f "$folder/$name.status" ] || status=$(cat "$folder/$name.status")
    formats=$(wanted)
    for language in vi en; do
        rm -rf "$work/o"
        run $language "${formats:-tree}" "$work/o"
        got=$?
        [ $got = "$status" ] && [ $got -le 3 ] || complain "--lang $language: exit status $got, expected $status"
        compare "$folder/$name.diag.$language" "$work/err"
        [ ! -s "$work/out" ] || complain "--lang $language: something went to standard output"
    done
    if [ "$status" != 0 ]; then
        left=$(find "$work/o" -type f 2>/dev/null)
        [ -z "$left" ] || complain "output was left behind: $left"
        return
    fi
    for f in $traces; do
        [ ! -f "$folder/$name.$f" ] || compare "$folder/$name.$f" "$work/o/$name.$f"
    done
    [ -z "${WRAP:-}" ] || others=pdf,docx,odt
    rm -rf "$work/o"
    run vi "$others" "$work/o"
    got=$?
    [ $got = 0 ] || complain "-f $others: exit status $got"
    for f in pdf docx odt svg png; do
        case ,$others, in
        *,$f,*) [ -n "$(find "$work/o" -name "*.$f" -size +0)" ] || complain "-f $f: no output" ;;
        esac
    done
}

regen_case()
{
    place=$(place_of "$folder" "$name" "$work/case") || { echo "not ok - $set/$name: its template cannot be packed"; return; }
    formats=$(wanted)
    for language in vi en; do
        rm -rf "$work/o"
        run $language "${formats:-tree}" "$work/o"
        got=$?
        rm -f "$folder/$name.diag.$language"
        [ ! -s "$work/err" ] || cp "$work/err" "$folder/$name.diag.$language"
    done
    rm -f "$folder/$name.status"
    if [ $got = 0 ]; then
        cp "$work/o"/* "$folder/"
    elif [ $got -gt 3 ]; then
        echo "not ok - $set/$name: exit status $got"
    else
        echo $got >"$folder/$name.status"
        rm -f "$folder/$name.tree" "$folder/$name.frames" "$folder/$name.txt"
    fi
    echo "wrote $set/$name"
}

selected()
{
    [ $# = 0 ] && return 0
    for word; do
        case $set/$name in "$word" | "$word"/*) return 0 ;; esac
    done
    return 1
}

for input in "$golden"/*/*.md "$golden"/*/*.yaml; do
    [ -f "$input" ] || continue
    folder=$(dirname "$input") base=$(basename "$input")
    name=${base%.*} set=$(basename "$folder")
    selected "$@" || continue
    number=$((number + 1))
    [ $((number % ${GOLDEN_STEP:-1})) = 0 ] || continue
    if $regen; then
        regen_case
        continue
    fi
    check_case
    if $good; then
        echo "ok - $set/$name"
        passed=$((passed + 1))
    else
        echo "not ok - $set/$name"
        failed=$((failed + 1))
    fi
done
$regen || echo "golden: $passed passed, $failed failed"
if [ $number = 0 ]; then
    echo "not ok - no case found"
    exit 1
fi
[ $failed = 0 ]
