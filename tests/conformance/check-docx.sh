#!/bin/sh
# Every DOCX: the schema check beside this one, and reading it with python-docx.
. "$(dirname "$0")/common.sh"

log=$CONFORMANCE_DIR/docx-schemas.log
# shellcheck disable=SC2046
(cd "$inputs" && sh "$here/docx-validate.sh" $(outputs docx)) >"$log" 2>&1
sed -n -e 's/^docx-validate: no \([^,]*\),.*/skip - docx against \1: could not be installed/p' \
    -e 's/^\(.*\): passed$/ok - docx schemas \1/p' \
    -e '/^.*: failed$/{ N; s/^\(.*\): failed\n */not ok - docx schemas \1: /p; }' "$log" >"$log.lines"
take "$log.lines" 0 "docx schemas"
if have_python_docx; then
    log=$CONFORMANCE_DIR/docx-open.log
    # shellcheck disable=SC2046
    "$python" "$here/docx-open.py" "$inputs" $(outputs docx) >"$log" 2>&1
    take "$log" $? "python-docx"
else
    skip "python-docx" "python3-venv or python-docx could not be installed"
fi
finish
