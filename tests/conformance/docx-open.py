"""Opens a DOCX with python-docx: every paragraph has a style of the file, the properties say what the paper is (nothing
where it bears a mark of secrecy), and saving it again works."""
import io
import sys

import docx

document = docx.Document(sys.argv[1])
names = {style.style_id for style in document.styles}
count = 0
for paragraph in document.element.body.iter(docx.oxml.ns.qn('w:p')):
    count += 1
    style = paragraph.style
    if style is not None and style not in names:
        sys.exit(f'the style {style} is not in the file')
if not count:
    sys.exit('no paragraph')
known = document.core_properties
secret = any(p.style.style_id == 'DoMat' for t in document.tables for c in t._cells for p in c.paragraphs)
if secret and (known.title or known.author or known.subject or known.keywords):
    sys.exit('a secret paper says in the properties what it is')
if not secret and not known.title:
    sys.exit('no title in the properties')
for table in document.tables:
    for row in table.rows:
        row.cells
document.save(io.BytesIO())
