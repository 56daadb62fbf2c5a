/* /ByteRange is where shadow attacks begin, so only one form is taken: [0 a b c], with a /Contents string from a to b that is the one of this
 * very dictionary, and b + c the end of the revision in which it stands. */
#include "sign/signatures.h"

#include <stdlib.h>

static const struct {
    const char *name;
    enum signature_format format;
} formats[] = {
    {"ETSI.CAdES.detached", SIGNATURE_CADES},
    {"adbe.pkcs7.detached", SIGNATURE_DETACHED},
    {"ETSI.RFC3161", SIGNATURE_TIMESTAMP},
};

/* A revision ends behind its %%EOF, with the end of line or without. */
static bool ends_revision(struct pdf_file *f, size_t end, size_t *index)
{
    for (size_t i = 0; i < pdf_revisions(f); i++) {
        const struct pdf_revision *r = pdf_revision_at(f, i);
        if (end >= r->eof && end <= r->end) {
            *index = i;
            return true;
        }
    }
    return false;
}

static bool read_range(struct pdf_file *f, struct signature *s)
{
    const struct pdf_obj *range = pdf_get(f, s->dict, "ByteRange"), *contents = pdf_dict_get(s->dict, "Contents");
    const struct span bytes = pdf_bytes(f);
    size_t v[4], at;

    if (range->type != PDF_ARRAY || range->as.array.n != 4 || contents->type != PDF_STRING || !contents->hex)
        return false;
    for (size_t i = 0; i < 4; i++) {
        const struct pdf_obj *o = pdf_at(f, range, i);
        if (o->type != PDF_INT || o->as.integer < 0 || (uint64_t)o->as.integer > bytes.n)
            return false;
        v[i] = (size_t)o->as.integer;
    }
    at = pdf_offset(f, contents);
    if (v[0] != 0 || v[1] != at || at == SIZE_MAX || v[2] != at + contents->raw.n || v[3] > bytes.n - v[2])
        return false;
    s->gap = at;
    s->gap_end = v[2];
    s->end = v[2] + v[3];
    /* The signature stands in the revision that it closes: nothing was saved between. */
    return ends_revision(f, s->end, &s->revision) && at >= pdf_revision_at(f, s->revision)->begin;
}

static int by_end(const void *a, const void *b)
{
    const struct signature *x = a, *y = b;

    return x->end < y->end ? -1 : x->end > y->end;
}

size_t signatures_read(struct pdf_file *f, struct signature **out, bool *all)
{
    struct field *fields = NULL;
    size_t n_fields = fields_read(f, &fields, all), n = 0;
    struct signature *v = ARENA_NEWS(pdf_arena(f), LIMIT_SIGNATURES, struct signature);

    for (size_t i = 0; i < n_fields; i++) {
        const struct pdf_obj *sub, *contents;
        if (strcmp(fields[i].type, "Sig") != 0 || !pdf_is_dict(fields[i].value))
            continue;
        if (n == LIMIT_SIGNATURES) {
            *all = false;
            break;
        }
        struct signature *s = &v[n++];
        *s = (struct signature){.field = &fields[i], .dict = fields[i].value, .format = SIGNATURE_UNKNOWN, .subfilter = ""};
        sub = pdf_get(f, s->dict, "SubFilter");
        contents = pdf_get(f, s->dict, "Contents");
        if (sub->type == PDF_NAME)
            s->subfilter = arena_span(pdf_arena(f), sub->as.text);
        for (size_t k = 0; k < sizeof formats / sizeof *formats; k++)
            if (strcmp(s->subfilter, formats[k].name) == 0)
                s->format = formats[k].format;
        if (s->format == SIGNATURE_TIMESTAMP && !pdf_is_name(pdf_get(f, s->dict, "Type"), "DocTimeStamp"))
            s->format = SIGNATURE_UNKNOWN; /* others take it for a signature, and it is none (EN 319 142-1, 5.4.3) */
        if (contents->type == PDF_STRING)
            s->contents = contents->as.text;
        s->whole = read_range(f, s);
        if (!s->whole)
            s->end = SIZE_MAX;
    }
    if (n > 1)
        qsort(v, n, sizeof *v, by_end);
    *out = v;
    return n;
}

/* X.690 8.1: a definite length. What has none is left to the parser as it is. */
struct span signature_der(const struct signature *s)
{
    const unsigned char *p = (const unsigned char *)s->contents.p;
    size_t n = s->contents.n, length, digits;

    if (n < 2 || p[1] == 0x80)
        return s->contents;
    if (p[1] < 0x80)
        return span_make(s->contents.p, p[1] + 2u > n ? n : p[1] + 2u);
    digits = p[1] & 0x7F;
    if (digits > 4 || n < 2 + digits)
        return s->contents;
    length = 0;
    for (size_t i = 0; i < digits; i++)
        length = length << 8 | p[2 + i];
    return span_make(s->contents.p, length > n - 2 - digits ? n : 2 + digits + length);
}

bool signature_padding_is_zero(struct span contents, size_t used)
{
    for (size_t i = used; i < contents.n; i++)
        if (contents.p[i] != 0)
            return false;
    return true;
}
