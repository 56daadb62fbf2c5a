#!/bin/sh
# Every ODT against the ODF 1.3 schemas and package rules.
. "$(dirname "$0")/common.sh"

if ! have_odfvalidator; then
    skip "odf validator" "java or the validator could not be installed"
    finish
fi
for file in $(outputs odt); do
    report=$CONFORMANCE_DIR/$(flat "$file").txt
    timeout 120 java -jar "$validator" -v "$inputs/$file" >"$report" 2>&1
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
