/* The structure of PNG (ISO/IEC 15948: 5 chunks, 5.4 check values, 11.2.2 IHDR, 9 filters, 8 interlace) and JPEG
 * (ITU-T T.81: B.1 markers, B.2.2 frame header): a file that is cut off or damaged is refused where the document names
 * it, for all formats alike. The data of a PNG is decompressed through a small window and thrown away, so a picture
 * costs no more memory than its bytes. */
#include "model/picture.h"

#define ZLIB_CONST /* the input is not written to */
#include <zlib.h>

#include "base/arena.h"

/* ---- PNG ---- */

/* The picture data as it comes out of its compression: passes of rows, a row begins with its filter. */
struct rows {
    struct {
        size_t length, n; /* bytes of a row without the filter; rows */
    } pass[7];
    size_t passes, at, left; /* the pass at hand; bytes of its row that are still to come */
    bool ended;              /* the compression says so, and its check value is right */
};

static void add_pass(struct rows *r, uint64_t width, size_t height, unsigned bits)
{
    if (width == 0 || height == 0)
        return;
    r->pass[r->passes].length = (size_t)((width * bits + 7) / 8);
    r->pass[r->passes++].n = height;
}

/* The header's 13 bytes (11.2.2); false: no such picture exists. */
static bool read_header(const unsigned char *p, struct rows *r)
{
    static const struct {
        unsigned samples, depths; /* depths: a bit for each */
    } colors[] = {{1, 1 | 2 | 4 | 8 | 16}, {0, 0}, {3, 8 | 16}, {1, 1 | 2 | 4 | 8}, {2, 8 | 16}, {0, 0}, {4, 8 | 16}};
    static const unsigned adam7[7][4] = {{0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}};
    uint32_t width = picture_number(p, 4), height = picture_number(p + 4, 4);
    unsigned depth = p[8], color = p[9], bits;

    if (color > 6 || (depth & (depth - 1)) != 0 || !(colors[color].depths & depth) || p[10] || p[11] || p[12] > 1)
        return false;
    bits = depth * colors[color].samples;
    if (!p[12])
        add_pass(r, width, height, bits);
    for (size_t i = 0; p[12] && i < 7; i++) {
        const unsigned *k = adam7[i];

        add_pass(r, (width + k[2] - 1 - k[0]) / k[2], (height + k[3] - 1 - k[1]) / k[3], bits);
    }
    return true;
}

static bool rows_done(const struct rows *r)
{
    return r->at == r->passes && r->left == 0;
}

/* Takes data that came out; false: a filter that does not exist, or more than the rows. */
static bool take_rows(struct rows *r, const unsigned char *p, size_t n)
{
    while (n) {
        size_t k = n < r->left ? n : r->left;

        if (r->left == 0) {
            if (rows_done(r) || *p > 4)
                return false;
            r->left = r->pass[r->at].length;
            k = 1;
            if (--r->pass[r->at].n == 0)
                r->at++;
        } else {
            r->left -= k;
        }
        p += k;
        n -= k;
    }
    return true;
}

/* One chunk of picture data; false: it cannot be decompressed. */
static bool inflate_chunk(z_stream *z, struct rows *r, const unsigned char *p, size_t n)
{
    unsigned char out[16384];
    int status = Z_OK;

    z->next_in = p;
    z->avail_in = (uInt)n;
    while (status == Z_OK && (z->avail_in || z->avail_out == 0)) {
        z->next_out = out;
        z->avail_out = sizeof out;
        status = inflate(z, Z_NO_FLUSH);
        if ((status != Z_OK && status != Z_STREAM_END && status != Z_BUF_ERROR) || !take_rows(r, out, sizeof out - z->avail_out))
            return false;
    }
    r->ended |= status == Z_STREAM_END;
    return true;
}

/* Chunk by chunk to IEND: length, name, data, check value. The colours of a palette come before the data; a chunk
 * whose name begins with a capital cannot be left out by a reader that does not know it (5.4). */
