/* Making a paper and noting what it was made of.
 *
 * The listener sees every read with the file and the node; when the document is whole, nodes become places. A file's stamp is taken
 * before it is read and again afterwards: one that changed in between gets the digest "-", which no file has, so the paper is stale. */
#include "store/made.h"

#include <stdlib.h>

#include "base/diag/store.h"
#include "base/file.h"
#include "data/value.h"
#include "expr/read.h"
#include "store/parts.h"

enum { SEEN = 1024 };

/* What is seen later and falls on the same place takes it: memory does not grow with the papers. */
struct seen_file {
    char *path, *keys; /* owned; keys: of the data's root; NULL: not asked for */
    char stamp[STAMP_SIZE], digest[STAMP_DIGEST];
};

struct reading {
    const char *file, *path, *token, *words;
    vb_read kind;
    uint32_t node;
    size_t order;
};

struct place {
    uint32_t node;
    const char *code, *text; /* text: of a paragraph, else NULL */
    size_t order;
};

struct used {
    const char *path;
    char stamp[STAMP_SIZE]; /* before it was read */
};

/* One paper under way. */
struct listener {
    struct maker *m;
    const struct ws_paper *paper;
    struct arena arena;
    struct reading *readings;
    size_t n_readings, cap_readings;
    struct used *used;
    size_t n_used, cap_used;
    struct place *places;
    size_t n_places, cap_places;
    bool root; /* the keys of the root were gone through */
};

static const size_t field_counts[] = {[MADE_PAPER] = 5, [MADE_KEYS] = 2, [MADE_ROOT] = 1, [MADE_FILE] = 5,
                                      [MADE_SHARED] = 5, [MADE_OWN] = 4, [MADE_TEXT] = 2, [MADE_OUTPUT] = 3};

static size_t made_fields(char letter)
{
    size_t i = (unsigned char)letter;

    return i < sizeof field_counts / sizeof *field_counts ? field_counts[i] : 0;
}

bool made_next(struct span record, size_t *at, struct made_row *out)
{
    size_t n;

    if (*at >= record.n || (n = made_fields(record.p[*at])) == 0)
        return false;
    out->letter = record.p[(*at)++];
    for (size_t i = 0; i < n; i++) {
        const char *end = *at < record.n ? memchr(record.p + *at, '\0', record.n - *at) : NULL;

        if (!end)
            return false;
        out->field[i] = record.p + *at;
        *at = (size_t)(end - record.p) + 1;
    }
    return true;
}

static void put_row(struct buf *out, char letter, const char *const *fields)
{
    buf_putc(out, letter);
    for (size_t i = 0; i < made_fields(letter); i++)
        buf_put(out, fields[i], strlen(fields[i]) + 1);
}
#define PUT(out, letter, ...) put_row((out), (letter), (const char *const[]){__VA_ARGS__})

void made_token(struct arena *a, const char *token, char **out)
{
    size_t n = strlen(token), shown = TOKEN_SHOWN;
    char digest[STAMP_DIGEST];

    if (n <= TOKEN_MOST) {
        *out = arena_str(a, token);
        return;
    }
    while (shown && ((unsigned char)token[shown] & 0xC0) == 0x80)
        shown--;
    vb_digest(token, n, digest);
    *out = arena_printf(a, "%.*s… #%.16s", (int)shown, token, digest);
}

/* ---- listening ---- */

static const char *own_copy(struct listener *l, const char *text)
{
    return arena_str(&l->arena, text);
}

static void note_file(void *user, const char *path, const char *part)
{
    struct listener *l = user;
    const char *known = part_name(&l->arena, workspace_path(l->m->ws, path), part);
    struct used *u;

    for (size_t i = 0; i < l->n_used; i++)
        if (strcmp(l->used[i].path, known) == 0)
            return;
    MEM_ROOM(l->used, l->n_used, l->cap_used);
    u = &l->used[l->n_used++];
    u->path = own_copy(l, known);
    part_stamp(known, u->stamp);
}

