/* What is stale.
 *
 * Three questions, each asked once for the whole workspace: which files have other bytes than when they were read; of the values in those
 * that are data, which are other than they were read; who read those. So the cost hangs on the number of files and on what changed, not on
 * the number of papers times what they read. */
#include "store/stale.h"

#include <stdlib.h>

#include "expr/read.h"
#include "store/parts.h"

/* A file as it is now. */
struct current {
    int64_t id; /* first: see by_id */
    const char *path, *digest;
};

/* A paper of the store. */
struct known {
    int64_t id; /* first: see by_id */
    size_t index; /* in the workspace; SIZE_MAX: not there */
    int64_t keys;
    bool root;
};

struct search {
    struct depend *d;
    struct db *db;
    struct stale_list *out;
    struct known *papers; /* by id */
    size_t n_papers, cap_papers;
    struct current *files; /* by id */
    size_t n_files, cap_files;
};

static void add(struct search *s, size_t paper, struct reason r)
{
    struct stale_list *out = s->out;

    r.paper = paper;
    MEM_ROOM(out->v, out->n, out->cap);
    out->v[out->n++] = r;
    out->n_stale += !out->stale[paper];
    out->stale[paper] = true;
}

static const char *copy(struct search *s, const char *text)
{
    return arena_str(&s->out->arena, text);
}

/* Of a paper or file, which begin with their id. */
static int by_id(const void *id, const void *item)
{
    int64_t a = *(const int64_t *)id, b = *(const int64_t *)item;

    return a < b ? -1 : a > b;
}

static const struct known *known_of(const struct search *s, int64_t id)
{
    const struct known *k = s->n_papers ? bsearch(&id, s->papers, s->n_papers, sizeof *s->papers, by_id) : NULL;

    return k && k->index != SIZE_MAX ? k : NULL;
}

static void load_papers(struct search *s, int year, bool *seen)
{
    const struct workspace *ws = s->d->ws;
    sqlite3_stmt *q = db_prepare(s->db, "SELECT id, name, spec, engine, year, keys, root FROM paper ORDER BY id");

    while (db_row(s->db, q)) {
        const struct ws_paper *p = workspace_paper(ws, db_column(q, 1));
        size_t index = p ? (size_t)(p - ws->papers) : SIZE_MAX;
        int made = (int)sqlite3_column_int64(q, 4);

        MEM_ROOM(s->papers, s->n_papers, s->cap_papers);
        s->papers[s->n_papers++] = (struct known){sqlite3_column_int64(q, 0), index, sqlite3_column_int64(q, 5), *db_column(q, 6) == '1'};
        if (!p) {
            s->out->removed = mem_resize(s->out->removed, s->out->n_removed + 1, sizeof *s->out->removed);
            s->out->removed[s->out->n_removed++] = copy(s, db_column(q, 1));
            continue;
        }
        seen[index] = true;
        if (strcmp(p->spec, db_column(q, 2)) != 0)
            add(s, index, (struct reason){.why = WHY_SPEC});
        if (strcmp(vb_version(), db_column(q, 3)) != 0)
            add(s, index, (struct reason){.why = WHY_ENGINE});
        if (made && made != year)
            add(s, index, (struct reason){.why = WHY_YEAR});
    }
    sqlite3_finalize(q);
}

static void load_files(struct search *s)
{
    sqlite3_stmt *q = db_prepare(s->db, "SELECT id, path, stamp, digest FROM file ORDER BY id");
    char stamp[STAMP_SIZE], digest[STAMP_DIGEST];

    while (db_row(s->db, q)) {
        const char *path = db_column(q, 1), *known = db_column(q, 3);
        struct current *f;

        MEM_ROOM(s->files, s->n_files, s->cap_files);
        f = &s->files[s->n_files++];
        *f = (struct current){.id = sqlite3_column_int64(q, 0)};
        part_stamp(path, stamp);
        if (*stamp && strcmp(stamp, db_column(q, 2)) == 0) {
            f->digest = copy(s, known);
            continue;
        }
        f->path = copy(s, path);
        part_digest(path, digest);
        f->digest = copy(s, digest);
        if (*digest) {
            struct stale_list *out = s->out;

            MEM_ROOM(out->restamps, out->n_restamps, out->cap_restamps);
            out->restamps[out->n_restamps] = (struct restamp){.db = s->db, .file = f->id, .path = f->path, .digest = f->digest};
            memcpy(out->restamps[out->n_restamps++].stamp, stamp, sizeof stamp);
        }
    }
    sqlite3_finalize(q);
}

