/* Objects when they are asked for: parsed once, kept in their slot. A slot that is asked for while it is being opened
 * is a loop (the length of a stream within the stream); the depth of such questions is bounded. */
#include "base/diag/pdf.h"
#include "pdf/own.h"

void pdf_parser_begin(struct pdf_file *f, struct pdf_parser *p, struct span text, size_t at)
{
    pdf_parser_init(p, f->arena, text, at);
    p->values = &f->values;
    if (f->work == 0)
        pdf_parser_fail(p, DIAG_PDF_WORK, at, NULL);
}

bool pdf_parser_end(struct pdf_file *f, struct pdf_parser *p, size_t shown_at)
{
    f->work -= p->at < f->work ? p->at : f->work;
    pdf_parser_release(p);
    if (p->failed)
        pdf_fail(f, p->fault, shown_at == SIZE_MAX ? p->fault_at : shown_at, p->fault_arg);
    return !p->failed;
}

/* ---- objects in the file ---- */

/* The first "endstream" behind `at`, without the end of line before it; false: there is none. */
static bool find_endstream(const struct pdf_file *f, size_t at, size_t *length)
{
    static const char word[] = "endstream";
    const char *found = memmem(f->bytes.p + at, f->bytes.n - at, word, sizeof word - 1);
    size_t n;

    if (!found)
        return false;
    n = (size_t)(found - f->bytes.p) - at;
    if (n && f->bytes.p[at + n - 1] == '\n')
        n--;
    if (n && f->bytes.p[at + n - 1] == '\r')
        n--;
    *length = n;
    return true;
}

/* p->at stands behind the word "stream". */
static bool read_data(struct pdf_file *f, struct pdf_parser *p, bool scan, struct pdf_obj *o)
{
    const size_t word = p->at;
    const struct pdf_obj *length = pdf_dict_get(o, "Length");
    size_t n = 0;
    bool known;

    if (p->at < p->text.n && p->text.p[p->at] == '\r')
        p->at++;
    if (p->at >= p->text.n || p->text.p[p->at] != '\n') {
        pdf_parser_fail(p, DIAG_PDF_STREAM_BEGIN, word, NULL);
        return false;
    }
    p->at++;
    if (!scan)
        length = pdf_resolve(f, length);
    known = length->type == PDF_INT && length->as.integer >= 0 && (uint64_t)length->as.integer <= p->text.n - p->at;
    if (known)
        n = (size_t)length->as.integer;
    else if (!scan || length->type == PDF_INT || !find_endstream(f, p->at, &n)) {
        pdf_parser_fail(p, DIAG_PDF_STREAM_LENGTH, word, NULL);
        return false;
    }
    o->type = PDF_STREAM;
    o->as.dict.data = span_make(p->text.p + p->at, n);
    p->at += n;
    if (!pdf_skip_word(p, "endstream")) {
        pdf_parser_fail(p, DIAG_PDF_STREAM_LENGTH, word, NULL);
        return false;
    }
    return true;
}

bool pdf_read_indirect(struct pdf_file *f, size_t at, bool scan, struct pdf_head *head, const struct pdf_obj **out, size_t *end)
{
    struct pdf_parser p;
    struct pdf_obj *o = ARENA_NEW(f->arena, struct pdf_obj);
    size_t passed;

    pdf_parser_begin(f, &p, f->bytes, at);
    if (!pdf_skip_head(&p, head))
        pdf_parser_fail(&p, DIAG_PDF_NO_OBJECT, at, NULL);
    *o = pdf_parse(&p);
    if (!p.failed && o->type == PDF_DICT && pdf_skip_word(&p, "stream"))
        read_data(f, &p, scan, o);
    if (!p.failed && !pdf_skip_word(&p, "endobj"))
        pdf_parser_fail(&p, DIAG_PDF_ENDOBJ, p.at, NULL);
    passed = p.at;
    *out = o;
    if (end)
        *end = p.at;
    p.at = passed - at; /* what is counted as work */
    return pdf_parser_end(f, &p, SIZE_MAX);
}

/* ---- object streams ---- */

static bool read_pack_head(struct pdf_parser *p, struct pdf_pack *pack)
{
    for (size_t i = 0; i < pack->n; i++) {
        uint64_t num, at;
        if (!pdf_skip_unsigned(p, &num) || num > UINT32_MAX || !pdf_skip_unsigned(p, &at) || p->at > pack->first ||
            at > pack->data.n - pack->first || (i > 0 && pack->first + at < pack->v[i - 1].at))
            return false;
        pack->v[i] = (struct pdf_packed){(uint32_t)num, pack->first + (size_t)at, pack->data.n};
        if (i > 0)
            pack->v[i - 1].end = pack->v[i].at;
    }
    return true;
}

const struct pdf_pack *pdf_open_pack(struct pdf_file *f, const struct pdf_obj *stream)
{
    const struct pdf_obj *n = pdf_get(f, stream, "N"), *first = pdf_get(f, stream, "First");
    const size_t at = pdf_offset(f, stream);
    struct pdf_pack *pack = ARENA_NEW(f->arena, struct pdf_pack);
    struct pdf_parser p;
    bool ok;

    if (stream->type != PDF_STREAM || !pdf_is_name(pdf_get(f, stream, "Type"), "ObjStm") || n->type != PDF_INT ||
        first->type != PDF_INT || n->as.integer < 0 || first->as.integer < 0) {
        pdf_fail(f, DIAG_PDF_PACK, at, NULL);
        return NULL;
    }
    if (!pdf_decode(f, stream, &pack->data))
        return NULL;
    pack->first = (size_t)first->as.integer;
    pack->n = (size_t)n->as.integer;
    /* A number and a place take four bytes at least. */
    if (pack->first > pack->data.n || pack->n > (pack->first + 1) / 4) {
        pdf_fail(f, DIAG_PDF_PACK, at, NULL);
        return NULL;
    }
    pack->v = ARENA_NEWS(f->arena, pack->n, struct pdf_packed);
    pdf_parser_begin(f, &p, pack->data, 0);
    ok = read_pack_head(&p, pack);
    if (!ok)
        pdf_parser_fail(&p, DIAG_PDF_PACK, at, NULL);
    return pdf_parser_end(f, &p, at) ? pack : NULL;
}

