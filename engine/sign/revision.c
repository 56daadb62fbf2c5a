/* Signatures stand in fields (ISO 32000-1, 12.7.4.5, 12.8.1): the one that is asked for, an empty one for the role, or one that is made. */
#include "sign/revision.h"

#include "base/diag/sign.h"
#include "pdf/update.h"
#include "sign/fields.h"
#include "sign/held.h"
#include "sign/names.h"
#include "sign/new_field.h"
#include "sign/permission.h"
#include "sign/show.h"

const char *const pades_fields[] = {[PADES_PERSON] = "nguoi_ky", [PADES_ORGAN] = "co_quan", [PADES_COPY] = "ban_sao", [PADES_ANNEX] = "phu_luc"};

enum { PLACEHOLDER_DIGITS = 10 };
static const int64_t PLACEHOLDER = 9999999999; /* in /ByteRange: as many digits as any place in a file may need */

static struct pdf_obj date_of(struct arena *a, int64_t seconds)
{
    const char *t = name_of_time(a, seconds); /* 2026-11-22 08:43:07 UTC */

    return pdf_string(span_of(arena_printf(a, "D:%.4s%.2s%.2s%.2s%.2s%.2s+00'00'", t, t + 5, t + 8, t + 11, t + 14, t + 17)));
}

static struct pades_signer signer_of(struct arena *a, const struct draft *d)
{
    struct pades_signer who = {.time = d->ctx->now};

    if (d->key) {
        const X509 *cert = sign_key_cert(d->key);
        who.name = name_of_subject(a, cert);
        who.email = name_part(a, cert, NID_pkcs9_emailAddress);
        who.organization = name_part(a, cert, NID_organizationName);
    }
    return who;
}

static bool is_signed(const struct field *v, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(v[i].type, "Sig") == 0 && v[i].value->type != PDF_NULL)
            return true;
    return false;
}

static const struct pdf_obj *certification(struct pdf_file *f)
{
    uint32_t num;

    return pdf_get(f, pdf_get(f, pdf_catalogue(f, &num), "Perms"), "DocMDP");
}

/* One entry of /Reference: what a signature allows, or locks (ISO 32000-1, table 253). */
static struct pdf_obj reference(struct arena *a, const char *method, struct pdf_obj params, uint32_t data)
{
    struct pdf_obj ref = pdf_dict();

    pdf_dict_set(a, &params, "Type", pdf_name("TransformParams"));
    pdf_dict_set(a, &params, "V", pdf_name("1.2"));
    pdf_dict_set(a, &ref, "Type", pdf_name("SigRef"));
    pdf_dict_set(a, &ref, "TransformMethod", pdf_name(method));
    pdf_dict_set(a, &ref, "TransformParams", params);
    if (data)
        pdf_dict_set(a, &ref, "Data", pdf_ref(data, 0));
    return ref;
}

/* `locked`: the names of fields that are final with this signature. */
static struct pdf_obj references(struct arena *a, bool certify, struct pdf_obj locked, uint32_t catalogue)
{
    struct pdf_obj refs = pdf_array(), params = pdf_dict(), fields = pdf_dict();

    if (certify) {
        pdf_dict_set(a, &params, "P", pdf_int(2));
        pdf_array_add(a, &refs, reference(a, "DocMDP", params, 0));
    }
    if (locked.as.array.n) {
        pdf_dict_set(a, &fields, "Action", pdf_name("Include"));
        pdf_dict_set(a, &fields, "Fields", locked);
        pdf_array_add(a, &refs, reference(a, "FieldMDP", fields, catalogue));
    }
    return refs;
}

static struct pdf_obj signature_dict(struct arena *a, const struct draft *d, struct pdf_obj refs)
{
    struct pdf_obj s = pdf_dict(), range = pdf_array();

