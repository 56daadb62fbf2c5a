/* An object of its own is put for itself; a direct one changes its holder in its turn. */
#include "sign/held.h"

struct held held_take(struct pdf_update *u, struct pdf_file *f, const struct pdf_obj *holder, const char *key, bool array)
{
    const struct pdf_obj *old = pdf_dict_get(holder, key);
    struct held h = {old->type == PDF_REF ? old->as.ref.num : 0, {0}};
    const struct pdf_obj *now = h.num ? pdf_update_get(u, h.num) : old;

    if (array ? now->type == PDF_ARRAY : now->type == PDF_DICT)
        h.copy = pdf_copy(pdf_arena(f), now);
    else {
        h.num = 0;
        h.copy = array ? pdf_array() : pdf_dict();
    }
    return h;
}

void held_put(struct pdf_update *u, struct pdf_file *f, struct pdf_obj *holder, const char *key, const struct held *h)
{
    if (h->num)
        pdf_update_put(u, h->num, h->copy);
    else
        pdf_dict_set(pdf_arena(f), holder, key, h->copy);
}
