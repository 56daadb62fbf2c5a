/* Impact: the index of readings, asked the other way round. */
#include "store/impact.h"

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

static void ask_whole(struct depend *d, const char *file, const char *path, void (*each)(void *user, const struct impact *i), void *user)
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
            if (!is_within(row.field[0], path))
                continue;
            each(user, &(struct impact){db_column(s, 0), row.field[0], row.field[2], row.field[3]});
            told = true;
        }
        if (!told && sqlite3_column_int(s, 1) == USE_BYTES)
            each(user, &(struct impact){.paper = db_column(s, 0), .places = ""});
    }
    sqlite3_finalize(s);
}

bool impact_find(struct depend *d, const char *file, const char *path, void (*each)(void *user, const struct impact *i), void *user, bool *known)
{
    sqlite3_stmt *s;

    *known = false;
    if (!d->open.sql)
        return true;
    s = db_prepare(&d->open, "SELECT 1 FROM file WHERE path = ?1");
    db_text(s, 1, file);
    *known = db_row(&d->open, s);
    sqlite3_finalize(s);
    ask_shared(d, file, path, each, user);
    ask_whole(d, file, path, each, user);
    return !d->open.failed;
}
