/* Cross-reference sections: tables (ISO 32000-1, 7.5.4), streams (7.5.8), and tables with a stream beside them (7.5.8.4).
 * Of a hybrid file the stream tells where the objects are that the table calls free. */
#include "base/diag/pdf.h"
#include "pdf/own.h"

#include <stdlib.h>

void pdf_add_place(struct pdf_places *list, struct pdf_place place)
{
    MEM_ROOM(list->v, list->n, list->cap);
    list->v[list->n++] = place;
}

struct ranked {
    struct pdf_place place;
    size_t rank;
};

static int compare_ranked(const void *a, const void *b)
{
    const struct ranked *x = a, *y = b;

    if (x->place.num != y->place.num)
        return x->place.num < y->place.num ? -1 : 1;
    return (x->rank > y->rank) - (x->rank < y->rank);
}

bool pdf_sort_places(struct pdf_file *f, struct pdf_places *list, bool first, struct pdf_place **out, size_t *n)
{
    struct ranked *v = mem_alloc((list->n + 1) * sizeof *v);
    bool ok = true;

    for (size_t i = 0; i < list->n; i++)
        v[i] = (struct ranked){list->v[i], i};
    qsort(v, list->n, sizeof *v, compare_ranked);
    *out = ARENA_NEWS(f->arena, list->n + 1, struct pdf_place);
    *n = 0;
    for (size_t i = 0; i < list->n && ok; i++) {
        if (i == 0 || v[i].place.num != v[i - 1].place.num) {
            (*out)[(*n)++] = v[i].place;
        } else if (!first) {
            struct buf b = {0};
            buf_printf(&b, "%lu", (unsigned long)v[i].place.num);
            pdf_fail(f, DIAG_PDF_OBJECT_TWICE, v[i].place.type == PDF_PLAIN ? v[i].place.at : SIZE_MAX, arena_buf(f->arena, &b));
            ok = false;
        }
    }
    free(v);
    free(list->v);
    *list = (struct pdf_places){0};
    return ok;
}

/* One line less of those that a file may have. */
static bool take_line(struct pdf_file *f, size_t at)
{
    if (f->lines == 0) {
        pdf_fail(f, DIAG_PDF_OBJECTS, at, NULL);
        return false;
    }
    f->lines--;
    return true;
}

/* ---- tables ---- */

static bool read_line(struct pdf_parser *p, uint32_t num, struct pdf_place *out)
{
    uint64_t at, gen;
    bool used;

    if (!pdf_skip_unsigned(p, &at) || !pdf_skip_unsigned(p, &gen) || gen > UINT16_MAX)
        return false;
    used = pdf_skip_word(p, "n");
    if (!used && !pdf_skip_word(p, "f"))
        return false;
    /* An object at 0 cannot be: that is the head of the file. Programs write it for numbers that they left out. */
    *out = (struct pdf_place){.num = num, .gen = (uint16_t)gen, .type = used && at > 0 ? PDF_PLAIN : PDF_FREE, .at = (size_t)at};
    return true;
}

static bool read_subsections(struct pdf_file *f, struct pdf_parser *p, struct pdf_places *list)
{
    uint64_t first, count;

    while (!pdf_skip_word(p, "trailer")) {
        if (!pdf_skip_unsigned(p, &first) || !pdf_skip_unsigned(p, &count) || first + count > PDF_MOST_NUMBER + 1) {
            pdf_parser_fail(p, DIAG_PDF_TABLE, p->at, NULL);
            return false;
        }
        for (uint64_t i = 0; i < count; i++) {
            struct pdf_place place;
            if (!take_line(f, p->at))
                return false;
            if (!read_line(p, (uint32_t)(first + i), &place)) {
                pdf_parser_fail(p, DIAG_PDF_TABLE, p->at, NULL);
                return false;
            }
            /* The table of one program begins at 1 with the line that belongs to 0. */
            if (i == 0 && first == 1 && place.type == PDF_FREE && place.gen == UINT16_MAX && place.at == 0)
                first = 0, place.num = 0;
            pdf_add_place(list, place);
        }
    }
    return true;
}

static const struct pdf_obj *read_trailer(struct pdf_file *f, struct pdf_parser *p)
{
    struct pdf_obj *trailer = ARENA_NEW(f->arena, struct pdf_obj);
    size_t at = p->at;

    *trailer = pdf_parse(p);
    if (trailer->type != PDF_DICT)
        pdf_parser_fail(p, DIAG_PDF_TRAILER, at, NULL);
    return trailer;
}

static bool read_table(struct pdf_file *f, struct pdf_parser *p, struct pdf_section *out, struct pdf_places *list)
{
    if (!read_subsections(f, p, list))
        return false;
    out->trailer = read_trailer(f, p);
    out->end = p->at;
    return !p->failed;
}

/* ---- streams ---- */

static uint64_t field(const unsigned char *p, size_t width, uint64_t otherwise)
{
    uint64_t v = 0;

    if (width == 0)
        return otherwise;
    for (size_t i = 0; i < width; i++)
        v = v << 8 | p[i];
    return v;
}

static struct pdf_place place_of(uint32_t num, uint64_t type, uint64_t second, uint64_t third)
{
    struct pdf_place place = {.num = num, .gen = third <= UINT16_MAX ? (uint16_t)third : 0, .type = PDF_FREE};

    if (type == 1 && third <= UINT16_MAX && second > 0) {
        place.type = PDF_PLAIN;
        place.at = (size_t)second;
    } else if (type == 2) {
        place.type = PDF_PACKED;
        place.gen = 0;
        place.at = (size_t)second;
        place.index = (size_t)third;
    }
    return place;
}

