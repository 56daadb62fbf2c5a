/* YAML, JSON and CSV from hostile bytes; the first byte chooses. Whatever is read must be a sound
 * tree. */
#include "data/reader.h"
#include "text/text.h"

#include <stdlib.h>

static void check(const struct value *v, int depth)
{
    if (depth > LIMIT_DEPTH + 2)
        abort();
    if (v->type == VALUE_SCALAR) {
        struct span text = span_make(v->as.scalar.text, v->as.scalar.n);
        if (text_utf8_check(text) != text.n || !text_is_nfc(text))
            abort();
        for (size_t i = 0; i < v->as.scalar.n_marks; i++) {
            const struct source_mark *m = &v->as.scalar.marks[i];
            bool rises = i == 0 || m[-1].offset < m->offset;
            if (!rises || m->offset > text.n || m->line < v->pos.line || m->col < 1)
                abort();
        }
        value_pos_at(v, text.n / 2);
    }
    for (size_t i = 0; i < value_count(v); i++) {
        const struct value *item = value_item(v, i);
        if (item->parent != v || item->index != i)
            abort();
        if (v->type == VALUE_MAP && value_member(v, item->key) != item)
            abort();
        check(item, depth + 1);
    }
}

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
    check(data.root, 0);
    value_dump(data.root, &dump);
    buf_release(&dump);
    data_release(&data);
    return 0;
}
