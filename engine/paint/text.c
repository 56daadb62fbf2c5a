/* Runs of text: every glyph where layout wants it, unrounded. In a PDF each tells its characters,
 * one as a rule, so that words can be searched and copied.
 *
 * Cairo 1.16 cuts the advances in a PDF to whole thousandths of an em, while it places glyphs as if
 * readers used the full ones: a reader falls behind by up to half a point in a line. So we keep
 * account of how far it is behind (paint_pen) and begin each word that much further to the right.
 * The account starts anew wherever Cairo gives an absolute position: in a new text object, on
 * another baseline, with another size, after a leap of more than 10 em (cairo-pdf-operators.c). */
#include "paint/draw.h"
#include "text/text.h"

#include <math.h>

enum { LEAP = 10 }; /* [em] */

/* One more: a space may follow. */
static void make_room(struct painter *p, size_t n)
{
    p->n_glyphs = p->n_clusters = 0;
    buf_clear(&p->text);
    if (n < p->cap_glyphs)
        return;
    p->cap_glyphs = n < 128 ? 256 : 2 * n;
    p->glyphs = mem_resize(p->glyphs, p->cap_glyphs, sizeof *p->glyphs);
    p->starts = mem_resize(p->starts, p->cap_glyphs, sizeof *p->starts);
    p->clusters = mem_resize(p->clusters, p->cap_glyphs, sizeof *p->clusters);
}

/* ---- filling ---- */

static void put_glyph(struct painter *p, uint32_t glyph, double x, double y, bool start)
{
    p->starts[p->n_glyphs] = start;
    p->glyphs[p->n_glyphs++] = (cairo_glyph_t){glyph, x, y};
}

static void put_cluster(struct painter *p, size_t bytes, size_t glyphs)
{
    p->clusters[p->n_clusters++] = (cairo_text_cluster_t){(int)bytes, (int)glyphs};
}

/* The character that a code is to Cairo. */
static void put_code(struct painter *p, unsigned char code)
{
    char utf8[2] = {(char)code};
    size_t n = 1;

    if (code >= 0x80) {
        utf8[0] = (char)(0xC0 | code >> 6);
        utf8[n++] = (char)(0x80 | (code & 0x3F));
    }
    put_cluster(p, n, 1);
    buf_put(&p->text, utf8, n);
}

/* Is this what the glyph says everywhere? */
static bool says(const struct paint_sign *sign, const char *text, size_t n)
{
    return sign && sign->text.n == n && sign->text.p[0] == text[0] && memcmp(sign->text.p, text, n) == 0;
}

/* What a cluster of `glyphs`, of which `glyph` is the first, says. In a file that has codes Cairo is told these, or with
 * `telling` false nothing, since the font says it; false: that will not do. */
static bool put_text(struct painter *p, uint32_t glyph, struct span text, size_t glyphs, bool telling)
{
    const struct paint_sign *sign = p->file->coded ? sign_of(p->file, glyph) : NULL;

    if (glyphs == 1 && text.n && says(sign, text.p, text.n)) {
        if (telling)
            put_code(p, sign->code);
        return true;
    }
    if (!telling)
        return false;
    p->unclear = p->unclear || (sign && text.n && text_length(text) == 1 && text_next(text, &(size_t){0}) == sign->code);
    put_cluster(p, text.n, glyphs);
    buf_putspan(&p->text, text);
    return true;
}

static double stretch_of(const struct frame_item *item)
{
    return item->as.text.stretch > 0 ? item->as.text.stretch : 1;
}

/* A space without ink at the line's end: words read aloud or copied would else stick together. */
static bool put_space(struct painter *p, const struct frame_item *item, bool telling)
{
    struct face *face = item->as.text.face;
    struct shaped space = face_shape(face, SPAN(" "), false, (struct pos){0});
    const struct frame_glyph *last = &item->as.text.glyphs[item->as.text.n - 1];

    put_glyph(p, space.glyphs[0].id,
              item->x + last->x + face_advance(face, last->id) * item->as.text.size * stretch_of(item),
              item->y + last->y, false);
    return put_text(p, space.glyphs[0].id, SPAN(" "), 1, telling);
}

