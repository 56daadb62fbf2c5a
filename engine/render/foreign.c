/* The office's own files as documents. */
#include "odf/odf.h"
#include "odf/read.h"
#include "ooxml/docx.h"
#include "ooxml/read.h"
#include "package/xml.h"
#include "render/render.h"

#include <stdlib.h>

/* A file of these names is never data or a template of ours, whatever it holds. */
static bool has_office_name(const char *name)
{
    static const char *const suffixes[] = {".docx", ".docm", ".dotx", ".dotm", ".doc", ".dot", ".odt", ".ott", ".rtf"};
    size_t n = strlen(name);
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++) {
        size_t m = strlen(suffixes[i]), same = 0;
        while (n > m && same < m && (name[n - m + same] | 32) == (suffixes[i][same] | 32))
            same++;
        if (same == m)
            return true;
    }
    return false;
}

bool document_is_office(const char *name, struct span b)
{
    return has_office_name(name) || (b.n >= 4 && (memcmp(b.p, "PK\3\4", 4) == 0 || memcmp(b.p, "PK\5\6", 4) == 0)) ||
           (b.n >= 8 && memcmp(b.p, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8) == 0) || (b.n >= 5 && memcmp(b.p, "{\\rtf", 5) == 0);
}

static struct doc *read_package(struct ctx *ctx, struct package *p)
{
    struct doc *doc = package_kind(p) == PACKAGE_DOCX ? docx_read(ctx, p) : odt_read(ctx, p);

    package_fell_trees(p); /* the document has copies; of a large table it is the smaller of the two */
    return doc;
}

bool document_convert(struct ctx *ctx, struct package *p, struct buf *out)
{
    struct doc *doc = read_package(ctx, p);
    bool ok = doc && (package_kind(p) == PACKAGE_DOCX ? odt_write : docx_write)(ctx, doc, out);

    doc_free(doc);
    return ok;
}

vb_document *document_read(vb_context *c, const char *name, struct buf *bytes)
{
    vb_document *d = mem_alloc(sizeof *d);

    d->context = c;
    d->bytes = *bytes;
    *bytes = (struct buf){0};
    d->package = package_open(&c->ctx, name, buf_span(&d->bytes));
    d->doc = d->package ? read_package(&c->ctx, d->package) : NULL;
    if (d->doc) {
        d->doc->meta.generator = "vanban " PACKAGE_VERSION;
        return d;
    }
    vb_document_free(d);
    return NULL;
}

const struct doc *document_tree(vb_document *d)
{
    if (d->doc || d->filled.n == 0)
        return d->doc;
    if (!d->package)
        d->package = package_open(&d->context->ctx, d->name, buf_span(&d->filled));
    d->doc = d->package ? read_package(&d->context->ctx, d->package) : NULL;
    return d->doc;
}
