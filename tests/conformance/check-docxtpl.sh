#!/bin/sh
# docxtpl's own templates, of the corpus, filled by us: against what is kept of each (docxtpl/cases.json) and, where docxtpl
# can be installed, against docxtpl itself.
. "$(dirname "$0")/common.sh"

corpus=${CORPUS:-$top/../shared/corpus}/docxtpl
if [ ! -d "$corpus" ]; then
    skip "docxtpl's templates" "no corpus"
    finish
fi
have_docxtpl || { skip "docxtpl itself" "docxtpl could not be installed" && python=python3; }
log=$CONFORMANCE_DIR/docxtpl.log
"$python" "$here/docxtpl/run.py" "$VANBAN" "$corpus" "$CONFORMANCE_DIR/docxtpl" >"$log" 2>&1
take "$log" $? "docxtpl's templates"
grep '^    ' "$log"
if have_docxtpl; then
    log=$CONFORMANCE_DIR/docxtpl-dialect.log
    timeout 300 "$python" "$here/docxtpl/dialect.py" "$VANBAN" "$CONFORMANCE_DIR/docxtpl-dialect" >"$log" 2>&1
    take "$log" $? "the language as Jinja2 has it"
    grep '^    ' "$log"
else
    skip "the language as Jinja2 has it" "docxtpl could not be installed"
fi
finish
