"""Writes part.docx, the sub-document of the cases: its own styles, list, picture, note and table, by ids that the
templates use for something else."""
import pathlib
import sys
import zipfile

W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
WORD_TYPE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.'


def run(text, props=''):
    return '<w:r>%s<w:t xml:space="preserve">%s</w:t></w:r>' % ('<w:rPr>%s</w:rPr>' % props if props else '', text)


def paragraph(content, props=''):
    return '<w:p>%s%s</w:p>' % ('<w:pPr>%s</w:pPr>' % props if props else '', content)


def cell(text):
    return '<w:tc><w:tcPr><w:tcW w:w="3000" w:type="dxa"/></w:tcPr>%s</w:tc>' % paragraph(run(text))


def table(rows):
    return ('<w:tbl><w:tblPr><w:tblStyle w:val="Khung"/><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>'
            + '<w:gridCol w:w="3000"/>' * len(rows[0]) + '</w:tblGrid>'
            + ''.join('<w:tr>%s</w:tr>' % ''.join(cell(t) for t in row) for row in rows) + '</w:tbl>')


def picture(rid, cx, cy):
    return ('<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
            'distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{cx}" cy="{cy}"/>'
            '<wp:docPr id="1" name="Picture 1"/><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData '
            'uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
            '<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:nvPicPr>'
            '<pic:cNvPr id="0" name="anh.png"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{rid}"/>'
            '<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
            '<a:ext cx="{cx}" cy="{cy}"/></a:xfrm><a:prstGeom prst="rect"/></pic:spPr></pic:pic></a:graphicData>'
            '</a:graphic></wp:inline></w:drawing></w:r>').format(rid=rid, cx=cx, cy=cy)


BODY = (
    paragraph(run('This is a sub-document inserted into a bigger one'))
    + paragraph(run('It has been ') + run('dynamically', '<w:rStyle w:val="Dong"/>') + run(' written, with ')
                + run('a format', '<w:i/>') + run(' of its own'))
    + paragraph(run('Heading, level 1'), '<w:pStyle w:val="Dau1"/>')
    + paragraph(run('This is a style that only the part has'), '<w:pStyle w:val="Rieng"/>')
    + ''.join(paragraph(run(t), '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')
              for t in ('the first', 'the second'))
    + paragraph(run('A picture:') + picture('rId3', 1143000, 338000))
    + paragraph('<w:hyperlink r:id="rId4">%s</w:hyperlink>' % run('a link')
                + '<w:bookmarkStart w:id="0" w:name="Dau_trang"/>' + run(' and a mark') + '<w:bookmarkEnd w:id="0"/>')
    + table([('Qty', 'Id', 'Desc'), ('1', '101', 'Spam'), ('2', '42', 'Eggs'), ('3', '631', 'Spam, spam, eggs and ham')])
    + paragraph(run('The end')))

# namespaces stand where they are used, as Word writes them: docxtpl loses those of the root
DOCUMENT = ('<w:document xmlns:w="%s" xmlns:r="%s"><w:body>%s<w:sectPr>'
            '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" '
            'w:header="709" w:footer="709" w:gutter="0"/></w:sectPr></w:body></w:document>')


def style(kind, name_id, name, props='', default=False):
    return '<w:style w:type="%s"%s w:styleId="%s"><w:name w:val="%s"/>%s</w:style>' % (
        kind, ' w:default="1"' if default else '', name_id, name, props)


STYLES = '<w:styles xmlns:w="%s">%s</w:styles>' % (W, ''.join((
    style('paragraph', 'Thuong', 'Normal', default=True),
    style('paragraph', 'Dau1', 'heading 1', '<w:basedOn w:val="Thuong"/><w:rPr><w:b/><w:sz w:val="40"/></w:rPr>'),
    style('paragraph', 'Rieng', 'Only Of The Part', '<w:basedOn w:val="Thuong"/><w:rPr><w:caps/></w:rPr>'),
    style('character', 'Dong', 'dynamic', '<w:rPr><w:color w:val="00FF00"/></w:rPr>'),
    style('table', 'Khung', 'Table Of The Part'))))

NUMBERING = ('<w:numbering xmlns:w="%s"><w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/>'
             '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%%1)"/>'
             '<w:lvlJc w:val="left"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
             '</w:numbering>') % W

RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s</Relationships>'
TYPES = ('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
         '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
         '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
         '<Override PartName="/word/document.xml" ContentType="%(t)sdocument.main+xml"/>'
         '<Override PartName="/word/styles.xml" ContentType="%(t)sstyles+xml"/>'
         '<Override PartName="/word/numbering.xml" ContentType="%(t)snumbering+xml"/></Types>') % {'t': WORD_TYPE}


def relation(rid, kind, target, external=False):
    return '<Relationship Id="%s" Type="%s/%s" Target="%s"%s/>' % (
        rid, OFFICE, kind, target, ' TargetMode="External"' if external else '')


def write(folder, picture_file):
    with zipfile.ZipFile(pathlib.Path(folder) / 'part.docx', 'w') as package:
        def put(name, text):
            package.writestr(name, '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + text)
        put('[Content_Types].xml', TYPES)
        put('_rels/.rels', RELATIONS % relation('rId1', 'officeDocument', 'word/document.xml'))
        put('word/document.xml', DOCUMENT % (W, OFFICE, BODY))
        put('word/_rels/document.xml.rels', RELATIONS % (
            relation('rId1', 'styles', 'styles.xml') + relation('rId2', 'numbering', 'numbering.xml')
            + relation('rId3', 'image', 'media/image1.png')
            + relation('rId4', 'hyperlink', 'http://example.org/?a=1&amp;b=2', True)))
        put('word/styles.xml', STYLES)
        put('word/numbering.xml', NUMBERING)
        package.write(picture_file, 'word/media/image1.png')


if __name__ == '__main__':
    write(sys.argv[1], sys.argv[2])
