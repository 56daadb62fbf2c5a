/* Opening: the head, the chain of cross-references from the end (ISO 32000-1, 7.5.5 to 7.5.8), the revisions that they
 * make. A linearized file (annex F) has two sections in its first revision, the newer one at the front. */
#include "base/diag/pdf.h"
#include "pdf/own.h"

#include <stdlib.h>

enum {
    TAIL = 2048,  /* bytes at the end in which startxref must stand */
    WORK = 8,     /* how often a byte of the file may be passed over */
    WORK_MORE = 64 << 20, /* and of what is inflated */
};

/* ---- faults ---- */

static void report(struct pdf_file *f)
{
    struct pos pos = pos_file(f->name);

    if (f->fault_at != SIZE_MAX)
        pos.place = arena_printf(f->arena, f->ctx->lang == LANG_EN ? "byte %zu" : "byte thứ %zu", f->fault_at);
    diag(f->ctx, f->fault, pos, f->fault_arg);
}

void pdf_fail(struct pdf_file *f, diag_code code, size_t at, const char *arg)
{
    if (f->failed)
        return;
    f->failed = true;
    f->fault = code;
    f->fault_at = at;
    f->fault_arg = arg;
    if (!f->opening)
        report(f);
}

bool pdf_failed(const struct pdf_file *f)
{
    return f->failed;
}

/* ---- the chain ---- */

static bool fail_open(struct pdf_file *f, diag_code code, size_t at)
{
    pdf_fail(f, code, at, NULL);
    return false;
}

/* "%PDF-1.7" at the very front: the places in the file are counted from there. */
static bool read_header(struct pdf_file *f)
{
    const char *p = f->bytes.p;

    if (f->bytes.n == 0)
        return fail_open(f, DIAG_PDF_EMPTY, SIZE_MAX);
    if (f->bytes.n > LIMIT_PDF_BYTES)
        return fail_open(f, DIAG_PDF_TOO_LARGE, SIZE_MAX);
    if (f->bytes.n < 9 || memcmp(p, "%PDF-", 5) != 0)
        return fail_open(f, DIAG_PDF_HEADER, SIZE_MAX);
    if (p[5] < '1' || p[5] > '2' || p[6] != '.' || p[7] < '0' || p[7] > '9')
        return fail_open(f, DIAG_PDF_VERSION, 5);
    f->version = (p[5] - '0') * 10 + (p[7] - '0');
    return true;
}

/* "startxref NUMBER %%EOF" that begins at `at`; *eof is behind it. */
static bool read_startxref(const struct pdf_file *f, size_t at, size_t *target, size_t *eof)
{
    struct pdf_parser p;
    uint64_t v;

    pdf_parser_init(&p, f->arena, f->bytes, at);
    if (!pdf_skip_word(&p, "startxref") || !pdf_skip_unsigned(&p, &v))
        return false;
    while (p.at < f->bytes.n && pdf_is_space(f->bytes.p[p.at]))
        p.at++;
    if (f->bytes.n - p.at < 5 || memcmp(f->bytes.p + p.at, "%%EOF", 5) != 0)
        return false;
    *target = (size_t)v;
    *eof = p.at + 5;
    return true;
}

static bool find_last_startxref(struct pdf_file *f, size_t *target)
{
    static const char word[] = "startxref";
    const size_t n = sizeof word - 1, low = f->bytes.n > TAIL ? f->bytes.n - TAIL : 0;
    size_t eof;

    for (size_t at = f->bytes.n >= n ? f->bytes.n - n + 1 : 0; at-- > low;)
        if (memcmp(f->bytes.p + at, word, n) == 0)
            return read_startxref(f, at, target, &eof) || fail_open(f, DIAG_PDF_STARTXREF, at);
    return fail_open(f, DIAG_PDF_NO_END, f->bytes.n);
}

struct sections {
    struct pdf_section *v; /* newest first */
    size_t n, cap;
};