static void note_reading(void *user, const vb_reading *r)
{
    struct listener *l = user;
    struct reading *n;
    char *token;

    if (!r->file && !*r->path) {
        l->root = true;
        return;
    }
    made_token(&l->arena, r->token, &token);
    MEM_ROOM(l->readings, l->n_readings, l->cap_readings);
    n = &l->readings[l->n_readings];
    *n = (struct reading){.path = own_copy(l, r->path), .token = token, .words = own_copy(l, r->place), .kind = r->kind, .node = r->node,
                          .order = l->n_readings++};
    n->file = r->file ? own_copy(l, part_name(&l->arena, workspace_path(l->m->ws, r->file), r->part)) : NULL;
}

static void note_place(void *user, uint32_t node, const char *code, const char *text)
{
    struct listener *l = user;

    MEM_ROOM(l->places, l->n_places, l->cap_places);
    l->places[l->n_places] = (struct place){.node = node, .code = own_copy(l, code), .text = own_copy(l, text), .order = l->n_places};
    l->n_places++;
}

static void release(struct listener *l)
{
    free(l->readings);
    free(l->used);
    free(l->places);
    arena_release(&l->arena);
}

vb_document *make_load(struct maker *m, const struct ws_paper *paper)
{
    const vb_options how = workspace_options(paper);

    return vb_document_load(m->library, paper->files, paper->n_files, &how);
}

/* ---- files ---- */

static enum use use_of(const struct ws_paper *p, const char *path)
{
    if (part_of(path) || part_is_defaults(path))
        return p->exact ? USE_EXACT : USE_VALUES;
    for (size_t i = 0; i < p->n_files; i++) {
        if (strcmp(p->files[i], path) != 0)
            continue;
        if (i == 0 && p->own) /* a document is what it says, in all its words */
            return p->template_file ? USE_OWN : USE_BYTES;
        return p->exact ? USE_EXACT : USE_VALUES;
    }
    return USE_BYTES;
}

static struct seen_file *place_of(struct maker *m, const char *path)
{
    uint32_t hash = 2166136261u; /* FNV-1a */

    if (!m->files)
        m->files = mem_alloc(SEEN * sizeof *m->files);
    for (const char *p = path; *p; p++)
        hash = (hash ^ (unsigned char)*p) * 16777619u;
    return &m->files[hash % SEEN];
}

/* The digest of a file in this state; kept, as papers share most of their files. */
static struct seen_file *digest_of(struct maker *m, const struct used *u)
{
    struct seen_file *f = place_of(m, u->path);
    struct buf path = {0};
    char after[STAMP_SIZE];

    if (f->path && strcmp(f->path, u->path) == 0 && *u->stamp && strcmp(f->stamp, u->stamp) == 0)
        return f;
    free(f->path);
    free(f->keys);
    buf_puts(&path, u->path);
    *f = (struct seen_file){.path = buf_detach(&path)};
    memcpy(f->stamp, u->stamp, sizeof f->stamp);
    part_digest(u->path, f->digest);
    part_stamp(u->path, after);
    if (!*f->digest || strcmp(after, u->stamp) != 0)
        memcpy(f->digest, "-", 2);
    return f;
}

static char *root_keys(const char *path, bool exact)
{
    struct ctx quiet;
    struct data data;
    struct buf keys = {0};

    ctx_init(&quiet);
    if (part_data(&quiet, path, exact, &data))
        read_token(data.root, READ_SHAPE, &keys);
    else
        buf_puts(&keys, "-");
    data_release(&data);
    return buf_detach(&keys);
}

/* ---- the record ---- */

static int by_reading(const void *x, const void *y)
{
    const struct reading *a = x, *b = y;
    int file = strcmp(a->file ? a->file : "", b->file ? b->file : ""), path = strcmp(a->path, b->path);

    if (file || path)
        return file ? file : path;
    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    return a->order < b->order ? -1 : 1;
}

static int by_node(const void *x, const void *y)
{
    const struct place *a = x, *b = y;

    if (a->node != b->node)
        return a->node < b->node ? -1 : 1;
    return a->order < b->order ? -1 : a->order > b->order;
}

