"""The tagged Vietnamese templates of the corpus, each filled to DOCX and PDF in one run: nothing of a tag is left, every value
that the template names and every text of the case stands in both, and the DOCX reads back whole.
Usage: run.py VANBAN CORPUS FOLDER [PATTERN]"""
import json
import pathlib
import re
import subprocess
import sys
import unicodedata

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parent / 'docxtpl'))
import structure  # noqa: E402


def plain(text):
    return re.sub(r'\s+', '', unicodedata.normalize('NFC', text))


def letters(path):
    lines, _, faults = structure.read(path)
    # texts as python shows them: the escapes are of no matter here
    return ''.join(eval(m) for line in lines for m in re.findall(r"^ *T ('.*?'|\".*?\")(?: \[.*\])?$", line)), faults


def named(template_text, data):
    """The scalars of the data that simple tags name."""
    for path in set(re.findall(r'\{\{\s*([A-Za-z_][\w.]*)\s*\}\}', template_text)):
        value = data
        for key in path.split('.'):
            value = value.get(key) if isinstance(value, dict) else None
        if isinstance(value, (str, int)) and not isinstance(value, bool):
            yield str(value)


def check(case, vanban, corpus, output):
    files = [f if (f := HERE / 'data' / name).exists() else corpus / name for name in case['data']]
    command = [vanban, 'render', '-q', '--lang', 'en', '-t', str(corpus / case['template']), '-f', 'docx,pdf', '-o', str(output) + '/']
    result = subprocess.run(command + [str(f) for f in files], capture_output=True, text=True, timeout=60, check=False)
    if result.returncode != 0:
        return 'ended with %d: %s' % (result.returncode, result.stderr.strip()[:300])
    made, paper = (next(output.glob(pattern), None) for pattern in ('*.docx', '*.pdf'))
    if not made or not paper:
        return 'DOCX and PDF were expected, there is %s' % ', '.join(p.name for p in output.iterdir())
    text, faults = letters(made)
    if faults:
        return '; '.join(faults)
    if left := re.findall(r'\{\{.*?\}\}|\{%.*?%\}', text):
        return 'left unfilled: %s' % left[0]
    data = {}
    for file in files:
        data.update(json.loads(file.read_text(encoding='utf-8')) if file.suffix == '.json' else {})
    wanted = list(named(letters(corpus / case['template'])[0], data)) + case.get('texts', [])
    pages = subprocess.run(['pdftotext', '-layout', str(paper), '-'], capture_output=True, text=True, timeout=60, check=True).stdout
    for name, there in (('DOCX', plain(text)), ('PDF', plain(pages))):
        missing = [w for w in wanted if plain(w) not in there]
        # what goes over a line of a cell stands apart in a PDF's text
        if name == 'PDF':
            missing = [w for w in missing if not all(plain(word) in there for word in w.split())]
        if missing:
            return '%r is not in the %s' % (missing[0], name)
    return None


def main():
    vanban, corpus, folder = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
    failed = 0
    for i, case in enumerate(json.loads((HERE / 'cases.json').read_text(encoding='utf-8'))):
        output = folder / str(i)
        output.mkdir(parents=True, exist_ok=True)
        for old in output.iterdir():
            old.unlink()
        name = '%s with %s' % (case['template'], case['data'][0])
        if len(sys.argv) > 4 and sys.argv[4] not in name:
            continue
        wrong = check(case, vanban, corpus, output)
        failed += wrong is not None
        print('not ok - %s: %s' % (name, wrong.replace('\n', ' ')) if wrong else 'ok - ' + name)
    sys.exit(1 if failed else 0)


if __name__ == '__main__':
    main()