static bool read_chain(struct pdf_file *f, size_t at, struct sections *list)
{
    for (;;) {
        const struct pdf_obj *previous;
        struct pdf_section s;
        for (size_t i = 0; i < list->n; i++)
            if (list->v[i].at == at)
                return fail_open(f, DIAG_PDF_LOOP, at);
        if (list->n >= LIMIT_PDF_REVISIONS)
            return fail_open(f, DIAG_PDF_REVISIONS, at);
        if (!pdf_read_section(f, at, &s))
            return false;
        MEM_ROOM(list->v, list->n, list->cap);
        list->v[list->n++] = s;
        previous = pdf_dict_get(s.trailer, "Prev");
        if (previous->type == PDF_NULL)
            return true;
        if (previous->type != PDF_INT || previous->as.integer <= 0 || (uint64_t)previous->as.integer >= f->bytes.n)
            return fail_open(f, DIAG_PDF_STARTXREF, at);
        at = (size_t)previous->as.integer;
    }
}

/* ---- revisions ---- */

static size_t skip_blank(const struct pdf_file *f, size_t at)
{
    while (at < f->bytes.n && pdf_is_space(f->bytes.p[at]))
        at++;
    return at;
}

/* The revision of sections [first, first + n), newest first; two only in a linearized file. */
static bool make_revision(struct pdf_file *f, const struct pdf_section *s, size_t n, size_t begin, struct pdf_revision *out)
{
    static const char word[] = "startxref";
    struct pdf_places list = {0};
    const char *found;
    size_t target, end = s[n - 1].end;
    struct pdf_place *places;

    found = memmem(f->bytes.p + end, f->bytes.n - end, word, sizeof word - 1);
    *out = (struct pdf_revision){.begin = begin, .xref = s->at, .stream = s->stream, .trailer = s->trailer};
    if (s->at < begin || !found || !read_startxref(f, (size_t)(found - f->bytes.p), &target, &out->eof) ||
        skip_blank(f, target) != skip_blank(f, s->at))
        return fail_open(f, DIAG_PDF_CHAIN, s->at);
    out->end = out->eof;
    if (out->end < f->bytes.n && f->bytes.p[out->end] == '\r')
        out->end++;
    if (out->end < f->bytes.n && f->bytes.p[out->end] == '\n')
        out->end++;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < s[i].n_places; k++)
            pdf_add_place(&list, s[i].places[k]);
    pdf_sort_places(f, &list, true, &places, &out->n_places);
    out->places = places;
    return true;
}

static bool make_revisions(struct pdf_file *f, const struct sections *list)
{
    size_t i = list->n, begin = 0;

    f->revisions = ARENA_NEWS(f->arena, list->n, struct pdf_revision);
    while (i > 0) {
        size_t n = i == list->n && i > 1 && list->v[i - 2].at < list->v[i - 1].at ? 2 : 1;
        i -= n;
        if (!make_revision(f, &list->v[i], n, begin, &f->revisions[f->n_revisions]))
            return false;
        begin = f->revisions[f->n_revisions++].end;
    }
    f->trailer = f->revisions[f->n_revisions - 1].trailer;
    return true;
}

void pdf_set_slots(struct pdf_file *f, const struct pdf_place *places, size_t n)
{
    f->slots = ARENA_NEWS(f->arena, n + 1, struct pdf_slot);
    f->places = ARENA_NEWS(f->arena, n + 1, struct pdf_place);
    f->n_slots = 0;
    for (size_t i = 0; i < n; i++)
        if (places[i].type != PDF_FREE) {
            f->places[f->n_slots] = places[i];
            f->slots[f->n_slots++].place = places[i];
        }
}

static void merge_revisions(struct pdf_file *f)
{
    struct pdf_places list = {0};
    struct pdf_place *places;
    size_t n;

    for (size_t i = f->n_revisions; i-- > 0;)
        for (size_t k = 0; k < f->revisions[i].n_places; k++)
            pdf_add_place(&list, f->revisions[i].places[k]);
    pdf_sort_places(f, &list, true, &places, &n);
    pdf_set_slots(f, places, n);
}

/* ---- opening ---- */

static bool read_tables(struct pdf_file *f)
{
    struct sections list = {0};
    size_t at;
    bool ok = find_last_startxref(f, &at) && read_chain(f, at, &list) && make_revisions(f, &list);

    free(list.v);
    if (!ok || f->failed)
        return false;
    merge_revisions(f);
    return true;
}

