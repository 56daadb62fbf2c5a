/* How many points of a picture are to stand on an inch, as its file says. */
#include "model/picture.h"

#include <math.h>

/* PNG (ISO/IEC 15948) 11.3.5.3 pHYs: points to the metre. */
static void png_density(struct span file, struct picture_density *d)
{
    const unsigned char *p = (const unsigned char *)file.p;

    for (size_t i = 8; file.n - i >= 12;) {
        size_t n = picture_number(p + i, 4);

        if (n > file.n - i - 12 || memcmp(p + i + 4, "IDAT", 4) == 0)
            return;
        if (memcmp(p + i + 4, "pHYs", 4) == 0 && n == 9) {
            if (p[i + 16] == 1) {
                d->x = nearbyint(picture_number(p + i + 8, 4) * 0.0254);
                d->y = nearbyint(picture_number(p + i + 12, 4) * 0.0254);
            }
            return;
        }
        i += 12 + n;
    }
}

/* JFIF (ITU-T T.871) 10.1: the first segment. */
static void jpeg_density(struct span file, struct picture_density *d)
{
    const unsigned char *p = (const unsigned char *)file.p;
    double unit;

    if (file.n < 18 || memcmp(p + 2, "\377\340", 2) != 0 || memcmp(p + 6, "JFIF", 5) != 0 || p[13] == 0 || p[13] > 2)
        return;
    unit = p[13] == 2 ? 2.54 : 1;
    d->x = nearbyint(picture_number(p + 14, 2) * unit);
    d->y = nearbyint(picture_number(p + 16, 2) * unit);
}

struct picture_density picture_density(struct span file, const struct picture *picture)
{
    struct picture_density d = {72, 72};

    if (picture->jpeg)
        jpeg_density(file, &d);
    else
        png_density(file, &d);
    return d.x >= 1 && d.y >= 1 ? d : (struct picture_density){72, 72};
}
