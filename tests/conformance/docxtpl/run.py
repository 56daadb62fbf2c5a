"""docxtpl's own templates with the data of its suite, filled by us and read back (structure.py). What each must give is
kept in cases.json as figures, some texts and the digest of the whole; where docxtpl itself can be imported, its output
is read in the same way and compared line by line.
Usage: run.py [--keep] VANBAN CORPUS FOLDER. With --keep the figures of cases.json are written from what docxtpl gives."""
import hashlib
import json
import pathlib
import re
import shutil
import subprocess
import sys

import parts
import structure

try:
    import oracle
except ImportError:
    oracle = None

HERE = pathlib.Path(__file__).parent

# Where we differ on purpose: name -> (why, [(pattern in docxtpl's lines, what stands there in ours)]).
RULES = {
    'vm-text': ('docxtpl leaves the text in the cells that a merged cell covers, where it is never seen', [
        (r'^( *CELL .*vMerge\(val=continue\).*\n *P .*)\n *T .*$', r'\1')]),
    'shading-kind': ('docxtpl writes w:shd without the w:val that the schema asks for', [
        (r'shd\(fill=(\w+)\)', r'shd(color=auto,fill=\1,val=clear)')]),
    'style-by-name': ('a style may be named as Word shows it, docxtpl takes ids only', [
        (r'pStyle\(val=\?(\w+)\)', lambda m: 'pStyle(val=%s)' % m[1].lower())]),
    'own-look': ('letters of a run that a tag reaches into keep its look, docxtpl gives them that of the run where the tag begins', [
        (r"^( *)T ' '$", r"\1T ' ' [lang(eastAsia=ko-KR) sz(val=20) szCs(val=20)]")]),
    'own-look-if': ('the same', [
        (r"^( *)T '( |COUCOU)'$", r"\1T '\2' [lang(val=en-US)]")]),
    'own-look-joined': ('the same', [
        (r"^( *)T 'My house is located(\\xa0)?(in .*)(\\xa0)(and I love it.)'( \[lang.*\] *)$(?![\s\S]*My house is located)",
         lambda m: ''.join("%sT '%s' [%srStyle(val=aucun) rtl(val=0)]\n" % (m[1], text, '' if text in ('\\xa0', ' ') else 'lang(val=en-US) ')
                           for text in ('My house is located', m[2] or ' ', m[3], m[4], m[5]))[:-1])]),
}


def digest(lines):
    return hashlib.sha256('\n'.join(lines).encode()).hexdigest()[:16]


def explain(names, lines):
    """docxtpl's lines as they are expected of us; the rules that changed nothing are told, too."""
    idle = []
    for name in names:
        text = changed = '\n'.join(lines)
        for pattern, ours in RULES[name][1]:
            changed = re.sub(pattern, ours, changed, flags=re.MULTILINE)
        if changed == text:
            idle.append(name)
        lines = changed.split('\n')
    return lines, idle


class Failure(Exception):
    pass


def first_difference(ours, theirs):
    for i, (a, b) in enumerate(zip(ours, theirs)):
        if a != b:
            return 'line %d: ours %s, theirs %s' % (i + 1, a.strip()[:160], b.strip()[:160])
    return 'ours has %d lines, theirs %d' % (len(ours), len(theirs))


def fill(case, vanban, template, data, output):
    mode = [] if case.get('strict') else ['--compat', 'docxtpl']
    return subprocess.run([vanban, 'render', '-q', '--lang', 'en', '-t', str(template), *mode, '-o', str(output), str(data)],
                          capture_output=True, text=True, timeout=60, check=False)


def refused(case, result):
    """The case is one that cannot be filled: the message must name what is wrong."""
    words = case['refused']
    if result.returncode != 2:
        raise Failure('expected to be refused, ended with %d' % result.returncode)
    missing = [w for w in words if w not in result.stderr]
    if missing:
        raise Failure('the messages do not say %s: %s' % (', '.join(missing), result.stderr.strip()[:300]))


