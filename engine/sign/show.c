/* The artist draws a page of its own for each widget; the page becomes the widget's normal appearance (ISO 32000-1, 12.5.5). */
#include "sign/show.h"

#include "base/diag/sign.h"
#include "pdf/import.h"

/* How far a widget is turned against its page, counterclockwise (12.5.6.19): 0, 90, 180 or 270. */
static int turn_of(struct pdf_file *f, const struct pdf_obj *widget)
{
    const struct pdf_obj *r = pdf_get(f, pdf_get(f, widget, "MK"), "R");

    return r->type == PDF_INT && r->as.integer % 90 == 0 ? (int)((r->as.integer % 360 + 360) % 360) : 0;
}

/* As it is read: upright. */
static bool size_of(struct pdf_file *f, const struct pdf_obj *widget, double *width, double *height)
{
    const struct pdf_obj *rect = pdf_get(f, widget, "Rect");
    double v[4];

    for (size_t i = 0; i < 4; i++)
        if (rect->type != PDF_ARRAY || !pdf_number(pdf_at(f, rect, i), &v[i]))
            return false;
    *width = v[2] > v[0] ? v[2] - v[0] : v[0] - v[2];
    *height = v[3] > v[1] ? v[3] - v[1] : v[1] - v[3];
    if (turn_of(f, widget) % 180) {
        const double upright = *width;
        *width = *height;
        *height = upright;
    }
    return *width > 0 && *height > 0;
}

/* Turns a form XObject that was put. */
static void turn(struct pdf_update *u, struct arena *a, uint32_t num, int degrees)
{
    static const int matrices[][4] = {{1, 0, 0, 1}, {0, 1, -1, 0}, {-1, 0, 0, -1}, {0, -1, 1, 0}};
    struct pdf_obj form = pdf_copy(a, pdf_update_get(u, num)), matrix = pdf_array();

    for (int i = 0; i < 6; i++)
        pdf_array_add(a, &matrix, pdf_int(i < 4 ? matrices[degrees / 90][i] : 0));
    pdf_dict_set(a, &form, "Matrix", matrix);
    pdf_update_put(u, num, form);
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
    if (turn_of(f, widget))
        turn(u, a, form, turn_of(f, widget));
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

/* "so", and its further places: "so_2". */
static bool is_place(const struct field *f, const char *field)
{
    const size_t n = strlen(field);
    const char *rest = f->name + n;

    return f->num && strcmp(f->type, "Tx") == 0 && strncmp(f->name, field, n) == 0 &&
           (!*rest || (*rest == '_' && rest[1] && !rest[1 + strspn(rest + 1, "0123456789")]));
}

struct pdf_obj show_places(struct arena *a, const struct pades_request *request, const struct field *fields, size_t n)
{
    struct pdf_obj names = pdf_array();

    for (size_t i = 0; i < request->n_fillings; i++)
        for (size_t k = 0; k < n; k++)
            if (is_place(&fields[k], request->fillings[i].field))
                pdf_array_add(a, &names, pdf_text_string(a, fields[k].name));
    return names;
}

bool show_fillings(struct pdf_update *u, struct pdf_file *f, const char *name, const struct pades_request *request, const struct field *fields, size_t n)
{
    for (size_t i = 0; i < request->n_fillings; i++) {
        const struct pades_filling *filling = &request->fillings[i];
        size_t blank = 0, written = 0;
        for (size_t k = 0; k < n; k++) {
            if (!is_place(&fields[k], filling->field))
                continue;
            struct pdf_obj copy = pdf_copy(pdf_arena(f), fields[k].dict);
            written += fields[k].value->type != PDF_NULL;
            blank++;
            pdf_dict_set(pdf_arena(f), &copy, "V", pdf_text_string(pdf_arena(f), filling->text));
            if (written == 0 && !show_text(u, f, request->artist, filling, &copy))
                return false;
            pdf_update_put(u, fields[k].num, copy);
        }
        if (!blank || written) {
            diag(pdf_ctx(f), written ? DIAG_SIGN_FILLED : DIAG_SIGN_NO_BLANK, pos_file(name), filling->field, filling->text);
            return false;
        }
    }
    return true;
}