struct widths {
    size_t w[3], sum;
};

static bool read_widths(const struct pdf_obj *dict, struct widths *out)
{
    const struct pdf_obj *w = pdf_dict_get(dict, "W");

    *out = (struct widths){{0}, 0};
    for (size_t i = 0; i < 3; i++) {
        const struct pdf_obj *v = pdf_array_at(w, i);
        if (v->type != PDF_INT || v->as.integer < 0 || v->as.integer > 8)
            return false;
        out->sum += out->w[i] = (size_t)v->as.integer;
    }
    return out->sum > 0;
}

/* Numbers `first` and up, from the front of *data. */
static bool read_run(struct pdf_file *f, size_t at, const struct widths *w, int64_t first, int64_t count, struct span *data,
                     struct pdf_places *list)
{
    if (first < 0 || count < 0 || first > PDF_MOST_NUMBER || count > PDF_MOST_NUMBER + 1 - first || (uint64_t)count > data->n / w->sum) {
        pdf_fail(f, DIAG_PDF_XREF_STREAM, at, NULL);
        return false;
    }
    for (int64_t i = 0; i < count; i++) {
        const unsigned char *p = (const unsigned char *)data->p;
        if (!take_line(f, at))
            return false;
        pdf_add_place(list, place_of((uint32_t)(first + i), field(p, w->w[0], 1), field(p + w->w[0], w->w[1], 0),
                                     field(p + w->w[0] + w->w[1], w->w[2], 0)));
        *data = span_make(data->p + w->sum, data->n - w->sum);
    }
    return true;
}

static bool read_stream(struct pdf_file *f, struct pdf_section *out, struct pdf_places *list)
{
    const struct pdf_obj *stream, *index, *size;
    struct pdf_head head;
    struct widths w;
    struct span data;

    if (!pdf_read_indirect(f, out->at, false, &head, &stream, &out->end))
        return false;
    index = pdf_dict_get(stream, "Index");
    size = pdf_dict_get(stream, "Size");
    if (stream->type != PDF_STREAM || !pdf_is_name(pdf_dict_get(stream, "Type"), "XRef") || !read_widths(stream, &w) ||
        (index->type != PDF_ARRAY && size->type != PDF_INT)) {
        pdf_fail(f, DIAG_PDF_XREF_STREAM, out->at, NULL);
        return false;
    }
    out->trailer = stream;
    out->stream = true;
    if (!pdf_decode(f, stream, &data))
        return false;
    if (index->type != PDF_ARRAY)
        return read_run(f, out->at, &w, 0, size->as.integer, &data, list);
    for (size_t i = 0; i + 1 < index->as.array.n; i += 2) {
        const struct pdf_obj *first = &index->as.array.v[i], *count = first + 1;
        if (first->type != PDF_INT || count->type != PDF_INT) {
            pdf_fail(f, DIAG_PDF_XREF_STREAM, out->at, NULL);
            return false;
        }
        if (!read_run(f, out->at, &w, first->as.integer, count->as.integer, &data, list))
            return false;
    }
    return true;
}

/* ---- both ---- */

static bool read_plain_section(struct pdf_file *f, size_t at, struct pdf_section *out)
{
    struct pdf_places list = {0};
    struct pdf_parser p;
    bool ok;

    *out = (struct pdf_section){.at = at};
    pdf_parser_begin(f, &p, f->bytes, at);
    if (pdf_skip_word(&p, "xref")) {
        ok = read_table(f, &p, out, &list);
        p.at -= at;
        ok = pdf_parser_end(f, &p, SIZE_MAX) && ok;
    } else {
        pdf_parser_release(&p);
        ok = read_stream(f, out, &list);
    }
    if (!ok || f->failed) {
        free(list.v);
        return false;
    }
    return pdf_sort_places(f, &list, false, &out->places, &out->n_places);
}

/* Adds what a hybrid file's stream tells of numbers that the table has not in use. */
static bool add_hidden(struct pdf_file *f, struct pdf_section *s, const struct pdf_section *hidden)
{
    struct pdf_places list = {0};

    for (size_t i = 0; i < s->n_places; i++)
        if (s->places[i].type != PDF_FREE)
            pdf_add_place(&list, s->places[i]);
    for (size_t i = 0; i < hidden->n_places; i++)
        pdf_add_place(&list, hidden->places[i]);
    for (size_t i = 0; i < s->n_places; i++)
        if (s->places[i].type == PDF_FREE)
            pdf_add_place(&list, s->places[i]);
    return pdf_sort_places(f, &list, true, &s->places, &s->n_places);
}

bool pdf_read_section(struct pdf_file *f, size_t at, struct pdf_section *out)
{
    const struct pdf_obj *beside;
    struct pdf_section hidden;

    if (at >= f->bytes.n) {
        pdf_fail(f, DIAG_PDF_STARTXREF, at, NULL);
        return false;
    }
    if (!read_plain_section(f, at, out))
        return false;
    beside = pdf_dict_get(out->trailer, "XRefStm");
    if (out->stream || beside->type == PDF_NULL)
        return true;
    if (beside->type != PDF_INT || beside->as.integer < 0 || (uint64_t)beside->as.integer >= f->bytes.n) {
        pdf_fail(f, DIAG_PDF_XREF_STREAM, at, NULL);
        return false;
    }
    if (!read_plain_section(f, (size_t)beside->as.integer, &hidden))
        return false;
    if (!hidden.stream) {
        pdf_fail(f, DIAG_PDF_XREF_STREAM, (size_t)beside->as.integer, NULL);
        return false;
    }
    return add_hidden(f, out, &hidden);
}
