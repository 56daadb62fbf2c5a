/* From elements to values, as the table says: texts, maps with the attributes in them, lists of
 * blocks.
 *
 * A value is put into its place before its content is made where the content is more than a text,
 * so that the places of what is inside are known. What turns out empty is taken out again or never
 * put in. */
#include "base/diag/template.h"
#include "model/doc.h"
#include "template/expand.h"
#include "text/text.h"

/* ---- nodes that reads belong to ---- */

static uint32_t enter(struct expansion *x, const char *place)
{
    uint32_t before = x->ctx->node;

    x->ctx->node = doc_place_id(place);
    return before;
}

static uint32_t enter_path(struct expansion *x, const struct value *parent, const char *key,
                           size_t index)
{
    struct arena a = {0};
    const char *path;
    uint32_t before = x->ctx->node;

    if (!x->ctx->tracer)
        return before;
    path = value_path(&a, parent);
    if (!key)
        path = arena_printf(&a, "%s[%zu]", path, index);
    else if (*key)
        path = arena_printf(&a, "%s%s%s", path, *path ? "." : "", key);
    enter(x, path);
    arena_release(&a);
    return before;
}

uint32_t expand_enter(struct expansion *x, const struct value *parent, const char *key)
{
    return enter_path(x, parent, key, 0);
}

uint32_t expand_enter_item(struct expansion *x, const struct value *list)
{
    return enter_path(x, list, NULL, value_count(list));
}

/* ---- making values ---- */

static struct value *new_value(struct expansion *x, const struct template_node *n,
                               enum value_type type)
{
    return value_new(x->data, type, n->pos, &n->file->made);
}

struct value *expand_scalar(struct expansion *x, const struct template_node *n, const char *text)
{
    struct pos pos = n->first && !n->first->element ? n->first->pos : n->pos;

    return value_text(x->data, span_of(text), true, pos, &n->file->made);
}

static void insert(struct expansion *x, const struct template_node *n, struct value *map,
                   const char *key, struct value *v)
{
    if (!value_insert(x->data, map, span_of(key), n->pos, v))
        expand_fault(x);
}

static void drop_last(struct value *list)
{
    list->as.items.n--;
}

static bool blank(const char *s)
{
    return s[strspn(s, " \t\r\n")] == '\0';
}

/* ---- texts ---- */

void expand_text(struct expansion *x, const struct template_node *n, const struct target *to,
                 const struct scope *scope)
{
    const char *text = to->out ? expr_text_print(x->ev, n->text, scope) : NULL;

    if (!to->out)
        return;
    if (!text) {
        expand_fault(x);
        return;
    }
    buf_puts(&to->out->text, text);
    to->out->filled |= !blank(text);
}

/* What has come so far becomes an item; white space stays, it stands between runs. */
static void flush(struct expansion *x, const struct template_node *n, struct text_out *out)
{
    if (out->list && out->text.n)
        value_append(x->data, out->list, expand_scalar(x, n, out->text.p));
    if (out->list)
        buf_clear(&out->text);
}

const char *expand_plain(struct expansion *x, const struct template_node *n,
                         const struct scope *scope)
{
    struct text_out out = {0};
    struct target to = {.out = &out};
    const char *text = NULL;
    int before = x->faults;

    expand_children(x, n, &to, &scope);
    if (out.filled && x->faults == before)
        text = text_collapse(&x->data->arena, buf_span(&out.text));
    buf_release(&out.text);
    return text;
}

/* The inlines of n into the list; false: nothing came. */
static bool fill_list(struct expansion *x, const struct template_node *n, struct value *list,
                      const struct scope *scope)
{
    struct text_out out = {.list = list};
    struct target to = {.list = list, .out = &out};

    expand_children(x, n, &to, &scope);
    flush(x, n, &out);
    buf_release(&out.text);
    return out.filled;
}

/* ---- attributes ---- */

static const char *key_of(struct expansion *x, const struct attribute *a)
{
    return a->key ? a->key : text_fold(&x->data->arena, span_of(a->name));
}

static void put_settings(struct expansion *x, const struct template_node *n, struct value *map,
                         const struct scope *scope)
{
    for (size_t i = 0; i < n->n_settings; i++) {
        const struct setting *s = &n->settings[i];
        const char *key, *text;
        uint32_t before;

        if (s->attribute->type > ATTRIBUTE_CHOICE)
            continue;
        key = key_of(x, s->attribute);
        before = s->attribute->node ? enter(x, s->attribute->node) : expand_enter(x, map, key);
        text = expr_text_print(x->ev, s->text, scope);
        x->ctx->node = before;
        if (!text)
            expand_fault(x);
        else if (!blank(text) &&
                 !value_insert(x->data, map, span_of(key), s->written->pos,
                               value_text(x->data,
                                          span_of(text_collapse(&x->data->arena, span_of(text))),
                                          true, s->written->pos, &n->file->made)))
            expand_fault(x);
    }
}

