#!/bin/sh
# Numbers in words against two independent readers: ICU's spell-out rules and the npm package
# read-vietnamese-number. All numbers from 0 to 10000 and 10000 larger ones (the same every time), read by
# both sides; where a reader has another habit, a rule with a name turns our words into its words, and what
# still differs is a failure. Prints "ok - ", "not ok - " or "skip - " lines with the figures.
set -u
. "$(dirname "$0")/common.sh"
work=$CONFORMANCE_DIR/words
package=read-vietnamese-number version=2.3.1
LC_ALL=C
export LC_ALL
mkdir -p "$work" && cd "$work" || exit 99
failed=0

# numbers MOST: the list; the larger ones have 5 to MOST digits, and groups of zeros more often than chance
# gives them.
numbers()
{
    awk -v most="$1" '
    function random(n) { seed = (seed * 48271) % 2147483647; return seed % n }
    BEGIN {
        seed = 20260527
        for (i = 0; i <= 10000; i++) print i
        for (i = 0; i < 10000; i++) {
            digits = 5 + random(most - 4)
            number = 1 + random(9) ""
            while (length(number) < digits) {
                kind = random(6)
                group = kind == 0 ? "000" : kind == 1 ? "00" random(10) : kind == 2 ? "0" 10 + random(90) \
                    : substr(1000 + random(1000), 2)
                number = number group
            }
            print substr(number, 1, digits)
        }
    }'
}

# The rules: what a reader says otherwise.
rule_linh_le() { sed 's/ linh / lẻ /g'; }
rule_ty_ti() { sed 's/tỷ/tỉ/g'; }
# ICU leaves out the "không trăm" of a group behind triệu or tỷ, and before nghìn or triệu its "lẻ" too.
rule_khong_tram()
{
    sed -E -e ':again' \
        -e 's/(triệu|tỷ) không trăm lẻ ([^ ]+) (nghìn|triệu)/\1 \2 \3/' -e 't again' \
        -e 's/(triệu|tỷ) không trăm/\1/g'
}

# compare NAME RULE...: ours against theirs, both in files of that name.
compare()
{
    name=$1
    shift
    cp ours said
    report=$(paste -d '|' ours theirs | awk -F '|' '$1 == $2' | wc -l)" the same"
    for rule; do
        "rule_$rule" <said >next
        report="$report, $rule in $(paste -d '|' said next | awk -F '|' '$1 != $2' | wc -l)"
        mv next said
    done
    paste -d '|' list said theirs | awk -F '|' '$2 != $3' >different
    all=$(wc -l <list) bad=$(wc -l <different)
    if [ "$(wc -l <theirs)" = "$all" ] && [ "$bad" = 0 ]; then
        echo "ok - words: $all numbers against $name: $report, 0 unexplained"
    else
        head -n 10 different | sed 's/^/    /'
        echo "not ok - words: $all numbers against $name: $report, $bad unexplained"
        failed=1
    fi
}

# shellcheck disable=SC2046
if ! ${CC:-cc} -std=c17 -D_GNU_SOURCE -O1 -I"$top/engine" -o words "$here/words.c" "$top/engine/text/words.c" \
    "$top/engine/base/arena.c" "$top/engine/base/buf.c" $(pkg-config --cflags --libs icu-i18n icu-uc) -lm 2>log; then
    sed 's/^/    /' log
    echo "not ok - words: the program does not build"
    exit 1
fi

numbers 18 >list
./words <list >ours
./words icu <list >theirs
compare "ICU" linh_le khong_tram

if ! have npm npm || ! timeout 120 npm install --silent --no-audit --no-fund --no-save \
    --prefix "$work" "$package@$version" >log 2>&1; then
    echo "skip - words against $package: npm could not install it"
    exit $failed
fi
cat >read.mjs <<'END'
import { readFileSync } from 'node:fs'
import { ReadingConfig, doReadNumber } from 'read-vietnamese-number'
const config = new ReadingConfig()
config.unit = []
const lines = readFileSync(0, 'utf8').trim().split('\n')
process.stdout.write(lines.map((n) => doReadNumber(n, config) + '\n').join(''))
END
numbers 40 >list
./words <list >ours
node read.mjs <list >theirs
compare "$package $version" linh_le ty_ti
exit $failed
