/* What is said of a file that is no picture that can be drawn. */
#include "base/diag/merge.h"
#include "model/picture.h"

#include <stdio.h>

bool picture_check(struct ctx *ctx, const char *file, struct span bytes, struct pos pos, struct picture *out)
{
    char size[40], pixels[20], side[20];

    switch (picture_read(bytes, out)) {
    case PICTURE_OK:
        return true;
    case PICTURE_UNKNOWN:
        diag(ctx, DIAG_IMAGE_FILE, pos, file);
        return false;
    case PICTURE_DAMAGED:
        diag(ctx, DIAG_IMAGE_DAMAGED, pos, file);
        return false;
    case PICTURE_LARGE:
        snprintf(size, sizeof size, "%u × %u", out->width, out->height);
        snprintf(pixels, sizeof pixels, "%d", PICTURE_PIXELS / 1000000);
        snprintf(side, sizeof side, "%d", PICTURE_SIDE);
        diag(ctx, DIAG_IMAGE_LARGE, pos, file, size, pixels, side);
        return false;
    }
    return false;
}
