/* Device-independent bitmaps ([MS-WMF] 2.2.2.9 and 2.1.1.7; [MS-EMF] takes them from there) and the BMP file around one. */
#include "media/bytes.h"
#include "media/pixels.h"

enum { RLE8 = 1, RLE4 = 2, MASKS = 3 };
#define WHITE 0xFFFFFFFF

static void read_colors(struct span s, struct dib *d, size_t at, unsigned bytes, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const size_t k = at + i * bytes;
        d->colors[i] = 0xFF000000 | byte_at(s, k + 2) << 16 | byte_at(s, k + 1) << 8 | byte_at(s, k);
    }
    d->n_colors = n;
    d->head = at + n * bytes;
}

static void read_masks(struct span s, struct dib *d, size_t head)
{
    static const uint32_t of_16[] = {0x7C00, 0x3E0, 0x1F, 0}, of_32[] = {0xFF0000, 0xFF00, 0xFF, 0};
    memcpy(d->masks, d->bits == 16 ? of_16 : of_32, sizeof of_16);
    if (d->packing != MASKS)
        return;
    for (size_t i = 0; i < 3; i++)
        d->masks[i] = u32_at(s, 40 + 4 * i);
    if (head >= 56) /* version 3 and later have a fourth */
        d->masks[3] = u32_at(s, 52);
}

static bool is_known(const struct dib *d)
{
    static const struct {
        unsigned bits, packing;
    } kinds[] = {{1, 0}, {4, 0}, {8, 0}, {16, 0}, {24, 0}, {32, 0}, {8, RLE8}, {4, RLE4}, {16, MASKS}, {32, MASKS}};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (kinds[i].bits == d->bits && kinds[i].packing == d->packing)
            return d->width > 0 && d->height > 0 && d->width <= PIXELS_SIDE && d->height <= PIXELS_SIDE &&
                   (uint64_t)d->width * d->height <= PIXELS_MOST;
    return false;
}

bool dib_head(struct span s, struct dib *d)
{
    const uint32_t head = u32_at(s, 0);
    *d = (struct dib){0};
    if (head == 12 && s.n >= 12) {
        d->width = u16_at(s, 4);
        d->height = u16_at(s, 6);
        d->bits = u16_at(s, 10);
        if (!is_known(d))
            return false;
        read_colors(s, d, 12, 3, d->bits <= 8 ? (size_t)1 << d->bits : 0);
    } else if (head >= 40 && head <= 1024 && s.n >= head) {
        const int32_t width = i32_at(s, 4), height = i32_at(s, 8);
        d->width = width > 0 ? (unsigned)width : 0;
        d->from_top = height < 0;
        d->height = height > INT32_MIN ? (unsigned)(height < 0 ? -height : height) : 0;
        d->bits = u16_at(s, 14);
        d->packing = u32_at(s, 16);
        if (!is_known(d))
            return false;
        const uint32_t used = u32_at(s, 32);
        const size_t most = d->bits <= 8 ? (size_t)1 << d->bits : 0, behind = d->packing == MASKS && head == 40 ? 12 : 0;
        read_colors(s, d, head + behind, 4, used && used < most ? used : most);
        if (d->bits > 8 && used <= 256)
            d->head += 4 * (size_t)used; /* colours that a screen of few would take */
    } else {
        return false;
    }
    read_masks(s, d, head);
    return true;
}

/* ---- points ---- */

static size_t row_bytes(const struct dib *d)
{
    return ((size_t)d->width * d->bits + 31) / 32 * 4;
}

static uint32_t *row_of(const struct dib *d, struct pixels *out, unsigned y)
{
    return out->v + (size_t)(d->from_top ? y : d->height - 1 - y) * d->width;
}

static uint32_t color_of(const struct dib *d, unsigned index)
{
    return index < d->n_colors ? d->colors[index] : 0xFF000000;
}

/* The bits of a mask as a number to 255; of none `none`. */
static unsigned masked(uint32_t v, uint32_t mask, unsigned none)
{
    uint64_t top = mask;
    if (!mask)
        return none;
    v &= mask;
    while (!(top & 1)) {
        top >>= 1;
        v >>= 1;
    }
    return (unsigned)((uint64_t)v * 255 / top);
}

static uint32_t multiplied(unsigned a, unsigned r, unsigned g, unsigned b)
{
    return (uint32_t)a << 24 | (r * a + 127) / 255 << 16 | (g * a + 127) / 255 << 8 | (b * a + 127) / 255;
}

static unsigned least(unsigned a, unsigned b)
{
    return a < b ? a : b;
}

/* `given`: the fourth byte is alpha, by which the colours are multiplied. */
static uint32_t wide_point(const struct dib *d, uint32_t v, bool given)
{
    if (given) {
        const unsigned a = v >> 24; /* a colour above its alpha is a fault of the writer */
        return (uint32_t)a << 24 | least(v >> 16 & 0xFF, a) << 16 | least(v >> 8 & 0xFF, a) << 8 | least(v & 0xFF, a);
    }
    return multiplied(masked(v, d->masks[3], 255), masked(v, d->masks[0], 0), masked(v, d->masks[1], 0), masked(v, d->masks[2], 0));
}

