/* The table of writers: the one place that lists the formats. */
#include "odf/odf.h"
#include "ooxml/docx.h"
#include "paint/paint.h"
#include "pdf/finish.h"
#include "render/source.h"

static const double PNG_DPI = 96;

static bool write_pdf(vb_document *d, size_t page, struct buf *out)
{
    struct arena a = {0};
    struct paint_plan plan = {.arena = &a};
    struct buf painted = {0};
    bool ok = paint_pdf(&d->context->ctx, d->frames, &plan, &painted) &&
              pdf_finish(&d->context->ctx, d->doc, d->frames, &plan, source_origin(d, &a), buf_span(&painted), out) &&
              source_holds(d, buf_span(out));

    (void)page;
    buf_release(&painted);
    arena_release(&a);
    return ok;
}

static bool write_docx(vb_document *d, size_t page, struct buf *out)
{
    (void)page;
    if (document_kept(d) == KEPT_DOCX) {
        buf_putspan(out, buf_span(&d->filled));
        return true;
    }
    return docx_write(&d->context->ctx, d->doc, out);
}

static bool write_odt(vb_document *d, size_t page, struct buf *out)
{
    (void)page;
    if (document_kept(d) == KEPT_ODT) {
        buf_putspan(out, buf_span(&d->filled));
        return true;
    }
    struct frames *silent = document_lend_grids(d);
    bool ok = odt_write(&d->context->ctx, d->doc, out);
    d->doc->grids = (struct table_grids){0};
    frames_free(silent);
    return ok;
}

static bool write_png(vb_document *d, size_t page, struct buf *out)
{
    return paint_png(&d->context->ctx, d->frames, page, PNG_DPI, out);
}

static bool write_svg(vb_document *d, size_t page, struct buf *out)
{
    return paint_svg(&d->context->ctx, d->frames, page, out);
}

static bool write_txt(vb_document *d, size_t page, struct buf *out)
{
    (void)page;
    doc_plain(d->doc, out);
    return true;
}

static bool write_tree(vb_document *d, size_t page, struct buf *out)
{
    (void)page;
    doc_dump(d->doc, out);
    return true;
}

static bool write_frames(vb_document *d, size_t page, struct buf *out)
{
    (void)page;
    frames_dump(d->frames, out);
    return true;
}

#define PAGED(write) &(const struct vb_writer){true, KEPT_NONE, write}
#define FLOWING(write) &(const struct vb_writer){false, KEPT_NONE, write}
#define KEPT(kind, write) &(const struct vb_writer){false, kind, write}

static const vb_format formats[] = {
    {"pdf", ".pdf", "application/pdf", false, false, PAGED(write_pdf)},
    {"docx", ".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
     false, false, KEPT(KEPT_DOCX, write_docx)},
    {"odt", ".odt", "application/vnd.oasis.opendocument.text", false, false, KEPT(KEPT_ODT, write_odt)},
    {"png", ".png", "image/png", true, false, PAGED(write_png)},
    {"svg", ".svg", "image/svg+xml", true, true, PAGED(write_svg)},
    {"txt", ".txt", "text/plain", false, true, FLOWING(write_txt)},
    {"tree", ".tree", "text/plain", false, true, FLOWING(write_tree)},
    {"frames", ".frames", "text/plain", false, true, PAGED(write_frames)},
};
enum { FORMATS = sizeof formats / sizeof *formats };

const vb_format *vb_formats(size_t *n)
{
    *n = FORMATS;
    return formats;
}

const vb_format *vb_format_find(const char *name)
{
    for (size_t i = 0; i < FORMATS; i++)
        if (strcmp(formats[i].name, name) == 0)
            return &formats[i];
    return NULL;
}
