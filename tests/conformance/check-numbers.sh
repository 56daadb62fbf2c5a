#!/bin/sh
# The numbers of headings, which are lists in DOCX and ODT: counted from the files they are those of the
# document, and LibreOffice counts on when a section is added.
. "$(dirname "$0")/common.sh"

have_python_docx || { skip "numbers" "python3-venv or lxml could not be installed"; finish; }
for kind in docx odt; do
    for file in $(outputs $kind); do
        text=$inputs/${file%.*}.txt
        [ -f "$text" ] || continue
        if figures=$("$python" "$here/list-numbers.py" words "$inputs/$file" "$text" 2>&1); then
            ok "words and numbers $file: $figures"
        else
            not_ok "words and numbers $file" "$(echo "$figures" | tail -n 1)"
        fi
    done
done

have_soffice || { skip "added sections" "libreoffice-writer-nogui could not be installed"; finish; }
work=$CONFORMANCE_DIR/numbers
rm -rf "$work"
mkdir -p "$work/in" "$work/out"
for kind in docx odt; do
    for file in $(outputs $kind); do
        "$python" "$here/list-numbers.py" add "$inputs/$file" "$work/in/$(flat "${file%.*}")--$kind.$kind"
    done
done
timeout 600 soffice "-env:UserInstallation=$office_profile" --headless \
    --convert-to 'txt:Text (encoded):UTF8' --outdir "$work/out" "$work"/in/* >"$work/log" 2>&1 </dev/null
for file in "$work"/in/*; do
    name=$(basename "$file") shown=$work/out/$(basename "${file%.*}").txt
    if [ ! -s "$shown" ]; then
        not_ok "added sections $name" "LibreOffice gave no text, see $work/log"
    elif figures=$("$python" "$here/list-numbers.py" shown "$file" "$shown" 2>&1); then
        ok "added sections $name: $figures"
    else
        not_ok "added sections $name" "$(echo "$figures" | tail -n 1)"
    fi
done
[ $((passed + failed)) -gt 0 ] || not_ok "numbers" "no DOCX or ODT in $inputs"
finish
