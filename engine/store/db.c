/* A thin layer over SQLite: every failure is reported once, with the file's name. */
#include "store/db.h"

#include <sys/stat.h>
#include <unistd.h>

#include "base/diag/store.h"
#include "base/file.h"

enum { BUSY_MS = 60000 };

static bool failed(struct db *db)
{
    if (!db->failed)
        diag(db->ctx, DIAG_STORE_FAILED, (struct pos){0}, db->path, db->sql ? sqlite3_errmsg(db->sql) : "SQLite");
    db->failed = true;
    return false;
}

bool db_exec(struct db *db, const char *sql)
{
    return !db->failed && (sqlite3_exec(db->sql, sql, NULL, NULL, NULL) == SQLITE_OK || failed(db));
}

sqlite3_stmt *db_prepare(struct db *db, const char *sql)
{
    sqlite3_stmt *s = NULL;

    if (db->failed || (sqlite3_prepare_v2(db->sql, sql, -1, &s, NULL) != SQLITE_OK && !failed(db)))
        return NULL;
    return s;
}

bool db_row(struct db *db, sqlite3_stmt *s)
{
    int status = s && !db->failed ? sqlite3_step(s) : SQLITE_DONE;

    if (status != SQLITE_ROW && status != SQLITE_DONE)
        failed(db);
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
static int try_open(const char *path, sqlite3 **out)
{
    int version = -1;

    if (sqlite3_open_v2(path, out, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK) {
        sqlite3_busy_timeout(*out, BUSY_MS);
        sqlite3_exec(*out, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON; PRAGMA cache_size = -32768", NULL, NULL, NULL);
        version = version_of(*out);
    }
    return version;
}

static void throw_away(struct arena *a, const char *path)
{
    unlink(path);
    unlink(arena_printf(a, "%s-wal", path));
    unlink(arena_printf(a, "%s-shm", path));
}

bool db_open(struct ctx *ctx, const char *path, unsigned mode, int version, const char *schema, struct db *out)
{
    struct arena a = {0};
    const char *dir = path_dir(&a, path);
    int found;
    bool ok;

    *out = (struct db){.ctx = ctx, .path = path};
    if (!file_is_dir(dir) && mkdir(dir, mode) != 0 && !file_make_dirs(ctx, dir)) {
        arena_release(&a);
        out->failed = true;
        return false;
    }
    found = try_open(path, &out->sql);
    if (found != version && found != 0 && (found > 0 || sqlite3_errcode(out->sql) == SQLITE_NOTADB || sqlite3_errcode(out->sql) == SQLITE_CORRUPT)) {
        diag(ctx, DIAG_STORE_RENEWED, (struct pos){0}, path);
        sqlite3_close(out->sql);
        throw_away(&a, path);
        found = try_open(path, &out->sql);
    }
    ok = found >= 0 || failed(out);
    if (ok && found != version) /* IMMEDIATE: of two that begin at once, the second finds the tables */
        ok = db_exec(out, "BEGIN IMMEDIATE") && (version_of(out->sql) == version || db_exec(out, schema)) &&
             db_exec(out, arena_printf(&a, "PRAGMA user_version = %d; COMMIT", version));
    arena_release(&a);
    return ok;
}

void db_close(struct db *db)
{
    sqlite3_close(db->sql);
    *db = (struct db){0};
}
