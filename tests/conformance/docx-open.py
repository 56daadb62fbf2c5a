"""docx-open.py FOLDER FILE...: opens each DOCX with python-docx: every paragraph has a style of the file, the properties say what
the paper is (nothing where it bears a mark of secrecy), and saving it again works."""
import io
import os
import sys

import docx


def fault(path):
    document = docx.Document(path)
    names = {style.style_id for style in document.styles}
    count = 0
    for paragraph in document.element.body.iter(docx.oxml.ns.qn('w:p')):
        count += 1
        style = paragraph.style
        if style is not None and style not in names:
            return f'the style {style} is not in the file'
    if not count:
        return 'no paragraph'
    known = document.core_properties
    secret = any(p.style.style_id == 'DoMat' for t in document.tables for c in t._cells for p in c.paragraphs)
    if secret and (known.title or known.author or known.subject or known.keywords):
        return 'a secret paper says in the properties what it is'
    if not secret and not known.title:
        return 'no title in the properties'
    for table in document.tables:
        for row in table.rows:
            row.cells
    document.save(io.BytesIO())
    return None


failed = False
for name in sys.argv[2:]:
    try:
        reason = fault(os.path.join(sys.argv[1], name))
    except Exception as error:  # whatever python-docx cannot read is a finding
        reason = f'{type(error).__name__}: {error}'
    failed = failed or reason is not None
    print(f'ok - python-docx {name}' if reason is None else f'not ok - python-docx {name}: {reason}')
sys.exit(failed)
