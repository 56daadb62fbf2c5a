/* The dump of a value tree: one value a line, its place behind it, members under their map. A text
 * that stood in quotes is shown in "", a bare one in ''; further marks follow as [offset@line:col].
 */
#include "data/value.h"

static void dump_text(struct buf *out, const struct value *v)
{
    char quote = v->as.scalar.quoted ? '"' : '\'';
    buf_putc(out, quote);
    for (size_t i = 0; i < v->as.scalar.n; i++) {
        char c = v->as.scalar.text[i];
        if (c == '\n')
            buf_puts(out, "\\n");
        else if (c == '\t')
            buf_puts(out, "\\t");
        else if (c == quote || c == '\\')
            buf_printf(out, "\\%c", c);
        else
            buf_putc(out, c);
    }
    buf_putc(out, quote);
}

static void dump_head(struct buf *out, const struct value *v)
{
    switch (v->type) {
    case VALUE_NULL:
        buf_puts(out, "null");
        break;
    case VALUE_BOOL:
        buf_puts(out, v->as.boolean ? "true" : "false");
        break;
    case VALUE_SCALAR:
        dump_text(out, v);
        break;
    case VALUE_LIST:
        buf_puts(out, "list");
        break;
    case VALUE_MAP:
        buf_puts(out, "map");
        break;
    }
}

static void dump_value(struct buf *out, const struct value *v, int depth)
{
    buf_printf(out, "%*s", 2 * depth, "");
    if (v->key) {
        buf_puts(out, v->key);
        if (strcmp(v->key, v->written_key) != 0)
            buf_printf(out, " (%s)", v->written_key);
        buf_puts(out, ": ");
    } else if (v->parent) {
        buf_puts(out, "- ");
    }
    dump_head(out, v);
    if (v->pos.place && v->pos.line) {
        buf_puts(out, " @");
        pos_print_cell(out, v->pos.place, v->pos.line, v->pos.col);
    } else {
        buf_printf(out, " @%d:%d", v->pos.line, v->pos.col);
    }
    if (v->type == VALUE_SCALAR)
        for (size_t i = 0; i < v->as.scalar.n_marks; i++) {
            const struct source_mark *m = &v->as.scalar.marks[i];
            if (m->offset > 0 || m->line != v->pos.line || m->col != v->pos.col)
                buf_printf(out, " [%zu@%d:%d]", m->offset, m->line, m->col);
        }
    buf_putc(out, '\n');
    for (size_t i = 0; i < value_count(v); i++)
        dump_value(out, value_item(v, i), depth + 1);
}

void value_dump(const struct value *v, struct buf *out)
{
    dump_value(out, v, 0);
}
