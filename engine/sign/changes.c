/* The rule is the other way round than a list of attacks: every object of the signed file must still be what it was, but for a few
 * places that are named here and looked into one by one. New objects only matter where one of these places leads to them. */
#include "sign/changes.h"

#include "sign/fields.h"

enum { DEPTH = 32, LIMIT_PAGES_COMPARED = LIMIT_PAGES };

struct compare {
    struct pdf_file *then, *now;
    struct arena *a;
    struct changes *out;
    uint8_t *looked_at; /* by object number: its changes are judged by themselves */
    size_t n;
};

static void other(struct compare *c, const char *what)
{
    if (!c->out->what)
        c->out->what = what;
    c->out->kind = CHANGE_OTHER;
}

static void at_least(struct compare *c, enum change_kind kind)
{
    if (c->out->kind < kind)
        c->out->kind = kind;
}

static void mark(struct compare *c, const struct pdf_obj *ref)
{
    if (ref->type == PDF_REF && ref->as.ref.num < c->n)
        c->looked_at[ref->as.ref.num] = 1;
}

/* Equal but for some keys, which end with NULL. */
static bool same_but(struct compare *c, const struct pdf_obj *then, const struct pdf_obj *now, const char *const *keys)
{
    struct pdf_obj x, y;

    if (then->type != now->type || !pdf_is_dict(then))
        return pdf_equal(then, now, DEPTH);
    x = pdf_copy(c->a, then);
    y = pdf_copy(c->a, now);
    for (; *keys; keys++) {
        pdf_dict_set(c->a, &x, *keys, pdf_null);
        pdf_dict_set(c->a, &y, *keys, pdf_null);
    }
    return pdf_equal(&x, &y, DEPTH);
}

static bool is_new(struct compare *c, const struct pdf_obj *ref)
{
    return ref->type == PDF_REF && pdf_object(c->then, ref->as.ref.num)->type == PDF_NULL;
}

/* A rectangle of no size shows nothing. */
static bool is_unseen(struct compare *c, const struct pdf_obj *widget)
{
    const struct pdf_obj *rect = pdf_get(c->now, widget, "Rect");
    double v[4];

    for (size_t i = 0; i < 4; i++)
        if (rect->type != PDF_ARRAY || !pdf_number(pdf_at(c->now, rect, i), &v[i]))
            return false;
    return v[0] == v[2] && v[1] == v[3];
}

/* A field that was added: a signature that is made, and is not seen. */
static bool is_new_signature(struct compare *c, const struct pdf_obj *ref)
{
    const struct pdf_obj *field = pdf_resolve(c->now, ref), *value = pdf_get(c->now, field, "V");
    bool ok = is_new(c, ref) && pdf_is_name(pdf_get(c->now, field, "FT"), "Sig") && pdf_is_dict(value) && is_unseen(c, field) &&
              pdf_dict_get(field, "Kids")->type == PDF_NULL;

    if (ok)
        at_least(c, pdf_is_name(pdf_get(c->now, value, "Type"), "DocTimeStamp") ? CHANGE_STORE : CHANGE_FILLED);
    return ok;
}

/* An array that may have grown at its end, by new signatures. */
static bool grown(struct compare *c, const struct pdf_obj *then, const struct pdf_obj *now)
{
    size_t n = then->type == PDF_ARRAY ? then->as.array.n : 0;

    if ((then->type != PDF_ARRAY && then->type != PDF_NULL) || now->type != PDF_ARRAY)
        return then->type == PDF_NULL && now->type == PDF_NULL;
    if (now->as.array.n < n)
        return false;
    for (size_t i = 0; i < now->as.array.n; i++)
        if (i < n ? !pdf_equal(pdf_array_at(then, i), pdf_array_at(now, i), DEPTH) : !is_new_signature(c, pdf_array_at(now, i)))
            return false;
    return true;
}

static void compare_form(struct compare *c, const struct pdf_obj *then, const struct pdf_obj *now)
{
    static const char *const keys[] = {"Fields", "SigFlags", NULL};
    const struct pdf_obj *old = pdf_get(c->then, then, "AcroForm"), *form = pdf_get(c->now, now, "AcroForm");
    const struct pdf_obj empty = pdf_dict();

    mark(c, pdf_dict_get(then, "AcroForm"));
    mark(c, pdf_dict_get(old, "Fields"));
    if (!same_but(c, old->type == PDF_NULL && pdf_is_dict(form) ? &empty : old, form, keys) ||
        !grown(c, pdf_get(c->then, old, "Fields"), pdf_get(c->now, form, "Fields")))
        other(c, "AcroForm");
}

/* Everything below the old store may be written anew: it proves signatures, it shows nothing. */
static void mark_store(struct compare *c, const struct pdf_obj *o, int depth)
{
    const struct pdf_obj *what = pdf_resolve(c->then, o);

    if (depth == 0)
        return;
    mark(c, o);
    if (what->type == PDF_ARRAY)
        for (size_t i = 0; i < what->as.array.n; i++)
            mark_store(c, &what->as.array.v[i], depth - 1);
    else if (what->type == PDF_DICT)
        for (size_t i = 0; i < what->as.dict.n; i++)
            mark_store(c, &what->as.dict.v[i].value, depth - 1);
}

