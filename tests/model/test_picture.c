/* What picture files say of themselves: whole, cut, damaged, of impossible size. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <zlib.h>

#include "model/picture.h"

static const unsigned char small[] = {
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44, 0x52,
    0x00, 0x00, 0x00, 0x03, 0x00, 0x00, 0x00, 0x02, 0x08, 0x00, 0x00, 0x00, 0x00, 0xb8, 0x1f, 0x39,
    0xc6, 0x00, 0x00, 0x00, 0x0b, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9c, 0x63, 0x60, 0x80, 0x00, 0x00,
    0x00, 0x08, 0x00, 0x01, 0xb7, 0x58, 0x73, 0x95, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4e, 0x44,
    0xae, 0x42, 0x60, 0x82,
};
static const unsigned char empty[] = {
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44, 0x52,
    0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x08, 0x00, 0x00, 0x00, 0x00, 0x53, 0x28, 0x82,
    0xc5, 0x00, 0x00, 0x00, 0x0a, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9c, 0x63, 0x60, 0x00, 0x00, 0x00,
    0x02, 0x00, 0x01, 0x48, 0xaf, 0xa4, 0x71, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4e, 0x44, 0xae,
    0x42, 0x60, 0x82,
};
static const unsigned char wide[] = {
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44, 0x52,
    0x00, 0x00, 0xea, 0x60, 0x00, 0x00, 0x00, 0x01, 0x08, 0x00, 0x00, 0x00, 0x00, 0xc1, 0xc1, 0x0f,
    0x38, 0x00, 0x00, 0x00, 0x0a, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9c, 0x63, 0x60, 0x00, 0x00, 0x00,
    0x02, 0x00, 0x01, 0x48, 0xaf, 0xa4, 0x71, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4e, 0x44, 0xae,
    0x42, 0x60, 0x82,
};
static const unsigned char many[] = {
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44, 0x52,
    0x00, 0x00, 0x4e, 0x20, 0x00, 0x00, 0x4e, 0x20, 0x08, 0x00, 0x00, 0x00, 0x00, 0xc6, 0x1b, 0x19,
    0xe5, 0x00, 0x00, 0x00, 0x0a, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9c, 0x63, 0x60, 0x00, 0x00, 0x00,
    0x02, 0x00, 0x01, 0x48, 0xaf, 0xa4, 0x71, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4e, 0x44, 0xae,
    0x42, 0x60, 0x82,
};
static const unsigned char bare[] = {
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44, 0x52,
    0x00, 0x00, 0x00, 0x03, 0x00, 0x00, 0x00, 0x02, 0x08, 0x00, 0x00, 0x00, 0x00, 0xb8, 0x1f, 0x39,
    0xc6, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82,
};
static const unsigned char jpeg[] = {
    0xff, 0xd8, 0xff, 0xe0, 0x00, 0x04, 0x61, 0x62, 0xff, 0xff, 0xc2, 0x00, 0x0b, 0x08, 0x00, 0x05,
    0x00, 0x07, 0x01, 0x01, 0x11, 0x00, 0xff, 0xda, 0x00, 0x08, 0x01, 0x01, 0x00, 0x00, 0x3f, 0x00,
    0x12, 0xff, 0x00, 0x34, 0xff, 0xd9,
};

static enum picture_state state_of(const void *bytes, size_t n)
{
    struct picture p;

    return picture_read(span_make(bytes, n), &p);
}

static void reads_sizes(void **state)
{
    struct picture p;

    (void)state;
    assert_int_equal(picture_read(span_make((const char *)small, sizeof small), &p), PICTURE_OK);
    assert_int_equal(p.width, 3);
    assert_int_equal(p.height, 2);
    assert_int_equal(picture_read(span_make((const char *)jpeg, sizeof jpeg), &p), PICTURE_OK);
    assert_int_equal(p.width, 7);
    assert_int_equal(p.height, 5);
}

/* What a camera adds, and what stands behind the end. */
static void leaves_out_notes(void **state)
{
    static const char note[] = "\0\0\0\6tEXtKhoa!!CRC_\0\0\0\2eXIfabCRC_", tail[] = "Khoa";
    static const char segments[] = "\377\341\0\10Exif!!\377\376\0\6Khoa\377\342\0\20ICC_PROFILE\0\1\1\377\355\0\4AB";
    struct picture p;
    struct buf full = {0}, out = {0}, want = {0};

    (void)state;
    buf_put(&full, small, 33); /* to behind IHDR */
    buf_put(&full, note, sizeof note - 1);
    buf_put(&full, small + 33, sizeof small - 33);
    buf_put(&full, tail, 4);
    p = (struct picture){.width = 3, .height = 2};
    picture_bare(buf_span(&full), &p, &out);
    assert_int_equal(out.n, sizeof small);
    assert_memory_equal(out.p, small, sizeof small);

    buf_clear(&full);
    buf_clear(&out);
    buf_put(&full, jpeg, 2);
    buf_put(&full, segments, sizeof segments - 1);
    buf_put(&full, jpeg + 8, sizeof jpeg - 8); /* without its APP0, which is none */
    buf_put(&full, "\377\330\377\341\0\10Exif!!\377\331", 14);
    p = (struct picture){.width = 7, .height = 5, .jpeg = true};
    picture_bare(buf_span(&full), &p, &out);
    buf_put(&want, jpeg, 2);
    buf_put(&want, segments + 18, 18); /* the colour profile */
    buf_put(&want, jpeg + 9, sizeof jpeg - 9); /* nor its fill byte */
    assert_int_equal(out.n, want.n);
    assert_memory_equal(out.p, want.p, want.n);
    assert_int_equal(picture_read(buf_span(&out), &p), PICTURE_OK);
    buf_release(&full);
    buf_release(&out);
    buf_release(&want);
}

