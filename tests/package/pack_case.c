/* Makes a DOCX or ODT of a text file of its parts, so that cases can be read and changed by hand: pack CASE.parts OUT.docx
 *
 *   %% body               what stands in w:body; the namespaces are set already
 *   %% word/header1.xml   a part; its relationship from the document bears the name without folder and suffix: "header1"
 *   %% link ID TARGET     a relationship that leads out of the file
 *   %% hex word/media/NAME.gif  a picture as hexadecimal digits; a line that begins with # says what follows. In an ODT "%% hex Pictures/NAME.gif"
 *
 * A part that is named as Word names it gets its type. An ODT has
 *
 *   %% odt text           what stands in office:text
 *   %% odt automatic      automatic styles of content.xml
 *   %% odt styles         what stands in the root of styles.xml */
#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "package/zip.h"

#define TYPE "application/vnd.openxmlformats-officedocument.wordprocessingml."
#define RELS "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

static const char NAMESPACES[] =
    "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" "
    "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" "
    "xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\" "
    "xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" "
    "xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" "
    "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" "
    "xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\" "
    "xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:x=\"urn:unknown\"";

#define ODF "urn:oasis:names:tc:opendocument:xmlns:"
#define ODF_NAMESPACES                                                                                                     \
    "xmlns:office=\"" ODF "office:1.0\" xmlns:text=\"" ODF "text:1.0\" xmlns:table=\"" ODF "table:1.0\" xmlns:style=\"" ODF \
    "style:1.0\" xmlns:fo=\"" ODF "xsl-fo-compatible:1.0\" xmlns:draw=\"" ODF "drawing:1.0\" xmlns:svg=\"" ODF           \
    "svg-compatible:1.0\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" office:version=\"1.3\""

enum { PARTS_MOST = 32 };

struct pack {
    struct zip_part parts[PARTS_MOST];
    size_t n;
    struct buf types, links, body;
    struct span odt[3]; /* text, automatic, styles */
    struct zip_part pictures[PARTS_MOST];
    size_t n_pictures;
    bool is_odt;
    struct arena arena;
};

/* "header" of "word/header1.xml". */
static char *kind_of(struct arena *a, const char *name)
{
    char *kind = path_base(a, name, false);
    size_t n = strlen(kind);

    while (n > 0 && kind[n - 1] >= '0' && kind[n - 1] <= '9')
        kind[--n] = '\0';
    return kind;
}

static void add_part(struct pack *p, const char *name, struct span content)
{
    const char *kind = kind_of(&p->arena, name);

    if (p->n == PARTS_MOST - 4)
        return;
    p->parts[p->n++] = (struct zip_part){name, content, false};
    buf_printf(&p->types, "<Override PartName=\"/%s\" ContentType=\"" TYPE "%s+xml\"/>", name, kind);
    buf_printf(&p->links, "<Relationship Id=\"%s\" Type=\"" RELS "%s\" Target=\"/%s\"/>", path_base(&p->arena, name, false), kind, name);
}

static void add_link(struct pack *p, struct span head)
{
    size_t space = 0;

    head = span_trim(span_make(head.p + 4, head.n - 4));
    while (space < head.n && head.p[space] != ' ')
        space++;
    buf_puts(&p->links, "<Relationship Id=\"");
    buf_put(&p->links, head.p, space);
    buf_puts(&p->links, "\" TargetMode=\"External\" Type=\"" RELS "hyperlink\" Target=\"");
    buf_putspan(&p->links, span_trim(span_make(head.p + space, head.n - space)));
    buf_puts(&p->links, "\"/>");
}

