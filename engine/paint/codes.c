/* Codes of one byte for the glyphs of a face, so that the PDF is written faster and shorter.
 *
 * Cairo 1.16 writes a glyph that stands for a character of WinAnsi as that byte, in a TrueType font with WinAnsiEncoding,
 * and every other as four hexadecimal digits, in a CID font. Vietnamese has both in nearly every word. What a glyph stands
 * for Cairo asks the font where it is told no characters. So the font that Cairo sees has a cmap of our own, which gives
 * each glyph that the document shows one of these codes: its own character's if that is ASCII, else a free one, the
 * shortest to the most frequent. The embedded font finds its glyphs by them (ISO 32000-1, 9.6.6.4), and what they mean says the ToUnicode map, which
 * readers ask first (9.10.2): Cairo's knows the codes only, and is written over with the right one in place.
 *
 * The number of the file stands in its last code, by which its font is found again. A cluster that is not what its glyph
 * says elsewhere is drawn with its characters, which Cairo then writes as ActualText. */
#include "paint/draw.h"
#include "text/text.h"

#include <stdlib.h>
#include <zlib.h>

enum {
    FIRST = 0x20,  /* code; Unicode and WinAnsi agree on all that are used */
    LAST = 0xFF,
    MARK = 0xE0,   /* the last code of the first file; those above are of the others */
    MARKS = 16,
    CMAP_HEAD = 22 /* bytes before the glyphs of a cmap with one table of format 6 */
};

/* ---- giving codes ---- */

static void put16(unsigned char *p, unsigned v)
{
    p[0] = (unsigned char)(v >> 8);
    p[1] = (unsigned char)v;
}

size_t codes_cmap_size(void)
{
    return CMAP_HEAD + 2 * (LAST - FIRST + 1);
}

/* Unicode characters (platform 0) from FIRST on (OpenType 1.9, cmap, format 6), all of no glyph. */
void codes_cmap_clear(unsigned char *cmap)
{
    const unsigned n = LAST - FIRST + 1;

    memset(cmap, 0, codes_cmap_size());
    put16(cmap + 2, 1);
    put16(cmap + 6, 3);
    put16(cmap + 10, 12);
    put16(cmap + 12, 6);
    put16(cmap + 14, 10 + 2 * n);
    put16(cmap + 18, FIRST);
    put16(cmap + 20, n);
}

static bool is_ascii(const struct paint_sign *s)
{
    return s->text.n == 1 && s->text.p[0] >= 0x20 && s->text.p[0] <= 0x7E;
}

static int more_frequent(const void *a, const void *b)
{
    const struct paint_sign *x = *(struct paint_sign *const *)a, *y = *(struct paint_sign *const *)b;

    return x->count != y->count ? (x->count < y->count) - (x->count > y->count) : (x->glyph > y->glyph) - (x->glyph < y->glyph);
}

static int by_text(const void *a, const void *b)
{
    const struct paint_sign *x = *(struct paint_sign *const *)a, *y = *(struct paint_sign *const *)b;
    const int order = memcmp(x->text.p ? x->text.p : "", y->text.p ? y->text.p : "", x->text.n < y->text.n ? x->text.n : y->text.n);

    return order ? order : more_frequent(a, b);
}

/* The codes in the order of their lengths in a PDF string as Cairo writes it; the first `n_short` take one byte. */
static size_t list_codes(const bool *taken, unsigned char *out, size_t *n_short)
{
    static const char escaped[] = "()\\";
    size_t n = 0;

    for (int c = FIRST + 1; c <= 0x7E; c++)
        if (!taken[c] && !strchr(escaped, c))
            out[n++] = (unsigned char)c;
    *n_short = n;
    for (const char *c = escaped; *c; c++)
        if (!taken[(unsigned char)*c])
            out[n++] = (unsigned char)*c;
    for (int c = 0xA1; c < MARK; c++) /* U+00AD is no code of Cairo's */
        if (c != 0xAD)
            out[n++] = (unsigned char)c;
    return n;
}

