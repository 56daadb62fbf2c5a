/* A kid without a name is a widget of its field, one with a name a field below it (12.7.3.2). */
#include "sign/fields.h"

struct walk {
    struct pdf_file *file;
    struct field *v;
    size_t n, cap;
    bool all;
};

const struct pdf_obj *pdf_catalogue(struct pdf_file *f, uint32_t *num)
{
    const struct pdf_obj *root = pdf_dict_get(pdf_trailer(f), "Root");

    *num = root->type == PDF_REF ? root->as.ref.num : 0;
    root = pdf_resolve(f, root);
    return pdf_is_dict(root) ? root : &pdf_null;
}

static void add(struct walk *w, struct field field)
{
    if (w->n == LIMIT_FIELDS) {
        w->all = false;
        return;
    }
    ARENA_ROOM(pdf_arena(w->file), w->v, w->n, w->cap);
    w->v[w->n++] = field;
}

static bool has_named_kid(struct walk *w, const struct pdf_obj *kids)
{
    for (size_t i = 0; kids->type == PDF_ARRAY && i < kids->as.array.n; i++)
        if (pdf_dict_get(pdf_at(w->file, kids, i), "T")->type != PDF_NULL)
            return true;
    return false;
}

/* `above` has what is inherited: name, type and value. */
static void visit(struct walk *w, const struct pdf_obj *entry, const struct field *above, int depth)
{
    struct arena *a = pdf_arena(w->file);
    const struct pdf_obj *dict = pdf_resolve(w->file, entry), *kids = pdf_get(w->file, dict, "Kids"), *type = pdf_get(w->file, dict, "FT");
    const struct pdf_obj *value = pdf_dict_get(dict, "V");
    const char *name = pdf_text(a, pdf_get(w->file, dict, "T"));
    struct field field = *above;

    if (!pdf_is_dict(dict))
        return;
    field.num = entry->type == PDF_REF ? entry->as.ref.num : 0;
    field.dict = dict;
    if (name)
        field.name = *above->name ? arena_printf(a, "%s.%s", above->name, name) : name;
    if (type->type == PDF_NAME)
        field.type = arena_span(a, type->as.text);
    if (value->type != PDF_NULL) {
        field.value_num = value->type == PDF_REF ? value->as.ref.num : 0;
        field.value = pdf_resolve(w->file, value);
    }
    if (!has_named_kid(w, kids)) {
        add(w, field);
        return;
    }
    if (depth >= LIMIT_FIELD_DEPTH) {
        w->all = false;
        return;
    }
    for (size_t i = 0; i < kids->as.array.n && w->all; i++)
        visit(w, pdf_array_at(kids, i), &field, depth + 1);
}

size_t fields_read(struct pdf_file *f, struct field **out, bool *all)
{
    const struct field none = {.name = "", .type = "", .value = &pdf_null};
    struct walk w = {.file = f, .all = true};
    uint32_t num;
    const struct pdf_obj *list = pdf_get(f, pdf_get(f, pdf_catalogue(f, &num), "AcroForm"), "Fields");

    for (size_t i = 0; list->type == PDF_ARRAY && i < list->as.array.n && w.all; i++)
        visit(&w, pdf_array_at(list, i), &none, 0);
    *out = w.v;
    *all = w.all;
    return w.n;
}
