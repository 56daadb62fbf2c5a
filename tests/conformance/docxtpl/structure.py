"""What a reader of a DOCX sees, as lines that can be compared: paragraphs with their properties, texts of equal properties
joined, tables with grid and spans, breaks, tabs, pictures with extent and content, links, notes, headers, footers, core
properties, embedded files. Names that carry no meaning are resolved: a relationship to its target, a style to its name, a
list to its format and to which of the lists it is; revision ids, proofing marks and ids of drawings are left out."""
import re
import sys
import zipfile
import zlib
from xml.etree import ElementTree

W = '{http://schemas.openxmlformats.org/wordprocessingml/2006/main}'
R = '{http://schemas.openxmlformats.org/officeDocument/2006/relationships}'
WP = '{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}'
A = '{http://schemas.openxmlformats.org/drawingml/2006/main}'
PIC = '{http://schemas.openxmlformats.org/drawingml/2006/picture}'
XML_SPACE = '{http://www.w3.org/XML/1998/namespace}space'
DROPPED = {W + name for name in ('proofErr', 'lastRenderedPageBreak', 'bookmarkEnd', 'permStart', 'permEnd',
                               'sdtEndPr')}
# on/off properties: absent value, true and 1 are one
TRUE = {None: '', 'true': '', '1': '', 'on': ''}


def local(tag):
    return tag.split('}')[-1]


class Package:
    def __init__(self, path):
        self.zip = zipfile.ZipFile(path)
        self.names = self.zip.namelist()
        if len(set(self.names)) != len(self.names):
            raise ValueError('a part stands twice in the package')
        self.styles = {}
        self.lists = {}
        self.seen_lists = {}
        self._read_styles()
        self._read_lists()

    def xml(self, name):
        return ElementTree.fromstring(self.zip.read(name)) if name in self.names else None

    def _read_styles(self):
        root = self.xml('word/styles.xml')
        for style in [] if root is None else root.iter(W + 'style'):
            name = style.find(W + 'name')
            if name is not None:
                self.styles[style.get(W + 'styleId')] = name.get(W + 'val').lower()

    def _read_lists(self):
        root = self.xml('word/numbering.xml')
        if root is None:
            return
        forms = {}
        for form in root.iter(W + 'abstractNum'):
            levels = {}
            for level in form.iter(W + 'lvl'):
                kind, text = level.find(W + 'numFmt'), level.find(W + 'lvlText')
                levels[level.get(W + 'ilvl')] = '%s %r' % (
                    '' if kind is None else kind.get(W + 'val'), '' if text is None else text.get(W + 'val'))
            forms[form.get(W + 'abstractNumId')] = levels
        for number in root.iter(W + 'num'):
            form = number.find(W + 'abstractNumId').get(W + 'val')
            starts = [o.find(W + 'startOverride') for o in number.iter(W + 'lvlOverride')]
            self.lists[number.get(W + 'numId')] = (forms.get(form, {}), any(s is not None for s in starts))

    def list_line(self, number, level):
        """Which list it is by order of appearance, and what its marks look like."""
        if number == '0':
            return 'none'
        if number not in self.lists:
            return 'missing list %s' % number
        nth = self.seen_lists.setdefault(number, len(self.seen_lists) + 1)
        levels, restarts = self.lists[number]
        return '%d%s %s' % (nth, ' restarted' if restarts else '', levels.get(level or '0', '?'))

    def relations(self, part):
        folder, _, base = part.rpartition('/')
        root = self.xml('%s/_rels/%s.rels' % (folder, base))
        found = {}
        for relation in [] if root is None else root:
            target = relation.get('Target')
            external = relation.get('TargetMode') == 'External'
            if not external:
                target = target[1:] if target.startswith('/') else self._resolve(folder, target)
            found[relation.get('Id')] = (local(relation.get('Type').replace('/', '}')), target, external)
        return found

    @staticmethod
    def _resolve(folder, target):
        parts = folder.split('/') if folder else []
        for piece in target.split('/'):
            if piece == '..':
                parts.pop()
            elif piece != '.':
                parts.append(piece)
        return '/'.join(parts)

    def content(self, name):
        if name not in self.names:
            return 'MISSING'
        data = self.zip.read(name)
        return '%d bytes %08x' % (len(data), zlib.crc32(data))


