#!/bin/sh
# Every ODT against the ODF 1.3 schemas and package rules; one run of the validator, whose lines begin with the file.
. "$(dirname "$0")/common.sh"

if ! have_odfvalidator; then
    skip "odf validator" "java or the validator could not be installed"
    finish
fi
whole=$CONFORMANCE_DIR/odf.txt
# shellcheck disable=SC2046
(cd "$inputs" && timeout 300 java -jar "$validator" -v $(outputs odt)) >"$whole" 2>&1
for file in $(outputs odt); do
    report=$CONFORMANCE_DIR/$(flat "$file").txt
    grep -F -e "$inputs/$file:" -e "$inputs/$file/" "$whole" >"$report"
    if grep -q "Info: ODF version of root document: 1.3" "$report" &&
        ! grep -E ' (Error|Fatal|Warning): ' "$report" | grep -q . &&
        grep -q "content.xml:.*Info: no errors, no warnings" "$report"; then
        ok "odf 1.3 $file"
    else
        not_ok "odf 1.3 $file" "$(grep -E ' (Error|Fatal|Warning): ' "$report" | head -n 1 | sed 's/.*\(Error\|Fatal\|Warning\): //')"
    fi
done
[ $((passed + failed)) -gt 0 ] || not_ok "odf 1.3" "no ODT in $inputs"
finish
