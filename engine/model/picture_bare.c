/* A picture without what its file says besides the picture: who took it, where and when (EXIF, XMP, comments, previews, what
 * stands behind the end). A secret paper takes nothing of that along. The picture's own data stay byte for byte.
 *
 * PNG: ISO/IEC 15948, 5.3 and 11.3; JPEG: ITU-T T.81, B.1.1 and B.2. Only what changes how the picture looks is kept. */
#include "model/picture.h"

static bool is_one_of(const unsigned char *name, const char *names)
{
    for (; *names; names += 4)
        if (memcmp(name, names, 4) == 0)
            return true;
    return false;
}

static void bare_png(struct span file, struct buf *out)
{
    const unsigned char *p = (const unsigned char *)file.p;

    buf_put(out, file.p, 8);
    for (size_t i = 8; file.n - i >= 12;) {
        size_t n = picture_number(p + i, 4);

        if (n > file.n - i - 12)
            return;
        if (is_one_of(p + i + 4, "IHDRPLTEIDATIENDtRNSgAMAcHRMsRGBiCCPsBITbKGDpHYs"))
            buf_put(out, file.p + i, 12 + n);
        if (memcmp(p + i + 4, "IEND", 4) == 0)
            return;
        i += 12 + n;
    }
}

/* APP0 is JFIF's, APP2 may be a colour profile, APP14 says how Adobe stores the colours. */
static bool is_kept(unsigned marker, const unsigned char *data, size_t n)
{
    if (marker == 0xfe)
        return false;
    if (marker < 0xe0 || marker > 0xef)
        return true;
    return (marker == 0xe0 && n >= 5 && memcmp(data, "JFIF", 5) == 0) || (marker == 0xee && n >= 5 && memcmp(data, "Adobe", 5) == 0) ||
           (marker == 0xe2 && n >= 12 && memcmp(data, "ICC_PROFILE", 12) == 0);
}

/* The data of a scan end before a marker that is neither a stuffed byte nor a restart. */
static size_t scan_end(const unsigned char *p, size_t i, size_t n)
{
    while (i + 1 < n && (p[i] != 0xff || p[i + 1] == 0 || p[i + 1] == 0xff || (p[i + 1] >= 0xd0 && p[i + 1] <= 0xd7)))
        i++;
    return i;
}

static void bare_jpeg(struct span file, struct buf *out)
{
    const unsigned char *p = (const unsigned char *)file.p;

    buf_put(out, file.p, 2);
    for (size_t i = 2; i + 4 <= file.n && p[i] == 0xff;) {
        unsigned marker = p[i + 1];
        size_t n = 2 + picture_number(p + i + 2, 2);

        if (marker == 0xff) { /* a fill byte */
            i++;
            continue;
        }
        if (marker == 0xd9 || n < 4 || n > file.n - i)
            break;
        if (is_kept(marker, p + i + 4, n - 4))
            buf_put(out, file.p + i, n);
        i += n;
        if (marker == 0xda) {
            size_t end = scan_end(p, i, file.n);

            buf_put(out, file.p + i, end - i);
            i = end;
        }
    }
    buf_put(out, "\377\331", 2);
}

void picture_bare(struct span file, const struct picture *picture, struct buf *out)
{
    if (picture->jpeg)
        bare_jpeg(file, out);
    else
        bare_png(file, out);
}
