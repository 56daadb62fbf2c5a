/* The tables an sfnt needs (OpenType 1.9), with as little in them as fontconfig, FreeType and
 * HarfBuzz accept: one square outline shared by all glyphs, a format 12 cmap. */
#include "tiny.h"

enum { TABLES = 10, ADVANCE = 500 };

static void put16(struct buf *b, int v)
{
    buf_putc(b, (char)(v >> 8));
    buf_putc(b, (char)v);
}

static void put32(struct buf *b, uint32_t v)
{
    put16(b, (int)(v >> 16));
    put16(b, (int)(v & 0xFFFF));
}

static int count_glyphs(const struct tiny *font)
{
    int n = 1;
    for (size_t i = 0; font->ranges[i][0]; i++)
        n += (int)(font->ranges[i][1] - font->ranges[i][0] + 1);
    return n;
}

static void put_zeros(struct buf *b, int n)
{
    while (n-- > 0)
        buf_putc(b, 0);
}

static void put_os2(const struct tiny *font, struct buf *b)
{
    put16(b, 4);
    put16(b, ADVANCE);
    put16(b, 400);
    put16(b, 5);
    put_zeros(b, 18);
    put16(b, 50);  /* yStrikeoutSize */
    put16(b, 250); /* yStrikeoutPosition */
    put_zeros(b, 2 + 10 + 16);
    buf_puts(b, "TEST");
    put16(b, 0x40); /* regular */
    put16(b, 0x20);
    put16(b, 0x1EF9);
    put16(b, font->ascent);
    put16(b, font->descent);
    put16(b, font->gap);
    put16(b, font->win_ascent);
    put16(b, font->win_descent);
    put_zeros(b, 8);
    put16(b, 450);
    put16(b, 660); /* sCapHeight */
    put_zeros(b, 6);
}

static void put_cmap(const struct tiny *font, struct buf *b)
{
    int groups = 0;
    uint32_t glyph = 1;

    while (font->ranges[groups][0])
        groups++;
    put16(b, 0);
    put16(b, 1);
    put16(b, 3);
    put16(b, 10);
    put32(b, 12);
    put16(b, 12);
    put16(b, 0);
    put32(b, (uint32_t)(16 + 12 * groups));
    put32(b, 0);
    put32(b, (uint32_t)groups);
    for (int i = 0; i < groups; i++) {
        put32(b, font->ranges[i][0]);
        put32(b, font->ranges[i][1]);
        put32(b, glyph);
        glyph += font->ranges[i][1] - font->ranges[i][0] + 1;
    }
}

/* A square of four points on the curve. */
static void put_glyf(struct buf *b)
{
    static const int box[] = {1, 50, 0, 450, 400, 3, 0};
    static const int deltas[] = {50, 400, 0, -400, 0, 0, 400, 0};

    for (size_t i = 0; i < sizeof box / sizeof *box; i++)
        put16(b, box[i]);
    buf_put(b, "\1\1\1\1", 4);
    for (size_t i = 0; i < sizeof deltas / sizeof *deltas; i++)
        put16(b, deltas[i]);
}

static void put_head(const struct tiny *font, struct buf *b)
{
    put32(b, 0x10000);
    put32(b, (uint32_t)font->version << 16);
    put32(b, 0);
    put32(b, 0x5F0F3CF5);
    put16(b, 0);
    put16(b, 1000);
    put_zeros(b, 16);
    put16(b, 50);
    put16(b, 0);
    put16(b, 450);
    put16(b, 400);
    put16(b, 0);
    put16(b, 6);
    put16(b, 2);
    put16(b, 1); /* long loca */
    put16(b, 0);
}

static void put_hhea(const struct tiny *font, struct buf *b)
{
    put32(b, 0x10000);
    put16(b, font->ascent);
    put16(b, font->descent);
    put16(b, font->gap);
    put16(b, ADVANCE);
    put16(b, 50);
    put16(b, 50);
    put16(b, 450);
    put16(b, 1);
    put_zeros(b, 14);
    put16(b, 1);
}

static void put_name(const struct tiny *font, struct buf *b)
{
    const char *names[] = {font->family, "Regular", font->family};
    static const int ids[] = {1, 2, 4};
    int offset = 0;

    put16(b, 0);
    put16(b, 3);
    put16(b, 6 + 3 * 12);
    for (int i = 0; i < 3; i++) {
        int n = (int)strlen(names[i]) * 2;
        put16(b, 3);
        put16(b, 1);
        put16(b, 0x409);
        put16(b, ids[i]);
        put16(b, n);
        put16(b, offset);
        offset += n;
    }
    for (int i = 0; i < 3; i++)
        for (const char *s = names[i]; *s; s++)
            put16(b, *s);
}

static void put_table(const struct tiny *font, int table, struct buf *b)
{
    int glyphs = count_glyphs(font);
    struct buf outline = {0};

    switch (table) {
    case 0:
        put_os2(font, b);
        break;
    case 1:
        put_cmap(font, b);
        break;
    case 2:
        put_glyf(b);
        break;
    case 3:
        put_head(font, b);
        break;
    case 4:
        put_hhea(font, b);
        break;
    case 5: /* hmtx: one advance for all */
        put16(b, ADVANCE);
        for (int i = 0; i < glyphs; i++)
            put16(b, 50);
        break;
    case 6: /* loca: the last glyph has the outline */
        put_glyf(&outline);
        put_zeros(b, 4 * glyphs);
        put32(b, (uint32_t)outline.n);
        buf_release(&outline);
        break;
    case 7: /* maxp */
        put32(b, 0x10000);
        put16(b, glyphs);
        put16(b, 4);
        put16(b, 1);
        put_zeros(b, 4);
        put16(b, 2);
        put_zeros(b, 16);
        break;
    case 8:
        put_name(font, b);
        break;
    case 9: /* post 3.0 */
        put32(b, 0x30000);
        put32(b, 0);
        put16(b, -100);
        put16(b, 50);
        put_zeros(b, 20);
        break;
    }
}

void tiny_font(const struct tiny *font, struct buf *out)
{
    static const char tags[TABLES][5] = {"OS/2", "cmap", "glyf", "head", "hhea",
                                         "hmtx", "loca", "maxp", "name", "post"};
    struct buf body = {0};

    put32(out, 0x10000);
    put16(out, TABLES);
    put16(out, 128);
    put16(out, 3);
    put16(out, TABLES * 16 - 128);
    for (int i = 0; i < TABLES; i++) {
        size_t start = body.n;
        put_table(font, i, &body);
        buf_puts(out, tags[i]);
        put32(out, 0);
        put32(out, (uint32_t)(12 + TABLES * 16 + start));
        put32(out, (uint32_t)(body.n - start));
        while (body.n % 4)
            buf_putc(&body, 0);
    }
    buf_put(out, body.p, body.n);
    buf_release(&body);
}
