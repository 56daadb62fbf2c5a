#!/bin/sh
# totals.sh BUILD-FOLDER: adds up the single checks in the logs of `make check`: one line
# "PASSED FAILED SKIPPED", then the names of what failed ("not ok - ...") and was skipped ("skip - ...").
# A program that died without saying which check failed counts as one failure.
set -u
cd "$1" || exit 99
find tests -name '*.trs' | LC_ALL=C sort | while read -r trs; do
    log=${trs%.trs}.log
    test=${trs%.trs}
    [ -f "$log" ] || continue
    result=$(sed -n 's/^:global-test-result: *//p' "$trs")
    awk -v test="$test" -v result="$result" '
    # cmocka writes these to standard error, which may cut into a line of standard output.
    match($0, /\[  PASSED  \] [0-9]+ test/) { passed += substr($0, RSTART + 13) }
    match($0, /\[  SKIPPED \] [0-9]+ test/) { skipped += substr($0, RSTART + 13) }
    match($0, /\[  FAILED  \] [0-9]+ test/) { failed += substr($0, RSTART + 13); next }
    match($0, /\[  FAILED  \] [A-Za-z_]+$/) { names = names "not ok - " test ": " substr($0, RSTART + 13) "\n" }
    match($0, /\[  SKIPPED \] [A-Za-z_]+$/) { names = names "skip - " test ": " substr($0, RSTART + 13) "\n" }
    /^ok - / { passed++ }
    /^not ok - / { failed++; names = names $0 "\n" }
    /^skip - / { skipped++; names = names $0 "\n" }
    END {
        if ((result == "FAIL" || result == "ERROR") && !failed) { failed = 1; names = names "not ok - " test "\n" }
        if (result == "PASS" && !passed && !skipped) passed = 1
        printf "count %d %d %d\n%s", passed, failed, skipped, names
    }' "$log"
done | awk '
    $1 == "count" { passed += $2; failed += $3; skipped += $4; next }
    # cmocka names a failed test twice.
    !seen[$0]++ { names = names $0 "\n" }
    END { printf "%d %d %d\n%s", passed, failed, skipped, names }'
