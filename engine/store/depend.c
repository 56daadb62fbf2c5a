/* The database of dependencies.
 *
 *   file      what the system and its bytes said of each file when it was last looked at
 *   version   a file with certain bytes, as papers were made of it; `keys` those of its root, where it is data
 *   paper     with the keys that it looked for at the root, and in `own` the readings of its own file, in `text` its paragraphs
 *   uses      which versions a paper is made of, and what of them counts
 *   reading   a path of shared data and what was seen there
 *   reads     which papers saw that, and the places where it went
 *   output    what was written
 *
 * Of secret papers paper, file, version (without keys), uses and output are kept, in the database of their own. */
#include "store/depend.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/diag/store.h"
#include "base/file.h"
#include "store/stamp.h"

enum { SCHEMA_VERSION = 2 };

static const char schema[] =
    "CREATE TABLE file(id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, stamp TEXT NOT NULL, digest TEXT NOT NULL) STRICT;"
    "CREATE TABLE version(id INTEGER PRIMARY KEY, file INTEGER NOT NULL, digest TEXT NOT NULL, exact INTEGER NOT NULL, keys TEXT NOT NULL,"
    " UNIQUE(file, digest, exact)) STRICT;"
    "CREATE TABLE keys(id INTEGER PRIMARY KEY, absent TEXT NOT NULL, present TEXT NOT NULL, UNIQUE(absent, present)) STRICT;"
    "CREATE TABLE paper(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, spec TEXT NOT NULL, engine TEXT NOT NULL, year TEXT NOT NULL,"
    " keys INTEGER, root TEXT NOT NULL) STRICT;"
    "CREATE TABLE own(paper INTEGER PRIMARY KEY, readings BLOB NOT NULL, text BLOB NOT NULL) STRICT;"
    "CREATE TABLE uses(paper INTEGER NOT NULL, version INTEGER NOT NULL, how INTEGER NOT NULL, PRIMARY KEY(paper, version)) STRICT, WITHOUT ROWID;"
    "CREATE INDEX uses_version ON uses(version);"
    "CREATE TABLE reading(id INTEGER PRIMARY KEY, file INTEGER NOT NULL, exact INTEGER NOT NULL, path TEXT NOT NULL, kind INTEGER NOT NULL,"
    " token TEXT NOT NULL, UNIQUE(file, exact, path, kind, token)) STRICT;"
    "CREATE TABLE reads(paper INTEGER NOT NULL, reading INTEGER NOT NULL, places TEXT NOT NULL, PRIMARY KEY(paper, reading)) STRICT, WITHOUT ROWID;"
    "CREATE INDEX reads_reading ON reads(reading);"
    "CREATE TABLE output(paper INTEGER NOT NULL, path TEXT NOT NULL, stamp TEXT NOT NULL, digest TEXT NOT NULL, PRIMARY KEY(paper, path))"
    " STRICT, WITHOUT ROWID;"
    "CREATE TABLE coming(path TEXT PRIMARY KEY, digest TEXT NOT NULL) STRICT, WITHOUT ROWID;";

static const struct db_kind
    open_kind = {.schema = schema, .version = SCHEMA_VERSION, .mode = 0777, .durable = true, .unusable = DIAG_STORE_FAILED, .renewed = DIAG_STORE_RENEWED},
    secret_kind = {.schema = schema, .version = SCHEMA_VERSION, .mode = 0700, .durable = true, .unusable = DIAG_STORE_FAILED, .renewed = DIAG_STORE_RENEWED};

enum statement { FILE_PUT, FILE_ID, VERSION_PUT, VERSION_ID, KEYS_PUT, KEYS_ID, PAPER_ID, PAPER_PUT, OWN_PUT, USES_PUT, READING_PUT, READING_ID, READS_PUT,
                 OUTPUT_PUT, OUTPUTS, COMING_PUT, COMING_DROP, DROP_OWN, DROP_USES, DROP_READS, DROP_OUTPUT, DROP_PAPER, STATEMENTS };

