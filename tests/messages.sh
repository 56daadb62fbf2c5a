#!/bin/sh
# The message catalogue (engine/base/diag/*.def): every row has a slug of its own and both languages with
# the same arguments, and is reported somewhere.
set -u
cd "${srcdir:-.}" || exit 99

# One line a row: FILE, NAME, slug, English, Vietnamese, between tabs; literals side by side are joined.
rows()
{
    for f in engine/base/diag/*.def; do
        awk -v file="$f" '
        { text = text $0 "\n" }
        END {
            gsub(/\/\*[^*]*\*+([^\/*][^*]*\*+)*\//, "", text)
            while ((at = index(text, "DIAG(")) > 0) {
                text = substr(text, at + 5); field = 1; depth = 1; value[1] = value[2] = value[3] = value[4] = value[5] = ""
                while (depth > 0 && text != "") {
                    c = substr(text, 1, 1); text = substr(text, 2)
                    if (c == "\"") {
                        while (text != "" && substr(text, 1, 1) != "\"") {
                            width = substr(text, 1, 1) == "\\" ? 2 : 1
                            value[field] = value[field] substr(text, 1, width); text = substr(text, width + 1)
                        }
                        text = substr(text, 2)
                    } else if (c == "(") depth++
                    else if (c == ")") depth--
                    else if (c == ",") field++
                    else if (c !~ /[ \t\n]/) value[field] = value[field] c
                }
                print file "\t" value[1] "\t" value[3] "\t" value[4] "\t" value[5]
            }
        }' "$f"
    done
}

checks()
{
    printf '%s\n' "$rows" | LC_ALL=C awk -F '\t' '
    function arguments(s,   i, set) {
        set = ""
        for (i = 1; i <= 9; i++) if (index(s, "{" i "}")) set = set i
        return set
    }
    $2 == "" { next }
    { rows++; place = $1 ": " $2 }
    $3 !~ /^[a-z0-9]+(-[a-z0-9]+)*$/ { print "    " place ": \"" $3 "\" is no slug"; bad++ }
    # Wordings of one fault stand side by side and share its slug: KEY_UNKNOWN and KEY_UNKNOWN_NEAR.
    $3 in seen && $3 != last { print "    " place ": the slug " $3 " is also that of " seen[$3]; bad++ }
    { seen[$3] = $2; last = $3 }
    # A text that is all argument comes from the document itself.
    $4 ~ /^\{[1-9]\}$/ && $5 == $4 { next }
    $4 == "" || $5 == "" { print "    " place ": a language is missing"; bad++ }
    $4 == $5 { print "    " place ": both languages are the same text"; bad++ }
    arguments($4) != arguments($5) { print "    " place ": the languages use other arguments"; bad++ }
    $5 !~ /[\200-\377]/ { print "    " place ": the Vietnamese text has no Vietnamese letter"; bad++ }
    END { print (bad || !rows ? "not ok" : "ok") " - " rows + 0 " messages: slugs, both languages, arguments" }'

    printf '%s\n' "$rows" | cut -f 2 | grep . | sort -u >"$work/named"
    find engine -name '*.[ch]' -exec grep -ohE 'DIAG_[A-Z0-9_]+' {} + | sed 's/^DIAG_//' | sort -u >"$work/used"
    comm -23 "$work/named" "$work/used" | sed 's/^/    /' >"$work/unused"
    if [ -s "$work/unused" ]; then
        cat "$work/unused"
        echo "not ok - every message is reported somewhere"
    else
        echo "ok - every message is reported somewhere"
    fi

    grep -oh '<quy-tac id="[^"]*"' templates/profiles/*.xml | cut -d'"' -f 2 | sort -u | while read -r id; do
        grep -q "{\"$id\", \"" engine/render/check_list.c || echo "    the checklist has no title for $id"
    done >"$work/untitled"
    if [ -s "$work/untitled" ]; then
        cat "$work/untitled"
        echo "not ok - every rule of the profiles has a title"
    else
        echo "ok - every rule of the profiles has a title"
    fi
}

work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
rows=$(rows)
result=$(checks)
printf '%s\n' "$result"
! printf '%s\n' "$result" | grep -q '^not ok'
