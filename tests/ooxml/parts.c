#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "package/zip.h"
#include "parts.h"

#define W "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
#define MORE                                                                                                            \
    " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""                                  \
    " xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\""                                         \
    " xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\""                                                \
    " xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\""                                           \
    " xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\""                              \
    " xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\""                                  \
    " xmlns:wpg=\"http://schemas.microsoft.com/office/word/2010/wordprocessingGroup\""                                  \
    " xmlns:wp14=\"http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing\""                               \
    " xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\""
#define REL "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

static const char TYPES[] =
    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
    "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
    "<Default Extension=\"xml\" ContentType=\"application/xml\"/><Default Extension=\"png\" ContentType=\"image/png\"/>"
    "<Override PartName=\"/word/document.xml\" "
    "ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>";
static const char ROOT_RELS[] = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                                "<Relationship Id=\"r1\" Type=\"" REL "officeDocument\" Target=\"word/document.xml\"/></Relationships>";

static void note(void *user, const struct diagnostic *d)
{
    struct opened *o = user;
    size_t n = strlen(o->told);

    if (n + strlen(d->slug) + 2 < sizeof o->told) {
        if (n)
            o->told[n++] = ' ';
        memcpy(o->told + n, d->slug, strlen(d->slug) + 1);
    }
}

static void add(struct zip_part *v, size_t *n, struct arena *a, struct buf *rels, const char *kind, const char *open, const char *inside,
                const char *close)
{
    if (!inside)
        return;
    v[*n].name = arena_printf(a, "word/%s.xml", kind);
    v[(*n)++].content = span_of(arena_printf(a, "%s%s%s", open, inside, close));
    buf_printf(rels, "<Relationship Id=\"rId%zu\" Type=\"" REL "%s\" Target=\"%s.xml\"/>", *n, kind, kind);
}

void parts_open(const struct parts *p, struct opened *o)
{
    struct zip_part v[10] = {{.name = "[Content_Types].xml", .content = SPAN(TYPES)}, {.name = "_rels/.rels", .content = SPAN(ROOT_RELS)}};
    struct arena a = {0};
    struct buf rels = {0};
    size_t n = 2;

    memset(o, 0, sizeof *o);
    ctx_init(&o->ctx);
    o->ctx.lang = LANG_EN;
    o->ctx.sink = note;
    o->ctx.sink_user = o;
    buf_puts(&rels, "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">");
    add(v, &n, &a, &rels, "styles", "<w:styles " W MORE ">", p->styles, "</w:styles>");
    add(v, &n, &a, &rels, "numbering", "<w:numbering " W MORE ">", p->numbering, "</w:numbering>");
    add(v, &n, &a, &rels, "settings", "<w:settings " W MORE ">", p->settings, "</w:settings>");
    add(v, &n, &a, &rels, "theme", "<a:theme" MORE "><a:themeElements>", p->theme, "</a:themeElements></a:theme>");
    if (p->extra_name) {
        v[n++] = (struct zip_part){.name = arena_printf(&a, "word/%s", p->extra_name), .content = p->extra};
        buf_printf(&rels, "<Relationship Id=\"rId9\" Type=\"" REL "%s\" Target=\"%s\"/>", p->extra_kind, p->extra_name);
    }
    buf_puts(&rels, "</Relationships>");
    v[n++] = (struct zip_part){.name = "word/_rels/document.xml.rels", .content = buf_span(&rels)};
    v[n].name = "word/document.xml";
    v[n++].content = span_of(arena_printf(&a, "<w:document " W MORE "><w:body>%s</w:body></w:document>", p->body ? p->body : "<w:p/>"));
    assert_true(zip_write(&o->ctx, v, n, &o->zip));
    buf_release(&rels);
    arena_release(&a);
    o->package = package_open(&o->ctx, "mau.docx", buf_span(&o->zip));
    assert_non_null(o->package);
    o->r = (struct reader){.ctx = &o->ctx, .package = o->package, .doc = doc_new(), .file = "mau.docx", .part = "word/document.xml"};
    assert_true(read_styles(&o->r));
    assert_true(read_numbering(&o->r));
    read_settings(&o->r);
}

void parts_close(struct opened *o)
{
    doc_free(o->r.doc);
    package_close(o->package);
    buf_release(&o->zip);
}

const xmlNode *parts_find(struct opened *o, const char *name, int nth)
{
    const xmlNode *root = xmlDocGetRootElement(reader_xml(&o->r, "word/document.xml")), *n = root;

    while (n) {
        if (is_w(n, name) && nth-- == 0)
            return n;
        if (first_element(n)) {
            n = first_element(n);
            continue;
        }
        while (n != root && !next_element(n))
            n = n->parent;
        n = n == root ? NULL : next_element(n);
    }
    fail_msg("no w:%s", name);
    return NULL;
}
