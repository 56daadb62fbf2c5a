/* A DOCX whose document, numbering and styles come from hostile bytes, parted by '\x1e', in a package that opens: read, set on pages and
 * written in every way; what we write is read again. Bytes that begin with '<' are the XML itself; others are orders that build a
 * tree of the words that the reader knows, so that every input is well-formed. */
#include <stdlib.h>

#include "base/arena.h"
#include "package/zip.h"
#include "render/vanban.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define W "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define TYPE "application/vnd.openxmlformats-officedocument.wordprocessingml."
#define REL "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

static const char NAMESPACES[] =
    "xmlns:w=\"" W "\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" "
    "xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\" xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" "
    "xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" "
    "xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\" xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\" "
    "xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" "
    "xmlns:w10=\"urn:schemas-microsoft-com:office:word\"";

static const char *const elements[] = {
    "w:p", "w:r", "w:t", "w:pPr", "w:rPr", "w:tbl", "w:tblPr", "w:tblGrid", "w:gridCol", "w:tr", "w:trPr", "w:tc", "w:tcPr", "w:sectPr",
    "w:tab", "w:br", "w:fldChar", "w:instrText", "w:fldSimple", "w:hyperlink", "w:bookmarkStart", "w:ins", "w:del", "w:moveFrom", "w:moveTo",
    "w:sdt", "w:sdtContent", "w:smartTag", "w:footnoteReference", "w:endnoteReference", "w:footnoteRef", "w:sym", "w:ptab", "w:cr",
    "w:noBreakHyphen", "w:vanish", "w:b", "w:i", "w:u", "w:sz", "w:color", "w:rFonts", "w:vertAlign", "w:caps", "w:smallCaps", "w:spacing", "w:w",
    "w:position", "w:kern", "w:shd", "w:highlight", "w:jc", "w:ind", "w:tabs", "w:numPr", "w:ilvl", "w:numId", "w:pStyle", "w:rStyle", "w:tblStyle",
    "w:keepNext", "w:keepLines", "w:pageBreakBefore", "w:widowControl", "w:contextualSpacing", "w:framePr", "w:pBdr", "w:top", "w:left", "w:bottom",
    "w:right", "w:insideH", "w:insideV", "w:between", "w:gridSpan", "w:vMerge", "w:hMerge", "w:gridBefore", "w:tcW", "w:tblW", "w:tblInd",
    "w:tblBorders", "w:tcBorders", "w:tblCellMar", "w:tcMar", "w:tblpPr", "w:tblLayout", "w:tblCellSpacing", "w:trHeight", "w:cantSplit",
    "w:tblHeader", "w:vAlign", "w:textDirection", "w:tblLook", "w:pgSz", "w:pgMar", "w:cols", "w:col", "w:type", "w:titlePg", "w:pgNumType",
    "w:headerReference", "w:footerReference", "w:pgBorders", "w:num", "w:abstractNum", "w:abstractNumId", "w:lvl", "w:start", "w:numFmt", "w:lvlText",
    "w:lvlOverride", "w:startOverride", "w:lvlRestart", "w:isLgl", "w:suff", "w:lvlJc", "w:style", "w:basedOn", "w:docDefaults", "w:rPrDefault",
    "w:pPrDefault", "w:tblStylePr", "w:drawing", "wp:anchor", "wp:inline", "wp:extent", "wp:positionH", "wp:positionV", "wp:posOffset", "wp:align",
    "a:graphic", "a:graphicData", "wps:wsp", "wps:spPr", "wps:txbx", "w:txbxContent", "wps:bodyPr", "a:xfrm", "a:ext", "a:off", "a:prstGeom", "a:ln",
    "a:solidFill", "a:srgbClr", "w:pict", "v:shape", "v:rect", "v:line", "v:textbox", "v:imagedata", "v:group", "m:oMath", "m:f", "m:num", "m:den",
    "m:r", "m:t", "mc:AlternateContent", "mc:Choice", "mc:Fallback", "w:object", "w:ruby", "w:rubyBase", "w:altChunk", "w:outlineLvl", "w:footnotePr"};
