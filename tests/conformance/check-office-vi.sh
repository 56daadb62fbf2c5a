#!/bin/sh
# Vietnamese offices' own templates, of the corpus, filled to DOCX and PDF in one run each (vi/run.py).
. "$(dirname "$0")/common.sh"

corpus=${CORPUS:-$top/../shared/corpus}/vi
if [ ! -d "$corpus" ]; then
    skip "Vietnamese templates" "no corpus"
    finish
fi
log=$CONFORMANCE_DIR/office-vi.log
python3 "$here/vi/run.py" "$VANBAN" "$corpus" "$CONFORMANCE_DIR/office-vi" >"$log" 2>&1
take "$log" $? "Vietnamese templates"
finish