static void refuses_sizes(void **state)
{
    (void)state;
    assert_int_equal(state_of(empty, sizeof empty), PICTURE_DAMAGED);
    assert_int_equal(state_of(wide, sizeof wide), PICTURE_LARGE);
    assert_int_equal(state_of(many, sizeof many), PICTURE_LARGE);
    assert_int_equal(state_of(bare, sizeof bare), PICTURE_DAMAGED);
}

static void refuses_cuts(void **state)
{
    (void)state;
    for (size_t n = 0; n < sizeof small; n++)
        assert_int_equal(state_of(small, n), n < 8 ? PICTURE_UNKNOWN : PICTURE_DAMAGED);
    for (size_t n = 0; n < sizeof jpeg; n++)
        assert_int_equal(state_of(jpeg, n), n < 3 ? PICTURE_UNKNOWN : PICTURE_DAMAGED);
}

/* Every byte of a PNG is covered by its signature, a length or a check value. */
static void refuses_flips(void **state)
{
    unsigned char copy[sizeof small];

    (void)state;
    for (size_t i = 0; i < sizeof small; i++) {
        memcpy(copy, small, sizeof small);
        copy[i] ^= 0x10;
        assert_int_not_equal(state_of(copy, sizeof copy), PICTURE_OK);
    }
}

static void refuses_others(void **state)
{
    (void)state;
    assert_int_equal(state_of("GIF89a", 6), PICTURE_UNKNOWN);
    assert_int_equal(state_of("%PDF-1.7 and more of it", 23), PICTURE_UNKNOWN);
    assert_int_equal(state_of("\377\330\377\377\377\377\377\377", 8), PICTURE_DAMAGED);
}

