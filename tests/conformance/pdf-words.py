"""usage: pdf-words.py page|structure DOCUMENT.txt PAPER.pdf

The words of the PDF are the words of the document, in the same order. `page`: as pdftotext reads the
pages in content order; numbers of pages and notes and table headings repeated on a page are no words of the document,
and a footnote stands at the foot of its page instead of at the document's end. `structure`: as the
structure tree gives them; spaces do not count there, since none stands at the end of a line.
"""
import difflib
import re
import subprocess
import sys
import unicodedata


def run(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def words(text):
    """Letters, figures and marks each for themselves: the number of a note stands close behind a word."""
    return re.findall(r'\d+|[^\W\d]+|[^\w\s]', unicodedata.normalize('NFC', text))


def page_words(path):
    """Content order; a page's first line that is a number alone is its page number. A line may end behind
    a hyphen inside a word."""
    result = []
    for number, page in enumerate(run('pdftotext', '-raw', path, '-').split('\f')):
        head, _, rest = page.partition('\n')
        if number > 0 and head.strip().isdigit():
            page = rest
        result += words(re.sub(r'(?<=[^\s–-])([–-])\n', r'\1', page))
    return result


def structure_text(path):
    """The quoted strings of the dump are the text; an element's attributes have none at a line's end."""
    return re.findall(r'^\s*"(.*)"\s*$', run('pdfinfo', '-struct-text', path), re.M)


def first_difference(want, have):
    """None, or where the sequences differ. Words that only change their place (a footnote) may, and words
    that stand in the document anyway may be repeated (a table's heading)."""
    matcher = difflib.SequenceMatcher(None, want, have, autojunk=False)
    missing, added, at = [], [], None
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != 'equal':
            missing += want[a:b]
            added += have[c:d]
            at = at or f'wanted "{" ".join(want[max(a - 3, 0):b + 3][:14])}", found "{" ".join(have[max(c - 3, 0):d + 3][:14])}"'
    for word in missing:
        if word in added:
            added.remove(word)
        else:
            return at
    return None if all(word in want or re.fullmatch(r'\d+', word) for word in added) else at


def main():
    order, text, pdf = sys.argv[1:]
    with open(text, encoding='utf-8') as file:
        want = words(file.read())
    have = page_words(pdf) if order == 'page' else words(' '.join(structure_text(pdf)))
    if order == 'structure': # letters, as no space stands at the end of a line
        want, have = (list(''.join(w)) for w in (want, have))
    if not have:
        sys.exit('no text')
    at = first_difference(want, have)
    if at:
        sys.exit(at)


main()
