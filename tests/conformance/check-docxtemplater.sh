#!/bin/sh
# docxtemplater's own pairs of template and result, of the corpus: our result against the one that is kept there.
. "$(dirname "$0")/common.sh"

corpus=${CORPUS:-$top/../shared/corpus}/docxtemplater
if [ ! -d "$corpus" ]; then
    skip "docxtemplater's templates" "no corpus"
    finish
fi
log=$CONFORMANCE_DIR/docxtemplater.log
python3 "$here/docxtemplater/run.py" "$VANBAN" "$corpus" "$CONFORMANCE_DIR/docxtemplater" >"$log" 2>&1
take "$log" $? "docxtemplater's templates"
grep '^    ' "$log"
finish
