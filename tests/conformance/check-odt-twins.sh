#!/bin/sh
# Templates in ODT, filled: LibreOffice finds the words that it finds in their twins in DOCX (odt-twins.py).
. "$(dirname "$0")/common.sh"

corpus=${CORPUS:-$top/../shared/corpus}
if [ ! -d "$corpus" ]; then
    skip "ODT twins" "no corpus"
    finish
fi
have_soffice || { not_ok "ODT twins" "there is no LibreOffice"; finish; }
log=$CONFORMANCE_DIR/odt-twins.log
python3 "$here/odt-twins.py" "$VANBAN" "$corpus" "$CONFORMANCE_DIR/odt-twins" "$office_profile" >"$log" 2>&1
take "$log" $? "ODT twins"
finish