static const struct current *current_of(const struct search *s, int64_t file)
{
    return s->n_files ? bsearch(&file, s->files, s->n_files, sizeof *s->files, by_id) : NULL;
}

static const char *path_of(struct search *s, int64_t file)
{
    sqlite3_stmt *q = db_prepare(s->db, "SELECT path FROM file WHERE id = ?1");
    const char *path = "";

    if (q)
        sqlite3_bind_int64(q, 1, file);
    if (db_row(s->db, q))
        path = copy(s, db_column(q, 0));
    sqlite3_finalize(q);
    return path;
}

static void find_outdated(struct search *s)
{
    sqlite3_stmt *q = db_prepare(s->db, "SELECT id, file, digest, exact, keys FROM version");
    struct stale_list *out = s->out;

    while (db_row(s->db, q)) {
        const struct current *now = current_of(s, sqlite3_column_int64(q, 1));

        if (now && strcmp(now->digest, db_column(q, 2)) == 0 && strcmp(now->digest, "-") != 0)
            continue;
        MEM_ROOM(out->outdated, out->n_outdated, out->cap_outdated);
        out->outdated[out->n_outdated++] = (struct outdated){.db = s->db,
                                                             .version = sqlite3_column_int64(q, 0),
                                                             .file = sqlite3_column_int64(q, 1),
                                                             .exact = sqlite3_column_int(q, 3),
                                                             .keys = copy(s, db_column(q, 4)),
                                                             .digest = now ? now->digest : ""};
    }
    sqlite3_finalize(q);
}

/* The file and, in a spreadsheet, the cell that a value of the data stands in now; of a part whose value is gone, its file. */
static void place_of(struct search *s, const struct outdated *o, const struct value *v, struct reason *r)
{
    struct arena *a = &s->out->arena;
    struct buf cell = {0};

    r->file = part_of(o->path) && v && v->pos.file ? copy(s, workspace_path(s->d->ws, v->pos.file)) : part_file(a, o->path);
    if (!v || !v->pos.place || !v->pos.line)
        return;
    pos_print_cell(&cell, v->pos.place, v->pos.line, v->pos.col);
    r->cell = arena_buf(a, &cell);
}

/* Each reading of the data that is another now, for all who read it. */
static void compare_readings(struct search *s, const struct outdated *o, const struct data *data)
{
    sqlite3_stmt *q = db_prepare(s->db, "SELECT id, path, kind, token FROM reading WHERE file = ?1 AND exact = ?2");
    sqlite3_stmt *who = db_prepare(s->db, "SELECT paper, places FROM reads WHERE reading = ?1");
    struct buf token = {0};
    struct arena a = {0};

    if (q && who) {
        sqlite3_bind_int64(q, 1, o->file);
        sqlite3_bind_int(q, 2, o->exact);
    }
    while (who && db_row(s->db, q)) {
        const char *path = db_column(q, 1);
        const struct value *v = value_at(data->root, path);
        int kind = sqlite3_column_int(q, 2);
        char *now;

        buf_clear(&token);
        read_token(v, kind == VB_READ_SHAPE ? READ_SHAPE : READ_VALUE, &token);
        made_token(&a, token.p, &now);
        if (strcmp(now, db_column(q, 3)) == 0)
            continue;
        struct reason r = {.why = WHY_VALUE, .path = copy(s, path), .before = copy(s, db_column(q, 3)), .after = copy(s, now)};
        place_of(s, o, v, &r);
        sqlite3_bind_int64(who, 1, sqlite3_column_int64(q, 0));
        while (db_row(s->db, who)) {
            const struct known *k = known_of(s, sqlite3_column_int64(who, 0));

            r.places = copy(s, db_column(who, 1));
            if (k)
                add(s, k->index, r);
        }
        sqlite3_reset(who);
    }
    sqlite3_finalize(q);
    sqlite3_finalize(who);
    buf_release(&token);
    arena_release(&a);
}

/* A key that the root of the file has gained: it counts for who looked for it, or would not have it. */
static void compare_key(struct search *s, const struct outdated *o, struct span key)
{
    sqlite3_stmt *q = db_prepare(s->db, "SELECT uses.paper, keys.absent, keys.present FROM uses JOIN paper ON paper.id = uses.paper"
                                        " JOIN keys ON keys.id = paper.keys WHERE uses.version = ?1");
    struct arena a = {0};
    const char *name = arena_span(&a, key), *listed = arena_printf(&a, ",%s,", name);
    bool defaults = part_of(o->path) || strcmp(o->path, "vanban.yaml") == 0;

    if (q)
        sqlite3_bind_int64(q, 1, o->version);
    while (db_row(s->db, q)) {
        const struct known *k = known_of(s, sqlite3_column_int64(q, 0));

        if (k && (strstr(db_column(q, 1), listed) || (!defaults && strstr(db_column(q, 2), listed)) || k->root))
            add(s, k->index, (struct reason){.why = WHY_KEY, .file = part_file(&s->out->arena, o->path), .path = copy(s, name), .places = ""});
    }
    sqlite3_finalize(q);
    arena_release(&a);
}