static void read_row(const struct dib *d, struct span row, bool given, uint32_t *out)
{
    for (unsigned x = 0; x < d->width; x++) {
        if ((uint64_t)(x + 1) * d->bits > (uint64_t)row.n * 8)
            return;
        switch (d->bits) {
        case 1: out[x] = color_of(d, byte_at(row, x / 8) >> (7 - x % 8) & 1); break;
        case 4: out[x] = color_of(d, byte_at(row, x / 2) >> (x % 2 ? 0 : 4) & 15); break;
        case 8: out[x] = color_of(d, byte_at(row, x)); break;
        case 16: out[x] = wide_point(d, u16_at(row, 2 * (size_t)x), false); break;
        case 24: out[x] = 0xFF000000 | (u32_at(row, 3 * (size_t)x) & 0xFFFFFF); break;
        default: out[x] = wide_point(d, u32_at(row, 4 * (size_t)x), given); break;
        }
    }
}

/* Runs of equal points, points as they are, and moves ([MS-WMF] 3.1.6). */
static void read_runs(const struct dib *d, struct span s, struct pixels *out)
{
    unsigned x = 0, y = 0;
    for (size_t at = 0; at + 1 < s.n && y < d->height;) {
        const unsigned n = byte_at(s, at), v = byte_at(s, at + 1);
        const bool four = d->packing == RLE4;
        at += 2;
        if (n) {
            for (unsigned i = 0; i < n && x < d->width; i++)
                row_of(d, out, y)[x++] = color_of(d, !four ? v : i % 2 ? v & 15 : v >> 4);
        } else if (v == 0) {
            x = 0;
            y++;
        } else if (v == 1) {
            return;
        } else if (v == 2) {
            x += byte_at(s, at);
            y += byte_at(s, at + 1);
            at += 2;
        } else {
            for (unsigned i = 0; i < v; i++) {
                const unsigned b = byte_at(s, at + (four ? i / 2 : i));
                if (x < d->width)
                    row_of(d, out, y)[x++] = color_of(d, !four ? b : i % 2 ? b & 15 : b >> 4);
            }
            at += ((four ? (v + 1) / 2 : v) + 1) / 2 * 2;
        }
    }
}

/* A picture whose points are all transparent has no alpha after all: many writers leave the fourth byte empty. */
static void settle_alpha(const struct dib *d, bool given, struct pixels *out)
{
    const size_t n = (size_t)out->width * out->height;
    bool opaque = true, any = false;
    if (!given && !d->masks[3])
        return;
    for (size_t i = 0; i < n; i++) {
        opaque = opaque && out->v[i] >> 24 == 0xFF;
        any = any || out->v[i] >> 24;
    }
    out->alpha = !opaque;
    for (size_t i = 0; i < n && !any && !given; i++)
        out->v[i] = WHITE;
}

bool dib_read(struct arena *a, const struct dib *d, struct span bits, bool alpha, struct pixels *out)
{
    const size_t n = (size_t)d->width * d->height;
    const bool given = alpha && d->bits == 32;
    if (!bits.n)
        return false;
    *out = (struct pixels){.width = d->width, .height = d->height, .v = ARENA_NEWS(a, n, uint32_t)};
    for (size_t i = 0; i < n; i++)
        out->v[i] = WHITE;
    if (d->packing == RLE8 || d->packing == RLE4)
        read_runs(d, bits, out);
    else
        for (unsigned y = 0; y < d->height; y++)
            read_row(d, part_of(bits, y * row_bytes(d), row_bytes(d)), given, row_of(d, out, y));
    settle_alpha(d, given, out);
    return true;
}

/* ---- files ---- */

static bool open_bmp(struct span file, struct dib *d, struct span *bits)
{
    if (file.n < 26 || memcmp(file.p, "BM", 2) != 0 || !dib_head(part_of(file, 14, file.n), d))
        return false;
    const uint32_t at = u32_at(file, 10);
    *bits = part_of(file, at ? at : 14 + d->head, file.n);
    return bits->n > 0 && (d->packing == RLE8 || d->packing == RLE4 || bits->n >= row_bytes(d) * (d->height - 1) + (d->width * (size_t)d->bits + 7) / 8);
}

bool bmp_size(struct span file, unsigned *width, unsigned *height)
{
    struct dib d;
    struct span bits;
    if (!open_bmp(file, &d, &bits))
        return false;
    *width = d.width;
    *height = d.height;
    return true;
}

bool bmp_read(struct arena *a, struct span file, struct pixels *out)
{
    struct dib d;
    struct span bits;
    return open_bmp(file, &d, &bits) && dib_read(a, &d, bits, false, out);
}
