/* ICC.1:2001-04: a display profile of three primaries and one curve. The primaries are those of sRGB adapted to D50 by the
 * Bradford transform, as rounded in the profiles of the ICC; the curve is sampled at 256 places. */
#include "pdf/icc.h"

#include <math.h>

enum { CURVE = 256, TAGS = 9 };

static void put16(struct buf *b, uint32_t v)
{
    buf_putc(b, (char)(v >> 8));
    buf_putc(b, (char)v);
}

static void put32(struct buf *b, uint32_t v)
{
    put16(b, v >> 16);
    put16(b, v & 0xFFFF);
}

static void put_zeros(struct buf *b, size_t n)
{
    while (n-- > 0)
        buf_putc(b, '\0');
}

static void put_xyz(struct buf *b, uint32_t x, uint32_t y, uint32_t z) /* s15Fixed16Number */
{
    buf_put(b, "XYZ \0\0\0\0", 8);
    put32(b, x);
    put32(b, y);
    put32(b, z);
}

/* textDescriptionType (6.5.17): the name in ASCII, none in Unicode and for the Macintosh. */
static void put_description(struct buf *b, const char *text)
{
    buf_put(b, "desc\0\0\0\0", 8);
    put32(b, (uint32_t)strlen(text) + 1);
    buf_put(b, text, strlen(text) + 1);
    put_zeros(b, 4 + 4 + 2 + 1 + 67);
}

static void put_text(struct buf *b, const char *text)
{
    buf_put(b, "text\0\0\0\0", 8);
    buf_put(b, text, strlen(text) + 1);
}

static void put_curve(struct buf *b)
{
    buf_put(b, "curv\0\0\0\0", 8);
    put32(b, CURVE);
    for (int i = 0; i < CURVE; i++) {
        double v = i / (double)(CURVE - 1);
        v = v <= 0.04045 ? v / 12.92 : pow((v + 0.055) / 1.055, 2.4);
        put16(b, (uint32_t)floor(v * 65535 + 0.5));
    }
}

/* Where a tag's data stand; the three curves are one. */
struct tag {
    const char *name;
    size_t at, n;
};

static void begin_tag(struct buf *data, struct tag *tag, const char *name)
{
    while (data->n % 4)
        buf_putc(data, '\0');
    *tag = (struct tag){name, data->n, 0};
}

static void put_header(struct buf *out, size_t size)
{
    put32(out, (uint32_t)size);
    put_zeros(out, 4);
    put32(out, 0x02400000); /* 2.4 */
    buf_puts(out, "mntrRGB XYZ ");
    put16(out, 2001); /* of the specification, so that the bytes do not change */
    put16(out, 4);
    put_zeros(out, 8);
    buf_puts(out, "acsp");
    put_zeros(out, 28);
    put32(out, 0xF6D6); /* D50 */
    put32(out, 0x10000);
    put32(out, 0xD32D);
    put_zeros(out, 48);
}

void pdf_icc_srgb(struct buf *out)
{
    const size_t head = 128 + 4 + 12 * TAGS;
    struct tag tags[TAGS];
    struct buf data = {0};

    begin_tag(&data, &tags[0], "desc");
    put_description(&data, "sRGB IEC61966-2.1");
    tags[0].n = data.n - tags[0].at;
    begin_tag(&data, &tags[1], "cprt");
    put_text(&data, "No copyright, use freely");
    tags[1].n = data.n - tags[1].at;
    begin_tag(&data, &tags[2], "wtpt");
    put_xyz(&data, 0xF6D6, 0x10000, 0xD32D);
    begin_tag(&data, &tags[3], "rXYZ");
    put_xyz(&data, 0x6FA2, 0x38F5, 0x0390);
    begin_tag(&data, &tags[4], "gXYZ");
    put_xyz(&data, 0x6299, 0xB785, 0x18DA);
    begin_tag(&data, &tags[5], "bXYZ");
    put_xyz(&data, 0x24A0, 0x0F84, 0xB6CF);
    for (int i = 2; i < 6; i++)
        tags[i].n = 20;
    begin_tag(&data, &tags[6], "rTRC");
    put_curve(&data);
    tags[6].n = data.n - tags[6].at;
    tags[7] = tags[8] = tags[6];
    tags[7].name = "gTRC";
    tags[8].name = "bTRC";
    while (data.n % 4)
        buf_putc(&data, '\0');
    put_header(out, head + data.n);
    put32(out, TAGS);
    for (int i = 0; i < TAGS; i++) {
        buf_puts(out, tags[i].name);
        put32(out, (uint32_t)(head + tags[i].at));
        put32(out, (uint32_t)tags[i].n);
    }
    buf_putspan(out, buf_span(&data));
    buf_release(&data);
}
