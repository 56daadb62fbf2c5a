/* File names with * and ?. A part of the path is matched against the names of one folder, so the cost is that of reading the folders. */
#include <dirent.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/file.h"
#include "store/workspace.h"

struct found {
    struct arena *arena;
    const char **v;
    size_t n, cap, most;
    bool full;
};

static int by_name(const void *x, const void *y)
{
    return strcmp(*(const char *const *)x, *(const char *const *)y);
}

static void add(struct found *f, const char *path)
{
    if (f->n == f->most) {
        f->full = true;
        return;
    }
    MEM_ROOM(f->v, f->n, f->cap);
    f->v[f->n++] = path;
}

/* What fits `rest` in the folder `dir` ("" is the working folder). */
static void look(struct found *f, const char *dir, const char *rest)
{
    size_t n = strcspn(rest, "/");
    const char *part = arena_span(f->arena, span_make(rest, n)), *behind = rest[n] ? rest + n + 1 : NULL;
    struct stat st;
    struct dirent *e;
    DIR *d;

    if (!path_is_pattern(part)) {
        const char *path = *dir ? path_join(f->arena, dir, part) : part;

        if (behind)
            look(f, path, behind);
        else if (stat(path, &st) == 0 && S_ISREG(st.st_mode))
            add(f, path);
        return;
    }
    d = opendir(*dir ? dir : ".");
    while (d && !f->full && (e = readdir(d))) {
        const char *path;

        if ((e->d_name[0] == '.' && part[0] != '.') || !path_fits(part, e->d_name))
            continue;
        path = *dir ? path_join(f->arena, dir, e->d_name) : arena_str(f->arena, e->d_name);
        if (behind && (e->d_type == DT_DIR || (e->d_type == DT_UNKNOWN && file_is_dir(path))))
            look(f, path, behind);
        else if (!behind && (e->d_type == DT_REG || (e->d_type != DT_DIR && stat(path, &st) == 0 && S_ISREG(st.st_mode))))
            add(f, path);
    }
    if (d)
        closedir(d);
}

bool pattern_files(struct arena *a, const char *pattern, size_t most, const char ***out, size_t *n)
{
    struct found f = {.arena = a, .most = most};

    look(&f, "", pattern);
    if (f.n)
        qsort(f.v, f.n, sizeof *f.v, by_name);
    *out = ARENA_NEWS(a, f.n + 1, const char *);
    if (f.n)
        memcpy(*out, f.v, f.n * sizeof *f.v);
    *n = f.n;
    free(f.v);
    return !f.full;
}
