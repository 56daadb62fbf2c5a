/* The artist draws a page of its own for each widget; the page becomes the widget's normal appearance (ISO 32000-1, 12.5.5). */
#include "sign/show.h"

#include "pdf/import.h"

static bool size_of(struct pdf_file *f, const struct pdf_obj *widget, double *width, double *height)
{
    const struct pdf_obj *rect = pdf_get(f, widget, "Rect");
    double v[4];

    for (size_t i = 0; i < 4; i++)
        if (rect->type != PDF_ARRAY || !pdf_number(pdf_at(f, rect, i), &v[i]))
            return false;
    *width = v[2] > v[0] ? v[2] - v[0] : v[0] - v[2];
    *height = v[3] > v[1] ? v[3] - v[1] : v[1] - v[3];
    return *width > 0 && *height > 0;
}

/* Takes the drawn page over; an empty one leaves the widget as it is. */
static bool set_appearance(struct pdf_update *u, struct pdf_file *f, struct buf *pdf, struct pdf_obj *widget)
{
    struct arena *a = pdf_arena(f);
    struct pdf_obj appearance = pdf_dict();
    struct pdf_file *drawn;
    uint32_t form;

    if (!pdf->n)
        return true;
    struct span bytes = {arena_span(a, buf_span(pdf)), pdf->n};
    buf_release(pdf);
    drawn = pdf_open(pdf_ctx(f), "appearance", bytes, a);
    form = drawn ? pdf_import_page(u, drawn, 0) : 0;
    if (!form)
        return false;
    pdf_dict_set(a, &appearance, "N", pdf_ref(form, 0));
    pdf_dict_set(a, widget, "AP", appearance);
    return true;
}

bool show_signature(struct pdf_update *u, struct pdf_file *f, const struct pades_request *request, const struct pades_signer *who,
                    struct pdf_obj *widget)
{
    const struct pades_artist *artist = request->artist;
    struct buf pdf = {0};
    double width, height;

    if (!artist || !size_of(f, widget, &width, &height))
        return true;
    if (!artist->signature(artist->user, request->role, who, width, height, &pdf)) {
        buf_release(&pdf);
        return false;
    }
    return set_appearance(u, f, &pdf, widget);
}

static bool show_text(struct pdf_update *u, struct pdf_file *f, const struct pades_artist *artist, const struct pades_filling *filling,
                      struct pdf_obj *widget)
{
    struct buf pdf = {0};
    double width, height;

    if (!size_of(f, widget, &width, &height))
        return true;
    if (!artist->text(artist->user, filling->field, filling->text, width, height, &pdf)) {
        buf_release(&pdf);
        return false;
    }
    return set_appearance(u, f, &pdf, widget);
}

static bool fill(struct pdf_update *u, struct pdf_file *f, const struct pades_artist *artist, const struct pades_filling *filling,
                 const struct field *field)
{
    struct arena *a = pdf_arena(f);
    struct pdf_obj copy = pdf_copy(a, field->dict);
    const struct pdf_obj *kids = pdf_get(f, field->dict, "Kids");
    bool ok = true;

    pdf_dict_set(a, &copy, "V", pdf_text_string(a, filling->text));
    if (kids->type != PDF_ARRAY)
        ok = show_text(u, f, artist, filling, &copy);
    for (size_t i = 0; kids->type == PDF_ARRAY && i < kids->as.array.n && ok; i++) {
        const struct pdf_obj *ref = pdf_array_at(kids, i);
        struct pdf_obj widget = pdf_copy(a, pdf_resolve(f, ref));
        if (ref->type != PDF_REF || !pdf_is_dict(&widget))
            continue;
        ok = show_text(u, f, artist, filling, &widget);
        pdf_update_put(u, ref->as.ref.num, widget);
    }
    pdf_update_put(u, field->num, copy);
    return ok;
}

bool show_fillings(struct pdf_update *u, struct pdf_file *f, const char *name, const struct pades_request *request, const struct field *fields, size_t n)
{
    for (size_t i = 0; i < request->n_fillings; i++) {
        const struct pades_filling *filling = &request->fillings[i];
        const struct field *field = NULL;
        for (size_t k = 0; k < n && !field; k++)
            if (fields[k].num && strcmp(fields[k].type, "Tx") == 0 && strcmp(fields[k].name, filling->field) == 0)
                field = &fields[k];
        if (!field || field->value->type != PDF_NULL) {
            diag(pdf_ctx(f), field ? DIAG_SIGN_FILLED : DIAG_SIGN_NO_BLANK, pos_file(name), filling->field, filling->text);
            return false;
        }
        if (!fill(u, f, request->artist, filling, field))
            return false;
    }
    return true;
}
