/* What a build leaves behind: papers that a change did not touch are of the changed files from now on, and what nobody uses any more goes. */
#include "store/parts.h"
#include "store/stale.h"

static void restamp(const struct restamp *r, const char *clock)
{
    sqlite3_stmt *s = db_prepare(r->db, "UPDATE file SET stamp = ?2, digest = ?3 WHERE id = ?1");
    char trusted[STAMP_SIZE];

    memcpy(trusted, r->stamp, sizeof trusted);
    part_distrust(r->path, clock, trusted);
    if (s)
        sqlite3_bind_int64(s, 1, r->file);
    db_text(s, 2, trusted);
    db_text(s, 3, r->digest);
    db_run(r->db, s);
    sqlite3_finalize(s);
}

/* The papers of the database that are stale, in a table of this connection. */
static void list_stale(struct db *db, const struct workspace *ws, const struct stale_list *list)
{
    sqlite3_stmt *s;

    db_exec(db, "CREATE TEMP TABLE IF NOT EXISTS stale(paper INTEGER PRIMARY KEY); DELETE FROM stale");
    s = db_prepare(db, "INSERT OR IGNORE INTO stale SELECT id FROM paper WHERE name = ?1");
    for (size_t i = 0; i < ws->n; i++) {
        if (!list->stale[i])
            continue;
        db_text(s, 1, ws->papers[i].name);
        db_run(db, s);
    }
    sqlite3_finalize(s);
}

static void move_version(const struct outdated *o)
{
    sqlite3_stmt *s = db_prepare(o->db, "INSERT OR IGNORE INTO version(file, digest, exact, keys) VALUES(?1, ?2, ?3, ?4)");
    sqlite3_stmt *move = db_prepare(o->db, "UPDATE OR REPLACE uses SET version = (SELECT id FROM version WHERE file = ?1 AND digest = ?2 AND exact = ?3)"
                                           " WHERE version = ?4 AND how <> 0 AND paper NOT IN (SELECT paper FROM stale)");

    for (int i = 0; i < 2; i++) {
        sqlite3_stmt *which = i ? move : s;

        if (!which)
            break;
        sqlite3_bind_int64(which, 1, o->file);
        db_text(which, 2, o->digest);
        sqlite3_bind_int(which, 3, o->exact);
        if (i)
            sqlite3_bind_int64(which, 4, o->version);
        else
            db_text(which, 4, o->now ? o->now : o->keys);
        db_run(o->db, which);
    }
    sqlite3_finalize(s);
    sqlite3_finalize(move);
}

static void clean(struct db *db)
{
    db_exec(db, "DELETE FROM version WHERE NOT EXISTS (SELECT 1 FROM uses WHERE uses.version = version.id);"
                "DELETE FROM reading WHERE NOT EXISTS (SELECT 1 FROM reads WHERE reads.reading = reading.id);"
                "DELETE FROM file WHERE NOT EXISTS (SELECT 1 FROM version WHERE version.file = file.id);");
}

bool stale_settle(struct depend *d, const struct stale_list *list, const char *clock)
{
    struct db *const both[] = {&d->open, &d->secret};

    for (size_t i = 0; i < 2; i++)
        if (both[i]->sql && list->n_outdated)
            list_stale(both[i], d->ws, list);
    for (size_t i = 0; i < list->n_restamps; i++)
        restamp(&list->restamps[i], clock);
    for (size_t i = 0; i < list->n_outdated; i++) {
        const struct outdated *o = &list->outdated[i];

        if (*o->digest && strcmp(o->digest, "-") != 0)
            move_version(o);
    }
    for (size_t i = 0; i < 2; i++)
        if (both[i]->sql)
            clean(both[i]);
    return !d->open.failed && !d->secret.failed;
}
