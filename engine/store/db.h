/* SQLite for what can be made again: a database of another version or a damaged one is thrown away and begun anew. */
#ifndef STORE_DB_H
#define STORE_DB_H

#include <sqlite3.h>

#include "base/ctx.h"

struct db_kind {
    const char *schema;  /* CREATE TABLE … */
    int version;         /* of the schema; stands in the file */
    unsigned mode;       /* of the folder, if it is new */
    bool durable;        /* a transaction that was committed survives a power cut; else the last ones may be gone, whole */
    diag_code unusable; /* {1}: what SQLite says */
    diag_code renewed;  /* told where a damaged file, or one of another version, was begun anew */
    diag_code newer;    /* told where one of a later version is refused instead; 0: it is begun anew */
};

struct db {
    struct ctx *ctx;
    sqlite3 *sql;
    const char *path;           /* borrowed */
    const struct db_kind *kind; /* borrowed */
    bool failed;                /* reported once; what follows does nothing */
};

/* Opens the file, made with its folder; `in_memory`: none is read or made. false: reported. */
bool db_open(struct ctx *ctx, const char *path, const struct db_kind *kind, bool in_memory, struct db *out);
void db_close(struct db *db); /* legal on {0} */
void db_remove(const char *path); /* the file and what SQLite keeps beside it; it must be closed */

bool db_exec(struct db *db, const char *sql);                /* false: reported */
sqlite3_stmt *db_prepare(struct db *db, const char *sql);    /* NULL: reported; sqlite3_finalize frees, also NULL */
bool db_row(struct db *db, sqlite3_stmt *s);                 /* steps: there is a row. false: the end, or reported */
bool db_run(struct db *db, sqlite3_stmt *s);                 /* steps to the end and makes it ready again; false: reported */
bool db_failed(struct db *db);                               /* reports what SQLite says, once; false */
void db_text(sqlite3_stmt *s, int at, const char *text);     /* binds; NULL is NULL; the text is borrowed until the next run */
void db_number(sqlite3_stmt *s, int at, int64_t number);
const char *db_column(sqlite3_stmt *s, int at);              /* never NULL; lives until the next step */

#endif
