"""usage: round-trip.py VANBAN WORK FILE.docx|FILE.odt

The file goes to the other of the two formats and back. Told is what the file, what was made of it and what came back do not have
in common, as our own reader sees them: words, labels of lists and which of them are live, rows and spans of tables, the names of
the paragraphs' styles, pages. 0: nothing differs; 1: something does; 2: a conversion failed; 3: the file itself is refused."""
import collections
import os
import re
import subprocess
import sys


class Failed(Exception):
    pass


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    if done.returncode:
        raise Failed((done.stderr.strip().splitlines() or ['no message'])[0])
    return done.stdout


class Paper:
    """The file as our reader sees it; `other`: the format that it is written in at the same time, or none."""

    def __init__(self, vanban, path, out, other=None):
        run(vanban, 'convert', '-q', '--lang', 'en', '-f', 'tree,txt,pdf' + (',' + other if other else ''), '-o', out + '/', path)
        base = os.path.join(out, os.path.splitext(os.path.basename(path))[0])
        with open(base + '.txt', encoding='utf-8') as file:
            words = file.read().split()
        self.words = collections.Counter(words)
        self.labels, self.live, self.styles, self.tables = [], [], collections.Counter(), []
        with open(base + '.tree', encoding='utf-8') as file:
            self.read_tree(file)
        self.pages = int(re.search(r'^Pages: *(\d+)', run('pdfinfo', base + '.pdf'), re.M).group(1))

    def read_tree(self, lines):
        open_tables, margin = [], None
        for line in lines:
            kind, depth = line.split()[0], (len(line) - len(line.lstrip())) // 2
            if margin is not None and depth > margin:  # what stands above and below the text is shown or not by the section
                continue
            margin = depth if kind in ('header:', 'footer:', 'first-header:', 'first-footer:', 'even-header:', 'even-footer:') else None
            while open_tables and open_tables[-1][0] >= depth:
                open_tables.pop()
            if kind == 'para':
                self.read_para(line)
            elif kind == 'table':
                self.tables.append([])
                open_tables.append((depth, self.tables[-1]))
            elif kind == 'row' and open_tables:
                open_tables[-1][1].append([])
            elif kind == 'cell' and open_tables and open_tables[-1][1]:
                spans = [re.search(rf' {name}=(\d+)', line) for name in ('cols', 'rows')]
                open_tables[-1][1][-1].append(tuple(int(m.group(1)) if m else 1 for m in spans))

    def read_para(self, line):
        label = re.search(r' label="((?:[^"\\]|\\.)*)"', line)
        self.styles[line.split()[1]] += 1
        if label and label.group(1):
            self.labels.append(label.group(1))
            self.live.append(' list=' in line)


# Paragraphs that a format must have and the other has not: behind a table, behind a break.
ADDED = ('SauBang', 'DoanTrong')


def differences(a, b):
    """(what, how many) that differ"""
    words = sum(((a.words - b.words) + (b.words - a.words)).values())
    labels = sum(x != y for x, y in zip(a.labels, b.labels)) + abs(len(a.labels) - len(b.labels))
    live = abs(sum(a.live) - sum(b.live))
    tables = sum(x != y for x, y in zip(a.tables, b.tables)) + abs(len(a.tables) - len(b.tables))
    styles = len([s for s in a.styles.keys() ^ b.styles.keys() if s not in ADDED])
    rows = (('words', words), ('labels', labels), ('live labels', live), ('tables', tables), ('styles', styles),
            ('pages', abs(a.pages - b.pages)))
    return [f'{count} {what}' for what, count in rows if count]


def main():
    vanban, work, path = sys.argv[1:]
    kind = os.path.splitext(path)[1].lstrip('.')
    other = 'odt' if kind == 'docx' else 'docx'
    try:
        first = Paper(vanban, path, os.path.join(work, 'first'), other)
    except Failed as reason:
        try:
            Paper(vanban, path, os.path.join(work, 'first'))
        except Failed:
            print(f'refused: {reason}')
            sys.exit(3)
        print(reason)
        sys.exit(2)
    base = os.path.splitext(os.path.basename(path))[0]
    try:
        second = Paper(vanban, os.path.join(work, 'first', f'{base}.{other}'), os.path.join(work, 'there'), kind)
        third = Paper(vanban, os.path.join(work, 'there', f'{base}.{kind}'), os.path.join(work, 'back'))
    except Failed as reason:
        print(reason)
        sys.exit(2)
    told = [f'as {other} {", ".join(d)} differ' for d in [differences(first, second)] if d]
    told += [f'back as {kind} {", ".join(d)} differ' for d in [differences(first, third)] if d]
    print('; '.join(told) or f'{sum(first.words.values())} words, {len(first.labels)} labels, {len(first.tables)} tables, '
                             f'{first.pages} pages')
    sys.exit(bool(told))


main()
