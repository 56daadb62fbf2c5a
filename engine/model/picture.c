/* The structure of PNG (ISO/IEC 15948: 5 chunks, 5.4 check values, 11.2.2 IHDR) and JPEG (ITU-T T.81: B.1
 * markers, B.2.2 frame header): a file that is cut off or damaged is refused where the document names it, for
 * all formats alike. Nothing is decoded, so a picture costs no more than its bytes. */
#include "model/picture.h"

static uint32_t big_endian(const unsigned char *p, int bytes)
{
    uint32_t v = 0;

    while (bytes--)
        v = v << 8 | *p++;
    return v;
}

/* ---- PNG ---- */

static void check_table(uint32_t *table)
{
    for (uint32_t i = 0; i < 256; i++) {
        uint32_t c = i;

        for (int bit = 0; bit < 8; bit++)
            c = c & 1 ? 0xedb88320u ^ c >> 1 : c >> 1;
        table[i] = c;
    }
}

static uint32_t check_value(const uint32_t *table, const unsigned char *p, size_t n)
{
    uint32_t c = 0xffffffffu;

    while (n--)
        c = table[(c ^ *p++) & 0xff] ^ c >> 8;
    return ~c;
}

/* Chunk by chunk to IEND: length, name, data, check value. */
static enum picture_state read_png(struct span file, struct picture *out)
{
    const unsigned char *p = (const unsigned char *)file.p;
    uint32_t table[256];
    bool data = false;

    check_table(table);
    for (size_t i = 8; file.n - i >= 12;) {
        size_t n = big_endian(p + i, 4);

        if (n > file.n - i - 12 || check_value(table, p + i + 4, n + 4) != big_endian(p + i + 8 + n, 4))
            return PICTURE_DAMAGED;
        if (i == 8) {
            if (n != 13 || memcmp(p + i + 4, "IHDR", 4) != 0)
                return PICTURE_DAMAGED;
            out->width = big_endian(p + i + 8, 4);
            out->height = big_endian(p + i + 12, 4);
        }
        data = data || memcmp(p + i + 4, "IDAT", 4) == 0;
        if (memcmp(p + i + 4, "IEND", 4) == 0)
            return data ? PICTURE_OK : PICTURE_DAMAGED;
        i += 12 + n;
    }
    return PICTURE_DAMAGED;
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

/* Segment by segment to the first scan; the frame's header stands before it, the end mark behind. */
static enum picture_state read_jpeg(struct span file, struct picture *out)
{
    const unsigned char *p = (const unsigned char *)file.p;
    bool frame = false;

    for (size_t i = 2; i + 4 <= file.n && p[i] == 0xff;) {
        unsigned marker = p[i + 1];
        size_t n = big_endian(p + i + 2, 2);

        if (marker == 0xff) { /* a fill byte */
            i++;
            continue;
        }
        if (n < 2 || n > file.n - i - 2)
            return PICTURE_DAMAGED;
        if (is_frame(marker) && n >= 8) {
            out->height = big_endian(p + i + 5, 2);
            out->width = big_endian(p + i + 7, 2);
            frame = true;
        }
        i += 2 + n;
        if (marker == 0xda)
            return frame && has_end(p, i, file.n) ? PICTURE_OK : PICTURE_DAMAGED;
    }
    return PICTURE_DAMAGED;
}

enum picture_state picture_read(struct span file, struct picture *out)
{
    enum picture_state state = PICTURE_UNKNOWN;

    *out = (struct picture){0, 0};
    if (file.n >= 8 && memcmp(file.p, "\211PNG\r\n\032\n", 8) == 0)
        state = read_png(file, out);
    else if (file.n >= 3 && memcmp(file.p, "\377\330\377", 3) == 0)
        state = read_jpeg(file, out);
    if (state != PICTURE_OK)
        return state;
    if (out->width == 0 || out->height == 0)
        return PICTURE_DAMAGED;
    if (out->width > PICTURE_SIDE || out->height > PICTURE_SIDE ||
        (uint64_t)out->width * out->height > PICTURE_PIXELS)
        return PICTURE_LARGE;
    return PICTURE_OK;
}
