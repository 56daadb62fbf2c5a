/* Runs of text, with their glyphs where layout wants them, unrounded.
 *
 * Cairo 1.16 cuts the advances in a PDF to whole thousandths of an em, while it places glyphs as if
 * readers used the full ones: a reader falls behind by up to half a point in a line. So we keep
 * account of how far it is behind (paint_pen) and begin each word that much further to the right.
 * The account starts anew wherever Cairo gives an absolute position: in a new text object, on
 * another baseline, with another size, after a leap of more than 10 em (cairo-pdf-operators.c). */
#include "paint/draw.h"

#include <math.h>

enum { LEAP = 10 }; /* [em] */

/* One more: a space may follow. */
static void make_room(struct painter *p, size_t n)
{
    p->n_glyphs = p->n_clusters = p->n_spans = 0;
    buf_clear(&p->text);
    if (n < p->cap_glyphs)
        return;
    p->cap_glyphs = n < 128 ? 256 : 2 * n;
    p->glyphs = mem_resize(p->glyphs, p->cap_glyphs, sizeof *p->glyphs);
    p->starts = mem_resize(p->starts, p->cap_glyphs, sizeof *p->starts);
    p->spans = mem_resize(p->spans, p->cap_glyphs, sizeof *p->spans);
    p->clusters = mem_resize(p->clusters, p->cap_glyphs, sizeof *p->clusters);
}

/* Moves words to where a reader will find them. */
static void allow_for_cut(struct painter *p, struct face *face, double size)
{
    double lag = p->pen.down ? p->pen.lag : 0;

    for (size_t i = 0; i < p->n_glyphs; i++) {
        cairo_glyph_t *g = &p->glyphs[i];
        double advance = face_advance(face, (uint32_t)g->index), x = g->x / size;
        if (!p->pen.down || p->pen.size != size || fabs(g->y - p->pen.y) > size / 1000 ||
            fabs(x + lag - p->pen.x) > LEAP) {
            p->pen = (struct paint_pen){true, g->y, size, x, 0};
            lag = 0;
        } else if (p->starts[i]) {
            lag = p->pen.lag;
        }
        g->x += lag * size;
        p->pen.x = x + lag + advance;
        p->pen.lag += advance - floor(advance * 1000) / 1000;
    }
}

static void show_spans(struct painter *p)
{
    const cairo_glyph_t *glyphs = p->glyphs;
    const cairo_text_cluster_t *clusters = p->clusters;
    const char *text = p->text.p;

    for (size_t i = 0; i < p->n_spans; i++) {
        const struct paint_span *s = &p->spans[i];
        if (s->silent)
            cairo_show_glyphs(p->cr, glyphs, (int)s->glyphs);
        else
            cairo_show_text_glyphs(p->cr, text, (int)s->bytes, glyphs, (int)s->glyphs, clusters,
                                   (int)s->clusters, 0);
        glyphs += s->glyphs;
        clusters += s->clusters;
        text += s->bytes;
    }
}

void draw_text(struct painter *p, const struct frame_item *item)
{
    size_t n = item->as.text.n;

    if (!n || item->as.text.size <= 0 || !draw_face(p, item->as.text.face, item->as.text.size))
        return;
    draw_color(p, item->as.text.color);
    make_room(p, n);
    if (p->pdf) {
        clusters_fill(p, item);
        allow_for_cut(p, item->as.text.face, item->as.text.size);
        show_spans(p);
        return;
    }
    for (size_t i = 0; i < n; i++) {
        const struct frame_glyph *g = &item->as.text.glyphs[i];
        p->glyphs[i] = (cairo_glyph_t){g->id, item->x + g->x, item->y + g->y};
    }
    cairo_show_glyphs(p->cr, p->glyphs, (int)n);
}