    pdf_dict_set(a, &s, "Type", pdf_name(d->timestamp ? "DocTimeStamp" : "Sig"));
    pdf_array_add(a, &range, pdf_int(0));
    for (int i = 0; i < 3; i++)
        pdf_array_add(a, &range, pdf_int(PLACEHOLDER));
    pdf_dict_set(a, &s, "ByteRange", range);
    pdf_dict_set(a, &s, "Contents", pdf_hex(span_make(arena_alloc(a, d->room), d->room)));
    pdf_dict_set(a, &s, "Filter", pdf_name("Adobe.PPKLite"));
    pdf_dict_set(a, &s, "SubFilter", pdf_name(d->timestamp ? "ETSI.RFC3161" : "ETSI.CAdES.detached"));
    if (d->timestamp)
        return s;
    pdf_dict_set(a, &s, "M", date_of(a, d->ctx->now));
    if (d->key)
        pdf_dict_set(a, &s, "Name", pdf_text_string(a, name_of_subject(a, sign_key_cert(d->key))));
    if (d->request->reason)
        pdf_dict_set(a, &s, "Reason", pdf_text_string(a, d->request->reason));
    if (refs.as.array.n)
        pdf_dict_set(a, &s, "Reference", refs);
    return s;
}

static bool is_empty_signature(const struct field *field)
{
    return strcmp(field->type, "Sig") == 0 && field->value->type == PDF_NULL && field->num;
}

/* The field to sign. NULL with *fault false: one is to be made. */
static const struct field *choose_field(const struct draft *d, const struct field *v, size_t n, bool *fault)
{
    const char *wanted = d->request->field, *prefix = pades_fields[d->request->role];

    *fault = false;
    if (d->timestamp || d->request->at)
        return NULL;
    for (size_t i = 0; i < n; i++)
        if (is_empty_signature(&v[i]) && (wanted ? strcmp(v[i].name, wanted) == 0 : strncmp(v[i].name, prefix, strlen(prefix)) == 0))
            return &v[i];
    if (wanted) {
        *fault = true;
        diag(d->ctx, DIAG_SIGN_NO_FIELD, pos_file(d->name), wanted);
    }
    return NULL;
}

/* A name that no field has. */
static const char *free_name(struct arena *a, const char *stem, const struct field *v, size_t n)
{
    for (size_t k = 1;; k++) {
        const char *name = arena_printf(a, "%s_%zu", stem, k);
        bool used = false;
        for (size_t i = 0; i < n && !used; i++)
            used = strcmp(v[i].name, name) == 0;
        if (!used)
            return name;
    }
}

static bool find_gap(const struct buf *out, size_t from, size_t room, struct gap *gap)
{
    char figures[40], brackets[] = "/Contents<";
    struct buf b = {0};
    const char *p, *q;

    buf_printf(&b, "%lld %lld %lld]", (long long)PLACEHOLDER, (long long)PLACEHOLDER, (long long)PLACEHOLDER);
    memcpy(figures, b.p, b.n + 1);
    buf_release(&b);
    p = memmem(out->p + from, out->n - from, figures, strlen(figures));
    q = memmem(out->p + from, out->n - from, brackets, strlen(brackets));
    if (!p || !q)
        return false;
    gap->range = (size_t)(p - out->p);
    gap->begin = (size_t)(q - out->p) + strlen(brackets) - 1;
    gap->end = gap->begin + 2 * room + 2;
    return gap->end <= out->n && out->p[gap->end - 1] == '>';
}

