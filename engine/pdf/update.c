/* The revision is built behind a copy of the file's bytes; the places in the table are counted from the file's front, where
 * its head stands (the reader takes no other). */
#include "pdf/update.h"

#include "base/diag/pdf.h"
#include "pdf/ident.h"
#include "pdf/own.h"
#include "pdf/write.h"

struct change {
    uint32_t num;
    uint16_t gen;
    struct pdf_obj object;
    size_t at; /* in the new file; SIZE_MAX: not written */
};

struct pdf_update {
    struct pdf_file *file;
    struct arena *arena;
    struct change *v; /* by number */
    size_t n, cap;
    uint32_t next;
    struct pdf_obj trailer; /* a copy that may be changed */
};

struct pdf_update *pdf_update_new(struct pdf_file *f)
{
    /* Keys of a trailer that speak of one section, or of the stream that held it. */
    static const char *const own[] = {"Prev", "XRefStm", "Type", "W", "Index", "Filter", "DecodeParms", "Length", "Size",
                                      "F", "FFilter", "FDecodeParms", "DL"};
    struct pdf_update *u;

    if (pdf_repaired(f)) {
        pdf_fail(f, DIAG_PDF_APPEND, SIZE_MAX, NULL);
        return NULL;
    }
    u = ARENA_NEW(f->arena, struct pdf_update);
    *u = (struct pdf_update){.file = f, .arena = f->arena, .next = pdf_size(f)};
    u->trailer = pdf_copy(f->arena, f->trailer);
    u->trailer.type = PDF_DICT;
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        pdf_dict_set(f->arena, &u->trailer, own[i], pdf_null);
    return u;
}

uint32_t pdf_update_reserve(struct pdf_update *u)
{
    return u->next++;
}