static const char *const statements[] = {
    [FILE_PUT] = ("INSERT INTO file(path, stamp, digest) VALUES(?1, ?2, ?3) ON CONFLICT(path) DO UPDATE SET stamp = ?2, digest = ?3"
                  " WHERE stamp <> ?2 OR digest <> ?3"),
    [FILE_ID] = "SELECT id FROM file WHERE path = ?1",
    [VERSION_PUT] = "INSERT OR IGNORE INTO version(file, digest, exact, keys) VALUES(?1, ?2, ?3, ?4)",
    [VERSION_ID] = "SELECT id FROM version WHERE file = ?1 AND digest = ?2 AND exact = ?3",
    [KEYS_PUT] = "INSERT OR IGNORE INTO keys(absent, present) VALUES(?1, ?2)",
    [KEYS_ID] = "SELECT id FROM keys WHERE absent = ?1 AND present = ?2",
    [PAPER_ID] = "SELECT id FROM paper WHERE name = ?1",
    [PAPER_PUT] = "INSERT INTO paper(name, spec, engine, year, keys, root) VALUES(?1, ?2, ?3, ?4, ?5, ?6)",
    [OWN_PUT] = "INSERT INTO own(paper, readings, text) VALUES(?1, ?2, ?3)",
    [USES_PUT] = "INSERT OR REPLACE INTO uses(paper, version, how) VALUES(?1, ?2, ?3)",
    [READING_PUT] = "INSERT INTO reading(file, exact, path, kind, token) VALUES(?1, ?2, ?3, ?4, ?5)",
    [READING_ID] = "SELECT id FROM reading WHERE file = ?1 AND exact = ?2 AND path = ?3 AND kind = ?4 AND token = ?5",
    [READS_PUT] = "INSERT OR REPLACE INTO reads(paper, reading, places) VALUES(?1, ?2, ?3)",
    [OUTPUT_PUT] = "INSERT OR REPLACE INTO output(paper, path, stamp, digest) VALUES(?1, ?2, ?3, ?4)",
    [OUTPUTS] = "SELECT path, digest FROM output WHERE paper = ?1",
    [COMING_PUT] = "INSERT OR REPLACE INTO coming(path, digest) VALUES(?1, ?2)",
    [COMING_DROP] = "DELETE FROM coming WHERE path = ?1",
    [DROP_OWN] = "DELETE FROM own WHERE paper = ?1",
    [DROP_USES] = "DELETE FROM uses WHERE paper = ?1",
    [DROP_READS] = "DELETE FROM reads WHERE paper = ?1",
    [DROP_OUTPUT] = "DELETE FROM output WHERE paper = ?1",
    [DROP_PAPER] = "DELETE FROM paper WHERE id = ?1",
};

struct side {
    struct db *db;
    sqlite3_stmt *s[STATEMENTS];
};

struct writer {
    struct side open, secret;
};

static bool side_open(struct side *side, struct db *db)
{
    if (side->db)
        return !db->failed;
    side->db = db;
    for (size_t i = 0; i < STATEMENTS; i++)
        side->s[i] = db_prepare(db, statements[i]);
    return !db->failed;
}

static void side_close(struct side *side)
{
    for (size_t i = 0; i < STATEMENTS; i++)
        sqlite3_finalize(side->s[i]);
}

bool depend_open(struct ctx *ctx, const struct workspace *ws, bool write, struct depend *out)
{
    static const char path[] = ".vanban/phu-thuoc.db";

    *out = (struct depend){.ws = ws, .ctx = ctx};
    out->secret_path = arena_printf(&out->arena, "%s/phu-thuoc.db", ws->secret);
    if ((write || file_exists(ctx, path)) && !db_open(ctx, path, &open_kind, false, &out->open))
        return false;
    return !file_exists(ctx, out->secret_path) || db_open(ctx, out->secret_path, &secret_kind, false, &out->secret);
}

void depend_close(struct depend *d)
{
    if (d->writer) {
        side_close(&d->writer->open);
        side_close(&d->writer->secret);
    }
    free(d->writer);
    db_close(&d->open);
    db_close(&d->secret);
    arena_release(&d->arena);
}

static bool writers(struct depend *d)
{
    if (!d->writer)
        d->writer = mem_alloc(sizeof *d->writer);
    return side_open(&d->writer->open, &d->open) && (!d->secret.sql || side_open(&d->writer->secret, &d->secret));
}

bool depend_begin(struct depend *d)
{
    return writers(d) && db_exec(&d->open, "BEGIN IMMEDIATE") && (!d->secret.sql || db_exec(&d->secret, "BEGIN IMMEDIATE"));
}

bool depend_commit(struct depend *d)
{
    return db_exec(&d->open, "COMMIT") && (!d->secret.sql || db_exec(&d->secret, "COMMIT"));
}

/* The id that a statement with the first `n` of the texts selects; 0: none. */
static int64_t id_of(struct side *side, enum statement which)
{
    sqlite3_stmt *s = side->s[which];
    int64_t id = db_row(side->db, s) ? sqlite3_column_int64(s, 0) : 0;

    if (s)
        sqlite3_reset(s);
    return id;
}

static bool is_made(struct span record, const char *path)
{
    struct made_row row;

    for (size_t at = 0; made_next(record, &at, &row);)
        if (row.letter == MADE_OUTPUT && strcmp(row.field[0], path) == 0)
            return true;
    return false;
}

