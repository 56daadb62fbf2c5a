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
    buf_release(&bytes);
    if (row->digest && strcmp(hex, row->digest) != 0) {
        diag(k->r->ctx, DIAG_ARCHIVE_CHANGED, pos_file(path), row->full);
        k->wrong++;
    }
    return true;
}

static bool has_entry(struct archive *k, const char *file)
{
    sqlite3_stmt *s = db_prepare(&k->r->db, "SELECT 1 FROM muc WHERE tep = ?1");
    bool has;

    db_text(s, 1, file);
    has = db_row(&k->r->db, s) || k->r->db.failed;
    sqlite3_finalize(s);
    return has;
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
        struct stat st;

        if (names[i]->d_name[0] != '.' && lstat(whole, &st) == 0) {
            if (S_ISDIR(st.st_mode) && depth < DEEPEST)
                look_for_strays(k, file, depth + 1);
            else if (!S_ISDIR(st.st_mode) && strcmp(file, journal_name) != 0 && !has_entry(k, file)) {
                diag(k->r->ctx, DIAG_ARCHIVE_STRAY, pos_file(whole));
                k->wrong++;
            }
        }
        free(names[i]);
    }
    free(names);
}

bool reg_check_archive(struct reg *r, size_t *entries, size_t *wrong)
{
    struct archive k = {.r = r};
    bool ok = reg_each(r, NULL, check_file, &k) && reg_begin(r);

    if (ok) {
        look_for_strays(&k, "luu", 1);
        reg_abort(r);
    }
    *entries = k.entries;
    *wrong = k.wrong;
    arena_release(&k.arena);
    return ok;
}

bool reg_rebuild(struct reg *r, size_t *entries, size_t *wrong)
{
    if (!reg_lock(r))
        return false;
    reg_db_forget(r);
    reg_unlock(r);
    return reg_check_archive(r, entries, wrong);
}