static int digit(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static void add_picture(struct pack *p, const char *name, struct span content)
{
    struct buf bytes = {0};
    int high = -1;

    for (size_t i = 0; i < content.n; i++) {
        if (content.p[i] == '#')
            while (i < content.n && content.p[i] != '\n')
                i++;
        const int v = i < content.n ? digit(content.p[i]) : -1;
        if (v >= 0 && high >= 0)
            buf_putc(&bytes, (char)(high << 4 | v));
        if (v >= 0)
            high = high >= 0 ? -1 : v;
    }
    const size_t n = bytes.n;
    if (p->n_pictures == PARTS_MOST)
        return;
    p->pictures[p->n_pictures++] = (struct zip_part){name, span_make(arena_buf(&p->arena, &bytes), n), false};
    buf_printf(&p->links, "<Relationship Id=\"%s\" Type=\"" RELS "image\" Target=\"/%s\"/>", path_base(&p->arena, name, false), name);
    buf_printf(&p->types, "<Override PartName=\"/%s\" ContentType=\"image/x-%s\"/>", name, strrchr(name, '.') ? strrchr(name, '.') + 1 : "");
}

static void add(struct pack *p, struct span head, struct span content)
{
    static const char *const odt[] = {"odt text", "odt automatic", "odt styles"};

    head = span_trim(head);
    content = span_trim(content);
    for (size_t i = 0; i < 3; i++)
        if (span_is(head, odt[i])) {
            p->odt[i] = content;
            p->is_odt = true;
            return;
        }
    if (span_starts(head, "hex ")) {
        add_picture(p, arena_span(&p->arena, span_make(head.p + 4, head.n - 4)), content);
    } else if (span_starts(head, "link ")) {
        add_link(p, head);
    } else if (span_is(head, "body")) {
        buf_printf(&p->body, "<w:document %s><w:body>", NAMESPACES);
        buf_putspan(&p->body, content);
        buf_puts(&p->body, "</w:body></w:document>");
        p->parts[p->n++] = (struct zip_part){"word/document.xml", buf_span(&p->body), false};
    } else if (span_is(head, "word/document.xml")) {
        p->parts[p->n++] = (struct zip_part){"word/document.xml", content, false};
    } else {
        add_part(p, arena_span(&p->arena, head), content);
    }
}

static void split(struct pack *p, struct span text)
{
    const char *at = text.p, *end = text.p + text.n, *head = NULL, *content = NULL;

    while (at < end) {
        const char *line = memchr(at, '\n', (size_t)(end - at));

        line = line ? line + 1 : end;
        if (line - at > 3 && memcmp(at, "%% ", 3) == 0) {
            if (head)
                add(p, span_make(head + 3, (size_t)(content - head - 3)), span_make(content, (size_t)(at - content)));
            head = at;
            content = line;
        }
        at = line;
    }
    if (head)
        add(p, span_make(head + 3, (size_t)(content - head - 3)), span_make(content, (size_t)(end - content)));
}

static void finish_docx(struct pack *p)
{
    static const char root[] = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"r\" "
                               "Type=\"" RELS "officeDocument\" Target=\"word/document.xml\"/></Relationships>";

    buf_puts(&p->types, "</Types>");
    buf_puts(&p->links, "</Relationships>");
    p->parts[p->n++] = (struct zip_part){"_rels/.rels", SPAN(root), false};
    p->parts[p->n++] = (struct zip_part){"[Content_Types].xml", buf_span(&p->types), false};
    p->parts[p->n++] = (struct zip_part){"word/_rels/document.xml.rels", buf_span(&p->links), false};
}

static void finish_odt(struct pack *p)
{
    buf_puts(&p->body, "<office:document-content " ODF_NAMESPACES "><office:automatic-styles>");
    buf_putspan(&p->body, p->odt[1]);
    buf_puts(&p->body, "</office:automatic-styles><office:body><office:text>");
    buf_putspan(&p->body, p->odt[0]);
    buf_puts(&p->body, "</office:text></office:body></office:document-content>");
    buf_puts(&p->links, "<office:document-styles " ODF_NAMESPACES ">");
    buf_putspan(&p->links, p->odt[2]);
    buf_puts(&p->links, "</office:document-styles>");
    p->n = 0;
    p->parts[p->n++] = (struct zip_part){"mimetype", SPAN("application/vnd.oasis.opendocument.text"), true};
    p->parts[p->n++] = (struct zip_part){"content.xml", buf_span(&p->body), false};
    p->parts[p->n++] = (struct zip_part){"styles.xml", buf_span(&p->links), false};
}

int main(int argc, char **argv)
{
    struct ctx ctx;
    struct pack p = {0};
    struct buf text = {0}, out = {0};
    FILE *file;

    ctx_init(&ctx);
    if (argc != 3 || !file_read(&ctx, argv[1], LIMIT_FILE_BYTES, &text))
        return 2;
    buf_puts(&p.types, "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" "
                       "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" "
                       "ContentType=\"application/xml\"/><Override PartName=\"/word/document.xml\" ContentType=\"" TYPE "document.main+xml\"/>");
    buf_puts(&p.links, "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">");
    split(&p, buf_span(&text));
    if (p.is_odt)
        buf_clear(&p.links);
    (p.is_odt ? finish_odt : finish_docx)(&p);
    for (size_t i = 0; i < p.n_pictures && p.n < PARTS_MOST; i++)
        p.parts[p.n++] = p.pictures[i];
    if (!zip_write(&ctx, p.parts, p.n, &out))
        return 2;
    file = fopen(argv[2], "wb");
    if (!file || fwrite(out.p, 1, out.n, file) != out.n || fclose(file) != 0)
        return 2;
    buf_release(&text);
    buf_release(&out);
    buf_release(&p.types);
    buf_release(&p.links);
    buf_release(&p.body);
    arena_release(&p.arena);
    return 0;
}