def check(case, vanban, corpus, folder, keep):
    template = corpus / case['template']
    data = folder / 'data' / case['data']
    output = folder / 'ours' / (case['name'] + '.docx')
    output.unlink(missing_ok=True)
    theirs = None
    if oracle:
        their_file = folder / 'theirs' / (case['name'] + '.docx')
        said = oracle.render(template, data, their_file, case.get('autoescape', False))
        if said is None:
            theirs, _, _ = structure.read(their_file)
        elif 'refused' not in case:
            raise Failure('docxtpl refuses it: %s' % said)
    result = fill(case, vanban, template, data, output)
    if 'refused' in case:
        refused(case, result)
        return
    if keep and theirs is not None:
        lines, _ = explain(case.get('explained', []), theirs)
        _, counts, _ = structure.read(their_file)
        case['counts'] = {k: v for k, v in counts.items() if v}
        case['digest'] = digest(lines)
    if result.returncode != 0:
        raise Failure('ended with %d: %s' % (result.returncode, result.stderr.strip()[:300]))
    shutil.copy(output, folder / 'data' / (case['name'] + '.docx'))  # a later case may name it
    lines, counts, faults = structure.read(output)
    (folder / 'ours' / (case['name'] + '.txt')).write_text('\n'.join(lines) + '\n', encoding='utf-8')
    if faults:
        raise Failure('; '.join(faults))
    if theirs is not None:
        theirs, idle = explain(case.get('explained', []), theirs)
        (folder / 'theirs' / (case['name'] + '.txt')).write_text('\n'.join(theirs) + '\n', encoding='utf-8')
        if lines != theirs:
            raise Failure('differs from docxtpl, ' + first_difference(lines, theirs))
        if idle:
            raise Failure('nothing to explain by %s' % ', '.join(idle))
    seen = '\n'.join(lines)
    for text in case.get('texts', []):
        if text not in seen:
            raise Failure('%r is not in the output' % text)
    for name, number in case.get('counts', {}).items():
        if counts[name] != number:
            raise Failure('%d %s, expected %d' % (counts[name], name, number))
    if 'digest' in case and digest(lines) != case['digest']:
        raise Failure('the structure is not the one that was kept (figures and texts are)')


def prepare(corpus, folder):
    for name in ('ours', 'theirs', 'data'):
        shutil.rmtree(folder / name, ignore_errors=True)
        (folder / name).mkdir(parents=True)
    for file in list((HERE / 'data').iterdir()) + list(corpus.iterdir()):
        shutil.copyfile(file, folder / 'data' / file.name)
    parts.write(folder / 'data', corpus / 'python_logo.png')


def main():
    arguments = sys.argv[1:]
    keep = '--keep' in arguments
    arguments = [a for a in arguments if a != '--keep']
    vanban = arguments[0]
    corpus, folder = (pathlib.Path(p) for p in arguments[1:3])
    wanted = arguments[3:]
    prepare(corpus, folder)
    cases = json.loads((HERE / 'cases.json').read_text(encoding='utf-8'))
    results = dict.fromkeys(('passed', 'explained', 'not applicable', 'failed'), 0)
    for case in cases:
        name = 'docxtpl ' + case['name']
        if wanted and case['name'] not in wanted:
            continue
        try:
            check(case, vanban, corpus, folder, keep)
        except (Failure, subprocess.TimeoutExpired, OSError, ValueError, KeyError, SyntaxError) as error:
            results['failed'] += 1
            print('not ok - %s: %s' % (name, str(error).replace('\n', ' ')))
            continue
        if 'not applicable' in case:
            results['not applicable'] += 1
            print('ok - %s: not applicable: %s' % (name, case['not applicable']))
        elif case.get('explained'):
            results['explained'] += 1
            print('ok - %s: explained: %s' % (name, '; '.join('%s (%s)' % (n, RULES[n][0]) for n in case['explained'])))
        else:
            results['passed'] += 1
            print('ok - %s' % name)
    if keep:
        text = ',\n'.join(' ' + json.dumps(c, ensure_ascii=False) for c in cases)
        (HERE / 'cases.json').write_text('[\n%s\n]\n' % text, encoding='utf-8')
    templates = {c['template'] for c in cases}
    print('    docxtpl: %d templates, %d cases%s: %s' % (
        len(templates), len(cases), '' if oracle else ', without docxtpl itself',
        ', '.join('%d %s' % (n, k) for k, n in results.items())))
    sys.exit(1 if results['failed'] else 0)


if __name__ == '__main__':
    main()
