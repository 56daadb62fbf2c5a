/* Tables that stand under `bang` of the document and are placed by a line of the text: what Markdown's own tables cannot
 * say (totals, groups of columns, rows of a file) is written above the text, and the line {{ bang.name }} alone in a
 * paragraph says where it stands. */
#include "base/diag/merge.h"
#include "merge/binder.h"
#include "text/text.h"

/* The name in "{{ bang.name }}", folded; NULL: another text. */
static const char *named(struct binder *b, const struct value *v)
{
    struct span s;

    if (v->type != VALUE_SCALAR || !v->source || !v->source->document || b->free_keys)
        return NULL;
    s = span_trim(span_make(v->as.scalar.text, v->as.scalar.n));
    if (s.n < 5 || !span_starts(s, "{{") || memcmp(s.p + s.n - 2, "}}", 2) != 0)
        return NULL;
    s = span_trim(span_make(s.p + 2, s.n - 4));
    if (!span_starts(s, "bang.") || memchr(s.p, '|', s.n) || memchr(s.p, '{', s.n))
        return NULL;
    return text_fold(&b->doc->arena, span_make(s.p + 5, s.n - 5));
}

static const char *name_list(struct binder *b, const struct value *tables)
{
    struct buf out = {0};

    for (size_t i = 0; i < value_count(tables) && i < 20; i++)
        buf_printf(&out, "%s%s", i ? ", " : "", value_item(tables, i)->written_key);
    return arena_buf(&b->doc->arena, &out);
}

bool bind_is_named_table(struct binder *b, const struct value *v)
{
    return named(b, v) != NULL;
}

bool bind_named_table(struct binder *b, struct node *parent, const struct value *v)
{
    const struct value *tables = bind_member(b, b->data->root, "bang");
    const char *name = named(b, v);
    const struct value *table = tables && tables->type == VALUE_MAP ? read_member(b->ctx, tables, name) : NULL;

    if (table)
        return bind_table(b, parent, table);
    diag(b->ctx, DIAG_TABLE_NAME, v->pos, name, tables ? name_list(b, tables) : "–");
    return false;
}

static bool is_placed(const struct binder *b, const char *place)
{
    for (const struct node *n = b->doc->root; n; n = node_next(n, b->doc->root))
        if (n->type == NODE_TABLE && strcmp(n->place, place) == 0)
            return true;
    return false;
}

bool bind_tables_placed(struct binder *b, const struct value *root)
{
    const struct value *tables = b->free_keys ? NULL : bind_member(b, root, "bang");
    bool ok = true;

    if (tables && !bind_is_map(b, tables, "bang", "{ ket_nap: { cot: […], dong: […] } }"))
        return false;
    for (size_t i = 0; i < value_count(tables); i++) {
        const struct value *table = value_item(tables, i);

        if (is_placed(b, value_path(&b->doc->arena, table)))
            continue;
        diag(b->ctx, DIAG_TABLE_UNPLACED, table->key_pos, table->written_key);
        ok = false;
    }
    return ok;
}
