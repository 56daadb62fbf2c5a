"""usage: list-numbers.py words PAPER.docx|PAPER.odt DOCUMENT.txt
       list-numbers.py add IN.docx|IN.odt OUT
       list-numbers.py shown PAPER.docx|PAPER.odt SHOWN.txt

The numbers of headings are lists in DOCX and ODT; here they are counted by the rules of the formats, from the
files alone. `words`: text and numbers are the words of the document in its order; only footnotes and headers
stand elsewhere. `add`: as an editor does, a section is added behind a numbered one of every level.
`shown`: what an office suite prints of the paper has every number that the file says.
"""
import collections
import copy
import re
import sys
import unicodedata
import zipfile
from lxml import etree

W = '{http://schemas.openxmlformats.org/wordprocessingml/2006/main}'
T = '{urn:oasis:names:tc:opendocument:xmlns:text:1.0}'
S = '{urn:oasis:names:tc:opendocument:xmlns:style:1.0}'
O = '{urn:oasis:names:tc:opendocument:xmlns:office:1.0}'
FRAME = '{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}frame'
XML_ID = '{http://www.w3.org/XML/1998/namespace}id'


def roman(n):
    result = ''
    for value, letters in ((100, 'C'), (90, 'XC'), (50, 'L'), (40, 'XL'), (10, 'X'), (9, 'IX'), (5, 'V'), (4, 'IV'), (1, 'I')):
        result, n = result + letters * (n // value), n % value
    return result


class Counter:
    """A level counts on, and begins again after one above."""
    def __init__(self):
        self.counts = collections.defaultdict(lambda: [0] * 10)

    def next(self, key, level):
        counts = self.counts[key]
        counts[level] += 1
        counts[level + 1:] = [0] * (9 - level)
        return counts


class Docx:
    main = 'word/document.xml'

    def __init__(self, package):
        self.root = etree.fromstring(package.read(self.main))
        self.levels, self.lists = {}, {}
        if 'word/numbering.xml' in package.namelist():
            numbering = etree.fromstring(package.read('word/numbering.xml'))
            for abstract in numbering.iter(W + 'abstractNum'):
                for level in abstract.iter(W + 'lvl'):
                    self.levels[abstract.get(W + 'abstractNumId'), int(level.get(W + 'ilvl'))] = level
            for num in numbering.iter(W + 'num'):
                self.lists[num.get(W + 'numId')] = num.find(W + 'abstractNumId').get(W + 'val')
        self.aside = ''.join(' '.join(self.text(p) for p in etree.fromstring(package.read(name)).iter(W + 'p')) + ' '
                             for name in package.namelist() if re.match(r'word/(footnotes|header\d+|footer\d+)\.xml$', name))

    @staticmethod
    def text(p):
        return ''.join(e.text or '' if e.tag == W + 't' else ' ' for e in p.iter(W + 't', W + 'br', W + 'tab', W + 'fldSimple'))

    def paragraphs(self):
        """(element to copy, list and level or None, label, text)"""
        counter = Counter()
        for p in self.root.iter(W + 'p'):
            place, label = p.find(f'{W}pPr/{W}numPr'), ''
            if place is not None:
                num, level = place.find(W + 'numId').get(W + 'val'), int(place.find(W + 'ilvl').get(W + 'val'))
                counts = counter.next(num, level)
                row = self.levels[self.lists[num], level]

                def number(match):
                    i = int(match.group(1)) - 1
                    kind = self.levels[self.lists[num], i].find(W + 'numFmt').get(W + 'val')
                    return roman(counts[i]) if kind == 'upperRoman' else str(counts[i])
                label = re.sub(r'%(\d)', number, row.find(W + 'lvlText').get(W + 'val'))
                label += {'space': ' ', 'nothing': ''}[row.find(W + 'suff').get(W + 'val')]
                place = (num, level)
            yield p, place, label, self.text(p)

    @staticmethod
    def added(element):
        new = copy.deepcopy(element)
        for name in [n for n in new.attrib if n.endswith('Id')]:
            del new.attrib[name]
        return new


class Odt:
    main = 'content.xml'

    def __init__(self, package):
        self.root = etree.fromstring(package.read(self.main))
        styles = etree.fromstring(package.read('styles.xml'))
        self.levels = {(style.get(S + 'name'), int(level.get(T + 'level')) - 1): level
                       for style in styles.iter(T + 'list-style') for level in style}
        self.aside = ' '.join(self.text(p) for note in self.root.iter(T + 'note-body') for p in note) + ' ' + \
            ' '.join(''.join(p.itertext()) for master in styles.iter(O + 'master-styles') for p in master.iter(T + 'p'))

    def text(self, element):
        if element.tag in (T + 'note', FRAME): # their paragraphs are counted for themselves
            return ''
        result = element.text or ''
        if element.tag in (T + 's', T + 'tab', T + 'line-break'):
            result = ' ' * int(element.get(T + 'c', '1'))
        return result + ''.join(self.text(child) + (child.tail or '') for child in element)

    def paragraphs(self):
        counter = Counter()
        body = self.root.find(f'{O}body/{O}text')
        for p in body.iter(T + 'p', T + 'h'):
            if any(a.tag == T + 'note' for a in p.iterancestors()):
                continue
            lists, label, place, element = [a for a in p.iterancestors() if a.tag == T + 'list'], '', None, p
            if lists:
                element = lists[-1]
                level, style = len(lists) - 1, element.get(T + 'style-name')
                place = (element.get(T + 'continue-list') or element.get(XML_ID), level)
                counts, row = counter.next(*place), self.levels[style, level]
                shown = range(level + 1 - int(row.get(T + 'display-levels', '1')), level + 1)
                label = '.'.join(roman(counts[i]) if self.levels[style, i].get(S + 'num-format') == 'I' else str(counts[i]) for i in shown)
                label = row.get(S + 'num-prefix', '') + label + row.get(S + 'num-suffix', '')
                follow = row.find(f'{S}list-level-properties/{S}list-level-label-alignment').get(T + 'label-followed-by')
                label += {'space': ' ', 'nothing': ''}[follow]
            yield element, place, label, self.text(p)

    @staticmethod
    def added(element):
        new = copy.deepcopy(element)
        for e in new.iter():
            if isinstance(e.tag, str) and e.attrib.pop(XML_ID, None) and e is new:
                new.set(T + 'continue-list', element.get(XML_ID))
        return new


def read(path):
    package = zipfile.ZipFile(path)
    return (Docx if path.endswith('.docx') else Odt)(package), package


def words(text):
    return unicodedata.normalize('NFC', text).split()


def check_words(paper, text):
    want = words(open(text, encoding='utf-8').read())
    have = [w for _, _, label, content in paper.paragraphs() for w in words(label + content)]
    at = 0
    for word in want:
        at += at < len(have) and have[at] == word
    if at < len(have):
        sys.exit(f'not in the document\'s order: "{" ".join(have[max(at - 3, 0):at + 4])}"')
    rest = collections.Counter(want) - collections.Counter(have) - collections.Counter(words(paper.aside))
    if rest:
        sys.exit(f'missing: {" ".join(list(rest)[:8])}')
    print(sum(1 for _, place, _, _ in paper.paragraphs() if place), 'numbers')


def add(paper, package, out):
    seen = set()
    for element, place, _, _ in list(paper.paragraphs()):
        if place and place not in seen:
            seen.add(place)
            element.addnext(paper.added(element))
    with zipfile.ZipFile(out, 'w', zipfile.ZIP_DEFLATED) as new:
        for item in package.infolist():
            content = etree.tostring(paper.root) if item.filename == paper.main else package.read(item)
            new.writestr(item, content)


def check_shown(paper, shown):
    have = collections.Counter(''.join(words(line)) for line in open(shown, encoding='utf-8-sig'))
    want = [''.join(words(label + text)) for _, place, label, text in paper.paragraphs() if place]
    # a label alone on its line is a line of its own
    joined = ''.join(''.join(words(line)) + '\n' for line in open(shown, encoding='utf-8-sig')).replace('\n', '')
    for line in want:
        if have[line] == 0 and line not in joined:
            sys.exit(f'not shown: {line[:60]}')
    print(len(want), 'numbers')


def main():
    command, path, other = sys.argv[1:]
    paper, package = read(path)
    if command == 'words':
        check_words(paper, other)
    elif command == 'add':
        add(paper, package, other)
    else:
        check_shown(paper, other)


main()