/* One that is shown, lest its code be missing in the font; the rarest, since it gives up a short code. */
static struct paint_sign *take_mark(struct paint_file *file, struct paint_sign **rest, size_t *n)
{
    for (size_t i = *n; i > 0; i--)
        if (rest[i - 1]->count > 0) {
            struct paint_sign *s = rest[i - 1];
            memmove(rest + i - 1, rest + i, (--*n - (i - 1)) * sizeof *rest);
            return s;
        }
    for (size_t i = 0; i < file->n_signs; i++)
        if (file->signs[i].count > 0)
            return &file->signs[i];
    return NULL;
}

/* false: there are more signs than codes. */
static bool give(struct paint_file *file, unsigned mark)
{
    struct paint_sign **rest = mem_alloc((file->n_signs + 1) * sizeof *rest), *last;
    bool taken[LAST + 1] = {false};
    unsigned char codes[LAST + 1];
    size_t n = 0, n_codes, n_short;

    for (size_t i = 0; i < file->n_signs; i++) {
        struct paint_sign *s = &file->signs[i];
        s->code = 0;
        if (is_ascii(s) && !taken[(unsigned char)s->text.p[0]]) {
            s->code = (unsigned char)s->text.p[0];
            taken[s->code] = true;
        } else {
            rest[n++] = s;
        }
    }
    qsort(rest, n, sizeof *rest, more_frequent);
    last = take_mark(file, rest, &n);
    if (last)
        last->code = (unsigned char)mark;
    n_codes = list_codes(taken, codes, &n_short);
    if (n_short > n)
        n_short = n;
    qsort(rest, n_short, sizeof *rest, by_text); /* the map is shorter so */
    qsort(rest + n_short, n - n_short, sizeof *rest, by_text);
    for (size_t i = 0; i < n && n <= n_codes; i++)
        rest[i]->code = codes[i];
    free(rest);
    return last && n <= n_codes;
}

void codes_give(struct painter *p, bool allowed)
{
    unsigned marks = 0;

    for (size_t i = 0; i < p->n_files; i++) {
        struct paint_file *file = &p->files[i];
        if (!file->cmap)
            continue;
        codes_cmap_clear(file->cmap);
        file->coded = allowed && marks < MARKS && file->size > 0 && !file->ambiguous && !sign_of(file, 0) && give(file, MARK + marks);
        for (size_t k = 0; file->coded && k < file->n_signs; k++)
            put16(file->cmap + CMAP_HEAD + 2 * (size_t)(file->signs[k].code - FIRST), file->signs[k].glyph);
        marks += file->coded;
    }
}

/* ---- what they mean ---- */

static void put_hex(struct buf *out, uint32_t v)
{
    static const char digits[] = "0123456789abcdef";

    for (int shift = 12; shift >= 0; shift -= 4)
        buf_putc(out, digits[v >> shift & 0xF]);
}

/* UTF-16 (ISO 32000-1, 9.10.3). */
static void put_text(struct buf *out, struct span text)
{
    for (size_t i = 0; i < text.n;) {
        const uint32_t c = text_next(text, &i);
        if (c >= 0x10000) {
            put_hex(out, 0xD800 + ((c - 0x10000) >> 10));
            put_hex(out, 0xDC00 + ((c - 0x10000) & 0x3FF));
        } else {
            put_hex(out, c);
        }
    }
}

