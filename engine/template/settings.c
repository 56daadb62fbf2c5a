/* The attributes of an element: known, of the right type, none missing. */
#include "base/diag/template.h"
#include "template/tree.h"
#include "text/text.h"

enum { MOST_SETTINGS = 32 }; /* of one element; the table's longest row is far shorter */

static const char *attribute_list(struct arena *a, const struct element *e)
{
    struct buf out = {0};

    for (const struct attribute *k = e->attributes; k && k->name; k++)
        buf_printf(&out, "%s%s", out.n ? ", " : "", k->name);
    return arena_buf(a, &out);
}

static bool unknown(struct template *t, const struct element *e, const char *name, struct pos pos)
{
    const char *names[MOST_SETTINGS + 1], *near;
    struct arena a = {0};
    size_t n = 0;

    for (const struct attribute *k = e->attributes; k && k->name; k++)
        names[n++] = k->name;
    names[n] = NULL;
    near = span_nearest(name, names);
    if (near)
        diag(t->ctx, DIAG_TEMPLATE_ATTRIBUTE_NEAR, pos, name, e->name, near);
    else if (n)
        diag(t->ctx, DIAG_TEMPLATE_ATTRIBUTE, pos, name, e->name, attribute_list(&a, e));
    else
        diag(t->ctx, DIAG_TEMPLATE_NO_ATTRIBUTES, pos, name, e->name);
    arena_release(&a);
    return false;
}

/* A name that expressions can use: letters, digits and '_', and no word of the language. */
static const char *name_of(struct template *t, const struct value *v)
{
    static const char words[] = "and or not in is if else true false none loop";
    const char *text = v->as.scalar.text, *folded = text_fold(&t->data->arena, span_of(text));
    bool ok = *folded && !(*text >= '0' && *text <= '9') && !vocab_has_word(words, folded);

    for (const unsigned char *p = (const unsigned char *)text; *p && ok; p++)
        ok = *p >= 0x80 || *p == '_' || (*p >= '0' && *p <= '9') ||
             ((*p | 0x20) >= 'a' && (*p | 0x20) <= 'z');
    if (ok)
        return folded;
    diag(t->ctx, DIAG_TEMPLATE_NAME, v->pos, text);
    return NULL;
}

static bool check_fixed(struct template *t, const struct setting *s)
{
    const struct attribute *a = s->attribute;
    const char *text = s->written->as.scalar.text;
    bool ok = true;

    if (expr_has_tags(span_of(text)))
        return true; /* the merge sees what comes of it */
    if (a->type == ATTRIBUTE_NUMBER) {
        mpq_t number;

        mpq_init(number);
        ok = figure_parse(span_of(text), true, number) == FIGURE_OK;
        mpq_clear(number);
        if (!ok)
            diag(t->ctx, DIAG_TEMPLATE_NUMBER, s->written->pos, a->name, text);
    } else if (a->type == ATTRIBUTE_CHOICE &&
               (!vocab_has_word(a->choices, text) || strchr(text, ' '))) {
        diag(t->ctx, DIAG_TEMPLATE_CHOICE, s->written->pos, a->name,
             vocab_list(&t->data->arena, a->choices), text);
        ok = false;
    }
    return ok;
}

static bool parse(struct template *t, struct setting *s)
{
    const struct value *v = s->written;
    struct span text = span_make(v->as.scalar.text, v->as.scalar.n);

    switch (s->attribute->type) {
    case ATTRIBUTE_TEXT:
    case ATTRIBUTE_NUMBER:
    case ATTRIBUTE_CHOICE:
        s->text = expr_text_parse(t->ev, v);
        return s->text && check_fixed(t, s);
    case ATTRIBUTE_EXPR:
        if (expr_has_tags(text)) {
            diag(t->ctx, DIAG_TEMPLATE_BRACES, v->pos, s->attribute->name);
            return false;
        }
        s->expr = expr_parse(t->ev, text, v->pos);
        return s->expr != NULL;
    case ATTRIBUTE_NAME:
        s->name = name_of(t, v);
        return s->name != NULL;
    case ATTRIBUTE_NOTE:
    case ATTRIBUTE_FILE:
        break;
    }
    return true;
}

static bool check_namespace(struct template *t, const struct value *v)
{
    if (strcmp(v->as.scalar.text, TEMPLATE_NS) == 0)
        return true;
    diag(t->ctx, DIAG_TEMPLATE_NAMESPACE, v->pos, v->as.scalar.text, TEMPLATE_NS);
    return false;
}

bool settings_read(struct template *t, struct scan *s, struct template_node *n)
{
    const struct element *e = n->element;
    bool ok = true, named = e->put != PUT_ROOT;
    struct span name;
    struct pos pos;
    struct value *v;
    size_t rows = 0;

    for (const struct attribute *a = e->attributes; a && a->name; a++)
        rows++;
    n->settings = ARENA_NEWS(&t->data->arena, rows + 1, struct setting);
    while (scan_attribute(s, &name, &pos, &v)) {
        const char *key = arena_span(&t->data->arena, name);
        const struct attribute *a = vocab_attribute(e, key);

        if (e->put == PUT_ROOT && strcmp(key, "xmlns") == 0) {
            named = true;
            ok &= check_namespace(t, v);
        } else if (!a) {
            ok = unknown(t, e, key, pos);
        } else { /* well-formed XML has each attribute once, so there is room */
            n->settings[n->n_settings] = (struct setting){.attribute = a, .written = v};
            ok &= parse(t, &n->settings[n->n_settings++]);
        }
    }
    if (!named) {
        diag(t->ctx, DIAG_TEMPLATE_NO_NAMESPACE, n->pos, e->name, TEMPLATE_NS);
        ok = false;
    }
    for (const struct attribute *a = e->attributes; a && a->name; a++)
        if (a->required && !setting_lookup(n, a->name)) {
            diag(t->ctx, DIAG_TEMPLATE_MISSING, n->pos, e->name, a->name);
            ok = false;
        }
    return ok;
}