static const char *const attributes[] = {
    "w:val", "w:w", "w:type", "w:id", "w:fldCharType", "w:instr", "r:id", "w:anchor", "w:name", "w:before", "w:after", "w:line", "w:lineRule",
    "w:left", "w:right", "w:firstLine", "w:hanging", "w:sz", "w:space", "w:color", "w:fill", "w:h", "w:orient", "w:top", "w:bottom", "w:header",
    "w:footer", "w:gutter", "w:num", "w:equalWidth", "w:hRule", "w:pos", "w:leader", "w:styleId", "w:ilvl", "w:numId", "w:abstractNumId", "w:start",
    "w:fmt", "w:tblpX", "w:tblpY", "w:vertAnchor", "w:horzAnchor", "w:x", "w:y", "w:xAlign", "w:wrap", "w:char", "w:font", "w:ascii", "w:hAnsi",
    "w:themeColor", "cx", "cy", "x", "y", "relativeFrom", "uri", "prst", "style", "from", "to", "path", "Requires", "w:default", "xml:space"};
static const char *const values[] = {
    "0", "1", "2", "-1", "9", "20", "240", "720", "1440", "5000", "12240", "31680", "99999", "-720", "2147483647", "4294967296", "1e9", "50%", "auto",
    "dxa", "pct", "nil", "none", "single", "double", "thick", "restart", "continue", "begin", "separate", "end", "PAGE", "NUMPAGES", "SEQ a",
    "HYPERLINK &quot;http://a&quot; \\l b", "TOC", "page", "column", "center", "right", "both", "exact", "atLeast", "decimal", "upperRoman", "bullet",
    "%1.%2.", "%9", "first", "even", "default", "header1", "S", "N", "T", "Symbol", "F0B7", "margin", "text", "paragraph", "FF0000", "accent1",
    "paragraph", "character", "table", "landscape", "continuous", "nextColumn", "evenPage", "oddPage", "fixed", "btLr", "tbRl", "wps", "rect", "line",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingShape", "position:absolute;width:100pt;height:50pt;margin-left:3pt",
    "m0,0l10,10e", "preserve", "superscript", "", "clear", "x"};
static const char *const texts[] = {"a", "văn bản", "một hai ba bốn năm sáu bảy tám chín mười ", " ", "PAGE", "REF x", "\xe1\xbb\x87", "\xcc\x81", "\xf0\x9f\x98\x80", "1440"};

enum { COUNT_ELEMENTS = sizeof elements / sizeof *elements, COUNT_ATTRIBUTES = sizeof attributes / sizeof *attributes,
       COUNT_VALUES = sizeof values / sizeof *values, COUNT_TEXTS = sizeof texts / sizeof *texts, DEPTH = 190, MOST = 1 << 20 };

/* Orders: below 0xa8 an element is opened, with the attributes that the next byte counts; 0xa8 to 0xdf the last is closed; above, text. */
static void build(const uint8_t *d, size_t n, struct buf *out)
{
    const char *open[DEPTH];
    int depth = 0;

    for (size_t i = 0; i < n && out->n < MOST; i++) {
        if (d[i] < 0xa8 && depth < DEPTH) {
            int count = i + 1 < n ? d[i + 1] & 3 : 0;
            uint64_t seen[2] = {0};

            open[depth] = elements[d[i] % COUNT_ELEMENTS];
            buf_printf(out, "<%s", open[depth++]);
            for (i++; count > 0 && i + 2 < n; count--, i += 2) {
                unsigned a = d[i + 1] % COUNT_ATTRIBUTES;

                if (seen[a / 64] & (uint64_t)1 << a % 64)
                    continue;
                seen[a / 64] |= (uint64_t)1 << a % 64;
                buf_printf(out, " %s=\"%s\"", attributes[a], values[d[i + 2] % COUNT_VALUES]);
            }
            buf_putc(out, '>');
        } else if (d[i] < 0xe0) {
            if (depth > 0)
                buf_printf(out, "</%s>", open[--depth]);
        } else {
            buf_puts(out, texts[d[i] % COUNT_TEXTS]);
        }
    }
    while (depth > 0)
        buf_printf(out, "</%s>", open[--depth]);
}

static struct zip_part part(const char *name, const char *root, const char *body, const uint8_t **data, size_t *size, struct buf *out)
{
    const uint8_t *end = *size ? memchr(*data, 0x1e, *size) : NULL;
    size_t n = end ? (size_t)(end - *data) : *size;