static bool has_settings(const struct template_node *n)
{
    return n->n_settings > 0;
}

/* ---- elements with parts ---- */

/* The children of n into v, a list or a map. */
static void put_parts(struct expansion *x, const struct template_node *n, struct value *v,
                      const struct scope *scope)
{
    const struct element *e = n->element;
    struct target to = {0};
    uint32_t before = x->ctx->node;

    if (v->type == VALUE_LIST) {
        to.list = v;
    } else {
        put_settings(x, n, v, scope);
        to.map = v;
        if (e->items) {
            to.list = new_value(x, n, VALUE_LIST);
            insert(x, n, v, e->items, to.list);
        }
    }
    if (e->node && *e->node == '.')
        expand_enter(x, v, e->node + 1);
    else if (e->node)
        enter(x, e->node);
    expand_children(x, n, &to, &scope);
    x->ctx->node = before;
}

static struct value *new_content(struct expansion *x, const struct template_node *n)
{
    bool list = n->element->items && !*n->element->items;

    return new_value(x, n, list ? VALUE_LIST : VALUE_MAP);
}

/* ---- members ---- */

static bool is_repeated(const struct template_node *n)
{
    size_t count = 0;

    for (const struct template_node *p = n->parent; p; p = p->parent)
        if (vocab_is(p->element, "for"))
            return true;
    for (const struct template_node *c = n->parent->first; c && count < 2; c = c->next)
        count += c->element == n->element;
    return count > 1;
}

/* The list that a repeated element's values go into, made at the first. */
static struct value *member_list(struct expansion *x, const struct template_node *n,
                                 struct value *map)
{
    const struct value *v = value_member(map, n->element->key);
    struct value *list;

    if (v)
        return (struct value *)v; /* ours, and still growing */
    list = new_value(x, n, VALUE_LIST);
    insert(x, n, map, n->element->key, list);
    return list;
}

static void text_member(struct expansion *x, const struct template_node *n, struct value *map,
                        const struct scope *scope)
{
    const struct element *e = n->element;
    struct value *list = e->put == PUT_LIST ? (struct value *)value_member(map, e->key) : NULL, *v;
    uint32_t before;
    const char *text;
    struct value none = {.type = VALUE_LIST};

    if (e->put == PUT_LIST &&
        !e->one_node) { /* the first item's place is known before the list is */
        none.parent = map;
        none.key = e->key;
        before = expand_enter_item(x, list ? list : &none);
    } else {
        before = expand_enter(x, map, e->key);
    }
    text = expand_plain(x, n, scope);
    if (text) {
        v = expand_scalar(x, n, text);
        if (e->text_key) {
            struct value *inner = v;

            v = new_value(x, n, VALUE_MAP);
            insert(x, n, v, e->text_key, inner);
        }
        if (e->put == PUT_LIST)
            value_append(x->data, member_list(x, n, map), v);
        else
            insert(x, n, map, e->key, v);
        if (e->text_key)
            put_settings(x, n, v, scope);
    }
    x->ctx->node = before;
}

static void member(struct expansion *x, const struct template_node *n, struct value *map,
                   const struct scope *scope)
{
    const struct element *e = n->element;
    bool list = e->put == PUT_LIST || (e->put == PUT_ORGANS && is_repeated(n));
    struct value *v;
    uint32_t before;

    if (e->content == CONTENT_TEXT) {
        text_member(x, n, map, scope);
        return;
    }
    if (e->content == CONTENT_INLINE && !n->formatted) {
        const char *text;

        before = expand_enter(x, map, e->key);
        text = expand_plain(x, n, scope);
        x->ctx->node = before;
        if (text)
            insert(x, n, map, e->key, expand_scalar(x, n, text));
        return;
    }
    v = e->content == CONTENT_INLINE ? new_value(x, n, VALUE_LIST) : new_content(x, n);
    if (list)
        value_append(x->data, member_list(x, n, map), v);
    else
        insert(x, n, map, e->key, v);
    if (e->content == CONTENT_PARTS) {
        put_parts(x, n, v, scope);
    } else if (e->content == CONTENT_EMPTY) {
        put_settings(x, n, v, scope);
    } else {
        before = expand_enter(x, map, e->key);
        fill_list(x, n, v, scope);
        x->ctx->node = before;
    }
}

