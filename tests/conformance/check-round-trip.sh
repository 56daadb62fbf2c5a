#!/bin/sh
# DOCX to ODT to DOCX and ODT to DOCX to ODT: every file of the corpus keeps its words, its labels (live ones live), the shape of
# its tables, the names of its styles and its number of pages. What cannot be kept is listed in round-trip.txt with its reason.
. "$(dirname "$0")/common.sh"

corpus=${CORPUS:-$top/../shared/corpus}
if [ ! -d "$corpus" ]; then
    skip "round trips" "no corpus"
    finish
fi
work=$CONFORMANCE_DIR/round-trip
rm -rf "$work"
mkdir -p "$work"
find "$corpus" -name '*.docx' -o -name '*.odt' | LC_ALL=C sort >"$work/list"
while read -r file; do
    name=$(echo "${file#"$corpus"/}" | tr '/ ' '__')
    mkdir -p "$work/$name"
    figures=$(python3 "$here/round-trip.py" "$VANBAN" "$work/$name" "$file" 2>&1)
    status=$?
    figures=$(echo "$figures" | tail -n 1)
    why=$(sed -n "s/^$name: //p" "$here/round-trip.txt")
    if [ $status = 0 ] && [ -n "$why" ]; then
        not_ok "round trip $name" "it is kept and yet listed in round-trip.txt"
    elif [ $status = 0 ]; then
        ok "round trip $name: $figures"
    elif [ $status = 3 ]; then
        ok "round trip $name: $figures"
    elif [ $status = 1 ] && [ -n "$why" ]; then
        ok "round trip $name: $figures ($why)"
    else
        not_ok "round trip $name" "$figures"
    fi
done <"$work/list"
finish
