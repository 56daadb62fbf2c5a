/* The register made anew, and the archive compared with it. */
#include "store/register_private.h"

#include <dirent.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/diag/register.h"
#include "base/file.h"

enum { DEEPEST = 16 }; /* luu/2026/KH/01-KH-BCĐ.pdf has 4 */

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

/* Files that no entry has, below the folder `at`, which is relative to the workspace. */
static void look_for_strays(struct archive *k, const char *at, int depth)
{
    struct dirent **names = NULL;
    const char *path = path_of(k, at);
    int n = scandir(path, &names, NULL, by_name);

    for (int i = 0; i < n; i++) {
        const char *file = path_join(&k->arena, at, names[i]->d_name), *whole = path_of(k, file);
        enum file_state state;
        struct stat st;

        if (names[i]->d_name[0] != '.' && lstat(whole, &st) == 0) {
            if (S_ISDIR(st.st_mode) && depth < DEEPEST)
                look_for_strays(k, file, depth + 1);
            else if (!S_ISDIR(st.st_mode) && strcmp(file, journal_name) != 0 && (state = state_of(k, file)) != FILE_ENTERED) {
                MEM_ROOM(k->found, k->n_found, k->cap_found);
                k->found[k->n_found++] = (struct found){file, state == FILE_STRAY};
            }
        }
        free(names[i]);
    }
    free(names);
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
        look_for_strays(&k, "luu", 1);
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

    if (!reg_lock(r))
        return false;
    cut = reg_journal_is_cut(r);
    reg_db_forget(r);
    reg_unlock(r);
    return go_through(r, rules, cut, out);
}
