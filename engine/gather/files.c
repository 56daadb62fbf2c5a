/* The files that an entry means: one, or those of a folder that fit a pattern. */
#include <dirent.h>
#include <stdlib.h>

#include "base/diag/gather.h"
#include "base/file.h"
#include "gather/own.h"

/* Below the folder whatever it says: no "..", not absolute. */
static bool stays_inside(const char *path)
{
    for (const char *p = path; *p;) {
        size_t n = strcspn(p, "/");

        if (n == 2 && memcmp(p, "..", 2) == 0)
            return false;
        p += n + (p[n] == '/');
    }
    return *path && *path != '/';
}

struct list {
    const char **v;
    size_t n, cap;
};

static void add(struct list *l, const char *path)
{
    MEM_ROOM(l->v, l->n, l->cap);
    l->v[l->n++] = path;
}

/* Files that offices lay beside an open one begin with "~$" or ".~"; those of the system with ".". */
static bool is_real(const char *name)
{
    return name[0] != '.' && name[0] != '~';
}

static void find_on_disk(struct arena *a, const char *dir, const char *pattern, struct list *out)
{
    DIR *d = opendir(dir);
    const struct dirent *e;

    while (d && out->n <= GATHER_FILES_MOST && (e = readdir(d))) {
        const char *path = is_real(e->d_name) && path_fits(pattern, e->d_name) ? path_join(a, dir, e->d_name) : NULL;

        if (path && !file_is_dir(path))
            add(out, path);
    }
    if (d)
        closedir(d);
}

static void find_in_memory(const struct ctx *ctx, struct arena *a, const char *dir, const char *pattern, struct list *out)
{
    const char *wanted = file_real(ctx, a, path_join(a, dir, "x"));

    for (size_t i = 0; wanted && i < ctx->n_files && out->n <= GATHER_FILES_MOST; i++) {
        const char *name = ctx->files[i].name, *real = file_real(ctx, a, name), *base = path_base(a, name, true);

        if (real && strcmp(path_dir(a, real), path_dir(a, wanted)) == 0 && is_real(base) && path_fits(pattern, base))
            add(out, path_join(a, dir, base));
    }
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

bool gather_files(struct data *d, const struct source_entry *e, const struct value *path, const char ***out, size_t *n)
{
    struct arena *a = &d->arena;
    const char *text = path->as.scalar.text, *joined = path_join(a, e->folder, text);
    struct list found = {0};

    if (!stays_inside(text) || path_is_pattern(path_dir(a, text))) {
        diag(d->ctx, DIAG_GATHER_PATH, path->pos, text);
        return false;
    }
    if (!path_is_pattern(text))
        add(&found, joined);
    else if (d->ctx->files)
        find_in_memory(d->ctx, a, path_dir(a, joined), path_base(a, joined, true), &found);
    else
        find_on_disk(a, path_dir(a, joined), path_base(a, joined, true), &found);
    if (found.n > 1)
        qsort(found.v, found.n, sizeof(*found.v), by_name);
    *n = found.n;
    *out = ARENA_NEWS(a, found.n + 1, const char *);
    if (found.n)
        memcpy(*out, found.v, found.n * sizeof(*found.v));
    free(found.v);
    if (*n > GATHER_FILES_MOST) {
        diag(d->ctx, DIAG_GATHER_MANY, path->pos, arena_printf(a, "%d", GATHER_FILES_MOST));
        return false;
    }
    return true;
}