class Dump:
    def __init__(self, package):
        self.package = package
        self.lines = []
        self.relations = {}
        self.ids = []
        self.counts = dict.fromkeys(('paragraphs', 'tables', 'rows', 'cells', 'drawings', 'links', 'notes'), 0)

    def put(self, depth, text):
        self.lines.append('  ' * depth + text)

    # -- properties

    def relation(self, rid):
        kind, target, external = self.relations.get(rid, ('relation', 'MISSING', True))
        if kind in ('header', 'footer') and target in self.package.names:
            return target  # read as a part of its own
        return target if external else self.package.content(target)

    def attributes(self, element):
        found = []
        for key, value in sorted(element.attrib.items()):
            name = local(key)
            if key == XML_SPACE or name.startswith('rsid') or name in ('paraId', 'textId'):
                continue
            if key.startswith(R):
                value = self.relation(value)
            elif element.tag in (W + 'rStyle', W + 'pStyle', W + 'tblStyle') and name == 'val':
                value = self.package.styles.get(value, '?' + value)
            elif name == 'val' and value in TRUE:
                value = TRUE[value]
            if value != '' or name != 'val':
                found.append('%s=%s' % (name, value))
        return ','.join(found)

    def properties(self, element):
        """The children of rPr, pPr, tcPr, trPr, tblPr, sectPr: nested, sorted, a later one of a kind wins."""
        if element is None:
            return ''
        found = {}
        for child in element:
            name = local(child.tag)
            if name.endswith('Change') or name in ('rsid', 'cnfStyle'):
                continue
            if child.tag == W + 'numPr':
                number, level = child.find(W + 'numId'), child.find(W + 'ilvl')
                inner = self.package.list_line('0' if number is None else number.get(W + 'val'),
                                               None if level is None else level.get(W + 'val'))
            else:
                inner = ' '.join(p for p in (self.attributes(child), self.properties(child)) if p)
            key = name if name not in ('headerReference', 'footerReference', 'tab') else '%s %s' % (name, inner)
            found[key] = '%s(%s)' % (name, inner) if inner else name
        return ' '.join(found[key] for key in sorted(found))

    # -- content

    def part(self, name):
        root = self.package.xml(name)
        if root is None:
            return
        self.relations = self.package.relations(name)
        kind = re.sub(r'\d+\.xml$|\.xml$', '', name.rpartition('/')[2])
        self.put(0, 'PART %s' % kind)
        body = root.find(W + 'body')
        self.blocks(root if body is None else body, 1)

    def blocks(self, parent, depth):
        for element in parent:
            tag = local(element.tag)
            if element.tag == W + 'p':
                self.paragraph(element, depth)
            elif element.tag == W + 'tbl':
                self.table(element, depth)
            elif element.tag == W + 'sectPr':
                self.put(depth, 'SECTION %s' % self.properties(element))
            elif tag in ('footnote', 'endnote'):
                self.counts['notes'] += 1
                self.put(depth, 'NOTE %s' % element.get(W + 'type', ''))
                self.blocks(element, depth + 1)
            elif element.tag in (W + 'sdt', W + 'sdtContent', W + 'customXml', W + 'txbxContent'):
                self.blocks(element, depth)
            elif element.tag in DROPPED or element.tag == W + 'sdtPr':
                continue
            elif element.tag == W + 'bookmarkStart':
                self.bookmark(element, depth)
            else:
                self.put(depth, 'OTHER %s' % tag)

    def bookmark(self, element, depth):
        if element.get(W + 'name') != '_GoBack':
            self.put(depth, 'BOOKMARK %s' % element.get(W + 'name'))

    def table(self, table, depth):
        self.counts['tables'] += 1
        grid = [c.get(W + 'w') for c in table.iterfind(W + 'tblGrid/' + W + 'gridCol')]
        self.put(depth, 'TABLE grid %s %s' % (' '.join(str(w) for w in grid), self.properties(table.find(W + 'tblPr'))))
        for row in table.iter(W + 'tr'):
            if not self._directly(table, row):
                continue
            self.counts['rows'] += 1
            self.put(depth + 1, 'ROW %s' % self.properties(row.find(W + 'trPr')))
            for cell in row.iter(W + 'tc'):
                if not self._directly(row, cell):
                    continue
                self.counts['cells'] += 1
                self.put(depth + 2, 'CELL %s' % self.properties(cell.find(W + 'tcPr')))
                self.blocks([e for e in cell if e.tag != W + 'tcPr'], depth + 3)

    @staticmethod
    def _directly(outer, inner):
        """Within `outer` through wrappers only, not within a table or row of its own inside it."""
        def walk(element):
            for child in element:
                if child is inner:
                    return True
                if child.tag in (W + 'sdt', W + 'sdtContent', W + 'customXml') and walk(child):
                    return True
            return False
        return walk(outer)

    def paragraph(self, paragraph, depth):
        self.counts['paragraphs'] += 1
        self.put(depth, 'P %s' % self.properties(paragraph.find(W + 'pPr')))
        self.text, self.props = '', None
        self.inline(paragraph, depth + 1)
        self.flush(depth + 1)

    def flush(self, depth):
        if self.text:
            self.put(depth, 'T %r%s' % (self.text, ' [%s]' % self.props if self.props else ''))
        self.text, self.props = '', None

    def add(self, depth, text, props):
        if not text:
            return
        if props != self.props:
            self.flush(depth)
            self.props = props
        self.text += text

    def item(self, depth, line):
        self.flush(depth)
        self.put(depth, line)

    def inline(self, parent, depth):
        for element in parent:
            tag = local(element.tag)
            if element.tag in DROPPED or tag in ('pPr', 'sdtPr', 'rPr'):
                continue
            if element.tag == W + 'r':
                self.run(element, depth)
            elif element.tag == W + 'hyperlink':
                self.counts['links'] += 1
                self.item(depth, 'LINK %s' % self.attributes(element))
                self.inline(element, depth + 1)
                self.flush(depth + 1)
            elif element.tag == W + 'bookmarkStart':
                self.flush(depth)
                self.bookmark(element, depth)
            elif tag in ('ins', 'smartTag', 'sdt', 'sdtContent', 'fldSimple'):
                if tag in ('ins', 'fldSimple'):
                    self.item(depth, '%s %s' % (tag.upper(), element.get(W + 'instr', '')))
                self.inline(element, depth)
            else:
                self.item(depth, 'OTHER %s' % tag)

    def run(self, run, depth):
        props = self.properties(run.find(W + 'rPr'))
        for element in run:
            tag = local(element.tag)
            if element.tag == W + 't':
                text = element.text or ''
                if element.get(XML_SPACE) != 'preserve':
                    text = text.strip(' \t\r\n')
                self.add(depth, text.replace('\r\n', ' ').replace('\n', ' '), props)
            elif element.tag == W + 'tab':
                self.add(depth, '\t', props)
            elif element.tag in (W + 'br', W + 'cr'):
                kind = element.get(W + 'type')
                if kind in ('page', 'column'):
                    self.item(depth, 'BREAK %s' % kind)
                else:
                    self.add(depth, '\n', props)
            elif tag == 'rPr' or element.tag in DROPPED:
                continue
            elif tag == 'drawing':
                self.flush(depth)
                self.drawing(element, depth)
            elif tag == 'AlternateContent':
                self.run(element[0], depth)
            elif tag in ('instrText', 'delText'):
                self.item(depth, '%s %r' % (tag, element.text))
            elif tag == 'object' or tag == 'pict':
                self.item(depth, '%s %s' % (tag, ' '.join(sorted(
                    self.relation(e.get(R + 'id')) for e in element.iter() if e.get(R + 'id')))))
                for content in element.iter(W + 'txbxContent'):
                    self.nested(content, depth + 1)
            else:
                self.item(depth, '%s %s' % (tag, '' if 'Reference' in tag else self.attributes(element)))

    def drawing(self, element, depth):
        self.counts['drawings'] += 1
        for frame in element:
            extent = frame.find(WP + 'extent')
            size = '' if extent is None else '%sx%s' % (extent.get('cx'), extent.get('cy'))
            pictures = ' '.join(self.relation(b.get(R + 'embed')) for b in frame.iter(A + 'blip') if b.get(R + 'embed'))
            link = ' '.join(sorted({self.relation(h.get(R + 'id')) for h in frame.iter(A + 'hlinkClick')}))
            self.put(depth, ' '.join(p for p in ('DRAWING', local(frame.tag), size, pictures, link) if p))
            self.ids += [e.get('id') for e in frame.iter(WP + 'docPr')]
            for content in frame.iter(W + 'txbxContent'):
                self.nested(content, depth + 1)

    def nested(self, content, depth):
        saved = self.text, self.props
        self.blocks(content, depth)
        self.text, self.props = saved

    def core(self):
        root = self.package.xml('docProps/core.xml')
        if root is None:
            return
        self.put(0, 'PART properties')
        known = {'creator', 'description', 'identifier', 'language', 'subject', 'title'}
        for line in sorted('%s %r' % (local(e.tag), e.text) for e in root if local(e.tag) in known and e.text):
            self.put(1, line)

    def embedded(self):
        for name in sorted(n for n in self.package.names if n.startswith('word/embeddings/')):
            self.put(0, 'EMBEDDED %s %s' % (name, self.package.content(name)))


def read(path):
    """The lines, the counts, and what is wrong with the file in itself."""
    package = Package(path)
    dump = Dump(package)
    faults = []
    order = ['word/document.xml'] + sorted(n for n in package.names if re.match(r'word/(header|footer)\d*\.xml$', n))
    for name in order + ['word/footnotes.xml', 'word/endnotes.xml']:
        dump.ids = []
        dump.part(name)
        if len(set(dump.ids)) != len(dump.ids):
            faults.append('%s: ids of drawings repeat' % name)
    dump.core()
    dump.embedded()
    faults += ['the part %s is missing' % line for line in dump.lines if 'MISSING' in line]
    return dump.lines, dump.counts, faults


if __name__ == '__main__':
    found, numbers, wrong = read(sys.argv[1])
    print('\n'.join(found))
    print(numbers, wrong)
