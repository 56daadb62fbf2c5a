/* Pictures of all kinds that other programs leave in papers, told by how they begin. */
#include "media/drawing.h"
#include "model/picture.h"

#include <math.h>

/* A metafile at 96 dots to the inch. */
static bool drawn_size(struct span file, enum drawing_kind kind, unsigned *width, unsigned *height)
{
    static const double POINT = 0.75;
    double w, h;
    if (drawing_size(file, &w, &h) != kind)
        return false;
    *width = (unsigned)fmin(fmax(w / POINT, 1), PICTURE_SIDE);
    *height = (unsigned)fmin(fmax(h / POINT, 1), PICTURE_SIDE);
    return true;
}

static bool emf_size(struct span file, unsigned *width, unsigned *height)
{
    return drawn_size(file, DRAWING_EMF, width, height);
}

static bool wmf_size(struct span file, unsigned *width, unsigned *height)
{
    return drawn_size(file, DRAWING_WMF, width, height);
}

static bool emz_size(struct span file, unsigned *width, unsigned *height)
{
    return drawn_size(file, DRAWING_EMF_PACKED, width, height);
}

static bool wmz_size(struct span file, unsigned *width, unsigned *height)
{
    return drawn_size(file, DRAWING_WMF_PACKED, width, height);
}

static const struct kind {
    struct picture_format format;
    bool (*size)(struct span file, unsigned *width, unsigned *height);
    bool (*read)(struct arena *a, struct span file, struct pixels *out);
} kinds[PICTURE_KINDS] = {
    [PICTURE_PNG] = {{"png", "image/png"}, NULL, NULL},
    [PICTURE_JPEG] = {{"jpeg", "image/jpeg"}, NULL, NULL},
    [PICTURE_GIF] = {{"gif", "image/gif"}, gif_size, gif_read},
    [PICTURE_BMP] = {{"bmp", "image/bmp"}, bmp_size, bmp_read},
    [PICTURE_EMF] = {{"emf", "image/x-emf"}, emf_size, NULL},
    [PICTURE_WMF] = {{"wmf", "image/x-wmf"}, wmf_size, NULL},
    [PICTURE_EMZ] = {{"emz", "image/x-emz"}, emz_size, NULL},
    [PICTURE_WMZ] = {{"wmz", "image/x-wmz"}, wmz_size, NULL},
};

static enum picture_state size_other(struct span file, struct picture *out)
{
    for (int i = 0; i < PICTURE_KINDS; i++) {
        *out = (struct picture){.kind = (enum picture_kind)i};
        if (kinds[i].size && kinds[i].size(file, &out->width, &out->height))
            return PICTURE_OK;
    }
    return PICTURE_UNKNOWN;
}

enum picture_state picture_read_any(struct span file, struct picture *out)
{
    const enum picture_state state = picture_read(file, out);
    return state == PICTURE_UNKNOWN ? size_other(file, out) : state;
}

enum picture_state picture_size_any(struct span file, struct picture *out)
{
    const enum picture_state state = picture_size(file, out);
    return state == PICTURE_UNKNOWN ? size_other(file, out) : state;
}

bool picture_pixels(struct arena *a, struct span file, enum picture_kind kind, struct pixels *out)
{
    return kind < PICTURE_KINDS && kinds[kind].read && kinds[kind].read(a, file, out);
}

const struct picture_format *picture_format(enum picture_kind kind)
{
    return &kinds[kind].format;
}
