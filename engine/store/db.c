/* A thin layer over SQLite: every failure is reported once, with the file's name. */
#include "store/db.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"

enum { BUSY_MS = 60000 };

/* What the file system refuses is told as of any file; 0: it is something else. */
static int system_error(sqlite3 *sql)
{
    int error;

    switch (sqlite3_errcode(sql) & 0xFF) {
    case SQLITE_FULL:
        return ENOSPC;
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
    case SQLITE_CANTOPEN:
        return EACCES;
    case SQLITE_IOERR:
        error = sqlite3_system_errno(sql);
        return error ? error : EIO;
    default:
        return 0;
    }
}

bool db_failed(struct db *db)
{
    int error = db->sql ? system_error(db->sql) : 0;

    if (!db->failed && error)
        file_write_failed(db->ctx, db->path, error);
    else if (!db->failed)
        diag(db->ctx, db->kind->unusable, pos_file(db->path), db->sql ? sqlite3_errmsg(db->sql) : sqlite3_errstr(SQLITE_NOMEM));
    db->failed = true;
    return false;
}

bool db_exec(struct db *db, const char *sql)
{
    return !db->failed && (sqlite3_exec(db->sql, sql, NULL, NULL, NULL) == SQLITE_OK || db_failed(db));
}

sqlite3_stmt *db_prepare(struct db *db, const char *sql)
{
    sqlite3_stmt *s = NULL;

    if (db->failed || (sqlite3_prepare_v2(db->sql, sql, -1, &s, NULL) != SQLITE_OK && !db_failed(db)))
        return NULL;
    return s;
}

bool db_row(struct db *db, sqlite3_stmt *s)
{
    int status = s && !db->failed ? sqlite3_step(s) : SQLITE_DONE;

    if (status != SQLITE_ROW && status != SQLITE_DONE)
        db_failed(db);
    return status == SQLITE_ROW;
}

bool db_run(struct db *db, sqlite3_stmt *s)
{
    while (db_row(db, s))
        ;
    if (s)
        sqlite3_reset(s);
    return !db->failed;
}

void db_text(sqlite3_stmt *s, int at, const char *text)
{
    if (s)
        sqlite3_bind_text(s, at, text, -1, SQLITE_STATIC);
}

void db_number(sqlite3_stmt *s, int at, int64_t number)
{
    if (s)
        sqlite3_bind_int64(s, at, number);
}

const char *db_column(sqlite3_stmt *s, int at)
{
    const char *text = (const char *)sqlite3_column_text(s, at);

    return text ? text : "";
}

static int version_of(sqlite3 *sql)
{
    sqlite3_stmt *s = NULL;
    int version = -1;

    if (sqlite3_prepare_v2(sql, "PRAGMA user_version", -1, &s, NULL) == SQLITE_OK && sqlite3_step(s) == SQLITE_ROW)
        version = sqlite3_column_int(s, 0);
    sqlite3_finalize(s);
    return version;
}

/* -1: it is no database, or a damaged one. 0: a new one. */
static int try_open(struct db *db, bool in_memory)
{
    const char *path = in_memory ? ":memory:" : db->path;

    if (sqlite3_open_v2(path, &db->sql, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK)
        return -1;
    sqlite3_busy_timeout(db->sql, BUSY_MS);
    sqlite3_exec(db->sql, "PRAGMA journal_mode = WAL; PRAGMA secure_delete = ON; PRAGMA cache_size = -32768", NULL, NULL, NULL);
    sqlite3_exec(db->sql, db->kind->durable ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL", NULL, NULL, NULL);
    return version_of(db->sql);
}

static bool is_damaged(sqlite3 *sql)
{
    int code = sqlite3_errcode(sql) & 0xFF;

    return code == SQLITE_NOTADB || code == SQLITE_CORRUPT;
}

void db_remove(const char *path)
{
    static const char *const endings[] = {"", "-wal", "-shm"};
    struct arena a = {0};

    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        unlink(arena_printf(&a, "%s%s", path, endings[i]));
    arena_release(&a);
}

static bool make_folder(struct db *db, unsigned mode)
{
    struct arena a = {0};
    const char *dir = path_dir(&a, db->path);
    bool ok = file_is_dir(dir) || mkdir(dir, mode) == 0 || file_make_dirs(db->ctx, dir);

    arena_release(&a);
    return ok;
}

static bool make_schema(struct db *db)
{
    const int version = db->kind->version;
    struct arena a = {0};
    bool ok = db_exec(db, "BEGIN IMMEDIATE") && /* of two that begin at once, the second finds the tables */
              (version_of(db->sql) == version || db_exec(db, db->kind->schema)) &&
              db_exec(db, arena_printf(&a, "PRAGMA user_version = %d; COMMIT", version));

    arena_release(&a);
    return ok;
}

bool db_open(struct ctx *ctx, const char *path, const struct db_kind *kind, bool in_memory, struct db *out)
{
    int found;

    *out = (struct db){.ctx = ctx, .path = path, .kind = kind};
    if (!in_memory && !make_folder(out, kind->mode)) {
        out->failed = true;
        return false;
    }
    found = try_open(out, in_memory);
    if (found > kind->version && kind->newer != 0) {
        diag(ctx, kind->newer, pos_file(path));
        out->failed = true;
        return false;
    }
    if (!in_memory && found != kind->version && found != 0 && (found > 0 || (out->sql && is_damaged(out->sql)))) {
        diag(ctx, kind->renewed, pos_file(path));
        sqlite3_close(out->sql);
        out->sql = NULL;
        db_remove(path);
        found = try_open(out, in_memory);
    }
    if (found < 0)
        return db_failed(out);
    return found == kind->version || make_schema(out);
}

void db_close(struct db *db)
{
    sqlite3_close(db->sql);
    *db = (struct db){0};
}
