#!/bin/sh
# Every PDF of ours is what it says it is: veraPDF finds it to be PDF/A-2a and PDF/UA-1, but for secret papers, which have no
# title and so claim no PDF/UA. Files of others' making are judged as their names say, so veraPDF does judge; and of the DOCX
# of the corpus that become PDF, as many as are asked must be what each claims, PDF/A-2u at least.
. "$(dirname "$0")/common.sh"

CONVERTED=20
corpus=${CORPUS:-$top/../shared/corpus}
work=$CONFORMANCE_DIR/pdfa

have_verapdf || { skip "veraPDF" "not installed: see install.log"; finish; }
rm -rf "$work"
mkdir -p "$work/pdf"
: >"$work/list"

# take_in KIND NUMBER FILE NAME: the file as KIND-NUMBER.pdf.
take_in()
{
    cp "$3" "$work/pdf/$1-$2.pdf" && echo "$1-$2 $4" >>"$work/list"
}

n=0
for file in $(outputs pdf); do
    n=$((n + 1))
    take_in ours $n "$inputs/$file" "$file"
done
[ $n -gt 0 ] || not_ok "pdf" "no PDF in $inputs"

if [ -d "$corpus/pdf" ]; then
    n=0
    for file in "$corpus"/pdf/verapdf__*.pdf "$corpus"/pdf/dss__pdfa2*.pdf "$corpus"/pdf/pyhanko__minimal-pdf-ua-and-a.pdf; do
        n=$((n + 1))
        case $file in # what the name says: the veraPDF files pass or fail a clause of 2b
        *-pass-*) kind=known-2b-pass ;;
        *-fail-*) kind=known-2b-fail ;;
        *pdfa2a*) kind=known-2a-pass ;;
        *pdfa2u*) kind=known-2u-pass ;;
        *) kind=known-ua1-pass ;;
        esac
        take_in $kind $n "$file" "$(basename "$file")"
    done
    n=0
    for file in "$corpus"/gold-word/case*/input.docx "$corpus"/vi/*.docx; do
        [ $n -lt $CONVERTED ] || break
        n=$((n + 1))
        name=$(basename "$(dirname "$file")")/$(basename "$file")
        if "$VANBAN" convert -q "$file" -o "$work/one.pdf" >>"$CONFORMANCE_DIR/render.log" 2>&1; then
            take_in converted $n "$work/one.pdf" "$name"
        else
            not_ok "convert $name" "see $CONFORMANCE_DIR/render.log"
        fi
    done
else
    skip "corpus" "no corpus: $corpus"
fi

# One run a flavour: a line a file, "PASS PATH FLAVOUR" or "FAIL ...", and below a failed one the clauses.
for run in "2a ours known-2a converted" "ua1 ours known-ua1 converted" "2b known-2b" "2u known-2u converted"; do
    # shellcheck disable=SC2086
    set -- $run
    flavour=$1
    shift
    for kind; do
        find "$work/pdf" -name "$kind-*.pdf"
    done | LC_ALL=C sort >"$work/files"
    [ ! -s "$work/files" ] ||
        # shellcheck disable=SC2046
        verapdf -f "$flavour" --format text -v --loglevel 0 $(cat "$work/files") >"$work/$flavour" 2>>"$CONFORMANCE_DIR/verapdf.log"
done

# passes FLAVOUR NAME: true if it does; $clauses is what failed.
passes()
{
    clauses=$(awk -v path="$work/pdf/$2.pdf" 'NF == 3 { on = $2 == path } on && NF == 2 { print $2 }' "$work/$1" | LC_ALL=C sort | tr '\n' ' ')
    grep -q "^PASS $work/pdf/$2.pdf " "$work/$1"
}

claims()
{
    grep -aq "$2" "$work/pdf/$1.pdf"
}

whole=0
while read -r name what; do
    case $name in
    ours-*)
        if passes 2a "$name"; then ok "PDF/A-2a $what"; else not_ok "PDF/A-2a $what" "$clauses"; fi
        if passes ua1 "$name"; then
            ok "PDF/UA-1 $what"
        elif [ "$clauses" = "5-1 7.1-10 7.1-9 " ] && ! claims "$name" '<pdfuaid:part>' && ! claims "$name" '<dc:title>'; then
            ok "PDF/UA-1 but for a title $what"
        else
            not_ok "PDF/UA-1 $what" "$clauses"
        fi
        ;;
    known-*)
        flavour=${name#known-} && expected=${flavour#*-} && flavour=${flavour%%-*} && expected=${expected%%-*}
        if passes "$flavour" "$name"; then found=pass; else found=fail; fi
        if [ $found = "$expected" ]; then ok "judged as named $what"; else not_ok "judged as named $what" "$flavour: $found $clauses"; fi
        ;;
    converted-*)
        wrong=
        passes 2u "$name" || wrong="2u: $clauses"
        if claims "$name" '<pdfaid:conformance>A<' && ! passes 2a "$name"; then wrong="$wrong 2a: $clauses"; fi
        if claims "$name" '<pdfuaid:part>'; then
            if passes ua1 "$name"; then whole=$((whole + 1)); else wrong="$wrong ua1: $clauses"; fi
        fi
        if [ -z "$wrong" ]; then ok "what it claims $what"; else not_ok "what it claims $what" "$wrong"; fi
        ;;
    esac
done <"$work/list"
[ ! -d "$corpus/pdf" ] || echo "note - of $CONVERTED converted DOCX $whole are PDF/A-2a and PDF/UA-1"
finish
