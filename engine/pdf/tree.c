/* The elements of structure, in the order in which paint began them, get what Cairo drops: alternative texts, table
 * attributes (ISO 32000-1, 14.8.5.7), identifiers of notes (14289-1, 7.9), and their annotations what they say (7.18.1). */
#include "pdf/make.h"

enum { DEEPEST = 2000 }; /* elements in each other; layout nests far less */

struct tree {
    struct pdf_make *m;
    bool *mixed;          /* a tag: it is a row that has data cells */
    size_t next;          /* of the plan's elements */
    size_t notes;
    struct pdf_obj names; /* of the notes: identifier, element */
};

static void find_mixed_rows(struct tree *t)
{
    const struct frames *f = t->m->frames;

    t->mixed = ARENA_NEWS(t->m->arena, f->n_tags + 1, bool);
    for (size_t i = 0; i < f->n_tags; i++)
        if (f->tags[i].type == TAG_TD && f->tags[i].parent >= 0)
            t->mixed[f->tags[i].parent] = true;
}

/* A heading cell in a row of such is for its column, beside data for its row. */
static bool set_cell(struct tree *t, const struct frame_tag *tag, struct pdf_obj *o)
{
    struct arena *a = t->m->arena;
    struct pdf_obj table = pdf_dict();

    if (tag->type == TAG_TH)
        pdf_dict_set(a, &table, "Scope", pdf_name(tag->parent >= 0 && t->mixed[tag->parent] ? "Row" : "Column"));
    if (tag->col_span > 1)
        pdf_dict_set(a, &table, "ColSpan", pdf_int(tag->col_span));
    if (tag->row_span > 1)
        pdf_dict_set(a, &table, "RowSpan", pdf_int(tag->row_span));
    if (table.as.dict.n == 0)
        return false;
    pdf_dict_set(a, &table, "O", pdf_name("Table"));
    pdf_dict_set(a, o, "A", table);
    return true;
}

static void set_note(struct tree *t, uint32_t num, struct pdf_obj *o)
{
    struct arena *a = t->m->arena;
    char *id = arena_printf(a, "note-%06zu", ++t->notes); /* in the order of a name tree */

    pdf_dict_set(a, o, "ID", pdf_string(span_of(id)));
    pdf_array_add(a, &t->names, pdf_string(span_of(id)));
    pdf_array_add(a, &t->names, pdf_ref(num, 0));
}

static bool set_element(struct tree *t, const struct paint_element *e, uint32_t num, struct pdf_obj *o)
{
    const struct frame_tag *tag = &t->m->frames->tags[e->tag];

    if (e->inner)
        return false;
    switch (tag->type) {
    case TAG_FIGURE:
    case TAG_FORMULA:
        if (tag->alt && *tag->alt)
            pdf_dict_set(t->m->arena, o, "Alt", pdf_text_string(t->m->arena, tag->alt));
        return tag->alt && *tag->alt;
    case TAG_TH:
    case TAG_TD: return set_cell(t, tag, o);
    case TAG_NOTE: set_note(t, num, o); return true;
    case TAG_FORM:
        if (!t->m->forms)
            t->m->forms = ARENA_NEWS(t->m->arena, t->m->frames->n_tags, uint32_t);
        t->m->forms[e->tag] = num;
        return false;
    default: return false;
    }
}

/* The annotation of a link: where it leads is what it says; it is printed with its page (ISO 19005-2, 6.3.2). */
static void set_annotation(struct tree *t, const struct paint_element *e, const struct pdf_obj *objr)
{
    const struct pdf_obj *ref = pdf_dict_get(objr, "Obj"), *annotation = pdf_resolve(t->m->file, ref);
    struct pdf_obj o;

    if (ref->type != PDF_REF || annotation->type != PDF_DICT)
        return;
    o = pdf_copy(t->m->arena, annotation);
    pdf_dict_set(t->m->arena, &o, "F", pdf_int(4));
    if (e->url)
        pdf_dict_set(t->m->arena, &o, "Contents", pdf_text_string(t->m->arena, e->url));
    pdf_update_put(t->m->update, ref->as.ref.num, o);
}

/* One element and those below it: compared with the plan's, or `made` whole. false: it is another. */
static bool walk(struct tree *t, const struct pdf_obj *ref, bool made, int depth)
{
    const struct pdf_obj *element = pdf_resolve(t->m->file, ref), *kids = pdf_dict_get(element, "K");
    const struct paint_element *e = &t->m->plan->elements[t->next];

    if (ref->type != PDF_REF || t->next >= t->m->plan->n_elements || depth > DEEPEST || !pdf_is_name(pdf_dict_get(element, "S"), e->name))
        return false;
    t->next++;
    if (made) {
        struct pdf_obj o = pdf_copy(t->m->arena, element);
        if (set_element(t, e, ref->as.ref.num, &o))
            pdf_update_put(t->m->update, ref->as.ref.num, o);
    }
    if (kids->type == PDF_REF)
        return walk(t, kids, made, depth + 1);
    for (size_t i = 0; kids->type == PDF_ARRAY && i < kids->as.array.n; i++) {
        const struct pdf_obj *kid = &kids->as.array.v[i];
        if (kid->type == PDF_REF && !walk(t, kid, made, depth + 1))
            return false;
        if (made && pdf_is_name(pdf_dict_get(kid, "Type"), "OBJR"))
            set_annotation(t, e, kid);
    }
    return true;
}

static bool walk_all(struct tree *t, const struct pdf_obj *root, bool made)
{
    const struct pdf_obj *kids = pdf_dict_get(root, "K");

    t->next = 0;
    for (size_t i = 0; kids->type == PDF_ARRAY && i < kids->as.array.n; i++)
        if (!walk(t, &kids->as.array.v[i], made, 0))
            return false;
    return t->next == t->m->plan->n_elements;
}

static const struct pdf_obj *root_of(struct pdf_make *m)
{
    return pdf_dict_get(pdf_get(m->file, pdf_trailer(m->file), "Root"), "StructTreeRoot");
}

bool pdf_tree_fits(struct pdf_make *m)
{
    struct tree t = {.m = m};

    return walk_all(&t, pdf_resolve(m->file, root_of(m)), false);
}

void pdf_make_tree(struct pdf_make *m)
{
    struct tree t = {.m = m, .names = pdf_array()};
    struct pdf_obj changed, ids = pdf_dict();
    const struct pdf_obj *root = pdf_resolve(m->file, root_of(m));

    find_mixed_rows(&t);
    walk_all(&t, root, true);
    if (t.notes == 0)
        return;
    changed = pdf_copy(m->arena, root);
    pdf_dict_set(m->arena, &ids, "Names", t.names);
    pdf_dict_set(m->arena, &changed, "IDTree", ids);
    pdf_update_put(m->update, root_of(m)->as.ref.num, changed);
}
