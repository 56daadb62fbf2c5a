/* The register made anew, and the archive compared with it. */
#include "store/register_private.h"

#include <dirent.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/diag/register.h"
#include "base/file.h"

enum {
    DEEPEST = 16,  /* luu/2026/KH/01-KH-BCĐ.pdf has 4 */
    ASKED = 100,   /* files that are read before an archive is held for one of papers that say nothing of themselves */
};

static const char journal_name[] = "luu/so-dang-ky.ndjson"; /* what lies there beside the papers */

struct archive {
    struct reg *r;
    size_t entries, wrong;
    struct arena arena;
    struct found {
        const char *file; /* relative to the register */
        bool stray;       /* no entry has it; else one that is on its way, if the journal is whole */
    } *found;
    size_t n_found, cap_found;
};

/* A file of the archive as a clerk says it: from the working folder, where that is the register's. */
static const char *path_of(struct archive *k, const char *file)
{
    return strcmp(k->r->root, ".") == 0 ? file : path_join(&k->arena, k->r->root, file);
}

static bool check_file(void *user, const struct reg_row *row)
{
    struct archive *k = user;
    const char *path;
    struct buf bytes = {0};
    struct stat st;
    char hex[65];

    k->entries++;
    if (!row->file || strcmp(row->state, "issued") != 0)
        return true;
    path = path_of(k, row->file);
    if (stat(path, &st) != 0) {
        diag(k->r->ctx, DIAG_ARCHIVE_GONE, pos_file(path), row->full);
        k->wrong++;
        return true;
    }
    if (!file_read(k->r->ctx, path, LIMIT_PDF_BYTES, &bytes)) {
        k->wrong++;
        return true;
    }
    vb_digest(bytes.p, bytes.n, hex);
    if (row->digest && strcmp(hex, row->digest) != 0) {
        diag(k->r->ctx, DIAG_ARCHIVE_CHANGED, pos_file(path), row->full);
        k->wrong++;
    } else {
        k->wrong += !reg_agrees(k->r, path, buf_span(&bytes), row);
    }
    buf_release(&bytes);
    return true;
}

enum file_state { FILE_STRAY, FILE_ON_ITS_WAY, FILE_ENTERED };

static enum file_state state_of(struct archive *k, const char *file)
{
    sqlite3_stmt *s = db_prepare(&k->r->db, "SELECT trang_thai IN ('rendered','signed') FROM muc WHERE tep = ?1");
    enum file_state state = FILE_STRAY;

    db_text(s, 1, file);
    if (db_row(&k->r->db, s))
        state = sqlite3_column_int(s, 0) ? FILE_ON_ITS_WAY : FILE_ENTERED;
    sqlite3_finalize(s);
    return k->r->db.failed ? FILE_ENTERED : state;
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

/* Goes through the files of the archive, in the order of their names, below the folder `at`, which is relative to the workspace. `visit` says
 * whether to go on; so does the answer. */
static bool walk(struct archive *k, const char *at, int depth, bool (*visit)(struct archive *k, const char *file, const char *path))
{
    struct dirent **names = NULL;
    int n = scandir(path_of(k, at), &names, NULL, by_name);
    bool on = true;

    for (int i = 0; i < n; i++) {
        const char *file = path_join(&k->arena, at, names[i]->d_name), *path = path_of(k, file);
        struct stat st;

        if (on && names[i]->d_name[0] != '.' && lstat(path, &st) == 0) {
            if (S_ISDIR(st.st_mode))
                on = depth == DEEPEST || walk(k, file, depth + 1, visit);
            else if (strcmp(file, journal_name) != 0)
                on = visit(k, file, path);
        }
        free(names[i]);
    }
    free(names);
    return on;
}

static bool note_stray(struct archive *k, const char *file, const char *path)
{
    enum file_state state = state_of(k, file);

    (void)path;
    if (state == FILE_ENTERED)
        return true;
    MEM_ROOM(k->found, k->n_found, k->cap_found);
    k->found[k->n_found++] = (struct found){file, state == FILE_STRAY};
    return true;
}

static bool ask_file(struct archive *k, const char *file, const char *path)
{
    if (reg_file_speaks(k->r, file, path)) {
        diag(k->r->ctx, DIAG_REGISTER_GONE, pos_file(k->r->journal.path), path);
        k->wrong++;
    }
    return k->wrong == 0 && ++k->entries < ASKED;
}

bool reg_is_gone(struct reg *r)
{
    struct archive k = {.r = r};

    walk(&k, "luu", 1, ask_file);
    arena_release(&k.arena);
    return k.wrong > 0;
}

/* Entries for the files of one sort, with what these say; those that are taken come first in the list. */
static bool recover(struct archive *k, const struct reg_rules *rules, bool strays, size_t *recovered)
{
    bool ok = true;

    for (size_t i = *recovered; i < k->n_found && ok; i++) {
        const struct found f = k->found[i];
        bool taken = false;

        if (f.stray != strays)
            continue;
        ok = reg_recover(k->r, rules, f.file, path_of(k, f.file), &taken);
        if (!taken)
            continue;
        k->found[i] = k->found[*recovered];
        k->found[(*recovered)++] = f;
    }
    return ok;
}

/* `rules`: entries that are missing are taken from what the files say; NULL: they are told only. `cut`: the journal has lost lines, so that a
 * paper on its way may have arrived; else that is left to whoever takes its number. */
static bool go_through(struct reg *r, const struct reg_rules *rules, bool cut, struct reg_checked *out)
{
    struct archive k = {.r = r};
    size_t recovered = 0;
    bool ok = reg_each(r, NULL, check_file, &k) && reg_begin(r);

    if (ok) {
        walk(&k, "luu", 1, note_stray);
        reg_abort(r);
    }
    if (rules)
        ok = ok && recover(&k, rules, true, &recovered) && (!(cut || recovered) || recover(&k, rules, false, &recovered));
    for (size_t i = recovered; i < k.n_found && ok; i++) {
        if (!k.found[i].stray)
            continue;
        diag(r->ctx, DIAG_ARCHIVE_STRAY, pos_file(path_of(&k, k.found[i].file)));
        k.wrong++;
    }
    for (size_t i = 0; i < recovered && ok; i++)
        ok = reg_recover_relations(r, k.found[i].file, path_of(&k, k.found[i].file));
    ok = ok && (recovered == 0 || reg_recover_gaps(r, &k.entries));
    *out = (struct reg_checked){k.entries, k.wrong, recovered};
    free(k.found);
    arena_release(&k.arena);
    return ok;
}

bool reg_check_archive(struct reg *r, struct reg_checked *out)
{
    return go_through(r, NULL, false, out);
}

bool reg_rebuild(struct reg *r, const struct reg_rules *rules, struct reg_checked *out)
{
    bool cut;

    r->anew = true;
    if (!reg_lock(r))
        return false;
    cut = reg_journal_is_cut(r);
    reg_db_forget(r);
    reg_unlock(r);
    return go_through(r, rules, cut, out);
}
