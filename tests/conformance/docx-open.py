"""Opens a DOCX with python-docx: every paragraph has a style of the file, and saving it again works."""
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
if not document.core_properties.title:
    sys.exit('no title in the properties')
for table in document.tables:
    for row in table.rows:
        row.cells
document.save(io.BytesIO())
