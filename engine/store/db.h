/* SQLite for what can be made again: a database of another version or a damaged one is thrown away and begun anew. */
#ifndef STORE_DB_H
#define STORE_DB_H

#include <sqlite3.h>

#include "base/ctx.h"

struct db {
    struct ctx *ctx;
    sqlite3 *sql;
    const char *path; /* borrowed */
    bool failed;      /* reported once; what follows does nothing */
};

/* Opens the file, made with its folder (`mode` of the folder if it is new). `version` stands in the file: another one, and it is begun
 * anew, which is told if something was lost. false: reported. */
bool db_open(struct ctx *ctx, const char *path, unsigned mode, int version, const char *schema, struct db *out);
void db_close(struct db *db); /* legal on {0} */

bool db_exec(struct db *db, const char *sql);                /* false: reported */
sqlite3_stmt *db_prepare(struct db *db, const char *sql);    /* NULL: reported; sqlite3_finalize frees, also NULL */
bool db_row(struct db *db, sqlite3_stmt *s);                 /* steps: there is a row. false: the end, or reported */
bool db_run(struct db *db, sqlite3_stmt *s);                 /* steps to the end and makes it ready again; false: reported */
void db_text(sqlite3_stmt *s, int at, const char *text);     /* binds; NULL is NULL; the text is borrowed until the next run */
const char *db_column(sqlite3_stmt *s, int at);              /* never NULL; lives until the next step */

#endif