/* Glyphs that share an offset make one cluster; together the clusters cover the whole text. */
static bool fill_text(struct painter *p, const struct frame_item *item, bool telling)
{
    const struct frame_glyph *glyphs = item->as.text.glyphs;
    size_t n = item->as.text.n, begin = 0;
    bool in_word = false;

    for (size_t i = 0, next, end; i < n; i = next, begin = end) {
        bool blank;
        for (next = i + 1; next < n && glyphs[next].cluster == glyphs[i].cluster;)
            next++;
        end = next < n ? glyphs[next].cluster : item->as.text.bytes;
        blank = span_is(span_make(item->as.text.text + begin, end - begin), " ");
        for (size_t k = i; k < next; k++)
            put_glyph(p, glyphs[k].id, item->x + glyphs[k].x, item->y + glyphs[k].y,
                      !blank && !in_word && k == i);
        if (!put_text(p, glyphs[i].id, span_make(item->as.text.text + begin, end - begin), next - i, telling))
            return false;
        in_word = !blank;
    }
    return !p->space_after || put_space(p, item, telling);
}

/* ---- the account of a reader's place ---- */

static const struct paint_sign *sign_with_advance(const struct paint_file *file, struct face *face, uint32_t glyph)
{
    static const struct paint_sign none = {0};
    struct paint_sign *sign = sign_of(file, glyph);

    if (sign && sign->advance == 0) {
        sign->advance = face_advance(face, glyph);
        sign->cut = sign->advance - floor(sign->advance * 1000) / 1000;
    }
    return sign ? sign : &none;
}

/* Moves words to where a reader will find them. */
static void allow_for_cut(struct painter *p, struct face *face, double size) /* sideways */
{
    double lag = p->pen.down ? p->pen.lag : 0;

    for (size_t i = 0; i < p->n_glyphs; i++) {
        cairo_glyph_t *g = &p->glyphs[i];
        const struct paint_sign *sign = sign_with_advance(p->file, face, (uint32_t)g->index);
        double x = g->x / size;
        if (!p->pen.down || p->pen.size != size || fabs(g->y - p->pen.y) > size / 1000 ||
            fabs(x + lag - p->pen.x) > LEAP) {
            p->pen = (struct paint_pen){true, g->y, size, x, 0};
            lag = 0;
        } else if (p->starts[i]) {
            lag = p->pen.lag;
        }
        g->x += lag * size;
        p->pen.x = x + lag + sign->advance;
        p->pen.lag += sign->cut;
    }
}

void draw_text(struct painter *p, const struct frame_item *item)
{
    size_t n = item->as.text.n;

    const double size = item->as.text.size, stretch = stretch_of(item);

    if (!n || size <= 0 || !draw_face(p, item->as.text.face, size, stretch))
        return;
    draw_color(p, item->as.text.color);
    make_room(p, n);
    if (p->pdf) {
        bool telling = !p->file->coded;
        if (!fill_text(p, item, telling)) {
            telling = true;
            make_room(p, n);
            fill_text(p, item, telling);
        }
        allow_for_cut(p, item->as.text.face, size * stretch);
        if (!telling)
            cairo_show_glyphs(p->cr, p->glyphs, (int)p->n_glyphs);
        else
            cairo_show_text_glyphs(p->cr, p->text.p, (int)p->text.n, p->glyphs, (int)p->n_glyphs,
                                   p->clusters, (int)p->n_clusters, 0);
        return;
    }
    for (size_t i = 0; i < n; i++) {
        const struct frame_glyph *g = &item->as.text.glyphs[i];
        p->glyphs[i] = (cairo_glyph_t){g->id, item->x + g->x, item->y + g->y};
    }
    cairo_show_glyphs(p->cr, p->glyphs, (int)n);
}
