#!/bin/sh
# One layout in three formats: LibreOffice turns our DOCX and our ODT into PDF; both must have the pages,
# the lines and the places of our own PDF.
. "$(dirname "$0")/common.sh"

if ! have_soffice; then
    skip "agreement" "libreoffice-writer-nogui could not be installed"
    finish
fi
have pdftotext poppler-utils || { skip "agreement" "poppler-utils could not be installed"; finish; }
have python3 python3 || { skip "agreement" "python3 could not be installed"; finish; }

# One call for all files: starting takes longer than converting.
work=$CONFORMANCE_DIR/agreement
rm -rf "$work"
mkdir -p "$work/in" "$work/out"
for kind in docx odt; do
    for file in $(outputs $kind); do
        [ ! -f "$inputs/${file%.*}.pdf" ] || cp "$inputs/$file" "$work/in/$(flat "${file%.*}")--$kind.$kind"
    done
done
timeout 600 soffice "-env:UserInstallation=$office_profile" --headless \
    --convert-to pdf --outdir "$work/out" "$work"/in/* >"$work/log" 2>&1 </dev/null

for kind in docx odt; do
    for file in $(outputs $kind); do
        pdf=$inputs/${file%.*}.pdf other=$work/out/$(flat "${file%.*}")--$kind.pdf
        [ -f "$pdf" ] || continue
        if [ ! -s "$other" ]; then
            not_ok "agreement $file" "LibreOffice gave no PDF, see $work/log"
        elif figures=$(python3 "$here/pdf-compare.py" --check "$pdf" "$other" 2>&1); then
            ok "agreement $file: $figures"
        else
            not_ok "agreement $file" "$figures"
        fi
    done
done
[ $((passed + failed)) -gt 0 ] || not_ok "agreement" "no DOCX or ODT with a PDF in $inputs"
finish
