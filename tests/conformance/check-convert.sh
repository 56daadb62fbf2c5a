#!/bin/sh
# Files of others as PDF: every DOCX of the corpus has all its words on its pages, none on another, and takes less than 5 s. What
# LibreOffice makes of the same files is told beside it, as information.
. "$(dirname "$0")/common.sh"

corpus=${CORPUS:-$top/../shared/corpus}
if [ ! -d "$corpus" ]; then
    skip "conversions" "no corpus"
    finish
fi
work=$CONFORMANCE_DIR/convert
rm -rf "$work"
mkdir -p "$work/office"
find "$corpus" -name '*.docx' | LC_ALL=C sort >"$work/list"
while read -r file; do
    name=$(echo "${file#"$corpus"/}" | tr '/ ' '__')
    name=${name%.docx}
    timeout 5 "$VANBAN" convert --lang en -o "$work/$name.pdf" "$file" >"$work/$name.log" 2>&1
    status=$?
    if [ $status = 124 ]; then
        not_ok "convert $name" "not done in 5 s"
    elif [ $status != 0 ]; then
        not_ok "convert $name" "status $status: $(head -n 1 "$work/$name.log")"
    elif figures=$(python3 "$here/convert-words.py" "$file" "$work/$name.pdf" 2>&1); then
        ok "convert $name: $(echo "$figures" | tail -n 1)"
    else
        not_ok "convert $name" "$(echo "$figures" | tail -n 1)"
        echo "$figures" | sed '$d'
    fi
done <"$work/list"

have_soffice || finish
timeout 300 soffice "-env:UserInstallation=$office_profile" --headless --convert-to pdf --outdir "$work/office" \
    "$corpus"/vi/*.docx >/dev/null 2>&1 </dev/null # one start for all
for file in "$corpus"/vi/*.docx; do
    name=vi_$(basename "$file" .docx)
    other=$work/office/$(basename "$file" .docx).pdf
    [ ! -f "$other" ] || echo "    pages of $name: $(pdfinfo "$work/$name.pdf" | sed -n 's/^Pages: *//p'), of LibreOffice $(pdfinfo "$other" |
        sed -n 's/^Pages: *//p')"
done
finish
