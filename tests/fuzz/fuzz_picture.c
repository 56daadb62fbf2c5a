/* Pictures from hostile bytes: what is said to be whole has a size within the bounds, the head alone gives the same, and so do
 * the points. */
#include "model/picture.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void expect_size(const struct picture *a, unsigned width, unsigned height)
{
    if (a->width != width || a->height != height)
        __builtin_trap();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct span bytes = span_make((const char *)data, size);
    struct picture whole, head;
    struct pixels pixels;
    struct arena arena = {0};

    if (picture_read_any(bytes, &whole) != PICTURE_OK)
        return 0;
    if (whole.width == 0 || whole.height == 0 || whole.width > PICTURE_SIDE || whole.height > PICTURE_SIDE ||
        picture_size_any(bytes, &head) != PICTURE_OK)
        __builtin_trap();
    expect_size(&whole, head.width, head.height);
    if ((uint64_t)whole.width * whole.height < 1000000 && picture_pixels(&arena, bytes, whole.kind, &pixels))
        expect_size(&whole, pixels.width, pixels.height);
    arena_release(&arena);
    return 0;
}
