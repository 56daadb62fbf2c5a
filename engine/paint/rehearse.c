/* A page that nobody sees, so that Cairo keeps every face in one font of the PDF that has more signs than codes.c can code.
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

bool rehearse(struct painter *p)
{
    bool any = false;

    for (size_t k = 0; k < p->n_files; k++) {
        const struct paint_file *file = &p->files[k];
        struct buf glyphs = {0};
        if (file->coded || file->size <= 0 || !draw_face(p, file->face, file->size, 1))
            continue;
        for (size_t id = 0; id < file->n_glyphs; id++)
            if (file->places[id]) {
                cairo_glyph_t g = {id, 1, 1};
                buf_put(&glyphs, &g, sizeof g);
            }
        if (glyphs.n)
            cairo_show_glyphs(p->cr, (const cairo_glyph_t *)(const void *)glyphs.p,
                              (int)(glyphs.n / sizeof(cairo_glyph_t)));
        any = any || glyphs.n;
        buf_release(&glyphs);
    }
    return any;
}

/* ---- taking it out ---- */

bool rehearse_drop(struct span pdf)
{
    static const char head[] = "1 0 obj\n<< /Type /Pages\n   /Kids [ ", tail[] = "]\n   /Count ";
    size_t at, first, end, count, digits;
    struct pdf_view view;
    char *bytes = (char *)(uintptr_t)pdf.p;
    struct buf text = {0};

    if (!view_pdf(pdf, &view) || !find_object(&view, 1, &at) || !text_at(pdf, at, head))
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
