"""docx-validate.py SCHEMAS VALIDATOR FILE.docx...: see docx-validate.sh, which finds the first two."""

import io
import json
import pathlib
import posixpath
import re
import subprocess
import sys
import tempfile
import urllib.parse
import zipfile
import xml.etree.ElementTree as ET

FIRST_ERRORS = 5
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
REFERENCE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

# The schema of a part, by the namespace of its root element.
SCHEMAS = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "wml.xsd",
    "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties":
        "shared-documentPropertiesExtended.xsd",
    RELATIONS: "opc-relationships.xsd",
}


def namespace(name):
    return name[1:].partition("}")[0] if name.startswith("{") else ""


def parse(data):
    """The root element and the prefixes that the part declares."""
    prefixes, root = {}, None
    for event, item in ET.iterparse(io.BytesIO(data), events=("start-ns", "start")):
        if event == "start-ns":
            prefixes.setdefault(*item)
        elif root is None:
            root = item
    return root, prefixes


def strip_ignorable(root, prefixes):
    """What a reader that knows only the standard sees (ECMA-376-3, 9.2)."""
    ignorable = {MC}
    for prefix in root.get("{%s}Ignorable" % MC, "").split():
        ignorable.add(prefixes[prefix])
    for element in root.iter():
        for name in [n for n in element.attrib if namespace(n) in ignorable]:
            del element.attrib[name]
        for child in [c for c in element if namespace(c.tag) in ignorable]:
            element.remove(child)


def check_schema(schemas, package, folder):
    errors = []
    for name in package.namelist():
        if not name.endswith((".xml", ".rels")):
            continue
        try:
            root, prefixes = parse(package.read(name))
        except ET.ParseError as error:
            errors.append(f"{name}: {error}")
            continue
        schema = SCHEMAS.get(namespace(root.tag))
        if not schema:
            continue
        strip_ignorable(root, prefixes)
        part = pathlib.Path(folder, "part.xml")
        ET.ElementTree(root).write(part, encoding="utf-8", xml_declaration=True)
        run = subprocess.run(["xmllint", "--nonet", "--noout", "--huge", "--schema",
                              str(pathlib.Path(schemas, schema)), str(part)],
                             capture_output=True, text=True, check=False)
        if run.returncode:
            lines = re.sub(r"\{[^}]*\}", "", run.stderr).splitlines()
            errors += [f"{name}: {line.split(': ', 1)[-1]}" for line in lines
                       if "fails to validate" not in line]
    return errors


def check_sdk(validator, file):
    run = subprocess.run([validator, str(file)], capture_output=True, text=True, check=False)
    try:
        verdict = json.loads(run.stdout)
    except ValueError:
        return ["sdk: " + (run.stderr.strip() or run.stdout.strip() or "no answer")]
    if verdict.get("ok"):
        return []
    return ["sdk: " + json.dumps(e, ensure_ascii=False) for e in verdict.get("errors", [])] or ["sdk: not ok"]


def check_relations(package):
    """Every relation leads to a part, every reference to a relation."""
    errors, names = [], set(package.namelist())
    if len(names) != len(package.namelist()):
        errors.append("a part stands twice in the package")
    for name in sorted(n for n in names if n.endswith(".xml")):
        folder, base = posixpath.split(name)
        rels, known = posixpath.join(folder, "_rels", base + ".rels"), set()
        if rels in names:
            for rel in ET.fromstring(package.read(rels)).iter("{%s}Relationship" % RELATIONS):
                known.add(rel.get("Id"))
                target = posixpath.normpath(posixpath.join(folder, rel.get("Target")))
                if rel.get("TargetMode") == "External":
                    urllib.parse.urlsplit(rel.get("Target"))
                elif target not in names:
                    errors.append(f"{rels}: no part {target}")
        for element in ET.fromstring(package.read(name)).iter():
            for key, value in element.attrib.items():
                if namespace(key) == REFERENCE and value not in known:
                    errors.append(f"{name}: no relation {value}")
    return errors


def check(file, schemas, validator):
    try:
        with zipfile.ZipFile(file) as package, tempfile.TemporaryDirectory() as folder:
            errors = check_relations(package)
            if schemas:
                errors += check_schema(schemas, package, folder)
    except (OSError, ValueError, ET.ParseError, zipfile.BadZipFile) as error:
        return [str(error)]
    if validator:
        errors += check_sdk(validator, file)
    return errors


def main(schemas, validator, *files):
    count = {"passed": 0, "failed": 0, "skipped": 0}
    for file in files:
        errors = check(file, schemas, validator) if schemas or validator else None
        result = "skipped" if errors is None else "failed" if errors else "passed"
        count[result] += 1
        print(f"{file}: {result}")
        for line in (errors or [])[:FIRST_ERRORS]:
            print(f"    {line}")
        if len(errors or []) > FIRST_ERRORS:
            print(f"    and {len(errors) - FIRST_ERRORS} more")
    print(", ".join(f"{n} {what}" for what, n in count.items()))
    return 1 if count["failed"] else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
