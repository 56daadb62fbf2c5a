/* Text and bitmaps of EMF ([MS-EMF] 2.3.1, 2.3.5.7, 2.3.5.8, 2.3.5.32). */
#include "media/emf.h"

/* ---- text ---- */

void emf_font(struct gdi *g, struct span r)
{
    enum { FACE = 40, FACE_CHARS = 32, BOLD = 600 };
    struct buf family = {0};
    for (size_t i = 0; i < FACE_CHARS && u16_at(r, FACE + 2 * i); i++) {
        const unsigned c = u16_at(r, FACE + 2 * i);
        buf_utf8(&family, c >= 0xD800 && c < 0xE000 ? 0xFFFD : c);
    }
    const struct gdi_font font = {.height = i32_at(r, 12), .escapement = i32_at(r, 20) / 10.0, .bold = i32_at(r, 28) >= BOLD, .italic = byte_at(r, 32),
                                  .underline = byte_at(r, 33), .strike = byte_at(r, 34), .charset = byte_at(r, 35), .family = arena_buf(g->a, &family)};
    gdi_object(g, u32_at(r, 8), &(struct gdi_object){GDI_FONT, {.font = font}});
}

enum { GLYPHS = 0x10, NO_BOX = 0x100, BYTES = 0x200, PAIRS = 0x2000 };

/* What glyphs say is in the font alone; those of Windows have ASCII from the fourth on. */
static uint32_t char_of_glyph(unsigned glyph)
{
    return glyph >= 3 && glyph <= 97 ? glyph + 29 : 0xFFFD;
}

/* Characters of UTF-16, or of one byte, from `at` on. Both halves of a pair take one place, with the advances of both. */
static void show(struct gdi *g, struct span r, size_t at, size_t n, bool bytes, size_t advances_at, unsigned options, double x, double y, const double *box)
{
    const size_t room = part_of(r, at, r.n).n / (bytes ? 1 : 2), step = options & PAIRS ? 8 : 4;
    if (n > room)
        n = room;
    uint32_t *chars = ARENA_NEWS(g->a, n, uint32_t);
    double *advances = advances_at && advances_at + step * n <= r.n ? ARENA_NEWS(g->a, n, double) : NULL;
    uint32_t table[256];
    size_t k = 0;
    if (bytes && n)
        gdi_charset(g, table);
    for (size_t i = 0; i < n; i++) {
        const unsigned c = bytes ? byte_at(r, at + i) : u16_at(r, at + 2 * i), low = bytes ? 0 : u16_at(r, at + 2 * i + 2);
        const double advance = advances ? i32_at(r, advances_at + step * i) : 0;
        if (c >= 0xD800 && c < 0xDC00 && i + 1 < n && low >= 0xDC00 && low < 0xE000) {
            chars[k] = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
            i++;
            if (advances)
                advances[k] = advance + i32_at(r, advances_at + step * i);
        } else {
            chars[k] = options & GLYPHS ? char_of_glyph(c) : bytes ? table[c] : c >= 0xD800 && c < 0xE000 ? 0xFFFD : c;
            if (advances)
                advances[k] = advance;
        }
        k++;
    }
    gdi_text(g, x, y, options & (TEXT_OPAQUE | TEXT_CLIPPED), box, chars, advances, k);
}

void emf_text(struct gdi *g, struct span r)
{
    enum { TEXT_A = 83 };
    double box[4];
    emf_box(r, 56, box);
    show(g, r, u32_at(r, 48), u32_at(r, 44), u32_at(r, 0) == TEXT_A, u32_at(r, 72), u32_at(r, 52), i32_at(r, 36), i32_at(r, 40), box);
}

void emf_small_text(struct gdi *g, struct span r)
{
    const unsigned options = u32_at(r, 20);
    double box[4] = {0};
    if (!(options & NO_BOX))
        emf_box(r, 36, box);
    show(g, r, options & NO_BOX ? 36 : 52, u32_at(r, 16), options & BYTES, 0, options & NO_BOX ? 0 : options, i32_at(r, 8), i32_at(r, 12), box);
}

/* ---- bitmaps ---- */

void emf_blt(struct gdi *g, struct span r)
{
    enum { BIT_BLT = 76, MASK_BLT = 78, ALPHA = 114, CLEAR = 116 };
    const uint32_t type = u32_at(r, 0);
    const bool sized = type != BIT_BLT && type != MASK_BLT;
    const double to[] = {i32_at(r, 24), i32_at(r, 28), i32_at(r, 32), i32_at(r, 36)};
    const double from[] = {i32_at(r, 44), i32_at(r, 48), sized ? i32_at(r, 100) : to[2], sized ? i32_at(r, 104) : to[3]};
    const struct gdi_bitmap b = {emf_part(r, 84), emf_part(r, 92), type == ALPHA && byte_at(r, 43) == 1};
    gdi_bitmap(g, &b, to, from, type == ALPHA || type == CLEAR ? 0xCC0020 : u32_at(r, 40));
}

void emf_dib(struct gdi *g, struct span r)
{
    enum { STRETCH = 81 };
    const bool stretch = u32_at(r, 0) == STRETCH;
    const struct gdi_bitmap b = {emf_part(r, 48), emf_part(r, 56), false};
    const double from[] = {i32_at(r, 32), i32_at(r, 36), i32_at(r, 40), i32_at(r, 44)};
    const double to[] = {i32_at(r, 24), i32_at(r, 28), stretch ? i32_at(r, 72) : from[2], stretch ? i32_at(r, 76) : from[3]};
    gdi_dib(g, &b, to, from, stretch ? u32_at(r, 68) : 0xCC0020);
}