void codes_map(const struct paint_file *file, struct buf *out)
{
    const struct paint_sign *by_code[LAST + 1] = {NULL};
    size_t n = 0, k = 0;

    for (size_t i = 0; i < file->n_signs; i++)
        if (file->signs[i].text.n) {
            by_code[file->signs[i].code] = &file->signs[i];
            n++;
        }
    buf_puts(out, "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CMapName /Adobe-Identity-UCS def\n"
                  "/CMapType 2 def\n1 begincodespacerange\n<00> <ff>\nendcodespacerange\n");
    for (int c = FIRST; c <= LAST; c++) {
        if (!by_code[c])
            continue;
        if (k % 100 == 0) /* as many as one operator may have */
            buf_printf(out, "%s%zu beginbfchar\n", k ? "endbfchar\n" : "", n - k < 100 ? n - k : 100);
        buf_printf(out, "<%02x> <", (unsigned)c);
        put_text(out, by_code[c]->text);
        buf_puts(out, ">\n");
        k++;
    }
    buf_puts(out, "endbfchar\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
}

/* ---- telling it ---- */

const struct paint_file *codes_file(const struct painter *p, unsigned last)
{
    unsigned marks = MARK;

    for (size_t i = 0; i < p->n_files; i++)
        if (p->files[i].coded && marks++ == last)
            return &p->files[i];
    return NULL;
}

/* The map as a zlib stream; the window is as small as maps are, since clearing a large one takes longer. */
static bool pack(struct span map, struct buf *out)
{
    z_stream z = {0};
    int status;

    if (deflateInit2(&z, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 12, 6, Z_DEFAULT_STRATEGY) != Z_OK)
        return false;
    buf_reserve(out, deflateBound(&z, (uLong)map.n));
    z.next_in = (unsigned char *)(uintptr_t)map.p;
    z.avail_in = (unsigned)map.n;
    z.next_out = (unsigned char *)out->p;
    z.avail_out = (unsigned)(out->cap - 1);
    status = deflate(&z, Z_FINISH);
    out->n = z.total_out;
    deflateEnd(&z);
    return status == Z_STREAM_END;
}

/* Writes the map over Cairo's, whose object stands at `at`, with blanks over what is left of it; then its new length into the
 * object that has it. */
static bool write_map(const struct pdf_view *pdf, size_t at, struct span map)
{
    static const char tail[] = "\nendstream\nendobj\n";
    char *bytes = (char *)(uintptr_t)pdf->bytes.p;
    const struct span s = pdf->bytes;
    size_t number, n, length = 0, digits;
    struct buf packed = {0}, text = {0};
    bool ok = number_at(s, &at, &number) && pass(s, &at, " 0 obj\n<< /Length ") && number_at(s, &at, &number) &&
              pass(s, &at, " 0 R\n   /Filter /FlateDecode\n>>\nstream\n") && find_object(pdf, number, &length) &&
              number_at(s, &length, &number) && pass(s, &length, " 0 obj\n   ");

    digits = length;
    ok = ok && number_at(s, &length, &n) && text_at(s, at + n, tail) && pack(map, &packed) && packed.n <= n;
    if (ok) {
        buf_printf(&text, "%zu", packed.n);
        buf_put(&packed, tail, sizeof tail - 1);
        memset(bytes + at, '\n', n + sizeof tail - 1);
        memcpy(bytes + at, packed.p, packed.n);
        memset(bytes + digits, ' ', length - digits);
        memcpy(bytes + digits, text.p, text.n);
    }
    buf_release(&packed);
    buf_release(&text);
    return ok;
}

static bool tell(const struct pdf_view *pdf, size_t font, const struct paint_file *file)
{
    struct buf map = {0};
    size_t object, at;
    bool ok = file && number_of(pdf->bytes, font, "/ToUnicode ", &object) && find_object(pdf, object, &at);

    if (ok) {
        codes_map(file, &map);
        ok = write_map(pdf, at, buf_span(&map));
    }
    buf_release(&map);
    return ok;
}

/* What kind of font stands at `at`: "TrueType"; {0}: another object. */
static struct span font_at(struct span pdf, size_t at)
{
    static const char head[] = " 0 obj\n<< /Type /Font\n   /Subtype /";
    size_t number, end;

    if (!number_at(pdf, &at, &number) || !text_at(pdf, at, head))
        return (struct span){0};
    for (end = at += sizeof head - 1; end < pdf.n && pdf.p[end] != '\n';)
        end++;
    return span_make(pdf.p + at, end - at);
}

bool codes_tell(const struct painter *p, struct span bytes)
{
    struct pdf_view pdf;
    size_t at, last, others = 0;

    for (size_t i = 0; i < p->n_files; i++)
        others += !p->files[i].coded && p->files[i].size > 0;
    if (!view_pdf(bytes, &pdf))
        return false;
    for (size_t i = 1; i < pdf.entries; i++) {
        struct span font;

        if (!find_object(&pdf, i, &at))
            return false;
        font = font_at(bytes, at);
        if (span_is(font, "TrueType") && !(number_of(bytes, at, "/LastChar ", &last) && tell(&pdf, at, codes_file(p, (unsigned)last))))
            return false;
        if (span_is(font, "Type0") && others-- == 0) /* a sign of a coded file went into a font of its own */
            return false;
    }
    return true;
}
