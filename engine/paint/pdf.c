/* The PDF: pages, outline. What Cairo 1.16 cannot write (language, alternative texts, artifacts,
 * XMP) is added when the file is finished (pdf/finish.h). Nothing here asks the clock: an undated paper has no
 * date. */
#include "paint/tags.h"

#include <cairo-pdf.h>
#include <stdlib.h>

/* The rest of the information is written when the file is finished, together with what must agree with it; without this Cairo
 * would ask the clock. */
static void set_info(cairo_surface_t *s)
{
    cairo_pdf_surface_set_metadata(s, CAIRO_PDF_METADATA_CREATE_DATE, NULL);
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

/* A page of the artifacts in one layer; nothing is drawn, and 0 given, if there are none. */
static size_t paint_layer(struct painter *p, cairo_surface_t *s, const struct frame_page *page, const enum layer *layers,
                          enum layer wanted, size_t index)
{
    bool any = false;

    for (size_t i = 0; i < page->n; i++) {
        if (layers[i] != wanted)
            continue;
        if (!any)
            cairo_pdf_surface_set_size(s, page->width, page->height);
        any = true;
        p->pen.down = false;
        draw_item(p, &page->items[i]);
    }
    if (any)
        cairo_show_page(p->cr);
    return any ? index : 0;
}

static void paint_plain(struct painter *p, cairo_surface_t *s, const struct frames *f)
{
    for (size_t i = 0; i < f->n_pages; i++) {
        cairo_pdf_surface_set_size(s, f->pages[i].width, f->pages[i].height);
        p->pen.down = false;
        draw_page(p, &f->pages[i]);
        cairo_show_page(p->cr);
    }
}

static void paint_all(struct painter *p, cairo_surface_t *s, const struct frames *f, struct paint_plan *plan)
{
    enum layer **layers = mem_alloc((f->n_pages + 1) * sizeof *layers);
    struct tagger t;
    size_t next = f->n_pages;

    tagger_init(&t, p, f, plan);
    plan->layers = ARENA_NEWS(plan->arena, f->n_pages + 1, struct paint_layers);
    for (size_t i = 0; i < f->n_pages; i++) {
        layers[i] = mem_alloc((f->pages[i].n + 1) * sizeof **layers);
        layers_find(&t, &f->pages[i], layers[i]);
        t.blank[i] = layers_are_blank(&f->pages[i], layers[i]);
    }
    for (size_t i = 0; i < f->n_pages; i++) {
        cairo_pdf_surface_set_size(s, f->pages[i].width, f->pages[i].height);
        tagger_draw_page(&t, i, layers[i]);
        if (i + 1 == f->n_pages)
            tagger_close_all(&t);
        cairo_show_page(p->cr);
    }
    for (size_t i = 0; i < f->n_pages; i++) {
        plan->layers[i].below = paint_layer(p, s, &f->pages[i], layers[i], LAYER_BELOW, next);
        next += plan->layers[i].below != 0;
        plan->layers[i].above = paint_layer(p, s, &f->pages[i], layers[i], LAYER_ABOVE, next);
        next += plan->layers[i].above != 0;
        free(layers[i]);
    }
    free(layers);
    tagger_release(&t);
}

/* How the glyphs of a face are kept in one font, from the quickest to the surest. */
enum means { CODED, REHEARSED, PLAIN };

/* What of the means is done in place in the file. false: Cairo wrote it otherwise than is known. */
static bool patch(struct painter *p, enum means means, bool rehearsal, struct span pdf, struct paint_plan *plan)
{
    return (p->whole || outlines_put(p, pdf, plan)) && (means != CODED || (!p->unclear && codes_tell(p, pdf))) && (!rehearsal || rehearse_drop(pdf));
}

static bool paint_pages(struct ctx *ctx, const struct frames *f, struct paint_plan *plan, enum means means, bool *patched, struct buf *out)
{
    const size_t start = out->n;
    bool rehearsal = false;
    double width = f->n_pages ? f->pages[0].width : 1, height = f->n_pages ? f->pages[0].height : 1;
    cairo_surface_t *s = cairo_pdf_surface_create_for_stream(painter_write, out, width, height);
    struct painter p;
    bool ok;

    set_info(s);
    painter_init(&p, ctx, s);
    p.pdf = true;
    p.whole = !plan || means == PLAIN;
    signs_collect(&p, f);
    outlines_mark(&p);
    codes_give(&p, means == CODED);
    if (means != PLAIN && rehearse(&p)) {
        rehearsal = true;
        cairo_show_page(p.cr);
    }
    if (plan)
        paint_all(&p, s, f, plan);
    else
        paint_plain(&p, s, f);
    set_outline(s, f, rehearsal ? 2 : 1);
    ok = painter_finish(&p, s);
    *patched = ok && patch(&p, means, rehearsal, span_make(out->p + start, out->n - start), plan);
    painter_release(&p);
    cairo_surface_destroy(s);
    return ok;
}

bool paint_pdf(struct ctx *ctx, const struct frames *f, struct paint_plan *plan, struct buf *out)
{
    size_t start = out->n;
    bool ok = true, patched = false;

    for (int means = CODED; means <= PLAIN && ok && !patched; means++) {
        out->n = start;
        ok = paint_pages(ctx, f, plan, (enum means)means, &patched, out);
    }
    if (!ok)
        out->n = start;
    return ok;
}
