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
    for file in $(outputs docx); do
        if reason=$("$python" "$here/docx-open.py" "$inputs/$file" 2>&1); then
            ok "python-docx $file"
        else
            not_ok "python-docx $file" "$(echo "$reason" | tail -n 1)"
        fi
    done
else
    skip "python-docx" "python3-venv or python-docx could not be installed"
fi
finish
