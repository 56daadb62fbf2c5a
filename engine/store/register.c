/* The register's two files: the journal, which decides, and a SQLite database, which answers questions.
 *
 * A transaction holds the lock on the journal from its first question to its end, so no two see the same highest number. It changes the
 * database, adds its line to the journal (there it becomes true) and commits. A process may die between any two of these: what the
 * journal has and the database has not is read in by whoever comes next, the reverse cannot be. So the database needs no fsync a
 * transaction, and one that is damaged or gone is made anew. */
#include "store/register_private.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/diag/register.h"
#include "base/file.h"
#include "store/lock.h"
#include "text/date.h"

enum { SCHEMA = 2 };

/* Under the lock. The journal has everything, so a file of ours that is broken or old is begun anew. What cannot be written is only looked
 * at: then the database is made in memory. */
static bool open_database(struct reg *r)
{
    return db_open(r->ctx, r->db_path, &r->kind, r->read_only, &r->db);
}

static void close_database(struct reg *r)
{
    for (size_t i = 0; i < REG_STATEMENTS; i++) {
        sqlite3_finalize(r->applying[i]);
        r->applying[i] = NULL;
    }
    db_close(&r->db);
}

void reg_db_forget(struct reg *r)
{
    close_database(r);
    if (!r->read_only)
        db_remove(r->db_path);
}

/* ---- one at a time ---- */

