/* Shared by the files of the register; nobody else includes it. */
#ifndef STORE_REGISTER_PRIVATE_H
#define STORE_REGISTER_PRIVATE_H

#include "store/db.h"
#include "store/journal.h"
#include "store/register.h"

enum { REG_STATEMENTS = 5 };

struct reg {
    struct ctx *ctx;
    struct arena arena;
    const char *root, *who;
    int64_t now;
    bool read_only, anew; /* anew: an empty register may stand before a full archive, since it is made from that */
    struct db db; /* closed between transactions only after a failure */
    struct db_kind kind;
    const char *db_path, *hold_path;
    sqlite3_stmt *applying[REG_STATEMENTS]; /* from a line into the database; kept while it is open */
    struct journal journal;
    int hold_fd;       /* locked at the byte of each entry that this process holds; who has the register stands in it; -1: none yet */
    bool impatient, stuck; /* stuck: waiting was given up, which has been told */
    struct buf rows;   /* of the transaction under way, as JSON */
    struct buf links;
    int64_t new_id;
    const char *document; /* that the transaction is a step of, where it touches no entry */
};

/* ---- register_rows.c: entries as JSON and as rows of the table ---- */

extern const char *const reg_states[]; /* ends with NULL */
void reg_schema(struct buf *out);      /* CREATE TABLE … */
void reg_upsert(struct buf *out);      /* puts the rows of '$.dong' of parameter 1 into the table */
void reg_columns(struct buf *out);     /* a, b, c */
void reg_row_read(sqlite3_stmt *s, struct arena *a, struct reg_row *out); /* of a SELECT of reg_columns */

/* ---- register.c ---- */

/* The lock under which all else happens; false: reported. */
bool reg_lock(struct reg *r);
void reg_unlock(struct reg *r);
/* false: reported. Under it nobody else changes the register, and the database has all that the journal has. */
bool reg_begin(struct reg *r);
/* Writes what was staged: the journal's line first, which decides. false: reported, nothing changed. Ends the transaction. */
bool reg_commit(struct reg *r, const char *verb, const char *reason);
void reg_abort(struct reg *r);
/* The entry is written by reg_commit; a new one (id 0) gets its id now. */
bool reg_stage(struct reg *r, struct reg_row *row);
/* Entries of "36-HD/VPTW; …" that `row` supersedes or repeals get their links and notes; so does `row`, which is staged by the caller. Under a
 * transaction; false: reported. */
bool reg_stage_relations(struct reg *r, struct reg_row *row, enum reg_relation relation, const char *list, struct arena *a);
void reg_stage_link(struct reg *r, int64_t from, int64_t to, const char *kind);
/* The database has read lines that the journal does not have any more. Under the lock; nothing is reported. */
bool reg_journal_is_cut(struct reg *r);
/* Throws the database away; the next transaction makes it anew. Under the lock. */
void reg_db_forget(struct reg *r);
/* SELECT of all columns of muc, with what follows FROM muc. NULL: reported. */
sqlite3_stmt *reg_select(struct reg *r, const char *where);
/* Under a transaction. The entry of the number; *out->id is 0 where there is none. false: reported. */
bool reg_lookup(struct reg *r, const struct reg_series *series, int64_t number, struct arena *a, struct reg_row *out);
/* The entry is still the process's, and the state is one behind its own. false: reported. */
bool reg_may_advance(struct reg *r, const struct reg_row *row, const char *state);
/* The entry is held by a process that lives. */
bool reg_held(struct reg *r, int64_t id);
/* This process holds it from now on. false: reported. */
bool reg_hold(struct reg *r, int64_t id);
void reg_let_go(struct reg *r, int64_t id);

/* ---- register_rebuild.c ---- */

/* The archive has papers of a register, so that an empty one is not new but lost; reported. */
bool reg_is_gone(struct reg *r);

/* ---- register_recover.c ---- */

/* An archived file says the same as its entry, as far as it says anything; else reported. `path`: for messages. */
bool reg_agrees(struct reg *r, const char *path, struct span pdf, const struct reg_row *row);
/* The file is a paper that was issued with a number, and says so. Nothing is reported. */
bool reg_file_speaks(struct reg *r, const char *file, const char *path);
/* Enters the paper of an archived file that no entry has, with what the file says; *taken: it was, and what could not be known is reported.
 * false: the register failed, reported. */
bool reg_recover(struct reg *r, const struct reg_rules *rules, const char *file, const char *path, bool *taken);
/* When all are entered: tells which numbers of each series nobody knows of; *entries: how many there are. */
bool reg_recover_gaps(struct reg *r, size_t *entries);
/* When all are entered: what such a file says of other papers. */
bool reg_recover_relations(struct reg *r, const char *file, const char *path);

#endif
