"""usage: pdf-compare.py [--check] [--lines] REFERENCE.pdf CANDIDATE.pdf

How close one PDF's layout is to another's, in one line:
  pages R/C   page counts
  words       share of the reference's words that stand on the same page of the candidate, in reading order
  lines       share of the reference's lines of text that the candidate breaks at the same two words
  dx, dy      median and 95th percentile of the shift of those words' left edge and baseline [pt]
--lines: then the lines that only the reference (-) or only the candidate (+) has.
--check: status 1 unless the pages are as many, 99 % of the lines agree (or all but the two at a single break: a line that
  fits to a hundredth of a point falls either way where lengths are rounded) and both medians are within 1.5 pt.
"""
import collections
import difflib
import html
import re
import subprocess
import sys
import unicodedata

Word = collections.namedtuple('Word', 'text left right bottom baseline')
BOX = re.compile(r'<word xMin="([-\d.]+)" yMin="([-\d.]+)" xMax="([-\d.]+)" yMax="([-\d.]+)">(.*?)</word>')
SAME_LINE, COLUMN_GAP = 2.5, 24.0  # [pt]
LINES_WANTED, ONE_BREAK, SHIFT_ALLOWED = 99.0, 2, 1.5  # [%], [lines], [pt]


def read_descent(path):
    """The share of a word's box below the baseline. poppler makes the box of the font's ascent and descent;
    programs write different ones for the same font, and some write none: then it takes 0.95 and -0.35."""
    dump = subprocess.run(['qpdf', '--qdf', '--object-streams=disable', path, '-'], capture_output=True,
                          check=False).stdout
    ascents, descents = ([float(v) / 1000 for v in re.findall(rb'/%s (-?[\d.]+)' % name, dump)]
                         for name in (b'Ascent', b'Descent'))
    ascent = max(ascents, default=0) or 0.95
    descent = -min(descents, default=0) or 0.35
    return min(descent, 0.4) / (min(ascent, 1.05) + min(descent, 0.4))


def read_pages(path):
    """The words of every page, in poppler's reading order. An empty page stands before a part that begins on a front
    side; LibreOffice leaves it out of a PDF, so it counts for nothing."""
    dump = subprocess.run(['pdftotext', '-bbox', path, '-'], capture_output=True, text=True, check=True).stdout
    below = read_descent(path)
    pages = []
    for page in dump.split('<page ')[1:]:
        pages.append([])
        for *box, text in BOX.findall(page):
            left, top, right, bottom = map(float, box)
            text = unicodedata.normalize('NFC', html.unescape(text))
            pages[-1].append(Word(text, left, right, bottom, bottom - below * (bottom - top)))
    return [words for words in pages if words]


def read_lines(words):
    """The texts of the visual lines: one lower edge within SAME_LINE, no gap over COLUMN_GAP inside."""
    rows = []
    for word in sorted(words, key=lambda w: (w.bottom, w.left)):
        row = next((r for r in reversed(rows[-12:]) if abs(r[0].bottom - word.bottom) <= SAME_LINE), None)
        if row is None:
            rows.append([word])
        else:
            row.append(word)
    lines = []
    for row in rows:
        row.sort(key=lambda w: w.left)
        start = 0
        for i in range(1, len(row) + 1):
            if i == len(row) or row[i].left - row[i - 1].right > COLUMN_GAP:
                lines.append(''.join(w.text for w in row[start:i]))
                start = i
    return lines


def percentile(values, share):
    values = sorted(values)
    return values[min(len(values) - 1, int(share * len(values)))] if values else float('nan')


def percent(part, whole):
    return 100.0 * part / whole if whole else float('nan')


def compare(reference, candidate):
    words = hits = lines = kept = 0
    dx, dy, differences = [], [], []
    for number, ref in enumerate(reference):
        cand = candidate[number] if number < len(candidate) else []
        matcher = difflib.SequenceMatcher(None, [w.text for w in ref], [w.text for w in cand], autojunk=False)
        for a, b, size in matcher.get_matching_blocks():
            for r, c in zip(ref[a:a + size], cand[b:b + size]):
                dx.append(abs(r.left - c.left))
                dy.append(abs(r.baseline - c.baseline))
            hits += size
        words += len(ref)
        want, have = collections.Counter(read_lines(ref)), collections.Counter(read_lines(cand))
        lines += sum(want.values())
        kept += sum((want & have).values())
        differences += [f'  p{number + 1} - {line}' for line in (want - have).elements()]
        differences += [f'  p{number + 1} + {line}' for line in (have - want).elements()]
    return percent(hits, words), percent(kept, lines), lines - kept, dx, dy, differences


def main():
    options = {a for a in sys.argv[1:] if a.startswith('--')}
    files = [a for a in sys.argv[1:] if not a.startswith('--')]
    if len(files) != 2 or options - {'--check', '--lines'}:
        sys.exit(__doc__)
    reference, candidate = map(read_pages, files)
    words, lines, lost, dx, dy, differences = compare(reference, candidate)
    print(f'pages {len(reference)}/{len(candidate)}  words {words:.1f}%  lines {lines:.1f}%  '
          f'dx {percentile(dx, .5):.2f} (p95 {percentile(dx, .95):.2f})  '
          f'dy {percentile(dy, .5):.2f} (p95 {percentile(dy, .95):.2f}) pt')
    if '--lines' in options:
        print('\n'.join(differences))
    close = (len(reference) == len(candidate) and (lines >= LINES_WANTED or lost <= ONE_BREAK)
             and max(percentile(dx, .5), percentile(dy, .5)) <= SHIFT_ALLOWED)
    sys.exit(1 if '--check' in options and not close else 0)


main()