static void compare_keys(struct search *s, const struct outdated *o)
{
    struct arena a = {0};
    const char *before = *o->keys ? arena_printf(&a, ",%s,", o->keys + 1) : "";

    for (const char *p = o->now + 1; *o->now && *p;) {
        size_t n = strcspn(p, ",");

        if (!strstr(before, arena_printf(&a, ",%.*s,", (int)n, p)))
            compare_key(s, o, span_make(p, n));
        p += n + (p[n] == ',');
    }
    arena_release(&a);
}

/* Whoever uses the version so is stale. */
enum blame { BLAME_BYTES, BLAME_SHARED, BLAME_ALL };
static void blame_file(struct search *s, const struct outdated *o, enum blame whom)
{
    sqlite3_stmt *q = db_prepare(s->db, "SELECT paper, how FROM uses WHERE version = ?1");

    if (q)
        sqlite3_bind_int64(q, 1, o->version);
    while (db_row(s->db, q)) {
        const struct known *k = known_of(s, sqlite3_column_int64(q, 0));
        int how = sqlite3_column_int(q, 1);

        if (k && (how == USE_BYTES || whom == BLAME_ALL || (whom == BLAME_SHARED && how != USE_OWN)))
            add(s, k->index, (struct reason){.why = WHY_FILE, .file = part_file(&s->out->arena, o->path), .places = ""});
    }
    sqlite3_finalize(q);
}

static void compare_own_rows(struct search *s, const struct outdated *o, const struct known *k, struct span rows, const struct data *data)
{
    struct made_row row;
    struct buf token = {0};
    struct arena a = {0};

    for (size_t at = 0; made_next(rows, &at, &row);) {
        char *now;

        buf_clear(&token);
        read_token(value_at(data->root, row.field[0]), *row.field[1] - '0' == VB_READ_SHAPE ? READ_SHAPE : READ_VALUE, &token);
        made_token(&a, token.p, &now);
        if (strcmp(now, row.field[2]) != 0)
            add(s, k->index, (struct reason){.why = WHY_VALUE, .file = o->path, .path = copy(s, row.field[0]), .before = copy(s, row.field[2]),
                                                 .after = copy(s, now), .places = copy(s, row.field[3])});
    }
    buf_release(&token);
    arena_release(&a);
}

/* Papers that have the file for their own and count its values. */
static void compare_own(struct search *s, const struct outdated *o)
{
    sqlite3_stmt *q = db_prepare(s->db, "SELECT uses.paper, own.readings FROM uses JOIN own ON own.paper = uses.paper WHERE version = ?1 AND how = 3");

    if (q)
        sqlite3_bind_int64(q, 1, o->version);
    while (db_row(s->db, q)) {
        const struct known *k = known_of(s, sqlite3_column_int64(q, 0));
        struct data data;

        if (!k)
            continue;
        if (part_data(s->d->ctx, o->path, s->d->ws->papers[k->index].exact, &data))
            compare_own_rows(s, o, k, span_make(sqlite3_column_blob(q, 1), (size_t)sqlite3_column_bytes(q, 1)), &data);
        else
            add(s, k->index, (struct reason){.why = WHY_FILE, .file = o->path, .places = ""});
        data_release(&data);
    }
    sqlite3_finalize(q);
}

static void compare_versions(struct search *s, size_t from)
{
    struct stale_list *out = s->out;

    for (size_t i = from; i < out->n_outdated; i++) {
        struct outdated *o = &out->outdated[i];
        struct data data;

        o->path = path_of(s, o->file);
        if (!*o->digest || !*o->keys) { /* it is gone, or no shared data */
            blame_file(s, o, *o->digest ? BLAME_SHARED : BLAME_ALL);
            if (*o->digest)
                compare_own(s, o);
            continue;
        }
        blame_file(s, o, BLAME_BYTES);
        for (size_t k = from; k < i && !o->compared; k++) { /* another version of the same file had its values compared */
            const struct outdated *other = &out->outdated[k];

            if (other->file == o->file && other->exact == o->exact && other->compared) {
                o->now = other->now;
                o->compared = true;
            }
        }
        if (!o->compared) {
            bool ok = part_data(s->d->ctx, o->path, o->exact, &data);
            struct buf keys = {0};

            o->compared = true;
            if (ok) {
                read_token(data.root, READ_SHAPE, &keys);
                o->now = copy(s, keys.p);
                compare_readings(s, o, &data);
            }
            buf_release(&keys);
            data_release(&data);
        }
        if (o->now)
            compare_keys(s, o);
        else
            blame_file(s, o, BLAME_SHARED);
        compare_own(s, o);
    }
}

