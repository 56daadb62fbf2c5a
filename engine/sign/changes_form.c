/* What may happen to a form after a signature: its fields are filled in and signed, further signature fields come. A field keeps its name, its type and
 * its place; only its value and how that looks may be others. */
#include "sign/changes_private.h"

#include "sign/fields.h"

static const char *const any_time[] = {"Ff", "Type", NULL}; /* what readers write at will */
static const char *const value_keys[] = {"Ff", "Type", "V", "AP", "AS", "F", "DA", "Q", NULL};

void changed_field(struct compare *c, const char *name)
{
    if (c->out->kind < CHANGE_FILLED)
        c->out->kind = CHANGE_FILLED;
    if (c->out->kind < CHANGE_LOCKED && permission_locks(c->by, name)) {
        c->out->kind = CHANGE_LOCKED;
        c->out->what = name;
    }
}

static void field_other(struct compare *c, const struct field *field)
{
    changed_other(c, arena_printf(c->a, "field \"%s\"", field->name));
}

/* A rectangle of no size shows nothing. */
static bool is_seen(struct compare *c, const struct pdf_obj *widget)
{
    const struct pdf_obj *rect = pdf_get(c->now, widget, "Rect");
    double v[4];

    for (size_t i = 0; i < 4; i++)
        if (rect->type != PDF_ARRAY || !pdf_number(pdf_at(c->now, rect, i), &v[i]))
            return rect->type != PDF_NULL;
    return v[0] != v[2] && v[1] != v[3];
}

/* ---- fields that were added ---- */

/* The widgets of a new field: itself, or its kids, none of which is a field of its own. false: they are none. */
static bool take_widgets(struct compare *c, const struct pdf_obj *ref, bool *seen)
{
    const struct pdf_obj *field = pdf_resolve(c->now, ref), *kids = pdf_get(c->now, field, "Kids");

    *seen = is_seen(c, field);
    if (kids->type == PDF_NULL) {
        c->widgets[ref->as.ref.num] = 1;
        return true;
    }
    for (size_t i = 0; kids->type == PDF_ARRAY && i < kids->as.array.n; i++) {
        const struct pdf_obj *kid = pdf_array_at(kids, i);
        if (!changes_is_new(c, kid) || kid->as.ref.num >= c->n_now || pdf_get(c->now, kid, "T")->type != PDF_NULL)
            return false;
        c->widgets[kid->as.ref.num] = 1;
        *seen = *seen || is_seen(c, pdf_resolve(c->now, kid));
    }
    return kids->type == PDF_ARRAY;
}

/* A value that was not there: a signature or a document timestamp, in an object of its own. */
static bool is_signature(struct compare *c, const struct pdf_obj *value)
{
    return changes_is_new(c, value) && pdf_resolve(c->now, value)->type == PDF_DICT;
}

static bool is_stamp(struct compare *c, const struct pdf_obj *value, bool seen)
{
    return !seen && pdf_is_name(pdf_get(c->now, value, "Type"), "DocTimeStamp");
}

/* A signature field that was added, signed or not; one that is seen only where nobody has certified the file. */
static bool is_new_signature(struct compare *c, const struct pdf_obj *ref)
{
    const struct pdf_obj *field = pdf_resolve(c->now, ref), *value = pdf_dict_get(field, "V");
    const char *name = pdf_text(c->a, pdf_get(c->now, field, "T"));
    bool seen;

    if (!changes_is_new(c, ref) || field->type != PDF_DICT || !pdf_is_name(pdf_get(c->now, field, "FT"), "Sig") || !name || strchr(name, '.') ||
        !take_widgets(c, ref, &seen) || (seen && c->by->level) || (value->type != PDF_NULL && !is_signature(c, value)))
        return false;
    if (seen || (value->type != PDF_NULL && !is_stamp(c, value, seen)))
        changed_field(c, name);
    return true;
}

/* ---- fields that were there ---- */