static bool check_root(struct pdf_file *f)
{
    const struct pdf_obj *root;

    if (pdf_dict_get(f->trailer, "Encrypt")->type != PDF_NULL)
        return fail_open(f, DIAG_PDF_ENCRYPTED, SIZE_MAX);
    root = pdf_get(f, f->trailer, "Root");
    if (f->failed)
        return false;
    if (root->type != PDF_DICT || pdf_get(f, root, "Pages")->type != PDF_DICT)
        return fail_open(f, DIAG_PDF_ROOT, SIZE_MAX);
    return !f->failed;
}

static void fill_bounds(struct pdf_file *f)
{
    f->work = WORK * f->bytes.n + WORK_MORE;
    f->values = LIMIT_PDF_VALUES;
    f->inflated = LIMIT_PDF_INFLATED;
    f->lines = LIMIT_PDF_OBJECTS;
}

/* Tried when the tables fail; the fault that is told is the tables'. */
static bool try_repair(struct pdf_file *f)
{
    const struct pdf_file before = *f;

    f->failed = false;
    f->n_revisions = f->n_slots = 0;
    f->trailer = &pdf_null;
    fill_bounds(f);
    if (pdf_repair(f) && check_root(f)) {
        f->repaired = true;
        return true;
    }
    if (f->failed && f->fault == DIAG_PDF_ENCRYPTED)
        return false;
    f->failed = true;
    f->fault = before.fault;
    f->fault_at = before.fault_at;
    f->fault_arg = before.fault_arg;
    return false;
}

struct pdf_file *pdf_open(struct ctx *ctx, const char *name, struct span bytes, struct arena *a)
{
    struct pdf_file *f = ARENA_NEW(a, struct pdf_file);

    *f = (struct pdf_file){.ctx = ctx, .name = name, .bytes = bytes, .arena = a, .opening = true, .trailer = &pdf_null};
    fill_bounds(f);
    if (!read_header(f) || (!(read_tables(f) && check_root(f)) && (f->fault == DIAG_PDF_ENCRYPTED || !try_repair(f)))) {
        report(f);
        return NULL;
    }
    f->opening = false;
    if (f->repaired)
        diag(ctx, DIAG_PDF_REPAIRED, pos_file(name));
    return f;
}

/* ---- what is known ---- */

struct span pdf_bytes(const struct pdf_file *f)
{
    return f->bytes;
}

struct ctx *pdf_ctx(const struct pdf_file *f)
{
    return f->ctx;
}

struct arena *pdf_arena(struct pdf_file *f)
{
    return f->arena;
}

int pdf_version(struct pdf_file *f)
{
    const struct pdf_obj *v = pdf_get(f, pdf_get(f, f->trailer, "Root"), "Version");
    struct span s = v->type == PDF_NAME ? v->as.text : SPAN("");
    int later = s.n == 3 && s.p[0] >= '1' && s.p[0] <= '2' && s.p[1] == '.' && s.p[2] >= '0' && s.p[2] <= '9'
                    ? (s.p[0] - '0') * 10 + (s.p[2] - '0')
                    : 0;

    return later > f->version ? later : f->version;
}

bool pdf_repaired(const struct pdf_file *f)
{
    return f->repaired;
}

size_t pdf_revisions(const struct pdf_file *f)
{
    return f->n_revisions;
}

const struct pdf_revision *pdf_revision_at(const struct pdf_file *f, size_t i)
{
    return &f->revisions[i];
}

const struct pdf_obj *pdf_trailer(const struct pdf_file *f)
{
    return f->trailer;
}

uint32_t pdf_size(const struct pdf_file *f)
{
    const struct pdf_obj *size = pdf_dict_get(f->trailer, "Size");
    uint32_t most = f->n_slots ? f->slots[f->n_slots - 1].place.num + 1 : 1;

    return size->type == PDF_INT && size->as.integer > most && size->as.integer <= LIMIT_PDF_OBJECTS ? (uint32_t)size->as.integer : most;
}

size_t pdf_places(const struct pdf_file *f)
{
    return f->n_slots;
}

const struct pdf_place *pdf_place_at(const struct pdf_file *f, size_t i)
{
    return &f->places[i];
}