/* ---- items ---- */

/* A paragraph is a text, or a map with its inlines and attributes. */
static void paragraph(struct expansion *x, const struct template_node *n, struct value *list,
                      const struct scope *scope)
{
    const struct element *e = n->element;
    uint32_t before = expand_enter_item(x, list);
    bool filled;

    if (n->formatted || has_settings(n)) {
        struct value *map = new_value(x, n, VALUE_MAP), *inlines = new_value(x, n, VALUE_LIST);

        value_append(x->data, list, map);
        insert(x, n, map, e->key, inlines);
        filled = fill_list(x, n, inlines, scope) || (e->keep_empty && has_settings(n));
        if (filled)
            put_settings(x, n, map, scope);
        else
            drop_last(list);
    } else {
        const char *text = expand_plain(x, n, scope);

        filled = text != NULL;
        if (filled)
            value_append(x->data, list, expand_scalar(x, n, text));
    }
    if (!filled && e->keep_empty)
        value_append(x->data, list, new_value(x, n, VALUE_NULL));
    x->ctx->node = before;
}

static void item(struct expansion *x, const struct template_node *n, struct value *list,
                 const struct scope *scope)
{
    const struct element *e = n->element;
    struct value *content = new_content(x, n),
                 *wrap = e->key ? new_value(x, n, VALUE_MAP) : content;

    value_append(x->data, list, wrap);
    if (wrap != content)
        insert(x, n, wrap, e->key, content);
    if (e->content == CONTENT_EMPTY)
        put_settings(x, n, content, scope);
    else
        put_parts(x, n, content, scope);
    if (content->type != VALUE_LIST)
        return;
    if (value_count(content) == 0 && !e->keep_empty)
        drop_last(list);
    else if (wrap != content)
        put_settings(x, n, wrap, scope);
}

static void section(struct expansion *x, const struct template_node *n, struct value *list,
                    const struct scope *scope)
{
    int before = x->faults;

    item(x, n, list, scope);
    if (x->faults == before && !value_member(value_item(list, value_count(list) - 1), "muc")) {
        diag(x->ctx, DIAG_TEMPLATE_HEADING, n->pos);
        expand_fault(x);
    }
}

/* ---- inside a paragraph ---- */

static void inline_element(struct expansion *x, const struct template_node *n,
                           const struct target *to, const struct scope *scope)
{
    const struct element *e = n->element;
    struct value *map, *content;
    uint32_t before = x->ctx->node;
    bool filled;

    flush(x, n, to->out);
    map = new_value(x, n, VALUE_MAP);
    value_append(x->data, to->list, map);
    if (e->content == CONTENT_EMPTY) {
        content = new_value(x, n, VALUE_BOOL);
        content->as.boolean = true;
        insert(x, n, map, e->key, content);
        return;
    }
    content = new_value(x, n, VALUE_LIST);
    insert(x, n, map, e->key, content);
    if (e->node)
        expand_enter(x, content, e->node + 1);
    if (e->boxed) {
        struct value *box = new_value(x, n, VALUE_MAP), *inner = new_value(x, n, VALUE_LIST);

        value_append(x->data, content, box);
        insert(x, n, box, "doan", inner);
        content = inner;
    }
    filled = fill_list(x, n, content, scope);
    x->ctx->node = before;
    if (!filled) {
        drop_last(to->list);
        return;
    }
    put_settings(x, n, map, scope);
    to->out->filled = true;
}

void expand_element(struct expansion *x, const struct template_node *n, const struct target *to,
                    const struct scope *scope)
{
    const struct element *e = n->element;

    switch (e->put) {
    case PUT_ROOT:
        if (to->map && vocab_is(e, "van-ban"))
            put_parts(x, n, to->map, scope);
        break;
    case PUT_MEMBER:
    case PUT_LIST:
    case PUT_ORGANS:
        member(x, n, to->map, scope);
        break;
    case PUT_ITEM:
        if (e->content == CONTENT_MARKDOWN)
            expand_markdown(x, n, to->list, scope);
        else if (e->content == CONTENT_INLINE)
            paragraph(x, n, to->list, scope);
        else if (vocab_is(e, "muc"))
            section(x, n, to->list, scope);
        else
            item(x, n, to->list, scope);
        break;
    case PUT_INLINE:
        inline_element(x, n, to, scope);
        break;
    case PUT_CONTROL:
        break;
    }
}
