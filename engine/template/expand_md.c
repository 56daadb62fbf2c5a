/* Markdown in a template: parsed as written, then its texts are expanded.
 *
 * In this order nothing that comes from the data can be taken for Markdown. */
#include "data/reader.h"
#include "model/doc.h"
#include "template/expand.h"

/* Is this list made of the runs of one paragraph? Its items are then no paragraphs of their own. */
static bool is_inlines(const struct value *list)
{
    static const char *const keys[] = {"doan", "dam", "nghieng", "gach_bo", "muc"};

    for (size_t i = 0; list->key && i < sizeof keys / sizeof *keys; i++)
        if (strcmp(list->key, keys[i]) == 0)
            return true;
    return list->key && list->parent && value_member(list->parent, "lien_ket");
}

static void expand_tree(struct expansion *x, const struct template_node *n, struct value *v,
                        const struct scope *scope)
{
    bool place = v->key ? strcmp(v->key, "muc") == 0 : v->parent && !is_inlines(v->parent);
    uint32_t before = place ? expand_enter(x, v, "") : x->ctx->node;

    if (v->type == VALUE_LIST || v->type == VALUE_MAP) {
        for (size_t i = 0; i < value_count(v); i++)
            expand_tree(x, n, v->as.items.v[i], scope);
    } else if (v->type == VALUE_SCALAR &&
               expr_has_tags(span_make(v->as.scalar.text, v->as.scalar.n))) {
        const char *text = expr_text(x->ev, v, scope);

        if (!text)
            expand_fault(x);
        v->as.scalar.text = arena_str(&x->data->arena, text ? text : "");
        v->as.scalar.n = strlen(v->as.scalar.text);
        v->as.scalar.quoted = true;
        v->as.scalar.n_marks = 0;
    }
    v->source = &n->file->made;
    x->ctx->node = before;
}

void expand_markdown(struct expansion *x, const struct template_node *n, struct value *list,
                     const struct scope *scope)
{
    for (const struct template_node *c = n->first; c; c = c->next) {
        struct value *blocks = c->element ? NULL : markdown_blocks(x->data, c->written);

        if (!c->element && !blocks)
            expand_fault(x);
        for (size_t i = 0; i < value_count(blocks); i++) {
            struct value *block = blocks->as.items.v[i];

            value_append(x->data, list, block);
            expand_tree(x, n, block, scope);
        }
    }
}
