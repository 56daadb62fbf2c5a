"""docx-validate.py SCHEMAS VALIDATOR FILE.docx...: see docx-validate.sh, which finds the first two."""

import concurrent.futures
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
PARTS_AT_ONCE = 200
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


def stripped_parts(package, folder, parts):
    """Adds the parts that have a schema to `parts`: the schema's name to the files to judge, with their names; the rest is errors."""
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
        number = sum(map(len, parts.values()))
        part = pathlib.Path(folder, f"{number}.xml")
        ET.ElementTree(root).write(part, encoding="utf-8", xml_declaration=True)
        parts.setdefault(schema, {})[str(part)] = (package.filename, name)
    return errors


def check_schemas(schemas, parts):
    """The errors of each file; a schema is read once for many parts, since reading it takes longer than using it."""
    errors = {}
    for schema, files in parts.items():
        paths, verdicts = list(files), 0
        for at in range(0, len(paths), PARTS_AT_ONCE):
            run = subprocess.run(["xmllint", "--nonet", "--noout", "--huge", "--schema", str(pathlib.Path(schemas, schema)),
                                  *paths[at:at + PARTS_AT_ONCE]], capture_output=True, text=True, check=False)
            for line in re.sub(r"\{[^}]*\}", "", run.stderr).splitlines():
                verdicts += line.endswith(("validates", "fails to validate"))
                path = re.match(r"(.*?\.xml)[: ]", line)
                if path and path[1] in files and not line.endswith(("validates", "fails to validate")):
                    file, name = files[path[1]]
                    errors.setdefault(file, []).append(f"{name}: {line.split(': ', 1)[-1]}")
        if verdicts != len(paths):
            errors.setdefault(files[paths[0]][0], []).append(f"{schema}: {verdicts} verdicts of {len(paths)}")
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


def open_package(file, folder, parts):
    """The errors that are seen without a schema, and whether it is a package."""
    try:
        with zipfile.ZipFile(file) as package:
            return check_relations(package) + stripped_parts(package, folder, parts), True
    except (OSError, ValueError, ET.ParseError, zipfile.BadZipFile) as error:
        return [str(error)], False


def check_all(files, schemas, validator):
    parts = {}
    with tempfile.TemporaryDirectory() as folder:
        found = {file: open_package(file, folder, parts) for file in files}
        of_schemas = check_schemas(schemas, parts) if schemas else {}
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        of_sdk = dict(zip(files, pool.map(lambda file: check_sdk(validator, file) if validator and found[file][1] else [], files)))
    return {file: found[file][0] + of_schemas.get(file, []) + of_sdk[file] for file in files}


def main(schemas, validator, *files):
    count = {"passed": 0, "failed": 0, "skipped": 0}
    found = check_all(files, schemas, validator) if schemas or validator else {}
    for file in files:
        errors = found.get(file)
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
