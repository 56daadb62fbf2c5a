/* YAML, JSON and CSV from hostile bytes; the first byte chooses. Whatever is read must be a sound
 * tree. */
#include "sound.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static const char *const names[] = {"a.yaml", "a.json", "a.csv"};
    struct ctx ctx;
    struct data data;
    struct buf dump = {0};
    if (!size)
        return 0;
    ctx_init(&ctx);
    data_init(&data, &ctx);
    const char *name = names[bytes[0] % 3];
    bool ok = data_read_memory(&data, name, span_make((const char *)bytes + 1, size - 1));
    if (ok != (ctx.errors == 0))
        abort();
    check_sound(data.root, LIMIT_DEPTH + 2);
    value_dump(data.root, &dump);
    buf_release(&dump);
    data_release(&data);
    return 0;
}
