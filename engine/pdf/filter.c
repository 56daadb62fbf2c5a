/* Streams behind their filters (ISO 32000-1, 7.4): Flate with the predictors of PNG and of TIFF at eight bits. What is inflated is counted
 * as it comes. */
#include "base/diag/pdf.h"
#include "pdf/own.h"

#include <zlib.h>

enum {
    CHUNK = 64 << 10,
    PREDICTOR_TIFF = 2,
    PREDICTOR_PNG = 10, /* and all above: each row names its own */
    MOST_COLUMNS = 1 << 20,
};

static bool inflate_all(struct pdf_file *f, struct span in, size_t at, struct buf *out)
{
    z_stream z = {0};
    int status;

    if (inflateInit(&z) != Z_OK) {
        pdf_fail(f, DIAG_PDF_INFLATE, at, NULL);
        return false;
    }
    z.next_in = (Bytef *)(uintptr_t)in.p;
    z.avail_in = (uInt)in.n; /* at most LIMIT_PDF_BYTES */
    do {
        static const char room[CHUNK];
        size_t had = out->n;
        buf_put(out, room, CHUNK);
        z.next_out = (Bytef *)out->p + had;
        z.avail_out = CHUNK;
        status = inflate(&z, Z_NO_FLUSH);
        out->n = had + CHUNK - z.avail_out;
        out->p[out->n] = '\0';
        if (out->n > f->inflated) {
            inflateEnd(&z);
            pdf_fail(f, DIAG_PDF_INFLATED, at, NULL);
            return false;
        }
    } while (status == Z_OK && (z.avail_in || !z.avail_out));
    inflateEnd(&z);
    f->inflated -= out->n;
    if (status != Z_STREAM_END) {
        pdf_fail(f, DIAG_PDF_INFLATE, at, NULL);
        return false;
    }
    return true;
}

/* ---- predictors (7.4.4.4; PNG, 9.2) ---- */

static unsigned char paeth(int left, int up, int corner)
{
    int guess = left + up - corner;
    int a = guess > left ? guess - left : left - guess;
    int b = guess > up ? guess - up : up - guess;
    int c = guess > corner ? guess - corner : corner - guess;

    return (unsigned char)(a <= b && a <= c ? left : b <= c ? up : corner);
}

static bool undo_row(unsigned char type, unsigned char *row, const unsigned char *above, size_t n, size_t pixel)
{
    if (type > 4)
        return false;
    for (size_t i = 0; i < n; i++) {
        int left = i >= pixel ? row[i - pixel] : 0, up = above ? above[i] : 0;
        int corner = above && i >= pixel ? above[i - pixel] : 0;
        if (type == 1)
            row[i] = (unsigned char)(row[i] + left);
        else if (type == 2)
            row[i] = (unsigned char)(row[i] + up);
        else if (type == 3)
            row[i] = (unsigned char)(row[i] + (left + up) / 2);
        else if (type == 4)
            row[i] = (unsigned char)(row[i] + paeth(left, up, corner));
    }
    return true;
}

/* Undone in place: every row moves to the front by the letters that named the rows before it. */
static bool undo_png(struct buf *b, size_t row, size_t pixel)
{
    unsigned char *p = (unsigned char *)b->p;
    const unsigned char *above = NULL;
    size_t from = 0, to = 0;

    while (from < b->n) {
        unsigned char type = p[from++];
        size_t n = b->n - from < row ? b->n - from : row; /* the last may be short */
        memmove(p + to, p + from, n);
        if (!undo_row(type, p + to, above, n, pixel))
            return false;
        above = p + to;
        to += n;
        from += n;
    }
    b->n = to;
    return true;
}

static void undo_tiff(struct buf *b, size_t row, size_t pixel)
{
    unsigned char *p = (unsigned char *)b->p;

    for (size_t start = 0; start < b->n; start += row) {
        size_t n = b->n - start < row ? b->n - start : row;
        undo_row(1, p + start, NULL, n, pixel);
    }
}

static int64_t parameter(struct pdf_file *f, const struct pdf_obj *parms, const char *key, int64_t otherwise)
{
    const struct pdf_obj *v = pdf_get(f, parms, key);

    return v->type == PDF_INT ? v->as.integer : otherwise;
}

static bool undo_predictor(struct pdf_file *f, const struct pdf_obj *parms, size_t at, struct buf *b)
{
    const int64_t predictor = parameter(f, parms, "Predictor", 1), colors = parameter(f, parms, "Colors", 1);
    const int64_t bits = parameter(f, parms, "BitsPerComponent", 8), columns = parameter(f, parms, "Columns", 1);
    size_t row, pixel;

    if (predictor == 1)
        return true;
    if (colors < 1 || colors > 32 || columns < 1 || columns > MOST_COLUMNS || (bits != 1 && bits != 2 && bits != 4 && bits != 8 && bits != 16) ||
        (predictor != PREDICTOR_TIFF && predictor < PREDICTOR_PNG) || (predictor == PREDICTOR_TIFF && bits != 8)) {
        pdf_fail(f, DIAG_PDF_PREDICTOR, at, NULL);
        return false;
    }
    row = (size_t)(colors * bits * columns + 7) / 8;
    pixel = (size_t)(colors * bits + 7) / 8;
    if (predictor == PREDICTOR_TIFF) {
        undo_tiff(b, row, pixel);
    } else if (!undo_png(b, row, pixel)) {
        pdf_fail(f, DIAG_PDF_PREDICTOR, at, NULL);
        return false;
    }
    return true;
}

bool pdf_decode(struct pdf_file *f, const struct pdf_obj *stream, struct span *out)
{
    const struct pdf_obj *filter = pdf_get(f, stream, "Filter"), *parms = pdf_get(f, stream, "DecodeParms");
    const size_t at = pdf_offset(f, stream);
    struct buf b = {0};

    *out = (struct span){"", 0};
    if (stream->type != PDF_STREAM)
        return true;
    if (filter->type == PDF_ARRAY && filter->as.array.n == 1) {
        filter = pdf_at(f, filter, 0);
        parms = parms->type == PDF_ARRAY ? pdf_at(f, parms, 0) : parms;
    }
    if (filter->type == PDF_NULL || (filter->type == PDF_ARRAY && filter->as.array.n == 0)) {
        *out = stream->as.dict.data;
        return true;
    }
    if (!pdf_is_name(filter, "FlateDecode") && !pdf_is_name(filter, "Fl")) {
        pdf_fail(f, DIAG_PDF_FILTER, at, filter->type == PDF_NAME ? arena_span(f->arena, filter->as.text) : "[...]");
        return false;
    }
    if (!inflate_all(f, stream->as.dict.data, at, &b) || !undo_predictor(f, parms, at, &b)) {
        buf_release(&b);
        return false;
    }
    out->n = b.n;
    out->p = arena_buf(f->arena, &b);
    return true;
}