bool revision_write(const struct draft *d, struct span pdf, struct buf *out, struct gap *gap)
{
    struct arena a = {0};
    struct pdf_file *f = pdf_open(d->ctx, d->name, pdf, &a);
    struct pdf_update *u = f ? pdf_update_new(f) : NULL;
    struct field *fields = NULL;
    const struct field *field;
    struct pdf_obj catalogue, refs = pdf_array();
    uint32_t catalogue_num, signature;
    bool all, fault, certify, ok = false;
    size_t n;

    if (!u)
        goto end;
    n = fields_read(f, &fields, &all);
    catalogue = pdf_copy(&a, pdf_catalogue(f, &catalogue_num));
    if (!catalogue_num || !all || pdf_failed(f) || pdf_pages(f) == 0) {
        if (!pdf_failed(f))
            diag(d->ctx, DIAG_SIGN_FORM, pos_file(d->name));
        goto end;
    }
    if (!d->timestamp && permission_read(f, certification(f), &pdf_null).level == 1) {
        diag(d->ctx, DIAG_SIGN_LOCKED, pos_file(d->name));
        goto end;
    }
    if (!d->timestamp && d->request->at && certification(f)->type != PDF_NULL) {
        diag(d->ctx, DIAG_SIGN_AT_CERTIFIED, pos_file(d->name));
        goto end;
    }
    field = choose_field(d, fields, n, &fault);
    if (fault)
        goto end;
    certify = !d->timestamp && !d->request->at && d->request->role == PADES_PERSON && !is_signed(fields, n) && certification(f)->type == PDF_NULL;
    signature = pdf_update_reserve(u);
    if (!d->timestamp)
        refs = references(&a, certify, show_places(&a, d->request, fields, n), catalogue_num);
    pdf_update_put(u, signature, signature_dict(&a, d, refs));
    if (field) {
        struct pdf_obj copy = pdf_copy(&a, field->dict);
        struct held form = held_take(u, f, &catalogue, "AcroForm", false);
        pdf_dict_set(&a, &copy, "V", pdf_ref(signature, 0));
        const struct pades_signer who = signer_of(&a, d);
        if (!show_signature(u, f, d->request, &who, &copy))
            goto end;
        pdf_update_put(u, field->num, copy);
        pdf_dict_set(&a, &form.copy, "SigFlags", pdf_int(3));
        held_put(u, f, &catalogue, "AcroForm", &form);
    } else {
        const struct new_field new = {.name = free_name(&a, d->timestamp ? "dau_thoi_gian" : pades_fields[d->request->role], fields, n),
                                      .signature = signature,
                                      .who = signer_of(&a, d),
                                      .at = d->timestamp ? NULL : d->request->at,
                                      .request = d->request,
                                      .is_signed = is_signed(fields, n)};
        if (!new_field_make(u, f, d->name, &catalogue, &new))
            goto end;
    }
    if (!d->timestamp && !show_fillings(u, f, d->name, d->request, fields, n))
        goto end;
    if (certify) {
        struct held perms = held_take(u, f, &catalogue, "Perms", false);
        pdf_dict_set(&a, &perms.copy, "DocMDP", pdf_ref(signature, 0));
        held_put(u, f, &catalogue, "Perms", &perms);
    }
    pdf_update_put(u, catalogue_num, catalogue);
    if (pdf_failed(f))
        goto end;
    pdf_update_write(u, out);
    ok = find_gap(out, pdf_update_offset(u, signature), d->room, gap);
    if (!ok)
        diag(d->ctx, DIAG_SIGN_FORM, pos_file(d->name));
end:
    arena_release(&a);
    return ok;
}

/* The figures are as wide as the placeholder was. */
void revision_fill_range(struct buf *file, const struct gap *gap)
{
    struct buf b = {0};

    buf_printf(&b, "%zu %zu %zu]", gap->begin, gap->end, file->n - gap->end);
    while (b.n < 3 * (PLACEHOLDER_DIGITS + 1))
        buf_putc(&b, ' ');
    memcpy(file->p + gap->range, b.p, b.n);
    buf_release(&b);
}

void revision_fill_contents(struct buf *file, const struct gap *gap, struct span der)
{
    static const char digits[] = "0123456789ABCDEF";
    char *p = file->p + gap->begin + 1;

    for (size_t i = 0; i < der.n; i++) {
        *p++ = digits[(unsigned char)der.p[i] >> 4];
        *p++ = digits[(unsigned char)der.p[i] & 15];
    }
}
