#!/bin/sh
# vanban check. First every case of the golden suite: the check finds what rendering finds, in the same words, and
# refuses what it refuses. Then the cases of this folder, each a folder tests/check/NAME with
#   args                     the words of the command line, one a line
#   out.vi out.en            standard output in that language
#   status                   the exit status; no file: 0
#   lines                    only lines that fit this expression are compared; no file: all
# and the files that are checked. Nothing may be written.
# run.sh [--regen] [NAME...]; VANBAN is the program. --regen writes what is expected anew; read the diff.
set -u
: "${VANBAN:?the program to test}"
top=$(cd "${srcdir:-.}" && pwd) || exit 99
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
regen=false
. "$top/tests/golden/pack.sh"
[ "${1:-}" != --regen ] || { regen=true; shift; }
FONTCONFIG_FILE=$top/tests/fonts.conf
SOURCE_DATE_EPOCH=1780000000
export FONTCONFIG_FILE SOURCE_DATE_EPOCH
failures=0 command=check

complain()
{
    printf '    %s\n' "$1"
    good=false
}

result()
{
    if $good; then
        echo "ok - $1"
    else
        echo "not ok - $1"
        failures=$((failures + 1))
    fi
}

# run FOLDER LANG WORD...: words of the folder's args file $list come before.
run()
{
    (
        cd "$1" || exit 99
        language=$2
        shift 2
        if [ -f "$list" ]; then
            while IFS= read -r word; do
                set -- "$@" "$word"
            done <"$list"
        fi
        exec ${WRAP:-} "$VANBAN" $command --lang "$language" "$@"
    ) >"$work/out" 2>"$work/err" </dev/null
}

# A case of the golden suite; what only a check says is left out.
like_render()
{
    folder=$(dirname "$1") base=$(basename "$1") good=true
    name=${base%.*}
    list=$folder/$name.args
    case $name in
    # Rendered, these are no paper; a check takes two documents as two papers and data as data.
    van-ban-hai-lan | khong-phai-van-ban) return ;;
    esac
    status=0
    [ ! -f "$folder/$name.status" ] || status=$(cat "$folder/$name.status")
    place=$(place_of "$folder" "$name" "$work/case") || { complain "its template cannot be packed"; result "check $name"; return; }
    run "$place" vi "$base"
    got=$?
    [ "$status" != 2 ] || [ $got = 2 ] || status=1
    [ $got = "$status" ] || complain "exit status $got, not $status"
    sed '$d' "$work/out" | grep -v '\[check-composed\]$' >"$work/said"
    expected=$folder/$name.diag.vi
    if [ "$status" = 0 ]; then # with what only pages show
        mv "$work/err" "$work/check.err"
        expected=$work/rendered
        command=render
        run "$place" vi -f pdf -o "$work/o/" "$base"
        command=check
        mv "$work/err" "$expected"
        mv "$work/check.err" "$work/err"
    fi
    diff "$expected" "$work/said" >"$work/diff" || { complain "it says something else:"; sed 's/^/    /; 20q' "$work/diff"; }
    [ ! -s "$work/err" ] || complain "standard error: $(cat "$work/err")"
    result "check $(basename "$folder")/$name"
}

own_case()
{
    folder=$1 name=$(basename "$1") good=true status=0
    list=$folder/args
    [ ! -f "$folder/status" ] || status=$(cat "$folder/status")
    before=$(find "$folder" -type f | sort)
    for language in vi en; do
        run "$folder" $language
        got=$?
        cat "$work/err" >>"$work/out"
        if [ -f "$folder/lines" ]; then
            grep -Ef "$folder/lines" "$work/out" >"$work/some"
            mv "$work/some" "$work/out"
        fi
        if $regen; then
            cp "$work/out" "$folder/out.$language"
            rm -f "$folder/status"
            [ $got = 0 ] || echo $got >"$folder/status"
            continue
        fi
        [ $got = "$status" ] || complain "--lang $language: exit status $got, not $status"
        diff -u "$folder/out.$language" "$work/out" >"$work/diff" || { complain "out.$language differs:"; sed '1,2d; s/^/    /; 40q' "$work/diff"; }
    done
    $regen && { echo "wrote $name"; return; }
    [ "$before" = "$(find "$folder" -type f | sort)" ] || complain "something was written"
    result "check $name"
}

selected()
{
    [ $# = 1 ] && return 0
    wanted=$1
    shift
    for word; do
        [ "$word" != "$wanted" ] || return 0
    done
    return 1
}

if ! $regen && [ $# = 0 ]; then
    for input in "$top"/tests/golden/*/*.md "$top"/tests/golden/*/*.yaml; do
        [ ! -f "$input" ] || like_render "$input"
    done
fi
for folder in "$top"/tests/check/*/; do
    folder=${folder%/}
    [ ! -f "$folder/args" ] || ! selected "$(basename "$folder")" "$@" || own_case "$folder"
done
exit $((failures > 0))
