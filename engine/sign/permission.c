/* A list of locked names that cannot be read, or an action that nobody knows, locks every field. */
#include "sign/permission.h"

#include <string.h>

static int level_of(struct pdf_file *f, const struct pdf_obj *dict, int otherwise)
{
    const struct pdf_obj *p = pdf_get(f, dict, "P");

    return p->type == PDF_INT && p->as.integer >= 1 && p->as.integer <= 3 ? (int)p->as.integer : otherwise;
}

static void read_locks(struct permission *p, const struct pdf_obj *params)
{
    const struct pdf_obj *action = pdf_get(p->file, params, "Action");

    p->names = pdf_get(p->file, params, "Fields");
    if (p->names->type == PDF_ARRAY && pdf_is_name(action, "Include"))
        p->locks = LOCKS_THESE;
    else if (p->names->type == PDF_ARRAY && pdf_is_name(action, "Exclude"))
        p->locks = LOCKS_OTHERS;
    else
        p->locks = LOCKS_ALL;
}

struct permission permission_read(struct pdf_file *f, const struct pdf_obj *signature, const struct pdf_obj *field)
{
    enum { DEFAULT_LEVEL = 2 };
    const struct pdf_obj *refs = pdf_get(f, signature, "Reference"), *lock = pdf_get(f, field, "Lock");
    struct permission p = {.names = &pdf_null, .file = f};

    for (size_t i = 0; refs->type == PDF_ARRAY && i < refs->as.array.n; i++) {
        const struct pdf_obj *ref = pdf_at(f, refs, i), *method = pdf_get(f, ref, "TransformMethod"), *params = pdf_get(f, ref, "TransformParams");
        if (pdf_is_name(method, "DocMDP")) {
            p.level = level_of(f, params, DEFAULT_LEVEL);
            p.certifies = true;
        } else if (pdf_is_name(method, "FieldMDP"))
            read_locks(&p, params);
    }
    if (!p.level)
        p.level = level_of(f, lock, 0);
    return p;
}

bool permission_locks(const struct permission *p, const char *name)
{
    bool found = false;

    for (size_t i = 0; p->names->type == PDF_ARRAY && i < p->names->as.array.n && !found; i++) {
        const char *listed = pdf_text(pdf_arena(p->file), pdf_at(p->file, p->names, i));
        const size_t n = listed ? strlen(listed) : 0;
        found = listed && strncmp(name, listed, n) == 0 && (name[n] == '\0' || name[n] == '.');
    }
    switch (p->locks) {
    case LOCKS_NONE:
        return false;
    case LOCKS_ALL:
        return true;
    case LOCKS_THESE:
        return found;
    case LOCKS_OTHERS:
        return !found;
    }
    return true;
}