/* The appearance may be another, never gone. One that was overwritten where it stands must be used for nothing else. *changed: it was. */
static bool appearance_is_sound(struct compare *c, const struct pdf_obj *then, const struct pdf_obj *now, bool *changed)
{
    static const char *const faces[] = {"N", "R", "D"};
    const struct pdf_obj *old = pdf_get(c->then, then, "AP"), *appearance = pdf_get(c->now, now, "AP");

    *changed = false;
    if (changes_uses(c, pdf_dict_get(then, "AP")) > 1 || !changes_replaced(c, then, now, "AP") ||
        (appearance->type != PDF_NULL && appearance->type != PDF_DICT))
        return false;
    for (size_t i = 0; i < sizeof faces / sizeof *faces; i++) {
        const struct pdf_obj *x = pdf_dict_get(old, faces[i]), *y = pdf_dict_get(appearance, faces[i]);
        if (x->type == PDF_REF && pdf_equal(x, y, 1) && !pdf_equal(pdf_resolve(c->then, x), pdf_resolve(c->now, y), CHANGES_DEPTH)) {
            changes_clear(c, x);
            *changed = true;
        }
    }
    *changed = *changed || !pdf_equal(old, appearance, CHANGES_DEPTH);
    return true;
}

/* Readers tell an annotation by its type: it may be named where it was not. */
static bool type_is_kept(const struct pdf_obj *then, const struct pdf_obj *now)
{
    const struct pdf_obj *old = pdf_dict_get(then, "Type"), *type = pdf_dict_get(now, "Type");

    return pdf_equal(old, type, 1) || (old->type == PDF_NULL && pdf_is_name(type, "Annot"));
}

static void compare_signature(struct compare *c, const struct field *then, const struct pdf_obj *now)
{
    const struct pdf_obj *value = pdf_dict_get(now, "V");
    bool signs = pdf_get(c->then, then->dict, "V")->type == PDF_NULL && value->type != PDF_NULL, changed;

    if (!signs) {
        if (!changes_same_but(c, then->dict, now, any_time))
            field_other(c, then);
    } else if (!is_signature(c, value) || !appearance_is_sound(c, then->dict, now, &changed))
        field_other(c, then);
    else if (!is_stamp(c, value, is_seen(c, now)))
        changed_field(c, then->name);
}

static void compare_filling(struct compare *c, const struct field *then, const struct pdf_obj *now)
{
    bool changed;

    if (!appearance_is_sound(c, then->dict, now, &changed))
        field_other(c, then);
    if (changes_same_but(c, then->dict, now, any_time) && !changed)
        return;
    changed_field(c, then->name);
    if (c->out->filled.n)
        buf_puts(&c->out->filled, ", ");
    buf_puts(&c->out->filled, then->name);
}

static void compare_field(struct compare *c, const struct field *then)
{
    const struct pdf_obj *now = pdf_object(c->now, then->num);

    if (!then->num)
        return; /* direct: it is a part of an array, which must not have changed */
    changes_clear_anywhere(c, then->num);
    if (!changes_same_but(c, then->dict, now, value_keys) || !type_is_kept(then->dict, now))
        field_other(c, then);
    else if (strcmp(then->type, "Sig") == 0)
        compare_signature(c, then, now);
    else
        compare_filling(c, then, now);
}

void changes_compare_form(struct compare *c, const struct pdf_obj *then, const struct pdf_obj *now)
{
    static const char *const keys[] = {"Fields", "DR", "DA", "Q", "NeedAppearances", NULL};
    const struct pdf_obj *old = pdf_get(c->then, then, "AcroForm"), *form = pdf_get(c->now, now, "AcroForm");
    struct field *v = NULL;
    bool all;
    size_t n = fields_read(c->then, &v, &all);

    if (!all || !changes_replaced(c, then, now, "AcroForm") || !changes_same_but(c, old, form, keys) || !changes_replaced(c, old, form, "Fields") ||
        !changes_replaced(c, old, form, "DR") ||
        !changes_grown(c, pdf_get(c->then, old, "Fields"), pdf_get(c->now, form, "Fields"), is_new_signature))
        changed_other(c, "AcroForm");
    for (size_t i = 0; i < n; i++)
        compare_field(c, &v[i]);
}
