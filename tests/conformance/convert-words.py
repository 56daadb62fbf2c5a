"""usage: convert-words.py FILE.docx PAPER.pdf

What FILE shows stands in the PDF: every word of its final text (insertions kept, deletions and hidden text gone), and no two
words of a page lie on each other. The DOCX is read here by itself, from its XML. Prints the words that are missing and the
places that overlap; the last line is the sum.
"""
import collections
import re
import subprocess
import sys
import unicodedata
import zipfile
from xml.etree import ElementTree

STRICT = {'http://purl.oclc.org/ooxml/wordprocessingml/main': 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'}
W = '{http://schemas.openxmlformats.org/wordprocessingml/2006/main}'
MC = '{http://schemas.openxmlformats.org/markup-compatibility/2006}'
DROPPED = {W + name for name in ('del', 'moveFrom', 'instrText', 'delText', 'rPr', 'pPr', 'rt', 'sectPr')}
WRAPS = {W + name for name in ('tab', 'br', 'cr', 'ptab', 'p')}
# Signs that layout or the reader puts in place of others: quotation marks, dashes and dots stay as they are.
GONE = re.compile('[\u00ad\u200b-\u200f\u2060\ufeff]')


def on(element):
    return element is not None and element.get(W + 'val', '1') not in ('0', 'false', 'off')


class Story:
    """The text of one part; fields that are made anew (PAGE, NUMPAGES) and codes are left out."""

    def __init__(self, root, hidden_styles):
        self.out, self.fields, self.hidden_styles = [], [], hidden_styles
        self.walk(root)

    def silent(self):
        return any(field['code'] or field['anew'] for field in self.fields)

    def mark(self, element):
        kind = element.get(W + 'fldCharType')
        if kind == 'begin':
            self.fields.append({'code': True, 'anew': False, 'text': ''})
        elif kind == 'separate' and self.fields:
            field = self.fields[-1]
            field['code'] = False
            field['anew'] = field['text'].split()[:1] in (['PAGE'], ['NUMPAGES'], ['SECTIONPAGES'])
        elif kind == 'end' and self.fields:
            self.fields.pop()

    def run(self, run):
        properties = run.find(W + 'rPr')
        hidden = properties is not None and on(properties.find(W + 'vanish'))
        style = properties.find(W + 'rStyle') if properties is not None else None
        if style is not None and style.get(W + 'val') in self.hidden_styles:
            hidden = properties.find(W + 'vanish') is None or hidden
        for child in run:
            if child.tag == W + 'fldChar':
                self.mark(child)
            elif child.tag == W + 'instrText' and self.fields:
                self.fields[-1]['text'] += child.text or ''
            elif not hidden:
                self.walk(child)

    def walk(self, element):
        if element.tag in DROPPED or element.tag == W + 'txbxContent' and self.silent():
            return
        if element.tag == W + 'tr' and element.find(W + 'trPr/' + W + 'del') is not None:
            return
        if element.tag == W + 'tc' and self.covered(element):
            return
        if element.tag == MC + 'AlternateContent':
            choice = element.find(MC + 'Choice')
            self.walk(choice if choice is not None else element.find(MC + 'Fallback'))
            return
        if element.tag == W + 'fldSimple' and element.get(W + 'instr', '').split()[:1] in (['PAGE'], ['NUMPAGES'], ['SECTIONPAGES']):
            return
        if element.tag == W + 'r':
            self.run(element)
            return
        if element.tag == W + 't' and not self.silent():
            self.out.append(element.text or '')
        if element.tag == W + 'noBreakHyphen':
            self.out.append('\u2011')
        if element.tag in WRAPS or element.tag == W + 'txbxContent':
            self.out.append(' ')
        for child in element:
            self.walk(child)
        if element.tag == W + 'p':
            mark = element.find(W + 'pPr/' + W + 'rPr/' + W + 'del')
            self.out.append('' if mark is not None else ' ')

    @staticmethod
    def covered(cell):
        merge = cell.find(W + 'tcPr/' + W + 'vMerge')
        return merge is not None and merge.get(W + 'val') != 'restart'


def parse(package, name):
    text = package.read(name).decode('utf-8-sig', 'replace')
    for strict, usual in STRICT.items():
        text = text.replace(strict, usual)
    return ElementTree.fromstring(text.encode())


def main_part(package):
    for relationship in ElementTree.fromstring(package.read('_rels/.rels')):
        if relationship.get('Type', '').endswith('/officeDocument'):
            return relationship.get('Target').lstrip('/')
    return 'word/document.xml'


def hidden_styles(package):
    try:
        styles = parse(package, 'word/styles.xml')
    except KeyError:
        return set()
    return {style.get(W + 'styleId') for style in styles.iter(W + 'style') if on(style.find(W + 'rPr/' + W + 'vanish'))}


def notes_used(document, kind):
    return {reference.get(W + 'id') for reference in document.iter(W + kind + 'Reference')}


def file_words(path):
    package = zipfile.ZipFile(path)
    hidden = hidden_styles(package)
    document = parse(package, main_part(package))
    text = ''.join(Story(document, hidden).out)
    for kind in ('footnote', 'endnote'):
        used = notes_used(document, kind)
        try:
            notes = parse(package, f'word/{kind}s.xml')
        except KeyError:
            continue
        for note in notes:
            if note.get(W + 'id') in used:
                text += ' ' + ''.join(Story(note, hidden).out)
    return text


def normal(text):
    return GONE.sub('', unicodedata.normalize('NFC', text)).replace('\u00a0', ' ').replace('\u2011', '-')


def page_words(path):
    """Of each page the words with their boxes."""
    shown = subprocess.run(['pdftotext', '-bbox', path, '-'], capture_output=True, text=True, check=True).stdout
    pages = []
    for line in shown.splitlines():
        if '<page ' in line:
            pages.append([])
        found = re.search(r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*)</word>', line)
        if found:
            text = found[5].replace('&lt;', '<').replace('&gt;', '>').replace('&quot;', '"').replace('&amp;', '&')
            pages[-1].append((*map(float, found.groups()[:4]), text))
    return pages


def letters(text):
    return collections.Counter(re.findall(r'\w', normal(text)))


def missing_words(wanted, pages):
    """Words as written, then those that a line or a table cut in two: their letters must be there."""
    had = collections.Counter(word for page in pages for *_, text in page for word in normal(text).split())
    missing = []
    for word in normal(wanted).split():
        if had[word] > 0:
            had[word] -= 1
        else:
            missing.append(word)
    rest = collections.Counter(letter for word, n in had.items() for letter in re.findall(r'\w', word) * n)
    still = []
    for word in missing:
        needed = letters(word)
        if all(rest[letter] >= n for letter, n in needed.items()):
            rest -= needed
        else:
            still.append(word)
    return still


def overlaps(page):
    """Pairs of words whose middles lie in each other: what is read badly. Dots and lines to write on are no words."""
    found = []
    words = sorted((word for word in page if re.search(r'\w', word[4])), key=lambda word: word[0])
    for i, a in enumerate(words):
        for b in words[i + 1:]:
            if b[0] >= a[2]:
                break
            wide = min(a[2], b[2]) - b[0]
            high = min(a[3], b[3]) - max(a[1], b[1])
            if wide > 2 and high > 0.55 * min(a[3] - a[1], b[3] - b[1]):
                found.append(f'{a[4]} | {b[4]}')
    return found


def main():
    path, pdf = sys.argv[1:]
    pages = page_words(pdf)
    wanted = file_words(path)
    missing = missing_words(wanted, pages)
    lying = [(number + 1, pair) for number, page in enumerate(pages) for pair in overlaps(page)]
    for number, pair in lying[:12]:
        print(f'    page {number}: {pair}')
    if missing:
        print('    missing:', ' '.join(missing[:30]))
    print(f'{len(normal(wanted).split())} words, {len(missing)} missing, {len(lying)} on each other, {len(pages)} pages')
    sys.exit(bool(missing or lying))


main()