/* NULL: the node is not in the document. */
static const char *code_of(const struct listener *l, uint32_t node)
{
    size_t low = 0, high = l->n_places;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (l->places[middle].node < node)
            low = middle + 1;
        else
            high = middle;
    }
    return low < l->n_places && l->places[low].node == node ? l->places[low].code : NULL;
}

/* Adds the place that a reading went to, once. Codes have no tab. */
static void add_place(struct listener *l, const struct reading *r, struct buf *out)
{
    const char *code = r->words;
    size_t n;

    if (code && *code) {
        code = arena_printf(&l->arena, "=%s", code);
    } else {
        code = code_of(l, r->node);
    }
    if (!code || !*code)
        return;
    n = strlen(code);
    for (const char *have = out->p; have && (have = strstr(have, code)); have += n)
        if ((have == out->p || have[-1] == '\t') && (!have[n] || have[n] == '\t'))
            return;
    if (out->n)
        buf_putc(out, '\t');
    buf_puts(out, code);
}

static void put_readings(struct listener *l, struct buf *record, struct buf *absent, struct buf *present)
{
    static const char *const kinds[] = {[VB_READ_VALUE] = "0", [VB_READ_ABSENT] = "1", [VB_READ_SHAPE] = "2"};
    const struct ws_paper *p = l->paper;
    struct buf places = {0};

    if (l->n_readings)
        qsort(l->readings, l->n_readings, sizeof *l->readings, by_reading);
    for (size_t i = 0; i < l->n_readings;) {
        const struct reading *r = &l->readings[i];
        enum use use = r->file ? use_of(p, r->file) : USE_BYTES;
        bool own = r->file && p->own && strcmp(r->file, p->files[0]) == 0;
        size_t top = strcspn(r->path, ".[");

        buf_clear(&places);
        for (; i < l->n_readings && l->readings[i].kind == r->kind && strcmp(l->readings[i].path, r->path) == 0 &&
               strcmp(l->readings[i].file ? l->readings[i].file : "", r->file ? r->file : "") == 0; i++)
            add_place(l, &l->readings[i], &places);
        if (!r->file) {
            buf_printf(absent, "%s%s,", absent->n ? "" : ",", r->path);
            if (p->own && p->template_file) /* its own file may get the key */
                PUT(record, MADE_OWN, r->path, kinds[r->kind], r->token, places.p ? places.p : "");
            continue;
        }
        const char *key = arena_printf(&l->arena, ",%.*s,", (int)top, r->path);
        if (!part_is_rows(r->file) && (!present->p || !strstr(present->p, key)))
            buf_puts(present, present->n ? key + 1 : key);
        if (own)
            PUT(record, MADE_OWN, r->path, kinds[r->kind], r->token, places.p ? places.p : "");
        else if (use != USE_BYTES)
            PUT(record, MADE_SHARED, r->file, r->path, kinds[r->kind], r->token, places.p ? places.p : "");
    }
    buf_release(&places);
}

static void put_files(struct listener *l, bool secret, const char *clock, struct buf *record)
{
    for (size_t i = 0; i < l->n_used; i++) {
        const struct used *u = &l->used[i];
        struct seen_file *f = digest_of(l->m, u);
        enum use use = secret ? USE_BYTES : use_of(l->paper, u->path);
        const char number[2] = {(char)('0' + use), '\0'};
        char stamp[STAMP_SIZE];

        if ((use == USE_VALUES || use == USE_EXACT) && !f->keys)
            f->keys = root_keys(u->path, use == USE_EXACT);
        memcpy(stamp, f->stamp, sizeof stamp);
        if (strcmp(f->digest, "-") == 0)
            stamp[0] = '\0';
        else if (clock)
            part_distrust(u->path, clock, stamp);
        PUT(record, MADE_FILE, number, u->path, stamp, f->digest, use == USE_VALUES || use == USE_EXACT ? f->keys : "");
    }
}

