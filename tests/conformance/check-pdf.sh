#!/bin/sh
# Every PDF: sound for qpdf, fonts embedded as subsets, and its text (as a reader extracts it,
# and in the order of the structure tree) the document's words in the document's order.
. "$(dirname "$0")/common.sh"

have qpdf qpdf || skip "qpdf" "not installed"
have pdftotext poppler-utils || { skip "poppler" "not installed"; finish; }
have python3 python3 || { skip "python3" "not installed"; finish; }
for file in $(outputs pdf); do
    pdf=$inputs/$file
    if command -v qpdf >/dev/null 2>&1; then
        if reason=$(qpdf --check "$pdf" 2>&1); then
            ok "qpdf $file"
        else
            not_ok "qpdf $file" "$(echo "$reason" | grep -v '^checking' | head -n 1)"
        fi
    fi
    # Columns counted from the right: name, type and encoding may hold spaces.
    bad=$(pdffonts "$pdf" | awk 'NR > 2 { n++; if ($(NF - 4) != "yes" || $(NF - 3) != "yes") print $1 }
        END { if (n == 0) print "no fonts" }')
    if [ -z "$bad" ]; then
        ok "fonts embedded and subset $file"
    else
        not_ok "fonts embedded and subset $file" "$(echo "$bad" | tr '\n' ' ')"
    fi
    text=$inputs/${file%.pdf}.txt
    if [ ! -s "$text" ]; then
        not_ok "words $file" "no text of the document to compare with"
        continue
    fi
    for order in page structure; do
        if reason=$(python3 "$here/pdf-words.py" "$order" "$text" "$pdf" 2>&1); then
            ok "words in $order order $file"
        else
            not_ok "words in $order order $file" "$(echo "$reason" | tail -n 1)"
        fi
    done
done
[ $((passed + failed)) -gt 0 ] || not_ok "pdf" "no PDF in $inputs"
finish
