/* A page that nobody sees, so that Cairo keeps every face in one font of the PDF.
 *
 * Cairo 1.16 puts a glyph that first shows a character of WinAnsi into one font of the file
 * (WinAnsi codes) and all others into a second (Identity-H): in Vietnamese nearly every word
 * changes font within, which breaks it into pieces for programs that read the text, and two fonts a
 * face make the file larger and slower to write. Where Cairo meets a glyph first without any
 * character, it goes into the second font, and a character told later still comes into that font's
 * ToUnicode map (cairo-scaled-font-subsets.c). So the font's own characters are hidden (files.c),
 * and a page before the first shows all glyphs without characters. Afterwards it is taken out of
 * the page tree (ISO 32000-1, 7.7.3.2) in place: Cairo writes the tree last, as text, and its first
 * object is the root of the tree.
 *
 * Invariant: no byte moves, so the offsets of the cross-reference table stay right. */
#include "paint/draw.h"

enum { ENTRY = 20 }; /* bytes of a cross-reference entry */

static struct paint_file *usable_file(struct painter *p, const struct face *face, double size)
{
    struct paint_file *file = find_file(p, face);

    if (file && !file->used) {
        file->used = mem_alloc((file->n_glyphs + 1) * sizeof *file->used);
        file->size = size;
    }
    return file;
}

static void mark_glyphs(struct painter *p, const struct frames *f)
{
    struct paint_file *file = NULL;
    const struct face *face = NULL;

    for (size_t k = 0; k < f->n_pages; k++)
        for (size_t i = 0; i < f->pages[k].n; i++) {
            const struct frame_item *item = &f->pages[k].items[i];
            if (item->type != FRAME_TEXT || !item->as.text.n)
                continue;
            if (item->as.text.face != face)
                file = usable_file(p, face = item->as.text.face, item->as.text.size);
            for (size_t g = 0; file && g < item->as.text.n; g++)
                if (item->as.text.glyphs[g].id < file->n_glyphs)
                    file->used[item->as.text.glyphs[g].id] = true;
        }
}

void rehearse(struct painter *p, const struct frames *f)
{
    mark_glyphs(p, f);
    for (size_t k = 0; k < p->n_files; k++) {
        const struct paint_file *file = &p->files[k];
        struct buf glyphs = {0};
        if (!file->used || file->size <= 0 || !draw_face(p, file->face, file->size, 1))
            continue;
        for (size_t id = 0; id < file->n_glyphs; id++)
            if (file->used[id]) {
                cairo_glyph_t g = {id, 1, 1};
                buf_put(&glyphs, &g, sizeof g);
            }
        if (glyphs.n)
            cairo_show_glyphs(p->cr, (const cairo_glyph_t *)(const void *)glyphs.p,
                              (int)(glyphs.n / sizeof(cairo_glyph_t)));
        buf_release(&glyphs);
    }
}

/* ---- taking it out ---- */

static bool text_at(struct span s, size_t at, const char *text)
{
    return at <= s.n && span_starts(span_make(s.p + at, s.n - at), text);
}

/* The digits at *at; false: there are none, or too many. */
static bool number_at(struct span s, size_t *at, size_t *out)
{
    size_t first = *at;

    for (*out = 0; *at < s.n && s.p[*at] >= '0' && s.p[*at] <= '9' && *at < first + 12; ++*at)
        *out = *out * 10 + (size_t)(s.p[*at] - '0');
    return *at > first;
}

/* Where object 1 stands, by the cross-reference table (ISO 32000-1, 7.5.4). */
static bool find_object_1(struct span s, size_t *out)
{
    static const char key[] = "startxref\n";
    size_t at = s.n, table, entries;

    while (at > 0 && s.n - at < 64 && !text_at(s, at, key))
        at--;
    if (!text_at(s, at, key))
        return false;
    at += sizeof key - 1;
    if (!number_at(s, &at, &table) || !text_at(s, table, "xref\n0 "))
        return false;
    at = table + strlen("xref\n0 ");
    if (!number_at(s, &at, &entries) || entries < 2 || !text_at(s, at, "\n"))
        return false;
    at += 1 + ENTRY;
    return number_at(s, &at, out);
}

bool rehearse_drop(struct span pdf)
{
    static const char head[] = "1 0 obj\n<< /Type /Pages\n   /Kids [ ", tail[] = "]\n   /Count ";
    size_t at, first, end, count, digits;
    char *bytes = (char *)(uintptr_t)pdf.p;
    struct buf text = {0};

    if (!find_object_1(pdf, &at) || !text_at(pdf, at, head))
        return false;
    first = end = at + sizeof head - 1;
    if (!number_at(pdf, &end, &count) || !text_at(pdf, end, " 0 R "))
        return false;
    end += strlen(" 0 R ");
    for (at = end; at < pdf.n && pdf.p[at] != ']';)
        at++;
    if (!text_at(pdf, at, tail))
        return false;
    digits = at += sizeof tail - 1;
    if (!number_at(pdf, &digits, &count) || count < 2)
        return false;
    memset(bytes + first, ' ', end - first);
    memset(bytes + at, ' ', digits - at);
    buf_printf(&text, "%zu", count - 1);
    memcpy(bytes + at, text.p, text.n);
    buf_release(&text);
    return true;
}
