/* Documents from hostile bytes: front matter and Markdown. Whatever is read must be a sound tree.
 */
#include "sound.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    struct ctx ctx;
    struct data data;
    struct buf dump = {0};
    ctx_init(&ctx);
    data_init(&data, &ctx);

    bool ok = data_read_memory(&data, "a.md", span_make((const char *)bytes, size));
    if (ok != (ctx.errors == 0))
        abort();
    check_sound(data.root, LIMIT_DEPTH + 64);
    value_dump(data.root, &dump);
    buf_release(&dump);
    data_release(&data);
    return 0;
}
