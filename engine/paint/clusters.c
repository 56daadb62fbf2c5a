/* Which characters a glyph of PDF text stands for: one each as a rule, so that words can be
 * searched.
 *
 * Cairo 1.16 puts a glyph that first shows a character of WinAnsi into one font of the file
 * (WinAnsi codes) and all others into a second (Identity-H): in Vietnamese nearly every word
 * changes font within, which breaks it into pieces for programs that read the text and makes the
 * file larger and slower to write. Where Cairo meets a glyph first without any character, it goes
 * into the second font, and a character told later still comes into that font's ToUnicode map
 * (cairo-scaled-font-subsets.c). So the font's own characters are hidden (files.c), and a glyph is
 * silent the first time it shows.
 *
 * Invariant: a glyph is only silent if it comes again, and then it is not; a glyph that comes once
 * goes its usual way. Glyphs are therefore counted before they are drawn. */
#include "paint/draw.h"

struct glyph_use {
    uint32_t left;    /* how often it comes from here on */
    bool shown, told; /* told: with its character */
};

/* ---- counting ---- */

static struct glyph_use *lookup_use(struct paint_file *file, uint32_t id)
{
    return file && file->uses && id < file->n_glyphs ? &file->uses[id] : NULL;
}

static struct paint_file *countable_file(struct painter *p, const struct face *face)
{
    struct paint_file *file = find_file(p, face);

    if (file && !file->uses)
        file->uses = mem_alloc((file->n_glyphs + 1) * sizeof *file->uses);
    return file;
}

void clusters_count(struct painter *p, const struct frames *f)
{
    struct paint_file *file = NULL;
    const struct face *face = NULL;

    for (size_t k = 0; k < f->n_pages; k++)
        for (size_t i = 0; i < f->pages[k].n; i++) {
            const struct frame_item *item = &f->pages[k].items[i];
            if (item->type != FRAME_TEXT || !item->as.text.n)
                continue;
            if (item->as.text.face != face)
                file = countable_file(p, face = item->as.text.face);
            for (size_t g = 0; g < item->as.text.n; g++) {
                struct glyph_use *use = lookup_use(file, item->as.text.glyphs[g].id);
                if (use)
                    use->left++;
            }
        }
}

/* ---- filling ---- */

/* One character that WinAnsi has: ASCII, Latin-1, and what Windows-1252 has in 0x80-0x9F. */
static bool is_winansi(struct span s)
{
    static const char *const more = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ";
    char c[5] = {0};

    if (s.n == 1)
        return true;
    if (s.n == 2 && ((unsigned char)s.p[0] == 0xC2 || (unsigned char)s.p[0] == 0xC3))
        return true;
    if (s.n < 2 || s.n > 3)
        return false;
    memcpy(c, s.p, s.n);
    return strstr(more, c) != NULL;
}

/* Whether the only glyph of a cluster is shown without its character. A space keeps company with
 * what is before it, for Cairo drops text that has no ink. */
static bool is_silent(const struct painter *p, struct glyph_use *use, struct span text)
{
    bool after_silent = p->n_spans && p->spans[p->n_spans - 1].silent;
    bool silent = use->left > 1 && !use->shown && is_winansi(text);

    if (after_silent && span_is(text, " "))
        silent = use->told || use->left > 1;
    use->shown = true;
    use->told = use->told || !silent;
    if (use->left > 0)
        use->left--;
    return silent;
}

static void put_glyph(struct painter *p, uint32_t glyph, double x, double y, bool start)
{
    p->starts[p->n_glyphs] = start;
    p->glyphs[p->n_glyphs++] = (cairo_glyph_t){glyph, x, y};
}

static void put_cluster(struct painter *p, size_t glyphs, size_t bytes, bool silent)
{
    struct paint_span *span = p->n_spans ? &p->spans[p->n_spans - 1] : NULL;

    if (!span || span->silent != silent) {
        span = &p->spans[p->n_spans++];
        *span = (struct paint_span){.silent = silent};
    }
    span->glyphs += glyphs;
    span->bytes += bytes;
    span->clusters++;
    p->clusters[p->n_clusters++] = (cairo_text_cluster_t){(int)bytes, (int)glyphs};
}

/* A space without ink at the line's end: words read aloud or copied would else stick together. */
static void put_space(struct painter *p, const struct frame_item *item)
{
    struct face *face = item->as.text.face;
    struct shaped space = face_shape(face, SPAN(" "), false, (struct pos){0});
    const struct frame_glyph *last = &item->as.text.glyphs[item->as.text.n - 1];
    struct glyph_use *use = lookup_use(p->file, space.glyphs[0].id);

    if (!use || !use->told)
        return;
    put_glyph(p, space.glyphs[0].id,
              item->x + last->x + face_advance(face, last->id) * item->as.text.size,
              item->y + last->y, false);
    put_cluster(p, 1, 1, is_silent(p, use, SPAN(" ")));
    buf_putc(&p->text, ' ');
}

void clusters_fill(struct painter *p, const struct frame_item *item)
{
    const struct frame_glyph *glyphs = item->as.text.glyphs;
    size_t n = item->as.text.n, begin = 0;
    bool in_word = false;

    for (size_t i = 0, next; i < n; i = next) {
        struct glyph_use *use = lookup_use(p->file, glyphs[i].id);
        struct span text = {item->as.text.text + begin, 0};
        bool blank;
        for (next = i + 1; next < n && glyphs[next].cluster == glyphs[i].cluster;)
            next++;
        text.n = (next < n ? glyphs[next].cluster : item->as.text.bytes) - begin;
        blank = span_is(text, " ");
        for (size_t k = i; k < next; k++)
            put_glyph(p, glyphs[k].id, item->x + glyphs[k].x, item->y + glyphs[k].y,
                      !blank && !in_word && k == i);
        put_cluster(p, next - i, text.n, use && next == i + 1 && is_silent(p, use, text));
        in_word = !blank;
        begin += text.n;
    }
    buf_put(&p->text, item->as.text.text, item->as.text.bytes);
    if (p->space_after)
        put_space(p, item);
}