/* Deletes what was written and is not any more; what was changed by hand is somebody's work. */
static void sweep(struct side *side, int64_t paper, struct span record)
{
    sqlite3_stmt *s = side->s[OUTPUTS];
    char digest[STAMP_DIGEST];

    if (s)
        sqlite3_bind_int64(s, 1, paper);
    while (db_row(side->db, s)) {
        const char *path = db_column(s, 0);

        if (is_made(record, path))
            continue;
        stamp_digest(path, digest);
        if (strcmp(digest, db_column(s, 1)) == 0)
            unlink(path);
    }
    if (s)
        sqlite3_reset(s);
}

/* `record`: of what the paper is now. */
static void drop(struct side *side, const char *name, struct span record)
{
    static const enum statement all[] = {DROP_OWN, DROP_USES, DROP_READS, DROP_OUTPUT, DROP_PAPER};
    int64_t id;

    db_text(side->s[PAPER_ID], 1, name);
    id = id_of(side, PAPER_ID);
    if (id)
        sweep(side, id, record);
    for (size_t i = 0; id && i < sizeof all / sizeof *all; i++) {
        sqlite3_bind_int64(side->s[all[i]], 1, id);
        db_run(side->db, side->s[all[i]]);
    }
}

static bool drop_both(struct depend *d, const char *name, struct span record)
{
    if (!writers(d))
        return false;
    drop(&d->writer->open, name, record);
    if (d->secret.sql)
        drop(&d->writer->secret, name, record);
    return !d->open.failed && !d->secret.failed;
}

bool depend_drop(struct depend *d, const char *name)
{
    return drop_both(d, name, SPAN(""));
}

static int64_t file_id(struct side *side, const char *path)
{
    db_text(side->s[FILE_ID], 1, path);
    return id_of(side, FILE_ID);
}

static void put_file(struct side *side, int64_t paper, const struct made_row *row)
{
    int use = *row->field[0] - '0', exact = use == USE_EXACT;
    sqlite3_stmt *s = side->s[FILE_PUT];
    int64_t file, version;

    db_text(s, 1, row->field[1]);
    db_text(s, 2, row->field[2]);
    db_text(s, 3, row->field[3]);
    db_run(side->db, s);
    file = file_id(side, row->field[1]);
    for (int i = VERSION_PUT; i <= VERSION_ID; i++) {
        s = side->s[i];
        sqlite3_bind_int64(s, 1, file);
        db_text(s, 2, row->field[3]);
        sqlite3_bind_int(s, 3, exact);
        if (i == VERSION_ID)
            break;
        db_text(s, 4, row->field[4]);
        db_run(side->db, s);
    }
    version = id_of(side, VERSION_ID);
    s = side->s[USES_PUT];
    sqlite3_bind_int64(s, 1, paper);
    sqlite3_bind_int64(s, 2, version);
    sqlite3_bind_int(s, 3, use);
    db_run(side->db, s);
}

static void bind_reading(sqlite3_stmt *s, int64_t file, int exact, const struct made_row *row)
{
    sqlite3_bind_int64(s, 1, file);
    sqlite3_bind_int(s, 2, exact);
    db_text(s, 3, row->field[1]);
    sqlite3_bind_int(s, 4, *row->field[2] - '0');
    db_text(s, 5, row->field[3]);
}

/* Most readings of shared data are there from another paper. */
static void put_shared(struct side *side, int64_t paper, int64_t file, int exact, const struct made_row *row)
{
    sqlite3_stmt *s = side->s[READING_ID];
    int64_t reading;

    bind_reading(s, file, exact, row);
    reading = id_of(side, READING_ID);
    if (!reading) {
        s = side->s[READING_PUT];
        bind_reading(s, file, exact, row);
        db_run(side->db, s);
        reading = sqlite3_last_insert_rowid(side->db->sql);
    }
    s = side->s[READS_PUT];
    sqlite3_bind_int64(s, 1, paper);
    sqlite3_bind_int64(s, 2, reading);
    db_text(s, 3, row->field[4]);
    db_run(side->db, s);
}

static void put_output(struct side *side, int64_t paper, const struct made_row *row)
{
    sqlite3_stmt *s = side->s[OUTPUT_PUT];
    char stamp[STAMP_SIZE];

    stamp_of(row->field[0], stamp);
    sqlite3_bind_int64(s, 1, paper);
    db_text(s, 2, row->field[0]);
    db_text(s, 3, stamp);
    db_text(s, 4, row->field[2]);
    db_run(side->db, s);
    db_text(side->s[COMING_DROP], 1, row->field[0]);
    db_run(side->db, side->s[COMING_DROP]);
}

