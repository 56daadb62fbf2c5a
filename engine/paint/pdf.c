/* The PDF: pages, outline, information. What Cairo 1.16 cannot write (language, alternative texts,
 * XMP) is added when the file is finished. Nothing here asks the clock: an undated paper has no
 * date. */
#include "paint/tags.h"

#include <cairo-pdf.h>

static void set_info(cairo_surface_t *s, const struct doc_meta *meta)
{
    struct buf b = {0};

    if (meta->title)
        cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_TITLE, meta->title);
    if (meta->author)
        cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_AUTHOR, meta->author);
    if (meta->subject)
        cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_SUBJECT, meta->subject);
    if (meta->generator)
        cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_CREATOR, meta->generator);
    if (meta->kind || meta->symbol) {
        buf_printf(&b, "%s%s%s", meta->kind ? meta->kind : "",
                   meta->kind && meta->symbol ? ", " : "", meta->symbol ? meta->symbol : "");
        cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_KEYWORDS, b.p);
        buf_clear(&b);
    }
    if (date_valid(meta->date)) {
        buf_printf(&b, "%04d-%02d-%02dT00:00:00+07:00", meta->date.year, meta->date.month,
                   meta->date.day);
        cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_CREATE_DATE, b.p);
    } else {
        cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_CREATE_DATE, NULL);
    }
    buf_release(&b);
}

enum { OUTLINE_LEVELS = 8 };

/* A heading stands under the last one of a lower level, even where levels are left out. */
static void set_outline(cairo_surface_t *s, const struct frames *f, int first_page)
{
    int ids[OUTLINE_LEVELS] = {0}, levels[OUTLINE_LEVELS] = {0};
    int depth = 0;

    for (size_t i = 0; i < f->n_headings; i++) {
        const struct frame_heading *h = &f->headings[i];
        int parent = CAIRO_PDF_OUTLINE_ROOT;
        struct buf b = {0};
        while (depth > 0 && (levels[depth - 1] >= h->level || depth == OUTLINE_LEVELS))
            depth--;
        if (depth > 0)
            parent = ids[depth - 1];
        buf_printf(&b, "page=%d pos=[0 ", h->page + first_page);
        buf_number(&b, h->y, 0); /* whole: cairo reads a point in the locale of the process */
        buf_putc(&b, ']');
        levels[depth] = h->level;
        ids[depth] = cairo_pdf_surface_add_outline(s, parent, h->text, b.p,
                                                   depth == 0 ? CAIRO_PDF_OUTLINE_FLAG_OPEN : 0);
        depth++;
        buf_release(&b);
    }
}

/* How the glyphs of a face are kept in one font, from the quickest to the surest. */
enum means { CODED, REHEARSED, PLAIN };

/* What of the means is done in place in the file. false: Cairo wrote it otherwise than is known. */
static bool patch(const struct painter *p, enum means means, bool rehearsal, struct span pdf)
{
    return (means != CODED || (!p->unclear && codes_tell(p, pdf))) && (!rehearsal || rehearse_drop(pdf));
}

static bool paint_pages(struct ctx *ctx, const struct frames *f, const struct doc_meta *meta,
                        enum means means, bool *patched, struct buf *out)
{
    const size_t start = out->n;
    bool rehearsal = false;
    double width = f->n_pages ? f->pages[0].width : 1, height = f->n_pages ? f->pages[0].height : 1;
    cairo_surface_t *s = cairo_pdf_surface_create_for_stream(painter_write, out, width, height);
    struct painter p;
    struct tagger t;
    bool ok;

    set_info(s, meta);
    painter_init(&p, ctx, s);
    p.pdf = true;
    signs_collect(&p, f);
    codes_give(&p, means == CODED);
    if (means != PLAIN && rehearse(&p)) {
        rehearsal = true;
        cairo_show_page(p.cr);
    }
    tagger_init(&t, &p, f);
    for (size_t i = 0; i < f->n_pages; i++) {
        cairo_pdf_surface_set_size(s, f->pages[i].width, f->pages[i].height);
        tagger_draw_page(&t, i);
        if (i + 1 == f->n_pages)
            tagger_close_all(&t);
        cairo_show_page(p.cr);
    }
    set_outline(s, f, rehearsal ? 2 : 1);
    tagger_release(&t);
    ok = painter_finish(&p, s);
    *patched = ok && patch(&p, means, rehearsal, span_make(out->p + start, out->n - start));
    painter_release(&p);
    cairo_surface_destroy(s);
    return ok;
}

bool paint_pdf(struct ctx *ctx, const struct frames *f, const struct doc_meta *meta,
               struct buf *out)
{
    size_t start = out->n;
    bool ok = true, patched = false;

    for (int means = CODED; means <= PLAIN && ok && !patched; means++) {
        out->n = start;
        ok = paint_pages(ctx, f, meta, (enum means)means, &patched, out);
    }
    if (!ok)
        out->n = start;
    return ok;
}