/* Where a number is or belongs. */
static size_t find(const struct pdf_update *u, uint32_t num)
{
    size_t low = 0, high = u->n;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (u->v[middle].num < num)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const struct pdf_obj *pdf_update_get(struct pdf_update *u, uint32_t num)
{
    size_t i = find(u, num);

    return i < u->n && u->v[i].num == num ? &u->v[i].object : pdf_object(u->file, num);
}

void pdf_update_put(struct pdf_update *u, uint32_t num, struct pdf_obj o)
{
    const struct pdf_slot *old = pdf_slot_of(u->file, num);
    size_t i = find(u, num);

    if (i < u->n && u->v[i].num == num) {
        u->v[i].object = o;
        return;
    }
    ARENA_ROOM(u->arena, u->v, u->n, u->cap);
    memmove(u->v + i + 1, u->v + i, (u->n - i) * sizeof *u->v);
    u->v[i] = (struct change){num, old ? old->place.gen : 0, o, SIZE_MAX};
    u->n++;
}

void pdf_update_trailer(struct pdf_update *u, const char *key, struct pdf_obj value)
{
    pdf_dict_set(u->arena, &u->trailer, key, value);
}

size_t pdf_update_offset(const struct pdf_update *u, uint32_t num)
{
    size_t i = find(u, num);

    return i < u->n && u->v[i].num == num ? u->v[i].at : SIZE_MAX;
}

/* The first half of /ID names the file for good, the second this revision. */
static struct pdf_obj new_id(struct pdf_update *u, struct span written)
{
    const struct pdf_obj *old = pdf_get(u->file, u->file->trailer, "ID");
    const struct pdf_obj *first = pdf_at(u->file, old, 0), *second = pdf_at(u->file, old, 1);
    struct pdf_obj id = pdf_array();
    struct pdf_ident ident;
    char *bytes = arena_alloc(u->arena, 16);

    pdf_ident_init(&ident);
    if (second->type == PDF_STRING)
        pdf_ident_add(&ident, second->as.text);
    pdf_ident_add(&ident, written);
    pdf_ident_end(&ident, bytes);
    pdf_array_add(u->arena, &id, pdf_hex(first->type == PDF_STRING ? first->as.text : span_make(bytes, 16)));
    pdf_array_add(u->arena, &id, pdf_hex(span_make(bytes, 16)));
    return id;
}

/* Calls for each run of numbers without a gap. */
static size_t run_length(const struct pdf_update *u, size_t i)
{
    size_t n = 1;

    while (i + n < u->n && u->v[i + n].num == u->v[i].num + n)
        n++;
    return n;
}

static void write_table(struct pdf_update *u, struct buf *out)
{
    buf_puts(out, "xref\n");
    for (size_t i = 0; i < u->n;) {
        size_t n = run_length(u, i);
        buf_printf(out, "%lu %zu\n", (unsigned long)u->v[i].num, n);
        for (size_t k = 0; k < n; k++, i++)
            buf_printf(out, "%010zu %05u n\r\n", u->v[i].at, (unsigned)u->v[i].gen);
    }
    buf_puts(out, "trailer\n");
    pdf_write(out, &u->trailer);
    buf_putc(out, '\n');
}

static void put_field(struct buf *b, uint64_t v, int width)
{
    while (width-- > 0)
        buf_putc(b, (char)(v >> 8 * width & 0xFF));
}

/* The stream is the last of the objects that it lists. */
static void write_stream(struct pdf_update *u, uint32_t num, size_t at, struct buf *out)
{
    enum { PLACE = 5 }; /* bytes of an offset: files go to LIMIT_PDF_BYTES, and what is added */
    struct pdf_obj index = pdf_array(), widths = pdf_array(), stream;
    struct buf data = {0};

    pdf_update_put(u, num, pdf_null);
    u->v[find(u, num)].at = at;
    for (size_t i = 0; i < u->n;) {
        size_t n = run_length(u, i);
        pdf_array_add(u->arena, &index, pdf_int(u->v[i].num));
        pdf_array_add(u->arena, &index, pdf_int((int64_t)n));
        for (size_t k = 0; k < n; k++, i++) {
            put_field(&data, 1, 1);
            put_field(&data, u->v[i].at, PLACE);
            put_field(&data, u->v[i].gen, 2);
        }
    }
    pdf_array_add(u->arena, &widths, pdf_int(1));
    pdf_array_add(u->arena, &widths, pdf_int(PLACE));
    pdf_array_add(u->arena, &widths, pdf_int(2));
    pdf_update_trailer(u, "Type", pdf_name("XRef"));
    pdf_update_trailer(u, "W", widths);
    pdf_update_trailer(u, "Index", index);
    stream = pdf_stream(u->arena, &u->trailer, buf_span(&data));
    pdf_write_object(out, num, 0, &stream);
    buf_release(&data);
}

void pdf_update_write(struct pdf_update *u, struct buf *out)
{
    const struct pdf_revision *last = &u->file->revisions[u->file->n_revisions - 1];
    const struct span bytes = u->file->bytes;
    const size_t start = out->n;
    uint32_t own = last->stream ? pdf_update_reserve(u) : 0;
    size_t at;

    buf_putspan(out, bytes);
    if (bytes.p[bytes.n - 1] != '\n' && bytes.p[bytes.n - 1] != '\r')
        buf_putc(out, '\n');
    at = out->n;
    for (size_t i = 0; i < u->n; i++) {
        u->v[i].at = out->n - start;
        pdf_write_object(out, u->v[i].num, u->v[i].gen, &u->v[i].object);
    }
    pdf_update_trailer(u, "Size", pdf_int(u->next));
    pdf_update_trailer(u, "Prev", pdf_int((int64_t)last->xref));
    pdf_update_trailer(u, "ID", new_id(u, span_make(out->p + at, out->n - at)));
    at = out->n - start;
    if (last->stream)
        write_stream(u, own, at, out);
    else
        write_table(u, out);
    buf_printf(out, "startxref\n%zu\n%%%%EOF\n", at);
}

/* ---- a file of its own ---- */

static void write_all_reached(struct pdf_update *u, struct buf *out, struct pdf_renumber *r, size_t *offsets, size_t start)
{
    for (size_t i = 0; i < r->n; i++) {
        offsets[i] = out->n - start;
        pdf_write_renumbered(out, (uint32_t)i + 1, pdf_update_get(u, r->met[i]), r);
    }
}

static void write_whole_table(struct buf *out, const size_t *offsets, size_t n)
{
    char line[] = "0000000000 00000 n\r\n";

    buf_printf(out, "xref\n0 %zu\n0000000000 65535 f\r\n", n + 1);
    for (size_t i = 0; i < n; i++) {
        size_t rest = offsets[i];
        for (int k = 9; k >= 0; k--, rest /= 10)
            line[k] = (char)('0' + rest % 10);
        buf_put(out, line, sizeof line - 1);
    }
}

void pdf_update_rewrite(struct pdf_update *u, struct buf *out)
{
    static const char *const kept[] = {"Root", "Info"};
    struct pdf_renumber r = {.most = u->next};
    struct pdf_obj trailer = pdf_dict(), id = pdf_array();
    const size_t start = out->n;
    struct pdf_ident ident;
    struct buf roots = {0};
    size_t *offsets = ARENA_NEWS(u->arena, u->next + 1, size_t), at;
    char *name = arena_alloc(u->arena, 16);

    r.to = ARENA_NEWS(u->arena, u->next + 1, uint32_t);
    r.met = ARENA_NEWS(u->arena, u->next + 1, uint32_t);
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        pdf_dict_set(u->arena, &trailer, kept[i], *pdf_dict_get(&u->trailer, kept[i]));
    pdf_write_renumbered(&roots, 0, &trailer, &r); /* meets them; they come first in the file */
    buf_release(&roots);
    buf_puts(out, "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n");
    write_all_reached(u, out, &r, offsets, start);
    pdf_ident_init(&ident);
    pdf_ident_add(&ident, span_make(out->p + start, out->n - start));
    pdf_ident_end(&ident, name);
    pdf_array_add(u->arena, &id, pdf_hex(span_make(name, 16)));
    pdf_array_add(u->arena, &id, pdf_hex(span_make(name, 16)));
    at = out->n - start;
    write_whole_table(out, offsets, r.n);
    for (size_t i = 0; i < trailer.as.dict.n; i++) {
        struct pdf_obj *v = &((struct pdf_entry *)(uintptr_t)trailer.as.dict.v)[i].value;
        v->as.ref.num = r.to[v->as.ref.num];
        v->as.ref.gen = 0;
    }
    pdf_dict_set(u->arena, &trailer, "Size", pdf_int((int64_t)r.n + 1));
    pdf_dict_set(u->arena, &trailer, "ID", id);
    buf_puts(out, "trailer\n");
    pdf_write(out, &trailer);
    buf_printf(out, "\nstartxref\n%zu\n%%%%EOF\n", at);
}
