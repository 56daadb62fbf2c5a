/* Pictures from hostile bytes: what is said to be whole has a size within the bounds, and the head alone gives the same. */
#include "model/picture.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct span bytes = span_make((const char *)data, size);
    struct picture whole, head;

    if (picture_read(bytes, &whole) != PICTURE_OK)
        return 0;
    if (whole.width == 0 || whole.height == 0 || whole.width > PICTURE_SIDE || whole.height > PICTURE_SIDE ||
        picture_size(bytes, &head) != PICTURE_OK || head.width != whole.width || head.height != whole.height)
        __builtin_trap();
    return 0;
}
