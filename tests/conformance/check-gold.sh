#!/bin/sh
# DOCX to PDF measured against Word: for every case of ../shared/corpus/gold-word our PDF and LibreOffice's of input.docx are
# compared with reference.pdf, which Word printed. A table of both, the means over the cases whose fonts have twins here
# (the corpus' README says which) and over all, then whether the aims are met.
#   check-gold.sh [CASE...]   only these; LINES=yes: with the lines that differ, ours only
. "$(dirname "$0")/common.sh"
corpus=${CORPUS:-$top/../shared/corpus}/gold-word
compare=${PDF_COMPARE:-$top/../shared/tools/pdf-compare.py}
[ -f "$compare" ] || compare=$here/pdf-compare.py
[ -d "$corpus" ] || { skip "gold" "no corpus"; finish; }
have pdftotext poppler-utils || { skip "gold" "poppler-utils could not be installed"; finish; }
have python3 python3 || { skip "gold" "python3 could not be installed"; finish; }
twins=" 4 7 9 12 13 16 19 23 24 27 29 30 "
work=$CONFORMANCE_DIR/gold
mkdir -p "$work"
[ $# -gt 0 ] || set -- $(cd "$corpus" && ls -d case* | sed 's/case//' | sort -n)
have_soffice && office=yes

# figures REFERENCE CANDIDATE: pages of both, lines [%], medians of dx and dy [pt]; LINES: the difference on stderr
figures()
{
    [ -s "$2" ] || { echo "- 0 0 99 99"; return; }
    python3 "$compare" "$1" "$2" --lines >"$work/figures"
    [ -z "$3" ] || sed 1d "$work/figures" >&2
    sed -n '1s|pages \([0-9]*\)/\([0-9]*\) .*lines *\([0-9.]*\)%.*dx \([0-9.na]*\) .*dy \([0-9.na]*\) .*|\1 \2 \3 \4 \5|p' "$work/figures"
}

: >"$work/table"
for case; do
    ours=$work/case$case.pdf lo=$work/lo-case$case.pdf show=${LINES:+yes}
    [ "${LINES:-}" = yes ] || show=
    rm -f "$ours"
    timeout 60 "$VANBAN" convert -o "$ours" "$corpus/case$case/input.docx" >"$work/case$case.log" 2>&1 ||
        echo "case$case: $(tail -n 1 "$work/case$case.log")" >&2
    if [ -n "${office:-}" ] && [ ! -s "$lo" ]; then
        cp "$corpus/case$case/input.docx" "$work/lo-case$case.docx"
        timeout 120 soffice "-env:UserInstallation=$office_profile" --headless --convert-to pdf \
            --outdir "$work" "$work/lo-case$case.docx" >"$work/lo.log" 2>&1 </dev/null
    fi
    kind=other
    case $twins in *" $case "*) kind=twin ;; esac
    echo "$case $kind $(figures "$corpus/case$case/reference.pdf" "$ours" "$show") $(figures "$corpus/case$case/reference.pdf" "$lo" "")" \
        >>"$work/table"
done

LC_ALL=C awk '
    function row(name, word, pages, l, x, y, lp, ll, lx, ly) {
        printf "# %-16s %5s %6s %6.1f %6.2f %6.2f   | %6s %6.1f %6.2f %6.2f\n", name, word, pages, l, x, y, lp, ll, lx, ly
    }
    BEGIN { printf "# %-16s %5s %6s %6s %6s %6s   | %6s %6s %6s %6s\n", "case", "Word", "pages", "lines%", "|dx|", "|dy|", "LO", "lines%", "|dx|", "|dy|" }
    {
        row($1 ($2 == "twin" ? " *" : ""), $3, $4, $5, $6, $7, $9, $10, $11, $12)
        for (k = 0; k < 2; k++) {
            if (k == 0 && $2 != "twin")
                continue
            n[k]++; same[k] += $3 == $4; lines[k] += $5; losame[k] += $8 == $9; lolines[k] += $10
            if ($6 > dx[k]) dx[k] = $6
            if ($7 > dy[k]) dy[k] = $7
            mdx[k] += $6; mdy[k] += $7; lodx[k] += $11; lody[k] += $12
        }
    }
    END {
        for (k = 0; k < 2; k++)
            if (n[k])
                row(k ? "all" : "with twins (*)", n[k], same[k], lines[k] / n[k], mdx[k] / n[k], mdy[k] / n[k], losame[k], lolines[k] / n[k], lodx[k] / n[k], lody[k] / n[k])
        if (n[0] == 12) {
            print (lines[0] / 12 >= 95 ? "ok" : "not ok") " - gold lines: mean of 12 at least 95 %"
            print (lines[0] > lolines[0] ? "ok" : "not ok") " - gold lines: nearer to Word than LibreOffice"
            print (same[0] == 12 && same[1] >= 17 ? "ok" : "not ok") " - gold pages: as many in all 12 and in 17 of 19"
            print (mdx[0] / 12 <= 0.5 && mdy[0] / 12 <= 0.5 ? "ok" : "not ok") " - gold places: mean of the medians at most 0.5 pt"
        }
    }' "$work/table" >"$work/verdict"
grep '^#' "$work/verdict"
take "$work/verdict" 0 "gold"
finish
