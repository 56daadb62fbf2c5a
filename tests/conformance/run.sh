#!/bin/sh
# The conformance stage: what other programs say about our outputs. Runs every check-*.sh, as many at once as
# there are processors, then lists what failed and what was skipped by name; the last line is the sum.
# VANBAN: the program; DEMO_DIR: the folder with the demo outputs, made when it is missing;
# CONFORMANCE_DIR: for downloads and conversions.
set -u
. "$(dirname "$0")/common.sh"

names=$CONFORMANCE_DIR/names
: >"$names"
while read -r line; do
    not_ok "render $line" "see $CONFORMANCE_DIR/render.log" | tee -a "$names"
    failed=$((failed + 1))
done <"$CONFORMANCE_DIR/render.failed"
# What several checks ask for is fetched before they run side by side; who lacks it says so itself.
have_soffice && have_java && have_verapdf && have_dss
have_odfvalidator
have_python_docx
have_docxtpl

runs='name=$(basename "$0" .sh); start=$(date +%s)
    sh "$0" >"$CONFORMANCE_DIR/$name.log" 2>&1; echo "$? $(($(date +%s) - start))" >"$CONFORMANCE_DIR/$name.status"'
printf '%s\n' "$here"/check-*.sh | xargs -P "$(nproc 2>/dev/null || echo 2)" -n 1 sh -c "$runs"

for check in "$here"/check-*.sh; do
    name=$(basename "$check" .sh)
    log=$CONFORMANCE_DIR/$name.log
    read -r status seconds <"$CONFORMANCE_DIR/$name.status"
    echo "# $name: $seconds s"
    cat "$log"
    line=$(grep -E '^[0-9]+ passed, [0-9]+ failed, [0-9]+ skipped$' "$log" | tail -n 1)
    if [ -z "$line" ]; then
        line="0 passed, 1 failed, 0 skipped"
        echo "not ok - $name: ended with status $status and no figures"
        echo "not ok - $name: ended with status $status and no figures" >>"$names"
    fi
    # shellcheck disable=SC2086
    set -- $line
    passed=$((passed + $1)) failed=$((failed + $3)) skipped=$((skipped + $5))
    grep -E '^(not ok|skip) - ' "$log" >>"$names"
done
echo "# failed and skipped"
sed 's/^/    /' "$names"
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ]
