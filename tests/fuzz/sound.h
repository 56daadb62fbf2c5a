/* What every tree of values that a reader gives must be, whatever the bytes were. */
#ifndef FUZZ_SOUND_H
#define FUZZ_SOUND_H

#include "data/reader.h"
#include "text/text.h"

#include <stdlib.h>

/* `deepest`: how many levels below v there may be. */
static inline void check_sound(const struct value *v, int deepest)
{
    if (deepest < 0)
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
        check_sound(item, deepest - 1);
    }
}

#endif