/* A PNG of one IDAT with right check values around whatever data. */
static size_t build(unsigned char *out, const unsigned char head[13], const unsigned char *data, size_t n, bool palette)
{
    static const unsigned char colors[] = {0, 0, 0, 255, 255, 255};
    const struct {
        const char *name;
        const unsigned char *data;
        size_t n;
    } chunks[] = {{"IHDR", head, 13}, {"PLTE", colors, palette ? sizeof colors : 0}, {"IDAT", data, n}, {"IEND", head, 0}};
    size_t at = 8;

    memcpy(out, small, 8);
    for (size_t i = 0; i < 4; i++) {
        uLong check;

        if (i == 1 && !palette)
            continue;
        for (int k = 0; k < 4; k++)
            out[at + (size_t)k] = (unsigned char)(chunks[i].n >> (24 - 8 * k));
        memcpy(out + at + 4, chunks[i].name, 4);
        memcpy(out + at + 8, chunks[i].data, chunks[i].n);
        check = crc32(0, out + at + 4, (uInt)chunks[i].n + 4);
        at += 8 + chunks[i].n;
        for (int k = 0; k < 4; k++)
            out[at++] = (unsigned char)(check >> (24 - 8 * k));
    }
    return at;
}

/* Right check values do not make a picture: what is inside is decompressed too. */
static void decompresses(void **state)
{
    static const struct {
        unsigned char head[13]; /* width, height, depth, colour, 0, 0, interlace */
        size_t bytes;           /* of its rows with their filters */
        bool palette, ok;
        unsigned char filter;
    } rows[] = {
        {{0, 0, 0, 3, 0, 0, 0, 2, 8, 0, 0, 0, 0}, 8, false, true, 0},
        {{0, 0, 0, 3, 0, 0, 0, 2, 8, 0, 0, 0, 0}, 8, false, true, 4},
        {{0, 0, 0, 3, 0, 0, 0, 2, 8, 0, 0, 0, 0}, 8, false, false, 5},
        {{0, 0, 0, 3, 0, 0, 0, 2, 8, 0, 0, 0, 0}, 7, false, false, 0},
        {{0, 0, 0, 3, 0, 0, 0, 2, 16, 6, 0, 0, 0}, 50, false, true, 0},
        {{0, 0, 0, 9, 0, 0, 0, 2, 1, 3, 0, 0, 0}, 6, true, true, 0},
        {{0, 0, 0, 9, 0, 0, 0, 2, 1, 3, 0, 0, 0}, 6, false, false, 0},
        {{0, 0, 0, 3, 0, 0, 0, 2, 8, 0, 0, 0, 1}, 10, false, true, 0},
        {{0, 0, 0, 3, 0, 0, 0, 2, 8, 0, 0, 0, 1}, 9, false, false, 0},
        {{0, 0, 0, 3, 0, 0, 0, 2, 3, 0, 0, 0, 0}, 8, false, false, 0},
        {{0, 0, 0, 3, 0, 0, 0, 2, 8, 5, 0, 0, 0}, 8, false, false, 0},
        {{0, 0, 0, 3, 0, 0, 0, 2, 8, 0, 0, 0, 2}, 8, false, false, 0},
    };
    unsigned char raw[64], packed[128], png[256];

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        uLongf n = sizeof packed;
        size_t size;

        memset(raw, rows[i].filter, sizeof raw);
        assert_int_equal(compress(packed, &n, raw, rows[i].bytes), Z_OK);
        size = build(png, rows[i].head, packed, n, rows[i].palette);
        assert_int_equal(state_of(png, size), rows[i].ok ? PICTURE_OK : PICTURE_DAMAGED);
        packed[n - 1] ^= 0x40; /* the check value of the data itself */
        size = build(png, rows[i].head, packed, n, rows[i].palette);
        assert_int_equal(state_of(png, size), PICTURE_DAMAGED);
        size = build(png, rows[i].head, packed, n / 2, rows[i].palette);
        assert_int_equal(state_of(png, size), PICTURE_DAMAGED);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_sizes),   cmocka_unit_test(refuses_sizes),
        cmocka_unit_test(leaves_out_notes),  cmocka_unit_test(refuses_cuts),
        cmocka_unit_test(refuses_flips), cmocka_unit_test(refuses_others),
        cmocka_unit_test(decompresses),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
