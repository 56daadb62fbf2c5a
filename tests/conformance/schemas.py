"""schemas.py VANBAN TOP: do the schemas for editors and our readers accept and refuse the same?

Documents and data of tests/golden, tests/check and samples against du-lieu.schema.json (python3-jsonschema); our word
is what `vanban check --json` says. Codes of SCHEMA_SEES are what a schema is to see; a file that is refused for others
only must pass it. Prints "ok - NAME" or "not ok - NAME: WHY" a file.
"""
import json
import pathlib
import re
import subprocess
import sys

import jsonschema
import yaml

# What our readers say where a schema can say it too; all else (figures that differ, dates, numbers of papers, pictures,
# expressions, what vanban.yaml gives) is beyond a schema.
SCHEMA_SEES = {"key-unknown", "type-text", "type-list", "type-map", "block-unknown", "type-number", "type-choice",
               "yaml-mapping-trap"}
# Files that differ by design, each with the reason.
BY_DESIGN = {
    "tests/golden/faults/bang-nhom-khoa-la.yaml": "a group of columns has fewer keys than a column",
    "tests/golden/faults/bo-cuc-la.md": "the words are the profile's",
    "tests/golden/faults/do-khan-la.yaml": "the words are the profile's",
    "tests/golden/faults/huong-giay-la.yaml": "the words are the profile's",
    "tests/golden/faults/kho-giay-la.yaml": "the words are the profile's",
    "tests/golden/faults/do-mat-la.yaml": "the words are the profile's",
    "tests/golden/faults/dau-nhieu-loi.yaml": "the words are the profile's",
    "tests/golden/faults/nha-nuoc-do-khan-la.yaml": "the words are the profile's",
    "tests/golden/faults/nha-nuoc-so-ban.yaml": "how many copies there can be",
    "tests/golden/faults/so-lieu-danh-sach.md": "a list has a name of its own where several files make the data",
    "tests/golden/faults/kem-theo-bo-cuc.md": "the words are the profile's",
    "tests/golden/faults/vien-dan-luat-so.md": "a law has fewer keys than another paper",
}


class Loader(yaml.SafeLoader):
    """Plain scalars are figures, true, false and null as in our reader; all else is text, dates too."""


Loader.yaml_implicit_resolvers = {
    c: [(tag, rule) for tag, rule in rules if tag in ("tag:yaml.org,2002:null",)]
    for c, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(true|false)$"), list("tf"))
Loader.add_implicit_resolver("tag:yaml.org,2002:float", re.compile(r"^-?[0-9]+(\.[0-9]+)?$"), list("-0123456789"))
Loader.add_constructor("tag:yaml.org,2002:float", lambda loader, node: float(node.value))


def front_matter(text):
    """The data of a Markdown document: what an editor's schema is applied to."""
    lines = text.lstrip("\ufeff").splitlines()
    if not lines or lines[0].rstrip() != "---":
        return None
    for i, line in enumerate(lines[1:], 1):
        if line.rstrip() == "---":
            return "\n".join(lines[1:i]) + "\n"
    return None


def read(path):
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".md":
        text = front_matter(text)
    return None if text is None else yaml.load(text, Loader)


def said(vanban, path):
    """The codes of the errors, those whose place is in the part that the schema sees."""
    run = subprocess.run([vanban, "check", "--json", "-q", path.name], cwd=path.parent, capture_output=True, text=True, timeout=60)
    end = 10**9
    if path.suffix == ".md":
        matter = front_matter(path.read_text(encoding="utf-8"))
        end = matter.count("\n") + 2 if matter else 0
    errors = [json.loads(line) for line in run.stdout.splitlines()]
    return {e["code"] for e in errors if e["severity"] == "error" and e.get("file", path.name) == path.name and e.get("line", 0) < end}


def inputs(top):
    for folder in ("samples", "tests/golden/papers", "tests/golden/faults", "tests/check"):
        for path in sorted((top / folder).rglob("*")):
            if folder == "tests/golden/faults" and path.parent != top / folder:
                continue  # parts of cases
            if path.suffix in (".md", ".yaml") and path.name != "vanban.yaml":
                yield path


def main():
    vanban, top = sys.argv[1], pathlib.Path(sys.argv[2])
    schema = json.loads((top / "templates/schemas/du-lieu.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    print("ok - du-lieu.schema.json is a JSON Schema")
    for path in inputs(top):
        name = str(path.relative_to(top))
        try:
            data = read(path)
        except (yaml.YAMLError, UnicodeDecodeError, ValueError):
            continue  # no editor gets as far as the schema
        if not isinstance(data, dict) or any(not isinstance(key, str) for key in data):
            continue
        codes = said(vanban, path)
        must = codes & SCHEMA_SEES
        errors = sorted(validator.iter_errors(data), key=lambda e: list(map(str, e.absolute_path)))
        if name in BY_DESIGN:
            print(f"ok - schema {name} ({BY_DESIGN[name]})" if bool(must) != bool(errors) else f"not ok - schema {name}: no longer differs")
        elif must and not errors:
            print(f"not ok - schema {name}: refused by us for {', '.join(sorted(must))}, not by the schema")
        elif errors and not must:
            where = ".".join(map(str, errors[0].absolute_path))
            print(f"not ok - schema {name}: the schema refuses it at {where or 'the top'}: {errors[0].message[:160]}")
        else:
            print(f"ok - schema {name}")


main()