/* The set's id; 0 for secret papers, which have none. */
static int64_t keys_id(struct side *side, const char *absent, const char *present)
{
    for (int i = KEYS_PUT; i <= KEYS_ID; i++) {
        db_text(side->s[i], 1, absent);
        db_text(side->s[i], 2, present);
        if (i == KEYS_PUT)
            db_run(side->db, side->s[i]);
    }
    return id_of(side, KEYS_ID);
}

/* The rows of one letter as they stand, for who goes through them with made_next. */
static void rows_of(struct span record, char letter, struct buf *out)
{
    struct made_row row;

    for (size_t at = 0, from = 0; made_next(record, &at, &row); from = at)
        if (row.letter == letter)
            buf_put(out, record.p + from, at - from);
}

static void put_own(struct side *side, int64_t paper, struct span record)
{
    sqlite3_stmt *s = side->s[OWN_PUT];
    struct buf own = {0}, text = {0};

    rows_of(record, MADE_OWN, &own);
    rows_of(record, MADE_TEXT, &text);
    sqlite3_bind_int64(s, 1, paper);
    sqlite3_bind_blob(s, 2, own.p ? own.p : "", (int)own.n, SQLITE_STATIC);
    sqlite3_bind_blob(s, 3, text.p ? text.p : "", (int)text.n, SQLITE_STATIC);
    db_run(side->db, s);
    buf_release(&own);
    buf_release(&text);
}

static int64_t put_paper(struct side *side, const struct made_row *row, int64_t keys, const char *root)
{
    sqlite3_stmt *s = side->s[PAPER_PUT];

    for (int i = 0; i < 3; i++)
        db_text(s, 1 + i, row->field[i]);
    db_text(s, 4, row->field[3]);
    sqlite3_bind_int64(s, 5, keys);
    db_text(s, 6, root);
    db_run(side->db, s);
    return sqlite3_last_insert_rowid(side->db->sql);
}

/* The database of secret papers is made at the first of them. */
static bool open_secret(struct depend *d)
{
    return d->secret.sql || (db_open(d->ctx, d->secret_path, &secret_kind, false, &d->secret) && writers(d) && db_exec(&d->secret, "BEGIN IMMEDIATE"));
}

/* The side that a record belongs to; NULL: it is none, or reported. */
static struct side *side_of(struct depend *d, struct span record, struct made_row *head)
{
    size_t at = 0;

    if (!made_next(record, &at, head) || head->letter != MADE_PAPER || !writers(d))
        return NULL;
    if (*head->field[4] != '1')
        return &d->writer->open;
    return open_secret(d) ? &d->writer->secret : NULL;
}

bool depend_announce(struct depend *d, struct span record)
{
    struct made_row row;
    struct side *side = side_of(d, record, &row);

    for (size_t at = 0; side && made_next(record, &at, &row);) {
        if (row.letter != MADE_OUTPUT)
            continue;
        db_text(side->s[COMING_PUT], 1, row.field[0]);
        db_text(side->s[COMING_PUT], 2, row.field[2]);
        db_run(side->db, side->s[COMING_PUT]);
    }
    return side && !side->db->failed;
}

bool depend_put(struct depend *d, struct span record)
{
    struct made_row row, head, keys = {.field = {"", ""}};
    struct side *side = side_of(d, record, &head);
    const char *root = "0", *path = NULL;
    int64_t file = 0; /* of `path` */
    int exact = 0;

    if (!side || !drop_both(d, head.field[0], record))
        return false;
    for (size_t at = 0; made_next(record, &at, &row);) {
        if (row.letter == MADE_KEYS)
            keys = row;
        else if (row.letter == MADE_ROOT)
            root = row.field[0];
        else if (row.letter == MADE_FILE && *row.field[0] - '0' == USE_EXACT)
            exact = 1;
    }
    int64_t paper = put_paper(side, &head, keys_id(side, keys.field[0], keys.field[1]), root);
    for (size_t at = 0; made_next(record, &at, &row);)
        if (row.letter == MADE_FILE)
            put_file(side, paper, &row);
    for (size_t at = 0; made_next(record, &at, &row);) {
        if (row.letter == MADE_OUTPUT)
            put_output(side, paper, &row);
        if (row.letter != MADE_SHARED)
            continue;
        if (!path || strcmp(path, row.field[0]) != 0) {
            path = row.field[0];
            file = file_id(side, path);
        }
        put_shared(side, paper, file, exact, &row);
    }
    if (side == &d->writer->open)
        put_own(side, paper, record);
    return !side->db->failed;
}
