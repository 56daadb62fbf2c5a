#!/bin/sh
# Completion in bash knows what the program knows: every command and alias, every option of each, formats, profiles and
# templates, as `--help` and the lists name them.
set -u
: "${VANBAN:?the program to test}"
top=$(cd "${srcdir:-.}" && pwd) || exit 99
if ! command -v bash >/dev/null 2>&1; then
    echo "skip - completion: there is no bash"
    exit 77
fi
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
failures=0

# complete WORD...: what bash would offer for the last word.
complete()
{
    (cd "$work/files" && bash -c '
        shopt -s extglob progcomp
        . "$0"
        COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
        _vanban
        printf "%s\n" "${COMPREPLY[@]}"' "$top/completions/vanban.bash" "$VANBAN" "$@") 2>"$work/err" | sort
}

# offers NAME WORD...: standard input has the words that must be offered, and no others.
offers()
{
    name=$1
    shift
    sort -u >"$work/wanted"
    complete "$@" >"$work/got"
    if [ -s "$work/wanted" ] && diff "$work/wanted" "$work/got" >"$work/diff" && [ ! -s "$work/err" ]; then
        echo "ok - completion: $name"
    else
        sed 's/^/    /' "$work/diff" "$work/err"
        echo "not ok - completion: $name"
        failures=$((failures + 1))
    fi
}

options()
{
    "$VANBAN" ${1:+"$1"} --help --lang en | grep -oE '^ +(-[A-Za-z], )?--[a-z0-9-]+' | grep -oE '\-\-[a-z0-9-]+'
}

mkdir -p "$work/files/thu-muc"
touch "$work/files/a.md" "$work/files/b.yaml" "$work/files/c.xml" "$work/files/d.pdf"
commands=$("$VANBAN" --help --lang en | sed -n '/^Commands/,/^$/s/^  \([a-z-]*\)\( (\([a-z-]*\))\)\{0,1\}  .*/\1 \3/p')
{
    printf '%s\n' $commands
    options
} | offers "commands" ''
for command in $commands; do
    options "$command" | offers "options of $command" "$command" --
done
"$VANBAN" render --help --lang en | sed -n 's/^ *pdf, docx/pdf, docx/p; s/.*  \(pdf, docx, odt, png[^;]*\);.*/\1/p' | tr ',' '\n' | tr -d ' ' | grep . |
    offers "formats" render -f ''
echo pdf,odt | offers "a second format" render -f pdf,od
{
    printf 'dang\nnha-nuoc\n'
    "$VANBAN" profiles | grep -oE '^[a-z][a-z0-9-]+'
} | offers "profiles" check -p ''
{
    "$VANBAN" templates | grep -oE '^[a-z][a-z0-9-]+'
    printf 'c.xml\nthu-muc\n'
} | offers "templates" render -t ''
printf '%s\n' rng json office | offers "schemas" templates --schema ''
printf '%s\n' vi en | offers "languages" render --lang ''
printf '%s\n' a.md b.yaml thu-muc | offers "inputs of render" render ''
printf '%s\n' b t lt lta | offers "levels" sign --level ''
printf '%s\n' d.pdf thu-muc | offers "inputs of verify" xac-minh ''
printf '%s\n' next reserve take void skip import | offers "verbs of number" cap-so ''
printf '%s\n' a.md b.yaml thu-muc | offers "inputs of issue" issue ''
printf '%s\n' d.pdf thu-muc | offers "signed papers" issue --signed ''
printf '%s\n' soan-thao tham-dinh trinh-ky da-ky | offers "steps" log --step ''
printf '%s\n' print rebuild amend repeal recall | offers "verbs of register" so-dang-ky ''
printf '%s\n' a.md b.yaml c.xml thu-muc | offers "inputs of check" kiem ''
exit $((failures > 0))
