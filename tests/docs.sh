#!/bin/sh
# The pages in step with the tree: links lead somewhere, both READMEs have the same frame and the same
# commands, the document they show renders, and engine/README.md names every module.
set -u
: "${VANBAN:?the program to test}"
cd "${srcdir:-.}" || exit 99

# Code blocks are not prose.
prose()
{
    awk '/^```/ { code = !code; next } !code' "$1"
}

frame()
{
    awk '/^```/ { code = !code; print "```"; next } code && /^(\.\/dev|vanban|sudo|git|cd|bash) ?/ { print } !code && /^#+ / { print $1 }' "$1"
}

# entries PAGE: its entries, a line each: the words of the lines of macros, which are the names that are set apart.
entries()
{
    awk '/^\.(It|TP|Sh|SH|Ss|SS)/ { printf "\n" }
        /^\.(EX|Bd)/ { code = 1 } /^\.(EE|Ed)/ { code = 0; next }
        !code && /^\.(B|BR|RB|I|IR|It|Ic|Cm|Pq) / { gsub(/\\-/, "-"); gsub(/[^A-Za-z0-9_-]+/, " "); printf " %s ", $0 }
        END { printf "\n" }' "$1"
}

# vocabulary: ELEMENT ATTRIBUTE, and ELEMENT alone, a line each, of the schema, which is made from the table of elements.
vocabulary()
{
    "$VANBAN" templates --schema rng | sed -n 's/^<define name="[^"]*"><element name="//p' |
        awk -F'"' '{ print $1; for (i = 2; i < NF; i++) if ($i ~ /<attribute name=$/) print $1, $(i + 1) }' | sort -u
}

rule()
{
    places=$(cat)
    [ -z "$places" ] || printf '%s\n' "$places" | sed 's/^/    /'
    if [ -z "$places" ]; then echo "ok - $1"; else echo "not ok - $1"; fi
}

checks()
{
    for page in README.md README.vi.md engine/README.md docs/gallery.md; do
        prose "$page" | grep -oE '\]\([^)#]+' | sed 's/^](//' | grep -v '^https\?:' | while read -r link; do
            [ -e "$(dirname "$page")/$link" ] || echo "$page: no $link"
        done
    done | rule "links of the pages lead somewhere"

    frame README.md >"$work/en"
    frame README.vi.md >"$work/vi"
    diff "$work/en" "$work/vi" | rule "README.md and README.vi.md are in step"

    for page in README.md README.vi.md; do
        awk '/^```/ && on { exit } on { print } /^```markdown/ { on = 1 }' "$page" >"$work/ke-hoach.md"
        "$VANBAN" render --lang en -f pdf,docx,odt -o "$work/out/" "$work/ke-hoach.md" 2>&1 ||
            echo "$page: exit status $?"
    done | rule "the document that the READMEs show renders without a message"

    for language in en vi; do
        page=README.md
        [ $language = en ] || page=README.vi.md
        awk '/^```/ && on { exit } on { print } /^```markdown/ { on = 1 }' "$page" >"$work/ke-hoach.md"
        (cd "$work" && "$VANBAN" check --lang $language -v ke-hoach.md) >"$work/said" 2>&1
        awk '/^```/ { code = !code; on = 0; next } code && /^  \[x\]/ { on = 1 } on' "$page" >"$work/shown"
        [ -s "$work/shown" ] || echo "$page: no checklist is shown"
        grep -vxFf "$work/said" "$work/shown" | sed "s|^|$page: |"
    done | rule "the checklist that the READMEs show is what check says"

    vocabulary >"$work/vocabulary"
    for page in man/vanban-template.7 man/vi/vanban-template.7; do
        [ "$(wc -l <"$work/vocabulary")" -gt 100 ] || echo "the schema has too few names"
        entries "$page" >"$work/entries"
        while read -r element attribute; do
            grep -e " $element " "$work/entries" | grep -q -e " ${attribute:-$element} " ||
                echo "$page: nothing about <$element${attribute:+ $attribute=…}>"
        done <"$work/vocabulary"
    done | rule "the pages about templates have every element and attribute"

    for sample in samples/*.md samples/*.yaml samples/*/lenh; do
        [ -f "$sample" ] || continue
        grep -qE '^(ten_loai|Tên loại|noi_dung):' "$sample" || [ "${sample##*/}" = lenh ] || continue
        grep -qF "\`${sample%lenh}\`" docs/gallery.md || echo "docs/gallery.md: no $sample; ./dev gallery"
    done | rule "docs/gallery.md shows every sample"

    for module in engine/*/; do
        module=$(basename "$module")
        grep -q "^| \`$module\`" engine/README.md || echo "engine/README.md: no row for $module"
    done | rule "engine/README.md names every module"
}

work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
result=$(checks)
printf '%s\n' "$result"
! printf '%s\n' "$result" | grep -q '^not ok'
