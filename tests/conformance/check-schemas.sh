#!/bin/sh
# The schemas that ship for editors against other readers of schemas: RELAX NG of templates by jing, JSON Schema of
# documents and data by python3-jsonschema. What our readers accept they accept, and refuse what a schema can tell.
. "$(dirname "$0")/common.sh"

# Codes of faults that no RELAX NG can tell: what expressions say, what other files hold, names that are words of the
# language.
beyond='^(expression-|filter-|tag-|method-|value-|text-|test-|template-include|template-name$|template-doctype|template-braces|md-|markdown-)'
schema=$top/templates/schemas/van-ban.rng

# refused LIST: the files named there that jing refuses, a path a line. It ends at the first that is no XML, so those are
# taken out before.
refused()
{
    while read -r xml; do
        if xmllint --noout --nonet "$xml" 2>/dev/null; then echo "$xml" >&3; else echo "$xml"; fi
    done <"$1" 3>"$1.xml"
    # shellcheck disable=SC2046
    jing "$schema" $(cat "$1.xml") 2>/dev/null | sed -n 's/^\(.*\.xml\):[0-9]*:[0-9]*: error:.*/\1/p' | sort -u
}

if have jing jing; then
    work=$CONFORMANCE_DIR/schemas
    rm -rf "$work" && mkdir -p "$work/table" "$work/golden"
    make -s -C "$BUILD" tests/template/test_template >>"$CONFORMANCE_DIR/install.log" 2>&1
    "$BUILD/tests/template/test_template" "$work/table" >"$work/table.list"
    sed "s|^\([0-9]*\) .*|$work/table/\1.xml|" "$work/table.list" >"$work/names"
    refused "$work/names" >"$work/refused"
    while read -r number wanted; do
        got=accept
        ! grep -qxF "$work/table/$number.xml" "$work/refused" || got=refuse
        if [ $got = "$wanted" ]; then ok "jing table $number"; else not_ok "jing table $number" "it should $wanted $(cat "$work/table/$number.xml")"; fi
    done <"$work/table.list"

    find "$top/tests/golden/templates" "$top/tests/check" "$top/templates/mau" -name '*.xml' | LC_ALL=C sort >"$work/names"
    refused "$work/names" >"$work/refused"
    while read -r file; do
        name=${file#"$top"/}
        codes=$(cd "$(dirname "$file")" && "$VANBAN" check --json -q "$(basename "$file")" | grep '"severity":"error"' | grep -F "\"file\":\"$(basename "$file")\"" |
            sed 's/.*"code":"\([^"]*\)".*/\1/' | sort -u)
        wanted=accept
        ! printf '%s\n' "$codes" | grep -vE "$beyond" | grep -q . || wanted=refuse
        got=accept
        ! grep -qxF "$file" "$work/refused" || got=refuse
        # shellcheck disable=SC2086
        if [ $got = $wanted ]; then ok "jing $name"; else not_ok "jing $name" "it should $wanted; we say $(echo $codes)"; fi
    done <"$work/names"
else
    skip "jing" "the package jing could not be installed"
fi

if python3 -c 'import jsonschema, yaml' 2>/dev/null || { install python3-jsonschema python3-yaml && python3 -c 'import jsonschema, yaml'; }; then
    log=$CONFORMANCE_DIR/json-schema.log
    python3 -I "$here/schemas.py" "$VANBAN" "$top" >"$log" 2>&1
    take "$log" $? "JSON Schema"
else
    skip "JSON Schema" "the packages python3-jsonschema and python3-yaml could not be installed"
fi
finish