static void put_record(struct listener *l, bool secret, const char *clock, struct buf *record)
{
    const struct ws_paper *p = l->paper;
    struct buf absent = {0}, present = {0}, readings = {0};
    struct arena a = {0};
    bool undated;

    for (size_t i = 0; i < l->n_places && !secret; i++)
        if (l->places[i].text)
            PUT(&readings, MADE_TEXT, l->places[i].code, l->places[i].text);
    if (l->n_places)
        qsort(l->places, l->n_places, sizeof *l->places, by_node);
    if (!secret)
        put_readings(l, &readings, &absent, &present);
    undated = secret || (absent.p && strstr(absent.p, ",ngay,"));
    PUT(record, MADE_PAPER, p->name, p->spec, vb_version(), undated ? arena_printf(&a, "%d", l->m->year) : "0", secret ? "1" : "0");
    if (!secret) {
        PUT(record, MADE_KEYS, absent.p ? absent.p : "", present.p ? present.p : "");
        PUT(record, MADE_ROOT, l->root ? "1" : "0");
        buf_putspan(record, buf_span(&readings));
    }
    put_files(l, secret, clock, record);
    buf_release(&absent);
    buf_release(&present);
    buf_release(&readings);
    arena_release(&a);
}

/* ---- outputs ---- */

struct outputs {
    struct file_out files[WORKSPACE_FORMATS_MOST];
    const char *paths[WORKSPACE_FORMATS_MOST];
    char digests[WORKSPACE_FORMATS_MOST][STAMP_DIGEST];
};

/* Under a temporary name, where it waits for others. */
static bool write_output(struct listener *l, vb_document *d, size_t i, bool (*guarded)(void *user, const char *path), void *user,
                         struct outputs *o)
{
    struct maker *m = l->m;
    const char *path = o->paths[i] = workspace_output(&l->arena, l->paper, l->paper->formats[i]);
    char there[STAMP_DIGEST];
    void *bytes = NULL;
    size_t n = 0;
    bool ok = vb_document_render(d, vb_format_find(l->paper->formats[i]), 0, &bytes, &n);

    if (!ok)
        return false;
    vb_digest(bytes, n, o->digests[i]);
    if (guarded && guarded(user, path)) {
        stamp_digest(path, there);
        if (strcmp(there, o->digests[i]) != 0) {
            diag(m->ctx, DIAG_STORE_EDITED, (struct pos){0}, path);
            ok = false;
        }
    }
    ok = ok && file_out_write_marked(m->ctx, MADE_MARK, path, span_make(bytes, n), &o->files[i]);
    vb_free(bytes);
    return ok;
}

static bool write_outputs(struct listener *l, vb_document *d, bool (*guarded)(void *user, const char *path), void *user, struct outputs *o)
{
    struct maker *m = l->m;
    bool ok = file_is_dir(l->paper->folder) || file_make_dirs(m->ctx, l->paper->folder);
    int before = vb_context_errors(m->library);

    for (size_t i = 0; i < l->paper->n_formats && ok; i++)
        ok = write_output(l, d, i, guarded, user, o) && vb_context_errors(m->library) == before;
    return ok;
}

bool make_paper(struct maker *m, const struct ws_paper *paper, bool (*guarded)(void *user, const char *path), void *user, struct buf *record)
{
    struct listener l = {.m = m, .paper = paper};
    struct outputs o = {0};
    vb_document *d;
    bool ok, secret;

    vb_context_set_readings(m->library, note_reading, note_file, &l);
    d = make_load(m, paper);
    ok = d && vb_document_places(d, note_place, &l) && write_outputs(&l, d, guarded, user, &o);
    vb_context_set_readings(m->library, NULL, NULL, NULL);
    secret = d && vb_document_secrecy(d);
    if (ok) {
        put_record(&l, secret, paper->n_formats ? o.files[0].temp : NULL, record);
        for (size_t i = 0; i < paper->n_formats; i++)
            PUT(record, MADE_OUTPUT, o.paths[i], o.files[i].temp, o.digests[i]);
    }
    for (size_t i = 0; i < paper->n_formats; i++) {
        if (ok)
            file_out_hand_over(&o.files[i]);
        else
            file_out_discard(&o.files[i]);
    }
    vb_document_free(d);
    release(&l);
    return ok;
}

void maker_release(struct maker *m)
{
    for (size_t i = 0; m->files && i < SEEN; i++) {
        free(m->files[i].path);
        free(m->files[i].keys);
    }
    free(m->files);
    m->files = NULL;
}