static bool read_chunks(struct span file, z_stream *z)
{
    const unsigned char *p = (const unsigned char *)file.p;
    struct rows rows = {0};
    bool palette = false;

    for (size_t i = 8; file.n - i >= 12;) {
        size_t n = picture_number(p + i, 4);
        const unsigned char *name = p + i + 4, *data = p + i + 8;

        if (n > file.n - i - 12 || crc32(0, name, (uInt)n + 4) != picture_number(data + n, 4))
            return false;
        if ((i == 8) != (memcmp(name, "IHDR", 4) == 0) || (i == 8 && (n != 13 || !read_header(data, &rows))))
            return false;
        if (memcmp(name, "IEND", 4) == 0)
            return rows.ended && rows_done(&rows);
        if (memcmp(name, "PLTE", 4) == 0) {
            palette = n > 0 && n % 3 == 0 && n <= 3 * 256;
        } else if (memcmp(name, "IDAT", 4) == 0) {
            if ((p[25] == 3 && !palette) || !inflate_chunk(z, &rows, data, n))
                return false;
        } else if (i > 8 && !(*name & 0x20)) {
            return false;
        }
        i += 12 + n;
    }
    return false;
}

static enum picture_state check_png(struct span file)
{
    z_stream z = {0};
    bool ok;

    if (inflateInit(&z) != Z_OK)
        mem_fail(); /* the one way this fails */
    z.avail_out = 1;
    ok = read_chunks(file, &z);
    inflateEnd(&z);
    return ok ? PICTURE_OK : PICTURE_DAMAGED;
}

/* ---- JPEG ---- */

static bool is_frame(unsigned marker) /* SOF0 to SOF15 but DHT, JPG, DAC */
{
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
}

static bool has_end(const unsigned char *p, size_t from, size_t n)
{
    for (size_t i = n; i-- > from + 1;)
        if (p[i] == 0xd9 && p[i - 1] == 0xff)
            return true;
    return false;
}

/* Segment by segment to the first scan; the frame's header stands before it, the end mark behind. `whole`: all of this
 * is asked for, not only the size. */
static enum picture_state read_jpeg(struct span file, bool whole, struct picture *out)
{
    const unsigned char *p = (const unsigned char *)file.p;
    bool frame = false;

    for (size_t i = 2; i + 4 <= file.n && p[i] == 0xff;) {
        unsigned marker = p[i + 1];
        size_t n = picture_number(p + i + 2, 2);

        if (marker == 0xff) { /* a fill byte */
            i++;
            continue;
        }
        if (n < 2 || n > file.n - i - 2)
            return PICTURE_DAMAGED;
        if (is_frame(marker) && n >= 8) {
            if (frame) /* two sizes */
                return PICTURE_DAMAGED;
            out->height = picture_number(p + i + 5, 2);
            out->width = picture_number(p + i + 7, 2);
            out->cmyk = p[i + 9] == 4;
            frame = true;
            if (!whole)
                return PICTURE_OK;
        }
        i += 2 + n;
        if (marker == 0xda)
            return frame && has_end(p, i, file.n) ? PICTURE_OK : PICTURE_DAMAGED;
    }
    return PICTURE_DAMAGED;
}

static enum picture_state read_head(struct span file, bool whole, struct picture *out)
{
    enum picture_state state = PICTURE_UNKNOWN;

    *out = (struct picture){0};
    if (file.n >= 8 && memcmp(file.p, "\211PNG\r\n\032\n", 8) == 0) {
        const unsigned char *p = (const unsigned char *)file.p;

        if (file.n < 33 || memcmp(p + 12, "IHDR", 4) != 0)
            return PICTURE_DAMAGED;
        out->width = picture_number(p + 16, 4);
        out->height = picture_number(p + 20, 4);
        state = PICTURE_OK;
    } else if (file.n >= 3 && memcmp(file.p, "\377\330\377", 3) == 0) {
        out->jpeg = true;
        out->kind = PICTURE_JPEG;
        state = read_jpeg(file, whole, out);
    }
    if (state != PICTURE_OK)
        return state;
    if (out->width == 0 || out->height == 0)
        return PICTURE_DAMAGED;
    if (out->width > PICTURE_SIDE || out->height > PICTURE_SIDE || (uint64_t)out->width * out->height > PICTURE_PIXELS)
        return PICTURE_LARGE;
    return PICTURE_OK;
}

enum picture_state picture_size(struct span file, struct picture *out)
{
    return read_head(file, false, out);
}

enum picture_state picture_read(struct span file, struct picture *out)
{
    enum picture_state state = read_head(file, true, out);

    return state == PICTURE_OK && !out->jpeg ? check_png(file) : state;
}
