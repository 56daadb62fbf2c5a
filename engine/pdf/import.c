/* Objects are copied as they are found behind references, each once: a number of the one file becomes one of the other. */
#include "pdf/import.h"

#include "base/diag/pdf.h"

#include <stdlib.h>

struct import {
    struct pdf_update *u;
    struct pdf_file *from;
    struct arena *arena;
    uint32_t *numbers; /* in the new revision, by the old; 0: not copied */
    uint32_t *queue;   /* old numbers whose objects are still to be copied */
    size_t n, done;
};

static struct pdf_obj copy(struct import *m, const struct pdf_obj *o, int depth);

static struct pdf_obj copy_reference(struct import *m, const struct pdf_obj *ref)
{
    const uint32_t old = ref->as.ref.num;

    if (old >= pdf_size(m->from))
        return pdf_null;
    if (!m->numbers[old]) {
        m->numbers[old] = pdf_update_reserve(m->u);
        m->queue[m->n++] = old;
    }
    return pdf_ref(m->numbers[old], 0);
}

static struct pdf_obj copy_dict(struct import *m, const struct pdf_obj *o, int depth)
{
    /* What leads out of the resources, into the page tree or the structure, and what PDF/A forbids (ISO 19005-2, 6.2.8). */
    static const char *const outward[] = {"Parent", "StructParent", "StructParents", "P", "Pg", "Interpolate"};
    struct pdf_obj out = pdf_dict();

    for (size_t i = 0; i < o->as.dict.n; i++) {
        const struct pdf_entry *e = &o->as.dict.v[i];
        bool skip = o->type == PDF_STREAM && span_is(e->key, "Length"); /* it is set anew */
        for (size_t k = 0; k < sizeof outward / sizeof *outward && !skip; k++)
            skip = span_is(e->key, outward[k]);
        if (!skip)
            pdf_dict_set(m->arena, &out, arena_span(m->arena, e->key), copy(m, &e->value, depth + 1));
    }
    return o->type == PDF_STREAM ? pdf_stream(m->arena, &out, o->as.dict.data) : out;
}

static struct pdf_obj copy(struct import *m, const struct pdf_obj *o, int depth)
{
    struct pdf_obj out;

    if (depth > LIMIT_PDF_DEPTH)
        return pdf_null;
    switch (o->type) {
    case PDF_REF:
        return copy_reference(m, o);
    case PDF_DICT:
    case PDF_STREAM:
        return copy_dict(m, o, depth);
    case PDF_ARRAY:
        out = pdf_array();
        for (size_t i = 0; i < o->as.array.n; i++)
            pdf_array_add(m->arena, &out, copy(m, &o->as.array.v[i], depth + 1));
        return out;
    default:
        return *o;
    }
}

/* The content as one stream: a single one as it is stored, several joined. */
static bool put_content(struct import *m, const struct pdf_obj *page, struct pdf_obj *dict, struct pdf_obj *out)
{
    static const char *const filter[] = {"Filter", "DecodeParms"};
    const struct pdf_obj *content = pdf_get(m->from, page, "Contents");
    struct buf all = {0};
    struct span piece;

    if (content->type == PDF_STREAM) {
        for (size_t i = 0; i < sizeof filter / sizeof *filter; i++)
            pdf_dict_set(m->arena, dict, filter[i], copy(m, pdf_dict_get(content, filter[i]), 1));
        *out = pdf_stream(m->arena, dict, content->as.dict.data);
        return true;
    }
    for (size_t i = 0; content->type == PDF_ARRAY && i < content->as.array.n; i++) {
        if (!pdf_decode(m->from, pdf_at(m->from, content, i), &piece)) {
            buf_release(&all);
            return false;
        }
        buf_putspan(&all, piece);
        buf_putc(&all, '\n');
    }
    piece.n = all.n;
    piece.p = arena_buf(m->arena, &all);
    *out = pdf_stream(m->arena, dict, piece);
    return true;
}

uint32_t pdf_import_page(struct pdf_update *u, struct pdf_file *from, size_t index)
{
    static const char *const kept[][2] = {{"MediaBox", "BBox"}, {"Resources", "Resources"}};
    struct import m = {.u = u, .from = from, .arena = pdf_arena(from)};
    uint32_t num, result = 0;
    const struct pdf_obj *page = pdf_page(from, index, &num);
    struct pdf_obj form = pdf_dict(), stream;

    if (page->type != PDF_DICT) {
        pdf_fail(from, DIAG_PDF_PAGES, SIZE_MAX, NULL);
        return 0;
    }
    m.numbers = mem_alloc(pdf_size(from) * sizeof *m.numbers);
    m.queue = mem_alloc(pdf_size(from) * sizeof *m.queue);
    pdf_dict_set(m.arena, &form, "Type", pdf_name("XObject"));
    pdf_dict_set(m.arena, &form, "Subtype", pdf_name("Form"));
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        pdf_dict_set(m.arena, &form, kept[i][1], copy(&m, pdf_resolve(from, pdf_inherited(from, page, kept[i][0])), 0));
    pdf_dict_set(m.arena, &form, "Group", copy(&m, pdf_get(from, page, "Group"), 0));
    if (put_content(&m, page, &form, &stream)) {
        result = pdf_update_reserve(u);
        pdf_update_put(u, result, stream);
        for (; m.done < m.n; m.done++)
            pdf_update_put(u, m.numbers[m.queue[m.done]], copy(&m, pdf_object(from, m.queue[m.done]), 0));
    }
    free(m.numbers);
    free(m.queue);
    return pdf_failed(from) ? 0 : result;
}