/* The file of held entries, in which also stands who has the register. -1: none could be made, errno says why. */
static int hold_file(struct reg *r)
{
    if (r->hold_fd < 0 && !r->read_only)
        r->hold_fd = open(r->hold_path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
    return r->hold_fd;
}

bool reg_lock(struct reg *r)
{
    if (r->stuck || !journal_lock(r->ctx, &r->journal, r->hold_path, r->impatient ? 0 : LOCK_PATIENCE)) {
        r->stuck = true;
        return false;
    }
    if (hold_file(r) >= 0)
        lock_sign(r->hold_fd);
    return true;
}

void reg_unlock(struct reg *r)
{
    journal_unlock(&r->journal);
}

/* ---- opening ---- */

struct reg *reg_open(struct ctx *ctx, const struct reg_place *place)
{
    struct reg *r = mem_alloc(sizeof *r);
    struct arena *a = &r->arena;
    struct buf schema = {0};
    const char *store;

    *r = (struct reg){.ctx = ctx, .now = place->now, .read_only = place->read_only, .impatient = place->impatient, .journal.fd = -1, .hold_fd = -1};
    r->root = arena_str(a, place->root);
    r->who = arena_str(a, place->who ? place->who : "");
    reg_schema(&schema);
    r->kind = (struct db_kind){.schema = arena_buf(a, &schema), .version = SCHEMA, .mode = 0777, .unusable = DIAG_REGISTER_DATABASE,
                               .renewed = DIAG_REGISTER_REMADE, .newer = DIAG_REGISTER_NEWER};
    store = path_join(a, r->root, ".vanban");
    if (place->secret && !place->read_only && !file_is_dir(r->root) && file_make_dirs(ctx, path_dir(a, r->root)))
        mkdir(r->root, 0700); /* if it fails, the next line says why */
    r->db_path = path_join(a, store, "so-dang-ky.sqlite");
    r->hold_path = path_join(a, store, "so-dang-giu");
    if ((r->read_only || file_is_dir(store) || file_make_dirs(ctx, store)) &&
        journal_open(ctx, path_join(a, path_join(a, r->root, "luu"), "so-dang-ky.ndjson"), !r->read_only, &r->journal))
        return r;
    reg_close(r);
    return NULL;
}

const char *reg_root(const struct reg *r)
{
    return r->root;
}

void reg_close(struct reg *r)
{
    if (!r)
        return;
    if (r->db.sql && reg_lock(r)) { /* the last connection to go writes the WAL back */
        close_database(r);
        reg_unlock(r);
    }
    if (r->hold_fd >= 0)
        close(r->hold_fd);
    journal_close(&r->journal);
    buf_release(&r->rows);
    buf_release(&r->links);
    arena_release(&r->arena);
    free(r);
}

/* ---- who is at work on an entry: a lock a byte of a file, which the system takes from a process that dies ---- */

static int hold_lock(int fd, int64_t id, int command, short type)
{
    struct flock lock = {.l_type = type, .l_whence = SEEK_SET, .l_start = (off_t)id, .l_len = 1};
    int result = fcntl(fd, command, &lock);

    return result == 0 && command == F_OFD_GETLK ? lock.l_type != F_UNLCK : result;
}

bool reg_held(struct reg *r, int64_t id)
{
    int fd = open(r->hold_path, O_RDONLY | O_CLOEXEC); /* one's own locks show on another opening only */
    bool held = fd >= 0 && hold_lock(fd, id, F_OFD_GETLK, F_WRLCK) == 1;

    if (fd >= 0)
        close(fd);
    return held;
}

bool reg_hold(struct reg *r, int64_t id)
{
    if (hold_file(r) < 0 || hold_lock(r->hold_fd, id, F_OFD_SETLK, F_WRLCK) != 0)
        return file_write_failed(r->ctx, r->hold_path, errno);
    return true;
}

void reg_let_go(struct reg *r, int64_t id)
{
    if (r->hold_fd >= 0)
        hold_lock(r->hold_fd, id, F_OFD_SETLK, F_UNLCK);
}

/* ---- from the journal into the database ---- */

enum { APPLY_CHECK, APPLY_ROWS, APPLY_LINKS, APPLY_STEPS, APPLY_PLACE };

static bool prepare_applying(struct reg *r)
{
    static const char *const texts[REG_STATEMENTS] = {
        [APPLY_CHECK] = "SELECT json_valid(?1) AND json_extract(?1,'$.stt') IS ?2 AND json_extract(?1,'$.truoc') IS ?3",
        [APPLY_LINKS] = "INSERT OR IGNORE INTO lien_ket SELECT json_extract(value,'$.tu'), json_extract(value,'$.den'),"
                        " json_extract(value,'$.loai') FROM json_each(?1,'$.lien_ket')",
        [APPLY_STEPS] = "INSERT INTO buoc SELECT json_extract(?1,'$.stt'), m.id, m.tai_lieu, json_extract(?1,'$.luc'),"
                        " json_extract(?1,'$.ai'), json_extract(?1,'$.viec'), json_extract(?1,'$.ly_do') FROM"
                        " (SELECT json_extract(value,'$.id') AS id, json_extract(value,'$.tai_lieu') AS tai_lieu"
                        " FROM json_each(?1,'$.dong') UNION ALL SELECT 0, json_extract(?1,'$.tai_lieu')"
                        " WHERE json_extract(?1,'$.tai_lieu') IS NOT NULL) AS m",
        [APPLY_PLACE] = "UPDATE nhat_ky SET vi_tri = ?2, so_dong = ?3, van_tay = ?4",
    };
    struct buf upsert = {0};
    bool ok = true;

    reg_upsert(&upsert);
    for (size_t i = 0; i < REG_STATEMENTS && ok; i++)
        if (!r->applying[i])
            ok = (r->applying[i] = db_prepare(&r->db, texts[i] ? texts[i] : upsert.p)) != NULL;
    buf_release(&upsert);
    return ok;
}

/* Puts a line, which is the `count`th and follows one of digest `before`, into the database. Reported when it does not belong there. */
static bool apply(struct reg *r, const char *line, const char *before)
{
    bool ok = prepare_applying(r), sound = true;

    for (int i = 0; i < REG_STATEMENTS && ok && sound; i++) {
        sqlite3_stmt *s = r->applying[i];
        int code;

        db_text(s, 1, line);
        if (i == APPLY_CHECK) {
            db_number(s, 2, r->journal.count);
            db_text(s, 3, before);
        } else if (i == APPLY_PLACE) {
            db_number(s, 2, r->journal.offset);
            db_number(s, 3, r->journal.count);
            db_text(s, 4, r->journal.digest);
        }
        code = sqlite3_step(s);
        if (i == APPLY_CHECK ? code != SQLITE_ROW || !sqlite3_column_int(s, 0) : code == SQLITE_ERROR || (code & 0xFF) == SQLITE_CONSTRAINT)
            sound = false;
        else if (code != SQLITE_ROW && code != SQLITE_DONE)
            ok = db_failed(&r->db);
        sqlite3_reset(s);
        sqlite3_clear_bindings(s); /* the line is borrowed */
    }
    if (!sound)
        diag(r->ctx, DIAG_JOURNAL_DAMAGED, pos_file(r->journal.path), arena_printf(&r->arena, "%lld", (long long)r->journal.count));
    return ok && sound;
}

/* Where the database stands in the journal. */
static bool resume(struct reg *r)
{
    sqlite3_stmt *s = db_prepare(&r->db, "SELECT vi_tri, so_dong, van_tay FROM nhat_ky");
    bool ok = db_row(&r->db, s);

    if (ok && !journal_resume(&r->journal, sqlite3_column_int64(s, 0), sqlite3_column_int64(s, 1), db_column(s, 2))) {
        diag(r->ctx, DIAG_REGISTER_APART, pos_file(r->journal.path), r->db_path);
        ok = false;
    }
    sqlite3_finalize(s);
    return ok;
}

bool reg_journal_is_cut(struct reg *r)
{
    const int errors = r->ctx->errors, warnings = r->ctx->warnings;
    diag_sink sink = r->ctx->sink;
    bool there = file_exists(r->ctx, r->db_path), cut;

    r->ctx->sink = NULL;
    cut = there && !r->read_only && (r->db.sql || open_database(r)) && !resume(r);
    r->ctx->sink = sink;
    r->ctx->errors = errors;
    r->ctx->warnings = warnings;
    return cut;
}

/* Reads in what the database does not have yet. */
static bool catch_up(struct reg *r)
{
    struct buf line = {0};
    char before[JOURNAL_DIGEST];
    enum journal_next next;
    bool ok = true, any = false;

    memcpy(before, r->journal.digest, sizeof before);
    while (ok && (next = journal_read(r->ctx, &r->journal, &line)) != JOURNAL_END) {
        if (!any && next == JOURNAL_LINE_READ)
            ok = any = db_exec(&r->db, "BEGIN IMMEDIATE");
        ok = ok && next == JOURNAL_LINE_READ && apply(r, line.p, before);
        memcpy(before, r->journal.digest, sizeof before);
    }
    if (any && !(ok && db_exec(&r->db, "COMMIT"))) {
        sqlite3_exec(r->db.sql, "ROLLBACK", NULL, NULL, NULL);
        ok = false;
    }
    buf_release(&line);
    return ok;
}

/* Neither of the two files says anything: a register that begins, unless the archive knows better. */
static bool is_gone(struct reg *r)
{
    struct stat st;

    return !r->anew && !r->read_only && !r->db.sql && fstat(r->journal.fd, &st) == 0 && st.st_size == 0 && !file_exists(r->ctx, r->db_path) &&
           reg_is_gone(r);
}

/* ---- transactions ---- */

bool reg_begin(struct reg *r)
{
    buf_clear(&r->rows);
    buf_clear(&r->links);
    r->new_id = 0;
    r->document = NULL;
    if (!reg_lock(r))
        return false;
    if (!is_gone(r) && (r->db.sql || open_database(r)) && resume(r) && catch_up(r) && db_exec(&r->db, r->read_only ? "BEGIN" : "BEGIN IMMEDIATE"))
        return true;
    close_database(r);
    reg_unlock(r);
    return false;
}

void reg_abort(struct reg *r)
{
    sqlite3_exec(r->db.sql, "ROLLBACK", NULL, NULL, NULL);
    r->db.failed = false; /* the next transaction is a try of its own */
    reg_unlock(r);
}

static bool highest_id(struct reg *r, int64_t *out)
{
    sqlite3_stmt *s = db_prepare(&r->db, "SELECT ifnull(max(id), 0) FROM muc");
    bool ok = db_row(&r->db, s);

    if (ok)
        *out = sqlite3_column_int64(s, 0);
    sqlite3_finalize(s);
    return ok;
}

bool reg_stage(struct reg *r, struct reg_row *row)
{
    if (row->id == 0) {
        if (r->new_id == 0 && !highest_id(r, &r->new_id))
            return false;
        row->id = ++r->new_id;
    }
    if (r->rows.n)
        buf_putc(&r->rows, ',');
    reg_row_json(row, &r->rows);
    return true;
}

void reg_stage_link(struct reg *r, int64_t from, int64_t to, const char *kind)
{
    buf_printf(&r->links, "%s{\"tu\":%lld,\"den\":%lld,\"loai\":", r->links.n ? "," : "", (long long)from, (long long)to);
    buf_json(&r->links, kind);
    buf_putc(&r->links, '}');
}

static void make_line(const struct reg *r, const char *verb, const char *reason, struct buf *out)
{
    buf_printf(out, "{\"stt\":%lld,\"truoc\":", (long long)r->journal.count + 1);
    buf_json(out, r->journal.digest);
    buf_printf(out, ",\"luc\":%lld,\"ai\":", (long long)r->now);
    buf_json(out, r->who);
    buf_puts(out, ",\"viec\":");
    buf_json(out, verb);
    if (reason) {
        buf_puts(out, ",\"ly_do\":");
        buf_json(out, reason);
    }
    if (r->document) {
        buf_puts(out, ",\"tai_lieu\":");
        buf_json(out, r->document);
    }
    buf_puts(out, ",\"dong\":[");
    buf_putspan(out, buf_span(&r->rows));
    buf_puts(out, "]");
    if (r->links.n) {
        buf_puts(out, ",\"lien_ket\":[");
        buf_putspan(out, buf_span(&r->links));
        buf_puts(out, "]");
    }
    buf_putc(out, '}');
}

bool reg_commit(struct reg *r, const char *verb, const char *reason)
{
    struct journal now = r->journal; /* as it stands before */
    struct buf line = {0};
    bool ok;

    make_line(r, verb, reason, &line);
    /* The journal stands behind the line while it is applied, since the database notes that place; the line follows. */
    ok = line.n <= JOURNAL_LINE;
    if (!ok) {
        diag(r->ctx, DIAG_REGISTER_LARGE, pos_file(r->journal.path));
    } else {
        char hex[65];

        vb_digest(line.p, line.n, hex);
        memcpy(r->journal.digest, hex, JOURNAL_DIGEST - 1);
        r->journal.digest[JOURNAL_DIGEST - 1] = '\0';
        r->journal.offset += (int64_t)line.n + 1;
        r->journal.count++;
        ok = apply(r, line.p, now.digest);
        r->journal = now;
        ok = ok && journal_append(r->ctx, &r->journal, buf_span(&line));
    }
    buf_release(&line);
    if (!ok) {
        reg_abort(r);
        return false;
    }
    /* The line is there: a database that cannot take it now reads it in later. */
    if (sqlite3_exec(r->db.sql, "COMMIT", NULL, NULL, NULL) != SQLITE_OK) {
        sqlite3_exec(r->db.sql, "ROLLBACK", NULL, NULL, NULL);
        close_database(r);
    }
    reg_unlock(r);
    return true;
}