static void compare_catalogue(struct compare *c)
{
    static const char *const keys[] = {"AcroForm", "DSS", "Extensions", NULL};
    enum { STORE_DEPTH = 4 };
    uint32_t then_num, now_num;
    const struct pdf_obj *then = pdf_catalogue(c->then, &then_num), *now = pdf_catalogue(c->now, &now_num);
    const struct pdf_obj ref = pdf_ref(then_num, 0);

    mark(c, &ref);
    mark(c, pdf_dict_get(then, "Extensions"));
    if (then_num != now_num || !same_but(c, then, now, keys))
        other(c, "Catalog");
    if (!pdf_equal(pdf_get(c->then, then, "DSS"), pdf_get(c->now, now, "DSS"), DEPTH))
        at_least(c, CHANGE_STORE);
    mark_store(c, pdf_dict_get(then, "DSS"), STORE_DEPTH);
    compare_form(c, then, now);
}

static void compare_pages(struct compare *c)
{
    static const char *const keys[] = {"Annots", NULL};
    size_t n = pdf_pages(c->then);

    if (n != pdf_pages(c->now) || n > LIMIT_PAGES_COMPARED) {
        other(c, "Pages");
        return;
    }
    for (size_t i = 0; i < n; i++) {
        uint32_t then_num = 0, now_num = 0;
        const struct pdf_obj *then = pdf_page(c->then, i, &then_num), *now = pdf_page(c->now, i, &now_num);
        const struct pdf_obj ref = pdf_ref(then_num, 0);
        if (then_num != now_num || !same_but(c, then, now, keys) || !grown(c, pdf_get(c->then, then, "Annots"), pdf_get(c->now, now, "Annots")))
            other(c, arena_printf(c->a, "page %zu", i + 1));
        mark(c, &ref);
        mark(c, pdf_dict_get(then, "Annots"));
    }
}

/* An empty signature field that was signed, or a field that was filled in: its value and how that looks. Where it stands stays. */
static void compare_field(struct compare *c, const struct field *then)
{
    static const char *const signing[] = {"V", "AP", NULL}, *const filling[] = {"V", "AP", "AS", "M", NULL}, *const nothing[] = {NULL};
    bool signature = strcmp(then->type, "Sig") == 0, open = !signature || then->value->type == PDF_NULL;
    const struct pdf_obj ref = pdf_ref(then->num, 0), *now = pdf_object(c->now, then->num);

    if (!then->num)
        return; /* direct: it is a part of an array, which must not have changed */
    mark(c, &ref);
    if (pdf_equal(then->dict, now, DEPTH))
        return;
    if (!same_but(c, then->dict, now, !open ? nothing : signature ? signing : filling)) {
        other(c, arena_printf(c->a, "field \"%s\"", then->name));
        return;
    }
    at_least(c, CHANGE_FILLED);
    if (!signature) {
        if (c->out->filled.n)
            buf_puts(&c->out->filled, ", ");
        buf_puts(&c->out->filled, then->name);
    }
}

static void compare_fields(struct compare *c)
{
    struct field *v = NULL;
    bool all;
    size_t n = fields_read(c->then, &v, &all);

    if (!all)
        other(c, "AcroForm");
    for (size_t i = 0; i < n; i++)
        compare_field(c, &v[i]);
}

/* Cross-reference and object streams hold no content of their own. */
static bool is_container(const struct pdf_obj *o)
{
    return o->type == PDF_STREAM && (pdf_is_name(pdf_dict_get(o, "Type"), "XRef") || pdf_is_name(pdf_dict_get(o, "Type"), "ObjStm"));
}

/* A reference that led nowhere and leads somewhere now: what was signed has become something else, though no object changed. */
static bool leads_elsewhere(struct compare *c, const struct pdf_obj *o, int depth)
{
    bool found = false;

    if (depth == 0)
        return false;
    if (o->type == PDF_REF)
        return is_new(c, o) && pdf_object(c->now, o->as.ref.num)->type != PDF_NULL;
    if (o->type == PDF_ARRAY)
        for (size_t i = 0; i < o->as.array.n && !found; i++)
            found = leads_elsewhere(c, &o->as.array.v[i], depth - 1);
    else if (pdf_is_dict(o))
        for (size_t i = 0; i < o->as.dict.n && !found; i++)
            found = leads_elsewhere(c, &o->as.dict.v[i].value, depth - 1);
    return found;
}

static void compare_rest(struct compare *c)
{
    for (size_t i = 0; i < pdf_places(c->then) && c->out->kind != CHANGE_OTHER; i++) {
        uint32_t num = pdf_place_at(c->then, i)->num;
        const struct pdf_obj *then = pdf_object(c->then, num);
        if (is_container(then) || num >= c->n)
            continue;
        if ((!c->looked_at[num] && !pdf_equal(then, pdf_object(c->now, num), DEPTH)) || leads_elsewhere(c, then, DEPTH))
            other(c, arena_printf(c->a, "object %lu", (unsigned long)num));
    }
}

void changes_find(struct pdf_file *then, struct pdf_file *now, struct changes *out)
{
    struct compare c = {.then = then, .now = now, .a = pdf_arena(now), .out = out, .n = pdf_size(then)};

    *out = (struct changes){0};
    c.looked_at = ARENA_NEWS(c.a, c.n + 1, uint8_t);
    /* What a reader shows as title and author, and nothing on a page: a program that saves writes its date there. */
    mark(&c, pdf_dict_get(pdf_trailer(then), "Info"));
    compare_catalogue(&c);
    compare_pages(&c);
    compare_fields(&c);
    compare_rest(&c);
    if (pdf_failed(then) || pdf_failed(now))
        other(&c, "structure");
}