struct pdf_slot *pdf_slot_of(const struct pdf_file *f, uint32_t num)
{
    size_t low = 0, high = f->n_slots;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (f->slots[middle].place.num < num)
            low = middle + 1;
        else
            high = middle;
    }
    return low < f->n_slots && f->slots[low].place.num == num ? &f->slots[low] : NULL;
}

static const struct pdf_obj *load_packed(struct pdf_file *f, const struct pdf_place *place)
{
    struct pdf_slot *holder = place->at <= UINT32_MAX ? pdf_slot_of(f, (uint32_t)place->at) : NULL;
    const struct pdf_packed *packed;
    struct pdf_obj *o;
    struct pdf_parser p;
    size_t at;

    if (!holder || holder->place.type != PDF_PLAIN) {
        pdf_fail(f, DIAG_PDF_PACK, SIZE_MAX, NULL);
        return &pdf_null;
    }
    at = holder->place.at;
    if (holder->pack_state == SLOT_NEW) {
        holder->pack_state = SLOT_OPENING;
        holder->pack = pdf_open_pack(f, pdf_object(f, holder->place.num));
        holder->pack_state = SLOT_DONE;
    }
    if (!holder->pack || place->index >= holder->pack->n || holder->pack->v[place->index].num != place->num) {
        pdf_fail(f, DIAG_PDF_PACK, at, NULL);
        return &pdf_null;
    }
    packed = &holder->pack->v[place->index];
    o = ARENA_NEW(f->arena, struct pdf_obj);
    pdf_parser_begin(f, &p, span_make(holder->pack->data.p, packed->end), packed->at);
    *o = pdf_parse(&p);
    p.at -= packed->at;
    return pdf_parser_end(f, &p, at) ? o : &pdf_null;
}

static const struct pdf_obj *load_plain(struct pdf_file *f, const struct pdf_place *place)
{
    const struct pdf_obj *o;
    struct pdf_head head;

    if (!pdf_read_indirect(f, place->at, false, &head, &o, NULL))
        return &pdf_null;
    if (head.num != place->num || head.gen != place->gen) {
        struct buf b = {0};
        buf_printf(&b, "%lu %u", (unsigned long)place->num, (unsigned)place->gen);
        pdf_fail(f, DIAG_PDF_OTHER_OBJECT, place->at, arena_buf(f->arena, &b));
        return &pdf_null;
    }
    return o;
}

/* ---- asking ---- */

const struct pdf_obj *pdf_object(struct pdf_file *f, uint32_t num)
{
    struct pdf_slot *slot = pdf_slot_of(f, num);

    if (!slot || slot->place.type == PDF_FREE)
        return &pdf_null;
    if (slot->state == SLOT_DONE)
        return slot->object;
    if (f->failed) /* one fault is enough, and what comes behind it costs nothing more */
        return &pdf_null;
    if (slot->state == SLOT_OPENING || f->nesting >= LIMIT_PDF_DEPTH) {
        pdf_fail(f, DIAG_PDF_LOOP, slot->place.type == PDF_PLAIN ? slot->place.at : SIZE_MAX, NULL);
        return &pdf_null;
    }
    slot->state = SLOT_OPENING;
    f->nesting++;
    slot->object = slot->place.type == PDF_PLAIN ? load_plain(f, &slot->place) : load_packed(f, &slot->place);
    f->nesting--;
    slot->state = SLOT_DONE;
    return slot->object;
}

const struct pdf_obj *pdf_resolve(struct pdf_file *f, const struct pdf_obj *o)
{
    for (int i = 0; o->type == PDF_REF; i++) {
        const struct pdf_slot *slot = pdf_slot_of(f, o->as.ref.num);
        if (!slot || slot->place.gen != o->as.ref.gen)
            return &pdf_null; /* a reference to nothing is null (7.3.10) */
        if (i >= LIMIT_PDF_DEPTH) {
            pdf_fail(f, DIAG_PDF_LOOP, pdf_offset(f, o), NULL);
            return &pdf_null;
        }
        o = pdf_object(f, o->as.ref.num);
    }
    return o;
}

const struct pdf_obj *pdf_get(struct pdf_file *f, const struct pdf_obj *dict, const char *key)
{
    return pdf_resolve(f, pdf_dict_get(pdf_resolve(f, dict), key));
}

const struct pdf_obj *pdf_at(struct pdf_file *f, const struct pdf_obj *array, size_t i)
{
    return pdf_resolve(f, pdf_array_at(pdf_resolve(f, array), i));
}

size_t pdf_offset(const struct pdf_file *f, const struct pdf_obj *o)
{
    const uintptr_t p = (uintptr_t)o->raw.p, start = (uintptr_t)f->bytes.p;

    return o->raw.p && p >= start && p <= start + f->bytes.n ? (size_t)(p - start) : SIZE_MAX;
}
