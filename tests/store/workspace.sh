# Shared by the scripts of this folder that look at what a workspace says in English; sourced, never run. VANBAN is the program; what it says
# stands in "$work/said", of some in "$work/err" as well. A script ends with: exit $((failures > 0))
# shellcheck shell=sh
: "${VANBAN:?the program to test}"
suite=$(basename "$0" .sh)
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
failures=0
VANBAN_LANG=en
SOURCE_DATE_EPOCH=1795000000
export VANBAN_LANG SOURCE_DATE_EPOCH

# ok STATUS NAME
ok()
{
    if [ "$1" = 0 ]; then
        echo "ok - $suite: $2"
    else
        cat "$work/said" "$work/err" 2>/dev/null | sed 's/^/    /'
        echo "not ok - $suite: $2"
        failures=$((failures + 1))
    fi
}
