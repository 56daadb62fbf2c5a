/* Impact: the index of readings, asked the other way round. */
#include "store/impact.h"

#include "store/parts.h"

/* `path` is `under` or stands in it. */
static bool is_within(const char *path, const char *under)
{
    size_t n = strlen(under);

    return n == 0 || (strncmp(path, under, n) == 0 && (path[n] == '\0' || path[n] == '.' || path[n] == '['));
}

static void ask_shared(struct depend *d, const char *file, const char *path, void (*each)(void *user, const struct impact *i), void *user)
{
    sqlite3_stmt *s = db_prepare(&d->open, "SELECT paper.name, reading.path, reading.kind, reading.token, reads.places FROM file"
                                           " JOIN reading ON reading.file = file.id JOIN reads ON reads.reading = reading.id"
                                           " JOIN paper ON paper.id = reads.paper WHERE file.path = ?1 ORDER BY paper.name, reading.path, reading.kind");

    db_text(s, 1, file);
    while (db_row(&d->open, s)) {
        const char *read = db_column(s, 1);

        if (is_within(read, path))
            each(user, &(struct impact){db_column(s, 0), read, db_column(s, 3), db_column(s, 4)});
    }
    sqlite3_finalize(s);
}

/* A part that the file is among, with its data as it is now. */
struct asked_part {
    const struct workspace *ws;
    const char *file, *path;
    struct ctx quiet;
    struct data data;
};

/* It stands in the cell: "C7" of any sheet, "Quý 1!C7" or, as formulas have it, "'Quý 1'!C7". */
static bool is_in_cell(const struct value *v, const char *path)
{
    const char *mark = strrchr(path, '!'), *sheet = v->pos.place;
    struct buf cell = {0}, whole = {0}, plain = {0};
    bool same;

    pos_print_cell(&cell, NULL, v->pos.line, v->pos.col);
    pos_print_cell(&whole, sheet, v->pos.line, v->pos.col);
    buf_printf(&plain, "%s!%s", sheet, cell.p);
    same = strcmp(mark ? plain.p : cell.p, path) == 0 || strcmp(whole.p, path) == 0;
    buf_release(&cell);
    buf_release(&whole);
    buf_release(&plain);
    return same;
}

/* The value stands in the file, at the place that was asked for: a path of the part, a key of its row, or a cell. */
static bool is_asked(const struct asked_part *p, const char *read)
{
    const struct value *v = value_at(p->data.root, read);

    if (!v || !v->pos.file || strcmp(workspace_path(p->ws, v->pos.file), p->file) != 0)
        return false;
    return is_within(read, p->path) || (v->key && strcmp(v->key, p->path) == 0) || (v->pos.place && is_in_cell(v, p->path));
}

static void ask_part(struct depend *d, int64_t id, const struct asked_part *p, int exact, void (*each)(void *user, const struct impact *i), void *user)
{
    sqlite3_stmt *s = db_prepare(&d->open, "SELECT paper.name, reading.path, reading.token, reads.places FROM reading JOIN reads ON reads.reading = reading.id"
                                           " JOIN paper ON paper.id = reads.paper WHERE reading.file = ?1 AND reading.exact = ?2 AND reading.kind = 0"
                                           " ORDER BY paper.name, reading.path");

    if (s) {
        sqlite3_bind_int64(s, 1, id);
        sqlite3_bind_int(s, 2, exact);
    }
    while (db_row(&d->open, s))
        if (is_asked(p, db_column(s, 1)))
            each(user, &(struct impact){db_column(s, 0), db_column(s, 1), db_column(s, 2), db_column(s, 3)});
    sqlite3_finalize(s);
}

/* Sources of many files, and rows of one that a document names. */
static void ask_parts(struct depend *d, const char *file, const char *path, void (*each)(void *user, const struct impact *i), void *user, bool *known)
{
    sqlite3_stmt *s = db_prepare(&d->open, "SELECT file.id, file.path, version.exact FROM file JOIN version ON version.file = file.id"
                                           " WHERE instr(file.path, char(31)) GROUP BY file.id, version.exact ORDER BY file.path");

    while (db_row(&d->open, s)) {
        struct asked_part p = {.ws = d->ws, .file = file, .path = path};
        int exact = sqlite3_column_int(s, 2);
        struct arena a = {0};
        const char **files;
        bool among = false;
        size_t n;

        if (part_files(&a, db_column(s, 1), &files, &n))
            for (size_t i = 0; i < n; i++)
                among |= strcmp(workspace_path(d->ws, files[i]), file) == 0;
        *known |= among;
        ctx_init(&p.quiet);
        if (among && part_data(&p.quiet, db_column(s, 1), exact, &p.data))
            ask_part(d, sqlite3_column_int64(s, 0), &p, exact, each, user);
        if (among)
            data_release(&p.data);
        arena_release(&a);
    }
    sqlite3_finalize(s);
}

