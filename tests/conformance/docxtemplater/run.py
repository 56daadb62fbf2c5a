"""docxtemplater's own pairs of template and result, of the corpus: each template filled by us with the data of its suite, then
every part that it fills compared with the result's, element by element. Only what says nothing differs freely: white space
between elements, xml:space, ids of drawings.
Usage: run.py VANBAN CORPUS FOLDER"""
import json
import pathlib
import re
import subprocess
import sys
import zipfile
from xml.etree import ElementTree

HERE = pathlib.Path(__file__).parent
SPACE = '{http://www.w3.org/XML/1998/namespace}space'
LETTERS = ('}t', '}title', '}subject', '}creator', '}lpstr', '}lpwstr')


def lines(element, depth=0, out=None):
    """A line an element: its name, attributes and text."""
    out = [] if out is None else out
    attributes = {k: v for k, v in element.attrib.items() if k != SPACE and not (element.tag.endswith('}docPr') and k == 'id')}
    text = (element.text or '') if element.tag.endswith(LETTERS) else (element.text or '').strip()
    out.append('%s%s %s %r' % (' ' * depth, element.tag.split('}')[-1], sorted(attributes.items()), text))
    for child in element:
        lines(child, depth + 1, out)
        if (child.tail or '').strip():
            out.append('%s %r' % (' ' * depth, child.tail.strip()))
    return out


def parts(path):
    found = {}
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            if re.search(r'^(word/(document|header|footer|comments|footnotes|endnotes)[^/]*|word/diagrams/[^/]*|docProps/[^/]*|customXml/item\d+)\.xml$', name):
                found[name] = lines(ElementTree.fromstring(package.read(name)))
    return found


def difference(ours, theirs):
    if set(ours) != set(theirs):
        return 'parts differ: %s' % sorted(set(ours) ^ set(theirs))
    for name in sorted(theirs):
        for i, (a, b) in enumerate(zip(ours[name], theirs[name])):
            if a != b:
                return '%s, element %d: ours %s; theirs %s' % (name, i + 1, a.strip()[:200], b.strip()[:200])
        if len(ours[name]) != len(theirs[name]):
            return '%s: ours has %d elements, theirs %d' % (name, len(ours[name]), len(theirs[name]))
    return None


def run(case, vanban, corpus, folder):
    name = case['expected'][len('expected-'):-len('.docx')]
    data, output = folder / (name + '.json'), folder / (name + '.docx')
    data.write_text(json.dumps(case['data'], ensure_ascii=False), encoding='utf-8')
    done = subprocess.run([vanban, 'render', '-q', '--lang', 'en', '--compat', case['compat'], '-f', 'docx', '-o', str(output),
                           '-t', str(corpus / case['template']), str(data)], capture_output=True, text=True, timeout=60, check=False)
    if done.returncode:
        return done.stderr.strip()
    return difference(parts(output), parts(corpus / case['expected']))


def main():
    vanban, corpus, folder = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
    folder.mkdir(parents=True, exist_ok=True)
    cases = json.loads((HERE / 'cases.json').read_text(encoding='utf-8'))
    count = {'passed': 0, 'explained': 0, 'not applicable': 0, 'failed': 0}
    listed = {case['expected'] for case in cases}
    for name in sorted(path.name for path in corpus.glob('expected-*.docx')):
        if name not in listed:
            print('not ok - docxtemplater: %s is in no case' % name)
            count['failed'] += 1
    for case in cases:
        title = 'docxtemplater: %s' % case['expected']
        if 'not applicable' in case:
            count['not applicable'] += 1
            print('    not applicable: %s: %s' % (case['expected'], case['not applicable']))
            continue
        differs = run(case, vanban, corpus, folder)
        if 'explained' in case and differs:
            if case['differs'] in differs:
                count['explained'] += 1
                print('ok - %s differs: %s' % (title, case['explained']))
                continue
            differs = 'differs otherwise than explained: ' + differs
        elif 'explained' in case:
            differs = 'is explained and does not differ'
        count['failed' if differs else 'passed'] += 1
        if differs:
            print('    %s' % differs)
        print('%s - %s' % ('not ok' if differs else 'ok', title))
    print('    docxtemplater: ' + ', '.join('%d %s' % (n, what) for what, n in count.items()))
    return count['failed'] > 0


sys.exit(main())
