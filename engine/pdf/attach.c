/* Attachments, written and found. */
#include "pdf/attach.h"

#include <zlib.h>

#include "pdf/make.h"

/* Compressed, or as it is where that is no shorter. */
static struct pdf_obj stream_of(struct pdf_make *m, struct pdf_obj *dict, struct span bytes)
{
    uLongf n = compressBound(bytes.n);
    char *packed = arena_alloc(m->arena, n + 1);

    if (compress2((Bytef *)packed, &n, (const Bytef *)bytes.p, bytes.n, Z_BEST_COMPRESSION) != Z_OK || n >= bytes.n)
        return pdf_stream(m->arena, dict, bytes);
    pdf_dict_set(m->arena, dict, "Filter", pdf_name("FlateDecode"));
    return pdf_stream(m->arena, dict, span_make(packed, n));
}

/* A day of the paper; undated ones take the first that packages know. */
static struct pdf_obj day_of(struct pdf_make *m)
{
    const struct date d = m->doc->meta.date;

    return pdf_text_string(m->arena, date_valid(d) ? arena_printf(m->arena, "D:%04d%02d%02d000000+07'00'", d.year, d.month, d.day)
                                                   : "D:19800101000000+07'00'");
}

static struct pdf_obj file_of(struct pdf_make *m, const struct pdf_attachment *file)
{
    struct pdf_obj params = pdf_dict(), dict = pdf_dict(), where = pdf_dict(), spec = pdf_dict(), name = pdf_text_string(m->arena, file->name);

    pdf_dict_set(m->arena, &params, "ModDate", day_of(m));
    pdf_dict_set(m->arena, &params, "Size", pdf_int((int64_t)file->bytes.n));
    pdf_dict_set(m->arena, &dict, "Type", pdf_name("EmbeddedFile"));
    pdf_dict_set(m->arena, &dict, "Subtype", pdf_name(file->mime));
    pdf_dict_set(m->arena, &dict, "Params", params);
    pdf_dict_set(m->arena, &where, "F", pdf_make_new(m, stream_of(m, &dict, file->bytes)));
    pdf_dict_set(m->arena, &where, "UF", *pdf_dict_get(&where, "F"));
    pdf_dict_set(m->arena, &spec, "Type", pdf_name("Filespec"));
    pdf_dict_set(m->arena, &spec, "F", name);
    pdf_dict_set(m->arena, &spec, "UF", name);
    pdf_dict_set(m->arena, &spec, "Desc", pdf_text_string(m->arena, file->about));
    pdf_dict_set(m->arena, &spec, "AFRelationship", pdf_name(file->relation == PDF_RELATION_DATA ? "Data" : "Source"));
    pdf_dict_set(m->arena, &spec, "EF", where);
    return pdf_make_new(m, spec);
}

void pdf_make_attachments(struct pdf_make *m, struct pdf_obj *root)
{
    struct pdf_obj all = pdf_array(), names = pdf_array(), tree = pdf_dict(), by_kind;

    if (!m->origin || !m->origin->n_files)
        return;
    by_kind = pdf_copy(m->arena, pdf_get(m->file, root, "Names"));
    if (by_kind.type != PDF_DICT)
        by_kind = pdf_dict();
    for (size_t i = 0; i < m->origin->n_files; i++) {
        const struct pdf_obj file = file_of(m, &m->origin->files[i]);
        pdf_array_add(m->arena, &all, file);
        pdf_array_add(m->arena, &names, pdf_text_string(m->arena, arena_printf(m->arena, "%04zu", i + 1))); /* the tree is sorted by these (7.9.6) */
        pdf_array_add(m->arena, &names, file);
    }
    pdf_dict_set(m->arena, &tree, "Names", names);
    pdf_dict_set(m->arena, &by_kind, "EmbeddedFiles", tree);
    pdf_dict_set(m->arena, root, "Names", by_kind);
    pdf_dict_set(m->arena, root, "AF", all);
}

bool pdf_attached(struct pdf_file *f, const char *name, struct span *out)
{
    const struct pdf_obj *all = pdf_get(f, pdf_get(f, pdf_trailer(f), "Root"), "AF");
    const size_t n = all->type == PDF_ARRAY ? all->as.array.n : 0;

    for (size_t i = 0; i < n && i < LIMIT_SOURCE_FILES; i++) {
        const struct pdf_obj *spec = pdf_at(f, all, i), *stream = pdf_get(f, pdf_get(f, spec, "EF"), "F");
        const char *own = pdf_text(pdf_arena(f), pdf_get(f, spec, "UF"));
        if (own && strcmp(own, name) == 0 && stream->type == PDF_STREAM)
            return pdf_decode(f, stream, out);
    }
    return false;
}

const char *pdf_zlib_version(void)
{
    return zlibVersion();
}