/* `cell`: the data of the file where the path is a cell of it, else NULL. */
static void ask_whole(struct depend *d, const char *file, const char *path, const struct asked_part *cell, void (*each)(void *user, const struct impact *i), void *user)
{
    sqlite3_stmt *s = db_prepare(&d->open, "SELECT paper.name, uses.how, own.readings FROM file JOIN version ON version.file = file.id"
                                           " JOIN uses ON uses.version = version.id JOIN paper ON paper.id = uses.paper"
                                           " LEFT JOIN own ON own.paper = paper.id WHERE file.path = ?1 AND uses.how IN (0, 3) ORDER BY paper.name");

    db_text(s, 1, file);
    while (db_row(&d->open, s)) {
        struct span rows = span_make(sqlite3_column_blob(s, 2), (size_t)sqlite3_column_bytes(s, 2));
        struct made_row row;
        bool told = false;

        for (size_t at = 0; *path && made_next(rows, &at, &row);) {
            if (cell ? !is_asked(cell, row.field[0]) : !is_within(row.field[0], path))
                continue;
            each(user, &(struct impact){db_column(s, 0), row.field[0], row.field[2], row.field[3]});
            told = true;
        }
        if (!told && sqlite3_column_int(s, 1) == USE_BYTES)
            each(user, &(struct impact){.paper = db_column(s, 0), .places = ""});
    }
    sqlite3_finalize(s);
}

/* "C7", "Sheet!C7" */
static bool is_cell(const char *path)
{
    const char *sheet = strrchr(path, '!'), *cell = sheet ? sheet + 1 : path;
    size_t letters = strspn(cell, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"), figures = strspn(cell + letters, "0123456789");

    return letters > 0 && letters <= 3 && figures > 0 && figures <= 7 && !cell[letters + figures];
}

/* Of a cell: whatever path leads to the value that stands in it. */
static void ask_cell(struct depend *d, const char *file, const char *path, void (*each)(void *user, const struct impact *i), void *user)
{
    for (int exact = 0; exact < 2; exact++) {
        struct asked_part p = {.ws = d->ws, .file = file, .path = path};
        sqlite3_stmt *s = db_prepare(&d->open, "SELECT id FROM file WHERE path = ?1");

        ctx_init(&p.quiet);
        db_text(s, 1, file);
        if (db_row(&d->open, s) && part_data(&p.quiet, file, exact, &p.data)) {
            ask_part(d, sqlite3_column_int64(s, 0), &p, exact, each, user);
            if (!exact) /* a paper's own data are read once, whatever their keys are */
                ask_whole(d, file, path, &p, each, user);
        }
        data_release(&p.data);
        sqlite3_finalize(s);
    }
}

/* Secret papers that are made of the file. */
static size_t ask_secret(struct depend *d, const char *file, bool name, void (*each)(void *user, const struct impact *i), void *user)
{
    sqlite3_stmt *s = d->secret.sql ? db_prepare(&d->secret, "SELECT DISTINCT paper.name FROM file JOIN version ON version.file = file.id"
                                                             " JOIN uses ON uses.version = version.id JOIN paper ON paper.id = uses.paper"
                                                             " WHERE file.path = ?1 ORDER BY paper.name")
                                    : NULL;
    size_t n = 0;

    db_text(s, 1, file);
    for (; s && db_row(&d->secret, s); n++)
        if (name)
            each(user, &(struct impact){.paper = db_column(s, 0), .places = ""});
    sqlite3_finalize(s);
    return n;
}

bool impact_find(struct depend *d, const char *file, const char *path, bool name_secret, void (*each)(void *user, const struct impact *i), void *user,
                 bool *known, size_t *secret)
{
    sqlite3_stmt *s;

    *known = false;
    *secret = 0;
    if (!d->open.sql)
        return true;
    s = db_prepare(&d->open, "SELECT 1 FROM file WHERE path = ?1");
    db_text(s, 1, file);
    *known = db_row(&d->open, s);
    sqlite3_finalize(s);
    if (data_is_sheets(file) && is_cell(path)) {
        ask_cell(d, file, path, each, user);
    } else {
        ask_shared(d, file, path, each, user);
        ask_whole(d, file, path, NULL, each, user);
    }
    ask_parts(d, file, path, each, user, known);
    *secret = ask_secret(d, file, name_secret, each, user);
    *known |= *secret > 0;
    return !d->open.failed && !d->secret.failed;
}