/* Why an output is not as it was left. */
static enum why why_other(sqlite3_stmt *coming, struct db *db, const char *path, const char *digest)
{
    enum why why = *digest ? WHY_EDITED : WHY_GONE;

    db_text(coming, 1, path);
    if (*digest && db_row(db, coming) && strcmp(db_column(coming, 0), digest) == 0)
        why = WHY_CUT;
    if (coming)
        sqlite3_reset(coming);
    return why;
}

static void find_outputs(struct search *s)
{
    sqlite3_stmt *q = db_prepare(s->db, "SELECT paper, path, stamp, digest FROM output");
    sqlite3_stmt *coming = db_prepare(s->db, "SELECT digest FROM coming WHERE path = ?1");
    char stamp[STAMP_SIZE], digest[STAMP_DIGEST];

    while (db_row(s->db, q)) {
        const struct known *k = known_of(s, sqlite3_column_int64(q, 0));
        const char *path = db_column(q, 1);

        stamp_of(path, stamp);
        if (!k || (*stamp && strcmp(stamp, db_column(q, 2)) == 0))
            continue;
        stamp_digest(path, digest);
        if (strcmp(digest, db_column(q, 3)) != 0)
            add(s, k->index, (struct reason){.why = why_other(coming, s->db, path, digest), .file = copy(s, path), .places = ""});
    }
    sqlite3_finalize(q);
    sqlite3_finalize(coming);
}

static void look_through(struct search *s, int year, bool *seen)
{
    size_t from = s->out->n_outdated;

    load_papers(s, year, seen);
    load_files(s);
    find_outdated(s);
    compare_versions(s, from);
    find_outputs(s);
    free(s->papers);
    free(s->files);
}

static int compare_texts(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "");
}

static int by_change(const void *x, const void *y)
{
    const struct reason *a = x, *b = y;
    int order = (int)a->why - (int)b->why;

    if (!order)
        order = compare_texts(a->file, b->file);
    if (!order)
        order = compare_texts(a->path, b->path);
    if (!order)
        order = compare_texts(a->before, b->before);
    if (!order)
        order = a->paper < b->paper ? -1 : a->paper > b->paper;
    return order;
}

bool stale_find(struct depend *d, int year, struct stale_list *out)
{
    bool *seen = mem_alloc((d->ws->n + 1) * sizeof *seen);
    struct search open = {.d = d, .db = &d->open, .out = out}, secret = {.d = d, .db = &d->secret, .out = out};

    *out = (struct stale_list){.n_papers = d->ws->n};
    out->stale = mem_alloc((d->ws->n + 1) * sizeof *out->stale);
    if (d->open.sql)
        look_through(&open, year, seen);
    if (d->secret.sql)
        look_through(&secret, year, seen);
    for (size_t i = 0; i < d->ws->n; i++)
        if (!seen[i])
            add(&open, i, (struct reason){.why = WHY_NEW});
    free(seen);
    if (out->n)
        qsort(out->v, out->n, sizeof *out->v, by_change);
    return !d->open.failed && !d->secret.failed;
}

void stale_release(struct stale_list *list)
{
    free(list->v);
    free(list->stale);
    free(list->removed);
    free(list->outdated);
    free(list->restamps);
    arena_release(&list->arena);
    *list = (struct stale_list){0};
}

bool stale_edited(const struct stale_list *list, const char *output)
{
    for (size_t i = list->n; i > 0 && list->v[i - 1].why == WHY_EDITED; i--) /* they stand at the end */
        if (strcmp(list->v[i - 1].file, output) == 0)
            return true;
    return false;
}

const char *token_words(struct arena *a, enum lang lang, const char *token)
{
    bool vi = lang == LANG_VI;

    switch (*token) {
    case '-':
        return vi ? "(không có)" : "(absent)";
    case '~':
        return vi ? "(để trống)" : "(empty)";
    case '?':
        return token[1] == '1' ? (vi ? "(có)" : "(there)") : (vi ? "(trống hoặc 0)" : "(empty or 0)");
    case '[':
        return arena_printf(a, vi ? "%s mục" : "%s items", token + 1);
    default:
        return token + 1;
    }
}
