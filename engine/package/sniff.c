/* What a file is that is not of the kind wanted, told by its first bytes, so that the user hears what to do with it. */
#include "base/diag/package.h"
#include "package/own.h"

const char *sniff_kind(const char *media_type)
{
    static const struct {
        const char *part, *kind;
    } kinds[] = {
        {"wordprocessingml", "DOCX"}, {"ms-word", "DOCM"}, {"spreadsheetml", "XLSX"}, {"ms-excel", "XLSM"}, {"presentationml", "PPTX"}, {"ms-powerpoint", "PPTM"},
        {"ms-visio", "VSDX"}, {"opendocument.spreadsheet", "ODS"}, {"opendocument.presentation", "ODP"},
        {"opendocument.graphics", "ODG"}, {"opendocument.formula", "ODF"}, {"opendocument.chart", "ODC"},
        {"opendocument.database", "ODB"}, {"opendocument.base", "ODB"}, {"opendocument.text-master", "ODM"},
        {"opendocument.text-web", "OTH"}, {"opendocument.text", "ODT"}, {"vnd.sun.xml.writer", "SXW"}, {"epub", "EPUB"},
    };

    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strstr(media_type, kinds[i].part))
            return kinds[i].kind;
    return NULL;
}

/* ---- compound files ([MS-CFB]) ---- */

/* Whether the file has a stream of this name: entries of its directory have 128 bytes, begin at a multiple of it and with
 * the name in UTF-16. */
static bool cfb_has(struct span b, const char *name)
{
    size_t n = strlen(name);

    for (size_t at = 512; at + 128 <= b.n; at += 128) {
        size_t i = 0;

        while (i < n && b.p[at + 2 * i] == name[i] && b.p[at + 2 * i + 1] == 0)
            i++;
        if (i == n && b.p[at + 2 * n] == 0 && b.p[at + 2 * n + 1] == 0)
            return true;
    }
    return false;
}

static const char *cfb_kind(struct span b)
{
    return cfb_has(b, "Workbook") || cfb_has(b, "Book") ? "XLS" : cfb_has(b, "PowerPoint Document") ? "PPT" : NULL;
}

static void report_cfb(const struct package *p, struct pos pos)
{
    const char *kind = cfb_kind(p->bytes);

    if (cfb_has(p->bytes, "EncryptedPackage"))
        diag(p->ctx, p->sheets ? DIAG_SHEET_ENCRYPTED : DIAG_PACKAGE_ENCRYPTED, pos);
    else if (kind || p->sheets)
        sniff_wrong(p, kind ? kind : "DOC");
    else
        diag(p->ctx, DIAG_PACKAGE_DOC, pos);
}

/* ---- texts ---- */

static bool contains(struct span b, const char *word)
{
    return memmem(b.p, b.n, word, strlen(word)) != NULL;
}

/* How far a name of what the file is may stand from its beginning. */
enum { HEAD_BYTES = 1024 };

static const char *text_kind(struct span b)
{
    struct span head = span_trim(span_make(b.p, b.n < HEAD_BYTES ? b.n : HEAD_BYTES));
    struct buf lower = {0};
    const char *kind = NULL;

    if (span_starts(head, "\xef\xbb\xbf"))
        head = span_trim(span_make(head.p + 3, head.n - 3));
    for (size_t i = 0; i < head.n; i++)
        buf_putc(&lower, head.p[i] >= 'A' && head.p[i] <= 'Z' ? (char)(head.p[i] + 32) : head.p[i]);
    head = buf_span(&lower);
    if (span_starts(head, "{\\rtf"))
        kind = "RTF";
    else if (span_starts(head, "%pdf-"))
        kind = "PDF";
    else if (span_starts(head, "mime-version:"))
        kind = "MHTML";
    else if (contains(head, "<html") || contains(head, "<!doctype html"))
        kind = "HTML";
    else if (contains(head, "<?mso-application") || contains(head, "w:worddocument") || contains(head, "pkg:package"))
        kind = "Word XML";
    else if (contains(head, "office:document"))
        kind = "FODT";
    buf_release(&lower);
    return kind;
}

void sniff_wrong(const struct package *p, const char *kind)
{
    diag(p->ctx, p->sheets ? DIAG_SHEET_WRONG_TYPE : DIAG_PACKAGE_WRONG_TYPE, pos_file(p->name), kind);
}

void sniff_report(const struct package *p)
{
    struct span b = p->bytes;
    struct pos pos = pos_file(p->name);
    const char *kind;

    if (b.n >= 8 && memcmp(b.p, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8) == 0) {
        report_cfb(p, pos);
    } else if ((kind = text_kind(b))) {
        if (p->sheets)
            sniff_wrong(p, kind);
        else
            diag(p->ctx, DIAG_PACKAGE_OTHER_FILE, pos, kind);
    } else if (p->sheets) {
        diag(p->ctx, DIAG_SHEET_NONE, pos);
    } else {
        diag(p->ctx, b.n ? DIAG_PACKAGE_NO_ZIP : DIAG_PACKAGE_EMPTY, pos);
    }
}