    buf_printf(out, "<%s %s>%s%s%s", root, NAMESPACES, *body ? "<" : "", body, *body ? ">" : "");
    if (n > 0 && (*data)[0] == '<')
        buf_put(out, *data, n);
    else
        build(*data, n, out);
    buf_printf(out, "%s%s%s</%s>", *body ? "</" : "", body, *body ? ">" : "", root);
    *data += n + (end != NULL);
    *size -= n + (end != NULL);
    return (struct zip_part){name, buf_span(out), false};
}

static void pack(const uint8_t *data, size_t size, struct buf *out)
{
    static const char types[] =
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/>"
        "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
        "<Override PartName=\"/word/document.xml\" ContentType=\"" TYPE "document.main+xml\"/></Types>";
    static const char root[] = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r\" Type=\"" REL
                               "officeDocument\" Target=\"word/document.xml\"/></Relationships>";
    static const char links[] =
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"header1\" Type=\"" REL
        "header\" Target=\"h.xml\"/><Relationship Id=\"n\" Type=\"" REL "numbering\" Target=\"n.xml\"/><Relationship Id=\"s\" Type=\"" REL
        "styles\" Target=\"s.xml\"/><Relationship Id=\"f\" Type=\"" REL "footnotes\" Target=\"f.xml\"/></Relationships>";
    static const char header[] = "<w:hdr xmlns:w=\"" W "\"><w:p><w:r><w:t>đầu trang </w:t></w:r><w:fldSimple w:instr=\"PAGE\"/></w:p></w:hdr>";
    static const char notes[] = "<w:footnotes xmlns:w=\"" W "\"><w:footnote w:id=\"1\"><w:p><w:r><w:footnoteRef/><w:t>chú thích</w:t></w:r></w:p></w:footnote></w:footnotes>";
    struct buf document = {0}, numbering = {0}, styles = {0};
    struct ctx ctx;
    struct zip_part parts[] = {
        {"[Content_Types].xml", SPAN(types), false}, {"_rels/.rels", SPAN(root), false}, {"word/_rels/document.xml.rels", SPAN(links), false},
        {"word/h.xml", SPAN(header), false}, {"word/f.xml", SPAN(notes), false},
        part("word/document.xml", "w:document", "w:body", &data, &size, &document),
        part("word/n.xml", "w:numbering", "", &data, &size, &numbering), part("word/s.xml", "w:styles", "", &data, &size, &styles)};

    ctx_init(&ctx);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        parts[i].stored = true;
    if (!zip_write(&ctx, parts, sizeof parts / sizeof *parts, out))
        abort();
    buf_release(&document);
    buf_release(&numbering);
    buf_release(&styles);
}

static void write_all(vb_context *c, vb_document *d)
{
    static const char *const names[] = {"tree", "txt", "odt", "frames", "docx"};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        int before = vb_context_errors(c);
        void *out = NULL;
        size_t size;
        vb_document *again;

        if (!vb_document_render(d, vb_format_find(names[i]), 0, &out, &size)) {
            if (vb_context_errors(c) == before)
                __builtin_trap();
            continue;
        }
        again = strcmp(names[i], "docx") == 0 ? vb_document_load_memory(c, "again.docx", out, size, NULL) : d;
        if (!again)
            __builtin_trap();
        if (again != d)
            vb_document_free(again);
        vb_free(out);
    }
}

/* One context for all runs: opening the fonts takes longer than a run. */
static vb_context *c;

static void release(void)
{
    vb_context_free(c);
}

static vb_context *context(void)
{
    const char *top = getenv("srcdir");

    if (!c) {
        c = vb_context_new();
        vb_context_set_share(c, top ? top : ".");
        atexit(release);
    }
    return c;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    int before = vb_context_errors(context());
    struct buf file = {0};
    vb_document *d;

    pack(data, size, &file);
    d = vb_document_load_memory(c, "fuzz.docx", file.p, file.n, NULL);
    if (!d && vb_context_errors(c) == before)
        __builtin_trap();
    if (d)
        write_all(c, d);
    vb_document_free(d);
    buf_release(&file);
    return 0;
}
